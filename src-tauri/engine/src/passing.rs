//! Filters of deals and lines, answered once for all values that the facts have.

use tierwright_program::{
    Filter,
    filter::{Condition, Field},
};

use crate::{Facts, facts::Coded};

/// Combinations of values up to which they are all answered beforehand.
const MOST: usize = 1 << 16;

/// Which lines pass a filter.
#[derive(Debug)]
pub(crate) enum Passing {
    /// Every one.
    Every,
    /// Those whose values, each times its stride and added up, are marked.
    Marked { columns: Vec<(Field, usize)>, marks: Vec<bool> },
    /// The filter is asked line by line: its columns have too many values.
    Asked(Filter),
}

impl Passing {
    pub fn new(facts: &Facts, filter: &Filter) -> Self {
        if filter.is_open() {
            return Self::Every;
        }
        let mut seen = Vec::new();
        filter.conditions("", &mut seen);
        let mut fields: Vec<Field> = seen.iter().map(|(_, asked)| asked.field).collect();
        fields.sort_unstable();
        fields.dedup();
        let mut columns = Vec::new();
        let mut combinations = 1_usize;
        for field in fields {
            // `check` refuses partner columns in a filter of deals; no line has a value there.
            let Some(column) = column(facts, field) else { continue };
            columns.push((field, combinations));
            combinations = combinations.saturating_mul(column.values().len());
        }
        if combinations > MOST {
            return Self::Asked(filter.clone());
        }
        let marks = (0..combinations).map(|at| holds(facts, filter, &columns, at)).collect();
        Self::Marked { columns, marks }
    }

    /// Whether a line of a deal passes.
    pub fn passes(&self, facts: &Facts, deal: usize, line: usize) -> bool {
        match self {
            Self::Every => true,
            Self::Marked { columns, marks } => {
                let place = columns.iter().map(|(field, stride)| {
                    let row = if is_of_line(*field) { line } else { deal };
                    column(facts, *field).map_or(0, |column| column.codes().get(row) * stride)
                });
                marks[place.sum::<usize>()]
            }
            Self::Asked(filter) => filter.holds(&mut |asked: &Condition| {
                let row = if is_of_line(asked.field) { line } else { deal };
                column(facts, asked.field).is_some_and(|column| asked.one_of.contains(&column[row]))
            }),
        }
    }
}

/// Whether a filter holds for the combination of values at a place.
fn holds(facts: &Facts, filter: &Filter, columns: &[(Field, usize)], place: usize) -> bool {
    filter.holds(&mut |asked: &Condition| {
        let stride = columns.iter().find(|(field, _)| *field == asked.field);
        let (Some((_, stride)), Some(column)) = (stride, column(facts, asked.field)) else {
            return false;
        };
        asked.one_of.contains(&column.values()[place / stride % column.values().len()])
    })
}

fn is_of_line(field: Field) -> bool {
    matches!(field, Field::Product | Field::Family)
}

/// The column of a field of deals or lines.
fn column(facts: &Facts, field: Field) -> Option<&Coded<String>> {
    match field {
        Field::DealType => Some(&facts.deals.kinds),
        Field::DealRegion => Some(&facts.deals.regions),
        Field::DealSegment => Some(&facts.deals.segments),
        Field::DealSource => Some(&facts.deals.origins),
        Field::Customer => Some(&facts.deals.customers),
        Field::Product => Some(&facts.lines.products),
        Field::Family => Some(&facts.lines.families),
        Field::Partner
        | Field::PartnerType
        | Field::PartnerRegion
        | Field::PartnerCountry
        | Field::PartnerSegment => None,
    }
}
