//! The mapping while it is guessed, and the questions that come up.

use std::collections::BTreeMap;

use super::{
    Choice, FileKind, Known, Matched, Question, course, deals, duplicates_id, files, funds,
    headers::Headers, invoices, partners, rates, reading_id, standing,
};
use crate::{
    ImportFailure,
    date::DateForm,
    failure::list,
    inspect::{ColumnReading, Inspected, Reads},
    mapping::{Cell, DecimalMark, Feed, Mapping, Tables},
    number,
    table::feeds,
};

/// A file, and what it seems to hold.
pub(super) struct Sheet<'a> {
    pub(super) headers: Headers<'a>,
    pub(super) kind: FileKind,
    /// What the mapping calls it.
    pub(super) role: String,
}

/// The mapping while it is guessed.
pub(super) struct Draft<'a> {
    pub(super) files: Vec<Sheet<'a>>,
    pub(super) known: &'a Known,
    pub(super) tables: Tables,
    pub(super) notes: Vec<String>,
    pub(super) questions: Vec<Question>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(inspected: &'a [Inspected], known: &'a Known) -> Self {
        let mut files: Vec<Sheet<'a>> = Vec::new();
        for file in inspected {
            let headers = Headers::of(file);
            let kind = files::kind(&headers);
            let base = kind.role();
            let taken = files.iter().filter(|other| other.kind == kind).count();
            let role = if taken == 0 { base.to_owned() } else { format!("{base}_{}", taken + 1) };
            files.push(Sheet { headers, kind, role });
        }
        // A list of companies that deals name as customers is no list of partners.
        let has_deals = files.iter().any(|file| file.kind == FileKind::Deals);
        for file in &mut files {
            if has_deals && file.kind == FileKind::Partners && files::is_account_list(&file.headers)
            {
                file.kind = FileKind::Accounts;
                file.role = FileKind::Accounts.role().to_owned();
            }
        }
        Self { files, known, tables: Tables::default(), notes: Vec::new(), questions: Vec::new() }
    }

    /// Fills the tables from every file.
    pub(super) fn fill(&mut self) -> Result<(), ImportFailure> {
        for index in 0..self.files.len() {
            match self.files[index].kind {
                FileKind::Deals => deals::deals(self, index)?,
                FileKind::Roles => deals::roles(self, index),
                FileKind::Lines => deals::lines(self, index),
                FileKind::Invoices => invoices::invoices(self, index),
                FileKind::Partners => partners::partners(self, index),
                FileKind::EuroRates => rates::euro(self, index),
                FileKind::Rates => rates::listed(self, index),
                FileKind::Funds => funds::fund_events(self, index),
                FileKind::Paid => funds::paid(self, index),
                FileKind::Activities => funds::activities(self, index),
                FileKind::Statuses => standing::statuses(self, index),
                FileKind::Levels => standing::levels(self, index),
                FileKind::Scores => standing::scores(self, index),
                FileKind::Targets => standing::targets(self, index),
                FileKind::Overlaps => standing::overlaps(self, index),
                FileKind::Touches => course::touches(self, index),
                FileKind::Registrations => course::registrations(self, index),
                FileKind::Settlements => course::settlements(self, index),
                FileKind::Accounts | FileKind::Unknown => {}
            }
        }
        Ok(())
    }

    /// The first file of a kind.
    pub(super) fn of_kind(&self, kind: FileKind) -> Option<usize> {
        self.files.iter().position(|file| file.kind == kind)
    }

    /// A feed of a file without joins.
    pub(super) fn feed<C>(&self, index: usize, columns: C) -> Feed<C> {
        Feed {
            file: self.files[index].role.clone(),
            only_without: None,
            join: Vec::new(),
            leave_out: BTreeMap::new(),
            only: None,
            known_stays: false,
            one_per: Vec::new(),
            columns,
        }
    }

    /// A column as it is, with its own reading where that of its file does not hold.
    pub(super) fn cell(&self, index: usize, column: &ColumnReading) -> Cell {
        let form = &self.files[index].headers.file.form;
        let mut cell = Cell::column(&column.name);
        match column.reads {
            Reads::Numbers => {
                let marks = column.marks().filter(|marks| marks.matter);
                let own = marks.map(|marks| (marks.decimal, marks.thousands));
                cell.written.number = own.filter(|own| *own != (form.decimal, form.thousands));
            }
            Reads::Dates => cell.written.date = column.date().filter(|date| *date != form.date),
            Reads::Empty | Reads::Text => {}
        }
        cell
    }

    pub(super) fn maybe(&self, index: usize, column: Option<&ColumnReading>) -> Option<Cell> {
        column.map(|column| self.cell(index, column))
    }

    /// A column whose texts are matched with ours; what is not known is asked, or kept as it is.
    pub(super) fn matched(
        &mut self,
        index: usize,
        column: &ColumnReading,
        matched: Matched,
    ) -> Cell {
        let mut cell = Cell::column(&column.name);
        let file = self.files[index].headers.file.file.clone();
        for (text, rows) in column.values.iter().flatten() {
            let id = format!("{}:{text}", matched.text());
            let answer = self.known.answers.get(&id).cloned();
            let meaning = answer.clone().or_else(|| self.known.remembered.meaning(matched, text));
            match meaning {
                Some(ours) if ours == *text => {}
                Some(ours) => drop(cell.values.insert(text.clone(), ours)),
                None if matched.choices().is_empty() => {}
                None => drop(cell.values.insert(text.clone(), matched.choices()[0].to_owned())),
            }
            let is_known = self.known.remembered.meaning(matched, text).is_some();
            if !matched.choices().is_empty() && (!is_known || answer.is_some()) {
                self.questions.push(Question {
                    id,
                    file: file.clone(),
                    column: Some(column.name.clone()),
                    sentence: format!("What {} is \"{text}\" ({rows} rows)?", matched.text()),
                    choices: matched.choices().iter().map(|id| Choice::plain(id, id)).collect(),
                    answer,
                });
            }
        }
        cell
    }

    /// The currency of an amount: its column, or the one that holds where the file names none.
    pub(super) fn currency(&mut self, index: usize, amount: &ColumnReading) -> Cell {
        if let Some(column) = self.files[index].headers.currency(amount) {
            return Cell::column(&column.name);
        }
        let file = self.files[index].headers.file.file.clone();
        let answer = self.known.answers.get("currency").cloned();
        if let Some(answer) = answer.clone() {
            self.ask_currency(&file, Some(answer.clone()));
            return Cell::text(&answer);
        }
        match amount.currencies.as_slice() {
            [] => {}
            [only] => {
                self.note(format!("{file}: amounts are taken as {only}, as is written in them."));
                return Cell::text(only.code());
            }
            several => {
                let codes: Vec<String> = several.iter().map(ToString::to_string).collect();
                self.note(format!(
                    "{file}: each amount is in the currency that is written in it: {}.",
                    list(&codes)
                ));
                return Cell::column(&amount.name);
            }
        }
        if let Some(currency) = self.known.currency {
            self.note(format!("{file} names no currency: {currency} is taken, as in the program."));
            self.ask_currency(&file, Some(currency.code().to_owned()));
            return Cell::text(currency.code());
        }
        self.ask_currency(&file, None);
        Cell::text("USD")
    }

    fn ask_currency(&mut self, file: &str, answer: Option<String>) {
        if self.questions.iter().any(|question| question.id == "currency") {
            return;
        }
        self.questions.push(Question {
            id: "currency".to_owned(),
            file: file.to_owned(),
            column: None,
            sentence: format!("Which currency are the amounts of {file} in? It names none."),
            choices: self.currencies().iter().map(|code| Choice::plain(code, code)).collect(),
            answer,
        });
    }

    /// The currencies that amounts may be in whose file names none: the program's, then others that
    /// much is sold in.
    fn currencies(&self) -> Vec<String> {
        let own = self.known.currency.map(|currency| currency.code().to_owned());
        let others = ["USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "CNY", "INR", "SEK"];
        let mut all: Vec<String> = own.into_iter().collect();
        for code in others {
            if all.iter().all(|known| known != code) {
                all.push(code.to_owned());
            }
        }
        all
    }

    /// Whether rows with the same id are parts that add up to a deal, or each have all of it; asked
    /// where that is not clear.
    pub(super) fn ask_rows(
        &mut self,
        index: usize,
        (deal, amount): (&str, &str),
        are_parts: bool,
        is_open: bool,
    ) -> bool {
        let file = self.files[index].headers.file.file.clone();
        let id = format!("rows:{file}");
        let answer = self.known.answers.get(&id).cloned();
        let are_parts = answer.as_ref().map_or(are_parts, |answer| answer == "parts");
        if is_open || answer.is_some() {
            let parts = Choice::plain("parts", "A part of the deal: the rows are added up");
            let whole =
                Choice::plain("whole", "The whole deal: it counts once, as its first row says");
            self.questions.push(Question {
                id,
                file: file.clone(),
                column: Some(amount.to_owned()),
                sentence: format!(
                    "Several rows of {file} have the same {deal}. What is {amount} in each?"
                ),
                choices: if are_parts { vec![parts, whole] } else { vec![whole, parts] },
                answer,
            });
        }
        are_parts
    }

    pub(super) fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Asks what becomes of rows that repeat others, where rows add up.
    pub(super) fn ask_duplicates(&mut self, index: usize) {
        let file = self.files[index].headers.file;
        if file.repeated == 0 {
            return;
        }
        let id = duplicates_id(&file.file);
        let answer = self.known.answers.get(&id).cloned();
        self.questions.push(Question {
            id,
            file: file.file.clone(),
            column: None,
            sentence: format!(
                "{} of {} rows of {} repeat another row exactly. Do they count?",
                file.repeated, file.rows, file.file
            ),
            choices: vec![
                Choice::plain("keep", "They count: the same thing was sold more than once"),
                Choice::plain("set_aside", "Set them aside: the file has them twice by mistake"),
            ],
            answer,
        });
    }
}

