//! How much there is to understand in a program. It is advice, and changes no payout.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{Program, State, program_sentences};

/// Words that people read in a minute.
const WORDS_A_MINUTE: usize = 200;
/// What a program asks for, by the word it is written with.
const CONDITIONS: [&str; 3] = ["is", "reaches", "score"];
/// Lists of which each member is a condition.
const LISTED_CONDITIONS: [&str; 1] = ["conditions"];
/// What holds besides the rate, by the word it is written with.
const EXCEPTIONS: [&str; 3] = ["guarantee", "floor", "holdback"];
/// Lists of which each member is an exception.
const LISTED_EXCEPTIONS: [&str; 3] = ["limits", "shared_limits", "stacking_groups"];

/// What there is to understand, counted. Incentives that are off are left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Complexity {
    /// Conditions of filters, requirements of levels and gates, conditions on credits.
    pub conditions: u32,
    /// Limits, guarantees, floors, holdbacks, shared limits and groups.
    pub exceptions: u32,
    /// Schedules with several bands or with columns.
    pub tables: u32,
    /// Different days that are named.
    pub dates: u32,
    /// Minutes to read all sentences at 200 words a minute, one at least.
    pub minutes: u32,
}

impl Complexity {
    /// All that is counted, the minutes left out.
    #[must_use]
    pub const fn whole(self) -> u32 {
        self.conditions + self.exceptions + self.tables + self.dates
    }
}

/// Counts what there is to understand in a program.
#[must_use]
pub fn complexity(program: &Program) -> Complexity {
    let mut of = program.clone();
    of.incentives.retain(|one| one.state != State::Off);
    of.tests.clear();
    let mut found = Complexity::default();
    let mut days = BTreeSet::new();
    if let Ok(tree) = serde_json::to_value(&of) {
        count(&tree, &mut found, &mut days);
    }
    found.dates = whole(days.len());
    let sentences = program_sentences(&of);
    let words: usize = sentences.iter().map(|one| one.text.split_whitespace().count()).sum();
    found.minutes = whole(words.div_ceil(WORDS_A_MINUTE)).max(1);
    found
}

fn count(tree: &Value, found: &mut Complexity, days: &mut BTreeSet<String>) {
    match tree {
        Value::Object(members) => {
            for (key, value) in members.iter().filter(|(_, value)| !value.is_null()) {
                let key = key.as_str();
                let listed = whole(value.as_array().map_or(0, Vec::len));
                found.conditions += u32::from(CONDITIONS.contains(&key) && value.is_object());
                found.exceptions += u32::from(EXCEPTIONS.contains(&key));
                if LISTED_CONDITIONS.contains(&key) {
                    found.conditions += listed;
                }
                if LISTED_EXCEPTIONS.contains(&key) {
                    found.exceptions += listed;
                }
                if key == "bands"
                    && (listed > 1
                        || members.get("columns").is_some_and(|columns| !columns.is_null()))
                {
                    found.tables += 1;
                }
                count(value, found, days);
            }
        }
        Value::Array(members) => members.iter().for_each(|one| count(one, found, days)),
        Value::String(text) if text.parse::<chrono::NaiveDate>().is_ok() => {
            days.insert(text.clone());
        }
        _ => {}
    }
}

fn whole(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn counts_what_is_written() {
        let condition = json!({ "is": { "field": "partner_region", "one_of": ["EMEA"] } });
        let one_band = json!([{ "from": "0", "rates": ["0.02"] }]);
        let tree = json!({
            "incentives": [
                {
                    // Two conditions, one of them inside another.
                    "who": { "all": [condition, { "none": [condition] }] },
                    // Two more.
                    "gate": { "any": [{ "reaches": {} }, { "score": { "of": [] } }] },
                    // Two limits and a guarantee; nothing is held back.
                    "limits": [{}, {}],
                    "guarantee": {},
                    "holdback": null,
                    // One day is named twice.
                    "dates": { "from": "2025-01-01", "until": "2025-12-31" },
                    // A table by its bands, then one by its columns, then none.
                    "schedule": { "bands": [{}, {}], "columns": null },
                    "later_schedules": [
                        { "from": "2025-12-31", "schedule": { "bands": one_band, "columns": {} } },
                        { "from": "2026-01-01", "schedule": { "bands": one_band } },
                    ],
                },
            ],
            "stacking_groups": [{}],
        });
        let (mut found, mut days) = (Complexity::default(), BTreeSet::new());
        count(&tree, &mut found, &mut days);
        assert_eq!((found.conditions, found.exceptions, found.tables), (4, 4, 2));
        assert_eq!(days.len(), 3);
    }

    #[test]
    fn finds_nothing_in_an_empty_program() {
        let of = Program::empty("Of nothing", "USD".parse().unwrap());
        let found = complexity(&of);
        assert_eq!((found.whole(), found.minutes), (0, 1));
    }
}
