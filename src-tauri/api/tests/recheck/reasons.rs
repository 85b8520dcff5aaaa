//! Why nothing is paid: what a reason states must be true of the steps before it and of the facts.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};
use tierwright_engine::{
    Explanation,
    explanation::{
        BandPays, Compared, ComparedWith, LimitStep, MeasureStep, ScheduleStep, Settled, Step,
        TierStep, Use, WhyNot,
    },
    rows::{ActivityRow, CreditRow, DealRow, LineRow, ScoreSubject},
};
use tierwright_program::{
    Filter, Span, State,
    credit::{Active, CreditCondition, CustomerActive, ScoreOf},
    filter::{Condition, FieldOf},
    incentive::{Columns, LimitPer, Threshold},
    shares::ShareBy,
};

use crate::{
    exact::{Number, amount, quantity, stated, stated_quantity, zero},
    filters::{Asked, passes},
    ladder,
    line::Beside,
    refusal::{Holds, Refusal, holds, refuse},
    source::won,
};

/// What was told before a reason.
pub struct Told<'a> {
    pub steps: &'a [&'a Step],
    pub of: &'a Explanation,
    pub beside: Beside<'a>,
    /// What V accumulates over.
    pub span: Option<Span>,
    /// What is earned so far.
    pub result: Number,
}

/// Refuses a reason that is not true.
pub fn hold(step: &Step, told: &Told<'_>) -> Holds {
    let Step::WhyNot(why) = step else { return refuse("no reason") };
    holds(told.is_true(why)?, || format!("the reason {why:?} is not true"))
}

