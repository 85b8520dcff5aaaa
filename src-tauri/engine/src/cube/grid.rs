//! The days between which sums are kept.

use std::ops::Range;

use chrono::{Days, NaiveDate};
use tierwright_program::{Period, Program, Span};

use crate::{Facts, ascent::next_day, by_day::ByDay};

/// The days that a cube's sums begin on: buckets between them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Grid {
    /// The first day of each bucket, and the day after the last one.
    pub(super) starts: Vec<NaiveDate>,
    /// The bucket of each day.
    of_day: ByDay<u32>,
}

impl Grid {
    /// The fiscal months that facts lie in; halves, weeks or days where the program has periods of
    /// such lengths.
    pub fn new(facts: &Facts, program: &Program, finest: Period) -> Self {
        let (first, last) = (facts.first_sales_day(), facts.last_sales_day());
        let (Some(first), Some(last)) = (first, last) else { return Self::default() };
        let mut bucket = program.calendar.period_of(first, finest);
        let (mut starts, mut of_day) = (Vec::new(), ByDay::starting(bucket.from()));
        loop {
            let number = u32::try_from(starts.len()).unwrap_or(u32::MAX);
            let days = bucket.from().iter_days().take_while(|day| *day <= bucket.until());
            days.for_each(|day| *of_day.entry(day) = number);
            starts.push(bucket.from());
            if bucket.until() >= last {
                break;
            }
            bucket = program.calendar.next(bucket, finest);
        }
        starts.push(bucket.until() + Days::new(1));
        Self { starts, of_day }
    }

    /// How many buckets there are.
    pub fn buckets(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The bucket a day lies in.
    pub fn bucket(&self, day: NaiveDate) -> usize {
        self.of_day.get(day).map_or(0, |bucket| *bucket as usize)
    }

    /// The edges that a span begins and ends at; none where it is not made of buckets.
    pub fn edges(&self, span: Span) -> Option<Range<usize>> {
        if self.starts.is_empty() {
            return None;
        }
        let (first, last) = (self.edge(span.from())?, self.edge(next_day(span.until()))?);
        Some(first.min(last)..last)
    }

    /// The edge that a day begins at; none when it lies inside a bucket.
    fn edge(&self, day: NaiveDate) -> Option<usize> {
        let last = self.starts.len() - 1;
        if day <= self.starts[0] {
            return Some(0);
        }
        // Beyond the last edge nothing more is counted.
        if self.starts[last] <= day {
            return Some(last);
        }
        let bucket = self.bucket(day);
        (self.starts[bucket] == day).then_some(bucket)
    }
}
