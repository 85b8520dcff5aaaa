//! V by the level of the day each deal closed: the whole Q picks the band, and each deal's part of V
//! the column.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tierwright_program::incentive::Columns;

use super::LineOf;
use crate::{
    Failure, Plan,
    cube::CubeKey,
    explanation::{Contribution, Step, Use, WhyNot},
    levels::Ladder,
    recorder::Recorder,
    schedule::{PartOfValue, SchedulePlan, Sold, exact::whole},
};

impl Plan {
    /// The parts of V over a period, by the level on each deal's closing day; or why no level has a
    /// column.
    pub(super) fn parts_at_close<R: Recorder>(
        &self,
        of: LineOf<'_>,
        schedule: &SchedulePlan,
        recorder: &mut R,
    ) -> Result<Result<Vec<PartOfValue>, WhyNot>, Failure> {
        let columns = schedule.columns.as_ref().and_then(Columns::by_level);
        // `check` refuses columns of a track that does not exist.
        let ladder = columns
            .and_then(|columns| self.ladders.iter().find(|own| own.track.id == columns.track));
        let (Some(columns), Some(ladder)) = (columns, ladder) else {
            return Ok(Err(WhyNot::NotOnTrack));
        };
        if !ladder.on_track[of.partner] {
            return Ok(Err(WhyNot::NotOnTrack));
        }
        let key = &self.incentives[of.incentive].key;
        let values = self.by_level(key, of, ladder)?;
        let prices = match schedule.priced(key) {
            Some(key) => self.by_level(&key, of, ladder)?,
            None => BTreeMap::new(),
        };
        let (mut parts, mut without) = (Vec::new(), None);
        for (level, (first, value)) in values {
            if R::RECORDS {
                self.record_level(of, ladder, (level, first, value), recorder)?;
            }
            let of_level = &ladder.track.levels[level];
            match columns.levels.iter().position(|column| *column == of_level.id) {
                None => without = Some(of_level.name.clone()),
                Some(column) => {
                    let sold = |price: &(NaiveDate, i64)| Sold { units: value, money: price.1 };
                    let sold = prices.get(&level).map(sold).unwrap_or_default();
                    parts.push(PartOfValue { column, value: whole(value), sold });
                }
            }
        }
        Ok(match without.filter(|_| parts.is_empty()) {
            Some(level) => Err(WhyNot::NoColumn { level }),
            None => Ok(parts),
        })
    }

    /// The sums of a key by the level on each deal's closing day, and the first such day.
    fn by_level(
        &self,
        key: &CubeKey,
        of: LineOf<'_>,
        ladder: &Ladder,
    ) -> Result<BTreeMap<usize, (NaiveDate, i64)>, Failure> {
        let mut sums: BTreeMap<usize, (NaiveDate, i64)> = BTreeMap::new();
        for (deal, value) in self.on_deals_of(key, of)? {
            let Some((day, level)) = self.level_at_close(deal, of.partner, ladder) else {
                continue;
            };
            let sum = sums.entry(level).or_insert((day, 0));
            sum.0 = sum.0.min(day);
            let added = sum.1.checked_add(value);
            sum.1 = added.ok_or_else(|| self.too_large(of.incentive, of.partner))?;
        }
        Ok(sums)
    }

    /// The day a deal closed, and the partner's level on it.
    fn level_at_close(
        &self,
        deal: usize,
        partner: usize,
        ladder: &Ladder,
    ) -> Option<(NaiveDate, usize)> {
        let day = self.facts().deals.won_on(deal)?;
        Some((day, ladder.level_on(partner, day)?))
    }

    /// Records a level, as it was on the first day a deal closed at it, and its part of V.
    fn record_level<R: Recorder>(
        &self,
        of: LineOf<'_>,
        ladder: &Ladder,
        (level, first, value): (usize, NaiveDate, i64),
        recorder: &mut R,
    ) -> Result<(), Failure> {
        if let Some(step) = ladder.step(self.given(), of.partner, first)? {
            recorder.record(|| Step::Tier(step));
        }
        let key = &self.incentives[of.incentive].key;
        let rows: Vec<Contribution> = self
            .rows_of_line(of)?
            .into_iter()
            .filter(|row| {
                let at = self.level_at_close(row.deal, of.partner, ladder);
                at.is_some_and(|(_, at)| at == level)
            })
            .collect();
        recorder.record(|| self.measure_step(Use::InColumn, key, of.seen.span, value, rows));
        Ok(())
    }

    /// The rows that V of a line is summed from.
    fn rows_of_line(&self, of: LineOf<'_>) -> Result<Vec<Contribution>, Failure> {
        let sales = self.sales_rows(&self.incentives[of.incentive].key);
        if !self.by_deal_period(of.incentive) {
            return sales.contributions(of.partner, of.seen.span);
        }
        let mut rows = Vec::new();
        sales.known(of.partner, of.seen.span, of.seen.known, &mut |deal, row| {
            rows.push(sales.contribution(deal, &row));
            Some(())
        })?;
        Ok(rows)
    }
}
