//! What happens in the course of a deal: touches, registrations, settlements.

use super::{
    Choice, FileKind, Matched, Question,
    dictionary::letters,
    draft::Draft,
    headers::{AMOUNT, CLOSED, CURRENCY, Headers, PARTNER, ROLE, TAX},
    partners::Reference,
    standing::row_id,
};
use crate::{
    ImportFailure,
    fact::BETWEEN,
    inspect::ColumnReading,
    mapping::{Cell, DealColumns, RegistrationColumns, SettlementColumns, TextFrom, TouchColumns},
};

/// Columns that name the deal of a row.
pub(super) const DEAL: &[&str] =
    &["opportunityid", "dealid", "recordid", "orderid", "ordernumber", "deal"];
const TOUCH: &[&str] = &[
    "touchid",
    "touch",
    "touchtype",
    "touchpoint",
    "touchpointid",
    "touchpointtype",
    "interaction",
    "interactiontype",
    "milestone",
    "milestones",
    "touchpointposition",
];
const TOUCH_AT: &[&str] = &[
    "at",
    "date",
    "touchdate",
    "touchpointdate",
    "interactiondate",
    "activitydate",
    "timestamp",
    "datetime",
    "occurredon",
    "occurredat",
];
const MILESTONES: &[&str] = &["milestone", "milestones", "touchpointposition", "position"];
const REGISTERED: &[&str] = &[
    "registeredon",
    "registered",
    "registrationdate",
    "dateregistered",
    "submittedon",
    "submitteddate",
    "submissiondate",
];
const APPROVED: &[&str] =
    &["approvedon", "approved", "approveddate", "approvaldate", "dateapproved"];
const REFUSED: &[&str] =
    &["refusedon", "refused", "rejectedon", "rejecteddate", "declinedon", "declineddate"];
const PROTECTED: &[&str] = &[
    "protecteduntil",
    "protectionend",
    "protectionenddate",
    "protectionexpires",
    "expirationdate",
];
const SETTLED: &[&str] = &[
    "disbursementdate",
    "disbursedon",
    "collectedon",
    "collectiondate",
    "paymentdate",
    "settlementdate",
    "settledon",
    "billedon",
    "billingdate",
];
const SETTLEMENT_ID: &[&str] = &["settlementid", "disbursementid", "transactionid", "paymentid"];
const SETTLEMENT_KIND: &[&str] =
    &["settlementkind", "settlementtype", "kind", "transactiontype", "type"];
const GROSS: &[&str] =
    &["gross", "grossamount", "grossrevenue", "invoiceamount", "amountcollected"];
const FEE: &[&str] = &["fee", "fees", "marketplacefee", "listingfee", "feeamount", "sellerfee"];
const NET: &[&str] = &["net", "netamount", "netrevenue", "disbursedamount", "sellernetrevenue"];

/// What a file holds, if it is about the course of deals.
pub(super) fn kind(headers: &Headers<'_>) -> Option<FileKind> {
    let find = |wanted: &[&str]| headers.find(wanted).is_some();
    let number = |wanted: &[&str]| headers.number(wanted).is_some();
    let date = |wanted: &[&str]| headers.date(wanted).is_some();
    if !find(DEAL) {
        return None;
    }
    let is_settled = number(FEE) || find(SETTLEMENT_ID) || date(SETTLED);
    if is_settled && settled_on(headers).is_some() && gross(headers).is_some() && !find(PARTNER) {
        return Some(FileKind::Settlements);
    }
    if date(CLOSED) {
        return None;
    }
    if find(PARTNER) && date(REGISTERED) {
        return Some(FileKind::Registrations);
    }
    (find(TOUCH) && date(TOUCH_AT) && !number(AMOUNT)).then_some(FileKind::Touches)
}

fn settled_on<'a>(headers: &Headers<'a>) -> Option<&'a ColumnReading> {
    headers.date(SETTLED).or_else(|| headers.date(&["date", "invoicedate", "day"]))
}

fn gross<'a>(headers: &Headers<'a>) -> Option<&'a ColumnReading> {
    headers.number(GROSS).or_else(|| headers.number(AMOUNT))
}

fn text(column: Option<&ColumnReading>) -> Option<Cell> {
    column.map(|column| Cell::column(&column.name))
}

