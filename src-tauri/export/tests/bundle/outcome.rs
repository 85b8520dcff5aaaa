//! The engine's outcome as a bundle: what stands in it is what was calculated.

use std::{fs, sync::Arc};

use tierwright_engine::{
    Facts, Outcome, Plan, Replay, Selection, Turn,
    ledger::Event,
    rows::{Attributes, CreditRow, DealRow, FactRows, PartnerRow, Source, SourceFile, Stage},
};
use tierwright_export::{BundleContent, write_bundle, write_content};
use tierwright_program::{
    Program, Rate, Requirement, check,
    incentive::{Account, AccountShare, Accumulation, PaysInto},
    payment::{DayCount, Holdback},
};

use crate::small::{assert_agrees, program};

const SOURCE: Source = Source { file: 0, row: 2 };
pub const DIGEST: &str = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";

fn partner(id: &str) -> PartnerRow {
    PartnerRow {
        id: id.to_owned(),
        name: format!("Partner {id}"),
        kind: "reseller".to_owned(),
        region: String::new(),
        country: String::new(),
        segment: String::new(),
        joined: None,
        group: String::new(),
        parent: None,
        left_on: None,
        currency: None,
        attributes: Attributes::new(),
        source: SOURCE,
    }
}

fn deal(id: &str, closed: &str, amount: &str) -> DealRow {
    DealRow {
        id: id.to_owned(),
        name: String::new(),
        customer: "C".to_owned(),
        stage: Stage::Won,
        opened: None,
        closed: Some(closed.parse().unwrap()),
        amount: amount.parse().unwrap(),
        list_amount: None,
        cost: None,
        kind: String::new(),
        region: String::new(),
        segment: String::new(),
        origin: String::new(),
        tax: None,
        recurring: None,
        term_start: None,
        term_end: None,
        cancelled_on: None,
        marketplace: String::new(),
        offer: String::new(),
        attributes: Attributes::new(),
        source: SOURCE,
    }
}

fn credit(deal: &str, partner: &str, share: &str) -> CreditRow {
    CreditRow {
        id: format!("{deal}-{partner}"),
        deal: deal.to_owned(),
        partner: partner.to_owned(),
        role: "resold".to_owned(),
        share: Some(share.parse::<Rate>().unwrap()),
        evidence: false,
        source: SOURCE,
    }
}

/// Three partners, one of them without a deal; one deal is shared.
pub fn outcome(threads: usize) -> Outcome {
    outcome_of(program(), threads)
}

pub fn rows() -> FactRows {
    let file =
        SourceFile { name: "deals.csv".to_owned(), sha256: String::new(), rows: 3, set_aside: 0 };
    FactRows {
        files: vec![file],
        partners: ["A", "B", "C"].map(partner).to_vec(),
        deals: vec![
            deal("D1", "2025-05-10", "150000.00 USD"),
            deal("D2", "2025-08-20", "9999.99 USD"),
            deal("D3", "2025-09-30", "333.33 USD"),
        ],
        credits: vec![
            credit("D1", "A", "1"),
            credit("D2", "A", "0.5"),
            credit("D2", "B", "0.5"),
            credit("D3", "B", "1"),
        ],
        ..FactRows::default()
    }
}

fn outcome_of(program: Program, threads: usize) -> Outcome {
    outcome_over(program, rows(), threads)
}

fn outcome_over(program: Program, rows: FactRows, threads: usize) -> Outcome {
    let facts = Arc::new(Facts::build(rows).unwrap());
    let (from, until) = ("2025-04-01".parse().unwrap(), "2025-09-30".parse().unwrap());
    let replay = Replay::between(&program.calendar, from, until);
    let (checked, findings) = check(&program);
    let checked = checked.unwrap_or_else(|| panic!("{findings:?}"));
    let plan = Plan::compile(&checked, facts, &replay, None).unwrap();
    plan.calculate(threads, &Turn::new()).unwrap()
}

