//! The roll-forward as rows of a file.

use crate::{csv, wire::LiabilityTable};

/// A row for each quarter and currency, one for each account, and one for each incentive.
pub(crate) fn roll_forward_records(found: &LiabilityTable) -> Vec<Vec<String>> {
    let head = [
        "level",
        "name",
        "period",
        "currency",
        "opening",
        "accrued",
        "paid",
        "expired",
        "clawed_back",
        "exchange_difference",
        "closing",
        "held",
        "held_back",
        "below_minimum",
        "capped_away",
    ];
    let mut records = vec![head.map(str::to_owned).to_vec()];
    records.extend(found.cells.iter().map(|cell| {
        let words = ["period", &cell.period, &cell.period, &cell.currency];
        let amounts = [
            &cell.opening,
            &cell.accrued,
            &cell.paid,
            &cell.expired,
            &cell.clawed_back,
            &cell.exchange_difference,
            &cell.closing,
            &cell.held,
            &cell.held_back,
            &cell.below_minimum,
            &cell.capped_away,
        ];
        words.map(str::to_owned).into_iter().chain(amounts.map(String::clone)).collect()
    }));
    let levels =
        [("account", &found.accounts), ("incentive", &found.incentives), ("pool", &found.pools)];
    for (level, parts) in levels {
        records.extend(parts.iter().map(|part| {
            let some = |amount: &Option<String>| amount.clone().unwrap_or_default();
            let mut cells = vec![level.to_owned(), csv::text(&part.name)];
            cells.extend([part.period.clone(), part.currency.clone(), some(&part.opening)]);
            cells.extend([part.accrued.clone(), some(&part.paid), some(&part.expired)]);
            cells.extend([part.clawed_back.clone(), some(&part.exchange_difference)]);
            cells.push(some(&part.closing));
            cells.extend([String::new(), String::new(), String::new(), part.capped_away.clone()]);
            cells
        }));
    }
    records
}
