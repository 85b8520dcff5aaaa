//! The import itself: files in, facts and an account of every row out.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashSet},
    hash::{DefaultHasher, Hash as _, Hasher as _},
    ops::ControlFlow,
};

use csv::StringRecord;
use foldhash::HashMap;
use tierwright_engine::rows::{RoundedFigure, Source, SourceFile};
use tierwright_program::Money;

use crate::{
    NamedFile, Progress,
    failure::ImportFailure,
    fault::Fault,
    findings::Findings,
    gathered::Gathered,
    given::{self, GivenFile},
    imported::{FileReading, Imported, SetAside},
    links,
    lookup::Lookup,
    mapping::{Duplicates, Mapping, NegativeAmounts},
    plan::{self, FilePlan, Plan},
    repair,
    row::{Reading, RowFacts},
    source::{ahead, reading_sentence},
    table::Table,
    totals::Totals,
};

/// Reads files by a mapping. The order of the files changes nothing.
///
/// `progress` is told how far the reading is, and stops the import by breaking.
///
/// # Errors
/// A file that is missing, damaged, not text, not matched by the mapping or named by it and not
/// given; a column that a file lacks or has twice; `cancelled`. Then nothing was imported. A row
/// that cannot be used is no failure: it is set aside.
pub fn import(
    mapping: &Mapping,
    files: &[NamedFile],
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Imported, ImportFailure> {
    let repaired = repair::mapping(mapping);
    let given = given::assign(&repaired, files)?;
    let plan = plan::make(&repaired, &given)?;
    let mut imported = carry_out(&plan, &HashSet::new(), progress)?;
    let refused = repair::shares(&mut imported.rows, mapping.repairs.shares);
    // Setting a deal aside takes all of its rows along, wherever they stand: they are read again.
    if !refused.is_empty() {
        imported = carry_out(&plan, &refused, progress)?;
    }
    if mapping.repairs.negative_amounts == NegativeAmounts::Return {
        repair::returns(&mut imported)?;
    }
    Ok(imported)
}

/// Reads the files of a plan, without the deals that are set aside as a whole.
fn carry_out(
    plan: &Plan<'_>,
    refused_deals: &HashSet<String>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Imported, ImportFailure> {
    let mut run = Run::new(plan, refused_deals, progress);
    for (index, file) in plan.files.iter().enumerate() {
        if !file.find_by.is_empty() {
            run.look_up(index, file)?;
        }
    }
    for index in &plan.order {
        run.feed(*index, &plan.files[*index])?;
    }
    run.finish()
}

/// What is gathered while the files of a plan are read.
struct Run<'a> {
    plan: &'a Plan<'a>,
    report: Report<'a>,
    lookups: BTreeMap<&'a str, Lookup>,
    /// Rows that were set aside when their file was looked up, before it feeds tables.
    refused: HashSet<(u32, u32)>,
    refused_deals: &'a HashSet<String>,
    hashes: BTreeMap<u32, String>,
    /// Footer lines that were left out of each file.
    footers: BTreeMap<u32, usize>,
    gathered: Gathered,
    set_aside: Vec<SetAside>,
    rounded: Vec<RoundedFigure>,
    findings: Findings,
    totals: Totals,
}

/// Tells how far the reading is.
struct Report<'a> {
    progress: &'a mut dyn FnMut(Progress) -> ControlFlow<()>,
    done: u64,
    all: u64,
}

impl Report<'_> {
    /// Tells of a file of which so many bytes are taken.
    fn tell(&mut self, file: &GivenFile, taken: u64) -> Result<(), ImportFailure> {
        let done = self.done.saturating_add(taken).min(self.all);
        match (self.progress)(Progress { file: file.name.clone(), done, all: self.all }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(ImportFailure::cancelled()),
        }
    }
}

