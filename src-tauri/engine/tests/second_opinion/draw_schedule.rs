//! Random schedules that go with what an incentive is paid on and what picks its band.

use tierwright_program::{
    Field, Measure, Money, Quantity, Rate, Track, Weight,
    incentive::{
        Accumulation, Band, BandPaysOn, Columns, FieldColumns, FreeGoods, Incentive, Interpolated,
        LaterSchedule, LevelColumns, Method, Paid, Part, Pays, Qualifier, Schedule, Threshold,
        TierAt, ValuedAt, WhenNoBaseline,
    },
    shares::SharedOf,
    target::TargetOf,
};

use crate::{
    dice::Dice,
    draw_facts::{self as facts, rate},
    draw_measures::{amount, count_scale, growth_scale, money_scale, scale},
};

const RATES: [&str; 16] = [
    "0.05",
    "0.01",
    "0.02",
    "0.03",
    "0.015",
    "0.1",
    "0.125",
    "0.025",
    "0.33333333",
    "0.0725",
    "1.5",
    "0",
    "0.04",
    "0.035",
    "0.005",
    "0.2",
];
const AMOUNTS: [&str; 8] = ["5", "0.10", "10.005", "25", "100", "33.33", "1.2345", "0"];
const BLOCKS_OF_MONEY: [&str; 4] = ["100", "250", "1000", "33.33"];
const BLOCKS_OF_UNITS: [&str; 4] = ["1", "3", "0.5", "10"];
const FREE_UNITS: [&str; 4] = ["1", "2", "0.5", "3"];
const FLOORS: [&str; 6] = ["0", "25", "10.005", "-50", "-1000", "-0.015"];

/// A schedule of an incentive whose other parts stand.
pub fn schedule(dice: &mut Dice, of: &Incentive, tracks: &[Track]) -> Schedule {
    let mut schedule = Schedule {
        method: method(dice, of),
        threshold: dice.one(&[Threshold::Reached, Threshold::Passed]),
        columns: None,
        bands: Vec::new(),
        ends_at: None,
        floor: floor(dice, of),
    };
    schedule.columns = dice.maybe(55, |dice| columns(dice, of, &schedule, tracks)).flatten();
    schedule.bands = bands(dice, of, &schedule);
    schedule.ends_at = end(dice, of, &schedule);
    schedule
}

/// The least that is given. Left open by the rules: whether an increment below zero lets returns
/// count where the floor does.
fn floor(dice: &mut Dice, of: &Incentive) -> Option<Money> {
    let increment = matches!(of.earns_on.part, Part::IncrementOver(_));
    let floors = if increment { &FLOORS[..3] } else { &FLOORS[..] };
    dice.maybe(15, |dice| amount(dice.one(floors)))
}

/// A later version.
pub fn later(dice: &mut Dice, of: &Incentive, tracks: &[Track]) -> Vec<LaterSchedule> {
    if dice.chance(80) {
        return Vec::new();
    }
    let mut days = dice.several(1, 2, |dice| facts::near(dice, 24));
    days.sort_unstable();
    days.dedup();
    let version = |from| LaterSchedule { from, schedule: schedule(dice, of, tracks) };
    days.into_iter().map(version).collect()
}

fn method(dice: &mut Dice, of: &Incentive) -> Method {
    let counts = of.earns_on.measure.counts();
    let mut fitting = vec![(2, Method::HighestAmount), (2, Method::EveryAmount)];
    if of.qualifier != Qualifier::Tier {
        fitting.push((1, Method::Interpolated(Interpolated::Amount)));
        fitting.push((1, Method::Interpolated(Interpolated::ShareOf(amount("1000")))));
    }
    if of.earns_on.measure != Paid::Nothing {
        fitting.extend([(4, Method::WholeAmount), (1, Method::WholeAmountEveryBand)]);
        let block = if counts {
            Quantity::Number(rate(dice.one(&BLOCKS_OF_UNITS)))
        } else {
            Quantity::Money(amount(dice.one(&BLOCKS_OF_MONEY)))
        };
        fitting.push((2, Method::PerBlock(block)));
        if of.qualifier != Qualifier::Tier {
            fitting.push((4, Method::EachBand));
            fitting.push((1, Method::Interpolated(Interpolated::Rate)));
        }
        if cuts_value(of) {
            fitting.extend([(3, Method::EveryBandToItsTop), (3, Method::BandByBand)]);
        } else if cuts_own_measure(of) {
            fitting.push((3, Method::EveryBandToItsTop));
        }
        if counts {
            let for_every = rate(dice.one(&BLOCKS_OF_UNITS));
            let valued_at = ValuedAt::SalePrice;
            fitting.push((4, Method::FreeGoods(FreeGoods { for_every, valued_at })));
        }
    }
    dice.weighted(&fitting)
}

