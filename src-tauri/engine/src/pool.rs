//! Pools: one deal's reward, limited, rounded and split among its partners (`RULES` section 5).

mod measure;
mod parts;
pub(crate) mod quick;
mod weights;

use chrono::NaiveDate;
use tierwright_program::{
    AttributionModel, Fraction, Incentive, Money, Quantity, Span,
    incentive::LimitPer,
    rounding::Remainders,
    shares::{ShareBy, ShareTotal, SharedOf, Shares},
};

use self::{
    measure::{deal_measure, deal_rows, deal_value, sells},
    weights::{AboveAll, Part, Roles, TakesPart, Weights},
};
use crate::{
    Failure, Plan,
    cube::{CubeKey, SalesRows},
    explanation::{LimitStep, PoolShare, PoolStep, RoundingStep, Step, WhyNot},
    line::{LineOf, Seen},
    parts::WholeValue,
    recorder::{Recorded, Recorder, Unrecorded},
    schedule::{Reading, exact, exact::whole},
};

/// The rewards of one incentive, deal by deal, in the same memory.
pub(crate) struct Pools<'a> {
    plan: &'a Plan,
    incentive: usize,
    shares: &'a Shares,
    rows: SalesRows<'a>,
    roles: Roles,
    model: Option<&'a AttributionModel>,
    /// The partner whose own steps are recorded.
    explained: Option<usize>,
    weights: Weights,
    numbers: Vec<i64>,
    remainders: Remainders,
}

/// How a deal's reward came out, besides the parts themselves.
struct Divided {
    pool: Option<i64>,
    unpaid: i64,
    /// What the weights were divided by.
    whole: i64,
    /// By part: what the whole deal would earn it, where each has its own.
    own: Vec<Fraction>,
}

impl<'a> Pools<'a> {
    /// Ready for the first deal. `explained` is the partner whose steps a recorder is to have.
    pub fn new(
        plan: &'a Plan,
        incentive: usize,
        shares: &'a Shares,
        explained: Option<usize>,
    ) -> Result<Self, Failure> {
        Self::of_key(plan, incentive, shares, explained, &plan.incentives[incentive].key)
    }

    /// The same for what a key says that deals sell.
    pub fn of_key(
        plan: &'a Plan,
        incentive: usize,
        shares: &'a Shares,
        explained: Option<usize>,
        key: &'a CubeKey,
    ) -> Result<Self, Failure> {
        let name = &plan.program().incentives[incentive].name;
        Ok(Self {
            plan,
            incentive,
            shares,
            rows: plan.sales_rows(key),
            roles: Roles::new(shares, plan.facts())
                .ok_or_else(|| Failure::overflow(&format!("The sum of the weights of {name}")))?,
            model: model_of(plan, shares),
            explained,
            weights: Weights::default(),
            numbers: Vec::new(),
            remainders: Remainders::default(),
        })
    }

    /// Makes and splits the reward of a deal: the parts of those who take part, ordered by partner.
    /// `seen` is the payment period the deal closed in and what is known of it.
    pub fn deal<R: Recorder>(
        &mut self,
        deal: usize,
        seen: Seen,
        recorder: &mut R,
    ) -> Result<&[Part], Failure> {
        let Some(closed) = self.rows.counts_on(deal) else { return Ok(&[]) };
        if !sells(&self.rows, deal) {
            return Ok(&[]);
        }
        let takes_part = TakesPart {
            facts: self.plan.facts(),
            shares: self.shares,
            roles: &self.roles,
            model: self.model,
            rows: &self.rows,
            eligible: self.plan.eligible(self.incentive, seen, deal),
        };
        self.weights.weigh(&takes_part, deal, closed).ok_or_else(|| self.too_large(deal))?;
        if self.weights.parts.len() < usize::from(self.shares.minimum_partners) {
            let why = self.too_few(deal, seen, recorder)?;
            recorder.record(|| Step::WhyNot(why));
            return Ok(&[]);
        }
        let whole = match self.weights.settle(self.shares.total) {
            None => return Err(self.too_large(deal)),
            Some(Err(above)) => return Err(self.above_all(deal, above)),
            Some(Ok(whole)) => whole,
        };
        let value = deal_value(&self.rows, deal, seen.known).ok_or_else(|| self.too_large(deal))?;
        let divided = match self.shares.of {
            SharedOf::OnePool => self.one_pool(deal, seen, value, whole, recorder)?,
            SharedOf::EachOwn => Some(self.each_own(deal, seen, value, whole, recorder)?),
        };
        let Some(divided) = divided else { return Ok(&[]) };
        recorder.record(|| Step::Pool(self.step(deal, seen, value, &divided)));
        Ok(&self.weights.parts)
    }

