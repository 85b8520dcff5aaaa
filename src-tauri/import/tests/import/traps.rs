//! Values and forms that are easily read wrong: each is read right, or asked about.

use std::{collections::BTreeMap, ops::ControlFlow};

use chrono::NaiveDate;
use tierwright_import::{Guess, Imported, Inspected, Known, NamedFile, check, guess, inspect};

use crate::common::{Desk, made, read};

struct Found {
    desk: Desk,
    inspected: Vec<Inspected>,
    guess: Guess,
}

fn found(bytes: &[u8], answers: &[(&str, &str)]) -> Found {
    let own = |(id, answer): &(&str, &str)| ((*id).to_owned(), (*answer).to_owned());
    found_by(bytes, &Known { answers: answers.iter().map(own).collect(), ..Known::default() })
}

fn found_by(bytes: &[u8], known: &Known) -> Found {
    let desk = Desk::with(&[("deals.csv", bytes)]);
    let mut go_on = |_| ControlFlow::Continue(());
    let inspected = inspect(&[desk.path("deals.csv")], &BTreeMap::new(), &mut go_on).unwrap();
    let guess = guess(&inspected, known).unwrap();
    Found { desk, inspected, guess }
}

impl Found {
    fn imported(&self) -> Imported {
        let files = [NamedFile { role: None, path: self.desk.path("deals.csv") }];
        read(&self.guess.mapping, &files).unwrap()
    }

    fn asked(&self) -> Vec<&str> {
        self.guess.open().map(|question| question.id.as_str()).collect()
    }

    /// Day and amount of every deal.
    fn deals(&self) -> Vec<String> {
        let imported = self.imported();
        let deals = imported.rows.deals.iter();
        deals
            .map(|deal| format!("{} {}", deal.closed.unwrap(), deal.amount.amount_text()))
            .collect()
    }
}

/// A file of deals with these closing days and amounts, in euro where no dollar is written.
fn file(rows: &[(&str, &str)]) -> String {
    let mut text = "Deal ID;Close Date;Amount;Currency\n".to_owned();
    for (at, (day, amount)) in rows.iter().enumerate() {
        let currency = if amount.contains('$') { "USD" } else { "EUR" };
        text.push_str(&format!("{at};{day};\"{amount}\";{currency}\n"));
    }
    text
}

#[test]
fn every_value_of_the_page_is_read() {
    // Texts as they are found, and the only thing each can mean beside the others of its column.
    let rows = [
        (&[("2025-03-04", "$1,234,567"), ("2025-03-05", "1,240.50")][..], "2025-03-04 1234567.00"),
        (&[("04.03.2025", "1.240.118,00")][..], "2025-03-04 1240118.00"),
        (&[("04.03.2026", "1.240.118,00"), ("05.03.2026", "TBD")][..], "2026-03-04 1240118.00"),
        (&[("05-Mar-2026", "45k")][..], "2026-03-05 45000.00"),
        (&[("2026-03-05T14:15:33+01:00", "(1,200.00)")][..], "2026-03-05 -1200.00"),
        (&[("46296", "7")][..], "2026-10-01 7.00"),
        (&[("3/4/2025, 10:22 AM", "1.5"), ("3/14/2025, 9:00 AM", "2")][..], "2025-03-04 1.50"),
        (&[("14/3/2025", "-110.7"), ("3/4/2025", "2")][..], "2025-03-14 -110.70"),
        (&[("2025-03-04", "0.500")][..], "2025-03-04 0.50"),
        (&[("2025-03-04", "1'240'118.05")][..], "2025-03-04 1240118.05"),
        (&[("2025-03-04", "1 240 118,5")][..], "2025-03-04 1240118.50"),
    ];
    for (rows, first) in rows {
        let found = found(file(rows).as_bytes(), &[]);
        assert_eq!(found.asked(), [""; 0], "{rows:?}");
        assert_eq!(found.deals()[0], first, "{rows:?}: {}", found.inspected[0].sentence());
    }
}

