//! Payout cases: a program, facts and what must come out, as documents that anyone can read and add.
//!
//! This room does not know files, the clock, SQL or the window: it is handed the text of a case.

mod document;
mod rows;
mod run;
mod tiers;

pub use document::{
    Case, CaseActivity, CaseCredit, CaseDeal, CaseFacts, CaseLine, CasePartner, CaseRate,
    CaseReturn, CaseStage, Expected, ExpectedMove,
};
pub use run::{CaseFault, Difference};
