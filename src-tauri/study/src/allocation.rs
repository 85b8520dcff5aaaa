//! MDF: what funds brought, how far they are used, and how the next money could be divided.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use tierwright_engine::{
    Failure,
    fund::{FundEvent, Funds},
    rows::FundStep,
};
use tierwright_program::rounding::largest_remainder;

use crate::Base;

const METHOD: &str = "Each request counts with the largest amount asked for and agreed, and with all that was claimed and \
    paid. What it brought is the margin of the won deals that it is linked to, by the partner's declared share, a deal of several \
    requests divided among them; return is that less what was paid, by what was paid. Requests without linked deals \
    count as having brought nothing known. Past return is drawn towards that of all partners as if each had three \
    requests more at the mean, so that one lucky event does not take the budget. Divisions respect the least and the \
    most for each partner and add up to the cent; by hand, those without a typed amount divide the rest by revenue. Amounts in other currencies than the program's are left out and \
    counted.";

/// Requests at the mean that are added to each partner's own.
const SHRINK: f64 = 3.0;

/// Days after which money that was agreed and not claimed is called idle.
const IDLE_DAYS: u64 = 90;

/// What is asked.
#[derive(Clone, Default, Debug)]
pub struct FundsAsked {
    /// The margin of a unit of revenue, in parts.
    pub margin: f64,
    /// What is divided, in ten-thousandths; what was paid in the replay where left out.
    pub amount: Option<i64>,
    /// The least for each partner.
    pub least: i64,
    /// The most for each partner; no limit where left out.
    pub most: Option<i64>,
    /// What partners get by hand, by position; the others divide what is left by their revenue. No
    /// such division is made where it is empty.
    pub hand: BTreeMap<usize, i64>,
}

/// What funds did and could do, in ten-thousandths.
#[derive(Clone, PartialEq, Debug)]
pub struct FundStudy {
    /// How it was found.
    pub method: &'static str,
    /// Requests by the kind of activity, partner's region, tier and partner.
    pub returns: Vec<FundReturned>,
    /// From asked for to paid, over all requests.
    pub steps: [i64; 4],
    /// Steps and linked deals in other currencies, left out.
    pub left_out: usize,
    /// Agreed and not claimed for long: partner, request, amount and the day it was agreed.
    pub idle: Vec<(usize, String, i64, NaiveDate)>,
    /// What was paid of what was agreed, in parts; none where nothing was agreed.
    pub paid_of_agreed: Option<f64>,
    /// How money went out, by quarter of the replay.
    pub quarters: Vec<FundQuarter>,
    /// What is divided.
    pub amount: i64,
    /// Each way to divide it.
    pub proposals: Vec<Proposal>,
}

/// Money that went out of funds in one quarter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct FundQuarter {
    /// What was claimed.
    pub claimed: i64,
    /// What was paid.
    pub paid: i64,
    /// What of balances expired or was not carried over.
    pub expired: i64,
}

/// What requests of one group brought.
#[derive(Clone, PartialEq, Debug)]
pub struct FundReturned {
    /// What it is a group by.
    pub by: FundGroup,
    /// Which one.
    pub of: String,
    /// Its requests.
    pub requests: usize,
    /// What was paid.
    pub paid: i64,
    /// Deals that its requests are linked to.
    pub linked: usize,
    /// Their margin.
    pub brought: i64,
}

/// What requests are grouped by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FundGroup {
    /// The kind of activity.
    Activity,
    /// The partner's region.
    Region,
    /// The partner's level at the end.
    Tier,
    /// The partner.
    Partner,
}

/// A way to divide money among partners.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// By what.
    pub by: DividedBy,
    /// What each partner gets, by position.
    pub shares: Vec<i64>,
}

/// What money is divided by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DividedBy {
    /// The same for each partner that sells.
    Equal,
    /// Its revenue in the replay.
    Revenue,
    /// Its level: the second level once, the third twice.
    Tier,
    /// Its past return, drawn towards the mean.
    Return,
    /// What was typed for some, and the rest by revenue.
    Hand,
}

