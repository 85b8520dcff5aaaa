//! Tests at thresholds: just below, at, and just above each.
//!
//! A payout of the history that lies near a threshold is frozen, and the amount of one of its deals
//! is moved until what is compared with the threshold is exactly what it should be.

use tierwright_cases::{Case, CaseDeal, CaseFault, Frozen, freeze};
use tierwright_engine::{
    Explanation, Outcome,
    explanation::{Amount, RequirementStep, Step},
    rows::FactRows,
};
use tierwright_program::{Checked, Money, Program, ProgramTest, Quantity, State, words};

use super::make::on_history;
use crate::{
    check::checked,
    opened::Opened,
    wire::{Edge, Failure},
};

/// The most payouts of an incentive that are looked at for the one nearest to a threshold.
const LOOKED_AT: usize = 480;
/// How many of the nearest are tried.
const TRIED: usize = 4;
/// What the source of a test at a threshold begins with.
const AT: &str = "Edge: ";

/// A threshold in money.
struct Threshold {
    place: String,
    name: String,
    at: Money,
    compared: What,
}

impl Threshold {
    /// What tests at it were made from. Its place tells it from another one of the same name.
    fn source(&self) -> String {
        format!("{AT}{} ({})", self.name, self.place)
    }
}

/// What is compared with a threshold.
enum What {
    /// The Q of an incentive, by position.
    Qualifier(usize),
    /// A leaf of what a level asks for: ids, and which of its leaves it is.
    Leaf { track: String, level: String, leaf: usize },
}

/// Thresholds that no test is at.
pub(crate) fn without_test(program: &Program) -> Vec<Edge> {
    let all = thresholds(program).into_iter();
    let open = all.filter(|one| {
        let source = one.source();
        !program.tests.iter().any(|test| test.source.as_ref() == Some(&source))
    });
    open.map(|one| Edge { place: one.place, name: one.name }).collect()
}

/// Tests at some thresholds, and those that no test could be made at.
pub(crate) fn tests(
    opened: &Opened,
    places: &[String],
) -> Result<(Vec<ProgramTest>, Vec<String>), Failure> {
    on_history(opened)?;
    let outcome = opened.current()?.outcome.clone();
    let all = thresholds(&opened.program);
    if let Some(place) = places.iter().find(|place| !all.iter().any(|one| one.place == **place)) {
        return Err(Failure::wrong_use(
            "threshold_unknown",
            format!("The program has no threshold in money at {place}."),
            "Choose one of the thresholds that are suggested.",
        ));
    }
    let edges = Edges {
        rows: opened.ground_rows()?,
        checked: checked(&opened.program.without_tests())?,
        outcome: &outcome,
    };
    let (mut made, mut left_out) = (Vec::new(), Vec::new());
    for one in all.iter().filter(|one| places.contains(&one.place)) {
        match edges.tests(one)? {
            Some(tests) => made.extend(tests),
            None => left_out.push(format!(
                "{}: no payout of the history can be moved to exactly this amount.",
                one.name
            )),
        }
    }
    Ok((made, left_out))
}

/// Every threshold in money above zero, in the order of the program.
fn thresholds(program: &Program) -> Vec<Threshold> {
    let mut found = Vec::new();
    for track in &program.tracks {
        for level in &track.levels {
            let place = format!("/tracks/{}/levels/{}/requirement", track.id, level.id);
            let mut leaves = Vec::new();
            if let Some(asks) = &level.requirement {
                asks.leaves(&place, &mut leaves);
            }
            found.extend(leaves.into_iter().enumerate().filter_map(|(leaf, (place, reaches))| {
                let at = reaches.at_least;
                Some(Threshold {
                    place: format!("{place}/at_least"),
                    name: format!("{}, {} from {}", track.name, level.name, words::quantity(at)),
                    at: above_zero(at)?,
                    compared: What::Leaf { track: track.id.clone(), level: level.id.clone(), leaf },
                })
            }));
        }
    }
    for (position, incentive) in program.incentives.iter().enumerate() {
        if incentive.state == State::Off {
            continue;
        }
        for (at, band) in incentive.schedule.bands.iter().enumerate() {
            let Some(from) = above_zero(band.from) else { continue };
            found.push(Threshold {
                place: format!("/incentives/{}/schedule/bands/{at}/from", incentive.id),
                name: format!("{}, band from {}", incentive.name, words::money(from)),
                at: from,
                compared: What::Qualifier(position),
            });
        }
    }
    found
}

