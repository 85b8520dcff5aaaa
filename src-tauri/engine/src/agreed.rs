//! Numbers agreed with partners: target rows of the facts, in the program's currency.

use tierwright_program::{Money, Quantity, baseline::AgreedTarget};

use crate::{
    Failure,
    baseline::Against,
    exchange::{self, no_rate_for},
};

/// The target rows of a name whose period lies whole in a period, added up in the unit of V, and
/// their positions in the facts.
///
/// # Errors
/// A row of another unit than V, two rows of the same days, an exchange rate that is missing, or a
/// sum that does not fit.
pub(crate) fn agreed(
    against: &Against<'_>,
    wanted: &AgreedTarget,
) -> Result<(i64, Vec<usize>), Failure> {
    let (facts, period) = (against.given.facts, against.period);
    let targets = &facts.targets;
    let (mut sum, mut rows) = (0_i64, Vec::new());
    for row in facts.partner_targets(against.partner) {
        let named = targets.names[row] == wanted.name
            && wanted.measure.as_ref().is_none_or(|measure| targets.measures[row] == *measure);
        let inside = period.from() <= targets.from[row] && targets.until[row] <= period.until();
        if named && inside {
            let shares_days = |other: &&usize| {
                targets.from[**other] <= targets.until[row]
                    && targets.from[row] <= targets.until[**other]
            };
            if let Some(other) = rows.iter().find(shares_days) {
                return Err(overlap(&targets.ids[*other], &targets.ids[row], &wanted.name));
            }
            let value = value(against, row)?;
            let too_large = || Failure::overflow(&format!("Target {}", targets.ids[row]));
            sum = sum.checked_add(value).ok_or_else(too_large)?;
            rows.push(row);
        }
    }
    Ok((sum, rows))
}

/// Two numbers for the same days: whether they are one of the other or both count, nobody said.
fn overlap(one: &str, other: &str, name: &str) -> Failure {
    Failure {
        code: "targets_overlap",
        sentence: format!(
            "Targets {one} and {other} are both named {name} and lie on some of the same days."
        ),
        hint: "Correct the targets in the data, or name in the program which measure is meant."
            .to_owned(),
    }
}

/// The number of a row in the unit of V; money in the program's currency by the rate of the last
/// day of the target's period, or of the last day that is known of.
fn value(against: &Against<'_>, row: usize) -> Result<i64, Failure> {
    let Against { given, money, known, .. } = *against;
    let (targets, program) = (&given.facts.targets, given.program);
    let id = &targets.ids[row];
    match targets.values[row] {
        Quantity::Number(number) if !money => Ok(number.units()),
        Quantity::Money(amount) if money => {
            let on = targets.until[row].min(known);
            let on = given.as_of.map_or(on, |as_of| on.min(as_of));
            let (table, to) = (&program.conversion.table, program.currency);
            let exchange = given.facts.rates.exchange(table, amount.currency(), to, on);
            let what = format!("target {id} needs");
            let exchange =
                exchange.ok_or_else(|| no_rate_for(program, amount.currency(), on, &what))?;
            let converted: Option<Money> =
                exchange::converted(&exchange, amount, to, program.rounding);
            let converted = converted.ok_or_else(|| Failure::overflow(&format!("Target {id}")))?;
            Ok(converted.units())
        }
        _ => Err(Failure {
            code: "target_unit",
            sentence: format!(
                "Target {id} is {}, and the program compares {} with it.",
                if money { "a plain number" } else { "an amount of money" },
                if money { "money" } else { "a number of units" },
            ),
            hint: "Correct the target in the data, or name one of the right unit in the program."
                .to_owned(),
        }),
    }
}
