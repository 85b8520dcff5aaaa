//! How far the facts reach: rows in each table, first and last days.

use chrono::{NaiveDate, NaiveDateTime};

use super::{Facts, rows::Stage};

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
        self.extent().last
    }

    /// The first day a deal was won.
    #[must_use]
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.extent().won.first().map(|(day, _)| *day)
    }

    /// How many deals were won from one day to another.
    #[must_use]
    pub fn won_between(&self, from: NaiveDate, until: NaiveDate) -> usize {
        let won = self.extent().won.iter().filter(|(day, _)| from <= *day && *day <= until);
        won.map(|(_, deals)| deals).sum()
    }

    /// The first day anything happened that a tier can look at: a deal was won, something was
    /// returned, done, settled or scored.
    #[must_use]
    pub fn first_fact_day(&self) -> Option<NaiveDate> {
        self.extent().first_fact
    }

    /// The first day that a measure of sales can count something on.
    pub(crate) fn first_sales_day(&self) -> Option<NaiveDate> {
        self.extent().first_sales
    }

    /// The last day that a measure of sales can count something on.
    pub(crate) fn last_sales_day(&self) -> Option<NaiveDate> {
        self.extent().last_sales
    }

    /// Found once: every calculation begins with it.
    fn extent(&self) -> &Extent {
        self.extent.get_or_init(|| Extent::of(self))
    }
}

/// The days that facts reach over.
#[derive(Debug)]
pub(super) struct Extent {
    /// How many deals were won on each day, by day.
    won: Vec<(NaiveDate, usize)>,
    last: Option<NaiveDate>,
    first_fact: Option<NaiveDate>,
    first_sales: Option<NaiveDate>,
    last_sales: Option<NaiveDate>,
}

impl Extent {
    fn of(facts: &Facts) -> Self {
        let won = won(facts);
        let ends = [won.first(), won.last()].map(|end| end.map(|(day, _)| *day));
        let lowered = facts.adjustments.dates.iter().copied();
        let settled = facts.settlements.dates.iter().copied();
        let sales = || ends.into_iter().flatten().chain(lowered.clone()).chain(settled.clone());
        let done = facts.activities.dates.iter().chain(&facts.scores.dates).copied();
        let registrations = &facts.registrations;
        let decided = registrations.approved_on.iter().chain(&registrations.refused_on).flatten();
        let last = sales()
            .chain(done.clone())
            .chain(facts.fund_events.dates.iter().copied())
            .chain(facts.touches.at.iter().map(NaiveDateTime::date))
            .chain(registrations.registered_on.iter().chain(decided).copied())
            .chain(facts.overlaps.mapped_on.iter().copied())
            .max();
        Self {
            last,
            first_fact: sales().chain(done).min(),
            first_sales: sales().min(),
            last_sales: sales().max(),
            won,
        }
    }
}

/// How many deals were won on each day, by day.
fn won(facts: &Facts) -> Vec<(NaiveDate, usize)> {
    let closed = &facts.deals.closed;
    let mut counts = vec![0; closed.values().len()];
    for (deal, stage) in facts.deals.stages.iter().enumerate() {
        counts[closed.codes().get(deal)] += usize::from(*stage == Stage::Won);
    }
    // The days of a column are in order, and a deal without one is not won.
    let days = closed.values().iter().zip(counts);
    days.filter_map(|(day, deals)| Some(((*day)?, deals))).filter(|(_, deals)| *deals > 0).collect()
}
