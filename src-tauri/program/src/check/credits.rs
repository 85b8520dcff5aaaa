//! Conditions of credits, and what marketplaces take or add.

use std::collections::HashSet;

use super::{At, Code, Findings, texts};
use crate::{
    Rate,
    credit::{Active, CreditCondition, CustomerActive, MarketplaceStep},
    words,
};

/// The conditions and marketplaces of an incentive.
pub fn credits(at: &At<'_>, found: &mut Findings) {
    conditions(at, found);
    marketplaces(at, found);
}

fn conditions(at: &At<'_>, found: &mut Findings) {
    let mut seen = HashSet::new();
    for (index, condition) in at.incentive.conditions.iter().enumerate() {
        let place = at.below(&format!("conditions/{index}"));
        let kind = match condition {
            CreditCondition::Registered(_) => "registration".to_owned(),
            CreditCondition::EvidenceOnFile => "evidence".to_owned(),
            other => other.words(),
        };
        if !seen.insert(kind.clone()) {
            found.add(
                Code::ConditionDuplicate,
                place.clone(),
                format!("{} asks for the same twice: {kind}.", at.name()),
                "Keep one of them.",
            );
        }
        one(at, condition, &place, found);
    }
}

/// What a single condition asks for: a name that can be found, and more than nothing.
fn one(at: &At<'_>, condition: &CreditCondition, place: &str, found: &mut Findings) {
    let mut active = |of: &Active, key: &str| {
        let place = format!("{place}/{key}");
        texts::not_empty(&of.kind, &format!("{place}/kind"), "kind of activity", found);
        months(at, of.months, &format!("{place}/months"), found);
    };
    match condition {
        CreditCondition::Registered(_) | CreditCondition::EvidenceOnFile => {}
        CreditCondition::EvidenceOf(kind) => {
            texts::not_empty(kind, &format!("{place}/evidence_of"), "kind of activity", found);
        }
        CreditCondition::Parties(of) => {
            if of.at_least == 0 {
                found.add(
                    Code::MinimumPartnersZero,
                    format!("{place}/parties/at_least"),
                    format!("{} asks for no partners on a deal.", at.name()),
                    "Use at least 1, or take the condition out.",
                );
            }
            for (index, role) in of.roles.iter().enumerate() {
                texts::not_empty(role, &format!("{place}/parties/roles/{index}"), "role", found);
            }
        }
        CreditCondition::AfterFirstClose(of) => {
            months(at, of.months, &format!("{place}/after_first_close/months"), found);
        }
        CreditCondition::CustomerActive(CustomerActive::Activity(of)) => {
            active(of, "customer_active/activity");
        }
        CreditCondition::CustomerActive(CustomerActive::InTerm) => {}
        CreditCondition::PartnerActive(of) => active(of, "partner_active"),
        CreditCondition::PartnerJoined(of) => {
            months(at, of.months, &format!("{place}/partner_joined/months"), found);
        }
        CreditCondition::ScoreReached(of) => {
            texts::not_empty(&of.name, &format!("{place}/score_reached/name"), "score", found);
        }
    }
}

fn months(at: &At<'_>, months: u16, place: &str, found: &mut Findings) {
    if months == 0 {
        found.add(
            Code::WindowEmpty,
            place,
            format!("{} looks at 0 months.", at.name()),
            "Use at least 1 month.",
        );
    }
}

fn marketplaces(at: &At<'_>, found: &mut Findings) {
    let one = Rate::whole(1);
    for (index, step) in at.incentive.marketplace.iter().enumerate() {
        let (of, most, key) = match step {
            MarketplaceStep::DisbursedFee => continue,
            MarketplaceStep::Fee(of) => (of, one, "fee"),
            MarketplaceStep::Uplift(of) => (of, Rate::whole(10), "uplift"),
        };
        let place = at.below(&format!("marketplace/{index}/{key}"));
        texts::not_empty(&of.source, &format!("{place}/source"), "source", found);
        if of.rate < Rate::default() || of.rate > most {
            let most = words::percent(most);
            found.add(
                Code::MarketplaceRateOutOfRange,
                format!("{place}/rate"),
                format!("The {key} of {} is not from 0% to {most}.", words::said(&of.source)),
                "Correct it; 3% is 0.03.",
            );
        }
    }
}
