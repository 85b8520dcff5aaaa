//! What an incentive is paid on, and what does not go with it.

use super::{At, Code, Findings, counted, measures::first_months, texts};
use crate::incentive::{Paid, Returns};

/// What V is, and the parts of the incentive that need another V.
pub fn paid(at: &At<'_>, found: &mut Findings) {
    let place = at.below("earns_on/measure");
    match &at.incentive.earns_on.measure {
        Paid::NewCustomers(new) => {
            counted::new_when(new, &format!("{place}/new_customers"), found);
        }
        Paid::Points(rule) => {
            counted::points(at.program, rule, &format!("{place}/points"), found);
        }
        Paid::Activities(of) => {
            let kind = format!("{place}/activities/kind");
            texts::not_empty(&of.kind, &kind, "kind of activity", found);
            sales_unused(at, found);
        }
        _ => {}
    }
    if at.incentive.earns_on.measure.is_counted() {
        counted_by_period(at, found);
    }
    unused(at, found);
    value(at, found);
    credits_of_the_first(at, found);
}

/// When money counts: of revenue, and on days that the rest of the incentive goes by.
fn value(at: &At<'_>, found: &mut Findings) {
    let (value, place) = (at.incentive.earns_on.value, at.below("earns_on/value"));
    if value.is_plain() {
        return;
    }
    first_months(value, &place, found);
    if at.incentive.earns_on.measure != Paid::Revenue {
        found.add(
            Code::ValueNeedsRevenue,
            place,
            format!(
                "{} is paid on {}, and only revenue can be billed, collected or with tax.",
                at.name(),
                at.incentive.earns_on.measure.words()
            ),
            "Pay on revenue, or take this out.",
        );
        return;
    }
    if value.has_own_days() && at.incentive.period.length().is_none() {
        found.add(
            Code::ValueNeedsPeriods,
            place.clone(),
            format!(
                "{} pays each deal for what it was sold for, and billed or collected money comes \
                 later.",
                at.name()
            ),
            "Pay each month, quarter or year, or on what is booked.",
        );
    }
    if value.has_own_days() && at.incentive.returns != Returns::OwnPeriod {
        found.add(
            Code::ValueWithReturns,
            place,
            format!(
                "{} settles returns by their deals, and its money counts on other days than they \
                 closed.",
                at.name()
            ),
            "Let returns count in their own period.",
        );
    }
}

/// The credits of the first deal of a customer say nothing of who worked on a later one.
fn credits_of_the_first(at: &At<'_>, found: &mut Findings) {
    if !at.incentive.credits.is_own() && at.incentive.shares.is_some() {
        found.add(
            Code::FirstCreditsShared,
            at.below("credits"),
            format!(
                "{} shares each deal among its partners, and goes by the credits of another deal.",
                at.name()
            ),
            "Take the shares out, or let each deal's own credits count.",
        );
    }
}

/// What is counted once a period does not belong to one deal, and no return lowers it.
fn counted_by_period(at: &At<'_>, found: &mut Findings) {
    let what = at.incentive.earns_on.measure.words();
    if at.incentive.period.length().is_none() {
        found.add(
            Code::CountNeedsPeriods,
            at.below("period"),
            format!("{} pays deal by deal, and {what} are counted once a period.", at.name()),
            "Pay each month, quarter or year.",
        );
    }
    if at.incentive.returns != Returns::OwnPeriod {
        found.add(
            Code::CountWithReturns,
            at.below("returns"),
            format!("{} settles returns, and they do not lower {what}.", at.name()),
            "Let returns count in their own period.",
        );
    }
}

/// Activities are counted whatever was sold.
fn sales_unused(at: &At<'_>, found: &mut Findings) {
    let incentive = at.incentive;
    let asked = [
        (!incentive.what.is_open(), "what"),
        (!incentive.roles.is_empty(), "roles"),
        (!incentive.conditions.is_empty(), "conditions"),
        (!incentive.credits.is_own(), "credits"),
    ];
    for (_, key) in asked.into_iter().filter(|(asked, _)| *asked) {
        found.add(
            Code::SalesUnused,
            at.below(key),
            format!("{} is paid on activities, which are counted whatever was sold.", at.name()),
            "Take this out, or pay on what was sold.",
        );
    }
}

fn unused(at: &At<'_>, found: &mut Findings) {
    let earns_on = &at.incentive.earns_on;
    if !earns_on.absent.is_left_out() && !earns_on.measure.can_be_absent() {
        found.add(
            Code::AbsentUnused,
            at.below("earns_on/absent"),
            format!(
                "{} is paid on {}, which no line can lack.",
                at.name(),
                earns_on.measure.words()
            ),
            "Take this out, or pay on list price, cost, margin or what recurs.",
        );
    }
    let of_amounts = matches!(earns_on.measure, Paid::Revenue | Paid::Nothing);
    if !at.incentive.marketplace.is_empty() && !of_amounts {
        found.add(
            Code::MarketplaceUnused,
            at.below("marketplace"),
            format!(
                "{} is paid on {}, which no marketplace fee or uplift changes.",
                at.name(),
                earns_on.measure.words()
            ),
            "Take it out, or pay on revenue.",
        );
    }
}
