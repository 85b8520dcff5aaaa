//! Every table of facts: rows in any order become columns in a stated one, and a row that cannot
//! be used is named.

use std::ops::Range;

use tierwright_cases::CaseFacts;
use tierwright_engine::{
    Facts,
    rows::{FactRows, SettlementKind, Source},
};

/// Facts with rows in every table.
fn rows() -> FactRows {
    let facts: CaseFacts = serde_json::from_value(serde_json::json!({
        "partners": [
            { "id": "top", "name": "Top", "type": "distributor", "group": "north", "currency": "EUR",
              "joined": "2023-01-01", "left_on": "2025-12-31", "attributes": { "tier": "A", "desk": "7" },
              "statuses": [
                { "kind": "tax form", "from": "2025-02-01" },
                { "kind": "agreement", "from": "2024-01-01", "until": "2025-12-31" } ],
              "levels": [{ "track": "t", "level": "gold", "from": "2024-01-01", "until": "2024-12-31", "reason": "granted" }] },
            { "id": "low", "parent": "top", "group": "north" },
            { "id": "leaf", "parent": "low" },
            { "id": "alone" }
        ],
        "deals": [
            { "id": "D1", "customer": "Acme", "closed": "2025-02-01", "amount": "100 EUR", "tax": "19 EUR",
              "list_amount": "120 EUR", "cost": "40 EUR", "recurring": "90 EUR",
              "opened": "2024-11-01", "term_start": "2025-02-01", "term_end": "2026-01-31",
              "cancelled_on": "2025-08-01", "source": "marketplace", "marketplace": "Azure",
              "offer": "private", "attributes": { "lead": "web" },
              "credits": [{ "partner": "top", "role": "resold", "evidence": true }, { "partner": "low", "role": "sourced" }],
              "touches": [
                { "at": "2025-01-05T09:30:00", "kind": "demo", "partner": "low", "milestones": ["opportunity created"] },
                { "at": "2025-01-05", "kind": "call", "milestones": ["first", "lead created"] } ],
              "registrations": [
                { "partner": "low", "role": "sourced", "registered_on": "2025-01-10", "approved_on": "2025-01-12", "protected_until": "2025-04-12" },
                { "partner": "top", "registered_on": "2025-01-02", "refused_on": "2025-01-03" } ],
              "settlements": [
                { "kind": "collected", "date": "2025-03-20", "gross": "119 EUR", "fee": "3 EUR", "tax": "19 EUR", "net": "97 EUR" },
                { "kind": "billed", "date": "2025-02-10", "gross": "119 EUR", "line": "1" } ],
              "lines": [{ "id": "1", "family": "Bikes", "product": "B1", "amount": "60 EUR", "list_amount": "70 EUR", "cost": "30 EUR" },
                        { "id": "2", "family": "Bikes", "amount": "40 EUR" }],
              "returns": [{ "date": "2025-03-01", "amount": "10 EUR", "quantity": "2" }] },
            { "id": "D2", "closed": "2025-03-01", "amount": "50 USD", "list_amount": "60 USD", "cost": "5 USD", "credits": [] }
        ],
        "adjustments": [
            { "partner": "top", "date": "2025-05-02", "amount": "7 USD" },
            { "partner": "low", "date": "2025-05-01", "amount": "5 GBP", "quantity": "1" },
            { "partner": "low", "date": "2025-04-01", "amount": "6 USD" } ],
        "activities": [{ "partner": "low", "kind": "pipeline created", "date": "2025-01-20",
            "quantity": "3", "value": "5000 USD", "deal": "D1", "evidence": true }],
        "scores": [
            { "of": { "customer": "Acme" }, "name": "adoption", "date": "2025-06-01", "value": "0.8" },
            { "of": { "partner": "low" }, "name": "PSAT", "date": "2025-07-01", "value": "4.5" },
            { "of": { "customer": "Abel" }, "name": "health", "date": "2025-06-01", "value": "1" },
            { "of": { "customer": "Acme" }, "name": "adoption", "date": "2025-05-01", "value": "0.7" } ],
        "targets": [
            { "of": { "group": "north" }, "name": "quota", "measure": "revenue", "from": "2025-01-01", "until": "2025-12-31", "value": "1000 USD" },
            { "of": { "partner": "low" }, "name": "quota", "from": "2025-04-01", "until": "2025-06-30", "value": "12" },
            { "of": { "partner": "low" }, "name": "quota", "from": "2025-01-01", "until": "2025-03-31", "value": "11" } ],
        "overlaps": [{ "partner": "low", "account": "Acme", "mapped_on": "2024-10-01", "source": "list", "deal": "D1" }],
        "fund_events": [{ "fund": "field", "partner": "low", "request": "R1", "step": "claimed", "activity": "event",
            "date": "2025-02-02", "amount": "30 USD", "cost": "60 USD", "deals": ["D2", "D1", "D2"] }],
        "rates": [{ "table": "plan", "currency": "EUR", "base": "USD", "date": "2025-01-01", "rate": "1.1" }],
        "paid": [{ "partner": "low", "from": "2024-10-01", "until": "2024-12-31", "label": "Rebate", "amount": "9 USD" }]
    }))
    .expect("the facts read");
    facts.rows()
}

