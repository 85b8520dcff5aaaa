//! Random incentives: what is paid on, what picks the band, limits and shares.

use tierwright_program::{
    Quantity, State, Track, Weight,
    incentive::{
        Accumulation, Baseline, BaselineOf, Dates, End, Incentive, Limit, LimitPer, Moment, Paid,
        Part, PaysInto, Qualifier, QualifierMeasure, WhenNoBaseline,
    },
    shares::{RoleWeight, RoleWeights, ShareBy, ShareTotal, SharedOf, Shares, UnheldRole},
};

use crate::{
    dice::Dice,
    draw_facts::{self as facts, rate},
    draw_measures::{amount, measure, requirement, window},
    draw_sales::{basis, roles, weight, what, who},
    draw_schedule::{later, schedule},
};

const LIMITS: [&str; 8] = ["50", "10", "100", "25.01", "250", "10.005", "1.2345", "1000"];
const VALUE_LIMITS: [&str; 4] = ["500", "1000", "2500", "333.33"];
const UNIT_LIMITS: [&str; 3] = ["1", "5", "2.5"];
const WEIGHTS: [&str; 8] = ["1", "50", "30", "20", "33.33333333", "0", "10", "2"];

/// Half of what an incentive is: nothing but what every one has.
fn plain(at: usize) -> Incentive {
    let json = serde_json::json!({
        "id": format!("i{at}"), "name": format!("Incentive {at}"), "state": "on",
        "earns_on": {
            "measure": "revenue", "weight": "whole_deal", "basis": "net", "part": "whole"
        },
        "qualifier": "paid_on",
        "schedule": { "method": "whole_amount", "threshold": "reached", "bands": [] },
        "period": "quarter", "moment": "after_sale", "end": "back_end", "pays_into": "cash",
    });
    serde_json::from_value(json).expect("an incentive")
}

/// An incentive that goes with the tracks there are.
pub fn incentive(dice: &mut Dice, at: usize, tracks: &[Track]) -> Incentive {
    let mut one = plain(at);
    one.state = dice.weighted(&[(7, State::On), (2, State::Shadow), (1, State::Off)]);
    one.who = who(dice);
    one.roles = roles(dice);
    one.what = what(dice);
    one.dates = dates(dice);
    one.gate = dice.maybe(20, requirement);
    one.moment = dice.one(&[Moment::AfterSale, Moment::AtSale, Moment::BeforeSale]);
    one.end = dice.one(&[End::BackEnd, End::FrontEnd]);
    one.pays_into = dice.one(&[PaysInto::Cash, PaysInto::Mdf]);
    one.earns_on.weight = weight(dice);
    one.earns_on.basis = basis(dice);
    let paid = [(6, Paid::Revenue), (3, Paid::Units), (1, Paid::Nothing)];
    one.earns_on.measure = dice.weighted(&paid);
    one.period = dice.weighted(&[
        (3, Accumulation::Quarter),
        (2, Accumulation::Year),
        (1, Accumulation::Half),
        (1, Accumulation::Month),
        (5, Accumulation::Deal),
    ]);
    if one.period == Accumulation::Deal {
        paid_by_deal(dice, &mut one);
    } else {
        paid_by_period(dice, &mut one);
    }
    one.schedule = schedule(dice, &one, tracks);
    one.later_schedules = later(dice, &one, tracks);
    one.limits = limits(dice, &one);
    one
}

fn paid_by_deal(dice: &mut Dice, one: &mut Incentive) {
    let alone = one.earns_on.measure == Paid::Nothing || dice.chance(10);
    one.qualifier = if alone { Qualifier::Tier } else { Qualifier::PaidOn };
    if dice.chance(55) {
        one.earns_on.weight = Weight::WholeDeal;
        one.shares = Some(shares(dice));
    }
}

fn paid_by_period(dice: &mut Dice, one: &mut Incentive) {
    let own = |dice: &mut Dice| {
        Qualifier::Measure(QualifierMeasure { measure: measure(dice), window: window(dice) })
    };
    if one.earns_on.measure == Paid::Nothing {
        one.qualifier = if dice.chance(30) { Qualifier::Tier } else { own(dice) };
        return;
    }
    one.earns_on.part = part(dice);
    let growth = one.earns_on.part != Part::Whole;
    one.qualifier = match dice.below(8) {
        0..4 if growth => {
            dice.weighted(&[(2, Qualifier::GrowthRatio), (1, Qualifier::GrowthAmount)])
        }
        0..5 => Qualifier::PaidOn,
        5 => Qualifier::Tier,
        _ => own(dice),
    };
}

fn part(dice: &mut Dice) -> Part {
    let baseline = Baseline {
        of: dice.one(&[BaselineOf::PreviousPeriod, BaselineOf::SamePeriodLastYear]),
        when_none: dice.one(&[WhenNoBaseline::Skip, WhenNoBaseline::AllIsGrowth]),
    };
    dice.weighted(&[
        (2, Part::Whole),
        (1, Part::IncrementOver(baseline)),
        (1, Part::WholeComparedWith(baseline)),
    ])
}

fn dates(dice: &mut Dice) -> Dates {
    if dice.chance(80) {
        return Dates::default();
    }
    let from = dice.maybe(60, |dice| facts::near(dice, 20));
    let until = dice.maybe(60, |dice| facts::near(dice, 30));
    let until = until.map(|last| from.map_or(last, |from| last.max(from)));
    Dates { from, until }
}

fn limits(dice: &mut Dice, of: &Incentive) -> Vec<Limit> {
    let by_deal = of.period == Accumulation::Deal;
    let counts = of.earns_on.measure.counts();
    // Left open by the rules: what a cap on V does to slices of a baseline.
    let slices = of.qualifier == Qualifier::GrowthRatio;
    let value = of.earns_on.measure != Paid::Nothing && !slices;
    let mut per = Vec::new();
    per.extend((value && dice.chance(20)).then_some(LimitPer::Value));
    per.extend((by_deal && dice.chance(30)).then_some(LimitPer::Deal));
    per.extend(dice.chance(25).then_some(LimitPer::PartnerPeriod));
    per.extend(dice.chance(25).then_some(LimitPer::PartnerYear));
    let limit = |per| {
        let at_most = match per {
            LimitPer::Value if counts => Quantity::Number(rate(dice.one(&UNIT_LIMITS))),
            LimitPer::Value => Quantity::Money(amount(dice.one(&VALUE_LIMITS))),
            _ => Quantity::Money(amount(dice.one(&LIMITS))),
        };
        Limit { per, at_most }
    };
    per.into_iter().map(limit).collect()
}

fn shares(dice: &mut Dice) -> Shares {
    let roles = dice.some(&facts::ROLES, 2, 4);
    let weight =
        |role: &str| RoleWeight { role: role.to_owned(), weight: rate(dice.one(&WEIGHTS)) };
    let mut weights: Vec<RoleWeight> = roles.into_iter().map(weight).collect();
    if weights.iter().all(|one| one.weight.units() == 0) {
        weights[0].weight = rate("1");
    }
    let unheld_role = dice.one(&[UnheldRole::LeftOut, UnheldRole::KeptUnpaid]);
    Shares {
        by: ShareBy::RoleWeights(RoleWeights { weights, unheld_role }),
        total: ShareTotal::Normalised,
        of: SharedOf::OnePool,
        minimum_partners: dice.weighted(&[(6, 1), (3, 2), (1, 3)]),
    }
}
