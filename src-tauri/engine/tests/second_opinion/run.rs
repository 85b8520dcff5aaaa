//! Settlements in date order, and within a day in the order of the incentives: each sees what was
//! settled before it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tierwright_engine::rows::PartnerRow;
use tierwright_program::{Incentive, Period, State, incentive::LimitPer};

use crate::{
    days::{self, Days},
    earned::Earning,
    exact::{self, Exact},
    ladder::History,
    pool,
    world::{self, World},
};

/// What one incentive settled for one partner and period.
pub struct Settled<'a> {
    /// The position of the incentive.
    pub incentive: usize,
    /// The partner.
    pub partner: &'a str,
    /// The period that was settled.
    pub period: Days,
    /// What was earned, after limits and in whole minor units.
    pub result: Exact,
    /// What is due, in whole minor units.
    pub due: Exact,
}

/// A run over the window.
pub struct Run<'a> {
    /// The facts.
    pub world: &'a World<'a>,
    /// The levels of every partner on every track.
    pub histories: &'a BTreeMap<&'a str, Vec<History>>,
    /// What was settled so far.
    pub settled: Vec<Settled<'a>>,
}

/// Everything that is settled on the days of a window.
pub fn run<'a>(
    world: &'a World<'a>,
    histories: &'a BTreeMap<&'a str, Vec<History>>,
    window: Days,
) -> Vec<Settled<'a>> {
    let mut run = Run { world, histories, settled: Vec::new() };
    let mut occasions: Vec<(NaiveDate, usize, Days)> = Vec::new();
    for (at, incentive) in world.program.incentives.iter().enumerate() {
        if incentive.state != State::Off {
            let every = incentive.settled_every(world.program.payment.every);
            let periods = days::ending_in(&world.program.calendar, window, every);
            occasions.extend(periods.into_iter().map(|period| (period.until, at, period)));
        }
    }
    occasions.sort_unstable();
    for (_, incentive, period) in occasions {
        for partner in &world.rows.partners {
            let paying = run.paying(incentive);
            if world::partner_passes(&paying.incentive.who, partner) {
                let settled = paying.settle(partner, period);
                run.settled.push(settled);
            }
        }
    }
    run.settled
}

impl<'a> Run<'a> {
    /// One incentive of the run.
    pub fn paying(&self, at: usize) -> Paying<'a, '_> {
        Paying { run: self, world: self.world, at, incentive: &self.world.program.incentives[at] }
    }
}

/// One incentive of a run.
pub struct Paying<'a, 'r> {
    /// The run.
    pub run: &'r Run<'a>,
    /// The facts.
    pub world: &'a World<'a>,
    /// The position of the incentive.
    pub at: usize,
    /// The incentive.
    pub incentive: &'a Incentive,
}

impl<'a> Paying<'a, '_> {
    /// The incentive as it stands for one partner.
    pub fn earning(&self, partner: &'a PartnerRow) -> Earning<'a> {
        let histories = &self.run.histories[partner.id.as_str()];
        Earning { world: self.world, incentive: self.incentive, partner, histories }
    }

    /// What one period comes to for one partner.
    fn settle(&self, partner: &'a PartnerRow, period: Days) -> Settled<'a> {
        let earned = match self.incentive.period.length() {
            None => self.by_deal(partner, period),
            Some(_) => self.earning(partner).in_period(period),
        };
        let limited = self.limited(earned, partner, period);
        let result = self.rounded(&limited);
        Settled { incentive: self.at, partner: &partner.id, period, due: result.clone(), result }
    }

    /// The deals that closed in the payment period, each by itself.
    fn by_deal(&self, partner: &'a PartnerRow, period: Days) -> Exact {
        let mut total = exact::zero();
        let earning = self.earning(partner);
        let gate = earning.gate_open(period);
        for deal in &self.world.rows.deals {
            let Some(closed) = self.world.sold_of(&deal.id).next().map(|sold| sold.closed) else {
                continue;
            };
            if !period.has(closed) || !earning.runs_on(closed) {
                continue;
            }
            total += match &self.incentive.shares {
                Some(shares) => pool::part_of(self, shares, &deal.id, closed, partner, period),
                None if gate && earning.has_deal(&deal.id) => {
                    self.of_deal(&earning, &deal.id, closed, period)
                }
                None => exact::zero(),
            };
        }
        total
    }

    /// What one deal comes to for whoever earns it, limited per deal.
    pub fn of_deal(
        &self,
        earning: &Earning<'a>,
        deal: &'a str,
        closed: NaiveDate,
        period: Days,
    ) -> Exact {
        let amount = earning.of_deal(deal, closed, period);
        match self.limit(LimitPer::Deal) {
            Some(limit) => {
                self.note_limit(LimitPer::Deal, &amount, &limit);
                exact::least(amount, limit)
            }
            None => amount,
        }
    }

    /// An amount after the limits on a partner: per period, then per year.
    fn limited(&self, mut amount: Exact, partner: &PartnerRow, period: Days) -> Exact {
        if let Some(limit) = self.limit(LimitPer::PartnerPeriod) {
            self.note_limit(LimitPer::PartnerPeriod, &amount, &limit);
            amount = exact::least(amount, limit);
        }
        if let Some(limit) = self.limit(LimitPer::PartnerYear) {
            let year = self.year_of(period);
            let before = self.run.settled.iter().filter(|one| {
                one.incentive == self.at
                    && one.partner == partner.id
                    && self.year_of(one.period) == year
            });
            let before = before.fold(exact::zero(), |sum, one| sum + &one.result);
            let left = exact::not_below_zero(limit - before);
            self.note_limit(LimitPer::PartnerYear, &amount, &left);
            amount = exact::least(amount, left);
        }
        amount
    }

    /// The fiscal year a period ends in.
    fn year_of(&self, period: Days) -> Days {
        days::period_of(&self.world.program.calendar, period.until, Period::Year)
    }

    fn limit(&self, per: LimitPer) -> Option<Exact> {
        let found = self.incentive.limits.iter().find(|limit| limit.per == per);
        found.map(|limit| exact::quantity(limit.at_most))
    }

    fn note_limit(&self, per: LimitPer, amount: &Exact, limit: &Exact) {
        if amount > limit {
            self.world.saw(match per {
                LimitPer::Value => unreachable!("a cap on the value is not on an amount"),
                LimitPer::Deal => "limit per deal bit",
                LimitPer::PartnerPeriod => "limit per partner and period bit",
                LimitPer::PartnerYear => "limit per partner and year bit",
                LimitPer::Total => "total limit bit",
            });
        }
    }

    /// An amount in whole minor units.
    pub fn rounded(&self, amount: &Exact) -> Exact {
        let minor = exact::minor_unit(self.world.program.currency);
        if exact::is_midpoint(amount, &minor) {
            self.world.saw("rounded from exactly between two minor units");
        }
        exact::rounded(amount, &minor, self.world.program.rounding)
    }
}
