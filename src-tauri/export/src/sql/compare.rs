//! Payouts of the engine beside those that the SQL worked out.

use std::collections::{BTreeMap, BTreeSet};

use tierwright_program::Program;

use super::Recomputed;
use crate::{Line, cell::guarded, payouts::account_text};

/// What a payout is told by: partner, first and last day, incentive, account and state.
type Key = (String, String, String, String, String, String);

/// Payouts compared.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Compared {
    /// Payouts that differ.
    pub differing: u64,
    /// The first of them, as a sentence.
    pub first: Option<String>,
    /// The position of its line among those of the engine, where it has one.
    pub line: Option<usize>,
}

/// Compares the lines of the incentives named with what the SQL worked out. A payout of zero is one
/// that neither has.
#[must_use]
pub fn compare(
    program: &Program,
    lines: &[Line],
    recomputed: &[Recomputed],
    exact: &[String],
) -> Compared {
    let per_minor = program.currency.units_per_minor();
    let ours: BTreeMap<Key, (i64, usize)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| exact.contains(&line.incentive_id))
        .map(|(at, line)| (key_of(line), (line.amount.units() / per_minor, at)))
        .collect();
    let said: BTreeSet<String> = exact.iter().map(|id| guarded(id)).collect();
    let theirs: BTreeMap<Key, i64> = recomputed
        .iter()
        .filter(|one| said.contains(&one.incentive))
        .map(|one| {
            let texts = [&one.partner, &one.period_from, &one.period_until];
            let [partner, from, until] = texts.map(String::clone);
            let key = (
                partner,
                from,
                until,
                one.incentive.clone(),
                one.account.clone(),
                one.state.clone(),
            );
            (key, one.amount)
        })
        .collect();
    let keys: BTreeSet<&Key> = ours.keys().chain(theirs.keys()).collect();
    let mut compared = Compared::default();
    for key in keys {
        let (own, other) = (ours.get(key), theirs.get(key).copied().unwrap_or(0));
        if own.map_or(0, |own| own.0) == other {
            continue;
        }
        compared.differing += 1;
        if compared.first.is_none() {
            compared.line = own.map(|own| own.1);
            compared.first = Some(sentence(program, key, own.map_or(0, |own| own.0), other));
        }
    }
    compared
}

fn key_of(line: &Line) -> Key {
    (
        guarded(&line.partner_id),
        line.from.to_string(),
        line.until.to_string(),
        guarded(&line.incentive_id),
        account_text(line.account).to_owned(),
        if line.shadow { "shadow" } else { "paid" }.to_owned(),
    )
}

fn sentence(program: &Program, key: &Key, ours: i64, theirs: i64) -> String {
    let money = |minor: i64| {
        let units = minor.saturating_mul(program.currency.units_per_minor());
        tierwright_program::Money::from_units(units, program.currency)
    };
    format!(
        "{} is paid {} by {} for {} to {}, and SQLite works out {}",
        key.0,
        money(ours),
        key.3,
        key.1,
        key.2,
        money(theirs)
    )
}
