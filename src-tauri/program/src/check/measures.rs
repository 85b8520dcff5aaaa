//! Requirements, measures, windows and units.

use super::{At, Code, Findings, compared::Compared, counted, filters, roles, score, texts};
use crate::{
    Measure, Program, Quantity, Requirement, Window,
    incentive::{Qualifier, Threshold},
    measure::{AtLeast, Ratio, Reaches, Sales, ValueBasis},
    words,
};

/// The gate of an incentive, and the measure of its qualifier.
pub fn incentive(at: &At<'_>, found: &mut Findings) {
    if let Some(gate) = &at.incentive.gate {
        requirement(at.program, gate, &at.below("gate"), found);
    }
    if let Qualifier::Measure(qualifier) = &at.incentive.qualifier {
        let place = at.below("qualifier/measure");
        measure(at.program, &qualifier.measure, &format!("{place}/measure"), found);
        let measured = format!("{place}/measure");
        roles::overlay_measured(at.program, &qualifier.measure, &measured, found);
        window(qualifier.window, &format!("{place}/window"), found);
    }
}

/// A requirement tree: its lists and every leaf.
pub fn requirement(
    program: &Program,
    requirement: &Requirement,
    place: &str,
    found: &mut Findings,
) {
    let mut parts = Vec::new();
    requirement.parts(place, &mut parts);
    for (place, part) in parts {
        match part {
            Requirement::All(parts) => not_empty(parts, "all", "everyone meets", &place, found),
            Requirement::Any(parts) => not_empty(parts, "any", "nobody meets", &place, found),
            Requirement::AtLeast(some) => at_least(some, &format!("{place}/at_least"), found),
            Requirement::Score(of) => score::score(program, of, &format!("{place}/score"), found),
            Requirement::Reaches(leaf) => {
                reaches(program, leaf, &format!("{place}/reaches"), found)
            }
        }
    }
}

fn not_empty(parts: &[Requirement], word: &str, means: &str, place: &str, found: &mut Findings) {
    if parts.is_empty() {
        found.add(
            Code::RequirementEmpty,
            format!("{place}/{word}"),
            format!("This asks for {word} of no requirements, which {means}."),
            "Add a requirement, or take this one out.",
        );
    }
}

/// Some of several requirements: as many as there are at most, and one at least.
fn at_least(some: &AtLeast, place: &str, found: &mut Findings) {
    let (count, all) = (usize::from(some.count), some.of.len());
    if count == 0 {
        found.add(
            Code::ThresholdZero,
            format!("{place}/count"),
            "At least 0 of these requirements are met without doing anything.",
            "Ask for at least 1, or take the requirement out.",
        );
    } else if count > all {
        found.add(
            Code::RequirementUnreachable,
            format!("{place}/count"),
            format!("{count} of {all} requirements can never be met."),
            format!("Ask for {all} at most, or add requirements."),
        );
    }
}

fn reaches(program: &Program, leaf: &Reaches, place: &str, found: &mut Findings) {
    measure(program, &leaf.measure, &format!("{place}/measure"), found);
    roles::overlay_measured(program, &leaf.measure, &format!("{place}/measure"), found);
    window(leaf.window, &format!("{place}/window"), found);
    let place = format!("{place}/at_least");
    let measured = Measured { money: leaf.measure.is_money(), what: leaf.measure.words() };
    unit(program, leaf.at_least, &measured, &place, found);
    let units = match leaf.at_least {
        Quantity::Money(amount) => amount.units(),
        Quantity::Number(number) => number.units(),
    };
    if units < 0 || (units == 0 && leaf.threshold == Threshold::Reached) {
        found.add(
            Code::ThresholdZero,
            place,
            format!("{} is reached without doing anything.", words::quantity(leaf.at_least)),
            "Ask for more than zero, or take the requirement out.",
        );
    }
}

/// What a threshold is compared with.
pub struct Measured {
    /// Whether it is money.
    pub money: bool,
    /// What it is called.
    pub what: String,
}

/// Whether a threshold has the unit of what it is compared with.
pub fn unit(
    program: &Program,
    threshold: Quantity,
    measured: &Measured,
    place: &str,
    found: &mut Findings,
) {
    match threshold {
        Quantity::Money(amount) if measured.money => {
            currency(program, amount.currency(), place, found);
        }
        Quantity::Number(_) if !measured.money => {}
        Quantity::Money(amount) => found.add(
            Code::UnitMismatch,
            place,
            format!(
                "{} is an amount of money, and the threshold of {} is a plain number.",
                words::money(amount),
                measured.what
            ),
            "Write a number without a currency.",
        ),
        Quantity::Number(number) => found.add(
            Code::UnitMismatch,
            place,
            format!(
                "{} is a plain number, and the threshold of {} is money.",
                words::number(number),
                measured.what
            ),
            format!("Write an amount in {}.", program.currency),
        ),
    }
}

/// Whether an amount is in the program's currency.
pub fn currency(program: &Program, is: crate::Currency, place: &str, found: &mut Findings) {
    if is != program.currency {
        found.add(
            Code::CurrencyMixed,
            place,
            format!(
                "This amount is in {is}, and the program is calculated in {}.",
                program.currency
            ),
            format!("Write the amount in {}.", program.currency),
        );
    }
}

/// A window that holds something.
pub fn window(window: Window, place: &str, found: &mut Findings) {
    let (key, sentence, hint) = match window {
        Window::TrailingMonths(0) => (
            "trailing_months",
            "A window of 0 months holds no sales.",
            "Write how many months it looks back, such as 12.",
        ),
        Window::TrailingQuarters(0) => (
            "trailing_quarters",
            "A window of 0 quarters holds no sales.",
            "Write how many quarters it looks back, such as 4.",
        ),
        Window::Dates(days) if days.until < days.from => (
            "dates",
            "A window that ends before it begins holds no sales.",
            "Swap the dates, or correct one.",
        ),
        _ => return,
    };
    found.add(Code::WindowEmpty, format!("{place}/{key}"), sentence, hint);
}

