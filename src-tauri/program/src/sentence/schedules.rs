//! Schedules in words: bands, columns, ends, floors and later versions.

use super::{columns, counted, earning, measures};
use crate::{
    Incentive, Program, Quantity,
    incentive::{Band, BandPaysOn, FreeGoods, Interpolated, Method, Qualifier, Schedule, ValuedAt},
    schedule::{Pays, Threshold},
    words,
};

/// A schedule in words: what is earned, as it follows "earn", and the sentences after it.
pub struct Said {
    /// What is earned on what, and how.
    pub pays: String,
    /// The bands, the columns, the end and the floor.
    pub sentences: Vec<String>,
}

/// What a schedule pays, on what, and how.
pub fn said(program: &Program, incentive: &Incentive, schedule: &Schedule) -> Said {
    let of = Of { program, incentive, schedule };
    let value = earning::paid_on(program, incentive);
    let flat = of.is_flat();
    let pays = if flat { of.flat(&value) } else { format!("{} by band on {value}", of.noun()) };
    let mut sentences = Vec::new();
    if !flat {
        sentences.push(of.bands());
    }
    sentences.extend(of.end());
    sentences.extend(of.floor());
    if let Some(of_columns) = &schedule.columns {
        sentences.push(columns::read(program, incentive, of_columns));
    }
    Said { pays: format!("{pays}, {}", of.method()), sentences }
}

/// What takes the place of the schedule later.
pub fn later(program: &Program, incentive: &Incentive) -> Vec<String> {
    let version = |later: &crate::schedule::LaterSchedule| {
        let Said { pays, sentences } = said(program, incentive, &later.schedule);
        let day = words::day(later.from);
        let from = match incentive.period.length() {
            None => format!("For deals closed from {day} on"),
            Some(_) => format!("For periods that begin on {day} or later"),
        };
        let first = format!("{from}, it is instead {pays}.");
        std::iter::once(first).chain(sentences).collect::<Vec<_>>().join(" ")
    };
    incentive.later_schedules.iter().map(version).collect()
}

/// One schedule and what it belongs to.
struct Of<'a> {
    program: &'a Program,
    incentive: &'a Incentive,
    schedule: &'a Schedule,
}

