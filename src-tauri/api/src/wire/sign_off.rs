//! Sign-off: the status of what would be exported now, signatures, reasons for accepted warnings,
//! quarterly reviews, and the versions that were exported.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ProgramDifference;

/// Asks how the sign-off of the document's own program stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetSignOff {}

/// Does a step of the sign-off. It is kept for good: undo leaves it.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeSignOff {
    /// What is done.
    pub step: SignOffChange,
    /// Who does it; the name that was given for edits where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub who: Option<String>,
    /// In which role; a signature needs one.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub role: Option<String>,
    /// The reason or a note; of a signature, why it alone is enough.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub words: Option<String>,
}

/// A step of the sign-off.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SignOffChange {
    /// Puts it into review.
    ToReview {
        /// The roles whose signatures are asked for; any one signature where empty.
        #[serde(default)]
        #[ts(as = "Option<_>", optional)]
        roles: Vec<String>,
    },
    /// Sets it back to a draft: signatures until now count no more.
    ToDraft {},
    /// Signs what holds now.
    Sign {
        /// The digest that was looked at; another one now is refused.
        sha256: String,
    },
    /// Takes a signature back.
    Withdraw {
        /// Its number.
        #[ts(type = "number")]
        signature: u32,
    },
    /// Accepts a warning, with a reason.
    Accept(SignOffWarning),
    /// Takes that back.
    Reopen(SignOffWarning),
    /// Sets when reviews are due.
    ReviewDays {
        /// Days after the end of a quarter.
        days: u32,
    },
    /// Notes that a quarterly review was held.
    Reviewed {
        /// The quarter that it came after, such as `Q4 FY25`.
        quarter: String,
    },
}

/// A warning of the export, as it stands in its list of things to do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SignOffWarning {
    /// Its code.
    pub code: String,
    /// The place that it is about.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub place: Option<String>,
    /// What it says.
    pub sentence: String,
}

/// How far the approval is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SignOffStatus {
    /// Nobody was asked to sign.
    Draft,
    /// People were asked to sign.
    InReview,
    /// Everybody who was asked has signed what holds now.
    Approved,
    /// It is approved, and was exported so.
    Exported,
}

/// How the sign-off stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SignOff {
    /// How far the approval is.
    pub status: SignOffStatus,
    /// The version that an export now would be, from 1.
    pub version: u32,
    /// What an approval is and what it is not.
    pub honest: String,
    /// The name that was given for edits and steps of the person who works; none where none was.
    pub you: Option<String>,
    /// Who edited program or facts last; none where nobody gave a name.
    pub edited_by: Option<String>,
    /// What a signature covers now; none where that cannot be said.
    pub covers: Option<SignOffCovers>,
    /// Why it cannot be said.
    pub why_not: Option<String>,
    /// The roles that were asked to sign.
    pub asked: Vec<String>,
    /// Every signature, those that lapsed or were taken back among them, the oldest first.
    pub signatures: Vec<SignatureRow>,
    /// What an approval still lacks, each in a sentence.
    pub missing: Vec<String>,
    /// Whether one signature is of somebody who may have edited last, so that it alone needs words.
    pub needs_words: bool,
    /// The reviews after the quarters from the as-of day on, and those that were held before.
    pub reviews: Vec<ReviewRow>,
    /// Days after the end of a quarter that a review is due.
    pub review_days: u32,
    /// Every export, the latest first.
    pub versions: Vec<VersionRow>,
}

/// What a signature covers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SignOffCovers {
    /// SHA-256 of the program as canonical JSON: of `spec.json`.
    pub program: String,
    /// SHA-256 of the facts.
    pub facts: String,
    /// The version of the engine.
    pub engine: String,
    /// The last day that is replayed; empty without deals.
    pub as_of: String,
    /// What is paid in all, such as `1971402.00 USD`.
    pub total: String,
    /// What is owed to partners at the end, by currency.
    pub liability: Vec<String>,
    /// The digest of all of it.
    pub sha256: String,
}

