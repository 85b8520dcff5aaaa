//! The open document with everything that was worked out from it.

use std::sync::Arc;

use chrono::NaiveDate;
use tierwright_engine::{Facts, Outcome, Plan, Replay, Selection, Turn, rows::FactRows};
use tierwright_program::{Calendar, Finding, Money, Program, Span, check};
use tierwright_store::Document;
use tierwright_study::{HistoryFinding, history_findings};

use crate::{
    check::checked,
    clock,
    files::TemporaryFolder,
    ground::Ground,
    history,
    program_test::{RanTest, run_all},
    scenarios::{self, Scenarios},
    trial,
    wire::{Basis, Change, Failure},
};

/// The most payout lines that are looked through on each edit for what the history shows.
const LOOKED_THROUGH: usize = 5_000;

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

/// How many calculated programs are remembered: those on screen side by side, and a few before.
const REMEMBERED: usize = 16;

/// How many totals are remembered beside them.
const TOTALS: usize = 64;

/// What is written into the document as one step of undo.
pub(crate) enum Written {
    /// What is edited, the program or a scenario, becomes this program, calculated already.
    Program(Program, Result<Calculated, Failure>),
    /// Other scenarios, and another program of the document's own where one is given.
    Scenarios { to: Scenarios, program: Option<Program> },
    /// What programs are paid on.
    Ground(Ground),
}

/// Whether the facts are those that the sample was made with: what comes from a file is not made up.
fn is_made_up(document: &Document, facts: &Facts) -> Result<bool, Failure> {
    let own = tierwright_sample::file_name();
    Ok(document.is_sample()? && facts.files.iter().all(|file| file.name == own))
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
    /// Where the history stands: the revision that holds, or an import after it that was no step.
    pub here: i64,
    pub saved_at: Option<String>,
    /// The document's own program, which scenarios differ from.
    pub base: Program,
    pub scenarios: Scenarios,
    /// The program that is looked at: the document's own, that of the edited scenario, or the one in
    /// their place.
    pub program: Program,
    /// Whether it stands in place of the document's own.
    pub other_program: bool,
    pub findings: Vec<Finding>,
    /// What its history shows besides; none where that takes longer than an edit may.
    pub shown: Option<Result<Vec<HistoryFinding>, Failure>>,
    /// How the tests of the program come out, in its order.
    pub tests: Vec<RanTest>,
    /// The program without its tests, which previews try values on.
    bare: Program,
    /// The history.
    pub facts: Arc<Facts>,
    /// What programs are paid on, and the facts that this makes of the history.
    pub ground: Ground,
    grounds: Arc<Facts>,
    /// Whether other quarters are replayed than the last four full ones.
    pub other_window: bool,
    window: Option<(NaiveDate, NaiveDate)>,
    /// What the program that is looked at pays, or why that cannot be said.
    current: Result<Calculated, Failure>,
    /// What the document's program paid when it was opened or its facts were replaced, so that a
    /// change can still be seen after it was made.
    as_opened: Result<Calculated, Failure>,
    /// What every figure is compared with.
    baseline: Result<Calculated, Failure>,
    /// Programs that were calculated on these facts, the latest first.
    remembered: Vec<(Program, Calculated)>,
    /// What further programs pay in all, the latest first.
    totals: Vec<(Program, Money)>,
    /// What it pays with the changes that were tried last.
    tried: Option<(Vec<Change>, Calculated)>,
    /// The same as it was seen last on a day, with the changes that were tried then.
    seen: Option<(NaiveDate, Vec<Change>, Calculated)>,
}

impl Opened {
    /// Looks at a document.
    pub(crate) fn new(
        document: Document,
        temporary: Option<TemporaryFolder>,
        view: View,
        effort: &Effort,
    ) -> Result<Self, Failure> {
        let facts = document.facts_made(built)??;
        Self::with_facts(document, temporary, facts, view, effort)
    }

