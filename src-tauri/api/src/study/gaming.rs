//! Gaming in words and rows.

use tierwright_program::words::{self, count};
use tierwright_study::{Base, Gaming, GamingAsked, Worst};

use super::{
    cliffs::{called, threshold},
    report::{amount, bars, name, number, report, row, table},
};
use crate::{
    wire::{
        Failure, StudyPicture, StudyReport, StudyTable,
        StudyUnit::{Money, Number, Text},
    },
    words::money,
};

/// A probability below which bunching is said to be a sign.
const SIGN: f64 = 0.01;

/// Answers what gaming could do.
pub(super) fn gaming(
    base: &Base,
    within: Option<&String>,
    days: Option<u16>,
) -> Result<StudyReport, Failure> {
    let within = number(within, "how far around", 0.05)?;
    let days = u64::from(days.unwrap_or(30));
    let found = tierwright_study::gaming(base, GamingAsked { within, days })?;
    Ok(report("gaming", "Gaming", found.method, base)
        .found(finding(base, &found, days))
        .figure("Paid now", amount(base, found.shift.now), Money)
        .figure("Paid with deals moved", amount(base, found.shift.worst), Money)
        .figure("Paid with deals split", amount(base, found.split.worst), Money)
        .figure("Own referrals", found.own.len().to_string(), Number)
        .pictured(Some(picture(base, &found)))
        .table(bunching(base, &found))
        .table(gainers(base, &found.shift, "shift", "Who gains by moving deals"))
        .table(gainers(base, &found.split, "split", "Who gains by splitting deals"))
        .table(own(base, &found)))
}

fn finding(base: &Base, found: &Gaming, days: u64) -> String {
    let more = |worst: &Worst| money(base.money(worst.worst - worst.now));
    let signs = found.bunching.iter().filter(|one| one.probability < SIGN).count();
    let bunched = match signs {
        0 => "No threshold has more partners just above than chance explains".to_owned(),
        some => format!(
            "{} more partners just above than chance explains",
            match some {
                1 => "One threshold has".to_owned(),
                many => format!("{many} thresholds have"),
            }
        ),
    };
    format!(
        "Deals moved by up to {} would cost at most {} more, deals split {} more, of what was tried. {bunched}.",
        count(days, "day"),
        more(&found.shift),
        more(&found.split),
    )
}

fn picture(base: &Base, found: &Gaming) -> StudyPicture {
    let bills = [
        ("Paid now", found.shift.now),
        ("Deals moved", found.shift.worst),
        ("Deals split", found.split.worst),
    ];
    let bills = bills.map(|(name, units)| (name.to_owned(), units));
    bars(base, "What is paid now, and at worst with deals moved or split", bills, 0)
}

fn bunching(base: &Base, found: &Gaming) -> StudyTable {
    let columns = [
        ("Threshold", Text),
        ("At", Text),
        ("Just below", Number),
        ("Just above", Number),
        ("So many by chance", Number),
    ];
    let rows = found.bunching.iter().map(|one| {
        row([
            called(base, &one.of),
            threshold(base, &one.of, one.at),
            one.below.to_string(),
            one.above.to_string(),
            format!("{:.4}", one.probability),
        ])
        .at(&one.place)
    });
    let note = "Below 0.01 is a sign to look at; with many thresholds one such can be chance.";
    table("bunching", "Partners around thresholds", note, &columns).rows(rows)
}

fn gainers(base: &Base, worst: &Worst, id: &str, title: &str) -> StudyTable {
    let columns = [("Partner", Text), ("Gains", Money)];
    let rows = worst.gainers.iter().map(|(partner, gain)| {
        row([name(base, *partner), amount(base, *gain)]).of_partner(base, *partner)
    });
    let note = format!("{} touched.", count(worst.deals as u64, "deal"));
    table(id, title, &note, &columns).rows(rows)
}

fn own(base: &Base, found: &Gaming) -> StudyTable {
    let columns = [("Partner", Text), ("Deal", Text), ("Worth", Text)];
    let rows = found.own.iter().map(|one| {
        let deals = &base.facts().deals;
        let id = deals.ids[one.deal].to_owned();
        let worth = words::money(deals.amount(one.deal));
        let mut made =
            row([name(base, one.partner), id.clone(), worth]).of_partner(base, one.partner);
        made.deal = Some(id);
        made
    });
    let note = "The customer has the name of a credited partner.";
    table("own", "Own referrals", note, &columns).rows(rows)
}