#[test]
fn a_thousand_or_one_is_asked_with_both_readings() {
    let text = file(&[("2025-03-04", "1.000"), ("2025-03-05", "2.500")]);
    let open = found(text.as_bytes(), &[]);
    assert_eq!(open.asked(), ["reading:deals.csv/Amount"]);
    let question = open.guess.open().next().unwrap();
    let choices: Vec<String> = question
        .choices
        .iter()
        .map(|choice| format!("{} {}: {:?}", choice.id, choice.label, choice.examples[0]))
        .collect();
    assert_eq!(
        choices,
        [
            r#". decimals with point: ("1.000", "1")"#,
            r#", decimals with comma: ("1.000", "1,000")"#,
        ]
    );
    let comma = found(text.as_bytes(), &[("reading:deals.csv/Amount", ",")]);
    assert_eq!(comma.asked(), [""; 0]);
    assert_eq!(comma.deals(), ["2025-03-04 1000.00", "2025-03-05 2500.00"]);
    let point = found(text.as_bytes(), &[("reading:deals.csv/Amount", ".")]);
    assert_eq!(point.deals(), ["2025-03-04 1.00", "2025-03-05 2.50"]);
}

#[test]
fn the_fourth_of_march_or_the_third_of_april_is_asked() {
    let text = file(&[("03/04/2025", "1"), ("05/06/2025", "2")]);
    let open = found(text.as_bytes(), &[]);
    assert_eq!(open.asked(), ["reading:deals.csv/Close Date"]);
    let question = open.guess.open().next().unwrap();
    let choices: Vec<String> = question
        .choices
        .iter()
        .map(|choice| format!("{}: {}", choice.id, choice.examples[0].1))
        .collect();
    assert_eq!(choices, ["day/month/year: 3 Apr 2025", "month/day/year: 4 Mar 2025"]);
    let answered = found(text.as_bytes(), &[("reading:deals.csv/Close Date", "month/day/year")]);
    assert_eq!(answered.asked(), [""; 0]);
    assert_eq!(answered.deals(), ["2025-03-04 1.00", "2025-05-06 2.00"]);
}

#[test]
fn another_column_of_the_file_decides_where_it_is_sure() {
    let text = "Deal ID;Created Date;Close Date;Cost;Amount;Currency\n\
        1;31.01.2025;01.02.2025;1.234,50;1.000;EUR\n";
    let found = found(text.as_bytes(), &[]);
    assert_eq!(found.asked(), [""; 0]);
    assert_eq!(found.deals(), ["2025-02-01 1000.00"]);
}

#[test]
fn utf_16_with_and_without_mark_and_old_code_pages_are_found() {
    let text =
        "Deal ID\tDeal Name\tClose Date\tAmount\tCurrency\n1\tCafé Žižkov\t2024-01-02\t1\tEUR\n";
    let low = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let high = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let marked = format!("\u{feff}{text}");
    let cases = [
        (text.as_bytes().to_vec(), "UTF-8"),
        (marked.as_bytes().to_vec(), "UTF-8"),
        (low(&marked), "UTF-16"),
        (high(&marked), "UTF-16, high half first"),
        (low(text), "UTF-16"),
        (high(text), "UTF-16, high half first"),
    ];
    for (bytes, encoding) in cases {
        let found = found(&bytes, &[]);
        let sentence = found.inspected[0].sentence();
        assert!(sentence.starts_with(&format!("Read as {encoding}, tabs,")), "{sentence}");
        assert_eq!(found.imported().rows.deals[0].name, "Café Žižkov");
    }
    let russian = "Deal ID;Deal Name;Close Date;Amount;Currency\n\
        1;Поставка оборудования для завода;2024-01-02;1;RUB\n\
        2;Договор на обслуживание системы;2024-01-03;2;RUB\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
    let found = found(&bytes, &[]);
    assert!(found.inspected[0].sentence().starts_with("Read as Windows-1251"));
    assert_eq!(found.imported().rows.deals[1].name, "Договор на обслуживание системы");
}

#[test]
fn line_breaks_and_doubled_quotes_stay_inside_their_cell_and_zeros_before_ids_stay() {
    let text = "Deal ID,Deal Name,Close Date,Amount,Currency\r\n\
        007,\"Saw, \"\"big\"\"\r\nand long\",2025-01-31,1,EUR\r\n";
    let found = found(text.as_bytes(), &[]);
    let imported = found.imported();
    assert_eq!(imported.rows.deals[0].id, "007");
    assert_eq!(imported.rows.deals[0].name, "Saw, \"big\"\r\nand long");
}

