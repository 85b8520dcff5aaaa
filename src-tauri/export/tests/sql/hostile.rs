//! Names from elsewhere are values in SQL, whatever they look like. Other databases run the same bundle
//! in `cargo xtask parity`, each with its own way to write a text.

use serde_json::json;
use tierwright_cases::Case;
use tierwright_export::{BundleContent, sql::prove};

/// What would end a text, a statement or a remark if it were put into one as it is.
const HOSTILE: [&str; 6] = [
    "x'); DROP TABLE partner; SELECT 'a",
    "back\\'); DROP TABLE deal; SELECT \\'b",
    "two\nlines of -- a remark\n/* and */ more",
    "\"quoted\" `name` [in] $$any$$ way",
    "100% of {0} %s :name ?1 $1 @@version",
    "\\",
];

/// The id of a rule, which no slash may stand in.
fn rule(name: &str) -> String {
    format!("rule {}", name.replace('/', ":"))
}

#[test]
fn no_name_becomes_a_statement() {
    let partners: Vec<_> = HOSTILE.iter().map(|name| json!({ "id": name, "name": name })).collect();
    let deals: Vec<_> = HOSTILE
        .iter()
        .enumerate()
        .map(|(at, name)| {
            json!({
                "id": format!("{name} {at}"), "closed": "2025-02-10",
                "amount": format!("{}.00 USD", 1_000 + at), "region": name,
                "credits": [{ "partner": name, "role": "resold" }],
            })
        })
        .collect();
    // Each rule pays 10% of the deals of one region.
    let rules: Vec<_> = HOSTILE
        .iter()
        .map(|name| {
            json!({
                "id": rule(name), "name": name, "state": "on",
                "earns_on": { "measure": "revenue", "weight": "whole_deal", "basis": "net", "part": "whole" },
                "qualifier": "paid_on", "period": "quarter",
                "schedule": { "method": "whole_amount", "threshold": "reached",
                    "bands": [{ "from": "0 USD", "rates": ["0.1"] }] },
                "what": { "is": { "field": "deal_region", "one_of": [name] } },
                "moment": "after_sale", "end": "back_end", "pays_into": "cash",
            })
        })
        .collect();
    let case = json!({
        "title": "Names that would like to be statements.", "program": { "incentives": rules },
        "facts": { "partners": partners, "deals": deals },
        "from": "2025-01-01", "until": "2025-03-31", "expect": [],
    });
    let case = Case::from_json(&case.to_string()).expect("a case");
    let outcome = case.outcome().unwrap_or_else(|fault| panic!("{}", fault.0));
    let content = BundleContent::of_outcome(&outcome, &case.facts.rows(), false, &"0".repeat(64));
    let proof = prove(&content).expect("facts for it");
    assert_eq!((proof.problem, proof.sql.refused.len()), (None, 0));
    // Six partners and six rules; each rule pays one partner 10% of its deal: 100.00, 100.10, ...
    assert_eq!((proof.equal, content.lines.len()), (36, 6));
    for (at, name) in HOSTILE.iter().enumerate() {
        let own = content.lines.iter().find(|line| line.partner_id == *name).expect("a line");
        assert_eq!(own.incentive_id, rule(name));
        assert_eq!(own.amount.to_string(), format!("100.{at}0 USD"));
    }
    crate::hand_over("hostile", &content);
}
