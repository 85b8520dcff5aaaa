//! One reading of a schedule: from Q and V to an amount, method by method, as the rules write them.

use std::collections::BTreeMap;

use tierwright_program::incentive::{
    Band, BandPaysOn, Interpolated, Method, Pays, Schedule, Threshold,
};

use crate::{
    exact::{self, Exact},
    world::World,
};

/// What picks the band.
#[derive(Clone, Debug)]
pub enum Picks {
    /// A value.
    Is(Exact),
    /// Something or nothing divided by nothing: reaches no band.
    Undefined,
    /// All of V is growth: the top band holds.
    AllIsGrowth,
    /// Nothing has to be reached.
    Nothing,
}

/// The parts of what is paid on, by the position of their column.
#[derive(Clone, Debug, Default)]
pub struct Parts<'a> {
    /// All of V, with and without a column.
    pub whole: Exact,
    /// V of each column.
    pub value: BTreeMap<usize, Exact>,
    /// Where V is a number of units, what they were sold for.
    pub money: BTreeMap<usize, Exact>,
    /// How many units were sold, before any cap.
    pub units: BTreeMap<usize, Exact>,
    /// V by deal.
    pub by_deal: BTreeMap<&'a str, Exact>,
}

impl Parts<'_> {
    /// Lowers V; each part by as much of itself.
    pub fn at_most(&mut self, most: &Exact) {
        if self.whole <= *most {
            return;
        }
        let factor = most / &self.whole;
        self.value.values_mut().for_each(|part| *part *= &factor);
        self.whole = most.clone();
    }
}

/// A schedule and what it is read with.
pub struct Reading<'a> {
    /// Where it is noted what happens.
    pub world: &'a World<'a>,
    /// The schedule.
    pub schedule: &'a Schedule,
    /// Whether V is a number of units.
    pub counts: bool,
    /// Q.
    pub picks: Picks,
    /// Where Q is `V/B`, the B that its slices and tops are parts of.
    pub base: Option<Exact>,
    /// Where a top band ends, what V is there.
    pub value_at_end: Option<Exact>,
    /// The cap on V.
    pub cap: Option<Exact>,
    /// The column of all that V does not multiply.
    pub column: usize,
    /// V.
    pub parts: Parts<'a>,
}

