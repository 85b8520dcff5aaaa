//! Whether the engine and the second opinion agree on a program and facts, figure by figure.

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::Value;
use tierwright_cases::CaseFacts;
use tierwright_engine::{Facts, Failure, Outcome, Plan, Replay, Turn, explanation::words};
use tierwright_program::{Checked, Money, Program, Span, check};

use crate::{
    case::{Case, Expected},
    days::Days,
    exact,
    opinion::{self, Opinion},
};

/// A program, facts and a window.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The program.
    pub program: Program,
    /// A program that was calculated on the same facts before, and lends its sums.
    pub earlier: Option<Program>,
    /// The facts.
    pub facts: CaseFacts,
    /// The window.
    pub window: (NaiveDate, NaiveDate),
}

/// What the engine makes of a scene.
fn engine(checked: &Checked, scene: &Scene) -> Result<Outcome, String> {
    let facts = Facts::build(scene.facts.rows()).map_err(|problems| format!("{problems:#?}"))?;
    let facts = Arc::new(facts);
    let (from, until) = scene.window;
    let replay = Replay::between(&scene.program.calendar, from, until);
    let failed = |failure: Failure| format!("{}: {}", failure.code, failure.sentence);
    let earlier = scene.earlier.as_ref().and_then(|earlier| check(earlier).0);
    let earlier = earlier
        .map(|earlier| Plan::compile(&earlier, Arc::clone(&facts), &replay, None))
        .transpose()
        .map_err(failed)?;
    if let Some(earlier) = &earlier {
        earlier.calculate(1, &Turn::new()).map_err(failed)?;
    }
    let plan = Plan::compile(checked, facts, &replay, earlier.as_deref()).map_err(failed)?;
    plan.calculate(1, &Turn::new()).map_err(failed)
}

/// Where the two differ: a figure or a level, or all of it where the engine gives none.
#[derive(Debug)]
pub struct Difference {
    /// Whether both give a figure or a level, and not the same.
    pub both: bool,
    /// The figure of the second opinion, in the form of a case.
    pub expected: Option<Expected>,
    /// Both figures, and the engine's words.
    pub words: String,
}

impl Difference {
    /// Whether the engine says that a number is larger than it can calculate exactly.
    pub fn too_large(&self) -> bool {
        !self.both && self.words.contains("amount_too_large")
    }
}

/// What the second opinion saw, where the engine agrees with all of it.
pub fn agree(checked: &Checked, scene: &Scene) -> Result<Opinion, Box<Difference>> {
    let (from, until) = scene.window;
    let outcome = engine(checked, scene).map_err(|words| {
        Box::new(Difference {
            both: false,
            expected: None,
            words: format!("the engine gives no answer: {words}"),
        })
    })?;
    let opinion = opinion::opinion(&scene.program, &scene.facts.rows(), from, until);
    same_quarters(&opinion, &outcome)?;
    same_levels(scene, &opinion, &outcome)?;
    same_amounts(scene, &opinion, &outcome)?;
    same_revenue(scene, &opinion, &outcome)?;
    Ok(opinion)
}

fn same_quarters(opinion: &Opinion, outcome: &Outcome) -> Result<(), Box<Difference>> {
    let engine: Vec<Days> = outcome
        .quarters()
        .iter()
        .map(|span| Days { from: span.from(), until: span.until() })
        .collect();
    if engine == opinion.quarters {
        return Ok(());
    }
    let words = format!("quarters: the engine {engine:?}, second opinion {:?}", opinion.quarters);
    Err(Box::new(Difference { both: true, expected: None, words }))
}

/// Whether levels are the same on every day on which either says that they change, on the day before
/// it, and at the end of every quarter.
fn same_levels(scene: &Scene, opinion: &Opinion, outcome: &Outcome) -> Result<(), Box<Difference>> {
    for (partner, histories) in &opinion.levels {
        let position = outcome.facts().partners.position(partner).expect("a partner");
        for (track, history) in histories.iter().enumerate() {
            let own = history.iter().flatten().map(|(day, _)| *day);
            let moves = outcome.moves(track, position).iter().map(|one| one.on);
            let changed = own.chain(moves).flat_map(|day| [day.pred_opt().expect("a day"), day]);
            let ends = opinion.quarters.iter().map(|quarter| quarter.until);
            for day in changed.chain(ends) {
                same_level(scene, opinion, outcome, (track, position), day)?;
            }
        }
    }
    Ok(())
}

