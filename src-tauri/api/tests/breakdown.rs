//! Breakdowns and the liability of the sample add up, and agree with the lists they summarise.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::json;
use tempfile::TempDir;
use tierwright_api::{
    Desk,
    wire::{
        Breakdown, Change, Column, Dimension, Economics, GetBreakdown, GetCsv, Liability,
        LiabilityTable, OpenSample, Partner, Partners, Payout, Payouts, Simulate, Simulation, Sort,
        Table, Within,
    },
};

const GOLD: &str = "/tracks/partner/levels/gold/requirement/all/0/reaches/at_least";
const ALL: [Dimension; 6] = [
    Dimension::Quarter,
    Dimension::Incentive,
    Dimension::Tier,
    Dimension::Region,
    Dimension::Kind,
    Dimension::Partner,
];

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

fn breakdown(desk: &Desk, changes: &[Change], by: Dimension) -> Breakdown {
    desk.ask(GetBreakdown { changes: changes.to_vec(), by, limit: None }).unwrap()
}

fn simulation(desk: &Desk, changes: &[Change]) -> Simulation {
    desk.ask(Simulate { changes: changes.to_vec(), keep: false }).unwrap()
}

fn partners(desk: &Desk, changes: &[Change]) -> Vec<Partner> {
    let asked = Partners { changes: changes.to_vec(), limit: 1_000, ..Partners::default() };
    desk.ask(asked).unwrap().rows
}

/// Every payout line of the sample, page by page.
fn lines(desk: &Desk, changes: &[Change]) -> Vec<Payout> {
    let mut all: Vec<Payout> = Vec::new();
    loop {
        let offset = u32::try_from(all.len()).unwrap();
        let asked = Payouts { changes: changes.to_vec(), offset, limit: 1_000 };
        let page = desk.ask(asked).unwrap();
        if page.rows.is_empty() {
            return all;
        }
        all.extend(page.rows);
    }
}

#[test]
fn every_breakdown_adds_up_to_the_total() {
    let (desk, _folder) = on_the_sample();
    for changes in [Vec::new(), gold("300000.00")] {
        let whole = simulation(&desk, &changes);
        for by in ALL {
            let found = breakdown(&desk, &changes, by);
            assert!(found.groups.len() > 1, "{by:?} has {} groups", found.groups.len());
            assert_eq!(found.total, whole.total, "{by:?}");
            assert_eq!(found.baseline_total, whole.baseline_total, "{by:?}");
            assert_eq!(found.change, whole.change, "{by:?}");
            let of = |amounts: Vec<&String>| sum(amounts);
            let groups = &found.groups;
            let total = of(groups.iter().map(|group| &group.total).collect());
            assert_eq!(total, exact(&whole.total), "{by:?}");
            let before = of(groups.iter().map(|group| &group.baseline_total).collect());
            assert_eq!(before, exact(&whole.baseline_total), "{by:?}");
            for group in groups {
                let parts = sum(group.parts.iter().map(|part| &part.amount));
                assert_eq!(parts, exact(&group.total), "{by:?} {}", group.name);
                let change = exact(&group.total) - exact(&group.baseline_total);
                assert_eq!(change, exact(&group.change), "{by:?} {}", group.name);
                let long: f64 = group.parts.iter().map(|part| part.size).sum();
                assert!((0.0..=1.0).contains(&long), "{by:?} {} is {long}", group.name);
            }
            for (at, series) in found.series.iter().enumerate() {
                let parts = sum(groups.iter().map(|group| &group.parts[at].amount));
                assert_eq!(parts, exact(&series.total), "{by:?} {}", series.name);
            }
            assert!(!found.finding.is_empty() && !found.note.is_empty());
        }
    }
}

