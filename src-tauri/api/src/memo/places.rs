//! Where each figure of the memo comes from: what it is, what it is made of, and where it opens.

use tierwright_engine::{Outcome, Selection};

use super::{Content, risk::ASKED};
use crate::{
    compare::called,
    opened::{Effort, Opened},
    wire::{Compared, ComparedGroup, ComparedRow, ComparedUnit, Failure, Winner},
};

/// Where a figure comes from.
pub struct Place {
    /// What links of the page lead to.
    pub id: String,
    /// What the figure is.
    pub title: String,
    /// How it is worked out, in a sentence or two.
    pub how: String,
    /// Where it opens in the window and in a terminal.
    pub opens: String,
    /// What the columns of its parts hold.
    pub heads: Vec<String>,
    /// What it is made of, a row each with what it comes to with each program; empty where it has no
    /// parts of its own.
    pub parts: Vec<Vec<String>>,
}

/// What links to a row of the comparison lead to.
pub fn of_row(row: &ComparedRow) -> String {
    format!("row-{}", row.id)
}

/// What links to the effect of a difference lead to.
pub fn of_effect(at: usize) -> String {
    format!("effect-{at}")
}

/// What links to a partner's figures lead to, by its place among those that are named.
pub fn of_partner(side: &str, at: usize) -> String {
    format!("{side}-{at}")
}

/// What all other links lead to.
pub const TOGETHER: &str = "together";
pub const GROUPS: &str = "groups";
pub const RISK: &str = "risk";

/// Every place, in the order in which the page meets their figures.
pub fn places(
    opened: &mut Opened,
    content: &Content,
    named: usize,
    effort: &Effort,
) -> Result<Vec<Place>, Failure> {
    let document = &content.document;
    let (scenario, baseline) = (&content.effects.scenario, &content.effects.baseline);
    let compare = format!("Scenarios; tierwright compare \"{document}\"");
    let differences = format!(
        "Scenarios, {scenario}, Differences; tierwright scenarios \"{document}\" \"{scenario}\""
    );
    let winners =
        format!("Scenarios, {scenario}, Who wins and who loses; tierwright compare \"{document}\"");
    let columns = content.compared.columns.iter().map(|one| one.name.clone());
    let programs: Vec<String> = std::iter::once("Incentive".to_owned()).chain(columns).collect();
    let whole = content.compared.rows.iter().filter(|row| row.group == ComparedGroup::Whole);
    let mut all: Vec<Place> = whole
        .map(|row| Place {
            id: of_row(row),
            title: row.label.clone(),
            how: meaning(&row.id).to_owned(),
            opens: compare.clone(),
            heads: if row.id == "payout" { programs.clone() } else { Vec::new() },
            parts: if row.id == "payout" { by_incentive(&content.compared) } else { Vec::new() },
        })
        .collect();
    for (at, effect) in content.effects.effects.iter().enumerate() {
        let of = &effect.difference;
        if !of.on {
            continue;
        }
        let words = [(baseline.as_str(), &of.from), (scenario.as_str(), &of.to)];
        let parts = words.into_iter().filter(|(_, text)| !text.is_empty());
        all.push(Place {
            id: of_effect(at),
            title: of.sentence.clone(),
            how: format!(
                "What the whole payout changes by where this is the only difference. Place in the \
                 program: {}.",
                of.place
            ),
            opens: differences.clone(),
            heads: ["Program", "Says"].map(str::to_owned).to_vec(),
            parts: parts.map(|(who, text)| vec![who.to_owned(), text.clone()]).collect(),
        });
    }
    all.push(Place {
        id: TOGETHER.to_owned(),
        title: "Acting together, and in all".to_owned(),
        how: format!(
            "In all is the payout with {scenario} less that with {baseline}. Acting together is what is left \
             of it after what each difference does alone."
        ),
        opens: differences,
        heads: Vec::new(),
        parts: Vec::new(),
    });
    all.push(Place {
        id: GROUPS.to_owned(),
        title: "Groups of partners, and the picture".to_owned(),
        how: format!(
            "Each partner by its change from {baseline} to {scenario}; much is over 5% of what it got. The \
             groups are all partners, and their changes add up to the change in all."
        ),
        opens: winners.clone(),
        heads: Vec::new(),
        parts: Vec::new(),
    });
    let outcomes = [baseline, scenario].map(|name| {
        let id = called(opened, Some(&id_of(content, name)));
        id.and_then(|id| opened.pays_by_name(&id, effort)).map(|pays| pays.outcome)
    });
    if let [Ok(before), Ok(after)] = &outcomes {
        let sides = [("worst", &content.winners.worst), ("best", &content.winners.best)];
        for (side, rows) in sides {
            for (at, row) in rows.iter().take(named).enumerate() {
                all.push(Place {
                    id: of_partner(side, at),
                    title: format!("{} ({})", row.name, row.id),
                    how: format!(
                        "What it gets from each incentive with {baseline} and with {scenario}."
                    ),
                    opens: format!(
                        "Simulate, {}, Explain; tierwright explain \"{document}\" --partner {}",
                        row.name, row.id
                    ),
                    heads: vec!["Incentive".to_owned(), baseline.clone(), scenario.clone()],
                    parts: of_incentives(row, before, after),
                });
            }
        }
    }
    if let Some(one) = content.risk.first() {
        all.push(Place {
            id: RISK.to_owned(),
            title: "Bills of a year like this one".to_owned(),
            how: format!(
                "{} Seed {}, {} years from {} replays.",
                one.risk.method, ASKED.seed, one.risk.draws, one.risk.replays
            ),
            opens: format!(
                "Studies, Risk; tierwright study risk \"{document}\" --replays {} --seed {}",
                ASKED.replays, ASKED.seed
            ),
            heads: Vec::new(),
            parts: Vec::new(),
        });
    }
    Ok(all)
}

