//! Measures: every row is found in the source, followed to what it adds, and added up.

use std::collections::HashSet;

use chrono::NaiveDate;
use tierwright_engine::{
    explanation::{Amount, Contribution, Exchange, MeasureStep, Step, UsedRate},
    rows::{DealRow, RateRow, Source as Place},
};
use tierwright_program::{Currency, Money, Quantity, Rate, RoundingMode, measure::PointsRule};

use crate::{
    compared,
    exact::{Number, fraction, one, quantity, rate, rounded_as, stated_quantity, zero},
    figures::Figure,
    refusal::{Holds, Refusal, holds, refuse, same},
    source::{Source, won},
};

/// For whom rows are followed, and how their fractions are rounded.
#[derive(Clone, Copy)]
pub struct Follow<'a> {
    pub source: &'a Source<'a>,
    /// The partner that is credited; none for what all partners of a deal share.
    pub partner: Option<usize>,
    pub rounding: RoundingMode,
}

/// How a measure is said that is compared with an earlier one or a target.
const COMPARED: [&str; 3] = [
    " above the earlier one",
    " as a percentage of the earlier one",
    " as a percentage of the target",
];

/// The fact behind a contribution.
pub struct Fact {
    /// A return is taken away after it was rounded as what it takes away.
    pub returned: bool,
    pub original: Quantity,
    pub on: NaiveDate,
}

