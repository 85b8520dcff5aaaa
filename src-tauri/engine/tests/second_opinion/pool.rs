//! A deal's reward, shared among its partners.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use tierwright_engine::rows::{CreditRow, PartnerRow};
use tierwright_program::{
    Incentive, Rate,
    shares::{RoleWeights, ShareBy, ShareTotal, SharedOf, Shares, UnheldRole},
};

use crate::{
    attributed, credits,
    earned::Seen,
    exact::{self, Exact},
    run::Paying,
    world::{self, role_counts},
};

/// The weights on a deal.
#[derive(Default)]
pub struct Weights<'a> {
    /// By partner, each above zero.
    pub parts: BTreeMap<&'a str, Exact>,
    /// What stays unpaid.
    pub unpaid: Exact,
}

/// One partner's part of one deal's reward.
pub fn part_of<'a>(
    paying: &Paying<'a, '_>,
    shares: &Shares,
    deal: &'a str,
    closed: NaiveDate,
    partner: &'a PartnerRow,
    seen: &Seen,
) -> Exact {
    // Every participant has the same whole deal, so anyone's view of it is the pool's.
    let earning = paying.earning(partner);
    let credits = counting(paying, deal, (closed, seen));
    let weights = weights(paying, shares, deal, closed, &credits);
    if !weights.parts.contains_key(partner.id.as_str()) || !earning.has_deal(deal) {
        return exact::zero();
    }
    if weights.parts.len() < usize::from(shares.minimum_partners) {
        paying.world.saw("too few partners for a pool");
        return exact::zero();
    }
    // Left open by the rules: here a partner whose gate is closed still takes part, and what it
    // would have had is not handed on.
    let reward = paying.of_deal(&earning, deal, closed, seen);
    let all = weights.parts.values().fold(weights.unpaid.clone(), |sum, one| sum + one);
    let weights = match shares.total {
        // What is missing to 100% stays unpaid.
        ShareTotal::AsDeclared => {
            let declared = weights.parts.values().fold(exact::zero(), |sum, one| sum + one);
            Weights { unpaid: exact::whole(1) - declared, ..weights }
        }
        _ => weights,
    };
    let own = &weights.parts[partner.id.as_str()];
    let part = match shares.total {
        ShareTotal::Normalised => own / all,
        // Equal parts are 100% together.
        _ if shares.by == ShareBy::Equal => own / all,
        ShareTotal::AsDeclared | ShareTotal::Overlay => own.clone(),
    };
    match (shares.of, shares.total) {
        (SharedOf::EachOwn, _) => {
            paying.world.saw("part of a reward of its own");
            paying.rounded(&(reward * part))
        }
        (SharedOf::OnePool, ShareTotal::Overlay) => {
            paying.world.saw("part of an overlay");
            paying.rounded(&(paying.rounded(&reward) * part))
        }
        (SharedOf::OnePool, _) => split(paying, &paying.rounded(&reward), &weights, &partner.id),
    }
}

/// One partner's part of a pool divided by largest remainder; ties by partner id.
///
/// Left open by the rules: what stays unpaid has no id. Here it is one part, and last in a tie.
fn split(paying: &Paying<'_, '_>, pool: &Exact, weights: &Weights<'_>, partner: &str) -> Exact {
    let minor = exact::minor_unit(paying.world.program.currency);
    let mut list: Vec<Exact> = weights.parts.values().cloned().collect();
    list.push(weights.unpaid.clone());
    let pool = pool / &minor;
    let total = list.iter().fold(exact::zero(), |sum, one| sum + one);
    let remainders = list.iter().map(|one| &pool * one / &total);
    let remainders: Vec<Exact> = remainders.map(|part| &part - part.floor()).collect();
    let distinct: BTreeSet<&Exact> = remainders.iter().collect();
    if distinct.len() < remainders.len() && remainders.iter().any(|one| !one.is_integer()) {
        paying.world.saw("remainders alike in a pool");
    }
    let parts = exact::divided(&pool, &list);
    let at = weights.parts.keys().position(|one| *one == partner).expect("takes part");
    parts[at].clone() * minor
}

