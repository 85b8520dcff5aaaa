//! Times of several runs of the same thing.

use std::time::{Duration, Instant};

/// How long each run took, shortest first.
pub struct Times(Vec<Duration>);

impl Times {
    /// Times taken elsewhere.
    pub fn of(mut runs: Vec<Duration>) -> Self {
        runs.sort_unstable();
        Self(runs)
    }

    /// Runs a job so many times; its results are handed on untimed.
    pub fn take<T>(
        runs: usize,
        mut job: impl FnMut(usize) -> Result<T, String>,
        mut with: impl FnMut(usize, T) -> Result<(), String>,
    ) -> Result<Self, String> {
        let mut times = Vec::with_capacity(runs);
        for run in 0..runs {
            let begun = Instant::now();
            let result = job(run)?;
            times.push(begun.elapsed());
            with(run, result)?;
        }
        Ok(Self::of(times))
    }

    /// How many runs there were.
    pub fn runs(&self) -> usize {
        self.0.len()
    }

    /// The middle one, in milliseconds.
    pub fn median(&self) -> f64 {
        self.at(self.0.len() / 2)
    }

    /// The one that 95 of 100 runs do not exceed, in milliseconds.
    pub fn p95(&self) -> f64 {
        self.at((self.0.len() * 95).div_ceil(100).saturating_sub(1))
    }

    fn at(&self, position: usize) -> f64 {
        self.0.get(position).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_and_the_slow_end_of_runs() {
        for (millis, median, p95) in [
            (vec![7], 7.0, 7.0),
            (vec![3, 1, 2], 2.0, 3.0),
            ((1..=100).rev().collect(), 51.0, 95.0),
            ((1..=20).collect(), 11.0, 19.0),
        ] {
            let times = Times::of(millis.iter().map(|ms| Duration::from_millis(*ms)).collect());
            assert!((times.median() - median).abs() < 1e-9, "{millis:?}");
            assert!((times.p95() - p95).abs() < 1e-9, "{millis:?}");
        }
    }
}
