//! Scenarios side by side with their baseline.

use std::cmp::Ordering;

use tierwright_engine::{Outcome, Selection};
use tierwright_program::{Money, Program, State, differences, incentive::Account};
use tierwright_study::{Comparison, compare as compare_outcomes, top_tenth};

use crate::{
    caption::basis,
    context::Context,
    describe::whole,
    opened::{Calculated, Effort, Opened},
    scenarios::{OPENED, PROGRAM},
    standing::Standing,
    wire::{
        Compare, Compared, ComparedCell, ComparedColumn, ComparedGroup, ComparedRow, ComparedUnit,
        Failure,
    },
    words,
};

/// The most columns, the baseline's among them.
const MOST: usize = 5;

/// Answers scenarios side by side.
pub(crate) fn compare(context: &mut Context, request: &Compare) -> Result<Compared, Failure> {
    let (opened, effort) = context.opened()?;
    let baseline = called(opened, request.baseline.as_deref())?;
    let mut ids = Vec::new();
    for one in asked(opened, &request.scenarios) {
        let id = called(opened, Some(&one))?;
        if id != baseline && !ids.contains(&id) {
            ids.push(id);
        }
    }
    let left_out = whole(ids.len().saturating_sub(MOST - 1));
    ids.truncate(MOST - 1);
    ids.insert(0, baseline);
    let columns: Vec<Column> =
        ids.into_iter().map(|id| Column::of(opened, id, effort)).collect::<Result<_, Failure>>()?;
    Ok(Side { opened, columns }.compared(left_out))
}

/// What to compare where nothing is named: the program, then every scenario.
fn asked(opened: &Opened, named: &[String]) -> Vec<String> {
    if !named.is_empty() {
        return named.to_vec();
    }
    let scenarios = opened.scenarios.all.iter().map(|one| one.id.clone());
    std::iter::once(PROGRAM.to_owned()).chain(scenarios).collect()
}

/// The id of what is called so, or of what scenarios are compared with.
pub(crate) fn called(opened: &Opened, name: Option<&str>) -> Result<String, Failure> {
    match name {
        None => Ok(opened.scenarios.compared_with().to_owned()),
        Some(id @ (PROGRAM | OPENED)) => Ok(id.to_owned()),
        Some(name) => Ok(opened.scenarios.all[opened.scenarios.position(name)?].id.clone()),
    }
}

/// The id of what is called so, or of what is looked at.
pub(crate) fn viewed(opened: &Opened, name: Option<&str>) -> Result<String, Failure> {
    match name {
        None => {
            Ok(opened.scenarios.edited().map_or_else(|| PROGRAM.to_owned(), |one| one.id.clone()))
        }
        name => called(opened, name),
    }
}

/// A program with what it pays.
struct Column {
    id: String,
    name: String,
    program: Program,
    pays: Result<Calculated, Failure>,
}

impl Column {
    fn of(opened: &mut Opened, id: String, effort: &Effort) -> Result<Self, Failure> {
        let pays = opened.pays_by_name(&id, effort);
        if let Err(failure) = &pays
            && failure.code == "cancelled"
        {
            return Err(failure.clone());
        }
        Ok(Self { name: opened.name_of(&id), program: opened.program_of(&id)?, pays, id })
    }
}

/// The columns beside each other; the first one is the baseline.
struct Side<'a> {
    opened: &'a Opened,
    columns: Vec<Column>,
}

/// A column's outcome beside the baseline's.
struct Beside<'a> {
    outcome: &'a Outcome,
    comparison: Option<Comparison>,
}

impl Side<'_> {
    fn compared(&self, left_out: u32) -> Compared {
        let baseline = self.columns[0].pays.as_ref().ok().map(|pays| pays.outcome.as_ref());
        let mut failures = Vec::new();
        let beside: Vec<Option<Beside<'_>>> = self
            .columns
            .iter()
            .map(|column| {
                let found = beside(column, baseline);
                failures.push(found.as_ref().err().cloned().unwrap_or_default());
                found.ok()
            })
            .collect();
        let rows = Rows { beside: &beside, baseline };
        let shown = beside.iter().flatten().next().map(|one| one.outcome);
        Compared {
            columns: self.columns.iter().zip(failures).map(|of| self.column(of)).collect(),
            rows: rows.all(),
            currency: self.columns[0].program.currency.to_string(),
            caption: shown.map(|shown| basis(self.opened, shown)).unwrap_or_default(),
            left_out,
        }
    }

    fn column(&self, (column, failure): (&Column, String)) -> ComparedColumn {
        let baseline = &self.columns[0];
        let edited = self.opened.scenarios.edited().map_or(PROGRAM, |one| &one.id);
        ComparedColumn {
            id: column.id.clone(),
            name: column.name.clone(),
            baseline: column.id == baseline.id,
            edited: column.id == edited,
            differences: whole(differences(&baseline.program, &column.program).len()),
            failure,
        }
    }
}

