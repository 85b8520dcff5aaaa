//! What partners have sold so far, while the sample is being made: truths are planted, and
//! certifications and past payouts given, by it.

use chrono::NaiveDate;
use tierwright_engine::rows::Stage;

use crate::{
    days::{QUARTERS, quarter_of},
    deals::{Draft, Part},
    exchange::Exchange,
    partners::Role,
};

/// Revenue by declared share, in ten-thousandths of a US dollar.
pub(crate) struct Tally {
    /// By partner and quarter, less returns.
    net: Vec<[i64; QUARTERS]>,
    /// By partner and quarter as sold, in the roles that sell.
    sold: Vec<[i64; QUARTERS]>,
    /// By partner and quarter as sold, in the roles that recommend.
    recommended: Vec<[i64; QUARTERS]>,
}

impl Tally {
    pub(crate) fn of(drafts: &[Draft], members: usize, exchange: &Exchange) -> Self {
        let none = || vec![[0; QUARTERS]; members];
        let mut tally = Self { net: none(), sold: none(), recommended: none() };
        for draft in drafts.iter().filter(|draft| draft.stage == Stage::Won) {
            let Some(closed) = draft.closed else { continue };
            let currency = draft.customer.country.currency;
            // A return is worth what it was on the day of the sale.
            let mut count = |day: NaiveDate, cents: i64, is_sale: bool| {
                let units = exchange.dollar_units(cents, currency, closed);
                for part in &draft.parts {
                    tally.add(part, quarter_of(day), units * part.percent / 100, is_sale);
                }
            };
            count(closed, draft.goods.cents(), true);
            if let Some(returned) = &draft.returned {
                count(returned.date, -returned.cents, false);
            }
        }
        tally
    }

    fn add(&mut self, part: &Part, quarter: usize, units: i64, is_sale: bool) {
        self.net[part.member][quarter] += units;
        let as_sold = match part.role {
            _ if !is_sale => return,
            Role::Sourced | Role::Resold => &mut self.sold,
            Role::Referred | Role::Influenced => &mut self.recommended,
            Role::CoSold | Role::Implemented => return,
        };
        as_sold[part.member][quarter] += units;
    }

    /// Net revenue of a partner in the four quarters up to one.
    pub(crate) fn trailing(&self, member: usize, quarter: usize) -> i64 {
        self.net[member][quarter - 3..=quarter].iter().sum()
    }

    /// Net revenue of a partner in a fiscal year, 0 or 1.
    pub(crate) fn year(&self, member: usize, year: usize) -> i64 {
        self.net[member][year * 4..year * 4 + 4].iter().sum()
    }

    pub(crate) fn sold(&self, member: usize, quarter: usize) -> i64 {
        self.sold[member][quarter]
    }

    pub(crate) fn recommended(&self, member: usize, quarter: usize) -> i64 {
        self.recommended[member][quarter]
    }
}
