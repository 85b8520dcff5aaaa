//! Columns of rates and amounts: by tier, by role, or by what was sold.

use std::collections::HashSet;

use super::{Code, Findings, schedule::Of};
use crate::{
    Level, Track, Weight,
    filter::FieldOf,
    incentive::{Columns, LevelColumns, TierAt},
    words,
};

/// The columns of a schedule.
pub fn columns(of: &Of<'_>, found: &mut Findings) {
    let Some(columns) = &of.schedule.columns else { return };
    let (key, names) = match columns {
        Columns::Level(_) => ("level/levels", "tier"),
        Columns::Role(_) => ("role", "role"),
        Columns::Field(_) => ("field/values", "value"),
    };
    let place = of.below(&format!("columns/{key}"));
    if columns.count() == 0 {
        found.add(
            Code::ColumnsMissing,
            &place,
            format!("{} has rates by {names} and names no {names}.", of.at.name()),
            format!("Name each {names}, or use one rate for everyone."),
        );
    }
    once(columns.names(), &place, found);
    match columns {
        Columns::Level(by) => {
            let closed = by.tier_at == TierAt::Close;
            if closed && of.at.incentive.period.length().is_some() {
                parts_of_value(of, "level/tier_at", found);
            }
            levels(of, by, found);
        }
        Columns::Role(_) => {
            parts_of_value(of, "role", found);
            shares_by_role(of, found);
        }
        Columns::Field(by) if by.field.of() == FieldOf::Partner => {}
        Columns::Field(_) => parts_of_value(of, "field", found),
    }
}

fn once(names: &[String], place: &str, found: &mut Findings) {
    let mut seen = HashSet::new();
    for (index, name) in names.iter().enumerate() {
        if name.trim().is_empty() {
            super::texts::not_empty(name, &format!("{place}/{index}"), "name of a column", found);
        } else if !seen.insert(name) {
            found.add(
                Code::ColumnDuplicate,
                format!("{place}/{index}"),
                format!("{} has two columns of rates.", words::said(name)),
                "Keep one of them.",
            );
        }
    }
}

/// Parts of V can only take columns of their own where V is not a difference, and is what is paid on.
fn parts_of_value(of: &Of<'_>, key: &str, found: &mut Findings) {
    let incentive = of.at.incentive;
    let why = if incentive.earns_on.part.baseline().is_some() {
        "compares what was sold with a baseline"
    } else if !of.schedule.method.pays_on_value() {
        "pays amounts that what was sold does not multiply"
    } else if incentive.earns_on.measure.is_counted() {
        "counts what is not a sum of sales"
    } else {
        return;
    };
    found.add(
        Code::ColumnsNeedParts,
        of.below(&format!("columns/{key}")),
        format!("{} {why}, so its parts cannot have rates of their own.", of.at.name()),
        "Use columns by the tier of the period, or an incentive for each part.",
    );
}

/// A deal counts whole for a partner with two roles on it, so its value would stand in two columns.
fn shares_by_role(of: &Of<'_>, found: &mut Findings) {
    if of.at.incentive.earns_on.weight != Weight::DeclaredShare {
        found.add(
            Code::RoleColumnsNeedShares,
            of.below("columns/role"),
            format!(
                "{} counts whole deals, and one with two roles of a partner would count in two columns.",
                of.at.name()
            ),
            "Count declared shares, or use an incentive for each role.",
        );
    }
}

fn levels(of: &Of<'_>, columns: &LevelColumns, found: &mut Findings) {
    let place = of.below("columns/level");
    let Some(track) = of.at.program.track(&columns.track) else {
        found.add(
            Code::TrackUnknown,
            format!("{place}/track"),
            format!("There is no track with the id {}.", words::said(&columns.track)),
            "Choose one of the program's tracks.",
        );
        return;
    };
    levels_known(track, columns, &place, found);
    uncovered(of, track, columns, &of.below("columns"), found);
}

fn levels_known(track: &Track, columns: &LevelColumns, place: &str, found: &mut Findings) {
    let known: HashSet<&str> = track.levels.iter().map(|level| level.id.as_str()).collect();
    for (index, level) in columns.levels.iter().enumerate() {
        if !known.contains(level.as_str()) {
            found.add(
                Code::LevelUnknown,
                format!("{place}/levels/{index}"),
                format!(
                    "{} has no level with the id {}.",
                    words::name_of(&track.name, &track.id),
                    words::said(level)
                ),
                "Choose one of its levels.",
            );
        }
    }
}

/// Levels without a column: those below the lowest that earns are meant so more often than not.
fn uncovered(
    of: &Of<'_>,
    track: &Track,
    columns: &LevelColumns,
    place: &str,
    found: &mut Findings,
) {
    let covered: HashSet<&str> = columns.levels.iter().map(String::as_str).collect();
    let has_column = |level: &Level| covered.contains(level.id.as_str());
    let Some(lowest) = track.levels.iter().position(has_column) else { return };
    let (below, above) = track.levels.split_at(lowest);
    let without = |levels: &[Level]| -> Vec<String> {
        let levels = levels.iter().filter(|level| !has_column(level));
        levels.map(|level| words::name_of(&level.name, &level.id)).collect()
    };
    let excluded = without(below);
    if !excluded.is_empty() {
        let names = words::list(&excluded, "and");
        let sentence = format!("Partners at {names} earn nothing from {}.", of.at.name());
        found.add(Code::TierExcluded, place, sentence, "Add a column where they should earn.");
    }
    let gap = without(above);
    if !gap.is_empty() {
        let names = words::list(&gap, "and");
        let sentence = format!(
            "{} has no rate for {names}: partners there earn nothing, and lower ones do.",
            of.at.name()
        );
        found.add(Code::TierGap, place, sentence, format!("Add a column for {names}."));
    }
}
