//! The plan: a checked program compiled against facts.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, OnceLock},
};

use tierwright_program::{
    Checked, Incentive, Period, Program, Requirement, Sales, State, Weight, Window,
    filter::Filter,
    incentive::{Dates, Paid, Qualifier},
    measure::{Basis, Counts, Scope, ValueBasis},
};

use crate::{
    Facts, Failure, Replay,
    baseline::{BaselinePlan, TargetPlan},
    cells::Cells,
    counted::{Counted, CustomersKey, CustomersPlan},
    cube::{Cube, CubeKey, Grid, SalesRows, Summed, ToFill},
    exchange::Converted,
    floors::Minimums,
    given::Given,
    held::HeldPlan,
    lending::Lent,
    levels::{Ladder, Levels},
    line::{IncentivePlan, PaidCount},
    measured::MeasurePlan,
    parts::PartsPlan,
    passing::{differing, partners_that_pass},
    priced::Figure,
    requirement::RequirementPlan,
    schedule::Versions,
    settlement::{Settlement, Settlements},
    stacking::Ties,
};

/// A checked program compiled against facts for a replay window: the only thing that calculates.
#[derive(Debug)]
pub struct Plan {
    program: Program,
    facts: Arc<Facts>,
    replay: Replay,
    pub(crate) converted: Arc<Converted>,
    grid: Arc<Grid>,
    cubes: HashMap<CubeKey, Arc<Cube>>,
    customers: HashMap<CustomersKey, Arc<CustomersPlan>>,
    pub(crate) ladders: Vec<Ladder>,
    pub(crate) incentives: Vec<IncentivePlan>,
    pub(crate) revenue: Arc<Cube>,
    pub(crate) settlements: Settlements,
    pub(crate) ties: Ties,
    /// By incentive: the shares of its pools by settlement and partner, in minor units, once made.
    pub(crate) pooled: Vec<OnceLock<Arc<Vec<i64>>>>,
    /// The same as an earlier plan made them under another filter of what earns, and that filter.
    pub(crate) pooled_before: Vec<Option<(Filter, Arc<Vec<i64>>)>>,
    /// Lines of the earlier plan that still hold.
    pub(crate) lent: Option<Lent>,
    /// All lines before budgets, once calculated.
    pub(crate) calculated: OnceLock<Cells>,
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
        let as_of = replay.as_of_day();
        let earlier = earlier.filter(|plan| Arc::ptr_eq(&plan.facts, &facts));
        let converted = match earlier.filter(|plan| plan.converted.fits(&program, as_of)) {
            Some(plan) => Arc::clone(&plan.converted),
            None => Arc::new(Converted::new(&facts, &program, as_of)?),
        };
        let given = Given { facts: &facts, converted: &converted, program: &program, as_of };
        let lends = earlier.filter(|plan| {
            Arc::ptr_eq(&plan.converted, &converted)
                && plan.program.role_classes == program.role_classes
        });
        let mut cubes = Cubes::new(given, lends);
        let revenue = cubes.cube(revenue_key())?;
        let tracks = program.tracks.iter();
        let mut ladders =
            tracks.map(|track| cubes.ladder(track)).collect::<Result<Vec<_>, Failure>>()?;
        let incentives = program.incentives.iter().map(|incentive| cubes.incentive(incentive));
        let incentives = incentives.collect::<Result<Vec<_>, Failure>>()?;
        cubes.fill()?;
        // What is lent was looked at before.
        let lent = lends.is_some_and(|plan| Arc::ptr_eq(&plan.revenue, &revenue));
        if !lent {
            revenue.all_fit().ok_or_else(|| Failure::overflow("The revenue of all partners"))?;
        }
        let Cubes { grid, made: cubes, customers, .. } = cubes;
        for ladder in &mut ladders {
            let same = lends.and_then(|plan| plan.lend_levels(ladder, &program, replay));
            ladder.levels = match same {
                Some(levels) => levels,
                None => Arc::new(Levels::new(ladder, given, replay)?),
            };
        }
        let lend = |of| earlier.map_or_else(OnceLock::new, |plan| plan.lend(of, &program, replay));
        let pooled: Vec<_> = program.incentives.iter().map(lend).collect();
        let before = program.incentives.iter().zip(&pooled).map(|(of, made)| {
            let plan = earlier.filter(|_| made.get().is_none() && of.shares.is_some())?;
            plan.lend_alike(of, &program, replay)
        });
        let pooled_before = before.collect();
        let settlements = Settlements::new(&program, replay);
        let (replay, ties) = (replay.clone(), Ties::new(&program));
        let mut plan = Self {
            program,
            facts,
            replay,
            converted,
            grid,
            cubes,
            customers,
            ladders,
            incentives,
            revenue,
            settlements,
            ties,
            pooled,
            pooled_before,
            lent: None,
            calculated: OnceLock::new(),
        };
        plan.lent = earlier.and_then(|earlier| Lent::new(&plan, earlier));
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
        if !self.pools_alike(incentive, program, replay) {
            return OnceLock::new();
        }
        let at = self.program.incentives.iter().position(|own| own == incentive);
        at.map_or_else(OnceLock::new, |at| self.pooled[at].clone())
    }

    /// The same where the incentive has another filter of what earns, with that filter.
    fn lend_alike(
        &self,
        incentive: &Incentive,
        program: &Program,
        replay: &Replay,
    ) -> Option<(Filter, Arc<Vec<i64>>)> {
        let alike =
            |own: &Incentive| Incentive { what: own.what.clone(), ..incentive.clone() } == *own;
        let at = self.program.incentives.iter().position(alike)?;
        let made =
            self.pooled[at].get().filter(|_| self.pools_alike(incentive, program, replay))?;
        Some((self.program.incentives[at].what.clone(), Arc::clone(made)))
    }

    /// Whether a program over the same facts has all that the pools of an incentive depend on,
    /// besides the incentive itself.
    fn pools_alike(&self, incentive: &Incentive, program: &Program, replay: &Replay) -> bool {
        self.converted.fits(program, replay.as_of_day())
            && self.replay == *replay
            && self.program.calendar == program.calendar
            && self.program.payment.every == program.payment.every
            && self.program.role_classes == program.role_classes
            && self.program.attribution == program.attribution
            && (self.program.tracks == program.tracks || !reads_levels(incentive))
    }

    /// The levels of the very same track over the same facts, days and calendar.
    fn lend_levels(
        &self,
        ladder: &Ladder,
        program: &Program,
        replay: &Replay,
    ) -> Option<Arc<Levels>> {
        let same = self.replay == *replay && self.program.calendar == program.calendar;
        let own = self.ladders.iter().find(|own| same && own.track == ladder.track)?;
        Some(Arc::clone(&own.levels))
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

    /// The settlements of an incentive, by date.
    #[must_use]
    pub fn settlements(&self, incentive: usize) -> &[Settlement] {
        self.settlements.of(incentive)
    }

    /// What the calculation is given.
    pub(crate) fn given(&self) -> Given<'_> {
        Given {
            facts: &self.facts,
            converted: &self.converted,
            program: &self.program,
            as_of: self.replay.as_of_day(),
        }
    }

    /// The rows behind a cube.
    pub(crate) fn sales_rows<'a>(&'a self, key: &'a CubeKey) -> SalesRows<'a> {
        self.given().sales_rows(key)
    }
}

