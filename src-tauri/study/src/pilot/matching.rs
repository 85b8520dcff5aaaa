//! Pairs of partners that were like each other before.

use std::{collections::BTreeSet, ops::Range};

use super::panel::{Panel, mean};

/// A pilot partner and the one it is compared with.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Pairing {
    /// The pilot partner, by position.
    pub pilot: usize,
    /// Its pair.
    pub control: usize,
    /// How far apart they were, in standard deviations over all that is matched on.
    pub distance: f64,
}

/// How both groups compared in one respect before the window.
#[derive(Clone, PartialEq, Debug)]
pub struct Balance {
    /// In what.
    pub of: &'static str,
    /// The mean of the pilot partners.
    pub pilot: f64,
    /// The mean of all partners outside the pilot.
    pub others: f64,
    /// The mean of the pairs.
    pub control: f64,
    /// The difference of pilot and pairs in standard deviations; below 0.25 is called balanced.
    pub apart: f64,
}

/// Pairs and how well they balance.
pub(super) struct Pairs {
    pub pairs: Vec<Pairing>,
    pub balance: Vec<Balance>,
}

/// What partners are matched on, before the window.
const MATCHED_ON: [&str; 5] = [
    "measure by quarter",
    "trend of the measure",
    "revenue by quarter",
    "deals by quarter",
    "tier",
];

/// Pairs each pilot partner with the one most like it that is not taken yet; those who are hardest to
/// pair choose first. Where others run out, the rest of the pilot has no pair.
pub(super) fn matched(panel: &Panel, pilots: &BTreeSet<usize>, before: Range<usize>) -> Pairs {
    let raw: Vec<[f64; 5]> =
        (0..panel.measured.len()).map(|at| looks(panel, at, before.clone())).collect();
    let scales = scales(&raw);
    let distance = |one: usize, other: usize| {
        let squares = (0..5).map(|at| ((raw[one][at] - raw[other][at]) / scales[at]).powi(2));
        squares.sum::<f64>().sqrt()
    };
    // Who has never sold anything before is like nobody.
    let sold = |at: &usize| panel.revenue[*at][before.clone()].iter().any(|one| *one != 0.0);
    let mut free: Vec<usize> =
        (0..raw.len()).filter(|at| !pilots.contains(at)).filter(sold).collect();
    let others = free.clone();
    let nearest = |pilot: usize, free: &[usize]| {
        free.iter()
            .map(|other| (distance(pilot, *other), *other))
            .min_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)))
    };
    let mut order: Vec<(f64, usize)> = pilots
        .iter()
        .map(|pilot| (nearest(*pilot, &free).map_or(f64::MAX, |(far, _)| far), *pilot))
        .collect();
    order.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    let mut pairs = Vec::new();
    for (_, pilot) in order {
        let Some((far, control)) = nearest(pilot, &free) else { break };
        free.retain(|one| *one != control);
        pairs.push(Pairing { pilot, control, distance: far });
    }
    pairs.sort_by(|one, other| {
        one.distance.total_cmp(&other.distance).then(one.pilot.cmp(&other.pilot))
    });
    let average = |list: &[usize], at: usize| {
        list.iter().map(|one| raw[*one][at]).sum::<f64>() / list.len().max(1) as f64
    };
    let (own, control): (Vec<usize>, Vec<usize>) =
        pairs.iter().map(|pair| (pair.pilot, pair.control)).unzip();
    let balance = MATCHED_ON.iter().enumerate().map(|(at, of)| Balance {
        of,
        pilot: average(&own, at),
        others: average(&others, at),
        control: average(&control, at),
        apart: (average(&own, at) - average(&control, at)).abs() / scales[at],
    });
    Pairs { balance: balance.collect(), pairs }
}

fn looks(panel: &Panel, at: usize, before: Range<usize>) -> [f64; 5] {
    let middle = before.start + before.len() / 2;
    let trend = mean(&panel.measured[at], middle..before.end)
        - mean(&panel.measured[at], before.start..middle);
    [
        mean(&panel.measured[at], before.clone()),
        trend,
        mean(&panel.revenue[at], before.clone()),
        mean(&panel.deals[at], before.clone()),
        panel.levels[at][before.end - 1],
    ]
}

/// The standard deviation of each look over all partners; one where all are the same.
fn scales(raw: &[[f64; 5]]) -> [f64; 5] {
    let count = raw.len().max(1) as f64;
    std::array::from_fn(|at| {
        let average = raw.iter().map(|one| one[at]).sum::<f64>() / count;
        let squares = raw.iter().map(|one| (one[at] - average).powi(2)).sum::<f64>();
        let deviation = (squares / count).sqrt();
        if deviation > 0.0 { deviation } else { 1.0 }
    })
}
