//! How a pool is shared: weights, roles and the number of partners.

use std::collections::HashSet;

use super::{At, Code, Findings, texts};
use crate::{
    Rate,
    attribution::TouchWeights,
    shares::{RoleWeights, Secondary, ShareBy, ShareTotal, Shares, UnheldRole},
    words,
};

/// The shares of an incentive.
pub fn shares(at: &At<'_>, found: &mut Findings) {
    let Some(shares) = &at.incentive.shares else { return };
    let place = at.below("shares");
    if let ShareBy::RoleWeights(of) = &shares.by {
        let place = format!("{place}/by/role_weights");
        weights(of, &place, found);
        roles(of, &place, found);
        roles_match(at, of, &place, found);
        total(shares, of, &place, found);
    }
    match &shares.by {
        ShareBy::Attribution(id) => model(at, shares, id, &place, found),
        ShareBy::PrimaryAndSecondary(of) => secondary(of, &place, found),
        ShareBy::RoleWeights(_) | ShareBy::DeclaredShare | ShareBy::Equal => {}
    }
    if shares.minimum_partners == 0 {
        found.add(
            Code::MinimumPartnersZero,
            format!("{place}/minimum_partners"),
            "A pool is shared among at least one partner.",
            "Set it to 1 or more.",
        );
    }
}

/// The attribution model that shares go by.
fn model(at: &At<'_>, shares: &Shares, id: &str, place: &str, found: &mut Findings) {
    let Some(model) = at.program.attribution.iter().find(|model| model.id == *id) else {
        found.add(
            Code::ModelUnknown,
            format!("{place}/by/attribution"),
            format!("There is no attribution model with the id {}.", words::said(id)),
            "Choose one of the program's models.",
        );
        return;
    };
    let each_whole = model.weights == TouchWeights::Participation;
    if each_whole && shares.total == ShareTotal::AsDeclared {
        found.add(
            Code::ParticipationAsDeclared,
            format!("{place}/total"),
            "Each touch has 100% and the parts are paid as they stand, so a deal with two touches \
             cannot be calculated.",
            "Pay them as an overlay, or bring them to 100%.",
        );
    }
}

fn secondary(of: &Secondary, place: &str, found: &mut Findings) {
    if of.later < Rate::default() || of.later > Rate::whole(1) {
        found.add(
            Code::SecondaryOutOfRange,
            format!("{place}/by/primary_and_secondary/later"),
            "The part of a later partner is less than nothing or more than that of the first.",
            "Use a number from 0 to 1.",
        );
    }
}

/// Weights that are paid as they stand: together not above 100%, and what nobody holds stays unpaid.
fn total(shares: &Shares, of: &RoleWeights, place: &str, found: &mut Findings) {
    if shares.total == ShareTotal::Normalised {
        return;
    }
    if of.unheld_role == UnheldRole::LeftOut {
        found.add(
            Code::UnheldRoleHandedOn,
            format!("{place}/unheld_role"),
            "Shares that are paid as they stand hand nothing on, so the share of a role nobody \
             holds cannot go to the others.",
            "Keep it unpaid, or bring the shares to 100%.",
        );
    }
    if shares.total == ShareTotal::Overlay {
        return;
    }
    let all: i128 = of.weights.iter().map(|one| i128::from(one.weight.units())).sum();
    let one = i128::from(Rate::whole(1).units());
    if all > one {
        found.add(
            Code::SharesAboveAll,
            format!("{place}/weights"),
            "The shares come to more than 100% and are paid as they stand.",
            "Lower them, or bring them to 100%.",
        );
    } else if all < one {
        found.add(
            Code::SharesBelowAll,
            format!("{place}/weights"),
            "The shares come to less than 100%, so a part of each pool stays unpaid.",
            "Raise them, or bring them to 100%, unless that is meant.",
        );
    }
}

fn weights(of: &RoleWeights, place: &str, found: &mut Findings) {
    let zero = Rate::default();
    for (index, weighted) in of.weights.iter().enumerate() {
        if weighted.weight < zero {
            found.add(
                Code::WeightNegative,
                format!("{place}/weights/{index}/weight"),
                format!("{} has a weight below zero.", words::said(&weighted.role)),
                "Use zero or more.",
            );
        }
    }
    if of.weights.iter().all(|weighted| weighted.weight == zero) {
        found.add(
            Code::WeightsAllZero,
            format!("{place}/weights"),
            "No role has a weight above zero, so the pool goes to nobody.",
            "Give a role a weight.",
        );
    }
}

fn roles(of: &RoleWeights, place: &str, found: &mut Findings) {
    let mut seen = HashSet::new();
    for (index, weighted) in of.weights.iter().enumerate() {
        let place = format!("{place}/weights/{index}/role");
        texts::not_empty(&weighted.role, &place, "role", found);
        if !seen.insert(weighted.role.as_str()) {
            let sentence = format!("{} has two weights.", words::said(&weighted.role));
            found.add(Code::RoleDuplicate, place, sentence, "Keep one of them.");
        }
    }
}

/// Roles that may take part and weights go together, where the incentive names its roles.
fn roles_match(at: &At<'_>, of: &RoleWeights, place: &str, found: &mut Findings) {
    let named = &at.incentive.roles;
    if named.is_empty() {
        return;
    }
    let weighted: HashSet<&str> =
        of.weights.iter().map(|weighted| weighted.role.as_str()).collect();
    for (index, role) in named.iter().enumerate() {
        if !weighted.contains(role.as_str()) {
            let sentence =
                format!("Partners who only hold {} get nothing of the pool.", words::said(role));
            let place = at.below(&format!("roles/{index}"));
            found.add(Code::RoleWithoutWeight, place, sentence, "Give the role a weight.");
        }
    }
    let named: HashSet<&str> = named.iter().map(String::as_str).collect();
    for (index, weighted) in of.weights.iter().enumerate() {
        if !named.contains(weighted.role.as_str()) {
            let sentence = format!(
                "{} has a weight and is not among the roles that take part.",
                words::said(&weighted.role)
            );
            let place = format!("{place}/weights/{index}/role");
            let hint = "Add it to the roles, or take its weight out.";
            found.add(Code::WeightWithoutRole, place, sentence, hint);
        }
    }
}
