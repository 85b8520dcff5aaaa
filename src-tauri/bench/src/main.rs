//! `cargo xtask bench`: workload W in our engine and in others, in one run, every line compared.
//!
//! This room does not know documents, files of people, the window or the network. It makes up a
//! history, times what the engine does with it, and lets scripts do the same in other engines.

mod changes;
mod draw;
mod files;
mod history;
mod instructions;
mod lines;
mod memory;
mod peers;
mod rows;
mod simulation;
mod table;
mod times;

use std::{path::PathBuf, process::ExitCode};

use changes::{KINDS, customers, variation};
use draw::Draw;
use history::History;
use instructions::Counted;
use peers::{Bench, PEERS, Terms};
use simulation::Simulation;
use tierwright_engine::Outcome;
use tierwright_program::Program;
use times::Times;

const HELP: &str = "\
Usage: tierwright-bench [--deals N]... [--runs N] [--seed N] [--folder FOLDER] [--python PYTHON]
       tierwright-bench --alone N | --simulate N | --change N

  --deals N        how many deals a history has; may stand several times
  --runs N         how often each thing is timed; 15 unless told
  --seed N         the seed of histories; 42 unless told
  --folder FOLDER  where the files for other engines go
  --python PYTHON  the Python that has the other engines; without it they are left out
  --alone N        only tell what N deals keep resident, in KiB, and how long a simulation takes
  --simulate N     only simulate a history N times on one thread, for instructions to be counted;
                   of 100,000 deals unless told
  --change N       the same with N changes of a rate after one simulation";

/// Deals of the histories that are measured unless told.
const SIZES: [u32; 2] = [100_000, 1_000_000];

/// How many variations a study tries.
const VARIATIONS: usize = 1_000;

/// What was asked for on the command line.
struct Asked {
    deals: Vec<u32>,
    runs: usize,
    seed: u64,
    folder: PathBuf,
    python: Option<PathBuf>,
    alone: Option<u32>,
    simulate: Option<u32>,
    change: Option<u32>,
}

fn main() -> ExitCode {
    let Some(asked) = Asked::read(std::env::args().skip(1)) else {
        eprintln!("{HELP}");
        return ExitCode::from(2);
    };
    match bench(&asked) {
        Ok(()) => ExitCode::SUCCESS,
        Err(said) => {
            eprintln!("\n{said}");
            ExitCode::FAILURE
        }
    }
}

impl Asked {
    fn read(mut words: impl Iterator<Item = String>) -> Option<Self> {
        let mut asked = Self {
            deals: Vec::new(),
            runs: 15,
            seed: 42,
            folder: std::env::temp_dir().join("tierwright-bench"),
            python: None,
            alone: None,
            simulate: None,
            change: None,
        };
        while let Some(word) = words.next() {
            let value = words.next()?;
            match word.as_str() {
                "--deals" => asked.deals.push(value.parse().ok()?),
                "--runs" => asked.runs = value.parse().ok().filter(|runs| *runs > 0)?,
                "--seed" => asked.seed = value.parse().ok()?,
                "--folder" => asked.folder = value.into(),
                "--python" => asked.python = Some(value.into()),
                "--alone" => asked.alone = Some(value.parse().ok()?),
                "--simulate" => asked.simulate = Some(value.parse().ok()?),
                "--change" => asked.change = Some(value.parse().ok()?),
                _ => return None,
            }
        }
        let counted = asked.simulate.or(asked.change).is_some();
        if asked.deals.is_empty() {
            let sizes: &[u32] = if counted { &[instructions::DEALS] } else { &SIZES };
            asked.deals = sizes.to_vec();
        }
        Some(asked)
    }
}

/// How many threads everybody gets.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, |threads| threads.get().min(2))
}

