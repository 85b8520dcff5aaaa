//! What programs are paid on: the history, the history grown to a plan, or a year drawn from it.

use std::collections::BTreeMap;

use tierwright_engine::{Facts, rows::FactRows};
use tierwright_program::{Rate, Span, words::count};
use tierwright_store::{Document, GroundRow};
use tierwright_study::{
    Growth, MOST_NEW_PARTNERS, NewPartners, Part, PartField, Plan, drawn_year, grown,
};

use crate::{
    change::own_program,
    context::Context,
    describe::describe,
    opened::{Opened, Written},
    wire::{self, Basis, ChangeGround, Failure, FailureKind, PlanPart, PlanView},
};

/// The seed of the drawn year until another one is chosen.
const SEED: u32 = 7;

const HISTORY: &str = "Replay history: the deals as they happened.";
const PLAN: &str = "Grow to plan: the deals of the replay with their amounts grown by the first line \
     of the plan that holds for each, and partners added who each bring the deals of the one of their \
     type with the median number of deals, scaled by their ramp. Days stay as they are; earlier deals \
     are not grown.";
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
        parts: parts(opened),
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
    let growth = match plan.growth.len() {
        0 => None,
        1 => Some("1 line of growth".to_owned()),
        many => Some(format!("{many} lines of growth")),
    };
    let new = (joining > 0).then(|| count(joining, "new partner"));
    let held: Vec<String> = growth.into_iter().chain(new).collect();
    if held.is_empty() {
        return "Plan emptied".to_owned();
    }
    format!("Plan set to {}", held.join(" and "))
}

/// The parts of the deals that won in the replay, the largest first within each field.
fn parts(opened: &Opened) -> Vec<PlanPart> {
    let (facts, quarters) = (&opened.facts, opened.quarters());
    let mut counts: BTreeMap<(PartField, &str), u32> = BTreeMap::new();
    for deal in 0..facts.deals.len() {
        let won = facts.deals.won_on(deal);
        if !won.is_some_and(|day| quarters.iter().any(|span| span.contains(day))) {
            continue;
        }
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
    wire::Growth {
        field: of.of.as_ref().map(|part| field_name(part.field).to_owned()).unwrap_or_default(),
        is: of.of.as_ref().map(|part| part.is.clone()).unwrap_or_default(),
        quarter: of.quarter.unwrap_or(0),
        by: of.by.to_string(),
    }
}

fn new_on_wire(of: &NewPartners) -> wire::NewPartners {
    wire::NewPartners {
        count: of.count,
        like: of.like.clone(),
        ramp: of.ramp.iter().map(ToString::to_string).collect(),
    }
}

fn growth_of_wire(of: &wire::Growth) -> Result<Growth, Failure> {
    let field = PartField::ALL.into_iter().find(|field| field_name(*field) == of.field);
    if field.is_none() && !of.field.is_empty() {
        return Err(wrong(
            format!("A plan cannot speak of the {} of deals.", of.field),
            "Name region, segment or deal_type, or nothing for all deals.",
        ));
    }
    let by = rate(&of.by)?;
    if by.units() < -Rate::whole(1).units() || by.units() > Rate::whole(10).units() {
        return Err(wrong(
            format!("Growth of {} is out of reach.", of.by),
            "Growth lies between -1, which leaves nothing, and 10, which is eleven times as much.",
        ));
    }
    Ok(Growth {
        of: field.map(|field| Part { field, is: of.is.clone() }),
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
