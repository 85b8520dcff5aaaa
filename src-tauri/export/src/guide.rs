//! The program guide: what partners are promised, in sentences and tables, as a page that can be
//! printed and signed. It holds no partner's name or figure, no cost and no budget.

use tierwright_program::{
    Incentive, Measure, Period, Program, Quantity, Span, Track,
    incentive::{Columns, LimitPer, Pays, Qualifier, Schedule},
    incentive_sentence, track_sentences, words,
};

use crate::{
    BundleContent,
    content::settled_periods,
    markup::{escaped, page},
    sign_off::{Status, mark},
    told::{NOT_TOLD, Told},
};

/// What of the program's policy a partner reads.
const POLICY: [&str; 7] = [
    "/currency",
    "/calendar",
    "/conversion",
    "/rounding",
    "/payment",
    "/role_classes",
    "/attribution/",
];

/// Where several rewards meet, and what a budget cuts.
const TOGETHER: [&str; 3] = ["/stacking_groups/", "/shared_limits/", "/budget/pools/"];

/// The guide as a page. What is for partners that are named one by one is left out of it.
pub(crate) fn guide_html(content: &BundleContent) -> String {
    let told = Told::of(&content.program);
    let program = &told.program;
    let paid: Vec<&Incentive> = program.incentives.iter().collect();
    let said = |places: &[&str]| -> String {
        told.sentences(places).iter().map(|text| paragraph(text)).collect()
    };
    let body = [
        head(content, told.some_left_out),
        section("How the program is calculated", &said(&POLICY)),
        section("Levels", &tracks(program)),
        section(
            "What you can earn",
            &paid.iter().map(|one| incentive(program, one)).collect::<String>(),
        ),
        section("Where rewards meet", &said(&TOGETHER)),
        section("Funds", &said(&["/funds/"])),
        section("When it is paid", &calendar(content, &paid)),
        section("Rules of engagement", &engagement(&paid)),
        section("Questions and disputes", &proposed(DISPUTES)),
        section("Changes", &proposed(CHANGES)),
        section("Signatures", SIGNATURES),
    ];
    let mark = mark(content.status(), content.sample);
    page(&format!("{}: program guide", program.name), mark, &body.concat())
}

fn head(content: &BundleContent, some_left_out: bool) -> String {
    let name = escaped(&content.program.name);
    let version = content.sign_off.as_ref().and_then(|of| of.version);
    let edition = version.map_or_else(String::new, |version| format!(" Version {version}."));
    let status = match (content.sample, content.status()) {
        (true, _) => "Draft: its figures come from a sample, and nobody is bound by it.",
        (false, Status::Draft) => "It is a draft until both sides have signed it.",
        (false, Status::InReview) => {
            "It is in review at the vendor, and a draft until both sides have signed it."
        }
        (false, Status::Approved) => {
            "The vendor has approved it; nobody is bound by it before both sides have signed it."
        }
    };
    let own = if some_left_out {
        paragraph("Some partners have terms of their own, which are agreed with each of them.")
    } else {
        String::new()
    };
    format!(
        "<h1>{name}</h1>\n<p class=\"lead\">Program guide and annex to the partner agreement.{edition} {status}</p>\n{own}"
    )
}

/// A clause that is no rule of the program.
fn proposed(clause: &str) -> String {
    paragraph(&format!("Proposed: {clause}"))
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

fn tracks(program: &Program) -> String {
    program.tracks.iter().map(|track| track_text(program, track)).collect()
}

fn track_text(program: &Program, track: &Track) -> String {
    let sentences = track_sentences(program, track).into_iter();
    let text: String = sentences.map(|sentence| paragraph(&sentence.text)).collect();
    format!("<h3>{}</h3>\n{text}", escaped(&track.name))
}

fn incentive(program: &Program, of: &Incentive) -> String {
    let mut sentence = incentive_sentence(program, of).text;
    for limit in of.limits.iter().filter(|limit| limit.per == LimitPer::Total) {
        let said = |most: &str| format!("All partners together get at most {most}.");
        sentence = sentence.replace(&said(&words::quantity(limit.at_most)), &said(NOT_TOLD));
    }
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

fn level_name(program: &Program, track: &str, id: &str) -> String {
    let level = program.track(track).and_then(|track| track.levels.iter().find(|one| one.id == id));
    level.map_or_else(|| id.to_owned(), |level| level.name.clone())
}

/// The periods that follow those of the replay, as many quarters of them, and the days they are
/// payable.
fn calendar(content: &BundleContent, paid: &[&Incentive]) -> String {
    let program = &content.program;
    let Some(last) = content.quarters.last() else { return String::new() };
    let next = |quarter: &Span| Some(program.calendar.next(*quarter, Period::Quarter));
    let coming: Vec<Span> =
        std::iter::successors(next(last), next).take(content.quarters.len()).collect();
    let mut rows: Vec<(chrono::NaiveDate, String, Vec<&str>)> = Vec::new();
    for of in paid {
        let runs = |period: &Span| {
            of.dates.from.is_none_or(|from| from <= period.until())
                && of.dates.until.is_none_or(|until| period.from() <= until)
        };
        for period in settled_periods(program, &coming, of).into_iter().filter(runs) {
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
    let text = paragraph("Only deals that are won count.") + &proposed(NOT_ENGAGED);
    text + &table
}

const NOT_ENGAGED: &str = "What a partner sells to itself, or is credited with without a part in the \
deal, earns nothing.";

const DISPUTES: &str = "Each payout comes with a statement of its lines. A line can be disputed in \
writing within 60 days of the day it is payable; it is then calculated again from the records of \
both sides, and what was paid too much or too little is settled with the next payment.";

const CHANGES: &str = "A change of this guide is announced in writing 30 days before it holds. It \
holds for periods that begin after that; what was earned before is paid as it stood.";

const SIGNATURES: &str = "<div class=\"sign\">\n<div>For the vendor: name, role, date</div>\n\
<div>For the partner: name, role, date</div>\n</div>\n";
