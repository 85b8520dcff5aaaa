//! One program on many futures, in words and rows.

use tierwright_study::{Base, Future, FutureOf, Futures, FuturesAsked, MOST_YEARS};

use super::report::{amount, bars, report, rounded, row, table};
use crate::{
    opened::Opened,
    scenarios::{OPENED, PROGRAM},
    wire::{
        Failure, StudyPicture, StudyReport, StudyTable,
        StudyUnit::{Money, Rate, Text},
    },
    words::{money, rate},
};

/// Years that are drawn where no number is given.
const YEARS: u32 = 20;

/// The seed of the first year.
const SEED: u32 = 7;

/// Answers what the program pays on many futures.
pub(super) fn futures(
    opened: &Opened,
    base: &Base,
    years: Option<u32>,
    seed: Option<u32>,
) -> Result<StudyReport, Failure> {
    let years = usize::try_from(years.unwrap_or(YEARS)).unwrap_or(MOST_YEARS);
    if !(1..=MOST_YEARS).contains(&years) {
        return Err(Failure::wrong_use(
            "years_not_possible",
            format!("{years} years cannot be drawn."),
            "Draw between 1 and 200 years.",
        ));
    }
    let seed = seed.unwrap_or(SEED);
    let beside = match opened.scenarios.baseline() {
        // The program as it was opened is what is looked at, as long as nothing was edited.
        OPENED => opened.program_of(PROGRAM).ok().map(|program| (PROGRAM, program)),
        id => opened.program_of(id).ok().map(|program| (id, program)),
    };
    let beside =
        beside.filter(|(_, other)| other.without_tests() != base.program().without_tests());
    let named = beside.as_ref().map(|(id, _)| opened.name_of(id));
    let history = opened.document.facts()?;
    let asked = FuturesAsked {
        history: &history,
        plan: &opened.ground.plan,
        years,
        seed,
        beside: beside.as_ref().map(|(_, program)| program),
    };
    let found = tierwright_study::futures(base, &asked)?;
    let of_years = || found.futures.iter().filter(|one| matches!(one.of, FutureOf::Year(_)));
    let paid = |of: FutureOf| {
        let one = found.futures.iter().find(|one| one.of == of);
        one.map(|one| amount(base, one.paid)).unwrap_or_default()
    };
    let end = |units: Option<i64>| units.map(|units| amount(base, units)).unwrap_or_default();
    Ok(report("futures", "Many futures", found.method, base)
        .found(finding(base, &found, opened.viewed_name(), named.as_deref()))
        .drawn_from(seed.into())
        .figure("On the history", paid(FutureOf::History), Money)
        .figure("Grown to plan", paid(FutureOf::Plan), Money)
        .figure("Least of the years", end(of_years().map(|one| one.paid).min()), Money)
        .figure("Most of the years", end(of_years().map(|one| one.paid).max()), Money)
        .pictured(Some(picture(base, &found)))
        .table(paid_table(base, &found, named.as_deref(), opened)))
}

fn called(of: FutureOf) -> String {
    match of {
        FutureOf::History => "Replay history".to_owned(),
        FutureOf::Plan => "Grow to plan".to_owned(),
        FutureOf::Year(seed) => format!("Year of seed {seed}"),
    }
}

fn finding(base: &Base, found: &Futures, name: &str, beside: Option<&str>) -> String {
    let years: Vec<&Future> =
        found.futures.iter().filter(|one| matches!(one.of, FutureOf::Year(_))).collect();
    if let Some(beside) = beside {
        let change = |one: &&&Future| one.beside.map(|other| one.paid.cmp(&other));
        let many = |way| years.iter().filter(|one| change(one) == Some(way)).count();
        let (dearer, cheaper) = (many(std::cmp::Ordering::Greater), many(std::cmp::Ordering::Less));
        return format!(
            "{name} costs more than {beside} in {dearer} of {} drawn years and less in {cheaper}.",
            years.len()
        );
    }
    let paid = || years.iter().map(|one| one.paid);
    let (least, most) = (paid().min().unwrap_or(0), paid().max().unwrap_or(0));
    format!(
        "{name} pays between {} and {} in {} drawn years.",
        money(base.money(least)),
        money(base.money(most)),
        years.len()
    )
}

fn picture(base: &Base, found: &Futures) -> StudyPicture {
    let all = found.futures.iter().map(|one| (called(one.of), one.paid));
    bars(base, "What the program pays on each future", all, 0)
}

fn paid_table(base: &Base, found: &Futures, beside: Option<&str>, opened: &Opened) -> StudyTable {
    let columns =
        [("Future", Text), ("Revenue", Money), ("Payout", Money), ("Effective rate", Rate)];
    let with = beside.map(|name| [(format!("{name} pays"), Money), ("Change".to_owned(), Money)]);
    let with = with.into_iter().flatten();
    let all: Vec<_> =
        columns.map(|(name, unit)| (name.to_owned(), unit)).into_iter().chain(with).collect();
    let columns: Vec<_> = all.iter().map(|(name, unit)| (name.as_str(), *unit)).collect();
    let rows = found.futures.iter().map(|one| {
        let own = [
            called(one.of),
            rounded(base, one.revenue),
            amount(base, one.paid),
            rate(one.paid, one.revenue).unwrap_or_default(),
        ];
        let other = one.beside.map(|other| [amount(base, other), amount(base, one.paid - other)]);
        row(own.into_iter().chain(other.into_iter().flatten()))
    });
    let plan = match opened.ground.plan == tierwright_study::Plan::default() {
        true => " The plan is empty, so that grown to it the deals are those of the history.",
        false => "",
    };
    let note = format!(
        "Rows rest on different deals: read across, not down. Where rates rise with sales, drawn years \
         tend to pay more than the history: a deal that comes twice gains more than one that stays away \
         loses.{plan}"
    );
    table("futures", "Every future", &note, &columns).rows(rows)
}