    /// The same for facts that are known already and need not be read again.
    pub(crate) fn with_facts(
        document: Document,
        temporary: Option<TemporaryFolder>,
        facts: Facts,
        view: View,
        effort: &Effort,
    ) -> Result<Self, Failure> {
        let facts = Arc::new(facts);
        let (base, scenarios) = (document.program()?, Scenarios::read(&document)?);
        let ground = Ground::read(&document)?;
        let other_program = view.program.is_some();
        let saved_at = document.revisions()?.into_iter().next().map(|revision| revision.saved_at);
        let mut opened = Self {
            sample: is_made_up(&document, &facts)?,
            document,
            temporary,
            revision: 0,
            here: 0,
            saved_at,
            bare: base.without_tests(),
            program: view.program.unwrap_or_else(|| base.clone()),
            base,
            scenarios,
            other_program,
            findings: Vec::new(),
            shown: None,
            tests: Vec::new(),
            ground,
            grounds: Arc::clone(&facts),
            facts,
            other_window: view.window.is_some(),
            window: view.window,
            current: Err(Failure::no_document()),
            as_opened: Err(Failure::no_document()),
            baseline: Err(Failure::no_document()),
            remembered: Vec::new(),
            totals: Vec::new(),
            tried: None,
            seen: None,
        };
        opened.make_own_grounds()?;
        opened.begin(None, effort);
        opened.read_head(effort)?;
        Ok(opened)
    }

    /// Writes into the document: one step of undo.
    pub(crate) fn write(
        &mut self,
        what: Written,
        label: &str,
        effort: &Effort,
    ) -> Result<(), Failure> {
        let now = clock::now();
        let mut known = None;
        match what {
            Written::Program(program, calculated) => {
                if self.scenarios.edited().is_some() {
                    let mut to = self.scenarios.clone();
                    to.edit(&self.base, &program);
                    self.document.save_scenarios(&to.list()?, None, label, now)?;
                } else {
                    self.document.save_program(&program, label, now)?;
                }
                known = Some(calculated);
            }
            Written::Ground(to) => {
                // Made before it is kept: a plan that makes facts which cannot be used is refused.
                built(to.rows(self.document.facts()?, &self.quarters()))?;
                self.document.save_ground(&to.row()?, label, now)?;
            }
            Written::Scenarios { to, program } => {
                self.document.save_scenarios(&to.list()?, program.as_ref(), label, now)?;
            }
        }
        self.stepped(known, effort)
    }

    /// Makes the facts that programs are paid on.
    fn make_grounds(
        &mut self,
        history: impl FnOnce(&Self) -> Result<FactRows, Failure>,
    ) -> Result<(), Failure> {
        self.grounds = match self.ground.basis {
            Basis::History => Arc::clone(&self.facts),
            _ => Arc::new(built(self.ground.rows(history(self)?, &self.quarters()))?),
        };
        Ok(())
    }

    /// The same of the facts in the document.
    fn make_own_grounds(&mut self) -> Result<(), Failure> {
        self.make_grounds(|opened| Ok(opened.document.facts()?))
    }

    /// The rows that programs are paid on.
    pub(crate) fn ground_rows(&self) -> Result<FactRows, Failure> {
        Ok(self.ground.rows(self.document.facts()?, &self.quarters()))
    }

    /// How it is looked at, to look at it again in the same way.
    pub(crate) fn view(&self) -> View {
        View { program: self.other_program.then(|| self.program.clone()), window: self.window }
    }

    /// The quarters of the history that are replayed.
    pub(crate) fn quarters(&self) -> Vec<Span> {
        self.replay(&self.base.calendar).quarters().to_vec()
    }

