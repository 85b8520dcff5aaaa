//! How far the facts reach: rows in each table, first and last days.

use chrono::{NaiveDate, NaiveDateTime};

use super::Facts;

impl Facts {
    /// Rows in each table.
    #[must_use]
    pub fn counts(&self) -> Vec<(&'static str, usize)> {
        vec![
            ("partner", self.partners.len()),
            ("deal", self.deals.len()),
            ("line", self.lines.ids.iter().filter(|id| id.is_some()).count()),
            ("credit", self.credits.partners.len()),
            ("adjustment", self.adjustments.dates.len()),
            ("activity", self.activities.dates.len()),
            ("fund_event", self.fund_events.dates.len()),
            ("rate", self.rates.rows),
            ("paid", self.paid.amounts.len()),
            ("partner_status", self.statuses.ids.len()),
            ("touch", self.touches.ids.len()),
            ("registration", self.registrations.ids.len()),
            ("overlap", self.overlaps.ids.len()),
            ("settlement", self.settlements.ids.len()),
            ("score", self.scores.ids.len()),
            ("target", self.targets.ids.len()),
            ("level", self.levels.ids.len()),
        ]
    }

    /// The last day anything happened: a deal closed, or something was returned, done, claimed,
    /// settled, registered, scored or found in common. Days that were only agreed, such as the end
    /// of a target's period, are not among them.
    #[must_use]
    pub fn last_day(&self) -> Option<NaiveDate> {
        let registrations = &self.registrations;
        let decided = registrations.approved_on.iter().chain(&registrations.refused_on).flatten();
        self.won_days()
            .chain(self.adjustments.dates.iter().copied())
            .chain(self.activities.dates.iter().copied())
            .chain(self.fund_events.dates.iter().copied())
            .chain(self.settlements.dates.iter().copied())
            .chain(self.touches.at.iter().map(NaiveDateTime::date))
            .chain(registrations.registered_on.iter().copied())
            .chain(decided.copied())
            .chain(self.scores.dates.iter().copied())
            .chain(self.overlaps.mapped_on.iter().copied())
            .max()
    }

    /// The first day a deal was won.
    #[must_use]
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.deals.first_won
    }

    /// The first day anything happened that a tier can look at: a deal was won, something was
    /// returned, done, settled or scored.
    #[must_use]
    pub fn first_fact_day(&self) -> Option<NaiveDate> {
        let did = self.activities.dates.iter().chain(&self.scores.dates).copied();
        self.sales_days().chain(did).min()
    }

    /// The first day that a measure of sales can count something on.
    pub(crate) fn first_sales_day(&self) -> Option<NaiveDate> {
        self.sales_days().min()
    }

    /// The last day that a measure of sales can count something on.
    pub(crate) fn last_sales_day(&self) -> Option<NaiveDate> {
        self.sales_days().max()
    }

    /// The first and the last day that a deal was won.
    fn won_days(&self) -> impl Iterator<Item = NaiveDate> {
        [self.deals.first_won, self.deals.last_won].into_iter().flatten()
    }

    /// The days that something was settled or lowered on, and the first and last that a deal was
    /// won.
    fn sales_days(&self) -> impl Iterator<Item = NaiveDate> {
        let later = self.adjustments.dates.iter().chain(&self.settlements.dates).copied();
        self.won_days().chain(later)
    }
}
