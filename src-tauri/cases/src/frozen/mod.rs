//! Freezing a payout: the facts that one figure needs, taken out of a history, and the figure that
//! must come out of them alone.
//!
//! Facts are looked for around the partner, from the nearest outwards, until the program pays the
//! same for the same reasons on them alone. Then whatever can go without changing that goes.

mod kept;
mod reasons;
mod written;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use tierwright_engine::{Facts, Failure, Outcome, Plan, Replay, Turn, rows::FactRows};
use tierwright_program::{Checked, ProgramTest, check};

use crate::run::CaseFault;
use kept::Reach;
use reasons::{Reasons, Same, reasons};

/// How many sets of facts are tried when deals are left out, so that a test of a partner with very
/// many deals does not take long.
const MOST_TRIES: usize = 120;

/// A figure of an outcome: positions of the partner, the quarter and the incentive.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Frozen {
    /// The partner.
    pub partner: usize,
    /// The quarter.
    pub quarter: usize,
    /// The incentive.
    pub incentive: usize,
}

/// A test that pays the same figure as the history on its own facts alone. Its id is empty.
///
/// # Errors
/// What the figure needs that cannot be frozen, in a sentence; or a calculation that fails.
pub fn freeze(rows: &FactRows, outcome: &Outcome, of: Frozen) -> Result<ProgramTest, CaseFault> {
    let whole = Whole::new(outcome, of)?;
    let last = outcome.quarters()[of.quarter].until();
    let partner = &outcome.facts().partners.ids[of.partner];
    for reach in Reach::ALL {
        let mut near = kept::around(rows, partner, reach, last);
        near.rates = kept::rates(&near, outcome.plan().program(), whole.replay.quarters());
        for how in [Same::Measured, Same::Held] {
            if whole.same_on(&near, how) {
                return whole.test(&Reduced { whole: &whole, how, partner }.from(near));
            }
        }
    }
    Err(whole.why_not())
}

/// The figure as the history has it.
struct Whole<'a> {
    outcome: &'a Outcome,
    checked: Checked,
    of: Frozen,
    replay: Replay,
    reasons: Reasons,
}

impl<'a> Whole<'a> {
    fn new(outcome: &'a Outcome, of: Frozen) -> Result<Self, CaseFault> {
        let program = outcome.plan().program();
        let checked =
            check(program).0.ok_or_else(|| CaseFault("The program has errors.".into()))?;
        let quarters = outcome.quarters();
        let (from, until) = (quarters[0].from(), quarters[of.quarter].until());
        let replay = Replay::between(&program.calendar, from, until);
        let replay = match outcome.plan().replay().as_of_day() {
            Some(day) => replay.as_of(day),
            None => replay,
        };
        let reasons = reasons(outcome, of.partner, of.quarter, of.incentive)?;
        Ok(Self { outcome, checked, of, replay, reasons })
    }

    /// What the program pays on some facts alone.
    fn outcome_on(&self, rows: &FactRows) -> Result<Outcome, Failure> {
        let facts = Facts::build(crate::CaseFacts::rows(&written::written(rows)));
        let facts = facts.map_err(|_| Failure::cancelled())?;
        let plan = Plan::compile(&self.checked, facts.into(), &self.replay, None)?;
        plan.calculate(1, &Turn::new())
    }

    /// Whether the same is paid for the same reasons on some facts alone.
    fn same_on(&self, rows: &FactRows, how: Same) -> bool {
        let id = &self.outcome.facts().partners.ids[self.of.partner];
        let found = self.outcome_on(rows).ok().and_then(|alone| {
            let partner = alone.facts().partners.position(id)?;
            reasons(&alone, partner, self.of.quarter, self.of.incentive).ok()
        });
        found.is_some_and(|found| found.are(&self.reasons, how))
    }

