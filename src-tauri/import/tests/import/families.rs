//! Files as other systems export them: their guessed mapping needs no hand.

use std::{collections::BTreeMap, ops::ControlFlow, path::PathBuf};

use tierwright_import::{Guess, Imported, Inspected, Known, NamedFile, guess, import, inspect};

use crate::common::{Desk, project};

/// Files of a folder of families, looked at, guessed and read.
struct Read {
    inspected: Vec<Inspected>,
    guess: Guess,
    imported: Imported,
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = project().join("fixtures/imports/families").join(folder);
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn read(folder: &str) -> Read {
    read_files(folder, files(folder))
}

fn read_files(folder: &str, paths: Vec<PathBuf>) -> Read {
    let mut go_on = |_| ControlFlow::Continue(());
    let inspected = inspect(&paths, &BTreeMap::new(), &mut go_on).unwrap();
    let known = Known { currency: "USD".parse().ok(), ..Known::default() };
    let guess = guess(&inspected, &known).unwrap();
    let open: Vec<_> = guess.open().collect();
    assert!(open.is_empty(), "{folder} asks {open:?}");
    let named: Vec<NamedFile> =
        paths.into_iter().map(|path| NamedFile { role: None, path }).collect();
    let imported = import(&guess.mapping, &named, &mut go_on)
        .unwrap_or_else(|failure| panic!("{failure:?}\n{}", guess.mapping.to_json()));
    assert!(imported.tie.holds());
    Read { inspected, guess, imported }
}

impl Read {
    /// Id, stage, closing day, amount, kind and customer of every deal.
    fn deals(&self) -> Vec<String> {
        let deals = self.imported.rows.deals.iter();
        deals
            .map(|deal| {
                let closed = deal.closed.map(|day| day.to_string()).unwrap_or_default();
                let (stage, kind) = (deal.stage.text(), &deal.kind);
                format!("{} {stage} {closed} {} {kind} {}", deal.id, deal.amount, deal.customer)
            })
            .collect()
    }

    /// Deal, partner, role and share of every credit.
    fn credits(&self) -> Vec<String> {
        let mut credits: Vec<String> = self
            .imported
            .rows
            .credits
            .iter()
            .map(|credit| {
                let share = credit.share.map(|share| format!(" {share}")).unwrap_or_default();
                format!("{} {} {}{share}", credit.deal, credit.partner, credit.role)
            })
            .collect();
        credits.sort();
        credits
    }

    /// Id and name of every partner.
    fn partners(&self) -> Vec<String> {
        let mut partners: Vec<String> = self
            .imported
            .rows
            .partners
            .iter()
            .map(|partner| format!("{} {}", partner.id, partner.name))
            .collect();
        partners.sort();
        partners
    }

