//! Rows that cannot be used: each with its code, its place and its sentence, and the money tied.

use tierwright_import::{Imported, Mapping, Table};

use crate::common::{Desk, made};

/// Nine files, one a table, each with a row that is in order.
const FILES: [(&str, &str); 9] = [
    ("partners.csv", "Id,Name,Joined\nP1,Ada,2020-01-01\n"),
    ("deals.csv", "Id,Stage,Closed,Amount,Currency\nD1,won,2024-03-01,100.00,USD\n"),
    ("lines.csv", "Id,Deal,Product,Quantity,Amount,Currency\n1,D1,Bolt,2,100.00,USD\n"),
    ("credits.csv", "Id,Deal,Partner,Role,Share\nC1,D1,P1,resold,1\n"),
    ("adjustments.csv", "Id,Deal,Line,Date,Amount\nA1,D1,1,2024-04-01,10\n"),
    ("activities.csv", "Id,Partner,Kind,Date\nT1,P1,training,2024-01-05\n"),
    (
        "funds.csv",
        "Id,Partner,Request,Step,Date,Amount,Currency\nF1,P1,R1,claimed,2024-02-01,5,USD\n",
    ),
    ("rates.csv", "Currency,Base,Date,Rate\nEUR,USD,2024-01-01,1.1\n"),
    (
        "paid.csv",
        "Id,Partner,From,Until,Label,Amount,Currency\nX1,P1,2024-01-01,2024-03-31,Rebate,7,USD\n",
    ),
];

fn nine() -> Mapping {
    made(
        r#"{
            "partners": { "name": "partners.csv" },
            "deals": { "name": "deals.csv" },
            "lines": { "name": "lines.csv" },
            "credits": { "name": "credits.csv" },
            "adjustments": { "name": "adjustments.csv" },
            "activities": { "name": "activities.csv" },
            "funds": { "name": "funds.csv" },
            "rates": { "name": "rates.csv" },
            "paid": { "name": "paid.csv" }
        }"#,
        r#"{
            "partner": [{ "file": "partners", "columns": { "id": "Id", "name": "Name", "joined": "Joined" } }],
            "deal": [{ "file": "deals", "columns": { "id": "Id", "stage": "Stage", "closed": "Closed", "amount": "Amount", "currency": "Currency" } }],
            "line": [{ "file": "lines", "columns": { "id": "Id", "deal": "Deal", "product": "Product", "quantity": "Quantity", "amount": "Amount", "currency": "Currency" } }],
            "credit": [{ "file": "credits", "columns": { "id": "Id", "deal": "Deal", "partner": "Partner", "role": "Role", "share": "Share" } }],
            "adjustment": [{ "file": "adjustments", "columns": { "id": "Id", "deal": "Deal", "line": "Line", "date": "Date", "amount": "Amount" } }],
            "activity": [{ "file": "activities", "columns": { "id": "Id", "partner": "Partner", "kind": "Kind", "date": "Date" } }],
            "fund_event": [{ "file": "funds", "columns": { "id": "Id", "partner": "Partner", "request": "Request", "step": "Step", "date": "Date", "amount": "Amount", "currency": "Currency" } }],
            "rate": [{ "file": "rates", "columns": { "currency": "Currency", "base": "Base", "date": "Date", "rate": "Rate", "quoted": { "text": "units per base" } } }],
            "paid": [{ "file": "paid", "columns": { "id": "Id", "partner": "Partner", "period_from": "From", "period_until": "Until", "label": "Label", "amount": "Amount", "currency": "Currency" } }]
        }"#,
    )
}

/// Imports the nine files with a row more in one of them.
fn with(file: &str, row: &str) -> Imported {
    let texts = FILES.map(|(name, text)| {
        (name, if name == file { format!("{text}{row}\n") } else { text.to_owned() })
    });
    let files: Vec<(&str, &[u8])> =
        texts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let names = FILES.map(|(name, _)| name);
    Desk::with(&files).read(&nine(), &names).unwrap()
}

