//! Baselines and targets in words.

use tierwright_program::{baseline::RestatedBy, words};

use super::{super::schedule_words::amount_words, Parts, exact_text};
use crate::{
    Plan,
    explanation::{Compared, ComparedStep, ComparedWith},
};

/// How a baseline or target came about.
pub(super) fn step(of: &ComparedStep, plan: &Plan) -> Parts {
    let label = match (of.with, &of.how) {
        (_, Compared::Best { .. }) => "Baseline that pays most",
        (ComparedWith::Baseline, _) => "Baseline",
        (ComparedWith::Target, _) => "Target",
    };
    let value = match of.how {
        Compared::Best { taken, .. } => format!("number {}", taken + 1),
        _ => amount_words(of.value),
    };
    ("compared", label.to_owned(), detail(&of.how, plan), value)
}

fn detail(how: &Compared, plan: &Plan) -> String {
    let id = |partner: &usize| plan.facts().partners.ids[*partner].clone();
    match how {
        Compared::Mean { periods, sum } => {
            format!("{} / {periods} periods", words::quantity(*sum))
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
        Compared::Best { gives, .. } => {
            let each: Vec<_> = gives.iter().map(|one| exact_text(*one)).collect();
            format!("they give {}", words::list(&each, "and"))
        }
    }
}
