//! Return on funds: `(attributed - cost) / cost`, as exact fractions (`RULES` section 6).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use tierwright_program::{
    Fraction, Rate, RoleClass, RoundingMode, Span, Weight,
    fund::{Attributed, FundReturn, LinkedTwice, ReturnCost},
    measure::Basis,
    rate::RATE_ONE,
};

use crate::{
    Failure,
    exchange::{self, deal_exchange},
    fraction::add,
    fund::{FundEvent, Funds},
    rows::FundStep,
};

/// Which requests are meant: each part left out stands for all of them. A request belongs to the
/// day and to the level of its first claim that was paid.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReturnOf {
    /// One partner, by position.
    pub partner: Option<usize>,
    /// One kind of activity.
    pub activity: Option<String>,
    /// One level: positions of its track, and among the levels of that.
    pub level: Option<(usize, usize)>,
    /// Some days; those of the replay where left out.
    pub span: Option<Span>,
}

/// What was attributed and what it cost, in ten-thousandths of the program's currency.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReturnOnFunds {
    /// The requests it is made of, by partner, then fund, then id.
    pub requests: Vec<RequestReturn>,
    /// What they cost.
    pub cost: Fraction,
    /// What is attributed of deals that the partner brought.
    pub sourced: Fraction,
    /// What is attributed of deals that the partner helped on.
    pub influenced: Fraction,
    /// What is attributed of other deals.
    pub other: Fraction,
}

/// One request and what it brought.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RequestReturn {
    /// Position of the partner.
    pub partner: usize,
    /// Position of the fund.
    pub fund: usize,
    /// Its id.
    pub request: String,
    /// The kind of its activity.
    pub activity: String,
    /// The day of its first claim that was paid.
    pub on: NaiveDate,
    /// What it cost, in ten-thousandths.
    pub cost: i64,
    /// The deals that are attributed to it.
    pub deals: Vec<AttributedDeal>,
}

/// A deal of a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AttributedDeal {
    /// Position of the deal.
    pub deal: usize,
    /// The part that is attributed as sourced, influenced, and neither; in ten-thousandths.
    pub parts: [Fraction; 3],
    /// Among how many requests it is divided.
    pub among: usize,
}

impl ReturnOnFunds {
    /// All that is attributed; `None` when it does not fit.
    #[must_use]
    pub fn attributed(&self) -> Option<Fraction> {
        add(add(self.sourced, self.influenced)?, self.other)
    }

    /// `(attributed - cost) / cost`; none where there is no cost, or where it does not fit.
    #[must_use]
    pub fn rate(&self) -> Option<Fraction> {
        let cost = self.cost;
        if cost.numerator <= 0 {
            return None;
        }
        let gain = add(self.attributed()?, Fraction::new(-cost.numerator, cost.denominator))?;
        let above = gain.numerator.checked_mul(cost.denominator)?;
        let below = gain.denominator.checked_mul(cost.numerator)?;
        Some(crate::fraction::lowest(Fraction::new(above, below)))
    }
}

/// A fraction to eight decimals, half away from zero. `None` when it does not fit.
pub(crate) fn rate_of(fraction: Fraction) -> Option<Rate> {
    let numerator = fraction.numerator.checked_mul(i128::from(RATE_ONE))?;
    let rounded = Fraction::new(numerator, fraction.denominator);
    let units = rounded.round(RoundingMode::HalfAwayFromZero)?;
    i64::try_from(units).ok().map(Rate::from_units)
}

/// A request that was paid.
struct Paid {
    activity: String,
    on: NaiveDate,
    /// What the funds paid and what the activity cost in all, in ten-thousandths.
    paid: i64,
    whole: i64,
    deals: Vec<usize>,
}

/// By partner, fund and id.
type Requests = BTreeMap<(usize, usize, String), Paid>;

