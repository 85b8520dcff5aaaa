//! What one column of a file holds.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use tierwright_program::Currency;

use super::{Marks, date, number};
use crate::DateForm;

/// Different texts of a column that are kept with their count.
const MOST_VALUES: usize = 200;
/// Bytes of a text that is kept; no stage, role or currency is longer.
const LONGEST_VALUE: usize = 1_000;
/// Different texts of a column that are told apart.
const MOST_TOLD_APART: usize = 2_000_000;

/// Texts that stand for nothing, in small letters.
const BLANKS: [&str; 20] = [
    "tbd", "n/a", "na", "#n/a", "-", "--", "none", "null", "(null)", "nil", "unknown", "?",
    "not set", "(blank)", "tbc", "n.a.", "k.a.", "#value!", "pending", "open",
];

/// How the texts of a column can be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reads {
    /// There is none.
    Empty,
    /// As text only.
    Text,
    /// As numbers.
    Numbers,
    /// As dates.
    Dates,
}

/// What a column holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ColumnReading {
    /// Its name.
    pub name: String,
    /// Rows with a text in it.
    pub filled: u32,
    /// Its first three texts.
    pub firsts: Vec<String>,
    /// Its different texts with their count, most frequent first, where there are not too many.
    pub values: Option<Vec<(String, u32)>>,
    /// Whether no two rows have the same text.
    pub is_unique: bool,
    /// How it can be read.
    pub reads: Reads,
    /// Texts that stand for nothing among numbers or dates.
    pub blanks: Vec<String>,
    /// Whether it has numbers above one, so that shares are percentages.
    pub above_one: bool,
    /// The currencies that are written beside its numbers.
    pub currencies: Vec<Currency>,
    /// Whether most of its numbers have a percent sign.
    pub has_percent_signs: bool,
    /// Whether another column decided how it is read.
    pub by_others: bool,
    /// Texts that two readings fit, if that is not settled.
    pub unlike: Vec<String>,
    pub(crate) numbers: Vec<Marks>,
    pub(crate) dates: Vec<DateForm>,
    pub(crate) told_apart: HashSet<u64>,
}

impl ColumnReading {
    /// The marks of its numbers: the only ones, or the first of two.
    pub(crate) fn marks(&self) -> Option<Marks> {
        (self.reads == Reads::Numbers).then(|| self.numbers.first().copied()).flatten()
    }

    /// Its dates' form: the only one, or the first of two.
    pub(crate) fn date(&self) -> Option<DateForm> {
        (self.reads == Reads::Dates).then(|| self.dates.first().cloned()).flatten()
    }

    pub(crate) fn sure_marks(&self) -> Option<Marks> {
        self.marks().filter(|marks| marks.matter && self.numbers.len() == 1)
    }

    pub(crate) fn sure_date(&self) -> Option<DateForm> {
        self.date().filter(|_| self.dates.len() == 1)
    }

    /// Whether two readings fit, and nothing decides between them.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match self.reads {
            Reads::Numbers => self.numbers.len() > 1,
            Reads::Dates => self.dates.len() > 1,
            Reads::Empty | Reads::Text => false,
        }
    }

    /// Takes a reading that a person chose: a decimal mark, or the form of dates.
    pub(crate) fn choose(&mut self, choice: &str) {
        if self.reads == Reads::Numbers {
            let chosen = |marks: &Marks| match marks.decimal {
                crate::mapping::DecimalMark::Point => choice == ".",
                crate::mapping::DecimalMark::Comma => choice == ",",
            };
            if self.numbers.iter().any(chosen) {
                self.numbers.retain(chosen);
            }
        } else if self.dates.iter().any(|form| form.to_string() == choice) {
            self.dates.retain(|form| form.to_string() == choice);
        }
    }

    /// Lets columns that are sure decide, where they all agree.
    pub(super) fn settle(&mut self, marks: &[Marks], dates: &[DateForm]) {
        if !self.is_open() {
            return;
        }
        if self.reads == Reads::Numbers {
            let agreed = marks
                .first()
                .filter(|first| marks.iter().all(|other| other.decimal == first.decimal));
            if let Some(agreed) = agreed {
                self.numbers.retain(|marks| marks.decimal == agreed.decimal);
                self.by_others = true;
            }
            return;
        }
        let hinted: Vec<&str> = [("mm/dd", "month/day"), ("dd/mm", "day/month")]
            .into_iter()
            .filter(|(hint, _)| self.name.to_lowercase().contains(hint))
            .map(|(_, order)| order)
            .collect();
        if let [order] = hinted.as_slice() {
            self.dates.retain(|form| form.to_string().starts_with(order));
            return;
        }
        let same = |form: &DateForm, sure: &DateForm| {
            sure == form
                || sure.to_string().trim_end_matches('*') == form.to_string().trim_end_matches('*')
        };
        let voted: Vec<&DateForm> =
            self.dates.iter().filter(|form| dates.iter().any(|sure| same(form, sure))).collect();
        if let [agreed] = voted.as_slice() {
            let agreed = (*agreed).clone();
            self.dates.retain(|form| *form == agreed);
            self.by_others = true;
        }
    }
}

