//! What each line of a deal gives by itself.

use std::collections::BTreeMap;

use tierwright_program::{
    Fraction,
    incentive::{Paid, Rounded},
    rounding::largest_remainder,
};

use super::{
    LineOf,
    deal::{Reads, partner_rows},
};
use crate::{
    Facts, Failure, Plan,
    cube::{Origin, SalesRow, SalesRows},
    explanation::{Step, WhyNot},
    fraction::add,
    recorder::Recorder,
};

impl Plan {
    /// What the lines of a deal earn together, each read by itself; what is taken off the deal is
    /// taken off its lines by their V.
    pub(super) fn lines_earn<R: Recorder>(
        &self,
        reads: Reads,
        off: i64,
        of: LineOf<'_>,
        recorder: &mut R,
    ) -> Result<Result<Fraction, WhyNot>, Failure> {
        let too_large = || self.too_large(of.incentive, of.partner);
        let incentive = &self.program().incentives[of.incentive];
        let of_deal = |rows: &SalesRows<'_>| {
            let found = partner_rows(rows, reads.deal, of)?;
            by_line(self.facts(), found).ok_or_else(too_large)
        };
        let lines = of_deal(&self.sales_rows(&self.incentives[of.incentive].key))?;
        let values: Option<Vec<i64>> = lines.values().map(|rows| counted(rows)).collect();
        let values = values.ok_or_else(too_large)?;
        let weights: Vec<i64> = values.iter().map(|value| (*value).max(0)).collect();
        let offs = largest_remainder(off, &weights).ok_or_else(too_large)?;
        let (mut sum, mut reason) = (Fraction::ZERO, None);
        for ((line, value), off) in lines.keys().zip(values).zip(offs) {
            let value = if incentive.earns_on.measure == Paid::Nothing { 0 } else { value };
            let rows_of =
                |rows: &SalesRows<'_>| Ok(of_deal(rows)?.remove(line).unwrap_or_default());
            let reads = Reads { line: Some(*line), ..reads };
            match self.read_by_itself(reads, (value, off), of, rows_of, recorder)? {
                Err(why) => reason = reason.or(Some(why)),
                Ok(earned) => {
                    let earned = match incentive.rounded {
                        Rounded::DealLine => {
                            self.round(earned, recorder).map(|minor| self.exact_minor(minor))
                        }
                        Rounded::PayoutLine | Rounded::Deal => Some(earned),
                    };
                    let added = earned.and_then(|earned| add(sum, earned));
                    sum = added.ok_or_else(too_large)?;
                }
            }
        }
        if sum.numerator == 0 {
            return Ok(Err(reason.unwrap_or(WhyNot::NothingSold)));
        }
        if let Some(why) = reason {
            recorder.record(|| Step::WhyNot(why));
        }
        Ok(Ok(sum))
    }
}

/// The rows of a deal by its lines. What belongs to the whole deal, such as a return whose line is
/// not known, is divided over the lines by what counts of them, largest remainder, ties to the
/// earlier line; none where that does not fit.
fn by_line(facts: &Facts, rows: Vec<SalesRow>) -> Option<BTreeMap<usize, Vec<SalesRow>>> {
    let (mut lines, mut whole) = (BTreeMap::<usize, Vec<SalesRow>>::new(), Vec::new());
    for row in rows {
        let line = match row.origin {
            Origin::Line(line) => Some(line),
            Origin::Billed(part) => Some(part.line),
            Origin::Adjustment(at) => facts.adjustments.lines[at],
            Origin::Deal => None,
        };
        match line {
            Some(line) => lines.entry(line).or_default().push(row),
            None => whole.push(row),
        }
    }
    let sold = lines.values().map(|rows| Some(counted(rows)?.max(0)));
    let sold = sold.collect::<Option<Vec<i64>>>()?;
    for row in whole {
        let parts = largest_remainder(row.counted, &sold)?;
        for (rows, part) in lines.values_mut().zip(parts) {
            rows.push(SalesRow { counted: part, ..row });
        }
    }
    Some(lines)
}

/// What rows come to; none where it does not fit.
fn counted(rows: &[SalesRow]) -> Option<i64> {
    rows.iter().try_fold(0_i64, |sum, row| sum.checked_add(row.counted))
}
