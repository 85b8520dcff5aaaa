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

use super::{
    parts::{Parts, Wholes},
    weights::Roles,
};
use crate::{
    Plan,
    block::Block,
    cube::Summed,
    parts::PartsPlan,
    passing::{Passing, Place},
    rows::Stage,
    schedule::{Quick, QuickPick},
};

/// The pools of one incentive, deal by deal, in the same memory.
pub(crate) struct QuickPools<'a> {
    plan: &'a Plan,
    /// By code of the closing day: where the cells of the settlement begin that a deal of that day is
    /// in.
    settlements: Vec<Option<u32>>,
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
    /// Its deals that sell what counts, by how many credits they have: most of a machine's wrong
    /// guesses would be about that. Those of very many are the last ones.
    selling: [Vec<Selling>; FEW + 2],
    schedule: Quick<'a>,
    by_value: bool,
    /// The most for a deal, in ten-thousandths.
    per_deal: Option<i64>,
    /// Hundred-millionths of a ten-thousandth in a minor unit.
    per_minor: Divisor,
    rounding: RoundingMode,
    wholes: Wholes,
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

/// Credits up to which deals are told apart by how many they have.
const FEW: usize = 4;

/// Credits up to which the parts of a deal are kept at hand.
const MOST_PARTS: usize = 16;

