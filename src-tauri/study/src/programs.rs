//! Many programs on one history: every scenario, and two values of the program moved together.

use std::cmp::Ordering;

use tierwright_engine::{Failure, Outcome, Selection};
use tierwright_program::Program;

use crate::{Base, Lever, base::each, compare::compare, lever::levers};

const METHOD: &str = "Each program is paid on the same deals, those that figures rest on now, and is compared with the \
    program that is looked at. In the grid two values of that program are moved together by the factors at its edges, \
    and the whole history is paid again for each cell. Partners sell what they sold. Where no two values are named, \
    they are the two that move the bill most by themselves. An empty cell is a program that cannot be calculated.";

/// Many programs on one history.
#[derive(Clone, Debug)]
pub struct Programs {
    /// How it was found.
    pub method: &'static str,
    /// What is looked at pays, in ten-thousandths.
    pub now: i64,
    /// Each other program.
    pub programs: Vec<ProgramPaid>,
    /// Two values moved together; none where the program has not got two.
    pub together: Option<Together>,
}

/// What a program pays, in ten-thousandths.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProgramPaid {
    /// What it is called.
    pub name: String,
    /// What it pays and how it differs, or why that cannot be said.
    pub paid: Result<PaidBeside, String>,
}

/// A program beside the one that is looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PaidBeside {
    /// What it pays.
    pub total: i64,
    /// Partners who get more.
    pub better: usize,
    /// Partners who get less.
    pub worse: usize,
    /// Partners who are paid anything.
    pub paid: usize,
    /// Partners whose level at the end is another one.
    pub moved: usize,
}

/// Two values moved together.
#[derive(Clone, Debug)]
pub struct Together {
    /// The value that is moved from row to row.
    pub down: Lever,
    /// The value that is moved from column to column.
    pub across: Lever,
    /// What both are multiplied by, the least first.
    pub factors: Vec<f64>,
    /// What is paid, by row, then column; none where the program cannot be calculated.
    pub cells: Vec<Vec<Option<i64>>>,
}

/// Pays every program, and the values of this one moved by factors of up to `by` more and less.
///
/// # Errors
/// As a calculation of the program itself; `cancelled` of any.
pub fn programs(
    base: &Base,
    named: &[(String, Program)],
    chosen: &[String],
    by: f64,
) -> Result<Programs, Failure> {
    let programs = each(named.len(), base.threads, |at| {
        let (name, program) = &named[at];
        let paid = match base.with_program(program) {
            Err(failure) if failure.code == "cancelled" => return Err(failure),
            Err(failure) => Err(failure.sentence),
            Ok(outcome) => beside(base, &outcome).map_err(|failure| failure.sentence),
        };
        Ok(ProgramPaid { name: name.clone(), paid })
    })?;
    Ok(Programs {
        method: METHOD,
        now: base.total(),
        programs,
        together: together(base, chosen, by)?,
    })
}

fn beside(base: &Base, outcome: &Outcome) -> Result<PaidBeside, Failure> {
    let found = compare(&base.outcome, outcome)?;
    let direction =
        |way: Ordering| found.partners.iter().filter(|one| one.direction() == way).count();
    Ok(PaidBeside {
        total: outcome.total(Selection::default()).units(),
        better: direction(Ordering::Greater),
        worse: direction(Ordering::Less),
        paid: found.partners.iter().filter(|one| one.scenario.units() > 0).count(),
        moved: found.moves.len(),
    })
}

fn together(base: &Base, chosen: &[String], by: f64) -> Result<Option<Together>, Failure> {
    let Some((down, across)) = two(base, chosen, by)? else { return Ok(None) };
    let factors = vec![1.0 - by, 1.0 - by / 2.0, 1.0, 1.0 + by / 2.0, 1.0 + by];
    let wide = factors.len();
    let cells = each(wide * wide, base.threads, |at| {
        let mut changes = down.moved(factors[at / wide]);
        changes.extend(across.moved(factors[at % wide]));
        let outcome = base.with_changes(&changes)?;
        Ok(outcome.map(|of| of.total(Selection::default()).units()))
    })?;
    let cells = cells.chunks(wide).map(<[_]>::to_vec).collect();
    Ok(Some(Together { down, across, factors, cells }))
}

/// The two values that are named, filled up with those that move the bill most.
fn two(base: &Base, chosen: &[String], by: f64) -> Result<Option<(Lever, Lever)>, Failure> {
    let all = levers(base.program());
    let named = |name: &String| all.iter().find(|one| one.name == *name || one.place == *name);
    let mut two: Vec<Lever> = chosen.iter().filter_map(named).cloned().collect();
    two.dedup();
    if two.len() < 2 {
        let moves = each(all.len(), base.threads, |at| {
            let total = |factor: f64| {
                let outcome = base.with_changes(&all[at].moved(factor))?;
                Ok(outcome.map_or(0, |of| of.total(Selection::default()).units() - base.total()))
            };
            Ok(total(1.0 - by)?.abs().max(total(1.0 + by)?.abs()))
        })?;
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_key(|at| (std::cmp::Reverse(moves[*at]), *at));
        let more: Vec<Lever> =
            order.into_iter().map(|at| all[at].clone()).filter(|one| !two.contains(one)).collect();
        two.extend(more);
    }
    let mut two = two.into_iter();
    Ok(two.next().zip(two.next()))
}
