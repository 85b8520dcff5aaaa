//! The digest of all facts.

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sha2::{Digest as _, Sha256};
use tierwright_engine::facts::rows::{
    ActivityRow, AdjustmentRow, CreditRow, DealRow, FundEventRow, LevelRow, LineRow, OverlapRow,
    PaidRow, PartnerRow, PartnerStatusRow, RateRow, RegistrationRow, ScoreRow, SettlementRow,
    TargetRow, TouchRow,
};

use super::read::FILES;
use super::table::Fact;
use crate::Digest;
use crate::error::Fault;

/// Hashes the files and then each table: its name, its rows in key order, a full stop. A cell is
/// one byte for its kind, its length as eight bytes where it has one, and its content, so that no
/// two different sets of facts give the same bytes.
pub(super) fn of_facts(at: &Connection) -> Result<Digest, Fault> {
    let mut hasher = Sha256::new();
    table(at, "source_file", FILES, &mut hasher)?;
    fact::<PartnerRow>(at, &mut hasher)?;
    fact::<DealRow>(at, &mut hasher)?;
    fact::<LineRow>(at, &mut hasher)?;
    fact::<CreditRow>(at, &mut hasher)?;
    fact::<AdjustmentRow>(at, &mut hasher)?;
    fact::<ActivityRow>(at, &mut hasher)?;
    fact::<FundEventRow>(at, &mut hasher)?;
    fact::<RateRow>(at, &mut hasher)?;
    fact::<PaidRow>(at, &mut hasher)?;
    fact::<PartnerStatusRow>(at, &mut hasher)?;
    fact::<LevelRow>(at, &mut hasher)?;
    fact::<TouchRow>(at, &mut hasher)?;
    fact::<RegistrationRow>(at, &mut hasher)?;
    fact::<OverlapRow>(at, &mut hasher)?;
    fact::<SettlementRow>(at, &mut hasher)?;
    fact::<ScoreRow>(at, &mut hasher)?;
    fact::<TargetRow>(at, &mut hasher)?;
    Ok(Digest::finish(hasher))
}

fn fact<T: Fact>(at: &Connection, hasher: &mut Sha256) -> Result<(), Fault> {
    table(at, T::TABLE, T::SELECT, hasher)
}

fn table(at: &Connection, name: &str, select: &str, hasher: &mut Sha256) -> Result<(), Fault> {
    let mut bytes = Vec::with_capacity(1024);
    put_text(&mut bytes, name.as_bytes());
    let mut statement = at.prepare(select)?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            put(&mut bytes, row.get_ref(column)?);
        }
        hasher.update(&bytes);
        bytes.clear();
    }
    hasher.update(b".");
    Ok(())
}

fn put(bytes: &mut Vec<u8>, value: ValueRef<'_>) {
    match value {
        ValueRef::Null => bytes.push(b'0'),
        ValueRef::Integer(number) => {
            bytes.push(b'i');
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        ValueRef::Text(text) => put_text(bytes, text),
        ValueRef::Real(number) => {
            bytes.push(b'r');
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        ValueRef::Blob(blob) => {
            bytes.push(b'b');
            put_sized(bytes, blob);
        }
    }
}

fn put_text(bytes: &mut Vec<u8>, text: &[u8]) {
    bytes.push(b't');
    put_sized(bytes, text);
}

fn put_sized(bytes: &mut Vec<u8>, content: &[u8]) {
    bytes.extend_from_slice(&(content.len() as u64).to_be_bytes());
    bytes.extend_from_slice(content);
}
