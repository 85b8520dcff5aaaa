//! A test as a person reads it: what is given, what is expected, what came out.

use tierwright_cases::{Case, CaseDeal, CasePartner, Compared, Expected};
use tierwright_program::{Program, ProgramTest, words};

use super::run::{Ran, RanTest};
use crate::wire::{self, Count, ExpectedFigure, GivenDeal, GivenPartner};

/// A test and how it came out.
pub(crate) fn test(program: &Program, of: &ProgramTest, ran: &RanTest) -> wire::ProgramTest {
    let place = format!("/tests/{}", of.id);
    let case = Case::of_test(of).ok();
    let facts = case.as_ref().map(|case| &case.facts);
    let fault = match &ran.ran {
        Ran::Not(fault) => Some(fault.clone()),
        Ran::Compared(_) => None,
    };
    wire::ProgramTest {
        id: of.id.clone(),
        title: of.title.clone(),
        source: of.source.clone(),
        result: ran.result(),
        fault,
        given: facts.map_or_else(String::new, |facts| {
            format!(
                "{} of {}",
                words::count(facts.deals.len() as u64, "deal"),
                words::count(facts.partners.len() as u64, "partner")
            )
        }),
        window: format!("{} to {}", words::day(of.from), words::day(of.until)),
        partners: facts.map_or_else(Vec::new, |facts| facts.partners.iter().map(partner).collect()),
        deals: facts.map_or_else(Vec::new, |facts| {
            let named = |id: &str| {
                let found = facts.partners.iter().find(|one| one.id == id);
                found.map_or_else(|| id.to_owned(), name)
            };
            facts.deals.iter().map(|one| deal(one, &place, named)).collect()
        }),
        others: facts.map_or_else(Vec::new, |facts| {
            let tables = [
                ("adjustment", facts.adjustments.len()),
                ("activity", facts.activities.len()),
                ("score", facts.scores.len()),
                ("target", facts.targets.len()),
                ("overlap", facts.overlaps.len()),
                ("fund_event", facts.fund_events.len()),
                ("rate", facts.rates.len()),
                ("paid", facts.paid.len()),
            ];
            let some = tables.into_iter().filter(|(_, rows)| *rows > 0);
            some.map(|(table, rows)| Count {
                table: table.to_owned(),
                rows: crate::describe::whole(rows),
            })
            .collect()
        }),
        expected: case.as_ref().map_or_else(Vec::new, |case| {
            let all = case.expect.iter().enumerate();
            all.map(|(at, one)| {
                expected(program, case, &format!("{place}/expect/{at}"), one, ran, at)
            })
            .collect()
        }),
        place,
    }
}

fn name(of: &CasePartner) -> String {
    if of.name.is_empty() { of.id.clone() } else { of.name.clone() }
}

fn partner(of: &CasePartner) -> GivenPartner {
    let mut said: Vec<String> = [&of.kind, &of.region, &of.country, &of.segment]
        .into_iter()
        .filter(|text| !text.is_empty())
        .cloned()
        .collect();
    said.extend(of.levels.iter().map(|one| format!("{} from {}", one.level, words::day(one.from))));
    GivenPartner { id: of.id.clone(), name: name(of), detail: said.join(", ") }
}

fn deal(of: &CaseDeal, test: &str, named: impl Fn(&str) -> String) -> GivenDeal {
    let on = of.credits.iter().map(|credit| match credit.share {
        Some(share) => {
            format!("{} ({}, {})", named(&credit.partner), credit.role, words::percent(share))
        }
        None => format!("{} ({})", named(&credit.partner), credit.role),
    });
    let more = [
        (of.lines.len(), "line"),
        (of.returns.len(), "return"),
        (of.touches.len(), "touch"),
        (of.registrations.len(), "registration"),
        (of.settlements.len(), "settlement"),
    ];
    let more = more.into_iter().filter(|(rows, _)| *rows > 0).map(|(rows, noun)| match noun {
        "touch" if rows > 1 => format!("{rows} touches"),
        noun => words::count(rows as u64, noun),
    });
    let kind = Some(of.kind.clone()).filter(|kind| !kind.is_empty());
    GivenDeal {
        id: of.id.clone(),
        place: format!("{test}/facts/deals/{}", of.id),
        customer: of.customer.clone(),
        closed: of.closed.to_string(),
        amount: of.amount.amount_text(),
        currency: of.amount.currency().to_string(),
        partners: on.collect::<Vec<_>>().join(", "),
        detail: kind.into_iter().chain(more).collect::<Vec<_>>().join(", "),
    }
}

