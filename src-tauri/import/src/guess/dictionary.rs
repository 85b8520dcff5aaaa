//! What the texts of other systems mean to us: stages, roles, kinds of deals, steps of MDF money.

use std::collections::BTreeMap;

use crate::fact::LEFT_OUT;

/// A column of ours whose texts are matched.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Matched {
    /// The stage of a deal.
    Stage,
    /// The role of a partner in a deal.
    Role,
    /// New, expansion or renewal.
    Kind,
    /// The step of MDF money.
    Step,
    /// What a settlement is.
    Settlement,
}

impl Matched {
    /// Its name in questions.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Role => "role",
            Self::Kind => "kind",
            Self::Step => "step",
            Self::Settlement => "kind of settlement",
        }
    }

    /// What its texts may mean, where that is settled.
    pub(crate) const fn choices(self) -> &'static [&'static str] {
        match self {
            Self::Stage => &["open", "won", "lost"],
            Self::Step => &["requested", "approved", "claimed", "paid", LEFT_OUT],
            Self::Settlement => &["billed", "collected", "disbursed", LEFT_OUT],
            Self::Role | Self::Kind => &[],
        }
    }

    fn known(self) -> &'static [(&'static str, &'static [&'static str])] {
        match self {
            Self::Stage => STAGES,
            Self::Role => ROLES,
            Self::Kind => KINDS,
            Self::Step => STEPS,
            Self::Settlement => SETTLEMENTS,
        }
    }
}

/// What was decided before, by the text as it is compared.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Remembered(BTreeMap<(Matched, String), String>);

impl Remembered {
    /// Remembers what a text means.
    pub fn remember(&mut self, matched: Matched, text: &str, ours: &str) {
        self.0.insert((matched, letters(text)), ours.to_owned());
    }

    /// What a text means: as it was decided before, or as everybody uses it.
    pub(crate) fn meaning(&self, matched: Matched, text: &str) -> Option<String> {
        let wanted = letters(text);
        if let Some(ours) = self.0.get(&(matched, wanted.clone())) {
            return Some(ours.clone());
        }
        let known = matched.known().iter();
        let mut meant = known.filter(|(_, texts)| texts.contains(&wanted.as_str()));
        meant.next().map(|(ours, _)| (*ours).to_owned())
    }
}

/// A text as it is compared.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

const STAGES: &[(&str, &[&str])] = &[
    (
        "won",
        &[
            "won",
            "closedwon",
            "closewon",
            "win",
            "launched",
            "gewonnen",
            "abgeschlossengewonnen",
            "abgeschlossenundgewonnen",
            "gagne",
            "gagné",
            "fermégagné",
            "ganado",
            "cierreganado",
            "gewonnenabgeschlossen",
            "booked",
            "invoiced",
            "ordered",
            "completed",
            "complete",
            "6closedwon",
            "contractsigned",
            "paid",
            "shipped",
        ],
    ),
    (
        "lost",
        &[
            "lost",
            "closedlost",
            "closelost",
            "verloren",
            "abgeschlossenverloren",
            "abgeschlossenundverloren",
            "perdu",
            "fermé perdu",
            "perdido",
            "cierreperdido",
            "cancelled",
            "canceled",
            "abandoned",
            "disqualified",
            "declined",
            "expired",
            "dead",
            "outsold",
            "rejected",
            "void",
            "duplicate",
            "closedlosttocompetition",
            "storniert",
        ],
    ),
    (
        "open",
        &[
            "open",
            "inprogress",
            "prospecting",
            "prospect",
            "qualification",
            "qualified",
            "qualify",
            "needsanalysis",
            "valueproposition",
            "idecisionmakers",
            "iddecisionmakers",
            "perceptionanalysis",
            "proposalpricequote",
            "proposal",
            "propose",
            "negotiationreview",
            "negotiation",
            "develop",
            "close",
            "appointmentscheduled",
            "qualifiedtobuy",
            "presentationscheduled",
            "decisionmakerboughtin",
            "contractsent",
            "technicalvalidation",
            "businessvalidation",
            "committed",
            "new",
            "active",
            "pending",
            "accepted",
            "received",
            "discovery",
            "demo",
            "evaluation",
            "verbal",
            "commit",
            "upside",
            "pipeline",
            "bestcase",
            "offen",
            "qualifizierung",
            "angebot",
            "verhandlung",
            "vereinbartertermin",
            "onhold",
            "enmarcha",
            "encours",
            "abierto",
            "solutiondevelopment",
            "technicalevaluation",
            "businessvalue",
            "shortlisted",
            "1prospecting",
            "2qualification",
        ],
    ),
];

