//! What a credit must have to be rewarded, and what marketplaces take and add.

use chrono::{Months, NaiveDate};
use tierwright_engine::rows::{CreditRow, SettlementKind};
use tierwright_program::{
    Incentive,
    credit::{CreditCondition, MarketplaceStep},
};

use crate::{
    exact::{self, Exact},
    world::World,
};

/// Whether a credit has what an incentive asks of it for a deal: its own, or a later one that it
/// counts for.
pub fn meets(world: &World<'_>, incentive: &Incentive, credit: &CreditRow, deal: &str) -> bool {
    incentive.conditions.iter().all(|condition| match condition {
        CreditCondition::EvidenceOnFile => {
            if !credit.evidence {
                world.saw("credit without evidence");
            }
            credit.evidence
        }
        CreditCondition::Registered(asked) => {
            let Some(sold) = world.sold_of(deal).next() else { return false };
            let days = asked.protects_days;
            let protected = protects(world, (credit, deal), sold.closed, days);
            world.saw(if protected { "protected by a registration" } else { "not protected" });
            protected
        }
        CreditCondition::PartnerJoined(asked) => {
            let Some(sold) = world.sold_of(deal).next() else { return false };
            let partner = world.rows.partners.iter().find(|row| row.id == credit.partner);
            let joined = partner.and_then(|row| row.joined);
            let is_new = joined.is_some_and(|day| {
                let over = day + Months::new(asked.months.into());
                (day..over).contains(&sold.closed)
            });
            world.saw(if is_new { "first months of a partner" } else { "partner of long" });
            is_new
        }
        other => unreachable!("{other:?} is not drawn"),
    })
}

/// Whether a registration of the partner was approved by the close and protects it.
fn protects(
    world: &World<'_>,
    (credit, deal): (&CreditRow, &str),
    closed: NaiveDate,
    days: u16,
) -> bool {
    let mut claims = world
        .rows
        .registrations
        .iter()
        .filter(|claim| claim.deal == deal && claim.partner == credit.partner);
    claims.any(|claim| {
        let Some(approved) = claim.approved_on.filter(|day| *day <= closed) else { return false };
        let last = approved + chrono::Days::new(days.into());
        closed <= claim.protected_until.unwrap_or(last)
    })
}

/// What is left of a deal after what marketplaces take and add, one after another.
pub fn factor(world: &World<'_>, steps: &[MarketplaceStep], deal: &str) -> Exact {
    let row = world.rows.deals.iter().find(|row| row.id == deal).expect("a deal");
    let one = exact::whole(1);
    steps.iter().fold(exact::whole(1), |factor, step| match step {
        MarketplaceStep::DisbursedFee => factor * (&one - fee(world, deal)),
        MarketplaceStep::Fee(of) if of.source == row.origin => {
            world.saw("marketplace fee taken off");
            factor * (&one - exact::number(of.rate))
        }
        MarketplaceStep::Uplift(of) if of.source == row.origin => {
            world.saw("marketplace uplift added");
            factor * (&one + exact::number(of.rate))
        }
        MarketplaceStep::Fee(_) | MarketplaceStep::Uplift(_) => factor,
    })
}

/// The part that fees are of what was disbursed for a deal; none where nothing was.
fn fee(world: &World<'_>, deal: &str) -> Exact {
    let disbursed = world
        .rows
        .settlements
        .iter()
        .filter(|row| row.deal == deal && row.kind == SettlementKind::Disbursed);
    let (mut fees, mut gross) = (exact::zero(), exact::zero());
    for row in disbursed {
        gross += exact::money(row.gross);
        fees += row.fee.map_or_else(exact::zero, exact::money);
    }
    if gross <= exact::zero() {
        return exact::zero();
    }
    world.saw("fee in what was disbursed");
    fees / gross
}
