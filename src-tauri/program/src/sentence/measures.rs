//! Measures, windows and requirements in words.

use super::{compared, counted, filters};
use crate::{
    Measure, Quantity, Rate, Requirement, Weight, Window,
    incentive::Threshold,
    measure::{
        AtLeast, Basis, Certifications, Counting, GrowthIs, Ratio, Reaches, Sales, Scope, Score,
        Scored, ValueBasis, Zeros,
    },
    words,
};

/// A measure with everything that decides what it counts.
pub fn measure(measure: &Measure) -> String {
    counted(measure, false)
}

/// A measure as it follows a number; `one` when the number is 1.
fn counted(measure: &Measure, one: bool) -> String {
    match measure {
        Measure::Revenue(of) => {
            format!("{} {}{}", basis(of.basis), of.value.words(), counted_sales(of))
        }
        Measure::ListRevenue(of) => counted::priced("list revenue", "list price", of),
        Measure::Cost(of) => counted::priced("cost", "cost", of),
        Measure::Margin(of) => counted::priced("margin", "cost", of),
        Measure::Recurring(of) => counted::priced("recurring revenue", "recurring amount", of),
        Measure::Units(of) => {
            let noun = if one { "unit" } else { "units" };
            format!("{noun} {} of returns{}", basis(of.basis), sales(of))
        }
        Measure::Deals(of) => {
            let noun = if one { "deal" } else { "deals" };
            format!("{noun} won {} of returns{}", basis(of.basis), sales(of))
        }
        Measure::Customers(of) => counted::customers(of, one),
        Measure::NewCustomers(of) => counted::new_customers(of, one),
        Measure::Points(of) => counted::points(of, one),
        Measure::Activities(of) => counted::activities(of, one),
        Measure::Score(of) => counted::score(of),
        Measure::Certifications(of) => certifications(of, one),
        Measure::Ratio(of) => {
            let (part, whole) = (inside(&of.part), inside(&of.whole));
            format!("{part} as a share of {whole}{}", rounded(of))
        }
        Measure::Growth(growth) => {
            let how = match growth.is {
                GrowthIs::Ratio => "as a percentage of",
                GrowthIs::Amount => "above",
            };
            let earlier = compared::taken_from(&growth.over, "window");
            format!("{} {how} {earlier}", bracketed(&growth.of))
        }
        Measure::Attainment(of) => {
            let target = compared::measure_target(&of.target);
            format!("{} as a percentage of {target}", bracketed(&of.of))
        }
    }
}

/// Whether returns lower a value.
pub fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Gross => "gross",
        Basis::Net => "net",
    }
}

fn certifications(of: &Certifications, one: bool) -> String {
    let kind = words::said(&of.kind);
    match (of.counting, one) {
        (Counting::Certificates, true) => format!("valid {kind}"),
        (Counting::Certificates, false) => format!("valid {kind}s"),
        (Counting::People, true) => format!("person with a valid {kind}"),
        (Counting::People, false) => format!("people with a valid {kind}"),
    }
}

/// How a ratio is rounded before it is compared.
fn rounded(of: &Ratio) -> String {
    of.decimals.map_or_else(String::new, |decimals| {
        format!(" rounded to {} of the ratio", words::count(decimals, "decimal"))
    })
}

/// A side of a ratio; in brackets where it is one itself.
fn inside(side: &Measure) -> String {
    match side {
        Measure::Ratio(_) => bracketed(side),
        side => measure(side),
    }
}

/// A measure in brackets.
fn bracketed(of: &Measure) -> String {
    format!("({})", measure(of).trim_end_matches(','))
}

/// What is counted of sales otherwise than in revenue.
pub(super) fn sales(of: &Sales) -> String {
    format!("{}{}", as_revenue(of.value), counted_sales(of))
}

/// When money counts that something else than revenue is counted by; nothing where it is plain.
pub fn as_revenue(value: ValueBasis) -> String {
    let words = value.words();
    if words == "revenue" { String::new() } else { format!(" as {words}") }
}

fn counted_sales(of: &Sales) -> String {
    let roles = if of.roles.is_empty() { String::new() } else { filters::roles(&of.roles) };
    let (which, months) = (filters::clause(&of.of), in_months(of.value));
    format!("{roles}{which}{}{months}, counting {},", scope(of.scope), counting(of.weight))
}

/// Whose sales count; nothing for the partner's own.
const fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Partner => "",
        Scope::WithChildren => " of the partner and all partners below it, each deal once",
        Scope::Group => " of all partners of its group, each deal once",
    }
}

/// How long after its close money of a deal counts; nothing where all of it does.
pub fn in_months(value: ValueBasis) -> String {
    value.first_months.map_or_else(String::new, |months| {
        format!(" dated in the first {} of its deal", words::the_count(months, "month"))
    })
}

/// How much of a deal counts.
pub fn counting(weight: Weight) -> &'static str {
    match weight {
        Weight::WholeDeal => "whole deals",
        Weight::DeclaredShare => "declared shares",
    }
}

