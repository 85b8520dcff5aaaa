//! What comes into a fund, by day.

use std::collections::HashMap;

use chrono::NaiveDate;
use tierwright_program::{
    Fraction, Money, Span,
    fund::{AllocatedBy, Allocation, Allowance, Fund, FundMoney, TierParts},
    incentive::Account,
};

use super::{
    Allocated, Funds,
    allocation::{AllocatedPart, divided},
    balance::Lot,
};
use crate::{
    Failure, Outcome,
    fund_return::{ReturnOf, rate_of},
    ledger::Event,
    passing::partners_that_pass,
    plan::revenue_key,
};

/// Something that comes in, or is taken back.
pub(super) struct Input {
    pub on: NaiveDate,
    pub what: InputKind,
    pub minor: i64,
}

/// Where it comes from. An accrual and what is released of one know the whole accrual in minor
/// units, of which a part may be held back.
pub(super) enum InputKind {
    Accrued { incentive: usize, settlement: usize, whole: i64 },
    Released { incentive: usize, whole: i64 },
    Allocated(Allocated),
}

impl Input {
    /// As money of a balance.
    pub fn lot(&self) -> Lot {
        let incentive = match &self.what {
            InputKind::Accrued { incentive, .. } | InputKind::Released { incentive, .. } => {
                Some(*incentive)
            }
            InputKind::Allocated(_) => None,
        };
        Lot { on: self.on, incentive, minor: self.minor }
    }
}

/// All that comes in, by day.
#[derive(Default)]
pub(super) struct GivenMoney {
    /// By position of the partner; empty for a pool.
    pub by_partner: Vec<Vec<Input>>,
    /// Of a pool.
    pub shared: Vec<Input>,
}

impl Funds<'_> {
    /// What comes into a fund up to a day.
    pub(super) fn given(&self, fund: usize, until: NaiveDate) -> Result<GivenMoney, Failure> {
        let outcome = self.outcome;
        let of = &outcome.plan().program().funds[fund];
        let partners = outcome.facts().partners.len();
        let mut given = GivenMoney::default();
        match &of.money {
            FundMoney::Pool(allowance) => {
                given.shared = allowances(outcome, *allowance, until);
                return Ok(given);
            }
            FundMoney::Accrued(ids) => {
                for partner in 0..partners {
                    given.by_partner.push(outcome.accruals(partner, ids, until)?);
                }
            }
            FundMoney::Fixed(allowance) => {
                let passes = partners_that_pass(outcome.facts(), &of.who);
                given.by_partner.resize_with(partners, Vec::new);
                for input in allowances(outcome, *allowance, until) {
                    let there =
                        |partner: &usize| passes[*partner] && outcome.is_there(*partner, input.on);
                    for partner in (0..partners).filter(there) {
                        let what =
                            InputKind::Allocated(Allocated { period: input.period(), part: None });
                        given.by_partner[partner].push(Input {
                            on: input.on,
                            what,
                            minor: input.minor,
                        });
                    }
                }
            }
            FundMoney::Allocated(allocation) => {
                given.by_partner.resize_with(partners, Vec::new);
                for period in outcome.given_periods(allocation.every, until) {
                    for (partner, input) in self.allocated(of, allocation, period)? {
                        given.by_partner[partner].push(input);
                    }
                }
            }
        }
        Ok(given)
    }

    /// The parts of an allocation for one period, by partner.
    fn allocated(
        &self,
        fund: &Fund,
        of: &Allocation,
        period: Span,
    ) -> Result<Vec<(usize, Input)>, Failure> {
        let outcome = self.outcome;
        let passes = partners_that_pass(outcome.facts(), &fund.who);
        let mut weights = Vec::new();
        for (partner, passes) in passes.into_iter().enumerate() {
            if passes
                && outcome.is_there(partner, period.from())
                && let Some(weight) = self.weight(of, partner, period)?
            {
                weights.push((partner, weight));
            }
        }
        let only: Vec<i64> = weights.iter().map(|(_, weight)| *weight).collect();
        let parts =
            divided(minor(of.amount), &only, of.floor.map_or(0, minor), of.ceiling.map(minor));
        let too_large = || Failure::overflow(&format!("What {} divides", fund.name));
        let all: i128 = only.iter().map(|weight| i128::from(*weight)).sum();
        let made = weights.into_iter().zip(parts.ok_or_else(too_large)?);
        let input = |((partner, weight), (minor, bound))| {
            let part = AllocatedPart { amount: of.amount, weight, weights: all, bound };
            let what = InputKind::Allocated(Allocated { period, part: Some(part) });
            (partner, Input { on: period.from(), what, minor })
        };
        Ok(made.map(input).filter(|(_, input)| input.minor != 0).collect())
    }

    /// The weight of a partner; none where it takes no part.
    fn weight(
        &self,
        of: &Allocation,
        partner: usize,
        period: Span,
    ) -> Result<Option<i64>, Failure> {
        let plan = self.outcome.plan();
        let before = plan.program().calendar.previous(period, of.every);
        Ok(match &of.by {
            AllocatedBy::Equal => Some(1),
            AllocatedBy::Revenue => {
                let key = revenue_key();
                let revenue = plan.revenue.sum(&plan.sales_rows(&key), partner, before)?;
                Some(revenue.max(0))
            }
            AllocatedBy::Tier(parts) => Some(self.level_weight(parts, partner, period.from())),
            AllocatedBy::PastReturn => {
                let of =
                    ReturnOf { partner: Some(partner), span: Some(before), ..ReturnOf::default() };
                let found = self.fund_return(&of, before.until())?;
                let rate = found.and_then(|found| found.rate()).unwrap_or(Fraction::ZERO);
                let too_large = || Failure::overflow("The return on funds of a partner");
                Some(rate_of(rate).ok_or_else(too_large)?.units().max(0))
            }
            AllocatedBy::ByHand(partners) => {
                let id = &self.outcome.facts().partners.ids[partner];
                let found = partners.iter().find(|one| one.partner == *id);
                found.map(|one| one.weight.units().max(0))
            }
        })
    }

    fn level_weight(&self, parts: &TierParts, partner: usize, day: NaiveDate) -> i64 {
        let tracks = &self.outcome.plan().program().tracks;
        let track = tracks.iter().position(|track| track.id == parts.track);
        let level = track.and_then(|track| {
            let level = self.outcome.level_on(track, partner, day)?;
            Some(&tracks[track].levels[level].id)
        });
        let found = parts.weights.iter().find(|one| Some(&one.level) == level);
        found.map_or(0, |one| one.weight.units().max(0))
    }
}