/// A column beside the baseline, or the sentence that says why it has no figures.
fn beside<'a>(column: &'a Column, baseline: Option<&Outcome>) -> Result<Beside<'a>, String> {
    let pays = column.pays.as_ref().map_err(|failure| failure.sentence.clone())?;
    let outcome = pays.outcome.as_ref();
    let comparison = baseline.map(|baseline| compare_outcomes(baseline, outcome)).transpose();
    Ok(Beside { outcome, comparison: comparison.map_err(|failure| failure.sentence)? })
}

/// Makes the rows.
struct Rows<'a> {
    beside: &'a [Option<Beside<'a>>],
    baseline: Option<&'a Outcome>,
}

type Told<'a> = (&'a Outcome, Option<&'a Comparison>);

impl Rows<'_> {
    fn all(&self) -> Vec<ComparedRow> {
        let all = Selection::default();
        let mut rows = vec![
            self.money("payout", "Payout", ComparedGroup::Whole, |of| Some(of.total(all))),
            self.percent("effective_rate", "Effective rate", |(of, _)| {
                words::rate(of.total(all).units(), of.revenue(None, None).units())
            }),
            self.partners("better", "Better off", |(_, beside)| beside.map(|one| one.better)),
            self.partners("worse", "Worse off", |(_, beside)| beside.map(|one| one.worse)),
            self.partners("moved_up", "Moved up a tier", |(of, beside)| {
                beside.map(|one| moved(self.baseline.unwrap_or(of), of, one, Ordering::Greater))
            }),
            self.partners("moved_down", "Moved down a tier", |(of, beside)| {
                beside.map(|one| moved(self.baseline.unwrap_or(of), of, one, Ordering::Less))
            }),
            self.partners("paid", "Partners paid", |(_, beside)| {
                beside.map(|one| one.partners.iter().filter(|row| row.scenario.units() > 0).count())
            }),
            self.percent("top_tenth", "Top 10% take", |(_, beside)| top_share(beside?)),
            self.money("mdf", "MDF accrued", ComparedGroup::Whole, |of| {
                Some(of.total_into(Account::Mdf))
            }),
        ];
        rows.extend(self.incentives());
        rows.extend(self.levels());
        rows
    }

    /// One row for each incentive that any of the programs pays.
    fn incentives(&self) -> Vec<ComparedRow> {
        let paid = |program: &Program| -> Vec<(String, String)> {
            let on = program.incentives.iter().filter(|one| one.state == State::On);
            on.map(|one| (one.id.clone(), one.name.clone())).collect()
        };
        let named = self.named(|of| paid(of.plan().program()));
        named
            .into_iter()
            .map(|(id, name)| {
                self.money(&format!("incentive {id}"), &name, ComparedGroup::Incentives, |of| {
                    let incentives = &of.plan().program().incentives;
                    let at = incentives.iter().position(|one| one.id == id)?;
                    let paid = of.is_paid(at);
                    paid.then(|| {
                        of.total(Selection { incentive: Some(at), ..Selection::default() })
                    })
                })
            })
            .collect()
    }

    /// One row for each level that any of the programs has.
    fn levels(&self) -> Vec<ComparedRow> {
        let named = self.named(|of| {
            let level = |one: Standing| {
                let (track, level) = one.ids(of);
                (format!("{track}/{level}"), one.name(of))
            };
            Standing::all(of).into_iter().map(level).collect()
        });
        named
            .into_iter()
            .map(|(id, name)| {
                let id_of = |of: &Outcome, one: Standing| {
                    let (track, level) = one.ids(of);
                    format!("{track}/{level}")
                };
                let holders = |(of, _): Told<'_>| {
                    let partners = 0..of.facts().partners.len();
                    let there = Standing::all(of).into_iter().find(|one| id_of(of, *one) == id)?;
                    Some(partners.filter(|at| Standing::of(of, *at) == Some(there)).count())
                };
                let row = self.partners(&format!("level {id}"), &name, holders);
                ComparedRow { group: ComparedGroup::Levels, ..row }
            })
            .collect()
    }

    /// Ids and names of every column, each id once, in the order in which they are first met.
    fn named(&self, of: impl Fn(&Outcome) -> Vec<(String, String)>) -> Vec<(String, String)> {
        let mut named: Vec<(String, String)> = Vec::new();
        for (id, name) in self.beside.iter().flatten().flat_map(|one| of(one.outcome)) {
            if named.iter().all(|(known, _)| *known != id) {
                named.push((id, name));
            }
        }
        named
    }

    fn money(
        &self,
        id: &str,
        label: &str,
        group: ComparedGroup,
        of: impl Fn(&Outcome) -> Option<Money>,
    ) -> ComparedRow {
        let amounts: Vec<Option<Money>> =
            self.beside.iter().map(|one| one.as_ref().and_then(|one| of(one.outcome))).collect();
        // A program that does not pay an incentive pays nothing of it.
        let there = self.beside[0].is_some();
        let first = there.then(|| amounts[0].map_or(0, |money| money.units()));
        let cells = amounts.iter().enumerate().map(|(at, amount)| {
            let change = amount.zip(first).filter(|_| at > 0).and_then(|(amount, first)| {
                let by = amount.units().checked_sub(first)?;
                Some((Money::from_units(by, amount.currency()), first))
            });
            ComparedCell {
                value: amount.map(|money| money.amount_text()),
                change: change.map(|(change, _)| change.amount_text()),
                change_rate: change.and_then(|(by, first)| words::rate(by.units(), first)),
                differs: at > 0 && *amount != amounts[0],
            }
        });
        row(id, label, group, ComparedUnit::Money, cells.collect())
    }

    fn percent(
        &self,
        id: &str,
        label: &str,
        of: impl Fn(Told<'_>) -> Option<String>,
    ) -> ComparedRow {
        let values = self.told(of);
        let cells = values.iter().enumerate().map(|(at, value)| ComparedCell {
            value: value.clone(),
            differs: at > 0 && *value != values[0],
            ..ComparedCell::default()
        });
        row(id, label, ComparedGroup::Whole, ComparedUnit::Percent, cells.collect())
    }

    fn partners(
        &self,
        id: &str,
        label: &str,
        of: impl Fn(Told<'_>) -> Option<usize>,
    ) -> ComparedRow {
        let values = self.told(of);
        let cells = values.iter().enumerate().map(|(at, value)| ComparedCell {
            value: value.map(|count| count.to_string()),
            differs: at > 0 && *value != values[0],
            ..ComparedCell::default()
        });
        row(id, label, ComparedGroup::Whole, ComparedUnit::Partners, cells.collect())
    }

    fn told<T>(&self, of: impl Fn(Told<'_>) -> Option<T>) -> Vec<Option<T>> {
        let told = |one: &Beside<'_>| of((one.outcome, one.comparison.as_ref()));
        self.beside.iter().map(|one| one.as_ref().and_then(told)).collect()
    }
}

fn row(
    id: &str,
    label: &str,
    group: ComparedGroup,
    unit: ComparedUnit,
    cells: Vec<ComparedCell>,
) -> ComparedRow {
    ComparedRow { id: id.to_owned(), label: label.to_owned(), group, unit, cells }
}

/// Partners who stand higher, or lower, than with the baseline, where the two ladders compare.
fn moved(baseline: &Outcome, of: &Outcome, found: &Comparison, way: Ordering) -> usize {
    let way_of = |partner: usize| step(baseline, of, partner);
    found.partners.iter().filter(|row| way_of(row.partner) == Some(way)).count()
}

/// Which way a partner moves: by the level's place in the baseline's ladder where both levels are on
/// it, else in the scenario's. None where they do not compare.
pub(crate) fn step(baseline: &Outcome, of: &Outcome, partner: usize) -> Option<Ordering> {
    let (from, to) = (Standing::of(baseline, partner)?, Standing::of(of, partner)?);
    let (from_ids, to_ids) = (from.ids(baseline), to.ids(of));
    if from_ids == to_ids {
        return Some(Ordering::Equal);
    }
    let ranks = |outcome: &Outcome| {
        let at = |ids: &(String, String)| {
            Standing::all(outcome).iter().position(|one| one.ids(outcome) == *ids)
        };
        Some(at(&to_ids)?.cmp(&at(&from_ids)?))
    };
    (from_ids.0 == to_ids.0).then(|| ranks(baseline).or_else(|| ranks(of)))?
}

/// The part of the whole that the tenth of partners who get most gets.
fn top_share(found: &Comparison) -> Option<String> {
    let (_, top) = top_tenth(&found.partners, |row| row.scenario, found.scenario.currency());
    words::rate(top.units(), found.scenario.units())
}
