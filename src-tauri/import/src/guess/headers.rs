//! Names of columns as systems export them, and which column of ours each may be.

use crate::inspect::{ColumnReading, Inspected, Reads};

/// A name as it is compared: small letters and digits, without what stands in brackets.
pub(super) fn key(name: &str) -> String {
    let name = match name.split_once(": ") {
        Some((one, other)) if one == other => one,
        Some((one, "Account Name" | "Name" | "Full Name")) => one,
        _ => name,
    };
    let mut depth = 0_u32;
    let mut key = String::new();
    for character in name.chars() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_alphanumeric() => key.extend(c.to_lowercase()),
            _ => {}
        }
    }
    key
}

/// The columns of a file by their keys.
pub(super) struct Headers<'a> {
    pub(super) file: &'a Inspected,
    keys: Vec<String>,
}

impl<'a> Headers<'a> {
    pub(super) fn of(file: &'a Inspected) -> Self {
        Self { file, keys: file.columns.iter().map(|column| key(&column.name)).collect() }
    }

    /// Columns with their keys, in order.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'a ColumnReading, &str)> {
        self.file.columns.iter().zip(self.keys.iter().map(String::as_str))
    }

    /// Whether any column has this key.
    pub(super) fn has(&self, wanted: &str) -> bool {
        self.keys.iter().any(|key| key == wanted)
    }

    /// The first of the wanted columns that is there.
    pub(super) fn find(&self, wanted: &[&str]) -> Option<&'a ColumnReading> {
        self.find_if(wanted, |_| true)
    }

    /// The first of the wanted columns that is there and holds numbers. One that is in the user's
    /// own currency comes before one that was converted.
    pub(super) fn number(&self, wanted: &[&str]) -> Option<&'a ColumnReading> {
        let numbers = |column: &ColumnReading| column.reads == Reads::Numbers;
        let own = |column: &ColumnReading| {
            numbers(column) && !column.name.to_lowercase().contains("(converted)")
        };
        self.find_if(wanted, own).or_else(|| self.find_if(wanted, numbers))
    }

    /// The first of the wanted columns that is there and holds dates.
    pub(super) fn date(&self, wanted: &[&str]) -> Option<&'a ColumnReading> {
        self.find_if(wanted, |column| column.reads == Reads::Dates)
    }

    fn find_if(
        &self,
        wanted: &[&str],
        fits: impl Fn(&ColumnReading) -> bool,
    ) -> Option<&'a ColumnReading> {
        let named = |wanted: &&str| {
            self.all().find(|(column, key)| key == wanted && fits(column)).map(|(column, _)| column)
        };
        wanted.iter().find_map(named)
    }

    /// The currency of an amount: the column that is named for it, or one for the whole row.
    pub(super) fn currency(&self, amount: &ColumnReading) -> Option<&'a ColumnReading> {
        let own = format!("{} Currency", amount.name);
        let named = self.file.columns.iter().find(|column| column.name == own);
        named.or_else(|| self.find(CURRENCY))
    }
}

pub(super) const DEAL_ID: &[&str] = &[
    "opportunityid",
    "dealid",
    "recordid",
    "engagementid",
    "referralid",
    "opportunity",
    "caseid",
    "dealnumber",
    "opportunitynumber",
    "ordernumber",
    "orderid",
    "salesordernumber",
    "quoteid",
    "apncrmuniqueidentifier",
    "partnercrmuniqueidentifier",
    "awsopportunityid",
    "datensatzid",
    "iddelregistro",
    "iddelenregistrement",
    "id",
];
pub(super) const DEAL_NAME: &[&str] = &[
    "opportunityname",
    "dealname",
    "topic",
    "partnerprojecttitle",
    "projecttitle",
    "name",
    "dealtitle",
    "title",
    "nomdelatransaction",
    "nombredelnegocio",
    "deal",
    "bezeichnung",
];
pub(super) const CUSTOMER: &[&str] = &[
    "accountname",
    "customername",
    "customercompanyname",
    "associatedcompany",
    "potentialcustomer",
    "account",
    "customer",
    "endcustomer",
    "endcustomername",
    "client",
    "company",
    "companyname",
    "kunde",
    "kundenname",
    "zugehörigesunternehmen",
    "zugeordnetesunternehmen",
    "entrepriseassociee",
    "empresaasociada",
];
pub(super) const STAGE: &[&str] = &[
    "stage",
    "stagename",
    "dealstage",
    "status",
    "dealstatus",
    "salesstage",
    "opportunitystage",
    "state",
    "dealphase",
    "phase",
    "etapedelatransaction",
    "etapadelnegocio",
];
pub(super) const CLOSED: &[&str] = &[
    "actualclosedate",
    "closedate",
    "closingdate",
    "closeddate",
    "estimatedclosedate",
    "expectedclosedate",
    "estclosedate",
    "targetclosedate",
    "closed",
    "wondate",
    "invoicedate",
    "orderdate",
    "bookingdate",
    "abschlussdatum",
    "datedefermeture",
    "fechadecierre",
];
pub(super) const OPENED: &[&str] = &[
    "createddate",
    "createdate",
    "createdon",
    "datecreated",
    "created",
    "opened",
    "opendate",
    "erstelldatum",
    "erstellungsdatum",
];
pub(super) const AMOUNT: &[&str] = &[
    "amount",
    "actualrevenue",
    "dealamount",
    "dealvalue",
    "estimateddealvalue",
    "estrevenue",
    "expectedrevenue",
    "opportunityamount",
    "netamount",
    "totalamount",
    "totalprice",
    "revenue",
    "salesamount",
    "value",
    "net",
    "total",
    "acv",
    "tcv",
    "arr",
    "betrag",
    "umsatz",
    "nettobetrag",
    "montant",
    "importe",
    "valor",
];
pub(super) const MONTHLY: &[&str] = &[
    "estimatedawsmonthlyrecurringrevenue",
    "monthlyrecurringrevenue",
    "expectedmonthlyawsrevenue",
    "mrr",
];
pub(super) const CURRENCY: &[&str] = &[
    "currencyisocode",
    "currency",
    "currencycode",
    "dealcurrency",
    "amountcurrency",
    "transactioncurrency",
    "isocurrencycode",
    "waehrung",
    "währung",
    "devise",
    "moneda",
];
/// The part of an amount that recurs; a yearly figure of a longer term is another thing.
pub(super) const RECURRING: &[&str] =
    &["recurring", "recurringamount", "recurringrevenue", "recurringvalue"];
