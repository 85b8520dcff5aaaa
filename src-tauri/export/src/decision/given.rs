//! What a decision is given, and what must come out of it.

use serde_json::{Map, Value, json};
use tierwright_program::Program;

use super::{Tables, rates, words::digits};
use crate::{
    BundleContent, ExportFailure,
    book::{
        measures::{ratio_scale, threshold_scale, value_scale},
        rows::{Said, rules},
        rule::{EXACT, Reading, Rule},
    },
    sql::{Dialect, Picked, prove, sql_of},
};

/// A question to the decision, and its answer.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Given {
    /// The decision of the DMN model that answers it.
    pub decision: String,
    /// What is given, by name: texts in quotes, days, true or false, and numbers in digits.
    pub inputs: Vec<(String, Input)>,
    /// The name of the answer: `earned`, `payout` or `level`.
    pub answer: &'static str,
    /// The answer in digits; of a level its id.
    pub is: String,
}

/// A value that is given.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Input {
    /// A number in digits.
    Number(String),
    /// A text.
    Text(String),
    /// A day as year-month-day.
    Day(String),
    /// True or false.
    Flag(bool),
}

impl Given {
    /// The question as JSON, for a decision of GoRules. Numbers are those of JSON, of at most 15
    /// digits.
    #[must_use]
    pub fn json(&self) -> Value {
        let value = |input: &Input| match input {
            // A number that JSON cannot read is no number of ours.
            Input::Number(digits) => serde_json::from_str(digits).unwrap_or(Value::Null),
            Input::Text(text) | Input::Day(text) => json!(text),
            Input::Flag(flag) => json!(flag),
        };
        let all = self.inputs.iter().map(|(name, input)| (name.clone(), value(input)));
        Value::Object(all.collect::<Map<_, _>>())
    }
}

/// What the history gives the decisions, and what the engine pays for it: one for each payout, and one
/// for each deal of rules that pay deal by deal. The two are in the same order each time.
///
/// # Errors
/// The payouts cannot be worked out again.
pub fn decision_inputs(content: &BundleContent) -> Result<Vec<Given>, ExportFailure> {
    let Some((proof, sql)) = prove(content).zip(sql_of(content, Dialect::Sqlite)) else {
        return Ok(Vec::new());
    };
    let measured = rules(content, &sql, &proof.measured);
    let tables = Tables::of(&content.program, &measured);
    let mut all = Vec::new();
    for said in &tables.rules {
        all.extend(of_history(said, &content.program));
    }
    Ok(all)
}

fn of_history(said: &Said<'_>, program: &Program) -> Vec<Given> {
    let decimals = program.currency.decimals();
    let minor = |minor: i64| digits(i128::from(minor), decimals);
    let deals = said.deals.iter().filter_map(|deal| {
        let (_, closed) = deal.payout?;
        let asked = Asked { said, version: deal.version, day: closed.to_string(), deal: true };
        Some(asked.given(&deal.reading, 0, program, "earned", digits(deal.adds, EXACT)))
    });
    let payouts = said.payouts.iter().map(|one| match &one.reading {
        Some(reading) => {
            let day = one.settled.from.to_string();
            let asked = Asked { said, version: one.version, day, deal: false };
            asked.given(reading, one.before, program, "payout", minor(one.payout))
        }
        None => from_earned(said, program, one.exact, one.before, one.payout),
    });
    deals.chain(payouts).collect()
}

/// The payout of what the deals of a period earned, in parts of `10 ^ EXACT` of a major unit.
pub(super) fn from_earned(
    said: &Said<'_>,
    program: &Program,
    exact: i128,
    before: i64,
    payout: i64,
) -> Given {
    let decimals = program.currency.decimals();
    let mut inputs = vec![
        ("incentive".to_owned(), Input::Text(said.of.id.clone())),
        ("step".to_owned(), Input::Text("payout".to_owned())),
        ("earned".to_owned(), Input::Number(digits(exact, EXACT))),
    ];
    if rates::reads_before(said.of) {
        inputs
            .push(("paid_before".to_owned(), Input::Number(digits(i128::from(before), decimals))));
    }
    let decision = said.versions.first().map_or_else(String::new, |rule| rule.name.clone());
    Given { decision, inputs, answer: "payout", is: digits(i128::from(payout), decimals) }
}

/// A rule that is asked about a reading.
pub(super) struct Asked<'a, 'b> {
    pub said: &'a Said<'b>,
    pub version: usize,
    pub day: String,
    /// Whether a deal is asked about, rather than a period.
    pub deal: bool,
}

impl Asked<'_, '_> {
    /// The question and its answer.
    pub fn given(
        &self,
        reading: &Reading,
        before: i64,
        program: &Program,
        answer: &'static str,
        is: String,
    ) -> Given {
        let of = self.said.of;
        let mut inputs = vec![("incentive".to_owned(), Input::Text(of.id.clone()))];
        if self.deal {
            inputs.push(("step".to_owned(), Input::Text("deal".to_owned())));
        }
        if !of.later_schedules.is_empty() {
            inputs.push(("day".to_owned(), Input::Day(self.day.clone())));
        }
        inputs.push(("open".to_owned(), Input::Flag(reading.open)));
        if rates::has_columns(of) {
            let columns = of.schedule.columns.as_ref().map_or(&[] as &[String], |of| of.names());
            let name = reading.column.and_then(|at| columns.get(at)).cloned().unwrap_or_default();
            inputs.push(("column".to_owned(), Input::Text(name)));
        }
        let rule = &self.said.versions[self.version];
        for name in rates::measures(of) {
            inputs.push((name.to_owned(), Input::Number(measure(name, rule, reading))));
        }
        if !self.deal && rates::reads_before(of) {
            let before = digits(i128::from(before), program.currency.decimals());
            inputs.push(("paid_before".to_owned(), Input::Number(before)));
        }
        let first = self.said.versions.first().map_or("", |rule| rule.name.as_str());
        let ending = if self.deal { "_deal" } else { "" };
        Given { decision: format!("{first}{ending}"), inputs, answer, is }
    }
}

fn measure(name: &str, rule: &Rule<'_>, reading: &Reading) -> String {
    let (scale, sides) = (value_scale(rule), ratio_scale(rule));
    let (units, scale) = match (name, reading.picked) {
        ("baseline", _) => (reading.baseline, scale),
        ("target", _) => (reading.target, scale),
        ("picked", Picked::Value(value)) => (value, threshold_scale(rule)),
        ("part", Picked::Ratio(part, _)) => (part, sides),
        ("whole", Picked::Ratio(_, whole)) => (whole, sides),
        ("picked" | "part" | "whole", _) => (0, 0),
        _ => (reading.value, scale),
    };
    digits(i128::from(units), scale)
}
