//! What is taken off, how a pool is shared, and where the money goes, in words.

use super::settling;
use crate::{
    Incentive, Program, Rate, State,
    incentive::{End, Limit, LimitPer, Moment},
    shares::{RoleWeight, ShareBy, ShareTotal, SharedOf, Shares, UnheldRole},
    words,
};

/// The limits, in the order they apply.
pub fn limits(incentive: &Incentive) -> Option<String> {
    let mut limits: Vec<&Limit> = incentive.limits.iter().collect();
    limits.sort_by_key(|limit| limit.per);
    let sentences: Vec<_> =
        limits.into_iter().map(|limit| limited(limit, incentive.shares.is_some())).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn limited(limit: &Limit, shared: bool) -> String {
    let most = words::quantity(limit.at_most);
    match limit.per {
        LimitPer::Value => format!("No more than {most} of the value is paid on at once."),
        LimitPer::Deal if shared => {
            format!("At most {most} is paid on one deal, before it is shared.")
        }
        LimitPer::Deal => format!("At most {most} is paid on one deal."),
        LimitPer::PartnerPeriod => {
            format!("No partner earns more than {most} in one period.")
        }
        LimitPer::PartnerYear => format!("No partner earns more than {most} in one fiscal year."),
        LimitPer::Total => format!("All partners together get at most {most}."),
    }
}

/// How a pool is shared.
pub fn shares(program: &Program, incentive: &Incentive) -> Option<String> {
    let shares = incentive.shares.as_ref()?;
    let reward = match shares.of {
        SharedOf::OnePool => "The pool is shared",
        SharedOf::EachOwn => {
            "Each partner has its part of what the whole deal would earn it at its own level, \
             rounded by itself; the parts are set"
        }
    };
    Some(format!(
        "{reward} {} {} A deal needs at least {} who can take part.",
        by(program, &shares.by),
        total(shares),
        words::count(shares.minimum_partners, "partner"),
    ))
}

/// Where the parts come from.
fn by(program: &Program, by: &ShareBy) -> String {
    match by {
        ShareBy::RoleWeights(of) => {
            let unheld = match of.unheld_role {
                UnheldRole::LeftOut => "goes to the others in proportion",
                UnheldRole::KeptUnpaid => "stays unpaid",
            };
            let weights = weights(&of.weights);
            format!("by role: {weights}. The share of a role nobody holds {unheld}.")
        }
        ShareBy::DeclaredShare => "by the shares that credits declare.".to_owned(),
        ShareBy::Equal => "in equal parts.".to_owned(),
        ShareBy::Attribution(id) => {
            let model = program.attribution.iter().find(|model| model.id == *id);
            let name = model.map_or(words::said(id), |model| words::name_of(&model.name, id));
            format!(
                "by the attribution model {name}, among those who can take part; what the touches \
                 of nobody weigh stays unpaid."
            )
        }
        ShareBy::PrimaryAndSecondary(of) if of.later == Rate::default() => {
            "to the partner whose registration was approved first, alone.".to_owned()
        }
        ShareBy::PrimaryAndSecondary(of) => format!(
            "by the order in which registrations were approved: each later partner has {} of what \
             the first has.",
            words::percent(of.later)
        ),
    }
}

/// What the parts come to.
fn total(shares: &Shares) -> &'static str {
    match shares.total {
        ShareTotal::Normalised => "The parts are brought to 100%.",
        ShareTotal::AsDeclared => {
            "The parts are paid as they stand: below 100% the rest stays unpaid, and a deal above \
             100% is an error."
        }
        ShareTotal::Overlay => {
            "The parts are paid as they stand, each rounded by itself, and may come to more than \
             100%."
        }
    }
}

/// The weights: percentages where they add up to 1 or to 100, parts otherwise.
fn weights(weights: &[RoleWeight]) -> String {
    let total: i128 = weights.iter().map(|weighted| i128::from(weighted.weight.units())).sum();
    let adds_up_to = |number| total == i128::from(Rate::whole(number).units());
    let said = |weighted: &RoleWeight| {
        let role = words::said(&weighted.role);
        match weighted.weight {
            weight if adds_up_to(1) => format!("{role} {}", words::percent(weight)),
            weight if adds_up_to(100) => format!("{role} {}%", words::number(weight)),
            weight => format!("{role} {} parts", words::number(weight)),
        }
    };
    words::list(&weights.iter().map(said).collect::<Vec<_>>(), "and")
}

/// When and where it pays, and whether it does.
pub fn payment(incentive: &Incentive) -> String {
    let end = match incentive.end {
        End::FrontEnd => "front-end",
        End::BackEnd => "back-end",
    };
    let moment = match incentive.moment {
        Moment::BeforeSale => "before",
        Moment::AtSale => "at",
        Moment::AfterSale => "after",
    };
    let account = settling::pays_into(incentive);
    let state = match incentive.state {
        State::On => "",
        State::Shadow => " It is calculated and shown, but not paid.",
        State::Off => " It is switched off and not calculated.",
    };
    format!("It is a {end} incentive, given {moment} the sale and paid {account}.{state}")
}
