//! A rule that pays deal by deal on more lines than a workbook holds.

use serde_json::json;
use tierwright_cases::Case;
use tierwright_export::BundleContent;

use crate::{
    office::{differing, payouts, recalculated, with},
    workbook,
};

/// One deal more than stands in a workbook.
const DEALS: usize = 50_001;

/// Each deal of 100.10 pays 2.5%, which is 2.5025, rounded once a period; a quarter pays 50,000.00 at
/// most. A has all deals but one, half of them in each quarter.
fn case() -> Case {
    let deals: Vec<_> = (0..DEALS)
        .map(|at| {
            json!({
                "id": format!("D{at:05}"), "closed": if at % 2 == 0 { "2026-02-10" } else { "2026-05-10" },
                "amount": "100.10 USD",
                "credits": [{ "partner": if at == 0 { "B" } else { "A" }, "role": "resold" }],
            })
        })
        .collect();
    let case = json!({
        "title": "More deals than a workbook holds.",
        "program": { "incentives": [{
            "id": "spiff", "name": "Deal bonus", "state": "on", "roles": ["resold"],
            "earns_on": { "measure": "revenue", "weight": "whole_deal", "basis": "net", "part": "whole" },
            "qualifier": "paid_on", "period": "deal",
            "schedule": { "method": "whole_amount", "threshold": "reached",
                "bands": [{ "from": "0 USD", "rates": ["0.025"] }] },
            "moment": "after_sale", "end": "back_end", "pays_into": "cash",
            "limits": [{ "per": "partner_period", "at_most": "50000 USD" }],
        }] },
        "facts": { "partners": [{ "id": "A" }, { "id": "B" }], "deals": deals },
        "from": "2026-01-01", "until": "2026-06-30", "expect": [],
    });
    Case::from_json(&case.to_string()).expect("a case")
}

#[test]
fn what_too_many_deals_earn_stands_by_partner_and_period() {
    let case = case();
    let outcome = case.outcome().unwrap_or_else(|fault| panic!("{}", fault.0));
    let content = BundleContent::of_outcome(&outcome, &case.facts.rows(), false, &"0".repeat(64));
    let scratch = tempfile::tempdir().unwrap();
    let (book, exact, refused) = workbook(&content, &scratch.path().join("bundle"));
    assert_eq!((exact.len(), refused), (1, Vec::<String>::new()));
    let capped = with(&book, "p1_spiff_period_cap", "40000");
    let test = "what_too_many_deals_earn_stands_by_partner_and_period";
    let Some(sheets) = recalculated(test, &[book, capped]) else { return };
    assert!(!sheets[0].contains_key("Deals"));
    let said = sheets[0]["Read me"].concat().concat();
    assert!(said.contains("Its 50,001 deal lines are too many to stand here one by one"), "{said}");
    assert_eq!(differing(&sheets[0]), Vec::<String>::new());
    // 25,000 deals a quarter: 62,562.50 is above the limit. The deal of B: 2.5025, so 2.50.
    let paid = |at: usize| -> Vec<(String, String)> {
        payouts(&sheets[at]).into_iter().map(|one| (one.partner, one.payout)).collect()
    };
    let pair = |partner: &str, payout: &str| (partner.to_owned(), payout.to_owned());
    assert_eq!(paid(0), [pair("A", "50000"), pair("A", "50000"), pair("B", "2.5")]);
    assert_eq!(paid(1), [pair("A", "40000"), pair("A", "40000"), pair("B", "2.5")]);
}
