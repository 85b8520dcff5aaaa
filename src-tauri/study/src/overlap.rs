//! Overlap and fairness: which deals are paid by several rules or by none, and what like partners get.

use std::collections::{BTreeMap, BTreeSet};

use tierwright_engine::{Failure, Outcome, Selection};
use tierwright_program::{RoleClass, State, incentive::Moment, rate::RATE_ONE};

use crate::{
    Base,
    base::{paid_by, paid_to_each},
    scorecard::{revenue_of, roles_of},
    trace::{Trace, traces},
};

const METHOD: &str = "Each payout is put back on the deals it came from: a pool on its own deal, a payout of a period \
    on the deals of the period by what each counted, to the cent. A deal's total is what all partners get from all \
    incentives for it, as a part of the deal as the incentives count it. Groups show payout per unit of revenue by declared \
    share. Partners are alike when type, region and segment are the same and their revenue differs by a tenth at \
    most; they are paid unlike when one gets twice as much of its revenue as the other. The Gini figure is 0 where \
    everybody gets the same and near 1 where one gets all.";

/// How many times as much of its revenue a like partner gets for a pair to be shown.
const UNLIKE: f64 = 2.0;

/// How far revenue of like partners may differ.
const ALIKE: f64 = 1.1;

/// Who is paid for what, and how evenly.
#[derive(Clone, PartialEq, Debug)]
pub struct Overlap {
    /// How it was found.
    pub method: &'static str,
    /// Deals that several rules pay, the largest part of the deal first.
    pub stacked: Vec<StackedDeal>,
    /// Two rules that pay the same deals, the most deals first: rules, deals, and what both pay on
    /// them in ten-thousandths.
    pub pairs: Vec<((usize, usize), usize, i64)>,
    /// Won deals of the replay with credited partners for which nobody gets anything, by position.
    pub unpaid: Vec<usize>,
    /// Won deals whose declared shares are not 100%, with their sum in hundred-millionths.
    pub shares: Vec<(usize, i64)>,
    /// Rules that are on and pay nobody.
    pub nobody: Vec<usize>,
    /// Payout per unit of revenue by size, region, type, tier and role.
    pub groups: Vec<GroupRate>,
    /// The part of the payout that the best paid tenth of partners gets.
    pub top_tenth: f64,
    /// How unevenly payouts are spread over partners.
    pub gini: f64,
    /// Pairs of like partners paid unlike, the largest difference of money first.
    pub unlike: Vec<UnlikePair>,
    /// What is spent before, at and after the sale, in ten-thousandths.
    pub moments: [i64; 3],
}

/// A deal that several rules pay.
#[derive(Clone, PartialEq, Debug)]
pub struct StackedDeal {
    /// Position of the deal.
    pub deal: usize,
    /// The rules, each with what it pays on the deal, in ten-thousandths.
    pub rules: Vec<(usize, i64)>,
    /// What they pay together.
    pub paid: i64,
    /// The deal as the rules count it.
    pub worth: i64,
}

/// What a group of partners gets for what it sells.
#[derive(Clone, PartialEq, Debug)]
pub struct GroupRate {
    /// What it is a group by.
    pub by: GroupBy,
    /// Which group.
    pub of: String,
    /// Its partners.
    pub partners: usize,
    /// Its revenue by declared share, in ten-thousandths.
    pub revenue: i64,
    /// What it gets.
    pub paid: i64,
}

/// What partners are grouped by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum GroupBy {
    /// Their fourth by revenue.
    Size,
    /// Their region.
    Region,
    /// Their type.
    Kind,
    /// Their level at the end.
    Tier,
    /// The role in a deal.
    Role,
    /// Sourced or influenced, as the program classes roles.
    Class,
}

/// Two partners alike, paid unlike.
#[derive(Clone, PartialEq, Debug)]
pub struct UnlikePair {
    /// The better paid one, by position.
    pub more: usize,
    /// The other.
    pub less: usize,
    /// Revenue of both, in ten-thousandths.
    pub revenue: (i64, i64),
    /// Payouts of both.
    pub paid: (i64, i64),
    /// The role in which each sells most.
    pub roles: (String, String),
}

/// A partner's revenue and payout in each role.
type ByRole = BTreeMap<(usize, String), (i64, i64)>;

/// Looks at overlap and fairness.
///
/// # Errors
/// As a calculation.
pub fn overlap(base: &Base) -> Result<Overlap, Failure> {
    let traces = traces(base)?;
    let (stacked, by_deal) = stacked(&traces);
    let paid = paid_to_each(&base.outcome);
    let revenue: Vec<i64> =
        (0..paid.len()).map(|partner| base.outcome.revenue(Some(partner), None).units()).collect();
    let roles = by_role(base, &traces)?;
    let on = |at: &usize| base.program().incentives[*at].state == State::On;
    let rules = 0..base.program().incentives.len();
    Ok(Overlap {
        method: METHOD,
        pairs: pairs(&stacked),
        unpaid: unpaid(&base.outcome, &by_deal),
        shares: shares(base),
        nobody: rules.filter(on).filter(|at| paid_by(&base.outcome, *at) == 0).collect(),
        groups: groups(base, &paid, &revenue, &roles),
        top_tenth: top_tenth(&paid),
        gini: gini(&paid),
        unlike: unlike(base, &paid, &revenue, &roles),
        moments: moments(base),
        stacked,
    })
}

