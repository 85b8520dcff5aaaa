//! Funds: where their money comes from, what may be claimed, what becomes of the rest; and
//! estimates of accruals.

use std::collections::HashSet;

use super::{Code, Findings, filters, measures, texts};
use crate::{
    Fund, Incentive, Money, Period, Program, Rate, State,
    estimate::{AccrualEstimate, Expected},
    fund::{AllocatedBy, Allocation, Claims, Forfeited, FundMoney, TierParts},
    incentive::{Account, Qualifier},
    words,
};

/// The program's funds, its definition of their return, and its estimates.
pub fn funds(program: &Program, found: &mut Findings) {
    let mut fed = HashSet::new();
    let places = texts::places("/funds", &program.funds);
    for (fund, place) in program.funds.iter().zip(&places) {
        filters::filter(
            program,
            &fund.who,
            &format!("{place}/who"),
            filters::Chooses::Partners,
            found,
        );
        let at = At { program, fund, place };
        money(&at, &mut fed, found);
        claims(&at, &fund.claims, found);
        rest(&at, found);
    }
    if !program.funds.is_empty() {
        without_fund(program, &fed, found);
    } else if program.fund_return.is_some() {
        found.add(
            Code::FundReturnUnused,
            "/fund_return",
            "The program says what the return on funds is and has no fund.",
            "Add a fund, or take the definition out.",
        );
    }
    estimates(program, found);
}

/// The fund being checked.
struct At<'a> {
    program: &'a Program,
    fund: &'a Fund,
    place: &'a str,
}

impl At<'_> {
    fn name(&self) -> String {
        words::name_of(&self.fund.name, &self.fund.id)
    }

    fn below(&self, path: &str) -> String {
        format!("{}/{path}", self.place)
    }

    /// An amount of the program's currency and of whole minor units, above zero.
    fn amount(&self, money: Money, path: &str, found: &mut Findings) {
        let place = self.below(path);
        measures::currency(self.program, money.currency(), &place, found);
        let code = if money.units() <= 0 {
            Code::FundAmountNotPositive
        } else if money.units() % money.currency().units_per_minor() != 0 {
            Code::FundAmountTooFine
        } else {
            return;
        };
        let why = match code {
            Code::FundAmountTooFine => "has a part of a minor unit",
            _ => "is not above zero",
        };
        let sentence = format!("{} of {} {why}.", words::money(money), self.name());
        found.add(code, place, sentence, "Use whole minor units, above zero.");
    }

    fn period(&self, every: Period, path: &str, found: &mut Findings) {
        if every.months().is_none() {
            found.add(
                Code::FundPeriodShort,
                self.below(path),
                format!("The periods of {} cannot be as short as a {every}.", self.name()),
                "Choose a month, quarter, half year or year.",
            );
        }
    }
}

fn money<'a>(at: &At<'a>, fed: &mut HashSet<&'a str>, found: &mut Findings) {
    match &at.fund.money {
        FundMoney::Accrued(incentives) => accrued(at, incentives, fed, found),
        FundMoney::Fixed(of) => {
            at.amount(of.amount, "money/fixed/amount", found);
            at.period(of.every, "money/fixed/every", found);
        }
        FundMoney::Pool(of) => {
            at.amount(of.amount, "money/pool/amount", found);
            at.period(of.every, "money/pool/every", found);
        }
        FundMoney::Allocated(of) => allocated(at, of, found),
    }
}

fn accrued<'a>(
    at: &At<'a>,
    incentives: &'a [String],
    fed: &mut HashSet<&'a str>,
    found: &mut Findings,
) {
    if incentives.is_empty() {
        found.add(
            Code::FundWithoutMoney,
            at.below("money/accrued"),
            format!("No incentive pays into {}.", at.name()),
            "Name the incentives whose accruals come in.",
        );
    }
    for (index, id) in incentives.iter().enumerate() {
        let place = at.below(&format!("money/accrued/{index}"));
        let Some(incentive) = at.program.incentives.iter().find(|one| one.id == *id) else {
            found.add(
                Code::IncentiveUnknown,
                place,
                format!("There is no incentive {}.", words::said(id)),
                "Name one of the program's incentives.",
            );
            continue;
        };
        if !pays_into_mdf(incentive) {
            found.add(
                Code::FundIncentiveElsewhere,
                &place,
                format!("{} pays nothing into the MDF balance.", words::said(id)),
                "Let it pay into the MDF balance, in whole or in part.",
            );
        }
        if !fed.insert(id) {
            found.add(
                Code::FundsShareIncentive,
                place,
                format!("{} pays into two funds.", words::said(id)),
                "Let each incentive pay into one fund.",
            );
        }
    }
}

