//! What numbers are compared with: baselines and targets.

use super::{
    At, Code, Findings, filters,
    measures::{self, Measured},
    texts,
};
use crate::{
    Period, Program, Quantity, Rate,
    baseline::{AgreedTarget, Baseline, BaselineOf, Restated, RestatedBy, WhenNoBaseline},
    incentive::Qualifier,
    measure::MeasureTarget,
    target::{Target, TargetOf},
    words,
};

/// What is compared with a baseline or target, and where.
pub struct Compared<'a> {
    /// The program.
    pub program: &'a Program,
    /// Whether it is money.
    pub money: bool,
    /// The periods it is compared in; any window where none is given.
    pub length: Option<Period>,
}

/// The baseline and the target of an incentive.
pub fn incentive(at: &At<'_>, found: &mut Findings) {
    let compared = Compared {
        program: at.program,
        money: !at.incentive.earns_on.measure.counts(),
        length: at.incentive.period.length(),
    };
    if let Some((baseline, path)) = at.incentive.earns_on.part.placed_baseline() {
        compared.baseline(baseline, &at.below(&format!("earns_on/part/{path}")), found);
    }
    if let Some(target) = &at.incentive.target {
        compared.target(target, &at.below("target"), found);
    }
    match (&at.incentive.qualifier, &at.incentive.target) {
        (Qualifier::Attainment, None) => found.add(
            Code::TargetMissing,
            at.below("qualifier"),
            format!("{} goes by attainment and has no target.", at.name()),
            "Write a target, or let something else pick the band.",
        ),
        (Qualifier::Attainment, Some(_)) | (_, None) => {}
        (_, Some(_)) => found.add(
            Code::TargetUnused,
            at.below("target"),
            format!("{} has a target, and attainment picks no band.", at.name()),
            "Let attainment pick the band, or take the target out.",
        ),
    }
}

