//! What programs are paid on: the history, the history grown to a plan, or a year drawn from it.

use std::collections::{BTreeMap, BTreeSet};

use tierwright_engine::{
    Facts,
    rows::{FactRows, Stage},
};
use tierwright_program::{
    Currency, Rate, Span,
    rate::RATE_ONE,
    words::{count, list},
};
use tierwright_store::{Document, GroundRow};
use tierwright_study::{
    BudgetRate, Growth, MOST_NEW_PARTNERS, NewPartners, Part, PartField, Pipeline, Plan,
    drawn_year, grown,
};

use crate::{
    change::own_program,
    context::Context,
    describe::{describe, whole},
    opened::{Opened, Written},
    wire::{self, Basis, ChangeGround, Failure, FailureKind, PlanPart, PlanView},
};

/// The seed of the drawn year until another one is chosen.
const SEED: u32 = 7;

const HISTORY: &str = "Replay history: the deals as they happened.";
const PLAN: &str = "Grow to plan: the deals of the replay with their amounts grown by the first line \
     of the plan that holds for each, and partners added who each bring the deals of the one of their \
     type with the median number of deals, scaled by their ramp. Open deals that the plan takes in are won \
     on the last day of their quarter, each with the part of its amounts that is its chance; where deals or \
     customers are counted, each counts whole. Deals of the replay in a currency with a budget rate are taken \
     at it. Days stay as they are; earlier deals are not grown.";
const YEAR: &str = "Simulate a year: each deal of the replay happens no, one or more times, once on \
     average, as drawn from the seed. Partners stay. One draw is one year that could have been, not a \
     forecast; the risk study draws many.";

/// What programs are paid on, and the plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Ground {
    pub basis: Basis,
    pub seed: u32,
    pub plan: Plan,
}

impl Default for Ground {
    fn default() -> Self {
        Self { basis: Basis::History, seed: SEED, plan: Plan::default() }
    }
}

impl Ground {
    /// Reads it from a document.
    pub(crate) fn read(document: &Document) -> Result<Self, Failure> {
        let Some(GroundRow { basis, seed, plan }) = document.ground()? else {
            return Ok(Self::default());
        };
        let basis = match basis.as_str() {
            "plan" => Basis::Plan,
            "year" => Basis::Year,
            _ => Basis::History,
        };
        let plan = serde_json::from_str(&plan).map_err(|error| {
            Failure::new(
                FailureKind::File,
                "plan_not_readable",
                format!("The plan in the document cannot be read: {error}."),
                "Another program has changed the document; mend the plan's text there.",
            )
        })?;
        Ok(Self { basis, seed: u32::try_from(seed).unwrap_or(SEED), plan })
    }

    /// As the document keeps it.
    pub(crate) fn row(&self) -> Result<GroundRow, Failure> {
        let basis = match self.basis {
            Basis::History => "history",
            Basis::Plan => "plan",
            Basis::Year => "year",
        };
        let plan = serde_json::to_string(&self.plan).map_err(|_| Failure::internal())?;
        Ok(GroundRow { basis: basis.to_owned(), seed: self.seed.into(), plan })
    }

    /// The rows that it makes of those of the history.
    pub(crate) fn rows(&self, history: FactRows, quarters: &[Span]) -> FactRows {
        match self.basis {
            Basis::History => history,
            Basis::Plan => grown(&history, &self.plan, quarters),
            Basis::Year => drawn_year(&history, self.seed.into(), quarters),
        }
    }

    /// What figures rest on, as a sentence.
    pub(crate) const fn sentence(&self) -> &'static str {
        match self.basis {
            Basis::History => HISTORY,
            Basis::Plan => PLAN,
            Basis::Year => YEAR,
        }
    }

    /// What captions say of it, after the data: ` grown to plan`; nothing for the history.
    pub(crate) fn caption(&self) -> String {
        match self.basis {
            Basis::History => String::new(),
            Basis::Plan => " grown to plan".to_owned(),
            Basis::Year => format!(" drawn again (seed {})", self.seed),
        }
    }
}

/// Answers the plan, and what a plan can speak of.
pub(crate) fn plan(context: &mut Context) -> Result<PlanView, Failure> {
    let (opened, _) = context.opened()?;
    let Ground { basis, seed, plan } = &opened.ground;
    let calendar = &opened.base.calendar;
    Ok(PlanView {
        basis: *basis,
        seed: *seed,
        growth: plan.growth.iter().map(growth_on_wire).collect(),
        new_partners: plan.new_partners.iter().map(new_on_wire).collect(),
        pipeline: plan.pipeline.iter().map(pipeline_on_wire).collect(),
        budget_rates: plan.budget_rates.iter().map(budget_rate_on_wire).collect(),
        parts: parts(&opened.facts, |deal| {
            let won = opened.facts.deals.won_on(deal);
            won.is_some_and(|day| opened.quarters().iter().any(|span| span.contains(day)))
        }),
        open_parts: parts(&opened.facts, |deal| is_open(&opened.facts, deal)),
        open_deals: whole(
            (0..opened.facts.deals.len()).filter(|at| is_open(&opened.facts, *at)).count(),
        ),
        currencies: currencies(opened),
        currency: opened.base.currency.to_string(),
        types: types(&opened.facts),
        quarters: opened.quarters().iter().map(|span| calendar.label(*span)).collect(),
        methods: [HISTORY, PLAN, YEAR].map(str::to_owned),
    })
}