fn bench(asked: &Asked) -> Result<(), String> {
    if let Some(deals) = asked.alone {
        let alone = memory::alone(deals, asked.seed, threads())?;
        println!("{} {}", alone.resident.unwrap_or(0), alone.whole.median());
        return Ok(());
    }
    if let Some(times) = asked.simulate {
        return simulate(asked.deals[0], asked.seed, times);
    }
    if let Some(times) = asked.change {
        return change(asked.deals[0], asked.seed, times);
    }
    println!("{} threads, seed {}, every line compared to the cent.", threads(), asked.seed);
    for deals in &asked.deals {
        size(asked, *deals)?;
    }
    growth(asked)?;
    instructions(asked.seed)
}

/// One size of history: the whole simulation beside other engines, then changes of ours.
fn size(asked: &Asked, deals: u32) -> Result<(), String> {
    let history = History::new(deals, asked.seed);
    let simulation = Simulation::new(history.rows()?, threads())?;
    let base = simulation.whole(&simulation.program)?;
    let ours = lines::of(&base);
    let credits = history.credits.len();
    let cents: i64 = ours.values().sum();
    table::head(&format!(
        "{deals} deals, {credits} credits, {} partners: {} lines of {cents} cents",
        history.partners,
        ours.len()
    ));
    if asked.python.is_some() {
        files::write(&history, &asked.folder)?;
    }
    drop(history);
    beside(asked, &simulation, &simulation.program, Terms::Revenue)?;
    let by_customers = simulation.with(&customers(&simulation.program))?;
    beside(asked, &simulation, &by_customers, Terms::Customers)?;
    for kind in &KINDS {
        let times =
            changed(&simulation, &base, asked.runs * 2, |n| kind.changes(&simulation.program, n))?;
        table::row(&format!("{} changed", kind.name), &times, None);
    }
    variations(&simulation, &base)
}

/// The whole simulation of a program, and the same in other engines.
fn beside(
    asked: &Asked,
    simulation: &Simulation,
    program: &Program,
    terms: Terms,
) -> Result<(), String> {
    let what = match terms {
        Terms::Revenue => "whole simulation",
        Terms::Customers => "with tiers by customers",
    };
    let ours = lines::of(&simulation.whole(program)?);
    let whole = &Times::take(asked.runs, |_| simulation.whole(program), |_, _| Ok(()))?;
    table::row(&format!("{what}, ours"), whole, Some(whole));
    let Some(python) = &asked.python else {
        println!("| other engines: left out, no Python was named | | | | | | |");
        return Ok(());
    };
    let bench = Bench { python, folder: &asked.folder };
    for peer in &PEERS {
        match peer.run(&bench, terms, asked.runs)? {
            None => println!("| {}: left out, its package is not there | | | | | | |", peer.name),
            Some((times, theirs)) => {
                if let Some(difference) = lines::difference(&ours, &theirs, peer.name) {
                    return Err(difference);
                }
                table::row(&format!("{what}, {}", peer.name), &times, Some(whole));
            }
        }
    }
    Ok(())
}

/// Times changes from the change itself to all lines, each outcome held against a whole simulation
/// that borrowed nothing.
fn changed(
    simulation: &Simulation,
    base: &Outcome,
    runs: usize,
    changes: impl Fn(usize) -> Vec<tierwright_program::Change>,
) -> Result<Times, String> {
    Times::take(
        runs,
        |n| simulation.changed(&changes(n), base),
        |n, outcome| {
            let plain = simulation.whole(&simulation.with(&changes(n))?)?;
            same(&outcome, &plain).ok_or_else(|| format!("{:?} came out otherwise.", changes(n)))
        },
    )
}

/// Nothing when two outcomes differ in a line, zeros included.
fn same(fast: &Outcome, plain: &Outcome) -> Option<()> {
    fast.lines().eq(plain.lines()).then_some(())
}

/// A thousand variations, as many at a time as there are threads; every fiftieth is held against a
/// plain simulation.
fn variations(simulation: &Simulation, base: &Outcome) -> Result<(), String> {
    let mut draw = Draw::new(7);
    let tried: Vec<_> =
        (0..VARIATIONS).map(|_| variation(&simulation.program, &mut draw)).collect();
    let mut kept = Vec::new();
    let all = Times::take(
        1,
        |_| simulation.several(&tried, base),
        |_, outcomes| {
            kept = outcomes;
            Ok(())
        },
    )?;
    for (at, outcome) in &kept {
        let plain = simulation.whole(&simulation.with(&tried[*at])?)?;
        same(outcome, &plain).ok_or_else(|| format!("{:?} came out otherwise.", tried[*at]))?;
    }
    table::row(&format!("{VARIATIONS} variations"), &all, None);
    Ok(())
}