/// The payout lines, each put into its group by what the list of partners says of its partner:
/// another way to the same sums.
#[test]
fn groups_are_the_sums_of_their_payout_lines() {
    let (desk, _folder) = on_the_sample();
    let changes = gold("300000.00");
    let rows = partners(&desk, &changes);
    let of: BTreeMap<&str, &Partner> = rows.iter().map(|row| (row.id.as_str(), row)).collect();
    for by in ALL {
        let mut expected: BTreeMap<(String, String), Decimal> = BTreeMap::new();
        for line in lines(&desk, &changes).iter().filter(|line| !line.shadow) {
            let partner = of[line.partner.as_str()];
            let group = match by {
                Dimension::Quarter => line.period.clone(),
                Dimension::Incentive => line.incentive.clone(),
                Dimension::Tier => {
                    format!("partner/{}", partner.tier_to.as_deref().unwrap().to_lowercase())
                }
                Dimension::Region => partner.region.clone(),
                Dimension::Kind => partner.kind.clone(),
                Dimension::Partner => partner.id.clone(),
            };
            *expected.entry((group, line.incentive.clone())).or_default() += exact(&line.amount);
        }
        let found = breakdown(&desk, &changes, by);
        let mut made = BTreeMap::new();
        for group in &found.groups {
            for part in group.parts.iter().filter(|part| exact(&part.amount) != Decimal::ZERO) {
                made.insert((group.id.clone(), part.incentive.clone()), exact(&part.amount));
            }
        }
        assert_eq!(made, expected, "{by:?}");
    }
}

#[test]
fn the_others_are_put_together_and_nothing_is_lost() {
    let (desk, _folder) = on_the_sample();
    let all = breakdown(&desk, &[], Dimension::Partner);
    let asked = GetBreakdown { changes: Vec::new(), by: Dimension::Partner, limit: Some(12) };
    let few = desk.ask(asked).unwrap();
    assert_eq!(few.groups.len(), 13);
    assert_eq!(few.groups[12].name, "108 others");
    assert_eq!(few.total, all.total);
    let rest = sum(all.groups[12..].iter().map(|group| &group.total));
    assert_eq!(exact(&few.groups[12].total), rest);
    assert_eq!(few.groups[12].figure, None);
    assert_eq!(few.finding, all.finding, "what is seen does not depend on how much is shown");
    let top = sum(all.groups[..12].iter().map(|group| &group.total));
    let share = (top * Decimal::from(100) / exact(&all.total))
        .round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    assert_eq!(all.finding, format!("12 of 120 partners get {share}% of the payout."));
}

#[test]
fn partners_stand_in_their_groups_and_groups_are_those_of_the_breakdown() {
    let (desk, _folder) = on_the_sample();
    for by in [Dimension::Tier, Dimension::Region, Dimension::Kind] {
        let asked = Partners { group: Some(by), limit: 1_000, ..Partners::default() };
        let page = desk.ask(asked).unwrap();
        let broken: BTreeMap<String, _> = breakdown(&desk, &[], by)
            .groups
            .into_iter()
            .map(|group| (group.id.clone(), group))
            .collect();
        assert_eq!(page.groups.len(), broken.len(), "{by:?}");
        let mut next = 0;
        for group in &page.groups {
            assert_eq!(group.first, next, "{by:?} {}", group.name);
            next += group.rows;
            let rows = &page.rows[group.first as usize..next as usize];
            assert_eq!(sum(rows.iter().map(|row| &row.payout)), exact(&group.totals.payout));
            assert_eq!(group.totals.payout, broken[&group.id].total, "{by:?} {}", group.name);
            assert!(rows.windows(2).all(|two| exact(&two[0].payout) >= exact(&two[1].payout)));
            let within = Some(Within { by, id: group.id.clone() });
            let only = desk.ask(Partners { within, limit: 1_000, ..Partners::default() }).unwrap();
            assert_eq!(only.rows, rows, "{by:?} {}", group.name);
            assert_eq!(only.totals, group.totals);
        }
        assert_eq!(next, page.total_rows);
    }
}

