//! The second opinion: what every partner is paid for every quarter, and the levels.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use tierwright_engine::rows::{FactRows, PartnerRow};
use tierwright_program::{
    Filter, Incentive, Measure, Period, Program, Sales, State, Weight,
    incentive::{Accumulation, LimitPer},
    measure::Basis,
};

use crate::{
    days::{self, Days},
    earned::Earning,
    exact::{self, Exact},
    ladder::{self, History},
    measured::{self, Value},
    pool,
    world::{self, World},
};

/// What the second opinion says, by the ids of partners and by positions otherwise.
#[derive(Default)]
pub struct Opinion {
    /// The fiscal quarters of the window.
    pub quarters: Vec<Days>,
    /// The amount in major units, rounded, by partner, quarter and incentive.
    pub paid: BTreeMap<(String, usize, usize), Exact>,
    /// Net won revenue by declared share in major units, by partner and quarter.
    pub revenue: BTreeMap<(String, usize), Exact>,
    /// Lines that may come to something: of incentives that are not off, in quarters they settle.
    pub settled: BTreeSet<(String, usize, usize)>,
    /// The levels of each partner on every track.
    pub levels: BTreeMap<String, Vec<History>>,
    /// How often something worth seeing happened.
    pub seen: BTreeMap<&'static str, u64>,
}

/// Works out a program on rows, over the whole fiscal quarters that touch a window.
pub fn opinion(program: &Program, rows: &FactRows, from: NaiveDate, until: NaiveDate) -> Opinion {
    let world = World::new(program, rows);
    let mut opinion = Opinion { quarters: quarters(&world, from, until), ..Opinion::default() };
    let last = opinion.quarters.last().expect("a quarter").until;
    let first = opinion.quarters[0].from;
    let climbed = |partner: &PartnerRow| -> Vec<History> {
        program
            .tracks
            .iter()
            .map(|track| ladder::history(&world, track, partner, (first, last)))
            .collect()
    };
    let histories = rows.partners.iter().map(|partner| (partner.id.as_str(), climbed(partner)));
    let histories: BTreeMap<&str, Vec<History>> = histories.collect();
    opinion.note_revenue(&world);
    for (position, incentive) in program.incentives.iter().enumerate() {
        let paying = Paying { world: &world, incentive, histories: &histories };
        opinion.note_paid(position, &paying);
    }
    opinion.levels =
        histories.into_iter().map(|(partner, levels)| (partner.to_owned(), levels)).collect();
    opinion.seen = world.seen.into_inner();
    opinion
}

impl Opinion {
    /// The level of a partner on a day, on a track named by its position.
    pub fn level(&self, track: usize, partner: &str, day: NaiveDate) -> Option<usize> {
        ladder::level_on(&self.levels[partner][track], day)
    }

    fn note_revenue(&mut self, world: &World<'_>) {
        let measure = Measure::Revenue(Sales {
            of: Filter::default(),
            roles: Vec::new(),
            weight: Weight::DeclaredShare,
            basis: Basis::Net,
        });
        for partner in &world.rows.partners {
            for (quarter, days) in self.quarters.iter().enumerate() {
                let value = measured::measured(world, &measure, &partner.id, *days);
                let Value::Is(value) = value else { panic!("revenue is an amount") };
                self.revenue.insert((partner.id.clone(), quarter), value);
            }
        }
    }

    fn note_paid(&mut self, position: usize, paying: &Paying<'_>) {
        for partner in &paying.world.rows.partners {
            let paid = paying.over(partner, &self.quarters);
            for (quarter, amount) in paid.into_iter().enumerate() {
                let key = (partner.id.clone(), quarter, position);
                if paying.settles(partner, self.quarters[quarter]) {
                    self.settled.insert(key.clone());
                }
                self.paid.insert(key, amount);
            }
        }
    }
}

fn quarters(world: &World<'_>, from: NaiveDate, until: NaiveDate) -> Vec<Days> {
    let mut quarters = vec![world.quarter(from)];
    while let Some(last) = quarters.last().filter(|last| last.until < until) {
        let next = last.until.succ_opt().expect("a next day");
        quarters.push(world.quarter(next));
    }
    quarters
}

/// One incentive over the window.
pub struct Paying<'a> {
    /// The facts.
    pub world: &'a World<'a>,
    /// The incentive.
    pub incentive: &'a Incentive,
    /// The levels of every partner on every track.
    pub histories: &'a BTreeMap<&'a str, Vec<History>>,
}

