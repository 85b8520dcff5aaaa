//! Rows that another thread reads, because what reads them borrows what it reads from.
//!
//! A few batches wait in between, so memory stays bounded whatever the file holds. When nobody takes
//! them any more, the thread ends.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use csv::StringRecord;

use super::{sha256_of, stream::LONGEST_ROW};
use crate::{failure::ImportFailure, given::GivenFile};

const ROWS_PER_BATCH: usize = 512;
/// Bytes after which a batch is handed on, however few rows it has.
const BYTES_PER_BATCH: usize = 8 * 1024 * 1024;
const BATCHES_WAITING: usize = 4;

type Batch = Vec<(u32, StringRecord)>;
/// A batch, or nothing after the last row: a thread that ends without saying so has broken down.
type Sent = Result<Option<Batch>, ImportFailure>;

/// Rows of a sheet or table.
pub(crate) struct Streamed {
    /// Its bytes, as it lies on the disk.
    pub(crate) size: u64,
    given: GivenFile,
    receiver: Receiver<Sent>,
    batch: std::vec::IntoIter<(u32, StringRecord)>,
    /// The number of the last row.
    last: u32,
    /// Rows read, and rows there may be in all.
    done: u64,
    all: Arc<AtomicU64>,
}

/// Where a thread puts rows.
pub(crate) struct Sink {
    sender: SyncSender<Sent>,
    batch: Batch,
    bytes: usize,
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
        self.bytes += record.as_slice().len();
        self.batch.push((row, record));
        if self.batch.len() < ROWS_PER_BATCH && self.bytes < BYTES_PER_BATCH {
            return Ok(());
        }
        self.flush()
    }

    fn flush(&mut self) -> Result<(), Unwanted> {
        let batch = std::mem::take(&mut self.batch);
        self.bytes = 0;
        self.sender.send(Ok(Some(batch))).map_err(|_| Unwanted)
    }
}

/// Adds the text of a cell to a row, unless the row becomes longer than any row is.
pub(crate) fn add(
    record: &mut StringRecord,
    text: &str,
    (given, row): (&GivenFile, u32),
) -> Result<(), ImportFailure> {
    if record.as_slice().len().saturating_add(text.len()) > LONGEST_ROW {
        return Err(ImportFailure::new(
            "row_too_long",
            format!("{}, row {row}, has more than {} MB.", given.name, LONGEST_ROW / 1024 / 1024),
            "Delete the texts in it that are no data, or leave their columns out.",
        )
        .in_file(&given.name)
        .in_row(row));
    }
    record.push_field(text);
    Ok(())
}

impl Streamed {
    /// Rows of a file, which `read` puts into a sink on a thread of its own.
    pub(crate) fn start(
        given: &GivenFile,
        size: u64,
        read: impl FnOnce(&mut Sink) -> Result<(), ImportFailure> + Send + 'static,
    ) -> Self {
        let (sender, receiver) = sync_channel(BATCHES_WAITING);
        let all = Arc::new(AtomicU64::new(0));
        let mut sink = Sink { sender, batch: Vec::new(), bytes: 0, all: Arc::clone(&all) };
        thread::spawn(move || {
            let ended = read(&mut sink);
            // When nobody listens any more there is nobody to tell.
            let _ = sink.flush();
            let _ = sink.sender.send(ended.map(|()| None));
        });
        let (given, batch) = (given.clone(), Vec::new().into_iter());
        Self { size, given, receiver, batch, last: 0, done: 0, all }
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
                self.last = row;
                return Ok(Some(row));
            }
            match self.receiver.recv() {
                Ok(sent) => match sent? {
                    Some(batch) => self.batch = batch.into_iter(),
                    None => return Ok(None),
                },
                Err(_) => return Err(self.broken()),
            }
        }
    }

    /// The file has something in it that breaks down whoever reads it.
    fn broken(&self) -> ImportFailure {
        let Self { given, last, .. } = self;
        ImportFailure::new(
            "file_damaged",
            format!("{} is damaged: nothing after row {last} can be read.", given.name),
            "Open it in the program it comes from, look at the rows after that one, and save it again.",
        )
        .in_file(&given.name)
    }

    /// About as many bytes as were read, by the rows.
    pub(crate) fn bytes(&self) -> u64 {
        let all = self.all.load(Ordering::Relaxed).max(self.done).max(1);
        let bytes = u128::from(self.size) * u128::from(self.done) / u128::from(all);
        u64::try_from(bytes).unwrap_or(self.size)
    }

    /// SHA-256 of the file.
    pub(crate) fn sha256(&self) -> String {
        sha256_of(&self.given.path)
    }
}
