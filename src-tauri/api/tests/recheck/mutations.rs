//! Changed explanations are refused, whichever figure was changed.

use std::{collections::BTreeMap, sync::Arc};

use tierwright_engine::{
    Explanation,
    explanation::{
        Amount, BandPays, Contribution, Exact, ExactQuantity, LimitStep, MeasureStep, PoolStep,
        RequirementStep, ScheduleStep, SettledStep, Slice, Step, TierStep, Use, WhyNot,
    },
    rows::FactRows,
};
use tierwright_program::{Fraction, Money, Quantity, Rate, incentive::Columns};

use crate::{cases, each_cell, line::recheck, source::Source};

/// Changes one figure of an explanation; whether there was one to change.
type Mutation = (&'static str, fn(&mut Explanation) -> bool);

fn more(of: Money) -> Money {
    Money::from_units(of.units() + 10_000, of.currency())
}

fn more_of(of: Quantity) -> Quantity {
    match of {
        Quantity::Money(of) => Quantity::Money(Money::from_units(of.units() + 1, of.currency())),
        Quantity::Number(of) => Quantity::Number(Rate::from_units(of.units() + 1)),
    }
}

fn more_exact(of: Exact) -> Exact {
    Exact { numerator: of.numerator + of.denominator, denominator: of.denominator }
}

/// Changes the first step that a change applies to.
fn first(of: &mut Explanation, change: impl Fn(&mut Step) -> bool) -> bool {
    of.steps.iter_mut().any(change)
}

fn measure(of: &mut Explanation, change: impl Fn(&mut MeasureStep) -> bool) -> bool {
    first(of, |step| match step {
        Step::Measure(measure) => change(measure),
        Step::Pool(pool) => change(&mut pool.measure),
        _ => false,
    })
}

fn row(of: &mut Explanation, change: impl Fn(&mut Contribution) -> bool) -> bool {
    measure(of, |measure| measure.contributions.iter_mut().any(&change))
}

fn schedule(of: &mut Explanation, change: impl Fn(&mut ScheduleStep) -> bool) -> bool {
    first(of, |step| if let Step::Schedule(schedule) = step { change(schedule) } else { false })
}

fn slice(of: &mut Explanation, change: impl Fn(&mut Slice) -> bool) -> bool {
    schedule(of, |schedule| {
        schedule.parts.iter_mut().flat_map(|part| &mut part.slices).any(&change)
    })
}

fn pool(of: &mut Explanation, change: impl Fn(&mut PoolStep) -> bool) -> bool {
    first(of, |step| if let Step::Pool(pool) = step { change(pool) } else { false })
}

fn limit(of: &mut Explanation, change: impl Fn(&mut LimitStep)) -> bool {
    first(of, |step| {
        let Step::Limit(limit) = step else { return false };
        let bites = limit.before != limit.after;
        if bites {
            change(limit);
        }
        bites
    })
}

fn tier(of: &mut Explanation, change: impl Fn(&mut TierStep) -> bool) -> bool {
    first(of, |step| if let Step::Tier(tier) = step { change(tier) } else { false })
}

fn settled(of: &mut Explanation, change: impl Fn(&mut SettledStep)) -> bool {
    first(of, |step| {
        let Step::Settled(settled) = step else { return false };
        change(settled);
        true
    })
}

fn flip(step: &mut RequirementStep) {
    match step {
        RequirementStep::Reaches(leaf) => leaf.met = !leaf.met,
        RequirementStep::AtLeast(some) => some.met = !some.met,
        RequirementStep::Score(score) => score.met = !score.met,
    }
}

/// Whether a schedule reads what a step says: one that pays comes before anything else is measured.
fn is_read(of: &Explanation, at: usize) -> bool {
    let next = of.steps[at + 1..].iter().find_map(|step| match step {
        Step::Schedule(read) => Some(read.result.numerator != 0 && read.line.is_none()),
        Step::Settlement(_) => Some(false),
        Step::Measure(one) if one.used_as == Use::PaidOn => Some(false),
        _ => None,
    });
    next == Some(true)
}

/// Changes the first step that a change applies to and that a schedule reads.
fn first_read(of: &mut Explanation, change: impl Fn(&mut Step) -> bool) -> bool {
    let read: Vec<bool> = (0..of.steps.len()).map(|at| is_read(of, at)).collect();
    of.steps.iter_mut().zip(read).any(|(step, read)| read && change(step))
}

const FIGURES: [Mutation; 19] = [
    ("the amount", |of| {
        of.amount = more(of.amount);
        true
    }),
    ("an account", |of| match of.accounts.first_mut() {
        Some((_, part)) => {
            *part = more(*part);
            true
        }
        None => false,
    }),
    ("a rounded figure", |of| {
        first(of, |step| match step {
            Step::Rounding(rounding) => {
                rounding.rounded = more(rounding.rounded);
                true
            }
            _ => false,
        })
    }),
    ("what is rounded", |of| {
        first(of, |step| match step {
            Step::Rounding(rounding) => {
                rounding.exact = more_exact(rounding.exact);
                true
            }
            _ => false,
        })
    }),
    ("what a cap leaves", |of| limit(of, |limit| limit.after = more_exact(limit.after))),
    ("what a cap is held against", |of| limit(of, |limit| limit.before = more_exact(limit.before))),
    ("a cap", |of| limit(of, |limit| limit.at_most = more(limit.at_most))),
    ("what was used of a cap", |of| {
        limit(of, |limit| {
            let none = Money::zero(limit.used.currency());
            limit.used = if limit.used == none { more(none) } else { none };
        })
    }),
    ("what a settlement leaves", |of| settled(of, |step| step.after = more(step.after))),
    ("what a settlement begins with", |of| settled(of, |step| step.before = more(step.before))),
    ("which incentive pays", |of| {
        first(of, |step| {
            let Step::Stacking(stacking) = step else { return false };
            let other = stacking.contenders.iter().find(|one| one.incentive != stacking.pays);
            stacking.pays = other.map_or(usize::MAX, |one| one.incentive);
            true
        })
    }),
    ("what a contender gives", |of| {
        let own = of.incentive;
        first(of, |step| {
            let Step::Stacking(stacking) = step else { return false };
            let own = stacking.contenders.iter_mut().find(|one| one.incentive == own);
            own.is_some_and(|own| {
                own.result = more_exact(own.result);
                true
            })
        })
    }),
    ("what a purse leaves", |of| {
        first(of, |step| {
            let Step::Spending(spending) = step else { return false };
            spending.after = more(spending.after);
            true
        })
    }),
    ("what earlier results leave", |of| {
        first_read(of, |step| {
            let Step::Reduced(reduced) = step else { return false };
            reduced.after = more_exact(reduced.after);
            true
        })
    }),
    ("what the next threshold would bring", |of| {
        let read = |pair: &[Step]| matches!(pair, [Step::Schedule(_), Step::NextThreshold(_)]);
        let Some(at) = of.steps.windows(2).position(read) else { return false };
        if let Step::NextThreshold(next) = &mut of.steps[at + 1] {
            next.would_pay = more_exact(next.would_pay);
        }
        true
    }),
    ("a settlement", |of| {
        first(of, |step| {
            let Step::Settlement(settlement) = step else { return false };
            settlement.amount = more(settlement.amount);
            true
        })
    }),
    ("a reason left out", |of| {
        let why = of.steps.iter().any(|step| matches!(step, Step::WhyNot(_)));
        of.steps.retain(|step| !matches!(step, Step::WhyNot(_)));
        why && of.amount.units() == 0
    }),
    ("another reason", |of| {
        first(of, |step| {
            let Step::WhyNot(why) = step else { return false };
            let off = matches!(why, WhyNot::Off);
            *why = if off { WhyNot::RoundsToZero } else { WhyNot::Off };
            true
        })
    }),
    ("a missing step", |of| {
        let pays = |step: &Step| matches!(step, Step::Schedule(read) if read.result.numerator != 0);
        let at = of.steps.iter().position(pays).filter(|_| of.amount.units() != 0);
        at.is_some_and(|at| {
            of.steps.remove(at);
            true
        })
    }),
];

const ROWS: [Mutation; 14] = [
    ("the amount of a row", |of| {
        row(of, |row| {
            row.original = more_of(row.original);
            true
        })
    }),
    ("the amount of a row, and what follows from it", |of| {
        measure(of, |measure| {
            let Amount::Exact(value) = measure.value else { return false };
            let Some(row) = measure.contributions.first_mut() else { return false };
            row.original = more_of(row.original);
            row.converted = more_of(row.converted);
            row.counted = more_of(row.counted);
            measure.value = Amount::Exact(more_of(value));
            true
        })
    }),
    ("a converted amount", |of| {
        row(of, |row| {
            row.converted = more_of(row.converted);
            true
        })
    }),
    ("what a row adds", |of| {
        row(of, |row| {
            row.counted = more_of(row.counted);
            true
        })
    }),
    ("a share", |of| {
        row(of, |row| {
            let share = row.share.map(|share| Rate::from_units(share.units() / 2 + 1));
            let changed = share != row.share;
            row.share = share;
            changed
        })
    }),
    ("the credits of a row", |of| {
        row(of, |row| {
            let any = !row.credits.is_empty();
            row.credits.clear();
            any
        })
    }),
    ("a missing row", |of| {
        measure(of, |measure| {
            let adds = |row: &Contribution| row.counted.units() != 0;
            let at = measure.contributions.iter().position(adds);
            at.is_some_and(|at| {
                measure.contributions.remove(at);
                true
            })
        })
    }),
    ("a missing row, and what is added up", |of| {
        first_read(of, |step| {
            let Step::Measure(measure) = step else { return false };
            let Amount::Exact(value) = measure.value else { return false };
            let adds = |row: &Contribution| row.counted.units() != 0;
            let at = measure.contributions.iter().position(adds);
            let Some(at) = at.filter(|_| measure.used_as == Use::PaidOn) else { return false };
            let row = measure.contributions.remove(at);
            let less = value.units() - row.counted.units();
            measure.value = Amount::Exact(match value {
                Quantity::Money(all) => Quantity::Money(Money::from_units(less, all.currency())),
                Quantity::Number(_) => Quantity::Number(Rate::from_units(less)),
            });
            true
        })
    }),
    ("a row twice", |of| {
        measure(of, |measure| {
            let row = measure.contributions.first().cloned();
            measure.contributions.extend(row.clone());
            row.is_some()
        })
    }),
    ("the day of a row", |of| {
        row(of, |row| {
            row.on = row.on.succ_opt().unwrap_or(row.on);
            true
        })
    }),
    ("the source of a row", |of| {
        row(of, |row| {
            row.source.row += 1_000_000;
            true
        })
    }),
    ("an exchange rate", |of| {
        row(of, |row| {
            let Some(exchange) = &mut row.exchange else { return false };
            let used = exchange.multiply.iter_mut().chain(&mut exchange.divide).next();
            used.is_some_and(|used| {
                used.rate = Rate::from_units(used.rate.units() + 1);
                true
            })
        })
    }),
    ("the day of an exchange rate", |of| {
        row(of, |row| {
            let Some(exchange) = &mut row.exchange else { return false };
            exchange.on = exchange.on - chrono::Days::new(40_000);
            true
        })
    }),
    ("the value of a measure", |of| {
        measure(of, |measure| {
            let Amount::Exact(value) = measure.value else { return false };
            measure.value = Amount::Exact(more_of(value));
            !measure.contributions.is_empty()
        })
    }),
];

const TERMS: [Mutation; 20] = [
    ("the rate of a band", |of| {
        slice(of, |slice| {
            slice.pays = match slice.pays {
                BandPays::Rate(of) => BandPays::Rate(Rate::from_units(of.units() + 1)),
                BandPays::Units(of) => BandPays::Units(Rate::from_units(of.units() + 1)),
                BandPays::Amount(of) => BandPays::Amount(more(of)),
            };
            true
        })
    }),
    ("the rate of a band in the terms", |of| {
        schedule(of, |schedule| {
            let Some(slice) = schedule.parts.iter().flat_map(|part| &part.slices).next() else {
                return false;
            };
            let terms = Arc::make_mut(&mut schedule.terms);
            for band in terms.bands.iter_mut().filter(|band| band.from == slice.from) {
                for rate in &mut band.rates {
                    *rate = Rate::from_units(rate.units() + 1);
                }
                for amount in &mut band.amounts {
                    *amount = more(*amount);
                }
            }
            true
        })
    }),
    ("where a band begins", |of| {
        slice(of, |slice| {
            slice.from = more_of(slice.from);
            true
        })
    }),
    ("what a band adds", |of| {
        slice(of, |slice| {
            slice.earns = more_exact(slice.earns);
            true
        })
    }),
    ("a missing band", |of| {
        schedule(of, |schedule| {
            let mut parts = schedule.parts.iter_mut();
            parts.any(|part| part.slices.pop().is_some())
        })
    }),
    ("V", |of| {
        schedule(of, |schedule| {
            schedule.value.exact = more_exact(schedule.value.exact);
            true
        })
    }),
    ("Q", |of| {
        schedule(of, |schedule| {
            schedule.qualifier = match schedule.qualifier {
                Some(Amount::Exact(q)) => Some(Amount::Exact(more_of(q))),
                Some(Amount::Ratio { part, whole }) => {
                    Some(Amount::Ratio { part: more_of(part), whole })
                }
                Some(Amount::Average { sum, count }) => {
                    Some(Amount::Average { sum: more_of(sum), count })
                }
                Some(Amount::Fraction(of)) => {
                    let exact = more_exact(of.exact);
                    Some(Amount::Fraction(ExactQuantity { exact, ..of }))
                }
                None => return false,
            };
            true
        })
    }),
    ("the result of a schedule", |of| {
        schedule(of, |schedule| {
            schedule.result = more_exact(schedule.result);
            true
        })
    }),
    ("another level", |of| {
        tier(of, |tier| {
            let other = tier.levels.iter().find(|one| one.level != tier.level);
            let other = other.map(|one| one.level.clone());
            other.is_some_and(|other| {
                tier.level = other;
                true
            })
        })
    }),
    ("another level, moved to", |of| {
        let by_level = |step: &Step| {
            matches!(step, Step::Schedule(read)
                if matches!(read.terms.columns, Some(Columns::Level(_))) && !read.parts.is_empty())
        };
        let read = of.steps.iter().any(by_level);
        tier(of, |tier| {
            let Some(moved) = tier.moved.as_mut().filter(|_| read) else { return false };
            let Some(at) = tier.levels.iter().position(|one| one.level != tier.level) else {
                return false;
            };
            (moved.to, tier.level) = (at, tier.levels[at].level.clone());
            true
        })
    }),
    ("whether a level is met", |of| {
        tier(of, |tier| {
            let parts = tier.levels.iter_mut().flat_map(|level| &mut level.requirements);
            parts.take(1).map(flip).count() > 0
        })
    }),
    ("whether a gate is met", |of| {
        first(of, |step| {
            let Step::Requirement(part) = step else { return false };
            flip(part);
            true
        })
    }),
    ("a missing part of a gate", |of| {
        let parts = of.steps.iter().filter(|step| matches!(step, Step::Requirement(_))).count();
        let at = of.steps.iter().position(|step| matches!(step, Step::Requirement(_)));
        if let Some(at) = at.filter(|_| parts > 1) {
            of.steps.remove(at);
        }
        parts > 1
    }),
    ("the pool", |of| {
        pool(of, |pool| {
            pool.pool = pool.pool.map(more);
            pool.pool.is_some()
        })
    }),
    ("a part of a pool", |of| {
        pool(of, |pool| {
            pool.shares[0].amount = more(pool.shares[0].amount);
            true
        })
    }),
    ("two parts of a pool", |of| {
        pool(of, |pool| match pool.shares.as_mut_slice() {
            [one, other, ..] if one.amount != other.amount => {
                std::mem::swap(&mut one.amount, &mut other.amount);
                true
            }
            _ => false,
        })
    }),
    ("a weight", |of| {
        pool(of, |pool| {
            let weight = &mut pool.shares[0].weight;
            *weight = Fraction::new(weight.numerator * 2, weight.denominator);
            true
        })
    }),
    ("what weights are parts of", |of| {
        pool(of, |pool| {
            pool.whole = Fraction::new(pool.whole.numerator * 2, pool.whole.denominator);
            true
        })
    }),
    ("a role", |of| {
        pool(of, |pool| {
            pool.shares[0].roles = vec!["nobody".to_owned()];
            true
        })
    }),
    ("a touch", |of| {
        pool(of, |pool| match pool.touches.first_mut() {
            Some(touch) => {
                touch.touch.push('x');
                true
            }
            None => false,
        })
    }),
];

/// Every mutation of every explanation, refused or not.
fn mutate(name: &str, outcome: &tierwright_engine::Outcome, rows: &FactRows, told: &mut Told) {
    let source = Source::new(rows, outcome.plan().program());
    each_cell(outcome, &source, &mut |of, beside| {
        for (what, change) in FIGURES.iter().chain(&ROWS).chain(&TERMS) {
            let mut changed = of.clone();
            if !change(&mut changed) || changed == *of {
                continue;
            }
            *told.made.entry(*what).or_default() += 1;
            if recheck(&changed, beside).is_ok() {
                let partner = &source.partners[of.partner].id;
                told.believed.push(format!("{name}, {partner}, {}: {what}", beside.incentive.id));
            }
        }
    });
}

/// How often each mutation was made, and those that were believed.
#[derive(Default)]
struct Told {
    made: BTreeMap<&'static str, usize>,
    believed: Vec<String>,
}

#[test]
fn changed_explanations_are_refused() {
    let mut told = Told::default();
    for (name, case) in cases() {
        let outcome = case.outcome().unwrap_or_else(|fault| panic!("{name}: {}", fault.0));
        mutate(&name, &outcome, &case.facts.rows(), &mut told);
    }
    println!("{:#?}", told.made);
    told.believed.truncate(40);
    assert!(told.believed.is_empty(), "believed:\n{}", told.believed.join("\n"));
    for (what, _) in FIGURES.iter().chain(&ROWS).chain(&TERMS) {
        assert!(told.made.contains_key(what), "{what} was never changed");
    }
}
