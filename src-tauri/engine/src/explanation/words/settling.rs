//! Stacking, and the way from what was earned to what is due, in words.

use tierwright_program::{Money, incentive::ServedIn, words};

use super::{Parts, difference, exact_text, full, grouped_money};
use crate::{
    Plan,
    explanation::{
        PastPayout, ReducedStep, Settled, SettledStep, StackingStep, TakenShare, TermStep,
    },
};

/// What a deal's term makes of what it gives.
pub(super) fn term(of: &TermStep, plan: &Plan) -> Parts {
    let label = format!("Deal {} over its term", &plan.facts().deals.ids[of.deal]);
    let detail = format!(
        "{} of {} over, up to {}; {} earned before",
        of.days,
        words::count(u64::try_from(of.term.days()).unwrap_or(0), "day"),
        words::day(of.served_until),
        full(of.before)
    );
    ("term", label, detail, full(of.earned))
}

/// The same as a sum.
pub(super) fn term_formula(of: &TermStep) -> String {
    let [gives, before, earned] = [of.gives, of.before, of.earned].map(grouped_money);
    format!("{gives} x {}/{} - {before} = {earned}", of.days, of.term.days())
}

/// What earlier results took off V.
pub(super) fn reduced(of: &ReducedStep, plan: &Plan) -> Parts {
    let by = words::list(&of.by.iter().map(|at| name(*at, plan)).collect::<Vec<_>>(), "and");
    let money = |exact| format!("{} {}", exact_text(exact), plan.program().currency);
    let detail = format!("{} less what {by} gave on the same deals", money(of.before));
    ("reduced", "Left to pay on".to_owned(), detail, money(of.after))
}

/// The same as a sum.
pub(super) fn reduced_formula(of: &ReducedStep) -> String {
    let taken = difference(of.before, of.after);
    format!("{} - {taken} = {}", exact_text(of.before), exact_text(of.after))
}

/// A comparison: what each gives, and which pays.
pub(super) fn stacking(of: &StackingStep, plan: &Plan) -> Parts {
    let each = of
        .contenders
        .iter()
        .map(|one| format!("{} gives {}", name(one.incentive, plan), exact_text(one.result)));
    let how = if of.best { "the highest pays" } else { "the first that gives something pays" };
    let each = words::list(&each.collect::<Vec<_>>(), "and");
    let label = match of.deal {
        None => "Compared".to_owned(),
        Some(deal) => format!("Deal {}", &plan.facts().deals.ids[deal]),
    };
    ("stacking", label, format!("{each}; {how}"), name(of.pays, plan))
}

fn name(incentive: usize, plan: &Plan) -> String {
    plan.program().incentives[incentive].name.clone()
}

/// A step towards what is due.
pub(super) fn settled(of: &SettledStep, plan: &Plan) -> Parts {
    let calendar = &plan.program().calendar;
    let (label, detail) = match &of.how {
        Settled::Netted { before, paid, .. } => (
            "Net of what was settled".to_owned(),
            format!(
                "{} so far, {} of it settled before{}",
                full(of.before),
                full(*before),
                past_payouts(paid, plan)
            ),
        ),
        Settled::Guaranteed { period, amount, carried, earned, before } => (
            format!("Guarantee of {}", words::money(*amount)),
            format!(
                "{} earned in {} so far, {} carried into it, {} due before",
                full(*earned),
                calendar.label(*period),
                full(*carried),
                full(*before)
            ),
        ),
        Settled::Again { accumulated, result, before, .. } => (
            format!("{} settled again", calendar.label(*accumulated)),
            format!("{} on what is known now, {} settled before", full(*result), full(*before)),
        ),
        Settled::ClawedBack { deal, on, earned, share, before } => (
            format!("Deal {} returned", &plan.facts().deals.ids[*deal]),
            format!(
                "{} of {} on {}, {} taken back before",
                taken_share(*share),
                full(*earned),
                words::day(*on),
                full(*before)
            ),
        ),
        Settled::Spread { parts, earlier } => (
            format!("Paid in {}", words::count(*parts, "part")),
            format!("one part of {}, and {} of earlier ones", full(of.before), full(*earlier)),
        ),
    };
    ("settled", label, detail, full(of.after))
}

