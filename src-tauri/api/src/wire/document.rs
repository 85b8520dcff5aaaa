//! The open document: what it is called, what is in it, and what can be moved.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Basis, Edit, ScenarioName, TestCounts};

/// Opens the made-up channel as an untitled document.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OpenSample {
    /// How large; `standard` where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub size: Option<SampleSize>,
    /// The file to write it to. Without one it is an untitled document in a temporary folder.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub path: Option<String>,
}

/// How large the made-up channel is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SampleSize {
    /// 120 partners and 3,000 deals.
    #[default]
    Standard,
    /// 2,000 partners and 50,000 deals.
    Large,
}

/// Opens a document.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Its file.
    pub path: String,
    /// A program file to look through in place of the document's program; nothing of it is kept.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub program: Option<String>,
    /// A day in the first quarter to replay, as `2025-01-01`; the last four full quarters where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub from: Option<String>,
    /// A day in the last quarter to replay.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub until: Option<String>,
}

/// Makes a new document without facts.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct New {
    /// Its file; without one it is an untitled document in a temporary folder.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub path: Option<String>,
    /// The program's name; `New program` where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub name: Option<String>,
    /// The program's currency, by its ISO 4217 code; `USD` where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub currency: Option<String>,
    /// The month that the fiscal year starts in, from 1 to 12; January where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub year_starts_in: Option<u8>,
    /// A template of an incentive to begin with, by id; no incentive where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub template: Option<String>,
    /// A program file to begin with, in place of an empty program of that name and currency.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub program: Option<String>,
}

/// Writes the open document to a file and goes on there.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveAs {
    /// The file; one that is there already is replaced.
    pub path: String,
}

/// Asks for the open document.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetDocument {}

/// Asks whether another program has changed the file of the open document, which is read anew then.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LookAgain {}

/// Whether the document was read anew.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct LookedAgain {
    /// The document as it is now; none where nobody changed it.
    pub document: Option<Document>,
}

/// Makes changes part of the document, as one step of undo.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeProgram {
    /// The values to set.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub changes: Vec<Change>,
    /// What is done besides, one after the other, after the values are set.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub edits: Vec<Edit>,
    /// What the step is called in the undo menu; made from the changes where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub label: Option<String>,
}

/// Takes the newest step back.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Undo {}

/// Makes the step that was taken back again.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Redo {}

/// Checks the program of the document, and whether it can be calculated on its facts.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Check {}

/// What a check found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Checks {
    /// The program's name.
    pub program: String,
    /// Whether it can be calculated.
    pub calculates: bool,
    /// What was found, errors first.
    pub findings: Vec<Finding>,
    /// The program in words.
    pub sentences: Vec<String>,
}

/// Asks for the schemas of the files that Tierwright reads.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Schema {}

/// JSON Schemas (draft 2020-12).
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct Schemas {
    /// Of a program file.
    #[ts(type = "unknown")]
    pub program: serde_json::Value,
    /// Of a mapping file.
    #[ts(type = "unknown")]
    pub mapping: serde_json::Value,
    /// Every choice that a program stores, by place.
    pub choices: Vec<Choice>,
}

/// A place where a program stores a choice.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Choice {
    /// The place, with `*` in place of the id of each member of a list.
    pub place: String,
    /// The words it can hold there.
    pub values: Vec<String>,
}

/// One value of the program set to another.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The place in the program, as a lever or a finding names it.
    pub place: String,
    /// The new value. Money may leave its currency out and keeps the one it has: `"160000.00"`.
    #[ts(type = "unknown")]
    pub value: serde_json::Value,
}

/// The open document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Document {
    /// The name people read: the file's name without its ending, or `Sample`, or `Untitled`.
    pub name: String,
    /// The file it is kept in; none for an untitled document.
    pub path: Option<String>,
    /// Whether its facts are made up.
    pub sample: bool,
    /// Why it can only be read, and what to do to change it; none where it can be changed.
    pub read_only: Option<String>,
    /// When it was last written, as `2026-11-21T14:02:11Z`.
    pub saved_at: Option<String>,
    /// Where the history stands: the number of the revision that holds, or of an import after it.
    pub revision: u32,
    /// Whether a step can be taken back.
    pub can_undo: bool,
    /// Whether a step that was taken back can be made again.
    pub can_redo: bool,
    /// What would be taken back.
    pub undo_label: Option<String>,
    /// What would be made again.
    pub redo_label: Option<String>,
    /// Rows in each table of facts.
    pub counts: Vec<Count>,
    /// The files the facts came from.
    pub files: Vec<SourceFile>,
    /// The program in words.
    pub program: Program,
    /// What is wrong with the program or worth knowing, errors first.
    pub findings: Vec<Finding>,
    /// Values that are pinned for trying out.
    pub levers: Vec<Lever>,
    /// The scenarios.
    pub scenarios: Vec<ScenarioName>,
    /// The id of the scenario that is looked at and that edits and levers go to; none for the program.
    pub edited: Option<String>,
    /// What figures are compared with: `opened`, `program` or the id of a scenario.
    pub baseline: String,
    /// What programs are paid on.
    pub basis: Basis,
    /// The seed of the drawn year.
    pub seed: u32,
    /// The name of the document's own program, which scenarios differ from.
    pub base_name: String,
    /// How the tests that the program carries come out.
    pub tests: TestCounts,
}

