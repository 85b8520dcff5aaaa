//! What was paid before a cut-over day stands for what was settled before (`RULES` section 7).

use tierwright_program::{Fraction, incentive::CutOver};

use crate::{
    Failure,
    explanation::PastPayout,
    walk::{At, Walk},
};

impl Walk<'_> {
    /// What was paid in the accumulation before a cut-over day, in minor units, with its rows; for a
    /// period that ends before that day, what was paid before it begins. Nothing to a partner that
    /// the incentive is not for: it accumulates nothing.
    ///
    /// # Errors
    /// A payout in another currency than the program's: what it was worth is not known.
    pub(crate) fn paid_before(
        &self,
        at: At,
        cut_over: &CutOver,
    ) -> Result<(i64, Vec<PastPayout>), Failure> {
        if !self.plan.incentives[at.incentive].eligible[self.partner] {
            return Ok((0, Vec::new()));
        }
        let (paid, of) = (&self.plan.facts().paid, self.settlement(at));
        let is_before = of.period.until() < cut_over.on;
        let until = if is_before { of.period.from() } else { cut_over.on };
        let rows = self.plan.facts().partner_paid(self.partner).filter(|row| {
            paid.labels[*row] == cut_over.label
                && of.accumulated.from() <= paid.from[*row]
                && paid.until[*row] < until
                && self.plan.given().known(paid.until[*row])
        });
        let rows = rows.map(|row| {
            let (id, amount, source) =
                (paid.ids[row].clone(), paid.amounts[row], paid.sources[row]);
            if amount.currency() == self.plan.program().currency {
                return Ok(PastPayout { id, amount, source });
            }
            Err(Failure {
                code: "past_payout_currency",
                sentence: format!(
                    "Past payout {id}{} is in {}, and stands for what was settled before in {}.",
                    self.plan.facts().place_of(source),
                    amount.currency(),
                    self.plan.program().currency
                ),
                hint: "Import past payouts in the program's currency.".to_owned(),
            })
        });
        let rows = rows.collect::<Result<Vec<_>, Failure>>()?;
        let units: i128 = rows.iter().map(|row| i128::from(row.amount.units())).sum();
        let per_minor = i128::from(self.plan.program().currency.units_per_minor());
        let minor = Fraction::new(units, per_minor).round(self.plan.program().rounding);
        let minor = minor.and_then(|minor| i64::try_from(minor).ok());
        Ok((minor.ok_or_else(|| self.too_large(at))?, rows))
    }
}
