//! Jobs over many rows, in as many parts as there are threads.

use std::ops::Range;

use crate::Failure;

/// Rows that are not worth a thread of their own.
const FEW: usize = 20_000;

/// The threads that a job over so many rows is worth, on this machine.
pub(crate) fn threads_for(rows: usize) -> usize {
    if rows < FEW {
        return 1;
    }
    std::thread::available_parallelism().map_or(1, |threads| threads.get().min(rows / FEW + 1))
}

/// Runs a job over `0..count` in parts; results and the first failure come in the order of the
/// parts, whichever thread is first.
pub(crate) fn in_parts<T: Send>(
    count: usize,
    threads: usize,
    job: impl Fn(Range<usize>) -> Result<T, Failure> + Sync,
) -> Result<Vec<T>, Failure> {
    each(ranges(count, threads), job)
}

/// The same where each part fills a piece of `memory`, as long as `piece` says; the pieces lie one
/// after the other.
pub(crate) fn filled_in_parts<T: Send, M: Send>(
    (count, threads): (usize, usize),
    memory: &mut [M],
    piece: impl Fn(&Range<usize>) -> usize,
    job: impl Fn(Range<usize>, &mut [M]) -> Result<T, Failure> + Sync,
) -> Result<Vec<T>, Failure> {
    let (mut rest, mut pieces) = (memory, Vec::with_capacity(threads));
    for range in ranges(count, threads) {
        let (own, later) = rest.split_at_mut(piece(&range).min(rest.len()));
        pieces.push((range, own));
        rest = later;
    }
    each(pieces, |(range, own)| job(range, own))
}

fn ranges(count: usize, threads: usize) -> Vec<Range<usize>> {
    let size = count.div_ceil(threads.max(1)).max(1);
    (0..count).step_by(size).map(|at| at..(at + size).min(count)).collect()
}

/// Runs a job for each part, each on a thread of its own where there are several.
fn each<P: Send, T: Send>(
    parts: Vec<P>,
    job: impl Fn(P) -> Result<T, Failure> + Sync,
) -> Result<Vec<T>, Failure> {
    if parts.len() < 2 {
        return parts.into_iter().map(job).collect();
    }
    let job = &job;
    std::thread::scope(|scope| {
        let running: Vec<_> =
            parts.into_iter().map(|part| scope.spawn(move || job(part))).collect();
        let stopped = || Failure {
            code: "calculation_stopped",
            sentence: "A part of the calculation stopped unexpectedly.".to_owned(),
            hint: "Try again; if it happens again, report it with the document.".to_owned(),
        };
        running.into_iter().map(|part| part.join().map_err(|_| stopped())?).collect()
    })
}
