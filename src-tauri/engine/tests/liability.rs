//! The liability of every case: cells are the sum of their lines, periods follow on each other, and
//! what was accrued is what the payout lines come to.

mod support;

use std::collections::BTreeMap;

use tierwright_engine::{
    Outcome, Selection,
    fund::Funds,
    ledger::Event,
    liability::{Liability, LiabilitySource, Movement},
};
use tierwright_program::{Currency, Span, incentive::Account};

const ROLLED: [(Movement, i128); 5] = [
    (Movement::Accrued, 1),
    (Movement::Paid, -1),
    (Movement::Expired, -1),
    (Movement::ClawedBack, -1),
    (Movement::ExchangeDifference, 1),
];

#[test]
fn the_liability_of_every_case_ties_to_its_payout_lines() {
    let (mut cases, mut moved, mut without_rate) = (0, BTreeMap::new(), Vec::new());
    for (name, case) in support::cases() {
        let outcome = case.outcome().unwrap();
        let liability = match outcome.liability() {
            Ok(liability) => liability,
            Err(failure) if failure.code == "rate_missing" => {
                without_rate.push(name);
                continue;
            }
            Err(failure) => panic!("{name}: {failure}"),
        };
        cases += 1;
        adds_up(&name, &outcome, &liability);
        ties_to_lines(&name, &outcome, &liability);
        ends_with_what_is_left(&name, &outcome, &liability);
        for line in liability.cells.iter().flat_map(|cell| &cell.lines) {
            *moved.entry(line.movement).or_insert(0) += 1;
        }
    }
    assert!(cases > 200, "{cases} cases");
    assert!(without_rate.len() < 3, "{without_rate:?} have no rate at the end of a period");
    for movement in Movement::ALL {
        assert!(moved.contains_key(&movement), "no case has an amount that is {movement:?}");
    }
}

/// Each cell is what its lines say, and opens with what the one before it closed with.
fn adds_up(name: &str, outcome: &Outcome, liability: &Liability) {
    let mut closed: BTreeMap<Currency, i64> = BTreeMap::new();
    let mut before: Option<Span> = None;
    for cell in &liability.cells {
        assert!(before.is_none_or(|span| span.from() <= cell.period.from()), "{name}");
        before = Some(cell.period);
        let opening = closed.insert(cell.currency, cell.closing.units()).unwrap_or(0);
        assert_eq!(cell.opening.units(), opening, "{name}: {}", cell.period.until());
        let change: i128 = ROLLED
            .iter()
            .map(|(movement, sign)| sign * i128::from(cell.sum(*movement).units()))
            .sum();
        let sum = i128::from(opening) + change;
        assert_eq!(sum, i128::from(cell.closing.units()), "{name}: {}", cell.period.until());
        if cell.currency == outcome.plan().program().currency {
            assert_eq!(cell.sum(Movement::ExchangeDifference).units(), 0, "{name}");
        }
        assert!(cell.lines.iter().all(|line| cell.period.contains(line.on)), "{name}");
    }
}

/// What payout lines accrued less what they took back is what the program pays, and each line of it
/// stands once.
fn ties_to_lines(name: &str, outcome: &Outcome, liability: &Liability) {
    let mut sum = 0;
    let mut of_lines = BTreeMap::new();
    for line in liability.cells.iter().flat_map(|cell| &cell.lines) {
        let LiabilitySource::Payout { incentive, settlement } = line.source else { continue };
        let units = line.in_program_currency.units();
        let signed = match line.movement {
            Movement::Accrued => units,
            Movement::ClawedBack => -units,
            _ => continue,
        };
        sum += signed;
        let key = (line.partner, incentive, settlement, line.account);
        assert!(of_lines.insert(key, signed).is_none(), "{name}: a line stands twice");
    }
    let as_of = outcome.plan().replay().as_of_day();
    if as_of.is_none() {
        assert_eq!(sum, outcome.total(Selection::default()).units(), "{name}");
    }
    let known = |span: Span| as_of.is_none_or(|day| span.until() <= day);
    let lines = outcome.lines().filter(|line| !line.shadow && line.amount.units() != 0);
    for line in lines.filter(|line| known(line.period)) {
        let key = (line.partner, line.incentive, line.settlement, line.account);
        assert_eq!(of_lines.remove(&key), Some(line.amount.units()), "{name}");
    }
    assert!(of_lines.is_empty(), "{name}: {of_lines:?}");
}

/// What is owed in the end is what accounts and funds have left: balances, what is held back, and
/// what no fund takes in.
fn ends_with_what_is_left(name: &str, outcome: &Outcome, liability: &Liability) {
    let program = outcome.plan().program();
    let foreign = liability.cells.iter().any(|cell| cell.currency != program.currency);
    let later = outcome.plan().replay().as_of_day().is_some();
    if foreign || later {
        return;
    }
    let (funds, mut left) = (Funds::new(outcome), 0);
    for partner in 0..outcome.facts().partners.len() {
        for account in [Account::Cash, Account::RestrictedFund, Account::Mdf] {
            let entries = outcome.ledger(partner, account).unwrap().entries;
            for entry in entries {
                let fed = |incentive: usize| {
                    let id = &program.incentives[incentive].id;
                    program.funds.iter().any(|fund| fund.incentives().contains(id))
                };
                left += match entry.what {
                    Event::Due { incentive, .. }
                    | Event::HeldBack { incentive, .. }
                    | Event::Cancelled { incentive, .. }
                        if account == Account::Mdf && fed(incentive) =>
                    {
                        0
                    }
                    Event::Due { .. }
                    | Event::HeldBack { .. }
                    | Event::Cancelled { .. }
                    | Event::Paid { .. } => entry.amount.units(),
                    _ => 0,
                };
            }
        }
    }
    for fund in (0..program.funds.len()).filter(|fund| !program.funds[*fund].is_shared()) {
        let ledgers = funds.ledgers(fund).unwrap();
        left += ledgers
            .iter()
            .filter_map(|one| one.entries.last())
            .map(|one| one.balance.units())
            .sum::<i64>();
    }
    let closing = liability.cells.last().map_or(0, |cell| cell.closing.units());
    assert_eq!(closing, left, "{name}");
}