    /// Why a deal with too few partners pays nothing: the partner that is asked about may itself not
    /// hold a level that is asked for.
    fn too_few<R: Recorder>(
        &self,
        deal: usize,
        seen: Seen,
        recorder: &mut R,
    ) -> Result<WhyNot, Failure> {
        let closed = self.plan.facts().deals.won_on(deal);
        let level = match self.explained {
            Some(partner) => {
                self.plan.not_at_level((self.incentive, partner), seen, closed, recorder)?
            }
            None => None,
        };
        Ok(level.unwrap_or(WhyNot::TooFewPartners { needed: self.shares.minimum_partners }))
    }

    /// One pool: read, limited, rounded, then split; none where the schedule gives nothing.
    fn one_pool<R: Recorder>(
        &mut self,
        deal: usize,
        seen: Seen,
        value: i64,
        whole: i64,
        recorder: &mut R,
    ) -> Result<Option<Divided>, Failure> {
        let limited = match self.reward(deal, (usize::MAX, 0), value, seen, recorder)? {
            Ok(limited) => limited,
            Err(why) => {
                recorder.record(|| Step::WhyNot(why));
                return Ok(None);
            }
        };
        let too_large = || self.too_large(deal);
        let pool = self.plan.round(limited, recorder).ok_or_else(too_large)?;
        let unpaid = match self.shares.total {
            ShareTotal::Overlay => self.overlay(pool, whole),
            ShareTotal::Normalised | ShareTotal::AsDeclared => self.split(pool),
        };
        let unpaid = unpaid.ok_or_else(|| self.too_large(deal))?;
        Ok(Some(Divided { pool: Some(pool), unpaid, whole, own: Vec::new() }))
    }

    /// Divides a pool by largest remainder; what stays unpaid comes last in a tie.
    fn split(&mut self, pool: i64) -> Option<i64> {
        self.numbers.clear();
        self.numbers.extend(self.weights.parts.iter().map(|part| part.weight));
        self.numbers.push(self.weights.unpaid);
        let amounts = self.remainders.divide(pool, &self.numbers)?;
        for (part, amount) in self.weights.parts.iter_mut().zip(amounts) {
            part.amount = *amount;
        }
        amounts.last().copied()
    }

    /// Gives each its part of a pool, rounded by itself; nothing stays unpaid, as nothing is due
    /// beyond the parts.
    fn overlay(&mut self, pool: i64, whole: i64) -> Option<i64> {
        let mode = self.plan.program().rounding;
        for part in &mut self.weights.parts {
            let product = i128::from(pool).checked_mul(i128::from(part.weight))?;
            let rounded = Fraction::new(product, i128::from(whole)).round(mode)?;
            part.amount = i64::try_from(rounded).ok()?;
        }
        Some(0)
    }

    /// Each partner's part of what the whole deal would earn it at its own level.
    fn each_own<R: Recorder>(
        &mut self,
        deal: usize,
        seen: Seen,
        value: i64,
        whole: i64,
        recorder: &mut R,
    ) -> Result<Divided, Failure> {
        let mut own = Vec::new();
        for at in 0..self.weights.parts.len() {
            let Part { partner, weight, .. } = self.weights.parts[at];
            let reward = if R::RECORDS && self.explained == Some(partner) {
                self.own_part(deal, partner, seen, (value, weight, whole), recorder)
            } else {
                self.own_part(deal, partner, seen, (value, weight, whole), &mut Unrecorded)
            };
            let (reward, amount) = reward?;
            self.weights.parts[at].amount = amount;
            if R::RECORDS {
                own.push(reward);
            }
        }
        Ok(Divided { pool: None, unpaid: 0, whole, own })
    }

