//! What returns take back of what their deals earned (`RULES` section 7, step 7 (c)).

use chrono::{Days, Months, NaiveDate};
use tierwright_program::{
    Fraction,
    incentive::{Returns, ServedIn},
    rate::RATE_ONE,
};

use crate::{
    Facts, Failure,
    again::Returned,
    cube::SalesRows,
    explanation::{Settled, TakenShare},
    recorder::Recorder,
    walk::{At, Walk},
};

impl Walk<'_> {
    /// Takes back of what the deals of returns earned.
    pub(crate) fn clawed_back<R: Recorder>(
        &mut self,
        at: At,
        due: i64,
        recorder: &mut R,
    ) -> Result<i64, Failure> {
        let mut sum = due;
        for returned in self.taking_back(at) {
            let earned = self.earned_in_time(at, returned);
            let earned = earned.ok_or_else(|| self.too_large(at))?;
            let before = self.taken_back.get(&(at.incentive, returned.deal)).copied();
            let before = before.unwrap_or(0);
            let share = self.share_of(at, returned);
            let takes = self.takes(share, earned, before).ok_or_else(|| self.too_large(at))?;
            if takes == 0 {
                continue;
            }
            self.taken_back.insert((at.incentive, returned.deal), before + takes);
            let after = sum.checked_sub(takes).ok_or_else(|| self.too_large(at))?;
            self.record_settled(recorder, sum, after, |plan| Settled::ClawedBack {
                deal: returned.deal,
                on: returned.on,
                earned: plan.minor_money(earned),
                share,
                before: plan.minor_money(before),
            });
            sum = after;
        }
        Ok(sum)
    }

    /// The returns that take something back, by deal, then date; where the unserved term is taken,
    /// cancellations too.
    fn taking_back(&self, at: At) -> Vec<Returned> {
        let mut found = self.returned(at, comes_back);
        if let Returns::UnservedTerm(_) = self.incentive(at).returns {
            let (facts, new) = (self.plan.facts(), self.new_days(at));
            let rows = self.plan.sales_rows(&self.plan.incentives[at.incentive].key);
            for deal in rows.deals_of(self.partner) {
                let cancelled = facts.deals.cancelled_on[deal];
                let on = cancelled.filter(|on| new.sees(self.plan, *on));
                let counts = rows.counts_on(deal).is_some() && earns(&rows, deal);
                found.extend(on.filter(|_| counts).map(|on| Returned { deal, on }));
            }
            found.sort_unstable();
            found.dedup();
        }
        found
    }

    /// The share that a return takes.
    fn share_of(&self, at: At, returned: Returned) -> TakenShare {
        match self.incentive(at).returns {
            Returns::Clawback(clawback) => TakenShare::Stored(clawback.share),
            Returns::UnservedTerm(of) => unserved(self.plan.facts(), of.counted_in, returned),
            Returns::OwnPeriod | Returns::DealPeriod(_) => TakenShare::WithoutTerm,
        }
    }

    /// What a return takes, given what its deal earned and what was taken of that before: a stored
    /// share each time, or what the unserved term comes to with what was taken before. Together
    /// never more than the deal earned.
    fn takes(&self, share: TakenShare, earned: i64, before: i64) -> Option<i64> {
        let (above, below, all_together) = match share {
            TakenShare::Stored(share) => (share.units(), RATE_ONE, false),
            TakenShare::WithoutTerm => (1, 1, true),
            TakenShare::Unserved { served, term, .. } => (term - served, term, true),
        };
        let product = i128::from(earned).checked_mul(i128::from(above))?;
        let share =
            Fraction::new(product, i128::from(below)).round(self.plan.program().rounding)?;
        let share = i64::try_from(share).ok()?;
        let takes = if all_together { share.checked_sub(before)? } else { share };
        Some(takes.min(earned.checked_sub(before)?).max(0))
    }

    /// What a deal earned in settlements that a return of a day can still take from.
    fn earned_in_time(&self, at: At, Returned { deal, on }: Returned) -> Option<i64> {
        let payment = &self.plan.program().payment;
        let within_days = match self.incentive(at).returns {
            Returns::Clawback(of) => of.within_days,
            Returns::UnservedTerm(of) => of.within_days,
            Returns::OwnPeriod | Returns::DealPeriod(_) => None,
        };
        let mut sum = 0_i64;
        for settlement in 0..=at.settlement {
            let one = At { settlement, ..at };
            let payable = payment.payable(self.settlement(one).period.until());
            let last = within_days.map(|within| payable + Days::new(u64::from(within)));
            if last.is_none_or(|last| on <= last) {
                let parts = &self.rows[self.row(one)].on_deals;
                for (_, part) in parts.iter().filter(|part| part.0 == deal) {
                    sum = sum.checked_add(*part)?;
                }
            }
        }
        Some(sum.max(0))
    }
}

