//! A program as SQL over documented fact tables: the same payouts, worked out by a database.
//!
//! The script is made of steps, each a table made of a query. What cannot be said exactly is refused
//! by the rule's name; nothing is approximated.

mod agreed;
mod compare;
mod dialect;
mod facts;
mod incentive;
mod load;
mod measured;
mod measures;
mod pool;
mod proof;
mod prove;
mod sales;
mod schedule;
mod script;
mod tiers;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use tierwright_program::{Program, Span, State};

pub use compare::{Compared, compare};
pub use dialect::Dialect;
pub use facts::{FactFile, FactTable, Kind, TABLES, fact_files, tables_sql};
pub use load::load_sql;
pub(crate) use measured::{DealMeasure, MeasureTable, Measured, Picked, Settled};
pub use proof::{Proof, SqlFacts, prove};
pub(crate) use proof::{fitting, prove_watched, sql_of};
pub(crate) use prove::recompute_with;
pub use prove::{NotWorkedOut, Recomputed, recompute};
use script::Script;

use crate::{cell::guarded, content::settled_periods};

/// Why a rule is refused whose numbers a database cannot hold.
pub(crate) const TOO_LARGE: &str = "comes to numbers that do not fit 64 bits on these facts";

/// A program as SQL.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PayoutSql {
    /// The script; its last step is the table `payout`.
    pub text: String,
    /// Ids of the incentives that it works out.
    pub exact: Vec<String>,
    /// The incentives that it does not.
    pub refused: Vec<RefusedRule>,
    /// Where the measures of each exact incentive stand, by its position in the program.
    pub(crate) measured: Vec<(usize, MeasureTable)>,
}

/// A rule that a target cannot say exactly.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefusedRule {
    /// The incentive's id.
    pub incentive: String,
    /// The incentive's name.
    pub name: String,
    /// What it does that is not said, as the rest of a sentence.
    pub why: String,
}

/// Tracks whose levels reach the SQL as facts: those that it does not work out, and those that levels
/// are granted on in the facts.
fn given_tracks(program: &Program, granted: &BTreeSet<&str>) -> Vec<String> {
    let given = program.tracks.iter().filter(|track| {
        granted.contains(guarded(&track.id).as_str()) || !tiers::is_worked_out(track)
    });
    given.map(|track| track.id.clone()).collect()
}

/// Writes a program as SQL for the quarters of a replay, to be run on these facts or on others of the
/// same quarters.
#[must_use]
pub fn payout_sql(
    program: &Program,
    quarters: &[Span],
    facts: &SqlFacts,
    dialect: Dialect,
) -> PayoutSql {
    let mut script = Script::new(program, quarters, facts.first, &facts.given, dialect);
    script.say(&format!("The payouts of {}, for {}.", program.name, dialect.name()));
    script.say(
        "Written by Tierwright from the program; the tables script beside it has what it reads.",
    );
    script.say("Whole numbers only: amounts in ten-thousandths, rates in hundred-millionths.");
    if dialect == Dialect::Spark {
        script.say(
            "Each step is a table; run this in a database of its own, and drop it afterwards.",
        );
    }
    script.begin();
    let (mut exact, mut refused, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    let mut measured = Vec::new();
    let incentives = program.incentives.iter().enumerate();
    for (at, of) in incentives.filter(|(_, one)| one.state != State::Off) {
        // It pays nothing then, and a table of no periods cannot be written.
        if settled_periods(program, quarters, of).is_empty() {
            exact.push(of.id.clone());
            continue;
        }
        script.measured = None;
        let mark = script.mark();
        let limited = match &facts.unsaid {
            Some(why) => Err(why.clone()),
            None if facts.too_large.contains(&of.id) => Err(TOO_LARGE.to_owned()),
            None => script.incentive(of),
        };
        match limited {
            Ok(limited) => {
                let due = script.accounts(of, &limited);
                let state = if of.state == State::Shadow { "shadow" } else { "paid" };
                parts.push(format!("SELECT due.*, '{state}' AS state FROM {due} due"));
                exact.push(of.id.clone());
                measured.extend(script.measured.take().map(|table| (at, table)));
            }
            Err(why) => {
                script.back_to(mark);
                let (incentive, name) = (of.id.clone(), of.name.clone());
                refused.push(RefusedRule { incentive, name, why });
            }
        }
    }
    script.say("The payouts: one row a partner, period, incentive and account; in minor units.");
    if parts.is_empty() {
        parts.push(
            "SELECT '' AS partner, '' AS period_from, '' AS period_until, '' AS incentive,\n  \
             '' AS account, 0 AS amount, '' AS state FROM tw_partner WHERE 1 = 0"
                .to_owned(),
        );
    }
    script.named("payout", &parts.join("\nUNION ALL\n"));
    PayoutSql { text: script.text(), exact, refused, measured }
}
