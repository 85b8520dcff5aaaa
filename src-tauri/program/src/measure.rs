//! Measures, windows and requirement trees (`RULES` sections 2 and 3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Filter, Quantity};

/// What is counted: one exact number for a partner over a window.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Money of won deals, in the program's currency.
    Revenue(Sales),
    /// Quantity sold.
    Units(Sales),
    /// Won deals.
    Deals(Sales),
    /// Certifications that are valid on the last day of the window.
    Certifications(Certifications),
    /// One measure divided by another, compared as an exact fraction; 0/0 meets no threshold.
    Ratio(Box<Ratio>),
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
}

/// A requirement tree: what must be reached for a level or a gate.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Requirement {
    /// Every one of these is met.
    All(Vec<Requirement>),
    /// At least one of these is met.
    Any(Vec<Requirement>),
    /// A measure reaches a threshold.
    Reaches(Reaches),
}

/// A leaf of a requirement tree: `measure >= at_least`.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reaches {
    /// What is measured.
    pub measure: Measure,
    /// Over which months.
    pub window: Window,
    /// The threshold; the value itself meets it.
    pub at_least: Quantity,
}

impl Measure {
    /// Whether its value is money.
    #[must_use]
    pub const fn is_money(&self) -> bool {
        matches!(self, Self::Revenue(_))
    }

    /// The measure in words, without its filter.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Revenue(_) => "revenue".to_owned(),
            Self::Units(_) => "units".to_owned(),
            Self::Deals(_) => "deals won".to_owned(),
            Self::Certifications(certifications) => match certifications.counting {
                Counting::Certificates => format!("valid {}s", certifications.kind),
                Counting::People => format!("people with a valid {}", certifications.kind),
            },
            Self::Ratio(ratio) => {
                format!("{} as a share of {}", ratio.part.words(), ratio.whole.words())
            }
        }
    }
}

impl Requirement {
    /// Every leaf in it, with its place below `place`.
    pub fn leaves<'a>(&'a self, place: &str, seen: &mut Vec<(String, &'a Reaches)>) {
        let (word, parts) = match self {
            Self::All(parts) => ("all", parts),
            Self::Any(parts) => ("any", parts),
            Self::Reaches(leaf) => {
                seen.push((format!("{place}/reaches"), leaf));
                return;
            }
        };
        for (index, part) in parts.iter().enumerate() {
            part.leaves(&format!("{place}/{word}/{index}"), seen);
        }
    }
}
