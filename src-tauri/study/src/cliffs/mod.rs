//! Cliffs: thresholds where one more cent of sales brings a jump of payout, and who stands below.

mod curve;
mod smoothing;
mod standing;

use tierwright_engine::Failure;
use tierwright_program::Quantity;

use crate::{
    Base,
    base::{each, paid_to, shares_a_purse},
    probe::{Probe, with_probes},
};

pub use curve::{Curve, CurvePoint};
pub use smoothing::{Smoothing, SmoothingKind};
pub(crate) use standing::readings;
use standing::{Standing, standings};

/// How the study is made.
const METHOD: &str = "For each partner and quarter, one deal is added that is like one the partner won, large \
    enough to reach the next threshold exactly, and once more one cent smaller. The jump is the difference of \
    what the partner is paid over the whole replay, all incentives and later tiers included. A threshold whose effect \
    begins after the replay has no jump here. Each smoothing is the whole program replayed with one schedule \
    changed.";

/// What is asked of the cliffs.
#[derive(Clone, Debug)]
pub struct CliffsAsked {
    /// How near below a threshold a partner has to stand to be listed, in parts of it.
    pub within: f64,
    /// The partner whose curve is drawn, by position; the one with the largest jump where left out.
    pub partner: Option<usize>,
}

/// Every threshold that money reaches, who stands below it, and what could be done.
#[derive(Clone, Debug)]
pub struct Cliffs {
    /// How it was found.
    pub method: &'static str,
    /// The thresholds, the largest jump first.
    pub thresholds: Vec<Threshold>,
    /// Partners near below one, the largest jump first.
    pub near: Vec<NearThreshold>,
    /// What each further sale of one partner would bring.
    pub curve: Option<Curve>,
    /// Schedules without the jumps, the cheapest first.
    pub smoothing: Vec<Smoothing>,
}

/// A threshold of the program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Threshold {
    /// Whose.
    pub of: ThresholdOf,
    /// Its place in the program.
    pub place: String,
    /// Where it lies: money, or growth as a ratio.
    pub at: Quantity,
    /// How often a partner ended a quarter near below it.
    pub near: usize,
    /// The smallest jump of those who could reach it next, in ten-thousandths.
    pub least: i64,
    /// The largest.
    pub most: i64,
    /// How often a partner could have reached it next, near or far.
    pub below: usize,
}

/// What a threshold belongs to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ThresholdOf {
    /// A level of a track, by ids.
    Level {
        /// The track.
        track: String,
        /// The level.
        level: String,
    },
    /// A band of an incentive.
    Band {
        /// Position of the incentive.
        incentive: usize,
        /// Position of the band.
        band: usize,
    },
}

/// A partner that ended a quarter near below a threshold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NearThreshold {
    /// Position of the partner.
    pub partner: usize,
    /// Position of the quarter in the replay.
    pub quarter: usize,
    /// Position among the thresholds.
    pub threshold: usize,
    /// How much more it had to sell, in ten-thousandths.
    pub needed: i64,
    /// How far below in parts of the threshold, in millionths.
    pub short: i64,
    /// What the last cent brings over the replay; none where it would begin after it.
    pub jump: Option<i64>,
}

/// A standing and its jump.
struct Jumped {
    standing: Standing,
    jump: Option<i64>,
}

/// Finds the cliffs of a program.
///
/// # Errors
/// As a calculation.
pub fn cliffs(base: &Base, asked: &CliffsAsked) -> Result<Cliffs, Failure> {
    let jumped = jumps(base, standings(base)?)?;
    let thresholds = thresholds(&jumped, asked.within);
    let near = near(&jumped, &thresholds, asked.within);
    let steepest =
        jumped.iter().filter(|one| asked.partner.is_none_or(|it| it == one.standing.partner));
    let steepest = steepest.filter(|one| one.jump.is_some()).max_by_key(|one| {
        let near = one.standing.is_near(asked.within);
        (near, one.jump, std::cmp::Reverse(one.standing.partner))
    });
    let curve = match steepest {
        Some(one) => Some(curve::curve(base, &one.standing)?),
        None => None,
    };
    let smoothing = smoothing::smoothing(base, &jumped)?;
    Ok(Cliffs { method: METHOD, thresholds, near, curve, smoothing })
}

/// The jump of each standing: partners of one quarter and kind of threshold are probed together where
/// each is paid for its own sales alone.
fn jumps(base: &Base, standings: Vec<Standing>) -> Result<Vec<Jumped>, Failure> {
    let mut groups: Vec<Vec<Standing>> = Vec::new();
    let alone = shares_a_purse(base);
    for standing in standings {
        match groups.iter_mut().find(|group| !alone && group[0].probed_with(&standing)) {
            Some(group) => group.push(standing),
            None => groups.push(vec![standing]),
        }
    }
    let found = each(groups.len(), base.threads, |at| jumps_of(base, &groups[at]))?;
    let all = groups.into_iter().zip(found).flat_map(|(group, jumps)| {
        group.into_iter().zip(jumps).map(|(standing, jump)| Jumped { standing, jump })
    });
    Ok(all.collect())
}

/// What the last cent brings to each of some partners, who are probed together.
fn jumps_of(base: &Base, group: &[Standing]) -> Result<Vec<Option<i64>>, Failure> {
    if group.iter().all(|one| one.quarter.is_none()) {
        return Ok(vec![None; group.len()]);
    }
    let paid = |less: i64| {
        let probes: Vec<Probe> = group.iter().map(|one| one.probe(less)).collect();
        base.program_with_rows(base.program(), with_probes(base, &probes), 1)
    };
    let (at, below) = (paid(0)?, paid(base.minor())?);
    Ok(group
        .iter()
        .map(|one| Some(paid_to(&at, one.partner) - paid_to(&below, one.partner)))
        .collect())
}

fn thresholds(jumped: &[Jumped], within: f64) -> Vec<Threshold> {
    let mut found: Vec<Threshold> = Vec::new();
    for Jumped { standing, jump } in jumped {
        let at = found.iter().position(|one| one.of == standing.of).unwrap_or_else(|| {
            found.push(Threshold {
                of: standing.of.clone(),
                place: standing.place.clone(),
                at: standing.at,
                near: 0,
                least: i64::MAX,
                most: i64::MIN,
                below: 0,
            });
            found.len() - 1
        });
        let threshold = &mut found[at];
        threshold.below += 1;
        threshold.near += usize::from(standing.is_near(within));
        if let Some(jump) = jump {
            threshold.least = threshold.least.min(*jump);
            threshold.most = threshold.most.max(*jump);
        }
    }
    for one in &mut found {
        if one.least > one.most {
            (one.least, one.most) = (0, 0);
        }
    }
    found.sort_by(|one, other| other.most.cmp(&one.most).then_with(|| one.of.cmp(&other.of)));
    found
}

fn near(jumped: &[Jumped], thresholds: &[Threshold], within: f64) -> Vec<NearThreshold> {
    let near = jumped.iter().filter(|one| one.standing.is_near(within));
    let mut found: Vec<NearThreshold> = near
        .filter_map(|Jumped { standing, jump }| {
            Some(NearThreshold {
                partner: standing.partner,
                quarter: standing.seen,
                threshold: thresholds.iter().position(|one| one.of == standing.of)?,
                needed: standing.needed,
                short: standing.short,
                jump: *jump,
            })
        })
        .collect();
    found.sort_by_key(|one| (std::cmp::Reverse(one.jump), one.threshold, one.partner, one.quarter));
    found
}
