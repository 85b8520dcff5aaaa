//! One partner's way through all settlements, in their order: from what an incentive gives to what
//! is due (`RULES` section 7, steps 4 to 7).

use std::collections::HashMap;

use tierwright_program::{
    Fraction, Incentive, Span,
    incentive::{CutOver, LimitPer, Negative, SharedPer},
    rounding::largest_remainder,
};

use crate::{
    Failure, Plan,
    explanation::{PastPayout, Settled, SettledStep, Step, WhyNot},
    fraction::shared_out,
    line::{LineOf, Reward, Seen},
    pool::{cap, limit},
    recorder::{Recorder, Unrecorded},
    schedule::exact::whole,
    settlement::Settlement,
    stacking::TakenOff,
};

/// One settlement of one incentive, by position.
#[derive(Clone, Copy)]
pub(crate) struct At {
    pub incentive: usize,
    pub settlement: usize,
}

/// What was settled in a row, in minor units.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// The own result, net of what the accumulation was settled at before.
    pub own: i64,
    /// The same with the guarantee.
    pub guaranteed: i64,
    /// What settling this accumulation again came to later.
    pub again: i64,
    /// Parts of earlier settlements that are paid with this one.
    pub coming: i64,
    /// The line.
    pub line: i64,
    /// What the own result comes to on each deal, where that is asked for.
    pub on_deals: Vec<(usize, i64)>,
}

/// One partner's way through all settlements.
pub(crate) struct Walk<'a> {
    pub plan: &'a Plan,
    pub partner: usize,
    /// By row; of what was not settled yet, nothing.
    pub rows: Vec<Row>,
    /// By incentive and deal: what was taken back, in minor units.
    pub taken_back: HashMap<(usize, usize), i64>,
    /// The partner's shares of the pools of the settlement at hand, in minor units, where they were
    /// made before.
    pub pooled: Option<i64>,
}

/// The result R of an accumulation as known on a day.
pub(crate) struct SoFar {
    /// In minor units.
    pub minor: i64,
    /// Whether the partner can earn the incentive at all, which a guarantee asks for.
    pub can_earn: bool,
    /// What each deal gives, for incentives that pay deal by deal.
    deals: Vec<(usize, Fraction)>,
}

impl SoFar {
    fn nothing(why: &WhyNot) -> Self {
        Self { minor: 0, can_earn: why.can_earn(), deals: Vec::new() }
    }
}

/// Why a line is zero although something was earned.
#[derive(Default)]
pub(crate) struct TakenBy(Option<WhyNot>);

impl TakenBy {
    /// Notes a step that leaves nothing of something.
    pub fn note(&mut self, before: i64, after: i64, why: WhyNot) {
        if before != 0 && after == 0 {
            self.0 = Some(why);
        }
    }
}

impl<'a> Walk<'a> {
    pub fn new(plan: &'a Plan, partner: usize) -> Self {
        let rows = vec![Row::default(); plan.settlements.rows()];
        Self { plan, partner, rows, taken_back: HashMap::new(), pooled: None }
    }

    /// Takes over a line that stands alone, as it was settled before.
    pub fn take_over(&mut self, row: usize, line: i64) {
        self.rows[row] = Row { own: line, guaranteed: line, line, ..Row::default() };
    }

    /// Settles the next line: its amount in minor units.
    pub fn settle<R: Recorder>(
        &mut self,
        incentive: usize,
        settlement: usize,
        recorder: &mut R,
    ) -> Result<i64, Failure> {
        let at = At { incentive, settlement };
        let mut taken = TakenBy::default();
        let so_far = self.so_far(at, self.now(at), self.pooled, recorder)?;
        let own = self.net(at, so_far.minor, &mut taken, recorder)?;
        let row = self.row(at);
        self.rows[row].own = own;
        self.rows[row].on_deals = self.lies_on(at, own, &so_far.deals)?;
        let due = self.guaranteed(at, own, so_far.can_earn, &mut taken, recorder);
        let due = due.ok_or_else(|| self.too_large(at))?;
        self.rows[row].guaranteed = due;
        let due = self.after_returns(at, due, &mut taken, recorder)?;
        let due = self.spread(at, due, &mut taken, recorder).ok_or_else(|| self.too_large(at))?;
        self.rows[row].line = due;
        if let (0, Some(why)) = (due, taken.0) {
            recorder.record(|| Step::WhyNot(why));
        }
        Ok(due)
    }

    /// A settlement, seen at its own cut-off.
    fn now(&self, at: At) -> Seen {
        Seen::at_its_end(self.settlement(at).accumulated)
    }

