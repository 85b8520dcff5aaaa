//! The document under another SQLite tool: what it may change, what it is kept from, what it sees.

use rusqlite::Connection;
use tierwright_store::{Document, StoreError};

use crate::made_up::*;

fn change(document: &Document, sql: &str) -> rusqlite::Result<()> {
    Connection::open(document.path()).unwrap().execute_batch(sql)
}

#[test]
fn tables_refuse_other_types_and_rows_that_name_nothing() {
    let (_folder, document) = full_document();
    let rows = [
        ("UPDATE deal SET amount_e4 = 'much'", "cannot store TEXT value in INTEGER column"),
        ("UPDATE deal SET amount_e4 = 1.5", "cannot store REAL value in INTEGER column"),
        ("UPDATE partner SET name = NULL", "NOT NULL constraint failed"),
        ("UPDATE deal SET stage = 'Won'", "CHECK constraint failed"),
        ("UPDATE fund_event SET step = 'refused'", "CHECK constraint failed"),
        ("UPDATE credit SET partner = 'P9'", "FOREIGN KEY constraint failed"),
        ("UPDATE line SET deal = 'D9'", "FOREIGN KEY constraint failed"),
        ("UPDATE adjustment SET line = '9' WHERE id = 'A1'", "FOREIGN KEY constraint failed"),
        ("UPDATE rate SET file_id = 9", "FOREIGN KEY constraint failed"),
        ("DELETE FROM partner", "FOREIGN KEY constraint failed"),
        ("UPDATE adjustment SET deal = NULL, line = NULL", "CHECK constraint failed"),
        ("UPDATE touch SET partner = 'P9'", "FOREIGN KEY constraint failed"),
        ("UPDATE settlement SET kind = 'paid'", "CHECK constraint failed"),
        ("UPDATE score SET customer = 'Abel'", "CHECK constraint failed"),
        ("UPDATE target SET number_e8 = 1", "CHECK constraint failed"),
        ("UPDATE document SET head = 9", "FOREIGN KEY constraint failed"),
        ("UPDATE deal SET id = 'D1'", "UNIQUE constraint failed"),
        ("INSERT INTO document SELECT 2, sample, created, head FROM document", "CHECK constraint"),
    ];
    for (sql, refusal) in rows {
        let error = change(&document, sql).unwrap_err().to_string();
        assert!(error.contains(refusal), "{sql}: {error}");
    }
    assert_eq!(document.facts().unwrap(), every_fact());
}

