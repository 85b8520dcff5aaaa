//! Every figure of the sample adds up, from the whole down to the rows it came from.

use rust_decimal::Decimal;
use tempfile::TempDir;
use tierwright_api::{
    Desk,
    wire::{
        Change, Column, Deals, Direction, Explain, Explanation, Figure, FindDeals, OpenSample,
        Partners, Payouts, Simulate, Simulation, Sort,
    },
};

const GOLD: &str = "/tracks/partner/levels/gold/requirement/all/0/reaches/at_least";

fn on_the_sample() -> (Desk, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::with(folder.path().to_owned(), 2);
    desk.ask(OpenSample::default()).unwrap();
    (desk, folder)
}

fn gold(value: &str) -> Vec<Change> {
    vec![Change { place: GOLD.to_owned(), value: value.into() }]
}

fn exact(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn sum<'a>(amounts: impl IntoIterator<Item = &'a String>) -> Decimal {
    amounts.into_iter().map(|text| exact(text)).sum()
}

fn simulate(desk: &Desk, changes: Vec<Change>) -> Simulation {
    desk.ask(Simulate { changes, keep: false }).unwrap()
}

fn explain(desk: &Desk, changes: &[Change], figure: &Figure) -> Explanation {
    desk.ask(Explain { changes: changes.to_vec(), figure: figure.clone(), ..Explain::default() })
        .unwrap()
}

#[test]
fn a_simulation_adds_up_whichever_way_it_is_taken() {
    let (desk, _folder) = on_the_sample();
    for changes in [Vec::new(), gold("300000.00")] {
        let found = simulate(&desk, changes.clone());
        let total = exact(&found.total);
        assert!(total > Decimal::ZERO);
        assert_eq!(sum(found.quarters.iter().map(|quarter| &quarter.total)), total);
        assert_eq!(
            sum(found.quarters.iter().map(|quarter| &quarter.baseline_total)),
            exact(&found.baseline_total)
        );
        for quarter in &found.quarters {
            assert_eq!(sum(quarter.parts.iter().map(|part| &part.amount)), exact(&quarter.total));
            let height: f64 = quarter.parts.iter().map(|part| part.size).sum();
            assert!((0.0..=1.0).contains(&height), "{} is as high as {height}", quarter.id);
        }
        let paid = found.incentives.iter().filter(|incentive| !incentive.shadow);
        assert_eq!(sum(paid.map(|incentive| &incentive.total)), total);
        assert!(
            found.incentives.iter().any(|incentive| incentive.shadow),
            "the sample has a shadow"
        );
        assert_eq!(sum(found.tiers.iter().map(|tier| &tier.total)), total);
        assert_eq!(found.tiers.iter().map(|tier| tier.partners).sum::<u32>(), 120);
        assert_eq!(found.better + found.worse + found.unchanged, 120);
        assert_eq!(exact(&found.baseline_total) + exact(&found.change), total);

        let page =
            desk.ask(Partners { changes: changes.clone(), limit: 1000, ..Partners::default() });
        let page = page.unwrap();
        assert_eq!(page.total_rows, 120);
        assert_eq!(sum(page.rows.iter().map(|row| &row.payout)), total);
        assert_eq!(sum(page.rows.iter().map(|row| &row.revenue)), exact(&found.revenue));
        assert_eq!(sum(page.rows.iter().map(|row| &row.change)), exact(&found.change));
        assert_eq!(exact(&page.totals.payout), total);
        let better = page.rows.iter().filter(|row| row.direction == Direction::Better).count();
        assert_eq!(u32::try_from(better).unwrap(), found.better);

        let lines = payout_lines(&desk, changes);
        assert_eq!(lines, total);
    }
}

/// The sum of the paid lines over all pages.
fn payout_lines(desk: &Desk, changes: Vec<Change>) -> Decimal {
    let mut total = Decimal::ZERO;
    let mut offset = 0;
    loop {
        let page = desk.ask(Payouts { changes: changes.clone(), offset, limit: 400 }).unwrap();
        total += sum(page.rows.iter().filter(|row| !row.shadow).map(|row| &row.amount));
        offset += 400;
        if offset >= page.total_rows {
            return total;
        }
    }
}

#[test]
fn a_lower_threshold_pays_more_and_moves_partners_up() {
    let (desk, _folder) = on_the_sample();
    let found = simulate(&desk, gold("300000.00"));
    assert!(exact(&found.change) > Decimal::ZERO, "{}", found.change);
    assert!(found.better > 0 && found.worse == 0);
    let sort = Some(Sort { by: Column::Change, descending: true });
    let request = Partners { changes: gold("300000.00"), sort, limit: 5, ..Partners::default() };
    let page = desk.ask(request).unwrap();
    let first = &page.rows[0];
    assert_eq!(
        (first.tier_from.as_deref(), first.tier_to.as_deref(), first.direction),
        (Some("Silver"), Some("Gold"), Direction::Better)
    );
    // The currency may stand beside the amount or be left out.
    assert_eq!(simulate(&desk, gold("300000.00 USD")).total, found.total);
}