/// Interactions on deals.
pub(super) fn touches(draft: &mut Draft<'_>, index: usize) {
    let headers = &draft.files[index].headers;
    let (Some(deal), Some(at)) = (headers.find(DEAL), headers.date(TOUCH_AT)) else { return };
    let partner = headers.find(PARTNER);
    let reference = partner.map(|partner| (partner, Reference::of(draft, partner)));
    let milestones = headers.find(MILESTONES);
    let kind = headers.find(&[
        "touchtype",
        "touchpointtype",
        "interactiontype",
        "type",
        "kind",
        "channel",
        "touch",
        "touchpoint",
        "interaction",
    ]);
    let kind = kind.filter(|kind| milestones.is_none_or(|other| other.name != kind.name));
    let columns = TouchColumns {
        id: row_id(headers, &["touchid", "touchpointid", "id", "interactionid"]),
        deal: Cell::column(&deal.name),
        at: draft.cell(index, at),
        partner: reference.as_ref().map(|(partner, reference)| reference.cell(partner)),
        kind: text(kind),
        milestones: milestones.map(milestone_cell),
    };
    let mut feed = draft.feed(index, columns);
    if let Some((partner, reference)) = reference {
        feed.join = reference.join(partner);
    }
    draft.tables.touch.push(feed);
}

/// What others call the milestones that attribution models know.
const KNOWN_MILESTONES: &[(&str, &[&str])] = &[
    ("first", &["first", "firsttouch", "ft", "anonymousfirsttouch"]),
    ("lead created", &["leadcreated", "leadcreation", "lc", "leadcreate"]),
    (
        "opportunity created",
        &["opportunitycreated", "opportunitycreation", "oc", "oppcreated", "dealcreated"],
    ),
    ("closed", &["closed", "closedwon", "won", "customerclose", "dealclosed"]),
];

/// A column of milestones, each by the name that attribution models know it by.
fn milestone_cell(column: &ColumnReading) -> Cell {
    let mut cell = Cell::column(&column.name);
    for (text, _) in column.values.iter().flatten() {
        let ours: Vec<&str> = text.split(BETWEEN).map(|one| milestone(one.trim())).collect();
        let ours = ours.join(";");
        if ours != *text {
            cell.values.insert(text.clone(), ours);
        }
    }
    cell
}

fn milestone(text: &str) -> &str {
    let wanted = letters(text);
    let known = KNOWN_MILESTONES.iter().find(|(_, names)| names.contains(&wanted.as_str()));
    known.map_or(text, |(ours, _)| ours)
}

/// Partners' claims to deals.
pub(super) fn registrations(draft: &mut Draft<'_>, index: usize) {
    let headers = &draft.files[index].headers;
    let (Some(deal), Some(partner), Some(registered_on)) =
        (headers.find(DEAL), headers.find(PARTNER), headers.date(REGISTERED))
    else {
        return;
    };
    let file = headers.file.file.clone();
    let (approved, refused) = (headers.date(APPROVED), headers.date(REFUSED));
    if approved.is_none() {
        draft.note(format!(
            "{file} has no day of approval: registrations count as handed in and not approved."
        ));
    }
    let role = draft.files[index].headers.find(ROLE);
    let role = role.map(|role| draft.matched(index, role, Matched::Role));
    let reference = Reference::of(draft, partner);
    let headers = &draft.files[index].headers;
    let columns = RegistrationColumns {
        id: row_id(headers, &["registrationid", "dealregistrationid", "registrationnumber", "id"]),
        deal: Cell::column(&deal.name),
        partner: reference.cell(partner),
        registered_on: draft.cell(index, registered_on),
        role,
        approved_on: draft.maybe(index, approved),
        refused_on: draft.maybe(index, refused),
        protected_until: draft.maybe(index, headers.date(PROTECTED)),
    };
    let mut feed = draft.feed(index, columns);
    feed.join = reference.join(partner);
    draft.tables.registration.push(feed);
}

