//! What a case expects of funds: the entries of a ledger, and returns on funds.

use chrono::NaiveDate;
use serde::Deserialize;
use tierwright_engine::{
    Outcome,
    fund::{FundEntry, FundEvent, FundLedger, Funds},
    fund_return::ReturnOf,
};
use tierwright_program::{Fraction, Money, Span};

use crate::{
    document::Expected,
    run::{CaseFault, Difference, missing, partner},
};

/// An entry of a fund's ledger.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedFundEntry {
    /// The day.
    pub on: NaiveDate,
    /// What happened, such as `accrued`, `claimed` or `expired`.
    pub what: String,
    /// What it adds to the balance, below zero where it takes; of opening, carried and closing what
    /// there is.
    pub amount: Money,
    /// The request of a claim; not looked at where left out.
    #[serde(default)]
    pub request: Option<String>,
    /// Why, in words; not looked at where left out.
    #[serde(default)]
    pub detail: Option<String>,
}

/// A return on funds.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedReturn {
    /// The kind of activity; all where left out.
    #[serde(default)]
    pub activity: Option<String>,
    /// The level, as `track/level`; all where left out.
    #[serde(default)]
    pub level: Option<String>,
    /// The first day of the requests that count; together with `until`.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Their last day.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// What they cost.
    pub cost: Money,
    /// What is attributed as sourced, in the program's currency.
    #[serde(default)]
    pub sourced: Option<Money>,
    /// What is attributed as influenced.
    #[serde(default)]
    pub influenced: Option<Money>,
    /// All that is attributed.
    pub attributed: Money,
    /// The return exactly, as a fraction such as `21/4`; none where nothing was spent.
    #[serde(rename = "return")]
    pub rate: Option<String>,
}

/// What came out otherwise of a fund's ledger or of the return on funds.
pub fn differences(outcome: &Outcome, expected: &Expected) -> Result<Vec<Difference>, CaseFault> {
    let funds = Funds::new(outcome);
    let mut found = Vec::new();
    if let Some(wanted) = &expected.fund_ledger {
        found.extend(ledger_differences(outcome, &funds, expected, wanted)?);
    }
    if let Some(wanted) = &expected.fund_return {
        found.extend(return_differences(outcome, &funds, expected, wanted)?);
    }
    Ok(found)
}

fn ledger_differences(
    outcome: &Outcome,
    funds: &Funds<'_>,
    expected: &Expected,
    wanted: &[ExpectedFundEntry],
) -> Result<Option<Difference>, CaseFault> {
    let id = expected.fund.clone().unwrap_or_default();
    let all = &outcome.plan().program().funds;
    let fund = match &expected.fund {
        Some(id) => all.iter().position(|fund| fund.id == *id),
        None => (all.len() == 1).then_some(0),
    };
    let fund = fund.ok_or_else(|| missing("fund", &id))?;
    let ledgers = funds.ledgers(fund)?;
    let meant = match all[fund].is_shared() {
        true => None,
        false => Some(partner(outcome, expected)?),
    };
    let empty = FundLedger { fund, partner: meant, entries: Vec::new() };
    let ledger = ledgers.iter().find(|ledger| ledger.partner == meant).unwrap_or(&empty);
    let said: Vec<ExpectedFundEntry> =
        ledger.entries.iter().map(|entry| as_expected(outcome, entry)).collect();
    let same = said.len() == wanted.len()
        && said.iter().zip(wanted).all(|(said, wanted)| is(said, wanted));
    Ok((!same).then(|| Difference {
        place: format!("{} of {}, ledger", all[fund].id, expected.partner),
        expected: listed(wanted),
        got: listed(&said),
        because: String::new(),
    }))
}

fn as_expected(outcome: &Outcome, entry: &FundEntry) -> ExpectedFundEntry {
    let events = &outcome.facts().fund_events;
    let request = match &entry.what {
        FundEvent::Claimed(claim) => Some(events.requests[claim.event].clone()),
        _ => None,
    };
    ExpectedFundEntry {
        on: entry.on,
        what: entry.what.kind().to_owned(),
        amount: entry.amount,
        request,
        detail: Some(entry.words(outcome).detail),
    }
}

fn is(said: &ExpectedFundEntry, wanted: &ExpectedFundEntry) -> bool {
    said.on == wanted.on
        && said.what == wanted.what
        && said.amount == wanted.amount
        && (wanted.request.is_none() || said.request == wanted.request)
        && (wanted.detail.is_none() || said.detail == wanted.detail)
}

fn listed(entries: &[ExpectedFundEntry]) -> String {
    let one = |entry: &ExpectedFundEntry| {
        let of = entry.request.as_ref().map_or_else(String::new, |request| format!(" {request}"));
        let why = entry.detail.as_ref().filter(|detail| !detail.is_empty());
        let why = why.map_or_else(String::new, |detail| format!(" ({detail})"));
        format!("{} {}{of} {}{why}", entry.on, entry.what, entry.amount)
    };
    entries.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn return_differences(
    outcome: &Outcome,
    funds: &Funds<'_>,
    expected: &Expected,
    wanted: &ExpectedReturn,
) -> Result<Vec<Difference>, CaseFault> {
    let of = ReturnOf {
        partner: match expected.partner.as_str() {
            "" => None,
            _ => Some(partner(outcome, expected)?),
        },
        activity: wanted.activity.clone(),
        level: wanted.level.as_ref().map(|path| level(outcome, path)).transpose()?,
        span: wanted.from.zip(wanted.until).map(|(from, until)| Span::new(from, until)),
    };
    let fault = || CaseFault("The program does not say what the return on funds is.".to_owned());
    let got = funds.return_on(&of)?.ok_or_else(fault)?;
    let zero = Fraction::ZERO;
    let rows = [
        ("cost", Some(wanted.cost), got.cost),
        ("sourced", wanted.sourced, got.sourced),
        ("influenced", wanted.influenced, got.influenced),
        ("attributed", Some(wanted.attributed), got.attributed().unwrap_or(zero)),
    ];
    let place = |what: &str| format!("{} return on funds, {what}", expected.partner);
    let mut found: Vec<Difference> = rows
        .into_iter()
        .filter_map(|(what, wanted, got)| {
            let wanted = wanted?;
            let same = got.numerator == i128::from(wanted.units()) * got.denominator;
            (!same).then(|| Difference {
                place: place(what),
                expected: wanted.to_string(),
                got: format!("{} ten-thousandths", fraction_text(got)),
                because: String::new(),
            })
        })
        .collect();
    let rate = got.rate().map(fraction_text);
    if rate != wanted.rate {
        let said = |rate: &Option<String>| rate.clone().unwrap_or_else(|| "none".to_owned());
        found.push(Difference {
            place: place("rate"),
            expected: said(&wanted.rate),
            got: said(&rate),
            because: String::new(),
        });
    }
    Ok(found)
}

fn level(outcome: &Outcome, path: &str) -> Result<(usize, usize), CaseFault> {
    let (track, level) = path.split_once('/').ok_or_else(|| missing("level", path))?;
    let tracks = &outcome.plan().program().tracks;
    let at = tracks.iter().position(|one| one.id == track);
    let at = at.ok_or_else(|| missing("track", track))?;
    let level = tracks[at].levels.iter().position(|one| one.id == level);
    Ok((at, level.ok_or_else(|| missing("level", path))?))
}

/// A fraction in lowest terms: `21/4`, or `3`.
fn fraction_text(of: Fraction) -> String {
    match of.denominator {
        1 => of.numerator.to_string(),
        below => format!("{}/{below}", of.numerator),
    }
}
