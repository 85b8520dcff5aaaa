//! One fact as it is read from a row, before it is known to fit with the others.

mod course;
mod seen;
mod standing;

use std::borrow::Cow;
use std::collections::BTreeMap;

use tierwright_engine::rows::{
    ActivityRow, AdjustmentRow, Attributes, CreditRow, DealRow, FundEventRow, FundStep, LevelRow,
    LineRow, OverlapRow, PaidRow, PartnerRow, PartnerStatusRow, RateRow, RegistrationRow, ScoreRow,
    SettlementRow, Stage, TargetRow, TouchRow,
};
use tierwright_program::{Currency, Money};

pub(crate) use seen::{FactRef, Named};

use crate::{
    fault::Fault,
    mapping::{
        ActivityColumns, AdjustmentColumns, CreditColumns, DealColumns, FundEventColumns,
        LevelColumns, LineColumns, OverlapColumns, PaidColumns, PartnerColumns, RateColumns,
        RegistrationColumns, ScoreColumns, SettlementColumns, StatusColumns, TargetColumns,
        TouchColumns,
    },
    place::{Place, RowReader},
    quoted::Quoted,
};

/// What may stand between several texts of one cell.
pub(crate) const BETWEEN: [char; 3] = [';', ',', '|'];

/// The texts of a cell that holds several.
fn several(text: &str) -> Vec<String> {
    let texts = text.split(BETWEEN).map(str::trim);
    texts.filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

/// The table of rates that holds when a mapping names none.
const MARKET: &str = "market";
/// What a mapping calls a step that moves no money, such as a request that was refused.
pub(crate) const LEFT_OUT: &str = "left out";

/// The columns of one feed, found in its files.
#[expect(clippy::large_enum_variant, reason = "a mapping has a handful of feeds, read in place")]
pub(crate) enum Columns {
    Partner(PartnerColumns<Place>),
    Deal(DealColumns<Place>),
    Line(LineColumns<Place>),
    Credit(CreditColumns<Place>),
    Adjustment(AdjustmentColumns<Place>),
    Activity(ActivityColumns<Place>),
    FundEvent(FundEventColumns<Place>),
    Rate(RateColumns<Place>),
    Paid(PaidColumns<Place>),
    Status(StatusColumns<Place>),
    Level(LevelColumns<Place>),
    Touch(TouchColumns<Place>),
    Registration(RegistrationColumns<Place>),
    Overlap(OverlapColumns<Place>),
    Settlement(SettlementColumns<Place>),
    Score(ScoreColumns<Place>),
    Target(TargetColumns<Place>),
}

/// One fact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Fact {
    Partner(PartnerRow),
    /// The widest by far, so that the others need not move as much.
    Deal(Box<DealRow>),
    Line(LineRow),
    Credit(CreditRow),
    Adjustment(AdjustmentRow),
    Activity(ActivityRow),
    FundEvent(FundEventRow),
    Rate(RateRow),
    Paid(PaidRow),
    Status(PartnerStatusRow),
    Level(LevelRow),
    Touch(TouchRow),
    Registration(RegistrationRow),
    Overlap(OverlapRow),
    Settlement(SettlementRow),
    Score(ScoreRow),
    Target(TargetRow),
}

/// The currency of a deal, which its lines and adjustments share; nothing when there is no such deal.
pub(crate) type DealCurrency<'a> = &'a dyn Fn(&str) -> Option<Currency>;

