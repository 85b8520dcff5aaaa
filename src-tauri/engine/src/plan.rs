//! The plan: a checked program compiled against facts.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use tierwright_program::{
    Checked, Incentive, Month, Program, Sales, Span, State, Weight,
    filter::Filter,
    incentive::{Accumulation, Dates, Paid, Part, Qualifier},
    measure::Basis,
};

use crate::{
    Facts, Failure, Replay,
    cube::{Cube, CubeKey, SalesRows, Summed, partners_that_pass},
    exchange::Converted,
    levels::{Ladder, Levels},
    line::IncentivePlan,
    measured::{MeasurePlan, RequirementPlan},
    schedule::SchedulePlan,
};

/// A checked program compiled against facts for a replay window: the only thing that calculates.
#[derive(Debug)]
pub struct Plan {
    program: Program,
    facts: Arc<Facts>,
    replay: Replay,
    pub(crate) converted: Arc<Converted>,
    cubes: HashMap<CubeKey, Arc<Cube>>,
    pub(crate) ladders: Vec<Ladder>,
    pub(crate) incentives: Vec<IncentivePlan>,
    pub(crate) revenue: Arc<Cube>,
    /// By incentive: the shares of its pools by quarter and partner, in minor units, once made.
    pub(crate) pooled: Vec<OnceLock<Arc<Vec<i64>>>>,
}

impl Plan {
    /// Compiles a program against facts. `earlier` lends its sums where they are of the same facts
    /// and still the same, so that a changed rate or threshold costs no scan.
    ///
    /// # Errors
    /// An exchange rate that is missing, or a sum that does not fit.
    pub fn compile(
        checked: &Checked,
        facts: Arc<Facts>,
        replay: &Replay,
        earlier: Option<&Self>,
    ) -> Result<Arc<Self>, Failure> {
        let program = checked.program().clone();
        let earlier = earlier.filter(|plan| Arc::ptr_eq(&plan.facts, &facts));
        let converted = match earlier.filter(|plan| plan.converted.fits(&program)) {
            Some(plan) => Arc::clone(&plan.converted),
            None => Arc::new(Converted::new(&facts, &program)?),
        };
        let mut cubes = Cubes {
            months: months_of(&facts),
            earlier: earlier.filter(|plan| Arc::ptr_eq(&plan.converted, &converted)),
            facts: &facts,
            converted: &converted,
            program: &program,
            made: HashMap::new(),
        };
        let revenue = cubes.cube(revenue_key())?;
        revenue.all_fit().ok_or_else(|| Failure::overflow("The revenue of all partners"))?;
        let tracks = program.tracks.iter();
        let mut ladders =
            tracks.map(|track| cubes.ladder(track)).collect::<Result<Vec<_>, Failure>>()?;
        let incentives = program.incentives.iter().map(|incentive| cubes.incentive(incentive));
        let incentives = incentives.collect::<Result<Vec<_>, Failure>>()?;
        let cubes = cubes.made;
        for ladder in &mut ladders {
            ladder.levels = Levels::new(ladder, &facts, &program, replay);
        }
        let lend = |of| earlier.map_or_else(OnceLock::new, |plan| plan.lend(of, &program, replay));
        let pooled = program.incentives.iter().map(lend).collect();
        let replay = replay.clone();
        let plan =
            Self { program, facts, replay, converted, cubes, ladders, incentives, revenue, pooled };
        Ok(Arc::new(plan))
    }

