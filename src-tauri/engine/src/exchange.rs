//! Exchange: facts in the program's currency, rounded to four decimals.

use std::ops::Range;

use chrono::NaiveDate;
use tierwright_program::{
    Calendar, Currency, Fraction, Money, Period, Program, RoundingMode,
    document::{Conversion, ConversionDay},
    rate::RATE_ONE,
    rounding::Divisor,
    words::grouped,
};

use crate::{
    Facts, Failure,
    billed::Billed,
    block,
    explanation::{Exchange, UsedRate},
    facts::Rates,
    fraction::lowest,
    given::Given,
    in_parts::{filled_in_parts, threads_for},
    priced::Figures,
    rows::Stage,
};

/// What conversion depends on, apart from the facts: currency, table and day, calendar, rounding,
/// and the day it is seen on.
type ConvertedKey = (Currency, Conversion, Calendar, RoundingMode, Option<NaiveDate>);

/// The amounts of won deals in the program's currency, in ten-thousandths.
#[derive(Debug)]
pub(crate) struct Converted {
    key: ConvertedKey,
    /// By line.
    pub lines: Vec<i64>,
    /// By adjustment, above zero.
    pub adjustments: Vec<i64>,
    /// What lines list for, cost and what recurs of them.
    pub figures: Figures,
    /// What was billed and collected.
    pub billed: Billed,
}

impl Converted {
    /// Whether it is what a program needs.
    pub fn fits(&self, program: &Program, as_of: Option<NaiveDate>) -> bool {
        self.key == converted_key(program, as_of)
    }

    /// Converts the lines and adjustments of every won deal. An adjustment takes its deal's day, so
    /// that a full return takes back exactly what was counted.
    pub fn new(
        facts: &Facts,
        program: &Program,
        as_of: Option<NaiveDate>,
    ) -> Result<Self, Failure> {
        let factors = Factors::new(facts, program, as_of);
        let deals = facts.deals.len();
        let mut lines = vec![0; facts.lines.families.len()];
        let parts = filled_in_parts(
            (deals, threads_for(deals)),
            &mut lines,
            |deals| facts.deals.lines_of_all(deals).len(),
            |deals, lines| Part::new(facts, program.rounding, &factors, deals, lines),
        )?;
        let missing = || parts.iter().flat_map(|part| &part.missing);
        if let Some(first) = missing().next() {
            return Err(rate_missing(facts, program, *first, missing().count()));
        }
        Ok(Self {
            key: converted_key(program, as_of),
            lines,
            adjustments: parts.iter().flat_map(|part| &part.adjustments).copied().collect(),
            figures: Figures::default(),
            billed: Billed::default(),
        })
    }
}

/// What some deals come to besides their lines.
#[derive(Default)]
struct Part {
    /// The converted amounts of adjustments, zero for those of deals that are not won.
    adjustments: Vec<i64>,
    /// Won deals whose rate is missing.
    missing: Vec<usize>,
}

impl Part {
    /// Converts the lines of some deals, zero for those of deals that are not won.
    fn new(
        facts: &Facts,
        rounding: RoundingMode,
        factors: &Factors,
        deals: Range<usize>,
        lines: &mut [i64],
    ) -> Result<Self, Failure> {
        let (mut part, mut rest) = (Self::default(), lines);
        let (mut days, mut currencies, mut places) = (Vec::new(), Vec::new(), Vec::new());
        let (mut starts, mut units) = (Vec::new(), Vec::new());
        for first in deals.clone().step_by(block::DEALS) {
            let run = first..(first + block::DEALS).min(deals.end);
            let of_run = facts.deals.lines_of_run(run.clone(), &mut starts);
            facts.read_line_units(of_run, &mut units);
            facts.deals.closed.codes().read(run.clone(), &mut days);
            facts.deals.currencies.codes().read(run.clone(), &mut currencies);
            factors.places(&facts.deals.stages[run.clone()], &days, &currencies, &mut places);
            for (at, deal) in run.clone().enumerate() {
                if factors.lacks_some && factors.at(places[at]).is_none() {
                    part.missing.push(deal);
                }
            }
            if facts.deals.any_returns(run.clone()) {
                for (at, deal) in run.clone().enumerate() {
                    let factor = factors.at(places[at]).unwrap_or(&Factor::ZERO);
                    part.convert_returns(facts, deal, factor, rounding)?;
                }
            }
            by_line(&starts, units.len(), &mut places);
            let (lines, later) = rest.split_at_mut(units.len());
            rest = later;
            for (at, ((units, place), line)) in units.iter().zip(&places).zip(lines).enumerate() {
                let factor = factors.at(*place).unwrap_or(&Factor::ZERO);
                *line = factor.convert(*units, rounding).ok_or_else(|| {
                    let deal = starts.partition_point(|start| *start as usize <= at) - 1;
                    too_large(facts, run.start + deal)
                })?;
            }
        }
        Ok(part)
    }

