//! What matters most: each value of the program moved down and up, what moving two together adds,
//! and what volume each rule must bring to pay for itself.

use std::collections::{BTreeMap, BTreeSet};

use tierwright_engine::{Failure, rows::FactRows};
use tierwright_program::{Change, Rate, State, rate::RATE_ONE};

use crate::{
    Base, Lever,
    base::{each, paid_by},
    plan::scale,
    trace::{Trace, traces},
};

const METHOD: &str = "Each lever is moved down and up by the same part while everything else stays, and the \
    whole history is paid again; bars show the change of the bill. What two levers do together beyond the sum of \
    both is shown in the table of pairs, for the largest levers moved up. The replay has no reaction in it: \
    partners sell what they sold. Break-even is the volume that the deals of an incentive would have to gain so that \
    their margin pays for it and for what all incentives pay on that volume; it is found by paying histories grown \
    by up to ten times until margin and cost meet.";

/// Levers of which pairs are tried.
const PAIRED: usize = 5;

/// The most growth that is tried for a break-even, in parts.
const MOST_GROWTH: f64 = 10.0;

/// Halvings of it: a break-even is exact to a thousandth of a percent.
const HALVINGS: usize = 20;

/// What is asked.
#[derive(Clone, Debug)]
pub struct MattersAsked {
    /// How far levers are moved, in parts: 0.1 for a tenth down and up.
    pub by: f64,
    /// The levers, by name or place; all of the program where empty.
    pub levers: Vec<String>,
    /// The margin of a unit of revenue, in parts; without it no break-even is worked out.
    pub margin: Option<f64>,
    /// How the volume of the deals of rules is taken to change, by position of the rule, in parts.
    pub reactions: Vec<(usize, f64)>,
}

/// What matters, the most important first.
#[derive(Clone, Debug)]
pub struct Matters {
    /// How it was found.
    pub method: &'static str,
    /// Each lever by itself, the largest swing first.
    pub swings: Vec<Swing>,
    /// Pairs of the largest levers, both moved up, the largest effect together first.
    pub pairs: Vec<Pair>,
    /// Each rule that is on.
    pub break_even: Vec<BreakEven>,
    /// What is paid if volumes change as was asked.
    pub reaction: Option<Reaction>,
}

/// A lever moved down and up.
#[derive(Clone, Debug)]
pub struct Swing {
    /// The lever.
    pub lever: Lever,
    /// The change of the bill when it is moved down, in ten-thousandths; none where that makes no
    /// program that can be calculated.
    pub low: Option<i64>,
    /// The same when it is moved up.
    pub high: Option<i64>,
}

impl Swing {
    /// From the lowest change to the highest, no change being one of them.
    #[must_use]
    pub fn size(&self) -> i64 {
        let ends = [self.low.unwrap_or(0), self.high.unwrap_or(0), 0];
        ends.iter().max().unwrap_or(&0) - ends.iter().min().unwrap_or(&0)
    }
}

/// Two levers moved up together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pair {
    /// Positions among the swings.
    pub levers: (usize, usize),
    /// The change of the bill with both.
    pub both: i64,
    /// What that is more than the sum of the changes with each.
    pub together: i64,
}

/// What a rule costs, and the volume that pays for it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct BreakEven {
    /// Position of the rule.
    pub incentive: usize,
    /// What the bill falls by when the rule is off.
    pub costs: i64,
    /// The revenue of all deals that it counts, each once.
    pub revenue: i64,
    /// The part by which that revenue has to grow; none without a margin, without revenue, or where
    /// no volume is enough.
    pub uplift: Option<f64>,
}

/// What is paid when volumes change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reaction {
    /// The change of revenue of the deals concerned.
    pub revenue: i64,
    /// Its margin, where a margin was given.
    pub margin: Option<i64>,
    /// The change of the bill.
    pub costs: i64,
}

/// Finds what matters most.
///
/// # Errors
/// As a calculation.
pub fn matters(base: &Base, asked: &MattersAsked) -> Result<Matters, Failure> {
    let chosen = crate::lever::levers(base.program()).into_iter().filter(|lever| {
        asked.levers.is_empty()
            || asked.levers.iter().any(|one| *one == lever.name || *one == lever.place)
    });
    let swings = swings(base, chosen.collect(), asked.by)?;
    let pairs = pairs(base, &swings, asked.by)?;
    let traces = traces(base)?;
    let break_even = break_even(base, &traces, asked.margin)?;
    let reaction = match asked.reactions.is_empty() {
        true => None,
        false => Some(reaction(base, &traces, asked)?),
    };
    Ok(Matters { method: METHOD, swings, pairs, break_even, reaction })
}

fn swings(base: &Base, levers: Vec<Lever>, by: f64) -> Result<Vec<Swing>, Failure> {
    let ends = each(levers.len() * 2, base.threads, |at| {
        let factor = if at % 2 == 0 { 1.0 - by } else { 1.0 + by };
        change(base, &levers[at / 2].moved(factor))
    })?;
    let both = ends.chunks(2).map(|ends| (ends[0], ends[1]));
    let swings = levers.into_iter().zip(both);
    let mut found: Vec<Swing> =
        swings.map(|(lever, (low, high))| Swing { lever, low, high }).collect();
    found.sort_by_key(|swing| std::cmp::Reverse(swing.size()));
    Ok(found)
}

/// The change of the bill with changes of the program.
fn change(base: &Base, changes: &[Change]) -> Result<Option<i64>, Failure> {
    let outcome = base.with_changes(changes)?;
    Ok(outcome.map(|outcome| outcome.total(Default::default()).units() - base.total()))
}

