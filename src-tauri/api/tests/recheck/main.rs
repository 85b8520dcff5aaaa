//! A checker that shares no code with the engine: it reads only explanations, the source facts and
//! the words of the promise, redoes every step with arithmetic of its own, and reaches the figure.

mod billed;
mod compared;
mod due;
mod exact;
mod figures;
mod filters;
mod inputs;
mod ladder;
mod line;
mod measures;
mod mutations;
mod next;
mod points;
mod pools;
mod reasons;
mod refusal;
mod schedule;
mod source;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use line::{Beside, recheck};
use source::Source;
use tierwright_api::{
    Desk,
    wire::{Import, New},
};
use tierwright_cases::Case;
use tierwright_engine::{
    Explanation, Facts, Outcome, Plan, Replay, Settlement, Turn, rows::FactRows,
};
use tierwright_program::{Program, check};
use tierwright_store::Document;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What was rechecked.
#[derive(Default, Debug)]
struct Count {
    lines: usize,
    paid: usize,
    steps: usize,
}

/// Every cell of an outcome, with what it is read beside.
fn each_cell(
    outcome: &Outcome,
    source: &Source<'_>,
    look: &mut dyn FnMut(&Explanation, Beside<'_>),
) {
    let program = outcome.plan().program();
    for partner in 0..outcome.facts().partners.len() {
        for (quarter, span) in outcome.quarters().iter().enumerate() {
            for (incentive, of) in program.incentives.iter().enumerate() {
                let explanation = outcome.explain(partner, quarter, incentive).expect("explains");
                let all = outcome.plan().settlements(incentive).iter();
                let settlements: Vec<Settlement> =
                    all.filter(|one| one.quarter == quarter).copied().collect();
                let (settlements, quarter) = (settlements.as_slice(), *span);
                let beside = Beside { source, program, incentive: of, settlements, quarter };
                look(&explanation, beside);
            }
        }
    }
}

/// Rechecks every cell of an outcome, and compares it with what is paid.
fn recheck_all(name: &str, outcome: &Outcome, rows: &FactRows) -> Count {
    let source = Source::new(rows, outcome.plan().program());
    let (mut count, mut refused) = (Count::default(), Vec::new());
    each_cell(outcome, &source, &mut |of, beside| {
        let cell = outcome.cell(of.partner, of.quarter, of.incentive);
        count.lines += 1;
        count.paid += usize::from(cell.units() != 0);
        count.steps += of.steps.len();
        let found = match recheck(of, beside) {
            Ok(()) if of.amount == cell => return,
            Ok(()) => format!("it explains {}, and {cell} is paid", of.amount),
            Err(refusal) => refusal.0,
        };
        if refused.len() < 5 {
            let partner = &source.partners[of.partner].id;
            let incentive = &beside.incentive.id;
            refused.push(format!("{name}, {partner}, {:?}, {incentive}: {found}", beside.quarter));
        }
    });
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    count
}

fn cases() -> Vec<(String, Case)> {
    let folder = root().join("fixtures/cases");
    let files =
        std::fs::read_dir(folder).expect("the cases").map(|file| file.expect("a file").path());
    let mut files: Vec<PathBuf> = files.collect();
    files.sort();
    let named = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a case");
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let case = Case::from_json(&text).unwrap_or_else(|fault| panic!("{name}: {}", fault.0));
        (name, case)
    };
    files.into_iter().map(named).collect()
}

#[test]
fn every_line_of_every_case_is_reached_again() {
    let mut all = Count::default();
    let mut refused = Vec::new();
    for (name, case) in cases() {
        let outcome = case.outcome().unwrap_or_else(|fault| panic!("{name}: {}", fault.0));
        let rows = case.facts.rows();
        let found = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            recheck_all(&name, &outcome, &rows)
        }));
        match found {
            Ok(count) => {
                all.lines += count.lines;
                all.paid += count.paid;
                all.steps += count.steps;
            }
            Err(_) => refused.push(name),
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    println!("cases: {all:?}");
    assert!(all.lines > 400 && all.paid > 200, "{all:?}");
}

#[test]
fn every_line_of_the_sample_is_reached_again() {
    let sample = tierwright_sample::sample(tierwright_sample::Size::Standard);
    let checked = check(&sample.program).0.expect("no errors");
    let facts = Arc::new(Facts::build(sample.rows.clone()).expect("sound facts"));
    let (first, last) = (facts.first_day().expect("a deal"), facts.last_day().expect("a deal"));
    let replay = Replay::between(&sample.program.calendar, first, last);
    let plan = Plan::compile(&checked, facts, &replay, None).expect("compiles");
    let outcome = plan.calculate(2, &Turn::new()).expect("calculates");
    let count = recheck_all("sample", &outcome, &sample.rows);
    println!("sample: {count:?}");
    assert!(count.lines > 5_000 && count.paid > 1_000, "{count:?}");
}

/// The files of the AdventureWorks set in a folder.
fn files(folder: &Path) -> Vec<String> {
    let names = [
        "reseller_sales_flat.csv",
        "DimReseller.csv",
        "DimGeography.csv",
        "DimSalesTerritory.csv",
        "DimCurrency.csv",
        "FactCurrencyRate.csv",
    ];
    let both = |name: &&str| [folder.join(name), folder.join(format!("{name}.gz"))];
    let found = names.iter().flat_map(both).filter(|path| path.exists());
    found.map(|path| path.display().to_string()).collect()
}

/// Every quarter of the history in a folder, as it is imported.
fn history(folder: &Path) -> Count {
    let at = tempfile::tempdir().expect("a folder");
    let (desk, path) = (Desk::with(at.path().to_owned(), 2), at.path().join("aw.tierwright"));
    let fixture = |name: &str| root().join("fixtures").join(name).display().to_string();
    let program = Some(fixture("programs/adventureworks.json"));
    let new = New { path: Some(path.display().to_string()), program, ..New::default() };
    desk.call(new.into()).expect("a new document");
    let import = Import {
        mapping: Some(fixture("mappings/adventureworks.json")),
        files: files(folder),
        ..Import::default()
    };
    desk.call(import.into()).expect("the import");
    drop(desk);
    let document = Document::open(&path).expect("the document opens");
    let program: Program = document.program().expect("the program");
    let checked = check(&program).0.expect("a program without errors");
    let rows = document.facts().expect("facts");
    let facts = Arc::new(Facts::build(rows.clone()).expect("sound facts"));
    let (first, last) = (facts.first_day().expect("a deal"), facts.last_day().expect("a deal"));
    let replay = Replay::between(&program.calendar, first, last);
    let plan = Plan::compile(&checked, facts, &replay, None).expect("compiles");
    let outcome = plan.calculate(2, &Turn::new()).expect("calculates");
    recheck_all("adventureworks", &outcome, &rows)
}

#[test]
fn every_line_of_adventureworks_is_reached_again() {
    let name = "every_line_of_adventureworks_is_reached_again";
    let data =
        std::env::var_os("TIERWRIGHT_DATA").map_or(root().join("../shared/data"), PathBuf::from);
    let folder = data.join("adventureworks");
    if !folder.is_dir() {
        println!("skipped: {name}: real data not found in ../shared/data");
        return;
    }
    let count = history(&folder);
    println!("adventureworks: {count:?}");
    assert!(count.lines > 20_000 && count.paid > 4_000, "{count:?}");
}

#[test]
fn every_line_of_the_same_shape_is_reached_again() {
    let count = history(&root().join("fixtures/imports/adventureworks-shape"));
    println!("the same shape: {count:?}");
    assert!(count.paid > 20, "{count:?}");
}