#[test]
fn every_table_takes_a_row_that_is_in_order() {
    let imported = with("partners.csv", "P2,Bo,");
    let rows = &imported.rows;
    let counts = [
        rows.partners.len(),
        rows.deals.len(),
        rows.lines.len(),
        rows.credits.len(),
        rows.adjustments.len(),
        rows.activities.len(),
        rows.fund_events.len(),
        rows.rates.len(),
        rows.paid.len(),
    ];
    assert_eq!((counts, imported.set_aside.len()), ([2, 1, 1, 1, 1, 1, 1, 1, 1], 0));
    assert!(rows.rates[0].inverse);
    assert!(tierwright_engine::Facts::build(imported.rows).is_ok());
}

#[test]
fn rows_are_set_aside_with_their_reason() {
    let rows = [
        (
            "partners.csv",
            "P1,Ada again,",
            "id_twice",
            None,
            "partners.csv, row 3: partner P1 already stands in partners.csv, row 2.",
        ),
        (
            "partners.csv",
            ",Nobody,",
            "text_missing",
            Some("Id"),
            "partners.csv, row 3, column Id: it is empty, and partner.id is needed.",
        ),
        (
            "partners.csv",
            "P2",
            "columns_differ",
            None,
            "partners.csv, row 3: it has 1 column where 3 columns are expected.",
        ),
        (
            "partners.csv",
            "P2,Bo,,",
            "columns_differ",
            None,
            "partners.csv, row 3: it has 4 columns where 3 columns are expected.",
        ),
        (
            "partners.csv",
            "P2,\"Bo\nP3\",Cy,x",
            "columns_differ",
            None,
            "partners.csv, row 3: it has 4 columns over 2 lines where 3 columns are expected.",
        ),
        (
            "partners.csv",
            "P2,Bo,01/02/2020",
            "date_unreadable",
            Some("Joined"),
            "partners.csv, row 3, column Joined: \"01/02/2020\" is not a date written as year-month-day.",
        ),
        (
            "deals.csv",
            "D2,won,2024-02-30,1,USD",
            "date_unreadable",
            Some("Closed"),
            "deals.csv, row 3, column Closed: \"2024-02-30\" is not a date written as year-month-day.",
        ),
        (
            "deals.csv",
            "D2,won,,1,USD",
            "closing_day_missing",
            Some("Closed"),
            "deals.csv, row 3, column Closed: deal D2 is won and has no closing day.",
        ),
        (
            "deals.csv",
            "D2,Closed Won,2024-01-01,1,USD",
            "stage_unknown",
            Some("Stage"),
            "deals.csv, row 3, column Stage: \"Closed Won\" is not a stage; open, won or lost is expected.",
        ),
        (
            "deals.csv",
            "D2,open,,TBD,USD",
            "number_unreadable",
            Some("Amount"),
            "deals.csv, row 3, column Amount: \"TBD\" is not a number (decimals with point).",
        ),
        (
            "deals.csv",
            "D2,open,,\"1,000\",USD",
            "number_unreadable",
            Some("Amount"),
            "deals.csv, row 3, column Amount: \"1,000\" is not a number (decimals with point).",
        ),
        (
            "deals.csv",
            "D2,open,,9e30,USD",
            "amount_too_large",
            Some("Amount"),
            "deals.csv, row 3, column Amount: \"9e30\" is larger than can be kept exactly.",
        ),
        (
            "deals.csv",
            "D2,open,,1,XYZ",
            "currency_unknown",
            Some("Currency"),
            "deals.csv, row 3, column Currency: \"XYZ\" is not a currency code of ISO 4217, such as USD.",
        ),
        (
            "deals.csv",
            "D1,open,,1,USD",
            "id_twice",
            None,
            "deals.csv, row 3: deal D1 already stands in deals.csv, row 2.",
        ),
        (
            "lines.csv",
            "1,D1,Nut,1,1,USD",
            "id_twice",
            None,
            "lines.csv, row 3: line 1 of deal D1 already stands in lines.csv, row 2.",
        ),
        (
            "lines.csv",
            "1,D9,Nut,1,1,USD",
            "deal_missing",
            None,
            "lines.csv, row 3: line 1 names deal D9, which no row gives.",
        ),
        (
            "lines.csv",
            "2,D1,Nut,1,1,EUR",
            "currency_differs",
            Some("Currency"),
            "lines.csv, row 3, column Currency: line 2 is in EUR, and its deal D1 in USD.",
        ),
        (
            "credits.csv",
            "C2,D9,P1,resold,1",
            "deal_missing",
            None,
            "credits.csv, row 3: credit C2 names deal D9, which no row gives.",
        ),
        (
            "credits.csv",
            "C2,D1,P9,resold,1",
            "partner_missing",
            None,
            "credits.csv, row 3: credit C2 names partner P9, which no row gives.",
        ),
        (
            "credits.csv",
            "C2,D1,P1,resold,half",
            "number_unreadable",
            Some("Share"),
            "credits.csv, row 3, column Share: \"half\" is not a number (decimals with point).",
        ),
        (
            "adjustments.csv",
            "A2,D1,7,2024-04-01,1",
            "line_missing",
            None,
            "adjustments.csv, row 3: adjustment A2 names line 7 of deal D1, which no row gives.",
        ),
        (
            "adjustments.csv",
            "A2,D1,,2024-04-01,-1",
            "amount_not_positive",
            Some("Amount"),
            "adjustments.csv, row 3, column Amount: adjustment A2 takes back -1.00, which is not above zero.",
        ),
        (
            "activities.csv",
            "T2,P9,training,2024-01-05",
            "partner_missing",
            None,
            "activities.csv, row 3: activity T2 names partner P9, which no row gives.",
        ),
        (
            "funds.csv",
            "F2,P1,R1,spent,2024-02-01,5,USD",
            "step_unknown",
            Some("Step"),
            "funds.csv, row 3, column Step: \"spent\" is not a step; requested, approved, claimed or paid is expected.",
        ),
        (
            "rates.csv",
            "EUR,USD,2024-01-02,0",
            "rate_not_positive",
            Some("Rate"),
            "rates.csv, row 3, column Rate: the exchange rate \"0\" is not above zero at eight decimals.",
        ),
        (
            "rates.csv",
            "EUR,USD,2024-01-02,-1.1",
            "rate_not_positive",
            Some("Rate"),
            "rates.csv, row 3, column Rate: the exchange rate \"-1.1\" is not above zero at eight decimals.",
        ),
        (
            "rates.csv",
            "EUR,USD,2024-01-02,0.000000001",
            "rate_not_positive",
            Some("Rate"),
            "rates.csv, row 3, column Rate: the exchange rate \"0.000000001\" is not above zero at eight decimals.",
        ),
        (
            "rates.csv",
            "EUR,USD,2024-01-01,1.2",
            "rate_twice",
            None,
            "rates.csv, row 3: the market rate of EUR in USD on 2024-01-01 already stands in rates.csv, row 2.",
        ),
        (
            "paid.csv",
            "X2,P9,2024-01-01,2024-03-31,Rebate,7,USD",
            "partner_missing",
            None,
            "paid.csv, row 3: past payout X2 names partner P9, which no row gives.",
        ),
    ];
    for (file, row, code, column, sentence) in rows {
        let imported = with(file, row);
        let [aside] = imported.set_aside.as_slice() else {
            panic!("{row}: {:?}", imported.set_aside);
        };
        let found = (aside.code, aside.column.as_deref(), aside.sentence.as_str());
        assert_eq!(found, (code, column, sentence));
        assert_eq!((aside.file.as_str(), aside.row, aside.text.as_str()), (file, 3, row));
        assert!(imported.tie.holds());
        let tie = imported.tie.files.iter().find(|tie| tie.file == file).unwrap();
        assert_eq!((tie.rows, tie.used, tie.set_aside), (2, 1, 1));
        assert!(tierwright_engine::Facts::build(imported.rows).is_ok(), "{row}");
    }
}