/// Asks about every column that the mapping reads and two readings fit.
pub(super) fn ask_readings(
    mapping: &Mapping,
    inspected: &[Inspected],
    known: &Known,
    questions: &mut Vec<Question>,
) {
    for file in inspected {
        let role = mapping.files.iter().find(|(_, form)| form.name == file.form.name);
        let Some((role, _)) = role else { continue };
        for column in &file.columns {
            let id = reading_id(&file.file, &column.name);
            let answer = known.answers.get(&id).cloned();
            let is_read = feeds(mapping).iter().any(|feed| {
                feed.file == role
                    && feed.cells.iter().any(|(ours, cell)| {
                        cell.names().contains(&column.name)
                            && reads(ours) == Some(column.reads.clone())
                    })
            });
            if is_read && (column.is_open() || answer.is_some()) {
                questions.push(about(file, column, id, answer));
            }
        }
    }
}

/// How a column of ours is read, if not as text.
pub(crate) fn reads(ours: &str) -> Option<Reads> {
    match ours {
        "amount" | "list_amount" | "cost" | "quantity" | "share" | "rate" | "recurring"
        | "value" | "gross" | "fee" | "tax" | "net" => Some(Reads::Numbers),
        "opened" | "closed" | "date" | "joined" | "valid_until" | "period_from"
        | "period_until" | "from" | "until" | "at" | "registered_on" | "approved_on"
        | "refused_on" | "protected_until" | "mapped_on" | "left_on" | "term_start"
        | "term_end" | "cancelled_on" => Some(Reads::Dates),
        _ => None,
    }
}

