//! Tables of readings, worked out by hand, and readings compared with a plain recomputation over
//! big rationals.

use num_rational::BigRational;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use tierwright_program::{Fraction, Incentive, Program};

use super::{PartOfValue, Picks, Reading, SchedulePlan, Sold, exact::whole as whole_units};
use crate::{recorder::Unrecorded, value::Value};

/// A schedule that is read for Q and V, and what it must give.
struct Row {
    says: &'static str,
    schedule: Json,
    /// What is changed in the incentive around it.
    incentive: Json,
    /// Q as text: money, a number, or `V/base` in money.
    q: &'static str,
    /// V as text.
    v: &'static str,
    /// The result in major units, as a fraction or a decimal.
    gives: &'static str,
}

fn incentive(schedule: &Json, change: &Json) -> Incentive {
    let mut whole = json!({
        "id": "i", "name": "I", "state": "on", "roles": [],
        "earns_on": { "measure": "revenue", "weight": "whole_deal", "basis": "net", "part": "whole" },
        "qualifier": "paid_on", "schedule": schedule, "period": "quarter",
        "moment": "after_sale", "end": "back_end", "pays_into": "cash"
    });
    for (key, value) in change.as_object().into_iter().flatten() {
        match (whole[key].is_object(), value.as_object()) {
            (true, Some(members)) => {
                members.iter().for_each(|(inner, value)| whole[key][inner] = value.clone());
            }
            _ => whole[key] = value.clone(),
        }
    }
    serde_json::from_value(whole).unwrap()
}

fn plan(schedule: &Json, change: &Json) -> SchedulePlan {
    let of = incentive(schedule, change);
    SchedulePlan::new(&of.schedule, &of, &Program::empty("Test", "USD".parse().unwrap()))
}

fn units(text: &str) -> i64 {
    let quantity: tierwright_program::Quantity = text.parse().unwrap();
    quantity.units()
}

fn value(text: &str) -> Value {
    match text.split_once('/') {
        Some((part, whole)) => Value::Ratio {
            part: units(&format!("{part} USD")),
            whole: whole_units(units(&format!("{whole} USD"))),
            money: true,
        },
        None if text.ends_with("USD") => Value::Money(units(text)),
        None => Value::Number(units(text)),
    }
}

/// The result in ten-thousandths; zero where there is a reason for nothing.
fn read(plan: &SchedulePlan, picks: Picks, v: i64, sold_for: i64) -> Fraction {
    let sold = Sold { units: v, money: sold_for };
    let parts = [PartOfValue { column: 0, value: whole_units(v), sold }];
    let reading = Reading { picks, paid_on: whole_units(v), parts: &parts, deal: None, line: None };
    plan.read(&reading, &mut Unrecorded).expect("it fits").unwrap_or(Fraction::ZERO)
}

fn rational(of: Fraction) -> BigRational {
    BigRational::new(of.numerator.into(), of.denominator.into())
}

/// `12.5` or `100/3`.
fn decimal(text: &str) -> BigRational {
    match text.split_once('/') {
        Some((above, below)) => decimal(above) / decimal(below),
        None => {
            let (whole, places) = text.split_once('.').unwrap_or((text, ""));
            let digits: i128 = format!("{whole}{places}").parse().unwrap();
            let ten = 10_i128.pow(u32::try_from(places.len()).unwrap());
            BigRational::new(digits.into(), ten.into())
        }
    }
}

fn gives(row: &Row) {
    let plan = plan(&row.schedule, &row.incentive);
    let got = read(&plan, Picks::By(value(row.q)), units(row.v), 0);
    let wanted = decimal(row.gives) * BigRational::from_integer(10_000.into());
    assert_eq!(rational(got), wanted, "{}: Q {} and V {}", row.says, row.q, row.v);
}

fn rows(says: &'static str, schedule: &Json, incentive: &Json, table: &[[&'static str; 3]]) {
    for [q, v, result] in table {
        let (schedule, incentive) = (schedule.clone(), incentive.clone());
        gives(&Row { says, schedule, incentive, q, v, gives: result });
    }
}

/// Bands with one rate or amount each.
fn bands(method: Json, threshold: &str, pays: &str, of: &[(&str, &str)]) -> Json {
    let band = |(from, value): &(&str, &str)| json!({ "from": from, pays: [value] });
    let bands: Vec<Json> = of.iter().map(band).collect();
    json!({ "method": method, "threshold": threshold, "bands": bands })
}

