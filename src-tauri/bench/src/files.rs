//! The history as files of whole numbers, for the other engines to load before they are timed.

use std::{
    fs::File,
    io::{BufWriter, Error, Write},
    path::Path,
};

use crate::history::{CURRENCIES, DAYS, History, QUARTERS, quarter, rate};

/// Writes `deals.csv`, `credits.csv`, `rates.csv` and `calendar.csv` into a folder.
pub fn write(history: &History, folder: &Path) -> Result<(), String> {
    let whole = || -> Result<(), Error> {
        std::fs::create_dir_all(folder)?;
        deals(history, &mut open(folder, "deals.csv")?)?;
        credits(history, &mut open(folder, "credits.csv")?)?;
        rates(&mut open(folder, "rates.csv")?)?;
        calendar(&mut open(folder, "calendar.csv")?)
    };
    whole().map_err(|error| format!("{} could not be written: {error}.", folder.display()))
}

fn open(folder: &Path, name: &str) -> Result<BufWriter<File>, Error> {
    Ok(BufWriter::with_capacity(1 << 20, File::create(folder.join(name))?))
}

fn deals(history: &History, to: &mut impl Write) -> Result<(), Error> {
    writeln!(to, "deal,customer,day,family,region,currency,cents,kind")?;
    for (at, deal) in history.deals.iter().enumerate() {
        let (customer, day, family) = (deal.customer, deal.day, deal.family);
        let (region, currency, cents, kind) = (deal.region, deal.currency, deal.cents, deal.kind);
        writeln!(to, "{at},{customer},{day},{family},{region},{currency},{cents},{kind}")?;
    }
    to.flush()
}

fn credits(history: &History, to: &mut impl Write) -> Result<(), Error> {
    writeln!(to, "deal,partner,role,weight")?;
    for deal in 0..history.deals.len() {
        for credit in &history.credits[history.credits_of(deal)] {
            writeln!(to, "{deal},{},{},{}", credit.partner, credit.role, credit.weight)?;
        }
    }
    to.flush()
}

fn rates(to: &mut impl Write) -> Result<(), Error> {
    writeln!(to, "currency,quarter,millionths")?;
    for currency in 0..CURRENCIES.len() {
        for of in 0..QUARTERS {
            writeln!(to, "{currency},{of},{}", rate(currency, of, 0))?;
        }
    }
    to.flush()
}

fn calendar(to: &mut impl Write) -> Result<(), Error> {
    writeln!(to, "day,quarter")?;
    for day in 0..DAYS {
        writeln!(to, "{day},{}", quarter(day))?;
    }
    to.flush()
}
