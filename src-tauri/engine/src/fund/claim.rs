//! What a claim is paid: the least of what is asked for, what is approved and not paid yet, the
//! share of the cost, the cap of the activity, and the balance.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use tierwright_program::{
    Fraction, Money, Rate,
    fund::{Approval, CapPer, DeadlineFrom, PerRequest},
    rate::RATE_ONE,
};

use crate::{Failure, Outcome, exchange, explanation::Exact, rows::FundStep, schedule::exact};

/// How a claim was paid, or why it was not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
    /// Position of the fund event.
    pub event: usize,
    /// What it asks for, in the program's currency.
    pub asked: Money,
    /// All that limits it; it was paid the least of them.
    pub limits: Vec<ClaimLimit>,
    /// Why nothing of it can be paid at all.
    pub refused: Option<Refused>,
}

/// Something that limits a claim.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClaimLimit {
    /// What it is.
    pub kind: ClaimLimitKind,
    /// The most that it lets the claim be paid.
    pub at_most: Exact,
}

/// What limits a claim.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ClaimLimitKind {
    /// What it asks for.
    Asked,
    /// What was approved on its request by then, less what was paid on it.
    Approved {
        /// What was approved.
        approved: Money,
        /// What was paid before.
        paid: Money,
    },
    /// The share of the cost that the fund bears.
    Cost {
        /// The cost.
        cost: Money,
        /// The share.
        share: Rate,
    },
    /// The cap of the activity, less what it let through before.
    ActivityCap {
        /// The cap.
        at_most: Money,
        /// What it holds for.
        per: CapPer,
        /// What was paid under it before.
        paid: Money,
    },
    /// The balance.
    Balance,
}

/// Why nothing of a claim can be paid.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// The partner takes no part in the fund.
    NotInFund,
    /// Its request was paid before, and can be paid once.
    PaidBefore,
    /// It was made after this day.
    Late(NaiveDate),
    /// Its request was not approved by then.
    NotApproved,
}

/// What was paid before, in minor units.
#[derive(Default)]
pub(super) struct PaidBefore {
    requests: HashMap<(usize, String), i64>,
    activities: HashMap<(usize, String, i32), i64>,
}

/// A limit and what it leaves, in ten-thousandths.
type Leaves = (ClaimLimitKind, Fraction);

impl Outcome {
    /// Whether an event of the facts is one of a fund: it names it, or names none where there is one
    /// fund only.
    pub(crate) fn is_of_fund(&self, fund: usize, event: usize) -> bool {
        let funds = &self.plan().program().funds;
        let named = &self.facts().fund_events.funds[event];
        *named == funds[fund].id || (named.is_empty() && funds.len() == 1)
    }

    /// The claims on a fund from the first day of the replay up to a day, of one partner or all, by
    /// date, then id of the request.
    pub(crate) fn claims(
        &self,
        fund: usize,
        partner: Option<usize>,
        until: NaiveDate,
    ) -> Vec<usize> {
        let Some(first) = self.first_day() else { return Vec::new() };
        let events = &self.facts().fund_events;
        let range = match partner {
            Some(partner) => self.facts().partner_fund_events(partner),
            None => 0..events.ids.len(),
        };
        let mut found: Vec<usize> = range
            .filter(|at| {
                events.steps[*at] == FundStep::Claimed
                    && (first..=until).contains(&events.dates[*at])
                    && self.is_of_fund(fund, *at)
            })
            .collect();
        found.sort_by_key(|at| {
            (events.dates[*at], &events.requests[*at], events.partners[*at], &events.ids[*at])
        });
        found
    }

    /// The events of a step on the request of a claim, up to its day.
    fn steps_of(&self, fund: usize, claim: usize, step: FundStep) -> impl Iterator<Item = usize> {
        let events = &self.facts().fund_events;
        self.facts().partner_fund_events(events.partners[claim]).filter(move |at| {
            events.steps[*at] == step
                && events.requests[*at] == events.requests[claim]
                && events.dates[*at] <= events.dates[claim]
                && self.is_of_fund(fund, *at)
        })
    }

