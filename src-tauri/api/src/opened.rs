//! The open document with everything that was worked out from it.

use std::sync::Arc;

use chrono::NaiveDate;
use tierwright_engine::{Facts, Outcome, Plan, Replay, Turn, rows::FactRows};
use tierwright_program::{Calendar, Checked, Finding, Program, check};
use tierwright_store::Document;

use crate::{
    clock,
    files::TemporaryFolder,
    trial,
    wire::{Change, Failure},
};

/// How a document is looked at, apart from what is kept in it.
#[derive(Default)]
pub(crate) struct View {
    /// A program in place of the document's own.
    pub program: Option<Program>,
    /// The days to replay; the last four full quarters where left out.
    pub window: Option<(NaiveDate, NaiveDate)>,
}

/// How a calculation is carried out.
#[derive(Clone)]
pub(crate) struct Effort {
    /// How many threads it may use.
    pub threads: usize,
    /// Tells it that nobody waits for it any more.
    pub turn: Turn,
}

/// A calculated program, and how long that took.
#[derive(Clone)]
pub(crate) struct Calculated {
    pub outcome: Arc<Outcome>,
    pub milliseconds: u32,
}

/// An open document.
pub(crate) struct Opened {
    /// The file. It is closed before its temporary folder goes.
    pub document: Document,
    /// The folder of a document without a name.
    pub temporary: Option<TemporaryFolder>,
    pub sample: bool,
    /// The revision that holds.
    pub revision: i64,
    pub saved_at: Option<String>,
    /// The program that is looked at: the document's own, or the one in its place.
    pub program: Program,
    /// Whether it stands in place of the document's own.
    pub other_program: bool,
    pub findings: Vec<Finding>,
    pub facts: Arc<Facts>,
    /// Whether other quarters are replayed than the last four full ones.
    pub other_window: bool,
    window: Option<(NaiveDate, NaiveDate)>,
    /// What the program pays, or why that cannot be said.
    current: Result<Calculated, Failure>,
    /// What it paid when the document was opened or its facts were replaced: what every figure is
    /// compared with, so that a change can still be seen after it was made.
    baseline: Result<Calculated, Failure>,
    /// What it pays with the changes that were tried last.
    tried: Option<(Vec<Change>, Calculated)>,
}

impl Opened {
    /// Looks at a document.
    pub(crate) fn new(
        document: Document,
        temporary: Option<TemporaryFolder>,
        view: View,
        effort: &Effort,
    ) -> Result<Self, Failure> {
        let rows = document.facts()?;
        Self::with_facts(document, temporary, rows, view, effort)
    }

    /// The same for facts that are known already and need not be read again.
    pub(crate) fn with_facts(
        document: Document,
        temporary: Option<TemporaryFolder>,
        rows: FactRows,
        view: View,
        effort: &Effort,
    ) -> Result<Self, Failure> {
        let facts = Facts::build(rows).map_err(|problems| Failure::facts(&problems))?;
        let other_program = view.program.is_some();
        let program = match view.program {
            Some(program) => program,
            None => document.program()?,
        };
        let saved_at = document.revisions()?.into_iter().next().map(|revision| revision.saved_at);
        let mut opened = Self {
            sample: document.is_sample()?,
            document,
            temporary,
            revision: 0,
            saved_at,
            program,
            other_program,
            findings: Vec::new(),
            facts: Arc::new(facts),
            other_window: view.window.is_some(),
            window: view.window,
            current: Err(Failure::no_document()),
            baseline: Err(Failure::no_document()),
            tried: None,
        };
        opened.begin(effort);
        opened.read_head()?;
        Ok(opened)
    }

    /// Takes note that the document holds another program now, calculated already.
    pub(crate) fn program_changed(
        &mut self,
        program: Program,
        calculated: Result<Calculated, Failure>,
    ) -> Result<(), Failure> {
        self.program = program;
        if self.baseline.is_err() {
            self.baseline = calculated.clone();
        }
        self.current = calculated;
        self.written()
    }