    /// The result R of an accumulation: limits per partner, then rounding. `pooled` are shares of its
    /// pools that were made before.
    pub fn so_far<R: Recorder>(
        &self,
        at: At,
        seen: Seen,
        pooled: Option<i64>,
        recorder: &mut R,
    ) -> Result<SoFar, Failure> {
        let taken_off = self.taken_off(at);
        let tie = self.plan.ties.of(at.incentive);
        let asks_deals = tie.on_deals || tie.group.as_ref().is_some_and(|group| group.by_deal);
        let pooled = pooled.filter(|_| !asks_deals && !R::RECORDS);
        let of = LineOf { pooled, ..self.line_of(at, seen, &taken_off) };
        let reward = match self.plan.earned(of, recorder)? {
            Ok(reward) => reward,
            Err(why) => {
                let nothing = SoFar::nothing(&why);
                recorder.record(|| Step::WhyNot(why));
                return Ok(nothing);
            }
        };
        let limited = self.limited(at, reward, recorder)?;
        let (sum, deals) = match limited {
            Ok(reward) => (reward.sum, reward.deals),
            Err(why) => {
                let nothing = SoFar::nothing(&why);
                recorder.record(|| Step::WhyNot(why));
                return Ok(nothing);
            }
        };
        let minor = self.plan.round(sum, recorder).ok_or_else(|| self.too_large(at))?;
        if minor == 0 {
            let cut = sum.numerator == 0;
            recorder.record(|| {
                Step::WhyNot(if cut { WhyNot::LimitReached } else { WhyNot::RoundsToZero })
            });
        }
        Ok(SoFar { minor, can_earn: true, deals })
    }

