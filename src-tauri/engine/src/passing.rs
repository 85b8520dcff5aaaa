//! Filters of deals and lines, answered once for all values that the facts have.

use std::ops::Range;

use tierwright_program::{
    Filter,
    filter::{AmountBounds, Asks, AttributeIs, Condition, DealIs, Field, FieldOf},
};

use crate::{Facts, credited, facts::Coded, given::Given, rows::Attributes};

/// Combinations of values up to which they are all answered beforehand.
const MOST: usize = 1 << 16;

/// Which lines pass a filter.
#[derive(Debug)]
pub(crate) enum Passing {
    /// Every one.
    Every,
    /// Those whose values, each times its stride and added up, are marked.
    Marked { columns: Vec<(Field, usize)>, marks: Vec<bool> },
    /// The filter is asked line by line: its columns have too many values, or it asks something of
    /// whole deals.
    Asked(Filter),
}

impl Passing {
    pub fn new(given: Given<'_>, filter: &Filter) -> Self {
        if filter.is_open() {
            return Self::Every;
        }
        let (facts, mut seen) = (given.facts, Vec::new());
        filter.asks("", &mut seen);
        let fields = seen.iter().map(|(_, asks)| match asks {
            Asks::Column(asked) => Some(asked.field),
            Asks::Deal(_) | Asks::Attribute(_) | Asks::Joined(_) => None,
        });
        let Some(mut fields) = fields.collect::<Option<Vec<Field>>>() else {
            return Self::Asked(filter.clone());
        };
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

    /// The columns it asks for, where their values decide; none where it is asked line by line.
    pub fn columns(&self) -> Option<&[(Field, usize)]> {
        match self {
            Self::Every => Some(&[]),
            Self::Marked { columns, .. } => Some(columns),
            Self::Asked(_) => None,
        }
    }

    /// Whether a line passes whose values have these positions in [`Passing::columns`].
    pub fn passes_values(&self, value: impl Fn(Field) -> Option<usize>) -> bool {
        match self {
            Self::Every => true,
            Self::Marked { columns, marks } => {
                let place = columns.iter().map(|(field, stride)| Some(value(*field)? * stride));
                place.sum::<Option<usize>>().is_some_and(|place| marks[place])
            }
            Self::Asked(_) => false,
        }
    }

    /// Whether a line of a deal passes.
    pub fn passes(&self, given: Given<'_>, deal: usize, line: usize) -> bool {
        let facts = given.facts;
        match self {
            Self::Every => true,
            Self::Marked { columns, marks } => {
                let place = columns.iter().map(|(field, stride)| {
                    let row = row_of(*field, deal, line);
                    column(facts, *field).map_or(0, |column| column.codes().get(row) * stride)
                });
                marks[place.sum::<usize>()]
            }
            Self::Asked(filter) => filter.holds(&mut |asks| match asks {
                Asks::Column(asked) => {
                    let row = row_of(asked.field, deal, line);
                    let column = column(facts, asked.field);
                    column.is_some_and(|column| asked.one_of.contains(&column[row]))
                }
                Asks::Deal(is) => deal_is(is, given, deal),
                Asks::Attribute(is) => has(&facts.deals.attributes[deal], is),
                // `check` refuses it in a filter of deals.
                Asks::Joined(_) => false,
            }),
        }
    }
}

/// Whether attributes have one of the values that are asked for; one that is not there is empty.
fn has(attributes: &Attributes, is: &AttributeIs) -> bool {
    let value = attributes.get(&is.name).map_or("", String::as_str);
    is.one_of.iter().any(|one| one == value)
}

/// Whether two filters let nearly the same lines pass: how many combinations of values only one of
/// them lets pass. None where their values do not tell, or they have more in which they differ than
/// in which they do not.
pub(crate) fn differing(given: Given<'_>, one: &Filter, other: &Filter) -> Option<usize> {
    let (one, other) = (Passing::new(given, one), Passing::new(given, other));
    let fields = [one.columns()?, other.columns()?].concat();
    let place = Place::of(given.facts, fields.into_iter().map(|(field, _)| field))?;
    let all =
        place.table(given.facts, |value| one.passes_values(value) != other.passes_values(value));
    let many = all.iter().filter(|differs| **differs).count();
    (many * 2 <= all.len()).then_some(many)
}

/// Whether a won deal is what is asked of it.
fn deal_is(is: DealIs<'_>, given: Given<'_>, deal: usize) -> bool {
    let Some(closed) = given.facts.deals.won_on(deal) else { return false };
    match is {
        DealIs::Amount(bounds) => within(bounds, given, deal),
        DealIs::Registered(of) => {
            let mut claims = given.facts.deal_registrations(deal);
            claims.any(|claim| credited::protects(*of, given.facts, claim, closed))
        }
        DealIs::FirstMonths(of) => {
            let first = given.facts.won_by_its_customer(deal).first();
            first.is_some_and(|(first, _)| {
                closed < given.program.calendar.months_later(*first, of.months)
            })
        }
    }
}

/// Whether the lines of a deal add up to an amount within some bounds.
fn within(bounds: &AmountBounds, given: Given<'_>, deal: usize) -> bool {
    let lines = given.facts.deal_lines(deal).map(|line| i128::from(given.converted.lines[line]));
    let amount: i128 = lines.sum();
    bounds.at_least.is_none_or(|least| i128::from(least.units()) <= amount)
        && bounds.below.is_none_or(|below| amount < i128::from(below.units()))
}

/// Columns whose values, each times its stride and added up, are a place in a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    columns: Vec<(Field, usize)>,
    places: usize,
}

