//! Invoice lines whose buyer is the partner: an invoice is a deal, a negative line is a return.

use super::{
    draft::Draft,
    headers::{BUYER, CLOSED, FAMILY, INVOICE, PRODUCT, QUANTITY, REGION, UNIT_PRICE},
    partners::name_cell,
};
use crate::mapping::{
    AdjustmentColumns, Cell, CreditColumns, DealColumns, LineColumns, OnlySign, PartnerColumns,
    Sign, TextFrom,
};

/// Partners, deals, lines, credits and returns from invoice lines.
pub(super) fn invoices(draft: &mut Draft<'_>, index: usize) {
    let headers = &draft.files[index].headers;
    let (Some(invoice), Some(quantity), Some(price), Some(buyer)) = (
        headers.find(INVOICE),
        headers.number(QUANTITY),
        headers.number(UNIT_PRICE),
        headers.find(BUYER),
    ) else {
        return;
    };
    let (Some(day), Some(product)) = (headers.date(CLOSED), headers.find(PRODUCT)) else { return };
    let region = headers.find(REGION);
    let family = headers.find(FAMILY);
    let buyer_name = headers.find(&["customername", "customer", "accountname"]).unwrap_or(buyer);
    let file = headers.file.file.clone();
    draft.ask_duplicates(index);
    draft.note(format!(
        "{file}: each invoice is a won deal of its buyer, who is the partner and resold it; lines below zero are returns."
    ));
    let factors = vec![quantity.name.clone(), price.name.clone()];
    let written = draft.cell(index, price).written;
    let product_of = |summed: bool| {
        let mut cell: Cell = TextFrom::Product { names: factors.clone(), summed }.into();
        cell.written.number = written.number;
        cell
    };
    let sign = |sign: Sign| Some(OnlySign { columns: factors.clone(), sign });
    let currency = draft.currency(index, price);

    let mut partner = draft.feed(
        index,
        PartnerColumns {
            kind: Some(Cell::text("reseller")),
            ..PartnerColumns::of(Cell::column(&buyer.name), name_cell(buyer, buyer_name))
        },
    );
    partner.one_per = vec![buyer.name.clone()];
    draft.tables.partner.push(partner);

    let mut deal = draft.feed(
        index,
        DealColumns {
            closed: Some(draft.cell(index, day)),
            region: region.map(|column| Cell::column(&column.name)),
            origin: Some(Cell::text("partner")),
            ..DealColumns::of(
                Cell::column(&invoice.name),
                Cell::text("won"),
                product_of(true),
                currency.clone(),
            )
        },
    );
    deal.one_per = vec![invoice.name.clone()];
    deal.only = sign(Sign::NotBelow);
    draft.tables.deal.push(deal);

    let mut line = draft.feed(
        index,
        LineColumns {
            id: TextFrom::Row(String::new()).into(),
            deal: Cell::column(&invoice.name),
            product: Cell::column(&product.name),
            quantity: draft.cell(index, quantity),
            amount: product_of(false),
            family: family.map(|column| Cell::column(&column.name)),
            currency: None,
            list_amount: None,
            cost: None,
        },
    );
    line.only = sign(Sign::NotBelow);
    draft.tables.line.push(line);

    let names = vec![invoice.name.clone(), buyer.name.clone()];
    let mut credit = draft.feed(
        index,
        CreditColumns {
            id: TextFrom::Columns { names: names.clone(), between: "/".to_owned() }.into(),
            deal: Cell::column(&invoice.name),
            partner: Cell::column(&buyer.name),
            role: Cell::text("resold"),
            share: None,
            evidence: None,
        },
    );
    credit.one_per = names;
    credit.only = sign(Sign::NotBelow);
    draft.tables.credit.push(credit);

    let mut returned = product_of(false);
    returned.written.negated = true;
    let mut units = draft.cell(index, quantity);
    units.written.negated = true;
    let mut adjustment = draft.feed(
        index,
        AdjustmentColumns {
            id: TextFrom::Row("return ".to_owned()).into(),
            date: draft.cell(index, day),
            amount: returned,
            deal: None,
            partner: Some(Cell::column(&buyer.name)),
            line: None,
            currency: Some(currency),
            quantity: Some(units),
        },
    );
    adjustment.only = sign(Sign::Below);
    draft.tables.adjustment.push(adjustment);
}
