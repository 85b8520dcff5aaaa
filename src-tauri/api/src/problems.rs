//! Problems of a program on the facts of the document: what the check finds, and what only shows
//! when it is calculated.

use tierwright_engine::{Outcome, Selection, explanation::Step};
use tierwright_program::{
    Incentive, Money, Quantity, State,
    incentive::{Limit, LimitPer},
    words,
};
use tierwright_study::{HistoryFinding, compare};

use crate::{
    context::Context,
    describe::{self, whole},
    opened::{Calculated, Effort, Opened},
    wire::{Change, Failure, Problem, Problems, Severity},
};

/// A limit that so large a part of those who earn reaches is a warning: forty in a hundred.
const MANY: (usize, usize) = (40, 100);

/// A partner is near a threshold from a twentieth below it.
const NEAR: i64 = 20;

/// Lines that are explained to find who is near a threshold; beyond that the count is left out.
const MOST_LINES: usize = 4_000;

/// A calculation longer than this many milliseconds is not repeated for each limit.
const LONG: u32 = 500;

/// Every problem, errors first.
pub(crate) fn problems(context: &mut Context) -> Result<Problems, Failure> {
    let (opened, effort) = context.opened()?;
    let findings = describe::findings(&opened.findings, &[]).into_iter();
    let mut problems: Vec<Problem> = findings.map(of_check).collect();
    let currency = opened.program.currency.to_string();
    let Ok(current) = opened.current().cloned() else {
        return Ok(Problems { problems, currency });
    };
    for problem in &mut problems {
        near_cliff(problem, &current.outcome)?;
    }
    problems.extend(pays_nobody(&current.outcome));
    problems.extend(earns_nothing(&current.outcome));
    problems.extend(opened.shown.iter().flatten().filter_map(of_history));
    if current.milliseconds <= LONG {
        problems.extend(limits(opened, &current, effort)?);
    }
    problems.sort_by_key(|problem| problem.severity);
    Ok(Problems { problems, currency })
}

fn of_check(finding: crate::wire::Finding) -> Problem {
    Problem {
        severity: finding.severity,
        code: finding.code,
        place: finding.place,
        sentence: finding.sentence,
        hint: finding.hint,
        partners: None,
        money: None,
        of: String::new(),
    }
}

/// What else the history shows; what is said here in another way is left out.
fn of_history(of: &HistoryFinding) -> Option<Problem> {
    let said_here = [
        "incentive_pays_nobody",
        "limit_never_reached",
        "limit_reached_by_many",
        "cliff_within_reach",
    ];
    let money = (of.partners > 0).then(|| of.amount.amount_text());
    (!said_here.contains(&of.code)).then(|| Problem {
        severity: describe::severity(of.severity),
        code: of.code.to_owned(),
        place: of.place.clone(),
        sentence: of.sentence.clone(),
        hint: of.hint.to_owned(),
        partners: Some(whole(of.partners)),
        of: match of.code {
            "deals_paid_twice" => "paid on them".to_owned(),
            _ => "of revenue".to_owned(),
        },
        money,
    })
}

/// Incentives that are evaluated and come to nothing.
fn pays_nobody(outcome: &Outcome) -> Vec<Problem> {
    let incentives = outcome.plan().program().incentives.iter().enumerate();
    let evaluated = incentives.filter(|(_, one)| one.state != State::Off);
    let nothing = evaluated.filter(|(at, _)| {
        let mut partners = 0..outcome.facts().partners.len();
        partners.all(|partner| payout(outcome, partner, Some(*at)) == 0)
    });
    nothing
        .map(|(_, one)| Problem {
            severity: Severity::Note,
            code: "pays_nobody".to_owned(),
            place: format!("/incentives/{}", one.id),
            sentence: format!(
                "{} pays nobody on this history.",
                words::name_of(&one.name, &one.id)
            ),
            hint: "Look at whom and what it counts, and at the dates it runs for.".to_owned(),
            partners: Some(0),
            money: None,
            of: String::new(),
        })
        .collect()
}

/// Partners who sell and get nothing from any incentive.
fn earns_nothing(outcome: &Outcome) -> Option<Problem> {
    let partners = 0..outcome.facts().partners.len();
    let revenue = |partner| outcome.revenue(Some(partner), None).units();
    let without: Vec<i64> = partners
        .filter(|partner| payout(outcome, *partner, None) == 0)
        .map(revenue)
        .filter(|units| *units > 0)
        .collect();
    let currency = outcome.plan().program().currency;
    let sum = without.iter().fold(0_i64, |sum, units| sum.saturating_add(*units));
    (!without.is_empty()).then(|| Problem {
        severity: Severity::Warning,
        code: "partners_earn_nothing".to_owned(),
        place: "/incentives".to_owned(),
        sentence: format!(
            "{} with {} of revenue {} no incentive and {} nothing.",
            words::count(without.len() as u64, "partner"),
            words::money(Money::from_units(sum, currency)),
            if without.len() == 1 { "matches" } else { "match" },
            if without.len() == 1 { "earns" } else { "earn" },
        ),
        hint: "Widen what an incentive counts, or leave it so where they are not meant.".to_owned(),
        partners: Some(whole(without.len())),
        money: Some(Money::from_units(sum, currency).amount_text()),
        of: "of revenue".to_owned(),
    })
}

fn payout(outcome: &Outcome, partner: usize, incentive: Option<usize>) -> i64 {
    outcome.total(Selection { partner: Some(partner), incentive, quarter: None }).units()
}