#[test]
fn what_hangs_on_a_row_set_aside_is_set_aside_with_it() {
    let imported = with("deals.csv", "D2,won,2024-01-01,70,USD\nD3,won,someday,30,USD");
    assert_eq!(imported.rows.deals.len(), 2);
    let lines = "2,D3,Nut,1,30,USD";
    let texts = FILES.map(|(name, text)| match name {
        "deals.csv" => (name, format!("{text}D3,won,someday,30,USD\n")),
        "lines.csv" => (name, format!("{text}{lines}\n")),
        _ => (name, text.to_owned()),
    });
    let files: Vec<(&str, &[u8])> =
        texts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let imported = Desk::with(&files).read(&nine(), &FILES.map(|(name, _)| name)).unwrap();
    let codes: Vec<&str> = imported.set_aside.iter().map(|aside| aside.code).collect();
    assert_eq!(codes, ["date_unreadable", "deal_missing"]);
    let tie = imported.tie.amounts.iter().find(|tie| tie.table == Table::Deal).unwrap();
    let amounts = [tie.read, tie.used, tie.set_aside].map(|money| money.to_string());
    assert_eq!(amounts, ["130.00 USD", "100.00 USD", "30.00 USD"]);
}

/// Orders in one file: a row gives a line, a part of a deal, and a part of a credit.
fn orders() -> Mapping {
    made(
        r#"{ "orders": { "name": "orders.csv" }, "partners": { "name": "partners.csv" } }"#,
        r#"{
            "partner": [{ "file": "partners", "columns": { "id": "Id", "name": "Name" } }],
            "deal": [{ "file": "orders", "one_per": ["Order"], "columns": {
                "id": "Order", "stage": { "text": "won" }, "closed": "Date", "customer": "Customer",
                "amount": { "sum": "Net" }, "cost": { "sum": "Cost" }, "currency": "Currency" } }],
            "line": [{ "file": "orders", "columns": {
                "id": "Line", "deal": "Order", "product": "Product", "quantity": "Quantity",
                "amount": "Net", "cost": "Cost" } }],
            "credit": [{ "file": "orders", "one_per": ["Order"], "columns": {
                "id": "Order", "deal": "Order", "partner": "Partner", "role": { "text": "resold" } } }]
        }"#,
    )
}

