//! Steps of MDF money, exchange rates and past payouts into columns.

use super::Builder;
use crate::facts::{
    columns::DayRate,
    packed::Starts,
    rows::{FundEventRow, PaidRow, RateRow},
};

impl Builder {
    pub(super) fn fund_events(&mut self, rows: Vec<FundEventRow>) {
        self.once("fund_event", rows.iter().map(|row| (row.id.as_str(), row.source)));
        let mut keyed = Vec::with_capacity(rows.len());
        for row in rows {
            let (id, source) = (&row.id, row.source);
            let own = (row.amount.currency(), "its own");
            self.in_currency("fund_event", id, &[row.cost], own, source);
            let linked = row.deals.iter();
            let mut deals: Vec<usize> =
                linked.filter_map(|deal| self.deal("fund_event", id, deal, 0, source)).collect();
            deals.sort_unstable();
            deals.dedup();
            if let Some(partner) = self.partner("fund_event", id, &row.partner, source) {
                keyed.push((partner, deals, row));
            }
        }
        keyed.sort_by(|a, b| (a.0, a.2.date, &a.2.id).cmp(&(b.0, b.2.date, &b.2.id)));
        let columns = &mut self.facts.fund_events;
        columns.of_partner = Starts::of(keyed.iter().map(|key| key.0), self.facts.partners.len());
        for (partner, deals, row) in keyed {
            columns.ids.push(row.id);
            columns.funds.push(row.fund);
            columns.partners.push(partner);
            columns.activities.push(row.activity);
            columns.requests.push(row.request);
            columns.steps.push(row.step);
            columns.dates.push(row.date);
            columns.amounts.push(row.amount);
            columns.costs.push(row.cost);
            columns.deals.push(deals);
            columns.sources.push(row.source);
        }
    }

    pub(super) fn rates(&mut self, rows: Vec<RateRow>) {
        self.facts.rates.rows = rows.len();
        for row in rows {
            let name = format!("{} in {} on {}", row.currency, row.base, row.date);
            if row.rate.units() <= 0 {
                let sentence = format!("The exchange rate of {name} is not above zero.");
                self.problem("rate_not_positive", "rate", &name, sentence, row.source);
            }
            let day = DayRate {
                date: row.date,
                rate: row.rate,
                inverse: row.inverse,
                source: row.source,
            };
            self.facts
                .rates
                .series
                .entry((row.table, row.currency, row.base))
                .or_default()
                .push(day);
        }
        let mut twice = Vec::new();
        for ((table, currency, base), days) in &mut self.facts.rates.series {
            days.sort_by_key(|day| (day.date, day.source));
            for pair in days.windows(2).filter(|pair| pair[0].date == pair[1].date) {
                let name = format!("{currency} in {base} on {}", pair[1].date);
                let sentence = format!("The table {table} has two exchange rates of {name}.");
                twice.push((name, sentence, pair[1].source));
            }
        }
        for (name, sentence, source) in twice {
            self.problem("rate_twice", "rate", &name, sentence, source);
        }
    }

    pub(super) fn paid(&mut self, rows: Vec<PaidRow>) {
        self.once("paid", rows.iter().map(|row| (row.id.as_str(), row.source)));
        let mut keyed = Vec::with_capacity(rows.len());
        for row in rows {
            if let Some(partner) = self.partner("paid", &row.id, &row.partner, row.source) {
                keyed.push((partner, row));
            }
        }
        keyed.sort_by(|a, b| (a.0, a.1.period_from, &a.1.id).cmp(&(b.0, b.1.period_from, &b.1.id)));
        let columns = &mut self.facts.paid;
        columns.of_partner = Starts::of(keyed.iter().map(|key| key.0), self.facts.partners.len());
        for (partner, row) in keyed {
            columns.ids.push(row.id);
            columns.partners.push(partner);
            columns.from.push(row.period_from);
            columns.until.push(row.period_until);
            columns.labels.push(row.label);
            columns.amounts.push(row.amount);
            columns.sources.push(row.source);
        }
    }
}
