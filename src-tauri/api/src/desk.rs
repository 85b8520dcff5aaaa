//! The desk: where requests come in and answers go out.
//!
//! One operation works at a time. Previews (figures for changes that are only tried) make room for
//! newer ones: a preview with other changes, or any command, cancels those that calculate or wait.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use tierwright_engine::Turn;

use crate::{
    breakdown, budget, change, check, compare,
    context::{Context, Progress},
    conversion, csv, curve, deals, decision, difference, document, doubt, effects, elsewhere,
    explain, export, export_compare, export_plan, files, find, funds, ground, health, history,
    import, import_check, inspect, levers, liability, memo, partners, payouts, program_test,
    recents, reconcile, scenarios, schema, set_aside, shared_deal, sheet, sign_off, simulate,
    study, template, test, untitled, winners,
    wire::{Change, Failure, Operation, Request, Response, Stopped, WorkProgress},
    written,
};

/// One person's place of work: an open document, and what is asked about it. Shared by all threads
/// that carry requests.
pub struct Desk {
    context: Mutex<Context>,
    /// Previews that calculate or wait, oldest first.
    previews: Mutex<Vec<Preview>>,
    requests: AtomicU64,
    stop: Arc<AtomicBool>,
    /// How far the operation that works now has come.
    latest: Arc<Mutex<Option<Progress>>>,
}

/// A preview on its way.
struct Preview {
    /// The number of its request.
    number: u64,
    changes: Vec<Change>,
    turn: Turn,
}

impl Desk {
    /// A desk that keeps documents without a name in the system's temporary folder and calculates
    /// with as many threads as the machine has. `TIERWRIGHT_NAME` in the environment says who works.
    #[must_use]
    pub fn new() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self::with(std::env::temp_dir().join("tierwright"), threads)
            .named(std::env::var("TIERWRIGHT_NAME").ok())
    }

    /// The desk with the name of whoever works at it: the author of edits and of steps of a sign-off.
    #[must_use]
    pub fn named(self, name: Option<String>) -> Self {
        lock(&self.context).who = name.filter(|name| !name.trim().is_empty());
        self
    }

    /// A desk that keeps documents without a name in `folder` and calculates with `threads` threads.
    #[must_use]
    pub fn with(folder: PathBuf, threads: usize) -> Self {
        let context = Context::new(folder, threads.max(1));
        let stop = Arc::clone(&context.stop);
        let latest = Arc::clone(&context.latest);
        let (previews, requests) = (Mutex::default(), AtomicU64::default());
        Self { context: Mutex::new(context), previews, requests, stop, latest }
    }

    /// A desk as [`Desk::new`] that remembers which documents were opened, in this person's settings.
    #[must_use]
    pub fn remembering() -> Self {
        Self::new().remembering_in(recents::settings_folder(|name| std::env::var_os(name)))
    }

    /// The desk, remembering in a folder of settings which documents were opened, and keeping work
    /// without a name there.
    #[must_use]
    pub fn remembering_in(self, settings: Option<PathBuf>) -> Self {
        {
            let mut context = lock(&self.context);
            context.who = settings.as_deref().and_then(recents::read_name).or(context.who.take());
            if let Some(settings) = &settings {
                // Work without a name outlives the system's temporary files.
                context.folder = settings.join("untitled");
            }
            context.settings = settings;
        }
        self
    }

    /// Tells `watcher` how far long operations have come. It is called on their thread.
    pub fn watch(&self, watcher: impl Fn(Progress) + Send + Sync + 'static) {
        lock(&self.context).watcher = Some(Arc::new(watcher));
    }

    /// Stops the operation that is being carried out and every preview that waits; the document
    /// stays as it was before them. Requests that come later are not concerned.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
        lock(&self.previews).iter().for_each(|preview| preview.turn.cancel());
    }

    /// Closes the open document; one without a name goes with it. For the end of a process that
    /// drops nothing.
    pub fn close(&self) {
        lock(&self.context).opened = None;
    }

    /// Writes a text to a file, in place of what is there.
    ///
    /// # Errors
    /// The file is the open document, or it cannot be written.
    pub fn write_file(&self, path: &str, text: &str) -> Result<(), Failure> {
        files::write(&lock(&self.context), path, text)
    }

    /// Carries out one request: JSON such as `{"op": "open", "path": "..."}` to the JSON of its answer.
    ///
    /// # Errors
    /// The JSON of a [`Failure`].
    pub fn call_json(&self, request: &str) -> Result<String, String> {
        let answer = serde_json::from_str(request)
            .map_err(|error| {
                Failure::wrong_use(
                    "request_not_understood",
                    format!("The request cannot be understood: {error}."),
                    "Ask for an operation by its name, with what it needs and nothing else.",
                )
            })
            .and_then(|request| self.call(request));
        match answer {
            Ok(response) => {
                serde_json::to_string(&response).map_err(|_| text(&Failure::internal()))
            }
            Err(failure) => Err(text(&failure)),
        }
    }

    /// Carries out one operation and gives its own answer.
    ///
    /// # Errors
    /// As [`Desk::call`].
    pub fn ask<O: Operation>(&self, request: O) -> Result<O::Answer, Failure> {
        O::answer(self.call(request.into())?).ok_or_else(Failure::internal)
    }

    /// Carries out one request.
    ///
    /// # Errors
    /// What the operation fails with; `internal` where it came to an end by a mistake of ours. The
    /// document is as it was before then.
    pub fn call(&self, request: Request) -> Result<Response, Failure> {
        // Who asks about work, or wants it to stop, does not wait until it is done.
        match request {
            Request::StopWork(_) => {
                self.stop();
                return Ok(Response::StopWork(Stopped {}));
            }
            Request::GetProgress(_) => {
                return Ok(Response::GetProgress(work_progress(lock(&self.latest).as_ref())));
            }
            _ => {}
        }
        let number = self.requests.fetch_add(1, Ordering::Relaxed);
        let turn = self.make_room(number, &request);
        let answer = self.carry_out(turn, |context| operation(context, request));
        lock(&self.previews).retain(|preview| preview.number != number);
        answer
    }

    /// Cancels the previews that this request makes worthless, and gives its own turn.
    fn make_room(&self, number: u64, request: &Request) -> Turn {
        let turn = Turn::new();
        let mut previews = lock(&self.previews);
        let changes = previewed(request);
        if edits(request) || changes.is_some_and(|_| !reads(request)) {
            let worthless = previews.iter().filter(|one| changes != Some(&one.changes));
            worthless.for_each(|preview| preview.turn.cancel());
        }
        if let Some(changes) = changes {
            previews.push(Preview { number, changes: changes.clone(), turn: turn.clone() });
        }
        turn
    }

    /// Waits for its turn and works. A panic is caught before it can pass the lock, so that the
    /// desk goes on with the document as it was.
    fn carry_out<T>(
        &self,
        turn: Turn,
        work: impl FnOnce(&mut Context) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut context = lock(&self.context);
        context.effort.turn = turn;
        self.stop.store(false, Ordering::Relaxed);
        *lock(&self.latest) = None;
        catch_unwind(AssertUnwindSafe(|| work(&mut context))).unwrap_or_else(|reason| {
            drop_quietly(reason);
            Err(Failure::internal())
        })
    }
}

