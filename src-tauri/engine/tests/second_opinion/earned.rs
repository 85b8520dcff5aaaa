//! What one reading of an incentive's schedule comes to, before limits and rounding.

use chrono::NaiveDate;
use tierwright_engine::rows::PartnerRow;
use tierwright_program::{
    Incentive,
    incentive::{
        BaselineOf, LimitPer, Method, Paid, Part, Qualifier, Threshold, TierAt, WhenNoBaseline,
    },
    measure::Basis,
};

use crate::{
    days::{self, Days},
    exact::{self, Exact},
    ladder::{self, History},
    measured::{self, Value},
    world::World,
};

/// The sales that an incentive pays on, for one partner.
pub struct Earning<'a> {
    /// The facts.
    pub world: &'a World<'a>,
    /// The incentive.
    pub incentive: &'a Incentive,
    /// The partner.
    pub partner: &'a PartnerRow,
    /// The partner's level on each track.
    pub histories: &'a [History],
}

impl Earning<'_> {
    /// V over some days: deals that closed then, less returns dated then. Without `in_dates` the
    /// days that the incentive runs do not matter.
    fn value(&self, over: Days, in_dates: bool) -> Exact {
        let runs = |closed| !in_dates || self.runs_on(closed);
        let mut total = exact::zero();
        for sold in &self.world.sold {
            if over.has(sold.closed) && runs(sold.closed) {
                total += self.of_line(sold);
            }
        }
        if self.incentive.earns_on.basis == Basis::Net {
            for back in &self.world.returned {
                if over.has(back.date) && runs(back.closed) {
                    total -= self.of_return(back);
                }
            }
        }
        total
    }

    /// V of one deal, with the returns dated up to a day. Those dated later lower nothing: the deal
    /// is settled, and a deal is a period of its own.
    pub fn value_of_deal(&self, deal: &str, up_to: NaiveDate) -> Exact {
        let mut total = exact::zero();
        for sold in self.world.sold.iter().filter(|sold| sold.deal.id == deal) {
            total += self.of_line(sold);
        }
        if self.incentive.earns_on.basis == Basis::Net {
            for back in self.world.returned.iter().filter(|back| back.deal.id == deal) {
                if back.date <= up_to {
                    total -= self.of_return(back);
                } else {
                    self.world.saw("return after the quarter of its deal");
                }
            }
        }
        total
    }

    fn of_line(&self, sold: &crate::world::Sold<'_>) -> Exact {
        let Incentive { what, roles, earns_on, .. } = self.incentive;
        match self.world.part(&sold.deal.id, &self.partner.id, roles, earns_on.weight) {
            Some(part) if self.world.line_passes(what, sold) => {
                self.world.weighted(&sold.amount, &part, earns_on.weight)
            }
            _ => exact::zero(),
        }
    }

    fn of_return(&self, back: &crate::world::Returned<'_>) -> Exact {
        let Incentive { what, roles, earns_on, .. } = self.incentive;
        match self.world.part(&back.deal.id, &self.partner.id, roles, earns_on.weight) {
            Some(part) if self.world.return_passes(what, back) => {
                self.world.saw("return in what is paid on");
                self.world.weighted(&back.amount, &part, earns_on.weight)
            }
            _ => exact::zero(),
        }
    }

    /// Whether the incentive runs on a closing date.
    pub fn runs_on(&self, closed: NaiveDate) -> bool {
        let dates = self.incentive.dates;
        dates.from.is_none_or(|from| from <= closed)
            && dates.until.is_none_or(|last| closed <= last)
    }

    /// Whether the gate is open, seen from a period.
    pub fn gate_open(&self, period: Days) -> bool {
        let Some(gate) = &self.incentive.gate else { return true };
        let open = measured::meets(self.world, gate, &self.partner.id, period);
        self.world.saw(if open { "gate open" } else { "gate closed" });
        open
    }

    /// What a fiscal quarter or year earns.
    pub fn in_period(&self, period: Days) -> Exact {
        if !self.gate_open(period) {
            return exact::zero();
        }
        let Some(column) = self.column(period) else { return exact::zero() };
        let value = self.value(period, true);
        let Part::IncrementOver(baseline) = self.incentive.earns_on.part else {
            return self.scheduled(&value, self.qualifier(&value, period), column);
        };
        let before = match baseline.of {
            BaselineOf::SamePeriodLastYear => shifted(period, 12),
            BaselineOf::PreviousPeriod => shifted(period, months_of(period)),
        };
        let base = self.value(before, false);
        if base > exact::zero() {
            return self.grown(&value, &base, period, column);
        }
        match baseline.when_none {
            WhenNoBaseline::Skip => {
                self.world.saw("no baseline: skipped");
                exact::zero()
            }
            WhenNoBaseline::AllIsGrowth => {
                self.world.saw("no baseline: all is growth");
                self.all_grown(&value, period, column)
            }
        }
    }

    /// What growth over a baseline above zero earns.
    fn grown(&self, value: &Exact, base: &Exact, period: Days, column: usize) -> Exact {
        let increment = exact::not_below_zero(value - base);
        if self.incentive.qualifier != Qualifier::GrowthRatio {
            return self.scheduled(&increment, self.qualifier(&increment, period), column);
        }
        self.world.saw("growth over a baseline");
        let growth = value / base;
        match self.incentive.schedule.method {
            Method::WholeAmount => self.scheduled(&increment, Value::Is(growth), column),
            // Slices of B, where Q is V/B.
            Method::EachBand => self.slices(&growth, column) * base,
            other => unreachable!("{other:?} is not drawn"),
        }
    }

    /// What is earned where there is nothing to grow from: all of V is growth, and the top band of
    /// growth holds. Left open by the rules: bands of another Q are picked by that Q as always.
    fn all_grown(&self, value: &Exact, period: Days, column: usize) -> Exact {
        if self.incentive.qualifier == Qualifier::GrowthRatio {
            return exact::not_below_zero(self.top_rate(column) * value);
        }
        let increment = exact::not_below_zero(value.clone());
        self.scheduled(&increment, self.qualifier(&increment, period), column)
    }

    /// Q, where it is not growth.
    fn qualifier(&self, paid_on: &Exact, period: Days) -> Value {
        match &self.incentive.qualifier {
            Qualifier::PaidOn => Value::Is(paid_on.clone()),
            Qualifier::Measure(of) => {
                measured::seen_from(self.world, &of.measure, of.window, &self.partner.id, period)
            }
            Qualifier::GrowthRatio => panic!("growth needs a baseline"),
            other => unreachable!("{other:?} is not drawn"),
        }
    }

    /// The position of the rate column for a deal that closed on a day.
    pub fn column_of_deal(&self, closed: NaiveDate, period: Days) -> Option<usize> {
        let columns = self.incentive.schedule.columns.as_ref();
        match columns.and_then(|columns| columns.by_level()).map(|columns| columns.tier_at) {
            Some(TierAt::Close) => {
                self.world.saw("tier on the day of the deal");
                self.column(Days { from: closed, until: closed })
            }
            _ => self.column(period),
        }
    }

    /// The position of the rate column; nothing for a level without one.
    pub fn column(&self, period: Days) -> Option<usize> {
        let columns = self.incentive.schedule.columns.as_ref();
        let Some(columns) = columns.and_then(|columns| columns.by_level()) else { return Some(0) };
        let tracks = &self.world.program.tracks;
        let track = tracks.iter().position(|track| track.id == columns.track)?;
        let day = match columns.tier_at {
            TierAt::PeriodStart => period.from,
            TierAt::PeriodEnd | TierAt::Close => period.until,
        };
        let level = ladder::level_on(&self.histories[track], day);
        let id = level.map(|level| &tracks[track].levels[level].id);
        let column = columns.levels.iter().position(|one| Some(one) == id);
        if column.is_none() {
            self.world.saw("level without a column");
        }
        column
    }

    /// From Q and V to an amount, never below zero.
    pub fn scheduled(&self, value: &Exact, qualifier: Value, column: usize) -> Exact {
        let earned = match (qualifier, self.incentive.schedule.method) {
            (Value::Undefined, _) => exact::zero(),
            (Value::Is(q), Method::WholeAmount) => self.rate_reached(&q, column) * value,
            (Value::Is(q), Method::EachBand) if q <= exact::zero() => exact::zero(),
            (Value::Is(q), Method::EachBand) => value / &q * self.slices(&q, column),
            (_, other) => unreachable!("{other:?} is not drawn"),
        };
        exact::not_below_zero(earned)
    }

    fn top_rate(&self, column: usize) -> Exact {
        let top = self.incentive.schedule.bands.last().expect("a band");
        exact::number(top.rates[column])
    }

    /// The rate of the highest band that Q is in or above.
    fn rate_reached(&self, q: &Exact, column: usize) -> Exact {
        let mut rate = exact::zero();
        for band in &self.incentive.schedule.bands {
            let from = exact::quantity(band.from);
            let begun = match self.incentive.schedule.threshold {
                Threshold::Reached => *q >= from,
                Threshold::Passed => *q > from,
            };
            self.note_threshold(q, &from);
            if begun {
                rate = exact::number(band.rates[column]);
            }
        }
        rate
    }

    /// Notes a Q at a threshold, or within a hundredth of it.
    fn note_threshold(&self, q: &Exact, from: &Exact) {
        let hair = exact::minor_unit("USD".parse().expect("a currency"));
        if *from == exact::zero() {
            return;
        }
        if q == from {
            self.world.saw("threshold of a band met exactly");
        } else if q < from && &(q + &hair) >= from {
            self.world.saw("threshold of a band missed by a hair");
        } else if q > from && &(from + &hair) >= q {
            self.world.saw("threshold of a band passed by a hair");
        }
    }

    /// The sum over the bands of the rate and what of Q lies in the band.
    fn slices(&self, q: &Exact, column: usize) -> Exact {
        let bands = &self.incentive.schedule.bands;
        let mut total = exact::zero();
        for (position, band) in bands.iter().enumerate() {
            self.note_threshold(q, &exact::quantity(band.from));
            let next = bands.get(position + 1).map(|next| exact::quantity(next.from));
            let end = next.map_or_else(|| q.clone(), |next| exact::least(q.clone(), next));
            let slice = exact::not_below_zero(end - exact::quantity(band.from));
            if position > 0 && slice > exact::zero() {
                self.world.saw("second band entered");
            }
            total += exact::number(band.rates[column]) * slice;
        }
        total
    }
}

fn months_of(period: Days) -> u32 {
    let count = (1..=12).find(|months| Days::months_from(period.from, *months) == period);
    count.expect("a period of whole months")
}

fn shifted(period: Days, months: u32) -> Days {
    Days::months_from(days::earlier(period.from, months), months_of(period))
}

/// Whether there is a second opinion on what an incentive is paid on and by which schedule.
pub fn has_opinion(incentive: &Incentive) -> bool {
    let schedule = &incentive.schedule;
    incentive.earns_on.measure == Paid::Revenue
        && !matches!(incentive.earns_on.part, Part::WholeComparedWith(_))
        && !matches!(incentive.qualifier, Qualifier::GrowthAmount | Qualifier::Tier)
        && matches!(schedule.method, Method::EachBand | Method::WholeAmount)
        && schedule.columns.as_ref().is_none_or(|columns| columns.by_level().is_some())
        && schedule.ends_at.is_none()
        && schedule.floor.is_none()
        && incentive.later_schedules.is_empty()
        && incentive.limits.iter().all(|limit| limit.per != LimitPer::Value)
}