    /// Takes note that the document holds another program or other scenarios now, what is looked at
    /// being calculated already where that is known.
    pub(crate) fn stepped(
        &mut self,
        known: Option<Result<Calculated, Failure>>,
        effort: &Effort,
    ) -> Result<(), Failure> {
        self.base = self.document.program()?;
        self.scenarios = Scenarios::read(&self.document)?;
        self.program = self.viewed();
        let ground = Ground::read(&self.document)?;
        let history = |one: &Ground| one.basis == Basis::History;
        let other = ground != self.ground && !(history(&ground) && history(&self.ground));
        self.ground = ground;
        if other {
            let opened = self.program_of(scenarios::OPENED).ok();
            self.make_own_grounds()?;
            self.begin(opened, effort);
            return self.written(effort);
        }
        self.current = match known {
            Some(known) => {
                self.remember(known.as_ref().ok());
                known
            }
            None => self.pays(&self.program.clone(), effort),
        };
        if self.as_opened.is_err() && self.scenarios.edited().is_none() {
            self.as_opened = self.current.clone();
        }
        self.compare_with_baseline(effort);
        self.written(effort)
    }

    /// The program that is looked at: the edited scenario's, or the document's own.
    fn viewed(&self) -> Program {
        let edited = self.scenarios.edited();
        edited.map_or_else(|| self.base.clone(), |one| one.scenario.program(&self.base))
    }

    /// Takes note that the document holds other facts now.
    pub(crate) fn facts_changed(&mut self, facts: Facts, effort: &Effort) -> Result<(), Failure> {
        self.facts = Arc::new(facts);
        self.sample = is_made_up(&self.document, &self.facts)?;
        self.make_own_grounds()?;
        self.begin(None, effort);
        self.written(effort)
    }

    /// What the program would pay on other facts; the document stays as it is.
    pub(crate) fn with_facts_instead(
        &mut self,
        rows: &FactRows,
        facts: Facts,
        effort: &Effort,
    ) -> Result<Calculated, Failure> {
        let own = std::mem::replace(&mut self.facts, Arc::new(facts));
        let own_grounds = Arc::clone(&self.grounds);
        let made = self.make_grounds(|_| Ok(rows.clone()));
        let calculated = made.and_then(|()| self.calculate(&self.program, None, effort));
        (self.facts, self.grounds) = (own, own_grounds);
        calculated
    }

    /// Calculates on facts that are new: `opened` as the program that later changes are compared with,
    /// the document's own where left out, and what is looked at.
    fn begin(&mut self, opened: Option<Program>, effort: &Effort) {
        self.remembered.clear();
        self.totals.clear();
        (self.tried, self.seen) = (None, None);
        let own = match opened {
            Some(opened) => opened,
            None if self.other_program => self.program.clone(),
            None => self.base.clone(),
        };
        self.current = Err(Failure::no_document());
        self.as_opened = self.pays(&own, effort);
        self.current = self.as_opened.clone();
        if !self.other_program {
            self.program = self.viewed();
            self.current = self.pays(&self.program.clone(), effort);
        }
        self.compare_with_baseline(effort);
    }

    /// Calculates what figures are compared with.
    fn compare_with_baseline(&mut self, effort: &Effort) {
        self.baseline = if self.other_program {
            self.as_opened.clone()
        } else {
            let baseline = self.scenarios.baseline().to_owned();
            self.pays_by_name(&baseline, effort)
        };
    }

    /// A program by what it is called, `program`, `opened` or a scenario, and what it pays.
    pub(crate) fn pays_by_name(
        &mut self,
        called: &str,
        effort: &Effort,
    ) -> Result<Calculated, Failure> {
        match called {
            scenarios::OPENED => self.as_opened.clone(),
            called => {
                let program = self.program_of(called)?;
                self.pays(&program, effort)
            }
        }
    }

