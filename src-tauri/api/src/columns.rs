//! Columns of rates: one more or less in every band, also where a level comes or goes.

use serde_json::{Value, json};
use tierwright_program::{Program, change::value_at};

use crate::{
    edit::set,
    wire::{Change, Failure},
};

/// The changes that give every band of a schedule a column more, filled like the last one.
pub(crate) fn added(program: &Program, schedule: &str, name: &str) -> Result<Vec<Change>, Failure> {
    let found = Table::at(program, schedule)?;
    if found.names.iter().any(|own| own == name) {
        return Err(Failure::wrong_use(
            "column_there_already",
            format!("There is a column \"{name}\" already."),
            "Give the new column the name of another level, role or value.",
        ));
    }
    Ok(found.with(found.names.len(), name))
}

/// The changes that take a column from every band of a schedule.
pub(crate) fn removed(
    program: &Program,
    schedule: &str,
    name: &str,
) -> Result<Vec<Change>, Failure> {
    let found = Table::at(program, schedule)?;
    match found.names.iter().position(|own| own == name) {
        Some(at) if found.names.len() > 1 => Ok(found.without(at)),
        Some(_) => Err(Failure::wrong_use(
            "last_column",
            "A table with columns keeps at least one.".to_owned(),
            "Take the columns out altogether where one rate holds for everybody.",
        )),
        None => Err(Failure::wrong_use(
            "no_such_column",
            format!("There is no column \"{name}\"."),
            "Look at the schedule for the column that was meant.",
        )),
    }
}

/// The columns of a new level, filled like those of the level below it, in every schedule that has
/// a column for each level of its track.
pub(crate) fn with_level(
    program: &Program,
    list: &str,
    at: usize,
    levels: &[Value],
    level: &Value,
) -> Vec<Change> {
    let (Some(track), Some(id)) = (track_of(list), level.get("id").and_then(Value::as_str)) else {
        return Vec::new();
    };
    let below = levels.get(at.saturating_sub(1)).and_then(|level| level.get("id")?.as_str());
    let tables = Table::by_level(program, track).into_iter();
    tables
        .flat_map(|table| {
            let below = below.and_then(|id| table.names.iter().position(|name| name == id));
            let at = if at == 0 { 0 } else { below.map_or(table.names.len(), |below| below + 1) };
            table.with(at, id)
        })
        .collect()
}

/// Takes the columns of a level out of every schedule that has one for it.
pub(crate) fn without_level(program: &Program, list: &str, level: &Value) -> Vec<Change> {
    let (Some(track), Some(id)) = (track_of(list), level.get("id").and_then(Value::as_str)) else {
        return Vec::new();
    };
    let tables = Table::by_level(program, track).into_iter();
    let without = |table: Table| {
        let at = table.names.iter().position(|name| name == id)?;
        Some(table.without(at))
    };
    tables.filter_map(without).flatten().collect()
}

fn track_of(list: &str) -> Option<&str> {
    list.strip_prefix("/tracks/")?.strip_suffix("/levels").filter(|track| !track.contains('/'))
}

/// A schedule with columns.
struct Table {
    schedule: String,
    /// The place of the names of its columns.
    at: String,
    names: Vec<String>,
    bands: Vec<Value>,
}

impl Table {
    fn at(program: &Program, schedule: &str) -> Result<Self, Failure> {
        let none = || {
            Failure::wrong_use(
                "no_columns",
                format!("At {schedule} there is no table with columns."),
                "Say first what picks the column: the level, the role or what was sold.",
            )
        };
        let found = value_at(program, schedule).ok_or_else(none)?;
        Self::of(&found, schedule).ok_or_else(none)
    }

    fn of(found: &Value, schedule: &str) -> Option<Self> {
        let (kind, columns) = found.get("columns")?.as_object()?.iter().next()?;
        let key = match kind.as_str() {
            "level" => "/levels",
            "field" => "/values",
            _ => "",
        };
        let names = columns.get(key.trim_start_matches('/')).unwrap_or(columns).as_array()?;
        Some(Self {
            schedule: schedule.to_owned(),
            at: format!("{schedule}/columns/{kind}{key}"),
            names: names.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            bands: found.get("bands")?.as_array()?.clone(),
        })
    }

    /// Every schedule with a column for each level of a track.
    fn by_level(program: &Program, track: &str) -> Vec<Self> {
        let of = |incentive: &tierwright_program::Incentive| {
            let first = format!("/incentives/{}/schedule", incentive.id);
            let later = (0..incentive.later_schedules.len())
                .map(|at| format!("/incentives/{}/later_schedules/{at}/schedule", incentive.id));
            std::iter::once(first).chain(later).collect::<Vec<_>>()
        };
        let places = program.incentives.iter().flat_map(of);
        let by_level = |place: String| {
            let found = value_at(program, &place)?;
            let own = found.pointer("/columns/level/track").and_then(Value::as_str) == Some(track);
            if own { Self::of(&found, &place) } else { None }
        };
        places.filter_map(by_level).collect()
    }

    /// With a column at a position, filled like its neighbour.
    fn with(&self, at: usize, name: &str) -> Vec<Change> {
        let mut names = self.names.clone();
        names.insert(at.min(names.len()), name.to_owned());
        self.changed(&names, |cells| {
            let like = cells.get(at.saturating_sub(1)).or(cells.last()).cloned();
            if let Some(like) = like {
                cells.insert(at.min(cells.len()), like);
            }
        })
    }

    fn without(&self, at: usize) -> Vec<Change> {
        let mut names = self.names.clone();
        names.remove(at);
        self.changed(&names, |cells| {
            if at < cells.len() {
                cells.remove(at);
            }
        })
    }

    fn changed(&self, names: &[String], cells: impl Fn(&mut Vec<Value>)) -> Vec<Change> {
        let mut bands = self.bands.clone();
        for band in &mut bands {
            for key in ["rates", "amounts"] {
                if let Some(list) = band.get_mut(key).and_then(Value::as_array_mut) {
                    cells(list);
                }
            }
        }
        vec![set(&self.at, json!(names)), set(&format!("{}/bands", self.schedule), json!(bands))]
    }
}
