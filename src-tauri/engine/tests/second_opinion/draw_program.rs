//! Random programs over every choice of the document, most of them without errors.

use proptest::{collection::vec, option, prelude::*, sample::subsequence};
use tierwright_program::{
    Calendar, Filter, Incentive, Level, Measure, Money, Payment, Period, Program, Quantity, Rate,
    Requirement, RoundingMode, Sales, State, Track, Weight, Window,
    calendar::YearName,
    document::{Conversion, ConversionDay},
    incentive::{
        Accumulation, Band, Baseline, BaselineOf, Columns, Dates, EarnsOn, End, LevelColumns,
        Limit, LimitPer, Method, Moment, Paid, Part, PaysInto, Qualifier, QualifierMeasure,
        Returns, Rounded, Schedule, Stacking, Threshold, TierAt, WhenNoBaseline,
    },
    measure::{AtLeast, Basis, Certifications, Counting, Ratio, Reaches, Score, Scored, Zeros},
    shares::{RoleWeight, RoleWeights, ShareBy, ShareTotal, SharedOf, Shares, UnheldRole},
    tier::{Downgrade, Grace, Grants, LevelIs, Minimum, Upgrade},
};

use crate::{
    draw_facts::{self as facts, currency, rate},
    draw_sales::{basis, on_sales, pick, roles, sales, weight, what, who},
};

const MONEY: [&str; 10] =
    ["0", "100", "250", "500", "1000", "1500", "2500", "5000", "7500", "12500"];
const COUNTS: [&str; 7] = ["0", "1", "2", "3", "4", "6", "0.5"];
const RATIOS: [&str; 7] = ["0", "0.25", "0.5", "0.6", "0.33333333", "1", "2"];
const GROWTH: [&str; 8] = ["0", "0.5", "0.9", "1", "1.1", "1.25", "2", "4"];
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
const LIMITS: [&str; 8] = ["50", "10", "100", "25.01", "250", "10.005", "1.2345", "1000"];
const WEIGHTS: [&str; 8] = ["1", "50", "30", "20", "33.33333333", "0", "10", "2"];
const ROUNDINGS: [RoundingMode; 3] =
    [RoundingMode::HalfAwayFromZero, RoundingMode::HalfEven, RoundingMode::HalfUp];
const LEVELS: [&str; 4] = ["registered", "silver", "gold", "platinum"];
const TRACKS: [&str; 2] = ["partner", "services"];

/// Money of a number that stands for an amount; the program's currency is put in later.
fn amount(text: &str) -> Money {
    Money::parse(text, currency("USD")).expect("an amount")
}

fn measure() -> impl Strategy<Value = Measure> {
    let certifications =
        (pick(&facts::ACTIVITIES), pick(&[Counting::Certificates, Counting::People])).prop_map(
            |(kind, counting)| {
                Measure::Certifications(Certifications { kind: kind.to_owned(), counting })
            },
        );
    let ratio = (0..3_usize, sales(), sales()).prop_map(|(kind, part, whole)| {
        let of = [Measure::Revenue, Measure::Units, Measure::Deals][kind];
        Measure::Ratio(Box::new(Ratio { part: of(part), whole: of(whole) }))
    });
    // A share of the whole: the same sales, only some of them.
    let share = (0..3_usize, sales(), on_sales()).prop_map(|(kind, whole, some)| {
        let of = [Measure::Revenue, Measure::Units, Measure::Deals][kind];
        let part = Sales { of: Filter::All(vec![whole.of.clone(), some]), ..whole.clone() };
        Measure::Ratio(Box::new(Ratio { part: of(part), whole: of(whole) }))
    });
    prop_oneof![
        4 => sales().prop_map(Measure::Revenue),
        1 => sales().prop_map(Measure::Units),
        1 => sales().prop_map(Measure::Deals),
        2 => certifications,
        1 => ratio,
        1 => share,
    ]
}

fn measure_window() -> impl Strategy<Value = Window> {
    prop_oneof![
        Just(Window::Period),
        Just(Window::YearToDate),
        prop_oneof![Just(12_u16), Just(1), 2..20_u16].prop_map(Window::TrailingMonths),
    ]
}

/// Thresholds in the unit of a measure, lowest first.
fn scale(measure: &Measure) -> Vec<Quantity> {
    let numbers = |list: &[&str]| {
        let mut all: Vec<Rate> = list.iter().map(|text| rate(text)).collect();
        all.sort();
        all.into_iter().map(Quantity::Number).collect()
    };
    match measure {
        Measure::Revenue(_) => money_scale(),
        Measure::Units(_) | Measure::Deals(_) | Measure::Certifications(_) => numbers(&COUNTS),
        Measure::Ratio(_) => numbers(&RATIOS),
    }
}

