//! Requirement trees, ready to be read for a partner and period (`RULES` section 3).

use num_bigint::BigInt;
use num_rational::BigRational;
use tierwright_program::{
    Fraction, Quantity, Rate, Requirement, Span, Window,
    incentive::Threshold,
    measure::{AtLeast, Reaches, Score, Scored, Zeros},
    rate::RATE_ONE,
};

use crate::{
    Failure,
    explanation::{AtLeastStep, Exact, ReachesStep, RequirementStep, ScoreStep, ScoredStep},
    fraction::{add, lowest},
    given::Given,
    measured::{MeasurePlan, window_span},
    plan::Cubes,
    value::{Value, threshold_units},
};

/// Takes each part of a requirement that was looked at; the step is only made when asked for.
pub(crate) type Tell<'a> = &'a mut dyn FnMut(&Made<'_>) -> Result<(), Failure>;

/// Makes a step.
type Made<'a> = dyn Fn() -> Result<RequirementStep, Failure> + 'a;

/// A requirement tree with what asks for it: a level's name, or "gate".
#[derive(Debug)]
pub(crate) struct RequirementPlan {
    asked_by: String,
    tree: Tree,
}

/// A tree whose measures can be read.
#[derive(Debug)]
enum Tree {
    All(Vec<Tree>),
    Any(Vec<Tree>),
    AtLeast { count: u16, parts: Vec<Tree> },
    Score { parts: Vec<(MeasurePlan, Scored)>, at_least: Rate, zeros: Zeros },
    Reaches { measure: MeasurePlan, window: Window, at_least: Quantity, threshold: Threshold },
}

/// For whom and when a tree is read.
#[derive(Clone, Copy)]
struct ReadFor<'a> {
    given: Given<'a>,
    partner: usize,
    period: Span,
    asked_by: &'a str,
}

impl RequirementPlan {
    pub fn new(tree: &Requirement, asked_by: &str, cubes: &mut Cubes<'_>) -> Result<Self, Failure> {
        Ok(Self { asked_by: asked_by.to_owned(), tree: Tree::new(tree, cubes)? })
    }

    /// Whether a partner meets it at the end of a period. Every part is looked at and told, so that
    /// an explanation can say what was missing.
    pub fn met(
        &self,
        given: Given<'_>,
        partner: usize,
        period: Span,
        tell: Tell<'_>,
    ) -> Result<bool, Failure> {
        self.tree.met(ReadFor { given, partner, period, asked_by: &self.asked_by }, tell)
    }
}

impl Tree {
    fn new(tree: &Requirement, cubes: &mut Cubes<'_>) -> Result<Self, Failure> {
        let mut each = |parts: &[Requirement]| {
            parts.iter().map(|part| Self::new(part, cubes)).collect::<Result<Vec<_>, _>>()
        };
        Ok(match tree {
            Requirement::All(parts) => Self::All(each(parts)?),
            Requirement::Any(parts) => Self::Any(each(parts)?),
            Requirement::AtLeast(AtLeast { count, of }) => {
                Self::AtLeast { count: *count, parts: each(of)? }
            }
            Requirement::Score(Score { of, at_least, zeros }) => {
                let parts = of.iter().map(|part| {
                    Ok::<_, Failure>((MeasurePlan::new(&part.measure, cubes)?, part.clone()))
                });
                let parts = parts.collect::<Result<_, _>>()?;
                Self::Score { parts, at_least: *at_least, zeros: *zeros }
            }
            Requirement::Reaches(Reaches { measure, window, at_least, threshold }) => {
                Self::Reaches {
                    measure: MeasurePlan::new(measure, cubes)?,
                    window: *window,
                    at_least: *at_least,
                    threshold: *threshold,
                }
            }
        })
    }

    fn met(&self, of: ReadFor<'_>, tell: Tell<'_>) -> Result<bool, Failure> {
        let mut count = |parts: &[Self]| {
            let mut met = 0;
            for part in parts {
                met += usize::from(part.met(of, tell)?);
            }
            Ok((met, parts.len()))
        };
        match self {
            Self::All(parts) => {
                let met = count(parts)?;
                of.met_of(met, parts.len(), tell)
            }
            Self::Any(parts) => {
                let met = count(parts)?;
                of.met_of(met, 1, tell)
            }
            Self::AtLeast { count: needed, parts } => {
                let met = count(parts)?;
                of.met_of(met, usize::from(*needed), tell)
            }
            Self::Score { parts, at_least, zeros } => score(of, parts, *at_least, *zeros, tell),
            Self::Reaches { measure, window, at_least, threshold } => {
                let span = of.span(*window);
                let value = measure.value(of.given, of.partner, span)?;
                let passed = *threshold == Threshold::Passed;
                let met = value.reaches(threshold_units(at_least), passed);
                tell(&|| {
                    Ok(RequirementStep::Reaches(ReachesStep {
                        asked_by: of.asked_by.to_owned(),
                        measure: measure.words.clone(),
                        from: span.from(),
                        until: span.until(),
                        value: value.amount(of.given.program.currency),
                        behind: measure.behind(of.given, of.partner, span)?,
                        at_least: *at_least,
                        threshold: *threshold,
                        met,
                    }))
                })?;
                Ok(met)
            }
        }
    }
}

