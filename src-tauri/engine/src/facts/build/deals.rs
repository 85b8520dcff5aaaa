//! Deals into columns, one after the other: a row is read once and let go.

use chrono::NaiveDate;
use tierwright_program::{Currency, Money};

use crate::facts::{
    columns::Deals,
    packed::{Coding, Ids, Packed, Sources},
    rows::{Attributes, DealRow, Source, Stage},
};

/// Columns of deals while they grow.
struct Growing {
    ids: Ids,
    names: Coding<String>,
    customers: Coding<String>,
    stages: Vec<Stage>,
    opened: Coding<Option<NaiveDate>>,
    closed: Coding<Option<NaiveDate>>,
    kinds: Coding<String>,
    regions: Coding<String>,
    segments: Coding<String>,
    origins: Coding<String>,
    marketplaces: Coding<String>,
    offers: Coding<String>,
    term_starts: Coding<Option<NaiveDate>>,
    term_ends: Coding<Option<NaiveDate>>,
    cancelled_on: Coding<Option<NaiveDate>>,
    attributes: Coding<Attributes>,
    sources: Vec<Source>,
    currencies: Coding<Currency>,
    units: Vec<Option<i64>>,
    taxes: Vec<Option<i64>>,
    list_amounts: Vec<Option<i64>>,
    costs: Vec<Option<i64>>,
    recurring: Vec<Option<i64>>,
}

/// The columns of deals that come by ascending ids.
pub(super) fn columns(rows: Vec<DealRow>) -> Deals {
    let mut growing = Growing::with_capacity(rows.len());
    rows.into_iter().for_each(|row| growing.push(row));
    growing.finish()
}

impl Growing {
    fn with_capacity(deals: usize) -> Self {
        Self {
            ids: Ids::with_capacity(deals),
            names: Coding::with_capacity(deals),
            customers: Coding::with_capacity(deals),
            stages: Vec::with_capacity(deals),
            opened: Coding::with_capacity(deals),
            closed: Coding::with_capacity(deals),
            kinds: Coding::with_capacity(deals),
            regions: Coding::with_capacity(deals),
            segments: Coding::with_capacity(deals),
            origins: Coding::with_capacity(deals),
            marketplaces: Coding::with_capacity(deals),
            offers: Coding::with_capacity(deals),
            term_starts: Coding::with_capacity(deals),
            term_ends: Coding::with_capacity(deals),
            cancelled_on: Coding::with_capacity(deals),
            attributes: Coding::with_capacity(deals),
            sources: Vec::with_capacity(deals),
            currencies: Coding::with_capacity(deals),
            units: Vec::with_capacity(deals),
            taxes: Vec::with_capacity(deals),
            list_amounts: Vec::with_capacity(deals),
            costs: Vec::with_capacity(deals),
            recurring: Vec::with_capacity(deals),
        }
    }

    fn push(&mut self, row: DealRow) {
        let units = |amount: Option<Money>| amount.map(|amount| amount.units());
        self.ids.push(&row.id);
        self.names.push(row.name);
        self.customers.push(row.customer);
        self.stages.push(row.stage);
        self.opened.push(row.opened);
        self.closed.push(row.closed);
        self.kinds.push(row.kind);
        self.regions.push(row.region);
        self.segments.push(row.segment);
        self.origins.push(row.origin);
        self.marketplaces.push(row.marketplace);
        self.offers.push(row.offer);
        self.term_starts.push(row.term_start);
        self.term_ends.push(row.term_end);
        self.cancelled_on.push(row.cancelled_on);
        self.attributes.push(row.attributes);
        self.sources.push(row.source);
        self.currencies.push(row.amount.currency());
        self.units.push(Some(row.amount.units()));
        self.taxes.push(units(row.tax));
        self.list_amounts.push(units(row.list_amount));
        self.costs.push(units(row.cost));
        self.recurring.push(units(row.recurring));
    }

    fn finish(mut self) -> Deals {
        let packed = |numbers: Vec<Option<i64>>| Packed::pack(numbers.iter().copied());
        self.ids.shrink_to_fit();
        Deals {
            ids: self.ids,
            names: self.names.finish(),
            customers: self.customers.finish(),
            stages: self.stages,
            opened: self.opened.finish(),
            closed: self.closed.finish(),
            kinds: self.kinds.finish(),
            regions: self.regions.finish(),
            segments: self.segments.finish(),
            origins: self.origins.finish(),
            marketplaces: self.marketplaces.finish(),
            offers: self.offers.finish(),
            term_starts: self.term_starts.finish(),
            term_ends: self.term_ends.finish(),
            cancelled_on: self.cancelled_on.finish(),
            attributes: self.attributes.finish(),
            sources: Sources::pack(self.sources.iter().copied()),
            currencies: self.currencies.finish(),
            units: packed(self.units),
            taxes: packed(self.taxes),
            list_amounts: packed(self.list_amounts),
            costs: packed(self.costs),
            recurring: packed(self.recurring),
            ..Deals::default()
        }
    }
}