fn about(file: &Inspected, column: &ColumnReading, id: String, answer: Option<String>) -> Question {
    let texts = if column.unlike.is_empty() { &column.firsts } else { &column.unlike };
    let choices = if column.reads == Reads::Numbers {
        [(DecimalMark::Point, "."), (DecimalMark::Comma, ",")]
            .into_iter()
            .map(|(decimal, mark)| number_choice(decimal, mark, texts))
            .collect()
    } else {
        let mut forms: Vec<DateForm> = column.dates.clone();
        if let (Some(answer), [only]) = (&answer, forms.as_slice()) {
            let turned = swapped(only);
            if turned.to_string() != *answer {
                forms.push(turned);
            }
        }
        forms.iter().map(|form| date_choice(form, texts)).collect()
    };
    let kind = if column.reads == Reads::Numbers { "numbers" } else { "dates" };
    let sentence = format!(
        "Two readings fit the {kind} of column {} in {}. Which one is meant?",
        column.name, file.file
    );
    Question {
        id,
        file: file.file.clone(),
        column: Some(column.name.clone()),
        sentence,
        choices,
        answer,
    }
}

/// The form with day and month the other way round.
fn swapped(form: &DateForm) -> DateForm {
    let text = form.to_string();
    let turned = text.replace("day", "\u{1}").replace("month", "day").replace('\u{1}', "month");
    turned.parse().unwrap_or_else(|_| form.clone())
}

fn number_choice(decimal: DecimalMark, mark: &str, texts: &[String]) -> Choice {
    use crate::mapping::ThousandsMark;
    let (thousands, label) = match decimal {
        DecimalMark::Point => (ThousandsMark::Comma, "decimals with point"),
        DecimalMark::Comma => (ThousandsMark::Point, "decimals with comma"),
    };
    let form = number::NumberForm { decimal, thousands: Some(thousands) };
    let read = |text: &String| {
        let units = number::read(text, form, 4).ok()?;
        Some((
            text.clone(),
            tierwright_program::words::grouped(&tierwright_program::money::decimal_text(
                units.units,
                4,
                0,
            )),
        ))
    };
    Choice {
        id: mark.to_owned(),
        label: label.to_owned(),
        examples: texts.iter().filter_map(read).collect(),
    }
}

fn date_choice(form: &DateForm, texts: &[String]) -> Choice {
    let read = |text: &String| {
        form.read(text).map(|day| (text.clone(), day.format("%-d %b %Y").to_string()))
    };
    Choice {
        id: form.to_string(),
        label: format!("dates {form}"),
        examples: texts.iter().filter_map(read).collect(),
    }
}
