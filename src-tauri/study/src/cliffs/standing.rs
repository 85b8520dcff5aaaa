//! Where each partner stands below the next threshold, at the end of each quarter.

use tierwright_engine::{
    Failure, Outcome, Replay,
    explanation::{
        Amount, Exact, ExactQuantity, Explanation, NextThreshold, ReachesStep, RequirementStep,
        ScheduleStep, Step, TierStep, Use,
    },
};
use tierwright_program::{
    Period, Quantity, State,
    incentive::{Method, Qualifier},
    money::UNITS_PER_MAJOR,
    rate::RATE_ONE,
};

use super::ThresholdOf;
use crate::{Base, base::each, probe::Probe};

/// A partner below the next threshold.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    pub partner: usize,
    /// Position of the quarter in the replay; none where its effect begins after the replay.
    pub quarter: Option<usize>,
    /// The quarter in which more had to be sold.
    pub seen: usize,
    pub of: ThresholdOf,
    pub place: String,
    pub at: Quantity,
    /// How much more had to be sold, in ten-thousandths; rounded up to the smallest coin.
    pub needed: i64,
    /// How far below in parts of the threshold, in millionths.
    pub short: i64,
    probe: Probe,
}

impl Standing {
    /// Whether it is near below.
    pub fn is_near(&self, within: f64) -> bool {
        self.short as f64 <= within * 1e6
    }

    /// The deal that would reach the threshold, or a little less.
    pub fn probe(&self, less: i64) -> Probe {
        Probe { worth: self.needed - less, ..self.probe.clone() }
    }

    /// The same deal of another size.
    pub fn probe_of(&self, worth: i64) -> Probe {
        Probe { worth, ..self.probe.clone() }
    }

    /// Whether another stands by the same kind of threshold in the same quarter, so that both can be
    /// probed at once. A partner stands below one next threshold of a kind.
    pub fn probed_with(&self, other: &Self) -> bool {
        let kind = |of: &ThresholdOf| match of {
            ThresholdOf::Level { track, .. } => (Some(track.clone()), 0),
            ThresholdOf::Band { incentive, .. } => (None, *incentive),
        };
        (self.quarter, self.seen, kind(&self.of)) == (other.quarter, other.seen, kind(&other.of))
    }
}

/// Every partner below a next threshold that money reaches, by partner, then quarter.
pub(super) fn standings(base: &Base) -> Result<Vec<Standing>, Failure> {
    let Some(outcome) = longer(base)? else { return Ok(Vec::new()) };
    let partners = base.facts().partners.len();
    let found = each(partners, base.threads, |partner| of_partner(base, &outcome, partner))?;
    Ok(found.into_iter().flatten().collect())
}

/// The replay with one quarter more, so that the last review is seen as well.
fn longer(base: &Base) -> Result<Option<Outcome>, Failure> {
    let (calendar, quarters) = (&base.program().calendar, base.replay().quarters());
    let (Some(first), Some(last)) = (quarters.first(), quarters.last()) else { return Ok(None) };
    let next = calendar.next(*last, Period::Quarter);
    let longer = Replay::between(calendar, first.from(), next.until());
    base.with_replay(base.program(), &longer).map(Some)
}

fn of_partner(base: &Base, longer: &Outcome, partner: usize) -> Result<Vec<Standing>, Failure> {
    let mut found: Vec<Standing> = Vec::new();
    for quarter in 0..longer.quarters().len() {
        for (at, incentive) in base.program().incentives.iter().enumerate() {
            if incentive.state != State::On {
                continue;
            }
            let explanation = longer.plan().explain(partner, quarter, at)?;
            let bands = below_band(base, &explanation).filter(|one| one.quarter.is_some());
            let levels = explanation.steps.iter().filter_map(|step| match step {
                Step::Tier(tier) => below_level(base, partner, tier),
                _ => None,
            });
            for standing in bands.into_iter().chain(levels) {
                let same = |one: &Standing| one.of == standing.of && one.seen == standing.seen;
                if !found.iter().any(same) {
                    found.push(standing);
                }
            }
        }
    }
    Ok(found)
}

/// A value that was compared with a threshold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Reading {
    pub partner: usize,
    /// The quarter in which it was measured.
    pub seen: usize,
    pub of: ThresholdOf,
    pub place: String,
    pub at: Quantity,
    /// How far it lies above the threshold in parts of it, in millionths; below zero below it.
    pub above: i64,
}

