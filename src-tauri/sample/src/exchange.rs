//! Made-up exchange rates into US dollars.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::{
    days::{after, date, last_day},
    draw::Draw,
};

/// The rate of each working day, in ten-thousandths of a US dollar for one unit of a currency.
pub(crate) struct Exchange {
    pub(crate) days: BTreeMap<NaiveDate, [(&'static str, i64); 2]>,
}

/// How far a rate moves in a day at most.
const STEP: i64 = 46;

impl Exchange {
    /// A walk of small steps that is drawn back to where it began.
    pub(crate) fn walk(draw: &mut Draw) -> Self {
        let begins = [("EUR", 10_850), ("GBP", 12_640)];
        let mut rates = begins;
        let mut days = BTreeMap::new();
        // The last working day of the year before holds for New Year's Day.
        let mut day = date(2023, 12, 29);
        while day <= last_day() {
            if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
                for ((_, rate), (_, begun)) in rates.iter_mut().zip(begins) {
                    *rate += draw.between(-STEP, STEP) + (begun - *rate) / 60;
                }
                days.insert(day, rates);
            }
            day = after(day, 1);
        }
        Self { days }
    }

    /// The rate of a day in ten-thousandths, or the last one before it.
    pub(crate) fn rate(&self, currency: &str, day: NaiveDate) -> i64 {
        let known = self.days.range(..=day).next_back();
        let found = known.and_then(|(_, rates)| rates.iter().find(|(code, _)| *code == currency));
        found.map_or(10_000, |(_, rate)| *rate)
    }

    /// An amount of cents in US dollar units of a ten-thousandth.
    pub(crate) fn dollar_units(&self, cents: i64, currency: &str, day: NaiveDate) -> i64 {
        // Cents times ten-thousandths are millionths.
        let millionths = i128::from(cents) * i128::from(self.rate(currency, day));
        ((millionths + 50) / 100) as i64
    }
}
