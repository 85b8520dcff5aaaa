//! Findings on a program before it meets any facts (`RULES` section 9).

mod attribution;
mod budget;
mod cliffs;
mod climb;
mod code;
mod columns;
mod compared;
mod counted;
mod credits;
mod dates;
mod deals;
mod filters;
mod funds;
mod held;
mod keeping;
mod limits;
mod measures;
mod methods;
mod paid;
mod payment;
mod roles;
mod schedule;
mod score;
mod settling;
mod shares;
mod texts;
mod tiers;
mod ties;

pub use code::Code;

use crate::{Finding, Incentive, Program, Severity, words};

/// A program without errors: the proof that it can be compiled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked(Program);

impl Checked {
    /// The program.
    #[must_use]
    pub const fn program(&self) -> &Program {
        &self.0
    }
}

/// Checks a program: its findings, and the program as checked when none of them is an error.
///
/// Errors come first, then warnings, then notes; each group in the order of the program.
#[must_use]
pub fn check(program: &Program) -> (Option<Checked>, Vec<Finding>) {
    let mut found = Findings::default();
    texts::sizes(program, &mut found);
    if found.0.is_empty() {
        everything(program, &mut found);
    }
    found.0.sort_by_key(|finding| finding.severity);
    let fails = found.0.iter().any(|finding| finding.severity == Severity::Error);
    ((!fails).then(|| Checked(program.clone())), found.0)
}

/// Looks at a program whose texts and lists have the size of a program's.
fn everything(program: &Program, found: &mut Findings) {
    texts::program_texts(program, found);
    dates::year_start(program, found);
    budget::budget(program, found);
    payment::payment(program, found);
    funds::funds(program, found);
    for (track, place) in program.tracks.iter().zip(texts::places("/tracks", &program.tracks)) {
        tiers::track(program, track, &place, found);
    }
    roles::classes(program, found);
    attribution::models(program, found);
    let places = texts::places("/incentives", &program.incentives);
    for (incentive, place) in program.incentives.iter().zip(places) {
        one_incentive(&At { program, incentive, place: &place }, found);
    }
    ties::ties(program, found);
}

fn one_incentive(at: &At<'_>, found: &mut Findings) {
    deals::incentive(at, found);
    compared::incentive(at, found);
    measures::incentive(at, found);
    paid::paid(at, found);
    filters::incentive(at, found);
    held::level(at, found);
    schedule::schedules(at, found);
    limits::limits(at, found);
    credits::credits(at, found);
    shares::shares(at, found);
    payment::holdback(at, found);
    roles::direct_sellers(at, found);
    settling::incentive(at, found);
    dates::dates(at, found);
}

/// The findings so far.
#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn add(
        &mut self,
        code: Code,
        place: impl Into<String>,
        sentence: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.0.push(Finding {
            severity: code.severity(),
            code: code.text().to_owned(),
            place: place.into(),
            sentence: sentence.into(),
            hint: hint.into(),
        });
    }
}

/// The incentive being checked.
struct At<'a> {
    program: &'a Program,
    incentive: &'a Incentive,
    place: &'a str,
}

impl At<'_> {
    /// A place below the incentive.
    fn below(&self, path: &str) -> String {
        format!("{}/{path}", self.place)
    }

    /// The incentive's name in a sentence.
    fn name(&self) -> String {
        words::name_of(&self.incentive.name, &self.incentive.id)
    }
}
