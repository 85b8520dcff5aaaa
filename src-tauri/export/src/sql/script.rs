//! The script: its statements one after another, each made once.

use std::collections::HashMap;

use chrono::NaiveDate;
use tierwright_program::{
    Calendar, Filter, Money, Program, Span,
    credit::Registered,
    filter::{AmountBounds, Asks, DealIs, Field},
};

use super::{Dialect, measured::MeasureTable};
use crate::cell::guarded;

/// Why a rule is not written as SQL: the rest of a sentence that begins with its name.
pub(super) type Refused = String;

/// What is being written.
pub(super) struct Script<'a> {
    pub program: &'a Program,
    /// The quarters of the replay, oldest first; never none.
    pub quarters: &'a [Span],
    /// The first day that a ladder can read.
    pub first: NaiveDate,
    pub dialect: Dialect,
    /// Tracks whose levels are given as facts.
    pub given: &'a [String],
    /// Where the measures of the incentive that is being written stand.
    pub measured: Option<MeasureTable>,
    statements: Vec<String>,
    /// The name of each table, by what it is.
    made: HashMap<String, String>,
    tables: usize,
}

/// A place in the script that can be gone back to.
pub(super) struct Mark {
    statements: usize,
    made: HashMap<String, String>,
}

impl<'a> Script<'a> {
    pub fn new(
        program: &'a Program,
        quarters: &'a [Span],
        first: NaiveDate,
        given: &'a [String],
        dialect: Dialect,
    ) -> Self {
        let (statements, made) = (Vec::new(), HashMap::new());
        Self {
            program,
            quarters,
            first,
            dialect,
            given,
            measured: None,
            statements,
            made,
            tables: 0,
        }
    }

    pub const fn calendar(&self) -> Calendar {
        self.program.calendar
    }

    /// Where the script stands.
    pub fn mark(&self) -> Mark {
        Mark { statements: self.statements.len(), made: self.made.clone() }
    }

    /// Takes back what was written since.
    pub fn back_to(&mut self, mark: Mark) {
        self.statements.truncate(mark.statements);
        self.made = mark.made;
    }

    /// A line that says what follows.
    pub fn say(&mut self, comment: &str) {
        let comment: String =
            comment.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        self.statements.push(format!("\n-- {comment}\n"));
    }

    /// A step with a name of its own.
    pub fn named(&mut self, name: &str, query: &str) {
        self.statements.push(self.dialect.step(name, query));
    }

    /// A step whose name begins with a word; the same query is not made twice.
    pub fn step(&mut self, word: &str, query: &str) -> String {
        if let Some(name) = self.made.get(query) {
            return name.clone();
        }
        let name = self.next_name(word);
        self.named(&name, query);
        self.made.insert(query.to_owned(), name.clone());
        name
    }

    /// A table of constants; the same one is not made twice.
    pub fn constants(&mut self, word: &str, columns: &[&str], rows: &[Vec<String>]) -> String {
        let key = format!("{columns:?} {rows:?}");
        if let Some(name) = self.made.get(&key) {
            return name.clone();
        }
        let name = self.next_name(word);
        self.statements.push(self.dialect.constants(&name, columns, rows));
        self.made.insert(key, name.clone());
        name
    }

    /// Names count up and are never used again, so that a text is the same wherever it is written.
    fn next_name(&mut self, word: &str) -> String {
        self.tables += 1;
        format!("tw_{word}_{}", self.tables)
    }

    /// All of it.
    pub fn text(&self) -> String {
        self.statements.concat()
    }

    /// A day as a text.
    pub fn day(&self, day: NaiveDate) -> String {
        format!("'{day}'")
    }

    /// A text as it stands in the fact files.
    pub fn said(&self, text: &str) -> String {
        self.dialect.text(&guarded(text))
    }

    /// Whether a column has one of some values.
    pub fn one_of(&self, column: &str, values: &[String]) -> String {
        if values.is_empty() {
            return "1 = 0".to_owned();
        }
        let values: Vec<String> = values.iter().map(|value| self.said(value)).collect();
        format!("{column} IN ({})", values.join(", "))
    }

