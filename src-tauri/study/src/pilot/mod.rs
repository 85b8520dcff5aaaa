//! Pilot: some partners, a window, others who were like them before, and what can be told from it.

mod effect;
mod matching;
mod panel;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use tierwright_engine::{Failure, Outcome, Replay, Selection};
use tierwright_program::Program;

use crate::{Base, draw::Draw};

pub use effect::{Effect, Told};
use matching::matched;
pub use matching::{Balance, Pairing};
pub use panel::Measured;
use panel::Panel;

const METHOD: &str = "Each pilot partner is paired with the one most like it outside the pilot: in level and trend of \
    the measure, in revenue, deals and tier before the window, each in standard deviations; a partner is taken \
    once. The effect is the change of the pilot partners from before to the window less that of their pairs, by \
    partner and quarter, with a range of 95% from Student's t. It is called up or down only where the range leaves \
    out zero. On 600 made-up channels without any effect that happened in 20, and an effect as large as the \
    smallest that could be seen was found in 492 of 600. The smallest effect is worked out from the \
    placebo: the same reading on an earlier window, where nothing happened. Cost is the pilot's program paid to the \
    pilot partners less what they were paid, on the history as it was; P90 and cap draw the partners again with the \
    seed. Partners who know that they are in a pilot, or choose to be, can differ in ways that no pairing sees.";

/// Draws of the cost.
const DRAWS: usize = 2_000;

/// Days around the window's edges in which deals are counted as moved or about to be.
const EDGE_DAYS: i64 = 15;

/// What is asked.
#[derive(Clone, Debug)]
pub struct PilotAsked {
    /// The partners of the pilot, by position.
    pub partners: BTreeSet<usize>,
    /// The first day of the window.
    pub from: NaiveDate,
    /// Its last day.
    pub until: NaiveDate,
    /// What is measured.
    pub measure: Measured,
    /// What pilot partners are promised; nothing else than now where left out.
    pub program: Option<Program>,
    /// The seed of the cost's range.
    pub seed: u64,
}

/// What a pilot would have shown and cost, on a window of the history.
#[derive(Clone, Debug)]
pub struct Pilot {
    /// How it was found.
    pub method: &'static str,
    /// The seed.
    pub seed: u64,
    /// What is measured.
    pub measure: Measured,
    /// Whole quarters before the window, and in it.
    pub quarters: (usize, usize),
    /// Pilot partners with their pairs, the best matched first.
    pub pairs: Vec<Pairing>,
    /// What pairs were matched on, before and after.
    pub balance: Vec<Balance>,
    /// Means of both groups by quarter, as they are measured: label, pilot and pairs.
    pub course: Vec<(String, f64, f64)>,
    /// What the window shows.
    pub effect: Effect,
    /// The same reading on the window before; none where the history is too short.
    pub placebo: Option<Effect>,
    /// The smallest effect that could be seen in four of five pilots; none without a placebo.
    pub smallest: Option<f64>,
    /// What the pilot costs; none where nothing is promised.
    pub cost: Option<Cost>,
    /// Pilot partners whose level differs between the window's first and last day.
    pub moved_tier: Vec<usize>,
    /// Deals of pilot partners that closed within days of an edge of the window, the first closed first,
    /// each with the first of them on it.
    pub at_edges: Vec<(usize, usize)>,
    /// Deals with a pilot partner and a pair of another on them.
    pub spilled: usize,
}

/// What a pilot costs, in ten-thousandths.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cost {
    /// On the history as it was.
    pub expected: i64,
    /// One pilot in ten costs more.
    pub p90: i64,
    /// What to set aside: one pilot in a hundred costs more.
    pub cap: i64,
    /// What the program would cost in the window if every partner were in it.
    pub all: i64,
}

/// Reads a pilot on a window of the history.
///
/// # Errors
/// As a calculation; a pilot of fewer than two partners, without others to compare with, or with a
/// window that leaves no whole quarter before it or goes on after the replay.
pub fn pilot(base: &Base, asked: &PilotAsked) -> Result<Pilot, Failure> {
    if base.replay().quarters().last().is_none_or(|last| last.until() < asked.until) {
        let words = "The window goes on after the last quarter that is replayed.";
        return Err(failure("window_not_usable", words));
    }
    let panel = Panel::new(base, asked.measure, asked.until)?;
    let window = panel.quarters_within(asked.from, asked.until);
    if asked.partners.len() < 2 {
        return Err(failure("pilot_too_small", "A pilot needs two partners at least."));
    }
    if window.is_empty() || window.start == 0 {
        let words = "The window holds no whole quarter with another before it.";
        return Err(failure("window_not_usable", words));
    }
    let pairs = matched(&panel, &asked.partners, 0..window.start);
    if pairs.pairs.len() < 2 {
        let words = "There are too few partners outside the pilot to compare with.";
        return Err(failure("no_control", words));
    }
    let effect = effect::read(&panel, &pairs.pairs, 0..window.start, window.clone());
    let placebo = placebo(&panel, &asked.partners, &window);
    let smallest = placebo.map(|placebo| placebo.smallest());
    let both: Vec<(usize, usize)> =
        pairs.pairs.iter().map(|pair| (pair.pilot, pair.control)).collect();
    Ok(Pilot {
        method: METHOD,
        seed: asked.seed,
        measure: asked.measure,
        quarters: (window.start, window.len()),
        course: panel.course(&both),
        effect,
        placebo,
        smallest,
        cost: cost(base, asked)?,
        moved_tier: moved_tier(base, asked),
        at_edges: at_edges(base, asked),
        spilled: spilled(base, &both),
        balance: pairs.balance,
        pairs: pairs.pairs,
    })
}

