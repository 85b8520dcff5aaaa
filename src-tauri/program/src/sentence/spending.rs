//! Budget and payment, in words.

use super::{Sentence, policy::fiscal};
use crate::{
    Incentive, Program,
    budget::{Budget, BudgetPool, LastInLine, WhenOut},
    payment::{BelowZero, DayCount, Exactly, PayCurrency, PayRateDay},
    words,
};

/// The budget: one sentence for all of it, one for each pool.
pub fn budget(program: &Program) -> Vec<Sentence> {
    let Some(budget) = &program.budget else { return Vec::new() };
    let whole = Sentence { place: "/budget".to_owned(), text: whole(budget) };
    let pool = |pool: &BudgetPool| Sentence {
        place: format!("/budget/pools/{}", pool.id),
        text: pool_sentence(pool, program),
    };
    std::iter::once(whole).chain(budget.pools.iter().map(pool)).collect()
}

fn whole(budget: &Budget) -> String {
    let mut said = vec![format!(
        "Each {}, {} may be spent, {} of it held in reserve.",
        fiscal(budget.every),
        words::money(budget.amount),
        words::money(budget.reserve)
    )];
    said.extend(budget.moves.iter().map(|one| {
        format!(
            "On {}, {} was moved from the reserve to {}.",
            words::day(one.on),
            words::money(one.amount),
            budget.pools.iter().find(|pool| pool.id == one.pool).map_or_else(
                || words::said(&one.pool),
                |pool| words::name_of(&pool.name, &pool.id)
            )
        )
    }));
    said.join(" ")
}

fn pool_sentence(pool: &BudgetPool, program: &Program) -> String {
    let name = |id: &String| {
        let found = program.incentives.iter().find(|incentive| incentive.id == *id);
        found.map_or_else(|| words::said(id), |one| words::name_of(&one.name, &one.id))
    };
    let members: Vec<String> = pool.incentives.iter().map(name).collect();
    let draws = match members.len() {
        0 => "nothing draws on it".to_owned(),
        1 => format!("{} draws on it", words::list(&members, "and")),
        _ => format!("{} draw on it", words::list(&members, "and")),
    };
    let out = match pool.when_out {
        WhenOut::FirstCome(LastInLine::InPart) => {
            "the earliest get all of theirs, and the last one what is left"
        }
        WhenOut::FirstCome(LastInLine::NotAtAll) => {
            "the earliest get all of theirs, and the one it does not last for gets nothing"
        }
        WhenOut::ProRata => "all are cut in proportion",
        WhenOut::StackingOrder => {
            "incentives are served in their order, and the one it does not last for is cut in \
             proportion"
        }
    };
    format!(
        "{} holds {}; {draws}. When it runs out, {out}.",
        words::name_of(&pool.name, &pool.id),
        words::money(pool.amount),
    )
}

/// What is counted, asked for and carried when payouts are paid; nothing where all is as simple as
/// can be.
pub fn payment(program: &Program) -> String {
    let payment = &program.payment;
    let day = match payment.counting {
        DayCount::Calendar => "day",
        DayCount::Business => "business day",
    };
    let mut said = vec![format!(
        "Each payout is payable {} after its period ends; what is earned deal by deal is paid by {}.",
        words::count(payment.days_after_period, day),
        fiscal(payment.every),
    )];
    if !payment.holidays.is_empty() {
        let days: Vec<String> = payment.holidays.iter().map(|day| words::day(*day)).collect();
        said.push(format!("Holidays are {}.", words::list(&days, "and")));
    }
    if !payment.requires.is_empty() {
        let kinds: Vec<String> = payment.requires.iter().map(|kind| words::said(kind)).collect();
        said.push(format!(
            "A partner without a valid {} on that day has its money held until its next one.",
            words::list(&kinds, "and")
        ));
    }
    if let Some(minimum) = payment.minimum {
        let least = match minimum.exactly {
            Exactly::Paid => "Less than",
            Exactly::Carried => "No more than",
        };
        said.push(format!("{least} {} is not paid, but carried.", words::money(minimum.amount)));
    }
    said.push(match payment.below_zero {
        BelowZero::Carried => "A balance below zero is carried.".to_owned(),
        BelowZero::Recovered => "A balance below zero is asked back.".to_owned(),
    });
    said.extend(
        match payment.pays_in {
            PayCurrency::Program => None,
            PayCurrency::Partner(PayRateDay::Payable) => Some("the day it is payable"),
            PayCurrency::Partner(PayRateDay::PeriodEnd) => {
                Some("the last day of the period it pays")
            }
        }
        .map(|day| format!("A partner is paid in its own currency, at the rate of {day}.")),
    );
    said.join(" ")
}

/// What is held back of each payout.
pub fn holdback(incentive: &Incentive) -> Option<String> {
    let holdback = incentive.holdback?;
    Some(format!(
        "Of each payout {} is held back, and released {} later.",
        words::percent(holdback.share),
        words::count(holdback.months, "month")
    ))
}
