//! Baselines and targets: the numbers B and T that V is compared with (`RULES` section 2).

use chrono::NaiveDate;
use tierwright_program::{
    Baseline, Calendar, Fraction, Period, Span, Target,
    baseline::{AgreedTarget, BaselineOf, Restated, RestatedBy, WhenNoBaseline},
    rate::RATE_ONE,
    target::{Joiners, TargetOf},
};

use crate::{
    Failure,
    agreed::agreed,
    explanation::{Compared, ComparedStep, ComparedWith},
    fraction::{add, lowest},
    given::Given,
    passing::partners_that_pass,
    schedule::exact::{is_below, scaled, times, whole},
    value::{exact_quantity, quantity, threshold_units},
};

/// A baseline, ready to be taken.
#[derive(Clone, Debug)]
pub(crate) struct BaselinePlan {
    pub baseline: Baseline,
    restated: Vec<RestatedPlan>,
    /// The partners on the track whose median stands for a baseline that is missing.
    on_track: Vec<bool>,
}

/// A target, ready to be taken.
#[derive(Clone, Debug)]
pub(crate) struct TargetPlan {
    of: TargetOf,
    /// What it grows from.
    over: Option<BaselinePlan>,
    restated: Vec<RestatedPlan>,
    joiners: Joiners,
}

/// A change of a baseline or target, and by partner whether it concerns it.
#[derive(Clone, Debug)]
struct RestatedPlan {
    change: Restated,
    concerns: Vec<bool>,
}

/// What a baseline or target is taken for.
#[derive(Clone, Copy)]
pub(crate) struct Against<'a> {
    pub given: Given<'a>,
    pub partner: usize,
    /// The days that V is of.
    pub span: Span,
    /// The whole period that they lie in.
    pub period: Span,
    /// The length of such periods; none for a window of any length.
    pub length: Option<Period>,
    /// Whether V is money.
    pub money: bool,
    /// The last day that is known of.
    pub known: NaiveDate,
}

/// Where what was sold is taken from, and who is told how a number came about.
pub(crate) trait Source {
    /// What a partner sold in a span, in the unit of V.
    fn take(&mut self, partner: usize, span: Span) -> Result<i64, Failure>;
    /// Takes a step; it is only made when asked for.
    fn tell(&mut self, step: &dyn Fn() -> ComparedStep);
}

impl BaselinePlan {
    pub fn new(baseline: &Baseline, given: Given<'_>) -> Self {
        let on_track = match &baseline.when_none {
            WhenNoBaseline::MedianOfPeers(track) => given
                .program
                .track(track)
                .map_or_else(Vec::new, |track| partners_that_pass(given.facts, &track.who)),
            _ => Vec::new(),
        };
        let restated = restated_plans(&baseline.restated, given);
        Self { baseline: baseline.clone(), restated, on_track }
    }

    /// B; zero or less where there is none. `of` is the baseline's own, or one of several.
    pub fn take(
        &self,
        of: &BaselineOf,
        against: Against<'_>,
        from: &mut dyn Source,
    ) -> Result<Fraction, Failure> {
        let taken = self.restated_base(of, against, from)?;
        if taken.numerator > 0 {
            return Ok(taken);
        }
        let instead = match &self.baseline.when_none {
            WhenNoBaseline::Skip | WhenNoBaseline::AllIsGrowth => return Ok(taken),
            WhenNoBaseline::Minimum(least) => {
                let least = whole(threshold_units(least));
                against.tell(ComparedWith::Baseline, least, from, || Compared::Minimum {
                    before: against.quantity(taken),
                });
                least
            }
            WhenNoBaseline::MedianOfPeers(_) => self.median(of, taken, against, from)?,
        };
        Ok(instead)
    }

    /// B with its changes, before anything stands for it.
    fn restated_base(
        &self,
        of: &BaselineOf,
        against: Against<'_>,
        from: &mut dyn Source,
    ) -> Result<Fraction, Failure> {
        let base = self.base(of, against, from)?;
        let over = match of {
            // Nothing was agreed, which no change makes a number.
            BaselineOf::Target(_) if base.numerator <= 0 => return Ok(base),
            // A number of the whole period is changed for the whole period.
            BaselineOf::Fixed(_) | BaselineOf::Target(_) => {
                Against { span: against.period, ..against }
            }
            _ => against,
        };
        restated(&self.restated, base, ComparedWith::Baseline, over, from)
    }

