//! How well the facts serve the program: which incentives ask for something that deals lack.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tierwright_engine::rows::{FactRows, Stage};
use tierwright_program::{
    Program,
    words::{self, count},
};

use crate::{
    context::Context,
    describe::whole,
    wire::{DataHealth, DataSnapshot, Failure, GetDataHealth, Lack},
};

/// Something that facts have or lack.
struct Need {
    /// Words in a program that ask for it.
    words: &'static [&'static str],
    /// What it is called.
    name: &'static str,
    /// How many of how many rows have it, and what those rows are.
    has: fn(&FactRows) -> (usize, usize, &'static str),
}

const NEEDS: &[Need] = &[
    Need {
        words: &["margin", "cost"],
        name: "cost",
        has: |rows| won(rows, |deal| deal.cost.is_some()),
    },
    Need {
        words: &["list_revenue"],
        name: "list amount",
        has: |rows| won(rows, |deal| deal.list_amount.is_some()),
    },
    Need {
        words: &["recurring"],
        name: "recurring amount",
        has: |rows| won(rows, |deal| deal.recurring.is_some()),
    },
    Need {
        words: &["declared_share"],
        name: "declared share",
        has: |rows| {
            let shared = rows.credits.iter().filter(|credit| credit.share.is_some()).count();
            (shared, rows.credits.len(), "credit")
        },
    },
    Need {
        words: &["customers", "new_customers", "customer", "first_months"],
        name: "customer",
        has: |rows| won(rows, |deal| !deal.customer.is_empty()),
    },
    Need {
        words: &["family", "product", "units"],
        name: "product lines",
        has: |rows| {
            let lined: std::collections::HashSet<&str> =
                rows.lines.iter().map(|line| line.deal.as_str()).collect();
            won(rows, |deal| lined.contains(deal.id.as_str()))
        },
    },
    Need {
        words: &["certifications", "activities"],
        name: "activities",
        has: |rows| any(rows.activities.len()),
    },
    Need {
        words: &["deal_type"],
        name: "deal type",
        has: |rows| won(rows, |deal| !deal.kind.is_empty()),
    },
    Need {
        words: &["deal_region"],
        name: "deal region",
        has: |rows| won(rows, |deal| !deal.region.is_empty()),
    },
    Need {
        words: &["deal_segment"],
        name: "deal segment",
        has: |rows| won(rows, |deal| !deal.segment.is_empty()),
    },
    Need {
        words: &["deal_source"],
        name: "deal source",
        has: |rows| won(rows, |deal| !deal.origin.is_empty()),
    },
    Need {
        words: &["partner_type"],
        name: "partner type",
        has: |rows| partners(rows, |partner| !partner.kind.is_empty()),
    },
    Need {
        words: &["partner_region"],
        name: "partner region",
        has: |rows| partners(rows, |partner| !partner.region.is_empty()),
    },
    Need {
        words: &["partner_country"],
        name: "partner country",
        has: |rows| partners(rows, |partner| !partner.country.is_empty()),
    },
    Need {
        words: &["partner_segment"],
        name: "partner segment",
        has: |rows| partners(rows, |partner| !partner.segment.is_empty()),
    },
    Need {
        words: &["evidence_on_file"],
        name: "evidence of credits",
        has: |rows| {
            let shown = rows.credits.iter().filter(|credit| credit.evidence).count();
            (shown, rows.credits.len(), "credit")
        },
    },
    Need {
        words: &["evidence_of"],
        name: "activities on deals",
        has: |rows| any(rows.activities.iter().filter(|one| one.deal.is_some()).count()),
    },
    Need {
        words: &["claims"],
        name: "MDF requests and claims",
        has: |rows| any(rows.fund_events.len()),
    },
    Need { words: &["score"], name: "scores", has: |rows| any(rows.scores.len()) },
    Need {
        words: &["registered", "registration"],
        name: "registrations",
        has: |rows| any(rows.registrations.len()),
    },
    Need {
        words: &["joined", "partner_joined"],
        name: "day of joining",
        has: |rows| {
            let known = rows.partners.iter().filter(|partner| partner.joined.is_some()).count();
            (known, rows.partners.len(), "partner")
        },
    },
    Need { words: &["target"], name: "targets", has: |rows| any(rows.targets.len()) },
    Need {
        words: &["touches", "first_touch", "last_touch"],
        name: "touches",
        has: |rows| any(rows.touches.len()),
    },
    Need {
        words: &["collected", "disbursed", "billed"],
        name: "settlements",
        has: |rows| any(rows.settlements.len()),
    },
];