impl Told<'_> {
    #[allow(unreachable_patterns)]
    fn is_true(&self, why: &WhyNot) -> Result<bool, Refusal> {
        let incentive = self.beside.incentive;
        Ok(match why {
            WhyNot::Off => incentive.state == State::Off,
            WhyNot::NotEligible => !passes(&incentive.who, self.partner())?,
            WhyNot::LevelNotHeld { level } => self.not_at_level(level.as_ref())?,
            WhyNot::SettledLater(day) => {
                self.beside.settlements.is_empty() && *day > self.beside.quarter.until()
            }
            WhyNot::CreditWithout { deal, condition } => self.lacks(*deal, condition)?,
            WhyNot::NothingSold => self.nothing_sold()?,
            WhyNot::GateNotMet => !self.gate()?,
            WhyNot::NothingInTerm => self.result == zero(),
            WhyNot::NoBaseline => self.base().is_some_and(|base| base <= zero()),
            WhyNot::NoTarget => {
                self.compared(ComparedWith::Target).is_some_and(|target| target <= zero())
            }
            WhyNot::NoGrowth => {
                let both = (self.measured(Use::PaidOn), self.base());
                both.0.is_some_and(|value| both.1.is_some_and(|base| value <= base))
            }
            WhyNot::BelowFirstBand { first } => self.below(&quantity(*first)),
            WhyNot::NoColumn { level } => {
                let column = |tier: &TierStep| self.has_column(&tier.level);
                self.tier().is_some_and(|tier| tier.name == *level && !column(tier))
            }
            WhyNot::NotOnTrack => self.tier().is_none(),
            WhyNot::NothingInColumns => self.nothing_in_columns()?,
            WhyNot::NoFullBlock { block } => self.read().is_some_and(|read| {
                let mut parts = read.parts.iter();
                parts.all(|part| stated_quantity(part.value) < quantity(*block))
            }),
            WhyNot::RateIsZero => self.read().is_some_and(|read| {
                let mut slices = read.parts.iter().flat_map(|part| &part.slices);
                slices.all(|slice| pays_nothing(slice.pays))
            }),
            WhyNot::TooFewPartners { needed } => {
                let most = self.deals()?.into_iter().map(|deal| self.taking_part(deal));
                let counts: Vec<usize> = most.collect::<Result<_, _>>()?;
                counts.iter().any(|count| *count < usize::from(*needed))
            }
            WhyNot::NoWeight => self.result == zero(),
            WhyNot::LimitReached => self
                .limits()
                .any(|limit| stated(limit.after) == zero() && stated(limit.before) > zero()),
            WhyNot::RoundsToZero => self.steps.iter().any(|step| {
                matches!(step, Step::Rounding(one)
                    if one.exact.numerator != 0 && one.rounded.units() == 0)
            }),
            WhyNot::SpentBefore { purse } => self.steps.iter().any(|step| {
                matches!(step, Step::Spending(one)
                    if one.purse == *purse && one.after.units() == 0)
            }),
            WhyNot::Beaten { by } => self.steps.iter().any(|step| {
                matches!(step, Step::Stacking(one)
                    if one.pays == *by && one.pays != self.of.incentive)
            }),
            WhyNot::ReducedToNothing => self
                .steps
                .iter()
                .any(|step| matches!(step, Step::Reduced(one) if one.after.numerator == 0)),
            WhyNot::AlreadySettled => self.settled(|how| matches!(how, Settled::Netted { .. })),
            WhyNot::CoveredByGuarantee => {
                self.settled(|how| matches!(how, Settled::Guaranteed { .. }))
            }
            WhyNot::TakenBack => self
                .settled(|how| matches!(how, Settled::Again { .. } | Settled::ClawedBack { .. })),
            WhyNot::PaidLater => self.settled(|how| matches!(how, Settled::Spread { .. })),
            _ => return refuse("a reason that is not known"),
        })
    }

    /// The partner holds a level of the track that is not asked for, or is not on it.
    fn not_at_level(&self, level: Option<&String>) -> Result<bool, Refusal> {
        let Some(asked) = &self.beside.incentive.at_level else { return Ok(false) };
        let track = self.beside.program.track(&asked.track);
        let Some(track) = track else { return refuse("a track that is not there") };
        let Some(level) = level else { return Ok(!passes(&track.who, self.partner())?) };
        Ok(self.tier().is_some_and(|tier| {
            tier.track == asked.track && tier.name == *level && !asked.levels.contains(&tier.level)
        }))
    }

    fn partner(&self) -> Asked<'_> {
        let partner = self.beside.source.partners[self.of.partner];
        Asked { partner: Some(partner), ..Asked::default() }
    }

    /// The last step of a kind.
    fn last<'b, T>(&'b self, kind: impl Fn(&'b Step) -> Option<T>) -> Option<T> {
        self.steps.iter().rev().find_map(|step| kind(step))
    }

    fn tier(&self) -> Option<&TierStep> {
        self.last(|step| if let Step::Tier(tier) = step { Some(tier) } else { None })
    }

    fn read(&self) -> Option<&ScheduleStep> {
        self.last(|step| if let Step::Schedule(read) = step { Some(read) } else { None })
    }

    fn limits(&self) -> impl Iterator<Item = &LimitStep> {
        self.steps.iter().filter_map(|step| match step {
            Step::Limit(limit) if limit.per != LimitPer::Total => Some(limit),
            _ => None,
        })
    }

    fn measure(&self, used_as: Use) -> Option<&MeasureStep> {
        self.last(|step| match step {
            Step::Measure(one) if one.used_as == used_as => Some(one),
            _ => None,
        })
    }

    /// B: as it was worked out, or else what was sold before.
    fn base(&self) -> Option<Number> {
        self.compared(ComparedWith::Baseline).or_else(|| self.measured(Use::Baseline))
    }

    /// What a baseline or target was worked out as.
    fn compared(&self, with: ComparedWith) -> Option<Number> {
        self.steps.iter().rev().find_map(|step| match step {
            Step::Compared(one)
                if one.with == with && !matches!(one.how, Compared::Best { .. }) =>
            {
                Some(stated_quantity(one.value))
            }
            _ => None,
        })
    }

    fn measured(&self, used_as: Use) -> Option<Number> {
        amount(self.measure(used_as)?.value)
    }

    /// A step towards what is due left nothing of something.
    fn settled(&self, kind: impl Fn(&Settled) -> bool) -> bool {
        self.steps.iter().any(|step| match step {
            Step::Settled(one) => {
                kind(&one.how) && one.after.units() == 0 && one.before.units() != 0
            }
            _ => false,
        })
    }

    fn gate(&self) -> Result<bool, Refusal> {
        let parts = self.steps.iter().filter_map(|step| match step {
            Step::Requirement(part) => Some(part.clone()),
            _ => None,
        });
        ladder::tree(&parts.collect::<Vec<_>>())
    }

    /// Whether what was measured stays below the first band.
    fn below(&self, first: &Number) -> bool {
        let value = self.measured(Use::PaidOn).unwrap_or_else(zero);
        if let Some(target) = self.compared(ComparedWith::Target) {
            return target <= zero() || &value / target <= *first;
        }
        let base = self.base();
        let own = self.measure(Use::Qualifier).map(|own| amount(own.value));
        let by_value = base.as_ref().map_or(value.clone(), |base| &value - base);
        let ratio = base.filter(|base| *base > zero()).map(|base| &value / base);
        let q = match (own, ratio) {
            (Some(own), _) => own,
            (None, Some(ratio)) => Some(if ratio < by_value { ratio } else { by_value }),
            (None, None) => Some(by_value),
        };
        q.is_none_or(|q| q <= *first)
    }

    fn has_column(&self, level: &String) -> bool {
        self.beside.incentive.schedules().any(|schedule| match &schedule.columns {
            Some(Columns::Level(by)) => by.levels.contains(level),
            _ => false,
        })
    }

    fn nothing_in_columns(&self) -> Result<bool, Refusal> {
        let columns = self.steps.iter().filter_map(|step| match step {
            Step::Measure(one) if one.used_as == Use::InColumn => Some(one),
            _ => None,
        });
        let mut columns = columns.peekable();
        if columns.peek().is_some() {
            return Ok(columns.all(|one| amount(one.value).is_none_or(|value| value == zero())));
        }
        match self.read() {
            Some(read) => Ok(read.parts.is_empty()),
            None => self.is_in_no_column(),
        }
    }

    /// No schedule has a column for what the partner is.
    fn is_in_no_column(&self) -> Result<bool, Refusal> {
        for schedule in self.beside.incentive.schedules() {
            let Some(Columns::Field(columns)) = &schedule.columns else { return Ok(false) };
            if columns.field.of() != FieldOf::Partner {
                return Ok(false);
            }
            let (field, one_of) = (columns.field, columns.values.clone());
            if passes(&Filter::Is(Condition { field, one_of }), self.partner())? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The partner's credit on a deal of the span lacks a condition.
    fn lacks(&self, deal: usize, condition: &CreditCondition) -> Result<bool, Refusal> {
        let source = self.beside.source;
        let (deal, id) = (source.deals[deal], &source.partners[self.of.partner].id);
        let Some(closed) = won(deal).filter(|day| self.inside(*day)) else { return Ok(false) };
        let credits = source.credits(&deal.id).iter();
        let mut mine = credits.filter(|credit| credit.partner == *id && self.role_counts(credit));
        Ok(mine.any(|credit| !self.meets(deal, closed, credit, condition)))
    }

    fn meets(
        &self,
        deal: &DealRow,
        closed: NaiveDate,
        credit: &CreditRow,
        condition: &CreditCondition,
    ) -> bool {
        match condition {
            CreditCondition::EvidenceOnFile => credit.evidence,
            CreditCondition::EvidenceOf(kind) => self.beside.source.activities.iter().any(|row| {
                row.partner == credit.partner
                    && row.kind == *kind
                    && row.deal.as_deref() == Some(deal.id.as_str())
                    && row.date <= closed
                    && row.evidence
            }),
            CreditCondition::Parties(of) => {
                let credits = self.beside.source.credits(&deal.id).iter();
                let count = |row: &&&CreditRow| of.roles.is_empty() || of.roles.contains(&row.role);
                let names: BTreeSet<&str> =
                    credits.filter(count).map(|row| row.partner.as_str()).collect();
                names.len() >= usize::from(of.at_least)
            }
            CreditCondition::AfterFirstClose(of) => {
                let first = self.bought(deal).min();
                first.is_some_and(|(day, id)| {
                    let last = day.checked_add_months(Months::new(of.months.into()));
                    id != deal.id && last.is_none_or(|last| closed <= last)
                })
            }
            CreditCondition::CustomerActive(CustomerActive::Activity(of)) => {
                self.beside.source.activities.iter().any(|row| {
                    let on = row.deal.as_deref();
                    let own = on.is_some_and(|on| self.bought_any(deal, on));
                    own && within(of, row, closed)
                })
            }
            CreditCondition::CustomerActive(CustomerActive::InTerm) => {
                self.beside.source.deals.iter().any(|other| {
                    other.id != deal.id
                        && other.customer == deal.customer
                        && won(other).is_some_and(|day| day <= closed)
                        && other.term_start.is_some_and(|first| first <= closed)
                        && other.term_end.is_some_and(|last| closed <= last)
                        && other.cancelled_on.is_none_or(|day| closed < day)
                })
            }
            CreditCondition::PartnerActive(of) => {
                let mut done = self.beside.source.activities.iter();
                done.any(|row| row.partner == credit.partner && within(of, row, closed))
            }
            CreditCondition::PartnerJoined(of) => {
                let mut partners = self.beside.source.partners.iter();
                let partner = partners.find(|row| row.id == credit.partner);
                partner.and_then(|row| row.joined).is_some_and(|day| {
                    let over = day.checked_add_months(Months::new(of.months.into()));
                    day <= closed && over.is_none_or(|over| closed < over)
                })
            }
            CreditCondition::ScoreReached(of) => {
                let whose = match of.of {
                    ScoreOf::Customer => ScoreSubject::Customer(deal.customer.clone()),
                    ScoreOf::Partner => ScoreSubject::Partner(credit.partner.clone()),
                };
                let scores = self.beside.source.scores.iter();
                let known = scores
                    .filter(|row| row.of == whose && row.name == of.name && row.date <= closed);
                let latest = known.max_by_key(|row| (row.date, row.id.as_str()));
                latest.is_some_and(|row| match of.threshold {
                    Threshold::Reached => row.value >= of.at_least,
                    Threshold::Passed => row.value > of.at_least,
                })
            }
            CreditCondition::Registered(of) => {
                let mut claims = self.beside.source.registrations(&deal.id).iter();
                claims.any(|claim| {
                    let Some(approved) = claim.approved_on else { return false };
                    let days = chrono::Days::new(of.protects_days.into());
                    let until = claim.protected_until.or(approved.checked_add_days(days));
                    claim.partner == credit.partner
                        && approved <= closed
                        && until.is_none_or(|until| closed <= until)
                })
            }
        }
    }

    /// The won deals of a deal's customer: day and id.
    fn bought<'b>(&'b self, deal: &'b DealRow) -> impl Iterator<Item = (NaiveDate, &'b str)> {
        let deals = self.beside.source.deals.iter();
        let own =
            deals.filter(|other| !deal.customer.is_empty() && other.customer == deal.customer);
        own.filter_map(|other| Some((won(other)?, other.id.as_str())))
    }

    /// Whether a deal of this id is of the same customer.
    fn bought_any(&self, deal: &DealRow, id: &str) -> bool {
        let mut deals = self.beside.source.deals.iter();
        deals.any(|other| other.id == id && other.customer == deal.customer)
    }

    fn inside(&self, day: NaiveDate) -> bool {
        self.span.is_none_or(|span| span.from() <= day && day <= span.until())
    }

    fn role_counts(&self, credit: &CreditRow) -> bool {
        let roles = &self.beside.incentive.roles;
        roles.is_empty() || roles.contains(&credit.role)
    }

    /// Nothing above zero was measured, or no deal of the span counts.
    fn nothing_sold(&self) -> Result<bool, Refusal> {
        if self.measure(Use::PaidOn).is_some() || self.read().is_some() {
            let value = self.measured(Use::PaidOn);
            let read = self.read().is_some_and(|read| stated(read.result) == zero());
            let earned_nothing = self.result == zero();
            return Ok(value.is_some_and(|value| value <= zero()) || read || earned_nothing);
        }
        for deal in self.deals()? {
            let meets = |credit: &&&CreditRow| {
                let closed = won(deal).unwrap_or(NaiveDate::MIN);
                let mut conditions = self.beside.incentive.conditions.iter();
                conditions.all(|one| self.meets(deal, closed, credit, one))
            };
            if self.mine(deal).any(|credit| meets(&credit)) && self.line_passes(deal)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn mine(&self, deal: &DealRow) -> impl Iterator<Item = &&CreditRow> {
        let id = &self.beside.source.partners[self.of.partner].id;
        let credits = self.beside.source.credits(&deal.id).iter();
        credits.filter(move |credit| credit.partner == *id && self.role_counts(credit))
    }

    fn line_passes(&self, deal: &DealRow) -> Result<bool, Refusal> {
        let lines = self.beside.source.lines(&deal.id);
        let asked = |line: Option<&LineRow>| {
            let around = Some((self.beside.source, self.beside.program));
            let of = Asked { deal: Some(deal), line, partner: None, around };
            passes(&self.beside.incentive.what, of)
        };
        if lines.is_empty() {
            return asked(None);
        }
        let mut any = false;
        for line in lines {
            any |= asked(Some(line))?;
        }
        Ok(any)
    }

    /// The partner's deals that were won in the span and within the dates of the incentive.
    fn deals(&self) -> Result<Vec<&DealRow>, Refusal> {
        let Some(_) = self.span else { return refuse("the span is not known") };
        let dates = self.beside.incentive.dates;
        let counts = |deal: &&DealRow| {
            won(deal).is_some_and(|day| {
                self.inside(day)
                    && dates.from.is_none_or(|from| from <= day)
                    && dates.until.is_none_or(|until| day <= until)
            })
        };
        Ok(self.beside.source.deals_of(self.of.partner).into_iter().filter(counts).collect())
    }

    /// How many partners take part in a deal.
    #[allow(unreachable_patterns)]
    fn taking_part(&self, deal: &DealRow) -> Result<usize, Refusal> {
        let source = self.beside.source;
        let Some(shares) = &self.beside.incentive.shares else {
            return refuse("nothing is shared");
        };
        let closed = won(deal).unwrap_or(NaiveDate::MIN);
        let mut found: Vec<&str> = Vec::new();
        for credit in source.credits(&deal.id) {
            let partner = source.partners.iter().find(|row| row.id == credit.partner).copied();
            let of = Asked { partner, ..Asked::default() };
            let conditions = &self.beside.incentive.conditions;
            let counts = self.role_counts(credit)
                && conditions.iter().all(|one| self.meets(deal, closed, credit, one))
                && passes(&self.beside.incentive.who, of)?;
            let weighs = match &shares.by {
                ShareBy::RoleWeights(of) => {
                    of.weights.iter().any(|one| one.role == credit.role && one.weight.units() > 0)
                }
                ShareBy::DeclaredShare => credit.share.is_some_and(|share| share.units() > 0),
                ShareBy::Equal => true,
                ShareBy::Attribution(_) => {
                    let mut touches = source.touches(&deal.id).iter();
                    touches.any(|touch| touch.partner.as_ref() == Some(&credit.partner))
                }
                ShareBy::PrimaryAndSecondary(_) => {
                    let mut claims = source.registrations(&deal.id).iter();
                    claims.any(|claim| {
                        claim.partner == credit.partner
                            && claim.approved_on.is_some_and(|day| day <= closed)
                    })
                }
                _ => return refuse("weights that are not known"),
            };
            if counts && weighs && !found.contains(&credit.partner.as_str()) {
                found.push(&credit.partner);
            }
        }
        Ok(found.len())
    }
}

fn pays_nothing(pays: BandPays) -> bool {
    match pays {
        BandPays::Rate(of) | BandPays::Units(of) => of.units() == 0,
        BandPays::Amount(of) => of.units() == 0,
    }
}

/// Whether an activity is of a kind and in the months up to a day.
fn within(of: &Active, row: &ActivityRow, day: NaiveDate) -> bool {
    let after = day.checked_sub_months(Months::new(of.months.into()));
    row.kind == of.kind && row.date <= day && after.is_none_or(|after| after < row.date)
}