/// Whether a level picks what an incentive pays, or whom.
fn reads_levels(incentive: &Incentive) -> bool {
    if incentive.at_level.is_some() {
        return true;
    }
    let columns = incentive.schedules().filter_map(|schedule| schedule.columns.as_ref());
    columns.into_iter().any(|columns| columns.by_level().is_some())
}

/// The revenue that is shown beside payouts: net, by declared share, so that it adds up.
pub(crate) fn revenue_key() -> CubeKey {
    let sales = Sales {
        of: Filter::default(),
        roles: Vec::new(),
        weight: Weight::DeclaredShare,
        basis: Basis::Net,
        value: ValueBasis::default(),
        scope: Scope::Partner,
    };
    CubeKey::measured(Summed::Revenue, sales)
}

/// The shortest periods that a program measures over, as buckets of its cubes: quarters where it has
/// none shorter.
fn finest(program: &Program) -> Period {
    let settled =
        program.incentives.iter().map(|incentive| incentive.settled_every(program.payment.every));
    let lengths: Vec<Period> =
        settled.chain(program.tracks.iter().map(|track| track.review)).collect();
    let any = |asked: Period| lengths.contains(&asked);
    if any(Period::Day) || any(Period::Week) {
        return Period::Day;
    }
    // A half-month ends where a month does, and a month where a quarter does; a week seldom.
    match (any(Period::HalfMonth), any(Period::Month) || counts_months(program)) {
        (true, _) => Period::HalfMonth,
        (false, true) => Period::Month,
        (false, false) => Period::Quarter,
    }
}

