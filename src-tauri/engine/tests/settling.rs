//! What a case cannot say: the accounts of a payout, and the day a result is seen on.

mod support;

use std::sync::Arc;

use support::cases;
use tierwright_cases::Case;
use tierwright_engine::{Facts, Plan, Replay, Turn};
use tierwright_program::incentive::Account;

fn case(name: &str) -> Case {
    let mut cases = cases().into_iter();
    cases.find(|(found, _)| found == name).map(|(_, case)| case).expect("the case is there")
}

#[test]
fn a_payout_is_one_line_for_each_account() {
    let outcome = case("split-60-40").outcome().expect("calculates");
    let lines: Vec<(Account, String)> =
        outcome.lines().map(|line| (line.account, line.amount.to_string())).collect();
    let expected = [(Account::Cash, "60.00 USD"), (Account::RestrictedFund, "40.00 USD")];
    assert_eq!(lines, expected.map(|(account, amount)| (account, amount.to_owned())));
    for (account, amount) in [(Account::Cash, "60.00 USD"), (Account::Mdf, "0.00 USD")] {
        assert_eq!(outcome.total_into(account).to_string(), amount);
    }
}

/// Two quarters of `returns-own-period`: a deal of 15 February, one of 15 May, and 100 of the first
/// that came back on 10 May. Whatever was seen before lends its sums.
#[test]
fn facts_dated_after_the_day_a_result_is_seen_on_do_not_count() {
    let case = case("returns-own-period");
    let checked = case.checked().expect("a program without errors");
    let facts = Arc::new(Facts::build(case.facts.rows()).expect("facts"));
    let replay = Replay::between(&checked.program().calendar, case.from, case.until);
    let rows = [
        (None, ["400.00 USD", "18.00 USD"]),
        (Some("2025-02-14"), ["0.00 USD", "0.00 USD"]),
        (Some("2025-02-15"), ["400.00 USD", "0.00 USD"]),
        (Some("2025-05-14"), ["400.00 USD", "0.00 USD"]),
        (Some("2025-05-15"), ["400.00 USD", "18.00 USD"]),
    ];
    let mut earlier = None;
    for (day, expected) in rows {
        let seen = match day {
            None => replay.clone(),
            Some(day) => replay.clone().as_of(day.parse().expect("a day")),
        };
        let plan = Plan::compile(&checked, Arc::clone(&facts), &seen, earlier.as_deref());
        let plan = plan.expect("compiles");
        let outcome = plan.calculate(1, &Turn::new()).expect("calculates");
        let got = [0, 1].map(|quarter| outcome.cell(0, quarter, 0).to_string());
        assert_eq!(got, expected, "{day:?}");
        earlier = Some(plan);
    }
}
