//! Checking the program of the document.

use tierwright_program::{Checked, Program, check as check_program, program_sentences};

use crate::{
    context::Context,
    describe::findings,
    wire::{Checks, Failure, Finding, Severity},
};

/// Checks the program by itself, and whether it can be calculated on the facts.
pub(crate) fn check(context: &mut Context) -> Result<Checks, Failure> {
    let (opened, effort) = context.opened()?;
    let (checked, found) = check_program(&opened.program);
    let mut findings = findings(&found, &opened.history(effort)?);
    // A program without errors can still meet facts that it cannot be calculated on.
    if let (Some(_), Err(failure)) = (checked, opened.current()) {
        findings.insert(0, on_facts(failure));
    }
    Ok(Checks {
        program: opened.program.name.clone(),
        calculates: opened.current().is_ok(),
        findings,
        sentences: program_sentences(&opened.program).into_iter().map(|one| one.text).collect(),
    })
}

fn on_facts(failure: Failure) -> Finding {
    Finding {
        severity: Severity::Error,
        code: failure.code,
        place: "/".to_owned(),
        sentence: failure.sentence,
        hint: failure.hint,
        partners: None,
        amount: None,
        currency: None,
        of: String::new(),
    }
}

/// The proof that a program can be calculated.
pub(crate) fn checked(program: &Program) -> Result<Checked, Failure> {
    let (checked, findings) = check_program(program);
    checked.ok_or_else(|| Failure::program_has_errors(&findings))
}
