//! Doing a step of the sign-off.

use tierwright_export::sign_off::{Missing, same};
use tierwright_store::{SignOffEntry, SignOffStep, Signed, Warned};

use super::{Standing, told::in_words, warned};
use crate::{
    change::own_program,
    clock,
    context::Context,
    doubt::{name, text},
    export_plan,
    opened::Opened,
    recents,
    wire::{ChangeSignOff, Document, Failure, SetName, SignOff, SignOffChange, SignOffWarning},
};

/// The most roles that are asked to sign.
const MOST_ROLES: usize = 12;
/// The most days after a quarter that its review is due.
const MOST_DAYS: u32 = 90;

/// Does a step of the sign-off.
pub(crate) fn change(context: &mut Context, request: &ChangeSignOff) -> Result<SignOff, Failure> {
    let you = context.who.clone();
    let (opened, effort) = context.opened()?;
    own_program(opened)?;
    let who = name(request.who.as_deref().or(you.as_deref()))?;
    if who.is_empty() {
        return Err(Failure::wrong_use(
            "name_missing",
            "A step of the sign-off has the name of somebody.".to_owned(),
            "Say who you are; nobody verifies it.",
        ));
    }
    let to_do = export_plan::gathered(opened, effort)?.1;
    let standing = Standing::of(opened, to_do)?;
    let entry = SignOffEntry {
        who,
        role: name(request.role.as_deref())?,
        words: words(request)?,
        step: SignOffStep::ToDraft,
    };
    let step = step(&request.step, &entry, opened, &standing)?;
    opened.document.add_sign_off(&SignOffEntry { step, ..entry }, clock::now())?;
    let standing = Standing::of(opened, standing.to_do)?;
    standing.told(opened, you)
}

/// Says who works from now on.
pub(crate) fn set_name(context: &mut Context, request: &SetName) -> Result<Document, Failure> {
    let who = name(Some(&request.name))?;
    context.who = Some(who).filter(|who| !who.is_empty());
    if let Some(settings) = context.settings.as_deref() {
        recents::write_name(settings, context.who.as_deref().unwrap_or_default())?;
    }
    let who = context.who.clone();
    let (opened, _) = context.opened()?;
    opened.document.set_author(who);
    crate::describe::describe(opened)
}

/// What was said; a reason is needed where a warning is accepted.
fn words(request: &ChangeSignOff) -> Result<String, Failure> {
    let said = request.words.as_deref().unwrap_or_default();
    match &request.step {
        SignOffChange::Accept(_) => text(said, "The reason"),
        _ if said.trim().is_empty() => Ok(String::new()),
        _ => text(said, "What is said"),
    }
}

fn step(
    asked: &SignOffChange,
    entry: &SignOffEntry,
    opened: &Opened,
    standing: &Standing,
) -> Result<SignOffStep, Failure> {
    Ok(match asked {
        SignOffChange::ToReview { roles } => SignOffStep::ToReview { roles: named(roles)? },
        SignOffChange::ToDraft {} => match standing.round.asked {
            Some(_) => SignOffStep::ToDraft,
            None => return Err(not_in_review("It is a draft already.")),
        },
        SignOffChange::Sign { sha256 } => SignOffStep::Sign(sign(sha256, entry, opened, standing)?),
        SignOffChange::Withdraw { signature } => {
            let number = i64::from(*signature);
            if !standing.round.counting().any(|one| one.number == number) {
                return Err(Failure::wrong_use(
                    "signature_unknown",
                    format!("There is no signature {signature} that could be taken back."),
                    "Name one of the signatures that stand.",
                ));
            }
            SignOffStep::Withdraw { signature: number }
        }
        SignOffChange::Accept(of) => SignOffStep::Accept(open_warning(of, standing)?),
        SignOffChange::Reopen(of) => SignOffStep::Reopen(accepted_warning(of, standing)?),
        SignOffChange::ReviewDays { days } if *days <= MOST_DAYS => SignOffStep::ReviewDays(*days),
        SignOffChange::ReviewDays { .. } => {
            return Err(Failure::wrong_use(
                "days_too_many",
                format!("A review is due at most {MOST_DAYS} days after its quarter."),
                "Name fewer days.",
            ));
        }
        SignOffChange::Reviewed { quarter } => reviewed(quarter, opened, standing)?,
    })
}

/// Roles, each once and on one line.
fn named(roles: &[String]) -> Result<Vec<String>, Failure> {
    let mut all: Vec<String> = Vec::new();
    for role in roles {
        let role = name(Some(role))?;
        if !role.is_empty() && !all.iter().any(|other| same(other, &role)) {
            all.push(role);
        }
    }
    if all.len() > MOST_ROLES {
        return Err(Failure::wrong_use(
            "roles_too_many",
            format!("At most {MOST_ROLES} roles are asked to sign."),
            "Name fewer.",
        ));
    }
    Ok(all)
}

