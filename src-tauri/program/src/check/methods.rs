//! What each method of a schedule asks for: of its bands, of Q and of V.

use super::{
    Code, Findings,
    measures::{self, Measured},
    schedule::{Of, measured},
};
use crate::{
    Quantity, Rate,
    incentive::{Interpolated, LimitPer, Method, Paid, Part, Qualifier},
    words,
};

/// What the method of a schedule needs, and its end and floor.
pub fn methods(of: &Of<'_>, found: &mut Findings) {
    points(of, found);
    block(of, found);
    bands_pay_on(of, found);
    cuts_value(of, found);
    tier_alone(of, found);
    value(of, found);
    end(of, found);
    floor(of, found);
    below_baseline(of, found);
    without_sales(of, found);
}

/// A line needs two points.
fn points(of: &Of<'_>, found: &mut Findings) {
    let Method::Interpolated(points) = of.schedule.method else { return };
    if of.schedule.bands.len() == 1 {
        found.add(
            Code::PointsTooFew,
            of.below("bands"),
            format!("{} has one point, and a line needs two.", of.at.name()),
            "Add a point, or let the whole amount be paid at the rate reached.",
        );
    }
    if let Interpolated::ShareOf(sum) = points {
        let place = of.below("method/interpolated/share_of");
        measures::currency(of.at.program, sum.currency(), &place, found);
        if sum.units() <= 0 {
            found.add(
                Code::SumNotPositive,
                place,
                format!("A share of {} is nothing.", words::money(sum)),
                "Write the sum that is paid at 100%.",
            );
        }
    }
}

/// A block has a size, in the unit of V; free goods are counted in units.
fn block(of: &Of<'_>, found: &mut Findings) {
    let counts = of.at.incentive.earns_on.measure.counts();
    let (size, place) = match of.schedule.method {
        Method::PerBlock(size) => {
            let place = of.below("method/per_block");
            let value = Measured { money: !counts, what: "the value paid on".to_owned() };
            measures::unit(of.at.program, size, &value, &place, found);
            (size, place)
        }
        Method::FreeGoods(free) => {
            if of.at.incentive.earns_on.measure != Paid::Units {
                found.add(
                    Code::UnitsNeeded,
                    of.below("method/free_goods"),
                    format!("{} gives free units and is not paid on units.", of.at.name()),
                    "Let it be paid on units.",
                );
            }
            let place = of.below("method/free_goods/for_every");
            (Quantity::Number(free.for_every), place)
        }
        _ => return,
    };
    if size.units() <= 0 {
        found.add(
            Code::BlockNotPositive,
            place,
            format!("{} is no block that can be full.", words::quantity(size)),
            "Write a size above zero.",
        );
    }
}

/// Each band says what it is paid on where the method goes band by band, and only there.
fn bands_pay_on(of: &Of<'_>, found: &mut Findings) {
    let wanted = of.schedule.method == Method::BandByBand;
    for (index, band) in of.schedule.bands.iter().enumerate() {
        let (place, from) =
            (of.below(&format!("bands/{index}/pays_on")), words::quantity(band.from));
        match (wanted, band.pays_on) {
            (true, None) => found.add(
                Code::BandPaysOnMissing,
                place,
                format!("The band from {from} does not say whether it pays the whole value or its slice."),
                "Choose whole or slice for each band.",
            ),
            (false, Some(_)) => found.add(
                Code::BandPaysOnUnused,
                place,
                format!("The band from {from} says what it is paid on, and the method decides that."),
                "Take it out, or let the method go band by band.",
            ),
            _ => {}
        }
    }
}

/// Methods whose bands are cut out of V need V itself, or its ratio, as Q. Slices of a target are
/// slices of V, and not of its growth.
fn cuts_value(of: &Of<'_>, found: &mut Findings) {
    let (incentive, method) = (of.at.incentive, of.schedule.method);
    let slices_target = method == Method::EachBand && incentive.qualifier == Qualifier::Attainment;
    if !method.cuts_value() && !slices_target {
        return;
    }
    let fits = match &incentive.qualifier {
        Qualifier::PaidOn => true,
        Qualifier::GrowthRatio | Qualifier::Attainment => {
            !matches!(incentive.earns_on.part, Part::IncrementOver(_))
        }
        Qualifier::GrowthAmount | Qualifier::Tier => false,
        Qualifier::Measure(own) => {
            of.schedule.method == Method::EveryBandToItsTop
                && !own.measure.is_ratio()
                && !own.measure.is_compared()
                && own.measure.is_money() != incentive.earns_on.measure.counts()
        }
    };
    if !fits {
        found.add(
            Code::MethodNeedsValue,
            of.below("method"),
            format!(
                "The bands of {} are cut out of the value paid on, and something else picks them.",
                of.at.name()
            ),
            "Let the value paid on pick the band, or use another method.",
        );
    }
}

