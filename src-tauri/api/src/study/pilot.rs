//! Pilot in words and rows.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tierwright_program::{money::UNITS_PER_MAJOR, words::grouped};
use tierwright_study::{Base, Effect, Measured, Pilot, PilotAsked, Told};

use super::report::{amount, bars, day, name, part, report, row, table};
use crate::{
    figure, trial,
    wire::{
        Change, Failure, StudyMeasure, StudyOf, StudyPicture, StudyReport, StudyRow, StudyTable,
        StudyUnit::{Money, Number, Text},
    },
    words::money,
};

/// Answers what a pilot would have shown and cost.
pub(super) fn pilot(base: &Base, of: &StudyOf, changes: &[Change]) -> Result<StudyReport, Failure> {
    let StudyOf::Pilot { from, until, measure, seed, .. } = of else {
        return Err(Failure::internal());
    };
    let (first, last) = window(base, from.as_deref(), until.as_deref())?;
    let measure = match measure {
        None | Some(StudyMeasure::Revenue) => Measured::Revenue,
        Some(StudyMeasure::Deals) => Measured::Deals,
        Some(StudyMeasure::JointDeals) => Measured::JointDeals,
    };
    let promised = match changes {
        [] => None,
        some => Some(trial::changed(base.program(), some)?),
    };
    let partners = chosen(base, of)?;
    let seed = seed.map_or(7, u64::from);
    let asked = PilotAsked { partners, from: first, until: last, measure, program: promised, seed };
    let found = tierwright_study::pilot(base, &asked)?;
    let smallest = found.smallest.map(|one| value(&found, one)).unwrap_or_default();
    let mut made = report("pilot", "Pilot", found.method, base)
        .found(finding(&found))
        .drawn_from(found.seed)
        .figure("Pilot partners with a pair", found.pairs.len().to_string(), Number)
        .figure("Effect", value(&found, found.effect.effect), Number)
        .figure("Smallest that could be seen", smallest, Number);
    if let Some(cost) = found.cost {
        made = made
            .figure("Cost expected", amount(base, cost.expected), Money)
            .figure("Cost P90", amount(base, cost.p90), Money)
            .figure("Cost cap", amount(base, cost.cap), Money);
    }
    Ok(made
        .pictured(Some(picture(base, &found)))
        .table(readings(&found))
        .table(balance(&found))
        .table(course(&found))
        .table(checks(base, &found))
        .table(edges(base, &found))
        .table(pairs(base, &found)))
}

/// The partners that are picked, or those of a region, type and segment.
fn chosen(base: &Base, of: &StudyOf) -> Result<BTreeSet<usize>, Failure> {
    let StudyOf::Pilot { partners, region, partner_type, segment, .. } = of else {
        return Err(Failure::internal());
    };
    if !partners.is_empty() {
        return partners.iter().map(|id| figure::partner(id, &base.outcome)).collect();
    }
    if region.is_none() && partner_type.is_none() && segment.is_none() {
        return Err(Failure::wrong_use(
            "pilot_without_partners",
            "A pilot needs partners.".to_owned(),
            "Name a region, a type or a segment, or partners by their ids.",
        ));
    }
    let all = &base.facts().partners;
    let is = |wanted: &Option<String>, own: &str| wanted.as_ref().is_none_or(|one| one == own);
    let fits = |at: &usize| {
        is(region, &all.regions[*at])
            && is(partner_type, &all.kinds[*at])
            && is(segment, &all.segments[*at])
    };
    Ok((0..all.len()).filter(fits).collect())
}

fn window(
    base: &Base,
    from: Option<&str>,
    until: Option<&str>,
) -> Result<(NaiveDate, NaiveDate), Failure> {
    let quarters = base.replay().quarters();
    let Some(last) = quarters.last() else { return Err(Failure::internal()) };
    let first = &quarters[quarters.len().saturating_sub(2)];
    Ok((from.map_or(Ok(first.from()), day)?, until.map_or(Ok(last.until()), day)?))
}

fn value(of: &Pilot, value: f64) -> String {
    match of.measure {
        Measured::Revenue => format!("{value:.0}"),
        Measured::Deals | Measured::JointDeals => format!("{value:.2}"),
    }
}

fn unit(of: &Pilot) -> &'static str {
    match of.measure {
        Measured::Revenue => "revenue",
        Measured::Deals => "deals",
        Measured::JointDeals => "joint deals",
    }
}

fn told(effect: &Effect) -> &'static str {
    match effect.told() {
        Told::Up => "up",
        Told::Down => "down",
        Told::CannotTell => "cannot tell",
    }
}

fn finding(found: &Pilot) -> String {
    let effect = &found.effect;
    let read = |one: f64| grouped(&value(found, one));
    let range = format!(
        "{} of {} by partner and quarter (range {} to {})",
        read(effect.effect),
        unit(found),
        read(effect.least),
        read(effect.most)
    );
    match effect.told() {
        Told::CannotTell => format!("Cannot tell: {range} holds zero."),
        Told::Up => format!("Up: {range}."),
        Told::Down => format!("Down: {range}."),
    }
}

