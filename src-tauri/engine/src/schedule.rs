//! Schedules: from Q and V to an exact amount (`RULES` section 4, "Schedule methods").

mod bands;
pub(crate) mod exact;
mod next;
mod quick;
mod recorded;
#[cfg(test)]
mod tests;
mod versions;

use std::sync::Arc;

use chrono::NaiveDate;
use tierwright_program::{
    Currency, Fraction, Incentive, Program, Quantity, Schedule,
    incentive::{
        Band, BandPaysOn, Columns, FreeGoods, LimitPer, Method, Pays, Qualifier, Threshold, TierAt,
        ValuedAt,
    },
    rate::RATE_ONE,
};

pub(crate) use quick::{Quick, QuickPick};
pub(crate) use versions::Versions;

use crate::{
    cube::{CubeKey, Summed},
    explanation::{Exact, WhyNot},
    fraction::add,
    line::Seen,
    priced::Figure,
    recorder::Recorder,
    value::{Value, quantity, threshold_units},
};
use exact::{in_majors, is_below, least, minus, of_base, whole};

/// Hundred-millionths in one.
const ONE: i128 = RATE_ONE as i128;

/// A schedule with its numbers as integers: money in ten-thousandths, numbers and rates in
/// hundred-millionths.
#[derive(Debug)]
pub(crate) struct SchedulePlan {
    method: Method,
    passed: bool,
    pub columns: Option<Columns>,
    /// Where each band begins, in the unit of Q.
    from: Vec<i64>,
    /// Where the top band ends.
    ends_at: Option<i64>,
    /// What bands pay, by band and column.
    pays: Vec<Vec<i64>>,
    /// The bands that pay the whole value, where each band says so.
    whole_bands: Vec<bool>,
    pays_with: Pays,
    /// Whether thresholds are money.
    money: bool,
    /// Whether V is a number of units.
    counts: bool,
    qualifies_by: QualifiesBy,
    /// The least it gives, in ten-thousandths.
    floor: i64,
    /// The most of V, in its unit.
    most_value: Option<i64>,
    currency: Currency,
    /// As the program has it.
    terms: Arc<Schedule>,
}

/// What Q is to V.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum QualifiesBy {
    /// Q is the very value that is paid on.
    PaidOn,
    /// Q is V divided by a base: a baseline or a target.
    OverBase,
    /// Q is V less a base.
    LessBase,
    /// Q is a measure of its own.
    Own,
    /// There is no Q.
    Nothing,
}

/// What picks the band.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Picks {
    /// Q. A ratio to a baseline or target is `V / base`.
    By(Value),
    /// The top band holds whatever Q is: there is no baseline, and all of V is growth.
    TopBand(Value),
    /// There is no Q and one band.
    OnlyBand,
}

/// A part of V that takes one column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct PartOfValue {
    /// Which column.
    pub column: usize,
    /// The part, in the unit of V.
    pub value: Fraction,
    /// What its price is taken from, where free units are valued by one.
    pub sold: Sold,
}

/// Units that were sold, whether or not all of them are paid on, and the money for them.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Sold {
    /// Hundred-millionths of a unit.
    pub units: i64,
    /// Ten-thousandths of the program's currency.
    pub money: i64,
}

/// What a schedule is read for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'a> {
    /// Q.
    pub picks: Picks,
    /// V in its unit: ten-thousandths of money, hundred-millionths of a number.
    pub paid_on: Fraction,
    /// V by column; one part of all of it where columns do not tell parts apart.
    pub parts: &'a [PartOfValue],
    /// The deal, for incentives that accumulate by deal.
    pub deal: Option<usize>,
    /// The line of the deal, for incentives that read each line by itself.
    pub line: Option<usize>,
}

/// The band that was reached, and Q as a fraction of its units; no Q where the band holds without.
#[derive(Clone, Copy, Debug)]
struct Reached {
    band: usize,
    q: Option<Fraction>,
}

/// V as it counts.
#[derive(Clone, Copy, Debug)]
struct Counted {
    /// All of V.
    value: Fraction,
    /// V up to the end of the top band.
    ended: Fraction,
    /// V up to the end and the cap.
    paid: Fraction,
}

/// An exact amount of money units in major units, in lowest terms.
pub(crate) fn exact(units: Fraction) -> Exact {
    in_majors(units, i128::from(tierwright_program::money::UNITS_PER_MAJOR))
}

