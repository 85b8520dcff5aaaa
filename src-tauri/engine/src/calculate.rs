//! The calculation of all lines, and the explanation of one.

use std::{
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use tierwright_program::{Money, Period, Span, State};

use crate::{
    Explanation, Failure, Outcome, Plan,
    explanation::Step,
    line::LineOf,
    recorder::{Recorded, Unrecorded},
};

/// How many deals or partners are calculated between two looks at the [`Turn`].
const STRIDE: usize = 256;

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

    fn check(&self) -> Result<(), Failure> {
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
        let (partners, quarters) = (self.facts().partners.len(), self.replay().quarters().len());
        let width = self.incentives.len() * quarters;
        let parts = in_parts(partners, threads, |range| self.partner_lines(range, &pooled, turn))?;
        let mut cells = vec![0; width * partners];
        let by_partner = parts.iter().flat_map(|part| part.chunks(width.max(1)));
        for (partner, lines) in by_partner.enumerate() {
            for (at, amount) in lines.iter().enumerate() {
                cells[at * partners + partner] = *amount;
            }
        }
        self.total_fits(&cells)?;
        Ok(Outcome { plan: Arc::clone(self), cells })
    }

    /// Refuses an outcome whose amounts do not all add up within what money holds, so that no total
    /// of it can be cut short.
    fn total_fits(&self, cells: &[i64]) -> Result<(), Failure> {
        let sum: i128 = cells.iter().map(|cell| i128::from(*cell).abs()).sum();
        let units = sum * i128::from(self.program().currency.units_per_minor());
        i64::try_from(units).map(|_| ()).map_err(|_| Failure::overflow("The total payout"))
    }

    /// Each partner's shares of pools, laid out like the cells.
    fn pools(&self, threads: usize, turn: &Turn) -> Result<Vec<i64>, Failure> {
        let mut pooled = vec![0_i64; self.cell_index(0, 0, self.incentives.len())];
        for (at, incentive) in self.program().incentives.iter().enumerate() {
            if incentive.shares.is_none() || incentive.state == State::Off {
                continue;
            }
            let made = match self.pooled[at].get() {
                Some(made) => made,
                None => {
                    let made = Arc::new(self.incentive_pools(at, threads, turn)?);
                    self.pooled[at].get_or_init(|| made)
                }
            };
            let first = self.cell_index(0, 0, at);
            pooled[first..first + made.len()].copy_from_slice(made);
        }
        Ok(pooled)
    }

    /// The shares of one incentive's pools, by quarter and partner.
    fn incentive_pools(&self, at: usize, threads: usize, turn: &Turn) -> Result<Vec<i64>, Failure> {
        let incentive = &self.program().incentives[at];
        let mut pooled = vec![0_i64; self.cell_index(0, 0, 1)];
        let Some(shares) = &incentive.shares else { return Ok(pooled) };
        let parts = in_parts(self.facts().deals.len(), threads, |range| {
            let mut found = Vec::new();
            for deal in range {
                if deal % STRIDE == 0 {
                    turn.check()?;
                }
                let Some((quarter, span)) = self.quarter_of(deal) else { continue };
                for (partner, part) in self.pool(at, shares, deal, span, &mut Unrecorded)? {
                    found.push((self.cell_index(partner, quarter, 0), part));
                }
            }
            Ok(found)
        })?;
        for (cell, part) in parts.into_iter().flatten() {
            pooled[cell] = pooled[cell]
                .checked_add(part)
                .ok_or_else(|| Failure::overflow(&format!("What {} pays", incentive.name)))?;
        }
        Ok(pooled)
    }

    /// The lines of some partners, by partner, then incentive, then quarter.
    fn partner_lines(
        &self,
        partners: Range<usize>,
        pooled: &[i64],
        turn: &Turn,
    ) -> Result<Vec<i64>, Failure> {
        let mut lines = Vec::new();
        for partner in partners {
            if partner % STRIDE == 0 {
                turn.check()?;
            }
            for incentive in 0..self.incentives.len() {
                let last = self.replay().quarters().len();
                lines.extend(self.quarter_lines(incentive, partner, last, pooled)?);
            }
        }
        Ok(lines)
    }

    /// The lines of a partner and incentive for the quarters before `end`, each seeing what the
    /// year settled before it.
    fn quarter_lines(
        &self,
        incentive: usize,
        partner: usize,
        end: usize,
        pooled: &[i64],
    ) -> Result<Vec<i64>, Failure> {
        let mut settled: Vec<i64> = Vec::with_capacity(end);
        for quarter in 0..end {
            let of = LineOf {
                incentive,
                partner,
                quarter,
                settled_this_year: self.settled_this_year(quarter, &settled),
                pooled: pooled[self.cell_index(partner, quarter, incentive)],
            };
            settled.push(self.line(of, &mut Unrecorded)?);
        }
        Ok(settled)
    }

    /// What earlier quarters of the same fiscal year settled.
    fn settled_this_year(&self, quarter: usize, settled: &[i64]) -> i64 {
        let year = |span: &Span| self.program().calendar.period_of(span.last, Period::Year);
        let quarters = self.replay().quarters();
        let this_year = quarters[..quarter].iter().zip(settled);
        let same = this_year.filter(|(span, _)| year(span) == year(&quarters[quarter]));
        same.map(|(_, amount)| amount).sum()
    }

    /// Explains a line: the calculation run for it with a recorder.
    ///
    /// # Errors
    /// As [`Plan::calculate`].
    pub fn explain(
        &self,
        partner: usize,
        quarter: usize,
        incentive: usize,
    ) -> Result<Explanation, Failure> {
        let mut recorder = Recorded::default();
        let mut pooled = vec![0; self.cell_index(0, 0, self.incentives.len())];
        for earlier in 0..=quarter {
            let (sum, steps) = self.partner_pools(incentive, partner, earlier)?;
            pooled[self.cell_index(partner, earlier, incentive)] = sum;
            if earlier == quarter {
                recorder.0.extend(steps);
            }
        }
        let settled = self.quarter_lines(incentive, partner, quarter, &pooled)?;
        let of = LineOf {
            incentive,
            partner,
            quarter,
            settled_this_year: self.settled_this_year(quarter, &settled),
            pooled: pooled[self.cell_index(partner, quarter, incentive)],
        };
        let minor = self.line(of, &mut recorder)?;
        let mut steps = recorder.0;
        // One deal's reason is no reason against a line that pays.
        if minor != 0 {
            steps.retain(|step| !matches!(step, Step::WhyNot(_)));
        }
        Ok(Explanation {
            partner,
            quarter,
            incentive,
            amount: self.minor_money(minor),
            account: self.program().incentives[incentive].pays_into,
            steps,
        })
    }

    /// A partner's shares of the pools of one quarter, with the steps of the pools it has a part in
    /// and the reasons of those that were not made.
    fn partner_pools(
        &self,
        incentive: usize,
        partner: usize,
        quarter: usize,
    ) -> Result<(i64, Vec<Step>), Failure> {
        let of = &self.program().incentives[incentive];
        let (mut sum, mut steps) = (0_i64, Vec::new());
        let Some(shares) = of.shares.as_ref().filter(|_| of.state != State::Off) else {
            return Ok((sum, steps));
        };
        for deal in self.facts().partner_deals(partner) {
            let Some((at, span)) = self.quarter_of(*deal) else { continue };
            if at != quarter {
                continue;
            }
            let mut recorder = Recorded::default();
            let parts = self.pool(incentive, shares, *deal, span, &mut recorder)?;
            let part = parts.iter().find(|(of_partner, _)| *of_partner == partner);
            sum += part.map_or(0, |(_, part)| *part);
            if parts.is_empty() || part.is_some() {
                steps.extend(recorder.0);
            }
        }
        Ok((sum, steps))
    }
}

