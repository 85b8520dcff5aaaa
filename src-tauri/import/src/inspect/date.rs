//! How the dates of a column are written.

use crate::DateForm;

/// Forms that are tried, the plainest first. Those with the month first follow theirs with the day
/// first.
const FORMS: [&str; 27] = [
    "year-month-day",
    "year-month-day*",
    "day.month.year",
    "day.month.year*",
    "day/month/year",
    "month/day/year",
    "day/month/year*",
    "month/day/year*",
    "day-month-year",
    "month-day-year",
    "day-month-year*",
    "month-day-year*",
    "year/month/day",
    "year/month/day*",
    "yearmonthday",
    "yearmonthday*",
    "day month year",
    "month day, year",
    "month day, year*",
    "day/month/yy",
    "month/day/yy",
    "day/month/yy*",
    "month/day/yy*",
    "day.month.yy",
    "day.month.yy*",
    "day-month-yy",
    "month-day-yy",
];

/// Whether a text is a date in some form.
pub(super) fn is_one(text: &str) -> bool {
    forms().iter().any(|form| form.read(text).is_some())
}

fn forms() -> &'static [DateForm] {
    static PARSED: std::sync::OnceLock<Vec<DateForm>> = std::sync::OnceLock::new();
    PARSED.get_or_init(|| FORMS.iter().filter_map(|form| form.parse().ok()).collect())
}

/// Whether one form has the day where the other has the month.
pub(super) fn swapped(one: &DateForm, other: &DateForm) -> bool {
    let (one, other) = (one.to_string(), other.to_string());
    let turned = one.replace("day", "\u{1}").replace("month", "day").replace('\u{1}', "month");
    one != other && turned == other
}

/// Counts which forms the dates of a column fit.
#[derive(Default)]
pub(super) struct Tally {
    fits: Vec<u32>,
    taken: u32,
    /// Texts that are no date in any form.
    pub(super) others: u32,
    /// Texts that are two days in two forms.
    unlike: Vec<String>,
}

impl Tally {
    pub(super) fn take(&mut self, text: &str) {
        self.taken += 1;
        self.fits.resize(forms().len(), 0);
        let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric());
        if !begins || text.len() < 6 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
            self.others += 1;
            return;
        }
        // A column that has shown no date in many rows has none.
        if self.others > 200 && self.others * 10 > self.taken * 9 {
            self.others += 1;
            return;
        }
        let mut days = Vec::new();
        let joint = text.chars().find(|c| !c.is_ascii_alphanumeric());
        for ((fits, form), own) in self.fits.iter_mut().zip(forms()).zip(FORMS) {
            // What stands between the numbers of a form must stand there, or nothing.
            let wanted = own.chars().find(|c| !c.is_ascii_alphanumeric() && *c != '*');
            if wanted.is_some() && wanted != joint {
                continue;
            }
            if let Some(day) = form.read(text) {
                *fits += 1;
                days.push(day);
            }
        }
        match days.first() {
            None => self.others += 1,
            Some(first) if days.iter().any(|day| day != first) && self.unlike.len() < 3 => {
                self.unlike.push(text.to_owned());
            }
            Some(_) => {}
        }
    }

    /// The forms that fit most; two are a question.
    pub(super) fn readings(&self) -> Vec<DateForm> {
        let most = self.fits.iter().copied().max().unwrap_or_default();
        if most == 0 {
            return Vec::new();
        }
        let mut best = forms().iter().zip(&self.fits).filter(|(_, fits)| **fits == most);
        let Some((first, _)) = best.next() else { return Vec::new() };
        let mut readings = vec![first.clone()];
        if !self.unlike.is_empty() {
            readings.extend(best.map(|(form, _)| form).find(|form| swapped(first, form)).cloned());
        }
        readings
    }

    /// Dates that are two days.
    pub(super) fn unlike(&self) -> &[String] {
        &self.unlike
    }
}
