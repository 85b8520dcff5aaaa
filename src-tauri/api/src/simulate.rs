//! What a program pays, seen from above.

use tierwright_engine::{Outcome, Selection};
use tierwright_program::{
    Money, State,
    incentive::{Account, PaysInto},
};
use tierwright_study::{Comparison, compare};

use crate::{
    axis::Scale,
    caption::{caption, finding},
    context::Context,
    describe::whole,
    opened::{Calculated, Opened},
    results,
    tiers::tiers,
    wire::{Failure, IncentiveTotal, Quarter, QuarterPart, Simulate, Simulation},
    words,
};

/// Says what the program would pay with some values changed.
pub(crate) fn simulate(context: &mut Context, request: &Simulate) -> Result<Simulation, Failure> {
    let (opened, effort) = context.opened()?;
    let scenario = opened.with_changes(&request.changes, effort)?;
    let baseline = opened.beside(&scenario)?;
    if request.keep && request.changes.is_empty() {
        results::keep(opened, &scenario.outcome)?;
    }
    let comparison = compare(&baseline.outcome, &scenario.outcome)?;
    Ok(Seen { opened, baseline, scenario, comparison }.simulation(request.changes.len()))
}

/// Two calculations side by side.
struct Seen<'a> {
    opened: &'a Opened,
    baseline: Calculated,
    scenario: Calculated,
    comparison: Comparison,
}

impl Seen<'_> {
    fn simulation(&self, changes: usize) -> Simulation {
        let (outcome, baseline) = (self.scenario.outcome.as_ref(), self.baseline.outcome.as_ref());
        let (program, compared) = (outcome.plan().program(), &self.comparison);
        let replay = outcome.plan().replay();
        let span = (replay.quarters().first(), replay.quarters().last());
        let (revenue, before) = (outcome.revenue(None, None), baseline.revenue(None, None));
        let scale = self.scale();
        Simulation {
            scenario: self.opened.viewed_name().to_owned(),
            baseline: self.opened.name_of(self.opened.scenarios.baseline()),
            ground: self.opened.ground.caption().trim().to_owned(),
            total: compared.scenario.amount_text(),
            baseline_total: compared.baseline.amount_text(),
            change: compared.change.amount_text(),
            change_rate: words::rate(compared.change.units(), compared.baseline.units()),
            currency: program.currency.to_string(),
            window: words::window(&program.calendar, replay),
            from: span.0.map_or_else(String::new, |span| span.from().to_string()),
            until: span.1.map_or_else(String::new, |span| span.until().to_string()),
            as_of: span.1.map_or_else(String::new, |span| span.until().to_string()),
            deals: deals(outcome),
            calculated_in_ms: self.scenario.milliseconds,
            caption: caption(self.opened, outcome, changes),
            better: whole(compared.better),
            worse: whole(compared.worse),
            unchanged: whole(compared.unchanged),
            effective_rate: words::rate(compared.scenario.units(), revenue.units()),
            baseline_effective_rate: words::rate(compared.baseline.units(), before.units()),
            revenue: revenue.amount_text(),
            mdf: mdf(outcome),
            baseline_mdf: mdf(baseline),
            finding: finding(outcome),
            quarters: (0..outcome.quarters().len()).map(|at| self.quarter(at, &scale)).collect(),
            axis: scale.axis(compared.scenario),
            incentives: self.incentives(),
            tiers: tiers(baseline, outcome, compared),
        }
    }

    /// The same quarter of the baseline, unless its fiscal year begins elsewhere.
    fn baseline_quarter(&self, quarter: usize) -> i64 {
        let span = self.scenario.outcome.quarters()[quarter];
        let same = self.baseline.outcome.quarters().iter().position(|other| *other == span);
        same.map_or(0, |at| quarter_total(&self.baseline.outcome, at))
    }

    fn scale(&self) -> Scale {
        let outcome = &self.scenario.outcome;
        let (mut lowest, mut highest) = (0, 0);
        for quarter in 0..outcome.quarters().len() {
            let parts: Vec<i64> =
                paid(outcome).map(|incentive| part(outcome, quarter, incentive)).collect();
            let above: i64 = parts.iter().filter(|units| **units > 0).sum();
            let below: i64 = parts.iter().filter(|units| **units < 0).sum();
            let baseline = self.baseline_quarter(quarter);
            lowest = lowest.min(below).min(baseline);
            highest = highest.max(above).max(baseline);
        }
        Scale::over(lowest, highest)
    }

    fn quarter(&self, at: usize, scale: &Scale) -> Quarter {
        let outcome = &self.scenario.outcome;
        let (program, span) = (outcome.plan().program(), outcome.quarters()[at]);
        let text = |units| Money::from_units(units, program.currency).amount_text();
        Quarter {
            id: program.calendar.label(span),
            label: words::quarter(&program.calendar, span),
            total: text(quarter_total(outcome, at)),
            baseline_total: text(self.baseline_quarter(at)),
            baseline_size: scale.size(self.baseline_quarter(at)),
            parts: paid(outcome)
                .map(|incentive| {
                    let units = part(outcome, at, incentive);
                    QuarterPart {
                        incentive: program.incentives[incentive].id.clone(),
                        amount: text(units),
                        size: scale.size(units),
                    }
                })
                .collect(),
        }
    }

    fn incentives(&self) -> Vec<IncentiveTotal> {
        let outcome = &self.scenario.outcome;
        let (baseline, program) = (&self.baseline.outcome, outcome.plan().program());
        let evaluated =
            program.incentives.iter().enumerate().filter(|(_, one)| one.state != State::Off);
        evaluated
            .map(|(at, incentive)| {
                let of = |incentive| Selection { incentive, ..Selection::default() };
                let before = baseline.plan().program().incentives.iter();
                let same = before.clone().position(|other| other.id == incentive.id);
                let zero = Money::zero(program.currency);
                let total = outcome.total(of(Some(at)));
                let before = same.map_or(zero, |same| baseline.total(of(Some(same))));
                let change = total.units().saturating_sub(before.units());
                let shadow = incentive.state == State::Shadow;
                let whole = self.comparison.scenario.units();
                IncentiveTotal {
                    id: incentive.id.clone(),
                    name: incentive.name.clone(),
                    total: total.amount_text(),
                    baseline_total: before.amount_text(),
                    change: Money::from_units(change, program.currency).amount_text(),
                    share: words::rate(total.units(), whole).filter(|_| !shadow),
                    shadow,
                    mdf: incentive.pays_into == PaysInto::Mdf,
                }
            })
            .collect()
    }
}

fn quarter_total(outcome: &Outcome, quarter: usize) -> i64 {
    outcome.total(Selection { quarter: Some(quarter), ..Selection::default() }).units()
}

fn part(outcome: &Outcome, quarter: usize, incentive: usize) -> i64 {
    let of = Selection { quarter: Some(quarter), incentive: Some(incentive), partner: None };
    outcome.total(of).units()
}

/// Positions of the incentives that are paid.
fn paid(outcome: &Outcome) -> impl Iterator<Item = usize> + '_ {
    (0..outcome.plan().program().incentives.len()).filter(|at| outcome.is_paid(*at))
}

/// What goes into MDF balances.
fn mdf(outcome: &Outcome) -> String {
    outcome.total_into(Account::Mdf).amount_text()
}

/// Won deals that closed in the replay.
fn deals(outcome: &Outcome) -> u32 {
    let (facts, quarters) = (outcome.facts(), outcome.quarters());
    let (Some(first), Some(last)) = (quarters.first(), quarters.last()) else { return 0 };
    whole(facts.won_between(first.from(), last.until()))
}
