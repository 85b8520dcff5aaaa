//! Seeded draws: the same seed draws the same on every machine.

use rand_chacha::{
    ChaCha12Rng,
    rand_core::{Rng, SeedableRng},
};

/// A stream of draws.
pub(crate) struct Draw(ChaCha12Rng);

impl Draw {
    /// The stream of a number below a seed; streams of other numbers are independent of it.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut draw = ChaCha12Rng::from_seed(key);
        draw.set_stream(stream);
        Self(draw)
    }

    /// A whole number from 0 to `n - 1`; 0 where there is none.
    pub fn below(&mut self, n: usize) -> usize {
        // The high half of a 128-bit product; its bias is beneath notice and it never loops.
        let product = u128::from(self.0.next_u64()) * n as u128;
        (product >> 64) as usize
    }

    /// A number from 0 up to and without 1, in steps of `2^-53`.
    pub fn part(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// How often something happens that happens once on average, each time by itself. Products of
    /// parts are compared with a constant, so that no platform's mathematics library is asked.
    pub fn poisson(&mut self) -> u32 {
        /// `exp(-1)`.
        const LEAST: f64 = 0.367_879_441_171_442_33;
        let (mut times, mut product) = (0, self.part());
        while product > LEAST {
            product *= self.part();
            times += 1;
        }
        times
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_draws_the_same_and_streams_differ() {
        let all = |seed, stream| {
            let mut draw = Draw::new(seed, stream);
            (0..20).map(|_| draw.below(1_000)).collect::<Vec<_>>()
        };
        assert_eq!(all(7, 1), all(7, 1));
        assert_ne!(all(7, 1), all(7, 2));
        assert_ne!(all(7, 1), all(8, 1));
    }

    #[test]
    fn counts_have_the_mean_and_variance_of_a_poisson_count() {
        let mut draw = Draw::new(1, 0);
        let counts: Vec<f64> = (0..40_000).map(|_| f64::from(draw.poisson())).collect();
        let mean = counts.iter().sum::<f64>() / counts.len() as f64;
        let squares = counts.iter().map(|count| (count - mean).powi(2)).sum::<f64>();
        let variance = squares / counts.len() as f64;
        // Four standard errors of each: 1 / sqrt(n) and about sqrt(3 / n).
        assert!((mean - 1.0).abs() < 4.0 * (1.0 / 40_000_f64).sqrt(), "{mean}");
        assert!((variance - 1.0).abs() < 4.0 * (3.0 / 40_000_f64).sqrt(), "{variance}");
    }
}