impl<'a> Run<'a> {
    fn new(
        plan: &'a Plan<'a>,
        refused_deals: &'a HashSet<String>,
        progress: &'a mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Self {
        let passes = |file: &FilePlan<'_>| {
            u64::from(!file.find_by.is_empty()) + u64::from(!file.feeds.is_empty())
        };
        let all = plan.files.iter().map(|file| file.size.saturating_mul(passes(file))).sum();
        let names = plan.files.iter().map(|file| file.given.name.clone()).collect();
        let mut totals = Totals::default();
        for (number, file) in (0_u32..).zip(&plan.files) {
            totals.file(number, &file.given.name);
        }
        Self {
            plan,
            report: Report { progress, done: 0, all },
            lookups: BTreeMap::new(),
            refused: HashSet::new(),
            refused_deals,
            hashes: BTreeMap::new(),
            footers: BTreeMap::new(),
            gathered: Gathered::of(names),
            set_aside: Vec::new(),
            rounded: Vec::new(),
            findings: Findings::default(),
            totals,
        }
    }

    /// Keeps the rows of a file to be found by key.
    fn look_up(&mut self, index: usize, plan: &FilePlan<'a>) -> Result<(), ImportFailure> {
        let mut lookup = Lookup::default();
        for columns in &plan.find_by {
            lookup.find_by(columns.clone());
        }
        let number = number(index);
        let is_fed_too = !plan.feeds.is_empty();
        self.rows(number, plan, |run, columns, row, record| {
            let taken = whole(record, plan.width).and_then(|()| lookup.take(columns, row, record));
            match taken {
                Err(fault) => {
                    run.put_aside((number, row), plan, None, &fault, record, None);
                    run.refused.insert((number, row));
                    if !is_fed_too {
                        run.totals.set_aside(number);
                    }
                }
                Ok(()) if !is_fed_too => run.totals.used(number),
                Ok(()) => {}
            }
        })?;
        self.lookups.insert(plan.role, lookup);
        Ok(())
    }

    /// Turns the rows of a file into facts.
    fn feed(&mut self, index: usize, plan: &FilePlan<'a>) -> Result<(), ImportFailure> {
        let number = number(index);
        let lookups = std::mem::take(&mut self.lookups);
        let mut groups: Vec<HashMap<String, usize>> = vec![HashMap::default(); plan.feeds.len()];
        let mut seen = HashMap::default();
        let mut facts = RowFacts::default();
        let read = self.rows(number, plan, |run, _, row, record| {
            let source = Source { file: number, row };
            let reading = Reading {
                feeds: &plan.feeds,
                lookups: &lookups,
                record,
                source,
                groups: &groups,
                refused_deals: run.refused_deals,
            };
            if run.refused.contains(&(number, row)) {
                let amount = reading.set_amounts_aside(&run.gathered, &mut run.totals);
                let known = run.set_aside.iter_mut().find(|aside| aside.source == source);
                if let Some(known) = known {
                    known.amount = amount;
                }
                return run.totals.set_aside(number);
            }
            if let Err(fault) = whole(record, plan.width) {
                reading.leave_amounts(&mut run.totals);
                run.totals.set_aside(number);
                return run.put_aside((number, row), plan, None, &fault, record, None);
            }
            if plan.form.duplicates == Duplicates::SetAside
                && let Some(first) = seen.insert(fingerprint(record), row)
            {
                seen.insert(fingerprint(record), first);
                let amount = reading.set_amounts_aside(&run.gathered, &mut run.totals);
                run.totals.set_aside(number);
                let clause = format!("it repeats row {first} exactly");
                let fault = Fault::new("row_twice", clause);
                return run.put_aside((number, row), plan, None, &fault, record, amount);
            }
            match reading.facts(&run.gathered, &mut facts) {
                Ok(()) => run.take(&mut facts, source, &mut groups),
                Err((table, fault)) => {
                    let amount = reading.set_amounts_aside(&run.gathered, &mut run.totals);
                    run.totals.set_aside(number);
                    run.put_aside((number, row), plan, Some(table), &fault, record, amount);
                }
            }
        });
        self.lookups = lookups;
        read
    }

    /// Takes what a row gave.
    fn take(
        &mut self,
        facts: &mut RowFacts,
        source: Source,
        groups: &mut [HashMap<String, usize>],
    ) {
        self.totals.used(source.file);
        let Self { gathered, totals, findings, .. } = self;
        self.rounded.extend(facts.commit(source, gathered, groups, totals, findings));
    }

    /// Goes through the rows of a file.
    fn rows(
        &mut self,
        number: u32,
        plan: &FilePlan<'a>,
        mut each: impl FnMut(&mut Self, &[String], u32, &StringRecord),
    ) -> Result<(), ImportFailure> {
        // The rows and the reports of how far they are both belong to the run.
        let run = RefCell::new(self);
        let ended = ahead::rows(
            plan.given,
            plan.form,
            |columns, row, record| each(&mut run.borrow_mut(), columns, row, record),
            |taken| run.borrow_mut().report.tell(plan.given, taken),
        )?;
        let run = run.into_inner();
        run.report.done = run.report.done.saturating_add(ended.taken);
        run.footers.insert(number, ended.footer);
        run.hashes.insert(number, ended.sha256);
        Ok(())
    }

    fn put_aside(
        &mut self,
        (file, row): (u32, u32),
        plan: &FilePlan<'_>,
        table: Option<Table>,
        fault: &Fault,
        record: &StringRecord,
        amount: Option<Money>,
    ) {
        let name = &plan.given.name;
        self.set_aside.push(SetAside {
            source: Source { file, row },
            file: name.clone(),
            row,
            table,
            column: fault.column.clone(),
            ours: fault.ours.clone(),
            missing: fault.missing.clone(),
            code: fault.code,
            sentence: fault.sentence(name, row),
            text: line(record),
            amount,
        });
    }

    fn finish(mut self) -> Result<Imported, ImportFailure> {
        let mut rows = self.gathered.rows();
        rows.files = self
            .totals
            .files()
            .map(|(number, tie)| SourceFile {
                name: tie.file.clone(),
                sha256: self.hashes.remove(number).unwrap_or_default(),
                rows: tie.rows,
                set_aside: tie.set_aside,
            })
            .collect();
        links::settle(&mut rows, &mut self.findings);
        let tie = self.totals.tie(&rows)?;
        if !tie.holds() {
            return Err(ImportFailure::new(
                "totals_differ",
                "What was read is not what was used and set aside; nothing was imported."
                    .to_owned(),
                "This is a fault of Tierwright. Please report it with the mapping.",
            ));
        }
        self.set_aside.sort_by_key(|aside| aside.source);
        let names = |file: u32| {
            let file = usize::try_from(file).ok().and_then(|file| rows.files.get(file));
            file.map(|file| file.name.clone()).unwrap_or_default()
        };
        let findings = self.findings.list(names);
        Ok(Imported {
            set_aside: self.set_aside,
            rounded: self.rounded,
            findings,
            tie,
            reading: readings(self.plan, &self.footers),
            rows,
        })
    }
}

