//! Quarterly reviews: one after each quarter from the as-of day on.

use chrono::Days;
use tierwright_export::sign_off::Review;
use tierwright_program::{Period, Span};

use super::round::Round;
use crate::opened::Opened;

/// How many reviews to come are named.
const COMING: usize = 4;

/// The reviews after the last quarter that is replayed and those that follow, and before them those
/// that were held after earlier ones. The same on any day, so that the same export has the same bytes.
pub(super) fn reviews(opened: &Opened, round: &Round) -> Vec<Review> {
    let calendar = &opened.base.calendar;
    let quarters = opened.quarters();
    let Some(last) = quarters.last() else { return Vec::new() };
    let next = |quarter: &Span| Some(calendar.next(*quarter, Period::Quarter));
    let due = |quarter: Span| {
        let until = quarter.until();
        until.checked_add_days(Days::new(round.review_days.into())).unwrap_or(until)
    };
    let coming: Vec<Review> = std::iter::successors(Some(*last), next)
        .take(COMING)
        .map(|quarter| {
            let label = calendar.label(quarter);
            let held = round.held.iter().find(|(of, _)| *of == label);
            Review {
                due: due(quarter).to_string(),
                held: held.map(|(_, said)| said.clone()),
                quarter: label,
            }
        })
        .collect();
    let earlier = round.held.iter().filter(|(of, _)| coming.iter().all(|one| one.quarter != *of));
    let earlier = earlier.map(|(quarter, said)| Review {
        quarter: quarter.clone(),
        due: String::new(),
        held: Some(said.clone()),
    });
    earlier.chain(coming.iter().cloned()).collect()
}
