//! Puts right what a person decided to put right: as a mapping, where the mapping can say it, so
//! that rows and amounts are accounted for the same way; shares and returns in the facts themselves.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use tierwright_engine::rows::{AdjustmentRow, CreditRow, DealRow, FactRows, Stage};
use tierwright_program::{Money, Rate};

use crate::{
    failure::ImportFailure,
    imported::Imported,
    mapping::{
        Cell, DealColumns, Feed, Mapping, NegativeAmounts, OnlySign, PartnerColumns, Shares, Sign,
        TextFrom,
    },
    table::Table,
};

/// All of it, in units of a share.
const WHOLE: i128 = 100_000_000;

/// The mapping with everything in it that its repairs say.
pub(crate) fn mapping(mapping: &Mapping) -> Mapping {
    let mut mapping = mapping.clone();
    if mapping.repairs.negative_amounts == NegativeAmounts::SetAside {
        leave_negative_amounts(&mut mapping);
    }
    if !mapping.repairs.same_partner.is_empty() {
        find_by_name(&mut mapping);
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

/// Leaves out the rows of deals with an amount below zero.
fn leave_negative_amounts(mapping: &mut Mapping) {
    let tables = &mut mapping.tables;
    let signed: Vec<(String, OnlySign)> = tables
        .deal
        .iter()
        .filter(|feed| feed.only.is_none())
        .filter_map(|feed| {
            let column = signed_column(&feed.columns)?.to_owned();
            Some((feed.file.clone(), OnlySign { columns: vec![column], sign: Sign::NotBelow }))
        })
        .collect();
    for (file, only) in signed {
        let set = |feed_file: &str, feed_only: &mut Option<OnlySign>| {
            if feed_file == file && feed_only.is_none() {
                *feed_only = Some(only.clone());
            }
        };
        tables.deal.iter_mut().for_each(|feed| set(&feed.file, &mut feed.only));
        tables.line.iter_mut().for_each(|feed| set(&feed.file, &mut feed.only));
        tables.credit.iter_mut().for_each(|feed| set(&feed.file, &mut feed.only));
        tables.partner.iter_mut().for_each(|feed| set(&feed.file, &mut feed.only));
    }
}

/// Makes returns of won deals with an amount below zero, one of each partner by its share. A deal
/// whose partners' parts are not known, or that other facts name, stays as it is: who gave what back
/// cannot be said.
pub(crate) fn returns(imported: &mut Imported) -> Result<(), ImportFailure> {
    let Imported { rows, tie, .. } = imported;
    let named = named(rows);
    let is_return = |deal: &DealRow| {
        deal.stage == Stage::Won && deal.amount.units() < 0 && !named.contains(deal.id.as_str())
    };
    let mut credits: HashMap<&str, Vec<&CreditRow>> = HashMap::new();
    for deal in rows.deals.iter().filter(|deal| is_return(deal)) {
        credits.insert(&deal.id, Vec::new());
    }
    for credit in &rows.credits {
        if let Some(of_deal) = credits.get_mut(credit.deal.as_str()) {
            of_deal.push(credit);
        }
    }
    let mut turned: HashSet<String> = HashSet::new();
    let mut returned: Vec<AdjustmentRow> = Vec::new();
    for deal in &rows.deals {
        let Some(parts) = credits.get(deal.id.as_str()).and_then(|of| parts(deal, of)) else {
            continue;
        };
        let file = usize::try_from(deal.source.file).ok().and_then(|at| rows.files.get(at));
        let amounts: Vec<Money> = parts.iter().map(|part| part.amount).collect();
        let file = file.map_or("", |file| file.name.as_str());
        tie.turn(file, (Table::Deal, deal.amount), (Table::Adjustment, &amounts))?;
        returned.extend(parts);
        turned.insert(deal.id.clone());
    }
    rows.deals.retain(|deal| !turned.contains(&deal.id));
    rows.credits.retain(|credit| !turned.contains(&credit.deal));
    rows.adjustments.append(&mut returned);
    Ok(())
}

/// The deals that facts other than credits name.
fn named(rows: &FactRows) -> HashSet<String> {
    let mut named: HashSet<String> = HashSet::new();
    named.extend(rows.lines.iter().map(|row| row.deal.clone()));
    named.extend(rows.adjustments.iter().filter_map(|row| row.deal.clone()));
    named.extend(rows.settlements.iter().map(|row| row.deal.clone()));
    named.extend(rows.touches.iter().map(|row| row.deal.clone()));
    named.extend(rows.registrations.iter().map(|row| row.deal.clone()));
    named.extend(rows.overlaps.iter().filter_map(|row| row.deal.clone()));
    named.extend(rows.activities.iter().filter_map(|row| row.deal.clone()));
    named.extend(rows.fund_events.iter().flat_map(|row| row.deals.iter().cloned()));
    named
}

/// The returns of a deal: of its only partner, or of several by shares that add up to one.
fn parts(deal: &DealRow, credits: &[&CreditRow]) -> Option<Vec<AdjustmentRow>> {
    let shares: Vec<i128> = match credits {
        [only] if only.share.is_none() => vec![WHOLE],
        _ => {
            let units = |credit: &&CreditRow| Some(i128::from(credit.share?.units()));
            credits.iter().map(units).collect::<Option<_>>()?
        }
    };
    if shares.iter().sum::<i128>() != WHOLE {
        return None;
    }
    let amounts = scaled(&shares, -i128::from(deal.amount.units()))?;
    let date = deal.closed?;
    let parts = credits.iter().zip(amounts).filter(|(_, units)| *units > 0);
    parts
        .map(|(credit, units)| {
            Some(AdjustmentRow {
                id: format!("return {}", credit.id),
                deal: None,
                partner: Some(credit.partner.clone()),
                line: None,
                date,
                amount: Money::from_units(i64::try_from(units).ok()?, deal.amount.currency()),
                quantity: Rate::default(),
                source: deal.source,
            })
        })
        .collect()
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
                    columns: called(&partner),
                });
            }
        };
    }
    add!(tables.credit);
    add!(tables.activity);
    add!(tables.fund_event);
    add!(tables.paid);
    add!(tables.partner_status);
    add!(tables.level);
    add!(tables.registration);
    add!(tables.overlap);
    // Rows of these may name no partner, and then add none.
    macro_rules! add_named {
        ($feeds:expr) => {
            for feed in $feeds.iter_mut() {
                let Some(partner) = &feed.columns.partner else { continue };
                let partner = own_name(partner, &feed.join);
                feed.columns.partner = Some(partner.clone());
                let mut leave_out = feed.leave_out.clone();
                if let Some(name) = partner.names().last() {
                    leave_out.entry(name.clone()).or_default().push(String::new());
                }
                added.push(Feed {
                    file: feed.file.clone(),
                    only_without: feed.only_without.clone(),
                    join: feed.join.clone(),
                    leave_out,
                    only: feed.only.clone(),
                    known_stays: true,
                    one_per: partner.names().to_vec(),
                    columns: called(&partner),
                });
            }
        };
    }
    add_named!(tables.touch);
    add_named!(tables.score);
    add_named!(tables.target);
    tables.partner.append(&mut added);
}

