//! What each deal of a partner gives by itself.

use chrono::NaiveDate;
use tierwright_program::{
    Fraction,
    incentive::{Accumulation, LimitPer, Paid, Qualifier, Rounded},
};

use super::{Earned, LineOf, Reward, reduced_parts};
use crate::{
    Failure, Plan,
    cube::{SalesRow, SalesRows},
    explanation::{Step, Use, WhyNot},
    fraction::add,
    parts::WholeValue,
    pool::limit,
    recorder::Recorder,
    schedule::{Picks, Reading, SchedulePlan, exact::whole},
};

impl Plan {
    /// Each deal of the partner by itself.
    pub(super) fn by_deal<R: Recorder>(
        &self,
        of: LineOf<'_>,
        recorder: &mut R,
    ) -> Result<Earned, Failure> {
        let plan = &self.incentives[of.incentive];
        let mut columns: Vec<Option<Result<usize, WhyNot>>> = vec![None; plan.parts.len()];
        if let [only] = columns.as_mut_slice()
            && !plan.asks_each_deal()
            && !plan.schedules.get(0).tier_at_close()
        {
            let column = self.column(plan.schedules.get(0), of.partner, of.seen, recorder)?;
            if let Err(why) = column {
                return Ok(Err(why));
            }
            *only = Some(column);
        }
        let mut reward = Reward { sum: Fraction::ZERO, deals: Vec::new() };
        for deal in self.sales_rows(&plan.key).deals_of(of.partner) {
            let span = of.seen.span;
            let Some(day) = self.facts().deals.won_on(deal).filter(|day| span.contains(*day))
            else {
                continue;
            };
            match self.deal_gives(deal, day, of, &mut columns, recorder)? {
                None => {}
                Some(Err(why)) => recorder.record(|| Step::WhyNot(why)),
                Some(Ok(earned)) => {
                    reward.sum = add(reward.sum, earned)
                        .ok_or_else(|| self.too_large(of.incentive, of.partner))?;
                    reward.deals.push((deal, earned));
                }
            }
        }
        let none = reward.sum.numerator == 0;
        Ok(if none { Err(self.nothing(of, WhyNot::NothingSold)) } else { Ok(reward) })
    }

    /// What a deal that closed on a day gives the partner by itself, or why nothing; none where
    /// nothing of it counts for the partner. `columns` are those found before, by version.
    pub(super) fn deal_gives<R: Recorder>(
        &self,
        deal: usize,
        day: NaiveDate,
        of: LineOf<'_>,
        columns: &mut [Option<Result<usize, WhyNot>>],
        recorder: &mut R,
    ) -> Result<Option<Result<Fraction, WhyNot>>, Failure> {
        let plan = &self.incentives[of.incentive];
        let Some(value) = self.deal_value_of(deal, of, recorder)? else { return Ok(None) };
        let whose = (of.incentive, of.partner);
        if plan.asks_each_deal()
            && let Some(why) = self.not_at_level(whose, of.seen, Some(day), recorder)?
        {
            return Ok(Some(Err(why)));
        }
        let version = plan.schedules.on(day);
        let schedule = plan.schedules.get(version);
        // The level of the column is told after the one that is asked for.
        if columns[version].is_none() || schedule.tier_at_close() || plan.asks_each_deal() {
            let seen = schedule.tier_seen(of.seen, Some(day));
            columns[version] = Some(self.column(schedule, of.partner, seen, recorder)?);
        }
        let column = match &columns[version] {
            Some(Err(why)) => return Ok(Some(Err(why.clone()))),
            Some(Ok(column)) => *column,
            None => 0,
        };
        self.deal_earns(deal, version, (value, column), of, recorder).map(Some)
    }

    /// V of one deal; none where nothing of it counts for the partner.
    fn deal_value_of<R: Recorder>(
        &self,
        deal: usize,
        of: LineOf<'_>,
        recorder: &mut R,
    ) -> Result<Option<i64>, Failure> {
        let plan = &self.incentives[of.incentive];
        let rows = self.sales_rows(&plan.key);
        let (mut any, mut value) = (false, 0_i64);
        let mut contributions = Vec::new();
        each_partner_row(&rows, deal, of, &mut |row| {
            any = true;
            value = value.checked_add(row.counted)?;
            if R::RECORDS {
                contributions.push(rows.contribution(deal, &row));
            }
            Some(())
        })?;
        if !any {
            return Ok(None);
        }
        if self.program().incentives[of.incentive].earns_on.measure == Paid::Nothing {
            return Ok(Some(0));
        }
        let span = of.seen.span;
        let step = || self.measure_step(Use::PaidOn, &plan.key, span, value, contributions);
        recorder.record(step);
        Ok(Some(value))
    }

