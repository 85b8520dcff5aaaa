//! The columns of each fact table, as a mapping fills them.
//!
//! The types are generic over what stands in a column: a [`Cell`](super::Cell) in the mapping, a
//! place in the rows of an opened file while it is read.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Declares the columns of a table: those a row must have, then those it may lack.
macro_rules! columns {
    (
        $(#[$doc:meta])* $name:ident
        must { $($(#[$must_doc:meta])* $must:ident),* $(,)? }
        may { $($(#[$may_doc:meta])* $may:ident),* $(,)? }
        $(own { $(#[$own_doc:meta])* $own:ident })?
    ) => {
        #[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields, bound(deserialize = "C: Deserialize<'de>"))]
        $(#[$doc])*
        pub struct $name<C> {
            $($(#[$must_doc])* pub $must: C,)*
            $($(#[$may_doc])* #[serde(skip_serializing_if = "Option::is_none")] pub $may: Option<C>,)*
            $(
                $(#[$own_doc])*
                #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
                pub $own: BTreeMap<String, C>,
            )?
        }

        impl<C> $name<C> {
            /// The columns that a row must have.
            pub const MUST: &'static [&'static str] = &[$(stringify!($must)),*];

            /// Every column.
            pub const ALL: &'static [&'static str] =
                &[$(stringify!($must),)* $(stringify!($may)),*];

            /// Columns with no more than a row must have.
            pub const fn of($($must: C),*) -> Self {
                Self { $($must,)* $($may: None,)* $($own: BTreeMap::new())? }
            }

            /// Columns of the user's own, by the name that they are kept under.
            pub fn own(&self) -> Vec<(&str, &C)> {
                let kept: &[&BTreeMap<String, C>] = &[$(&self.$own)?];
                let all = kept.iter().flat_map(|kept| kept.iter());
                all.map(|(name, cell)| (name.as_str(), cell)).collect()
            }

            /// The same columns with `place` applied to each, by its name; those of the user's own
            /// have one name together.
            ///
            /// # Errors
            /// The first fault that `place` finds.
            pub fn try_map<'a, D, E>(
                &'a self,
                mut place: impl FnMut(&'static str, &'a C) -> Result<D, E>,
            ) -> Result<$name<D>, E> {
                Ok($name {
                    $($must: place(stringify!($must), &self.$must)?,)*
                    $($may: self.$may.as_ref().map(|cell| place(stringify!($may), cell)).transpose()?,)*
                    $($own: {
                        let mut own = BTreeMap::new();
                        for (name, cell) in &self.$own {
                            own.insert(name.clone(), place(stringify!($own), cell)?);
                        }
                        own
                    },)?
                })
            }
        }
    };
}

columns! {
    /// Columns of a company in the channel.
    #[schemars(rename = "PartnerColumns")]
    PartnerColumns
    must {
        /// Its id.
        id,
        /// Its name.
        name,
    }
    may {
        /// Its type: reseller, distributor, referral, influencer, ISV, SI, MSP ...
        kind,
        /// Its region.
        region,
        /// Its country.
        country,
        /// Its segment.
        segment,
        /// The day it joined.
        joined,
        /// The last day it was a partner.
        left_on,
        /// The group of companies it belongs to.
        group,
        /// The partner it belongs to, by its id.
        parent,
        /// The ISO 4217 code of the currency it is paid in; without it, the program's.
        currency,
    }
    own {
        /// Columns of the user's own, kept as attributes under these names.
        attributes
    }
}

columns! {
    /// Columns of an opportunity or order.
    #[schemars(rename = "DealColumns")]
    DealColumns
    must {
        /// Its id.
        id,
        /// Its stage: `open`, `won` or `lost`.
        stage,
        /// Its amount.
        amount,
        /// The ISO 4217 code of the currency of its amounts.
        currency,
    }
    may {
        /// Its name.
        name,
        /// The customer.
        customer,
        /// The day it was opened.
        opened,
        /// The day it closed; a won deal must have one.
        closed,
        /// What it would list for.
        list_amount,
        /// What it costs.
        cost,
        /// New, expansion or renewal.
        kind,
        /// Its region.
        region,
        /// Its segment.
        segment,
        /// Direct, partner or a marketplace.
        origin,
        /// The tax on its amount.
        tax,
        /// The part of its amount that recurs.
        recurring,
        /// The first day of its term.
        term_start,
        /// The last day of its term.
        term_end,
        /// The day it was cancelled.
        cancelled_on,
        /// Which marketplace it was sold on.
        marketplace,
        /// The offer it was sold under there.
        offer,
    }
    own {
        /// Columns of the user's own, kept as attributes under these names.
        attributes
    }
}

columns! {
    /// Columns of a product on a deal.
    #[schemars(rename = "LineColumns")]
    LineColumns
    must {
        /// Its id, unique in its deal.
        id,
        /// The deal.
        deal,
        /// The product.
        product,
        /// How many.
        quantity,
        /// Its amount.
        amount,
    }
    may {
        /// The product family.
        family,
        /// The currency of its amounts; without it, the deal's. It must be the deal's.
        currency,
        /// What it would list for.
        list_amount,
        /// What it costs.
        cost,
    }
}

columns! {
    /// Columns of one partner's part in one deal.
    #[schemars(rename = "CreditColumns")]
    CreditColumns
    must {
        /// Its id.
        id,
        /// The deal.
        deal,
        /// The partner.
        partner,
        /// Sourced, influenced, resold, co-sold, implemented ...
        role,
    }
    may {
        /// The declared share of the deal, 1 being all of it.
        share,
        /// Whether evidence of it is on file: yes or no, or where it lies.
        evidence,
    }
}

columns! {
    /// Columns of a return, credit note or cancellation.
    #[schemars(rename = "AdjustmentColumns")]
    AdjustmentColumns
    must {
        /// Its id.
        id,
        /// Its date.
        date,
        /// What it takes back, above zero.
        amount,
    }
    may {
        /// The deal it lowers; where it is not known, the partner is needed.
        deal,
        /// The partner it lowers, where the deal is not known.
        partner,
        /// The line it lowers.
        line,
        /// The currency of its amount; without it, the deal's. It must be the deal's.
        currency,
        /// How many it takes back; without it, none.
        quantity,
    }
}

columns! {
    /// Columns of something verifiable that a partner did.
    #[schemars(rename = "ActivityColumns")]
    ActivityColumns
    must {
        /// Its id.
        id,
        /// The partner.
        partner,
        /// Joint demo, training, certification, event ...
        kind,
        /// The day.
        date,
    }
    may {
        /// The last day it is valid.
        valid_until,
        /// Who did it, or holds it.
        person,
        /// How many.
        quantity,
        /// What it is worth, such as the pipeline it created.
        value,
        /// The ISO 4217 code of the currency of its value; a value needs one.
        currency,
        /// The deal it belongs to.
        deal,
        /// Whether evidence of it is on file: yes or no, or where it lies.
        evidence,
    }
}

columns! {
    /// Columns of one step of MDF money.
    #[schemars(rename = "FundEventColumns")]
    FundEventColumns
    must {
        /// Its id.
        id,
        /// The partner.
        partner,
        /// The request it belongs to.
        request,
        /// The step: `requested`, `approved`, `claimed` or `paid`.
        step,
        /// The day.
        date,
        /// The amount of this step.
        amount,
        /// The ISO 4217 code of its currency.
        currency,
    }
    may {
        /// The kind of activity: event, campaign, training ...
        activity,
        /// The fund it draws on.
        fund,
        /// What the activity cost in all, before any sharing.
        cost,
        /// The deals it is linked to, with `;`, `,` or `|` between several.
        deals,
    }
}

columns! {
    /// Columns of an exchange rate.
    #[schemars(rename = "RateColumns")]
    RateColumns
    must {
        /// The ISO 4217 code of the currency that is priced.
        currency,
        /// The ISO 4217 code of the currency it is priced in.
        base,
        /// The day.
        date,
        /// The rate, above zero.
        rate,
        /// Which way it is quoted: `base per unit` (amount x rate is in the base) or
        /// `units per base` (amount / rate is in the base). Never guessed.
        quoted,
    }
    may {
        /// The table it belongs to; without it, `market`.
        table,
    }
}

columns! {
    /// Columns of what was really paid in the past.
    #[schemars(rename = "PaidColumns")]
    PaidColumns
    must {
        /// Its id.
        id,
        /// The partner.
        partner,
        /// The first day of the period it was paid for.
        period_from,
        /// The last day of that period.
        period_until,
        /// The incentive as it was called.
        label,
        /// The amount.
        amount,
        /// The ISO 4217 code of its currency.
        currency,
    }
    may {}
}

columns! {
    /// Columns of a status that a partner has for a time.
    #[schemars(rename = "StatusColumns")]
    StatusColumns
    must {
        /// Its id.
        id,
        /// The partner.
        partner,
        /// Agreement, due diligence, tax form ...
        kind,
        /// The first day it holds.
        from,
    }
    may {
        /// The last day it holds.
        until,
    }
}

columns! {
    /// Columns of a tier that a partner held or was granted before.
    #[schemars(rename = "LevelColumns")]
    LevelColumns
    must {
        /// Its id.
        id,
        /// The partner.
        partner,
        /// The track, by its id in the program.
        track,
        /// The level, by its id in the program.
        level,
        /// The first day it holds.
        from,
    }
    may {
        /// The last day it holds.
        until,
        /// Why it was given.
        reason,
    }
}

columns! {
    /// Columns of one dated interaction on a deal.
    #[schemars(rename = "TouchColumns")]
    TouchColumns
    must {
        /// Its id.
        id,
        /// The deal.
        deal,
        /// The day, and the time of day where one is written behind it. An offset from another
        /// clock is not counted.
        at,
    }
    may {
        /// The partner; without one it is the vendor's own.
        partner,
        /// Call, demo, event ...
        kind,
        /// The milestones it holds, with `;`, `,` or `|` between several.
        milestones,
    }
}

columns! {
    /// Columns of one partner's claim to a deal.
    #[schemars(rename = "RegistrationColumns")]
    RegistrationColumns
    must {
        /// Its id.
        id,
        /// The deal.
        deal,
        /// The partner.
        partner,
        /// The day it was handed in.
        registered_on,
    }
    may {
        /// The role it claims.
        role,
        /// The day it was approved.
        approved_on,
        /// The day it was refused; it is approved or refused, not both.
        refused_on,
        /// The last day it protects.
        protected_until,
    }
}

columns! {
    /// Columns of an account found in common with a partner.
    #[schemars(rename = "OverlapColumns")]
    OverlapColumns
    must {
        /// Its id.
        id,
        /// The partner.
        partner,
        /// The account, by the customer's name.
        account,
        /// The day it was found.
        mapped_on,
    }
    may {
        /// Where it was found.
        origin,
        /// The deal it became.
        deal,
    }
}

columns! {
    /// Columns of an invoice, a collection or what a marketplace handed on.
    #[schemars(rename = "SettlementColumns")]
    SettlementColumns
    must {
        /// Its id.
        id,
        /// The deal.
        deal,
        /// What it is: `billed`, `collected` or `disbursed`.
        kind,
        /// Its day.
        date,
        /// All of it.
        gross,
    }
    may {
        /// The line of the deal, where it is of one line only.
        line,
        /// The currency of its amounts; without it, the deal's. It must be the deal's.
        currency,
        /// The fee of the marketplace in it.
        fee,
        /// The tax in it.
        tax,
        /// What is left of it.
        net,
    }
}

columns! {
    /// Columns of a dated figure about a partner or a customer.
    #[schemars(rename = "ScoreColumns")]
    ScoreColumns
    must {
        /// Its id.
        id,
        /// PSAT, adoption, health ...
        name,
        /// Its day.
        date,
        /// The figure.
        value,
    }
    may {
        /// The partner it is about.
        partner,
        /// The customer it is about, where it is about no partner.
        customer,
    }
}

columns! {
    /// Columns of a number agreed with a partner or a group.
    #[schemars(rename = "TargetColumns")]
    TargetColumns
    must {
        /// Its id.
        id,
        /// Quota, baseline, forecast ...
        name,
        /// The first day of its period.
        period_from,
        /// The last day of its period.
        period_until,
        /// The number.
        value,
    }
    may {
        /// The partner it binds.
        partner,
        /// The group it binds, where it binds no partner.
        group,
        /// What it measures.
        measure,
        /// The ISO 4217 code of its currency; without it, it is a plain number.
        currency,
    }
}