/// Whether bands can be cut out of V, whichever way.
fn cuts_value(of: &Incentive) -> bool {
    match of.qualifier {
        Qualifier::PaidOn => true,
        Qualifier::GrowthRatio | Qualifier::Attainment => {
            !matches!(of.earns_on.part, Part::IncrementOver(_))
        }
        _ => false,
    }
}

/// Whether bands of a measure of its own are in the unit of V.
fn cuts_own_measure(of: &Incentive) -> bool {
    let Qualifier::Measure(own) = &of.qualifier else { return false };
    !matches!(own.measure, Measure::Ratio(_))
        && own.measure.is_money() != of.earns_on.measure.counts()
}

/// Columns by level, role or field, where they go with the rest.
fn columns(dice: &mut Dice, of: &Incentive, at: &Schedule, tracks: &[Track]) -> Option<Columns> {
    let pool = of.shares.as_ref().is_some_and(|shares| shares.of == SharedOf::OnePool);
    // Slices of a target have one column.
    let slices = of.qualifier == Qualifier::Attainment
        && matches!(at.method, Method::EachBand | Method::BandByBand);
    let parts = of.earns_on.part == Part::Whole && at.method.pays_on_value() && !slices;
    let by_partner = [Field::PartnerRegion, Field::PartnerType, Field::Partner];
    let of_sales = [
        Field::Family,
        Field::Product,
        Field::DealType,
        Field::DealRegion,
        Field::DealSource,
        Field::Customer,
    ];
    match dice.below(6) {
        0..3 if !pool => level_columns(dice, of, tracks),
        3 if parts && !pool && of.earns_on.weight == Weight::DeclaredShare => {
            let roles = dice.some(&facts::ROLES, 2, 4);
            Some(Columns::Role(roles.into_iter().map(str::to_owned).collect()))
        }
        4 if !pool => Some(field_columns(dice, &by_partner)),
        5 if parts => Some(field_columns(dice, &of_sales)),
        _ => None,
    }
}

fn level_columns(dice: &mut Dice, of: &Incentive, tracks: &[Track]) -> Option<Columns> {
    let track = tracks.get(dice.below(2) % tracks.len().max(1))?;
    let by_deal = of.period == Accumulation::Deal;
    let days = [TierAt::PeriodStart, TierAt::PeriodEnd, TierAt::Close];
    let tier_at = dice.one(&days[..2 + usize::from(by_deal)]);
    let all: Vec<String> = track.levels.iter().map(|level| level.id.clone()).collect();
    let least = if dice.chance(67) { all.len() } else { 1 };
    let mut levels = dice.some(&all, least, all.len());
    if dice.chance(50) {
        levels.reverse();
    }
    Some(Columns::Level(LevelColumns { track: track.id.clone(), tier_at, levels }))
}

fn field_columns(dice: &mut Dice, fields: &[Field]) -> Columns {
    let field = dice.one(fields);
    let values: &[&str] = match field {
        Field::Family => &facts::FAMILIES[..2],
        Field::Product => &facts::PRODUCTS,
        Field::DealType => &facts::DEAL_TYPES,
        Field::DealSource => &facts::SOURCES,
        Field::Customer => &facts::CUSTOMERS,
        Field::PartnerType => &facts::PARTNER_TYPES,
        Field::Partner => &facts::PARTNERS,
        _ => &facts::REGIONS,
    };
    let values = dice.some(values, 1, values.len()).into_iter().map(str::to_owned).collect();
    Columns::Field(FieldColumns { field, values })
}