/// Deals that several rules pay, and every deal that is paid.
pub(crate) fn stacked(traces: &[Trace]) -> (Vec<StackedDeal>, BTreeSet<usize>) {
    let mut deals: BTreeMap<usize, (BTreeMap<usize, i64>, i64)> = BTreeMap::new();
    for trace in traces {
        for one in trace.deals.iter().filter(|one| one.paid != 0) {
            let (rules, worth) = deals.entry(one.deal).or_default();
            *rules.entry(trace.incentive).or_default() += one.paid;
            *worth = (*worth).max(one.whole);
        }
    }
    let paid = deals.keys().copied().collect();
    let several = deals.into_iter().filter(|(_, (rules, _))| rules.len() > 1);
    let mut stacked: Vec<StackedDeal> = several
        .map(|(deal, (rules, worth))| {
            let paid = rules.values().sum();
            StackedDeal { deal, rules: rules.into_iter().collect(), paid, worth }
        })
        .collect();
    let part = |one: &StackedDeal| one.paid as f64 / one.worth.max(1) as f64;
    stacked.sort_by(|one, other| part(other).total_cmp(&part(one)).then(one.deal.cmp(&other.deal)));
    (stacked, paid)
}

fn pairs(stacked: &[StackedDeal]) -> Vec<((usize, usize), usize, i64)> {
    let mut pairs: BTreeMap<(usize, usize), (usize, i64)> = BTreeMap::new();
    for one in stacked {
        for (at, (rule, paid)) in one.rules.iter().enumerate() {
            for (other, more) in &one.rules[at + 1..] {
                let pair = pairs.entry((*rule, *other)).or_default();
                *pair = (pair.0 + 1, pair.1 + paid + more);
            }
        }
    }
    let mut pairs: Vec<_> =
        pairs.into_iter().map(|(rules, (deals, paid))| (rules, deals, paid)).collect();
    pairs.sort_by_key(|(rules, deals, _)| (std::cmp::Reverse(*deals), *rules));
    pairs
}

/// Won deals of the replay that partners are credited on.
fn credited(outcome: &Outcome) -> impl Iterator<Item = usize> + '_ {
    let (facts, quarters) = (outcome.facts(), outcome.quarters());
    (0..facts.deals.len()).filter(move |deal| {
        let won = facts.deals.won_on(*deal);
        let replayed = won.is_some_and(|day| quarters.iter().any(|one| one.contains(day)));
        replayed && !facts.deal_credits(*deal).is_empty()
    })
}

/// Those of them that nobody gets anything for.
pub(crate) fn unpaid(outcome: &Outcome, paid: &BTreeSet<usize>) -> Vec<usize> {
    credited(outcome).filter(|deal| !paid.contains(deal)).collect()
}

fn shares(base: &Base) -> Vec<(usize, i64)> {
    let facts = base.facts();
    let sum = |deal: usize| {
        let declared = facts.deal_credits(deal).filter_map(|one| facts.credits.share(one));
        declared.map(|share| share.units()).sum::<i64>()
    };
    credited(&base.outcome)
        .map(|deal| (deal, sum(deal)))
        .filter(|(_, sum)| *sum != RATE_ONE)
        .collect()
}

/// What each partner sells and gets in each role: revenue by declared share of each credit, and a
/// payout in the role of the deal's credit with the largest share.
fn by_role(base: &Base, traces: &[Trace]) -> Result<ByRole, Failure> {
    let facts = base.facts();
    let role_of = |partner: usize, deal: usize| {
        let own = facts.deal_credits(deal).filter(|one| facts.credits.partner(*one) == partner);
        let largest = own.max_by_key(|one| {
            (facts.credits.share(*one).unwrap_or_default(), std::cmp::Reverse(*one))
        });
        largest.map(|credit| facts.credits.roles[credit].clone())
    };
    let mut by_role: ByRole = BTreeMap::new();
    for trace in traces {
        for one in &trace.deals {
            if let Some(role) = role_of(trace.partner, one.deal) {
                by_role.entry((trace.partner, role)).or_default().1 += one.paid;
            }
        }
    }
    let roles: BTreeSet<&String> = facts.credits.roles.iter().collect();
    for role in roles {
        let Some(outcome) = revenue_of(base, std::slice::from_ref(role))? else { continue };
        for (partner, sold) in paid_to_each(&outcome).into_iter().enumerate() {
            if sold != 0 {
                by_role.entry((partner, role.clone())).or_default().0 = sold;
            }
        }
    }
    Ok(by_role)
}

