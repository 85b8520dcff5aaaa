//! Pools: one deal's reward, limited, rounded and split among its partners (`RULES` section 5).

use tierwright_program::{
    Fraction, Incentive, Money, Rate, Span,
    incentive::{LimitPer, Shares, UnheldRole},
    measure::Basis,
    rounding::largest_remainder,
};

use crate::{
    Failure, Plan,
    cube::{Origin, SalesRow, SalesRows},
    explanation::{LimitStep, MeasureStep, PoolShare, PoolStep, RoundingStep, Step, Use, WhyNot},
    recorder::Recorder,
    schedule::{Reading, exact},
    value::Value,
};

/// One partner in a pool: its position, its weight in hundred-millionths, its credits.
struct Participant {
    partner: usize,
    weight: i64,
    credits: Vec<usize>,
}

impl Plan {
    /// Makes and splits the pool of a deal: the shares of its participants in minor units, ordered
    /// by partner. `period` is the payment period the deal closed in.
    pub(crate) fn pool<R: Recorder>(
        &self,
        incentive: usize,
        shares: &Shares,
        deal: usize,
        period: Span,
        recorder: &mut R,
    ) -> Result<Vec<(usize, i64)>, Failure> {
        let of = &self.program().incentives[incentive];
        let rows = self.sales_rows(&self.incentives[incentive].key);
        let participants = self.participants(incentive, shares, deal, &rows);
        if participants.len() < usize::from(shares.minimum_partners) {
            let needed = shares.minimum_partners;
            recorder.record(|| Step::WhyNot(WhyNot::TooFewPartners { needed }));
            return Ok(Vec::new());
        }
        let too_large =
            || Failure::overflow(&format!("The pool of deal {}", &self.facts().deals.ids[deal]));
        let value = self.deal_value(&rows, deal, period).ok_or_else(too_large)?;
        let reading = Reading {
            qualifier: Value::Money(value),
            paid_on: value,
            column: 0,
            deal: Some(deal),
            top_band: false,
        };
        let earned = match self.incentives[incentive].schedule.read(reading, recorder) {
            None => return Err(too_large()),
            Some(Err(why)) => {
                recorder.record(|| Step::WhyNot(why));
                return Ok(Vec::new());
            }
            Some(Ok(earned)) => earned,
        };
        let limited = limit(earned, of, LimitPer::Deal, 0, recorder).ok_or_else(too_large)?;
        let pool = self.round(limited, recorder).ok_or_else(too_large)?;
        let (split, unpaid) = split(pool, &participants, shares, self).ok_or_else(too_large)?;
        recorder.record(|| {
            let parts = participants.iter().zip(&split);
            Step::Pool(PoolStep {
                deal,
                measure: self.deal_measure(&rows, deal, period, value),
                pool: self.minor_money(pool),
                shares: parts
                    .map(|(participant, part)| self.pool_share(participant, *part))
                    .collect(),
                unpaid: self.minor_money(unpaid),
            })
        });
        Ok(participants.iter().map(|participant| participant.partner).zip(split).collect())
    }

    /// The partners whose credits pass `who` and roles and have a weight, by position, which is the
    /// order of their ids.
    fn participants(
        &self,
        incentive: usize,
        shares: &Shares,
        deal: usize,
        rows: &SalesRows<'_>,
    ) -> Vec<Participant> {
        let credits = &self.facts().credits;
        let mut found: Vec<Participant> = Vec::new();
        for credit in self.facts().deal_credits(deal) {
            let partner = credits.partner(credit);
            let weight = role_weight(shares, &credits.roles[credit]);
            if weight == 0
                || !rows.role_counts(credit)
                || !self.incentives[incentive].eligible[partner]
            {
                continue;
            }
            match found.last_mut().filter(|last| last.partner == partner) {
                Some(last) => {
                    last.weight = last.weight.saturating_add(weight);
                    last.credits.push(credit);
                }
                None => found.push(Participant { partner, weight, credits: vec![credit] }),
            }
        }
        found
    }

    /// The deal's measure: its lines that pass, less what was returned up to the end of the payment
    /// period it closed in. A later return comes after the pool was settled and leaves it alone.
    fn deal_value(&self, rows: &SalesRows<'_>, deal: usize, period: Span) -> Option<i64> {
        self.deal_rows(rows, deal, period)
            .iter()
            .try_fold(0_i64, |sum, row| sum.checked_add(row.counted))
    }

    fn deal_rows(&self, rows: &SalesRows<'_>, deal: usize, period: Span) -> Vec<SalesRow> {
        let facts = self.facts();
        let Some(day) = rows.counts_on(deal) else { return Vec::new() };
        let row = |on, counted, origin| SalesRow {
            partner: usize::MAX,
            on,
            counted,
            origin,
            share: None,
        };
        let mut found: Vec<SalesRow> = facts
            .deal_lines(deal)
            .filter(|line| rows.passes(deal, *line))
            .map(|line| row(day, rows.line_value(line), Origin::Line(line)))
            .collect();
        if rows.key.sales.basis == Basis::Net {
            let returned = facts.deal_adjustments(deal).filter(|at| {
                facts.adjustments.dates[*at] <= period.until() && rows.adjustment_passes(deal, *at)
            });
            found.extend(returned.map(|at| {
                row(facts.adjustments.dates[at], rows.adjustment_value(at), Origin::Adjustment(at))
            }));
        }
        found
    }