fn money_scale() -> Vec<Quantity> {
    MONEY.iter().map(|text| Quantity::Money(amount(text))).collect()
}

fn growth_scale() -> Vec<Quantity> {
    GROWTH.iter().map(|text| Quantity::Number(rate(text))).collect()
}

fn leaf() -> impl Strategy<Value = Requirement> {
    let threshold = prop_oneof![3 => Just(Threshold::Reached), 1 => Just(Threshold::Passed)];
    (measure(), measure_window(), 0..12_usize, threshold).prop_map(
        |(measure, window, at, threshold)| {
            let scale = scale(&measure);
            // The lowest thresholds most often, so that they are reached.
            let at_least = scale[[1, 2, 3, 4, 1, 2, 3, 1, 2, 0, 5, 6][at].min(scale.len() - 1)];
            Requirement::Reaches(Reaches { measure, window, at_least, threshold })
        },
    )
}

/// A score of a few measures, which is asked for in tenths of all the weights.
fn score() -> impl Strategy<Value = Requirement> {
    let scored = (measure(), measure_window(), 1..6_usize, 1..4_i32);
    let zeros = prop_oneof![Just(Zeros::Allowed), Just(Zeros::Refused)];
    (vec(scored, 1..4), 3..11_i64, zeros).prop_map(|(of, tenths, zeros)| {
        let weights: i32 = of.iter().map(|(_, _, _, weight)| *weight).sum();
        let scored = |(measure, window, at, weight): (Measure, Window, usize, i32)| {
            let scale = scale(&measure);
            let target = scale[at.min(scale.len() - 1)];
            Scored { measure, window, target, weight: Rate::whole(weight) }
        };
        let of = of.into_iter().map(scored).collect();
        let at_least = Rate::from_units(Rate::whole(weights).units() / 10 * tenths);
        Requirement::Score(Score { of, at_least, zeros })
    })
}

fn requirement() -> impl Strategy<Value = Requirement> {
    let inner = || prop_oneof![2 => leaf(), 1 => vec(leaf(), 1..3).prop_map(Requirement::All)];
    prop_oneof![
        4 => leaf(),
        1 => vec(leaf(), 1..3).prop_map(Requirement::All),
        2 => vec(inner(), 1..3).prop_map(Requirement::Any),
        1 => vec(inner(), 2..4).prop_map(|of| Requirement::AtLeast(AtLeast { count: 2, of })),
        1 => score(),
    ]
}

fn upgrade() -> impl Strategy<Value = Upgrade> {
    prop_oneof![3 => Just(Upgrade::AtReview), 1 => Just(Upgrade::AtOnce)]
}

fn grace() -> impl Strategy<Value = Grace> {
    let some = [Grace::Reviews(1), Grace::Reviews(3), Grace::Months(2), Grace::Months(6)];
    prop_oneof![2 => Just(Grace::None), 1 => pick(&some)]
}

/// A minimum of a level, by position, which is fitted to those there are.
fn minimum() -> impl Strategy<Value = (usize, Minimum)> {
    let day = || (0..30_u32, 0..28_u64).prop_map(|(months, days)| facts::near(months, days));
    (who(), 1..4_usize, day(), option::of(day())).prop_map(|(who, level, from, until)| {
        let until = until.map(|until| until.max(from));
        (level, Minimum { who, level: String::new(), from, until })
    })
}

fn fitted_minimum((level, minimum): (usize, Minimum), levels: &[Level]) -> Minimum {
    let level = level.min(levels.len() - 1);
    Minimum { level: levels[level].id.clone(), ..minimum }
}

fn track() -> impl Strategy<Value = Track> {
    let moves = (
        upgrade(),
        pick(&[Downgrade::AtReview, Downgrade::AtYearEnd, Downgrade::Never]),
        grace(),
        vec(minimum(), 0..2),
    );
    (
        who(),
        pick(&[Period::Quarter, Period::Month, Period::Half, Period::Year]),
        pick(&[LevelIs::HighestMet, LevelIs::LastBeforeFirstMissed]),
        moves,
        vec(requirement(), 1..4),
    )
        .prop_map(|(who, review, level_is, (upgrade, downgrade, grace, minimums), asked)| {
            let level = |(at, requirement): (usize, Option<Requirement>)| Level {
                id: LEVELS[at].to_owned(),
                name: LEVELS[at].to_owned(),
                requirement,
                benefits: Vec::new(),
            };
            let asked = std::iter::once(None).chain(asked.into_iter().map(Some));
            let levels: Vec<Level> = asked.enumerate().map(level).collect();
            let minimums = minimums.into_iter().map(|one| fitted_minimum(one, &levels)).collect();
            // The id is given with the position.
            Track {
                id: String::new(),
                name: String::new(),
                who,
                review,
                level_is,
                upgrade,
                downgrade,
                grace,
                grants: Grants::default(),
                minimums,
                levels,
            }
        })
}

