//! The table that a run prints.

use crate::times::Times;

/// Prints the head of a table.
pub fn head(title: &str) {
    println!("\n{title}\n");
    println!("| what | runs | median, ms | p95, ms | times ours | processors, ms | times ours |");
    println!("|---|---:|---:|---:|---:|---:|---:|");
}

/// Prints one row; `ours` is what others are compared with.
pub fn row(what: &str, times: &Times, ours: Option<&Times>) {
    let ratio = |of: fn(&Times) -> Option<f64>| {
        let both = of(times).zip(ours.and_then(of));
        both.map_or_else(String::new, |(theirs, ours)| format!("{:.1}", theirs / ours))
    };
    let (median, p95) = (times.median(), times.p95());
    let worked = times.processor().map_or_else(String::new, |ms| format!("{ms:.1}"));
    let (passed, worked_ratio) = (ratio(|of| Some(of.median())), ratio(Times::processor));
    let runs = times.runs();
    println!("| {what} | {runs} | {median:.1} | {p95:.1} | {passed} | {worked} | {worked_ratio} |");
}
