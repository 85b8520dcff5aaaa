//! Totals of the payouts by incentive, quarter, partner and tier. Each list adds up to the whole:
//! every payout line counts once in it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tierwright_program::{Currency, Money, Span, State, Track};

use crate::{BundleContent, Line};

/// What is paid, and what is only shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sums {
    /// The sum of the lines that are paid.
    pub paid: Money,
    /// The sum of the lines that are only shown.
    pub shadow: Money,
}

/// The totals file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Totals {
    sample: bool,
    pub total: Sums,
    by_incentive: Vec<NamedTotal>,
    by_quarter: Vec<QuarterTotal>,
    by_partner: Vec<NamedTotal>,
    by_tier: Vec<TrackTotals>,
}

/// The total of an incentive that is not off, or of a partner with payouts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedTotal {
    id: String,
    name: String,
    total: Sums,
}

/// A fiscal quarter of the replay.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Quarter {
    pub label: String,
    pub from: NaiveDate,
    pub until: NaiveDate,
}

/// The total of a quarter: of all lines whose period ends in it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct QuarterTotal {
    quarter: Quarter,
    total: Sums,
}

/// The totals of a track, by the level a partner holds on the last day of the period paid for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TrackTotals {
    track: String,
    levels: Vec<LevelTotal>,
}

/// The total of a level; `null` stands for partners who are not on the track.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelTotal {
    level: Option<String>,
    total: Sums,
}

impl Sums {
    /// The sums of some lines, added as integers; nothing where a sum does not fit.
    pub(crate) fn of<'a>(
        lines: impl Iterator<Item = &'a Line>,
        currency: Currency,
    ) -> Option<Self> {
        let (mut paid, mut shadow) = (0_i128, 0_i128);
        for line in lines {
            *(if line.shadow { &mut shadow } else { &mut paid }) += i128::from(line.amount.units());
        }
        let money =
            |units| i64::try_from(units).ok().map(|units| Money::from_units(units, currency));
        Some(Self { paid: money(paid)?, shadow: money(shadow)? })
    }
}

impl Quarter {
    /// The quarters of a replay, named as in the program's fiscal calendar.
    pub fn all(content: &BundleContent) -> Vec<Self> {
        let calendar = content.program.calendar;
        let named = |span: &Span| Self {
            label: calendar.label(*span),
            from: span.from(),
            until: span.until(),
        };
        content.quarters.iter().map(named).collect()
    }
}

impl Totals {
    /// The totals of a content's lines; nothing where a sum does not fit.
    pub fn of(content: &BundleContent) -> Option<Self> {
        let currency = content.program.currency;
        let tracks = content.program.tracks.iter().enumerate();
        Some(Self {
            sample: content.sample,
            total: Sums::of(content.lines.iter(), currency)?,
            by_incentive: by_incentive(content)?,
            by_quarter: by_quarter(content)?,
            by_partner: by_partner(content)?,
            by_tier: tracks
                .map(|(at, track)| by_level(content, at, track))
                .collect::<Option<_>>()?,
        })
    }

    /// Every sum and what it is the sum of, in words.
    pub fn figures(&self) -> Vec<(String, Sums)> {
        let mut figures = vec![("the total".to_owned(), self.total)];
        let named = |what: &'static str| {
            move |one: &NamedTotal| (format!("{what} \"{}\"", one.id), one.total)
        };
        figures.extend(self.by_incentive.iter().map(named("incentive")));
        figures.extend(self.by_quarter.iter().map(|one| (one.quarter.label.clone(), one.total)));
        figures.extend(self.by_partner.iter().map(named("partner")));
        for track in &self.by_tier {
            figures.extend(track.levels.iter().map(|one| {
                let words = match &one.level {
                    Some(level) => format!("level \"{level}\" of track \"{}\"", track.track),
                    None => format!("partners who are not on track \"{}\"", track.track),
                };
                (words, one.total)
            }));
        }
        figures
    }
}

fn by_incentive(content: &BundleContent) -> Option<Vec<NamedTotal>> {
    let evaluated = content.program.incentives.iter().filter(|one| one.state != State::Off);
    evaluated
        .map(|incentive| {
            let lines = content.lines.iter().filter(|line| line.incentive_id == incentive.id);
            Some(NamedTotal {
                id: incentive.id.clone(),
                name: incentive.name.clone(),
                total: Sums::of(lines, content.program.currency)?,
            })
        })
        .collect()
}

fn by_quarter(content: &BundleContent) -> Option<Vec<QuarterTotal>> {
    let quarters = Quarter::all(content).into_iter();
    quarters
        .map(|quarter| {
            let lines = content
                .lines
                .iter()
                .filter(|line| quarter.from <= line.until && line.until <= quarter.until);
            Some(QuarterTotal { total: Sums::of(lines, content.program.currency)?, quarter })
        })
        .collect()
}

/// Lines are ordered by partner, so a partner's lines stand together.
fn by_partner(content: &BundleContent) -> Option<Vec<NamedTotal>> {
    let partners = content.lines.chunk_by(|one, next| one.partner_id == next.partner_id);
    partners
        .map(|lines| {
            Some(NamedTotal {
                id: lines[0].partner_id.clone(),
                name: lines[0].partner_name.clone(),
                total: Sums::of(lines.iter(), content.program.currency)?,
            })
        })
        .collect()
}

fn by_level(content: &BundleContent, at: usize, track: &Track) -> Option<TrackTotals> {
    let ids = track.levels.iter().map(|level| Some(level.id.clone()));
    let levels = ids.chain([None]).map(|level| {
        let lines = content.lines.iter().filter(|line| line.levels.get(at) == Some(&level));
        Some(LevelTotal { total: Sums::of(lines, content.program.currency)?, level })
    });
    Some(TrackTotals { track: track.id.clone(), levels: levels.collect::<Option<_>>()? })
}
