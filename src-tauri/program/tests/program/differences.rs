//! Differences: that they are all there, in words, and can be made and taken back one by one.

use std::{
    collections::{BTreeSet, HashMap},
    sync::LazyLock,
};

use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};
use tierwright_program::{
    Change, Difference, Program, apply, check, difference::Kind, differences, program_sentences,
    schema::standing,
};

use crate::{
    base,
    variants::{Variant, all_that_varies, variants},
};

static VARIANTS: LazyLock<Vec<Variant>> = LazyLock::new(variants);

fn forth(differences: &[Difference]) -> Vec<Change> {
    differences.iter().flat_map(|one| one.forth.clone()).collect()
}

fn back(differences: &[Difference]) -> Vec<Change> {
    differences.iter().flat_map(|one| one.back.clone()).collect()
}

/// What must hold for the differences of any two programs.
fn round_trip(one: &Program, other: &Program) -> Vec<Difference> {
    let found = differences(one, other);
    assert_eq!(apply(one, &forth(&found)).as_ref(), Ok(other), "{found:#?}");
    assert_eq!(apply(other, &back(&found)).as_ref(), Ok(one), "{found:#?}");
    assert_eq!(found.is_empty(), one == other);
    for difference in &found {
        assert!(difference.sentence.ends_with('.'), "{difference:#?}");
        assert_ne!(difference.from, difference.to, "{difference:#?}");
        if found.len() > 1 {
            let alone = apply(one, &difference.forth).expect("each can be made by itself");
            assert_ne!(alone, *one, "{difference:#?}");
            apply(other, &difference.back).expect("each can be taken back by itself");
        }
    }
    found
}

#[test]
fn every_stored_value_is_varied() {
    let mut varied: BTreeSet<String> = VARIANTS.iter().flat_map(|one| one.what.clone()).collect();
    let stands = standing(&base::program()).into_iter();
    varied.extend(stands.map(|choice| format!("{}={}", choice.of, choice.word)));
    let absent: Vec<String> = all_that_varies()
        .into_iter()
        .filter(|what| !varied.contains(what))
        .filter(|what| !what.ends_with(".id") && !what.ends_with(".name"))
        .collect();
    assert_eq!(absent, Vec::<String>::new(), "{} variants", VARIANTS.len());
}

#[test]
fn every_variant_differs_in_one_thing_that_can_be_taken_back() {
    let base = base::program();
    let mut seen = BTreeSet::new();
    // One of each thing that varies; mixtures of all of them are drawn below.
    for variant in VARIANTS.iter().filter(|one| seen.insert(&one.what)) {
        let found = round_trip(&base, &variant.program);
        assert!(!found.is_empty(), "{:?}", variant.change);
    }
}

fn said(program: &Program) -> String {
    program_sentences(program).iter().map(|one| format!("{}: {}\n", one.place, one.text)).collect()
}

/// A program in which what says the same has the same form: a list of one condition is that
/// condition, limits have no order, and what no line can lack is counted whatever is absent.
fn plainly(tree: &Value) -> Value {
    match tree {
        Value::Object(members) => {
            match (members.get("all").or(members.get("any")), members.len()) {
                (Some(Value::Array(parts)), 1) if parts.len() == 1 => plainly(&parts[0]),
                _ => members
                    .iter()
                    .filter(|(key, _)| *key != "absent" || can_lack(members))
                    .map(|(key, value)| (key.clone(), plainly_at(key, value)))
                    .collect(),
            }
        }
        Value::Array(items) => items.iter().map(plainly).collect(),
        value => value.clone(),
    }
}

/// Whether a line can be without what is measured.
fn can_lack(members: &serde_json::Map<String, Value>) -> bool {
    let measured = members.get("measure").or(members.get("from"));
    measured.is_none_or(|one| {
        let figures = ["list_revenue", "cost", "margin", "recurring"];
        one.as_str().is_some_and(|word| figures.contains(&word))
    })
}

fn plainly_at(key: &str, value: &Value) -> Value {
    let mut value = plainly(value);
    if let (true, Some(limits)) = (key == "limits", value.as_array_mut()) {
        limits.sort_by_key(Value::to_string);
    }
    value
}

/// Whether a program is refused for a value that no sentence has room for: a rate without a column,
/// or a table that is not that of its half-life.
fn refused_for_it(program: &Program) -> bool {
    let (_, findings) = check(program);
    findings.iter().any(|one| {
        ["rate_count", "pays_mismatch", "decay_table_differs"].contains(&one.code.as_str())
    })
}

