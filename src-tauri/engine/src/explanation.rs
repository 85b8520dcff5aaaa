//! Why a payout line is what it is, as data (`RULES` section 8).
//!
//! An explanation is written by the calculation itself, run again for one line with a recorder.

mod compared;
mod required;
mod schedule_words;
mod settled;
mod why_not;
pub mod words;

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use tierwright_program::{
    Currency, Fraction, Money, Quantity, Rate, RoundingMode, Schedule, Span,
    attribution::Position,
    budget::WhenOut,
    incentive::{Account, LimitPer, Method, Threshold},
    measure::Absent,
    money::UNITS_PER_MAJOR,
    shares::{ShareBy, ShareTotal},
    tier::LevelIs,
};

use crate::{Facts, moves::Move, rows::Source};

pub use compared::{Compared, ComparedStep, ComparedWith};
pub use required::{AtLeastStep, ReachesStep, RequirementStep, ScoreStep, ScoredStep};
pub use settled::{
    Contender, PastPayout, ReducedStep, Settled, SettledStep, StackingStep, TakenShare, TermStep,
};
pub use why_not::WhyNot;

/// The explanation of one payout line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Explanation {
    /// Position of the partner in the facts.
    pub partner: usize,
    /// Position of the quarter in the replay.
    pub quarter: usize,
    /// Position of the incentive in the program.
    pub incentive: usize,
    /// What the line pays.
    pub amount: Money,
    /// Where it goes: what each account gets, adding up to the amount.
    pub accounts: Vec<(Account, Money)>,
    /// How fractions are rounded in every step.
    pub rounding: RoundingMode,
    /// What was done, in order.
    pub steps: Vec<Step>,
}

/// One step of a calculation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// The steps of another settlement of the quarter begin.
    Settlement(SettlementStep),
    /// The level that counted.
    Tier(TierStep),
    /// A measure that was taken.
    Measure(MeasureStep),
    /// What V is compared with was worked out.
    Compared(ComparedStep),
    /// One leaf of a gate.
    Requirement(RequirementStep),
    /// The schedule was read.
    Schedule(ScheduleStep),
    /// A deal's pool was made and split.
    Pool(PoolStep),
    /// A limit was applied.
    Limit(LimitStep),
    /// What a deal gives was divided by its term.
    Term(TermStep),
    /// Earlier results on the same deals were taken off V.
    Reduced(ReducedStep),
    /// The incentives of a group were compared.
    Stacking(StackingStep),
    /// The exact amount was rounded to the minor unit.
    Rounding(RoundingStep),
    /// A total limit or a pool of the budget did not last for everybody.
    Spending(SpendingStep),
    /// From what was earned to what is due: netting, guarantee, returns, payment in parts.
    Settled(SettledStep),
    /// Nothing is paid, and this is the first condition that failed.
    WhyNot(WhyNot),
    /// The next threshold of Q and what it would bring.
    NextThreshold(NextThreshold),
}

/// One of several settlements of a quarter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SettlementStep {
    /// The period it is for.
    pub period: Span,
    /// Its line. The lines of the settlements, less what was spent already, add up to the amount
    /// explained.
    pub amount: Money,
}

/// The level that picked the column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TierStep {
    /// The track's id.
    pub track: String,
    /// The level's id.
    pub level: String,
    /// The level's name.
    pub name: String,
    /// The day it was read on.
    pub on: NaiveDate,
    /// The move that gave it: since when it holds, and why; none where the lowest level has held from
    /// the start.
    pub moved: Option<Move>,
    /// The last day that was looked at: of the last review, or the day the level was reached at once;
    /// none before the first review.
    pub reviewed: Option<NaiveDate>,
    /// Which of the levels that are met counts.
    pub level_is: LevelIs,
    /// Every level of the track, from the lowest up, and what that look measured for it.
    pub levels: Vec<LevelStep>,
}

/// A level and what a look measured for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LevelStep {
    /// The level's id.
    pub level: String,
    /// Its requirement, each part after the parts it is made of; empty where it asks for nothing, and
    /// before the first look.
    pub requirements: Vec<RequirementStep>,
}

