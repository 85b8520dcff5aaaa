//! Attribution swap in words and rows.

use tierwright_study::{Base, Swap};

use super::report::{amount, bars, incentive, name, report, row, table};
use crate::{
    wire::{
        Failure, StudyColumn, StudyPicture, StudyReport, StudyTable,
        StudyUnit::{Money, Number, Text},
    },
    words::money,
};

/// Answers what each model of attribution pays.
pub(super) fn swap(base: &Base) -> Result<StudyReport, Failure> {
    let found = tierwright_study::swap(base)?;
    let most = found
        .models
        .iter()
        .flat_map(|model| {
            model.changes.iter().enumerate().map(move |(at, one)| (one.abs(), at, model))
        })
        .max_by_key(|(size, at, _)| (*size, std::cmp::Reverse(*at)));
    let finding = match most.filter(|(size, _, _)| *size > 0) {
        Some((_, partner, model)) => format!(
            "{} would get {} with \"{}\": the largest difference of any model and partner.",
            name(base, partner),
            signed(base, model.changes[partner]),
            model.name
        ),
        None if found.rules.is_empty() => {
            "No incentive that is on shares deals among partners.".to_owned()
        }
        None => "No model pays anybody otherwise than now.".to_owned(),
    };
    let rules: Vec<String> = found.rules.iter().map(|at| incentive(base, *at)).collect();
    Ok(report("swap", "Attribution swap", found.method, base)
        .found(finding)
        .figure("Paid now", amount(base, found.now), Money)
        .figure("Models paid", found.models.len().to_string(), Number)
        .figure("Incentives that share", rules.join(", "), Text)
        .pictured(Some(picture(base, &found)))
        .table(models(base, &found))
        .table(partners(base, &found)))
}

fn picture(base: &Base, found: &Swap) -> StudyPicture {
    let models = found.models.iter().map(|model| (model.name.clone(), gains(&model.changes)));
    bars(base, "What each model moves: what those who gain get more", models, usize::MAX)
}

/// What those who gain get more.
fn gains(changes: &[i64]) -> i64 {
    changes.iter().filter(|one| **one > 0).sum()
}

fn signed(base: &Base, units: i64) -> String {
    let way = if units < 0 { "less" } else { "more" };
    format!("{} {way}", money(base.money(units.abs())))
}

fn models(base: &Base, found: &Swap) -> StudyTable {
    let columns = [
        ("Model", Text),
        ("Bill", Money),
        ("Change", Money),
        ("Moves", Money),
        ("Get more", Number),
        ("Get less", Number),
    ];
    let rows = found.models.iter().map(|model| {
        let count = |way: fn(&i64) -> bool| model.changes.iter().filter(|one| way(one)).count();
        row([
            model.name.clone(),
            amount(base, model.total),
            amount(base, model.total - found.now),
            amount(base, gains(&model.changes)),
            count(|one| *one > 0).to_string(),
            count(|one| *one < 0).to_string(),
        ])
    });
    let note = "Moves is what those who gain get more.";
    table("models", "What each model pays", note, &columns).rows(rows)
}

fn partners(base: &Base, found: &Swap) -> StudyTable {
    let mut made = table(
        "partners",
        "What each partner gets more or less",
        "The largest differences first.",
        &[("Partner", Text)],
    );
    let column = |name: &String| StudyColumn { name: name.clone(), unit: Money };
    made.columns.extend(found.models.iter().map(|model| column(&model.name)));
    let size = |partner: usize| found.models.iter().map(|one| one.changes[partner].abs()).max();
    let mut concerned: Vec<usize> =
        (0..base.facts().partners.len()).filter(|one| size(*one) > Some(0)).collect();
    concerned.sort_by_key(|one| (std::cmp::Reverse(size(*one)), *one));
    made.rows(concerned.into_iter().map(|partner| {
        let changes = found.models.iter().map(|model| amount(base, model.changes[partner]));
        row(std::iter::once(name(base, partner)).chain(changes)).of_partner(base, partner)
    }))
}
