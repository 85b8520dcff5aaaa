//! Random facts: few partners, many deals, amounts that meet thresholds and midpoints often.

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta};
use proptest::{collection::vec, option, prelude::*, sample::select};
use tierwright_cases::{
    CaseActivity, CaseCredit, CaseDeal, CaseFacts, CaseLine, CasePartner, CaseRate, CaseReturn,
    CaseStage,
};
use tierwright_program::{Currency, Money, Program, Quantity, Rate};

/// Partners; byte order is not the order of the alphabet.
pub const PARTNERS: [&str; 4] = ["a", "B", "p10", "p2"];
/// Roles that credits have.
pub const ROLES: [&str; 4] = ["resold", "sourced", "co-sold", "implemented"];
/// Product families; a line may have none.
pub const FAMILIES: [&str; 3] = ["Bikes", "Clothing", ""];
/// Products.
pub const PRODUCTS: [&str; 3] = ["P1", "P2", "P3"];
/// Kinds of activity.
pub const ACTIVITIES: [&str; 2] = ["certification", "training"];
/// Types, regions, countries and segments of partners.
pub const PARTNER_TYPES: [&str; 2] = ["reseller", "MSP"];
/// Regions of partners and deals.
pub const REGIONS: [&str; 2] = ["EMEA", "APAC"];
/// Countries of partners.
pub const COUNTRIES: [&str; 2] = ["DE", "JP"];
/// Segments of partners and deals.
pub const SEGMENTS: [&str; 2] = ["smb", "enterprise"];
/// Types of deals.
pub const DEAL_TYPES: [&str; 3] = ["new", "expansion", "renewal"];
/// Sources of deals.
pub const SOURCES: [&str; 3] = ["partner", "direct", "marketplace"];
/// Customers.
pub const CUSTOMERS: [&str; 3] = ["c1", "c2", "c3"];
/// Currencies that facts come in, besides the program's own.
pub const CURRENCIES: [&str; 3] = ["USD", "EUR", "GBP"];
/// Currencies a program may have; beyond those of the facts, with other minor units.
pub const PROGRAM_CURRENCIES: [&str; 6] = ["USD", "EUR", "GBP", "JPY", "KWD", "CLF"];

/// Amounts whose sums meet the thresholds that programs draw.
const ROUND: [&str; 8] = ["1000", "500", "100", "2500", "250", "5000", "750", "10000"];
/// Amounts that the usual rates take exactly between two minor units.
const HALVES: [&str; 6] = ["0.10", "2.50", "2.70", "100.30", "33.50", "1000.90"];
/// Cents and ten-thousandths beside a round amount.
const BESIDE: [i64; 6] = [0, -100, 100, -1, 1, 50];
/// Amounts that are none, or a discount.
const BELOW: [&str; 3] = ["0", "-100", "-0.50"];
const QUANTITIES: [&str; 6] = ["1", "2", "0.5", "10", "3.33333333", "0.12345678"];
const SHARES: [&str; 7] = ["1", "0.5", "0.25", "0.3333", "0.33333333", "0.12505", "0"];
const QUOTES: [&str; 8] =
    ["1.25", "0.5", "1.1", "1.5", "0.33333333", "1.08765432", "0.8", "0.012345"];

/// Draws text from a list.
pub fn one_of(list: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(list).prop_map(str::to_owned)
}

fn units() -> impl Strategy<Value = i64> {
    let round = || select(&ROUND[..]).prop_map(units_of);
    prop_oneof![
        8 => round(),
        3 => (round(), select(&BESIDE[..])).prop_map(|(units, beside)| units + beside),
        2 => select(&HALVES[..]).prop_map(units_of),
        1 => 1..90_000_000_i64,
        1 => select(&BELOW[..]).prop_map(units_of),
    ]
}

fn units_of(amount: &str) -> i64 {
    Money::parse(amount, currency("USD")).expect("an amount").units()
}

