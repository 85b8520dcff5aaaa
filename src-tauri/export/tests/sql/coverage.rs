//! What each target says of each choice of the language, found by asking it for the program of every
//! case: `TIERWRIGHT_WRITE=1 cargo test -p tierwright-export --test sql coverage` writes the table anew.

use std::{collections::BTreeMap, fs, path::Path};

use tierwright_export::{TargetEntry, outline};
use tierwright_program::{Program, State, schema::standing};

use crate::cases::cases;

/// Where a choice stands in incentives that a target says, and in such that it refuses.
#[derive(Clone, Copy, Default)]
struct Found {
    exact: u32,
    refused: u32,
}

impl Found {
    fn words(self) -> String {
        match (self.exact, self.refused) {
            (0, 0) => "none".to_owned(),
            (_, 0) => "exact".to_owned(),
            (0, _) => "refused".to_owned(),
            (exact, refused) => format!("exact in {exact} of {}", exact + refused),
        }
    }
}

/// The targets, the four databases as one: they say the same.
const TARGETS: [&str; 5] = ["SQLite", "Workbook", "GoRules JDM", "DMN 1.3", "Salesforce loads"];
const HEADS: [&str; 5] = ["SQL, four databases", "workbook", "GoRules JDM", "DMN", "Salesforce"];

/// What comes after a payout line, which no target works out.
const AFTER: [&str; 5] = ["/funds", "/fund_return", "/payment", "/estimates", "/tests"];

#[test]
fn the_table_of_coverage_is_what_the_targets_say() {
    let mut table: BTreeMap<(String, String), [Found; 5]> = BTreeMap::new();
    for (name, case) in cases() {
        let outcome = case.outcome().unwrap_or_else(|fault| panic!("{name}: {}", fault.0));
        let program = outcome.plan().program().clone();
        let outlined = outline(&outcome, &case.facts.rows(), false, false).expect("an outline");
        let targets = outlined.proof.targets;
        let target = |name: &str| targets.iter().find(|one| one.target == name).expect("a target");
        for other in ["DuckDB", "PostgreSQL", "Spark SQL"] {
            let (one, other) = (target("SQLite"), target(other));
            assert_eq!((&one.exact, &one.refused), (&other.exact, &other.refused), "{name}");
        }
        let own = standing(&program).into_iter();
        for found in own.filter(|one| !AFTER.iter().any(|place| one.place.starts_with(place))) {
            let row = table.entry((found.of, found.word)).or_default();
            for (at, name) in TARGETS.iter().enumerate() {
                count(&mut row[at], target(name), &program, &found.place);
            }
        }
    }
    table.retain(|_, row| row.iter().any(|found| found.exact + found.refused > 0));
    let text = written(&table);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("COVERAGE.md");
    if std::env::var_os("TIERWRIGHT_WRITE").is_some() {
        fs::write(&path, &text).expect("the table is written");
    }
    let kept = fs::read_to_string(&path).expect("the table is there").replace("\r\n", "\n");
    assert!(kept == text, "COVERAGE.md is not what the targets say (TIERWRIGHT_WRITE=1 writes it)");
}

/// Counts the incentives that a choice stands in, or all of them where it stands beside them.
fn count(found: &mut Found, target: &TargetEntry, program: &Program, place: &str) {
    let own = place.strip_prefix("/incentives/").and_then(|rest| rest.split('/').next());
    for of in program.incentives.iter().filter(|of| of.state != State::Off) {
        let stands_in = own.is_none_or(|own| own == of.id);
        found.exact += u32::from(stands_in && target.exact.contains(&of.id));
        found.refused +=
            u32::from(stands_in && target.refused.iter().any(|rule| rule.incentive == of.id));
    }
}

fn written(table: &BTreeMap<(String, String), [Found; 5]>) -> String {
    let mut text = "# What each target says\n\n\
        Each choice that a program stores, and whether a rule in which it stands goes to a target, over the \
        programs of all cases in `fixtures/cases`. *Exact*: every such rule does. *Refused*: none does, by \
        the rule's name and with the reason in the manifest. *Exact in 3 of 5*: in three of the five rules; \
        something else in the others is refused. A choice that stands beside the incentives counts for all \
        of its program; what comes after a payout line (funds, payment, estimates) is no part of any \
        target and not in it. Written by a test that asks the targets themselves; numbers that do not fit on some \
        facts are found on export and are not in it.\n\n"
        .to_owned();
    text += &format!("| choice | word | {} |\n", HEADS.join(" | "));
    text += &format!("|---|---|{}\n", "---|".repeat(HEADS.len()));
    for ((of, word), row) in table {
        let cells: Vec<String> = row.iter().map(|found| found.words()).collect();
        text += &format!("| {of} | `{word}` | {} |\n", cells.join(" | "));
    }
    text
}
