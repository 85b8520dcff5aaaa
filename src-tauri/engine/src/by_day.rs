//! Something for each day, found without searching.

use chrono::{Datelike, NaiveDate};

/// Places in a year, the day of a leap year included.
const YEAR: usize = 366;

/// A table with an entry for each day from a first year on.
#[derive(PartialEq, Eq, Debug, Default)]
pub(crate) struct ByDay<T> {
    first_year: i32,
    entries: Vec<T>,
}

impl<T: Default> ByDay<T> {
    /// Nothing yet; no day before the year of `first` is asked for.
    pub fn starting(first: NaiveDate) -> Self {
        Self { first_year: first.year(), entries: Vec::new() }
    }

    /// Year and day of the year stand in a date as they are; a distance in days must be worked out.
    fn place(&self, day: NaiveDate) -> usize {
        let years = usize::try_from(day.year() - self.first_year).unwrap_or(0);
        years * YEAR + day.ordinal0() as usize
    }

    /// The entry of a day.
    pub fn get(&self, day: NaiveDate) -> Option<&T> {
        self.entries.get(self.place(day))
    }

    /// The entry of a day, to be set.
    pub fn entry(&mut self, day: NaiveDate) -> &mut T {
        let place = self.place(day);
        if place >= self.entries.len() {
            self.entries.resize_with(place + 1, T::default);
        }
        &mut self.entries[place]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_has_a_place_of_its_own() {
        let first = NaiveDate::from_ymd_opt(2023, 6, 1).unwrap();
        let mut table = ByDay::starting(first);
        let days: Vec<_> = first.iter_days().take(1200).collect();
        for (at, day) in days.iter().enumerate() {
            *table.entry(*day) = at;
        }
        for (at, day) in days.iter().enumerate() {
            assert_eq!(table.get(*day), Some(&at), "{day}");
        }
        assert_eq!(table.get(first + chrono::Days::new(9_999)), None);
    }
}
