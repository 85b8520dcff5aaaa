//! Comparing the incentives of a group, and what they leave each other of caps and of V
//! (`RULES` section 4, "limits" and "stacking").

use tierwright_program::{
    Fraction, Period,
    incentive::{LimitPer, SharedPer},
};

use crate::{
    Failure,
    explanation::{Contender, StackingStep, Step, WhyNot},
    fraction::add,
    line::{Reward, Seen},
    pool::{Cap, cap},
    recorder::{Recorder, Unrecorded},
    schedule::exact,
    stacking::{Group, Shared, TakenOff},
    walk::{At, Walk},
};

impl<'a> Walk<'a> {
    /// What the results of incentives before it, settled by now, take off V, by deal.
    pub(crate) fn taken_off(&self, at: At) -> TakenOff {
        let mut found = TakenOff::new();
        let per_minor = self.plan.program().currency.units_per_minor();
        for earlier in &self.plan.ties.of(at.incentive).reduced_by {
            for row in self.plan.settlements.rows_of(*earlier, None) {
                for (deal, part) in &self.rows[row].on_deals {
                    let off = found.entry(*deal).or_default();
                    *off = off.saturating_add(part.saturating_mul(per_minor));
                }
            }
        }
        found
    }

    /// The deals of a reward that no other incentive of the group pays instead.
    pub(crate) fn best_deals<R: Recorder>(
        &self,
        at: At,
        group: &Group,
        reward: Reward,
        recorder: &mut R,
    ) -> Result<Result<Reward, WhyNot>, Failure> {
        let mut others = Vec::new();
        for member in group.members.iter().filter(|member| **member != at.incentive) {
            others.push((*member, self.rival(at, *member)?));
        }
        let mut kept = Reward { sum: Fraction::ZERO, deals: Vec::new() };
        let mut winner = None;
        for (deal, gives) in reward.deals {
            let of_deal = |rival: &Option<Reward>| {
                let deals = rival.iter().flat_map(|reward| &reward.deals);
                deals.clone().find(|one| one.0 == deal).map_or(Fraction::ZERO, |one| one.1)
            };
            let rivals = others.iter().map(|(member, rival)| (*member, of_deal(rival)));
            let mut results: Vec<(usize, Fraction)> = rivals.collect();
            results.push((at.incentive, gives));
            let best = winning(group, &mut results).ok_or_else(|| self.too_large(at))?;
            self.record_compared(group, Some(deal), &results, best, recorder);
            if best == at.incentive {
                kept.sum = add(kept.sum, gives).ok_or_else(|| self.too_large(at))?;
                kept.deals.push((deal, gives));
            } else {
                winner = Some(best);
            }
        }
        let beaten = winner.filter(|_| kept.deals.is_empty());
        Ok(beaten.map_or(Ok(kept), |by| Err(WhyNot::Beaten { by })))
    }

    /// Why another incentive of the group pays instead; none where none does.
    pub(crate) fn beaten<R: Recorder>(
        &self,
        at: At,
        group: &Group,
        own: Fraction,
        recorder: &mut R,
    ) -> Result<Option<WhyNot>, Failure> {
        let mut results = vec![(at.incentive, own)];
        for member in group.members.iter().filter(|member| **member != at.incentive) {
            let sum = self.rival(at, *member)?.map_or(Fraction::ZERO, |reward| reward.sum);
            results.push((*member, sum));
        }
        let best = winning(group, &mut results).ok_or_else(|| self.too_large(at))?;
        self.record_compared(group, None, &results, best, recorder);
        Ok((best != at.incentive).then_some(WhyNot::Beaten { by: best }))
    }

    fn record_compared<R: Recorder>(
        &self,
        group: &Group,
        deal: Option<usize>,
        results: &[(usize, Fraction)],
        pays: usize,
        recorder: &mut R,
    ) {
        recorder.record(|| {
            let contender = |(incentive, result): &(usize, Fraction)| Contender {
                incentive: *incentive,
                result: exact(*result),
            };
            let contenders = results.iter().map(contender).collect();
            let (group, best) = (group.id.clone(), group.best);
            Step::Stacking(StackingStep { group, best, deal, contenders, pays })
        });
    }

    /// What another incentive of the group gives for the same settlement, after its own limits; none
    /// where it gives nothing.
    fn rival(&self, at: At, member: usize) -> Result<Option<Reward>, Failure> {
        let day = self.settlement(at).period.until();
        let Some((settlement, _)) = self.plan.settlements.on(member, day) else { return Ok(None) };
        let other = At { incentive: member, settlement };
        let seen = Seen::at_its_end(self.settlement(other).accumulated);
        let taken_off = self.taken_off(other);
        let earned = self.plan.earned(self.line_of(other, seen, &taken_off), &mut Unrecorded)?;
        let Ok(mut reward) = earned else { return Ok(None) };
        let limited = self.own_limits(other, reward.sum, &mut Unrecorded);
        reward.sum = limited.ok_or_else(|| self.too_large(other))?;
        Ok(Some(reward))
    }

