//! The whole program and its JSON form.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AttributionModel, Budget, Calendar, Currency, Fund, Incentive, Payment, RoleClasses,
    RoundingMode, Track,
    estimate::AccrualEstimate,
    fund::FundReturn,
    settling::{SharedLimit, StackingGroup},
    test::ProgramTest,
};

/// The version of the JSON form that this build reads and writes.
pub const FORMAT: u32 = 1;

/// An incentive program: what partners are promised, and how it is calculated.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// The version of this form; 1.
    #[schemars(range(min = 1, max = 1))]
    pub format: u32,
    /// The name people read.
    pub name: String,
    /// The currency everything is calculated in.
    pub currency: Currency,
    /// The fiscal calendar.
    pub calendar: Calendar,
    /// How facts in other currencies are converted.
    pub conversion: Conversion,
    /// How a payout is rounded to the minor unit.
    pub rounding: RoundingMode,
    /// Tier ladders.
    #[serde(default)]
    pub tracks: Vec<Track>,
    /// Roles that are treated or reported apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role_classes: Option<RoleClasses>,
    /// Attribution models that shares go by.
    #[serde(default)]
    pub attribution: Vec<AttributionModel>,
    /// Incentives, in stacking order.
    #[serde(default)]
    pub incentives: Vec<Incentive>,
    /// Incentives that are compared with each other before they pay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stacking_groups: Vec<StackingGroup>,
    /// Caps over several incentives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared_limits: Vec<SharedLimit>,
    /// What may be spent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Budget>,
    /// Funds that partners claim from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub funds: Vec<Fund>,
    /// What the return on funds is; none is worked out where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fund_return: Option<FundReturn>,
    /// Incentives whose accruals are estimated while their periods are open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub estimates: Vec<AccrualEstimate>,
    /// When payouts are due, and what a payment needs.
    pub payment: Payment,
    /// What it must pay on given facts. They travel with the program and pay nothing themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<ProgramTest>,
}

/// How facts in other currencies become the program's.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Conversion {
    /// The table of rates, as named in the facts.
    pub table: String,
    /// The day whose rate holds; a day without one takes the last known day before it.
    pub on: ConversionDay,
}

/// The day whose exchange rate holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConversionDay {
    /// The day the deal closed.
    Close,
    /// The last day of the fiscal quarter it closed in.
    QuarterEnd,
}

/// Why text is not a program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the program cannot be read at {place}: {reason}")]
pub struct ReadProgramError {
    /// Where: a path of keys and ids, such as `/tracks/partner/review`; line and column where the
    /// text is not JSON.
    pub place: String,
    /// What is wrong there.
    pub reason: String,
}

impl Program {
    /// The JSON form, indented for people.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// An empty program in a currency, with the calendar year as fiscal year.
    #[must_use]
    pub fn empty(name: &str, currency: Currency) -> Self {
        Self {
            format: FORMAT,
            name: name.to_owned(),
            currency,
            calendar: Calendar::calendar_years(),
            conversion: Conversion { table: "market".to_owned(), on: ConversionDay::Close },
            rounding: RoundingMode::default(),
            tracks: Vec::new(),
            role_classes: None,
            attribution: Vec::new(),
            incentives: Vec::new(),
            stacking_groups: Vec::new(),
            shared_limits: Vec::new(),
            budget: None,
            funds: Vec::new(),
            fund_return: None,
            estimates: Vec::new(),
            payment: Payment::after(30),
            tests: Vec::new(),
        }
    }

    /// The position of the incentive with an id.
    #[must_use]
    pub fn incentive(&self, id: &str) -> Option<usize> {
        self.incentives.iter().position(|incentive| incentive.id == id)
    }

    /// The same program without its tests, which pay nothing: what is calculated again and again
    /// while a value moves.
    #[must_use]
    pub fn without_tests(&self) -> Self {
        // Each by itself: the tests may be most of the program, and are not copied.
        Self {
            format: self.format,
            name: self.name.clone(),
            currency: self.currency,
            calendar: self.calendar,
            conversion: self.conversion.clone(),
            rounding: self.rounding,
            tracks: self.tracks.clone(),
            role_classes: self.role_classes.clone(),
            attribution: self.attribution.clone(),
            incentives: self.incentives.clone(),
            stacking_groups: self.stacking_groups.clone(),
            shared_limits: self.shared_limits.clone(),
            budget: self.budget.clone(),
            funds: self.funds.clone(),
            fund_return: self.fund_return,
            estimates: self.estimates.clone(),
            payment: self.payment.clone(),
            tests: Vec::new(),
        }
    }

    /// The track with an id.
    #[must_use]
    pub fn track(&self, id: &str) -> Option<&Track> {
        self.tracks.iter().find(|track| track.id == id)
    }
}
