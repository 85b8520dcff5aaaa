//! What returns do after the fact: periods settled again, and parts of what deals earned taken back.

use chrono::NaiveDate;
use tierwright_engine::rows::{DealRow, PartnerRow};
use tierwright_program::incentive::{Returns, ServedIn};

use crate::{
    days::{self, Days},
    exact::{self, Exact},
    run::{Earned, Run, Span, Stood},
    world::Returned,
};

/// What closed accumulations with a return in this period come to now, less what was settled.
pub fn settled_again<'a>(
    run: &mut Run<'a>,
    at: usize,
    partner: &'a PartnerRow,
    period: Days,
) -> Exact {
    let mut total = exact::zero();
    if !matches!(run.world.program.incentives[at].returns, Returns::DealPeriod(_)) {
        return total;
    }
    let paying = run.paying(at);
    let current = paying.span(period);
    // Only what lowers the measure of the incentive settles it again.
    let earning = paying.earning(partner);
    let lowers: Vec<&Returned<'_>> =
        run.world.returned.iter().filter(|back| earning.counts_return(back)).collect();
    let earlier: Vec<Span<'a>> = run
        .stood
        .keys()
        .copied()
        .filter(|(of, whose, span)| {
            let back = lowers.iter().any(|back| span.has(back.closed) && period.has(back.date));
            *of == at && *whose == partner.id && *span != current && back
        })
        .collect();
    for key in earlier {
        let paying = run.paying(at);
        let earned = paying.earned(partner, &paying.seen_again(key.2, period.until));
        let sum = match &earned {
            Earned::Deals(deals) => deals.values().fold(exact::zero(), |sum, one| sum + one),
            Earned::Period(total, _) => total.clone(),
        };
        let limited = paying.under_own_limits(sum, partner, key.2);
        let result = paying.rounded(&paying.under_shared_limits(limited, partner, key.2));
        let on_deals = paying.on_deals(&earned, &result);
        let stood = &run.stood[&key];
        let difference = &result - &stood.settled;
        if difference != exact::zero() {
            run.world.saw("settled again after a return");
        }
        total += difference;
        let on = stood.on;
        run.stood.insert(key, Stood { settled: result, on });
        run.on_deals.insert(key, on_deals);
    }
    total
}

/// What returns and cancellations in this period take back of what their deals earned.
pub fn taken_back<'a>(
    run: &mut Run<'a>,
    at: usize,
    partner: &'a PartnerRow,
    period: Days,
) -> Exact {
    let mut total = exact::zero();
    let returns = run.world.program.incentives[at].returns;
    if !returns.takes_back() {
        return total;
    }
    let within = match returns {
        Returns::Clawback(of) => of.within_days,
        Returns::UnservedTerm(of) => of.within_days,
        _ => None,
    };
    let spans: Vec<Span<'a>> = run.on_deals.keys().copied().collect();
    for key in spans.into_iter().filter(|key| key.0 == at && key.1 == partner.id) {
        let settled_on = run.stood[&key].on;
        let payable = run.world.program.payment.payable(settled_on);
        for (deal, earned) in run.on_deals[&key].clone() {
            let events = events(run, at, deal, period);
            for day in events {
                if within.is_some_and(|days| day > payable + chrono::Days::new(days.into())) {
                    run.world.saw("returned too late to take anything back");
                    continue;
                }
                let before = run.taken.entry((at, &partner.id, deal)).or_insert_with(exact::zero);
                let after = match returns {
                    Returns::Clawback(of) => &*before + &earned * exact::number(of.share),
                    Returns::UnservedTerm(of) => {
                        let row = run.world.rows.deals.iter().find(|row| row.id == deal);
                        let part = unserved(row.expect("a deal"), day, of.counted_in);
                        (&earned * part).max(before.clone())
                    }
                    _ => unreachable!("takes something back"),
                };
                let after = exact::least(after, exact::not_below_zero(earned.clone()));
                // Left open by the rules: each return is rounded by itself, as what is taken.
                let minor = exact::minor_unit(run.world.program.currency);
                let step = exact::rounded(&(&*before - after), &minor, run.world.program.rounding);
                let after = &*before - step;
                if after > *before {
                    run.world.saw("taken back of what a deal earned");
                }
                total += &after - &*before;
                *before = after;
            }
        }
    }
    total
}

/// The days of returns and cancellations of a deal in a period. A return without a line is of the
/// whole deal; one of a line that did not earn has nothing to take back.
fn events(run: &Run<'_>, at: usize, deal: &str, period: Days) -> Vec<NaiveDate> {
    let counts = |day: &NaiveDate| period.has(*day);
    let of = &run.world.program.incentives[at];
    let earned = |back: &&Returned<'_>| {
        let mut lines = run.world.sold_of(deal);
        lines.any(|sold| {
            (back.line.is_none() || back.line == sold.line) && run.world.line_passes(&of.what, sold)
        })
    };
    let back = run.world.returned.iter().filter(|back| back.deal.id == deal);
    let back = back.filter(earned).map(|back| back.date);
    let cancelled = run.world.rows.deals.iter().find(|row| row.id == deal);
    let cancelled = cancelled.and_then(|row| row.cancelled_on);
    let cancelled = cancelled.filter(|_| matches!(of.returns, Returns::UnservedTerm(_)));
    let mut days: Vec<NaiveDate> = back.chain(cancelled).filter(counts).collect();
    days.sort_unstable();
    days
}

/// The part of a deal's term that was not served when it came back on a day.
fn unserved(deal: &DealRow, day: NaiveDate, counted_in: ServedIn) -> Exact {
    let day = deal.cancelled_on.map_or(day, |cancelled| cancelled.min(day));
    let (Some(from), Some(until)) = (deal.term_start, deal.term_end) else {
        return exact::whole(1);
    };
    let (served, term) = match counted_in {
        ServedIn::Days => {
            let term = (until - from).num_days() + 1;
            ((day - from).num_days().clamp(0, term), term)
        }
        ServedIn::WholeMonths => {
            let begins = |months: i64| days::later(from, u32::try_from(months).expect("few"));
            let term = (1..).find(|months| begins(*months) > until).expect("an end");
            let served = (0..term).take_while(|months| begins(months + 1) <= day).count();
            (i64::try_from(served).expect("few"), term)
        }
    };
    exact::whole(1) - exact::whole(served) / exact::whole(term)
}
