//! Columns in as little memory as what they hold needs.

mod numbers;
mod sources;
mod starts;

use std::{
    hash::Hash,
    ops::{Index, Range},
};

pub(super) use numbers::Packed;
pub use sources::Sources;
pub(super) use starts::Starts;

/// Small whole numbers, each in as many bytes as the largest of the column needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Codes {
    /// Every entry is zero; how many there are.
    Zero(usize),
    /// One byte each.
    Byte(Vec<u8>),
    /// Two bytes each.
    Short(Vec<u16>),
    /// Four bytes each.
    Wide(Vec<u32>),
}

impl Default for Codes {
    fn default() -> Self {
        Self::Zero(0)
    }
}

impl Codes {
    /// Packs codes that are below `bound`.
    pub(super) fn pack(codes: Vec<u32>, bound: usize) -> Self {
        match bound {
            0 | 1 => Self::Zero(codes.len()),
            2..=0x100 => Self::Byte(codes.iter().map(|code| code.to_le_bytes()[0]).collect()),
            0x101..=0x1_0000 => {
                let low =
                    |code: &u32| u16::from_le_bytes([code.to_le_bytes()[0], code.to_le_bytes()[1]]);
                Self::Short(codes.iter().map(low).collect())
            }
            _ => {
                let mut codes = codes;
                codes.shrink_to_fit();
                Self::Wide(codes)
            }
        }
    }

    /// The code at a position.
    #[must_use]
    #[inline]
    pub fn get(&self, at: usize) -> usize {
        match self {
            Self::Zero(_) => 0,
            Self::Byte(codes) => usize::from(codes[at]),
            Self::Short(codes) => usize::from(codes[at]),
            Self::Wide(codes) => codes[at] as usize,
        }
    }

    /// Reads a run of codes.
    pub(crate) fn read(&self, rows: Range<usize>, into: &mut Vec<u32>) {
        into.clear();
        match self {
            Self::Zero(_) => into.resize(rows.len(), 0),
            Self::Byte(codes) => into.extend(codes[rows].iter().map(|code| u32::from(*code))),
            Self::Short(codes) => into.extend(codes[rows].iter().map(|code| u32::from(*code))),
            Self::Wide(codes) => into.extend_from_slice(&codes[rows]),
        }
    }

    /// Adds a run of codes, each times a number; whoever asks knows that sums stay small.
    pub(crate) fn add_times(&self, rows: Range<usize>, times: u32, to: &mut [u32]) {
        match self {
            Self::Zero(_) => {}
            Self::Byte(codes) => {
                to.iter_mut()
                    .zip(&codes[rows])
                    .for_each(|(to, code)| *to += u32::from(*code) * times);
            }
            Self::Short(codes) => {
                to.iter_mut()
                    .zip(&codes[rows])
                    .for_each(|(to, code)| *to += u32::from(*code) * times);
            }
            Self::Wide(codes) => {
                to.iter_mut().zip(&codes[rows]).for_each(|(to, code)| *to += code * times);
            }
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Zero(len) => *len,
            Self::Byte(codes) => codes.len(),
            Self::Short(codes) => codes.len(),
            Self::Wide(codes) => codes.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A column of values of which there are few different ones: each is kept once, in order, and an
/// entry is its position there.
#[derive(Clone, Debug)]
pub struct Coded<T> {
    values: Vec<T>,
    codes: Codes,
}

impl<T> Default for Coded<T> {
    fn default() -> Self {
        Self { values: Vec::new(), codes: Codes::default() }
    }
}

impl<T> Coded<T> {
    /// Every different value, in order.
    #[must_use]
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// The positions in [`Coded::values`].
    #[must_use]
    pub fn codes(&self) -> &Codes {
        &self.codes
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The entries.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        (0..self.len()).map(|at| &self[at])
    }
}

impl<T: Clone + Eq + Hash + Ord> Coded<T> {
    pub(super) fn of(entries: impl ExactSizeIterator<Item = T>) -> Self {
        let mut coding = Coding::with_capacity(entries.len());
        entries.for_each(|entry| coding.push(entry));
        coding.finish()
    }
}

impl<T> Index<usize> for Coded<T> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        &self.values[self.codes.get(at)]
    }
}

/// Gathers a [`Coded`] column entry by entry.
pub(super) struct Coding<T> {
    /// Every different value in the order of its first entry, and its place there.
    values: Vec<T>,
    known: foldhash::HashMap<T, u32>,
    codes: Vec<u32>,
}

impl<T: Clone + Eq + Hash + Ord> Coding<T> {
    pub(super) fn with_capacity(entries: usize) -> Self {
        let (values, known) = (Vec::new(), foldhash::HashMap::default());
        Self { values, known, codes: Vec::with_capacity(entries) }
    }

