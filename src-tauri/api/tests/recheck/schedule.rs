//! Schedules: the band that Q reaches, every slice of V, and their sum, from the terms alone.

use tierwright_engine::explanation::{BandPays, ScheduleStep, Slice, SliceOf, ValueCut};
use tierwright_program::{
    Quantity, Schedule,
    incentive::{Band, BandPaysOn, Interpolated, Method, Threshold},
};

use crate::{
    exact::{
        Number, amount, least, money, most, one, quantity, rate, stated, stated_quantity, whole,
        zero,
    },
    refusal::{Holds, Refusal, refuse, same},
};

/// A part of V: its column, how many units were sold, and the money for them.
#[derive(Clone, Debug)]
pub struct Part {
    pub column: usize,
    pub value: Number,
    pub units: Number,
    pub sold_for: Number,
}

/// What a schedule is read for.
pub struct Reading<'a> {
    pub terms: &'a Schedule,
    pub picks: Picks,
    pub value: Number,
    /// Whether V is a number of units.
    pub counts: bool,
    pub most_value: Option<Number>,
    /// What V is divided by to make Q, where Q is V over its baseline.
    pub base: Option<Number>,
    pub parts: Vec<Part>,
}

/// What picks the band.
#[derive(Clone)]
pub enum Picks {
    Q(Option<Number>),
    TopBand,
    OnlyBand,
}

/// A band, what it pays and what it adds.
struct Piece {
    band: usize,
    adds: Number,
}

/// A reading that was redone.
pub struct Redone {
    ended: Number,
    paid: Number,
    /// By part: how much of V it is, and what its bands add.
    parts: Vec<(Number, Vec<Piece>)>,
    before: Number,
    pub result: Number,
}

