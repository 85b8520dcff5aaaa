//! The versions of a schedule, and which one is in force on a day.

use chrono::NaiveDate;
use tierwright_program::{Incentive, Program};

use super::SchedulePlan;

/// A schedule and those that take its place later.
#[derive(Debug)]
pub(crate) struct Versions {
    first: SchedulePlan,
    /// By day, earliest first.
    later: Vec<(NaiveDate, SchedulePlan)>,
}

impl Versions {
    pub fn new(incentive: &Incentive, program: &Program) -> Self {
        let plan = |schedule| SchedulePlan::new(schedule, incentive, program);
        let later = incentive.later_schedules.iter();
        let mut later: Vec<_> = later.map(|later| (later.from, plan(&later.schedule))).collect();
        later.sort_by_key(|(from, _)| *from);
        Self { first: plan(&incentive.schedule), later }
    }

    /// The version in force on a day, by position; zero is the first.
    pub fn on(&self, day: NaiveDate) -> usize {
        self.later.partition_point(|(from, _)| *from <= day)
    }

    /// A version by position.
    pub fn get(&self, version: usize) -> &SchedulePlan {
        match version.checked_sub(1).and_then(|at| self.later.get(at)) {
            Some((_, plan)) => plan,
            None => &self.first,
        }
    }
}
