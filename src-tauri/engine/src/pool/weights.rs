//! Who takes part in a deal's reward, and with which weight (`RULES` section 5).

use chrono::NaiveDate;
use tierwright_program::{
    AttributionModel,
    rate::RATE_ONE,
    shares::{Secondary, ShareBy, ShareTotal, Shares, UnheldRole},
};

use crate::{Facts, attribution::Weighing, cube::SalesRows, held::Eligible};

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
    /// What touches weigh, where weights come from them.
    pub weighing: Weighing,
    held: Vec<bool>,
}

/// The weights of roles by their position in the facts; zero for a role that takes no part.
#[derive(Debug)]
pub(crate) struct Roles {
    pub weights: Vec<i64>,
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
    /// The model that weights go by, where they go by one.
    pub model: Option<&'a AttributionModel>,
    pub rows: &'a SalesRows<'a>,
    /// Partners who can take part.
    pub eligible: Eligible<'a>,
}

/// What the parts of a deal come to beyond 100%, in the unit of [`Weights::hundred`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct AboveAll {
    pub sum: i64,
    pub hundred: i64,
}

impl Weights {
    /// Weighs the partners of a deal that closed on a day; nothing when weights do not add up.
    pub fn weigh(&mut self, of: &TakesPart<'_>, deal: usize, closed: NaiveDate) -> Option<()> {
        self.parts.clear();
        (self.unpaid, self.hundred) = (0, RATE_ONE);
        match &of.shares.by {
            ShareBy::RoleWeights(weights) => {
                self.by_credits(of, deal)?;
                if weights.unheld_role == UnheldRole::KeptUnpaid {
                    self.unpaid = self.unheld(of, deal)?;
                }
            }
            ShareBy::DeclaredShare => self.by_credits(of, deal)?,
            ShareBy::Equal => {
                self.by_credits(of, deal)?;
                self.parts.iter_mut().for_each(|part| part.weight = 1);
                self.hundred = i64::try_from(self.parts.len()).ok()?;
            }
            ShareBy::Attribution(_) => self.by_touches(of, deal, closed)?,
            ShareBy::PrimaryAndSecondary(secondary) => {
                self.by_registrations(of, deal, closed, secondary);
            }
        }
        Some(())
    }

    /// The weights of credits, added up by partner.
    fn by_credits(&mut self, of: &TakesPart<'_>, deal: usize) -> Option<()> {
        for credit in of.facts.deal_credits(deal) {
            let partner = of.facts.credits.partner(credit);
            let weight = of.credit_weight(credit);
            if weight > 0 && of.rows.credit_counts(deal, credit) && of.eligible.lets(partner) {
                self.add(partner, weight)?;
            }
        }
        Some(())
    }

    /// Adds to the weight of a partner; partners come in order.
    fn add(&mut self, partner: usize, weight: i64) -> Option<()> {
        match self.parts.last_mut().filter(|last| last.partner == partner) {
            Some(last) => last.weight = last.weight.checked_add(weight)?,
            None => self.parts.push(Part { partner, weight, amount: 0 }),
        }
        Some(())
    }

    /// What touches weigh, added up by partner; what those of nobody weigh stays unpaid.
    fn by_touches(&mut self, of: &TakesPart<'_>, deal: usize, closed: NaiveDate) -> Option<()> {
        // `check` refuses shares by a model that does not exist.
        let Some(model) = of.model else { return Some(()) };
        let counts =
            |partner: Option<usize>| partner.is_none_or(|partner| of.has_credit(deal, partner));
        let mut weighing = std::mem::take(&mut self.weighing);
        weighing.weigh(model, of.facts, (deal, closed), &counts)?;
        weighing.touches.iter().try_for_each(|one| {
            match of.facts.touches.partners[one.touch] {
                Some(partner) if one.weight > 0 => {
                    self.parts.push(Part { partner, weight: one.weight, amount: 0 });
                }
                Some(_) => {}
                None => self.unpaid = self.unpaid.checked_add(one.weight)?,
            }
            Some(())
        })?;
        self.hundred = weighing.hundred;
        self.weighing = weighing;
        let mut touched = std::mem::take(&mut self.parts);
        touched.sort_by_key(|part| part.partner);
        touched.iter().try_for_each(|part| self.add(part.partner, part.weight))
    }

    /// The first by approval of its registration has 1, later ones what is stored.
    fn by_registrations(
        &mut self,
        of: &TakesPart<'_>,
        deal: usize,
        closed: NaiveDate,
        secondary: &Secondary,
    ) {
        let claims = &of.facts.registrations;
        // Registrations are in order of day and id, and a stable sort keeps them so.
        let mut approved: Vec<(NaiveDate, usize)> = of
            .facts
            .deal_registrations(deal)
            .filter_map(|at| Some((claims.approved_on[at].filter(|day| *day <= closed)?, at)))
            .filter(|(_, at)| of.has_credit(deal, claims.partners[*at]))
            .collect();
        approved.sort_by_key(|(day, _)| *day);
        let first = approved.first().map(|(_, at)| claims.partners[*at]);
        let mut ranked: Vec<usize> = approved.iter().map(|(_, at)| claims.partners[*at]).collect();
        ranked.sort_unstable();
        ranked.dedup();
        for partner in ranked {
            let weight = if Some(partner) == first { RATE_ONE } else { secondary.later.units() };
            if weight > 0 {
                self.parts.push(Part { partner, weight, amount: 0 });
            }
        }
    }

    /// The weights of roles that nobody who takes part holds.
    fn unheld(&mut self, of: &TakesPart<'_>, deal: usize) -> Option<i64> {
        self.held.clear();
        self.held.resize(of.roles.weights.len(), false);
        let mut left = of.roles.all;
        for credit in of.facts.deal_credits(deal) {
            let (partner, role) =
                (of.facts.credits.partner(credit), of.facts.credits.roles.codes().get(credit));
            let takes_part = of.rows.credit_counts(deal, credit) && of.eligible.lets(partner);
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
            ShareBy::Equal | ShareBy::Attribution(_) | ShareBy::PrimaryAndSecondary(_) => 1,
        }
    }

    /// Whether a partner has a credit on a deal that counts, and `who` lets it pass.
    fn has_credit(&self, deal: usize, partner: usize) -> bool {
        let credits = &self.facts.credits;
        let mut of_deal = self.facts.deal_credits(deal);
        self.eligible.lets(partner)
            && of_deal
                .any(|one| credits.partner(one) == partner && self.rows.credit_counts(deal, one))
    }

    /// The roles of a partner's credits on a deal that give it weight.
    pub fn roles_of(&self, deal: usize, partner: usize) -> Vec<String> {
        let credits = &self.facts.credits;
        self.facts
            .deal_credits(deal)
            .filter(|credit| {
                credits.partner(*credit) == partner
                    && self.rows.credit_counts(deal, *credit)
                    && self.credit_weight(*credit) > 0
            })
            .map(|credit| credits.roles[credit].clone())
            .collect()
    }
}
