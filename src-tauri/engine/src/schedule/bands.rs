//! What one part of V earns, method by method. Each piece of the sum is told as it is added.

use std::ops::RangeInclusive;

use tierwright_program::{
    Fraction,
    incentive::{Interpolated, Method},
};

use super::{
    Counted, ONE, PartOfValue, Reached, Reading, SchedulePlan, Sold,
    exact::{least, minus, of_base, over, scaled, times, whole},
};

use crate::fraction::add;

/// One part of V, read at the band that was reached.
pub(super) struct Part<'a> {
    plan: &'a SchedulePlan,
    reached: Reached,
    counted: &'a Counted,
    part: PartOfValue,
    /// This part of V, up to the end and the cap.
    pub paid: Fraction,
    /// What V is divided by to make Q, where Q is such a ratio.
    base: Option<Fraction>,
}

/// A piece of what is earned.
pub(super) struct Piece {
    /// The band, or the point below Q.
    pub band: usize,
    /// What the band pays, in its units.
    pub pays: i64,
    /// What it pays on.
    pub on: On,
    /// What it adds, in ten-thousandths.
    pub adds: Fraction,
}

/// What a band pays on.
#[derive(Clone, Copy)]
pub(super) enum On {
    /// A part of V.
    Value(Fraction),
    /// A slice of Q, of which `of / over` counts.
    Slice { slice: Fraction, of: Fraction, over: Fraction },
    /// A slice of the base, of which `of / over` counts.
    BaseSlice { slice: Fraction, of: Fraction, over: Fraction },
    /// Nothing: its amount is fixed.
    Fixed,
    /// Full blocks of this part of V.
    Blocks { value: Fraction, blocks: i128 },
    /// The straight line up to the next point; none beyond the last one or before the first.
    Line { next: Option<usize>, reads: Fraction },
}

type Tell<'a> = &'a mut dyn FnMut(Piece);

impl SchedulePlan {
    pub(super) fn part<'a>(
        &'a self,
        of: &Reading<'_>,
        reached: Reached,
        part: PartOfValue,
        counted: &'a Counted,
    ) -> Option<Part<'a>> {
        let base = self.base(of);
        let mut read = Part { plan: self, reached, counted, part, paid: part.value, base };
        if counted.paid != counted.value {
            read.paid = read.share_of(counted.paid)?;
        }
        Some(read)
    }
}

