//! One look at all deals comes to what the rows come to one by one, for every kind of key.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{Days, Months, NaiveDate};
use proptest::prelude::*;
use tierwright_program::{
    Filter, Money, Period, Program, Rate, RoundingMode, Sales, Span, Weight,
    filter::{Condition, Field},
    incentive::Dates,
    measure::{Basis, Scope, ValueBasis},
};

use super::*;
use crate::{
    Facts,
    counted::{CustomersKey, CustomersPlan},
    cube::Cube,
    exchange::Converted,
    rows::{AdjustmentRow, CreditRow, DealRow, FactRows, LineRow, PartnerRow, Source, Stage},
};

const ROLES: [&str; 3] = ["sourced", "resold", "served"];
const FAMILIES: [&str; 3] = ["Bikes", "Boats", "Boots"];
const SOURCE: Source = Source { file: 0, row: 2 };

/// A deal: its day, whether it is won, lines of family, cents and pieces, credits of partner, role
/// and basis points, and a return of cents some days later, of the first line or of all.
#[derive(Clone, Debug)]
struct Drawn {
    day: u64,
    won: bool,
    renewal: bool,
    lines: Vec<(usize, i64, i64)>,
    credits: Vec<(usize, usize, Option<i64>)>,
    returned: Option<(u64, i64, bool)>,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    (
        0..500_u64,
        prop::bool::weighted(0.9),
        any::<bool>(),
        prop::collection::vec((0..3_usize, -5_000..9_000_000_i64, 0..50_i64), 1..4),
        prop::collection::vec((0..4_usize, 0..3_usize, prop::option::of(0..10_001_i64)), 0..6),
        prop::option::weighted(0.2, (0..90_u64, 1..5_000_i64, any::<bool>())),
    )
        .prop_map(|(day, won, renewal, lines, credits, returned)| Drawn {
            day,
            won,
            renewal,
            lines,
            credits,
            returned,
        })
}

fn first() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 1, 1).unwrap()
}

fn cents(cents: i64) -> Money {
    Money::from_units(cents * 100, "USD".parse().unwrap())
}

fn facts(drawn: &[Drawn]) -> Facts {
    let mut rows = FactRows { partners: (0..4).map(partner).collect(), ..FactRows::default() };
    for (at, of) in drawn.iter().enumerate() {
        let id = format!("d{at}");
        rows.deals.push(deal(&id, of));
        for (line, (family, amount, pieces)) in of.lines.iter().enumerate() {
            rows.lines.push(LineRow {
                id: line.to_string(),
                deal: id.clone(),
                product: String::new(),
                family: FAMILIES[*family].to_owned(),
                quantity: Rate::from_units(pieces * RATE_ONE),
                amount: cents(*amount),
                list_amount: None,
                cost: None,
                source: SOURCE,
            });
        }
        for (credit, (partner, role, points)) in of.credits.iter().enumerate() {
            rows.credits.push(CreditRow {
                id: format!("{id} {credit}"),
                deal: id.clone(),
                partner: format!("p{partner}"),
                role: ROLES[*role].to_owned(),
                share: points.map(|points| Rate::from_units(points * (RATE_ONE / 10_000))),
                evidence: false,
                source: SOURCE,
            });
        }
        rows.adjustments.extend(of.returned.map(|(later, amount, of_line)| AdjustmentRow {
            id: id.clone(),
            deal: Some(id.clone()),
            line: of_line.then(|| "0".to_owned()),
            partner: None,
            date: first() + Days::new(of.day + later),
            amount: cents(amount),
            quantity: Rate::whole(1),
            source: SOURCE,
        }));
    }
    Facts::build(rows).unwrap()
}

fn partner(at: usize) -> PartnerRow {
    PartnerRow {
        id: format!("p{at}"),
        name: String::new(),
        kind: String::new(),
        region: String::new(),
        country: String::new(),
        segment: String::new(),
        joined: None,
        group: String::new(),
        parent: None,
        left_on: None,
        currency: None,
        attributes: BTreeMap::new(),
        source: SOURCE,
    }
}

