//! The closing page of `cargo xtask test`: minutes, counts, and what was skipped.

use std::time::Duration;

use crate::counts::Counts;

/// A stage that is over.
pub struct Line {
    /// The stage's name.
    pub name: &'static str,
    /// How long it took.
    pub took: Duration,
    /// What came out.
    pub counts: Counts,
}

/// The whole closing page. Its last line is the counts alone, for people and for runners.
pub fn page(lines: &[Line]) -> String {
    let mut all = Counts::default();
    let mut took = Duration::ZERO;
    let mut page =
        format!("{:<10}{:>9}{:>9}{:>9}{:>9}\n", "stage", "minutes", "passed", "failed", "skipped");
    for line in lines {
        all.add(&line.counts);
        took += line.took;
        page.push_str(&row(line.name, line.took, &line.counts));
    }
    page.push_str(&row("all", took, &all));
    page.push('\n');
    for skipped in &all.skipped {
        page.push_str(&format!("Skipped {}: {}\n", skipped.name, skipped.reason));
    }
    page.push_str(&format!(
        "{} passed, {} failed, {} skipped",
        all.passed,
        all.failed,
        all.skipped.len()
    ));
    page
}

fn row(name: &str, took: Duration, counts: &Counts) -> String {
    let minutes = took.as_secs_f64() / 60.0;
    format!(
        "{name:<10}{minutes:>9.1}{:>9}{:>9}{:>9}\n",
        counts.passed,
        counts.failed,
        counts.skipped.len()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::Skipped;

    #[test]
    fn the_page_adds_up_names_what_was_skipped_and_ends_with_the_counts() {
        let skipped =
            Skipped { name: "real_data".to_owned(), reason: "no folder ../shared/data".to_owned() };
        let line = |name, passed, failed, skipped: &[Skipped]| Line {
            name,
            took: Duration::from_secs(90),
            counts: Counts { passed, failed, skipped: skipped.to_vec() },
        };
        let said = page(&[line("rust", 40, 1, &[skipped]), line("ui", 2, 0, &[])]);
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(
            lines,
            [
                "stage       minutes   passed   failed  skipped",
                "rust            1.5       40        1        1",
                "ui              1.5        2        0        0",
                "all             3.0       42        1        1",
                "",
                "Skipped real_data: no folder ../shared/data",
                "42 passed, 1 failed, 1 skipped",
            ]
        );
    }
}
