//! A process that is killed: what was acknowledged is there, what was not is gone without a trace.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tierwright_store::{Document, Import};

use crate::made_up::*;

/// Names the document to the second process, which is this same test started again.
const DOCUMENT: &str = "TIERWRIGHT_TEST_DOCUMENT";

/// Starts one test of this file in a process of its own.
fn start(test: &str, path: &Path) -> (Child, impl Iterator<Item = String>) {
    spawn(command(test, path))
}

fn command(test: &str, path: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("killed::{test}"), "--nocapture"]).env(DOCUMENT, path);
    command
}

fn spawn(mut command: Command) -> (Child, impl Iterator<Item = String>) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let said = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    (child, said)
}

/// The document to work on, where this is the second process.
fn handed_over() -> Option<Document> {
    let path = std::env::var_os(DOCUMENT)?;
    Some(Document::open(Path::new(&path)).unwrap())
}

fn protect(path: &Path, read_only: bool) {
    let mut permissions = std::fs::metadata(path).unwrap().permissions();
    permissions.set_readonly(read_only);
    std::fs::set_permissions(path, permissions).unwrap();
}

#[test]
fn a_killed_import_leaves_the_facts_as_they_were() {
    if let Some(mut document) = handed_over() {
        let facts = many_facts(20_000);
        let import = Import { facts: &facts, set_aside: &[], rounded: &[] };
        let halfway = &mut |done, all| {
            if done > all / 2 {
                println!("halfway");
                std::thread::sleep(Duration::from_secs(60));
            }
            go_on(done, all)
        };
        document.replace_facts(import, "Killed", now(), halfway).unwrap();
        return;
    }
    let (_folder, document) = full_document();
    let path = document.path().to_owned();
    let digest = document.facts_digest().unwrap();
    document.close().unwrap();
    let size = std::fs::metadata(&path).unwrap().len();

    let (mut child, mut said) = start("a_killed_import_leaves_the_facts_as_they_were", &path);
    assert!(said.any(|line| line == "halfway"));
    child.kill().unwrap();
    child.wait().unwrap();
    let journal = path.with_extension("tierwright-journal");
    assert!(journal.exists() && std::fs::metadata(&path).unwrap().len() > size, "not in a write");

    protect(&path, true);
    let error = Document::open(&path).unwrap_err().to_string();
    assert!(error.contains("an unfinished change has to be taken back first"), "{error}");
    protect(&path, false);

    let document = Document::open(&path).unwrap();
    assert_eq!(document.facts().unwrap(), every_fact());
    assert_eq!(document.facts_digest().unwrap(), digest);
    assert_eq!(document.revisions().unwrap().len(), 2);
    assert!(!journal.exists());
}

#[test]
fn no_acknowledged_edit_is_lost_by_a_kill() {
    if let Some(mut document) = handed_over() {
        for turn in 0..100_000 {
            let label = format!("Edit {turn}");
            let number = document.save_program(&program(&label), &label, now()).unwrap();
            println!("saved {number}");
        }
        return;
    }
    let (_folder, document) = new_document();
    let path = document.path().to_owned();
    document.close().unwrap();
    for round in 1..=8_usize {
        let (mut child, said) = start("no_acknowledged_edit_is_lost_by_a_kill", &path);
        let mut numbers = said.filter_map(|line| line.strip_prefix("saved ")?.parse::<i64>().ok());
        let seen = numbers.nth(3 * round).unwrap();
        child.kill().unwrap();
        let acknowledged = numbers.last().unwrap_or(seen);
        child.wait().unwrap();

        let document = Document::open(&path).unwrap();
        let latest = document.revisions().unwrap().remove(0);
        assert!(latest.head && (acknowledged..=acknowledged + 1).contains(&latest.number));
        assert_eq!(document.program().unwrap().name, latest.label);
    }
}

/// Kills inside a write that a run must have seen.
const KILLS_INSIDE: usize = 100;

/// Tells the second process to acknowledge each change before it is on disk, as a fault would.
const LIES: &str = "TIERWRIGHT_TEST_LIES";

/// Edits and imports one after the other, and says each that is on disk.
fn work_until_killed(mut document: Document) {
    let lies = std::env::var_os(LIES).is_some();
    for turn in 0_u32.. {
        let next = document.revisions().unwrap().remove(0).number + 1;
        if lies {
            println!("saved {next}");
        }
        let saved = if turn % 3 == 1 {
            let facts = many_facts(150 + turn);
            let import = Import { facts: &facts, set_aside: &[], rounded: &[] };
            document.import_facts(import, &format!("Import {next}"), now(), &mut go_on).unwrap()
        } else {
            let label = format!("Edit {next}");
            document.save_program(&program(&label), &label, now()).unwrap()
        };
        if !lies {
            println!("saved {saved}");
        }
    }
}

/// What one kill left behind.
struct Killed {
    /// Whether it fell inside a write: its journal was still there.
    inside: bool,
    /// Whether everything that was acknowledged is in the document.
    kept: bool,
}

/// Lets a second process work on a document for a while, kills it, and opens the document.
fn kill_after(test: &str, path: &Path, wait: Duration, lies: bool) -> Killed {
    let mut command = command(test, path);
    if lies {
        command.env(LIES, "1");
    }
    let (mut child, said) = spawn(command);
    let mut numbers = said.filter_map(|line| line.strip_prefix("saved ")?.parse::<i64>().ok());
    let seen = numbers.next().unwrap();
    std::thread::sleep(wait);
    child.kill().unwrap();
    let acknowledged = numbers.last().unwrap_or(seen);
    child.wait().unwrap();
    let inside = path.with_extension("tierwright-journal").exists();
    let document = Document::open(path).unwrap();
    let latest = document.revisions().unwrap().remove(0).number;
    // Every fact fits with the others still, whichever import holds.
    document.facts().unwrap();
    Killed { inside, kept: latest >= acknowledged }
}

/// Waits that differ and are the same in every run, in thousandths of a second.
fn waits() -> impl Iterator<Item = Duration> {
    let mut state = 7_u64;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        Duration::from_micros((state >> 33) % 40_000)
    })
}

#[test]
fn nothing_acknowledged_is_lost_by_many_kills_inside_writes() {
    let test = "nothing_acknowledged_is_lost_by_many_kills_inside_writes";
    if let Some(document) = handed_over() {
        return work_until_killed(document);
    }
    let (mut kills, mut inside) = (0, 0);
    let mut waits = waits();
    while inside < KILLS_INSIDE {
        let (_folder, document) = new_document();
        let path = document.path().to_owned();
        document.close().unwrap();
        for wait in waits.by_ref().take(20) {
            let killed = kill_after(test, &path, wait, false);
            assert!(killed.kept, "kill {kills} lost what was acknowledged");
            kills += 1;
            inside += usize::from(killed.inside);
        }
        assert!(kills < 2_000, "{inside} of {kills} kills fell inside a write");
    }
    println!("{kills} kills, {inside} of them inside a write");
}

#[test]
fn a_document_that_acknowledges_too_early_is_caught() {
    let test = "a_document_that_acknowledges_too_early_is_caught";
    if let Some(document) = handed_over() {
        return work_until_killed(document);
    }
    let (_folder, document) = new_document();
    let path = document.path().to_owned();
    document.close().unwrap();
    let caught = waits().take(200).any(|wait| !kill_after(test, &path, wait, true).kept);
    assert!(caught, "200 kills did not show that it lies");
}