impl Default for Desk {
    fn default() -> Self {
        Self::new()
    }
}

/// What a panic leaves behind may panic itself when it goes.
fn drop_quietly(reason: Box<dyn Any + Send>) {
    let _ = catch_unwind(AssertUnwindSafe(|| drop(reason)));
}

/// Panics are caught inside the lock, so a poisoned one holds nothing half-done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn text(failure: &Failure) -> String {
    serde_json::to_string(failure).unwrap_or_else(|_| failure.sentence.clone())
}

/// How far work is, as a part of all of it.
fn work_progress(progress: Option<&Progress>) -> WorkProgress {
    let Some(Progress { doing, done, of }) = progress else {
        return WorkProgress { doing: None, part: None };
    };
    // A position in a bar; nobody calculates with it.
    let part = (*of > 0).then(|| (*done as f64 / *of as f64).clamp(0.0, 1.0));
    WorkProgress { doing: Some(doing.clone()), part }
}

/// The changes that a preview tries; none for anything else.
fn previewed(request: &Request) -> Option<&Vec<Change>> {
    match request {
        Request::Simulate(request) => Some(&request.changes),
        Request::Partners(request) => Some(&request.changes),
        Request::GetBreakdown(request) => Some(&request.changes),
        Request::Payouts(request) => Some(&request.changes),
        Request::Reconcile(request) => Some(&request.changes),
        Request::GetBudget(request) => Some(&request.changes),
        Request::GetPartnerSheet(request) => Some(&request.changes),
        Request::GetCsv(request) => Some(&request.changes),
        Request::Liability(request) => Some(&request.changes),
        Request::Funds(request) => Some(&request.changes),
        Request::Explain(request) => Some(&request.changes),
        Request::Deals(request) => Some(&request.changes),
        Request::Study(request) => Some(&request.changes),
        _ => None,
    }
}

