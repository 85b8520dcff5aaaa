//! Puts right what a person decided to put right: as a mapping, where the mapping can say it, so
//! that rows and amounts are accounted for the same way; shares in the facts themselves.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use tierwright_engine::rows::{CreditRow, FactRows};
use tierwright_program::Rate;

use crate::mapping::{
    AdjustmentColumns, Cell, CreditColumns, DealColumns, Feed, Mapping, NegativeAmounts, OnlySign,
    PartnerColumns, Shares, Sign, TextFrom,
};

/// All of it, in units of a share.
const WHOLE: i128 = 100_000_000;

/// The mapping with everything in it that its repairs say.
pub(crate) fn mapping(mapping: &Mapping) -> Mapping {
    let mut mapping = mapping.clone();
    match mapping.repairs.negative_amounts {
        NegativeAmounts::Keep => {}
        NegativeAmounts::Return => negative_amounts(&mut mapping, true),
        NegativeAmounts::SetAside => negative_amounts(&mut mapping, false),
    }
    if mapping.repairs.add_partners {
        add_partners(&mut mapping);
    }
    if !mapping.repairs.same_partner.is_empty() {
        same_partner(&mut mapping);
    }
    mapping
}

/// The column whose sign tells deals from returns, where it is one column of the file.
pub(crate) fn signed_column(columns: &DealColumns<Cell>) -> Option<&str> {
    match &columns.amount.from {
        TextFrom::Column(name) => Some(name),
        _ => None,
    }
}

/// Takes rows with an amount below zero out of deals, and makes returns of them or leaves them out.
fn negative_amounts(mapping: &mut Mapping, as_returns: bool) {
    let tables = &mut mapping.tables;
    let signed: Vec<(String, OnlySign, Feed<DealColumns<Cell>>)> = tables
        .deal
        .iter()
        .filter(|feed| feed.only.is_none())
        .filter_map(|feed| {
            let column = signed_column(&feed.columns)?.to_owned();
            let only = OnlySign { columns: vec![column], sign: Sign::NotBelow };
            Some((feed.file.clone(), only, feed.clone()))
        })
        .collect();
    for (file, only, deal) in signed {
        let set = |feed_file: &str, feed_only: &mut Option<OnlySign>| {
            if feed_file == file && feed_only.is_none() {
                *feed_only = Some(only.clone());
            }
        };
        tables.deal.iter_mut().for_each(|feed| set(&feed.file, &mut feed.only));
        tables.line.iter_mut().for_each(|feed| set(&feed.file, &mut feed.only));
        tables.credit.iter_mut().for_each(|feed| set(&feed.file, &mut feed.only));
        if !as_returns {
            tables.partner.iter_mut().for_each(|feed| set(&feed.file, &mut feed.only));
            continue;
        }
        let first = tables.credit.iter().find(|feed| feed.file == file);
        let returned = returned(&deal, first, &only);
        tables.adjustment.push(returned);
    }
}

/// The feed that makes returns of the rows of a deal feed, of the first partner they name.
fn returned(
    deal: &Feed<DealColumns<Cell>>,
    credit: Option<&Feed<CreditColumns<Cell>>>,
    only: &OnlySign,
) -> Feed<AdjustmentColumns<Cell>> {
    let columns = &deal.columns;
    let mut amount = columns.amount.clone();
    amount.written.negated = !amount.written.negated;
    let date = columns.closed.clone().or_else(|| columns.opened.clone());
    Feed {
        file: deal.file.clone(),
        only_without: deal.only_without.clone(),
        join: credit.map_or_else(|| deal.join.clone(), |credit| credit.join.clone()),
        leave_out: BTreeMap::new(),
        only: Some(OnlySign { columns: only.columns.clone(), sign: Sign::Below }),
        known_stays: false,
        one_per: Vec::new(),
        columns: AdjustmentColumns {
            id: columns.id.clone(),
            date: date.unwrap_or_else(|| Cell::text("")),
            amount,
            deal: None,
            partner: credit.map(|credit| credit.columns.partner.clone()),
            line: None,
            currency: Some(columns.currency.clone()),
            quantity: None,
        },
    }
}

/// Adds the partners that rows name and no list has, under what the rows call them.
fn add_partners(mapping: &mut Mapping) {
    let tables = &mut mapping.tables;
    let mut added: Vec<Feed<PartnerColumns<Cell>>> = Vec::new();
    macro_rules! add {
        ($feeds:expr) => {
            for feed in $feeds.iter_mut() {
                let partner = own_name(&feed.columns.partner, &feed.join);
                feed.columns.partner = partner.clone();
                added.push(Feed {
                    file: feed.file.clone(),
                    only_without: feed.only_without.clone(),
                    join: feed.join.clone(),
                    leave_out: feed.leave_out.clone(),
                    only: feed.only.clone(),
                    known_stays: true,
                    one_per: partner.names().to_vec(),
                    columns: PartnerColumns {
                        id: partner.clone(),
                        name: partner,
                        kind: None,
                        region: None,
                        country: None,
                        segment: None,
                        joined: None,
                    },
                });
            }
        };
    }
    add!(tables.credit);
    add!(tables.activity);
    add!(tables.fund_event);
    add!(tables.paid);
    tables.partner.append(&mut added);
}

/// A partner that is looked up by name: its id, or the name itself where no list has it.
fn own_name(partner: &Cell, joins: &[crate::mapping::Join]) -> Cell {
    let TextFrom::Column(name) = &partner.from else { return partner.clone() };
    let joined = joins.iter().find(|join| name.starts_with(&format!("{}.", join.file)));
    let Some(asked) = joined.and_then(|join| join.on.keys().next()) else { return partner.clone() };
    let mut cell = partner.clone();
    cell.from = TextFrom::FirstOf(vec![name.clone(), asked.clone()]);
    cell
}

