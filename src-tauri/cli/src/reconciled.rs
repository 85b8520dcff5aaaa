//! Past payouts against what the program pays, a marketplace's disbursements against deals, and what
//! became of accounts found in common.

use serde_json::{Value, json};
use tierwright_api::{
    Desk,
    wire::{
        DisbursedStanding, MatchDisbursements, MatchedBy, MatchedDisbursement,
        MatchedDisbursements, Open, PayoutStanding, Reconcile, ReconciledPayout, Reconciliation,
    },
};

use crate::{
    arguments::Reconciled,
    imports::pairs,
    listed::{Column, Of, records, table},
    printing::{Ended, Format, Printed, json},
    table::grouped,
};

/// Says how past payouts agree with what the program pays.
pub fn reconcile(asked: Reconciled, format: Format) -> Ended {
    let desk = Desk::new();
    let Reconciled { viewed, differing, disbursements, answers } = asked;
    desk.ask(Open::from(viewed))?;
    let only_differing = differing;
    if let Some(path) = disbursements {
        let answers = pairs(&answers, "--answer ID=CHOICE")?;
        let asked = MatchDisbursements { path, answers, only_differing, ..Default::default() };
        return matched(&desk, asked, format);
    }
    let found = desk.ask(Reconcile { only_differing, ..Reconcile::default() })?;
    let text = listed(format, &json!(found), PAYOUTS, &found.rows, &summed(&found));
    let counts = found.counts;
    let unlike = counts.differ + counts.only_paid + counts.only_calculated;
    Ok(Printed::with(text, unlike + counts.outside + counts.other_currency > 0))
}

/// What was found, in a form; for people with what it comes to.
fn listed<R>(
    format: Format,
    found: &Value,
    columns: &[Column<R>],
    rows: &[R],
    summed: &str,
) -> String {
    match format {
        Format::Json => json(found),
        Format::Csv => records(columns, rows),
        Format::Table => table(columns, rows) + summed,
    }
}

const PAYOUTS: &[Column<ReconciledPayout>] = &[
    Column { head: "", name: "partner", of: Of::Text(|row| row.partner.clone()) },
    Column { head: "Partner", name: "name", of: Of::Text(|row| row.partner_name.clone()) },
    Column { head: "Incentive", name: "label", of: Of::Text(|row| row.label.clone()) },
    Column {
        head: "",
        name: "incentive",
        of: Of::Word(|row| row.incentive.clone().unwrap_or_default()),
    },
    Column { head: "From", name: "from", of: Of::Word(|row| row.from.clone()) },
    Column { head: "Until", name: "until", of: Of::Word(|row| row.until.clone()) },
    Column { head: "Standing", name: "standing", of: Of::Word(|row| words(row.standing).into()) },
    Column { head: "Currency", name: "currency", of: Of::Word(|row| row.currency.clone()) },
    Column { head: "Paid", name: "paid", of: Of::Figure(|row| row.paid.clone()) },
    Column { head: "Calculated", name: "calculated", of: Of::Figure(|row| row.calculated.clone()) },
    Column { head: "Difference", name: "difference", of: Of::Figure(|row| row.difference.clone()) },
    Column { head: "", name: "sources", of: Of::Text(paid_sources) },
];

/// The rows that a payout is the sum of.
fn paid_sources(row: &ReconciledPayout) -> String {
    let told: Vec<&str> = row.paid_rows.iter().map(|part| part.source.as_str()).collect();
    told.join("; ")
}

/// How the two stand, in words.
const fn words(standing: PayoutStanding) -> &'static str {
    match standing {
        PayoutStanding::Agree => "agrees",
        PayoutStanding::Differ => "differs",
        PayoutStanding::OnlyPaid => "paid only",
        PayoutStanding::OnlyCalculated => "calculated only",
        PayoutStanding::Outside => "not in the replay",
        PayoutStanding::OtherCurrency => "other currency",
    }
}

fn summed(found: &Reconciliation) -> String {
    let counts = found.counts;
    format!(
        "\nFrom {} until {}: calculated {} less paid {} = {} {}.\n{} agree, {} differ, {} paid only, {} calculated only; {} not in the replay and {} in another currency are not compared.\n{}\n",
        found.from,
        found.until,
        grouped(&found.calculated),
        grouped(&found.paid),
        grouped(&found.difference),
        found.currency,
        counts.agree,
        counts.differ,
        counts.only_paid,
        counts.only_calculated,
        counts.outside,
        counts.other_currency,
        found.compared_by,
    )
}

