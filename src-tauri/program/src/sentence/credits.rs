//! What a credit must have, and what marketplaces take or add, in words.

use crate::{
    Incentive,
    credit::{CreditCondition, MarketplaceStep},
    words,
};

/// The conditions of credits.
pub fn conditions(incentive: &Incentive) -> Option<String> {
    let said: Vec<String> = incentive.conditions.iter().map(condition).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

fn condition(condition: &CreditCondition) -> String {
    match condition {
        CreditCondition::Registered(of) => format!(
            "A credit counts for it only where the partner's registration of the deal was approved \
             by the close and protects it: to its own last day, or {} from the approval, the last \
             day included.",
            words::count(of.protects_days, "day")
        ),
        CreditCondition::EvidenceOnFile => {
            "A credit counts for it only where evidence is on file.".to_owned()
        }
    }
}

/// What marketplaces take or add.
pub fn marketplace(incentive: &Incentive) -> Option<String> {
    let said: Vec<String> = incentive.marketplace.iter().map(step).collect();
    (!said.is_empty())
        .then(|| format!("Before a deal is measured, {}.", words::list(&said, "and then")))
}

fn step(step: &MarketplaceStep) -> String {
    match step {
        MarketplaceStep::DisbursedFee => {
            "the part that fees are of what was disbursed is taken off".to_owned()
        }
        MarketplaceStep::Fee(of) => format!(
            "{} is taken off where deal source is {}",
            words::percent(of.rate),
            words::said(&of.source)
        ),
        MarketplaceStep::Uplift(of) => format!(
            "{} is added where deal source is {}",
            words::percent(of.rate),
            words::said(&of.source)
        ),
    }
}