impl Reading<'_> {
    pub fn redo(&self) -> Result<Redone, Refusal> {
        let (band, q) = self.reached();
        let end = self.terms.ends_at.map(quantity);
        let q_counts = match (&q, &end) {
            (Some(q), Some(end)) => Some(least(q.clone(), end.clone())),
            _ => q.clone(),
        };
        let mut ended = self.value.clone();
        if let (Some(all), Some(counts)) = (&q, &q_counts) {
            ended -= (all - counts) * self.base.clone().unwrap_or_else(one);
        }
        let paid = match &self.most_value {
            Some(most) => least(ended.clone(), most.clone()),
            None => ended.clone(),
        };
        let mut redone = Redone { ended, paid, parts: Vec::new(), before: zero(), result: zero() };
        if let Some(band) = band {
            for part in &self.parts {
                let value = self.share_of(part, &redone.paid);
                let pieces = self.pieces(part, &value, band, q_counts.as_ref(), &redone)?;
                redone.before += pieces.iter().fold(zero(), |sum, piece| sum + &piece.adds);
                redone.parts.push((value, pieces));
            }
        }
        let floor = self.terms.floor.map_or_else(zero, money);
        redone.result = most(redone.before.clone(), floor);
        Ok(redone)
    }

    /// The highest band reached, and Q; points pay on both sides of their ends.
    fn reached(&self) -> (Option<usize>, Option<Number>) {
        let bands = &self.terms.bands;
        let q = match &self.picks {
            Picks::TopBand => return (bands.len().checked_sub(1), None),
            Picks::OnlyBand => return (Some(0), None),
            Picks::Q(None) => return (None, None),
            Picks::Q(Some(q)) => q,
        };
        let reaches = |band: &Band| match self.terms.threshold {
            Threshold::Reached => *q >= quantity(band.from),
            Threshold::Passed => *q > quantity(band.from),
        };
        let points = matches!(self.terms.method, Method::Interpolated(_)).then_some(0);
        (bands.iter().rposition(reaches).or(points), Some(q.clone()))
    }

    /// What a part has of something that belongs to all of V.
    fn share_of(&self, part: &Part, all: &Number) -> Number {
        match () {
            () if part.value == self.value => all.clone(),
            () if *all == self.value => part.value.clone(),
            () if self.value <= zero() => zero(),
            () => all * &part.value / &self.value,
        }
    }

    /// What a band pays in a column: a rate, a number of units, or money.
    fn pays(&self, band: usize, column: usize) -> Result<Number, Refusal> {
        let of = &self.terms.bands[band];
        let in_money = match self.terms.method {
            Method::HighestAmount
            | Method::EveryAmount
            | Method::PerBlock(_)
            | Method::Interpolated(Interpolated::Amount) => true,
            Method::Interpolated(Interpolated::ShareOf(_)) | Method::FreeGoods(_) => false,
            _ => self.counts,
        };
        let found = match in_money {
            true => of.amounts.get(column).map(|amount| money(*amount)),
            false => of.rates.get(column).map(|one| rate(*one)),
        };
        found.map_or_else(|| refuse(format!("band {band} pays nothing in column {column}")), Ok)
    }

    /// Where the next band begins.
    fn next(&self, band: usize) -> Option<Number> {
        self.terms.bands.get(band + 1).map(|next| quantity(next.from))
    }

    #[allow(unreachable_patterns)]
    fn pieces(
        &self,
        part: &Part,
        value: &Number,
        band: usize,
        q: Option<&Number>,
        redone: &Redone,
    ) -> Result<Vec<Piece>, Refusal> {
        let each = |bands: std::ops::RangeInclusive<usize>, on: &dyn Fn(usize) -> Number| {
            let piece = |band| Ok(Piece { band, adds: self.pays(band, part.column)? * on(band) });
            bands.map(piece).collect::<Result<Vec<_>, Refusal>>()
        };
        let up_to_top = |band: usize| match self.next(band) {
            None => value.clone(),
            Some(next) => {
                let top = next * self.base.clone().unwrap_or_else(one);
                self.share_of(part, &least(redone.paid.clone(), top))
            }
        };
        let slices = |from: usize| match q {
            Some(q) if *q > zero() && from <= band => {
                let counts = self.counts_of(value, q, redone);
                each(from..=band, &|at| self.slice(at, q) * &counts)
            }
            _ => Ok(Vec::new()),
        };
        match (self.terms.method, q) {
            (Method::EachBand, Some(_)) => slices(0),
            (Method::EveryBandToItsTop, Some(_)) => each(0..=band, &up_to_top),
            (Method::BandByBand, Some(_)) => {
                let whole = |at: &usize| self.terms.bands[*at].pays_on == Some(BandPaysOn::Whole);
                let Some(at) = (0..=band).rev().find(whole) else { return slices(0) };
                let mut pieces = each(at..=at, &up_to_top)?;
                pieces.extend(slices(at + 1)?);
                Ok(pieces)
            }
            (
                Method::EachBand
                | Method::WholeAmount
                | Method::EveryBandToItsTop
                | Method::BandByBand,
                _,
            ) => each(band..=band, &|_| value.clone()),
            (Method::WholeAmountEveryBand, _) => each(0..=band, &|_| value.clone()),
            (Method::HighestAmount, _) => each(band..=band, &|_| one()),
            (Method::EveryAmount, _) => each(0..=band, &|_| one()),
            (Method::PerBlock(block), _) => {
                let blocks = (value / quantity(block)).floor();
                each(band..=band, &|_| blocks.clone())
            }
            (Method::FreeGoods(free), _) => {
                let blocks = (value / rate(free.for_every)).floor();
                let price = if part.units > zero() { &part.sold_for / &part.units } else { zero() };
                each(band..=band, &|_| &blocks * &price)
            }
            (Method::Interpolated(of), _) => {
                let reads = self.line(part.column, band, q)?;
                let times = match of {
                    Interpolated::Rate => value.clone(),
                    Interpolated::Amount => one(),
                    Interpolated::ShareOf(sum) => money(sum),
                };
                Ok(vec![Piece { band, adds: reads * times }])
            }
            _ => refuse("a method that is not known"),
        }
    }

    /// `max(0, min(Q, next) - from)`.
    fn slice(&self, band: usize, q: &Number) -> Number {
        let end = self.next(band).map_or_else(|| q.clone(), |next| least(q.clone(), next));
        most(zero(), end - quantity(self.terms.bands[band].from))
    }

    /// What a slice of Q is multiplied by: `V / Q`; the baseline where Q is V over it, of which a cap
    /// leaves a part.
    fn counts_of(&self, value: &Number, q: &Number, redone: &Redone) -> Number {
        match &self.base {
            None => value / q,
            Some(base) if redone.ended <= zero() => base.clone(),
            Some(base) => base * value / &redone.ended,
        }
    }

    /// What the straight line between two points reads at Q.
    fn line(&self, column: usize, band: usize, q: Option<&Number>) -> Result<Number, Refusal> {
        let here = self.pays(band, column)?;
        let from = quantity(self.terms.bands[band].from);
        match (q, self.next(band)) {
            (Some(q), Some(next)) if *q > from => {
                let there = self.pays(band + 1, column)?;
                Ok(&here + (q - &from) * (there - &here) / (next - &from))
            }
            _ => Ok(here),
        }
    }
}