/// Whether anything is measured over so many months.
fn counts_months(program: &Program) -> bool {
    let levels = program.tracks.iter().flat_map(|track| &track.levels);
    let asked = levels.filter_map(|level| level.requirement.as_ref());
    let gates = program.incentives.iter().filter_map(|incentive| incentive.gate.as_ref());
    let qualifiers = program.incentives.iter().filter_map(|of| match &of.qualifier {
        Qualifier::Measure(qualifier) => Some(qualifier.window),
        _ => None,
    });
    let mut windows = asked.chain(gates).flat_map(Requirement::windows).chain(qualifiers);
    windows.any(|window| matches!(window, Window::TrailingMonths(_)))
}

/// Makes each cube once, or takes it from an earlier plan.
pub(crate) struct Cubes<'a> {
    grid: Arc<Grid>,
    earlier: Option<&'a Plan>,
    given: Given<'a>,
    made: HashMap<CubeKey, Arc<Cube>>,
    customers: HashMap<CustomersKey, Arc<CustomersPlan>>,
    /// The keys in the order in which they were first asked for.
    order: Vec<CubeKey>,
}

impl<'a> Cubes<'a> {
    fn new(given: Given<'a>, earlier: Option<&'a Plan>) -> Self {
        let grid = Grid::new(given.facts, given.program, finest(given.program));
        let lends = earlier.filter(|plan| *plan.grid == grid);
        Self {
            grid: lends.map_or_else(|| Arc::new(grid), |plan| Arc::clone(&plan.grid)),
            earlier: lends,
            given,
            made: HashMap::new(),
            customers: HashMap::new(),
            order: Vec::new(),
        }
    }

    /// The cube of a key. Where no role is an overlay, what is measured and what is paid on are the
    /// same sums.
    pub fn cube(&mut self, key: CubeKey) -> Result<Arc<Cube>, Failure> {
        let classes = self.given.program.role_classes.as_ref();
        let overlays = classes.is_some_and(|classes| !classes.overlay.is_empty());
        let key = CubeKey { rewards: key.rewards && overlays, ..key };
        if key.sales.value.counts != Counts::Booked {
            self.given.converted.billed.convert(self.given)?;
        }
        if let Some(cube) = self.made.get(&key) {
            return Ok(Arc::clone(cube));
        }
        let cube = match self.earlier.and_then(|plan| plan.cubes.get(&key)) {
            Some(cube) => Arc::clone(cube),
            None => Arc::new(Cube::unfilled(&self.grid)),
        };
        self.order.push(key.clone());
        self.made.insert(key, Arc::clone(&cube));
        Ok(cube)
    }

