//! What a bundle is made of, as plain data: the program and the payouts it gave.

use chrono::NaiveDate;
use tierwright_engine::{Outcome, Replay, Settlement, rows::FactRows};
use tierwright_program::{Incentive, Money, Program, ProgramTest, Span, State, incentive::Account};

use crate::{
    AgainstPaid, PaidBefore, cases, evidence,
    paper::Paper,
    sign_off::{SignOff, Status},
    sql::SqlFacts,
};

/// Everything that a bundle says; its files are made of this and of nothing else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BundleContent {
    /// The program, without errors.
    pub program: Program,
    /// Whether the facts are made up: then every file says SAMPLE.
    pub sample: bool,
    /// SHA-256 of the facts, 64 hexadecimal digits in lower case.
    pub facts_digest: String,
    /// The version of the engine that calculated the payouts.
    pub engine: String,
    /// The fiscal quarters that were replayed, oldest first.
    pub quarters: Vec<Span>,
    /// How many partners the facts have.
    pub partners: u64,
    /// Every payout line that is not zero, ordered by partner id in byte order, then the last day of
    /// its period, then incentive in the order of the program, then its accounts.
    pub lines: Vec<Line>,
    /// What a database needs to work the payouts out again; nothing where that is not handed over.
    pub sql: Option<SqlFacts>,
    /// How the sign-off stands; nothing where nobody keeps one, and then it is a draft.
    pub sign_off: Option<SignOff>,
    /// Payouts of the history with the facts that each needs, to be run beside the program's own
    /// tests; none where the facts are not handed over.
    pub cases: Vec<ProgramTest>,
    /// The decision memo; nothing where nobody wrote one.
    pub memo: Option<Paper>,
    /// What each partner was really paid for the days of the replay, ordered by id in byte order, then
    /// currency; none where nothing is known of it.
    pub paid: Vec<PaidBefore>,
}

/// One payout line: what a partner is due from an incentive for a period, into an account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Id of the partner.
    pub partner_id: String,
    /// Name of the partner.
    pub partner_name: String,
    /// First day of the period it is for.
    pub from: NaiveDate,
    /// Last day of that period.
    pub until: NaiveDate,
    /// Id of the incentive.
    pub incentive_id: String,
    /// Where the money goes.
    pub account: Account,
    /// The amount, in whole minor units of the program's currency.
    pub amount: Money,
    /// The day it is payable.
    pub payable: NaiveDate,
    /// Whether it is only shown, not paid.
    pub shadow: bool,
    /// For each track of the program, the id of the level that the partner holds on the period's
    /// last day; nothing for a partner who is not on the track.
    pub levels: Vec<Option<String>>,
}

impl BundleContent {
    /// The content that an outcome gives, calculated by the engine of this build; `rows` are the
    /// facts it was calculated from.
    #[must_use]
    pub fn of_outcome(
        outcome: &Outcome,
        rows: &FactRows,
        sample: bool,
        facts_digest: &str,
    ) -> Self {
        let facts = outcome.facts();
        Self {
            program: outcome.plan().program().clone(),
            sample,
            facts_digest: facts_digest.to_owned(),
            // All crates of the workspace have one version.
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            quarters: outcome.quarters().to_vec(),
            partners: facts.partners.len() as u64,
            lines: lines_of(outcome),
            sql: Some(SqlFacts::of(outcome, rows)),
            sign_off: None,
            cases: Vec::new(),
            memo: None,
            paid: evidence::paid_before(outcome, rows),
        }
    }

    /// The same with payouts frozen as cases, which takes a while.
    #[must_use]
    pub fn with_cases(mut self, outcome: &Outcome, rows: &FactRows) -> Self {
        self.cases = cases::frozen(outcome, rows);
        self
    }

    /// What is paid beside what was really paid for the same days; nothing where that is not known, or
    /// in other currencies, or too large to add up.
    #[must_use]
    pub fn against_paid(&self) -> Option<AgainstPaid> {
        evidence::against_what_was_paid(self)?
    }

    /// How far the approval is.
    pub(crate) fn status(&self) -> Status {
        self.sign_off.as_ref().map_or(Status::Draft, |of| of.status)
    }

    /// How many payout lines there are, zeros included: one for each partner, account and settlement
    /// of an incentive that is not off. Nothing when that is more than any facts can have.
    pub(crate) fn all_lines(&self) -> Option<u64> {
        self.lines_where(|_| true)
    }

    /// The same of some incentives.
    pub(crate) fn lines_where(&self, counts: impl Fn(&Incentive) -> bool) -> Option<u64> {
        let incentives = self.program.incentives.iter();
        let incentives = incentives.filter(|one| one.state != State::Off && counts(one));
        let of_partner = incentives.map(|incentive| {
            let settled = settled_periods(&self.program, &self.quarters, incentive).len();
            u64::try_from(settled.checked_mul(incentive.pays_into.accounts().len())?).ok()
        });
        let lines = of_partner.sum::<Option<u64>>()?;
        self.partners.checked_mul(lines)
    }
}

/// The periods that an incentive is settled for within the quarters of a replay, by date.
pub(crate) fn settled_periods(
    program: &Program,
    quarters: &[Span],
    incentive: &Incentive,
) -> Vec<Span> {
    let (Some(first), Some(last)) = (quarters.first(), quarters.last()) else {
        return Vec::new();
    };
    let replay = Replay::between(&program.calendar, first.from(), last.until());
    let settlements = Settlement::within(program, &replay, incentive);
    settlements.into_iter().map(|settlement| settlement.period).collect()
}

/// The lines of an outcome that are not zero.
fn lines_of(outcome: &Outcome) -> Vec<Line> {
    let (program, facts) = (outcome.plan().program(), outcome.facts());
    outcome
        .lines()
        .filter(|line| line.amount.units() != 0)
        .map(|line| Line {
            partner_id: facts.partners.ids[line.partner].clone(),
            partner_name: facts.partners.names[line.partner].clone(),
            from: line.period.from(),
            until: line.period.until(),
            incentive_id: program.incentives[line.incentive].id.clone(),
            account: line.account,
            amount: line.amount,
            payable: line.payable,
            shadow: line.shadow,
            levels: levels_of(outcome, line.partner, line.period.until()),
        })
        .collect()
}

/// The level of a partner on each track on a day.
fn levels_of(outcome: &Outcome, partner: usize, day: NaiveDate) -> Vec<Option<String>> {
    let tracks = outcome.plan().program().tracks.iter().enumerate();
    tracks
        .map(|(at, track)| {
            let level = outcome.level_on(at, partner, day)?;
            track.levels.get(level).map(|level| level.id.clone())
        })
        .collect()
}
