//! Exchange rates.

use tierwright_program::Currency;

use super::{draft::Draft, files::RATE, headers::CURRENCY};
use crate::{
    inspect::Reads,
    mapping::{Cell, RateColumns},
};

/// The reference rates of the European Central Bank: units of a currency for one euro.
pub(super) fn euro(draft: &mut Draft<'_>, index: usize) {
    let file = draft.files[index].headers.file;
    let Some(date) = file.columns.first() else { return };
    let mut unknown = Vec::new();
    for column in file.columns.iter().skip(1) {
        if column.name.is_empty() || column.reads != Reads::Numbers {
            continue;
        }
        if column.name.parse::<Currency>().is_err() {
            unknown.push(column.name.clone());
            continue;
        }
        let mut feed = draft.feed(
            index,
            RateColumns {
                currency: Cell::text(&column.name),
                base: Cell::text("EUR"),
                date: draft.cell(index, date),
                rate: draft.cell(index, column),
                quoted: Cell::text("units per base"),
                table: None,
            },
        );
        feed.leave_out.insert(column.name.clone(), vec![String::new()]);
        draft.tables.rate.push(feed);
    }
    draft.note(format!("{}: units of each currency for one euro.", file.file));
    if !unknown.is_empty() {
        draft.note(format!(
            "{}: rates of {} are left out, which are no currencies any more.",
            file.file,
            crate::failure::list(&unknown)
        ));
    }
}

/// Rates, one a row. Which way they are quoted is asked.
pub(super) fn listed(draft: &mut Draft<'_>, index: usize) {
    let headers = &draft.files[index].headers;
    let (Some(currency), Some(rate), Some(date)) = (
        headers.find(CURRENCY),
        headers.number(RATE),
        headers.date(&["date", "ratedate", "validfrom", "day"]),
    ) else {
        return;
    };
    let base = headers.find(&["base", "basecurrency", "tocurrency", "quotecurrency"]);
    let table = headers.find(&["table", "ratetype", "type"]);
    let file = headers.file.file.clone();
    let base = match base {
        Some(column) => Cell::column(&column.name),
        None => Cell::text(draft.known.currency.as_ref().map_or("USD", Currency::code)),
    };
    let id = format!("quoted:{file}");
    let answer = draft.known.answers.get(&id).cloned();
    let quoted = answer.clone().unwrap_or_else(|| "base per unit".to_owned());
    draft.questions.push(super::Question {
        id,
        file,
        column: Some(rate.name.clone()),
        sentence: "Which way are the exchange rates quoted?".to_owned(),
        choices: vec![
            super::Choice::plain(
                "base per unit",
                "One unit of the currency costs so much of the base",
            ),
            super::Choice::plain(
                "units per base",
                "One of the base buys so many units of the currency",
            ),
        ],
        answer,
    });
    let feed = draft.feed(
        index,
        RateColumns {
            currency: Cell::column(&currency.name),
            base,
            date: draft.cell(index, date),
            rate: draft.cell(index, rate),
            quoted: Cell::text(&quoted),
            table: table.map(|column| Cell::column(&column.name)),
        },
    );
    draft.tables.rate.push(feed);
}
