//! Workbooks, databases and packed texts, good and hostile.

use std::{
    collections::BTreeMap,
    io::Write,
    ops::ControlFlow,
    path::PathBuf,
    time::{Duration, Instant},
};

use tierwright_import::{Imported, Inspected, Known, NamedFile, SourceKind, guess, inspect};

use crate::common::{Desk, read};

/// What was found in a file, and what was read by its guessed mapping.
fn guessed(desk: &Desk, name: &str) -> (Inspected, Imported) {
    let paths = [desk.path(name)];
    let mut go_on = |_| ControlFlow::Continue(());
    let inspected = inspect(&paths, &BTreeMap::new(), &mut go_on).unwrap();
    let guess = guess(&inspected, &Known::default()).unwrap();
    assert_eq!(guess.open().collect::<Vec<_>>(), Vec::<&tierwright_import::Question>::new());
    let files = [NamedFile { role: None, path: desk.path(name) }];
    let imported = read(&guess.mapping, &files).unwrap();
    (inspected.into_iter().next().unwrap(), imported)
}

fn deals(imported: &Imported) -> Vec<String> {
    let deals = imported.rows.deals.iter();
    deals
        .map(|deal| {
            let closed = deal.closed.map(|day| day.to_string()).unwrap_or_default();
            format!("{} {} {closed} {} {}", deal.source.row, deal.id, deal.amount, deal.customer)
        })
        .collect()
}

