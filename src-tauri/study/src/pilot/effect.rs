//! The effect of a pilot and how sure it is.

use std::ops::Range;

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::{
    matching::Pairing,
    panel::{Panel, mean},
};

/// How sure a range is.
const SURE: f64 = 0.95;

/// How often the smallest effect is to be seen.
const POWER: f64 = 0.8;

/// What a window shows, by partner and quarter in the unit of the measure.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Effect {
    /// The change of pilot partners less that of their pairs.
    pub effect: f64,
    /// The least of the range.
    pub least: f64,
    /// The most of the range.
    pub most: f64,
    /// Its standard error.
    pub error: f64,
    /// Pairs.
    pub pairs: usize,
}

/// What can be told from an effect.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    /// The pilot raised the measure.
    Up,
    /// The pilot lowered it.
    Down,
    /// The range holds zero.
    CannotTell,
}

impl Effect {
    /// What can be told.
    #[must_use]
    pub fn told(&self) -> Told {
        match (self.least > 0.0, self.most < 0.0) {
            (true, _) => Told::Up,
            (_, true) => Told::Down,
            _ => Told::CannotTell,
        }
    }

    /// The smallest effect that would be told from zero in four of five pilots as exact as this.
    #[must_use]
    pub fn smallest(&self) -> f64 {
        (quantile(self.pairs, 1.0 - (1.0 - SURE) / 2.0) + quantile(self.pairs, POWER)) * self.error
    }

    /// From the differences of pairs.
    fn of(differences: &[f64]) -> Self {
        let count = differences.len() as f64;
        let effect = differences.iter().sum::<f64>() / count.max(1.0);
        let squares = differences.iter().map(|one| (one - effect).powi(2)).sum::<f64>();
        let error = (squares / (count - 1.0).max(1.0) / count.max(1.0)).sqrt();
        let around = quantile(differences.len(), 1.0 - (1.0 - SURE) / 2.0) * error;
        let (least, most) = (effect - around, effect + around);
        Self { effect, least, most, error, pairs: differences.len() }
    }
}

/// The quantile of Student's t for so many pairs.
fn quantile(pairs: usize, part: f64) -> f64 {
    let freedom = pairs.saturating_sub(1).max(1) as f64;
    StudentsT::new(0.0, 1.0, freedom).map_or(f64::INFINITY, |t| t.inverse_cdf(part))
}

/// Reads a window against what was before it.
pub(super) fn read(
    panel: &Panel,
    pairs: &[Pairing],
    before: Range<usize>,
    window: Range<usize>,
) -> Effect {
    let change = |partner: usize| {
        let values = &panel.measured[partner];
        mean(values, window.clone()) - mean(values, before.clone())
    };
    let differences: Vec<f64> =
        pairs.iter().map(|pair| change(pair.pilot) - change(pair.control)).collect();
    Effect::of(&differences)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{draw::Draw, pilot::matching::matched};

    /// Four pairs that differ by 1, 2, 3 and 6: mean 3, deviation sqrt(14/3) = 2.1602, error 1.0801;
    /// t of three degrees at 97.5% is 3.1824, from any table.
    #[test]
    fn a_range_is_the_one_of_the_textbook() {
        let found = Effect::of(&[1.0, 2.0, 3.0, 6.0]);
        assert!((found.effect - 3.0).abs() < 1e-12);
        assert!((found.error - 1.080_123).abs() < 1e-6, "{found:?}");
        assert!((found.most - (3.0 + 3.182_446 * 1.080_123)).abs() < 1e-4, "{found:?}");
        assert_eq!(found.told(), Told::CannotTell);
        assert_eq!(Effect::of(&[2.0, 2.2, 1.9, 2.1]).told(), Told::Up);
        assert_eq!(Effect::of(&[-2.0, -2.2, -1.9, -2.1]).told(), Told::Down);
    }

    /// A made-up channel: each partner around a size of its own, every quarter by itself.
    fn panel(draw: &mut Draw, partners: usize, pilots: usize, effect: f64) -> Panel {
        let quarters = 8;
        let mut measured = Vec::new();
        for partner in 0..partners {
            let size = 50.0 + 100.0 * draw.part();
            let value = |quarter: usize, draw: &mut Draw| {
                // Twelve parts less six have about the spread of a bell curve, one deviation wide.
                let noise: f64 = (0..12).map(|_| draw.part()).sum::<f64>() - 6.0;
                let promised = partner < pilots && quarter >= 6;
                size + 15.0 * noise + if promised { effect } else { 0.0 }
            };
            measured.push((0..quarters).map(|at| value(at, draw)).collect::<Vec<f64>>());
        }
        let day = chrono::NaiveDate::default();
        Panel {
            quarters: (0..quarters).map(|at| (format!("Q{at}"), day, day)).collect(),
            revenue: measured.clone(),
            deals: measured.clone(),
            levels: vec![vec![0.0; quarters]; partners],
            measured,
        }
    }

    fn reading(draw: &mut Draw, effect: f64) -> Effect {
        let pilots: BTreeSet<usize> = (0..25).collect();
        let panel = panel(draw, 100, 25, effect);
        let pairs = matched(&panel, &pilots, 0..6);
        assert!(pairs.balance.iter().all(|one| one.apart < 0.5), "{:?}", pairs.balance);
        read(&panel, &pairs.pairs, 0..6, 6..8)
    }

    /// The error rates that are printed with the method: 600 channels without an effect, and 600
    /// with one as large as the smallest that could be seen.
    #[test]
    fn error_rates_are_those_that_are_printed() {
        let mut draw = Draw::new(9, 0);
        let rounds = 600;
        let quiet: Vec<Effect> = (0..rounds).map(|_| reading(&mut draw, 0.0)).collect();
        let alarms = quiet.iter().filter(|one| one.told() != Told::CannotTell).count();
        // 5% of 600 is 30; four standard errors are 21.
        assert!((9..=51).contains(&alarms), "{alarms} false alarms in {rounds}");
        let smallest = quiet.iter().map(Effect::smallest).sum::<f64>() / f64::from(rounds);
        let seen = (0..rounds).filter(|_| reading(&mut draw, smallest).told() == Told::Up).count();
        // 80% of 600 is 480; four standard errors are 39.
        assert!((430..=530).contains(&seen), "{seen} of {rounds} seen");
        // The range holds the effect in 95 of 100, too.
        let held = (0..rounds)
            .map(|_| reading(&mut draw, 10.0))
            .filter(|one| one.least <= 10.0 && 10.0 <= one.most)
            .count();
        assert!((549..=591).contains(&held), "{held} of {rounds} held");
        let page = include_str!("../../METHODS.md");
        let lines = [
            ("a pilot without any effect was called up or down", alarms),
            ("\"smallest that could be seen\" was called up", seen),
            ("the range of a pilot held the true effect", held),
        ];
        let lines = lines.map(|(reading, count)| format!("{reading} | {count} of {rounds} |"));
        let missing: Vec<_> = lines.iter().filter(|line| !page.contains(*line)).collect();
        assert!(missing.is_empty(), "the page of methods does not say: {missing:#?}");
    }
}
