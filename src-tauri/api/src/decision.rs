//! Decisions: what people decide on what a study showed, kept in the history.

use serde_json::json;
use tierwright_program::words::count;
use tierwright_store::DecisionRow;

use crate::{
    change::own_program,
    context::Context,
    describe::{describe, whole},
    doubt,
    study::study,
    wire::{self, Decide, Decided, Decision, Decisions, Failure, Study, StudyOf},
};

/// Answers the decisions that hold.
pub(crate) fn decisions(context: &mut Context) -> Result<Decisions, Failure> {
    let (opened, _) = context.opened()?;
    let authors = opened.document.authors()?;
    let decision = |of: tierwright_store::Decided| {
        let author = authors.iter().find(|(revision, _)| *revision == of.revision);
        let decided = read(&of.row.decided);
        Decision {
            revision: whole(of.revision),
            at: of.at,
            who: author.map(|(_, name)| name.clone()).unwrap_or_default(),
            subject: of.row.subject,
            decided,
            decided_words: said(decided).to_owned(),
            words: of.row.words,
            finding: of.row.finding,
            basis: of.row.basis,
        }
    };
    Ok(Decisions { decisions: opened.document.decisions()?.into_iter().map(decision).collect() })
}

/// Keeps a decision with what the study shows now.
pub(crate) fn decide(context: &mut Context, request: Decide) -> Result<wire::Document, Failure> {
    own_program(context.opened()?.0)?;
    let Decide { of, changes, decided, words } = request;
    let words = match words.trim() {
        "" => String::new(),
        some => doubt::text(some, "The reason")?,
    };
    let settings = json!({ "of": of, "changes": changes }).to_string();
    let subject = subject(&of);
    let report = study(context, &Study { of, changes })?;
    let row = DecisionRow {
        study: report.study,
        subject: subject.unwrap_or(report.title),
        decided: written(decided).to_owned(),
        words,
        settings,
        finding: report.finding,
        basis: report.basis,
    };
    let label = format!("{} decided: {}", row.subject, lower(said(decided)));
    let (opened, effort) = context.opened()?;
    opened.document.save_decision(&row, &label, crate::clock::now())?;
    opened.stepped(None, effort)?;
    describe(opened)
}

/// What a pilot is about, by whom it is made with; nothing for studies that their title names.
fn subject(of: &StudyOf) -> Option<String> {
    let StudyOf::Pilot { partners, region, partner_type, segment, from, until, .. } = of else {
        return None;
    };
    let traits = [(region, "region"), (partner_type, "type"), (segment, "segment")];
    let named = traits.iter().filter_map(|(is, of)| is.as_ref().map(|is| format!("{of} {is}")));
    let who = match partners.len() {
        0 => format!("partners of {}", named.collect::<Vec<_>>().join(", ")),
        many => count(many as u64, "partner"),
    };
    let window = match (from, until) {
        (Some(from), Some(until)) => format!(" from {from} to {until}"),
        _ => String::new(),
    };
    Some(format!("Pilot with {who}{window}"))
}

const fn said(of: Decided) -> &'static str {
    match of {
        Decided::RollOut => "Roll it out",
        Decided::GoOn => "Go on and look again",
        Decided::Stop => "Stop it",
    }
}

const fn written(of: Decided) -> &'static str {
    match of {
        Decided::RollOut => "roll_out",
        Decided::GoOn => "go_on",
        Decided::Stop => "stop",
    }
}

fn read(text: &str) -> Decided {
    match text {
        "roll_out" => Decided::RollOut,
        "stop" => Decided::Stop,
        _ => Decided::GoOn,
    }
}

/// As it stands within a sentence.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_lowercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}
