//! Points, worked out again line by line from the facts and a rule that the program promises.

use chrono::NaiveDate;
use serde_json::Value;
use tierwright_engine::{
    explanation::{Contribution, MeasureStep},
    rows::{AdjustmentRow, DealRow, LineRow},
};
use tierwright_program::{
    Currency, Field, Money, Program, Quantity, Rate, RoundingMode,
    measure::{Blocks, PointsFrom, PointsRule, PointsTable},
};

use crate::{
    exact::{Number, largest_remainder, money, most, one, quantity, rate, rounded_as, zero},
    figures::{Figure, Line},
    measures::{Fact, Follow},
    refusal::{Holds, Refusal, refuse, same},
};

/// Every rule for points of a program.
pub fn rules(program: &Program) -> Vec<PointsRule> {
    let mut found = Vec::new();
    gather(&serde_json::to_value(program).expect("serialises"), &mut found);
    found
}

fn gather(tree: &Value, found: &mut Vec<PointsRule>) {
    match tree {
        Value::Object(members) => {
            for (key, member) in members {
                let rule = if member["rule"].is_object() { &member["rule"] } else { member };
                if key == "points"
                    && let Ok(rule) = serde_json::from_value(rule.clone())
                {
                    found.push(rule);
                }
                gather(member, found);
            }
        }
        Value::Array(members) => members.iter().for_each(|one| gather(one, found)),
        _ => {}
    }
}

/// What gives points on a deal: the lines and what each has.
struct Has<'a> {
    lines: Vec<(Option<&'a LineRow>, Number)>,
    rule: &'a PointsRule,
    /// From the currency of the deal to that of the program.
    factor: Number,
    /// What is rounded like it.
    like: Quantity,
}

impl Follow<'_> {
    /// Every row by one rule.
    pub fn points(&self, step: &MeasureStep) -> Holds {
        let mut refused = Refusal("no rule gives points".to_owned());
        for rule in &self.source.points {
            let window = (step.from, step.until);
            match self.rows(&step.contributions, window, &step.measure, Some(rule)) {
                Ok(()) => return Ok(()),
                Err(why) => refused = why,
            }
        }
        Err(refused)
    }

    /// The fact that a row states, and its points.
    pub fn points_row(
        &self,
        rule: Option<&PointsRule>,
        (deal, closed): (&DealRow, NaiveDate),
        row: &Contribution,
    ) -> Result<(Fact, Number), Refusal> {
        let Some(rule) = rule else { return refuse("no rule gives points") };
        let fact = self.fact(deal, closed, row)?;
        let has = self.has(rule, deal, row)?;
        let points = if fact.returned {
            -self.lost(&has, deal, row)?
        } else {
            let line =
                has.lines.iter().find(|line| line.0.map(|line| &line.id) == row.line.as_ref());
            let Some((line, value)) = line else { return refuse("no such line") };
            gives(rule, deal, *line, value)
        };
        same("its points", &quantity(row.converted), &points)?;
        Ok((fact, points))
    }

    /// What the lines of a deal have.
    fn has<'a>(
        &'a self,
        rule: &'a PointsRule,
        deal: &'a DealRow,
        row: &Contribution,
    ) -> Result<Has<'a>, Refusal> {
        let to = self.source.currency;
        let factor = match (row.original, &row.exchange) {
            (Quantity::Money(from), Some(exchange)) => {
                self.factor(exchange, from.currency(), to)?
            }
            (Quantity::Money(from), None) if from.currency() != to => {
                return refuse("points for money that is converted without a rate");
            }
            _ => one(),
        };
        let like = like(rule, to);
        let value = |line: &Line<'_>| match figure(rule.from) {
            Some(figure) => self.worth(figure, line, &factor, like, Some(rule.absent)),
            None if rule.from == PointsFrom::Units => {
                line.row.map_or_else(one, |row| rate(row.quantity))
            }
            None => rounded_as(&(&line.amount * &factor), like, self.rounding),
        };
        let lines = self.lines(figure(rule.from).unwrap_or(Figure::List), deal);
        let lines = lines.iter().map(|line| (line.row, value(line))).collect();
        Ok(Has { lines, rule, factor, like })
    }

    /// The points that a return takes back: those of what was left of its lines, less those of what
    /// is left after it.
    fn lost(&self, has: &Has<'_>, deal: &DealRow, row: &Contribution) -> Result<Number, Refusal> {
        let mut returns = self.source.adjustments(&deal.id).to_vec();
        returns.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
        let at = returns.iter().position(|one| one.source == row.source && one.date == row.on);
        let Some(at) = at else { return refuse("no return stands there") };
        let mut left: Vec<Number> = has.lines.iter().map(|line| line.1.clone()).collect();
        for earlier in &returns[..at] {
            let taken = self.taken(has, deal, earlier);
            left.iter_mut().zip(taken).for_each(|(left, taken)| *left -= taken);
        }
        let taken = self.taken(has, deal, returns[at]);
        let lines = has.lines.iter().zip(left.iter().zip(&taken));
        // A line that nothing is taken of loses nothing.
        Ok(lines.fold(zero(), |sum, ((line, _), (left, taken))| {
            let after = gives(has.rule, deal, *line, &(left - taken));
            sum + gives(has.rule, deal, *line, left) - after
        }))
    }

    /// What a return takes of each line.
    fn taken(&self, has: &Has<'_>, deal: &DealRow, of: &AdjustmentRow) -> Vec<Number> {
        let named = |line: &Option<&LineRow>| line.map(|row| &row.id) == of.line.as_ref();
        let all = match figure(has.rule.from) {
            None if has.rule.from == PointsFrom::Units => rate(of.quantity),
            None => rounded_as(&(money(of.amount) * &has.factor), has.like, self.rounding),
            Some(figure) => {
                let (mut value, mut amount) = (zero(), zero());
                for (line, (_, has)) in self.lines(figure, deal).iter().zip(&has.lines) {
                    if of.line.is_none() || named(&line.row) {
                        value += has;
                        amount += &line.amount;
                    }
                }
                let back = value * money(of.amount);
                let back = if amount == zero() { zero() } else { back / amount };
                rounded_as(&back, has.like, self.rounding)
            }
        };
        if of.line.is_some() {
            let own = |line: &(Option<&LineRow>, Number)| {
                if named(&line.0) { all.clone() } else { zero() }
            };
            return has.lines.iter().map(own).collect();
        }
        let weights: Vec<Number> =
            has.lines.iter().map(|line| most(zero(), line.1.clone())).collect();
        let fine = if matches!(has.like, Quantity::Money(_)) { 10_000 } else { 100_000_000 };
        largest_remainder(&all, &weights, fine)
    }
}

