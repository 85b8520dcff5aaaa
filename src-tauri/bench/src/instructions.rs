//! Instructions, counted by callgrind: a figure that repeats exactly on a busy machine.

use std::process::Command;

/// Deals of the history that is counted; callgrind is some fifty times slower than the machine.
pub const DEALS: u32 = 20_000;

/// Instructions of one whole simulation of [`DEALS`] deals, as the difference between a process
/// that simulates three times and one that simulates once. Nothing without valgrind.
pub fn of_a_simulation(seed: u64) -> Result<Option<u64>, String> {
    let (Some(three), Some(one)) = (of(3, seed)?, of(1, seed)?) else { return Ok(None) };
    Ok(Some(three.saturating_sub(one) / 2))
}

fn of(simulations: u32, seed: u64) -> Result<Option<u64>, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let ended = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(own)
        .args(["--seed", &seed.to_string(), "--simulate", &simulations.to_string()])
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
