//! Money that was asked for, claimed and paid, and what partners did.

use super::{
    Matched,
    course::DEAL,
    draft::Draft,
    files::{ACTIVITY, ACTIVITY_DATE, PERIOD_FROM, PERIOD_UNTIL, REQUEST},
    headers::{AMOUNT, EVIDENCE, PARTNER, QUANTITY, STAGE},
    partners::Reference,
};
use crate::{
    fact::LEFT_OUT,
    inspect::ColumnReading,
    mapping::{ActivityColumns, Cell, FundEventColumns, PaidColumns, TextFrom},
};

const STEP_DATE: &[&str] = &[
    "date",
    "claimdate",
    "requestdate",
    "requesteddate",
    "submitteddate",
    "createddate",
    "claimedon",
    "requestedon",
    "lastmodifieddate",
    "createdon",
    "approveddate",
    "paiddate",
];
const STEP_AMOUNT: &[&str] = &[
    "amount",
    "claimamount",
    "requestedamount",
    "approvedamount",
    "estimatedcost",
    "claimedamount",
];

/// Columns that name the deals an MDF request is linked to.
const LINKED: &[&str] = &[
    "linkeddeals",
    "dealids",
    "deals",
    "linkedopportunities",
    "opportunityids",
    "opportunities",
    "relatedopportunities",
    "relateddeals",
];
/// Columns that say how many there were of an activity.
const HOW_MANY: &[&str] = &["count", "attendees", "participants", "leads", "number", "seats"];
/// Columns that say what an activity is worth.
const WORTH: &[&str] = &[
    "value",
    "activityvalue",
    "pipeline",
    "pipelinevalue",
    "pipelinecreated",
    "pipelinegenerated",
    "pipelineamount",
];

/// Requests and claims of MDF money.
pub(super) fn fund_events(draft: &mut Draft<'_>, index: usize) {
    let headers = &draft.files[index].headers;
    let file = headers.file.file.clone();
    let (Some(partner), Some(amount), Some(date)) =
        (headers.find(PARTNER), headers.number(STEP_AMOUNT), headers.date(STEP_DATE))
    else {
        draft
            .note(format!("{file}: MDF requests and claims need a partner, an amount and a date."));
        return;
    };
    let request = headers.find(REQUEST);
    let status = headers.find(&["step", "status", "state"]).or_else(|| headers.find(STAGE));
    let activity = headers.find(&["activity", "activitytype", "campaigntype", "type"]);
    let is_claims = request.is_some();
    let step = match status {
        Some(status) => draft.matched(index, status, Matched::Step),
        None => Cell::text(if is_claims { "claimed" } else { "requested" }),
    };
    let left_out = step.values.iter().filter(|(_, means)| *means == LEFT_OUT);
    let left_out: Vec<String> = left_out.map(|(text, _)| text.clone()).collect();
    if !left_out.is_empty() {
        draft.note(format!(
            "{file}: {} moves no money, so those rows are left out.",
            crate::failure::list(&left_out)
        ));
    }
    let headers = &draft.files[index].headers;
    let id = headers.find(&["id", "claimid", "eventid", "name", "title"]).filter(|id| id.is_unique);
    let id_cell = id
        .map_or_else(|| TextFrom::Row(format!("{file} row ")).into(), |id| Cell::column(&id.name));
    let currency = draft.currency(index, amount);
    let reference = Reference::of(draft, partner);
    let headers = &draft.files[index].headers;
    let fund = headers.find(&["fund", "fundname", "fundid", "budget"]);
    let deals = headers.find(LINKED).or_else(|| headers.find(DEAL));
    let cost = headers.number(&["totalcost", "activitycost", "actualcost", "cost"]);
    let mut feed = draft.feed(
        index,
        FundEventColumns {
            request: request.map_or_else(|| id_cell.clone(), |request| Cell::column(&request.name)),
            id: id_cell,
            partner: reference.cell(partner),
            step,
            date: draft.cell(index, date),
            amount: draft.cell(index, amount),
            currency,
            activity: activity.map(|column| Cell::column(&column.name)),
            fund: fund.map(|column| Cell::column(&column.name)),
            cost: draft.maybe(index, cost.filter(|cost| cost.name != amount.name)),
            deals: deals.map(|column| Cell::column(&column.name)),
        },
    );
    feed.join = reference.join(partner);
    draft.tables.fund_event.push(feed);
}

/// Past payouts.
pub(super) fn paid(draft: &mut Draft<'_>, index: usize) {
    let headers = &draft.files[index].headers;
    let file = headers.file.file.clone();
    let (Some(partner), Some(from), Some(until), Some(amount)) = (
        headers.find(PARTNER),
        headers.date(PERIOD_FROM),
        headers.date(PERIOD_UNTIL),
        headers.number(AMOUNT),
    ) else {
        return;
    };
    let id = headers.find(&["id", "payoutid", "paymentid"]).filter(|id| id.is_unique);
    let label =
        headers.find(&["label", "incentive", "program", "rebate", "type", "name", "description"]);
    let currency = draft.currency(index, amount);
    let reference = Reference::of(draft, partner);
    let mut feed = draft.feed(
        index,
        PaidColumns {
            id: id.map_or_else(
                || TextFrom::Row(format!("{file} row ")).into(),
                |id| Cell::column(&id.name),
            ),
            partner: reference.cell(partner),
            period_from: draft.cell(index, from),
            period_until: draft.cell(index, until),
            label: label.map_or_else(|| Cell::text("payout"), |label| Cell::column(&label.name)),
            amount: draft.cell(index, amount),
            currency,
        },
    );
    feed.join = reference.join(partner);
    draft.tables.paid.push(feed);
}

/// What partners did, certificates included.
pub(super) fn activities(draft: &mut Draft<'_>, index: usize) {
    let headers = &draft.files[index].headers;
    let file = headers.file.file.clone();
    let (Some(partner), Some(kind), Some(date)) =
        (headers.find(PARTNER), headers.find(ACTIVITY), headers.date(ACTIVITY_DATE))
    else {
        return;
    };
    let id = headers.find(&["id", "activityid", "certificateid"]).filter(|id| id.is_unique);
    let until =
        headers.date(&["validuntil", "expires", "expireson", "expirydate", "expirationdate"]);
    let person = headers.find(&["person", "contact", "employee", "holder", "contactname", "user"]);
    let quantity = headers.number(QUANTITY).or_else(|| headers.number(HOW_MANY));
    let value = headers.number(WORTH);
    let (deal, evidence) = (headers.find(DEAL), headers.find(EVIDENCE));
    let currency = value.map(|value| draft.currency(index, value));
    let text = |column: Option<&ColumnReading>| column.map(|column| Cell::column(&column.name));
    let reference = Reference::of(draft, partner);
    let mut feed = draft.feed(
        index,
        ActivityColumns {
            id: id.map_or_else(
                || TextFrom::Row(format!("{file} row ")).into(),
                |id| Cell::column(&id.name),
            ),
            partner: reference.cell(partner),
            kind: Cell::column(&kind.name),
            date: draft.cell(index, date),
            valid_until: draft.maybe(index, until),
            person: draft.maybe(index, person),
            quantity: draft.maybe(index, quantity),
            value: draft.maybe(index, value),
            currency,
            deal: text(deal),
            evidence: text(evidence),
        },
    );
    feed.join = reference.join(partner);
    draft.tables.activity.push(feed);
}
