//! Settlements: the periods that lines are worked out for, and the order they are settled in
//! (`RULES` section 7, "Order").

use std::ops::Range;

use chrono::NaiveDate;
use tierwright_program::{Incentive, Program, Span};

use crate::Replay;

/// One settlement of an incentive: the period a line is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Settlement {
    /// What the line is for; its last day is the cut-off: facts dated later are not seen.
    pub period: Span,
    /// What V accumulates over: the period, or where an incentive is settled more often than it
    /// accumulates, the accumulation so far.
    pub accumulated: Span,
    /// The quarter of the replay that the period ends in.
    pub quarter: usize,
}

/// The settlements of every incentive within a replay. A row is one settlement of one incentive;
/// rows are numbered by incentive, then date.
#[derive(PartialEq, Eq, Debug, Default)]
pub(crate) struct Settlements {
    by_incentive: Vec<Vec<Settlement>>,
    /// The first row of each incentive, and after the last one how many rows there are.
    first: Vec<usize>,
    /// By incentive and quarter: its settlements there.
    of_quarter: Vec<Vec<Range<usize>>>,
    /// Incentive and settlement in the order they are settled: by last day, then stacking order.
    order: Vec<(usize, usize)>,
}

impl Settlements {
    pub fn new(program: &Program, replay: &Replay) -> Self {
        let mut made = Self { first: vec![0], ..Self::default() };
        for incentive in &program.incentives {
            let settlements = Settlement::within(program, replay, incentive);
            let quarters = 0..replay.quarters().len();
            let of_quarter = quarters.map(|quarter| {
                let before = settlements.partition_point(|one| one.quarter < quarter);
                before..settlements.partition_point(|one| one.quarter <= quarter)
            });
            made.of_quarter.push(of_quarter.collect());
            made.first.push(made.rows() + settlements.len());
            made.by_incentive.push(settlements);
        }
        let all = made.by_incentive.iter().enumerate();
        made.order = all.flat_map(|(at, list)| (0..list.len()).map(move |one| (at, one))).collect();
        let until =
            |&(incentive, at): &(usize, usize)| made.by_incentive[incentive][at].period.until();
        made.order.sort_by_key(|of| (until(of), of.0));
        made
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.first.last().copied().unwrap_or(0)
    }

    /// How many incentives there are.
    pub fn incentives(&self) -> usize {
        self.by_incentive.len()
    }

    /// The row of a settlement.
    pub fn row(&self, incentive: usize, settlement: usize) -> usize {
        self.first[incentive] + settlement
    }

    /// The settlements of an incentive, by date.
    pub fn of(&self, incentive: usize) -> &[Settlement] {
        &self.by_incentive[incentive]
    }

    /// The settlements of an incentive that end in a quarter of the replay, by position.
    pub fn of_quarter(&self, incentive: usize, quarter: usize) -> Range<usize> {
        self.of_quarter[incentive][quarter].clone()
    }

    /// The rows of an incentive in one quarter or all.
    pub fn rows_of(&self, incentive: usize, quarter: Option<usize>) -> Range<usize> {
        let found = quarter
            .map_or(0..self.of(incentive).len(), |quarter| self.of_quarter(incentive, quarter));
        self.row(incentive, found.start)..self.row(incentive, found.end)
    }

    /// The settlement of an incentive whose period a day lies in.
    pub fn on(&self, incentive: usize, day: NaiveDate) -> Option<(usize, Span)> {
        let list = self.of(incentive);
        let at = list.partition_point(|one| one.period.until() < day);
        list.get(at).filter(|one| one.period.contains(day)).map(|one| (at, one.period))
    }

    /// Incentive and settlement in the order they are settled.
    pub fn order(&self) -> &[(usize, usize)] {
        &self.order
    }
}

impl Settlement {
    /// The settlements of an incentive that end within a replay, by date.
    #[must_use]
    pub fn within(program: &Program, replay: &Replay, incentive: &Incentive) -> Vec<Self> {
        let (Some(first), Some(last)) = (replay.quarters().first(), replay.quarters().last())
        else {
            return Vec::new();
        };
        let calendar = &program.calendar;
        let length = incentive.settled_every(program.payment.every);
        let whole = incentive.period.length().filter(|_| incentive.settle.is_some());
        let accumulated = |period: Span| match whole {
            Some(whole) => {
                Span::new(calendar.period_of(period.until(), whole).from(), period.until())
            }
            None => period,
        };
        let mut period = calendar.period_of(first.from(), length);
        let mut found = Vec::new();
        while period.until() <= last.until() {
            let ends_in = |quarter: &Span| quarter.contains(period.until());
            if let Some(quarter) = replay.quarters().iter().position(ends_in) {
                found.push(Self { period, accumulated: accumulated(period), quarter });
            }
            period = calendar.next(period, length);
        }
        found
    }
}
