//! Settlements in date order, and within a day in the order of the incentives: each sees what was
//! settled before it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use tierwright_engine::rows::PartnerRow;
use tierwright_program::{
    Incentive, Period, State,
    incentive::{
        EarlierResults, GroupPays, LimitPer, Negative, OwnResult, Returns, Rounded, SharedPer,
        TierAgain,
    },
};

use crate::{
    again, budget,
    days::{self, Days},
    earned::{Earning, Seen},
    exact::{self, Exact},
    guarantee,
    ladder::History,
    past, pool,
    world::{self, World},
};

/// What one incentive settled for one partner on a day.
pub struct Settled<'a> {
    /// The position of the incentive.
    pub incentive: usize,
    /// The partner.
    pub partner: &'a str,
    /// The period that was settled.
    pub period: Days,
    /// What was earned of it, before a guarantee and what came back.
    pub earned: Exact,
    /// What is due, in whole minor units.
    pub due: Exact,
    /// By deal: what of the result lies on it.
    pub on_deals: BTreeMap<&'a str, Exact>,
    /// What of its parts is due with later settlements.
    pub later: Vec<Exact>,
}

/// What was settled of an accumulation.
#[derive(Clone)]
pub struct Stood {
    /// P.
    pub settled: Exact,
    /// The day of the settlement.
    pub on: NaiveDate,
}

/// An accumulation of an incentive for a partner.
pub type Span<'a> = (usize, &'a str, Days);

/// A run over the window.
pub struct Run<'a> {
    /// The facts.
    pub world: &'a World<'a>,
    /// The levels of every partner on every track.
    pub histories: &'a BTreeMap<&'a str, Vec<History>>,
    /// The days that are settled.
    pub window: Days,
    /// What was settled so far.
    pub settled: Vec<Settled<'a>>,
    /// P of every accumulation.
    pub stood: BTreeMap<Span<'a>, Stood>,
    /// What lies on deals, by accumulation.
    pub on_deals: BTreeMap<Span<'a>, BTreeMap<&'a str, Exact>>,
    /// What was taken back of deals, by incentive, partner and deal.
    pub taken: BTreeMap<(usize, &'a str, &'a str), Exact>,
    /// What shared limits per deal have given, by limit, partner and deal.
    pub given: BTreeMap<(usize, &'a str, &'a str), Exact>,
    /// What was drawn on limits in total, by incentive.
    pub in_total: BTreeMap<usize, Exact>,
    /// What was drawn on pools, by pool and budget period.
    pub drawn: BTreeMap<(usize, Days), Exact>,
}

/// Everything that is settled on the days of a window.
pub fn run<'a>(
    world: &'a World<'a>,
    histories: &'a BTreeMap<&'a str, Vec<History>>,
    window: Days,
) -> Vec<Settled<'a>> {
    let mut run = Run {
        world,
        histories,
        window,
        settled: Vec::new(),
        stood: BTreeMap::new(),
        on_deals: BTreeMap::new(),
        taken: BTreeMap::new(),
        given: BTreeMap::new(),
        in_total: BTreeMap::new(),
        drawn: BTreeMap::new(),
    };
    let mut occasions: BTreeMap<NaiveDate, BTreeMap<usize, Days>> = BTreeMap::new();
    for (at, incentive) in world.program.incentives.iter().enumerate() {
        if incentive.state != State::Off {
            let every = incentive.settled_every(world.program.payment.every);
            for period in days::ending_in(&world.program.calendar, window, every) {
                occasions.entry(period.until).or_default().insert(at, period);
            }
        }
    }
    for today in occasions.values() {
        let before = run.settled.len();
        let mut done = BTreeSet::new();
        for (at, period) in today {
            let group = run.group_of(*at);
            let members: Vec<usize> =
                today.keys().copied().filter(|one| group.contains(one)).collect();
            if done.insert(*at) {
                done.extend(&members);
                for partner in &world.rows.partners {
                    run.settle(&members, partner, *period);
                }
            }
        }
        budget::spend(&mut run, before);
    }
    run.settled
}

