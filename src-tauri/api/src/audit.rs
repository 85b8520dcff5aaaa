//! The audit log: everything that was done with the document, edits that were undone included.

use tierwright_store::{SignOffEvent, SignOffStep};

use crate::{
    context::Context,
    csv::text,
    history,
    wire::{Changed, Failure, HistoryEntry, HistoryStanding},
};

/// The heading and a row for each thing that was done, the oldest first.
pub(crate) fn records(context: &mut Context) -> Result<Vec<Vec<String>>, Failure> {
    let history = history::history(context)?;
    let (opened, _) = context.opened()?;
    let authors = opened.document.authors()?;
    let author = |number: u32| {
        let found = authors.iter().find(|(of, _)| *of == i64::from(number));
        found.map(|(_, name)| name.clone()).unwrap_or_default()
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    // Revisions come latest first.
    rows.extend(history.entries.iter().rev().map(|one| edit(one, &author(one.number))));
    rows.extend(opened.document.sign_off_events()?.iter().map(step));
    rows.extend(opened.document.exports()?.iter().map(|one| {
        let row = &one.row;
        vec![
            one.exported_at.clone(),
            "export".to_owned(),
            format!("v{}", one.revision),
            text(&row.who),
            String::new(),
            text(&format!("Exported version {} to {}", row.version, row.folder)),
            row.status.words().to_owned(),
            row.seal.clone(),
        ]
    }));
    // What was done in one second stays in the order above.
    rows.sort_by(|one, other| one[0].cmp(&other[0]));
    let heading =
        ["at", "kind", "revision", "who", "role", "what", "standing", "sha256"].map(str::to_owned);
    rows.insert(0, heading.to_vec());
    Ok(rows)
}

fn edit(of: &HistoryEntry, author: &str) -> Vec<String> {
    let kind = match of.changed {
        Changed::Program => "program",
        Changed::Scenarios => "scenarios",
        Changed::Doubts => "doubts",
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
        text(author),
        String::new(),
        text(&of.label),
        standing.to_owned(),
        String::new(),
    ]
}

fn step(of: &SignOffEvent) -> Vec<String> {
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
    if !entry.words.is_empty() {
        what = format!("{what}. In writing: {}", entry.words);
    }
    vec![
        of.done_at.clone(),
        "sign-off".to_owned(),
        format!("v{}", of.revision),
        text(&entry.who),
        text(&entry.role),
        text(&what),
        String::new(),
        digest,
    ]
}
