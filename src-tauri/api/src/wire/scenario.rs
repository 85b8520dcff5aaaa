//! Scenarios: named lists of differences from the program.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Change, DifferenceKind};

/// Asks for the scenarios of the open document with their differences.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GetScenarios {}

/// The scenarios of a document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Scenarios {
    /// The program's name.
    pub program: String,
    /// The id of the scenario that edits go to; none where they go to the program.
    pub edited: Option<String>,
    /// What figures are compared with: `opened`, `program` or the id of a scenario.
    pub baseline: String,
    /// Every scenario, in its order.
    pub scenarios: Vec<Scenario>,
}

/// A scenario.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Scenario {
    /// Its id.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// What it has different from the program, in the order in which that is made.
    pub differences: Vec<ScenarioDifference>,
}

/// A difference of a scenario from the program.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ScenarioDifference {
    /// Whether it is made; one that is switched off only stands in the list.
    pub on: bool,
    /// Where in the program.
    pub place: String,
    /// What was done there; none where it cannot be made on the program as it is now.
    pub kind: Option<DifferenceKind>,
    /// In one line: `Volume rebate (incentive): limits changed.`
    pub sentence: String,
    /// The single values that differ, such as `450,000 USD to 350,000 USD`; empty where whole parts
    /// come or go.
    pub values: String,
    /// What the program says; empty where it is new.
    pub from: String,
    /// What the scenario says instead; empty where it is gone.
    pub to: String,
    /// How it stands to the program, which may have changed since.
    pub fit: Fit,
    /// What that means and what to do; empty where nothing is to be known.
    pub note: String,
}

/// How a difference stands to the program.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// The program says what it said when the difference was made.
    Fits,
    /// The program says the same by now.
    Same,
    /// The program says something else by now, and the scenario overrides it.
    Overrides,
    /// It cannot be made any more.
    Lost,
}

/// A scenario as lists name it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ScenarioName {
    /// Its id.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// Differences that are on.
    pub differences: u32,
    /// Differences that the program has overtaken, each to be looked at.
    pub conflicts: u32,
}

/// Changes the scenarios of the open document, as one step of undo.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeScenarios {
    /// What to do.
    pub action: ScenarioAction,
}

/// What can be done with scenarios.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScenarioAction {
    /// Makes a scenario.
    Create(CreateScenario),
    /// Gives one another name.
    Rename(RenameScenario),
    /// Takes one away.
    Remove(ScenarioId),
    /// Brings one to another place in the list.
    Move(MoveScenario),
    /// Makes edits and levers go to a scenario, or back to the program.
    Edit(EditScenario),
    /// Makes a scenario the program.
    Adopt(ScenarioId),
    /// Chooses what figures are compared with.
    Baseline(ChooseBaseline),
    /// Switches a difference on or off.
    Switch(SwitchDifference),
    /// Takes a difference out of its scenario.
    TakeOut(DifferenceAt),
    /// Says that a difference is meant although the program has changed since.
    Accept(DifferenceAt),
}

/// A new scenario. Edits go to it from now on.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreateScenario {
    /// Its name; made from what it is a copy of where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub name: Option<String>,
    /// What it is a copy of: `program`, or a scenario by its id; what is looked at where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub from: Option<String>,
    /// Values to set in it.
    #[serde(default)]
    #[ts(as = "Option<_>", optional)]
    pub changes: Vec<Change>,
}

/// A scenario and its new name.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RenameScenario {
    /// Its id.
    pub id: String,
    /// The name people read.
    pub name: String,
}

/// A scenario.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ScenarioId {
    /// Its id.
    pub id: String,
}

/// A scenario and its new place.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MoveScenario {
    /// Its id.
    pub id: String,
    /// Its place in the list, from 0; beyond the end for the last.
    pub to: u32,
}

/// What edits go to.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EditScenario {
    /// A scenario by its id; the program where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub id: Option<String>,
}

/// What figures are compared with.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChooseBaseline {
    /// `opened`, `program` or a scenario by its id; whichever suits what is edited where left out.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub baseline: Option<String>,
}

/// A difference and its switch.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SwitchDifference {
    /// The scenario's id.
    pub id: String,
    /// The difference's place in its list, from 0.
    pub difference: u32,
    /// Whether it is made.
    pub on: bool,
}

/// A difference of a scenario.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DifferenceAt {
    /// The scenario's id.
    pub id: String,
    /// The difference's place in its list, from 0.
    pub difference: u32,
}