/// Every value that was compared with a threshold, by partner, then quarter.
pub(crate) fn readings(base: &Base) -> Result<Vec<Reading>, Failure> {
    let Some(outcome) = longer(base)? else { return Ok(Vec::new()) };
    let partners = base.facts().partners.len();
    let found = each(partners, base.threads, |partner| {
        let mut found: Vec<Reading> = Vec::new();
        for quarter in 0..outcome.quarters().len() {
            for (at, incentive) in base.program().incentives.iter().enumerate() {
                if incentive.state == State::On {
                    read(base, &outcome.plan().explain(partner, quarter, at)?, &mut found);
                }
            }
        }
        Ok(found)
    })?;
    Ok(found.into_iter().flatten().collect())
}

fn read(base: &Base, explanation: &Explanation, found: &mut Vec<Reading>) {
    let quarters = base.replay().quarters();
    let mut add = |seen: usize, of: ThresholdOf, place: String, at: Quantity, value: i128| {
        let threshold = i128::from(at.units());
        let same = |one: &Reading| one.of == of && one.seen == seen;
        if threshold > 0 && !found.iter().any(same) {
            let above = (value - threshold) * 1_000_000 / threshold;
            let above = i64::try_from(above).unwrap_or(i64::MAX);
            found.push(Reading { partner: explanation.partner, seen, of, place, at, above });
        }
    };
    let incentive = &base.program().incentives[explanation.incentive];
    for step in &explanation.steps {
        match step {
            Step::Schedule(one) if one.deal.is_none() && explanation.quarter < quarters.len() => {
                let value = match one.qualifier {
                    Some(Amount::Exact(value)) => i128::from(value.units()),
                    Some(Amount::Ratio { part, whole }) if whole.exact.numerator > 0 => {
                        match ratio_units(part, whole) {
                            Some(units) => units,
                            None => continue,
                        }
                    }
                    _ => continue,
                };
                for (band, of) in one.terms.bands.iter().enumerate() {
                    let place = format!("/incentives/{}/schedule/bands/{band}/from", incentive.id);
                    let kind = ThresholdOf::Band { incentive: explanation.incentive, band };
                    add(explanation.quarter, kind, place, of.from, value);
                }
            }
            Step::Tier(tier) => {
                let seen =
                    tier.reviewed.and_then(|day| quarters.iter().position(|one| one.contains(day)));
                let Some(seen) = seen else { continue };
                for level in &tier.levels {
                    for requirement in &level.requirements {
                        let RequirementStep::Reaches(leaf) = requirement else { continue };
                        let (Amount::Exact(Quantity::Money(value)), Quantity::Money(_)) =
                            (leaf.value, leaf.at_least)
                        else {
                            continue;
                        };
                        let place = format!("/tracks/{}/levels/{}", tier.track, level.level);
                        let (track, id) = (tier.track.clone(), level.level.clone());
                        let kind = ThresholdOf::Level { track, level: id };
                        add(seen, kind, place, leaf.at_least, i128::from(value.units()));
                    }
                }
            }
            _ => {}
        }
    }
}

/// A ratio in hundred-millionths, cut down; none where it does not fit.
fn ratio_units(part: Quantity, whole: ExactQuantity) -> Option<i128> {
    let one = if whole.currency.is_some() { UNITS_PER_MAJOR } else { RATE_ONE };
    let scaled = i128::from(part.units()).checked_mul(i128::from(RATE_ONE))?;
    let scaled = scaled.checked_mul(whole.exact.denominator)?;
    Some(scaled / whole.exact.numerator.checked_mul(i128::from(one))?)
}

