//! What became of accounts found in common with partners, worked by hand.
//!
//! A finds Cedar on 20 December and again on 10 January, registers it on 6 January, after 17 days, and
//! wins it on 31 March, 84 days later and 101 in all. A's Dogwood is registered after 14 days and lost
//! 76 days later, after 90. B's Elm is registered after 10 days and open. B's first registration of
//! Cedar is refused; the second, 30 days after it was found, is won 92 days later, after 122. A wins
//! Fir 19 days after it was found without registering it. Gum's deal was registered two months before
//! it was mapped. C is refused Elm, and nothing came of Hazel.

use tierwright_api::wire::{Conversion, ConversionStep, GetConversion};

use crate::place::Place;

const MAPPING: &str = r#"{
  "format": 1,
  "name": "Course",
  "files": {
    "partners": { "name": "partners.csv" }, "deals": { "name": "deals.csv" },
    "mapped": { "name": "mapped.csv" }, "registered": { "name": "registered.csv" }
  },
  "tables": {
    "partner": [{ "file": "partners", "columns": { "id": "Partner", "name": "Name" } }],
    "deal": [{ "file": "deals",
      "columns": { "id": "Deal", "stage": "Stage", "closed": "Closed", "customer": "Customer",
        "amount": "Amount", "currency": "Currency" } }],
    "credit": [{ "file": "deals",
      "columns": { "id": "Deal", "deal": "Deal", "partner": "Partner",
        "role": { "text": "resold" } } }],
    "overlap": [{ "file": "mapped",
      "columns": { "id": { "row": "" }, "partner": "Partner", "account": "Account",
        "mapped_on": "Mapped", "deal": "Deal" } }],
    "registration": [{ "file": "registered",
      "columns": { "id": "Id", "deal": "Deal", "partner": "Partner", "registered_on": "Registered",
        "refused_on": "Refused" } }]
  }
}"#;

const FILES: [(&str, &str); 4] = [
    ("partners.csv", "Partner,Name\nA,Alder Systems\nB,Beech Data\nC,Cypress\n"),
    (
        "deals.csv",
        "\
Deal,Customer,Stage,Closed,Amount,Currency,Partner
D1,Cedar Ltd,won,2025-03-31,1000.00,USD,A
D2,Dogwood AG,lost,2025-05-02,2000.00,USD,A
D3,Elm plc,open,2025-09-30,500.00,USD,B
D4,Fir Co,won,2025-06-20,700.00,USD,A
D5,Cedar Ltd,won,2025-08-01,300.00,USD,B
D6,Gum SA,won,2025-04-10,900.00,EUR,B
",
    ),
    (
        "mapped.csv",
        "\
Partner,Account,Mapped,Deal
A,CEDAR LTD.,2025-01-10,
A,Cedar Ltd,2024-12-20,
A,Dogwood AG,2025-02-01,
A,Fir Co,2025-06-01,
B,Elm plc,2025-03-01,
B,Cedar Ltd,2025-04-01,
B,Gum SA,2025-05-01,D6
C,Elm plc,2025-03-01,
C,Hazel,2025-03-01,
",
    ),
    (
        "registered.csv",
        "\
Id,Deal,Partner,Registered,Refused
R1,D1,A,2025-01-06,
R2,D2,A,2025-02-15,
R3,D3,B,2025-03-11,
R4,D5,B,2025-04-05,2025-04-07
R5,D5,B,2025-05-01,
R6,D6,B,2025-03-01,
R7,D3,C,2025-03-02,2025-03-04
",
    ),
];

fn place() -> Place {
    let place = Place::new();
    place.write("mapping.json", MAPPING);
    for (name, text) in FILES {
        place.write(name, text);
    }
    place.load(&FILES.map(|(name, _)| name));
    place
}

fn word(step: ConversionStep) -> String {
    serde_json::to_value(step).unwrap().as_str().unwrap().to_owned()
}

fn days(days: Option<i32>) -> String {
    days.map_or("-".to_owned(), |days| days.to_string())
}

fn rows(found: &Conversion) -> Vec<String> {
    let rows = found.rows.iter().map(|row| {
        let took =
            [row.days_to_registered, row.days_to_closed, row.days_in_all].map(days).join(" ");
        let deal = row.deal.as_deref().unwrap_or("-");
        format!(
            "{} {} {}: {} {deal} {took}",
            row.partner,
            row.account,
            row.mapped_on,
            word(row.step)
        )
    });
    rows.collect()
}