    /// Takes note that the document holds other facts now.
    pub(crate) fn facts_changed(&mut self, facts: Facts, effort: &Effort) -> Result<(), Failure> {
        self.facts = Arc::new(facts);
        self.begin(effort);
        self.written()
    }

    /// Calculates the program as the one that later changes are compared with.
    fn begin(&mut self, effort: &Effort) {
        self.current = self.calculate(&self.program, None, effort);
        self.baseline = self.current.clone();
    }

    /// Goes on with a copy of the document.
    pub(crate) fn moved_to(&mut self, document: Document) -> Result<(), Failure> {
        self.document = document;
        self.temporary = None;
        self.written()
    }

    /// Takes note that the document steps to another revision.
    pub(crate) fn stepped(&mut self, effort: &Effort) -> Result<(), Failure> {
        let program = self.document.program()?;
        let calculated = self.calculate(&program, self.lender(), effort);
        self.program_changed(program, calculated)
    }

    fn written(&mut self) -> Result<(), Failure> {
        self.saved_at = Some(clock::moment(clock::now()));
        self.read_head()
    }

    fn read_head(&mut self) -> Result<(), Failure> {
        let revisions = self.document.revisions()?;
        let head = revisions.iter().find(|revision| revision.head);
        self.revision = head.map_or(0, |revision| revision.number);
        self.findings = check(&self.program).1;
        self.tried = None;
        Ok(())
    }

    /// The outcome whose sums the next calculation may take over.
    fn lender(&self) -> Option<&Outcome> {
        match (&self.tried, &self.current) {
            (Some((_, calculated)), _) | (None, Ok(calculated)) => Some(&calculated.outcome),
            (None, Err(_)) => None,
        }
    }

    /// What the program of the document pays.
    pub(crate) fn current(&self) -> Result<&Calculated, Failure> {
        self.current.as_ref().map_err(Clone::clone)
    }

    /// What it paid when the document was opened.
    pub(crate) fn baseline(&self) -> Result<&Calculated, Failure> {
        self.baseline.as_ref().map_err(Clone::clone)
    }

    /// What it would pay with changes; the document stays as it is.
    pub(crate) fn with_changes(
        &mut self,
        changes: &[Change],
        effort: &Effort,
    ) -> Result<Calculated, Failure> {
        if changes.is_empty() {
            return self.current().cloned();
        }
        if let Some((tried, calculated)) = &self.tried
            && tried == changes
        {
            return Ok(calculated.clone());
        }
        let program = trial::changed(&self.program, changes)?;
        let calculated = self.calculate(&program, self.lender(), effort)?;
        self.tried = Some((changes.to_vec(), calculated.clone()));
        Ok(calculated)
    }

    fn calculate(
        &self,
        program: &Program,
        earlier: Option<&Outcome>,
        effort: &Effort,
    ) -> Result<Calculated, Failure> {
        let (calculated, milliseconds) = clock::timed(|| {
            let checked = checked(program)?;
            let replay = self.replay(&program.calendar);
            let earlier = earlier.map(|outcome| outcome.plan().as_ref());
            let plan = Plan::compile(&checked, Arc::clone(&self.facts), &replay, earlier)?;
            Ok::<_, Failure>(plan.calculate(effort.threads, &effort.turn)?)
        });
        Ok(Calculated { outcome: Arc::new(calculated?), milliseconds })
    }

    fn replay(&self, calendar: &Calendar) -> Replay {
        match self.window {
            Some((from, until)) => Replay::between(calendar, from, until),
            None => Replay::last_four_quarters(&self.facts, calendar),
        }
    }
}

/// The proof that a program can be calculated.
pub(crate) fn checked(program: &Program) -> Result<Checked, Failure> {
    let (checked, findings) = check(program);
    checked.ok_or_else(|| Failure::program_has_errors(&findings))
}
