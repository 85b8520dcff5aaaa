//! Filters: all, any or none of conditions on the columns of the facts.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Money, credit::Registered};

/// Which partners, deals or lines count.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    /// Every one of these holds; an empty list lets everything pass.
    All(Vec<Filter>),
    /// At least one of these holds.
    Any(Vec<Filter>),
    /// None of these holds.
    None(Vec<Filter>),
    /// A column has one of these values.
    Is(Condition),
    /// The amount of the deal lies in these bounds.
    Amount(AmountBounds),
    /// Somebody registered the deal, and the registration was approved by the close and protects
    /// it.
    Registered(Registered),
    /// The deal closed in the first months of its customer.
    FirstMonths(FirstMonths),
    /// A column of the user's own has one of these values: of the partner where partners are
    /// chosen, of the deal where deals are.
    Attribute(AttributeIs),
    /// The partner joined in these days.
    Joined(JoinedIn),
}

/// A column of the user's own, kept with partners and deals as an attribute. What has no such
/// attribute has an empty one.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttributeIs {
    /// The name of the attribute, as spelled in the facts.
    pub name: String,
    /// The values that pass, spelled as in the facts.
    pub one_of: Vec<String>,
}

/// The first and last day on which a partner may have joined. At least one of them is needed, and a
/// partner whose day is not known joined in none.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JoinedIn {
    /// The first day, included; any where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The last day, included; any where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

impl JoinedIn {
    /// Whether a partner who joined on a day passes.
    #[must_use]
    pub fn passes(&self, joined: Option<NaiveDate>) -> bool {
        joined.is_some_and(|day| {
            self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
        })
    }
}

/// Bounds of a deal's amount: what its lines add up to in the program's currency, before returns
/// and whatever part of it is a partner's. At least one of them is needed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmountBounds {
    /// The least amount that passes; any where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Money>,
    /// The amount from which on none passes; any where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Money>,
}

/// The first months of a customer. They begin on the day of its first won deal, with whomever that
/// was; a deal without a customer is in nobody's.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstMonths {
    /// How many: to the day before the same day of the month so many months later.
    pub months: u16,
}

/// What a filter asks in the end.
#[derive(Clone, Copy, Debug)]
pub enum Asks<'a> {
    /// The value of a column.
    Column(&'a Condition),
    /// Something of the whole deal.
    Deal(DealIs<'a>),
    /// A column of the user's own.
    Attribute(&'a AttributeIs),
    /// The day a partner joined.
    Joined(&'a JoinedIn),
}

/// What is asked of a whole deal, apart from its columns.
#[derive(Clone, Copy, Debug)]
pub enum DealIs<'a> {
    /// Its amount.
    Amount(&'a AmountBounds),
    /// A registration.
    Registered(&'a Registered),
    /// The months of its customer.
    FirstMonths(&'a FirstMonths),
}

impl DealIs<'_> {
    /// What it asks for, in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Amount(_) => "deal amount",
            Self::Registered(_) => "registration",
            Self::FirstMonths(_) => "first months of a customer",
        }
    }
}

/// A column and the values it may have.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The column.
    pub field: Field,
    /// The values that pass, spelled as in the facts.
    pub one_of: Vec<String>,
}

/// A column of the facts that a filter can ask for.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The partner's id.
    Partner,
    /// The partner's type: reseller, distributor, referral ...
    PartnerType,
    /// The partner's region.
    PartnerRegion,
    /// The partner's country.
    PartnerCountry,
    /// The partner's segment.
    PartnerSegment,
    /// The deal's type: new, expansion, renewal.
    DealType,
    /// The deal's region.
    DealRegion,
    /// The deal's segment.
    DealSegment,
    /// The deal's source: direct, partner, marketplace.
    DealSource,
    /// The customer of the deal.
    Customer,
    /// The product of a line.
    Product,
    /// The product family of a line.
    Family,
}

/// The table a [`Field`] belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldOf {
    /// A column of the partner.
    Partner,
    /// A column of the deal.
    Deal,
    /// A column of the line.
    Line,
}

impl Field {
    /// The table the column stands in.
    #[must_use]
    pub const fn of(self) -> FieldOf {
        match self {
            Self::Partner
            | Self::PartnerType
            | Self::PartnerRegion
            | Self::PartnerCountry
            | Self::PartnerSegment => FieldOf::Partner,
            Self::DealType
            | Self::DealRegion
            | Self::DealSegment
            | Self::DealSource
            | Self::Customer => FieldOf::Deal,
            Self::Product | Self::Family => FieldOf::Line,
        }
    }

    /// The column in words, as sentences use it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::PartnerType => "partner type",
            Self::PartnerRegion => "partner region",
            Self::PartnerCountry => "partner country",
            Self::PartnerSegment => "partner segment",
            Self::DealType => "deal type",
            Self::DealRegion => "deal region",
            Self::DealSegment => "deal segment",
            Self::DealSource => "deal source",
            Self::Customer => "customer",
            Self::Product => "product",
            Self::Family => "product family",
        }
    }
}

impl Default for Filter {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl Filter {
    /// Whether it lets everything pass.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::All(parts) if parts.iter().all(Self::is_open))
    }

    /// Whether it holds, given the answer to each thing it asks.
    pub fn holds(&self, asks: &mut impl FnMut(Asks<'_>) -> bool) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(asks)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(asks)),
            Self::None(parts) => !parts.iter().any(|part| part.holds(asks)),
            Self::Is(condition) => asks(Asks::Column(condition)),
            Self::Amount(bounds) => asks(Asks::Deal(DealIs::Amount(bounds))),
            Self::Registered(of) => asks(Asks::Deal(DealIs::Registered(of))),
            Self::FirstMonths(of) => asks(Asks::Deal(DealIs::FirstMonths(of))),
            Self::Attribute(of) => asks(Asks::Attribute(of)),
            Self::Joined(of) => asks(Asks::Joined(of)),
        }
    }

    /// Everything it asks, with its place below `place`.
    pub fn asks<'a>(&'a self, place: &str, seen: &mut Vec<(String, Asks<'a>)>) {
        let (word, parts) = match self {
            Self::All(parts) => ("all", parts),
            Self::Any(parts) => ("any", parts),
            Self::None(parts) => ("none", parts),
            Self::Is(of) => return seen.push((format!("{place}/is"), Asks::Column(of))),
            Self::Amount(of) => {
                return seen.push((format!("{place}/amount"), Asks::Deal(DealIs::Amount(of))));
            }
            Self::Registered(of) => {
                let asks = Asks::Deal(DealIs::Registered(of));
                return seen.push((format!("{place}/registered"), asks));
            }
            Self::FirstMonths(of) => {
                let asks = Asks::Deal(DealIs::FirstMonths(of));
                return seen.push((format!("{place}/first_months"), asks));
            }
            Self::Attribute(of) => {
                return seen.push((format!("{place}/attribute"), Asks::Attribute(of)));
            }
            Self::Joined(of) => return seen.push((format!("{place}/joined"), Asks::Joined(of))),
        };
        for (index, part) in parts.iter().enumerate() {
            part.asks(&format!("{place}/{word}/{index}"), seen);
        }
    }
}
