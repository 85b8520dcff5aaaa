//! How a report is put together.

use chrono::NaiveDate;
use tierwright_program::{Money, money::decimal_text};
use tierwright_study::Base;

use crate::{
    axis::Scale,
    wire::{
        Failure, StudyBar, StudyColumn, StudyFigure, StudyPicture, StudyReport, StudyRow,
        StudyTable, StudyUnit,
    },
};

/// A report without findings yet.
pub(super) fn report(study: &str, title: &str, method: &str, base: &Base) -> StudyReport {
    StudyReport {
        study: study.to_owned(),
        title: title.to_owned(),
        finding: String::new(),
        method: method.to_owned(),
        basis: String::new(),
        seed: None,
        currency: base.program().currency.to_string(),
        figures: Vec::new(),
        picture: None,
        tables: Vec::new(),
    }
}

impl StudyReport {
    pub(super) fn found(mut self, finding: String) -> Self {
        self.finding = finding;
        self
    }

    pub(super) fn drawn_from(mut self, seed: u64) -> Self {
        self.seed = Some(seed.to_string());
        self
    }

    pub(super) fn figure(mut self, name: &str, value: String, unit: StudyUnit) -> Self {
        self.figures.push(StudyFigure { name: name.to_owned(), value, unit });
        self
    }

    pub(super) fn pictured(mut self, picture: Option<StudyPicture>) -> Self {
        self.picture = picture;
        self
    }

    pub(super) fn table(mut self, table: StudyTable) -> Self {
        self.tables.push(table);
        self
    }
}

/// A table without rows yet.
pub(super) fn table(
    id: &str,
    title: &str,
    note: &str,
    columns: &[(&str, StudyUnit)],
) -> StudyTable {
    let column =
        |(name, unit): &(&str, StudyUnit)| StudyColumn { name: (*name).to_owned(), unit: *unit };
    StudyTable {
        id: id.to_owned(),
        title: title.to_owned(),
        note: note.to_owned(),
        columns: columns.iter().map(column).collect(),
        rows: Vec::new(),
    }
}

impl StudyTable {
    pub(super) fn rows(mut self, rows: impl IntoIterator<Item = StudyRow>) -> Self {
        self.rows.extend(rows);
        self
    }
}

/// A row of cells.
pub(super) fn row(cells: impl IntoIterator<Item = String>) -> StudyRow {
    let cells = cells.into_iter().collect();
    StudyRow { cells, partner: None, place: None, deal: None }
}

impl StudyRow {
    pub(super) fn of_partner(mut self, base: &Base, partner: usize) -> Self {
        self.partner = Some(base.facts().partners.ids[partner].clone());
        self
    }

    pub(super) fn at(mut self, place: &str) -> Self {
        self.place = Some(place.to_owned());
        self
    }
}

/// An amount of ten-thousandths as it crosses the door.
pub(super) fn amount(base: &Base, units: i64) -> String {
    base.money(units).amount_text()
}

/// A sum of facts as it crosses the door, rounded to the smallest coin.
pub(super) fn rounded(base: &Base, units: i64) -> String {
    let minor = base.program().currency.units_per_minor();
    let coins = (units.unsigned_abs() + minor.unsigned_abs() / 2) / minor.unsigned_abs();
    let size = i64::try_from(coins).unwrap_or(i64::MAX).saturating_mul(minor);
    amount(base, if units < 0 { -size } else { size })
}

/// Amounts as bars from zero, one of them marked.
pub(super) fn bars(
    base: &Base,
    of: &str,
    amounts: impl IntoIterator<Item = (String, i64)>,
    marked: usize,
) -> StudyPicture {
    let amounts: Vec<(String, i64)> = amounts.into_iter().collect();
    let ends = || amounts.iter().map(|(_, units)| *units);
    let scale = Scale::over(ends().min().unwrap_or(0), ends().max().unwrap_or(0));
    let bar = |(at, (name, units)): (usize, &(String, i64))| StudyBar {
        name: name.clone(),
        amount: amount(base, *units),
        at: scale.position(*units),
        marked: at == marked,
    };
    let bars = amounts.iter().enumerate().map(bar).collect();
    StudyPicture::Bars { of: of.to_owned(), axis: scale.axis(base.money(0)), bars }
}

/// The name of a partner.
pub(super) fn name(base: &Base, partner: usize) -> String {
    base.facts().partners.names[partner].clone()
}

/// The label of a quarter.
pub(super) fn quarter(base: &Base, quarter: usize) -> String {
    base.program().calendar.label(base.replay().quarters()[quarter])
}

/// The name of an incentive.
pub(super) fn incentive(base: &Base, at: usize) -> String {
    base.program().incentives[at].name.clone()
}

/// Millionths as a fraction.
pub(super) fn millionths(part: i64) -> String {
    decimal_text(part, 6, 0)
}

/// A part of statistics as a fraction of four decimals.
pub(super) fn part(value: f64) -> String {
    if value.is_finite() { decimal_text((value * 1e4).round() as i64, 4, 0) } else { String::new() }
}

/// A setting that is a number.
pub(super) fn number(text: Option<&String>, name: &str, otherwise: f64) -> Result<f64, Failure> {
    let Some(text) = text else { return Ok(otherwise) };
    text.parse::<f64>().ok().filter(|number| number.is_finite()).ok_or_else(|| {
        Failure::wrong_use(
            "setting_not_a_number",
            format!("\"{text}\" is no number for {name}."),
            "Give a decimal such as 0.05.",
        )
    })
}

/// A margin, in parts of revenue.
pub(super) fn margin(text: Option<&String>) -> Result<Option<f64>, Failure> {
    let Some(given) = text else { return Ok(None) };
    let margin = number(text, "the margin", 0.0)?;
    if !(0.0..=1.0).contains(&margin) {
        return Err(Failure::wrong_use(
            "margin_not_a_part",
            format!("A margin of {given} is no part of revenue."),
            "Give a decimal from 0 to 1, such as 0.3 for 30%.",
        ));
    }
    Ok(Some(margin))
}

/// That the program has each lever that is named.
pub(super) fn known_levers(base: &Base, named: &[String]) -> Result<(), Failure> {
    let all = tierwright_study::levers(base.program());
    if all.is_empty() {
        return Err(Failure::wrong_use(
            "no_levers",
            "The program has no value that can be moved.".to_owned(),
            "Add an incentive with rates or thresholds first.",
        ));
    }
    let known = |name: &&String| all.iter().any(|one| one.name == **name || one.place == **name);
    match named.iter().find(|name| !known(name)) {
        None => Ok(()),
        Some(name) => Err(Failure::wrong_use(
            "lever_unknown",
            format!("The program has no lever \"{name}\"."),
            "Name a lever as what-matters lists it.",
        )),
    }
}

/// A setting that is a day.
pub(super) fn day(text: &str) -> Result<NaiveDate, Failure> {
    text.parse().map_err(|_| {
        Failure::wrong_use(
            "day_not_understood",
            format!("\"{text}\" is no day."),
            "Write a day such as 2025-07-01.",
        )
    })
}

/// A setting that is an amount, in ten-thousandths.
pub(super) fn units(text: &str, name: &str, base: &Base) -> Result<i64, Failure> {
    Money::parse(text, base.program().currency).map(|money| money.units()).map_err(|error| {
        Failure::wrong_use(
            "setting_not_an_amount",
            format!("The {name} cannot be read: {error}."),
            "Give a decimal such as 2150000.00.",
        )
    })
}