/// What a measure is used for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Use {
    /// V, what is paid on.
    PaidOn,
    /// B, the baseline.
    Baseline,
    /// Q, what picks the band.
    Qualifier,
    /// The part of V that takes a column.
    InColumn,
    /// The money that units were sold for, which values free ones.
    SoldFor,
    /// V of a measure that is compared itself.
    Compared,
}

/// A measure over a window, with the rows it was summed from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MeasureStep {
    /// What it is used for.
    pub used_as: Use,
    /// The measure in words.
    pub measure: String,
    /// The first day of the window.
    pub from: NaiveDate,
    /// The last day of the window.
    pub until: NaiveDate,
    /// Its value.
    pub value: Amount,
    /// The rows it was summed from; they add up to the value.
    pub contributions: Vec<Contribution>,
    /// What it was counted from where it is no sum of sales; it adds up to the value too.
    pub counted: Vec<CountedRow>,
    /// What growth or attainment was worked out from, in place of rows: V, then B or T.
    pub behind: Vec<Step>,
}

/// What a row of something else than sales adds to a measure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CountedRow {
    /// What was counted.
    pub fact: Fact,
    /// Its day.
    pub on: NaiveDate,
    /// What it adds; of an average each figure stands whole.
    pub counted: Quantity,
    /// Where the row came from.
    pub source: Source,
}

/// A fact that was counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fact {
    /// Position of the deal that makes a customer.
    Deal(usize),
    /// Position of the activity.
    Activity(usize),
    /// Position of the score.
    Score(usize),
}

impl Fact {
    /// Where the row came from.
    #[must_use]
    pub fn source(self, facts: &Facts) -> Source {
        match self {
            Self::Deal(at) => facts.deals.sources.get(at),
            Self::Activity(at) => facts.activities.sources[at],
            Self::Score(at) => facts.scores.sources[at],
        }
    }
}

/// The value of a measure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Amount {
    /// Money or a plain number.
    Exact(Quantity),
    /// Money or a plain number that lies between two units.
    Fraction(ExactQuantity),
    /// An exact fraction of two numbers, such as `V / B`.
    Ratio {
        /// Above the line.
        part: Quantity,
        /// Below the line.
        whole: ExactQuantity,
    },
    /// The average of some figures; of none there is no value.
    Average {
        /// All figures added up.
        sum: Quantity,
        /// How many there are.
        count: i64,
    },
}

/// One row's part in a measure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contribution {
    /// Position of the deal in the facts.
    pub deal: usize,
    /// The line's id; the whole deal where it has no lines.
    pub line: Option<String>,
    /// The day that decides the window: closing day, or day of the adjustment, the invoice or the
    /// collection, for these two not before the closing day.
    pub on: NaiveDate,
    /// The amount or quantity in the row, negative for an adjustment.
    pub original: Quantity,
    /// The exchange rate used, in words with its day and source; none where there was nothing to convert.
    pub exchange: Option<Exchange>,
    /// The amount in the program's currency; equal to `original` for plain numbers.
    pub converted: Quantity,
    /// What the line counts because it lacks the list price, cost or recurring amount that is
    /// measured; none where it has it.
    pub absent: Option<Absent>,
    /// What of an invoice or a collection lies on the line, in the program's currency; none for
    /// other rows.
    pub part: Option<Quantity>,
    /// What it was multiplied by for a marketplace, and then rounded to four decimals; none where
    /// the measure has no marketplace.
    pub marketplace: Option<Fraction>,
    /// The deal whose credits count, by position in the facts; the deal itself, or the first one of
    /// its customer.
    pub credited_on: usize,
    /// The credits on it that count, of the partner or of those whose sales count as its own; none
    /// for what all partners of a deal share.
    pub credits: Vec<Source>,
    /// The declared share used, where the measure is weighted.
    pub share: Option<Rate>,
    /// What it adds to the measure.
    pub counted: Quantity,
    /// Where the row came from.
    pub source: Source,
}

/// The exchange rate of a conversion: `amount * multiply / divide`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exchange {
    /// The day whose last known rates are used.
    pub on: NaiveDate,
    /// Rates multiplied by.
    pub multiply: Vec<UsedRate>,
    /// Rates divided by.
    pub divide: Vec<UsedRate>,
}