/// Gathers what a column holds.
pub(super) struct Gather {
    name: String,
    filled: u32,
    firsts: Vec<String>,
    values: Option<HashMap<String, u32>>,
    is_unique: bool,
    told_apart: HashSet<u64>,
    blanks: HashMap<String, u32>,
    numbers: number::Tally,
    dates: date::Tally,
    serials: u32,
}

impl Gather {
    pub(super) fn new(name: String) -> Self {
        Self {
            name,
            filled: 0,
            firsts: Vec::new(),
            values: Some(HashMap::new()),
            is_unique: true,
            told_apart: HashSet::new(),
            blanks: HashMap::new(),
            numbers: number::Tally::default(),
            dates: date::Tally::default(),
            serials: 0,
        }
    }

    pub(super) fn take(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.filled += 1;
        if self.firsts.len() < 3 {
            self.firsts.push(text.chars().take(60).collect());
        }
        self.value(text);
        let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
        let is_blank =
            !has_digit && text.len() <= 10 && BLANKS.contains(&text.to_lowercase().as_str());
        if is_blank {
            *self.blanks.entry(text.to_owned()).or_default() += 1;
            return;
        }
        self.numbers.take(text);
        self.dates.take(text);
        let days = text.split_once('.').map_or(text, |(days, _)| days);
        let is_serial =
            days.len() == 5 && days.parse().is_ok_and(|day: u32| day > 20_000 && day < 80_000);
        self.serials += u32::from(is_serial);
    }

    fn value(&mut self, text: &str) {
        if self.told_apart.len() < MOST_TOLD_APART {
            let fresh = self.told_apart.insert(hash_of(text));
            self.is_unique &= fresh;
        } else {
            self.is_unique = false;
        }
        if let Some(values) = &mut self.values {
            if let Some(count) = values.get_mut(text) {
                *count += 1;
            } else if values.len() < MOST_VALUES && text.len() <= LONGEST_VALUE {
                values.insert(text.to_owned(), 1);
            } else {
                self.values = None;
            }
        }
    }

    pub(super) fn finish(self) -> ColumnReading {
        let blanks: u32 = self.blanks.values().sum();
        let told = self.filled - blanks;
        // One in twenty may be a slip, and one in a short file; those rows are set aside with their
        // reason.
        let nearly_all = |count: u32| {
            let others = told.saturating_sub(count);
            count > others && others <= (told / 20).max(1)
        };
        let numbers = self.numbers.numbers(told);
        let dates = told.saturating_sub(self.dates.others);
        let is_day = ["date", "datum", "day", "closed", "created on", "fecha"]
            .iter()
            .any(|word| self.name.to_lowercase().contains(word));
        let serial = is_day && nearly_all(self.serials);
        let mut date_forms = self.dates.readings();
        let (reads, unlike) = if told == 0 {
            (Reads::Empty, Vec::new())
        } else if serial {
            date_forms = "serial".parse().into_iter().collect();
            (Reads::Dates, Vec::new())
        } else if nearly_all(dates) && (!nearly_all(numbers) || is_day) {
            (Reads::Dates, self.dates.unlike().to_vec())
        } else if nearly_all(numbers) {
            (Reads::Numbers, self.numbers.unlike().to_vec())
        } else {
            (Reads::Text, Vec::new())
        };
        let has_percent_signs = self.numbers.percents() * 2 > numbers;
        let numbers = self.numbers.readings();
        let is_figure = matches!(reads, Reads::Numbers | Reads::Dates);
        let mut blank_texts: Vec<String> = self.blanks.into_keys().collect();
        blank_texts.sort();
        let values = self.values.map(|values| {
            let mut values: Vec<(String, u32)> = values.into_iter().collect();
            values.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
            values
        });
        ColumnReading {
            name: self.name,
            filled: self.filled,
            firsts: self.firsts,
            values,
            is_unique: self.is_unique,
            reads,
            blanks: if is_figure { blank_texts } else { Vec::new() },
            above_one: self.numbers.above_one,
            currencies: self.numbers.currencies,
            has_percent_signs,
            by_others: false,
            unlike,
            numbers,
            dates: date_forms,
            told_apart: self.told_apart,
        }
    }
}

pub(crate) fn hash_of(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