    /// What the whole deal would earn a partner, and its part of that in minor units. The numbers
    /// are the deal's value, the partner's weight, and what weights are divided by.
    fn own_part<R: Recorder>(
        &self,
        deal: usize,
        partner: usize,
        seen: Seen,
        (value, weight, whole): (i64, i64, i64),
        recorder: &mut R,
    ) -> Result<(Fraction, i64), Failure> {
        let schedules = &self.plan.incentives[self.incentive].schedules;
        let schedule = schedules.get(schedules.on(self.closed_on(deal, seen.span)));
        let closed = self.plan.facts().deals.won_on(deal);
        let seen = schedule.tier_seen(seen, closed);
        let reward = match self.plan.column(schedule, partner, seen, recorder)? {
            Ok(column) => self.reward(deal, (partner, column), value, seen, recorder)?,
            Err(why) => Err(why),
        };
        let reward = match reward {
            Ok(reward) => reward,
            Err(why) => {
                recorder.record(|| Step::WhyNot(why));
                return Ok((Fraction::ZERO, 0));
            }
        };
        let part = reward.numerator.checked_mul(i128::from(weight));
        let part = part.zip(reward.denominator.checked_mul(i128::from(whole)));
        let rounded =
            part.and_then(|(above, below)| self.plan.round(Fraction::new(above, below), recorder));
        Ok((reward, rounded.ok_or_else(|| self.too_large(deal))?))
    }

    /// The day that decides which version of the schedule a deal is paid by.
    fn closed_on(&self, deal: usize, period: Span) -> NaiveDate {
        self.rows.counts_on(deal).unwrap_or(period.from())
    }

    /// What the schedule gives for the whole deal, after the limit per deal: to one pool, or to a
    /// partner at the column of its level.
    fn reward<R: Recorder>(
        &self,
        deal: usize,
        (partner, column): (usize, usize),
        value: i64,
        seen: Seen,
        recorder: &mut R,
    ) -> Result<Result<Fraction, WhyNot>, Failure> {
        let plan = &self.plan.incentives[self.incentive];
        let version = plan.schedules.on(self.closed_on(deal, seen.span));
        let schedule = plan.schedules.get(version);
        let rows_of = |rows: &SalesRows<'_>| {
            let mut found = Vec::new();
            let collected = deal_rows(rows, deal, seen.known, &mut |row| {
                found.push(row);
                Some(())
            });
            collected.map(|()| found).ok_or_else(|| self.too_large(deal))
        };
        let all = WholeValue { partner, span: seen.span, column, sold: value, value: whole(value) };
        let parts = self.plan.parts_of_deal(&plan.parts[version], deal, all, rows_of, recorder)?;
        if parts.is_empty() {
            return Ok(Err(WhyNot::NothingInColumns));
        }
        let picks = self.plan.deal_picks(self.incentive, schedule, value);
        let reading =
            Reading { picks, paid_on: whole(value), parts: &parts, deal: Some(deal), line: None };
        let too_large = || self.too_large(deal);
        Ok(match schedule.read(&reading, recorder).ok_or_else(too_large)? {
            Err(why) => Err(why),
            Ok(earned) => {
                let of = &self.plan.program().incentives[self.incentive];
                Ok(limit(earned, of, LimitPer::Deal, 0, recorder).ok_or_else(too_large)?)
            }
        })
    }

    fn step(&self, deal: usize, seen: Seen, value: i64, divided: &Divided) -> PoolStep {
        let takes_part = TakesPart {
            facts: self.plan.facts(),
            shares: self.shares,
            roles: &self.roles,
            model: self.model,
            rows: &self.rows,
            eligible: self.plan.eligible(self.incentive, seen, deal),
        };
        let number = |weight: i64| {
            Fraction::new(i128::from(weight), i128::from(self.weights.hundred.max(1)))
        };
        let share = |(at, part): (usize, &Part)| PoolShare {
            partner: part.partner,
            roles: takes_part.roles_of(deal, part.partner),
            weight: number(part.weight),
            own: divided.own.get(at).copied().map(exact),
            amount: self.plan.minor_money(part.amount),
        };
        PoolStep {
            deal,
            measure: deal_measure(&self.rows, deal, seen.known, value),
            by: self.shares.by.clone(),
            total: self.shares.total,
            pool: divided.pool.map(|pool| self.plan.minor_money(pool)),
            whole: number(divided.whole),
            shares: self.weights.parts.iter().enumerate().map(share).collect(),
            unpaid: self.plan.minor_money(divided.unpaid),
            touches: self.model.map_or_else(Vec::new, |model| {
                self.weights.weighing.steps(model, self.plan.facts())
            }),
        }
    }

    fn too_large(&self, deal: usize) -> Failure {
        Failure::overflow(&format!("The pool of deal {}", &self.plan.facts().deals.ids[deal]))
    }

    fn above_all(&self, deal: usize, above: AboveAll) -> Failure {
        let name = &self.plan.program().incentives[self.incentive].name;
        let deal = &self.plan.facts().deals.ids[deal];
        Failure::shares_above_all(name, deal, above.sum, above.hundred)
    }
}

