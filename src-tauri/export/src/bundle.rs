//! The bundle: its files made from the content, and written as a whole.

use std::path::{Path, PathBuf};

use tierwright_engine::{Outcome, rows::FactRows};
use tierwright_program::schema::program_schema;

use crate::{
    BundleContent, ExportFailure, FileEntry, MANIFEST, Sums, Verification, Watch,
    book::{TARGET, program_xlsx, rows::rules},
    canonical_json,
    cases::cases_jsonl,
    decision::{DMN, JDM, Tables, dmn, jdm, test_cases},
    digest::sha256_hex,
    evidence::evidence_json,
    folder,
    guide::guide,
    manifest::{Manifest, Paths, ProofEntry, TargetEntry},
    markup::html,
    memo::memo_json,
    payouts::payouts_csv,
    print::pdf,
    salesforce::loads,
    sign_off::sign_off_html,
    sql::{Dialect, Measured, fitting, load_sql, prove_watched, sql_of, tables_sql},
    statements::statements,
    totals::Totals,
    verify_bundle_watched,
};

/// More statements than these are not set in print: each has its page, which prints as it stands.
pub(crate) const MOST_PRINTED: usize = 250;

/// The code of an export that did not verify.
const NOT_PROVED: &str = "export_differs";

/// A bundle that was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bundle {
    /// The folder, as it was asked for.
    pub folder: PathBuf,
    /// Whether it is marked as made from sample facts.
    pub sample: bool,
    /// The seal of its manifest, which names the bundle as a whole: a SHA-256 in hexadecimal.
    pub digest: String,
    /// Every file but the manifest, in byte order of their paths.
    pub files: Vec<FileEntry>,
    /// Payout lines in it.
    pub lines: u64,
    /// Payout lines of zero, which are left out.
    pub zero_lines: u64,
    /// What the lines add up to.
    pub total: Sums,
    /// What working them out again found; nothing where the content has no facts for it.
    pub proof: Option<ProofEntry>,
}

/// One file and its bytes.
pub(crate) struct BundleFile {
    pub path: String,
    pub bytes: Vec<u8>,
}

/// Writes the bundle of an outcome into a folder; `rows` are the facts it was calculated from, and
/// `facts_digest` is their SHA-256 in lower-case hexadecimal.
///
/// The folder may be new, empty, or a bundle, which is then replaced as a whole. The files are
/// written beside it and verified before they take its place, so nothing is ever half-written.
///
/// # Errors
/// The folder holds something else, cannot be written, or what was written does not verify.
pub fn write_bundle(
    outcome: &Outcome,
    rows: &FactRows,
    sample: bool,
    facts_digest: &str,
    folder: &Path,
) -> Result<Bundle, ExportFailure> {
    let content = BundleContent::of_outcome(outcome, rows, sample, facts_digest);
    write_content(&content.with_cases(outcome, rows), folder)
}

/// Writes the bundle of a content, as [`write_bundle`] does.
///
/// # Errors
/// As [`write_bundle`].
pub fn write_content(content: &BundleContent, folder: &Path) -> Result<Bundle, ExportFailure> {
    write_content_watched(content, folder, &Watch::nobody())
}

/// The same, telling how far it has come. Once it is stopped, the folder is as it was before.
///
/// # Errors
/// As [`write_bundle`]; `cancelled` where it was stopped.
pub fn write_content_watched(
    content: &BundleContent,
    folder: &Path,
    watch: &Watch<'_>,
) -> Result<Bundle, ExportFailure> {
    watch.go_on("Writing the files", 0, 0)?;
    match write_once(content, folder, watch) {
        // Rules whose numbers do not fit are refused by name, and all the others proved.
        Err(failure) if failure.code == NOT_PROVED => match fitting(content, watch)? {
            Some(facts) => {
                write_once(&BundleContent { sql: Some(facts), ..content.clone() }, folder, watch)
            }
            None => Err(failure),
        },
        written => written,
    }
}

fn write_once(
    content: &BundleContent,
    folder: &Path,
    watch: &Watch<'_>,
) -> Result<Bundle, ExportFailure> {
    let schema = canonical_json(&program_schema())?;
    let proof = prove_watched(content, watch)?;
    let measured = proof.map(|proof| proof.measured).unwrap_or_default();
    let (manifest, files) = bundle_files(content, schema, &measured, watch)?;
    folder::place(folder, &files, |written| proved(written, watch))?;
    Ok(Bundle {
        folder: folder.to_owned(),
        sample: content.sample,
        digest: manifest.seal.unwrap_or_default(),
        files: manifest.files,
        lines: manifest.payouts.lines,
        zero_lines: manifest.payouts.zero_lines,
        total: manifest.payouts.total,
        proof: manifest.proof,
    })
}

