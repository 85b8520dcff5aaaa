//! What an export would hold, what stands in its way, and the one before.

use tierwright_engine::{Outcome, Replay, Selection};
use tierwright_export::{Outline, TargetEntry, WORKBOOK, outline, sql::Dialect};
use tierwright_program::{
    Money, Program, Severity, differences,
    words::{count, grouped},
};
use tierwright_store::LastExport as Kept;
use tierwright_study::HistoryFinding;

use crate::{
    context::Context,
    describe::{self, whole},
    difference, doubt,
    opened::{Effort, Opened},
    program_test,
    sign_off::Standing,
    wire::{
        Basis, Doubts, ExportDialect, ExportPart, ExportPlan, ExportToDo, Failure, Finding,
        LastExport, MendedIn, PlannedBundle, RefusedRule,
    },
    words,
};

/// Answers what an export would hold.
pub(crate) fn plan(context: &mut Context) -> Result<ExportPlan, Failure> {
    let you = context.who.clone();
    let (opened, effort) = context.opened()?;
    let (outlined, to_do) = gathered(opened, effort)?;
    let last = opened.document.last_export()?;
    let standing = Standing::of(opened, to_do)?;
    Ok(ExportPlan {
        program: opened.program.name.clone(),
        revision: whole(opened.revision),
        sample: opened.sample,
        sign_off: standing.told(opened, you)?,
        to_do: standing.to_do,
        last: last.map(|kept| last_export(opened, kept)).transpose()?,
        bundle: match (outlined, opened.current()) {
            (Some(outline), Ok(calculated)) => Some(planned(&outline, &calculated.outcome)),
            _ => None,
        },
    })
}

/// The bundle in outline, and everything to look at first.
pub(crate) fn gathered(
    opened: &mut Opened,
    effort: &Effort,
) -> Result<(Option<Outline>, Vec<ExportToDo>), Failure> {
    let doubts = doubt::of_program(opened, effort)?;
    let shown = opened.history(effort)?;
    let outlined = outlined(opened)?;
    let to_do = to_do(opened, &shown, outlined.as_ref(), &doubts);
    Ok((outlined, to_do))
}

/// The bundle in outline; none where the program cannot be calculated.
fn outlined(opened: &Opened) -> Result<Option<Outline>, Failure> {
    let Ok(calculated) = opened.current() else { return Ok(None) };
    let rows = opened.ground_rows()?;
    Ok(Some(outline(&calculated.outcome, &rows, opened.sample, is_signed(opened))?))
}

/// Whether a bundle of what is looked at has a sign-off: that of the document's own program on its own
/// quarters.
pub(crate) fn is_signed(opened: &Opened) -> bool {
    !opened.other_program && !opened.other_window
}

fn planned(outline: &Outline, outcome: &Outcome) -> PlannedBundle {
    let program = outcome.plan().program();
    let (first, last) = (outcome.quarters().first(), outcome.quarters().last());
    let window = first.zip(last).map(|(first, last)| {
        let replay = Replay::between(&program.calendar, first.from(), last.until());
        words::window(&program.calendar, &replay)
    });
    let parts = outline.parts.iter().map(|part| ExportPart {
        folder: part.folder.to_owned(),
        name: part.name.to_owned(),
        about: part.about.clone().into_owned(),
        files: part.files,
    });
    PlannedBundle {
        window,
        lines: outline.lines,
        payouts: outline.proof.payouts,
        by: outline.proof.by.clone(),
        total: outline.total.paid.amount_text(),
        currency: program.currency.to_string(),
        parts: parts.collect(),
        dialects: outline.proof.targets.iter().map(dialect).collect(),
        given_levels: track_names(program, &outline.proof.given_levels),
    }
}

fn dialect(target: &TargetEntry) -> ExportDialect {
    ExportDialect {
        name: target.target.clone(),
        exact: whole(target.exact.len()),
        refused: refused(target),
    }
}

/// The rules that a target does not say.
pub(crate) fn refused(target: &TargetEntry) -> Vec<RefusedRule> {
    let rules = target.refused.iter();
    rules.map(|rule| RefusedRule { name: rule.name.clone(), why: rule.why.clone() }).collect()
}

fn track_names(program: &Program, ids: &[String]) -> Vec<String> {
    let tracks = program.tracks.iter().filter(|track| ids.contains(&track.id));
    tracks.map(|track| track.name.clone()).collect()
}

/// Everything to look at first.
fn to_do(
    opened: &Opened,
    shown: &[HistoryFinding],
    outline: Option<&Outline>,
    doubts: &Doubts,
) -> Vec<ExportToDo> {
    let mut found: Vec<ExportToDo> = Vec::new();
    found.extend(not_the_program(opened));
    // What a person said comes before what was found by counting.
    found.extend(doubted(doubts));
    found.extend(findings(opened, shown));
    found.extend(tests(opened));
    found.extend(outline.into_iter().flat_map(|outline| not_in_targets(opened, outline)));
    found.extend(data(opened));
    found.sort_by_key(|one| !one.blocks);
    found
}