/// Below a band whose threshold makes a jump.
fn below_band(base: &Base, explanation: &Explanation) -> Option<Standing> {
    let at = explanation.incentive;
    let incentive = &base.program().incentives[at];
    let mut read: Option<&ScheduleStep> = None;
    let mut next: Option<&NextThreshold> = None;
    for step in &explanation.steps {
        match step {
            Step::Schedule(one) if one.deal.is_none() && one.line.is_none() => read = Some(one),
            Step::NextThreshold(one) => next = Some(one),
            Step::Settlement(_) => return None,
            _ => {}
        }
    }
    let (read, next) = (read?, next?);
    if read.method == Method::EachBand {
        return None;
    }
    let (needed, of_all) = match (&incentive.qualifier, read.qualifier?) {
        (Qualifier::PaidOn, Amount::Exact(Quantity::Money(_))) => {
            (next.distance.units(), next.at.units())
        }
        (Qualifier::GrowthRatio, Amount::Ratio { part, whole }) if whole.currency.is_some() => {
            let Exact { numerator, denominator } = whole.exact;
            let product = i128::from(next.at.units()).checked_mul(numerator)?;
            let product = product.checked_mul(i128::from(UNITS_PER_MAJOR))?;
            let at = -(-product).div_euclid(denominator.checked_mul(i128::from(RATE_ONE))?);
            let at = i64::try_from(at).ok()?;
            (at - part.units(), at)
        }
        _ => return None,
    };
    let band = read.terms.bands.iter().position(|band| band.from == next.at)?;
    let contributions = explanation.steps.iter().filter_map(|step| match step {
        Step::Measure(measure) if measure.used_as == Use::PaidOn => Some(&measure.contributions),
        _ => None,
    });
    let like = contributions.flatten().max_by_key(|one| one.counted.units())?;
    let quarter =
        (explanation.quarter < base.replay().quarters().len()).then_some(explanation.quarter);
    let on = base.replay().quarters().get(explanation.quarter)?.until();
    standing(
        base,
        explanation.partner,
        quarter,
        explanation.quarter,
        needed,
        of_all,
        next.at,
        || {
            let probe = Probe {
                partner: explanation.partner,
                like: like.deal,
                line: like.line.clone(),
                roles: incentive.roles.clone(),
                on,
                worth: 0,
            };
            let place = format!("/incentives/{}/schedule/bands/{band}/from", incentive.id);
            Some((ThresholdOf::Band { incentive: at, band }, place, probe))
        },
    )
}

/// Below the next level, where revenue is all that it lacks.
fn below_level(base: &Base, partner: usize, tier: &TierStep) -> Option<Standing> {
    let reviewed = tier.reviewed?;
    let quarters = base.replay().quarters();
    // The review ends in this quarter; what it gives counts from the day after.
    let seen = quarters.iter().position(|quarter| quarter.contains(reviewed))?;
    let quarter = (reviewed < quarters.last()?.until()).then_some(seen);
    let track = base.program().track(&tier.track)?;
    let held = track.levels.iter().position(|level| level.id == tier.level)?;
    let above = tier.levels.iter().skip(held + 1);
    let next = above.into_iter().find(|level| level.requirements.iter().any(|one| !one.met()))?;
    let lacking = next.requirements.iter().filter(|one| !one.met());
    let leaves: Vec<&ReachesStep> = lacking
        .filter_map(|one| match one {
            RequirementStep::Reaches(leaf) => Some(leaf),
            _ => None,
        })
        .collect();
    let [leaf] = leaves.as_slice() else { return None };
    let (Amount::Exact(Quantity::Money(value)), Quantity::Money(at_least)) =
        (leaf.value, leaf.at_least)
    else {
        return None;
    };
    let level = track.levels.iter().find(|level| level.id == next.level)?;
    let mut all = Vec::new();
    let root = format!("/tracks/{}/levels/{}/requirement", track.id, level.id);
    level.requirement.as_ref()?.leaves(&root, &mut all);
    let own = |(_, one): &&(String, &tierwright_program::measure::Reaches)| {
        one.at_least == leaf.at_least && one.measure.words() == leaf.measure
    };
    let place = format!("{}/at_least", all.iter().find(own)?.0);
    let facts = base.facts();
    let won =
        facts.partner_deals(partner).filter_map(|deal| Some((facts.deals.won_on(deal)?, deal)));
    let (_, like) = won.filter(|(day, _)| leaf.from <= *day && *day <= leaf.until).max()?;
    let of = ThresholdOf::Level { track: tier.track.clone(), level: next.level.clone() };
    let needed = at_least.units() - value.units();
    standing(base, partner, quarter, seen, needed, at_least.units(), leaf.at_least, || {
        let roles = Vec::new();
        Some((of, place, Probe { partner, like, line: None, roles, on: reviewed, worth: 0 }))
    })
}

#[allow(clippy::too_many_arguments, reason = "what both kinds of threshold have in common")]
fn standing(
    base: &Base,
    partner: usize,
    quarter: Option<usize>,
    seen: usize,
    needed: i64,
    of_all: i64,
    at: Quantity,
    rest: impl FnOnce() -> Option<(ThresholdOf, String, Probe)>,
) -> Option<Standing> {
    if needed <= 0 || of_all <= 0 {
        return None;
    }
    let minor = base.minor();
    let coins = needed.checked_add(minor - 1)? / minor * minor;
    let (of, place, probe) = rest()?;
    let short = i64::try_from(i128::from(needed) * 1_000_000 / i128::from(of_all)).ok()?;
    Some(Standing { partner, quarter, seen, of, place, at, needed: coins, short, probe })
}
