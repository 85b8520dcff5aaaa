//! What customers bought and what was done on their deals.

use std::ops::Range;

use chrono::NaiveDate;

use super::{Facts, Starts};
use crate::facts::packed::count;

/// Deals and activities by customer, found when they are first asked for.
#[derive(Debug)]
pub(crate) struct Customers {
    /// By customer: its won deals by closing day, then id.
    won: Vec<Vec<(NaiveDate, usize)>>,
    /// By customer: the activities on its deals, in order of the activities.
    activities: Vec<Vec<usize>>,
}

impl Customers {
    /// Looks at every deal and activity once.
    fn of(facts: &Facts) -> Self {
        let count = facts.deals.customers.values().len();
        let (mut won, mut activities) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for deal in 0..facts.deals.len() {
            if let (Some(customer), Some(day)) = (facts.customer_of(deal), facts.deals.won_on(deal))
            {
                won[customer].push((day, deal));
            }
        }
        won.iter_mut().for_each(|deals| deals.sort_unstable());
        for (activity, deal) in facts.activities.deals.iter().enumerate() {
            if let Some(customer) = deal.and_then(|deal| facts.customer_of(deal)) {
                activities[customer].push(activity);
            }
        }
        Self { won, activities }
    }
}

/// Partners with the customers of the deals that they have credits on: each two once, found when
/// they are first asked for.
#[derive(Debug)]
pub(crate) struct Buyers {
    /// By credit: the two that it stands for.
    pub of_credit: Vec<u32>,
    /// Those of each partner.
    of_partner: Starts,
    count: usize,
}

impl Buyers {
    fn of(facts: &Facts) -> Self {
        let mut all: Vec<(u64, u32)> = Vec::with_capacity(facts.credits.partners.len());
        for deal in 0..facts.deals.len() {
            let customer = facts.deals.customers.codes().get(deal) as u64;
            let both = |credit| (facts.credits.partner(credit) as u64) << 32 | customer;
            all.extend(facts.deal_credits(deal).map(|credit| (both(credit), count(credit))));
        }
        all.sort_unstable();
        let (mut of_credit, mut partners, mut last) = (vec![0; all.len()], Vec::new(), None);
        for (both, credit) in all {
            if last != Some(both) {
                last = Some(both);
                partners.push((both >> 32) as usize);
            }
            of_credit[credit as usize] = count(partners.len()) - 1;
        }
        let count = partners.len();
        let of_partner = Starts::of(partners.into_iter(), facts.partners.len());
        Self { of_credit, of_partner, count }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Those of a partner.
    pub fn of_partner(&self, partner: usize) -> Range<usize> {
        self.of_partner.range(partner)
    }
}

impl Facts {
    /// Partners with their customers.
    pub(crate) fn buyers(&self) -> &Buyers {
        self.buyers.get_or_init(|| Buyers::of(self))
    }

    /// The customer of a deal, as a position among the different ones; none where it is not known.
    pub(crate) fn customer_of(&self, deal: usize) -> Option<usize> {
        let customers = &self.deals.customers;
        (!customers[deal].is_empty()).then(|| customers.codes().get(deal))
    }

    fn by_customer(&self) -> &Customers {
        self.customers.get_or_init(|| Customers::of(self))
    }

    /// The won deals of the customer of a deal by closing day, then id; none where the customer is
    /// not known.
    pub(crate) fn won_by_its_customer(&self, deal: usize) -> &[(NaiveDate, usize)] {
        self.customer_of(deal).map_or(&[], |customer| &self.by_customer().won[customer])
    }

    /// The first won deal of the customer of a deal; the deal itself where the customer is not known.
    pub(crate) fn first_of_its_customer(&self, deal: usize) -> usize {
        self.won_by_its_customer(deal).first().map_or(deal, |(_, first)| *first)
    }

    /// The deals that its customer won after its first one.
    pub(crate) fn after_first(&self, deal: usize) -> impl Iterator<Item = usize> + '_ {
        self.won_by_its_customer(deal).iter().skip(1).map(|(_, later)| *later)
    }

    /// The activities on the deals of the customer of a deal.
    pub(crate) fn activities_of_its_customer(&self, deal: usize) -> &[usize] {
        self.customer_of(deal).map_or(&[], |customer| &self.by_customer().activities[customer])
    }
}
