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

/// Simulates a history in a thread of its own, so that the allocator keeps the rows that the facts
/// are built from apart and gives them back.
pub fn alone(deals: u32, seed: u64, threads: usize) -> Result<Alone, String> {
    let before = status("VmRSS");
    let made = std::thread::spawn(move || {
        let simulation = Simulation::new(&History::new(deals, seed), threads)?;
        let outcome = simulation.whole(&simulation.program)?;
        Ok::<_, String>((simulation, outcome))
    });
    let (simulation, outcome) = made.join().map_err(|_| "The simulation stopped.".to_owned())??;
    let resident = status("VmRSS").zip(before).map(|(after, before)| after.saturating_sub(before));
    let whole = Times::take(5, |_| simulation.whole(&simulation.program), |_, _| Ok(()))?;
    drop(outcome);
    Ok(Alone { resident, whole })
}
