//! A program as SQL over documented fact tables: the same payouts, worked out by a database.
//!
//! The script is made of steps, each a table made of a query. What cannot be said exactly is refused
//! by the rule's name; nothing is approximated.

mod compare;
mod dialect;
mod facts;
mod incentive;
mod measures;
mod pool;
mod proof;
mod prove;
mod sales;
mod schedule;
mod script;
mod tiers;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tierwright_program::{Program, Span, State};

pub use compare::{Compared, compare};
pub use dialect::Dialect;
pub use facts::{FactFile, FactTable, Kind, TABLES, fact_files, tables_sql};
pub(crate) use proof::sql_of;
pub use proof::{Proof, SqlFacts, prove};
pub use prove::{Recomputed, recompute};
use script::Script;

/// A program as SQL.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PayoutSql {
    /// The script; its last step is the table `payout`.
    pub text: String,
    /// Ids of the incentives that it works out.
    pub exact: Vec<String>,
    /// The incentives that it does not.
    pub refused: Vec<RefusedRule>,
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

/// Tracks whose levels reach the SQL as facts: those that it does not work out, and all of them
/// where levels are granted in the facts.
#[must_use]
pub fn given_tracks(program: &Program, granted: bool) -> Vec<String> {
    let given = program.tracks.iter().filter(|track| granted || !tiers::is_worked_out(track));
    given.map(|track| track.id.clone()).collect()
}

/// Writes a program as SQL for the quarters of a replay. `first` is the first day that something
/// happened which a ladder can read; `given` are the tracks whose levels are facts. With `unsaid`
/// every rule is refused for that reason.
#[must_use]
pub fn payout_sql(
    program: &Program,
    quarters: &[Span],
    first: NaiveDate,
    given: &[String],
    unsaid: Option<&str>,
    dialect: Dialect,
) -> PayoutSql {
    let mut script = Script::new(program, quarters, first, given, dialect);
    script.say(&format!("The payouts of {}, for {}.", program.name, dialect.name()));
    script.say("Written by Tierwright from the program; the tables it reads are in tables.sql.");
    script.say("Whole numbers only: amounts in ten-thousandths, rates in hundred-millionths.");
    script.begin();
    let (mut exact, mut refused, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    for of in program.incentives.iter().filter(|one| one.state != State::Off) {
        let mark = script.mark();
        let limited = match unsaid {
            Some(why) => Err(why.to_owned()),
            None => script.incentive(of),
        };
        match limited {
            Ok(limited) => {
                let due = script.accounts(of, &limited);
                let state = if of.state == State::Shadow { "shadow" } else { "paid" };
                parts.push(format!("SELECT due.*, '{state}' AS state FROM {due} due"));
                exact.push(of.id.clone());
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
    PayoutSql { text: script.text(), exact, refused }
}
