//! Files whose bytes were changed at random: opening and reading them answers and never panics.
//!
//! A few dozen in every run; `TIERWRIGHT_FUZZ` is how many seconds to go on instead.

use std::{
    cell::Cell,
    fs,
    path::Path,
    time::{Duration, Instant},
};

use proptest::{
    prelude::*,
    sample::Index,
    test_runner::{Config, TestRunner},
};
use tierwright_store::{Document, StoreError};

use crate::made_up::*;

/// Files in one round.
const ROUND: u32 = 50;

/// One change of the bytes of a file.
#[derive(Clone, Debug)]
enum Mutation {
    /// Some bytes are others.
    Others { at: Index, with: Vec<u8> },
    /// The first bytes of a page, which say how it is laid out, are others.
    Layout { page: Index, with: Vec<u8> },
    /// A page stands where another one stood.
    Moved { page: Index, from: Index },
    /// The file ends early.
    Cut { at: Index },
}

/// The size of SQLite's pages.
const PAGE: usize = 4096;

fn mutation() -> impl Strategy<Value = Mutation> {
    let bytes = |most| proptest::collection::vec(any::<u8>(), 1..most);
    let place = any::<Index>;
    prop_oneof![
        6 => (place(), bytes(9)).prop_map(|(at, with)| Mutation::Others { at, with }),
        3 => (place(), bytes(13)).prop_map(|(page, with)| Mutation::Layout { page, with }),
        2 => (place(), place()).prop_map(|(page, from)| Mutation::Moved { page, from }),
        1 => place().prop_map(|at| Mutation::Cut { at }),
    ]
}

fn change(bytes: &mut Vec<u8>, mutation: &Mutation) {
    let pages = (bytes.len() / PAGE).max(1);
    let page = |of: &Index| of.index(pages) * PAGE;
    let put = |bytes: &mut Vec<u8>, from: usize, with: &[u8]| {
        bytes.iter_mut().skip(from).zip(with).for_each(|(there, with)| *there = *with);
    };
    match mutation {
        Mutation::Others { at, with } => put(bytes, at.index(bytes.len().max(1)), with),
        Mutation::Layout { page: of, with } => put(bytes, page(of), with),
        Mutation::Moved { page: of, from } => {
            let other: Vec<u8> = bytes.iter().skip(page(from)).take(PAGE).copied().collect();
            put(bytes, page(of), &other);
        }
        Mutation::Cut { at } => bytes.truncate(at.index(bytes.len().max(1))),
    }
}

/// Opens a file and reads everything; what is wrong comes as an error with a sentence.
fn read(path: &Path) -> Result<(), StoreError> {
    let document = Document::open(path)?;
    let all = [
        document.program().map(|_| ()),
        document.facts().map(|_| ()),
        document.set_aside().map(|_| ()),
        document.rounded_figures().map(|_| ()),
        document.counts().map(|_| ()),
        document.revisions().map(|_| ()),
        document.scenarios().map(|_| ()),
        document.result_info().map(|_| ()),
        document.mappings().map(|_| ()),
        document.facts_digest().map(|_| ()),
    ];
    all.into_iter().collect()
}

#[test]
fn no_file_stops_the_reader() {
    let seconds = std::env::var("TIERWRIGHT_FUZZ").ok().and_then(|text| text.parse().ok());
    let (begun, long) = (Instant::now(), Duration::from_secs(seconds.unwrap_or(0)));
    let (_folder, mut document) = new_document();
    import(&mut document, &many_facts(60));
    let whole = document.path().to_owned();
    document.close().unwrap();
    let bytes = fs::read(whole).unwrap();
    let (files, opened, failed) = (Cell::new(0_u64), Cell::new(0_u64), Cell::new(0_u64));
    let mutations = proptest::collection::vec(mutation(), 1..6);
    loop {
        let config = Config { cases: ROUND, failure_persistence: None, ..Config::default() };
        let ran = TestRunner::new(config).run(&mutations, |mutations| {
            let mut bytes = bytes.clone();
            mutations.iter().for_each(|one| change(&mut bytes, one));
            let (_folder, path) = place();
            fs::write(&path, bytes).unwrap();
            files.set(files.get() + 1);
            match read(&path) {
                Ok(()) => opened.set(opened.get() + 1),
                Err(error) => {
                    failed.set(failed.get() + 1);
                    prop_assert!(!error.code().is_empty() && !error.to_string().is_empty());
                }
            }
            Ok(())
        });
        ran.unwrap_or_else(|found| panic!("{found}"));
        if begun.elapsed() >= long {
            break;
        }
    }
    let (files, opened, failed) = (files.get(), opened.get(), failed.get());
    println!("{files} files, {opened} read, {failed} refused.");
    assert!(opened > 0 && failed > 0, "{opened} read, {failed} refused");
}
