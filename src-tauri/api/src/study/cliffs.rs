//! Cliffs in words and rows.

use tierwright_program::{Quantity, words};
use tierwright_study::{
    Base, Cliffs, CliffsAsked, Curve, SmoothingKind, Threshold, ThresholdOf, threshold_words,
};

use super::report::{amount, incentive, millionths, name, number, quarter, report, row, table};
use crate::{
    axis::Scale,
    figure,
    wire::{
        Failure, StudyPicture, StudyPoint, StudyReport, StudyTable,
        StudyUnit::{Money, Number, Rate, Text},
    },
    words::money,
};

/// Answers where the cliffs are.
pub(super) fn cliffs(
    base: &Base,
    within: Option<&String>,
    partner: Option<&str>,
) -> Result<StudyReport, Failure> {
    let partner = partner.map(|id| figure::partner(id, &base.outcome)).transpose()?;
    let within = number(within, "how near", 0.05)?;
    let found = tierwright_study::cliffs(base, &CliffsAsked { within, partner })?;
    let jumps: i64 = found.near.iter().filter_map(|one| one.jump).sum();
    let largest = found.thresholds.iter().map(|one| one.most).max().unwrap_or(0);
    Ok(report("cliffs", "Cliffs", found.method, base)
        .found(finding(base, &found))
        .figure("Largest jump", amount(base, largest), Money)
        .figure("Near below a threshold", found.near.len().to_string(), Number)
        .figure("What they would gain", amount(base, jumps), Money)
        .pictured(found.curve.as_ref().map(|curve| picture(base, curve)))
        .table(thresholds(base, &found))
        .table(near(base, &found))
        .table(smoothing(base, &found))
        .table(curve(base, &found)))
}

fn finding(base: &Base, found: &Cliffs) -> String {
    let Some(one) = found.near.first().filter(|one| one.jump > Some(0)) else {
        return match found.thresholds.first() {
            Some(of) if of.most > 0 => format!(
                "The largest jump is {} at {}, and nobody stands near below a threshold.",
                money(base.money(of.most)),
                called(base, &of.of)
            ),
            _ => "No threshold of this program makes payouts jump.".to_owned(),
        };
    };
    format!(
        "{} was {} short of {} in {}: the last cent of it would have brought {}.",
        name(base, one.partner),
        money(base.money(one.needed)),
        called(base, &found.thresholds[one.threshold].of),
        quarter(base, one.quarter),
        money(base.money(one.jump.unwrap_or(0)))
    )
}

/// A threshold as people call it.
pub(super) fn called(base: &Base, of: &ThresholdOf) -> String {
    match of {
        ThresholdOf::Level { track, level } => {
            let level_named = |track: &tierwright_program::Track| {
                track.levels.iter().find(|one| one.id == *level).map(|one| one.name.clone())
            };
            base.program().track(track).and_then(level_named).unwrap_or_else(|| level.clone())
        }
        ThresholdOf::Band { incentive: at, band } => {
            let from = base.program().incentives[*at].schedule.bands[*band].from;
            let from = threshold(base, of, from);
            format!("the {from} band of {}", incentive(base, *at))
        }
    }
}

/// Where a threshold lies, in words.
pub(super) fn threshold(base: &Base, of: &ThresholdOf, at: Quantity) -> String {
    match of {
        ThresholdOf::Band { incentive, .. } => {
            threshold_words(&base.program().incentives[*incentive], at)
        }
        ThresholdOf::Level { .. } => words::quantity(at),
    }
}

fn thresholds(base: &Base, found: &Cliffs) -> StudyTable {
    let columns = [
        ("Threshold", Text),
        ("At", Text),
        ("Least jump", Money),
        ("Largest jump", Money),
        ("Could reach it next", Number),
        ("Near below", Number),
    ];
    let note = "A partner counts once for each quarter.";
    let rows = found.thresholds.iter().map(|one: &Threshold| {
        row([
            called(base, &one.of),
            threshold(base, &one.of, one.at),
            amount(base, one.least),
            amount(base, one.most),
            one.below.to_string(),
            one.near.to_string(),
        ])
        .at(&one.place)
    });
    table("thresholds", "Jumps at each threshold", note, &columns).rows(rows)
}