/// Whether a preview looks into figures that another preview shows, and so cancels nothing.
fn reads(request: &Request) -> bool {
    matches!(request, Request::Explain(_) | Request::Deals(_) | Request::FindDeals(_))
}

/// Whether a request brings another document, program or facts, so that no preview holds.
fn edits(request: &Request) -> bool {
    matches!(
        request,
        Request::OpenSample(_)
            | Request::Open(_)
            | Request::New(_)
            | Request::Duplicate(_)
            | Request::Close(_)
            | Request::Recover(_)
            | Request::Change(_)
            | Request::ChangeScenarios(_)
            | Request::SetPool(_)
            | Request::Restore(_)
            | Request::ImportProgram(_)
            | Request::SetUpBudget(_)
            | Request::SetUpFund(_)
            | Request::ChangeGround(_)
            | Request::Undo(_)
            | Request::Redo(_)
            | Request::Import(_)
            | Request::AddTest(_)
            | Request::MakeTest(_)
            | Request::MakeTests(_)
            | Request::AddEdgeTests(_)
            | Request::AcceptTest(_)
    )
}

fn operation(context: &mut Context, request: Request) -> Result<Response, Failure> {
    context.name_author();
    Ok(match request {
        Request::OpenSample(request) => {
            Response::OpenSample(document::open_sample(context, request)?)
        }
        Request::Open(request) => Response::Open(document::open(context, request)?),
        Request::New(request) => Response::New(document::new(context, request)?),
        Request::SaveAs(request) => Response::SaveAs(document::save_as(context, request)?),
        Request::Duplicate(_) => Response::Duplicate(untitled::duplicate(context)?),
        Request::Close(_) => Response::Close(untitled::close(context)),
        Request::Document(_) => Response::Document(document::document(context)?),
        Request::LookAgain(_) => Response::LookAgain(document::look_again(context)?),
        Request::Simulate(request) => Response::Simulate(simulate::simulate(context, &request)?),
        Request::Partners(request) => Response::Partners(partners::partners(context, &request)?),
        Request::GetBreakdown(request) => {
            Response::GetBreakdown(breakdown::breakdown(context, &request)?)
        }
        Request::Payouts(request) => Response::Payouts(payouts::payouts(context, &request)?),
        Request::Reconcile(request) => {
            Response::Reconcile(reconcile::reconcile(context, &request)?)
        }
        Request::MatchDisbursements(request) => {
            Response::MatchDisbursements(reconcile::match_disbursements(context, &request)?)
        }
        Request::GetConversion(request) => {
            Response::GetConversion(conversion::conversion(context, &request)?)
        }
        Request::Liability(request) => {
            Response::Liability(liability::liability(context, &request)?)
        }
        Request::Funds(request) => Response::Funds(funds::funds(context, &request)?),
        Request::GetBudget(request) => Response::GetBudget(budget::budget(context, &request)?),
        Request::GetHistory(_) => Response::GetHistory(history::history(context)?),
        Request::GetRevision(request) => {
            Response::GetRevision(history::revision(context, &request)?)
        }
        Request::CompareRevisions(request) => {
            Response::CompareRevisions(history::compare(context, &request)?)
        }
        Request::Restore(request) => Response::Restore(history::restore(context, &request)?),
        Request::GetDoubts(request) => Response::GetDoubts(doubt::doubts(context, request)?),
        Request::ReportDoubt(request) => Response::ReportDoubt(doubt::report(context, request)?),
        Request::SettleDoubt(request) => Response::SettleDoubt(doubt::settle(context, &request)?),
        Request::GetDecisions(_) => Response::GetDecisions(decision::decisions(context)?),
        Request::Decide(request) => Response::Decide(decision::decide(context, request)?),
        Request::GetPartnerSheet(request) => {
            Response::GetPartnerSheet(sheet::sheet(context, &request)?)
        }
        Request::Recover(request) => Response::Recover(untitled::recover(context, &request)?),
        Request::DiscardRecovered(request) => {
            Response::DiscardRecovered(untitled::discard(context, &request)?)
        }
        Request::GetRecents(_) => Response::GetRecents(recents::recents(context)),
        Request::ForgetRecent(request) => {
            Response::ForgetRecent(recents::forget(context, &request)?)
        }
        Request::SetPool(request) => Response::SetPool(budget::set_pool(context, &request)?),
        Request::SetUpBudget(request) => {
            Response::SetUpBudget(budget::set_up_budget(context, &request)?)
        }
        Request::SetUpFund(request) => Response::SetUpFund(budget::set_up_fund(context, &request)?),
        Request::GetCsv(request) => Response::GetCsv(csv::csv(context, &request)?),
        Request::Explain(request) => Response::Explain(explain::explain(context, &request)?),
        Request::Deals(request) => Response::Deals(deals::deals(context, &request)?),
        Request::FindDeals(request) => Response::FindDeals(find::find_deals(context, &request)?),
        Request::Change(request) => Response::Change(change::change(context, request)?),
        Request::Undo(_) => Response::Undo(change::undo(context)?),
        Request::Redo(_) => Response::Redo(change::redo(context)?),
        // The desk answers these itself, without waiting for its turn.
        Request::StopWork(_) | Request::GetProgress(_) => return Err(Failure::internal()),
        Request::GetDataHealth(request) => {
            Response::GetDataHealth(health::health(context, &request)?)
        }
        Request::Inspect(request) => Response::Inspect(inspect::inspect(context, &request)?),
        Request::CheckImport(request) => {
            Response::CheckImport(import_check::check(context, &request)?)
        }
        Request::SaveSetAside(request) => {
            Response::SaveSetAside(set_aside::save(context, &request)?)
        }
        Request::Paste(request) => Response::Paste(inspect::paste(context, &request)?),
        Request::Import(request) => Response::Import(import::import(context, &request)?),
        Request::Export(request) => Response::Export(export::export(context, &request)?),
        Request::Verify(request) => Response::Verify(export::verify(context, &request)?),
        Request::GetExportPlan(_) => Response::GetExportPlan(export_plan::plan(context)?),
        Request::GetSignOff(_) => Response::GetSignOff(sign_off::sign_off(context)?),
        Request::ChangeSignOff(request) => {
            Response::ChangeSignOff(sign_off::change(context, &request)?)
        }
        Request::SetName(request) => Response::SetName(sign_off::set_name(context, &request)?),
        Request::CompareExport(request) => {
            Response::CompareExport(export_compare::compare(context, &request)?)
        }
        Request::ImportProgram(request) => {
            Response::ImportProgram(change::import_program(context, &request)?)
        }
        Request::Check(_) => Response::Check(check::check(context)?),
        Request::Schema(_) => Response::Schema(schema::schema()),
        Request::GetProgram(_) => Response::GetProgram(written::program(context)?),
        Request::GetCurve(request) => Response::GetCurve(curve::curve(context, &request)?),
        Request::GetSharedDeal(request) => {
            Response::GetSharedDeal(shared_deal::shared_deal(context, &request)?)
        }
        Request::PinLevers(request) => Response::PinLevers(levers::pin(context, &request)?),
        Request::GetFactValues(_) => Response::GetFactValues(written::fact_values(context)?),
        Request::GetDifferences(request) => {
            Response::GetDifferences(difference::differences(&request)?)
        }
        Request::GetTemplates(request) => {
            Response::GetTemplates(template::templates(context, &request)?)
        }
        Request::GetScenarios(_) => Response::GetScenarios(scenarios::scenarios(context)?),
        Request::ChangeScenarios(request) => {
            Response::ChangeScenarios(scenarios::change(context, request)?)
        }
        Request::GetPlan(_) => Response::GetPlan(ground::plan(context)?),
        Request::ChangeGround(request) => Response::ChangeGround(ground::change(context, request)?),
        Request::Compare(request) => Response::Compare(compare::compare(context, &request)?),
        Request::Effects(request) => Response::Effects(effects::effects(context, &request)?),
        Request::Winners(request) => Response::Winners(winners::winners(context, &request)?),
        Request::Elsewhere(request) => {
            Response::Elsewhere(elsewhere::elsewhere(context, &request)?)
        }
        Request::WriteMemo(request) => Response::WriteMemo(memo::write(context, request)?),
        Request::Study(request) => Response::Study(study::study(context, &request)?),
        Request::Test(request) => Response::Test(test::test(&request)?),
        Request::GetTests(_) => Response::GetTests(program_test::tests(context)?),
        Request::AddTest(request) => Response::AddTest(program_test::add(context, request)?),
        Request::MakeTest(request) => Response::MakeTest(program_test::make(context, &request)?),
        Request::MakeTests(request) => {
            Response::MakeTests(program_test::make_several(context, &request)?)
        }
        Request::AddEdgeTests(request) => {
            Response::AddEdgeTests(program_test::add_edges(context, &request)?)
        }
        Request::AcceptTest(request) => {
            Response::AcceptTest(program_test::accept(context, &request)?)
        }
    })
}

