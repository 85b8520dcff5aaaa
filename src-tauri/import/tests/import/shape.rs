//! The made-up orders in the shape of AdventureWorks, which every clone has.

use tierwright_engine::Facts;
use tierwright_import::Table;

use crate::common::{decimal, files_of, mapping, named, project, read, totals};

const FOLDER: &str = "fixtures/imports/adventureworks-shape";

#[test]
fn the_made_up_orders_give_their_control_totals() {
    let folder = project().join(FOLDER);
    let imported = read(&mapping("adventureworks.json"), &named(files_of(&folder))).unwrap();
    let rows = &imported.rows;
    let counts = (rows.partners.len(), rows.deals.len(), rows.lines.len(), rows.credits.len());
    assert_eq!((counts, rows.rates.len()), ((5, 55, 222, 55), 144));
    assert_eq!(totals(&imported, Table::Line), ["216402.2258 CAD", "627828.9843 USD"]);
    assert_eq!(totals(&imported, Table::Deal), ["216402.2258 CAD", "627828.9843 USD"]);
    let lists: i64 = rows.deals.iter().map(|deal| deal.list_amount.unwrap().units()).sum();
    let costs: i64 = rows.deals.iter().map(|deal| deal.cost.unwrap().units()).sum();
    assert_eq!([decimal(lists), decimal(costs)], ["863569.6694", "683596.7510"]);
    // One rate a Canadian day; the dollar itself is 1 exactly.
    assert_eq!((imported.rounded.len(), imported.set_aside.len()), (72, 0));
    let names = rows.partners.iter().filter(|partner| partner.name == "Spoke & Hub");
    assert_eq!(names.count(), 2);
    assert!(imported.findings.is_empty() && imported.tie.holds());
    assert!(Facts::build(imported.rows).is_ok());
}

#[test]
fn what_only_other_files_say_stays_empty_without_them() {
    let folder = project().join(FOLDER);
    let files = ["reseller_sales_flat.csv", "DimReseller.csv"];
    let files = named(files.map(|name| folder.join(name)));
    let imported = read(&mapping("adventureworks.json"), &files).unwrap();
    let partner = &imported.rows.partners[0];
    assert_eq!([partner.name.as_str(), &partner.region, &partner.country], ["Spoke & Hub", "", ""]);
    assert_eq!(imported.rows.partners.len(), 5);
}

#[test]
fn every_row_knows_its_file_and_row() {
    let folder = project().join(FOLDER);
    let imported = read(&mapping("adventureworks.json"), &named(files_of(&folder))).unwrap();
    let rows = &imported.rows;
    let name = |file: u32| rows.files[usize::try_from(file).unwrap()].name.as_str();
    let line = rows.lines.iter().find(|line| line.deal == "TS40171" && line.id == "3").unwrap();
    assert_eq!((name(line.source.file), line.source.row), ("reseller_sales_flat.csv", 223));
    let deal = rows.deals.iter().find(|deal| deal.id == "TS40117").unwrap();
    assert_eq!((name(deal.source.file), deal.source.row), ("reseller_sales_flat.csv", 2));
    let sales = rows.files.iter().find(|file| file.name == "reseller_sales_flat.csv").unwrap();
    assert_eq!((sales.rows, sales.set_aside, sales.sha256.len()), (222, 0, 64));
}