fn pairs(base: &Base, swings: &[Swing], by: f64) -> Result<Vec<Pair>, Failure> {
    let largest = swings.len().min(PAIRED);
    let all: Vec<(usize, usize)> =
        (0..largest).flat_map(|one| (one + 1..largest).map(move |other| (one, other))).collect();
    let found = each(all.len(), base.threads, |at| {
        let (one, other) = all[at];
        let mut changes = swings[one].lever.moved(1.0 + by);
        changes.extend(swings[other].lever.moved(1.0 + by));
        change(base, &changes)
    })?;
    let mut pairs: Vec<Pair> = all
        .into_iter()
        .zip(found)
        .filter_map(|(levers, both)| {
            let alone = swings[levers.0].high? + swings[levers.1].high?;
            Some(Pair { levers, both: both?, together: both? - alone })
        })
        .collect();
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.together.abs()), pair.levers));
    Ok(pairs)
}

/// The deals that a rule counts, each with its whole worth.
fn deals_of(traces: &[Trace], incentive: usize) -> BTreeMap<usize, i64> {
    let mut deals: BTreeMap<usize, i64> = BTreeMap::new();
    for trace in traces.iter().filter(|trace| trace.incentive == incentive) {
        for one in &trace.deals {
            let whole = deals.entry(one.deal).or_default();
            *whole = (*whole).max(one.whole);
        }
    }
    deals
}

fn break_even(
    base: &Base,
    traces: &[Trace],
    margin: Option<f64>,
) -> Result<Vec<BreakEven>, Failure> {
    let on: Vec<usize> = (0..base.program().incentives.len())
        .filter(|at| base.program().incentives[*at].state == State::On)
        .collect();
    each(on.len(), base.threads, |at| {
        let incentive = on[at];
        let deals = deals_of(traces, incentive);
        let revenue: i64 = deals.values().sum();
        let mut without = base.program().clone();
        without.incentives[incentive].state = State::Off;
        let before = match tierwright_program::check(&without).0 {
            Some(_) => base.with_program(&without)?.total(Default::default()).units(),
            // Other rules ask for it: what it pays itself is what it costs.
            None => base.total() - paid_by(&base.outcome, incentive),
        };
        let costs = base.total() - before;
        let uplift = match margin {
            Some(margin) if revenue > 0 && margin > 0.0 => {
                uplift(base, &deals, before, margin * revenue as f64)?
            }
            _ => None,
        };
        Ok(BreakEven { incentive, costs, revenue, uplift })
    })
}

/// The growth of some deals whose margin pays for what is paid more than before: where margin and
/// cost meet, found by halving; none where the most growth that is tried is not enough.
fn uplift(
    base: &Base,
    deals: &BTreeMap<usize, i64>,
    before: i64,
    margin: f64,
) -> Result<Option<f64>, Failure> {
    let lacks = |grown: f64| {
        let rows = with_growth(base, &deals.keys().map(|deal| (*deal, grown)).collect());
        let outcome = base.program_with_rows(base.program(), rows, 1)?;
        let costs = outcome.total(Default::default()).units() - before;
        Ok::<_, Failure>(costs as f64 > margin * grown)
    };
    let (mut short, mut enough) = (0.0, MOST_GROWTH);
    if base.total() <= before {
        return Ok(Some(0.0));
    }
    if lacks(enough)? {
        return Ok(None);
    }
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(short, enough);
        if lacks(middle)? { short = middle } else { enough = middle }
    }
    Ok(Some(enough))
}

/// The facts with deals grown by parts of them.
fn with_growth(base: &Base, growth: &BTreeMap<usize, f64>) -> FactRows {
    let ids: BTreeMap<&str, Rate> = growth
        .iter()
        .map(|(deal, by)| {
            let by = Rate::from_units((by * RATE_ONE as f64).round() as i64);
            (&base.facts().deals.ids[*deal], by)
        })
        .collect();
    let mut rows = base.rows.as_ref().clone();
    scale(&mut rows, |deal| ids.get(deal.id.as_str()).copied());
    rows
}

fn reaction(base: &Base, traces: &[Trace], asked: &MattersAsked) -> Result<Reaction, Failure> {
    let mut factors: BTreeMap<usize, f64> = BTreeMap::new();
    let mut worth: BTreeMap<usize, i64> = BTreeMap::new();
    let asked_of: BTreeSet<usize> = asked.reactions.iter().map(|(at, _)| *at).collect();
    for incentive in asked_of {
        let growth: f64 =
            asked.reactions.iter().filter(|one| one.0 == incentive).map(|one| one.1).sum();
        for (deal, whole) in deals_of(traces, incentive) {
            *factors.entry(deal).or_insert(1.0) *= 1.0 + growth;
            worth.entry(deal).and_modify(|one| *one = (*one).max(whole)).or_insert(whole);
        }
    }
    let revenue: f64 =
        worth.iter().map(|(deal, whole)| *whole as f64 * (factors[deal] - 1.0)).sum();
    let growth = factors.into_iter().map(|(deal, factor)| (deal, factor - 1.0)).collect();
    let outcome = base.with_rows(with_growth(base, &growth))?;
    Ok(Reaction {
        revenue: revenue.round() as i64,
        margin: asked.margin.map(|margin| (revenue * margin).round() as i64),
        costs: outcome.total(Default::default()).units() - base.total(),
    })
}
