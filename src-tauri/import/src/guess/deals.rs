//! Deals with their partners, parts and products.

use std::collections::BTreeMap;

use super::{
    FileKind, Matched,
    draft::Draft,
    headers::{
        AMOUNT, CANCELLED, CLOSED, COST, CUSTOMER, DEAL_ID, DEAL_NAME, EVIDENCE, FAMILY, Headers,
        KIND, LIST_AMOUNT, MARKETPLACE, MONTHLY, OFFER, OPENED, ORIGIN, PARTNER, PRODUCT, QUANTITY,
        RECURRING, REGION, ROLE, SEGMENT, SHARE, STAGE, TAX, TERM_END, TERM_START, UNIT_PRICE,
    },
    partners::{Reference, listed_partners, name_cell},
    slots::slots,
};
use crate::{
    ImportFailure,
    inspect::{ColumnReading, Inspected, Reads, repeats},
    mapping::{Cell, CreditColumns, DealColumns, Join, LineColumns, PartnerColumns, TextFrom},
};

/// Months of an amount per month.
const MONTHS: u32 = 12;

/// The deals of a file, and everything else its rows hold.
pub(super) fn deals(draft: &mut Draft<'_>, index: usize) -> Result<(), ImportFailure> {
    let headers = &draft.files[index].headers;
    let file = headers.file;
    let id = headers.find(DEAL_ID).filter(|column| column.filled > 0);
    let name = headers.find(DEAL_NAME).filter(|name| id.is_none_or(|id| id.name != name.name));
    let monthly = headers.number(MONTHLY);
    let Some(amount) = headers.number(AMOUNT).or(monthly) else { return Ok(()) };
    let is_monthly = monthly.is_some_and(|monthly| monthly.name == amount.name);
    let shape = shape(draft, index, id, amount)?;
    let id = deal_id(draft, index, id)?;
    let closed = closed(draft, index);
    let stage = match draft.files[index].headers.find(STAGE).filter(|stage| stage.values.is_some())
    {
        Some(stage) => draft.matched(index, stage, Matched::Stage),
        None => {
            draft.note(format!("{}: without a stage, every deal counts as won.", file.file));
            Cell::text("won")
        }
    };
    let currency = draft.currency(index, amount);
    let amount_cell = amount_cell(draft, index, amount, is_monthly, shape == Shape::Summed);
    let kind = draft.files[index].headers.find(KIND);
    let kind = kind.map(|kind| draft.matched(index, kind, Matched::Kind));
    let headers = &draft.files[index].headers;
    let find = |wanted: &[&str]| headers.find(wanted);
    let sum = |column: Option<&ColumnReading>| {
        let mut cell = draft.maybe(index, column)?;
        if shape == Shape::Summed {
            cell.from = TextFrom::Sum(cell.names().first()?.clone());
        }
        Some(cell)
    };
    let (customer, join) = customer(draft, index);
    let text = |wanted: &[&str]| find(wanted).map(|column| Cell::column(&column.name));
    let date = |wanted: &[&str]| draft.maybe(index, headers.date(wanted));
    let columns = DealColumns {
        name: name.map(|column| Cell::column(&column.name)),
        customer,
        opened: date(OPENED),
        closed,
        list_amount: sum(headers.number(LIST_AMOUNT)),
        cost: sum(headers.number(COST)),
        kind,
        region: text(REGION),
        segment: text(SEGMENT),
        origin: text(ORIGIN),
        tax: sum(headers.number(TAX)),
        recurring: sum(headers.number(RECURRING)),
        term_start: date(TERM_START),
        term_end: date(TERM_END),
        cancelled_on: date(CANCELLED),
        marketplace: text(MARKETPLACE),
        offer: text(OFFER),
        ..DealColumns::of(id.clone(), stage, amount_cell, currency)
    };
    let mut feed = draft.feed(index, columns);
    feed.join = join;
    if shape != Shape::Single {
        feed.one_per = id.names().to_vec();
    }
    draft.tables.deal.push(feed);
    if shape == Shape::Summed {
        own_lines(draft, index, &id, amount);
        draft.ask_duplicates(index);
    }
    if draft.of_kind(FileKind::Roles).is_none() {
        own_partners(draft, index, &id, shape);
    }
    Ok(())
}

