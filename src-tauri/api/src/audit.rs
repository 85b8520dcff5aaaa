//! The audit log: everything that was done with the document, edits that were undone included.

use tierwright_store::{Document, SignOffEvent, SignOffStep};

use crate::{
    context::Context,
    csv::text,
    describe::whole,
    history,
    wire::{Changed, Failure, HistoryEntry, HistoryEvent, HistoryEventKind, HistoryStanding},
};

/// The heading and a row for each thing that was done, the oldest first.
pub(crate) fn records(context: &mut Context) -> Result<Vec<Vec<String>>, Failure> {
    let history = history::history(context)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    // Both come latest first.
    rows.extend(history.entries.iter().rev().map(edit));
    rows.extend(history.events.iter().rev().map(row));
    // What was done in one second stays in the order above.
    rows.sort_by(|one, other| one[0].cmp(&other[0]));
    let heading =
        ["at", "kind", "revision", "who", "role", "what", "standing", "sha256"].map(str::to_owned);
    rows.insert(0, heading.to_vec());
    Ok(rows)
}

/// Steps of the sign-off and exports, latest first.
pub(crate) fn events(document: &Document) -> Result<Vec<HistoryEvent>, Failure> {
    let mut events: Vec<HistoryEvent> = document.sign_off_events()?.iter().map(step).collect();
    events.extend(document.exports()?.iter().map(|one| {
        let row = &one.row;
        HistoryEvent {
            done_at: one.exported_at.clone(),
            kind: HistoryEventKind::Export,
            revision: whole(one.revision),
            who: row.who.clone(),
            role: String::new(),
            what: format!(
                "Exported version {} to {}, {}",
                row.version,
                row.folder,
                row.status.words()
            ),
            words: String::new(),
            sha256: row.seal.clone(),
        }
    }));
    events.sort_by(|one, other| one.done_at.cmp(&other.done_at));
    events.reverse();
    Ok(events)
}

fn row(of: &HistoryEvent) -> Vec<String> {
    let what = match of.words.as_str() {
        "" => of.what.clone(),
        words => format!("{}. In writing: {words}", of.what),
    };
    let kind = match of.kind {
        HistoryEventKind::SignOff => "sign-off",
        HistoryEventKind::Export => "export",
    };
    vec![
        of.done_at.clone(),
        kind.to_owned(),
        format!("v{}", of.revision),
        text(&of.who),
        text(&of.role),
        text(&what),
        String::new(),
        of.sha256.clone(),
    ]
}

fn edit(of: &HistoryEntry) -> Vec<String> {
    let kind = match of.changed {
        Changed::Program => "program",
        Changed::Scenarios => "scenarios",
        Changed::Doubts => "doubts",
        Changed::Decisions => "decision",
        Changed::Data => "data",
    };
    let standing = match of.standing {
        HistoryStanding::Here => "holds",
        HistoryStanding::Before => "before",
        HistoryStanding::Undone => "undone",
        HistoryStanding::Left => "undone and replaced",
        HistoryStanding::Import => "import",
    };
    vec![
        of.saved_at.clone(),
        kind.to_owned(),
        format!("v{}", of.number),
        text(&of.who),
        String::new(),
        text(&of.label),
        standing.to_owned(),
        String::new(),
    ]
}

fn step(of: &SignOffEvent) -> HistoryEvent {
    let entry = &of.entry;
    let (mut what, mut digest) = (String::new(), String::new());
    match &entry.step {
        SignOffStep::ToReview { roles } if roles.is_empty() => what.push_str("Put into review"),
        SignOffStep::ToReview { roles } => {
            what = format!("Put into review, asking {}", roles.join(", "));
        }
        SignOffStep::ToDraft => what.push_str("Set back to a draft"),
        SignOffStep::Sign(signed) => {
            what = format!("Signature {} of {} as of {}", of.number, signed.total, signed.as_of);
            digest.clone_from(&signed.digest);
        }
        SignOffStep::Withdraw { signature } => what = format!("Signature {signature} taken back"),
        SignOffStep::Accept(warned) => what = format!("Accepted: {}", warned.sentence),
        SignOffStep::Reopen(warned) => what = format!("No longer accepted: {}", warned.sentence),
        SignOffStep::ReviewDays(days) => {
            what = format!("Reviews are due {days} days after a quarter");
        }
        SignOffStep::Exported { version } => {
            what = format!("Version {version} was exported as approved");
        }
        SignOffStep::Reviewed { quarter } => what = format!("Review after {quarter} held"),
    }
    HistoryEvent {
        done_at: of.done_at.clone(),
        kind: HistoryEventKind::SignOff,
        revision: whole(of.revision),
        who: entry.who.clone(),
        role: entry.role.clone(),
        what,
        words: entry.words.clone(),
        sha256: digest,
    }
}