#[test]
fn accounts_are_followed_from_found_to_registered_to_closed() {
    let place = place();
    let found = place.desk.ask(GetConversion::default()).unwrap();
    assert_eq!(
        rows(&found),
        [
            "A Cedar Ltd 2024-12-20: won D1 17 84 101",
            "B Cedar Ltd 2025-04-01: won D5 30 92 122",
            "A Dogwood AG 2025-02-01: lost D2 14 76 90",
            "B Elm plc 2025-03-01: open D3 10 - -",
            "C Elm plc 2025-03-01: refused D3 - - -",
            "B Gum SA 2025-05-01: before D6 - - -",
            "A Fir Co 2025-06-01: won_unregistered D4 - - 19",
            "C Hazel 2025-03-01: nothing - - - -",
        ]
    );
    // The first opens to both of its rows, the earlier one first, its registration and its deal.
    let first = &found.rows[0];
    assert_eq!(first.mapped_sources, ["mapped.csv, row 3", "mapped.csv, row 2"]);
    assert_eq!(first.registration_source.as_deref(), Some("registered.csv, row 2"));
    assert_eq!(first.deal_source.as_deref(), Some("deals.csv, row 2"));
    assert_eq!(found.rows[1].registration_source.as_deref(), Some("registered.csv, row 6"));
}

/// Registered after 10, 14, 17 and 30 days: half way between 14 and 17 are 15.5. Closed 76, 84 and 92
/// days after: 84. Elm is one deal of two partners, so all deals are 1,000 + 2,000 + 500 + 700 + 300 =
/// 4,500.00 USD and 900.00 EUR; the registered ones 3,800.00, those won 1,300.00.
#[test]
fn steps_count_accounts_once_deals_once_and_the_days_of_the_middle() {
    let place = place();
    let found = place.desk.ask(GetConversion::default()).unwrap();
    let said: Vec<String> = found
        .steps
        .iter()
        .map(|sum| {
            let text = |days: &Option<String>| days.clone().unwrap_or_else(|| "-".to_owned());
            let took = [&sum.days_to_registered, &sum.days_to_closed, &sum.days_in_all].map(text);
            let money: Vec<String> =
                sum.money.iter().map(|one| format!("{} {}", one.amount, one.currency)).collect();
            let counts = format!("{} of {} deals", sum.accounts, sum.deals);
            format!("{} {counts}: {}, {}", word(sum.step), took.join(" "), money.join(" + "))
        })
        .collect();
    assert_eq!(
        said,
        [
            "mapped 8 of 6 deals: 15.5 84 95.5, 900.00 EUR + 4500.00 USD",
            "registered 4 of 4 deals: 15.5 84 101, 3800.00 USD",
            "won 2 of 2 deals: 23.5 88 111.5, 1300.00 USD",
            "open 1 of 1 deals: 10 - -, 500.00 USD",
            "lost 1 of 1 deals: 14 76 90, 2000.00 USD",
            "refused 1 of 1 deals: - - -, 500.00 USD",
            "before 1 of 1 deals: - - -, 900.00 EUR",
            "won_unregistered 1 of 1 deals: - - 19, 700.00 USD",
            "nothing 1 of 0 deals: - - -, ",
        ]
    );
}

#[test]
fn a_step_opens_to_its_accounts_a_page_at_a_time() {
    let place = place();
    let ask = |step, offset, limit| {
        place.desk.ask(GetConversion { step: Some(step), offset, limit }).unwrap()
    };
    let registered = ask(ConversionStep::Registered, 1, Some(2));
    assert_eq!((registered.total_rows, rows(&registered).len()), (4, 2));
    assert_eq!(rows(&registered)[0], "B Cedar Ltd 2025-04-01: won D5 30 92 122");
    let nothing = ask(ConversionStep::Nothing, 0, None);
    assert_eq!(rows(&nothing), ["C Hazel 2025-03-01: nothing - - - -"]);
    assert_eq!(registered.steps, nothing.steps);
}

#[test]
fn a_document_without_accounts_in_common_says_what_to_import() {
    let failure = Place::new().desk.ask(GetConversion::default()).unwrap_err();
    assert_eq!(failure.code, "no_overlaps");
}