/// A partner that is known only by what rows call it.
fn called(partner: &Cell) -> PartnerColumns<Cell> {
    PartnerColumns::of(partner.clone(), partner.clone())
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

/// Lets partners that rows look up by name be called by that name where no list has it, so that a
/// person can say who they are.
fn find_by_name(mapping: &mut Mapping) {
    let tables = &mut mapping.tables;
    macro_rules! find {
        ($feeds:expr) => {
            for feed in $feeds.iter_mut() {
                feed.columns.partner = own_name(&feed.columns.partner, &feed.join);
            }
        };
    }
    find!(tables.credit);
    find!(tables.activity);
    find!(tables.fund_event);
    find!(tables.paid);
    find!(tables.partner_status);
    find!(tables.level);
    find!(tables.registration);
    find!(tables.overlap);
    macro_rules! find_named {
        ($feeds:expr) => {
            for feed in $feeds.iter_mut() {
                if let Some(partner) = &mut feed.columns.partner {
                    *partner = own_name(partner, &feed.join);
                }
            }
        };
    }
    find_named!(tables.touch);
    find_named!(tables.score);
    find_named!(tables.target);
}

/// The id that each partner is kept under in the end: one may be merged into another that is merged
/// itself. Of partners merged in a circle the first by id is kept.
fn kept(same: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let end = |from: &String| {
        let mut way = vec![from];
        while let Some(next) = way.last().and_then(|last| same.get(*last)) {
            if let Some(at) = way.iter().position(|one| *one == next) {
                return way.into_iter().skip(at).min().cloned();
            }
            way.push(next);
        }
        way.pop().cloned()
    };
    let ends = same.keys().filter_map(|from| Some((from.clone(), end(from)?)));
    ends.filter(|(from, to)| from != to).collect()
}

/// Calls partners that are the same company by the one id that is kept.
fn same_partner(mapping: &mut Mapping) {
    let same = kept(&mapping.repairs.same_partner);
    let tables = &mut mapping.tables;
    let rename = |cell: &mut Cell| {
        for ours in cell.values.values_mut().chain(cell.otherwise.as_mut()) {
            if let Some(kept) = same.get(ours) {
                ours.clone_from(kept);
            }
        }
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
        feed.columns.parent.iter_mut().for_each(rename);
        feed.known_stays = true;
    }
    tables.credit.iter_mut().for_each(|feed| rename(&mut feed.columns.partner));
    tables.activity.iter_mut().for_each(|feed| rename(&mut feed.columns.partner));
    tables.fund_event.iter_mut().for_each(|feed| rename(&mut feed.columns.partner));
    tables.paid.iter_mut().for_each(|feed| rename(&mut feed.columns.partner));
    tables.partner_status.iter_mut().for_each(|feed| rename(&mut feed.columns.partner));
    tables.level.iter_mut().for_each(|feed| rename(&mut feed.columns.partner));
    tables.registration.iter_mut().for_each(|feed| rename(&mut feed.columns.partner));
    tables.overlap.iter_mut().for_each(|feed| rename(&mut feed.columns.partner));
    let adjustments = tables.adjustment.iter_mut();
    adjustments.filter_map(|feed| feed.columns.partner.as_mut()).for_each(rename);
    let touches = tables.touch.iter_mut();
    touches.filter_map(|feed| feed.columns.partner.as_mut()).for_each(rename);
    let scores = tables.score.iter_mut();
    scores.filter_map(|feed| feed.columns.partner.as_mut()).for_each(rename);
    let targets = tables.target.iter_mut();
    targets.filter_map(|feed| feed.columns.partner.as_mut()).for_each(rename);
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
                let righted =
                    if how == Shares::Scale { scaled(&of, WHOLE) } else { rest_to_first(&of) };
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

/// Numbers in the proportion of shares that add up to `whole`; what is left after cutting goes to
/// those that were cut most, the first of them first.
fn scaled(shares: &[i128], whole: i128) -> Option<Vec<i128>> {
    let sum: i128 = shares.iter().sum();
    if sum <= 0 || shares.iter().any(|share| *share < 0) {
        return None;
    }
    let mut righted: Vec<i128> = shares.iter().map(|share| share * whole / sum).collect();
    let left = whole - righted.iter().sum::<i128>();
    let by_rest: BTreeSet<(i128, usize)> =
        shares.iter().enumerate().map(|(at, share)| (-(share * whole % sum), at)).collect();
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
        assert_eq!(scaled(&hundredths(&[50, 30]), WHOLE), Some(vec![62_500_000, 37_500_000]));
        assert_eq!(
            scaled(&hundredths(&[33, 33, 33]), WHOLE),
            Some(vec![33_333_334, 33_333_333, 33_333_333])
        );
        assert_eq!(scaled(&[0, 0], WHOLE), None);
        assert_eq!(rest_to_first(&hundredths(&[50, 30])), Some(hundredths(&[70, 30])));
        assert_eq!(rest_to_first(&hundredths(&[10, 130])), None);
    }
}
