//! Times of several runs of the same thing.

use std::time::{Duration, Instant};

/// How long each run took, and what processors worked.
pub struct Times {
    /// Shortest first.
    runs: Vec<Duration>,
    /// The time of all processors together for a run, on average, in milliseconds: a busy machine
    /// stretches it far less than the time that passes. Nothing where the system does not tell.
    processor: Option<f64>,
}

/// What processors have worked for this process so far, in milliseconds.
fn worked() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/self/stat").ok()?;
    // After the name of the program, in ticks of a hundredth of a second: in it, and for it.
    let mut after = told.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut ticks = || after.next()?.parse::<f64>().ok();
    Some((ticks()? + ticks()?) * 10.0)
}

impl Times {
    /// Times taken elsewhere.
    pub fn of(mut runs: Vec<Duration>, processor: Option<f64>) -> Self {
        runs.sort_unstable();
        Self { runs, processor }
    }

    /// Runs a job so many times; its results are handed on untimed.
    pub fn take<T>(
        runs: usize,
        mut job: impl FnMut(usize) -> Result<T, String>,
        mut with: impl FnMut(usize, T) -> Result<(), String>,
    ) -> Result<Self, String> {
        let (mut times, mut all) = (Vec::with_capacity(runs), Some(0.0));
        for run in 0..runs {
            let (before, begun) = (worked(), Instant::now());
            let result = job(run)?;
            times.push(begun.elapsed());
            all = all.zip(worked()).zip(before).map(|((all, after), before)| all + after - before);
            with(run, result)?;
        }
        Ok(Self::of(times, all.map(|all| all / runs as f64)))
    }

    /// How many runs there were.
    pub fn runs(&self) -> usize {
        self.runs.len()
    }

    /// What all processors together worked for a run, in milliseconds.
    pub fn processor(&self) -> Option<f64> {
        self.processor
    }

    /// The middle one, in milliseconds.
    pub fn median(&self) -> f64 {
        self.at(self.runs.len() / 2)
    }

    /// The one that 95 of 100 runs do not exceed, in milliseconds.
    pub fn p95(&self) -> f64 {
        self.at((self.runs.len() * 95).div_ceil(100).saturating_sub(1))
    }

    fn at(&self, position: usize) -> f64 {
        self.runs.get(position).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
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
            let times =
                Times::of(millis.iter().map(|ms| Duration::from_millis(*ms)).collect(), None);
            assert!((times.median() - median).abs() < 1e-9, "{millis:?}");
            assert!((times.p95() - p95).abs() < 1e-9, "{millis:?}");
        }
    }
}