/// Rows in a table of facts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Count {
    /// The table: `partners`, `deals`, `lines` ...
    pub table: String,
    /// Its rows.
    pub rows: u32,
}

/// A file that facts came from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SourceFile {
    /// Its name, without folders.
    pub name: String,
    /// Data rows in it.
    pub rows: u32,
    /// Rows that were set aside.
    pub set_aside: u32,
}

/// The program in words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Program {
    /// Its name.
    pub name: String,
    /// The currency everything is calculated in.
    pub currency: String,
    /// Decimals of its minor unit.
    pub decimals: u32,
    /// How payouts are rounded: `half away from zero`.
    pub rounding: String,
    /// How much there is to understand in it.
    pub complexity: Complexity,
    /// Tier ladders.
    pub tracks: Vec<Track>,
    /// Incentives, in stacking order.
    pub incentives: Vec<Incentive>,
}

/// A tier ladder.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Track {
    /// Its id.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// What holds for the whole ladder: who is on it, and how it is reviewed.
    pub sentences: Vec<String>,
    /// Its levels, lowest first.
    pub levels: Vec<Level>,
}

/// A level of a ladder.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Level {
    /// Its id.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// What it asks for.
    pub sentence: String,
    /// Partners who hold it at the end of the replay; none while the program cannot be calculated.
    pub partners: Option<u32>,
}

/// An incentive.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Incentive {
    /// Its id.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// `on`, `shadow` or `off`.
    pub state: String,
    /// What it pays, to whom and for what.
    pub sentence: String,
    /// That sentence in its parts, each with the place it speaks of.
    pub parts: Vec<SentencePart>,
}

/// A part of a sentence.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SentencePart {
    /// The place in the program that it speaks of: `/incentives/volume/limits`.
    pub place: String,
    /// What it says.
    pub text: String,
}

/// How much there is to understand in a program; incentives that are off are left out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Complexity {
    /// All four together.
    pub whole: u32,
    /// Conditions of filters, requirements of levels and gates, conditions on credits.
    pub conditions: u32,
    /// Limits, guarantees, floors, holdbacks, shared limits and groups.
    pub exceptions: u32,
    /// Schedules with several bands or with columns.
    pub tables: u32,
    /// Different days that are named.
    pub dates: u32,
    /// Minutes to read all of its sentences, at 200 words a minute.
    pub minutes: u32,
}

/// How much a finding matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The program cannot be calculated.
    Error,
    /// It calculates, and costs money.
    Warning,
    /// Worth knowing.
    Note,
}

/// Something wrong with a program, or worth knowing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// A stable code for programs, such as `bands_out_of_order`.
    pub code: String,
    /// Where in the program.
    pub place: String,
    /// What is wrong.
    pub sentence: String,
    /// What to do about it.
    pub hint: String,
    /// Partners of this history that it concerns; none where only the program was looked at.
    pub partners: Option<u32>,
    /// Money of this history that it concerns; none where only the program was looked at.
    pub amount: Option<String>,
    /// The currency of that money.
    pub currency: Option<String>,
    /// What that money is, after the amount: `taken by the cap`. Empty where there is none.
    pub of: String,
}

/// A value of the program that is pinned for trying out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Lever {
    /// Its place in the program; a change sets it.
    pub place: String,
    /// The name people read: `Gold threshold`.
    pub name: String,
    /// Its value; a percentage is the rate itself, 6% being `0.06`.
    pub value: String,
    /// The least it can be set to.
    pub min: String,
    /// The most it can be set to.
    pub max: String,
    /// By how much an arrow key moves it.
    pub step: String,
    /// What kind of value it is.
    pub unit: Unit,
    /// The currency of money.
    pub currency: Option<String>,
}

/// What kind of value a lever has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// An amount of money.
    Money,
    /// A rate, shown as a percentage.
    Percent,
    /// A plain number.
    Count,
}