    /// The customers of a key, each once, or from an earlier plan.
    pub fn customers(&mut self, key: CustomersKey) -> Arc<CustomersPlan> {
        let lent = self.earlier.and_then(|plan| plan.customers.get(&key)).cloned();
        let made = self.customers.entry(key.clone());
        Arc::clone(made.or_insert_with(|| {
            lent.unwrap_or_else(|| Arc::new(CustomersPlan::new(key, &self.grid)))
        }))
    }

    /// Fills every cube that no earlier plan has lent, and marks customers.
    fn fill(&self) -> Result<(), Failure> {
        self.customers.values().for_each(|customers| customers.mark(self.given));
        let made = self.order.iter().filter_map(|key| {
            let cube = self.made.get(key)?.as_ref();
            let like = if cube.is_filled() { None } else { self.like(key) };
            Some(ToFill { key, cube, like })
        });
        Cube::fill(self.given, &self.grid, &made.collect::<Vec<_>>())
    }

    /// The cube of the earlier plan whose filter lets nearly the same pass, and which differs in
    /// nothing else.
    fn like(&self, key: &CubeKey) -> Option<(&'a CubeKey, &'a Cube)> {
        let all = self.earlier?.cubes.iter().filter(|(other, _)| key.is_like(other));
        let near = all.filter_map(|(other, cube)| {
            let distance = differing(self.given, &key.sales.of, &other.sales.of)?;
            Some((distance, (other, cube.as_ref())))
        });
        near.min_by_key(|(distance, _)| *distance).map(|(_, like)| like)
    }

    fn ladder(&mut self, track: &tierwright_program::Track) -> Result<Ladder, Failure> {
        let (mut windows, mut compares, mut shared) = (HashSet::new(), false, false);
        let mut requirements = Vec::with_capacity(track.levels.len());
        for level in &track.levels {
            let asked = level.requirement.as_ref();
            windows.extend(asked.map(Requirement::windows).unwrap_or_default());
            compares |= asked.is_some_and(Requirement::compares);
            shared |= asked.is_some_and(Requirement::is_shared);
            let plan = asked.map(|tree| RequirementPlan::new(tree, &level.name, self));
            requirements.push(plan.transpose()?);
        }
        Ok(Ladder {
            requirements,
            windows: windows.into_iter().collect(),
            compares,
            shared,
            on_track: partners_that_pass(self.given.facts, &track.who),
            minimums: Minimums::new(self.given.facts, track),
            track: track.clone(),
            levels: Arc::default(),
        })
    }

    /// The facts.
    pub fn facts(&self) -> &Facts {
        self.given.facts
    }

    /// What the calculation is given.
    pub fn given(&self) -> Given<'_> {
        self.given
    }

    /// How V falls into columns, by version of the schedule.
    fn parts(
        &mut self,
        incentive: &Incentive,
        versions: &Versions,
        key: &CubeKey,
    ) -> Result<Vec<PartsPlan>, Failure> {
        let mut later: Vec<_> = incentive.later_schedules.iter().collect();
        later.sort_by_key(|later| later.from);
        let later = later.into_iter().map(|later| &later.schedule);
        let schedules = std::iter::once(&incentive.schedule).chain(later).enumerate();
        schedules
            .map(|(at, schedule)| PartsPlan::new(schedule, versions.get(at), incentive, key, self))
            .collect()
    }

    fn incentive(&mut self, incentive: &Incentive) -> Result<IncentivePlan, Failure> {
        let key = paid_on_key(incentive);
        // A pool is made from whole deals, so it needs no sums by partner.
        let by_deal = incentive.period.length().is_none();
        let counted = paid_count(incentive, &key, self);
        let cube = match incentive.state == State::Off || by_deal || counted.is_some() {
            true => None,
            false => Some(self.cube(key.clone())?),
        };
        let baseline = incentive.earns_on.part.baseline();
        let baseline = baseline.map(|of| BaselinePlan::new(of, self.given));
        let target = incentive.target.as_ref().map(|of| TargetPlan::new(of, self.given));
        let grows = target.as_ref().is_some_and(TargetPlan::grows);
        let earlier = if counted.is_none() && (baseline.is_some() || grows) {
            let key = CubeKey { dates: Dates::default(), ..key.clone() };
            Some((key.clone(), self.cube(key)?))
        } else {
            None
        };
        let gate = incentive.gate.as_ref();
        let qualifier = match &incentive.qualifier {
            Qualifier::Measure(qualifier) => {
                Some((MeasurePlan::new(&qualifier.measure, self)?, qualifier.window))
            }
            Qualifier::PaidOn
            | Qualifier::GrowthRatio
            | Qualifier::GrowthAmount
            | Qualifier::Attainment
            | Qualifier::Tier => None,
        };
        let schedules = Versions::new(incentive, self.given.program);
        let parts = self.parts(incentive, &schedules, &key)?;
        Ok(IncentivePlan {
            eligible: partners_that_pass(self.given.facts, &incentive.who),
            held: incentive.at_level.as_ref().and_then(|of| {
                HeldPlan::new(of, self.given.program, of.asks_each_deal(incentive.period))
            }),
            gate: gate.map(|tree| RequirementPlan::new(tree, "gate", self)).transpose()?,
            key,
            cube,
            counted,
            baseline,
            target,
            earlier,
            qualifier,
            schedules,
            parts,
        })
    }
}

