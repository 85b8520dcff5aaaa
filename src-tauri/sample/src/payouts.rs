//! What the older, simpler plan paid.

use crate::{days::QUARTERS, tally::Tally};

/// A past payout without an id, in cents.
pub(crate) struct Payout {
    pub(crate) member: usize,
    pub(crate) quarter: usize,
    pub(crate) label: &'static str,
    pub(crate) cents: i64,
}

/// Quarterly sales, in ten-thousandths of a US dollar, from which the old rebate was paid.
const LEAST_SALES: i64 = 10_000 * 10_000;

/// Every past payout, by quarter and partner: a flat rebate on what a partner sold, and a fee on
/// what it recommended, in tenths of a percent.
pub(crate) fn payouts(members: usize, tally: &Tally) -> Vec<Payout> {
    let mut payouts = Vec::new();
    for quarter in 0..QUARTERS {
        for member in 0..members {
            let sold = tally.sold(member, quarter);
            let rebate = if sold >= LEAST_SALES { 55 } else { 0 };
            for (label, base, per_mille) in [
                ("Flat sales rebate", sold, rebate),
                ("Referral fee", tally.recommended(member, quarter), 40),
            ] {
                let cents = (base * per_mille / 1_000 + 50) / 100;
                if cents > 0 {
                    payouts.push(Payout { member, quarter, label, cents });
                }
            }
        }
    }
    payouts
}