#[test]
fn an_outcome_is_exported_as_calculated() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    let outcome = outcome(1);
    let bundle = write_bundle(&outcome, &rows(), true, DIGEST, &folder).unwrap();
    let agreement = assert_agrees(&folder);
    assert_eq!(agreement.facts_digest, DIGEST);
    // Three partners, three incentives, two quarters.
    let proof = agreement.proof.unwrap();
    assert_eq!(proof.payouts, 18);
    for target in &proof.targets {
        let refused: Vec<&str> = target.refused.iter().map(|rule| rule.why.as_str()).collect();
        let expected: &[&str] = match target.target.as_str() {
            "Salesforce loads" => &["has columns of rates", "is only shown, not paid"],
            _ => &[],
        };
        assert_eq!(refused, expected, "{}", target.target);
    }
    assert_eq!(agreement.total.paid, outcome.total(Selection::default()));
    let trial = Selection { incentive: Some(2), ..Selection::default() };
    assert_eq!(agreement.total.shadow, outcome.total(trial));
    let lines: Vec<_> = outcome.lines().collect();
    let not_zero = lines.iter().filter(|line| line.amount.units() != 0).count() as u64;
    assert_eq!((bundle.lines, bundle.lines + bundle.zero_lines), (not_zero, lines.len() as u64));
    assert!(bundle.lines > 0 && bundle.zero_lines > 0);
    let payouts = fs::read_to_string(folder.join("internal/SAMPLE-payouts.csv")).unwrap();
    // A is at Gold after the quarter of its deal of 150,000: 2% of that deal, then 3% of half of
    // 9,999.99, which is 149.99985.
    for row in [
        "A,Partner A,2025-04-01,2025-06-30,volume,cash,3000.00,USD,2025-08-14,paid,SAMPLE,member",
        "A,Partner A,2025-07-01,2025-09-30,volume,cash,150.00,USD,2025-11-14,paid,SAMPLE,gold",
        "A,Partner A,2025-07-01,2025-09-30,mdf,mdf,50.00,USD,2025-11-14,paid,SAMPLE,gold",
        "B,Partner B,2025-07-01,2025-09-30,volume,cash,106.67,USD,2025-11-14,paid,SAMPLE,member",
        "B,Partner B,2025-07-01,2025-09-30,'=trial,cash,51.67,USD,2025-11-14,shadow,SAMPLE,member",
    ] {
        assert!(payouts.lines().any(|line| line == row), "{row} is not in\n{payouts}");
    }
}

#[test]
fn payouts_more_often_than_by_quarter_and_split_accounts_verify() {
    let mut program = program();
    program.payment.counting = DayCount::Business;
    program.payment.days_after_period = 2;
    program.incentives[0].period = Accumulation::Month;
    let half = "0.5".parse::<Rate>().unwrap();
    let to = |account| AccountShare { account, share: half };
    program.incentives[0].pays_into = PaysInto::Split(vec![to(Account::Cash), to(Account::Mdf)]);
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    let outcome = outcome_of(program, 1);
    let bundle = write_bundle(&outcome, &rows(), false, DIGEST, &folder).unwrap();
    let agreement = assert_agrees(&folder);
    assert_eq!(agreement.total.paid, outcome.total(Selection::default()));
    let lines = outcome.lines().count() as u64;
    // Three partners; volume has six months into two accounts, the others two quarters into one.
    assert_eq!((lines, bundle.lines + bundle.zero_lines), (3 * (6 * 2 + 2 + 2), lines));
    let payouts = fs::read_to_string(folder.join("internal/payouts.csv")).unwrap();
    // 2% of 150,000 in May, half into each account; A is at Gold in September, B is not: 3% and 2%
    // of 4,999.995, then 2% of 333.33.  30 May 2025 is a Friday, 31 August a Sunday, 30 September a
    // Tuesday.
    for row in [
        "A,Partner A,2025-05-01,2025-05-31,volume,cash,1500.00,USD,2025-06-03,paid,,member",
        "A,Partner A,2025-05-01,2025-05-31,volume,mdf,1500.00,USD,2025-06-03,paid,,member",
        "A,Partner A,2025-08-01,2025-08-31,volume,cash,75.00,USD,2025-09-02,paid,,gold",
        "B,Partner B,2025-08-01,2025-08-31,volume,cash,50.00,USD,2025-09-02,paid,,member",
        "B,Partner B,2025-09-01,2025-09-30,volume,cash,3.34,USD,2025-10-02,paid,,member",
        "B,Partner B,2025-09-01,2025-09-30,volume,mdf,3.33,USD,2025-10-02,paid,,member",
    ] {
        assert!(payouts.lines().any(|line| line == row), "{row} is not in\n{payouts}");
    }
    let totals = fs::read_to_string(folder.join("internal/totals.json")).unwrap();
    let totals: serde_json::Value = serde_json::from_str(&totals).unwrap();
    // By quarter: 3,000.00 in the first; in the second 150.00 + 100.00 + 6.67 by volume, and 1% by
    // mdf: 50.00 for A and 50.00 + 3.33 for B.
    assert_eq!(totals["by_quarter"][1]["total"]["paid"], "360.00 USD");
}

