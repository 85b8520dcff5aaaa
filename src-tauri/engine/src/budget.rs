//! What the whole program can spend: total limits, then budgets, on what is due (`RULES` section 7,
//! step 8).

use std::{cmp::Ordering, collections::HashMap};

use chrono::NaiveDate;
use tierwright_program::{
    Fraction, Money, Program, Span, State,
    budget::{Budget, BudgetPool, LastInLine, WhenOut},
    incentive::LimitPer,
    money::UNITS_PER_MAJOR,
    rounding::largest_remainder,
};

use crate::{
    Failure, Outcome, Plan,
    explanation::{Exact, LimitStep, ScheduleStep, SpendingStep, Step},
    fraction::{add, shared_out},
    fund::Returned,
    recorder::Recorder,
};

/// One amount that asks for money: a line, or one deal's part of it.
#[derive(Clone, Copy)]
struct Asks<'a> {
    /// Where the line stands.
    cell: usize,
    incentive: usize,
    /// The day it comes first by, and the id among those of one day.
    day: NaiveDate,
    id: &'a str,
    /// Minor units, above zero.
    amount: i64,
}

/// What is taken from, and how much of it is left.
struct Purse<'a> {
    name: &'a str,
    left: i64,
    when_out: WhenOut,
    /// Whether it is a pool of the budget, rather than a total limit.
    pool: bool,
}

/// What total limits and budgets took of each cell, in minor units; empty where they took nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Taken {
    /// Both together.
    pub all: Vec<i64>,
    /// What pools of the budget took.
    pub by_pools: Vec<i64>,
}

/// Cuts cells by total limits and budgets, and tells what was taken of each. `returned` is what
/// funds returned to the budget. The steps of `watched` cells are recorded.
pub(crate) fn spend<R: Recorder>(
    plan: &Plan,
    cells: &mut [i64],
    returned: &[Returned],
    watched: Option<&[usize]>,
    recorder: &mut R,
) -> Result<Taken, Failure> {
    if !plan.can_run_out() {
        return Ok(Taken::default());
    }
    let whole = cells.to_vec();
    let mut spent = Spent {
        plan,
        returned,
        watched: watched.unwrap_or_default(),
        totals: HashMap::new(),
        pools: HashMap::new(),
        by_pools: vec![0; whole.len()],
    };
    let order = plan.settlements.order();
    let last_day =
        |&(incentive, at): &(usize, usize)| plan.settlements(incentive)[at].period.until();
    for batch in order.chunk_by(|a, b| last_day(a) == last_day(b)) {
        let day = batch.first().map_or(NaiveDate::MIN, last_day);
        spent.batch(day, batch, cells, recorder)?;
    }
    let all: Vec<i64> = whole.iter().zip(cells).map(|(whole, cell)| whole - *cell).collect();
    let some = |of: Vec<i64>| if of.iter().all(|cut| *cut == 0) { Vec::new() } else { of };
    Ok(Taken { all: some(all), by_pools: some(spent.by_pools) })
}

/// The most that all partners together may get from an incentive, in minor units.
fn total_limit(program: &Program, incentive: usize) -> Option<i64> {
    let of = &program.incentives[incentive];
    let limit = of.limits.iter().find(|limit| limit.per == LimitPer::Total)?;
    limit.at_most.money().map(minor)
}

fn minor(money: Money) -> i64 {
    money.units() / money.currency().units_per_minor()
}

/// What earlier days have spent.
struct Spent<'a> {
    plan: &'a Plan,
    returned: &'a [Returned],
    watched: &'a [usize],
    /// By incentive.
    totals: HashMap<usize, i64>,
    /// By the first day of the budget's period and pool.
    pools: HashMap<(NaiveDate, usize), i64>,
    /// What pools took of each cell.
    by_pools: Vec<i64>,
}