#[test]
fn partners_are_sorted_filtered_and_cut_into_pages() {
    let (desk, _folder) = on_the_sample();
    let ask = |by, descending, filter: &str, offset, limit| {
        let sort = Some(Sort { by, descending });
        let filter = filter.to_owned();
        let asked = Partners { sort, filter, offset, limit, ..Partners::default() };
        desk.ask(asked).unwrap()
    };
    for by in [Column::Revenue, Column::Payout, Column::Baseline, Column::Change] {
        let rows = ask(by, true, "", 0, 1000).rows;
        let key = |at: usize| match by {
            Column::Revenue => exact(&rows[at].revenue),
            Column::Change => exact(&rows[at].change),
            _ => exact(&rows[at].payout),
        };
        for at in 1..rows.len() {
            assert!(key(at - 1) >= key(at), "{by:?} at {at}");
            assert!(key(at - 1) > key(at) || rows[at - 1].id < rows[at].id, "{by:?} ties at {at}");
        }
    }
    let all = ask(Column::Name, false, "", 0, 1000);
    let pages = [ask(Column::Name, false, "", 0, 70), ask(Column::Name, false, "", 70, 70)];
    let paged: Vec<_> = pages.iter().flat_map(|page| page.rows.clone()).collect();
    assert_eq!(paged, all.rows);
    let few = ask(Column::Name, false, "EMEA gold", 0, 1000);
    assert!(!few.rows.is_empty() && few.rows.len() < all.rows.len());
    assert!(
        few.rows.iter().all(|row| row.region == "EMEA" && row.tier_to.as_deref() == Some("Gold"))
    );
    assert_eq!(exact(&few.totals.payout), sum(few.rows.iter().map(|row| &row.payout)));
    assert_eq!(ask(Column::Name, false, "no such partner", 0, 10).total_rows, 0);
}

/// Checks one explanation, and gives the figures of its parts.
fn checked(desk: &Desk, changes: &[Change], figure: &Figure) -> Vec<Figure> {
    let found = explain(desk, changes, figure);
    let named = format!("{}: {found:#?}", found.title);
    let parts = sum(found.parts.iter().map(|part| &part.amount));
    assert_eq!(parts, exact(&found.amount), "the parts add up to {named}");
    assert!(found.parts.iter().all(|part| part.label != "Amount"), "every part is known: {named}");
    assert!(!found.sentence.is_empty() && found.text.contains(&found.sentence), "{named}");
    assert_eq!(found.why_not.is_some(), exact(&found.amount).is_zero(), "{named}");
    let whole = *figure == Figure::default();
    assert_eq!(found.crumbs.is_empty(), whole, "{named}");
    for part in &found.parts {
        if let Some(next) = &part.figure {
            assert_eq!(exact(&explain(desk, changes, next).amount), exact(&part.amount), "{named}");
        }
    }
    found.parts.into_iter().filter_map(|part| part.figure).collect()
}

#[test]
fn explanations_add_up_at_every_level() {
    let (desk, _folder) = on_the_sample();
    for changes in [Vec::new(), gold("300000.00")] {
        for by_incentive in checked(&desk, &changes, &Figure::default()) {
            let partners = checked(&desk, &changes, &by_incentive);
            for by_partner in partners.iter().step_by(7) {
                for line in checked(&desk, &changes, by_partner) {
                    assert_eq!(checked(&desk, &changes, &line), [], "a line is the lowest level");
                }
            }
        }
    }
    for partner in ["P-1001", "P-1050", "P-1086", "P-1120"] {
        let partner = Figure { partner: Some(partner.to_owned()), ..Figure::default() };
        checked(&desk, &[], &partner);
        let quarter = Figure { period: Some("Q4 FY25".to_owned()), ..partner };
        for line in checked(&desk, &[], &quarter) {
            checked(&desk, &[], &line);
        }
    }
}

#[test]
fn every_line_that_pays_has_parts_that_add_up() {
    let (desk, _folder) = on_the_sample();
    let mut lines = 0;
    for offset in [0, 1000] {
        let page = desk.ask(Payouts { changes: Vec::new(), offset, limit: 1000 }).unwrap();
        for line in page.rows {
            let figure = Figure {
                partner: Some(line.partner),
                period: Some(line.from),
                incentive: Some(line.incentive),
            };
            let found = explain(&desk, &[], &figure);
            let parts = sum(found.parts.iter().map(|part| &part.amount));
            assert_eq!((parts, exact(&found.amount)), (exact(&line.amount), exact(&line.amount)));
            assert!(found.parts.iter().all(|part| part.label != "Amount"), "{found:#?}");
            assert!(!found.formula.is_empty(), "{found:#?}");
            assert!(found.total_deals > 0, "{found:#?}");
            lines += 1;
        }
    }
    assert!(lines > 1000, "{lines}");
}