/// The points of what a line has, or has left.
fn gives(rule: &PointsRule, deal: &DealRow, line: Option<&LineRow>, value: &Number) -> Number {
    let blocks = value / quantity(rule.block);
    let blocks = match rule.blocks {
        Blocks::Whole => blocks.trunc(),
        Blocks::ProRata => blocks,
    };
    let points = rule
        .tables
        .iter()
        .fold(blocks * rate(rule.points), |points, table| points * rate(weight(table, deal, line)));
    let like = Quantity::Number(Rate::whole(0));
    rounded_as(&points, like, RoundingMode::HalfAwayFromZero)
}

fn weight(table: &PointsTable, deal: &DealRow, line: Option<&LineRow>) -> Rate {
    let value = match table.field {
        Field::DealType => deal.kind.as_str(),
        Field::DealRegion => &deal.region,
        Field::DealSegment => &deal.segment,
        Field::DealSource => &deal.origin,
        Field::Customer => &deal.customer,
        Field::Product => line.map_or("", |line| &line.product),
        Field::Family => line.map_or("", |line| &line.family),
        _ => return table.otherwise,
    };
    let found = table.weights.iter().find(|one| one.value == value);
    found.map_or(table.otherwise, |one| one.weight)
}

fn figure(from: PointsFrom) -> Option<Figure> {
    match from {
        PointsFrom::Revenue | PointsFrom::Units => None,
        PointsFrom::ListRevenue => Some(Figure::List),
        PointsFrom::Margin => Some(Figure::Margin),
        PointsFrom::Recurring => Some(Figure::Recurring),
    }
}

/// What has as many decimals as what gives points.
fn like(rule: &PointsRule, currency: Currency) -> Quantity {
    match rule.from {
        PointsFrom::Units => Quantity::Number(Rate::whole(0)),
        _ => Quantity::Money(Money::from_units(0, currency)),
    }
}