/// Changes the plan or what programs are paid on.
pub(crate) fn change(
    context: &mut Context,
    request: ChangeGround,
) -> Result<wire::Document, Failure> {
    let (opened, effort) = context.opened()?;
    own_program(opened)?;
    let before = &opened.ground;
    let mut to = before.clone();
    to.basis = request.basis.unwrap_or(before.basis);
    to.seed = request.seed.unwrap_or(before.seed);
    if let Some(growth) = request.growth {
        to.plan.growth = growth.iter().map(growth_of_wire).collect::<Result<_, _>>()?;
    }
    if let Some(new) = request.new_partners {
        to.plan.new_partners = new.iter().map(new_of_wire).collect::<Result<_, _>>()?;
    }
    if let Some(pipeline) = request.pipeline {
        to.plan.pipeline = pipeline.iter().map(pipeline_of_wire).collect::<Result<_, _>>()?;
    }
    if let Some(rates) = request.budget_rates {
        let into = opened.base.currency;
        let read = rates.iter().map(|rate| budget_rate_of_wire(rate, into));
        to.plan.budget_rates = read.collect::<Result<_, _>>()?;
    }
    let joining: u64 = to.plan.new_partners.iter().map(|new| u64::from(new.count)).sum();
    if joining > u64::from(MOST_NEW_PARTNERS) {
        return Err(wrong(
            format!("The plan adds {joining} partners."),
            "A plan adds 1,000 partners at most.",
        ));
    }
    if to != *before {
        let label = label(before, &to);
        opened.write(Written::Ground(to), &label, effort)?;
    }
    describe(opened)
}

fn label(before: &Ground, to: &Ground) -> String {
    match (before.plan == to.plan, to.basis) {
        (false, _) => planned(&to.plan),
        (true, Basis::History) => "History replayed".to_owned(),
        (true, Basis::Plan) => "History grown to plan".to_owned(),
        (true, Basis::Year) => format!("A year drawn with seed {}", to.seed),
    }
}

/// What a plan holds: `Plan set to 2 lines of growth and 3 new partners`.
fn planned(plan: &Plan) -> String {
    let joining: u64 = plan.new_partners.iter().map(|new| u64::from(new.count)).sum();
    let lines = |many: usize, of: &str| match many {
        0 => None,
        1 => Some(format!("1 line of {of}")),
        many => Some(format!("{many} lines of {of}")),
    };
    let counted = |many: u64, of: &str| (many > 0).then(|| count(many, of));
    let held = [
        lines(plan.growth.len(), "growth"),
        counted(joining, "new partner"),
        lines(plan.pipeline.len(), "pipeline"),
        counted(plan.budget_rates.len() as u64, "budget rate"),
    ];
    let held: Vec<String> = held.into_iter().flatten().collect();
    if held.is_empty() {
        return "Plan emptied".to_owned();
    }
    format!("Plan set to {}", list(&held, "and"))
}

/// The parts of some deals, the largest first within each field.
fn parts(facts: &Facts, of: impl Fn(usize) -> bool) -> Vec<PlanPart> {
    let mut counts: BTreeMap<(PartField, &str), u32> = BTreeMap::new();
    for deal in (0..facts.deals.len()).filter(|deal| of(*deal)) {
        for field in PartField::ALL {
            let value = match field {
                PartField::Region => facts.deals.regions[deal].as_ref(),
                PartField::Segment => facts.deals.segments[deal].as_ref(),
                PartField::DealType => facts.deals.kinds[deal].as_ref(),
            };
            *counts.entry((field, value)).or_default() += 1;
        }
    }
    let mut parts: Vec<_> = counts.into_iter().filter(|((_, is), _)| !is.is_empty()).collect();
    parts.sort_by_key(|((field, is), deals)| (*field, std::cmp::Reverse(*deals), *is));
    parts
        .into_iter()
        .map(|((field, is), deals)| PlanPart {
            field: field_name(field).to_owned(),
            is: is.to_owned(),
            deals,
        })
        .collect()
}

fn is_open(facts: &Facts, deal: usize) -> bool {
    facts.deals.stages[deal] == Stage::Open
}