/// One request.
#[derive(Default)]
struct Asked {
    partner: usize,
    activity: String,
    steps: [i64; 4],
    agreed_on: Option<NaiveDate>,
    deals: Vec<usize>,
}

/// Looks at funds and proposes divisions.
///
/// # Errors
/// Limits that no division can meet.
pub fn funds(base: &Base, asked: &FundsAsked) -> Result<FundStudy, Failure> {
    let (requests, left_out) = requests(base)?;
    let brought = brought(base, &requests, asked.margin);
    let steps = std::array::from_fn(|step| requests.values().map(|one| one.steps[step]).sum());
    let amount = asked.amount.unwrap_or(steps[3]);
    let last = base.replay().quarters().last().map(|one| one.until());
    let idle = requests.iter().filter_map(|(id, one)| {
        let on = one.agreed_on?;
        let long = on.checked_add_days(Days::new(IDLE_DAYS))? < last?;
        let open = one.steps[1] - one.steps[2].max(one.steps[3]);
        (long && one.steps[2] == 0 && one.steps[3] == 0 && open > 0)
            .then(|| (one.partner, id.1.clone(), open, on))
    });
    let mut idle: Vec<_> = idle.collect();
    idle.sort_by_key(|(partner, id, open, _)| (std::cmp::Reverse(*open), *partner, id.clone()));
    Ok(FundStudy {
        method: METHOD,
        returns: returns(base, &requests, &brought),
        steps,
        left_out,
        idle,
        quarters: run_rate(base)?,
        paid_of_agreed: (steps[1] > 0).then(|| steps[3] as f64 / steps[1] as f64),
        amount,
        proposals: proposals(base, asked, amount, &requests, &brought)?,
    })
}

/// Requests by partner and id.
type Requests = BTreeMap<(usize, String), Asked>;

/// Requests with a step in the replay, and how many steps were left out for their currency.
fn requests(base: &Base) -> Result<(Requests, usize), Failure> {
    let (events, currency) = (&base.facts().fund_events, base.program().currency);
    let mut found = Requests::new();
    let mut left_out = 0;
    for at in 0..events.ids.len() {
        let replayed = base.replay().quarters().iter().any(|one| one.contains(events.dates[at]));
        if !replayed {
            continue;
        }
        if events.amounts[at].currency() != currency {
            left_out += 1;
            continue;
        }
        let partner = events.partners[at];
        let one = found.entry((partner, events.requests[at].clone())).or_default();
        one.partner = partner;
        one.activity.clone_from(&events.activities[at]);
        let step = match events.steps[at] {
            FundStep::Requested => 0,
            FundStep::Approved => 1,
            FundStep::Claimed => 2,
            FundStep::Paid => 3,
        };
        let amount = events.amounts[at].units();
        // A request is asked for and agreed on anew, and claimed and paid in parts.
        one.steps[step] = match step {
            0 | 1 => one.steps[step].max(amount),
            _ => one.steps[step].checked_add(amount).ok_or_else(too_large)?,
        };
        if step == 1 {
            one.agreed_on = Some(events.dates[at]);
        }
        let deals = &base.facts().deals;
        let (own, other): (Vec<usize>, Vec<usize>) =
            events.deals[at].iter().partition(|deal| deals.currencies[**deal] == currency);
        left_out += other.len();
        one.deals.extend(own);
        one.deals.sort_unstable();
        one.deals.dedup();
    }
    Ok((found, left_out))
}