/// All that is spent on each partner adds up: by kind of reward to its payout, with benefits to the
/// whole, and over partners and groups to the totals.
#[test]
fn whole_partner_economics_add_up_by_partner_group_and_in_all() {
    let (desk, _folder) = on_the_sample();
    // The sample has no reward on the invoice and no benefit with a cost.
    let sponsor = json!([{ "name": "Sponsor", "planning_cost": "1000 USD" }]);
    let other_kinds = vec![
        Change { place: "/incentives/referral_fee/end".into(), value: json!("front_end") },
        Change { place: "/tracks/partner/levels/gold/benefits".into(), value: sponsor },
    ];
    let by = |column| Some(Sort { by: column, descending: true });
    let asked = Partners {
        sort: by(Column::Whole),
        group: Some(Dimension::Region),
        economics: true,
        changes: [gold("400000.00"), other_kinds].concat(),
        limit: 1_000,
        ..Partners::default()
    };
    let page = desk.ask(asked.clone()).unwrap();
    assert_eq!(page.rows.len(), 120);
    let parts = |of: &Economics| {
        [&of.front_end, &of.back_end, &of.co_sell, &of.mdf, &of.benefits].map(|text| exact(text))
    };
    let mut sums = [Decimal::ZERO; 5];
    for row in &page.rows {
        let of = row.economics.as_ref().unwrap();
        let found = parts(of);
        assert_eq!(found[..4].iter().sum::<Decimal>(), exact(&row.payout), "{}", row.name);
        assert_eq!(found.iter().sum::<Decimal>(), exact(&of.whole), "{}", row.name);
        sums.iter_mut().zip(found).for_each(|(sum, part)| *sum += part);
    }
    assert!(sums.iter().all(|sum| *sum > Decimal::ZERO), "{sums:?}");
    let totals = page.totals.economics.as_ref().unwrap();
    assert_eq!((parts(totals), exact(&totals.whole)), (sums, sums.iter().sum()));
    assert_eq!(sums[..4].iter().sum::<Decimal>(), exact(&simulation(&desk, &asked.changes).total));
    let groups =
        page.groups.iter().map(|group| exact(&group.totals.economics.as_ref().unwrap().whole));
    assert_eq!(groups.sum::<Decimal>(), exact(&totals.whole));

    for column in [Column::FrontEnd, Column::CoSell, Column::Benefits, Column::Whole, Column::Share]
    {
        let sorted = Partners { sort: by(column), group: None, ..asked.clone() };
        let rows = desk.ask(sorted).unwrap().rows;
        let figures: Vec<Decimal> = rows
            .iter()
            .filter_map(|row| {
                let of = row.economics.as_ref()?;
                match column {
                    Column::FrontEnd => Some(exact(&of.front_end)),
                    Column::CoSell => Some(exact(&of.co_sell)),
                    Column::Benefits => Some(exact(&of.benefits)),
                    Column::Whole => Some(exact(&of.whole)),
                    _ => of.share.as_deref().map(exact),
                }
            })
            .collect();
        assert!(figures.is_sorted_by(|one, next| one >= next), "{column:?}: {figures:?}");
    }
}

fn liability(desk: &Desk, as_of: Option<&str>) -> LiabilityTable {
    let as_of = as_of.map(str::to_owned);
    desk.ask(Liability { as_of, limit: 1_000, ..Liability::default() }).unwrap()
}

#[test]
fn the_liability_ties_to_the_payout_lines_to_the_cent() {
    let (desk, _folder) = on_the_sample();
    let found = liability(&desk, None);
    let paid: Vec<Payout> = lines(&desk, &[]).into_iter().filter(|line| !line.shadow).collect();
    assert_eq!(found.tie.lines as usize, paid.len());
    assert_eq!(exact(&found.tie.payouts), sum(paid.iter().map(|line| &line.amount)));
    assert_eq!(found.tie.payouts, simulation(&desk, &[]).total);
    let accrued = sum(found.cells.iter().map(|cell| &cell.accrued));
    let clawed = sum(found.cells.iter().map(|cell| &cell.clawed_back));
    assert_eq!(accrued - clawed, exact(&found.tie.payouts) + exact(&found.tie.given));
    assert_eq!(exact(&found.tie.difference), Decimal::ZERO);
}

/// Seen on a day in the third quarter, only what was settled by then is there: the two quarters
/// before it, by the list of payout lines.
#[test]
fn an_earlier_day_sees_only_what_was_settled_by_then() {
    let (desk, _folder) = on_the_sample();
    let found = liability(&desk, Some("2025-08-15"));
    assert_eq!(found.as_of.as_deref(), Some("2025-08-15"));
    assert_eq!(found.cells.last().unwrap().until, "2025-08-15");
    assert!(found.cells.iter().all(|cell| cell.until.as_str() <= "2025-08-15"));
    let paid = lines(&desk, &[]);
    let settled = paid
        .iter()
        .filter(|line| !line.shadow && line.until.as_str() <= "2025-08-15")
        // The co-sell reward settles deal by deal, so its lines do not wait for the end of a quarter.
        .filter(|line| line.incentive != "co_sell");
    let quarterly: BTreeMap<&str, Decimal> = settled.fold(BTreeMap::new(), |mut sums, line| {
        *sums.entry(line.incentive.as_str()).or_default() += exact(&line.amount);
        sums
    });
    for (incentive, expected) in quarterly {
        let its = found.incentives.iter().filter(|part| part.id == incentive);
        let made: Decimal = its.map(|part| exact(&part.accrued) - exact(&part.clawed_back)).sum();
        assert_eq!(made, expected, "{incentive}");
    }
    assert_eq!(exact(&found.tie.difference), Decimal::ZERO);
    assert!(
        found.lines.iter().all(|line| line.figure.is_none() && line.on.as_str() <= "2025-08-15")
    );
}

