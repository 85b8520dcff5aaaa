//! One payout line: the engine's own account of it, cut into parts that add up.

use tierwright_engine::{
    Explanation, Outcome, Selection,
    explanation::{
        Amount, Exact, PoolStep, ScheduleStep, Slice, Step, WhyNot, words as engine_words,
    },
};
use tierwright_program::{Money, incentive::LimitPer, words as program_words};

use super::{Found, exact::Tiny};
use crate::{
    deals,
    wire::{self, Failure, Part},
};

/// Explains the line of a partner, quarter and incentive.
pub(super) fn explain(
    outcome: &Outcome,
    partner: usize,
    quarter: usize,
    incentive: usize,
) -> Result<Found, Failure> {
    let plan = outcome.plan();
    let line = outcome.explain(partner, quarter, incentive)?;
    let sentence = engine_words::sentence(&line, plan);
    let steps: Vec<wire::Step> =
        line.steps.iter().map(|step| words(step, &line, outcome)).collect();
    let next = steps.iter().find(|step| step.kind == "next_threshold");
    let of =
        Selection { partner: Some(partner), quarter: Some(quarter), incentive: Some(incentive) };
    Ok(Found {
        why_not: (line.amount.units() == 0).then(|| sentence.clone()),
        sentence,
        formula: engine_words::formula(&line),
        parts: parts(&line, outcome),
        next_threshold: next
            .map(|step| format!("The next threshold is {}: {}.", step.value, step.detail)),
        steps,
        deals: Some(deals::Found::of_line(&line, of)),
    })
}

fn words(step: &Step, line: &Explanation, outcome: &Outcome) -> wire::Step {
    let said = engine_words::step_words(step, line, outcome.plan());
    wire::Step {
        kind: said.kind.to_owned(),
        label: said.label,
        detail: said.detail,
        value: said.value,
    }
}

/// The parts of a line: what was earned, what limits took away, and what rounding changed. They add
/// up to the amount exactly.
pub(super) fn parts(line: &Explanation, outcome: &Outcome) -> Vec<Part> {
    if pays_nothing_of_it(line) {
        return Vec::new();
    }
    let whole = || vec![part("Amount", String::new(), Tiny::of_money(line.amount), line.amount)];
    let Some(mut parts) = exact_parts(line, outcome) else { return whole() };
    let Some(sum) = Tiny::sum(parts.iter().map(|(_, amount)| *amount)) else { return whole() };
    let Some(rest) = Tiny::of_money(line.amount).minus(sum) else { return whole() };
    // What rounding cannot have changed was earned in a way that these parts do not show.
    if !rest.is_below(line.amount.currency().units_per_minor()) {
        return whole();
    }
    if !rest.is_zero() {
        let how = outcome.plan().program().rounding.words();
        parts.push((("Rounding".to_owned(), how.to_owned()), rest));
    }
    let written = parts.into_iter();
    written.map(|((label, detail), amount)| part(&label, detail, amount, line.amount)).collect()
}

/// Whether the line is zero although something was worked out on the way: then nothing is a part.
fn pays_nothing_of_it(line: &Explanation) -> bool {
    line.amount.units() == 0
        && !matches!(
            engine_words::why_not(line),
            None | Some(
                WhyNot::RoundsToZero
                    | WhyNot::LimitReached
                    | WhyNot::SpentBefore { .. }
                    | WhyNot::AlreadySettled
                    | WhyNot::CoveredByGuarantee
                    | WhyNot::TakenBack
                    | WhyNot::PaidLater
            )
        )
}

type ExactPart = ((String, String), Tiny);

