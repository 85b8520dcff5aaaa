//! Who wins and who loses.

use std::cmp::Ordering;

use tierwright_engine::Outcome;
use tierwright_program::{
    Money,
    words::{count, grouped},
};
use tierwright_study::{
    Comparison, Group, PartnerChange, Share, compare as compare_outcomes, deciles, groups,
    hit_most, top_tenth,
};

use crate::{
    axis::Scale,
    caption::basis,
    compare::{called, step, viewed},
    context::Context,
    describe::whole,
    opened::Opened,
    standing::Standing,
    wire::{Direction, Dot, Failure, LevelMove, Winner, WinnerGroup, WinnerList, Winners},
    words,
};

/// Partners named in each list.
const NAMED: usize = 10;
/// Dots that can still be seen apart; partners whose payout changes least have none beyond that.
const DOTS: usize = 2_000;
/// Dots in each direction with their partner's name beside them.
const LABELLED: usize = 3;

/// Answers who wins and who loses.
pub(crate) fn winners(context: &mut Context, request: &Winners) -> Result<WinnerList, Failure> {
    let (opened, effort) = context.opened()?;
    let id = viewed(opened, request.scenario.as_deref())?;
    let baseline_id = called(opened, request.baseline.as_deref())?;
    let baseline = opened.pays_by_name(&baseline_id, effort)?.outcome;
    let scenario = opened.pays_by_name(&id, effort)?.outcome;
    let found = compare_outcomes(&baseline, &scenario)?;
    let names = [opened.name_of(&id), opened.name_of(&baseline_id)];
    Ok(Seen { opened, baseline: &baseline, scenario: &scenario, found }.list(names))
}

/// Two outcomes with what tells them apart.
struct Seen<'a> {
    opened: &'a Opened,
    baseline: &'a Outcome,
    scenario: &'a Outcome,
    found: Comparison,
}

