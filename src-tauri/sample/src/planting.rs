//! Deals that plant a truth among the others.

use tierwright_engine::rows::Stage;

use crate::{
    Size,
    customers::Customer,
    days::{QUARTERS, after, first_day, last_day, quarter_days, working_day},
    deals::{Dealer, Draft, Goods, Part},
    draw::Draw,
    exchange::Exchange,
    geography::Region,
    partners::{Kind, Member, Role, Segment},
    tally::Tally,
};

/// Two partners alike in type, region, segment and revenue, in roles that are paid unlike.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LikePair {
    pub(crate) selling: usize,
    pub(crate) helping: usize,
}

/// The type and region of each pair, over and over.
const PAIRS_OF: [(Kind, Region); 5] = [
    (Kind::Reseller, Region::Americas),
    (Kind::Reseller, Region::Emea),
    (Kind::Msp, Region::Americas),
    (Kind::Si, Region::Emea),
    (Kind::Isv, Region::Americas),
];

/// The quarters of the deals of each partner of a pair.
const QUARTERS_OF_LIKE_PARTNER: [usize; 10] = [0, 1, 2, 3, 3, 4, 5, 6, 7, 7];

/// The roles of the better paid partner of a pair; the other influences and now and then co-sells.
const PAID_WELL: [Role; 2] = [Role::Resold, Role::Sourced];

/// How many truths of a kind a size has: one to forty partners.
pub(crate) const fn truths_of(size: Size) -> usize {
    size.partners() / 40
}

/// How many partners stand just under Gold.
pub(crate) const fn crowd_of(size: Size) -> usize {
    size.partners() / 17
}

/// How many deals are planted, crowd and all.
pub(crate) const fn planted_deals(size: Size) -> usize {
    truths_of(size) * (2 * QUARTERS_OF_LIKE_PARTNER.len() + 1) + 2 * crowd_of(size)
}

/// Picks the pairs, and takes them out of the ordinary market.
pub(crate) fn pair_up(size: Size, members: &mut [Member]) -> Vec<LikePair> {
    let mut pairs = Vec::new();
    for number in 0..truths_of(size) {
        let (kind, region) = PAIRS_OF[number % PAIRS_OF.len()];
        let taken = |index: usize| {
            pairs.iter().any(|pair: &LikePair| pair.selling == index || pair.helping == index)
        };
        let fits = |(index, member): &(usize, &Member)| {
            let old = member.joined < first_day();
            old && member.kind == kind && member.country.region == region && !taken(*index)
        };
        let mut found = members.iter().enumerate().filter(fits).map(|(index, _)| index);
        if let (Some(selling), Some(helping)) = (found.next(), found.next()) {
            pairs.push(LikePair { selling, helping });
        }
    }
    for pair in &pairs {
        for index in [pair.selling, pair.helping] {
            members[index].segment = Segment::MidMarket;
            members[index].weights.fill(0);
        }
    }
    pairs
}

