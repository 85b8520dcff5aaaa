//! The form of `fixtures/cases`, to read and to write.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tierwright_cases::CaseFacts;
use tierwright_engine::rows::FactRows;
use tierwright_program::{Money, Program};

/// A program, facts, a window and what must come out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Case {
    /// One sentence.
    pub title: String,
    /// Where it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// How the expected figures were worked out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub working: Vec<String>,
    /// The parts of the program that differ from an empty one in USD.
    pub program: Map<String, Value>,
    /// The facts.
    pub facts: CaseFacts,
    /// A day of the window's first quarter.
    pub from: NaiveDate,
    /// A day of the window's last quarter.
    pub until: NaiveDate,
    /// What must come out.
    pub expect: Vec<Expected>,
    /// Whatever else it says, on which there is no opinion.
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// What must come out for one partner: an amount in a quarter, or a level in a quarter or on a day.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Expected {
    #[serde(default)]
    pub partner: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarter: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incentive: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Whatever else a case asks for, on which there is no opinion.
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

impl Case {
    /// The whole program.
    pub fn program(&self) -> Program {
        let mut tree = serde_json::to_value(empty()).expect("serialises");
        for (key, value) in &self.program {
            tree[key] = value.clone();
        }
        Program::from_json(&tree.to_string()).unwrap_or_else(|e| panic!("{}: {e}", self.title))
    }

    /// The parts of a program that differ from an empty one.
    pub fn parts_of(program: &Program) -> Map<String, Value> {
        let empty = serde_json::to_value(empty()).expect("serialises");
        let tree = serde_json::to_value(program).expect("serialises");
        let Value::Object(parts) = tree else { panic!("a program is an object") };
        parts.into_iter().filter(|(key, value)| empty.get(key) != Some(value)).collect()
    }

    /// The rows of the facts.
    pub fn rows(&self) -> FactRows {
        self.facts.rows()
    }
}

fn empty() -> Program {
    Program::empty("Second opinion", "USD".parse().expect("a currency"))
}