    pub(super) fn push(&mut self, value: T) {
        // Neighbours are often alike.
        let last = self.codes.last().copied();
        let code = last.filter(|last| self.values[*last as usize] == value);
        let code = code.unwrap_or_else(|| self.code(value));
        self.codes.push(code);
    }

    fn code(&mut self, value: T) -> u32 {
        if let Some(code) = self.known.get(&value) {
            return *code;
        }
        let code = count(self.values.len());
        self.values.push(value.clone());
        self.known.insert(value, code);
        code
    }

    pub(super) fn finish(self) -> Coded<T> {
        let Self { values, known, codes } = self;
        drop(known);
        let mut values: Vec<(T, u32)> = values.into_iter().zip(0..).collect();
        values.sort_unstable();
        let mut order = vec![0; values.len()];
        for (at, (_, code)) in values.iter().enumerate() {
            order[*code as usize] = count(at);
        }
        let codes = codes.into_iter().map(|code| order[code as usize]).collect();
        let codes = Codes::pack(codes, values.len());
        Coded { values: values.into_iter().map(|(value, _)| value).collect(), codes }
    }
}

/// Positions as four bytes; [`super::Facts::build`] refuses tables with more rows.
pub(super) fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// Different texts in byte order, one after the other.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    text: String,
    /// Where each ends, counted from the beginning of the block that it lies in.
    ends: Vec<u32>,
    /// Where the text of each block of [`BLOCK`] ids begins.
    blocks: Vec<usize>,
}

/// Ids whose ends are counted from the same place; their text is far below what four bytes count,
/// unless single ids are longer than any file has.
const BLOCK: usize = 1 << 12;

impl Ids {
    pub(super) fn with_capacity(ids: usize) -> Self {
        Self {
            text: String::new(),
            ends: Vec::with_capacity(ids),
            blocks: Vec::with_capacity(ids.div_ceil(BLOCK)),
        }
    }

    /// Takes the next id in byte order.
    pub(super) fn push(&mut self, id: &str) {
        if self.ends.len().is_multiple_of(BLOCK) {
            self.blocks.push(self.text.len());
        }
        self.text.push_str(id);
        let begins = self.blocks[self.ends.len() / BLOCK];
        self.ends.push(count(self.text.len() - begins));
    }

    pub(super) fn shrink_to_fit(&mut self) {
        self.text.shrink_to_fit();
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The ids in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| &self[at])
    }

    /// The position of an id.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        let (mut from, mut until) = (0, self.len());
        while from < until {
            let middle = from + (until - from) / 2;
            match self[middle].cmp(id) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => until = middle,
            }
        }
        None
    }

    /// The position of an id that is likely at or just after another one.
    pub(super) fn position_near(&self, id: &str, near: usize) -> Option<usize> {
        let likely = [near, near + 1].into_iter().find(|at| *at < self.len() && &self[*at] == id);
        likely.or_else(|| self.position(id))
    }
}

impl Index<usize> for Ids {
    type Output = str;

    fn index(&self, at: usize) -> &str {
        let begins = self.blocks[at / BLOCK];
        let from = if at.is_multiple_of(BLOCK) { 0 } else { self.ends[at - 1] as usize };
        &self.text[begins + from..begins + self.ends[at] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_take_as_many_bytes_as_they_need() {
        for (different, bytes) in [(1, 0), (2, 1), (256, 1), (257, 2), (65_536, 2), (65_537, 4)] {
            let coded = Coded::of((0..different).rev());
            let width = match coded.codes() {
                Codes::Zero(_) => 0,
                Codes::Byte(_) => 1,
                Codes::Short(_) => 2,
                Codes::Wide(_) => 4,
            };
            assert_eq!((coded.len(), width), (different, bytes));
            let expected = (0..different).rev();
            assert!(coded.iter().copied().eq(expected), "{different}");
            assert!(coded.values().is_sorted(), "{different}");
        }
    }

    #[test]
    fn ids_are_found_wherever_they_stand() {
        let mut ids = Ids::default();
        ["", "a", "ab", "b", "z"].into_iter().for_each(|id| ids.push(id));
        for (id, position) in [("", Some(0)), ("ab", Some(2)), ("z", Some(4)), ("c", None)] {
            assert_eq!(ids.position(id), position, "{id}");
            for near in 0..6 {
                assert_eq!(ids.position_near(id, near), position, "{id} near {near}");
            }
        }
    }
}
