//! Whether payout lines fit the program and the replay they are said to come from.

use std::cmp::Ordering;

use chrono::NaiveDate;
use tierwright_program::{Program, Span, State};

use crate::{Line, content::settled_periods, payouts::OddRow};

/// The row of the first payout line.
const FIRST_ROW: u64 = 2;

/// Checks lines one by one, and each against the line before it.
pub(super) fn check_lines(
    lines: &[Line],
    program: &Program,
    quarters: &[Span],
) -> Result<(), OddRow> {
    let of = |incentive| settled_periods(program, quarters, incentive);
    let settled: Vec<Vec<Span>> = program.incentives.iter().map(of).collect();
    let mut before: Option<(&Line, Place)> = None;
    for (row, line) in (FIRST_ROW..).zip(lines) {
        let odd = |reason: String| OddRow { row, reason };
        let place = place_of(line, program, &settled).map_err(odd)?;
        check_line(line, program, place).map_err(odd)?;
        if let Some((earlier, earlier_place)) = before {
            check_order((earlier, earlier_place), (line, place)).map_err(odd)?;
        }
        before = Some((line, place));
    }
    Ok(())
}

/// Where a line stands, apart from its partner.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// The last day of what it is for.
    until: NaiveDate,
    incentive: usize,
    /// Position among the accounts of the incentive; none where it is not one of them.
    account: Option<usize>,
}

/// `settled` are the periods that each incentive is settled for.
fn place_of(line: &Line, program: &Program, settled: &[Vec<Span>]) -> Result<Place, String> {
    let incentive = program.incentives.iter().position(|one| one.id == line.incentive_id);
    let incentive = incentive.ok_or_else(|| {
        format!("is for incentive \"{}\", which the program does not have", line.incentive_id)
    })?;
    let is_its = |one: &Span| (one.from(), one.until()) == (line.from, line.until);
    if !settled[incentive].iter().any(is_its) {
        return Err("is for days that its incentive is not settled for in the replay".to_owned());
    }
    let accounts = program.incentives[incentive].pays_into.accounts();
    Ok(Place {
        until: line.until,
        incentive,
        account: accounts.iter().position(|one| one.account == line.account),
    })
}

/// What the program says of a line's incentive, against what the line says.
fn check_line(line: &Line, program: &Program, place: Place) -> Result<(), String> {
    let incentive = &program.incentives[place.incentive];
    let shadow = match incentive.state {
        State::Off => return Err(format!("is for incentive \"{}\", which is off", incentive.id)),
        State::On => false,
        State::Shadow => true,
    };
    if line.shadow != shadow {
        return Err("has another state than its incentive".to_owned());
    }
    if place.account.is_none() {
        return Err("goes into another account than its incentive".to_owned());
    }
    if line.payable != program.payment.payable(line.until) {
        return Err("is payable on another day than the program says".to_owned());
    }
    check_amount(line, program)?;
    check_levels(line, program)
}

fn check_amount(line: &Line, program: &Program) -> Result<(), String> {
    let currency = program.currency;
    if line.amount.currency() != currency {
        return Err(format!("is in {}, and the program is in {currency}", line.amount.currency()));
    }
    if line.amount.units() == 0 {
        return Err("has an amount of zero; such lines are left out".to_owned());
    }
    if line.amount.units() % currency.units_per_minor() != 0 {
        return Err(format!("has {}, which is not in whole minor units", line.amount));
    }
    Ok(())
}

fn check_levels(line: &Line, program: &Program) -> Result<(), String> {
    for (track, level) in program.tracks.iter().zip(&line.levels) {
        if let Some(id) = level
            && !track.levels.iter().any(|level| level.id == *id)
        {
            return Err(format!("has level \"{id}\", which track \"{}\" does not have", track.id));
        }
    }
    Ok(())
}

/// That a line stands after the one before it, and that both say the same of one partner.
fn check_order(before: (&Line, Place), now: (&Line, Place)) -> Result<(), String> {
    let ((earlier, earlier_place), (line, place)) = (before, now);
    match line.partner_id.cmp(&earlier.partner_id).then(place.cmp(&earlier_place)) {
        Ordering::Greater => {}
        Ordering::Equal => return Err("repeats the row before it".to_owned()),
        Ordering::Less => return Err("stands out of order".to_owned()),
    }
    if line.partner_id == earlier.partner_id {
        if line.partner_name != earlier.partner_name {
            return Err("has another name for the partner than the row before it".to_owned());
        }
        if place.until == earlier_place.until && line.levels != earlier.levels {
            return Err("has other levels for the partner than the row before it".to_owned());
        }
    }
    Ok(())
}
