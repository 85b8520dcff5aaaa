//! How many tests passed, failed and were skipped, read from what the runners print.

use serde_json::Value;

/// A test that did not run, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Skipped {
    /// Its name.
    pub name: String,
    /// Its reason, as the test gives it.
    pub reason: String,
}

/// What came out of a stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Tests that ran and held.
    pub passed: usize,
    /// Tests that ran and did not, and steps that went wrong.
    pub failed: usize,
    /// Tests that did not run.
    pub skipped: Vec<Skipped>,
}

impl Counts {
    /// Adds another stage's counts.
    pub fn add(&mut self, other: &Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped.extend_from_slice(&other.skipped);
    }
}

/// The tests that say of themselves `skipped: NAME: reason`, each once.
fn named(text: &str) -> Vec<Skipped> {
    let mut skipped: Vec<Skipped> = Vec::new();
    for line in text.lines() {
        let Some(said) = line.trim_start().strip_prefix("skipped: ") else {
            continue;
        };
        let Some((name, reason)) = said.split_once(": ") else {
            continue;
        };
        if skipped.iter().all(|other| other.name != name) {
            skipped.push(Skipped { name: name.to_owned(), reason: reason.trim().to_owned() });
        }
    }
    skipped
}

/// Reads `cargo test`: its closing line for each program, its ignored tests, and the tests that
/// passed only because they skipped themselves.
pub fn of_cargo(text: &str) -> Counts {
    let mut counts = Counts::default();
    for line in text.lines() {
        if let Some(closing) = line.strip_prefix("test result: ") {
            counts.passed += number_before(closing, " passed");
            counts.failed += number_before(closing, " failed");
        } else if let Some(ignored) = ignored(line) {
            counts.skipped.push(ignored);
        }
    }
    let named = named(text);
    counts.passed = counts.passed.saturating_sub(named.len());
    counts.skipped.extend(named);
    counts
}

/// A line such as `test long_run ... ignored, takes an hour`.
fn ignored(line: &str) -> Option<Skipped> {
    let (name, reason) = line.strip_prefix("test ")?.split_once(" ... ignored")?;
    let reason = reason.trim_start_matches(", ").trim();
    Some(Skipped {
        name: name.to_owned(),
        reason: if reason.is_empty() { "marked #[ignore]".to_owned() } else { reason.to_owned() },
    })
}

/// Reads node's own test runner: its closing lines, and the tests that say they skip themselves.
pub fn of_node(text: &str) -> Counts {
    let closing = |word: &str| -> usize {
        let lines = text.lines().filter_map(|line| {
            let line = line.trim_start_matches(['#', 'ℹ', ' ']);
            line.strip_prefix(word)?.trim().parse::<usize>().ok()
        });
        lines.sum()
    };
    Counts {
        passed: closing("pass "),
        failed: closing("fail ") + closing("cancelled "),
        skipped: named(text),
    }
}

/// Reads vitest's report (its JSON form) and what its tests printed.
pub fn of_vitest(report: &str, text: &str) -> Option<Counts> {
    let report: Value = serde_json::from_str(report).ok()?;
    let mut counts = Counts::default();
    for file in report["testResults"].as_array()? {
        for test in file["assertionResults"].as_array()? {
            match test["status"].as_str()? {
                "passed" => counts.passed += 1,
                "failed" => counts.failed += 1,
                left_out => counts.skipped.push(Skipped {
                    name: test["fullName"].as_str()?.trim().to_owned(),
                    reason: format!("marked {left_out} in its file"),
                }),
            }
        }
    }
    let named = named(text);
    counts.passed = counts.passed.saturating_sub(named.len());
    counts.skipped.extend(named);
    Some(counts)
}

/// The number in front of a word, as in `3 passed`.
fn number_before(text: &str, word: &str) -> usize {
    let before = text.split(word).next().unwrap_or_default();
    let last = before.rsplit(' ').next().unwrap_or_default();
    last.parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skipped(name: &str, reason: &str) -> Skipped {
        Skipped { name: name.to_owned(), reason: reason.to_owned() }
    }

    #[test]
    fn cargo_prints_a_closing_line_for_each_program() {
        let text = "\
running 3 tests
test a ... ok
test slow ... ignored, takes an hour
test later ... ignored

successes:

---- real_data stdout ----
skipped: real_data: no folder ../shared/data
skipped: real_data: no folder ../shared/data

test result: ok. 2 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.00s
   Doc-tests tierwright_program
test result: FAILED. 10 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s
";
        let counts = Counts {
            passed: 11,
            failed: 1,
            skipped: vec![
                skipped("slow", "takes an hour"),
                skipped("later", "marked #[ignore]"),
                skipped("real_data", "no folder ../shared/data"),
            ],
        };
        assert_eq!(of_cargo(text), counts);
    }

    #[test]
    fn node_prints_its_closing_lines_in_two_spellings() {
        for mark in ["ℹ", "#"] {
            let text = format!(
                "skipped: window: xdotool is missing\n{mark} tests 9\n{mark} suites 0\n{mark} pass 5\n{mark} fail 2\n{mark} cancelled 1\n{mark} skipped 1\n{mark} todo 0\n"
            );
            let counts = Counts {
                passed: 5,
                failed: 3,
                skipped: vec![skipped("window", "xdotool is missing")],
            };
            assert_eq!(of_node(&text), counts, "{mark}");
        }
    }

    #[test]
    fn vitest_writes_a_report() {
        let report = r#"{"testResults": [{"assertionResults": [
            {"status": "passed", "fullName": " money shows cents"},
            {"status": "failed", "fullName": "money shows yen"},
            {"status": "skipped", "fullName": "table holds a million rows"}]}]}"#;
        let counts = Counts {
            passed: 1,
            failed: 1,
            skipped: vec![skipped("table holds a million rows", "marked skipped in its file")],
        };
        assert_eq!(of_vitest(report, ""), Some(counts));
        assert_eq!(of_vitest("half a rep", ""), None);
    }

    #[test]
    fn a_name_may_hold_double_colons_and_a_reason_colons() {
        let text = "    skipped: store::tests::old_file: not here: see README";
        assert_eq!(named(text), [skipped("store::tests::old_file", "not here: see README")]);
        assert_eq!(named("these were skipped: none\nskipped: nothing"), []);
    }
}
