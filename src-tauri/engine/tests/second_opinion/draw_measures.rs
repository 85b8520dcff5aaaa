//! Random measures and what is asked of them.

use tierwright_program::{
    Filter, Measure, Money, Quantity, Rate, Requirement, Sales, Window,
    incentive::Threshold,
    measure::{
        AtLeast, Certifications, Counting, Ratio, Reaches, Score, Scored, ValueBasis, Zeros,
    },
};

use crate::{
    dice::Dice,
    draw_facts::{self as facts, currency, rate},
    draw_sales::{on_sales, sales, value},
};

const MONEY: [&str; 10] =
    ["0", "100", "250", "500", "1000", "1500", "2500", "5000", "7500", "12500"];
const COUNTS: [&str; 7] = ["0", "0.5", "1", "2", "3", "4", "6"];
const RATIOS: [&str; 7] = ["0", "0.25", "0.33333333", "0.5", "0.6", "1", "2"];
const GROWTH: [&str; 8] = ["0", "0.5", "0.9", "1", "1.1", "1.25", "2", "4"];

/// Money of a number that stands for an amount; the program's currency is put in later.
pub fn amount(text: &str) -> Money {
    Money::parse(text, currency("USD")).expect("an amount")
}

/// Money, units or deals of sales.
fn of_sales(kind: usize, sales: Sales) -> Measure {
    let plain = Sales { value: ValueBasis::default(), ..sales.clone() };
    match kind {
        0 => Measure::Revenue(sales),
        1 => Measure::Units(plain),
        _ => Measure::Deals(plain),
    }
}

/// Sales whose money counts in any way.
fn revenue(dice: &mut Dice) -> Sales {
    Sales { value: value(dice), ..sales(dice) }
}

/// A measure of any kind.
pub fn measure(dice: &mut Dice) -> Measure {
    match dice.below(10) {
        0..4 => Measure::Revenue(revenue(dice)),
        4 => Measure::Units(sales(dice)),
        5 => Measure::Deals(sales(dice)),
        6 | 7 => Measure::Certifications(Certifications {
            kind: dice.text(&facts::ACTIVITIES),
            counting: dice.one(&[Counting::Certificates, Counting::People]),
        }),
        8 => {
            let kind = dice.below(3);
            let (part, whole) = (of_sales(kind, revenue(dice)), of_sales(kind, revenue(dice)));
            Measure::Ratio(Box::new(Ratio { part, whole, decimals: None }))
        }
        _ => share(dice),
    }
}

/// A share of the whole: the same sales, only some of them.
fn share(dice: &mut Dice) -> Measure {
    let (kind, whole) = (dice.below(3), revenue(dice));
    let some = Filter::All(vec![whole.of.clone(), on_sales(dice)]);
    let part = of_sales(kind, Sales { of: some, ..whole.clone() });
    Measure::Ratio(Box::new(Ratio { part, whole: of_sales(kind, whole), decimals: None }))
}

/// The months of a measure.
pub fn window(dice: &mut Dice) -> Window {
    match dice.below(3) {
        0 => Window::Period,
        1 => Window::YearToDate,
        _ => {
            let some = u16::try_from(2 + dice.below(18)).expect("few months");
            Window::TrailingMonths(dice.one(&[12, 1, some]))
        }
    }
}

fn numbers(list: &[&str]) -> Vec<Quantity> {
    list.iter().map(|text| Quantity::Number(rate(text))).collect()
}

/// Thresholds in the unit of a measure, lowest first.
pub fn scale(measure: &Measure) -> Vec<Quantity> {
    match measure {
        Measure::Revenue(_) => money_scale(),
        Measure::Units(_) | Measure::Deals(_) | Measure::Certifications(_) => count_scale(),
        Measure::Ratio(_) => numbers(&RATIOS),
        other => unreachable!("{other:?} is not drawn"),
    }
}

/// Thresholds of money.
pub fn money_scale() -> Vec<Quantity> {
    MONEY.iter().map(|text| Quantity::Money(amount(text))).collect()
}

/// Thresholds of numbers.
pub fn count_scale() -> Vec<Quantity> {
    numbers(&COUNTS)
}

/// Thresholds of growth as a ratio.
pub fn growth_scale() -> Vec<Quantity> {
    numbers(&GROWTH)
}

fn leaf(dice: &mut Dice) -> Requirement {
    let measure = measure(dice);
    let scale = scale(&measure);
    // The lowest thresholds most often, so that they are reached.
    let at = dice.one(&[1, 2, 3, 4, 1, 2, 3, 1, 2, 0, 5, 6]).min(scale.len() - 1);
    Requirement::Reaches(Reaches {
        measure,
        window: window(dice),
        at_least: scale[at],
        threshold: dice.weighted(&[(3, Threshold::Reached), (1, Threshold::Passed)]),
    })
}

/// A score of a few measures, which is asked for in tenths of all the weights.
fn score(dice: &mut Dice) -> Requirement {
    let of = dice.several(1, 3, |dice| {
        let measure = measure(dice);
        let scale = scale(&measure);
        let target = scale[(1 + dice.below(5)).min(scale.len() - 1)];
        let weight = Rate::whole(i32::try_from(dice.between(1, 3)).expect("a small weight"));
        Scored { measure, window: window(dice), target, weight }
    });
    let weights: i64 = of.iter().map(|scored| scored.weight.units()).sum();
    let at_least = Rate::from_units(weights / 10 * dice.between(3, 10));
    Requirement::Score(Score { of, at_least, zeros: dice.one(&[Zeros::Allowed, Zeros::Refused]) })
}

/// A requirement inside of another.
fn inner(dice: &mut Dice) -> Requirement {
    match dice.below(8) {
        0..4 => leaf(dice),
        4 => Requirement::All(dice.several(1, 2, leaf)),
        5 => Requirement::Any(dice.several(1, 2, leaf)),
        6 => Requirement::AtLeast(AtLeast { count: 1, of: dice.several(1, 2, leaf) }),
        _ => score(dice),
    }
}

/// A requirement of any form.
pub fn requirement(dice: &mut Dice) -> Requirement {
    match dice.below(10) {
        0..4 => leaf(dice),
        4 => Requirement::All(dice.several(1, 2, inner)),
        5 | 6 => Requirement::Any(dice.several(1, 2, inner)),
        7 => Requirement::AtLeast(AtLeast { count: 2, of: dice.several(2, 3, inner) }),
        _ => score(dice),
    }
}
