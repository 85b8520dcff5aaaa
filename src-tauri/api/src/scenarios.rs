//! Scenarios of the open document: which there are, and changing them.

use serde_json::Value;
use tierwright_program::{
    Change, Money, Program, Rate, apply, differences,
    words::{self, count},
};
use tierwright_store::{Document, ScenarioList, ScenarioRow};
use tierwright_study::{Fit, Scenario, Switched};

use crate::{
    change::own_program,
    context::Context,
    describe::{describe, whole},
    difference::kind,
    opened::{Opened, Written},
    trial,
    wire::{self, ChangeScenarios, CreateScenario, Failure, FailureKind, ScenarioAction},
};

/// What stands for the program in place of a scenario's id.
pub(crate) const PROGRAM: &str = "program";
/// What stands for the program as it was when the document was opened.
pub(crate) const OPENED: &str = "opened";

/// The longest name that fits on screen.
const LONGEST_NAME: usize = 80;

/// A scenario of the document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Named {
    pub id: String,
    pub name: String,
    pub scenario: Scenario,
}

/// The scenarios of the document, which of them is edited, and what figures are compared with.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Scenarios {
    pub all: Vec<Named>,
    edited: Option<String>,
    baseline: Option<String>,
}

impl Scenarios {
    /// Reads them from a document.
    pub(crate) fn read(document: &Document) -> Result<Self, Failure> {
        let ScenarioList { scenarios, edited, baseline } = document.scenarios()?;
        let all = scenarios.into_iter().map(named).collect::<Result<_, _>>()?;
        Ok(Self { all, edited, baseline })
    }

    /// As the document keeps them.
    pub(crate) fn list(&self) -> Result<ScenarioList, Failure> {
        let row = |one: &Named| {
            let differences =
                serde_json::to_string(&one.scenario).map_err(|_| Failure::internal())?;
            Ok(ScenarioRow { id: one.id.clone(), name: one.name.clone(), differences })
        };
        Ok(ScenarioList {
            scenarios: self.all.iter().map(row).collect::<Result<_, Failure>>()?,
            edited: self.edited.clone(),
            baseline: self.baseline.clone(),
        })
    }

    /// The scenario that edits go to.
    pub(crate) fn edited(&self) -> Option<&Named> {
        self.edited.as_ref().and_then(|id| self.all.iter().find(|one| one.id == *id))
    }

    /// What figures are compared with: what was chosen as long as it is there, else the program as it
    /// was opened beside the program, and the program beside a scenario.
    pub(crate) fn baseline(&self) -> &str {
        let there =
            |id: &&str| [PROGRAM, OPENED].contains(id) || self.all.iter().any(|one| one.id == **id);
        let suits = if self.edited().is_some() { PROGRAM } else { OPENED };
        self.baseline.as_deref().filter(there).unwrap_or(suits)
    }

    /// What scenarios are compared with side by side: what was chosen, else the program.
    pub(crate) fn compared_with(&self) -> &str {
        if self.baseline.is_some() { self.baseline() } else { PROGRAM }
    }

    /// The position of a scenario by its id, or else by its name.
    pub(crate) fn position(&self, called: &str) -> Result<usize, Failure> {
        let by_id = self.all.iter().position(|one| one.id == called);
        let by_name =
            || self.all.iter().position(|one| one.name.eq_ignore_ascii_case(called.trim()));
        by_id.or_else(by_name).ok_or_else(|| {
            let names: Vec<String> = self.all.iter().map(|one| one.name.clone()).collect();
            let hint = match names.as_slice() {
                [] => "The document has no scenarios yet.".to_owned(),
                names => format!("It has {}.", words::list(names, "and")),
            };
            let sentence = format!("There is no scenario \"{called}\".");
            Failure::wrong_use("scenario_unknown", sentence, &hint)
        })
    }

    /// Puts what a scenario looks like after its program was edited in its place.
    pub(crate) fn edit(&mut self, base: &Program, program: &Program) {
        let edited = self.edited.clone();
        if let Some(one) = self.all.iter_mut().find(|one| Some(&one.id) == edited.as_ref()) {
            one.scenario = one.scenario.edited(base, program);
        }
    }

    /// An id that no scenario has.
    fn new_id(&self) -> String {
        let number = |one: &Named| one.id.strip_prefix('s')?.parse::<u32>().ok();
        let last = self.all.iter().filter_map(number).max().unwrap_or(0);
        format!("s{}", u64::from(last) + 1)
    }

