//! From what one incentive earns to what is due (`RULES` section 4, "limits" to "pays into", and
//! section 7, steps 3 to 7).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Incentive, Money, Period, Rate};

/// Settlement more often than accumulation: each time the result R of the accumulation so far is
/// worked out, and `R - P` is due, P being what was settled earlier in the same accumulation. Of an
/// accumulation that began before the replay, P is R on the day before the first period that the
/// replay settles.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settle {
    /// How often; shorter than the period of the incentive.
    pub every: Period,
    /// What becomes of `R - P` below zero.
    pub negative: Negative,
    /// The day from which on this program settles it, where something else paid before; always
    /// this program where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_over: Option<CutOver>,
}

/// From which day on P is what this program settled. In an accumulation that began before it, what
/// was settled earlier is what the facts say was paid: to a partner that the incentive is for, under
/// a label, for periods that lie in the accumulation and end before the day; and for a period that
/// ends before the day itself, those that end before it begins. Where the day is before the first period that the
/// replay settles, P begins with R on the day before that period all the same.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CutOver {
    /// The first day.
    pub on: NaiveDate,
    /// The incentive as past payouts call it.
    pub label: String,
}

/// What becomes of `R - P` below zero.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Negative {
    /// Nothing is due, and P stays as it is.
    Ignored,
    /// It is due, below zero, and lowers the partner's balance.
    ToBalance,
}

/// What is rounded to the minor unit, besides each pool. Whatever it is, a payout line is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rounded {
    /// Each payout line.
    #[default]
    PayoutLine,
    /// Each deal, after its limit; only with `period` deal or line.
    Deal,
    /// Each line of a deal, before the limit of the deal; only with `period` line.
    DealLine,
}

/// A least amount for each partner that can earn the incentive and meets its gate: it adds
/// `max(0, G - earned)` over its own period, after the limits. A partner never owes what it falls
/// short. Only periods that begin in the replay are guaranteed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Guarantee {
    /// The G.
    pub amount: Money,
    /// Over which period: as long as the one the incentive is settled by, or longer.
    pub every: Period,
    /// Whether what was earned above G lowers the G of the next period.
    pub carry: Carry,
    /// When it is paid.
    pub paid: GuaranteePaid,
}

/// What is carried from one guaranteed period to the next.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Carry {
    /// Nothing: each period stands by itself.
    None,
    /// What was earned above G.
    Excess,
}

/// When a guarantee is paid.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GuaranteePaid {
    /// With the last settlement of its period: what is missing to G.
    AtEnd,
    /// With the first settlement: G, and afterwards only what was earned so far above G.
    First,
}

/// How an incentive stands to the results of others for the same partner on the same deal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stacking {
    /// What the results of incentives before it do to its V.
    pub earlier_results: EarlierResults,
    /// What its own result does to the V of incentives after it.
    pub own_result: OwnResult,
}

/// What results of incentives earlier in the order do to V; never to Q.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EarlierResults {
    /// Nothing.
    #[default]
    LeaveIt,
    /// They are taken off, deal by deal, down to nothing. The result of a period lies on its deals
    /// by their V.
    ReduceIt,
}

/// What the own result does to later incentives that let themselves be reduced.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OwnResult {
    /// It is taken off.
    #[default]
    ReducesLater,
    /// Nothing.
    IsLeftOut,
}

/// Incentives that are compared with each other before they pay. They follow each other in the
/// list of incentives, and do not reduce each other's V unless they add up.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StackingGroup {
    /// A short name, unique among the groups.
    pub id: String,
    /// Which of them pay: compared for each deal where all of them pay deal by deal, after their
    /// limits per deal; otherwise for each partner and period, after their own limits.
    pub pays: GroupPays,
    /// Their ids.
    pub incentives: Vec<String>,
}

/// Which incentives of a group pay.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GroupPays {
    /// All of them.
    Add,
    /// The one with the highest result; of equals the first.
    BestOf,
    /// The first with a result above zero; where there is none, the first.
    FirstThatPays,
}

/// A cap over several incentives: each takes what those before it have left of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SharedLimit {
    /// A short name, unique among the shared limits.
    pub id: String,
    /// What the cap holds for.
    pub per: SharedPer,
    /// The most that is paid.
    pub at_most: Money,
    /// The ids of the incentives under it.
    pub incentives: Vec<String>,
}