impl Columns {
    /// Reads a fact from a row.
    pub(crate) fn read<'a>(
        &'a self,
        row: &mut RowReader<'a>,
        deal_currency: DealCurrency<'_>,
    ) -> Result<Fact, Fault> {
        match self {
            Self::Partner(columns) => partner(columns, row).map(Fact::Partner),
            Self::Deal(columns) => deal(columns, row).map(|row| Fact::Deal(Box::new(row))),
            Self::Line(columns) => line(columns, row, deal_currency).map(Fact::Line),
            Self::Credit(columns) => credit(columns, row).map(Fact::Credit),
            Self::Adjustment(columns) => {
                adjustment(columns, row, deal_currency).map(Fact::Adjustment)
            }
            Self::Activity(columns) => activity(columns, row).map(Fact::Activity),
            Self::FundEvent(columns) => fund_event(columns, row).map(Fact::FundEvent),
            Self::Rate(columns) => rate(columns, row).map(Fact::Rate),
            Self::Paid(columns) => paid(columns, row).map(Fact::Paid),
            Self::Status(columns) => standing::status(columns, row).map(Fact::Status),
            Self::Level(columns) => standing::level(columns, row).map(Fact::Level),
            Self::Touch(columns) => course::touch(columns, row).map(Fact::Touch),
            Self::Registration(columns) => {
                course::registration(columns, row).map(Fact::Registration)
            }
            Self::Overlap(columns) => standing::overlap(columns, row).map(Fact::Overlap),
            Self::Settlement(columns) => {
                course::settlement(columns, row, deal_currency).map(Fact::Settlement)
            }
            Self::Score(columns) => standing::score(columns, row).map(Fact::Score),
            Self::Target(columns) => standing::target(columns, row).map(Fact::Target),
        }
    }

    /// The id of the partner that a row names, where nothing but texts are read of it, so that rows which
    /// repeat a partner need not be read whole. What it needs is there.
    pub(crate) fn repeated<'a>(&'a self, row: &RowReader<'a>) -> Option<Cow<'a, str>> {
        let Self::Partner(columns) = self else { return None };
        let read = [&columns.joined, &columns.left_on, &columns.currency];
        if read.into_iter().any(Option::is_some) || row.text(&columns.name).is_empty() {
            return None;
        }
        Some(row.text(&columns.id)).filter(|id| !id.is_empty())
    }

    /// The amount that this row adds to its table, if the table has amounts and it can be read.
    /// `currency` is the one to take where the row does not name it.
    pub(crate) fn amount<'a>(
        &'a self,
        row: &mut RowReader<'a>,
        currency: impl FnOnce(&RowReader<'a>, &'a Place) -> Option<Currency>,
    ) -> Option<Money> {
        let (amount, own) = match self {
            Self::Deal(columns) => (&columns.amount, Some(&columns.currency)),
            Self::FundEvent(columns) => (&columns.amount, Some(&columns.currency)),
            Self::Paid(columns) => (&columns.amount, Some(&columns.currency)),
            Self::Line(columns) => (&columns.amount, columns.currency.as_ref()),
            Self::Adjustment(columns) => (&columns.amount, columns.currency.as_ref()),
            Self::Settlement(columns) => (&columns.gross, columns.currency.as_ref()),
            _ => return None,
        };
        let currency = match (row.maybe_currency(own).ok()?, self) {
            (Some(currency), _) => currency,
            (None, Self::Line(columns)) => currency(row, &columns.deal)?,
            (None, Self::Settlement(columns)) => currency(row, &columns.deal)?,
            (None, Self::Adjustment(columns)) => currency(row, columns.deal.as_ref()?)?,
            (None, _) => return None,
        };
        row.money(amount, currency).ok()
    }

    /// Whether a column is summed over the rows of one key.
    pub(crate) fn sums(&self, column: &str) -> bool {
        let is_sum = |place: Option<&Place>| place.is_some_and(|place| place.sums);
        match (self, column) {
            (Self::Deal(columns), "amount") => columns.amount.sums,
            (Self::Deal(columns), "list_amount") => is_sum(columns.list_amount.as_ref()),
            (Self::Deal(columns), "cost") => is_sum(columns.cost.as_ref()),
            (Self::Deal(columns), "tax") => is_sum(columns.tax.as_ref()),
            (Self::Deal(columns), "recurring") => is_sum(columns.recurring.as_ref()),
            (Self::Line(columns), "amount") => columns.amount.sums,
            (Self::Line(columns), "quantity") => columns.quantity.sums,
            (Self::Line(columns), "list_amount") => is_sum(columns.list_amount.as_ref()),
            (Self::Line(columns), "cost") => is_sum(columns.cost.as_ref()),
            _ => false,
        }
    }

    /// Whether its table has amounts that tie to the file.
    pub(crate) const fn has_amount(&self) -> bool {
        matches!(
            self,
            Self::Deal(_)
                | Self::Line(_)
                | Self::Adjustment(_)
                | Self::FundEvent(_)
                | Self::Paid(_)
                | Self::Settlement(_)
        )
    }
}