    /// A name that no scenario has: `Lower thresholds 2` after `Lower thresholds`.
    fn new_name(&self, like: &str) -> String {
        let taken = |name: &str| self.all.iter().any(|one| one.name == name);
        let (stem, number) = like.rsplit_once(' ').unwrap_or((like, ""));
        let (stem, first) = match number.parse::<u32>() {
            Ok(number) => (stem, u64::from(number) + 1),
            // What is no number, or one that nobody counts to, is part of the name.
            Err(_) => (like, 2),
        };
        let numbered = (first..).map(|number| format!("{stem} {number}"));
        numbered.take(self.all.len() + 1).find(|name| !taken(name)).unwrap_or_default()
    }
}

fn named(row: ScenarioRow) -> Result<Named, Failure> {
    let scenario = serde_json::from_str(&row.differences).map_err(|error| {
        Failure::new(
            FailureKind::File,
            "scenario_not_readable",
            format!("The scenario \"{}\" in the document cannot be read: {error}.", row.name),
            "Another program has changed the document; mend the scenario's text or remove it there.",
        )
    })?;
    Ok(Named { id: row.id, name: row.name, scenario })
}

/// The scenarios that a document begins with.
pub(crate) fn begin(
    document: &mut Document,
    base: &Program,
    scenarios: Vec<(String, Program)>,
) -> Result<(), Failure> {
    let mut begun = Scenarios::default();
    for (name, program) in scenarios {
        let scenario = Scenario::between(base, &program);
        begun.all.push(Named { id: begun.new_id(), name, scenario });
    }
    document.begin_scenarios(&begun.list()?)?;
    Ok(())
}

/// Says which scenarios there are, with their differences.
pub(crate) fn scenarios(context: &mut Context) -> Result<wire::Scenarios, Failure> {
    let (opened, _) = context.opened()?;
    let all = opened.scenarios.all.iter().map(|one| wire::Scenario {
        id: one.id.clone(),
        name: one.name.clone(),
        differences: one
            .scenario
            .differences
            .iter()
            .map(|difference| said(&opened.base, difference))
            .collect(),
    });
    Ok(wire::Scenarios {
        program: opened.base.name.clone(),
        edited: opened.scenarios.edited().map(|one| one.id.clone()),
        baseline: opened.scenarios.baseline().to_owned(),
        scenarios: all.collect(),
    })
}

/// The scenarios as lists name them.
pub(crate) fn names(opened: &Opened) -> Vec<wire::ScenarioName> {
    let all = opened.scenarios.all.iter().map(|one| {
        let differences = &one.scenario.differences;
        let fits = differences.iter().map(|one| one.fit(&opened.base));
        wire::ScenarioName {
            id: one.id.clone(),
            name: one.name.clone(),
            differences: whole(differences.iter().filter(|one| one.on).count()),
            conflicts: whole(fits.filter(|fit| *fit != Fit::Fits).count()),
        }
    });
    all.collect()
}

/// A difference in words, as it stands to the program now.
pub(crate) fn said(base: &Program, of: &Switched) -> wire::ScenarioDifference {
    let made = apply(base, &of.forth).ok();
    let mut found = made.map(|made| differences(base, &made)).unwrap_or_default().into_iter();
    let first = found.next();
    let fit = of.fit(base);
    wire::ScenarioDifference {
        on: of.on,
        place: of.place.clone(),
        kind: first.as_ref().map(|one| kind(one.kind)),
        sentence: first.as_ref().map_or_else(|| of.sentence.clone(), |one| one.sentence.clone()),
        values: first.as_ref().map_or_else(String::new, |one| values(&one.back, &one.forth)),
        from: first.as_ref().map(|one| one.from.clone()).unwrap_or_default(),
        to: first.map(|one| one.to).unwrap_or_default(),
        fit: match fit {
            Fit::Fits => wire::Fit::Fits,
            Fit::Same => wire::Fit::Same,
            Fit::Overrides => wire::Fit::Overrides,
            Fit::Lost => wire::Fit::Lost,
        },
        note: note(fit).to_owned(),
    }
}

/// How many values are told one by one.
const TOLD: usize = 3;

