//! What goes in comes out, whatever it is.

use std::ops::ControlFlow;

use chrono::NaiveDate;
use proptest::prelude::*;
use tierwright_engine::facts::rows::*;
use tierwright_program::{Currency, Money, Rate};
use tierwright_store::{Document, Import, SetAside, StoreError};

use crate::made_up::*;

#[test]
fn every_table_round_trips_and_survives_closing() {
    let (_folder, mut document) = new_document();
    let facts = every_fact();
    let set_aside = [SetAside {
        source: Source { file: 1, row: 9 },
        table: "deal".into(),
        reason: "The amount \"TBD\" is not an amount.".into(),
        original: "D9;TBD".into(),
    }];
    let rounded = [RoundedFigure {
        column: "rate.rate".into(),
        text: "1.087654321".into(),
        rounded: "1.08765432".into(),
        source: Source { file: 0, row: 3 },
    }];
    let import = Import { facts: &facts, set_aside: &set_aside, rounded: &rounded };
    document.replace_facts(import, "Two files imported", now(), &mut go_on).unwrap();
    document.save_mapping("Monthly", "{\"columns\":{}}").unwrap();
    document.save_mapping("Monthly", "{}").unwrap();
    let path = document.path().to_owned();
    document.close().unwrap();

    let document = Document::open(&path).unwrap();
    assert_eq!(document.facts().unwrap(), facts);
    assert_eq!(document.set_aside().unwrap(), set_aside);
    assert_eq!(document.rounded_figures().unwrap(), rounded);
    assert_eq!(document.mapping("Monthly").unwrap().as_deref(), Some("{}"));
    assert_eq!(document.mapping("Yearly").unwrap(), None);
    assert_eq!(document.mappings().unwrap(), ["Monthly"]);
    let counts = document.counts().unwrap();
    let rows = [counts.partners, counts.deals, counts.lines, counts.credits, counts.adjustments];
    assert_eq!(rows, [2, 2, 2, 2, 3]);
    let rows = [counts.activities, counts.fund_events, counts.rates, counts.paid];
    assert_eq!((rows, counts.set_aside, counts.rounded), ([2, 2, 2, 1], 1, 1));
    let rows = [counts.statuses, counts.levels, counts.touches, counts.registrations];
    assert_eq!(rows, [2, 2, 2, 2]);
    let rows = [counts.overlaps, counts.settlements, counts.scores, counts.targets];
    assert_eq!(rows, [2, 2, 2, 2]);
    assert_eq!(counts.files, facts.files);
}

#[test]
fn an_import_takes_the_place_of_the_one_before() {
    let (_folder, mut document) = full_document();
    let facts = FactRows { files: every_fact().files, ..FactRows::default() };
    import(&mut document, &facts);
    assert_eq!(document.facts().unwrap(), facts);
}

