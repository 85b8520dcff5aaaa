//! What matters most in words and rows.

use tierwright_study::{Base, Matters, MattersAsked, Swing};

use super::report::{
    amount, incentive, known_levers, margin, number, part, report, rounded, row, table,
};
use crate::{
    axis::Scale,
    figure,
    wire::{
        Failure, StudyOf, StudyPicture, StudyReport, StudySwing, StudyTable,
        StudyUnit::{Money, Rate, Text},
    },
    words::money,
};

/// Bars that a picture shows.
const BARS: usize = 12;

/// Answers what matters most.
pub(super) fn matters(base: &Base, of: &StudyOf) -> Result<StudyReport, Failure> {
    let StudyOf::WhatMatters { by, levers, margin, reactions } = of else {
        return Err(Failure::internal());
    };
    let reactions = reactions.iter().map(|one| {
        let at = figure::incentive(&one.incentive, &base.outcome)?;
        Ok((at, number(Some(&one.volume), "the volume", 0.0)?))
    });
    let asked = MattersAsked {
        by: number(by.as_ref(), "how far levers are moved", 0.1)?.clamp(0.001, 0.9),
        levers: levers.clone(),
        margin: self::margin(margin.as_ref())?,
        reactions: reactions.collect::<Result<_, Failure>>()?,
    };
    known_levers(base, levers)?;
    let found = tierwright_study::matters(base, &asked)?;
    let costs: i64 = found.break_even.iter().map(|one| one.costs).max().unwrap_or(0);
    let mut report = report("what_matters", "What matters most", found.method, base)
        .found(finding(base, &found, asked.by))
        .figure("Paid now", amount(base, base.total()), Money)
        .figure("Largest swing", amount(base, found.swings[0].size()), Money)
        .figure("Dearest incentive", amount(base, costs), Money)
        .pictured(Some(picture(base, &found.swings, asked.by)))
        .table(swings(base, &found, asked.by))
        .table(pairs(base, &found))
        .table(break_even(base, &found));
    if let Some(reaction) = found.reaction {
        let margin = reaction.margin.map(|one| rounded(base, one)).unwrap_or_default();
        report = report
            .figure("Revenue more with the reaction", rounded(base, reaction.revenue), Money)
            .figure("Margin more", margin, Money)
            .figure("Payout more", amount(base, reaction.costs), Money);
    }
    Ok(report)
}

fn finding(base: &Base, found: &Matters, by: f64) -> String {
    let first = &found.swings[0];
    if first.size() == 0 {
        return format!("No lever changes the bill when it is moved by {}.", percent(by));
    }
    format!(
        "{}: moved by {} down and up, the bill swings by {}.",
        first.lever.name,
        percent(by),
        money(base.money(first.size()))
    )
}

fn percent(part: f64) -> String {
    format!("{}%", (part * 1000.0).round() / 10.0)
}

fn maybe(base: &Base, units: Option<i64>) -> String {
    units.map(|units| amount(base, units)).unwrap_or_default()
}

fn swings(base: &Base, found: &Matters, by: f64) -> StudyTable {
    let columns = [
        ("Lever", Text),
        ("Down to", Text),
        ("Up to", Text),
        ("Down changes", Money),
        ("Up changes", Money),
        ("Swing", Money),
    ];
    let rows = found.swings.iter().map(|one| {
        row([
            one.lever.name.clone(),
            one.lever.reads(1.0 - by),
            one.lever.reads(1.0 + by),
            maybe(base, one.low),
            maybe(base, one.high),
            amount(base, one.size()),
        ])
        .at(&one.lever.place)
    });
    let note = "Each moved alone; empty where the program could not be calculated so.";
    table("swings", "Each lever down and up", note, &columns).rows(rows)
}

fn pairs(base: &Base, found: &Matters) -> StudyTable {
    let columns = [
        ("Lever", Text),
        ("With", Text),
        ("Both change", Money),
        ("Beyond the sum of both", Money),
    ];
    let name = |at: usize| found.swings[at].lever.name.clone();
    let rows = found.pairs.iter().map(|one| {
        row([
            name(one.levers.0),
            name(one.levers.1),
            amount(base, one.both),
            amount(base, one.together),
        ])
    });
    let note = "The largest levers moved up, two at a time.";
    table("pairs", "Two levers together", note, &columns).rows(rows)
}

fn break_even(base: &Base, found: &Matters) -> StudyTable {
    let columns = [
        ("Incentive", Text),
        ("Costs", Money),
        ("Revenue it counts", Money),
        ("Volume needed", Rate),
    ];
    let rows = found.break_even.iter().map(|one| {
        row([
            incentive(base, one.incentive),
            amount(base, one.costs),
            rounded(base, one.revenue),
            one.uplift.map(part).unwrap_or_default(),
        ])
        .at(&format!("/incentives/{}", base.program().incentives[one.incentive].id))
    });
    let note = "By how much the deals of an incentive must grow for their margin to pay for it; about. Empty without a \
                margin, without revenue, or where no growth is enough.";
    table("break_even", "Pays for itself at", note, &columns).rows(rows)
}

fn picture(base: &Base, swings: &[Swing], by: f64) -> StudyPicture {
    let shown: Vec<&Swing> = swings.iter().filter(|one| one.size() > 0).take(BARS).collect();
    let ends = || shown.iter().flat_map(|one| [one.low.unwrap_or(0), one.high.unwrap_or(0)]);
    let lowest = ends().min().unwrap_or(0).min(0);
    let scale = Scale::over(lowest, ends().max().unwrap_or(0).max(0));
    let axis = scale.axis(base.money(0));
    let bars = shown.iter().map(|one| StudySwing {
        name: one.lever.name.clone(),
        place: one.lever.place.clone(),
        low: one.lever.reads(1.0 - by),
        high: one.lever.reads(1.0 + by),
        low_change: maybe(base, one.low),
        high_change: maybe(base, one.high),
        low_at: axis.zero + scale.size(one.low.unwrap_or(0)),
        high_at: axis.zero + scale.size(one.high.unwrap_or(0)),
    });
    let bars = bars.collect();
    StudyPicture::Swings { of: "Change of the bill over the replay".to_owned(), axis, bars }
}
