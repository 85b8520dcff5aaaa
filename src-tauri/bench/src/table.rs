//! The table that a run prints.

use crate::times::Times;

/// Prints the head of a table.
pub fn head(title: &str) {
    println!("\n{title}\n");
    println!("| what | runs | median, ms | p95, ms | times ours |");
    println!("|---|---:|---:|---:|---:|");
}

/// Prints one row; `ours` is the median that others are compared with.
pub fn row(what: &str, times: &Times, ours: Option<f64>) {
    let ratio = ours.map_or_else(String::new, |ours| format!("{:.1}", times.median() / ours));
    let (median, p95) = (times.median(), times.p95());
    println!("| {what} | {} | {median:.1} | {p95:.1} | {ratio} |", times.runs());
}