    /// The shared caps of one kind that an incentive is under.
    pub(crate) fn shared(&self, at: At, per: SharedPer) -> impl Iterator<Item = &'a Shared> {
        let shared = &self.plan.ties.of(at.incentive).shared;
        shared.iter().filter(move |one| one.per == per)
    }

    /// Each deal under the shared caps per deal.
    pub(crate) fn shared_per_deal<R: Recorder>(
        &self,
        at: At,
        reward: Reward,
        recorder: &mut R,
    ) -> Option<Reward> {
        if self.shared(at, SharedPer::Deal).next().is_none() {
            return Some(reward);
        }
        let mut kept = Reward { sum: Fraction::ZERO, deals: Vec::new() };
        for (deal, gives) in reward.deals {
            let mut left = gives;
            for shared in self.shared(at, SharedPer::Deal) {
                let earlier = shared.others.iter().filter(|other| **other < at.incentive);
                let rows = earlier.flat_map(|one| self.plan.settlements.rows_of(*one, None));
                let on = rows.flat_map(|row| &self.rows[row].on_deals);
                let on = on.filter(|one| one.0 == deal);
                let used = on.fold(0_i64, |sum, (_, part)| sum.saturating_add(*part));
                left = cap(left, self.cap_of(shared, LimitPer::Deal, used)?, recorder)?;
            }
            kept.sum = add(kept.sum, left)?;
            kept.deals.push((deal, left));
        }
        Some(kept)
    }

    /// A shared cap per period or year, less what was settled under it so far.
    pub(crate) fn shared_cap(&self, at: At, shared: &Shared) -> Option<Cap> {
        match shared.per {
            SharedPer::PartnerYear => {
                let used = self.used_in_year(at, &shared.others)?;
                self.cap_of(shared, LimitPer::PartnerYear, used)
            }
            SharedPer::PartnerPeriod | SharedPer::Deal => {
                let from = self.settlement(at).accumulated.from();
                let mut used = 0_i64;
                for other in self.all_of(&shared.others) {
                    if self.settlement(other).accumulated.from() == from {
                        used = used.checked_add(self.settled(other)?)?;
                    }
                }
                self.cap_of(shared, LimitPer::PartnerPeriod, used)
            }
        }
    }

    fn cap_of(&self, shared: &Shared, per: LimitPer, used: i64) -> Option<Cap> {
        let (shared, at_most) = (Some(shared.id.clone()), shared.at_most);
        Some(Cap { per, at_most, used: self.units(used)?, shared })
    }

    /// What was settled so far in the fiscal year of a settlement: by the incentive in other
    /// accumulations, and by others. What settles one again sees later ones too: they have their part
    /// of a cap by now, and those to come have nothing yet.
    pub(crate) fn used_in_year(&self, at: At, others: &[usize]) -> Option<i64> {
        let calendar = &self.plan.program().calendar;
        let of = self.settlement(at);
        let year = calendar.period_of(of.period.until(), Period::Year);
        let mut used = 0_i64;
        for other in self.all_of(others).chain(self.all_of(&[at.incentive])) {
            let one = self.settlement(other);
            let same =
                other.incentive == at.incentive && one.accumulated.from() == of.accumulated.from();
            if !same && year.contains(one.period.until()) {
                used = used.checked_add(self.settled(other)?)?;
            }
        }
        Some(used)
    }

    /// Every settlement of some incentives; those that were not settled yet have come to nothing.
    fn all_of<'b>(&'b self, incentives: &'b [usize]) -> impl Iterator<Item = At> + use<'a, 'b> {
        incentives.iter().flat_map(move |incentive| {
            let count = self.plan.settlements(*incentive).len();
            (0..count).map(|settlement| At { incentive: *incentive, settlement })
        })
    }

    /// What a settlement came to by itself, corrections included, in minor units.
    fn settled(&self, at: At) -> Option<i64> {
        let row = &self.rows[self.row(at)];
        row.own.checked_add(row.again)
    }
}

/// The incentive of a group that pays, the results put in the order of the program.
fn winning(group: &Group, results: &mut [(usize, Fraction)]) -> Option<usize> {
    results.sort_by_key(|(incentive, _)| *incentive);
    let first = results.first()?.0;
    if !group.best {
        let pays = results.iter().find(|(_, result)| result.numerator > 0);
        return Some(pays.map_or(first, |(incentive, _)| *incentive));
    }
    let mut best: Option<(usize, Fraction)> = None;
    for (incentive, result) in results.iter().copied() {
        best = match best {
            Some(held) if !above(result, held.1)? => Some(held),
            _ => Some((incentive, result)),
        };
    }
    best.map(|(incentive, _)| incentive)
}

/// Whether one exact amount is above another.
fn above(one: Fraction, other: Fraction) -> Option<bool> {
    let left = one.numerator.checked_mul(other.denominator)?;
    Some(left > other.numerator.checked_mul(one.denominator)?)
}
