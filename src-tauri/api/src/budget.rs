//! The budget with what is used of it, and what became of requests for MDF.

mod funds;
mod requests;
mod set_up;

use chrono::NaiveDate;
use tierwright_engine::{Outcome, Selection, outcome::PayoutLine};
use tierwright_program::{
    Calendar, Money, Period, Span, State,
    budget::{Budget, BudgetPool, LastInLine, ReserveMove, WhenOut},
    words::{day, name_of},
};

use crate::{
    axis::Scale,
    context::Context,
    wire::{self, BudgetPeriod, Failure, Figure, GetBudget, PoolIncentive, PoolUse, RunPoint},
    words,
};

pub(crate) use set_up::{set_pool, set_up_budget, set_up_fund};

/// Answers how much of the budget is used, and how requests for MDF fared.
pub(crate) fn budget(context: &mut Context, request: &GetBudget) -> Result<wire::Budget, Failure> {
    let (opened, effort) = context.opened()?;
    let outcome = opened.with_changes(&request.changes, effort)?.outcome;
    let program = outcome.plan().program();
    let lines: Vec<PayoutLine> = outcome.lines().filter(|line| !line.shadow).collect();
    let periods = match &program.budget {
        Some(budget) => spans(outcome.quarters(), &program.calendar, budget.every)
            .into_iter()
            .map(|span| Use { outcome: &outcome, budget, span, lines: &lines }.period())
            .collect(),
        None => Vec::new(),
    };
    let (funnel, other_currencies) = requests::funnel(&outcome);
    let on = program.incentives.iter().enumerate().filter(|(_, one)| one.state == State::On);
    Ok(wire::Budget {
        periods,
        funnel,
        other_currencies,
        open: requests::open(&outcome),
        funds: funds::states(&outcome)?,
        incentives: on
            .map(|(at, one)| PoolIncentive {
                id: one.id.clone(),
                name: name_of(&one.name, &one.id),
                used: outcome
                    .total(Selection { incentive: Some(at), ..Selection::default() })
                    .amount_text(),
                figure: Some(Figure { incentive: Some(one.id.clone()), ..Figure::default() }),
            })
            .collect(),
        currency: program.currency.to_string(),
    })
}

/// The periods of a length that replayed quarters reach into, oldest first.
fn spans(quarters: &[Span], calendar: &Calendar, every: Period) -> Vec<Span> {
    let (Some(first), Some(last)) = (quarters.first(), quarters.last()) else { return Vec::new() };
    std::iter::successors(Some(calendar.period_of(first.from(), every)), |span| {
        Some(calendar.next(*span, every))
    })
    .take_while(|span| span.from() <= last.until())
    .collect()
}

/// One period of the budget and all payout lines.
struct Use<'a> {
    outcome: &'a Outcome,
    budget: &'a Budget,
    span: Span,
    lines: &'a [PayoutLine],
}

