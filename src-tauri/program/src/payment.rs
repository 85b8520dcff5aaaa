//! When and how payouts become payments (`RULES` section 7, steps 9 and 10).

use chrono::{Datelike, Days, NaiveDate, Weekday};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Money, Period, Rate};

/// When payouts are due, and what a payment needs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// The payment period: what is earned deal by deal is paid by it.
    #[serde(default = "quarterly")]
    pub every: Period,
    /// Days from the end of the period that is paid to the payable date. Older programs call it
    /// `days_after_quarter`.
    #[serde(alias = "days_after_quarter")]
    pub days_after_period: u16,
    /// Which days are counted.
    #[serde(default)]
    pub counting: DayCount,
    /// The program's holidays: no business days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<NaiveDate>,
    /// The kinds of status that a partner must have on the payable date, such as a tax form. While
    /// one is missing its money is held, and looked at again on its next payable date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<String>,
    /// The least that is paid to a partner and account; less is carried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<MinimumPayment>,
    /// What becomes of a balance below zero.
    #[serde(default)]
    pub below_zero: BelowZero,
    /// The currency that is paid.
    #[serde(default)]
    pub pays_in: PayCurrency,
}

/// Which days a payable date is counted in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DayCount {
    /// Every day.
    #[default]
    Calendar,
    /// Monday to Friday less the program's holidays.
    Business,
}

/// The least that is paid.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MinimumPayment {
    /// The amount.
    pub amount: Money,
    /// Whether exactly this amount is paid.
    pub exactly: Exactly,
}

/// What becomes of a balance that is exactly the minimum.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Exactly {
    /// It is paid.
    Paid,
    /// It is carried.
    Carried,
}

/// What becomes of a balance below zero.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BelowZero {
    /// It is carried, and later payouts go against it.
    #[default]
    Carried,
    /// It is asked back on its payable date.
    Recovered,
}

/// The currency that is paid.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PayCurrency {
    /// The program's.
    #[default]
    Program,
    /// The partner's own, at the rate of this day; the program's where a partner has none.
    Partner(PayRateDay),
}

/// The day whose exchange rate a payment takes; a day without one takes the last known one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PayRateDay {
    /// The day it is payable.
    Payable,
    /// The last day of the newest period that it pays.
    PeriodEnd,
}

/// A part of each payout that is paid later.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Holdback {
    /// How much of the payout, 1 being all of it.
    pub share: Rate,
    /// How many months after the payable date it is released.
    pub months: u16,
}

const fn quarterly() -> Period {
    Period::Quarter
}

impl Payment {
    /// Paid by quarter, so many days after it, to everybody.
    #[must_use]
    pub const fn after(days_after_period: u16) -> Self {
        Self {
            every: Period::Quarter,
            days_after_period,
            counting: DayCount::Calendar,
            holidays: Vec::new(),
            requires: Vec::new(),
            minimum: None,
            below_zero: BelowZero::Carried,
            pays_in: PayCurrency::Program,
        }
    }

    /// The day a payout for a period that ends on `last` is payable.
    #[must_use]
    pub fn payable(&self, last: NaiveDate) -> NaiveDate {
        match self.counting {
            DayCount::Calendar => last + Days::new(u64::from(self.days_after_period)),
            DayCount::Business => {
                let days = last.iter_days().skip(1).filter(|day| self.is_business(*day));
                let nth = usize::from(self.days_after_period).checked_sub(1);
                nth.and_then(|nth| days.into_iter().nth(nth)).unwrap_or(last)
            }
        }
    }

    fn is_business(&self, day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !self.holidays.contains(&day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn business_days_leave_out_weekends_and_holidays() {
        // 31 March 2025 is a Monday; 4 April a Friday.
        let rows = [
            (DayCount::Calendar, 5, "2025-04-05"),
            (DayCount::Business, 0, "2025-03-31"),
            (DayCount::Business, 1, "2025-04-01"),
            (DayCount::Business, 4, "2025-04-07"),
            (DayCount::Business, 5, "2025-04-08"),
        ];
        for (counting, days, expected) in rows {
            let holidays = vec!["2025-04-04".parse().unwrap()];
            let payment = Payment { counting, holidays, ..Payment::after(days) };
            let got = payment.payable("2025-03-31".parse().unwrap());
            assert_eq!(got.to_string(), expected, "{counting:?} {days}");
        }
    }
}
