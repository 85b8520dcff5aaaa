//! An incentive as SQL: from sales to one amount for each partner and settlement.

use tierwright_program::{
    Incentive, Span,
    filter::FieldOf,
    incentive::{
        Accumulation, Columns, EarlierResults, GroupPays, LimitPer, Paid, PaysInto, Qualifier,
        Returns, Rounded, Schedule, TierAt,
    },
    measure::{Basis, Weight},
    rate::RATE_ONE,
};

use super::{
    measured::MeasureTable,
    measures::Periods,
    sales::Credited,
    schedule::{Read, by_part, exponent_of},
    script::{Refused, Script, column, keys, keys_plain},
};
use crate::content::settled_periods;

/// The columns that tell one settlement of a partner.
const SETTLED: [&str; 6] = ["partner", "place", "period", "p_from", "p_until", "year"];

impl Script<'_> {
    /// A table of what an incentive pays: the columns of [`SETTLED`] and an amount in minor units.
    pub fn incentive(&mut self, of: &Incentive) -> Result<String, Refused> {
        self.refuse_what_is_not_said(of)?;
        let spans = settled_periods(self.program, self.quarters, of);
        if spans.is_empty() {
            return Err("is settled for no period of these quarters".to_owned());
        }
        let periods = self.periods(spans);
        let exponents =
            of.schedules().map(|one| exponent_of(of, one, self.program.currency.decimals()));
        let exponent = exponents.max().unwrap_or(6);
        self.say(&format!("{}: what each partner sold that counts.", of.name));
        let gate = self.gate(of, &periods)?;
        let earned = match of.period {
            Accumulation::Deal if of.shares.is_some() => {
                let deals = self.deals_that_count(of, &periods, &gate)?;
                let gives = self.read_versions(of, &deals, exponent, true, false)?;
                self.pool(of, &deals, &gives, exponent)?
            }
            Accumulation::Deal => {
                let deals = self.deals_that_count(of, &periods, &gate)?;
                self.measured = Some(MeasureTable::Deals(deals.clone()));
                let gives = self.read_versions(of, &deals, exponent, true, false)?;
                self.add_up(of, &gives, exponent)?
            }
            Accumulation::Line | Accumulation::Term => {
                return Err("is paid line by line or over terms".to_owned());
            }
            _ => {
                let (table, ratio) = self.period_values(of, &periods, &gate)?;
                self.measured = Some(MeasureTable::Periods(table.clone()));
                let gives = self.read_versions(of, &table, exponent, false, ratio)?;
                let query = format!(
                    "SELECT {}, {} AS amount FROM {gives} g",
                    keys("g", &SETTLED),
                    self.nearest("g.whole", "g.rest", exponent)
                );
                self.step("earned", &query)
            }
        };
        self.say(&format!("{}: limits.", of.name));
        self.limited(of, &earned)
    }

    /// Refuses what no part of this compiler says, by what it does.
    fn refuse_what_is_not_said(&self, of: &Incentive) -> Result<(), Refused> {
        let refused = |why: &str| Err(why.to_owned());
        if of.at_level.is_some() {
            return refused("asks for a level that the partner holds");
        }
        if !of.earns_on.value.is_plain() {
            return refused("is paid on what is billed, collected or with tax");
        }
        if !of.credits.is_own() {
            return refused("goes by the credits of a customer's first deal");
        }
        if of.settle.is_some() {
            return refused("is settled more often than it accumulates");
        }
        if of.guarantee.is_some() {
            return refused("guarantees a least amount");
        }
        if of.spread_over.is_some() {
            return refused("is spread over several settlements");
        }
        if of.stacking.earlier_results == EarlierResults::ReduceIt {
            return refused("is reduced by the results of others");
        }
        if of.returns != Returns::OwnPeriod {
            return refused("settles again or takes back what deals earned when they are returned");
        }
        if of.limits.iter().any(|limit| limit.per == LimitPer::Total) {
            return refused("has a limit over all partners");
        }
        let named = |ids: &[String]| ids.contains(&of.id);
        let groups = self.program.stacking_groups.iter();
        if groups.filter(|one| one.pays != GroupPays::Add).any(|one| named(&one.incentives)) {
            return refused("is compared with other incentives");
        }
        if self.program.shared_limits.iter().any(|limit| named(&limit.incentives)) {
            return refused("is under a limit that it shares");
        }
        let pools = self.program.budget.iter().flat_map(|budget| &budget.pools);
        if pools.into_iter().any(|pool| named(&pool.incentives)) {
            return refused("draws on a budget");
        }
        if of.rounded == Rounded::DealLine {
            return refused("is rounded line by line");
        }
        Ok(())
    }

    /// The table of partner and period whose gate is open; none where there is no gate.
    fn gate(&mut self, of: &Incentive, periods: &Periods) -> Result<Option<String>, Refused> {
        let Some(gate) = &of.gate else { return Ok(None) };
        let mut joins = Vec::new();
        let met = self.met(gate, periods, &mut joins)?;
        let query = format!(
            "SELECT b.partner AS partner, b.period AS period\n\
             FROM (SELECT p.id AS partner, r.period AS period FROM tw_partner p CROSS JOIN {} r) b\n\
             {}\nWHERE {met}",
            periods.table,
            joins.join("\n")
        );
        Ok(Some(self.step("gate", &query)))
    }

    /// Sales and returns of an incentive, in some roles.
    fn sold_by(&mut self, of: &Incentive, roles: &[String]) -> Result<String, Refused> {
        self.sold(&Credited {
            roles,
            weight: of.earns_on.weight,
            measured: false,
            conditions: &of.conditions,
            marketplace: &of.marketplace,
        })
    }

    /// What of a row of sales is paid on, and which rows count.
    fn paid_on(&self, of: &Incentive) -> Result<&'static str, Refused> {
        match &of.earns_on.measure {
            Paid::Revenue => Ok("s.amount"),
            Paid::Units => Ok("s.units"),
            Paid::Nothing | Paid::Deals | Paid::Customers | Paid::NewCustomers(_) => Ok("0"),
            other => Err(format!("pays on {}", other.words())),
        }
    }

    /// The condition on rows of sales that the incentive counts.
    fn counts(&self, of: &Incentive, dates: bool) -> Result<String, Refused> {
        let mut all = vec![self.sales_filter(&of.what, "s")?];
        if of.earns_on.basis == Basis::Gross {
            all.push("s.is_sale = 1".to_owned());
        }
        if let (Some(from), true) = (of.dates.from, dates) {
            all.push(format!("s.closed >= {}", self.day(from)));
        }
        if let (Some(until), true) = (of.dates.until, dates) {
            all.push(format!("s.closed <= {}", self.day(until)));
        }
        Ok(all.join(" AND "))
    }

    /// V over some spans, by the number of a period.
    fn values(
        &mut self,
        of: &Incentive,
        roles: &[String],
        spans: &[Span],
        dates: bool,
        extra: &str,
    ) -> Result<String, Refused> {
        let what = self.paid_on(of)?;
        let sold = self.sold_by(of, roles)?;
        let rows: Vec<Vec<String>> = spans
            .iter()
            .enumerate()
            .map(|(at, span)| vec![at.to_string(), self.day(span.from()), self.day(span.until())])
            .collect();
        let windows = self.constants("window", &["period", "w_from", "w_until"], &rows);
        let counts = self.counts(of, dates)?;
        let within = |day: &str| {
            format!("FROM {sold} s JOIN {windows} w ON {day} BETWEEN w.w_from AND w.w_until")
        };
        let is_new = match &of.earns_on.measure {
            Paid::NewCustomers(new) => format!(" AND {}", self.is_new(*new, spans)),
            _ => String::new(),
        };
        let each_once = |what: &str, one: &str, only: &str| {
            format!(
                "SELECT t.partner AS partner, t.period AS period, {} AS value\n\
                 FROM (SELECT DISTINCT s.partner AS partner, w.period AS period, {what} AS what, {one} AS one\n  \
                 {}\n  WHERE s.is_sale = 1{only} AND {counts}{extra}) t\nGROUP BY t.partner, t.period",
                self.dialect.sum("t.one"),
                within("s.closed")
            )
        };
        let one = self.dialect.whole(RATE_ONE);
        let query = match &of.earns_on.measure {
            Paid::Deals if of.earns_on.weight == Weight::DeclaredShare => {
                each_once("s.deal", "s.share", "")
            }
            Paid::Deals => each_once("s.deal", &one, ""),
            Paid::Customers => each_once("s.customer", &one, " AND s.customer <> ''"),
            Paid::NewCustomers(_) => each_once("s.customer", &one, &is_new),
            _ => format!(
                "SELECT s.partner AS partner, w.period AS period, {} AS value\n{}\nWHERE {counts}{extra}\n\
                 GROUP BY s.partner, w.period",
                self.dialect.sum(what),
                within("s.counted_on")
            ),
        };
        Ok(self.step("value", &query))
    }

    /// V, B and the rest for each partner and period; and whether the own qualifier is a fraction.
    fn period_values(
        &mut self,
        of: &Incentive,
        periods: &Periods,
        gate: &Option<String>,
    ) -> Result<(String, bool), Refused> {
        let spans = periods.spans.clone();
        let mut joins = Vec::new();
        let mut columns = vec![keys("b", &SETTLED)];
        let value = self.values(of, &of.roles, &spans, true, "")?;
        let alias = self.joined(&value, &mut joins);
        columns.push(format!("COALESCE({alias}.value, 0) AS v"));
        match of.earns_on.part.baseline() {
            None => columns.push("0 AS b".to_owned()),
            Some(baseline) => {
                let before = self.before(of, baseline, &spans)?;
                let value = self.values(of, &of.roles, &before, false, "")?;
                let alias = self.joined(&value, &mut joins);
                columns.push(format!("COALESCE({alias}.value, 0) AS b"));
            }
        }
        if let Some(target) = &of.target {
            let units = self.target(of, target, periods, &mut joins)?;
            columns.push(format!("{units} AS t"));
        }
        columns.push(self.open(gate, &mut joins));
        let mut ratio = false;
        if let Qualifier::Measure(own) = &of.qualifier {
            let measured = self.measure(&own.measure, own.window, periods)?;
            let alias = self.joined(&measured.table, &mut joins);
            ratio = measured.ratio;
            let names: &[(&str, &str)] = if ratio {
                &[("part", "m_part"), ("whole", "m_whole")]
            } else {
                &[("value", "m_value")]
            };
            columns
                .extend(names.iter().map(|(of, to)| format!("COALESCE({alias}.{of}, 0) AS {to}")));
        }
        let versions: Vec<&Schedule> = of.schedules().collect();
        if versions.iter().any(|one| by_part(of, one)) {
            if versions.len() > 1 {
                return Err("has later schedules whose parts have columns of their own".to_owned());
            }
            columns.push("0 AS col".to_owned());
            columns.extend(self.parts(of, versions[0], &spans, &mut joins)?);
        } else {
            let day = |at: TierAt| if at == TierAt::PeriodStart { "b.p_from" } else { "b.p_until" };
            columns.push(self.column_of(of, &versions, &day, &mut joins)?);
        }
        let query = format!(
            "SELECT {}\nFROM (SELECT p.id AS partner, p.place AS place, p.kind AS kind, p.region AS region,\n    \
             p.country AS country, p.segment AS segment, r.period AS period, r.p_from AS p_from,\n    \
             r.p_until AS p_until, r.year AS year\n  FROM tw_partner p CROSS JOIN {} r\n  WHERE {}) b\n{}",
            columns.join(",\n  "),
            periods.table,
            self.partners_filter(&of.who, "p")?,
            joins.join("\n")
        );
        Ok((self.step("paid_on", &query), ratio))
    }

    /// Whether the gate is open, as a column.
    fn open(&self, gate: &Option<String>, joins: &mut Vec<String>) -> String {
        match gate {
            None => "1 AS open".to_owned(),
            Some(table) => {
                let alias = self.joined(table, joins);
                format!("CASE WHEN {alias}.partner IS NULL THEN 0 ELSE 1 END AS open")
            }
        }
    }

    /// The column that all of V takes; below zero where it has none.
    fn column_of(
        &mut self,
        of: &Incentive,
        versions: &[&Schedule],
        day: &dyn Fn(TierAt) -> &'static str,
        joins: &mut Vec<String>,
    ) -> Result<String, Refused> {
        let columns: Vec<Option<&Columns>> =
            versions.iter().map(|one| one.columns.as_ref()).collect();
        if columns.windows(2).any(|pair| pair[0] != pair[1]) {
            return Err("has later schedules with other columns".to_owned());
        }
        match columns.first().copied().flatten() {
            None => Ok("0 AS col".to_owned()),
            Some(Columns::Level(by)) => {
                let track =
                    self.program.track(&by.track).ok_or("names a track that is not there")?;
                let levels = self.levels(track)?;
                let day = day(by.tier_at);
                joins.push(format!(
                    "LEFT JOIN {levels} lv ON lv.partner = b.partner AND {day} BETWEEN lv.held_from AND lv.held_until"
                ));
                let whens = track.levels.iter().enumerate().filter_map(|(at, level)| {
                    let column = by.levels.iter().position(|one| *one == level.id)?;
                    Some(format!("WHEN {at} THEN {column}"))
                });
                Ok(format!(
                    "CASE lv.level {} ELSE -1 END AS col",
                    whens.collect::<Vec<_>>().join(" ")
                ))
            }
            Some(Columns::Field(by)) if by.field.of() == FieldOf::Partner => {
                let field = column(by.field);
                let field = if field == "id" { "partner" } else { field };
                let whens = by
                    .values
                    .iter()
                    .enumerate()
                    .map(|(at, value)| format!("WHEN {} THEN {at}", self.said(value)));
                Ok(format!(
                    "CASE b.{field} {} ELSE -1 END AS col",
                    whens.collect::<Vec<_>>().join(" ")
                ))
            }
            Some(_) => Err(format!("picks the columns of {} by what is sold", of.name)),
        }
    }

    /// V of each column, as columns.
    fn parts(
        &mut self,
        of: &Incentive,
        schedule: &Schedule,
        spans: &[Span],
        joins: &mut Vec<String>,
    ) -> Result<Vec<String>, Refused> {
        if matches!(of.earns_on.measure, Paid::Deals | Paid::Customers | Paid::NewCustomers(_)) {
            return Err("counts deals or customers by parts".to_owned());
        }
        let columns = schedule.columns.as_ref().ok_or("has no columns")?;
        let mut parts = Vec::new();
        for (at, name) in columns.names().iter().enumerate() {
            let table = match columns {
                Columns::Role(_) if of.roles.is_empty() || of.roles.contains(name) => {
                    self.values(of, std::slice::from_ref(name), spans, true, "")?
                }
                Columns::Role(_) => {
                    parts.push(format!("0 AS v{at}"));
                    continue;
                }
                Columns::Field(by) => {
                    let only = format!(" AND s.{} = {}", column(by.field), self.said(name));
                    self.values(of, &of.roles, spans, true, &only)?
                }
                Columns::Level(by) => {
                    let track =
                        self.program.track(&by.track).ok_or("names a track that is not there")?;
                    let level = track.levels.iter().position(|one| one.id == *name);
                    let level = level.ok_or("names a level that is not there")?;
                    let levels = self.levels(track)?;
                    let only = format!(
                        " AND EXISTS (SELECT 1 FROM {levels} lv WHERE lv.partner = s.partner AND lv.level = {level}\n    \
                         AND s.closed BETWEEN lv.held_from AND lv.held_until)"
                    );
                    self.values(of, &of.roles, spans, true, &only)?
                }
            };
            let alias = self.joined(&table, joins);
            parts.push(format!("COALESCE({alias}.value, 0) AS v{at}"));
        }
        Ok(parts)
    }

    /// Each deal of each partner that counts, with V and the column of its schedule.
    fn deals_that_count(
        &mut self,
        of: &Incentive,
        periods: &Periods,
        gate: &Option<String>,
    ) -> Result<String, Refused> {
        let versions: Vec<&Schedule> = of.schedules().collect();
        if versions.iter().any(|one| by_part(of, one)) {
            return Err("pays parts of a deal that have columns of their own".to_owned());
        }
        if !matches!(of.qualifier, Qualifier::PaidOn | Qualifier::Tier) {
            return Err("picks the band of a deal by something else than its value".to_owned());
        }
        let what = self.paid_on(of)?;
        if matches!(of.earns_on.measure, Paid::Customers | Paid::NewCustomers(_)) {
            return Err("counts customers deal by deal".to_owned());
        }
        let sold = self.sold_by(of, &of.roles)?;
        let mut joins = Vec::new();
        let open = self.open(gate, &mut joins);
        let day = |at: TierAt| match at {
            TierAt::PeriodStart => "b.p_from",
            TierAt::PeriodEnd => "b.p_until",
            TierAt::Close => "b.closed",
        };
        let column = self.column_of(of, &versions, &day, &mut joins)?;
        let value = match of.earns_on.measure {
            Paid::Deals if of.earns_on.weight == Weight::DeclaredShare => "max(s.share)".to_owned(),
            Paid::Deals => self.dialect.whole(RATE_ONE),
            _ => self.dialect.sum(what),
        };
        let query = format!(
            "SELECT {}, b.deal AS deal, b.closed AS closed, b.v AS v, 0 AS b, {open}, {column}\n\
             FROM (SELECT p.id AS partner, p.place AS place, p.kind AS kind, p.region AS region,\n    \
             p.country AS country, p.segment AS segment, r.period AS period, r.p_from AS p_from,\n    \
             r.p_until AS p_until, r.year AS year, s.deal AS deal, s.closed AS closed, {value} AS v\n  \
             FROM {sold} s JOIN tw_partner p ON p.id = s.partner\n  \
             JOIN {} r ON s.closed BETWEEN r.p_from AND r.p_until AND s.counted_on <= r.p_until\n  \
             WHERE {} AND {}\n  GROUP BY p.id, p.place, p.kind, p.region, p.country, p.segment, r.period,\n    \
             r.p_from, r.p_until, r.year, s.deal, s.closed\n  HAVING sum(s.is_sale) > 0) b\n{}",
            keys("b", &SETTLED),
            periods.table,
            self.partners_filter(&of.who, "p")?,
            self.counts(of, true)?,
            joins.join("\n")
        );
        Ok(self.step("deal_value", &query))
    }

    /// What each row gives by the version of the schedule that is in force for it.
    fn read_versions(
        &mut self,
        of: &Incentive,
        table: &str,
        exponent: u32,
        by_deal: bool,
        ratio: bool,
    ) -> Result<String, Refused> {
        let day = if by_deal { "a.closed" } else { "a.p_from" };
        let mut keys: Vec<&str> = SETTLED.to_vec();
        keys.extend(["b", "open", "col"]);
        if by_deal {
            keys.push("deal");
        }
        let from = |at: usize| of.later_schedules.get(at).map(|later| self.day(later.from));
        let ranges: Vec<String> = (0..=of.later_schedules.len())
            .map(|at| {
                let begins =
                    at.checked_sub(1).and_then(from).map(|from| format!("{day} >= {from}"));
                let ends = from(at).map(|until| format!("{day} < {until}"));
                let both: Vec<String> = begins.into_iter().chain(ends).collect();
                if both.is_empty() { "1 = 1".to_owned() } else { both.join(" AND ") }
            })
            .collect();
        let mut given = Vec::new();
        let schedules: Vec<&Schedule> = of.schedules().collect();
        for (schedule, rows) in schedules.into_iter().zip(&ranges) {
            let rates = self.rates(of, schedule, exponent)?;
            let read =
                Read { incentive: of, schedule, rates, table, rows, keys: &keys, ratio, exponent };
            given.push(self.gives(&read)?);
        }
        if let [only] = given.as_slice() {
            return Ok(only.clone());
        }
        let all: Vec<String> = given.iter().map(|one| format!("SELECT * FROM {one}")).collect();
        Ok(self.step("gives", &all.join("\nUNION ALL\n")))
    }

    /// A condition that caps `whole` and `rest` at the limit per deal.
    pub fn limit_per_deal(&self, of: &Incentive, alias: &str) -> Result<(String, String), Refused> {
        let limit = of.limits.iter().find(|limit| limit.per == LimitPer::Deal);
        let Some(limit) = limit else {
            return Ok((format!("{alias}.whole"), format!("{alias}.rest")));
        };
        let most = self.minor(limit.at_most.units())?;
        Ok((
            format!("CASE WHEN {alias}.whole >= {most} THEN {most} ELSE {alias}.whole END"),
            format!("CASE WHEN {alias}.whole >= {most} THEN 0 ELSE {alias}.rest END"),
        ))
    }

    /// The deals of a settlement, added up and rounded.
    fn add_up(&mut self, of: &Incentive, gives: &str, exponent: u32) -> Result<String, Refused> {
        let (whole, rest) = self.limit_per_deal(of, "g")?;
        let one = 10_i64.pow(exponent).to_string();
        let query = if of.rounded == Rounded::Deal {
            format!(
                "SELECT {k}, {} AS amount\nFROM (SELECT {}, {} AS one FROM (SELECT g.*, {whole} AS w1, {rest} AS r1 FROM {gives} g) h) t\n\
                 GROUP BY {plain}",
                self.dialect.sum("t.one"),
                keys("h", &SETTLED),
                self.nearest("h.w1", "h.r1", exponent),
                k = keys("t", &SETTLED),
                plain = keys_plain("t", &SETTLED),
            )
        } else {
            let sum = format!(
                "SELECT {}, {} AS whole, {} AS rest\nFROM {gives} g GROUP BY {}",
                keys("g", &SETTLED),
                self.dialect.sum(&whole),
                self.dialect.sum(&rest),
                keys_plain("g", &SETTLED)
            );
            format!(
                "SELECT {}, {} AS amount\nFROM (SELECT {}, t.whole + {} AS whole, t.rest % {one} AS rest\n  FROM ({sum}) t) u",
                keys("u", &SETTLED),
                self.nearest("u.whole", "u.rest", exponent),
                keys("t", &SETTLED),
                self.dialect.div("t.rest", &one),
            )
        };
        Ok(self.step("earned", &query))
    }

    /// Under the limits per partner: by period, then by year as far as earlier periods left it.
    fn limited(&mut self, of: &Incentive, earned: &str) -> Result<String, Refused> {
        let most = |per: LimitPer| {
            let limit = of.limits.iter().find(|limit| limit.per == per);
            limit.map(|limit| self.minor(limit.at_most.units())).transpose()
        };
        let (period, year) = (most(LimitPer::PartnerPeriod)?, most(LimitPer::PartnerYear)?);
        let amount = match period {
            None => "e.amount".to_owned(),
            Some(most) => self.dialect.least("e.amount", &most.to_string()),
        };
        let query = format!("SELECT {}, {amount} AS amount FROM {earned} e", keys("e", &SETTLED));
        let Some(most) = year else { return Ok(self.step("limited", &query)) };
        let so_far = self.dialect.running(
            "e.amount",
            "PARTITION BY e.partner, e.year ORDER BY e.p_until ROWS UNBOUNDED PRECEDING",
        );
        let most = most.to_string();
        let query = format!(
            "SELECT {}, {} - {} AS amount\nFROM (SELECT e.*, {so_far} AS so_far FROM ({query}) e) y",
            keys("y", &SETTLED),
            self.dialect.least("y.so_far", &most),
            self.dialect.least("y.so_far - y.amount", &most),
        );
        Ok(self.step("limited", &query))
    }

    /// What goes into each account: partner, period, account, amount.
    pub fn accounts(&mut self, of: &Incentive, limited: &str) -> String {
        let word = |account: tierwright_program::incentive::Account| match account {
            tierwright_program::incentive::Account::Cash => "cash",
            tierwright_program::incentive::Account::RestrictedFund => "restricted_fund",
            tierwright_program::incentive::Account::Mdf => "mdf",
        };
        let id = self.said(&of.id);
        let columns = "a.partner AS partner, a.p_from AS period_from, a.p_until AS period_until";
        let PaysInto::Split(shares) = &of.pays_into else {
            let account = of.pays_into.accounts().first().map_or("cash", |one| word(one.account));
            let query = format!(
                "SELECT {columns}, {id} AS incentive, '{account}' AS account, a.amount AS amount\n\
                 FROM {limited} a WHERE a.amount <> 0"
            );
            return self.step("due", &query);
        };
        let rows: Vec<Vec<String>> = shares
            .iter()
            .enumerate()
            .map(|(at, one)| {
                vec![
                    at.to_string(),
                    format!("'{}'", word(one.account)),
                    one.share.units().to_string(),
                ]
            })
            .collect();
        let accounts = self.constants("account", &["turn", "account", "share"], &rows);
        let product = self.dialect.times("l.amount", "s.share");
        let part = self.dialect.div("t.product", &RATE_ONE.to_string());
        let given = self.dialect.running("x.part", "PARTITION BY x.partner, x.period");
        let query = format!(
            "SELECT {columns}, {id} AS incentive, a.account AS account,\n  \
             a.part + CASE WHEN a.turn_of_rest <= a.amount - a.given THEN 1 ELSE 0 END AS amount\n\
             FROM (SELECT x.*, {given} AS given,\n    \
             ROW_NUMBER() OVER (PARTITION BY x.partner, x.period ORDER BY x.rest DESC, x.turn) AS turn_of_rest\n  \
             FROM (SELECT t.*, {part} AS part, t.product % {RATE_ONE} AS rest\n    \
             FROM (SELECT l.*, s.turn AS turn, s.account AS account, {product} AS product\n      \
             FROM {limited} l CROSS JOIN {accounts} s) t) x) a\n\
             WHERE a.part + CASE WHEN a.turn_of_rest <= a.amount - a.given THEN 1 ELSE 0 END <> 0"
        );
        self.step("due", &query)
    }
}