/// A currency by its code.
pub fn currency(code: &str) -> Currency {
    code.parse().expect("a currency")
}

/// A rate from its text.
pub fn rate(text: &str) -> Rate {
    text.parse().expect("a number")
}

/// The first day of the facts, certificates aside.
fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day")
}

fn day() -> impl Strategy<Value = NaiveDate> {
    let first = first_day();
    let any = (0..731_u64).prop_map(move |days| first + Days::new(days));
    let edge = (1..24_u32, 0..2_u64)
        .prop_map(move |(months, back)| first + Months::new(months) - Days::new(back));
    prop_oneof![3 => any, 1 => edge]
}

#[derive(Clone, Debug)]
struct Line {
    family: String,
    product: String,
    units: i64,
    quantity: &'static str,
}

fn line() -> impl Strategy<Value = Line> {
    let parts = (one_of(&FAMILIES), one_of(&PRODUCTS), units(), select(&QUANTITIES[..]));
    parts.prop_map(|(family, product, units, quantity)| Line { family, product, units, quantity })
}

/// What a return takes back.
#[derive(Clone, Copy, Debug)]
enum Back {
    All,
    Half,
    Some(i64),
}

#[derive(Clone, Debug)]
struct Returned {
    days: i64,
    line: Option<usize>,
    back: Back,
    quantity: &'static str,
}

fn returned() -> impl Strategy<Value = Returned> {
    // A few days before the close, too: histories have such rows.
    let days = prop_oneof![12 => 0..60_i64, 6 => 60..400_i64, 1 => -40..0_i64];
    let some = units().prop_map(|units| Back::Some(units.max(1)));
    let back = prop_oneof![Just(Back::Half), Just(Back::All), some];
    (days, option::of(0..3_usize), back, select(&QUANTITIES[..]))
        .prop_map(|(days, line, back, quantity)| Returned { days, line, back, quantity })
}

fn credit() -> impl Strategy<Value = CaseCredit> {
    let share = prop_oneof![1 => Just(None), 6 => select(&SHARES[..]).prop_map(Some)];
    (one_of(&PARTNERS), one_of(&ROLES), share).prop_map(|(partner, role, share)| CaseCredit {
        partner,
        role,
        share: share.map(rate),
        ..CaseCredit::default()
    })
}

/// What a deal sold, and what became of it.
type Trade = (i64, bool, Vec<Line>, Vec<CaseCredit>, Vec<Returned>, CaseStage);

fn trade() -> impl Strategy<Value = Trade> {
    (
        units(),
        prop::bool::weighted(0.1),
        prop_oneof![1 => vec(line(), 0..1), 1 => vec(line(), 1..4)],
        prop_oneof![4 => vec(credit(), 1..5), 1 => vec(credit(), 0..8)],
        prop_oneof![5 => vec(returned(), 0..1), 1 => vec(returned(), 1..3)],
        prop_oneof![12 => Just(CaseStage::Won), 1 => select(&[CaseStage::Lost, CaseStage::Open][..])],
    )
}

type Marks = (String, String, String, String, String);

fn marks() -> impl Strategy<Value = Marks> {
    (one_of(&DEAL_TYPES), one_of(&REGIONS), one_of(&SEGMENTS), one_of(&SOURCES), one_of(&CUSTOMERS))
}

fn deal() -> impl Strategy<Value = CaseDeal> {
    let money = prop_oneof![5 => Just("USD"), 1 => select(&CURRENCIES[..])];
    (day(), money, trade(), marks()).prop_map(|(closed, code, trade, marks)| {
        let (own, lines_differ, lines, credits, returns, stage) = trade;
        let (kind, region, segment, source, customer) = marks;
        let sum: i64 = lines.iter().map(|line| line.units).sum();
        let amount = if lines.is_empty() || lines_differ { own } else { sum };
        let money = |units| Money::from_units(units, currency(code));
        CaseDeal {
            stage,
            kind,
            customer,
            region,
            segment,
            source,
            returns: returns
                .iter()
                .map(|back| came_back(back, closed, amount, &lines, &money))
                .collect(),
            lines: lines.iter().enumerate().map(|(at, line)| sold(at, line, &money)).collect(),
            credits,
            ..CaseDeal::won("", closed, money(amount))
        }
    })
}

