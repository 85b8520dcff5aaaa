//! Points for what was sold: `value / block x points`, times a weight from each table (`RULES`
//! section 2, "Measures").

use tierwright_program::{
    Fraction, Quantity, RoundingMode,
    measure::{Blocks, PointsFrom, PointsRule, PointsTable},
    rate::RATE_ONE,
    rounding::largest_remainder,
};

use crate::{
    cube::{Summed, value_of_line, value_taken_back},
    fraction::lowest,
    given::Given,
    passing::{column, row_of},
    priced::Figure,
};

/// The points of a line, in hundred-millionths. Nothing where they do not fit.
pub(crate) fn of_line(
    given: Given<'_>,
    rule: &PointsRule,
    deal: usize,
    line: usize,
) -> Option<i64> {
    let value = value_of_line(given, summed(rule.from), rule.absent, line)?;
    Points { given, rule, deal, line }.of(value)
}

/// The points that an adjustment takes back: those of what was left of each of its lines before it,
/// less those of what is left after it. Nothing where they do not fit.
pub(crate) fn taken_back(
    given: Given<'_>,
    rule: &PointsRule,
    deal: usize,
    adjustment: usize,
) -> Option<i64> {
    let mut points = 0_i64;
    for (line, taken) in taken_by_line(given, rule, deal, adjustment)? {
        let mut left = value_of_line(given, summed(rule.from), rule.absent, line)?;
        for earlier in given.facts.deal_adjustments(deal).take_while(|at| *at < adjustment) {
            let before = taken_by_line(given, rule, deal, earlier)?;
            for (_, before) in before.into_iter().filter(|(of, _)| *of == line) {
                left = left.checked_sub(before)?;
            }
        }
        let of = Points { given, rule, deal, line };
        let lost = of.of(left)?.checked_sub(of.of(left.checked_sub(taken)?)?)?;
        points = points.checked_add(lost)?;
    }
    Some(points)
}

/// What an adjustment takes back of each line: of all lines of its deal, by what they have, where it
/// names none.
fn taken_by_line(
    given: Given<'_>,
    rule: &PointsRule,
    deal: usize,
    adjustment: usize,
) -> Option<Vec<(usize, i64)>> {
    let of = summed(rule.from);
    let all = value_taken_back(given, of, rule.absent, (deal, adjustment))?;
    if let Some(line) = given.facts.adjustments.lines[adjustment] {
        return Some(vec![(line, all)]);
    }
    let lines = given.facts.deal_lines(deal);
    let has = |line| Some(value_of_line(given, of, rule.absent, line)?.max(0));
    let weights: Vec<i64> = lines.clone().map(has).collect::<Option<_>>()?;
    Some(lines.zip(largest_remainder(all, &weights)?).collect())
}

fn summed(from: PointsFrom) -> Summed {
    match from {
        PointsFrom::Revenue => Summed::Revenue,
        PointsFrom::ListRevenue => Summed::Figure(Figure::List),
        PointsFrom::Margin => Summed::Margin,
        PointsFrom::Recurring => Summed::Figure(Figure::Recurring),
        PointsFrom::Units => Summed::Units,
    }
}

/// The points of one line.
struct Points<'a> {
    given: Given<'a>,
    rule: &'a PointsRule,
    deal: usize,
    line: usize,
}

impl Points<'_> {
    /// For what the line has, or has left. What is below zero loses points as what is above gains
    /// them.
    fn of(&self, value: i64) -> Option<i64> {
        let block = i128::from(match self.rule.block {
            Quantity::Money(money) => money.units(),
            Quantity::Number(number) => number.units(),
        });
        let blocks = match self.rule.blocks {
            Blocks::Whole => Fraction::new(i128::from(value) / block, 1),
            Blocks::ProRata => Fraction::new(i128::from(value), block),
        };
        let mut points = times(blocks, self.rule.points.units())?;
        for table in &self.rule.tables {
            points = times(points, self.weight(table))?;
        }
        let units = points.numerator.checked_mul(i128::from(RATE_ONE))?;
        let exact = Fraction::new(units, points.denominator);
        i64::try_from(exact.round(RoundingMode::HalfAwayFromZero)?).ok()
    }

    /// The weight of the line's value in a column.
    fn weight(&self, table: &PointsTable) -> i64 {
        let row = row_of(table.field, self.deal, self.line);
        // `check` refuses columns of partners.
        let value = column(self.given.facts, table.field).map(|column| &column[row]);
        let found = table.weights.iter().find(|one| Some(&one.value) == value);
        found.map_or(table.otherwise, |one| one.weight).units()
    }
}

/// Times a number in hundred-millionths.
fn times(fraction: Fraction, units: i64) -> Option<Fraction> {
    let fraction = lowest(fraction);
    let above = fraction.numerator.checked_mul(i128::from(units))?;
    Some(lowest(Fraction::new(above, fraction.denominator.checked_mul(i128::from(RATE_ONE))?)))
}