#[test]
fn repeated_ids_with_other_lines_add_up_and_with_the_same_amount_do_not() {
    let lines = "Deal ID,Product,Quantity,Close Date,Amount,Currency\n\
        1,Saw,2,2025-01-31,10.50,EUR\n1,Blade,1,2025-01-31,4,EUR\n2,Saw,1,2025-02-28,5,EUR\n";
    let summed = found(lines.as_bytes(), &[]);
    assert_eq!(summed.deals(), ["2025-01-31 14.50", "2025-02-28 5.00"]);
    assert_eq!(summed.imported().rows.lines.len(), 3);
    let parts = "Deal ID,Reseller,Close Date,Amount,Currency\n\
        1,Alder,2025-01-31,10.50,EUR\n1,Beech,2025-01-31,10.50,EUR\n";
    let repeated = found(parts.as_bytes(), &[]);
    assert_eq!(repeated.deals(), ["2025-01-31 10.50"]);
    assert_eq!(repeated.imported().rows.credits.len(), 2);
}

#[test]
fn a_currency_that_nobody_names_is_asked() {
    let text = "Deal ID,Close Date,Amount\n1,2025-01-31,10.50\n";
    assert_eq!(found(text.as_bytes(), &[]).asked(), ["currency"]);
    let answered = found(text.as_bytes(), &[("currency", "CHF")]);
    assert_eq!(answered.imported().rows.deals[0].amount.to_string(), "10.50 CHF");
    // The program's currency is taken, said, and may be another.
    let mut known = Known { currency: "NOK".parse().ok(), ..Known::default() };
    let taken = found_by(text.as_bytes(), &known);
    assert_eq!(taken.imported().rows.deals[0].amount.to_string(), "10.50 NOK");
    let question = &taken.guess.questions[0];
    assert_eq!((question.answer.as_deref(), question.choices[0].id.as_str()), (Some("NOK"), "NOK"));
    known.answers.insert("currency".to_owned(), "EUR".to_owned());
    let other = found_by(text.as_bytes(), &known);
    assert_eq!(other.imported().rows.deals[0].amount.to_string(), "10.50 EUR");
}

#[test]
fn a_currency_written_in_an_amount_counts() {
    let money = |found: &Found| -> Vec<String> {
        let imported = found.imported();
        imported.rows.deals.iter().map(|deal| deal.amount.to_string()).collect()
    };
    let mixed = "Deal ID,Close Date,Amount\n1,2025-01-31,\"$1,000.50\"\n\
        2,2025-01-31,$500.50\n3,2025-01-31,$700.50\n4,2025-01-31,\"€9,000.50\"\n";
    let found_mixed = found(mixed.as_bytes(), &[]);
    assert_eq!(found_mixed.asked(), [""; 0]);
    assert_eq!(money(&found_mixed), ["1000.50 USD", "500.50 USD", "700.50 USD", "9000.50 EUR"]);
    let codes = "Deal ID,Close Date,Amount\n1,2025-01-31,\"EUR 1,000.50\"\n2,2025-01-31,EUR 7\n";
    let found_codes = found(codes.as_bytes(), &[]);
    assert_eq!(found_codes.asked(), [""; 0]);
    assert_eq!(money(&found_codes), ["1000.50 EUR", "7.00 EUR"]);
    // A column that says otherwise is a contradiction, and nobody knows which of them is right.
    let other = "Deal ID,Close Date,Amount,Currency\n1,2025-01-31,\"EUR 1,000.50\",USD\n\
        2,2025-01-31,5.50,USD\n3,2025-01-31,1.5 MIO,USD\n";
    let found_other = found(other.as_bytes(), &[]);
    assert_eq!(money(&found_other), ["5.50 USD"]);
    let aside = found_other.imported().set_aside;
    let codes: Vec<&str> = aside.iter().map(|row| row.code).collect();
    assert_eq!(codes, ["currency_differs", "number_unreadable"]);
}

