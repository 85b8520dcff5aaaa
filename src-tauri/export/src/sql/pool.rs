//! A deal's reward shared among its partners: one pool, divided by largest remainder.

use tierwright_program::{
    Incentive,
    measure::Weight,
    rate::RATE_ONE,
    shares::{RoleWeights, ShareBy, ShareTotal, SharedOf, Shares, UnheldRole},
};

use super::{
    measured::MeasureTable,
    sales::Credited,
    script::{Refused, Script, keys, keys_plain},
};

/// The columns of a partner's settlement.
const SETTLED: [&str; 6] = ["partner", "place", "period", "p_from", "p_until", "year"];

impl Script<'_> {
    /// What each partner has of the pools of its deals, added up by settlement.
    pub(super) fn pool(
        &mut self,
        of: &Incentive,
        deals: &str,
        gives: &str,
        exponent: u32,
    ) -> Result<String, Refused> {
        let shares = of.shares.as_ref().ok_or("shares nothing")?;
        if shares.of == SharedOf::EachOwn {
            return Err("shares a reward of each partner's own".to_owned());
        }
        if of.earns_on.weight != Weight::WholeDeal
            || of.schedules().any(|one| one.columns.is_some())
        {
            return Err("shares a pool that differs from partner to partner".to_owned());
        }
        self.say(&format!("{}: the pool of each deal, and who has which part of it.", of.name));
        let weights = self.weights(of, shares, deals)?;
        let (whole, rest) = self.limit_per_deal(of, "g")?;
        // The pool is the same whoever looks at it; only a closed gate makes it nothing for one.
        let pools = format!(
            "SELECT h.deal AS deal, max({}) AS pool\n\
             FROM (SELECT g.deal AS deal, {whole} AS w1, {rest} AS r1 FROM {gives} g) h GROUP BY h.deal",
            self.nearest("h.w1", "h.r1", exponent)
        );
        let pools = self.step("pool", &pools);
        let parts = match shares.total {
            ShareTotal::Overlay => self.overlay(shares, &weights, &pools)?,
            ShareTotal::Normalised | ShareTotal::AsDeclared => {
                self.divided(shares, &weights, &pools, deals)
            }
        };
        let query = format!(
            "SELECT {}, {} AS amount\nFROM {parts} p JOIN {gives} g ON g.deal = p.deal AND g.partner = p.partner\n\
             WHERE g.open = 1\nGROUP BY {}",
            keys("g", &SETTLED),
            self.dialect.sum("p.part"),
            keys_plain("g", &SETTLED)
        );
        Ok(self.step("earned", &query))
    }

    /// The weight of each partner that takes part in each deal, above zero; deals with too few are
    /// left out. `unpaid` is the weight that nobody has.
    fn weights(&mut self, of: &Incentive, shares: &Shares, deals: &str) -> Result<String, Refused> {
        let credits = self.credits(&Credited {
            roles: &of.roles,
            weight: of.earns_on.weight,
            measured: false,
            conditions: &of.conditions,
            marketplace: &[],
        })?;
        let (weight, unpaid) = match &shares.by {
            ShareBy::Equal => {
                if shares.total != ShareTotal::Normalised {
                    return Err("shares equal parts that are not 100% together".to_owned());
                }
                (
                    format!(
                        "SELECT c.deal AS deal, c.partner AS partner, 1 AS weight FROM {credits} c"
                    ),
                    None,
                )
            }
            ShareBy::DeclaredShare => (
                format!(
                    "SELECT c.deal AS deal, c.partner AS partner, c.share AS weight FROM {credits} c"
                ),
                None,
            ),
            ShareBy::RoleWeights(by) => self.role_weights(of, by)?,
            ShareBy::Attribution(_) => return Err("shares by an attribution model".to_owned()),
            ShareBy::PrimaryAndSecondary(_) => {
                return Err("shares by the order of registrations".to_owned());
            }
        };
        let unpaid = unpaid.unwrap_or_else(|| "0".to_owned());
        let count = self.dialect.count("*");
        let query = format!(
            "SELECT w.deal AS deal, w.partner AS partner, d.place AS place, w.weight AS weight, {unpaid} AS unpaid\n\
             FROM ({weight}) w JOIN {deals} d ON d.deal = w.deal AND d.partner = w.partner\nWHERE w.weight > 0"
        );
        let all = self.step("weight", &query);
        let query = format!(
            "SELECT w.* FROM {all} w\nWHERE w.deal IN (SELECT x.deal FROM {all} x GROUP BY x.deal HAVING {count} >= {})",
            shares.minimum_partners
        );
        Ok(self.step("weight", &query))
    }

    /// The weights of the roles that partners hold, and of those that nobody holds.
    fn role_weights(
        &mut self,
        of: &Incentive,
        by: &RoleWeights,
    ) -> Result<(String, Option<String>), Refused> {
        let mut parts = Vec::new();
        let mut unpaid = Vec::new();
        let common = by.weights.iter().fold(0, |sum, one| gcd(sum, one.weight.units()));
        for one in &by.weights {
            let counts = of.roles.is_empty() || of.roles.contains(&one.role);
            let weight = one.weight.units() / common.max(1);
            if weight == 0 {
                continue;
            }
            let held = if counts {
                let held = self.credits(&Credited {
                    roles: std::slice::from_ref(&one.role),
                    weight: of.earns_on.weight,
                    measured: false,
                    conditions: &of.conditions,
                    marketplace: &[],
                })?;
                let who = self.partners_filter(&of.who, "p")?;
                let query = format!(
                    "SELECT c.deal AS deal, c.partner AS partner, {} AS held\n\
                     FROM credit c JOIN {held} h ON h.deal = c.deal AND h.partner = c.partner\n\
                     JOIN tw_partner p ON p.id = c.partner\n\
                     WHERE {} AND {who}\nGROUP BY c.deal, c.partner",
                    self.dialect.count("*"),
                    self.one_of("c.role", std::slice::from_ref(&one.role)),
                );
                Some(self.step("role", &query))
            } else {
                None
            };
            if let Some(held) = &held {
                parts.push(format!(
                    "SELECT r.deal AS deal, r.partner AS partner, r.held * {weight} AS weight FROM {held} r"
                ));
            }
            if by.unheld_role == UnheldRole::KeptUnpaid {
                unpaid.push(held.map_or_else(
                    || weight.to_string(),
                    |held| {
                        format!("CASE WHEN w.deal IN (SELECT u.deal FROM {held} u) THEN 0 ELSE {weight} END")
                    },
                ));
            }
        }
        if parts.is_empty() {
            return Err("shares by roles that do not count".to_owned());
        }
        let weight = format!(
            "SELECT u.deal AS deal, u.partner AS partner, {} AS weight FROM ({}) u GROUP BY u.deal, u.partner",
            self.dialect.sum("u.weight"),
            parts.join(" UNION ALL ")
        );
        Ok((weight, (!unpaid.is_empty()).then(|| unpaid.join(" + "))))
    }

    /// A pool divided by largest remainder; what nobody has is a part of its own, and last in a tie.
    fn divided(&mut self, shares: &Shares, weights: &str, pools: &str, deals: &str) -> String {
        let unpaid = match shares.total {
            ShareTotal::AsDeclared => {
                format!("{RATE_ONE} - {}", self.dialect.sum("w.weight"))
            }
            _ => "max(w.unpaid)".to_owned(),
        };
        let last = self.dialect.whole(i64::MAX);
        let all = format!(
            "SELECT w.deal AS deal, w.partner AS partner, w.place AS place, w.weight AS weight FROM {weights} w\n\
             UNION ALL\nSELECT w.deal, NULL, {last}, {unpaid} FROM {weights} w GROUP BY w.deal"
        );
        let all = self.step("part", &all);
        self.measured = Some(MeasureTable::Pools { deals: deals.to_owned(), weights: all.clone() });
        let sum = self.dialect.running("w.weight", "PARTITION BY w.deal");
        let given = self.dialect.running("x.part", "PARTITION BY x.deal");
        let product = self.dialect.times("t.pool", "t.weight");
        let query = format!(
            "SELECT y.deal AS deal, y.partner AS partner,\n  \
             y.part + CASE WHEN y.turn <= y.pool - y.given THEN 1 ELSE 0 END AS part\n\
             FROM (SELECT x.*, {given} AS given,\n    \
             ROW_NUMBER() OVER (PARTITION BY x.deal ORDER BY x.rest DESC, x.place) AS turn\n  \
             FROM (SELECT t.*, {} AS part, {product} % t.total AS rest\n    \
             FROM (SELECT w.*, o.pool AS pool, {sum} AS total\n      \
             FROM {all} w JOIN {pools} o ON o.deal = w.deal) t WHERE t.total > 0) x) y\n\
             WHERE y.partner IS NOT NULL",
            self.dialect.div(&product, "t.total"),
        );
        self.step("divided", &query)
    }

    /// Each part paid and rounded by itself.
    fn overlay(&mut self, shares: &Shares, weights: &str, pools: &str) -> Result<String, Refused> {
        if shares.by != ShareBy::DeclaredShare {
            return Err("pays overlay parts that are not declared".to_owned());
        }
        let query = format!(
            "SELECT w.deal AS deal, w.partner AS partner, {} AS part\n\
             FROM {weights} w JOIN {pools} o ON o.deal = w.deal",
            self.dialect.times_rate(self.program.rounding, "o.pool", "w.weight")
        );
        Ok(self.step("divided", &query))
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}
