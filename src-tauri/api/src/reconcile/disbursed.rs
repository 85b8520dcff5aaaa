//! A marketplace's disbursements against deals.
//!
//! A row that names a deal by its id or offer is of that deal. Others are of the won deal of the same
//! buyer and amount that closed last on their day or up to a year before it, one row a deal, and
//! where buyer and amount find nothing, of the only deal of that buyer that is left, if theirs is
//! the only row of the buyer that is left. Rows go in the order of their days, so that the same file
//! and deals always match the same way.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate};
use tierwright_engine::rows::{DealRow, FactRows, SourceFile, Stage};
use tierwright_import::Disbursement;
use tierwright_program::{Currency, Money};

use super::{less, letters, too_large};
use crate::{
    describe::whole,
    wire::{
        DisbursedPart, DisbursedStanding, DisbursedSum, Failure, MatchedBy, MatchedDisbursement,
    },
};

/// How long after its close a deal's money may come, in days.
const LATEST: u64 = 366;

/// One row of the answer, before it is text.
pub(super) struct Match<'a> {
    deal: Option<&'a DealRow>,
    rows: Vec<&'a Disbursement>,
    by: Option<MatchedBy>,
}

/// Matches disbursements with deals: those that match, those that stand alone, and the deals that
/// lack one.
pub(super) fn matched<'a>(facts: &'a FactRows, found: &'a [Disbursement]) -> Vec<Match<'a>> {
    let mut of_deal: BTreeMap<&str, (Vec<&Disbursement>, MatchedBy)> = BTreeMap::new();
    let mut left: Vec<&Disbursement> = Vec::new();
    let named = named(facts);
    for row in found {
        match named.get(row.deal.as_str()).filter(|_| !row.deal.is_empty()) {
            Some(deal) => {
                of_deal.entry(deal).or_insert((Vec::new(), MatchedBy::Id)).0.push(row);
            }
            None => left.push(row),
        }
    }
    left.sort_by_key(|row| (row.date, row.row));
    let mut by_buyer: HashMap<String, Vec<&DealRow>> = HashMap::new();
    for deal in facts.deals.iter().filter(|deal| deal.stage == Stage::Won) {
        if !of_deal.contains_key(deal.id.as_str()) && !deal.customer.is_empty() {
            by_buyer.entry(letters(&deal.customer)).or_default().push(deal);
        }
    }
    let mut alone: Vec<&Disbursement> = Vec::new();
    for row in left {
        let deals = by_buyer.get_mut(&letters(&row.buyer));
        let is_like = |deal: &&DealRow| deal.amount == row.gross && came_after(row, deal);
        let best = deals.and_then(|deals| {
            let (at, _) = deals.iter().enumerate().filter(|(_, deal)| is_like(deal)).max_by(
                |(_, one), (_, other)| {
                    one.closed.cmp(&other.closed).then_with(|| other.id.cmp(&one.id))
                },
            )?;
            Some(deals.remove(at))
        });
        match best {
            Some(deal) => {
                of_deal.insert(&deal.id, (vec![row], MatchedBy::BuyerAmountAndDate));
            }
            None => alone.push(row),
        }
    }
    let mut of_buyer: BTreeMap<String, Vec<&Disbursement>> = BTreeMap::new();
    for row in alone {
        of_buyer.entry(letters(&row.buyer)).or_default().push(row);
    }
    let mut matches: Vec<Match<'a>> = Vec::new();
    for (buyer, rows) in of_buyer {
        let deals = by_buyer.get(&buyer).map_or(&[][..], Vec::as_slice);
        match (rows.as_slice(), deals) {
            ([row], [deal]) if !buyer.is_empty() && came_after(row, deal) => {
                of_deal.insert(&deal.id, (vec![*row], MatchedBy::BuyerAndDate));
            }
            _ => matches.extend(rows.into_iter().map(|row| Match {
                deal: None,
                rows: vec![row],
                by: None,
            })),
        }
    }
    let expected = expected(facts, found);
    for deal in &facts.deals {
        match of_deal.remove(deal.id.as_str()) {
            Some((rows, by)) => matches.push(Match { deal: Some(deal), rows, by: Some(by) }),
            None if expected(deal) => {
                matches.push(Match { deal: Some(deal), rows: Vec::new(), by: None });
            }
            None => {}
        }
    }
    matches
}