#[test]
fn a_stopped_import_changes_nothing_and_tells_how_far_it_is() {
    let (_folder, mut document) = full_document();
    let before = document.facts_digest().unwrap();
    let facts = many_facts(1000);
    let import = Import { facts: &facts, set_aside: &[], rounded: &[] };
    let mut told = Vec::new();
    let stopped = document.replace_facts(import, "Stopped", now(), &mut |done, all| {
        told.push((done, all));
        if done < 3000 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert_eq!(stopped, Err(StoreError::Cancelled));
    // After each thousand, up to the end of a statement of 64 rows.
    let done: Vec<u64> = told.iter().map(|(done, _)| *done).collect();
    assert!(told.iter().all(|(_, all)| *all == 6034), "{told:?}");
    assert!(done[0] == 0 && done.len() == 4, "{done:?}");
    let thousands = done.iter().zip([0, 1000, 2000, 3000]);
    assert!(thousands.into_iter().all(|(done, from)| (from..from + 64).contains(done)), "{done:?}");
    assert_eq!(document.facts().unwrap(), every_fact());
    assert_eq!(document.facts_digest().unwrap(), before);
    assert!(document.revisions().unwrap().iter().all(|revision| revision.label != "Stopped"));
}

/// Facts that do not fit together, each with the sentence about it.
#[test]
fn facts_that_do_not_fit_together_are_refused_by_name() {
    type Fault = fn(&mut FactRows);
    let rows: [(Fault, &str, &str); 17] = [
        (
            |f| f.deals.push(f.deals[0].clone()),
            "fact_twice",
            "deal D1 is there twice (deals.csv, row 2).",
        ),
        (
            |f| f.rates.push(f.rates[0].clone()),
            "fact_twice",
            "rate market EUR USD 2024-01-02 is there twice (deals.csv, row 2).",
        ),
        (
            |f| f.credits[0].partner = "P9".into(),
            "fact_names_nothing",
            "credit C1 names partner P9, which is not among the facts (deals.csv, row 2).",
        ),
        (
            |f| f.lines[0].deal = "D9".into(),
            "fact_names_nothing",
            "line D9 1 names deal D9, which is not among the facts (deals.csv, row 2).",
        ),
        (
            |f| f.adjustments[0].line = Some("9".into()),
            "fact_names_nothing",
            "adjustment A1 names line 9, which is not among the facts (deals.csv, row 2).",
        ),
        (
            |f| f.paid[0].partner.clear(),
            "fact_names_nothing",
            "paid Z1 names partner , which is not among the facts (partners.csv, row 7).",
        ),
        (
            |f| f.lines[1].amount = money("5 EUR"),
            "fact_currency_mixed",
            "line D1 2 has an amount in EUR where its deal is in USD (deals.csv, row 2).",
        ),
        (
            |f| f.deals[0].cost = Some(money("5 EUR")),
            "fact_currency_mixed",
            "deal D1 has an amount in EUR where its deal is in USD (deals.csv, row 2).",
        ),
        (
            |f| f.activities[0].source.file = 5,
            "fact_names_nothing",
            "activity V1 names file 5, which is not among the facts.",
        ),
        (
            |f| f.partners[1].parent = Some("P9".into()),
            "fact_names_nothing",
            "partner P2 names parent P9, which is not among the facts (partners.csv, row 8).",
        ),
        (
            |f| f.adjustments[2].partner = Some("P9".into()),
            "fact_names_nothing",
            "adjustment A3 names partner P9, which is not among the facts (deals.csv, row 2).",
        ),
        (
            |f| f.touches[0].deal = "D9".into(),
            "fact_names_nothing",
            "touch T1 names deal D9, which is not among the facts (deals.csv, row 2).",
        ),
        (
            |f| f.settlements[0].line = Some("9".into()),
            "fact_names_nothing",
            "settlement M1 names line 9, which is not among the facts (deals.csv, row 2).",
        ),
        (
            |f| f.settlements[1].fee = Some(money("1 EUR")),
            "fact_currency_mixed",
            "settlement M2 has an amount in EUR where its deal is in USD (deals.csv, row 2).",
        ),
        (
            |f| f.targets[1].of = TargetSubject::Group("south".into()),
            "fact_names_nothing",
            "target Q2 names group south, which is not among the facts (partners.csv, row 7).",
        ),
        (
            |f| f.fund_events[0].deals.push("D9".into()),
            "fact_names_nothing",
            "fund_event F1 names deal D9, which is not among the facts (partners.csv, row 7).",
        ),
        (
            |f| f.registrations.push(f.registrations[0].clone()),
            "fact_twice",
            "registration G1 is there twice (deals.csv, row 2).",
        ),
    ];
    let (_folder, mut document) = full_document();
    for (fault, code, sentence) in rows {
        let mut facts = every_fact();
        fault(&mut facts);
        let import = Import { facts: &facts, set_aside: &[], rounded: &[] };
        let error = document.replace_facts(import, "Faulty", now(), &mut go_on).unwrap_err();
        assert_eq!((error.code(), error.to_string().as_str()), (code, sentence));
        assert_eq!(document.facts().unwrap(), every_fact());
    }
}

/// Rows are looked at while they are written: what does not fit is told, and nothing of it stays.
#[test]
fn a_fault_behind_many_rows_leaves_the_facts_as_they_were() {
    type Fault = fn(&mut FactRows);
    let (_folder, mut document) = full_document();
    let faults: [(Fault, &str); 2] = [
        (|facts| facts.credits.last_mut().unwrap().partner = "P9".to_owned(), "P9"),
        (|facts| facts.deals.push(facts.deals[9].clone()), "is there twice"),
    ];
    for (fault, said) in faults {
        let mut facts = many_facts(20_000);
        fault(&mut facts);
        let import = Import { facts: &facts, set_aside: &[], rounded: &[] };
        let error = document.replace_facts(import, "Faulty", now(), &mut go_on).unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
        assert_eq!(document.facts().unwrap(), every_fact());
        assert_eq!(document.revisions().unwrap().len(), 2);
    }
}

#[test]
fn a_row_set_aside_of_no_file_is_refused() {
    let (_folder, mut document) = full_document();
    let set_aside = [SetAside {
        source: Source { file: 2, row: 9 },
        table: "deal".into(),
        reason: "No amount.".into(),
        original: "D9;".into(),
    }];
    let import = Import { facts: &every_fact(), set_aside: &set_aside, rounded: &[] };
    let error = document.replace_facts(import, "Faulty", now(), &mut go_on).unwrap_err();
    let sentence = "set_aside row 9 names file 2, which is not among the facts.";
    assert_eq!(error.to_string(), sentence);
}

#[test]
fn after_an_import_every_reference_of_the_tables_holds() {
    let (_folder, mut document) = full_document();
    import(&mut document, &many_facts(20));
    let other = rusqlite::Connection::open(document.path()).unwrap();
    let broken: i64 = other
        .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(broken, 0);
}

#[test]
fn a_date_that_the_document_cannot_hold_is_refused() {
    let (_folder, mut document) = full_document();
    let mut facts = every_fact();
    facts.deals[0].closed = NaiveDate::from_ymd_opt(12024, 1, 1);
    let import = Import { facts: &facts, set_aside: &[], rounded: &[] };
    let error = document.replace_facts(import, "Faulty", now(), &mut go_on).unwrap_err();
    assert!(error.to_string().contains("beyond the year 9999"), "{error}");
    assert_eq!(document.facts().unwrap(), every_fact());
}

/// Any text at all, with what is awkward in SQL, in C and in spreadsheets among it.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        Just("'); DROP TABLE deal; --".to_owned()),
        Just("a\0b".to_owned()),
        Just("=HYPERLINK(\"x\")".to_owned()),
        Just("0042".to_owned()),
    ]
}

