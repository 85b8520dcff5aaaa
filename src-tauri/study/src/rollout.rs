//! Roll-out: a change brought to the whole channel in waves, from a pilot on, with what has to hold
//! before the next wave begins.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use tierwright_engine::{Failure, Outcome, Selection};
use tierwright_program::{Period, Program, Span};

use crate::{
    Base,
    pilot::{Measured, PilotAsked, budgets, pilot},
};

const METHOD: &str = "Partners go into waves by what they have in common. The first wave is the one that is named, or \
    else the smallest of two partners or more; the others follow by what the change costs for them, the least first, \
    so that most is at stake when most is known. A wave's budget is what its partners would have been paid more with \
    the change, in the same quarters of the replay; where nothing is changed it is what they are paid. Nobody is \
    taken to sell more or less. P90 draws the partners of a wave again with the seed: one draw in ten costs more. \
    What can be seen of a wave is worked out as for a pilot, on the last quarters of the replay. A quarter is \
    reviewed on the day that its payouts are payable.";

/// Quarters of a year, which plans are made of.
const YEAR: usize = 4;

/// What is asked.
#[derive(Clone, Debug)]
pub struct RolloutAsked {
    /// What partners of one wave have in common.
    pub by: WavesBy,
    /// The region, type or segment of the first wave; chosen where left out.
    pub first: Option<String>,
    /// A day in the quarter in which the first wave begins; the quarter after the replay where left out.
    pub from: Option<NaiveDate>,
    /// Quarters from the beginning of one wave to that of the next.
    pub apart: usize,
    /// The program that is brought to partners; the one they have where left out.
    pub program: Option<Program>,
    /// The seed of the budgets' range.
    pub seed: u64,
}

/// What partners of one wave have in common.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WavesBy {
    /// Their segment.
    Segment,
    /// Their region.
    Region,
    /// Their type.
    Kind,
}

/// A plan.
#[derive(Clone, Debug)]
pub struct Rollout {
    /// How it was made.
    pub method: &'static str,
    /// The seed.
    pub seed: u64,
    /// The waves, the first one first.
    pub waves: Vec<Wave>,
    /// Every quarter from the first wave to the end of a year with all of them.
    pub quarters: Vec<RolloutQuarter>,
}

/// A wave.
#[derive(Clone, Debug)]
pub struct Wave {
    /// What its partners have in common.
    pub of: String,
    /// Its partners.
    pub partners: BTreeSet<usize>,
    /// Those who get less than they do now.
    pub worse: usize,
    /// The first day.
    pub from: NaiveDate,
    /// The last day before the next wave begins.
    pub until: NaiveDate,
    /// The budget of these days, in ten-thousandths.
    pub budget: i64,
    /// One draw in ten costs more than this in these days.
    pub p90: i64,
    /// The budget of a year.
    pub year: i64,
    /// The smallest change of revenue by partner and quarter that could be seen, or why none could.
    pub smallest: Result<f64, String>,
}

/// A quarter of the plan.
#[derive(Clone, Debug)]
pub struct RolloutQuarter {
    /// Its days.
    pub span: Span,
    /// How many waves run.
    pub waves: usize,
    /// How many partners are in them.
    pub partners: usize,
    /// Its budget.
    pub budget: i64,
    /// The day on which it is looked at.
    pub review: NaiveDate,
}

/// Plans a roll-out.
///
/// # Errors
/// As a calculation; a replay of less than a year, a first wave that nobody is in, or one that begins
/// before the replay ends.
pub fn rollout(base: &Base, asked: &RolloutAsked) -> Result<Rollout, Failure> {
    let more = more(base, asked.program.as_ref())?;
    let groups = ordered(groups(base, asked.by), &more, asked.first.as_deref())?;
    let length = asked.apart * (groups.len() - 1) + asked.apart.max(YEAR);
    let (begins, spans) = quarters(base, asked.from, length)?;
    let of = |partner: usize, quarter: usize| more[partner][(begins + quarter) % YEAR];
    let mut waves = Vec::new();
    for (at, (of_wave, partners)) in groups.into_iter().enumerate() {
        let first = at * asked.apart;
        let own = first..first + asked.apart;
        let each: Vec<i64> =
            partners.iter().map(|one| own.clone().map(|quarter| of(*one, quarter)).sum()).collect();
        let year = |one: &usize| more[*one].iter().sum::<i64>();
        waves.push(Wave {
            of: of_wave,
            worse: partners.iter().filter(|one| asked.program.is_some() && year(one) < 0).count(),
            from: spans[own.start].from(),
            until: spans[own.end - 1].until(),
            budget: each.iter().sum(),
            p90: budgets(&each, asked.seed)[0],
            year: partners.iter().map(year).sum(),
            smallest: smallest(base, asked, &partners)?,
            partners,
        });
    }
    let quarters = spans.into_iter().enumerate().map(|(at, span)| {
        let running = &waves[..waves.len().min(at / asked.apart + 1)];
        let partners = || running.iter().flat_map(|wave| &wave.partners);
        RolloutQuarter {
            span,
            waves: running.len(),
            partners: partners().count(),
            budget: partners().map(|one| of(*one, at)).sum(),
            review: base.program().payment.payable(span.until()),
        }
    });
    let quarters = quarters.collect();
    Ok(Rollout { method: METHOD, seed: asked.seed, waves, quarters })
}

