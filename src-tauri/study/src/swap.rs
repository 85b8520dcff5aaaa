//! Attribution swap: one history, its pools shared by every model that the facts allow.

use tierwright_engine::{Failure, Selection};
use tierwright_program::{
    AttributionModel, Program, Rate, State,
    attribution::{
        Position, PositionWeight, Positions, SamePartner, TimeDecay, TouchWeights, decay_table,
    },
    check,
    shares::{RoleWeight, RoleWeights, Secondary, ShareBy, ShareTotal, UnheldRole},
};

use crate::{
    Base,
    base::{each, paid_to_each},
};

const METHOD: &str = "Every incentive that shares a deal among partners is given one model after the other, and the whole \
    history is paid again; nothing else changes. Models that go by touches or by registrations are tried where the \
    facts have such. Shares come to 100% in each. What a partner gets differs; what a deal's pool holds does not, \
    but a pool that nobody can take part in is not paid.";

/// Days of a time decay's look-back, and its half-life.
const LOOK_BACK: u16 = 90;
const HALF_LIFE: u16 = 7;

/// What each model pays.
#[derive(Clone, PartialEq, Debug)]
pub struct Swap {
    /// How it was found.
    pub method: &'static str,
    /// Positions of the rules that share deals.
    pub rules: Vec<usize>,
    /// What is paid now, in ten-thousandths.
    pub now: i64,
    /// Every model that could be paid.
    pub models: Vec<SwappedModel>,
}

/// What a model pays.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SwappedModel {
    /// The model.
    pub name: String,
    /// The bill.
    pub total: i64,
    /// What each partner gets more than now, by position.
    pub changes: Vec<i64>,
}

/// Pays every model.
///
/// # Errors
/// As a calculation.
pub fn swap(base: &Base) -> Result<Swap, Failure> {
    let rules = base.program().incentives.iter().enumerate();
    let shared = rules.filter(|(_, one)| one.state == State::On && one.shares.is_some());
    let rules: Vec<usize> = shared.map(|(at, _)| at).collect();
    let models = if rules.is_empty() { Vec::new() } else { models(base) };
    let now = paid_to_each(&base.outcome);
    let paid = each(models.len(), base.threads, |at| {
        let program = swapped(base.program(), &rules, &models[at]);
        if check(&program).0.is_none() {
            return Ok(None);
        }
        let outcome = base.with_program(&program)?;
        let paid = paid_to_each(&outcome);
        Ok(Some(SwappedModel {
            name: models[at].name.clone(),
            total: outcome.total(Selection::default()).units(),
            changes: paid.iter().zip(&now).map(|(new, old)| new - old).collect(),
        }))
    })?;
    let models = paid.into_iter().flatten().collect();
    Ok(Swap { method: METHOD, rules, now: base.total(), models })
}

/// A model to try: what shares go by, and the attribution model that this needs.
struct Model {
    name: String,
    by: ShareBy,
    needs: Option<AttributionModel>,
}

fn models(base: &Base) -> Vec<Model> {
    let plain = |name: &str, by: ShareBy| Model { name: name.to_owned(), by, needs: None };
    let mut models = vec![
        plain("Equal shares", ShareBy::Equal),
        plain("Declared shares", ShareBy::DeclaredShare),
        plain("Same weight for each role", ShareBy::RoleWeights(every_role_alike(base))),
    ];
    if !base.rows.registrations.is_empty() {
        let half = Rate::from_units(tierwright_program::rate::RATE_ONE / 2);
        let by = |later| ShareBy::PrimaryAndSecondary(Secondary { later });
        models.push(plain("First to register alone", by(Rate::default())));
        models.push(plain("First to register, later ones half", by(half)));
    }
    if !base.rows.touches.is_empty() {
        let own = base.program().attribution.iter();
        models.extend(own.map(|one| plain(&one.name, ShareBy::Attribution(one.id.clone()))));
        models.extend(by_touches());
    }
    models
}

fn every_role_alike(base: &Base) -> RoleWeights {
    let mut roles: Vec<String> = base.rows.credits.iter().map(|one| one.role.clone()).collect();
    roles.sort_unstable();
    roles.dedup();
    let weight = Rate::whole(1);
    let weights = roles.into_iter().map(|role| RoleWeight { role, weight }).collect();
    RoleWeights { weights, unheld_role: UnheldRole::LeftOut }
}

/// The models by touches that everybody knows.
fn by_touches() -> Vec<Model> {
    let positions = |held: &[(Position, i32)], rest: i32| {
        let held = held.iter().map(|(position, weight)| PositionWeight {
            position: position.clone(),
            weight: Rate::whole(*weight),
        });
        TouchWeights::Positions(Positions { held: held.collect(), rest: Rate::whole(rest) })
    };
    let mut known = vec![
        ("First touch", positions(&[(Position::First, 100)], 0), None),
        ("Last touch", positions(&[(Position::Last, 100)], 0), None),
        ("Every touch alike", positions(&[], 100), None),
        (
            "First and last touch 40% each",
            positions(&[(Position::First, 40), (Position::Last, 40)], 20),
            None,
        ),
    ];
    if let Some(table) = decay_table(HALF_LIFE, LOOK_BACK) {
        let decay = TouchWeights::TimeDecay(TimeDecay { half_life_days: HALF_LIFE, table });
        known.push(("Halved every seven days before the close", decay, Some(LOOK_BACK)));
    }
    let model =
        |(at, (name, weights, look_back_days)): (usize, (&str, TouchWeights, Option<u16>))| {
            let id = format!("swapped_{at}");
            let needs = AttributionModel {
                id: id.clone(),
                name: name.to_owned(),
                weights,
                look_back_days,
                same_partner: SamePartner::Summed,
            };
            Model { name: name.to_owned(), by: ShareBy::Attribution(id), needs: Some(needs) }
        };
    known.into_iter().enumerate().map(model).collect()
}

fn swapped(program: &Program, rules: &[usize], model: &Model) -> Program {
    let mut program = program.clone();
    program.attribution.extend(model.needs.clone());
    for rule in rules {
        if let Some(shares) = &mut program.incentives[*rule].shares {
            shares.by = model.by.clone();
            shares.total = ShareTotal::Normalised;
        }
    }
    program
}