#[test]
fn the_rows_behind_a_figure_add_up_to_the_revenue_beside_it() {
    let (desk, _folder) = on_the_sample();
    let ask = |figure: &Figure, offset, limit| {
        let figure = figure.clone();
        desk.ask(Deals { figure, offset, limit, ..Deals::default() }).unwrap()
    };
    let all = ask(&Figure::default(), 0, 10);
    assert_eq!(all.counted, simulate(&desk, Vec::new()).revenue);
    assert_eq!(all.total_rows, explain(&desk, &[], &Figure::default()).total_deals);
    let quarter = Figure { period: Some("2025-05-17".to_owned()), ..Figure::default() };
    assert_eq!(ask(&quarter, 0, 1).total_rows, explain(&desk, &[], &quarter).total_deals);

    let figure = Figure { partner: Some("P-1086".to_owned()), ..Figure::default() };
    let page = ask(&figure, 0, 1000);
    assert_eq!(sum(page.rows.iter().map(|row| &row.counted)), exact(&page.counted));
    let filter = "P-1086".to_owned();
    let row =
        desk.ask(Partners { filter, limit: 1, ..Partners::default() }).unwrap().rows.remove(0);
    assert_eq!(row.revenue, page.counted);
    assert_eq!(ask(&figure, 10, 20).rows, page.rows[10..30]);
    assert!(page.rows.iter().all(|row| row.row > 0 && !row.file.is_empty()));
    let days: Vec<_> = page.rows.iter().map(|row| row.closed.clone()).collect();
    assert!(days.is_sorted());
}

#[test]
fn a_deal_is_found_by_its_words_and_opens_a_figure_that_holds_it() {
    let (desk, _folder) = on_the_sample();
    let find = |filter: &str, limit| {
        desk.ask(FindDeals { filter: filter.to_owned(), limit }).unwrap().rows
    };
    assert_eq!(find(" ", 10), []);
    assert_eq!(find("no deal is called this", 10), []);
    let some = desk.ask(Deals { limit: 40, ..Deals::default() }).unwrap().rows;
    for row in &some {
        for words in [row.deal.to_lowercase(), format!("{} {}", row.customer, row.deal)] {
            let found = find(&words, 1_000);
            let one = found.iter().find(|one| one.deal == row.deal && one.partner == row.partner);
            let one = one.unwrap_or_else(|| panic!("{words} is not found: {found:#?}"));
            // What is returned of a deal that was won before the replay counts in no quarter of its own.
            assert_eq!(one.won.as_ref() == Some(&row.closed), one.figure.period.is_some());
            let of = Deals {
                figure: one.figure.clone(),
                deal: Some(one.deal.clone()),
                limit: 1_000,
                ..Deals::default()
            };
            let behind = desk.ask(of).unwrap();
            assert!(behind.total_rows > 0, "{one:#?}");
            assert!(behind.rows.iter().all(|behind| behind.deal == row.deal), "{behind:#?}");
        }
    }
    let limited = find(&some[0].partner, 3);
    assert_eq!(limited.len(), 3);
    assert!(limited.iter().all(|found| found.partner == some[0].partner), "{limited:#?}");
}

#[test]
fn names_that_are_not_there_are_told_with_what_is() {
    let (desk, _folder) = on_the_sample();
    let named = |partner: &str, period: &str, incentive: &str| {
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Figure { partner: text(partner), period: text(period), incentive: text(incentive) }
    };
    for (figure, code, hint) in [
        (named("P-9999", "", ""), "partner_unknown", "P-1001"),
        (named("", "Q4 FY19", ""), "period_unknown", "Q4 FY25"),
        (named("", "2019-12-31", ""), "period_unknown", "Q1 FY25"),
        (named("", "", "bonus"), "incentive_unknown", "volume_rebate"),
    ] {
        let failure = desk.ask(Explain { figure, ..Explain::default() }).unwrap_err();
        assert_eq!(failure.code, code);
        assert!(failure.hint.contains(hint), "{failure:?}");
    }
    for (place, value) in [("/tracks/nothing", "1"), (GOLD, "a lot")] {
        let changes = vec![Change { place: place.to_owned(), value: value.into() }];
        let failure = desk.ask(Simulate { changes, keep: false }).unwrap_err();
        assert_eq!(failure.code, "change_not_possible");
        assert!(failure.sentence.contains(place), "{failure:?}");
    }
}