/// What is earned, and where.
pub enum Earned<'a> {
    /// Deal by deal.
    Deals(BTreeMap<&'a str, Exact>),
    /// Over a period; with V by deal.
    Period(Exact, BTreeMap<&'a str, Exact>),
}

impl<'a> Run<'a> {
    /// One incentive of the run.
    pub fn paying(&self, at: usize) -> Paying<'a, '_> {
        Paying { run: self, world: self.world, at, incentive: &self.world.program.incentives[at] }
    }

    /// The incentives that are compared with one, itself among them.
    fn group_of(&self, at: usize) -> Vec<usize> {
        let program = self.world.program;
        let id = &program.incentives[at].id;
        let groups = program.stacking_groups.iter();
        let group = groups
            .filter(|group| group.pays != GroupPays::Add)
            .find(|group| group.incentives.contains(id));
        let Some(group) = group else { return vec![at] };
        (0..program.incentives.len())
            .filter(|one| group.incentives.contains(&program.incentives[*one].id))
            .collect()
    }

    /// Settles incentives that are compared with each other, or one alone, for a partner.
    fn settle(&mut self, members: &[usize], partner: &'a PartnerRow, period: Days) {
        let who =
            |at: &&usize| world::partner_passes(&self.world.program.incentives[**at].who, partner);
        let members: Vec<usize> = members.iter().filter(who).copied().collect();
        let mut all: Vec<(usize, Earned<'a>)> = Vec::new();
        for at in &members {
            let paying = self.paying(*at);
            let seen = paying.seen(period);
            all.push((*at, paying.earned(partner, &seen)));
        }
        let program = self.world.program;
        let pays = members.first().filter(|_| members.len() > 1).and_then(|at| {
            let id = &program.incentives[*at].id;
            let groups = program.stacking_groups.iter();
            groups
                .filter(|group| group.incentives.contains(id))
                .map(|group| group.pays)
                .find(|pays| *pays != GroupPays::Add)
        });
        // Compared per deal where every incentive of the group pays deal by deal.
        let per_deal = members.first().is_some_and(|at| {
            self.group_of(*at).iter().all(|one| program.incentives[*one].period.length().is_none())
        });
        if let (Some(pays), true) = (pays, per_deal) {
            self.compare_deals(&mut all, pays);
        }
        let mut results: Vec<(usize, Exact, Earned<'a>)> = Vec::new();
        for (at, earned) in all {
            let earned = self.under_shared_deal_limits(at, partner, earned);
            let total = match &earned {
                Earned::Deals(deals) => deals.values().fold(exact::zero(), |sum, one| sum + one),
                Earned::Period(total, _) => total.clone(),
            };
            let paying = self.paying(at);
            let total = paying.under_own_limits(total, partner, paying.span(period));
            results.push((at, total, earned));
        }
        if let (Some(pays), false) = (pays, per_deal) {
            self.compare(&mut results, pays);
        }
        for (at, total, earned) in results {
            self.settle_one(at, partner, period, total, earned);
        }
    }

    fn compare_deals(&self, all: &mut [(usize, Earned<'a>)], pays: GroupPays) {
        let mut deals = BTreeSet::new();
        for (_, earned) in all.iter() {
            if let Earned::Deals(of) = earned {
                deals.extend(of.keys().copied());
            }
        }
        for deal in deals {
            let result = |earned: &Earned<'a>| match earned {
                Earned::Deals(of) => of.get(deal).cloned().unwrap_or_else(exact::zero),
                Earned::Period(..) => unreachable!("all pay deal by deal"),
            };
            let results: Vec<Exact> = all.iter().map(|(_, earned)| result(earned)).collect();
            let winner = winner(&results, pays);
            self.world.saw("incentives compared on a deal");
            for (which, (_, earned)) in all.iter_mut().enumerate() {
                if let (Earned::Deals(of), true) = (earned, Some(which) != winner) {
                    of.remove(deal);
                }
            }
        }
    }

    fn compare(&self, all: &mut [(usize, Exact, Earned<'a>)], pays: GroupPays) {
        let results: Vec<Exact> = all.iter().map(|(_, total, _)| total.clone()).collect();
        let winner = winner(&results, pays);
        self.world.saw("incentives compared over a period");
        for (which, (_, total, _)) in all.iter_mut().enumerate() {
            if Some(which) != winner {
                *total = exact::zero();
            }
        }
    }

    /// Lowers what deals earn to what shared limits per deal have left.
    fn under_shared_deal_limits(
        &mut self,
        at: usize,
        partner: &'a PartnerRow,
        earned: Earned<'a>,
    ) -> Earned<'a> {
        let Earned::Deals(mut deals) = earned else { return earned };
        let program = self.world.program;
        let id = &program.incentives[at].id;
        for (which, limit) in program.shared_limits.iter().enumerate() {
            if limit.per != SharedPer::Deal || !limit.incentives.contains(id) {
                continue;
            }
            for (deal, amount) in &mut deals {
                let given =
                    self.given.entry((which, &partner.id, deal)).or_insert_with(exact::zero);
                let left = exact::not_below_zero(exact::money(limit.at_most) - &*given);
                if *amount > left {
                    self.world.saw("shared limit per deal bit");
                    *amount = left;
                }
                *given += &*amount;
            }
        }
        Earned::Deals(deals)
    }

    /// From what is left after the own limits to what is due.
    fn settle_one(
        &mut self,
        at: usize,
        partner: &'a PartnerRow,
        period: Days,
        total: Exact,
        earned: Earned<'a>,
    ) {
        let paying = self.paying(at);
        let span = paying.span(period);
        let limited = paying.under_shared_limits(total, partner, span);
        let result = paying.rounded(&limited);
        let key = (at, partner.id.as_str(), span);
        let before = paying.settled_before(partner, key, period);
        let difference = &result - &before;
        let negative = paying.incentive.settle.as_ref().map(|settle| settle.negative);
        let ignored = negative == Some(Negative::Ignored) && difference < exact::zero();
        if negative.is_some() && difference < exact::zero() {
            self.world.saw("result so far below what was settled");
        }
        let (now, due) =
            if ignored { (before, exact::zero()) } else { (result.clone(), difference) };
        let on_deals = paying.on_deals(&earned, &now);
        self.stood.insert(key, Stood { settled: now, on: period.until });
        self.on_deals.insert(key, on_deals.clone());
        let mut all = due.clone();
        all += guarantee::added(self, at, partner, period, &due);
        all += again::settled_again(self, at, partner, period);
        all -= again::taken_back(self, at, partner, period);
        let (now_due, later) = self.in_parts(at, &partner.id, period, all);
        self.settled.push(Settled {
            incentive: at,
            partner: &partner.id,
            period,
            earned: due,
            due: now_due,
            on_deals,
            later,
        });
    }

    /// What is due now of a sum and of the parts of earlier ones, and the parts that come later.
    fn in_parts(&self, at: usize, partner: &str, _: Days, all: Exact) -> (Exact, Vec<Exact>) {
        let Some(count) = self.world.program.incentives[at].spread_over else {
            return (all, Vec::new());
        };
        let minor = exact::minor_unit(self.world.program.currency);
        let weights: Vec<Exact> = (0..count).map(|_| exact::whole(1)).collect();
        let parts = exact::divided(&(all / &minor), &weights);
        let mut parts: Vec<Exact> = parts.into_iter().map(|part| part * &minor).collect();
        let mut now = parts.remove(0);
        let earlier: Vec<&Settled<'_>> = self
            .settled
            .iter()
            .filter(|one| one.incentive == at && one.partner == partner)
            .collect();
        for (ago, one) in earlier.iter().rev().enumerate() {
            if let Some(part) = one.later.get(ago) {
                self.world.saw("part of an earlier result");
                now += part;
            }
        }
        (now, parts)
    }
}

fn winner(results: &[Exact], pays: GroupPays) -> Option<usize> {
    match pays {
        GroupPays::FirstThatPays => results.iter().position(|one| *one > exact::zero()).or(Some(0)),
        _ => {
            let most = results.iter().max()?;
            results.iter().position(|one| one == most)
        }
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
        let taken_off = self.taken_off(&partner.id);
        Earning { world: self.world, incentive: self.incentive, partner, histories, taken_off }
    }

    /// What earlier results take off, by deal.
    fn taken_off(&self, partner: &str) -> BTreeMap<&'a str, Exact> {
        let mut off = BTreeMap::new();
        if self.incentive.stacking.earlier_results == EarlierResults::LeaveIt {
            return off;
        }
        let group = self.run.group_of(self.at);
        for ((at, whose, _), deals) in &self.run.on_deals {
            let of = &self.world.program.incentives[*at];
            let counts = *at < self.at
                && *whose == partner
                && of.state == State::On
                && of.stacking.own_result == OwnResult::ReducesLater
                && !group.contains(at);
            if counts {
                for (deal, amount) in deals {
                    *off.entry(*deal).or_insert_with(exact::zero) += amount;
                }
            }
        }
        off
    }

    /// The accumulation that a settlement belongs to.
    pub fn span(&self, period: Days) -> Days {
        match self.incentive.period.length() {
            None => period,
            Some(length) => days::period_of(&self.world.program.calendar, period.until, length),
        }
    }

    /// What is looked at when a period is settled.
    pub fn seen(&self, period: Days) -> Seen {
        let days = Days { from: self.span(period).from, until: period.until };
        Seen { days, known: period.until, level_on: None }
    }

    /// What a partner earns, deal by deal or over the period.
    pub fn earned(&self, partner: &'a PartnerRow, seen: &Seen) -> Earned<'a> {
        match self.incentive.period.length() {
            None => Earned::Deals(self.by_deal(partner, seen)),
            Some(_) => {
                let earning = self.earning(partner);
                Earned::Period(earning.in_period(seen), earning.value_by_deal(seen))
            }
        }
    }

    /// The deals that closed in the payment period, each by itself.
    fn by_deal(&self, partner: &'a PartnerRow, seen: &Seen) -> BTreeMap<&'a str, Exact> {
        let mut earned = BTreeMap::new();
        let earning = self.earning(partner);
        let gate = earning.gate_open(seen.days);
        for deal in &self.world.rows.deals {
            let Some(closed) = self.world.sold_of(&deal.id).next().map(|sold| sold.closed) else {
                continue;
            };
            if !seen.days.has(closed) || !earning.runs_on(closed) || !gate {
                continue;
            }
            let amount = match &self.incentive.shares {
                Some(shares) => pool::part_of(self, shares, &deal.id, closed, partner, seen),
                None if earning.has_deal(&deal.id) => {
                    self.of_deal(&earning, &deal.id, closed, seen)
                }
                None => exact::zero(),
            };
            let amount = match self.incentive.rounded {
                Rounded::PayoutLine => amount,
                Rounded::Deal => self.rounded(&amount),
                Rounded::DealLine => unreachable!("lines are not drawn"),
            };
            earned.insert(deal.id.as_str(), amount);
        }
        earned
    }

    /// What one deal comes to for whoever earns it, limited per deal.
    pub fn of_deal(
        &self,
        earning: &Earning<'a>,
        deal: &'a str,
        closed: NaiveDate,
        seen: &Seen,
    ) -> Exact {
        let amount = earning.of_deal(deal, closed, seen);
        match self.limit(LimitPer::Deal) {
            Some(limit) => {
                self.note_limit(LimitPer::Deal, &amount, &limit);
                exact::least(amount, limit)
            }
            None => amount,
        }
    }

    /// A result after the own limits on a partner: per period, then per year.
    pub fn under_own_limits(&self, mut amount: Exact, partner: &PartnerRow, span: Days) -> Exact {
        if let Some(limit) = self.limit(LimitPer::PartnerPeriod) {
            self.note_limit(LimitPer::PartnerPeriod, &amount, &limit);
            amount = exact::least(amount, limit);
        }
        if let Some(limit) = self.limit(LimitPer::PartnerYear) {
            let left = exact::not_below_zero(limit - self.in_year(&[self.at], partner, span));
            self.note_limit(LimitPer::PartnerYear, &amount, &left);
            amount = exact::least(amount, left);
        }
        amount
    }

    /// A result after limits that it shares with others: each takes what is left of them.
    pub fn under_shared_limits(
        &self,
        mut amount: Exact,
        partner: &PartnerRow,
        span: Days,
    ) -> Exact {
        let program = self.world.program;
        for limit in
            program.shared_limits.iter().filter(|one| one.incentives.contains(&self.incentive.id))
        {
            let members: Vec<usize> = (0..program.incentives.len())
                .filter(|at| limit.incentives.contains(&program.incentives[*at].id))
                .collect();
            let (used, what) = match limit.per {
                SharedPer::Deal => continue,
                SharedPer::PartnerPeriod => {
                    let used = members.iter().filter(|at| **at != self.at);
                    let used =
                        used.filter_map(|at| self.run.stood.get(&(*at, partner.id.as_str(), span)));
                    let used = used.fold(exact::zero(), |sum, one| sum + &one.settled);
                    (used, "shared limit per period bit")
                }
                SharedPer::PartnerYear => {
                    (self.in_year(&members, partner, span), "shared limit per year bit")
                }
            };
            let left = exact::not_below_zero(exact::money(limit.at_most) - used);
            if amount > left {
                self.world.saw(what);
                amount = left;
            }
        }
        amount
    }

    /// What incentives settled for a partner in the fiscal year of a span, itself aside.
    fn in_year(&self, of: &[usize], partner: &PartnerRow, span: Days) -> Exact {
        let year = self.year_of(span);
        let in_it = self.run.stood.iter().filter(|((at, whose, days), _)| {
            of.contains(at)
                && *whose == partner.id
                && self.year_of(*days) == year
                && (*at, *days) != (self.at, span)
        });
        in_it.fold(exact::zero(), |sum, (_, one)| sum + &one.settled)
    }

    /// P: what was settled earlier in the accumulation, or R on the day before the replay.
    fn settled_before(&self, partner: &'a PartnerRow, key: Span<'a>, period: Days) -> Exact {
        let Some(settle) = &self.incentive.settle else { return exact::zero() };
        let (_, _, span) = key;
        let stood = self.run.stood.get(&key);
        let since = stood.map(|stood| stood.on);
        let paid = past::paid_before(self.world, settle, &partner.id, (span, period), since);
        if let Some(paid) = paid {
            return paid;
        }
        if let Some(stood) = stood {
            return stood.settled.clone();
        }
        let Some(eve) = period.from.pred_opt().filter(|eve| span.from <= *eve) else {
            return exact::zero();
        };
        self.world.saw("accumulation that began before the replay");
        let seen = Seen { days: Days { from: span.from, until: eve }, known: eve, level_on: None };
        let Earned::Period(earned, _) = self.earned(partner, &seen) else {
            unreachable!("a deal accumulates nothing");
        };
        let limited = self.under_own_limits(earned, partner, span);
        self.rounded(&self.under_shared_limits(limited, partner, span))
    }

    /// A result on its deals, by what each earned or by their V.
    pub fn on_deals(&self, earned: &Earned<'a>, result: &Exact) -> BTreeMap<&'a str, Exact> {
        let (Earned::Deals(weights) | Earned::Period(_, weights)) = earned;
        self.shared_out(weights, result)
    }

    /// A sum shared out over deals by weights.
    pub fn shared_out(
        &self,
        weights: &BTreeMap<&'a str, Exact>,
        result: &Exact,
    ) -> BTreeMap<&'a str, Exact> {
        let minor = exact::minor_unit(self.world.program.currency);
        let list: Vec<Exact> =
            weights.values().map(|one| exact::not_below_zero(one.clone())).collect();
        let parts = exact::divided(&(result / &minor), &list);
        weights.keys().copied().zip(parts).map(|(deal, part)| (deal, part * &minor)).collect()
    }

    /// The fiscal year a period ends in.
    pub fn year_of(&self, period: Days) -> Days {
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

    /// What is seen when an accumulation is settled again at the end of a later period.
    pub fn seen_again(&self, span: Days, now: NaiveDate) -> Seen {
        let level_on = match self.incentive.returns {
            Returns::DealPeriod(again) if again.tier == TierAgain::AsNow => Some(now),
            _ => None,
        };
        Seen { days: span, known: now, level_on }
    }
}