impl SchedulePlan {
    pub fn new(schedule: &Schedule, incentive: &Incentive, program: &Program) -> Self {
        let (bands, counts) = (schedule.bands.iter(), incentive.earns_on.measure.counts());
        let pays_with = schedule.method.pays(counts);
        let cap = incentive.limits.iter().find(|limit| limit.per == LimitPer::Value);
        let first = schedule.bands.first().map(|band| band.from);
        Self {
            method: schedule.method,
            passed: schedule.threshold == Threshold::Passed,
            columns: schedule.columns.clone(),
            from: bands.clone().map(|band| threshold_units(&band.from)).collect(),
            ends_at: schedule.ends_at.as_ref().map(threshold_units),
            pays: bands.clone().map(|band| band_pays(band, pays_with)).collect(),
            whole_bands: bands.map(|band| band.pays_on == Some(BandPaysOn::Whole)).collect(),
            pays_with,
            money: matches!(first, Some(Quantity::Money(_))),
            counts,
            qualifies_by: match incentive.qualifier {
                Qualifier::PaidOn => QualifiesBy::PaidOn,
                Qualifier::GrowthRatio | Qualifier::Attainment => QualifiesBy::OverBase,
                Qualifier::GrowthAmount => QualifiesBy::LessBase,
                Qualifier::Tier => QualifiesBy::Nothing,
                Qualifier::Measure(_) => QualifiesBy::Own,
            },
            floor: schedule.floor.map_or(0, |floor| floor.units()),
            most_value: cap.map(|limit| threshold_units(&limit.at_most)),
            currency: program.currency,
            terms: Arc::new(schedule.clone()),
        }
    }

    /// The same for a Q that is not V itself.
    pub fn with_own_qualifier(self) -> Self {
        Self { qualifies_by: QualifiesBy::Own, ..self }
    }

    /// Whether it can only give something where V is above zero.
    pub fn needs_value(&self) -> bool {
        self.floor == 0 && self.method.pays_on_value()
    }

    /// Whether the level of the day a deal closes picks the column.
    pub fn tier_at_close(&self) -> bool {
        let by_level = self.columns.as_ref().and_then(Columns::by_level);
        by_level.is_some_and(|columns| columns.tier_at == TierAt::Close)
    }

    /// What is seen of a deal that closed on a day, for the level that picks its column.
    pub fn tier_seen(&self, seen: Seen, closed: Option<NaiveDate>) -> Seen {
        let day = closed.filter(|_| self.tier_at_close());
        Seen { tier_on: seen.tier_on.or(day), ..seen }
    }

    /// Whether free units are valued by a price of the units that were sold.
    pub fn needs_price(&self) -> bool {
        matches!(self.method, Method::FreeGoods(_))
    }

    /// The money that this price is taken from, of the rows that a key counts the units of; none
    /// where nothing is free.
    pub fn priced(&self, units: &CubeKey) -> Option<CubeKey> {
        let Method::FreeGoods(FreeGoods { valued_at, .. }) = self.method else { return None };
        let (summed, absent) = match valued_at {
            ValuedAt::SalePrice => (Summed::Revenue, units.absent),
            ValuedAt::ListPrice(absent) => (Summed::Figure(Figure::List), absent),
            ValuedAt::Cost(absent) => (Summed::Figure(Figure::Cost), absent),
        };
        Some(CubeKey { summed, absent, ..units.clone() })
    }

    /// Whether bands are slices of a base, so that V may lie below it.
    pub fn slices_base(&self) -> bool {
        self.method == Method::EachBand && self.qualifies_by == QualifiesBy::OverBase
    }

    /// Whether V is a number of units.
    pub fn counts(&self) -> bool {
        self.counts
    }

    /// V as the value that picks the band.
    pub fn value(&self, units: i64) -> Value {
        if self.counts { Value::Number(units) } else { Value::Money(units) }
    }

    /// The same of what may lie between two units; nothing when it is too large to be compared.
    pub fn exact_value(&self, units: Fraction) -> Option<Value> {
        Value::exact(units, !self.counts)
    }

    /// V divided by a base; nothing when these are too large to be compared.
    pub fn ratio(&self, value: i64, base: Fraction) -> Option<Value> {
        Value::ratio(value, base, !self.counts)
    }

    /// The exact result in ten-thousandths, or why there is none; `None` when it does not fit.
    pub fn read<R: Recorder>(
        &self,
        of: &Reading<'_>,
        recorder: &mut R,
    ) -> Option<Result<Fraction, WhyNot>> {
        let reached = self.reached(of)?;
        let counted = self.counted(of, reached)?;
        let before = self.bands(of, reached, &counted)?;
        let result = self.not_below_floor(before)?;
        if R::RECORDS && (reached.is_some() || self.floor != 0) {
            self.record(of, reached, &counted, before, result, recorder);
        }
        self.record_next(of, reached, recorder);
        if result.numerator == 0 {
            return Some(Err(self.why_not(of, reached, &counted)?));
        }
        Some(Ok(result))
    }

    /// What the bands come to, before the floor.
    fn bands(
        &self,
        of: &Reading<'_>,
        reached: Option<Reached>,
        counted: &Counted,
    ) -> Option<Fraction> {
        match reached {
            Some(reached) => self.sum(of, reached, counted),
            None => Some(Fraction::ZERO),
        }
    }

