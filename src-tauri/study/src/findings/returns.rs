//! Returns that an incentive leaves out.

use std::collections::BTreeSet;

use tierwright_program::{Severity, words};

use super::{HistoryFinding, Look, partners};

pub fn returns(look: &Look<'_>, found: &mut Vec<HistoryFinding>) {
    let left_out = look.outcome.returns_left_out(look.at);
    if left_out.is_empty() {
        return;
    }
    let who: BTreeSet<usize> = left_out.iter().flat_map(|one| one.partners.clone()).collect();
    let amount = look.money(left_out.iter().map(|one| i128::from(one.amount.units())).sum());
    found.push(HistoryFinding {
        severity: Severity::Warning,
        code: "returns_left_out",
        place: look.place("/what"),
        sentence: format!(
            "{} takes nothing off for {} of {} without a line, {} in all: only some lines of their \
             deals count, and what of it belongs to these is not known.",
            look.name(),
            words::count(left_out.len() as u64, "return"),
            partners(who.len()),
            words::money(amount),
        ),
        hint: "Import which lines came back, or let returns take back what their deals earned.",
        partners: who.len(),
        amount,
        of: "returned without a line",
    });
}