const ROLES: &[(&str, &[&str])] = &[
    (
        "sourced",
        &[
            "sourced",
            "source",
            "sourcing",
            "sourcingpartner",
            "leadsource",
            "originator",
            "finder",
            "partnersourced",
            "originated",
            "dealsourced",
            "leadgeneration",
            "primary",
            "primarypartner",
        ],
    ),
    (
        "influenced",
        &[
            "influenced",
            "influencer",
            "influence",
            "influencing",
            "partnerinfluenced",
            "advisor",
            "consultant",
            "influencingpartner",
            "advisory",
        ],
    ),
    (
        "resold",
        &[
            "resold",
            "reseller",
            "resale",
            "resell",
            "varreseller",
            "var",
            "dealer",
            "solutionprovider",
            "lsp",
            "csp",
            "haendler",
            "händler",
            "resellerpartner",
            "valueaddedreseller",
            "fulfilment",
            "fulfillment",
        ],
    ),
    (
        "co-sold",
        &[
            "cosold",
            "cosell",
            "cosellpartner",
            "coselling",
            "jointselling",
            "isv",
            "technologypartner",
            "alliance",
            "secondary",
            "technology",
            "softwarepartner",
            "isvpartner",
        ],
    ),
    (
        "implemented",
        &[
            "implemented",
            "implementation",
            "implementationpartner",
            "systemintegrator",
            "si",
            "systemsintegrator",
            "delivery",
            "deliverypartner",
            "services",
            "servicespartner",
            "integrator",
            "consultingpartner",
            "servicepartner",
            "msp",
            "managedservices",
            "systemhouse",
        ],
    ),
    ("referred", &["referred", "referral", "referrer", "referralpartner", "agent", "affiliate"]),
    ("distributed", &["distributed", "distributor", "distribution", "distributionpartner"]),
];

const KINDS: &[(&str, &[&str])] = &[
    (
        "new",
        &[
            "new",
            "newbusiness",
            "newcustomer",
            "netnew",
            "netnewbusiness",
            "newlogo",
            "neukunde",
            "newbusinessdeal",
            "neugeschaeft",
            "neugeschäft",
            "nouveauclient",
            "nuevonegocio",
        ],
    ),
    (
        "expansion",
        &[
            "expansion",
            "existingbusiness",
            "existingcustomerupgrade",
            "upsell",
            "crosssell",
            "upgrade",
            "addon",
            "existingcustomerreplacement",
            "existingcustomerdowngrade",
            "growth",
            "expand",
            "existingcustomer",
            "bestandskunde",
            "bestandskundengeschäft",
            "clientexistant",
        ],
    ),
    (
        "renewal",
        &[
            "renewal",
            "renew",
            "flatrenewal",
            "contractrenewal",
            "verlaengerung",
            "verlängerung",
            "renouvellement",
            "renovacion",
            "renovación",
            "extension",
        ],
    ),
];

const STEPS: &[(&str, &[&str])] = &[
    (
        "requested",
        &[
            "requested",
            "request",
            "submitted",
            "pending",
            "draft",
            "new",
            "inreview",
            "pendingapproval",
            "requestsubmitted",
            "open",
        ],
    ),
    ("approved", &["approved", "preapproved", "accepted", "requestapproved", "fundsapproved"]),
    (
        "claimed",
        &["claimed", "claim", "claimsubmitted", "claimapproved", "claimpending", "claiminreview"],
    ),
    ("paid", &["paid", "reimbursed", "settled", "closedpaid", "paymentsent", "disbursed"]),
    (
        LEFT_OUT,
        &[
            "rejected",
            "declined",
            "denied",
            "refused",
            "cancelled",
            "canceled",
            "withdrawn",
            "expired",
            "void",
            "claimrejected",
            "claimdenied",
            "requestrejected",
            "requestdenied",
            "abgelehnt",
            "storniert",
        ],
    ),
];

const SETTLEMENTS: &[(&str, &[&str])] = &[
    ("billed", &["billed", "invoice", "invoiced", "billing", "bill", "rechnung", "facture"]),
    (
        "collected",
        &["collected", "collection", "payment", "paid", "cash", "receipt", "received", "zahlung"],
    ),
    (
        "disbursed",
        &["disbursed", "disbursement", "payout", "sellerdisbursement", "transfer", "remittance"],
    ),
    (LEFT_OUT, &["void", "voided", "cancelled", "canceled", "failed", "draft"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_mean_what_everybody_uses_them_for_unless_decided_otherwise() {
        let mut remembered = Remembered::default();
        let rows = [
            (Matched::Stage, "Closed Won", Some("won")),
            (Matched::Stage, "Negotiation/Review", Some("open")),
            (Matched::Stage, "Id. Decision Makers", Some("open")),
            (Matched::Stage, "abgeschlossen und gewonnen", Some("won")),
            (Matched::Stage, "Waiting for godot", None),
            (Matched::Role, "VAR/Reseller", Some("resold")),
            (Matched::Role, "System Integrator", Some("implemented")),
            (Matched::Kind, "Existing Customer - Upgrade", Some("expansion")),
            (Matched::Step, "Reimbursed", Some("paid")),
        ];
        for (matched, text, meaning) in rows {
            assert_eq!(remembered.meaning(matched, text).as_deref(), meaning, "{text}");
        }
        remembered.remember(Matched::Stage, "Waiting for Godot", "lost");
        remembered.remember(Matched::Stage, "Closed", "lost");
        assert_eq!(remembered.meaning(Matched::Stage, "waiting for godot").unwrap(), "lost");
        assert_eq!(remembered.meaning(Matched::Stage, "CLOSED").unwrap(), "lost");
    }
}