/// One exchange rate with its day and source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UsedRate {
    /// The rate.
    pub rate: Rate,
    /// Its day: the last known one.
    pub on: NaiveDate,
    /// Where it came from.
    pub source: Source,
}

/// The schedule as read for one Q and V.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScheduleStep {
    /// The deal it was read for, for incentives that accumulate by deal.
    pub deal: Option<usize>,
    /// Position of the line it was read for, for incentives that read each line by itself.
    pub line: Option<usize>,
    /// How bands pay.
    pub method: Method,
    /// Which side of a threshold the threshold itself is on.
    pub threshold: Threshold,
    /// The schedule as the program has it: all its bands and columns.
    pub terms: Arc<Schedule>,
    /// The cap on V, where there is one.
    pub most_value: Option<Quantity>,
    /// Q; none where the tier alone qualifies.
    pub qualifier: Option<Amount>,
    /// Whether the top band holds whatever Q is: there is no baseline, and all of V is growth.
    pub all_is_growth: bool,
    /// V: what is paid on, after the baseline.
    pub value: ExactQuantity,
    /// What the end of the top band left of V, where it took something.
    pub ended: Option<ValueCut>,
    /// What the cap left of V, where it took something.
    pub capped: Option<ValueCut>,
    /// Each part of V that took a column; one without a column where there are none. Empty below
    /// the lowest band.
    pub parts: Vec<SchedulePart>,
    /// What the parts earn together, where the floor of the schedule raised it.
    pub floored: Option<Floored>,
    /// The exact result.
    pub result: Exact,
}

/// What was taken away of V.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ValueCut {
    /// Where the top band ends, in the unit of Q; the cap, in the unit of V.
    pub at: Quantity,
    /// What was left of V.
    pub after: ExactQuantity,
}

/// The least a schedule gives, where its bands came to less.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Floored {
    /// The least it gives.
    pub at_least: Money,
    /// What its bands came to.
    pub before: Exact,
}

/// The part of V that took one column, and what it earned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SchedulePart {
    /// The level, role or value of the column, where there are columns.
    pub column: Option<String>,
    /// The part of V, after the end and the cap.
    pub value: ExactQuantity,
    /// What each band adds.
    pub slices: Vec<Slice>,
    /// What they add up to.
    pub earns: Exact,
}

/// A band and what it adds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Slice {
    /// Where the band begins.
    pub from: Quantity,
    /// Where the next one begins, or the top band ends; none where it is open.
    pub next: Option<Quantity>,
    /// What the band pays.
    pub pays: BandPays,
    /// What it pays on.
    pub on: SliceOf,
    /// What it adds.
    pub earns: Exact,
}

/// What a band pays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BandPays {
    /// A rate.
    Rate(Rate),
    /// A number of free units for each full block.
    Units(Rate),
    /// An amount: fixed, for a unit, or for a block.
    Amount(Money),
}

/// What a band pays on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SliceOf {
    /// A part of V.
    Value(ExactQuantity),
    /// A slice of Q, or of what V is compared with, of which `of / over` counts where these differ:
    /// `of / over * slice`.
    Slice {
        /// The slice.
        slice: ExactQuantity,
        /// The part of V.
        of: ExactQuantity,
        /// Q.
        over: ExactQuantity,
    },
    /// Nothing: its amount is fixed.
    Fixed,
    /// Full blocks: `floor(value / block)`.
    Blocks {
        /// The part of V.
        value: ExactQuantity,
        /// The size of a block.
        block: Quantity,
        /// How many full ones there are.
        blocks: i128,
        /// For free units, the money that how many units were sold for.
        price: Option<(Money, ExactQuantity)>,
    },
    /// The straight line from this point to the next.
    Line {
        /// The next point and what it pays; none beyond the last point or before the first.
        next: Option<(Quantity, BandPays)>,
        /// What the line reads at Q: a rate, or an amount in major units.
        reads: Exact,
        /// What the reading is multiplied by: V or a stored sum; none where it is the amount.
        times: Option<ExactQuantity>,
    },
}

