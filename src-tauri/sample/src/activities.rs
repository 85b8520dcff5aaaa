//! What partners did: certifications, trainings, joint demos and events.

use chrono::NaiveDate;

use crate::{
    days::{after, date, last_day, working_day},
    draw::Draw,
    names::person,
    partners::Member,
    tally::Tally,
};

/// Something a partner did, without an id.
pub(crate) struct Deed {
    pub(crate) member: usize,
    pub(crate) kind: &'static str,
    pub(crate) date: NaiveDate,
    pub(crate) valid_until: Option<NaiveDate>,
    pub(crate) person: String,
}

/// Days a certification is valid.
const VALID_DAYS: i64 = 730;

/// Ten-thousandths in a thousand US dollars.
const THOUSAND: i64 = 10_000_000;

/// The deeds of every partner, by date; those `assured` never lack certifications for Gold.
pub(crate) fn deeds(
    members: &[Member],
    tally: &Tally,
    assured: &[usize],
    draw: &mut Draw,
) -> Vec<Deed> {
    let mut deeds = Vec::new();
    for (number, member) in members.iter().enumerate() {
        let best_year = tally.year(number, 0).max(tally.year(number, 1));
        let held = certificates(best_year, assured.contains(&number), draw);
        let joined = member.joined;
        for _ in 0..held {
            certify(number, joined, true, draw, &mut deeds);
        }
        for _ in 0..draw.between(0, 1 + held / 2) {
            certify(number, joined, false, draw, &mut deeds);
        }
        let busy = (best_year / (90 * THOUSAND)).min(14);
        for (kind, most) in
            [("joint demo", 2 + busy), ("training", 2 + busy / 2), ("event", 1 + busy / 4)]
        {
            for _ in 0..draw.between(0, most) {
                deeds.push(deed(number, kind, joined, draw));
            }
        }
    }
    deeds.retain(|deed| deed.date <= last_day());
    deeds.sort_by(|a, b| {
        (a.date, a.member, a.kind, &a.person).cmp(&(b.date, b.member, b.kind, &b.person))
    });
    deeds
}

/// How many certifications a partner keeps up. Larger partners keep more; one in eight has too few
/// for its size, unless a truth needs that it has enough.
fn certificates(best_year: i64, assured: bool, draw: &mut Draw) -> i64 {
    let (least, most) = match best_year / THOUSAND {
        ..150 => (0, 2),
        150..450 => (1, 4),
        450..1_200 => (3, 7),
        _ => (6, 12),
    };
    match (assured, draw.chance(12)) {
        (true, _) => draw.between(3, 6),
        (false, true) => draw.between((least - 3).max(0), (least - 1).max(0)),
        (false, false) => draw.between(least, most),
    }
}

/// A person certified, and again each time it runs out if kept up.
fn certify(
    member: usize,
    joined: NaiveDate,
    kept_up: bool,
    draw: &mut Draw,
    deeds: &mut Vec<Deed>,
) {
    let person = person(draw);
    let first = if kept_up { date(2022, 3, 1) } else { date(2022, 1, 10) };
    let days = if kept_up { 900 } else { 640 };
    let mut on = working_day(after(first, draw.between(0, days))).max(joined);
    while on <= last_day() {
        let until = after(on, VALID_DAYS);
        deeds.push(Deed {
            member,
            kind: "certification",
            date: on,
            valid_until: Some(until),
            person: person.clone(),
        });
        if !kept_up {
            break;
        }
        on = working_day(after(until, -draw.between(0, 40)));
    }
}

fn deed(member: usize, kind: &'static str, joined: NaiveDate, draw: &mut Draw) -> Deed {
    let on = working_day(after(last_day(), -draw.between(0, 729)));
    let person = if kind == "event" { String::new() } else { person(draw) };
    Deed { member, kind, date: on.max(joined), valid_until: None, person }
}