/// The attribution model that shares go by.
fn model_of<'a>(plan: &'a Plan, shares: &Shares) -> Option<&'a AttributionModel> {
    let ShareBy::Attribution(id) = &shares.by else { return None };
    plan.program().attribution.iter().find(|model| model.id == *id)
}

impl Plan {
    /// A partner's parts of the pools of a span's deals, by deal, as known on a day. The pools it has
    /// a part in are recorded, and the reasons of those that were not made.
    pub(crate) fn partner_pools<R: Recorder>(
        &self,
        of: LineOf<'_>,
        recorder: &mut R,
    ) -> Result<Vec<(usize, i64)>, Failure> {
        let mut found = Vec::new();
        let Some(shares) = &self.program().incentives[of.incentive].shares else {
            return Ok(found);
        };
        let mut pools = Pools::new(self, of.incentive, shares, Some(of.partner))?;
        for deal in self.facts().partner_deals(of.partner) {
            let closed = self.facts().deals.won_on(deal);
            if !closed.is_some_and(|day| of.seen.span.contains(day)) {
                continue;
            }
            let mut pool = Recorded::default();
            let parts = match R::RECORDS {
                true => pools.deal(deal, of.seen, &mut pool)?,
                false => pools.deal(deal, of.seen, &mut Unrecorded)?,
            };
            let part = parts.iter().find(|part| part.partner == of.partner);
            found.extend(part.map(|part| (deal, part.amount)));
            if parts.is_empty() || part.is_some() {
                pool.0.into_iter().for_each(|step| recorder.record(|| step));
            }
        }
        Ok(found)
    }

    /// The settlement of an incentive that a deal closed in.
    pub(crate) fn settlement_of(&self, incentive: usize, deal: usize) -> Option<(usize, Span)> {
        self.settlements.on(incentive, self.facts().deals.won_on(deal)?)
    }

    /// Rounds an exact amount of ten-thousandths to minor units.
    pub(crate) fn round<R: Recorder>(
        &self,
        exact_units: Fraction,
        recorder: &mut R,
    ) -> Option<i64> {
        let per_minor = i128::from(self.program().currency.units_per_minor());
        let denominator = exact_units.denominator.checked_mul(per_minor)?;
        let rounded =
            Fraction::new(exact_units.numerator, denominator).round(self.program().rounding)?;
        let minor = i64::try_from(rounded).ok()?;
        minor.checked_mul(self.program().currency.units_per_minor())?;
        recorder.record(|| {
            let rounded = self.minor_money(minor);
            Step::Rounding(RoundingStep { exact: exact(exact_units), rounded })
        });
        Some(minor)
    }

    /// Money of minor units; what was rounded from facts that fit, fits.
    pub(crate) fn minor_money(&self, minor: i64) -> Money {
        let currency = self.program().currency;
        Money::from_units(minor.saturating_mul(currency.units_per_minor()), currency)
    }
}

/// A cap, and what is already used of it.
pub(crate) struct Cap {
    pub per: LimitPer,
    pub at_most: Money,
    /// In ten-thousandths.
    pub used: i64,
    /// The shared cap it is, by id.
    pub shared: Option<String>,
}

/// Applies the cap of one kind, if the incentive has it; `used` is what earlier periods took of it,
/// in ten-thousandths. `None` when a product does not fit.
pub(crate) fn limit<R: Recorder>(
    earned: Fraction,
    of: &Incentive,
    per: LimitPer,
    used: i64,
    recorder: &mut R,
) -> Option<Fraction> {
    let limit = of.limits.iter().find(|limit| limit.per == per);
    // `check` refuses a limit on payouts that is no money.
    match limit.map(|limit| limit.at_most) {
        Some(Quantity::Money(at_most)) => {
            cap(earned, Cap { per, at_most, used, shared: None }, recorder)
        }
        _ => Some(earned),
    }
}

/// Applies a cap. `None` when a product does not fit.
pub(crate) fn cap<R: Recorder>(earned: Fraction, by: Cap, recorder: &mut R) -> Option<Fraction> {
    let left = by.at_most.units().saturating_sub(by.used).max(0);
    let most = i128::from(left).checked_mul(earned.denominator)?;
    let after = if earned.numerator > most { Fraction::new(i128::from(left), 1) } else { earned };
    recorder.record(|| {
        Step::Limit(LimitStep {
            per: by.per,
            shared: by.shared,
            at_most: by.at_most,
            used: Money::from_units(by.used, by.at_most.currency()),
            before: exact(earned),
            after: exact(after),
        })
    });
    Some(after)
}
