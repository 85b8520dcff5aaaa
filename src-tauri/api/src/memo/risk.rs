//! What the memo says about risk: years drawn again, with both programs.

use std::sync::Arc;

use tierwright_study::{Base, Risk, RiskAsked, risk};

use crate::{
    opened::{Effort, Opened},
    wire::Failure,
};

/// What is drawn, so that a memo is written in seconds and says the same each time.
pub const ASKED: RiskAsked =
    RiskAsked { draws: 2_000, replays: 24, seed: 7, budget: None, same_partners: false };

/// The risk of a program.
pub struct Risked {
    /// The program.
    pub name: String,
    /// How its bill could come out.
    pub risk: Risk,
}

/// The risk of programs by what they are called; those that cannot be calculated are left out.
pub fn risked(
    opened: &mut Opened,
    ids: &[String],
    effort: &Effort,
) -> Result<Vec<Risked>, Failure> {
    let rows = Arc::new(opened.ground_rows()?);
    let mut all = Vec::new();
    for id in ids {
        let outcome = match opened.pays_by_name(id, effort) {
            Ok(pays) => pays.outcome,
            Err(failure) if failure.code == "cancelled" => return Err(failure),
            Err(_) => continue,
        };
        let base = Base {
            outcome,
            rows: Arc::clone(&rows),
            threads: effort.threads,
            turn: effort.turn.clone(),
        };
        if base.replay().quarters().is_empty() {
            continue;
        }
        all.push(Risked { name: opened.name_of(id), risk: risk(&base, &ASKED)? });
    }
    Ok(all)
}
