//! What facts may be linked to and stand without: the parents of partners, and the deals of activities
//! and of MDF requests. A link to what no row gives is left out and told, as the fact holds all the
//! same.

use std::collections::HashSet;

use tierwright_engine::rows::{FactRows, Source};

use crate::findings::Findings;

/// Leaves out every link to a partner or deal that is not there.
pub(crate) fn settle(rows: &mut FactRows, findings: &mut Findings) {
    let mut note = |source: Source, column: &str, what: String| {
        findings.note(source.file, "link_missing", column, source.row, || what);
    };
    let has_parents = rows.partners.iter().any(|row| row.parent.is_some());
    let partners: HashSet<String> =
        rows.partners.iter().filter(|_| has_parents).map(|row| row.id.clone()).collect();
    for row in &mut rows.partners {
        let Some(parent) = row.parent.take() else { continue };
        if parent == row.id {
            let what = format!("partner {parent} is its own parent. It counts without one.");
            note(row.source, "partner.parent", what);
        } else if partners.contains(&parent) {
            row.parent = Some(parent);
        } else {
            let what = format!("no row gives the parent {parent}. Its partner counts without one.");
            note(row.source, "partner.parent", what);
        }
    }
    if rows.activities.is_empty() && rows.fund_events.is_empty() {
        return;
    }
    let deals: HashSet<&str> = rows.deals.iter().map(|row| row.id.as_str()).collect();
    for row in &mut rows.activities {
        if let Some(deal) = row.deal.take_if(|deal| !deals.contains(deal.as_str())) {
            let what = format!("no row gives deal {deal}. Its activity counts without one.");
            note(row.source, "activity.deal", what);
        }
    }
    for row in &mut rows.fund_events {
        let (known, unknown): (Vec<String>, Vec<String>) =
            std::mem::take(&mut row.deals).into_iter().partition(|deal| deals.contains(&**deal));
        row.deals = known;
        if let Some(deal) = unknown.first() {
            let what = format!("no row gives deal {deal}. Its MDF step counts without it.");
            note(row.source, "fund_event.deals", what);
        }
    }
}