/// What an incentive is paid on, as the key of its sums. Where it is paid on nothing, these are the
/// deals that pay.
fn paid_on_key(incentive: &Incentive) -> CubeKey {
    let summed = match &incentive.earns_on.measure {
        Paid::Revenue => Summed::revenue(incentive.earns_on.value),
        Paid::Nothing => Summed::Revenue,
        Paid::ListRevenue => Summed::Figure(Figure::List),
        Paid::Cost => Summed::Figure(Figure::Cost),
        Paid::Margin => Summed::Margin,
        Paid::Recurring => Summed::Figure(Figure::Recurring),
        Paid::Units => Summed::Units,
        Paid::Points(_) => Summed::Points,
        // What is counted of them, these are the deals behind it.
        Paid::Deals | Paid::Customers | Paid::NewCustomers(_) | Paid::Activities(_) => {
            Summed::Deals
        }
    };
    let sales = Sales {
        of: incentive.what.clone(),
        roles: incentive.roles.clone(),
        weight: incentive.earns_on.weight,
        basis: incentive.earns_on.basis,
        value: incentive.earns_on.value,
        scope: Scope::Partner,
    };
    CubeKey {
        absent: incentive.earns_on.absent,
        points: match &incentive.earns_on.measure {
            Paid::Points(rule) => Some(rule.clone()),
            _ => None,
        },
        dates: incentive.dates,
        rewards: true,
        credits: incentive.credits,
        conditions: incentive.conditions.clone(),
        marketplace: incentive.marketplace.clone(),
        ..CubeKey::measured(summed, sales)
    }
}

/// What an incentive is paid on where it is no sum of sales. The dates it covers bind the deals that
/// make customers, and not what a partner did.
fn paid_count(incentive: &Incentive, key: &CubeKey, cubes: &mut Cubes<'_>) -> Option<PaidCount> {
    let earlier = CubeKey { dates: Dates::default(), ..key.clone() };
    let mut customers = |key: &CubeKey, new_when| {
        Counted::Customers(cubes.customers(CustomersKey { deals: key.clone(), new_when }))
    };
    let mut both = |new_when| (customers(key, new_when), customers(&earlier, new_when));
    let (value, baseline) = match &incentive.earns_on.measure {
        Paid::Customers => both(None),
        Paid::NewCustomers(new) => both(Some(*new)),
        Paid::Activities(of) => (Counted::Activities(of.clone()), Counted::Activities(of.clone())),
        _ => return None,
    };
    Some(PaidCount { words: incentive.earns_on.measure.words(), value, baseline })
}
