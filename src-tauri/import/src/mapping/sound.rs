//! Whether a mapping contradicts itself, as far as that shows without its files.

use tierwright_engine::rows::{FundStep, SettlementKind, Stage};
use tierwright_program::Currency;

use super::{Cell, Mapping, ReadMappingError, TextFrom};
use crate::{
    closest,
    laid::ATTRIBUTES,
    quoted::Quoted,
    table::{FeedView, Table, feeds},
};

/// Refuses the first contradiction in a mapping.
pub(super) fn check(mapping: &Mapping) -> Result<(), ReadMappingError> {
    for role in mapping.files.keys() {
        if role.is_empty() || role.contains('.') {
            let reason = "a role has a name without a point, such as sales".to_owned();
            return Err(fault(format!("/files/{role}"), reason));
        }
    }
    feeds(mapping).iter().try_for_each(|feed| {
        check_roles(mapping, feed)?;
        check_key(feed)?;
        feed.cells.iter().try_for_each(|(column, cell)| check_cell(feed, column, cell))?;
        feed.own
            .iter()
            .try_for_each(|(name, cell)| check_cell(feed, &format!("{ATTRIBUTES}/{name}"), cell))
    })
}

fn fault(place: String, reason: String) -> ReadMappingError {
    ReadMappingError { place, reason }
}

/// Every role that a feed names stands in `files`, and only optional files can be absent.
fn check_roles(mapping: &Mapping, feed: &FeedView<'_>) -> Result<(), ReadMappingError> {
    let place = feed.place();
    known_role(mapping, feed.file, || format!("{place}/file"))?;
    if let Some(role) = feed.only_without {
        let place = || format!("{place}/only_without");
        known_role(mapping, role, place)?;
        if !mapping.files.get(role).is_some_and(|form| form.optional) {
            let reason =
                format!("the file \"{role}\" is always given; write \"optional\": true there");
            return Err(fault(place(), reason));
        }
    }
    for (index, join) in feed.join.iter().enumerate() {
        let place = || format!("{place}/join/{index}");
        known_role(mapping, &join.file, || format!("{}/file", place()))?;
        if join.on.is_empty() {
            return Err(fault(place(), "\"on\" names no column to compare".to_owned()));
        }
        if feed.join.iter().take(index).any(|before| before.file == join.file) {
            return Err(fault(place(), format!("the file \"{}\" is joined twice", join.file)));
        }
    }
    Ok(())
}

fn known_role(
    mapping: &Mapping,
    role: &str,
    place: impl Fn() -> String,
) -> Result<(), ReadMappingError> {
    if mapping.files.contains_key(role) {
        return Ok(());
    }
    let advice = closest::name(role, mapping.files.keys().map(String::as_str))
        .map_or_else(String::new, |near| format!("; did you mean \"{near}\"?"));
    Err(fault(place(), format!("\"files\" does not name \"{role}\"{advice}")))
}

/// Rows of one key make one fact, so what tells facts apart is read from the key alone.
fn check_key(feed: &FeedView<'_>) -> Result<(), ReadMappingError> {
    let identity = |column: &str| feed.table.identity().contains(&column);
    for (column, cell) in feed.cells.iter().filter(|(column, _)| identity(column)) {
        let stray = cell.names().iter().find(|name| !feed.one_per.contains(*name));
        if let (false, Some(stray)) = (feed.one_per.is_empty(), stray) {
            let place = format!("{}/columns/{column}", feed.place());
            let reason = format!(
                "it is read from \"{stray}\", which \"one_per\" does not name, so rows of one key would differ in it"
            );
            return Err(fault(place, reason));
        }
    }
    Ok(())
}

/// Sums stand where they can be made, and a text that is the same in every row is one we know.
fn check_cell(feed: &FeedView<'_>, column: &str, cell: &Cell) -> Result<(), ReadMappingError> {
    let place = || format!("{}/columns/{column}", feed.place());
    match &cell.from {
        _ if cell.is_sum() && feed.one_per.is_empty() => {
            Err(fault(place(), "a sum needs \"one_per\", to say over which rows".to_owned()))
        }
        _ if cell.is_sum() && !feed.table.summed().contains(&column) => Err(fault(
            place(),
            "only amounts and quantities of deals and lines can be summed".to_owned(),
        )),
        _ if cell.is_sum() && !cell.values.is_empty() => {
            Err(fault(place(), "a sum takes no \"values\"".to_owned()))
        }
        TextFrom::Text(text) if cell.values.is_empty() => {
            known_text(feed.table, column, text).map_err(|reason| fault(place(), reason))
        }
        _ => Ok(()),
    }
}

fn known_text(table: Table, column: &str, text: &str) -> Result<(), String> {
    match (table, column) {
        (Table::Deal, "stage") if Stage::from_text(text).is_none() => {
            Err(format!("\"{text}\" is not a stage; open, won or lost is expected"))
        }
        (Table::FundEvent, "step") if FundStep::from_text(text).is_none() => Err(format!(
            "\"{text}\" is not a step; requested, approved, claimed or paid is expected"
        )),
        (Table::Settlement, "kind") if SettlementKind::from_text(text).is_none() => Err(format!(
            "\"{text}\" is no kind of settlement; billed, collected or disbursed is expected"
        )),
        (Table::Rate, "quoted") if Quoted::from_text(text).is_none() => Err(format!(
            "\"{text}\" does not say which way; \"base per unit\" or \"units per base\" is expected"
        )),
        (_, "currency" | "base") => {
            text.parse::<Currency>().map(|_| ()).map_err(|error| error.to_string())
        }
        _ => Ok(()),
    }
}
