//! What the partners of each level get.

use std::collections::BTreeMap;

use tierwright_engine::Outcome;
use tierwright_program::Money;
use tierwright_study::Comparison;

use crate::{describe::whole, standing::Standing, wire::TierTotal};

/// Partners who stand somewhere, or on no track, and what they get.
#[derive(Clone, Copy, Default)]
struct Crowd {
    partners: usize,
    units: i64,
}

/// Every level and, where there are some, the partners on no track.
pub(crate) fn tiers(
    baseline: &Outcome,
    scenario: &Outcome,
    compared: &Comparison,
) -> Vec<TierTotal> {
    let mut now: BTreeMap<Option<Standing>, Crowd> = BTreeMap::new();
    let mut before: BTreeMap<Option<Standing>, usize> = BTreeMap::new();
    for row in &compared.partners {
        let crowd = now.entry(Standing::of(scenario, row.partner)).or_default();
        crowd.partners += 1;
        crowd.units += row.scenario.units();
        *before.entry(Standing::of(baseline, row.partner)).or_default() += 1;
    }
    let mut places: Vec<_> = Standing::all(scenario).into_iter().map(Some).collect();
    places.push(None);
    let tiers = places.into_iter().map(|place| {
        let crowd = now.get(&place).copied().unwrap_or_default();
        let held = same_place(place, scenario, baseline).and_then(|place| before.get(&place));
        tier(place, crowd, held.copied().unwrap_or_default(), scenario)
    });
    tiers.filter(|tier| !tier.id.is_empty() || tier.partners + tier.baseline_partners > 0).collect()
}

/// The place in the baseline's program that has the same ids; none where it has no such level.
fn same_place(
    place: Option<Standing>,
    scenario: &Outcome,
    baseline: &Outcome,
) -> Option<Option<Standing>> {
    let Some(place) = place else { return Some(None) };
    let ids = place.ids(scenario);
    Standing::all(baseline).into_iter().find(|other| other.ids(baseline) == ids).map(Some)
}

fn tier(place: Option<Standing>, crowd: Crowd, held: usize, outcome: &Outcome) -> TierTotal {
    let (track, id) = place.map(|place| place.ids(outcome)).unwrap_or_default();
    let currency = outcome.plan().program().currency;
    TierTotal {
        track,
        id,
        name: place.map_or_else(|| "On no track".to_owned(), |place| place.name(outcome)),
        partners: whole(crowd.partners),
        baseline_partners: whole(held),
        total: Money::from_units(crowd.units, currency).amount_text(),
    }
}
