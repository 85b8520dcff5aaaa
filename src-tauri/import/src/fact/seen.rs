//! A fact wherever it stands: on its way from a row, or among those gathered.

use std::borrow::Cow;

use tierwright_engine::rows::{
    ActivityRow, AdjustmentRow, CreditRow, DealRow, FundEventRow, LevelRow, LineRow, OverlapRow,
    PaidRow, PartnerRow, PartnerStatusRow, RateRow, RegistrationRow, ScoreRow, ScoreSubject,
    SettlementRow, Source, TargetRow, TargetSubject, TouchRow,
};
use tierwright_program::Money;

use super::Fact;
use crate::{lookup, table::Table};

/// One fact, by reference.
#[derive(Clone, Copy)]
pub(crate) enum FactRef<'a> {
    Partner(&'a PartnerRow),
    Deal(&'a DealRow),
    Line(&'a LineRow),
    Credit(&'a CreditRow),
    Adjustment(&'a AdjustmentRow),
    Activity(&'a ActivityRow),
    FundEvent(&'a FundEventRow),
    Rate(&'a RateRow),
    Paid(&'a PaidRow),
    Status(&'a PartnerStatusRow),
    Level(&'a LevelRow),
    Touch(&'a TouchRow),
    Registration(&'a RegistrationRow),
    Overlap(&'a OverlapRow),
    Settlement(&'a SettlementRow),
    Score(&'a ScoreRow),
    Target(&'a TargetRow),
}

impl Fact {
    /// By reference.
    pub(crate) fn seen(&self) -> FactRef<'_> {
        match self {
            Self::Partner(row) => FactRef::Partner(row),
            Self::Deal(row) => FactRef::Deal(row),
            Self::Line(row) => FactRef::Line(row),
            Self::Credit(row) => FactRef::Credit(row),
            Self::Adjustment(row) => FactRef::Adjustment(row),
            Self::Activity(row) => FactRef::Activity(row),
            Self::FundEvent(row) => FactRef::FundEvent(row),
            Self::Rate(row) => FactRef::Rate(row),
            Self::Paid(row) => FactRef::Paid(row),
            Self::Status(row) => FactRef::Status(row),
            Self::Level(row) => FactRef::Level(row),
            Self::Touch(row) => FactRef::Touch(row),
            Self::Registration(row) => FactRef::Registration(row),
            Self::Overlap(row) => FactRef::Overlap(row),
            Self::Settlement(row) => FactRef::Settlement(row),
            Self::Score(row) => FactRef::Score(row),
            Self::Target(row) => FactRef::Target(row),
        }
    }
}

impl<'a> FactRef<'a> {
    pub(crate) const fn table(self) -> Table {
        match self {
            Self::Partner(_) => Table::Partner,
            Self::Deal(_) => Table::Deal,
            Self::Line(_) => Table::Line,
            Self::Credit(_) => Table::Credit,
            Self::Adjustment(_) => Table::Adjustment,
            Self::Activity(_) => Table::Activity,
            Self::FundEvent(_) => Table::FundEvent,
            Self::Rate(_) => Table::Rate,
            Self::Paid(_) => Table::Paid,
            Self::Status(_) => Table::Status,
            Self::Level(_) => Table::Level,
            Self::Touch(_) => Table::Touch,
            Self::Registration(_) => Table::Registration,
            Self::Overlap(_) => Table::Overlap,
            Self::Settlement(_) => Table::Settlement,
            Self::Score(_) => Table::Score,
            Self::Target(_) => Table::Target,
        }
    }

    /// Where it was read, or the first of its rows.
    pub(crate) const fn source(self) -> Source {
        match self {
            Self::Partner(row) => row.source,
            Self::Deal(row) => row.source,
            Self::Line(row) => row.source,
            Self::Credit(row) => row.source,
            Self::Adjustment(row) => row.source,
            Self::Activity(row) => row.source,
            Self::FundEvent(row) => row.source,
            Self::Rate(row) => row.source,
            Self::Paid(row) => row.source,
            Self::Status(row) => row.source,
            Self::Level(row) => row.source,
            Self::Touch(row) => row.source,
            Self::Registration(row) => row.source,
            Self::Overlap(row) => row.source,
            Self::Settlement(row) => row.source,
            Self::Score(row) => row.source,
            Self::Target(row) => row.source,
        }
    }

    /// What no two facts of its table share.
    pub(crate) fn identity(self) -> Cow<'a, str> {
        match self {
            Self::Partner(row) => Cow::Borrowed(&row.id),
            Self::Deal(row) => Cow::Borrowed(&row.id),
            Self::Line(row) => Cow::Owned(line_identity(&row.deal, &row.id)),
            Self::Credit(row) => Cow::Borrowed(&row.id),
            Self::Adjustment(row) => Cow::Borrowed(&row.id),
            Self::Activity(row) => Cow::Borrowed(&row.id),
            Self::FundEvent(row) => Cow::Borrowed(&row.id),
            Self::Rate(row) => {
                let date = row.date.to_string();
                let texts = [&row.table, row.currency.code(), row.base.code(), &date];
                Cow::Owned(lookup::key(texts.into_iter()))
            }
            Self::Paid(row) => Cow::Borrowed(&row.id),
            Self::Status(row) => Cow::Borrowed(&row.id),
            Self::Level(row) => Cow::Borrowed(&row.id),
            Self::Touch(row) => Cow::Borrowed(&row.id),
            Self::Registration(row) => Cow::Borrowed(&row.id),
            Self::Overlap(row) => Cow::Borrowed(&row.id),
            Self::Settlement(row) => Cow::Borrowed(&row.id),
            Self::Score(row) => Cow::Borrowed(&row.id),
            Self::Target(row) => Cow::Borrowed(&row.id),
        }
    }

    /// Whether another fact is of the same table and id.
    pub(crate) fn is_same(self, other: FactRef<'_>) -> bool {
        self.table() == other.table() && self.identity() == other.identity()
    }

    /// Its name in sentences.
    pub(crate) fn name(self) -> String {
        match self {
            Self::Line(row) => format!("line {} of deal {}", row.id, row.deal),
            Self::Rate(row) => {
                format!(
                    "the {} rate of {} in {} on {}",
                    row.table, row.currency, row.base, row.date
                )
            }
            Self::FundEvent(row) => format!("fund event {}", row.id),
            Self::Paid(row) => format!("past payout {}", row.id),
            Self::Status(row) => format!("status {}", row.id),
            _ => format!("{} {}", self.table().text(), self.identity()),
        }
    }

    /// The amount that ties to its file, if its table has one.
    pub(crate) const fn amount(self) -> Option<Money> {
        match self {
            Self::Deal(row) => Some(row.amount),
            Self::Line(row) => Some(row.amount),
            Self::Adjustment(row) => Some(row.amount),
            Self::FundEvent(row) => Some(row.amount),
            Self::Paid(row) => Some(row.amount),
            Self::Settlement(row) => Some(row.gross),
            Self::Partner(_)
            | Self::Credit(_)
            | Self::Activity(_)
            | Self::Rate(_)
            | Self::Status(_)
            | Self::Level(_)
            | Self::Touch(_)
            | Self::Registration(_)
            | Self::Overlap(_)
            | Self::Score(_)
            | Self::Target(_) => None,
        }
    }

    /// The facts that it names, two at most.
    pub(crate) fn named(self) -> [Option<Named<'a>>; 2] {
        let named =
            |table: Table, id: &'a String| Some(Named { table, identity: Cow::Borrowed(id) });
        let partner = |id| named(Table::Partner, id);
        let deal = |id| named(Table::Deal, id);
        match self {
            Self::Credit(row) => [deal(&row.deal), partner(&row.partner)],
            Self::Adjustment(row) => {
                let line = row.deal.as_ref().zip(row.line.as_ref());
                let line = line.map(|(deal, line)| line_of(deal, line));
                [line, row.partner.as_ref().and_then(partner)]
            }
            Self::Activity(row) => [partner(&row.partner), None],
            Self::FundEvent(row) => [partner(&row.partner), None],
            Self::Paid(row) => [partner(&row.partner), None],
            Self::Status(row) => [partner(&row.partner), None],
            Self::Level(row) => [partner(&row.partner), None],
            Self::Touch(row) => [deal(&row.deal), row.partner.as_ref().and_then(partner)],
            Self::Registration(row) => [deal(&row.deal), partner(&row.partner)],
            Self::Overlap(row) => [partner(&row.partner), row.deal.as_ref().and_then(deal)],
            Self::Settlement(row) => [row.line.as_ref().map(|line| line_of(&row.deal, line)), None],
            Self::Score(row) => match &row.of {
                ScoreSubject::Partner(id) => [partner(id), None],
                ScoreSubject::Customer(_) => [None, None],
            },
            Self::Target(row) => match &row.of {
                TargetSubject::Partner(id) => [partner(id), None],
                TargetSubject::Group(_) => [None, None],
            },
            // The deal of a line, adjustment or settlement was found before, for its currency.
            Self::Partner(_) | Self::Deal(_) | Self::Line(_) | Self::Rate(_) => [None, None],
        }
    }
}

/// A fact that another one names.
pub(crate) struct Named<'a> {
    pub(crate) table: Table,
    pub(crate) identity: Cow<'a, str>,
}

impl Named<'_> {
    /// Its name in sentences.
    pub(crate) fn name(&self) -> String {
        match lookup::parts(&self.identity).filter(|_| self.table == Table::Line) {
            Some((deal, line)) => format!("line {line} of deal {deal}"),
            None => format!("{} {}", self.table.text(), self.identity),
        }
    }
}

fn line_of<'a>(deal: &str, line: &str) -> Named<'a> {
    Named { table: Table::Line, identity: Cow::Owned(line_identity(deal, line)) }
}

/// Line ids are unique in their deal only.
fn line_identity(deal: &str, line: &str) -> String {
    lookup::key([deal, line].into_iter())
}
