//! Rows that lack the figure an incentive pays on.

use tierwright_program::{Severity, words};

use super::{HistoryFinding, Look};

pub fn missing(look: &Look<'_>, found: &mut Vec<HistoryFinding>) {
    let lines = look.lines();
    if lines.absent_rows.is_empty() {
        return;
    }
    let percent = lines.absent_rows.len() * 100 / lines.rows.len().max(1);
    let amount = look.money(lines.absent.units);
    found.push(HistoryFinding {
        severity: Severity::Warning,
        code: "figures_missing",
        place: look.place("/earns_on"),
        sentence: format!(
            "{}: {} of {} that it counts ({percent}%) lack the figure it is paid on, and count {} \
             instead.",
            look.name(),
            lines.absent_rows.len(),
            words::count(lines.rows.len() as u64, "deal"),
            words::money(amount),
        ),
        hint: "Import the missing figures, or say what stands in for them.",
        partners: lines.absent.partners.len(),
        amount,
        of: "counted instead",
    });
}
