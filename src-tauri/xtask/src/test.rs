//! `cargo xtask test`: set up, run each stage whatever became of the one before, sum up.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::Stopped;
use crate::child::{self, Ended, How};
use crate::counts::{self, Counts, Skipped};
use crate::house::{House, spelled};
use crate::packages::{self, Package};
use crate::stages::{BUILD, Page, Reader, STAGES, Stage, Step};
use crate::summary::{self, Line};
use crate::tools::{self, Tool};
use crate::ui;

/// Runs the stages of these names, or all. Fails when anything did.
pub fn test(house: &House, names: &[&str]) -> ExitCode {
    let chosen = match chosen(names) {
        Ok(chosen) => chosen,
        Err(said) => {
            eprintln!("{said}");
            return ExitCode::from(2);
        }
    };
    let handled = ctrlc::set_handler(|| {
        child::end_all();
        std::process::exit(130);
    });
    if let Err(error) = handled {
        eprintln!("What runs here will not end with Ctrl+C: {error}.");
    }
    let mut lines = Vec::new();
    let began = Instant::now();
    let ready = set_up(house, &chosen);
    lines.push(Line {
        name: "set-up",
        took: began.elapsed(),
        counts: Counts { failed: usize::from(ready.is_err()), ..Counts::default() },
    });
    match ready {
        Ok(()) => {
            let page = chosen.iter().any(|stage| stage.page == Page::Built);
            let stages = page.then_some(&BUILD).into_iter().chain(chosen);
            lines.extend(stages.map(|stage| run_stage(house, stage)));
        }
        Err(said) => eprintln!("\n{said}"),
    }
    println!("\n{}", summary::page(&lines));
    if lines.iter().all(|line| line.counts.failed == 0) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn chosen(names: &[&str]) -> Result<Vec<&'static Stage>, String> {
    let known: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
    match names.iter().find(|name| !known.contains(name)) {
        Some(name) => {
            Err(format!("There is no stage {name}; the stages are {}.", known.join(", ")))
        }
        None => Ok(STAGES
            .iter()
            .filter(|stage| names.is_empty() || names.contains(&stage.name))
            .collect()),
    }
}

/// Everything that the chosen stages need: tools named if missing, packages installed.
fn set_up(house: &House, chosen: &[&Stage]) -> Result<(), Stopped> {
    let here = || chosen.iter().filter(|stage| stage.elsewhere.is_none());
    let mut wanted = vec![Tool::Rust];
    wanted.extend(here().flat_map(|stage| stage.tools));
    wanted.dedup();
    tools::check(house, &wanted)?;
    if cfg!(target_os = "linux") {
        let packages = here().flat_map(|stage| stage.packages);
        let packages: Vec<&[Package]> = packages.copied().collect();
        packages::install(&[packages::COMPILER, &packages.concat()].concat())?;
    }
    if here().any(|stage| stage.page >= Page::Packages) {
        ui::packages(house)?;
    }
    Ok(())
}

fn run_stage(house: &House, stage: &Stage) -> Line {
    println!("\n== {} ==", stage.name);
    let began = Instant::now();
    let counts = match stage.elsewhere {
        Some(reason) => Counts {
            skipped: vec![Skipped { name: stage.name.to_owned(), reason: reason.to_owned() }],
            ..Counts::default()
        },
        None => run_steps(house, stage),
    };
    let took = began.elapsed();
    println!("== {}: {:.1} minutes ==", stage.name, took.as_secs_f64() / 60.0);
    let name = stage.name;
    Line { name, took, counts }
}

fn run_steps(house: &House, stage: &Stage) -> Counts {
    let until = Instant::now() + Duration::from_secs(60 * stage.minutes);
    let mut counts = Counts::default();
    for mut step in (stage.steps)(house) {
        let words = spelled(&step.command);
        println!("> {words}");
        let ended = child::run(&mut step.command, until);
        let read = read(&step, &ended);
        if let How::Badly(said) = &ended.how {
            println!("`{words}` {said}.");
        }
        let failed = read.failed > 0;
        counts.add(&read);
        if failed && !stage.independent {
            break;
        }
    }
    counts
}

/// A step that went wrong without a failed test of its own counts as one.
fn read(step: &Step, ended: &Ended) -> Counts {
    let mut counts = match &step.reader {
        Reader::Nothing => Counts::default(),
        Reader::Cargo => counts::of_cargo(&ended.text),
        Reader::Node => counts::of_node(&ended.text),
        Reader::Vitest(report) => {
            let report = std::fs::read_to_string(report).unwrap_or_default();
            counts::of_vitest(&report, &ended.text).unwrap_or_default()
        }
    };
    if ended.how != How::Well && counts.failed == 0 {
        counts.failed = 1;
    }
    let silent = counts.passed == 0 && counts.failed == 0 && counts.skipped.is_empty();
    if silent && !matches!(step.reader, Reader::Nothing) {
        println!("`{}` ran no test.", spelled(&step.command));
        counts.failed = 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    fn step(reader: Reader) -> Step {
        let command = Command::new("cargo");
        Step { command, reader }
    }

    fn ended(how: How, text: &str) -> Ended {
        let text = text.to_owned();
        Ended { how, text }
    }

    #[test]
    fn a_step_that_goes_wrong_always_counts() {
        let bad = || How::Badly("ended with exit status: 101".to_owned());
        let two = "test result: FAILED. 1 passed; 2 failed; 0 ignored;";
        for (reader, ended, failed) in [
            (Reader::Nothing, ended(How::Well, ""), 0),
            (Reader::Nothing, ended(bad(), ""), 1),
            (Reader::Cargo, ended(bad(), "error: could not compile"), 1),
            (Reader::Cargo, ended(bad(), two), 2),
            (Reader::Cargo, ended(How::Well, ""), 1),
            (Reader::Node, ended(How::Well, "ℹ pass 3\nℹ fail 0\n"), 0),
        ] {
            let text = ended.text.clone();
            assert_eq!(read(&step(reader), &ended).failed, failed, "{text}");
        }
    }

    #[test]
    fn stages_are_chosen_by_name_and_run_in_their_own_order() {
        let names = |words: &[&str]| -> Vec<&str> {
            let chosen = chosen(words).unwrap_or_default();
            chosen.iter().map(|stage| stage.name).collect()
        };
        assert_eq!(names(&[]).len(), STAGES.len());
        assert_eq!(names(&["ui", "format"]), ["format", "ui"]);
        assert!(chosen(&["iu"]).is_err_and(|said| said.contains("no stage iu")));
    }
}
