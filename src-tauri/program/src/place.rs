//! Places: paths of keys that name one value of a program.
//!
//! A list whose members have an `id` is walked by it, any other list by position:
//! `/tracks/partner/levels/gold/requirement/all/0/reaches/at_least`.

use std::collections::HashMap;

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
            let by_id = items.iter().position(|item| item.get("id").is_some_and(|id| id == key));
            items.get_mut(by_id.or_else(|| key.parse().ok())?)
        }
        _ => None,
    }
}
