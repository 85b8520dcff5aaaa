//! MDF in words and rows.

use tierwright_program::words::count;
use tierwright_study::{Base, DividedBy, FundGroup, FundStudy, FundsAsked};

use super::report::{amount, bars, margin, name, part, quarter, report, row, table, units};
use crate::{
    figure,
    wire::{
        Failure, StudyColumn, StudyOf, StudyPicture, StudyReport, StudyTable,
        StudyUnit::{Money, Number, Rate, Text},
    },
    words::{money, rate},
};

/// Answers what funds brought and how they could be divided.
pub(super) fn funds(base: &Base, of: &StudyOf) -> Result<StudyReport, Failure> {
    let StudyOf::Mdf { margin, amount: divide, least, most, hand } = of else {
        return Err(Failure::internal());
    };
    let maybe = |text: &Option<String>, what: &str| {
        text.as_ref().map(|text| units(text, what, base)).transpose()
    };
    let typed = hand.iter().map(|one| {
        let at = figure::partner(&one.partner, &base.outcome)?;
        Ok((at, units(&one.amount, "amount by hand", base)?))
    });
    let asked = FundsAsked {
        margin: self::margin(margin.as_ref())?.unwrap_or(0.3),
        amount: maybe(divide, "amount to divide")?,
        least: maybe(least, "least for each")?.unwrap_or(0),
        most: maybe(most, "most for each")?,
        hand: typed.collect::<Result<_, Failure>>()?,
    };
    let found = tierwright_study::funds(base, &asked)?;
    let idle: i64 = found.idle.iter().map(|one| one.2).sum();
    Ok(report("mdf", "MDF", found.method, base)
        .found(finding(base, &found, idle))
        .figure("Asked for", amount(base, found.steps[0]), Money)
        .figure("Agreed", amount(base, found.steps[1]), Money)
        .figure("Claimed", amount(base, found.steps[2]), Money)
        .figure("Paid", amount(base, found.steps[3]), Money)
        .figure("Idle", amount(base, idle), Money)
        .figure("Paid of agreed", found.paid_of_agreed.map(part).unwrap_or_default(), Rate)
        .pictured(Some(picture(base, &found, idle)))
        .table(returns(base, &found))
        .table(run_rate(base, &found))
        .table(proposals(base, &found))
        .table(idle_money(base, &found)))
}

fn picture(base: &Base, found: &FundStudy, idle: i64) -> StudyPicture {
    let names = ["Asked for", "Agreed", "Claimed", "Paid"];
    let steps = names.into_iter().zip(found.steps).chain([("Idle", idle)]);
    let steps = steps.map(|(name, units)| (name.to_owned(), units));
    bars(base, "How far MDF went in the replay", steps, names.len() - 1)
}

fn finding(base: &Base, found: &FundStudy, idle: i64) -> String {
    if found.steps[0] == 0 {
        return "Nobody asked for MDF in the replay.".to_owned();
    }
    let left_out = match found.left_out {
        0 => String::new(),
        some => format!(" {} in other currencies left out.", count(some as u64, "row")),
    };
    format!(
        "{} of {} agreed was paid; {} was agreed more than 90 days ago and not claimed.{left_out}",
        money(base.money(found.steps[3])),
        money(base.money(found.steps[1])),
        money(base.money(idle))
    )
}

fn returns(base: &Base, found: &FundStudy) -> StudyTable {
    let columns = [
        ("By", Text),
        ("Of", Text),
        ("Requests", Number),
        ("Paid", Money),
        ("Margin of linked deals", Money),
        ("Return", Rate),
    ];
    let rows = found.returns.iter().map(|one| {
        let by = match one.by {
            FundGroup::Activity => "activity",
            FundGroup::Region => "region",
            FundGroup::Tier => "tier",
            FundGroup::Partner => "partner",
        };
        row([
            by.to_owned(),
            one.of.clone(),
            one.requests.to_string(),
            amount(base, one.paid),
            amount(base, one.brought),
            match one.linked {
                0 => String::new(),
                _ => rate(one.brought - one.paid, one.paid).unwrap_or_default(),
            },
        ])
    });
    let note = "Return is (margin - paid) / paid; empty where no deal is linked.";
    table("returns", "What it brought", note, &columns).rows(rows)
}

/// How fast agreed money goes out.
fn run_rate(base: &Base, found: &FundStudy) -> StudyTable {
    let columns = [
        ("Quarter", Text),
        ("Claimed", Money),
        ("Paid", Money),
        ("Paid so far, of agreed", Rate),
        ("Expired", Money),
    ];
    let mut so_far = 0_i64;
    let rows = found.quarters.iter().enumerate().map(|(at, one)| {
        so_far = so_far.saturating_add(one.paid);
        row([
            quarter(base, at),
            amount(base, one.claimed),
            amount(base, one.paid),
            rate(so_far, found.steps[1]).unwrap_or_default(),
            amount(base, one.expired),
        ])
    });
    let note = "Agreed is that of the whole replay. Expired is what balances of funds lost by age.";
    table("run_rate", "How fast it goes out", note, &columns).rows(rows)
}

fn proposals(base: &Base, found: &FundStudy) -> StudyTable {
    let title = format!("{} divided", money(base.money(found.amount)));
    let note = "Among partners with revenue; each column adds up to it. Nothing is set by it.";
    let mut made = table("proposals", &title, note, &[("Partner", Text)]);
    made.columns.extend(found.proposals.iter().map(|one| {
        let name = match one.by {
            DividedBy::Equal => "Equal",
            DividedBy::Revenue => "By revenue",
            DividedBy::Tier => "By tier",
            DividedBy::Return => "By past return",
            DividedBy::Hand => "By hand",
        };
        StudyColumn { name: name.to_owned(), unit: Money }
    }));
    let most = |at: usize| found.proposals.iter().map(|one| one.shares[at]).max().unwrap_or(0);
    let mut partners: Vec<usize> =
        (0..base.facts().partners.len()).filter(|at| most(*at) > 0).collect();
    partners.sort_by_key(|at| (std::cmp::Reverse(most(*at)), *at));
    made.rows(partners.into_iter().map(|at| {
        let shares = found.proposals.iter().map(|one| amount(base, one.shares[at]));
        row(std::iter::once(name(base, at)).chain(shares)).of_partner(base, at)
    }))
}

fn idle_money(base: &Base, found: &FundStudy) -> StudyTable {
    let columns = [("Partner", Text), ("Request", Text), ("Agreed on", Text), ("Amount", Money)];
    let rows = found.idle.iter().map(|(partner, request, open, on)| {
        let cells = [name(base, *partner), request.clone(), on.to_string(), amount(base, *open)];
        row(cells).of_partner(base, *partner)
    });
    let note = "Agreed more than 90 days before the end of the replay, and nothing claimed.";
    table("idle", "Idle money", note, &columns).rows(rows)
}
