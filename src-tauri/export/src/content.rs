//! What a bundle is made of, as plain data: the program and the payouts it gave.

use chrono::NaiveDate;
use tierwright_engine::Outcome;
use tierwright_program::{Money, Program, Span, State, incentive::Account};

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
    /// Every payout line that is not zero, ordered by partner id in byte order, then quarter, then
    /// incentive in the order of the program.
    pub lines: Vec<Line>,
}

/// One payout line: what a partner is due from an incentive for a quarter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Id of the partner.
    pub partner_id: String,
    /// Name of the partner.
    pub partner_name: String,
    /// First day of the quarter.
    pub from: NaiveDate,
    /// Last day of the quarter.
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
    /// For each track of the program, the id of the level that the partner holds on the quarter's
    /// last day; nothing for a partner who is not on the track.
    pub levels: Vec<Option<String>>,
}

impl BundleContent {
    /// The content that an outcome gives, calculated by the engine of this build.
    #[must_use]
    pub fn of_outcome(outcome: &Outcome, sample: bool, facts_digest: &str) -> Self {
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
        }
    }

    /// How many payout lines there are, zeros included: one for each partner, quarter and incentive
    /// that is not off. Nothing when that is more than any facts can have.
    pub(crate) fn all_lines(&self) -> Option<u64> {
        let incentives = self.program.incentives.iter().filter(|one| one.state != State::Off);
        self.partners
            .checked_mul(u64::try_from(self.quarters.len()).ok()?)?
            .checked_mul(u64::try_from(incentives.count()).ok()?)
    }
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
            from: outcome.quarters()[line.quarter].from(),
            until: outcome.quarters()[line.quarter].until(),
            incentive_id: program.incentives[line.incentive].id.clone(),
            account: line.account,
            amount: line.amount,
            payable: line.payable,
            shadow: line.shadow,
            levels: levels_of(outcome, line.partner, line.quarter),
        })
        .collect()
}

/// The level of a partner on each track at the end of a quarter.
fn levels_of(outcome: &Outcome, partner: usize, quarter: usize) -> Vec<Option<String>> {
    let tracks = outcome.plan().program().tracks.iter().enumerate();
    tracks
        .map(|(at, track)| {
            let level = outcome.level(at, partner, quarter)?;
            track.levels.get(level).map(|level| level.id.clone())
        })
        .collect()
}