/// The id of a column by its name.
fn id_of(content: &Content, name: &str) -> String {
    let column = content.compared.columns.iter().find(|one| one.name == name);
    column.map_or_else(|| name.to_owned(), |one| one.id.clone())
}

/// What a row of the comparison says.
pub fn meaning(id: &str) -> &'static str {
    match id {
        "payout" => {
            "All payouts of the replay to all partners: the sum of its incentives, below, a column for each program as above."
        }
        "effective_rate" => "The payout as a part of the revenue of partners in the replay.",
        "better" => "Partners who get more over the replay than with the baseline.",
        "worse" => "Partners who get less over the replay than with the baseline.",
        "moved_up" => "Partners who end the replay on a higher level than with the baseline.",
        "moved_down" => "Partners who end the replay on a lower level than with the baseline.",
        "paid" => "Partners who get anything over the replay.",
        "top_tenth" => "What the tenth of partners who get most gets, as a part of the payout.",
        "mdf" => "The part of the payout that goes into MDF balances.",
        _ => "As it stands in the comparison.",
    }
}

/// The payout of each column by incentive.
fn by_incentive(compared: &Compared) -> Vec<Vec<String>> {
    let rows = compared.rows.iter().filter(|row| row.group == ComparedGroup::Incentives);
    let money = rows.filter(|row| row.unit == ComparedUnit::Money);
    let line = |row: &ComparedRow| {
        let cell = |text: &Option<String>| text.clone().unwrap_or_else(|| "0.00".to_owned());
        let cells = row.cells.iter().map(|cell_of| cell(&cell_of.value));
        std::iter::once(row.label.clone()).chain(cells).collect()
    };
    money.map(line).collect()
}

/// What a partner gets from each incentive with two programs; both columns add up to its payouts.
fn of_incentives(row: &Winner, before: &Outcome, after: &Outcome) -> Vec<Vec<String>> {
    let mut names: Vec<(&str, &str)> = Vec::new();
    for outcome in [before, after] {
        for one in &outcome.plan().program().incentives {
            if names.iter().all(|(id, _)| *id != one.id) {
                names.push((&one.id, &one.name));
            }
        }
    }
    let Some(partner) = before.facts().partners.position(&row.id) else { return Vec::new() };
    let paid = |outcome: &Outcome, id: &str| {
        let incentives = &outcome.plan().program().incentives;
        let at = incentives.iter().position(|one| one.id == id);
        let at = at.filter(|at| outcome.is_paid(*at))?;
        let only =
            Selection { partner: Some(partner), incentive: Some(at), ..Selection::default() };
        Some(outcome.total(only)).filter(|amount| amount.units() != 0)
    };
    let line = |(id, name): (&str, &str)| {
        let amounts = [paid(before, id), paid(after, id)];
        amounts.iter().any(Option::is_some).then(|| {
            let text = |amount: &Option<tierwright_program::Money>| {
                amount.map_or_else(|| "0.00".to_owned(), |amount| amount.amount_text())
            };
            vec![name.to_owned(), text(&amounts[0]), text(&amounts[1])]
        })
    };
    names.into_iter().filter_map(line).collect()
}
