//! Places: paths of keys that name one value of a program.
//!
//! A list whose members have an `id` is walked by it, any other list by position:
//! `/tracks/partner/levels/gold/requirement/all/0/reaches/at_least`.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

/// The key of each member of a list, given their ids: the id where it names the member alone,
/// else the position.
pub fn keys(ids: &[Option<&str>]) -> Vec<String> {
    let mut times: HashMap<&str, usize> = HashMap::with_capacity(ids.len());
    for id in ids.iter().flatten() {
        *times.entry(id).or_default() += 1;
    }
    let alone = |id: &&str| !id.is_empty() && !id.contains('/') && times.get(id) == Some(&1);
    let key = |(index, id): (usize, &Option<&str>)| {
        id.filter(alone).map_or_else(|| index.to_string(), str::to_owned)
    };
    ids.iter().enumerate().map(key).collect()
}

/// The key of each member of a JSON list.
pub fn keys_of(items: &[Value]) -> Vec<String> {
    let ids: Vec<_> = items.iter().map(|item| item.get("id").and_then(Value::as_str)).collect();
    keys(&ids)
}

/// The member of a JSON object or list that a key names.
pub fn member<'a>(value: &'a mut Value, key: &str) -> Option<&'a mut Value> {
    match value {
        Value::Object(members) => members.get_mut(key),
        Value::Array(items) => {
            let at = position(items, key)?;
            items.get_mut(at)
        }
        _ => None,
    }
}

/// The value at a place below a JSON value.
pub fn at<'a>(value: &'a Value, place: &str) -> Option<&'a Value> {
    let below = |value: &'a Value, key: &str| match value {
        Value::Array(items) => items.get(position(items, key)?),
        value => value.get(key),
    };
    match place.strip_prefix('/') {
        Some(keys) => keys.split('/').try_fold(value, below),
        None => place.is_empty().then_some(value),
    }
}

/// The position of the member of a JSON list that a key names.
pub fn position(items: &[Value], key: &str) -> Option<usize> {
    let by_id = items.iter().position(|item| item.get("id").is_some_and(|id| id == key));
    by_id.or_else(|| key.parse().ok().filter(|at| *at < items.len()))
}

/// The ids of a JSON list, where each names its member alone and none reads as a position; none for
/// any other list.
pub fn ids_of(items: &[Value]) -> Option<Vec<&str>> {
    let ids = items.iter().map(|item| item.get("id").and_then(Value::as_str));
    let ids = ids.collect::<Option<Vec<_>>>()?;
    let usable = |id: &&str| id.parse::<usize>().is_err() && !id.is_empty() && !id.contains('/');
    let alone = ids.iter().collect::<HashSet<_>>().len() == ids.len();
    (alone && ids.iter().all(usable)).then_some(ids)
}

/// A list with the members that `order` names, on the places they hold together, in that order;
/// none where either is not about ids.
pub fn reordered(items: &[Value], order: &Value) -> Option<Vec<Value>> {
    let order = order.as_array()?.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?;
    let ids = ids_of(items).filter(|ids| !ids.is_empty() && !order.is_empty())?;
    let mut from = order.iter().filter_map(|id| ids.iter().position(|own| own == id));
    let place = |(at, id): (usize, &&str)| {
        let named = order.contains(id);
        items.get(if named { from.next().unwrap_or(at) } else { at }).cloned()
    };
    ids.iter().enumerate().map(place).collect()
}
