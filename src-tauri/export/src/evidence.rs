//! What stands behind a decision for this program: what it costs, who gets more and who gets less than
//! was really paid, and what the check of the program finds.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use serde::{Deserialize, Serialize};
use tierwright_engine::{Outcome, rows::FactRows};
use tierwright_program::{Currency, Finding, Money, State, check, words::said_list};

use crate::{BundleContent, ExportFailure, Sums, canonical_json};

/// What a partner was really paid for the days of the replay.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaidBefore {
    /// Id of the partner.
    pub partner_id: String,
    /// Name of the partner.
    pub partner_name: String,
    /// The sum of what was paid for periods that lie whole in the replay.
    pub amount: Money,
}

/// The evidence file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Evidence {
    sample: bool,
    cost: Cost,
    /// Nothing where the facts have no past payouts, or some in another currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    against_paid: Option<AgainstPaid>,
    /// Why what is paid does not stand beside what was really paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    not_against_paid: Option<NotAgainstPaid>,
    findings: Vec<Finding>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cost {
    total: Sums,
    by_incentive: Vec<CostOf>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CostOf {
    incentive: String,
    name: String,
    total: Sums,
    partners: u64,
}

/// What is paid beside what was really paid for the same days.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgainstPaid {
    /// Partners who get more.
    pub winners: Group,
    /// Partners who get less.
    pub losers: Group,
    /// Partners who get the same.
    pub unchanged: Group,
    /// Every partner, the one who gains most first.
    pub partners: Vec<Change>,
    paid: Vec<PaidBefore>,
}

/// What was really paid, where it cannot be compared.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NotAgainstPaid {
    why: String,
    paid: Vec<PaidBefore>,
}

/// Partners who have something in common.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// How many they are.
    pub partners: u64,
    /// What they get more in all.
    pub change: Money,
}

/// A partner's payouts beside what it was really paid.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Id of the partner.
    pub partner_id: String,
    /// Name of the partner.
    pub partner_name: String,
    /// What it was really paid.
    pub before: Money,
    /// What it is paid now.
    pub now: Money,
    /// What that is more.
    pub change: Money,
}

/// What was really paid for the days of an outcome, by partner and currency.
pub(crate) fn paid_before(outcome: &Outcome, rows: &FactRows) -> Vec<PaidBefore> {
    let quarters = outcome.quarters();
    let Some((first, last)) = quarters.first().zip(quarters.last()) else { return Vec::new() };
    let within = rows
        .paid
        .iter()
        .filter(|one| one.period_from >= first.from() && one.period_until <= last.until());
    let mut sums: BTreeMap<(&str, Currency), i64> = BTreeMap::new();
    for one in within {
        let sum = sums.entry((one.partner.as_str(), one.amount.currency())).or_default();
        let Some(more) = sum.checked_add(one.amount.units()) else { return Vec::new() };
        *sum = more;
    }
    let partners = &outcome.facts().partners;
    let paid = sums.into_iter().map(|((id, currency), units)| PaidBefore {
        partner_id: id.to_owned(),
        partner_name: partners
            .position(id)
            .map_or_else(String::new, |at| partners.names[at].clone()),
        amount: Money::from_units(units, currency),
    });
    paid.collect()
}

/// The evidence of a content as canonical JSON.
///
/// # Errors
/// Sums that do not fit.
pub(crate) fn evidence_json(content: &BundleContent) -> Result<String, ExportFailure> {
    let overflow = || ExportFailure::overflow("The sum of the payouts");
    let (program, currency) = (&content.program, content.program.currency);
    let mut by_incentive = Vec::new();
    for of in program.incentives.iter().filter(|of| of.state != State::Off) {
        let own = || content.lines.iter().filter(|line| line.incentive_id == of.id);
        let mut partners: Vec<&str> = own().map(|line| line.partner_id.as_str()).collect();
        partners.dedup();
        by_incentive.push(CostOf {
            incentive: of.id.clone(),
            name: of.name.clone(),
            total: Sums::of(own(), currency).ok_or_else(overflow)?,
            partners: partners.len() as u64,
        });
    }
    let total = Sums::of(content.lines.iter(), currency).ok_or_else(overflow)?;
    let not_against_paid = not_compared(content);
    let against_paid = match against_what_was_paid(content) {
        Some(found) => Some(found.ok_or_else(overflow)?),
        None => None,
    };
    let (_, findings) = check(program);
    let cost = Cost { total, by_incentive };
    let sample = content.sample;
    canonical_json(&Evidence { sample, cost, against_paid, not_against_paid, findings })
}

