//! The manifest: what a bundle holds, what it was made from, and the digest of each file.

use serde::{Deserialize, Serialize};
use tierwright_program::{Currency, RoundingMode};

use crate::{
    BundleContent, ExportFailure, Sums, canonical_json, digest::sha256_hex, totals::Quarter,
};

/// The version of the bundle's form that this build reads and writes. Any change of a file's form,
/// the fixed sentences below included, makes it one higher.
pub const FORMAT: u32 = 2;

/// The name of the manifest in the bundle.
pub const MANIFEST: &str = "manifest.json";

/// How the payouts file is written, said to whoever opens it.
const PAYOUTS_FORM: &str = "UTF-8 without a mark; comma between cells; one line feed after a row; \
decimal point; dates as year-month-day; lines of zero are left out and counted here. In \
partner_id, partner_name, incentive_id and levels an apostrophe stands before each = + - @ ' \
(also in full width), tab, line end or NUL that begins the text or follows , ; | tab or line end, \
with only white space, quotes or invisible characters between; take it away to have the text back.";

/// What the bundle proves and what it does not.
const SCOPE: &str = "Payouts are as calculated by the engine named here. The digests show that \
nothing has changed since; the totals add up from the payouts. No other engine has calculated them \
again.";

/// The names of the files, by what they hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Paths {
    pub spec: String,
    pub schema: String,
    pub payouts: String,
    pub totals: String,
}

/// One file of a bundle.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// Its path in the bundle, with forward slashes.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// The manifest file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    tierwright_bundle: u32,
    pub sample: bool,
    scope: String,
    pub engine: String,
    pub program: ProgramEntry,
    pub facts: FactsEntry,
    pub replay: Vec<Quarter>,
    pub payouts: PayoutsEntry,
    pub files: Vec<FileEntry>,
    /// SHA-256 of this manifest without its seal; the digest of the whole bundle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<String>,
}

/// The program that was exported.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProgramEntry {
    pub name: String,
    pub currency: Currency,
    pub rounding: RoundingMode,
    pub sha256: String,
}

/// The facts it was calculated over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FactsEntry {
    pub partners: u64,
    pub sha256: String,
}

/// The payouts in numbers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PayoutsEntry {
    pub lines: u64,
    pub zero_lines: u64,
    pub total: Sums,
    form: String,
}

impl Paths {
    /// The names in a bundle. In a bundle of sample facts every file's name says so, because the
    /// program and its schema have no room for the mark inside.
    pub fn of(sample: bool) -> Self {
        let mark = if sample { "SAMPLE-" } else { "" };
        Self {
            spec: format!("deploy/{mark}spec.json"),
            schema: format!("deploy/{mark}spec.schema.json"),
            payouts: format!("internal/{mark}payouts.csv"),
            totals: format!("internal/{mark}totals.json"),
        }
    }

    /// All of them, in byte order.
    pub fn all(&self) -> [&str; 4] {
        [&self.spec, &self.schema, &self.payouts, &self.totals]
    }
}

impl Manifest {
    /// The manifest of a content, the digest of its program, its sums and its files; sealed.
    pub fn of(
        content: &BundleContent,
        program_sha256: String,
        total: Sums,
        files: Vec<FileEntry>,
    ) -> Result<Self, ExportFailure> {
        let program = &content.program;
        let lines = content.lines.len() as u64;
        let zero_lines = content.all_lines().and_then(|all| all.checked_sub(lines));
        let mut manifest = Self {
            tierwright_bundle: FORMAT,
            sample: content.sample,
            scope: SCOPE.to_owned(),
            engine: content.engine.clone(),
            program: ProgramEntry {
                name: program.name.clone(),
                currency: program.currency,
                rounding: program.rounding,
                sha256: program_sha256,
            },
            facts: FactsEntry { partners: content.partners, sha256: content.facts_digest.clone() },
            replay: Quarter::all(content),
            payouts: PayoutsEntry {
                lines,
                zero_lines: zero_lines
                    .ok_or_else(|| ExportFailure::overflow("The number of payout lines"))?,
                total,
                form: PAYOUTS_FORM.to_owned(),
            },
            files,
            seal: None,
        };
        manifest.seal = Some(manifest.seal_of()?);
        Ok(manifest)
    }

    /// The digest of everything but the seal.
    pub fn seal_of(&self) -> Result<String, ExportFailure> {
        let open = Self { seal: None, ..self.clone() };
        Ok(sha256_hex(canonical_json(&open)?.as_bytes()))
    }
}