fn won(
    rows: &FactRows,
    has: impl Fn(&tierwright_engine::rows::DealRow) -> bool,
) -> (usize, usize, &'static str) {
    let won = rows.deals.iter().filter(|deal| deal.stage == Stage::Won);
    let (mut having, mut all) = (0, 0);
    for deal in won {
        all += 1;
        having += usize::from(has(deal));
    }
    (having, all, "won deal")
}

fn partners(
    rows: &FactRows,
    has: impl Fn(&tierwright_engine::rows::PartnerRow) -> bool,
) -> (usize, usize, &'static str) {
    let having = rows.partners.iter().filter(|partner| has(partner)).count();
    (having, rows.partners.len(), "partner")
}

/// A table that is there or not.
const fn any(rows: usize) -> (usize, usize, &'static str) {
    (if rows > 0 { 1 } else { 0 }, 1, "")
}

/// Says what incentives and tiers ask for and facts lack, and which facts do not hold now.
pub(crate) fn health(context: &mut Context, _: &GetDataHealth) -> Result<DataHealth, Failure> {
    let (opened, _) = context.opened()?;
    let rows = opened.document.facts()?;
    let program = serde_json::to_value(&opened.program).unwrap_or_default();
    let mut lacks = Vec::new();
    if !rows.deals.is_empty() {
        for part in ["tracks", "incentives", "funds"] {
            for asking in program.get(part).and_then(Value::as_array).into_iter().flatten() {
                lacks.extend(lacks_of(asking, &rows));
            }
        }
    }
    lacks.extend(unknown_tracks(&opened.program, &rows));
    let days = rows.deals.iter().filter_map(|deal| deal.closed);
    let snapshots = opened.document.snapshots()?;
    Ok(DataHealth {
        from: days.clone().min().map(|day| day.to_string()),
        until: days.max().map(|day| day.to_string()),
        lacks,
        snapshots: snapshots
            .into_iter()
            .filter(|snapshot| snapshot.deals > 0)
            .map(|snapshot| DataSnapshot {
                label: snapshot.label,
                kept_at: snapshot.kept_at,
                deals: whole(snapshot.deals),
            })
            .collect(),
    })
}

/// Tiers held before on tracks or at levels that the program does not have: they count nowhere.
fn unknown_tracks(program: &Program, rows: &FactRows) -> Vec<Lack> {
    let mut unknown: BTreeMap<String, usize> = BTreeMap::new();
    for row in &rows.levels {
        let track = program.tracks.iter().find(|track| track.id == row.track);
        let what = match track {
            None => format!("track {}, which the program does not have", row.track),
            Some(track) if !track.levels.iter().any(|level| level.id == row.level) => {
                format!("level {} of {}, which that does not have", row.level, track.name)
            }
            Some(_) => continue,
        };
        *unknown.entry(what).or_default() += 1;
    }
    let lack = |(what, held): (String, usize)| Lack {
        name: "Tiers held before".to_owned(),
        sentence: format!(
            "{} of tiers held before {} {what}; nothing counts {}.",
            count(held as u64, "row"),
            if held == 1 { "names" } else { "name" },
            if held == 1 { "it" } else { "them" },
        ),
        rows: whole(held),
        of: whole(rows.levels.len()),
    };
    unknown.into_iter().map(lack).collect()
}

