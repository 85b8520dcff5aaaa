//! Sales and returns in the program's currency, and as far as they are a partner's.

use tierwright_program::{
    Period, Program, State, Target,
    credit::{CreditCondition, MarketplaceStep},
    document::ConversionDay,
    measure::Weight,
    rate::RATE_ONE,
    target::TargetOf,
};

use super::script::{Refused, Script};

/// Which credits count on a deal, and for how much of it.
pub(super) struct Credited<'a> {
    pub roles: &'a [String],
    pub weight: Weight,
    /// Whether overlay roles are left out, as in everything that is only measured.
    pub measured: bool,
    pub conditions: &'a [CreditCondition],
    pub marketplace: &'a [MarketplaceStep],
}

impl Script<'_> {
    /// The tables that everything is made of: partners, won deals, their lines and returns.
    pub fn begin(&mut self) {
        self.say("Partners.");
        self.named(
            "tw_partner",
            "SELECT p.id AS id, p.place AS place, COALESCE(p.kind, '') AS kind,\n  \
             COALESCE(p.region, '') AS region, COALESCE(p.country, '') AS country,\n  \
             COALESCE(p.segment, '') AS segment\nFROM partner p",
        );
        self.say("Won deals, and what one unit of their currency is worth.");
        self.won_deals();
        self.exchange();
        self.say("Lines of won deals, in the program's currency.");
        self.sale();
        self.say("Returns on won deals, in the program's currency.");
        self.returned();
    }

    fn won_deals(&mut self) {
        let (rate_day, join) = match self.program.conversion.on {
            ConversionDay::Close => ("d.closed", String::new()),
            ConversionDay::QuarterEnd => {
                let quarters = self.all_quarters();
                (
                    "q.q_until",
                    format!("\nJOIN {quarters} q ON d.closed BETWEEN q.q_from AND q.q_until"),
                )
            }
        };
        let query = format!(
            "SELECT d.id AS deal, d.closed AS closed, d.currency AS currency, {rate_day} AS rate_day,\n  \
             d.amount_e4 AS amount_e4, COALESCE(d.customer, '') AS customer,\n  \
             COALESCE(d.kind, '') AS kind, COALESCE(d.region, '') AS region,\n  \
             COALESCE(d.segment, '') AS segment, COALESCE(d.origin, '') AS origin\n\
             FROM deal d{join}\nWHERE d.stage = 'won' AND d.closed IS NOT NULL"
        );
        self.named("tw_deal", &query);
    }

    /// Every quarter that a deal of the facts can have closed in.
    fn all_quarters(&mut self) -> String {
        let calendar = self.calendar();
        let first = self.quarters.first().map_or(self.first, |first| self.first.min(first.from()));
        let mut quarter = calendar.period_of(first, Period::Quarter);
        let last = self.quarters.last().map_or(quarter, |last| *last);
        let mut rows = Vec::new();
        while quarter <= last {
            rows.push(vec![self.day(quarter.from()), self.day(quarter.until())]);
            quarter = calendar.next(quarter, Period::Quarter);
        }
        self.constants("quarter", &["q_from", "q_until"], &rows)
    }

    /// The last known quote of a currency on each day that needs one, whichever of the two it prices.
    fn exchange(&mut self) {
        let to = format!("'{}'", self.program.currency);
        let table = self.said(&self.program.conversion.table);
        // Days of deals, and of targets that are compared with money.
        let mut needs = format!("SELECT currency, rate_day FROM tw_deal WHERE currency <> {to}");
        let mut days = format!("SELECT rate_day FROM tw_deal WHERE currency = {to}");
        let names: Vec<String> = agreed_in_money(self.program).map(str::to_owned).collect();
        if !names.is_empty() {
            let named = self.one_of("name", &names);
            needs += &format!(
                "\n  UNION SELECT currency, period_until FROM target WHERE currency <> {to} AND {named}"
            );
            days += &format!(
                "\n  UNION SELECT period_until FROM target WHERE currency = {to} AND {named}"
            );
        }
        self.named(
            "tw_quoted",
            &format!(
                "SELECT n.currency AS currency, n.rate_day AS rate_day, r.rate_e8 AS rate_e8,\n  \
                 CASE WHEN (r.currency = {to}) = (r.inverse = 1) THEN 1 ELSE 0 END AS multiplies,\n  \
                 ROW_NUMBER() OVER (PARTITION BY n.currency, n.rate_day\n    \
                 ORDER BY r.day DESC, CASE WHEN r.currency = {to} THEN 1 ELSE 0 END) AS newest\n\
                 FROM (SELECT DISTINCT x.currency AS currency, x.rate_day AS rate_day FROM ({needs}) x) n\n\
                 JOIN exchange_rate r ON r.rate_table = {table} AND r.day <= n.rate_day\n  \
                 AND ((r.currency = n.currency AND r.base = {to})\n  \
                 OR (r.currency = {to} AND r.base = n.currency))"
            ),
        );
        self.named(
            "tw_worth",
            &format!(
                "SELECT currency, rate_day, rate_e8, multiplies FROM tw_quoted WHERE newest = 1\n\
                 UNION ALL\nSELECT DISTINCT {to}, x.rate_day, {}, 2 FROM ({days}) x",
                self.dialect.whole(RATE_ONE)
            ),
        );
    }

    /// An amount in the program's currency, rounded to four decimals.
    pub fn worth(&self, amount: &str) -> String {
        let (mode, dialect) = (self.program.rounding, self.dialect);
        format!(
            "CASE w.multiplies WHEN 2 THEN {amount}\n    WHEN 1 THEN {}\n    ELSE {} END",
            dialect.times_rate(mode, amount, "w.rate_e8"),
            dialect.by_rate(mode, amount, "w.rate_e8")
        )
    }

    fn sale(&mut self) {
        let columns = "d.deal AS deal, d.closed AS closed, d.customer AS customer, d.kind AS kind,\n  \
                       d.region AS region, d.segment AS segment, d.origin AS origin";
        let worth = "LEFT JOIN tw_worth w ON w.currency = d.currency AND w.rate_day = d.rate_day";
        let query = format!(
            "SELECT {columns}, l.id AS line, COALESCE(l.product, '') AS product,\n  \
             COALESCE(l.family, '') AS family, l.quantity_e8 AS units,\n  {} AS amount\n\
             FROM tw_deal d JOIN line l ON l.deal = d.deal\n{worth}\n\
             UNION ALL\nSELECT {columns}, NULL, '', '', {},\n  {}\n\
             FROM tw_deal d\n{worth}\n\
             WHERE {}",
            self.worth("l.amount_e4"),
            self.dialect.whole(RATE_ONE),
            self.worth("d.amount_e4"),
            self.dialect.in_no_row("d.deal", "n.deal", "line n", "1 = 1"),
        );
        self.named("tw_sale", &query);
    }

    fn returned(&mut self) {
        self.named(
            "tw_alike",
            "SELECT deal, CASE WHEN min(product) = max(product) THEN min(product) END AS product,\n  \
             CASE WHEN min(family) = max(family) THEN min(family) END AS family\n\
             FROM tw_sale GROUP BY deal",
        );
        let query = format!(
            "SELECT d.deal AS deal, d.closed AS closed, d.customer AS customer, d.kind AS kind,\n  \
             d.region AS region, d.segment AS segment, d.origin AS origin, a.line AS line,\n  \
             COALESCE(l.product, x.product) AS product, COALESCE(l.family, x.family) AS family,\n  \
             a.day AS returned_on, CASE WHEN a.line IS NULL THEN 1 ELSE 0 END AS whole_deal,\n  \
             a.quantity_e8 AS units,\n  {} AS amount\n\
             FROM tw_deal d JOIN adjustment a ON a.deal = d.deal\nJOIN tw_alike x ON x.deal = d.deal\n\
             LEFT JOIN line l ON l.deal = a.deal AND l.id = a.line\n\
             LEFT JOIN tw_worth w ON w.currency = d.currency AND w.rate_day = d.rate_day",
            self.worth("a.amount_e4")
        );
        self.named("tw_return", &query);
    }

    /// A table of credits that count: deal, partner, and the declared share of it.
    pub fn credits(&mut self, of: &Credited<'_>) -> Result<String, Refused> {
        let mut asked = Vec::new();
        if !of.roles.is_empty() {
            asked.push(self.one_of("c.role", of.roles));
        }
        let classes = self.program.role_classes.as_ref();
        if let Some(overlay) = classes.map(|classes| &classes.overlay)
            && of.measured
            && !overlay.is_empty()
        {
            asked.push(format!("NOT {}", self.one_of("c.role", overlay)));
        }
        for condition in of.conditions {
            asked.push(self.condition(condition)?);
        }
        let asked = if asked.is_empty() { "1 = 1".to_owned() } else { asked.join("\n  AND ") };
        let query = format!(
            "SELECT c.deal AS deal, c.partner AS partner, {} AS share\n\
             FROM credit c JOIN tw_deal d ON d.deal = c.deal\nWHERE {asked}\n\
             GROUP BY c.deal, c.partner",
            self.dialect.sum("COALESCE(c.share_e8, 0)")
        );
        Ok(self.step("credit", &query))
    }

    /// What a credit `c` on the deal `d` must have.
    fn condition(&mut self, condition: &CreditCondition) -> Result<String, Refused> {
        match condition {
            CreditCondition::EvidenceOnFile => Ok("c.evidence = 1".to_owned()),
            CreditCondition::Registered(of) => {
                let until = self.days_later("r.approved", of.protects_days);
                Ok(format!(
                    "EXISTS (SELECT 1 FROM registration r WHERE r.deal = c.deal AND \
                     r.partner = c.partner\n    AND r.approved <= d.closed AND \
                     d.closed <= COALESCE(r.protected_until, {until}))"
                ))
            }
            CreditCondition::Parties(of) => {
                let roles = match of.roles.as_slice() {
                    [] => String::new(),
                    roles => format!(" AND {}", self.one_of("o.role", roles)),
                };
                Ok(format!(
                    "(SELECT count(DISTINCT o.partner) FROM credit o WHERE o.deal = c.deal{roles}) \
                     >= {}",
                    of.at_least
                ))
            }
            CreditCondition::EvidenceOf(_)
            | CreditCondition::AfterFirstClose(_)
            | CreditCondition::CustomerActive(_)
            | CreditCondition::PartnerActive(_)
            | CreditCondition::ScoreReached(_) => {
                Err("asks something of the customer, an activity or a score".to_owned())
            }
            CreditCondition::PartnerJoined(_) => {
                Err("counts deals of the first months of a partner".to_owned())
            }
        }
    }

    /// The day so many days after the one in a column.
    pub fn days_later(&self, column: &str, days: u16) -> String {
        match self.dialect {
            super::Dialect::Sqlite => format!("date({column}, '+{days} days')"),
            super::Dialect::Spark => {
                format!("CAST(date_add(CAST({column} AS DATE), {days}) AS STRING)")
            }
            _ => format!("CAST(CAST({column} AS DATE) + {days} AS VARCHAR)"),
        }
    }

    /// A table of lines and returns as far as they are a partner's: `amount` and `units`, taken away
    /// for a return; `counted_on` is the day it counts on, `is_sale` tells a line from a return.
    pub fn sold(&mut self, of: &Credited<'_>) -> Result<String, Refused> {
        let credits = self.credits(of)?;
        let (mode, dialect) = (self.program.rounding, self.dialect);
        let amount = match self.marketplace(of.marketplace)? {
            None => "s.amount".to_owned(),
            Some(factor) => dialect.times_rate(mode, "s.amount", &factor),
        };
        let lines = format!(
            "SELECT s.deal AS deal, s.closed AS closed, s.customer AS customer, s.kind AS kind,\n  \
             s.region AS region, s.segment AS segment, s.origin AS origin, s.product AS product,\n  \
             s.family AS family, s.closed AS counted_on, 1 AS is_sale, 0 AS whole_deal,\n  \
             s.units AS units, {amount} AS amount\nFROM tw_sale s\n\
             UNION ALL\nSELECT s.deal, s.closed, s.customer, s.kind, s.region, s.segment, s.origin,\n  \
             s.product, s.family, s.returned_on, 0, s.whole_deal, s.units, {amount}\nFROM tw_return s"
        );
        let lines = if of.marketplace.is_empty() {
            self.step("moved", &lines)
        } else {
            self.say("What marketplaces take or add.");
            self.step("marketplace", &lines)
        };
        let (amount, units) = match of.weight {
            Weight::WholeDeal => ("s.amount".to_owned(), "s.units".to_owned()),
            Weight::DeclaredShare => (
                dialect.times_rate(mode, "s.amount", "c.share"),
                dialect.times_rate(mode, "s.units", "c.share"),
            ),
        };
        let query = format!(
            "SELECT c.partner AS partner, c.share AS share, s.deal AS deal, s.closed AS closed,\n  \
             s.customer AS customer, s.kind AS kind, s.region AS region, s.segment AS segment,\n  \
             s.origin AS origin, s.product AS product, s.family AS family,\n  \
             s.counted_on AS counted_on, s.is_sale AS is_sale, s.whole_deal AS whole_deal,\n  \
             CASE s.is_sale WHEN 1 THEN 1 ELSE -1 END * {amount} AS amount,\n  \
             CASE s.is_sale WHEN 1 THEN 1 ELSE -1 END * {units} AS units\n\
             FROM {lines} s JOIN {credits} c ON c.deal = s.deal"
        );
        Ok(self.step("sold", &query))
    }

    /// What amounts are multiplied by, in hundred-millionths; none where nothing changes them.
    fn marketplace(&self, steps: &[MarketplaceStep]) -> Result<Option<String>, Refused> {
        if steps.is_empty() {
            return Ok(None);
        }
        let mut sources: Vec<&str> = Vec::new();
        for step in steps {
            match step {
                MarketplaceStep::Fee(of) | MarketplaceStep::Uplift(of) => sources.push(&of.source),
                MarketplaceStep::DisbursedFee => {
                    return Err("takes the fee in what was disbursed".to_owned());
                }
            }
        }
        sources.sort_unstable();
        sources.dedup();
        let mut whens = Vec::new();
        for source in sources {
            let factor = factor(steps, source)
                .ok_or("multiplies marketplace steps to more than eight decimals")?;
            whens.push(format!("WHEN {} THEN {}", self.said(source), self.dialect.whole(factor)));
        }
        let one = self.dialect.whole(RATE_ONE);
        Ok(Some(format!("(CASE s.origin {} ELSE {one} END)", whens.join(" "))))
    }
}

/// The names of agreed targets that money is compared with.
pub(super) fn agreed_in_money(program: &Program) -> impl Iterator<Item = &str> {
    let evaluated = program.incentives.iter().filter(|one| one.state != State::Off);
    evaluated.filter(|one| !one.earns_on.measure.counts()).filter_map(|one| match &one.target {
        Some(Target { of: TargetOf::Agreed(agreed), .. }) => Some(agreed.name.as_str()),
        _ => None,
    })
}

/// What is left of the deals of a source, in hundred-millionths; none where that is no whole number
/// of them.
fn factor(steps: &[MarketplaceStep], source: &str) -> Option<i64> {
    let mut factor = i128::from(RATE_ONE);
    for step in steps {
        let rate = match step {
            MarketplaceStep::Fee(of) if of.source == source => -of.rate.units(),
            MarketplaceStep::Uplift(of) if of.source == source => of.rate.units(),
            _ => continue,
        };
        let product = factor.checked_mul(i128::from(RATE_ONE) + i128::from(rate))?;
        if product % i128::from(RATE_ONE) != 0 {
            return None;
        }
        factor = product / i128::from(RATE_ONE);
    }
    i64::try_from(factor).ok()
}