/// How time and memory grow with the history, each size in a process of its own, so that nothing of
/// other measurements is counted.
fn growth(asked: &Asked) -> Result<(), String> {
    println!("\n| deals | whole simulation, ms | ms per million | resident, MB | MB per million |");
    println!("|---:|---:|---:|---:|---:|");
    let largest = asked.deals.iter().copied().max().unwrap_or(0);
    let larger = [2, 5, 10].map(|times| largest.saturating_mul(times));
    for deals in asked.deals.iter().copied().chain(larger) {
        // Rows of text, before they are facts, need about so much, and the machine some to spare.
        let needed = u64::from(deals) * 3 / 2;
        if deals > largest && memory::available().is_none_or(|there| there < needed) {
            println!("| {deals}: left out, it needs {} MB free | | | | |", needed / 1000);
            continue;
        }
        let (resident, whole) = alone(deals, asked.seed)?;
        let millions = f64::from(deals) / 1e6;
        let (each, kept) = (whole / millions, resident / millions);
        println!("| {deals} | {whole:.1} | {each:.1} | {resident:.0} | {kept:.0} |");
    }
    Ok(())
}

/// Megabytes resident and the median of a whole simulation, as another process tells them.
fn alone(deals: u32, seed: u64) -> Result<(f64, f64), String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = std::process::Command::new(own);
    command.args(["--seed", &seed.to_string(), "--alone", &deals.to_string()]);
    // glibc then joins small pieces of memory as they come back, and gives them to the system.
    command.env("GLIBC_TUNABLES", "glibc.malloc.mxfast=0:glibc.malloc.tcache_count=0");
    let ended = command.output().map_err(|error| error.to_string())?;
    let told = String::from_utf8_lossy(&ended.stdout);
    let mut figures = told.split_whitespace().map_while(|figure| figure.parse::<f64>().ok());
    let (Some(kibibytes), Some(whole)) = (figures.next(), figures.next()) else {
        let complaint = String::from_utf8_lossy(&ended.stderr);
        return Err(format!("{deals} deals by themselves did not succeed: {complaint}"));
    };
    Ok((kibibytes * 1024.0 / 1e6, whole))
}

fn instructions(seed: u64) -> Result<(), String> {
    let whole = instructions::of_one(Counted::Simulation, seed)?;
    let rate = instructions::of_one(Counted::Rate, seed)?;
    let (Some(whole), Some(rate)) = (whole, rate) else {
        println!("\nInstructions: not counted, valgrind is not there.");
        return Ok(());
    };
    let history = History::new(instructions::DEALS, seed);
    let credits = u64::try_from(history.credits.len()).unwrap_or(1).max(1);
    let lines = u64::from(history.partners * history::QUARTERS).max(1);
    println!("\nInstructions at {} deals, on one thread:", instructions::DEALS);
    println!("a whole simulation: {} per credit ({whole} in all);", whole / credits);
    println!("a changed rate: {} per partner and quarter ({rate} in all).", rate / lines);
    Ok(())
}

/// Changes a rate so many times on one thread, after one whole simulation.
fn change(deals: u32, seed: u64, times: u32) -> Result<(), String> {
    let simulation = Simulation::new(History::new(deals, seed).rows()?, 1)?;
    let base = simulation.whole(&simulation.program)?;
    for n in 0..times as usize {
        simulation.changed(&KINDS[0].changes(&simulation.program, n), &base)?;
    }
    Ok(())
}

/// Simulates a history so many times on one thread.
fn simulate(deals: u32, seed: u64, times: u32) -> Result<(), String> {
    let simulation = Simulation::new(History::new(deals, seed).rows()?, 1)?;
    for _ in 0..times {
        simulation.whole(&simulation.program)?;
    }
    Ok(())
}