/// Calls partners that are the same company by the one id that is kept.
fn same_partner(mapping: &mut Mapping) {
    let same = mapping.repairs.same_partner.clone();
    let tables = &mut mapping.tables;
    let rename = |cell: &mut Cell| {
        for (other, kept) in &same {
            cell.values.entry(other.clone()).or_insert_with(|| kept.clone());
        }
    };
    for feed in &mut tables.partner {
        let is_name_too = feed.columns.name == feed.columns.id;
        rename(&mut feed.columns.id);
        if is_name_too {
            rename(&mut feed.columns.name);
        }
        feed.known_stays = true;
    }
    tables.credit.iter_mut().for_each(|feed| rename(&mut feed.columns.partner));
    tables.activity.iter_mut().for_each(|feed| rename(&mut feed.columns.partner));
    tables.fund_event.iter_mut().for_each(|feed| rename(&mut feed.columns.partner));
    tables.paid.iter_mut().for_each(|feed| rename(&mut feed.columns.partner));
    let adjustments = tables.adjustment.iter_mut();
    adjustments.filter_map(|feed| feed.columns.partner.as_mut()).for_each(rename);
}

/// The credits of each deal whose declared shares do not add up to one, by their positions.
pub(crate) fn uneven(credits: &[CreditRow]) -> Vec<(String, Vec<usize>)> {
    let mut deals: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut order: Vec<&str> = Vec::new();
    for (position, credit) in credits.iter().enumerate() {
        if credit.share.is_some() {
            let of_deal = deals.entry(&credit.deal).or_insert_with(|| {
                order.push(&credit.deal);
                Vec::new()
            });
            of_deal.push(position);
        }
    }
    let sum = |positions: &[usize]| -> i128 {
        let shares = positions.iter().filter_map(|at| credits.get(*at)?.share);
        shares.map(|share| i128::from(share.units())).sum()
    };
    let uneven = order.into_iter().filter_map(|deal| {
        let positions = deals.remove(deal)?;
        (sum(&positions) != WHOLE).then(|| (deal.to_owned(), positions))
    });
    uneven.collect()
}

/// Puts shares right. Gives the deals that are to be set aside instead.
pub(crate) fn shares(rows: &mut FactRows, how: Shares) -> HashSet<String> {
    match how {
        Shares::Keep => HashSet::new(),
        Shares::SetAside => uneven(&rows.credits).into_iter().map(|(deal, _)| deal).collect(),
        Shares::Scale | Shares::RestToFirst => {
            for (_, positions) in uneven(&rows.credits) {
                let of: Vec<i128> = positions
                    .iter()
                    .filter_map(|at| rows.credits.get(*at)?.share)
                    .map(|share| i128::from(share.units()))
                    .collect();
                let righted = if how == Shares::Scale { scaled(&of) } else { rest_to_first(&of) };
                for (at, units) in positions.iter().zip(righted.unwrap_or(of)) {
                    let share = i64::try_from(units).ok().map(Rate::from_units);
                    if let Some(credit) = rows.credits.get_mut(*at) {
                        credit.share = share;
                    }
                }
            }
            HashSet::new()
        }
    }
}

/// Shares in the same proportion that add up to one; what is left after cutting goes to those that
/// were cut most, the first of them first.
fn scaled(shares: &[i128]) -> Option<Vec<i128>> {
    let sum: i128 = shares.iter().sum();
    if sum <= 0 || shares.iter().any(|share| *share < 0) {
        return None;
    }
    let mut righted: Vec<i128> = shares.iter().map(|share| share * WHOLE / sum).collect();
    let left = WHOLE - righted.iter().sum::<i128>();
    let by_rest: BTreeSet<(i128, usize)> =
        shares.iter().enumerate().map(|(at, share)| (-(share * WHOLE % sum), at)).collect();
    let most = usize::try_from(left).unwrap_or_default();
    for (_, at) in by_rest.into_iter().take(most) {
        if let Some(share) = righted.get_mut(at) {
            *share += 1;
        }
    }
    Some(righted)
}

/// Shares whose first takes what is missing. One that would fall below zero stays.
fn rest_to_first(shares: &[i128]) -> Option<Vec<i128>> {
    let rest = WHOLE - shares.iter().sum::<i128>();
    let mut righted = shares.to_vec();
    let first = righted.first_mut()?;
    *first += rest;
    (*first >= 0).then_some(righted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_scaled_to_one_and_the_rest_goes_to_the_first() {
        // 50 and 30 of 80 are 62.5% and 37.5%; three thirds of 99% are a third each, and the one
        // hundred-millionth that cutting leaves goes to the first.
        let hundredths = |shares: &[i128]| shares.iter().map(|s| s * 1_000_000).collect::<Vec<_>>();
        assert_eq!(scaled(&hundredths(&[50, 30])), Some(vec![62_500_000, 37_500_000]));
        assert_eq!(
            scaled(&hundredths(&[33, 33, 33])),
            Some(vec![33_333_334, 33_333_333, 33_333_333])
        );
        assert_eq!(scaled(&[0, 0]), None);
        assert_eq!(rest_to_first(&hundredths(&[50, 30])), Some(hundredths(&[70, 30])));
        assert_eq!(rest_to_first(&hundredths(&[10, 130])), None);
    }
}
