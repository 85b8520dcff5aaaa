//! The program guide: what partners are promised, in sentences and tables, as a page that can be
//! printed and signed. It holds no partner's name or figure, no cost and no budget.

use tierwright_program::{
    Field, Filter, Incentive, Measure, Program, Quantity, State, Track,
    incentive::{Columns, Pays, Qualifier, Schedule},
    incentive_sentence, program_sentences, track_sentences, words,
};

use crate::{
    BundleContent,
    content::settled_periods,
    markup::{escaped, page},
};

/// What of the program's policy a partner reads: not the budget.
const POLICY: [&str; 5] = ["/currency", "/calendar", "/conversion", "/rounding", "/payment"];

/// The guide as a page. What is for partners that are named one by one is left out of it.
pub(crate) fn guide_html(content: &BundleContent) -> String {
    let program = &without_costs(&content.program);
    let mark = if content.sample { "SAMPLE" } else { "DRAFT" };
    let paid: Vec<&Incentive> = program
        .incentives
        .iter()
        .filter(|one| one.state == State::On && !names(&one.who))
        .collect();
    let body = [
        head(content),
        section("How the program is calculated", &policy(program)),
        section("Levels", &tracks(program)),
        section(
            "What you can earn",
            &paid.iter().map(|one| incentive(program, one)).collect::<String>(),
        ),
        section("When it is paid", &calendar(content, &paid)),
        section("Rules of engagement", &engagement(&paid)),
        section("Questions and disputes", DISPUTES),
        section("Changes", CHANGES),
        section("Signatures", SIGNATURES),
    ];
    page(&format!("{}: program guide", program.name), Some(mark), &body.concat())
}

/// The program without what it is planned to cost.
fn without_costs(program: &Program) -> Program {
    let mut told = program.clone();
    told.budget = None;
    let levels = told.tracks.iter_mut().flat_map(|track| &mut track.levels);
    levels.flat_map(|level| &mut level.benefits).for_each(|benefit| benefit.planning_cost = None);
    told
}

fn head(content: &BundleContent) -> String {
    let name = escaped(&content.program.name);
    let sample = if content.sample {
        " Its figures come from a sample; nobody is bound by it."
    } else {
        " It is a draft until both sides have signed it."
    };
    format!(
        "<h1>{name}</h1>\n<p class=\"lead\">Program guide and annex to the partner agreement.{sample}</p>\n"
    )
}

fn section(title: &str, inner: &str) -> String {
    if inner.is_empty() {
        return String::new();
    }
    format!("<section>\n<h2>{}</h2>\n{inner}</section>\n", escaped(title))
}

fn paragraph(text: &str) -> String {
    format!("<p>{}</p>\n", escaped(text))
}

fn policy(program: &Program) -> String {
    let sentences = program_sentences(program).into_iter();
    let own = sentences.filter(|sentence| POLICY.contains(&sentence.place.as_str()));
    own.map(|sentence| paragraph(&sentence.text)).collect()
}

fn tracks(program: &Program) -> String {
    program.tracks.iter().map(|track| track_text(program, track)).collect()
}

fn track_text(program: &Program, track: &Track) -> String {
    let mut text = format!("<h3>{}</h3>\n", escaped(&track.name));
    let own = format!("/tracks/{}", track.id);
    let named = names(&track.who) || track.minimums.iter().any(|minimum| names(&minimum.who));
    let sentences = track_sentences(program, track).into_iter();
    let sentences = sentences.filter(|sentence| !named || sentence.place != own);
    text.extend(sentences.map(|sentence| paragraph(&sentence.text)));
    text
}

fn incentive(program: &Program, of: &Incentive) -> String {
    let sentence = incentive_sentence(program, of).text;
    let mut text = format!("<h3>{}</h3>\n{}", escaped(&of.name), paragraph(&sentence));
    let later = of.later_schedules.iter().map(|later| (Some(later.from), &later.schedule));
    for (from, schedule) in std::iter::once((None, &of.schedule)).chain(later) {
        if let Some(from) = from {
            text += &paragraph(&format!("From {from}:"));
        }
        text += &bands(program, of, schedule);
    }
    text
}