    pub fn line_of<'b>(&self, at: At, seen: Seen, taken_off: &'b TakenOff) -> LineOf<'b> {
        let (incentive, partner) = (at.incentive, self.partner);
        LineOf { incentive, partner, seen, pooled: None, taken_off }
    }

    /// Limits and the comparison with others of its group, in their order: each deal's comparison
    /// and shared cap; then the period's cap, the year's, the comparison and the shared caps.
    fn limited<R: Recorder>(
        &self,
        at: At,
        reward: Reward,
        recorder: &mut R,
    ) -> Result<Result<Reward, WhyNot>, Failure> {
        let group = self.plan.ties.of(at.incentive).group.as_ref();
        let mut reward = reward;
        if let Some(group) = group.filter(|group| group.by_deal) {
            reward = match self.best_deals(at, group, reward, recorder)? {
                Ok(reward) => reward,
                Err(why) => return Ok(Err(why)),
            };
        }
        let too_large = || self.too_large(at);
        reward = self.shared_per_deal(at, reward, recorder).ok_or_else(too_large)?;
        reward.sum = self.own_limits(at, reward.sum, recorder).ok_or_else(too_large)?;
        if let Some(group) = group.filter(|group| !group.by_deal)
            && let Some(why) = self.beaten(at, group, reward.sum, recorder)?
        {
            return Ok(Err(why));
        }
        for per in [SharedPer::PartnerPeriod, SharedPer::PartnerYear] {
            for shared in self.shared(at, per) {
                let by = self.shared_cap(at, shared).ok_or_else(too_large)?;
                reward.sum = cap(reward.sum, by, recorder).ok_or_else(too_large)?;
            }
        }
        Ok(Ok(reward))
    }

    /// The incentive's own caps per partner and period, then per year.
    pub fn own_limits<R: Recorder>(
        &self,
        at: At,
        sum: Fraction,
        recorder: &mut R,
    ) -> Option<Fraction> {
        let incentive = self.incentive(at);
        let used = self.units(self.used_in_year(at, &[])?)?;
        let limited = limit(sum, incentive, LimitPer::PartnerPeriod, 0, recorder)?;
        limit(limited, incentive, LimitPer::PartnerYear, used, recorder)
    }

    /// `R - P`, where an incentive is settled more often than it accumulates.
    fn net<R: Recorder>(
        &self,
        at: At,
        so_far: i64,
        taken: &mut TakenBy,
        recorder: &mut R,
    ) -> Result<i64, Failure> {
        let Some(settle) = &self.incentive(at).settle else { return Ok(so_far) };
        let (before, paid) = self.settled_before(at, settle.cut_over.as_ref())?;
        let difference = so_far.checked_sub(before).ok_or_else(|| self.too_large(at))?;
        let due = match settle.negative {
            Negative::Ignored => difference.max(0),
            Negative::ToBalance => difference,
        };
        let of = self.settlement(at).accumulated;
        self.record_settled(recorder, so_far, due, |plan| Settled::Netted {
            accumulated: of,
            before: plan.minor_money(before),
            paid,
        });
        taken.note(so_far, due, WhyNot::AlreadySettled);
        Ok(due)
    }

    /// P: what was settled earlier in the same accumulation; where it began before the replay, what
    /// it gave on the day before; before a cut-over day, what was paid, with its rows.
    fn settled_before(
        &self,
        at: At,
        cut_over: Option<&CutOver>,
    ) -> Result<(i64, Vec<PastPayout>), Failure> {
        let (list, of) = (self.plan.settlements(at.incentive), self.settlement(at));
        let same = |one: &Settlement| one.accumulated.from() == of.accumulated.from();
        let first = list.iter().position(same).unwrap_or(at.settlement);
        let begins = list[first].period.from();
        let cut_over = cut_over.filter(|cut| of.accumulated.from() < cut.on && begins <= cut.on);
        let own = |one: &Settlement| cut_over.is_none_or(|cut| cut.on <= one.period.until());
        let mut sum = 0_i64;
        for settlement in (first..at.settlement).filter(|one| own(&list[*one])) {
            let row = &self.rows[self.row(At { settlement, ..at })];
            sum = sum.checked_add(row.own).ok_or_else(|| self.too_large(at))?;
        }
        let before = match cut_over {
            Some(cut) => {
                let (minor, rows) = self.paid_before(at, cut)?;
                return Ok((sum.checked_add(minor).ok_or_else(|| self.too_large(at))?, rows));
            }
            None if begins == of.accumulated.from() => 0,
            None => {
                let known = begins.pred_opt().unwrap_or(begins);
                let seen = Seen::at_its_end(Span::new(of.accumulated.from(), known));
                self.so_far(At { settlement: first, ..at }, seen, None, &mut Unrecorded)?.minor
            }
        };
        Ok((sum.checked_add(before).ok_or_else(|| self.too_large(at))?, Vec::new()))
    }

    /// Pays in parts: one now, the others with the next settlements.
    fn spread<R: Recorder>(
        &mut self,
        at: At,
        due: i64,
        taken: &mut TakenBy,
        recorder: &mut R,
    ) -> Option<i64> {
        let Some(count) = self.incentive(at).spread_over else { return Some(due) };
        let parts = largest_remainder(due, &vec![1; usize::from(count)])?;
        let coming = self.rows[self.row(at)].coming;
        let now = parts.first().copied()?.checked_add(coming)?;
        let later = self.plan.settlements(at.incentive).len() - at.settlement;
        for (ahead, part) in parts.iter().enumerate().take(later).skip(1) {
            let row = self.row(At { settlement: at.settlement + ahead, ..at });
            self.rows[row].coming = self.rows[row].coming.checked_add(*part)?;
        }
        self.record_settled(recorder, due, now, |plan| Settled::Spread {
            parts: count,
            earlier: plan.minor_money(coming),
        });
        taken.note(due, now, WhyNot::PaidLater);
        Some(now)
    }

    /// Records a step in money from one amount to another.
    pub fn record_settled<R: Recorder>(
        &self,
        recorder: &mut R,
        before: i64,
        after: i64,
        how: impl FnOnce(&Plan) -> Settled,
    ) {
        let money = |minor| self.plan.minor_money(minor);
        recorder.record(|| {
            Step::Settled(SettledStep {
                how: how(self.plan),
                before: money(before),
                after: money(after),
            })
        });
    }

    /// What is known of the deals that an own result comes from: its parts by what each deal gives,
    /// or for a period by V, largest remainder in order of the deals.
    fn lies_on(
        &self,
        at: At,
        own: i64,
        deals: &[(usize, Fraction)],
    ) -> Result<Vec<(usize, i64)>, Failure> {
        if own == 0 || !self.plan.ties.of(at.incentive).on_deals {
            return Ok(Vec::new());
        }
        let weights: Vec<(usize, Fraction)> = match self.incentive(at).period.length() {
            None => deals.to_vec(),
            Some(_) => {
                let none = TakenOff::new();
                let by_value = self.plan.on_deals(self.line_of(at, self.now(at), &none))?;
                by_value.into_iter().map(|(deal, value)| (deal, whole(value))).collect()
            }
        };
        let only: Vec<Fraction> = weights.iter().map(|(_, weight)| *weight).collect();
        let parts = shared_out(own, &only).ok_or_else(|| self.too_large(at))?;
        let on = weights.iter().zip(parts).map(|((deal, _), part)| (*deal, part));
        Ok(on.filter(|(_, part)| *part != 0).collect())
    }

    pub fn incentive(&self, at: At) -> &'a Incentive {
        &self.plan.program().incentives[at.incentive]
    }

    pub fn settlement(&self, at: At) -> Settlement {
        self.plan.settlements(at.incentive)[at.settlement]
    }

    pub fn row(&self, at: At) -> usize {
        self.plan.settlements.row(at.incentive, at.settlement)
    }

    pub fn too_large(&self, at: At) -> Failure {
        self.plan.too_large(at.incentive, self.partner)
    }

    /// Minor units as ten-thousandths.
    pub fn units(&self, minor: i64) -> Option<i64> {
        minor.checked_mul(self.plan.program().currency.units_per_minor())
    }
}
