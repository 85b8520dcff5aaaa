//! Whole numbers in as little memory as their range and their common step need.

use std::ops::Range;

/// Whole numbers that may be absent. Each is the least of them plus so many steps, a step being
/// their greatest common divisor: cents among ten-thousandths take no room for their zeros.
#[derive(Clone, Debug, Default)]
pub(crate) struct Packed {
    least: i64,
    step: u64,
    steps: Steps,
}

/// How many steps each number lies above the least one; the largest count stands for none.
#[derive(Clone, Debug, Default)]
enum Steps {
    /// All are absent.
    #[default]
    Absent,
    /// All are the least one.
    Same,
    Byte(Vec<u8>),
    Short(Vec<u16>),
    Small(Vec<u32>),
    Long(Vec<u64>),
    /// Numbers too far apart for any count to be left for none, as they are.
    Listed(Vec<Option<i64>>),
}

impl Packed {
    pub fn pack(numbers: impl ExactSizeIterator<Item = Option<i64>> + Clone) -> Self {
        let present = || numbers.clone().flatten();
        let Some((least, most)) = extent(present()) else { return Self::default() };
        let all_there = numbers.clone().all(|number| number.is_some());
        let above = |number: i64| number.wrapping_sub(least).cast_unsigned();
        let step = present().fold(0, |step, number| common_divisor(above(number), step)).max(1);
        let steps = match above(most) / step {
            0 if all_there => Steps::Same,
            0..0xff => Steps::Byte(counted(numbers, least, step, u8::MAX)),
            0xff..0xffff => Steps::Short(counted(numbers, least, step, u16::MAX)),
            0xffff..0xffff_ffff => Steps::Small(counted(numbers, least, step, u32::MAX)),
            0xffff_ffff..u64::MAX => Steps::Long(counted(numbers, least, step, u64::MAX)),
            u64::MAX => Steps::Listed(numbers.collect()),
        };
        Self { least, step, steps }
    }

    /// The number at a position.
    #[inline]
    pub fn get(&self, at: usize) -> Option<i64> {
        let steps = match &self.steps {
            Steps::Absent => return None,
            Steps::Same => return Some(self.least),
            Steps::Byte(steps) => u64::from(*steps.get(at).filter(|one| **one != u8::MAX)?),
            Steps::Short(steps) => u64::from(*steps.get(at).filter(|one| **one != u16::MAX)?),
            Steps::Small(steps) => u64::from(*steps.get(at).filter(|one| **one != u32::MAX)?),
            Steps::Long(steps) => *steps.get(at).filter(|one| **one != u64::MAX)?,
            Steps::Listed(numbers) => return numbers[at],
        };
        // What was taken apart comes together again, whatever wraps around on the way.
        Some(self.least.wrapping_add_unsigned(steps.wrapping_mul(self.step)))
    }

    /// Reads a run of numbers, zero where one is absent.
    pub fn read(&self, rows: Range<usize>, into: &mut Vec<i64>) {
        into.clear();
        let (least, step) = (self.least, self.step);
        let number = |steps: u64, none: u64| match steps == none {
            true => 0,
            false => least.wrapping_add_unsigned(steps.wrapping_mul(step)),
        };
        match &self.steps {
            Steps::Absent => into.resize(rows.len(), 0),
            Steps::Same => into.resize(rows.len(), least),
            Steps::Byte(steps) => {
                into.extend(steps[rows].iter().map(|one| number((*one).into(), u8::MAX.into())));
            }
            Steps::Short(steps) => {
                into.extend(steps[rows].iter().map(|one| number((*one).into(), u16::MAX.into())));
            }
            Steps::Small(steps) => {
                into.extend(steps[rows].iter().map(|one| number((*one).into(), u32::MAX.into())));
            }
            Steps::Long(steps) => {
                into.extend(steps[rows].iter().map(|one| number(*one, u64::MAX)));
            }
            Steps::Listed(numbers) => into.extend(numbers[rows].iter().map(|one| one.unwrap_or(0))),
        }
    }
}

fn extent(numbers: impl Iterator<Item = i64>) -> Option<(i64, i64)> {
    numbers.fold(None, |found, number| match found {
        None => Some((number, number)),
        Some((least, most)) => Some((number.min(least), number.max(most))),
    })
}

/// Counts of steps in the width that holds them.
fn counted<T: TryFrom<u64> + Copy>(
    numbers: impl ExactSizeIterator<Item = Option<i64>>,
    least: i64,
    step: u64,
    none: T,
) -> Vec<T> {
    let steps = |number: i64| number.wrapping_sub(least).cast_unsigned() / step;
    let count = |number: Option<i64>| {
        number.map_or(none, |number| T::try_from(steps(number)).unwrap_or(none))
    };
    let mut counts = Vec::with_capacity(numbers.len());
    counts.extend(numbers.map(count));
    counts
}

fn common_divisor(mut a: u64, mut b: u64) -> u64 {
    if b == 1 {
        return 1;
    }
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_value_in_any_width() {
        let small = i64::from(u32::MAX);
        for numbers in [
            vec![Some(0), None, Some(small - 1)],
            vec![Some(small), None, Some(0)],
            vec![None, None],
            vec![Some(7), Some(7)],
            vec![Some(7), None],
            vec![Some(-1), None, Some(i64::MAX)],
            vec![Some(i64::MIN), None, Some(i64::MAX)],
            vec![Some(i64::MIN), None, Some(i64::MAX - 1)],
            vec![Some(-500), Some(25_400), None, Some(0)],
            vec![Some(100), Some(25_600), Some(0), None],
            (0..255).map(|step| Some(step * 3)).chain([None]).collect(),
            (0..254).map(|step| Some(step * 3)).chain([None]).collect(),
        ] {
            let packed = Packed::pack(numbers.iter().copied());
            for (at, number) in numbers.iter().enumerate() {
                assert_eq!(packed.get(at), *number, "{numbers:?}");
            }
            let mut read = vec![1];
            packed.read(1..numbers.len(), &mut read);
            let expected: Vec<_> = numbers[1..].iter().map(|number| number.unwrap_or(0)).collect();
            assert_eq!(read, expected, "{numbers:?}");
        }
    }

    #[test]
    fn a_step_in_common_takes_no_room() {
        let cents =
            Packed::pack((0..60_000_u32).map(|cents| Some(1_000_000 + i64::from(cents) * 100)));
        assert!(matches!(cents.steps, Steps::Short(_)));
        let alike = Packed::pack((0..9_u32).map(|_| Some(100_000_000)));
        assert!(matches!(alike.steps, Steps::Same));
    }
}
