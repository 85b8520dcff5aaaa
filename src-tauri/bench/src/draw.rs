//! Seeded draws. Only operations that are the same on every machine are used: whole numbers, and
//! sums and products of floating point.

/// A stream of draws (splitmix64).
pub struct Draw(u64);

impl Draw {
    /// The stream of a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number below `bound`, each as likely as the others.
    pub fn below(&mut self, bound: u32) -> u32 {
        let product = u128::from(self.next()) * u128::from(bound);
        u32::try_from(product >> 64).unwrap_or(0)
    }

    /// A whole number below `bound`, small ones likelier: the lesser of two draws.
    pub fn low(&mut self, bound: u32) -> u32 {
        self.below(bound).min(self.below(bound))
    }

    /// Cents, log-normal around 12,000.00 with a standard deviation of 1.3 in the exponent.
    pub fn cents(&mut self) -> i64 {
        // Twelve even draws add up to nearly a bell of deviation 1.
        let sum: u32 = (0..12).map(|_| self.below(65_536)).sum();
        let bell = f64::from(sum) / 65_536.0 - 6.0;
        // e^x as (1 + x/1024)^1024: ten squarings, where a library's exp() may differ by machine.
        let power = (0..10).fold(1.0 + 1.3 * bell / 1024.0, |power: f64, _| power * power);
        ((1_200_000.0 * power) as i64).clamp(10_000, 500_000_000)
    }
}
