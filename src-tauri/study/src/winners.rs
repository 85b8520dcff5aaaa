//! Who wins and who loses: groups, deciles, moves between levels, and how concentrated payouts are.

use std::cmp::Ordering;

use tierwright_program::{Currency, Money};

use crate::PartnerChange;

/// From which change on, as one part in this many of what a partner got before, it counts as large:
/// 20 is 5%.
const LARGE: i128 = 20;

/// How a partner fares.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Group {
    /// It loses over 5% of what it got.
    LosesMuch,
    /// It loses at most 5%.
    LosesLittle,
    /// It gets the same.
    Same,
    /// It gains at most 5%.
    GainsLittle,
    /// It gains over 5%, or something where it got nothing.
    GainsMuch,
}

impl Group {
    /// Every group, from the greatest loss to the greatest gain.
    pub const ALL: [Self; 5] =
        [Self::LosesMuch, Self::LosesLittle, Self::Same, Self::GainsLittle, Self::GainsMuch];

    /// The group of a partner.
    #[must_use]
    pub fn of(change: &PartnerChange) -> Self {
        let (by, before) = (change.change.units(), change.baseline.units());
        let large = i128::from(by).abs() * LARGE > i128::from(before).abs();
        match (by.cmp(&0), large) {
            (Ordering::Less, true) => Self::LosesMuch,
            (Ordering::Less, false) => Self::LosesLittle,
            (Ordering::Equal, _) => Self::Same,
            (Ordering::Greater, false) => Self::GainsLittle,
            (Ordering::Greater, true) => Self::GainsMuch,
        }
    }
}

/// Some partners together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Share {
    /// How many they are.
    pub partners: usize,
    /// What they get with the baseline.
    pub baseline: Money,
    /// What they get with the scenario.
    pub scenario: Money,
    /// `scenario - baseline`.
    pub change: Money,
}

impl Share {
    /// Partners summed up. Sums cannot overflow: the outcome's own total holds.
    #[must_use]
    pub fn of<'a>(
        partners: impl IntoIterator<Item = &'a PartnerChange>,
        currency: Currency,
    ) -> Self {
        let (mut count, mut baseline, mut scenario, mut change) = (0, 0, 0, 0);
        for one in partners {
            count += 1;
            baseline += i128::from(one.baseline.units());
            scenario += i128::from(one.scenario.units());
            change += i128::from(one.change.units());
        }
        let money = |units| Money::from_units(i64::try_from(units).unwrap_or(i64::MAX), currency);
        Self {
            partners: count,
            baseline: money(baseline),
            scenario: money(scenario),
            change: money(change),
        }
    }
}

/// The five groups, from the greatest loss to the greatest gain; together they are all partners.
#[must_use]
pub fn groups(partners: &[PartnerChange], currency: Currency) -> [(Group, Share); 5] {
    Group::ALL.map(|group| {
        let of = partners.iter().filter(|one| Group::of(one) == group);
        (group, Share::of(of, currency))
    })
}

/// Ten groups of partners by what they get with the baseline, the least first; sizes differ by one
/// at most. Fewer where there are fewer partners. Equal partners are taken in the order of the facts.
#[must_use]
pub fn deciles(partners: &[PartnerChange], currency: Currency) -> Vec<Share> {
    let ordered = by_payout(partners, |one| one.baseline);
    let (all, parts) = (ordered.len(), ordered.len().min(10));
    let cut = |part: usize| part * all / parts;
    (0..parts)
        .map(|part| Share::of(ordered[cut(part)..cut(part + 1)].iter().copied(), currency))
        .collect()
}

/// What the tenth of partners who get most gets, rounded up to whole partners: how many they are,
/// and their sum. The two outcomes have each their own tenth.
#[must_use]
pub fn top_tenth(
    partners: &[PartnerChange],
    of: impl Fn(&PartnerChange) -> Money,
    currency: Currency,
) -> (usize, Money) {
    let ordered = by_payout(partners, &of);
    let count = ordered.len().div_ceil(10);
    let units: i128 = ordered.iter().rev().take(count).map(|one| i128::from(of(one).units())).sum();
    (count, Money::from_units(i64::try_from(units).unwrap_or(i64::MAX), currency))
}

/// The partners whose payout changes most in one direction, the greatest change first.
#[must_use]
pub fn hit_most(
    partners: &[PartnerChange],
    direction: Ordering,
    limit: usize,
) -> Vec<&PartnerChange> {
    let mut hit: Vec<_> = partners.iter().filter(|one| one.direction() == direction).collect();
    hit.sort_by_key(|one| (std::cmp::Reverse(one.change.units().unsigned_abs()), one.partner));
    hit.truncate(limit);
    hit
}

fn by_payout(
    partners: &[PartnerChange],
    of: impl Fn(&PartnerChange) -> Money,
) -> Vec<&PartnerChange> {
    let mut ordered: Vec<_> = partners.iter().collect();
    ordered.sort_by_key(|one| (of(one).units(), one.partner));
    ordered
}
