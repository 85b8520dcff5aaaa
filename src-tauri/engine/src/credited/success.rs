//! Conditions on the history of a customer and a partner (`RULES` section 5, "Success").

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tierwright_program::{
    Calendar,
    credit::{
        Active, AfterFirstClose, CustomerActive, Parties, PartnerJoined, ScoreOf, ScoreReached,
    },
    incentive::Threshold,
};

use crate::Facts;

/// Whether the partner of a credit has an activity of a kind on the deal, with evidence of it.
pub(super) fn evidence_of(
    kind: &str,
    facts: &Facts,
    (deal, closed): (usize, NaiveDate),
    credit: usize,
) -> bool {
    let done = &facts.activities;
    facts.partner_activities(facts.credits.partner(credit)).any(|at| {
        done.kinds[at] == kind
            && done.deals[at] == Some(deal)
            && done.dates[at] <= closed
            && done.evidence[at]
    })
}

/// Whether enough partners are credited on a deal.
pub(super) fn parties(of: &Parties, facts: &Facts, deal: usize) -> bool {
    let counts = |credit: &usize| {
        let roles = &facts.credits.roles;
        of.roles.is_empty() || of.roles.contains(&roles.values()[roles.codes().get(*credit)])
    };
    let credits = facts.deal_credits(deal).filter(counts);
    let partners: BTreeSet<usize> = credits.map(|credit| facts.credits.partner(credit)).collect();
    partners.len() >= usize::from(of.at_least)
}

/// Whether a deal closed after the first one of its customer, in the months after it.
pub(super) fn after_first(
    of: AfterFirstClose,
    (facts, calendar): (&Facts, &Calendar),
    (deal, closed): (usize, NaiveDate),
) -> bool {
    let first = facts.won_by_its_customer(deal).first();
    first.is_some_and(|(day, first)| {
        *first != deal && closed <= calendar.months_later(*day, of.months)
    })
}

/// Whether the customer of a deal is active on the day it closed.
pub(super) fn customer_active(
    of: &CustomerActive,
    (facts, calendar): (&Facts, &Calendar),
    (deal, closed): (usize, NaiveDate),
) -> bool {
    match of {
        CustomerActive::Activity(of) => {
            let mut done = facts.activities_of_its_customer(deal).iter();
            done.any(|at| is_in(of, facts, *at, calendar, closed))
        }
        CustomerActive::InTerm => {
            let mut others = facts.won_by_its_customer(deal).iter();
            others.any(|(_, other)| *other != deal && in_term(facts, *other, closed))
        }
    }
}

/// Whether the term of a deal that was won by a day holds on it.
fn in_term(facts: &Facts, deal: usize, day: NaiveDate) -> bool {
    let deals = &facts.deals;
    deals.won_on(deal).is_some_and(|won| won <= day)
        && deals.term_starts[deal].is_some_and(|first| first <= day)
        && deals.term_ends[deal].is_some_and(|last| day <= last)
        && deals.cancelled_on[deal].is_none_or(|cancelled| day < cancelled)
}

/// Whether the partner of a credit was active up to a day.
pub(super) fn partner_active(
    of: &Active,
    (facts, calendar): (&Facts, &Calendar),
    closed: NaiveDate,
    credit: usize,
) -> bool {
    let mut done = facts.partner_activities(facts.credits.partner(credit));
    done.any(|at| is_in(of, facts, at, calendar, closed))
}

/// Whether a day is in the first months of the partner of a credit.
pub(super) fn joined(
    of: PartnerJoined,
    (facts, calendar): (&Facts, &Calendar),
    closed: NaiveDate,
    credit: usize,
) -> bool {
    let joined = facts.partners.joined[facts.credits.partner(credit)];
    joined.is_some_and(|day| day <= closed && closed < calendar.months_later(day, of.months))
}

/// Whether an activity is of a kind, and in the months up to a day.
fn is_in(of: &Active, facts: &Facts, activity: usize, calendar: &Calendar, day: NaiveDate) -> bool {
    let done = &facts.activities;
    done.kinds[activity] == of.kind
        && calendar.trailing(day, of.months).contains(done.dates[activity])
}

/// Whether the latest score up to the close reaches the value.
pub(super) fn score(
    of: &ScoreReached,
    facts: &Facts,
    (deal, closed): (usize, NaiveDate),
    credit: usize,
) -> bool {
    let scores = &facts.scores;
    let range = match of.of {
        ScoreOf::Partner => facts.partner_scores(facts.credits.partner(credit)),
        ScoreOf::Customer if facts.deals.customers[deal].is_empty() => return false,
        ScoreOf::Customer => facts.customer_scores(&facts.deals.customers[deal]),
    };
    let mut known = range.filter(|at| scores.names[*at] == of.name && scores.dates[*at] <= closed);
    let latest = known.next_back().map(|at| scores.values[at]);
    latest.is_some_and(|value| match of.threshold {
        Threshold::Reached => value >= of.at_least,
        Threshold::Passed => value > of.at_least,
    })
}
