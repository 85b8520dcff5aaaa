//! Random incentives: what is paid on, what picks the band, limits and shares.

use tierwright_program::{
    AttributionModel, Period, Quantity, State, Track, Weight,
    attribution::{
        Position, PositionWeight, Positions, SamePartner, TimeDecay, TouchWeights, decay_table,
    },
    credit::{CreditCondition, CreditsOf, MarketplaceStep, PartnerJoined, Registered, SourceRate},
    filter::FieldOf,
    incentive::{
        Accumulation, AtLevel, Carry, Clawback, Columns, CutOver, Dates, EarlierResults, End,
        Guarantee, GuaranteePaid, Incentive, Limit, LimitPer, Moment, Negative, OwnResult, Paid,
        Part, PaysInto, Qualifier, QualifierMeasure, Returns, Rounded, Schedule, Settle,
        SettledAgain, Stacking, TierAgain, TierAt,
    },
    measure::{Basis, ValueBasis},
    shares::{
        RoleWeight, RoleWeights, Secondary, ShareBy, ShareTotal, SharedOf, Shares, UnheldRole,
    },
};

use crate::{
    dice::Dice,
    draw_compared,
    draw_facts::{self as facts, rate},
    draw_measures::{amount, measure, requirement, window},
    draw_sales::{basis, roles, value, weight, what, who},
    draw_schedule::{later, schedule},
};

const LIMITS: [&str; 8] = ["50", "10", "100", "25.01", "250", "10.005", "1.2345", "1000"];
const VALUE_LIMITS: [&str; 4] = ["500", "1000", "2500", "333.33"];
const UNIT_LIMITS: [&str; 3] = ["1", "5", "2.5"];
const WEIGHTS: [&str; 8] = ["1", "50", "30", "20", "33.33333333", "0", "10", "2"];

/// The ids of attribution models.
pub const MODELS: [&str; 2] = ["first", "second"];

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
    asked(dice, &mut one);
    counted(dice, &mut one);
    one.at_level = at_level(dice, &one, tracks);
    one.schedule = schedule(dice, &one, tracks);
    one.later_schedules = later(dice, &one, tracks);
    one.limits = limits(dice, &one);
    settled(dice, &mut one);
    one
}

/// What is asked of credits, and what marketplaces take and add.
fn asked(dice: &mut Dice, one: &mut Incentive) {
    if dice.chance(8) {
        let protects_days = dice.one(&[0, 30, 90]);
        one.conditions.push(CreditCondition::Registered(Registered { protects_days }));
    }
    if dice.chance(8) {
        one.conditions.push(CreditCondition::EvidenceOnFile);
    }
    if dice.chance(8) {
        let months = dice.one(&[12, 24, 3]);
        one.conditions.push(CreditCondition::PartnerJoined(PartnerJoined { months }));
    }
    if dice.chance(20) {
        one.marketplace = dice.several(1, 2, |dice| {
            let source = dice.text(&facts::SOURCES);
            let rate = rate(dice.one(&["0.03", "0.125", "0.2"]));
            match dice.below(3) {
                0 => MarketplaceStep::DisbursedFee,
                1 => MarketplaceStep::Fee(SourceRate { source, rate }),
                _ => MarketplaceStep::Uplift(SourceRate { source, rate }),
            }
        });
    }
}

/// When money counts, and whose credits.
fn counted(dice: &mut Dice, one: &mut Incentive) {
    if one.earns_on.measure == Paid::Revenue {
        one.earns_on.value = value(dice);
    }
    if one.period == Accumulation::Deal {
        one.earns_on.value = ValueBasis { tax: one.earns_on.value.tax, ..ValueBasis::default() };
    }
    if one.shares.is_none() && dice.chance(15) {
        one.credits = CreditsOf::CustomersFirst;
    }
}

/// The level that partners must hold: some of those of a track.
fn at_level(dice: &mut Dice, of: &Incentive, tracks: &[Track]) -> Option<AtLevel> {
    if tracks.is_empty() || !dice.chance(15) {
        return None;
    }
    let track = &tracks[dice.below(tracks.len())];
    let ids: Vec<&str> = track.levels.iter().map(|level| level.id.as_str()).collect();
    let levels = dice.some(&ids, 1, ids.len());
    let days = [TierAt::PeriodStart, TierAt::PeriodEnd, TierAt::Close];
    let by_deal = of.period == Accumulation::Deal;
    Some(AtLevel {
        track: track.id.clone(),
        tier_at: dice.one(if by_deal { &days } else { &days[..2] }),
        levels: levels.into_iter().map(str::to_owned).collect(),
    })
}

