//! Overlap and fairness in words and rows.

use tierwright_program::{money::decimal_text, words};
use tierwright_study::{Base, GroupBy, Overlap};

use super::report::{amount, bars, incentive, name, part, report, rounded, row, table};
use crate::{
    wire::{
        Failure, StudyPicture, StudyReport, StudyRow, StudyTable,
        StudyUnit::{Money, Number, Rate, Text},
    },
    words::{money, rate},
};

/// When money is spent, seen from the sale.
const WHEN: [&str; 3] = ["Before the sale", "At the sale", "After the sale"];

/// Answers who is paid for what, and how evenly.
pub(super) fn overlap(base: &Base) -> Result<StudyReport, Failure> {
    let found = tierwright_study::overlap(base)?;
    Ok(report("overlap", "Overlap and fairness", found.method, base)
        .found(finding(base, &found))
        .figure("Deals paid by several incentives", found.stacked.len().to_string(), Number)
        .figure("Deals that earn nothing", found.unpaid.len().to_string(), Number)
        .figure("Top tenth gets", part(found.top_tenth), Rate)
        .figure("Like partners paid unlike", found.unlike.len().to_string(), Number)
        .pictured(Some(picture(base, &found)))
        .table(unlike(base, &found))
        .table(groups(base, &found))
        .table(stacked(base, &found))
        .table(pairs(base, &found))
        .table(nobody(base, &found))
        .table(moments(base, &found))
        .table(shares(base, &found))
        .table(unpaid(base, &found)))
}

fn picture(base: &Base, found: &Overlap) -> StudyPicture {
    let paid = WHEN.into_iter().zip(found.moments);
    let paid = paid.map(|(when, units)| (when.to_owned(), units));
    bars(base, "When the money is spent, over the replay", paid, 1)
}

fn finding(base: &Base, found: &Overlap) -> String {
    let spread =
        format!("The best paid tenth of partners gets {}%", (found.top_tenth * 100.0).round());
    match found.unlike.first() {
        Some(pair) => format!(
            "{spread}. {} gets {} and {}, alike in type, region, segment and revenue, {}.",
            name(base, pair.more),
            money(base.money(pair.paid.0)),
            name(base, pair.less),
            money(base.money(pair.paid.1))
        ),
        None => format!("{spread}, and no two partners alike are paid unlike."),
    }
}

fn unlike(base: &Base, found: &Overlap) -> StudyTable {
    let columns = [
        ("Partner", Text),
        ("Sells most as", Text),
        ("Like partner", Text),
        ("Sells most as", Text),
        ("Revenue", Money),
        ("Revenue of the like partner", Money),
        ("Paid", Money),
        ("Paid to the like partner", Money),
    ];
    let rows = found.unlike.iter().map(|pair| {
        row([
            name(base, pair.more),
            pair.roles.0.clone(),
            name(base, pair.less),
            pair.roles.1.clone(),
            rounded(base, pair.revenue.0),
            rounded(base, pair.revenue.1),
            amount(base, pair.paid.0),
            amount(base, pair.paid.1),
        ])
        .of_partner(base, pair.more)
    });
    let note =
        "The same type, region and segment, revenue within a tenth, and twice the payout of it.";
    table("unlike", "Like partners paid unlike", note, &columns).rows(rows)
}

fn groups(base: &Base, found: &Overlap) -> StudyTable {
    let columns = [
        ("By", Text),
        ("Group", Text),
        ("Partners", Number),
        ("Revenue", Money),
        ("Paid", Money),
        ("Of revenue", Rate),
    ];
    let rows = found.groups.iter().map(|one| {
        let by = match one.by {
            GroupBy::Size => "size",
            GroupBy::Region => "region",
            GroupBy::Kind => "type",
            GroupBy::Tier => "tier",
            GroupBy::Role => "role",
            GroupBy::Class => "sourced or influenced",
        };
        row([
            by.to_owned(),
            one.of.clone(),
            one.partners.to_string(),
            rounded(base, one.revenue),
            amount(base, one.paid),
            rate(one.paid, one.revenue).unwrap_or_default(),
        ])
    });
    let note = format!(
        "A partner counts in each role that it has. Payouts are spread with a Gini figure of {:.2}.",
        found.gini
    );
    table("groups", "Payout by group", &note, &columns).rows(rows)
}

fn of_deal(base: &Base, deal: usize, mut row: StudyRow) -> StudyRow {
    row.deal = Some(base.facts().deals.ids[deal].to_owned());
    row
}

fn stacked(base: &Base, found: &Overlap) -> StudyTable {
    let columns = [
        ("Deal", Text),
        ("Incentives", Text),
        ("Deal counts", Money),
        ("Paid", Money),
        ("Of it", Rate),
    ];
    let rows = found.stacked.iter().map(|one| {
        let rules: Vec<String> = one.rules.iter().map(|(at, _)| incentive(base, *at)).collect();
        let cells = [
            base.facts().deals.ids[one.deal].to_owned(),
            rules.join(", "),
            rounded(base, one.worth),
            amount(base, one.paid),
            rate(one.paid, one.worth).unwrap_or_default(),
        ];
        of_deal(base, one.deal, row(cells))
    });
    let note = "All partners and incentives together, the largest part of the deal first.";
    table("stacked", "Deals paid by several incentives", note, &columns).rows(rows)
}

fn pairs(base: &Base, found: &Overlap) -> StudyTable {
    let columns = [("Incentive", Text), ("With", Text), ("Deals", Number), ("Paid by both", Money)];
    let rows = found.pairs.iter().map(|((one, other), deals, paid)| {
        row([
            incentive(base, *one),
            incentive(base, *other),
            deals.to_string(),
            amount(base, *paid),
        ])
    });
    table("pairs", "Incentives that pay the same deals", "", &columns).rows(rows)
}

fn nobody(base: &Base, found: &Overlap) -> StudyTable {
    let rows = found.nobody.iter().map(|at| {
        let id = &base.program().incentives[*at].id;
        row([incentive(base, *at)]).at(&format!("/incentives/{id}"))
    });
    table("nobody", "Incentives that pay nobody", "", &[("Incentive", Text)]).rows(rows)
}

fn moments(base: &Base, found: &Overlap) -> StudyTable {
    let sum: i64 = found.moments.iter().sum();
    let rows = WHEN.into_iter().zip(found.moments).map(|(when, paid)| {
        row([when.to_owned(), amount(base, paid), rate(paid, sum).unwrap_or_default()])
    });
    let columns = [("When", Text), ("Paid", Money), ("Part", Rate)];
    table("moments", "When the money is spent", "", &columns).rows(rows)
}

fn shares(base: &Base, found: &Overlap) -> StudyTable {
    let rows = found.shares.iter().map(|(deal, sum)| {
        let id = base.facts().deals.ids[*deal].to_owned();
        of_deal(base, *deal, row([id, decimal_text(*sum, 8, 0)]))
    });
    let columns = [("Deal", Text), ("Declared in all", Rate)];
    table("shares", "Shares that are not 100%", "", &columns).rows(rows)
}

fn unpaid(base: &Base, found: &Overlap) -> StudyTable {
    let rows = found.unpaid.iter().map(|deal| {
        let deals = &base.facts().deals;
        let cells = [deals.ids[*deal].to_owned(), words::money(deals.amount(*deal))];
        of_deal(base, *deal, row(cells))
    });
    let note = "Won in the replay, with credited partners, and no incentive pays for it.";
    table("unpaid", "Deals that earn nothing", note, &[("Deal", Text), ("Worth", Text)]).rows(rows)
}
