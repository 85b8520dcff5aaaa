//! What a program pays by quarter, incentive, tier, region, type or partner. Whichever way it is
//! taken, the groups add up to the total, of the baseline too.

use std::collections::BTreeMap;

use tierwright_engine::{Outcome, Selection};
use tierwright_program::Money;

use crate::{
    axis::Scale,
    caption::finding,
    context::Context,
    describe::whole,
    standing::Standing,
    wire::{
        Breakdown, BreakdownGroup, BreakdownPart, BreakdownSeries, Dimension, Failure, Figure,
        GetBreakdown,
    },
    words,
};

/// Answers what each group gets.
pub(crate) fn breakdown(
    context: &mut Context,
    request: &GetBreakdown,
) -> Result<Breakdown, Failure> {
    let (opened, effort) = context.opened()?;
    let scenario = opened.with_changes(&request.changes, effort)?;
    let baseline = opened.beside(&scenario)?;
    Ok(Taken::of(&scenario.outcome, &baseline.outcome, request.by).answer(request.limit))
}

/// What tells a group from others, and where it stands in the order of its kind.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Key {
    /// Its place in time or in the program; 0 where groups go by what they get.
    place: usize,
    pub(crate) id: String,
}

/// A group with what it gets, in ten-thousandths.
#[derive(Clone, Default)]
struct Group {
    name: String,
    detail: String,
    /// Partners in it; none where it is not made of partners.
    partners: Option<usize>,
    /// By incentive of the scenario.
    parts: BTreeMap<usize, i64>,
    total: i64,
    baseline: i64,
    figure: Option<Figure>,
}

/// Two outcomes taken apart one way.
struct Taken<'a> {
    by: Dimension,
    scenario: &'a Outcome,
    /// In the order they are shown in.
    groups: Vec<(Key, Group)>,
    total: i64,
    baseline: i64,
}

impl<'a> Taken<'a> {
    fn of(scenario: &'a Outcome, baseline: &'a Outcome, by: Dimension) -> Self {
        let mut groups: BTreeMap<Key, Group> = BTreeMap::new();
        for at in cells(scenario, by) {
            let group = groups.entry(at.key).or_insert_with(|| at.group.clone());
            group.partners = group.partners.map(|known| known + usize::from(at.partner));
            for incentive in paid(scenario).filter(|incentive| at.of.has(*incentive)) {
                let units = scenario.total(at.of.narrowed(incentive)).units();
                *group.parts.entry(incentive).or_default() += units;
                group.total += units;
            }
        }
        for at in cells(baseline, by) {
            // What the scenario no longer has stands after what it has.
            let known = groups.keys().find(|key| key.id == at.key.id).cloned();
            let key = known.unwrap_or(Key { place: usize::MAX, id: at.key.id });
            let group = groups.entry(key).or_insert(Group { figure: None, ..at.group });
            let its = paid(baseline).filter(|incentive| at.of.has(*incentive));
            let units = its.map(|incentive| baseline.total(at.of.narrowed(incentive)).units());
            group.baseline += units.sum::<i64>();
        }
        let mut groups: Vec<(Key, Group)> = groups.into_iter().collect();
        if matches!(by, Dimension::Region | Dimension::Kind | Dimension::Partner) {
            groups.sort_by_key(|(key, group)| {
                (std::cmp::Reverse((group.total, group.baseline)), key.id.clone())
            });
        }
        let sum = |of: fn(&Group) -> i64| groups.iter().map(|(_, group)| of(group)).sum();
        let (total, before) = (sum(|group| group.total), sum(|group| group.baseline));
        Self { by, scenario, groups, total, baseline: before }
    }

    fn answer(mut self, limit: Option<u32>) -> Breakdown {
        let finding = self.finding();
        let partners = self.groups.len();
        if let Some(limit) = limit {
            self.put_together(usize::try_from(limit).unwrap_or(usize::MAX));
        }
        let program = self.scenario.plan().program();
        let scale = self.scale();
        let zero = Money::zero(program.currency);
        Breakdown {
            by: self.by,
            finding,
            note: self.note(partners),
            groups: self.groups.iter().map(|(key, of)| self.group(key, of, &scale)).collect(),
            series: paid(self.scenario)
                .map(|at| BreakdownSeries {
                    id: program.incentives[at].id.clone(),
                    name: program.incentives[at].name.clone(),
                    total: self
                        .scenario
                        .total(Selection { incentive: Some(at), ..Selection::default() })
                        .amount_text(),
                })
                .collect(),
            total: self.text(self.total),
            baseline_total: self.text(self.baseline),
            change: self.text(self.total - self.baseline),
            axis: scale.axis(zero),
            currency: program.currency.to_string(),
        }
    }