fn expected(
    program: &Program,
    case: &Case,
    place: &str,
    of: &Expected,
    ran: &RanTest,
    at: usize,
) -> ExpectedFigure {
    let compared = match &ran.ran {
        Ran::Compared(all) => all.get(at),
        Ran::Not(_) => None,
    };
    let partner = case.facts.partners.iter().find(|one| one.id == of.partner);
    let why = ran.why.get(&at);
    let mut figure = ExpectedFigure {
        place: None,
        partner: partner.map_or_else(|| of.partner.clone(), name),
        what: String::new(),
        when: when(of),
        expected: String::new(),
        got: None,
        difference: None,
        currency: None,
        passed: compared.is_some_and(|one| one.differences.is_empty()),
        sentence: why.map_or_else(String::new, |why| why.sentence.clone()),
        formula: why.map_or_else(Vec::new, |why| why.formula.clone()),
        steps: why.map_or_else(Vec::new, |why| why.steps.clone()),
    };
    if let (Some(amount), Some(id)) = (of.amount, &of.incentive) {
        figure.place = Some(format!("{place}/amount"));
        figure.what = program
            .incentive(id)
            .map_or_else(|| id.clone(), |at| program.incentives[at].name.clone());
        figure.expected = amount.amount_text();
        figure.currency = Some(amount.currency().to_string());
        let got = compared.and_then(|one| one.amount);
        figure.got = got.map(|got| got.amount_text());
        let minus = amount.negated().ok();
        let difference = got.zip(minus).and_then(|(got, minus)| got.plus(minus).ok());
        figure.difference = difference.filter(|one| one.units() != 0).map(|one| one.amount_text());
    } else if let (Some(level), None) = (&of.level, of.planning_cost) {
        let track = match &of.track {
            Some(id) => program.track(id),
            None => program.tracks.first(),
        };
        let named = |id: &str| {
            let levels = track.into_iter().flat_map(|track| &track.levels);
            let found =
                levels.filter(|level| level.id == id).map(|level| level.name.clone()).next();
            found.unwrap_or_else(|| if id.is_empty() { "none".to_owned() } else { id.to_owned() })
        };
        figure.place = Some(format!("{place}/level"));
        figure.what = track.map_or_else(|| "Level".to_owned(), |track| track.name.clone());
        figure.expected = named(level);
        figure.got = compared.and_then(|one| one.level.as_deref()).map(named);
    } else {
        whole(&mut figure, of, compared);
    }
    figure
}

/// What is expected as a whole: a ledger, moves, a liability.
fn whole(figure: &mut ExpectedFigure, of: &Expected, compared: Option<&Compared>) {
    let kinds = [
        (of.ledger.is_some(), "Ledger"),
        (of.fund_ledger.is_some(), "Ledger of the fund"),
        (of.fund_return.is_some(), "Return on funds"),
        (of.liability.is_some(), "Liability"),
        (of.estimate.is_some(), "Estimate"),
        (of.moves.is_some(), "Moves"),
        (of.planning_cost.is_some(), "Planned cost"),
    ];
    let kind = kinds.into_iter().find(|(is, _)| *is).map_or("Explanation", |(_, kind)| kind);
    figure.what = kind.to_owned();
    figure.expected = "as written".to_owned();
    let Some(compared) = compared else { return };
    figure.got =
        Some(if compared.differences.is_empty() { "the same" } else { "otherwise" }.to_owned());
    if let Some(first) = compared.differences.first() {
        figure.expected.clone_from(&first.expected);
        figure.got = Some(first.got.clone());
    }
}

fn when(of: &Expected) -> String {
    match (&of.quarter, &of.period, of.on) {
        (Some(label), _, _) | (None, Some(label), _) => label.clone(),
        (None, None, Some(day)) => words::day(day),
        (None, None, None) => String::new(),
    }
}
