//! Who is met on a deal: partners drawn by quarter and region, in proportion to their weight.

use crate::{days::QUARTERS, draw::Draw, geography::Region, partners::Member};

/// Running totals of weights, from which a partner is drawn.
#[derive(Default)]
struct Urn {
    totals: Vec<(usize, usize)>,
}

/// The urns of every quarter: of each region, and of all of them.
pub(crate) struct Market {
    regions: Vec<Urn>,
    world: Vec<Urn>,
}

impl Urn {
    fn add(&mut self, weight: usize, member: usize) {
        if weight > 0 {
            self.totals.push((self.total() + weight, member));
        }
    }

    fn total(&self) -> usize {
        self.totals.last().map_or(0, |(total, _)| *total)
    }

    fn pick(&self, draw: &mut Draw) -> usize {
        let at = draw.below(self.total());
        self.totals[self.totals.partition_point(|(total, _)| *total <= at)].1
    }
}

impl Market {
    pub(crate) fn of(members: &[Member]) -> Self {
        let mut market = Self { regions: Vec::new(), world: Vec::new() };
        for quarter in 0..QUARTERS {
            let mut world = Urn::default();
            let mut regions: Vec<Urn> = Region::ALL.iter().map(|_| Urn::default()).collect();
            for (number, member) in members.iter().enumerate() {
                world.add(member.weights[quarter], number);
                regions[place(member.country.region)].add(member.weights[quarter], number);
            }
            market.world.push(world);
            market.regions.append(&mut regions);
        }
        market
    }

    /// A partner to lead a deal of a quarter.
    pub(crate) fn anyone(&self, quarter: usize, draw: &mut Draw) -> usize {
        self.world[quarter].pick(draw)
    }

    /// A partner to join a deal in a region; one in eight comes from elsewhere.
    pub(crate) fn someone_near(&self, region: Region, quarter: usize, draw: &mut Draw) -> usize {
        if draw.chance(12) {
            return self.anyone(quarter, draw);
        }
        self.regions[quarter * Region::ALL.len() + place(region)].pick(draw)
    }
}

fn place(region: Region) -> usize {
    Region::ALL.iter().position(|one| *one == region).unwrap_or(0)
}
