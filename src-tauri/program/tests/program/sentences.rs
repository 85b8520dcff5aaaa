//! Sentences: how they read, and that no stored choice is silent.

use std::{collections::HashMap, fmt::Write, sync::LazyLock};

use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};
use tierwright_program::{
    Change, Program, Severity, apply, check, incentive_parts, incentive_sentence,
    program_sentences, schema::choices, track_sentences,
};

use crate::{base, golden};

fn said(program: &Program) -> String {
    program_sentences(program).into_iter().fold(String::new(), |mut text, sentence| {
        writeln!(text, "{}\n  {}", sentence.place, sentence.text).unwrap();
        text
    })
}

#[test]
fn the_base_program_reads_as_committed() {
    golden::same_as("tests/program/sentences.txt", &said(&base::program()));
}

#[test]
fn the_whole_is_made_of_its_parts() {
    let program = base::program();
    let all = program_sentences(&program);
    for track in &program.tracks {
        assert!(track_sentences(&program, track).iter().all(|sentence| all.contains(sentence)));
    }
    for incentive in &program.incentives {
        let sentence = incentive_sentence(&program, incentive);
        let parts = incentive_parts(&program, incentive);
        let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(texts.join(" "), sentence.text);
        assert!(parts.iter().all(|part| part.place.starts_with(&format!("{}/", sentence.place))));
        assert!(all.contains(&sentence));
    }
}

/// Names and ids are labels: a level's or track's name stands in sentences, others need not.
fn is_label(place: &str) -> bool {
    place == "/name" || place == "/format" || place.ends_with("/id") || place.ends_with("/name")
}

/// The place of every single value.
fn leaves(value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            members
                .iter()
                .for_each(|(key, member)| leaves(member, &format!("{place}/{key}"), found));
        }
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| {
            leaves(item, &format!("{place}/{index}"), found);
        }),
        _ => found.push(place.to_owned()),
    }
}

/// Values that may stand somewhere: every word of every choice, and one of each other form.
fn candidates() -> Vec<Value> {
    let words = choices().into_iter().flat_map(|choice| choice.values).map(Value::from);
    let mut candidates: Vec<Value> = words.collect();
    candidates.extend([
        json!("0.123"),
        json!("123 USD"),
        json!("123 EUR"),
        json!("2025-02-03"),
        json!("EUR"),
        json!("JPY"),
        json!(7),
        json!("a, b or c"),
    ]);
    candidates.extend(parts());
    candidates.sort_by_key(Value::to_string);
    candidates.dedup();
    candidates
}

/// A later version of a schedule.
fn later(from: &str, method: &str) -> Value {
    let bands = json!([{ "from": "5 USD", "rates": ["0.07"] }]);
    json!([{ "from": from, "schedule": { "method": method, "threshold": "reached", "bands": bands } }])
}

