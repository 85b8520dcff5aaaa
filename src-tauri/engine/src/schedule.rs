//! Schedules: from Q and V to an exact amount (`RULES` section 4, "Schedule methods").

use tierwright_program::{
    Fraction, Incentive, Program,
    incentive::{Columns, Method, Qualifier, Threshold},
    rate::RATE_ONE,
};

use crate::{
    explanation::{Exact, NextThreshold, ScheduleStep, Slice, Step, WhyNot},
    fraction::{common_divisor, lowest},
    recorder::Recorder,
    value::{Value, quantity, threshold_units},
};

/// Ten-thousandths in a major unit: what turns an exact amount of units into major units.
const UNITS: i128 = tierwright_program::money::UNITS_PER_MAJOR as i128;

/// A schedule with its numbers as integers.
#[derive(Debug)]
pub(crate) struct SchedulePlan {
    method: Method,
    passed: bool,
    pub columns: Option<Columns>,
    /// Where each band begins, in the unit of Q.
    from: Vec<i64>,
    /// Hundred-millionths, by band and column.
    rates: Vec<Vec<i64>>,
    /// Whether thresholds are money.
    money: bool,
    qualifies_by: QualifiesBy,
    currency: tierwright_program::Currency,
}

/// What Q is to V.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum QualifiesBy {
    /// Q is the very value that is paid on.
    PaidOn,
    /// Q is V / B.
    Growth,
    /// Q is a measure of its own.
    Own,
}

/// What a schedule is read for.
#[derive(Clone, Copy)]
pub(crate) struct Reading {
    /// Q.
    pub qualifier: Value,
    /// V, ten-thousandths.
    pub paid_on: i64,
    /// The column.
    pub column: usize,
    /// The deal, for incentives that accumulate by deal.
    pub deal: Option<usize>,
    /// Whether everything counts as growth because there is no baseline: the top band holds.
    pub top_band: bool,
}

/// An exact amount of units as an exact amount of major units, in lowest terms.
pub(crate) fn exact(units: Fraction) -> Exact {
    let denominator = units.denominator.saturating_mul(UNITS);
    let Fraction { numerator, denominator } = lowest(Fraction::new(units.numerator, denominator));
    Exact { numerator, denominator }
}

impl SchedulePlan {
    pub fn new(incentive: &Incentive, program: &Program) -> Self {
        let schedule = &incentive.schedule;
        let rates = schedule.bands.iter();
        let first = schedule.bands.first().map(|band| band.from);
        Self {
            method: schedule.method,
            passed: schedule.threshold == Threshold::Passed,
            columns: schedule.columns.clone(),
            from: schedule.bands.iter().map(|band| threshold_units(&band.from)).collect(),
            rates: rates.map(|band| band.rates.iter().map(|rate| rate.units()).collect()).collect(),
            money: matches!(first, Some(tierwright_program::Quantity::Money(_))),
            qualifies_by: match incentive.qualifier {
                Qualifier::PaidOn => QualifiesBy::PaidOn,
                Qualifier::GrowthRatio => QualifiesBy::Growth,
                Qualifier::Measure(_) => QualifiesBy::Own,
            },
            currency: program.currency,
        }
    }

    /// The exact result in ten-thousandths, or why there is none; `None` when it does not fit.
    pub fn read<R: Recorder>(
        &self,
        of: Reading,
        recorder: &mut R,
    ) -> Option<Result<Fraction, WhyNot>> {
        let Some(band) = self.band(of) else {
            let first =
                quantity(self.from.first().copied().unwrap_or(0), self.money, self.currency);
            self.record_next(of, recorder);
            return Some(Err(WhyNot::BelowFirstBand { first }));
        };
        let result = self.result(of, band)?;
        recorder.record(|| {
            Step::Schedule(ScheduleStep {
                deal: of.deal,
                method: self.method,
                qualifier: of.qualifier.amount(self.currency),
                paid_on: tierwright_program::Money::from_units(of.paid_on, self.currency),
                column: self.columns.as_ref().map(|columns| columns.levels[of.column].clone()),
                slices: self.slices(of, band),
                result: exact(result),
            })
        });
        self.record_next(of, recorder);
        if result.numerator <= 0 {
            let idle = self.rates[..=band].iter().all(|rates| rates[of.column] == 0)
                || (self.method == Method::WholeAmount && self.rates[band][of.column] == 0);
            return Some(Err(if idle { WhyNot::RateIsZero } else { WhyNot::NothingSold }));
        }
        Some(Ok(result))
    }

    /// The highest band that Q reaches.
    fn band(&self, of: Reading) -> Option<usize> {
        if of.top_band {
            return self.from.len().checked_sub(1);
        }
        self.from.iter().rposition(|from| of.qualifier.reaches(*from, self.passed))
    }