    /// The program that is called `program`, `opened`, or by a scenario's id or name.
    pub(crate) fn program_of(&self, called: &str) -> Result<Program, Failure> {
        match called {
            scenarios::PROGRAM => Ok(self.base.clone()),
            scenarios::OPENED => {
                let opened = self.as_opened.as_ref().map_err(Clone::clone)?;
                Ok(opened.outcome.plan().program().clone())
            }
            called => {
                let at = self.scenarios.position(called)?;
                Ok(self.scenarios.all[at].scenario.program(&self.base))
            }
        }
    }

    /// What `program`, `opened` or a scenario is called on screen.
    pub(crate) fn name_of(&self, id: &str) -> String {
        match id {
            scenarios::PROGRAM => self.base.name.clone(),
            scenarios::OPENED => "program as opened".to_owned(),
            id => {
                let found = self.scenarios.position(id);
                found.map_or_else(|_| id.to_owned(), |at| self.scenarios.all[at].name.clone())
            }
        }
    }

    /// What the program that is looked at is called on screen.
    pub(crate) fn viewed_name(&self) -> &str {
        match self.scenarios.edited() {
            Some(scenario) if !self.other_program => &scenario.name,
            _ => &self.program.name,
        }
    }

    /// What a program pays on the document's facts; calculated only where it was not lately.
    pub(crate) fn pays(
        &mut self,
        program: &Program,
        effort: &Effort,
    ) -> Result<Calculated, Failure> {
        if let Some(at) = self.remembered.iter().position(|(known, _)| known == program) {
            let found = self.remembered.remove(at);
            self.remembered.insert(0, found);
            return Ok(self.remembered[0].1.clone());
        }
        let calculated = self.calculate(program, self.lender(), effort)?;
        self.remember(Some(&calculated));
        Ok(calculated)
    }

    /// What a program pays in all. Nothing else of it is remembered.
    pub(crate) fn total_of(
        &mut self,
        program: &Program,
        effort: &Effort,
    ) -> Result<Money, Failure> {
        let of = |calculated: &Calculated| calculated.outcome.total(Selection::default());
        if let Some((_, known)) = self.remembered.iter().find(|(known, _)| known == program) {
            return Ok(of(known));
        }
        if let Some((_, known)) = self.totals.iter().find(|(known, _)| known == program) {
            return Ok(*known);
        }
        let total = of(&self.calculate(program, self.lender(), effort)?);
        self.totals.insert(0, (program.clone(), total));
        self.totals.truncate(TOTALS);
        Ok(total)
    }

    fn remember(&mut self, calculated: Option<&Calculated>) {
        let Some(calculated) = calculated else { return };
        let program = calculated.outcome.plan().program();
        self.remembered.retain(|(known, _)| known != program);
        self.remembered.insert(0, (program.clone(), calculated.clone()));
        self.remembered.truncate(REMEMBERED);
    }

    /// Goes on with a copy of the document.
    pub(crate) fn moved_to(&mut self, document: Document, effort: &Effort) -> Result<(), Failure> {
        self.document = document;
        if let Some(mut before) = self.temporary.take() {
            before.kept = false;
        }
        self.written(effort)
    }

    fn written(&mut self, effort: &Effort) -> Result<(), Failure> {
        self.saved_at = Some(clock::moment(clock::now()));
        self.read_head(effort)
    }

    fn read_head(&mut self, effort: &Effort) -> Result<(), Failure> {
        let revisions = self.document.revisions()?;
        let head = revisions.iter().find(|revision| revision.head);
        self.revision = head.map_or(0, |revision| revision.number);
        self.here = history::here(&revisions).unwrap_or(self.revision);
        self.findings = check(&self.program).1;
        self.tests = run_all(&self.program);
        self.bare = self.program.without_tests();
        self.tried = None;
        self.seen = None;
        self.shown = None;
        let lines = self.current.as_ref().map_or(0, |current| {
            let outcome = &current.outcome;
            let (partners, quarters) = (outcome.facts().partners.len(), outcome.quarters().len());
            partners * quarters * outcome.plan().program().incentives.len()
        });
        if lines <= LOOKED_THROUGH {
            self.shown = Some(self.history(effort));
        }
        Ok(())
    }