/// Deals from a file that was not recognised: something to begin with by hand.
pub(super) fn anything(draft: &mut Draft<'_>) {
    let found = draft.files.iter().position(|file| first_number(file.headers.file).is_some());
    let Some(index) = found else { return };
    let file = draft.files[index].headers.file;
    let Some(amount) = first_number(file) else { return };
    let day = file.columns.iter().find(|column| column.reads == Reads::Dates);
    let id = file.columns.iter().find(|column| column.is_unique && column.filled == file.rows);
    let id = id.filter(|id| id.name != amount.name);
    draft.note(format!("{} was not recognised. Say which column is what.", file.file));
    let currency = draft.currency(index, amount);
    let id =
        id.map_or_else(|| TextFrom::Row("row ".to_owned()).into(), |id| Cell::column(&id.name));
    let columns = DealColumns {
        closed: draft.maybe(index, day),
        ..DealColumns::of(id, Cell::text("won"), draft.cell(index, amount), currency)
    };
    let feed = draft.feed(index, columns);
    draft.tables.deal.push(feed);
}

/// A column of numbers that repeat, or any: ids do not repeat.
fn first_number(file: &Inspected) -> Option<&ColumnReading> {
    let mut numbers = file.columns.iter().filter(|column| column.reads == Reads::Numbers);
    numbers.clone().find(|column| !column.is_unique).or_else(|| numbers.next_back())
}

/// How rows and deals go together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shape {
    /// One row, one deal.
    Single,
    /// Several rows of a deal repeat its amount.
    Repeated,
    /// The rows of a deal add up to it.
    Summed,
}

/// How rows and deals go together. Where neither partners nor products tell the rows of a deal
/// apart, nobody but a person knows whether they repeat it or add up.
fn shape(
    draft: &mut Draft<'_>,
    index: usize,
    id: Option<&ColumnReading>,
    amount: &ColumnReading,
) -> Result<Shape, ImportFailure> {
    let headers = &draft.files[index].headers;
    let file = headers.file;
    let Some(id) = id.filter(|id| !id.is_unique) else { return Ok(Shape::Single) };
    let found = repeats(file, &[&id.name], &amount.name)?;
    if found.is_unique {
        return Ok(Shape::Single);
    }
    let slots = slots(headers);
    let by_partner = match slots.first() {
        Some(slot) => repeats(file, &[&id.name, &slot.id.name], &amount.name)?.is_unique,
        None => false,
    };
    let has_products = headers.find(PRODUCT).is_some();
    let (guessed, is_clear) = match found.agree {
        true => (Shape::Repeated, by_partner && !has_products),
        false => (Shape::Summed, has_products),
    };
    let shape =
        draft.ask_rows(index, (&id.name, &amount.name), guessed == Shape::Summed, !is_clear);
    let shape = if shape { Shape::Summed } else { Shape::Repeated };
    draft.note(match shape {
        Shape::Summed => {
            format!("{}: rows with the same {} are added up to one deal.", file.file, id.name)
        }
        _ => format!("{}: rows with the same {} are one deal, counted once.", file.file, id.name),
    });
    Ok(shape)
}

/// The id of a deal: its column, customer and name together, or the number of its row.
fn deal_id(
    draft: &mut Draft<'_>,
    index: usize,
    id: Option<&ColumnReading>,
) -> Result<Cell, ImportFailure> {
    if let Some(id) = id {
        return Ok(Cell::column(&id.name));
    }
    let headers = &draft.files[index].headers;
    let file = headers.file;
    let names: Vec<&str> = [headers.find(CUSTOMER), headers.find(DEAL_NAME)]
        .into_iter()
        .flatten()
        .map(|column| column.name.as_str())
        .collect();
    let first = names.first().copied().unwrap_or_default();
    if names.len() == 2 && repeats(file, &names, first)?.is_unique {
        draft.note(format!(
            "{}: without an id, customer and name together are that of a deal.",
            file.file
        ));
        let names = names.into_iter().map(str::to_owned).collect();
        return Ok(TextFrom::Columns { names, between: " / ".to_owned() }.into());
    }
    draft.note(format!("{}: without an id, the number of the row is that of a deal.", file.file));
    Ok(TextFrom::Row("row ".to_owned()).into())
}

/// The closing day: the actual one where there is one, else the expected one.
fn closed(draft: &Draft<'_>, index: usize) -> Option<Cell> {
    let headers = &draft.files[index].headers;
    let both = first_of(headers, &["actualclosedate"], &["estclosedate", "estimatedclosedate"]);
    match both {
        Some((actual, expected)) => {
            let mut cell = draft.cell(index, expected);
            if cell.written.date.is_none() {
                cell.written.date = draft.cell(index, actual).written.date;
            }
            cell.from = TextFrom::FirstOf(vec![actual.name.clone(), expected.name.clone()]);
            Some(cell)
        }
        None => draft.maybe(index, headers.date(CLOSED)),
    }
}

