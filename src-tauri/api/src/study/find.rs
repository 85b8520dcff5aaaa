//! Find a setting in words and rows.

use tierwright_program::words::count;
use tierwright_study::{Answer, Base, FindAsked, Found, Target, Why};

use super::report::{
    amount, bars, known_levers, margin, name, number, part, report, row, table, units,
};
use crate::{
    wire::{
        Failure, StudyOf, StudyPicture, StudyReport, StudyTable,
        StudyUnit::{Money, Number, Rate, Text},
    },
    words::money,
};

/// Partners that are named as those who pay for an answer.
const NAMED: usize = 10;

/// Answers which settings reach a target.
pub(super) fn find(base: &Base, of: &StudyOf) -> Result<StudyReport, Failure> {
    let StudyOf::FindSetting { levers, least, most, .. } = of else {
        return Err(Failure::internal());
    };
    let asked = FindAsked {
        target: target(base, of)?,
        levers: levers.clone(),
        least: number(least.as_ref(), "the least factor", 0.5)?,
        most: number(most.as_ref(), "the greatest factor", 1.5)?,
    };
    if !(0.0 < asked.least && asked.least < asked.most && asked.most <= 100.0) {
        return Err(Failure::wrong_use(
            "limits_not_a_range",
            "The limits that levers may be moved in are no range.".to_owned(),
            "Give a least factor above zero and a greatest one above it, such as 0.5 and 1.5.",
        ));
    }
    known_levers(base, levers)?;
    let found = tierwright_study::find(base, &asked)?;
    let mut report = report("find_setting", "Find a setting", found.method, base)
        .found(finding(base, &found, asked.target))
        .figure("Paid now", amount(base, found.now), Money);
    if let Some(most) = found.at_most {
        report = report.figure("May pay", amount(base, most), Money);
    }
    report = report
        .figure("Answers", found.answers.len().to_string(), Number)
        .pictured(Some(picture(base, &found)))
        .table(answers(base, &found))
        .table(moved(&found))
        .table(payers(base, &found))
        .table(sweeps(base, &found));
    Ok(report)
}

fn picture(base: &Base, found: &Found) -> StudyPicture {
    let answers = found.answers.iter().enumerate();
    let answers = answers.map(|(at, one)| (format!("Answer {}", at + 1), one.cost));
    let now = ("Paid now".to_owned(), found.now);
    bars(base, "What each answer pays over the replay", std::iter::once(now).chain(answers), 0)
}

fn target(base: &Base, of: &StudyOf) -> Result<Target, Failure> {
    let one_target = || {
        Failure::wrong_use(
            "target_not_one",
            "A setting is looked for with one target.".to_owned(),
            "Give a budget, a part of winners, or a return on cost together with a margin.",
        )
    };
    let StudyOf::FindSetting { budget, winners, return_on_cost, margin, .. } = of else {
        return Err(one_target());
    };
    match (budget, winners, return_on_cost, margin) {
        (Some(budget), None, None, _) => Ok(Target::Cost(units(budget, "budget", base)?)),
        (None, Some(_), None, _) => {
            Ok(Target::Winners(number(winners.as_ref(), "the part of winners", 0.0)?))
        }
        (None, None, Some(_), Some(_)) => Ok(Target::Return {
            margin: self::margin(margin.as_ref())?.unwrap_or(0.0),
            least: number(return_on_cost.as_ref(), "the return", 0.0)?,
        }),
        _ => Err(one_target()),
    }
}

fn finding(base: &Base, found: &Found, target: Target) -> String {
    let lowest = found.sweeps.iter().map(|one| one.cost.0).min().unwrap_or(0);
    let most_winners = found.sweeps.iter().map(|one| one.winners).fold(0.0, f64::max);
    match (found.answers.first(), target) {
        (None, Target::Winners(least)) => format!(
            "No setting within these limits lets {} of partners gain; at most {} do.",
            percent(least),
            percent(most_winners)
        ),
        (None, _) => format!(
            "No setting within these limits gets the bill down to {}; the least it comes to is {}.",
            money(base.money(found.at_most.unwrap_or(0))),
            money(base.money(lowest))
        ),
        (Some(answer), _) => format!(
            "{} reaches it with the least moved: the bill is {}, {} {} less and {} more.",
            moves(found, answer),
            money(base.money(answer.cost)),
            count(answer.payers.len() as u64, "partner"),
            if answer.payers.len() == 1 { "gets" } else { "get" },
            answer.better
        ),
    }
}