    /// An amount of a fund event in the program's currency, at the rate of its day.
    pub(crate) fn fund_amount(&self, event: usize, amount: Money) -> Result<Money, Failure> {
        let program = self.plan().program();
        let (from, to) = (amount.currency(), program.currency);
        if from == to {
            return Ok(amount);
        }
        let events = &self.facts().fund_events;
        let day = events.dates[event];
        let rates = &self.facts().rates;
        let found = rates.exchange(&program.conversion.table, from, to, day);
        let found = found.ok_or_else(|| Failure {
            code: "rate_missing",
            sentence: format!(
                "There is no exchange rate from {from} to {to} on or before {day} in the table {}, which the fund event {} needs.",
                program.conversion.table, events.ids[event],
            ),
            hint: "Import exchange rates that begin on or before that day.".to_owned(),
        })?;
        let made = exchange::converted(&found, amount, to, program.rounding);
        made.ok_or_else(|| {
            Failure::overflow(&format!("The amount of fund event {}", events.ids[event]))
        })
    }

    /// The limits of a claim and what they leave, or why there is nothing to limit; the balance is
    /// not among them.
    pub(super) fn limits(
        &self,
        fund: usize,
        claim: usize,
        before: &PaidBefore,
    ) -> Result<Result<Vec<Leaves>, Refused>, Failure> {
        let program = self.plan().program();
        let (of, events) = (&program.funds[fund].claims, &self.facts().fund_events);
        let paid = before.on(self, claim);
        if of.per_request == PerRequest::One && paid > 0 {
            return Ok(Err(Refused::PaidBefore));
        }
        if let Some(last) = self.last_day_of(fund, claim)
            && events.dates[claim] > last
        {
            return Ok(Err(Refused::Late(last)));
        }
        let asked = self.fund_amount(claim, events.amounts[claim])?;
        let mut limits = vec![(ClaimLimitKind::Asked, units(asked))];
        let approvals: Vec<usize> = self.steps_of(fund, claim, FundStep::Approved).collect();
        if approvals.is_empty() && of.approval == Approval::Needed {
            return Ok(Err(Refused::NotApproved));
        }
        if !approvals.is_empty() {
            let mut approved = Money::zero(program.currency);
            for event in approvals {
                let one = self.fund_amount(event, events.amounts[event])?;
                approved = approved.plus(one).map_err(|_| self.claim_too_large(claim))?;
            }
            let paid = self.plan().minor_money(paid);
            let left = i128::from(approved.units()) - i128::from(paid.units());
            limits.push((ClaimLimitKind::Approved { approved, paid }, Fraction::new(left, 1)));
        }
        let cost = events.costs[claim].map(|cost| self.fund_amount(claim, cost));
        let cost = cost.transpose()?.unwrap_or(asked);
        let share = i128::from(cost.units()) * i128::from(of.share.units());
        let share = Fraction::new(share, i128::from(RATE_ONE));
        limits.push((ClaimLimitKind::Cost { cost, share: of.share }, share));
        for cap in of.caps.iter().filter(|cap| cap.activity == events.activities[claim]) {
            let paid = match cap.per {
                CapPer::Claim => 0,
                CapPer::Request => paid,
                CapPer::PartnerYear => before.in_year(self, claim),
            };
            let paid = self.plan().minor_money(paid);
            let left = i128::from(cap.at_most.units()) - i128::from(paid.units());
            let kind = ClaimLimitKind::ActivityCap { at_most: cap.at_most, per: cap.per, paid };
            limits.push((kind, Fraction::new(left, 1)));
        }
        Ok(Ok(limits))
    }

