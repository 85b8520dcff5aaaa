//! Past payouts against what the program pays, by partner, incentive and period.
//!
//! Payouts of one partner, incentive and period are one. What is calculated for a period counts
//! where that lies whole in the period that was paid, so that two months are compared with one
//! payout for both; where several such periods were paid, with the shortest. Each calculated line
//! counts once, so the sums are those of the payout lines.

mod disbursed;

use std::{collections::BTreeMap, path::Path};

use chrono::NaiveDate;
use tierwright_engine::{Facts, Outcome, outcome::PayoutLine};
use tierwright_program::{Money, Program};

use crate::{
    context::Context,
    describe::whole,
    inspect,
    page::page,
    wire::{
        DisbursedCounts, DisbursedStanding, Failure, FailureKind, MatchDisbursements,
        MatchedDisbursements, PayoutStanding, Reconcile, ReconciledCounts, ReconciledPayout,
        Reconciliation,
    },
};

/// Answers how past payouts agree with what the program pays.
pub(crate) fn reconcile(
    context: &mut Context,
    request: &Reconcile,
) -> Result<Reconciliation, Failure> {
    let (opened, effort) = context.opened()?;
    let outcome = opened.with_changes(&request.changes, effort)?.outcome;
    if outcome.facts().paid.ids.is_empty() {
        return Err(Failure::wrong_use(
            "no_past_payouts",
            "The document has no past payouts to compare with.".to_owned(),
            "Import a file of them beside the deals: partner, first and last day of the period, incentive and amount.",
        ));
    }
    let by = By::of(outcome.facts(), outcome.plan().program());
    let mut rows = rows(&outcome, &by)?;
    let sums = Sums::of(&rows, &outcome)?;
    let counts = counts(&rows);
    if request.only_differing {
        rows.retain(|row| row.standing != PayoutStanding::Agree);
    }
    rows.sort_by_cached_key(|row| {
        let size = row.difference.map_or(0, |difference| -difference.units().abs());
        (size, row.standing, row.partner, row.from, row.until, row.label.clone())
    });
    let shown = page(&rows, request.offset, request.limit);
    let replay = outcome.quarters();
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    Ok(Reconciliation {
        rows: shown.iter().map(|row| row.answer(&outcome)).collect(),
        total_rows: whole(rows.len()),
        paid: sums.paid.amount_text(),
        calculated: sums.calculated.amount_text(),
        difference: less(sums.calculated, sums.paid)?.amount_text(),
        counts,
        compared_by: by.sentence().to_owned(),
        from: day(replay.first().map(tierwright_program::Span::from)),
        until: day(replay.last().map(tierwright_program::Span::until)),
        currency: outcome.plan().program().currency.to_string(),
    })
}

/// Reasons that are told of rows that could not be used.
const MOST_REASONS: usize = 20;

/// Answers how a marketplace's disbursements match deals.
pub(crate) fn match_disbursements(
    context: &mut Context,
    request: &MatchDisbursements,
) -> Result<MatchedDisbursements, Failure> {
    let facts = context.opened()?.0.document.facts()?;
    let mut known = inspect::known(context)?;
    known.answers.clone_from(&request.answers);
    let watching = context.watching();
    let found = tierwright_import::disbursements(Path::new(&request.path), &known, &mut |told| {
        watching.go_on(&format!("Reading {}", told.file), told.done, told.all)
    })?;
    if let Some(open) = found.questions.iter().find(|question| question.answer.is_none()) {
        return Err(Failure::new(
            FailureKind::Finding,
            "reading_open",
            open.sentence.clone(),
            &format!("Write it so that only one reading fits, or answer the question {}.", open.id),
        ));
    }
    let matches = disbursed::matched(&facts, &found.rows);
    let rows = matches.iter().map(|one| one.answer(&found.file));
    let mut rows = rows.collect::<Result<Vec<_>, Failure>>()?;
    let sums = disbursed::sums(&rows)?;
    let mut counts = DisbursedCounts::default();
    for row in &rows {
        *match row.row.standing {
            DisbursedStanding::Agree => &mut counts.agree,
            DisbursedStanding::Differ => &mut counts.differ,
            DisbursedStanding::OtherCurrency => &mut counts.other_currency,
            DisbursedStanding::OnlyDisbursed => &mut counts.only_disbursed,
            DisbursedStanding::OnlyDeal => &mut counts.only_deals,
        } += 1;
    }
    if request.only_differing {
        rows.retain(|row| row.row.standing != DisbursedStanding::Agree);
    }
    rows.sort_by_cached_key(|one| {
        let row = &one.row;
        let day = row.disbursed.clone().or_else(|| row.closed.clone());
        (row.standing, -one.size, day, row.deal.clone(), row.source.clone())
    });
    let shown = page(&rows, request.offset, request.limit);
    Ok(MatchedDisbursements {
        rows: shown.iter().map(|one| one.row.clone()).collect(),
        total_rows: whole(rows.len()),
        sums,
        counts,
        set_aside_rows: whole(found.set_aside.len()),
        set_aside: found
            .set_aside
            .iter()
            .take(MOST_REASONS)
            .map(|row| row.sentence.clone())
            .collect(),
        file: found.file,
        reading: found.reading,
    })
}

