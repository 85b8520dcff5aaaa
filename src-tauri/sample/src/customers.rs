//! The customers of the channel, and which of them a partner knows.

use crate::{
    Size,
    draw::Draw,
    geography::{Country, Region, countries_of},
    names::NameBook,
    partners::{Member, Segment},
    words::INDUSTRIES,
};

/// A company that buys.
#[derive(Clone, Debug)]
pub(crate) struct Customer {
    pub(crate) name: String,
    pub(crate) country: &'static Country,
    pub(crate) segment: Segment,
    /// Whether it bought before the first day of the sample.
    pub(crate) bought_before: bool,
}

/// All customers, by region and segment.
pub(crate) struct Customers {
    groups: Vec<Vec<Customer>>,
}

const SHARE_OF_REGION: [(Region, usize); 4] =
    [(Region::Americas, 44), (Region::Emea, 32), (Region::Apac, 15), (Region::Latam, 9)];

const SHARE_OF_SEGMENT: [(Segment, usize); 3] =
    [(Segment::Enterprise, 18), (Segment::MidMarket, 40), (Segment::SmallBusiness, 42)];

impl Customers {
    /// The customers of a size: one to every three deals.
    pub(crate) fn make(size: Size, draw: &mut Draw, names: &mut NameBook) -> Self {
        let mut groups = Vec::new();
        for (region, of_region) in SHARE_OF_REGION {
            let countries = countries_of(region);
            for (segment, of_segment) in SHARE_OF_SEGMENT {
                let count = (size.deals() / 3 * of_region * of_segment / 10_000).max(4);
                let customer = |_| {
                    let country = draw.weighted(&countries);
                    Customer {
                        name: names.company(draw, country, &INDUSTRIES),
                        country,
                        segment,
                        bought_before: draw.chance(30),
                    }
                };
                groups.push((0..count).map(customer).collect());
            }
        }
        Self { groups }
    }

    /// A customer for a deal that a partner leads. Most come from the partner's own book; books
    /// overlap, so partners meet at customers.
    pub(crate) fn for_deal_of(&self, member: &Member, number: usize, draw: &mut Draw) -> &Customer {
        let segment = draw.weighted(&member.segment.sells_to());
        let group = self.group(member.country.region, segment);
        if draw.chance(20) {
            return &group[draw.below(group.len())];
        }
        let book = (group.len() / 7).clamp(3, 40);
        let begins = number * 7_919 % group.len();
        // The lesser of two draws: the front of the book buys most.
        let place = draw.below(book).min(draw.below(book));
        &group[(begins + place) % group.len()]
    }

    fn group(&self, region: Region, segment: Segment) -> &[Customer] {
        let place = |of: usize, in_all: usize| of * Segment::ALL.len() + in_all;
        let region = Region::ALL.iter().position(|one| *one == region).unwrap_or(0);
        let segment = Segment::ALL.iter().position(|one| *one == segment).unwrap_or(0);
        &self.groups[place(region, segment)]
    }
}
