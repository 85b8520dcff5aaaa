//! Why nothing is paid.

use chrono::NaiveDate;
use tierwright_program::{Quantity, credit::CreditCondition};

/// Why nothing is paid: the first condition that failed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WhyNot {
    /// The incentive is off.
    Off,
    /// The partner is not among those who can earn it.
    NotEligible,
    /// The partner does not hold a level that the incentive asks for.
    LevelNotHeld {
        /// The name of the level it holds; none where it is not on the track.
        level: Option<String>,
    },
    /// The incentive is settled when its period ends, on this day.
    SettledLater(NaiveDate),
    /// The partner's credits in the window lack what the incentive asks of them.
    CreditWithout {
        /// Position of the first such deal in the facts.
        deal: usize,
        /// What its credit lacks.
        condition: CreditCondition,
    },
    /// The partner has no deal, or nothing above zero, that counts in the window.
    NothingSold,
    /// The terms of the partner's deals are over, have not begun, or were cut short: nothing of what
    /// they give is for this period.
    NothingInTerm,
    /// The gate was not met; the requirement steps say what was missing.
    GateNotMet,
    /// There is no baseline above zero to grow from.
    NoBaseline,
    /// There is no target above zero to be measured by.
    NoTarget,
    /// The value did not exceed its baseline.
    NoGrowth,
    /// The value lies below the first band.
    BelowFirstBand {
        /// Where the first band begins.
        first: Quantity,
    },
    /// The partner's level has no rate column.
    NoColumn {
        /// The level's name.
        level: String,
    },
    /// The partner is not on the track that the columns are for.
    NotOnTrack,
    /// Nothing that was sold, and no role, has a column.
    NothingInColumns,
    /// There is no full block to pay for.
    NoFullBlock {
        /// The size of a block.
        block: Quantity,
    },
    /// The rate of the band and column is zero.
    RateIsZero,
    /// No deal has as many partners as the pool needs.
    TooFewPartners {
        /// How many it needs.
        needed: u16,
    },
    /// The partner's deals share nothing with it: its roles have no weight in the pool.
    NoWeight,
    /// A limit took all of it.
    LimitReached,
    /// What was earned is less than half a minor unit.
    RoundsToZero,
    /// A total limit or a pool of the budget had nothing left for the line.
    SpentBefore {
        /// The pool's name, or for a total limit the incentive's.
        purse: String,
    },
    /// Another incentive of its group pays instead.
    Beaten {
        /// Position of the incentive that pays.
        by: usize,
    },
    /// Earlier results on the same deals leave nothing of the value it is paid on.
    ReducedToNothing,
    /// All that was earned was settled before.
    AlreadySettled,
    /// The guarantee that was paid before covers it.
    CoveredByGuarantee,
    /// Returns take all of it.
    TakenBack,
    /// Nothing of it is paid yet.
    PaidLater,
}

impl WhyNot {
    /// Whether the partner can earn the incentive all the same, had it sold more.
    pub(crate) const fn can_earn(&self) -> bool {
        !matches!(
            self,
            Self::Off
                | Self::NotEligible
                | Self::LevelNotHeld { .. }
                | Self::GateNotMet
                | Self::NoColumn { .. }
                | Self::NotOnTrack
        )
    }

    /// Whether it is said of a line that earned something, which was then taken away.
    pub(crate) const fn is_of_line(&self) -> bool {
        matches!(
            self,
            Self::AlreadySettled | Self::CoveredByGuarantee | Self::TakenBack | Self::PaidLater
        )
    }
}
