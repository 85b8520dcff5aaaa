//! Attribution models: how the touches on a deal share its credit (`RULES` section 5).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Rate, rate::RATE_ONE};

/// The longest half-life that a table can be made for, in days.
pub const LONGEST_HALF_LIFE: u16 = 366;

/// A model that gives each touch on a deal a weight; a partner's part is what its touches weigh,
/// of what all weigh together.
///
/// Touches after the close do not count. First and last go by time; touches of one time go by id.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttributionModel {
    /// A short name, unique in the program.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// What a touch weighs.
    pub weights: TouchWeights,
    /// How many days before the close a touch still counts, that day and the day of the close
    /// included; every touch up to the close where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub look_back_days: Option<u16>,
    /// What becomes of several touches of one partner.
    pub same_partner: SamePartner,
}

/// What a touch weighs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TouchWeights {
    /// By the positions it holds on the way to the close.
    Positions(Positions),
    /// Each touch 100%: all together may come to more.
    Participation,
    /// Less the longer before the close it was.
    TimeDecay(TimeDecay),
}

/// Weights of positions, and one for the touches that hold none of them.
///
/// A touch that holds two positions has both weights. A position that no touch holds is left out,
/// and so is the weight of the rest where every touch holds a position: the others are brought to
/// 100%.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Positions {
    /// The positions and their weights.
    pub held: Vec<PositionWeight>,
    /// The weight that all other touches have together, in equal parts.
    pub rest: Rate,
}

/// A position and its weight.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PositionWeight {
    /// The position.
    pub position: Position,
    /// Its weight; all weights need not add up to anything.
    pub weight: Rate,
}

/// A place on the way to the close that one touch holds.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// The first touch that counts.
    First,
    /// The last touch that counts.
    Last,
    /// The first touch marked with a milestone, as spelled in the facts.
    Milestone(String),
}

/// Weights that fall by half over and over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TimeDecay {
    /// Days over which a weight falls by half.
    #[schemars(range(min = 1, max = 366))]
    pub half_life_days: u16,
    /// The weight by whole days before the close, the day of the close first: `2^(-days/half-life)`
    /// to parts per million, one for each day of the look-back.
    pub table: Vec<Rate>,
}

/// What becomes of several touches of one partner on a deal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SamePartner {
    /// Their weights are added.
    Summed,
    /// Only the first of them counts; the others are left out before positions are held. Touches of
    /// nobody are all kept.
    OnceAtFirst,
}

/// The table of a time decay: `2^(-days/half_life)` for 0 to `days` days, each rounded to parts per
/// million, half up. Nothing for a half-life of 0 or above [`LONGEST_HALF_LIFE`].
///
/// Without floats: with `h` the half-life, `w` parts per million are right when
/// `(2w - 1)^h * 2^days <= 2000000^h < (2w + 1)^h * 2^days`, which whole numbers of any length
/// decide.
#[must_use]
pub fn decay_table(half_life: u16, days: u16) -> Option<Vec<Rate>> {
    if half_life == 0 || half_life > LONGEST_HALF_LIFE {
        return None;
    }
    let whole = power(2_000_000, half_life);
    let mut most = 1_000_000_u32;
    Some(
        (0..=days)
            .map(|day| {
                most = parts_per_million(half_life, day, most, &whole);
                Rate::from_units(i64::from(most) * (RATE_ONE / 1_000_000))
            })
            .collect(),
    )
}

/// The largest `w` of at most `most` with `(2w - 1)^h * 2^day <= whole`.
fn parts_per_million(half_life: u16, day: u16, most: u32, whole: &[u32]) -> u32 {
    let fits = |parts: u32| {
        let mut left = power(2 * parts - 1, half_life);
        (0..day).for_each(|_| times(&mut left, 2));
        left.len() < whole.len()
            || (left.len() == whole.len() && left.iter().rev().le(whole.iter().rev()))
    };
    let (mut below, mut above) = (0, most + 1);
    while above - below > 1 {
        let middle = u32::midpoint(below, above);
        if fits(middle) { below = middle } else { above = middle }
    }
    below
}

/// `base ^ exponent`, in digits of 32 bits, the lowest first and none idle.
fn power(base: u32, exponent: u16) -> Vec<u32> {
    let mut digits = vec![1];
    (0..exponent).for_each(|_| times(&mut digits, base));
    digits
}

/// Multiplies a number by a factor above zero.
fn times(digits: &mut Vec<u32>, factor: u32) {
    let mut carry = 0_u64;
    for digit in digits.iter_mut() {
        let product = u64::from(*digit) * u64::from(factor) + carry;
        *digit = u32::try_from(product & u64::from(u32::MAX)).unwrap_or(u32::MAX);
        carry = product >> 32;
    }
    if let Some(high) = u32::try_from(carry).ok().filter(|high| *high > 0) {
        digits.push(high);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures of `2^(-days/half-life)` to eight places, from a table of roots of two.
    #[test]
    fn a_table_halves_over_its_half_life() {
        let rows: [(u16, u16, &str); 9] = [
            (7, 0, "1"),
            (7, 1, "0.905724"), // 0.90572366
            (7, 7, "0.5"),
            (7, 8, "0.452862"),  // 0.45286183
            (7, 49, "0.007813"), // 0.0078125, half up
            (30, 1, "0.977160"), // 0.97715997
            (30, 60, "0.25"),
            (1, 20, "0.000001"), // 0.00000095
            (1, 21, "0"),        // 0.00000048
        ];
        for (half_life, day, expected) in rows {
            let table = decay_table(half_life, day).unwrap();
            assert_eq!(table.len(), usize::from(day) + 1);
            assert_eq!(table[usize::from(day)], expected.parse().unwrap(), "{half_life} {day}");
        }
        assert!(decay_table(0, 3).is_none() && decay_table(367, 3).is_none());
    }
}
