//! Roll-out in words and rows.

use tierwright_program::words::{count, day as day_said, grouped};
use tierwright_study::{Base, Rollout, RolloutAsked, Wave, WavesBy};

use super::report::{amount, bars, day, report, row, table};
use crate::{
    trial,
    wire::{
        Change, Failure, StudyOf, StudyPicture, StudyReport, StudyTable,
        StudyUnit::{Money, Number, Text},
        StudyWaves,
    },
    words::money,
};

/// Quarters from wave to wave that a plan may have.
const APART: std::ops::RangeInclusive<u8> = 1..=8;

/// Answers how a change is brought to the whole channel.
pub(super) fn rollout(
    base: &Base,
    of: &StudyOf,
    changes: &[Change],
) -> Result<StudyReport, Failure> {
    let StudyOf::Rollout { by, first, from, apart, seed } = of else {
        return Err(Failure::internal());
    };
    let apart = apart.unwrap_or(2);
    if !APART.contains(&apart) {
        return Err(Failure::wrong_use(
            "waves_apart",
            format!("Waves cannot begin {} apart.", count(u64::from(apart), "quarter")),
            "Choose 1 to 8 quarters.",
        ));
    }
    let asked = RolloutAsked {
        by: match by {
            None | Some(StudyWaves::Segment) => WavesBy::Segment,
            Some(StudyWaves::Region) => WavesBy::Region,
            Some(StudyWaves::PartnerType) => WavesBy::Kind,
        },
        first: first.clone(),
        from: from.as_deref().map(day).transpose()?,
        apart: apart.into(),
        program: match changes {
            [] => None,
            some => Some(trial::changed(base.program(), some)?),
        },
        seed: seed.map_or(7, u64::from),
    };
    let found = tierwright_study::rollout(base, &asked)?;
    let year: i64 = found.waves.iter().map(|wave| wave.year).sum();
    let whole: i64 = found.quarters.iter().map(|quarter| quarter.budget).sum();
    Ok(report("rollout", "Roll-out", found.method, base)
        .found(finding(base, &found, year))
        .drawn_from(found.seed)
        .figure("Waves", found.waves.len().to_string(), Number)
        .figure("Budget of a year with all", amount(base, year), Money)
        .figure("Budget of the plan", amount(base, whole), Money)
        .pictured(Some(picture(base, &found)))
        .table(waves(base, &found))
        .table(milestones(base, &found))
        .table(quarters(base, &found)))
}

fn picture(base: &Base, found: &Rollout) -> StudyPicture {
    let calendar = &base.program().calendar;
    let quarters = found.quarters.iter();
    let budgets = quarters.map(|quarter| (calendar.label(quarter.span), quarter.budget));
    bars(base, "Budget of each quarter, from the first wave", budgets, 0)
}

fn finding(base: &Base, found: &Rollout, year: i64) -> String {
    let (Some(first), Some(last)) = (found.waves.first(), found.waves.last()) else {
        return "There are no partners.".to_owned();
    };
    format!(
        "{}, from {} with {} to all partners on {}: {} a year with all of them.",
        count(found.waves.len() as u64, "wave"),
        day_said(first.from),
        called(first),
        day_said(last.from),
        money(base.money(year)),
    )
}

fn called(wave: &Wave) -> &str {
    if wave.of.is_empty() { "those without one" } else { &wave.of }
}

fn waves(base: &Base, found: &Rollout) -> StudyTable {
    let columns = [
        ("Wave", Text),
        ("Begins", Text),
        ("Next begins after", Text),
        ("Partners", Number),
        ("Get less", Number),
        ("Budget until then", Money),
        ("P90", Money),
        ("Budget of a year", Money),
    ];
    let rows = found.waves.iter().map(|wave| {
        row([
            called(wave).to_owned(),
            day_said(wave.from),
            day_said(wave.until),
            wave.partners.len().to_string(),
            wave.worse.to_string(),
            amount(base, wave.budget),
            amount(base, wave.p90),
            amount(base, wave.year),
        ])
    });
    let note = "Budgets are what the change costs on the history as it was; below zero it saves.";
    table("waves", "Waves", note, &columns).rows(rows)
}

/// What has to hold before each next wave.
fn milestones(base: &Base, found: &Rollout) -> StudyTable {
    let columns =
        [("Before", Text), ("Milestone", Text), ("Passed where", Text), ("Looked at on", Text)];
    let pairs = found.waves.iter().zip(found.waves.iter().skip(1));
    let rows = pairs.flat_map(|(wave, next)| {
        let review = day_said(base.program().payment.payable(wave.until));
        let line = |milestone: String, passed: String| {
            row([called(next).to_owned(), milestone, passed, review.clone()])
        };
        let costs = format!("no more than {}", money(base.money(wave.p90)));
        let seen = match &wave.smallest {
            Ok(change) => format!(
                "it is not less, as far as a pilot can tell: {} by partner and quarter or more",
                grouped(&format!("{change:.0}"))
            ),
            Err(why) => format!("cannot be read, so that people have to judge. {why}"),
        };
        [
            line(format!("Extra cost with {}", called(wave)), costs),
            line(format!("Revenue with {}, beside partners like them", called(wave)), seen),
        ]
    });
    let note = "Where one is not passed, the next wave waits a quarter and is looked at again.";
    table("milestones", "Before the next wave", note, &columns).rows(rows)
}

fn quarters(base: &Base, found: &Rollout) -> StudyTable {
    let columns = [
        ("Quarter from", Text),
        ("Until", Text),
        ("Waves", Number),
        ("Partners", Number),
        ("Budget", Money),
        ("Review", Text),
    ];
    let rows = found.quarters.iter().map(|one| {
        row([
            day_said(one.span.from()),
            day_said(one.span.until()),
            one.waves.to_string(),
            one.partners.to_string(),
            amount(base, one.budget),
            day_said(one.review),
        ])
    });
    let note = "A quarter is reviewed on the day that its payouts are payable.";
    table("quarters", "Budget and review by quarter", note, &columns).rows(rows)
}