impl Part<'_> {
    /// What this part earns, in ten-thousandths; nothing when it does not fit.
    pub fn earned(&self, tell: Tell<'_>) -> Option<Fraction> {
        let band = self.reached.band;
        match self.plan.method {
            Method::EachBand if self.reached.q.is_some() => self.slices(0..=band, tell),
            Method::EveryBandToItsTop if self.reached.q.is_some() => {
                self.each(0..=band, tell, |at| self.up_to_top(at))
            }
            Method::BandByBand if self.reached.q.is_some() => self.band_by_band(tell),
            Method::EachBand
            | Method::WholeAmount
            | Method::EveryBandToItsTop
            | Method::BandByBand => self.each(band..=band, tell, |_| Some(self.paid)),
            Method::WholeAmountEveryBand => self.each(0..=band, tell, |_| Some(self.paid)),
            Method::HighestAmount => Some(self.fixed(band..=band, tell)),
            Method::EveryAmount => Some(self.fixed(0..=band, tell)),
            Method::PerBlock(_) => self.in_blocks(whole(1), tell),
            Method::FreeGoods(_) => self.in_blocks(self.price()?, tell),
            Method::Interpolated(of) => self.on_line(of, tell),
        }
    }

    /// What a band pays in the column of this part.
    pub fn pays(&self, band: usize) -> i64 {
        self.plan.pays[band][self.part.column]
    }

    /// The column of this part.
    pub fn column(&self) -> usize {
        self.part.column
    }

    /// The part as it was given.
    pub fn part(&self) -> PartOfValue {
        self.part
    }

    /// What this part has of something that belongs to all of V.
    fn share_of(&self, all: Fraction) -> Option<Fraction> {
        if self.part.value == self.counted.value {
            return Some(all);
        }
        over(times(all, self.part.value)?, self.counted.value)
            .or_else(|| (self.counted.value.numerator <= 0).then_some(Fraction::ZERO))
    }

    /// `sum of r_b * what it pays on`.
    fn each(
        &self,
        bands: RangeInclusive<usize>,
        tell: Tell<'_>,
        on: impl Fn(usize) -> Option<Fraction>,
    ) -> Option<Fraction> {
        let mut sum = Fraction::ZERO;
        for band in bands {
            let (pays, value) = (self.pays(band), on(band)?);
            let adds = scaled(value, i128::from(pays), ONE)?;
            sum = add(sum, adds)?;
            tell(Piece { band, pays, on: On::Value(value), adds });
        }
        Some(sum)
    }

    /// This part's share of `min(V, next_b)`.
    fn up_to_top(&self, band: usize) -> Option<Fraction> {
        let next = self.plan.from.get(band + 1).copied();
        let top = match (next, self.base) {
            (None, _) => return Some(self.paid),
            (Some(next), None) => whole(next),
            (Some(next), Some(base)) => of_base(whole(next), base)?,
        };
        self.share_of(least(self.counted.paid, top)?)
    }

    /// The highest reached whole band in place of all below it, and the slices above it.
    fn band_by_band(&self, tell: Tell<'_>) -> Option<Fraction> {
        let band = self.reached.band;
        let Some(whole) = self.plan.whole_bands[..=band].iter().rposition(|is_whole| *is_whole)
        else {
            return self.slices(0..=band, tell);
        };
        let below = self.each(whole..=whole, tell, |at| self.up_to_top(at))?;
        add(below, self.slices(whole + 1..=band, tell)?)
    }

    /// `V/Q * sum of r_b * slice_b`; nothing where Q is zero or less.
    fn slices(&self, bands: RangeInclusive<usize>, tell: Tell<'_>) -> Option<Fraction> {
        let Some(q) = self.reached.q.filter(|q| q.numerator > 0) else {
            return Some(Fraction::ZERO);
        };
        let (of, by) = self.of_slices(q);
        let counts = if of == by { whole(1) } else { over(of, by).unwrap_or(Fraction::ZERO) };
        let mut sum = Fraction::ZERO;
        for band in bands {
            let (pays, slice) = (self.pays(band), self.slice(q, band)?);
            let (on, exact) = match self.base {
                None => (On::Slice { slice, of, over: by }, slice),
                Some(base) => {
                    let slice = of_base(slice, base)?;
                    (On::BaseSlice { slice, of, over: by }, slice)
                }
            };
            let mut adds = scaled(exact, i128::from(pays), ONE)?;
            if of != by {
                adds = times(adds, counts)?;
            }
            sum = add(sum, adds)?;
            tell(Piece { band, pays, on, adds });
        }
        Some(sum)
    }

    /// What slices are multiplied and divided by: V and Q; where slices are cut out of the base,
    /// what the cap leaves of V and V itself, for `V/Q` is the base.
    fn of_slices(&self, q: Fraction) -> (Fraction, Fraction) {
        match self.base {
            None => (self.paid, q),
            Some(_) if self.counted.ended.numerator <= 0 => (whole(1), whole(1)),
            Some(_) => {
                let ended = self.counted.ended;
                let whole_part = self.part.value == self.counted.value;
                let uncut = self.counted.paid == ended;
                match (whole_part, uncut) {
                    (true, true) => (whole(1), whole(1)),
                    _ => (self.paid, ended),
                }
            }
        }
    }

    /// `max(0, min(Q, next_b) - from_b)`.
    fn slice(&self, q: Fraction, band: usize) -> Option<Fraction> {
        let end = match self.plan.from.get(band + 1) {
            Some(next) => least(q, whole(*next))?,
            None => q,
        };
        let slice = minus(end, whole(self.plan.from[band]))?;
        Some(if slice.numerator < 0 { Fraction::ZERO } else { slice })
    }

    /// Amounts that V does not multiply.
    fn fixed(&self, bands: RangeInclusive<usize>, tell: Tell<'_>) -> Fraction {
        let mut sum = 0_i128;
        for band in bands {
            let pays = self.pays(band);
            sum += i128::from(pays);
            tell(Piece { band, pays, on: On::Fixed, adds: whole(pays) });
        }
        Fraction::new(sum, 1)
    }

    /// Full blocks of this part, where the method counts such.
    pub fn blocks(&self) -> Option<i128> {
        let block = i128::from(self.plan.block());
        let divisor = self.paid.denominator.checked_mul(block).filter(|divisor| *divisor > 0)?;
        Some(self.paid.numerator.div_euclid(divisor))
    }

    /// `floor(V / block) * pays * price`.
    fn in_blocks(&self, price: Fraction, tell: Tell<'_>) -> Option<Fraction> {
        let (band, blocks) = (self.reached.band, self.blocks()?);
        let pays = self.pays(band);
        let granted = Fraction::new(blocks.checked_mul(i128::from(pays))?, 1);
        let adds = times(granted, price)?;
        tell(Piece { band, pays, on: On::Blocks { value: self.paid, blocks }, adds });
        Some(adds)
    }

    /// The average price of the units that were sold: ten-thousandths of money for a
    /// hundred-millionth of a unit.
    pub fn price(&self) -> Option<Fraction> {
        let Sold { units, money } = self.part.sold;
        over(whole(money), whole(units)).or_else(|| (units <= 0).then_some(Fraction::ZERO))
    }

    /// The straight line between the points around Q, and what it multiplies.
    fn on_line(&self, of: Interpolated, tell: Tell<'_>) -> Option<Fraction> {
        let band = self.reached.band;
        let (next, reads) = self.line(band)?;
        let adds = match of {
            Interpolated::Rate => over(times(self.paid, reads)?, Fraction::new(ONE, 1))?,
            Interpolated::Amount => reads,
            Interpolated::ShareOf(sum) => scaled(reads, i128::from(sum.units()), ONE)?,
        };
        tell(Piece { band, pays: self.pays(band), on: On::Line { next, reads }, adds });
        Some(adds)
    }

    /// The next point, where Q lies before it and after this one, and what the line reads at Q.
    fn line(&self, band: usize) -> Option<(Option<usize>, Fraction)> {
        let here = self.pays(band);
        let next = self.plan.from.get(band + 1).map(|next| (band + 1, *next));
        let (Some(q), Some((at, next))) = (self.reached.q, next) else {
            return Some((None, whole(here)));
        };
        let from = self.plan.from[band];
        let run = minus(q, whole(from))?;
        if run.numerator <= 0 {
            return Some((None, whole(here)));
        }
        let rise = i128::from(self.pays(at)) - i128::from(here);
        let climbed = scaled(run, rise, i128::from(next) - i128::from(from))?;
        Some((Some(at), add(whole(here), climbed)?))
    }
}