#[test]
fn a_share_of_one_is_all_of_it_however_it_is_written() {
    // The deal of each row is 1 and its share is all of it or a half of it, never a hundredth.
    let rows = [
        (["1.00", "1.00"], [100_000_000, 100_000_000]),
        (["1.0", "0.5"], [100_000_000, 50_000_000]),
        (["1.000", "0.500"], [100_000_000, 50_000_000]),
        (["100", "50"], [100_000_000, 50_000_000]),
        (["100.00", "1.00"], [100_000_000, 1_000_000]),
        (["100%", "50%"], [100_000_000, 50_000_000]),
        (["75%", "25 %"], [75_000_000, 25_000_000]),
    ];
    for (shares, units) in rows {
        let text = format!(
            "Deal ID,Partner,Share,Close Date,Amount,Currency\n\
            1,Alder,{},2025-01-31,10.50,EUR\n2,Alder,{},2025-01-31,10.50,EUR\n",
            shares[0], shares[1]
        );
        let found = found(text.as_bytes(), &[]);
        let imported = found.imported();
        let read: Vec<i64> =
            imported.rows.credits.iter().filter_map(|credit| Some(credit.share?.units())).collect();
        assert_eq!(read, units, "{shares:?}: {:?}", found.asked());
    }
}

#[test]
fn a_short_year_behind_the_month_is_read() {
    let text = file(&[("12-31-25", "1"), ("01-02-26", "2")]);
    let found = found(text.as_bytes(), &[]);
    assert_eq!(found.asked(), [""; 0]);
    assert_eq!(found.deals(), ["2025-12-31 1.00", "2026-01-02 2.00"]);
}

#[test]
fn a_word_that_is_no_date_stays_a_stage() {
    let text = "Deal ID,Stage,Close Date,Amount,Currency\n1,won,2025-01-31,10.50,EUR\n\
        2,open,open,5.50,EUR\n3,open,open,6.50,EUR\n4,won,2025-02-28,7.50,EUR\n";
    let imported = found(text.as_bytes(), &[]).imported();
    let deals = imported.rows.deals.iter();
    let stages: Vec<&str> = deals.map(|deal| deal.stage.text()).collect();
    assert_eq!(stages, ["won", "open", "open", "won"]);
}

#[test]
fn a_customer_called_total_is_no_total() {
    let whole = "Customer,Deal ID,Partner,Stage,Close Date,Amount,Currency\n\
        Acme,1,A,won,2025-01-31,10.50,USD\nTotal,2,A,won,2025-01-31,900.50,USD\n";
    let bare = "Customer,Deal ID,Close Date,Amount\nAcme,1,2025-01-31,10.50\n\
        Total,2,2025-01-31,900.50\n";
    for text in [whole, bare] {
        let found = found(text.as_bytes(), &[("currency", "USD")]);
        assert_eq!(found.deals(), ["2025-01-31 10.50", "2025-01-31 900.50"]);
    }
    for line in ["Total,,,,,10.50,USD", "Grand Total,,,,,10.50,", "Total,1,1,1,1,10.50,1"] {
        let text = format!(
            "Customer,Deal ID,Partner,Stage,Close Date,Amount,Currency\n\
            Acme,1,A,won,2025-01-31,10.50,USD\n{line}\n"
        );
        let found = found(text.as_bytes(), &[]);
        assert_eq!(found.inspected[0].footer.len(), 1, "{line}");
        assert_eq!(found.deals(), ["2025-01-31 10.50"], "{line}");
    }
}

/// As the data of a warehouse comes: UTF-16 with its mark, upright lines, no header, and numbers such as
/// 5.0000000000000003E-2, which is 0.05 where four decimals are kept.
#[test]
fn utf_16_with_upright_lines_and_no_header_is_read_as_the_mapping_says() {
    let text = "\u{feff}SO-1|2011-01-31 00:00:00|5.0000000000000003E-2|2024.9940\r\n\
        SO-2|2011-03-31 00:00:00|0|-110.7000\r\n";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mapping = made(
        r#"{ "sales": { "name": "FactSales.csv", "encoding": "utf-16", "delimiter": "|",
            "columns": ["Order", "Day", "Cost", "Amount"], "date": "year-month-day*" } }"#,
        r#"{ "deal": [{ "file": "sales", "columns": { "id": "Order", "stage": { "text": "won" },
            "closed": "Day", "amount": "Amount", "cost": "Cost", "currency": { "text": "USD" } } }] }"#,
    );
    let desk = Desk::with(&[("FactSales.csv", &bytes)]);
    let imported = desk.read(&mapping, &["FactSales.csv"]).unwrap();
    let deals = imported.rows.deals.iter().map(|deal| {
        let cost = deal.cost.unwrap().amount_text();
        format!("{} {} {} {cost}", deal.id, deal.closed.unwrap(), deal.amount.amount_text())
    });
    assert_eq!(
        deals.collect::<Vec<_>>(),
        ["SO-1 2011-01-31 2024.994 0.05", "SO-2 2011-03-31 -110.70 0.00"]
    );
}

