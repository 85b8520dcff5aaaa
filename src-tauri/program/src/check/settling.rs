//! From what is earned to what is due: settlement, guarantee, stacking, returns and accounts.

use std::collections::HashSet;

use super::{At, Code, Findings, measures, texts};
use crate::{
    Money, Rate,
    calendar::Period,
    incentive::{
        AccountShare, Accumulation, EarlierResults, Guarantee, Limit, LimitPer, Method, PaysInto,
        Qualifier, Returns, Rounded, Settle,
    },
    measure::Basis,
    words,
};

/// The longest time a result is spread over, in settlements.
const MOST_PARTS: u16 = 120;

/// What stands between the schedule and the payment of an incentive.
pub fn incentive(at: &At<'_>, found: &mut Findings) {
    rounded(at, found);
    if let Some(settle) = &at.incentive.settle {
        settled(at, settle, found);
    }
    spread(at, found);
    if let Some(guarantee) = &at.incentive.guarantee {
        guaranteed(at, guarantee, found);
    }
    reduced(at, found);
    returns(at, found);
    if let PaysInto::Split(shares) = &at.incentive.pays_into {
        accounts(at, shares, found);
    }
}

fn rounded(at: &At<'_>, found: &mut Findings) {
    let (what, why) = match (at.incentive.rounded, at.incentive.period) {
        (Rounded::PayoutLine, _) | (Rounded::DealLine | Rounded::Deal, Accumulation::Line) => {
            return;
        }
        (Rounded::Deal, Accumulation::Deal) if at.incentive.shares.is_none() => return,
        (Rounded::Deal, Accumulation::Deal) => {
            ("deal", "shares pools, each of which is rounded already")
        }
        (Rounded::Deal, Accumulation::Term) => {
            ("deal", "earns over terms, where each deal is rounded already")
        }
        (Rounded::Deal, _) => ("deal", "does not pay deal by deal"),
        (Rounded::DealLine, _) => ("line of a deal", "does not read deals line by line"),
    };
    found.add(
        Code::RoundedNeedsDeals,
        at.below("rounded"),
        format!("{} rounds each {what} and {why}.", at.name()),
        "Round each payout line.",
    );
}

fn settled(at: &At<'_>, settle: &Settle, found: &mut Findings) {
    if let Some(cut) = &settle.cut_over {
        let place = at.below("settle/cut_over/label");
        texts::not_empty(&cut.label, &place, "label", found);
    }
    let Some(length) = at.incentive.period.length() else {
        found.add(
            Code::SettleNeedsPeriods,
            at.below("settle"),
            format!(
                "{} pays deal by deal, so nothing accumulates that could be settled.",
                at.name()
            ),
            "Take the settlement out, or let the incentive accumulate over a period.",
        );
        return;
    };
    let place = at.below("settle/every");
    if settle.every >= length {
        found.add(
            Code::SettleNotShorter,
            place,
            format!(
                "{} is settled each {} and accumulates over a {length}.",
                at.name(),
                settle.every
            ),
            "Settle it more often than it accumulates, or take the settlement out.",
        );
    } else if !at.program.calendar.nests(settle.every, length) {
        found.add(
            Code::SettleOffPeriod,
            place,
            format!("A {} does not end where a {length} does.", settle.every),
            "Settle by a length that fits whole into the period.",
        );
    }
}

fn spread(at: &At<'_>, found: &mut Findings) {
    let Some(parts) = at.incentive.spread_over else { return };
    let place = at.below("spread_over");
    if !(2..=MOST_PARTS).contains(&parts) {
        let sentence = format!("{} is paid in {}.", at.name(), words::count(parts, "part"));
        found.add(
            Code::SpreadOutOfRange,
            place.clone(),
            sentence,
            format!("Use 2 to {MOST_PARTS} parts, or take it out to pay at once."),
        );
    }
    if at.incentive.settle.is_some() {
        found.add(
            Code::SpreadWithSettle,
            place,
            format!("{} is net of what was settled before, so its parts cannot wait.", at.name()),
            "Keep either the settlement or the parts.",
        );
    }
}

fn guaranteed(at: &At<'_>, guarantee: &Guarantee, found: &mut Findings) {
    let place = at.below("guarantee");
    let amount = format!("{place}/amount");
    measures::currency(at.program, guarantee.amount.currency(), &amount, found);
    if guarantee.amount.units() <= 0 {
        found.add(
            Code::GuaranteeNotPositive,
            amount.clone(),
            format!("A guarantee of {} guarantees nothing.", words::money(guarantee.amount)),
            "Use an amount above zero, or take the guarantee out.",
        );
    }
    let settled = at.incentive.settled_every(at.program.payment.every);
    if !at.program.calendar.nests(settled, guarantee.every) {
        found.add(
            Code::GuaranteePeriod,
            format!("{place}/every"),
            format!(
                "{} is settled each {settled}, which does not fit whole into a {}.",
                at.name(),
                guarantee.every
            ),
            "Guarantee a period that holds whole settlements.",
        );
    }
    above_limit(at, guarantee, settled, &amount, found);
}

