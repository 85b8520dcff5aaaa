//! A balance that ages: what came in by day, the oldest used first.

use std::collections::VecDeque;

use chrono::NaiveDate;

/// Money of a balance that came in on one day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Lot {
    /// The day it came in.
    pub on: NaiveDate,
    /// The incentive it came from, by position; none for money that was given.
    pub incentive: Option<usize>,
    /// What is left of it, in minor units.
    pub minor: i64,
}

/// What there is, oldest first, or what is owed to it.
#[derive(Debug, Default)]
pub(super) struct Balance {
    lots: VecDeque<Lot>,
    /// Taken back although it was not there any more, in minor units.
    debt: i64,
}

impl Balance {
    /// All of it in minor units, below zero where more was taken back than there was. `None` when it
    /// does not fit.
    pub fn total(&self) -> Option<i64> {
        let sum = self.lots.iter().try_fold(0_i64, |sum, lot| sum.checked_add(lot.minor))?;
        sum.checked_sub(self.debt)
    }

    /// Adds what came in; what is owed is made good first.
    pub fn put(&mut self, lot: Lot) {
        let owed = self.debt.min(lot.minor);
        self.debt -= owed;
        let minor = lot.minor - owed;
        if minor > 0 {
            self.lots.push_back(Lot { minor, ..lot });
        }
    }

    /// Takes an amount from the oldest money on: what of each lot was taken. What is not there is
    /// owed.
    pub fn take(&mut self, minor: i64) -> Vec<Lot> {
        let (mut left, mut taken) = (minor, Vec::new());
        while left > 0
            && let Some(oldest) = self.lots.front_mut()
        {
            let part = oldest.minor.min(left);
            oldest.minor -= part;
            left -= part;
            taken.push(Lot { minor: part, ..*oldest });
            if oldest.minor == 0 {
                self.lots.pop_front();
            }
        }
        self.debt = self.debt.saturating_add(left);
        taken
    }

    /// Takes out what has come in on days that are over by now.
    pub fn expire(&mut self, over: impl Fn(NaiveDate) -> bool) -> Vec<Lot> {
        let old = self.lots.iter().take_while(|lot| over(lot.on)).count();
        self.lots.drain(..old).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lot(day: u32, minor: i64) -> Lot {
        let on = NaiveDate::from_ymd_opt(2025, 1, day).unwrap();
        Lot { on, incentive: None, minor }
    }

    #[test]
    fn the_oldest_money_goes_first_and_a_debt_is_made_good_first() {
        let mut balance = Balance::default();
        balance.put(lot(1, 100));
        balance.put(lot(2, 50));
        assert_eq!(balance.take(120), [lot(1, 100), lot(2, 20)]);
        assert_eq!(balance.total(), Some(30));
        // 30 are there and 50 are asked back: 20 are owed, of which 15 are made good.
        assert_eq!(balance.take(50), [lot(2, 30)]);
        assert_eq!(balance.total(), Some(-20));
        balance.put(lot(3, 15));
        assert_eq!(balance.total(), Some(-5));
        balance.put(lot(4, 15));
        assert_eq!(balance.total(), Some(10));
        assert_eq!(balance.expire(|day| day <= lot(3, 0).on), []);
        assert_eq!(balance.expire(|day| day <= lot(4, 0).on), [lot(4, 10)]);
        assert_eq!(balance.total(), Some(0));
    }
}
