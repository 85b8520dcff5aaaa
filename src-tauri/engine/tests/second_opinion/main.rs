//! A second opinion on money: an evaluator of its own, written from the rules and the document's
//! types alone, row by row and in unbounded fractions, that the engine has to agree with to the
//! last minor unit and on every level.

mod agree;
mod case;
mod days;
mod draw_facts;
mod draw_program;
mod draw_sales;
mod earned;
mod exact;
mod knows;
mod ladder;
mod measured;
mod opinion;
mod pool;
mod shrink;
mod tally;
mod world;

use std::{cell::RefCell, path::PathBuf};

use agree::{Scene, agree, as_case, label};
use case::Case;
use opinion::Opinion;
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner},
};
use tally::Tally;
use tierwright_program::{Incentive, Program, check, incentive::LimitPer};

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
        let total = |one: &Incentive| one.limits.iter().any(|limit| limit.per == LimitPer::Total);
        let spends = program.budget.is_some() || program.incentives.iter().any(total);
        let known = |one| pool::has_opinion(one) && earned::has_opinion(one);
        let classes = program.role_classes.is_some();
        let knows = knows::knows(&program);
        if spends || classes || !knows || !program.incentives.iter().all(known) {
            continue;
        }
        let opinion = opinion::opinion(&program, &rows, case.from, case.until);
        let of_partners = case.expect.iter().filter(|one| one.planning_cost.is_none());
        for expected in of_partners {
            let quarter = expected.quarter.as_ref().map(|label| quarter(&program, &opinion, label));
            let by_quarter = expected.amount.filter(|_| expected.period.is_none());
            if let (Some(id), Some(amount)) = (&expected.incentive, by_quarter) {
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

fn scene() -> impl Strategy<Value = Scene> {
    let parts = (
        draw_program::program(),
        draw_program::changes(),
        draw_facts::facts(),
        draw_facts::window(),
        draw_facts::aims(),
    );
    parts.prop_map(|(program, changes, mut facts, window, aims)| {
        draw_facts::with_one_base(&mut facts, program.currency);
        draw_facts::aim(&mut facts, &aims, &program);
        let earlier = changes.map(|changes| changes.made_to(&program));
        Scene { program, earlier, facts, window }
    })
}

/// How many programs are drawn: 300, or as `TIERWRIGHT_OPINIONS` says. A few dozen are too few to
/// hold everything that is asked of them.
fn opinions() -> u32 {
    std::env::var("TIERWRIGHT_OPINIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(300)
}

#[test]
fn the_engine_and_the_second_opinion_agree() {
    let config = Config {
        cases: opinions(),
        failure_persistence: None,
        max_shrink_iters: 4_000,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let tally = RefCell::new(Tally::default());
    let result = runner.run(&scene(), |scene| {
        let (checked, findings) = check(&scene.program);
        let Some(checked) = checked else {
            tally.borrow_mut().faulty(&findings[0].code);
            return Ok(());
        };
        let opinion =
            agree(&checked, &scene).map_err(|difference| TestCaseError::fail(difference.words))?;
        tally.borrow_mut().agreed(&scene, &opinion);
        Ok(())
    });
    match result {
        Ok(()) => {}
        Err(TestError::Fail(_, scene)) => disagree(scene),
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
    let tally = tally.into_inner();
    tally.print();
    tally.was_enough();
}

/// Fails with both figures, the engine's words and the case.
fn disagree(scene: Scene) -> ! {
    let scene = shrink::shrunk(scene);
    let difference = shrink::difference(&scene).expect("differed before");
    let case = serde_json::to_string_pretty(&as_case(&scene, &difference)).expect("serialises");
    panic!("{}\n{case}", difference.words);
}