fn pays_into_mdf(incentive: &Incentive) -> bool {
    incentive.pays_into.accounts().iter().any(|one| one.account == Account::Mdf)
}

fn allocated(at: &At<'_>, of: &Allocation, found: &mut Findings) {
    at.amount(of.amount, "money/allocated/amount", found);
    at.period(of.every, "money/allocated/every", found);
    if let Some(floor) = of.floor {
        at.amount(floor, "money/allocated/floor", found);
    }
    if let Some(ceiling) = of.ceiling {
        at.amount(ceiling, "money/allocated/ceiling", found);
    }
    if let (Some(floor), Some(ceiling)) = (of.floor, of.ceiling)
        && floor.currency() == ceiling.currency()
        && floor.units() > ceiling.units()
    {
        found.add(
            Code::AllocationBoundsContradict,
            at.below("money/allocated/floor"),
            format!(
                "Each partner is to get at least {} and at most {}.",
                words::money(floor),
                words::money(ceiling)
            ),
            "Lower the floor, or raise the ceiling.",
        );
    }
    let place = at.below("money/allocated/by");
    match &of.by {
        AllocatedBy::Equal | AllocatedBy::Revenue => {}
        AllocatedBy::PastReturn if at.program.fund_return.is_some() => {}
        AllocatedBy::PastReturn => found.add(
            Code::FundReturnMissing,
            place,
            "Parts go by past returns, and the program does not say what the return on funds is.",
            "Define the return on funds.",
        ),
        AllocatedBy::Tier(parts) => {
            levels(at, parts, &place, found);
            let named = parts.weights.iter().map(|one| (one.level.as_str(), one.weight));
            weights(&format!("{place}/tier/weights"), named.collect(), "level", found);
        }
        AllocatedBy::ByHand(partners) => {
            let named = partners.iter().map(|one| (one.partner.as_str(), one.weight));
            weights(&format!("{place}/by_hand"), named.collect(), "partner", found);
        }
    }
}

fn levels(at: &At<'_>, parts: &TierParts, place: &str, found: &mut Findings) {
    let Some(track) = at.program.track(&parts.track) else {
        found.add(
            Code::TrackUnknown,
            format!("{place}/tier/track"),
            format!("There is no track {}.", words::said(&parts.track)),
            "Name one of the program's tracks.",
        );
        return;
    };
    for (index, one) in parts.weights.iter().enumerate() {
        if track.levels.iter().all(|level| level.id != one.level) {
            found.add(
                Code::LevelUnknown,
                format!("{place}/tier/weights/{index}/level"),
                format!(
                    "The track {} has no level {}.",
                    words::said(&track.id),
                    words::said(&one.level)
                ),
                "Name one of its levels.",
            );
        }
    }
}

/// Weights by name: each once, none below zero, one above it.
fn weights(place: &str, named: Vec<(&str, Rate)>, noun: &str, found: &mut Findings) {
    let mut seen = HashSet::new();
    for (index, (name, weight)) in named.iter().enumerate() {
        let place = format!("{place}/{index}");
        texts::not_empty(name, &format!("{place}/{noun}"), &format!("{noun} of a weight"), found);
        if !seen.insert(*name) {
            found.add(
                Code::AllocationWeightDuplicate,
                format!("{place}/{noun}"),
                format!("The {noun} {} has two weights.", words::said(name)),
                "Keep one of them.",
            );
        }
        if weight.units() < 0 {
            found.add(
                Code::WeightNegative,
                format!("{place}/weight"),
                format!("The weight of {} is below zero.", words::said(name)),
                "Use zero or more.",
            );
        }
    }
    if named.iter().all(|(_, weight)| weight.units() <= 0) {
        found.add(
            Code::WeightsAllZero,
            place,
            format!("No {noun} has a weight above zero, so nothing is allocated."),
            "Give one of them a weight.",
        );
    }
}

fn claims(at: &At<'_>, claims: &Claims, found: &mut Findings) {
    if claims.share.units() <= 0 || claims.share > Rate::whole(1) {
        found.add(
            Code::ClaimShareOutOfRange,
            at.below("claims/share"),
            format!("{} bears {} of the cost.", at.name(), words::percent(claims.share)),
            "Use more than zero and at most 100%.",
        );
    }
    let mut seen = HashSet::new();
    for (index, cap) in claims.caps.iter().enumerate() {
        let path = format!("claims/caps/{index}");
        let activity = at.below(&format!("{path}/activity"));
        texts::not_empty(&cap.activity, &activity, "kind of activity", found);
        at.amount(cap.at_most, &format!("{path}/at_most"), found);
        if !seen.insert((&cap.activity, cap.per)) {
            found.add(
                Code::LimitDuplicate,
                at.below(&path),
                format!("{} has two caps for the same.", words::said(&cap.activity)),
                "Keep one of them.",
            );
        }
    }
}

