//! Random baselines and targets, and the rows that partners agreed to.

use chrono::{Datelike, Days, Months, NaiveDate};
use tierwright_cases::{CaseTarget, CaseTargetSubject};
use tierwright_program::{
    Currency, Filter, Money, Quantity, Target,
    baseline::{AgreedTarget, Restated, RestatedBy},
    incentive::{Baseline, BaselineOf, WhenNoBaseline},
    target::{GrowthTarget, Joiners, TargetOf},
};

use crate::{
    dice::Dice,
    draw_facts::{self as facts, PARTNERS, PROGRAM_CURRENCIES, currency, rate},
    draw_measures::amount,
    draw_sales::who,
};

const AMOUNTS: [&str; 6] = ["1000", "2500", "500", "5000", "100", "333.33"];
const UNITS: [&str; 5] = ["1", "5", "2", "10", "0.5"];
const BY: [&str; 5] = ["0.1", "-0.05", "0.25", "0", "0.33333333"];
/// What rows are named: numbers of money, and of units.
const NAMES: [&str; 2] = ["quota", "units"];
const MEASURES: [&str; 2] = ["revenue", "margin"];

/// A number in the unit of V.
fn number(dice: &mut Dice, counts: bool) -> Quantity {
    match counts {
        true => Quantity::Number(rate(dice.one(&UNITS))),
        false => Quantity::Money(amount(dice.one(&AMOUNTS))),
    }
}

/// A number agreed in rows. Each day has at most one row of a measure; of all measures it may have
/// several, which nobody can add up.
fn agreed(dice: &mut Dice, counts: bool) -> AgreedTarget {
    AgreedTarget {
        name: NAMES[usize::from(counts)].to_owned(),
        measure: Some(dice.text(&MEASURES)),
    }
}

fn single(dice: &mut Dice, counts: bool) -> BaselineOf {
    match dice.below(9) {
        0..3 => BaselineOf::PreviousPeriod,
        3..6 => BaselineOf::SamePeriodLastYear,
        6 => BaselineOf::TrailingMean(dice.one(&[2, 3, 1])),
        7 => BaselineOf::Fixed(number(dice, counts)),
        _ => BaselineOf::Target(agreed(dice, counts)),
    }
}

fn restated(dice: &mut Dice, counts: bool) -> Vec<Restated> {
    if dice.chance(80) {
        return Vec::new();
    }
    dice.several(1, 2, |dice| {
        let from = facts::near(dice, 24);
        let until = dice.maybe(40, |dice| from + Days::new(dice.below(300) as u64));
        let by = match dice.chance(50) {
            true => RestatedBy::Rate(rate(dice.one(&BY))),
            false => RestatedBy::Amount(number(dice, counts)),
        };
        let who = if dice.chance(70) { Filter::default() } else { who(dice) };
        Restated { from, until, who, by }
    })
}

/// A baseline; of several only where the one that pays most can be told.
pub fn baseline(dice: &mut Dice, counts: bool) -> Baseline {
    let mut one = plain(dice, counts);
    if dice.chance(15) {
        one.of = BaselineOf::BestOf(dice.several(2, 3, |dice| single(dice, counts)));
    }
    one
}

fn plain(dice: &mut Dice, counts: bool) -> Baseline {
    Baseline {
        of: single(dice, counts),
        when_none: match dice.below(5) {
            0 | 1 => WhenNoBaseline::Skip,
            2 | 3 => WhenNoBaseline::AllIsGrowth,
            _ => WhenNoBaseline::Minimum(number(dice, counts)),
        },
        restated: restated(dice, counts),
    }
}

/// A target.
pub fn target(dice: &mut Dice, counts: bool) -> Target {
    let of = match dice.below(4) {
        0 => TargetOf::Fixed(number(dice, counts)),
        1 | 2 => TargetOf::Agreed(agreed(dice, counts)),
        _ => TargetOf::Growth(GrowthTarget { over: plain(dice, counts), by: rate(dice.one(&BY)) }),
    };
    // A joiner of no month has no target, and over no baseline all is growth: the two do not meet.
    let plain = match &of {
        TargetOf::Growth(growth) => growth.over.when_none != WhenNoBaseline::AllIsGrowth,
        TargetOf::Fixed(_) | TargetOf::Agreed(_) => true,
    };
    let joiners = [Joiners::WholeMonths, Joiners::BegunMonths];
    let joiners = dice.maybe(60, |dice| dice.one(&joiners)).filter(|_| plain);
    Target { of, restated: restated(dice, counts), joiners: joiners.unwrap_or_default() }
}

/// The rows of some months: of any one name and measure at most one a month.
pub fn rows(dice: &mut Dice, program: Currency) -> Vec<CaseTarget> {
    let mut rows = Vec::new();
    let first = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day");
    for partner in PARTNERS {
        for measure in MEASURES {
            let often = dice.one(&[0, 30, 80]);
            for month in (0..24).filter(|_| dice.chance(often)).collect::<Vec<_>>() {
                let from = first + Months::new(month);
                let counts = dice.chance(30);
                let value = match number(dice, counts) {
                    Quantity::Money(money) => {
                        let other = currency(dice.one(&PROGRAM_CURRENCIES));
                        let code = if dice.chance(80) { program } else { other };
                        Quantity::Money(Money::from_units(money.units(), code))
                    }
                    number @ Quantity::Number(_) => number,
                };
                rows.push(CaseTarget {
                    id: None,
                    of: CaseTargetSubject::Partner(partner.to_owned()),
                    name: NAMES[usize::from(counts)].to_owned(),
                    measure: measure.to_owned(),
                    from,
                    until: from.with_day(1).expect("a day") + Months::new(1) - Days::new(1),
                    value,
                });
            }
        }
    }
    rows
}