/// A measure, its filters and its parts.
pub fn measure(program: &Program, measure: &Measure, place: &str, found: &mut Findings) {
    let below = |key: &str| format!("{place}/{key}");
    match measure {
        Measure::Revenue(of) => {
            sales_of_any(program, of, &below("revenue"), found);
            first_months(of.value, &below("revenue/value"), found);
        }
        Measure::Units(of) => sales(program, of, &below("units"), found),
        Measure::Deals(of) => sales(program, of, &below("deals"), found),
        Measure::ListRevenue(of) => sales(program, &of.sales, &below("list_revenue/sales"), found),
        Measure::Cost(of) => sales(program, &of.sales, &below("cost/sales"), found),
        Measure::Margin(of) => sales(program, &of.sales, &below("margin/sales"), found),
        Measure::Recurring(of) => sales(program, &of.sales, &below("recurring/sales"), found),
        Measure::Customers(of) => {
            counted::buyers(program, &of.of, &of.roles, &below("customers"), found);
        }
        Measure::NewCustomers(of) => {
            counted::new_customers(program, of, &below("new_customers"), found)
        }
        Measure::Points(of) => {
            sales(program, &of.sales, &below("points/sales"), found);
            counted::points(program, &of.rule, &below("points/rule"), found);
        }
        Measure::Activities(of) => {
            texts::not_empty(&of.kind, &below("activities/kind"), "kind of activity", found);
        }
        Measure::Score(of) => {
            texts::not_empty(&of.name, &below("score/name"), "name of a score", found);
        }
        Measure::Certifications(of) => {
            let place = below("certifications/kind");
            texts::not_empty(&of.kind, &place, "kind of certification", found);
        }
        Measure::Ratio(of) => ratio(program, of, &below("ratio"), found),
        Measure::Growth(growth) => {
            let place = below("growth");
            let money = compared_measure(program, &growth.of, &place, found);
            Compared { program, money, length: None }.of(
                &growth.over,
                &format!("{place}/over"),
                found,
            );
        }
        Measure::Attainment(of) => {
            let place = below("attainment");
            let money = compared_measure(program, &of.of, &place, found);
            Compared { program, money, length: None }.measure_target(
                &of.target,
                &format!("{place}/target"),
                found,
            );
        }
    }
}

/// What is compared with a baseline or target: any plain measure. Whether it is money.
fn compared_measure(program: &Program, of: &Measure, place: &str, found: &mut Findings) -> bool {
    let place = format!("{place}/of");
    measure(program, of, &place, found);
    may_stand_in_ratio(of, &place, found);
    of.is_money()
}

/// Sales that are not counted in money of their own days.
fn sales(program: &Program, sales: &Sales, place: &str, found: &mut Findings) {
    sales_of_any(program, sales, place, found);
    if !sales.value.is_plain() {
        found.add(
            Code::ValueNeedsRevenue,
            format!("{place}/value"),
            "Only revenue can be billed, collected or with tax.",
            "Measure revenue, or take this out.",
        );
    }
}

/// Months of a deal that hold something.
pub fn first_months(value: ValueBasis, place: &str, found: &mut Findings) {
    if value.first_months == Some(0) {
        found.add(
            Code::WindowEmpty,
            format!("{place}/first_months"),
            "The first 0 months of a deal hold no money.",
            "Write how many months count, such as 12.",
        );
    }
}

fn sales_of_any(program: &Program, sales: &Sales, place: &str, found: &mut Findings) {
    let of = format!("{place}/of");
    filters::filter(program, &sales.of, &of, filters::Chooses::Sales, found);
    filters::roles(&sales.roles, &format!("{place}/roles"), found);
}

fn ratio(program: &Program, ratio: &Ratio, place: &str, found: &mut Findings) {
    let sides = [(&ratio.part, "part"), (&ratio.whole, "whole")];
    let mut fits = true;
    for (side, key) in sides {
        let place = format!("{place}/{key}");
        measure(program, side, &place, found);
        fits &= may_stand_in_ratio(side, &place, found);
    }
    if fits && ratio.part.is_money() != ratio.whole.is_money() {
        found.add(
            Code::RatioUnitsDiffer,
            place,
            format!("{} cannot be a share of {}.", ratio.part.words(), ratio.whole.words()),
            "Divide money by money, or a number by a number.",
        );
    }
    if ratio.decimals.is_some_and(|decimals| decimals > 8) {
        found.add(
            Code::DecimalsTooMany,
            format!("{place}/decimals"),
            "A ratio is known to eight decimals at most once it is rounded.",
            "Use 8 or fewer, or leave the ratio exact.",
        );
    }
}

fn may_stand_in_ratio(side: &Measure, place: &str, found: &mut Findings) -> bool {
    match side {
        Measure::Ratio(_) | Measure::Growth(_) | Measure::Attainment(_) => found.add(
            Code::RatioOfRatio,
            place,
            "A ratio cannot be a part of another ratio.",
            "Divide two plain measures.",
        ),
        Measure::Certifications(_) => found.add(
            Code::RatioOfCertifications,
            place,
            "Certifications are counted on a day and cannot be a part of a ratio.",
            "Ask for a number of certifications instead.",
        ),
        Measure::Score(_) => found.add(
            Code::RatioOfScore,
            place,
            "A score is a figure of its own and cannot be a part of a ratio.",
            "Ask for the score itself.",
        ),
        _ => return true,
    }
    false
}