impl Reading<'_> {
    /// What it comes to, not below the floor.
    pub fn amount(mut self) -> Exact {
        self.hold_at_end();
        self.hold_at_cap();
        let floor = self.schedule.floor.map_or_else(exact::zero, exact::money);
        let amount = match self.picks {
            Picks::Undefined => exact::zero(),
            _ => self.by_method(),
        };
        if amount < floor {
            self.world.saw(if floor > exact::zero() {
                "floor above zero held"
            } else {
                "floor of zero or less held"
            });
            return floor;
        }
        amount
    }

    /// Beyond the end Q counts as the end, and V as what it is there.
    fn hold_at_end(&mut self) {
        let (Some(end), Picks::Is(q)) = (self.schedule.ends_at, &self.picks) else { return };
        let end = exact::quantity(end);
        if *q > end {
            self.world.saw("value beyond the end of the top band");
            self.picks = Picks::Is(end);
            let most = self.value_at_end.clone().expect("an end has a value");
            self.parts.at_most(&most);
        }
    }

    fn hold_at_cap(&mut self) {
        let Some(cap) = self.cap.clone() else { return };
        if self.parts.whole > cap {
            self.world.saw("cap on the value bit");
        }
        self.parts.at_most(&cap);
    }

    fn by_method(&self) -> Exact {
        match self.schedule.method {
            Method::EachBand => self.each_band(),
            Method::WholeAmount => {
                self.highest().map_or_else(exact::zero, |at| self.times_value(at))
            }
            Method::EveryBandToItsTop => self.sum_of_reached(|at| self.to_its_top(at)),
            Method::WholeAmountEveryBand => self.sum_of_reached(|at| self.times_value(at)),
            Method::BandByBand => self.band_by_band(),
            Method::HighestAmount => self.highest().map_or_else(exact::zero, |at| self.fixed(at)),
            Method::EveryAmount => self.sum_of_reached(|at| self.fixed(at)),
            Method::PerBlock(size) => self.per_block(&exact::quantity(size)),
            Method::Interpolated(of) => self.interpolated(of),
            Method::FreeGoods(free) => self.free_goods(&exact::number(free.for_every)),
        }
    }

    /// Whether a band is reached.
    fn reached(&self, at: usize) -> bool {
        let from = exact::quantity(self.schedule.bands[at].from);
        match &self.picks {
            Picks::Is(q) => {
                self.note_threshold(q, &from);
                match self.schedule.threshold {
                    Threshold::Reached => *q >= from,
                    Threshold::Passed => *q > from,
                }
            }
            Picks::Undefined => false,
            Picks::AllIsGrowth | Picks::Nothing => true,
        }
    }

    /// The highest band reached.
    fn highest(&self) -> Option<usize> {
        (0..self.schedule.bands.len()).rev().find(|at| self.reached(*at))
    }

    fn sum_of_reached(&self, of: impl Fn(usize) -> Exact) -> Exact {
        let reached = (0..self.schedule.bands.len()).filter(|at| self.reached(*at));
        let amounts: Vec<Exact> = reached.map(of).collect();
        if amounts.len() > 1 {
            self.world.saw("several bands reached");
        }
        amounts.into_iter().fold(exact::zero(), |sum, one| sum + one)
    }

    /// What a band pays in a column.
    fn pays(&self, band: &Band, column: usize) -> Exact {
        match self.schedule.method.pays(self.counts) {
            Pays::Rates | Pays::Units => exact::number(band.rates[column]),
            _ => exact::money(band.amounts[column]),
        }
    }

    fn fixed(&self, at: usize) -> Exact {
        self.pays(&self.schedule.bands[at], self.column)
    }

    /// `r_b * V`, each part at its own column.
    fn times_value(&self, at: usize) -> Exact {
        self.sum_of_parts(|column, part| self.pays(&self.schedule.bands[at], column) * part)
    }

    fn sum_of_parts(&self, of: impl Fn(usize, &Exact) -> Exact) -> Exact {
        let parts = self.parts.value.iter();
        parts.fold(exact::zero(), |sum, (column, part)| sum + of(*column, part))
    }

    /// Where a band ends, in V.
    fn top(&self, at: usize) -> Option<Exact> {
        let next = exact::quantity(self.schedule.bands.get(at + 1)?.from);
        Some(match &self.base {
            Some(base) => next * base,
            None => next,
        })
    }

    /// `r_b * min(V, next_b)`, of which each part has as much as it is of V.
    fn to_its_top(&self, at: usize) -> Exact {
        let whole = &self.parts.whole;
        let held = match self.top(at) {
            // There is nothing below the top band where there is nothing to grow from.
            Some(_) if matches!(self.picks, Picks::AllIsGrowth) => return exact::zero(),
            Some(top) if top < *whole => top,
            _ => whole.clone(),
        };
        if *whole == exact::zero() {
            return exact::zero();
        }
        self.times_value(at) * held / whole
    }

    /// `V/Q * sum of r_b * slice_b`, slices of B where Q is `V/B`.
    fn each_band(&self) -> Exact {
        let q = match &self.picks {
            Picks::Is(q) => q,
            // The whole of V is in the top band.
            _ => return self.times_value(self.schedule.bands.len() - 1),
        };
        if *q <= exact::zero() {
            return exact::zero();
        }
        let slices = (0..self.schedule.bands.len()).map(|at| (at, self.slice(q, at)));
        let paid = |at: usize, slice: &Exact| match &self.base {
            Some(base) => self.fixed(at) * slice * base,
            None => self.times_value(at) * slice / q,
        };
        slices.fold(exact::zero(), |sum, (at, slice)| sum + paid(at, &slice))
    }

    fn slice(&self, q: &Exact, at: usize) -> Exact {
        let from = exact::quantity(self.schedule.bands[at].from);
        self.note_threshold(q, &from);
        let next = self.schedule.bands.get(at + 1).map(|next| exact::quantity(next.from));
        let end = next.map_or_else(|| q.clone(), |next| exact::least(q.clone(), next));
        let slice = exact::not_below_zero(end - from);
        if at > 0 && slice > exact::zero() {
            self.world.saw("second band entered");
        }
        slice
    }

    /// The highest reached whole band in place of all below it; slices of those above.
    fn band_by_band(&self) -> Exact {
        let bands = &self.schedule.bands;
        let q = match &self.picks {
            Picks::Is(q) => q,
            _ => return self.times_value(bands.len() - 1),
        };
        let reached = |at: &usize| self.reached(*at);
        let whole = |at: &usize| bands[*at].pays_on == Some(BandPaysOn::Whole);
        let base = (0..bands.len()).rev().find(|at| whole(at) && reached(at));
        let mut total = base.map_or_else(exact::zero, |at| self.to_its_top(at));
        let above = base.map_or(0, |at| at + 1);
        for at in (above..bands.len()).filter(|at| reached(at) && *q > exact::zero()) {
            let slice = self.slice(q, at);
            self.world.saw(if base.is_some() { "slice above a whole band" } else { "slice alone" });
            total += match &self.base {
                Some(base) => self.fixed(at) * slice * base,
                None => self.times_value(at) * slice / q,
            };
        }
        total
    }

    /// `floor(V / block) * g`, each part by itself.
    fn per_block(&self, size: &Exact) -> Exact {
        let Some(at) = self.highest() else { return exact::zero() };
        self.sum_of_parts(|column, part| {
            (part / size).floor() * self.pays(&self.schedule.bands[at], column)
        })
    }

    /// `floor(V / for_every) * n` units at the average price of those paid on; no units, no price.
    fn free_goods(&self, size: &Exact) -> Exact {
        let Some(at) = self.highest() else { return exact::zero() };
        self.sum_of_parts(|column, part| {
            let free = (part / size).floor() * self.pays(&self.schedule.bands[at], column);
            let of = |parts: &BTreeMap<usize, Exact>| parts.get(&column).cloned();
            match (of(&self.parts.money), of(&self.parts.units)) {
                (Some(money), Some(units)) if units > exact::zero() => free * money / units,
                _ => exact::zero(),
            }
        })
    }

    /// On the line between two points, flat beyond the first and the last.
    fn interpolated(&self, of: Interpolated) -> Exact {
        let at_column = |column| self.on_the_line(column);
        match of {
            Interpolated::Rate => self.sum_of_parts(|column, part| at_column(column) * part),
            Interpolated::Amount => at_column(self.column),
            Interpolated::ShareOf(sum) => at_column(self.column) * exact::money(sum),
        }
    }

    fn on_the_line(&self, column: usize) -> Exact {
        let points = &self.schedule.bands;
        let value = |at: usize| self.pays(&points[at], column);
        let Some(at) = self.highest() else { return value(0) };
        let (Picks::Is(q), Some(next)) = (&self.picks, points.get(at + 1)) else {
            return value(at);
        };
        let (from, to) = (exact::quantity(points[at].from), exact::quantity(next.from));
        self.world.saw("between two points");
        value(at) + (value(at + 1) - value(at)) * (q - &from) / (to - &from)
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
}
