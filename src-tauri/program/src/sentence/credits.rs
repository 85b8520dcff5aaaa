//! What a credit must have, and what marketplaces take or add, in words.

use super::filters;
use crate::{
    Incentive,
    credit::{Active, CreditCondition, CreditsOf, CustomerActive, MarketplaceStep, ScoreOf},
    schedule::Threshold,
    words,
};

/// What it means that credits are those of the first deal.
const FIRST: &str = "The credits are those of the first won deal of the customer.";

/// Whose credits count, and their conditions.
pub fn conditions(incentive: &Incentive) -> Option<String> {
    let first = match incentive.credits {
        CreditsOf::Deal => None,
        CreditsOf::CustomersFirst => Some(FIRST.to_owned()),
    };
    let said: Vec<String> =
        first.into_iter().chain(incentive.conditions.iter().map(condition)).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

fn condition(condition: &CreditCondition) -> String {
    format!("A credit counts for it only where {}.", condition.words())
}

impl CreditCondition {
    /// What it asks, as a clause.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Registered(of) => format!(
                "the partner's registration of the deal was approved by the close and protects it: \
                 to its own last day, or {} from the approval, the last day included",
                words::count(of.protects_days, "day")
            ),
            Self::EvidenceOnFile => "evidence is on file".to_owned(),
            Self::EvidenceOf(kind) => format!(
                "evidence is on file of an activity {} of the partner on the deal, up to the close",
                words::said(kind)
            ),
            Self::Parties(of) => format!(
                "at least {}{} are credited on the deal",
                words::count(of.at_least, "partner"),
                filters::roles(&of.roles)
            ),
            Self::AfterFirstClose(of) => format!(
                "the deal closed after the first one of its customer, up to {} later, the last day \
                 included",
                words::count(of.months, "month")
            ),
            Self::CustomerActive(CustomerActive::Activity(of)) => {
                format!("the customer has {} on any of its deals", activity(of))
            }
            Self::CustomerActive(CustomerActive::InTerm) => {
                "another deal of the customer is in its term at the close, and not cancelled"
                    .to_owned()
            }
            Self::PartnerActive(of) => format!("the partner has {}", activity(of)),
            Self::PartnerJoined(of) => format!(
                "the deal closed in the first {} of the partner, counted from the day it joined",
                words::the_count(of.months, "month")
            ),
            Self::ScoreReached(of) => {
                let whose = match of.of {
                    ScoreOf::Customer => "customer",
                    ScoreOf::Partner => "partner",
                };
                let reached = match of.threshold {
                    Threshold::Reached => "at least",
                    Threshold::Passed => "above",
                };
                format!(
                    "the latest score {} of the {whose} up to the close is {reached} {}",
                    words::said(&of.name),
                    words::number(of.at_least)
                )
            }
        }
    }
}

fn activity(of: &Active) -> String {
    format!(
        "an activity {} in the {} to the close",
        words::said(&of.kind),
        words::count(of.months, "month")
    )
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
