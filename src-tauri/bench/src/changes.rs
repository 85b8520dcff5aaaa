//! Changes a person makes while looking at the figures, and variations a study would try.

use serde_json::{Value, json};
use tierwright_program::{Change, Program, change::value_at};

use crate::{draw::Draw, history::FAMILIES};

/// A kind of change, and the changes of its n-th try.
pub struct Kind {
    /// What changes, in words.
    pub name: &'static str,
    make: fn(&Program, u32) -> Vec<Change>,
}

/// Every kind of single change that is measured.
pub const KINDS: [Kind; 9] = [
    Kind { name: "a rate", make: |_, n| one(VOLUME_RATE, rate(251 + n)) },
    Kind { name: "a threshold", make: |_, n| one(VOLUME_FROM, money(501_000 + 1_000 * n)) },
    Kind { name: "a tier's threshold", make: |_, n| one(GOLD_FROM, money(800_000 + 100 * n)) },
    Kind { name: "a yearly cap", make: |_, n| one(MDF_CAP, money(30_000 + 40 * n)) },
    Kind { name: "a pool's cap", make: |_, n| one(POOL_CAP, money(4_000 + 10 * n)) },
    Kind { name: "a pool's weight", make: |_, n| one(POOL_WEIGHT, json!((16 + n).to_string())) },
    Kind { name: "a pool's rate", make: |_, n| one(POOL_RATE, rate(301 + n)) },
    Kind { name: "which families earn", make: eligibility },
    Kind { name: "the exchange rates", make: |_, _| one("/conversion/table", json!("planning")) },
];

/// The kinds a variation draws from: all but new exchange rates, which no study varies.
const VARIED: u32 = 8;

const VOLUME_RATE: &str = "/incentives/volume_rebate/schedule/bands/1/rates/2";
const VOLUME_FROM: &str = "/incentives/volume_rebate/schedule/bands/2/from";
const GOLD_FROM: &str = "/tracks/partner/levels/gold/requirement/all/0/reaches/at_least";
const MDF_CAP: &str = "/incentives/mdf_accrual/limits/0/at_most";
const POOL_CAP: &str = "/incentives/co_sell/limits/0/at_most";
const POOL_WEIGHT: &str = "/incentives/co_sell/shares/by/role_weights/weights/1/weight";
const POOL_RATE: &str = "/incentives/co_sell/schedule/bands/0/rates/0";
/// Where the program says which deals earn.
const WHAT_EARNS: [&str; 8] = [
    "/incentives/volume_rebate/what",
    "/incentives/strategic_rebate/what/all/0",
    "/incentives/growth_rebate/what",
    "/incentives/co_sell/what",
    "/incentives/mdf_accrual/what",
    "/tracks/partner/levels/silver/requirement/all/0/reaches/measure/revenue/of",
    "/tracks/partner/levels/gold/requirement/all/0/reaches/measure/revenue/of",
    "/tracks/partner/levels/platinum/requirement/all/0/reaches/measure/revenue/of",
];

/// How many different customers of a year each level asks for besides revenue.
const CUSTOMERS: [(&str, u32); 3] = [("silver", 20), ("gold", 60), ("platinum", 200)];

/// Levels that ask for customers besides.
pub fn customers(program: &Program) -> Vec<Change> {
    let change = |(level, least): (&str, u32)| {
        let place = format!("/tracks/partner/levels/{level}/requirement");
        let mut requirement = value_at(program, &place)?;
        let revenue = requirement.pointer("/all/0/reaches/measure/revenue")?;
        let measure = json!({ "customers": { "of": revenue["of"], "roles": revenue["roles"] } });
        let reaches =
            json!({ "measure": measure, "window": "period", "at_least": least.to_string() });
        requirement["all"].as_array_mut()?.push(json!({ "reaches": reaches }));
        Some(Change { place, value: requirement })
    };
    CUSTOMERS.into_iter().filter_map(change).collect()
}

impl Kind {
    /// The changes of the n-th try.
    pub fn changes(&self, program: &Program, n: usize) -> Vec<Change> {
        (self.make)(program, u32::try_from(n % 1_000).unwrap_or(0))
    }
}

/// A variation: one change of a kind drawn from all but the exchange rates. One in fifty touches
/// which families earn, three in fifty the pools, as levers of a study do.
pub fn variation(program: &Program, draw: &mut Draw) -> Vec<Change> {
    let kind = match draw.below(50) {
        0 => 7,
        pool @ 1..=3 => 3 + pool,
        other => other % 4,
    };
    debug_assert!(kind < VARIED);
    KINDS[kind as usize].changes(program, draw.below(500) as usize)
}

fn one(place: &str, value: Value) -> Vec<Change> {
    vec![Change { place: place.to_owned(), value }]
}

/// A rate of basis points.
fn rate(points: u32) -> Value {
    json!(format!("0.{points:04}"))
}

fn money(dollars: u32) -> Value {
    json!(format!("{dollars}.00 USD"))
}

/// Renewals of one family more or less earn, wherever the program says what earns.
fn eligibility(program: &Program, n: u32) -> Vec<Change> {
    let mut what = value_at(program, WHAT_EARNS[0]).unwrap_or_default();
    if let Some(families) = what.pointer_mut("/all/1/any/1/is/one_of") {
        let turned = FAMILIES[n as usize % 11];
        let mut kept: Vec<Value> = families.as_array().cloned().unwrap_or_default();
        let before = kept.len();
        kept.retain(|family| family != turned);
        if kept.len() == before {
            kept.push(json!(turned));
        }
        *families = Value::Array(kept);
    }
    WHAT_EARNS.iter().flat_map(|place| one(place, what.clone())).collect()
}

#[cfg(test)]
mod tests {
    use tierwright_program::{apply, check};

    use super::*;

    #[test]
    fn every_level_above_the_first_can_ask_for_customers() {
        let text = include_str!("../../../fixtures/programs/workload.json");
        let program = Program::from_json(text).unwrap();
        let changes = customers(&program);
        assert_eq!(changes.len(), CUSTOMERS.len());
        let (checked, findings) = check(&apply(&program, &changes).unwrap());
        assert!(checked.is_some(), "{findings:?}");
    }

    #[test]
    fn every_kind_changes_the_program_and_leaves_it_whole() {
        let text = include_str!("../../../fixtures/programs/workload.json");
        let program = Program::from_json(text).unwrap();
        for kind in &KINDS {
            for n in [0, 1, 499, 999] {
                let changed = apply(&program, &kind.changes(&program, n)).unwrap();
                assert!(changed != program, "{} {n} changes nothing", kind.name);
                let (checked, findings) = check(&changed);
                assert!(checked.is_some(), "{} {n}: {findings:?}", kind.name);
            }
        }
    }
}