    /// The shares this plan has made of an incentive's pools, where another program over the same
    /// facts has the very same incentive and all that its pools depend on.
    fn lend(
        &self,
        incentive: &Incentive,
        program: &Program,
        replay: &Replay,
    ) -> OnceLock<Arc<Vec<i64>>> {
        let same = self.converted.fits(program) && self.replay == *replay;
        let at = self.program.incentives.iter().position(|own| same && own == incentive);
        at.map_or_else(OnceLock::new, |at| self.pooled[at].clone())
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The facts.
    #[must_use]
    pub fn facts(&self) -> &Arc<Facts> {
        &self.facts
    }

    /// The replay window.
    #[must_use]
    pub fn replay(&self) -> &Replay {
        &self.replay
    }

    /// Where a cell stands: by incentive, then quarter, then partner.
    pub(crate) fn cell_index(&self, partner: usize, quarter: usize, incentive: usize) -> usize {
        let quarters = self.replay.quarters().len();
        (incentive * quarters + quarter) * self.facts.partners.len() + partner
    }

    /// The rows behind a cube.
    pub(crate) fn sales_rows<'a>(&'a self, key: &'a CubeKey) -> SalesRows<'a> {
        SalesRows::new(&self.facts, &self.converted, &self.program, key)
    }
}

/// The revenue that is shown beside payouts: net, by declared share, so that it adds up.
pub(crate) fn revenue_key() -> CubeKey {
    let sales = Sales {
        of: Filter::default(),
        roles: Vec::new(),
        weight: Weight::DeclaredShare,
        basis: Basis::Net,
    };
    CubeKey { summed: Summed::Revenue, sales, dates: Dates::default() }
}

/// The months that facts lie in.
fn months_of(facts: &Facts) -> Span {
    let won = (0..facts.deals.len()).filter_map(|deal| facts.deals.won_on(deal));
    let months = won.chain(facts.adjustments.dates.iter().copied()).map(Month::of);
    let (first, last) = months
        .fold((i32::MAX, i32::MIN), |(first, last), month| (first.min(month.0), last.max(month.0)));
    if first > last {
        return Span { first: Month(0), last: Month(0) };
    }
    Span { first: Month(first), last: Month(last) }
}

/// Makes each cube once, or takes it from an earlier plan.
pub(crate) struct Cubes<'a> {
    months: Span,
    earlier: Option<&'a Plan>,
    facts: &'a Facts,
    converted: &'a Converted,
    program: &'a Program,
    made: HashMap<CubeKey, Arc<Cube>>,
}

impl Cubes<'_> {
    /// The cube of a key.
    pub fn cube(&mut self, key: CubeKey) -> Result<Arc<Cube>, Failure> {
        if let Some(cube) = self.made.get(&key) {
            return Ok(Arc::clone(cube));
        }
        let cube = match self.earlier.and_then(|plan| plan.cubes.get(&key)) {
            Some(cube) => Arc::clone(cube),
            None => {
                let rows = SalesRows::new(self.facts, self.converted, self.program, &key);
                Arc::new(Cube::new(&rows, self.months)?)
            }
        };
        self.made.insert(key, Arc::clone(&cube));
        Ok(cube)
    }

    fn ladder(&mut self, track: &tierwright_program::Track) -> Result<Ladder, Failure> {
        let requirements = track.levels.iter().map(|level| {
            let requirement = level.requirement.as_ref();
            requirement.map(|tree| RequirementPlan::new(tree, &level.name, self)).transpose()
        });
        Ok(Ladder {
            requirements: requirements.collect::<Result<_, Failure>>()?,
            on_track: partners_that_pass(self.facts, &track.who),
            track: track.clone(),
            levels: Levels::default(),
        })
    }

    fn incentive(&mut self, incentive: &Incentive) -> Result<IncentivePlan, Failure> {
        let key = paid_on_key(incentive);
        // A pool is made from whole deals, so it needs no sums by partner.
        let by_deal = incentive.period == Accumulation::Deal;
        let cube = match incentive.state == State::Off || by_deal {
            true => None,
            false => Some(self.cube(key.clone())?),
        };
        let baseline = match incentive.earns_on.part {
            Part::Whole => None,
            Part::IncrementOver(_) => {
                let key = CubeKey { dates: Dates::default(), ..key.clone() };
                Some((key.clone(), self.cube(key)?))
            }
        };
        let gate = incentive.gate.as_ref();
        let qualifier = match &incentive.qualifier {
            Qualifier::Measure(qualifier) => {
                Some((MeasurePlan::new(&qualifier.measure, self)?, qualifier.window))
            }
            Qualifier::PaidOn | Qualifier::GrowthRatio => None,
        };
        Ok(IncentivePlan {
            eligible: partners_that_pass(self.facts, &incentive.who),
            gate: gate.map(|tree| RequirementPlan::new(tree, "gate", self)).transpose()?,
            key,
            cube,
            baseline,
            qualifier,
            schedule: SchedulePlan::new(incentive, self.program),
        })
    }
}

/// What an incentive is paid on, as the key of its sums.
fn paid_on_key(incentive: &Incentive) -> CubeKey {
    let Paid::Revenue = incentive.earns_on.measure;
    let sales = Sales {
        of: incentive.what.clone(),
        roles: incentive.roles.clone(),
        weight: incentive.earns_on.weight,
        basis: incentive.earns_on.basis,
    };
    CubeKey { summed: Summed::Revenue, sales, dates: incentive.dates }
}