/// From what is earned to what is due.
fn settled(dice: &mut Dice, one: &mut Incentive) {
    let by_deal = one.period == Accumulation::Deal;
    if by_deal && one.shares.is_none() && dice.chance(30) {
        one.rounded = Rounded::Deal;
    }
    if dice.chance(12) {
        one.spread_over = Some(dice.one(&[2, 3, 5]));
    }
    let pays = one.earns_on.measure != Paid::Nothing;
    one.returns = match (one.earns_on.basis, dice.below(10)) {
        _ if !pays => Returns::OwnPeriod,
        (Basis::Net, 0..3)
            if one.stacking == Stacking::default() && !one.earns_on.value.has_own_days() =>
        {
            let tier = dice.one(&[TierAgain::AsStood, TierAgain::AsNow]);
            Returns::DealPeriod(SettledAgain { tier })
        }
        // Left open by the rules: how what is taken back in part, or of a period, is rounded.
        (Basis::Gross, 0..3) if by_deal => Returns::Clawback(Clawback {
            share: rate("1"),
            within_days: dice.maybe(30, |dice| dice.one(&[0, 30, 90])),
        }),
        _ => Returns::OwnPeriod,
    };
    let columns = one.schedules().any(|schedule| schedule.columns.is_some());
    // Left open by the rules: how a guarantee is spread.
    let plain = one.returns == Returns::OwnPeriod
        && one.dates == Dates::default()
        && !columns
        && one.spread_over.is_none();
    if plain && dice.chance(20) {
        let settled = one.settled_every(Period::Quarter);
        let longer = [Period::Month, Period::Quarter, Period::Half, Period::Year];
        let longer: Vec<Period> = longer.into_iter().filter(|length| *length >= settled).collect();
        one.guarantee = Some(Guarantee {
            amount: amount(dice.one(&["25", "100", "1000"])),
            every: dice.one(&longer),
            carry: dice.one(&[Carry::None, Carry::Excess]),
            paid: dice.one(&[GuaranteePaid::AtEnd, GuaranteePaid::First]),
        });
    }
    // Left open by the rules: what an accumulation so far is compared with.
    let compared = one.earns_on.part != Part::Whole || one.target.is_some();
    if plain && !compared && one.guarantee.is_none() {
        // Left open by the rules: what a cap per year counts of what was settled before the replay, or
        // paid by others before a cut-over day.
        let by_year = one.limits.iter().any(|limit| limit.per == LimitPer::PartnerYear);
        one.settle = settle(dice, one.period).filter(|_| !by_year);
    }
    one.stacking.own_result =
        dice.weighted(&[(4, OwnResult::ReducesLater), (1, OwnResult::IsLeftOut)]);
    // Left open by the rules: how what a period pays for nothing lies on its deals.
    if !pays && !by_deal {
        one.stacking.own_result = OwnResult::IsLeftOut;
    }
    if reducible(one) && dice.chance(95) {
        one.stacking.earlier_results = EarlierResults::ReduceIt;
    }
}

/// Settlement more often than accumulation, sometimes from a day on before which others paid.
fn settle(dice: &mut Dice, period: Accumulation) -> Option<Settle> {
    let shorter: &[Period] = match period {
        Accumulation::Year => &[Period::Half, Period::Quarter, Period::Month],
        Accumulation::Half => &[Period::Quarter, Period::Month],
        Accumulation::Quarter => &[Period::Month],
        _ => return None,
    };
    dice.maybe(50, |dice| Settle {
        every: dice.one(shorter),
        negative: dice.one(&[Negative::Ignored, Negative::ToBalance]),
        cut_over: dice.maybe(70, |dice| CutOver {
            on: facts::near(dice, 24),
            label: facts::LABEL.to_owned(),
        }),
    })
}

/// Whether earlier results can be taken off V without a question that the rules leave open.
fn reducible(one: &Incentive) -> bool {
    let plain = |schedule: &Schedule| {
        let parts = match &schedule.columns {
            Some(Columns::Role(_)) => true,
            Some(Columns::Field(by)) => by.field.of() != FieldOf::Partner,
            _ => false,
        };
        schedule.method.pays_on_value()
            && !parts
            && schedule.floor.is_none()
            && schedule.ends_at.is_none()
    };
    one.earns_on.measure == Paid::Revenue
        && one.earns_on.part == Part::Whole
        && one.shares.is_none()
        && one.earns_on.value.is_plain()
        && one.qualifier != Qualifier::Attainment
        && one.schedules().all(plain)
        && one.limits.iter().all(|limit| limit.per != LimitPer::Value)
        && one.settle.is_none()
        && !matches!(one.returns, Returns::DealPeriod(_))
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
    let counts = one.earns_on.measure.counts();
    one.earns_on.part = part(dice, counts);
    let growth = one.earns_on.part != Part::Whole;
    if !matches!(one.earns_on.part, Part::IncrementOver(_)) && dice.chance(25) {
        one.qualifier = Qualifier::Attainment;
        one.target = Some(draw_compared::target(dice, counts));
        return;
    }
    one.qualifier = match dice.below(8) {
        0..4 if growth => {
            dice.weighted(&[(2, Qualifier::GrowthRatio), (1, Qualifier::GrowthAmount)])
        }
        0..5 => Qualifier::PaidOn,
        5 => Qualifier::Tier,
        _ => own(dice),
    };
}

