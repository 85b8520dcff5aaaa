//! Deals paid more than once, and deals that earn nothing.

use std::collections::BTreeSet;

use tierwright_engine::{Outcome, rows::Stage};
use tierwright_program::{Severity, words};

use super::{HistoryFinding, money, partners, seen::Seen};

pub fn deals(outcome: &Outcome, seen: &Seen, found: &mut Vec<HistoryFinding>) {
    found.extend(paid_twice(outcome, seen));
    found.extend(earning_nothing(outcome, seen));
}

/// Deals that more than one paid incentive pays on, to whomever.
fn paid_twice(outcome: &Outcome, seen: &Seen) -> Option<HistoryFinding> {
    let (mut deals, mut who) = (Vec::new(), BTreeSet::new());
    let (mut paid, mut worth) = (0_i128, 0_i128);
    for (deal, by) in &seen.deals {
        let own: Vec<_> = by.iter().filter(|((of, _), _)| outcome.is_paid(*of)).collect();
        let incentives: BTreeSet<usize> = own.iter().map(|((of, _), _)| *of).collect();
        let amount = outcome.facts().deals.amount(*deal);
        // What a deal in another currency is worth is not converted here.
        if incentives.len() < 2 || amount.currency() != outcome.plan().program().currency {
            continue;
        }
        deals.push(*deal);
        who.extend(own.iter().map(|((_, partner), _)| *partner));
        paid += own.iter().map(|(_, units)| **units).sum::<i128>();
        worth += i128::from(amount.units());
    }
    if deals.is_empty() || worth <= 0 {
        return None;
    }
    let tenths = paid * 1_000 / worth;
    let amount = money(outcome, paid);
    Some(HistoryFinding {
        severity: Severity::Warning,
        code: "deals_paid_twice",
        place: "/incentives".to_owned(),
        sentence: format!(
            "{} of {} are paid by more than one incentive: about {} in all, {}.{}% of what they \
             are worth.",
            words::count(deals.len() as u64, "deal"),
            partners(who.len()),
            words::money(amount),
            tenths / 10,
            tenths % 10,
        ),
        hint: "Where one reward is meant to take the place of another, put them in a stacking group.",
        partners: who.len(),
        amount,
    })
}

/// Won deals of the replay with a partner on them that no line was paid for.
fn earning_nothing(outcome: &Outcome, seen: &Seen) -> Option<HistoryFinding> {
    let facts = outcome.facts();
    let (first, last) = (outcome.quarters().first()?.from(), outcome.quarters().last()?.until());
    let (mut count, mut foreign) = (0_u64, 0_u64);
    let (mut who, mut worth) = (BTreeSet::new(), 0_i128);
    for deal in 0..facts.deals.len() {
        let closed = facts.deals.won_on(deal).filter(|day| first <= *day && *day <= last);
        let credits = facts.deal_credits(deal);
        let open = facts.deals.stages[deal] != Stage::Won;
        if open || closed.is_none() || credits.is_empty() || seen.deals.contains_key(&deal) {
            continue;
        }
        count += 1;
        who.extend(credits.map(|credit| facts.credits.partner(credit)));
        let amount = facts.deals.amount(deal);
        if amount.currency() == outcome.plan().program().currency {
            worth += i128::from(amount.units());
        } else {
            foreign += 1;
        }
    }
    if count == 0 {
        return None;
    }
    let amount = money(outcome, worth);
    let others = match foreign {
        0 => String::new(),
        foreign => format!(", not counting {} in other currencies", words::count(foreign, "deal")),
    };
    Some(HistoryFinding {
        severity: Severity::Note,
        code: "deals_earn_nothing",
        place: "/incentives".to_owned(),
        sentence: format!(
            "{} with partners earn nothing: {} of {}{others}.",
            words::count(count, "won deal"),
            words::money(amount),
            partners(who.len()),
        ),
        hint: "Look at the filters and levels that leave them out.",
        partners: who.len(),
        amount,
    })
}