    fn set_aside(&self) -> Vec<&str> {
        self.imported.set_aside.iter().map(|row| row.sentence.as_str()).collect()
    }
}

#[test]
fn a_salesforce_report_with_footers_and_converted_amounts() {
    let read = read("salesforce-report");
    assert_eq!(read.guess.families, ["Salesforce report"]);
    assert_eq!(
        read.deals(),
        [
            "0065g00000A1bCd won 2025-03-31 12500.00 EUR new Birch Ltd",
            "0065g00000A1bCe won 2025-02-14 1000.00 USD renewal Cedar \"North\" Inc",
            "0065g00000A1bCf open 2025-04-02 250000.50 USD expansion Dogwood AG",
            "0065g00000A1bCg lost 2025-01-09 40000.00 GBP new Elm plc",
        ]
    );
    assert_eq!(
        read.credits(),
        [
            "0065g00000A1bCd Alder Systems implemented",
            "0065g00000A1bCd Beech Data influenced",
            "0065g00000A1bCe Beech Data resold",
            "0065g00000A1bCg Alder Systems resold",
        ]
    );
    assert_eq!(read.partners(), ["Alder Systems Alder Systems", "Beech Data Beech Data"]);
    assert_eq!(read.set_aside(), [""; 0]);
    assert_eq!(
        read.imported.reading[0].sentence,
        "Read as UTF-8, commas, header in row 1, decimals with point, thousands with comma, dates month/day/year, 5 footer lines left out."
    );
    assert_eq!(read.inspected[0].footer[0], "Grand Totals (4 records)");
}

#[test]
fn salesforce_objects_are_joined_by_id() {
    let read = read("salesforce-objects");
    // An opportunity without an amount is none yet; its row is set aside and says so.
    assert_eq!(
        read.deals(),
        [
            "0061 won 2025-03-31 12500.00 USD new Birch Ltd",
            "0062 won 2025-02-14 1000.55 USD renewal Cedar Inc",
            "0064 lost 2025-04-01 7000.00 USD new Cedar Inc",
        ]
    );
    assert_eq!(
        read.credits(),
        ["0061 0012 implemented", "0061 0014 influenced", "0062 0014 resold"]
    );
    assert_eq!(read.partners(), ["0012 Alder Systems", "0014 Beech Data"]);
    assert_eq!(
        read.set_aside(),
        ["Opportunity.csv, row 4, column Amount: it is empty, and deal.amount is needed."]
    );
    let claims: Vec<String> = read
        .imported
        .rows
        .fund_events
        .iter()
        .map(|claim| {
            format!("{} {} {} {}", claim.id, claim.partner, claim.step.text(), claim.amount)
        })
        .collect();
    assert_eq!(claims, ["0Fc1 0012 approved 5000.00 USD", "0Fc2 0014 paid 1200.50 USD"]);
}

#[test]
fn hubspot_deals_in_english_and_german() {
    let english = read("hubspot");
    assert_eq!(
        english.deals(),
        [
            "9876543210 won 2025-03-31 12500.00 USD  Birch Ltd",
            "9876543211 won 2025-02-14 1000.55 USD  Cedar Inc",
            "9876543213 lost 2025-04-01 7000.00 USD  Elm plc",
        ]
    );
    assert_eq!(
        english.credits(),
        [
            "9876543210 Alder Systems sourced 0.6",
            "9876543211 Beech Data sourced 1",
            "9876543213 Alder Systems sourced 1",
        ]
    );
    assert_eq!(english.guess.families, ["HubSpot"]);
    let german = read("hubspot-german");
    assert_eq!(
        german.deals(),
        [
            "9876543210 won 2025-03-31 12500.00 USD  Birch GmbH",
            "9876543211 lost 2025-02-14 1000.55 USD  Cedar GmbH",
        ]
    );
}

#[test]
fn dynamics_opportunities_with_serial_dates_and_actual_before_estimated() {
    let read = read("dynamics");
    // Day 45748 of a spreadsheet is 2025-04-01: 1 January 1900 is day 1, and 29 February 1900 is
    // counted though it never was.
    assert_eq!(
        read.deals(),
        [
            "6f1d1c0e-0001 won 2025-04-01 12500.00 USD  Birch Ltd",
            "6f1d1c0e-0002 open 2025-06-30 1000.55 USD  Cedar Inc",
            "6f1d1c0e-0003 lost 2025-04-14 0.00 USD  Elm plc",
        ]
    );
    assert_eq!(read.guess.families, ["Dynamics 365"]);
}

#[test]
fn partner_center_referrals() {
    let read = read("partner-center");
    assert_eq!(
        read.deals(),
        [
            "E-1001 won 2025-03-31 12500.00 USD  Birch Ltd",
            "E-1002 open 2025-06-30 1000.55 USD  Cedar Inc",
            "E-1003 lost 2025-04-01 7000.00 USD  Elm plc",
        ]
    );
    assert_eq!(
        read.credits(),
        [
            "E-1001 Alder Systems sourced",
            "E-1002 Beech Data sourced",
            "E-1003 Alder Systems sourced",
        ]
    );
}

#[test]
fn amounts_of_ace_are_monthly_and_its_header_says_the_order_of_dates() {
    let read = read("aws-ace");
    // 12 months of 1000.10, 250 and 80.50; 03/04/2025 is the fourth of March, as the header says.
    assert_eq!(
        read.deals(),
        [
            "Birch Ltd / Birch platform won 2025-03-04 12001.20 USD new Birch Ltd",
            "Cedar Inc / Cedar lake open 2025-05-06 3000.00 USD expansion Cedar Inc",
            "Elm plc / Elm edge lost 2025-01-02 966.00 USD renewal Elm plc",
        ]
    );
    let said = read.guess.notes.join("\n");
    assert!(said.contains("is an amount for each month"), "{said}");
}

#[test]
fn an_unknown_file_with_a_title_semicolons_brackets_and_a_sum() {
    let read = read("unknown-semicolons");
    assert_eq!(
        read.deals(),
        [
            "007 won 2025-03-31 1240118.00 EUR  Birch GmbH",
            "008 won 2025-02-14 -1200.50 EUR  Cedar GmbH",
        ]
    );
    assert_eq!(
        read.credits(),
        [
            "007 Alder Systems resold",
            "007 Cypress Distribution distributed",
            "008 Beech Data resold",
        ]
    );
    assert_eq!(
        read.set_aside(),
        ["verkauf.csv, row 5, column Umsatz: it is empty, and deal.amount is needed."]
    );
    assert_eq!(
        read.imported.reading[0].sentence,
        "Read as Windows-1252, semicolons, header in row 2, decimals with comma, thousands with point, dates day.month.year, \"TBD\" taken as empty, 1 footer line left out."
    );
}

/// Splits are of sales people, who are no partners: their file feeds nothing, and the page says so.
#[test]
fn salesforce_requests_and_claims_stand_beside_splits_that_are_no_partners() {
    let read = read("salesforce-money");
    assert!(read.guess.families.contains(&"Salesforce objects".to_owned()));
    assert_eq!(read.credits(), ["0061 0012 sourced", "0062 0014 sourced"]);
    let mut events: Vec<String> = read
        .imported
        .rows
        .fund_events
        .iter()
        .map(|one| {
            let step = one.step.text();
            format!(
                "{} of {}: {} {step} {} {}",
                one.id, one.request, one.partner, one.amount, one.date
            )
        })
        .collect();
    events.sort();
    assert_eq!(
        events,
        [
            "0Fc1 of 0Fr1: 0012 paid 5000.00 USD 2025-04-10",
            "0Fr1 of 0Fr1: 0012 approved 6000.00 USD 2025-02-10",
            "0Fr2 of 0Fr2: 0014 requested 1500.00 USD 2025-03-11",
        ]
    );
    let idle = read.imported.reading.iter().find(|one| one.file == "OpportunitySplit.csv");
    assert!(idle.is_some_and(|one| one.sentence.starts_with("Not read")), "{idle:?}");
}

/// Units for one euro, the newest day first, nothing behind the last comma, and no rate of a day on which
/// there was none.
#[test]
fn rates_of_the_european_central_bank_as_they_are() {
    let read = read("ecb");
    let mut rates: Vec<String> = read
        .imported
        .rows
        .rates
        .iter()
        .map(|rate| {
            assert!(rate.inverse && rate.base.code() == "EUR" && rate.table == "market");
            format!("{} {} {}", rate.currency, rate.date, rate.rate)
        })
        .collect();
    rates.sort();
    assert_eq!(rates.len(), 6 * 3 - 1);
    assert_eq!(
        rates[3..6],
        ["GBP 2012-01-02 0.8338", "GBP 2025-01-03 0.8299", "GBP 2025-01-06 0.8295"]
    );
    let crowns: Vec<&String> = rates.iter().filter(|rate| rate.starts_with("ISK")).collect();
    assert_eq!(crowns, ["ISK 2025-01-03 144.3", "ISK 2025-01-06 144.9"]);
    assert_eq!(read.set_aside(), [""; 0]);
}

#[test]
fn hubspot_deals_with_hundreds_of_columns() {
    let path = files("hubspot").remove(0);
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    let text = std::fs::read_to_string(path).unwrap();
    let wider = text.lines().enumerate().map(|(row, line)| {
        let more = (0..400).map(|at| match row {
            0 => format!(",Property {at}"),
            _ if at % 7 == 0 => format!(",{at}.5"),
            _ => ",".to_owned(),
        });
        format!("{line}{}\n", more.collect::<String>())
    });
    let desk = Desk::with(&[(&name, wider.collect::<String>().as_bytes())]);
    let wide = read_files("hubspot of 412 columns", vec![desk.path(&name)]);
    assert_eq!(wide.inspected[0].columns.len(), 412);
    let narrow = read("hubspot");
    assert_eq!((wide.deals(), wide.credits()), (narrow.deals(), narrow.credits()));
}

/// Every kind of export that is told by its header has a folder of files here, each of which is read by
/// its guessed mapping without a question left.
#[test]
fn every_family_has_files_whose_mapping_needs_no_hand() {
    let folder = project().join("fixtures/imports/families");
    let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for folder in folders {
        let read = read(folder.to_str().unwrap());
        let rows = &read.imported.rows;
        let facts = rows.deals.len() + rows.rates.len() + rows.fund_events.len();
        assert!(facts > 0, "{folder:?}");
        // A list of accounts is like any other; the file beside it tells.
        let mut families = read.guess.families;
        families.retain(|family| !family.is_empty());
        families.dedup();
        match families.as_slice() {
            [] => *found.entry(String::new()).or_default() += 1,
            [family] => *found.entry(family.clone()).or_default() += 1,
            several => panic!("{folder:?} is of {several:?}"),
        }
    }
    let found: Vec<(&str, usize)> =
        found.iter().map(|(family, folders)| (family.as_str(), *folders)).collect();
    assert_eq!(
        found,
        [
            // The rates, and a file of nobody that is known.
            ("", 2),
            ("AWS ACE", 1),
            ("Dynamics 365", 1),
            ("HubSpot", 2),
            ("Microsoft Partner Center", 1),
            ("Salesforce objects", 2),
            ("Salesforce report", 1),
        ]
    );
}
