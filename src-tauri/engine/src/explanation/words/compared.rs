//! Baselines and targets in words.

use tierwright_program::{
    baseline::{BaselineOf, RestatedBy},
    words,
};

use super::{super::schedule_words::amount_words, Parts, exact_text, measure_words};
use crate::{
    Plan,
    explanation::{Compared, ComparedStep, ComparedWith, Exact, ExactQuantity, Step},
};

/// What growth or attainment was worked out from.
pub(super) fn behind(steps: &[Step], plan: &Plan) -> String {
    let each: Vec<String> = steps
        .iter()
        .filter_map(|one| match one {
            Step::Measure(measure) => Some(measure_words(measure, plan)),
            Step::Compared(with) => Some(step(with, plan)),
            _ => None,
        })
        .map(|(_, label, detail, value)| format!("{label} {value} ({detail})"))
        .collect();
    each.join("; ")
}

/// How a baseline or target came about.
pub(super) fn step(of: &ComparedStep, plan: &Plan) -> Parts {
    let label = match (of.with, &of.how) {
        (_, Compared::Best { .. }) => "Baseline that pays most",
        (ComparedWith::Baseline, _) => "Baseline",
        (ComparedWith::Target, _) => "Target",
    };
    let value = match &of.how {
        Compared::Best { taken, .. } => taken.words("period"),
        _ => amount_words(of.value),
    };
    ("compared", label.to_owned(), detail(&of.how, plan), value)
}

fn detail(how: &Compared, plan: &Plan) -> String {
    let id = |partner: &usize| plan.facts().partners.ids[*partner].clone();
    match how {
        Compared::Mean { periods, sum } => {
            format!("{} / {}", words::quantity(*sum), words::count(*periods, "period"))
        }
        Compared::Fixed => "as stored in the program".to_owned(),
        Compared::Agreed(rows) if rows.is_empty() => "nothing was agreed in the data".to_owned(),
        Compared::Agreed(rows) => {
            format!("agreed in {}", words::list(rows, "and"))
        }
        Compared::Grown { over, by } => {
            format!("{} x (1 + {})", amount_words(*over), words::number(*by))
        }
        Compared::Restated { before, of, by, months, all_months } => {
            let change = match by {
                RestatedBy::Rate(rate) => {
                    format!("{} x {}", amount_words(*of), words::number(*rate))
                }
                RestatedBy::Amount(amount) => words::quantity(*amount),
            };
            format!("{} + {change} x {months} / {all_months} months", amount_words(*before))
        }
        Compared::Joiner { before, joined, begun, months, all_months } => {
            let month = if *begun { "that month included" } else { "months begun before left out" };
            format!(
                "{} x {months} / {all_months} months, as the partner joined on {}, {month}",
                amount_words(*before),
                words::day(*joined)
            )
        }
        Compared::Minimum { before } => {
            format!("the stored minimum in place of {}", amount_words(*before))
        }
        Compared::Median { before, peers } => {
            let each: Vec<_> = peers
                .iter()
                .map(|(peer, base)| format!("{} {}", id(peer), amount_words(*base)))
                .collect();
            let each = if each.is_empty() { "no peers".to_owned() } else { each.join(", ") };
            format!("the median of {each}, in place of {}", amount_words(*before))
        }
        Compared::Lowest(bases) => {
            let of = |(of, base): &(BaselineOf, ExactQuantity)| {
                format!("{} is {}", of.words("period"), amount_words(*base))
            };
            let each: Vec<_> = bases.iter().map(of).collect();
            format!("the lowest above zero, where {}", words::list(&each, "and"))
        }
        Compared::Best { gives, .. } => {
            let of = |(of, gives): &(BaselineOf, Exact)| {
                format!("{} gives {}", of.words("period"), exact_text(*gives))
            };
            words::list(&gives.iter().map(of).collect::<Vec<_>>(), "and")
        }
    }
}
