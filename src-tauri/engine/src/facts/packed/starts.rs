//! Which rows of one table belong to each row of another.

use std::ops::Range;

use super::count;

/// Which rows of another table belong to each row: those from one start up to the next.
#[derive(Clone, Debug)]
pub(crate) enum Starts {
    /// No row has any; where there are rows without an owner, how many.
    None(u32),
    /// Each has one, in the same order.
    OneEach,
    /// Where those of each row start, and after the last one how many there are.
    Listed(Vec<u32>),
}

impl Default for Starts {
    fn default() -> Self {
        Self::None(0)
    }
}

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
        if starts[1..].iter().all(|rows| *rows == 0) {
            return Self::None(starts[0]);
        }
        if first == 0 && starts[1..].iter().all(|rows| *rows == 1) {
            return Self::OneEach;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Self::Listed(starts)
    }

    /// The rows of a run of owners; `starts` is where those of each start, counted from the first
    /// of the run, and after the last one how many there are.
    pub fn run(&self, owners: Range<usize>, starts: &mut Vec<u32>) -> Range<usize> {
        starts.clear();
        match self {
            Self::None(first) => {
                starts.resize(owners.len() + 1, 0);
                *first as usize..*first as usize
            }
            Self::OneEach => {
                starts.extend(0..=count(owners.len()));
                owners
            }
            Self::Listed(all) => {
                let all = &all[owners.start..=owners.end];
                let (first, last) = (all[0], all[all.len() - 1]);
                starts.extend(all.iter().map(|start| start - first));
                first as usize..last as usize
            }
        }
    }

    /// The rows of an owner.
    #[inline]
    pub fn range(&self, owner: usize) -> Range<usize> {
        match self {
            Self::None(first) => *first as usize..*first as usize,
            Self::OneEach => owner..owner + 1,
            Self::Listed(starts) => starts[owner] as usize..starts[owner + 1] as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_belong_to_the_owner_they_name() {
        let starts = Starts::of([0, 0, 2].into_iter(), 4);
        let ranges: Vec<_> = (0..4).map(|owner| starts.range(owner)).collect();
        assert_eq!(ranges, [0..2, 2..2, 2..3, 3..3]);
        let later = Starts::after(3, [0, 1, 1].into_iter(), 2);
        assert_eq!([later.range(0), later.range(1)], [3..4, 4..6]);
    }

    #[test]
    fn none_and_one_each_take_no_room() {
        let none = Starts::after(2, std::iter::empty(), 2);
        assert!(matches!(none, Starts::None(2)));
        assert_eq!([none.range(0), none.range(1)], [2..2, 2..2]);
        let one_each = Starts::of(0..3, 3);
        assert!(matches!(one_each, Starts::OneEach));
        assert_eq!([one_each.range(0), one_each.range(2)], [0..1, 2..3]);
        // One each with rows before them that have no owner.
        let later = Starts::after(5, 0..2, 2);
        assert_eq!([later.range(0), later.range(1)], [5..6, 6..7]);
    }

    #[test]
    fn a_run_is_the_rows_of_its_owners() {
        for starts in [
            Starts::of([0, 0, 2, 3, 3].into_iter(), 5),
            Starts::of(0..5, 5),
            Starts::after(2, std::iter::empty(), 5),
        ] {
            let mut found = vec![7];
            let run = starts.run(1..4, &mut found);
            assert_eq!(run, starts.range(1).start..starts.range(3).end);
            for owner in 1..4 {
                let rows = found[owner - 1] as usize..found[owner] as usize;
                let range = starts.range(owner);
                assert_eq!(run.start + rows.start..run.start + rows.end, range, "{starts:?}");
            }
        }
    }
}