#[test]
fn every_table_is_strict() {
    let (_folder, document) = new_document();
    let other = Connection::open(document.path()).unwrap();
    let mut statement = other
        .prepare("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .unwrap();
    let tables: Vec<(String, bool)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(tables.len(), 39);
    assert!(tables.iter().all(|(_, strict)| *strict), "{tables:?}");
}

#[test]
fn one_changed_cell_changes_the_facts_and_their_digest() {
    let (_folder, document) = full_document();
    let rows = [
        "UPDATE deal SET amount_e4 = amount_e4 + 1 WHERE id = 'D2'",
        "UPDATE partner SET joined = NULL",
        "UPDATE credit SET share_e8 = share_e8 - 1 WHERE id = 'C1'",
        "UPDATE rate SET inverse = 1 - inverse WHERE date = '2024-01-02'",
        "UPDATE activity SET row = row + 1",
        "UPDATE source_file SET name = 'other.csv' WHERE id = 1",
        "DELETE FROM paid",
        "UPDATE partner SET partner_group = 'south' WHERE id = 'P2'",
        "UPDATE deal SET tax_e4 = NULL WHERE id = 'D1'",
        "UPDATE deal SET attributes = '{}'",
        "UPDATE credit SET evidence = 1 - evidence",
        "UPDATE activity SET value_currency = 'USD' WHERE value_e4 IS NOT NULL",
        "UPDATE fund_event SET deals = '[]'",
        "UPDATE adjustment SET partner = 'P1' WHERE id = 'A3'",
        "UPDATE partner_status SET valid_until = NULL",
        "UPDATE level SET reason = 'Earned'",
        "UPDATE touch SET at = '2024-01-05T09:31:00'",
        "UPDATE registration SET refused_on = NULL",
        "UPDATE overlap SET deal = NULL",
        "UPDATE settlement SET net_e4 = NULL",
        "UPDATE score SET value_e8 = value_e8 + 1",
        "DELETE FROM target WHERE partner IS NULL",
    ];
    for sql in rows {
        let (digest, facts) = (document.facts_digest().unwrap(), document.facts().unwrap());
        assert_eq!(document.facts_digest().unwrap(), digest);
        change(&document, sql).unwrap();
        assert_ne!(document.facts_digest().unwrap(), digest, "{sql}");
        assert_ne!(document.facts().unwrap(), facts, "{sql}");
    }
}

#[test]
fn a_result_is_not_believed_after_another_tool_changed_a_fact() {
    let (_folder, mut document) = full_document();
    let of = tierwright_store::Calculation {
        program: document.program_digest().unwrap(),
        facts: document.facts_digest().unwrap(),
        engine: "0.1.0".into(),
        calculated_at: now(),
    };
    assert!(document.save_result(&[], &of).unwrap());
    change(&document, "UPDATE deal SET amount_e4 = 1 WHERE id = 'D1'").unwrap();
    assert_eq!(document.result_info().unwrap(), None);
}

/// What a tool can break with its checks off, each with the sentence about it.
#[test]
fn facts_that_another_tool_broke_are_named() {
    let rows = [
        (
            "UPDATE deal SET closed = '2024-02-30' WHERE id = 'D1'",
            "deal D1 has \"2024-02-30\" as its closed, where a date such as 2026-01-31 is expected.",
        ),
        (
            "UPDATE line SET currency = 'usd' WHERE id = '2'",
            "line D1 2 has \"usd\" as its currency, where a currency code of ISO 4217, such as USD is expected.",
        ),
        (
            "UPDATE line SET currency = 'EUR' WHERE id = '2'",
            "line D1 2 has an amount in EUR where its deal is in USD (deals.csv, row 2).",
        ),
        (
            "UPDATE partner SET row = -1 WHERE id = 'P1'",
            "partner P1 has \"-1\" as its row, where a whole number from 0 to 4294967295 is expected.",
        ),
        (
            "UPDATE touch SET at = '2024-01-05 09:30' WHERE id = 'T1'",
            "touch T1 has \"2024-01-05 09:30\" as its at, where a time such as 2026-01-31T09:30:00 is expected.",
        ),
        (
            "UPDATE deal SET attributes = '[]' WHERE id = 'D1'",
            "deal D1 has \"[]\" as its attributes, where a JSON object of texts is expected.",
        ),
        (
            "PRAGMA ignore_check_constraints = ON; UPDATE deal SET stage = 'Won' WHERE id = 'D1'",
            "deal D1 has \"Won\" as its stage, where open, won or lost is expected.",
        ),
        (
            "PRAGMA foreign_keys = OFF; DELETE FROM partner WHERE id = 'P1'",
            "partner P2 names parent P1, which is not among the facts (partners.csv, row 8).",
        ),
        (
            "PRAGMA foreign_keys = OFF; UPDATE deal SET file_id = 7 WHERE id = 'D2'",
            "deal D2 names file 7, which is not among the facts.",
        ),
    ];
    for (sql, sentence) in rows {
        let (_folder, document) = full_document();
        change(&document, sql).unwrap();
        assert_eq!(document.facts().unwrap_err().to_string(), sentence);
    }
}

#[test]
fn a_program_that_another_tool_broke_is_named_and_undo_leads_back() {
    let (_folder, mut document) = new_document();
    document.save_program(&program("B"), "Edit", now()).unwrap();
    change(&document, "UPDATE revision SET program = '{\"format\": 1}' WHERE number = 2").unwrap();
    let error = document.program().unwrap_err();
    assert!(matches!(error, StoreError::Program { revision: 2, .. }), "{error:?}");
    document.undo().unwrap();
    assert_eq!(document.program().unwrap().name, "First");
}

#[test]
fn views_show_amounts_as_exact_text() {
    let (_folder, document) = full_document();
    let rows = [
        (0, "0.0000"),
        (1, "0.0001"),
        (-1, "-0.0001"),
        (-9_999, "-0.9999"),
        (-10_000, "-1.0000"),
        (-10_001, "-1.0001"),
        (15_000_000, "1500.0000"),
        (i64::MAX, "922337203685477.5807"),
        (i64::MIN, "-922337203685477.5808"),
    ];
    let amounts = [
        ("deal", "amount_e4", "SELECT amount FROM deal_view WHERE id = 'D1'"),
        ("deal", "list_amount_e4", "SELECT list_amount FROM deal_view WHERE id = 'D1'"),
        ("deal", "cost_e4", "SELECT cost FROM deal_view WHERE id = 'D1'"),
        ("line", "amount_e4", "SELECT amount FROM line_view LIMIT 1"),
        ("line", "list_amount_e4", "SELECT list_amount FROM line_view LIMIT 1"),
        ("line", "cost_e4", "SELECT cost FROM line_view LIMIT 1"),
        ("adjustment", "amount_e4", "SELECT amount FROM adjustment_view LIMIT 1"),
        ("deal", "tax_e4", "SELECT tax FROM deal_view WHERE id = 'D1'"),
        ("deal", "recurring_e4", "SELECT recurring FROM deal_view WHERE id = 'D1'"),
        ("activity", "value_e4", "SELECT value FROM activity_view LIMIT 1"),
        ("fund_event", "amount_e4", "SELECT amount FROM fund_event_view"),
        ("fund_event", "cost_e4", "SELECT cost FROM fund_event_view"),
        ("settlement", "gross_e4", "SELECT gross FROM settlement_view LIMIT 1"),
        ("settlement", "fee_e4", "SELECT fee FROM settlement_view LIMIT 1"),
        ("settlement", "tax_e4", "SELECT tax FROM settlement_view LIMIT 1"),
        ("settlement", "net_e4", "SELECT net FROM settlement_view LIMIT 1"),
        ("paid", "amount_e4", "SELECT amount FROM paid_view"),
    ];
    let other = Connection::open(document.path()).unwrap();
    let shown = |sql: &str| other.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
    for (table, column, view) in amounts {
        for (units, text) in rows {
            other.execute(&format!("UPDATE {table} SET {column} = ?1"), [units]).unwrap();
            assert_eq!(shown(view), text, "{table}.{column}");
        }
    }
    let numbers = [
        ("line", "quantity_e8", "SELECT quantity FROM line_view LIMIT 1"),
        ("credit", "share_e8", "SELECT share FROM credit_view LIMIT 1"),
        ("adjustment", "quantity_e8", "SELECT quantity FROM adjustment_view LIMIT 1"),
        ("rate", "rate_e8", "SELECT rate FROM rate_view LIMIT 1"),
        ("activity", "quantity_e8", "SELECT quantity FROM activity_view LIMIT 1"),
        ("score", "value_e8", "SELECT value FROM score_view LIMIT 1"),
    ];
    for (table, column, view) in numbers {
        for (units, text) in
            [(-1_i64, "-0.00000001"), (108_765_432, "1.08765432"), (-100_000_000, "-1.00000000")]
        {
            other.execute(&format!("UPDATE {table} SET {column} = ?1"), [units]).unwrap();
            assert_eq!(shown(view), text, "{table}.{column}");
        }
    }
}

#[test]
fn missing_amounts_and_shares_are_missing_in_views() {
    let (_folder, document) = full_document();
    let other = Connection::open(document.path()).unwrap();
    for sql in [
        "SELECT list_amount FROM deal_view WHERE id = 'D2'",
        "SELECT cost FROM deal_view WHERE id = 'D2'",
        "SELECT cost FROM line_view WHERE id = '1'",
        "SELECT share FROM credit_view WHERE id = 'C2'",
        "SELECT tax FROM deal_view WHERE id = 'D2'",
        "SELECT value FROM activity_view WHERE id = 'V2'",
        "SELECT net FROM settlement_view WHERE id = 'M2'",
        "SELECT number FROM target_view WHERE id = 'Q1'",
        "SELECT amount FROM target_view WHERE id = 'Q2'",
    ] {
        let shown: Option<String> = other.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(shown, None, "{sql}");
    }
}

#[test]
fn triggers_and_views_that_a_document_brings_along_are_not_run() {
    let (_folder, mut document) = full_document();
    change(&document, "CREATE TRIGGER sly AFTER INSERT ON revision BEGIN DELETE FROM paid; END")
        .unwrap();
    document.save_program(&program("B"), "Edit", now()).unwrap();
    assert_eq!(document.facts().unwrap(), every_fact());

    change(
        &document,
        "ALTER TABLE paid RENAME TO hidden; CREATE VIEW paid AS SELECT * FROM hidden",
    )
    .unwrap();
    let error = document.facts().unwrap_err();
    assert_eq!(error.code(), "document_damaged", "{error}");
}

#[test]
fn a_change_by_another_tool_is_noticed_and_an_own_one_is_none() {
    let (_folder, mut document) = full_document();
    document.save_program(&program("Changed here"), "Changed here", now()).unwrap();
    assert!(!document.is_changed_by_others().unwrap());
    change(&document, "UPDATE deal SET name = 'Changed there' WHERE id = 'D1'").unwrap();
    assert!(document.is_changed_by_others().unwrap());
    let reopened = Document::open(document.path()).unwrap();
    assert!(!reopened.is_changed_by_others().unwrap());
}

/// A large document is read by two at once: both see the same moment, what another tool changed shows, and
/// nobody waits for one that is about to write.
#[test]
fn a_large_document_is_read_whole_whoever_else_has_it_open() {
    let (_folder, mut document) = new_document();
    let mut facts = many_facts(8_000);
    import(&mut document, &facts);
    let path = document.path().to_owned();
    assert!(std::fs::metadata(&path).unwrap().len() > 4 << 20);
    facts.credits.sort_by(|one, other| one.id.cmp(&other.id));
    assert_eq!(document.facts().unwrap(), facts);

    let other = Connection::open(&path).unwrap();
    let begun = std::time::Instant::now();
    other
        .execute_batch("BEGIN IMMEDIATE; UPDATE deal SET amount_e4 = 70000 WHERE id = 'SO0000009'")
        .unwrap();
    assert_eq!(document.facts().unwrap(), facts);
    assert!(begun.elapsed().as_secs() < 4, "{:?}", begun.elapsed());
    other.execute_batch("COMMIT").unwrap();
    let changed = document.facts().unwrap();
    let deal = changed.deals.iter().find(|deal| deal.id == "SO0000009").unwrap();
    assert_eq!(deal.amount.units(), 70_000);
    assert_eq!((changed.lines, changed.credits), (facts.lines, facts.credits));
}