impl Dealer<'_> {
    /// The deals of a pair: for each deal of one a like deal of the other, in another role. The last
    /// one evens out what prices have set apart.
    pub(crate) fn deals_of_pair(&mut self, pair: LikePair, exchange: &Exchange) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let mut ahead = 0;
        for (number, quarter) in QUARTERS_OF_LIKE_PARTNER.into_iter().enumerate() {
            let target = self.draw.around(64_000, 25);
            let selling = PAID_WELL[number % 2];
            let helping = if number % 4 == 2 { Role::CoSold } else { Role::Influenced };
            let one = self.shared_deal(pair.selling, selling, quarter, target);
            let mut other = self.shared_deal(pair.helping, helping, quarter, target);
            if number + 1 == QUARTERS_OF_LIKE_PARTNER.len() {
                other.make_worth(ahead + one.dollar_units(exchange), exchange);
            } else if quarter >= QUARTERS - 4 {
                ahead += one.dollar_units(exchange) - other.dollar_units(exchange);
            }
            drafts.extend([one, other]);
        }
        drafts
    }

    /// A won deal of which a partner has 60 percent and somebody near it the rest.
    fn shared_deal(&mut self, member: usize, role: Role, quarter: usize, target: i64) -> Draft {
        let partner = &self.members[member];
        let region = partner.country.region;
        let customer = self.customers.for_deal_of(partner, member, &mut self.draw).clone();
        let goods = self.goods(target, customer.country.currency);
        let other = self.market.someone_near(region, quarter, &mut self.draw);
        let others = self.role(other, &[(member, role)]);
        let parts = vec![
            Part { member, role, percent: 60 },
            Part { member: other, role: others, percent: 40 },
        ];
        self.won(customer, goods, parts, quarter)
    }

    /// A deal on which a partner buys for itself and takes credit for the referral.
    pub(crate) fn self_referral(&mut self, member: usize) -> Draft {
        let partner = &self.members[member];
        let customer = Customer {
            name: partner.name.clone(),
            country: partner.country,
            segment: Segment::SmallBusiness,
            bought_before: false,
        };
        let quarter = 4 + self.draw.below(4);
        let target = self.draw.around(24_000 * self.size.deal_percent() / 100, 40);
        let goods = self.goods(target, customer.country.currency);
        let region = partner.country.region;
        let other = loop {
            let other = self.market.someone_near(region, quarter, &mut self.draw);
            if other != member {
                break other;
            }
        };
        let parts = vec![
            Part { member: other, role: Role::Resold, percent: 75 },
            Part { member, role: Role::Referred, percent: 25 },
        ];
        self.won(customer, goods, parts, quarter)
    }

    fn won(&mut self, customer: Customer, goods: Goods, parts: Vec<Part>, quarter: usize) -> Draft {
        let (first, last) = quarter_days(quarter);
        let closed = working_day(after(last, -self.draw.between(1, 70))).max(after(first, 1));
        Draft {
            customer,
            stage: Stage::Won,
            opened: working_day(after(closed, -self.draw.between(20, 120))),
            closed: Some(closed),
            goods,
            parts,
            returned: None,
            again: "expansion",
            marketplace: false,
        }
    }

    /// A deal of a partner's own in a quarter, worth so many ten-thousandths of a US dollar.
    pub(crate) fn deal_worth(
        &mut self,
        member: usize,
        quarter: usize,
        dollar_units: i64,
        exchange: &Exchange,
    ) -> Draft {
        let partner = &self.members[member];
        let customer = self.customers.for_deal_of(partner, member, &mut self.draw).clone();
        let role = partner.kind.roles()[0].0;
        let parts = vec![Part { member, role, percent: 100 }];
        let mut deal = self.won(customer, Goods::Amount(0), parts, quarter);
        deal.make_worth(dollar_units, exchange);
        deal
    }
}

impl Draft {
    /// What it is worth on the day it closed, in ten-thousandths of a US dollar.
    fn dollar_units(&self, exchange: &Exchange) -> i64 {
        let closed = self.closed.unwrap_or_else(last_day);
        exchange.dollar_units(self.goods.cents(), self.customer.country.currency, closed)
    }

    /// Makes it a deal without lines worth so many ten-thousandths of a US dollar, to the whole
    /// unit of its currency.
    fn make_worth(&mut self, dollar_units: i64, exchange: &Exchange) {
        let closed = self.closed.unwrap_or_else(last_day);
        let rate = exchange.rate(self.customer.country.currency, closed);
        self.goods = Goods::Amount(dollar_units / rate * 100);
    }
}

/// Partners who refer deals, and can so refer one of their own.
pub(crate) fn self_referrers(size: Size, members: &[Member]) -> Vec<usize> {
    let refers = |member: &&(usize, &Member)| {
        let plays = member.1.kind.roles().iter().any(|(role, _)| *role == Role::Referred);
        plays && member.1.joined < first_day()
    };
    let all: Vec<_> = members.iter().enumerate().collect();
    all.iter().filter(refers).map(|(index, _)| *index).take(truths_of(size)).collect()
}

/// What lifts a partner to just under a threshold of trailing revenue at two reviews, in
/// ten-thousandths of a US dollar.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lift {
    pub(crate) member: usize,
    /// What it is to win in the third quarter of the second year, and what in the fourth.
    pub(crate) by: [(usize, i64); 2],
}

/// The least that a lifting deal is worth: 4,000 US dollars.
const LEAST_LIFT: i64 = 40_000_000;

/// The crowd under a threshold: partners below it, the nearest first but every second one, whom two
/// deals bring to within 5 percent of it at the last two reviews.
pub(crate) fn crowd_below(
    threshold: i64,
    size: Size,
    members: &[Member],
    tally: &Tally,
    draw: &mut Draw,
) -> Vec<Lift> {
    let [before, last] = [QUARTERS - 2, QUARTERS - 1];
    let mut candidates: Vec<Lift> = Vec::new();
    for member in (0..members.len()).filter(|member| members[*member].weights[0] > 0) {
        let [first, second] = [(); 2].map(|()| threshold / 10_000 * draw.between(9_560, 9_985));
        let lift = first - tally.trailing(member, before);
        let further = second - tally.trailing(member, last) - lift;
        if lift >= LEAST_LIFT && further >= LEAST_LIFT {
            candidates.push(Lift { member, by: [(before, lift), (last, further)] });
        }
    }
    candidates.sort_by_key(|lift| (lift.by[0].1 + lift.by[1].1, lift.member));
    candidates.into_iter().step_by(2).take(crowd_of(size)).collect()
}