/// The bands of a schedule and what each pays in each column.
fn bands(program: &Program, of: &Incentive, schedule: &Schedule) -> String {
    let pays = schedule.method.pays(of.earns_on.measure.counts());
    let columns: Vec<String> = match &schedule.columns {
        None => vec![if pays.in_money() { "Amount" } else { "Rate" }.to_owned()],
        Some(Columns::Level(by)) => {
            by.levels.iter().map(|id| level_name(program, &by.track, id)).collect()
        }
        Some(columns) => columns.names().to_vec(),
    };
    let head: String = columns
        .iter()
        .map(|name| format!("<th scope=\"col\" class=\"number\">{}</th>", escaped(name)))
        .collect();
    let rows: String = schedule
        .bands
        .iter()
        .map(|band| {
            let cells = band.amounts.iter().map(|amount| words::money(*amount)).chain(
                band.rates.iter().map(|rate| match pays {
                    Pays::Units => rate.to_string(),
                    _ => format!("{}%", rate.percent_text()),
                }),
            );
            let cells: String =
                cells.map(|cell| format!("<td class=\"number\">{}</td>", escaped(&cell))).collect();
            format!("<tr><th scope=\"row\">{}</th>{cells}</tr>\n", escaped(&from(of, band.from)))
        })
        .collect();
    format!(
        "<table>\n<thead><tr><th scope=\"col\">From</th>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )
}

/// Where a band begins: a share or growth in percent, else in its unit.
fn from(of: &Incentive, at: Quantity) -> String {
    let ratio = match &of.qualifier {
        Qualifier::GrowthRatio => true,
        Qualifier::Measure(own) => matches!(own.measure, Measure::Ratio(_)),
        _ => false,
    };
    if ratio { words::ratio(at) } else { words::quantity(at) }
}

/// Whether a filter names partners one by one.
fn names(who: &Filter) -> bool {
    let mut asked = Vec::new();
    who.conditions("", &mut asked);
    asked.iter().any(|(_, condition)| condition.field == Field::Partner)
}

fn level_name(program: &Program, track: &str, id: &str) -> String {
    let level = program.track(track).and_then(|track| track.levels.iter().find(|one| one.id == id));
    level.map_or_else(|| id.to_owned(), |level| level.name.clone())
}

/// Each period of the replay and the day it is payable.
fn calendar(content: &BundleContent, paid: &[&Incentive]) -> String {
    let program = &content.program;
    let mut rows: Vec<(chrono::NaiveDate, String, Vec<&str>)> = Vec::new();
    for of in paid {
        for period in settled_periods(program, &content.quarters, of) {
            let label = program.calendar.label(period);
            match rows.iter_mut().find(|row| row.0 == period.until() && row.1 == label) {
                Some(row) => row.2.push(&of.name),
                None => rows.push((period.until(), label, vec![&of.name])),
            }
        }
    }
    if rows.len() > MOST_PERIODS {
        return paragraph(
            "Each payout is payable as said above, counted from the end of its period.",
        );
    }
    rows.sort();
    let rows: String = rows
        .iter()
        .map(|(until, label, names)| {
            format!(
                "<tr><th scope=\"row\">{}</th><td>{until}</td><td>{}</td><td>{}</td></tr>\n",
                escaped(label),
                program.payment.payable(*until),
                escaped(&names.join(", "))
            )
        })
        .collect();
    format!(
        "<table>\n<thead><tr><th scope=\"col\">Period</th><th scope=\"col\">Ends</th><th scope=\"col\">Payable</th>\
         <th scope=\"col\">What is paid</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )
}

/// So many periods are a list nobody reads.
const MOST_PERIODS: usize = 60;

/// Which roles earn what.
fn engagement(paid: &[&Incentive]) -> String {
    let mut roles: Vec<&str> =
        paid.iter().flat_map(|one| one.roles.iter().map(String::as_str)).collect();
    roles.sort_unstable();
    roles.dedup();
    let rows: String = roles
        .iter()
        .map(|role| {
            let earns = paid.iter().filter(|one| one.roles.iter().any(|own| own == role));
            let names: Vec<&str> = earns.map(|one| one.name.as_str()).collect();
            format!(
                "<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n",
                escaped(role),
                escaped(&names.join(", "))
            )
        })
        .collect();
    let table = if rows.is_empty() {
        String::new()
    } else {
        format!(
            "<table>\n<thead><tr><th scope=\"col\">Role on a deal</th><th scope=\"col\">Can earn</th></tr></thead>\n\
             <tbody>\n{rows}</tbody>\n</table>\n"
        )
    };
    let text = paragraph(
        "A partner is paid for the part that it is credited with on a deal. Only deals that are won \
         count. What is sold to oneself, or credited without a part in the deal, earns nothing.",
    );
    text + &table
}

const DISPUTES: &str = "<p>Each payout comes with a statement of its lines. A line can be disputed in \
writing within 60 days of the day it is payable; it is then calculated again from the records of \
both sides, and what was paid too much or too little is settled with the next payment.</p>\n";

const CHANGES: &str = "<p>A change of this guide is announced in writing 30 days before it holds. It \
holds for periods that begin after that; what was earned before is paid as it stood.</p>\n";

const SIGNATURES: &str = "<div class=\"sign\">\n<div>For the vendor: name, role, date</div>\n\
<div>For the partner: name, role, date</div>\n</div>\n";