/// How money went out, by quarter; claims in other currencies are left out.
fn run_rate(base: &Base) -> Result<Vec<FundQuarter>, Failure> {
    let spans = base.replay().quarters();
    let mut quarters = vec![FundQuarter::default(); spans.len()];
    let of = |day: NaiveDate| spans.iter().position(|span| span.contains(day));
    let events = &base.facts().fund_events;
    for at in 0..events.ids.len() {
        let amount = events.amounts[at];
        let Some(quarter) = of(events.dates[at]).map(|quarter| &mut quarters[quarter]) else {
            continue;
        };
        let sum = match events.steps[at] {
            FundStep::Claimed => &mut quarter.claimed,
            FundStep::Paid => &mut quarter.paid,
            FundStep::Requested | FundStep::Approved => continue,
        };
        if amount.currency() == base.program().currency {
            *sum = sum.checked_add(amount.units()).ok_or_else(too_large)?;
        }
    }
    let funds = Funds::new(&base.outcome);
    for fund in 0..base.program().funds.len() {
        for entry in funds.ledgers(fund)?.iter().flat_map(|ledger| &ledger.entries) {
            let gone =
                matches!(entry.what, FundEvent::Expired { .. } | FundEvent::Forfeited { .. });
            if let Some(quarter) = of(entry.on).filter(|_| gone) {
                let expired = &mut quarters[quarter].expired;
                *expired = expired.checked_sub(entry.amount.units()).ok_or_else(too_large)?;
            }
        }
    }
    Ok(quarters)
}

fn too_large() -> Failure {
    Failure {
        code: "amount_too_large",
        sentence: "What was claimed or paid for a request is more than can be counted.".to_owned(),
        hint: "Look through the MDF that was imported.".to_owned(),
    }
}

/// The margin of the won deals of each request.
fn brought(base: &Base, requests: &Requests, margin: f64) -> Vec<i64> {
    let facts = base.facts();
    let mut among: BTreeMap<usize, usize> = BTreeMap::new();
    for deal in requests.values().flat_map(|one| &one.deals) {
        *among.entry(*deal).or_default() += 1;
    }
    let worth = |partner: usize, deal: usize| {
        let amount = facts.deals.amount(deal);
        if facts.deals.won_on(deal).is_none() {
            return 0.0;
        }
        let own = facts.deal_credits(deal).filter(|one| facts.credits.partner(*one) == partner);
        let share: i64 =
            own.filter_map(|one| facts.credits.share(one)).map(|one| one.units()).sum();
        amount.units() as f64 * share as f64 / tierwright_program::rate::RATE_ONE as f64
    };
    let of = |one: &Asked| {
        let deals = one.deals.iter().map(|deal| worth(one.partner, *deal) / among[deal] as f64);
        (deals.sum::<f64>() * margin).round() as i64
    };
    requests.values().map(of).collect()
}

fn returns(base: &Base, requests: &Requests, brought: &[i64]) -> Vec<FundReturned> {
    let partners = &base.facts().partners;
    let mut groups: BTreeMap<(FundGroup, String), (usize, i64, usize, i64)> = BTreeMap::new();
    for (one, brought) in requests.values().zip(brought) {
        let tier = level(base, one.partner)
            .map(|at| base.program().tracks[0].levels[at].name.clone())
            .unwrap_or_default();
        let names = [
            (FundGroup::Activity, one.activity.clone()),
            (FundGroup::Region, partners.regions[one.partner].clone()),
            (FundGroup::Tier, tier),
            (FundGroup::Partner, partners.names[one.partner].clone()),
        ];
        for name in names {
            let group = groups.entry(name).or_default();
            group.0 += 1;
            group.1 += one.steps[3];
            group.2 += one.deals.len();
            group.3 += brought;
        }
    }
    let row = |((by, of), (requests, paid, linked, brought))| FundReturned {
        by,
        of,
        requests,
        paid,
        linked,
        brought,
    };
    groups.into_iter().map(row).collect()
}

/// A partner's level on the first track at the end of the replay.
fn level(base: &Base, partner: usize) -> Option<usize> {
    let last = base.replay().quarters().len().checked_sub(1)?;
    base.program().tracks.first()?;
    base.outcome.level(0, partner, last)
}

