//! How a pool is shared: weights, roles and the number of partners.

use std::collections::HashSet;

use super::{At, Code, Findings, texts};
use crate::{Rate, incentive::Shares, words};

/// The shares of an incentive.
pub fn shares(at: &At<'_>, found: &mut Findings) {
    let Some(shares) = &at.incentive.shares else { return };
    let place = at.below("shares");
    weights(shares, &place, found);
    roles(shares, &place, found);
    roles_match(at, shares, &place, found);
    if shares.minimum_partners == 0 {
        found.add(
            Code::MinimumPartnersZero,
            format!("{place}/minimum_partners"),
            "A pool is shared among at least one partner.",
            "Set it to 1 or more.",
        );
    }
}

fn weights(shares: &Shares, place: &str, found: &mut Findings) {
    let zero = Rate::default();
    for (index, weighted) in shares.role_weights.iter().enumerate() {
        if weighted.weight < zero {
            found.add(
                Code::WeightNegative,
                format!("{place}/role_weights/{index}/weight"),
                format!("{} has a weight below zero.", words::said(&weighted.role)),
                "Use zero or more.",
            );
        }
    }
    if shares.role_weights.iter().all(|weighted| weighted.weight == zero) {
        found.add(
            Code::WeightsAllZero,
            format!("{place}/role_weights"),
            "No role has a weight above zero, so the pool goes to nobody.",
            "Give a role a weight.",
        );
    }
}

fn roles(shares: &Shares, place: &str, found: &mut Findings) {
    let mut seen = HashSet::new();
    for (index, weighted) in shares.role_weights.iter().enumerate() {
        let place = format!("{place}/role_weights/{index}/role");
        texts::not_empty(&weighted.role, &place, "role", found);
        if !seen.insert(weighted.role.as_str()) {
            let sentence = format!("{} has two weights.", words::said(&weighted.role));
            found.add(Code::RoleDuplicate, place, sentence, "Keep one of them.");
        }
    }
}

/// Roles that may take part and weights go together, where the incentive names its roles.
fn roles_match(at: &At<'_>, shares: &Shares, place: &str, found: &mut Findings) {
    let named = &at.incentive.roles;
    if named.is_empty() {
        return;
    }
    let weighted: HashSet<&str> =
        shares.role_weights.iter().map(|weighted| weighted.role.as_str()).collect();
    for (index, role) in named.iter().enumerate() {
        if !weighted.contains(role.as_str()) {
            let sentence =
                format!("Partners who only hold {} get nothing of the pool.", words::said(role));
            let place = at.below(&format!("roles/{index}"));
            found.add(Code::RoleWithoutWeight, place, sentence, "Give the role a weight.");
        }
    }
    let named: HashSet<&str> = named.iter().map(String::as_str).collect();
    for (index, weighted) in shares.role_weights.iter().enumerate() {
        if !named.contains(weighted.role.as_str()) {
            let sentence = format!(
                "{} has a weight and is not among the roles that take part.",
                words::said(&weighted.role)
            );
            let place = format!("{place}/role_weights/{index}/role");
            let hint = "Add it to the roles, or take its weight out.";
            found.add(Code::WeightWithoutRole, place, sentence, hint);
        }
    }
}