    /// The test that these facts make.
    fn test(&self, rows: &FactRows) -> Result<ProgramTest, CaseFault> {
        let program = self.outcome.plan().program();
        let facts = self.outcome.facts();
        let (partner, incentive) =
            (&facts.partners.ids[self.of.partner], &program.incentives[self.of.incentive]);
        let label = program.calendar.label(self.outcome.quarters()[self.of.quarter]);
        let mut expect = vec![object(json!({
            "partner": partner,
            "quarter": label,
            "incentive": incentive.id,
            "amount": self.reasons.amount,
        }))];
        expect.extend(self.reasons.levels.iter().map(|level| {
            object(json!({
                "partner": partner,
                "on": level.on,
                "track": level.track,
                "level": level.level,
            }))
        }));
        let given = serde_json::to_value(written::written(rows));
        let given = given.map_err(|error| CaseFault(error.to_string()))?;
        let quarters = self.replay.quarters();
        Ok(ProgramTest {
            id: String::new(),
            title: format!(
                "{}, {}, {label}",
                incentive.name, facts.partners.names[self.of.partner]
            ),
            source: Some("A payout of the history".to_owned()),
            working: Vec::new(),
            facts: object(given),
            from: quarters[0].from(),
            until: self.outcome.quarters()[self.of.quarter].until(),
            as_of: self.replay.as_of_day(),
            expect,
        })
    }

    /// What the figure needs that does not lie around the partner.
    fn why_not(&self) -> CaseFault {
        let program = self.outcome.plan().program();
        let name = &program.incentives[self.of.incentive].name;
        let needs = match self.reasons.purse.as_deref() {
            Some(purse) => format!(
                "{purse} ran out, and what was left of it depends on the payouts of all partners"
            ),
            None => format!("{name} depends on partners who share no deal with this one"),
        };
        CaseFault(format!(
            "This payout cannot be frozen with the deals of its partner alone: {needs}."
        ))
    }
}

/// Leaves facts out.
struct Reduced<'a> {
    whole: &'a Whole<'a>,
    how: Same,
    partner: &'a str,
}

impl Reduced<'_> {
    fn same(&self, rows: &FactRows) -> bool {
        self.whole.same_on(rows, self.how)
    }

    /// Fewer facts on which it is still the same: without tables, then without deals that it does
    /// not need.
    fn from(&self, rows: FactRows) -> FactRows {
        let rows = self.without_tables(rows);
        let rows = self.without_deals(rows);
        let mut thin = rows.clone();
        thin.rates =
            kept::rates(&rows, self.whole.outcome.plan().program(), self.whole.replay.quarters());
        if self.same(&thin) { thin } else { rows }
    }

    fn without_tables(&self, mut rows: FactRows) -> FactRows {
        let tables: [fn(&mut FactRows); 10] = [
            |rows| rows.activities.clear(),
            |rows| rows.scores.clear(),
            |rows| rows.targets.clear(),
            |rows| rows.overlaps.clear(),
            |rows| rows.fund_events.clear(),
            |rows| rows.paid.clear(),
            |rows| rows.touches.clear(),
            |rows| rows.registrations.clear(),
            |rows| rows.settlements.clear(),
            |rows| rows.statuses.clear(),
        ];
        for clear in tables {
            let mut fewer = rows.clone();
            clear(&mut fewer);
            if fewer != rows && self.same(&fewer) {
                rows = fewer;
            }
        }
        rows
    }

    /// Deals are left out in halves, quarters and so on down to one by one, oldest first.
    fn without_deals(&self, mut rows: FactRows) -> FactRows {
        let mut tries = 0;
        let mut size = rows.deals.len().div_ceil(2);
        while size > 0 && tries < MOST_TRIES {
            let mut at = 0;
            while at < rows.deals.len() && tries < MOST_TRIES {
                let end = (at + size).min(rows.deals.len());
                let fewer = without(&rows, self.partner, at, end);
                tries += 1;
                if self.same(&fewer) { rows = fewer } else { at = end }
            }
            size = if size == 1 { 0 } else { size.div_ceil(2) };
        }
        rows
    }
}

fn object(of: Value) -> Map<String, Value> {
    match of {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// The rows without some of their deals, by position.
fn without(rows: &FactRows, partner: &str, from: usize, until: usize) -> FactRows {
    let ids = rows.deals.iter().enumerate();
    let deals: BTreeSet<&str> = ids
        .filter(|(at, _)| *at < from || *at >= until)
        .map(|(_, deal)| deal.id.as_str())
        .collect();
    // Whoever had deals of its own in these rows keeps what else is known of it.
    let mut of: BTreeSet<&str> = BTreeSet::from([partner]);
    of.extend(rows.activities.iter().map(|one| one.partner.as_str()));
    kept::only(rows, &of, &deals)
}