/// What each limit of a partner or a deal takes: the program is calculated once without it.
fn limits(opened: &Opened, current: &Calculated, effort: &Effort) -> Result<Vec<Problem>, Failure> {
    let mut found = Vec::new();
    for (at, incentive) in opened.program.incentives.iter().enumerate() {
        for (position, limit) in incentive.limits.iter().enumerate() {
            if incentive.state == State::On && limit.per != LimitPer::Total {
                found.push(limit_taken(
                    opened,
                    current,
                    effort,
                    (at, incentive),
                    (position, limit),
                )?);
            }
        }
    }
    Ok(found)
}

fn limit_taken(
    opened: &Opened,
    current: &Calculated,
    effort: &Effort,
    (at, incentive): (usize, &Incentive),
    (position, limit): (usize, &Limit),
) -> Result<Problem, Failure> {
    let mut rest = incentive.limits.clone();
    rest.remove(position);
    let value = serde_json::to_value(&rest).map_err(|_| Failure::internal())?;
    let change = Change { place: format!("/incentives/{}/limits", incentive.id), value };
    let without = opened.tried_apart(&[change], effort)?;
    let compared = compare(&without.outcome, &current.outcome)?;
    let taken = compared.partners.iter().filter(|row| row.change.units() < 0);
    let amount = taken.clone().fold(0_i64, |sum, row| sum.saturating_sub(row.change.units()));
    let reached = taken.count();
    let partners = 0..current.outcome.facts().partners.len();
    let earn = partners.filter(|one| payout(&current.outcome, *one, Some(at)) > 0).count();
    let money = Money::from_units(amount, opened.program.currency);
    let cap = cap_words(incentive, limit);
    let many = reached * MANY.1 > earn * MANY.0;
    let (severity, code, sentence) = if reached == 0 {
        (Severity::Note, "limit_never_reached", format!("{cap} is never reached on this history."))
    } else {
        let of = words::count(earn as u64, "partner");
        let sentence = format!(
            "{cap} takes {} from {reached} of {of} that earn the incentive.",
            words::money(money)
        );
        let severity = if many { Severity::Warning } else { Severity::Note };
        (severity, "limit_reached", sentence)
    };
    Ok(Problem {
        severity,
        code: code.to_owned(),
        place: format!("/incentives/{}/limits/{position}", incentive.id),
        sentence,
        hint: match (reached, many) {
            (0, _) => "Lower it, or take it out where it says nothing.",
            (_, true) => "Raise it where it should stop few and not most.",
            (_, false) => "Leave it where these are the ones it is meant for.",
        }
        .to_owned(),
        partners: Some(whole(reached)),
        money: Some(money.amount_text()),
        of: "taken by the cap".to_owned(),
    })
}

/// A cap in words: `Volume rebate: the cap of 60,000 USD per partner and fiscal year`.
fn cap_words(incentive: &Incentive, limit: &Limit) -> String {
    let per = match limit.per {
        LimitPer::Value => "on what is paid on",
        LimitPer::Deal => "per deal",
        LimitPer::PartnerPeriod => "per partner and payment period",
        LimitPer::PartnerYear => "per partner and fiscal year",
        LimitPer::Total => "in all",
    };
    let name = words::name_of(&incentive.name, &incentive.id);
    format!("{name}: the cap of {} {per}", words::quantity(limit.at_most))
}

/// Says of a leap at a threshold who ended a period just below it, and what reaching it would bring.
fn near_cliff(problem: &mut Problem, outcome: &Outcome) -> Result<(), Failure> {
    let program = outcome.plan().program();
    let band = problem.place.strip_prefix("/incentives/").and_then(|rest| {
        let (id, band) = rest.split_once("/schedule/bands/")?;
        let incentive = program.incentive(id)?;
        let band = band.split('/').next()?.parse::<usize>().ok()?;
        Some((incentive, program.incentives[incentive].schedule.bands.get(band)?.from))
    });
    let Some((incentive, from)) = band else { return Ok(()) };
    let (partners, quarters) = (outcome.facts().partners.len(), outcome.quarters().len());
    if problem.severity == Severity::Error || partners * quarters > MOST_LINES {
        return Ok(());
    }
    let (mut near, mut gain) = (0_usize, 0_i64);
    for partner in 0..partners {
        let brought = brought(outcome, partner, incentive, from)?;
        near += usize::from(brought.is_some());
        gain = gain.saturating_add(brought.unwrap_or(0));
    }
    problem.partners = Some(whole(near));
    problem.money = Some(Money::from_units(gain, program.currency).amount_text());
    problem.of = "more for those within 5% below".to_owned();
    Ok(())
}

/// What a partner would get more by reaching a threshold it ended some quarter just below; none
/// where it did not.
fn brought(
    outcome: &Outcome,
    partner: usize,
    incentive: usize,
    from: Quantity,
) -> Result<Option<i64>, Failure> {
    let mut gain = None;
    for quarter in 0..outcome.quarters().len() {
        let explained = outcome.explain(partner, quarter, incentive)?;
        for step in &explained.steps {
            let Step::NextThreshold(next) = step else { continue };
            let near = next.distance.units().saturating_mul(NEAR) <= next.at.units();
            if next.at != from || !near {
                continue;
            }
            let there = next.would_pay.units().unwrap_or(0);
            let more = there.saturating_sub(explained.amount.units()).max(0);
            gain = Some(gain.unwrap_or(0_i64).saturating_add(more));
        }
    }
    Ok(gain)
}