fn partner<'a>(
    columns: &'a PartnerColumns<Place>,
    row: &mut RowReader<'a>,
) -> Result<PartnerRow, Fault> {
    Ok(PartnerRow {
        id: row.string(&columns.id)?,
        name: row.string(&columns.name)?,
        kind: row.maybe_string(columns.kind.as_ref()),
        region: row.maybe_string(columns.region.as_ref()),
        country: row.maybe_string(columns.country.as_ref()),
        segment: row.maybe_string(columns.segment.as_ref()),
        joined: row.maybe_date(columns.joined.as_ref())?,
        group: row.maybe_string(columns.group.as_ref()),
        parent: row.maybe(columns.parent.as_ref()).map(Cow::into_owned),
        left_on: row.maybe_date(columns.left_on.as_ref())?,
        currency: row.maybe_currency(columns.currency.as_ref())?,
        attributes: attributes(&columns.attributes, row),
        source: row.source,
    })
}

/// Columns of the user's own; an empty one is none.
fn attributes<'a>(columns: &'a BTreeMap<String, Place>, row: &RowReader<'a>) -> Attributes {
    let own = columns.iter().map(|(name, place)| (name.clone(), row.maybe_string(Some(place))));
    own.filter(|(_, text)| !text.is_empty()).collect()
}

fn deal<'a>(columns: &'a DealColumns<Place>, row: &mut RowReader<'a>) -> Result<DealRow, Fault> {
    let stage_text = row.needed(&columns.stage)?;
    let stage = Stage::from_text(&stage_text).ok_or_else(|| {
        let clause = format!("\"{stage_text}\" is not a stage; open, won or lost is expected");
        Fault::at("stage_unknown", columns.stage.theirs.as_deref(), clause)
    })?;
    let currency = row.currency(&columns.currency)?;
    let fact = DealRow {
        id: row.string(&columns.id)?,
        name: row.maybe_string(columns.name.as_ref()),
        customer: row.maybe_string(columns.customer.as_ref()),
        stage,
        opened: row.maybe_date(columns.opened.as_ref())?,
        closed: row.maybe_date(columns.closed.as_ref())?,
        amount: row.money(&columns.amount, currency)?,
        list_amount: row.maybe_money(columns.list_amount.as_ref(), currency)?,
        cost: row.maybe_money(columns.cost.as_ref(), currency)?,
        kind: row.maybe_string(columns.kind.as_ref()),
        region: row.maybe_string(columns.region.as_ref()),
        segment: row.maybe_string(columns.segment.as_ref()),
        origin: row.maybe_string(columns.origin.as_ref()),
        tax: row.maybe_money(columns.tax.as_ref(), currency)?,
        recurring: row.maybe_money(columns.recurring.as_ref(), currency)?,
        term_start: row.maybe_date(columns.term_start.as_ref())?,
        term_end: row.maybe_date(columns.term_end.as_ref())?,
        cancelled_on: row.maybe_date(columns.cancelled_on.as_ref())?,
        marketplace: row.maybe_string(columns.marketplace.as_ref()),
        offer: row.maybe_string(columns.offer.as_ref()),
        attributes: attributes(&columns.attributes, row),
        source: row.source,
    };
    if fact.stage == Stage::Won && fact.closed.is_none() {
        let clause = format!("deal {} is won and has no closing day", fact.id);
        let column = columns.closed.as_ref().and_then(|place| place.theirs.as_deref());
        return Err(Fault::at("closing_day_missing", column, clause));
    }
    if let Some(start) = fact.term_start {
        let what = format!("the term of deal {}", fact.id);
        standing::in_order(&what, (start, fact.term_end), columns.term_end.as_ref())?;
    }
    Ok(fact)
}

