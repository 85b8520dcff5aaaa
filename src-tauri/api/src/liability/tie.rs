//! The roll-forward held against the payout lines.

use tierwright_engine::{
    Outcome,
    liability::{LiabilityCell, LiabilitySource, Movement},
};
use tierwright_program::Money;

use crate::{describe::whole, wire};

/// Sums the payout lines by themselves, and what the roll-forward says of them.
pub(super) fn tie(cells: &[LiabilityCell], outcome: &Outcome) -> wire::Tie {
    let as_of = outcome.plan().replay().as_of_day();
    let known = |day| as_of.is_none_or(|as_of| day <= as_of);
    let (mut lines, mut payouts) = (0, 0);
    for line in outcome.lines() {
        if !line.shadow && line.amount.units() != 0 && known(line.period.until()) {
            lines += 1;
            payouts += line.amount.units();
        }
    }
    let (mut accrued, mut clawed_back, mut given) = (0, 0, 0);
    for line in cells.iter().flat_map(|cell| &cell.lines) {
        let units = line.in_program_currency.units();
        match (line.movement, line.source) {
            (Movement::Accrued, LiabilitySource::Fund { .. }) => {
                accrued += units;
                given += units;
            }
            (Movement::Accrued, _) => accrued += units,
            (Movement::ClawedBack, _) => clawed_back += units,
            _ => {}
        }
    }
    let currency = outcome.plan().program().currency;
    let text = |units| Money::from_units(units, currency).amount_text();
    wire::Tie {
        lines: whole(lines),
        payouts: text(payouts),
        given: text(given),
        accrued: text(accrued),
        clawed_back: text(clawed_back),
        difference: text(accrued - clawed_back - payouts - given),
    }
}