fn percent(part: f64) -> String {
    format!("{}%", (part * 1000.0).round() / 10.0)
}

/// `Gold threshold to 480,000.00 USD (+6.7%)`, or how many levers move together.
fn moves(found: &Found, answer: &Answer) -> String {
    match answer.moves.as_slice() {
        [(at, factor)] => one_move(found, *at, *factor),
        many => format!("Moving {} together", count(many.len() as u64, "lever")),
    }
}

fn one_move(found: &Found, at: usize, factor: f64) -> String {
    let lever = &found.levers[at];
    let by = ((factor - 1.0) * 1000.0).round() / 10.0;
    format!("{} to {} ({by:+}%)", lever.name, lever.reads(factor))
}

fn why(answer: &Answer) -> String {
    let words = answer.why.iter().map(|why| match why {
        Why::LeastMoved => "least moved",
        Why::FewestPay => "fewest pay",
        Why::MildestLoss => "mildest loss",
    });
    words.collect::<Vec<_>>().join(", ")
}

fn answers(base: &Base, found: &Found) -> StudyTable {
    let columns = [
        ("Answer", Text),
        ("Best at", Text),
        ("Setting", Text),
        ("Bill", Money),
        ("Change", Money),
        ("Get less", Number),
        ("They lose", Money),
        ("Get more", Number),
        ("Part who gain", Rate),
    ];
    let rows = found.answers.iter().enumerate().map(|(at, answer)| {
        let lost: i64 = answer.payers.iter().map(|(_, change)| *change).sum();
        row([
            (at + 1).to_string(),
            why(answer),
            moves(found, answer),
            amount(base, answer.cost),
            amount(base, answer.cost - found.now),
            answer.payers.len().to_string(),
            amount(base, lost),
            answer.better.to_string(),
            part(answer.winners),
        ])
        .at(&found.levers[answer.moves[0].0].place)
    });
    let note = "Up to three answers that differ in who pays. Nothing is changed until you set it.";
    table("answers", "Settings that reach it", note, &columns).rows(rows)
}

fn moved(found: &Found) -> StudyTable {
    let columns =
        [("Answer", Text), ("Lever", Text), ("Now", Text), ("Moved to", Text), ("By", Rate)];
    let rows = found.answers.iter().enumerate().flat_map(|(at, answer)| {
        answer.moves.iter().map(move |(lever, factor)| {
            let of = &found.levers[*lever];
            let by = part(factor - 1.0);
            row([(at + 1).to_string(), of.name.clone(), of.reads(1.0), of.reads(*factor), by])
                .at(&of.place)
        })
    });
    table("moves", "What is moved", "", &columns).rows(rows)
}

fn payers(base: &Base, found: &Found) -> StudyTable {
    let columns = [("Answer", Text), ("Partner", Text), ("Gets less by", Money)];
    let rows = found.answers.iter().enumerate().flat_map(|(at, answer)| {
        answer.payers.iter().take(NAMED).map(move |(partner, change)| {
            row([(at + 1).to_string(), name(base, *partner), amount(base, *change)])
                .of_partner(base, *partner)
        })
    });
    let note = "The worst hit of each answer.";
    table("payers", "Who pays for it", note, &columns).rows(rows)
}

fn sweeps(base: &Base, found: &Found) -> StudyTable {
    let columns = [
        ("Lever", Text),
        ("Reaches it", Text),
        ("Lowest bill", Money),
        ("Highest bill", Money),
        ("Most who gain", Rate),
        ("Steps that change nothing", Number),
    ];
    let rows = found.sweeps.iter().map(|one| {
        let lever = one.lever.map(|at| &found.levers[at]);
        let made = row([
            lever.map_or_else(|| "All that help, together".to_owned(), |lever| lever.name.clone()),
            if one.reaches { "yes" } else { "no" }.to_owned(),
            amount(base, one.cost.0),
            amount(base, one.cost.1),
            part(one.winners),
            one.flat.to_string(),
        ]);
        match lever {
            Some(lever) => made.at(&lever.place),
            None => made,
        }
    });
    let note = "What each lever does over its whole range.";
    table("sweeps", "What can be reached", note, &columns).rows(rows)
}
