//! The history of the document: what was done, what it changed, and going back to it.

use std::collections::{BTreeMap, BTreeSet};

use tierwright_program::{Money, Program, differences};
use tierwright_store::{Changed, Revision};

use crate::{
    audit,
    change::own_program,
    context::Context,
    describe::{describe, whole},
    difference,
    opened::{Effort, Opened, Written},
    wire::{
        self, CompareRevisions, Document, Failure, GetRevision, History, HistoryEntry,
        HistoryStanding, Restore, RevisionDifferences, RevisionEffect,
    },
};

/// Answers the whole history.
pub(crate) fn history(context: &mut Context) -> Result<History, Failure> {
    let (opened, _) = context.opened()?;
    let revisions = opened.document.revisions()?;
    let same: BTreeSet<i64> =
        opened.document.revisions_of_the_same_program()?.into_iter().collect();
    let doubts: BTreeSet<i64> = opened.document.revisions_of_doubts()?.into_iter().collect();
    let decisions: BTreeSet<i64> = opened.document.revisions_of_decisions()?.into_iter().collect();
    let authors: BTreeMap<i64, String> = opened.document.authors()?.into_iter().collect();
    let line = Line::of(&revisions);
    let entries = revisions.iter().map(|one| HistoryEntry {
        number: whole(one.number),
        parent: one.parent.map(whole),
        label: one.label.clone(),
        saved_at: one.saved_at.clone(),
        who: authors.get(&one.number).cloned().unwrap_or_default(),
        changed: match one.changed {
            Changed::Facts => wire::Changed::Data,
            Changed::Program if doubts.contains(&one.number) => wire::Changed::Doubts,
            Changed::Program if decisions.contains(&one.number) => wire::Changed::Decisions,
            Changed::Program if same.contains(&one.number) => wire::Changed::Scenarios,
            Changed::Program => wire::Changed::Program,
        },
        standing: line.standing(one),
        restores: one.other_program
            && one.changed == Changed::Program
            && !same.contains(&one.number),
    });
    Ok(History { entries: entries.collect(), events: audit::events(&opened.document)? })
}

/// Answers what the program of a revision pays.
pub(crate) fn revision(
    context: &mut Context,
    request: &GetRevision,
) -> Result<RevisionEffect, Failure> {
    let (opened, effort) = context.opened()?;
    let revisions = opened.document.revisions()?;
    let number = i64::from(request.number);
    let parent = revisions.iter().find(|one| one.number == number).and_then(|one| one.parent);
    let program = program_at(opened, request.number)?;
    let mut effect = effect(opened, request.number, &program, effort)?;
    if let Some(parent) = parent {
        let before = program_at(opened, whole(parent))?;
        effect.change = change(opened, &before, &program, effort)?;
    }
    Ok(effect)
}

/// Answers what is different between two revisions.
pub(crate) fn compare(
    context: &mut Context,
    request: &CompareRevisions,
) -> Result<RevisionDifferences, Failure> {
    let (opened, effort) = context.opened()?;
    let (from, to) = (program_at(opened, request.from)?, program_at(opened, request.to)?);
    Ok(RevisionDifferences {
        differences: differences(&from, &to).into_iter().map(difference::one).collect(),
        from: effect(opened, request.from, &from, effort)?,
        to: effect(opened, request.to, &to, effort)?,
        change: change(opened, &from, &to, effort)?,
    })
}

/// Makes the program of a revision hold again.
pub(crate) fn restore(context: &mut Context, request: &Restore) -> Result<Document, Failure> {
    let (opened, effort) = context.opened()?;
    own_program(opened)?;
    let program = program_at(opened, request.number)?;
    let number = i64::from(request.number);
    if program == opened.base {
        return Err(Failure::wrong_use(
            "nothing_to_restore",
            format!("The program of v{number} is the one that holds already."),
            "Choose a step with another program.",
        ));
    }
    let label = restored_label(opened, number)?;
    let to = opened.scenarios.clone();
    opened.write(Written::Scenarios { to, program: Some(program) }, &label, effort)?;
    describe(opened)
}

