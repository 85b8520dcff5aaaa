//! Pools of deals made and split by whole numbers, for incentives and deals about which nothing is
//! out of the ordinary.
//!
//! What comes out is what [`super::Pools`] gives; a deal that has anything else, or a number that
//! does not fit, is left to it, and so are explanations.

use std::ops::Range;

use tierwright_program::{
    Filter, Quantity, RoundingMode,
    incentive::{Accumulation, Limit, LimitPer, Qualifier, Rounded},
    rate::RATE_ONE,
    rounding::Divisor,
    shares::{ShareBy, ShareTotal, SharedOf, Shares, UnheldRole},
};

use super::weights::Roles;
use crate::{
    Plan,
    block::{self, Block},
    cube::Summed,
    parts::PartsPlan,
    passing::{Passing, Place},
    rows::Stage,
    schedule::{Quick, QuickPick},
};

/// The pools of one incentive, deal by deal, in the same memory.
pub(crate) struct QuickPools<'a> {
    plan: &'a Plan,
    /// By code of the closing day: the settlement that a deal of that day is in.
    settlements: Vec<Option<usize>>,
    /// By code of the role: what it weighs; nothing for one that does not count.
    roles: Vec<i64>,
    declared: bool,
    eligible: &'a [bool],
    /// Whether everybody is.
    everybody: bool,
    minimum: usize,
    /// The columns that decide which lines pass.
    place: Place,
    passes: Passes,
    /// Whether only what the two make different is wanted.
    difference: bool,
    /// The run of deals that is read.
    block: Block,
    run: Range<usize>,
    schedule: Quick<'a>,
    by_value: bool,
    /// The most for a deal, in ten-thousandths.
    per_deal: Option<i64>,
    /// Hundred-millionths of a ten-thousandth in a minor unit.
    per_minor: Divisor,
    rounding: RoundingMode,
    parts: Parts,
}

/// The filters that a line passes, a bit each: the incentive's own one, and one from before.
enum Passes {
    /// By its place.
    Placed(Vec<u8>),
    /// Each is asked line by line, as something of whole deals decides, or very many values.
    Asked(Passing, Option<Passing>),
}

/// A line passes the incentive's own filter.
const OWN: u8 = 1;
/// A line passed the filter from before.
const BEFORE: u8 = 2;

/// Credits up to which the parts of a deal are kept at hand.
const MOST_PARTS: usize = 16;

/// What a deal sells for the incentive's own filter, and for the one from before.
struct Sells {
    own: i64,
    before: i64,
    /// Whether any line of it counts; where a difference is wanted, for one of the filters alone.
    changes: bool,
}

/// Those who take part in a deal, by partner.
#[derive(Default)]
struct Parts {
    count: usize,
    partners: [u32; MOST_PARTS],
    weights: [i64; MOST_PARTS],
    amounts: [i64; MOST_PARTS],
    /// What the division leaves over.
    rests: [i64; MOST_PARTS],
}

impl<'a> QuickPools<'a> {
    /// The pools of an incentive; none where it has anything that is not known here. With a filter
    /// from before, how much more they come to than with that one.
    pub fn new(
        plan: &'a Plan,
        at: usize,
        shares: &'a Shares,
        before: Option<&Filter>,
    ) -> Option<Self> {
        let (of, compiled) = (&plan.program().incentives[at], &plan.incentives[at]);
        let Shares { by, total, of: shared, minimum_partners } = shares;
        let plain = of.period == Accumulation::Deal
            && *total == ShareTotal::Normalised
            && *shared == SharedOf::OnePool
            && of.later_schedules.is_empty()
            && of.rounded == Rounded::PayoutLine
            && of.at_level.is_none()
            && of.conditions.is_empty()
            && of.marketplace.is_empty()
            && compiled.key.summed == Summed::Revenue
            && matches!(compiled.parts.as_slice(), [PartsPlan::Undivided]);
        let by_value = match of.qualifier {
            Qualifier::PaidOn => true,
            Qualifier::Tier => false,
            _ => return None,
        };
        if !plain {
            return None;
        }
        let (place, passes) = passing(plan, &compiled.key.sales.of, before);
        let schedule = compiled.schedules.get(0);
        let per_minor = plan.program().currency.units_per_minor();
        Some(Self {
            plan,
            settlements: settlements(plan, at),
            roles: roles(plan, at, shares)?,
            declared: *by == ShareBy::DeclaredShare,
            eligible: &compiled.eligible,
            everybody: compiled.eligible.iter().all(|one| *one),
            minimum: usize::from(*minimum_partners),
            passes,
            place,
            difference: before.is_some(),
            block: Block::default(),
            run: 0..0,
            parts: Parts::default(),
            schedule: schedule.quick().filter(|_| schedule.columns.is_none())?,
            by_value,
            per_deal: per_deal(&of.limits)?,
            per_minor: Divisor::new(RATE_ONE.checked_mul(per_minor)?),
            rounding: plan.program().rounding,
        })
    }