    fn not_below_floor(&self, bands: Fraction) -> Option<Fraction> {
        let floor = whole(self.floor);
        Some(if is_below(bands, floor)? { floor } else { bands })
    }

    /// The highest band that Q reaches. Points pay on both sides of their ends.
    fn reached(&self, of: &Reading<'_>) -> Option<Option<Reached>> {
        let last = self.from.len().checked_sub(1);
        let value = match of.picks {
            Picks::TopBand(_) => return Some(last.map(|band| Reached { band, q: None })),
            Picks::OnlyBand => return Some(last.map(|_| Reached { band: 0, q: None })),
            Picks::By(value) => value,
        };
        let Some(q) = value.fraction() else { return Some(None) };
        let flat = matches!(self.method, Method::Interpolated(_)).then_some(0);
        let band = self.from.iter().rposition(|from| value.reaches(*from, self.passed)).or(flat);
        let q = match self.ends_at {
            Some(end) => least(q, whole(end))?,
            None => q,
        };
        Some(band.map(|band| Reached { band, q: Some(q) }))
    }

    /// V up to the end of the top band, and then up to the cap.
    fn counted(&self, of: &Reading<'_>, reached: Option<Reached>) -> Option<Counted> {
        let mut ended = of.paid_on;
        if let (Picks::By(value), Some(q)) = (of.picks, reached.and_then(|reached| reached.q))
            && let Some(excess) = value.fraction().and_then(|all| minus(all, q))
            && excess.numerator > 0
        {
            let beyond = match self.base(of) {
                Some(base) => of_base(excess, base)?,
                None => excess,
            };
            ended = minus(ended, beyond)?;
        }
        let paid = match self.most_value {
            Some(most) => least(ended, whole(most))?,
            None => ended,
        };
        Some(Counted { value: of.paid_on, ended, paid })
    }

    /// What V is divided by to make Q.
    fn base(&self, of: &Reading<'_>) -> Option<Fraction> {
        match of.picks {
            Picks::By(Value::Ratio { whole, .. }) if self.qualifies_by == QualifiesBy::OverBase => {
                Some(whole)
            }
            _ => None,
        }
    }

    /// What all parts of V earn together.
    fn sum(&self, of: &Reading<'_>, reached: Reached, counted: &Counted) -> Option<Fraction> {
        of.parts.iter().try_fold(Fraction::ZERO, |sum, part| {
            let read = self.part(of, reached, *part, counted)?;
            let earned = read.earned(&mut |_| {})?;
            if sum.numerator == 0 { Some(earned) } else { add(sum, earned) }
        })
    }

    /// Why it comes to nothing.
    fn why_not(
        &self,
        of: &Reading<'_>,
        reached: Option<Reached>,
        counted: &Counted,
    ) -> Option<WhyNot> {
        let Some(reached) = reached else {
            let first = self.from.first().copied().unwrap_or(0);
            return Some(WhyNot::BelowFirstBand { first: self.threshold(first) });
        };
        if self.method.pays_on_value() && of.paid_on.numerator <= 0 {
            return Some(WhyNot::NothingSold);
        }
        let parts = of.parts.iter().filter(|part| part.value.numerator != 0);
        let parts: Vec<_> = match self.method.pays_on_value() {
            true => parts.collect(),
            false => of.parts.iter().collect(),
        };
        if parts.is_empty() {
            return Some(WhyNot::NothingInColumns);
        }
        let (mut any_block, mut any_rate) = (false, false);
        for part in parts {
            let read = self.part(of, reached, *part, counted)?;
            any_block |= read.blocks().is_none_or(|blocks| blocks > 0);
            read.earned(&mut |piece| any_rate |= piece.pays != 0)?;
        }
        Some(match (any_block, any_rate) {
            (false, _) => {
                WhyNot::NoFullBlock { block: quantity(self.block(), !self.counts, self.currency) }
            }
            (true, false) => WhyNot::RateIsZero,
            (true, true) => WhyNot::NothingSold,
        })
    }

    /// The block that V is counted in, in its unit; zero where there is none.
    fn block(&self) -> i64 {
        match self.method {
            Method::PerBlock(block) => threshold_units(&block),
            Method::FreeGoods(FreeGoods { for_every, .. }) => for_every.units(),
            _ => 0,
        }
    }

    /// Units of a threshold as a quantity.
    fn threshold(&self, units: i64) -> Quantity {
        quantity(units, self.money, self.currency)
    }
}

/// The rates or amounts of a band.
fn band_pays(band: &Band, with: Pays) -> Vec<i64> {
    if with.in_money() {
        band.amounts.iter().map(|amount| amount.units()).collect()
    } else {
        band.rates.iter().map(|rate| rate.units()).collect()
    }
}
