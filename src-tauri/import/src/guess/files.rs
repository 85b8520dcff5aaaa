//! What a file holds, by its columns.

use super::{
    course,
    headers::{
        AMOUNT, BUYER, CLOSED, CURRENCY, DEAL_ID, DEAL_NAME, Headers, INVOICE, MONTHLY, PARTNER,
        PRODUCT, QUANTITY, ROLE, SHARE, STAGE, UNIT_PRICE, key,
    },
    standing,
};
use crate::inspect::Reads;

/// What a file holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FileKind {
    /// Deals, perhaps with their partners and products.
    Deals,
    /// Partners' parts in deals.
    Roles,
    /// Products on deals.
    Lines,
    /// Invoice lines with their buyer.
    Invoices,
    /// Partners.
    Partners,
    /// Companies of every kind, to look names up in.
    Accounts,
    /// The reference rates of the European Central Bank: a column for each currency.
    EuroRates,
    /// Exchange rates, one a row.
    Rates,
    /// Requests and claims of MDF money.
    Funds,
    /// Past payouts.
    Paid,
    /// What partners did, certificates included.
    Activities,
    /// Statuses that partners have for a time.
    Statuses,
    /// Tiers held or granted before.
    Levels,
    /// Interactions on deals.
    Touches,
    /// Partners' claims to deals.
    Registrations,
    /// Accounts found in common.
    Overlaps,
    /// Invoices, collections and marketplace disbursements.
    Settlements,
    /// Dated figures about partners and customers.
    Scores,
    /// Numbers agreed.
    Targets,
    /// Something else.
    Unknown,
}

impl FileKind {
    /// What a mapping calls such a file.
    pub(super) const fn role(self) -> &'static str {
        match self {
            Self::Deals => "deals",
            Self::Roles => "roles",
            Self::Lines => "lines",
            Self::Invoices => "invoices",
            Self::Partners => "partners",
            Self::Accounts => "accounts",
            Self::EuroRates | Self::Rates => "rates",
            Self::Funds => "funds",
            Self::Paid => "paid",
            Self::Activities => "activities",
            Self::Statuses => "statuses",
            Self::Levels => "levels",
            Self::Touches => "touches",
            Self::Registrations => "registrations",
            Self::Overlaps => "overlaps",
            Self::Settlements => "settlements",
            Self::Scores => "scores",
            Self::Targets => "targets",
            Self::Unknown => "other",
        }
    }
}

pub(super) const PERIOD_FROM: &[&str] =
    &["periodfrom", "periodstart", "startdate", "from", "periodbegin", "fromdate"];
pub(super) const PERIOD_UNTIL: &[&str] =
    &["perioduntil", "periodend", "enddate", "until", "to", "todate", "periodto"];
pub(super) const ACTIVITY: &[&str] = &[
    "activity",
    "activitytype",
    "activitykind",
    "certification",
    "certificate",
    "certificationname",
    "training",
    "course",
    "trainingname",
    "event",
];
pub(super) const ACTIVITY_DATE: &[&str] = &[
    "date",
    "activitydate",
    "completedon",
    "completeddate",
    "issuedon",
    "issueddate",
    "certifiedon",
    "completiondate",
    "achievedon",
    "issuedate",
];
pub(super) const REQUEST: &[&str] =
    &["requestid", "fundrequestid", "request", "mdfrequest", "requestnumber"];
pub(super) const RATE: &[&str] = &["rate", "exchangerate", "averagerate", "conversionrate", "kurs"];

/// Says what a file holds.
pub(super) fn kind(headers: &Headers<'_>) -> FileKind {
    let find = |wanted: &[&str]| headers.find(wanted).is_some();
    let number = |wanted: &[&str]| headers.number(wanted).is_some();
    let date = |wanted: &[&str]| headers.date(wanted).is_some();
    let amount = number(AMOUNT) || number(MONTHLY);
    if is_euro_rates(headers) {
        return FileKind::EuroRates;
    }
    if number(RATE) && find(CURRENCY) && date(&["date", "ratedate", "validfrom", "day"]) && !amount
    {
        return FileKind::Rates;
    }
    if headers.has("channelpartnerid") || (find(REQUEST) && find(PARTNER) && !find(CLOSED)) {
        return FileKind::Funds;
    }
    if let Some(kind) = standing::kind(headers).or_else(|| course::kind(headers)) {
        return kind;
    }
    if find(PARTNER) && date(PERIOD_FROM) && date(PERIOD_UNTIL) && amount && !date(CLOSED) {
        return FileKind::Paid;
    }
    // What an activity is worth is no amount of a deal.
    let own_amount = headers.number(AMOUNT).is_some_and(|amount| key(&amount.name) != "value");
    if find(PARTNER) && find(ACTIVITY) && date(ACTIVITY_DATE) && !own_amount && !date(CLOSED) {
        return FileKind::Activities;
    }
    if find(INVOICE) && number(QUANTITY) && number(UNIT_PRICE) && find(BUYER) {
        return FileKind::Invoices;
    }
    let names_deal =
        find(&["opportunityid", "dealid", "orderid", "recordid", "deal", "ordernumber"]);
    let deal_like = amount && (date(CLOSED) || find(STAGE)) && (find(DEAL_ID) || find(DEAL_NAME));
    if names_deal && find(PARTNER) && (find(ROLE) || number(SHARE)) && !date(CLOSED) && !find(STAGE)
    {
        return FileKind::Roles;
    }
    if names_deal && find(PRODUCT) && number(QUANTITY) && !date(CLOSED) && !find(STAGE) {
        return FileKind::Lines;
    }
    if deal_like && (date(CLOSED) || names_deal || headers.has("stagename")) {
        return FileKind::Deals;
    }
    let names_one =
        find(&["id", "partnerid", "accountid", "recordid", "partnercode", "resellerid"]);
    if names_one
        && find(&["name", "partnername", "accountname", "companyname", "partner"])
        && !amount
    {
        return FileKind::Partners;
    }
    FileKind::Unknown
}

/// The file of the European Central Bank: a date, and a column for each of many currencies.
fn is_euro_rates(headers: &Headers<'_>) -> bool {
    let is_code = |name: &str| {
        name.len() == 3
            && name.bytes().all(|byte| byte.is_ascii_uppercase())
            && name.parse::<tierwright_program::Currency>().is_ok()
    };
    let codes = headers.file.columns.iter().filter(|column| is_code(&column.name)).count();
    codes >= 5 && headers.file.columns.first().is_some_and(|first| first.reads == Reads::Dates)
}

/// Whether a list of companies is one of all accounts and not of partners.
pub(super) fn is_account_list(headers: &Headers<'_>) -> bool {
    let speaks_of_partners = headers.all().any(|(_, key)| {
        key.contains("partner") || key.contains("tier") || key.contains("reseller")
    });
    let named = headers.file.file.to_lowercase();
    !speaks_of_partners && !named.contains("partner") && !named.contains("reseller")
}