    /// Adds the parts of a deal's pool to cells by settlement and partner, up to the most there is;
    /// nothing where it is left to be made in another way.
    ///
    /// Deals come one after the other, up to an end.
    #[inline]
    pub fn add(&mut self, deal: usize, end: usize, cells: &mut [i64]) -> Option<()> {
        let facts = self.plan.facts();
        if !self.run.contains(&deal) {
            self.run = deal..(deal + block::DEALS).min(end);
            self.block.read(facts, self.run.clone(), &self.place, self.declared);
        }
        let at = deal - self.run.start;
        let Some(settlement) = self.settlements[self.block.closed[at] as usize] else {
            return Some(());
        };
        if facts.deals.stages[deal] != Stage::Won {
            return Some(());
        }
        let credits = self.block.credits(at);
        // One alone shares with nobody.
        if credits.is_empty() || (credits.len() == 1 && self.minimum > 1) {
            return Some(());
        }
        let Sells { own, before, changes } = self.sells(deal, self.block.lines(at))?;
        if !changes {
            return Some(());
        }
        if self.block.returns && !facts.deal_adjustments(deal).is_empty() {
            return None;
        }
        self.weigh(credits)?;
        if self.parts.count == 0 || self.parts.count < self.minimum {
            return Some(());
        }
        let first = settlement * facts.partners.len();
        let pool = self.pool(own)?;
        let before = if self.difference { self.pool(before)? } else { 0 };
        let whole = self.parts.whole(pool.max(before))?;
        if pool != 0 {
            self.parts.split(pool, whole, |partner, amount| {
                let cell = &mut cells[first + partner];
                *cell = cell.saturating_add(amount);
            });
        }
        if before != 0 {
            self.parts.split(before, whole, |partner, amount| {
                let cell = &mut cells[first + partner];
                *cell = cell.saturating_sub(amount);
            });
        }
        Some(())
    }

    /// The filters that a line of a deal passes, by its position in the run.
    #[inline]
    fn passed(&self, deal: usize, line: usize) -> u8 {
        match &self.passes {
            Passes::Placed(passes) => passes[self.block.places[line] as usize],
            Passes::Asked(own, before) => {
                let line = self.block.first_line + line;
                let passes = |of: &Passing| of.passes(self.plan.given(), deal, line);
                bits(passes(own), before.as_ref().is_some_and(passes))
            }
        }
    }

    /// Who takes part, with which weight; nothing where they are very many.
    #[inline]
    fn weigh(&mut self, credits: Range<usize>) -> Option<()> {
        let parts = &mut self.parts;
        parts.count = 0;
        if credits.len() > MOST_PARTS {
            return None;
        }
        let shares = if self.declared { &self.block.shares[credits.clone()] } else { &[] };
        let partners = &self.block.partners[credits.clone()];
        let both = partners.iter().zip(&self.block.roles[credits]);
        for (at, (partner, role)) in both.enumerate() {
            let of_role = self.roles[*role as usize];
            let weight = if of_role == 0 { 0 } else { shares.get(at).copied().unwrap_or(of_role) };
            if weight <= 0 || !(self.everybody || self.eligible[*partner as usize]) {
                continue;
            }
            let count = parts.count;
            if count > 0 && parts.partners[count - 1] == *partner {
                parts.weights[count - 1] = parts.weights[count - 1].checked_add(weight)?;
            } else {
                (parts.partners[count], parts.weights[count]) = (*partner, weight);
                parts.count += 1;
            }
        }
        Some(())
    }

    /// What a deal sells for each filter; nothing when it does not fit.
    #[inline]
    fn sells(&self, deal: usize, lines: Range<usize>) -> Option<Sells> {
        let mut sells = Sells { own: 0, before: 0, changes: false };
        for line in lines {
            let passed = self.passed(deal, line);
            let converted = self.plan.converted.lines[self.block.first_line + line];
            let counted = |filter: u8| if passed & filter == 0 { 0 } else { converted };
            sells.own = sells.own.checked_add(counted(OWN))?;
            sells.before = sells.before.checked_add(counted(BEFORE))?;
            sells.changes |= passed != 0 && !(self.difference && passed == OWN + BEFORE);
        }
        Some(sells)
    }

    /// The reward of a deal of a value, limited and rounded to minor units, zero included; nothing
    /// when it does not fit or is below zero.
    #[inline]
    fn pool(&self, value: i64) -> Option<i64> {
        if value <= 0 {
            return (value == 0).then_some(0);
        }
        let picks = if self.by_value { QuickPick::Value(value) } else { QuickPick::OnlyBand };
        let mut earned = self.schedule.read(picks, value, 0)?;
        if let Some(most) = self.per_deal {
            earned = earned.min(most.max(0).checked_mul(RATE_ONE)?);
        }
        Some(self.rounding.divided(earned, self.per_minor))
    }
}

impl Parts {
    /// The weights added up; nothing where a product of a pool does not fit.
    #[inline]
    fn whole(&self, pool: i64) -> Option<i64> {
        let mut weights = self.weights[..self.count].iter();
        let whole = weights.try_fold(0_i64, |sum, weight| sum.checked_add(*weight))?;
        // A part's product is no larger than this one.
        pool.checked_mul(whole).map(|_| whole)
    }