const THREE: [(&str, &str); 3] = [("0 USD", "0.01"), ("100 USD", "0.02"), ("300 USD", "0.05")];

#[test]
fn money_in_bands() {
    let of = |method: &str, threshold: &str| bands(json!(method), threshold, "rates", &THREE);
    // 1% of 100, 2% of 200, 5% of the rest.
    rows(
        "marginal",
        &of("each_band", "reached"),
        &json!({}),
        &[
            ["99.99 USD", "99.99 USD", "0.9999"],
            ["100 USD", "100 USD", "1"],
            ["100.01 USD", "100.01 USD", "1.0002"],
            ["300 USD", "300 USD", "5"],
            ["400 USD", "400 USD", "10"],
            ["-5 USD", "-5 USD", "0"],
            ["0 USD", "0 USD", "0"],
        ],
    );
    rows(
        "retroactive, reached",
        &of("whole_amount", "reached"),
        &json!({}),
        &[
            ["99.99 USD", "99.99 USD", "0.9999"],
            ["100 USD", "100 USD", "2"],
            ["300 USD", "300 USD", "15"],
        ],
    );
    rows(
        "retroactive, passed",
        &of("whole_amount", "passed"),
        &json!({}),
        &[
            ["0 USD", "0 USD", "0"],
            ["100 USD", "100 USD", "1"],
            ["100.01 USD", "100.01 USD", "2.0002"],
        ],
    );
    // At 250: 1% of min(250, 100) and 2% of min(250, 300). At 300 also 5% of 300.
    rows(
        "rolling",
        &of("every_band_to_its_top", "reached"),
        &json!({}),
        &[
            ["99.99 USD", "99.99 USD", "0.9999"],
            ["100 USD", "100 USD", "3"],
            ["250 USD", "250 USD", "6"],
            ["300 USD", "300 USD", "22"],
            ["400 USD", "400 USD", "27"],
        ],
    );
    rows(
        "total",
        &of("whole_amount_every_band", "reached"),
        &json!({}),
        &[
            ["99.99 USD", "99.99 USD", "0.9999"],
            ["100 USD", "100 USD", "3"],
            ["300 USD", "300 USD", "24"],
        ],
    );
}

#[test]
fn whole_and_marginal_bands_mixed() {
    let band =
        |from: &str, rate: &str, on: &str| json!({ "from": from, "rates": [rate], "pays_on": on });
    let schedule = json!({ "method": "band_by_band", "threshold": "reached", "bands": [
        band("0 USD", "0.01", "slice"), band("100 USD", "0.02", "whole"), band("300 USD", "0.05", "slice"),
    ] });
    // Below 100 the slice at 1%; from 100 on 2% of all up to 300; above 300 its slice at 5%.
    rows(
        "mixed",
        &schedule,
        &json!({}),
        &[
            ["99.99 USD", "99.99 USD", "0.9999"],
            ["100 USD", "100 USD", "2"],
            ["300 USD", "300 USD", "6"],
            ["400 USD", "400 USD", "11"],
        ],
    );
    let growth = json!({ "qualifier": "growth_ratio" });
    let bands = json!([
        band("0", "0.01", "slice"),
        band("1", "0.02", "whole"),
        band("1.5", "0.05", "slice")
    ]);
    let schedule = json!({ "method": "band_by_band", "threshold": "reached", "bands": bands });
    // B is 200: 2% of V up to 300, and 5% of what lies above 300.
    rows(
        "mixed over V/B",
        &schedule,
        &growth,
        &[["190/200", "190 USD", "1.9"], ["200/200", "200 USD", "4"], ["400/200", "400 USD", "11"]],
    );
}

