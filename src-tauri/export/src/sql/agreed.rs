//! What sales are compared with and told from: agreed targets, and customers who had bought before.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tierwright_program::{
    Incentive, Span, Target,
    baseline::AgreedTarget,
    measure::{BoughtFrom, NewWhen},
    target::TargetOf,
};

use super::{
    measures::Periods,
    script::{Refused, Script},
};

impl Script<'_> {
    /// T for a row `b` of partner and period, in the unit of V.
    pub(super) fn target(
        &mut self,
        of: &Incentive,
        target: &Target,
        periods: &Periods,
        joins: &mut Vec<String>,
    ) -> Result<String, Refused> {
        if !target.restated.is_empty() {
            return Err("changes a target for price rises or acquisitions".to_owned());
        }
        if !target.joiners.is_whole() {
            return Err("gives joiners a part of the target".to_owned());
        }
        match &target.of {
            TargetOf::Fixed(number) => Ok(self.dialect.whole(number.units())),
            TargetOf::Agreed(agreed) => {
                let counts = of.earns_on.measure.counts();
                let table = self.agreed(agreed, periods, counts);
                let alias = self.joined(&table, joins);
                Ok(format!("COALESCE({alias}.value, 0)"))
            }
            TargetOf::Growth(_) => {
                Err("measures what was sold by growth that is asked for".to_owned())
            }
        }
    }

    /// The rows of an agreed target whose periods lie whole in a period, added up; money in the
    /// program's currency by the rate of the last day of the row.
    fn agreed(&mut self, agreed: &AgreedTarget, periods: &Periods, counts: bool) -> String {
        let (value, worth, is_one) = if counts {
            ("t.number_e8".to_owned(), "", "t.number_e8 IS NOT NULL")
        } else {
            let worth =
                "\nLEFT JOIN tw_worth w ON w.currency = t.currency AND w.rate_day = t.period_until";
            (self.worth("t.amount_e4"), worth, "t.amount_e4 IS NOT NULL")
        };
        let measure = agreed.measure.as_ref().map_or_else(String::new, |measure| {
            format!(" AND COALESCE(t.measure, '') = {}", self.said(measure))
        });
        let query = format!(
            "SELECT t.partner AS partner, r.period AS period, {} AS value\n\
             FROM target t JOIN {} r ON r.p_from <= t.period_from AND t.period_until <= r.p_until{worth}\n\
             WHERE t.name = {} AND {is_one}{measure}\nGROUP BY t.partner, r.period",
            self.dialect.sum(&value),
            periods.table,
            self.said(&agreed.name),
        );
        self.step("target", &query)
    }

    /// The condition that the customer of a row `s` of sales is new on the day of its deal: it had
    /// bought nothing for some months. `spans` are the days that deals are looked at on.
    pub(super) fn is_new(&mut self, new: NewWhen, spans: &[Span]) -> String {
        let since = self.since(new.months, spans);
        let (partner, credit, own) = match new.bought_from {
            BoughtFrom::Anyone => ("", "", ""),
            BoughtFrom::ThisPartner => (
                ", c.partner AS partner",
                " JOIN credit c ON c.deal = e.deal",
                " AND o.partner = s.partner",
            ),
        };
        let query = format!(
            "SELECT DISTINCT d.deal AS deal{partner}\n\
             FROM tw_deal d JOIN {since} n ON n.day = d.closed\n\
             JOIN tw_deal e ON e.customer = d.customer AND e.closed >= n.since AND e.closed < d.closed{credit}\n\
             WHERE d.customer <> ''"
        );
        let old = self.step("not_new", &query);
        format!(
            "s.customer <> '' AND NOT EXISTS (SELECT 1 FROM {old} o WHERE o.deal = s.deal{own})"
        )
    }

    /// The first of the days that are looked back to from each day: months end on different days, and
    /// databases count back from them in different ways.
    fn since(&mut self, months: u16, spans: &[Span]) -> String {
        let calendar = self.calendar();
        let within = |span: &Span| {
            let until = span.until();
            span.from().max(self.first).iter_days().take_while(move |day| *day <= until)
        };
        let mut days: BTreeSet<NaiveDate> = spans.iter().flat_map(within).collect();
        // A table of constants has at least one row.
        days.insert(self.first);
        let rows: Vec<Vec<String>> = days
            .into_iter()
            .map(|day| {
                let before = day.pred_opt().unwrap_or(day);
                vec![self.day(day), self.day(calendar.trailing(before, months).from())]
            })
            .collect();
        self.constants("since", &["day", "since"], &rows)
    }
}