impl Of<'_> {
    fn paying(&self) -> Pays {
        self.schedule.method.pays(self.incentive.earns_on.measure.counts())
    }

    /// Whether one rate for each column holds from zero on, without an end.
    fn is_flat(&self) -> bool {
        let schedule = self.schedule;
        let counts = self.incentive.earns_on.measure.counts();
        let from_zero = match schedule.bands.as_slice() {
            [band] => {
                band.from.units() == 0
                    && matches!(band.from, Quantity::Number(_)) == counts
                    && band.pays_on.is_none()
                    && band.rates.is_empty() == counts
                    && band.amounts.is_empty() != counts
            }
            _ => false,
        };
        let rate_of_value = matches!(
            schedule.method,
            Method::EachBand
                | Method::WholeAmount
                | Method::EveryBandToItsTop
                | Method::WholeAmountEveryBand
        );
        from_zero
            && rate_of_value
            && schedule.threshold == Threshold::Reached
            && schedule.ends_at.is_none()
            && self.incentive.qualifier == Qualifier::PaidOn
    }

    /// The rates of the only band: `1.5% of net revenue, at Silver and 2% at Gold`.
    fn flat(&self, value: &str) -> String {
        let Some(band) = self.schedule.bands.first() else { return "no rate".to_owned() };
        let width = band.rates.len().max(band.amounts.len());
        let mut said: Vec<_> = (0..width).map(|column| self.band_pays(band, column)).collect();
        if let Some(first) = said.first_mut() {
            let before_column = if self.schedule.columns.is_some() { "," } else { "" };
            *first = format!("{first} of {value}{before_column}");
        }
        if let Some(of) = &self.schedule.columns {
            let names = columns::labels(self.program, of);
            said = said.iter().zip(names).map(|(rate, name)| format!("{rate} {name}")).collect();
        }
        words::list(&said, "and")
    }

    /// What bands pay, as a noun.
    fn noun(&self) -> String {
        match self.paying() {
            Pays::Rates => "a rate".to_owned(),
            Pays::Units => "free units".to_owned(),
            Pays::AmountsPerUnit => "an amount a unit".to_owned(),
            Pays::AmountsPerBlock => "an amount for each full block".to_owned(),
            Pays::FixedAmounts => "a fixed amount".to_owned(),
        }
    }

    fn method(&self) -> String {
        match self.schedule.method {
            Method::EachBand => "each band at its own rate".to_owned(),
            Method::WholeAmount => "whole amount at the rate reached".to_owned(),
            Method::EveryBandToItsTop => {
                "every band reached paid on all of the value up to its top".to_owned()
            }
            Method::WholeAmountEveryBand => {
                "the whole amount paid once for every band reached".to_owned()
            }
            Method::BandByBand => {
                "the highest band reached that is paid on the whole value, up to \
                                   its top, in place of all below it, and the slices of those above"
                    .to_owned()
            }
            Method::HighestAmount => "the amount of the highest band reached".to_owned(),
            Method::EveryAmount => "the amounts of every band reached, added up".to_owned(),
            Method::PerBlock(block) => {
                format!("the amount of the band reached for each full {}", words::quantity(block))
            }
            Method::Interpolated(of) => {
                let of = match of {
                    Interpolated::Rate => "a rate on the whole amount".to_owned(),
                    Interpolated::Amount => "an amount".to_owned(),
                    Interpolated::ShareOf(sum) => format!("a share of {}", words::money(sum)),
                };
                format!("{of} on the straight line between the points, flat beyond their ends")
            }
            Method::FreeGoods(FreeGoods { for_every, valued_at }) => format!(
                "the free units of the band reached for each full {} units, each worth the average \
                 {}",
                words::number(for_every),
                price(valued_at)
            ),
        }
    }

    /// The sentence of the bands: `The band is picked by that value: 2% from 0 USD ...`.
    fn bands(&self) -> String {
        let period = earning::period_noun(self.program, self.incentive.period);
        let picked_by = match &self.incentive.qualifier {
            Qualifier::PaidOn => "The band is picked by the value paid on".to_owned(),
            Qualifier::GrowthRatio => {
                "The band is picked by the value as a percentage of that earlier one".to_owned()
            }
            Qualifier::GrowthAmount => {
                "The band is picked by how much the value exceeds that earlier one".to_owned()
            }
            Qualifier::Attainment => {
                "The band is picked by the value as a percentage of the target".to_owned()
            }
            Qualifier::Tier => "Nothing has to be reached".to_owned(),
            Qualifier::Measure(of) => {
                let measured = measures::measured(&of.measure, of.window, &period);
                format!("The band is picked by {measured}")
            }
        };
        let rates = match &self.schedule.columns {
            None => self.column(0),
            Some(of) => {
                let labels = columns::labels(self.program, of).into_iter().enumerate();
                let said = labels.map(|(at, label)| format!("{} {label}", self.column(at)));
                said.collect::<Vec<_>>().join("; ")
            }
        };
        format!("{picked_by}: {rates}.")
    }

    /// What one column pays, band by band.
    fn column(&self, index: usize) -> String {
        let point = matches!(self.schedule.method, Method::Interpolated(_));
        let begins = match (self.schedule.threshold, point) {
            (Threshold::Reached, false) => "from",
            (Threshold::Passed, false) => "above",
            (Threshold::Reached, true) => "at",
            (Threshold::Passed, true) => "just above",
        };
        let said = |band: &Band| {
            let pays = self.band_pays(band, index);
            format!("{pays} {begins} {}", self.band_start(band.from))
        };
        match self.schedule.bands.iter().map(said).collect::<Vec<_>>() {
            none if none.is_empty() => "no rate".to_owned(),
            said => words::list(&said, "and"),
        }
    }

    /// What a band pays in a column; all that it holds, also what its method has no use for.
    fn band_pays(&self, band: &Band, column: usize) -> String {
        let paying = self.paying();
        let rate = band.rates.get(column).map(|rate| match paying {
            Pays::Units => words::count_of(*rate, "free unit"),
            _ => words::percent(*rate),
        });
        let amount = band.amounts.get(column).map(|amount| match paying {
            Pays::AmountsPerUnit => format!("{} a unit", words::money(*amount)),
            _ => words::money(*amount),
        });
        let on = match band.pays_on {
            None => "",
            Some(BandPaysOn::Whole) => " of the whole value up to the band's top",
            Some(BandPaysOn::Slice) => " of the band's slice",
        };
        let none = if paying.in_money() { "no amount" } else { "no rate" };
        let said: Vec<_> = rate.into_iter().chain(amount).collect();
        let said = if said.is_empty() { none.to_owned() } else { words::list(&said, "with") };
        format!("{said}{on}")
    }

    /// Where a band begins, in the unit of Q.
    fn band_start(&self, from: Quantity) -> String {
        match &self.incentive.qualifier {
            Qualifier::GrowthRatio | Qualifier::Attainment => words::ratio(from),
            Qualifier::Measure(of) => measures::threshold(&of.measure, from),
            Qualifier::PaidOn | Qualifier::GrowthAmount | Qualifier::Tier => words::quantity(from),
        }
    }

    fn end(&self) -> Option<String> {
        let end = self.band_start(self.schedule.ends_at?);
        Some(format!("The top band ends at {end}, and what lies beyond counts as that."))
    }

    fn floor(&self) -> Option<String> {
        let floor = self.schedule.floor?;
        Some(match floor.units() {
            ..0 => format!(
                "Returns can make it negative, down to {} each time it is read.",
                words::money(floor)
            ),
            _ => format!("It gives at least {} each time it is read.", words::money(floor)),
        })
    }
}

/// What a free unit is worth.
fn price(valued_at: ValuedAt) -> String {
    match valued_at {
        ValuedAt::SalePrice => "price of the units sold".to_owned(),
        ValuedAt::ListPrice(without) => {
            format!("list price of the units sold, {}", counted::absent("list price", without))
        }
        ValuedAt::Cost(without) => {
            format!("cost of the units sold, {}", counted::absent("cost", without))
        }
    }
}