/// The same rows, each table the other way round.
fn reversed() -> FactRows {
    let mut rows = rows();
    rows.partners.reverse();
    rows.deals.reverse();
    rows.lines.reverse();
    rows.credits.reverse();
    rows.adjustments.reverse();
    rows.activities.reverse();
    rows.fund_events.reverse();
    rows.rates.reverse();
    rows.paid.reverse();
    rows.statuses.reverse();
    rows.touches.reverse();
    rows.registrations.reverse();
    rows.overlaps.reverse();
    rows.settlements.reverse();
    rows.scores.reverse();
    rows.targets.reverse();
    rows.levels.reverse();
    rows
}

fn position(facts: &Facts, partner: &str) -> usize {
    facts.partners.position(partner).expect("a partner")
}

/// What a column shows for the rows of an owner.
fn shown<T: ToString>(range: Range<usize>, column: impl Fn(usize) -> T) -> Vec<String> {
    range.map(|at| column(at).to_string()).collect()
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let straight = Facts::build(rows()).expect("sound rows");
    let turned = Facts::build(reversed()).expect("sound rows");
    assert_eq!(straight.counts(), turned.counts());
    assert!(straight.counts().iter().all(|(_, rows)| *rows > 0), "{:?}", straight.counts());
    let columns = |facts: &Facts| {
        let Facts { deals, lines, credits, adjustments, activities, fund_events, .. } = facts;
        let Facts { paid, statuses, touches, registrations, overlaps, .. } = facts;
        let Facts { settlements, scores, targets, levels, .. } = facts;
        let own =
            format!("{deals:?}{lines:?}{credits:?}{adjustments:?}{activities:?}{fund_events:?}");
        let more = format!("{paid:?}{statuses:?}{touches:?}{registrations:?}{overlaps:?}");
        own + &more + &format!("{settlements:?}{scores:?}{targets:?}{levels:?}")
    };
    assert_eq!(columns(&straight), columns(&turned));
}

#[test]
fn families_and_groups_are_found() {
    let facts = Facts::build(rows()).expect("sound rows");
    let [top, low, leaf, alone] = ["top", "low", "leaf", "alone"].map(|id| position(&facts, id));
    assert_eq!(facts.partners.children(top), [low]);
    assert_eq!(facts.partners.children(low), [leaf]);
    assert!(facts.partners.children(alone).is_empty());
    assert_eq!(facts.partners.parents[leaf], Some(low));
    assert_eq!(facts.partners.members("north"), [low, top], "in order of id");
    assert!(facts.partners.members("south").is_empty());
    assert!(facts.partners.group_names().eq(["north"]));
    assert_eq!(facts.partners.currencies[top].map(|one| one.to_string()).as_deref(), Some("EUR"));
    assert_eq!(facts.partners.attributes[top]["desk"], "7");
    assert_eq!(facts.partners.left_on[top], "2025-12-31".parse().ok());
}