/// Single values before and after, by their place: `4% to 4.25%, 4.5% to 5% and 2 more`.
fn values(back: &[Change], forth: &[Change]) -> String {
    let mut told = Vec::new();
    for change in forth {
        let before = back.iter().find(|one| one.place == change.place);
        let Some(before) = before else { return String::new() };
        let pairs = match (&before.value, &change.value) {
            (Value::Array(from), Value::Array(to)) if from.len() == to.len() => {
                from.iter().zip(to).filter(|(from, to)| from != to).collect()
            }
            (from, to) => vec![(from, to)],
        };
        for (from, to) in pairs {
            match (value(&change.place, from), value(&change.place, to)) {
                (Some(from), Some(to)) => told.push(format!("{from} to {to}")),
                _ => return String::new(),
            }
        }
    }
    let more = told.len().saturating_sub(TOLD);
    told.truncate(TOLD);
    let told = told.join(", ");
    if more > 0 { format!("{told} and {more} more") } else { told }
}

/// A single value as people write it: an amount, a rate, a number or a word.
fn value(place: &str, of: &Value) -> Option<String> {
    let Value::String(text) = of else { return None };
    let is_rate = ["rates", "rate", "share", "shares"]
        .iter()
        .any(|key| place.split('/').any(|part| part == *key));
    if let Ok(money) = text.parse::<Money>() {
        return Some(words::money(money));
    }
    match text.parse::<Rate>() {
        Ok(rate) if is_rate => Some(words::percent(rate)),
        Ok(_) => Some(text.clone()),
        Err(_) => Some(words::said(text)),
    }
}

const fn note(fit: Fit) -> &'static str {
    match fit {
        Fit::Fits => "",
        Fit::Same => "The program says this already, so it changes nothing. Take it out.",
        Fit::Overrides => {
            "The program has changed here since. Keep this if it is still meant, or take it out."
        }
        Fit::Lost => {
            "What this changes is no longer in the program, so it is not made. Take it out, or bring \
             back what it needs."
        }
    }
}

/// Changes the scenarios, as one step of undo.
pub(crate) fn change(
    context: &mut Context,
    request: ChangeScenarios,
) -> Result<wire::Document, Failure> {
    let (opened, effort) = context.opened()?;
    own_program(opened)?;
    let mut to = opened.scenarios.clone();
    let (label, program) = carry_out(opened, &mut to, request.action)?;
    if to != opened.scenarios || program.is_some() {
        opened.write(Written::Scenarios { to, program }, &label, effort)?;
    }
    describe(opened)
}

/// Makes the change in `to`. Gives what the step is called, and a program that takes the place of the
/// document's own.
fn carry_out(
    opened: &Opened,
    to: &mut Scenarios,
    action: ScenarioAction,
) -> Result<(String, Option<Program>), Failure> {
    let label = match action {
        ScenarioAction::Create(request) => create(opened, to, request)?,
        ScenarioAction::Rename(request) => {
            let name = clean_name(&request.name)?;
            let at = to.position(&request.id)?;
            let before = std::mem::replace(&mut to.all[at].name, name.clone());
            format!("Scenario {before} renamed to {name}")
        }
        ScenarioAction::Remove(request) => {
            let gone = to.all.remove(to.position(&request.id)?);
            leave(to, &gone.id);
            format!("Scenario {} removed", gone.name)
        }
        ScenarioAction::Move(request) => {
            let moved = to.all.remove(to.position(&request.id)?);
            let label = format!("Scenario {} moved", moved.name);
            let at = usize::try_from(request.to).unwrap_or(usize::MAX).min(to.all.len());
            to.all.insert(at, moved);
            label
        }
        ScenarioAction::Edit(request) => {
            let id = request.id.filter(|id| id != PROGRAM);
            let at = id.map(|id| to.position(&id)).transpose()?;
            to.edited = at.map(|at| to.all[at].id.clone());
            let name = at.map_or(&opened.base.name, |at| &to.all[at].name);
            format!("{name} chosen for editing")
        }
        ScenarioAction::Adopt(request) => {
            let at = to.position(&request.id)?;
            return Ok(adopt(opened, to, at));
        }
        ScenarioAction::Baseline(request) => {
            let chosen = request.baseline.map(|chosen| match chosen.as_str() {
                PROGRAM | OPENED => Ok(chosen),
                _ => to.position(&chosen).map(|at| to.all[at].id.clone()),
            });
            to.baseline = chosen.transpose()?;
            let id = to.baseline().to_owned();
            format!("{} chosen as baseline", capital(&opened.name_of(&id)))
        }
        ScenarioAction::Switch(request) => {
            let (name, one) = difference(to, &request.id, request.difference)?;
            one.on = request.on;
            format!("{name}: \"{}\" switched {}", brief(one), if request.on { "on" } else { "off" })
        }
        ScenarioAction::TakeOut(request) => {
            let (name, one) = difference(to, &request.id, request.difference)?;
            let label = format!("{name}: \"{}\" taken out", brief(one));
            let at = to.position(&request.id)?;
            to.all[at].scenario.differences.remove(request.difference as usize);
            label
        }
        ScenarioAction::Accept(request) => {
            let (name, one) = difference(to, &request.id, request.difference)?;
            let anew = accepted(&opened.base, one)?;
            let label = format!("{name}: \"{}\" kept", brief(one));
            let (at, in_list) = (to.position(&request.id)?, request.difference as usize);
            to.all[at].scenario.differences.splice(in_list..=in_list, anew);
            label
        }
    };
    Ok((label, None))
}

