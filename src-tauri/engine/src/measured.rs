//! Measures compiled to sums, and read for a partner and period.

use std::sync::Arc;

use chrono::NaiveDate;
use tierwright_program::{
    Calendar, Measure, Period, Span, Window,
    measure::{Certifications, Counting},
    rate::RATE_ONE,
};

use crate::{
    Failure, Plan,
    cube::{Cube, CubeKey, Summed},
    explanation::Contribution,
    given::Given,
    plan::Cubes,
    value::Value,
};

/// A measure, ready to be read.
#[derive(Debug)]
pub(crate) struct MeasurePlan {
    pub words: String,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Sales { key: CubeKey, cube: Arc<Cube> },
    Certifications(Certifications),
    Ratio(Box<(MeasurePlan, MeasurePlan)>),
}

impl MeasurePlan {
    pub fn new(measure: &Measure, cubes: &mut Cubes<'_>) -> Result<Self, Failure> {
        let mut sales = |summed, sales: &tierwright_program::Sales| {
            let key = CubeKey::measured(summed, sales.clone());
            Ok::<_, Failure>(Kind::Sales { cube: cubes.cube(key.clone())?, key })
        };
        let kind = match measure {
            Measure::Revenue(of) => sales(Summed::Revenue, of)?,
            Measure::Units(of) => sales(Summed::Units, of)?,
            Measure::Deals(of) => sales(Summed::Deals, of)?,
            Measure::Certifications(certifications) => Kind::Certifications(certifications.clone()),
            Measure::Ratio(ratio) => {
                let part = Self::new(&ratio.part, cubes)?;
                Kind::Ratio(Box::new((part, Self::new(&ratio.whole, cubes)?)))
            }
        };
        Ok(Self { words: measure.words(), kind })
    }

    /// Its value for a partner over a span.
    pub fn value(&self, given: Given<'_>, partner: usize, span: Span) -> Result<Value, Failure> {
        Ok(match &self.kind {
            Kind::Sales { key, cube } => {
                let sum = cube.sum(&given.sales_rows(key), partner, span)?;
                if key.summed == Summed::Revenue { Value::Money(sum) } else { Value::Number(sum) }
            }
            Kind::Certifications(wanted) => {
                Value::Number(held(given, wanted, partner, span.until()))
            }
            Kind::Ratio(pair) => {
                let (part, money) = pair.0.units(given, partner, span)?;
                let (whole, _) = pair.1.units(given, partner, span)?;
                Value::Ratio { part, whole, money }
            }
        })
    }

    /// The plain units of a measure that is not a ratio, and whether they are money. `check` refuses
    /// a ratio of ratios.
    fn units(&self, given: Given<'_>, partner: usize, span: Span) -> Result<(i64, bool), Failure> {
        Ok(match self.value(given, partner, span)? {
            Value::Money(units) => (units, true),
            Value::Number(units) => (units, false),
            Value::Ratio { part, money, .. } => (part, money),
        })
    }

    /// The rows it is summed from; for a ratio those of its part.
    pub fn contributions(
        &self,
        plan: &Plan,
        partner: usize,
        span: Span,
    ) -> Result<Vec<Contribution>, Failure> {
        match &self.kind {
            Kind::Sales { key, .. } => plan.sales_rows(key).contributions(partner, span),
            Kind::Certifications(_) => Ok(Vec::new()),
            Kind::Ratio(pair) => pair.0.contributions(plan, partner, span),
        }
    }
}

/// How many certifications of a partner are valid on a day, in hundred-millionths.
fn held(given: Given<'_>, wanted: &Certifications, partner: usize, day: NaiveDate) -> i64 {
    let activities = &given.facts.activities;
    let valid = given.facts.partner_activities(partner).filter(|at| {
        activities.kinds[*at] == wanted.kind
            && given.known(activities.dates[*at])
            && activities.dates[*at] <= day
            && activities.valid_until[*at].is_none_or(|until| day <= until)
    });
    let count = match wanted.counting {
        Counting::Certificates => valid.count(),
        Counting::People => {
            let mut people: Vec<&str> = valid.map(|at| activities.persons[at].as_str()).collect();
            people.sort_unstable();
            people.dedup();
            people.len()
        }
    };
    i64::try_from(count).unwrap_or(i64::MAX / RATE_ONE) * RATE_ONE
}

/// The months of a window, seen from a period.
pub(crate) fn window_span(window: Window, calendar: &Calendar, period: Span) -> Span {
    match window {
        Window::Period => period,
        Window::YearToDate => {
            Span::new(calendar.period_of(period.until(), Period::Year).from(), period.until())
        }
        Window::TrailingMonths(months) => calendar.trailing(period.until(), months),
    }
}