impl<'a> Spent<'a> {
    /// What is settled on one day.
    fn batch<R: Recorder>(
        &mut self,
        day: NaiveDate,
        batch: &[(usize, usize)],
        cells: &mut [i64],
        recorder: &mut R,
    ) -> Result<(), Failure> {
        let plan = self.plan;
        let program = plan.program();
        for &(incentive, settlement) in batch {
            let Some(limit) = total_limit(program, incentive) else { continue };
            let asks = self.asks(incentive, settlement, cells)?;
            let used = *self.totals.get(&incentive).unwrap_or(&0);
            let name = &program.incentives[incentive].name;
            let (left, when_out) = (limit - used, WhenOut::ProRata);
            let purse = Purse { name, left, when_out, pool: false };
            self.take(&purse, &asks, cells, recorder)?;
            let now = self.sum(incentive, settlement, cells);
            self.totals.insert(incentive, used + now);
        }
        let Some(budget) = &program.budget else { return Ok(()) };
        let period = program.calendar.period_of(day, budget.every);
        for (at, pool) in budget.pools.iter().enumerate() {
            let members: Vec<_> = batch.iter().filter(|of| draws_on(program, pool, of.0)).collect();
            let mut asks = Vec::new();
            for &&(incentive, settlement) in &members {
                asks.extend(self.asks(incentive, settlement, cells)?);
            }
            let used = *self.pools.get(&(period.from(), at)).unwrap_or(&0);
            let there = minor(pool.amount)
                + moved(budget, pool, day, period.from())
                + self.came_back(pool, day, period.from());
            let (left, when_out) = (there - used, pool.when_out);
            let purse = Purse { name: &pool.name, left, when_out, pool: true };
            self.take(&purse, &asks, cells, recorder)?;
            let now: i64 = members.iter().map(|of| self.sum(of.0, of.1, cells)).sum();
            self.pools.insert((period.from(), at), used + now);
        }
        Ok(())
    }

    /// What funds returned to a pool from the beginning of the budget's period up to the day before.
    fn came_back(&self, pool: &BudgetPool, day: NaiveDate, from: NaiveDate) -> i64 {
        let here = self.returned.iter().filter(|one| from <= one.on && one.on < day);
        let its = here.filter(|one| draws_on(self.plan.program(), pool, one.incentive));
        its.map(|one| one.minor).sum()
    }

    /// What the partners of one settlement come to, what is given back included.
    fn sum(&self, incentive: usize, settlement: usize, cells: &[i64]) -> i64 {
        cells[self.cells_of(incentive, settlement)].iter().sum()
    }

    fn cells_of(&self, incentive: usize, settlement: usize) -> std::ops::Range<usize> {
        let partners = self.plan.facts().partners.len();
        let first = self.plan.settlements.row(incentive, settlement) * partners;
        first..first + partners
    }

