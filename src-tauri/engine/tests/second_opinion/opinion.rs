//! The second opinion: what every partner is paid for every quarter, and the levels.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use tierwright_engine::rows::{FactRows, PartnerRow};
use tierwright_program::{
    Filter, Measure, Program, Sales, Weight,
    measure::{Basis, Scope, ValueBasis},
};

use crate::{
    days::Days,
    exact::{self, Exact},
    ladder::{self, History},
    measured::{self, Value},
    run::{self, Settled},
    world::World,
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
    let settled = run::run(&world, &histories, Days { from: first, until: last });
    opinion.note_paid(&world, settled);
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
            value: ValueBasis::default(),
            scope: Scope::Partner,
        });
        for partner in &world.rows.partners {
            for (quarter, days) in self.quarters.iter().enumerate() {
                let value = measured::measured(world, &measure, &partner.id, *days);
                let Value::Is(value) = value else { panic!("revenue is an amount") };
                self.revenue.insert((partner.id.clone(), quarter), value);
            }
        }
    }

    /// Adds up settlements by the quarter that their last day lies in.
    fn note_paid(&mut self, world: &World<'_>, settled: Vec<Settled<'_>>) {
        for partner in &world.rows.partners {
            for quarter in 0..self.quarters.len() {
                for incentive in 0..world.program.incentives.len() {
                    self.paid.insert((partner.id.clone(), quarter, incentive), exact::zero());
                }
            }
        }
        for one in settled {
            let quarter = self.quarters.iter().position(|days| days.has(one.period.until));
            let key = (one.partner.to_owned(), quarter.expect("in the window"), one.incentive);
            *self.paid.get_mut(&key).expect("every key is there") += one.due;
            self.settled.insert(key);
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