/// The credits that count: of partners who can take part, in roles that do, as is asked of them.
fn counting<'a>(
    paying: &Paying<'a, '_>,
    deal: &str,
    (closed, seen): (NaiveDate, &Seen),
) -> Vec<&'a CreditRow> {
    let Incentive { who, roles, .. } = paying.incentive;
    let passes = |credit: &&CreditRow| {
        let partner = paying.world.rows.partners.iter().find(|one| one.id == credit.partner);
        credit.deal == deal
            && role_counts(&credit.role, roles)
            && world::partner_passes(who, partner.expect("a partner"))
            && paying.earning(partner.expect("a partner")).at_level(seen, Some(closed))
            && credits::meets(paying.world, paying.incentive, credit, deal)
    };
    paying.world.rows.credits.iter().filter(passes).collect()
}

fn weights<'a>(
    paying: &Paying<'a, '_>,
    shares: &Shares,
    deal: &str,
    closed: NaiveDate,
    credits: &[&'a CreditRow],
) -> Weights<'a> {
    let mut weights = Weights { parts: BTreeMap::new(), unpaid: exact::zero() };
    for credit in credits {
        let sum = weights.parts.entry(credit.partner.as_str()).or_insert_with(exact::zero);
        match &shares.by {
            ShareBy::RoleWeights(by) => *sum += weight_of(by, &credit.role),
            ShareBy::DeclaredShare => {
                *sum += credit.share.map_or_else(exact::zero, exact::number);
            }
            ShareBy::Equal => *sum = exact::whole(1),
            ShareBy::Attribution(_) | ShareBy::PrimaryAndSecondary(_) => {}
        }
    }
    match &shares.by {
        ShareBy::RoleWeights(by) => weights.unpaid = unheld(paying, by, credits),
        ShareBy::Attribution(id) => {
            let models = &paying.world.program.attribution;
            let model = models.iter().find(|model| model.id == *id).expect("a model");
            attributed::weigh(paying.world, model, deal, closed, &mut weights);
        }
        ShareBy::PrimaryAndSecondary(by) => {
            by_approval(paying, deal, closed, &exact::number(by.later), &mut weights);
        }
        ShareBy::DeclaredShare | ShareBy::Equal => {}
    }
    weights.parts.retain(|_, weight| *weight > exact::zero());
    weights
}

/// The first to be approved has 1, later ones a part of that.
fn by_approval(
    paying: &Paying<'_, '_>,
    deal: &str,
    closed: NaiveDate,
    later: &Exact,
    weights: &mut Weights<'_>,
) {
    let mut claims: Vec<_> = paying
        .world
        .rows
        .registrations
        .iter()
        .filter(|claim| claim.deal == deal && weights.parts.contains_key(claim.partner.as_str()))
        .filter_map(|claim| {
            let approved = claim.approved_on.filter(|day| *day <= closed)?;
            Some((approved, claim.registered_on, &claim.id, claim.partner.as_str()))
        })
        .collect();
    claims.sort_unstable();
    let Some(first) = claims.first().map(|claim| claim.3) else { return };
    for (_, _, _, partner) in claims {
        paying.world.saw(if partner == first { "first approved" } else { "approved later" });
        let weight = if partner == first { exact::whole(1) } else { later.clone() };
        *weights.parts.get_mut(partner).expect("takes part") = weight;
    }
}

fn weight_of(by: &RoleWeights, role: &str) -> Exact {
    let found = by.weights.iter().find(|weighted| weighted.role == role);
    exact::number(found.map_or(Rate::default(), |weighted| weighted.weight))
}

/// The weight of what stays unpaid because nobody who takes part holds the role.
fn unheld(paying: &Paying<'_, '_>, by: &RoleWeights, credits: &[&CreditRow]) -> Exact {
    if by.unheld_role == UnheldRole::LeftOut {
        return exact::zero();
    }
    let taken: BTreeSet<&str> = credits.iter().map(|credit| credit.role.as_str()).collect();
    let unheld = by.weights.iter().filter(|one| !taken.contains(one.role.as_str()));
    let weight = unheld.fold(exact::zero(), |sum, one| sum + exact::number(one.weight));
    if weight > exact::zero() {
        paying.world.saw("a role nobody holds stays unpaid");
    }
    weight
}