fn create(opened: &Opened, to: &mut Scenarios, request: CreateScenario) -> Result<String, Failure> {
    let from = match request.from.as_deref() {
        None => opened.scenarios.edited().cloned(),
        Some(PROGRAM) => None,
        Some(called) => Some(to.all[to.position(called)?].clone()),
    };
    let base = &opened.base;
    let copied = from.as_ref().map(|one| one.scenario.clone()).unwrap_or_default();
    let program = trial::changed(&copied.program(base), &request.changes)?;
    let scenario = match request.changes.as_slice() {
        [] => copied,
        _ => copied.edited(base, &program),
    };
    let like = from.as_ref().map_or("Scenario", |one| &one.name);
    let name = match request.name {
        Some(name) => clean_name(&name)?,
        None if from.is_none() => to.new_name("Scenario 0"),
        None => to.new_name(like),
    };
    let id = to.new_id();
    let after = from.and_then(|from| to.all.iter().position(|one| one.id == from.id));
    let at = after.map_or(to.all.len(), |at| at + 1);
    to.all.insert(at, Named { id: id.clone(), name: name.clone(), scenario });
    to.edited = Some(id);
    Ok(format!("Scenario {name} made"))
}

/// The scenario's program becomes the document's. The scenario goes, unless it lists differences
/// that are not made.
fn adopt(opened: &Opened, to: &mut Scenarios, at: usize) -> (String, Option<Program>) {
    let program = to.all[at].scenario.program(&opened.base);
    let left = to.all[at].scenario.edited(&program, &program);
    let label = format!("Scenario {} made the program", to.all[at].name);
    if left.differences.is_empty() {
        let gone = to.all.remove(at);
        leave(to, &gone.id);
    } else {
        to.all[at].scenario = left;
    }
    to.edited = None;
    (label, Some(program))
}

/// Nothing points to a scenario that goes.
fn leave(to: &mut Scenarios, id: &str) {
    for pointer in [&mut to.edited, &mut to.baseline] {
        pointer.take_if(|held| held == id);
    }
}

fn difference<'a>(
    to: &'a mut Scenarios,
    id: &str,
    difference: u32,
) -> Result<(String, &'a mut Switched), Failure> {
    let at = to.position(id)?;
    let Named { name, scenario, .. } = &mut to.all[at];
    let many = count(scenario.differences.len() as u64, "difference");
    match scenario.differences.get_mut(difference as usize) {
        Some(found) => Ok((name.clone(), found)),
        None => Err(Failure::wrong_use(
            "difference_unknown",
            format!("The scenario \"{name}\" has no difference {difference}."),
            &format!("It has {many}, counted from 0."),
        )),
    }
}

/// The difference made anew on what the program says now; nothing where the program says the same.
fn accepted(base: &Program, one: &Switched) -> Result<Vec<Switched>, Failure> {
    let made = apply(base, &one.forth).map_err(|error| {
        Failure::wrong_use(
            "difference_lost",
            format!("This difference can no longer be made: {}.", error.reason),
            "Take it out, or bring back what it needs.",
        )
    })?;
    let anew = differences(base, &made).into_iter();
    Ok(anew.map(|fresh| Switched { on: one.on, ..Switched::from(fresh) }).collect())
}

/// A difference in a few words, for the name of a step.
fn brief(one: &Switched) -> &str {
    one.sentence.trim_end_matches('.')
}

/// A name with something in it, on one line, that fits on screen.
fn clean_name(name: &str) -> Result<String, Failure> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Failure::wrong_use(
            "name_not_usable",
            format!("A scenario's name has between 1 and {LONGEST_NAME} characters."),
            "Type a shorter name that tells it from the others.",
        ));
    }
    Ok(name)
}

pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}
