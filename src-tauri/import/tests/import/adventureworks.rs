//! The real AdventureWorks files against the control totals published beside them.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    time::Instant,
};

use crate::common::{decimal, mapping, named, project, read, totals};
use tierwright_engine::{Facts, rows::LineRow};
use tierwright_import::{Imported, Table};

/// The folder of the real files, unless it is not here; then the test says that it is skipped.
fn real(test: &str) -> Option<PathBuf> {
    let data = std::env::var_os("TIERWRIGHT_DATA")
        .map_or_else(|| project().join("../shared/data"), PathBuf::from);
    let folder = data.join("adventureworks");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {test}: real data not found in ../shared/data");
    None
}

/// Imports files of a folder, and says how long it took.
fn timed(name: &str, folder: &Path, files: &[&str]) -> Imported {
    let begun = Instant::now();
    let files = named(files.iter().map(|file| folder.join(file)));
    let imported = read(&mapping(name), &files).unwrap();
    println!("{name}: {} files read in {:?}", files.len(), begun.elapsed());
    imported
}

const ALL: [&str; 6] = [
    "reseller_sales_flat.csv.gz",
    "DimReseller.csv",
    "DimGeography.csv",
    "DimSalesTerritory.csv",
    "FactCurrencyRate.csv",
    "DimCurrency.csv",
];

const BY_CURRENCY: [&str; 5] = [
    "1594335.3767 AUD",
    "14377925.5965 CAD",
    "2474535.7092 EUR",
    "4279008.8266 GBP",
    "57724791.4733 USD",
];

fn sum(lines: &[LineRow], units: impl Fn(&LineRow) -> i64) -> String {
    decimal(lines.iter().map(units).sum())
}

/// The totals that hold however the same orders are read.
fn assert_orders(imported: &Imported) {
    let rows = &imported.rows;
    assert_eq!((rows.lines.len(), rows.deals.len(), rows.credits.len()), (60_855, 3_796, 3_796));
    let sold: BTreeSet<&str> = rows.credits.iter().map(|credit| credit.partner.as_str()).collect();
    assert_eq!(sold.len(), 635);
    let closed = || rows.deals.iter().filter_map(|deal| deal.closed);
    let span = closed().min().zip(closed().max()).map(|(from, to)| format!("{from} {to}"));
    assert_eq!(span.as_deref(), Some("2010-12-29 2013-11-29"));
    assert_eq!(totals(imported, Table::Line), BY_CURRENCY);
    assert_eq!(totals(imported, Table::Deal), BY_CURRENCY);
    assert_eq!(sum(&rows.lines, |line| line.amount.units()), "80450596.9823");
    assert_eq!(sum(&rows.lines, |line| line.list_amount.unwrap().units()), "80978104.8707");
    assert_eq!(sum(&rows.lines, |line| line.cost.unwrap().units()), "79980114.3790");
    assert_eq!(sum(&rows.lines, |line| line.quantity.units() / 10_000), "214378.0000");
    let deals = rows.deals.iter();
    let costs: i64 = deals.clone().map(|deal| deal.cost.unwrap().units()).sum();
    let lists: i64 = deals.map(|deal| deal.list_amount.unwrap().units()).sum();
    assert_eq!(
        (decimal(costs).as_str(), decimal(lists).as_str()),
        ("79980114.3790", "80978104.8707")
    );
    assert!(imported.tie.holds());
}

#[test]
fn the_sales_file_gives_its_control_totals() {
    let Some(folder) = real("the_sales_file_gives_its_control_totals") else { return };
    let imported = timed("adventureworks.json", &folder, &ALL);
    assert_orders(&imported);
    let mut families: BTreeMap<&str, i64> = BTreeMap::new();
    for line in &imported.rows.lines {
        *families.entry(&line.family).or_default() += line.amount.units();
    }
    let families: Vec<String> =
        families.iter().map(|(name, units)| format!("{name} {}", decimal(*units))).collect();
    let expected = [
        "Accessories 571297.9278",
        "Bikes 66302381.5570",
        "Clothing 1777840.8391",
        "Components 11799076.6584",
    ];
    assert_eq!(families, expected);
    assert_eq!(imported.rows.partners.len(), 701);
    let names: BTreeSet<&str> =
        imported.rows.partners.iter().map(|partner| partner.name.as_str()).collect();
    assert_eq!(names.len(), 699);
    assert!(imported.rows.partners.iter().all(|partner| !partner.country.is_empty()));
    assert!(imported.rows.partners.iter().all(|partner| !partner.region.is_empty()));
    assert!(imported.findings.is_empty());
    assert!(Facts::build(imported.rows).is_ok());
}

#[test]
fn exchange_rates_come_through_the_currency_file() {
    let Some(folder) = real("exchange_rates_come_through_the_currency_file") else { return };
    let imported = timed("adventureworks.json", &folder, &ALL);
    // Marks, francs and the old bolivar are left out by the mapping.
    let (rates, set_aside) = (imported.rows.rates.len(), imported.set_aside.len());
    assert_eq!((rates, set_aside, rates + set_aside), (12_738, 1_526, 14_264));
    assert!(imported.set_aside.iter().all(|aside| aside.code == "left_out"));
    let first = imported
        .rows
        .rates
        .iter()
        .find(|rate| rate.currency.code() == "CAD" && rate.date.to_string() == "2010-12-29")
        .unwrap();
    assert_eq!((first.rate.to_string().as_str(), first.inverse), ("0.68105973", false));
    let rounded = imported
        .rounded
        .iter()
        .find(|figure| figure.source == first.source)
        .map(|figure| (figure.column.as_str(), figure.text.as_str(), figure.rounded.as_str()));
    assert_eq!(rounded, Some(("rate.rate", "0.681059728938228", "0.68105973")));
    assert!(imported.rounded.iter().all(|figure| figure.column == "rate.rate"));
}

#[test]
fn the_order_of_the_files_changes_nothing() {
    let Some(folder) = real("the_order_of_the_files_changes_nothing") else { return };
    let mut turned = ALL;
    turned.reverse();
    let imported = timed("adventureworks.json", &folder, &ALL);
    assert!(imported == timed("adventureworks.json", &folder, &turned));
}

#[test]
fn the_sales_file_alone_gives_the_resellers_that_sold() {
    let Some(folder) = real("the_sales_file_alone_gives_the_resellers_that_sold") else { return };
    let imported = timed("adventureworks.json", &folder, &ALL[..1]);
    assert_orders(&imported);
    assert_eq!((imported.rows.partners.len(), imported.rows.rates.len()), (635, 0));
    assert!(imported.set_aside.is_empty() && imported.rounded.is_empty());
    assert!(Facts::build(imported.rows).is_ok());
}

#[test]
fn the_original_files_give_the_same_totals() {
    let Some(folder) = real("the_original_files_give_the_same_totals") else { return };
    let files = [
        "raw_utf16/FactResellerSales.csv.gz",
        "raw_utf16/DimReseller.csv",
        "DimCurrency.csv",
        "FactCurrencyRate.csv",
    ];
    let imported = timed("adventureworks-raw.json", &folder, &files);
    assert_orders(&imported);
    assert_eq!((imported.rows.partners.len(), imported.rows.rates.len()), (701, 12_738));
    assert!(Facts::build(imported.rows).is_ok());
}