fn proposals(
    base: &Base,
    asked: &FundsAsked,
    amount: i64,
    requests: &Requests,
    brought: &[i64],
) -> Result<Vec<Proposal>, Failure> {
    let partners = 0..base.facts().partners.len();
    let revenue: Vec<i64> =
        partners.clone().map(|one| base.outcome.revenue(Some(one), None).units().max(0)).collect();
    let sells = |at: usize| revenue[at] > 0;
    let weigh = |weight: &dyn Fn(usize) -> i64| -> Vec<i64> {
        partners.clone().map(|at| if sells(at) { weight(at).max(0) } else { 0 }).collect()
    };
    let returned = shrunk(revenue.len(), requests, brought);
    let ways = [
        (DividedBy::Equal, weigh(&|_| 1)),
        (DividedBy::Revenue, weigh(&|at| revenue[at] / 10_000)),
        (DividedBy::Tier, weigh(&|at| level(base, at).unwrap_or(0) as i64)),
        (DividedBy::Return, weigh(&|at| (returned[at] * 1e6) as i64)),
    ];
    let mut proposals = Vec::new();
    for (by, weights) in ways {
        if weights.iter().all(|one| *one == 0) {
            continue;
        }
        let shares = divided(amount, &weights, asked.least, asked.most, base.minor())?;
        proposals.push(Proposal { by, shares });
    }
    if !asked.hand.is_empty() {
        let weights = weigh(&|at| revenue[at] / 10_000);
        let shares = by_hand(asked, amount, weights, base.minor())?;
        proposals.push(Proposal { by: DividedBy::Hand, shares });
    }
    Ok(proposals)
}

/// What was typed, and what is left divided among the others within the same limits.
fn by_hand(
    asked: &FundsAsked,
    amount: i64,
    mut weights: Vec<i64>,
    minor: i64,
) -> Result<Vec<i64>, Failure> {
    let within = |share: i64| asked.least <= share && asked.most.is_none_or(|most| share <= most);
    let whole = |share: i64| share % minor == 0;
    if !asked.hand.values().all(|share| within(*share) && whole(*share)) {
        return Err(Failure {
            code: "hand_not_within_limits",
            sentence:
                "An amount set by hand is below the least or above the most for each partner."
                    .to_owned(),
            hint: "Set it between them, or move the limits.".to_owned(),
        });
    }
    let typed = asked.hand.values().try_fold(0_i64, |sum, share| sum.checked_add(*share));
    let left = typed.and_then(|typed| amount.checked_sub(typed)).filter(|left| *left >= 0);
    asked.hand.keys().for_each(|at| weights[*at] = 0);
    let alone = weights.iter().all(|weight| *weight == 0);
    let Some(left) = left.filter(|left| !alone || *left == 0) else {
        return Err(Failure {
            code: "hand_does_not_add_up",
            sentence: "What is set by hand is more than is divided, or leaves some to nobody."
                .to_owned(),
            hint: "Set amounts that come to what is divided, or leave a partner without one."
                .to_owned(),
        });
    };
    let mut shares = match alone {
        true => vec![0; weights.len()],
        false => divided(left, &weights, asked.least, asked.most, minor)?,
    };
    asked.hand.iter().for_each(|(at, share)| shares[*at] = *share);
    Ok(shares)
}

/// What each partner's money brought back by unit, drawn towards the mean of all.
fn shrunk(partners: usize, requests: &Requests, brought: &[i64]) -> Vec<f64> {
    let mut own = vec![(0_usize, 0_i64, 0_i64); partners];
    for (one, brought) in requests.values().zip(brought) {
        let sum = &mut own[one.partner];
        *sum = (sum.0 + 1, sum.1 + one.steps[3], sum.2 + brought);
    }
    let paid: i64 = own.iter().map(|one| one.1).sum();
    let mean = own.iter().map(|one| one.2).sum::<i64>() as f64 / paid.max(1) as f64;
    own.iter()
        .map(|(requests, paid, brought)| {
            let rate = if *paid > 0 { *brought as f64 / *paid as f64 } else { mean };
            let count = if *paid > 0 { *requests as f64 } else { 0.0 };
            (count * rate + SHRINK * mean) / (count + SHRINK)
        })
        .collect()
}