/// What is looked at in place of the program on its history; the export says the same.
fn not_the_program(opened: &Opened) -> Vec<ExportToDo> {
    let scenario = opened.scenarios.edited().map(|one| Failure::edits_a_scenario(&one.name));
    let plan = (opened.ground.basis != Basis::History)
        .then(|| Failure::not_on_history("nothing was exported"));
    let of = |failure: Failure| ExportToDo {
        blocks: true,
        code: failure.code,
        sentence: failure.sentence.replace(", so nothing was exported.", "."),
        hint: failure.hint,
        mended_in: MendedIn::Scenarios,
        place: None,
        accepted: None,
    };
    scenario.into_iter().chain(plan).map(of).collect()
}

/// Errors and warnings of the program; and where it has no error, why it still cannot be calculated.
fn findings(opened: &Opened, shown: &[HistoryFinding]) -> Vec<ExportToDo> {
    let all = describe::findings(&opened.findings, shown);
    let errors = opened.findings.iter().any(|one| one.severity == Severity::Error);
    let mut found: Vec<ExportToDo> = all
        .into_iter()
        .filter(|one| one.severity != crate::wire::Severity::Note)
        .map(|one| ExportToDo {
            blocks: one.severity == crate::wire::Severity::Error,
            code: one.code.clone(),
            sentence: with_money(&one),
            hint: one.hint,
            mended_in: MendedIn::Program,
            place: Some(one.place),
            accepted: None,
        })
        .collect();
    if let (false, Err(failure)) = (errors, opened.current()) {
        found.push(ExportToDo {
            blocks: true,
            code: failure.code,
            sentence: failure.sentence,
            hint: failure.hint,
            mended_in: MendedIn::Program,
            place: None,
            accepted: None,
        });
    }
    found
}

/// A finding with the partners and the money that it concerns: with other money it is another warning.
fn with_money(of: &Finding) -> String {
    match (of.partners, &of.amount, &of.currency) {
        (Some(partners), Some(amount), Some(currency)) => {
            let who = count(u64::from(partners), "partner");
            let what = if of.of.is_empty() { String::new() } else { format!(" {}", of.of) };
            format!("{} Concerns {who}, {} {currency}{what}.", of.sentence, grouped(amount))
        }
        _ => of.sentence.clone(),
    }
}

/// Tests that fail or do not run: they travel with the program.
fn tests(opened: &Opened) -> Option<ExportToDo> {
    let counts = program_test::counts(&opened.tests);
    let bad = counts.failed + counts.not_run;
    (bad > 0).then(|| ExportToDo {
        blocks: false,
        code: "tests_fail".to_owned(),
        sentence: format!(
            "{} of the program {} not pass, and travel with it.",
            count(u64::from(bad), "test"),
            if bad == 1 { "does" } else { "do" },
        ),
        hint: "Mend the program, or accept what comes out now.".to_owned(),
        mended_in: MendedIn::Tests,
        place: None,
        accepted: None,
    })
}

/// Doubts that nobody has settled, and those that were upheld and whose figures are as they were.
fn doubted(doubts: &Doubts) -> Vec<ExportToDo> {
    let to_do = |code: &str, sentence: String, hint: &str| ExportToDo {
        blocks: false,
        code: code.to_owned(),
        sentence,
        hint: hint.to_owned(),
        mended_in: MendedIn::History,
        place: Some("doubts".to_owned()),
        accepted: None,
    };
    let mut found = Vec::new();
    if doubts.open > 0 {
        let many = count(u64::from(doubts.open), "doubt");
        let are = if doubts.open == 1 { "is" } else { "are" };
        found.push(to_do(
            "doubts_open",
            format!("{many} about figures of the program {are} open."),
            "Answer each, or uphold it and mend the program.",
        ));
    }
    if doubts.upheld_unchanged > 0 {
        let many = count(u64::from(doubts.upheld_unchanged), "doubt");
        let (was, figures, what) = match doubts.upheld_unchanged {
            1 => ("was", "its figure is", "what it was"),
            _ => ("were", "their figures are", "what they were"),
        };
        found.push(to_do(
            "doubts_upheld",
            format!("{many} {was} upheld, and {figures} {what}."),
            "Mend the program, or open the doubt again and answer it.",
        ));
    }
    found
}

