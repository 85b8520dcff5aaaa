//! The program document: what a channel promises its partners, as types.
//!
//! One type serves the file, the wire and the engine. A form may edit a program that makes no
//! sense yet; [`check`] lists what is wrong as [`Finding`]s, and only a program without errors
//! becomes a [`Checked`] program, which is what the engine compiles.
//!
//! This room does not know files, the clock, SQL, threads or facts.

pub mod attribution;
pub mod baseline;
pub mod budget;
pub mod calendar;
pub mod change;
mod check;
mod complexity;
pub mod credit;
pub mod difference;
pub mod document;
pub mod estimate;
pub mod filter;
pub mod finding;
pub mod fund;
pub mod incentive;
pub mod measure;
pub mod money;
pub mod payment;
pub mod place;
pub mod rate;
mod reading;
pub mod refusal;
pub mod roles;
pub mod rounding;
pub mod schedule;
pub mod schema;
mod sentence;
pub mod settling;
pub mod shares;
pub mod target;
pub mod template;
pub mod test;
pub mod tier;
pub mod words;

pub use attribution::AttributionModel;
pub use baseline::Baseline;
pub use budget::Budget;
pub use calendar::{Calendar, Period, Span};
pub use change::{Change, apply};
pub use check::{Checked, Code, check};
pub use complexity::{Complexity, complexity};
pub use difference::{Difference, differences};
pub use document::{Program, ReadProgramError};
pub use filter::{Field, Filter};
pub use finding::{Finding, Severity};
pub use fund::Fund;
pub use incentive::{Incentive, State};
pub use measure::{Measure, Requirement, Sales, Weight, Window};
pub use money::{Currency, Money, MoneyError};
pub use payment::Payment;
pub use rate::{Quantity, Rate};
pub use roles::{RoleClass, RoleClasses};
pub use rounding::{Fraction, RoundingMode};
pub use schedule::Schedule;
pub use sentence::{
    Sentence, incentive_parts, incentive_sentence, program_sentences, track_sentences,
};
pub use shares::Shares;
pub use target::Target;
pub use test::ProgramTest;
pub use tier::{Level, Track};