    /// B as it is taken, before anything changes it or stands for it.
    pub fn base(
        &self,
        of: &BaselineOf,
        against: Against<'_>,
        from: &mut dyn Source,
    ) -> Result<Fraction, Failure> {
        let Against { given, partner, span, .. } = against;
        Ok(match of {
            BaselineOf::SamePeriodLastYear => {
                whole(from.take(partner, given.program.calendar.year_earlier(span))?)
            }
            BaselineOf::PreviousPeriod => whole(from.take(partner, against.before(span))?),
            BaselineOf::TrailingMean(periods) => mean(*periods, against, from)?,
            BaselineOf::Fixed(number) => {
                let fixed = whole(threshold_units(number));
                against.tell(ComparedWith::Baseline, fixed, from, || Compared::Fixed);
                fixed
            }
            BaselineOf::Target(target) => against.agreed(target, ComparedWith::Baseline, from)?,
            BaselineOf::BestOf(several) => self.lowest(several, against, from)?,
        })
    }

    /// Of several, where nothing is paid by each of them: the lowest above zero, over which growth
    /// is largest.
    fn lowest(
        &self,
        several: &[BaselineOf],
        against: Against<'_>,
        from: &mut dyn Source,
    ) -> Result<Fraction, Failure> {
        let (mut best, mut bases) = (Fraction::ZERO, Vec::with_capacity(several.len()));
        for one in several {
            let base = self.base(one, against, from)?;
            bases.push(base);
            let below = || is_below(base, best).ok_or_else(|| against.too_large());
            if base.numerator > 0 && (best.numerator <= 0 || below()?) {
                best = base;
            }
        }
        against.tell(ComparedWith::Baseline, best, from, || {
            let each = several.iter().zip(&bases);
            let one = |(of, base): (&BaselineOf, &Fraction)| (of.clone(), against.quantity(*base));
            Compared::Lowest(each.map(one).collect())
        });
        Ok(best)
    }

    /// The median of the baselines of peers: the middle one, or the mean of the two in the middle.
    fn median(
        &self,
        of: &BaselineOf,
        before: Fraction,
        against: Against<'_>,
        from: &mut dyn Source,
    ) -> Result<Fraction, Failure> {
        let segments = &against.given.facts.partners.segments;
        let mut peers = Vec::new();
        for partner in (0..segments.len()).filter(|partner| *partner != against.partner) {
            let same = segments[partner] == segments[against.partner];
            if self.on_track.get(partner) == Some(&true) && same {
                let of_peer = Against { partner, ..against };
                let base = self.restated_base(of, of_peer, &mut Quiet(from))?;
                peers.extend((base.numerator > 0).then_some((partner, base)));
            }
        }
        let median = middle(peers.iter().map(|peer| peer.1).collect());
        let median = median.ok_or_else(|| against.too_large())?;
        against.tell(ComparedWith::Baseline, median, from, || Compared::Median {
            before: against.quantity(before),
            peers: peers.iter().map(|(peer, base)| (*peer, against.quantity(*base))).collect(),
        });
        Ok(median)
    }
}

impl TargetPlan {
    pub fn new(target: &Target, given: Given<'_>) -> Self {
        let over = match &target.of {
            TargetOf::Growth(growth) => Some(BaselinePlan::new(&growth.over, given)),
            TargetOf::Fixed(_) | TargetOf::Agreed(_) => None,
        };
        let restated = restated_plans(&target.restated, given);
        Self { of: target.of.clone(), over, restated, joiners: target.joiners }
    }

    /// Whether it grows from what was sold before.
    pub const fn grows(&self) -> bool {
        self.over.is_some()
    }

    /// Whether all of V is growth, in the top band, where there is no target.
    pub fn all_is_growth(&self) -> bool {
        let over = self.over.as_ref().map(|over| &over.baseline.when_none);
        over == Some(&WhenNoBaseline::AllIsGrowth)
    }

