//! Gaps: partners with sales that match no line of a schedule.

use tierwright_program::{Severity, words};

use super::{HistoryFinding, Look, partners, seen::Gap};

pub fn gaps(look: &Look<'_>, found: &mut Vec<HistoryFinding>) {
    for (gap, of) in &look.lines().gaps {
        let amount = look.money(of.units);
        let (severity, code, below, what, hint) = words_of(*gap);
        let who = partners(of.partners.len());
        found.push(HistoryFinding {
            severity,
            code,
            place: look.place(below),
            sentence: format!("{}: {who} with {} {what}.", look.name(), words::money(amount),),
            hint,
            partners: of.partners.len(),
            amount,
            of: "of sales",
        });
    }
}

type Words = (Severity, &'static str, &'static str, &'static str, &'static str);

const fn words_of(of: Gap) -> Words {
    let column = "Add a column for them, or leave them out by a filter.";
    match of {
        Gap::BelowFirst => (
            Severity::Note,
            "sales_below_first_band",
            "/schedule/bands/0",
            "of sales in quarters below the lowest band earn nothing for them",
            "Begin the lowest band lower if these sales are meant to earn.",
        ),
        Gap::NoColumn => (
            Severity::Warning,
            "sales_without_column",
            "/schedule/columns",
            "of revenue match no line: their level has no column",
            column,
        ),
        Gap::NotOnTrack => (
            Severity::Warning,
            "sales_off_track",
            "/schedule/columns",
            "of revenue match no line: they are on no track that the columns are for",
            column,
        ),
        Gap::NothingInColumns => (
            Severity::Warning,
            "sales_in_no_column",
            "/schedule/columns",
            "of sales match no line: what they sold, or their role, has no column",
            column,
        ),
        Gap::NoBaseline => (
            Severity::Note,
            "sales_without_baseline",
            "/earns_on",
            "of sales have no baseline above zero to grow from",
            "Say what new partners get: nothing, all of it as growth, or a minimum.",
        ),
    }
}