    /// What one deal earns by the version of the schedule in force when it closed, less what
    /// earlier results take off, up to the limit per deal.
    fn deal_earns<R: Recorder>(
        &self,
        deal: usize,
        version: usize,
        (value, column): (i64, usize),
        of: LineOf<'_>,
        recorder: &mut R,
    ) -> Result<Result<Fraction, WhyNot>, Failure> {
        let incentive = &self.program().incentives[of.incentive];
        let off = of.taken_off.get(&deal).map_or(0, |off| (*off).min(value).max(0));
        let reads = Reads { deal, line: None, version, column };
        let earned = if incentive.period == Accumulation::Line {
            self.lines_earn(reads, off, of, recorder)?
        } else {
            let rows_of = |rows: &SalesRows<'_>| partner_rows(rows, deal, of);
            self.read_by_itself(reads, (value, off), of, rows_of, recorder)?
        };
        let earned = match earned {
            Err(why) => return Ok(Err(why)),
            Ok(earned) => earned,
        };
        let limited = limit(earned, incentive, LimitPer::Deal, 0, recorder);
        let rounded = limited.and_then(|limited| match incentive.rounded {
            Rounded::PayoutLine | Rounded::DealLine => Some(limited),
            Rounded::Deal => self.round(limited, recorder).map(|minor| self.exact_minor(minor)),
        });
        rounded.map(Ok).ok_or_else(|| self.too_large(of.incentive, of.partner))
    }

    /// Reads the schedule for a deal or one of its lines by itself, of which V and what is taken off
    /// it are given.
    pub(super) fn read_by_itself<R: Recorder>(
        &self,
        reads: Reads,
        (value, off): (i64, i64),
        of: LineOf<'_>,
        rows_of: impl Fn(&SalesRows<'_>) -> Result<Vec<SalesRow>, Failure>,
        recorder: &mut R,
    ) -> Result<Result<Fraction, WhyNot>, Failure> {
        let Reads { deal, line, version, column } = reads;
        let plan = &self.incentives[of.incentive];
        let schedule = plan.schedules.get(version);
        let too_large = || self.too_large(of.incentive, of.partner);
        let left = self.after_reduction(of, whole(value), off, recorder).ok_or_else(too_large)?;
        let Some(paid_on) = left else {
            return Ok(Err(WhyNot::ReducedToNothing));
        };
        let all = WholeValue {
            partner: of.partner,
            span: of.seen.span,
            column,
            sold: value,
            value: whole(value),
        };
        let parts = self.parts_of_deal(&plan.parts[version], deal, all, rows_of, recorder)?;
        if parts.is_empty() {
            return Ok(Err(WhyNot::NothingInColumns));
        }
        let parts = reduced_parts(parts, whole(value), paid_on).ok_or_else(too_large)?;
        let picks = self.deal_picks(of.incentive, schedule, value);
        let reading = Reading { picks, paid_on, parts: &parts, deal: Some(deal), line };
        schedule.read(&reading, recorder).ok_or_else(too_large)
    }

    /// What picks the band of a deal that is paid by itself: its own value, or nothing.
    pub(crate) fn deal_picks(&self, incentive: usize, by: &SchedulePlan, value: i64) -> Picks {
        match self.program().incentives[incentive].qualifier {
            Qualifier::Tier => Picks::OnlyBand,
            _ => Picks::By(by.value(value)),
        }
    }
}

/// What the schedule is read for, by itself.
#[derive(Clone, Copy)]
pub(super) struct Reads {
    pub deal: usize,
    /// The line, where each is read by itself.
    pub line: Option<usize>,
    /// The version of the schedule.
    pub version: usize,
    /// The column that the partner's level picks.
    pub column: usize,
}

/// Looks at the rows of a deal that count for the partner of a line as far as is known.
fn each_partner_row(
    rows: &SalesRows<'_>,
    deal: usize,
    of: LineOf<'_>,
    look: &mut dyn FnMut(SalesRow) -> Option<()>,
) -> Result<(), Failure> {
    rows.deal(deal, &mut |row| {
        let counts = row.partner == of.partner && row.on <= of.seen.known;
        if counts { look(row) } else { Some(()) }
    })
}

/// Those rows.
pub(super) fn partner_rows(
    rows: &SalesRows<'_>,
    deal: usize,
    of: LineOf<'_>,
) -> Result<Vec<SalesRow>, Failure> {
    let mut found = Vec::new();
    each_partner_row(rows, deal, of, &mut |row| {
        found.push(row);
        Some(())
    })?;
    Ok(found)
}