impl Place {
    /// Of some columns; none where their values have more combinations than are told apart.
    pub fn of(facts: &Facts, fields: impl IntoIterator<Item = Field>) -> Option<Self> {
        let mut fields: Vec<Field> = fields.into_iter().collect();
        fields.sort_unstable();
        fields.dedup();
        let mut made = Self { columns: Vec::with_capacity(fields.len()), places: 1 };
        for field in fields {
            made.columns.push((field, made.places));
            made.places = made.places.checked_mul(column(facts, field)?.values().len())?;
        }
        (made.places <= MOST).then_some(made)
    }

    /// What holds at each place, given a test that is told the code of each column there.
    pub fn table<T>(
        &self,
        facts: &Facts,
        of: impl Fn(&dyn Fn(Field) -> Option<usize>) -> T,
    ) -> Vec<T> {
        let at = |place: usize| {
            of(&|field| {
                let stride = self.columns.iter().find(|(own, _)| *own == field)?.1;
                Some(place / stride % column(facts, field)?.values().len())
            })
        };
        (0..self.places).map(at).collect()
    }

    /// What the columns of deals add to the places of their lines.
    pub fn of_deals(&self, facts: &Facts, deals: Range<usize>, places: &mut Vec<u32>) {
        self.add(facts, FieldOf::Deal, deals, places);
    }

    /// What the columns of lines add to their places.
    pub fn of_lines(&self, facts: &Facts, lines: Range<usize>, places: &mut Vec<u32>) {
        self.add(facts, FieldOf::Line, lines, places);
    }

    fn add(&self, facts: &Facts, of: FieldOf, rows: Range<usize>, places: &mut Vec<u32>) {
        places.clear();
        places.resize(rows.len(), 0);
        for (field, stride) in self.columns.iter().filter(|(field, _)| field.of() == of) {
            if let (Some(column), Ok(stride)) = (column(facts, *field), u32::try_from(*stride)) {
                column.codes().add_times(rows.clone(), stride, places);
            }
        }
    }
}

/// Whether a filter holds for the combination of values at a place.
fn holds(facts: &Facts, filter: &Filter, columns: &[(Field, usize)], place: usize) -> bool {
    filter.holds(&mut |asks| {
        // What asks something of a deal is asked line by line.
        let Asks::Column(asked) = asks else { return false };
        let stride = columns.iter().find(|(field, _)| *field == asked.field);
        let (Some((_, stride)), Some(column)) = (stride, column(facts, asked.field)) else {
            return false;
        };
        asked.one_of.contains(&column.values()[place / stride % column.values().len()])
    })
}

/// The row of a field's column: of the line, or of the deal.
pub(crate) fn row_of(field: Field, deal: usize, line: usize) -> usize {
    if field.of() == FieldOf::Line { line } else { deal }
}

/// The column of a field of deals or lines.
pub(crate) fn column(facts: &Facts, field: Field) -> Option<&Coded<String>> {
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

/// Which partners pass a filter, by position.
pub(crate) fn partners_that_pass(facts: &Facts, filter: &Filter) -> Vec<bool> {
    let partners = &facts.partners;
    if filter.is_open() {
        return vec![true; partners.len()];
    }
    let in_column = |partner: usize, asked: &Condition| {
        let value = match asked.field {
            Field::Partner => &partners.ids[partner],
            Field::PartnerType => &partners.kinds[partner],
            Field::PartnerRegion => &partners.regions[partner],
            Field::PartnerCountry => &partners.countries[partner],
            Field::PartnerSegment => &partners.segments[partner],
            // `check` refuses other columns in a filter of partners.
            _ => return false,
        };
        asked.one_of.contains(value)
    };
    let holds = |partner: usize, asks: Asks<'_>| match asks {
        Asks::Column(asked) => in_column(partner, asked),
        // `check` refuses it in a filter of partners.
        Asks::Deal(_) => false,
        Asks::Attribute(is) => has(&partners.attributes[partner], is),
        Asks::Joined(of) => of.passes(partners.joined[partner]),
    };
    (0..partners.len()).map(|partner| filter.holds(&mut |asks| holds(partner, asks))).collect()
}