fn ordered(rows: &str) -> Imported {
    let orders_text =
        format!("Order,Line,Date,Customer,Partner,Product,Quantity,Net,Cost,Currency\n{rows}");
    let files: [(&str, &[u8]); 2] =
        [("orders.csv", orders_text.as_bytes()), ("partners.csv", b"Id,Name\nP1,Ada\nP2,Bo\n")];
    Desk::with(&files).read(&orders(), &["orders.csv", "partners.csv"]).unwrap()
}

#[test]
fn a_row_is_used_as_a_whole_or_set_aside_as_a_whole() {
    let imported = ordered(
        "O1,1,2024-01-01,Kay,P1,Bolt,1,10.25,4,USD\n\
         O1,2,2024-01-01,Kay,P1,Nut,many,20.50,8,USD\n\
         O1,3,2024-01-01,Kay,P1,Saw,1,40.00,,USD\n\
         O2,1,2024-01-02,Kay,P9,Bolt,1,80.00,1,USD\n\
         O2,2,2024-01-02,Kay,P9,Nut,1,160.00,1,USD\n\
         O3,1,2024-01-03,Kay,P2,Bolt,1,5.00,1,USD\n\
         O3,2,2024-01-03,Kay,P2,Nut,1,6.00,1,EUR\n",
    );
    let sentences: Vec<&str> =
        imported.set_aside.iter().map(|aside| aside.sentence.as_str()).collect();
    let expected = [
        "orders.csv, row 3, column Quantity: \"many\" is not a number (decimals with point).",
        "orders.csv, row 5: credit O2 names partner P9, which no row gives.",
        "orders.csv, row 6: credit O2 names partner P9, which no row gives.",
        "orders.csv, row 8: deal O3 is in USD in an earlier row and in EUR here.",
    ];
    assert_eq!(sentences, expected);
    let deals = imported.rows.deals.iter().map(|deal| format!("{} {}", deal.id, deal.amount));
    assert_eq!(deals.collect::<Vec<_>>(), ["O1 50.25 USD", "O3 5.00 USD"]);
    // A cost that one row lacks is not known for the deal.
    assert_eq!(imported.rows.deals[0].cost, None);
    assert_eq!((imported.rows.lines.len(), imported.rows.credits.len()), (3, 2));
    for table in [Table::Deal, Table::Line] {
        let ties = imported.tie.amounts.iter().filter(|tie| tie.table == table);
        let ties = ties.map(|tie| format!("{} = {} + {}", tie.read, tie.used, tie.set_aside));
        let expected = ["6.00 EUR = 0.00 EUR + 6.00 EUR", "315.75 USD = 55.25 USD + 260.50 USD"];
        assert_eq!(ties.collect::<Vec<_>>(), expected, "{table:?}");
    }
    assert!(imported.tie.unread.is_empty() && imported.tie.holds());
}

