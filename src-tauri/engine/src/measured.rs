//! Measures compiled to sums, and read for a partner and period.

use std::sync::Arc;

use tierwright_program::{
    Baseline, Fraction, Measure, Period, Sales, Span, Target, Window,
    baseline::WhenNoBaseline,
    measure::{GrowthIs, MeasureTarget, Priced},
    target::{Joiners, TargetOf},
};

use crate::{
    Failure,
    baseline::{Against, BaselinePlan, Source, TargetPlan},
    counted::{Counted, CustomersKey},
    cube::{Cube, CubeKey, Summed},
    explanation::{ComparedStep, MeasureStep, Step, Use},
    given::Given,
    plan::Cubes,
    priced::Figure,
    schedule::exact::{minus, whole},
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
    Sales { key: Box<CubeKey>, cube: Arc<Cube> },
    Counted(Counted),
    Ratio(Box<RatioPlan>),
    Growth(Box<GrowthPlan>),
    Attainment(Box<AttainmentPlan>),
}

/// V and B.
#[derive(Debug)]
struct GrowthPlan {
    of: MeasurePlan,
    over: BaselinePlan,
    is: GrowthIs,
}

/// V and T.
#[derive(Debug)]
struct AttainmentPlan {
    of: MeasurePlan,
    target: TargetPlan,
}

/// What a measure was in earlier windows, and what is told of it where that is asked for.
struct Earlier<'a> {
    of: &'a MeasurePlan,
    given: Given<'a>,
    told: Option<&'a mut Vec<Step>>,
}

impl Source for Earlier<'_> {
    fn take(&mut self, partner: usize, span: Span) -> Result<i64, Failure> {
        if let Some(told) = &mut self.told {
            let step = self.of.step(Use::Baseline, self.given, partner, span)?;
            told.push(Step::Measure(step));
        }
        Ok(self.of.units(self.given, partner, span)?.0)
    }

    fn tell(&mut self, step: &dyn Fn() -> ComparedStep) {
        if let Some(told) = &mut self.told {
            told.push(Step::Compared(step()));
        }
    }
}

#[derive(Debug)]
struct RatioPlan {
    part: MeasurePlan,
    whole: MeasurePlan,
    decimals: Option<u8>,
}

impl MeasurePlan {
    pub fn new(measure: &Measure, cubes: &mut Cubes<'_>) -> Result<Self, Failure> {
        let kind = match measure {
            Measure::Ratio(ratio) => Kind::Ratio(Box::new(RatioPlan {
                part: Self::new(&ratio.part, cubes)?,
                whole: Self::new(&ratio.whole, cubes)?,
                decimals: ratio.decimals,
            })),
            Measure::Growth(growth) => {
                let (of, when_none) = (growth.over.clone(), WhenNoBaseline::Skip);
                let over = Baseline { of, when_none, restated: Vec::new() };
                Kind::Growth(Box::new(GrowthPlan {
                    of: Self::new(&growth.of, cubes)?,
                    over: BaselinePlan::new(&over, cubes.given()),
                    is: growth.is,
                }))
            }
            Measure::Attainment(of) => {
                let target = match &of.target {
                    MeasureTarget::Fixed(number) => TargetOf::Fixed(*number),
                    MeasureTarget::Agreed(agreed) => TargetOf::Agreed(agreed.clone()),
                };
                let (restated, joiners) = (Vec::new(), Joiners::Whole);
                let target = Target { of: target, restated, joiners };
                Kind::Attainment(Box::new(AttainmentPlan {
                    of: Self::new(&of.of, cubes)?,
                    target: TargetPlan::new(&target, cubes.given()),
                }))
            }
            Measure::Customers(of) => {
                let key = CustomersKey::measured(&of.of, &of.roles, None);
                Kind::Counted(Counted::Customers(cubes.customers(key)))
            }
            Measure::NewCustomers(of) => {
                let key = CustomersKey::measured(&of.of, &of.roles, Some(of.new_when));
                Kind::Counted(Counted::Customers(cubes.customers(key)))
            }
            Measure::Activities(of) => Kind::Counted(Counted::Activities(of.clone())),
            Measure::Score(of) => Kind::Counted(Counted::Score(of.clone())),
            Measure::Certifications(of) => Kind::Counted(Counted::Certifications(of.clone())),
            Measure::Revenue(of) => sales(Summed::revenue(of.value), of, cubes)?,
            Measure::Units(of) => sales(Summed::Units, of, cubes)?,
            Measure::Deals(of) => sales(Summed::Deals, of, cubes)?,
            Measure::ListRevenue(of) => priced(Summed::Figure(Figure::List), of, cubes)?,
            Measure::Cost(of) => priced(Summed::Figure(Figure::Cost), of, cubes)?,
            Measure::Margin(of) => priced(Summed::Margin, of, cubes)?,
            Measure::Recurring(of) => priced(Summed::Figure(Figure::Recurring), of, cubes)?,
            Measure::Points(of) => {
                let points = Some(of.rule.clone());
                let key = CubeKey::measured(Summed::Points, of.sales.clone());
                summed(CubeKey { points, ..key }, cubes)?
            }
        };
        Ok(Self { words: measure.words(), kind })
    }