/// The thresholds that bands begin at.
fn starts(dice: &mut Dice, of: &Incentive, at: &Schedule) -> Vec<Quantity> {
    let counts = of.earns_on.measure.counts();
    let scale = match &of.qualifier {
        Qualifier::Tier => return vec![Quantity::Number(Rate::default())],
        Qualifier::GrowthRatio | Qualifier::Attainment => growth_scale(),
        Qualifier::Measure(own) => scale(&own.measure),
        Qualifier::PaidOn | Qualifier::GrowthAmount if counts => count_scale(),
        Qualifier::PaidOn | Qualifier::GrowthAmount => money_scale(),
    };
    // The lowest thresholds most often, so that they are reached.
    let low = &scale[..scale.len() - 1];
    let points = matches!(at.method, Method::Interpolated(_));
    let mut from = dice.some(low, 1 + usize::from(points), 3);
    if dice.chance(75) && !points {
        from[0] = scale[0];
    }
    if points && dice.chance(25) {
        from.insert(1, from[dice.below(2)]);
        from.sort_by_key(Quantity::units);
    }
    let below_zero = at.floor.is_some_and(|floor| floor.units() < 0);
    if below_zero && at.method == Method::WholeAmount && dice.chance(60) {
        let far = -2_000_000_000_000;
        from[0] = match from[0] {
            Quantity::Money(money) => Quantity::Money(Money::from_units(far, money.currency())),
            Quantity::Number(_) => Quantity::Number(Rate::from_units(far)),
        };
    }
    from
}

fn bands(dice: &mut Dice, of: &Incentive, at: &Schedule) -> Vec<Band> {
    let paying = at.method.pays(of.earns_on.measure.counts());
    let width = at.width();
    let band = |dice: &mut Dice, from: Quantity| {
        let mut band = Band { from, rates: Vec::new(), amounts: Vec::new(), pays_on: None };
        match paying {
            Pays::Rates => band.rates = dice.several(width, width, |dice| rate(dice.one(&RATES))),
            Pays::Units => {
                band.rates = dice.several(width, width, |dice| rate(dice.one(&FREE_UNITS)));
            }
            _ => band.amounts = dice.several(width, width, |dice| amount(dice.one(&AMOUNTS))),
        }
        if at.method == Method::BandByBand {
            band.pays_on = Some(dice.one(&[BandPaysOn::Whole, BandPaysOn::Slice]));
        }
        band
    };
    let from = starts(dice, of, at);
    from.into_iter().map(|from| band(dice, from)).collect()
}

/// Where the top band ends, now and then, where V can be held back there.
fn end(dice: &mut Dice, of: &Incentive, at: &Schedule) -> Option<Quantity> {
    let picked = !matches!(of.qualifier, Qualifier::Tier | Qualifier::Measure(_));
    // Left open by the rules: where nothing is there to grow from, what V is at the end.
    let over = of.target.as_ref().and_then(|target| match &target.of {
        TargetOf::Growth(growth) => Some(&growth.over),
        TargetOf::Fixed(_) | TargetOf::Agreed(_) => None,
    });
    let mut baselines = of.earns_on.part.baseline().into_iter().chain(over);
    let all_is_growth = baselines.any(|baseline| baseline.when_none == WhenNoBaseline::AllIsGrowth);
    let top = at.bands.last()?.from;
    if !picked || all_is_growth || top.units() < 0 || dice.chance(85) {
        return None;
    }
    Some(match top {
        Quantity::Money(from) => {
            let more = amount(dice.one(&["100", "1000", "5000"]));
            Quantity::Money(Money::from_units(from.units() + more.units(), from.currency()))
        }
        Quantity::Number(from) => {
            let more = rate(dice.one(&["0.1", "0.5", "2"]));
            Quantity::Number(Rate::from_units(from.units() + more.units()))
        }
    })
}
