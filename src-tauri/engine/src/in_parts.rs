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
    let size = count.div_ceil(threads.max(1)).max(1);
    let ranges: Vec<_> = (0..count).step_by(size).map(|at| at..(at + size).min(count)).collect();
    if ranges.len() < 2 {
        return ranges.into_iter().map(job).collect();
    }
    std::thread::scope(|scope| {
        let running: Vec<_> = ranges.into_iter().map(|range| scope.spawn(|| job(range))).collect();
        let stopped = || Failure {
            code: "calculation_stopped",
            sentence: "A part of the calculation stopped unexpectedly.".to_owned(),
            hint: "Try again; if it happens again, report it with the document.".to_owned(),
        };
        running.into_iter().map(|part| part.join().map_err(|_| stopped())?).collect()
    })
}