/// The deals by what a marketplace may call them: their id, or an offer that only one of them has.
fn named(facts: &FactRows) -> HashMap<&str, &str> {
    let mut offers: HashMap<&str, Option<&str>> = HashMap::new();
    for deal in facts.deals.iter().filter(|deal| !deal.offer.is_empty()) {
        let only = if offers.contains_key(deal.offer.as_str()) { None } else { Some(&*deal.id) };
        offers.insert(&deal.offer, only);
    }
    let mut named: HashMap<&str, &str> =
        offers.into_iter().filter_map(|(offer, id)| Some((offer, id?))).collect();
    named.extend(facts.deals.iter().map(|deal| (&*deal.id, &*deal.id)));
    named
}

fn came_after(row: &Disbursement, deal: &DealRow) -> bool {
    let latest = |closed: NaiveDate| closed.checked_add_days(Days::new(LATEST));
    deal.closed.is_some_and(|closed| {
        closed <= row.date && latest(closed).is_none_or(|latest| row.date <= latest)
    })
}

/// Which won deals should have a disbursement: those sold on a marketplace, or, where no deal says
/// that it was, those that closed between the first and the last day of the file.
fn expected<'a>(facts: &FactRows, found: &[Disbursement]) -> Box<dyn Fn(&'a DealRow) -> bool> {
    let is_sold_there = |deal: &DealRow| {
        !deal.marketplace.is_empty() || letters(&deal.origin).contains("marketplace")
    };
    if facts.deals.iter().any(is_sold_there) {
        return Box::new(move |deal| deal.stage == Stage::Won && is_sold_there(deal));
    }
    let days = || found.iter().map(|row| row.date);
    let (first, last) = (days().min(), days().max());
    Box::new(move |deal| {
        let closed = deal.closed.filter(|_| deal.stage == Stage::Won);
        closed.is_some() && first <= closed && closed <= last
    })
}

impl Match<'_> {
    fn sum(&self, part: impl Fn(&Disbursement) -> Option<Money>) -> Result<Option<Money>, Failure> {
        let mut sum: Option<Money> = None;
        for row in &self.rows {
            let Some(amount) = part(row) else { return Ok(None) };
            sum = Some(match sum {
                // Rows of one deal in two currencies have no sum.
                Some(before) if before.currency() != amount.currency() => return Ok(None),
                Some(before) => before.plus(amount).map_err(|_| too_large())?,
                None => amount,
            });
        }
        Ok(sum)
    }

    /// What is answered, with how far gross and net are from what they should be.
    pub(super) fn answer(&self, files: &[SourceFile], most: usize) -> Result<Answered, Failure> {
        let (gross, fee, net) =
            (self.sum(|row| Some(row.gross))?, self.sum(|row| row.fee)?, self.sum(|row| row.net)?);
        let amount = self.deal.map(|deal| deal.amount);
        let same = |one: Option<Money>, other: Option<Money>| {
            one.zip(other).filter(|(one, other)| one.currency() == other.currency())
        };
        let off = |one, other| same(one, other).map(|(one, other)| less(one, other)).transpose();
        let difference = off(gross, amount)?;
        let after_fee = off(gross, fee)?;
        let net_difference = off(net, after_fee)?;
        let is_zero = |money: Option<Money>| money.is_none_or(|money| money.units() == 0);
        let standing = match (self.deal, self.rows.is_empty()) {
            (None, _) => DisbursedStanding::OnlyDisbursed,
            (Some(_), true) => DisbursedStanding::OnlyDeal,
            (Some(_), false) if difference.is_none() => DisbursedStanding::OtherCurrency,
            (Some(_), false) if is_zero(difference) && is_zero(net_difference) => {
                DisbursedStanding::Agree
            }
            (Some(_), false) => DisbursedStanding::Differ,
        };
        let text = |money: Option<Money>| money.map(|money| money.amount_text());
        let last = self.rows.iter().map(|row| row.date).max();
        let mut parts = self.rows.clone();
        parts.sort_by_key(|row| (row.date, row.row));
        let deal_file = |deal: &DealRow| {
            let file = usize::try_from(deal.source.file).ok().and_then(|at| files.get(at));
            file.map(|file| format!("{}, row {}", file.name, deal.source.row))
        };
        let buyer = self.deal.map(|deal| deal.customer.clone());
        let currency = gross.or(amount).map(|money| money.currency());
        let row = MatchedDisbursement {
            deal: self.deal.map(|deal| deal.id.clone()),
            named: self.rows.first().map(|row| row.deal.clone()).unwrap_or_default(),
            buyer: buyer
                .or_else(|| self.rows.first().map(|row| row.buyer.clone()))
                .unwrap_or_default(),
            closed: self.deal.and_then(|deal| deal.closed).map(|day| day.to_string()),
            disbursed: last.map(|day| day.to_string()),
            amount: text(amount),
            amount_currency: amount.map(|amount| amount.currency().to_string()),
            gross: text(gross),
            fee: text(fee),
            net: text(net),
            difference: text(difference),
            net_difference: text(net_difference),
            matched_by: self.by,
            standing,
            currency: currency.map(|code| code.to_string()).unwrap_or_default(),
            deal_source: self.deal.and_then(deal_file),
            parts: parts.iter().take(most).map(|row| part(row)).collect(),
            part_count: whole(parts.len()),
        };
        let size = [difference, net_difference].into_iter().flatten();
        let size = size.map(|money| money.units().abs()).max().unwrap_or_default();
        Ok(Answered { row, size, sums: [amount, gross, fee, net] })
    }
}

