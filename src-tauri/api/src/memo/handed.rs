//! The memo that a bundle carries: what the program costs, beside the scenarios that it was decided
//! against and beside what was paid before. It holds no time and no name of a document.

use tierwright_export::{
    AgainstPaid, BundleContent, Change, Group,
    paper::{Block, Cell, Column, Paper, Section},
};
use tierwright_program::{Money, words::count};

use super::{
    assumed,
    page::{NAMED, grouped, signed},
    paper::{differences, figures, groups, named, named_column, paragraphs, risk},
    places::meaning,
    risk::{ASKED, Risked, risked},
    unknown,
};
use crate::{
    compare,
    context::Context,
    effects,
    scenarios::PROGRAM,
    winners,
    wire::{Compare, Compared, ComparedGroup, EffectList, Effects, Failure, WinnerList, Winners},
};

/// A scenario that the program was decided against.
struct Alternative {
    effects: EffectList,
    winners: WinnerList,
}

/// The memo about the document's own program, which is what `content` hands over.
pub(crate) fn handed(context: &mut Context, content: &BundleContent) -> Result<Paper, Failure> {
    let baseline = Some(PROGRAM.to_owned());
    let asked = Compare { scenarios: Vec::new(), baseline: baseline.clone() };
    let compared = compare::compare(context, &asked)?;
    let mut alternatives = Vec::new();
    for column in compared.columns.iter().skip(1).filter(|column| column.failure.is_empty()) {
        let (scenario, baseline) = (Some(column.id.clone()), baseline.clone());
        let asked = Effects { scenario: scenario.clone(), baseline: baseline.clone() };
        let effects = effects::effects(context, &asked)?;
        let winners = winners::winners(context, &Winners { scenario, baseline })?;
        alternatives.push(Alternative { effects, winners });
    }
    let (opened, effort) = context.opened()?;
    let bills = risked(opened, &[PROGRAM.to_owned()], effort)?;
    let (assumed, unknown) = (assumed(opened, &[]), unknown(opened, None, &[]));
    let program = &content.program.name;
    let sections = [
        ("What it costs", cost(&compared)),
        ("Beside the scenarios", beside(&alternatives)),
        ("Beside what was paid before", against(content)),
        ("Risk", risk(&bills)),
        ("What was assumed", paragraphs(&assumed)),
        ("What is not known", paragraphs(&unknown)),
        ("Where each figure comes from", places(&compared, &bills)),
    ];
    let section = |(title, blocks): (&str, _)| Section { title: title.to_owned(), blocks };
    Ok(Paper {
        title: format!("{program}: decision memo"),
        kind: "Decision memo".into(),
        program: program.clone(),
        heading: format!("Should {program} be put into force as it stands here?"),
        lead: format!("{}, {}.", compared.currency, compared.caption),
        mark: content.sample.then(|| "SAMPLE".into()),
        opening: Vec::new(),
        sections: sections.into_iter().map(section).collect(),
    })
}

fn cost(compared: &Compared) -> Vec<Block> {
    let failed = compared.columns.iter().filter(|column| !column.failure.is_empty());
    let mut blocks = vec![
        figures(compared, "Figure", ComparedGroup::Whole),
        figures(compared, "Incentive", ComparedGroup::Incentives),
    ];
    blocks.extend(failed.map(|column| {
        Block::Paragraph(format!("{} has no figures: {}", column.name, column.failure))
    }));
    if compared.left_out > 0 {
        let more = count(u64::from(compared.left_out), "scenario");
        blocks.push(Block::Paragraph(format!("{more} more of the document do not stand here.")));
    }
    blocks
}

fn beside(alternatives: &[Alternative]) -> Vec<Block> {
    if alternatives.is_empty() {
        return vec![Block::paragraph("The document has no scenario to compare it with.")];
    }
    let mut blocks = Vec::new();
    for one in alternatives {
        blocks.push(Block::Heading(one.effects.scenario.clone()));
        blocks.extend(differences(&one.effects));
        blocks.extend(groups(&one.winners));
    }
    blocks
}

/// Who gets more and who gets less than was really paid.
fn against(content: &BundleContent) -> Vec<Block> {
    let Some(found) = content.against_paid() else {
        let why = match content.paid.is_empty() {
            true => "No past payouts for these days are in the facts, so nothing is said about it.",
            false => "Past payouts are in other currencies too, so that they are not compared.",
        };
        return vec![Block::paragraph(why)];
    };
    let AgainstPaid { winners, losers, unchanged, partners, .. } = &found;
    let row = |(label, of): (&str, &Group)| {
        let partners = count(of.partners, "partner");
        vec![label.to_owned().into(), partners.into(), amount(of.change).into()]
    };
    let rows = [("Get more", winners), ("Get less", losers), ("Get the same", unchanged)].map(row);
    let mut blocks = vec![Block::table(
        vec![Column::text("Group"), Column::number("Partners"), Column::number("Change")],
        rows.to_vec(),
    )];
    let less: Vec<&Change> =
        partners.iter().rev().take_while(|one| one.change.units() < 0).take(NAMED).collect();
    let more: Vec<&Change> =
        partners.iter().take_while(|one| one.change.units() > 0).take(NAMED).collect();
    for (title, rows) in [("Who gets less by most", less), ("Who gets more by most", more)] {
        if !rows.is_empty() {
            blocks.extend([Block::Heading(title.to_owned()), changes(&rows)]);
        }
    }
    blocks
}

fn changes(rows: &[&Change]) -> Block {
    let row = |one: &&Change| {
        let name = Cell { text: one.partner_name.clone(), more: Some(one.partner_id.clone()) };
        let [before, now] = [one.before, one.now].map(|of| grouped(&of.amount_text()));
        vec![name, before.into(), now.into(), amount(one.change).into()]
    };
    let columns = ["Was paid", "Is paid", "Change"].map(Column::number);
    Block::table(named_column("Partner").chain(columns).collect(), rows.iter().map(row).collect())
}

fn amount(of: Money) -> String {
    signed(&of.amount_text())
}

/// What each figure is, and where in the bundle it is proved.
fn places(compared: &Compared, bills: &[Risked]) -> Vec<Block> {
    let whole = compared.rows.iter().filter(|row| row.group == ComparedGroup::Whole);
    let rows = whole.map(|row| named(&row.label).chain(named(meaning(&row.id))).collect());
    let columns = vec![Column::text("Figure"), Column::text("What it is")];
    let mut blocks = vec![
        Block::table(columns, rows.collect()),
        Block::paragraph(
            "Every payout line that the cost is the sum of stands in payouts.csv beside this memo, each \
             step of it in program.xlsx, and what each partner was paid before in evidence.json.",
        ),
    ];
    blocks.extend(bills.first().map(|one| {
        Block::Paragraph(format!(
            "Risk: {} Seed {}, {} years from {} replays.",
            one.risk.method, ASKED.seed, one.risk.draws, one.risk.replays
        ))
    }));
    blocks
}
