//! No fact and no program, however absurd, stops the calculation with a panic, keeps it from coming
//! to an end, or makes it pay something that nobody worked out: it is a problem with its row, a
//! finding, a typed failure, or a result.

mod support;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use chrono::NaiveDate;
use serde_json::{Value, json};
use support::cases;
use tierwright_cases::Case;
use tierwright_engine::{Facts, Plan, Replay, Turn, explanation::words, rows::FactRows};
use tierwright_program::{Money, Rate};

/// Amounts at the ends of what fits, and around nothing.
const UNITS: [i64; 8] =
    [i64::MIN, i64::MIN + 1, i64::MAX, i64::MAX / 2 + 1, -1, 0, 1, 10_000_000_000_000_000];

/// Days at the ends of what a calendar holds.
fn days() -> [NaiveDate; 6] {
    let day = |text: &str| text.parse().expect("a day");
    [
        NaiveDate::MIN,
        NaiveDate::MAX,
        day("0001-01-01"),
        day("9999-12-31"),
        day("1900-01-01"),
        day("2199-12-31"),
    ]
}

/// Calculates facts under the program of a case, and explains every line; whatever comes, comes as
/// a value.
fn run(case: &Case, rows: FactRows) {
    let Ok(checked) = case.checked() else { return };
    let Ok(facts) = Facts::build(rows) else { return };
    let replay = Replay::between(&checked.program().calendar, case.from, case.until);
    let plan = Plan::compile(&checked, Arc::new(facts), &replay, None);
    let Ok(outcome) = plan.and_then(|plan| plan.calculate(1, &Turn::new())) else { return };
    for partner in 0..outcome.facts().partners.len() {
        for quarter in 0..outcome.quarters().len() {
            for incentive in 0..outcome.plan().program().incentives.len() {
                if let Ok(explanation) = outcome.explain(partner, quarter, incentive) {
                    assert!(!words::sentence(&explanation, outcome.plan()).is_empty());
                }
            }
        }
        for account in [
            tierwright_program::incentive::Account::Cash,
            tierwright_program::incentive::Account::Mdf,
        ] {
            drop(outcome.ledger(partner, account));
        }
    }
}

/// Every row of the facts with one figure or day changed at a time.
fn changed(rows: &FactRows) -> Vec<(String, FactRows)> {
    let mut found = Vec::new();
    let mut add = |what: String, change: &dyn Fn(&mut FactRows)| {
        let mut rows = rows.clone();
        change(&mut rows);
        found.push((what, rows));
    };
    let like = |of: Money, units| Money::from_units(units, of.currency());
    for units in UNITS {
        for at in 0..rows.deals.len() {
            let say = |what: &str| format!("{what} of deal {at} is {units}");
            add(say("the amount"), &|rows| {
                rows.deals[at].amount = like(rows.deals[at].amount, units);
            });
            add(say("the cost"), &|rows| {
                rows.deals[at].cost = Some(like(rows.deals[at].amount, units));
            });
            add(say("the list price"), &|rows| {
                rows.deals[at].list_amount = Some(like(rows.deals[at].amount, units));
            });
        }
        for at in 0..rows.lines.len() {
            add(format!("the amount of line {at} is {units}"), &|rows| {
                rows.lines[at].amount = like(rows.lines[at].amount, units);
            });
            add(format!("the quantity of line {at} is {units}"), &|rows| {
                rows.lines[at].quantity = Rate::from_units(units);
            });
        }
        for at in 0..rows.credits.len() {
            add(format!("the share of credit {at} is {units}"), &|rows| {
                rows.credits[at].share = Some(Rate::from_units(units));
            });
        }
        for at in 0..rows.adjustments.len() {
            add(format!("the amount of return {at} is {units}"), &|rows| {
                rows.adjustments[at].amount = like(rows.adjustments[at].amount, units);
            });
            add(format!("the quantity of return {at} is {units}"), &|rows| {
                rows.adjustments[at].quantity = Rate::from_units(units);
            });
        }
        for at in 0..rows.rates.len() {
            add(format!("rate {at} is {units}"), &|rows| {
                rows.rates[at].rate = Rate::from_units(units);
            });
        }
        for at in 0..rows.settlements.len() {
            add(format!("the gross of settlement {at} is {units}"), &|rows| {
                rows.settlements[at].gross = like(rows.settlements[at].gross, units);
            });
            add(format!("the fee of settlement {at} is {units}"), &|rows| {
                rows.settlements[at].fee = Some(like(rows.settlements[at].gross, units));
            });
        }
        for at in 0..rows.scores.len() {
            add(format!("score {at} is {units}"), &|rows| {
                rows.scores[at].value = Rate::from_units(units);
            });
        }
        for at in 0..rows.fund_events.len() {
            add(format!("the amount of fund event {at} is {units}"), &|rows| {
                rows.fund_events[at].amount = like(rows.fund_events[at].amount, units);
            });
        }
        for at in 0..rows.paid.len() {
            add(format!("payout {at} is {units}"), &|rows| {
                rows.paid[at].amount = like(rows.paid[at].amount, units);
            });
        }
    }
    for day in days() {
        for at in 0..rows.deals.len() {
            add(format!("deal {at} closed on {day}"), &|rows| rows.deals[at].closed = Some(day));
            add(format!("deal {at} opened on {day}"), &|rows| rows.deals[at].opened = Some(day));
            add(format!("the term of deal {at} ends on {day}"), &|rows| {
                rows.deals[at].term_end = Some(day);
            });
            add(format!("deal {at} was cancelled on {day}"), &|rows| {
                rows.deals[at].cancelled_on = Some(day);
            });
        }
        for at in 0..rows.partners.len() {
            add(format!("partner {at} joined on {day}"), &|rows| {
                rows.partners[at].joined = Some(day);
            });
            add(format!("partner {at} left on {day}"), &|rows| {
                rows.partners[at].left_on = Some(day);
            });
        }
        for at in 0..rows.adjustments.len() {
            add(format!("return {at} on {day}"), &|rows| rows.adjustments[at].date = day);
        }
        for at in 0..rows.activities.len() {
            add(format!("activity {at} on {day}"), &|rows| rows.activities[at].date = day);
            add(format!("activity {at} valid until {day}"), &|rows| {
                rows.activities[at].valid_until = Some(day);
            });
        }
        for at in 0..rows.levels.len() {
            add(format!("level {at} from {day}"), &|rows| rows.levels[at].from = day);
            add(format!("level {at} until {day}"), &|rows| rows.levels[at].until = Some(day));
        }
        for at in 0..rows.statuses.len() {
            add(format!("status {at} from {day}"), &|rows| rows.statuses[at].from = day);
            add(format!("status {at} until {day}"), &|rows| rows.statuses[at].until = Some(day));
        }
        for at in 0..rows.registrations.len() {
            add(format!("registration {at} approved on {day}"), &|rows| {
                rows.registrations[at].approved_on = Some(day);
            });
            add(format!("registration {at} protects until {day}"), &|rows| {
                rows.registrations[at].protected_until = Some(day);
            });
        }
        for at in 0..rows.rates.len() {
            add(format!("rate {at} on {day}"), &|rows| rows.rates[at].date = day);
        }
        for at in 0..rows.touches.len() {
            add(format!("touch {at} on {day}"), &|rows| {
                rows.touches[at].at = day.and_time(chrono::NaiveTime::MIN);
            });
        }
        for at in 0..rows.settlements.len() {
            add(format!("settlement {at} on {day}"), &|rows| rows.settlements[at].date = day);
        }
        for at in 0..rows.fund_events.len() {
            add(format!("fund event {at} on {day}"), &|rows| rows.fund_events[at].date = day);
        }
    }
    found
}