/// Larger values, for choices that hold something.
fn parts() -> Vec<Value> {
    let sales = json!({ "roles": ["sourced"], "weight": "declared_share", "basis": "gross" });
    let certified = json!({ "certifications": { "kind": "sales", "counting": "certificates" } });
    let leaf = |measure: &Value, least: &str| json!({ "reaches": { "measure": measure, "window": "period", "at_least": least } });
    let baseline = |of: &str| json!({ "increment_over": { "of": of, "when_none": "skip" } });
    let score = |zeros: &str, target: &str, least: &str| json!({ "score": { "of": [{ "measure": certified, "window": "period", "target": target, "weight": "1" }], "at_least": least, "zeros": zeros } });
    let is = |field: &str| json!({ "is": { "field": field, "one_of": ["x", "y"] } });
    vec![
        json!({ "trailing_months": 5 }),
        json!({ "counts": "billed" }),
        json!({ "counts": "collected" }),
        json!({ "tax": "included" }),
        json!({ "counts": "collected", "first_months": 3 }),
        json!({ "counts": "collected", "first_months": 4 }),
        json!({ "revenue": { "weight": "whole_deal", "basis": "net", "scope": "group" } }),
        json!({ "revenue": { "weight": "whole_deal", "basis": "net", "scope": "with_children" } }),
        json!({ "revenue": { "weight": "whole_deal", "basis": "net", "value": { "counts": "billed" } } }),
        json!({ "revenue": { "weight": "whole_deal", "basis": "net", "value": { "first_months": 3 } } }),
        json!({ "reviews": 2 }),
        json!({ "reviews": 3 }),
        json!({ "months": 2 }),
        json!([{ "level": "gold", "from": "2025-03-01" }]),
        json!([{ "level": "silver", "from": "2025-03-01" }]),
        json!([{ "who": is("partner_region"), "level": "gold", "from": "2025-03-02" }]),
        json!([{ "level": "gold", "from": "2025-03-01", "until": "2025-03-31" }]),
        json!([{ "name": "Training seats" }]),
        json!([{ "name": "Training seats", "planning_cost": "100 USD" }]),
        json!([{ "name": "Training seats" }, { "name": "Sponsor" }]),
        json!({ "partner": "payable" }),
        json!({ "first_come": "in_part" }),
        json!({ "share": "0.25", "months": 2 }),
        json!({ "amount": "7 USD", "exactly": "carried" }),
        json!({ "weeks": { "quarter": "4-4-5", "year_begins": "nearest" } }),
        json!({ "weeks": { "quarter": "4-5-4", "year_begins": "nearest" } }),
        json!({ "weeks": { "quarter": "4-4-5", "year_begins": "on_or_after" } }),
        json!({ "revenue": sales }),
        json!({ "units": sales }),
        json!({ "deals": sales }),
        certified.clone(),
        json!({ "ratio": { "part": { "deals": sales }, "whole": { "deals": sales } } }),
        leaf(&certified, "4"),
        leaf(&json!({ "revenue": sales }), "4 USD"),
        json!({ "all": [leaf(&certified, "4"), leaf(&certified, "5")] }),
        json!({ "any": [leaf(&certified, "4"), leaf(&certified, "5")] }),
        json!({ "at_least": { "count": 1, "of": [leaf(&certified, "4"), leaf(&certified, "5")] } }),
        json!({ "at_least": { "count": 2, "of": [leaf(&certified, "4"), leaf(&certified, "5")] } }),
        score("allowed", "4", "0.5"),
        score("refused", "4", "0.5"),
        score("allowed", "5", "0.5"),
        score("allowed", "4", "0.4"),
        json!({ "reaches": { "measure": certified, "window": "period", "at_least": "1", "threshold": "passed" } }),
        baseline("same_period_last_year"),
        baseline("previous_period"),
        json!({ "trailing_mean": 5 }),
        json!({ "target": { "name": "quota" } }),
        json!({ "target": { "name": "quota", "measure": "units" } }),
        json!({ "fixed": "7 USD" }),
        json!({ "best_of": ["previous_period", { "fixed": "7 USD" }] }),
        json!({ "minimum": "7 USD" }),
        json!({ "median_of_peers": "partner" }),
        json!({ "of": { "agreed": { "name": "quota" } } }),
        json!({ "of": { "growth": { "over": { "of": "previous_period", "when_none": "skip" }, "by": "0.1" } } }),
        json!({ "of": { "fixed": "7 USD" }, "restated": [{ "from": "2025-03-01", "by": { "rate": "0.1" } }] }),
        json!([{ "from": "2025-03-01", "by": { "amount": "7 USD" } }]),
        json!([{ "from": "2025-03-01", "until": "2025-04-30", "who": is("partner_region"), "by": { "amount": "7 USD" } }]),
        json!({ "measure": { "measure": certified, "window": "year_to_date" } }),
        is("customer"),
        is("product"),
        json!({ "all": [is("customer"), is("product")] }),
        json!({ "any": [is("customer"), is("product")] }),
        json!({ "none": [is("customer"), is("product")] }),
        json!({ "none": [{ "all": [is("customer"), is("product")] }] }),
        json!({ "all": [is("customer"), { "any": [is("product"), is("family")] }] }),
        json!({ "any": [{ "all": [is("customer"), is("product")] }, is("family")] }),
        json!({ "from": "2025-03-01" }),
        json!({ "until": "2025-03-31" }),
        json!(["sourced", "resold"]),
        json!([{ "per": "partner_year", "at_most": "5 USD" }]),
        json!([{ "from": "0 USD", "rates": ["0.07", "0.08", "0.09"] }]),
        json!([{ "from": "5 USD", "rates": ["0.07", "0.08", "0.09"] }]),
        json!({ "level": { "track": "partner", "tier_at": "period_end", "levels": ["gold"] } }),
        json!({ "role": ["sourced", "resold", "implemented"] }),
        json!({ "field": { "field": "family", "values": ["a", "b", "c"] } }),
        json!({ "field": { "field": "product", "values": ["a", "b", "c"] } }),
        json!({ "per_block": "7 USD" }),
        json!({ "per_block": "7" }),
        json!({ "interpolated": "rate" }),
        json!({ "interpolated": "amount" }),
        json!({ "interpolated": { "share_of": "7 USD" } }),
        json!({ "free_goods": { "for_every": "7", "valued_at": "sale_price" } }),
        json!({ "whole_compared_with": { "of": "previous_period", "when_none": "skip" } }),
        json!({ "whole_compared_with": { "of": "previous_period", "when_none": "all_is_growth" } }),
        json!([{ "from": "0 USD", "amounts": ["7 USD", "8 USD", "9 USD"] }]),
        json!([{ "from": "0", "amounts": ["7 USD", "8 USD", "9 USD"] }]),
        json!([{ "from": "0 USD", "rates": ["0.07"], "pays_on": "whole" }]),
        json!([{ "from": "0 USD", "rates": ["0.07"], "pays_on": "slice" }]),
        json!([{ "per": "value", "at_most": "5 USD" }]),
        json!([{ "per": "value", "at_most": "5" }]),
        later("2025-04-01", "each_band"),
        later("2025-04-01", "whole_amount"),
        later("2025-07-01", "each_band"),
        json!({ "track": "partner", "tier_at": "period_end", "levels": ["gold"] }),
        json!({ "every": "month", "negative": "to_balance" }),
        json!({ "amount": "5 USD", "every": "half", "carry": "excess", "paid": "first" }),
        json!({ "deal_period": { "tier": "as_now" } }),
        json!({ "clawback": { "share": "0.25" } }),
        json!({ "clawback": { "share": "0.25", "within_days": 9 } }),
        json!({ "unserved_term": { "counted_in": "days" } }),
        json!({ "unserved_term": { "counted_in": "whole_months" } }),
        json!({ "unserved_term": { "counted_in": "days", "within_days": 9 } }),
        json!({ "split": [{ "account": "mdf", "share": "1" }] }),
        json!([{ "account": "mdf", "share": "1" }]),
        json!([{ "id": "g", "pays": "best_of", "incentives": ["mix", "cosell"] }]),
        json!([{ "id": "l", "per": "deal", "at_most": "5 USD", "incentives": ["mix", "cosell"] }]),
        json!(["mix", "cosell"]),
        json!({ "role_weights": { "weights": [{ "role": "sourced", "weight": "3" }], "unheld_role": "left_out" } }),
        json!({ "attribution": "w" }),
        json!({ "primary_and_secondary": { "later": "0.25" } }),
        json!({ "primary_and_secondary": { "later": "0" } }),
        json!({ "positions": { "held": [{ "position": "last", "weight": "1" }], "rest": "0" } }),
        json!({ "time_decay": { "half_life_days": 7, "table": ["1"] } }),
        json!({ "time_decay": { "half_life_days": 9, "table": ["1"] } }),
        json!({ "milestone": "demo" }),
        json!(["evidence_on_file"]),
        json!([{ "evidence_of": "demo" }]),
        json!([{ "parties": { "at_least": 2 } }]),
        json!([{ "parties": { "at_least": 2, "roles": ["sourced"] } }]),
        json!([{ "after_first_close": { "months": 12 } }]),
        json!([{ "after_first_close": { "months": 24 } }]),
        json!([{ "customer_active": "in_term" }]),
        json!([{ "customer_active": { "activity": { "kind": "login", "months": 12 } } }]),
        json!([{ "partner_active": { "kind": "training", "months": 12 } }]),
        json!([{ "score_reached": { "of": "customer", "name": "adoption", "at_least": "80" } }]),
        json!([{ "score_reached": { "of": "partner", "name": "adoption", "at_least": "80", "threshold": "passed" } }]),
        json!(["disbursed_fee"]),
        json!([{ "uplift": { "source": "marketplace", "rate": "0.03" } }]),
        json!({ "fixed": { "amount": "7 USD", "every": "month" } }),
        json!({ "pool": { "amount": "7 USD", "every": "month" } }),
        json!({ "accrued": ["mix"] }),
        json!({ "allocated": { "amount": "7 USD", "every": "month", "by": "equal" } }),
        json!({ "allocated": { "amount": "7 USD", "every": "month", "by": "equal", "floor": "1 USD" } }),
        json!({ "allocated": { "amount": "7 USD", "every": "month", "by": "equal", "ceiling": "1 USD" } }),
        json!({ "by_hand": [{ "partner": "P1", "weight": "1" }] }),
        json!({ "by_hand": [{ "partner": "P1", "weight": "1" }, { "partner": "P2", "weight": "2" }] }),
        json!({ "tier": { "track": "partner", "weights": [] } }),
        json!({ "tier": { "track": "partner", "weights": [{ "level": "gold", "weight": "1" }] } }),
        json!({ "tier": { "track": "partner", "weights": [{ "level": "gold", "weight": "2" }] } }),
        json!({ "tier": { "track": "partner", "weights": [{ "level": "silver", "weight": "1" }] } }),
        json!({ "tier": { "track": "other", "weights": [{ "level": "gold", "weight": "1" }] } }),
        json!({ "days": 9, "after": "requested" }),
        json!([{ "activity": "event", "at_most": "7 USD", "per": "claim" }]),
        json!([{ "activity": "event", "at_most": "7 USD", "per": "claim" }, { "activity": "seminar", "at_most": "7 USD", "per": "request" }]),
        json!({ "every": "quarter", "share": "0.25" }),
        json!({ "target": "quota" }),
    ]
}