/// The currencies of deals other than the program's.
fn currencies(opened: &Opened) -> Vec<String> {
    let own = opened.facts.deals.currencies.iter().filter(|one| **one != opened.base.currency);
    let all: BTreeSet<Currency> = own.copied().collect();
    all.iter().map(ToString::to_string).collect()
}

fn types(facts: &Facts) -> Vec<String> {
    let mut types: Vec<String> = facts.partners.kinds.to_vec();
    types.sort_unstable();
    types.dedup();
    types.retain(|kind| !kind.is_empty());
    types
}

const fn field_name(field: PartField) -> &'static str {
    match field {
        PartField::Region => "region",
        PartField::Segment => "segment",
        PartField::DealType => "deal_type",
    }
}

fn growth_on_wire(of: &Growth) -> wire::Growth {
    let (field, is) = part_on_wire(of.of.as_ref());
    wire::Growth { field, is, quarter: of.quarter.unwrap_or(0), by: of.by.to_string() }
}

fn part_on_wire(of: Option<&Part>) -> (String, String) {
    of.map(|part| (field_name(part.field).to_owned(), part.is.clone())).unwrap_or_default()
}

fn part_of_wire(field: &str, is: &str) -> Result<Option<Part>, Failure> {
    let found = PartField::ALL.into_iter().find(|one| field_name(*one) == field);
    if found.is_none() && !field.is_empty() {
        return Err(wrong(
            format!("A plan cannot speak of the {field} of deals."),
            "Name region, segment or deal_type, or nothing for all deals.",
        ));
    }
    Ok(found.map(|field| Part { field, is: is.to_owned() }))
}

fn pipeline_on_wire(of: &Pipeline) -> wire::Pipeline {
    let (field, is) = part_on_wire(of.of.as_ref());
    let (quarter, chance) = (of.quarter.unwrap_or(0), of.chance.to_string());
    wire::Pipeline { field, is, quarter, chance }
}

fn pipeline_of_wire(of: &wire::Pipeline) -> Result<Pipeline, Failure> {
    let chance = rate(&of.chance)?;
    if !(0..=RATE_ONE).contains(&chance.units()) {
        return Err(wrong(
            format!("A chance of {} is none.", of.chance),
            "A chance lies between 0 and 1: 0.4 is 40%.",
        ));
    }
    let quarter = (of.quarter > 0).then_some(of.quarter);
    Ok(Pipeline { of: part_of_wire(&of.field, &of.is)?, quarter, chance })
}

fn budget_rate_on_wire(of: &BudgetRate) -> wire::BudgetRate {
    wire::BudgetRate { currency: of.currency.to_string(), rate: of.rate.to_string() }
}

fn budget_rate_of_wire(of: &wire::BudgetRate, into: Currency) -> Result<BudgetRate, Failure> {
    let currency: Currency = of.currency.parse().map_err(|_| {
        wrong(format!("\"{}\" is no currency.", of.currency), "Write its code, such as EUR.")
    })?;
    let rate = rate(&of.rate)?;
    if rate.units() <= 0 || currency == into {
        return Err(wrong(
            format!("{currency} cannot be worth {} {into}.", of.rate),
            "A budget rate is above zero, and for another currency than the program's.",
        ));
    }
    Ok(BudgetRate { currency, into, rate })
}

fn new_on_wire(of: &NewPartners) -> wire::NewPartners {
    wire::NewPartners {
        count: of.count,
        like: of.like.clone(),
        ramp: of.ramp.iter().map(ToString::to_string).collect(),
    }
}

fn growth_of_wire(of: &wire::Growth) -> Result<Growth, Failure> {
    let by = rate(&of.by)?;
    if by.units() < -Rate::whole(1).units() || by.units() > Rate::whole(10).units() {
        return Err(wrong(
            format!("Growth of {} is out of reach.", of.by),
            "Growth lies between -1, which leaves nothing, and 10, which is eleven times as much.",
        ));
    }
    Ok(Growth {
        of: part_of_wire(&of.field, &of.is)?,
        quarter: (of.quarter > 0).then_some(of.quarter),
        by,
    })
}

fn new_of_wire(of: &wire::NewPartners) -> Result<NewPartners, Failure> {
    let ramp = of.ramp.iter().map(|part| rate(part)).collect::<Result<Vec<_>, _>>()?;
    if ramp.iter().any(|part| part.units() < 0) {
        return Err(wrong(
            "A new partner cannot bring less than nothing.".to_owned(),
            "Write each part of the ramp as 0 or more, such as 0.25.",
        ));
    }
    Ok(NewPartners { count: of.count, like: of.like.clone(), ramp })
}

fn rate(text: &str) -> Result<Rate, Failure> {
    text.parse().map_err(|_| {
        wrong(format!("\"{text}\" is not a rate."), "Write it as a fraction: 0.12 is 12%.")
    })
}

fn wrong(sentence: String, hint: &str) -> Failure {
    Failure::wrong_use("plan_not_possible", sentence, hint)
}