    /// Everything above zero in one settlement: by deal where deals that earn are paid one by one.
    fn asks(
        &self,
        incentive: usize,
        settlement: usize,
        cells: &[i64],
    ) -> Result<Vec<Asks<'a>>, Failure> {
        let plan = self.plan;
        let day = plan.settlements(incentive)[settlement].period.until();
        let mut asks = Vec::new();
        for (partner, cell) in self.cells_of(incentive, settlement).enumerate() {
            let amount = cells[cell];
            if amount <= 0 {
                continue;
            }
            let line =
                Asks { cell, incentive, day, id: &plan.facts().partners.ids[partner], amount };
            let by_deal = plan.program().incentives[incentive].period.adds_up_deals();
            let parts = match by_deal {
                true => plan.deal_parts(incentive, settlement, partner, amount)?,
                false => Vec::new(),
            };
            // A guarantee, or a part of what is spread, may be due where no deal earned anything.
            if parts.is_empty() {
                asks.push(line);
            }
            asks.extend(parts.into_iter().filter_map(|(deal, amount)| {
                let deals = &plan.facts().deals;
                let day = deals.won_on(deal)?;
                (amount > 0).then(|| Asks { day, id: &deals.ids[deal], amount, ..line })
            }));
        }
        Ok(asks)
    }

    /// Lets those who ask take what is left, and cuts the cells of those who get less.
    fn take<R: Recorder>(
        &mut self,
        purse: &Purse<'_>,
        asks: &[Asks<'_>],
        cells: &mut [i64],
        recorder: &mut R,
    ) -> Result<(), Failure> {
        let asked: i128 = asks.iter().map(|one| i128::from(one.amount)).sum();
        let left = purse.left.max(0);
        if asked <= i128::from(left) {
            return Ok(());
        }
        let too_large = || Failure::overflow(&format!("What {} is asked for", purse.name));
        let given = match purse.when_out {
            WhenOut::ProRata => in_proportion(left, asks),
            WhenOut::FirstCome(last) => Some(first_come(left, asks, last)),
            WhenOut::StackingOrder => by_incentive(left, asks),
        };
        let given = given.ok_or_else(too_large)?;
        for (one, given) in asks.iter().zip(&given) {
            cells[one.cell] -= one.amount - given;
            if purse.pool {
                self.by_pools[one.cell] += one.amount - given;
            }
        }
        self.record(purse, asks, &given, recorder);
        Ok(())
    }

    fn record<R: Recorder>(
        &self,
        purse: &Purse<'_>,
        asks: &[Asks<'_>],
        given: &[i64],
        recorder: &mut R,
    ) {
        let mine = |one: &Asks<'_>| self.watched.contains(&one.cell);
        let before: i64 = asks.iter().filter(|one| mine(one)).map(|one| one.amount).sum();
        let both = asks.iter().zip(given).filter(|(one, _)| mine(one));
        let after = both.map(|(_, given)| *given).sum();
        if before == 0 {
            return;
        }
        let money = |minor| self.plan.minor_money(minor);
        recorder.record(|| {
            Step::Spending(SpendingStep {
                purse: purse.name.to_owned(),
                when_out: purse.when_out,
                left: money(purse.left.max(0)),
                asked: money(asks.iter().fold(0, |sum, one| sum.saturating_add(one.amount))),
                before: money(before),
                after: money(after),
            })
        });
    }
}

fn in_majors(money: Money) -> Fraction {
    Fraction::new(money.units().into(), UNITS_PER_MAJOR.into())
}

/// Whether an incentive that is paid draws on a pool.
fn draws_on(program: &Program, pool: &BudgetPool, incentive: usize) -> bool {
    let of = &program.incentives[incentive];
    of.state == State::On && pool.incentives.contains(&of.id)
}

impl Outcome {
    /// What funds returned to a pool of the budget within a span.
    #[must_use]
    pub fn returned_to(&self, pool: &BudgetPool, span: Span) -> Money {
        let its = self.returned.iter().filter(|one| {
            span.contains(one.on) && draws_on(self.plan.program(), pool, one.incentive)
        });
        self.money(its.map(|one| i128::from(one.minor)).sum())
    }

    /// What a pool of the budget took of what is settled within a span, because it had run out: lost,
    /// not postponed. What total limits took before is not in it.
    #[must_use]
    pub fn taken_by(&self, pool: &BudgetPool, span: Span) -> Money {
        if self.taken.by_pools.is_empty() {
            return self.money(0);
        }
        let (plan, width) = (&self.plan, self.facts().partners.len());
        let order = plan.settlements.order().iter();
        let here = order.filter(|&&(incentive, at)| {
            draws_on(plan.program(), pool, incentive)
                && span.contains(plan.settlements(incentive)[at].period.until())
        });
        let taken = here.map(|&(incentive, at)| {
            let first = plan.settlements.row(incentive, at) * width;
            let cells = &self.taken.by_pools[first..first + width];
            cells.iter().map(|cell| i128::from(*cell)).sum::<i128>()
        });
        self.money(taken.sum())
    }
}

/// What was moved into a pool from the beginning of the budget's period up to a day.
fn moved(budget: &Budget, pool: &BudgetPool, day: NaiveDate, from: NaiveDate) -> i64 {
    let here = budget.moves.iter().filter(|one| one.pool == pool.id);
    here.filter(|one| from <= one.on && one.on <= day).map(|one| minor(one.amount)).sum()
}

fn in_proportion(left: i64, asks: &[Asks<'_>]) -> Option<Vec<i64>> {
    let mut order: Vec<usize> = (0..asks.len()).collect();
    // Ties of the largest remainder go by id, then by incentive.
    order.sort_by(|a, b| (asks[*a].id, asks[*a].incentive).cmp(&(asks[*b].id, asks[*b].incentive)));
    let weights: Vec<i64> = order.iter().map(|at| asks[*at].amount).collect();
    let parts = largest_remainder(left, &weights)?;
    let mut given = vec![0; asks.len()];
    for (at, part) in order.into_iter().zip(parts) {
        given[at] = part;
    }
    Some(given)
}

fn first_come(left: i64, asks: &[Asks<'_>], last: LastInLine) -> Vec<i64> {
    let mut order: Vec<usize> = (0..asks.len()).collect();
    let key = |at: usize| (asks[at].day, asks[at].id, asks[at].incentive, asks[at].cell);
    order.sort_by(|a, b| key(*a).cmp(&key(*b)));
    let (mut left, mut given) = (left, vec![0; asks.len()]);
    for at in order {
        let wanted = asks[at].amount;
        given[at] = match (wanted.cmp(&left), last) {
            (Ordering::Less | Ordering::Equal, _) => wanted,
            (Ordering::Greater, LastInLine::InPart) => left,
            (Ordering::Greater, LastInLine::NotAtAll) => 0,
        };
        if given[at] < wanted {
            break;
        }
        left -= wanted;
    }
    given
}

fn by_incentive(left: i64, asks: &[Asks<'_>]) -> Option<Vec<i64>> {
    let (mut left, mut given) = (left, Vec::with_capacity(asks.len()));
    // Those who ask come by incentive already.
    for same in asks.chunk_by(|a, b| a.incentive == b.incentive) {
        let asked: i128 = same.iter().map(|one| i128::from(one.amount)).sum();
        let parts = match i64::try_from(asked).ok().filter(|asked| *asked <= left) {
            Some(_) => same.iter().map(|one| one.amount).collect(),
            None => in_proportion(left, same)?,
        };
        left -= parts.iter().sum::<i64>();
        given.extend(parts);
    }
    Some(given)
}

impl Plan {
    /// Whether anything limits what all partners together get.
    pub(crate) fn can_run_out(&self) -> bool {
        let program = self.program();
        let limited = |at: usize| total_limit(program, at).is_some();
        program.budget.is_some() || (0..program.incentives.len()).any(limited)
    }

    /// What each deal has of a line that is paid deal by deal: its minor units shared out by what
    /// the deals earned, largest remainder, ties by deal.
    fn deal_parts(
        &self,
        incentive: usize,
        settlement: usize,
        partner: usize,
        minor: i64,
    ) -> Result<Vec<(usize, i64)>, Failure> {
        let too_large = || Failure::overflow("What the deals of a partner earn");
        let mut earned: Vec<(usize, Fraction)> = Vec::new();
        let exact = |of: &Exact| Fraction::new(of.numerator, of.denominator);
        for (_, _, steps) in self.recorded_lines(partner, incentive, settlement..settlement + 1)? {
            for step in &steps {
                match step {
                    Step::Pool(pool) => {
                        // Of a pool, which was read before, the partner has its share.
                        let _ = earned.pop_if(|last| last.0 == pool.deal);
                        let mine = pool.shares.iter().find(|share| share.partner == partner);
                        earned.extend(mine.map(|share| (pool.deal, in_majors(share.amount))));
                    }
                    Step::Schedule(ScheduleStep { deal: Some(deal), result, .. }) => {
                        match earned.last_mut().filter(|last| last.0 == *deal) {
                            // Another line of the same deal.
                            Some(last) => {
                                last.1 = add(last.1, exact(result)).ok_or_else(too_large)?;
                            }
                            None => earned.push((*deal, exact(result))),
                        }
                    }
                    Step::Limit(LimitStep { per: LimitPer::Deal, after, .. }) => {
                        earned.last_mut().into_iter().for_each(|last| last.1 = exact(after));
                    }
                    _ => {}
                }
            }
        }
        earned.retain(|(_, gives)| gives.numerator > 0);
        earned.sort_by_key(|(deal, _)| *deal);
        let weights: Vec<Fraction> = earned.iter().map(|(_, gives)| *gives).collect();
        let parts = shared_out(minor, &weights).ok_or_else(too_large)?;
        Ok(earned.iter().map(|(deal, _)| *deal).zip(parts).collect())
    }
}
