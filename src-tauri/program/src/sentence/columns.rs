//! The columns of a schedule in words.

use super::{earning, filters};
use crate::{
    Incentive, Program, Track,
    incentive::{AtLevel, Columns, LevelColumns, TierAt},
    words,
};

/// What each column is for, as it follows a rate: `at Silver`, `in the role resold`.
pub fn labels(program: &Program, columns: &Columns) -> Vec<String> {
    match columns {
        Columns::Level(by) => level_names(program, &by.track, &by.levels)
            .into_iter()
            .map(|name| format!("at {name}"))
            .collect(),
        Columns::Role(roles) => roles
            .iter()
            .map(|role| filters::roles(std::slice::from_ref(role)).trim().to_owned())
            .collect(),
        Columns::Field(by) => {
            let label = |value: &String| format!("for {} {}", by.field.words(), words::said(value));
            by.values.iter().map(label).collect()
        }
    }
}

/// Where the column is read, and what earns nothing because it has none.
pub fn read(program: &Program, incentive: &Incentive, columns: &Columns) -> String {
    match columns {
        Columns::Level(by) => tier_read(program, incentive, by),
        Columns::Role(_) => {
            "Each role is paid at its own rate, and other roles earn nothing.".to_owned()
        }
        Columns::Field(by) => format!(
            "Each {0} is paid at its own rate, and any other {0} earns nothing.",
            by.field.words()
        ),
    }
}

/// The level that a partner must hold, and on which day.
pub fn at_level(program: &Program, incentive: &Incentive) -> Option<String> {
    let AtLevel { track, tier_at, levels } = incentive.at_level.as_ref()?;
    let names = match level_names(program, track, levels) {
        none if none.is_empty() => "no level at all".to_owned(),
        names => words::list(&names, "or"),
    };
    let others = if incentive.shares.is_some() { "; nobody else takes part in a deal" } else { "" };
    Some(format!(
        "It is only for partners at {names}, by the level of {} on {}{others}.",
        track_name(program, track),
        tier_day(program, incentive, *tier_at)
    ))
}

/// The names of levels of a track.
fn level_names(program: &Program, track: &str, ids: &[String]) -> Vec<String> {
    let levels = program.track(track).map_or(&[][..], |track| &track.levels);
    let name = |id: &String| {
        let level = levels.iter().find(|level| level.id == *id);
        level.map_or_else(|| words::said(id), |level| words::name_of(&level.name, &level.id))
    };
    ids.iter().map(name).collect()
}

/// Whose tier it is, on which day, and what levels without a column earn.
fn tier_read(program: &Program, incentive: &Incentive, columns: &LevelColumns) -> String {
    let track = program.track(&columns.track);
    let name = track_name(program, &columns.track);
    let day = match columns.tier_at {
        TierAt::Close if incentive.period.length().is_some() => {
            "the day each deal closes, for its part of the value".to_owned()
        }
        other => tier_day(program, incentive, other),
    };
    let read = format!("The level is that of {name} on {day}");
    let uncovered = track.map_or_else(Vec::new, |track| without_column(track, columns));
    if uncovered.is_empty() {
        return format!("{read}.");
    }
    format!("{read}; partners at {} earn nothing.", words::list(&uncovered, "or"))
}

/// The day whose level counts.
fn tier_day(program: &Program, incentive: &Incentive, at: TierAt) -> String {
    let period = earning::period_noun(program, incentive.period);
    match at {
        TierAt::PeriodStart => format!("the first day of the {period}"),
        TierAt::PeriodEnd => format!("the last day of the {period}"),
        TierAt::Close => "the day each deal closes".to_owned(),
    }
}

fn track_name(program: &Program, id: &str) -> String {
    let track = program.track(id);
    track.map_or_else(|| words::said(id), |track| words::name_of(&track.name, &track.id))
}

/// The names of the levels that have no column.
fn without_column(track: &Track, columns: &LevelColumns) -> Vec<String> {
    let levels = track.levels.iter().filter(|level| !columns.levels.contains(&level.id));
    levels.map(|level| words::name_of(&level.name, &level.id)).collect()
}
