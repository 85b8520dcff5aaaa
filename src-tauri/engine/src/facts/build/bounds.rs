//! What facts can be calculated with: days and figures that are no mistake.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use super::{Builder, FactRows, Source};

/// The years in which the fiscal calendar has whole periods before and after.
const YEARS: RangeInclusive<i32> = 1900..=2199;

impl Builder {
    /// Reports days outside the years that can be calculated with. Last days that stand for "never",
    /// such as 9999-12-31 where something stays valid, are left alone.
    pub(super) fn days(&mut self, rows: &FactRows) {
        for row in &rows.partners {
            self.happened("partner", &row.id, [row.joined, row.left_on], row.source);
        }
        for row in &rows.deals {
            let days = [row.opened, row.closed, row.term_start, row.term_end, row.cancelled_on];
            self.happened("deal", &row.id, days, row.source);
        }
        for row in &rows.adjustments {
            self.happened("adjustment", &row.id, [Some(row.date)], row.source);
        }
        for row in &rows.activities {
            self.happened("activity", &row.id, [Some(row.date)], row.source);
        }
        for row in &rows.fund_events {
            self.happened("fund_event", &row.id, [Some(row.date)], row.source);
        }
        for row in &rows.rates {
            let pair = format!("{} in {}", row.currency, row.base);
            self.happened("rate", &pair, [Some(row.date)], row.source);
        }
        for row in &rows.paid {
            let days = [Some(row.period_from), Some(row.period_until)];
            self.happened("paid", &row.id, days, row.source);
        }
        for row in &rows.touches {
            self.happened("touch", &row.id, [Some(row.at.date())], row.source);
        }
        for row in &rows.registrations {
            let days = [Some(row.registered_on), row.approved_on, row.refused_on];
            self.happened("registration", &row.id, days, row.source);
        }
        for row in &rows.overlaps {
            self.happened("overlap", &row.id, [Some(row.mapped_on)], row.source);
        }
        for row in &rows.settlements {
            self.happened("settlement", &row.id, [Some(row.date)], row.source);
        }
        for row in &rows.scores {
            self.happened("score", &row.id, [Some(row.date)], row.source);
        }
        for row in &rows.targets {
            let days = [Some(row.period_from), Some(row.period_until)];
            self.happened("target", &row.id, days, row.source);
        }
        for row in &rows.statuses {
            self.happened("partner_status", &row.id, [Some(row.from)], row.source);
        }
        for row in &rows.levels {
            self.happened("level", &row.id, [Some(row.from)], row.source);
        }
    }

    /// Reports returns that cannot be taken away: what is negated has to fit.
    pub(super) fn returns(&mut self, rows: &FactRows) {
        for row in &rows.adjustments {
            let figures = [row.amount.units(), row.quantity.units()];
            if figures.into_iter().any(|units| units.checked_neg().is_none()) {
                let sentence = format!("adjustment {} takes back more than can be held.", row.id);
                self.problem("amount_too_large", "adjustment", &row.id, sentence, row.source);
            }
        }
    }

    fn happened<const N: usize>(
        &mut self,
        table: &'static str,
        id: &str,
        days: [Option<NaiveDate>; N],
        source: Source,
    ) {
        let outside = days.into_iter().flatten().find(|day| !YEARS.contains(&day.year()));
        if let Some(day) = outside {
            let (first, last) = (YEARS.start(), YEARS.end());
            let sentence = format!(
                "{table} {id} has the day {day}; days from {first} to {last} can be calculated with."
            );
            self.problem("day_out_of_range", table, id, sentence, source);
        }
    }
}