/// What each partner would be paid more, in the last four quarters of the replay.
fn more(base: &Base, program: Option<&Program>) -> Result<Vec<[i64; YEAR]>, Failure> {
    let Some(first) = base.replay().quarters().len().checked_sub(YEAR) else {
        let sentence = "The replay is shorter than a year, so that no year can be planned from it.";
        return Err(failure("year_not_replayed", sentence, "Replay four quarters or more."));
    };
    let promised = program.map(|program| base.with_program(program)).transpose()?;
    let paid = |outcome: &Outcome, partner: usize, quarter: usize| {
        let (partner, quarter) = (Some(partner), Some(first + quarter));
        outcome.total(Selection { partner, quarter, incentive: None }).units()
    };
    let of = |partner: usize, quarter: usize| {
        let now = paid(&base.outcome, partner, quarter);
        promised.as_ref().map_or(now, |promised| paid(promised, partner, quarter) - now)
    };
    let partners = 0..base.facts().partners.len();
    Ok(partners.map(|partner| std::array::from_fn(|quarter| of(partner, quarter))).collect())
}

type Groups = Vec<(String, BTreeSet<usize>)>;

fn groups(base: &Base, by: WavesBy) -> Groups {
    let partners = &base.facts().partners;
    let names = match by {
        WavesBy::Segment => &partners.segments,
        WavesBy::Region => &partners.regions,
        WavesBy::Kind => &partners.kinds,
    };
    let mut groups: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (partner, name) in names.iter().enumerate() {
        groups.entry(name.clone()).or_default().insert(partner);
    }
    groups.into_iter().collect()
}

/// The groups as waves follow each other.
fn ordered(
    mut groups: Groups,
    more: &[[i64; YEAR]],
    first: Option<&str>,
) -> Result<Groups, Failure> {
    let costs = |(_, partners): &(String, BTreeSet<usize>)| {
        partners.iter().map(|one| more[*one].iter().sum::<i64>()).sum::<i64>()
    };
    // Groups come by name, which stays the order of those that are alike.
    groups.sort_by_key(costs);
    let at = match first {
        Some(name) => groups.iter().position(|(of, _)| of == name),
        None => {
            let large = groups.iter().enumerate().filter(|(_, (_, of))| of.len() > 1);
            let smallest = large.min_by_key(|(_, (_, of))| of.len()).map(|(at, _)| at);
            smallest.or((!groups.is_empty()).then_some(0))
        }
    };
    let Some(at) = at else {
        let sentence = match first {
            Some(name) => format!("No partner is in \"{name}\"."),
            None => "There are no partners.".to_owned(),
        };
        return Err(failure(
            "wave_without_partners",
            &sentence,
            "Name a group that partners are in.",
        ));
    };
    let pilot = groups.remove(at);
    groups.insert(0, pilot);
    Ok(groups)
}

/// The quarters of the plan, and how many quarters after the replay's end the first of them comes.
fn quarters(
    base: &Base,
    from: Option<NaiveDate>,
    length: usize,
) -> Result<(usize, Vec<Span>), Failure> {
    let calendar = &base.program().calendar;
    let Some(last) = base.replay().quarters().last() else {
        return Err(failure("year_not_replayed", "No quarter is replayed.", "Replay a year."));
    };
    let mut span = calendar.next(*last, Period::Quarter);
    let first = from.map_or(span, |day| calendar.period_of(day, Period::Quarter));
    let years_on = (first.from() - span.from()).num_days() / 366;
    if first < span || years_on > 10 {
        let sentence =
            "The first wave begins before the replay ends, or more than ten years after it.";
        return Err(failure(
            "wave_not_ahead",
            sentence,
            "Choose a day in the years after the replay.",
        ));
    }
    let mut begins = 0;
    while span < first {
        span = calendar.next(span, Period::Quarter);
        begins += 1;
    }
    let on = |span: &Span| Some(calendar.next(*span, Period::Quarter));
    Ok((begins, std::iter::successors(Some(span), on).take(length).collect()))
}

/// The smallest change that could be seen of a wave, were it a pilot in the replay's last quarters.
fn smallest(
    base: &Base,
    asked: &RolloutAsked,
    partners: &BTreeSet<usize>,
) -> Result<Result<f64, String>, Failure> {
    let quarters = base.replay().quarters();
    let Some(last) = quarters.last() else { return Ok(Err(String::new())) };
    let first = &quarters[quarters.len().saturating_sub(asked.apart)];
    let asked = PilotAsked {
        partners: partners.clone(),
        from: first.from(),
        until: last.until(),
        measure: Measured::Revenue,
        program: None,
        seed: asked.seed,
    };
    match pilot(base, &asked) {
        Ok(found) => Ok(found.smallest.ok_or_else(|| "The history before it is too short.".into())),
        Err(failure) if failure.code == "cancelled" => Err(failure),
        Err(failure) => Ok(Err(failure.sentence)),
    }
}

fn failure(code: &'static str, sentence: &str, hint: &str) -> Failure {
    Failure { code, sentence: sentence.to_owned(), hint: hint.to_owned() }
}
