//! Facts that a program may ask for beside its deals: each in a file of its own, guessed without a
//! hand, with partners called by their names.

use std::{collections::BTreeMap, ops::ControlFlow, path::PathBuf};

use tierwright_engine::rows::{FactRows, ScoreSubject, TargetSubject};
use tierwright_import::{
    Guess, Imported, Known, KnownTrack, Table, guess, import, inspect, mapping::Mapping,
};

use crate::common::{Desk, named, project, totals};

fn known(answers: &[(&str, &str)]) -> Known {
    let level = |id: &str, name: &str| (id.to_owned(), name.to_owned());
    let own = |(id, answer): &(&str, &str)| ((*id).to_owned(), (*answer).to_owned());
    Known {
        currency: "USD".parse().ok(),
        answers: answers.iter().map(own).collect(),
        tracks: vec![KnownTrack {
            id: "resellers".to_owned(),
            name: "Resellers".to_owned(),
            levels: vec![level("s", "Silver"), level("g", "Gold")],
        }],
        ..Known::default()
    }
}

fn look(paths: &[PathBuf], known: &Known) -> Guess {
    let mut go_on = |_| ControlFlow::Continue(());
    let inspected = inspect(paths, &BTreeMap::new(), &mut go_on).unwrap();
    guess(&inspected, known).unwrap()
}

fn read(mapping: &Mapping, paths: Vec<PathBuf>) -> Imported {
    let imported = import(mapping, &named(paths), &mut |_| ControlFlow::Continue(()))
        .unwrap_or_else(|failure| panic!("{failure:?}\n{}", mapping.to_json()));
    assert!(imported.tie.holds());
    imported
}