fn date() -> impl Strategy<Value = NaiveDate> {
    (0..=9999_i32, 1..=365_u32).prop_filter_map("a day", |(y, d)| NaiveDate::from_yo_opt(y, d))
}

fn currency() -> impl Strategy<Value = Currency> {
    prop::sample::select(vec!["USD", "EUR", "JPY", "KWD"]).prop_map(|code| code.parse().unwrap())
}

fn any_deal() -> impl Strategy<Value = (DealRow, Vec<(String, i64, i64)>)> {
    let texts = prop::array::uniform8(text());
    let dates = prop::array::uniform5(prop::option::of(date()));
    let amounts = (any::<i64>(), prop::array::uniform4(prop::option::of(any::<i64>())));
    let attributes = prop::collection::btree_map(text(), text(), 0..3);
    let stage = prop::sample::select(vec![Stage::Open, Stage::Won, Stage::Lost]);
    let lines = prop::collection::vec((text(), any::<i64>(), any::<i64>()), 0..4);
    (texts, dates, amounts, stage, currency(), any::<u32>(), lines, attributes).prop_map(
        |(texts, dates, (amount, amounts), stage, currency, row, lines, attributes)| {
            let [name, customer, kind, region, segment, origin, marketplace, offer] = texts;
            let [opened, closed, term_start, term_end, cancelled_on] = dates;
            let money = |units| Money::from_units(units, currency);
            let [list_amount, cost, tax, recurring] = amounts.map(|units| units.map(money));
            let deal = DealRow {
                id: String::new(),
                name,
                customer,
                stage,
                opened,
                closed,
                amount: money(amount),
                list_amount,
                cost,
                kind,
                region,
                segment,
                origin,
                tax,
                recurring,
                term_start,
                term_end,
                cancelled_on,
                marketplace,
                offer,
                attributes,
                source: Source { file: 0, row },
            };
            (deal, lines)
        },
    )
}

/// Deals of any content under any distinct ids, with lines.
fn any_facts() -> impl Strategy<Value = FactRows> {
    prop::collection::hash_map(text(), any_deal(), 0..12).prop_map(|deals| {
        let mut facts = FactRows { files: every_fact().files, ..FactRows::default() };
        for (id, (deal, lines)) in deals {
            facts.lines.extend((0..).zip(lines).map(|(number, (product, amount, quantity))| {
                LineRow {
                    id: format!("{product}{number}"),
                    product,
                    amount: Money::from_units(amount, deal.amount.currency()),
                    quantity: Rate::from_units(quantity),
                    list_amount: None,
                    ..line(&id, "", deal.source)
                }
            }));
            facts.deals.push(DealRow { id, ..deal });
        }
        facts
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_amount_and_day_round_trips_in_any_order(facts in any_facts()) {
        let (_folder, mut document) = new_document();
        import(&mut document, &facts);
        let digest = document.facts_digest().unwrap();
        let mut expected = facts.clone();
        expected.deals.sort_by(|a, b| a.id.cmp(&b.id));
        expected.lines.sort_by(|a, b| (&a.deal, &a.id).cmp(&(&b.deal, &b.id)));
        prop_assert_eq!(&document.facts().unwrap(), &expected);

        import(&mut document, &expected);
        prop_assert_eq!(document.facts_digest().unwrap(), digest);
    }
}
