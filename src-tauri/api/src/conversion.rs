//! What became of accounts found in common with partners: registered, closed, and after how many days.
//!
//! An account is found once a partner, on the first day that says so; one that names its deal stands
//! for that deal alone. The deal of another is the first that its partner registered with that
//! customer from that day on; without any, the first one won since in which the partner has a part.
//! Days are those between the dates of overlap, registration and close.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use tierwright_engine::{Facts, rows::Stage};
use tierwright_program::{Currency, Money};

use crate::{
    context::Context,
    describe::whole,
    page::page_or_all,
    reconcile::{letters, too_large},
    wire::{
        Conversion, ConversionMoney, ConversionStep, ConversionSum, ConvertedOverlap, Failure,
        GetConversion,
    },
    words::row_of,
};

/// The steps in the order of the way.
const STEPS: [ConversionStep; 9] = [
    ConversionStep::Mapped,
    ConversionStep::Registered,
    ConversionStep::Won,
    ConversionStep::Open,
    ConversionStep::Lost,
    ConversionStep::Refused,
    ConversionStep::Before,
    ConversionStep::WonUnregistered,
    ConversionStep::Nothing,
];

/// Answers what became of accounts found in common with partners.
pub(crate) fn conversion(
    context: &mut Context,
    request: &GetConversion,
) -> Result<Conversion, Failure> {
    let facts = &context.opened()?.0.facts;
    if facts.overlaps.ids.is_empty() {
        return Err(Failure::wrong_use(
            "no_overlaps",
            "The document has no accounts found in common with partners.".to_owned(),
            "Import a file of them beside the deals: partner, account and the day it was mapped.",
        ));
    }
    let mut found = found(facts);
    let steps = STEPS.iter().map(|step| sum(facts, *step, &found)).collect::<Result<_, _>>()?;
    if let Some(step) = request.step {
        found.retain(|one| one.came_to(step));
    }
    let partners = &facts.partners;
    found.sort_by_cached_key(|one| {
        let name = partners.names[one.partner].clone();
        (one.step, name, one.account.to_owned(), one.mapped_on, one.partner)
    });
    let shown = page_or_all(&found, request.offset, request.limit);
    Ok(Conversion {
        steps,
        rows: shown.iter().map(|one| one.answer(facts)).collect(),
        total_rows: whole(found.len()),
    })
}

/// One account found in common with one partner.
struct Account<'a> {
    partner: usize,
    account: &'a str,
    mapped_on: NaiveDate,
    /// Positions of the overlaps that say so.
    overlaps: Vec<usize>,
    step: ConversionStep,
    registration: Option<usize>,
    deal: Option<usize>,
}

/// Every account once a partner, and what became of it.
fn found(facts: &Facts) -> Vec<Account<'_>> {
    let overlaps = &facts.overlaps;
    let ways = Ways::of(facts);
    let mut grouped: BTreeMap<(usize, String, Option<usize>), Vec<usize>> = BTreeMap::new();
    for (at, account) in overlaps.accounts.iter().enumerate() {
        let key = (overlaps.partners[at], letters(account), overlaps.deals[at]);
        grouped.entry(key).or_default().push(at);
    }
    let accounts = grouped.into_iter().filter_map(|((partner, customer, deal), overlaps_of)| {
        let first = *overlaps_of.iter().min_by_key(|at| overlaps.mapped_on[**at])?;
        let mut account = Account {
            partner,
            account: &overlaps.accounts[first],
            mapped_on: overlaps.mapped_on[first],
            overlaps: overlaps_of,
            step: ConversionStep::Nothing,
            registration: None,
            deal,
        };
        let with = match deal {
            Some(deal) => Some(With::Deal(deal)),
            None => ways.customers.get(&customer).copied().map(With::Customer),
        };
        account.follow(facts, with.and_then(|with| ways.found.get(&(partner, with))));
        Some(account)
    });
    accounts.collect()
}

/// What a partner may have registered or sold: one deal, or whatever a customer buys.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum With {
    Deal(usize),
    /// The number of a customer.
    Customer(usize),
}