fn fixture() -> Vec<PathBuf> {
    let folder = project().join("fixtures/imports/optional-facts");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn standing(rows: &FactRows) -> Vec<String> {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut said = Vec::new();
    for row in &rows.statuses {
        said.push(format!("{} {} {} {}", row.partner, row.kind, row.from, day(row.until)));
    }
    for row in &rows.levels {
        let (track, level) = (&row.track, &row.level);
        let days = format!("{} {}", row.from, day(row.until));
        said.push(format!("{} {track} {level} {days} {}", row.partner, row.reason));
    }
    for row in &rows.overlaps {
        let deal = row.deal.as_deref().unwrap_or("-");
        let (account, origin) = (&row.account, &row.origin);
        said.push(format!("{} {account} {} {origin} {deal}", row.partner, row.mapped_on));
    }
    for row in &rows.scores {
        let ScoreSubject::Partner(of) = &row.of else { panic!("{row:?}") };
        said.push(format!("{of} {} {} {}", row.name, row.date, row.value));
    }
    for row in &rows.targets {
        let of = match &row.of {
            TargetSubject::Partner(id) => id.clone(),
            TargetSubject::Group(name) => format!("group {name}"),
        };
        let (name, measure) = (&row.name, &row.measure);
        said.push(format!("{of} {name} {measure} {} {}", row.period_until, row.value));
    }
    said
}

fn course(rows: &FactRows) -> Vec<String> {
    let mut said = Vec::new();
    for row in &rows.touches {
        let partner = row.partner.as_deref().unwrap_or("-");
        let (kind, held) = (&row.kind, row.milestones.join("+"));
        said.push(format!("{} {} {partner} {} {kind} {held}", row.id, row.deal, row.at));
    }
    for row in &rows.registrations {
        let day =
            |day: Option<chrono::NaiveDate>| day.map_or("-".to_owned(), |day| day.to_string());
        said.push(format!(
            "{} {} {} {} {} {} {}",
            row.id,
            row.deal,
            row.partner,
            row.registered_on,
            day(row.approved_on),
            day(row.refused_on),
            day(row.protected_until)
        ));
    }
    for row in &rows.settlements {
        let (fee, tax, net) = (row.fee.unwrap(), row.tax.unwrap(), row.net.unwrap());
        let kind = row.kind.text();
        let head = format!("{} {} {kind} {}", row.id, row.deal, row.date);
        said.push(format!("{head} {} {fee} {tax} {net}", row.gross));
    }
    said
}

#[test]
fn every_optional_fact_is_guessed_and_refused_with_its_reason() {
    let silver = [("level:Silver partner", "s")];
    let asked = look(&fixture(), &known(&[]));
    let open: Vec<&str> = asked.open().map(|question| question.id.as_str()).collect();
    assert_eq!(open, ["level:Silver partner"]);
    let guessed = look(&fixture(), &known(&silver));
    assert_eq!(guessed.open().count(), 0);
    let imported = read(&guessed.mapping, fixture());
    assert_eq!(
        standing(&imported.rows),
        [
            "P1 Reseller agreement 2023-01-01 2025-12-31",
            "P1 resellers g 2024-01-01 2024-12-31 Status match",
            "P2 resellers s 2024-07-01 2024-12-31 ",
            "P1 Cedar Ltd 2024-12-20 Account list D1",
            "P2 Elm plc 2025-01-15 Account list -",
            "P1 PSAT 2025-03-01 4.5",
            "P2 PSAT 2025-03-02 3.85",
            "P1 quota revenue 2025-12-31 150000.00 USD",
            "group Northgroup quota units 2025-12-31 300",
        ]
    );
    assert_eq!(
        course(&imported.rows),
        [
            "T1 D1 P1 2025-01-05 10:15:00 Webinar first",
            "T2 D1 - 2025-02-01 09:00:00 Call lead created+opportunity created",
            "T3 D2 P2 2025-02-01 16:30:00 Demo ",
            "R1 D1 P1 2025-01-06 2025-01-10 - 2025-07-10",
            "R2 D2 P2 2025-02-01 - 2025-02-05 -",
            "S1 D1 disbursed 2025-05-15 1000.00 USD 30.00 USD 0.00 USD 970.00 USD",
        ]
    );
    let paid: Vec<&str> = imported.rows.paid.iter().map(|row| row.partner.as_str()).collect();
    assert_eq!(paid, ["P1"]);
    assert_eq!(imported.rows.partners[0].group, "Northgroup");
    assert_eq!(totals(&imported, Table::Settlement), ["0.00 EUR", "1000.00 USD"]);
    let mut refused: Vec<&str> =
        imported.set_aside.iter().map(|row| row.sentence.as_str()).collect();
    refused.sort_unstable();
    assert_eq!(
        refused,
        [
            "disbursements.csv, row 3, column Currency: settlement S2 is in EUR, and its deal D2 in USD.",
            "registrations.csv, row 4, column Rejected Date: registration R3 is both approved and refused; only one can hold.",
            "targets.csv, row 4: target targets.csv row 4 names group Southgroup, which no partner is of.",
            "tier_history.csv, row 4, column Valid Until: level tier_history.csv row 4 ends on 2024-12-31, before it begins on 2025-01-01.",
        ]
    );
}

#[test]
fn what_is_a_settlement_or_a_target_is_asked_where_the_file_does_not_say() {
    let desk = Desk::with(&[
        (
            "deals.csv",
            b"Deal ID,Customer,Stage,Close Date,Amount,Currency\nD1,A,Won,2025-03-31,10.00,USD\n",
        ),
        ("money.csv", b"Payment ID,Deal ID,Payment Date,Amount\nY1,D1,2025-04-30,10.00\n"),
        ("partners.csv", b"Partner ID,Partner Name\nP1,Alder\n"),
        ("quota.csv", b"Partner ID,Period Start,Period End,Quota\nP1,2025-01-01,2025-12-31,500\n"),
    ]);
    let paths: Vec<PathBuf> = ["deals.csv", "money.csv", "partners.csv", "quota.csv"]
        .iter()
        .map(|name| desk.path(name))
        .collect();
    let asked = look(&paths, &known(&[]));
    let open: Vec<&str> = asked.open().map(|question| question.id.as_str()).collect();
    assert_eq!(open, ["settlement:money.csv", "target:quota.csv"]);
    let answers = [("settlement:money.csv", "billed"), ("target:quota.csv", "number")];
    let imported = read(&look(&paths, &known(&answers)).mapping, paths.clone());
    assert_eq!(imported.rows.settlements[0].kind.text(), "billed");
    assert_eq!(imported.rows.targets[0].value.to_string(), "500");
    let imported = read(&asked.mapping, paths);
    assert_eq!(imported.rows.targets[0].value.to_string(), "500.00 USD");
}

#[test]
fn partners_of_optional_facts_are_added_or_called_by_another_name_when_that_is_decided() {
    let desk = Desk::with(&[
        ("deals.csv", b"Deal ID,Customer,Stage,Close Date,Amount,Currency\nD1,A,Won,2025-03-31,10.00,USD\n"),
        ("partners.csv", b"Partner ID,Partner Name\nP1,Alder\n"),
        (
            "touches.csv",
            b"Touch ID,Deal ID,Partner ID,Date,Touch Type\nT1,D1,P1,2025-01-05,Call\nT2,D1,,2025-01-06,Call\nT3,D1,P9,2025-01-07,Call\n",
        ),
    ]);
    let paths: Vec<PathBuf> =
        ["deals.csv", "partners.csv", "touches.csv"].iter().map(|name| desk.path(name)).collect();
    let mut mapping = look(&paths, &known(&[])).mapping;
    let touched = |mapping: &Mapping| -> Vec<String> {
        let imported = read(mapping, paths.clone());
        let touches = imported.rows.touches.iter();
        touches.map(|row| row.partner.clone().unwrap_or_default()).collect()
    };
    assert_eq!(touched(&mapping), ["P1", ""]);
    mapping.repairs.add_partners = true;
    assert_eq!(touched(&mapping), ["P1", "", "P9"]);
    mapping.repairs.add_partners = false;
    mapping.repairs.same_partner.insert("P9".to_owned(), "P1".to_owned());
    assert_eq!(touched(&mapping), ["P1", "", "P1"]);
}