    /// Divides a pool, zero or above, by largest remainder, ties by partner.
    #[inline]
    fn split(&mut self, pool: i64, whole: i64, mut give: impl FnMut(usize, i64)) {
        let (partners, weights) = (&self.partners[..self.count], &self.weights[..self.count]);
        let by = whole.cast_unsigned();
        let divide = |weight: i64| {
            let product = (pool * weight).cast_unsigned();
            ((product / by).cast_signed(), (product % by).cast_signed())
        };
        if let ([one, other], [weight, _]) = (partners, weights) {
            // What is left over is one unit or none; a half goes to the first.
            let (amount, rest) = divide(*weight);
            let amount = amount + i64::from(rest >= whole - rest);
            give(*one as usize, amount);
            give(*other as usize, pool - amount);
            return;
        }
        let (amounts, rests) = (&mut self.amounts[..self.count], &mut self.rests[..self.count]);
        let mut left = pool;
        for ((weight, amount), rest) in weights.iter().zip(amounts.iter_mut()).zip(rests.iter_mut())
        {
            (*amount, *rest) = divide(*weight);
            left -= *amount;
        }
        for (at, (partner, amount)) in partners.iter().zip(amounts).enumerate() {
            // All are counted alike, so that no guess of the machine about which rest is the larger
            // one can be wrong.
            let own = rests[at];
            let earlier = rests[..at].iter().map(|rest| i64::from(*rest >= own));
            let later = rests[at + 1..].iter().map(|rest| i64::from(*rest > own));
            let before: i64 = earlier.chain(later).sum();
            give(*partner as usize, *amount + i64::from(before < left));
        }
    }
}

fn bits(own: bool, before: bool) -> u8 {
    OWN * u8::from(own) + BEFORE * u8::from(before)
}

/// The columns that decide which lines pass a filter, and one from before, and how.
fn passing(plan: &Plan, own: &Filter, before: Option<&Filter>) -> (Place, Passes) {
    let passing = |of: &Filter| Passing::new(plan.given(), of);
    let (own, before) = (passing(own), before.map(passing));
    let earlier = before.as_ref().map_or(Some(&[][..]), Passing::columns);
    let columns = own.columns().zip(earlier).map(|(own, earlier)| [own, earlier].concat());
    let fields = columns.map(|columns| columns.into_iter().map(|(field, _)| field));
    match fields.and_then(|fields| Place::of(plan.facts(), fields)) {
        None => (Place::default(), Passes::Asked(own, before)),
        Some(place) => {
            let passes = place.table(plan.facts(), |value| {
                let before = before.as_ref().is_some_and(|before| before.passes_values(value));
                bits(own.passes_values(value), before)
            });
            (place, Passes::Placed(passes))
        }
    }
}

/// The settlement of each closing day, by its code.
fn settlements(plan: &Plan, at: usize) -> Vec<Option<usize>> {
    let rows = plan.sales_rows(&plan.incentives[at].key);
    let days = plan.facts().deals.closed.values().iter();
    days.map(|day| {
        let day = day.filter(|day| rows.given.known(*day) && rows.counts_from(*day))?;
        plan.settlements.on(at, day).map(|(settlement, _)| settlement)
    })
    .collect()
}

/// What each role weighs, by its code, in lowest terms; 1 where something else weighs, and nothing
/// for a role that does not count. None where weights are of another kind.
fn roles(plan: &Plan, at: usize, shares: &Shares) -> Option<Vec<i64>> {
    let facts = plan.facts();
    let rows = plan.sales_rows(&plan.incentives[at].key);
    let weights = match &shares.by {
        ShareBy::RoleWeights(of) if of.unheld_role == UnheldRole::LeftOut => {
            in_lowest_terms(&Roles::new(shares, facts)?.weights)
        }
        ShareBy::DeclaredShare => vec![1; facts.credits.roles.values().len()],
        _ => return None,
    };
    let counts = weights.into_iter().enumerate();
    Some(counts.map(|(role, weight)| if rows.counts_role(role) { weight } else { 0 }).collect())
}

/// Weights divided by what divides them all: their proportions stay, and products get smaller.
fn in_lowest_terms(weights: &[i64]) -> Vec<i64> {
    let divisor = weights.iter().fold(0, |divisor, weight| common_divisor(*weight, divisor)).max(1);
    weights.iter().map(|weight| weight / divisor).collect()
}

fn common_divisor(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(0)
}

/// The cap for a deal, in ten-thousandths; the outer nothing means that it is not money.
fn per_deal(limits: &[Limit]) -> Option<Option<i64>> {
    let Some(limit) = limits.iter().find(|limit| limit.per == LimitPer::Deal) else {
        return Some(None);
    };
    match limit.at_most {
        Quantity::Money(money) => Some(Some(money.units())),
        Quantity::Number(_) => None,
    }
}
