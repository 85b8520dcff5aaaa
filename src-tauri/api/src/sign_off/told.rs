//! The sign-off as it is shown.

use tierwright_export::sign_off::{self as kept, Covered, HONEST, Lapse, Missing, Status};
use tierwright_program::words::{count, grouped};
use tierwright_store::{ExportStatus, LastExport};

use super::{
    Standing, quarters,
    round::{Given, said_row},
};
use crate::{
    clock,
    describe::whole,
    opened::Opened,
    wire::{
        Failure, LapsedPart, ReviewRow, SignOff, SignOffCovers, SignOffStatus, SignatureRow,
        VersionRow,
    },
};

pub(super) fn told(
    opened: &Opened,
    of: &Standing,
    you: Option<String>,
) -> Result<SignOff, Failure> {
    let kept = of.kept(opened);
    let missing = kept.as_ref().map(|kept| kept.missing(opened.sample)).unwrap_or_default();
    let today = clock::now().date_naive().to_string();
    Ok(SignOff {
        status: status(of, kept.as_ref().ok()),
        version: of.version(),
        honest: HONEST.to_owned(),
        you,
        edited_by: of.edited_by.clone(),
        covers: kept.as_ref().ok().map(covers),
        why_not: kept.as_ref().err().map(|failure| failure.sentence.clone()),
        asked: of.round.asked.clone().unwrap_or_default(),
        signatures: of.round.signatures.iter().map(|one| signature(opened, one, of)).collect(),
        needs_words: missing.contains(&Missing::SecondPerson),
        missing: missing.iter().map(|one| in_words(one, of)).collect(),
        reviews: quarters::reviews(opened, &of.round)
            .into_iter()
            .map(|one| ReviewRow {
                overdue: one.held.is_none() && one.due < today,
                quarter: one.quarter,
                due: one.due,
                held: one.held.map(said_row),
            })
            .collect(),
        review_days: of.round.review_days,
        versions: of.exports.iter().rev().map(version).collect(),
    })
}

fn status(of: &Standing, kept: Option<&kept::SignOff>) -> SignOffStatus {
    let exported = |digest: &str| {
        of.exports
            .iter()
            .any(|one| one.row.digest == digest && one.row.status == ExportStatus::Approved)
    };
    match kept.map(|kept| (kept.status, exported(&kept.sha256))) {
        Some((Status::Approved, true)) => SignOffStatus::Exported,
        Some((Status::Approved, false)) => SignOffStatus::Approved,
        _ if of.round.in_review => SignOffStatus::InReview,
        _ => SignOffStatus::Draft,
    }
}

fn covers(of: &kept::SignOff) -> SignOffCovers {
    let Covered { program, facts, engine, as_of, total, liability } = of.covers.clone();
    SignOffCovers { program, facts, engine, as_of, total, liability, sha256: of.sha256.clone() }
}

fn signature(opened: &Opened, of: &Given, standing: &Standing) -> SignatureRow {
    let then = of.covered();
    let lapsed = match &standing.covers {
        Ok(now) => {
            let parts = then.lapsed(now).into_iter();
            parts.map(|what| lapsed(opened, what, of, &then, now)).collect()
        }
        Err(_) => Vec::new(),
    };
    let holds = standing.covers.is_ok() && lapsed.is_empty() && of.withdrawn.is_none();
    SignatureRow {
        number: whole(of.number),
        name: of.name.clone(),
        role: of.role.clone(),
        signed_at: of.at.clone(),
        revision: whole(of.revision),
        sha256: of.signed.digest.clone(),
        total: of.signed.total.clone(),
        alone: of.alone.clone(),
        holds,
        lapsed,
        withdrawn: of.withdrawn.clone().map(said_row),
    }
}

/// What was signed and what is, as people tell them apart.
fn lapsed(opened: &Opened, what: Lapse, of: &Given, then: &Covered, now: &Covered) -> LapsedPart {
    let short = |digest: &str| digest.chars().take(8).collect::<String>();
    let money = |of: &Covered| {
        let owed = of.liability.iter().map(|one| amount(one)).collect::<Vec<_>>().join(", ");
        format!("{} paid, {owed} owed", amount(&of.total))
    };
    let (was, is) = match what {
        Lapse::Program => (format!("v{}", of.revision), format!("v{}", opened.revision)),
        Lapse::Facts => (short(&then.facts), short(&now.facts)),
        Lapse::Engine => (then.engine.clone(), now.engine.clone()),
        Lapse::AsOf => (then.as_of.clone(), now.as_of.clone()),
        Lapse::Liability => (money(then), money(now)),
    };
    LapsedPart { what: what.words().to_owned(), was, is }
}

/// An amount such as `1971402.00 USD` with a comma between thousands.
fn amount(text: &str) -> String {
    match text.split_once(' ') {
        Some((digits, currency)) => format!("{} {currency}", grouped(digits)),
        None => text.to_owned(),
    }
}

/// What is missing, in a sentence.
pub(super) fn in_words(of: &Missing, standing: &Standing) -> String {
    match of {
        Missing::RealData => "Sample data is never approved: import your own deals.".to_owned(),
        Missing::Reasons(some) => {
            let need = if *some == 1 { "needs" } else { "need" };
            format!("{} {need} a reason, or mending.", count(*some as u64, "warning"))
        }
        Missing::Signature => "Nobody has signed what holds now.".to_owned(),
        Missing::Role(role) => format!("The signature of {role} is missing."),
        Missing::SecondPerson => match &standing.edited_by {
            Some(editor) => format!(
                "{editor} edited last and is the only approver: somebody else signs too, or it is \
                accepted in writing why one is enough."
            ),
            None => {
                "Nobody gave a name with the last edit, so the only approver may be who made it: \
                somebody else signs too, or it is accepted in writing why one is enough."
                    .to_owned()
            }
        },
    }
}

fn version(of: &LastExport) -> VersionRow {
    let row = &of.row;
    VersionRow {
        version: row.version,
        status: match row.status {
            ExportStatus::Draft => SignOffStatus::Draft,
            ExportStatus::InReview => SignOffStatus::InReview,
            ExportStatus::Approved => SignOffStatus::Exported,
        },
        exported_at: of.exported_at.clone(),
        who: row.who.clone(),
        folder: row.folder.clone(),
        seal: row.seal.clone(),
        revision: whole(of.revision),
        total: row.total.amount_text(),
        currency: row.total.currency().to_string(),
    }
}
