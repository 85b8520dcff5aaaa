//! Templates: incentives of the kinds that programs are made of, ready to be filled with a program's
//! currency, levels and roles.
//!
//! Each fills the one incentive shape, so that there is nothing a template can say that the form
//! cannot. Its rates and amounts are a beginning to be edited. `fixtures/cases/template-*.json` works
//! one example of each by hand.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Currency, Incentive, Rate, ReadProgramError, Track};

/// The way of selling that an incentive is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Motion {
    /// The partner sells in its own name.
    Resale,
    /// The partner brings the customer, and the vendor sells.
    Referral,
    /// The partner sells its own product beside the vendor's.
    Alliance,
    /// The partner puts the product in at the customer.
    Integrator,
    /// A marketplace of a third party carries the sale.
    Marketplace,
    /// Partners sell with each other.
    PartnerToPartner,
}

impl Motion {
    /// The words for it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Resale => "resale",
            Self::Referral => "referral",
            Self::Alliance => "alliance",
            Self::Integrator => "integrator",
            Self::Marketplace => "marketplace",
            Self::PartnerToPartner => "partner to partner",
        }
    }
}

/// An incentive to begin with.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// A short name, which the incentive has as its id.
    pub id: String,
    /// The name people read.
    pub name: String,
    /// The way of selling it is for.
    pub motion: Motion,
    /// What it pays, in one sentence.
    pub description: String,
    /// Whether it has a column for each level of a track: the lowest with the template's rates, each
    /// next one a quarter of them more.
    by_level: bool,
    /// The incentive in USD, without levels, with the usual names of roles.
    incentive: Value,
}

/// What a template is filled with.
#[derive(Clone, Copy, Debug)]
pub struct Filling<'a> {
    /// The program's currency; amounts keep their numbers.
    pub currency: Currency,
    /// The ladder whose levels earn more, if any.
    pub track: Option<&'a Track>,
    /// What the program calls a role; one that is not here keeps its usual name.
    pub roles: &'a BTreeMap<String, String>,
}

const TEXTS: [&str; 12] = [
    include_str!("template/volume_rebate.json"),
    include_str!("template/growth_kicker.json"),
    include_str!("template/product_mix.json"),
    include_str!("template/attainment.json"),
    include_str!("template/annual_bonus.json"),
    include_str!("template/new_customer_bonus.json"),
    include_str!("template/deal_registration.json"),
    include_str!("template/sourced_and_influenced.json"),
    include_str!("template/marketplace.json"),
    include_str!("template/milestone.json"),
    include_str!("template/renewal.json"),
    include_str!("template/mdf_accrual.json"),
];

/// Every template, in the order in which programs usually have them.
///
/// # Errors
/// None while the templates that come with this version can be read, which a test holds.
pub fn templates() -> Result<Vec<Template>, ReadProgramError> {
    TEXTS
        .iter()
        .map(|text| serde_json::from_str(text).map_err(|error| unreadable(&error)))
        .collect()
}

fn unreadable(error: &serde_json::Error) -> ReadProgramError {
    ReadProgramError { place: "/".to_owned(), reason: error.to_string() }
}

impl Template {
    /// The incentive for a program.
    ///
    /// # Errors
    /// None while the template can be read, which a test holds.
    pub fn fill(&self, with: &Filling<'_>) -> Result<Incentive, ReadProgramError> {
        let tree = filled(&self.incentive, "", with);
        let mut incentive: Incentive =
            serde_json::from_value(tree).map_err(|error| unreadable(&error))?;
        if let (true, Some(track)) = (self.by_level, with.track) {
            columns(&mut incentive, track)?;
        }
        Ok(incentive)
    }
}

/// A value with the program's currency and roles in it.
fn filled(value: &Value, key: &str, with: &Filling<'_>) -> Value {
    match value {
        Value::Object(members) => {
            members.iter().map(|(key, value)| (key.clone(), filled(value, key, with))).collect()
        }
        Value::Array(items) => items.iter().map(|item| filled(item, key, with)).collect(),
        Value::String(text) if key == "role" || key == "roles" => {
            json!(with.roles.get(text).unwrap_or(text))
        }
        Value::String(text) => match text.strip_suffix(" USD") {
            Some(amount) => json!(format!("{amount} {}", with.currency)),
            None => value.clone(),
        },
        value => value.clone(),
    }
}

/// Puts a column for each level.
fn columns(incentive: &mut Incentive, track: &Track) -> Result<(), ReadProgramError> {
    let levels: Vec<&str> = track.levels.iter().map(|level| level.id.as_str()).collect();
    if levels.is_empty() {
        return Ok(());
    }
    let by = json!({ "level": { "track": track.id, "tier_at": "period_start", "levels": levels } });
    incentive.schedule.columns =
        Some(serde_json::from_value(by).map_err(|error| unreadable(&error))?);
    for band in &mut incentive.schedule.bands {
        let Some(lowest) = band.rates.first().map(|rate| rate.units()) else { continue };
        let more = |level: usize| {
            let quarters = i64::try_from(level).unwrap_or(i64::MAX);
            Rate::from_units(lowest.saturating_add((lowest / 4).saturating_mul(quarters)))
        };
        band.rates = (0..levels.len()).map(more).collect();
    }
    Ok(())
}
