//! Texts as programs write them: marks, quotes, line breaks, encodings, packing.

use std::io::Write;

use tierwright_import::{Imported, Mapping};

use crate::common::{Desk, made};

/// A mapping of one file of deals, written in some form.
fn deals(form: &str) -> Mapping {
    let form = if form.is_empty() { String::new() } else { format!(", {form}") };
    made(
        &format!(r#"{{ "deals": {{ "name": "deals.csv"{form} }} }}"#),
        r#"{ "deal": [{ "file": "deals", "columns": {
            "id": "Id", "name": "Name", "stage": { "text": "won" }, "closed": "Closed",
            "amount": "Amount", "currency": { "text": "EUR" } } }] }"#,
    )
}

fn imported(form: &str, bytes: &[u8]) -> Imported {
    Desk::with(&[("deals.csv", bytes)]).read(&deals(form), &["deals.csv"]).unwrap()
}

/// Row, id, name, closing day and amount of every deal.
fn shown(imported: &Imported) -> Vec<String> {
    assert_eq!(imported.set_aside, [], "{:?}", imported.set_aside);
    let deals = imported.rows.deals.iter();
    deals
        .map(|deal| {
            let closed = deal.closed.unwrap();
            format!("{} {} {:?} {closed} {}", deal.source.row, deal.id, deal.name, deal.amount)
        })
        .collect()
}

#[test]
fn rows_are_records_whatever_breaks_their_lines() {
    let text = "\u{feff}Id,Name,Closed,Amount\r\n\
        001,\"Saw, \"\"big\"\"\",2024-01-02,1.50\r\n\
        \r\n\
        002,\"two\r\nlines, and\na third\",2024-01-03,-2\r\n\
        003,  blanks  , 2024-01-04 ,\t3.10 \r\n\
        004,\"\",2024-01-05,4";
    let imported = imported("", text.as_bytes());
    let expected = [
        r#"2 001 "Saw, \"big\"" 2024-01-02 1.50 EUR"#,
        r#"3 002 "two\r\nlines, and\na third" 2024-01-03 -2.00 EUR"#,
        r#"4 003 "blanks" 2024-01-04 3.10 EUR"#,
        r#"5 004 "" 2024-01-05 4.00 EUR"#,
    ];
    assert_eq!(shown(&imported), expected);
}

#[test]
fn semicolons_and_decimal_commas_are_read_as_the_mapping_says() {
    let form = r#""delimiter": ";", "decimal": ",", "thousands": ".", "date": "day.month.year""#;
    let text = "Id;Name;Closed;Amount\n1;\"a;b\";03.04.2025;1.240.118,05\n2;c;31.12.2025;1.000\n3;d;1.2.2025;-0,5\n";
    let imported = imported(form, text.as_bytes());
    let expected = [
        r#"2 1 "a;b" 2025-04-03 1240118.05 EUR"#,
        r#"3 2 "c" 2025-12-31 1000.00 EUR"#,
        r#"4 3 "d" 2025-02-01 -0.50 EUR"#,
    ];
    assert_eq!(shown(&imported), expected);
    assert_eq!(
        imported.reading[0].sentence,
        "Read as UTF-8, semicolons, header in row 1, decimals with comma, thousands with point, dates day.month.year."
    );
}

#[test]
fn every_encoding_gives_the_same_text() {
    let text = "Id\tName\tClosed\tAmount\n1\tCafé Žižkov 🚲\t2024-01-02\t1\n";
    let expected = [r#"2 1 "Café Žižkov 🚲" 2024-01-02 1.00 EUR"#];
    let low = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let high = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let marked = format!("\u{feff}{text}");
    let wide = r#""delimiter": "\t", "encoding": "utf-16""#;
    let files = [
        (r#""delimiter": "\t""#, text.as_bytes().to_vec()),
        (r#""delimiter": "\t""#, marked.as_bytes().to_vec()),
        (wide, low(&marked)),
        (wide, high(&marked)),
        (wide, low(text)),
    ];
    for (form, bytes) in files {
        assert_eq!(shown(&imported(form, &bytes)), expected, "{form}");
    }
    let western = imported(
        r#""encoding": "windows-1252""#,
        b"Id,Name,Closed,Amount\n1,Caf\xe9 \x80,2024-01-02,1\n",
    );
    assert_eq!(shown(&western), [r#"2 1 "Café €" 2024-01-02 1.00 EUR"#]);
}

#[test]
fn half_a_character_of_utf_16_is_refused() {
    let bytes = b"\xff\xfeI\0d\0\n\0\x00\xd8x\0\n\0";
    let mapping = deals(r#""encoding": "utf-16""#);
    let failure = Desk::with(&[("deals.csv", bytes)]).read(&mapping, &["deals.csv"]).unwrap_err();
    assert_eq!(failure.code, "not_text");
}

#[test]
fn a_file_without_header_takes_its_columns_from_the_mapping() {
    let form = r#""delimiter": "|", "columns": ["Id", "Name", "Closed", "Amount"]"#;
    let imported = imported(form, b"7|Ada|2024-01-02|1\n8|Bo|2024-01-03|2\n");
    let expected = [r#"1 7 "Ada" 2024-01-02 1.00 EUR"#, r#"2 8 "Bo" 2024-01-03 2.00 EUR"#];
    assert_eq!(shown(&imported), expected);
    assert_eq!(
        imported.reading[0].sentence,
        "Read as UTF-8, vertical bars, no header row, columns named by the mapping, decimals with point, dates year-month-day."
    );
}

#[test]
fn packed_files_are_unpacked_whatever_their_name() {
    let parts = ["Id,Name,Closed,Amount\n1,Ada,2024-01-02,1\n", "2,Bo,2024-01-03,2\n"];
    let packed = parts.map(|part| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(part.as_bytes()).unwrap();
        packer.finish().unwrap()
    });
    let imported = imported("", &packed.concat());
    let expected = [r#"2 1 "Ada" 2024-01-02 1.00 EUR"#, r#"3 2 "Bo" 2024-01-03 2.00 EUR"#];
    assert_eq!(shown(&imported), expected);
    assert!(imported.reading[0].sentence.starts_with("Read as packed UTF-8, commas,"));
}

#[test]
fn finer_figures_are_rounded_half_away_from_zero_and_listed() {
    let text = "Id,Name,Closed,Amount\n1,a,2024-01-02,1.00005\n2,b,2024-01-02,-1.00005\n3,c,2024-01-02,5.0000000000000003E-2\n4,d,2024-01-02,1.23450\n";
    let imported = imported("", text.as_bytes());
    let amounts: Vec<String> =
        imported.rows.deals.iter().map(|deal| deal.amount.to_string()).collect();
    assert_eq!(amounts, ["1.0001 EUR", "-1.0001 EUR", "0.05 EUR", "1.2345 EUR"]);
    let rounded: Vec<String> = imported
        .rounded
        .iter()
        .map(|figure| {
            let row = figure.source.row;
            format!("{row} {} {} {}", figure.column, figure.text, figure.rounded)
        })
        .collect();
    let expected = [
        "2 deal.amount 1.00005 1.0001",
        "3 deal.amount -1.00005 -1.0001",
        "4 deal.amount 5.0000000000000003E-2 0.05",
    ];
    assert_eq!(rounded, expected);
}
