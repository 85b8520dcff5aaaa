//! What a bundle would hold, said before any of it is written.

use std::borrow::Cow;

use tierwright_engine::{Outcome, rows::FactRows};

use crate::{
    BundleContent, ExportFailure, MANIFEST, Sums,
    book::workbook_outline,
    bundle::MOST_PRINTED,
    decision::{DMN, JDM, outlined},
    evidence::other_currencies,
    manifest::{Paths, ProofEntry},
    salesforce,
    sql::{Dialect, FactFile, sql_of},
    totals::Totals,
};

/// A bundle that is not written yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outline {
    /// Its parts, by the folder that they are in.
    pub parts: Vec<Part>,
    /// Payout lines in it.
    pub lines: u64,
    /// Payout lines of zero, which are left out.
    pub zero_lines: u64,
    /// What the lines add up to.
    pub total: Sums,
    /// What is to be worked out again, and what the SQL of each database says.
    pub proof: ProofEntry,
}

/// Files of a bundle that are of one kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// The folder, named by its readers; empty for the bundle's own.
    pub folder: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// What it holds, as the rest of a line.
    pub about: Cow<'static, str>,
    /// How many files it has.
    pub files: u64,
}

/// What the bundle of an outcome would hold; `rows` are the facts it was calculated from, `signed` says
/// whether it is of the document's own program, which has a sign-off and a decision memo.
///
/// # Errors
/// The payouts are too large to add up exactly.
pub fn outline(
    outcome: &Outcome,
    rows: &FactRows,
    sample: bool,
    signed: bool,
) -> Result<Outline, ExportFailure> {
    let content = BundleContent::of_outcome(outcome, rows, sample, "");
    let facts = content.sql.as_ref().ok_or_else(|| ExportFailure::overflow("The history"))?;
    let targets = Dialect::ALL.into_iter().filter_map(|one| Some((one, sql_of(&content, one)?)));
    let targets: Vec<_> = targets.collect();
    let sqlite = targets.iter().find(|(dialect, _)| *dialect == Dialect::Sqlite);
    let workbook = workbook_outline(&content, sqlite.map_or(&[], |(_, sql)| &sql.refused));
    let tables = [JDM, DMN].map(|name| outlined(&content.program, &workbook, name));
    let salesforce = salesforce::outlined(&content.program);
    let others = [workbook].into_iter().chain(tables).chain([salesforce]).collect();
    let proof = ProofEntry::of(&content, facts, targets, others)?;
    let totals =
        Totals::of(&content).ok_or_else(|| ExportFailure::overflow("The sum of the payouts"))?;
    let (lines, all) = (content.lines.len() as u64, content.all_lines());
    let zero_lines = all.and_then(|all| all.checked_sub(lines));
    Ok(Outline {
        parts: parts(&content, signed),
        lines,
        zero_lines: zero_lines
            .ok_or_else(|| ExportFailure::overflow("The number of payout lines"))?,
        total: totals.total,
        proof,
    })
}

fn parts(content: &BundleContent, signed: bool) -> Vec<Part> {
    let paths = Paths::of(content.sample);
    let all = paths.all(true, signed, signed);
    let inside = |folder: &str| all.iter().filter(|path| path.starts_with(folder)).count() as u64;
    let mut paid: Vec<&str> = content
        .lines
        .iter()
        .filter(|line| !line.shadow)
        .map(|line| line.partner_id.as_str())
        .collect();
    paid.dedup();
    let printed = paid.len() <= MOST_PRINTED;
    let named = |files: &[&String]| files.len() as u64;
    let part = |folder, name, about: &'static str, files| Part {
        folder,
        name,
        about: about.into(),
        files,
    };
    let mut parts = vec![
        part(
            "deploy",
            "Program specification",
            "the program as canonical JSON, with its JSON Schema",
            named(&[&paths.spec, &paths.schema]),
        ),
        part(
            "deploy",
            "SQL",
            "for each database the program as views, the tables that they read, and how to load them",
            inside("deploy/sql/"),
        ),
        part(
            "deploy",
            "Decision tables",
            "rates, payouts and levels from given measures, for GoRules and as DMN with test cases",
            named(&[&paths.jdm, &paths.dmn, &paths.dmn_cases]),
        ),
        part(
            "deploy",
            "Salesforce loads",
            "rules and funds as CSV for Rebate Management and marketing budgets; not tried in an org",
            inside("deploy/salesforce/"),
        ),
        part(
            "partners",
            "Program guide",
            "sentences, rates, examples and clauses, as PDF to sign and as a page",
            named(&[&paths.guide, &paths.guide_print]),
        ),
        part(
            "partners",
            "Statements",
            if printed {
                "PDF, page and CSV for each partner that is paid, with nobody else's figures"
            } else {
                "a page and a CSV for each partner that is paid, with nobody else's figures"
            },
            (if printed { 3 } else { 2 }) * paid.len() as u64,
        ),
        part(
            "internal",
            "Payouts",
            "every payout line that is not zero, as CSV",
            named(&[&paths.payouts]),
        ),
        part(
            "internal",
            "Totals",
            "by incentive, quarter, partner and tier",
            named(&[&paths.totals]),
        ),
        part(
            "internal",
            "Workbook",
            "measures, parameters in named cells, and the payouts as live formulas",
            named(&[&paths.workbook]),
        ),
        Part {
            folder: "internal",
            name: "Facts",
            about: format!(
                "the whole history, which the payouts are proved from, as CSV: about {}",
                size(content)
            )
            .into(),
            files: inside("internal/facts/"),
        },
        part(
            "internal",
            "Evidence",
            match other_currencies(content).is_empty() {
                true => {
                    "what it costs, who gets more or less than was really paid, and what the check finds"
                }
                false => {
                    "what it costs and what the check finds; past payouts in other currencies are not compared"
                }
            },
            named(&[&paths.evidence]),
        ),
        part(
            "internal",
            "Cases",
            "the program's tests and payouts with their facts, for `tierwright test`",
            named(&[&paths.cases]),
        ),
    ];
    if signed {
        parts.push(part(
            "internal",
            "Sign-off",
            "version, status, signatures, what they cover, and reasons for accepted warnings",
            named(&[&paths.sign_off, &paths.sign_off_page, &paths.signed]),
        ));
        parts.push(part(
            "internal",
            "Decision memo",
            "what it costs, beside the scenarios and what was paid before, with its risk, as PDF",
            named(&[&paths.memo, &paths.memo_print]),
        ));
    }
    parts.push(part(
        "",
        MANIFEST,
        "what it was made from, and the SHA-256 of each file, sealed",
        1,
    ));
    parts
}

/// About how large the facts are, as people say it.
fn size(content: &BundleContent) -> String {
    let bytes: u64 = content.sql.iter().flat_map(|facts| &facts.files).map(FactFile::size).sum();
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{} MB", bytes.div_ceil(1_000_000)),
    }
}
