//! Many programs on one history, in words and rows.

use tierwright_program::{Program, words::count};
use tierwright_study::{Base, Programs, Together};

use super::report::{amount, bars, known_levers, number, report, row, table};
use crate::{
    opened::Opened,
    scenarios::PROGRAM,
    wire::{
        Failure, StudyColumn, StudyPicture, StudyReport, StudyTable,
        StudyUnit::{Money, Number, Text},
    },
    words::money,
};

/// Answers what every program pays on one history.
pub(super) fn programs(
    opened: &Opened,
    base: &Base,
    levers: &[String],
    by: Option<&String>,
) -> Result<StudyReport, Failure> {
    if !levers.is_empty() {
        known_levers(base, levers)?;
    }
    let by = number(by, "how far values are moved", 0.2)?.clamp(0.001, 0.9);
    let tried = base.program().without_tests() != opened.program.without_tests();
    let now = &format!("{}{}", opened.viewed_name(), if tried { " as tried" } else { "" });
    let found = tierwright_study::programs(base, &others(opened, now), levers, by)?;
    let totals = || found.programs.iter().filter_map(|one| one.paid.as_ref().ok());
    let least = totals().map(|one| one.total).chain([found.now]).min().unwrap_or(found.now);
    let most = totals().map(|one| one.total).chain([found.now]).max().unwrap_or(found.now);
    Ok(report("programs", "Many programs", found.method, base)
        .found(finding(base, &found, now))
        .figure("Programs", (found.programs.len() + 1).to_string(), Number)
        .figure("Paid now", amount(base, found.now), Money)
        .figure("Least paid", amount(base, least), Money)
        .figure("Most paid", amount(base, most), Money)
        .pictured(Some(picture(base, &found, now)))
        .table(paid(base, &found, now))
        .table(together(base, found.together.as_ref())))
}

/// The document's program and every scenario, but for what is looked at.
fn others(opened: &Opened, now: &str) -> Vec<(String, Program)> {
    let scenarios = opened.scenarios.all.iter().map(|one| one.id.as_str());
    let all = std::iter::once(PROGRAM).chain(scenarios);
    let named = all.filter_map(|id| Some((opened.name_of(id), opened.program_of(id).ok()?)));
    named.filter(|(name, _)| name != now).collect()
}

fn finding(base: &Base, found: &Programs, now: &str) -> String {
    let paid = found.programs.iter().filter_map(|one| Some((&one.name, one.paid.as_ref().ok()?)));
    let Some((name, least)) = paid.min_by_key(|(_, one)| one.total) else {
        return format!("{now} pays {}; there is no other program.", money(base.money(found.now)));
    };
    let change = least.total - found.now;
    let how = match change {
        0 => "the same as".to_owned(),
        less if less < 0 => format!("{} less than", money(base.money(-less))),
        more => format!("{} more than", money(base.money(more))),
    };
    format!(
        "{name} pays least of the others, {how} {now}; {} gain and {} lose.",
        count(least.better as u64, "partner"),
        least.worse
    )
}

fn picture(base: &Base, found: &Programs, now: &str) -> StudyPicture {
    let others = found.programs.iter();
    let others = others.filter_map(|one| Some((one.name.clone(), one.paid.as_ref().ok()?.total)));
    let all = std::iter::once((now.to_owned(), found.now)).chain(others);
    bars(base, "What each program pays over the replay", all, 0)
}

fn paid(base: &Base, found: &Programs, now: &str) -> StudyTable {
    let columns = [
        ("Program", Text),
        ("Payout", Money),
        ("Change", Money),
        ("Get more", Number),
        ("Get less", Number),
        ("Other level at the end", Number),
        ("Partners paid", Number),
    ];
    let first = [format!("{now} (looked at)"), amount(base, found.now)];
    let first = row(first.into_iter().chain(std::iter::repeat_n(String::new(), 5)));
    let rows = found.programs.iter().map(|one| match &one.paid {
        Ok(of) => row([
            one.name.clone(),
            amount(base, of.total),
            amount(base, of.total - found.now),
            of.better.to_string(),
            of.worse.to_string(),
            of.moved.to_string(),
            of.paid.to_string(),
        ]),
        Err(why) => {
            let name = format!("{}: {why}", one.name);
            row(std::iter::once(name).chain(std::iter::repeat_n(String::new(), 6)))
        }
    });
    let note = "Changes are from the program that is looked at, on the same deals.";
    let rows = std::iter::once(first).chain(rows);
    table("programs", "Every program on the same deals", note, &columns).rows(rows)
}

fn together(base: &Base, found: Option<&Together>) -> StudyTable {
    let Some(grid) = found else {
        let note = "The program has fewer than two values that can be moved.";
        return table("grid", "Two values moved together", note, &[("Value", Text)]);
    };
    let title = format!("{} down, {} across", grid.down.name, grid.across.name);
    let mut made = table("grid", &title, "What is paid with both values.", &[("", Text)]);
    made.columns[0].name.clone_from(&grid.down.name);
    let column = |factor: &f64| StudyColumn { name: grid.across.reads(*factor), unit: Money };
    made.columns.extend(grid.factors.iter().map(column));
    made.rows(grid.factors.iter().zip(&grid.cells).map(|(factor, cells)| {
        let totals = cells.iter().map(|one| one.map(|one| amount(base, one)).unwrap_or_default());
        row(std::iter::once(grid.down.reads(*factor)).chain(totals)).at(&grid.down.place)
    }))
}