impl Compared<'_> {
    /// A baseline.
    pub fn baseline(&self, baseline: &Baseline, place: &str, found: &mut Findings) {
        self.of(&baseline.of, &format!("{place}/of"), found);
        match &baseline.when_none {
            WhenNoBaseline::Skip | WhenNoBaseline::AllIsGrowth => {}
            WhenNoBaseline::Minimum(least) => {
                let place = format!("{place}/when_none/minimum");
                self.number(*least, &place, found);
            }
            WhenNoBaseline::MedianOfPeers(track) if self.program.track(track).is_none() => {
                found.add(
                    Code::TrackUnknown,
                    format!("{place}/when_none/median_of_peers"),
                    format!("There is no track with the id {}.", words::said(track)),
                    "Choose one of the program's tracks.",
                );
            }
            WhenNoBaseline::MedianOfPeers(_) => {}
        }
        self.restated(&baseline.restated, place, found);
    }

    /// What a baseline is taken from.
    pub fn of(&self, of: &BaselineOf, place: &str, found: &mut Findings) {
        match of {
            BaselineOf::SamePeriodLastYear | BaselineOf::PreviousPeriod => {}
            BaselineOf::TrailingMean(periods) => {
                if *periods == 0 {
                    found.add(
                        Code::WindowEmpty,
                        format!("{place}/trailing_mean"),
                        "A mean of 0 periods has nothing in it.",
                        "Write how many periods it looks back, such as 4.",
                    );
                }
            }
            BaselineOf::Fixed(number) => self.number(*number, &format!("{place}/fixed"), found),
            BaselineOf::Target(agreed) => names(agreed, &format!("{place}/target"), found),
            BaselineOf::BestOf(several) => self.best_of(several, place, found),
        }
    }

    fn best_of(&self, several: &[BaselineOf], place: &str, found: &mut Findings) {
        let place = format!("{place}/best_of");
        if several.len() < 2 {
            found.add(
                Code::BestOfTooFew,
                place.clone(),
                "The best of several baselines needs at least two.",
                "Add another baseline, or use the only one.",
            );
        }
        for (index, one) in several.iter().enumerate() {
            let place = format!("{place}/{index}");
            match one {
                BaselineOf::BestOf(_) => found.add(
                    Code::BestOfNested,
                    place,
                    "The best of several baselines stands inside another.",
                    "Put all of them into one list.",
                ),
                one => self.of(one, &place, found),
            }
        }
    }

    /// A target.
    pub fn target(&self, target: &Target, place: &str, found: &mut Findings) {
        match &target.of {
            TargetOf::Fixed(number) => self.number(*number, &format!("{place}/of/fixed"), found),
            TargetOf::Agreed(agreed) => names(agreed, &format!("{place}/of/agreed"), found),
            TargetOf::Growth(growth) => {
                let place = format!("{place}/of/growth");
                self.baseline(&growth.over, &format!("{place}/over"), found);
                if growth.by.units() <= -Rate::whole(1).units() {
                    found.add(
                        Code::TargetNotAboveZero,
                        format!("{place}/by"),
                        format!("Growth by {} leaves no target.", words::percent(growth.by)),
                        "Write growth above -1, such as 0.1 for ten percent.",
                    );
                }
            }
        }
        self.restated(&target.restated, place, found);
        let short = self.length.filter(|length| length.months().is_none());
        if let (Some(length), false) = (short, target.joiners.is_whole()) {
            found.add(
                Code::JoinersNeedMonths,
                format!("{place}/joiners"),
                format!("A joiner's target goes by months, and a {length} has none."),
                "Use a period of a month or longer, or give joiners the whole target.",
            );
        }
    }

    /// The target of a measure.
    pub fn measure_target(&self, target: &MeasureTarget, place: &str, found: &mut Findings) {
        match target {
            MeasureTarget::Fixed(number) => self.number(*number, &format!("{place}/fixed"), found),
            MeasureTarget::Agreed(agreed) => names(agreed, &format!("{place}/agreed"), found),
        }
    }

    /// A stored number that others are divided by: in the unit of V, and above zero.
    fn number(&self, number: Quantity, place: &str, found: &mut Findings) {
        let what = "what is compared".to_owned();
        measures::unit(self.program, number, &Measured { money: self.money, what }, place, found);
        if number.units() <= 0 {
            found.add(
                Code::TargetNotAboveZero,
                place,
                format!("Nothing can be compared with {}.", words::quantity(number)),
                "Write a number above zero.",
            );
        }
    }

    fn restated(&self, restated: &[Restated], place: &str, found: &mut Findings) {
        for (index, one) in restated.iter().enumerate() {
            let place = format!("{place}/restated/{index}");
            filters::filter(
                self.program,
                &one.who,
                &format!("{place}/who"),
                filters::Chooses::Partners,
                found,
            );
            if one.until.is_some_and(|until| until < one.from) {
                found.add(
                    Code::DatesReversed,
                    format!("{place}/until"),
                    "This change ends before it begins.",
                    format!("Choose a day from {} on.", words::day(one.from)),
                );
            }
            if let RestatedBy::Amount(amount) = one.by {
                let what = "what is compared".to_owned();
                let measured = Measured { money: self.money, what };
                measures::unit(
                    self.program,
                    amount,
                    &measured,
                    &format!("{place}/by/amount"),
                    found,
                );
            }
        }
        let short = self.length.filter(|length| length.months().is_none());
        if let (Some(length), false) = (short, restated.is_empty()) {
            found.add(
                Code::RestatedNeedsMonths,
                format!("{place}/restated"),
                format!("A change is spread over months, and a {} has none.", length),
                "Use a period of a month or longer, or write the changed number.",
            );
        }
    }
}

fn names(agreed: &AgreedTarget, place: &str, found: &mut Findings) {
    texts::not_empty(&agreed.name, &format!("{place}/name"), "name of a target", found);
    if let Some(measure) = &agreed.measure {
        texts::not_empty(measure, &format!("{place}/measure"), "measure of a target", found);
    }
}