/// Runs something, and says what it was when it panics.
fn survives(what: &str, run: impl FnOnce()) -> Option<String> {
    catch_unwind(AssertUnwindSafe(run)).err().map(|_| what.to_owned())
}

#[test]
fn absurd_facts_are_problems_failures_or_results() {
    let (mut fallen, mut count) = (Vec::new(), 0);
    for (name, case) in cases() {
        for (what, rows) in changed(&case.facts.rows()) {
            count += 1;
            fallen.extend(survives(&format!("{name}: {what}"), || run(&case, rows)));
        }
    }
    println!("{count} absurd facts");
    assert!(count > 10_000, "only {count}");
    assert!(fallen.is_empty(), "{} panics:\n{}", fallen.len(), fallen.join("\n"));
}

/// What a leaf of a program is replaced by.
fn absurd(leaf: &Value) -> Vec<Value> {
    match leaf {
        Value::Number(_) => vec![json!(0), json!(1), json!(65_535), json!(-1), json!(1e300)],
        Value::Bool(_) => vec![json!(null)],
        Value::String(text) if text.parse::<Money>().is_ok() => vec![
            json!("922337203685477.5807 USD"),
            json!("-922337203685477.5808 USD"),
            json!("0 USD"),
            json!("-1 USD"),
            json!("0.0001 USD"),
            json!("1 JPY"),
            json!("1"),
        ],
        Value::String(text) if text.parse::<Rate>().is_ok() => vec![
            json!("92233720368.54775807"),
            json!("-92233720368.54775808"),
            json!("0"),
            json!("-1"),
            json!("0.00000001"),
            json!("1 USD"),
        ],
        Value::String(text) if text.parse::<NaiveDate>().is_ok() => vec![
            json!("0001-01-01"),
            json!("9999-12-31"),
            json!("+262142-12-31"),
            json!("-262143-01-01"),
            json!("1900-01-01"),
        ],
        Value::String(_) => vec![json!(""), json!("nobody"), json!("x".repeat(300))],
        _ => Vec::new(),
    }
}

/// The places of all leaves, empty lists and empty objects.
fn leaves(value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                leaves(item, &format!("{place}/{at}"), found);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                leaves(member, &format!("{place}/{key}"), found);
            }
        }
        _ => found.push(place.to_owned()),
    }
}

#[test]
fn absurd_programs_are_refused_found_or_calculated() {
    let (mut fallen, mut count, mut calculated) = (Vec::new(), 0, 0);
    for (name, case) in cases() {
        let tree = Value::Object(case.program.clone());
        let mut places = Vec::new();
        leaves(&tree, "", &mut places);
        for place in places {
            for value in absurd(tree.pointer(&place).expect("a place")) {
                let mut changed = tree.clone();
                *changed.pointer_mut(&place).expect("a place") = value.clone();
                let Value::Object(program) = changed else { unreachable!("a program") };
                let case = Case { program, ..case.clone() };
                count += 1;
                let what = format!("{name}: {place} is {value}");
                fallen.extend(survives(&what, || {
                    calculated += usize::from(case.checked().is_ok());
                    run(&case, case.facts.rows());
                }));
            }
        }
    }
    println!("{count} absurd programs, {calculated} of them calculated");
    assert!(count > 10_000 && calculated > 1_000, "{count} programs, {calculated} calculated");
    assert!(fallen.is_empty(), "{} panics:\n{}", fallen.len(), fallen.join("\n"));
}