    /// T; zero or less where there is none. A baseline of zero or less that makes all of V growth
    /// leaves no target either.
    pub fn take(&self, against: Against<'_>, from: &mut dyn Source) -> Result<Fraction, Failure> {
        let target = match (&self.of, &self.over) {
            (TargetOf::Fixed(number), _) => {
                let fixed = whole(threshold_units(number));
                against.tell(ComparedWith::Target, fixed, from, || Compared::Fixed);
                fixed
            }
            (TargetOf::Agreed(target), _) => against.agreed(target, ComparedWith::Target, from)?,
            (TargetOf::Growth(growth), over) => {
                let over = match over {
                    Some(over) => over.take(&growth.over.of, against, from)?,
                    None => Fraction::ZERO,
                };
                let factor = i128::from(RATE_ONE) + i128::from(growth.by.units());
                let grown = scaled(over, factor, i128::from(RATE_ONE)).map(lowest);
                let grown = grown.ok_or_else(|| against.too_large())?;
                against.tell(ComparedWith::Target, grown, from, || Compared::Grown {
                    over: against.quantity(over),
                    by: growth.by,
                });
                grown
            }
        };
        // Without a target there is nothing to change.
        if target.numerator <= 0 {
            return Ok(target);
        }
        let target = restated(&self.restated, target, ComparedWith::Target, against, from)?;
        self.of_joiner(target, against, from)
    }

    /// The target of a partner who joined in its period.
    fn of_joiner(
        &self,
        target: Fraction,
        against: Against<'_>,
        from: &mut dyn Source,
    ) -> Result<Fraction, Failure> {
        let begun = match self.joiners {
            Joiners::Whole => return Ok(target),
            Joiners::WholeMonths => false,
            Joiners::BegunMonths => true,
        };
        let Some(joined) = against.given.facts.partners.joined[against.partner] else {
            return Ok(target);
        };
        let there = |month: Span| joined <= if begun { month.until() } else { month.from() };
        let months = Months::of(&against.given.program.calendar, against.period, there);
        if months.concerned == months.all {
            return Ok(target);
        }
        let part = scaled(target, i128::from(months.concerned), i128::from(months.all));
        let part = part.map(lowest).ok_or_else(|| against.too_large())?;
        against.tell(ComparedWith::Target, part, from, || Compared::Joiner {
            before: against.quantity(target),
            joined,
            begun,
            months: months.concerned,
            all_months: months.all,
        });
        Ok(part)
    }
}

impl<'a> Against<'a> {
    /// The period just before a span: of the same length, or so many months up to it.
    fn before(&self, span: Span) -> Span {
        let calendar = &self.given.program.calendar;
        match self.length {
            Some(length) => calendar.previous(span, length),
            None => window_before(calendar, span),
        }
    }

    fn agreed(
        &self,
        target: &AgreedTarget,
        with: ComparedWith,
        from: &mut dyn Source,
    ) -> Result<Fraction, Failure> {
        let (sum, rows) = agreed(self, target)?;
        let sum = whole(sum);
        let ids = &self.given.facts.targets.ids;
        self.tell(with, sum, from, || {
            Compared::Agreed(rows.iter().map(|row| ids[*row].clone()).collect())
        });
        Ok(sum)
    }

    fn tell(
        &self,
        with: ComparedWith,
        value: Fraction,
        from: &mut dyn Source,
        how: impl Fn() -> Compared,
    ) {
        from.tell(&|| ComparedStep { with, how: how(), value: self.quantity(value) });
    }

    fn quantity(&self, units: Fraction) -> crate::explanation::ExactQuantity {
        exact_quantity(units, self.money, self.given.program.currency)
    }

    fn too_large(&self) -> Failure {
        let id = &self.given.facts.partners.ids[self.partner];
        Failure::overflow(&format!("What partner {id} is compared with"))
    }
}

/// Takes what was sold without telling how.
struct Quiet<'a>(&'a mut dyn Source);

impl Source for Quiet<'_> {
    fn take(&mut self, partner: usize, span: Span) -> Result<i64, Failure> {
        self.0.take(partner, span)
    }

    fn tell(&mut self, _: &dyn Fn() -> ComparedStep) {}
}

/// The mean of so many periods before a span.
fn mean(periods: u16, against: Against<'_>, from: &mut dyn Source) -> Result<Fraction, Failure> {
    let (mut span, mut sum) = (against.span, 0_i64);
    for _ in 0..periods {
        span = against.before(span);
        let sold = from.take(against.partner, span)?;
        sum = sum.checked_add(sold).ok_or_else(|| against.too_large())?;
    }
    let mean = lowest(Fraction::new(i128::from(sum), i128::from(periods.max(1))));
    against.tell(ComparedWith::Baseline, mean, from, || Compared::Mean {
        periods,
        sum: quantity(sum, against.money, against.given.program.currency),
    });
    Ok(mean)
}

