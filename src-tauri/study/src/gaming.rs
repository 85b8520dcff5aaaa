//! Gaming: who stands just above thresholds, what moving or splitting deals would cost at worst, and
//! deals that partners refer of their own.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use statrs::distribution::{Binomial, DiscreteCDF};
use tierwright_engine::{
    Failure,
    rows::{
        AdjustmentRow, CreditRow, DealRow, FactRows, LineRow, RegistrationRow, SettlementRow,
        Stage, TouchRow,
    },
};
use tierwright_program::{Money, Quantity};

use crate::{
    Base, ThresholdOf,
    base::{each, paid_to_each},
    cliffs::readings,
};

const METHOD: &str = "Bunching: each partner counts once at each threshold, by its last value within the part \
    named around it. Without gaming about half of those lie above; the probability is that of so many above by \
    chance, and it is small where partners are made to stand just above. Shift: at each end of a quarter inside the \
    replay, each partner closes the deals of the days around it on this side, on that side, or as they were, \
    whichever pays it most; then the history is paid again with all those moves at once. Split: the deals of those \
    whom it pays are cut in two halves and the history is paid again. Both are the worst of what was tried, not of \
    all that can be done. A deal is moved or split by the partner with the largest share of it. Own referrals are \
    deals whose customer has the name of a credited partner.";

/// Ends of quarters up to which every combination of moves is tried.
const COMBINED: usize = 3;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct GamingAsked {
    /// How far around a threshold partners are counted, in parts of it.
    pub within: f64,
    /// By how many days deals can be moved.
    pub days: u64,
}

/// What gaming could do, and signs of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Gaming {
    /// How it was found.
    pub method: &'static str,
    /// Each threshold with anybody around it, the least likely first.
    pub bunching: Vec<Bunching>,
    /// Deals moved over ends of quarters.
    pub shift: Worst,
    /// Deals split in two.
    pub split: Worst,
    /// Deals that a partner buys itself and is credited for.
    pub own: Vec<OwnReferral>,
}

/// Who stands around a threshold.
#[derive(Clone, PartialEq, Debug)]
pub struct Bunching {
    /// Whose threshold it is.
    pub of: ThresholdOf,
    /// Its place in the program.
    pub place: String,
    /// Where it lies.
    pub at: Quantity,
    /// Partners just below.
    pub below: usize,
    /// Partners just above, or on it.
    pub above: usize,
    /// The probability of so many above by chance.
    pub probability: f64,
}

/// The worst bill that was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Worst {
    /// The bill now, in ten-thousandths.
    pub now: i64,
    /// The bill when those who gain do it.
    pub worst: i64,
    /// Who gains, the most first: partner, and what it gets more of that bill.
    pub gainers: Vec<(usize, i64)>,
    /// How many deals they touch.
    pub deals: usize,
}

/// A deal that a partner buys itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OwnReferral {
    /// Position of the partner.
    pub partner: usize,
    /// Position of the deal.
    pub deal: usize,
}

/// Looks for gaming.
///
/// # Errors
/// As a calculation.
pub fn gaming(base: &Base, asked: GamingAsked) -> Result<Gaming, Failure> {
    let leads = leads(base);
    Ok(Gaming {
        method: METHOD,
        bunching: bunching(base, asked.within)?,
        shift: shift(base, &leads, asked.days)?,
        split: split(base, &leads)?,
        own: own_referrals(base),
    })
}

fn bunching(base: &Base, within: f64) -> Result<Vec<Bunching>, Failure> {
    let around = (within * 1e6) as i64;
    let mut found: Vec<Bunching> = Vec::new();
    let mut last: BTreeMap<(ThresholdOf, usize), bool> = BTreeMap::new();
    for reading in readings(base)? {
        if reading.above.abs() > around {
            continue;
        }
        last.insert((reading.of.clone(), reading.partner), reading.above >= 0);
        if found.iter().all(|one| one.of != reading.of) {
            let (of, place, at) = (reading.of, reading.place, reading.at);
            found.push(Bunching { of, place, at, below: 0, above: 0, probability: 1.0 });
        }
    }
    for one in &mut found {
        let own = last.iter().filter(|((of, _), _)| *of == one.of);
        let sides: Vec<bool> = own.map(|(_, above)| *above).collect();
        one.above = sides.iter().filter(|above| **above).count();
        one.below = sides.len() - one.above;
        one.probability = as_many_by_chance(one.above, sides.len());
    }
    found.sort_by(|one, other| {
        one.probability.total_cmp(&other.probability).then_with(|| one.of.cmp(&other.of))
    });
    Ok(found)
}

/// The probability that at least so many of all lie above when each does by chance.
fn as_many_by_chance(above: usize, all: usize) -> f64 {
    match (above.checked_sub(1), Binomial::new(0.5, all as u64)) {
        (Some(fewer), Ok(by_chance)) => by_chance.sf(fewer as u64),
        _ => 1.0,
    }
}