#[cfg(test)]
mod tests {
    use std::{thread, time::Duration};

    use super::*;
    use crate::wire::{Explain, GetDocument, OpenSample, Partners, Simulate};

    /// A threshold and a value for it, as a lever sends them.
    fn gold(value: &str) -> Vec<Change> {
        let place = "/tracks/partner/levels/gold/requirement/all/0/reaches/at_least".to_owned();
        vec![Change { place, value: value.into() }]
    }

    fn simulate(value: &str) -> Request {
        Simulate { changes: gold(value), keep: false }.into()
    }

    fn on_the_sample() -> (Desk, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::with(folder.path().to_owned(), 2);
        desk.ask(OpenSample::default()).unwrap();
        (desk, folder)
    }

    /// Sends requests one after the other while the desk is busy, and gives their answers.
    fn while_busy(desk: &Desk, requests: Vec<Request>) -> Vec<Result<Response, Failure>> {
        thread::scope(|scope| {
            let busy = lock(&desk.context);
            let mut waiting = Vec::new();
            for (at, request) in requests.into_iter().enumerate() {
                waiting.push(scope.spawn(move || desk.call(request)));
                while lock(&desk.previews).len() <= at {
                    thread::sleep(Duration::from_millis(1));
                }
            }
            drop(busy);
            waiting.into_iter().map(|thread| thread.join().unwrap()).collect()
        })
    }

