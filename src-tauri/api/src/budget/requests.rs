//! What partners asked for, what was agreed, claimed and paid.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use tierwright_engine::{Outcome, rows::FundStep};
use tierwright_program::{Currency, Money, fund::DeadlineFrom};

use crate::{
    describe::whole,
    wire::{FundStage, OpenRequest},
    words,
};

const STEPS: [(FundStep, &str); 4] = [
    (FundStep::Requested, "requested"),
    (FundStep::Approved, "approved"),
    (FundStep::Claimed, "claimed"),
    (FundStep::Paid, "paid"),
];

/// The steps of the replay, each stage beside the one before, and how many are in other currencies.
pub(super) fn funnel(outcome: &Outcome) -> (Vec<FundStage>, u32) {
    let (events, currency) = (&outcome.facts().fund_events, outcome.plan().program().currency);
    let replayed = |day: NaiveDate| {
        let quarters = outcome.quarters();
        let first = quarters.first().is_some_and(|first| first.from() <= day);
        first && quarters.last().is_some_and(|last| day <= last.until())
    };
    let here: Vec<usize> = (0..events.ids.len()).filter(|at| replayed(events.dates[*at])).collect();
    let ours = |at: &&usize| events.amounts[**at].currency() == currency;
    let mut before: Option<i64> = None;
    let mut stages = Vec::new();
    for (step, name) in STEPS {
        let its: Vec<&usize> =
            here.iter().filter(ours).filter(|at| events.steps[**at] == step).collect();
        let units: i64 = its.iter().map(|at| events.amounts[**at].units()).sum();
        stages.push(FundStage {
            step: name.to_owned(),
            count: whole(its.len()),
            amount: Money::from_units(units, currency).amount_text(),
            share: before.and_then(|before| words::rate(units, before)),
        });
        before = Some(units);
    }
    (stages, whole(here.iter().filter(|at| !ours(at)).count()))
}

/// What was approved by the end of the replay and never claimed by then, oldest first.
pub(super) fn open(outcome: &Outcome) -> Vec<OpenRequest> {
    let facts = outcome.facts();
    let events = &facts.fund_events;
    let Some(end) = outcome.quarters().last().map(|span| span.until()) else { return Vec::new() };
    let mut requests: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for at in (0..events.ids.len()).filter(|at| events.dates[*at] <= end) {
        requests.entry((events.partners[at], &events.requests[at])).or_default().push(at);
    }
    let mut open: Vec<(NaiveDate, OpenRequest)> = Vec::new();
    for ((partner, request), its) in requests {
        let claimed =
            its.iter().any(|at| matches!(events.steps[*at], FundStep::Claimed | FundStep::Paid));
        if claimed {
            continue;
        }
        // A claim is paid up to all approvals of its request together.
        let mut approved: BTreeMap<Currency, Vec<usize>> = BTreeMap::new();
        for at in its.iter().copied().filter(|at| events.steps[*at] == FundStep::Approved) {
            approved.entry(events.amounts[at].currency()).or_default().push(at);
        }
        for (currency, approvals) in approved {
            let Some(last) = approvals.iter().copied().max_by_key(|at| events.dates[*at]) else {
                continue;
            };
            let amounts = approvals.iter().map(|at| events.amounts[*at].units());
            let approved = Money::from_units(amounts.fold(0, i64::saturating_add), currency);
            open.push((
                events.dates[last],
                OpenRequest {
                    request: request.to_owned(),
                    partner: facts.partners.ids[partner].clone(),
                    partner_name: facts.partners.names[partner].clone(),
                    activity: events.activities[last].clone(),
                    approved_on: events.dates[last].to_string(),
                    approved: approved.amount_text(),
                    currency: currency.to_string(),
                    claim_until: deadline(outcome, &its).map(|day| day.to_string()),
                    source: words::row_of(facts, events.sources[last]).unwrap_or_default(),
                },
            ));
        }
    }
    open.sort_by(|one, other| (one.0, &one.1.request).cmp(&(other.0, &other.1.request)));
    open.into_iter().map(|(_, request)| request).collect()
}

/// The last day for a claim, where the program has one fund with a deadline.
fn deadline(outcome: &Outcome, request: &[usize]) -> Option<NaiveDate> {
    let [fund] = outcome.plan().program().funds.as_slice() else { return None };
    let deadline = fund.claims.deadline?;
    let after = match deadline.after {
        DeadlineFrom::Requested => FundStep::Requested,
        DeadlineFrom::Approved => FundStep::Approved,
    };
    let events = &outcome.facts().fund_events;
    let its = request.iter().filter(|at| events.steps[**at] == after);
    let first = its.map(|at| events.dates[*at]).min()?;
    first.checked_add_days(Days::new(deadline.days.into()))
}