/// A window seen from a period called `period`, for what is summed over it.
pub fn window(window: Window, period: &str) -> String {
    match window {
        Window::Period => format!("in the {period}"),
        Window::YearToDate => {
            format!("from the start of the fiscal year to the end of the {period}")
        }
        Window::TrailingMonths(months) => {
            format!("over the {} to the end of the {period}", words::the_count(months, "month"))
        }
        Window::TrailingQuarters(quarters) => format!("over {}", quarters_to(quarters, period)),
        Window::Dates(days) => format!(
            "from {} to {}, no later than the end of the {period}",
            words::day(days.from),
            words::day(days.until)
        ),
        Window::ProgramLife => format!("from the first fact to the end of the {period}"),
    }
}

/// The last day of a window, for what is counted on it.
fn last_day(window: Window, period: &str) -> String {
    match window {
        Window::Period => format!("at the end of the {period}"),
        Window::YearToDate => format!("at the end of the fiscal year to date of the {period}"),
        Window::TrailingMonths(months) => format!(
            "at the end of the {} to the end of the {period}",
            words::the_count(months, "month")
        ),
        Window::TrailingQuarters(quarters) => {
            format!("at the end of {}", quarters_to(quarters, period))
        }
        Window::Dates(days) => format!(
            "at the end of {}, counted from {}, or of the {period} before it",
            words::day(days.until),
            words::day(days.from)
        ),
        Window::ProgramLife => {
            format!("at the end of all facts up to the end of the {period}")
        }
    }
}

/// So many fiscal quarters up to the one that a period ends in.
fn quarters_to(quarters: u16, period: &str) -> String {
    match quarters {
        1 => format!("the fiscal quarter that the {period} ends in, up to the end of the {period}"),
        several => format!(
            "the {} to the one that the {period} ends in",
            words::count(several, "fiscal quarter")
        ),
    }
}

/// A measure over its window.
pub fn measured(of: &Measure, over: Window, period: &str) -> String {
    format!("{} {}", measure(of), time(of, over, period))
}

fn time(of: &Measure, over: Window, period: &str) -> String {
    match of {
        Measure::Certifications(_) => last_day(over, period),
        _ => window(over, period),
    }
}

/// A requirement in words, for a level or gate that looks at periods called `period`.
pub fn requirement(asked: &Requirement, period: &str) -> String {
    asks(asked, period, false)
}

fn asks(asked: &Requirement, period: &str, inside: bool) -> String {
    let (word, none, parts) = match asked {
        Requirement::All(parts) => ("and", "anything at all", parts),
        Requirement::Any(parts) => ("or", "what nobody can reach", parts),
        Requirement::AtLeast(some) => return at_least(some, period),
        Requirement::Score(of) => return score(of, period),
        Requirement::Reaches(leaf) => return reaches(leaf, period),
    };
    match parts.as_slice() {
        [] => none.to_owned(),
        [one] => asks(one, period, inside),
        parts => {
            let parts: Vec<_> = parts.iter().map(|part| asks(part, period, true)).collect();
            let joined = parts.join(&format!(" {word} "));
            if inside { format!("({joined})") } else { joined }
        }
    }
}

fn at_least(some: &AtLeast, period: &str) -> String {
    let parts: Vec<_> = some.of.iter().map(|part| asks(part, period, true)).collect();
    format!("at least {} of these {}: ({})", some.count, some.of.len(), parts.join("; "))
}

fn score(of: &Score, period: &str) -> String {
    let part = |part: &Scored| {
        let (weight, target) = (words::number(part.weight), threshold(&part.measure, part.target));
        format!("{weight} for {target} in {}", measured(&part.measure, part.window, period))
    };
    let parts: Vec<_> = of.of.iter().map(part).collect();
    let zeros = match of.zeros {
        Zeros::Allowed => "",
        Zeros::Refused => ", each of them above zero",
    };
    let least = words::number(of.at_least);
    format!(
        "a score of at least {least}{zeros}, in proportion up to each target: ({})",
        parts.join("; ")
    )
}

fn reaches(leaf: &Reaches, period: &str) -> String {
    let more = match leaf.threshold {
        Threshold::Reached => "at least",
        Threshold::Passed => "more than",
    };
    let least = format!("{more} {}", threshold(&leaf.measure, leaf.at_least));
    let one =
        leaf.threshold == Threshold::Reached && leaf.at_least == Quantity::Number(Rate::whole(1));
    let of = if leaf.measure.is_money() { " of" } else { "" };
    let time = time(&leaf.measure, leaf.window, period);
    match &leaf.measure {
        Measure::Ratio(ratio) => {
            let (part, whole) = (inside(&ratio.part), inside(&ratio.whole));
            format!("{part} making up {least} of {whole}{} {time}", rounded(ratio))
        }
        Measure::Growth(growth) => {
            let how = match growth.is {
                GrowthIs::Ratio => "of",
                GrowthIs::Amount => "above",
            };
            let earlier = compared::taken_from(&growth.over, "window");
            format!("{} {time} being {least} {how} {earlier}", bracketed(&growth.of))
        }
        Measure::Attainment(of) => {
            let target = compared::measure_target(&of.target);
            format!("{} {time} being {least} of {target}", bracketed(&of.of))
        }
        measure => format!("{least}{of} {} {time}", counted(measure, one)),
    }
}

/// A threshold of a measure, in its unit.
pub fn threshold(measure: &Measure, value: Quantity) -> String {
    if measure.is_ratio() { words::ratio(value) } else { words::quantity(value) }
}
