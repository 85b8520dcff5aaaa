//! An amount divided among partners, with floors and ceilings.

use tierwright_program::{Money, Span, rounding::largest_remainder};

/// How a fund was given money.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Allocated {
    /// The period it is for.
    pub period: Span,
    /// What was divided, and how; none where each gets the same, or all get it together.
    pub part: Option<AllocatedPart>,
}

/// A partner's part of what was divided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AllocatedPart {
    /// What was divided.
    pub amount: Money,
    /// The partner's weight, in the unit of what the parts go by.
    pub weight: i64,
    /// All weights together.
    pub weights: i128,
    /// What the part was brought to.
    pub bound: Option<Bound>,
}

/// What a part was brought to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    /// The least that each gets.
    Floor,
    /// The most that each gets.
    Ceiling,
}

/// A part in minor units, and what it was brought to.
pub(super) type Part = (i64, Option<Bound>);

/// Divides an amount of minor units by weights: parts below the floor are brought to it and parts
/// above the ceiling to that, the others are divided anew until none lies outside. Ties of the
/// largest remainder go to the earlier weight. `None` when a product does not fit.
///
/// Where both happen at once, the bound that moves more money is settled first, as the other may
/// then not be crossed any more; so the parts are those of one common factor of the weights.
pub(super) fn divided(
    amount: i64,
    weights: &[i64],
    floor: i64,
    ceiling: Option<i64>,
) -> Option<Vec<Part>> {
    let count = i64::try_from(weights.len()).ok()?;
    if i128::from(floor) * i128::from(count) >= i128::from(amount) {
        let equal = largest_remainder(amount, &vec![1; weights.len()])?;
        return Some(equal.into_iter().map(|part| (part, Some(Bound::Floor))).collect());
    }
    let mut parts: Vec<Option<Part>> = vec![None; weights.len()];
    loop {
        let free: Vec<usize> = (0..weights.len()).filter(|at| parts[*at].is_none()).collect();
        let fixed = parts.iter().flatten().map(|part| part.0).sum::<i64>();
        let left = amount - fixed;
        let crossed = crossed(left, weights, &free, floor, ceiling)?;
        if crossed.is_empty() {
            let weights: Vec<i64> = free.iter().map(|at| weights[*at]).collect();
            for (at, part) in free.into_iter().zip(largest_remainder(left, &weights)?) {
                parts[at] = Some((part, None));
            }
            return Some(parts.into_iter().flatten().collect());
        }
        for (at, bound) in crossed {
            let brought_to = if bound == Bound::Floor { floor } else { ceiling.unwrap_or(floor) };
            parts[at] = Some((brought_to, Some(bound)));
        }
    }
}

/// Those whose proportional part lies outside the bounds, on the side that moves more money.
fn crossed(
    left: i64,
    weights: &[i64],
    free: &[usize],
    floor: i64,
    ceiling: Option<i64>,
) -> Option<Vec<(usize, Bound)>> {
    let total: i128 = free.iter().map(|at| i128::from(weights[*at])).sum();
    let (mut below, mut above) = (0_i128, 0_i128);
    let mut found = Vec::new();
    for at in free {
        // Part and bounds times all weights, so that nothing is divided; without weights the part
        // is zero.
        let part = i128::from(left).checked_mul(i128::from(weights[*at]))?;
        let least = i128::from(floor).checked_mul(total.max(1))?;
        if part < least {
            below = below.checked_add(least - part)?;
            found.push((*at, Bound::Floor));
        }
        let most = ceiling.map(|most| i128::from(most).checked_mul(total.max(1)));
        if let Some(most) = most
            && part > most?
        {
            above = above.checked_add(part - most?)?;
            found.push((*at, Bound::Ceiling));
        }
    }
    found.retain(|(_, bound)| match bound {
        Bound::Floor => below >= above,
        Bound::Ceiling => above >= below,
    });
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_hold_and_the_rest_goes_by_weight() {
        use Bound::{Ceiling, Floor};
        type Row = (i64, &'static [i64], i64, Option<i64>, &'static [Part]);
        let rows: [Row; 7] = [
            // 100 in thirds, the odd unit to the first.
            (100, &[1, 1, 1], 0, None, &[(34, None), (33, None), (33, None)]),
            // 1000 by 8:1:1 is 800, 100, 100; at most 600 leaves 400 for two.
            (1000, &[8, 1, 1], 0, Some(600), &[(600, Some(Ceiling)), (200, None), (200, None)]),
            // At least 150 each leaves 700 for the first.
            (1000, &[8, 1, 1], 150, None, &[(700, None), (150, Some(Floor)), (150, Some(Floor))]),
            // 700, 200, 100: the ceiling takes 200, more than the 50 the floor needs. 500 are left
            // by 2:1, 333 and 167: the floor of 150 is not crossed any more.
            (1000, &[7, 2, 1], 150, Some(500), &[(500, Some(Ceiling)), (333, None), (167, None)]),
            // The floors alone are more than there is.
            (100, &[1, 2], 60, None, &[(50, Some(Floor)), (50, Some(Floor))]),
            // All are at the ceiling; 40 stay.
            (100, &[1, 2], 0, Some(30), &[(30, Some(Ceiling)), (30, Some(Ceiling))]),
            // Nobody has a weight: the floors are all that is given.
            (100, &[0, 0], 10, Some(30), &[(10, Some(Floor)), (10, Some(Floor))]),
        ];
        for (amount, weights, floor, ceiling, expected) in rows {
            let got = divided(amount, weights, floor, ceiling);
            assert_eq!(got.as_deref(), Some(expected), "{amount} by {weights:?}");
        }
    }
}