/// What was earned and what limits took; nothing where a number does not fit.
fn exact_parts(line: &Explanation, outcome: &Outcome) -> Option<Vec<ExactPart>> {
    let mut parts = Vec::new();
    let pooled = line.steps.iter().any(|step| matches!(step, Step::Pool(_)));
    for step in &line.steps {
        match step {
            Step::Pool(pool) => parts.extend(pool_part(pool, line, outcome)),
            // A pool's own schedule, limit and rounding came before it was shared.
            Step::Schedule(schedule) if !pooled => match schedule.deal {
                Some(deal) => parts.push(deal_part(deal, schedule, outcome)?),
                None => parts.extend(slice_parts(schedule)?),
            },
            Step::Term(term) => {
                let said = engine_words::step_words(step, line, outcome.plan());
                let gives = Tiny::of_money(term.gives);
                parts.push(((said.label, said.detail), Tiny::of_money(term.earned).minus(gives)?));
            }
            Step::Limit(limit) if limit.per != LimitPer::Deal && limit.before != limit.after => {
                let said = engine_words::step_words(step, line, outcome.plan());
                let taken = tiny(limit.after)?.minus(tiny(limit.before)?)?;
                parts.push(((said.label, said.detail), taken));
            }
            // What another incentive of the group pays instead.
            Step::Stacking(stacking) if stacking.pays != line.incentive => {
                let own = stacking.contenders.iter().find(|one| one.incentive == line.incentive);
                let said = engine_words::step_words(step, line, outcome.plan());
                let taken = tiny(stacking_loss(own?.result))?;
                parts.push(((said.label, said.detail), taken));
            }
            Step::Settled(settled) if settled.before != settled.after => {
                let said = engine_words::step_words(step, line, outcome.plan());
                let taken = Tiny::of_money(settled.after).minus(Tiny::of_money(settled.before))?;
                parts.push(((said.label, said.detail), taken));
            }
            Step::Spending(spending) => {
                let taken =
                    Tiny::of_money(spending.after).minus(Tiny::of_money(spending.before))?;
                parts.push(((format!("Cut by {}", spending.purse), String::new()), taken));
            }
            _ => {}
        }
    }
    Some(parts)
}

/// The other side of what a deal would have given.
const fn stacking_loss(result: Exact) -> Exact {
    Exact { numerator: -result.numerator, denominator: result.denominator }
}

/// The partner's share of a deal's pool; nothing where it has no part in the pool.
fn pool_part(pool: &PoolStep, line: &Explanation, outcome: &Outcome) -> Option<ExactPart> {
    let mine = pool.shares.iter().find(|share| share.partner == line.partner)?;
    let roles = program_words::list(&mine.roles, "and");
    let detail = format!("{}, as {roles}", outcome.facts().deals.customers[pool.deal]);
    Some(((deal_label(pool.deal, outcome), detail), Tiny::of_money(mine.amount)))
}

/// What one deal earns by itself.
fn deal_part(deal: usize, schedule: &ScheduleStep, outcome: &Outcome) -> Option<ExactPart> {
    let customer = outcome.facts().deals.customers[deal].clone();
    Some(((deal_label(deal, outcome), customer), tiny(schedule.result)?))
}

fn deal_label(deal: usize, outcome: &Outcome) -> String {
    format!("Deal {}", &outcome.facts().deals.ids[deal])
}

/// Each band's part of a schedule; the result as one part where bands do not add up to it, because
/// the floor raised it or a number does not fit.
fn slice_parts(schedule: &ScheduleStep) -> Option<Vec<ExactPart>> {
    let slices: Vec<(&Option<String>, &Slice)> = schedule
        .parts
        .iter()
        .flat_map(|part| part.slices.iter().map(move |slice| (&part.column, slice)))
        .collect();
    let amounts: Option<Vec<Tiny>> = slices.iter().map(|(_, slice)| tiny(slice.earns)).collect();
    let result = tiny(schedule.result)?;
    if let Some(amounts) = amounts
        && let Some(sum) = Tiny::sum(amounts.iter().copied())
        && sum.minus(result).is_some_and(Tiny::is_negligible)
    {
        let several = schedule.parts.len() > 1;
        let column = |column: &Option<String>| column.clone().filter(|_| several);
        let labels = slices.iter().map(|(of, slice)| slice_words(schedule, column(of), slice));
        return Some(labels.zip(amounts).collect());
    }
    Some(vec![(("Earned".to_owned(), String::new()), result)])
}

fn slice_words(schedule: &ScheduleStep, column: Option<String>, slice: &Slice) -> (String, String) {
    let ratio = matches!(schedule.qualifier, Some(Amount::Ratio { .. }));
    let bound = |value| {
        if ratio { program_words::ratio(value) } else { program_words::quantity(value) }
    };
    let band = match slice.next {
        Some(next) => format!("Band from {} to {}", bound(slice.from), bound(next)),
        None => format!("Band from {}", bound(slice.from)),
    };
    let band = column.map_or(band.clone(), |column| format!("{column}, {band}"));
    (band, engine_words::slice(slice))
}

fn part(label: &str, detail: String, amount: Tiny, like: Money) -> Part {
    Part {
        label: label.to_owned(),
        detail,
        amount: amount.text(like.currency().decimals()),
        figure: None,
    }
}

/// An exact amount of the engine's, to twelve decimals.
fn tiny(exact: Exact) -> Option<Tiny> {
    Tiny::fraction(exact.numerator, exact.denominator)
}
