//! Figures that sum payout lines: what they are made of.

use tierwright_engine::{Outcome, Selection};
use tierwright_program::{
    Money,
    words::{count, grouped},
};

use super::Found;
use crate::{
    deals,
    figure::{figure, title},
    wire::{Failure, Part},
    words,
};

/// The most partners that stand by themselves; the others are one part.
const MOST_PARTNERS: usize = 50;
/// The most parts that are written out as a sum.
const MOST_TERMS: usize = 8;

/// Breaks a figure down by the first of incentive, partner and quarter that it does not name.
pub(super) fn explain(outcome: &Outcome, of: Selection) -> Result<Found, Failure> {
    let terms = Terms::of(outcome, of);
    let amount = outcome.total(of);
    let parts = terms.parts(outcome);
    Ok(Found {
        sentence: terms.sentence(outcome, of, amount),
        formula: formula(&parts, amount),
        parts,
        steps: Vec::new(),
        why_not: (amount.units() == 0).then(|| format!("{} pays nothing.", title(of, outcome))),
        next_threshold: None,
        deals: of.partner.map(|_| deals::Found::of(of, outcome)).transpose()?,
    })
}

/// What a figure is the sum of.
struct Terms {
    terms: Vec<Term>,
    /// One of them: `incentive`, `partner` or `quarter`.
    noun: &'static str,
}

struct Term {
    of: Selection,
    label: String,
    detail: String,
    amount: Money,
}

impl Terms {
    fn of(outcome: &Outcome, of: Selection) -> Self {
        if of.incentive.is_none() {
            Self::incentives(outcome, of)
        } else if of.partner.is_none() {
            Self::partners(outcome, of)
        } else {
            Self::quarters(outcome, of)
        }
    }

    fn incentives(outcome: &Outcome, of: Selection) -> Self {
        let incentives = &outcome.plan().program().incentives;
        let paid = (0..incentives.len()).filter(|at| outcome.is_paid(*at));
        let term = |at: usize| {
            Term::new(outcome, Selection { incentive: Some(at), ..of }, &incentives[at].name, "")
        };
        Self { terms: paid.map(term).collect(), noun: "incentive" }
    }

    /// Partners who get something, the highest first.
    fn partners(outcome: &Outcome, of: Selection) -> Self {
        let (names, ids) = (&outcome.facts().partners.names, &outcome.facts().partners.ids);
        let term = |at: usize| {
            Term::new(outcome, Selection { partner: Some(at), ..of }, &names[at], &ids[at])
        };
        let mut terms: Vec<Term> =
            (0..names.len()).map(term).filter(|term| term.amount.units() != 0).collect();
        terms.sort_by_key(|term| std::cmp::Reverse(term.amount.units()));
        Self { terms, noun: "partner" }
    }

    fn quarters(outcome: &Outcome, of: Selection) -> Self {
        let calendar = outcome.plan().program().calendar;
        let term = |at: usize| {
            let label = words::quarter(&calendar, outcome.quarters()[at]);
            Term::new(outcome, Selection { quarter: Some(at), ..of }, &label, "")
        };
        Self { terms: (0..outcome.quarters().len()).map(term).collect(), noun: "quarter" }
    }

    /// The parts as they are shown: all of them, or the highest partners and the others together.
    fn parts(&self, outcome: &Outcome) -> Vec<Part> {
        let most = if self.noun == "partner" { MOST_PARTNERS } else { self.terms.len() };
        let (shown, others) = self.terms.split_at(most.min(self.terms.len()));
        let mut parts: Vec<Part> = shown.iter().map(|term| term.part(outcome)).collect();
        if let Some(first) = others.first() {
            let units = others.iter().map(|term| term.amount.units()).sum();
            parts.push(Part {
                label: format!("{} more", count(others.len() as u64, "partner")),
                detail: "Each gets less than the partners above".to_owned(),
                amount: Money::from_units(units, first.amount.currency()).amount_text(),
                figure: None,
            });
        }
        parts
    }

    /// How many parts there are, and which is the largest.
    fn sentence(&self, outcome: &Outcome, of: Selection, amount: Money) -> String {
        let paying: Vec<&Term> =
            self.terms.iter().filter(|term| term.amount.units() != 0).collect();
        // The first of equals.
        let largest = paying.iter().rev().max_by_key(|term| term.amount.units());
        match (paying.as_slice(), largest) {
            ([], _) | (_, None) => format!("{} pays nothing.", title(of, outcome)),
            ([one], _) => {
                let goes = if self.noun == "partner" { "goes to" } else { "comes from" };
                format!("All of {} {goes} {}.", words::money(amount), one.label)
            }
            (paying, Some(largest)) => format!(
                "{} is the sum of {}; the largest, {}, is {} of it.",
                words::money(amount),
                count(paying.len() as u64, self.noun),
                largest.label,
                words::percent(largest.amount.units(), amount.units()),
            ),
        }
    }
}

impl Term {
    fn new(outcome: &Outcome, of: Selection, label: &str, detail: &str) -> Self {
        let (label, detail) = (label.to_owned(), detail.to_owned());
        Self { of, label, detail, amount: outcome.total(of) }
    }

    fn part(&self, outcome: &Outcome) -> Part {
        Part {
            label: self.label.clone(),
            detail: self.detail.clone(),
            amount: self.amount.amount_text(),
            figure: Some(figure(self.of, outcome)),
        }
    }
}

/// The sum written out, where it is short enough to read.
fn formula(parts: &[Part], amount: Money) -> Vec<String> {
    if parts.len() < 2 || parts.len() > MOST_TERMS {
        return Vec::new();
    }
    let terms: Vec<String> = parts.iter().map(|part| grouped(&part.amount)).collect();
    vec![format!("{} = {}", terms.join(" + "), grouped(&amount.amount_text()))]
}