    #[test]
    fn a_newer_preview_cancels_older_ones_with_other_changes() {
        let (desk, _folder) = on_the_sample();
        let partners = Partners { changes: gold("300000.00"), limit: 1, ..Partners::default() };
        let explain = Explain { changes: Vec::new(), ..Explain::default() };
        let answers = while_busy(
            &desk,
            vec![
                simulate("400000.00"),
                simulate("200000.00"),
                simulate("300000.00"),
                partners.into(),
                explain.into(),
            ],
        );
        let codes: Vec<&str> = answers
            .iter()
            .map(|answer| {
                answer.as_ref().map_or_else(|failure| failure.code.as_str(), |_| "answered")
            })
            .collect();
        assert_eq!(codes, ["cancelled", "cancelled", "answered", "answered", "answered"]);
        assert!(lock(&desk.previews).is_empty());
        assert!(desk.call(simulate("400000.00")).is_ok(), "it can be asked again");
    }

    #[test]
    fn a_panic_becomes_a_failure_and_the_desk_goes_on() {
        let (desk, _folder) = on_the_sample();
        let before = desk.ask(GetDocument {}).unwrap();
        let panicked = desk.carry_out::<()>(Turn::new(), |_| panic!("made by a test"));
        assert_eq!(panicked.unwrap_err().code, "internal");
        assert_eq!(desk.ask(GetDocument {}).unwrap(), before);
        assert!(desk.call(simulate("300000.00")).is_ok());
    }

    #[test]
    fn failures_cross_the_door_as_json() {
        let (desk, _folder) = on_the_sample();
        for (request, code) in [
            ("{}", "request_not_understood"),
            (r#"{"op": "nothing"}"#, "request_not_understood"),
            (r#"{"op": "undo", "much": 1}"#, "request_not_understood"),
            (r#"{"op": "explain", "figure": {"partner": "nobody"}}"#, "partner_unknown"),
            (r#"{"op": "undo"}"#, "nothing_to_undo"),
            (r#"{"op": "open", "path": "/nowhere/at/all"}"#, "document_not_there"),
        ] {
            let failure: Failure =
                serde_json::from_str(&desk.call_json(request).unwrap_err()).unwrap();
            assert_eq!(failure.code, code, "{request}");
            assert!(!failure.sentence.is_empty() && !failure.hint.is_empty(), "{request}");
        }
        assert!(desk.call_json(r#"{"op": "document"}"#).is_ok(), "the sample is still open");
    }
}
