//! The manifest: what a bundle holds, what it was made from, and the digest of each file.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tierwright_program::{Currency, RoundingMode};

use crate::{
    BundleContent, ExportFailure, Sums, canonical_json,
    digest::sha256_hex,
    salesforce::{LOADS, READ_FIRST},
    sign_off::{HONEST, Status},
    sql::{Dialect, PayoutSql, RefusedRule, SqlFacts, TABLES, TOO_LARGE},
    totals::Quarter,
};

/// The version of the bundle's form that this build reads and writes. Any change of a file's form,
/// the fixed sentences below included, makes it one higher.
pub const FORMAT: u32 = 9;

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

/// The same where SQLite has calculated them again.
const SCOPE_PROVED: &str = "Payouts are as calculated by the engine named here. The digests show \
that nothing has changed since; the totals add up from the payouts. SQLite has calculated the payouts \
of the rules named under proof again, from the facts in this bundle alone, and each is the same to the \
minor unit. Levels of the tracks named there reach it as facts, and so does what was really sold.";

/// What a statement is written as.
const STATEMENT_ENDINGS: [&str; 3] = [".csv", ".html", ".pdf"];

/// The names of the files, by what they hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Paths {
    pub spec: String,
    pub schema: String,
    pub payouts: String,
    pub totals: String,
    pub guide: String,
    pub guide_print: String,
    pub workbook: String,
    pub sign_off: String,
    pub sign_off_page: String,
    pub signed: String,
    pub memo: String,
    pub memo_print: String,
    pub jdm: String,
    pub dmn: String,
    pub dmn_cases: String,
    pub cases: String,
    pub evidence: String,
    mark: &'static str,
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
    /// How far the approval is; nothing where nobody keeps one, and then it is a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_off: Option<SignOffEntry>,
    pub payouts: PayoutsEntry,
    /// What was worked out again; nothing where the facts for it are not in the bundle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<ProofEntry>,
    pub files: Vec<FileEntry>,
    /// SHA-256 of this manifest without its seal; the digest of the whole bundle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<String>,
}

/// How far the approval is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignOffEntry {
    pub status: Status,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    scope: String,
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
            guide: format!("partners/{mark}guide.html"),
            guide_print: format!("partners/{mark}guide.pdf"),
            workbook: format!("internal/{mark}program.xlsx"),
            sign_off: format!("internal/{mark}sign-off.json"),
            sign_off_page: format!("internal/{mark}sign-off.html"),
            signed: format!("internal/{mark}signed.json"),
            memo: format!("internal/{mark}memo.json"),
            memo_print: format!("internal/{mark}memo.pdf"),
            jdm: format!("deploy/{mark}program.jdm.json"),
            dmn: format!("deploy/{mark}program.dmn"),
            dmn_cases: format!("deploy/{mark}program-test-01.xml"),
            cases: format!("internal/{mark}cases.jsonl"),
            evidence: format!("internal/{mark}evidence.json"),
            mark,
        }
    }

    /// The statement of a partner.
    pub fn statement(&self, name: &str, ending: &str) -> String {
        format!("partners/statements/{}{name}.{ending}", self.mark)
    }

    /// Whether a path is that of some statement.
    pub fn is_statement(&self, path: &str) -> bool {
        let number = path
            .strip_prefix("partners/statements/")
            .and_then(|name| name.strip_prefix(self.mark)?.strip_prefix("statement-"));
        let number = number
            .and_then(|rest| STATEMENT_ENDINGS.into_iter().find_map(|end| rest.strip_suffix(end)));
        number.is_some_and(|number| {
            number.len() >= 5 && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    }

    /// A table of facts.
    pub fn facts(&self, table: &str) -> String {
        format!("internal/facts/{}{table}.csv", self.mark)
    }

    /// The program as SQL.
    pub fn sql(&self, dialect: Dialect) -> String {
        format!("deploy/sql/{}payout.{}.sql", self.mark, dialect.slug())
    }

    /// The tables that it reads.
    pub fn tables(&self, dialect: Dialect) -> String {
        format!("deploy/sql/{}tables.{}.sql", self.mark, dialect.slug())
    }

    /// A file to load into Salesforce.
    pub fn salesforce(&self, name: &str) -> String {
        format!("deploy/salesforce/{}{name}", self.mark)
    }

    /// What fills them from the facts.
    pub fn load(&self, dialect: Dialect) -> String {
        format!("deploy/sql/{}load.{}.sql", self.mark, dialect.slug())
    }

    /// All of them but the statements, in byte order; `proof` where the payouts can be worked out
    /// again, `signed` where a sign-off is kept, `memo` where there is a decision memo.
    pub fn all(&self, proof: bool, signed: bool, memo: bool) -> Vec<String> {
        let guide = [&self.guide, &self.guide_print];
        let own = [&self.spec, &self.schema, &self.payouts, &self.totals].into_iter().chain(guide);
        let mut all: Vec<String> = own.map(String::clone).collect();
        all.push(self.evidence.clone());
        all.push(self.salesforce(READ_FIRST));
        all.extend(LOADS.iter().map(|load| self.salesforce(&load.file())));
        if proof {
            all.push(self.cases.clone());
            all.extend([&self.workbook, &self.jdm, &self.dmn, &self.dmn_cases].map(String::clone));
            all.extend(TABLES.iter().map(|table| self.facts(table.name)));
            all.extend(Dialect::ALL.map(|dialect| self.sql(dialect)));
            all.extend(Dialect::ALL.map(|dialect| self.tables(dialect)));
            all.extend(Dialect::ALL.map(|dialect| self.load(dialect)));
        }
        if signed {
            all.extend([&self.sign_off, &self.sign_off_page, &self.signed].map(String::clone));
        }
        if memo {
            all.extend([self.memo.clone(), self.memo_print.clone()]);
        }
        all.sort_unstable();
        all
    }
}

/// What of the payouts was worked out again, and what the SQL of each database says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProofEntry {
    /// What worked them out again.
    pub by: String,
    /// Payouts compared, zeros included; each is equal.
    pub payouts: u64,
    /// The first day that a ladder reads.
    pub reviews_from: NaiveDate,
    /// Tracks whose levels are facts, worked out by Tierwright.
    pub given_levels: Vec<String>,
    /// Why no rule is said on these facts, as the rest of a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsaid: Option<String>,
    /// What the SQL of each database says, and what the workbook and the decision tables do.
    pub targets: Vec<TargetEntry>,
}

