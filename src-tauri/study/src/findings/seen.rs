//! One look at the explanation of every payout line, and what findings need of it.

use std::collections::{BTreeMap, BTreeSet};

use tierwright_engine::{
    Explanation, Failure, Outcome,
    explanation::{Amount, MeasureStep, Step, Use, WhyNot},
};
use tierwright_program::{Quantity, State};

use crate::trace::{Trace, trace};

/// How near below a threshold is near: within a twentieth of it.
const NEAR: i64 = 20;

/// What was seen of all lines.
pub struct Seen {
    /// By incentive.
    pub incentives: Vec<Lines>,
    /// The deals behind each line of incentives that are on.
    pub traces: Vec<Trace>,
}

/// What was seen of an incentive's lines.
#[derive(Default)]
pub struct Lines {
    /// Partners who get something.
    pub paid: BTreeSet<usize>,
    /// Lines without a place in the schedule, by why.
    pub gaps: BTreeMap<Gap, Concerned>,
    /// Where each band that paid begins.
    pub bands: BTreeSet<i64>,
    /// The largest Q that was read, where it is no ratio.
    pub most: Option<Quantity>,
    /// Lines within reach of a threshold, by where that lies, and what they would get there more.
    pub near: BTreeMap<i64, Concerned>,
    /// Rows that lack what is paid on: partners, and what the rows count.
    pub absent: Concerned,
    /// Rows that lack what is paid on.
    pub absent_rows: BTreeSet<usize>,
    /// Rows that were counted.
    pub rows: BTreeSet<usize>,
}

/// Why a line with sales has no place in the schedule.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Gap {
    /// Below the lowest band.
    BelowFirst,
    /// The level has no column.
    NoColumn,
    /// The partner is on no track that has columns.
    NotOnTrack,
    /// What was sold, or the role, has no column.
    NothingInColumns,
    /// There is no baseline above zero.
    NoBaseline,
}

/// Partners and units of money.
#[derive(Default)]
pub struct Concerned {
    pub partners: BTreeSet<usize>,
    pub units: i128,
}

impl Concerned {
    fn add(&mut self, partner: usize, units: i128) {
        self.partners.insert(partner);
        self.units += units;
    }
}

impl Seen {
    /// Looks at every line.
    pub fn of(outcome: &Outcome) -> Result<Self, Failure> {
        let incentives = &outcome.plan().program().incentives;
        let lines = incentives.iter().map(|_| Lines::default()).collect();
        let mut seen = Self { incentives: lines, traces: Vec::new() };
        for incentive in (0..incentives.len()).filter(|at| incentives[*at].state != State::Off) {
            for partner in 0..outcome.facts().partners.len() {
                for quarter in 0..outcome.quarters().len() {
                    seen.line(outcome, &outcome.explain(partner, quarter, incentive)?);
                }
            }
        }
        Ok(seen)
    }

    fn line(&mut self, outcome: &Outcome, of: &Explanation) {
        let program = outcome.plan().program();
        if program.incentives[of.incentive].state == State::On {
            self.traces.push(trace(of, program.currency.units_per_minor()));
        }
        if of.amount.units() != 0 {
            self.incentives[of.incentive].paid.insert(of.partner);
        }
        let mut paid_on = 0;
        for step in &of.steps {
            match step {
                Step::Measure(measure) if measure.used_as == Use::PaidOn => {
                    paid_on += self.incentives[of.incentive].measure(of.partner, measure);
                }
                Step::Pool(pool) => {
                    self.incentives[of.incentive].measure(of.partner, &pool.measure);
                }
                _ => {}
            }
            self.incentives[of.incentive].step(of, step);
        }
        self.gap_of(outcome, of, paid_on);
    }

    /// Takes note of a line without a place in the schedule. Where that is known before anything is
    /// measured, the partner's whole revenue of the quarter is what matches no line.
    fn gap_of(&mut self, outcome: &Outcome, of: &Explanation, paid_on: i128) {
        let why = of.steps.iter().find_map(|step| match step {
            Step::WhyNot(why) => gap(why),
            _ => None,
        });
        let Some(why) = why else { return };
        let units = match why {
            Gap::NoColumn | Gap::NotOnTrack if paid_on == 0 => {
                i128::from(outcome.revenue(Some(of.partner), Some(of.quarter)).units())
            }
            _ => paid_on,
        };
        if units > 0 {
            self.incentives[of.incentive].gaps.entry(why).or_default().add(of.partner, units);
        }
    }
}

impl Lines {
    /// Takes note of what was measured; gives its value where it is money.
    fn measure(&mut self, partner: usize, of: &MeasureStep) -> i128 {
        let mut sum = 0;
        for row in &of.contributions {
            if let Quantity::Money(counted) = row.counted {
                sum += i128::from(counted.units());
            }
            self.rows.insert(row.deal);
            if row.absent.is_some() {
                self.absent_rows.insert(row.deal);
                self.absent.add(partner, units(row.counted));
            }
        }
        sum
    }

    fn step(&mut self, of: &Explanation, step: &Step) {
        match step {
            Step::Schedule(schedule) => {
                if let Some(Amount::Exact(q)) = schedule.qualifier {
                    let more = self.most.is_none_or(|most| units(most) < units(q));
                    self.most = if more { Some(q) } else { self.most };
                }
                if of.amount.units() != 0 {
                    let slices = schedule.parts.iter().flat_map(|part| &part.slices);
                    let paying = slices.filter(|slice| slice.earns.numerator != 0);
                    self.bands.extend(paying.map(|slice| slice.from.units()));
                }
            }
            Step::NextThreshold(next) => {
                let (at, distance) = (next.at.units(), next.distance.units());
                // A threshold of growth is a ratio; what is lacking is what is grown.
                let there = match qualifier(of) {
                    Some(Amount::Ratio { part, .. }) => part.units().saturating_add(distance),
                    _ => at,
                };
                let near = distance > 0 && distance.saturating_mul(NEAR) <= there;
                let would = next.would_pay.units().map(i128::from);
                if let (true, Some(would)) = (near, would) {
                    let more = would - i128::from(of.amount.units());
                    self.near.entry(at).or_default().add(of.partner, more.max(0));
                }
            }
            _ => {}
        }
    }
}

/// What a line's schedule read.
fn qualifier(of: &Explanation) -> Option<Amount> {
    of.steps.iter().find_map(|step| match step {
        Step::Schedule(schedule) => schedule.qualifier,
        _ => None,
    })
}

const fn gap(of: &WhyNot) -> Option<Gap> {
    Some(match of {
        WhyNot::BelowFirstBand { .. } => Gap::BelowFirst,
        WhyNot::NoColumn { .. } => Gap::NoColumn,
        WhyNot::NotOnTrack => Gap::NotOnTrack,
        WhyNot::NothingInColumns => Gap::NothingInColumns,
        WhyNot::NoBaseline => Gap::NoBaseline,
        _ => return None,
    })
}

fn units(of: Quantity) -> i128 {
    i128::from(of.units())
}
