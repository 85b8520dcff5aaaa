//! Baselines and targets in words.

use super::filters;
use crate::{
    Program,
    baseline::{AgreedTarget, Baseline, BaselineOf, Restated, RestatedBy, WhenNoBaseline},
    measure::MeasureTarget,
    target::{Joiners, Target, TargetOf},
    words,
};

/// What a baseline is taken from, for what is compared in periods called `period`.
pub fn taken_from(of: &BaselineOf, period: &str) -> String {
    match of {
        BaselineOf::SamePeriodLastYear => format!("the same {period} a year earlier"),
        BaselineOf::PreviousPeriod => format!("the {period} just before"),
        BaselineOf::TrailingMean(periods) => {
            format!("the mean of the {} just before", words::the_count(*periods, period))
        }
        BaselineOf::Fixed(number) => format!("{} each {period}", words::quantity(*number)),
        BaselineOf::Target(agreed) => agreed_number(agreed),
        BaselineOf::BestOf(several) => {
            let each: Vec<_> = several.iter().map(|one| taken_from(one, period)).collect();
            format!("the one that pays most of ({})", each.join("; "))
        }
    }
}

fn agreed_number(agreed: &AgreedTarget) -> String {
    let measure = agreed.measure.as_ref();
    let of = measure.map_or_else(String::new, |measure| format!(" of {}", words::said(measure)));
    format!("the {}{of} agreed in the data", words::said(&agreed.name))
}

/// What happens where a baseline is zero or less, as it follows that condition.
pub fn without(program: &Program, when_none: &WhenNoBaseline) -> String {
    match when_none {
        WhenNoBaseline::Skip => "nothing is earned".to_owned(),
        WhenNoBaseline::AllIsGrowth => "all of it counts as growth, in the top band".to_owned(),
        WhenNoBaseline::Minimum(least) => {
            format!("{} stands for it", words::quantity(*least))
        }
        WhenNoBaseline::MedianOfPeers(id) => {
            let known = program.track(id).map_or("", |track| &track.name);
            let track = words::name_of(known, id);
            format!(
                "the median of those above zero of the other partners of the same segment on the \
                 track {track} stands for it, and nothing is earned without any"
            )
        }
    }
}

/// The changes of a baseline or target, each a sentence; `what` is what they change.
pub fn restated(changes: &[Restated], what: &str) -> Vec<String> {
    let said = |change: &Restated| {
        let by = match change.by {
            RestatedBy::Rate(rate) => words::percent(rate),
            RestatedBy::Amount(amount) => words::quantity(amount),
        };
        let until = change.until.map_or_else(String::new, |day| format!(" to {}", words::day(day)));
        let who = filters::clause(&change.who);
        let of = if who.is_empty() { who } else { format!(" for partners{who}") };
        format!(
            "From {}{until}, {what} is changed by {by}{of}, in proportion to the whole months of \
             the period that lie then.",
            words::day(change.from)
        )
    };
    changes.iter().map(said).collect()
}

/// A target: `100,000 USD each fiscal quarter`.
pub fn target(target: &Target, period: &str) -> String {
    match &target.of {
        TargetOf::Fixed(number) => format!("{} each {period}", words::quantity(*number)),
        TargetOf::Agreed(agreed) => agreed_number(agreed),
        TargetOf::Growth(growth) => {
            format!(
                "{} growth over {}",
                words::percent(growth.by),
                taken_from(&growth.over.of, period)
            )
        }
    }
}

/// The target of a measure.
pub fn measure_target(target: &MeasureTarget) -> String {
    let number = match target {
        MeasureTarget::Fixed(number) => format!("{} each window", words::quantity(*number)),
        MeasureTarget::Agreed(agreed) => agreed_number(agreed),
    };
    format!("the target ({number})")
}

/// The sentences of a baseline: what happens without one, and what changes it.
pub fn of_baseline(program: &Program, baseline: &Baseline) -> Vec<String> {
    let then = without(program, &baseline.when_none);
    let first = format!("Where that earlier value is zero or less, {then}.");
    let changed = restated(&baseline.restated, "that earlier value");
    std::iter::once(first).chain(changed).collect()
}

/// The sentences of a target: the number, and what changes it.
pub fn of_target(program: &Program, of: &Target, period: &str) -> Vec<String> {
    let mut said = vec![format!("The target is {}.", target(of, period))];
    if let TargetOf::Growth(growth) = &of.of {
        let then = without(program, &growth.over.when_none);
        said.push(format!("Where there is zero or less for the target to grow from, {then}."));
        said.extend(restated(&growth.over.restated, "what the target grows from"));
    }
    said.extend(restated(&of.restated, "the target"));
    said.extend(joiners(of.joiners).map(str::to_owned));
    said
}

/// The target of a partner who joined in its period; nothing where it is all of it.
const fn joiners(joiners: Joiners) -> Option<&'static str> {
    match joiners {
        Joiners::Whole => None,
        Joiners::WholeMonths => Some(
            "A partner who joined in the period has the target of the months that began then or \
             later.",
        ),
        Joiners::BegunMonths => Some(
            "A partner who joined in the period has the target of the month in which it joined and \
             of those after it.",
        ),
    }
}
