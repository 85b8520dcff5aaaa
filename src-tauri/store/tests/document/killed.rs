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
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("killed::{test}"), "--nocapture"])
        .env(DOCUMENT, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
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