    fn convert_returns(
        &mut self,
        facts: &Facts,
        deal: usize,
        factor: &Factor,
        rounding: RoundingMode,
    ) -> Result<(), Failure> {
        for adjustment in facts.deal_adjustments(deal) {
            let units = facts.adjustments.amounts[adjustment].units();
            let converted = factor.convert(units, rounding);
            self.adjustments.push(converted.ok_or_else(|| too_large(facts, deal))?);
        }
        Ok(())
    }
}

/// Repeats what a deal has for each of its lines.
fn by_line(starts: &[u32], lines: usize, of_deals: &mut Vec<u32>) {
    if of_deals.len() != lines {
        let both = of_deals.iter().zip(starts.windows(2));
        *of_deals = both
            .flat_map(|(of_deal, ends)| std::iter::repeat_n(*of_deal, (ends[1] - ends[0]) as usize))
            .collect();
    }
}

fn converted_key(program: &Program, as_of: Option<NaiveDate>) -> ConvertedKey {
    let Program { currency, conversion, calendar, rounding, .. } = program;
    (*currency, conversion.clone(), *calendar, *rounding, as_of)
}

/// The exchange of a deal that was won on `day`; none where a rate is missing.
pub(crate) fn deal_exchange(
    facts: &Facts,
    program: &Program,
    as_of: Option<NaiveDate>,
    deal: usize,
    day: NaiveDate,
) -> Option<Exchange> {
    let on = exchange_day(program, as_of, day);
    let from = facts.deals.currencies[deal];
    facts.rates.exchange(&program.conversion.table, from, program.currency, on)
}

/// The exchange of an amount of a day; none where a rate is missing.
pub(crate) fn exchange_on(given: Given<'_>, from: Currency, day: NaiveDate) -> Option<Exchange> {
    let program = given.program;
    let on = exchange_day(program, given.as_of, day);
    given.facts.rates.exchange(&program.conversion.table, from, program.currency, on)
}

/// The day whose rate holds for what was won on `day`.
fn exchange_day(program: &Program, as_of: Option<NaiveDate>, day: NaiveDate) -> NaiveDate {
    let on = match program.conversion.on {
        ConversionDay::Close => day,
        ConversionDay::QuarterEnd => program.calendar.period_of(day, Period::Quarter).until(),
    };
    as_of.map_or(on, |as_of| on.min(as_of))
}

fn too_large(facts: &Facts, deal: usize) -> Failure {
    Failure::overflow(&format!("The amount of deal {}", &facts.deals.ids[deal]))
}

fn rate_missing(facts: &Facts, program: &Program, first: usize, count: usize) -> Failure {
    let others = match count - 1 {
        0 => String::new(),
        1 => ", and for one more deal".to_owned(),
        more => format!(", and for {} more deals", grouped(&more.to_string())),
    };
    let closed = facts.deals.closed[first].map(|day| day.to_string()).unwrap_or_default();
    Failure {
        code: "rate_missing",
        sentence: format!(
            "There is no exchange rate from {} to {} on or before {closed} in the table {}, which deal {} needs{others}.",
            facts.deals.currencies[first],
            program.currency,
            program.conversion.table,
            &facts.deals.ids[first],
        ),
        hint: "Import exchange rates that begin on or before that day, or name another table in the program.".to_owned(),
    }
}

