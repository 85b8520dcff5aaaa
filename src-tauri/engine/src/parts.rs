//! V by column: where the columns of a schedule go by what was sold, in which role, or by a column
//! of the partner.

use std::sync::Arc;

use chrono::NaiveDate;
use tierwright_program::{
    Field, Filter, Fraction, Incentive, Sales, Schedule, Span,
    filter::{Condition, FieldOf},
    incentive::Columns,
};

use crate::{
    Failure, Plan,
    cube::{Cube, CubeKey, SalesRow, SalesRows},
    explanation::{Contribution, Use},
    passing::partners_that_pass,
    plan::Cubes,
    recorder::Recorder,
    schedule::{PartOfValue, SchedulePlan, Sold, exact},
};

/// How V falls into columns.
#[derive(Debug)]
pub(crate) enum PartsPlan {
    /// All of V takes one column: the only one, or that of the partner's level.
    Undivided,
    /// All of V takes the column of the partner, by position of the partner; with the sums of the
    /// money its units were sold for, where they have a price.
    ByPartner(Vec<Option<usize>>, Option<Box<PartPlan>>),
    /// Parts of V are summed by themselves.
    Summed(Vec<PartPlan>),
}

/// One part of V: its column, its sums, and those of the money its units were sold for.
#[derive(Debug)]
pub(crate) struct PartPlan {
    /// The column; none for all of V, whose column the partner's level picks.
    column: Option<usize>,
    /// None for all of V, which is known.
    value: Option<Sums>,
    sold_for: Option<Sums>,
}

/// Rows, and their sums where lines add up a period.
#[derive(Debug)]
struct Sums {
    key: CubeKey,
    cube: Option<Arc<Cube>>,
}

/// All of V and the days it is from.
#[derive(Clone, Copy)]
pub(crate) struct WholeValue {
    pub partner: usize,
    pub span: Span,
    /// The column where V is undivided.
    pub column: usize,
    /// All that was sold, before it is compared with a baseline.
    pub sold: i64,
    /// What of it is paid on.
    pub value: Fraction,
}

impl PartsPlan {
    /// The parts of one version of a schedule; `key` is that of all of V.
    pub fn new(
        schedule: &Schedule,
        plan: &SchedulePlan,
        incentive: &Incentive,
        key: &CubeKey,
        cubes: &mut Cubes<'_>,
    ) -> Result<Self, Failure> {
        let mut part = |column: Option<usize>, key: CubeKey| {
            let sold_for = plan.priced(&key);
            Ok(PartPlan {
                value: column.map(|_| Sums::new(key, incentive, cubes)).transpose()?,
                sold_for: sold_for.map(|key| Sums::new(key, incentive, cubes)).transpose()?,
                column,
            })
        };
        let keys: Vec<CubeKey> = match &schedule.columns {
            Some(Columns::Role(roles)) => roles.iter().map(|role| in_role(key, role)).collect(),
            Some(Columns::Field(by)) if by.field.of() == FieldOf::Partner => {
                let priced = plan.needs_price().then(|| part(None, key.clone())).transpose()?;
                let columns = partner_columns(by.field, &by.values, cubes);
                return Ok(Self::ByPartner(columns, priced.map(Box::new)));
            }
            Some(Columns::Field(by)) => {
                by.values.iter().map(|value| with_value(key, by.field, value)).collect()
            }
            None | Some(Columns::Level(_)) if plan.needs_price() => {
                return Ok(Self::Summed(vec![part(None, key.clone())?]));
            }
            None | Some(Columns::Level(_)) => return Ok(Self::Undivided),
        };
        let parts = keys.into_iter().enumerate().map(|(column, key)| part(Some(column), key));
        Ok(Self::Summed(parts.collect::<Result<_, Failure>>()?))
    }
}

impl Sums {
    fn new(key: CubeKey, incentive: &Incentive, cubes: &mut Cubes<'_>) -> Result<Self, Failure> {
        let sums = incentive.period.length().is_some();
        let cube = sums.then(|| cubes.cube(key.clone())).transpose()?;
        Ok(Self { key, cube })
    }
}

/// What counts of V in one role.
fn in_role(key: &CubeKey, role: &str) -> CubeKey {
    let counts = key.sales.roles.is_empty() || key.sales.roles.iter().any(|one| one == role);
    let of = if counts { key.sales.of.clone() } else { Filter::Any(Vec::new()) };
    CubeKey {
        sales: Sales { of, roles: vec![role.to_owned()], ..key.sales.clone() },
        ..key.clone()
    }
}

/// What counts of V and has a value in a field.
fn with_value(key: &CubeKey, field: Field, value: &str) -> CubeKey {
    let is = Filter::Is(Condition { field, one_of: vec![value.to_owned()] });
    let of = Filter::All(vec![key.sales.of.clone(), is]);
    CubeKey { sales: Sales { of, ..key.sales.clone() }, ..key.clone() }
}