/// The currency of a row that belongs to a deal: the deal's, and no other.
fn deals_own<'a>(
    what: &str,
    deal: &str,
    own: Option<&'a Place>,
    row: &RowReader<'a>,
    deal_currency: DealCurrency<'_>,
) -> Result<Currency, Fault> {
    let own_currency = row.maybe_currency(own)?;
    let currency = deal_currency(deal).ok_or_else(|| {
        Fault::new("deal_missing", format!("{what} names deal {deal}, which no row gives"))
    })?;
    match own_currency {
        Some(other) if other != currency => {
            let clause = format!("{what} is in {other}, and its deal {deal} in {currency}");
            let column = own.and_then(|place| place.theirs.as_deref());
            Err(Fault::at("currency_differs", column, clause))
        }
        _ => Ok(currency),
    }
}

fn line<'a>(
    columns: &'a LineColumns<Place>,
    row: &mut RowReader<'a>,
    deal_currency: DealCurrency<'_>,
) -> Result<LineRow, Fault> {
    let (id, deal) = (row.string(&columns.id)?, row.string(&columns.deal)?);
    let what = format!("line {id}");
    let currency = deals_own(&what, &deal, columns.currency.as_ref(), row, deal_currency)?;
    Ok(LineRow {
        id,
        deal,
        product: row.string(&columns.product)?,
        family: row.maybe_string(columns.family.as_ref()),
        quantity: row.rate(&columns.quantity)?,
        amount: row.money(&columns.amount, currency)?,
        list_amount: row.maybe_money(columns.list_amount.as_ref(), currency)?,
        cost: row.maybe_money(columns.cost.as_ref(), currency)?,
        source: row.source,
    })
}

fn credit<'a>(
    columns: &'a CreditColumns<Place>,
    row: &mut RowReader<'a>,
) -> Result<CreditRow, Fault> {
    Ok(CreditRow {
        id: row.string(&columns.id)?,
        deal: row.string(&columns.deal)?,
        partner: row.string(&columns.partner)?,
        role: row.string(&columns.role)?,
        share: row.maybe_rate(columns.share.as_ref())?,
        evidence: row.evidence(columns.evidence.as_ref())?,
        source: row.source,
    })
}

fn adjustment<'a>(
    columns: &'a AdjustmentColumns<Place>,
    row: &mut RowReader<'a>,
    deal_currency: DealCurrency<'_>,
) -> Result<AdjustmentRow, Fault> {
    let id = row.string(&columns.id)?;
    let what = format!("adjustment {id}");
    let deal = row.maybe_string(columns.deal.as_ref());
    let partner = row.maybe_string(columns.partner.as_ref());
    let currency = if deal.is_empty() {
        if partner.is_empty() {
            let place = columns.partner.as_ref().or(columns.deal.as_ref());
            let column = place.and_then(|place| place.theirs.as_deref());
            let clause = format!("{what} names neither a deal nor a partner");
            return Err(Fault::at("text_missing", column, clause));
        }
        row.maybe_currency(columns.currency.as_ref())?.ok_or_else(|| {
            Fault::new("currency_missing", format!("{what} names no deal, so it needs a currency"))
        })?
    } else {
        deals_own(&what, &deal, columns.currency.as_ref(), row, deal_currency)?
    };
    let amount = row.money(&columns.amount, currency)?;
    if amount.units() <= 0 {
        let clause = format!("{what} takes back {}, which is not above zero", amount.amount_text());
        return Err(Fault::at("amount_not_positive", columns.amount.theirs.as_deref(), clause));
    }
    let line = row.maybe_string(columns.line.as_ref());
    Ok(AdjustmentRow {
        id,
        partner: (deal.is_empty()).then_some(partner),
        deal: (!deal.is_empty()).then_some(deal),
        line: (!line.is_empty()).then_some(line),
        date: row.date(&columns.date)?,
        amount,
        quantity: row.maybe_rate(columns.quantity.as_ref())?.unwrap_or_default(),
        source: row.source,
    })
}

