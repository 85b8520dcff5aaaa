//! The tables as a decision of GoRules: a switch to the rule or ladder that is asked for, its look-up,
//! and the steps to what is paid.

use serde_json::{Value, json};

use super::{
    Tables, literal,
    rates::{self, Table},
    words::Language,
};
use crate::{ExportFailure, book::rows::Said, canonical_json};

const WORDS: Language = Language::Jdm;

/// How far apart nodes stand.
const ACROSS: u32 = 320;
const DOWN: u32 = 140;

/// The decision as canonical JSON.
///
/// # Errors
/// It cannot be written.
pub(crate) fn jdm(tables: &Tables<'_>) -> Result<String, ExportFailure> {
    let mut graph = Graph::default();
    graph.node("request", "inputNode", "Request", 0, &json!({ "schema": "" }));
    graph.node("response", "outputNode", "Response", 6, &json!({ "schema": "" }));
    graph.edge("request", "which", None);
    for said in &tables.rules {
        graph.rule(said, tables);
    }
    for (at, ladder) in tables.ladders.iter().enumerate() {
        let id = format!("t{}", at + 1);
        let is = format!("track == {}", literal(&ladder.track.id).unwrap_or_default());
        let asked = graph.asked(&id, &is);
        let met: Vec<(String, String)> =
            ladder.met(WORDS).into_iter().map(|(at, met)| (format!("met_{at}"), met)).collect();
        let name = &ladder.track.name;
        let steps = format!("{id}_met");
        graph.edge("which", &steps, Some(&asked));
        let about: Vec<String> =
            ladder.inputs().into_iter().map(|(name, about)| format!("{name}: {about}")).collect();
        graph.steps(&steps, &format!("{name}: what is met"), 2, &met, &about.join("\n"));
        let table = ladder.table(WORDS, |at| format!("met_{at}"));
        let levels = format!("{id}_level");
        graph.edge(&steps, &levels, None);
        graph.table(&levels, &format!("{name}: level"), 3, &table);
        let last = format!("{id}_answer");
        graph.edge(&levels, &last, None);
        let answer =
            [("track".to_owned(), "track".to_owned()), ("level".to_owned(), "level".to_owned())];
        graph.last(&last, name, &answer);
    }
    canonical_json(&graph.written())
}

/// A decision that is being made.
#[derive(Default)]
struct Graph {
    nodes: Vec<Value>,
    edges: Vec<Value>,
    statements: Vec<Value>,
    row: u32,
}

impl Graph {
    fn rule(&mut self, said: &Said<'_>, tables: &Tables<'_>) {
        let (of, program) = (said.of, tables.program);
        let is = format!("incentive == {}", literal(&of.id).unwrap_or_default());
        let by_deal = of.period.adds_up_deals();
        let first = said.versions.first().map_or("", |rule| rule.name.as_str());
        let pays = format!("{first}_pays");
        let step = if by_deal { " and step == \"deal\"" } else { "" };
        for (version, rule) in said.versions.iter().enumerate() {
            let mut when = format!("{is}{step}");
            if let Some(at) = version.checked_sub(1) {
                when += &format!(" and date(day) >= date(\"{}\")", of.later_schedules[at].from);
            }
            if let Some(later) = of.later_schedules.get(version) {
                when += &format!(" and date(day) < date(\"{}\")", later.from);
            }
            let asked = self.asked(&rule.name, &when);
            let read = format!("{}_reads", rule.name);
            self.edge("which", &read, Some(&asked));
            let mut reads = vec![("paid_on".to_owned(), rates::paid_on(rule, WORDS))];
            reads.extend(rates::picks(rule, WORDS).map(|picks| ("picks".to_owned(), picks)));
            self.steps(&read, &format!("{}: what counts", of.name), 2, &reads, "");
            let Some(table) = rates::table(rule, WORDS) else { continue };
            let rates = format!("{}_rates", rule.name);
            self.edge(&read, &rates, None);
            self.table(&rates, &format!("{}: rates", of.name), 3, &table);
            let earns = format!("{}_earns", rule.name);
            self.edge(&rates, &earns, None);
            let earned = rates::earned(rule, WORDS, str::to_owned, "paid_on");
            if by_deal {
                let earned = rates::added(said, program, WORDS, &earned);
                let answer = [
                    ("incentive".to_owned(), "incentive".to_owned()),
                    ("earned".to_owned(), earned),
                ];
                self.last(&earns, &format!("{}: what a deal earns", of.name), &answer);
            } else {
                let steps = [("earned".to_owned(), earned)];
                self.steps(&earns, &format!("{}: what is earned", of.name), 4, &steps, "");
                self.edge(&earns, &pays, None);
            }
        }
        if by_deal {
            let asked = self.asked(&pays, &format!("{is} and step == \"payout\""));
            self.edge("which", &pays, Some(&asked));
        }
        let mut answer = vec![
            ("incentive".to_owned(), "incentive".to_owned()),
            ("earned".to_owned(), "earned".to_owned()),
        ];
        let steps = rates::paid(of, program, WORDS, "earned", "$.");
        answer.extend(steps.into_iter().map(|(name, step)| (name.to_owned(), step)));
        self.last(&pays, &format!("{}: payout", of.name), &answer);
    }