/// For each won deal of the replay, by position, the partner with the largest share of it.
fn leads(base: &Base) -> BTreeMap<usize, usize> {
    let (facts, quarters) = (base.facts(), base.replay().quarters());
    let (Some(first), Some(last)) = (quarters.first(), quarters.last()) else {
        return BTreeMap::new();
    };
    let replayed = |deal: &usize| {
        facts.deals.won_on(*deal).is_some_and(|day| first.from() <= day && day <= last.until())
    };
    let lead = |deal: usize| {
        let credits = facts.deal_credits(deal);
        let largest = credits.max_by_key(|credit| {
            let share = facts.credits.share(*credit).unwrap_or_default();
            (share, std::cmp::Reverse(*credit))
        });
        Some((deal, facts.credits.partner(largest?)))
    };
    (0..facts.deals.len()).filter(replayed).filter_map(lead).collect()
}

/// What a partner does at one end of a quarter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Move {
    Leave,
    /// Deals of the days after it close on its last day.
    Forward,
    /// Deals of the days up to it close on the day after.
    Back,
}

fn shift(base: &Base, leads: &BTreeMap<usize, usize>, days: u64) -> Result<Worst, Failure> {
    let quarters = base.replay().quarters();
    let ends: Vec<NaiveDate> =
        quarters.iter().take(quarters.len().saturating_sub(1)).map(|one| one.until()).collect();
    let ways = ways(ends.len());
    let paid = each(ways.len(), base.threads, |at| {
        let rows = moved(base, &ends, days, |_| Some(&ways[at]));
        Ok(paid_to_each(&base.program_with_rows(base.program(), rows.0, 1)?))
    })?;
    let now = paid_to_each(&base.outcome);
    let best: Vec<Option<&Vec<Move>>> = (0..now.len())
        .map(|partner| {
            let best = (0..ways.len()).rev().max_by_key(|way| paid[*way][partner])?;
            (paid[best][partner] > now[partner]).then(|| &ways[best])
        })
        .collect();
    let (rows, deals) =
        moved(base, &ends, days, |deal| leads.get(&deal).and_then(|lead| best[*lead]));
    worst(base, rows, deals)
}

/// Every combination of moves at a few ends of quarters; one move at a time at many.
fn ways(ends: usize) -> Vec<Vec<Move>> {
    const MOVES: [Move; 3] = [Move::Leave, Move::Forward, Move::Back];
    if ends > COMBINED {
        let one = |at: usize, what: Move| {
            (0..ends).map(|end| if end == at { what } else { Move::Leave }).collect()
        };
        return (0..ends).flat_map(|at| [one(at, Move::Forward), one(at, Move::Back)]).collect();
    }
    (0..ends).fold(vec![Vec::new()], |ways: Vec<Vec<Move>>, _| {
        let longer = |way: Vec<Move>| {
            MOVES.into_iter().map(move |one| way.iter().copied().chain([one]).collect())
        };
        ways.into_iter().flat_map(longer).collect()
    })
}

/// The facts with deals moved the way of each, and how many move.
fn moved<'a>(
    base: &Base,
    ends: &[NaiveDate],
    days: u64,
    way_of: impl Fn(usize) -> Option<&'a Vec<Move>>,
) -> (FactRows, usize) {
    let mut rows = base.rows.as_ref().clone();
    let mut deals = 0;
    for row in rows.deals.iter_mut().filter(|row| row.stage == Stage::Won) {
        let at = base.facts().deals.position(&row.id);
        let (Some(way), Some(closed)) = (at.and_then(&way_of), row.closed) else { continue };
        for (end, what) in ends.iter().zip(way) {
            let (Some(next), Some(far)) = (end.succ_opt(), end.checked_add_days(Days::new(days)))
            else {
                continue;
            };
            let near = end.checked_sub_days(Days::new(days)).unwrap_or(*end);
            let to = match what {
                Move::Forward if *end < closed && closed <= far => *end,
                Move::Back if near < closed && closed <= *end => next,
                _ => continue,
            };
            row.closed = Some(to);
            row.opened = row.opened.map(|day| day.min(to));
            deals += 1;
            break;
        }
    }
    (rows, deals)
}

fn split(base: &Base, leads: &BTreeMap<usize, usize>) -> Result<Worst, Failure> {
    let all: BTreeSet<usize> = leads.keys().copied().collect();
    let paid = paid_to_each(&base.with_rows(halved(base, &all))?);
    let now = paid_to_each(&base.outcome);
    let gains = |deal: &&usize| leads.get(deal).is_some_and(|lead| paid[*lead] > now[*lead]);
    let chosen: BTreeSet<usize> = all.iter().filter(gains).copied().collect();
    worst(base, halved(base, &chosen), chosen.len())
}