/// Says how a marketplace's disbursements match deals.
fn matched(desk: &Desk, asked: MatchDisbursements, format: Format) -> Ended {
    let found = desk.ask(asked)?;
    let text = listed(format, &json!(found), DISBURSED, &found.rows, &matches_summed(&found));
    let counts = found.counts;
    let alone = counts.only_disbursed + counts.only_deals;
    let unlike = counts.differ + counts.other_currency + alone + found.set_aside_rows;
    Ok(Printed::with(text, unlike > 0))
}

const DISBURSED: &[Column<MatchedDisbursement>] = &[
    Column { head: "Deal", name: "deal", of: Of::Text(|row| row.deal.clone().unwrap_or_default()) },
    Column { head: "Named", name: "named", of: Of::Text(|row| row.named.clone()) },
    Column { head: "Buyer", name: "buyer", of: Of::Text(|row| row.buyer.clone()) },
    Column {
        head: "Closed",
        name: "closed",
        of: Of::Word(|row| row.closed.clone().unwrap_or_default()),
    },
    Column {
        head: "Disbursed",
        name: "disbursed",
        of: Of::Word(|row| row.disbursed.clone().unwrap_or_default()),
    },
    Column {
        head: "Matched by",
        name: "matched_by",
        of: Of::Word(|row| by_words(row.matched_by).into()),
    },
    Column {
        head: "Standing",
        name: "standing",
        of: Of::Word(|row| disbursed_words(row.standing).into()),
    },
    Column { head: "Currency", name: "currency", of: Of::Word(|row| row.currency.clone()) },
    Column { head: "Amount", name: "amount", of: Of::Figure(|row| row.amount.clone()) },
    Column {
        head: "",
        name: "amount_currency",
        of: Of::Word(|row| row.amount_currency.clone().unwrap_or_default()),
    },
    Column { head: "Gross", name: "gross", of: Of::Figure(|row| row.gross.clone()) },
    Column { head: "Fee", name: "fee", of: Of::Figure(|row| row.fee.clone()) },
    Column { head: "Net", name: "net", of: Of::Figure(|row| row.net.clone()) },
    Column { head: "Gross off", name: "difference", of: Of::Figure(|row| row.difference.clone()) },
    Column {
        head: "Net off",
        name: "net_difference",
        of: Of::Figure(|row| row.net_difference.clone()),
    },
    Column {
        head: "",
        name: "deal_source",
        of: Of::Text(|row| row.deal_source.clone().unwrap_or_default()),
    },
    Column { head: "", name: "rows", of: Of::Word(disbursed_rows) },
];

/// The rows of the file that were disbursed for a deal.
fn disbursed_rows(row: &MatchedDisbursement) -> String {
    let told: Vec<String> = row.parts.iter().map(|part| part.row.to_string()).collect();
    told.join("; ")
}

const fn disbursed_words(standing: DisbursedStanding) -> &'static str {
    match standing {
        DisbursedStanding::OnlyDisbursed => "no deal",
        DisbursedStanding::OnlyDeal => "no disbursement",
        DisbursedStanding::OtherCurrency => "other currency",
        DisbursedStanding::Differ => "differs",
        DisbursedStanding::Agree => "agrees",
    }
}

const fn by_words(by: Option<MatchedBy>) -> &'static str {
    match by {
        Some(MatchedBy::Id) => "id",
        Some(MatchedBy::BuyerAmountAndDate) => "buyer, amount, day",
        Some(MatchedBy::BuyerAndDate) => "buyer, day",
        None => "",
    }
}

fn matches_summed(found: &MatchedDisbursements) -> String {
    let counts = found.counts;
    let mut text = format!(
        "\n{} agree, {} differ, {} in another currency, {} without a deal, {} deals without a disbursement; {} rows of {} could not be used.\n",
        counts.agree,
        counts.differ,
        counts.other_currency,
        counts.only_disbursed,
        counts.only_deals,
        found.set_aside_rows,
        found.file,
    );
    for sum in &found.sums {
        text.push_str(&format!(
            "{}: deals {}, gross {}, fees {}, net {}; gross off {}; {} without a deal, {} of deals without a disbursement.\n",
            sum.currency,
            grouped(&sum.amount),
            grouped(&sum.gross),
            grouped(&sum.fee),
            grouped(&sum.net),
            grouped(&sum.difference),
            grouped(&sum.only_disbursed),
            grouped(&sum.only_deals),
        ));
    }
    for reason in &found.set_aside {
        text.push_str(&format!("{reason}\n"));
    }
    text + &found.reading + "\n"
}