/// Invoices, collections and marketplace disbursements.
pub(super) fn settlements(draft: &mut Draft<'_>, index: usize) {
    let headers = &draft.files[index].headers;
    let (Some(deal), Some(date), Some(gross)) =
        (headers.find(DEAL), settled_on(headers), gross(headers))
    else {
        return;
    };
    let kind_column = headers.find(SETTLEMENT_KIND).filter(|kind| kind.values.is_some());
    let kind = match kind_column {
        Some(column) => draft.matched(index, column, Matched::Settlement),
        None => one_kind(draft, index, date),
    };
    let headers = &draft.files[index].headers;
    let other = |wanted: &[&str]| headers.number(wanted).filter(|column| column.name != gross.name);
    let columns = SettlementColumns {
        id: row_id(
            headers,
            &["settlementid", "disbursementid", "transactionid", "paymentid", "id"],
        ),
        deal: Cell::column(&deal.name),
        kind,
        date: draft.cell(index, date),
        gross: draft.cell(index, gross),
        line: text(headers.find(&["line", "lineid", "linenumber"])),
        currency: text(headers.currency(gross).or_else(|| headers.find(CURRENCY))),
        fee: draft.maybe(index, other(FEE)),
        tax: draft.maybe(index, other(TAX)),
        net: draft.maybe(index, other(NET)),
    };
    let feed = draft.feed(index, columns);
    draft.tables.settlement.push(feed);
}

/// What the settlements of a file are that does not say it: asked, with what its columns suggest
/// first.
fn one_kind(draft: &mut Draft<'_>, index: usize, date: &ColumnReading) -> Cell {
    let headers = &draft.files[index].headers;
    let file = headers.file.file.clone();
    let named = letters(&date.name);
    let (guessed, is_clear) = match named.as_str() {
        name if name.starts_with("disburse") => ("disbursed", true),
        name if name.starts_with("collect") => ("collected", true),
        name if name.starts_with("bill") || name.starts_with("invoice") => ("billed", true),
        _ if headers.number(FEE).is_some() => ("disbursed", false),
        _ => ("collected", false),
    };
    if is_clear {
        return Cell::text(guessed);
    }
    let id = format!("settlement:{file}");
    let answer = draft.known.answers.get(&id).cloned();
    let mut choices = vec![
        Choice::plain("billed", "Invoices to the customer"),
        Choice::plain("collected", "Money that came in from the customer"),
        Choice::plain("disbursed", "Money that a marketplace handed on"),
    ];
    choices.sort_by_key(|choice| choice.id != guessed);
    draft.questions.push(Question {
        id,
        file: file.clone(),
        column: None,
        sentence: format!("What are the amounts of {file}? It does not say."),
        choices,
        answer: answer.clone(),
    });
    Cell::text(answer.as_deref().unwrap_or(guessed))
}

/// Columns in which a marketplace names the deal.
const THEIR_DEAL: &[&str] = &[
    "opportunityid",
    "dealid",
    "orderid",
    "ordernumber",
    "deal",
    "offerid",
    "privateofferid",
    "agreementid",
    "crmid",
    "recordid",
];
/// Columns in which a marketplace names the buyer.
const BUYER: &[&str] = &[
    "buyer",
    "buyername",
    "buyercompanyname",
    "payercompanyname",
    "customercompanyname",
    "subscribercompanyname",
    "customername",
    "customer",
    "accountname",
    "companyname",
];

/// A disbursement file, each row as a deal of its own.
pub(super) fn disbursements(draft: &mut Draft<'_>) -> Result<(), ImportFailure> {
    let Some(sheet) = draft.files.first() else { return Ok(()) };
    let headers = &sheet.headers;
    let (Some(date), Some(gross)) = (settled_on(headers), gross(headers)) else {
        return Err(ImportFailure::new(
            "no_disbursements",
            format!("{} has no day or no gross amount of disbursements.", headers.file.file),
            "Give a file with a disbursement date, a gross amount, and a deal id or a buyer.",
        ));
    };
    let (deal, buyer) = (headers.find(THEIR_DEAL), headers.find(BUYER));
    if deal.is_none() && buyer.is_none() {
        return Err(ImportFailure::new(
            "no_disbursements",
            format!("{} names neither deals nor buyers.", headers.file.file),
            "Give a file with a deal id or a buyer in each row.",
        ));
    }
    let (fee, net) = (headers.number(FEE), headers.number(NET));
    let currency = draft.currency(0, gross);
    let own = |column: Option<&ColumnReading>| {
        draft.maybe(0, column.filter(|column| column.name != gross.name))
    };
    let id = TextFrom::Row("row ".to_owned()).into();
    let columns = DealColumns {
        name: text(deal),
        customer: text(buyer),
        closed: Some(draft.cell(0, date)),
        list_amount: own(fee),
        cost: own(net),
        ..DealColumns::of(id, Cell::text("won"), draft.cell(0, gross), currency)
    };
    let feed = draft.feed(0, columns);
    draft.tables.deal.push(feed);
    Ok(())
}
