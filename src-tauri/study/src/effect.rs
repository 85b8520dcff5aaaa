//! What each difference of a scenario does to the money.

use tierwright_engine::Failure;
use tierwright_program::{Change, Money, Program, apply};

/// What differences do, each by itself and all together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Effects {
    /// By difference, in the order of the list: what the total would change by if it were the only
    /// one; the reason where that cannot be calculated.
    pub alone: Vec<Result<Money, Failure>>,
    /// What is left of the whole change: how the differences act on each other, and what those do
    /// that cannot be calculated alone. With `alone` it adds up to `total` to the cent.
    pub together: Money,
    /// The change of the total with all of them.
    pub total: Money,
}

/// A list of changes, and whether it is part of the scenario or only looked at.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    /// The changes that make the difference.
    pub changes: &'a [Change],
    /// Whether it is switched on, and so part of what adds up.
    pub on: bool,
}

/// Works out what each difference does by itself, given what a program pays in all.
///
/// A difference by itself does the same whatever stands before it in the list, so that its figure
/// stays what it is while others are switched; what only happens when several are made is the
/// `together` line.
///
/// # Errors
/// The base or the scenario cannot be calculated, amounts do not add, or it was cancelled.
pub fn effects(
    base: &Program,
    scenario: &Program,
    differences: &[Counted<'_>],
    mut pays: impl FnMut(&Program) -> Result<Money, Failure>,
) -> Result<Effects, Failure> {
    let before = pays(base)?;
    let total = less(pays(scenario)?, before)?;
    let mut alone = Vec::with_capacity(differences.len());
    let mut together = total;
    for difference in differences {
        let effect = match apply(base, difference.changes) {
            Ok(made) => pays(&made).and_then(|paid| less(paid, before)),
            Err(error) => Err(Failure {
                code: "difference_lost",
                sentence: format!("It cannot be made on this program: {}.", error.reason),
                hint: "Take it out of the list, or make it anew.".to_owned(),
            }),
        };
        if let Err(failure) = &effect
            && failure.code == "cancelled"
        {
            return Err(failure.clone());
        }
        if difference.on
            && let Ok(effect) = &effect
        {
            together = less(together, *effect)?;
        }
        alone.push(effect);
    }
    Ok(Effects { alone, together, total })
}

fn less(amount: Money, by: Money) -> Result<Money, Failure> {
    by.negated().and_then(|by| amount.plus(by)).map_err(|error| Failure {
        code: "amounts_do_not_compare",
        sentence: format!("The amounts do not add up: {error}."),
        hint: "Keep the program's currency the same in both.".to_owned(),
    })
}