/// Programs with the same sentences are the same, up to what has no effect: nothing that is stored
/// is silent.
#[test]
fn every_variant_reads_differently() {
    let base = base::program();
    let mut seen = HashMap::from([(said(&base), (&base, plainly(&json!(base)), String::new()))]);
    let mut silent = Vec::new();
    for Variant { program, change, .. } in VARIANTS.iter() {
        let own = plainly(&json!(program));
        let change = format!("{} = {}", change.place, change.value);
        match seen.get(&said(program)) {
            Some((_, other, _)) if *other == own => {}
            Some((other, _, _)) if refused_for_it(other) || refused_for_it(program) => {}
            Some((_, _, like)) => silent.push(format!("{change}\n   reads as {like}")),
            None => {
                seen.insert(said(program), (program, own, change));
            }
        }
    }
    assert!(silent.is_empty(), "{} of {}:\n{}", silent.len(), VARIANTS.len(), silent.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Whatever several people change, each difference is there once and can be taken back.
    #[test]
    fn many_changes_make_a_round_trip(
        picks in prop::collection::vec(any::<Index>(), 2..12),
        others in prop::collection::vec(any::<Index>(), 0..12),
    ) {
        let made = |picks: &[Index]| picks.iter().fold(base::program(), |program, pick| {
            let change = pick.get(&VARIANTS).change.clone();
            apply(&program, &[change]).unwrap_or(program)
        });
        round_trip(&made(&picks), &made(&others));
    }

    /// Members come, go and change places.
    #[test]
    fn other_members_in_another_order_make_a_round_trip(
        of in prop::collection::vec((0_usize..7, 0_usize..7), 6),
        without in prop::collection::vec(0_usize..7, 0..4),
    ) {
        let mut program = base::program();
        for (from, to) in of {
            let count = program.incentives.len();
            program.incentives.swap(from % count, to % count);
            let levels = &mut program.tracks[0].levels;
            let count = levels.len();
            levels.swap(from % count, to % count);
        }
        for at in without {
            let count = program.incentives.len();
            let mut gone = program.incentives.remove(at % count);
            if at % 2 == 0 {
                gone.id = format!("new-{at}-{count}");
                program.incentives.insert(at % count, gone);
            }
        }
        round_trip(&base::program(), &program);
        round_trip(&program, &base::program());
    }
}

#[test]
fn each_kind_of_difference_reads_plainly() {
    let set = |place: &str, value: Value| Change { place: place.to_owned(), value };
    let base = base::program();
    let level = json!({ "id": "platinum", "name": "Platinum" });
    let rows = [
        (
            set("/incentives/volume/limits/0/at_most", json!("25000 USD")),
            Kind::Changed,
            "Volume rebate (incentive): limits changed.",
            "No partner earns more than 20,000 USD",
            "25,000 USD",
        ),
        (
            set("/incentives/volume/gate", Value::Null),
            Kind::Removed,
            "Volume rebate (incentive): gate removed.",
            "It pays only to partners with at least 2 deals won",
            "",
        ),
        (
            set("/tracks/partner/levels/platinum", level),
            Kind::Added,
            "Partner tiers (track): Platinum (level) added.",
            "",
            "Platinum",
        ),
        (
            set("/rounding", json!("half_even")),
            Kind::Changed,
            "Rounding changed.",
            "half away from zero",
            "half to even",
        ),
        (
            set("/incentives/volume/name", json!("Turnover rebate")),
            Kind::Changed,
            "Volume rebate (incentive): name changed.",
            "Volume rebate",
            "Turnover rebate",
        ),
        (
            set("/incentives", json!(["growth", "volume"])),
            Kind::Reordered,
            "Incentives reordered.",
            "Volume rebate, Growth kicker, Cloud mix bonus",
            "Growth kicker, Volume rebate, Cloud mix bonus",
        ),
    ];
    for (change, kind, sentence, from, to) in rows {
        let other = apply(&base, &[change]).unwrap();
        let found = differences(&base, &other);
        let [one] = found.as_slice() else { panic!("{found:#?}") };
        assert_eq!((one.kind, one.sentence.as_str()), (kind, sentence));
        assert!(one.from.contains(from) && one.to.contains(to), "{one:#?}");
        assert!(!from.is_empty() || one.from.is_empty(), "{one:#?}");
        assert!(!to.is_empty() || one.to.is_empty(), "{one:#?}");
    }
}

/// An id such as `0` reads as a position too, where nothing of that id stands.
#[test]
fn a_member_whose_id_is_a_number_takes_no_other_ones_place() {
    let one = base::program();
    let added = json!({ "id": "0", "name": "Zeroth" });
    let mut other = serde_json::to_value(&one).unwrap();
    let incentives = other["incentives"].as_array_mut().unwrap();
    let mut member = incentives[1].clone();
    member.as_object_mut().unwrap().extend(added.as_object().unwrap().clone());
    incentives.push(member);
    let other: Program = serde_json::from_value(other).unwrap();
    assert_eq!(other.incentives.len(), one.incentives.len() + 1);
    round_trip(&one, &other);
}
