//! Scorecard in words and rows.

use tierwright_program::words::count;
use tierwright_study::{
    BEST_PARTS, Base, MeasureValue, RISK_PARTS, ScoreMeasure, Scorecard, ScorecardAsked, Scored,
};

use super::report::{bars, margin, name, part, report, rounded, row, table, units};
use crate::wire::{
    Failure, StudyColumn, StudyPicture, StudyReport, StudyTable,
    StudyUnit::{Number, Rate, Text},
};

/// Answers how the channel does.
pub(super) fn scorecard(
    base: &Base,
    margin: Option<&String>,
    direct_cost: Option<&String>,
) -> Result<StudyReport, Failure> {
    let asked = ScorecardAsked {
        margin: self::margin(margin)?,
        direct_cost: direct_cost
            .map(|text| units(text, "cost of direct selling", base))
            .transpose()?,
    };
    let found = tierwright_study::scorecard(base, &asked)?;
    let risky = found.at_risk.iter().filter(|one| one.score >= 2.0).count();
    Ok(report("scorecard", "Scorecard", found.method, base)
        .found(finding(base, &found, risky))
        .figure("Partners scored", found.best.len().to_string(), Number)
        .figure("At risk by a score of 2 or more", risky.to_string(), Number)
        .pictured(picture(base, &found))
        .table(measures(base, &found, false))
        .table(measures(base, &found, true))
        .table(profile(&found))
        .table(scored(base, &found.best, "best", "Partners like the best", &BEST_PARTS))
        .table(scored(base, &found.at_risk, "at_risk", "Partners at risk", &RISK_PARTS)))
}

/// The revenue that partners had a part in.
fn picture(base: &Base, found: &Scorecard) -> Option<StudyPicture> {
    let revenue = found.measures.iter().filter_map(|one| match one.value {
        Ok(MeasureValue::Money(units)) if one.name.to_lowercase().contains("revenue") => {
            Some((one.name.to_owned(), units))
        }
        _ => None,
    });
    let revenue: Vec<(String, i64)> = revenue.collect();
    let of = "Revenue of the replay, by the part that partners had in it";
    (!revenue.is_empty()).then(|| bars(base, of, revenue, 0))
}

fn finding(base: &Base, found: &Scorecard, risky: usize) -> String {
    let best = found.best.first().map(|one| name(base, one.partner));
    let worst = found.at_risk.first().filter(|one| one.score > 0.0);
    match (best, worst) {
        (Some(best), Some(worst)) => format!(
            "{best} scores highest; {} at risk by a score of 2 or more, {} most.",
            match risky {
                1 => "1 partner is".to_owned(),
                many => format!("{} are", count(many as u64, "partner")),
            },
            name(base, worst.partner)
        ),
        (Some(best), None) => format!("{best} scores highest, and nobody shows a sign of risk."),
        _ => "No partner sold anything in the replay.".to_owned(),
    }
}

fn measures(base: &Base, found: &Scorecard, leading: bool) -> StudyTable {
    let columns = [("Measure", Text), ("Value", Text), ("Counted from", Text)];
    let value = |of: &ScoreMeasure| match of.value {
        Err(why) => why.to_owned(),
        Ok(MeasureValue::Money(units)) => {
            let text = rounded(base, units);
            format!("{} {}", tierwright_program::words::grouped(&text), base.program().currency)
        }
        Ok(MeasureValue::Part(one)) => format!("{}%", (one * 1000.0).round() / 10.0),
        Ok(MeasureValue::Number(one)) => format!("{one:.1}"),
    };
    let own = found.measures.iter().filter(|one| one.leading == leading);
    let rows = own.map(|one| row([one.name.to_owned(), value(one), one.from.clone()]));
    let (id, title) = match leading {
        true => ("leading", "Leading: what tends to come before"),
        false => ("lagging", "Lagging: what happened"),
    };
    table(id, title, "", &columns).rows(rows)
}

fn profile(found: &Scorecard) -> StudyTable {
    let columns = [("Trait", Text), ("Is", Text), ("Of the best fourth", Rate), ("Of all", Rate)];
    let rows = found.profile.iter().map(|(what, value, best, all)| {
        row([(*what).to_owned(), value.clone(), part(*best), part(*all)])
    });
    let note = "Traits that the best fourth of partners has more often than all who sell.";
    table("profile", "What the best have in common", note, &columns).rows(rows)
}

fn scored(base: &Base, of: &[Scored], id: &str, title: &str, parts: &[&str]) -> StudyTable {
    let note = "The score is the sum of its parts, each between 0 and 1.";
    let mut made = table(id, title, note, &[("Partner", Text), ("Score", Number)]);
    let column = |name: &&str| StudyColumn { name: (*name).to_owned(), unit: Number };
    made.columns.extend(parts.iter().map(column));
    made.rows(of.iter().map(|one| {
        let figures = one.parts.iter().map(|part| format!("{part:.2}"));
        let head = [name(base, one.partner), format!("{:.2}", one.score)];
        row(head.into_iter().chain(figures)).of_partner(base, one.partner)
    }))
}