/// Incentives that some target refuses, each told once: with the databases whose SQL it is not in, or
/// with the other targets where every database has it.
fn not_in_targets(opened: &Opened, outline: &Outline) -> Vec<ExportToDo> {
    let mut found: Vec<ExportToDo> = Vec::new();
    let is_sql =
        |target: &&TargetEntry| Dialect::ALL.iter().any(|dialect| dialect.name() == target.target);
    let (targets, others): (Vec<&TargetEntry>, Vec<&TargetEntry>) =
        outline.proof.targets.iter().partition(is_sql);
    let both = targets.iter().chain(&others);
    for rule in both.flat_map(|target| &target.refused) {
        let place = format!("/incentives/{}", rule.incentive);
        if found.iter().any(|one| one.place.as_ref() == Some(&place)) {
            continue;
        }
        let refuse = |target: &&&TargetEntry| {
            target.refused.iter().any(|other| other.incentive == rule.incentive)
        };
        let names: Vec<&str> =
            targets.iter().filter(&refuse).map(|target| target.target.as_str()).collect();
        let also = named(&others, refuse);
        let whose = if names.len() == targets.len() { "any".to_owned() } else { names.join(", ") };
        found.push(ExportToDo {
            blocks: false,
            code: "not_in_sql".to_owned(),
            sentence: match names.len() {
                0 => format!("{} is not in {also}: it {}.", rule.name, rule.why),
                _ => format!(
                    "{} is not in the SQL for {whose}{}: it {}.",
                    rule.name,
                    if names.len() == targets.len() { " database" } else { "" },
                    rule.why,
                ),
            },
            hint: match (names.len(), also.as_str()) {
                (0, _) => "It is in everything else.".to_owned(),
                (_, "") => "It is in everything else, and its payouts are not worked out a second \
                            time."
                    .to_owned(),
                (_, also) => format!(
                    "It is not in {also} either, and its payouts are not worked out a second time."
                ),
            },
            mended_in: if outline.proof.unsaid.is_some() {
                MendedIn::Data
            } else {
                MendedIn::Program
            },
            place: opened.program.incentive(&rule.incentive).map(|_| place),
            accepted: None,
        });
    }
    found
}

/// The targets that refuse, as they stand in a sentence.
fn named(targets: &[&TargetEntry], refuse: impl Fn(&&&TargetEntry) -> bool) -> String {
    let names = targets.iter().filter(refuse).map(|target| match target.target.as_str() {
        WORKBOOK => "the workbook",
        name => name,
    });
    names.collect::<Vec<_>>().join(", ")
}

/// Deals that are not there, and rows that were set aside.
fn data(opened: &Opened) -> Vec<ExportToDo> {
    let to_do = |code: &str, sentence: String, hint: &str| ExportToDo {
        blocks: false,
        code: code.to_owned(),
        sentence,
        hint: hint.to_owned(),
        mended_in: MendedIn::Data,
        place: None,
        accepted: None,
    };
    let mut found = Vec::new();
    if opened.facts.deals.stages.is_empty() {
        found.push(to_do(
            "no_history",
            "There is no history, so the bundle has no payout and proves none.".to_owned(),
            "Import the deals of last year first.",
        ));
    }
    let aside: u64 = opened.facts.files.iter().map(|file| u64::from(file.set_aside)).sum();
    if aside > 0 {
        found.push(to_do(
            "rows_set_aside",
            format!(
                "{} of the imported files were set aside and are not paid on.",
                count(aside, "row")
            ),
            "See why each was, and import them again once they are right.",
        ));
    }
    found
}

/// The last bundle, and what is different since.
fn last_export(opened: &Opened, kept: Kept) -> Result<LastExport, Failure> {
    let program = opened.document.program_at(kept.revision)?;
    let since = program.map(|program| differences(&program, &opened.base)).unwrap_or_default();
    let own = opened.scenarios.edited().is_none() && opened.ground.basis == Basis::History;
    let current = opened.current().ok().filter(|_| own);
    let pays = current.map(|calculated| calculated.outcome.total(Selection::default()));
    let row = kept.row;
    Ok(LastExport {
        exported_at: kept.exported_at,
        version: row.version,
        folder: row.folder,
        revision: whole(kept.revision),
        seal: row.seal,
        lines: row.lines,
        total: row.total.amount_text(),
        currency: row.total.currency().to_string(),
        proved_by: row.proved_by,
        payouts_proved: row.payouts_proved,
        facts_changed: row.facts != opened.document.facts_digest()?.to_string(),
        engine_changed: row.engine != env!("CARGO_PKG_VERSION"),
        differences: since.into_iter().map(difference::one).collect(),
        change: pays.and_then(|pays| less(pays, row.total)),
    })
}

/// One amount less another; none in other currencies.
fn less(one: Money, other: Money) -> Option<String> {
    let change = other.negated().and_then(|less| one.plus(less)).ok()?;
    Some(change.amount_text())
}