    /// The groups after the first ones as one group.
    fn put_together(&mut self, most: usize) {
        if self.groups.len() <= most.saturating_add(1) {
            return;
        }
        let others = self.groups.split_off(most);
        let mut all = Group {
            name: format!("{} others", others.len()),
            partners: others
                .iter()
                .map(|(_, group)| group.partners)
                .try_fold(0, |sum, partners| Some(sum + partners?)),
            ..Group::default()
        };
        for (_, group) in &others {
            all.total += group.total;
            all.baseline += group.baseline;
            for (incentive, units) in &group.parts {
                *all.parts.entry(*incentive).or_default() += units;
            }
        }
        let mut id = "others".to_owned();
        while self.groups.iter().any(|(key, _)| key.id == id) {
            id.push('_');
        }
        self.groups.push((Key { place: usize::MAX, id }, all));
    }

    fn group(&self, key: &Key, of: &Group, scale: &Scale) -> BreakdownGroup {
        let incentives = &self.scenario.plan().program().incentives;
        BreakdownGroup {
            id: key.id.clone(),
            name: of.name.clone(),
            detail: of.detail.clone(),
            partners: of.partners.map(whole),
            total: self.text(of.total),
            baseline_total: self.text(of.baseline),
            change: self.text(of.total - of.baseline),
            share: words::rate(of.total, self.total),
            baseline_size: scale.size(of.baseline),
            parts: paid(self.scenario)
                .map(|at| {
                    let units = of.parts.get(&at).copied().unwrap_or_default();
                    BreakdownPart {
                        incentive: incentives[at].id.clone(),
                        amount: self.text(units),
                        size: scale.size(units),
                    }
                })
                .collect(),
            figure: of.figure.clone(),
        }
    }

    fn scale(&self) -> Scale {
        let (mut lowest, mut highest) = (0, 0);
        for (_, group) in &self.groups {
            let above: i64 = group.parts.values().filter(|units| **units > 0).sum();
            let below: i64 = group.parts.values().filter(|units| **units < 0).sum();
            lowest = lowest.min(below).min(group.baseline);
            highest = highest.max(above).max(group.baseline);
        }
        Scale::over(lowest, highest)
    }

    fn text(&self, units: i64) -> String {
        Money::from_units(units, self.scenario.plan().program().currency).amount_text()
    }

    /// What to see in it, in a sentence.
    fn finding(&self) -> String {
        if self.by == Dimension::Quarter || self.total <= 0 {
            return finding(self.scenario);
        }
        if self.by == Dimension::Partner {
            return self.concentration();
        }
        // The first of equals.
        let most = self.groups.iter().rev().max_by_key(|(_, group)| group.total);
        let Some((key, most)) = most else { return finding(self.scenario) };
        let share = words::percent(most.total, self.total);
        if self.by == Dimension::Incentive {
            return format!("{} carries {share} of the cost.", most.name);
        }
        let of = most.partners.map_or_else(String::new, |partners| {
            let all: usize = self.groups.iter().filter_map(|(_, group)| group.partners).sum();
            format!(", {partners} of {all} partners")
        });
        match (key.id.as_str(), self.by) {
            ("", Dimension::Tier) => format!("Partners on no track get {share} of the payout{of}."),
            ("", Dimension::Region) => {
                format!("Partners without a region get {share} of the payout{of}.")
            }
            ("", Dimension::Kind) => {
                format!("Partners without a type get {share} of the payout{of}.")
            }
            _ => format!("{} gets {share} of the payout{of}.", most.name),
        }
    }

    /// How much goes to the tenth of partners who get most.
    fn concentration(&self) -> String {
        let top = self.groups.len().div_ceil(10);
        let units: i64 = self.groups.iter().take(top).map(|(_, group)| group.total).sum();
        let share = words::percent(units, self.total);
        let all = self.groups.len();
        match top {
            1 => format!("1 of {all} partners gets {share} of the payout."),
            _ => format!("{top} of {all} partners get {share} of the payout."),
        }
    }

    /// How the groups are made.
    fn note(&self, groups: usize) -> String {
        match self.by {
            Dimension::Quarter => "by quarter and incentive".to_owned(),
            Dimension::Incentive => "by incentive, in the order they settle".to_owned(),
            Dimension::Tier => "by tier held at the end, in each program".to_owned(),
            Dimension::Region => "by the partner's region".to_owned(),
            Dimension::Kind => "by the partner's type".to_owned(),
            Dimension::Partner => format!("by partner, the highest of {groups}"),
        }
    }
}

