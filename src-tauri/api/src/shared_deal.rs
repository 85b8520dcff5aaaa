//! One deal of the history and what each partner gets of its reward.

use tierwright_engine::{
    Outcome, Selection,
    explanation::{PoolStep, Step},
};
use tierwright_program::Money;

use crate::{
    context::Context,
    figure::figure,
    wire::{Failure, GetSharedDeal, SharedDeal, SharedDeals, SharedPart},
    words,
};

/// Payout lines that are looked at for a deal to show, the largest ones.
const LOOKED_AT: usize = 8;

/// The deal that the most partners share among those behind the largest payouts of an incentive; of
/// several, the one with the largest reward. None where the incentive shares no deal of the replay.
pub(crate) fn shared_deal(
    context: &mut Context,
    request: &GetSharedDeal,
) -> Result<SharedDeals, Failure> {
    let (opened, effort) = context.opened()?;
    let own = opened.with_changes(&request.changes, effort)?;
    let outcome = own.outcome;
    let at = outcome.plan().program().incentive(&request.incentive).ok_or_else(|| {
        Failure::wrong_use(
            "incentive_unknown",
            format!("There is no incentive \"{}\".", request.incentive),
            "Look at the program for the incentive that was meant.",
        )
    })?;
    let mut best: Option<(usize, i64, Selection, PoolStep)> = None;
    for (partner, quarter) in largest(&outcome, at) {
        let here =
            Selection { partner: Some(partner), quarter: Some(quarter), incentive: Some(at) };
        for step in outcome.explain(partner, quarter, at)?.steps {
            let Step::Pool(mut pool) = step else { continue };
            pool.shares.retain(|share| share.amount.units() != 0);
            let paid = paid(&pool);
            let known = best.as_ref().map_or((0, 0), |(parts, paid, ..)| (*parts, *paid));
            if (pool.shares.len(), paid) > known {
                best = Some((pool.shares.len(), paid, here, pool));
            }
        }
    }
    Ok(SharedDeals { deal: best.map(|(_, _, here, pool)| told(&outcome, here, pool)) })
}

fn paid(pool: &PoolStep) -> i64 {
    pool.shares.iter().fold(0, |sum, share| sum.saturating_add(share.amount.units()))
}

/// A pool as it is answered, the largest part first.
fn told(outcome: &Outcome, here: Selection, mut pool: PoolStep) -> SharedDeal {
    let (facts, currency) = (outcome.facts(), outcome.plan().program().currency);
    let paid = paid(&pool);
    pool.shares.sort_by_key(|share| (-share.amount.units(), share.partner));
    let parts = pool.shares.into_iter().map(|share| SharedPart {
        partner: facts.partners.names[share.partner].clone(),
        roles: share.roles,
        amount: share.amount.amount_text(),
        part: words::rate(share.amount.units(), paid),
    });
    SharedDeal {
        deal: facts.deals.ids[pool.deal].to_owned(),
        customer: facts.deals.customers[pool.deal].clone(),
        paid: Money::from_units(paid, currency).amount_text(),
        unpaid: pool.unpaid.amount_text(),
        parts: parts.collect(),
        figure: figure(here, outcome),
        currency: currency.to_string(),
    }
}

/// Partners and quarters that the incentive pays most.
fn largest(outcome: &Outcome, incentive: usize) -> Vec<(usize, usize)> {
    let quarters = 0..outcome.quarters().len();
    let mut paid: Vec<(i64, usize, usize)> = (0..outcome.facts().partners.len())
        .flat_map(|partner| quarters.clone().map(move |quarter| (partner, quarter)))
        .map(|(partner, quarter)| {
            (outcome.cell(partner, quarter, incentive).units(), partner, quarter)
        })
        .filter(|(units, ..)| *units > 0)
        .collect();
    paid.sort_unstable_by_key(|(units, partner, quarter)| (-units, *partner, *quarter));
    paid.into_iter().take(LOOKED_AT).map(|(_, partner, quarter)| (partner, quarter)).collect()
}
