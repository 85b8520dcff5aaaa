//! Money of deals as it counts: booked, billed or collected, with its tax or without.

use chrono::NaiveDate;
use tierwright_engine::rows::{SettlementKind, SettlementRow};
use tierwright_program::measure::{Counts, Tax, ValueBasis};

use crate::{
    days,
    exact::{self, Exact},
    world::{Returned, Sold, World},
};

/// What of a line counts, and on which days.
pub fn counted(world: &World<'_>, sold: &Sold<'_>, value: ValueBasis) -> Vec<(NaiveDate, Exact)> {
    let all = match settlements(world, sold, value.counts) {
        None => vec![(sold.closed, booked(world, sold, value.tax))],
        Some(rows) => rows
            .into_iter()
            .map(|row| {
                world.saw("money on a day of its own");
                (row.date.max(sold.closed), on_line(world, sold, row, value.tax))
            })
            .collect(),
    };
    let counts = |day: &NaiveDate| in_first_months(sold.closed, *day, value);
    all.into_iter().filter(|(day, _)| counts(day)).collect()
}

/// Whether a day lies in the first months of a deal, where only those count.
pub fn in_first_months(closed: NaiveDate, day: NaiveDate, value: ValueBasis) -> bool {
    value.first_months.is_none_or(|months| day < days::later(closed, months.into()))
}

/// What a return takes back: with tax as much of the value of its lines as of their amount.
pub fn taken_back(world: &World<'_>, back: &Returned<'_>, value: ValueBasis) -> Exact {
    if value.tax == Tax::LeftOut {
        return back.amount.clone();
    }
    let (mut worth, mut amount) = (exact::zero(), exact::zero());
    for sold in world.sold_of(&back.deal.id) {
        if back.line.is_none() || back.line == sold.line {
            worth += booked(world, sold, Tax::Included);
            amount += exact::money(sold.own);
        }
    }
    if amount == exact::zero() {
        return amount;
    }
    exact::to_four(&(worth * exact::money(back.own) / amount), world.program.rounding)
}

/// What a line was sold for.
fn booked(world: &World<'_>, sold: &Sold<'_>, tax: Tax) -> Exact {
    let own = sold.deal.tax.filter(|_| tax == Tax::Included);
    own.map_or_else(
        || sold.amount.clone(),
        |tax| {
            let part = part_of(world, sold, &exact::money(tax));
            &sold.amount + world.converted_at(part, tax.currency(), sold.closed)
        },
    )
}

/// What of an invoice or a collection lies on a line, in the program's currency.
fn on_line(world: &World<'_>, sold: &Sold<'_>, row: &SettlementRow, tax: Tax) -> Exact {
    let off = row.tax.filter(|_| tax == Tax::LeftOut).map_or_else(exact::zero, exact::money);
    let amount = exact::money(row.gross) - off;
    let amount = world.converted_at(amount, row.gross.currency(), row.date);
    if row.line.is_some() { amount } else { part_of(world, sold, &amount) }
}

/// The part of a line in an amount of its deal, in ten-thousandths, by the amounts of the lines.
fn part_of(world: &World<'_>, sold: &Sold<'_>, amount: &Exact) -> Exact {
    let mut lines: Vec<&Sold<'_>> = world.sold_of(&sold.deal.id).collect();
    lines.sort_by_key(|line| line.line);
    let mut weights: Vec<Exact> =
        lines.iter().map(|line| exact::not_below_zero(exact::money(line.own))).collect();
    if weights.iter().all(|weight| *weight == exact::zero()) {
        weights.fill(exact::whole(1));
    }
    let fine = exact::whole(10_000);
    let parts = exact::divided(&(amount * &fine), &weights);
    let at = lines.iter().position(|line| line.line == sold.line).expect("a line of its deal");
    &parts[at] / fine
}

/// The invoices or the collections that a line counts by; none where its deal has neither, or where
/// it counts as booked.
fn settlements<'w>(
    world: &'w World<'_>,
    sold: &Sold<'_>,
    counts: Counts,
) -> Option<Vec<&'w SettlementRow>> {
    let kind = match counts {
        Counts::Booked => return None,
        Counts::Billed => SettlementKind::Billed,
        Counts::Collected => SettlementKind::Collected,
    };
    let of_deal = || {
        let rows = world.rows.settlements.iter().filter(|row| row.deal == sold.deal.id);
        rows.filter(|row| row.kind != SettlementKind::Disbursed)
    };
    of_deal().next()?;
    let on = |row: &&SettlementRow| row.line.is_none() || row.line.as_deref() == sold.line;
    Some(of_deal().filter(|row| row.kind == kind).filter(on).collect())
}