/// Places that hold more than a single value, and places that are empty in the base program.
const HOLDERS: &[&str] = &[
    "/incentives/0/schedule/ends_at",
    "/incentives/0/schedule/floor",
    "/incentives/0/later_schedules",
    "/incentives/0/schedule/method",
    "/incentives/1/qualifier",
    "/incentives/1/schedule/method",
    "/incentives/1/target",
    "/incentives/1/earns_on/part/increment_over/of",
    "/incentives/1/earns_on/part/increment_over/when_none",
    "/incentives/1/earns_on/part/increment_over/restated",
    "/incentives/2/schedule/floor",
    "/incentives/3/schedule/columns",
    "/incentives/3/schedule/bands",
    "/incentives/3/earns_on/part",
    "/tracks/0/who",
    "/tracks/0/minimums",
    "/tracks/0/levels/1/benefits",
    "/tracks/0/levels/1/requirement",
    "/tracks/0/levels/2/requirement",
    "/tracks/0/levels/1/requirement/reaches/measure",
    "/tracks/0/levels/1/requirement/reaches/window",
    "/tracks/0/levels/2/requirement/all/1",
    "/incentives/0/who",
    "/incentives/0/what",
    "/incentives/0/dates",
    "/incentives/0/gate",
    "/incentives/0/limits",
    "/incentives/0/schedule/bands",
    "/incentives/0/schedule/columns",
    "/incentives/1/who",
    "/incentives/1/what",
    "/incentives/1/roles",
    "/incentives/1/gate",
    "/incentives/1/limits",
    "/incentives/1/dates",
    "/incentives/0/earns_on/value",
    "/incentives/1/earns_on/part",
    "/incentives/2/qualifier",
    "/incentives/2/qualifier/measure/measure",
    "/incentives/3/gate",
    "/incentives/0/settle",
    "/incentives/0/spread_over",
    "/incentives/0/guarantee",
    "/incentives/0/returns",
    "/incentives/1/pays_into",
    "/incentives/1/pays_into/split",
    "/incentives/2/settle",
    "/incentives/2/guarantee",
    "/incentives/2/pays_into",
    "/stacking_groups",
    "/stacking_groups/0/incentives",
    "/shared_limits",
    "/shared_limits/0/incentives",
    "/incentives/3/shares/by",
    "/incentives/4/shares/by",
    "/incentives/4/conditions",
    "/incentives/4/marketplace",
    "/attribution/0/weights",
    "/attribution/0/weights/positions/held/0/position",
    "/attribution/0/look_back_days",
    "/funds/0/who",
    "/funds/0/money",
    "/funds/0/claims/deadline",
    "/funds/0/claims/caps",
    "/funds/0/carry_over",
    "/funds/1/claims/deadline",
    "/funds/1/claims/caps",
    "/funds/1/expires_after_months",
    "/funds/1/carry_over",
    "/funds/1/rebate_under",
    "/funds/1/money",
    "/funds/1/money/allocated/by",
    "/funds/2/money",
    "/funds/2/rebate_under",
    "/estimates/0/expected",
];

