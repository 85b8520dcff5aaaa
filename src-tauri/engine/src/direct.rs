//! Direct sellers on deals beside partners (`RULES` section 5): what they get of shared rewards, and
//! what they would get if no partner had joined.

use tierwright_program::{
    Fraction, Money, RoleClass, RoundingMode, State, rounding::largest_remainder,
    shares::ShareTotal,
};

use crate::{
    Failure, Outcome, Plan, Selection,
    explanation::{PoolShare, PoolStep, Step},
    line::Seen,
    pool::Pools,
    recorder::Recorded,
};

/// The part of a direct seller in a deal that partners joined, where partners lower it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DirectPart {
    /// Position of the incentive.
    pub incentive: usize,
    /// Position of the deal.
    pub deal: usize,
    /// Position of the direct seller among the partners.
    pub seller: usize,
    /// What it gets of the deal.
    pub gets: Money,
    /// What it would get without the partners.
    pub alone: Money,
}

/// The credit and the cost of direct sellers, beside those of partners.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DirectSellers {
    /// The net revenue of deals that direct sellers are credited on, each deal once.
    pub credit: Money,
    /// What is paid to those who hold only direct roles.
    pub cost: Money,
    /// What is paid to all others.
    pub partners_cost: Money,
}

impl Outcome {
    /// The credit and the cost of direct sellers over the replay, beside those of partners.
    ///
    /// # Errors
    /// A sum that does not fit.
    pub fn direct_sellers(&self) -> Result<DirectSellers, Failure> {
        let credit = self.plan.class_revenue(RoleClass::Direct, None, None)?;
        let total = self.total(Selection::default());
        let partners = 0..self.facts().partners.len();
        let direct = partners.filter(|partner| self.plan.sells_directly(*partner));
        let paid = direct.map(|partner| {
            self.total(Selection { partner: Some(partner), ..Selection::default() })
        });
        let none = Money::from_units(0, total.currency());
        let too_large = |_| Failure::overflow("The cost of direct sellers");
        let cost = paid.into_iter().try_fold(none, Money::plus).map_err(too_large)?;
        let partners_cost = cost.negated().and_then(|cost| total.plus(cost)).map_err(too_large)?;
        Ok(DirectSellers { credit, cost, partners_cost })
    }
}

impl Plan {
    /// The parts of direct sellers that are smaller because partners joined the deal, by incentive,
    /// deal and seller, over the deals of the replay.
    ///
    /// # Errors
    /// As [`Plan::calculate`].
    pub fn lowered_direct_parts(&self) -> Result<Vec<DirectPart>, Failure> {
        let mut found = Vec::new();
        let incentives = self.program().incentives.iter().enumerate();
        for (at, incentive) in incentives.filter(|(_, one)| one.state != State::Off) {
            let shares = incentive.shares.as_ref();
            let Some(shares) = shares.filter(|of| of.total == ShareTotal::Normalised) else {
                continue;
            };
            let mut pools = Pools::new(self, at, shares, None)?;
            for deal in 0..self.facts().deals.len() {
                let Some((_, span)) = self.settlement_of(at, deal) else { continue };
                let mut recorder = Recorded::default();
                pools.deal(deal, Seen::at_its_end(span), &mut recorder)?;
                for step in &recorder.0 {
                    if let Step::Pool(pool) = step {
                        found.extend(self.lowered(at, pool)?);
                    }
                }
            }
        }
        Ok(found)
    }

    /// The direct sellers of a pool who would get more without its partners.
    fn lowered(&self, incentive: usize, pool: &PoolStep) -> Result<Vec<DirectPart>, Failure> {
        let direct = |share: &&PoolShare| share.roles.iter().all(|role| self.is_direct(role));
        let sellers: Vec<&PoolShare> = pool.shares.iter().filter(direct).collect();
        if sellers.is_empty() || sellers.len() == pool.shares.len() {
            return Ok(Vec::new());
        }
        let too_large = || {
            Failure::overflow(&format!("The pool of deal {}", &self.facts().deals.ids[pool.deal]))
        };
        let alone = without_partners(pool, &sellers, self.program().rounding);
        let alone = alone.ok_or_else(too_large)?;
        let parts = sellers.iter().zip(alone).map(|(share, alone)| DirectPart {
            incentive,
            deal: pool.deal,
            seller: share.partner,
            gets: share.amount,
            alone: self.minor_money(alone),
        });
        Ok(parts.filter(|part| part.gets.units() < part.alone.units()).collect())
    }

    /// Whether a role is one of the vendor's own sellers.
    fn is_direct(&self, role: &str) -> bool {
        let classes = self.program().role_classes.as_ref();
        classes.is_some_and(|classes| classes.direct.iter().any(|one| one == role))
    }

    /// Whether somebody is credited, and in direct roles only.
    fn sells_directly(&self, partner: usize) -> bool {
        let (facts, roles) = (self.facts(), &self.facts().credits.roles);
        let mut any = false;
        let only = facts.partner_deals(partner).all(|deal| {
            let mut credits = facts.deal_credits(deal);
            credits.all(|credit| {
                if facts.credits.partner(credit) != partner {
                    return true;
                }
                any = true;
                self.is_direct(&roles.values()[roles.codes().get(credit)])
            })
        });
        any && only
    }
}

/// What sellers would get in minor units if they alone shared: a pool by largest remainder, or their
/// part of what each would earn by itself.
fn without_partners(
    pool: &PoolStep,
    sellers: &[&PoolShare],
    rounding: RoundingMode,
) -> Option<Vec<i64>> {
    // Weights of one pool have one denominator.
    let weights: Option<Vec<i64>> =
        sellers.iter().map(|share| i64::try_from(share.weight.numerator).ok()).collect();
    let weights = weights?;
    if let Some(whole) = pool.pool {
        let minor = whole.units() / whole.currency().units_per_minor();
        return largest_remainder(minor, &weights);
    }
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    let part = |(share, weight): (&&PoolShare, &i64)| {
        let own = share.own?;
        let decimals = share.amount.currency().decimals();
        let above = own.numerator.checked_mul(i128::from(*weight))?;
        let above = above.checked_mul(10_i128.checked_pow(decimals)?)?;
        let below = own.denominator.checked_mul(sum)?;
        i64::try_from(Fraction::new(above, below).round(rounding)?).ok()
    };
    sellers.iter().zip(&weights).map(part).collect()
}
