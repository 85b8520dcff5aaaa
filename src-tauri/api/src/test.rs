//! Running payout cases.

use std::path::{Path, PathBuf};

use tierwright_cases::{Case, CaseFault, Difference};

use crate::{
    files,
    wire::{Failure, FailureKind, Test, TestDifference, Tested, TestedCase},
};

/// Runs the cases of a file or folder.
pub(crate) fn test(request: &Test) -> Result<Tested, Failure> {
    let cases: Vec<TestedCase> =
        case_files(&request.path)?.iter().map(|path| run(path)).collect::<Result<_, _>>()?;
    let passed = cases.iter().filter(|case| case.passed).count();
    Ok(Tested {
        passed: u32::try_from(passed).unwrap_or(u32::MAX),
        failed: u32::try_from(cases.len() - passed).unwrap_or(u32::MAX),
        cases,
    })
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
