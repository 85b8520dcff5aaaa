//! What customers bought and what was done on their deals.

use chrono::NaiveDate;

use super::Facts;

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

impl Facts {
    /// The customer of a deal, as a position among the different ones; none where it is not known.
    fn customer_of(&self, deal: usize) -> Option<usize> {
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
