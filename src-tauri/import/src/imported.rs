//! What an import hands back: the facts, and an account of every row it read.

use tierwright_engine::rows::{FactRows, RoundedFigure, Source};
use tierwright_program::{Currency, Money};

use crate::{failure::ImportFailure, table::Table};

/// Everything that an import read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Imported {
    /// The facts. Their files are those of the mapping that were read, in order of their roles.
    pub rows: FactRows,
    /// Rows that were not used, each with its reason, in order of file and row.
    pub set_aside: Vec<SetAside>,
    /// Figures of used rows that were finer than facts keep.
    pub rounded: Vec<RoundedFigure>,
    /// What is worth knowing about rows that were used.
    pub findings: Vec<ImportFinding>,
    /// That every row and every amount of the files is accounted for.
    pub tie: Tie,
    /// How each file was read, in a sentence, in order of their roles.
    pub reading: Vec<FileReading>,
}

/// A row that was not used. Rows are used as a whole or set aside as a whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetAside {
    /// Its file and row in the facts.
    pub source: Source,
    /// The name of its file.
    pub file: String,
    /// Its row in the file: the number of the record, the header being row 1; a line break inside
    /// quotes does not count.
    pub row: u32,
    /// The table that could not take it; nothing when the row itself is at fault.
    pub table: Option<Table>,
    /// The column of the file at fault, where it is one.
    pub column: Option<String>,
    /// The column of ours that is at fault, such as `credit.partner`; empty where it is none.
    pub ours: String,
    /// The id or name that was looked for there and is nowhere.
    pub missing: Option<String>,
    /// A stable code, such as `partner_missing`.
    pub code: &'static str,
    /// What is wrong, with file, row and column.
    pub sentence: String,
    /// The row itself as a line of comma separated values.
    pub text: String,
    /// What it would have added to the amounts of its table, where that can be read.
    pub amount: Option<Money>,
}

/// Something about used rows that a person should know, once per kind, not once per row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportFinding {
    /// A stable code: `rows_disagree` or `match_missing`.
    pub code: &'static str,
    /// The name of the file.
    pub file: String,
    /// The first row it was seen in.
    pub row: u32,
    /// The column of ours, such as `partner.region`.
    pub column: String,
    /// How many rows it was seen in.
    pub rows: u32,
    /// What was seen, and what was done.
    pub sentence: String,
}

/// Control totals: what was read equals what was used plus what was set aside.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tie {
    /// Rows of each file.
    pub files: Vec<FileTie>,
    /// Amounts of each file, table and currency.
    pub amounts: Vec<AmountTie>,
    /// Rows set aside whose amount or currency could not be read, so no total has them.
    pub unread: Vec<UnreadTie>,
    /// Rows set aside whose deal or return has such an amount, each counted once.
    pub without_revenue: u32,
}

/// Data rows of one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileTie {
    /// The name of the file.
    pub file: String,
    /// Data rows in it.
    pub rows: u32,
    /// Rows that became facts, or that other rows were joined to.
    pub used: u32,
    /// Rows set aside.
    pub set_aside: u32,
}

/// The amounts of one table in one currency, as one file has them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AmountTie {
    /// The name of the file.
    pub file: String,
    /// The table whose `amount` is summed.
    pub table: Table,
    /// The currency.
    pub currency: Currency,
    /// Summed while the file was read.
    pub read: Money,
    /// Summed over the facts that came of it.
    pub used: Money,
    /// Summed over the rows set aside.
    pub set_aside: Money,
}

/// Rows whose amount no total has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnreadTie {
    /// The name of the file.
    pub file: String,
    /// The table whose `amount` could not be read.
    pub table: Table,
    /// How many rows.
    pub rows: u32,
}

impl Tie {
    /// Whether every row and every amount is accounted for.
    #[must_use]
    pub fn holds(&self) -> bool {
        let rows_hold =
            |tie: &FileTie| u64::from(tie.rows) == u64::from(tie.used) + u64::from(tie.set_aside);
        let amounts_hold = |tie: &AmountTie| tie.used.plus(tie.set_aside) == Ok(tie.read);
        self.files.iter().all(rows_hold) && self.amounts.iter().all(amounts_hold)
    }
}

impl Tie {
    /// Accounts for an amount of a file among those of another table: it is read and used there, and
    /// no more here.
    pub(crate) fn turn(
        &mut self,
        file: &str,
        (from, amount): (Table, Money),
        (to, others): (Table, &[Money]),
    ) -> Result<(), ImportFailure> {
        let too_large = |_| ImportFailure::overflow("The sum of the amounts of returns");
        self.account(file, from, amount.negated().map_err(too_large)?)?;
        others.iter().try_for_each(|other| self.account(file, to, *other))
    }

    fn account(&mut self, file: &str, table: Table, amount: Money) -> Result<(), ImportFailure> {
        let currency = amount.currency();
        let is_it =
            |tie: &AmountTie| (&*tie.file, tie.table, tie.currency) == (file, table, currency);
        let at = self.amounts.iter().position(is_it).unwrap_or_else(|| {
            let [read, used, set_aside] = [Money::from_units(0, currency); 3];
            let file = file.to_owned();
            self.amounts.push(AmountTie { file, table, currency, read, used, set_aside });
            self.amounts.len() - 1
        });
        let Some(tie) = self.amounts.get_mut(at) else { return Ok(()) };
        let too_large = |_| ImportFailure::overflow("The sum of the amounts of returns");
        tie.read = tie.read.plus(amount).map_err(too_large)?;
        tie.used = tie.used.plus(amount).map_err(too_large)?;
        Ok(())
    }
}

/// How one file was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileReading {
    /// The name of the file.
    pub file: String,
    /// Its role in the mapping.
    pub role: String,
    /// Such as: Read as UTF-8, commas, header in row 1, decimals with point, dates year-month-day.
    pub sentence: String,
}
