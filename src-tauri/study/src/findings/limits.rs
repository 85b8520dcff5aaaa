//! What each cap takes: the program is calculated once more without it.

use std::sync::Arc;

use tierwright_engine::{Failure, Outcome, Selection};
use tierwright_program::{
    Incentive, Program, Severity, State,
    incentive::{Limit, LimitPer},
    words,
};

use super::{HistoryFinding, Look, partners};
use crate::compare;

/// More than this share of those who earn, in percent, is many.
const MANY: usize = 40;

pub fn limits(
    look: &Look<'_>,
    mut pays: impl FnMut(&Program) -> Result<Arc<Outcome>, Failure>,
    found: &mut Vec<HistoryFinding>,
) -> Result<(), Failure> {
    if look.incentive().state != State::On {
        return Ok(());
    }
    for at in 0..look.incentive().limits.len() {
        let mut free = look.outcome.plan().program().clone();
        free.incentives[look.at].limits.remove(at);
        found.push(match pays(&free) {
            Ok(without) => limit_taken(look, at, &without)?,
            Err(failure) if failure.code == "cancelled" => return Err(failure),
            Err(failure) => not_known(look, at, &failure),
        });
    }
    Ok(())
}

fn limit_taken(look: &Look<'_>, at: usize, without: &Outcome) -> Result<HistoryFinding, Failure> {
    let compared = compare(without, look.outcome)?;
    let taken = compared.partners.iter().filter(|row| row.change.units() < 0);
    let amount = look.money(taken.clone().map(|row| -i128::from(row.change.units())).sum());
    let reached = taken.count();
    let earn = (0..look.outcome.facts().partners.len()).filter(|partner| {
        let (partner, incentive) = (Some(*partner), Some(look.at));
        look.outcome.total(Selection { partner, incentive, quarter: None }).units() > 0
    });
    let earn = earn.count();
    let cap = cap_words(look.incentive(), at);
    let many = reached * 100 > earn * MANY;
    let (severity, code, sentence, hint) = match (reached, many) {
        (0, _) => (
            Severity::Note,
            "limit_never_reached",
            format!("{cap} takes nothing from anybody on this history."),
            "Lower it to what it should hold back, or take it out.",
        ),
        (_, many) => (
            if many { Severity::Warning } else { Severity::Note },
            "limit_reached",
            format!(
                "{cap} takes {} from {reached} of {} that earn the incentive.",
                words::money(amount),
                partners(earn),
            ),
            if many {
                "Raise it, or lower the rates that lead to it: beyond a cap nobody is rewarded."
            } else {
                "Leave it where these are the ones it is meant for."
            },
        ),
    };
    let place = look.place(&format!("/limits/{at}"));
    Ok(HistoryFinding {
        severity,
        code,
        place,
        sentence,
        hint,
        partners: reached,
        amount,
        of: "taken by the cap",
    })
}

/// A cap without which the program cannot be calculated.
fn not_known(look: &Look<'_>, at: usize, failure: &Failure) -> HistoryFinding {
    HistoryFinding {
        severity: Severity::Note,
        code: "limit_not_weighed",
        place: look.place(&format!("/limits/{at}")),
        sentence: format!(
            "{}: what it takes is not known, as the program cannot be calculated without it. {}",
            cap_words(look.incentive(), at),
            failure.sentence,
        ),
        hint: "Look at the rates that lead to it.",
        partners: 0,
        amount: look.money(0),
        of: "",
    }
}

/// A cap in words: `Volume rebate: the cap of 60,000 USD per partner and fiscal year`.
fn cap_words(incentive: &Incentive, at: usize) -> String {
    let Limit { per, at_most } = &incentive.limits[at];
    let per = match per {
        LimitPer::Value => "on what is paid on",
        LimitPer::Deal => "per deal",
        LimitPer::PartnerPeriod => "per partner and payment period",
        LimitPer::PartnerYear => "per partner and fiscal year",
        LimitPer::Total => "in all",
    };
    let name = words::name_of(&incentive.name, &incentive.id);
    format!("{name}: the cap of {} {per}", words::quantity(*at_most))
}
