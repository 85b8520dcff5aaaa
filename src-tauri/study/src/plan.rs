//! Other grounds than the history: the history grown to a plan, and a year drawn from it again.
//!
//! Both are made of the history's own rows, so that the engine pays them as it pays the history.
//! Days stay as they are: what is grown is the last year, as if it had gone as planned.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tierwright_engine::rows::{
    ActivityRow, AdjustmentRow, CreditRow, DealRow, FactRows, LineRow, PartnerRow, RegistrationRow,
    SettlementRow, Stage, TouchRow,
};
use tierwright_program::{Fraction, Money, Rate, RoundingMode, Span};

use crate::{
    draw::Draw,
    pipeline::{BudgetRate, Pipeline, at_budget_rates, take_pipeline},
};

/// What is planned.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// By how much deals grow; the first rule that holds for a deal counts.
    #[serde(default)]
    pub growth: Vec<Growth>,
    /// Partners who join.
    #[serde(default)]
    pub new_partners: Vec<NewPartners>,
    /// Open deals that are taken for won; the first line that holds for a deal counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pipeline: Vec<Pipeline>,
    /// What currencies are planned to be worth.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub budget_rates: Vec<BudgetRate>,
}

/// Growth of some deals.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Growth {
    /// Which deals; all where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Part>,
    /// The quarter of the replay, from 1; every quarter where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarter: Option<u8>,
    /// By how much amounts grow: 0.12 is 12% more, -1 leaves nothing.
    pub by: Rate,
}

/// A part of the deals.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// What tells it from others.
    pub field: PartField,
    /// Its value, as spelled in the facts.
    pub is: String,
}

/// What tells parts of the deals from each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartField {
    /// The deal's region.
    Region,
    /// The deal's segment.
    Segment,
    /// New, expansion or renewal.
    DealType,
}

/// Partners who join, each like one that is there.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPartners {
    /// How many.
    pub count: u32,
    /// The type of partner they are: the one of this type with the median number of deals is
    /// their model.
    pub like: String,
    /// By quarter of the replay, which part of the model's amounts each of them brings; quarters
    /// beyond the list have its last part.
    pub ramp: Vec<Rate>,
}

/// The most partners that a plan may add, so that a slip of the hand does not fill the memory.
pub const MOST_NEW_PARTNERS: u32 = 1_000;

/// The history grown to a plan: deals won in the quarters with all that belongs to them, then open
/// deals that the plan takes for won, all at its budget rates.
#[must_use]
pub fn grown(rows: &FactRows, plan: &Plan, quarters: &[Span]) -> FactRows {
    let mut grown = rows.clone();
    scale(&mut grown, |deal| {
        let quarter = quarter_of(deal, quarters)?;
        plan.growth.iter().find(|one| one.holds(deal, quarter)).map(|one| one.by)
    });
    // New partners are like partners of the history, before any growth.
    for (group, new) in plan.new_partners.iter().enumerate() {
        join(&mut grown, rows, new, group, quarters);
    }
    take_pipeline(&mut grown, &plan.pipeline, quarters);
    at_budget_rates(&mut grown, &plan.budget_rates, quarters);
    grown
}

impl Growth {
    fn holds(&self, deal: &DealRow, quarter: usize) -> bool {
        let of = self.of.as_ref().is_none_or(|part| part.field.of(deal) == part.is);
        of && self.quarter.is_none_or(|one| usize::from(one) == quarter + 1)
    }
}

impl PartField {
    /// Every field.
    pub const ALL: [Self; 3] = [Self::Region, Self::Segment, Self::DealType];

    /// A deal's value.
    #[must_use]
    pub fn of(self, deal: &DealRow) -> &str {
        match self {
            Self::Region => &deal.region,
            Self::Segment => &deal.segment,
            Self::DealType => &deal.kind,
        }
    }
}

/// The quarter of the replay that a won deal closed in.
pub(crate) fn quarter_of(deal: &DealRow, quarters: &[Span]) -> Option<usize> {
    let day = deal.closed.filter(|_| deal.stage == Stage::Won)?;
    quarters.iter().position(|span| span.contains(day))
}