impl Funds<'_> {
    /// The return on the funds as the program defines it, up to the last day that is looked at; none
    /// where it does not.
    ///
    /// # Errors
    /// As [`Funds::ledgers`], or a sum that does not fit.
    pub fn return_on(&self, of: &ReturnOf) -> Result<Option<ReturnOnFunds>, Failure> {
        let (Some(first), Some(until)) = (self.outcome.first_day(), self.outcome.last_fund_day())
        else {
            return Ok(None);
        };
        let span = of.span.unwrap_or_else(|| Span::new(first, until));
        self.fund_return(&ReturnOf { span: Some(span), ..of.clone() }, until)
    }

    /// The return on the funds as it is known on a day.
    pub(crate) fn fund_return(
        &self,
        of: &ReturnOf,
        until: NaiveDate,
    ) -> Result<Option<ReturnOnFunds>, Failure> {
        let Some(definition) = self.outcome.plan().program().fund_return else { return Ok(None) };
        let requests = self.requests(until)?;
        let mut among: BTreeMap<usize, usize> = BTreeMap::new();
        for deal in requests.values().flat_map(|paid| &paid.deals) {
            *among.entry(*deal).or_default() += 1;
        }
        let mut found = ReturnOnFunds {
            requests: Vec::new(),
            cost: Fraction::ZERO,
            sourced: Fraction::ZERO,
            influenced: Fraction::ZERO,
            other: Fraction::ZERO,
        };
        for ((partner, fund, request), paid) in requests {
            if !self.is_meant(of, partner, &paid) {
                continue;
            }
            let cost = match definition.cost {
                ReturnCost::Paid => paid.paid,
                ReturnCost::WholeCost => paid.whole,
            };
            let mut deals = Vec::new();
            for deal in paid.deals {
                let among = match definition.linked_twice {
                    LinkedTwice::WholeToEach => 1,
                    LinkedTwice::EqualParts => among.get(&deal).copied().unwrap_or(1),
                };
                let part = self.attributed(definition, partner, deal, among, until);
                deals.push(part?);
            }
            let Paid { activity, on, .. } = paid;
            let made = RequestReturn { partner, fund, request, activity, on, cost, deals };
            found.add(made).ok_or_else(|| Failure::overflow("The return on funds"))?;
        }
        Ok(Some(found))
    }

    fn is_meant(&self, of: &ReturnOf, partner: usize, paid: &Paid) -> bool {
        let on_level = |(track, level): (usize, usize)| {
            self.outcome.level_on(track, partner, paid.on) == Some(level)
        };
        of.partner.is_none_or(|one| one == partner)
            && of.activity.as_ref().is_none_or(|one| *one == paid.activity)
            && of.span.is_none_or(|span| span.contains(paid.on))
            && of.level.is_none_or(on_level)
    }

    /// Every request on which something was paid: in this outcome, and before the replay in the
    /// facts.
    fn requests(&self, until: NaiveDate) -> Result<Requests, Failure> {
        let (outcome, mut found) = (self.outcome, Requests::new());
        let events = &outcome.facts().fund_events;
        let first = outcome.first_day().unwrap_or(until);
        for fund in 0..outcome.plan().program().funds.len() {
            let earlier = (0..events.ids.len()).filter(|event| {
                events.steps[*event] == FundStep::Paid
                    && events.dates[*event] < first
                    && outcome.is_of_fund(fund, *event)
            });
            for event in earlier {
                let paid = outcome.fund_amount(event, events.amounts[event])?;
                self.note(&mut found, fund, event, paid.units())?;
            }
            for entry in self.up_to(fund, until)?.iter().flat_map(|ledger| &ledger.entries) {
                if let FundEvent::Claimed(claim) = &entry.what
                    && entry.amount.units() != 0
                {
                    self.note(&mut found, fund, claim.event, -entry.amount.units())?;
                }
            }
        }
        for ((partner, fund, request), paid) in &mut found {
            paid.deals = self.linked(*partner, *fund, request, until);
        }
        Ok(found)
    }

    fn note(
        &self,
        found: &mut Requests,
        fund: usize,
        event: usize,
        paid: i64,
    ) -> Result<(), Failure> {
        let events = &self.outcome.facts().fund_events;
        let cost = events.costs[event].unwrap_or(events.amounts[event]);
        let whole = self.outcome.fund_amount(event, cost)?.units();
        let key = (events.partners[event], fund, events.requests[event].clone());
        let sum = found.entry(key).or_insert_with(|| Paid {
            activity: events.activities[event].clone(),
            on: events.dates[event],
            paid: 0,
            whole: 0,
            deals: Vec::new(),
        });
        let too_large = || Failure::overflow("The cost of a request");
        sum.paid = sum.paid.checked_add(paid).ok_or_else(too_large)?;
        sum.whole = sum.whole.checked_add(whole).ok_or_else(too_large)?;
        Ok(())
    }

    /// The won deals that any event of a request is linked to.
    fn linked(&self, partner: usize, fund: usize, request: &str, until: NaiveDate) -> Vec<usize> {
        let facts = self.outcome.facts();
        let events = &facts.fund_events;
        let of_request = facts.partner_fund_events(partner).filter(|event| {
            events.requests[*event] == request
                && events.dates[*event] <= until
                && self.outcome.is_of_fund(fund, *event)
        });
        let deals: BTreeSet<usize> =
            of_request.flat_map(|event| events.deals[event].iter().copied()).collect();
        let won = |deal: &usize| facts.deals.won_on(*deal).is_some_and(|day| day <= until);
        deals.into_iter().filter(won).collect()
    }

    /// What of a deal is attributed to one of several requests.
    fn attributed(
        &self,
        definition: FundReturn,
        partner: usize,
        deal: usize,
        among: usize,
        until: NaiveDate,
    ) -> Result<AttributedDeal, Failure> {
        let facts = self.outcome.facts();
        let too_large =
            || Failure::overflow(&format!("The amount of deal {}", &facts.deals.ids[deal]));
        let value = self.value(definition, deal, until)?;
        let mut parts = [Fraction::ZERO; 3];
        for (class, share) in self.classes(definition.weight, partner, deal) {
            let above = value.checked_mul(i128::from(share)).ok_or_else(too_large)?;
            let below = i128::from(RATE_ONE) * i128::try_from(among).unwrap_or(1);
            let part = crate::fraction::lowest(Fraction::new(above, below));
            parts[class] = add(parts[class], part).ok_or_else(too_large)?;
        }
        Ok(AttributedDeal { deal, parts, among })
    }

    /// The class of a partner's part in a deal, 0 sourced, 1 influenced, 2 other, with its share in
    /// hundred-millionths. A whole deal is sourced where any credit of the partner is.
    fn classes(&self, weight: Weight, partner: usize, deal: usize) -> Vec<(usize, i64)> {
        let facts = self.outcome.facts();
        let classes = self.outcome.plan().program().role_classes.as_ref();
        let class = |role: &String| {
            let of = |class| classes.is_some_and(|all| all.of(class).contains(role));
            if of(RoleClass::Sourced) {
                0
            } else if of(RoleClass::Influenced) {
                1
            } else {
                2
            }
        };
        let credits = facts.deal_credits(deal);
        let own = credits.filter(|credit| facts.credits.partner(*credit) == partner);
        let held = own.map(|credit| {
            let share = facts.credits.share(credit).map_or(0, |share| share.units());
            (class(&facts.credits.roles[credit]), share)
        });
        match weight {
            Weight::WholeDeal => vec![(held.map(|one| one.0).min().unwrap_or(2), RATE_ONE)],
            Weight::DeclaredShare => held.collect(),
        }
    }

    /// The revenue or margin of a deal in ten-thousandths of the program's currency.
    fn value(&self, of: FundReturn, deal: usize, until: NaiveDate) -> Result<i128, Failure> {
        let plan = self.outcome.plan();
        let (facts, program) = (self.outcome.facts(), plan.program());
        let mut sum = 0_i128;
        for line in facts.deal_lines(deal) {
            sum += i128::from(plan.converted.lines[line]);
        }
        if of.basis == Basis::Net {
            for adjustment in facts.deal_adjustments(deal) {
                if facts.adjustments.dates[adjustment] <= until {
                    sum -= i128::from(plan.converted.adjustments[adjustment]);
                }
            }
        }
        if of.attributed == Attributed::Margin {
            let too_large =
                || Failure::overflow(&format!("The cost of deal {}", &facts.deals.ids[deal]));
            let won = facts.deals.won_on(deal).unwrap_or(until);
            let as_of = plan.replay().as_of_day();
            // The amounts of a won deal were converted, so there is a rate.
            if let Some(found) = deal_exchange(facts, program, as_of, deal, won) {
                for line in facts.deal_lines(deal) {
                    let Some(cost) = facts.line_cost(deal, line) else { continue };
                    let cost =
                        exchange::converted(&found, cost, program.currency, program.rounding);
                    sum -= i128::from(cost.ok_or_else(too_large)?.units());
                }
            }
        }
        Ok(sum)
    }
}

impl ReturnOnFunds {
    /// Adds a request; `None` when a sum does not fit.
    fn add(&mut self, request: RequestReturn) -> Option<()> {
        self.cost = add(self.cost, Fraction::new(i128::from(request.cost), 1))?;
        for deal in &request.deals {
            self.sourced = add(self.sourced, deal.parts[0])?;
            self.influenced = add(self.influenced, deal.parts[1])?;
            self.other = add(self.other, deal.parts[2])?;
        }
        self.requests.push(request);
        Some(())
    }
}
