//! A name for the made-up bytes: the SHA-256 of every row in its table and order.

use std::fmt::{Debug, Write};

use sha2::{Digest, Sha256};
use tierwright_engine::rows::FactRows;

/// The digest of all rows in hexadecimal, as the sample's file bears it.
pub(crate) fn of(rows: &FactRows) -> String {
    let mut hash = Sha256::new();
    let mut text = String::new();
    for_each_table(rows, |name, row| {
        text.clear();
        if writeln!(text, "{name} {row:?}").is_ok() {
            hash.update(&text);
        }
    });
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        hex.push_str(&format!("{byte:02x}"));
        hex
    })
}

/// How many rows there are in all tables.
pub(crate) fn count(rows: &FactRows) -> u32 {
    let mut count = 0;
    for_each_table(rows, |_, _| count += 1);
    count
}

fn for_each_table(rows: &FactRows, mut each: impl FnMut(&str, &dyn Debug)) {
    rows.partners.iter().for_each(|row| each("partner", row));
    rows.deals.iter().for_each(|row| each("deal", row));
    rows.lines.iter().for_each(|row| each("line", row));
    rows.credits.iter().for_each(|row| each("credit", row));
    rows.adjustments.iter().for_each(|row| each("adjustment", row));
    rows.activities.iter().for_each(|row| each("activity", row));
    rows.fund_events.iter().for_each(|row| each("fund event", row));
    rows.rates.iter().for_each(|row| each("rate", row));
    rows.paid.iter().for_each(|row| each("paid", row));
    rows.statuses.iter().for_each(|row| each("partner status", row));
    rows.levels.iter().for_each(|row| each("level", row));
    rows.touches.iter().for_each(|row| each("touch", row));
    rows.registrations.iter().for_each(|row| each("registration", row));
    rows.overlaps.iter().for_each(|row| each("overlap", row));
    rows.settlements.iter().for_each(|row| each("settlement", row));
    rows.scores.iter().for_each(|row| each("score", row));
    rows.targets.iter().for_each(|row| each("target", row));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Size, sample};

    #[test]
    fn the_digest_sees_each_table() {
        let rows = sample(Size::Standard).rows;
        let whole = of(&rows);
        let without_last: [fn(&mut FactRows); 9] = [
            |rows| drop(rows.partners.pop()),
            |rows| drop(rows.deals.pop()),
            |rows| drop(rows.lines.pop()),
            |rows| drop(rows.credits.pop()),
            |rows| drop(rows.adjustments.pop()),
            |rows| drop(rows.activities.pop()),
            |rows| drop(rows.fund_events.pop()),
            |rows| drop(rows.rates.pop()),
            |rows| drop(rows.paid.pop()),
        ];
        for (table, drop_last) in without_last.into_iter().enumerate() {
            let mut fewer = rows.clone();
            drop_last(&mut fewer);
            assert_ne!(of(&fewer), whole, "table {table}");
            assert_eq!(count(&fewer) + 1, count(&rows), "table {table}");
        }
    }
}