/// One place of an outcome that belongs to one group.
struct Cell {
    key: Key,
    group: Group,
    of: Selection,
    /// Whether it is one partner's.
    partner: bool,
}

/// Every place of an outcome with its group. Together they are the whole.
fn cells(outcome: &Outcome, by: Dimension) -> Vec<Cell> {
    match by {
        Dimension::Quarter => quarters(outcome),
        Dimension::Incentive => incentives(outcome),
        Dimension::Tier | Dimension::Region | Dimension::Kind | Dimension::Partner => {
            (0..outcome.facts().partners.len()).map(|at| partner(outcome, at, by)).collect()
        }
    }
}

fn quarters(outcome: &Outcome) -> Vec<Cell> {
    let calendar = &outcome.plan().program().calendar;
    let spans = outcome.quarters().iter().enumerate();
    spans
        .map(|(at, span)| {
            let id = calendar.label(*span);
            let label = words::quarter(calendar, *span);
            let detail = label.strip_prefix(&id).unwrap_or_default();
            let detail = detail.trim().trim_matches(['(', ')']).to_owned();
            let figure = Some(Figure { period: Some(id.clone()), ..Figure::default() });
            Cell {
                key: Key { place: at, id: id.clone() },
                group: Group { name: id, detail, figure, ..Group::default() },
                of: Selection { quarter: Some(at), ..Selection::default() },
                partner: false,
            }
        })
        .collect()
}

fn incentives(outcome: &Outcome) -> Vec<Cell> {
    let incentives = &outcome.plan().program().incentives;
    paid(outcome)
        .map(|at| {
            let (id, name) = (incentives[at].id.clone(), incentives[at].name.clone());
            let figure = Some(Figure { incentive: Some(id.clone()), ..Figure::default() });
            Cell {
                key: Key { place: at, id },
                group: Group { name, figure, ..Group::default() },
                of: Selection { incentive: Some(at), ..Selection::default() },
                partner: false,
            }
        })
        .collect()
}

fn partner(outcome: &Outcome, at: usize, by: Dimension) -> Cell {
    let (key, name) = partner_group(outcome, at, by);
    let mut group = Group { name, partners: Some(0), ..Group::default() };
    if by == Dimension::Partner {
        group.partners = None;
        group.detail = key.id.clone();
        group.figure = Some(Figure { partner: Some(key.id.clone()), ..Figure::default() });
    }
    let of = Selection { partner: Some(at), ..Selection::default() };
    Cell { key, group, of, partner: true }
}

/// The group that a partner is in, and its name; by what is no side of a partner, the partner itself.
pub(crate) fn partner_group(outcome: &Outcome, at: usize, by: Dimension) -> (Key, String) {
    let partners = &outcome.facts().partners;
    let named = |text: &str, none: &str| {
        let name = if text.is_empty() { none.to_owned() } else { capital(text) };
        (Key { place: 0, id: text.to_owned() }, name)
    };
    match by {
        Dimension::Tier => tier(outcome, Standing::of(outcome, at)),
        Dimension::Region => named(&partners.regions[at], "No region"),
        Dimension::Kind => named(&partners.kinds[at], "No type"),
        Dimension::Quarter | Dimension::Incentive | Dimension::Partner => {
            (Key { place: 0, id: partners.ids[at].clone() }, partners.names[at].clone())
        }
    }
}

/// The highest tier first, and partners on no track last.
fn tier(outcome: &Outcome, standing: Option<Standing>) -> (Key, String) {
    let all = Standing::all(outcome);
    let Some(standing) = standing else {
        return (Key { place: all.len(), id: String::new() }, "On no track".to_owned());
    };
    let (track, level) = standing.ids(outcome);
    let place = all.iter().rev().position(|other| *other == standing).unwrap_or(all.len());
    (Key { place, id: format!("{track}/{level}") }, standing.name(outcome))
}

/// A word as the first of a line.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Positions of the incentives that are paid.
fn paid(outcome: &Outcome) -> impl Iterator<Item = usize> + '_ {
    (0..outcome.plan().program().incentives.len()).filter(|at| outcome.is_paid(*at))
}

/// Selections taken apart by incentive.
trait ByIncentive {
    /// The part of one incentive.
    fn narrowed(self, incentive: usize) -> Self;
    /// Whether an incentive has a part in it.
    fn has(self, incentive: usize) -> bool;
}

impl ByIncentive for Selection {
    fn narrowed(self, incentive: usize) -> Self {
        Self { incentive: Some(incentive), ..self }
    }

    fn has(self, incentive: usize) -> bool {
        self.incentive.is_none_or(|one| one == incentive)
    }
}
