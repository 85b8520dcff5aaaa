//! Guarantees: what is added to what was earned.

use tierwright_engine::rows::PartnerRow;
use tierwright_program::incentive::{Carry, GuaranteePaid, TierAt};

use crate::{
    days::{self, Days},
    exact::{self, Exact},
    run::Run,
};

/// What a guarantee adds to a settlement.
pub fn added<'a>(
    run: &Run<'a>,
    at: usize,
    partner: &'a PartnerRow,
    period: Days,
    earned: &Exact,
) -> Exact {
    let paying = run.paying(at);
    let Some(guarantee) = paying.incentive.guarantee else { return exact::zero() };
    let calendar = &run.world.program.calendar;
    let of = |day| days::period_of(calendar, day, guarantee.every);
    let own = of(period.until);
    if own.from < run.window.from || !paying.earning(partner).gate_open(paying.seen(period).days) {
        return exact::zero();
    }
    // Where deals are asked one by one, none of them has to be at a level.
    let asked = paying.incentive.at_level.as_ref();
    if asked.is_some_and(|asked| asked.tier_at != TierAt::Close)
        && !paying.earning(partner).at_level(&paying.seen(period), None)
    {
        return exact::zero();
    }
    let earlier = |inside: Days| -> Vec<(&Exact, &Exact)> {
        let all = run.settled.iter();
        all.filter(|one| {
            one.incentive == at && one.partner == partner.id && inside.has(one.period.until)
        })
        .map(|one| (&one.earned, &one.due))
        .collect()
    };
    let sum = |of: &[(&Exact, &Exact)]| of.iter().fold(exact::zero(), |sum, one| sum + one.0);
    let amount = exact::money(guarantee.amount);
    let mut carried = exact::zero();
    if guarantee.carry == Carry::Excess {
        let mut before = of(run.window.from);
        while before.until < period.until && before != own {
            if before.from >= run.window.from {
                let all = earlier(before);
                carried = exact::not_below_zero(carried + sum(&all) - &amount);
            }
            before = of(before.until.succ_opt().expect("a next day"));
        }
    }
    let least = exact::not_below_zero(amount - carried);
    let before = earlier(own);
    let so_far = sum(&before) + earned;
    match guarantee.paid {
        GuaranteePaid::AtEnd if period.until < own.until => exact::zero(),
        GuaranteePaid::AtEnd => {
            let missing = exact::not_below_zero(least - so_far);
            if missing > exact::zero() {
                run.world.saw("guarantee added at the end");
            }
            missing
        }
        GuaranteePaid::First => {
            run.world.saw("guarantee paid first");
            let paid = before.iter().fold(exact::zero(), |sum, one| sum + one.1);
            let now = if so_far > least { so_far } else { least };
            now - paid - earned
        }
    }
}