fn near(base: &Base, found: &Cliffs) -> StudyTable {
    let columns = [
        ("Partner", Text),
        ("Quarter", Text),
        ("Threshold", Text),
        ("Short by", Money),
        ("Short by part", Rate),
        ("The last cent brings", Money),
    ];
    let note = "Empty where the effect would begin after the replay.";
    let rows = found.near.iter().map(|one| {
        let threshold = &found.thresholds[one.threshold];
        row([
            name(base, one.partner),
            quarter(base, one.quarter),
            called(base, &threshold.of),
            amount(base, one.needed),
            millionths(one.short),
            one.jump.map(|jump| amount(base, jump)).unwrap_or_default(),
        ])
        .of_partner(base, one.partner)
        .at(&threshold.place)
    });
    table("near", "Partners near below", note, &columns).rows(rows)
}

fn smoothing(base: &Base, found: &Cliffs) -> StudyTable {
    let columns = [
        ("Incentive", Text),
        ("Instead", Text),
        ("Costs more", Money),
        ("Worse off", Number),
        ("Better off", Number),
        ("Largest jump now", Money),
        ("Jump left", Money),
    ];
    let note = "The cheapest first; below zero the program saves, and partners pay for it.";
    let rows = found.smoothing.iter().map(|one| {
        let instead = match one.kind {
            SmoothingKind::EachBand => "Each band at its own rate",
            SmoothingKind::EachBandSameCost => {
                "Each band at its own rate, rates raised to cost the same"
            }
            SmoothingKind::StraightLine => "The rate rises on a straight line",
            SmoothingKind::HalfSteps => "Twice as many bands, half the jumps",
        };
        row([
            incentive(base, one.incentive),
            instead.to_owned(),
            amount(base, one.cost),
            one.worse.to_string(),
            one.better.to_string(),
            amount(base, one.jump_now),
            amount(base, one.jump_left),
        ])
        .at(&format!("/incentives/{}/schedule", base.program().incentives[one.incentive].id))
    });
    table("smoothing", "Without the jump", note, &columns).rows(rows)
}

fn curve(base: &Base, found: &Cliffs) -> StudyTable {
    let columns = [("Sells more", Money), ("Is paid", Money), ("Of each further unit", Rate)];
    let Some(curve) = &found.curve else {
        return table("curve", "Curve of a partner", "", &columns);
    };
    let title = format!("{} in {}", name(base, curve.partner), quarter(base, curve.quarter));
    let rows = curve.points.iter().map(|point| {
        let further = match point.more == curve.needed {
            true => String::new(),
            false => millionths(point.marginal),
        };
        row([amount(base, point.more), amount(base, point.paid), further])
            .of_partner(base, curve.partner)
    });
    let note = "What it is paid over the replay if it had sold more in this quarter. Empty at the \
                threshold, which one cent reaches.";
    table("curve", &title, note, &columns).rows(rows)
}

fn picture(base: &Base, curve: &Curve) -> StudyPicture {
    let now = curve.points.first().map_or(0, |point| point.paid);
    let more = |paid: i64| paid - now;
    let most = curve.points.iter().map(|point| more(point.paid)).max().unwrap_or(0);
    let least = curve.points.iter().map(|point| more(point.paid)).min().unwrap_or(0);
    let farthest = curve.points.last().map_or(0, |point| point.more);
    let (up, right) = (Scale::over(least.min(0), most), Scale::over(0, farthest));
    let zero = up.axis(base.money(0)).zero;
    let points = curve.points.iter().map(|point| StudyPoint {
        right: right.size(point.more),
        up: zero + up.size(more(point.paid)),
        label: format!(
            "{} more sold: {} more paid",
            money(base.money(point.more)),
            money(base.money(more(point.paid)))
        ),
    });
    StudyPicture::Curve {
        up: format!("Payout {} gains over the replay", name(base, curve.partner)),
        right: format!("Revenue it adds in {}", quarter(base, curve.quarter)),
        axis: up.axis(base.money(0)),
        across: right.axis(base.money(0)),
        points: points.collect(),
    }
}
