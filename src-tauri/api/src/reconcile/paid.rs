//! Past payouts against what the program pays, by partner, incentive and period.
//!
//! Payouts of one partner, incentive and period are one. What is calculated for a period counts
//! where that lies whole in the period that was paid, so that two months are compared with one
//! payout for both; where several such periods were paid, with the shortest. Each calculated line
//! counts once, so the sums are those of the payout lines.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use tierwright_engine::{Facts, Outcome, outcome::PayoutLine};
use tierwright_program::{Money, Program};

use super::{less, letters, too_large};
use crate::{
    describe::whole,
    wire::{CalculatedPart, Failure, PaidPart, PayoutStanding, ReconciledCounts, ReconciledPayout},
    words::row_of,
};

/// What payouts are compared by.
pub(super) enum By {
    /// The incentive that each label names, by id or name.
    Incentive(BTreeMap<String, usize>),
    /// All incentives together, as no label names one and all are the same.
    All,
}

impl By {
    pub(super) fn of(facts: &Facts, program: &Program) -> Self {
        let mut named = BTreeMap::new();
        for (at, incentive) in program.incentives.iter().enumerate() {
            named.entry(letters(&incentive.id)).or_insert(at);
            named.entry(letters(&incentive.name)).or_insert(at);
        }
        let labels = &facts.paid.labels;
        let is_one = labels.windows(2).all(|pair| pair[0] == pair[1]);
        match labels.first() {
            Some(label) if is_one && !named.contains_key(&letters(label)) => Self::All,
            _ => Self::Incentive(named),
        }
    }

    pub(super) const fn sentence(&self) -> &'static str {
        match self {
            Self::Incentive(_) => {
                "Compared by partner, period and incentive, which a payout names by its name or id."
            }
            Self::All => {
                "Compared by partner and period over all incentives, as the payouts name none of them."
            }
        }
    }

    /// What a payout is of; nothing where its label names no incentive.
    fn of_label(&self, label: &str) -> Option<Of> {
        match self {
            Self::Incentive(named) => named.get(&letters(label)).copied().map(Of::One),
            Self::All => Some(Of::All),
        }
    }

    const fn of_line(&self, line: &PayoutLine) -> Of {
        match self {
            Self::Incentive(_) => Of::One(line.incentive),
            Self::All => Of::All,
        }
    }
}

/// One incentive, or all of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Of {
    One(usize),
    All,
}

/// A payout and what is calculated beside it.
pub(super) struct Row {
    pub(super) partner: usize,
    pub(super) label: String,
    of: Option<Of>,
    pub(super) from: NaiveDate,
    pub(super) until: NaiveDate,
    paid: Option<Money>,
    calculated: Option<Money>,
    pub(super) difference: Option<Money>,
    pub(super) standing: PayoutStanding,
    /// Positions of the past payouts in it.
    payouts: Vec<usize>,
    /// The payout lines in it.
    lines: Vec<PayoutLine>,
}

/// What tells payouts apart: a label that names no incentive stands for itself.
type Key = (usize, Option<Of>, String, NaiveDate, NaiveDate, String);

pub(super) fn rows(outcome: &Outcome, by: &By) -> Result<Vec<Row>, Failure> {
    let mut rows = paid(outcome, by)?;
    let compared = compared(&rows);
    let mut alone: BTreeMap<(usize, Of, NaiveDate, NaiveDate), Row> = BTreeMap::new();
    let names = &outcome.plan().program().incentives;
    for line in outcome.lines().filter(|line| !line.shadow && line.amount.units() != 0) {
        let of = by.of_line(&line);
        let (from, until) = (line.period.from(), line.period.until());
        let around = compared.get(&(line.partner, of)).into_iter().flatten();
        let shortest =
            around.copied().find(|at| rows[*at].from <= from && until <= rows[*at].until);
        let row = match shortest {
            Some(at) => &mut rows[at],
            None => alone.entry((line.partner, of, from, until)).or_insert_with(|| {
                let label = match of {
                    Of::One(at) => names[at].name.clone(),
                    Of::All => "All incentives".to_owned(),
                };
                let standing = PayoutStanding::OnlyCalculated;
                Row::new(line.partner, label, Some(of), (from, until), standing)
            }),
        };
        row.count(line)?;
    }
    rows.extend(alone.into_values());
    rows.iter_mut().try_for_each(settle)?;
    Ok(rows)
}

/// The payouts of each partner and incentive that are compared, those of the shortest periods first.
fn compared(rows: &[Row]) -> HashMap<(usize, Of), Vec<usize>> {
    let mut compared: HashMap<(usize, Of), Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        if let (PayoutStanding::OnlyPaid, Some(of)) = (row.standing, row.of) {
            compared.entry((row.partner, of)).or_default().push(at);
        }
    }
    for own in compared.values_mut() {
        own.sort_by_key(|at| (rows[*at].until - rows[*at].from, rows[*at].from));
    }
    compared
}

/// How what was paid in the replay stands to what was calculated beside it.
fn settle(row: &mut Row) -> Result<(), Failure> {
    match (row.standing, row.paid, row.calculated) {
        (PayoutStanding::OnlyCalculated, _, calculated) => row.difference = calculated,
        (PayoutStanding::OnlyPaid, Some(paid), calculated) => {
            let zero = Money::zero(paid.currency());
            let difference = less(calculated.unwrap_or(zero), paid)?;
            row.standing = match (difference.units() == 0, calculated) {
                (true, _) => PayoutStanding::Agree,
                (false, Some(_)) => PayoutStanding::Differ,
                (false, None) => PayoutStanding::OnlyPaid,
            };
            row.difference = Some(difference);
        }
        _ => {}
    }
    Ok(())
}