/// Scales the amounts of deals and of what belongs to them, each to the minor unit, and the quantities
/// of their lines.
pub(crate) fn scale(rows: &mut FactRows, by: impl Fn(&DealRow) -> Option<Rate>) {
    let rates: BTreeMap<String, Rate> = rows
        .deals
        .iter()
        .filter_map(|deal| Some((deal.id.clone(), by(deal)?)))
        .filter(|(_, by)| by.units() != 0)
        .collect();
    let of = |deal: &str| rates.get(deal).copied();
    for deal in &mut rows.deals {
        let Some(by) = of(&deal.id) else { continue };
        times(&mut deal.amount, by);
        for part in [&mut deal.tax, &mut deal.list_amount, &mut deal.cost, &mut deal.recurring] {
            part.iter_mut().for_each(|amount| times(amount, by));
        }
    }
    for line in &mut rows.lines {
        let Some(by) = of(&line.deal) else { continue };
        times(&mut line.amount, by);
        line.quantity = Rate::from_units(grown_by(line.quantity.units(), by, 1));
        for part in [&mut line.list_amount, &mut line.cost] {
            part.iter_mut().for_each(|amount| times(amount, by));
        }
    }
    for one in &mut rows.adjustments {
        if let Some(by) = one.deal.as_deref().and_then(of) {
            times(&mut one.amount, by);
        }
    }
    for one in &mut rows.settlements {
        let Some(by) = of(&one.deal) else { continue };
        times(&mut one.gross, by);
        for part in [&mut one.fee, &mut one.tax, &mut one.net] {
            part.iter_mut().for_each(|amount| times(amount, by));
        }
    }
}

/// An amount times `1 + by`, to the minor unit.
fn times(amount: &mut Money, by: Rate) {
    let currency = amount.currency();
    let units = grown_by(amount.units(), by, currency.units_per_minor());
    *amount = Money::from_units(units, currency);
}

/// Units times `1 + by`, to whole steps of so many, a half away from zero. What would not fit stays as
/// it is, and the engine says that it does not fit.
fn grown_by(units: i64, by: Rate, step: i64) -> i64 {
    let (one, step) = (i128::from(Rate::whole(1).units()), i128::from(step));
    let product = i128::from(units).checked_mul(one + i128::from(by.units()));
    let rounded = product
        .map(|product| Fraction::new(product, one * step))
        .and_then(|fraction| fraction.round(RoundingMode::HalfAwayFromZero));
    rounded.and_then(|steps| i64::try_from(steps * step).ok()).unwrap_or(units)
}

/// Adds partners, each with the deals of its model in the quarters, scaled by the ramp, and with its
/// activities and statuses.
fn join(grown: &mut FactRows, rows: &FactRows, new: &NewPartners, group: usize, quarters: &[Span]) {
    let Some(model) = model(rows, &new.like, quarters) else { return };
    let (Some(first), Some(last)) = (quarters.first(), quarters.last()) else { return };
    let credits: Vec<&CreditRow> =
        rows.credits.iter().filter(|credit| credit.partner == model.id).collect();
    let sold: BTreeSet<&str> = credits.iter().map(|credit| credit.deal.as_str()).collect();
    let deals: Vec<(&DealRow, usize)> = rows
        .deals
        .iter()
        .filter(|deal| sold.contains(deal.id.as_str()))
        .filter_map(|deal| Some((deal, quarter_of(deal, quarters)?)))
        .collect();
    for number in 1..=new.count.min(MOST_NEW_PARTNERS) {
        let called = |id: &str| format!("{id} planned {}.{number}", group + 1);
        let mut more = FactRows::default();
        for (deal, _) in &deals {
            more.deals.push(DealRow { id: called(&deal.id), ..(*deal).clone() });
        }
        let taken = |deal: &str| deals.iter().any(|(one, _)| one.id == deal);
        let lines = rows.lines.iter().filter(|line| taken(&line.deal));
        more.lines =
            lines.map(|line| LineRow { deal: called(&line.deal), ..line.clone() }).collect();
        let own = credits.iter().filter(|credit| taken(&credit.deal));
        more.credits = own
            .map(|credit| CreditRow {
                id: called(&credit.id),
                deal: called(&credit.deal),
                partner: called(&model.id),
                ..(*credit).clone()
            })
            .collect();
        let ramp: BTreeMap<String, Rate> = deals
            .iter()
            .map(|(deal, quarter)| (called(&deal.id), new.part_less_one(*quarter)))
            .collect();
        scale(&mut more, |deal| ramp.get(&deal.id).copied());
        let active = rows.activities.iter().filter(|one| one.partner == model.id);
        more.activities = active
            .map(|one| ActivityRow {
                id: called(&one.id),
                partner: called(&model.id),
                deal: None,
                ..one.clone()
            })
            .collect();
        grown.partners.push(PartnerRow {
            id: called(&model.id),
            name: format!("Planned partner {}.{number} (like {})", group + 1, model.name),
            joined: Some(model.joined.filter(|day| *day > first.from()).unwrap_or(first.from())),
            left_on: model.left_on.filter(|day| *day > last.until()),
            parent: None,
            group: String::new(),
            ..model.clone()
        });
        append(grown, more);
    }
}

impl NewPartners {
    /// The part of the model's amounts in a quarter, less one: what amounts grow by.
    fn part_less_one(&self, quarter: usize) -> Rate {
        let part = self.ramp.get(quarter).or(self.ramp.last()).copied();
        Rate::from_units(part.unwrap_or(Rate::whole(1)).units() - Rate::whole(1).units())
    }
}