/// A guarantee that a limit on what is earned cannot reach.
fn above_limit(
    at: &At<'_>,
    guarantee: &Guarantee,
    settled: Period,
    place: &str,
    found: &mut Findings,
) {
    let over = |per| match per {
        LimitPer::PartnerPeriod => settled == guarantee.every && at.incentive.settle.is_none(),
        LimitPer::PartnerYear => true,
        _ => false,
    };
    let limits = at.incentive.limits.iter().filter(|limit| over(limit.per));
    let below = |limit: &Money| {
        limit.currency() == guarantee.amount.currency() && limit.units() < guarantee.amount.units()
    };
    if let Some(limit) = limits.filter_map(Limit::money).find(below) {
        found.add(
            Code::GuaranteeAboveLimit,
            place,
            format!(
                "The guarantee of {} is above what the limit of {} lets a partner earn, so every \
                 partner gets it.",
                words::money(guarantee.amount),
                words::money(limit)
            ),
            "Lower the guarantee, or raise the limit.",
        );
    }
}

/// Earlier results can only be taken off a value that belongs to the partner and that is paid on.
fn reduced(at: &At<'_>, found: &mut Findings) {
    if at.incentive.stacking.earlier_results == EarlierResults::LeaveIt {
        return;
    }
    let by_ratio = matches!(at.incentive.qualifier, Qualifier::GrowthRatio | Qualifier::Attainment);
    let slices = by_ratio && at.incentive.schedule.method == Method::EachBand;
    let why = match &at.incentive.shares {
        Some(_) => "makes one pool of a deal for several partners",
        None if slices => "pays on slices of what it is compared with",
        None if at.incentive.earns_on.measure.counts()
            || at.incentive.earns_on.measure.is_counted() =>
        {
            "pays on a number"
        }
        None => return,
    };
    found.add(
        Code::ReductionImpossible,
        at.below("stacking/earlier_results"),
        format!("{} {why}, which the results of one partner cannot reduce.", at.name()),
        "Leave its value as it is.",
    );
}

fn returns(at: &At<'_>, found: &mut Findings) {
    let basis = at.below("earns_on/basis");
    match (at.incentive.returns, at.incentive.earns_on.basis) {
        (Returns::OwnPeriod, _) | (Returns::DealPeriod(_), Basis::Net) => {}
        (Returns::DealPeriod(_), Basis::Gross) => found.add(
            Code::ReturnsNeedNet,
            basis,
            format!(
                "{} settles periods again after returns, and pays on gross revenue.",
                at.name()
            ),
            "Pay on net revenue, or let returns change nothing.",
        ),
        (Returns::Clawback(_) | Returns::UnservedTerm(_), Basis::Net) => found.add(
            Code::ClawbackWithNet,
            basis,
            format!(
                "{} would count each return twice: in net revenue and as taken back.",
                at.name()
            ),
            "Pay on gross revenue, or take the clawback out.",
        ),
        (Returns::Clawback(_) | Returns::UnservedTerm(_), Basis::Gross) => {}
    }
    if let Returns::Clawback(clawback) = at.incentive.returns
        && !(Rate::from_units(1)..=Rate::whole(1)).contains(&clawback.share)
    {
        found.add(
            Code::ClawbackShareOutOfRange,
            at.below("returns/clawback/share"),
            format!("A return cannot take back {}.", words::percent(clawback.share)),
            "Use a share above 0 and up to 1.",
        );
    }
}

fn accounts(at: &At<'_>, shares: &[AccountShare], found: &mut Findings) {
    let place = at.below("pays_into/split");
    let mut seen = HashSet::new();
    for (index, share) in shares.iter().enumerate() {
        let place = format!("{place}/{index}");
        if share.share <= Rate::default() {
            found.add(
                Code::AccountShareNotPositive,
                format!("{place}/share"),
                format!("The share of {} is not above zero.", share.account.words()),
                "Use a share above zero, or take the account out.",
            );
        }
        if !seen.insert(share.account) {
            found.add(
                Code::AccountDuplicate,
                format!("{place}/account"),
                format!("{} pays into {} twice.", at.name(), share.account.words()),
                "Keep one of them.",
            );
        }
    }
    let total: i128 = shares.iter().map(|share| i128::from(share.share.units())).sum();
    if total != i128::from(Rate::whole(1).units()) {
        found.add(
            Code::AccountSharesNotWhole,
            place,
            format!("The shares of the accounts of {} are not 1 together.", at.name()),
            "Let them add up to 1, such as 0.6 and 0.4.",
        );
    }
}