pub(super) const TAX: &[&str] = &["tax", "taxamount", "vat", "vatamount", "salestax"];
pub(super) const TERM_START: &[&str] = &[
    "termstart",
    "termstartdate",
    "subscriptionstart",
    "subscriptionstartdate",
    "contractstart",
    "contractstartdate",
    "servicestart",
    "servicestartdate",
];
pub(super) const TERM_END: &[&str] = &[
    "termend",
    "termenddate",
    "subscriptionend",
    "subscriptionenddate",
    "contractend",
    "contractenddate",
    "serviceend",
    "serviceenddate",
];
pub(super) const CANCELLED: &[&str] = &[
    "cancelledon",
    "canceledon",
    "cancelleddate",
    "canceleddate",
    "cancellationdate",
    "cancelationdate",
    "churndate",
    "churnedon",
];
pub(super) const ORIGIN: &[&str] =
    &["origin", "dealorigin", "saleschannel", "routetomarket", "dealsource"];
pub(super) const MARKETPLACE: &[&str] = &["marketplace", "marketplacename", "soldonmarketplace"];
pub(super) const OFFER: &[&str] = &["offer", "offerid", "privateoffer", "privateofferid"];
pub(super) const EVIDENCE: &[&str] = &[
    "evidence",
    "evidenceonfile",
    "evidencereceived",
    "proof",
    "proofofexecution",
    "proofofperformance",
    "poe",
    "pop",
];
pub(super) const LIST_AMOUNT: &[&str] =
    &["listamount", "listprice", "listvalue", "extendedamount", "grossamount"];
pub(super) const COST: &[&str] = &["cost", "totalcost", "cogs", "totalproductcost", "costofsale"];
pub(super) const KIND: &[&str] = &[
    "type",
    "dealtype",
    "opportunitytype",
    "ordertype",
    "transactiontype",
    "dealtyp",
    "typdesdeals",
];
pub(super) const REGION: &[&str] = &[
    "region",
    "salesregion",
    "territory",
    "salesterritory",
    "salesterritoryregion",
    "geo",
    "area",
    "country",
    "countryregion",
];
pub(super) const SEGMENT: &[&str] = &["segment", "customersegment", "marketsegment", "industry"];
pub(super) const PARTNER: &[&str] = &[
    "partnerid",
    "partneraccountid",
    "channelpartnerid",
    "accounttoid",
    "partner",
    "partnername",
    "partneraccount",
    "channelpartner",
    "reseller",
    "resellerid",
    "partnercode",
    "partnernumber",
    "partnerkey",
    "resellerkey",
    "reselleralternatekey",
    "haendler",
    "händler",
];
pub(super) const ROLE: &[&str] = &["role", "partnerrole", "rolle", "partnertype", "engagementtype"];
pub(super) const SHARE: &[&str] = &[
    "share",
    "split",
    "splitpercentage",
    "percentage",
    "percent",
    "sharepercent",
    "creditshare",
    "anteil",
    "creditpercent",
    "partnershare",
];
pub(super) const PRODUCT: &[&str] = &[
    "productcode",
    "productid",
    "product2id",
    "sku",
    "stockcode",
    "productname",
    "product",
    "partnumber",
    "item",
    "itemcode",
    "productkey",
];
pub(super) const FAMILY: &[&str] =
    &["productfamily", "family", "category", "productcategory", "productline"];
pub(super) const QUANTITY: &[&str] =
    &["quantity", "qty", "units", "orderquantity", "menge", "anzahl"];
pub(super) const UNIT_PRICE: &[&str] = &["unitprice", "price", "salesprice", "einzelpreis"];
pub(super) const INVOICE: &[&str] =
    &["invoiceno", "invoice", "invoicenumber", "invoiceid", "rechnungsnummer", "documentnumber"];
pub(super) const BUYER: &[&str] =
    &["customerid", "customerno", "customernumber", "customer", "kundennummer", "accountid"];

/// The system that a file seems to come from.
pub(super) fn family(headers: &Headers<'_>) -> &'static str {
    let raw =
        |start: &str| headers.file.columns.iter().any(|column| column.name.starts_with(start));
    if raw("(Do Not Modify)") {
        "Dynamics 365"
    } else if headers.has("stagename")
        || (headers.has("accounttoid") && headers.has("opportunityid"))
        || headers.has("channelpartnerid")
    {
        "Salesforce objects"
    } else if headers.has("opportunityid") && headers.has("opportunityname")
        || raw("Account Name: ")
    {
        "Salesforce report"
    } else if headers.has("recordid") || headers.has("datensatzid") {
        "HubSpot"
    } else if headers.has("engagementid") && headers.has("referralid") {
        "Microsoft Partner Center"
    } else if headers.has("partnerprojecttitle") {
        "AWS ACE"
    } else {
        ""
    }
}
