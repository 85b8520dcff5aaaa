//! Random partners, deals and sales that a program asks for.

use proptest::{collection::vec, prelude::*, sample::select, sample::subsequence};
use tierwright_program::{Field, Filter, Sales, Weight, filter::Condition, measure::Basis};

use crate::draw_facts as facts;

/// One of a list.
pub fn pick<T: Clone + std::fmt::Debug + 'static>(list: &[T]) -> impl Strategy<Value = T> + use<T> {
    select(list.to_vec())
}

fn condition(field: Field, values: Vec<&'static str>) -> Filter {
    let one_of = values.into_iter().map(str::to_owned).collect();
    Filter::Is(Condition { field, one_of })
}

fn on(field: Field, values: &'static [&'static str]) -> impl Strategy<Value = Filter> {
    subsequence(values, 1..values.len()).prop_map(move |chosen| condition(field, chosen))
}

fn on_partners() -> impl Strategy<Value = Filter> {
    prop_oneof![
        on(Field::PartnerType, &facts::PARTNER_TYPES),
        on(Field::PartnerRegion, &facts::REGIONS),
        on(Field::PartnerCountry, &facts::COUNTRIES),
        on(Field::PartnerSegment, &facts::SEGMENTS),
        on(Field::Partner, &facts::PARTNERS),
    ]
}

pub fn on_sales() -> impl Strategy<Value = Filter> {
    prop_oneof![
        3 => on(Field::Family, &facts::FAMILIES),
        3 => on(Field::Product, &facts::PRODUCTS),
        1 => on(Field::DealType, &facts::DEAL_TYPES),
        1 => on(Field::DealRegion, &facts::REGIONS),
        1 => on(Field::DealSegment, &facts::SEGMENTS),
        1 => on(Field::DealSource, &facts::SOURCES),
        1 => on(Field::Customer, &facts::CUSTOMERS),
    ]
}

/// A filter: mostly open, else a small tree of conditions.
pub fn filter(leaf: BoxedStrategy<Filter>) -> impl Strategy<Value = Filter> {
    let tree = prop_oneof![
        2 => leaf.clone(),
        1 => vec(leaf.clone(), 1..3).prop_map(Filter::All),
        1 => vec(leaf.clone(), 1..3).prop_map(Filter::Any),
        1 => vec(leaf.clone(), 1..3).prop_map(Filter::None),
        1 => (leaf.clone(), leaf).prop_map(|(a, b)| Filter::Any(vec![Filter::None(vec![a]), b])),
    ];
    prop_oneof![3 => Just(Filter::default()), 1 => tree]
}

pub fn who() -> impl Strategy<Value = Filter> {
    filter(on_partners().boxed())
}

pub fn what() -> impl Strategy<Value = Filter> {
    filter(on_sales().boxed())
}

pub fn roles() -> impl Strategy<Value = Vec<String>> {
    let named = subsequence(&facts::ROLES[..], 1..=4);
    prop_oneof![2 => Just(Vec::new()), 1 => named]
        .prop_map(|roles| roles.into_iter().map(str::to_owned).collect())
}

pub fn weight() -> impl Strategy<Value = Weight> {
    pick(&[Weight::WholeDeal, Weight::DeclaredShare])
}

pub fn basis() -> impl Strategy<Value = Basis> {
    pick(&[Basis::Net, Basis::Gross])
}

pub fn sales() -> impl Strategy<Value = Sales> {
    (what(), roles(), weight(), basis()).prop_map(|(of, roles, weight, basis)| Sales {
        of,
        roles,
        weight,
        basis,
    })
}
