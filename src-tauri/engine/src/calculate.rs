//! The calculation of all lines, and the explanation of one.

use std::{
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tierwright_program::{Filter, Incentive, Money, Shares, State};

use crate::{
    Explanation, Failure, Outcome, Plan, Selection,
    account::add_accounts,
    block,
    budget::spend,
    cells::Cells,
    cube::CubeKey,
    explanation::{SettlementStep, Step, WhyNot},
    in_parts::in_parts,
    line::Seen,
    pool::{Pools, quick::QuickPools},
    recorder::{Recorded, Unrecorded},
    walk::Walk,
};

/// The size of sums that may have been cut short.
const END: u64 = i64::MAX.unsigned_abs();

/// How many partners are calculated between two looks at the [`Turn`].
pub(crate) const STRIDE: usize = 256;

/// What pools are made, and added or taken off.
struct PoolRun<'a> {
    at: usize,
    shares: &'a Shares,
    /// What a deal sells, and 1 to add its pool or -1 to take it off.
    keys: &'a [(&'a CubeKey, i64)],
    /// The filter whose pools are taken off.
    before: Option<&'a Filter>,
}

/// Tells a running calculation that a newer one has begun.
#[derive(Clone, Debug, Default)]
pub struct Turn(Arc<AtomicBool>);

impl Turn {
    /// A turn that nobody has cancelled.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops the calculations of this turn at their next look.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(crate) fn check(&self) -> Result<(), Failure> {
        if self.0.load(Ordering::Relaxed) { Err(Failure::cancelled()) } else { Ok(()) }
    }
}

impl Plan {
    /// Calculates every line. The number of threads changes nothing but the time it takes.
    ///
    /// # Errors
    /// An amount that does not fit, named with its partner or deal, or a turn that was cancelled.
    pub fn calculate(self: &Arc<Self>, threads: usize, turn: &Turn) -> Result<Outcome, Failure> {
        let pooled = self.pools(threads, turn)?;
        let cells = self.lines(&pooled, threads, turn)?;
        self.total_fits(&cells)?;
        // What an incentive earned is lent; what a budget took of it is found each time.
        self.calculated.get_or_init(|| cells.clone());
        self.spent(&cells)
    }

    /// Refuses an outcome whose amounts do not all add up within what money holds, so that no total
    /// of it can be cut short.
    fn total_fits(&self, cells: &Cells) -> Result<(), Failure> {
        let units = cells.size().checked_mul(i128::from(self.program().currency.units_per_minor()));
        let fits = units.and_then(|units| i64::try_from(units).ok());
        fits.map(|_| ()).ok_or_else(|| Failure::overflow("The total payout"))
    }

    /// The shares of pools by incentive, each by settlement and partner; none for incentives that
    /// share nothing.
    fn pools(&self, threads: usize, turn: &Turn) -> Result<Vec<Option<Arc<Vec<i64>>>>, Failure> {
        let incentives = self.program().incentives.iter().enumerate();
        incentives
            .map(|(at, incentive)| {
                let Some(shares) = shares_of(incentive) else { return Ok(None) };
                if let Some(made) = self.pooled[at].get() {
                    return Ok(Some(Arc::clone(made)));
                }
                let made = Arc::new(self.incentive_pools(at, shares, threads, turn)?);
                Ok(Some(Arc::clone(self.pooled[at].get_or_init(|| made))))
            })
            .collect()
    }

    /// The shares of one incentive's pools, by settlement and partner. Where it is known what they
    /// came to under another filter, only deals are looked at about which the two differ.
    fn incentive_pools(
        &self,
        at: usize,
        shares: &Shares,
        threads: usize,
        turn: &Turn,
    ) -> Result<Vec<i64>, Failure> {
        let key = &self.incentives[at].key;
        if let Some((filter, before)) = &self.pooled_before[at]
            && QuickPools::new(self, at, shares, Some(filter)).is_some()
        {
            let other = key.with_filter(filter);
            let keys = [(key, 1), (&other, -1)];
            let changed = PoolRun { at, shares, keys: &keys, before: Some(filter) };
            let made = self.add_pools(&changed, before.to_vec(), threads, turn);
            // What does not fit is named by the whole calculation.
            if made.is_ok() {
                return made;
            }
        }
        let cells = self.settlements(at).len() * self.facts().partners.len();
        let whole = PoolRun { at, shares, keys: &[(key, 1)], before: None };
        self.add_pools(&whole, vec![0; cells], threads, turn)
    }