/// Registrations of a partner, and deals that were won with a part of it.
#[derive(Default)]
struct Way {
    registered: Vec<usize>,
    won: Vec<(NaiveDate, usize)>,
}

/// What partners registered and won, by whom and with whom.
struct Ways {
    found: HashMap<(usize, With), Way>,
    /// The numbers of customers, by their names as they are compared.
    customers: HashMap<String, usize>,
}

impl Ways {
    /// Those of partners who have accounts in common.
    fn of(facts: &Facts) -> Self {
        let names = &facts.deals.customers;
        let mut customers: HashMap<String, usize> = HashMap::new();
        let mut number = |name: &String| {
            let next = customers.len();
            *customers.entry(letters(name)).or_insert(next)
        };
        let numbers: Vec<usize> = names.values().iter().map(&mut number).collect();
        let with =
            |deal: usize| [With::Deal(deal), With::Customer(numbers[names.codes().get(deal)])];
        let mut found: HashMap<(usize, With), Way> = HashMap::new();
        for (at, partner) in facts.registrations.partners.iter().enumerate() {
            for with in with(facts.registrations.deals[at]) {
                found.entry((*partner, with)).or_default().registered.push(at);
            }
        }
        let partners: BTreeSet<usize> = facts.overlaps.partners.iter().copied().collect();
        for partner in partners {
            for deal in facts.partner_deals(partner) {
                let Some(on) = facts.deals.won_on(deal) else { continue };
                for with in with(deal) {
                    found.entry((partner, with)).or_default().won.push((on, deal));
                }
            }
        }
        Self { found, customers }
    }
}

impl Account<'_> {
    /// Finds its registration and its deal, and with them how far it came.
    fn follow(&mut self, facts: &Facts, way: Option<&Way>) {
        let Some(way) = way else { return };
        let (named, mapped_on) = (self.deal.is_some(), self.mapped_on);
        let of = &facts.registrations;
        // Of a deal that is not named, an earlier registration is another story.
        let is_later = |at: &usize| named || of.registered_on[*at] >= mapped_on;
        let order = |at: &usize| (of.refused_on[*at].is_some(), of.registered_on[*at], *at);
        self.registration = way.registered.iter().copied().filter(is_later).min_by_key(order);
        let deals = &facts.deals;
        if let Some(at) = self.registration {
            let (deal, on) = (of.deals[at], of.registered_on[at]);
            let is_closed_before = deals.stages[deal] != Stage::Open
                && deals.closed[deal].is_some_and(|closed| closed < on);
            self.deal = Some(deal);
            self.step = match deals.stages[deal] {
                _ if of.refused_on[at].is_some() => ConversionStep::Refused,
                _ if on < mapped_on || is_closed_before => ConversionStep::Before,
                Stage::Won => ConversionStep::Won,
                Stage::Lost => ConversionStep::Lost,
                Stage::Open => ConversionStep::Open,
            };
        } else if let Some((_, deal)) = way.won.iter().filter(|(on, _)| *on >= mapped_on).min() {
            self.deal = Some(*deal);
            self.step = ConversionStep::WonUnregistered;
        }
    }

    fn came_to(&self, step: ConversionStep) -> bool {
        use ConversionStep::{Lost, Mapped, Open, Registered, Won};
        match step {
            Mapped => true,
            Registered => matches!(self.step, Won | Lost | Open),
            step => self.step == step,
        }
    }

    fn registered_on(&self, facts: &Facts) -> Option<NaiveDate> {
        self.registration.map(|at| facts.registrations.registered_on[at])
    }

    /// The day its deal closed; an open deal only hopes to.
    fn closed_on(&self, facts: &Facts) -> Option<NaiveDate> {
        let deal = self.deal?;
        facts.deals.closed[deal].filter(|_| facts.deals.stages[deal] != Stage::Open)
    }

    /// Days from found to registered, from there to closed, and in all. What was registered or closed
    /// out of this order, or refused, took no days.
    fn days(&self, facts: &Facts) -> [Option<i32>; 3] {
        if matches!(self.step, ConversionStep::Before | ConversionStep::Refused) {
            return [None; 3];
        }
        let between = |from: Option<NaiveDate>, until: Option<NaiveDate>| {
            i32::try_from((until? - from?).num_days()).ok()
        };
        let mapped = Some(self.mapped_on);
        let (registered, closed) = (self.registered_on(facts), self.closed_on(facts));
        let closed = closed.filter(|_| self.step != ConversionStep::Nothing);
        [between(mapped, registered), between(registered, closed), between(mapped, closed)]
    }

    fn answer(&self, facts: &Facts) -> ConvertedOverlap {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        let [days_to_registered, days_to_closed, days_in_all] = self.days(facts);
        let amount = self.deal.map(|deal| facts.deals.amount(deal));
        let mapped =
            self.overlaps.iter().filter_map(|at| row_of(facts, facts.overlaps.sources[*at]));
        ConvertedOverlap {
            partner: facts.partners.ids[self.partner].clone(),
            partner_name: facts.partners.names[self.partner].clone(),
            account: self.account.to_owned(),
            step: self.step,
            mapped_on: self.mapped_on.to_string(),
            registered_on: day(self.registered_on(facts)),
            closed_on: day(self.closed_on(facts)),
            days_to_registered,
            days_to_closed,
            days_in_all,
            deal: self.deal.map(|deal| facts.deals.ids[deal].to_owned()),
            amount: amount.map(|amount| amount.amount_text()),
            currency: amount.map(|amount| amount.currency().to_string()),
            mapped_sources: mapped.collect(),
            registration_source: self
                .registration
                .and_then(|at| row_of(facts, facts.registrations.sources[at])),
            deal_source: self.deal.and_then(|deal| row_of(facts, facts.deals.sources.get(deal))),
        }
    }
}