/// What a shared cap holds for.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum SharedPer {
    /// One partner on one deal; for incentives that pay deal by deal and share no pool.
    Deal,
    /// One partner in one period; for incentives of one period.
    PartnerPeriod,
    /// One partner in one fiscal year.
    PartnerYear,
}

/// What a return, credit note or cancellation does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Returns {
    /// It lowers the period of its own date and nothing more, where the value paid on is net.
    #[default]
    OwnPeriod,
    /// It lowers the period of its deal, known from its date on. A closed accumulation with one
    /// dated in this period is settled again: `R - P` on the facts now known, with band and split
    /// picked anew. A qualifier of its own still counts returns on their own dates.
    DealPeriod(SettledAgain),
    /// A share of what its deal earned is taken back, and it enters no measure of the incentive. One
    /// without a line is of its whole deal; one of a line that the incentive does not count takes
    /// nothing.
    Clawback(Clawback),
    /// The part of what its deal earned that belongs to the unserved term, `1 - served / term`, is
    /// taken back, and it enters no measure of the incentive. A cancelled deal is such a return too;
    /// lines as in a clawback.
    UnservedTerm(UnservedTerm),
}

/// How a closed accumulation is settled again.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SettledAgain {
    /// The tier that counts.
    pub tier: TierAgain,
}

/// The tier that counts when an accumulation is settled again.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TierAgain {
    /// The one it was settled at.
    AsStood,
    /// The one on the last day of the period that settles it again.
    AsNow,
}

/// How much a return takes of what its deal earned.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clawback {
    /// The share that each return takes; together never more than the deal earned.
    pub share: Rate,
    /// Returns later than this many days after the payable date take nothing; none for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_days: Option<u16>,
}

/// How the part of a deal's term that was not served is counted. The term is from its first day to
/// its last one, both included; it is served before the day of the return, or before the day the
/// deal was cancelled where that was earlier. Later returns of a deal take what more is unserved
/// only; a deal without a term has served nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnservedTerm {
    /// What is counted.
    pub counted_in: ServedIn,
    /// Returns later than this many days after the payable date take nothing; none for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_days: Option<u16>,
}

/// What the served part of a term is counted in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ServedIn {
    /// Days.
    Days,
    /// Months from the first day of the term: those served in full, and all that the term began.
    WholeMonths,
}

/// Where an incentive's money goes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaysInto {
    /// To the partner.
    Cash,
    /// Into a fund that the partner may use for what was agreed only.
    RestrictedFund,
    /// Into the partner's MDF balance.
    Mdf,
    /// Into several, each a share; divided by largest remainder, ties to the one named first.
    Split(Vec<AccountShare>),
}

/// One account's share.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountShare {
    /// The account.
    pub account: Account,
    /// Its share; all shares are 1 together.
    pub share: Rate,
}

/// An account of a partner.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Account {
    /// To the partner.
    Cash,
    /// Into a fund that the partner may use for what was agreed only.
    RestrictedFund,
    /// Into the partner's MDF balance.
    Mdf,
}

impl Incentive {
    /// How often it is settled: as its `settle` says, else by its own period, or for what is paid
    /// deal by deal by the payment period.
    #[must_use]
    pub fn settled_every(&self, payment: Period) -> Period {
        self.settle
            .as_ref()
            .map_or_else(|| self.period.length().unwrap_or(payment), |settle| settle.every)
    }
}

impl Returns {
    /// Whether returns take back what their deals earned, and enter no measure of the incentive.
    #[must_use]
    pub const fn takes_back(self) -> bool {
        matches!(self, Self::Clawback(_) | Self::UnservedTerm(_))
    }
}

impl PaysInto {
    /// Each account and its share, in order.
    #[must_use]
    pub fn accounts(&self) -> Vec<AccountShare> {
        let all = |account| vec![AccountShare { account, share: Rate::whole(1) }];
        match self {
            Self::Cash => all(Account::Cash),
            Self::RestrictedFund => all(Account::RestrictedFund),
            Self::Mdf => all(Account::Mdf),
            Self::Split(shares) => shares.clone(),
        }
    }
}

impl Account {
    /// The account in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::RestrictedFund => "the restricted fund",
            Self::Mdf => "the MDF balance",
        }
    }
}