/// Whether a return gives back something that earned: its line, or where it names none its whole
/// deal, of which one line that earns is enough.
fn comes_back(rows: &SalesRows<'_>, deal: usize, adjustment: usize) -> bool {
    match rows.given.facts.adjustments.lines[adjustment] {
        Some(line) => rows.passes(deal, line),
        None => earns(rows, deal),
    }
}

/// Whether a line of a deal counts for the incentive.
fn earns(rows: &SalesRows<'_>, deal: usize) -> bool {
    rows.given.facts.deal_lines(deal).any(|line| rows.passes(deal, line))
}

/// How much of a deal's term a return leaves unserved.
fn unserved(facts: &Facts, counted_in: ServedIn, Returned { deal, on }: Returned) -> TakenShare {
    let deals = &facts.deals;
    let (Some(first), Some(last)) = (deals.term_starts[deal], deals.term_ends[deal]) else {
        return TakenShare::WithoutTerm;
    };
    let after = last.succ_opt().unwrap_or(last);
    let ended = deals.cancelled_on[deal].map_or(on, |cancelled| on.min(cancelled));
    let ended = ended.clamp(first, after);
    let (served, term) = match counted_in {
        ServedIn::Days => ((ended - first).num_days(), (after - first).num_days()),
        ServedIn::WholeMonths => (whole_months(first, ended), begun_months(first, after)),
    };
    TakenShare::Unserved { served: served.min(term), term: term.max(1), counted_in }
}

/// The months from a day that are over on another one.
fn whole_months(from: NaiveDate, until: NaiveDate) -> i64 {
    let over = |months: &u32| {
        from.checked_add_months(Months::new(*months)).is_some_and(|day| day <= until)
    };
    (1..).take_while(over).count().try_into().unwrap_or(i64::MAX)
}

/// The months from a day that have begun before another one.
fn begun_months(from: NaiveDate, until: NaiveDate) -> i64 {
    let whole = whole_months(from, until);
    let exact =
        u32::try_from(whole).ok().and_then(|whole| from.checked_add_months(Months::new(whole)));
    whole + i64::from(exact != Some(until))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_from_the_first_day_of_the_term() {
        // From, until (the day after the last), whole months, begun months.
        let rows = [
            ("2025-01-01", "2026-01-01", 12, 12),
            ("2025-01-10", "2025-07-10", 6, 6),
            ("2025-01-10", "2025-07-09", 5, 6),
            ("2025-01-31", "2025-02-28", 1, 1),
            ("2025-01-31", "2025-03-30", 1, 2),
            ("2025-01-01", "2025-01-01", 0, 0),
            ("2025-01-01", "2025-01-02", 0, 1),
        ];
        for (from, until, whole, begun) in rows {
            let (from, until) = (from.parse().unwrap(), until.parse().unwrap());
            assert_eq!(whole_months(from, until), whole, "{from} to {until}");
            assert_eq!(begun_months(from, until), begun, "{from} to {until}");
        }
    }
}