fn sold(at: usize, line: &Line, money: &impl Fn(i64) -> Money) -> CaseLine {
    CaseLine {
        id: (at + 1).to_string(),
        family: line.family.clone(),
        product: line.product.clone(),
        amount: money(line.units),
        quantity: Some(rate(line.quantity)),
        list_amount: None,
        cost: None,
    }
}

fn came_back(
    back: &Returned,
    closed: NaiveDate,
    of_deal: i64,
    lines: &[Line],
    money: &impl Fn(i64) -> Money,
) -> CaseReturn {
    let line = back.line.filter(|at| *at < lines.len());
    let of = line.map_or(of_deal, |at| lines[at].units);
    let units = match back.back {
        Back::All => of.max(1),
        Back::Half => (of / 2).max(1),
        Back::Some(units) => units,
    };
    CaseReturn {
        date: closed + TimeDelta::days(back.days),
        amount: money(units),
        line: line.map(|at| (at + 1).to_string()),
        quantity: Some(rate(back.quantity)),
    }
}

fn partner() -> impl Strategy<Value = CasePartner> {
    let marks = (one_of(&PARTNER_TYPES), one_of(&REGIONS), one_of(&COUNTRIES), one_of(&SEGMENTS));
    (marks, option::weighted(0.2, day())).prop_map(|((kind, region, country, segment), joined)| {
        CasePartner { kind, region, country, segment, joined, ..CasePartner::default() }
    })
}

fn activity() -> impl Strategy<Value = CaseActivity> {
    let first = NaiveDate::from_ymd_opt(2023, 7, 1).expect("a day");
    let valid = prop_oneof![
        2 => Just(None),
        2 => (1..30_u32).prop_map(|months| Some((months, 1))),
        1 => (0..400_u32).prop_map(|days| Some((days, 0))),
    ];
    (one_of(&PARTNERS), one_of(&ACTIVITIES), 0..900_u64, valid, select(&["ann", "bob", ""][..]))
        .prop_map(move |(partner, kind, days, valid, person)| {
            let date = first + Days::new(days);
            // Whole months end on a month's last day, where reviews and periods end too.
            let valid_until = valid.map(|(count, in_months)| match in_months {
                1 => date.with_day(1).expect("a day") + Months::new(count) - Days::new(1),
                _ => date + Days::new(u64::from(count)),
            });
            let valid_until = valid_until.map(|last| last.max(date));
            let person = person.to_owned();
            CaseActivity { partner, kind, date, valid_until, person, ..CaseActivity::default() }
        })
}

/// One quote of a pair.
#[derive(Clone, Copy, Debug)]
struct Quote {
    /// The day, counted from the first.
    day: u64,
    rate: &'static str,
    /// Whether the common currency is the one that is priced.
    turned: bool,
    /// Whether the rate is in units per base.
    inverse: bool,
}

fn quote() -> impl Strategy<Value = Quote> {
    (1..731_u64, select(&QUOTES[..]), any::<bool>(), any::<bool>())
        .prop_map(|(day, rate, turned, inverse)| Quote { day, rate, turned, inverse })
}

/// Quotes of every currency against one of them, and a second table that has others.
fn rates() -> impl Strategy<Value = Vec<CaseRate>> {
    let pair = (quote(), quote(), vec(quote(), 0..4));
    (0..2_usize, vec(pair, PROGRAM_CURRENCIES.len())).prop_map(|(centre, pairs)| {
        let centre = PROGRAM_CURRENCIES[centre];
        let mut rows = Vec::new();
        let others = PROGRAM_CURRENCIES.iter().zip(pairs).filter(|(code, _)| **code != centre);
        for (code, (plan, first, mut later)) in others {
            rows.push(quoted(Some("plan"), code, centre, Quote { day: 0, ..plan }));
            rows.push(quoted(None, code, centre, Quote { day: 0, ..first }));
            later.sort_by_key(|quote| quote.day);
            later.dedup_by_key(|quote| quote.day);
            rows.extend(later.into_iter().map(|quote| quoted(None, code, centre, quote)));
        }
        rows
    })
}

