//! What the second opinion has an opinion on. The other choices have cases worked by hand, and
//! properties that tie them to what it knows.

use tierwright_program::{
    Incentive, Period, Program,
    incentive::{EarlierResults, PaysInto, Returns, Rounded},
};

/// Whether every choice of a program that changes an amount is one that it works out.
pub fn knows(program: &Program) -> bool {
    program.payment.every == Period::Quarter
        && program.stacking_groups.is_empty()
        && program.shared_limits.is_empty()
        && program.incentives.iter().all(settles_plainly)
}

/// Whether what is earned is what is due, once for each period.
fn settles_plainly(of: &Incentive) -> bool {
    of.settle.is_none()
        && of.spread_over.is_none()
        && of.guarantee.is_none()
        && of.rounded == Rounded::PayoutLine
        && of.stacking.earlier_results == EarlierResults::LeaveIt
        && of.returns == Returns::OwnPeriod
        && matches!(of.pays_into, PaysInto::Cash | PaysInto::Mdf)
}