#[test]
fn accounts_and_incentives_add_up_to_their_cell() {
    let (desk, _folder) = on_the_sample();
    for as_of in [None, Some("2025-08-15")] {
        let found = liability(&desk, as_of);
        let mut before: BTreeMap<&str, Decimal> = BTreeMap::new();
        for cell in &found.cells {
            let its = |part: &&tierwright_api::wire::LiabilityPart| {
                part.period == cell.period && part.currency == cell.currency
            };
            let some = |amount: &Option<String>| exact(amount.as_deref().unwrap());
            let accounts: Vec<_> = found.accounts.iter().filter(its).collect();
            let opening: Decimal = accounts.iter().map(|part| some(&part.opening)).sum();
            let closing: Decimal = accounts.iter().map(|part| some(&part.closing)).sum();
            let paid: Decimal = accounts.iter().map(|part| some(&part.paid)).sum();
            assert_eq!(opening, exact(&cell.opening), "{}", cell.period);
            assert_eq!(closing, exact(&cell.closing), "{}", cell.period);
            assert_eq!(paid, exact(&cell.paid), "{}", cell.period);
            let incentives: Vec<_> = found.incentives.iter().filter(its).collect();
            assert_eq!(
                sum(incentives.iter().map(|part| &part.accrued)),
                exact(&cell.accrued),
                "{}",
                cell.period
            );
            let earlier = before.insert(&cell.currency, exact(&cell.closing));
            assert_eq!(earlier.unwrap_or_default(), exact(&cell.opening), "{}", cell.period);
        }
    }
}

#[test]
fn tables_are_written_as_they_are_seen() {
    let (desk, folder) = on_the_sample();
    let path = folder.path().join("by tier.csv");
    let asked = |path: Option<&std::path::Path>, table| GetCsv {
        table,
        changes: Vec::new(),
        path: path.map(|path| path.to_str().unwrap().to_owned()),
    };
    let by_tier = Table::Breakdown { by: Dimension::Tier };
    let written = desk.ask(asked(Some(&path), by_tier.clone())).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(desk.ask(asked(None, by_tier)).unwrap().text.unwrap(), text);
    let found = breakdown(&desk, &[], Dimension::Tier);
    assert_eq!(written.rows as usize, found.groups.len());
    for (line, group) in text.lines().skip(1).zip(&found.groups) {
        let end = format!("{},{},{},USD", group.total, group.baseline_total, group.change);
        assert!(line.ends_with(&end), "{line}");
    }
    let economics = |economics| {
        let table = Table::Partners { filter: String::new(), within: None, economics };
        desk.ask(asked(None, table)).unwrap().text.unwrap()
    };
    let rows = partners(&desk, &[]);
    let mut by_id = Vec::from_iter(economics(true).lines().map(str::to_owned));
    let head = by_id.remove(0);
    assert!(head.ends_with(
        ",rate,front_end,back_end,co_sell,mdf,benefits_at_planning_cost,whole,share,currency"
    ));
    for (line, row) in by_id.iter().zip(&rows) {
        let whole: Vec<&str> = line.rsplitn(9, ',').collect();
        let parts: Decimal = whole[3..8].iter().map(|text| exact(text)).sum();
        assert!(line.starts_with(&format!("{},", row.id)));
        assert_eq!(parts, exact(whole[2]), "{line}");
    }
    assert!(economics(false).lines().next().unwrap().ends_with(",rate,currency"));
    let all = desk.ask(asked(None, Table::Liability { as_of: None })).unwrap();
    assert_eq!(all.rows, liability(&desk, None).total_lines);
    let nowhere = folder.path().join("no folder").join("x.csv");
    let refused = desk.ask(asked(Some(&nowhere), Table::RollForward { as_of: None }));
    assert_eq!(refused.unwrap_err().code, "file_not_written");
}
