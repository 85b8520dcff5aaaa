//! Exports: a program and its payouts become a bundle, a folder that other people and systems can
//! read, and that anybody can verify from the folder alone.
//!
//! This room does not know the document on disk and its SQL, the window, the clock or randomness:
//! the same program, facts and engine give the same bytes.
#![doc = include_str!("../BUNDLE.md")]

mod book;
mod bundle;
mod canonical;
mod cases;
mod cell;
mod content;
mod decision;
mod digest;
mod evidence;
mod examples;
mod failure;
mod folder;
mod guide;
mod manifest;
mod markup;
mod memo;
mod outline;
pub mod paper;
mod payouts;
mod print;
mod salesforce;
pub mod sign_off;
mod spec;
pub mod sql;
mod statements;
mod told;
mod totals;
mod verify;
mod watch;

pub use book::TARGET as WORKBOOK;
pub use bundle::{Bundle, write_bundle, write_content, write_content_watched};
pub use canonical::canonical_json;
pub use cases::read_cases;
pub use cell::guarded as spreadsheet_safe;
pub use content::{BundleContent, Line};
pub use decision::{DMN, Given, Input, JDM, decision_inputs};
pub use digest::sha256_hex;
pub use evidence::{AgainstPaid, Change, Group, PaidBefore};
pub use failure::ExportFailure;
pub use manifest::{FORMAT, FileEntry, MANIFEST, ProofEntry, TargetEntry};
pub use outline::{Outline, Part, outline};
pub use print::pdf;
pub use salesforce::SALESFORCE;
pub use spec::spec_text;
pub use totals::Sums;
pub use verify::{
    Agreement, Altered, AlteredFile, Difference, Verification, altered_files, verify_bundle,
    verify_bundle_watched,
};
pub use watch::Watch;
