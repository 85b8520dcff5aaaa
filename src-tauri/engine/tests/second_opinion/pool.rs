//! A deal's pool, shared among its partners by the weights of their roles.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use tierwright_engine::rows::PartnerRow;
use tierwright_program::{
    Incentive, Rate,
    shares::{RoleWeights, ShareBy, ShareTotal, SharedOf, Shares, UnheldRole},
};

use crate::{
    days::Days,
    exact::{self, Exact},
    run::Paying,
    world::{self, role_counts},
};

/// Whether an incentive shares nothing, or in the one way that there is an opinion on: one pool, by
/// the weights of roles, brought to 100%. There is none on conditions of credits and marketplaces.
pub fn has_opinion(incentive: &Incentive) -> bool {
    if !incentive.conditions.is_empty() || !incentive.marketplace.is_empty() {
        return false;
    }
    incentive.shares.as_ref().is_none_or(|shares| {
        matches!(shares.by, ShareBy::RoleWeights(_))
            && shares.total == ShareTotal::Normalised
            && shares.of == SharedOf::OnePool
    })
}

/// One partner's part of one deal's pool.
pub fn part_of<'a>(
    paying: &Paying<'a, '_>,
    shares: &Shares,
    deal: &'a str,
    closed: NaiveDate,
    partner: &'a PartnerRow,
    period: Days,
) -> Exact {
    let ShareBy::RoleWeights(by) = &shares.by else { unreachable!("only roles are drawn") };
    let held = held(paying, by, deal);
    // Every participant has the same whole deal, so anyone's view of it is the pool's.
    let earning = paying.earning(partner);
    if !held.contains_key(partner.id.as_str()) || !earning.has_deal(deal) {
        return exact::zero();
    }
    if held.len() < usize::from(shares.minimum_partners) {
        paying.world.saw("too few partners for a pool");
        return exact::zero();
    }
    // Left open by the rules: here a partner whose gate is closed still takes part, and what it
    // would have had is not handed on.
    if !earning.gate_open(period) {
        return exact::zero();
    }
    let pool = paying.rounded(&paying.of_deal(&earning, deal, closed, period));
    let weights = weights(by, &held);
    let minor = exact::minor_unit(paying.world.program.currency);
    let unpaid = unpaid_weight(paying, by, &held);
    let parts = divided(paying, &(pool / &minor), &weights, unpaid);
    parts[partner.id.as_str()].clone() * minor
}

/// The partners who take part, each with the roles of its credits; a role twice counts twice.
///
/// Left open by the rules: whether a role without a weight makes a partner one of the minimum
/// number. Here it does not.
fn held<'a>(
    paying: &Paying<'a, '_>,
    by: &RoleWeights,
    deal: &str,
) -> BTreeMap<&'a str, Vec<&'a str>> {
    let Incentive { who, roles, .. } = paying.incentive;
    let mut held: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for credit in paying.world.rows.credits.iter().filter(|credit| credit.deal == deal) {
        let mut partners = paying.world.rows.partners.iter();
        let partner = partners.find(|partner| partner.id == credit.partner).expect("a partner");
        if role_counts(&credit.role, roles)
            && world::partner_passes(who, partner)
            && weight_of(by, &credit.role) > exact::zero()
        {
            held.entry(partner.id.as_str()).or_default().push(credit.role.as_str());
        }
    }
    if held.values().any(|roles| roles.len() > 1) {
        paying.world.saw("partner with several credits on a pool");
    }
    held
}

fn weight_of(by: &RoleWeights, role: &str) -> Exact {
    let found = by.weights.iter().find(|weighted| weighted.role == role);
    exact::number(found.map_or(Rate::default(), |weighted| weighted.weight))
}

fn weights<'a>(
    by: &RoleWeights,
    held: &BTreeMap<&'a str, Vec<&'a str>>,
) -> BTreeMap<&'a str, Exact> {
    let sum =
        |roles: &Vec<&str>| roles.iter().fold(exact::zero(), |sum, role| sum + weight_of(by, role));
    held.iter().map(|(partner, roles)| (*partner, sum(roles))).collect()
}

/// The weight of what stays unpaid because nobody who takes part holds the role.
fn unpaid_weight(
    paying: &Paying<'_, '_>,
    by: &RoleWeights,
    held: &BTreeMap<&str, Vec<&str>>,
) -> Exact {
    if by.unheld_role == UnheldRole::LeftOut {
        return exact::zero();
    }
    let taken: BTreeSet<&str> = held.values().flatten().copied().collect();
    let unheld = by.weights.iter().filter(|one| !taken.contains(one.role.as_str()));
    let weight = unheld.fold(exact::zero(), |sum, one| sum + exact::number(one.weight));
    if weight > exact::zero() {
        paying.world.saw("a role nobody holds stays unpaid");
    }
    weight
}

/// Whole minor units by largest remainder; ties by partner id. What is taken is divided like what
/// is given.
///
/// Left open by the rules: what stays unpaid has no id. Here it is one part, and last in a tie.
fn divided<'a>(
    paying: &Paying<'_, '_>,
    pool: &Exact,
    weights: &BTreeMap<&'a str, Exact>,
    unpaid: Exact,
) -> BTreeMap<&'a str, Exact> {
    if *pool < exact::zero() {
        let parts = divided(paying, &-pool, weights, unpaid);
        return parts.into_iter().map(|(partner, part)| (partner, -part)).collect();
    }
    let total = weights.values().fold(unpaid.clone(), |sum, weight| sum + weight);
    if total == exact::zero() {
        return weights.keys().map(|partner| (*partner, exact::zero())).collect();
    }
    let exact_part = |weight: &Exact| pool * weight / &total;
    let mut parts: BTreeMap<&str, Exact> =
        weights.iter().map(|(partner, weight)| (*partner, exact_part(weight).floor())).collect();
    let given = parts.values().fold(exact_part(&unpaid).floor(), |sum, part| sum + part);
    let mut left = pool - given;
    // The names are in order of id, and a stable sort keeps them so where remainders are equal.
    let mut order: Vec<(Exact, Option<&str>)> = weights
        .iter()
        .map(|(partner, weight)| (exact_part(weight), Some(*partner)))
        .chain([(exact_part(&unpaid), None)])
        .map(|(part, name)| (&part - part.floor(), name))
        .collect();
    order.sort_by(|a, b| b.0.cmp(&a.0));
    let mut last: Option<Exact> = None;
    for (remainder, name) in order {
        if left == exact::zero() {
            if last.as_ref() == Some(&remainder) {
                paying.world.saw("tie of remainders broken by id");
            }
            break;
        }
        left -= exact::whole(1);
        if let Some(part) = name.and_then(|name| parts.get_mut(name)) {
            *part += exact::whole(1);
        }
        last = Some(remainder);
    }
    parts
}
