//! The program as all partners may read it: nothing that names one of them, no budget and no cost.

use serde::Serialize;
use serde_json::Value;
use tierwright_program::{
    Field, Filter, Fund, Incentive, Money, Program, Sentence, State, Track,
    baseline::Restated,
    fund::{AllocatedBy, FundMoney},
    incentive::Part,
    program_sentences,
    target::TargetOf,
    words,
};

/// What stands in place of an amount that is the vendor's alone.
pub(crate) const NOT_TOLD: &str = "an amount that the vendor sets";

/// A program without what is one partner's alone.
pub(crate) struct Told {
    pub program: Program,
    /// Whether terms of single partners were left out.
    pub some_left_out: bool,
}

impl Told {
    /// What all partners may read of a program: incentives that are paid, and what they stand on.
    /// Terms for partners named one by one are left out, and so is that somebody is excepted.
    pub fn of(program: &Program) -> Self {
        let mut told = program.clone();
        told.tests.clear();
        told.estimates.clear();
        told.fund_return = None;
        told.incentives.retain(|one| one.state == State::On);
        let before = told.clone();
        told.tracks.iter_mut().for_each(open_track);
        told.tracks.retain(|track| !names(track));
        told.incentives.iter_mut().for_each(open_incentive);
        let gone: Vec<&str> = before
            .tracks
            .iter()
            .map(|track| track.id.as_str())
            .filter(|id| told.track(id).is_none())
            .collect();
        told.incentives.retain(|one| !names(one) && !gone.iter().any(|id| reads_track(one, id)));
        told.funds.iter_mut().for_each(open_fund);
        told.funds.retain(|fund| !names(fund));
        let some_left_out = (&before.tracks, &before.incentives, &before.funds)
            != (&told.tracks, &told.incentives, &told.funds);
        only_what_is_told(&mut told);
        Self { program: told, some_left_out }
    }

    /// The sentences of the program whose places begin so, in order. Amounts that are the vendor's
    /// alone are not in them.
    pub fn sentences(&self, places: &[&str]) -> Vec<String> {
        let sentences = program_sentences(&self.program).into_iter();
        let asked = sentences.filter(|one| places.iter().any(|place| one.place.starts_with(place)));
        asked.map(|sentence| self.without_totals(sentence)).collect()
    }

    fn without_totals(&self, sentence: Sentence) -> String {
        let total = if let Some(id) = sentence.place.strip_prefix("/funds/") {
            self.program.funds.iter().find(|fund| fund.id == id).and_then(total_of)
        } else if let Some(id) = sentence.place.strip_prefix("/budget/pools/") {
            let pools = self.program.budget.iter().flat_map(|budget| &budget.pools);
            pools.into_iter().find(|pool| pool.id == id).map(|pool| pool.amount)
        } else {
            None
        };
        let text = sentence.text.replace(" by hand, with weights for none", " by hand");
        match total {
            Some(total) => text.replacen(&words::money(total), NOT_TOLD, 1),
            None => text,
        }
    }
}

/// The amount that a fund has for all partners together.
fn total_of(fund: &Fund) -> Option<Money> {
    match &fund.money {
        FundMoney::Pool(of) => Some(of.amount),
        FundMoney::Allocated(of) => Some(of.amount),
        FundMoney::Accrued(_) | FundMoney::Fixed(_) => None,
    }
}

/// Takes out what speaks of incentives that are not told, and what the vendor plans to spend.
fn only_what_is_told(told: &mut Program) {
    let ids: Vec<String> = told.incentives.iter().map(|one| one.id.clone()).collect();
    let keep = |some: &mut Vec<String>| some.retain(|id| ids.contains(id));
    told.stacking_groups.iter_mut().for_each(|group| keep(&mut group.incentives));
    told.stacking_groups.retain(|group| group.incentives.len() > 1);
    told.shared_limits.iter_mut().for_each(|limit| keep(&mut limit.incentives));
    told.shared_limits.retain(|limit| !limit.incentives.is_empty());
    for fund in &mut told.funds {
        if let FundMoney::Accrued(from) = &mut fund.money {
            keep(from);
        }
    }
    told.funds.retain(|fund| !matches!(&fund.money, FundMoney::Accrued(from) if from.is_empty()));
    if let Some(budget) = &mut told.budget {
        budget.moves.clear();
        budget.pools.iter_mut().for_each(|pool| keep(&mut pool.incentives));
        budget.pools.retain(|pool| !pool.incentives.is_empty());
        // What it is called inside is not for partners.
        budget.pools.iter_mut().for_each(|pool| "A budget".clone_into(&mut pool.name));
    }
    let models: Vec<bool> = told
        .attribution
        .iter()
        .map(|model| told.incentives.iter().any(|one| has(one, "attribution", &model.id)))
        .collect();
    let mut used = models.into_iter();
    told.attribution.retain(|_| used.next() == Some(true));
    let levels = told.tracks.iter_mut().flat_map(|track| &mut track.levels);
    levels.flat_map(|level| &mut level.benefits).for_each(|benefit| benefit.planning_cost = None);
}

fn open_track(track: &mut Track) {
    track.who = open_to_all(&track.who);
    track.minimums.retain(|minimum| !names(&minimum.who));
}

fn open_incentive(incentive: &mut Incentive) {
    incentive.who = open_to_all(&incentive.who);
    let general = |restated: &mut Vec<Restated>| restated.retain(|one| !names(&one.who));
    match &mut incentive.earns_on.part {
        Part::Whole => {}
        Part::IncrementOver(of) | Part::WholeComparedWith(of) => general(&mut of.restated),
    }
    if let Some(target) = &mut incentive.target {
        general(&mut target.restated);
        if let TargetOf::Growth(growth) = &mut target.of {
            general(&mut growth.over.restated);
        }
    }
}

fn open_fund(fund: &mut Fund) {
    fund.who = open_to_all(&fund.who);
    if let FundMoney::Allocated(of) = &mut fund.money
        && let AllocatedBy::ByHand(weights) = &mut of.by
    {
        weights.clear();
    }
}

/// A filter without the partners that it excepts by name.
fn open_to_all(filter: &Filter) -> Filter {
    match filter {
        Filter::All(parts) => Filter::All(parts.iter().map(open_to_all).collect()),
        Filter::None(parts) => {
            let kept: Vec<Filter> = parts.iter().filter(|part| !names(*part)).cloned().collect();
            if kept.is_empty() { Filter::default() } else { Filter::None(kept) }
        }
        _ => filter.clone(),
    }
}

/// Whether a part of a program names partners one by one, wherever in it that is. What cannot be
/// looked into is taken to.
fn names<T: Serialize>(part: &T) -> bool {
    let field = serde_json::to_value(Field::Partner).unwrap_or_default();
    serde_json::to_value(part)
        .map_or(true, |value| holds(&value, &|key, value| key == "field" && *value == field))
}

/// Whether an incentive reads the levels of a track.
fn reads_track(incentive: &Incentive, track: &str) -> bool {
    has(incentive, "track", track) || has(incentive, "median_of_peers", track)
}

/// Whether a part of a program has a text under a key.
fn has<T: Serialize>(part: &T, key: &str, text: &str) -> bool {
    serde_json::to_value(part)
        .is_ok_and(|value| holds(&value, &|own, value| own == key && value.as_str() == Some(text)))
}

fn holds(value: &Value, asked: &dyn Fn(&str, &Value) -> bool) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| holds(item, asked)),
        Value::Object(members) => {
            members.iter().any(|(key, value)| asked(key, value) || holds(value, asked))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
