//! Whose sales count as a partner's (`RULES` section 2, "Scope").

use tierwright_program::{credit::CreditsOf, measure::Scope};

use crate::{Facts, cube::SalesRows};

/// What a scope means among the partners of the facts.
pub(crate) trait Members {
    /// Those whose sales count as a partner's, the partner among them.
    fn members(self, facts: &Facts, partner: usize) -> Vec<usize>;
    /// Those as whose the sales of a partner count, the partner among them.
    fn owners(self, facts: &Facts, partner: usize) -> Vec<usize>;
}

impl Members for Scope {
    fn members(self, facts: &Facts, partner: usize) -> Vec<usize> {
        match self {
            Self::Partner => vec![partner],
            Self::WithChildren => {
                let mut family = vec![partner];
                let mut next = 0;
                while let Some(one) = family.get(next) {
                    family.extend(facts.partners.children(*one).to_vec());
                    next += 1;
                }
                family
            }
            Self::Group => group(facts, partner),
        }
    }

    fn owners(self, facts: &Facts, partner: usize) -> Vec<usize> {
        match self {
            Self::Partner => vec![partner],
            Self::WithChildren => {
                let parent = |one: &usize| facts.partners.parents[*one];
                std::iter::successors(Some(partner), parent).collect()
            }
            Self::Group => group(facts, partner),
        }
    }
}

impl<'a> SalesRows<'a> {
    /// The deal whose credits count for a deal.
    pub fn credited_on(&self, deal: usize) -> usize {
        match self.key.credits {
            CreditsOf::Deal => deal,
            CreditsOf::CustomersFirst => self.given.facts.first_of_its_customer(deal),
        }
    }

    /// The deals that may count for a partner, in order of id.
    pub fn deals_of(&self, partner: usize) -> impl Iterator<Item = usize> + 'a {
        let facts = self.given.facts;
        let own = self.key.sales.scope.is_partner() && self.key.credits.is_own();
        let others = if own { Vec::new() } else { self.deals_beyond(partner) };
        own.then(|| facts.partner_deals(partner)).into_iter().flatten().chain(others)
    }

    /// The same where others' deals count for the partner as well.
    fn deals_beyond(&self, partner: usize) -> Vec<usize> {
        let facts = self.given.facts;
        let members = self.key.sales.scope.members(facts, partner);
        let mut deals: Vec<usize> =
            members.into_iter().flat_map(|member| facts.partner_deals(member)).collect();
        if !self.key.credits.is_own() {
            deals.retain(|deal| self.credited_on(*deal) == *deal);
            let later: Vec<usize> =
                deals.iter().flat_map(|deal| facts.after_first(*deal)).collect();
            deals.extend(later);
        }
        deals.sort_unstable();
        deals.dedup();
        deals
    }

    /// Those whose scope a partner belongs to.
    pub fn whose(&self, partner: usize) -> Vec<usize> {
        self.key.sales.scope.owners(self.given.facts, partner)
    }
}

/// The members of a partner's group; the partner alone where it is in none.
fn group(facts: &Facts, partner: usize) -> Vec<usize> {
    match facts.partners.groups[partner].as_str() {
        "" => vec![partner],
        name => facts.partners.members(name).to_vec(),
    }
}