fn readings(found: &Pilot) -> StudyTable {
    let columns = [
        ("Reading", Text),
        ("Told", Text),
        ("Effect", Number),
        ("From", Number),
        ("To", Number),
        ("Standard error", Number),
        ("Pairs", Number),
    ];
    let reading = |of: &str, effect: &Effect| {
        row([
            of.to_owned(),
            told(effect).to_owned(),
            value(found, effect.effect),
            value(found, effect.least),
            value(found, effect.most),
            value(found, effect.error),
            effect.pairs.to_string(),
        ])
    };
    let placebo = found.placebo.iter().map(|one| reading("Placebo, the window before", one));
    let rows = std::iter::once(reading("The window", &found.effect)).chain(placebo);
    let note = "The placebo should be near zero: nothing happened then.";
    table("readings", "What it shows", note, &columns).rows(rows)
}

fn balance(found: &Pilot) -> StudyTable {
    let columns = [
        ("Matched on", Text),
        ("Pilot", Number),
        ("Their pairs", Number),
        ("All others", Number),
        ("Apart", Number),
    ];
    let rows = found.balance.iter().map(|one| {
        row([
            one.of.to_owned(),
            format!("{:.2}", one.pilot),
            format!("{:.2}", one.control),
            format!("{:.2}", one.others),
            format!("{:.2}", one.apart),
        ])
    });
    let note = "Apart is in standard deviations; below 0.25 is called balanced.";
    table("balance", "Balance before the window", note, &columns).rows(rows)
}

/// Both groups by quarter.
fn picture(base: &Base, found: &Pilot) -> StudyPicture {
    // As exact as the table says them.
    let per_major = match found.measure {
        Measured::Revenue => 1.0,
        Measured::Deals | Measured::JointDeals => 100.0,
    };
    let units = |mean: f64| {
        let said = (mean * per_major).round() / per_major;
        (said * UNITS_PER_MAJOR as f64).round() as i64
    };
    let both = found.course.iter().flat_map(|(label, pilot, pairs)| {
        [(format!("{label}, pilot"), units(*pilot)), (format!("{label}, pairs"), units(*pairs))]
    });
    let of = format!(
        "Mean {} of a partner by quarter; the window begins at the marked bar",
        unit(found)
    );
    // Each quarter before the window has two bars.
    bars(base, &of, both, found.quarters.0 * 2)
}

fn course(found: &Pilot) -> StudyTable {
    let columns = [("Quarter", Text), ("Pilot", Number), ("Their pairs", Number), ("When", Text)];
    let rows = found.course.iter().enumerate().map(|(at, (label, pilot, pairs))| {
        let when = match at < found.quarters.0 {
            true => "before",
            false if at < found.quarters.0 + found.quarters.1 => "window",
            false => "after",
        };
        row([label.clone(), value(found, *pilot), value(found, *pairs), when.to_owned()])
    });
    let note =
        format!("Mean {} of a partner. Before the window both should go alike.", unit(found));
    table("course", "Both groups by quarter", &note, &columns).rows(rows)
}

fn checks(base: &Base, found: &Pilot) -> StudyTable {
    let mut rows = vec![
        ("Deals with a pilot partner and one of the pairs".to_owned(), found.spilled.to_string()),
        (
            "Deals that closed within 15 days of an edge".to_owned(),
            found.at_edges.len().to_string(),
        ),
        ("Partners who changed tier in the window".to_owned(), found.moved_tier.len().to_string()),
    ];
    rows.extend(found.cost.map(|cost| {
        let every = "Cost of the window with every partner in it".to_owned();
        (every, money(base.money(cost.all)))
    }));
    rows.extend(
        found.moved_tier.iter().map(|partner| (name(base, *partner), "changed tier".into())),
    );
    let columns = [("Check", Text), ("Found", Text)];
    let rows = rows.into_iter().map(|(check, found)| row([check, found]));
    table("checks", "What to look at", "", &columns).rows(rows)
}

/// Deals that may have been moved over an edge of the window.
fn edges(base: &Base, found: &Pilot) -> StudyTable {
    let columns = [("Partner", Text), ("Deal", Text), ("Closed", Text), ("Amount", Money)];
    let deals = &base.facts().deals;
    let rows = found.at_edges.iter().map(|(deal, partner)| {
        let closed = deals.won_on(*deal).map(|day| day.to_string()).unwrap_or_default();
        let cells = [name(base, *partner), deals.ids[*deal].to_owned(), closed, worth(base, *deal)];
        StudyRow { deal: Some(deals.ids[*deal].to_owned()), ..row(cells) }
            .of_partner(base, *partner)
    });
    let note =
        "Closed within 15 days of the window's first or last day. Empty in another currency.";
    table("edges", "Deals at the edges of the window", note, &columns).rows(rows)
}

/// A deal's amount where it is in the program's currency.
fn worth(base: &Base, deal: usize) -> String {
    let amount = base.facts().deals.amount(deal);
    if amount.currency() == base.program().currency { amount.amount_text() } else { String::new() }
}

fn pairs(base: &Base, found: &Pilot) -> StudyTable {
    let columns = [("Pilot partner", Text), ("Compared with", Text), ("Apart", Number)];
    let rows = found.pairs.iter().map(|pair| {
        row([name(base, pair.pilot), name(base, pair.control), part(pair.distance)])
            .of_partner(base, pair.pilot)
    });
    table("pairs", "Pairs, the best matched first", "", &columns).rows(rows)
}