fn part(row: &Disbursement) -> DisbursedPart {
    let text = |money: Option<Money>| money.map(|money| money.amount_text());
    DisbursedPart {
        row: row.row,
        on: row.date.to_string(),
        gross: row.gross.amount_text(),
        fee: text(row.fee),
        net: text(row.net),
    }
}

/// A row of the answer, with what it is sorted and summed by.
pub(super) struct Answered {
    pub(super) row: MatchedDisbursement,
    pub(super) size: i64,
    /// Deal, gross, fee, net.
    sums: [Option<Money>; 4],
}

/// What rows come to by currency: those that are matched, and what stands alone on either side.
pub(super) fn sums(rows: &[Answered]) -> Result<Vec<DisbursedSum>, Failure> {
    let mut sums: BTreeMap<Currency, [i128; 6]> = BTreeMap::new();
    for Answered { row, sums: [amount, gross, fee, net], .. } in rows {
        let into = match row.standing {
            DisbursedStanding::OnlyDisbursed => [None, None, None, None, *gross, None],
            DisbursedStanding::OnlyDeal => [None, None, None, None, None, *amount],
            // What stands in two currencies is off by nothing that could be said in one.
            DisbursedStanding::OtherCurrency => [None; 6],
            _ => [*amount, *gross, *fee, *net, None, None],
        };
        for (at, money) in into.into_iter().enumerate() {
            let Some(money) = money else { continue };
            if let Some(sum) = sums.entry(money.currency()).or_default().get_mut(at) {
                *sum += i128::from(money.units());
            }
        }
    }
    sums.into_iter()
        .map(|(currency, sums)| {
            let text = |units: i128| {
                let units = i64::try_from(units).map_err(|_| too_large())?;
                Ok::<_, Failure>(Money::from_units(units, currency).amount_text())
            };
            let [amount, gross, fee, net, only_disbursed, only_deals] = sums;
            Ok(DisbursedSum {
                currency: currency.to_string(),
                amount: text(amount)?,
                gross: text(gross)?,
                fee: text(fee)?,
                net: text(net)?,
                difference: text(gross - amount)?,
                only_disbursed: text(only_disbursed)?,
                only_deals: text(only_deals)?,
            })
        })
        .collect()
}
