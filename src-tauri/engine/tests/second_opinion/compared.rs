//! What V is compared with: baselines, targets, and what changes them.

use tierwright_engine::rows::TargetSubject;
use tierwright_program::{
    Period, Quantity, Target,
    baseline::{AgreedTarget, Restated, RestatedBy},
    incentive::{Baseline, BaselineOf, WhenNoBaseline},
    target::{Joiners, TargetOf},
};

use crate::{
    days::{self, Days},
    earned::{Earning, Of, Seen},
    exact::{self, Exact},
    world,
};

impl Earning<'_> {
    /// The baselines that are tried, of which the one that pays most counts; none where nothing is
    /// earned, and zero where all is growth. Of several, those that are above zero themselves.
    pub fn bases(&self, baseline: &Baseline, seen: &Seen) -> Vec<Exact> {
        let several = match &baseline.of {
            BaselineOf::BestOf(several) => several.as_slice(),
            one => std::slice::from_ref(one),
        };
        let mut taken: Vec<(&BaselineOf, Exact)> =
            several.iter().map(|of| (of, self.base(of, seen))).collect();
        if matches!(baseline.of, BaselineOf::BestOf(_)) {
            taken.retain(|(_, base)| *base > exact::zero());
            if taken.len() > 1 {
                self.world.saw("several baselines above zero");
            }
            if taken.is_empty() {
                taken.push((&baseline.of, exact::zero()));
            }
        }
        let changed = taken.into_iter().map(|(of, base)| {
            let days = match of {
                BaselineOf::Target(_) if base <= exact::zero() => return base,
                BaselineOf::Fixed(_) | BaselineOf::Target(_) => self.whole_period(seen),
                _ => seen.days,
            };
            self.restated(base, &baseline.restated, days)
        });
        let stands = |base: Exact| {
            if base > exact::zero() {
                self.world.saw("growth over a baseline");
                return Some(base);
            }
            self.instead(&baseline.when_none)
        };
        changed.filter_map(stands).collect()
    }

    /// What stands for a baseline where there is none.
    fn instead(&self, when_none: &WhenNoBaseline) -> Option<Exact> {
        match when_none {
            WhenNoBaseline::Skip => {
                self.world.saw("no baseline: skipped");
                None
            }
            WhenNoBaseline::AllIsGrowth => {
                self.world.saw("no baseline: all is growth");
                Some(exact::zero())
            }
            WhenNoBaseline::Minimum(least) => {
                self.world.saw("no baseline: the least");
                Some(exact::quantity(*least))
            }
            WhenNoBaseline::MedianOfPeers(_) => unreachable!("the median is not known"),
        }
    }

    /// B as it is taken.
    fn base(&self, of: &BaselineOf, seen: &Seen) -> Exact {
        let calendar = &self.world.program.calendar;
        let sold = |days| self.value(Of::Baseline(&Seen { days, ..*seen }));
        let first = seen.days.from;
        match of {
            BaselineOf::SamePeriodLastYear => {
                sold(days::period_of(calendar, days::earlier(first, 12), self.length()))
            }
            BaselineOf::PreviousPeriod => sold(self.before(seen.days)),
            BaselineOf::TrailingMean(periods) => {
                let (mut period, mut sum) = (seen.days, exact::zero());
                for _ in 0..*periods {
                    period = self.before(period);
                    sum += sold(period);
                }
                sum / exact::whole(i64::from(*periods))
            }
            BaselineOf::Fixed(number) => exact::quantity(*number),
            BaselineOf::Target(agreed) => self.agreed(agreed, seen),
            BaselineOf::BestOf(_) => unreachable!("the best of several bests is not known"),
        }
    }

    fn length(&self) -> Period {
        self.incentive.period.length().expect("a deal is compared with nothing")
    }

    /// The period just before some days.
    fn before(&self, days: Days) -> Days {
        let day_before = days.from.pred_opt().expect("a day before");
        days::period_of(&self.world.program.calendar, day_before, self.length())
    }

    /// The whole period of what is seen of it.
    fn whole_period(&self, seen: &Seen) -> Days {
        days::period_of(&self.world.program.calendar, seen.days.until, self.length())
    }

    /// T; zero where there is none.
    pub fn target(&self, target: &Target, seen: &Seen) -> Exact {
        let taken = match &target.of {
            TargetOf::Fixed(number) => exact::quantity(*number),
            TargetOf::Agreed(agreed) => self.agreed(agreed, seen),
            TargetOf::Growth(growth) => {
                let whole = Seen { days: self.whole_period(seen), ..*seen };
                let over = self.bases(&growth.over, &whole).into_iter().next();
                let grown = exact::whole(1) + exact::number(growth.by);
                over.unwrap_or_else(exact::zero) * grown
            }
        };
        if taken <= exact::zero() {
            self.world.saw("no target");
            return exact::zero();
        }
        let taken = self.restated(taken, &target.restated, self.whole_period(seen));
        self.of_joiner(taken, target.joiners, self.whole_period(seen))
    }

    /// T of a partner who joined in its period: for the months that it was there.
    fn of_joiner(&self, whole: Exact, joiners: Joiners, period: Days) -> Exact {
        let Some(joined) = self.partner.joined.filter(|_| joiners != Joiners::Whole) else {
            return whole;
        };
        let (mut months, mut there) = (0, 0);
        let mut month = days::month_start(period.from);
        while month <= period.until {
            months += 1;
            let by = if joiners == Joiners::BegunMonths { days::month_end(month) } else { month };
            there += i64::from(joined <= by);
            month = days::later(month, 1);
        }
        if there < months {
            self.world.saw("target of a joiner");
        }
        whole * exact::whole(there) / exact::whole(months)
    }

    /// The rows of a name whose days lie whole in the period, added up.
    fn agreed(&self, wanted: &AgreedTarget, seen: &Seen) -> Exact {
        let period = self.whole_period(seen);
        let mut sum = exact::zero();
        for row in &self.world.rows.targets {
            let binds = matches!(&row.of, TargetSubject::Partner(id) if *id == self.partner.id);
            let named = row.name == wanted.name
                && wanted.measure.as_ref().is_none_or(|measure| *measure == row.measure);
            if binds && named && period.has(row.period_from) && period.has(row.period_until) {
                self.world.saw("target row");
                sum += match row.value {
                    Quantity::Number(number) => exact::number(number),
                    Quantity::Money(money) => {
                        self.world.in_own_currency(money, row.period_until.min(seen.known))
                    }
                };
            }
        }
        sum
    }

    /// A number changed by some part of itself, or some amount, for the whole months of some days
    /// that a change holds in.
    fn restated(&self, before: Exact, changes: &[Restated], days: Days) -> Exact {
        let mut after = before.clone();
        for change in changes.iter().filter(|one| world::partner_passes(&one.who, self.partner)) {
            let (mut months, mut held) = (0, 0);
            let mut month = days::month_start(days.from);
            while month <= days.until {
                let last = days::month_end(month);
                months += 1;
                let holds = change.from <= month && change.until.is_none_or(|end| last <= end);
                held += i64::from(holds);
                month = days::later(month, 1);
            }
            if held > 0 {
                self.world.saw("baseline or target changed");
            }
            let by = match change.by {
                RestatedBy::Rate(rate) => &before * exact::number(rate),
                RestatedBy::Amount(amount) => exact::quantity(amount),
            };
            after += by * exact::whole(held) / exact::whole(months);
        }
        after
    }
}