/// The currencies of past payouts other than the program's, each once.
pub(crate) fn other_currencies(content: &BundleContent) -> Vec<String> {
    let paid = content.paid.iter().map(|one| one.amount.currency());
    let other: BTreeSet<Currency> =
        paid.filter(|currency| *currency != content.program.currency).collect();
    other.iter().map(ToString::to_string).collect()
}

/// Why what was really paid is not compared, as no rate of its time says what another currency was
/// worth.
fn not_compared(content: &BundleContent) -> Option<NotAgainstPaid> {
    let other = other_currencies(content);
    (!other.is_empty()).then(|| NotAgainstPaid {
        why: format!(
            "Past payouts are in {} too, and nothing says what that was worth in {}, so who gets more \
             and who gets less than before is not told.",
            said_list(&other, "and"),
            content.program.currency
        ),
        paid: content.paid.clone(),
    })
}

/// What is paid beside what was really paid: nothing where that cannot be compared, and nothing inside
/// where it does not add up exactly.
pub(crate) fn against_what_was_paid(content: &BundleContent) -> Option<Option<AgainstPaid>> {
    let compared = !content.paid.is_empty() && other_currencies(content).is_empty();
    compared.then(|| against_paid(content))
}

fn against_paid(content: &BundleContent) -> Option<AgainstPaid> {
    let currency = content.program.currency;
    // Before, now, and the name, by partner.
    let mut all: BTreeMap<&str, (i64, i64, &str)> = BTreeMap::new();
    for one in &content.paid {
        all.entry(&one.partner_id).or_insert((0, 0, &one.partner_name)).0 = one.amount.units();
    }
    for line in content.lines.iter().filter(|line| !line.shadow) {
        let own = all.entry(&line.partner_id).or_insert((0, 0, &line.partner_name));
        own.1 = own.1.checked_add(line.amount.units())?;
    }
    let money = |units| Money::from_units(units, currency);
    let mut changes = Vec::new();
    for (id, (before, now, name)) in all {
        changes.push((now.checked_sub(before)?, id, before, now, name));
    }
    changes.sort_by_key(|(change, id, ..)| (Reverse(*change), *id));
    let group = |of: &dyn Fn(i64) -> bool| {
        let own = changes.iter().map(|one| one.0).filter(|change| of(*change));
        let (mut partners, mut sum) = (0, 0_i64);
        for change in own {
            partners += 1;
            sum = sum.checked_add(change)?;
        }
        Some(Group { partners, change: money(sum) })
    };
    Some(AgainstPaid {
        winners: group(&|change| change > 0)?,
        losers: group(&|change| change < 0)?,
        unchanged: group(&|change| change == 0)?,
        paid: content.paid.clone(),
        partners: changes
            .iter()
            .map(|(change, id, before, now, name)| Change {
                partner_id: (*id).to_owned(),
                partner_name: (*name).to_owned(),
                before: money(*before),
                now: money(*now),
                change: money(*change),
            })
            .collect(),
    })
}

/// What was really paid, as an evidence file has it; all else in it follows from the rest of the
/// bundle and is compared. What is odd about it otherwise.
pub(crate) fn read_paid(text: &str) -> Result<Vec<PaidBefore>, String> {
    let read: Evidence = serde_json::from_str(text)
        .map_err(|error| format!("does not read as evidence: {error}"))?;
    let compared = read.against_paid.map(|against| against.paid);
    Ok(compared.or(read.not_against_paid.map(|not| not.paid)).unwrap_or_default())
}
