//! Deals as they are made up, before they have ids: goods, partners' parts, returns.

use chrono::NaiveDate;
use tierwright_engine::rows::Stage;
use tierwright_program::rounding::largest_remainder;

use crate::{
    Size,
    customers::{Customer, Customers},
    days::{after, closing_day, first_day, last_day, quarter_of, working_day},
    draw::Draw,
    market::Market,
    partners::{Member, Role, Segment},
    products::FAMILIES,
};

/// A deal without an id.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) customer: Customer,
    pub(crate) stage: Stage,
    pub(crate) opened: NaiveDate,
    pub(crate) closed: Option<NaiveDate>,
    pub(crate) goods: Goods,
    pub(crate) parts: Vec<Part>,
    pub(crate) returned: Option<Return>,
    /// What it is called where the customer has bought before.
    pub(crate) again: &'static str,
    pub(crate) marketplace: bool,
}

/// What a deal is about.
#[derive(Clone, Debug)]
pub(crate) enum Goods {
    /// Products, each on a line.
    Lines(Vec<Line>),
    /// Only an amount, in cents of the customer's currency.
    Amount(i64),
}

/// A product on a deal; money in cents of the customer's currency.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) product: &'static str,
    pub(crate) family: &'static str,
    pub(crate) quantity: i64,
    pub(crate) price: i64,
    pub(crate) list_price: i64,
    pub(crate) unit_cost: i64,
}

/// A partner's part.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub(crate) member: usize,
    pub(crate) role: Role,
    pub(crate) percent: i64,
}

/// Goods or money taken back.
#[derive(Clone, Debug)]
pub(crate) struct Return {
    pub(crate) date: NaiveDate,
    /// Position of the line, where there are lines.
    pub(crate) line: Option<usize>,
    pub(crate) quantity: i64,
    pub(crate) cents: i64,
}

impl Goods {
    /// The amount in cents.
    pub(crate) fn cents(&self) -> i64 {
        match self {
            Self::Lines(lines) => lines.iter().map(|line| line.quantity * line.price).sum(),
            Self::Amount(cents) => *cents,
        }
    }

    pub(crate) fn lines(&self) -> &[Line] {
        match self {
            Self::Lines(lines) => lines,
            Self::Amount(_) => &[],
        }
    }
}

/// Makes up deals.
pub(crate) struct Dealer<'a> {
    pub(crate) size: Size,
    pub(crate) members: &'a [Member],
    pub(crate) customers: &'a Customers,
    pub(crate) market: &'a Market,
    pub(crate) draw: Draw,
}

const STAGES: [(Stage, usize); 3] = [(Stage::Won, 60), (Stage::Lost, 28), (Stage::Open, 12)];

/// How many partners work on a deal, 2.2 on average.
const TEAMS: [(usize, usize); 5] = [(1, 25), (2, 42), (3, 22), (4, 9), (5, 2)];