/// One of four, or one that is not known.
fn customer(day: u64) -> String {
    if day.is_multiple_of(5) { String::new() } else { format!("c{}", day % 5) }
}

fn deal(id: &str, of: &Drawn) -> DealRow {
    DealRow {
        id: id.to_owned(),
        name: String::new(),
        customer: customer(of.day),
        stage: if of.won { Stage::Won } else { Stage::Open },
        opened: None,
        closed: Some(first() + Days::new(of.day)),
        amount: cents(of.lines.iter().map(|line| line.1).sum()),
        list_amount: None,
        cost: None,
        kind: if of.renewal { "renewal" } else { "new" }.to_owned(),
        region: String::new(),
        segment: String::new(),
        origin: String::new(),
        tax: None,
        recurring: None,
        term_start: None,
        term_end: None,
        cancelled_on: None,
        marketplace: String::new(),
        offer: String::new(),
        attributes: BTreeMap::new(),
        source: SOURCE,
    }
}

fn is(field: Field, one_of: &str) -> Filter {
    Filter::Is(Condition { field, one_of: vec![one_of.to_owned()] })
}

fn filters() -> [Filter; 3] {
    let renewed_boats =
        vec![is(Field::Family, "Boats"), Filter::None(vec![is(Field::DealType, "new")])];
    [Filter::default(), is(Field::Family, "Bikes"), Filter::All(renewed_boats)]
}

/// Keys of every sum, weight and basis, over several filters, roles and dates: more than are looked
/// at together.
fn keys() -> Vec<CubeKey> {
    let filters = filters();
    let mut keys = Vec::new();
    for summed in [Summed::Revenue, Summed::Units, Summed::Deals] {
        for weight in [Weight::WholeDeal, Weight::DeclaredShare] {
            for basis in [Basis::Gross, Basis::Net] {
                for (at, of) in filters.iter().enumerate() {
                    let roles = ROLES[..at].iter().map(|role| (*role).to_owned()).collect();
                    let (of, value, scope) = (of.clone(), ValueBasis::default(), Scope::Partner);
                    let sales = Sales { of, roles, weight, basis, value, scope };
                    let mut key = CubeKey::measured(summed, sales);
                    if at == 1 {
                        let from = Some(first() + Days::new(100));
                        key.dates = Dates { from, until: Some(first() + Days::new(300)) };
                    }
                    keys.push(key);
                }
            }
        }
    }
    keys
}