/// An exchange as one fraction.
#[derive(Clone, Copy)]
pub(crate) enum Factor {
    /// A fraction that fits half the width, in lowest terms.
    Narrow {
        above: i64,
        below: Divisor,
    },
    Wide(Fraction),
    /// The product of its rates does not fit.
    TooLarge,
}

impl Factor {
    /// Of what does not count.
    pub const ZERO: Self = Self::Narrow { above: 0, below: Divisor::new(1) };

    fn new(exchange: &Exchange) -> Self {
        let Some(fraction) = product(exchange).map(lowest) else { return Self::TooLarge };
        match (i64::try_from(fraction.numerator), i64::try_from(fraction.denominator)) {
            (Ok(above), Ok(below)) => Self::Narrow { above, below: Divisor::new(below) },
            _ => Self::Wide(fraction),
        }
    }

    /// An amount in ten-thousandths, rounded once.
    #[inline]
    pub fn convert(&self, units: i64, mode: RoundingMode) -> Option<i64> {
        if let Self::Narrow { above, below } = self
            && let Some(product) = units.checked_mul(*above)
        {
            return negatable(mode.divided(product, *below));
        }
        self.convert_wide(units, mode)
    }

    /// The same where a product does not fit half the width.
    #[cold]
    fn convert_wide(&self, units: i64, mode: RoundingMode) -> Option<i64> {
        let fraction = match self {
            Self::Narrow { above, below } => {
                Fraction::new(i128::from(*above), i128::from(below.below()))
            }
            Self::Wide(fraction) => *fraction,
            Self::TooLarge => return None,
        };
        wide(units, fraction, mode).and_then(negatable)
    }
}

/// An amount that fits negated too: a return is taken away.
#[inline]
fn negatable(amount: i64) -> Option<i64> {
    amount.checked_neg().map(|_| amount)
}

/// An amount times a fraction, rounded once.
fn wide(units: i64, by: Fraction, mode: RoundingMode) -> Option<i64> {
    let product = i128::from(units).checked_mul(by.numerator)?;
    i64::try_from(Fraction::new(product, by.denominator).round(mode)?).ok()
}

/// The rates of an exchange multiplied; nothing when that does not fit.
fn product(exchange: &Exchange) -> Option<Fraction> {
    let product = |used: &[UsedRate], ones: usize| {
        let rates = used.iter().map(|one| one.rate.units());
        let mut factors = rates.chain(std::iter::repeat_n(RATE_ONE, ones)).map(i128::from);
        factors.try_fold(1_i128, i128::checked_mul)
    };
    let (up, down) = (exchange.multiply.len(), exchange.divide.len());
    let above = product(&exchange.multiply, down.saturating_sub(up))?;
    let below = product(&exchange.divide, up.saturating_sub(down))?;
    Some(Fraction::new(above, below))
}

/// The factors of every closing day and currency that some won deal has, worked out once.
pub(crate) struct Factors {
    currencies: usize,
    /// By code of the closing day: the row of its factors. Days between two changes of a rate have
    /// the same one.
    rows: Vec<u32>,
    /// By row, then code of the currency; none where a rate is missing.
    known: Vec<Option<Factor>>,
    /// Whether some rate is missing.
    lacks_some: bool,
}

