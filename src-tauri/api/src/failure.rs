//! Every room's failure as the one that crosses the door.

use tierwright_engine::{FactProblem, Failure as EngineFailure};
use tierwright_program::{Finding, ReadProgramError, Severity};
use tierwright_store::StoreError;

use crate::wire::{Failure, FailureKind};

impl Failure {
    /// A failure of a kind.
    pub(crate) fn new(kind: FailureKind, code: &str, sentence: String, hint: &str) -> Self {
        Self { code: code.to_owned(), kind, sentence, hint: hint.to_owned() }
    }

    /// It was asked for something that is not there.
    pub(crate) fn wrong_use(code: &str, sentence: String, hint: &str) -> Self {
        Self::new(FailureKind::WrongUse, code, sentence, hint)
    }

    /// A mistake of our own; nothing it was doing is kept.
    pub(crate) fn internal() -> Self {
        Self::new(
            FailureKind::Internal,
            "internal",
            "Tierwright made a mistake of its own and stopped this step. Your document is as it was before."
                .to_owned(),
            "Try again; if it happens again, close the document and open it anew.",
        )
    }

    /// There is no document to work on.
    pub(crate) fn no_document() -> Self {
        Self::wrong_use(
            "no_document",
            "No document is open.".to_owned(),
            "Open a document or the sample first.",
        )
    }

    /// The program that is looked through cannot be changed or saved.
    pub(crate) fn looks_through_another_program() -> Self {
        Self::wrong_use(
            "program_not_of_document",
            "The document is looked at through another program, which is not part of it."
                .to_owned(),
            "Open the document without that program to change or save it.",
        )
    }

    /// Only the program itself is handed over, not a scenario of it.
    pub(crate) fn edits_a_scenario(name: &str) -> Self {
        Self::wrong_use(
            "scenario_not_program",
            format!(
                "What is shown is the scenario \"{name}\", not the program, so nothing was exported."
            ),
            "Make the scenario the program first, or choose the program to export that.",
        )
    }

    /// There is nothing to compare figures with.
    pub(crate) fn baseline_not_calculated(name: &str, why: &Self) -> Self {
        Self::new(
            why.kind,
            "baseline_not_calculated",
            format!("The baseline {name} cannot be calculated: {}", why.sentence),
            "Choose another baseline, or correct it.",
        )
    }

    /// Payouts are handed over, and tests made of them, for what happened, not for what is planned
    /// or drawn. `so` says what was not done.
    pub(crate) fn not_on_history(so: &str) -> Self {
        Self::wrong_use(
            "not_on_history",
            format!(
                "What is shown is not what happened: the history is grown to plan or drawn again, so {so}."
            ),
            "Choose Replay history first.",
        )
    }

    /// A program file that is not a program; `path` names it.
    pub(crate) fn program_file(path: &str, error: &ReadProgramError) -> Self {
        Self::new(
            FailureKind::File,
            "program_not_readable",
            format!(
                "{path} is not a program that can be read, at {}: {}.",
                error.place, error.reason
            ),
            "Correct it there; tierwright schema program prints what a program file looks like.",
        )
    }

    /// A program that calculates nothing because of its errors, the first of which is told.
    pub(crate) fn program_has_errors(findings: &[Finding]) -> Self {
        let mut errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
        let first = errors.next();
        let sentence = first.map_or("it has an error.", |finding| finding.sentence.as_str());
        let more = match errors.count() {
            0 => String::new(),
            1 => " There is 1 more error.".to_owned(),
            more => format!(" There are {more} more errors."),
        };
        let hint = first.map_or("Check the program.", |finding| finding.hint.as_str());
        Self::new(
            FailureKind::Finding,
            "program_has_errors",
            format!("The program cannot be calculated: {sentence}{more}"),
            hint,
        )
    }

    /// Why a program was not calculated, as the studies say it.
    pub(crate) fn of_calculation(self) -> EngineFailure {
        match self.kind {
            FailureKind::Cancelled => EngineFailure::cancelled(),
            _ => EngineFailure { code: "not_calculated", sentence: self.sentence, hint: self.hint },
        }
    }

    /// Facts that do not fit together, the first fault told.
    pub(crate) fn facts(problems: &[FactProblem]) -> Self {
        let first = problems.first();
        let more = match problems.len() {
            0 | 1 => String::new(),
            2 => " There is 1 more such row.".to_owned(),
            all => format!(" There are {} more such rows.", all - 1),
        };
        let sentence = first.map_or("The facts do not fit together.", |one| one.sentence.as_str());
        Self::new(
            FailureKind::Finding,
            first.map_or("facts_do_not_fit", |one| one.code),
            format!("{sentence}{more}"),
            "Correct the rows at their source and import again.",
        )
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let kind = match &error {
            StoreError::Cancelled => FailureKind::Cancelled,
            StoreError::Duplicate { .. }
            | StoreError::BrokenReference { .. }
            | StoreError::Currency { .. }
            | StoreError::Refused { .. } => FailureKind::Finding,
            _ => FailureKind::File,
        };
        Self::new(kind, error.code(), error.to_string(), error.hint())
    }
}

impl From<EngineFailure> for Failure {
    fn from(failure: EngineFailure) -> Self {
        let kind = match failure.code {
            "cancelled" => FailureKind::Cancelled,
            _ => FailureKind::Finding,
        };
        Self::new(kind, failure.code, failure.sentence, &failure.hint)
    }
}