    /// What the history shows of the program that is looked at; nothing where it cannot be calculated.
    pub(crate) fn history(&self, effort: &Effort) -> Result<Vec<HistoryFinding>, Failure> {
        match (&self.shown, &self.current) {
            (Some(shown), _) => shown.clone(),
            (None, Err(_)) => Ok(Vec::new()),
            (None, Ok(current)) => {
                let found = history_findings(&current.outcome, |program| {
                    let calculated = self.with_program(program, effort);
                    calculated.map(|one| one.outcome).map_err(Failure::of_calculation)
                });
                Ok(found?)
            }
        }
    }

    /// The outcome whose sums the next calculation may take over.
    fn lender(&self) -> Option<&Outcome> {
        match (&self.tried, &self.current) {
            (Some((_, calculated)), _) | (None, Ok(calculated)) => Some(&calculated.outcome),
            (None, Err(_)) => None,
        }
    }

    /// What the program that is looked at pays.
    pub(crate) fn current(&self) -> Result<&Calculated, Failure> {
        self.current.as_ref().map_err(Clone::clone)
    }

    /// What stands beside a calculation: the baseline. Beside a program that could not be calculated
    /// when it was opened, the calculation itself.
    pub(crate) fn beside(&self, own: &Calculated) -> Result<Calculated, Failure> {
        let is_opened = self.other_program || self.scenarios.baseline() == scenarios::OPENED;
        match &self.baseline {
            Ok(kept) => Ok(kept.clone()),
            Err(_) if is_opened => Ok(own.clone()),
            Err(failure) => {
                let name = self.name_of(self.scenarios.baseline());
                Err(Failure::baseline_not_calculated(&name, failure))
            }
        }
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
        let program = trial::changed(&self.bare, changes)?;
        let calculated = self.calculate(&program, self.lender(), effort)?;
        self.tried = Some((changes.to_vec(), calculated.clone()));
        Ok(calculated)
    }

    /// What it would pay with changes, seen on a day: only facts dated up to it count.
    pub(crate) fn seen_on(
        &mut self,
        day: NaiveDate,
        changes: &[Change],
        effort: &Effort,
    ) -> Result<Calculated, Failure> {
        if let Some((on, tried, calculated)) = &self.seen
            && *on == day
            && tried == changes
        {
            return Ok(calculated.clone());
        }
        let program = trial::changed(&self.program, changes)?;
        let replay = self.replay(&program.calendar).as_of(day);
        let calculated = self.calculate_over(&program, &replay, None, effort)?;
        self.seen = Some((day, changes.to_vec(), calculated.clone()));
        Ok(calculated)
    }

    /// What the document would pay with another program in place of its own.
    pub(crate) fn with_program(
        &self,
        program: &Program,
        effort: &Effort,
    ) -> Result<Calculated, Failure> {
        self.calculate(program, self.lender(), effort)
    }

    fn calculate(
        &self,
        program: &Program,
        earlier: Option<&Outcome>,
        effort: &Effort,
    ) -> Result<Calculated, Failure> {
        self.calculate_over(program, &self.replay(&program.calendar), earlier, effort)
    }

    fn calculate_over(
        &self,
        program: &Program,
        replay: &Replay,
        earlier: Option<&Outcome>,
        effort: &Effort,
    ) -> Result<Calculated, Failure> {
        let (calculated, milliseconds) = clock::timed(|| {
            let checked = checked(program)?;
            let earlier = earlier.map(|outcome| outcome.plan().as_ref());
            let plan = Plan::compile(&checked, Arc::clone(&self.grounds), replay, earlier)?;
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

/// Facts of rows.
pub(crate) fn built(rows: FactRows) -> Result<Facts, Failure> {
    Facts::build(rows).map_err(|problems| Failure::facts(&problems))
}
