//! What partners get: nothing of another partner, no cost and no budget; and names stay names.

use std::fs;

use serde_json::{Value, json};
use tierwright_export::write_content;
use tierwright_program::{
    Budget, Filter, Program,
    filter::{Condition, Field},
    tier::Benefit,
};

use crate::{
    pdf,
    small::{content, everything},
};

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
    let most = r#"{"per": "total", "at_most": "654321.00 USD"}"#;
    program.incentives[0].limits.push(serde_json::from_str(most).unwrap());
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    write_content(&content, &folder).unwrap();
    let found = everything(&folder).into_iter();
    found
        .filter(|(path, _)| path.starts_with("partners/") && !path.ends_with('/'))
        .map(|(path, bytes)| (path.clone(), said(&path, bytes)))
        .collect()
}

/// What a file says; of a print, with what stands on every page.
fn said(path: &str, bytes: Vec<u8>) -> String {
    if path.ends_with(".pdf") {
        let read = pdf::read(&bytes);
        return (read.pages.concat() + &read.repeated).replace('\u{a0}', " ");
    }
    String::from_utf8(bytes).unwrap()
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
    assert_eq!(files.len(), 2 + 4 * 3);
    let mut theirs = [0; 4];
    for (path, text) in &files {
        for hidden in ["7654321", "7,654,321", "654321", "Hidden pool", "8642", "8,642", "200.09"] {
            assert!(!text.contains(hidden), "{path} holds {hidden}");
        }
        // The fonts of a print have no letters for the name of the last one.
        let named = |at: usize| match at {
            3 if path.ends_with(".pdf") => text.contains("\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
            _ => text.contains(partners[at].0),
        };
        let own: Vec<usize> = (0..4).filter(|at| named(*at)).collect();
        if path.contains("guide") {
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
    assert_eq!(theirs, [3; 4]);
}

#[test]
fn names_are_text_in_pages_and_cells() {
    for (path, text) in for_partners() {
        if path.ends_with(".csv") {
            for cell in text.split([',', '\n']) {
                let begins = cell.trim_start_matches('"');
                assert!(!begins.starts_with(['=', '+', '@']), "{path}: {cell}");
            }
        } else if path.ends_with(".html") {
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
        // The quarters that come after those of the payouts: 45 days after 31 March 2026.
        "<td>2026-03-31</td><td>2026-05-15</td>",
        // The budget is told by what it does, not by what it holds.
        "A budget holds an amount that the vendor sets; Volume rebate draws on it. When it runs out, all are cut in proportion.",
        "All partners together get at most an amount that the vendor sets.",
        "Proposed: Each payout comes with a statement",
        "Proposed: A change of this guide",
        "Some partners have terms of their own",
        "Questions and disputes",
        "For the partner: name, role, date",
    ] {
        assert!(guide.contains(part), "{part} is not in {guide}");
    }
    assert!(!guide.contains("Market development"), "an incentive for one partner alone");
    assert!(!guide.contains("2025-11-14"), "a day that is over");
}

/// A program that names partners wherever a program can, and ties incentives together.
fn naming() -> Program {
    let mut of = serde_json::to_value(crate::small::program()).unwrap();
    let only = |id: &str| json!({"is": {"field": "partner", "one_of": [id]}});
    let claims = json!({"approval": "needed", "per_request": "one", "share": "0.5"});
    let mut secret = of["tracks"][0].clone();
    secret["id"] = "secret".into();
    secret["name"] = "Secret track".into();
    secret["who"] = only("P-NAMED");
    of["tracks"][0]["who"] = json!({"none": [only("P-NAMED")]});
    of["tracks"][0]["minimums"] =
        json!([{"who": only("P-NAMED"), "level": "gold", "from": "2025-03-03"}]);
    of["tracks"].as_array_mut().unwrap().push(secret);
    let volume = of["incentives"][0].clone();
    let copy = |id: &str, name: &str| {
        let mut copy = volume.clone();
        copy["id"] = id.into();
        copy["name"] = name.into();
        copy
    };
    let mut by_partner = copy("by_partner", "Columns by partner");
    by_partner["schedule"]["columns"] =
        json!({"field": {"field": "partner", "values": ["P-NAMED", "P-NAMED-2"]}});
    let mut by_secret = copy("by_secret", "Columns by a secret track");
    by_secret["schedule"]["columns"]["level"]["track"] = "secret".into();
    let mut growth = copy("growth", "Growth rebate");
    growth["earns_on"]["part"] = json!({"increment_over": {
        "of": "same_period_last_year", "when_none": "skip",
        "restated": [{"from": "2025-05-05", "who": only("P-NAMED"), "by": {"rate": "0.0765"}}]
    }});
    growth["qualifier"] = "growth_ratio".into();
    growth["schedule"]["columns"] = Value::Null;
    growth["schedule"]["bands"] = json!([{"from": "1.1", "rates": ["0.02"]}]);
    of["incentives"][0]["who"] = json!({"none": [only("P-NAMED")]});
    // Those of a group stand together.
    of["incentives"].as_array_mut().unwrap().splice(1..1, [growth, by_partner, by_secret]);
    of["role_classes"] = json!({"overlay": ["co-sold"]});
    of["stacking_groups"] = json!([
        {"id": "g", "pays": "best_of", "incentives": ["volume", "growth", "by_partner"]}
    ]);
    of["shared_limits"] = json!([
        {"id": "s", "per": "partner_year", "at_most": "5000.00 USD", "incentives": ["volume", "mdf"]}
    ]);
    of["funds"] = json!([
        {"id": "accrued", "name": "Market fund", "money": {"accrued": ["mdf"]}, "claims": claims},
        {"id": "hand", "name": "Launch fund", "claims": claims, "money": {"allocated": {
            "amount": "98765.00 USD", "every": "quarter",
            "by": {"by_hand": [{"partner": "P-NAMED", "weight": "3"}]}}}},
        {"id": "one", "name": "Fund of one", "claims": claims, "who": only("P-NAMED"),
            "money": {"fixed": {"amount": "43210.00 USD", "every": "quarter"}}}
    ]);
    Program::from_json(&of.to_string()).unwrap()
}

#[test]
fn a_guide_for_all_names_nobody_and_says_what_holds_for_all() {
    let mut content = content(false);
    let levels = content.lines.iter_mut().map(|line| &mut line.levels);
    levels.for_each(|levels| levels.push(None));
    content.program = naming();
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    write_content(&content, &folder).unwrap();
    let guide = fs::read_to_string(folder.join("partners/guide.html")).unwrap();
    for hidden in [
        "P-NAMED",
        "Secret",
        "secret",
        "Columns by",
        "2025",
        "5 May",
        "3 March",
        "7.65",
        "98,765",
        "43,210",
        "Fund of one",
        "with weights",
        "except",
    ] {
        assert!(!guide.contains(hidden), "{hidden} is in {guide}");
    }
    for said in [
        "<h3>Resellers</h3>",
        "<h3>Volume rebate</h3>",
        "<h3>Growth rebate</h3>",
        "Volume rebate and Growth rebate compete, and the one with the highest result pays.",
        "No partner earns more than 5,000 USD in one fiscal year from Volume rebate and Market development together",
        "Market fund takes in what Market development pay into the MDF balance, for each partner.",
        "Launch fund divides an amount that the vendor sets on the first day of each fiscal quarter by hand, among partners.",
        "Credit is an overlay",
        "Some partners have terms of their own",
    ] {
        assert!(guide.contains(said), "{said} is not in {guide}");
    }
}

/// Money in different accounts is no one sum.
#[test]
fn a_statement_has_a_total_for_each_account() {
    let files = for_partners();
    let page = |name: &str| {
        let found =
            files.iter().find(|(path, text)| path.ends_with(".html") && text.contains(name));
        &found.unwrap().1
    };
    // Two payouts of the partner -7 in cash, 1,200.50 and -30.00, and one of 400.17 of MDF.
    let statement = page("HYPERLINK");
    for total in [
        "Total into cash</th><td class=\"number\">1,170.50 USD</td>",
        "Total into the MDF balance</th><td class=\"number\">400.17 USD</td>",
    ] {
        assert!(statement.contains(total), "{total} is not in {statement}");
    }
    assert_eq!(statement.matches("Total into").count(), 2);
    assert!(statement.contains("Each payout is payable 45 days after its period ends"));
}