    /// Adds the shares of pools to sums by settlement and partner.
    fn add_pools(
        &self,
        run: &PoolRun<'_>,
        mut sums: Vec<i64>,
        threads: usize,
        turn: &Turn,
    ) -> Result<Vec<i64>, Failure> {
        let PoolRun { at, shares, keys, before } = *run;
        let partners = self.facts().partners.len();
        let parts = in_parts(self.facts().deals.len(), threads, |range| {
            let (mut cells, mut others) = (vec![0_i64; sums.len()], Vec::new());
            let mut quick = QuickPools::new(self, at, shares, before);
            let pools = keys.iter().map(|(key, sign)| {
                Ok::<_, Failure>((Pools::of_key(self, at, shares, None, key)?, *sign))
            });
            let mut pools = pools.collect::<Result<Vec<_>, _>>()?;
            let mut left = Vec::new();
            for first in range.clone().step_by(block::DEALS) {
                turn.check()?;
                let run = first..(first + block::DEALS).min(range.end);
                match &mut quick {
                    Some(quick) => quick.add(run, &mut cells, &mut left),
                    None => left.extend(run),
                }
                // In their order, so that the same failure is named first.
                left.sort_unstable();
                for deal in left.drain(..) {
                    let Some((settlement, span)) = self.settlement_of(at, deal) else { continue };
                    let seen = Seen::at_its_end(span);
                    for (pools, sign) in &mut pools {
                        for part in pools.deal(deal, seen, &mut Unrecorded)? {
                            others
                                .push((settlement * partners + part.partner, part.amount * *sign));
                        }
                    }
                }
            }
            Ok((cells, others))
        })?;
        let too_large =
            || Failure::overflow(&format!("What {} pays", self.program().incentives[at].name));
        for (cells, others) in parts {
            for (sum, part) in sums.iter_mut().zip(cells) {
                // What was added up to an end of what there is did not fit.
                let fits = |sum: &i64| *sum < i64::MAX && part.unsigned_abs() < END;
                *sum = sum.checked_add(part).filter(fits).ok_or_else(too_large)?;
            }
            for (cell, part) in others {
                sums[cell] = sums[cell].checked_add(part).ok_or_else(too_large)?;
            }
        }
        Ok(sums)
    }

    /// Explains what a partner gets from an incentive for a quarter of the replay: the calculation
    /// run for it with a recorder. Where several settlements end in the quarter, each begins with a
    /// [`Step::Settlement`].
    ///
    /// # Errors
    /// As [`Plan::calculate`].
    pub fn explain(
        &self,
        partner: usize,
        quarter: usize,
        incentive: usize,
    ) -> Result<Explanation, Failure> {
        let wanted = self.settlements.of_quarter(incentive, quarter);
        let mut explanation = Explanation {
            partner,
            quarter,
            incentive,
            amount: self.minor_money(0),
            accounts: Vec::new(),
            rounding: self.program().rounding,
            steps: Vec::new(),
        };
        if wanted.is_empty() {
            explanation.steps.extend(self.settled_later(quarter, incentive).map(Step::WhyNot));
            return Ok(explanation);
        }
        let (mut minor, several) = (0, wanted.len() > 1);
        for (settlement, line, steps) in self.recorded_lines(partner, incentive, wanted)? {
            minor += line;
            add_accounts(&mut explanation.accounts, self.by_account(incentive, line));
            if several {
                let period = self.settlements(incentive)[settlement].period;
                let amount = self.minor_money(line);
                explanation.steps.push(Step::Settlement(SettlementStep { period, amount }));
            }
            explanation.steps.extend(steps);
        }
        explanation.amount = self.minor_money(minor);
        Ok(explanation)
    }