impl Factors {
    pub fn new(facts: &Facts, program: &Program, as_of: Option<NaiveDate>) -> Self {
        let (days, currencies) = (facts.deals.closed.values(), facts.deals.currencies.values());
        let changes = facts.rates.days_of_change(&program.conversion.table);
        // The first row is of days that do not count.
        let mut made = Self {
            currencies: currencies.len(),
            rows: Vec::with_capacity(days.len()),
            known: vec![Some(Factor::ZERO); currencies.len()],
            lacks_some: false,
        };
        let (mut between, mut next) = (vec![None; changes.len() + 1], 1);
        for day in days {
            let day = day.filter(|day| as_of.is_none_or(|as_of| *day <= as_of));
            let Some(on) = day.map(|day| exchange_day(program, as_of, day)) else {
                made.rows.push(0);
                continue;
            };
            let row = &mut between[changes.partition_point(|change| *change <= on)];
            let row = *row.get_or_insert_with(|| {
                let factor = |from: &Currency| {
                    let table = &program.conversion.table;
                    let found = facts.rates.exchange(table, *from, program.currency, on);
                    found.as_ref().map(Factor::new)
                };
                made.known.extend(currencies.iter().map(factor));
                next += 1;
                next - 1
            });
            made.rows.push(row);
        }
        made.lacks_some = made.known.iter().any(Option::is_none);
        made
    }

    /// Where the factors of deals stand, by their stages and the codes of their days and currencies;
    /// deals that are not won have the first ones, which leave nothing.
    fn places(&self, stages: &[Stage], days: &[u32], currencies: &[u32], into: &mut Vec<u32>) {
        let width = self.currencies as u32;
        let all = stages.iter().zip(days).zip(currencies);
        into.clear();
        into.extend(all.map(|((stage, day), currency)| {
            let place = self.rows[*day as usize] * width + currency;
            if *stage == Stage::Won { place } else { 0 }
        }));
    }

    /// The factor at a place; none where a rate is missing.
    #[inline]
    fn at(&self, place: u32) -> Option<&Factor> {
        self.known[place as usize].as_ref()
    }

    /// The factor of a won deal, by the codes of its closing day and currency; none where a rate is
    /// missing.
    #[inline]
    pub fn of(&self, day: usize, currency: usize) -> Option<&Factor> {
        self.known[self.rows[day] as usize * self.currencies + currency].as_ref()
    }
}

/// An amount through an exchange, rounded once to the minor unit of another currency.
pub(crate) fn converted_to_minor(
    exchange: &Exchange,
    amount: Money,
    to: Currency,
    mode: RoundingMode,
) -> Option<Money> {
    let Fraction { numerator, denominator } = product(exchange)?;
    let numerator = i128::from(amount.units()).checked_mul(numerator)?;
    let per_minor = to.units_per_minor();
    let denominator = denominator.checked_mul(i128::from(per_minor))?;
    let minor = i64::try_from(Fraction::new(numerator, denominator).round(mode)?).ok()?;
    Some(Money::from_units(minor.checked_mul(per_minor)?, to))
}

/// An amount through an exchange, rounded once to four decimals.
pub(crate) fn converted(
    exchange: &Exchange,
    amount: Money,
    to: Currency,
    mode: RoundingMode,
) -> Option<Money> {
    Factor::new(exchange).convert(amount.units(), mode).map(|units| Money::from_units(units, to))
}

/// Money of a day in the program's currency, in ten-thousandths, rounded once.
///
/// # Errors
/// A rate that is missing, or an amount that does not fit; `what` has it.
pub(crate) fn converted_on(
    given: Given<'_>,
    money: Money,
    day: NaiveDate,
    what: &str,
) -> Result<i64, Failure> {
    let program = given.program;
    let on = exchange_day(program, given.as_of, day);
    let table = &program.conversion.table;
    let exchange = given.facts.rates.exchange(table, money.currency(), program.currency, on);
    let exchange = exchange
        .ok_or_else(|| no_rate_for(program, money.currency(), on, &format!("{what} needs")))?;
    let converted = Factor::new(&exchange).convert(money.units(), program.rounding);
    converted.ok_or_else(|| Failure::overflow(&format!("The value of {what}")))
}

