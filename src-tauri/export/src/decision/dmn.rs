//! The tables as a DMN model (1.3) with FEEL: for each rule its rates, what it earns and its payout,
//! and for each ladder its level.

use std::fmt::Write as _;

use super::{
    Tables,
    rates::{self, Table},
    words::Language,
};
use crate::{
    book::{rows::Said, rule::Rule},
    markup::escaped,
};

const WORDS: Language = Language::Dmn;

/// The name space of the model: the target of what other models import.
const SPACE: &str = "https://tierwright.example/program";

/// The model.
pub(crate) fn dmn(tables: &Tables<'_>) -> String {
    let mut model = Model { text: String::new(), asked: Vec::new(), types: Vec::new() };
    for said in &tables.rules {
        model.rule(said, tables);
    }
    for (at, ladder) in tables.ladders.iter().enumerate() {
        let name = format!("t{}_level", at + 1);
        let met = ladder.met(WORDS);
        let own = |level: usize| {
            met.iter().find(|(at, _)| *at == level).map_or("true", |(_, met)| met).to_owned()
        };
        let inputs = ladder.inputs();
        let about: Vec<String> =
            inputs.iter().map(|(name, about)| format!("{name}: {about}")).collect();
        let needs: Vec<String> = inputs
            .iter()
            .map(|(input, _)| model.input(&format!("t{}_{input}", at + 1), "number"))
            .collect();
        let about = format!("Level on {}. {}", ladder.track.name, about.join("; "));
        // Each ladder has measures of its own.
        let prefixed = |expression: String| prefixed(&expression, &inputs, at + 1);
        let table = ladder.table(WORDS, |level| prefixed(own(level)));
        model.open(&name, "string", &about, &needs, &[]);
        model.table(&table);
        model.close();
    }
    let types: String = model.types.iter().map(|outputs| item_definition(outputs)).collect();
    let inputs: String = model.asked.iter().map(|(name, kind)| input_data(name, kind)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" id=\"program\" name=\"program\" \
         namespace=\"{SPACE}\">\n  <description>{}</description>\n{types}{inputs}{}</definitions>\n",
        escaped(&format!(
            "{}: rates, payouts and levels from given measures, written by Tierwright.",
            tables.program.name
        )),
        model.text
    )
}

fn item_definition(outputs: &[&str]) -> String {
    let name = outputs.join("_");
    let mut text = format!("  <itemDefinition id=\"{name}\" name=\"{name}\">\n");
    for output in outputs {
        let _ = writeln!(
            text,
            "    <itemComponent id=\"{name}_{output}\" name=\"{output}\">\n      <typeRef>number</typeRef>\n    \
             </itemComponent>"
        );
    }
    text + "  </itemDefinition>\n"
}

fn input_data(name: &str, kind: &str) -> String {
    format!(
        "  <inputData id=\"i_{name}\" name=\"{name}\">\n    <variable id=\"v_{name}\" name=\"{name}\" \
         typeRef=\"{kind}\"/>\n  </inputData>\n"
    )
}

/// An expression over the measures of one ladder.
fn prefixed(expression: &str, inputs: &[(String, String)], ladder: usize) -> String {
    let mut text = String::new();
    let mut word = String::new();
    for letter in expression.chars().chain([' ']) {
        if letter.is_ascii_alphanumeric() || letter == '_' {
            word.push(letter);
            continue;
        }
        if inputs.iter().any(|(name, _)| *name == word) {
            let _ = write!(text, "t{ladder}_");
        }
        text.push_str(&std::mem::take(&mut word));
        text.push(letter);
    }
    text.trim_end().to_owned()
}

/// A model that is being written.
struct Model {
    text: String,
    /// The inputs so far, and their types.
    asked: Vec<(String, String)>,
    /// What tables with several outputs give, so far.
    types: Vec<Vec<&'static str>>,
}

impl Model {
    /// An input that a decision needs, by its id.
    fn input(&mut self, name: &str, kind: &str) -> String {
        if !self.asked.iter().any(|(known, _)| known == name) {
            self.asked.push((name.to_owned(), kind.to_owned()));
        }
        format!("i_{name}")
    }

    fn rule(&mut self, said: &Said<'_>, tables: &Tables<'_>) {
        let (of, program) = (said.of, tables.program);
        let by_deal = of.period.adds_up_deals();
        let Some(first) = said.versions.first().map(|rule| rule.name.clone()) else { return };
        let mut needs: Vec<String> =
            rates::measures(of).into_iter().map(|name| self.input(name, "number")).collect();
        needs.push(self.input("open", "boolean"));
        if rates::has_columns(of) {
            needs.push(self.input("column", "string"));
        }
        let earned: Vec<String> =
            said.versions.iter().map(|rule| self.version(rule, &needs)).collect();
        let in_force = if of.later_schedules.is_empty() {
            format!("{first}_earns")
        } else {
            needs.push(self.input("day", "date"));
            in_force(said, &earned)
        };
        if by_deal {
            let name = format!("{first}_deal");
            self.open(&name, "number", &format!("{}: what a deal earns", of.name), &needs, &earned);
            self.says(&rates::added(said, program, WORDS, &in_force));
            self.close();
        }
        let (mut data, mut decisions) = (Vec::new(), earned);
        let mut steps = Vec::new();
        if by_deal {
            decisions.clear();
            data.push(self.input("earned", "number"));
        } else {
            data.clone_from(&needs);
            steps.push(("earned", in_force));
        }
        if rates::reads_before(of) {
            data.push(self.input("paid_before", "number"));
        }
        steps.extend(rates::paid(of, program, WORDS, "earned", ""));
        self.open(&first, "number", &format!("{}: payout", of.name), &data, &decisions);
        self.context(&steps);
        self.close();
    }