fn lacks_of(asking: &Value, rows: &FactRows) -> Vec<Lack> {
    let name = asking.get("name").and_then(Value::as_str).unwrap_or_default();
    let is_off = asking.get("state").and_then(Value::as_str) == Some("off");
    if is_off {
        return Vec::new();
    }
    let mut lacks = Vec::new();
    for need in NEEDS.iter().filter(|need| asks(asking, need.words)) {
        let (having, all, unit) = (need.has)(rows);
        if having == all {
            continue;
        }
        let missing = all - having;
        // In hundredths, cut: all of them are 100%, and one missing is never 0%.
        let percent = (missing * 100 / all).max(1);
        let lacking = match unit {
            "" => "there are none".to_owned(),
            unit => format!("{percent}% of {} have none", count(all as u64, unit)),
        };
        lacks.push(Lack {
            name: name.to_owned(),
            sentence: format!("{name} needs {}; {lacking}.", need.name),
            rows: whole(missing),
            of: whole(all),
        });
    }
    let unknown: Vec<String> = roles(asking)
        .into_iter()
        .filter(|role| !rows.credits.iter().any(|credit| credit.role == *role))
        .collect();
    if !unknown.is_empty() {
        let (roles, them) = if unknown.len() == 1 { ("role", "it") } else { ("roles", "them") };
        let named = words::said_list(&unknown, "and");
        lacks.push(Lack {
            name: name.to_owned(),
            sentence: format!("{name} counts the {roles} {named}; no credit has {them}."),
            rows: 0,
            of: whole(rows.credits.len()),
        });
    }
    for attribute in attributes(asking) {
        let partners = rows.partners.iter().map(|partner| &partner.attributes);
        let mut all = partners.chain(rows.deals.iter().map(|deal| &deal.attributes));
        if !all.any(|own| own.contains_key(&attribute)) {
            lacks.push(Lack {
                name: name.to_owned(),
                sentence: format!(
                    "{name} asks for the attribute {}; nothing has it.",
                    words::said(&attribute)
                ),
                rows: 0,
                of: whole(rows.deals.len()),
            });
        }
    }
    lacks
}

/// The attributes that are asked for anywhere in a part of a program, each once.
fn attributes(asking: &Value) -> BTreeSet<String> {
    let named = asking.pointer("/attribute/name").and_then(Value::as_str).map(str::to_owned);
    let inside: Vec<&Value> = match asking {
        Value::Array(values) => values.iter().collect(),
        Value::Object(fields) => fields.values().collect(),
        _ => Vec::new(),
    };
    inside.into_iter().flat_map(attributes).chain(named).collect()
}

/// Keys of texts that are the user's own; a word in there asks for nothing.
const NAMED: [&str; 10] =
    ["name", "description", "id", "track", "level", "levels", "role", "roles", "one_of", "values"];

/// Whether any of the words stands anywhere in a part of a program, as a key or a value.
fn asks(value: &Value, words: &[&str]) -> bool {
    match value {
        Value::String(text) => words.contains(&text.as_str()),
        Value::Array(values) => values.iter().any(|value| asks(value, words)),
        Value::Object(fields) => fields.iter().any(|(key, value)| {
            words.contains(&key.as_str())
                || !(NAMED.contains(&key.as_str()) && is_texts(value)) && asks(value, words)
        }),
        _ => false,
    }
}

fn is_texts(value: &Value) -> bool {
    value.is_string() || value.as_array().is_some_and(|all| all.iter().all(Value::is_string))
}

/// The roles whose credit counts for an incentive.
fn roles(asking: &Value) -> Vec<String> {
    let roles = asking.get("roles").and_then(Value::as_array).into_iter().flatten();
    roles.filter_map(Value::as_str).map(str::to_owned).collect()
}
