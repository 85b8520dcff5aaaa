//! Regions and countries of the channel, their currencies and the way companies are named there.

/// A sales region.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Region {
    Americas,
    Emea,
    Apac,
    Latam,
}

impl Region {
    pub(crate) const ALL: [Self; 4] = [Self::Americas, Self::Emea, Self::Apac, Self::Latam];

    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Americas => "Americas",
            Self::Emea => "EMEA",
            Self::Apac => "APAC",
            Self::Latam => "LATAM",
        }
    }
}

/// The language that the made-up stems of company names sound like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tongue {
    English,
    Northern,
    Romance,
    Japanese,
    Indian,
}

/// A country that partners and customers come from.
#[derive(Debug)]
pub(crate) struct Country {
    pub(crate) name: &'static str,
    pub(crate) region: Region,
    /// The currency its customers are billed in.
    pub(crate) currency: &'static str,
    pub(crate) tongue: Tongue,
    /// Legal forms that company names end with.
    pub(crate) forms: &'static [&'static str],
    /// How often it is met within its region.
    weight: usize,
}

const fn country(
    name: &'static str,
    region: Region,
    currency: &'static str,
    tongue: Tongue,
    forms: &'static [&'static str],
    weight: usize,
) -> Country {
    Country { name, region, currency, tongue, forms, weight }
}

use Region::{Americas, Apac, Emea, Latam};
use Tongue::{English, Indian, Japanese, Northern, Romance};

static COUNTRIES: [Country; 20] = [
    country("United States", Americas, "USD", English, &["Inc.", "LLC", "Corp."], 80),
    country("Canada", Americas, "USD", English, &["Ltd.", "Inc."], 20),
    country("United Kingdom", Emea, "GBP", English, &["Ltd", "plc"], 28),
    country("Germany", Emea, "EUR", Northern, &["GmbH", "AG"], 24),
    country("France", Emea, "EUR", Romance, &["SAS", "SA"], 14),
    country("Netherlands", Emea, "EUR", Northern, &["BV"], 10),
    country("Spain", Emea, "EUR", Romance, &["SL", "SA"], 7),
    country("Italy", Emea, "EUR", Romance, &["Srl", "SpA"], 7),
    country("Sweden", Emea, "EUR", Northern, &["AB"], 5),
    country("South Africa", Emea, "USD", English, &["(Pty) Ltd"], 5),
    country("Australia", Apac, "USD", English, &["Pty Ltd"], 30),
    country("Japan", Apac, "USD", Japanese, &["KK"], 28),
    country("India", Apac, "USD", Indian, &["Pvt Ltd"], 20),
    country("Singapore", Apac, "USD", English, &["Pte Ltd"], 14),
    country("New Zealand", Apac, "USD", English, &["Ltd"], 8),
    country("Brazil", Latam, "USD", Romance, &["Ltda", "SA"], 42),
    country("Mexico", Latam, "USD", Romance, &["SA de CV"], 30),
    country("Chile", Latam, "USD", Romance, &["SpA"], 12),
    country("Colombia", Latam, "USD", Romance, &["SAS"], 10),
    country("Argentina", Latam, "USD", Romance, &["SA"], 6),
];

/// The countries of a region with their weights.
pub(crate) fn countries_of(region: Region) -> Vec<(&'static Country, usize)> {
    let inside = COUNTRIES.iter().filter(|country| country.region == region);
    inside.map(|country| (country, country.weight)).collect()
}