    /// The type of what a table gives. Engines read a part of it only where its type is known.
    fn kind(&mut self, outputs: &[&'static str]) -> String {
        if outputs.len() == 1 {
            return "number".to_owned();
        }
        if !self.types.iter().any(|known| known == outputs) {
            self.types.push(outputs.to_vec());
        }
        outputs.join("_")
    }

    /// A version of a schedule; the name of what it earns.
    fn version(&mut self, rule: &Rule<'_>, needs: &[String]) -> String {
        let name = &rule.incentive.name;
        let rates = format!("{}_rates", rule.name);
        if let Some(table) = rates::table(rule, WORDS) {
            let kind = self.kind(&table.outputs);
            self.open(&rates, &kind, &format!("{name}: rates"), needs, &[]);
            self.table(&table);
            self.close();
        }
        let earns = format!("{}_earns", rule.name);
        let from = [rates.clone()];
        self.open(&earns, "number", &format!("{name}: what is earned"), needs, &from);
        let paid_on = rates::paid_on(rule, WORDS);
        // A table with one output gives it alone, and one with several gives them by name.
        let several = rates::table(rule, WORDS).is_some_and(|table| table.outputs.len() > 1);
        let of = |name: &str| if several { format!("{rates}.{name}") } else { rates.clone() };
        let earned = rates::earned(rule, WORDS, of, "paid_on");
        self.context(&[("paid_on", paid_on), ("earned", earned)]);
        self.close();
        earns
    }

    fn open(&mut self, name: &str, kind: &str, about: &str, data: &[String], decisions: &[String]) {
        let _ = write!(
            self.text,
            "  <decision id=\"d_{name}\" name=\"{name}\">\n    <description>{}</description>\n    \
             <variable id=\"dv_{name}\" name=\"{name}\" typeRef=\"{kind}\"/>\n",
            escaped(about)
        );
        let needs = data.iter().map(|id| ("requiredInput", id.clone()));
        let all = needs.chain(decisions.iter().map(|one| ("requiredDecision", format!("d_{one}"))));
        for (word, id) in all {
            let _ = write!(
                self.text,
                "    <informationRequirement>\n      <{word} href=\"#{id}\"/>\n    </informationRequirement>\n"
            );
        }
    }

    fn close(&mut self) {
        self.text += "  </decision>\n";
    }

    fn says(&mut self, expression: &str) {
        let text = escaped(expression);
        let _ = writeln!(
            self.text,
            "    <literalExpression>\n      <text>{text}</text>\n    </literalExpression>"
        );
    }

    /// Steps of which the last is the result.
    fn context(&mut self, steps: &[(&str, String)]) {
        self.text += "    <context>\n";
        for (name, step) in steps {
            let _ = write!(
                self.text,
                "      <contextEntry>\n        <variable name=\"{name}\"/>\n        <literalExpression>\n          \
                 <text>{}</text>\n        </literalExpression>\n      </contextEntry>\n",
                escaped(step)
            );
        }
        if let Some((name, _)) = steps.last() {
            let _ = write!(
                self.text,
                "      <contextEntry>\n        <literalExpression>\n          <text>{name}</text>\n        \
                 </literalExpression>\n      </contextEntry>\n"
            );
        }
        self.text += "    </context>\n";
    }

    fn table(&mut self, table: &Table) {
        self.text +=
            "    <decisionTable hitPolicy=\"FIRST\" preferredOrientation=\"Rule-as-Row\">\n";
        for (label, expression) in &table.inputs {
            let _ = write!(
                self.text,
                "      <input label=\"{}\">\n        <inputExpression>\n          <text>{}</text>\n        \
                 </inputExpression>\n      </input>\n",
                escaped(label),
                escaped(expression)
            );
        }
        for name in &table.outputs {
            let name = if table.outputs.len() > 1 {
                format!(" name=\"{name}\"")
            } else {
                format!(" label=\"{name}\"")
            };
            let _ = writeln!(self.text, "      <output{name}/>");
        }
        for (tests, gives) in &table.rows {
            self.text += "      <rule>\n";
            for (word, text) in tests
                .iter()
                .map(|test| ("inputEntry", test))
                .chain(gives.iter().map(|given| ("outputEntry", given)))
            {
                let _ = writeln!(
                    self.text,
                    "        <{word}>\n          <text>{}</text>\n        </{word}>",
                    escaped(text)
                );
            }
            self.text += "      </rule>\n";
        }
        self.text += "    </decisionTable>\n";
    }
}

/// What the version earns that is in force on the day.
fn in_force(said: &Said<'_>, earned: &[String]) -> String {
    let mut says = earned.first().cloned().unwrap_or_default();
    for (later, earns) in said.of.later_schedules.iter().zip(earned.iter().skip(1)) {
        says = WORDS.either(&format!("day >= date(\"{}\")", later.from), earns, &says);
    }
    says
}
