//! Caps: amounts that cannot be, two for one thing, and caps that another one makes idle.

use std::collections::HashSet;

use super::{
    At, Code, Findings,
    measures::{self, Measured},
};
use crate::{
    Money, Period,
    incentive::{Limit, LimitPer},
    words,
};

/// The limits of an incentive.
pub fn limits(at: &At<'_>, found: &mut Findings) {
    let mut seen = HashSet::new();
    for (index, limit) in at.incentive.limits.iter().enumerate() {
        let place = at.below(&format!("limits/{index}"));
        unit(at, limit, &format!("{place}/at_most"), found);
        amount(at, limit, &place, found);
        if !seen.insert(limit.per) {
            found.add(
                Code::LimitDuplicate,
                format!("{place}/per"),
                format!("{} has two limits {}.", at.name(), per(limit.per)),
                "Keep one of them.",
            );
        }
    }
    idle(at, found);
}

/// A limit is money; a cap on V has the unit of V.
fn unit(at: &At<'_>, limit: &Limit, place: &str, found: &mut Findings) {
    let counts = limit.per == LimitPer::Value && at.incentive.earns_on.measure.counts();
    let what = if limit.per == LimitPer::Value { "the value paid on" } else { "what is paid" };
    let measured = Measured { money: !counts, what: what.to_owned() };
    measures::unit(at.program, limit.at_most, &measured, place, found);
}

fn amount(at: &At<'_>, limit: &Limit, place: &str, found: &mut Findings) {
    match limit.at_most.units() {
        ..0 => found.add(
            Code::LimitNegative,
            format!("{place}/at_most"),
            format!("A limit of {} is below zero.", words::quantity(limit.at_most)),
            "Use an amount above zero, or take the limit out.",
        ),
        0 => found.add(
            Code::PaysNothing,
            format!("{place}/at_most"),
            format!("{} pays nothing, because a limit of zero takes all of it.", at.name()),
            "Raise the limit, take it out, or switch the incentive off.",
        ),
        1.. => {}
    }
}

/// What a limit holds for, in words.
fn per(per: LimitPer) -> &'static str {
    match per {
        LimitPer::Value => "on the value paid on",
        LimitPer::Deal => "for a deal",
        LimitPer::PartnerPeriod => "for a partner and period",
        LimitPer::PartnerYear => "for a partner and year",
        LimitPer::Total => "for all partners together",
    }
}

/// Limits that never bind, because another one always binds first.
fn idle(at: &At<'_>, found: &mut Findings) {
    use LimitPer::{Deal, PartnerPeriod, PartnerYear};
    let length = at.incentive.period.length().unwrap_or(at.program.payment.every);
    let payments_in_year = match length {
        Period::Day => 366,
        Period::Week => 53,
        Period::HalfMonth => 24,
        Period::Month => 12,
        Period::Quarter => 4,
        Period::Half => 2,
        Period::Year => 1,
    };
    // A deal's limit comes before its pool is split, so with shares it may bind at any height.
    if at.incentive.shares.is_none() {
        narrow_idle(at, Deal, PartnerPeriod, found);
        narrow_idle(at, Deal, PartnerYear, found);
    }
    if !narrow_idle(at, PartnerPeriod, PartnerYear, found) {
        wide_idle(at, PartnerPeriod, payments_in_year, PartnerYear, found);
    }
}

/// A limit for less that is not below one for more.
fn narrow_idle(at: &At<'_>, narrow: LimitPer, wide: LimitPer, found: &mut Findings) -> bool {
    let Some((index, inner, _, outer)) = pair(at, narrow, wide) else { return false };
    let idle = inner.units() >= outer.units();
    if idle {
        never_binds(
            at,
            index,
            narrow,
            &format!("one {} of {}", per(wide), words::money(outer)),
            found,
        );
    }
    idle
}

/// A limit for more that `times` the one for less cannot reach.
fn wide_idle(at: &At<'_>, narrow: LimitPer, times: i64, wide: LimitPer, found: &mut Findings) {
    let Some((_, inner, index, outer)) = pair(at, narrow, wide) else { return };
    if inner.units().checked_mul(times).is_some_and(|most| most <= outer.units()) {
        never_binds(
            at,
            index,
            wide,
            &format!("one {} of {}", per(narrow), words::money(inner)),
            found,
        );
    }
}

fn never_binds(at: &At<'_>, index: usize, idle: LimitPer, other: &str, found: &mut Findings) {
    found.add(
        Code::LimitNeverBinds,
        at.below(&format!("limits/{index}")),
        format!("The limit {} never takes anything: the {other} binds first.", per(idle)),
        "Lower it, or take it out.",
    );
}

/// The positions and amounts of two limits, where both stand and compare.
fn pair(at: &At<'_>, narrow: LimitPer, wide: LimitPer) -> Option<(usize, Money, usize, Money)> {
    let find = |per| {
        let index = at.incentive.limits.iter().position(|limit| limit.per == per)?;
        Some((index, at.incentive.limits[index].at_most.money()?))
    };
    let ((narrow, inner), (wide, outer)) = (find(narrow)?, find(wide)?);
    (inner.currency() == outer.currency()).then_some((narrow, inner, wide, outer))
}
