//! Measures over windows, and requirements.

use tierwright_program::{
    Filter, Incentive, Measure, Period, Quantity, Requirement, Span,
    incentive::{Baseline, BaselineOf, Threshold, WhenNoBaseline},
    measure::{
        ActivityCounting, ActivityEvidence, Basis, Counting, Sales, Scope, ValueBasis, Weight,
        Window,
    },
    rate::RATE_ONE,
};

use super::{
    sales::Credited,
    script::{Refused, Script},
};

/// Which periods something is worked out for, each with its number in a table of them.
pub(super) struct Periods {
    /// `period`, `p_from`, `p_until`, `year`.
    pub table: String,
    /// The periods.
    pub spans: Vec<Span>,
}

/// A measure in a table of partner, period and value.
pub(super) struct Measured {
    pub table: String,
    /// Whether it is a fraction: then the table has `part` and `whole` in place of a value.
    pub ratio: bool,
}

impl Script<'_> {
    /// A table of periods.
    pub fn periods(&mut self, spans: Vec<Span>) -> Periods {
        let rows: Vec<Vec<String>> = spans
            .iter()
            .enumerate()
            .map(|(at, span)| {
                let year = self.calendar().year_of(span.until());
                vec![
                    at.to_string(),
                    self.day(span.from()),
                    self.day(span.until()),
                    year.to_string(),
                ]
            })
            .collect();
        let table = self.constants("period", &["period", "p_from", "p_until", "year"], &rows);
        Periods { table, spans }
    }

    /// The days of a window, seen from each period.
    fn windows(&mut self, periods: &Periods, window: Window) -> String {
        let spans = self.window_spans(periods, window);
        let rows: Vec<Vec<String>> = spans
            .iter()
            .enumerate()
            .map(|(at, span)| vec![at.to_string(), self.day(span.from()), self.day(span.until())])
            .collect();
        self.constants("window", &["period", "w_from", "w_until"], &rows)
    }

    fn window_spans(&self, periods: &Periods, window: Window) -> Vec<Span> {
        let (calendar, first) = (self.calendar(), self.first);
        periods
            .spans
            .iter()
            .map(|period| match window {
                Window::Period => *period,
                Window::YearToDate => {
                    let year =
                        calendar.period_of(period.until(), tierwright_program::Period::Year).from();
                    Span::new(year, period.until())
                }
                Window::TrailingMonths(months) => calendar.trailing(period.until(), months),
                Window::TrailingQuarters(quarters) => {
                    let mut first = calendar.period_of(period.until(), Period::Quarter);
                    for _ in 1..quarters {
                        first = calendar.previous(first, Period::Quarter);
                    }
                    Span::new(first.from(), period.until())
                }
                Window::Dates(of) => Span::new(of.from, of.until.min(period.until())),
                Window::ProgramLife => Span::new(first.min(period.from()), period.until()),
            })
            .collect()
    }

    /// The spans that baselines are taken from.
    pub fn before(
        &self,
        of: &Incentive,
        baseline: &Baseline,
        spans: &[Span],
    ) -> Result<Vec<Span>, Refused> {
        let calendar = self.calendar();
        let length = of.period.length().unwrap_or(Period::Quarter);
        let skips =
            matches!(baseline.when_none, WhenNoBaseline::Skip | WhenNoBaseline::AllIsGrowth);
        if !skips || !baseline.restated.is_empty() {
            return Err("puts another number in place of a baseline, or changes it".to_owned());
        }
        let before = |span: &Span| match baseline.of {
            BaselineOf::SamePeriodLastYear => Ok(calendar.year_earlier(*span)),
            BaselineOf::PreviousPeriod => Ok(calendar.previous(*span, length)),
            BaselineOf::TrailingMean(_)
            | BaselineOf::Fixed(_)
            | BaselineOf::Target(_)
            | BaselineOf::BestOf(_) => {
                Err("grows over something else than one earlier period".to_owned())
            }
        };
        spans.iter().map(before).collect()
    }

    /// A measure for each partner and period.
    pub fn measure(
        &mut self,
        measure: &Measure,
        window: Window,
        periods: &Periods,
    ) -> Result<Measured, Refused> {
        let windows = self.windows(periods, window);
        let value = |table| Ok(Measured { table, ratio: false });
        match measure {
            Measure::Growth(_) | Measure::Attainment(_) => {
                Err("compares a measure with an earlier or agreed one".to_owned())
            }
            Measure::Revenue(sales) => value(self.summed(sales, "s.amount", &windows)?),
            Measure::Units(sales) => value(self.summed(sales, "s.units", &windows)?),
            Measure::Deals(sales) => value(self.deals(sales, &windows)?),
            Measure::Customers(of) => {
                value(self.customers(&of.of, &of.roles, &windows, "s.customer <> ''")?)
            }
            Measure::NewCustomers(of) => {
                let spans = self.window_spans(periods, window);
                let is_new = self.is_new(of.new_when, &spans);
                value(self.customers(&of.of, &of.roles, &windows, &is_new)?)
            }
            Measure::Certifications(of) => {
                let counted = match of.counting {
                    Counting::Certificates => "*",
                    Counting::People => "DISTINCT COALESCE(a.person, '')",
                };
                // On no day of a window that has not begun.
                let query = format!(
                    "SELECT a.partner AS partner, w.period AS period, {} * {RATE_ONE} AS value\n\
                     FROM activity a JOIN {windows} w ON a.day <= w.w_until AND w.w_from <= w.w_until\n  \
                     AND (a.valid_until IS NULL OR w.w_until <= a.valid_until)\n\
                     WHERE a.kind = {}\nGROUP BY a.partner, w.period",
                    self.dialect.count(counted),
                    self.said(&of.kind)
                );
                value(self.step("certified", &query))
            }
            Measure::Activities(of) => {
                let counted = match of.counting {
                    ActivityCounting::Activities => {
                        format!("{} * {RATE_ONE}", self.dialect.count("*"))
                    }
                    ActivityCounting::Quantity => self.dialect.sum("COALESCE(a.quantity_e8, 0)"),
                    ActivityCounting::Value => {
                        return Err("adds up what activities are worth".to_owned());
                    }
                };
                let evidence = match of.evidence {
                    ActivityEvidence::NotNeeded => "",
                    ActivityEvidence::OnFile => " AND a.evidence = 1",
                };
                let query = format!(
                    "SELECT a.partner AS partner, w.period AS period, {counted} AS value\n\
                     FROM activity a JOIN {windows} w ON a.day BETWEEN w.w_from AND w.w_until\n\
                     WHERE a.kind = {}{evidence}\nGROUP BY a.partner, w.period",
                    self.said(&of.kind)
                );
                value(self.step("did", &query))
            }
            Measure::Ratio(ratio) if ratio.decimals.is_none() => {
                let part = self.measure(&ratio.part, window, periods)?;
                let whole = self.measure(&ratio.whole, window, periods)?;
                if part.ratio || whole.ratio {
                    return Err("divides a fraction by something".to_owned());
                }
                let query = format!(
                    "SELECT b.partner AS partner, b.period AS period, COALESCE(a.value, 0) AS part,\n  \
                     b.value AS whole\nFROM {} b LEFT JOIN {} a ON a.partner = b.partner AND a.period = b.period",
                    whole.table, part.table
                );
                Ok(Measured { table: self.step("ratio", &query), ratio: true })
            }
            Measure::Ratio(_) => Err("rounds a ratio before it is compared".to_owned()),
            Measure::ListRevenue(_)
            | Measure::Cost(_)
            | Measure::Margin(_)
            | Measure::Recurring(_)
            | Measure::Points(_)
            | Measure::Score(_) => Err(format!("measures {}", measure.words())),
        }
    }

    fn sold_for(&mut self, sales: &Sales) -> Result<String, Refused> {
        if !sales.value.is_plain() {
            return Err(format!("measures {} on days of its own", sales.value.words()));
        }
        if !sales.scope.is_partner() {
            return Err("measures what a family or group of partners sold".to_owned());
        }
        self.sold(&Credited {
            roles: &sales.roles,
            weight: sales.weight,
            measured: true,
            conditions: &[],
            marketplace: &[],
        })
    }

    fn summed(&mut self, sales: &Sales, what: &str, windows: &str) -> Result<String, Refused> {
        let sold = self.sold_for(sales)?;
        let gross = if sales.basis == Basis::Gross { "s.is_sale = 1 AND " } else { "" };
        let query = format!(
            "SELECT s.partner AS partner, w.period AS period, {} AS value\n\
             FROM {sold} s JOIN {windows} w ON s.counted_on BETWEEN w.w_from AND w.w_until\n\
             WHERE {gross}{}\nGROUP BY s.partner, w.period",
            self.dialect.sum(what),
            self.sales_filter(&sales.of, "s")?
        );
        Ok(self.step("measure", &query))
    }

    fn deals(&mut self, sales: &Sales, windows: &str) -> Result<String, Refused> {
        let sold = self.sold_for(sales)?;
        let each = match sales.weight {
            Weight::WholeDeal => self.dialect.whole(RATE_ONE),
            Weight::DeclaredShare => "s.share".to_owned(),
        };
        let query = format!(
            "SELECT t.partner AS partner, t.period AS period, {} AS value\n\
             FROM (SELECT DISTINCT s.partner AS partner, w.period AS period, s.deal AS deal, {each} AS one\n  \
             FROM {sold} s JOIN {windows} w ON s.closed BETWEEN w.w_from AND w.w_until\n  \
             WHERE s.is_sale = 1 AND {}) t\nGROUP BY t.partner, t.period",
            self.dialect.sum("t.one"),
            self.sales_filter(&sales.of, "s")?
        );
        Ok(self.step("deals", &query))
    }

    /// How many customers bought, of those that count.
    fn customers(
        &mut self,
        of: &Filter,
        roles: &[String],
        windows: &str,
        counts: &str,
    ) -> Result<String, Refused> {
        let (of, roles) = (of.clone(), roles.to_vec());
        let (weight, basis) = (Weight::WholeDeal, Basis::Gross);
        let (value, scope) = (ValueBasis::default(), Scope::Partner);
        let sales = Sales { of, roles, weight, basis, value, scope };
        let sold = self.sold_for(&sales)?;
        let query = format!(
            "SELECT s.partner AS partner, w.period AS period, {} * {RATE_ONE} AS value\n\
             FROM {sold} s JOIN {windows} w ON s.closed BETWEEN w.w_from AND w.w_until\n\
             WHERE s.is_sale = 1 AND {counts} AND {}\nGROUP BY s.partner, w.period",
            self.dialect.count("DISTINCT s.customer"),
            self.sales_filter(&sales.of, "s")?
        );
        Ok(self.step("customers", &query))
    }

    /// Who meets a requirement, as a condition on a row `b` of partner and period, with the joins
    /// that it needs.
    pub fn met(
        &mut self,
        asked: &Requirement,
        periods: &Periods,
        joins: &mut Vec<String>,
    ) -> Result<String, Refused> {
        match asked {
            Requirement::All(parts) => self.several(parts, " AND ", "1 = 1", periods, joins),
            Requirement::Any(parts) => self.several(parts, " OR ", "1 = 0", periods, joins),
            Requirement::AtLeast(some) => {
                let mut met = vec!["0".to_owned()];
                for part in &some.of {
                    let one = self.met(part, periods, joins)?;
                    met.push(format!("CASE WHEN {one} THEN 1 ELSE 0 END"));
                }
                Ok(format!("({}) >= {}", met.join(" + "), some.count))
            }
            Requirement::Score(_) => Err("asks for a weighted score".to_owned()),
            Requirement::Reaches(leaf) => {
                let measured = self.measure(&leaf.measure, leaf.window, periods)?;
                let alias = self.joined(&measured.table, joins);
                Ok(self.reaches(&alias, measured.ratio, leaf.at_least, leaf.threshold))
            }
        }
    }

    fn several(
        &mut self,
        parts: &[Requirement],
        word: &str,
        none: &str,
        periods: &Periods,
        joins: &mut Vec<String>,
    ) -> Result<String, Refused> {
        let mut met = Vec::new();
        for part in parts {
            met.push(self.met(part, periods, joins)?);
        }
        if met.is_empty() { Ok(none.to_owned()) } else { Ok(format!("({})", met.join(word))) }
    }

    /// The alias of a measure's table, joined to a row `b` of partner and period.
    pub fn joined(&self, table: &str, joins: &mut Vec<String>) -> String {
        let of = |alias: &str| {
            format!(
                "LEFT JOIN {table} {alias} ON {alias}.partner = b.partner AND {alias}.period = b.period"
            )
        };
        let found = (0..joins.len()).find(|at| joins[*at] == of(&format!("m{at}")));
        found.map(|at| format!("m{at}")).unwrap_or_else(|| {
            let alias = format!("m{}", joins.len());
            joins.push(of(&alias));
            alias
        })
    }

    /// Whether a joined measure reaches a threshold.
    pub fn reaches(
        &self,
        alias: &str,
        ratio: bool,
        at_least: Quantity,
        threshold: Threshold,
    ) -> String {
        let sign = sign_of(threshold);
        let units = at_least.units();
        if ratio {
            let (number, scale) = shortest(units);
            let part = self.dialect.times(&format!("{alias}.part"), &scale.to_string());
            let whole = self.dialect.times(&format!("{alias}.whole"), &number.to_string());
            return format!("(COALESCE({alias}.whole, 0) > 0 AND {part} {sign} {whole})");
        }
        format!("COALESCE({alias}.value, 0) {sign} {units}")
    }
}

/// How a value is compared with a threshold.
pub(super) const fn sign_of(threshold: Threshold) -> &'static str {
    match threshold {
        Threshold::Reached => ">=",
        Threshold::Passed => ">",
    }
}

/// Hundred-millionths as `number / scale` with the smallest scale that is a power of ten.
pub(super) const fn shortest(units: i64) -> (i64, i64) {
    let (mut number, mut scale) = (units, RATE_ONE);
    while scale > 1 && number % 10 == 0 {
        number /= 10;
        scale /= 10;
    }
    (number, scale)
}