#[test]
fn slices_of_a_base() {
    let growth = json!({ "qualifier": "growth_ratio" });
    let of = |method: &str| {
        bands(json!(method), "reached", "rates", &[("0", "0.08"), ("1", "0.12"), ("1.2", "0.16")])
    };
    // Prowi: 8% to 100%, 12% to 120%, 16% beyond, of a quota of 150,000.
    rows(
        "slices of T",
        &of("each_band"),
        &growth,
        &[
            ["195000/150000", "195000 USD", "18000"],
            ["150000/150000", "150000 USD", "12000"],
            ["0/150000", "0 USD", "0"],
            ["5/0", "5 USD", "0"],
        ],
    );
    // Tops are 150,000 and 180,000.
    rows(
        "rolling tops of T",
        &of("every_band_to_its_top"),
        &growth,
        &[["195000/150000", "195000 USD", "64800"]],
    );
    let mut ended = of("each_band");
    ended["ends_at"] = json!("1.25");
    rows("the end of V/T", &ended, &growth, &[["195000/150000", "195000 USD", "16800"]]);
    let mut ended = of("whole_amount");
    ended["ends_at"] = json!("1.25");
    // V counts as 187,500.
    rows("the end of V", &ended, &growth, &[["195000/150000", "195000 USD", "30000"]]);
    // The increment counts as 37,500.
    rows("the end of V - B", &ended, &growth, &[["195000/150000", "45000 USD", "6000"]]);
}

#[test]
fn a_measure_of_its_own_and_growth_as_a_difference() {
    let own = json!({ "qualifier": { "measure": { "measure": { "deals": { "roles": [], "weight": "whole_deal", "basis": "net" } }, "window": "period" } } });
    let schedule = bands(json!("each_band"), "reached", "rates", &[("0", "0.01"), ("2", "0.03")]);
    // V/Q x (1% x 2 + 3% x 1), Q being 3 deals.
    rows(
        "slices of deals",
        &schedule,
        &own,
        &[["3", "300 USD", "5"], ["0", "300 USD", "0"], ["-1", "300 USD", "0"]],
    );
    let less = json!({ "qualifier": "growth_amount" });
    let schedule =
        bands(json!("each_band"), "reached", "rates", &[("0 USD", "0.01"), ("50 USD", "0.03")]);
    // Growth of 80 paid on itself: 1% of 50 and 3% of 30. On all 280: 280/80 of that.
    rows("growth", &schedule, &less, &[["80 USD", "80 USD", "1.4"], ["80 USD", "280 USD", "4.9"]]);
    let rolling = bands(json!("every_band_to_its_top"), "reached", "rates", &THREE);
    let own = json!({ "qualifier": { "measure": { "measure": { "revenue": { "roles": [], "weight": "whole_deal", "basis": "net" } }, "window": "year_to_date" } } });
    // Q reaches the second band; V is held against its tops.
    rows("rolling by another measure", &rolling, &own, &[["150 USD", "120 USD", "3.4"]]);
}

#[test]
fn fixed_amounts_and_blocks() {
    let amounts = [("0 USD", "0 USD"), ("100 USD", "10 USD"), ("300 USD", "25.55 USD")];
    let of = |method: Json, threshold: &str| bands(method, threshold, "amounts", &amounts);
    rows(
        "highest",
        &of(json!("highest_amount"), "reached"),
        &json!({}),
        &[
            ["99.99 USD", "99.99 USD", "0"],
            ["100 USD", "100 USD", "10"],
            ["300 USD", "300 USD", "25.55"],
        ],
    );
    rows(
        "every",
        &of(json!("every_amount"), "passed"),
        &json!({}),
        &[
            ["100 USD", "100 USD", "0"],
            ["300 USD", "300 USD", "10"],
            ["300.01 USD", "300.01 USD", "35.55"],
        ],
    );
    rows(
        "blocks of money",
        &of(json!({ "per_block": "30 USD" }), "reached"),
        &json!({}),
        &[
            ["119.99 USD", "119.99 USD", "30"],
            ["120 USD", "120 USD", "40"],
            ["300 USD", "300 USD", "255.5"],
        ],
    );
    let units = json!({ "earns_on": { "measure": "units" } });
    let unit_bands = [("0", "20 USD"), ("10", "17 USD"), ("20", "15 USD")];
    let of = |method: Json| bands(method, "passed", "amounts", &unit_bands);
    // Oracle ATG: 7 at 20; 14 all at 17; 23 all at 15; the first ten at 20 and so on.
    rows(
        "whole per unit",
        &of(json!("whole_amount")),
        &units,
        &[["7", "7", "140"], ["10", "10", "200"], ["14", "14", "238"], ["23", "23", "345"]],
    );
    rows(
        "marginal per unit",
        &of(json!("each_band")),
        &units,
        &[["7", "7", "140"], ["14", "14", "268"], ["23", "23", "415"]],
    );
    rows(
        "blocks of units",
        &of(json!({ "per_block": "5" })),
        &units,
        &[["4.99", "4.99", "0"], ["14", "14", "34"]],
    );
}

