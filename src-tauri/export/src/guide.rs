//! The program guide: what partners are promised, in sentences and tables, to be printed and
//! signed. It holds no partner's name or figure, no cost and no budget.

use tierwright_program::{
    Checked, Incentive, Period, Program, Quantity, Span, Track, check,
    incentive::{Columns, LimitPer, Pays, Qualifier, Schedule},
    incentive_sentence, track_sentences, words,
};

use crate::{
    BundleContent,
    content::settled_periods,
    examples::examples,
    paper::{Block, Cell, Column, Paper, Section, Table},
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

/// The guide. What is for partners that are named one by one is left out of it.
pub(crate) fn guide(content: &BundleContent) -> Paper {
    let told = Told::of(&content.program);
    let program = &told.program;
    let paid: Vec<&Incentive> = program.incentives.iter().collect();
    let said = |places: &[&str]| -> Vec<Block> {
        told.sentences(places).into_iter().map(Block::Paragraph).collect()
    };
    let (checked, _) = check(&content.program);
    let earned = paid.iter().flat_map(|one| incentive(program, one, checked.as_ref())).collect();
    let sections = [
        ("How the program is calculated", said(&POLICY)),
        ("Levels", program.tracks.iter().flat_map(|track| track_text(program, track)).collect()),
        ("What you can earn", earned),
        ("Where rewards meet", said(&TOGETHER)),
        ("Funds", said(&["/funds/"])),
        ("When it is paid", calendar(content, &paid)),
        ("Rules of engagement", engagement(&paid)),
        ("Questions and disputes", vec![proposed(DISPUTES)]),
        ("Changes", vec![proposed(CHANGES)]),
        ("Signatures", vec![Block::Signatures]),
    ];
    let sections = sections.into_iter().filter(|(_, blocks)| !blocks.is_empty());
    Paper {
        title: format!("{}: program guide", content.program.name),
        kind: "Program guide".into(),
        program: content.program.name.clone(),
        heading: content.program.name.clone(),
        lead: lead(content),
        mark: mark(content.status(), content.sample).map(Into::into),
        opening: if told.some_left_out { vec![Block::paragraph(OWN_TERMS)] } else { Vec::new() },
        sections: sections
            .map(|(title, blocks)| Section { title: title.to_owned(), blocks })
            .collect(),
    }
}

fn lead(content: &BundleContent) -> String {
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
    format!("Program guide and annex to the partner agreement.{edition} {status}")
}

/// A clause that is no rule of the program.
fn proposed(clause: &str) -> Block {
    Block::Paragraph(format!("Proposed: {clause}"))
}

fn track_text(program: &Program, track: &Track) -> Vec<Block> {
    let sentences = track_sentences(program, track).into_iter();
    let text = sentences.map(|sentence| Block::Paragraph(sentence.text));
    std::iter::once(Block::Heading(track.name.clone())).chain(text).collect()
}

/// `checked` is the program before anything was left out of it.
fn incentive(program: &Program, of: &Incentive, checked: Option<&Checked>) -> Vec<Block> {
    let mut sentence = incentive_sentence(program, of).text;
    for limit in of.limits.iter().filter(|limit| limit.per == LimitPer::Total) {
        let said = |most: &str| format!("All partners together get at most {most}.");
        sentence = sentence.replace(&said(&words::quantity(limit.at_most)), &said(NOT_TOLD));
    }
    let mut text = vec![Block::Heading(of.name.clone()), Block::Paragraph(sentence)];
    let later = of.later_schedules.iter().map(|later| (Some(later.from), &later.schedule));
    for (from, schedule) in std::iter::once((None, &of.schedule)).chain(later) {
        if let Some(from) = from {
            text.push(Block::Paragraph(format!("From {from}:")));
        }
        let bands = bands(program, of, schedule);
        let columns = bands.columns.clone();
        text.push(Block::Table(bands));
        if from.is_none() {
            let examples = checked.map(|checked| examples(checked, of, &columns));
            text.extend(examples.into_iter().flatten());
        }
    }
    text
}

/// The bands of a schedule and what each pays in each column.
fn bands(program: &Program, of: &Incentive, schedule: &Schedule) -> Table {
    let pays = schedule.method.pays(of.earns_on.measure.counts());
    let columns: Vec<String> = match &schedule.columns {
        None => vec![if pays.in_money() { "Amount" } else { "Rate" }.to_owned()],
        Some(Columns::Level(by)) => {
            by.levels.iter().map(|id| level_name(program, &by.track, id)).collect()
        }
        Some(columns) => columns.names().to_vec(),
    };
    let head = std::iter::once(Column::text("From")).chain(columns.into_iter().map(Column::number));
    let rows = schedule.bands.iter().map(|band| {
        let amounts = band.amounts.iter().map(|amount| words::money(*amount));
        let rates = band.rates.iter().map(|rate| match pays {
            Pays::Units => rate.to_string(),
            _ => format!("{}%", rate.percent_text()),
        });
        std::iter::once(from(of, band.from)).chain(amounts).chain(rates).map(Cell::from).collect()
    });
    Table { columns: head.collect(), rows: rows.collect(), totals: Vec::new() }
}

/// Where a band begins: a share or growth in percent, else in its unit.
fn from(of: &Incentive, at: Quantity) -> String {
    let ratio = match &of.qualifier {
        Qualifier::GrowthRatio | Qualifier::Attainment => true,
        Qualifier::Measure(own) => own.measure.is_ratio(),
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
fn calendar(content: &BundleContent, paid: &[&Incentive]) -> Vec<Block> {
    let program = &content.program;
    let Some(last) = content.quarters.last() else { return Vec::new() };
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
        let text = "Each payout is payable as said above, counted from the end of its period.";
        return vec![Block::paragraph(text)];
    }
    rows.sort();
    let rows = rows.into_iter().map(|(until, label, names)| {
        let payable = program.payment.payable(until);
        let cells = [label, until.to_string(), payable.to_string(), names.join(", ")];
        cells.map(Cell::from).into()
    });
    let columns = ["Period", "Ends", "Payable", "What is paid"].map(Column::text);
    vec![Block::table(columns.into(), rows.collect())]
}

/// So many periods are a list nobody reads.
const MOST_PERIODS: usize = 60;

/// Which roles earn what.
fn engagement(paid: &[&Incentive]) -> Vec<Block> {
    let mut roles: Vec<&str> =
        paid.iter().flat_map(|one| one.roles.iter().map(String::as_str)).collect();
    roles.sort_unstable();
    roles.dedup();
    let rows = roles.iter().map(|role| {
        let earns = paid.iter().filter(|one| one.roles.iter().any(|own| own == role));
        let names: Vec<&str> = earns.map(|one| one.name.as_str()).collect();
        vec![Cell::from((*role).to_owned()), Cell::from(names.join(", "))]
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let mut text = vec![Block::paragraph("Only deals that are won count."), proposed(NOT_ENGAGED)];
    if !rows.is_empty() {
        let columns = ["Role on a deal", "Can earn"].map(Column::text);
        text.push(Block::table(columns.into(), rows));
    }
    text
}

const OWN_TERMS: &str =
    "Some partners have terms of their own, which are agreed with each of them.";

const NOT_ENGAGED: &str = "What a partner sells to itself, or is credited with without a part in the \
deal, earns nothing.";

const DISPUTES: &str = "Each payout comes with a statement of its lines. A line can be disputed in \
writing within 60 days of the day it is payable; it is then calculated again from the records of \
both sides, and what was paid too much or too little is settled with the next payment.";

const CHANGES: &str = "A change of this guide is announced in writing 30 days before it holds. It \
holds for periods that begin after that; what was earned before is paid as it stood.";