    /// The last day for claims of a request.
    fn last_day_of(&self, fund: usize, claim: usize) -> Option<NaiveDate> {
        let deadline = self.plan().program().funds[fund].claims.deadline?;
        let step = match deadline.after {
            DeadlineFrom::Requested => FundStep::Requested,
            DeadlineFrom::Approved => FundStep::Approved,
        };
        let events = &self.facts().fund_events;
        let first = self.steps_of(fund, claim, step).map(|at| events.dates[at]).min()?;
        first.checked_add_days(Days::new(u64::from(deadline.days)))
    }

    pub(super) fn claim_too_large(&self, claim: usize) -> Failure {
        Failure::overflow(&format!(
            "What fund event {} claims",
            self.facts().fund_events.ids[claim]
        ))
    }
}

fn units(money: Money) -> Fraction {
    Fraction::new(i128::from(money.units()), 1)
}

/// The least of several limits in minor units, at least nothing, and each of them as it is shown.
pub(super) fn least(
    outcome: &Outcome,
    claim: usize,
    limits: Vec<Leaves>,
) -> Result<(i64, Vec<ClaimLimit>), Failure> {
    let too_large = || outcome.claim_too_large(claim);
    let program = outcome.plan().program();
    let mut least: Option<Fraction> = None;
    for (_, one) in &limits {
        let smaller = least.is_none_or(|least| is_less(*one, least));
        least = if smaller { Some(*one) } else { least };
    }
    let least = least.unwrap_or(Fraction::ZERO);
    let per_minor = i128::from(program.currency.units_per_minor());
    let denominator = least.denominator.checked_mul(per_minor).ok_or_else(too_large)?;
    let minor = Fraction::new(least.numerator, denominator).round(program.rounding);
    let minor = minor.and_then(|minor| i64::try_from(minor).ok()).ok_or_else(too_large)?;
    let shown = limits.into_iter();
    let shown = shown.map(|(kind, left)| ClaimLimit { kind, at_most: exact(left) });
    Ok((minor.max(0), shown.collect()))
}

/// Whether a fraction is less than another. Both are amounts of money with at most eight decimals
/// more, so that the products fit.
fn is_less(a: Fraction, b: Fraction) -> bool {
    a.numerator * b.denominator < b.numerator * a.denominator
}

impl PaidBefore {
    /// What was paid on the request of a claim: in this run, and before the replay in the facts.
    fn on(&self, outcome: &Outcome, claim: usize) -> i64 {
        let events = &outcome.facts().fund_events;
        let key = (events.partners[claim], events.requests[claim].clone());
        self.requests.get(&key).copied().unwrap_or(0)
    }

    fn in_year(&self, outcome: &Outcome, claim: usize) -> i64 {
        self.activities.get(&year_key(outcome, claim)).copied().unwrap_or(0)
    }

    /// Notes what an event was paid.
    pub fn note(&mut self, outcome: &Outcome, event: usize, minor: i64) {
        let events = &outcome.facts().fund_events;
        let key = (events.partners[event], events.requests[event].clone());
        let sum = self.requests.entry(key).or_default();
        *sum = sum.saturating_add(minor);
        let sum = self.activities.entry(year_key(outcome, event)).or_default();
        *sum = sum.saturating_add(minor);
    }

    /// What the facts say was paid on a fund before the replay.
    pub fn before_replay(outcome: &Outcome, fund: usize) -> Result<Self, Failure> {
        let mut before = Self::default();
        let events = &outcome.facts().fund_events;
        let Some(first) = outcome.first_day() else { return Ok(before) };
        for event in 0..events.ids.len() {
            if events.steps[event] == FundStep::Paid
                && events.dates[event] < first
                && outcome.is_of_fund(fund, event)
            {
                let amount = outcome.fund_amount(event, events.amounts[event])?;
                let per_minor = amount.currency().units_per_minor();
                before.note(outcome, event, amount.units() / per_minor);
            }
        }
        Ok(before)
    }
}

fn year_key(outcome: &Outcome, event: usize) -> (usize, String, i32) {
    let events = &outcome.facts().fund_events;
    let year = outcome.plan().program().calendar.year_of(events.dates[event]);
    (events.partners[event], events.activities[event].clone(), year)
}