/// Compares a step with its reading.
pub fn stated_as_redone(step: &ScheduleStep, reading: &Reading<'_>, redone: &Redone) -> Holds {
    let terms = &*step.terms;
    same("the method", &step.method, &terms.method)?;
    same("the side of a threshold", &step.threshold, &terms.threshold)?;
    cut("what lies beyond the end", &step.ended, terms.ends_at, &reading.value, &redone.ended)?;
    cut("what the cap leaves", &step.capped, step.most_value, &redone.ended, &redone.paid)?;
    same("how many parts V has", &step.parts.len(), &redone.parts.len())?;
    for (at, (part, (value, pieces))) in step.parts.iter().zip(&redone.parts).enumerate() {
        let names = terms.columns.as_ref().map(column_names);
        let column = reading.parts[at].column;
        let name = names.and_then(|names| names.get(column).cloned());
        same("the column of a part", &part.column, &name)?;
        same("a part of V", &stated_quantity(part.value), value)?;
        same("how many bands pay", &part.slices.len(), &pieces.len())?;
        for (slice, piece) in part.slices.iter().zip(pieces) {
            band(slice, piece, reading, column)?;
        }
        let sum = pieces.iter().fold(zero(), |sum, piece| sum + &piece.adds);
        same("what a part earns", &stated(part.earns), &sum)?;
    }
    match (&step.floored, redone.before == redone.result) {
        (None, true) => {}
        (Some(floored), false) => {
            same("what the bands come to", &stated(floored.before), &redone.before)?;
            same("the floor", &Some(floored.at_least), &terms.floor)?;
        }
        _ => return refuse("the floor is not what raised the result"),
    }
    same("the result of the schedule", &stated(step.result), &redone.result)
}

/// The names of columns.
fn column_names(of: &tierwright_program::incentive::Columns) -> Vec<String> {
    use tierwright_program::incentive::Columns;
    match of {
        Columns::Level(by) => by.levels.clone(),
        Columns::Role(roles) => roles.clone(),
        Columns::Field(by) => by.values.clone(),
    }
}

fn cut(
    what: &str,
    said: &Option<ValueCut>,
    at: Option<Quantity>,
    before: &Number,
    after: &Number,
) -> Holds {
    match said {
        None => same(what, before, after),
        Some(cut) => {
            same(what, &Some(cut.at), &at)?;
            same(what, &stated_quantity(cut.after), after)
        }
    }
}

/// One band of a part: its bounds, what it pays, and what that makes of what it pays on.
fn band(slice: &Slice, piece: &Piece, reading: &Reading<'_>, column: usize) -> Holds {
    let terms = reading.terms;
    same("where a band begins", &slice.from, &terms.bands[piece.band].from)?;
    let next = terms.bands.get(piece.band + 1).map(|next| next.from).or(terms.ends_at);
    same("where a band ends", &slice.next, &next)?;
    let pays = paid(slice.pays);
    same("what a band pays", &pays, &reading.pays(piece.band, column)?)?;
    let adds = match &slice.on {
        SliceOf::Value(on) => pays * stated_quantity(*on),
        SliceOf::Slice { slice, of, over } => {
            pays * stated_quantity(*slice) * stated_quantity(*of) / stated_quantity(*over)
        }
        SliceOf::Fixed => pays,
        SliceOf::Blocks { value, block, blocks, price } => {
            let full = (stated_quantity(*value) / quantity(*block)).floor();
            same("full blocks", &whole(*blocks), &full)?;
            let price = price.map_or_else(one, |(sold, units)| {
                let units = stated_quantity(units);
                if units > zero() { money(sold) / units } else { zero() }
            });
            full * pays * price
        }
        SliceOf::Line { reads, times, .. } => {
            stated(*reads) * times.map_or_else(one, stated_quantity)
        }
    };
    same("what a band adds", &adds, &piece.adds)?;
    same("what a band adds", &stated(slice.earns), &piece.adds)
}

fn paid(pays: BandPays) -> Number {
    match pays {
        BandPays::Rate(of) | BandPays::Units(of) => rate(of),
        BandPays::Amount(of) => money(of),
    }
}

/// What picks the band, as a step states it.
pub fn picks(step: &ScheduleStep) -> Picks {
    match (step.qualifier, step.all_is_growth) {
        (_, true) => Picks::TopBand,
        (None, _) => Picks::OnlyBand,
        (Some(q), _) => Picks::Q(amount(q)),
    }
}