#[test]
fn lines_between_points() {
    let of = |reads: Json, threshold: &str, pays: &str, points: &[(&str, &str)]| {
        bands(json!({ "interpolated": reads }), threshold, pays, points)
    };
    let rates = [("100 USD", "0.02"), ("300 USD", "0.06")];
    rows(
        "a rate",
        &of(json!("rate"), "reached", "rates", &rates),
        &json!({}),
        &[
            ["50 USD", "50 USD", "1"],
            ["100 USD", "100 USD", "2"],
            ["200 USD", "200 USD", "8"],
            ["300 USD", "300 USD", "18"],
            ["400 USD", "400 USD", "24"],
        ],
    );
    let amounts = [("0 USD", "0 USD"), ("300 USD", "10 USD")];
    rows(
        "an amount",
        &of(json!("amount"), "reached", "amounts", &amounts),
        &json!({}),
        &[["100 USD", "100 USD", "10/3"], ["1000 USD", "1000 USD", "10"]],
    );
    // Nothing below 80%, half at 80%, all at 100%, 160% at 120% and beyond, of 10,000.
    let curve = [("0.8", "0"), ("0.8", "0.5"), ("1", "1"), ("1.2", "1.6")];
    let growth = json!({ "qualifier": "growth_ratio" });
    let of_sum = json!({ "share_of": "10000 USD" });
    rows(
        "a payout curve",
        &of(of_sum.clone(), "reached", "rates", &curve),
        &growth,
        &[
            ["799.99/1000", "799.99 USD", "0"],
            ["800/1000", "800 USD", "5000"],
            ["900/1000", "900 USD", "7500"],
            ["1100/1000", "1100 USD", "13000"],
            ["2000/1000", "2000 USD", "16000"],
        ],
    );
    rows(
        "a jump that must be passed",
        &of(of_sum, "passed", "rates", &curve),
        &growth,
        &[["800/1000", "800 USD", "0"], ["801/1000", "801 USD", "5025"]],
    );
}

#[test]
fn the_end_the_cap_and_the_floor() {
    let mut ended = bands(json!("each_band"), "reached", "rates", &THREE);
    ended["ends_at"] = json!("400 USD");
    rows(
        "ended",
        &ended,
        &json!({}),
        &[["400 USD", "400 USD", "10"], ["900 USD", "900 USD", "10"]],
    );
    let cap = json!({ "limits": [{ "per": "value", "at_most": "200 USD" }] });
    let whole = bands(json!("whole_amount"), "reached", "rates", &THREE);
    // Q keeps its band, V is 200.
    rows("capped", &whole, &cap, &[["400 USD", "400 USD", "10"], ["150 USD", "150 USD", "3"]]);
    let marginal = bands(json!("each_band"), "reached", "rates", &THREE);
    // V/Q is a half.
    rows("capped slices", &marginal, &cap, &[["400 USD", "400 USD", "5"]]);
    let mut floored = whole.clone();
    floored["floor"] = json!("4 USD");
    rows(
        "floor",
        &floored,
        &json!({}),
        &[["-5 USD", "-5 USD", "4"], ["150 USD", "150 USD", "4"], ["250 USD", "250 USD", "5"]],
    );
    let mut returns = bands(json!("whole_amount"), "reached", "rates", &[("-1000 USD", "0.02")]);
    rows("returns do not count", &returns, &json!({}), &[["-100 USD", "-100 USD", "0"]]);
    returns["floor"] = json!("-3 USD");
    rows(
        "returns count",
        &returns,
        &json!({}),
        &[["-100 USD", "-100 USD", "-2"], ["-200 USD", "-200 USD", "-3"]],
    );
}

