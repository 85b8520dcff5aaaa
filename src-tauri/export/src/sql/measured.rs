//! The measures that payouts are worked out from, read from the steps of the SQLite script.

use chrono::NaiveDate;
use rusqlite::{Connection, Row};

use super::NotWorkedOut;
use crate::cell::unguarded;

/// Where the measures of an incentive stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MeasureTable {
    /// A row for each partner and period.
    Periods(String),
    /// A row for each deal of each partner.
    Deals(String),
    /// The same, and the weights that a deal's pool is divided by.
    Pools {
        /// The deals.
        deals: String,
        /// The weights; the one of nobody has no partner.
        weights: String,
    },
}

/// The measures of an incentive.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Measured {
    /// Its position in the program.
    pub incentive: usize,
    /// By partner's place, then period; empty where deals are measured.
    pub periods: Vec<PeriodMeasure>,
    /// By partner's place, then day and deal; of pools by deal, then place.
    pub deals: Vec<DealMeasure>,
}

/// Which partner and period something is measured for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Settled {
    /// The partner's place among all.
    pub place: i64,
    /// Last day of the period.
    pub until: NaiveDate,
    /// First day of the period.
    pub from: NaiveDate,
    /// Fiscal year.
    pub year: i64,
    /// The partner's id.
    pub partner: String,
}

/// What is measured for a partner and period; money in ten-thousandths, numbers in
/// hundred-millionths.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PeriodMeasure {
    /// Whose, and when.
    pub settled: Settled,
    /// V.
    pub value: i64,
    /// B; zero where there is none.
    pub baseline: i64,
    /// T; zero where there is none.
    pub target: i64,
    /// Q where it is a measure of its own.
    pub picked: Picked,
    /// Whether the gate is met.
    pub open: bool,
    /// The column of the schedule.
    pub column: Option<usize>,
}

/// A Q that is a measure of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Picked {
    /// There is none.
    None,
    /// A sum or a number.
    Value(i64),
    /// A fraction.
    Ratio(i64, i64),
}

/// What is measured of a deal for a partner.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DealMeasure {
    /// The deal's id.
    pub deal: String,
    /// Whose and when, and the day it closed; nothing for the part that nobody has.
    pub settled: Option<(Settled, NaiveDate)>,
    /// V.
    pub value: i64,
    /// Whether the gate is met.
    pub open: bool,
    /// The column of the schedule.
    pub column: Option<usize>,
    /// The weight in the deal's pool, where there is one.
    pub weight: i64,
}

impl MeasureTable {
    /// The measures of the incentive at a position.
    pub(super) fn read(
        &self,
        incentive: usize,
        connection: &Connection,
    ) -> Result<Measured, NotWorkedOut> {
        let (mut periods, mut deals) = (Vec::new(), Vec::new());
        let query = match self {
            Self::Periods(table) => format!("SELECT * FROM {table} ORDER BY place, p_until"),
            Self::Deals(table) => {
                format!("SELECT *, 0 AS weight FROM {table} ORDER BY place, p_until, closed, deal")
            }
            Self::Pools { deals, weights } => format!(
                "SELECT d.*, w.deal AS deal_id, w.weight AS weight FROM {weights} w\n\
                 LEFT JOIN {deals} d ON d.deal = w.deal AND d.partner = w.partner\n\
                 WHERE w.partner IS NOT NULL OR w.weight <> 0\nORDER BY w.deal, w.place"
            ),
        };
        let mut statement = connection.prepare(&query)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            match self {
                Self::Periods(_) => periods.push(period(row)?),
                Self::Deals(_) => deals.push(deal(row, "deal")?),
                Self::Pools { .. } => deals.push(deal(row, "deal_id")?),
            }
        }
        Ok(Measured { incentive, periods, deals })
    }
}

fn period(row: &Row<'_>) -> Result<PeriodMeasure, NotWorkedOut> {
    let picked = match (maybe(row, "m_value")?, maybe(row, "m_part")?, maybe(row, "m_whole")?) {
        (Some(value), ..) => Picked::Value(value),
        (None, Some(part), Some(whole)) => Picked::Ratio(part, whole),
        _ => Picked::None,
    };
    Ok(PeriodMeasure {
        settled: settled(row)?,
        value: whole(row, "v")?,
        baseline: whole(row, "b")?,
        target: maybe(row, "t")?.unwrap_or(0),
        picked,
        open: whole(row, "open")? == 1,
        column: usize::try_from(whole(row, "col")?).ok(),
    })
}

fn deal(row: &Row<'_>, id: &str) -> Result<DealMeasure, NotWorkedOut> {
    let known = row.get::<_, Option<String>>("partner")?.is_some();
    let number = |name| if known { whole(row, name) } else { Ok(0) };
    Ok(DealMeasure {
        deal: text(row, id)?,
        settled: if known { Some((settled(row)?, day(row, "closed")?)) } else { None },
        value: number("v")?,
        open: number("open")? == 1,
        column: if known { usize::try_from(number("col")?).ok() } else { None },
        weight: whole(row, "weight")?,
    })
}

fn settled(row: &Row<'_>) -> Result<Settled, NotWorkedOut> {
    Ok(Settled {
        place: whole(row, "place")?,
        until: day(row, "p_until")?,
        from: day(row, "p_from")?,
        year: whole(row, "year")?,
        partner: text(row, "partner")?,
    })
}

/// A whole number; one that became a floating-point number did not fit.
fn whole(row: &Row<'_>, name: &str) -> Result<i64, NotWorkedOut> {
    row.get_ref(name)?.as_i64().map_err(|_| NotWorkedOut::TooLarge)
}

/// A whole number in a column that the table may not have.
fn maybe(row: &Row<'_>, name: &str) -> Result<Option<i64>, NotWorkedOut> {
    if row.as_ref().column_index(name).is_err() {
        return Ok(None);
    }
    whole(row, name).map(Some)
}

fn text(row: &Row<'_>, name: &str) -> Result<String, NotWorkedOut> {
    let said: String = row.get(name)?;
    Ok(unguarded(&said).unwrap_or(said))
}

fn day(row: &Row<'_>, name: &str) -> Result<NaiveDate, NotWorkedOut> {
    let said: String = row.get(name)?;
    said.parse().map_err(|_| NotWorkedOut::Otherwise(format!("{said} is no day")))
}