/// Every place of the base program where a choice stands or may stand.
fn places() -> Vec<String> {
    let mut places = Vec::new();
    leaves(&serde_json::to_value(base::program()).unwrap(), "", &mut places);
    places.retain(|place| !is_label(place));
    places.extend(HOLDERS.iter().map(|place| (*place).to_owned()));
    places
}

/// A place with its positions open: whatever can be read at one such place can at every other.
fn form(place: &str) -> String {
    let open = |key| if str::parse::<usize>(key).is_ok() { "*" } else { key };
    place.split('/').map(open).collect::<Vec<_>>().join("/")
}

/// Every program that differs from the base program in one value.
static NEIGHBOURS: LazyLock<Vec<(String, Program)>> = LazyLock::new(|| {
    let base = base::program();
    let candidates = candidates();
    let mut readable: HashMap<String, Vec<&Value>> = HashMap::new();
    let mut found = Vec::new();
    for place in places() {
        let before = found.len();
        let tried = readable.get(&form(&place)).cloned();
        let mut read = Vec::new();
        for value in tried.unwrap_or_else(|| candidates.iter().collect()) {
            let change = Change { place: place.clone(), value: value.clone() };
            let Ok(program) = apply(&base, &[change]) else { continue };
            read.push(value);
            if program != base {
                found.push((format!("{place} = {value}"), program));
            }
        }
        assert!(found.len() > before, "nothing else can stand at {place}");
        readable.insert(form(&place), read);
    }
    found
});