#[test]
fn rows_of_one_key_that_disagree_are_a_finding() {
    let imported = ordered(
        "O1,1,2024-01-01,Kay,P1,Bolt,1,10,4,USD\n\
         O1,2,2024-01-02,Kay,P2,Nut,1,20,8,USD\n\
         O1,3,2024-01-03,Kay,P1,Saw,1,40,8,USD\n",
    );
    let findings: Vec<&str> =
        imported.findings.iter().map(|finding| finding.sentence.as_str()).collect();
    let expected = [
        "orders.csv, 1 row, first row 3, column credit.partner: it differs from row 2, which has the same Order. What the first row says counts.",
        "orders.csv, 2 rows, first row 3, column deal.closed: it differs from row 2, which has the same Order. What the first row says counts.",
    ];
    assert_eq!(findings, expected);
    assert_eq!(imported.rows.deals[0].amount.to_string(), "70.00 USD");
    assert_eq!(imported.rows.credits[0].partner, "P1");
}

#[test]
fn an_amount_that_cannot_be_read_is_counted_as_such() {
    let imported = ordered(
        "O1,1,2024-01-01,Kay,P1,Bolt,1,10,4,USD\n\
         O1,2,2024-01-01,Kay,P1,Bolt,1,ten,4,USD\n\
         Grand totals\n",
    );
    let unread = imported.tie.unread.iter().map(|tie| (tie.table, tie.rows));
    assert_eq!(unread.collect::<Vec<_>>(), [(Table::Deal, 2), (Table::Line, 2)]);
    assert!(imported.tie.holds());
}

#[test]
fn an_amount_that_every_row_of_a_deal_repeats_is_counted_once() {
    let mapping = made(
        r#"{ "roles": { "name": "roles.csv" }, "partners": { "name": "partners.csv" } }"#,
        r#"{
            "partner": [{ "file": "partners", "columns": { "id": "Id", "name": "Name" } }],
            "deal": [{ "file": "roles", "one_per": ["Deal"], "columns": {
                "id": "Deal", "stage": { "text": "open" }, "amount": "Amount", "currency": { "text": "USD" } } }],
            "credit": [{ "file": "roles", "columns": {
                "id": { "columns": ["Deal", "Partner"], "between": "/" }, "deal": "Deal",
                "partner": "Partner", "role": { "column": "Role", "values": { "Reseller": "resold" }, "otherwise": "influenced" } } }]
        }"#,
    );
    let roles = b"Deal,Partner,Role,Amount\nD1,P9,Reseller,100\nD1,P1,Reseller,100\nD1,P2,Guide,100\nD2,P9,Guide,7\nD2,P8,Guide,7\n";
    let files: [(&str, &[u8]); 2] =
        [("roles.csv", roles), ("partners.csv", b"Id,Name\nP1,Ada\nP2,Bo\n")];
    let imported = Desk::with(&files).read(&mapping, &["roles.csv", "partners.csv"]).unwrap();
    let tie = imported.tie.amounts.iter().find(|tie| tie.table == Table::Deal).unwrap();
    let amounts = [tie.read, tie.used, tie.set_aside].map(|money| money.to_string());
    assert_eq!(amounts, ["107.00 USD", "100.00 USD", "7.00 USD"]);
    let credits = imported.rows.credits.iter().map(|row| format!("{} {}", row.id, row.role));
    assert_eq!(credits.collect::<Vec<_>>(), ["D1/P1 resold", "D1/P2 influenced"]);
}

#[test]
fn a_row_whose_key_is_nowhere_says_so() {
    let mapping = made(
        r#"{ "rates": { "name": "rates.csv" }, "names": { "name": "names.csv" } }"#,
        r#"{ "rate": [{
            "file": "rates",
            "join": [{ "file": "names", "on": { "Key": "Id" } }],
            "columns": { "currency": "names.Code", "base": { "text": "USD" }, "date": "Date",
                "rate": "Rate", "quoted": { "text": "base per unit" }, "table": "names.Table" } }] }"#,
    );
    let files: [(&str, &[u8]); 2] = [
        ("rates.csv", b"Key,Date,Rate\n1,2024-01-01,1.1\n9,2024-01-01,1.1\n,2024-01-01,1.1\n"),
        ("names.csv", b"Id,Code,Table\n1,EUR,\n1,CHF,\n"),
    ];
    let imported = Desk::with(&files).read(&mapping, &["rates.csv", "names.csv"]).unwrap();
    let sentences: Vec<&str> =
        imported.set_aside.iter().map(|aside| aside.sentence.as_str()).collect();
    let expected = [
        "names.csv, row 3: Id \"1\" already stands in row 2, and rows are found by it.",
        "rates.csv, row 3, column Key: \"9\" is not in names.csv, where rate.currency is read from.",
        "rates.csv, row 4, column names.Code: it is empty, and rate.currency is needed.",
    ];
    assert_eq!(sentences, expected);
    assert_eq!(imported.rows.rates.len(), 1);
}