/// An exact amount of money or exact number, which may lie between two units.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ExactQuantity {
    /// In major units, or plain.
    pub exact: Exact,
    /// The currency of money; none for a plain number.
    pub currency: Option<Currency>,
}

/// An exact amount of money in major units, or a plain number: `numerator / denominator`, not
/// rounded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Exact {
    /// Above the line.
    pub numerator: i128,
    /// Below the line, above zero.
    pub denominator: i128,
}

impl Exact {
    /// Rounded to ten-thousandths of a major unit, halves away from zero; none when it does not
    /// fit.
    #[must_use]
    pub fn units(self) -> Option<i64> {
        let numerator = self.numerator.checked_mul(i128::from(UNITS_PER_MAJOR))?;
        let rounded = Fraction::new(numerator, self.denominator);
        i64::try_from(rounded.round(RoundingMode::HalfAwayFromZero)?).ok()
    }
}

/// One deal's reward, split among its partners.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PoolStep {
    /// Position of the deal in the facts.
    pub deal: usize,
    /// The deal's measure in the program's currency, with the rows it was summed from.
    pub measure: MeasureStep,
    /// What the weights come from.
    pub by: ShareBy,
    /// Whether weights are parts of their sum, of 100%, or each by itself.
    pub total: ShareTotal,
    /// The pool after limits, rounded; none where each partner has its part of its own reward.
    pub pool: Option<Money>,
    /// What the weights are parts of: all of them added, what stays unpaid included; or 1, which is
    /// 100%, where they are paid as they stand.
    pub whole: Fraction,
    /// Each participant, ordered by partner id, and its share; with what is left unpaid they add
    /// up to the pool, where there is one and parts are not paid each by itself.
    pub shares: Vec<PoolShare>,
    /// What stays unpaid of the pool.
    pub unpaid: Money,
    /// The touches that the weights come from, where they come from an attribution model.
    pub touches: Vec<TouchStep>,
}

/// A touch on a deal and what it weighs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TouchStep {
    /// Its id.
    pub touch: String,
    /// Position of the partner in the facts; none for a touch of nobody.
    pub partner: Option<usize>,
    /// When it was.
    pub at: NaiveDateTime,
    /// The positions of the model that it holds.
    pub holds: Vec<Position>,
    /// Its part of 100%.
    pub weight: Fraction,
    /// Where the row came from.
    pub source: Source,
}

/// One partner's part of a pool: `weight / whole` of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PoolShare {
    /// Position of the partner in the facts.
    pub partner: usize,
    /// The roles it holds on the deal that count.
    pub roles: Vec<String>,
    /// Its weight.
    pub weight: Fraction,
    /// What the whole deal would earn it at its own level, after the limit per deal; none where
    /// there is one pool.
    pub own: Option<Exact>,
    /// What it gets.
    pub amount: Money,
}

/// A limit and what it took away.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LimitStep {
    /// What the cap holds for.
    pub per: LimitPer,
    /// The id of the shared limit; none for the incentive's own.
    pub shared: Option<String>,
    /// The most that is paid.
    pub at_most: Money,
    /// What was used of it before.
    pub used: Money,
    /// Before it.
    pub before: Exact,
    /// After it.
    pub after: Exact,
}

/// The rounding of a line or pool.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RoundingStep {
    /// Before.
    pub exact: Exact,
    /// After.
    pub rounded: Money,
}

/// What a total limit or a pool of the budget took away.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpendingStep {
    /// The pool's name, or for a total limit the incentive's.
    pub purse: String,
    /// Who gets what is left.
    pub when_out: WhenOut,
    /// What was left on the day the line is settled.
    pub left: Money,
    /// What all lines of the day asked for.
    pub asked: Money,
    /// What this line asked for.
    pub before: Money,
    /// What it got.
    pub after: Money,
}

/// The next threshold of Q.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NextThreshold {
    /// Where it lies.
    pub at: Quantity,
    /// How far Q is from it.
    pub distance: Quantity,
    /// What the line would pay at it, before limits; V grows with Q where they are the same value.
    pub would_pay: Exact,
}