fn first_of<'a>(
    headers: &Headers<'a>,
    actual: &[&str],
    expected: &[&str],
) -> Option<(&'a ColumnReading, &'a ColumnReading)> {
    Some((headers.find(actual)?, headers.find(expected)?))
}

fn amount_cell(
    draft: &mut Draft<'_>,
    index: usize,
    amount: &ColumnReading,
    is_monthly: bool,
    summed: bool,
) -> Cell {
    let mut cell = draft.cell(index, amount);
    let headers = &draft.files[index].headers;
    if summed {
        cell.from = TextFrom::Sum(amount.name.clone());
    } else if let Some((actual, expected)) = first_of(headers, &["actualrevenue"], &["estrevenue"])
    {
        cell.from = TextFrom::FirstOf(vec![actual.name.clone(), expected.name.clone()]);
    }
    if is_monthly {
        cell.written.times = MONTHS;
        draft.note(format!(
            "{} is an amount for each month: a deal counts with {MONTHS} of them.",
            amount.name
        ));
    }
    cell
}

/// The customer, by name: a column, or looked up in a list of accounts.
fn customer(draft: &Draft<'_>, index: usize) -> (Option<Cell>, Vec<Join>) {
    let headers = &draft.files[index].headers;
    let account = headers.find(&["accountid", "account"]);
    if let (Some(account), Some(list)) = (account, draft.of_kind(FileKind::Accounts)) {
        let accounts = &draft.files[list];
        if let (Some(id), Some(name)) = (
            accounts.headers.find(&["id", "accountid"]),
            accounts.headers.find(&["name", "accountname"]),
        ) {
            let role = &accounts.role;
            let on = BTreeMap::from([(account.name.clone(), id.name.clone())]);
            let cell =
                TextFrom::FirstOf(vec![format!("{role}.{}", name.name), account.name.clone()]);
            return (Some(cell.into()), vec![Join { file: role.clone(), on }]);
        }
    }
    let column = headers.find(CUSTOMER).or(account);
    (column.map(|column| Cell::column(&column.name)), Vec::new())
}

/// The products of deals whose rows add up.
fn own_lines(draft: &mut Draft<'_>, index: usize, id: &Cell, amount: &ColumnReading) {
    let headers = &draft.files[index].headers;
    let Some(product) = headers.find(PRODUCT) else { return };
    let quantity = headers.number(QUANTITY);
    let columns = LineColumns {
        id: TextFrom::Row(String::new()).into(),
        deal: id.clone(),
        product: Cell::column(&product.name),
        quantity: draft.maybe(index, quantity).unwrap_or_else(|| Cell::text("1")),
        amount: draft.cell(index, amount),
        family: headers.find(FAMILY).map(|column| Cell::column(&column.name)),
        currency: None,
        list_amount: draft.maybe(index, headers.number(LIST_AMOUNT)),
        cost: draft.maybe(index, headers.number(COST)),
    };
    let feed = draft.feed(index, columns);
    draft.tables.line.push(feed);
}

/// The partners in the rows of deals.
fn own_partners(draft: &mut Draft<'_>, index: usize, id: &Cell, shape: Shape) {
    let slots = slots(&draft.files[index].headers);
    let several = slots.len() > 1;
    // Beside several partners it does not say whose it is.
    let evidence = draft.files[index].headers.find(EVIDENCE).filter(|_| !several);
    let evidence = evidence.map(|column| Cell::column(&column.name));
    let file = draft.files[index].headers.file.file.clone();
    if slots.is_empty() {
        draft.note(format!("{file} names no partners: its deals are loaded without any."));
    }
    for (number, slot) in slots.iter().enumerate() {
        let reference = Reference::of(draft, slot.id);
        if matches!(reference, Reference::Own) {
            let mut partner = draft.feed(
                index,
                PartnerColumns::of(Cell::column(&slot.id.name), name_cell(slot.id, slot.name)),
            );
            partner.one_per = vec![slot.id.name.clone()];
            partner.known_stays = true;
            partner.leave_out.insert(slot.id.name.clone(), vec![String::new()]);
            draft.tables.partner.push(partner);
        }
        let role = match slot.role {
            Some(column) => draft.matched(index, column, Matched::Role),
            None => Cell::text(slot.says),
        };
        if slot.role.is_none() && slot.unsaid {
            draft.note(format!(
                "{file} has no role for {}: it is taken as {}.",
                slot.id.name, slot.says
            ));
        }
        let mut names = id.names().to_vec();
        names.push(slot.id.name.clone());
        let is_row = id.names().is_empty();
        let mut credit_id: Cell = if is_row {
            id.clone()
        } else {
            TextFrom::Columns { names: names.clone(), between: "/".to_owned() }.into()
        };
        if several {
            credit_id.written.after = format!("/{}", number + 1);
        }
        let mut credit = draft.feed(
            index,
            CreditColumns {
                id: credit_id,
                deal: id.clone(),
                partner: reference.cell(slot.id),
                role,
                share: slot.share.map(|column| share_cell(draft, index, column)),
                evidence: evidence.clone(),
            },
        );
        credit.join = reference.join(slot.id);
        credit.leave_out.insert(slot.id.name.clone(), vec![String::new()]);
        if shape != Shape::Single {
            credit.one_per = names;
        }
        draft.tables.credit.push(credit);
    }
}