/// There is no rate to the program's currency that something needs, such as "target t needs".
pub(crate) fn no_rate_for(
    program: &Program,
    from: Currency,
    on: NaiveDate,
    needs: &str,
) -> Failure {
    Failure {
        code: "rate_missing",
        sentence: format!(
            "There is no exchange rate from {from} to {} on or before {on} in the table {}, which {needs}.",
            program.currency, program.conversion.table,
        ),
        hint: "Import exchange rates that begin on or before that day, or name another table in the program.".to_owned(),
    }
}

/// There is no rate from the program's currency to a partner's.
pub(crate) fn no_rate(program: &Program, to: Currency, on: NaiveDate) -> Failure {
    Failure {
        code: "rate_missing",
        sentence: format!(
            "There is no exchange rate from {} to {to} on or before {on} in the table {}, which payments in {to} need.",
            program.currency, program.conversion.table,
        ),
        hint: "Import exchange rates that begin on or before that day, or pay in the program's currency.".to_owned(),
    }
}

/// Which side of an exchange a rate goes to.
enum Leg {
    Multiply(UsedRate),
    Divide(UsedRate),
}

impl Rates {
    /// The days on which any rate of a table begins to hold, in order: between two of them every
    /// exchange stays the same.
    fn days_of_change(&self, table: &str) -> Vec<NaiveDate> {
        let series = self.series.iter().filter(|(key, _)| key.0 == table);
        let mut days: Vec<_> =
            series.flat_map(|(_, days)| days.iter().map(|day| day.date)).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The exchange from one currency to another on a day: directly, or through a base that both
    /// are quoted in (`RULES` section 7, step 1). Each rate is the last known one.
    pub(crate) fn exchange(
        &self,
        table: &str,
        from: Currency,
        to: Currency,
        on: NaiveDate,
    ) -> Option<Exchange> {
        let mut exchange = Exchange { on, multiply: Vec::new(), divide: Vec::new() };
        if from == to {
            return Some(exchange);
        }
        let legs = match self.leg(table, from, to, on) {
            Some(leg) => vec![leg],
            None => self.through_base(table, from, to, on)?,
        };
        for leg in legs {
            match leg {
                Leg::Multiply(used) => exchange.multiply.push(used),
                Leg::Divide(used) => exchange.divide.push(used),
            }
        }
        Some(exchange)
    }

    fn through_base(
        &self,
        table: &str,
        from: Currency,
        to: Currency,
        on: NaiveDate,
    ) -> Option<Vec<Leg>> {
        let bases =
            self.series.keys().filter(|key| key.0 == table && key.1 == from).map(|key| key.2);
        bases.into_iter().find_map(|base| {
            Some(vec![self.leg(table, from, base, on)?, self.leg(table, base, to, on)?])
        })
    }

    /// One pair of currencies by its last known rate, whichever of the two it prices; of two of the
    /// same day the one that prices `from`.
    fn leg(&self, table: &str, from: Currency, to: Currency, on: NaiveDate) -> Option<Leg> {
        let forth = self.last_known(table, from, to, on);
        let back = self.last_known(table, to, from, on);
        let newer_back = back.filter(|(back, _)| forth.is_none_or(|(forth, _)| forth.on < back.on));
        let (used, multiplies) = match (newer_back, forth) {
            (Some((used, inverse)), _) => (used, inverse),
            (None, Some((used, inverse))) => (used, !inverse),
            (None, None) => return None,
        };
        Some(if multiplies { Leg::Multiply(used) } else { Leg::Divide(used) })
    }

    fn last_known(
        &self,
        table: &str,
        currency: Currency,
        base: Currency,
        on: NaiveDate,
    ) -> Option<(UsedRate, bool)> {
        let days = self.series.get(&(table.to_owned(), currency, base))?;
        let known = days.partition_point(|day| day.date <= on).checked_sub(1)?;
        let day = days[known];
        Some((UsedRate { rate: day.rate, on: day.date, source: day.source }, day.inverse))
    }
}