    fn deal_measure(
        &self,
        rows: &SalesRows<'_>,
        deal: usize,
        period: Span,
        value: i64,
    ) -> MeasureStep {
        let day = rows.counts_on(deal).unwrap_or(period.from());
        let found = self.deal_rows(rows, deal, period);
        MeasureStep {
            used_as: Use::PaidOn,
            measure: "revenue of the deal".to_owned(),
            from: day,
            until: day,
            value: Value::Money(value).amount(self.program().currency),
            contributions: found.iter().map(|row| rows.contribution(deal, row)).collect(),
        }
    }

    fn pool_share(&self, participant: &Participant, part: i64) -> PoolShare {
        let credits = &self.facts().credits;
        let role = |credit: &usize| credits.roles[*credit].clone();
        PoolShare {
            partner: participant.partner,
            roles: participant.credits.iter().map(role).collect(),
            weight: Rate::from_units(participant.weight),
            amount: self.minor_money(part),
        }
    }

    /// The settlement of an incentive that a deal closed in.
    pub(crate) fn settlement_of(&self, incentive: usize, deal: usize) -> Option<(usize, Span)> {
        self.settlements.on(incentive, self.facts().deals.won_on(deal)?)
    }

    /// Rounds an exact amount of ten-thousandths to minor units.
    pub(crate) fn round<R: Recorder>(
        &self,
        exact_units: Fraction,
        recorder: &mut R,
    ) -> Option<i64> {
        let per_minor = i128::from(self.program().currency.units_per_minor());
        let denominator = exact_units.denominator.checked_mul(per_minor)?;
        let rounded =
            Fraction::new(exact_units.numerator, denominator).round(self.program().rounding)?;
        let minor = i64::try_from(rounded).ok()?;
        minor.checked_mul(self.program().currency.units_per_minor())?;
        recorder.record(|| {
            let rounded = self.minor_money(minor);
            Step::Rounding(RoundingStep { exact: exact(exact_units), rounded })
        });
        Some(minor)
    }

    /// Money of minor units; what was rounded from facts that fit, fits.
    pub(crate) fn minor_money(&self, minor: i64) -> Money {
        let currency = self.program().currency;
        Money::from_units(minor.saturating_mul(currency.units_per_minor()), currency)
    }
}

fn role_weight(shares: &Shares, role: &str) -> i64 {
    let found = shares.role_weights.iter().find(|weight| weight.role == role);
    found.map_or(0, |weight| weight.weight.units())
}

/// Divides a pool by largest remainder; the weights of roles that nobody holds come last.
fn split(
    pool: i64,
    participants: &[Participant],
    shares: &Shares,
    plan: &Plan,
) -> Option<(Vec<i64>, i64)> {
    let mut weights: Vec<i64> = participants.iter().map(|participant| participant.weight).collect();
    if shares.unheld_role == UnheldRole::KeptUnpaid {
        let credits = &plan.facts().credits;
        let all = participants.iter().flat_map(|participant| &participant.credits);
        let held: Vec<&str> = all.map(|credit| credits.roles[*credit].as_str()).collect();
        weights.push(unheld_weight(shares, &held));
    }
    let mut parts = largest_remainder(pool, &weights)?;
    let unpaid = parts.split_off(participants.len()).into_iter().sum();
    Some((parts, unpaid))
}

/// The weights of roles that nobody holds and whose share stays unpaid.
pub(crate) fn unheld_weight(shares: &Shares, held: &[&str]) -> i64 {
    match shares.unheld_role {
        UnheldRole::LeftOut => 0,
        UnheldRole::KeptUnpaid => {
            let unheld =
                shares.role_weights.iter().filter(|weight| !held.contains(&weight.role.as_str()));
            unheld.map(|weight| weight.weight.units()).sum()
        }
    }
}

/// Applies the cap of one kind, if the incentive has it; `used` is what earlier periods took of it,
/// in ten-thousandths. `None` when a product does not fit.
pub(crate) fn limit<R: Recorder>(
    earned: Fraction,
    of: &Incentive,
    per: LimitPer,
    used: i64,
    recorder: &mut R,
) -> Option<Fraction> {
    let Some(limit) = of.limits.iter().find(|limit| limit.per == per) else { return Some(earned) };
    let left = limit.at_most.units().saturating_sub(used).max(0);
    let cap = i128::from(left).checked_mul(earned.denominator)?;
    let after = if earned.numerator > cap { Fraction::new(i128::from(left), 1) } else { earned };
    recorder.record(|| {
        Step::Limit(LimitStep {
            per,
            at_most: limit.at_most,
            used: Money::from_units(used, limit.at_most.currency()),
            before: exact(earned),
            after: exact(after),
        })
    });
    Some(after)
}
