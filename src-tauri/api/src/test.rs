//! Running payout cases.

use std::path::{Path, PathBuf};

use tierwright_cases::{Case, CaseFault, Difference};

use tierwright_export::read_cases;
use tierwright_program::Program;
use tierwright_store::Document;

use crate::{
    files,
    program_test::{Ran, run_all},
    wire::{Failure, FailureKind, Test, TestDifference, TestResult, Tested, TestedCase},
};

/// Runs the cases of a file or folder, or the tests of a document or program file.
pub(crate) fn test(request: &Test) -> Result<Tested, Failure> {
    let cases = match program(&request.path)? {
        Some(program) => of_program(&program, &request.path)?,
        None => {
            case_files(&request.path)?.iter().map(|path| run(path)).collect::<Result<_, _>>()?
        }
    };
    let passed = cases.iter().filter(|case| case.passed).count();
    Ok(Tested {
        passed: u32::try_from(passed).unwrap_or(u32::MAX),
        failed: u32::try_from(cases.len() - passed).unwrap_or(u32::MAX),
        cases,
    })
}

/// The program of a document, or of a file that is one: a case has no format.
fn program(path: &str) -> Result<Option<Program>, Failure> {
    let file = Path::new(path);
    if file.extension().is_some_and(|ending| ending == "tierwright") {
        return Ok(Some(Document::open(file)?.program()?));
    }
    if file.is_dir() {
        return Ok(None);
    }
    // The cases of a bundle: a program, and a test a line.
    if file.extension().is_some_and(|ending| ending == "jsonl") {
        let read = read_cases(&files::text(path)?).map_err(|(row, why)| {
            Failure::new(
                FailureKind::File,
                "cases_not_readable",
                format!("{path}, row {row}, {why}."),
                "Take internal/cases.jsonl of a bundle as it was exported.",
            )
        })?;
        let (program, tests) = read;
        return Ok(Some(Program { tests, ..program }));
    }
    let tree: Result<serde_json::Value, _> = serde_json::from_str(&files::text(path)?);
    let is_program = tree.is_ok_and(|tree| tree.get("format").is_some());
    is_program.then(|| files::program(path)).transpose()
}

/// The tests that a program carries.
fn of_program(program: &Program, path: &str) -> Result<Vec<TestedCase>, Failure> {
    if program.tests.is_empty() {
        return Err(Failure::new(
            FailureKind::File,
            "no_tests",
            format!("The program in {path} carries no test."),
            "Make tests of payouts in the window, or write them into the program.",
        ));
    }
    let ran = run_all(program);
    Ok(program
        .tests
        .iter()
        .zip(ran)
        .map(|(test, ran)| TestedCase {
            name: test.id.clone(),
            title: test.title.clone(),
            passed: ran.result() == TestResult::Passes,
            fault: match &ran.ran {
                Ran::Not(fault) => Some(fault.clone()),
                Ran::Compared(_) => None,
            },
            differences: match ran.ran {
                Ran::Not(_) => Vec::new(),
                Ran::Compared(all) => {
                    all.into_iter().flat_map(|one| one.differences).map(difference).collect()
                }
            },
        })
        .collect())
}

/// The file itself, or the `.json` files of a folder.
fn case_files(path: &str) -> Result<Vec<PathBuf>, Failure> {
    if !Path::new(path).is_dir() {
        return Ok(vec![PathBuf::from(path)]);
    }
    let unreadable = |error: std::io::Error| {
        let sentence = format!("The folder {path} cannot be read: {error}.");
        Failure::new(
            FailureKind::File,
            "folder_not_readable",
            sentence,
            "Check that you may read it.",
        )
    };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        if file.extension().is_some_and(|ending| ending == "json") {
            found.push(file);
        }
    }
    found.sort();
    if found.is_empty() {
        let sentence = format!("The folder {path} holds no case.");
        let hint = "Cases are .json files: a program, facts and what must come out.";
        return Err(Failure::new(FailureKind::File, "no_cases", sentence, hint));
    }
    Ok(found)
}

fn run(path: &Path) -> Result<TestedCase, Failure> {
    let text = files::text(&path.display().to_string())?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let case = Case::from_json(&text);
    let title = case.as_ref().map_or_else(|_| String::new(), |case| case.title.clone());
    Ok(match case.and_then(|case| case.differences()) {
        Ok(found) => TestedCase {
            name,
            title,
            passed: found.is_empty(),
            fault: None,
            differences: found.into_iter().map(difference).collect(),
        },
        Err(CaseFault(fault)) => {
            TestedCase { name, title, passed: false, fault: Some(fault), differences: Vec::new() }
        }
    })
}

fn difference(of: Difference) -> TestDifference {
    let Difference { place, expected, got, because } = of;
    TestDifference { place, expected, got, because }
}
