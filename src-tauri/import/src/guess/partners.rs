//! Partners: lists of them, and how other files name them.

use std::collections::BTreeMap;

use super::{FileKind, draft::Draft, headers::Headers};
use crate::{
    inspect::ColumnReading,
    mapping::{Cell, Join, PartnerColumns, TextFrom},
};

/// A name that is its id says the same.
pub(super) fn name_cell(id: &ColumnReading, name: &ColumnReading) -> Cell {
    if id.name == name.name {
        return Cell::column(&id.name);
    }
    TextFrom::FirstOf(vec![name.name.clone(), id.name.clone()]).into()
}

/// How a column names partners.
pub(super) enum Reference {
    /// No list has them: the column is all there is.
    Own,
    /// By the id of a list of partners.
    ById,
    /// By the name in a list of partners: its role, the column of names and that of ids.
    ByName(String, String, String),
}

impl Reference {
    pub(super) fn of(draft: &Draft<'_>, named: &ColumnReading) -> Self {
        let Some(list) = draft.of_kind(FileKind::Partners) else { return Self::Own };
        let list = &draft.files[list];
        let (Some(id), Some(name)) = partner_columns(&list.headers) else { return Self::Own };
        let common = |column: &ColumnReading| {
            named.told_apart.iter().filter(|text| column.told_apart.contains(text)).count()
        };
        let (ids, names) = (common(id), common(name));
        if ids == 0 && names == 0 {
            Self::Own
        } else if ids >= names {
            Self::ById
        } else {
            Self::ByName(list.role.clone(), name.name.clone(), id.name.clone())
        }
    }

    pub(super) fn cell(&self, named: &ColumnReading) -> Cell {
        match self {
            Self::Own | Self::ById => Cell::column(&named.name),
            Self::ByName(role, _, id) => Cell::column(&format!("{role}.{id}")),
        }
    }

    pub(super) fn join(&self, named: &ColumnReading) -> Vec<Join> {
        match self {
            Self::Own | Self::ById => Vec::new(),
            Self::ByName(role, name, _) => {
                let on = BTreeMap::from([(named.name.clone(), name.clone())]);
                vec![Join { file: role.clone(), on }]
            }
        }
    }
}

fn partner_columns<'a>(
    headers: &Headers<'a>,
) -> (Option<&'a ColumnReading>, Option<&'a ColumnReading>) {
    let id =
        headers.find(&["partnerid", "id", "accountid", "recordid", "partnercode", "resellerid"]);
    let name = headers.find(&[
        "partnername",
        "name",
        "accountname",
        "companyname",
        "partner",
        "resellername",
    ]);
    (id, name)
}

/// The partner that each partner of a list belongs to, which the list calls by id or by name.
fn parent(
    draft: &Draft<'_>,
    index: usize,
    id: &ColumnReading,
    name: &ColumnReading,
) -> Option<(Cell, Vec<Join>)> {
    let list = &draft.files[index];
    let parent = list.headers.find(&[
        "parentid",
        "parentpartnerid",
        "parentaccountid",
        "parentpartner",
        "parent",
        "parentaccount",
        "parentcompany",
    ])?;
    let common = |column: &ColumnReading| {
        parent.told_apart.iter().filter(|text| column.told_apart.contains(text)).count()
    };
    // A name that two partners have says neither of them.
    if common(id) >= common(name) || !name.is_unique || id.name == name.name {
        return Some((Cell::column(&parent.name), Vec::new()));
    }
    let on = BTreeMap::from([(parent.name.clone(), name.name.clone())]);
    let cell = Cell::column(&format!("{}.{}", list.role, id.name));
    Some((cell, vec![Join { file: list.role.clone(), on }]))
}

/// A list of partners.
pub(super) fn partners(draft: &mut Draft<'_>, index: usize) {
    let headers = &draft.files[index].headers;
    let (Some(id), Some(name)) = partner_columns(headers) else { return };
    let find = |wanted: &[&str]| headers.find(wanted).map(|column| Cell::column(&column.name));
    let parent = parent(draft, index, id, name);
    let columns = PartnerColumns {
        kind: find(&["partnertype", "type", "businesstype", "kind", "accounttype"]),
        region: find(&["region", "partnerregion", "territory", "geo"]),
        country: find(&["country", "billingcountry", "partnercountry", "countrycode"]),
        segment: find(&["segment", "industry", "partnersegment"]),
        joined: draft.maybe(
            index,
            headers.date(&[
                "joined",
                "joinedon",
                "joindate",
                "partnersince",
                "createddate",
                "startdate",
            ]),
        ),
        left_on: draft.maybe(index, headers.date(&["lefton", "left", "terminated", "enddate"])),
        group: find(&["group", "partnergroup", "buyinggroup", "companygroup"]),
        currency: find(&["paycurrency", "paymentcurrency", "payoutcurrency"]),
        parent: parent.as_ref().map(|(cell, _)| cell.clone()),
        ..PartnerColumns::of(Cell::column(&id.name), Cell::column(&name.name))
    };
    let mut feed = draft.feed(index, columns);
    feed.join = parent.map(|(_, join)| join).unwrap_or_default();
    if !id.is_unique {
        feed.one_per = vec![id.name.clone()];
    }
    draft.tables.partner.push(feed);
}

/// The partners that a list of parts names, unless a list of partners has them.
pub(super) fn listed_partners(draft: &mut Draft<'_>, index: usize, partner: &ColumnReading) {
    if draft.of_kind(FileKind::Partners).is_some() {
        return;
    }
    let mut name = Cell::column(&partner.name);
    let mut joins = Vec::new();
    if let Some(list) = draft.of_kind(FileKind::Accounts) {
        let accounts = &draft.files[list];
        if let (Some(id), Some(named)) = partner_columns(&accounts.headers) {
            let on = BTreeMap::from([(partner.name.clone(), id.name.clone())]);
            joins.push(Join { file: accounts.role.clone(), on });
            let looked_up = format!("{}.{}", accounts.role, named.name);
            name = TextFrom::FirstOf(vec![looked_up, partner.name.clone()]).into();
        }
    } else if let Some(column) = draft.files[index].headers.find(&["partnername", "partner"]) {
        name = name_cell(partner, column);
    }
    let mut feed = draft.feed(index, PartnerColumns::of(Cell::column(&partner.name), name));
    feed.join = joins;
    feed.one_per = vec![partner.name.clone()];
    feed.known_stays = true;
    draft.tables.partner.push(feed);
}