fn quoted(table: Option<&str>, code: &str, centre: &str, quote: Quote) -> CaseRate {
    let (priced, base) = if quote.turned { (centre, code) } else { (code, centre) };
    CaseRate {
        table: table.map(str::to_owned),
        currency: currency(priced),
        base: currency(base),
        date: first_day() + Days::new(quote.day),
        rate: rate(quote.rate),
        units_per_base: quote.inverse,
    }
}

/// Turns quotes that price the common currency in one that is not the program's: the table then has
/// one base, as tables have, and at most the program's own pair the other way round.
pub fn with_one_base(facts: &mut CaseFacts, program: Currency) {
    let in_all =
        |code: Currency| facts.rates.iter().all(|row| row.currency == code || row.base == code);
    let Some(centre) = facts.rates.first().map(|row| [row.currency, row.base]) else { return };
    let Some(centre) = centre.into_iter().find(|code| in_all(*code)) else { return };
    for row in &mut facts.rates {
        if row.currency == centre && row.base != program {
            std::mem::swap(&mut row.currency, &mut row.base);
            row.units_per_base = !row.units_per_base;
        }
    }
}

/// A deal to be made of a threshold: the positions of the deal, the incentive and the band, and
/// what it lies beside the threshold.
type Aim = (usize, usize, usize, i64);

/// Deals to be made of thresholds.
pub fn aims() -> impl Strategy<Value = Vec<Aim>> {
    vec((0..30_usize, 0..3_usize, 0..3_usize, select(&BESIDE[..])), 0..30)
}

/// Makes deals of one amount out of the program's own thresholds.
pub fn aim(facts: &mut CaseFacts, aims: &[Aim], program: &Program) {
    for (deal, incentive, band, beside) in aims {
        let incentive = program.incentives.get(*incentive);
        let band = incentive.and_then(|one| one.schedule.bands.get(*band));
        let (Some(band), Some(deal)) = (band, facts.deals.get_mut(*deal)) else { continue };
        let Quantity::Money(from) = band.from else { continue };
        if from.units() > 0 {
            deal.amount = Money::from_units(from.units() + beside, program.currency);
            deal.lines.clear();
            deal.returns.clear();
        }
    }
}

/// Facts of two years.
pub fn facts() -> impl Strategy<Value = CaseFacts> {
    let deals = vec(deal(), 30..60);
    (vec(partner(), PARTNERS.len()), deals, vec(activity(), 0..25), rates()).prop_map(
        |(mut partners, mut deals, activities, rates)| {
            for (partner, id) in partners.iter_mut().zip(PARTNERS) {
                partner.id = id.to_owned();
            }
            for (at, deal) in deals.iter_mut().enumerate() {
                deal.id = format!("D{at}");
            }
            CaseFacts { partners, deals, activities, rates, ..CaseFacts::default() }
        },
    )
}

/// A window: whole quarters or not, inside the facts or beyond.
pub fn window() -> impl Strategy<Value = (NaiveDate, NaiveDate)> {
    let first = first_day();
    (0..13_u32, 0..31_u64, 1..12_u32).prop_map(move |(start, day, length)| {
        let from = first + Months::new(start) + Days::new(day);
        (from, from + Months::new(length))
    })
}

/// The year a day lies in, for dates of incentives near the facts.
pub fn near(months: u32, days: u64) -> NaiveDate {
    let first = first_day();
    let day = first + Months::new(months) + Days::new(days);
    if day.year() > 2026 { first } else { day }
}