/// Which rules went to a target, and which it refuses.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetEntry {
    /// The target.
    pub target: String,
    /// Ids of the incentives it works out exactly.
    pub exact: Vec<String>,
    /// The incentives it does not, and why; of decision tables also ladders.
    pub refused: Vec<RefusedRule>,
}

impl ProofEntry {
    /// Whether a rule is said to be refused for its numbers; whoever verifies works out which ones.
    pub(crate) fn refuses_numbers(&self) -> bool {
        let refused = self.targets.iter().flat_map(|target| &target.refused);
        refused.into_iter().any(|rule| rule.why == TOO_LARGE)
    }

    /// What is to be proved of a content by SQLite, and what each database says.
    pub(crate) fn of(
        content: &BundleContent,
        facts: &SqlFacts,
        targets: Vec<(Dialect, PayoutSql)>,
        others: Vec<TargetEntry>,
    ) -> Result<Self, ExportFailure> {
        let exact = targets.iter().find(|(dialect, _)| *dialect == Dialect::Sqlite);
        let exact = exact.map(|(_, sql)| sql.exact.clone()).unwrap_or_default();
        let payouts = content.lines_where(|of| exact.contains(&of.id));
        let target = |(dialect, sql): (Dialect, PayoutSql)| TargetEntry {
            target: dialect.name().to_owned(),
            exact: sql.exact,
            refused: sql.refused,
        };
        Ok(Self {
            by: Dialect::Sqlite.name().to_owned(),
            payouts: payouts
                .ok_or_else(|| ExportFailure::overflow("The number of payout lines"))?,
            reviews_from: facts.first,
            given_levels: facts.given.clone(),
            unsaid: facts.unsaid.clone(),
            targets: targets.into_iter().map(target).chain(others).collect(),
        })
    }
}

impl Manifest {
    /// The manifest of a content, the digest of its program, its sums and its files; sealed.
    pub fn of(
        content: &BundleContent,
        program_sha256: String,
        total: Sums,
        proof: Option<ProofEntry>,
        files: Vec<FileEntry>,
    ) -> Result<Self, ExportFailure> {
        let program = &content.program;
        let lines = content.lines.len() as u64;
        let zero_lines = content.all_lines().and_then(|all| all.checked_sub(lines));
        let mut manifest = Self {
            tierwright_bundle: FORMAT,
            sample: content.sample,
            scope: if proof.is_some() { SCOPE_PROVED } else { SCOPE }.to_owned(),
            engine: content.engine.clone(),
            program: ProgramEntry {
                name: program.name.clone(),
                currency: program.currency,
                rounding: program.rounding,
                sha256: program_sha256,
            },
            facts: FactsEntry { partners: content.partners, sha256: content.facts_digest.clone() },
            replay: Quarter::all(content),
            sign_off: content.sign_off.as_ref().map(|of| SignOffEntry {
                status: of.status,
                version: of.version,
                scope: HONEST.to_owned(),
            }),
            payouts: PayoutsEntry {
                lines,
                zero_lines: zero_lines
                    .ok_or_else(|| ExportFailure::overflow("The number of payout lines"))?,
                total,
                form: PAYOUTS_FORM.to_owned(),
            },
            proof,
            files,
            seal: None,
        };
        manifest.seal = Some(manifest.seal_of()?);
        Ok(manifest)
    }

    /// Whether it lists a file.
    pub fn has(&self, path: &str) -> bool {
        self.files.iter().any(|file| file.path == path)
    }

    /// The digest of everything but the seal.
    pub fn seal_of(&self) -> Result<String, ExportFailure> {
        let open = Self { seal: None, ..self.clone() };
        Ok(sha256_hex(canonical_json(&open)?.as_bytes()))
    }
}
