//! Rows of tier history that count for nothing: of a track that the program does not have, or of
//! partners that are not on it.

use std::collections::{BTreeMap, BTreeSet};

use tierwright_engine::{Facts, Outcome};
use tierwright_program::{Severity, Track, words};

use super::{HistoryFinding, money};

pub fn history(outcome: &Outcome, found: &mut Vec<HistoryFinding>) {
    let (facts, tracks) = (outcome.facts(), &outcome.plan().program().tracks);
    let mut of_track: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (row, track) in facts.levels.tracks.iter().enumerate() {
        of_track.entry(track).or_default().push(row);
    }
    for (id, rows) in of_track {
        match tracks.iter().position(|track| track.id == id) {
            None => found.push(unknown(outcome, id, &rows)),
            Some(at) => found.extend(off_track(outcome, (at, &tracks[at]), rows)),
        }
    }
}

fn unknown(outcome: &Outcome, id: &str, rows: &[usize]) -> HistoryFinding {
    HistoryFinding {
        severity: Severity::Warning,
        code: "tier_history_of_no_track",
        place: "/tracks".to_owned(),
        sentence: format!(
            "The program has no track {}, so {} of tier history count for nothing{}.",
            words::said(id),
            words::count(rows.len() as u64, "row"),
            first_of(outcome.facts(), rows),
        ),
        hint: "Give a track this id, or correct the rows.",
        ..nobody(outcome, rows)
    }
}

fn off_track(
    outcome: &Outcome,
    (at, track): (usize, &Track),
    mut rows: Vec<usize>,
) -> Option<HistoryFinding> {
    let facts = outcome.facts();
    let last = outcome.quarters().last()?.until();
    rows.retain(|row| outcome.level_on(at, facts.levels.partners[*row], last).is_none());
    (!rows.is_empty()).then(|| HistoryFinding {
        severity: Severity::Note,
        code: "tier_history_off_track",
        place: format!("/tracks/{}/who", track.id),
        sentence: format!(
            "{} is not for the partners of {} of its tier history, which count for nothing{}.",
            words::name_of(&track.name, &track.id),
            words::count(rows.len() as u64, "row"),
            first_of(facts, &rows),
        ),
        hint: "Let the track be for them, or take the rows out.",
        ..nobody(outcome, &rows)
    })
}

/// A finding about the partners of some rows, and no money.
fn nobody(outcome: &Outcome, rows: &[usize]) -> HistoryFinding {
    let partners = rows.iter().map(|row| outcome.facts().levels.partners[*row]);
    HistoryFinding {
        severity: Severity::Note,
        code: "",
        place: String::new(),
        sentence: String::new(),
        hint: "",
        partners: partners.collect::<BTreeSet<_>>().len(),
        amount: money(outcome, 0),
        of: "",
    }
}

/// Where the first of some rows stands: `; the first is L1, row 4 of levels.csv`.
fn first_of(facts: &Facts, rows: &[usize]) -> String {
    let levels = &facts.levels;
    let first =
        rows.iter().min_by_key(|row| (levels.sources[**row].file, levels.sources[**row].row));
    let Some(first) = first else { return String::new() };
    let place = facts.place_of(levels.sources[*first]);
    format!("; the first is {}{place}", words::said(&levels.ids[*first]))
}
