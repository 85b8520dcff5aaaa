//! Columns in as little memory as what they hold needs.

use std::{
    collections::HashMap,
    hash::Hash,
    ops::{Index, Range},
};

use super::rows::Source;

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
    fn pack(codes: Vec<u32>, bound: usize) -> Self {
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
    pub fn get(&self, at: usize) -> usize {
        match self {
            Self::Zero(_) => 0,
            Self::Byte(codes) => usize::from(codes[at]),
            Self::Short(codes) => usize::from(codes[at]),
            Self::Wide(codes) => codes[at] as usize,
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
struct Coding<T> {
    known: HashMap<T, u32>,
    codes: Vec<u32>,
    last: Option<(T, u32)>,
}

impl<T: Clone + Eq + Hash + Ord> Coding<T> {
    fn with_capacity(entries: usize) -> Self {
        Self { known: HashMap::new(), codes: Vec::with_capacity(entries), last: None }
    }

    fn push(&mut self, value: T) {
        // Neighbours are often alike.
        if let Some((_, code)) = self.last.as_ref().filter(|(last, _)| *last == value) {
            self.codes.push(*code);
            return;
        }
        let next = count(self.known.len());
        let code = *self.known.entry(value.clone()).or_insert(next);
        self.last = Some((value, code));
        self.codes.push(code);
    }

    fn finish(self) -> Coded<T> {
        let mut values: Vec<(T, u32)> = self.known.into_iter().collect();
        values.sort_unstable();
        let mut order = vec![0; values.len()];
        for (at, (_, code)) in values.iter().enumerate() {
            order[*code as usize] = count(at);
        }
        let codes = self.codes.into_iter().map(|code| order[code as usize]).collect();
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
    ends: Vec<usize>,
}

impl Ids {
    /// Ids that come in byte order.
    pub(super) fn of<'a>(ids: impl ExactSizeIterator<Item = &'a str>) -> Self {
        let mut made = Self { text: String::new(), ends: Vec::with_capacity(ids.len()) };
        for id in ids {
            made.text.push_str(id);
            made.ends.push(made.text.len());
        }
        made.text.shrink_to_fit();
        made
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
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[from..self.ends[at]]
    }
}

/// Where rows came from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Coded<u32>,
    rows: Vec<u32>,
}

impl Sources {
    pub(super) fn pack(sources: impl ExactSizeIterator<Item = Source>) -> Self {
        let mut files = Coding::with_capacity(sources.len());
        let mut rows = Vec::with_capacity(sources.len());
        for source in sources {
            files.push(source.file);
            rows.push(source.row);
        }
        Self { files: files.finish(), rows }
    }

    /// Where the row at a position came from.
    #[must_use]
    pub fn get(&self, at: usize) -> Source {
        Source { file: self.files[at], row: self.rows[at] }
    }
}

/// Which rows of another table belong to each row: those from one start up to the next.
#[derive(Clone, Debug, Default)]
pub(crate) struct Starts(Vec<u32>);

impl Starts {
    /// From the owner of each row, in order of the owners.
    pub fn of(owners: impl Iterator<Item = usize>, count_of_owners: usize) -> Self {
        Self::after(0, owners, count_of_owners)
    }

    /// The same where the rows before the first one have no owner.
    pub fn after(
        first: usize,
        owners: impl Iterator<Item = usize>,
        count_of_owners: usize,
    ) -> Self {
        let mut starts = vec![0_u32; count_of_owners + 1];
        starts[0] = count(first);
        for owner in owners {
            starts[owner + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Self(starts)
    }

    /// The rows of an owner.
    pub fn range(&self, owner: usize) -> Range<usize> {
        self.0[owner] as usize..self.0[owner + 1] as usize
    }
}

/// Whole numbers that may be absent, four bytes each where none is below zero or large.
#[derive(Clone, Debug, Default)]
pub(crate) enum Packed {
    /// All are absent.
    #[default]
    Absent,
    Small(Vec<u32>),
    Wide(Vec<Option<i64>>),
}

/// The entry of [`Packed::Small`] that is none.
const NONE: u32 = u32::MAX;

impl Packed {
    pub fn pack(numbers: impl ExactSizeIterator<Item = Option<i64>> + Clone) -> Self {
        if numbers.clone().all(|number| number.is_none()) {
            return Self::Absent;
        }
        let small = |number: Option<i64>| match number {
            None => Some(NONE),
            Some(number) => u32::try_from(number).ok().filter(|number| *number != NONE),
        };
        let packed: Option<Vec<u32>> = numbers.clone().map(small).collect();
        packed.map_or_else(
            || Self::Wide(numbers.collect()),
            |mut packed| {
                packed.shrink_to_fit();
                Self::Small(packed)
            },
        )
    }

    /// The number at a position.
    pub fn get(&self, at: usize) -> Option<i64> {
        match self {
            Self::Absent => None,
            Self::Small(numbers) => Some(numbers[at]).filter(|one| *one != NONE).map(i64::from),
            Self::Wide(numbers) => numbers[at],
        }
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
        let ids = Ids::of(["", "a", "ab", "b", "z"].into_iter());
        for (id, position) in [("", Some(0)), ("ab", Some(2)), ("z", Some(4)), ("c", None)] {
            assert_eq!(ids.position(id), position, "{id}");
            for near in 0..6 {
                assert_eq!(ids.position_near(id, near), position, "{id} near {near}");
            }
        }
    }

    #[test]
    fn numbers_keep_their_value_in_either_width() {
        let largest = i64::from(u32::MAX);
        for numbers in [
            vec![Some(0), None, Some(largest - 1)],
            vec![Some(largest), None],
            vec![None, None],
            vec![Some(-1), None, Some(i64::MAX)],
        ] {
            let packed = Packed::pack(numbers.iter().copied());
            for (at, number) in numbers.iter().enumerate() {
                assert_eq!(packed.get(at), *number, "{numbers:?}");
            }
        }
    }

    #[test]
    fn rows_belong_to_the_owner_they_name() {
        let starts = Starts::of([0, 0, 2].into_iter(), 4);
        let ranges: Vec<_> = (0..4).map(|owner| starts.range(owner)).collect();
        assert_eq!(ranges, [0..2, 2..2, 2..3, 3..3]);
        let later = Starts::after(3, [0, 1, 1].into_iter(), 2);
        assert_eq!([later.range(0), later.range(1)], [3..4, 4..6]);
    }
}