/// The payouts, one for each partner, label and period.
fn paid(outcome: &Outcome, by: &By) -> Result<Vec<Row>, Failure> {
    let (facts, currency) = (outcome.facts(), outcome.plan().program().currency);
    let replay = outcome.quarters();
    let is_inside = |from: NaiveDate, until: NaiveDate| {
        replay.first().is_some_and(|first| first.from() <= from)
            && replay.last().is_some_and(|last| until <= last.until())
    };
    let paid = &facts.paid;
    let mut rows: BTreeMap<Key, Row> = BTreeMap::new();
    for at in 0..paid.ids.len() {
        let (from, until, amount) = (paid.from[at], paid.until[at], paid.amounts[at]);
        let of = by.of_label(&paid.labels[at]);
        let own = if of.is_some() { String::new() } else { letters(&paid.labels[at]) };
        let key = (paid.partners[at], of, own, from, until, amount.currency().to_string());
        let standing = match (amount.currency() == currency, is_inside(from, until)) {
            (false, _) => PayoutStanding::OtherCurrency,
            (true, false) => PayoutStanding::Outside,
            (true, true) => PayoutStanding::OnlyPaid,
        };
        let row = rows.entry(key).or_insert_with(|| {
            Row::new(paid.partners[at], paid.labels[at].clone(), of, (from, until), standing)
        });
        row.payouts.push(at);
        let sum = row.paid.unwrap_or_else(|| Money::zero(amount.currency()));
        row.paid = Some(sum.plus(amount).map_err(|_| too_large())?);
    }
    Ok(rows.into_values().collect())
}

/// What rows that are compared come to.
pub(super) struct Sums {
    pub(super) paid: Money,
    pub(super) calculated: Money,
}

impl Sums {
    pub(super) fn of(rows: &[Row], outcome: &Outcome) -> Result<Self, Failure> {
        let zero = Money::zero(outcome.plan().program().currency);
        let mut sums = Self { paid: zero, calculated: zero };
        let compared = rows.iter().filter(|row| row.difference.is_some());
        for row in compared {
            if let Some(paid) = row.paid {
                sums.paid = sums.paid.plus(paid).map_err(|_| too_large())?;
            }
            if let Some(calculated) = row.calculated {
                sums.calculated = sums.calculated.plus(calculated).map_err(|_| too_large())?;
            }
        }
        Ok(sums)
    }
}

pub(super) fn counts(rows: &[Row]) -> ReconciledCounts {
    let mut counts = ReconciledCounts::default();
    for row in rows {
        let count = match row.standing {
            PayoutStanding::Agree => &mut counts.agree,
            PayoutStanding::Differ => &mut counts.differ,
            PayoutStanding::OnlyPaid => &mut counts.only_paid,
            PayoutStanding::OnlyCalculated => &mut counts.only_calculated,
            PayoutStanding::Outside => &mut counts.outside,
            PayoutStanding::OtherCurrency => &mut counts.other_currency,
        };
        *count += 1;
    }
    counts
}

impl Row {
    const fn new(
        partner: usize,
        label: String,
        of: Option<Of>,
        (from, until): (NaiveDate, NaiveDate),
        standing: PayoutStanding,
    ) -> Self {
        Self {
            partner,
            label,
            of,
            from,
            until,
            paid: None,
            calculated: None,
            difference: None,
            standing,
            payouts: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// Counts a payout line.
    fn count(&mut self, line: PayoutLine) -> Result<(), Failure> {
        let before = self.calculated.unwrap_or(Money::zero(line.amount.currency()));
        self.calculated = Some(before.plus(line.amount).map_err(|_| too_large())?);
        self.lines.push(line);
        Ok(())
    }

    pub(super) fn answer(&self, outcome: &Outcome, most: usize) -> ReconciledPayout {
        let (program, partners) = (outcome.plan().program(), &outcome.facts().partners);
        let incentive = match self.of {
            Some(Of::One(at)) => Some(program.incentives[at].id.clone()),
            Some(Of::All) | None => None,
        };
        let text = |amount: Option<Money>| amount.map(|amount| amount.amount_text());
        ReconciledPayout {
            partner: partners.ids[self.partner].clone(),
            partner_name: partners.names[self.partner].clone(),
            label: self.label.clone(),
            incentive,
            from: self.from.to_string(),
            until: self.until.to_string(),
            paid: text(self.paid),
            calculated: text(self.calculated),
            difference: text(self.difference),
            standing: self.standing,
            currency: self.paid.map_or(program.currency, |paid| paid.currency()).to_string(),
            paid_rows: self.payouts.iter().take(most).map(|at| paid_part(*at, outcome)).collect(),
            paid_count: whole(self.payouts.len()),
            lines: self.lines.iter().take(most).map(|line| part(line, program)).collect(),
            line_count: whole(self.lines.len()),
        }
    }
}

fn paid_part(at: usize, outcome: &Outcome) -> PaidPart {
    let facts = outcome.facts();
    PaidPart {
        source: row_of(facts, facts.paid.sources[at]).unwrap_or_default(),
        label: facts.paid.labels[at].clone(),
        amount: facts.paid.amounts[at].amount_text(),
    }
}

fn part(line: &PayoutLine, program: &Program) -> CalculatedPart {
    let incentive = &program.incentives[line.incentive];
    CalculatedPart {
        incentive: incentive.id.clone(),
        incentive_name: incentive.name.clone(),
        from: line.period.from().to_string(),
        until: line.period.until().to_string(),
        amount: line.amount.amount_text(),
    }
}
