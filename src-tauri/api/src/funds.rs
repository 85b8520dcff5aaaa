//! The ledgers of funds, a page at a time, and the return on them.

use tierwright_engine::{
    Outcome,
    fund::{self, FundEvent, FundLedger},
    fund_return::{ReturnOf, ReturnOnFunds},
};
use tierwright_program::{Fraction, Money, RoundingMode, money::decimal_text, program_sentences};

use crate::{
    context::Context,
    describe::whole,
    figure,
    page::page,
    wire::{Failure, FundEntry, FundPage, FundReturn, Funds},
    words::row_of,
};

/// Answers a page of entries of funds, and the return on funds.
pub(crate) fn funds(context: &mut Context, request: &Funds) -> Result<FundPage, Failure> {
    let (opened, effort) = context.opened()?;
    let outcome = opened.with_changes(&request.changes, effort)?.outcome;
    let program = outcome.plan().program();
    let funds = fund::Funds::new(&outcome);
    let partner = match &request.partner {
        Some(id) => Some(figure::partner(id, &outcome)?),
        None => None,
    };
    if let Some(id) =
        request.fund.as_ref().filter(|id| program.funds.iter().all(|of| of.id != **id))
    {
        return Err(unknown(id));
    }
    let mut rows = Vec::new();
    for (at, of) in program.funds.iter().enumerate() {
        if request.fund.as_ref().is_some_and(|id| *id != of.id) {
            continue;
        }
        for ledger in funds.ledgers(at)?.iter() {
            rows.extend(entries(ledger, partner, &outcome));
        }
    }
    let place = |sentence: &tierwright_program::Sentence| sentence.place == "/fund_return";
    let definition = program_sentences(program).into_iter().find(place);
    Ok(FundPage {
        rows: page(&rows, request.offset, request.limit).to_vec(),
        total_rows: whole(rows.len()),
        definition: definition.map(|sentence| sentence.text),
        returns: returns(&funds, &outcome, partner)?,
        currency: program.currency.to_string(),
    })
}

fn unknown(id: &str) -> Failure {
    Failure::wrong_use(
        "fund_unknown",
        format!("There is no fund {id}."),
        "Name a fund of the program by its id.",
    )
}

/// The entries of a ledger, of one partner or all.
fn entries(ledger: &FundLedger, partner: Option<usize>, outcome: &Outcome) -> Vec<FundEntry> {
    let (facts, program) = (outcome.facts(), outcome.plan().program());
    let of = &program.funds[ledger.fund];
    let meant = ledger.entries.iter().filter(|entry| partner.is_none() || entry.partner == partner);
    let row = |entry: &fund::FundEntry| {
        let words = entry.words(outcome);
        let source = match &entry.what {
            FundEvent::Claimed(claim) => row_of(facts, facts.fund_events.sources[claim.event]),
            _ => None,
        };
        FundEntry {
            fund: of.id.clone(),
            fund_name: of.name.clone(),
            partner: entry.partner.map(|partner| facts.partners.ids[partner].clone()),
            on: entry.on.to_string(),
            what: entry.what.kind().to_owned(),
            label: words.label.to_owned(),
            amount: entry.amount.amount_text(),
            balance: entry.balance.amount_text(),
            detail: words.detail,
            source,
        }
    };
    meant.map(row).collect()
}

/// The return on funds of all, then by activity, tier and partner, each with what it cost; none
/// where the program does not say what it is.
fn returns(
    funds: &fund::Funds<'_>,
    outcome: &Outcome,
    partner: Option<usize>,
) -> Result<Vec<FundReturn>, Failure> {
    let all = ReturnOf { partner, ..ReturnOf::default() };
    let Some(whole) = funds.return_on(&all)? else { return Ok(Vec::new()) };
    let mut asked = vec![("all", String::new(), all.clone())];
    let mut activities: Vec<&String> = whole.requests.iter().map(|one| &one.activity).collect();
    activities.sort_unstable();
    activities.dedup();
    asked.extend(activities.into_iter().map(|activity| {
        let of = ReturnOf { activity: Some(activity.clone()), ..all.clone() };
        ("activity", activity.clone(), of)
    }));
    for (at, track) in outcome.plan().program().tracks.iter().enumerate() {
        let levels = track.levels.iter().enumerate();
        asked.extend(levels.map(|(level, of)| {
            let name = format!("{}/{}", track.id, of.id);
            ("tier", name, ReturnOf { level: Some((at, level)), ..all.clone() })
        }));
    }
    let mut partners: Vec<usize> = whole.requests.iter().map(|one| one.partner).collect();
    partners.dedup();
    asked.extend(partners.into_iter().map(|partner| {
        let id = outcome.facts().partners.ids[partner].clone();
        ("partner", id, ReturnOf { partner: Some(partner), ..ReturnOf::default() })
    }));
    let mut found = Vec::new();
    for (by, of, asked) in asked {
        let Some(made) = funds.return_on(&asked)? else { continue };
        if by == "all" || !made.requests.is_empty() {
            found.push(one_return(by, of, &made, outcome)?);
        }
    }
    Ok(found)
}

fn one_return(
    by: &str,
    of: String,
    made: &ReturnOnFunds,
    outcome: &Outcome,
) -> Result<FundReturn, Failure> {
    let currency = outcome.plan().program().currency;
    let text = |units: Fraction| {
        let rounded = units.round(RoundingMode::HalfAwayFromZero);
        let units =
            rounded.and_then(|units| i64::try_from(units).ok()).ok_or_else(Failure::internal)?;
        Ok::<_, Failure>(Money::from_units(units, currency).amount_text())
    };
    let rate = made.rate();
    let exact = rate.map(|rate| match rate.denominator {
        1 => rate.numerator.to_string(),
        below => format!("{}/{below}", rate.numerator),
    });
    let millionths = rate.and_then(|rate| {
        let numerator = rate.numerator.checked_mul(1_000_000)?;
        let rounded = Fraction::new(numerator, rate.denominator);
        i64::try_from(rounded.round(RoundingMode::HalfAwayFromZero)?).ok()
    });
    Ok(FundReturn {
        by: by.to_owned(),
        of,
        cost: text(made.cost)?,
        sourced: text(made.sourced)?,
        influenced: text(made.influenced)?,
        attributed: text(made.attributed().ok_or_else(Failure::internal)?)?,
        exact,
        rate: millionths.map(|millionths| decimal_text(millionths, 6, 0)),
    })
}