/// Two companies of one name are two: rows name them by their key.
#[test]
fn partners_of_one_name_are_told_apart_by_their_key() {
    let partners = "Partner ID,Partner Name\n7,Bike World\n8,Bike World\n".as_bytes();
    let deals = "Deal ID,Partner ID,Close Date,Amount,Currency\n\
        1,7,2025-01-31,10.50,EUR\n2,8,2025-01-31,4.25,EUR\n"
        .as_bytes();
    let desk = Desk::with(&[("partners.csv", partners), ("deals.csv", deals)]);
    let paths = [desk.path("partners.csv"), desk.path("deals.csv")];
    let mut go_on = |_| ControlFlow::Continue(());
    let inspected = inspect(&paths, &BTreeMap::new(), &mut go_on).unwrap();
    let guess = guess(&inspected, &Known::default()).unwrap();
    assert_eq!(guess.open().count(), 0);
    let imported = desk.read(&guess.mapping, &["partners.csv", "deals.csv"]).unwrap();
    let credits = imported.rows.credits.iter().map(|one| format!("{} {}", one.deal, one.partner));
    assert_eq!(credits.collect::<Vec<_>>(), ["1 7", "2 8"]);
    assert_eq!(imported.rows.partners.len(), 2);
}

/// Beside the name, in the deals themselves, a key is what tells partners apart, whatever it is called.
#[test]
fn a_key_beside_the_name_of_a_partner_is_what_it_is_known_by() {
    for key in
        ["Reseller Key", "ResellerAlternateKey", "Reseller Number", "Reseller Account Number"]
    {
        let deals = format!(
            "Deal ID,{key},Reseller Name,Close Date,Amount,Currency\n\
            1,AW7,Bike World,2025-01-31,10.50,EUR\n2,AW8,Bike World,2025-01-31,4.25,EUR\n"
        );
        let imported = found(deals.as_bytes(), &[]).imported();
        let partners: Vec<String> =
            imported.rows.partners.iter().map(|one| format!("{} {}", one.id, one.name)).collect();
        assert_eq!(partners, ["AW7 Bike World", "AW8 Bike World"], "{key}");
        let credited = imported.rows.credits.iter().map(|one| one.partner.as_str());
        assert_eq!(credited.collect::<Vec<_>>(), ["AW7", "AW8"], "{key}");
    }
}

/// Days stand in examples as the file writes them; day 45747 of a spreadsheet is 2025-03-31.
#[test]
fn examples_show_the_days_of_their_file() {
    let days = [
        ("31.03.2025", "31.03.2025"),
        ("3/31/2025", "03/31/2025"),
        ("2025-03-31", "2025-03-31"),
        ("45747", "31 Mar 2025"),
    ];
    for (day, shown) in days {
        let found = found(file(&[(day, "-5")]).as_bytes(), &[]);
        let groups = check(&found.imported(), &found.guess.mapping, NaiveDate::MAX).unwrap();
        let negative = groups.iter().find(|group| group.code == "amount_negative").unwrap();
        assert_eq!(
            negative.examples,
            [format!("deals.csv, row 2: deal 0, -5.00 EUR, closed {shown}")]
        );
    }
}

#[test]
fn unknown_stages_are_asked_and_remembered() {
    let text = "Deal ID,Close Date,Amount,Currency,Stage\n1,2025-01-31,10.50,EUR,Signed in ink\n";
    let open = found(text.as_bytes(), &[]);
    assert_eq!(open.asked(), ["stage:Signed in ink"]);
    let mut known = Known::default();
    known.remembered.remember(tierwright_import::Matched::Stage, "signed in INK", "won");
    let again = guess(&open.inspected, &known).unwrap();
    assert_eq!(again.open().count(), 0);
}
