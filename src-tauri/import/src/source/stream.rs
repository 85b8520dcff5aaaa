//! The bytes of a file on their way to text: counted, hashed, unpacked, bounded and decoded.

use std::{
    cell::{Cell, RefCell},
    io::{self, Read},
    rc::Rc,
};

use encoding_rs::{Decoder, DecoderResult};
use sha2::{Digest, Sha256};

/// A row longer than this is a quote that was never closed, not a row.
pub(crate) const LONGEST_ROW: usize = 16 * 1024 * 1024;

/// What a stream can find wrong with its bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub(crate) enum StreamFault {
    /// What was packed does not unpack.
    #[error("the packed bytes are damaged")]
    Damaged,
    /// The bytes are not text in the encoding.
    #[error("the bytes are not text in this encoding")]
    NotText,
    /// There is no end of a row.
    #[error("the row is too long")]
    RowTooLong,
}

impl StreamFault {
    /// The fault inside an error, if one of ours caused it.
    pub(crate) fn of(error: &io::Error) -> Option<Self> {
        error.get_ref()?.downcast_ref().copied()
    }
}

/// What is known of a stream while it is read.
#[derive(Default)]
pub(crate) struct Watch {
    /// Bytes taken from the file.
    pub(crate) bytes: Cell<u64>,
    /// Text bytes handed on since the last whole row.
    pub(crate) since_row: Cell<usize>,
    digest: RefCell<Sha256>,
}

impl Watch {
    /// SHA-256 of the bytes taken so far, in hexadecimal.
    pub(crate) fn sha256(&self) -> String {
        let digest = self.digest.borrow().clone().finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Counts and hashes what it hands on.
pub(crate) struct Watched<R> {
    pub(crate) inner: R,
    pub(crate) watch: Rc<Watch>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if let Some(taken) = buffer.get(..count) {
            self.watch.digest.borrow_mut().update(taken);
        }
        let bytes = u64::try_from(count).unwrap_or(u64::MAX);
        self.watch.bytes.set(self.watch.bytes.get().saturating_add(bytes));
        Ok(count)
    }
}

/// Names every fault of unpacking as damage.
pub(crate) struct Unpacked<R>(pub(crate) R);

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|_| io::Error::other(StreamFault::Damaged))
    }
}

/// Stops where no row ends, so that memory stays bounded whatever the file holds.
pub(crate) struct Bounded<R> {
    pub(crate) inner: R,
    pub(crate) watch: Rc<Watch>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let since_row = self.watch.since_row.get().saturating_add(count);
        self.watch.since_row.set(since_row);
        if since_row > LONGEST_ROW {
            return Err(io::Error::other(StreamFault::RowTooLong));
        }
        Ok(count)
    }
}

/// Turns another encoding into UTF-8.
pub(crate) struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    input: Vec<u8>,
    start: usize,
    end: usize,
    state: Input,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Input {
    More,
    Ended,
    Drained,
}

impl<R: Read> Decoded<R> {
    pub(crate) fn new(inner: R, decoder: Decoder) -> Self {
        Self { inner, decoder, input: vec![0; 64 * 1024], start: 0, end: 0, state: Input::More }
    }

    fn fill(&mut self) -> io::Result<()> {
        if self.start == self.end && self.state == Input::More {
            self.end = self.inner.read(&mut self.input)?;
            self.start = 0;
            if self.end == 0 {
                self.state = Input::Ended;
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            self.fill()?;
            if self.state == Input::Drained {
                return Ok(0);
            }
            let waiting = self.input.get(self.start..self.end).unwrap_or_default();
            let ended = self.state == Input::Ended;
            let (result, taken, written) =
                self.decoder.decode_to_utf8_without_replacement(waiting, buffer, ended);
            self.start += taken;
            match result {
                DecoderResult::Malformed(..) => return Err(io::Error::other(StreamFault::NotText)),
                DecoderResult::InputEmpty if ended => self.state = Input::Drained,
                DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
            }
            if written > 0 {
                return Ok(written);
            }
        }
    }
}
