//! A second opinion on money: an evaluator of its own, written from the rules and the document's
//! types alone, row by row and in unbounded fractions, that the engine has to agree with to the
//! last minor unit and on every level.

mod again;
mod agree;
mod attributed;
mod budget;
mod case;
mod compared;
mod credits;
mod days;
mod dice;
mod draw_compared;
mod draw_facts;
mod draw_incentive;
mod draw_measures;
mod draw_program;
mod draw_sales;
mod draw_schedule;
mod draw_ties;
mod draw_tracks;
mod earned;
mod exact;
mod guarantee;
mod knows;
mod ladder;
mod measured;
mod money;
mod opinion;
mod past;
mod pool;
mod reading;
mod run;
mod shrink;
mod tally;
mod world;

use std::{
    num::NonZeroUsize,
    path::PathBuf,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use agree::{Scene, agree, as_case, label};
use case::{Case, Expected};
use dice::Dice;
use opinion::Opinion;
use tally::Tally;
use tierwright_program::{Program, check};

/// Every hand-worked case, by name.
fn cases() -> Vec<(String, Case)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/cases");
    let entries = std::fs::read_dir(folder).expect("fixtures/cases is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("readable");
        let case = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        (name, case)
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn the_second_opinion_agrees_with_the_cases_worked_by_hand() {
    let mut compared = 0;
    for (name, case) in cases() {
        let (program, rows) = (case.program(), case.rows());
        let known = knows::knows(&program) && program.incentives.iter().all(earned::has_opinion);
        if !known || !case.others.is_empty() {
            continue;
        }
        let opinion = opinion::opinion(&program, &rows, case.from, case.until);
        // Steps are the engine's words for a figure; anything else is another figure.
        let figure = |one: &&Expected| one.others.keys().all(|key| key == "steps");
        for expected in case.expect.iter().filter(figure) {
            let quarter = expected.quarter.as_ref().map(|label| quarter(&program, &opinion, label));
            if let (Some(id), Some(amount)) = (&expected.incentive, expected.amount) {
                let incentive = program.incentives.iter().position(|one| one.id == *id);
                let (incentive, quarter) =
                    (incentive.expect("an incentive"), quarter.expect("a quarter"));
                let key = (expected.partner.clone(), quarter, incentive);
                let got = &opinion.paid[&key];
                assert_eq!(*got, exact::money(amount), "{name}: {expected:?}");
                compared += 1;
            }
            let day = expected.on.or(quarter.map(|at| opinion.quarters[at].until));
            if let (Some(id), Some(day)) = (&expected.level, day) {
                let track = expected.track.as_ref();
                let track =
                    program.tracks.iter().position(|one| track.is_none_or(|id| one.id == *id));
                let track = track.expect("a track");
                let level = opinion.level(track, &expected.partner, day);
                let got = level.map(|level| program.tracks[track].levels[level].id.as_str());
                assert_eq!(got, Some(id.as_str()), "{name}: {expected:?}");
                compared += 1;
            }
        }
    }
    assert!(compared > 80, "only {compared} figures compared");
}

fn quarter(program: &Program, opinion: &Opinion, wanted: &str) -> usize {
    let found = opinion.quarters.iter().position(|days| label(program, *days) == wanted);
    found.unwrap_or_else(|| panic!("no quarter {wanted}"))
}

/// The scene of a seed.
fn scene(seed: u64) -> Scene {
    let mut dice = Dice::new(seed);
    let program = draw_program::program(&mut dice);
    let earlier = draw_program::before_changes(&mut dice, &program);
    let mut own = Dice::new(!seed);
    let earlier = match own.chance(40) {
        true => Some(draw_program::other_filters(&mut own, &program)),
        false => earlier,
    };
    let facts = draw_facts::facts(&mut dice, &program);
    let window = draw_facts::window(&mut dice);
    Scene { program, earlier, facts, window }
}

/// How many programs are drawn, where `TIERWRIGHT_OPINIONS` says nothing else. A few dozen are too
/// few to hold everything that is asked of them.
const OPINIONS: u64 = 2000;

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// How many disagreements are shrunk before the run gives up.
const ENOUGH: usize = 8;

#[test]
fn the_engine_and_the_second_opinion_agree() {
    let first: u64 = setting("TIERWRIGHT_FIRST").unwrap_or(0);
    let count: u64 = setting("TIERWRIGHT_OPINIONS").unwrap_or(OPINIONS);
    let next = AtomicU64::new(first);
    let disagreed = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let tally = std::thread::scope(|scope| {
        let work = || {
            let mut tally = Tally::default();
            loop {
                let seed = next.fetch_add(1, Ordering::Relaxed);
                let enough = disagreed.lock().expect("no panic").len() >= ENOUGH;
                if seed >= first + count || enough {
                    return tally;
                }
                if !agrees(seed, &mut tally) {
                    disagreed.lock().expect("no panic").push(seed);
                }
            }
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().fold(Tally::default(), |all, worker| {
            all.with(worker.join().expect("a worker comes to an end"))
        })
    });
    let disagreed = disagreed.into_inner().expect("no panic");
    tally.print();
    let words: Vec<String> = disagreed.into_iter().map(shrunk_to_a_case).collect();
    assert!(words.is_empty(), "{}", words.join("\n\n"));
    tally.was_enough();
}

fn agrees(seed: u64, tally: &mut Tally) -> bool {
    let scene = scene(seed);
    let (checked, findings) = check(&scene.program);
    let Some(checked) = checked else {
        tally.faulty(&findings[0].code);
        return true;
    };
    match agree(&checked, &scene) {
        Ok(opinion) => tally.agreed(&scene, &opinion),
        Err(difference) if difference.too_large() => tally.too_large(),
        Err(_) => return false,
    }
    true
}

/// Takes out of a scene what its disagreement does not need and writes the rest as a case; both
/// figures, the engine's words and where the case is.
fn shrunk_to_a_case(seed: u64) -> String {
    let scene = shrink::shrunk(scene(seed));
    let difference = shrink::difference(&scene).expect("differed before");
    let case = serde_json::to_string_pretty(&as_case(&scene, &difference)).expect("serialises");
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("seed-{seed}.json"));
    std::fs::write(&path, case).expect("a case can be written");
    format!("seed {seed}: {}\n{}", difference.words, path.display())
}
