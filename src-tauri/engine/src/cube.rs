//! Cubes: a sales measure summed by partner and month. They hold sums and never a formula.

use chrono::NaiveDate;
use tierwright_program::{
    Filter, Fraction, Money, Month, Program, Quantity, Rate, Sales, Span, Weight,
    filter::{Condition, Field},
    incentive::Dates,
    measure::Basis,
    rate::RATE_ONE,
};

use crate::{
    Facts, Failure,
    exchange::{Converted, deal_exchange},
    explanation::Contribution,
    value::quantity,
};

/// What a cube sums.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Summed {
    /// Ten-thousandths of the program's currency.
    Revenue,
    /// Quantities, in hundred-millionths.
    Units,
    /// Deals, in hundred-millionths.
    Deals,
}

/// What tells one cube from another.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct CubeKey {
    pub summed: Summed,
    pub sales: Sales,
    pub dates: Dates,
}

/// Sums by partner and month.
#[derive(Debug)]
pub(crate) struct Cube {
    months: Span,
    sums: Vec<i64>,
}

impl Cube {
    /// The sum of a partner over a span; months without facts count nothing.
    pub fn sum(&self, partner: usize, span: Span) -> i64 {
        let row = partner * self.width();
        let first = span.first.max(self.months.first);
        let last = span.last.min(self.months.last);
        (first.0..=last.0)
            .map(|month| self.sums[row + (month - self.months.first.0).unsigned_abs() as usize])
            .sum()
    }

    /// Nothing when the sums of all partners do not add up within what money holds.
    pub fn all_fit(&self) -> Option<()> {
        self.sums.iter().try_fold(0_i64, |sum, one| sum.checked_add(one.checked_abs()?)).map(|_| ())
    }

    fn width(&self) -> usize {
        self.months.months().unsigned_abs() as usize
    }

    /// Scans every won deal once. The sum of all sizes is checked, so that no later sum of the
    /// cube's cells can overflow.
    pub fn new(rows: &SalesRows<'_>, months: Span) -> Result<Self, Failure> {
        let mut cube = Self { months, sums: Vec::new() };
        cube.sums = vec![0; rows.facts.partners.len() * cube.width()];
        let mut size = vec![0_i64; rows.facts.partners.len()];
        for deal in 0..rows.facts.deals.len() {
            rows.deal(deal, &mut |row| {
                let month = (Month::of(row.on).0 - months.first.0).unsigned_abs() as usize;
                let whole = size[row.partner].checked_add(row.counted.checked_abs()?)?;
                size[row.partner] = whole;
                cube.sums[row.partner * months.months().unsigned_abs() as usize + month] +=
                    row.counted;
                Some(())
            })?;
        }
        Ok(cube)
    }
}

/// The rows a sales measure counts, found by one scan for cubes, pools and explanations alike.
pub(crate) struct SalesRows<'a> {
    pub facts: &'a Facts,
    pub converted: &'a Converted,
    pub program: &'a Program,
    pub key: &'a CubeKey,
    roles: Vec<bool>,
}

/// One row's part in a measure for one partner.
pub(crate) struct SalesRow {
    pub partner: usize,
    pub on: NaiveDate,
    pub counted: i64,
    /// The line, or the adjustment, or neither for a count of deals.
    pub origin: Origin,
    pub share: Option<Rate>,
}

/// The fact behind a [`SalesRow`].
#[derive(Clone, Copy)]
pub(crate) enum Origin {
    Deal,
    Line(usize),
    Adjustment(usize),
}

impl<'a> SalesRows<'a> {
    pub fn new(
        facts: &'a Facts,
        converted: &'a Converted,
        program: &'a Program,
        key: &'a CubeKey,
    ) -> Self {
        let wanted = &key.sales.roles;
        let counts = |role: &String| wanted.is_empty() || wanted.contains(role);
        let roles = facts.credits.role_names.iter().map(counts).collect();
        Self { facts, converted, program, key, roles }
    }

    /// Whether a credit's role counts.
    pub fn role_counts(&self, credit: usize) -> bool {
        self.roles[self.facts.credits.roles[credit]]
    }

