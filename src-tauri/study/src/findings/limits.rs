//! Caps that never bind, and caps that bind for many.

use tierwright_program::{Severity, words};

use super::{HistoryFinding, Look, partners, seen::kind};

/// More than this share of those who earn, in percent, is many.
const MANY: usize = 40;

pub fn limits(look: &Look<'_>, found: &mut Vec<HistoryFinding>) {
    let lines = look.lines();
    for (at, limit) in look.incentive().limits.iter().enumerate() {
        let Some(seen) = lines.limits.get(&(kind(limit.per), None)) else { continue };
        let place = look.place(&format!("/limits/{at}"));
        let cap = words::money(look.money(i128::from(seen.at_most)));
        let cut = seen.cut.partners.len();
        if cut == 0 {
            let highest = look.money(seen.highest);
            found.push(HistoryFinding {
                severity: Severity::Note,
                code: "limit_never_reached",
                place,
                sentence: format!(
                    "{}: the cap of {cap} is never reached on this history; the most that was \
                     asked of it is {}.",
                    look.name(),
                    words::money(highest),
                ),
                hint: "Lower it to what it should hold back, or take it out.",
                partners: 0,
                amount: highest,
            });
        } else if cut * 100 > seen.asked.len() * MANY {
            let amount = look.money(seen.cut.units);
            found.push(HistoryFinding {
                severity: Severity::Warning,
                code: "limit_reached_by_many",
                place,
                sentence: format!(
                    "{}: the cap of {cap} holds back {} of {} who earn, {} in all.",
                    look.name(),
                    cut,
                    partners(seen.asked.len()),
                    words::money(amount),
                ),
                hint: "Raise it, or lower the rates that lead to it: beyond a cap nobody is rewarded.",
                partners: cut,
                amount,
            });
        }
    }
}