/// A deal, and what it sells for the incentive's own filter and for the one from before.
#[derive(Clone, Copy)]
struct Selling {
    /// Its place in the run.
    at: usize,
    /// Where the cells of its settlement begin.
    cells: u32,
    own: i64,
    before: i64,
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
            settlements: settlements(plan, at)?,
            roles: roles(plan, at, shares)?,
            declared: *by == ShareBy::DeclaredShare,
            eligible: &compiled.eligible,
            everybody: compiled.eligible.iter().all(|one| *one),
            minimum: usize::from(*minimum_partners),
            passes,
            place,
            difference: before.is_some(),
            block: Block::default(),
            selling: Default::default(),
            wholes: Wholes::new(),
            schedule: schedule.quick().filter(|_| schedule.columns.is_none())?,
            by_value,
            per_deal: per_deal(&of.limits)?,
            per_minor: Divisor::new(RATE_ONE.checked_mul(per_minor)?),
            rounding: plan.program().rounding,
        })
    }

    /// Adds the parts of the pools of a run of deals to cells by settlement and partner, up to the
    /// most there is. Deals to be made in another way are added to `left`.
    pub fn add(&mut self, run: Range<usize>, cells: &mut [i64], left: &mut Vec<usize>) {
        self.block.read(self.plan.facts(), run.clone(), &self.place, self.declared);
        let mut selling = std::mem::take(&mut self.selling);
        selling.iter_mut().for_each(Vec::clear);
        for (at, deal) in run.clone().enumerate() {
            let credits = self.block.credits(at).len();
            match self.selling(at, deal) {
                Some(Some(of)) => selling[credits.min(FEW + 1)].push(of),
                Some(None) => {}
                None => left.push(deal),
            }
        }
        for (credits, deals) in selling.iter().enumerate() {
            let add = match credits {
                1 => Self::share::<1>,
                2 => Self::share::<2>,
                3 => Self::share::<3>,
                FEW => Self::share::<FEW>,
                _ => Self::share_of_many,
            };
            let not_added = deals.iter().filter(|of| add(self, of, cells).is_none());
            left.extend(not_added.map(|of| run.start + of.at));
        }
        self.selling = selling;
    }

    /// What a deal of the run sells; the inner nothing where nobody can get anything for it, the
    /// outer one where it is left to be made in another way.
    #[inline]
    fn selling(&self, at: usize, deal: usize) -> Option<Option<Selling>> {
        let facts = self.plan.facts();
        let cells = self.settlements[self.block.closed[at] as usize];
        // One alone shares with nobody.
        let enough = self.block.credits(at).len() >= self.minimum.max(1);
        let Some(cells) = cells.filter(|_| enough && facts.deals.stages[deal] == Stage::Won) else {
            return Some(None);
        };
        let (mut own, mut before, mut changes) = (0_i64, 0_i64, false);
        for line in self.block.lines(at) {
            let passed = self.passed(deal, line);
            let converted = self.plan.converted.lines[self.block.first_line + line];
            let counted = |filter: u8| if passed & filter == 0 { 0 } else { converted };
            own = own.checked_add(counted(OWN))?;
            before = before.checked_add(counted(BEFORE))?;
            changes |= passed != 0 && !(self.difference && passed == OWN + BEFORE);
        }
        if changes && self.block.returns && !facts.deal_adjustments(deal).is_empty() {
            return None;
        }
        Some(changes.then_some(Selling { at, cells, own, before }))
    }

    /// Adds the parts of a deal of so many credits, each of another partner; nothing where it is
    /// left to be made in another way.
    #[inline]
    fn share<const CREDITS: usize>(&self, of: &Selling, cells: &mut [i64]) -> Option<()> {
        let credits = self.block.credits(of.at);
        let partners = self.block.partners[credits.clone()].first_chunk::<CREDITS>()?;
        if partners.windows(2).any(|pair| pair[0] == pair[1]) {
            return self.share_of_many(of, cells);
        }
        let weights = std::array::from_fn::<_, CREDITS, _>(|at| self.weight(credits.start + at));
        self.give::<CREDITS>(of, &Parts::new(partners, &weights, &self.wholes)?, cells)
    }

    /// The same for any number of credits that is not very large, also several of a partner.
    fn share_of_many(&self, of: &Selling, cells: &mut [i64]) -> Option<()> {
        let credits = self.block.credits(of.at);
        if credits.len() > MOST_PARTS {
            return None;
        }
        let (mut partners, mut weights, mut count) = ([0; MOST_PARTS], [0_i64; MOST_PARTS], 0);
        for credit in credits {
            let (partner, weight) = (self.block.partners[credit], self.weight(credit));
            if count > 0 && partners[count - 1] == partner {
                weights[count - 1] = weights[count - 1].checked_add(weight)?;
            } else {
                (partners[count], weights[count]) = (partner, weight);
                count += 1;
            }
        }
        let parts = Parts::new(&partners[..count], &weights[..count], &self.wholes)?;
        self.give::<MOST_PARTS>(of, &parts, cells)
    }

    /// Divides the pool of a deal, and takes off what it came to with the filter from before.
    #[inline]
    fn give<const MOST: usize>(
        &self,
        of: &Selling,
        parts: &Parts<'_>,
        cells: &mut [i64],
    ) -> Option<()> {
        if parts.count() < self.minimum.max(1) {
            return Some(());
        }
        let pool = self.pool(of.own)?;
        let before = if self.difference { self.pool(of.before)? } else { 0 };
        if !parts.fits(pool.max(before)) {
            return None;
        }
        let first = of.cells as usize;
        if pool != 0 {
            parts.split::<MOST>(pool, |partner, amount| {
                let cell = &mut cells[first + partner as usize];
                *cell = cell.saturating_add(amount);
            });
        }
        if before != 0 {
            parts.split::<MOST>(before, |partner, amount| {
                let cell = &mut cells[first + partner as usize];
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

    /// What a credit of the run weighs; nothing where it takes no part.
    #[inline]
    fn weight(&self, credit: usize) -> i64 {
        let of_role = self.roles[self.block.roles[credit] as usize];
        let takes_part = self.everybody || self.eligible[self.block.partners[credit] as usize];
        match (of_role != 0 && takes_part, self.declared) {
            (false, _) => 0,
            (true, true) => self.block.shares[credit].max(0),
            (true, false) => of_role.max(0),
        }
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

/// Where the cells of the settlement of each closing day begin, by its code; the outer nothing where
/// there are more than are told apart.
fn settlements(plan: &Plan, at: usize) -> Option<Vec<Option<u32>>> {
    let rows = plan.sales_rows(&plan.incentives[at].key);
    let partners = plan.facts().partners.len();
    u32::try_from(plan.settlements(at).len() * partners).ok()?;
    let days = plan.facts().deals.closed.values().iter();
    let begins = days.map(|day| {
        let day = day.filter(|day| rows.given.known(*day) && rows.counts_from(*day))?;
        let (settlement, _) = plan.settlements.on(at, day)?;
        u32::try_from(settlement * partners).ok()
    });
    Some(begins.collect())
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
