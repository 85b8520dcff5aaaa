//! Measures, windows and requirement trees (`RULES` sections 2 and 3).

mod basis;
mod kinds;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::basis::{Counts, Scope, Tax, ValueBasis};
pub use self::kinds::{
    Absent, Activities, ActivityCounting, ActivityEvidence, Blocks, BoughtFrom, Customers,
    NewCustomers, NewWhen, Points, PointsFrom, PointsRule, PointsTable, Priced, ScoreOf, TakeScore,
    ValueWeight,
};
use crate::{
    Filter, Quantity, Rate,
    baseline::{AgreedTarget, BaselineOf},
    incentive::Threshold,
};

/// What is counted: one exact number for a partner over a window.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Money of won deals, in the program's currency.
    Revenue(Sales),
    /// What they would list for.
    ListRevenue(Priced),
    /// What they cost.
    Cost(Priced),
    /// Revenue less cost.
    Margin(Priced),
    /// The part of revenue that recurs.
    Recurring(Priced),
    /// Quantity sold.
    Units(Sales),
    /// Won deals.
    Deals(Sales),
    /// Customers who bought, each once.
    Customers(Customers),
    /// Those who had not bought for some months before.
    NewCustomers(NewCustomers),
    /// Points for what was sold.
    Points(Points),
    /// What partners did: how often, how much, or what it is worth.
    Activities(Activities),
    /// A dated figure about the partner.
    Score(ScoreOf),
    /// Certifications that are valid on the last day of the window.
    Certifications(Certifications),
    /// One measure divided by another, compared as an exact fraction; 0/0 meets no threshold.
    Ratio(Box<Ratio>),
    /// How much a measure grew over a baseline; without one it meets no threshold.
    Growth(Box<Growth>),
    /// A measure divided by its target, 1 being all of it; without one it meets no threshold.
    Attainment(Box<Attainment>),
}

/// Which sales a measure counts, and how much of each belongs to the partner.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sales {
    /// Deals and lines that count.
    #[serde(default)]
    pub of: Filter,
    /// Roles whose credit counts; empty for any role.
    #[serde(default)]
    pub roles: Vec<String>,
    /// How much of a deal a credited partner has.
    pub weight: Weight,
    /// Whether returns lower it.
    pub basis: Basis,
    /// When its money counts, and whether with tax.
    #[serde(default)]
    pub value: ValueBasis,
    /// Whose sales count as the partner's.
    #[serde(default)]
    pub scope: Scope,
}

/// How much of a deal counts for a partner credited on it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// The whole deal for each credited partner; a total over partners counts the deal once.
    WholeDeal,
    /// The partner's declared share of it, over the roles that count.
    DeclaredShare,
}

/// Whether adjustments lower the measure.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// As sold.
    Gross,
    /// Less returns, credit notes and cancellations, each on its own date.
    Net,
}

/// Which certifications count.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Certifications {
    /// The kind of activity that is a certification, as spelled in the facts.
    pub kind: String,
    /// Whether certificates or the persons holding one are counted.
    pub counting: Counting,
}

/// What a count of certifications counts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    /// Each certificate.
    Certificates,
    /// Each person once.
    People,
}

/// One measure divided by another over the same window.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ratio {
    /// Above the line.
    pub part: Measure,
    /// Below the line.
    pub whole: Measure,
    /// How many decimals the ratio is rounded to before it is compared, 3 being tenths of a
    /// percent; exact where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 8))]
    pub decimals: Option<u8>,
}

/// The growth of a measure V over a baseline B of windows of the same length. Where B is zero or
/// less it meets no threshold.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Growth {
    /// V.
    pub of: Measure,
    /// What B is taken from; a period is the window.
    pub over: BaselineOf,
    /// Whether V is divided by B or B is taken off it.
    pub is: GrowthIs,
}

/// What growth is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GrowthIs {
    /// `V / B`, 1.1 being ten percent up.
    Ratio,
    /// `V - B`, in the unit of V.
    Amount,
}

/// The attainment `V / T` of a measure.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attainment {
    /// V.
    pub of: Measure,
    /// T.
    pub target: MeasureTarget,
}

/// The target of a measure over its window.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeasureTarget {
    /// A fixed number for each window, in the unit of V.
    Fixed(Quantity),
    /// A number agreed with the partner, in the facts: the rows whose period lies whole in the
    /// window.
    Agreed(AgreedTarget),
}