impl Dealer<'_> {
    /// A deal like any other, the `place`-th of `all`.
    pub(crate) fn deal(&mut self, place: usize, all: usize) -> Draft {
        let stage = self.draw.weighted(&STAGES);
        let closed = (stage != Stage::Open).then(|| closing_day(place, all, &mut self.draw));
        let quarter = quarter_of(closed.unwrap_or_else(last_day));
        let lead = self.market.anyone(quarter, &mut self.draw);
        let member = &self.members[lead];
        let customer = self.customers.for_deal_of(member, lead, &mut self.draw).clone();
        let opened = opening_day(closed, customer.segment, member.joined, &mut self.draw);
        let target = self.target(customer.segment);
        let mut goods = self.goods(target, customer.country.currency);
        if stage == Stage::Open {
            goods = estimated(goods);
        }
        let team = self.team(lead, quarter);
        let parts = self.parts(&team);
        let returned = match closed {
            Some(closed) if stage == Stage::Won && self.draw.chance(6) => {
                self.returned(&goods, closed)
            }
            _ => None,
        };
        let again = self.draw.weighted(&[("expansion", 60), ("renewal", 40)]);
        let marketplace = self.draw.chance(12);
        Draft { customer, stage, opened, closed, goods, parts, returned, again, marketplace }
    }

    /// What a deal with a customer of a segment is about worth, in US dollars.
    fn target(&mut self, segment: Segment) -> i64 {
        let median = match segment {
            Segment::Enterprise => 67_000,
            Segment::MidMarket => 28_000,
            Segment::SmallBusiness => 10_000,
        };
        let scaled = median * self.size.deal_percent() / 100;
        self.draw.around(scaled, 120).clamp(600, 1_900_000)
    }

    /// Goods worth about `target` US dollars, in a currency; one deal in eight has no lines.
    pub(crate) fn goods(&mut self, target: i64, currency: &str) -> Goods {
        let local = match currency {
            "EUR" => target * 92 / 100,
            "GBP" => target * 79 / 100,
            _ => target,
        };
        if self.draw.chance(12) {
            return Goods::Amount((local / 50).max(1) * 5_000);
        }
        let count = self.draw.weighted(&[(1, 34), (2, 34), (3, 21), (4, 11)]);
        let discount = self.draw.between(0, 6) * 5;
        let mut lines: Vec<Line> = Vec::new();
        for _ in 0..count {
            let line = self.line(local / count as i64, discount, currency);
            match lines.iter_mut().find(|other| other.product == line.product) {
                Some(other) => other.quantity += line.quantity,
                None => lines.push(line),
            }
        }
        Goods::Lines(lines)
    }

    /// A line worth about `target` in a currency.
    fn line(&mut self, target: i64, discount: i64, currency: &str) -> Line {
        let at = self.draw.weighted(&FAMILIES.each_ref().map(|(family, weight)| (family, *weight)));
        // Nothing so dear that a single piece misses the target by much.
        let within_reach =
            |product: &&crate::products::Product| product.list_price(currency) * 4 <= target;
        let affordable: Vec<_> = at.products.iter().filter(within_reach).collect();
        let product =
            if affordable.is_empty() { &at.products[0] } else { self.draw.one_of(&affordable) };
        let list = product.list_price(currency);
        let price = list * (100 - discount);
        Line {
            product: product.name,
            family: at.name,
            quantity: ((target * 100 + price / 2) / price).max(1),
            price,
            list_price: list * 100,
            unit_cost: list * at.cost_percent,
        }
    }

    /// The partners on a deal, its leader first.
    fn team(&mut self, lead: usize, quarter: usize) -> Vec<usize> {
        let count = self.draw.weighted(&TEAMS);
        let region = self.members[lead].country.region;
        let mut team = vec![lead];
        while team.len() < count {
            let other = self.market.someone_near(region, quarter, &mut self.draw);
            if !team.contains(&other) {
                team.push(other);
            }
        }
        team
    }

    /// A role and a share for each partner of a team; a leader may hold two roles.
    fn parts(&mut self, team: &[usize]) -> Vec<Part> {
        let mut held: Vec<(usize, Role)> = Vec::new();
        for member in team {
            held.push((*member, self.role(*member, &held)));
        }
        if self.draw.chance(10) {
            let second = self.role(team[0], &held);
            if held.iter().all(|(_, role)| *role != second) {
                held.push((team[0], second));
            }
        }
        let wishes: Vec<i64> =
            held.iter().map(|(_, role)| role.usual_share() + self.draw.between(-5, 5)).collect();
        held.iter()
            .zip(shares_of(&wishes))
            .map(|((member, role), percent)| Part { member: *member, role: *role, percent })
            .collect()
    }

    /// A role for a partner, one that nobody holds yet if it can play one.
    pub(crate) fn role(&mut self, member: usize, held: &[(usize, Role)]) -> Role {
        let plays = self.members[member].kind.roles();
        let is_free = |role: &Role| held.iter().all(|(_, other)| other != role);
        let free: Vec<_> = plays.iter().filter(|(role, _)| is_free(role)).copied().collect();
        if free.is_empty() { Role::Influenced } else { self.draw.weighted(&free) }
    }

    /// Something taken back within five months, unless that lies beyond the sample.
    fn returned(&mut self, goods: &Goods, closed: NaiveDate) -> Option<Return> {
        let date = working_day(after(closed, self.draw.between(12, 150)));
        let lines = goods.lines();
        let returned = if lines.is_empty() {
            let percent = self.draw.between(2, 8) * 5;
            Return { date, line: None, quantity: 0, cents: goods.cents() * percent / 100 }
        } else {
            let line = self.draw.below(lines.len());
            let quantity = self.draw.between(1, lines[line].quantity);
            Return { date, line: Some(line), quantity, cents: quantity * lines[line].price }
        };
        (date <= last_day()).then_some(returned)
    }
}

/// The day a deal is opened: the longer before its close the larger the customer, and not before
/// its leader joined.
fn opening_day(
    closed: Option<NaiveDate>,
    segment: Segment,
    joined: NaiveDate,
    draw: &mut Draw,
) -> NaiveDate {
    let (least, most) = match segment {
        Segment::Enterprise => (45, 230),
        Segment::MidMarket => (20, 130),
        Segment::SmallBusiness => (5, 60),
    };
    let opened = match closed {
        Some(closed) => after(closed, -draw.between(least, most)),
        None => after(last_day(), -draw.between(2, most)),
    };
    let earliest = if joined >= first_day() { joined } else { opened };
    working_day(opened).max(earliest)
}

/// An open deal has no lines yet: its amount is an estimate in round figures.
fn estimated(goods: Goods) -> Goods {
    Goods::Amount((goods.cents() / 50_000).max(1) * 50_000)
}

/// Shares in steps of five percent that add up to 100, nobody without one.
fn shares_of(wishes: &[i64]) -> Vec<i64> {
    let spare = 20 - wishes.len() as i64;
    let steps = largest_remainder(spare, wishes).unwrap_or_default();
    steps.into_iter().map(|steps| (steps + 1) * 5).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_a_hundred() {
        for (wishes, shares) in [
            (&[40][..], &[100][..]),
            (&[45, 15], &[75, 25]),
            (&[30, 30, 30], &[35, 35, 30]),
            (&[45, 35, 25, 15, 15, 10], &[25, 20, 15, 15, 15, 10]),
        ] {
            let got = shares_of(wishes);
            assert_eq!(got.iter().sum::<i64>(), 100, "{wishes:?}");
            assert_eq!(got, shares, "{wishes:?}");
        }
    }
}