fn same_level(
    scene: &Scene,
    opinion: &Opinion,
    outcome: &Outcome,
    (track, position): (usize, usize),
    day: NaiveDate,
) -> Result<(), Box<Difference>> {
    let partner = &outcome.facts().partners.ids[position];
    let (expected, got) =
        (opinion.level(track, partner, day), outcome.level_on(track, position, day));
    if got == expected {
        return Ok(());
    }
    let words = format!(
        "level on track {track} of {partner} on {day}: the engine {got:?}, second opinion {expected:?}\n{:#?}",
        outcome.moves(track, position),
    );
    let of = &scene.program.tracks[track];
    let expected = Expected {
        partner: partner.clone(),
        on: Some(day),
        track: Some(of.id.clone()),
        level: expected.map(|level| of.levels[level].id.clone()),
        ..Expected::default()
    };
    Err(Box::new(Difference { both: true, expected: Some(expected), words }))
}

fn same_amounts(
    scene: &Scene,
    opinion: &Opinion,
    outcome: &Outcome,
) -> Result<(), Box<Difference>> {
    for ((partner, quarter, incentive), expected) in &opinion.paid {
        let position = outcome.facts().partners.position(partner).expect("a partner");
        let got = outcome.cell(position, *quarter, *incentive);
        if exact::money(got) != *expected {
            let amount = as_money(scene, expected);
            let words = format!(
                "{partner}, {}, {}: the engine {got}, second opinion {amount}\n{}",
                label(&scene.program, opinion.quarters[*quarter]),
                scene.program.incentives[*incentive].id,
                engine_words(outcome, position, *quarter, *incentive),
            );
            let base = expectation(scene, opinion, partner, *quarter);
            let id = scene.program.incentives[*incentive].id.clone();
            let expected = Expected { incentive: Some(id), amount: Some(amount), ..base };
            return Err(Box::new(Difference { both: true, expected: Some(expected), words }));
        }
    }
    Ok(())
}

fn same_revenue(
    scene: &Scene,
    opinion: &Opinion,
    outcome: &Outcome,
) -> Result<(), Box<Difference>> {
    for ((partner, quarter), expected) in &opinion.revenue {
        let position = outcome.facts().partners.position(partner).expect("a partner");
        let got = outcome.revenue(Some(position), Some(*quarter));
        if exact::money(got) != *expected {
            let words = format!(
                "revenue of {partner} in {}: the engine {got}, second opinion {}",
                label(&scene.program, opinion.quarters[*quarter]),
                as_money(scene, expected),
            );
            return Err(Box::new(Difference { both: true, expected: None, words }));
        }
    }
    Ok(())
}

fn as_money(scene: &Scene, amount: &exact::Exact) -> Money {
    let units = (amount * exact::whole(10_000)).to_integer();
    let units = i64::try_from(units).expect("an amount that fits");
    Money::from_units(units, scene.program.currency)
}

/// The engine's explanation in words, with its formula.
fn engine_words(outcome: &Outcome, partner: usize, quarter: usize, incentive: usize) -> String {
    let plan = outcome.plan();
    match outcome.explain(partner, quarter, incentive) {
        Ok(explanation) => {
            let formula = words::formula(&explanation).join("\n  ");
            format!(
                "{}\n  {formula}\n{:#?}",
                words::sentence(&explanation, plan),
                explanation.steps
            )
        }
        Err(failure) => format!("no explanation: {}", failure.sentence),
    }
}

fn expectation(scene: &Scene, opinion: &Opinion, partner: &str, quarter: usize) -> Expected {
    Expected {
        partner: partner.to_owned(),
        quarter: Some(label(&scene.program, opinion.quarters[quarter])),
        ..Expected::default()
    }
}

/// A quarter's label, as cases write it.
pub fn label(program: &Program, days: Days) -> String {
    let span = Span::new(days.from, days.until);
    program.calendar.label(span)
}

/// The scene in the form of a case, with the figure that is in dispute.
pub fn as_case(scene: &Scene, difference: &Difference) -> Case {
    Case {
        title: "The engine and the second opinion differ.".to_owned(),
        source: None,
        working: std::iter::once(difference.words.lines().next().unwrap_or_default().to_owned())
            .chain(scene.earlier.as_ref().map(|earlier| {
                let parts = Case::parts_of(earlier);
                format!("only after this program: {}", Value::Object(parts))
            }))
            .collect(),
        program: Case::parts_of(&scene.program),
        facts: scene.facts.clone(),
        from: scene.window.0,
        until: scene.window.1,
        expect: difference.expected.iter().cloned().collect(),
        others: serde_json::Map::new(),
    }
}
