//! Entries of a fund's ledger.

use chrono::NaiveDate;
use tierwright_program::{Money, Rate, Span};

use super::{Allocated, Claim};

/// What happened to a partner's money in a fund, or to a pool of all partners, by day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FundLedger {
    /// Position of the fund.
    pub fund: usize,
    /// Position of the partner; none for a pool of all partners.
    pub partner: Option<usize>,
    /// What happened, in order.
    pub entries: Vec<FundEntry>,
}

/// One event of a fund's ledger. Amounts are in the program's currency.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FundEntry {
    /// The day.
    pub on: NaiveDate,
    /// Position of the partner; none where it concerns a pool.
    pub partner: Option<usize>,
    /// What happened.
    pub what: FundEvent,
    /// What it adds to the balance, below zero where it takes; of opening, carried and closing what
    /// there is.
    pub amount: Money,
    /// The balance after it.
    pub balance: Money,
}

/// What a [`FundEntry`] says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FundEvent {
    /// The replay begins.
    Opening,
    /// An accrual entered the balance on its payable date.
    Accrued {
        /// Position of the incentive.
        incentive: usize,
        /// Position of the settlement.
        settlement: usize,
    },
    /// What was held back of an accrual entered the balance.
    Released {
        /// Position of the incentive.
        incentive: usize,
    },
    /// What an incentive takes back left the balance.
    ClawedBack {
        /// Position of the incentive.
        incentive: usize,
        /// Position of the settlement.
        settlement: usize,
    },
    /// The fund was given money.
    Allocated(Allocated),
    /// An accrual was too small for the fund, and was paid as a rebate.
    PaidAsRebate {
        /// The least that enters the balance.
        under: Money,
    },
    /// A claim was paid, in full, in part, or not at all.
    Claimed(Claim),
    /// Money grew too old.
    Expired {
        /// The day it came in.
        came_in: NaiveDate,
        /// The incentive it came from, by position; none for money that was given.
        incentive: Option<usize>,
    },
    /// Money was not carried over.
    Forfeited {
        /// The period it was there in.
        period: Span,
        /// The incentive it came from, by position; none for money that was given.
        incentive: Option<usize>,
    },
    /// The rest was carried over.
    Carried {
        /// The period it was carried over from.
        period: Span,
        /// The share that may be.
        share: Rate,
    },
    /// The last day that was looked at.
    Closing,
}

impl FundEvent {
    /// What happened, for programs: `opening`, `accrued`, `released`, `clawed_back`, `allocated`,
    /// `paid_as_rebate`, `claimed`, `refused`, `expired`, `forfeited`, `carried`, `closing`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Accrued { .. } => "accrued",
            Self::Released { .. } => "released",
            Self::ClawedBack { .. } => "clawed_back",
            Self::Allocated(_) => "allocated",
            Self::PaidAsRebate { .. } => "paid_as_rebate",
            Self::Claimed(claim) if claim.refused.is_some() => "refused",
            Self::Claimed(_) => "claimed",
            Self::Expired { .. } => "expired",
            Self::Forfeited { .. } => "forfeited",
            Self::Carried { .. } => "carried",
            Self::Closing => "closing",
        }
    }
}