fn above_zero(of: Quantity) -> Option<Money> {
    match of {
        Quantity::Money(money) if money.units() > 0 => Some(money),
        _ => None,
    }
}

impl What {
    /// What a payout compared with the threshold; none where it did not.
    fn value(&self, of: &Explanation) -> Option<Money> {
        of.steps.iter().find_map(|step| match (self, step) {
            (Self::Qualifier(incentive), Step::Schedule(schedule))
                if of.incentive == *incentive && schedule.deal.is_none() =>
            {
                money(schedule.qualifier?)
            }
            (Self::Leaf { track, level, leaf }, Step::Tier(tier)) if tier.track == *track => {
                let level = tier.levels.iter().find(|one| one.level == *level)?;
                let mut leaves = level.requirements.iter().filter_map(|one| match one {
                    RequirementStep::Reaches(reaches) => Some(reaches.value),
                    _ => None,
                });
                money(leaves.nth(*leaf)?)
            }
            _ => None,
        })
    }
}

fn money(of: Amount) -> Option<Money> {
    match of {
        Amount::Exact(Quantity::Money(money)) => Some(money),
        _ => None,
    }
}

/// What tests at thresholds are made from.
struct Edges<'a> {
    rows: FactRows,
    checked: Checked,
    outcome: &'a Outcome,
}

impl Edges<'_> {
    /// The three tests at a threshold; none where no payout can be moved there.
    fn tests(&self, of: &Threshold) -> Result<Option<Vec<ProgramTest>>, Failure> {
        let step = of.at.currency().units_per_minor();
        for near in self.nearest(of)? {
            let Ok(test) = freeze(&self.rows, self.outcome, near) else { continue };
            let sides = [(-step, "just below,"), (0, "exactly"), (step, "just above,")];
            let made: Option<Vec<ProgramTest>> = sides
                .into_iter()
                .map(|(by, side)| {
                    let at = Money::from_units(of.at.units() + by, of.at.currency());
                    self.moved(&test, of, near, at, side)
                })
                .collect();
            if made.is_some() {
                return Ok(made);
            }
        }
        Ok(None)
    }

    /// Payouts whose value lies nearest to the threshold.
    fn nearest(&self, of: &Threshold) -> Result<Vec<Frozen>, Failure> {
        let lines: Vec<Frozen> = self
            .outcome
            .lines()
            .map(|line| Frozen {
                partner: line.partner,
                quarter: line.quarter,
                incentive: line.incentive,
            })
            .filter(|line| match of.compared {
                What::Qualifier(incentive) => line.incentive == incentive,
                What::Leaf { .. } => true,
            })
            .collect();
        let mut found = Vec::new();
        for line in lines.iter().step_by(lines.len().div_ceil(LOOKED_AT).max(1)) {
            let explained = self.outcome.explain(line.partner, line.quarter, line.incentive)?;
            let value = of.compared.value(&explained).filter(|value| value.units() > 0);
            found.extend(value.map(|value| (value.units().abs_diff(of.at.units()), *line)));
        }
        found.sort_unstable();
        found.truncate(TRIED);
        Ok(found.into_iter().map(|(_, line)| line).collect())
    }

    /// A test with one deal's amount moved so that the value is exactly `to`.
    fn moved(
        &self,
        test: &ProgramTest,
        of: &Threshold,
        near: Frozen,
        to: Money,
        side: &str,
    ) -> Option<ProgramTest> {
        let case = Case::of_test(test).ok()?;
        let now = self.value(&case, of, near)?;
        let by = to.units() - now.units();
        let mut largest: Vec<usize> = (0..case.facts.deals.len()).collect();
        largest.sort_by_key(|at| std::cmp::Reverse(case.facts.deals[*at].amount.units()));
        let moved = largest.into_iter().flat_map(|at| with_deal(&case, at, by));
        let mut there = moved.filter(|moved| self.value(moved, of, near) == Some(to));
        there.find_map(|moved| self.rewritten(test, &moved, of, near, to, side))
    }

    fn value(&self, case: &Case, of: &Threshold, near: Frozen) -> Option<Money> {
        of.compared.value(&self.explained(case, near)?.1)
    }

    fn explained(&self, case: &Case, near: Frozen) -> Option<(Outcome, Explanation)> {
        let alone = case.outcome_of(&self.checked).ok()?;
        let id = &self.outcome.facts().partners.ids[near.partner];
        let partner = alone.facts().partners.position(id)?;
        let explained = alone.explain(partner, near.quarter, near.incentive).ok()?;
        Some((alone, explained))
    }

    /// The test with the facts of the moved case and what comes out of them.
    fn rewritten(
        &self,
        test: &ProgramTest,
        moved: &Case,
        of: &Threshold,
        near: Frozen,
        to: Money,
        side: &str,
    ) -> Option<ProgramTest> {
        let (alone, _) = self.explained(moved, near)?;
        let mut written = test.clone();
        written.title = format!("{}: {side} at {}", of.name, words::money(to));
        written.source = Some(of.source());
        written.facts = serde_json::to_value(&moved.facts).ok()?.as_object()?.clone();
        let compared = moved.compared(&alone).ok()?;
        written.expect = tierwright_cases::accepted(&written, &compared)
            .map_err(|CaseFault(fault)| fault)
            .ok()?;
        Some(written)
    }
}

