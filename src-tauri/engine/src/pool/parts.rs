//! A pool divided between those who take part in a deal, by largest remainder.

use tierwright_program::rounding::Divisor;

/// Weights of all who take part up to which divisors are made beforehand.
const READY: i64 = 256;

/// Divisors by what the weights of a deal come to.
pub(super) struct Wholes(Vec<Divisor>);

impl Wholes {
    pub fn new() -> Self {
        Self((1..READY).map(Divisor::new).collect())
    }

    /// The divisor of a number above zero.
    #[inline]
    fn by(&self, whole: i64) -> Divisor {
        let ready = usize::try_from(whole - 1).ok().and_then(|at| self.0.get(at));
        ready.copied().unwrap_or_else(|| Divisor::new(whole))
    }
}

/// Who takes part in a deal, by partner, each with its weight; who has none is given nothing.
pub(super) struct Parts<'a> {
    pub partners: &'a [u32],
    pub weights: &'a [i64],
    /// The weights added up.
    whole: i64,
    by: Divisor,
}

impl<'a> Parts<'a> {
    /// Nothing where the weights do not add up.
    #[inline]
    pub fn new(partners: &'a [u32], weights: &'a [i64], wholes: &Wholes) -> Option<Self> {
        let whole = weights.iter().try_fold(0_i64, |sum, weight| sum.checked_add(*weight))?;
        Some(Self { partners, weights, whole, by: wholes.by(whole.max(1)) })
    }

    /// How many have a weight.
    #[inline]
    pub fn count(&self) -> usize {
        self.weights.iter().map(|weight| usize::from(*weight > 0)).sum()
    }

    /// Whether every product of a pool fits: that of a part is no larger than that of all.
    #[inline]
    pub fn fits(&self, pool: i64) -> bool {
        pool.checked_mul(self.whole).is_some()
    }

    /// Divides a pool that fits, above zero, between so many at most, ties by partner.
    #[inline]
    pub fn split<const MOST: usize>(&self, pool: i64, mut give: impl FnMut(u32, i64)) {
        let (mut amounts, mut rests) = ([0; MOST], [0; MOST]);
        let mut left = pool;
        for ((weight, amount), rest) in self.weights.iter().zip(&mut amounts).zip(&mut rests) {
            (*amount, *rest) = self.by.divide(pool * weight);
            left -= *amount;
        }
        // There are more rests than units left over, so that who has no rest gets none of these.
        let rests = &rests[..self.partners.len()];
        for (at, (partner, amount)) in self.partners.iter().zip(amounts).enumerate() {
            // All are counted alike, so that no guess of the machine about which rest is the larger
            // one can be wrong.
            let own = rests[at];
            let earlier = rests[..at].iter().map(|rest| i64::from(*rest >= own));
            let later = rests[at + 1..].iter().map(|rest| i64::from(*rest > own));
            let before: i64 = earlier.chain(later).sum();
            give(*partner, amount + i64::from(before < left));
        }
    }
}