impl Use<'_> {
    fn period(&self) -> BudgetPeriod {
        let of_pools = |of: &dyn Fn(&BudgetPool) -> i64| {
            self.budget.pools.iter().map(of).fold(0, i64::saturating_add)
        };
        let planned = of_pools(&|pool| self.planned(pool));
        let came_back = of_pools(&|pool| self.came_back(pool));
        let moved = of_pools(&|pool| self.moved(pool));
        let holds = planned.saturating_add(came_back);
        let drawn =
            |line: &&PayoutLine| self.budget.pools.iter().any(|pool| self.draws(pool, line));
        let used: i64 = self.here().filter(drawn).map(|line| line.amount.units()).sum();
        let outside: i64 =
            self.here().filter(|line| !drawn(line)).map(|line| line.amount.units()).sum();
        let scale = Scale::over(0, holds.max(used));
        BudgetPeriod {
            label: self.calendar().label(self.span),
            from: self.span.from().to_string(),
            until: self.span.until().to_string(),
            amount: self.budget.amount.amount_text(),
            reserve: self.text(self.budget.reserve.units().saturating_sub(moved)),
            planned: self.text(planned),
            came_back: self.text(came_back),
            holds: self.text(holds),
            used: self.text(used),
            left: self.text(holds.saturating_sub(used)),
            share: words::rate(used, holds),
            cut: self.text(of_pools(&|pool| self.outcome.taken_by(pool, self.span).units())),
            pools: self.budget.pools.iter().map(|pool| self.pool(pool)).collect(),
            outside: self.text(outside),
            run: self.run(&scale),
            run_from: self.along(self.replayed_from()) - self.along(self.span.from()),
            axis: scale.axis(Money::zero(self.budget.amount.currency())),
            holds_size: scale.size(holds),
            finding: self.finding(used, holds),
        }
    }

    fn calendar(&self) -> &Calendar {
        &self.outcome.plan().program().calendar
    }

    fn text(&self, units: i64) -> String {
        Money::from_units(units, self.budget.amount.currency()).amount_text()
    }

    /// What was moved out of the reserve into a pool in the period.
    fn moved(&self, pool: &BudgetPool) -> i64 {
        let its = moves(self.budget, pool, self.span).map(|one| one.amount.units());
        its.fold(0, i64::saturating_add)
    }

    /// What a pool was given, moves included.
    fn planned(&self, pool: &BudgetPool) -> i64 {
        pool.amount.units().saturating_add(self.moved(pool))
    }

    /// What funds returned to a pool in the period.
    fn came_back(&self, pool: &BudgetPool) -> i64 {
        self.outcome.returned_to(pool, self.span).units()
    }

    /// The lines that are settled in the period.
    fn here(&self) -> impl Iterator<Item = &PayoutLine> {
        self.lines.iter().filter(|line| self.span.contains(line.period.until()))
    }

    fn draws(&self, pool: &BudgetPool, line: &PayoutLine) -> bool {
        let of = &self.outcome.plan().program().incentives[line.incentive];
        pool.incentives.contains(&of.id)
    }

    fn pool(&self, pool: &BudgetPool) -> PoolUse {
        let (planned, came_back) = (self.planned(pool), self.came_back(pool));
        let holds = planned.saturating_add(came_back);
        let its = self.here().filter(|line| self.draws(pool, line));
        let used: i64 = its.map(|line| line.amount.units()).sum();
        PoolUse {
            id: pool.id.clone(),
            name: name_of(&pool.name, &pool.id),
            planned: self.text(planned),
            came_back: self.text(came_back),
            used: self.text(used),
            left: self.text(holds.saturating_sub(used)),
            share: words::rate(used, holds),
            cut: self.text(self.outcome.taken_by(pool, self.span).units()),
            when_out: when_out(pool.when_out).to_owned(),
            incentives: self.incentives(pool),
        }
    }

    fn incentives(&self, pool: &BudgetPool) -> Vec<PoolIncentive> {
        let incentives = self.outcome.plan().program().incentives.iter().enumerate();
        let its = incentives
            .filter(|(at, one)| self.outcome.is_paid(*at) && pool.incentives.contains(&one.id));
        its.map(|(at, one)| {
            let lines = self.here().filter(|line| line.incentive == at);
            let figure = Figure { incentive: Some(one.id.clone()), ..Figure::default() };
            PoolIncentive {
                id: one.id.clone(),
                name: name_of(&one.name, &one.id),
                used: self.text(lines.map(|line| line.amount.units()).sum()),
                figure: self.is_whole_replay().then_some(figure),
            }
        })
        .collect()
    }

    /// Whether every line of the replay is settled in this period.
    fn is_whole_replay(&self) -> bool {
        let quarters = self.outcome.quarters();
        let inside = |day| self.span.contains(day);
        quarters.first().is_some_and(|first| inside(first.from()))
            && quarters.last().is_some_and(|last| inside(last.until()))
    }

    /// What is used by the end of each month that is replayed.
    fn run(&self, scale: &Scale) -> Vec<RunPoint> {
        let Some(last) = self.outcome.quarters().last().map(|span| span.until()) else {
            return Vec::new();
        };
        let last = last.min(self.span.until());
        let calendar = self.calendar();
        let first = calendar.period_of(self.span.from(), Period::Month);
        let months =
            std::iter::successors(Some(first), |span| Some(calendar.next(*span, Period::Month)));
        let drawn =
            |line: &&PayoutLine| self.budget.pools.iter().any(|pool| self.draws(pool, line));
        months
            .map(|month| month.until())
            .skip_while(|day| *day < self.replayed_from())
            .take_while(|day| *day <= last)
            .map(|day| {
                let its = self.here().filter(|line| line.period.until() <= day).filter(drawn);
                let used = its.map(|line| line.amount.units()).sum();
                RunPoint {
                    on: day.to_string(),
                    used: self.text(used),
                    size: scale.size(used),
                    at: self.along(day),
                }
            })
            .collect()
    }

    /// The first day of the period that is replayed.
    fn replayed_from(&self) -> NaiveDate {
        let first = self.outcome.quarters().first().map(|span| span.from());
        first.map_or(self.span.from(), |first| first.max(self.span.from()))
    }

    /// How far along the period a day ends, from 0 to 1.
    #[allow(clippy::cast_precision_loss, reason = "a position on screen, never an amount")]
    fn along(&self, day: NaiveDate) -> f64 {
        let days = |until: NaiveDate| (until - self.span.from()).num_days() + 1;
        days(day) as f64 / days(self.span.until()).max(1) as f64
    }

    /// How much is used of what the pools hold, and in a period that goes on, where that leads.
    fn finding(&self, used: i64, holds: i64) -> String {
        let label = self.calendar().label(self.span);
        let last = self.outcome.quarters().last().map(|span| span.until());
        let Some(last) = last.filter(|_| holds > 0) else {
            return format!("Nothing is planned for {label}.");
        };
        let (share, first) = (words::percent(used, holds), self.replayed_from());
        let goes_on = last < self.span.until();
        if first > self.span.from() {
            // What was used before is not known, so neither is a pace.
            let until = if goes_on { format!("to {}", day(last)) } else { "on".to_owned() };
            let from = day(first);
            return format!(
                "{share} of the pools of {label} is used from {from} {until}; what came before is not replayed."
            );
        }
        if !goes_on {
            return match used > holds {
                true => format!("{share} of the pools of {label} is used: more than they hold."),
                false => format!("{share} of the pools of {label} is used."),
            };
        }
        let days = |until: NaiveDate| (until - self.span.from()).num_days() + 1;
        let pace =
            i128::from(used) * i128::from(days(self.span.until())) / i128::from(days(last).max(1));
        let pace = words::percent(i64::try_from(pace).unwrap_or(i64::MAX), holds);
        format!(
            "{share} of the pools is used by {}; at this pace {pace} by the end of {label}.",
            day(last)
        )
    }
}

/// What is moved out of the reserve into a pool within a span.
fn moves<'a>(
    budget: &'a Budget,
    pool: &'a BudgetPool,
    span: Span,
) -> impl Iterator<Item = &'a ReserveMove> {
    budget.moves.iter().filter(move |one| one.pool == pool.id && span.contains(one.on))
}

const fn when_out(of: WhenOut) -> &'static str {
    match of {
        WhenOut::FirstCome(LastInLine::InPart) => "first come, the last in part",
        WhenOut::FirstCome(LastInLine::NotAtAll) => "first come, the last not at all",
        WhenOut::ProRata => "all in proportion",
        WhenOut::StackingOrder => "in the order of incentives",
    }
}