impl Input {
    fn period(&self) -> Span {
        match &self.what {
            InputKind::Allocated(of) => of.period,
            InputKind::Accrued { .. } | InputKind::Released { .. } => Span::new(self.on, self.on),
        }
    }
}

fn minor(money: Money) -> i64 {
    money.units() / money.currency().units_per_minor()
}

/// An amount on the first day of each period.
fn allowances(outcome: &Outcome, of: Allowance, until: NaiveDate) -> Vec<Input> {
    let periods = outcome.given_periods(of.every, until).into_iter();
    let input = |period: Span| Input {
        on: period.from(),
        what: InputKind::Allocated(Allocated { period, part: None }),
        minor: minor(of.amount),
    };
    periods.map(input).collect()
}

impl Outcome {
    /// The periods that begin within the replay, up to a day.
    fn given_periods(&self, every: tierwright_program::Period, until: NaiveDate) -> Vec<Span> {
        let (Some(first), Some(last)) = (self.quarters().first(), self.quarters().last()) else {
            return Vec::new();
        };
        let calendar = &self.plan().program().calendar;
        let (first, last) = (first.from(), last.until().min(until));
        let begins = calendar.period_of(first, every);
        std::iter::successors(Some(begins), |period| Some(calendar.next(*period, every)))
            .skip_while(|period| period.from() < first)
            .take_while(|period| period.from() <= last)
            .collect()
    }

    /// Whether a partner has joined by a day and not left before it.
    pub(super) fn is_there(&self, partner: usize, day: NaiveDate) -> bool {
        let partners = &self.facts().partners;
        partners.joined[partner].is_none_or(|joined| joined <= day)
            && partners.left_on[partner].is_none_or(|left| day <= left)
    }

    /// What incentives pay into a partner's MDF balance, each on the day it is payable.
    fn accruals(
        &self,
        partner: usize,
        incentives: &[String],
        until: NaiveDate,
    ) -> Result<Vec<Input>, Failure> {
        let all = &self.plan().program().incentives;
        let feeds = |incentive: usize| incentives.contains(&all[incentive].id);
        let entries = self.ledger(partner, Account::Mdf)?.entries.into_iter();
        let lines = self.partner_lines(partner);
        let lines = lines.filter(|line| !line.shadow && line.account == Account::Mdf);
        let wholes: HashMap<(usize, usize), i64> =
            lines.map(|line| ((line.incentive, line.settlement), minor(line.amount))).collect();
        let whole = |of: (usize, usize)| wholes.get(&of).copied().unwrap_or(0);
        let input = |(on, what, amount)| Input { on, what, minor: minor(amount) };
        Ok(entries
            .take_while(|entry| entry.on <= until)
            .filter_map(|entry| match entry.what {
                Event::Due { incentive, settlement } if feeds(incentive) => {
                    let whole = whole((incentive, settlement));
                    let what = InputKind::Accrued { incentive, settlement, whole };
                    Some((entry.on, what, entry.amount))
                }
                Event::Released { incentive, settlement } if feeds(incentive) => {
                    let whole = whole((incentive, settlement));
                    Some((entry.on, InputKind::Released { incentive, whole }, entry.amount))
                }
                _ => None,
            })
            .map(input)
            .filter(|input| input.minor != 0)
            .collect())
    }
}
