//! Which credits a reward counts, and what marketplaces take or add (`RULES` section 5,
//! "Conditions").

mod success;

use chrono::{Days, NaiveDate};
use tierwright_program::{
    Calendar, Fraction,
    credit::{CreditCondition, MarketplaceStep, Registered},
    rate::RATE_ONE,
};

use crate::{Facts, rows::SettlementKind};

/// The first condition that a credit does not meet, on a deal that closed on a day.
pub(crate) fn unmet<'a>(
    conditions: &'a [CreditCondition],
    (facts, calendar): (&Facts, &Calendar),
    (deal, closed): (usize, NaiveDate),
    credit: usize,
) -> Option<&'a CreditCondition> {
    let met = |condition: &CreditCondition| match condition {
        CreditCondition::EvidenceOnFile => facts.credits.evidence[credit],
        CreditCondition::Registered(of) => {
            let partner = facts.credits.partner(credit);
            facts.deal_registrations(deal).any(|at| {
                facts.registrations.partners[at] == partner && protects(*of, facts, at, closed)
            })
        }
        CreditCondition::EvidenceOf(kind) => {
            success::evidence_of(kind, facts, (deal, closed), credit)
        }
        CreditCondition::Parties(of) => success::parties(of, facts, deal),
        CreditCondition::AfterFirstClose(of) => {
            success::after_first(*of, (facts, calendar), (deal, closed))
        }
        CreditCondition::CustomerActive(of) => {
            success::customer_active(of, (facts, calendar), (deal, closed))
        }
        CreditCondition::PartnerActive(of) => {
            success::partner_active(of, (facts, calendar), closed, credit)
        }
        CreditCondition::ScoreReached(of) => success::score(of, facts, (deal, closed), credit),
        CreditCondition::PartnerJoined(of) => {
            success::joined(*of, (facts, calendar), closed, credit)
        }
    };
    conditions.iter().find(|condition| !met(condition))
}

/// Whether a registration, whatever role it claims, was approved by the close and protects it.
pub(crate) fn protects(
    of: Registered,
    facts: &Facts,
    registration: usize,
    closed: NaiveDate,
) -> bool {
    let Some(approved) = facts.registrations.approved_on[registration] else { return false };
    let own = facts.registrations.protected_until[registration];
    // Beyond the last day there is, a registration protects for ever.
    let until = own.or_else(|| approved.checked_add_days(Days::new(u64::from(of.protects_days))));
    approved <= closed && until.is_none_or(|until| closed <= until)
}

/// What the amounts of a deal are multiplied by; nothing when it does not fit.
pub(crate) fn marketplace_factor(
    steps: &[MarketplaceStep],
    facts: &Facts,
    deal: usize,
) -> Option<Fraction> {
    let one = Fraction::new(1, 1);
    steps.iter().try_fold(one, |factor, step| {
        let (numerator, denominator) = match step {
            MarketplaceStep::DisbursedFee => kept_of_disbursed(facts, deal)?,
            MarketplaceStep::Fee(of) if facts.deals.origins[deal] == of.source => {
                (i128::from(RATE_ONE - of.rate.units()), i128::from(RATE_ONE))
            }
            MarketplaceStep::Uplift(of) if facts.deals.origins[deal] == of.source => {
                (i128::from(RATE_ONE + of.rate.units()), i128::from(RATE_ONE))
            }
            MarketplaceStep::Fee(_) | MarketplaceStep::Uplift(_) => return Some(factor),
        };
        Some(Fraction::new(
            factor.numerator.checked_mul(numerator)?,
            factor.denominator.checked_mul(denominator)?,
        ))
    })
}

/// What is left of all that was disbursed for a deal, whenever it was, and all of it; a fee above
/// that leaves nothing.
fn kept_of_disbursed(facts: &Facts, deal: usize) -> Option<(i128, i128)> {
    let settled = &facts.settlements;
    let disbursed =
        facts.deal_settlements(deal).filter(|at| settled.kinds[*at] == SettlementKind::Disbursed);
    let (mut gross, mut fees) = (0_i128, 0_i128);
    for at in disbursed {
        gross = gross.checked_add(i128::from(settled.gross[at].units()))?;
        fees = fees.checked_add(settled.fees[at].map_or(0, |fee| i128::from(fee.units())))?;
    }
    Some(if gross > 0 { ((gross - fees).max(0), gross) } else { (1, 1) })
}
