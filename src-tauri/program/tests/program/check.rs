//! A table of faults: what is changed in the good program, and exactly what is then found.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use tierwright_program::{Code, Finding, Program, Severity, change::value_at, check};

use crate::base;

/// A row of the table: values set at places, and the code and place of each finding, in order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    set: Map<String, Value>,
    finds: Vec<String>,
}

fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = serde_json::from_str(include_str!("faults.json")).unwrap();
    rows.push(row("/name", json!("x".repeat(201)), "text_too_long /name"));
    let roles = "/incentives/growth/roles";
    rows.push(row(roles, json!(vec!["resold"; 1_001]), "too_many /incentives/growth/roles"));
    rows
}

fn row(place: &str, value: Value, finds: &str) -> Row {
    Row { set: Map::from_iter([(place.to_owned(), value)]), finds: vec![finds.to_owned()] }
}

fn changed(row: &Row) -> Program {
    let changes: Vec<(&str, Value)> =
        row.set.iter().map(|(place, value)| (place.as_str(), value.clone())).collect();
    base::changed(&changes)
}

fn shown(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{} {}", finding.code, finding.place)).collect()
}

#[test]
fn each_fault_is_found_and_nothing_else() {
    let mut differences = Vec::new();
    for row in rows() {
        let (checked, findings) = check(&changed(&row));
        let places: Vec<&String> = row.set.keys().collect();
        let (mut found, mut expected) = (shown(&findings), row.finds.clone());
        found.sort();
        expected.sort();
        if found != expected {
            differences.push(format!("{places:?}: found {found:?}, expected {expected:?}"));
        }
        let fails = findings.iter().any(|finding| finding.severity == Severity::Error);
        assert_eq!(checked.is_none(), fails, "{places:?}");
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn every_code_is_reached() {
    let all: BTreeSet<&str> = Code::ALL.iter().map(|code| code.text()).collect();
    assert_eq!(all.len(), Code::ALL.len(), "two kinds have one code");
    let rows = rows();
    let finds = rows.iter().flat_map(|row| &row.finds);
    let reached: BTreeSet<&str> = finds.filter_map(|find| find.split(' ').next()).collect();
    assert_eq!(reached, all);
}

#[test]
fn errors_come_first_and_a_checked_program_is_the_program() {
    let program = base::changed(&[
        ("/incentives/volume/schedule/method", json!("whole_amount")),
        ("/incentives/mix/schedule/bands/0/rates", json!(["2"])),
        ("/incentives/cosell/shares/minimum_partners", json!(0)),
    ]);
    let severities: Vec<Severity> =
        check(&program).1.iter().map(|finding| finding.severity).collect();
    assert_eq!(severities, [Severity::Error, Severity::Warning, Severity::Note]);
    assert_eq!(check(&base::program()).0.unwrap().program(), &base::program());
}

#[test]
fn findings_are_sentences_and_their_places_exist() {
    for row in rows() {
        let program = changed(&row);
        for finding in check(&program).1 {
            let Finding { sentence, hint, place, .. } = &finding;
            for text in [sentence, hint] {
                assert!(text.ends_with('.'), "{text}");
                assert!(!text.to_lowercase().contains("invalid"), "{text}");
                assert!(text.len() < 300, "{text}");
            }
            // What is missing has no place of its own yet; what holds it has.
            let holder = place.rsplit_once('/').map_or("", |(holder, _)| holder);
            let known = [place.as_str(), holder].iter().any(|at| value_at(&program, at).is_some());
            assert!(known, "{place} of {sentence}");
        }
    }
}

#[test]
fn absurd_sizes_are_one_finding() {
    let band = json!({ "from": "1 USD", "rates": ["0.1"] });
    let many = base::changed(&[("/incentives/growth/schedule/bands", json!(vec![band; 20_000]))]);
    assert_eq!(shown(&check(&many).1), ["too_many /incentives/growth/schedule/bands"]);
    let long = base::changed(&[("/incentives/growth/name", json!("x".repeat(1_000_000)))]);
    assert_eq!(shown(&check(&long).1), ["text_too_long /incentives/growth/name"]);
}

#[test]
fn a_cliff_is_computed_exactly_for_the_column_with_the_largest_leap() {
    let method = ("/incentives/volume/schedule/method", json!("whole_amount"));
    let threshold = ("/incentives/volume/schedule/threshold", json!("passed"));
    let bands = "/incentives/volume/schedule/bands";
    let limit = ("/incentives/volume/limits/0/at_most", json!("3500 USD"));
    let bare = ("/incentives/volume/limits", json!([]));
    let odd = json!([
        { "from": "33.33 USD", "rates": ["0", "0.05", "0.015"] },
        { "from": "250000.005 USD", "rates": ["0.02", "0.07", "0.02"] }
    ]);
    type Case = (Vec<(&'static str, Value)>, Vec<&'static str>);
    let rows: [Case; 4] = [
        (
            vec![method.clone()],
            vec![
                "At 100,000 USD the rate on the whole amount goes from 3% to 4.5% at Gold: the last 0.01 USD adds 1,500 USD.",
            ],
        ),
        (
            vec![method.clone(), threshold],
            vec![
                "Just above 100,000 USD the rate on the whole amount goes from 3% to 4.5% at Gold: the last 0.01 USD adds 1,500 USD.",
            ],
        ),
        (
            vec![method.clone(), limit],
            vec![
                "At 100,000 USD the rate on the whole amount goes from 2% to 3% at Silver: the last 0.01 USD adds 1,000 USD.",
            ],
        ),
        (
            // 33.33 x 5% = 1.6665, rounded 1.67. At 250,000.005 Registered and Silver both leap by
            // two percent: 5,000.0001 - 0 and 17,500.00035 - 12,499.99975, each rounded first.
            vec![method, (bands, odd), bare],
            vec![
                "At 33.33 USD the rate on the whole amount goes from 0% to 5% at Silver: the last 0.01 USD adds 1.67 USD.",
                "At 250,000.005 USD the rate on the whole amount goes from 0% to 2% at Registered: the last 0.01 USD adds 5,000 USD.",
            ],
        ),
    ];
    for (changes, expected) in rows {
        let findings = check(&base::changed(&changes)).1;
        let cliffs = findings.iter().filter(|finding| finding.code == Code::Cliff.text());
        let sentences: Vec<&str> = cliffs.map(|finding| finding.sentence.as_str()).collect();
        assert_eq!(sentences, expected);
    }
}
