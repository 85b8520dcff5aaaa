//! Rows that another thread reads, because what reads them borrows what it reads from.
//!
//! A few batches wait in between, so memory stays bounded whatever the file holds. When nobody takes
//! them any more, the thread ends.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use csv::StringRecord;

use super::sha256_of;
use crate::failure::ImportFailure;

const ROWS_PER_BATCH: usize = 512;
const BATCHES_WAITING: usize = 4;

type Batch = Vec<(u32, StringRecord)>;

/// Rows of a sheet or table.
pub(crate) struct Streamed {
    /// Its bytes, as it lies on the disk.
    pub(crate) size: u64,
    path: PathBuf,
    receiver: Receiver<Result<Batch, ImportFailure>>,
    batch: std::vec::IntoIter<(u32, StringRecord)>,
    /// Rows read, and rows there may be in all.
    done: u64,
    all: Arc<AtomicU64>,
}

/// Where a thread puts rows.
pub(crate) struct Sink {
    sender: SyncSender<Result<Batch, ImportFailure>>,
    batch: Batch,
    all: Arc<AtomicU64>,
}

/// Nobody takes rows any more.
pub(crate) struct Unwanted;

impl Sink {
    /// Says how many rows there may be.
    pub(crate) fn expect(&self, rows: u64) {
        self.all.store(rows, Ordering::Relaxed);
    }

    /// Hands on one row.
    pub(crate) fn put(&mut self, row: u32, record: StringRecord) -> Result<(), Unwanted> {
        self.batch.push((row, record));
        if self.batch.len() < ROWS_PER_BATCH {
            return Ok(());
        }
        self.flush()
    }

    fn flush(&mut self) -> Result<(), Unwanted> {
        let batch = std::mem::take(&mut self.batch);
        self.sender.send(Ok(batch)).map_err(|_| Unwanted)
    }
}

impl Streamed {
    /// Rows of the file at `path`, which `read` puts into a sink on a thread of its own.
    pub(crate) fn start(
        path: &Path,
        size: u64,
        read: impl FnOnce(&mut Sink) -> Result<(), ImportFailure> + Send + 'static,
    ) -> Self {
        let (sender, receiver) = sync_channel(BATCHES_WAITING);
        let all = Arc::new(AtomicU64::new(0));
        let mut sink = Sink { sender, batch: Vec::new(), all: Arc::clone(&all) };
        thread::spawn(move || {
            let ended = read(&mut sink);
            // When nobody listens any more there is nobody to tell.
            let _ = sink.flush();
            if let Err(failure) = ended {
                let _ = sink.sender.send(Err(failure));
            }
        });
        Self { size, path: path.to_owned(), receiver, batch: Vec::new().into_iter(), done: 0, all }
    }

    /// The next record into `record`, and its number.
    pub(crate) fn next_row(
        &mut self,
        record: &mut StringRecord,
    ) -> Result<Option<u32>, ImportFailure> {
        loop {
            if let Some((row, next)) = self.batch.next() {
                *record = next;
                self.done += 1;
                return Ok(Some(row));
            }
            match self.receiver.recv() {
                Ok(batch) => self.batch = batch?.into_iter(),
                Err(_) => return Ok(None),
            }
        }
    }

    /// About as many bytes as were read, by the rows.
    pub(crate) fn bytes(&self) -> u64 {
        let all = self.all.load(Ordering::Relaxed).max(self.done).max(1);
        let bytes = u128::from(self.size) * u128::from(self.done) / u128::from(all);
        u64::try_from(bytes).unwrap_or(self.size)
    }

    /// SHA-256 of the file.
    pub(crate) fn sha256(&self) -> String {
        sha256_of(&self.path)
    }
}