/// The facts with deals cut in two halves.
fn halved(base: &Base, deals: &BTreeSet<usize>) -> FactRows {
    let ids: BTreeSet<&str> = deals.iter().map(|deal| &base.facts().deals.ids[*deal]).collect();
    let mut rows = base.rows.as_ref().clone();
    let second = |id: &str| format!("{id} second half");
    let mut halves = FactRows::default();
    for deal in rows.deals.iter_mut().filter(|deal| ids.contains(deal.id.as_str())) {
        let mut other: DealRow = DealRow { id: second(&deal.id), ..deal.clone() };
        halve(&mut deal.amount, &mut other.amount);
        let pairs = [
            (&mut deal.tax, &mut other.tax),
            (&mut deal.list_amount, &mut other.list_amount),
            (&mut deal.cost, &mut other.cost),
            (&mut deal.recurring, &mut other.recurring),
        ];
        halve_each(pairs);
        halves.deals.push(other);
    }
    for line in rows.lines.iter_mut().filter(|line| ids.contains(line.deal.as_str())) {
        let mut other = LineRow { deal: second(&line.deal), ..line.clone() };
        halve(&mut line.amount, &mut other.amount);
        let quantity = line.quantity.units();
        line.quantity = tierwright_program::Rate::from_units(quantity - quantity / 2);
        other.quantity = tierwright_program::Rate::from_units(quantity / 2);
        halve_each([
            (&mut line.list_amount, &mut other.list_amount),
            (&mut line.cost, &mut other.cost),
        ]);
        halves.lines.push(other);
    }
    for credit in rows.credits.iter().filter(|credit| ids.contains(credit.deal.as_str())) {
        let (id, deal) = (second(&credit.id), second(&credit.deal));
        halves.credits.push(CreditRow { id, deal, ..credit.clone() });
    }
    for one in &mut rows.adjustments {
        let Some(deal) = one.deal.clone().filter(|deal| ids.contains(deal.as_str())) else {
            continue;
        };
        let mut other =
            AdjustmentRow { id: second(&one.id), deal: Some(second(&deal)), ..one.clone() };
        halve(&mut one.amount, &mut other.amount);
        if other.amount.units() > 0 {
            halves.adjustments.push(other);
        }
    }
    for one in rows.touches.iter().filter(|one| ids.contains(one.deal.as_str())) {
        let (id, deal) = (second(&one.id), second(&one.deal));
        halves.touches.push(TouchRow { id, deal, ..one.clone() });
    }
    for one in rows.registrations.iter().filter(|one| ids.contains(one.deal.as_str())) {
        let (id, deal) = (second(&one.id), second(&one.deal));
        halves.registrations.push(RegistrationRow { id, deal, ..one.clone() });
    }
    for one in rows.settlements.iter_mut().filter(|one| ids.contains(one.deal.as_str())) {
        let (id, deal) = (second(&one.id), second(&one.deal));
        let mut other = SettlementRow { id, deal, ..one.clone() };
        halve(&mut one.gross, &mut other.gross);
        let parts = [
            (&mut one.fee, &mut other.fee),
            (&mut one.tax, &mut other.tax),
            (&mut one.net, &mut other.net),
        ];
        halve_each(parts);
        halves.settlements.push(other);
    }
    rows.deals.append(&mut halves.deals);
    rows.lines.append(&mut halves.lines);
    rows.credits.append(&mut halves.credits);
    rows.adjustments.append(&mut halves.adjustments);
    rows.touches.append(&mut halves.touches);
    rows.registrations.append(&mut halves.registrations);
    rows.settlements.append(&mut halves.settlements);
    rows
}

/// Divides an amount in two halves; the odd coin stays with the first.
fn halve(one: &mut Money, other: &mut Money) {
    let (units, currency) = (one.units(), one.currency());
    let minor = currency.units_per_minor();
    let half = units / 2 / minor * minor;
    *one = Money::from_units(units - half, currency);
    *other = Money::from_units(half, currency);
}

/// The same of amounts that may be missing.
fn halve_each<const N: usize>(pairs: [(&mut Option<Money>, &mut Option<Money>); N]) {
    for (one, other) in pairs {
        if let (Some(one), Some(other)) = (one, other) {
            halve(one, other);
        }
    }
}

fn worst(base: &Base, rows: FactRows, deals: usize) -> Result<Worst, Failure> {
    let after = paid_to_each(&base.with_rows(rows)?);
    let now = paid_to_each(&base.outcome);
    let changes = after.iter().zip(&now).map(|(after, now)| after - now).enumerate();
    let mut gainers: Vec<(usize, i64)> = changes.filter(|(_, gain)| *gain > 0).collect();
    gainers.sort_by_key(|(partner, gain)| (std::cmp::Reverse(*gain), *partner));
    Ok(Worst { now: base.total(), worst: after.iter().sum(), gainers, deals })
}

fn own_referrals(base: &Base) -> Vec<OwnReferral> {
    let facts = base.facts();
    let mut found = Vec::new();
    for deal in 0..facts.deals.len() {
        let customer = facts.deals.customers[deal].trim().to_lowercase();
        let partners: BTreeSet<usize> =
            facts.deal_credits(deal).map(|credit| facts.credits.partner(credit)).collect();
        let own = |partner: &usize| {
            let name = facts.partners.names[*partner].trim().to_lowercase();
            let is_id = facts.partners.ids[*partner].eq_ignore_ascii_case(&customer);
            !customer.is_empty() && (name == customer || is_id)
        };
        found.extend(partners.into_iter().filter(own).map(|partner| OwnReferral { partner, deal }));
    }
    found
}