/// The middle of some numbers; zero where there are none. `None` when it does not fit.
fn middle(mut numbers: Vec<Fraction>) -> Option<Fraction> {
    let mut fits = true;
    numbers.sort_by(|a, b| match (is_below(*a, *b), is_below(*b, *a)) {
        (Some(true), _) => std::cmp::Ordering::Less,
        (_, Some(true)) => std::cmp::Ordering::Greater,
        (Some(_), Some(_)) => std::cmp::Ordering::Equal,
        _ => {
            fits = false;
            std::cmp::Ordering::Equal
        }
    });
    let half = numbers.len() / 2;
    let middle = match (numbers.get(half), numbers.len() % 2) {
        (None, _) => Fraction::ZERO,
        (Some(one), 1) => *one,
        (Some(above), _) => lowest(scaled(add(numbers[half - 1], *above)?, 1, 2)?),
    };
    fits.then_some(middle)
}

fn restated_plans(changes: &[Restated], given: Given<'_>) -> Vec<RestatedPlan> {
    let plan = |change: &Restated| RestatedPlan {
        concerns: partners_that_pass(given.facts, &change.who),
        change: change.clone(),
    };
    changes.iter().map(plan).collect()
}

/// A number with the changes that concern the partner: each a part of the number as it was, or an
/// amount, in proportion to the whole months of the span.
fn restated(
    changes: &[RestatedPlan],
    before: Fraction,
    with: ComparedWith,
    against: Against<'_>,
    from: &mut dyn Source,
) -> Result<Fraction, Failure> {
    let mut changed = before;
    for RestatedPlan { change, concerns } in changes {
        let until = change.until.unwrap_or(NaiveDate::MAX);
        let lies = |month: Span| change.from <= month.from() && month.until() <= until;
        let months = Months::of(&against.given.program.calendar, against.span, lies);
        if !concerns[against.partner] || months.concerned == 0 {
            continue;
        }
        let (by, one) = match change.by {
            RestatedBy::Rate(rate) => (times(before, whole(rate.units())), i128::from(RATE_ONE)),
            RestatedBy::Amount(amount) => (Some(whole(threshold_units(&amount))), 1),
        };
        let part = i128::from(months.concerned);
        let of = i128::from(months.all).checked_mul(one);
        let added = by.zip(of).and_then(|(by, of)| scaled(by, part, of));
        let sum = added.and_then(|added| add(changed, added)).map(lowest);
        let after = sum.ok_or_else(|| against.too_large())?;
        let was = against.quantity(changed);
        against.tell(with, after, from, || Compared::Restated {
            before: was,
            of: against.quantity(before),
            by: change.by,
            months: months.concerned,
            all_months: months.all,
        });
        changed = after;
    }
    Ok(changed)
}

/// How many months a span has, and how many of them something concerns.
struct Months {
    concerned: u32,
    all: u32,
}

impl Months {
    fn of(calendar: &Calendar, span: Span, concerns: impl Fn(Span) -> bool) -> Self {
        let mut counted = Self { concerned: 0, all: 0 };
        let mut month = calendar.period_of(span.from(), Period::Month);
        while month.from() <= span.until() {
            counted.all += 1;
            counted.concerned += u32::from(concerns(month));
            let next = calendar.next(month, Period::Month);
            if next.from() <= month.from() {
                break;
            }
            month = next;
        }
        counted
    }
}

/// The window just before one that may have any length: the period before one that is a period, so
/// many months before one of whole months, else as many days.
fn window_before(calendar: &Calendar, span: Span) -> Span {
    let lengths = [Period::Month, Period::Quarter, Period::Half, Period::Year];
    let is = |length: &Period| calendar.period_of(span.from(), *length) == span;
    if let Some(length) = lengths.into_iter().find(is) {
        return calendar.previous(span, length);
    }
    let until = span.from().pred_opt().unwrap_or(span.from());
    let months = (1..=120).find(|months| calendar.trailing(span.until(), *months) == span);
    match months {
        Some(months) => calendar.trailing(until, months),
        None => Span::new(until - chrono::Duration::days(span.days() - 1), until),
    }
}
