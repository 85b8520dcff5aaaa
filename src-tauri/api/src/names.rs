//! Ids and names of new members of a list, and what places are called.

use serde_json::{Value, json};
use tierwright_program::{Money, Quantity, Rate, place, words};

/// A member whose id and name no other member of its list has. An empty id is made from the name.
pub(crate) fn made_own(mut value: Value, others: &[Value]) -> Value {
    let taken = |key: &str| -> Vec<String> {
        let of = others.iter().filter_map(|other| other.get(key)?.as_str());
        of.map(str::to_owned).collect()
    };
    if let Some(name) = text(&value, "name") {
        value["name"] = json!(free(&name, &taken("name"), " "));
    }
    if let Some(id) = text(&value, "id") {
        let id = if id.is_empty() { slug(&text(&value, "name").unwrap_or_default()) } else { id };
        value["id"] = json!(free(&id, &taken("id"), "_"));
    }
    value
}

/// A copy, called so.
pub(crate) fn copied(mut value: Value) -> Value {
    if let Some(name) = text(&value, "name") {
        value["name"] = json!(format!("Copy of {name}"));
    }
    value
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

/// The text itself, or with the first number that makes it differ from all that are taken.
fn free(text: &str, taken: &[String], between: &str) -> String {
    let numbered = (2..).map(|number| format!("{text}{between}{number}"));
    let mut all = std::iter::once(text.to_owned()).chain(numbered);
    all.find(|one| !taken.contains(one)).unwrap_or_default()
}

/// A name as an id: `Gold plus` is `gold_plus`.
fn slug(name: &str) -> String {
    let letter = |letter: char| if letter.is_alphanumeric() { letter } else { '_' };
    let lower = name.trim().to_lowercase();
    let slug: String = lower.chars().map(letter).collect();
    if slug.is_empty() { "new".to_owned() } else { slug }
}

/// Keys of a place that only hold what is meant.
const SILENT: [&str; 12] = [
    "tracks",
    "incentives",
    "levels",
    "schedule",
    "requirement",
    "all",
    "any",
    "of",
    "reaches",
    "funds",
    "attribution",
    "benefits",
];

/// What a place is called, by the names people gave: `Volume rebate, band 2, Silver rate`.
pub(crate) fn place_words(tree: &Value, place: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let (mut at, mut walked, mut list) = (Some(tree), String::new(), "");
    for key in place.split('/').skip(1) {
        let (inside, schedule) = (at, walked.clone());
        at = at.and_then(|at| place::at(at, &format!("/{key}")));
        walked = format!("{walked}/{key}");
        let in_list = inside.is_some_and(Value::is_array);
        let name = at.and_then(|at| at.get("name")?.as_str()).filter(|name| !name.is_empty());
        match (in_list, name) {
            (true, Some(name)) => parts.push(name.to_owned()),
            (true, None) if list == "rates" || list == "amounts" => {
                let column = column_name(tree, &schedule, key);
                let what = singular(list);
                parts.push(column.map_or(what.clone(), |column| format!("{column} {what}")));
            }
            (true, None) => parts.push(numbered(list, key, at)),
            (false, _) if SILENT.contains(&key) || is_list_of_columns(at, key) => {}
            (false, _) => parts.push(key.replace('_', " ")),
        }
        list = key;
    }
    match parts.is_empty() {
        true => "Program".to_owned(),
        false => capital(&parts.join(", ")),
    }
}

/// Lists whose members are named by themselves.
fn is_list_of_columns(at: Option<&Value>, key: &str) -> bool {
    at.is_some_and(Value::is_array) && ["bands", "limits", "rates", "amounts"].contains(&key)
}

/// A member without a name: what a requirement measures, or its number in the list.
fn numbered(list: &str, key: &str, at: Option<&Value>) -> String {
    let measure = at.and_then(|at| at.get("reaches")?.get("measure")?.as_object()?.keys().next());
    if let Some(measure) = measure {
        return measure.replace('_', " ");
    }
    match key.parse::<usize>() {
        Ok(position) => format!("{} {}", singular(list), position + 1),
        Err(_) => words::said(key),
    }
}

/// What the column of a rate is called: the level, role or value that picks it.
fn column_name(tree: &Value, rates: &str, position: &str) -> Option<String> {
    let (bands, _) = rates.rsplit_once("/bands/")?;
    let columns = place::at(tree, bands)?.get("columns")?.as_object()?.values().next()?;
    let names = columns.get("levels").or_else(|| columns.get("values")).unwrap_or(columns);
    let name = names.as_array()?.get(position.parse::<usize>().ok()?)?.as_str()?;
    Some(level_name(tree, columns, name).unwrap_or_else(|| name.to_owned()))
}

fn level_name(tree: &Value, columns: &Value, level: &str) -> Option<String> {
    let track = columns.get("track")?.as_str()?;
    let found = place::at(tree, &format!("/tracks/{track}/levels/{level}"))?;
    found.get("name")?.as_str().map(str::to_owned)
}

fn singular(list: &str) -> String {
    let words = list.replace('_', " ");
    match words.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => words.strip_suffix('s').unwrap_or(&words).to_owned(),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}

/// Whether the number at a place is a part of something, shown as a percentage.
pub(crate) fn is_rate(place: &str) -> bool {
    let parts = ["rates", "rate", "share", "later"];
    place.rsplit('/').take(2).any(|key| parts.contains(&key))
}

/// A value in words: an amount, a percentage at the place of a rate, a choice, or `something else`.
pub(crate) fn value_words(place: &str, value: &Value) -> String {
    let is_rate = is_rate(place);
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => {
            let money = || text.parse::<Money>().ok().map(words::money);
            let rate = || text.parse::<Rate>().ok().filter(|_| is_rate).map(words::percent);
            let quantity = || text.parse::<Quantity>().ok().map(words::quantity);
            let words = || words::said(&text.replace('_', " "));
            money().or_else(rate).or_else(quantity).unwrap_or_else(words)
        }
        Value::Object(members) if members.len() == 1 => {
            members.keys().next().map_or_else(String::new, |key| key.replace('_', " "))
        }
        Value::Array(items) if items.iter().all(Value::is_string) && !items.is_empty() => {
            let texts: Vec<String> =
                items.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            words::said_list(&texts, "and")
        }
        Value::Object(_) | Value::Array(_) => "something else".to_owned(),
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_members_have_ids_and_names_of_their_own() {
        let others =
            [json!({"id": "gold", "name": "Gold"}), json!({"id": "gold_2", "name": "Gold 2"})];
        let made = |value| made_own(value, &others);
        assert_eq!(
            made(json!({"id": "gold", "name": "Gold"})),
            json!({"id": "gold_3", "name": "Gold 3"})
        );
        assert_eq!(
            made(json!({"id": "", "name": "Gold plus"})),
            json!({"id": "gold_plus", "name": "Gold plus"})
        );
        assert_eq!(made(json!({"from": "0"})), json!({"from": "0"}));
        let copy = made(copied(json!({"id": "gold", "name": "Gold"})));
        assert_eq!(copy, json!({"id": "gold_3", "name": "Copy of Gold"}));
    }

    #[test]
    fn values_read_as_what_they_are() {
        for (place, value, expected) in [
            ("/incentives/a/schedule/bands/0/rates/1", json!("0.045"), "4.5%"),
            ("/incentives/a/limits/0/at_most", json!("60000.00 USD"), "60,000 USD"),
            ("/tracks/a/review", json!("half_month"), "half month"),
            ("/incentives/a/schedule/method", json!({"per_block": "5"}), "per block"),
            ("/incentives/a/gate", Value::Null, "nothing"),
            ("/incentives/a/roles", json!(["sourced", "resold"]), "sourced and resold"),
        ] {
            assert_eq!(value_words(place, &value), expected, "{place}");
        }
    }
}
