//! The form of `fixtures/cases`, with the columns that those leave out, to read and to write.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tierwright_engine::rows::{
    ActivityRow, AdjustmentRow, CreditRow, DealRow, FactRows, LineRow, PartnerRow, RateRow, Source,
    SourceFile, Stage,
};
use tierwright_program::{Currency, Money, Program, Rate};

/// A program, facts, a window and what must come out.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// One sentence.
    pub title: String,
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
}

/// The facts of a case.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFacts {
    /// Partners.
    pub partners: Vec<CasePartner>,
    /// Deals with all that belongs to them.
    pub deals: Vec<CaseDeal>,
    /// What partners did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<CaseActivity>,
    /// Exchange rates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rates: Vec<CaseRate>,
}

/// A partner.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct CasePartner {
    pub id: String,
    #[serde(default, rename = "type", skip_serializing_if = "String::is_empty")]
    pub kind: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub region: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub country: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub segment: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined: Option<NaiveDate>,
}

/// A deal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct CaseDeal {
    pub id: String,
    pub closed: NaiveDate,
    pub amount: Money,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    #[serde(default, rename = "type", skip_serializing_if = "String::is_empty")]
    pub kind: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub customer: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub region: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub segment: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<CaseLine>,
    pub credits: Vec<CaseCredit>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returns: Vec<CaseReturn>,
}

/// A line of a deal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct CaseLine {
    pub id: String,
    pub family: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub product: String,
    pub amount: Money,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Rate>,
}

/// A credit on a deal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct CaseCredit {
    pub partner: String,
    pub role: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Rate>,
}

/// A return on a deal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct CaseReturn {
    pub date: NaiveDate,
    pub amount: Money,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Rate>,
}

/// Something a partner did.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct CaseActivity {
    pub partner: String,
    pub kind: String,
    pub date: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub person: String,
}

/// An exchange rate.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct CaseRate {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    pub currency: Currency,
    pub base: Currency,
    pub date: NaiveDate,
    pub rate: Rate,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub units_per_base: bool,
}

/// What must come out for one partner: an amount or a level in a quarter, or the level on a day, or
/// every move.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Expected {
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moves: Option<Vec<ExpectedMove>>,
}

/// A change of a partner's level.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ExpectedMove {
    pub on: NaiveDate,
    pub from: String,
    pub to: String,
    pub why: String,
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

/// The rows so far, and a running number for where each came from.
#[derive(Default)]
struct Rows {
    rows: FactRows,
    next: u32,
}

impl CaseFacts {
    /// The facts as rows; every row's source is its position.
    pub fn rows(&self) -> FactRows {
        let mut out = Rows { next: 2, ..Rows::default() };
        out.rows.files.push(SourceFile {
            name: "case".to_owned(),
            sha256: String::new(),
            rows: 0,
            set_aside: 0,
        });
        self.partners.iter().for_each(|partner| out.partner(partner));
        self.deals.iter().for_each(|deal| out.deal(deal));
        self.activities.iter().for_each(|activity| out.activity(activity));
        self.rates.iter().for_each(|rate| out.rate(rate));
        out.rows
    }
}

impl Rows {
    fn source(&mut self) -> Source {
        self.next += 1;
        Source { file: 0, row: self.next - 1 }
    }

    fn partner(&mut self, partner: &CasePartner) {
        let source = self.source();
        self.rows.partners.push(PartnerRow {
            id: partner.id.clone(),
            name: partner.id.clone(),
            kind: partner.kind.clone(),
            region: partner.region.clone(),
            country: partner.country.clone(),
            segment: partner.segment.clone(),
            joined: partner.joined,
            source,
        });
    }

    fn deal(&mut self, deal: &CaseDeal) {
        let source = self.source();
        let stage = deal.stage.as_deref().unwrap_or("won");
        self.rows.deals.push(DealRow {
            id: deal.id.clone(),
            name: String::new(),
            customer: deal.customer.clone(),
            stage: Stage::from_text(stage).unwrap_or_else(|| panic!("stage {stage}")),
            opened: None,
            closed: Some(deal.closed),
            amount: deal.amount,
            list_amount: None,
            cost: None,
            kind: deal.kind.clone(),
            region: deal.region.clone(),
            segment: deal.segment.clone(),
            origin: deal.source.clone(),
            source,
        });
        deal.lines.iter().for_each(|line| self.line(&deal.id, line));
        deal.credits.iter().enumerate().for_each(|(at, credit)| self.credit(&deal.id, at, credit));
        deal.returns.iter().enumerate().for_each(|(at, back)| self.returned(&deal.id, at, back));
    }

    fn line(&mut self, deal: &str, line: &CaseLine) {
        let source = self.source();
        self.rows.lines.push(LineRow {
            id: line.id.clone(),
            deal: deal.to_owned(),
            product: line.product.clone(),
            family: line.family.clone(),
            quantity: line.quantity.unwrap_or(Rate::whole(1)),
            amount: line.amount,
            list_amount: None,
            cost: None,
            source,
        });
    }

    fn credit(&mut self, deal: &str, at: usize, credit: &CaseCredit) {
        let source = self.source();
        self.rows.credits.push(CreditRow {
            id: format!("{deal}-{at}"),
            deal: deal.to_owned(),
            partner: credit.partner.clone(),
            role: credit.role.clone(),
            share: credit.share,
            source,
        });
    }

    fn returned(&mut self, deal: &str, at: usize, returned: &CaseReturn) {
        let source = self.source();
        self.rows.adjustments.push(AdjustmentRow {
            id: format!("{deal}-r{at}"),
            deal: deal.to_owned(),
            line: returned.line.clone(),
            date: returned.date,
            amount: returned.amount,
            quantity: returned.quantity.unwrap_or(Rate::whole(0)),
            source,
        });
    }

    fn activity(&mut self, activity: &CaseActivity) {
        let source = self.source();
        self.rows.activities.push(ActivityRow {
            id: source.row.to_string(),
            partner: activity.partner.clone(),
            kind: activity.kind.clone(),
            date: activity.date,
            valid_until: activity.valid_until,
            person: activity.person.clone(),
            source,
        });
    }

    fn rate(&mut self, rate: &CaseRate) {
        let source = self.source();
        self.rows.rates.push(RateRow {
            table: rate.table.clone().unwrap_or_else(|| "market".to_owned()),
            currency: rate.currency,
            base: rate.base,
            date: rate.date,
            rate: rate.rate,
            inverse: rate.units_per_base,
            source,
        });
    }
}