#[test]
fn programs_that_differ_in_one_choice_have_different_sentences() {
    let mut seen: HashMap<String, (String, Program)> = HashMap::new();
    let base = base::program();
    seen.insert(said(&base), ("the base program".to_owned(), base));
    assert!(NEIGHBOURS.len() > 2_000, "only {} programs", NEIGHBOURS.len());
    for (change, program) in &*NEIGHBOURS {
        let text = said(program);
        if let Some((other, same)) = seen.get(&text) {
            assert_eq!(same, program, "{change} reads as {other}:\n{text}");
        }
        seen.insert(text, (change.clone(), program.clone()));
    }
}

proptest! {
    /// Any few changes that can be read can also be checked and said.
    #[test]
    fn nonsense_is_checked_and_said(picks in prop::collection::vec(any::<(Index, Index)>(), 1..6)) {
        static STANDING: LazyLock<(Vec<String>, Vec<Value>)> =
            LazyLock::new(|| (places(), candidates()));
        let (places, candidates) = &*STANDING;
        let mut program = base::program();
        for (place, value) in picks {
            let change = Change { place: place.get(places).clone(), value: value.get(candidates).clone() };
            program = apply(&program, &[change]).unwrap_or(program);
        }
        let (checked, findings) = check(&program);
        let fails = findings.iter().any(|finding| finding.severity == Severity::Error);
        prop_assert_eq!(checked.is_none(), fails);
        prop_assert!(!said(&program).is_empty());
    }
}

#[test]
fn no_sentence_is_empty_or_unfinished() {
    for (change, program) in &*NEIGHBOURS {
        for sentence in program_sentences(program) {
            let text = &sentence.text;
            assert!(text.ends_with('.') && !text.contains("  "), "{change}: {text}");
        }
    }
}
