//! Mappings: their form, what is refused in it, and that it comes back as it was written.

use tierwright_import::Mapping;

use crate::common::{Desk, made, mapping};

#[test]
fn committed_mappings_come_back_as_they_were() {
    for name in ["adventureworks.json", "adventureworks-raw.json"] {
        let read = mapping(name);
        assert_eq!(Mapping::from_json(&read.to_json()), Ok(read), "{name}");
    }
}

/// A mapping of one deal feed, with other columns and keys than it should have.
fn with(feed: &str, columns: &str) -> String {
    format!(
        r#"{{ "format": 1, "name": "Test",
            "files": {{ "sales": {{ "name": "sales.csv" }}, "more": {{ "name": "more.csv", "optional": true }} }},
            "tables": {{ "deal": [{{ "file": "sales"{feed}, "columns": {{
                "id": "Id", "stage": {{ "text": "won" }}, "closed": "Day", "currency": "Currency"{columns} }} }}] }} }}"#
    )
}

#[test]
fn faults_are_named_with_their_place() {
    let amount = r#", "amount": "Net""#;
    let cases = [
        ("{".to_owned(), "line 1, column 1", "the text ends before the mapping is complete"),
        ("{} {}".to_owned(), "line 1, column 4", "there is more text after the mapping"),
        (
            r#"{ "format": 2 }"#.to_owned(),
            "/format",
            "this is format 2; this version reads format 1",
        ),
        (with("", ""), "/tables/deal/0/columns", "the key amount is missing"),
        (
            with("", r#", "amount": "Net", "amnt": "Net""#),
            "/tables/deal/0/columns/amnt",
            "there is no key amnt here; the keys are id, stage, amount, currency, name, customer, opened, closed, list_amount, cost, kind, region, segment, origin, tax, recurring, term_start, term_end, cancelled_on, marketplace, offer and attributes",
        ),
        (
            with("", r#", "amount": 5"#),
            "/tables/deal/0/columns/amount",
            "the name of a column, or an object with column, columns, first_of, product, text, row, sum or sum_product is expected here, and this is the number 5",
        ),
        (
            with("", r#", "amount": {}"#),
            "/tables/deal/0/columns/amount",
            "exactly one of column, columns, first_of, product, text, row, sum and sum_product is expected",
        ),
        (
            with("", r#", "amount": { "column": "A", "text": "1" }"#),
            "/tables/deal/0/columns/amount",
            "exactly one of column, columns, first_of, product, text, row, sum and sum_product is expected",
        ),
        (
            with("", r#", "amount": { "column": "A", "between": "-" }"#),
            "/tables/deal/0/columns/amount",
            "\"between\" goes with \"columns\" only",
        ),
        (
            with("", r#", "amount": { "column": "A", "otherwise": "-" }"#),
            "/tables/deal/0/columns/amount",
            "\"otherwise\" goes with \"values\" only",
        ),
        (
            with("", r#", "amount": { "column": "A", "date": "dd.mm.yyyy" }"#),
            "/tables/deal/0/columns/amount/date",
            "\"dd.mm.yyyy\" is not the form of a date; year, month and day are expected once each, such as day.month.year",
        ),
        (
            with("", r#", "amount": { "sum": "Net" }"#),
            "/tables/deal/0/columns/amount",
            "a sum needs \"one_per\", to say over which rows",
        ),
        (
            with(r#", "one_per": ["Id"]"#, r#", "amount": "Net", "region": { "sum": "Net" }"#),
            "/tables/deal/0/columns/region",
            "only amounts and quantities of deals and lines can be summed",
        ),
        (
            with(r#", "one_per": ["Order"]"#, amount),
            "/tables/deal/0/columns/id",
            "it is read from \"Id\", which \"one_per\" does not name, so rows of one key would differ in it",
        ),
        (
            with(r#", "join": [{ "file": "mre", "on": { "A": "B" } }]"#, amount),
            "/tables/deal/0/join/0/file",
            "\"files\" does not name \"mre\"; did you mean \"more\"?",
        ),
        (
            with(r#", "join": [{ "file": "more", "on": {} }]"#, amount),
            "/tables/deal/0/join/0",
            "\"on\" names no column to compare",
        ),
        (
            with(
                r#", "join": [{ "file": "more", "on": { "A": "B" } }, { "file": "more", "on": { "A": "B" } }]"#,
                amount,
            ),
            "/tables/deal/0/join/1",
            "the file \"more\" is joined twice",
        ),
        (
            with(r#", "only_without": "sales""#, amount),
            "/tables/deal/0/only_without",
            "the file \"sales\" is always given; write \"optional\": true there",
        ),
        (
            with("", amount).replace("won", "closed"),
            "/tables/deal/0/columns/stage",
            "\"closed\" is not a stage; open, won or lost is expected",
        ),
        (
            with("", amount).replace(r#""Currency""#, r#"{ "text": "USDD" }"#),
            "/tables/deal/0/columns/currency",
            "\"USDD\" is not a currency code of ISO 4217, such as USD",
        ),
        (
            with("", amount).replace("\"sales.csv\"", "\"sales.csv\", \"delimiter\": \"#\""),
            "/files/sales/delimiter",
            "# is not a choice here; the choices are ,, ;, \t and |",
        ),
        (
            with("", amount).replace("\"sales\": {", "\"a.b\": {"),
            "/files/a.b",
            "a role has a name without a point, such as sales",
        ),
    ];
    for (text, place, reason) in cases {
        let error = Mapping::from_json(&text).unwrap_err();
        assert_eq!((error.place.as_str(), error.reason.as_str()), (place, reason), "{text}");
    }
}

#[test]
fn columns_of_ones_own_are_kept_as_attributes() {
    let desk = Desk::with(&[(
        "deals.csv",
        b"ID,Net,Lead,Note,ARR,From,To,Ended\n1,10,Web,,4.50,2025-01-01,2025-12-31,2025-06-30\n2,20,,x,,,,\n",
    )]);
    let mapping = made(
        r#"{ "deals": { "name": "deals.csv" } }"#,
        r#"{ "deal": [{ "file": "deals", "columns": {
            "id": "ID", "stage": { "text": "won" }, "closed": { "text": "2025-01-31" }, "amount": "Net",
            "currency": { "text": "EUR" }, "recurring": "ARR", "term_start": "From", "term_end": "To",
            "cancelled_on": "Ended",
            "attributes": { "Lead source": "Lead", "note": "Note", "channel": { "text": "partner" } }
        } }] }"#,
    );
    let rows = desk.read(&mapping, &["deals.csv"]).unwrap().rows;
    let said: Vec<String> =
        rows.deals.iter().map(|deal| format!("{:?}", deal.attributes)).collect();
    assert_eq!(
        said,
        [
            r#"{"Lead source": "Web", "channel": "partner"}"#,
            r#"{"channel": "partner", "note": "x"}"#
        ]
    );
    let first = &rows.deals[0];
    assert_eq!(first.recurring.unwrap().to_string(), "4.50 EUR");
    let days = [first.term_start, first.term_end, first.cancelled_on];
    assert_eq!(
        days.map(|day| day.unwrap().to_string()),
        ["2025-01-01", "2025-12-31", "2025-06-30"]
    );
    assert!(rows.deals[1].recurring.is_none() && rows.deals[1].term_start.is_none());
}