/// How many came to a step, the money of their deals, each deal once, and the days of the middle one.
fn sum(
    facts: &Facts,
    step: ConversionStep,
    found: &[Account<'_>],
) -> Result<ConversionSum, Failure> {
    let mut accounts = 0;
    let mut days: [Vec<i32>; 3] = Default::default();
    let mut deals: BTreeSet<usize> = BTreeSet::new();
    for account in found.iter().filter(|account| account.came_to(step)) {
        accounts += 1;
        deals.extend(account.deal);
        for (of, own) in days.iter_mut().zip(account.days(facts)) {
            of.extend(own);
        }
    }
    let mut money: BTreeMap<Currency, Money> = BTreeMap::new();
    for deal in &deals {
        let amount = facts.deals.amount(*deal);
        let sum = money.entry(amount.currency()).or_insert(Money::zero(amount.currency()));
        *sum = sum.plus(amount).map_err(|_| too_large())?;
    }
    let [days_to_registered, days_to_closed, days_in_all] = days.map(median);
    let money = money.into_iter().map(|(currency, sum)| ConversionMoney {
        amount: sum.amount_text(),
        currency: currency.to_string(),
    });
    Ok(ConversionSum {
        step,
        accounts,
        deals: whole(deals.len()),
        money: money.collect(),
        days_to_registered,
        days_to_closed,
        days_in_all,
    })
}

/// The middle one of numbers of days, or what lies half way between the two in the middle.
fn median(mut days: Vec<i32>) -> Option<String> {
    days.sort_unstable();
    let upper = *days.get(days.len() / 2)?;
    let lower = *days.get((days.len() - 1) / 2)?;
    let both = i64::from(lower) + i64::from(upper);
    let half = if both % 2 == 0 { "" } else { ".5" };
    let sign = if both < 0 { "-" } else { "" };
    Some(format!("{sign}{}{half}", both.abs() / 2))
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_lies_in_the_middle() {
        for (days, expected) in [
            (vec![], None),
            (vec![7], Some("7")),
            (vec![9, 4], Some("6.5")),
            (vec![30, 1, 10], Some("10")),
            (vec![4, 4, 8, 100], Some("6")),
        ] {
            assert_eq!(median(days.clone()).as_deref(), expected, "{days:?}");
        }
    }
}
