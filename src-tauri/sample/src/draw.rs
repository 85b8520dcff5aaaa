//! Seeded draws in whole numbers.
//!
//! Only integers are used: the logarithm and power of a platform's mathematics library differ in
//! the last bit from machine to machine, and the sample must be the same bytes everywhere.

use rand_chacha::{
    ChaCha12Rng,
    rand_core::{Rng, SeedableRng},
};

/// The part of the channel that draws are for. Each has a stream of its own, so that a change to
/// one part leaves the others as they were.
#[derive(Clone, Copy)]
pub(crate) enum Stream {
    Partners = 1,
    Customers = 2,
    Deals = 3,
    LikePartners = 4,
    SelfReferral = 5,
    Crowd = 6,
    Activities = 7,
    Funds = 8,
    Rates = 9,
}

/// A stream of draws.
pub(crate) struct Draw(ChaCha12Rng);

/// `65536 * 2^(i/16)`, rounded: sixteen steps of one octave.
const OCTAVE: [i64; 17] = [
    65536, 68438, 71468, 74632, 77936, 81386, 84990, 88752, 92682, 96785, 101_070, 105_545,
    110_218, 115_098, 120_194, 125_515, 131_072,
];

impl Draw {
    pub(crate) fn new(seed: u64, of: Stream) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut stream = ChaCha12Rng::from_seed(key);
        stream.set_stream(of as u64);
        Self(stream)
    }

    /// A whole number from 0 to `n - 1`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        // The high half of a 128-bit product; its bias is beneath notice and it never loops.
        let product = u128::from(self.0.next_u64()) * n as u128;
        (product >> 64) as usize
    }

    /// A whole number from `least` to `most`, both included.
    pub(crate) fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.below((most - least + 1) as usize) as i64
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn one_of<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// One of the choices, each as likely as its weight says.
    pub(crate) fn weighted<T: Copy>(&mut self, from: &[(T, usize)]) -> T {
        let mut left = self.below(from.iter().map(|(_, weight)| weight).sum());
        for (choice, weight) in from {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return *choice,
            }
        }
        from[from.len() - 1].0
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    /// A log-normal draw: half lie below `median`, and two thirds within a factor of
    /// `2^(octaves/100)` of it.
    pub(crate) fn around(&mut self, median: i64, octaves: i64) -> i64 {
        power_of_two(median, self.bell() * octaves / 100)
    }

    /// A normal draw of mean 0 and standard deviation 65536, as the sum of twelve even draws.
    fn bell(&mut self) -> i64 {
        let sum: i64 = (0..12).map(|_| self.between(0, 65535)).sum();
        sum - 6 * 65536
    }
}

/// `value * 2^(exponent/65536)`, to about four digits.
fn power_of_two(value: i64, exponent: i64) -> i64 {
    let (octaves, within) = (exponent >> 16, exponent & 0xffff);
    let step = (within >> 12) as usize;
    let mantissa = OCTAVE[step] + (OCTAVE[step + 1] - OCTAVE[step]) * (within & 0xfff) / 0x1000;
    let scaled = i128::from(value) * i128::from(mantissa);
    let shift = 16 - octaves;
    let result = if shift >= 0 { scaled >> shift } else { scaled << -shift };
    result as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_of_two_doubles_by_the_octave() {
        for (exponent, expected) in [
            (0, 1_000_000),
            (65536, 2_000_000),
            (-65536, 500_000),
            (5 * 65536, 32_000_000),
            (-5 * 65536, 31_250),
            (32768, 1_414_213),
            (-32768, 707_106),
        ] {
            let got = power_of_two(1_000_000, exponent);
            assert!((got - expected).abs() <= expected / 10_000, "{exponent}: {got}");
        }
    }

    #[test]
    fn the_table_of_an_octave_is_geometric() {
        for step in 0..=16 {
            let product = OCTAVE[step] * OCTAVE[16 - step];
            let exact = OCTAVE[0] * OCTAVE[16];
            assert!((product - exact).abs() < exact / 50_000, "step {step}");
        }
    }

    #[test]
    fn draws_have_the_median_and_spread_they_are_asked_for() {
        let mut draw = Draw::new(7, Stream::Deals);
        let mut draws: Vec<i64> = (0..4000).map(|_| draw.around(1_000_000, 100)).collect();
        draws.sort_unstable();
        assert!((950_000..1_050_000).contains(&draws[2000]), "median {}", draws[2000]);
        let within = draws.iter().filter(|x| (500_000..2_000_000).contains(*x)).count();
        assert!((2600..2860).contains(&within), "{within} of 4000 within one octave");
    }

    #[test]
    fn weights_are_kept_and_streams_are_apart() {
        let mut draw = Draw::new(7, Stream::Deals);
        let hits = (0..4000).filter(|_| draw.weighted(&[(true, 1), (false, 3)])).count();
        assert!((900..1100).contains(&hits), "{hits} of 4000");
        let mut other = Draw::new(7, Stream::Rates);
        let mut again = Draw::new(7, Stream::Deals);
        let first = again.below(1 << 30);
        assert_eq!(first, Draw::new(7, Stream::Deals).below(1 << 30));
        assert_ne!(first, other.below(1 << 30));
    }
}
