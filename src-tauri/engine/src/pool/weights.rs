//! Who takes part in a deal's reward, and with which weight (`RULES` section 5).

use tierwright_program::{
    rate::RATE_ONE,
    shares::{ShareBy, ShareTotal, Shares, UnheldRole},
};

use crate::{Facts, cube::SalesRows};

/// One partner that takes part.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    /// Its position, which is the order of ids.
    pub partner: usize,
    /// Its weight, as a part of [`Weights::whole`].
    pub weight: i64,
    /// What it gets, in minor units, once the reward is divided.
    pub amount: i64,
}

/// The weights of one deal. Memory is used again for the next deal.
#[derive(Debug, Default)]
pub(crate) struct Weights {
    /// Those who take part, ordered by partner; each weight is above zero.
    pub parts: Vec<Part>,
    /// The weight of what stays unpaid.
    pub unpaid: i64,
    /// 100% in the unit of the weights.
    pub hundred: i64,
    held: Vec<bool>,
}

/// The weights of roles by their position in the facts; zero for a role that takes no part.
#[derive(Debug)]
pub(crate) struct Roles {
    weights: Vec<i64>,
    /// All weights of the program added, those of roles that no fact has included.
    all: i64,
}

impl Roles {
    /// Nothing when the weights do not add up within what a number holds.
    pub fn new(shares: &Shares, facts: &Facts) -> Option<Self> {
        let ShareBy::RoleWeights(of) = &shares.by else {
            return Some(Self { weights: Vec::new(), all: 0 });
        };
        let weight = |role: &String| {
            let found = of.weights.iter().find(|one| one.role == *role);
            found.map_or(0, |one| one.weight.units())
        };
        let sum = |sum: i64, one: i64| sum.checked_add(one);
        Some(Self {
            weights: facts.credits.roles.values().iter().map(weight).collect(),
            all: of.weights.iter().map(|one| one.weight.units()).try_fold(0, sum)?,
        })
    }
}

/// What decides who takes part.
pub(crate) struct TakesPart<'a> {
    pub facts: &'a Facts,
    pub shares: &'a Shares,
    pub roles: &'a Roles,
    pub rows: &'a SalesRows<'a>,
    /// Partners that `who` lets pass.
    pub eligible: &'a [bool],
}

/// What the parts of a deal come to beyond 100%, in the unit of [`Weights::hundred`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct AboveAll {
    pub sum: i64,
    pub hundred: i64,
}

impl Weights {
    /// Weighs the partners of a deal; nothing when weights do not add up.
    pub fn weigh(&mut self, of: &TakesPart<'_>, deal: usize) -> Option<()> {
        self.parts.clear();
        (self.unpaid, self.hundred) = (0, RATE_ONE);
        for credit in of.facts.deal_credits(deal) {
            let partner = of.facts.credits.partner(credit);
            let weight = of.credit_weight(credit);
            if weight <= 0 || !of.rows.role_counts(credit) || !of.eligible[partner] {
                continue;
            }
            match self.parts.last_mut().filter(|last| last.partner == partner) {
                Some(_) if of.shares.by == ShareBy::Equal => {}
                Some(last) => last.weight = last.weight.checked_add(weight)?,
                None => self.parts.push(Part { partner, weight, amount: 0 }),
            }
        }
        match &of.shares.by {
            ShareBy::Equal => self.hundred = i64::try_from(self.parts.len()).ok()?,
            ShareBy::RoleWeights(weights) if weights.unheld_role == UnheldRole::KeptUnpaid => {
                self.unpaid = self.unheld(of, deal)?;
            }
            ShareBy::RoleWeights(_) | ShareBy::DeclaredShare => {}
        }
        Some(())
    }

    /// The weights of roles that nobody who takes part holds.
    fn unheld(&mut self, of: &TakesPart<'_>, deal: usize) -> Option<i64> {
        self.held.clear();
        self.held.resize(of.roles.weights.len(), false);
        let mut left = of.roles.all;
        for credit in of.facts.deal_credits(deal) {
            let (partner, role) =
                (of.facts.credits.partner(credit), of.facts.credits.roles.codes().get(credit));
            let takes_part = of.rows.role_counts(credit) && of.eligible[partner];
            if takes_part && !std::mem::replace(&mut self.held[role], true) {
                left = left.checked_sub(of.roles.weights[role])?;
            }
        }
        Some(left)
    }

    /// The sum of the weights of those who take part.
    pub fn sum(&self) -> Option<i64> {
        self.parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(part.weight))
    }

    /// Settles what the weights are parts of: what stays unpaid, and the whole they are divided by.
    /// `None` when they do not add up; the inner error when they come to more than is allowed.
    pub fn settle(&mut self, total: ShareTotal) -> Option<Result<i64, AboveAll>> {
        let sum = self.sum()?;
        match total {
            ShareTotal::Normalised => {}
            ShareTotal::Overlay => self.unpaid = 0,
            ShareTotal::AsDeclared if sum > self.hundred => {
                return Some(Err(AboveAll { sum, hundred: self.hundred }));
            }
            ShareTotal::AsDeclared => self.unpaid = self.hundred - sum,
        }
        Some(Ok(match total {
            ShareTotal::Overlay => self.hundred,
            _ => sum.checked_add(self.unpaid)?,
        }))
    }
}

impl TakesPart<'_> {
    /// What a credit adds to the weight of its partner.
    fn credit_weight(&self, credit: usize) -> i64 {
        let credits = &self.facts.credits;
        match self.shares.by {
            ShareBy::RoleWeights(_) => self.roles.weights[credits.roles.codes().get(credit)],
            ShareBy::DeclaredShare => credits.share(credit).map_or(0, |share| share.units()),
            ShareBy::Equal => 1,
        }
    }

    /// The roles of a partner's credits on a deal that give it weight.
    pub fn roles_of(&self, deal: usize, partner: usize) -> Vec<String> {
        let credits = &self.facts.credits;
        self.facts
            .deal_credits(deal)
            .filter(|credit| {
                credits.partner(*credit) == partner
                    && self.rows.role_counts(*credit)
                    && self.credit_weight(*credit) > 0
            })
            .map(|credit| credits.roles[credit].clone())
            .collect()
    }
}