/// The months a measure is taken over, seen from a period.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// The period itself: the review period for a level; for an incentive that pays deal by deal,
    /// the fiscal quarter the deal closes in.
    Period,
    /// From the start of the fiscal year to the end of the period.
    YearToDate,
    /// This many months up to the end of the period.
    TrailingMonths(u16),
    /// This many fiscal quarters up to the end of the one that the period ends in, no later than
    /// the period.
    TrailingQuarters(u16),
    /// Fixed dates, no later than the end of the period.
    Dates(FixedDates),
    /// From the first fact to the end of the period.
    ProgramLife,
}

/// A first and a last day, both included.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FixedDates {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

/// A requirement tree: what must be reached for a level or a gate.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Requirement {
    /// Every one of these is met.
    All(Vec<Requirement>),
    /// At least one of these is met.
    Any(Vec<Requirement>),
    /// At least so many of these are met.
    AtLeast(AtLeast),
    /// Several measures together reach a score.
    Score(Score),
    /// A measure reaches a threshold.
    Reaches(Reaches),
}

/// Some of several requirements.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AtLeast {
    /// How many must be met.
    pub count: u16,
    /// Those that can be met.
    pub of: Vec<Requirement>,
}

/// A weighted score of several measures: `sum of w x max(0, min(1, x / target)) >= at_least`,
/// compared as an exact fraction (`RULES` section 3).
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// The measures, each with its target and weight.
    pub of: Vec<Scored>,
    /// The score that must be reached; the score itself meets it.
    pub at_least: Rate,
    /// Whether a measure of zero can be made up for by the others.
    #[serde(default)]
    pub zeros: Zeros,
}

/// One measure of a score.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scored {
    /// What is measured.
    pub measure: Measure,
    /// Over which months.
    pub window: Window,
    /// The value that scores in full; more scores no more.
    pub target: Quantity,
    /// What it adds to the score when the target is reached.
    pub weight: Rate,
}

/// Whether every measure of a score must be above zero.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Zeros {
    /// A measure of zero adds nothing, and the others may make up for it.
    #[default]
    Allowed,
    /// With a measure of zero or less the score is not reached.
    Refused,
}

/// A leaf of a requirement tree: `measure >= at_least`, or `measure > at_least`.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reaches {
    /// What is measured.
    pub measure: Measure,
    /// Over which months.
    pub window: Window,
    /// The threshold.
    pub at_least: Quantity,
    /// Whether the threshold itself is enough, or must be passed.
    #[serde(default)]
    pub threshold: Threshold,
}

impl Measure {
    /// Whether its value is money.
    #[must_use]
    pub fn is_money(&self) -> bool {
        match self {
            Self::Growth(growth) => growth.is == GrowthIs::Amount && growth.of.is_money(),
            Self::Revenue(_)
            | Self::ListRevenue(_)
            | Self::Cost(_)
            | Self::Margin(_)
            | Self::Recurring(_) => true,
            Self::Activities(of) => matches!(of.counting, ActivityCounting::Value),
            _ => false,
        }
    }

    /// Whether its value is a ratio.
    #[must_use]
    pub fn is_ratio(&self) -> bool {
        match self {
            Self::Ratio(_) | Self::Attainment(_) => true,
            Self::Growth(growth) => growth.is == GrowthIs::Ratio,
            _ => false,
        }
    }

    /// Whether it is compared with a baseline or target.
    #[must_use]
    pub const fn is_compared(&self) -> bool {
        matches!(self, Self::Growth(_) | Self::Attainment(_))
    }