#[test]
fn a_deal_knows_all_that_belongs_to_it() {
    let facts = Facts::build(rows()).expect("sound rows");
    let [one, two] = ["D1", "D2"].map(|id| facts.deals.position(id).expect("a deal"));
    let text = |money: Option<tierwright_program::Money>| money.map(|money| money.to_string());
    let deals = &facts.deals;
    let amounts = [deals.tax(one), deals.list_amount(one), deals.cost(one), deals.recurring(one)];
    let expected = ["19.00 EUR", "120.00 EUR", "40.00 EUR", "90.00 EUR"];
    assert_eq!(amounts.map(text), expected.map(|text| Some(text.to_owned())));
    assert_eq!([deals.tax(two), deals.recurring(two)], [None, None]);
    assert_eq!((deals.term_starts[one], deals.term_ends[one]), days("2025-02-01", "2026-01-31"));
    assert_eq!((deals.cancelled_on[one], deals.cancelled_on[two]), (day("2025-08-01"), None));
    let marks = [&deals.origins[one], &deals.marketplaces[one], &deals.offers[one]];
    assert_eq!(marks, ["marketplace", "Azure", "private"]);
    assert_eq!(deals.attributes[one]["lead"], "web");
    let lines = facts.deal_lines(one);
    assert_eq!(text(facts.line_list_amount(one, lines.start)).as_deref(), Some("70.00 EUR"));
    assert_eq!(facts.line_cost(one, lines.start + 1), None);
    let whole = facts.deal_lines(two).start;
    assert_eq!(text(facts.line_list_amount(two, whole)).as_deref(), Some("60.00 USD"));
    assert_eq!(text(facts.line_cost(two, whole)).as_deref(), Some("5.00 USD"));
    let evidence = shown(facts.deal_credits(one), |at| facts.credits.evidence[at]);
    assert_eq!(evidence, ["false", "true"]);

    let touches = facts.deal_touches(one);
    assert_eq!(shown(touches.clone(), |at| &facts.touches.kinds[at]), ["call", "demo"]);
    assert_eq!(facts.touches.partners[touches.start], None);
    assert_eq!(facts.touches.milestones[touches.start], ["first", "lead created"]);
    assert!(facts.deal_touches(two).is_empty());
    let claims = facts.deal_registrations(one);
    let partners =
        shown(claims.clone(), |at| &facts.partners.ids[facts.registrations.partners[at]]);
    assert_eq!(partners, ["top", "low"]);
    let approved = &facts.registrations.approved_on[claims];
    assert_eq!(approved, [None, day("2025-01-12")]);
    let settled = facts.deal_settlements(one);
    let kinds = &facts.settlements.kinds[settled.clone()];
    assert_eq!(kinds, [SettlementKind::Billed, SettlementKind::Collected]);
    assert_eq!(facts.settlements.lines[settled.start], Some(lines.start));
    assert_eq!(text(facts.settlements.net[settled.start + 1]).as_deref(), Some("97.00 EUR"));
}

#[test]
fn a_partner_knows_all_that_belongs_to_it() {
    let facts = Facts::build(rows()).expect("sound rows");
    let [top, low, alone] = ["top", "low", "alone"].map(|id| position(&facts, id));
    let kinds = shown(facts.partner_statuses(top), |at| &facts.statuses.kinds[at]);
    assert_eq!(kinds, ["agreement", "tax form"]);
    assert_eq!(shown(facts.partner_levels(top), |at| &facts.levels.levels[at]), ["gold"]);
    let values = |range| shown(range, |at| facts.targets.values[at]);
    assert_eq!(values(facts.partner_targets(low)), ["11", "12"]);
    assert_eq!(values(facts.group_targets("north")), ["1000.00 USD"]);
    let scores = |range| shown(range, |at| facts.scores.values[at]);
    assert_eq!(scores(facts.partner_scores(low)), ["4.5"]);
    assert_eq!(scores(facts.customer_scores("Acme")), ["0.7", "0.8"]);
    assert_eq!(scores(facts.customer_scores("Abel")), ["1"]);
    assert_eq!(scores(facts.customer_scores("Acorn")), [""; 0]);
    assert_eq!(shown(facts.partner_overlaps(low), |at| &facts.overlaps.accounts[at]), ["Acme"]);
    let events = facts.partner_fund_events(low);
    assert_eq!(facts.fund_events.deals[events.start], [0, 1], "each deal once");
    assert_eq!(shown(events, |at| &facts.fund_events.funds[at]), ["field"]);
    assert_eq!(shown(facts.partner_paid(low), |at| facts.paid.amounts[at]), ["9.00 USD"]);
    let returned =
        |partner| shown(facts.partner_adjustments(partner), |at| facts.adjustments.amounts[at]);
    assert_eq!(returned(low), ["6.00 USD", "5.00 GBP"]);
    assert_eq!(returned(top), ["7.00 USD"]);
    assert!(returned(alone).is_empty());
    assert_eq!(shown(facts.deal_adjustments(0), |at| facts.adjustments.amounts[at]), ["10.00 EUR"]);
    let did = facts.partner_activities(low).start;
    assert_eq!(facts.activities.deals[did], Some(0));
    assert!(facts.activities.evidence[did]);
}

