//! Measures and requirement trees compiled to sums, and read for a partner and period.

use std::sync::Arc;

use chrono::NaiveDate;
use tierwright_program::{
    Calendar, Measure, Period, Quantity, Requirement, Span, Window,
    incentive::Dates,
    measure::{Certifications, Counting},
    rate::RATE_ONE,
};

use crate::{
    Facts, Failure, Plan,
    cube::{Cube, CubeKey, Summed},
    explanation::{Contribution, RequirementStep},
    given::Given,
    plan::Cubes,
    value::{Value, threshold_units},
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
            let key = CubeKey { summed, sales: sales.clone(), dates: Dates::default() };
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
                Value::Number(held(given.facts, wanted, partner, span.until()))
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
fn held(facts: &Facts, wanted: &Certifications, partner: usize, day: NaiveDate) -> i64 {
    let activities = &facts.activities;
    let valid = facts.partner_activities(partner).filter(|at| {
        activities.kinds[*at] == wanted.kind
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

/// Takes each requirement leaf that was looked at; the step is only made when asked for.
pub(crate) type Tell<'a> = &'a mut dyn FnMut(&dyn Fn() -> RequirementStep);

/// A requirement tree, ready to be read.
#[derive(Debug)]
pub(crate) enum RequirementPlan {
    All(Vec<RequirementPlan>),
    Any(Vec<RequirementPlan>),
    Reaches { measure: MeasurePlan, window: Window, at_least: Quantity, asked_by: String },
}

impl RequirementPlan {
    pub fn new(tree: &Requirement, asked_by: &str, cubes: &mut Cubes<'_>) -> Result<Self, Failure> {
        let mut each = |parts: &[Requirement]| {
            parts.iter().map(|part| Self::new(part, asked_by, cubes)).collect::<Result<Vec<_>, _>>()
        };
        Ok(match tree {
            Requirement::All(parts) => Self::All(each(parts)?),
            Requirement::Any(parts) => Self::Any(each(parts)?),
            Requirement::Reaches(leaf) => Self::Reaches {
                measure: MeasurePlan::new(&leaf.measure, cubes)?,
                window: leaf.window,
                at_least: leaf.at_least,
                asked_by: asked_by.to_owned(),
            },
        })
    }

    /// Whether a partner meets it at the end of a period. Every leaf is looked at and told, so that
    /// an explanation can say what was missing.
    pub fn met(
        &self,
        given: Given<'_>,
        partner: usize,
        period: Span,
        tell: Tell<'_>,
    ) -> Result<bool, Failure> {
        let mut count = |parts: &[Self]| {
            let mut met = 0;
            for part in parts {
                met += usize::from(part.met(given, partner, period, tell)?);
            }
            Ok((met, parts.len()))
        };
        match self {
            Self::All(parts) => count(parts).map(|(met, all)| met == all),
            Self::Any(parts) => count(parts).map(|(met, _)| met > 0),
            Self::Reaches { measure, window, at_least, asked_by } => {
                let span = window_span(*window, &given.program.calendar, period);
                let value = measure.value(given, partner, span)?;
                let met = value.reaches(threshold_units(at_least), false);
                tell(&|| RequirementStep {
                    asked_by: asked_by.clone(),
                    measure: measure.words.clone(),
                    from: span.from(),
                    until: span.until(),
                    value: value.amount(given.program.currency),
                    at_least: *at_least,
                    met,
                });
                Ok(met)
            }
        }
    }
}