fn failure(code: &'static str, sentence: &str) -> Failure {
    Failure {
        code,
        sentence: sentence.to_owned(),
        hint: "Choose other partners or another window.".to_owned(),
    }
}

/// The same reading on the quarters just before the window, matched anew on what came before them.
fn placebo(
    panel: &Panel,
    pilots: &BTreeSet<usize>,
    window: &std::ops::Range<usize>,
) -> Option<Effect> {
    let from = window.start.checked_sub(window.len()).filter(|from| *from > 0)?;
    let pairs = matched(panel, pilots, 0..from);
    Some(effect::read(panel, &pairs.pairs, 0..from, from..window.start))
}

/// What each partner gets more in the quarters of the window. Both programs are paid from the
/// replay's first quarter on, so that limits of a year have used what they have.
fn more(base: &Base, program: &Program, asked: &PilotAsked) -> Result<Vec<i64>, Failure> {
    let quarters = base.replay().quarters();
    let first = quarters.first().map_or(asked.from, |one| one.from().min(asked.from));
    let last = quarters.last().map_or(asked.until, |one| one.until().max(asked.until));
    let replay = Replay::between(&base.program().calendar, first, last);
    let (now, promised) =
        (base.with_replay(base.program(), &replay)?, base.with_replay(program, &replay)?);
    let quarters = replay.quarters().iter().enumerate();
    let within = quarters.filter(|(_, one)| asked.from <= one.from() && one.until() <= asked.until);
    let within: Vec<usize> = within.map(|(at, _)| at).collect();
    let paid = |outcome: &Outcome, partner: usize| {
        let of = |quarter: &usize| {
            let (partner, quarter) = (Some(partner), Some(*quarter));
            outcome.total(Selection { partner, quarter, incentive: None }).units()
        };
        within.iter().map(of).sum::<i64>()
    };
    let partners = 0..base.facts().partners.len();
    Ok(partners.map(|partner| paid(&promised, partner) - paid(&now, partner)).collect())
}

fn cost(base: &Base, asked: &PilotAsked) -> Result<Option<Cost>, Failure> {
    let Some(program) = &asked.program else { return Ok(None) };
    let more = more(base, program, asked)?;
    let own: Vec<i64> = asked.partners.iter().map(|partner| more[*partner]).collect();
    let [p90, cap] = budgets(&own, asked.seed);
    Ok(Some(Cost { expected: own.iter().sum(), p90, cap, all: more.iter().sum() }))
}

/// What one draw in ten, and one in a hundred, of what partners cost comes to more than.
pub(crate) fn budgets(own: &[i64], seed: u64) -> [i64; 2] {
    let mut draw = Draw::new(seed, 1);
    let mut costs: Vec<i64> =
        (0..DRAWS).map(|_| own.iter().map(|_| own[draw.below(own.len())]).sum()).collect();
    costs.sort_unstable();
    [costs[DRAWS * 9 / 10], costs[DRAWS * 99 / 100]]
}

fn moved_tier(base: &Base, asked: &PilotAsked) -> Vec<usize> {
    if base.program().tracks.is_empty() {
        return Vec::new();
    }
    let level = |partner: usize, day| base.outcome.level_on(0, partner, day);
    let moved = |partner: &usize| level(*partner, asked.from) != level(*partner, asked.until);
    asked.partners.iter().copied().filter(moved).collect()
}

fn at_edges(base: &Base, asked: &PilotAsked) -> Vec<(usize, usize)> {
    let facts = base.facts();
    let near = |day: NaiveDate| {
        [asked.from, asked.until].iter().any(|edge| (day - *edge).num_days().abs() <= EDGE_DAYS)
    };
    let mut deals: BTreeMap<usize, usize> = BTreeMap::new();
    for partner in &asked.partners {
        for deal in facts.partner_deals(*partner) {
            deals.entry(deal).or_insert(*partner);
        }
    }
    let closed = |deal: usize| facts.deals.won_on(deal);
    let mut found: Vec<(usize, usize)> =
        deals.into_iter().filter(|(deal, _)| closed(*deal).is_some_and(near)).collect();
    found.sort_by_key(|(deal, _)| (closed(*deal), *deal));
    found
}

fn spilled(base: &Base, pairs: &[(usize, usize)]) -> usize {
    let facts = base.facts();
    let controls: BTreeSet<usize> = pairs.iter().map(|(_, control)| *control).collect();
    let deals: BTreeSet<usize> =
        pairs.iter().flat_map(|(pilot, _)| facts.partner_deals(*pilot)).collect();
    let shared = |deal: &usize| {
        facts.deal_credits(*deal).any(|one| controls.contains(&facts.credits.partner(one)))
    };
    deals.into_iter().filter(shared).count()
}
