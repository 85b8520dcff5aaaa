//! The memo in print: what its page says, without the pictures.

use tierwright_export::paper::{Block, Cell, Column, Paper, Section, Table};

use super::{
    Content,
    page::{NAMED, brief, grouped, of, percent, signed, thousands},
    places::Place,
    risk::Risked,
};
use crate::{
    study::about,
    wire::{Compared, ComparedGroup, EffectList, Winner, WinnerList},
};

/// The memo as a document for print.
pub fn paper(content: &Content) -> Paper {
    let (effects, winners) = (&content.effects, &content.winners);
    let sections = [
        (format!("Beside {}", effects.baseline), vec![compared(&content.compared)]),
        ("What differs".to_owned(), differences(&content.effects)),
        ("Who wins and who loses".to_owned(), sides(content)),
        ("Risk".to_owned(), risk(&content.risk)),
        ("What was assumed".to_owned(), paragraphs(&content.assumed)),
        ("What is not known".to_owned(), paragraphs(&content.unknown)),
        (
            "Where each figure comes from".to_owned(),
            content.places.iter().flat_map(place).collect(),
        ),
    ];
    Paper {
        title: content.question.clone(),
        kind: "Decision memo".into(),
        program: winners.scenario.clone(),
        heading: content.question.clone(),
        lead: format!(
            "{}, {}, {}. Written {}.",
            content.document, content.compared.currency, content.compared.caption, content.written
        ),
        mark: content.sample.then(|| "SAMPLE".into()),
        opening: Vec::new(),
        sections: sections.into_iter().map(|(title, blocks)| Section { title, blocks }).collect(),
    }
}

/// The whole's figures, one column for each program.
fn compared(of: &Compared) -> Block {
    figures(of, "Figure", ComparedGroup::Whole)
}

/// The figures of a group, one column for each program.
pub fn figures(compared: &Compared, head: &str, group: ComparedGroup) -> Block {
    let columns = compared.columns.iter().map(|column| Column::number(&column.name));
    let rows = compared.rows.iter().filter(|row| row.group == group);
    let rows = rows.map(|row| {
        let cells = row.cells.iter().map(|cell| Cell {
            text: cell.value.as_deref().map_or_else(|| "-".to_owned(), |text| of(row, text)),
            more: cell.change.as_deref().filter(|_| cell.differs).map(signed),
        });
        named(&row.label).chain(cells).collect()
    });
    Block::table(named_column(head).chain(columns).collect(), rows.collect())
}

/// The differences that are on, with what each does and what they do together.
pub fn differences(list: &EffectList) -> Vec<Block> {
    let on = list.effects.iter().filter(|one| one.difference.on).map(|effect| {
        let of = &effect.difference;
        let more = Some(of.values.clone()).filter(|values| !values.is_empty());
        let alone = effect.alone.as_deref().map_or_else(|| "not alone".to_owned(), signed);
        vec![Cell { text: brief(&of.sentence), more }, alone.into()]
    });
    let together = vec![Cell::from("Acting together".to_owned()), signed(&list.together).into()];
    let table = Table {
        columns: vec![Column::text("Difference"), Column::number("Change")],
        rows: on.chain([together]).collect(),
        totals: vec![("In all".to_owned(), signed(&list.total))],
    };
    vec![Block::Paragraph(list.sentence.clone()), Block::Table(table)]
}

/// The groups of partners, and those at both ends by name.
fn sides(content: &Content) -> Vec<Block> {
    let of = &content.winners;
    let mut blocks = groups(of);
    blocks.extend(ends("Who is hit most", &of.worst, "Nobody loses."));
    blocks.extend(ends("Who gains most", &of.best, "Nobody gains."));
    blocks
}

/// What became of partners, in a sentence and by group.
pub fn groups(of: &WinnerList) -> Vec<Block> {
    let groups = of.groups.iter().map(|group| {
        let partners = tierwright_program::words::count(u64::from(group.partners), "partner");
        vec![group.label.clone().into(), partners.into(), signed(&group.change).into()]
    });
    let columns = vec![Column::text("Group"), Column::number("Partners"), Column::number("Change")];
    vec![Block::Paragraph(of.finding.clone()), Block::table(columns, groups.collect())]
}

fn ends(title: &str, rows: &[Winner], nobody: &str) -> [Block; 2] {
    let shown = rows.iter().take(NAMED).map(|row| {
        let part = row.change_rate.as_deref().map_or_else(String::new, percent);
        let name = Cell { text: row.name.clone(), more: Some(row.id.clone()) };
        vec![name, signed(&row.change).into(), part.into()]
    });
    let columns = ["Change", "Of what it got"].map(Column::number).into_iter();
    let columns = named_column("Partner").chain(columns).collect();
    let what = match rows {
        [] => Block::paragraph(nobody),
        _ => Block::table(columns, shown.collect()),
    };
    [Block::Heading(title.to_owned()), what]
}

/// How the bill of a year could come out with each program.
pub fn risk(of: &[Risked]) -> Vec<Block> {
    let Some(first) = of.first() else {
        return vec![Block::paragraph("Nothing is replayed, so that nothing is said about it.")];
    };
    let heads = ["Expected", "P50", "P90", "One year in twenty above"];
    let over = first.risk.budget.map(|_| "Chance over budget");
    let columns =
        named_column("Bill of a year").chain(heads.into_iter().chain(over).map(Column::number));
    let rows = of.iter().map(|one| {
        let bill = &one.risk.bill;
        let bills = [bill.mean, bill.p50, bill.p90, bill.p95];
        let bills = bills.map(|units| format!("about {}", thousands(units)));
        let cells = bills.into_iter().chain(one.risk.over.map(about)).map(Cell::from);
        named(&one.name).chain(cells).collect()
    });
    let how = "The year drawn again from its own partners and deals; no growth and no reaction to the program.";
    vec![Block::table(columns.collect(), rows.collect()), Block::paragraph(how)]
}

/// Where a figure comes from.
fn place(of: &Place) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(of.title.clone()), Block::Paragraph(of.how.clone())];
    if let Some((name, others)) = of.heads.split_first() {
        let columns = named_column(name).chain(others.iter().map(Column::number));
        let figure = |text: &String| match text.parse::<tierwright_program::Rate>() {
            Ok(_) => grouped(text).into(),
            Err(_) => Cell::from(text.clone()),
        };
        let rows = of.parts.iter().map(|cells| {
            let (name, figures) = cells.split_at(1);
            name.iter().cloned().map(Cell::from).chain(figures.iter().map(figure)).collect()
        });
        blocks.push(Block::table(columns.collect(), rows.collect()));
    }
    blocks.push(Block::Paragraph(format!("Opens in: {}.", of.opens)));
    blocks
}

pub fn named(name: &str) -> impl Iterator<Item = Cell> {
    std::iter::once(Cell::from(name.to_owned()))
}

pub fn named_column(name: &str) -> impl Iterator<Item = Column> + use<> {
    std::iter::once(Column::text(name))
}

pub fn paragraphs(sentences: &[String]) -> Vec<Block> {
    sentences.iter().cloned().map(Block::Paragraph).collect()
}