impl Follow<'_> {
    /// A measure and its rows.
    pub fn measure(&self, step: &MeasureStep) -> Holds {
        if self.behind(&step.measure, &step.behind, step.value)? {
            let bare = step.contributions.is_empty() && step.counted.is_empty();
            return holds(bare, || "rows of what is compared stand twice".to_owned());
        }
        if states_points(step) {
            self.points(step)?;
        } else {
            let window = (step.from, step.until);
            self.rows(&step.contributions, window, &step.measure, None)?;
        }
        self.counted(step)?;
        let counted = step.counted.iter().map(|row| quantity(row.counted));
        let sum = counted.fold(sum(&step.contributions), |sum, row| sum + row);
        match step.value {
            Amount::Exact(value) => same("the sum of a measure", &quantity(value), &sum),
            Amount::Fraction(value) => same("the sum of a measure", &stated_quantity(value), &sum),
            Amount::Ratio { part, whole } => {
                let rounded = stated_quantity(whole) == one() && whole.currency.is_none();
                match rounded {
                    // A ratio that was rounded states itself, not its part.
                    true => Ok(()),
                    false => same("the part of a ratio", &quantity(part), &sum),
                }
            }
            Amount::Average { sum: value, count } => {
                let rows = i64::try_from(step.counted.len()).unwrap_or(-1);
                same("how many figures there are", &count, &rows)?;
                same("the sum of an average", &quantity(value), &sum)
            }
        }
    }

    /// Whether a measure is compared itself; then its value follows from the steps behind it.
    pub fn behind(&self, measure: &str, steps: &[Step], value: Amount) -> Result<bool, Refusal> {
        let compared = COMPARED.iter().any(|how| measure.ends_with(how));
        same("whether there is something behind a measure", &!steps.is_empty(), &compared)?;
        if compared {
            compared::behind(steps, value, *self)?;
        }
        Ok(compared)
    }

    /// What was counted rather than summed: facts of the partner in the window, none of them twice.
    fn counted(&self, step: &MeasureStep) -> Holds {
        let mut seen = HashSet::new();
        for row in &step.counted {
            holds(seen.insert(row.source), || "a row counts twice".to_owned())?;
            let Some(partner) = self.partner else { return refuse("nobody is counted for") };
            let id = self.source.partners[partner].id.as_str();
            holds(self.source.states(id, row.source, row.on), || {
                format!("no fact of {id} on {} is counted", row.on)
            })?;
            let before = row.on < step.from
                && !step.measure.starts_with("valid")
                && !step.measure.starts_with("people");
            holds(!before && row.on <= step.until, || "outside its window".to_owned())?;
        }
        Ok(())
    }

    /// Rows that were counted in a window, none of them twice.
    pub fn rows(
        &self,
        rows: &[Contribution],
        window: (NaiveDate, NaiveDate),
        measure: &str,
        points: Option<&PointsRule>,
    ) -> Holds {
        let mut seen = HashSet::new();
        for row in rows {
            let returned = self.row(row, window, measure, points).map_err(|refusal| {
                Refusal(format!("a row of deal {}: {refusal}", self.source.deals[row.deal].id))
            })?;
            let new = seen.insert((row.deal, row.line.as_deref(), row.source, returned));
            holds(new, || format!("a row of deal {} counts twice", row.deal))?;
        }
        Ok(())
    }

    /// One row; whether it is a return.
    fn row(
        &self,
        row: &Contribution,
        (from, until): (NaiveDate, NaiveDate),
        measure: &str,
        points: Option<&PointsRule>,
    ) -> Result<bool, Refusal> {
        let Some(deal) = self.source.deals.get(row.deal) else { return refuse("no such deal") };
        let Some(closed) = won(deal) else { return refuse("the deal is not won") };
        let booked = !measure.starts_with("billed") && !measure.starts_with("collected");
        let returned = quantity(row.original) < zero() && row.part.is_none();
        holds(
            booked || returned || row.part.is_some() || self.source.settled(&deal.id).is_empty(),
            || "a sale counts beside its invoices and collections".to_owned(),
        )?;
        let (fact, converted) = match Figure::named(measure) {
            _ if points.is_some() => self.points_row(points, (deal, closed), row)?,
            _ if row.part.is_some() => self.billed(measure, (deal, closed), row)?,
            Some(figure) => self.figure(figure, (deal, closed), row)?,
            None => {
                let fact = self.fact(deal, closed, row)?;
                let converted = self.converted(&fact, row)?;
                (fact, converted)
            }
        };
        let inside = |day: NaiveDate| from <= day && day <= until;
        let counts = inside(fact.on) || fact.returned && inside(closed);
        holds(counts, || format!("{} lies outside its window", fact.on))?;
        let weighted = self.weighted(&fact, (deal, measure), row, converted)?;
        same("what it adds", &quantity(row.counted), &weighted)?;
        Ok(fact.returned)
    }

    /// The fact that a row states, found by deal, line, source, amount and day.
    pub fn fact(
        &self,
        deal: &DealRow,
        closed: NaiveDate,
        row: &Contribution,
    ) -> Result<Fact, Refusal> {
        let found = self
            .candidates(deal, closed, row)
            .into_iter()
            .find(|fact| fact.on == row.on && fact.original == row.original);
        found.map_or_else(|| refuse(format!("no fact says {} on {}", row.original, row.on)), Ok)
    }

    fn candidates(&self, deal: &DealRow, closed: NaiveDate, row: &Contribution) -> Vec<Fact> {
        let number = |units: Rate| Quantity::Number(units);
        let sold = |original: Quantity| Fact { returned: false, original, on: closed };
        let mut found = Vec::new();
        let lines = self.source.lines(&deal.id);
        for line in lines {
            if row.line.as_ref() == Some(&line.id) && row.source == line.source {
                found.push(sold(Quantity::Money(line.amount)));
                found.push(sold(number(line.quantity)));
            }
        }
        if row.line.is_none() && row.source == deal.source {
            if lines.is_empty() {
                found.push(sold(Quantity::Money(deal.amount)));
            }
            found.push(sold(number(Rate::whole(1))));
        }
        for adjustment in self.source.adjustments(&deal.id) {
            if row.line == adjustment.line && row.source == adjustment.source {
                let amount = adjustment.amount;
                let taken = Money::from_units(-amount.units(), amount.currency());
                let units = Rate::from_units(-adjustment.quantity.units());
                for original in [Quantity::Money(taken), number(units)] {
                    found.push(Fact { returned: true, original, on: adjustment.date });
                }
            }
        }
        found
    }

    /// The row in the program's currency, as it states and as it is found.
    fn converted(&self, fact: &Fact, row: &Contribution) -> Result<Number, Refusal> {
        let original = quantity(fact.original);
        let exact = match (row.original, row.converted) {
            (Quantity::Money(from), Quantity::Money(to)) => {
                match (&row.exchange, from.currency() == to.currency()) {
                    (None, true) => original,
                    (None, false) => return refuse("it is converted without a rate"),
                    (Some(exchange), _) => {
                        original * self.factor(exchange, from.currency(), to.currency())?
                    }
                }
            }
            (Quantity::Number(_), Quantity::Number(_)) => original,
            _ => return refuse("money and a number are one row"),
        };
        let found = self.rounded(fact, &exact, row.converted);
        same("its amount in the program's currency", &quantity(row.converted), &found)?;
        Ok(found)
    }

    /// Rounded; a return as what it takes away.
    fn rounded(&self, fact: &Fact, exact: &Number, like: Quantity) -> Number {
        match fact.returned {
            true => -rounded_as(&-exact, like, self.rounding),
            false => rounded_as(exact, like, self.rounding),
        }
    }

    fn weighted(
        &self,
        fact: &Fact,
        (deal, measure): (&DealRow, &str),
        row: &Contribution,
        mut value: Number,
    ) -> Result<Number, Refusal> {
        if let Some(factor) = row.marketplace {
            value = self.rounded(fact, &(value * fraction(factor)), row.counted);
        }
        let shares = self.credits(deal, row, measure)?;
        let Some(share) = row.share else { return Ok(value) };
        same("its share", &rate(share), &shares)?;
        Ok(self.rounded(fact, &(value * shares), row.counted))
    }

    /// The credits that a row counts by, and their shares added up.
    fn credits(
        &self,
        deal: &DealRow,
        row: &Contribution,
        measure: &str,
    ) -> Result<Number, Refusal> {
        let Some(partner) = self.partner else { return Ok(zero()) };
        let partner = self.source.partners[partner];
        let id = &partner.id;
        let Some(of) = self.source.deals.get(row.credited_on) else {
            return refuse("no such deal is credited");
        };
        let first = self.source.first_of_customer(self.source.deals[row.deal]);
        holds(of.id == deal.id || of.id == first.id, || {
            format!("the credits are those of deal {}", of.id)
        })?;
        let credits = self.source.credits(&of.id);
        let counts = |id: &str| {
            let member = self.source.partners.iter().find(|one| one.id == *id);
            member.is_some_and(|member| self.source.belongs(member, partner, measure))
        };
        let mut sum = zero();
        let mut seen: HashSet<Place> = HashSet::new();
        for place in &row.credits {
            let all: Vec<_> =
                credits.iter().filter(|one| one.source == *place && counts(&one.partner)).collect();
            holds(!all.is_empty(), || format!("{id} has no credit there"))?;
            if seen.insert(*place) {
                for credit in all {
                    sum += credit.share.map_or_else(zero, rate);
                }
            }
        }
        holds(!row.credits.is_empty(), || format!("{id} has no credit that counts"))?;
        Ok(sum)
    }

    /// What an amount is multiplied by: rates that stand in the facts, lead from one currency to the
    /// other, and are the last known ones of their day.
    pub fn factor(
        &self,
        exchange: &Exchange,
        from: Currency,
        to: Currency,
    ) -> Result<Number, Refusal> {
        let mut legs = Vec::new();
        for used in &exchange.multiply {
            legs.push((self.rate_row(used, exchange.on)?, rate(used.rate), true));
        }
        for used in &exchange.divide {
            legs.push((self.rate_row(used, exchange.on)?, rate(used.rate), false));
        }
        holds(!legs.is_empty(), || "no rate is used".to_owned())?;
        let mut at = from;
        let mut factor = one();
        while !legs.is_empty() {
            let next = legs.iter().position(|(row, _, up)| leads(row, *up).0 == at);
            let Some(next) = next else { return refuse("its rates do not lead anywhere") };
            let (row, rate, up) = legs.remove(next);
            at = leads(row, up).1;
            factor = if up { factor * rate } else { factor / rate };
        }
        same("the currency its rates lead to", &to, &at)?;
        Ok(factor)
    }

    fn rate_row(&self, used: &UsedRate, on: NaiveDate) -> Result<&RateRow, Refusal> {
        let all = || self.source.rates.values().flatten();
        let found =
            all().find(|row| (row.rate, row.date, row.source) == (used.rate, used.on, used.source));
        let Some(row) = found else {
            return refuse(format!("no rate of {} says {}", used.on, used.rate));
        };
        let pair = |of: &RateRow| {
            let mut pair = [of.currency, of.base];
            pair.sort();
            pair
        };
        let newer = self.source.rates[row.table.as_str()]
            .iter()
            .any(|other| pair(other) == pair(row) && used.on < other.date && other.date <= on);
        holds(used.on <= on && !newer, || {
            format!("the rate of {} is not the last known", used.on)
        })?;
        Ok(row)
    }
}

/// Whether the rows of a measure state points.
fn states_points(step: &MeasureStep) -> bool {
    step.measure.starts_with("points") && !step.contributions.is_empty()
}

/// From which currency to which a rate leads when it is multiplied or divided by.
fn leads(row: &RateRow, multiplied: bool) -> (Currency, Currency) {
    // Base per unit leads to the base when it is multiplied by; units per base when divided by.
    if multiplied == row.inverse { (row.base, row.currency) } else { (row.currency, row.base) }
}

/// What rows add up to.
pub fn sum(rows: &[Contribution]) -> Number {
    rows.iter().fold(zero(), |sum, row| sum + quantity(row.counted))
}