    /// Its value for a partner over a span.
    pub fn value(&self, given: Given<'_>, partner: usize, span: Span) -> Result<Value, Failure> {
        self.read(given, partner, span, None)
    }

    /// The same; what it is compared with is told where that is asked for.
    fn read(
        &self,
        given: Given<'_>,
        partner: usize,
        span: Span,
        told: Option<&mut Vec<Step>>,
    ) -> Result<Value, Failure> {
        Ok(match &self.kind {
            Kind::Sales { key, cube } => {
                Value::of(key.summed, cube.sum(&given.sales_rows(key), partner, span)?)
            }
            Kind::Counted(counted) => counted.value(given, partner, span)?,
            Kind::Ratio(of) => {
                let (part, money) = of.part.units(given, partner, span)?;
                let (whole, _) = of.whole.units(given, partner, span)?;
                let whole = Fraction::new(i128::from(whole), 1);
                let exact = Value::Ratio { part, whole, money };
                match of.decimals {
                    None => exact,
                    Some(decimals) => exact
                        .rounded(decimals, given.program.rounding)
                        .ok_or_else(|| Failure::overflow(&self.words))?,
                }
            }
            Kind::Growth(of) => {
                let (value, money) = of.of.units(given, partner, span)?;
                let mut earlier = Earlier { of: &of.of, given, told };
                let against = against(given, partner, span, money);
                let base = of.over.take(&of.over.baseline.of, against, &mut earlier)?;
                match of.is {
                    GrowthIs::Amount if base.numerator > 0 => minus(whole(value), base)
                        .and_then(|grown| Value::exact(grown, money))
                        .ok_or_else(|| Failure::overflow(&self.words))?,
                    GrowthIs::Ratio | GrowthIs::Amount => self.over(value, base, money)?,
                }
            }
            Kind::Attainment(of) => {
                let (value, money) = of.of.units(given, partner, span)?;
                let mut earlier = Earlier { of: &of.of, given, told };
                let against = against(given, partner, span, money);
                self.over(value, of.target.take(against, &mut earlier)?, money)?
            }
        })
    }

    /// `value / by`, where that is above zero; else a ratio that meets no threshold.
    fn over(&self, value: i64, by: Fraction, money: bool) -> Result<Value, Failure> {
        if by.numerator <= 0 {
            return Ok(Value::Ratio { part: value, whole: Fraction::ZERO, money });
        }
        Value::ratio(value, by, money).ok_or_else(|| Failure::overflow(&self.words))
    }

    /// The plain units of a measure that is not a ratio, and whether they are money. `check` refuses
    /// a ratio of ratios and of scores.
    fn units(&self, given: Given<'_>, partner: usize, span: Span) -> Result<(i64, bool), Failure> {
        Ok(match self.value(given, partner, span)? {
            Value::Money(units) => (units, true),
            Value::Number(units) => (units, false),
            Value::Ratio { part, money, .. } => (part, money),
            Value::Average { sum, .. } => (sum, false),
            Value::Exact { money, .. } => (0, money),
        })
    }