/// What is signed, where it may be.
fn sign(
    sha256: &str,
    entry: &SignOffEntry,
    opened: &Opened,
    standing: &Standing,
) -> Result<Signed, Failure> {
    if opened.sample {
        let sentence = in_words(&Missing::RealData, standing);
        let hint = "A program for deals of your own begins from this one when you import them.";
        return Err(Failure::wrong_use("sample_not_signed", sentence, hint));
    }
    let covers = standing.covers.clone()?;
    if standing.round.asked.is_none() {
        return Err(not_in_review("It is a draft, so there is nothing to sign yet."));
    }
    if entry.role.is_empty() {
        return Err(Failure::wrong_use(
            "role_missing",
            "A signature says in which role somebody signs.".to_owned(),
            "Name the role, such as Finance.",
        ));
    }
    if let Some(first) = standing.to_do.iter().find(|one| one.blocks) {
        let sentence = format!("It cannot be exported, so it is not signed: {}", first.sentence);
        return Err(Failure::wrong_use("blocked", sentence, &first.hint));
    }
    let open = standing.to_do.iter().filter(|one| one.accepted.is_none()).count();
    if open > 0 {
        return Err(Failure::wrong_use(
            "warnings_without_reason",
            in_words(&Missing::Reasons(open), standing),
            "Mend them, or accept each with a reason; then sign.",
        ));
    }
    let digest = covers.digest()?;
    if digest != sha256 {
        return Err(Failure::wrong_use(
            "signed_another",
            "What holds now is not what you looked at, so nothing was signed.".to_owned(),
            "Look at it again, and sign what you see then.",
        ));
    }
    let again = |name: &str, role: &str| same(name, &entry.who) && same(role, &entry.role);
    let mut counting = standing.round.counting();
    if counting.any(|one| {
        one.signed.digest == digest && again(&one.name, &one.role) && one.alone == entry.words
    }) {
        return Err(Failure::wrong_use(
            "signed_already",
            format!("{} has signed this as {} already.", entry.who, entry.role),
            "Nothing is missing from you.",
        ));
    }
    let tierwright_export::sign_off::Covered { program, facts, engine, as_of, total, liability } =
        covers;
    Ok(Signed { program, facts, engine, as_of, total, liability, digest })
}

fn open_warning(of: &SignOffWarning, standing: &Standing) -> Result<Warned, Failure> {
    let found = standing.to_do.iter().find(|one| is(of, &warned(one)));
    match found {
        Some(one) if one.blocks => Err(Failure::wrong_use(
            "error_not_accepted",
            "What stands in the way of an export is not accepted.".to_owned(),
            &one.hint,
        )),
        Some(one) => Ok(warned(one)),
        None => Err(Failure::wrong_use(
            "warning_unknown",
            "There is no such warning as the program stands now.".to_owned(),
            "Look at the list again: what was mended needs no reason.",
        )),
    }
}

fn accepted_warning(of: &SignOffWarning, standing: &Standing) -> Result<Warned, Failure> {
    let place = of.place.clone().unwrap_or_default();
    let meant = Warned { code: of.code.clone(), place, sentence: of.sentence.clone() };
    if standing.round.has_accepted(&meant) {
        return Ok(meant);
    }
    Err(Failure::wrong_use(
        "warning_not_accepted",
        "This warning was not accepted.".to_owned(),
        "Nothing needs to be taken back.",
    ))
}

fn is(asked: &SignOffWarning, of: &Warned) -> bool {
    asked.code == of.code
        && asked.place.as_deref().unwrap_or_default() == of.place
        && asked.sentence == of.sentence
}

fn reviewed(quarter: &str, opened: &Opened, standing: &Standing) -> Result<SignOffStep, Failure> {
    let all = super::quarters::reviews(opened, &standing.round);
    match all.iter().find(|one| same(&one.quarter, quarter)) {
        Some(one) => Ok(SignOffStep::Reviewed { quarter: one.quarter.clone() }),
        None => {
            let names: Vec<&str> = all.iter().map(|one| one.quarter.as_str()).collect();
            Err(Failure::wrong_use(
                "review_unknown",
                format!("There is no review after {quarter}."),
                &format!("Name one of {}.", names.join(", ")),
            ))
        }
    }
}

fn not_in_review(sentence: &str) -> Failure {
    Failure::wrong_use("not_in_review", sentence.to_owned(), "Put it into review first.")
}
