//! Customers marked by the buckets that they bought in, so that those of a span are counted without
//! looking at deals again.

use std::ops::Range;

use crate::{
    Facts,
    block::{self, Block},
    cube::{CubeKey, Grid, SalesRows},
    given::Given,
    in_parts::{in_parts, threads_for},
    passing::{Passing, Place},
    rows::Stage,
    scan::is_plain,
};

/// Buckets up to which each has a bit.
const BITS: usize = 32;

/// The buckets that each customer of each partner bought in, a bit each.
#[derive(Debug)]
pub(super) struct Marks {
    buckets: Vec<u32>,
}

/// Which deals and roles make a customer, by the codes that the columns hold.
struct Making<'a> {
    given: Given<'a>,
    /// The columns that decide which lines pass, and which do by their place.
    place: Place,
    passing: Vec<bool>,
    /// By code of the closing day: the bit of its bucket; nothing where it does not count.
    days: Vec<u32>,
    /// By code of the role: every bit where it counts.
    roles: Vec<u32>,
}

impl Marks {
    /// Nothing where more decides than is looked at here, or there are more buckets than bits.
    pub fn new(given: Given<'_>, grid: &Grid, key: &CubeKey) -> Option<Self> {
        let plain = is_plain(key) && grid.buckets() <= BITS;
        let making = Making::new(given, grid, key).filter(|_| plain)?;
        let deals = given.facts.deals.len();
        let parts = in_parts(deals, threads_for(deals), |range| Ok(making.marks(range))).ok()?;
        let mut parts = parts.into_iter();
        let mut buckets = parts.next().unwrap_or_default();
        for part in parts {
            buckets.iter_mut().zip(part).for_each(|(all, more)| *all |= more);
        }
        Some(Self { buckets })
    }

    /// How many customers a partner has between two edges.
    pub fn count(&self, facts: &Facts, partner: usize, edges: &Range<usize>) -> usize {
        let below = |edge: usize| (1_u64 << edge) - 1;
        let asked = below(edges.end) & !below(edges.start);
        let of_partner = self.buckets.get(facts.buyers().of_partner(partner)).unwrap_or_default();
        of_partner.iter().map(|buckets| usize::from(u64::from(*buckets) & asked != 0)).sum()
    }
}

impl<'a> Making<'a> {
    /// Nothing where values do not decide which lines pass.
    fn new(given: Given<'a>, grid: &Grid, key: &CubeKey) -> Option<Self> {
        let (facts, rows) = (given.facts, SalesRows::new(given, key));
        let lines = Passing::new(given, &key.sales.of);
        let place = Place::of(facts, lines.columns()?.iter().map(|(field, _)| *field))?;
        let bit = |day| match given.known(day) && rows.counts_from(day) {
            true => 1_u32.checked_shl(u32::try_from(grid.bucket(day)).ok()?),
            false => None,
        };
        let days = facts.deals.closed.values().iter();
        let roles = 0..facts.credits.roles.values().len();
        Some(Self {
            given,
            days: days.map(|day| day.and_then(bit).unwrap_or(0)).collect(),
            roles: roles.map(|role| if rows.counts_role(role) { u32::MAX } else { 0 }).collect(),
            passing: place.table(facts, |value| lines.passes_values(value)),
            place,
        })
    }

    /// What some deals mark.
    fn marks(&self, deals: Range<usize>) -> Vec<u32> {
        let facts = self.given.facts;
        let buyers = facts.buyers();
        let mut marks = vec![0; buyers.len()];
        let (mut block, mut bits) = (Block::default(), Vec::new());
        for first in deals.clone().step_by(block::DEALS) {
            let run = first..(first + block::DEALS).min(deals.end);
            let credits = block.read(facts, run.clone(), &self.place, false);
            block.read_owners();
            bits.clear();
            bits.extend(run.enumerate().map(|(at, deal)| self.bit(&block, at, deal)));
            let both = block.owners.iter().zip(&block.roles);
            for (buyer, (deal, role)) in buyers.of_credit[credits].iter().zip(both) {
                // Nothing is marked by what does not count, so that no machine has to guess.
                marks[*buyer as usize] |= bits[*deal as usize] & self.roles[*role as usize];
            }
        }
        marks
    }

    /// The bit of a deal of a run; nothing where it makes no customer.
    fn bit(&self, block: &Block, at: usize, deal: usize) -> u32 {
        let facts = self.given.facts;
        let passes = || block.lines(at).any(|line| self.passing[block.places[line] as usize]);
        match facts.deals.stages[deal] == Stage::Won && facts.customer_of(deal).is_some() {
            true if passes() => self.days[block.closed[at] as usize],
            _ => 0,
        }
    }
}