/// The partner of a type with the median number of won deals in the quarters, the first by id of
/// equals; none where no partner of the type has any.
fn model<'a>(rows: &'a FactRows, like: &str, quarters: &[Span]) -> Option<&'a PartnerRow> {
    let won: BTreeSet<&str> = rows
        .deals
        .iter()
        .filter(|deal| quarter_of(deal, quarters).is_some())
        .map(|deal| deal.id.as_str())
        .collect();
    let mut sold: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for credit in rows.credits.iter().filter(|credit| won.contains(credit.deal.as_str())) {
        sold.entry(&credit.partner).or_default().insert(&credit.deal);
    }
    let mut of_type: Vec<(usize, &PartnerRow)> = rows
        .partners
        .iter()
        .filter(|partner| partner.kind == like)
        .filter_map(|partner| Some((sold.get(partner.id.as_str())?.len(), partner)))
        .collect();
    of_type.sort_by_key(|(deals, partner)| (*deals, &partner.id));
    of_type.get(of_type.len().checked_sub(1)? / 2).map(|(_, partner)| *partner)
}

fn append(rows: &mut FactRows, mut more: FactRows) {
    rows.partners.append(&mut more.partners);
    rows.deals.append(&mut more.deals);
    rows.lines.append(&mut more.lines);
    rows.credits.append(&mut more.credits);
    rows.adjustments.append(&mut more.adjustments);
    rows.activities.append(&mut more.activities);
    rows.touches.append(&mut more.touches);
    rows.registrations.append(&mut more.registrations);
    rows.settlements.append(&mut more.settlements);
}

/// A year drawn again from the history: each deal won in the quarters happens as often as a draw
/// says, once on average, with all that belongs to it. Partners stay. The same seed draws the same.
#[must_use]
pub fn drawn_year(rows: &FactRows, seed: u64, quarters: &[Span]) -> FactRows {
    drawn_again(rows, quarters, &mut Draw::new(seed, 1))
}

/// The rows with the deals of the quarters drawn again. A deal that does not happen is lost; one that
/// happens more than once is there with all that belongs to it.
pub(crate) fn drawn_again(rows: &FactRows, quarters: &[Span], draw: &mut Draw) -> FactRows {
    let mut drawn = rows.clone();
    let mut ids: Vec<&str> = rows
        .deals
        .iter()
        .filter(|deal| quarter_of(deal, quarters).is_some())
        .map(|deal| deal.id.as_str())
        .collect();
    // In order of id, so that the order of the rows changes nothing.
    ids.sort_unstable();
    let again: BTreeMap<&str, u32> = ids.into_iter().map(|id| (id, draw.poisson())).collect();
    let called = |id: &str, copy: u32| format!("{id} again {copy}");
    let copies = |deal: &str| 1..again.get(deal).copied().unwrap_or(1);
    let mut more = FactRows::default();
    for deal in &mut drawn.deals {
        if again.get(deal.id.as_str()) == Some(&0) {
            deal.stage = Stage::Lost;
        }
        let copy = |at| DealRow { id: called(&deal.id, at), ..deal.clone() };
        more.deals.extend(copies(&deal.id).map(copy));
    }
    for one in &rows.lines {
        let copy = |at| LineRow { deal: called(&one.deal, at), ..one.clone() };
        more.lines.extend(copies(&one.deal).map(copy));
    }
    for one in &rows.credits {
        let ids = |at| (called(&one.id, at), called(&one.deal, at));
        let copy = |at| {
            let (id, deal) = ids(at);
            CreditRow { id, deal, ..one.clone() }
        };
        more.credits.extend(copies(&one.deal).map(copy));
    }
    for one in &rows.adjustments {
        let Some(deal) = one.deal.as_deref() else { continue };
        let copy = |at| AdjustmentRow {
            id: called(&one.id, at),
            deal: Some(called(deal, at)),
            ..one.clone()
        };
        more.adjustments.extend(copies(deal).map(copy));
    }
    for one in &rows.touches {
        let copy = |at| {
            let (id, deal) = (called(&one.id, at), called(&one.deal, at));
            TouchRow { id, deal, ..one.clone() }
        };
        more.touches.extend(copies(&one.deal).map(copy));
    }
    for one in &rows.registrations {
        let copy = |at| {
            let (id, deal) = (called(&one.id, at), called(&one.deal, at));
            RegistrationRow { id, deal, ..one.clone() }
        };
        more.registrations.extend(copies(&one.deal).map(copy));
    }
    for one in &rows.settlements {
        let copy = |at| {
            let (id, deal) = (called(&one.id, at), called(&one.deal, at));
            SettlementRow { id, deal, ..one.clone() }
        };
        more.settlements.extend(copies(&one.deal).map(copy));
    }
    append(&mut drawn, more);
    drawn
}
