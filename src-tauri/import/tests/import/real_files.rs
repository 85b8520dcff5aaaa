//! Real files of others, read by their guessed mapping, against their control totals.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use tierwright_import::{Guess, Imported, Inspected, Known, NamedFile, Table, guess, inspect};

use crate::common::{decimal, project, read};

/// A real file, unless it is not here; then the test says that it is skipped.
fn real(test: &str, file: &str) -> Option<PathBuf> {
    let data = std::env::var_os("TIERWRIGHT_DATA")
        .map_or_else(|| project().join("../shared/data"), PathBuf::from);
    let path = data.join(file);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {test}: real data not found in ../shared/data");
    None
}

fn looked_at(path: &PathBuf) -> Vec<Inspected> {
    let mut go_on = |_| ControlFlow::Continue(());
    inspect(std::slice::from_ref(path), &BTreeMap::new(), &mut go_on).unwrap()
}

fn guessed(inspected: &[Inspected], answers: &[(&str, &str)]) -> Guess {
    let own = |(id, answer): &(&str, &str)| ((*id).to_owned(), (*answer).to_owned());
    let known = Known { answers: answers.iter().map(own).collect(), ..Known::default() };
    guess(inspected, &known).unwrap()
}

fn import(path: &Path, guess: &Guess) -> Imported {
    assert_eq!(
        guess.open().map(|question| &question.id).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
    read(&guess.mapping, &[NamedFile { role: None, path: path.to_path_buf() }]).unwrap()
}

const INVOICES: &str = "online_retail/online_retail_2010-2011.csv.gz";

/// Figures of the UK wholesaler's invoices.
#[derive(PartialEq, Eq, Debug)]
struct Invoices {
    set_aside: usize,
    deals: usize,
    lines: usize,
    partners: usize,
    returns: usize,
    sold: String,
    returned: String,
    /// Of rows set aside, those below zero with their sign.
    aside: String,
}

fn invoices(imported: &Imported) -> Invoices {
    let rows = &imported.rows;
    let tie = |table: Table, pick: fn(&tierwright_import::AmountTie) -> i64| -> i64 {
        let of_table = imported.tie.amounts.iter().filter(|tie| tie.table == table);
        of_table.map(pick).sum()
    };
    let aside = tie(Table::Deal, |tie| tie.set_aside.units())
        - tie(Table::Adjustment, |tie| tie.set_aside.units());
    Invoices {
        set_aside: imported.set_aside.len(),
        deals: rows.deals.len(),
        lines: rows.lines.len(),
        partners: rows.partners.len(),
        returns: rows.adjustments.len(),
        sold: decimal(tie(Table::Deal, |tie| tie.used.units())),
        returned: decimal(tie(Table::Adjustment, |tie| tie.used.units())),
        aside: decimal(aside),
    }
}

/// The expected figures were worked out from the file with Python's decimals, apart from this code:
/// 541,909 rows and 9,747,747.934 in all, as published.
#[test]
fn the_wholesalers_invoices_tie_to_their_control_totals() {
    let Some(path) = real("the_wholesalers_invoices", INVOICES) else { return };
    let begun = std::time::Instant::now();
    let inspected = looked_at(&path);
    println!("looked at in {:?}", begun.elapsed());
    let open = guessed(&inspected, &[]);
    assert_eq!((inspected[0].rows, inspected[0].repeated), (541_909, 5_268));
    let asked: Vec<&str> = open.open().map(|question| question.id.as_str()).collect();
    assert_eq!(asked, ["duplicates:online_retail_2010-2011.csv.gz", "currency"]);

    let duplicates = "duplicates:online_retail_2010-2011.csv.gz";
    let kept = guessed(&inspected, &[(duplicates, "keep"), ("currency", "GBP")]);
    let begun = std::time::Instant::now();
    let imported = import(&path, &kept);
    println!("read in {:?}", begun.elapsed());
    assert_eq!(
        invoices(&imported),
        Invoices {
            set_aside: 135_080,
            deals: 18_536,
            lines: 397_924,
            partners: 4_372,
            returns: 8_905,
            sold: "8911407.9040".to_owned(),
            returned: "611342.0900".to_owned(),
            aside: "1447682.1200".to_owned(),
        }
    );
    // 8,911,407.904 - 611,342.090 + 1,447,682.120 = 9,747,747.934
    let days = imported.rows.deals.iter().filter_map(|deal| deal.closed);
    assert_eq!(days.clone().min().unwrap().to_string(), "2010-12-01");
    assert_eq!(days.max().unwrap().to_string(), "2011-12-09");

    let aside = guessed(&inspected, &[(duplicates, "set_aside"), ("currency", "GBP")]);
    let imported = import(&path, &aside);
    assert_eq!(
        invoices(&imported),
        Invoices {
            set_aside: 140_305,
            deals: 18_536,
            lines: 392_732,
            partners: 4_372,
            returns: 8_872,
            sold: "8887208.8940".to_owned(),
            returned: "608689.4700".to_owned(),
            aside: "1469228.5100".to_owned(),
        }
    );
    let repeated = imported.set_aside.iter().filter(|row| row.code == "row_twice").count();
    assert_eq!(repeated, 5_268);
}

#[test]
fn the_reference_rates_of_the_ecb_are_read_as_they_are() {
    let Some(path) = real("the_reference_rates", "ecb/eurofxref-hist.zip") else { return };
    let guess = guessed(&looked_at(&path), &[]);
    let imported = import(&path, &guess);
    // 7,126 days; 221,702 cells of 41 currencies have a number, counted with Python.
    assert_eq!(imported.tie.files[0].rows, 7_126);
    let left = ["BGN", "CYP", "EEK", "HRK", "LTL", "LVL", "MTL", "ROL", "SIT", "SKK", "TRL"];
    let codes: std::collections::BTreeSet<&str> =
        imported.rows.rates.iter().map(|rate| rate.currency.code()).collect();
    let missing: Vec<&&str> = left.iter().filter(|code| !codes.contains(**code)).collect();
    println!("{} currencies, not known any more: {missing:?}", codes.len());
    assert_eq!(codes.len() + missing.len(), 41);
    let dollar = imported
        .rows
        .rates
        .iter()
        .find(|rate| rate.currency.code() == "USD" && rate.date.to_string() == "1999-01-04");
    let dollar = dollar.unwrap();
    assert_eq!((dollar.rate.to_string().as_str(), dollar.inverse), ("1.1789", true));
    assert_eq!(dollar.base.code(), "EUR");
    assert_eq!(
        imported.rows.rates.iter().filter(|rate| rate.currency.code() == "USD").count(),
        7_126
    );
}

#[test]
fn the_originals_of_adventureworks_are_found_to_be_utf_16_with_bars_and_no_header() {
    let Some(folder) = real("the_originals_of_adventureworks", "adventureworks/raw_utf16") else {
        return;
    };
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut go_on = |_| ControlFlow::Continue(());
    let inspected = inspect(&paths, &BTreeMap::new(), &mut go_on).unwrap();
    for file in inspected {
        let sentence = file.sentence();
        println!("{}: {sentence}", file.file);
        assert!(sentence.contains("UTF-16, vertical bars"), "{}: {sentence}", file.file);
    }
}
