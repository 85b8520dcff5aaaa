//! Deals paid more than once, deals that earn nothing, and partners that earn nothing.

use std::collections::BTreeSet;

use tierwright_engine::{Outcome, Selection};
use tierwright_program::{Severity, words};

use super::{HistoryFinding, are, money, partners, seen::Seen};
use crate::overlap::{StackedDeal, stacked, unpaid};

pub fn deals(outcome: &Outcome, seen: &Seen, found: &mut Vec<HistoryFinding>) {
    let (several, paid) = stacked(&seen.traces);
    found.extend(partners_earning_nothing(outcome));
    found.extend(paid_twice(outcome, seen, &several));
    found.extend(earning_nothing(outcome, &paid));
}

/// Partners who sell and get nothing from any incentive.
fn partners_earning_nothing(outcome: &Outcome) -> Option<HistoryFinding> {
    let without = (0..outcome.facts().partners.len()).filter(|partner| {
        let own = Selection { partner: Some(*partner), ..Selection::default() };
        outcome.total(own).units() == 0
    });
    let revenue = without.map(|partner| outcome.revenue(Some(partner), None).units());
    let revenue: Vec<i64> = revenue.filter(|units| *units > 0).collect();
    let amount = money(outcome, revenue.iter().copied().map(i128::from).sum());
    let (who, match_, earn) = match revenue.len() {
        0 => return None,
        1 => (partners(1), "matches", "earns"),
        many => (partners(many), "match", "earn"),
    };
    Some(HistoryFinding {
        severity: Severity::Warning,
        code: "partners_earn_nothing",
        place: "/incentives".to_owned(),
        sentence: format!(
            "{who} with {} of revenue {match_} no incentive and {earn} nothing.",
            words::money(amount),
        ),
        hint: "Widen what an incentive counts, or leave it so where they are not meant.",
        partners: revenue.len(),
        amount,
        of: "of revenue",
    })
}

/// Deals that more than one paid incentive pays on, to whomever.
fn paid_twice(outcome: &Outcome, seen: &Seen, several: &[StackedDeal]) -> Option<HistoryFinding> {
    let deals: BTreeSet<usize> = several.iter().map(|one| one.deal).collect();
    let on_them = seen
        .traces
        .iter()
        .filter(|trace| trace.deals.iter().any(|one| one.paid != 0 && deals.contains(&one.deal)));
    let who: BTreeSet<usize> = on_them.map(|trace| trace.partner).collect();
    let paid: i128 = several.iter().map(|one| i128::from(one.paid)).sum();
    let worth: i128 = several.iter().map(|one| i128::from(one.worth)).sum();
    if worth <= 0 {
        return None;
    }
    let tenths = paid * 1_000 / worth;
    let amount = money(outcome, paid);
    Some(HistoryFinding {
        severity: Severity::Warning,
        code: "deals_paid_twice",
        place: "/incentives".to_owned(),
        sentence: format!(
            "{} of {} {} paid by more than one incentive: {} in all, {}.{}% of what they are \
             worth.",
            words::count(deals.len() as u64, "deal"),
            partners(who.len()),
            are(deals.len()),
            words::money(amount),
            tenths / 10,
            tenths % 10,
        ),
        hint: "Where one reward is meant to take the place of another, put them in a stacking group.",
        partners: who.len(),
        amount,
        of: "paid on them",
    })
}

/// Won deals of the replay with a partner on them that nobody is paid for.
fn earning_nothing(outcome: &Outcome, paid: &BTreeSet<usize>) -> Option<HistoryFinding> {
    let facts = outcome.facts();
    let deals = unpaid(outcome, paid);
    let mut foreign = 0_u64;
    let (mut who, mut worth) = (BTreeSet::new(), 0_i128);
    for deal in &deals {
        who.extend(facts.deal_credits(*deal).map(|credit| facts.credits.partner(credit)));
        let amount = facts.deals.amount(*deal);
        if amount.currency() == outcome.plan().program().currency {
            worth += i128::from(amount.units());
        } else {
            foreign += 1;
        }
    }
    if deals.is_empty() {
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
            "{} with partners {} nothing: {} of {}{others}.",
            words::count(deals.len() as u64, "won deal"),
            if deals.len() == 1 { "earns" } else { "earn" },
            words::money(amount),
            partners(who.len()),
        ),
        hint: "Look at the filters and levels that leave them out.",
        partners: who.len(),
        amount,
        of: "of revenue",
    })
}