    fn result(&self, of: Reading, band: usize) -> Option<Fraction> {
        let one = i128::from(RATE_ONE);
        let paid_on = i128::from(of.paid_on);
        if self.method == Method::WholeAmount || of.top_band {
            let rate = i128::from(self.rates[band][of.column]);
            return Some(Fraction::new(paid_on.checked_mul(rate)?, one));
        }
        match of.qualifier {
            Value::Ratio { part, whole, .. } => {
                let sum = self.marginal_ratio_sum(part, whole, band, of.column)?;
                match self.qualifies_by {
                    // V/Q is B, so what remains are marginal slices of B.
                    QualifiesBy::Growth => Some(Fraction::new(sum, one * one)),
                    _ if part <= 0 => Some(Fraction::ZERO),
                    _ => {
                        // Cut down first: V and the part are often the same large sum.
                        let part = i128::from(part);
                        let common = common_divisor(paid_on, part);
                        let numerator = (paid_on / common).checked_mul(sum)?;
                        Some(Fraction::new(numerator, (one * one).checked_mul(part / common)?))
                    }
                }
            }
            Value::Money(qualifier) | Value::Number(qualifier) => {
                let sum = self.marginal_sum(qualifier, band, of.column)?;
                match self.qualifies_by {
                    QualifiesBy::PaidOn if qualifier == of.paid_on => Some(Fraction::new(sum, one)),
                    _ if qualifier <= 0 => Some(Fraction::ZERO),
                    _ => {
                        let numerator = paid_on.checked_mul(sum)?;
                        Some(Fraction::new(numerator, one.checked_mul(i128::from(qualifier))?))
                    }
                }
            }
        }
    }

    /// `sum of r_b * slice_b` for `Q = part / whole`, times the whole: each slice runs from
    /// `from x whole` to the next one or to the part. In units of the part x 1e16.
    fn marginal_ratio_sum(
        &self,
        part: i64,
        whole: i64,
        band: usize,
        column: usize,
    ) -> Option<i128> {
        let at = |threshold: i64| i128::from(threshold) * i128::from(whole);
        let reached = i128::from(part) * i128::from(RATE_ONE);
        (0..=band).try_fold(0_i128, |sum, band| {
            let end = self.from.get(band + 1).map_or(reached, |next| reached.min(at(*next)));
            let slice = (end - at(self.from[band])).max(0);
            sum.checked_add(slice.checked_mul(i128::from(self.rates[band][column]))?)
        })
    }

    /// `sum of r_b * slice_b`, the slices of Q.
    fn marginal_sum(&self, qualifier: i64, band: usize, column: usize) -> Option<i128> {
        (0..=band).try_fold(0_i128, |sum, at| {
            let slice = i128::from(self.slice(qualifier, at));
            sum.checked_add(slice.checked_mul(i128::from(self.rates[at][column]))?)
        })
    }

    /// `max(0, min(Q, next_b) - from_b)`.
    fn slice(&self, qualifier: i64, band: usize) -> i64 {
        let end = self.from.get(band + 1).map_or(qualifier, |next| qualifier.min(*next));
        end.saturating_sub(self.from[band]).max(0)
    }

    /// The bands as paid, for an explanation.
    fn slices(&self, of: Reading, band: usize) -> Vec<Slice> {
        let whole = self.method == Method::WholeAmount || of.top_band;
        let first = if whole { band } else { 0 };
        let bands = first..=band;
        bands
            .map(|at| {
                let amount = match of.qualifier {
                    _ if whole => quantity(of.paid_on, true, self.currency),
                    Value::Money(q) => quantity(self.slice(q, at), true, self.currency),
                    Value::Number(q) => quantity(self.slice(q, at), false, self.currency),
                    Value::Ratio { part, whole, money } => {
                        quantity(self.ratio_slice(part, whole, at), money, self.currency)
                    }
                };
                let unit = |units| quantity(units, self.money, self.currency);
                Slice {
                    from: unit(self.from[at]),
                    next: self.from.get(at + 1).map(|next| unit(*next)),
                    amount,
                    rate: tierwright_program::Rate::from_units(self.rates[at][of.column]),
                }
            })
            .collect()
    }

    /// What of the part lies between two thresholds of a ratio, cut to whole units for reading; the
    /// result is calculated from the exact one.
    fn ratio_slice(&self, part: i64, whole: i64, band: usize) -> i64 {
        let at = |threshold: i64| i128::from(threshold) * i128::from(whole) / i128::from(RATE_ONE);
        let end = self
            .from
            .get(band + 1)
            .map_or(i128::from(part), |next| at(*next).min(i128::from(part)));
        i64::try_from((end - at(self.from[band])).max(0)).unwrap_or(i64::MAX)
    }

    /// The first threshold above Q, and what would be earned there.
    fn record_next<R: Recorder>(&self, of: Reading, recorder: &mut R) {
        let (Value::Money(reached) | Value::Number(reached)) = of.qualifier else { return };
        if !R::RECORDS || of.deal.is_some() {
            return;
        }
        let Some(band) =
            self.from.iter().position(|from| !of.qualifier.reaches(*from, self.passed))
        else {
            return;
        };
        // Past a threshold means at least one ten-thousandth above it.
        let at = self.from[band].saturating_add(i64::from(self.passed));
        let qualifier = if self.money { Value::Money(at) } else { Value::Number(at) };
        // What is paid on grows with Q where it is the same value, less what is taken off it.
        let grown = at.saturating_sub(reached).saturating_add(of.paid_on);
        let paid_on = if self.qualifies_by == QualifiesBy::PaidOn { grown } else { of.paid_on };
        let Some(result) = self.result(Reading { qualifier, paid_on, ..of }, band) else { return };
        let unit = |units| quantity(units, self.money, self.currency);
        recorder.record(|| {
            Step::NextThreshold(NextThreshold {
                at: unit(self.from[band]),
                distance: unit(at.saturating_sub(reached)),
                would_pay: exact(result),
            })
        });
    }
}
