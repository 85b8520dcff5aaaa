//! A program as decision tables, for engines that look rules up: which level measures reach, which
//! rate a rule pays at, and what its payout is, from measures that are given.
//!
//! One set of tables is written in two languages, GoRules JDM and DMN. What a table cannot say exactly
//! is refused by the rule's name; nothing is approximated.

mod dmn;
mod edges;
mod given;
mod jdm;
mod ladder;
mod levels;
mod rates;
mod words;

use tierwright_program::Program;

use self::{ladder::Ladder, words::literal};
use crate::{
    book::rows::{Rules, Said},
    manifest::TargetEntry,
    sql::RefusedRule,
};

pub(crate) use self::words::digits;
pub(crate) use self::{dmn::dmn, edges::test_cases, jdm::jdm};
pub use given::{Given, Input, decision_inputs};

/// What the GoRules decision is called among the targets.
pub const JDM: &str = "GoRules JDM";

/// What the DMN model is called among the targets.
pub const DMN: &str = "DMN 1.3";

/// From this threshold on, a quotient of 28 digits cannot be told from it.
const LARGEST_RATIO: i64 = 10_000 * 100_000_000;

/// What decision tables say of a program.
pub(crate) struct Tables<'a> {
    pub program: &'a Program,
    /// The rules that they say.
    pub rules: Vec<&'a Said<'a>>,
    /// The ladders that they look levels up in.
    pub ladders: Vec<Ladder<'a>>,
    /// The rules and ladders that they do not, and why.
    pub refused: Vec<RefusedRule>,
}

impl<'a> Tables<'a> {
    /// What is said of a program whose rules are measured so.
    pub fn of(program: &'a Program, measured: &'a Rules<'a>) -> Self {
        let mut refused = measured.refused.clone();
        let mut rules = Vec::new();
        for one in &measured.said {
            match refusal(one) {
                None => rules.push(one),
                Some(why) => refused.push(RefusedRule {
                    incentive: one.of.id.clone(),
                    name: one.of.name.clone(),
                    why: why.to_owned(),
                }),
            }
        }
        let mut ladders = Vec::new();
        for track in &program.tracks {
            match Ladder::of(track) {
                Ok(ladder) => ladders.push(ladder),
                Err(why) => refused.push(RefusedRule {
                    incentive: track.id.clone(),
                    name: track.name.clone(),
                    why: format!("is a ladder that {why}"),
                }),
            }
        }
        Self { program, rules, ladders, refused }
    }

    /// What they say, as the manifest has it.
    pub fn target(&self, name: &str) -> TargetEntry {
        TargetEntry {
            target: name.to_owned(),
            exact: self.rules.iter().map(|one| one.of.id.clone()).collect(),
            refused: self.refused.clone(),
        }
    }
}

/// Why decision tables do not say a rule that follows from its measures, as the rest of a sentence.
fn refusal(of: &Said<'_>) -> Option<&'static str> {
    if of.pools {
        return Some("divides a deal's pool among partners, and a decision is about one of them");
    }
    if literal(&of.of.id).is_none() {
        return Some("has an id with a quote, a backslash or a control character");
    }
    for rule in &of.versions {
        let names = rule.schedule.columns.as_ref().map_or(&[] as &[String], |of| of.names());
        if names.iter().any(|name| literal(name).is_none()) {
            return Some(
                "has a column whose name holds a quote, a backslash or a control character",
            );
        }
        let by_ratio = rates::is_ratio(&rule.incentive.qualifier);
        let from = |band: &tierwright_program::incentive::Band| band.from.units();
        if by_ratio && rule.schedule.bands.iter().any(|band| from(band) >= LARGEST_RATIO) {
            return Some("has a threshold of a ratio above 10,000");
        }
        if rates::table(rule, words::Language::Dmn).is_none() {
            return Some("has rates and thresholds with more digits than a decision table holds");
        }
    }
    None
}

/// What the tables would say of a program, as far as the rules alone tell it; `workbook` is what the
/// workbook says by them.
pub(crate) fn outlined(program: &Program, workbook: &TargetEntry, name: &str) -> TargetEntry {
    let (mut exact, mut refused) = (Vec::new(), workbook.refused.clone());
    for id in &workbook.exact {
        let Some(of) = program.incentives.iter().find(|one| one.id == *id) else { continue };
        let said = Said::unmeasured(of);
        match refusal(&said) {
            None => exact.push(id.clone()),
            Some(why) => refused.push(RefusedRule {
                incentive: id.clone(),
                name: of.name.clone(),
                why: why.to_owned(),
            }),
        }
    }
    let nothing = Rules::default();
    refused.extend(Tables::of(program, &nothing).refused);
    TargetEntry { target: name.to_owned(), exact, refused }
}
