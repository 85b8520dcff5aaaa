//! What operations work on.

use std::{
    ops::ControlFlow,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use tierwright_engine::Turn;

use crate::{
    files::TemporaryFolder,
    opened::{Effort, Opened},
    wire::Failure,
};

/// How far an operation that takes a while has come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Progress {
    /// What is being done, such as `Reading sales.csv`.
    pub doing: String,
    /// How much of it is done.
    pub done: u64,
    /// How much there is in all.
    pub of: u64,
}

/// Told about the progress of operations.
pub(crate) type Watcher = Arc<dyn Fn(Progress) + Send + Sync>;

/// What operations work on: at most one open document.
pub(crate) struct Context {
    /// Where documents without a name are kept.
    pub folder: PathBuf,
    /// Where this person's settings are kept; none for those who keep none.
    pub settings: Option<PathBuf>,
    /// Who works, by the name they gave; nobody verifies it.
    pub who: Option<String>,
    pub effort: Effort,
    pub opened: Option<Opened>,
    pub watcher: Option<Watcher>,
    /// How far the operation that works now has come, for whoever asks.
    pub latest: Arc<Mutex<Option<Progress>>>,
    /// Folders of pasted tables; they go with the context.
    pub pasted: Vec<TemporaryFolder>,
    /// Set when somebody asks a long operation to stop.
    pub stop: Arc<AtomicBool>,
}

impl Context {
    /// No document, and the given number of threads to calculate with.
    pub(crate) fn new(folder: PathBuf, threads: usize) -> Self {
        Self {
            folder,
            settings: None,
            who: None,
            effort: Effort { threads, turn: Turn::new() },
            opened: None,
            watcher: None,
            latest: Arc::default(),
            pasted: Vec::new(),
            stop: Arc::default(),
        }
    }

    /// Makes whoever works the author of what is edited next.
    pub(crate) fn name_author(&mut self) {
        let who = self.who.clone();
        if let Some(opened) = &mut self.opened {
            opened.document.set_author(who);
        }
    }

    /// The open document, and how to calculate.
    pub(crate) fn opened(&mut self) -> Result<(&mut Opened, &Effort), Failure> {
        match &mut self.opened {
            Some(opened) => Ok((opened, &self.effort)),
            None => Err(Failure::no_document()),
        }
    }

    /// What tells progress, apart from the document.
    pub(crate) fn watching(&self) -> Watching {
        Watching {
            watcher: self.watcher.clone(),
            latest: Arc::clone(&self.latest),
            stop: Arc::clone(&self.stop),
        }
    }
}

/// Tells progress, and hears whether to stop.
pub(crate) struct Watching {
    watcher: Option<Watcher>,
    latest: Arc<Mutex<Option<Progress>>>,
    stop: Arc<AtomicBool>,
}

impl Watching {
    /// Tells how far an operation has come. Answers whether it is to go on.
    pub(crate) fn go_on(&self, doing: &str, done: u64, of: u64) -> ControlFlow<()> {
        let progress = Progress { doing: doing.to_owned(), done, of };
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner) = Some(progress.clone());
        if let Some(watcher) = &self.watcher {
            watcher(progress);
        }
        if self.stop.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}