    /// The day a deal counts from; none when it is not won or closed outside the dates.
    pub fn counts_on(&self, deal: usize) -> Option<NaiveDate> {
        let day = self.facts.deals.won_on(deal)?;
        let Dates { from, until } = self.key.dates;
        (from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until))
            .then_some(day)
    }

    /// Whether a line passes the filter.
    pub fn passes(&self, deal: usize, line: usize) -> bool {
        let filter = &self.key.sales.of;
        filter.is_open()
            || filter.holds(&mut |asked| deal_or_line_has(self.facts, deal, line, asked))
    }

    /// Emits the rows of a deal for each partner credited on it. `emit` answers nothing when a sum
    /// does not fit.
    pub fn deal(
        &self,
        deal: usize,
        emit: &mut dyn FnMut(SalesRow) -> Option<()>,
    ) -> Result<(), Failure> {
        let Some(day) = self.counts_on(deal) else { return Ok(()) };
        let credits = self.facts.deal_credits(deal);
        let mut credit = credits.start;
        while credit < credits.end {
            let partner = self.facts.credits.partners[credit];
            let mut held = false;
            let mut share = Some(0_i64);
            while credit < credits.end && self.facts.credits.partners[credit] == partner {
                if self.role_counts(credit) {
                    held = true;
                    let declared =
                        self.facts.credits.shares[credit].map_or(0, |share| share.units());
                    share = share.and_then(|sum| sum.checked_add(declared));
                }
                credit += 1;
            }
            if held {
                share
                    .and_then(|share| self.partner_rows(deal, day, partner, share, emit))
                    .ok_or_else(|| self.overflow(deal))?;
            }
        }
        Ok(())
    }

    fn overflow(&self, deal: usize) -> Failure {
        Failure::overflow(&format!("A sum that deal {} belongs to", self.facts.deals.ids[deal]))
    }

    /// Emits a deal's rows for one partner with a declared share.
    fn partner_rows(
        &self,
        deal: usize,
        day: NaiveDate,
        partner: usize,
        share: i64,
        emit: &mut dyn FnMut(SalesRow) -> Option<()>,
    ) -> Option<()> {
        let share =
            (self.key.sales.weight == Weight::DeclaredShare).then(|| Rate::from_units(share));
        let counts = |value: i64| match share {
            Some(share) => self.weighted(value, share),
            None => Some(value),
        };
        let mut row = |on, counted, origin| emit(SalesRow { partner, on, counted, origin, share });
        if self.key.summed == Summed::Deals {
            let any = self.facts.deal_lines(deal).any(|line| self.passes(deal, line));
            return if any { row(day, counts(RATE_ONE)?, Origin::Deal) } else { Some(()) };
        }
        for line in self.facts.deal_lines(deal) {
            if self.passes(deal, line) {
                row(day, counts(self.line_value(line))?, Origin::Line(line))?;
            }
        }
        if self.key.sales.basis == Basis::Net {
            for adjustment in self.facts.deal_adjustments(deal) {
                if self.adjustment_passes(deal, adjustment) {
                    let on = self.facts.adjustments.dates[adjustment];
                    // Rounded as what was counted and then taken away, so that a full return leaves
                    // nothing in any rounding mode.
                    let taken = counts(-self.adjustment_value(adjustment))?;
                    row(on, -taken, Origin::Adjustment(adjustment))?;
                }
            }
        }
        Some(())
    }

    /// `value x share`, rounded to the unit of the value (`RULES` section 7, "Rounding": an amount
    /// just weighted is rounded to four decimals).
    fn weighted(&self, value: i64, share: Rate) -> Option<i64> {
        let product = i128::from(value) * i128::from(share.units());
        let rounded = Fraction::new(product, i128::from(RATE_ONE)).round(self.program.rounding)?;
        i64::try_from(rounded).ok()
    }

    /// A line's amount in the program's currency, or its quantity.
    pub fn line_value(&self, line: usize) -> i64 {
        match self.key.summed {
            Summed::Units => self.facts.lines.quantities[line].units(),
            _ => self.converted.lines[line],
        }
    }

    /// What an adjustment adds, below zero.
    pub fn adjustment_value(&self, adjustment: usize) -> i64 {
        match self.key.summed {
            Summed::Units => -self.facts.adjustments.quantities[adjustment].units(),
            _ => -self.converted.adjustments[adjustment],
        }
    }

    /// An adjustment passes with its line; one without a line when all lines of the deal pass.
    pub fn adjustment_passes(&self, deal: usize, adjustment: usize) -> bool {
        match self.facts.adjustments.lines[adjustment] {
            Some(line) => self.passes(deal, line),
            None => self.facts.deal_lines(deal).all(|line| self.passes(deal, line)),
        }
    }

    /// The rows of one partner in a span, for an explanation.
    pub fn contributions(&self, partner: usize, span: Span) -> Result<Vec<Contribution>, Failure> {
        let mut found = Vec::new();
        for deal in self.facts.partner_deals(partner) {
            self.deal(*deal, &mut |row| {
                if row.partner == partner && span.contains(Month::of(row.on)) {
                    found.push(self.contribution(*deal, &row));
                }
                Some(())
            })?;
        }
        found.sort_by_key(|row| (row.on, row.deal));
        Ok(found)
    }

    /// A row as it stands in an explanation.
    pub fn contribution(&self, deal: usize, row: &SalesRow) -> Contribution {
        let (facts, currency) = (self.facts, self.program.currency);
        let money = self.key.summed == Summed::Revenue;
        let (line, original, converted, source) = match row.origin {
            Origin::Deal => {
                let one = Quantity::Number(Rate::whole(1));
                (None, one, one, facts.deals.sources[deal])
            }
            Origin::Line(line) => (
                facts.lines.ids[line].clone(),
                self.original(facts.lines.amounts[line], facts.lines.quantities[line], 1),
                quantity(self.line_value(line), money, currency),
                facts.lines.sources[line],
            ),
            Origin::Adjustment(at) => (
                facts.adjustments.lines[at].and_then(|line| facts.lines.ids[line].clone()),
                self.original(facts.adjustments.amounts[at], facts.adjustments.quantities[at], -1),
                quantity(self.adjustment_value(at), money, currency),
                facts.adjustments.sources[at],
            ),
        };
        let exchange = facts.deals.won_on(deal).filter(|_| money);
        Contribution {
            deal,
            line,
            on: row.on,
            original,
            exchange: exchange
                .and_then(|day| deal_exchange(facts, self.program, deal, day))
                .filter(|exchange| !exchange.multiply.is_empty() || !exchange.divide.is_empty()),
            converted,
            share: row.share,
            counted: quantity(row.counted, money, currency),
            source,
        }
    }

    /// The amount or quantity as it stands in the row.
    fn original(&self, amount: Money, units: Rate, sign: i64) -> Quantity {
        match self.key.summed {
            Summed::Units => Quantity::Number(Rate::from_units(sign * units.units())),
            _ => Quantity::Money(Money::from_units(sign * amount.units(), amount.currency())),
        }
    }
}