/// A share, of one or of a hundred.
fn share_cell(draft: &Draft<'_>, index: usize, column: &ColumnReading) -> Cell {
    let mut cell = draft.cell(index, column);
    cell.written.percent = column.above_one || column.has_percent_signs;
    cell
}

/// Partners' parts in deals, one a row.
pub(super) fn roles(draft: &mut Draft<'_>, index: usize) {
    let headers = &draft.files[index].headers;
    let deal =
        headers.find(&["opportunityid", "dealid", "recordid", "orderid", "deal", "ordernumber"]);
    let (Some(deal), Some(partner)) = (deal, headers.find(PARTNER)) else { return };
    let id = headers
        .find(&["id", "creditid", "roleid"])
        .filter(|id| id.is_unique && id.name != deal.name);
    let role = headers.find(ROLE);
    let share = headers.number(SHARE);
    let evidence = headers.find(EVIDENCE);
    let names = [deal.name.clone(), partner.name.clone()];
    let id = match id {
        Some(id) => Cell::column(&id.name),
        None => {
            let role_name = role.map(|role| role.name.clone());
            let names = names.iter().cloned().chain(role_name).collect();
            TextFrom::Columns { names, between: "/".to_owned() }.into()
        }
    };
    let role = match role {
        Some(role) => draft.matched(index, role, Matched::Role),
        None => Cell::text("sourced"),
    };
    listed_partners(draft, index, partner);
    let credit = draft.feed(
        index,
        CreditColumns {
            id,
            deal: Cell::column(&deal.name),
            partner: Cell::column(&partner.name),
            role,
            share: share.map(|column| share_cell(draft, index, column)),
            evidence: evidence.map(|column| Cell::column(&column.name)),
        },
    );
    draft.tables.credit.push(credit);
}

/// Products of deals, one a row.
pub(super) fn lines(draft: &mut Draft<'_>, index: usize) {
    let headers = &draft.files[index].headers;
    let deal =
        headers.find(&["opportunityid", "dealid", "recordid", "orderid", "ordernumber", "deal"]);
    let (Some(deal), Some(product), Some(quantity)) =
        (deal, headers.find(PRODUCT), headers.number(QUANTITY))
    else {
        return;
    };
    let total =
        headers.number(&["totalprice", "amount", "lineamount", "netamount", "total", "linetotal"]);
    let price = headers.number(UNIT_PRICE);
    let amount = match (total, price) {
        (Some(total), _) => draft.cell(index, total),
        (None, Some(price)) => {
            let names = vec![quantity.name.clone(), price.name.clone()];
            let mut cell: Cell = TextFrom::Product { names, summed: false }.into();
            cell.written.number = draft.cell(index, price).written.number;
            cell
        }
        (None, None) => return,
    };
    let id = headers.find(&["id", "lineid", "linenumber", "line"]).filter(|id| id.is_unique);
    let columns = LineColumns {
        id: id.map_or_else(|| TextFrom::Row(String::new()).into(), |id| Cell::column(&id.name)),
        deal: Cell::column(&deal.name),
        product: Cell::column(&product.name),
        quantity: draft.cell(index, quantity),
        amount,
        family: headers.find(FAMILY).map(|column| Cell::column(&column.name)),
        currency: None,
        list_amount: draft.maybe(index, headers.number(LIST_AMOUNT)),
        cost: draft.maybe(index, headers.number(COST)),
    };
    let feed = draft.feed(index, columns);
    draft.tables.line.push(feed);
    draft.ask_duplicates(index);
}