    /// It as a step of an explanation, with the rows it is added up from: of a ratio those of its
    /// part, of what is compared the steps that it is worked out from.
    pub fn step(
        &self,
        used_as: Use,
        given: Given<'_>,
        partner: usize,
        span: Span,
    ) -> Result<MeasureStep, Failure> {
        let mut step = MeasureStep {
            used_as,
            measure: self.words.clone(),
            from: span.from(),
            until: span.until(),
            value: self.value(given, partner, span)?.amount(given.program.currency),
            contributions: Vec::new(),
            counted: Vec::new(),
            behind: self.behind(given, partner, span)?,
        };
        match &self.kind {
            Kind::Sales { key, .. } => {
                step.contributions = given.sales_rows(key).contributions(partner, span)?;
            }
            Kind::Counted(of) => step.counted = of.rows(given, partner, span)?,
            Kind::Ratio(of) => {
                let part = of.part.step(used_as, given, partner, span)?;
                (step.contributions, step.counted) = (part.contributions, part.counted);
            }
            Kind::Growth(_) | Kind::Attainment(_) => {}
        }
        Ok(step)
    }

    /// What growth or attainment is worked out from: V, then B or T; nothing for other measures.
    pub fn behind(
        &self,
        given: Given<'_>,
        partner: usize,
        span: Span,
    ) -> Result<Vec<Step>, Failure> {
        let of = match &self.kind {
            Kind::Growth(growth) => &growth.of,
            Kind::Attainment(attainment) => &attainment.of,
            Kind::Sales { .. } | Kind::Counted(_) | Kind::Ratio(_) => return Ok(Vec::new()),
        };
        let mut told = vec![Step::Measure(of.step(Use::Compared, given, partner, span)?)];
        self.read(given, partner, span, Some(&mut told))?;
        Ok(told)
    }
}

/// A window that is compared: a period of its own, of any length.
fn against(given: Given<'_>, partner: usize, span: Span, money: bool) -> Against<'_> {
    Against { given, partner, span, period: span, length: None, money, known: span.until() }
}

fn sales(of: Summed, sales: &Sales, cubes: &mut Cubes<'_>) -> Result<Kind, Failure> {
    summed(CubeKey::measured(of, sales.clone()), cubes)
}

fn priced(of: Summed, priced: &Priced, cubes: &mut Cubes<'_>) -> Result<Kind, Failure> {
    let key = CubeKey::measured(of, priced.sales.clone());
    summed(CubeKey { absent: priced.absent, ..key }, cubes)
}

fn summed(key: CubeKey, cubes: &mut Cubes<'_>) -> Result<Kind, Failure> {
    Ok(Kind::Sales { cube: cubes.cube(key.clone())?, key: Box::new(key) })
}

/// The days of a window, seen from a period. Fixed dates that begin after the period have no days
/// yet: they end before they begin.
pub(crate) fn window_span(window: Window, given: Given<'_>, period: Span) -> Span {
    let calendar = &given.program.calendar;
    match window {
        Window::Period => period,
        Window::YearToDate => {
            Span::new(calendar.period_of(period.until(), Period::Year).from(), period.until())
        }
        Window::TrailingMonths(months) => calendar.trailing(period.until(), months),
        Window::TrailingQuarters(quarters) => {
            let mut first = calendar.period_of(period.until(), Period::Quarter);
            for _ in 1..quarters {
                first = calendar.previous(first, Period::Quarter);
            }
            Span::new(first.from(), period.until())
        }
        Window::Dates(days) => Span::new(days.from, days.until.min(period.until())),
        Window::ProgramLife => {
            let first = given.facts.first_fact_day().unwrap_or(period.from());
            Span::new(first.min(period.from()), period.until())
        }
    }
}
