//! Customers: what those whom partners brought are worth and cost, beside those won directly.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use tierwright_engine::Failure;
use tierwright_program::{Period, RoleClass};

use crate::{Base, scorecard::roles_of, trace::traces};

/// Customers of both kinds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Customers {
    /// Those on whose first won deal a partner has a sourcing role.
    pub sourced: Cohort,
    /// The others.
    pub direct: Cohort,
    /// Whether the program has sourcing roles at all.
    pub told: bool,
    /// Customers who bought in the replay together with several partners, of those who bought then.
    pub joint: (usize, usize),
}

/// Customers of one kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Cohort {
    /// Those who bought in the replay.
    pub bought: usize,
    /// What they bought for, in ten-thousandths of the program's currency.
    pub revenue: i64,
    /// Those who bought in the window before.
    pub before: usize,
    /// Those of them who bought in the replay, too.
    pub stayed: usize,
    /// Those whose first won deal is in the replay.
    pub won: usize,
    /// What all incentives pay on those first deals.
    pub paid: i64,
}

/// What is known of one customer.
#[derive(Default)]
struct Known {
    first: Option<(NaiveDate, usize)>,
    revenue: i64,
    bought: bool,
    before: bool,
}

/// Sorts customers by who brought them. Deals in other currencies than the program's are left out, and
/// so are deals without a customer.
pub(crate) fn customers(base: &Base) -> Result<Customers, Failure> {
    let (facts, quarters) = (base.facts(), base.replay().quarters());
    let (Some(first), Some(last)) = (quarters.first(), quarters.last()) else {
        return Ok(Customers::default());
    };
    let mut earlier = *first;
    for _ in quarters {
        earlier = base.program().calendar.previous(earlier, Period::Quarter);
    }
    let (from, until) = (first.from(), last.until());
    let mut known: BTreeMap<&str, Known> = BTreeMap::new();
    let (mut all, mut joint) = (BTreeSet::new(), BTreeSet::new());
    for deal in 0..facts.deals.len() {
        let customer = facts.deals.customers[deal].as_str();
        let Some(day) = facts.deals.won_on(deal).filter(|day| *day <= until) else { continue };
        if customer.is_empty() {
            continue;
        }
        let one = known.entry(customer).or_default();
        one.first = Some(one.first.map_or((day, deal), |first| first.min((day, deal))));
        one.before |= earlier.from() <= day && day < from;
        if from <= day {
            all.insert(customer);
            let partners: BTreeSet<usize> =
                facts.deal_credits(deal).map(|one| facts.credits.partner(one)).collect();
            if partners.len() > 1 {
                joint.insert(customer);
            }
            one.bought = true;
            if facts.deals.currencies[deal] == base.program().currency {
                one.revenue = one.revenue.saturating_add(facts.deals.amount(deal).units());
            }
        }
    }
    let paid = paid_on(base)?;
    let roles = roles_of(base, RoleClass::Sourced);
    let mut found = Customers {
        told: facts.credits.roles.iter().any(|role| roles.contains(role)),
        joint: (joint.len(), all.len()),
        ..Customers::default()
    };
    for one in known.values() {
        let Some((day, deal)) = one.first else { continue };
        let by_partner =
            facts.deal_credits(deal).any(|credit| roles.contains(&facts.credits.roles[credit]));
        let cohort = if by_partner { &mut found.sourced } else { &mut found.direct };
        cohort.bought += usize::from(one.bought);
        cohort.revenue = cohort.revenue.saturating_add(one.revenue);
        cohort.before += usize::from(one.before);
        cohort.stayed += usize::from(one.before && one.bought);
        if from <= day {
            cohort.won += 1;
            cohort.paid += paid.get(&deal).copied().unwrap_or(0);
        }
    }
    Ok(found)
}

/// What all incentives pay on each deal.
fn paid_on(base: &Base) -> Result<BTreeMap<usize, i64>, Failure> {
    let mut paid: BTreeMap<usize, i64> = BTreeMap::new();
    for one in traces(base)?.iter().flat_map(|trace| &trace.deals) {
        *paid.entry(one.deal).or_default() += one.paid;
    }
    Ok(paid)
}

impl Cohort {
    /// What a customer is worth over the time that it stays: the margin of what one buys in a window as
    /// long as the replay, for as many of them as customers stay at this rate of leaving.
    pub fn lifetime_value(&self, margin: f64) -> Result<i64, &'static str> {
        let left = self.before - self.stayed;
        match (self.bought, self.before, left) {
            (0, _, _) | (_, 0, _) => Err("too few customers"),
            (_, _, 0) => Err("none left, so that no end can be told"),
            _ => {
                let each = self.revenue as f64 * margin / self.bought as f64;
                Ok((each * self.before as f64 / left as f64).round() as i64)
            }
        }
    }

    /// What winning a customer costs: payouts on first deals and what else was spent, by customer.
    pub fn acquisition_cost(&self, besides: i64) -> Result<i64, &'static str> {
        let won = i64::try_from(self.won).unwrap_or(i64::MAX);
        match won {
            0 => Err("none was won in the replay"),
            won => Ok((self.paid + besides + won / 2).div_euclid(won)),
        }
    }
}