/// The column of each partner.
fn partner_columns(field: Field, values: &[String], cubes: &Cubes<'_>) -> Vec<Option<usize>> {
    let facts = cubes.facts();
    let mut columns = vec![None; facts.partners.len()];
    for (column, value) in values.iter().enumerate() {
        let is = Filter::Is(Condition { field, one_of: vec![value.clone()] });
        let has = partners_that_pass(facts, &is);
        columns.iter_mut().zip(has).filter(|(_, has)| *has).for_each(|(of, _)| *of = Some(column));
    }
    columns
}

impl WholeValue {
    /// All of V as one part, which is what V is where it is undivided.
    pub fn undivided(self) -> [PartOfValue; 1] {
        [PartOfValue { column: self.column, value: self.value, sold: Sold::default() }]
    }
}

impl PartsPlan {
    /// Whether V falls into parts by what was sold or in which role.
    pub fn divides(&self) -> bool {
        matches!(self, Self::Summed(parts) if parts.iter().any(|part| part.column.is_some()))
    }
}

impl Plan {
    /// V by column over a period, nothing for a partner without a column; as known on a day where
    /// returns lower the period of their deal.
    pub(crate) fn parts<R: Recorder>(
        &self,
        plan: &PartsPlan,
        of: WholeValue,
        known: Option<NaiveDate>,
        recorder: &mut R,
    ) -> Result<Vec<PartOfValue>, Failure> {
        each_part(plan, of, |sums, used_as| {
            let rows = self.sales_rows(&sums.key);
            if let Some(known) = known {
                let (value, found) = known_rows::<R>(&rows, of, known)?;
                recorder.record(|| self.measure_step(used_as, &sums.key, of.span, value, found));
                return Ok(value);
            }
            let value = match &sums.cube {
                Some(cube) => cube.sum(&rows, of.partner, of.span)?,
                None => 0,
            };
            if R::RECORDS {
                let found = rows.contributions(of.partner, of.span)?;
                recorder.record(|| self.measure_step(used_as, &sums.key, of.span, value, found));
            }
            Ok(value)
        })
    }

    /// V by column of one deal, nothing for a partner without a column: the rows that `rows_of`
    /// finds for it.
    pub(crate) fn parts_of_deal<R: Recorder>(
        &self,
        plan: &PartsPlan,
        deal: usize,
        of: WholeValue,
        rows_of: impl Fn(&SalesRows<'_>) -> Result<Vec<SalesRow>, Failure>,
        recorder: &mut R,
    ) -> Result<Vec<PartOfValue>, Failure> {
        each_part(plan, of, |sums, used_as| {
            let sales = self.sales_rows(&sums.key);
            let rows = rows_of(&sales)?;
            let value = rows.iter().try_fold(0_i64, |sum, row| sum.checked_add(row.counted));
            let value = value.ok_or_else(|| {
                Failure::overflow(&format!("A part of deal {}", &self.facts().deals.ids[deal]))
            })?;
            recorder.record(|| {
                let found: Vec<Contribution> =
                    rows.iter().map(|row| sales.contribution(deal, row)).collect();
                self.measure_step(used_as, &sums.key, of.span, value, found)
            });
            Ok(value)
        })
    }
}

/// What counts of V as known on a day, and its rows where they are recorded.
fn known_rows<R: Recorder>(
    rows: &SalesRows<'_>,
    of: WholeValue,
    known: NaiveDate,
) -> Result<(i64, Vec<Contribution>), Failure> {
    let (mut value, mut found) = (0_i64, Vec::new());
    rows.known(of.partner, of.span, known, &mut |deal, row| {
        value = value.checked_add(row.counted)?;
        if R::RECORDS {
            found.push(rows.contribution(deal, &row));
        }
        Some(())
    })?;
    Ok((value, found))
}

/// Each part of V, whose sums `sum` finds.
fn each_part(
    plan: &PartsPlan,
    of: WholeValue,
    mut sum: impl FnMut(&Sums, Use) -> Result<i64, Failure>,
) -> Result<Vec<PartOfValue>, Failure> {
    let mut read = |part: &PartPlan, whole: WholeValue| {
        let value = part.value.as_ref().map(|sums| sum(sums, Use::InColumn)).transpose()?;
        let money = part.sold_for.as_ref().map(|sums| sum(sums, Use::SoldFor)).transpose()?;
        let sold = |money| Sold { units: value.unwrap_or(whole.sold), money };
        Ok(PartOfValue {
            column: part.column.unwrap_or(whole.column),
            value: value.map_or(whole.value, exact::whole),
            sold: money.map(sold).unwrap_or_default(),
        })
    };
    match plan {
        PartsPlan::Undivided => Ok(of.undivided().to_vec()),
        PartsPlan::ByPartner(columns, priced) => {
            let Some(column) = columns.get(of.partner).copied().flatten() else {
                return Ok(Vec::new());
            };
            let own = WholeValue { column, ..of };
            match priced {
                None => Ok(own.undivided().to_vec()),
                Some(priced) => Ok(vec![read(priced, own)?]),
            }
        }
        PartsPlan::Summed(parts) => parts.iter().map(|part| read(part, of)).collect(),
    }
}