fn activity<'a>(
    columns: &'a ActivityColumns<Place>,
    row: &mut RowReader<'a>,
) -> Result<ActivityRow, Fault> {
    let id = row.string(&columns.id)?;
    let value = match row.maybe_currency(columns.currency.as_ref())? {
        Some(currency) => row.maybe_money(columns.value.as_ref(), currency)?,
        None if row.maybe(columns.value.as_ref()).is_some() => {
            let clause = format!("activity {id} has a value and no currency");
            let column = columns.currency.as_ref().and_then(|place| place.theirs.as_deref());
            return Err(Fault::at("currency_missing", column, clause));
        }
        None => None,
    };
    Ok(ActivityRow {
        id,
        partner: row.string(&columns.partner)?,
        kind: row.string(&columns.kind)?,
        date: row.date(&columns.date)?,
        valid_until: row.maybe_date(columns.valid_until.as_ref())?,
        person: row.maybe_string(columns.person.as_ref()),
        quantity: row.maybe_rate(columns.quantity.as_ref())?,
        value,
        deal: row.maybe(columns.deal.as_ref()).map(Cow::into_owned),
        evidence: row.evidence(columns.evidence.as_ref())?,
        source: row.source,
    })
}

fn fund_event<'a>(
    columns: &'a FundEventColumns<Place>,
    row: &mut RowReader<'a>,
) -> Result<FundEventRow, Fault> {
    let step_text = row.needed(&columns.step)?;
    if step_text == LEFT_OUT {
        let clause = "the mapping leaves out rows of this step".to_owned();
        return Err(Fault::at("left_out", columns.step.theirs.as_deref(), clause));
    }
    let step = FundStep::from_text(&step_text).ok_or_else(|| {
        let clause = format!(
            "\"{step_text}\" is not a step; requested, approved, claimed or paid is expected"
        );
        Fault::at("step_unknown", columns.step.theirs.as_deref(), clause)
    })?;
    let currency = row.currency(&columns.currency)?;
    Ok(FundEventRow {
        id: row.string(&columns.id)?,
        partner: row.string(&columns.partner)?,
        request: row.string(&columns.request)?,
        step,
        activity: row.maybe_string(columns.activity.as_ref()),
        date: row.date(&columns.date)?,
        amount: row.money(&columns.amount, currency)?,
        fund: row.maybe_string(columns.fund.as_ref()),
        cost: row.maybe_money(columns.cost.as_ref(), currency)?,
        deals: several(&row.maybe_string(columns.deals.as_ref())),
        source: row.source,
    })
}

fn rate<'a>(columns: &'a RateColumns<Place>, row: &mut RowReader<'a>) -> Result<RateRow, Fault> {
    let quoted_text = row.needed(&columns.quoted)?;
    let quoted = Quoted::from_text(&quoted_text).ok_or_else(|| {
        let clause = format!(
            "\"{quoted_text}\" does not say which way; base per unit or units per base is expected"
        );
        Fault::at("direction_unknown", columns.quoted.theirs.as_deref(), clause)
    })?;
    let rate = row.rate(&columns.rate)?;
    if rate.units() <= 0 {
        let clause = format!(
            "the exchange rate \"{}\" is not above zero at eight decimals",
            row.text(&columns.rate)
        );
        return Err(Fault::at("rate_not_positive", columns.rate.theirs.as_deref(), clause));
    }
    let table = row.maybe_string(columns.table.as_ref());
    Ok(RateRow {
        table: if table.is_empty() { MARKET.to_owned() } else { table },
        currency: row.currency(&columns.currency)?,
        base: row.currency(&columns.base)?,
        date: row.date(&columns.date)?,
        rate,
        inverse: quoted == Quoted::UnitsPerBase,
        source: row.source,
    })
}

fn paid<'a>(columns: &'a PaidColumns<Place>, row: &mut RowReader<'a>) -> Result<PaidRow, Fault> {
    let currency = row.currency(&columns.currency)?;
    Ok(PaidRow {
        id: row.string(&columns.id)?,
        partner: row.string(&columns.partner)?,
        period_from: row.date(&columns.period_from)?,
        period_until: row.date(&columns.period_until)?,
        label: row.string(&columns.label)?,
        amount: row.money(&columns.amount, currency)?,
        source: row.source,
    })
}
