//! A reading of a schedule as it stands in an explanation.

use std::sync::Arc;

use tierwright_program::{
    Fraction, Money, Rate,
    incentive::{Interpolated, Method, Pays, Threshold},
    money::UNITS_PER_MAJOR,
};

use super::{
    Counted, ONE, Picks, Reached, Reading, SchedulePlan, Sold,
    bands::{On, Part, Piece},
    exact,
    exact::{in_majors, whole},
};
use crate::{
    explanation::{
        BandPays, ExactQuantity, Floored, SchedulePart, ScheduleStep, Slice, SliceOf, Step,
        ValueCut,
    },
    fraction::lowest,
    recorder::Recorder,
    value::{exact_quantity, quantity},
};

/// Ten-thousandths in a major unit of money.
const UNITS: i128 = UNITS_PER_MAJOR as i128;

impl SchedulePlan {
    pub(super) fn record<R: Recorder>(
        &self,
        of: &Reading<'_>,
        reached: Option<Reached>,
        counted: &Counted,
        before: Fraction,
        result: Fraction,
        recorder: &mut R,
    ) {
        let parts = reached.map_or_else(Vec::new, |reached| {
            let parts = of.parts.iter().filter_map(|part| self.part(of, reached, *part, counted));
            parts.filter_map(|part| self.recorded(&part)).collect()
        });
        let floored = lowest(before) != lowest(result);
        recorder.record(|| {
            Step::Schedule(ScheduleStep {
                deal: of.deal,
                line: of.line,
                method: self.method,
                threshold: if self.passed { Threshold::Passed } else { Threshold::Reached },
                terms: Arc::clone(&self.terms),
                most_value: self.most_value.map(|most| self.of_value(most)),
                all_is_growth: matches!(of.picks, Picks::TopBand(_)),
                qualifier: match of.picks {
                    Picks::By(value) | Picks::TopBand(value) => Some(value.amount(self.currency)),
                    Picks::OnlyBand => None,
                },
                value: self.value_of(of.paid_on),
                ended: self.cut(self.ends_at, self.money, of.paid_on, counted.ended),
                capped: self.cut(self.most_value, !self.counts, counted.ended, counted.paid),
                parts,
                floored: floored.then(|| Floored {
                    at_least: Money::from_units(self.floor, self.currency),
                    before: exact(before),
                }),
                result: exact(result),
            })
        });
    }

    /// What took something of V away.
    fn cut(
        &self,
        at: Option<i64>,
        money: bool,
        before: Fraction,
        after: Fraction,
    ) -> Option<ValueCut> {
        let at = quantity(at?, money, self.currency);
        (before != after).then(|| ValueCut { at, after: self.value_of(after) })
    }

    /// A part of V.
    fn value_of(&self, units: Fraction) -> ExactQuantity {
        self.exact_quantity(units, !self.counts)
    }

    fn exact_quantity(&self, units: Fraction, money: bool) -> ExactQuantity {
        exact_quantity(units, money, self.currency)
    }

    fn recorded(&self, part: &Part<'_>) -> Option<SchedulePart> {
        let mut slices = Vec::new();
        let earns = part.earned(&mut |piece| slices.push(self.slice(part, &piece)))?;
        let names = self.columns.as_ref().map(|columns| columns.names());
        Some(SchedulePart {
            column: names.and_then(|names| names.get(part.column()).cloned()),
            value: self.value_of(part.paid),
            slices,
            earns: exact(earns),
        })
    }

    fn slice(&self, part: &Part<'_>, piece: &Piece) -> Slice {
        let next = self.from.get(piece.band + 1).copied().or(self.ends_at);
        Slice {
            from: self.threshold(self.from[piece.band]),
            next: next.map(|next| self.threshold(next)),
            pays: self.band_pays(piece.pays),
            on: self.slice_of(part, piece),
            earns: exact(piece.adds),
        }
    }

    fn band_pays(&self, units: i64) -> BandPays {
        match self.pays_with {
            Pays::Rates => BandPays::Rate(Rate::from_units(units)),
            Pays::Units => BandPays::Units(Rate::from_units(units)),
            Pays::AmountsPerUnit | Pays::AmountsPerBlock | Pays::FixedAmounts => {
                BandPays::Amount(Money::from_units(units, self.currency))
            }
        }
    }

    fn slice_of(&self, part: &Part<'_>, piece: &Piece) -> SliceOf {
        match piece.on {
            On::Value(value) => SliceOf::Value(self.value_of(value)),
            // Where Q is a ratio its slices are plain numbers; so is Q then.
            On::Slice { slice, of, over } => SliceOf::Slice {
                slice: self.exact_quantity(slice, self.money),
                of: self.value_of(of),
                over: self.exact_quantity(over, self.money),
            },
            On::BaseSlice { slice, of, over } => SliceOf::Slice {
                slice: self.value_of(slice),
                of: self.value_of(of),
                over: self.value_of(over),
            },
            On::Fixed => SliceOf::Fixed,
            On::Blocks { value, blocks } => SliceOf::Blocks {
                value: self.value_of(value),
                block: quantity(self.block(), !self.counts, self.currency),
                blocks,
                price: self.needs_price().then(|| part.sold(self.currency)),
            },
            On::Line { next, reads } => self.line_of(part, next, reads),
        }
    }

    fn line_of(&self, part: &Part<'_>, next: Option<usize>, reads: Fraction) -> SliceOf {
        let one = if self.pays_with.in_money() { UNITS } else { ONE };
        let sum = |sum: Money| self.exact_quantity(whole(sum.units()), true);
        SliceOf::Line {
            next: next
                .map(|band| (self.threshold(self.from[band]), self.band_pays(part.pays(band)))),
            reads: in_majors(reads, one),
            times: match self.method {
                Method::Interpolated(Interpolated::Rate) => Some(self.value_of(part.paid)),
                Method::Interpolated(Interpolated::ShareOf(of)) => Some(sum(of)),
                _ => None,
            },
        }
    }
}

impl Part<'_> {
    /// The money that its units were sold for, and how many there are.
    fn sold(&self, currency: tierwright_program::Currency) -> (Money, ExactQuantity) {
        let Sold { units, money } = self.part().sold;
        (Money::from_units(money, currency), exact_quantity(whole(units), false, currency))
    }
}