impl Seen<'_> {
    fn list(&self, [scenario, baseline]: [String; 2]) -> WinnerList {
        let (partners, currency) = (&self.found.partners, self.found.scenario.currency());
        let (top_partners, top) = top_tenth(partners, |one| one.scenario, currency);
        let (_, before) = top_tenth(partners, |one| one.baseline, currency);
        let worst = hit_most(partners, Ordering::Less, NAMED);
        let best = hit_most(partners, Ordering::Greater, NAMED);
        let (dots, across, up) = self.dots();
        WinnerList {
            finding: self.finding(&worst, &best),
            groups: self.groups(),
            deciles: self.deciles(),
            moves: self.moves(),
            worst: worst.into_iter().map(|one| self.winner(one)).collect(),
            best: best.into_iter().map(|one| self.winner(one)).collect(),
            top_partners: whole(top_partners),
            top_share: words::rate(top.units(), self.found.scenario.units()),
            baseline_top_share: words::rate(before.units(), self.found.baseline.units()),
            without_dot: whole(partners.len() - dots.len()),
            dots,
            across: across.axis(self.found.baseline),
            up: up.axis(self.found.baseline),
            currency: currency.to_string(),
            caption: basis(self.opened, self.scenario),
            scenario,
            baseline,
        }
    }

    fn finding(&self, worst: &[&PartnerChange], best: &[&PartnerChange]) -> String {
        let named = |one: &PartnerChange| {
            let by = Money::from_units(one.change.units().saturating_abs(), one.change.currency());
            (self.name(one.partner), words::money(by))
        };
        let gain = count(self.found.better as u64, "partner");
        match (self.found.better, self.found.worse) {
            (0, 0) => "Every partner gets the same.".to_owned(),
            (better, worse) => {
                let lose = count(worse as u64, "partner");
                let sides = match (better, worse) {
                    (_, 0) => format!("{gain} {} and nobody loses", verb(better, "gain")),
                    (0, _) => format!("Nobody gains and {lose} {}", verb(worse, "lose")),
                    _ => format!(
                        "{gain} {} and {} {}",
                        verb(better, "gain"),
                        grouped(&worse.to_string()),
                        verb(worse, "lose")
                    ),
                };
                let (what, most) = match worst.first() {
                    Some(one) => ("loss", named(one)),
                    None => ("gain", best.first().map(|one| named(one)).unwrap_or_default()),
                };
                format!("{sides}; the greatest {what} is {}, {}.", most.0, most.1)
            }
        }
    }

    fn name(&self, partner: usize) -> String {
        self.scenario.facts().partners.names[partner].clone()
    }

    fn groups(&self) -> Vec<WinnerGroup> {
        let found = groups(&self.found.partners, self.found.scenario.currency());
        let group = |(group, share): (Group, Share)| {
            let (label, direction) = match group {
                Group::LosesMuch => ("Lose over 5%", Direction::Worse),
                Group::LosesLittle => ("Lose up to 5%", Direction::Worse),
                Group::Same => ("Same", Direction::Same),
                Group::GainsLittle => ("Gain up to 5%", Direction::Better),
                Group::GainsMuch => ("Gain over 5%", Direction::Better),
            };
            self.group(label.to_owned(), direction, share)
        };
        found.into_iter().map(group).collect()
    }

    fn deciles(&self) -> Vec<WinnerGroup> {
        let found = deciles(&self.found.partners, self.found.scenario.currency());
        let last = found.len();
        let group = |(at, share): (usize, Share)| {
            let label = match at + 1 {
                1 => "1, paid least".to_owned(),
                number if number == last => format!("{number}, paid most"),
                number => number.to_string(),
            };
            self.group(label, direction(share.change.units().cmp(&0)), share)
        };
        found.into_iter().enumerate().map(group).collect()
    }

    fn group(&self, label: String, direction: Direction, share: Share) -> WinnerGroup {
        WinnerGroup {
            label,
            direction,
            partners: whole(share.partners),
            baseline: share.baseline.amount_text(),
            payout: share.scenario.amount_text(),
            change: share.change.amount_text(),
            change_rate: words::rate(share.change.units(), share.baseline.units()),
            partners_size: part(share.partners, self.found.partners.len()),
            money_size: part(share.baseline.units(), self.found.baseline.units()),
        }
    }

    /// Moves, from the lowest level they start from.
    fn moves(&self) -> Vec<LevelMove> {
        let mut found: Vec<(Option<Standing>, Option<Standing>, Vec<&PartnerChange>)> = Vec::new();
        for row in &self.found.partners {
            let from = Standing::of(self.baseline, row.partner);
            let to = Standing::of(self.scenario, row.partner);
            if from.map(|one| one.ids(self.baseline)) == to.map(|one| one.ids(self.scenario)) {
                continue;
            }
            match found.iter_mut().find(|(one, other, _)| (*one, *other) == (from, to)) {
                Some((_, _, rows)) => rows.push(row),
                None => found.push((from, to, vec![row])),
            }
        }
        found.sort_by_key(|(from, to, _)| (*from, *to));
        let moved =
            |(from, to, rows): (Option<Standing>, Option<Standing>, Vec<&PartnerChange>)| {
                let way = step(self.baseline, self.scenario, rows[0].partner);
                let share = Share::of(rows, self.found.scenario.currency());
                LevelMove {
                    from: from.map(|one| one.name(self.baseline)).unwrap_or_default(),
                    to: to.map(|one| one.name(self.scenario)).unwrap_or_default(),
                    direction: direction(way.unwrap_or(Ordering::Equal)),
                    partners: whole(share.partners),
                    change: share.change.amount_text(),
                }
            };
        found.into_iter().map(moved).collect()
    }

    fn winner(&self, one: &PartnerChange) -> Winner {
        Winner {
            id: self.scenario.facts().partners.ids[one.partner].clone(),
            name: self.name(one.partner),
            baseline: one.baseline.amount_text(),
            payout: one.scenario.amount_text(),
            change: one.change.amount_text(),
            change_rate: words::rate(one.change.units(), one.baseline.units()),
        }
    }

    /// Partners as dots, those whose payout changes most last, so that they lie on top.
    fn dots(&self) -> (Vec<Dot>, Scale, Scale) {
        let partners = &self.found.partners;
        let most = partners.iter().map(|one| one.baseline.units()).max().unwrap_or(0);
        let least = partners.iter().map(|one| one.baseline.units()).min().unwrap_or(0);
        let across = Scale::over(least, most);
        let changes = partners.iter().map(|one| one.change.units());
        let up = Scale::over(changes.clone().min().unwrap_or(0), changes.max().unwrap_or(0));
        let labelled: Vec<usize> = [Ordering::Less, Ordering::Greater]
            .into_iter()
            .flat_map(|way| hit_most(partners, way, LABELLED))
            .map(|one| one.partner)
            .collect();
        let mut shown: Vec<&PartnerChange> = partners.iter().collect();
        shown.sort_by_key(|one| (one.change.units().unsigned_abs(), one.partner));
        shown.drain(..shown.len().saturating_sub(DOTS));
        let dots = shown.into_iter().map(|one| Dot {
            id: self.scenario.facts().partners.ids[one.partner].clone(),
            name: self.name(one.partner),
            x: across.position(one.baseline.units()),
            y: up.position(one.change.units()),
            baseline: one.baseline.amount_text(),
            change: one.change.amount_text(),
            direction: direction(one.direction()),
            labelled: labelled.contains(&one.partner),
        });
        (dots.collect(), across, up)
    }
}

/// A verb for so many: `gains`, `gain`.
fn verb(many: usize, verb: &str) -> String {
    if many == 1 { format!("{verb}s") } else { verb.to_owned() }
}

const fn direction(way: Ordering) -> Direction {
    match way {
        Ordering::Greater => Direction::Better,
        Ordering::Less => Direction::Worse,
        Ordering::Equal => Direction::Same,
    }
}

/// A part of a whole, for drawing.
#[allow(clippy::cast_precision_loss, reason = "a length on screen, never an amount again")]
fn part<T: TryInto<i64>>(part: T, whole: T) -> f64 {
    let number = |of: T| of.try_into().unwrap_or(i64::MAX) as f64;
    let (part, whole) = (number(part), number(whole));
    if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 }
}
