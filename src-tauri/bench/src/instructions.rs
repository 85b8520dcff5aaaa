//! Instructions, counted by callgrind: a figure that repeats exactly on a busy machine.

use std::process::Command;

/// Deals of the history that is counted; callgrind is some fifty times slower than the machine.
pub const DEALS: u32 = 100_000;

/// What is counted: whole simulations, or changes of a rate.
#[derive(Clone, Copy)]
pub enum Counted {
    /// Everything from the facts in memory.
    Simulation,
    /// A rate of the volume rebate, after one whole simulation.
    Rate,
}

impl Counted {
    /// The option of this program that does only this.
    const fn option(self) -> &'static str {
        match self {
            Self::Simulation => "--simulate",
            Self::Rate => "--change",
        }
    }
}

/// Instructions of one of something on [`DEALS`] deals, as the difference between a process that
/// does it three times and one that does it once. Nothing without valgrind.
pub fn of_one(what: Counted, seed: u64) -> Result<Option<u64>, String> {
    let (Some(three), Some(one)) = (of(what, 3, seed)?, of(what, 1, seed)?) else {
        return Ok(None);
    };
    Ok(Some(three.saturating_sub(one) / 2))
}

fn of(what: Counted, times: u32, seed: u64) -> Result<Option<u64>, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let ended = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(own)
        .args(["--seed", &seed.to_string(), what.option(), &times.to_string()])
        .output();
    let Ok(ended) = ended else { return Ok(None) };
    let said = String::from_utf8_lossy(&ended.stderr);
    collected(&said).map(Some).ok_or_else(|| format!("valgrind did not count: {said}"))
}

/// The count in what callgrind says, such as `==12== Collected : 34`.
fn collected(said: &str) -> Option<u64> {
    said.lines().find_map(|line| line.split("Collected :").nth(1)?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_is_found_where_callgrind_says_it() {
        let said = "==12== Events    : Ir\n==12== Collected : 3456\n==12== \n";
        assert_eq!(collected(said), Some(3456));
        assert_eq!(collected("valgrind: no such tool"), None);
    }
}