/// A workbook of these parts.
fn workbook(parts: &[(&str, String)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in parts {
        archive.start_file(*name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of one sheet with these rows of XML; style 1 is a date.
fn sheet(rows: &str) -> Vec<u8> {
    let types = format!(
        r#"{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#
    );
    let relations = |kind: &str, target: &str| {
        format!(
            r#"{HEAD}<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    workbook(&[
        ("[Content_Types].xml", types),
        ("_rels/.rels", relations("officeDocument", "xl/workbook.xml")),
        (
            "xl/workbook.xml",
            format!(
                r#"{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Deals 2025" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        ("xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml")),
        (
            "xl/styles.xml",
            format!(
                r#"{HEAD}<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#),
        ),
    ])
}

/// A cell of text.
fn text(at: &str, text: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

fn deals_sheet() -> Vec<u8> {
    let head: String = [("A", "Opportunity ID"), ("B", "Customer Name"), ("C", "Stage")]
        .into_iter()
        .chain([("D", "Close Date"), ("E", "Amount"), ("F", "Currency"), ("G", "Reseller")])
        .map(|(column, name)| text(&format!("{column}3"), name))
        .collect();
    let row = |row: u32, id: &str, customer: &str, day: u32, amount: &str| {
        format!(
            r#"<row r="{row}">{}{}{}<c r="D{row}" s="1"><v>{day}</v></c><c r="E{row}"><v>{amount}</v></c>{}{}</row>"#,
            text(&format!("A{row}"), id),
            text(&format!("B{row}"), customer),
            text(&format!("C{row}"), "Closed Won"),
            text(&format!("F{row}"), "EUR"),
            text(&format!("G{row}"), "Alder Systems"),
        )
    };
    let title = format!(r#"<row r="1">{}</row>"#, text("A1", "Sales of the year"));
    sheet(&format!(
        "{title}<row r=\"3\">{head}</row>{}{}",
        row(4, "007", "=HYPERLINK(&quot;http://x&quot;)", 45_747, "12500.1"),
        row(6, "008", "&lt;img src=x onerror=alert(1)&gt;", 45_702, "0.30000000000000004"),
    ))
}

#[test]
fn a_sheet_is_read_by_its_cells() {
    let desk = Desk::with(&[("deals.xlsx", &deals_sheet())]);
    let (inspected, imported) = guessed(&desk, "deals.xlsx");
    assert_eq!(inspected.kind, SourceKind::Workbook);
    assert_eq!(inspected.sheets, ["Deals 2025"]);
    // Rows have the numbers of the sheet, also where it has empty ones between. Names that a
    // spreadsheet or a page would carry out are text here.
    assert_eq!(
        deals(&imported),
        [
            "4 007 2025-03-31 12500.10 EUR =HYPERLINK(\"http://x\")",
            "6 008 2025-02-14 0.30 EUR <img src=x onerror=alert(1)>",
        ]
    );
    assert_eq!(
        imported.reading[0].sentence,
        "Read as a workbook, sheet Deals 2025, header in row 3, decimals with point, dates year-month-day."
    );
}

#[test]
fn a_cell_at_the_far_end_of_a_sheet_takes_no_room() {
    let far = format!(
        r#"<row r="1">{}{}</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#,
        text("A1", "Id"),
        text("B1", "Name")
    );
    let desk = Desk::with(&[("far.xlsx", &sheet(&far))]);
    let mut go_on = |_| ControlFlow::Continue(());
    let inspected = inspect(&[desk.path("far.xlsx")], &BTreeMap::new(), &mut go_on).unwrap();
    assert_eq!(inspected[0].rows, 0, "what stands beyond the columns that are read is none");
}

#[test]
fn a_workbook_that_unpacks_to_far_more_is_refused() {
    let bomb = sheet(&" ".repeat(200 * 1024 * 1024));
    assert!(bomb.len() < 1024 * 1024, "{} bytes", bomb.len());
    let desk = Desk::with(&[("bomb.xlsx", &bomb)]);
    let begun = Instant::now();
    let mut go_on = |_| ControlFlow::Continue(());
    let failure = inspect(&[desk.path("bomb.xlsx")], &BTreeMap::new(), &mut go_on).unwrap_err();
    assert_eq!(failure.code, "file_too_large");
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}

fn failure_of(desk: &Desk, name: &str) -> (&'static str, Duration) {
    let begun = Instant::now();
    let mut go_on = |_| ControlFlow::Continue(());
    let failure = inspect(&[desk.path(name)], &BTreeMap::new(), &mut go_on).unwrap_err();
    (failure.code, begun.elapsed())
}

/// A workbook of these rows and a part of shared texts under this name.
fn with_texts(name: &str, rows: &str, texts: &str) -> Vec<u8> {
    let bytes = sheet(rows);
    let mut archive = zip::ZipWriter::new_append(std::io::Cursor::new(bytes)).unwrap();
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file(name, options).unwrap();
    archive.write_all(texts.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_cannot_be_read_to_its_end_is_refused() {
    let head = format!(r#"<row r="1">{}{}</row>"#, text("A1", "Deal ID"), text("B1", "Close Date"));
    let day = |row: u32, day: &str| {
        format!(
            r#"<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}" s="1"><v>{day}</v></c></row>"#
        )
    };
    let rows = |odd: &str| -> String {
        let days = (2..1200).map(|row| day(row, if row == 900 { odd } else { "45000" }));
        format!("{head}{}", days.collect::<String>())
    };
    let desk = Desk::with(&[
        ("whole.xlsx", &sheet(&rows("45001"))),
        ("broken.xlsx", &sheet(&rows("-1e300"))),
    ]);
    let mut go_on = |_| ControlFlow::Continue(());
    let whole = inspect(&[desk.path("whole.xlsx")], &BTreeMap::new(), &mut go_on).unwrap();
    assert_eq!(whole[0].rows, 1198);
    assert_eq!(failure_of(&desk, "broken.xlsx").0, "file_damaged");
}

#[test]
fn a_small_workbook_that_asks_for_very_much_is_refused() {
    let texts = |count: &str, texts: &str| {
        format!(r#"{HEAD}<sst xmlns="{MAIN}" uniqueCount{count}>{texts}</sst>"#)
    };
    let one = "<si><t>Id</t></si>";
    let long = format!("<si><t>{}</t></si>", "x".repeat(3_000_000));
    let cells = format!("<row>{}</row>", r#"<c t="s"><v>0</v></c>"#.repeat(2_000));
    let cell = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>0</v></c></row>"#;
    let bomb = format!("<si><t>{}</t></si>", " ".repeat(600 * 1024 * 1024));
    let part = "xl/sharedStrings.xml";
    let desk = Desk::with(&[
        ("good.xlsx", &with_texts(part, cell, &texts(r#"="1""#, one))),
        ("many.xlsx", &with_texts(part, cell, &texts(r#" = "200000000000""#, one))),
        ("wide.xlsx", &with_texts(part, &cells, &texts(r#"="1""#, &long))),
        ("capitals.xlsx", &with_texts("xl/SharedStrings.XML", cell, &texts(r#"="1""#, &bomb))),
    ]);
    let mut go_on = |_| ControlFlow::Continue(());
    let good = inspect(&[desk.path("good.xlsx")], &BTreeMap::new(), &mut go_on).unwrap();
    assert_eq!(good[0].columns[0].name, "Id");
    for (name, code) in [
        ("many.xlsx", "file_too_large"),
        ("wide.xlsx", "row_too_long"),
        ("capitals.xlsx", "file_too_large"),
    ] {
        let (found, took) = failure_of(&desk, name);
        assert_eq!(found, code, "{name}");
        assert!(took.as_secs() < 20, "{name}: {took:?}");
    }
}

#[test]
fn looking_into_a_large_workbook_can_be_stopped() {
    let part = || " ".repeat(20 * 1024 * 1024);
    let parts =
        [("[Content_Types].xml", String::new()), ("xl/a.xml", part()), ("xl/b.xml", part())];
    let desk = Desk::with(&[("large.xlsx", &workbook(&parts))]);
    let mut stop = |_| ControlFlow::Break(());
    let failure = inspect(&[desk.path("large.xlsx")], &BTreeMap::new(), &mut stop).unwrap_err();
    assert_eq!(
        failure.code, "cancelled",
        "it has no sheet, which is seen after it was looked into"
    );
}

/// A database with these statements.
fn database(desk: &Desk, name: &str, sql: &str) -> PathBuf {
    let path = desk.path(name);
    rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
    path
}

const ORDERS: &str = "CREATE TABLE a_note (text); INSERT INTO a_note VALUES ('nothing');
    CREATE TABLE orders (order_id TEXT, customer, close_date, amount, currency, stage, reseller);
    INSERT INTO orders VALUES ('007', 'Birch', '2025-03-31', 12500.5, 'USD', 'won', 'Alder'),
        ('008', x'00ff', '2025-02-14', 3, 'USD', 'won', NULL);
    CREATE VIEW won AS SELECT * FROM orders WHERE stage = 'won';";

#[test]
fn a_table_or_view_of_a_database_is_read() {
    let desk = Desk::with(&[]);
    database(&desk, "crm.db", ORDERS);
    let mut go_on = |_| ControlFlow::Continue(());
    for table in ["orders", "won"] {
        let choice = tierwright_import::FormChoice {
            sheet: Some(table.to_owned()),
            ..tierwright_import::FormChoice::default()
        };
        let choices = BTreeMap::from([("crm.db".to_owned(), choice)]);
        let inspected = inspect(&[desk.path("crm.db")], &choices, &mut go_on).unwrap();
        assert_eq!(inspected[0].sheets, ["a_note", "orders", "won"]);
        let guess = guess(&inspected, &Known::default()).unwrap();
        let files = [NamedFile { role: None, path: desk.path("crm.db") }];
        let imported = read(&guess.mapping, &files).unwrap();
        assert_eq!(
            deals(&imported),
            ["2 007 2025-03-31 12500.50 USD Birch", "3 008 2025-02-14 3.00 USD (2 bytes)"]
        );
    }
    assert!(!desk.path("crm.db-journal").exists() && !desk.path("crm.db-wal").exists());
}

#[test]
fn a_hostile_database_does_nothing_and_ends() {
    let desk = Desk::with(&[]);
    let sql = "CREATE TABLE orders (id, amount);
        INSERT INTO orders VALUES (1, zeroblob(50000000));
        CREATE TABLE touched (x);
        CREATE TRIGGER t AFTER INSERT ON orders BEGIN INSERT INTO touched VALUES (1); END;
        CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
            SELECT count(*) AS id FROM n;
        CREATE VIEW wide AS SELECT hex(zeroblob(2000000)) AS a, hex(zeroblob(2000000)) AS b,
            hex(zeroblob(2000000)) AS c, hex(zeroblob(2000000)) AS d, hex(zeroblob(2000000)) AS e;
        CREATE VIEW reads AS SELECT readfile('/etc/passwd') AS id;";
    let path = database(&desk, "hostile.db", sql);
    let before = std::fs::read(&path).unwrap();
    let mut go_on = |_| ControlFlow::Continue(());
    for (table, code) in [
        ("orders", "value_too_long"),
        ("endless", "query_too_long"),
        ("reads", "file_damaged"),
        ("wide", "row_too_long"),
    ] {
        let choice = tierwright_import::FormChoice {
            sheet: Some(table.to_owned()),
            ..tierwright_import::FormChoice::default()
        };
        let choices = BTreeMap::from([("hostile.db".to_owned(), choice)]);
        let failure = inspect(std::slice::from_ref(&path), &choices, &mut go_on).unwrap_err();
        assert_eq!(failure.code, code, "{table}: {failure:?}");
    }
    assert!(std::fs::read(&path).unwrap() == before);
}

#[test]
fn the_one_text_in_a_zip_archive_is_read() {
    let archive = |names: &[&str]| {
        let text = "Deal ID,Amount,Currency,Close Date\n1,5,USD,2025-01-31\n".to_owned();
        let parts: Vec<(&str, String)> = names.iter().map(|name| (*name, text.clone())).collect();
        workbook(&parts)
    };
    let desk = Desk::with(&[
        ("one.zip", &archive(&["../../x/deals.csv", "readme.md", "__MACOSX/._deals.csv"])),
        ("two.zip", &archive(&["a.csv", "b.csv"])),
    ]);
    let (_, imported) = guessed(&desk, "one.zip");
    assert_eq!(deals(&imported), ["2 1 2025-01-31 5.00 USD "]);
    let mut go_on = |_| ControlFlow::Continue(());
    let failure = inspect(&[desk.path("two.zip")], &BTreeMap::new(), &mut go_on).unwrap_err();
    assert_eq!(failure.code, "file_foreign");
}

/// A quarter of a gigabyte of one letter packs into as many kilobytes. It is no row, and is left long before
/// its end.
#[test]
fn a_packed_text_that_unpacks_to_far_more_is_refused_in_time() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(b"Deal ID,Amount,Currency,Close Date\n1,").unwrap();
    let many = vec![b'9'; 1 << 20];
    (0..256).for_each(|_| packer.write_all(&many).unwrap());
    let bytes = packer.finish().unwrap();
    assert!(bytes.len() < 4 << 20);
    let desk = Desk::with(&[("deals.csv.gz", &bytes)]);
    let (code, took) = failure_of(&desk, "deals.csv.gz");
    assert_eq!(code, "row_too_long");
    assert!(took < Duration::from_secs(20), "{took:?}");
}
