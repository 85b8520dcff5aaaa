//! Random facts: few partners, many deals, amounts that meet thresholds and midpoints often.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta};
use tierwright_cases::{
    CaseActivity, CaseCredit, CaseDeal, CaseFacts, CaseLine, CasePaid, CasePartner, CaseRate,
    CaseRegistration, CaseReturn, CaseSettlement, CaseSettlementKind, CaseStage, CaseTouch,
};
use tierwright_program::{Currency, Money, Program, Quantity, Rate};

use crate::{dice::Dice, draw_compared};

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
/// The attribute `lead` of deals; some have none.
pub const LEADS: [&str; 3] = ["web", "event", ""];
/// The attribute `desk` of partners; some have none.
pub const DESKS: [&str; 3] = ["north", "south", ""];
/// What past payouts are called.
pub const LABEL: &str = "past";
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
/// Taxes on a deal, whatever its amount.
const TAXES: [&str; 4] = ["190", "19", "0.07", "333.3333"];
const QUANTITIES: [&str; 6] = ["1", "2", "0.5", "10", "3.33333333", "0.12345678"];
const SHARES: [&str; 7] = ["1", "0.5", "0.25", "0.3333", "0.33333333", "0.12505", "0"];
const QUOTES: [&str; 8] =
    ["1.25", "0.5", "1.1", "1.5", "0.33333333", "1.08765432", "0.8", "0.012345"];

