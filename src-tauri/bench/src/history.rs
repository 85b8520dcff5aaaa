//! Workload W: a made-up history of deals in columns, from a seed.

use chrono::{Datelike, Days, NaiveDate};

use crate::draw::Draw;

/// Product families; the first four are strategic, the last one earns nothing.
pub const FAMILIES: [&str; 12] = [
    "Analytics",
    "Backup",
    "Cloud",
    "Security",
    "Collaboration",
    "Databases",
    "Identity",
    "Networking",
    "Servers",
    "Storage",
    "Support",
    "Training",
];
/// Regions of deals.
pub const REGIONS: [&str; 6] = ["APAC", "Benelux", "DACH", "LATAM", "Nordics", "North America"];
/// Currencies; the first is the program's.
pub const CURRENCIES: [&str; 5] = ["USD", "EUR", "GBP", "CAD", "AUD"];
/// Types of deals.
pub const KINDS: [&str; 2] = ["new", "renewal"];
/// Roles of credits; the first three are revenue of the partner.
pub const ROLES: [&str; 4] = ["sourced", "influenced", "resold", "implemented"];
/// Quarters of the history.
pub const QUARTERS: u32 = 12;
/// Days of the history.
pub const DAYS: u32 = 1096;

/// Roughly what a unit of each currency is worth, in millionths of the program's.
const WORTH: [i64; 5] = [1_000_000, 1_085_000, 1_262_000, 745_500, 664_300];

/// One deal; every number but the amount is a position in a table above.
pub struct Deal {
    /// The customer's number.
    pub customer: u32,
    /// Days after the first one.
    pub day: u32,
    /// The family.
    pub family: u32,
    /// The region.
    pub region: u32,
    /// The currency.
    pub currency: u32,
    /// The amount in cents of that currency.
    pub cents: i64,
    /// The type.
    pub kind: u32,
    /// Its credits in [`History::credits`] end here, and begin where those of the one before end.
    pub credits_end: usize,
}

/// One partner's part in a deal.
pub struct Credit {
    /// The partner's number.
    pub partner: u32,
    /// The role.
    pub role: u32,
    /// The weight in basis points; those of a deal add up to 10,000.
    pub weight: u32,
}

/// The whole history.
pub struct History {
    /// How many partners there are.
    pub partners: u32,
    /// Deals in order of their numbers.
    pub deals: Vec<Deal>,
    /// Credits in order of deal and partner.
    pub credits: Vec<Credit>,
}

/// The first day of the history.
pub fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 1, 1).unwrap_or(NaiveDate::MIN)
}

/// A day of the history as a date.
pub fn date(day: u32) -> NaiveDate {
    first_day() + Days::new(u64::from(day))
}

/// The quarter of the history that a day lies in.
pub fn quarter(day: u32) -> u32 {
    let date = date(day);
    date.year().abs_diff(first_day().year()) * 4 + date.month0() / 3
}

/// The exchange rate of a currency in a quarter, in millionths; `shift` tells tables apart.
pub fn rate(currency: usize, quarter: u32, shift: i64) -> i64 {
    if currency == 0 {
        return WORTH[0];
    }
    let mixed = i64::from(quarter) * 7_919 + i64::try_from(currency).unwrap_or(0) * 104_729;
    WORTH[currency] + (mixed + shift) % 60_013 - 30_000
}

impl History {
    /// The history of so many deals; the same seed gives the same one.
    pub fn new(deals: u32, seed: u64) -> Self {
        let mut draw = Draw::new(seed);
        let partners = (deals / 200).max(5);
        let mut history = Self { partners, deals: Vec::new(), credits: Vec::new() };
        for _ in 0..deals {
            history.deal(&mut draw, (deals / 16).max(1));
        }
        history
    }

    fn deal(&mut self, draw: &mut Draw, customers: u32) {
        let customer = draw.low(customers);
        // A customer has one region and one partner it likes best.
        let mut own = Draw::new(u64::from(customer) * 0x1234_5678_9abc_def1);
        let (region, liked) = (own.below(6), own.low(self.partners));
        self.partner_credits(draw, liked);
        let currency = match region {
            5 => 3 * u32::from(draw.below(10) == 0),
            3 => 0,
            4 => 1 + draw.below(2),
            1 | 2 => 1,
            _ => 4,
        };
        self.deals.push(Deal {
            customer,
            day: draw.below(DAYS).max(draw.below(DAYS + DAYS / 4).min(DAYS - 1)),
            family: draw.low(12),
            region,
            currency,
            cents: draw.cents(),
            kind: u32::from(draw.below(100) < 40),
            credits_end: self.credits.len(),
        });
    }

    /// One to five partners, 2.2 on average, the liked one in six deals of ten.
    fn partner_credits(&mut self, draw: &mut Draw, liked: u32) {
        let wanted = match draw.below(100) {
            0..30 => 1,
            30..65 => 2,
            65..87 => 3,
            87..98 => 4,
            _ => 5,
        };
        let mut taking: Vec<u32> = Vec::with_capacity(wanted);
        if draw.below(10) < 6 {
            taking.push(liked);
        }
        while taking.len() < wanted {
            let partner = draw.low(self.partners);
            if !taking.contains(&partner) {
                taking.push(partner);
            }
        }
        let parts: Vec<u32> = taking.iter().map(|_| 1 + draw.below(9)).collect();
        let whole: u32 = parts.iter().sum();
        let mut left = 10_000;
        let first = self.credits.len();
        for (at, (partner, part)) in taking.iter().zip(&parts).enumerate() {
            let weight = if at + 1 == wanted { left } else { part * 10_000 / whole };
            left -= weight;
            let role = if at == 0 { 2 * u32::from(draw.below(3) == 0) } else { draw.below(4) };
            self.credits.push(Credit { partner: *partner, role, weight });
        }
        self.credits[first..].sort_by_key(|credit| credit.partner);
    }
}
