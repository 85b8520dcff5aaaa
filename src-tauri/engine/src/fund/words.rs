//! Entries of a fund in words.

use tierwright_program::{Money, fund::CapPer, money::UNITS_PER_MAJOR, words};

use super::{Allocated, Bound, Claim, ClaimLimit, ClaimLimitKind, FundEntry, FundEvent, Refused};
use crate::{
    Outcome,
    explanation::{Exact, words::exact_text},
};

/// An entry as people read it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EntryWords {
    /// What happened.
    pub label: &'static str,
    /// Why, and from what.
    pub detail: String,
}

impl FundEntry {
    /// What happened, and why, in words.
    #[must_use]
    pub fn words(&self, outcome: &Outcome) -> EntryWords {
        let program = outcome.plan().program();
        let name = |incentive: usize| {
            let of = &program.incentives[incentive];
            words::name_of(&of.name, &of.id)
        };
        let from =
            |incentive: Option<usize>| incentive.map_or_else(|| "what was given".to_owned(), name);
        let period = |incentive: usize, settlement: usize| {
            let period = outcome.plan().settlements(incentive)[settlement].period;
            format!("{} for {}", name(incentive), program.calendar.label(period))
        };
        let (label, detail) = match &self.what {
            FundEvent::Opening => ("Opening balance", String::new()),
            FundEvent::Accrued { incentive, settlement } => {
                ("Accrued", period(*incentive, *settlement))
            }
            FundEvent::Released { incentive } => ("Released", name(*incentive)),
            FundEvent::ClawedBack { incentive, settlement } => {
                ("Clawed back", period(*incentive, *settlement))
            }
            FundEvent::Allocated(of) => ("Allocated", allocated(outcome, of)),
            FundEvent::PaidAsRebate { under } => (
                "Paid as a rebate",
                format!("an accrual under {} does not enter the balance", words::money(*under)),
            ),
            FundEvent::Claimed(claim) if claim.refused.is_some() => {
                ("Claim refused", claimed(outcome, claim, self.amount))
            }
            FundEvent::Claimed(claim) => ("Claim paid", claimed(outcome, claim, self.amount)),
            FundEvent::Expired { came_in, incentive } => (
                "Expired",
                format!("came in on {} from {}", words::day(*came_in), from(*incentive)),
            ),
            FundEvent::Forfeited { period, incentive } => (
                "Forfeited",
                format!(
                    "not carried over from {}, from {}",
                    program.calendar.label(*period),
                    from(*incentive)
                ),
            ),
            FundEvent::Carried { period, share } => (
                "Carried over",
                format!("{} of {}", words::percent(*share), program.calendar.label(*period)),
            ),
            FundEvent::Closing => ("Closing balance", String::new()),
        };
        EntryWords { label, detail }
    }
}

fn allocated(outcome: &Outcome, of: &Allocated) -> String {
    let period = outcome.plan().program().calendar.label(of.period);
    let Some(part) = of.part else { return format!("for {period}") };
    let bound = match part.bound {
        None => "",
        Some(Bound::Floor) => ", brought to the floor",
        Some(Bound::Ceiling) => ", brought to the ceiling",
    };
    format!(
        "for {period}: {} of {} parts of {}{bound}",
        part.weight,
        part.weights,
        words::money(part.amount)
    )
}

fn claimed(outcome: &Outcome, claim: &Claim, amount: Money) -> String {
    let events = &outcome.facts().fund_events;
    let request = words::said(&events.requests[claim.event]);
    let asked = words::money(claim.asked);
    let why = match claim.refused {
        None => {
            let paid = Money::from_units(-amount.units(), amount.currency());
            let limits: Vec<String> = claim.limits.iter().map(|one| limit(one, paid)).collect();
            return format!(
                "request {request}, the least of {}: {}",
                words::list(&limits, "and"),
                words::money(paid)
            );
        }
        Some(Refused::NotInFund) => "the partner takes no part in the fund".to_owned(),
        Some(Refused::PaidBefore) => "the request was paid before".to_owned(),
        Some(Refused::Late(last)) => {
            format!("the last day for it was {}", words::day(last))
        }
        Some(Refused::NotApproved) => "the request was not approved by then".to_owned(),
    };
    format!("request {request} asks for {asked}: {why}")
}

/// A limit with its numbers.
fn limit(limit: &ClaimLimit, paid: Money) -> String {
    let left = exact_money(limit.at_most, paid);
    match &limit.kind {
        ClaimLimitKind::Asked => format!("{left} asked for"),
        ClaimLimitKind::Approved { approved, paid } if paid.units() == 0 => {
            format!("{} approved", words::money(*approved))
        }
        ClaimLimitKind::Approved { approved, paid } => format!(
            "{} approved less {} paid = {left}",
            words::money(*approved),
            words::money(*paid)
        ),
        ClaimLimitKind::Cost { cost, share } => {
            format!("{} x {} of the cost = {left}", words::money(*cost), words::percent(*share))
        }
        ClaimLimitKind::ActivityCap { at_most, paid, .. } if paid.units() == 0 => {
            format!("the cap of the activity of {}", words::money(*at_most))
        }
        ClaimLimitKind::ActivityCap { at_most, per, paid } => {
            let per = match per {
                CapPer::Claim => "claim",
                CapPer::Request => "request",
                CapPer::PartnerYear => "year",
            };
            format!(
                "the cap of the activity of {} per {per} less {} paid = {left}",
                words::money(*at_most),
                words::money(*paid)
            )
        }
        ClaimLimitKind::Balance => format!("the balance of {left}"),
    }
}

/// An exact amount in the currency of another.
fn exact_money(exact: Exact, like: Money) -> String {
    let currency = like.currency();
    let shown = exact.units().map(|units| Money::from_units(units, currency));
    let same = |money: &Money| {
        let units = exact.numerator.checked_mul(i128::from(UNITS_PER_MAJOR));
        units == i128::from(money.units()).checked_mul(exact.denominator)
    };
    match shown.filter(same) {
        Some(money) => words::money(money),
        None => format!("{} {currency}", exact_text(exact)),
    }
}
