//! Control totals: every row and every amount of the files, read, used and set aside.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use tierwright_engine::rows::{FactRows, Source};
use tierwright_program::{Currency, Money};

use crate::{
    failure::ImportFailure,
    imported::{AmountTie, FileTie, Tie, UnreadTie},
    table::Table,
};

/// Sums in ten-thousandths; wide enough for any number of rows.
#[derive(Default, Clone, Copy)]
struct Amounts {
    read: i128,
    set_aside: i128,
}

/// Counts what happens to rows and amounts while files are read.
#[derive(Default)]
pub(crate) struct Totals {
    files: BTreeMap<u32, FileTie>,
    amounts: BTreeMap<(u32, Table, Currency), Amounts>,
    unread: BTreeMap<(u32, Table), u32>,
    /// Rows whose deal or return has an amount that no total has.
    without_revenue: BTreeSet<Source>,
    /// Amounts that stand once for all rows of a key, of rows set aside, by file, table and key.
    once: HashMap<(u32, Table, String), Money>,
}

impl Totals {
    /// Begins a file.
    pub(crate) fn file(&mut self, file: u32, name: &str) {
        let tie = FileTie { file: name.to_owned(), rows: 0, used: 0, set_aside: 0 };
        self.files.insert(file, tie);
    }

    /// Counts a row that was used.
    pub(crate) fn used(&mut self, file: u32) {
        if let Some(tie) = self.files.get_mut(&file) {
            tie.rows += 1;
            tie.used += 1;
        }
    }

    /// Counts a row that was set aside.
    pub(crate) fn set_aside(&mut self, file: u32) {
        if let Some(tie) = self.files.get_mut(&file) {
            tie.rows += 1;
            tie.set_aside += 1;
        }
    }

    /// Counts an amount of a row that was used.
    pub(crate) fn amount(&mut self, file: u32, table: Table, amount: Money) {
        let key = (file, table, amount.currency());
        self.amounts.entry(key).or_default().read += i128::from(amount.units());
    }

    /// Counts an amount of a row that was set aside.
    pub(crate) fn amount_set_aside(&mut self, file: u32, table: Table, amount: Money) {
        let amounts = self.amounts.entry((file, table, amount.currency())).or_default();
        amounts.read += i128::from(amount.units());
        amounts.set_aside += i128::from(amount.units());
    }

    /// Notes an amount of a row that was set aside and that other rows of its key may repeat.
    pub(crate) fn amount_set_aside_once(
        &mut self,
        (file, table): (u32, Table),
        key: String,
        amount: Money,
    ) {
        self.once.entry((file, table, key)).or_insert(amount);
    }

    /// Takes back the note on a key, as a row of it was used after all.
    pub(crate) fn amount_used_once(&mut self, file: u32, table: Table, key: &str) {
        if !self.once.is_empty() {
            self.once.remove(&(file, table, key.to_owned()));
        }
    }

    /// Counts a row that was set aside and whose amount no total can have.
    pub(crate) fn unread(&mut self, source: Source, table: Table) {
        *self.unread.entry((source.file, table)).or_default() += 1;
        if matches!(table, Table::Deal | Table::Adjustment) {
            self.without_revenue.insert(source);
        }
    }

    /// The names, rows and set-aside rows of the files, in order.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&u32, &FileTie)> {
        self.files.iter()
    }

    /// The totals, with what was used summed over the facts themselves.
    pub(crate) fn tie(mut self, rows: &FactRows) -> Result<Tie, ImportFailure> {
        for ((file, table, _), amount) in std::mem::take(&mut self.once) {
            self.amount_set_aside(file, table, amount);
        }
        let mut used: BTreeMap<(u32, Table, Currency), i128> = BTreeMap::new();
        for (table, source, amount) in amounts(rows) {
            let key = (source.file, table, amount.currency());
            *used.entry(key).or_default() += i128::from(amount.units());
        }
        let name =
            |file: u32| self.files.get(&file).map(|tie| tie.file.clone()).unwrap_or_default();
        let amounts = self.amounts.iter().map(|(key, amounts)| {
            let (file, table, currency) = *key;
            let used = used.get(key).copied().unwrap_or_default();
            Ok(AmountTie {
                file: name(file),
                table,
                currency,
                read: money(amounts.read, currency)?,
                used: money(used, currency)?,
                set_aside: money(amounts.set_aside, currency)?,
            })
        });
        let amounts = amounts.collect::<Result<_, ImportFailure>>()?;
        let unread = self.unread.iter();
        let unread = unread
            .map(|((file, table), rows)| UnreadTie {
                file: name(*file),
                table: *table,
                rows: *rows,
            })
            .collect();
        let without_revenue = u32::try_from(self.without_revenue.len()).unwrap_or(u32::MAX);
        Ok(Tie { files: self.files.into_values().collect(), amounts, unread, without_revenue })
    }
}

fn money(units: i128, currency: Currency) -> Result<Money, ImportFailure> {
    i64::try_from(units)
        .map(|units| Money::from_units(units, currency))
        .map_err(|_| ImportFailure::overflow(&format!("The sum of the amounts in {currency}")))
}

/// Every amount that ties to a file.
fn amounts(rows: &FactRows) -> impl Iterator<Item = (Table, Source, Money)> {
    let deals = rows.deals.iter().map(|row| (Table::Deal, row.source, row.amount));
    let lines = rows.lines.iter().map(|row| (Table::Line, row.source, row.amount));
    let adjustments =
        rows.adjustments.iter().map(|row| (Table::Adjustment, row.source, row.amount));
    let fund_events = rows.fund_events.iter().map(|row| (Table::FundEvent, row.source, row.amount));
    let paid = rows.paid.iter().map(|row| (Table::Paid, row.source, row.amount));
    let settlements = rows.settlements.iter().map(|row| (Table::Settlement, row.source, row.gross));
    deals.chain(lines).chain(adjustments).chain(fund_events).chain(paid).chain(settlements)
}