    /// Lines of a partner and incentive, each with its settlement, minor units and steps.
    pub(crate) fn recorded_lines(
        &self,
        partner: usize,
        incentive: usize,
        wanted: Range<usize>,
    ) -> Result<Vec<(usize, i64, Vec<Step>)>, Failure> {
        let mut found = Vec::new();
        let mut walk = Walk::new(self, partner);
        for &(of, settlement) in self.settlements.order() {
            if found.len() == wanted.len() {
                break;
            }
            if of != incentive || !wanted.contains(&settlement) {
                walk.settle(of, settlement, &mut Unrecorded)?;
                continue;
            }
            let mut recorder = Recorded::default();
            let line = walk.settle(of, settlement, &mut recorder)?;
            found.push((settlement, line, reasons_that_hold(recorder.0, line)));
        }
        Ok(found)
    }

    /// Why an incentive has no line in a quarter: its period ends later.
    fn settled_later(&self, quarter: usize, incentive: usize) -> Option<WhyNot> {
        let of = &self.program().incentives[incentive];
        if of.state == State::Off {
            return Some(WhyNot::Off);
        }
        let day = self.replay().quarters()[quarter].until();
        let every = of.settled_every(self.program().payment.every);
        let period = self.program().calendar.period_of(day, every);
        Some(WhyNot::SettledLater(period.until()))
    }
}

/// The steps of a line, without reasons that do not hold against it: one deal's reason is none
/// against a line that pays, nor against one that earned something which was then taken away.
fn reasons_that_hold(mut steps: Vec<Step>, line: i64) -> Vec<Step> {
    let last = steps.pop_if(|step| matches!(step, Step::WhyNot(why) if why.is_of_line()));
    if line != 0 || last.is_some() {
        steps.retain(|step| !matches!(step, Step::WhyNot(_)));
    }
    steps.extend(last.filter(|_| line == 0));
    steps
}

/// How an incentive shares its pools, where it does and is not off.
fn shares_of(incentive: &Incentive) -> Option<&Shares> {
    incentive.shares.as_ref().filter(|_| incentive.state != State::Off)
}

impl Outcome {
    /// Explains a cell: its lines as [`Plan::explain`] does, and what total limits and budgets took
    /// of them.
    ///
    /// # Errors
    /// As [`Plan::calculate`].
    pub fn explain(
        &self,
        partner: usize,
        quarter: usize,
        incentive: usize,
    ) -> Result<Explanation, Failure> {
        let mut explanation = self.plan.explain(partner, quarter, incentive)?;
        let cut = self.cut(Selection {
            partner: Some(partner),
            quarter: Some(quarter),
            incentive: Some(incentive),
        });
        if cut.units() != 0 {
            let partners = self.facts().partners.len();
            let rows = self.plan.settlements.rows_of(incentive, Some(quarter));
            let watched: Vec<usize> = rows.map(|row| row * partners + partner).collect();
            let mut recorder = Recorded::default();
            let mut whole = self.cells.by_row();
            whole.iter_mut().zip(&self.taken.all).for_each(|(cell, cut)| *cell += cut);
            spend(&self.plan, &mut whole, &self.returned, Some(&watched), &mut recorder)?;
            explanation.amount = self.cell(partner, quarter, incentive);
            if let Some(Step::Spending(last)) = recorder.0.last()
                && explanation.amount.units() == 0
            {
                let purse = last.purse.clone();
                recorder.0.push(Step::WhyNot(WhyNot::SpentBefore { purse }));
            }
            explanation.steps.extend(recorder.0);
            explanation.accounts.clear();
            for settlement in self.plan.settlements.of_quarter(incentive, quarter) {
                let amount = self.cells.get(incentive, settlement, partner);
                let line = self.plan.by_account(incentive, amount);
                add_accounts(&mut explanation.accounts, line);
            }
        }
        Ok(explanation)
    }

    /// Net won revenue by declared share, of one partner or all, in one quarter or all.
    #[must_use]
    pub fn revenue(&self, partner: Option<usize>, quarter: Option<usize>) -> Money {
        let partners = partner.map_or(0..self.facts().partners.len(), |one| one..one + 1);
        let quarters = quarter.map_or(self.quarters(), |one| &self.quarters()[one..=one]);
        let revenue = &self.plan.revenue;
        let mut sum = 0_i64;
        // What is shown is whole quarters, which are edges of every grid.
        for edges in quarters.iter().filter_map(|span| revenue.edges(*span)) {
            for partner in partners.clone() {
                sum = sum.saturating_add(revenue.between(partner, &edges));
            }
        }
        Money::from_units(sum, self.plan.program().currency)
    }
}
