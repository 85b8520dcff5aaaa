//! Whose sales count as a partner's (`RULES` section 2, "Scope").

use tierwright_program::measure::Scope;

use crate::Facts;

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

/// The members of a partner's group; the partner alone where it is in none.
fn group(facts: &Facts, partner: usize) -> Vec<usize> {
    match facts.partners.groups[partner].as_str() {
        "" => vec![partner],
        name => facts.partners.members(name).to_vec(),
    }
}
