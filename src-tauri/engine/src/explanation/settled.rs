//! Stacking, and the way from what was earned to what is due, as steps.

use chrono::NaiveDate;
use tierwright_program::{Money, Rate, Span, incentive::ServedIn};

use super::{Exact, Step};
use crate::rows::Source;

/// What earlier results took off V; Q stays.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReducedStep {
    /// Positions of the incentives whose results may reduce it.
    pub by: Vec<usize>,
    /// V before.
    pub before: Exact,
    /// V after.
    pub after: Exact,
}

/// The part of what a deal gives that is for the days of its term that are over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TermStep {
    /// Position of the deal.
    pub deal: usize,
    /// The first and last day of its term; the day it closed where it has none.
    pub term: Span,
    /// The day it is served up to; before the last one where it was cancelled.
    pub served_until: NaiveDate,
    /// Days of the term that are over.
    pub days: i64,
    /// What the deal gives, rounded.
    pub gives: Money,
    /// What of it was earned up to the period before.
    pub before: Money,
    /// What of it is earned in the period: `gives x days / days of the term - before`.
    pub earned: Money,
}

/// A comparison of the incentives of a group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StackingStep {
    /// The group's id.
    pub group: String,
    /// Whether the highest pays; else the first with a result above zero.
    pub best: bool,
    /// The deal it is for, where all of them pay deal by deal.
    pub deal: Option<usize>,
    /// What each gives, in the order of the program.
    pub contenders: Vec<Contender>,
    /// Position of the incentive that pays.
    pub pays: usize,
}

/// One incentive in a comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Contender {
    /// Its position.
    pub incentive: usize,
    /// What it gives after its own limits.
    pub result: Exact,
}

/// One step from what was earned to what is due. The steps of a line follow each other: each begins
/// with what the one before it left, and the last one leaves the line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SettledStep {
    /// What was done.
    pub how: Settled,
    /// Before it.
    pub before: Money,
    /// After it.
    pub after: Money,
}

/// The share of what its deal earned that a return takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TakenShare {
    /// A share that the program stores.
    Stored(Rate),
    /// `1 - served / term`, less what was taken before.
    Unserved {
        /// How much of the term was served.
        served: i64,
        /// The term, above zero.
        term: i64,
        /// What both are counted in.
        counted_in: ServedIn,
    },
    /// All of it, as the deal has no term.
    WithoutTerm,
}

/// What was really paid in the past, as it stands for what was settled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PastPayout {
    /// Its id.
    pub id: String,
    /// How much.
    pub amount: Money,
    /// Where the row came from.
    pub source: Source,
}

/// What was done with what was earned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Settled {
    /// What was settled before in the same accumulation was taken off: `R - P`, R being what stood
    /// before this step.
    Netted {
        /// The accumulation so far.
        accumulated: Span,
        /// P.
        before: Money,
        /// The past payouts in it, that stand for what was settled before a cut-over day.
        paid: Vec<PastPayout>,
    },
    /// The guarantee: the period comes to the larger of G less what is carried, and what was
    /// earned; due is what it comes to less what was due before.
    Guaranteed {
        /// The guaranteed period.
        period: Span,
        /// G.
        amount: Money,
        /// What earlier periods carried.
        carried: Money,
        /// What was earned in the period so far.
        earned: Money,
        /// What was due in the period before.
        before: Money,
    },
    /// A closed accumulation was settled again because of returns: `R - P` is added.
    Again {
        /// The accumulation.
        accumulated: Span,
        /// R on the facts now known.
        result: Money,
        /// P.
        before: Money,
        /// How R was worked out.
        steps: Vec<Step>,
    },
    /// A share of what a returned deal earned was taken back.
    ClawedBack {
        /// Position of the deal.
        deal: usize,
        /// The day of the return.
        on: NaiveDate,
        /// What the deal earned.
        earned: Money,
        /// The share that is taken.
        share: TakenShare,
        /// What was taken back of the deal before.
        before: Money,
    },
    /// It is paid in parts: what is left is the first part and the parts of earlier settlements.
    Spread {
        /// How many parts.
        parts: u16,
        /// The parts of earlier settlements.
        earlier: Money,
    },
}