/// What becomes of what is not claimed.
fn rest(at: &At<'_>, found: &mut Findings) {
    let fund = at.fund;
    if fund.expires_after_months == Some(0) {
        found.add(
            Code::FundExpiryEmpty,
            at.below("expires_after_months"),
            format!("Money of {} expires on the day it comes in.", at.name()),
            "Say after how many months, or leave it out.",
        );
    }
    if let Some(carry) = fund.carry_over {
        at.period(carry.every, "carry_over/every", found);
        if carry.share.units() < 0 || carry.share > Rate::whole(1) {
            found.add(
                Code::CarryShareOutOfRange,
                at.below("carry_over/share"),
                format!("{} of a balance is carried over.", words::percent(carry.share)),
                "Use zero to 100%.",
            );
        }
    }
    if let Some(under) = fund.rebate_under {
        at.amount(under, "rebate_under", found);
        if fund.incentives().is_empty() {
            found.add(
                Code::RebateWithoutAccrual,
                at.below("rebate_under"),
                format!("Nothing accrues in {}, so nothing is paid as a rebate.", at.name()),
                "Leave it out, or let incentives pay into the fund.",
            );
        }
    }
    let pools = at.program.budget.as_ref().map_or(&[][..], |budget| &budget.pools);
    let draws = |id: &String| pools.iter().any(|pool| pool.incentives.contains(id));
    let all_draw = !fund.incentives().is_empty() && fund.incentives().iter().all(draws);
    if fund.forfeited == Forfeited::ToBudget && !all_draw {
        found.add(
            Code::ForfeitWithoutPool,
            at.below("forfeited"),
            format!("Money of {} did not come from a pool it could return to.", at.name()),
            "Let each incentive of the fund draw on a pool of the budget.",
        );
    }
}

/// Accruals that no fund takes in.
fn without_fund(program: &Program, fed: &HashSet<&str>, found: &mut Findings) {
    let places = texts::places("/incentives", &program.incentives);
    for (incentive, place) in program.incentives.iter().zip(places) {
        let id = incentive.id.as_str();
        if incentive.state != State::Off && pays_into_mdf(incentive) && !fed.contains(id) {
            found.add(
                Code::AccrualWithoutFund,
                format!("{place}/pays_into"),
                format!(
                    "{} pays into the MDF balance and feeds no fund, so nobody can claim it.",
                    words::name_of(&incentive.name, id)
                ),
                "Name it in a fund.",
            );
        }
    }
}

fn estimates(program: &Program, found: &mut Findings) {
    let mut seen = HashSet::new();
    for (index, one) in program.estimates.iter().enumerate() {
        let place = format!("/estimates/{index}");
        if !seen.insert(&one.incentive) {
            found.add(
                Code::EstimateDuplicate,
                format!("{place}/incentive"),
                format!("{} has two estimates.", words::said(&one.incentive)),
                "Keep one of them.",
            );
        }
        estimate(program, one, &place, found);
    }
}

fn estimate(program: &Program, one: &AccrualEstimate, place: &str, found: &mut Findings) {
    if let Expected::Target(name) = &one.expected {
        texts::not_empty(name, &format!("{place}/expected/target"), "name of a target", found);
    }
    let place = format!("{place}/incentive");
    let Some(incentive) = program.incentives.iter().find(|other| other.id == one.incentive) else {
        found.add(
            Code::IncentiveUnknown,
            place,
            format!("There is no incentive {}.", words::said(&one.incentive)),
            "Name one of the program's incentives.",
        );
        return;
    };
    let compares = match incentive.qualifier {
        Qualifier::PaidOn | Qualifier::Tier | Qualifier::Measure(_) => {
            incentive.earns_on.part.baseline().is_some()
        }
        Qualifier::GrowthRatio | Qualifier::GrowthAmount | Qualifier::Attainment => true,
    };
    if incentive.period.length().is_none() || compares {
        found.add(
            Code::EstimateImpossible,
            place,
            format!(
                "{} is paid deal by deal or compared with a baseline or target, and has no expected Q.",
                words::name_of(&incentive.name, &incentive.id)
            ),
            "Estimate an incentive that accumulates over a period.",
        );
    }
}