/// The cases with the amount of a deal and of one of its lines moved, each line in turn; none where
/// nothing would be left.
fn with_deal(case: &Case, at: usize, by: i64) -> Vec<Case> {
    let amount = |of: Money| {
        let units = of.units().checked_add(by).filter(|units| *units > 0)?;
        Some(Money::from_units(units, of.currency()))
    };
    let deal: &CaseDeal = &case.facts.deals[at];
    let Some(whole) = amount(deal.amount) else { return Vec::new() };
    let with = |line: Option<(usize, Money)>| {
        let mut moved = case.clone();
        moved.facts.deals[at].amount = whole;
        if let Some((line, amount)) = line {
            moved.facts.deals[at].lines[line].amount = amount;
        }
        moved
    };
    if deal.lines.is_empty() {
        return vec![with(None)];
    }
    let lines = deal.lines.iter().enumerate();
    lines.filter_map(|(line, of)| Some(with(Some((line, amount(of.amount)?))))).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_deal_is_moved_by_any_of_its_lines_that_keeps_something() {
        let deal = json!({
            "id": "D", "closed": "2025-01-05", "amount": "150 USD", "credits": [],
            "lines": [
                { "id": "1", "product": "a", "family": "x", "amount": "100 USD" },
                { "id": "2", "product": "b", "family": "x", "amount": "50 USD" },
            ],
        });
        let case = json!({
            "title": "", "working": [], "program": {}, "facts": { "partners": [], "deals": [deal] },
            "from": "2025-01-01", "until": "2025-12-31", "expect": [],
        });
        let case = Case::from_json(&case.to_string()).unwrap();
        let moved = |by| -> Vec<(i64, Vec<i64>)> {
            let cases = with_deal(&case, 0, by).into_iter();
            let deals = cases.map(|mut one| one.facts.deals.remove(0));
            let cents = |of: Money| of.units() / 100;
            let lines = |deal: &CaseDeal| deal.lines.iter().map(|one| cents(one.amount)).collect();
            deals.map(|deal| (cents(deal.amount), lines(&deal))).collect()
        };
        assert_eq!(moved(100), [(15_001, vec![10_001, 5_000]), (15_001, vec![10_000, 5_001])]);
        // The smaller line would have nothing left.
        assert_eq!(moved(-500_000), [(10_000, vec![5_000, 5_000])]);
        assert_eq!(moved(-1_500_000), []);
    }
}