fn units(dice: &mut Dice) -> i64 {
    match dice.below(15) {
        0..8 => units_of(dice.one(&ROUND)),
        8..11 => units_of(dice.one(&ROUND)) + dice.one(&BESIDE),
        11..13 => units_of(dice.one(&HALVES)),
        13 => dice.between(1, 90_000_000),
        _ => units_of(dice.one(&BELOW)),
    }
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

/// A day of the two years: one in four beside the edge of a month.
pub fn day(dice: &mut Dice) -> NaiveDate {
    let first = first_day();
    if dice.chance(75) {
        return first + Days::new(dice.below(731) as u64);
    }
    first + months(1 + dice.below(23)) - Days::new(dice.below(2) as u64)
}

fn months(count: usize) -> Months {
    Months::new(u32::try_from(count).expect("few months"))
}

fn line(dice: &mut Dice, at: usize, code: Currency) -> CaseLine {
    CaseLine {
        id: (at + 1).to_string(),
        family: dice.text(&FAMILIES),
        product: dice.text(&PRODUCTS),
        amount: Money::from_units(units(dice), code),
        quantity: Some(rate(dice.one(&QUANTITIES))),
        list_amount: None,
        cost: None,
    }
}

/// A return of all, half or some of a deal or of one line.
fn returned(dice: &mut Dice, deal: &CaseDeal) -> CaseReturn {
    // A few days before the close, too: histories have such rows.
    let days = match dice.below(19) {
        0..12 => dice.between(0, 59),
        12..18 => dice.between(60, 399),
        _ => dice.between(-40, -1),
    };
    let line = dice.maybe(50, |dice| dice.below(3)).and_then(|at| deal.lines.get(at));
    let of = line.map_or(deal.amount, |line| line.amount);
    let units = match dice.below(3) {
        0 => of.units().max(1),
        1 => (of.units() / 2).max(1),
        _ => units(dice).max(1),
    };
    CaseReturn {
        date: deal.closed + TimeDelta::days(days),
        amount: Money::from_units(units, of.currency()),
        line: line.map(|line| line.id.clone()),
        quantity: Some(rate(dice.one(&QUANTITIES))),
    }
}

fn credit(dice: &mut Dice) -> CaseCredit {
    CaseCredit {
        partner: dice.text(&PARTNERS),
        role: dice.text(&ROLES),
        share: dice.maybe(85, |dice| rate(dice.one(&SHARES))),
        evidence: dice.chance(75),
    }
}

fn deal(dice: &mut Dice, at: usize) -> CaseDeal {
    let code = currency(if dice.chance(85) { "USD" } else { dice.one(&CURRENCIES) });
    let own = Money::from_units(units(dice), code);
    let mut deal = CaseDeal::won(&format!("D{at}"), day(dice), own);
    if dice.chance(8) {
        deal.stage = dice.one(&[CaseStage::Lost, CaseStage::Open]);
    }
    deal.kind = dice.text(&DEAL_TYPES);
    deal.customer = dice.text(&CUSTOMERS);
    deal.region = dice.text(&REGIONS);
    deal.segment = dice.text(&SEGMENTS);
    deal.source = dice.text(&SOURCES);
    deal.attributes = attributes(dice, "lead", &LEADS);
    if dice.chance(50) {
        let count = 1 + dice.below(3);
        deal.lines = (0..count).map(|at| line(dice, at, code)).collect();
        // One time in ten the lines do not add up to their deal.
        if dice.chance(90) {
            let sum = deal.lines.iter().map(|line| line.amount.units()).sum();
            deal.amount = Money::from_units(sum, code);
        }
    }
    let most = if dice.chance(80) { 4 } else { 7 };
    deal.credits = dice.several(usize::from(most == 4), most, credit);
    if dice.chance(17) {
        let count = 1 + dice.below(2);
        deal.returns = (0..count).map(|_| returned(dice, &deal)).collect();
    }
    deal.touches = dice.several(0, 5, |dice| touch(dice, deal.closed));
    deal.registrations = dice.several(0, 3, |dice| registration(dice, deal.closed));
    if dice.chance(60) {
        let from = deal.closed + Days::new(dice.one(&[0, 0, 10]));
        deal.term_start = Some(from);
        deal.term_end = Some(from + months(dice.one(&[3, 6, 12])) - Days::new(1));
    }
    if dice.chance(10) {
        deal.cancelled_on = Some(deal.closed + Days::new(dice.below(300) as u64));
    }
    deal.tax = dice.maybe(40, |dice| Money::from_units(units_of(dice.one(&TAXES)), code));
    if dice.chance(45) {
        deal.settlements = dice.several(1, 3, |dice| settled(dice, &deal, code));
    }
    deal
}

fn touch(dice: &mut Dice, closed: NaiveDate) -> CaseTouch {
    let day = closed - TimeDelta::days(dice.one(&[0, 1, 7, 29, 30, 31, 60, 61, 90, 91, -1]));
    let hour = dice.one(&[0, 9, 23]);
    CaseTouch {
        id: None,
        partner: dice.maybe(85, |dice| dice.text(&PARTNERS)),
        at: day.and_hms_opt(hour, 0, 0).expect("a time"),
        kind: String::new(),
        milestones: dice
            .some(&["lead", "opportunity"], 0, 2)
            .into_iter()
            .map(str::to_owned)
            .collect(),
    }
}

fn registration(dice: &mut Dice, closed: NaiveDate) -> CaseRegistration {
    let registered_on = closed - TimeDelta::days(dice.between(30, 60));
    let approved = closed - TimeDelta::days(dice.one(&[-1, 0, 1, 30, 30, 31, 29]));
    let refused = dice.chance(10);
    CaseRegistration {
        id: None,
        partner: dice.text(&PARTNERS),
        role: String::new(),
        registered_on,
        approved_on: (!refused).then_some(approved),
        refused_on: refused.then_some(approved),
        protected_until: dice.maybe(20, |dice| closed + TimeDelta::days(dice.between(-1, 1))),
    }
}

/// An invoice, a collection or a disbursement, of a deal or one line of it; some come before the
/// close.
fn settled(dice: &mut Dice, deal: &CaseDeal, code: Currency) -> CaseSettlement {
    let kinds =
        [CaseSettlementKind::Disbursed, CaseSettlementKind::Collected, CaseSettlementKind::Billed];
    let gross = units_of(dice.one(&ROUND)) + dice.one(&BESIDE);
    let line = dice.maybe(30, |dice| dice.below(3)).and_then(|at| deal.lines.get(at));
    let date = deal.closed + TimeDelta::days(dice.between(-10, 120));
    CaseSettlement {
        id: None,
        line: line.map(|line| line.id.clone()),
        kind: dice.one(&kinds),
        date: date.max(first_day()),
        gross: Money::from_units(gross, code),
        fee: dice.maybe(80, |dice| Money::from_units(gross / dice.one(&[20, 33, 10]), code)),
        tax: dice.maybe(50, |dice| Money::from_units(gross / dice.one(&[6, 7, 11]), code)),
        net: None,
    }
}

/// An attribute, or none.
fn attributes(dice: &mut Dice, name: &str, values: &[&str]) -> BTreeMap<String, String> {
    let value = dice.text(values);
    let held = (!value.is_empty()).then(|| (name.to_owned(), value));
    held.into_iter().collect()
}

fn partner(dice: &mut Dice, id: &str) -> CasePartner {
    CasePartner {
        id: id.to_owned(),
        kind: dice.text(&PARTNER_TYPES),
        region: dice.text(&REGIONS),
        country: dice.text(&COUNTRIES),
        segment: dice.text(&SEGMENTS),
        joined: dice.maybe(80, day),
        group: dice.text(&["north", "", "south", "north"]),
        parent: PARTNERS
            .iter()
            .take_while(|one| **one != id)
            .last()
            .and_then(|above| dice.maybe(60, |_| (*above).to_owned())),
        attributes: attributes(dice, "desk", &DESKS),
        ..CasePartner::default()
    }
}

fn activity(dice: &mut Dice) -> CaseActivity {
    let first = NaiveDate::from_ymd_opt(2023, 7, 1).expect("a day");
    let date = first + Days::new(dice.below(900) as u64);
    // Whole months end on a month's last day, where reviews and periods end too.
    let valid_until = match dice.below(5) {
        0 | 1 => None,
        2 | 3 => {
            let first = date.with_day(1).expect("a day");
            Some(first + months(1 + dice.below(29)) - Days::new(1))
        }
        _ => Some(date + Days::new(dice.below(400) as u64)),
    };
    CaseActivity {
        partner: dice.text(&PARTNERS),
        kind: dice.text(&ACTIVITIES),
        date,
        valid_until: valid_until.map(|last| last.max(date)),
        person: dice.text(&["ann", "bob", ""]),
        ..CaseActivity::default()
    }
}

/// Quotes of every currency against one of them, and a second table that has others. What prices
/// the common currency is turned unless it is the program's own: a table has one base, as tables
/// have, and at most the program's own pair the other way round.
fn rates(dice: &mut Dice, program: Currency) -> Vec<CaseRate> {
    let centre = PROGRAM_CURRENCIES[dice.below(2)];
    let mut rows = Vec::new();
    for code in PROGRAM_CURRENCIES.into_iter().filter(|code| *code != centre) {
        let pair = (currency(code), currency(centre));
        rows.push(quoted(dice, Some("plan"), pair, program, 0));
        rows.push(quoted(dice, None, pair, program, 0));
        let mut later = dice.several(0, 3, |dice| 1 + dice.below(730));
        later.sort_unstable();
        later.dedup();
        rows.extend(later.into_iter().map(|day| quoted(dice, None, pair, program, day)));
    }
    rows
}

fn quoted(
    dice: &mut Dice,
    table: Option<&str>,
    (code, centre): (Currency, Currency),
    program: Currency,
    day: usize,
) -> CaseRate {
    let turned = dice.chance(50) && code == program;
    let (priced, base) = if turned { (centre, code) } else { (code, centre) };
    CaseRate {
        table: table.map(str::to_owned),
        currency: priced,
        base,
        date: first_day() + Days::new(day as u64),
        rate: rate(dice.one(&QUOTES)),
        units_per_base: dice.chance(50),
    }
}

/// Makes some deals of one amount out of the program's own thresholds, or beside them.
fn aim(dice: &mut Dice, deals: &mut [CaseDeal], program: &Program) {
    for deal in deals {
        let incentive = dice.one(&program.incentives);
        let band = dice.one(&incentive.schedule.bands);
        let beside = dice.one(&BESIDE);
        let Quantity::Money(from) = band.from else { continue };
        if dice.chance(35) && from.units() > 0 {
            deal.amount = Money::from_units(from.units() + beside, program.currency);
            deal.tax = None;
            deal.lines.clear();
            deal.returns.clear();
            deal.settlements.clear();
        }
    }
}

/// Facts of two years for a program.
pub fn facts(dice: &mut Dice, program: &Program) -> CaseFacts {
    let count = 20 + dice.below(30);
    let mut deals: Vec<CaseDeal> = (0..count).map(|at| deal(dice, at)).collect();
    aim(dice, &mut deals, program);
    CaseFacts {
        partners: PARTNERS.into_iter().map(|id| partner(dice, id)).collect(),
        deals,
        activities: dice.several(0, 24, activity),
        rates: rates(dice, program.currency),
        targets: draw_compared::rows(dice, program.currency),
        paid: past_payouts(dice, program.currency),
        ..CaseFacts::default()
    }
}

/// Past payouts of months, some under another label.
fn past_payouts(dice: &mut Dice, program: Currency) -> Vec<CasePaid> {
    dice.several(0, 12, |dice| {
        let from = first_day() + months(dice.below(24));
        CasePaid {
            id: None,
            partner: dice.text(&PARTNERS),
            from,
            until: from + months(1) - Days::new(1),
            label: dice.weighted(&[(5, LABEL), (1, "other")]).to_owned(),
            amount: Money::from_units(units_of(dice.one(&["1", "10", "25", "100"])), program),
        }
    })
}

/// A window: whole quarters or not, inside the facts or beyond.
pub fn window(dice: &mut Dice) -> (NaiveDate, NaiveDate) {
    let from = first_day() + months(dice.below(13)) + Days::new(dice.below(31) as u64);
    (from, from + months(1 + dice.below(11)))
}

/// A day near the facts, for dates of a program.
pub fn near(dice: &mut Dice, most_months: usize) -> NaiveDate {
    let day = first_day() + months(dice.below(most_months)) + Days::new(dice.below(28) as u64);
    if day.year() > 2026 { first_day() } else { day }
}