    /// Another case of the switch; the name of its way out.
    fn asked(&mut self, id: &str, when: &str) -> String {
        let asked = format!("{id}_asked");
        self.statements.push(json!({ "id": asked, "condition": when, "isDefault": false }));
        self.row += 1;
        asked
    }

    fn node(&mut self, id: &str, kind: &str, name: &str, column: u32, content: &Value) {
        let position = json!({ "x": ACROSS * column, "y": DOWN * self.row });
        self.nodes.push(json!({
            "id": id, "type": kind, "name": name, "position": position, "content": content,
        }));
    }

    fn edge(&mut self, from: &str, to: &str, way: Option<&str>) {
        let mut edge = json!({
            "id": format!("{from}-{}-{to}", way.unwrap_or("")),
            "type": "edge", "sourceId": from, "targetId": to,
        });
        if let Some(way) = way {
            edge["sourceHandle"] = json!(way);
        }
        self.edges.push(edge);
    }

    fn steps(
        &mut self,
        id: &str,
        name: &str,
        column: u32,
        steps: &[(String, String)],
        about: &str,
    ) {
        let content = expressions(id, steps, true);
        self.node(id, "expressionNode", name, column, &content);
        if let (false, Some(node)) = (about.is_empty(), self.nodes.last_mut()) {
            node["description"] = json!(about);
        }
    }

    /// Steps whose results alone are the answer.
    fn last(&mut self, id: &str, name: &str, steps: &[(String, String)]) {
        self.node(id, "expressionNode", name, 5, &expressions(id, steps, false));
        self.edge(id, "response", None);
    }

    fn table(&mut self, id: &str, name: &str, column: u32, table: &Table) {
        let of = |kind: &str, at: usize| format!("{id}_{kind}{}", at + 1);
        let inputs =
            table.inputs.iter().enumerate().map(
                |(at, (name, field))| json!({ "id": of("in", at), "name": name, "field": field }),
            );
        let outputs = table
            .outputs
            .iter()
            .enumerate()
            .map(|(at, name)| json!({ "id": of("out", at), "name": name, "field": name }));
        let rows = table.rows.iter().enumerate().map(|(at, (tests, gives))| {
            let mut row = json!({ "_id": of("row", at) });
            for (at, test) in tests.iter().enumerate() {
                row[of("in", at)] = json!(test);
            }
            for (at, given) in gives.iter().enumerate() {
                row[of("out", at)] = json!(given);
            }
            row
        });
        let content = json!({
            "hitPolicy": "first",
            "inputs": inputs.collect::<Vec<_>>(),
            "outputs": outputs.collect::<Vec<_>>(),
            "rules": rows.collect::<Vec<_>>(),
            "passThrough": true,
            "inputField": null,
            "outputPath": null,
            "executionMode": "single",
        });
        self.node(id, "decisionTableNode", name, column, &content);
    }

    fn written(mut self) -> Value {
        let statements = std::mem::take(&mut self.statements);
        self.row = 0;
        let content = json!({ "hitPolicy": "first", "statements": statements });
        self.node("which", "switchNode", "Which rule or ladder", 1, &content);
        json!({
            "contentType": "application/vnd.gorules.decision",
            "nodes": self.nodes,
            "edges": self.edges,
        })
    }
}

fn expressions(id: &str, steps: &[(String, String)], passes: bool) -> Value {
    let steps = steps.iter().enumerate().map(|(at, (key, value))| {
        json!({ "id": format!("{id}_{}", at + 1), "key": key, "value": value })
    });
    json!({
        "expressions": steps.collect::<Vec<_>>(),
        "passThrough": passes,
        "inputField": null,
        "outputPath": null,
        "executionMode": "single",
    })
}