/// Every file of a content's bundle, the manifest last; `measured` is what its SQL measures.
pub(crate) fn bundle_files(
    content: &BundleContent,
    schema: String,
    measured: &[Measured],
    watch: &Watch<'_>,
) -> Result<(Manifest, Vec<BundleFile>), ExportFailure> {
    let paths = Paths::of(content.sample);
    let spec = canonical_json(&content.program)?;
    let program_sha256 = sha256_hex(spec.as_bytes());
    let totals =
        Totals::of(content).ok_or_else(|| ExportFailure::overflow("The sum of the payouts"))?;
    let mut texts = vec![
        (paths.spec.clone(), spec),
        (paths.schema.clone(), schema),
        (paths.payouts.clone(), payouts_csv(content)?),
        (paths.totals.clone(), canonical_json(&totals)?),
        (paths.evidence.clone(), evidence_json(content)?),
    ];
    if let Some(of) = &content.sign_off {
        texts.push((paths.sign_off.clone(), canonical_json(of)?));
        texts.push((paths.sign_off_page.clone(), sign_off_html(of, content)));
        texts.push((paths.signed.clone(), canonical_json(&of.covers)?));
    }
    if let Some(paper) = &content.memo {
        texts.push((paths.memo.clone(), memo_json(paper, content, &program_sha256, totals.total)?));
    }
    let prints = documents(content, &paths, &mut texts, watch)?;
    let loads = loads(content)?;
    texts.extend(loads.files.into_iter().map(|(name, text)| (paths.salesforce(&name), text)));
    let (proof, workbook) = match sql_files(content, &paths, (measured, loads.target), &mut texts)?
    {
        Some((proof, workbook)) => (Some(proof), Some(workbook)),
        None => (None, None),
    };
    let texts = texts.into_iter().map(|(path, text)| BundleFile { path, bytes: text.into_bytes() });
    let mut files: Vec<BundleFile> = texts.chain(prints).chain(workbook).collect();
    files.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    let entries = files.iter().map(BundleFile::entry).collect();
    let manifest = Manifest::of(content, program_sha256, totals.total, proof, entries)?;
    let text = canonical_json(&manifest)?;
    files.push(BundleFile { path: MANIFEST.to_owned(), bytes: text.into_bytes() });
    Ok((manifest, files))
}

/// The guide and the statements: each as a page, and in print; and the memo in print.
fn documents(
    content: &BundleContent,
    paths: &Paths,
    texts: &mut Vec<(String, String)>,
    watch: &Watch<'_>,
) -> Result<Vec<BundleFile>, ExportFailure> {
    let guide = guide(content);
    texts.push((paths.guide.clone(), html(&guide)));
    let mut papers = vec![(paths.guide_print.clone(), paths.guide.clone(), guide)];
    let statements = statements(content)?;
    let printed = statements.len() <= MOST_PRINTED;
    for statement in statements {
        let page = paths.statement(&statement.name, "html");
        texts.push((paths.statement(&statement.name, "csv"), statement.csv));
        texts.push((page.clone(), html(&statement.paper)));
        if printed {
            papers.push((paths.statement(&statement.name, "pdf"), page, statement.paper));
        }
    }
    let memo = content.memo.iter().cloned();
    papers.extend(memo.map(|paper| (paths.memo_print.clone(), paths.memo.clone(), paper)));
    let (all, mut prints) = (papers.len() as u64, Vec::new());
    for (done, (path, page, paper)) in (0..).zip(papers) {
        watch.go_on("Setting documents in print", done, all)?;
        prints.push(BundleFile { path, bytes: pdf(&paper, &page)? });
    }
    Ok(prints)
}

/// The facts and the SQL of a content, and what is proved of them, with the workbook; every payout
/// that the SQL says is compared when the bundle is verified.
fn sql_files(
    content: &BundleContent,
    paths: &Paths,
    (measured, salesforce): (&[Measured], TargetEntry),
    texts: &mut Vec<(String, String)>,
) -> Result<Option<(ProofEntry, BundleFile)>, ExportFailure> {
    let Some(facts) = &content.sql else { return Ok(None) };
    for file in &facts.files {
        texts.push((paths.facts(file.table.name), file.csv()?));
    }
    let mut targets = Vec::new();
    for dialect in Dialect::ALL {
        let Some(sql) = sql_of(content, dialect) else { continue };
        texts.push((paths.tables(dialect), tables_sql(dialect)));
        texts.push((paths.load(dialect), load_sql(dialect, |table| paths.facts(table))));
        texts.push((paths.sql(dialect), sql.text.clone()));
        targets.push((dialect, sql));
    }
    let sqlite = targets.iter().find(|(dialect, _)| *dialect == Dialect::Sqlite);
    let Some((_, sqlite)) = sqlite else { return Ok(None) };
    texts.push((paths.cases.clone(), cases_jsonl(content)?));
    let rules = rules(content, sqlite, measured);
    let book = program_xlsx(content, &rules)?;
    let workbook =
        TargetEntry { target: TARGET.to_owned(), exact: book.exact, refused: book.refused };
    let tables = Tables::of(&content.program, &rules);
    texts.push((paths.jdm.clone(), jdm(&tables)?));
    texts.push((paths.dmn.clone(), dmn(&tables)));
    texts.push((paths.dmn_cases.clone(), test_cases(&tables)));
    let others = vec![workbook, tables.target(JDM), tables.target(DMN), salesforce];
    let proof = ProofEntry::of(content, facts, targets, others)?;
    Ok(Some((proof, BundleFile { path: paths.workbook.clone(), bytes: book.bytes })))
}

/// Nothing where the bundle in a folder verifies.
fn proved(folder: &Path, watch: &Watch<'_>) -> Result<(), ExportFailure> {
    match verify_bundle_watched(folder, watch)? {
        Verification::Agrees(_) => Ok(()),
        Verification::Differs(difference) => Err(ExportFailure::new(
            NOT_PROVED,
            format!("The export did not verify, so it was not kept: {}", difference.sentence),
            "Calculate again and export again; if it stays, report it with the document.",
        )),
    }
}

impl BundleFile {
    fn entry(&self) -> FileEntry {
        FileEntry {
            path: self.path.clone(),
            bytes: self.bytes.len() as u64,
            sha256: sha256_hex(&self.bytes),
        }
    }
}
