//! Levers: values of a program that are moved together by one factor.

use serde_json::Value;
use tierwright_program::{
    Change, Incentive, Level, Money, Program, Quantity, Rate, State, Track, words,
};

/// A hundredth of a basis point, which moved rates are rounded to.
const RATE_STEP: i64 = 100;

/// Values of a program that are moved together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lever {
    /// What it is called: `Gold threshold`, `Volume rebate, rates`.
    pub name: String,
    /// The place of the first value, by which the lever is chosen.
    pub place: String,
    /// Every value with its place.
    pub values: Vec<(String, LeverValue)>,
}

/// A value that a factor can move.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeverValue {
    /// An amount.
    Money(Money),
    /// A rate.
    Rate(Rate),
}

impl Lever {
    /// The changes that move it to `factor` times what it is. Amounts are rounded to whole units of
    /// the currency, rates to a hundredth of a basis point.
    #[must_use]
    pub fn moved(&self, factor: f64) -> Vec<Change> {
        let change = |(place, value): &(String, LeverValue)| Change {
            place: place.clone(),
            value: Value::String(value.moved(factor).text()),
        };
        self.values.iter().map(change).collect()
    }

    /// What it reads moved by a factor: the value, or from the lowest to the highest of several.
    #[must_use]
    pub fn reads(&self, factor: f64) -> String {
        let mut moved: Vec<LeverValue> =
            self.values.iter().map(|(_, value)| value.moved(factor)).collect();
        moved.sort_by_key(|value| value.units());
        moved.dedup();
        match moved.as_slice() {
            [] => String::new(),
            [one] => one.words(),
            [first, .., last] => format!("{} to {}", first.words(), last.words()),
        }
    }
}

impl LeverValue {
    fn units(self) -> i64 {
        match self {
            Self::Money(money) => money.units(),
            Self::Rate(rate) => rate.units(),
        }
    }

    fn moved(self, factor: f64) -> Self {
        let to = |units: i64, step: i64| {
            if (factor - 1.0).abs() < f64::EPSILON {
                return units;
            }
            ((units as f64 * factor / step as f64).round() as i64).saturating_mul(step)
        };
        match self {
            Self::Money(money) => {
                let step = tierwright_program::money::UNITS_PER_MAJOR;
                Self::Money(Money::from_units(to(money.units(), step), money.currency()))
            }
            Self::Rate(rate) => Self::Rate(Rate::from_units(to(rate.units(), RATE_STEP))),
        }
    }

    fn text(self) -> String {
        match self {
            Self::Money(money) => money.to_string(),
            Self::Rate(rate) => rate.to_string(),
        }
    }

    fn words(self) -> String {
        match self {
            Self::Money(money) => words::money(money),
            Self::Rate(rate) => words::percent(rate),
        }
    }
}

/// Every lever of a program: what each level asks in money, and of each rule that is on its rates,
/// its thresholds in money and each of its limits.
#[must_use]
pub fn levers(program: &Program) -> Vec<Lever> {
    let tracks = program.tracks.iter();
    let levels =
        tracks.flat_map(|track| track.levels.iter().filter_map(|one| of_level(track, one)));
    let on = program.incentives.iter().filter(|incentive| incentive.state == State::On);
    levels.chain(on.flat_map(of_incentive)).collect()
}

fn of_level(track: &Track, level: &Level) -> Option<Lever> {
    let root = format!("/tracks/{}/levels/{}/requirement", track.id, level.id);
    let mut leaves = Vec::new();
    level.requirement.as_ref()?.leaves(&root, &mut leaves);
    let values = leaves.into_iter().filter_map(|(place, leaf)| {
        Some((format!("{place}/at_least"), LeverValue::Money(leaf.at_least.money()?)))
    });
    lever(format!("{} threshold", level.name), values.collect())
}

fn of_incentive(incentive: &Incentive) -> Vec<Lever> {
    let root = format!("/incentives/{}", incentive.id);
    let (mut rates, mut thresholds) = (Vec::new(), Vec::new());
    for (at, band) in incentive.schedule.bands.iter().enumerate() {
        let place = format!("{root}/schedule/bands/{at}");
        for (column, rate) in band.rates.iter().enumerate().filter(|(_, rate)| rate.units() > 0) {
            rates.push((format!("{place}/rates/{column}"), LeverValue::Rate(*rate)));
        }
        for (column, amount) in band.amounts.iter().enumerate().filter(|(_, one)| one.units() > 0) {
            rates.push((format!("{place}/amounts/{column}"), LeverValue::Money(*amount)));
        }
        if let Quantity::Money(from) = band.from
            && from.units() > 0
        {
            thresholds.push((format!("{place}/from"), LeverValue::Money(from)));
        }
    }
    let limits = incentive.limits.iter().enumerate().filter_map(|(at, limit)| {
        let value = (format!("{root}/limits/{at}/at_most"), LeverValue::Money(limit.money()?));
        lever(format!("{}, {}", incentive.name, limit_words(limit.per)), vec![value])
    });
    let rates = lever(format!("{}, rates", incentive.name), rates);
    let thresholds = lever(format!("{}, thresholds", incentive.name), thresholds);
    rates.into_iter().chain(thresholds).chain(limits).collect()
}

fn limit_words(per: tierwright_program::incentive::LimitPer) -> &'static str {
    use tierwright_program::incentive::LimitPer;
    match per {
        LimitPer::Value => "cap on what is paid on",
        LimitPer::Deal => "cap per deal",
        LimitPer::PartnerPeriod => "cap per partner and period",
        LimitPer::PartnerYear => "cap per partner and year",
        LimitPer::Total => "cap in all",
    }
}

fn lever(name: String, values: Vec<(String, LeverValue)>) -> Option<Lever> {
    let place = values.first()?.0.clone();
    Some(Lever { name, place, values })
}
