//! Rows of a source, read ahead by a thread of its own while those before them become facts.
//!
//! A few batches wait in between and come back to be filled again, so memory stays bounded whatever the
//! file holds and no row needs room of its own.

use std::{
    sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel},
    thread,
};

use csv::StringRecord;

use super::OpenFile;
use crate::{failure::ImportFailure, given::GivenFile, mapping::FileForm};

const ROWS_PER_BATCH: usize = 256;
/// Bytes after which a batch is handed on, however few rows it has; it is not filled again.
const BYTES_PER_BATCH: usize = 1024 * 1024;
const BATCHES_WAITING: usize = 4;

/// What a thread has read.
enum Read {
    /// The names of the columns, first of all.
    Columns(Vec<String>),
    Rows(Batch),
    /// There are no more rows.
    End(Ended),
}

#[derive(Default)]
struct Batch {
    rows: Vec<(u32, StringRecord)>,
    /// How many of the rows are filled.
    filled: usize,
    /// Bytes of their texts.
    size: usize,
    /// Bytes taken from the file so far, or about as many.
    taken: u64,
}

/// What is known of a file at its end.
pub(crate) struct Ended {
    /// Bytes taken from it.
    pub(crate) taken: u64,
    /// Footer lines that were left out.
    pub(crate) footer: usize,
    pub(crate) sha256: String,
}

/// Where a thread puts what it reads, and from where batches come back.
struct Sink {
    sender: SyncSender<Result<Read, ImportFailure>>,
    back: Receiver<Batch>,
}

/// Goes through the rows of a file: `columns` is told their names before, `each` row with its number,
/// and `told` how many bytes were taken, now and then; it may stop the reading.
pub(crate) fn rows(
    given: &GivenFile,
    form: &FileForm,
    mut each: impl FnMut(&[String], u32, &StringRecord),
    mut told: impl FnMut(u64) -> Result<(), ImportFailure>,
) -> Result<Ended, ImportFailure> {
    let (sender, receiver) = sync_channel(BATCHES_WAITING);
    let (give_back, back) = channel();
    thread::scope(|scope| {
        let reading = scope.spawn(move || read(given, form, &Sink { sender, back }));
        let ended = take(receiver, &give_back, &mut each, &mut told);
        match reading.join() {
            // Nobody listened any more, and why stands in what ended it.
            Ok(Ok(()) | Err(Unwanted)) => ended,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Takes what a thread reads, until the file ends or the reading is stopped.
fn take(
    receiver: Receiver<Result<Read, ImportFailure>>,
    give_back: &Sender<Batch>,
    each: &mut impl FnMut(&[String], u32, &StringRecord),
    told: &mut impl FnMut(u64) -> Result<(), ImportFailure>,
) -> Result<Ended, ImportFailure> {
    let mut columns = Vec::new();
    for read in receiver {
        match read? {
            Read::Columns(names) => {
                told(0)?;
                columns = names;
            }
            Read::Rows(batch) => {
                for (row, record) in batch.rows.iter().take(batch.filled) {
                    each(&columns, *row, record);
                }
                told(batch.taken)?;
                if batch.size < BYTES_PER_BATCH {
                    // A thread that has ended needs it no more.
                    let _ = give_back.send(batch);
                }
            }
            Read::End(ended) => {
                told(ended.taken)?;
                return Ok(ended);
            }
        }
    }
    // The thread broke down, which whoever waits for it says.
    Ok(Ended { taken: 0, footer: 0, sha256: String::new() })
}

/// Nobody takes rows any more.
struct Unwanted;

impl Sink {
    fn put(&self, read: Result<Read, ImportFailure>) -> Result<(), Unwanted> {
        self.sender.send(read).map_err(|_| Unwanted)
    }
}

fn read(given: &GivenFile, form: &FileForm, sink: &Sink) -> Result<(), Unwanted> {
    let mut file = match OpenFile::open(given, form) {
        Ok(file) => file,
        Err(failure) => return sink.put(Err(failure)),
    };
    sink.put(Ok(Read::Columns(file.columns.clone())))?;
    loop {
        let mut batch = sink.back.try_recv().unwrap_or_default();
        (batch.filled, batch.size) = (0, 0);
        let more = batch.fill(&mut file);
        batch.taken = file.bytes();
        sink.put(Ok(Read::Rows(batch)))?;
        match more {
            Ok(true) => {}
            Ok(false) => {
                let (taken, footer) = (file.bytes(), file.footer.len());
                let ended = Ended { taken, footer, sha256: file.sha256() };
                return sink.put(Ok(Read::End(ended)));
            }
            Err(failure) => return sink.put(Err(failure)),
        }
    }
}

impl Batch {
    /// Fills itself with the next rows, and says whether there may be more.
    fn fill(&mut self, file: &mut OpenFile) -> Result<bool, ImportFailure> {
        while self.filled < ROWS_PER_BATCH && self.size < BYTES_PER_BATCH {
            if self.rows.len() == self.filled {
                self.rows.push((0, StringRecord::new()));
            }
            let Some((row, record)) = self.rows.get_mut(self.filled) else { return Ok(true) };
            match file.take_row(record)? {
                Some(number) => *row = number,
                None => return Ok(false),
            }
            self.size += record.as_slice().len();
            self.filled += 1;
        }
        Ok(true)
    }
}