/// A signature.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SignatureRow {
    /// Its number.
    pub number: u32,
    /// The name that was given.
    pub name: String,
    /// The role that was given.
    pub role: String,
    /// When, in UTC, such as `2026-11-21T04:20:01Z`.
    pub signed_at: String,
    /// The revision that was signed.
    pub revision: u32,
    /// The digest of what was signed.
    pub sha256: String,
    /// What was paid in all then.
    pub total: String,
    /// Why it alone is enough; empty where that was not said.
    pub alone: String,
    /// Whether it counts now.
    pub holds: bool,
    /// What of it is another by now, each as it was and as it is.
    pub lapsed: Vec<LapsedPart>,
    /// That it was taken back, or the program set back to a draft; none where neither was.
    pub withdrawn: Option<SaidRow>,
}

/// Something that a signature covers, and that is another now.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct LapsedPart {
    /// What: `the program`, `the facts`, `the version of the engine`, `the as-of day`, `the total liability`.
    pub what: String,
    /// What it was, for people.
    pub was: String,
    /// What it is.
    pub is: String,
}

/// Somebody's words, and when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SaidRow {
    /// The words; may be empty.
    pub text: String,
    /// The name that was given; may be empty.
    pub who: String,
    /// When, in UTC.
    pub at: String,
}

/// A quarterly review.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ReviewRow {
    /// The quarter that it comes after.
    pub quarter: String,
    /// The day it is due.
    pub due: String,
    /// Whether that is past and it was not held.
    pub overdue: bool,
    /// That it was held, and what came of it.
    pub held: Option<SaidRow>,
}

/// A bundle that was exported.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct VersionRow {
    /// Its version.
    pub version: u32,
    /// How the sign-off stood.
    pub status: SignOffStatus,
    /// When, in UTC.
    pub exported_at: String,
    /// Who exported it, by the name they gave; empty where nobody did.
    pub who: String,
    /// Where to.
    pub folder: String,
    /// The seal of its manifest.
    pub seal: String,
    /// The revision whose program it holds.
    pub revision: u32,
    /// What it pays in all, such as `1971402.00`.
    pub total: String,
    /// The currency of that.
    pub currency: String,
}

/// Says who works from now on: the author of each edit, and of steps of the sign-off.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetName {
    /// The name; nobody verifies it. Empty takes it back.
    pub name: String,
}

/// Compares the document's own program with an exported one, both on the history that is here now.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CompareExport {
    /// The exported version; the last export where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub version: Option<u32>,
    /// The most partners that are named; 1,000 at most, 50 where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub limit: Option<u32>,
}

/// An exported program beside the one that holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ComparedExport {
    /// The exported version.
    pub version: u32,
    /// When it was exported, in UTC.
    pub exported_at: String,
    /// What the program has different since.
    pub differences: Vec<ProgramDifference>,
    /// What the bundle said that it pays in all.
    pub exported_total: String,
    /// Whether the history is another than that of the bundle.
    pub facts_changed: bool,
    /// Whether the bundle was calculated by another version of the engine.
    pub engine_changed: bool,
    /// The money of the difference; none where it cannot be calculated.
    pub money: Option<ComparedMoney>,
    /// Why it cannot be calculated.
    pub why_not: Option<String>,
    /// The currency of the amounts.
    pub currency: String,
    /// What the figures rest on: data and period.
    pub caption: String,
}

/// What two programs pay on the same history.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ComparedMoney {
    /// What the exported program pays in all.
    pub before: String,
    /// What the program pays now.
    pub now: String,
    /// `now - before`.
    pub change: String,
    /// Partners who get more.
    pub better: u32,
    /// Partners who get less.
    pub worse: u32,
    /// Partners who get the same.
    pub unchanged: u32,
    /// Partners who get more or less, those whose payout changes most first.
    pub partners: Vec<ComparedPartner>,
}

/// What a partner gets with two programs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ComparedPartner {
    /// The partner's id.
    pub id: String,
    /// Their name.
    pub name: String,
    /// With the exported program.
    pub before: String,
    /// With the program that holds.
    pub now: String,
    /// `now - before`.
    pub change: String,
}

/// Takes the program of a bundle, or of a program file, in place of the document's own: one step of undo.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportProgram {
    /// The bundle's folder, or the file.
    pub path: String,
}