fn program(rounding: RoundingMode) -> Program {
    let text = include_str!("../../../../fixtures/programs/workload.json");
    Program { rounding, ..Program::from_json(text).unwrap() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn one_look_comes_to_what_rows_come_to(
        drawn in prop::collection::vec(drawn(), 1..60),
        known in prop::option::of(0..500_u64),
        even in any::<bool>(),
        one_line_each in any::<bool>(),
    ) {
        let mut drawn = drawn;
        if one_line_each {
            drawn.iter_mut().for_each(|deal| deal.lines.truncate(1));
        }
        let rounding =
            if even { RoundingMode::HalfEven } else { RoundingMode::HalfAwayFromZero };
        let (facts, program) = (facts(&drawn), program(rounding));
        let as_of = known.map(|day| first() + Days::new(day));
        let converted = Converted::new(&facts, &program, as_of).unwrap();
        let given = Given { facts: &facts, converted: &converted, program: &program, as_of };
        let grid = Grid::new(&facts, &program, Period::Month);
        let keys = keys();
        let asked: Vec<&CubeKey> = keys.iter().collect();
        for (key, looked) in asked.iter().zip(sums(given, &grid, &asked).unwrap()) {
            let one_by_one = Cube::row_by_row(&given.sales_rows(key), &grid).unwrap();
            let expected = (grid.buckets() > 0).then_some(one_by_one);
            prop_assert_eq!(looked.map(|looked| looked.sums), expected, "{:?}", key);
        }
    }

    #[test]
    fn customers_counted_by_marks_are_those_that_are_found(
        drawn in prop::collection::vec(drawn(), 1..60),
        known in prop::option::of(0..500_u64),
        (from, until) in (0..18_u32, 0..18_u32),
    ) {
        let (facts, program) = (facts(&drawn), program(RoundingMode::HalfAwayFromZero));
        let as_of = known.map(|day| first() + Days::new(day));
        let converted = Converted::new(&facts, &program, as_of).unwrap();
        let given = Given { facts: &facts, converted: &converted, program: &program, as_of };
        let grid = Arc::new(Grid::new(&facts, &program, Period::Month));
        let span = Span::new(
            first() + Months::new(from),
            first() + Months::new(from.max(until) + 1) - Days::new(1),
        );
        for deals in keys().into_iter().filter(|key| key.summed == Summed::Deals) {
            let customers = || {
                let key = CustomersKey { deals: deals.clone(), new_when: None };
                CustomersPlan::new(key, &grid)
            };
            let (marked, found) = (customers(), customers());
            marked.mark(given);
            for partner in 0..facts.partners.len() {
                let count = |of: &CustomersPlan| of.count(given, partner, span).unwrap();
                prop_assert_eq!(count(&marked), count(&found), "{:?} {}", deals, partner);
            }
        }
    }

    #[test]
    fn what_two_filters_differ_in_comes_to_the_difference_of_their_sums(
        drawn in prop::collection::vec(drawn(), 1..60),
        known in prop::option::of(0..500_u64),
        one_line_each in any::<bool>(),
    ) {
        let mut drawn = drawn;
        if one_line_each {
            drawn.iter_mut().for_each(|deal| deal.lines.truncate(1));
        }
        let (facts, program) = (facts(&drawn), program(RoundingMode::HalfAwayFromZero));
        let as_of = known.map(|day| first() + Days::new(day));
        let converted = Converted::new(&facts, &program, as_of).unwrap();
        let given = Given { facts: &facts, converted: &converted, program: &program, as_of };
        let grid = Grid::new(&facts, &program, Period::Month);
        let keys = keys();
        let mut compared = 0;
        for one in &keys {
            for of in filters() {
                let other = &CubeKey { sales: Sales { of, ..one.sales.clone() }, ..one.clone() };
                if !one.is_like(other) {
                    continue;
                }
                let found = differences(given, &grid, &[(one, other)]).unwrap();
                let Some(Some(Looked { sums, .. })) = found.first() else { continue };
                let whole = |key| Cube::row_by_row(&given.sales_rows(key), &grid).unwrap();
                let expected: Vec<i64> =
                    whole(one).iter().zip(whole(other)).map(|(one, other)| one - other).collect();
                prop_assert_eq!(sums, &expected, "{:?} and {:?}", one, other);
                compared += 1;
            }
        }
        prop_assert!(compared > 0 || grid.buckets() == 0);
    }
}

#[test]
fn what_does_not_fit_is_left_to_be_read_row_by_row() {
    let of = |cents: i64| Drawn {
        day: 1,
        won: true,
        renewal: false,
        lines: vec![(0, cents, 1)],
        credits: vec![(0, 0, Some(9_999)), (1, 0, None)],
        returned: None,
    };
    let most = i64::MAX / 100;
    // A product, and then a sum over partners of what each has, may not fit.
    for (deals, weight, fits) in [
        (vec![of(1_000)], Weight::DeclaredShare, true),
        (vec![of(most)], Weight::DeclaredShare, false),
        (vec![of(most / 4)], Weight::WholeDeal, true),
        (vec![of(most / 4); 3], Weight::WholeDeal, false),
    ] {
        let (facts, program) = (facts(&deals), program(RoundingMode::HalfUp));
        let converted = Converted::new(&facts, &program, None).unwrap();
        let given = Given { facts: &facts, converted: &converted, program: &program, as_of: None };
        let grid = Grid::new(&facts, &program, Period::Month);
        let keys = keys();
        let key = keys.iter().find(|key| key.sales.weight == weight).unwrap();
        let looked = sums(given, &grid, &[key]).unwrap();
        assert_eq!(looked[0].is_some(), fits, "{deals:?}");
    }
}