fn groups(base: &Base, paid: &[i64], revenue: &[i64], roles: &ByRole) -> Vec<GroupRate> {
    let partners = &base.facts().partners;
    let mut found: BTreeMap<(GroupBy, usize, String), (usize, i64, i64)> = BTreeMap::new();
    let mut add =
        |(by, at): (GroupBy, usize), of: String, count: usize, revenue: i64, paid: i64| {
            let group = found.entry((by, at, of)).or_default();
            *group = (group.0 + count, group.1 + revenue, group.2 + paid);
        };
    let mut by_size: Vec<usize> = (0..paid.len()).filter(|one| revenue[*one] > 0).collect();
    by_size.sort_by_key(|one| (std::cmp::Reverse(revenue[*one]), *one));
    for (place, partner) in by_size.iter().enumerate() {
        let at = place * 4 / by_size.len();
        let fourth = ["largest fourth", "second fourth", "third fourth", "smallest fourth"][at];
        add((GroupBy::Size, at), fourth.to_owned(), 1, revenue[*partner], paid[*partner]);
    }
    let last = base.replay().quarters().len().checked_sub(1);
    for partner in 0..paid.len() {
        let (sold, got) = (revenue[partner], paid[partner]);
        add((GroupBy::Region, 0), partners.regions[partner].clone(), 1, sold, got);
        add((GroupBy::Kind, 0), partners.kinds[partner].clone(), 1, sold, got);
        if let (Some(track), Some(last)) = (base.program().tracks.first(), last)
            && let Some(level) = base.outcome.level(0, partner, last)
        {
            add((GroupBy::Tier, 0), track.levels[level].name.clone(), 1, sold, got);
        }
    }
    let [sourced, influenced] =
        [RoleClass::Sourced, RoleClass::Influenced].map(|class| roles_of(base, class));
    for ((_, role), (sold, got)) in roles {
        add((GroupBy::Role, 0), role.clone(), 1, *sold, *got);
        for (class, name) in [(&sourced, "sourced"), (&influenced, "influenced")] {
            if class.contains(role) {
                add((GroupBy::Class, 0), name.to_owned(), 1, *sold, *got);
            }
        }
    }
    let rate =
        |((by, _, of), (partners, revenue, paid))| GroupRate { by, of, partners, revenue, paid };
    found.into_iter().map(rate).collect()
}

fn top_tenth(paid: &[i64]) -> f64 {
    let mut sorted = paid.to_vec();
    sorted.sort_unstable_by_key(|one| std::cmp::Reverse(*one));
    let whole: i64 = sorted.iter().sum();
    let top: i64 = sorted.iter().take(paid.len().div_ceil(10)).sum();
    if whole > 0 { top as f64 / whole as f64 } else { 0.0 }
}

/// `sum of (2 i - n - 1) x_i / (n sum of x_i)` over amounts from the smallest up.
fn gini(paid: &[i64]) -> f64 {
    let mut sorted: Vec<i64> = paid.iter().map(|one| (*one).max(0)).collect();
    sorted.sort_unstable();
    let (count, sum) = (sorted.len() as f64, sorted.iter().sum::<i64>() as f64);
    if sum <= 0.0 {
        return 0.0;
    }
    let weighted = sorted
        .iter()
        .enumerate()
        .map(|(at, one)| (2.0 * (at as f64 + 1.0) - count - 1.0) * *one as f64);
    weighted.sum::<f64>() / (count * sum)
}

fn unlike(base: &Base, paid: &[i64], revenue: &[i64], roles: &ByRole) -> Vec<UnlikePair> {
    let partners = &base.facts().partners;
    let of = |at: usize| (&partners.kinds[at], &partners.regions[at], &partners.segments[at]);
    let main_role = |at: usize| {
        let own = roles.iter().filter(|((partner, _), _)| *partner == at);
        own.max_by_key(|(_, (sold, _))| *sold)
            .map(|((_, role), _)| role.clone())
            .unwrap_or_default()
    };
    let mut found = Vec::new();
    for one in 0..paid.len() {
        for other in one + 1..paid.len() {
            let (sold, sold_by_other) = (revenue[one] as f64, revenue[other] as f64);
            let alike = of(one) == of(other)
                && sold.min(sold_by_other) > 0.0
                && sold.max(sold_by_other) <= ALIKE * sold.min(sold_by_other);
            if !alike {
                continue;
            }
            let (more, less) = match paid[one] >= paid[other] {
                true => (one, other),
                false => (other, one),
            };
            let rate = |at: usize| paid[at] as f64 / revenue[at] as f64;
            if rate(more) > 0.0 && rate(more) >= UNLIKE * rate(less).max(0.0) {
                found.push(UnlikePair {
                    more,
                    less,
                    revenue: (revenue[more], revenue[less]),
                    paid: (paid[more], paid[less]),
                    roles: (main_role(more), main_role(less)),
                });
            }
        }
    }
    found.sort_by_key(|pair| (pair.paid.1 - pair.paid.0, pair.more, pair.less));
    found
}

fn moments(base: &Base) -> [i64; 3] {
    let of = |moment: Moment| {
        let rules = base.program().incentives.iter().enumerate();
        let own = rules.filter(|(_, one)| one.state == State::On && one.moment == moment);
        own.map(|(at, _)| {
            let only = Selection { incentive: Some(at), ..Selection::default() };
            base.outcome.total(only).units()
        })
        .sum()
    };
    [of(Moment::BeforeSale), of(Moment::AtSale), of(Moment::AfterSale)]
}