#[test]
fn free_units_are_worth_the_average_price() {
    let schedule = bands(
        json!({ "free_goods": { "for_every": "100", "valued_at": "sale_price" } }),
        "reached",
        "rates",
        &[("0", "2")],
    );
    let plan = plan(&schedule, &json!({ "earns_on": { "measure": "units" } }));
    for (sold, for_money, result) in
        [("99", "990", "0"), ("100", "1000", "20"), ("150", "1000", "40/3"), ("250", "5000", "80")]
    {
        let v = units(sold);
        let got = read(&plan, Picks::By(Value::Number(v)), v, units(&format!("{for_money} USD")));
        let wanted = decimal(result) * BigRational::from_integer(10_000.into());
        assert_eq!(rational(got), wanted, "{sold} units for {for_money}");
    }
}

#[test]
fn parts_take_their_own_columns_and_the_whole_picks_the_band() {
    let schedule = json!({ "method": "each_band", "threshold": "reached",
        "columns": { "field": { "field": "family", "values": ["Cloud", "Licence"] } },
        "bands": [{ "from": "0 USD", "rates": ["0.02", "0.01"] }, { "from": "100 USD", "rates": ["0.04", "0.03"] }] });
    let cap = json!({ "limits": [{ "per": "value", "at_most": "100 USD" }] });
    // Q is 200. Cloud is a quarter: a quarter of 2 + 4; Licence a half: half of 1 + 3.
    for (change, result) in [(json!({}), "3.5"), (cap, "1.75")] {
        let plan = plan(&schedule, &change);
        let part = |column, text| PartOfValue {
            column,
            value: whole_units(units(text)),
            sold: Sold::default(),
        };
        let parts = [part(0, "50 USD"), part(1, "100 USD")];
        let q = units("200 USD");
        let picks = Picks::By(Value::Money(q));
        let reading =
            Reading { picks, paid_on: whole_units(q), parts: &parts, deal: None, line: None };
        let got = plan.read(&reading, &mut Unrecorded).unwrap().unwrap();
        assert_eq!(rational(got), decimal(result) * BigRational::from_integer(10_000.into()));
    }
}

/// What a method pays for V as Q, band by band and by itself, over rationals.
fn plainly(method: &str, from: &[i64], rates: &[i64], passed: bool, v: i64) -> BigRational {
    let number = |units: i64| BigRational::from_integer(units.into());
    let zero = number(0);
    let reached = |at: &usize| if passed { v > from[*at] } else { v >= from[*at] };
    let all: Vec<usize> = (0..from.len()).filter(reached).collect();
    let top = |at: usize| from.get(at + 1).map_or(v, |next| v.min(*next));
    let sum = |bands: &[usize], on: &dyn Fn(usize) -> i64| {
        let paid = bands.iter().map(|at| number(rates[*at]) * number(on(*at)));
        paid.fold(zero.clone(), |sum, one| sum + one) / number(100_000_000)
    };
    let last = all.len().saturating_sub(1);
    match method {
        "each_band" => sum(&all, &|at| top(at) - from[at]),
        "whole_amount" => sum(&all[last.min(all.len())..], &|_| v),
        "every_band_to_its_top" => sum(&all, &top),
        _ => sum(&all, &|_| v),
    }
}

proptest! {
    #[test]
    fn readings_are_those_of_the_plain_sums(
        mut from in prop::collection::btree_set(0_i64..2_000, 1..5),
        rates in prop::collection::vec(0_i64..200_000_000, 5),
        passed in any::<bool>(),
        near in 0_usize..5,
        off in -2_i64..400,
    ) {
        let from: Vec<i64> = std::mem::take(&mut from).into_iter().collect();
        let v = (from[near % from.len()] + off).max(0);
        for method in ["each_band", "whole_amount", "every_band_to_its_top", "whole_amount_every_band"] {
            let money = |units: i64| tierwright_program::Money::from_units(units, "USD".parse().unwrap()).to_string();
            let rate = |units: i64| tierwright_program::Rate::from_units(units).to_string();
            let bands: Vec<Json> = from.iter().zip(&rates)
                .map(|(from, pays)| json!({ "from": money(*from), "rates": [rate(*pays)] })).collect();
            let threshold = if passed { "passed" } else { "reached" };
            let plan = plan(&json!({ "method": method, "threshold": threshold, "bands": bands }), &json!({}));
            let got = read(&plan, Picks::By(Value::Money(v)), v, 0);
            prop_assert_eq!(rational(got), plainly(method, &from, &rates, passed, v), "{}", method);
        }
    }
}
