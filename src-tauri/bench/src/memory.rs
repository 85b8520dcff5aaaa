//! How much memory the facts and a calculated plan stay in.

use crate::{history::History, simulation::Simulation, times::Times};

/// What `/proc/self/status` says under a name, in KiB; nothing on other systems.
fn status(name: &str) -> Option<u64> {
    line("/proc/self/status", name)
}

/// What the machine could still give, in KiB.
pub fn available() -> Option<u64> {
    line("/proc/meminfo", "MemAvailable")
}

fn line(file: &str, name: &str) -> Option<u64> {
    let text = std::fs::read_to_string(file).ok()?;
    let found = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    found.split_whitespace().next()?.parse().ok()
}

/// What a history of so many deals takes by itself.
pub struct Alone {
    /// What stays resident, in KiB: facts, their indexes, the plan with all it keeps for the next
    /// change, and the outcome. Nothing on systems that do not tell.
    pub resident: Option<u64>,
    /// Whole simulations.
    pub whole: Times,
}

/// Simulates a history. Its rows are made by a thread of its own, so that the allocator keeps them
/// apart from the facts and gives them back once the facts are built.
pub fn alone(deals: u32, seed: u64, threads: usize) -> Result<Alone, String> {
    let before = status("VmRSS");
    let rows = std::thread::spawn(move || History::new(deals, seed).rows()).join();
    let rows = rows.map_err(|_| "The rows were not made.".to_owned())??;
    let simulation = Simulation::new(rows, threads)?;
    let outcome = simulation.whole(&simulation.program)?;
    let resident = status("VmRSS").zip(before).map(|(after, before)| after.saturating_sub(before));
    let whole = Times::take(5, |_| simulation.whole(&simulation.program), |_, _| Ok(()))?;
    drop(outcome);
    Ok(Alone { resident, whole })
}
