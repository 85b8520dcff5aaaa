//! Payout cases: a program, facts and what must come out, as documents that anyone can read and add.
//!
//! This room does not know files, the clock, SQL or the window: it is handed the text of a case.

mod document;
mod facts;
mod frozen;
mod funds;
mod owed;
mod rows;
mod run;
mod tiers;

pub use document::{Case, Expected, ExpectedMove};
pub use facts::{
    CaseActivity, CaseAdjustment, CaseCredit, CaseDeal, CaseFacts, CaseFundEvent, CaseFundStep,
    CaseLevel, CaseLine, CaseOverlap, CasePaid, CasePartner, CaseRate, CaseRegistration,
    CaseReturn, CaseScore, CaseScoreSubject, CaseSettlement, CaseSettlementKind, CaseStage,
    CaseStatus, CaseTarget, CaseTargetSubject, CaseTouch,
};
pub use frozen::{Frozen, freeze};
pub use funds::{ExpectedFundEntry, ExpectedReturn};
pub use owed::{ExpectedEstimate, ExpectedLiability};
pub use run::{CaseFault, Compared, Difference, accepted};
