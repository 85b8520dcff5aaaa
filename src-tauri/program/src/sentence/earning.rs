//! Who earns what on what, in words.

use super::{compared, counted, filters, measures, policy, schedules};
use crate::{
    Incentive, Program,
    incentive::{Accumulation, Baseline, Paid, Part},
    shares::SharedOf,
    words,
};

/// Who earns, at which rates, on what, and when.
pub fn earns(program: &Program, incentive: &Incentive) -> String {
    let first = schedules::said(program, incentive, &incentive.schedule);
    let mut sentences = vec![headline(program, incentive, &first.pays)];
    sentences.extend(first.sentences);
    if incentive.period == Accumulation::Term {
        sentences.push(over_term(program));
    }
    if let Some(baseline) = incentive.earns_on.part.baseline() {
        sentences.extend(compared::of_baseline(program, baseline));
    }
    if let Some(target) = &incentive.target {
        let period = period_noun(program, incentive.period);
        sentences.extend(compared::of_target(program, target, &period));
    }
    sentences.extend(schedules::later(program, incentive));
    sentences.join(" ")
}

/// The first sentence: when, who, what, on what and how.
fn headline(program: &Program, incentive: &Incentive, pays: &str) -> String {
    let time = match incentive.period {
        Accumulation::Line => "On each line of each deal".to_owned(),
        Accumulation::Deal => "On each deal".to_owned(),
        Accumulation::Term => "Over the term of each deal".to_owned(),
        period => format!("Each {}", period_noun(program, period)),
    };
    let partners =
        format!("partners{}{}", filters::roles(&incentive.roles), filters::clause(&incentive.who));
    let verb = match incentive.shares.as_ref().map(|shares| shares.of) {
        None => "earn",
        Some(SharedOf::OnePool) => "share a pool of",
        Some(SharedOf::EachOwn) => "earn their part of",
    };
    format!("{time}, {partners} {verb} {pays}.")
}

/// How what a deal gives is earned over its term.
fn over_term(program: &Program) -> String {
    format!(
        "Each {} earns what the deal gives for the days of its term that are over, less what was \
         earned before; a deal without a term earns all at its close, and a cancelled one nothing \
         more from then on.",
        policy::fiscal(program.payment.every)
    )
}

/// V in words.
pub fn paid_on(program: &Program, incentive: &Incentive) -> String {
    let earns_on = &incentive.earns_on;
    let what = filters::clause(&incentive.what);
    let (basis, counting) = (measures::basis(earns_on.basis), measures::counting(earns_on.weight));
    let priced = |figure: &str| {
        let (noun, without) = (earns_on.measure.words(), counted::absent(figure, earns_on.absent));
        format!("{basis} {noun}{what}, counting {counting}, {without}")
    };
    let value = match &earns_on.measure {
        Paid::Revenue => {
            let (revenue, months) = (earns_on.value.words(), measures::in_months(earns_on.value));
            format!("{basis} {revenue}{what}{months}, counting {counting}")
        }
        Paid::ListRevenue => priced("list price"),
        Paid::Cost | Paid::Margin => priced("cost"),
        Paid::Recurring => priced("recurring amount"),
        Paid::Deals => {
            format!("the number of deals {basis} of returns{what}, counting {counting}")
        }
        Paid::Customers => format!("the number of different customers won{what}"),
        Paid::NewCustomers(new) => {
            format!("the number of different new customers won{what}, {}", counted::new_when(*new))
        }
        Paid::Points(rule) => {
            let rule = counted::points_rule(rule);
            format!("points {basis} of returns{what}, counting {counting}, {rule}")
        }
        Paid::Activities(of) => counted::activities(of, false),
        Paid::Units => format!("units {basis} of returns{what}, counting {counting}"),
        // What counts of a deal changes nothing where only the deal itself counts.
        Paid::Nothing => format!("deals{what}, whatever they are worth"),
    };
    let value = match earns_on.measure {
        Paid::Revenue => value,
        _ => {
            let (as_revenue, months) =
                (measures::as_revenue(earns_on.value), measures::in_months(earns_on.value));
            format!("{value}{as_revenue}{months}")
        }
    };
    let earlier = |baseline: &Baseline| {
        compared::taken_from(&baseline.of, &period_noun(program, incentive.period))
    };
    match &earns_on.part {
        Part::Whole => value,
        Part::WholeComparedWith(baseline) => {
            format!("{value}, compared with {}", earlier(baseline))
        }
        Part::IncrementOver(baseline) => {
            format!("the increase of {value}, over {}", earlier(baseline))
        }
    }
}

/// What must be reached before it pays at all.
pub fn gate(program: &Program, incentive: &Incentive) -> Option<String> {
    let gate = incentive.gate.as_ref()?;
    let asked = measures::requirement(gate, &period_noun(program, incentive.period));
    let others =
        if incentive.shares.is_some() { "; the share of any other stays unpaid" } else { "" };
    Some(format!("It pays only to partners with {asked}{others}."))
}

/// The closing dates it runs for.
pub fn dates(incentive: &Incentive) -> Option<String> {
    let days = match (incentive.dates.from, incentive.dates.until) {
        (None, None) => return None,
        (Some(from), None) => format!("from {} on", words::day(from)),
        (None, Some(until)) => format!("up to {}", words::day(until)),
        (Some(from), Some(until)) => format!("from {} to {}", words::day(from), words::day(until)),
    };
    Some(format!("It covers deals closed {days}."))
}

/// The period that windows and tier days are seen from.
pub fn period_noun(program: &Program, period: Accumulation) -> String {
    match period.length() {
        None => format!("{} the deal closes in", policy::fiscal(program.payment.every)),
        Some(length) => policy::fiscal(length),
    }
}
