//! What partners get: nothing of another partner, no cost and no budget; and names stay names.

use tierwright_export::write_content;
use tierwright_program::{
    Budget, Filter,
    filter::{Condition, Field},
    tier::Benefit,
};

use crate::small::{content, everything};

/// Everything for partners in a bundle of the small content, with a budget, a planned cost and an
/// incentive for one partner alone.
fn for_partners() -> Vec<(String, String)> {
    let mut content = content(false);
    let program = &mut content.program;
    let budget = r#"{"every": "year", "amount": "7654321.00 USD", "reserve": "7000000.00 USD",
        "pools": [{"id": "all", "name": "Hidden pool", "amount": "654321.00 USD",
        "incentives": ["volume"], "when_out": "pro_rata"}]}"#;
    program.budget = Some(serde_json::from_str::<Budget>(budget).unwrap());
    let cost = Some("8642.00 USD".parse().unwrap());
    let benefit = Benefit { name: "Executive sponsor".to_owned(), planning_cost: cost };
    program.tracks[0].levels[1].benefits.push(benefit);
    let named = Condition { field: Field::Partner, one_of: vec!["P-1".to_owned()] };
    program.incentives[1].who = Filter::Is(named);
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    write_content(&content, &folder).unwrap();
    let found = everything(&folder).into_iter();
    found
        .filter(|(path, _)| path.starts_with("partners/") && !path.ends_with('/'))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect()
}

#[test]
fn nothing_for_partners_holds_what_is_not_theirs() {
    let files = for_partners();
    // Partner and name as they can stand in a file, and amounts that only it has.
    let partners: [(&str, &[&str]); 4] = [
        ("HYPERLINK", &["400.17", "-30.00"]),
        ("t Hof", &["0.01"]),
        ("@lines", &["77.00", "1000000.00", "1,000,000"]),
        ("東京", &["5.00 USD", ",5.00,"]),
    ];
    assert_eq!(files.len(), 1 + 4 * 2);
    let mut theirs = [0; 4];
    for (path, text) in &files {
        for hidden in ["7654321", "7,654,321", "654321", "Hidden pool", "8642", "8,642", "200.09"] {
            assert!(!text.contains(hidden), "{path} holds {hidden}");
        }
        let own: Vec<usize> = (0..4).filter(|at| text.contains(partners[*at].0)).collect();
        if path.ends_with("guide.html") {
            assert!(own.is_empty() && text.contains("Executive sponsor"), "{own:?}");
            continue;
        }
        let [own] = own.as_slice() else { panic!("{path} is of {own:?}") };
        theirs[*own] += 1;
        for (at, (_, amounts)) in partners.iter().enumerate().filter(|(at, _)| at != own) {
            for amount in *amounts {
                assert!(!text.contains(amount), "{path} of {own} holds {amount} of {at}");
            }
        }
    }
    assert_eq!(theirs, [2; 4]);
}

#[test]
fn names_are_text_in_pages_and_cells() {
    for (path, text) in for_partners() {
        if path.ends_with(".csv") {
            for cell in text.split([',', '\n']) {
                let begins = cell.trim_start_matches('"');
                assert!(!begins.starts_with(['=', '+', '@']), "{path}: {cell}");
            }
        } else {
            assert!(!text.contains("<script") && text.contains("default-src 'none'"), "{path}");
            assert!(!text.contains("\"http://example.test\""), "{path}");
        }
    }
}

#[test]
fn a_guide_says_what_is_paid_and_when() {
    let files = for_partners();
    let (_, guide) = files.iter().find(|(path, _)| path.ends_with("guide.html")).unwrap();
    for part in [
        "DRAFT",
        "Volume rebate",
        "<td class=\"number\">2%</td><td class=\"number\">3%</td>",
        // 45 days after 30 September 2025.
        "<td>2025-09-30</td><td>2025-11-14</td>",
        "Questions and disputes",
        "For the partner: name, role, date",
    ] {
        assert!(guide.contains(part), "{part} is not in {guide}");
    }
    assert!(!guide.contains("Market development"), "an incentive for one partner alone");
}