/// Divides an amount by weights within limits for each: who would get too little or too much gets the
/// limit, and the others divide what is left. It adds up to the smallest coin.
fn divided(
    amount: i64,
    weights: &[i64],
    least: i64,
    most: Option<i64>,
    minor: i64,
) -> Result<Vec<i64>, Failure> {
    let takes: Vec<usize> = (0..weights.len()).filter(|at| weights[*at] > 0).collect();
    let count = takes.len() as i64;
    let most = most.unwrap_or(amount);
    if least.saturating_mul(count) > amount || most.saturating_mul(count) < amount || least > most {
        return Err(Failure {
            code: "limits_not_possible",
            sentence: format!(
                "The amount cannot be divided among {count} partners within these limits."
            ),
            hint: "Raise the amount or the most for each, or lower the least.".to_owned(),
        });
    }
    let mut fixed: BTreeMap<usize, i64> = BTreeMap::new();
    loop {
        let free: Vec<usize> = takes.iter().copied().filter(|at| !fixed.contains_key(at)).collect();
        let left = amount - fixed.values().sum::<i64>();
        let own: Vec<i64> = free.iter().map(|at| weights[*at]).collect();
        let parts = largest_remainder(left / minor, &own).unwrap_or_default();
        let shares: Vec<(usize, i64)> =
            free.into_iter().zip(parts.into_iter().map(|part| part * minor)).collect();
        let short: i64 = shares.iter().map(|(_, one)| (least - one).max(0)).sum();
        let beyond: i64 = shares.iter().map(|(_, one)| (one - most).max(0)).sum();
        if short == 0 && beyond == 0 {
            let mut all = vec![0; weights.len()];
            fixed.into_iter().chain(shares).for_each(|(at, share)| all[at] = share);
            return Ok(all);
        }
        // The side that is further out is held first; holding it cannot push the other side out more
        // than it is.
        let hold = |(_, share): &&(usize, i64)| {
            if beyond >= short { *share > most } else { *share < least }
        };
        let limit = if beyond >= short { most } else { least };
        fixed.extend(shares.iter().filter(hold).map(|(at, _)| (*at, limit)));
    }
}

#[cfg(test)]
mod tests {
    use super::divided;

    /// 100.00 by 7, 2 and 1: 70, 20, 10. With 50.00 at most: 50, and 50.00 by 2 and 1: 33.33 and
    /// 16.67. With 15.00 at least as well as 50.00 at most: the same. With 20.00 at least: 50, 30, 20.
    #[test]
    fn limits_hold_and_the_parts_add_up() {
        let units = |dollars: f64| (dollars * 10_000.0).round() as i64;
        let amount = units(100.0);
        for (least, most, expected) in [
            (0.0, 100.0, [70.0, 20.0, 10.0]),
            (0.0, 50.0, [50.0, 33.33, 16.67]),
            (20.0, 50.0, [50.0, 30.0, 20.0]),
            (33.33, 33.34, [33.34, 33.33, 33.33]),
        ] {
            let found = divided(amount, &[7, 2, 1], units(least), Some(units(most)), 100).unwrap();
            assert_eq!(found, expected.map(units), "{least} to {most}");
            assert_eq!(found.iter().sum::<i64>(), amount);
        }
        assert_eq!(divided(amount, &[1, 0, 1], 0, None, 100).unwrap()[1], 0, "no weight, nothing");
        assert!(divided(amount, &[1, 1], units(60.0), None, 100).is_err());
        assert!(divided(amount, &[1, 1], 0, Some(units(40.0)), 100).is_err());
    }
}
