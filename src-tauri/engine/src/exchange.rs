//! Exchange: facts in the program's currency, rounded to four decimals.

use std::ops::Range;

use chrono::NaiveDate;
use tierwright_program::{
    Calendar, Currency, Fraction, Money, Period, Program, RoundingMode,
    document::{Conversion, ConversionDay},
    rate::RATE_ONE,
};

use crate::{
    Facts, Failure,
    by_day::ByDay,
    explanation::{Exchange, UsedRate},
    facts::Rates,
    in_parts::{in_parts, threads_for},
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
        let deals = facts.deals.len();
        let parts =
            in_parts(deals, threads_for(deals), |range| Part::new(facts, program, as_of, range))?;
        let missing = || parts.iter().flat_map(|part| &part.missing);
        if let Some(first) = missing().next() {
            return Err(rate_missing(facts, program, *first, missing().count()));
        }
        Ok(Self {
            key: converted_key(program, as_of),
            lines: parts.iter().flat_map(|part| &part.lines).copied().collect(),
            adjustments: parts.iter().flat_map(|part| &part.adjustments).copied().collect(),
        })
    }
}

/// The converted amounts of some deals one after the other, zero for those that are not won.
struct Part {
    lines: Vec<i64>,
    adjustments: Vec<i64>,
    /// Won deals whose rate is missing.
    missing: Vec<usize>,
}

impl Part {
    fn new(
        facts: &Facts,
        program: &Program,
        as_of: Option<NaiveDate>,
        deals: Range<usize>,
    ) -> Result<Self, Failure> {
        let mut part = Self { lines: Vec::new(), adjustments: Vec::new(), missing: Vec::new() };
        part.lines.reserve_exact(deals.len());
        let mut exchanges = Exchanges::new(facts);
        for deal in deals {
            let won = facts.deals.won_on(deal);
            let factor = match won.filter(|day| as_of.is_none_or(|as_of| *day <= as_of)) {
                None => Factor::ZERO,
                Some(day) => {
                    let ask = || deal_exchange(facts, program, as_of, deal, day);
                    exchanges.of(deal, day, ask).unwrap_or_else(|| {
                        part.missing.push(deal);
                        Factor::ZERO
                    })
                }
            };
            let convert = |amount| {
                factor.convert(amount, program.rounding).ok_or_else(|| too_large(facts, deal))
            };
            for line in facts.deal_lines(deal) {
                part.lines.push(convert(facts.line_amount(deal, line))?);
            }
            for adjustment in facts.deal_adjustments(deal) {
                part.adjustments.push(convert(facts.adjustments.amounts[adjustment])?);
            }
        }
        Ok(part)
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
    let on = match program.conversion.on {
        ConversionDay::Close => day,
        ConversionDay::QuarterEnd => program.calendar.period_of(day, Period::Quarter).until(),
    };
    let on = as_of.map_or(on, |as_of| on.min(as_of));
    let from = facts.deals.currencies[deal];
    facts.rates.exchange(&program.conversion.table, from, program.currency, on)
}

fn too_large(facts: &Facts, deal: usize) -> Failure {
    Failure::overflow(&format!("The amount of deal {}", &facts.deals.ids[deal]))
}

fn rate_missing(facts: &Facts, program: &Program, first: usize, count: usize) -> Failure {
    let others = match count - 1 {
        0 => String::new(),
        1 => ", and for one more deal".to_owned(),
        more => format!(", and for {more} more deals"),
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

/// An exchange as one fraction; nothing when the product of its rates does not fit.
#[derive(Clone, Copy)]
struct Factor(Option<Fraction>);

impl Factor {
    /// Of what does not count.
    const ZERO: Self = Self(Some(Fraction::ZERO));

    fn new(exchange: &Exchange) -> Self {
        let product = |used: &[UsedRate], ones: usize| {
            let rates = used.iter().map(|one| one.rate.units());
            let mut factors = rates.chain(std::iter::repeat_n(RATE_ONE, ones)).map(i128::from);
            factors.try_fold(1_i128, i128::checked_mul)
        };
        let (up, down) = (exchange.multiply.len(), exchange.divide.len());
        let above = product(&exchange.multiply, down.saturating_sub(up));
        let below = product(&exchange.divide, up.saturating_sub(down));
        Self(above.zip(below).map(|(above, below)| Fraction::new(above, below)))
    }

    /// An amount in ten-thousandths, rounded once.
    fn convert(self, amount: Money, mode: RoundingMode) -> Option<i64> {
        let Fraction { numerator, denominator } = self.0?;
        let product = i128::from(amount.units()).checked_mul(numerator)?;
        let units = i64::try_from(Fraction::new(product, denominator).round(mode)?).ok()?;
        // A return is taken away, so that what is converted must fit negated too.
        units.checked_neg().map(|_| units)
    }
}

/// The factors of each currency and day, worked out once.
struct Exchanges<'a> {
    facts: &'a Facts,
    /// By day, then currency.
    known: ByDay<Vec<Option<Option<Factor>>>>,
}

impl<'a> Exchanges<'a> {
    fn new(facts: &'a Facts) -> Self {
        Self { facts, known: ByDay::starting(facts.first_day().unwrap_or_default()) }
    }

    /// The factor of a deal won on `day`, asked for where it is not known yet; none where a rate is
    /// missing.
    fn of(
        &mut self,
        deal: usize,
        day: NaiveDate,
        ask: impl FnOnce() -> Option<Exchange>,
    ) -> Option<Factor> {
        let currencies = &self.facts.deals.currencies;
        let known = self.known.entry(day);
        if known.is_empty() {
            known.resize(currencies.values().len(), None);
        }
        *known[currencies.codes().get(deal)].get_or_insert_with(|| ask().as_ref().map(Factor::new))
    }
}

/// An amount through an exchange, rounded once to the minor unit of another currency.
pub(crate) fn converted_to_minor(
    exchange: &Exchange,
    amount: Money,
    to: Currency,
    mode: RoundingMode,
) -> Option<Money> {
    let Fraction { numerator, denominator } = Factor::new(exchange).0?;
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
    Factor::new(exchange).convert(amount, mode).map(|units| Money::from_units(units, to))
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
