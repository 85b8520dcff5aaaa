//! What an incentive that pays deal by deal, line by line or over a deal's term can have, and what
//! only such a one can have.
//!
//! A single deal has no baseline, and its band is picked by its own value alone. Without shares it
//! can have rates by tier, read for the payment period the deal closes in. With shares the whole
//! deal is paid on; one pool is for partners who may be at different tiers, so it has one rate.

use super::{At, Code, Findings};
use crate::{
    Weight,
    filter::FieldOf,
    incentive::{Accumulation, Columns, LimitPer, Part, Qualifier, Returns},
    shares::SharedOf,
};

/// The parts of an incentive that its period allows or forbids.
pub fn incentive(at: &At<'_>, found: &mut Findings) {
    if at.incentive.period.length().is_none() {
        needs_periods(at, found);
        over_term(at, found);
    } else {
        needs_deals(at, found);
        growth_has_baseline(at, found);
    }
    if let Some(shares) = &at.incentive.shares {
        if at.incentive.period != Accumulation::Deal {
            found.add(
                Code::SharesNeedDeals,
                at.below("shares"),
                format!("{} shares a pool and does not pay deal by deal.", at.name()),
                "Set its period to deal, or take the shares out.",
            );
        }
        whole_deal_is_shared(at, found);
        if shares.of == SharedOf::OnePool {
            pool_is_common(at, found);
        }
    }
}

fn needs_periods(at: &At<'_>, found: &mut Findings) {
    if at.incentive.earns_on.part != Part::Whole {
        found.add(
            Code::DealWithBaseline,
            at.below("earns_on/part"),
            format!("{} pays deal by deal, and a single deal has no baseline.", at.name()),
            "Pay each quarter or year, or pay on the whole value.",
        );
    }
    if !matches!(at.incentive.qualifier, Qualifier::PaidOn | Qualifier::Tier) {
        found.add(
            Code::DealWithQualifier,
            at.below("qualifier"),
            format!(
                "{} pays deal by deal, and only a deal's own value can pick its band.",
                at.name()
            ),
            "Let the value paid on pick the band, or pay each quarter or year.",
        );
    }
}

/// What is earned over a term is net of what was earned before, so nothing is settled again.
fn over_term(at: &At<'_>, found: &mut Findings) {
    let again = matches!(at.incentive.returns, Returns::DealPeriod(_));
    if at.incentive.period == Accumulation::Term && again {
        found.add(
            Code::TermSettledAgain,
            at.below("returns"),
            format!(
                "{} earns over the term of each deal, where each period makes up for returns already.",
                at.name()
            ),
            "Let a return lower its own period, or take back a share.",
        );
    }
}

fn needs_deals(at: &At<'_>, found: &mut Findings) {
    for (index, limit) in at.incentive.limits.iter().enumerate() {
        if limit.per == LimitPer::Deal {
            found.add(
                Code::LimitNeedsDeals,
                at.below(&format!("limits/{index}/per")),
                format!("{} has a limit for each deal and does not pay deal by deal.", at.name()),
                "Set its period to deal, or limit the partner instead.",
            );
        }
    }
}

fn growth_has_baseline(at: &At<'_>, found: &mut Findings) {
    let growth = matches!(at.incentive.qualifier, Qualifier::GrowthRatio | Qualifier::GrowthAmount);
    match at.incentive.earns_on.part {
        Part::Whole if growth => found.add(
            Code::BaselineMissing,
            at.below("qualifier"),
            format!("{} goes by growth and has no baseline to grow from.", at.name()),
            "Pay on the increment over a baseline, or let the value paid on pick the band.",
        ),
        Part::WholeComparedWith(_) if !growth => found.add(
            Code::BaselineUnused,
            at.below("earns_on/part"),
            format!("{} has a baseline, and its growth picks no band.", at.name()),
            "Let growth pick the band, or take the baseline out.",
        ),
        Part::Whole | Part::WholeComparedWith(_) | Part::IncrementOver(_) => {}
    }
}

fn pool_is_common(at: &At<'_>, found: &mut Findings) {
    let by_partner = |columns: &Columns| match columns {
        Columns::Level(_) | Columns::Role(_) => true,
        Columns::Field(by) => by.field.of() == FieldOf::Partner,
    };
    let mut schedules = at.incentive.schedules();
    if schedules.any(|schedule| schedule.columns.as_ref().is_some_and(by_partner)) {
        found.add(
            Code::SharesWithColumns,
            at.below("schedule/columns"),
            format!("{} shares one pool among partners who may be at different tiers.", at.name()),
            "Use one rate for the pool, or share each partner's own reward.",
        );
    }
}

fn whole_deal_is_shared(at: &At<'_>, found: &mut Findings) {
    if at.incentive.earns_on.weight != Weight::WholeDeal {
        found.add(
            Code::SharesWithDeclaredShare,
            at.below("earns_on/weight"),
            format!("{} shares the reward of the whole deal.", at.name()),
            "Let the whole deal count.",
        );
    }
}