/// The past payouts in what was settled before.
fn past_payouts(paid: &[PastPayout], plan: &Plan) -> String {
    if paid.is_empty() {
        return String::new();
    }
    let each = paid.iter().map(|one| {
        format!(
            "{} as past payout {}{}",
            full(one.amount),
            one.id,
            plan.facts().place_of(one.source)
        )
    });
    format!(", with {}", words::list(&each.collect::<Vec<_>>(), "and"))
}

/// The numbers put in.
pub(super) fn formula(of: &SettledStep) -> Option<String> {
    let after = grouped_money(of.after);
    let [from, to] = [of.before, of.after].map(grouped_money);
    Some(match &of.how {
        Settled::Netted { before, .. } => {
            let ignored = of.before.units() < before.units() && of.after.units() == 0;
            let least = if ignored { "below zero, so " } else { "" };
            format!("{from} - {} = {least}{after}", grouped_money(*before))
        }
        Settled::Guaranteed { amount, carried, earned, before, .. } => format!(
            "max({} - {}, {}) - {} = {to}",
            grouped_money(*amount),
            grouped_money(*carried),
            grouped_money(*earned),
            grouped_money(*before)
        ),
        Settled::Again { result, before, .. } => {
            format!("{from} + {} - {} = {to}", grouped_money(*result), grouped_money(*before))
        }
        Settled::ClawedBack { earned, share, before, .. } => {
            taken_back(&from, *earned, *share, *before) + " = " + &to
        }
        Settled::Spread { parts, earlier } => {
            format!("{from} / {parts} + {} = {to}", grouped_money(*earlier))
        }
    })
    .filter(|_| of.before != of.after || !matches!(of.how, Settled::Guaranteed { .. }))
}

/// A share that is taken back, in words.
fn taken_share(share: TakenShare) -> String {
    match share {
        TakenShare::Stored(share) => words::percent(share),
        TakenShare::Unserved { served, term, counted_in } => {
            let unit = match counted_in {
                ServedIn::Days => "day",
                ServedIn::WholeMonths => "month",
            };
            let term = words::count(u64::try_from(term).unwrap_or(0), unit);
            format!("the part not served, with {served} of {term} served,")
        }
        TakenShare::WithoutTerm => "all".to_owned(),
    }
}

/// What is taken back of an amount, with the numbers put in.
fn taken_back(from: &str, earned: Money, share: TakenShare, before: Money) -> String {
    let (earned, before) = (grouped_money(earned), grouped_money(before));
    match share {
        TakenShare::Stored(share) => format!("{from} - {earned} x {share}"),
        TakenShare::Unserved { served, term, .. } => {
            format!("{from} - ({earned} x (1 - {served}/{term}) - {before})")
        }
        TakenShare::WithoutTerm => format!("{from} - ({earned} - {before})"),
    }
}

/// What a step did to the line, as the end of its sentence; empty where it did nothing.
pub(super) fn said(of: &SettledStep, plan: &Plan) -> String {
    let difference = of.before.negated().and_then(|before| of.after.plus(before));
    let Ok(difference) = difference else { return String::new() };
    if difference.units() == 0 {
        return String::new();
    }
    let size = if difference.units() < 0 {
        difference.negated().unwrap_or(difference)
    } else {
        difference
    };
    let size = full(size);
    let added = if difference.units() > 0 { "adds" } else { "takes away" };
    match &of.how {
        Settled::Netted { before, .. } => {
            format!(" Of the result so far {} was settled before.", full(*before))
        }
        Settled::Guaranteed { .. } => format!(" The guarantee {added} {size}."),
        Settled::Again { accumulated, .. } => format!(
            " Settling {} again after returns {added} {size}.",
            plan.program().calendar.label(*accumulated)
        ),
        Settled::ClawedBack { deal, .. } => {
            format!(" The return of deal {} {added} {size}.", &plan.facts().deals.ids[*deal])
        }
        Settled::Spread { parts, .. } => {
            format!(" It is paid in {}.", words::count(*parts, "part"))
        }
    }
}