    /// A filter over the columns of a table of partners or of sales.
    pub fn filter(&self, filter: &Filter, alias: &str) -> String {
        let all = |parts: &[Filter], word: &str, none: &str| {
            if parts.is_empty() {
                return none.to_owned();
            }
            let parts: Vec<String> = parts.iter().map(|part| self.filter(part, alias)).collect();
            format!("({})", parts.join(word))
        };
        match filter {
            Filter::All(parts) => all(parts, " AND ", "1 = 1"),
            Filter::Any(parts) => all(parts, " OR ", "1 = 0"),
            Filter::None(parts) => format!("NOT {}", all(parts, " OR ", "(1 = 0)")),
            Filter::Is(asked) => {
                self.one_of(&format!("{alias}.{}", column(asked.field)), &asked.one_of)
            }
            Filter::Amount(bounds) => self.amount(bounds, alias),
            Filter::Registered(of) => self.registered(of, alias),
            // Refused by `sales_filter` and `partners_filter`.
            Filter::FirstMonths(_) | Filter::Attribute(_) | Filter::Joined(_) => "1 = 0".to_owned(),
        }
    }

    /// Whether the lines of a deal add up to an amount within bounds.
    fn amount(&self, bounds: &AmountBounds, alias: &str) -> String {
        let sum = self.dialect.sum("a.amount");
        let bound = |sign: &str, bound: Option<Money>| {
            Some(format!("{sum} {sign} {}", self.dialect.whole(bound?.units())))
        };
        let bounds = [bound(">=", bounds.at_least), bound("<", bounds.below)];
        let bounds: Vec<String> = bounds.into_iter().flatten().collect();
        format!(
            "{alias}.deal IN (SELECT a.deal FROM tw_sale a GROUP BY a.deal HAVING {})",
            if bounds.is_empty() { "1 = 1".to_owned() } else { bounds.join(" AND ") }
        )
    }

    /// Whether somebody's registration of a deal was approved by its close and protects it.
    fn registered(&self, of: &Registered, alias: &str) -> String {
        let until = self.days_later("r.approved", of.protects_days);
        format!(
            "EXISTS (SELECT 1 FROM registration r WHERE r.deal = {alias}.deal\n    \
             AND r.approved <= {alias}.closed AND {alias}.closed <= COALESCE(r.protected_until, {until}))"
        )
    }

    /// A filter over partners.
    pub fn partners_filter(&self, filter: &Filter, alias: &str) -> Result<String, Refused> {
        not_in_the_tables(filter)?;
        Ok(self.filter(filter, alias))
    }

    /// A filter over sales, of which a return without a line passes where every line of its deal
    /// does.
    pub fn sales_filter(&self, filter: &Filter, alias: &str) -> Result<String, Refused> {
        if filter.is_open() {
            return Ok("1 = 1".to_owned());
        }
        not_in_the_tables(filter)?;
        let own = self.filter(filter, alias);
        let other = self.filter(filter, "x");
        let deal = format!("{alias}.deal");
        let each = self.dialect.in_no_row(&deal, "x.deal", "tw_sale x", &format!("NOT {other}"));
        Ok(format!("(({alias}.whole_deal = 0 AND {own}) OR ({alias}.whole_deal = 1 AND {each}))"))
    }
}

/// Refuses a filter that asks for what the tables do not hold.
fn not_in_the_tables(filter: &Filter) -> Result<(), Refused> {
    let mut asks = Vec::new();
    filter.asks("", &mut asks);
    let mut missing = asks.into_iter().filter_map(|(_, one)| match one {
        Asks::Deal(DealIs::FirstMonths(_)) => {
            Some("counts deals of the first months of a customer")
        }
        Asks::Attribute(_) => Some("asks for an attribute"),
        Asks::Joined(_) => Some("asks when a partner joined"),
        Asks::Column(_) | Asks::Deal(_) => None,
    });
    missing.next().map_or(Ok(()), |why| Err(why.to_owned()))
}

/// The column of a field, in the tables of partners and of sales.
pub(super) const fn column(field: Field) -> &'static str {
    match field {
        Field::Partner => "id",
        Field::PartnerType | Field::DealType => "kind",
        Field::PartnerRegion | Field::DealRegion => "region",
        Field::PartnerCountry => "country",
        Field::PartnerSegment | Field::DealSegment => "segment",
        Field::DealSource => "origin",
        Field::Customer => "customer",
        Field::Product => "product",
        Field::Family => "family",
    }
}

/// Columns with their own names.
pub(super) fn keys(alias: &str, names: &[&str]) -> String {
    names.iter().map(|name| format!("{alias}.{name} AS {name}")).collect::<Vec<_>>().join(", ")
}

/// Columns alone.
pub(super) fn keys_plain(alias: &str, names: &[&str]) -> String {
    names.iter().map(|name| format!("{alias}.{name}")).collect::<Vec<_>>().join(", ")
}