#[test]
fn the_days_of_every_table_count() {
    let facts = Facts::build(rows()).expect("sound rows");
    assert_eq!(facts.last_day(), day("2025-07-01"), "the last score");
    assert_eq!(facts.first_day(), day("2025-02-01"), "the first deal");
    assert_eq!(facts.first_fact_day(), day("2025-01-20"), "the activity");
}

#[test]
fn a_row_that_cannot_be_used_is_named() {
    type Fault = fn(&mut FactRows);
    let faults: [(&str, &str, Fault); 23] = [
        ("id_twice", "touch D1-t00", |rows| rows.touches.push(rows.touches[0].clone())),
        ("id_twice", "settlement", |rows| rows.settlements.push(rows.settlements[0].clone())),
        ("id_twice", "score", |rows| rows.scores.push(rows.scores[0].clone())),
        ("partner_missing", "partner P9", |rows| rows.partners[1].parent = some("P9")),
        ("partner_missing", "touch", |rows| rows.touches[0].partner = some("P9")),
        ("partner_missing", "registration", |rows| rows.registrations[0].partner = text("P9")),
        ("partner_missing", "partner_status", |rows| rows.statuses[0].partner = text("P9")),
        ("partner_missing", "level", |rows| rows.levels[0].partner = text("P9")),
        ("partner_missing", "adjustment", |rows| rows.adjustments[1].partner = some("P9")),
        ("deal_missing", "touch", |rows| rows.touches[0].deal = text("D9")),
        ("deal_missing", "registration", |rows| rows.registrations[0].deal = text("D9")),
        ("deal_missing", "settlement", |rows| rows.settlements[0].deal = text("D9")),
        ("deal_missing", "overlap", |rows| rows.overlaps[0].deal = some("D9")),
        ("deal_missing", "fund_event", |rows| rows.fund_events[0].deals[0] = text("D9")),
        ("deal_missing", "activity", |rows| rows.activities[0].deal = some("D9")),
        ("line_missing", "deal D1", |rows| rows.settlements[0].line = some("9")),
        ("line_missing", "no deal", |rows| rows.adjustments[1].line = some("1")),
        ("group_missing", "group south", |rows| {
            rows.targets[0].of = tierwright_engine::rows::TargetSubject::Group(text("south"));
        }),
        ("parent_circular", "top", |rows| rows.partners[0].parent = some("leaf")),
        ("adjustment_of_nothing", "neither", |rows| rows.adjustments[1].partner = None),
        ("currency_differs", "EUR", |rows| rows.settlements[0].fee = "1 USD".parse().ok()),
        ("days_reversed", "before", |rows| rows.levels[0].until = day("2023-12-31")),
        ("decided_twice", "approved and refused", |rows| {
            rows.registrations[0].refused_on = day("2025-01-13");
        }),
    ];
    for (code, part, fault) in faults {
        let mut rows = rows();
        fault(&mut rows);
        let problems = Facts::build(rows).expect_err(code);
        let found = problems.iter().find(|problem| problem.code == code);
        let problem = found.unwrap_or_else(|| panic!("{code} {part}: {problems:?}"));
        assert!(problem.sentence.contains(part), "{code}: {}", problem.sentence);
        assert!(problem.source.is_some_and(|Source { row, .. }| row > 0), "{code} has no row");
    }
}

#[test]
fn a_ring_of_parents_is_named_once_a_member_and_nobody_below_it() {
    let mut rows = rows();
    rows.partners[0].parent = some("low");
    let problems = Facts::build(rows).expect_err("a ring");
    let ids: Vec<&str> = problems.iter().map(|problem| problem.id.as_str()).collect();
    assert_eq!(ids, ["low", "top"], "leaf is below the ring and not in it");
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn some(one: &str) -> Option<String> {
    Some(text(one))
}

fn day(text: &str) -> Option<chrono::NaiveDate> {
    text.parse().ok()
}

fn days(one: &str, other: &str) -> (Option<chrono::NaiveDate>, Option<chrono::NaiveDate>) {
    (day(one), day(other))
}