/// One amount less another.
fn less(one: Money, other: Money) -> Result<Money, Failure> {
    other.negated().and_then(|other| one.plus(other)).map_err(|_| too_large())
}

fn too_large() -> Failure {
    Failure::new(
        FailureKind::File,
        "amount_too_large",
        "The amounts are larger than can be added exactly.".to_owned(),
        "Look for an amount with too many digits.",
    )
}

/// A name as it is compared: its letters and digits, small.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What payouts are compared by.
enum By {
    /// The incentive that each label names, by id or name.
    Incentive(BTreeMap<String, usize>),
    /// All incentives together, as no label names one and all are the same.
    All,
}

impl By {
    fn of(facts: &Facts, program: &Program) -> Self {
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

    const fn sentence(&self) -> &'static str {
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
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    One(usize),
    All,
}

/// A payout and what is calculated beside it.
struct Row {
    partner: usize,
    label: String,
    of: Option<Of>,
    from: NaiveDate,
    until: NaiveDate,
    paid: Option<Money>,
    calculated: Option<Money>,
    difference: Option<Money>,
    standing: PayoutStanding,
    source: Option<String>,
}

/// What tells payouts apart: a label that names no incentive stands for itself.
type Key = (usize, Option<Of>, String, NaiveDate, NaiveDate, String);

fn rows(outcome: &Outcome, by: &By) -> Result<Vec<Row>, Failure> {
    let mut rows = paid(outcome, by)?;
    let mut calculated: BTreeMap<(usize, Of, NaiveDate, NaiveDate), Money> = BTreeMap::new();
    for line in outcome.lines().filter(|line| !line.shadow && line.amount.units() != 0) {
        let of = by.of_line(&line);
        let (from, until) = (line.period.from(), line.period.until());
        let around = rows.iter_mut().filter(|row| {
            let is_compared = row.standing == PayoutStanding::OnlyPaid;
            let same = row.partner == line.partner && row.of == Some(of);
            is_compared && same && row.from <= from && until <= row.until
        });
        let shortest = around.min_by_key(|row| (row.until - row.from, row.from));
        let sum = match shortest {
            Some(row) => row.calculated.get_or_insert(Money::zero(line.amount.currency())),
            None => calculated
                .entry((line.partner, of, from, until))
                .or_insert_with(|| Money::zero(line.amount.currency())),
        };
        *sum = sum.plus(line.amount).map_err(|_| too_large())?;
    }
    for row in rows.iter_mut().filter(|row| row.standing == PayoutStanding::OnlyPaid) {
        settle(row)?;
    }
    let names = &outcome.plan().program().incentives;
    rows.extend(calculated.into_iter().map(|((partner, of, from, until), amount)| Row {
        partner,
        label: match of {
            Of::One(at) => names[at].name.clone(),
            Of::All => "All incentives".to_owned(),
        },
        of: Some(of),
        from,
        until,
        paid: None,
        calculated: Some(amount),
        difference: Some(amount),
        standing: PayoutStanding::OnlyCalculated,
        source: None,
    }));
    Ok(rows)
}

/// How a payout in the replay stands to what was calculated beside it.
fn settle(row: &mut Row) -> Result<(), Failure> {
    let Some(paid) = row.paid else { return Ok(()) };
    let calculated = row.calculated.unwrap_or_else(|| Money::zero(paid.currency()));
    let difference = less(calculated, paid)?;
    row.standing = match (difference.units() == 0, row.calculated) {
        (true, _) => PayoutStanding::Agree,
        (false, Some(_)) => PayoutStanding::Differ,
        (false, None) => PayoutStanding::OnlyPaid,
    };
    row.difference = Some(difference);
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
        let source = paid.sources[at];
        let file = usize::try_from(source.file).ok().and_then(|at| facts.files.get(at));
        let row = rows.entry(key).or_insert_with(|| Row {
            partner: paid.partners[at],
            label: paid.labels[at].clone(),
            of,
            from,
            until,
            paid: None,
            calculated: None,
            difference: None,
            standing,
            source: file.map(|file| format!("{}, row {}", file.name, source.row)),
        });
        let sum = row.paid.unwrap_or_else(|| Money::zero(amount.currency()));
        row.paid = Some(sum.plus(amount).map_err(|_| too_large())?);
    }
    Ok(rows.into_values().collect())
}

/// What rows that are compared come to.
struct Sums {
    paid: Money,
    calculated: Money,
}

impl Sums {
    fn of(rows: &[Row], outcome: &Outcome) -> Result<Self, Failure> {
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

fn counts(rows: &[Row]) -> ReconciledCounts {
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
    fn answer(&self, outcome: &Outcome) -> ReconciledPayout {
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
            source: self.source.clone(),
        }
    }
}
