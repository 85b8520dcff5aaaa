//! When and how payouts are paid.

use super::{At, Code, Findings, measures, texts};
use crate::{Program, rate::RATE_ONE, words};

/// What holds for all payments.
pub fn payment(program: &Program, found: &mut Findings) {
    for (at, kind) in program.payment.requires.iter().enumerate() {
        texts::not_empty(kind, &format!("/payment/requires/{at}"), "kind of status", found);
    }
    let Some(minimum) = program.payment.minimum else { return };
    let place = "/payment/minimum/amount";
    measures::currency(program, minimum.amount.currency(), place, found);
    if minimum.amount.units() < 0 {
        found.add(
            Code::MinimumNegative,
            place,
            format!("A minimum payment of {} is below zero.", words::money(minimum.amount)),
            "Use zero or more, or take the minimum out.",
        );
    }
}

/// What an incentive holds back.
pub fn holdback(at: &At<'_>, found: &mut Findings) {
    let Some(holdback) = at.incentive.holdback else { return };
    if !(0..=RATE_ONE).contains(&holdback.share.units()) {
        found.add(
            Code::HoldbackOutOfRange,
            at.below("holdback/share"),
            format!("{} cannot be held back of a payout.", words::percent(holdback.share)),
            "Use a share from 0% to 100%.",
        );
    }
}