/// Whether a deal or line has one of the values that a condition asks for.
fn deal_or_line_has(facts: &Facts, deal: usize, line: usize, asked: &Condition) -> bool {
    let value = match asked.field {
        Field::DealType => &facts.deals.kinds[deal],
        Field::DealRegion => &facts.deals.regions[deal],
        Field::DealSegment => &facts.deals.segments[deal],
        Field::DealSource => &facts.deals.origins[deal],
        Field::Customer => &facts.deals.customers[deal],
        Field::Product => &facts.lines.products[line],
        Field::Family => &facts.lines.families[line],
        // `check` refuses partner columns in a filter of deals.
        Field::Partner
        | Field::PartnerType
        | Field::PartnerRegion
        | Field::PartnerCountry
        | Field::PartnerSegment => return false,
    };
    asked.one_of.contains(value)
}

/// Which partners pass a filter, by position.
pub(crate) fn partners_that_pass(facts: &Facts, filter: &Filter) -> Vec<bool> {
    let partners = &facts.partners;
    let has = |partner: usize, asked: &Condition| {
        let value = match asked.field {
            Field::Partner => &partners.ids[partner],
            Field::PartnerType => &partners.kinds[partner],
            Field::PartnerRegion => &partners.regions[partner],
            Field::PartnerCountry => &partners.countries[partner],
            Field::PartnerSegment => &partners.segments[partner],
            // `check` refuses other columns in a filter of partners.
            _ => return false,
        };
        asked.one_of.contains(value)
    };
    (0..partners.len()).map(|partner| filter.holds(&mut |asked| has(partner, asked))).collect()
}