/// Where nothing but the tier qualifies there is one band, from zero.
fn tier_alone(of: &Of<'_>, found: &mut Findings) {
    if of.at.incentive.qualifier != Qualifier::Tier {
        return;
    }
    let place = of.below("bands");
    match of.schedule.bands.as_slice() {
        [] => {}
        [band] if band.from == Quantity::Number(Rate::default()) => {}
        [_] => found.add(
            Code::TierWithBands,
            format!("{place}/0/from"),
            format!("{} asks for nothing to be reached, so its band begins at 0.", of.at.name()),
            "Let the band begin at 0, or choose what has to be reached.",
        ),
        _ => found.add(
            Code::TierWithBands,
            place,
            format!("{} has several bands and nothing that picks one of them.", of.at.name()),
            "Keep one band, or choose what has to be reached.",
        ),
    }
}

/// Where nothing is paid on, amounts are fixed and something else qualifies.
fn value(of: &Of<'_>, found: &mut Findings) {
    let incentive = of.at.incentive;
    if incentive.earns_on.measure != Paid::Nothing {
        return;
    }
    let by_value = matches!(
        incentive.qualifier,
        Qualifier::PaidOn
            | Qualifier::GrowthRatio
            | Qualifier::GrowthAmount
            | Qualifier::Attainment
    );
    let capped = incentive.limits.iter().any(|limit| limit.per == LimitPer::Value);
    let (place, needs) = if of.schedule.method.pays_on_value() {
        (of.below("method"), "multiplies the value paid on")
    } else if by_value {
        (of.at.below("qualifier"), "picks its band by the value paid on")
    } else if incentive.earns_on.part != Part::Whole {
        (of.at.below("earns_on/part"), "compares the value paid on with a baseline")
    } else if capped {
        (of.at.below("limits"), "has a cap on the value paid on")
    } else {
        return;
    };
    found.add(
        Code::ValueMissing,
        place,
        format!("{} {needs}, and is paid on nothing.", of.at.name()),
        "Choose what it is paid on, or pay fixed amounts by another measure.",
    );
}

/// The end of the top band: above its beginning, and where it can hold V back.
fn end(of: &Of<'_>, found: &mut Findings) {
    let Some(end) = of.schedule.ends_at else { return };
    let place = of.below("ends_at");
    measures::unit(of.at.program, end, &measured(of.at), &place, found);
    let top = of.schedule.bands.last().map(|band| band.from);
    if matches!(of.at.incentive.qualifier, Qualifier::Tier | Qualifier::Measure(_)) {
        found.add(
            Code::EndNeedsValue,
            place,
            format!("The top band of {} ends at a value that is not paid on.", of.at.name()),
            "Cap the value paid on, or let it pick the band.",
        );
    } else if let Some(top) = top.filter(|top| end.units() <= top.units()) {
        found.add(
            Code::EndBelowTop,
            place,
            format!(
                "The top band begins at {} and ends at {}.",
                words::quantity(top),
                words::quantity(end)
            ),
            "Let it end above its beginning, or leave it open.",
        );
    } else {
        found.add(
            Code::TopBandClosed,
            place,
            format!("Beyond {} nothing more is earned.", words::quantity(end)),
            "Leave the top band open to keep paying.",
        );
    }
}

fn floor(of: &Of<'_>, found: &mut Findings) {
    if let Some(floor) = of.schedule.floor {
        let place = of.below("floor");
        measures::currency(of.at.program, floor.currency(), &place, found);
    }
}

/// Each growth band at its own rate pays on slices of the baseline, from where the band begins.
fn below_baseline(of: &Of<'_>, found: &mut Findings) {
    let growth = of.at.incentive.qualifier == Qualifier::GrowthRatio;
    if of.schedule.method != Method::EachBand || !growth {
        return;
    }
    for (index, band) in of.schedule.bands.iter().enumerate() {
        let Quantity::Number(from) = band.from else { continue };
        if from < Rate::whole(1) && from >= Rate::default() {
            found.add(
                Code::BandBelowBaseline,
                of.below(&format!("bands/{index}/from")),
                format!(
                    "The band from {} pays on sales that only repeat the baseline.",
                    words::percent(from)
                ),
                "Let the lowest band begin at 1, which is 100% of the baseline.",
            );
        }
    }
}

/// A fixed amount from zero on, or a floor above zero, is paid to partners without any sale.
fn without_sales(of: &Of<'_>, found: &mut Findings) {
    let by_period = of.at.incentive.period.length().is_some();
    let from_zero = of.schedule.bands.first().is_some_and(|band| band.from.units() <= 0);
    let reached = of.schedule.threshold == crate::schedule::Threshold::Reached;
    let fixed = !of.schedule.method.pays_on_value()
        && from_zero
        && reached
        && of.at.incentive.qualifier != Qualifier::Tier;
    let floored = of.schedule.floor.is_some_and(|floor| floor.units() > 0);
    let place = if floored { of.below("floor") } else { of.below("bands/0/from") };
    if by_period && (fixed || floored) {
        found.add(
            Code::PaysWithoutSales,
            place,
            format!("{} also pays partners who sell nothing.", of.at.name()),
            "Ask for something in its gate, or begin above zero.",
        );
    }
}
