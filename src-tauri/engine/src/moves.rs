//! Moves: how a partner's level changed over time, and why (`RULES` section 3).

use chrono::NaiveDate;

/// A change of a partner's level. Levels are positions in the track's levels; before its first
/// move a partner has the lowest one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Move {
    /// The first day the new level counts: the day after it was earned, missed or ended.
    pub on: NaiveDate,
    /// The level before.
    pub from: usize,
    /// The level from then on.
    pub to: usize,
    /// Why.
    pub why: MoveReason,
}

/// Why a level changed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum MoveReason {
    /// The review of the day before found it reached.
    EarnedAtReview,
    /// It was reached on the day before, inside a review period.
    EarnedAtOnce,
    /// The review of the day before found the level missed.
    MissedAtReview,
    /// The review of the day before found the level missed, and its grace was over.
    GraceEnded,
    /// A level row of the facts begins.
    Granted,
    /// A level row of the facts ended the day before.
    GrantEnded,
    /// A minimum level of the program begins.
    Minimum,
    /// A minimum level of the program ended the day before.
    MinimumEnded,
}

impl MoveReason {
    /// A stable name, such as `earned_at_review`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::EarnedAtReview => "earned_at_review",
            Self::EarnedAtOnce => "earned_at_once",
            Self::MissedAtReview => "missed_at_review",
            Self::GraceEnded => "grace_ended",
            Self::Granted => "granted",
            Self::GrantEnded => "grant_ended",
            Self::Minimum => "minimum",
            Self::MinimumEnded => "minimum_ended",
        }
    }
}