fn part(dice: &mut Dice, counts: bool) -> Part {
    let baseline = draw_compared::baseline(dice, counts);
    dice.weighted(&[
        (2, Part::Whole),
        (1, Part::IncrementOver(baseline.clone())),
        (1, Part::WholeComparedWith(baseline)),
    ])
}

fn dates(dice: &mut Dice) -> Dates {
    if dice.chance(88) {
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
    // Left open by the rules: what a cap on V does to slices of a baseline or target.
    let slices = matches!(of.qualifier, Qualifier::GrowthRatio | Qualifier::Attainment);
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
    let of = dice.weighted(&[(3, SharedOf::OnePool), (1, SharedOf::EachOwn)]);
    let total = dice.weighted(&[(3, ShareTotal::Normalised), (1, ShareTotal::Overlay)]);
    if dice.chance(10) {
        // Alone: together parts that are paid as they stand could come to more than 100%.
        return Shares {
            by: ShareBy::PrimaryAndSecondary(Secondary { later: rate("0") }),
            total: ShareTotal::AsDeclared,
            of,
            minimum_partners: 1,
        };
    }
    let by = match dice.below(8) {
        0..3 => ShareBy::RoleWeights(role_weights(dice, total)),
        3 => ShareBy::DeclaredShare,
        4 => ShareBy::Equal,
        5 | 6 => ShareBy::Attribution(dice.text(&MODELS)),
        _ => ShareBy::PrimaryAndSecondary(Secondary { later: rate(dice.one(&["0", "0.5", "1"])) }),
    };
    // Left open by the rules: what an overlay of touches is a part of.
    let attributed = matches!(by, ShareBy::Attribution(_));
    let total = if attributed { ShareTotal::Normalised } else { total };
    Shares { by, total, of, minimum_partners: dice.weighted(&[(6, 1), (3, 2), (1, 3)]) }
}

fn role_weights(dice: &mut Dice, total: ShareTotal) -> RoleWeights {
    let roles = dice.some(&facts::ROLES, 2, 4);
    let normalised = total == ShareTotal::Normalised;
    let list = if normalised { &WEIGHTS[..] } else { &["0.5", "0.25", "1", "0", "0.33333333"] };
    let weight = |role: &str| RoleWeight { role: role.to_owned(), weight: rate(dice.one(list)) };
    let mut weights: Vec<RoleWeight> = roles.into_iter().map(weight).collect();
    if weights.iter().all(|one| one.weight.units() == 0) {
        weights[0].weight = rate("1");
    }
    let unheld = dice.one(&[UnheldRole::LeftOut, UnheldRole::KeptUnpaid]);
    let unheld_role = if normalised { unheld } else { UnheldRole::KeptUnpaid };
    RoleWeights { weights, unheld_role }
}

/// An attribution model.
pub fn model(dice: &mut Dice, id: &str) -> AttributionModel {
    let look_back = dice.one(&[30, 60, 90]);
    let weights = match dice.below(4) {
        0 => TouchWeights::Participation,
        1 => {
            let half_life_days = dice.one(&[7, 30]);
            let table = decay_table(half_life_days, look_back).expect("a table");
            TouchWeights::TimeDecay(TimeDecay { half_life_days, table })
        }
        _ => TouchWeights::Positions(positions(dice)),
    };
    let decays = matches!(weights, TouchWeights::TimeDecay(_));
    AttributionModel {
        id: id.to_owned(),
        name: format!("Model {id}"),
        weights,
        look_back_days: (decays || dice.chance(50)).then_some(look_back),
        same_partner: dice.one(&[SamePartner::Summed, SamePartner::OnceAtFirst]),
    }
}

fn positions(dice: &mut Dice) -> Positions {
    let milestone = |name: &str| Position::Milestone(name.to_owned());
    let all = [Position::First, Position::Last, milestone("lead"), milestone("opportunity")];
    let held = dice.some(&all, 0, 4).into_iter().map(|position| {
        let weight = rate(dice.one(&["0.3", "0.4", "0.225", "0.2"]));
        PositionWeight { position, weight }
    });
    let held: Vec<PositionWeight> = held.collect();
    let rest = rate(if held.is_empty() { "1" } else { dice.one(&["0.1", "0.2", "0"]) });
    Positions { held, rest }
}
