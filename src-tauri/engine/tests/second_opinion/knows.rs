//! What the second opinion has an opinion on. The other choices have cases worked by hand, and
//! properties that tie them to what it knows.

use tierwright_program::{
    Incentive, Measure, Period, Program, Requirement, Schedule, Window,
    calendar::Months,
    credit::CreditCondition,
    incentive::{Baseline, BaselineOf, Method, Paid, Qualifier, Rounded, ValuedAt, WhenNoBaseline},
    target::TargetOf,
};

/// Whether every choice of a program that changes an amount is one that it works out.
pub fn knows(program: &Program) -> bool {
    program.funds.is_empty()
        && program.calendar.months == Months::Calendar
        && program.payment.every == Period::Quarter
        && program.incentives.iter().all(knows_incentive)
        && program.incentives.iter().all(compares_plainly)
        && program
            .incentives
            .iter()
            .all(|one| matches!(one.earns_on.measure, Paid::Revenue | Paid::Units | Paid::Nothing))
        && measures(program)
            .into_iter()
            .all(|(measure, window)| measures_plainly(measure) && window != Window::ProgramLife)
}

/// Every measure of a program that is not paid on, and its window.
fn measures(program: &Program) -> Vec<(&Measure, Window)> {
    let levels = program.tracks.iter().flat_map(|track| &track.levels);
    let asked = levels.filter_map(|level| level.requirement.as_ref());
    let gates = program.incentives.iter().filter_map(|one| one.gate.as_ref());
    let mut trees = Vec::new();
    asked.chain(gates).for_each(|tree| tree.parts("", &mut trees));
    let of_tree = trees.into_iter().flat_map(|(_, part)| match part {
        Requirement::Reaches(leaf) => vec![(&leaf.measure, leaf.window)],
        Requirement::Score(score) => {
            score.of.iter().map(|one| (&one.measure, one.window)).collect()
        }
        Requirement::All(_) | Requirement::Any(_) | Requirement::AtLeast(_) => Vec::new(),
    });
    let own = program.incentives.iter().filter_map(|one| match &one.qualifier {
        Qualifier::Measure(own) => Some((&own.measure, own.window)),
        _ => None,
    });
    of_tree.chain(own).collect()
}

fn measures_plainly(measure: &Measure) -> bool {
    match measure {
        Measure::Revenue(_) | Measure::Units(_) | Measure::Deals(_) => true,
        Measure::Certifications(_) => true,
        Measure::Ratio(ratio) => {
            let parts = [&ratio.part, &ratio.whole];
            ratio.decimals.is_none() && parts.into_iter().all(measures_plainly)
        }
        _ => false,
    }
}

fn knows_incentive(of: &Incentive) -> bool {
    let asked = |one: &CreditCondition| {
        matches!(
            one,
            CreditCondition::Registered(_)
                | CreditCondition::EvidenceOnFile
                | CreditCondition::PartnerJoined(_)
        )
    };
    let short = [Period::Day, Period::Week, Period::HalfMonth];
    let known = of.period.length().is_none_or(|length| !short.contains(&length));
    let prices = |schedule: &Schedule| match schedule.method {
        Method::FreeGoods(free) => free.valued_at == ValuedAt::SalePrice,
        _ => true,
    };
    let known = known && of.schedules().all(prices);
    known && of.rounded != Rounded::DealLine && of.conditions.iter().all(asked)
}

/// Whether what V is compared with stands by itself: the median of peers does not, and of several
/// baselines a target takes the lowest.
fn compares_plainly(of: &Incentive) -> bool {
    let alone = |baseline: &Baseline| {
        let nested = match &baseline.of {
            BaselineOf::BestOf(several) => {
                several.iter().any(|one| matches!(one, BaselineOf::BestOf(_)))
            }
            _ => false,
        };
        !nested && !matches!(baseline.when_none, WhenNoBaseline::MedianOfPeers(_))
    };
    let target = of.target.as_ref().and_then(|target| match &target.of {
        TargetOf::Growth(growth) => Some(&growth.over),
        TargetOf::Fixed(_) | TargetOf::Agreed(_) => None,
    });
    target.is_none_or(|over| alone(over) && !matches!(over.of, BaselineOf::BestOf(_)))
        && of.earns_on.part.baseline().is_none_or(alone)
}
