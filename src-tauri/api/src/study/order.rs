//! Stacking order in words and rows.

use tierwright_program::words::count;
use tierwright_study::Base;

use super::report::{amount, bars, incentive, name, report, row, table};
use crate::{
    wire::{
        Failure, StudyReport,
        StudyUnit::{Money, Text},
    },
    words::money,
};

/// The seed where none is given.
const SEED: u64 = 7;

/// Answers what the order of the rules does.
pub(super) fn order(base: &Base, seed: Option<u32>) -> Result<StudyReport, Failure> {
    let found = tierwright_study::order(base, seed.map_or(SEED, u64::from))?;
    let least = found.orders.first().map_or(found.now, |one| one.total);
    let most = found.orders.last().map_or(found.now, |one| one.total);
    let finding = match (found.rules.is_empty(), least == most) {
        (true, _) => "No incentive of this program depends on the order of others.".to_owned(),
        (false, true) => format!(
            "The bill is {} in every order; {} more in one than in another.",
            money(base.money(most)),
            match found.partners.len() {
                1 => "1 partner gets".to_owned(),
                many => format!("{} get", count(many as u64, "partner")),
            }
        ),
        (false, false) => format!(
            "The order of the incentives moves the bill between {} and {}.",
            money(base.money(least)),
            money(base.money(most))
        ),
    };
    let words = |rules: &[usize]| {
        rules.iter().map(|at| incentive(base, *at)).collect::<Vec<_>>().join(", then ")
    };
    let picture = match found.orders.as_slice() {
        [] => None,
        orders => {
            let ends = [("Least", least), ("Paid now", found.now), ("Most", most)];
            let ends = ends.map(|(name, units)| (name.to_owned(), units));
            let of = format!("The bill over {}", count(orders.len() as u64, "order"));
            Some(bars(base, &of, ends, 1))
        }
    };
    let orders = found.orders.iter().map(|one| row([words(&one.rules), amount(base, one.total)]));
    let partners = found.partners.iter().map(|(partner, least, most)| {
        row([name(base, *partner), amount(base, *least), amount(base, *most)])
            .of_partner(base, *partner)
    });
    let mut report = report("order", "Stacking order", found.method, base)
        .found(finding)
        .figure("Paid now", amount(base, found.now), Money)
        .figure("Least over orders", amount(base, least), Money)
        .figure("Most over orders", amount(base, most), Money)
        .pictured(picture)
        .table(
            table("orders", "Orders tried", "", &[("Order", Text), ("Bill", Money)]).rows(orders),
        )
        .table(
            table(
                "partners",
                "Who depends on the order",
                "",
                &[("Partner", Text), ("Least", Money), ("Most", Money)],
            )
            .rows(partners),
        );
    if let Some(seed) = found.seed {
        report = report.drawn_from(seed);
    }
    Ok(report)
}