#[test]
fn a_partner_whose_place_is_nowhere_keeps_its_other_columns() {
    let mapping = made(
        r#"{ "partners": { "name": "partners.csv" }, "places": { "name": "places.csv" } }"#,
        r#"{ "partner": [{
            "file": "partners",
            "join": [{ "file": "places", "on": { "Place": "Id" } }],
            "columns": { "id": "Id", "name": "Name", "country": "places.Country" } }] }"#,
    );
    let files: [(&str, &[u8]); 2] = [
        ("partners.csv", b"Id,Name,Place\nP1,Ada,1\nP2,Bo,9\nP3,Cy,\nP4,Di,8\n"),
        ("places.csv", b"Id,Country\n1,SE\n"),
    ];
    let imported = Desk::with(&files).read(&mapping, &["partners.csv", "places.csv"]).unwrap();
    let countries: Vec<&str> =
        imported.rows.partners.iter().map(|partner| partner.country.as_str()).collect();
    assert_eq!(countries, ["SE", "", "", ""]);
    let findings: Vec<&str> =
        imported.findings.iter().map(|finding| finding.sentence.as_str()).collect();
    let expected = [
        "partners.csv, 2 rows, first row 3, column Place: \"9\" is not in places.csv. What is read from there is empty.",
    ];
    assert_eq!(findings, expected);
}

#[test]
fn rows_that_a_feed_leaves_out_are_for_others_or_for_nobody() {
    let mapping = made(
        r#"{ "book": { "name": "book.csv" }, "sold": { "name": "sold.csv" } }"#,
        r#"{
            "deal": [{ "file": "sold", "columns": { "id": "Id", "stage": { "text": "open" }, "amount": "Amount", "currency": { "text": "USD" } } }],
            "line": [{ "file": "book", "leave_out": { "Kind": ["return", "note"] }, "columns": {
                "id": "Id", "deal": "Deal", "product": "Product", "quantity": { "text": "1" }, "amount": "Amount" } }],
            "adjustment": [{ "file": "book", "leave_out": { "Kind": ["sale", "note"] }, "columns": {
                "id": "Id", "deal": "Deal", "date": "Day", "amount": "Amount" } }]
        }"#,
    );
    let book = b"Id,Kind,Deal,Product,Day,Amount\n1,sale,D1,Bolt,,100\n2,return,D1,,2024-01-02,30\n3,note,D1,,,5\n4,return,D1,,,7\n";
    let files: [(&str, &[u8]); 2] = [("book.csv", book), ("sold.csv", b"Id,Amount\nD1,100\n")];
    let imported = Desk::with(&files).read(&mapping, &["book.csv", "sold.csv"]).unwrap();
    assert_eq!((imported.rows.lines.len(), imported.rows.adjustments.len()), (1, 1));
    let sentences: Vec<&str> =
        imported.set_aside.iter().map(|aside| aside.sentence.as_str()).collect();
    let expected = [
        "book.csv, row 4, column Kind: the mapping leaves out rows with \"note\".",
        "book.csv, row 5, column Day: it is empty, and adjustment.date is needed.",
    ];
    assert_eq!(sentences, expected);
    let ties = imported.tie.amounts.iter().filter(|tie| tie.file == "book.csv");
    let ties = ties.map(|tie| (tie.table, [tie.read, tie.used, tie.set_aside].map(|m| m.units())));
    let expected = [
        (Table::Line, [105, 100, 5].map(|major| major * 10_000)),
        (Table::Adjustment, [42, 30, 12].map(|major| major * 10_000)),
    ];
    assert_eq!(ties.collect::<Vec<_>>(), expected);
    assert!(imported.tie.holds());
}