/// The number of a file among those that are read.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// A row in 128 bits, so that two rows share them only if they are the same.
pub(crate) fn fingerprint(record: &StringRecord) -> (u64, u64) {
    let hash = |seed: u8| {
        let mut hasher = DefaultHasher::new();
        seed.hash(&mut hasher);
        record.iter().for_each(|text| text.trim().hash(&mut hasher));
        hasher.finish()
    };
    (hash(0), hash(1))
}

/// Whether a row has as many columns as its file.
fn whole(record: &StringRecord, width: usize) -> Result<(), Fault> {
    if record.len() == width {
        return Ok(());
    }
    let columns = |count: usize| match count {
        1 => "1 column".to_owned(),
        _ => format!("{count} columns"),
    };
    // A quote that is closed rows later swallows those between; then the lines tell.
    let lines = record.iter().map(|text| text.matches('\n').count()).sum::<usize>() + 1;
    let over = if lines > 1 { format!(" over {lines} lines") } else { String::new() };
    let (found, expected) = (columns(record.len()), columns(width));
    let clause = format!("it has {found}{over} where {expected} are expected");
    Err(Fault::new("columns_differ", clause))
}

/// A row as a line of comma separated values.
fn line(record: &StringRecord) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail, and what was text stays text.
    let _ = writer.write_record(record);
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).trim_end_matches('\n').to_owned()
}

/// How each given file was read, in order of the roles.
fn readings(plan: &Plan<'_>, footers: &BTreeMap<u32, usize>) -> Vec<FileReading> {
    let footer = |number: u32| footers.get(&number).copied().unwrap_or_default();
    let read = (0..).zip(&plan.files).map(|(number, file)| FileReading {
        file: file.given.name.clone(),
        role: file.role.to_owned(),
        sentence: reading_sentence(file.form, file.kind, file.packed, footer(number)),
    });
    let idle = plan.idle.iter().map(|(role, name)| FileReading {
        file: (*name).to_owned(),
        role: (*role).to_owned(),
        sentence: "Not read: nothing that was given needs it.".to_owned(),
    });
    let mut readings: Vec<FileReading> = read.chain(idle).collect();
    readings.sort_by(|a, b| a.role.cmp(&b.role));
    readings
}