/// What a statement says is held back is what the partner's account holds back.
#[test]
fn a_statement_says_what_is_held_back() {
    let mut program = program();
    let share = "0.125".parse::<Rate>().unwrap();
    program.incentives[0].holdback = Some(Holdback { share, months: 6 });
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    let outcome = outcome_of(program, 1);
    write_bundle(&outcome, &rows(), false, DIGEST, &folder).unwrap();
    let read =
        |name: &str| fs::read_to_string(folder.join("partners/statements").join(name)).unwrap();
    let text = read("statement-00001.csv");
    // An eighth of 3,000.00 is 375.00, and of 150.00 it is 18.75; six months after 14 August and
    // 14 November 2025. Market development is not held back.
    for row in [
        "Volume rebate,cash,3000.00,USD,2025-08-14,375.00,2026-02-14",
        "Volume rebate,cash,150.00,USD,2025-11-14,18.75,2026-05-14",
        "Market development,mdf,50.00,USD,2025-11-14,,",
    ] {
        assert!(text.lines().any(|line| line.ends_with(row)), "{row} is not in\n{text}");
    }
    assert!(
        read("statement-00001.html").contains("375.00 USD of it is held back until 2026-02-14")
    );
    let ledger = outcome.ledger(0, Account::Cash).unwrap();
    let held = ledger.entries.iter().filter_map(|entry| match entry.what {
        Event::HeldBack { until, .. } => Some((entry.amount.amount_text(), until.to_string())),
        _ => None,
    });
    let expected = [("375.00", "2026-02-14"), ("18.75", "2026-05-14")];
    assert!(held.eq(expected.map(|(amount, until)| (amount.to_owned(), until.to_owned()))));
}

/// What does not fit 64 bits is refused by name, and everything else proved.
#[test]
fn numbers_that_do_not_fit_refuse_their_rule_alone() {
    let mut program = program();
    // 8 billion USD are 8 x 10^13 in ten-thousandths, and a 2% of them 1.6 x 10^10 minor units:
    // halved, they are multiplied by 5 x 10^7, which is 8 x 10^17. With 100 times as much the product
    // is beyond 9.2 x 10^18, and the amount itself is not.
    let half = "0.5".parse::<Rate>().unwrap();
    let to = |account| AccountShare { account, share: half };
    program.incentives[0].pays_into = PaysInto::Split(vec![to(Account::Cash), to(Account::Mdf)]);
    let mut rows = rows();
    rows.deals[0].amount = "800000000000.00 USD".parse().unwrap();
    let outcome = outcome_over(program, rows.clone(), 1);
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    write_bundle(&outcome, &rows, false, DIGEST, &folder).unwrap();
    let proof = assert_agrees(&folder).proof.unwrap();
    let sqlite = proof.targets.iter().find(|target| target.target == "SQLite").unwrap();
    let refused: Vec<_> = sqlite.refused.iter().map(|rule| rule.incentive.as_str()).collect();
    assert_eq!((refused.as_slice(), sqlite.exact.len()), (&["volume"][..], 2));
    assert!(sqlite.refused[0].why.contains("64 bits"), "{}", sqlite.refused[0].why);
}

/// Whatever is changed before everything else is made anew from it: the program, the facts or the
/// payouts, SQLite works out something else than is paid.
#[test]
fn a_change_is_found_with_the_whole_bundle_made_anew() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("bundle");
    let content = BundleContent::of_outcome(&outcome(1), &rows(), false, DIGEST);
    write_content(&content, &folder).unwrap();
    let mut rate = content.clone();
    rate.program.incentives[0].schedule.bands[0].rates[0] = "0.021".parse().unwrap();
    let mut threshold = content.clone();
    let level = threshold.program.tracks[0].levels[1].requirement.take();
    threshold.program.tracks[0].levels.truncate(2);
    threshold.program.tracks[0].levels[1].requirement =
        level.map(|asked| raised(&asked, "100000.00 USD", "150000.01 USD"));
    let mut paid = content.clone();
    let cent = "0.01 USD".parse().unwrap();
    paid.lines[0].amount = paid.lines[0].amount.plus(cent).unwrap();
    let mut fact = content.clone();
    let files = &mut fact.sql.as_mut().unwrap().files;
    let deals = files.iter_mut().find(|file| file.table.name == "deal").unwrap();
    assert_eq!(deals.rows[0][5], "1500000000");
    deals.rows[0][5] = "1500010000".to_owned();
    let mut gone = content.clone();
    gone.lines.remove(0);
    for (what, changed) in
        [("rate", rate), ("threshold", threshold), ("paid", paid), ("fact", fact), ("gone", gone)]
    {
        if changed == content {
            panic!("{what}: nothing was changed");
        }
        let failure = write_content(&changed, &folder).unwrap_err();
        assert_eq!(failure.code, "export_differs", "{what}");
        let said = "does not agree with what its program gives: A is paid ";
        assert!(failure.sentence.contains(said), "{what}: {}", failure.sentence);
        assert!(failure.sentence.contains("SQLite works out"), "{what}: {}", failure.sentence);
    }
}

/// A requirement with another threshold.
fn raised(asked: &Requirement, from: &str, to: &str) -> Requirement {
    let text = serde_json::to_string(asked).unwrap();
    assert!(text.contains(from), "{text}");
    serde_json::from_str(&text.replace(from, to)).unwrap()
}

#[test]
fn threads_do_not_matter() {
    let one = BundleContent::of_outcome(&outcome(1), &rows(), false, DIGEST);
    assert_eq!(BundleContent::of_outcome(&outcome(4), &rows(), false, DIGEST), one);
    assert_eq!(one.partners, 3);
}
