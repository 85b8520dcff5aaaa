//! The fact tables that an import fills.

use std::collections::BTreeMap;

use crate::mapping::{Cell, Feed, Join, Mapping, OnlySign};

/// A fact table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Table {
    /// Companies in the channel.
    Partner,
    /// Opportunities and orders.
    Deal,
    /// Products on deals.
    Line,
    /// Partners' parts in deals.
    Credit,
    /// Returns, credit notes and cancellations.
    Adjustment,
    /// What partners did.
    Activity,
    /// Steps of MDF money.
    FundEvent,
    /// Exchange rates.
    Rate,
    /// Past payouts.
    Paid,
    /// Statuses of partners.
    Status,
    /// Tiers held or granted before.
    Level,
    /// Interactions on deals.
    Touch,
    /// Partners' claims to deals.
    Registration,
    /// Accounts found in common.
    Overlap,
    /// Invoices, collections and marketplace disbursements.
    Settlement,
    /// Dated figures about partners and customers.
    Score,
    /// Numbers agreed.
    Target,
}

impl Table {
    /// Its name in mappings, messages and documents.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Partner => "partner",
            Self::Deal => "deal",
            Self::Line => "line",
            Self::Credit => "credit",
            Self::Adjustment => "adjustment",
            Self::Activity => "activity",
            Self::FundEvent => "fund_event",
            Self::Rate => "rate",
            Self::Paid => "paid",
            Self::Status => "partner_status",
            Self::Level => "level",
            Self::Touch => "touch",
            Self::Registration => "registration",
            Self::Overlap => "overlap",
            Self::Settlement => "settlement",
            Self::Score => "score",
            Self::Target => "target",
        }
    }

    /// The tables whose ids its rows name, which are therefore read first.
    pub(crate) const fn refers_to(self) -> &'static [Self] {
        match self {
            Self::Partner | Self::Deal | Self::Rate => &[],
            Self::Line => &[Self::Deal],
            Self::Credit => &[Self::Partner, Self::Deal],
            Self::Adjustment => &[Self::Deal, Self::Line, Self::Partner],
            Self::Activity
            | Self::FundEvent
            | Self::Paid
            | Self::Status
            | Self::Level
            | Self::Score
            | Self::Target => &[Self::Partner],
            Self::Touch | Self::Registration | Self::Overlap => &[Self::Partner, Self::Deal],
            Self::Settlement => &[Self::Deal, Self::Line],
        }
    }

    /// The columns that may be summed over the rows of one key.
    pub(crate) const fn summed(self) -> &'static [&'static str] {
        match self {
            Self::Deal => &["amount", "list_amount", "cost", "tax", "recurring"],
            Self::Line => &["quantity", "amount", "list_amount", "cost"],
            _ => &[],
        }
    }

    /// The columns that tell its facts apart; rows of one key must agree in them.
    pub(crate) const fn identity(self) -> &'static [&'static str] {
        match self {
            Self::Line => &["id", "deal"],
            Self::Rate => &["table", "currency", "base", "date"],
            _ => &["id"],
        }
    }
}

/// One feed of a mapping, whatever table it fills.
pub(crate) struct FeedView<'a> {
    pub(crate) table: Table,
    /// Its position among the feeds of its table.
    pub(crate) index: usize,
    pub(crate) file: &'a str,
    pub(crate) only_without: Option<&'a str>,
    pub(crate) join: &'a [Join],
    pub(crate) leave_out: &'a BTreeMap<String, Vec<String>>,
    pub(crate) only: Option<&'a OnlySign>,
    pub(crate) known_stays: bool,
    pub(crate) one_per: &'a [String],
    /// The columns that the mapping fills, in the table's order.
    pub(crate) cells: Vec<(&'static str, &'a Cell)>,
    /// Columns of the user's own that are kept, by the name they are kept under.
    pub(crate) own: Vec<(&'a str, &'a Cell)>,
    /// The columns that a row must have.
    pub(crate) must: &'static [&'static str],
    /// Every column of the table.
    pub(crate) all: &'static [&'static str],
}

impl<'a> FeedView<'a> {
    /// Where it stands in the mapping.
    pub(crate) fn place(&self) -> String {
        format!("/tables/{}/{}", self.table.text(), self.index)
    }

    /// Everything that it reads.
    pub(crate) fn reads(&self) -> impl Iterator<Item = &'a Cell> {
        self.cells.iter().map(|(_, cell)| *cell).chain(self.own.iter().map(|(_, cell)| *cell))
    }
}

/// Adds the views of one table's feeds.
macro_rules! view {
    ($views:ident, $table:expr, $feeds:expr, $columns:ident) => {
        for (index, feed) in $feeds.iter().enumerate() {
            let Feed { file, only_without, join, leave_out, only, known_stays, one_per, columns } =
                feed;
            let mut cells = Vec::new();
            let _ = columns.try_map(|name, cell| {
                if crate::mapping::$columns::<Cell>::ALL.contains(&name) {
                    cells.push((name, cell));
                }
                Ok::<(), std::convert::Infallible>(())
            });
            $views.push(FeedView {
                table: $table,
                index,
                file,
                only_without: only_without.as_deref(),
                join,
                leave_out,
                only: only.as_ref(),
                known_stays: *known_stays,
                one_per,
                cells,
                own: columns.own(),
                must: crate::mapping::$columns::<Cell>::MUST,
                all: crate::mapping::$columns::<Cell>::ALL,
            });
        }
    };
}

/// Every feed of a mapping, in the order of the tables.
pub(crate) fn feeds(mapping: &Mapping) -> Vec<FeedView<'_>> {
    let tables = &mapping.tables;
    let mut views = Vec::new();
    view!(views, Table::Partner, tables.partner, PartnerColumns);
    view!(views, Table::Deal, tables.deal, DealColumns);
    view!(views, Table::Line, tables.line, LineColumns);
    view!(views, Table::Credit, tables.credit, CreditColumns);
    view!(views, Table::Adjustment, tables.adjustment, AdjustmentColumns);
    view!(views, Table::Activity, tables.activity, ActivityColumns);
    view!(views, Table::FundEvent, tables.fund_event, FundEventColumns);
    view!(views, Table::Rate, tables.rate, RateColumns);
    view!(views, Table::Paid, tables.paid, PaidColumns);
    view!(views, Table::Status, tables.partner_status, StatusColumns);
    view!(views, Table::Level, tables.level, LevelColumns);
    view!(views, Table::Touch, tables.touch, TouchColumns);
    view!(views, Table::Registration, tables.registration, RegistrationColumns);
    view!(views, Table::Overlap, tables.overlap, OverlapColumns);
    view!(views, Table::Settlement, tables.settlement, SettlementColumns);
    view!(views, Table::Score, tables.score, ScoreColumns);
    view!(views, Table::Target, tables.target, TargetColumns);
    views
}
