//! Findings on a program over a history (`RULES` section 9): those that no look at the program alone
//! can make, each with the partners and the money that it concerns.
//!
//! They are read off the explanations of all payout lines and off calculations of the program with
//! less in it, so they say nothing that the calculation did not do.

mod bands;
mod deals;
mod gaps;
mod history;
mod limits;
mod missing;
mod returns;
mod seen;

use std::sync::Arc;

use tierwright_engine::{Failure, Outcome};
use tierwright_program::{Money, Program, Severity, State, words};

use seen::Seen;

/// Something worth knowing about a program on a history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HistoryFinding {
    /// How much it matters: a warning costs money, a note is worth knowing.
    pub severity: Severity,
    /// A stable code for programs, such as `incentive_pays_nobody`.
    pub code: &'static str,
    /// Where in the program.
    pub place: String,
    /// What is so, as a sentence.
    pub sentence: String,
    /// What to do about it.
    pub hint: &'static str,
    /// Partners it concerns, each counted once.
    pub partners: usize,
    /// The money it concerns.
    pub amount: Money,
    /// What that money is, after the amount: `taken by the cap`.
    pub of: &'static str,
}

/// Everything that is found, warnings first, then in the order of the program; `pays` calculates
/// another program on the same facts.
///
/// # Errors
/// As [`Outcome::explain`], or `pays` was cancelled.
pub fn history_findings(
    outcome: &Outcome,
    mut pays: impl FnMut(&Program) -> Result<Arc<Outcome>, Failure>,
) -> Result<Vec<HistoryFinding>, Failure> {
    let seen = Seen::of(outcome)?;
    let mut found = levels(outcome);
    for (at, incentive) in outcome.plan().program().incentives.iter().enumerate() {
        if incentive.state == State::Off {
            continue;
        }
        let look = Look { outcome, seen: &seen, at };
        found.extend(look.pays_nobody());
        gaps::gaps(&look, &mut found);
        bands::bands(&look, &mut found);
        limits::limits(&look, &mut pays, &mut found)?;
        missing::missing(&look, &mut found);
        returns::returns(&look, &mut found);
    }
    deals::deals(outcome, &seen, &mut found);
    history::history(outcome, &mut found);
    found.sort_by_key(|one| one.severity);
    Ok(found)
}

/// An incentive that is looked at.
struct Look<'a> {
    outcome: &'a Outcome,
    seen: &'a Seen,
    at: usize,
}

impl Look<'_> {
    fn incentive(&self) -> &tierwright_program::Incentive {
        &self.outcome.plan().program().incentives[self.at]
    }

    fn name(&self) -> String {
        words::name_of(&self.incentive().name, &self.incentive().id)
    }

    fn place(&self, below: &str) -> String {
        format!("/incentives/{}{below}", self.incentive().id)
    }

    fn lines(&self) -> &seen::Lines {
        &self.seen.incentives[self.at]
    }

    fn money(&self, units: i128) -> Money {
        money(self.outcome, units)
    }

    fn pays_nobody(&self) -> Option<HistoryFinding> {
        self.lines().paid.is_empty().then(|| HistoryFinding {
            severity: Severity::Note,
            code: "incentive_pays_nobody",
            place: self.place(""),
            sentence: format!("{} pays nobody on this history.", self.name()),
            hint: "Look at its gate, dates and filters, or leave it out.",
            partners: 0,
            amount: self.money(0),
            of: "",
        })
    }
}

/// Levels that nobody holds on any day of the replay that is looked at: the last of each quarter.
fn levels(outcome: &Outcome) -> Vec<HistoryFinding> {
    let mut found = Vec::new();
    for (track, of) in outcome.plan().program().tracks.iter().enumerate() {
        for (level, one) in of.levels.iter().enumerate() {
            let mut partners = 0..outcome.facts().partners.len();
            let quarters = outcome.quarters().len();
            let held =
                |partner| (0..quarters).any(|at| outcome.level(track, partner, at) == Some(level));
            if quarters > 0 && !partners.any(held) {
                found.push(HistoryFinding {
                    severity: Severity::Note,
                    code: "level_held_by_nobody",
                    place: format!("/tracks/{}/levels/{}", of.id, one.id),
                    sentence: format!(
                        "Nobody holds {} at the end of any quarter of this history.",
                        words::name_of(&one.name, &one.id)
                    ),
                    hint: "Lower what it asks for, or keep it as something to aim at.",
                    partners: 0,
                    amount: money(outcome, 0),
                    of: "",
                });
            }
        }
    }
    found
}

/// Money to the minor unit, halves away from zero: sums of what is exact to more digits.
fn money(outcome: &Outcome, units: i128) -> Money {
    let currency = outcome.plan().program().currency;
    let per_minor = i128::from(currency.units_per_minor());
    let half = per_minor / 2 * units.signum();
    let whole = (units + half) / per_minor * per_minor;
    Money::from_units(i64::try_from(whole).unwrap_or(i64::MAX), currency)
}

/// `1 partner`, `12 partners`.
fn partners(count: usize) -> String {
    words::count(count as u64, "partner")
}

/// `is` of one, `are` of others.
const fn are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}