/// What a restored revision did, where that made its program.
fn restored_label(opened: &Opened, number: i64) -> Result<String, Failure> {
    let revisions = opened.document.revisions()?;
    let same = opened.document.revisions_of_the_same_program()?;
    let own = revisions.iter().find(|one| {
        one.number == number && one.changed == Changed::Program && !same.contains(&number)
    });
    Ok(match own.map(|one| one.label.as_str()) {
        Some(label) if !label.starts_with("Restored ") => format!("Restored v{number}, {label}"),
        _ => format!("Restored the program of v{number}"),
    })
}

/// The program after a revision; an import that was no step has none.
fn program_at(opened: &Opened, number: u32) -> Result<Program, Failure> {
    opened.document.program_at(number.into())?.ok_or_else(|| {
        Failure::wrong_use(
            "revision_unknown",
            format!("The history has no program of v{number}."),
            "Name a revision that changed the program or the scenarios.",
        )
    })
}

/// What a program pays; that it cannot be calculated is an answer, that nobody waits is a failure.
fn effect(
    opened: &mut Opened,
    number: u32,
    program: &Program,
    effort: &Effort,
) -> Result<RevisionEffect, Failure> {
    let total = total(opened, program, effort)?;
    Ok(RevisionEffect {
        number,
        total: total.as_ref().ok().map(|total| total.amount_text()),
        change: None,
        why_not: total.err().map(|failure| failure.sentence),
        currency: program.currency.to_string(),
    })
}

fn total(
    opened: &mut Opened,
    program: &Program,
    effort: &Effort,
) -> Result<Result<Money, Failure>, Failure> {
    match opened.total_of(program, effort) {
        Err(failure) if failure.code == "cancelled" => Err(failure),
        answered => Ok(answered),
    }
}

/// What the second pays more than the first; none where that cannot be said.
fn change(
    opened: &mut Opened,
    from: &Program,
    to: &Program,
    effort: &Effort,
) -> Result<Option<String>, Failure> {
    let (Ok(before), Ok(after)) = (total(opened, from, effort)?, total(opened, to, effort)?) else {
        return Ok(None);
    };
    let change = before.negated().and_then(|less| after.plus(less));
    Ok(change.ok().map(|change| change.amount_text()))
}

/// Where the history stands: the latest import that was no step on top of what holds, or what holds.
pub(crate) fn here(revisions: &[Revision]) -> Option<i64> {
    let head = revisions.iter().find(|one| one.head)?.number;
    let imports = revisions.iter().filter(|one| !one.step && one.parent == Some(head));
    Some(imports.map(|one| one.number).max().unwrap_or(head))
}

/// The revisions that lead to what holds, and those that redo would go through.
struct Line {
    /// What holds: an import that was no step, where one followed the step that holds.
    here: Option<i64>,
    head: Option<i64>,
    before: BTreeSet<i64>,
    undone: BTreeSet<i64>,
}

impl Line {
    fn of(revisions: &[Revision]) -> Self {
        let head = revisions.iter().find(|one| one.head).map(|one| one.number);
        let parent = |number: i64| {
            revisions.iter().find(|one| one.number == number).and_then(|one| one.parent)
        };
        // Redo goes to the newest child; revisions come latest first.
        let child = |number: i64| {
            let children = revisions.iter().filter(|one| one.step);
            let mut of = children.filter(|one| one.parent == Some(number));
            of.next().map(|one| one.number)
        };
        let walk = |step: &dyn Fn(i64) -> Option<i64>| {
            std::iter::successors(head.and_then(step), |at| step(*at)).collect()
        };
        Self { here: here(revisions), head, before: walk(&parent), undone: walk(&child) }
    }

    fn standing(&self, of: &Revision) -> HistoryStanding {
        match of.number {
            number if self.here == Some(number) => HistoryStanding::Here,
            number if self.head == Some(number) || self.before.contains(&number) => {
                HistoryStanding::Before
            }
            _ if !of.step => HistoryStanding::Import,
            number if self.undone.contains(&number) => HistoryStanding::Undone,
            _ => HistoryStanding::Left,
        }
    }
}