/// What of the document decides what else an incentive can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Deal,
    Pool,
    Period(Accumulation),
}

/// Bands before it is known what Q is: positions on its scale and rates for as many columns as
/// there may be.
type Bands = (Vec<usize>, Vec<Vec<&'static str>>, Method, Threshold);

fn bands() -> impl Strategy<Value = Bands> {
    let positions: Vec<usize> = (0..7).collect();
    let from = prop_oneof![
        1 => Just(vec![0]),
        2 => subsequence(positions.clone(), 1..4).prop_map(|mut from| { from[0] = 0; from }),
        1 => subsequence(positions, 1..4),
    ];
    let rates = vec(vec(pick(&RATES), LEVELS.len()), 4);
    (
        from,
        rates,
        pick(&[Method::WholeAmount, Method::EachBand]),
        pick(&[Threshold::Reached, Threshold::Passed]),
    )
}

/// Rate columns before the tracks are known: which track, which levels, in which order.
type Column = (usize, TierAt, u8, bool);

fn columns() -> impl Strategy<Value = Option<Column>> {
    let tier_at = pick(&[TierAt::PeriodStart, TierAt::PeriodEnd, TierAt::Close]);
    let levels = prop_oneof![2 => Just(15_u8), 1 => 1..16_u8];
    option::of((0..2_usize, tier_at, levels, any::<bool>()))
}

fn part() -> impl Strategy<Value = Part> {
    let baseline = (
        pick(&[BaselineOf::PreviousPeriod, BaselineOf::SamePeriodLastYear]),
        pick(&[WhenNoBaseline::Skip, WhenNoBaseline::AllIsGrowth]),
    )
        .prop_map(|(of, when_none)| Part::IncrementOver(Baseline { of, when_none }));
    prop_oneof![Just(Part::Whole), baseline]
}

fn qualifier() -> impl Strategy<Value = Qualifier> {
    let own = (measure(), measure_window())
        .prop_map(|(measure, window)| Qualifier::Measure(QualifierMeasure { measure, window }));
    prop_oneof![3 => Just(Qualifier::PaidOn), 3 => Just(Qualifier::GrowthRatio), 2 => own]
}

fn limits() -> impl Strategy<Value = [Option<&'static str>; 3]> {
    let one = || option::weighted(0.3, pick(&LIMITS));
    [one(), one(), one()]
}

fn shares() -> impl Strategy<Value = Shares> {
    let weights = subsequence(&facts::ROLES[..], 2..=4);
    (
        weights,
        vec(pick(&WEIGHTS), 4),
        pick(&[UnheldRole::LeftOut, UnheldRole::KeptUnpaid]),
        prop_oneof![6 => Just(1_u16), 3 => Just(2), 1 => Just(3)],
    )
        .prop_map(|(roles, weights, unheld_role, minimum_partners)| Shares {
            by: ShareBy::RoleWeights(RoleWeights {
                weights: roles
                    .into_iter()
                    .zip(weights)
                    .map(|(role, weight)| RoleWeight {
                        role: role.to_owned(),
                        weight: rate(weight),
                    })
                    .collect(),
                unheld_role,
            }),
            total: ShareTotal::Normalised,
            of: SharedOf::OnePool,
            minimum_partners,
        })
}

fn dates() -> impl Strategy<Value = Dates> {
    let day = || (0..20_u32, prop_oneof![Just(0_u64), 0..30_u64]);
    let run = (option::of(day()), option::of((4..20_u32, 0..30_u64))).prop_map(|(from, length)| {
        let (months, days) = from.unwrap_or_default();
        let until = length
            .map(|(more, late)| facts::near(months + more, late).max(facts::near(months, days)));
        Dates { from: from.map(|_| facts::near(months, days)), until }
    });
    prop_oneof![4 => Just(Dates::default()), 1 => run]
}

/// An incentive before the tracks are known.
#[derive(Clone, Debug)]
struct Draft {
    shape: Shape,
    incentive: Incentive,
    bands: Bands,
    columns: Option<Column>,
    limits: [Option<&'static str>; 3],
    shares: Shares,
}

fn draft() -> impl Strategy<Value = Draft> {
    let shape = prop_oneof![
        3 => Just(Shape::Period(Accumulation::Quarter)),
        2 => Just(Shape::Period(Accumulation::Year)),
        2 => Just(Shape::Deal),
        3 => Just(Shape::Pool),
    ];
    let state = prop_oneof![7 => Just(State::On), 2 => Just(State::Shadow), 1 => Just(State::Off)];
    let gate = option::weighted(0.2, requirement());
    let account = (
        pick(&[Moment::AfterSale, Moment::AtSale, Moment::BeforeSale]),
        pick(&[End::BackEnd, End::FrontEnd]),
        prop_oneof![Just(PaysInto::Cash), Just(PaysInto::Mdf)],
    );
    let who = (state, who(), roles(), what(), dates(), gate);
    let how = ((weight(), basis(), part()), qualifier(), bands(), columns(), limits(), shares());
    (shape, who, how, account).prop_map(|(shape, who, how, account)| {
        let (state, who, roles, what, dates, gate) = who;
        let ((weight, basis, part), qualifier, bands, columns, limits, shares) = how;
        let (moment, end, pays_into) = account;
        let incentive = Incentive {
            id: String::new(),
            name: String::new(),
            state,
            who,
            roles,
            what,
            dates,
            gate,
            earns_on: EarnsOn { measure: Paid::Revenue, weight, basis, part },
            qualifier,
            schedule: Schedule {
                method: bands.2,
                threshold: bands.3,
                columns: None,
                bands: Vec::new(),
                ends_at: None,
                floor: None,
            },
            later_schedules: Vec::new(),
            period: Accumulation::Quarter,
            limits: Vec::new(),
            conditions: Vec::new(),
            marketplace: Vec::new(),
            shares: None,
            holdback: None,
            moment,
            end,
            rounded: Rounded::PayoutLine,
            settle: None,
            spread_over: None,
            guarantee: None,
            stacking: Stacking::default(),
            returns: Returns::OwnPeriod,
            pays_into,
        };
        Draft { shape, incentive, bands, columns, limits, shares }
    })
}

/// An incentive that goes with its tracks, its period and itself.
fn fitted(at: usize, draft: Draft, tracks: &[Track]) -> Incentive {
    let Draft { shape, mut incentive, bands, columns, limits, shares } = draft;
    incentive.id = format!("i{at}");
    incentive.name = format!("Incentive {at}");
    match shape {
        Shape::Period(period) => incentive.period = period,
        Shape::Deal | Shape::Pool => {
            incentive.period = Accumulation::Deal;
            incentive.earns_on.part = Part::Whole;
            incentive.qualifier = Qualifier::PaidOn;
        }
    }
    if incentive.qualifier == Qualifier::GrowthRatio && incentive.earns_on.part == Part::Whole {
        incentive.qualifier = Qualifier::PaidOn;
    }
    if shape == Shape::Pool {
        incentive.earns_on.weight = Weight::WholeDeal;
        incentive.shares = Some(shares);
    } else {
        incentive.schedule.columns = columns.and_then(|column| fitted_columns(column, tracks));
    }
    let by_deal = incentive.period == Accumulation::Deal;
    if let Some(Columns::Level(columns)) = incentive.schedule.columns.as_mut()
        && !by_deal
        && columns.tier_at == TierAt::Close
    {
        columns.tier_at = TierAt::PeriodEnd;
    }
    incentive.schedule.bands = fitted_bands(&incentive, &bands);
    let per = [LimitPer::Deal, LimitPer::PartnerPeriod, LimitPer::PartnerYear];
    incentive.limits = per
        .into_iter()
        .zip(limits)
        .filter(|(per, _)| by_deal || *per != LimitPer::Deal)
        .filter_map(|(per, limit)| Some(Limit { per, at_most: Quantity::Money(amount(limit?)) }))
        .collect();
    incentive
}

fn fitted_columns((track, tier_at, mask, turned): Column, tracks: &[Track]) -> Option<Columns> {
    let track = tracks.get(track % tracks.len().max(1))?;
    let named = |at: &usize| mask & (1 << at) != 0;
    let levels = (0..track.levels.len()).filter(named).map(|at| track.levels[at].id.clone());
    let mut levels: Vec<String> = levels.collect();
    if turned {
        levels.reverse();
    }
    (!levels.is_empty())
        .then(|| Columns::Level(LevelColumns { track: track.id.clone(), tier_at, levels }))
}

fn fitted_bands(incentive: &Incentive, (from, rates, ..): &Bands) -> Vec<Band> {
    let scale = match &incentive.qualifier {
        Qualifier::PaidOn => money_scale(),
        Qualifier::GrowthRatio => growth_scale(),
        Qualifier::Measure(of) => scale(&of.measure),
        other => unreachable!("{other:?} is not drawn"),
    };
    let columns = incentive.schedule.width();
    let band = |(at, rates): (&usize, &Vec<&str>)| Band {
        from: scale[*at],
        rates: rates.iter().take(columns).map(|text| rate(text)).collect(),
        amounts: Vec::new(),
        pays_on: None,
    };
    from.iter().zip(rates).map(band).collect()
}

/// What was different in a program calculated before on the same facts.
#[derive(Clone, Debug)]
pub struct Changes {
    rounding: RoundingMode,
    on: ConversionDay,
    rates: bool,
    incentive: bool,
    basis: bool,
    year_starts_in: Option<u8>,
}

/// Changes that a person makes to a program between two calculations.
pub fn changes() -> impl Strategy<Value = Option<Changes>> {
    let rounding = pick(&ROUNDINGS);
    let on = pick(&[ConversionDay::Close, ConversionDay::QuarterEnd]);
    let flips = (any::<bool>(), any::<bool>(), any::<bool>(), option::weighted(0.2, 1..=12_u8));
    let changes = (rounding, on, flips).prop_map(|(rounding, on, flips)| {
        let (rates, incentive, basis, year_starts_in) = flips;
        Changes { rounding, on, rates, incentive, basis, year_starts_in }
    });
    option::of(changes)
}

impl Changes {
    /// The program as it was before.
    pub fn made_to(&self, program: &Program) -> Program {
        let mut program = program.clone();
        program.rounding = self.rounding;
        program.conversion.on = self.on;
        if let Some(month) = self.year_starts_in {
            program.calendar.year_starts_in = month;
        }
        if self.incentive {
            program.incentives.remove(0);
        }
        for incentive in &mut program.incentives {
            if self.basis {
                incentive.earns_on.basis = Basis::Gross;
            }
            if self.rates {
                incentive.schedule.bands.truncate(1);
                incentive.limits.clear();
            }
        }
        program
    }
}

/// The program with every amount in its own currency.
fn in_currency(program: &Program, code: &str) -> Program {
    let text = program.to_json().replace(" USD\"", &format!(" {code}\""));
    let mut program = Program::from_json(&text).unwrap_or_else(|e| panic!("{e}: {text}"));
    program.currency = currency(code);
    program
}

/// A program over every choice of the document.
pub fn program() -> impl Strategy<Value = Program> {
    let code = prop_oneof![3 => Just("USD"), 2 => pick(&facts::PROGRAM_CURRENCIES)];
    let calendar = (1..=12_u8, pick(&[YearName::Start, YearName::End]));
    let conversion = (
        prop_oneof![4 => Just("market"), 1 => Just("plan")],
        pick(&[ConversionDay::Close, ConversionDay::QuarterEnd]),
    );
    let rounding = pick(&ROUNDINGS);
    let house = (code, calendar, conversion, rounding);
    (house, vec(track(), 0..3), vec(draft(), 1..4)).prop_map(|(house, mut tracks, drafts)| {
        let (code, (year_starts_in, year_named_by), (table, on), rounding) = house;
        for (track, id) in tracks.iter_mut().zip(TRACKS) {
            track.id = id.to_owned();
            track.name = format!("Track {id}");
        }
        let drafts = drafts.into_iter().enumerate();
        let program = Program {
            format: 1,
            name: "Second opinion".to_owned(),
            currency: currency("USD"),
            calendar: Calendar { year_starts_in, year_named_by, ..Calendar::calendar_years() },
            conversion: Conversion { table: table.to_owned(), on },
            rounding,
            incentives: drafts.map(|(at, draft)| fitted(at, draft, &tracks)).collect(),
            role_classes: None,
            attribution: Vec::new(),
            tracks,
            stacking_groups: Vec::new(),
            shared_limits: Vec::new(),
            payment: Payment::after(30),
            budget: None,
            funds: Vec::new(),
            fund_return: None,
            estimates: Vec::new(),
        };
        in_currency(&program, code)
    })
}