impl<'a> Paying<'a> {
    /// The incentive as it stands for one partner.
    pub fn earning(&self, partner: &'a PartnerRow) -> Earning<'a> {
        let histories = &self.histories[partner.id.as_str()];
        Earning { world: self.world, incentive: self.incentive, partner, histories }
    }

    /// What a partner is paid in each quarter, in quarter order.
    fn over(&self, partner: &'a PartnerRow, quarters: &[Days]) -> Vec<Exact> {
        let mut paid_in_year: BTreeMap<NaiveDate, Exact> = BTreeMap::new();
        let mut paid = Vec::new();
        for quarter in quarters {
            let year = self.year_of(*quarter).from;
            let before = paid_in_year.entry(year).or_insert_with(exact::zero);
            let earned = self.earned(partner, *quarter);
            let limited = self.limited(earned, before);
            let amount = self.rounded(&limited);
            *before += &amount;
            paid.push(amount);
        }
        paid
    }

    /// Whether a quarter settles the incentive for a partner.
    fn settles(&self, partner: &PartnerRow, quarter: Days) -> bool {
        let ends_year = self.year_of(quarter).until == quarter.until;
        self.incentive.state != State::Off
            && world::partner_passes(&self.incentive.who, partner)
            && (self.incentive.period != Accumulation::Year || ends_year)
    }

    fn year_of(&self, quarter: Days) -> Days {
        days::period_of(&self.world.program.calendar, quarter.from, Period::Year)
    }

    /// What a partner earns in a quarter before limits on the partner.
    fn earned(&self, partner: &'a PartnerRow, quarter: Days) -> Exact {
        if !self.settles(partner, quarter) {
            return exact::zero();
        }
        match self.incentive.period {
            Accumulation::Deal => self.by_deal(partner, quarter),
            Accumulation::Quarter => self.earning(partner).in_period(quarter),
            Accumulation::Year => self.earning(partner).in_period(self.year_of(quarter)),
            other => panic!("{other:?} is not drawn yet"),
        }
    }

    /// The deals that closed in the quarter, each by itself.
    fn by_deal(&self, partner: &'a PartnerRow, quarter: Days) -> Exact {
        let mut total = exact::zero();
        for deal in &self.world.rows.deals {
            let won = self.world.sold.iter().find(|sold| sold.deal.id == deal.id);
            let Some(closed) = won.map(|sold| sold.closed) else { continue };
            let earning = self.earning(partner);
            if !quarter.has(closed) || !earning.runs_on(closed) {
                continue;
            }
            total += match &self.incentive.shares {
                Some(shares) => pool::part_of(self, shares, &deal.id, partner, quarter),
                None if earning.gate_open(quarter) => self.of_deal(&earning, &deal.id, quarter),
                None => exact::zero(),
            };
        }
        total
    }

    /// What one deal comes to for whoever earns it, limited per deal.
    pub fn of_deal(&self, earning: &Earning<'_>, deal: &str, quarter: Days) -> Exact {
        let won = self.world.sold.iter().find(|sold| sold.deal.id == deal);
        let closed = won.map_or(quarter.until, |sold| sold.closed);
        let column = earning.column_of_deal(closed, quarter);
        let Some(column) = column else { return exact::zero() };
        let value = earning.value_of_deal(deal, quarter.until);
        let amount = earning.scheduled(&value, Value::Is(value.clone()), column);
        match self.limit(LimitPer::Deal) {
            Some(limit) => {
                self.note_limit(LimitPer::Deal, &amount, &limit);
                exact::least(amount, limit)
            }
            None => amount,
        }
    }

    /// An amount after the limits on a partner: per period, then per year.
    fn limited(&self, mut amount: Exact, paid_in_year: &Exact) -> Exact {
        if let Some(limit) = self.limit(LimitPer::PartnerPeriod) {
            self.note_limit(LimitPer::PartnerPeriod, &amount, &limit);
            amount = exact::least(amount, limit);
        }
        if let Some(limit) = self.limit(LimitPer::PartnerYear) {
            let left = exact::not_below_zero(limit - paid_in_year);
            self.note_limit(LimitPer::PartnerYear, &amount, &left);
            amount = exact::least(amount, left);
        }
        amount
    }

    fn limit(&self, per: LimitPer) -> Option<Exact> {
        let found = self.incentive.limits.iter().find(|limit| limit.per == per);
        found.map(|limit| exact::quantity(limit.at_most))
    }

    fn note_limit(&self, per: LimitPer, amount: &Exact, limit: &Exact) {
        if amount > limit {
            self.world.saw(match per {
                LimitPer::Value => unreachable!("no cap on the value is drawn"),
                LimitPer::Deal => "limit per deal bit",
                LimitPer::PartnerPeriod => "limit per partner and period bit",
                LimitPer::PartnerYear => "limit per partner and year bit",
                LimitPer::Total => "total limit bit",
            });
        }
    }

    /// An amount in whole minor units.
    pub fn rounded(&self, amount: &Exact) -> Exact {
        let minor = exact::minor_unit(self.world.program.currency);
        if exact::is_midpoint(amount, &minor) {
            self.world.saw("rounded from exactly between two minor units");
        }
        exact::rounded(amount, &minor, self.world.program.rounding)
    }
}