    /// Whether others' sales count in it as the partner's.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        match self {
            Self::Ratio(ratio) => ratio.part.is_shared() || ratio.whole.is_shared(),
            Self::Growth(growth) => growth.of.is_shared(),
            Self::Attainment(attainment) => attainment.of.is_shared(),
            plain => plain.sales().is_some_and(|sales| !sales.scope.is_partner()),
        }
    }

    /// The sales it is summed from; none where it is not a sum of sales.
    #[must_use]
    pub const fn sales(&self) -> Option<&Sales> {
        match self {
            Self::Revenue(of) | Self::Units(of) | Self::Deals(of) => Some(of),
            Self::ListRevenue(of) | Self::Cost(of) | Self::Margin(of) | Self::Recurring(of) => {
                Some(&of.sales)
            }
            Self::Points(of) => Some(&of.sales),
            _ => None,
        }
    }

    /// The measure in words, without its filter.
    #[must_use]
    pub fn words(&self) -> String {
        if let Some(sales) = self.sales().filter(|sales| !sales.scope.is_partner()) {
            return format!("{}{}", self.plain_words(), sales.scope.words());
        }
        self.plain_words()
    }

    /// The same, whoever's sales count.
    fn plain_words(&self) -> String {
        let plain = match self {
            Self::Revenue(of) => return of.value.words(),
            Self::ListRevenue(_) => "list revenue",
            Self::Cost(_) => "cost",
            Self::Margin(_) => "margin",
            Self::Recurring(_) => "recurring revenue",
            Self::Units(_) => "units",
            Self::Deals(_) => "deals won",
            Self::Customers(_) => "customers",
            Self::NewCustomers(_) => "new customers",
            Self::Points(_) => "points",
            Self::Activities(of) => return of.words(),
            Self::Score(of) => return format!("{} {}", of.take.words(), of.name),
            Self::Certifications(of) => return of.words(),
            Self::Ratio(ratio) => {
                return format!("{} as a share of {}", ratio.part.words(), ratio.whole.words());
            }
            Self::Growth(growth) => {
                let how = match growth.is {
                    GrowthIs::Ratio => "as a percentage of the earlier one",
                    GrowthIs::Amount => "above the earlier one",
                };
                return format!("{} {how}", growth.of.words());
            }
            Self::Attainment(of) => {
                return format!("{} as a percentage of the target", of.of.words());
            }
        };
        plain.to_owned()
    }
}

impl Certifications {
    /// What is counted, in words.
    #[must_use]
    pub fn words(&self) -> String {
        match self.counting {
            Counting::Certificates => format!("valid {}s", self.kind),
            Counting::People => format!("people with a valid {}", self.kind),
        }
    }
}

impl Requirement {
    /// Every threshold in it, with its place below `place`; scores have none.
    pub fn leaves<'a>(&'a self, place: &str, seen: &mut Vec<(String, &'a Reaches)>) {
        let mut all = Vec::new();
        self.parts(place, &mut all);
        seen.extend(all.into_iter().filter_map(|(place, part)| match part {
            Self::Reaches(leaf) => Some((format!("{place}/reaches"), leaf)),
            _ => None,
        }));
    }

    /// Whether anything in it is compared with a baseline or target.
    #[must_use]
    pub fn compares(&self) -> bool {
        let mut all = Vec::new();
        self.parts("", &mut all);
        all.into_iter().any(|(_, part)| match part {
            Self::Reaches(leaf) => leaf.measure.is_compared(),
            Self::Score(score) => score.of.iter().any(|scored| scored.measure.is_compared()),
            Self::All(_) | Self::Any(_) | Self::AtLeast(_) => false,
        })
    }

    /// Whether others' sales count in it as the partner's.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        let mut all = Vec::new();
        self.parts("", &mut all);
        all.into_iter().any(|(_, part)| match part {
            Self::Reaches(leaf) => leaf.measure.is_shared(),
            Self::Score(score) => score.of.iter().any(|scored| scored.measure.is_shared()),
            Self::All(_) | Self::Any(_) | Self::AtLeast(_) => false,
        })
    }

    /// Every window that something in it is measured over.
    #[must_use]
    pub fn windows(&self) -> Vec<Window> {
        let mut all = Vec::new();
        self.parts("", &mut all);
        let of = |(_, part): (String, &Self)| match part {
            Self::Reaches(leaf) => vec![leaf.window],
            Self::Score(score) => score.of.iter().map(|scored| scored.window).collect(),
            Self::All(_) | Self::Any(_) | Self::AtLeast(_) => Vec::new(),
        };
        all.into_iter().flat_map(of).collect()
    }

    /// The tree and every requirement in it, each with its place below `place`; what is inside
    /// comes after what it is in.
    pub fn parts<'a>(&'a self, place: &str, seen: &mut Vec<(String, &'a Self)>) {
        seen.push((place.to_owned(), self));
        let (word, parts) = match self {
            Self::All(parts) => ("all", parts),
            Self::Any(parts) => ("any", parts),
            Self::AtLeast(some) => ("at_least/of", &some.of),
            Self::Score(_) | Self::Reaches(_) => return,
        };
        for (index, part) in parts.iter().enumerate() {
            part.parts(&format!("{place}/{word}/{index}"), seen);
        }
    }
}
