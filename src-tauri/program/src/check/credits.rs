//! Conditions of credits, and what marketplaces take or add.

use std::collections::HashSet;

use super::{At, Code, Findings, texts};
use crate::{
    Rate,
    credit::{CreditCondition, MarketplaceStep},
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
        let kind = match condition {
            CreditCondition::Registered(_) => "registration",
            CreditCondition::EvidenceOnFile => "evidence",
        };
        if !seen.insert(kind) {
            found.add(
                Code::ConditionDuplicate,
                at.below(&format!("conditions/{index}")),
                format!("{} asks for {kind} twice.", at.name()),
                "Keep one of them.",
            );
        }
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
