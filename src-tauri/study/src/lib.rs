//! What-if questions: a scenario beside a baseline, and studies of one program on its history.
//!
//! How a study works, for a channel leader. Every study starts from the same place: the program as
//! it stands and the deals as they happened. It then asks the engine, the same one that makes the
//! payouts, what would have been paid if one thing were different: one more deal, another rate, a
//! deal closed a month earlier, another draw of the year. So a figure of a study is never an
//! estimate of a formula; it is a difference between two full calculations, unless it says "about".
//!
//! - **Cliffs** adds one deal to a partner and looks at what the last cent of it brings.
//! - **What matters most** moves one value of the program at a time, down and up.
//! - **Find a setting** moves values until a target is met, and says so when none does it.
//! - **Gaming** moves and splits deals as partners could, and pays the worst of it.
//! - **Order** pays the program with its rules in other orders.
//! - **Overlap** puts each payout back on the deals it came from.
//! - **Swap** pays one history by every attribution model.
//! - **Many programs** pays every scenario on one history, and two values of the program together.
//! - **Many futures** pays one program on the history, on the plan and on years drawn again.
//! - **Risk** draws the year again many times from its own partners and deals.
//! - **Pilot** compares partners with others who were like them before, and says when it cannot tell.
//! - **Roll-out** brings a change to the channel in waves, with dates, budgets and what has to hold first.
//!
//! Every result carries its method as a sentence, and the seed where it draws. The same question on
//! the same document gives the same bytes.
//!
//! This room does not know SQL, the window, the clock or global randomness. It reads outcomes that
//! the engine calculated and never makes a payout of its own. Statistics here use floats; no payout
//! is made from one.

mod allocation;
mod base;
mod cliffs;
mod compare;
mod customers;
mod draw;
mod effect;
mod find;
mod findings;
mod futures;
mod gaming;
mod lever;
mod matters;
mod order;
mod overlap;
mod pilot;
mod pipeline;
mod plan;
mod probe;
mod programs;
mod risk;
mod rollout;
mod scenario;
mod scorecard;
mod swap;
mod trace;
mod winners;

pub use allocation::{
    DividedBy, FundGroup, FundQuarter, FundReturned, FundStudy, FundsAsked, Proposal, funds,
};
pub use base::{Base, threshold_words};
pub use cliffs::{
    Cliffs, CliffsAsked, Curve, CurvePoint, NearThreshold, Smoothing, SmoothingKind, Threshold,
    ThresholdOf, cliffs,
};
pub use compare::{Comparison, PartnerChange, TierMove, compare};
pub use effect::{Counted, Effects, effects};
pub use find::{Answer, FindAsked, Found, Sweep, Target, Why, find};
pub use findings::{HistoryFinding, history_findings};
pub use futures::{Future, FutureOf, Futures, FuturesAsked, MOST_YEARS, futures};
pub use gaming::{Bunching, Gaming, GamingAsked, OwnReferral, Worst, gaming};
pub use lever::{Lever, LeverValue, levers};
pub use matters::{BreakEven, Matters, MattersAsked, Pair, Reaction, Swing, matters};
pub use order::{OrderRange, Ordered, order};
pub use overlap::{GroupBy, GroupRate, Overlap, StackedDeal, UnlikePair, overlap};
pub use pilot::{Balance, Cost, Effect, Measured, Pairing, Pilot, PilotAsked, Told, pilot};
pub use pipeline::{BudgetRate, Pipeline};
pub use plan::{Growth, MOST_NEW_PARTNERS, NewPartners, Part, PartField, Plan, drawn_year, grown};
pub use programs::{PaidBeside, ProgramPaid, Programs, Together, programs};
pub use risk::{Risk, RiskAsked, RuleRisk, Spread, TierChance, risk};
pub use rollout::{Rollout, RolloutAsked, RolloutQuarter, Wave, WavesBy, rollout};
pub use scenario::{Fit, Scenario, Switched};
pub use scorecard::{
    BEST_PARTS, MeasureValue, RISK_PARTS, ScoreMeasure, Scorecard, ScorecardAsked, Scored,
    scorecard,
};
pub use swap::{Swap, SwappedModel, swap};
pub use winners::{Group, Share, deciles, groups, hit_most, top_tenth};
