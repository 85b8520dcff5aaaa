//! Random choices from a seed: the same seed throws the same for ever.

/// A source of random numbers.
pub struct Dice(u64);

impl Dice {
    /// Dice that a seed decides.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number, by `SplitMix64`.
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from zero up to, and without, `count`.
    pub const fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    /// A number between two, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let count = usize::try_from(most - least + 1).expect("an order");
        least + i64::try_from(self.below(count)).expect("a small number")
    }

    /// Yes, so many times in a hundred.
    pub const fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a list.
    pub fn one<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    /// A text of a list.
    pub fn text(&mut self, list: &[&str]) -> String {
        self.one(list).to_owned()
    }

    /// One of a list, by weights.
    pub fn weighted<T: Clone>(&mut self, list: &[(usize, T)]) -> T {
        let mut at = self.below(list.iter().map(|(weight, _)| weight).sum());
        for (weight, one) in list {
            if at < *weight {
                return one.clone();
            }
            at -= weight;
        }
        unreachable!("the weights add up")
    }

    /// Some of a list in its order: at least so many, at most so many.
    pub fn some<T: Clone>(&mut self, list: &[T], least: usize, most: usize) -> Vec<T> {
        let mut left = least + self.below(most - least + 1);
        let mut chosen = Vec::new();
        for (at, one) in list.iter().enumerate() {
            if self.below(list.len() - at) < left {
                chosen.push(one.clone());
                left -= 1;
            }
        }
        chosen
    }

    /// Something, so many times in a hundred.
    pub fn maybe<T>(&mut self, percent: usize, draw: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.chance(percent).then(|| draw(self))
    }

    /// Several of something: at least so many, at most so many.
    pub fn several<T>(
        &mut self,
        least: usize,
        most: usize,
        mut draw: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let count = least + self.below(most - least + 1);
        (0..count).map(|_| draw(self)).collect()
    }
}