impl ReadFor<'_> {
    fn span(&self, window: Window) -> Span {
        window_span(window, self.given, self.period)
    }

    /// Whether enough of several parts are met, which is told after them.
    fn met_of(
        &self,
        (met_of, all): (usize, usize),
        needed: usize,
        tell: Tell<'_>,
    ) -> Result<bool, Failure> {
        let met = met_of >= needed;
        tell(&|| {
            let asked_by = self.asked_by.to_owned();
            Ok(RequirementStep::AtLeast(AtLeastStep { asked_by, met_of, all, needed, met }))
        })?;
        Ok(met)
    }

    fn too_large(&self) -> Failure {
        let id = &self.given.facts.partners.ids[self.partner];
        Failure::overflow(&format!("The score of partner {id} for {}", self.asked_by))
    }
}

/// Whether the score is reached, every part of it told.
fn score(
    of: ReadFor<'_>,
    parts: &[(MeasurePlan, Scored)],
    at_least: Rate,
    zeros: Zeros,
    tell: Tell<'_>,
) -> Result<bool, Failure> {
    let mut all_above_zero = true;
    let mut added = Vec::with_capacity(parts.len());
    for (measure, scored) in parts {
        let value = measure.value(of.given, of.partner, of.span(scored.window))?;
        all_above_zero &= value.reaches(0, true);
        let adds = adds(value, scored).ok_or_else(|| of.too_large())?;
        added.push((value, adds));
    }
    let total = total(&added).ok_or_else(|| of.too_large())?;
    // So many hundred-millionths are reached where the full ones reach them.
    let reached = total.full >= i128::from(at_least.units());
    let met = reached && (zeros == Zeros::Allowed || all_above_zero);
    tell(&|| {
        let told = parts.iter().zip(&added);
        Ok(RequirementStep::Score(ScoreStep {
            asked_by: of.asked_by.to_owned(),
            parts: told
                .map(|((measure, scored), (value, adds))| {
                    let span = of.span(scored.window);
                    Ok::<_, Failure>(ScoredStep {
                        measure: measure.words.clone(),
                        from: span.from(),
                        until: span.until(),
                        value: value.amount(of.given.program.currency),
                        behind: measure.behind(of.given, of.partner, span)?,
                        target: scored.target,
                        weight: scored.weight,
                        adds: plain(*adds),
                    })
                })
                .collect::<Result<_, _>>()?,
            score: plain(total.exact.unwrap_or(Fraction::new(total.full, i128::from(RATE_ONE)))),
            cut: total.exact.is_none(),
            at_least,
            zeros,
            met,
        }))
    })?;
    Ok(met)
}

/// What the parts of a score add up to.
struct Total {
    /// None where the sum has too many digits.
    exact: Option<Fraction>,
    /// The full hundred-millionths in it.
    full: i128,
}

/// Adds the parts of a score up. `None` when not even the full hundred-millionths fit.
fn total(added: &[(Value, Fraction)]) -> Option<Total> {
    let exact = added.iter().try_fold(Fraction::ZERO, |sum, (_, adds)| add(sum, *adds));
    let scaled = |sum: Fraction| {
        let all = sum.numerator.checked_mul(i128::from(RATE_ONE))?;
        Some(all.div_euclid(sum.denominator))
    };
    if let Some(full) = exact.and_then(scaled) {
        return Some(Total { exact, full });
    }
    let wide = |of: &Fraction| BigRational::new(of.numerator.into(), of.denominator.into());
    let sum: BigRational = added.iter().map(|(_, adds)| wide(adds)).sum();
    let full = (sum * BigInt::from(RATE_ONE)).floor().to_integer();
    Some(Total { exact, full: i128::try_from(full).ok()? })
}

/// `weight x max(0, min(1, value / target))`; nothing for a ratio over zero. `None` when it does
/// not fit.
fn adds(value: Value, scored: &Scored) -> Option<Fraction> {
    let target = i128::from(threshold_units(&scored.target));
    let (reached, full) = match value.fraction() {
        None => (0, 1),
        Some(value) => (value.numerator, value.denominator.checked_mul(target)?),
    };
    let part = lowest(Fraction::new(reached.clamp(0, full), full));
    let weighted = part.numerator.checked_mul(i128::from(scored.weight.units()))?;
    Some(lowest(Fraction::new(weighted, part.denominator.checked_mul(i128::from(RATE_ONE))?)))
}

fn plain(fraction: Fraction) -> Exact {
    let Fraction { numerator, denominator } = lowest(fraction);
    Exact { numerator, denominator }
}