impl Outcome {
    /// The level a partner holds on a quarter's last day, as a position in the track's levels; none
    /// when it is not on the track.
    #[must_use]
    pub fn level(&self, track: usize, partner: usize, quarter: usize) -> Option<usize> {
        let ladder = self.plan.ladders.get(track)?;
        ladder.level_on(partner, self.quarters()[quarter].until())
    }

    /// Net won revenue by declared share, of one partner or all, in one quarter or all.
    #[must_use]
    pub fn revenue(&self, partner: Option<usize>, quarter: Option<usize>) -> Money {
        let partners = partner.map_or(0..self.facts().partners.len(), |one| one..one + 1);
        let quarters = quarter.map_or(self.quarters(), |one| &self.quarters()[one..=one]);
        let mut sum = 0_i64;
        for partner in partners {
            for span in quarters {
                sum = sum.saturating_add(self.plan.revenue.sum(partner, *span));
            }
        }
        Money::from_units(sum, self.plan.program().currency)
    }
}

/// Runs a job over `0..count` in as many parts as there are threads; results and the first failure
/// come in the order of the parts, whichever thread is first.
fn in_parts<T: Send>(
    count: usize,
    threads: usize,
    job: impl Fn(Range<usize>) -> Result<T, Failure> + Sync,
) -> Result<Vec<T>, Failure> {
    let size = count.div_ceil(threads.max(1)).max(1);
    let ranges: Vec<_> = (0..count).step_by(size).map(|at| at..(at + size).min(count)).collect();
    if ranges.len() < 2 {
        return ranges.into_iter().map(job).collect();
    }
    std::thread::scope(|scope| {
        let running: Vec<_> = ranges.into_iter().map(|range| scope.spawn(|| job(range))).collect();
        let stopped = || Failure {
            code: "calculation_stopped",
            sentence: "A part of the calculation stopped unexpectedly.".to_owned(),
            hint: "Try again; if it happens again, report it with the document.".to_owned(),
        };
        running.into_iter().map(|part| part.join().map_err(|_| stopped())?).collect()
    })
}
