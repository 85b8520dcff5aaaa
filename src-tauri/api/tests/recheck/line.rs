//! One line: its steps in order, each beginning with what an earlier one left, up to its amount.

use std::collections::BTreeMap;

use tierwright_engine::{
    Explanation, Settlement,
    explanation::{
        Amount, Contender, LimitStep, MeasureStep, PoolStep, ReducedStep, RequirementStep,
        RoundingStep, ScheduleStep, StackingStep, Step, TermStep, TierStep, Use,
    },
};
use tierwright_program::{
    Incentive, Program, Quantity, Span,
    incentive::{Accumulation, Columns, LimitPer, Rounded},
};

use crate::{
    due::Due,
    exact::{
        Number, amount, fraction, largest_remainder, least, minor_units, money, most, quantity,
        ratio, rounded_to, stated, stated_quantity, zero,
    },
    filters::{Asked, value},
    inputs::{self, Inputs},
    ladder,
    measures::Follow,
    next::{Read, next_threshold},
    pools,
    reasons::{self, Told},
    refusal::{Holds, Refusal, holds, refuse, same},
    schedule::{Part, Reading, picks, stated_as_redone},
    source::Source,
};

/// What an explanation is read beside: the facts, the words of the promise, and the periods.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    pub source: &'a Source<'a>,
    pub program: &'a Program,
    pub incentive: &'a Incentive,
    /// The settlements of the incentive that end in the quarter.
    pub settlements: &'a [Settlement],
    pub quarter: Span,
}

/// Follows every step of an explanation, and compares what they come to with its amount.
pub fn recheck(of: &Explanation, beside: Beside<'_>) -> Holds {
    let mut runs: Vec<(Option<Number>, Vec<&Step>)> = vec![(None, Vec::new())];
    let (mut spendings, mut reasons) = (Vec::new(), Vec::new());
    for step in &of.steps {
        match step {
            Step::Settlement(one) => {
                let at = runs.iter().filter(|run| run.0.is_some()).count();
                let period = beside.settlements.get(at).map(|settled| settled.period);
                same("the period of a settlement", &Some(one.period), &period)?;
                runs.push((Some(money(one.amount)), Vec::new()));
            }
            Step::Spending(spending) => spendings.push(spending),
            Step::WhyNot(_) if !spendings.is_empty() => reasons.push(step),
            _ => runs.last_mut().expect("a run").1.push(step),
        }
    }
    let several = runs.len() > 1;
    if several {
        let first = runs.remove(0);
        holds(first.1.is_empty(), || "steps stand before the first settlement".to_owned())?;
        same("how many settlements there are", &runs.len(), &beside.settlements.len())?;
    }
    let mut sum = zero();
    for (at, (said, steps)) in runs.iter().enumerate() {
        let span = beside.settlements.get(at).map(|settled| settled.accumulated);
        let mut run = Run::new(of, beside, span, steps);
        let came_to = run.all()?;
        if let Some(said) = said {
            same("a settlement", said, &came_to)?;
        }
        let paid = spendings.is_empty() && came_to == zero();
        holds(!paid || run.reasons > 0, || "nothing is paid, and it does not say why".to_owned())?;
        sum += came_to;
    }
    for spending in &spendings {
        crate::due::spent(spending, &of.steps)?;
        sum -= money(spending.before) - money(spending.after);
    }
    for reason in &reasons {
        let steps: Vec<&Step> = of.steps.iter().collect();
        reasons::hold(reason, &Told { steps: &steps, of, beside, span: None, result: zero() })?;
    }
    same("the amount", &money(of.amount), &sum)?;
    let nothing = sum == zero() && !spendings.is_empty();
    holds(!nothing || !reasons.is_empty(), || {
        "nothing is left, and it does not say why".to_owned()
    })?;
    let accounts = of.accounts.iter().fold(zero(), |sum, (_, part)| sum + money(*part));
    same("the accounts together", &accounts, &sum)
}

/// A deal's reward that waits for its pool.
struct Waiting {
    deal: usize,
    value: Number,
    reward: Number,
    roundings: Vec<RoundingStep>,
}

/// The steps of one settlement.
pub struct Run<'a> {
    of: &'a Explanation,
    beside: Beside<'a>,
    span: Option<Span>,
    steps: &'a [&'a Step],
    gate: Vec<RequirementStep>,
    tier: Option<&'a TierStep>,
    /// Whether the partner was told to hold a level that is asked for.
    at_level: bool,
    inputs: Inputs,
    read: Option<Read<'a>>,
    /// The result of a period.
    period: Option<Number>,
    /// What each deal gives.
    deals: BTreeMap<usize, Number>,
    open: Option<usize>,
    /// The result of the line of a deal that was read last.
    line: Option<Number>,
    waiting: Option<Waiting>,
    /// How many deals each shared cap was applied to.
    capped: BTreeMap<String, usize>,
    /// What all deals come to, once limits per partner begin.
    whole: Option<Number>,
    rounded: Option<Number>,
    due: Option<Due>,
    pub reasons: usize,
}

impl<'a> Run<'a> {
    pub fn new(
        of: &'a Explanation,
        beside: Beside<'a>,
        span: Option<Span>,
        steps: &'a [&'a Step],
    ) -> Self {
        Self {
            of,
            beside,
            span,
            steps,
            gate: Vec::new(),
            tier: None,
            at_level: false,
            inputs: Inputs::default(),
            read: None,
            period: None,
            deals: BTreeMap::new(),
            open: None,
            line: None,
            waiting: None,
            capped: BTreeMap::new(),
            whole: None,
            rounded: None,
            due: None,
            reasons: 0,
        }
    }

    /// Every step; what the settlement comes to.
    #[allow(unreachable_patterns)]
    pub fn all(&mut self) -> Result<Number, Refusal> {
        for at in 0..self.steps.len() {
            match self.steps[at] {
                Step::Requirement(part) => {
                    ladder::behind(part, self.follow(Some(self.of.partner)))?;
                    self.gate.push(part.clone());
                }
                Step::Tier(tier) => self.tier(tier)?,
                Step::Measure(measure) => self.measure(measure)?,
                Step::Compared(step) => {
                    let Beside { incentive, source, .. } = self.beside;
                    self.inputs.bases.follow(step, Some(incentive), source)?;
                }
                Step::Schedule(schedule) => self.schedule(schedule)?,
                Step::NextThreshold(next) => next_threshold(next, self.read.as_ref())?,
                Step::Pool(pool) => self.pool(pool)?,
                Step::Limit(limit) => self.limit(limit)?,
                Step::Term(term) => self.term(term)?,
                Step::Reduced(reduced) => self.reduced(reduced)?,
                Step::Stacking(stacking) => self.stacking(stacking)?,
                Step::Rounding(rounding) => self.rounding(rounding, at)?,
                Step::Settled(settled) => {
                    let before = self.due.take().unwrap_or_else(|| Due::new(self.result()));
                    self.due = Some(before.settled(settled, self.of, self.beside)?);
                }
                Step::WhyNot(_) => self.reason(at)?,
                _ => return refuse("a step that is not known"),
            }
        }
        if !self.gate.is_empty() {
            let met = ladder::tree(&self.gate)?;
            let went_on = self
                .steps
                .iter()
                .any(|step| matches!(step, Step::Measure(_) | Step::Schedule(_) | Step::Pool(_)));
            holds(met || !went_on, || "the gate is not met".to_owned())?;
        }
        Ok(self.due.as_ref().map_or_else(|| self.result(), |due| due.amount.clone()))
    }

    /// R, rounded; nothing where no step came so far.
    fn result(&self) -> Number {
        self.rounded.clone().unwrap_or_else(zero)
    }

    fn reason(&mut self, at: usize) -> Holds {
        self.reasons += 1;
        let result = self.waiting.as_ref().map_or_else(|| self.total(), |one| one.reward.clone());
        let told = Told {
            steps: &self.steps[..at],
            of: self.of,
            beside: self.beside,
            span: self.span,
            result,
        };
        reasons::hold(self.steps[at], &told)?;
        self.inputs = Inputs::default();
        Ok(())
    }

    fn tier(&mut self, tier: &'a TierStep) -> Holds {
        ladder::tier(tier, self.of.partner, self.beside.source)?;
        let follow = self.follow(Some(self.of.partner));
        let parts = tier.levels.iter().flat_map(|level| &level.requirements);
        parts.into_iter().try_for_each(|part| ladder::behind(part, follow))?;
        self.tier = Some(tier);
        self.at_level |=
            self.beside.incentive.at_level.as_ref().is_some_and(|asked| {
                tier.track == asked.track && asked.levels.contains(&tier.level)
            });
        Ok(())
    }

    /// What pays asks for a level, and the partner was told to hold one of those.
    fn level_is_held(&self) -> Holds {
        let asked = self.beside.incentive.at_level.is_some();
        holds(!asked || self.at_level, || "it is paid at a level that is not asked for".to_owned())
    }

    /// Whether the level is asked for deal by deal.
    fn asks_each_deal(&self) -> bool {
        let incentive = self.beside.incentive;
        incentive.at_level.as_ref().is_some_and(|asked| asked.asks_each_deal(incentive.period))
    }

    fn follow(&self, partner: Option<usize>) -> Follow<'a> {
        Follow { source: self.beside.source, partner, rounding: self.of.rounding }
    }

    #[allow(unreachable_patterns)]
    fn measure(&mut self, measure: &MeasureStep) -> Holds {
        // Columns of a pool are measured for all partners of the deal.
        let shared = self.beside.incentive.shares.is_some()
            && matches!(measure.used_as, Use::InColumn | Use::SoldFor);
        self.follow((!shared).then_some(self.of.partner)).measure(measure)?;
        let exact = amount(measure.value);
        let counts = matches!(measure.value, Amount::Exact(Quantity::Number(_)));
        let value = || exact.clone().map_or_else(|| refuse("a ratio is paid on"), Ok);
        match measure.used_as {
            Use::PaidOn => {
                // Each deal is asked after it was measured.
                self.at_level &= !self.asks_each_deal();
                let lines = inputs::by_line(measure, self.beside.source);
                let paid_on = Some((value()?, counts));
                self.inputs = Inputs { paid_on, lines, ..Inputs::default() };
            }
            Use::Baseline => {
                let value = value()?;
                self.inputs.bases.measured.push(value.clone());
                self.inputs.bases.base = Some(value);
            }
            Use::Qualifier => self.inputs.own = Some(measure.value),
            Use::InColumn => {
                self.inputs.in_columns.push(value()?);
                self.inputs.levels.push(self.tier.map(|tier| tier.level.clone()));
            }
            Use::SoldFor => self.inputs.sold_for.push(value()?),
            _ => return refuse("a use of a measure that is not known"),
        }
        Ok(())
    }

    /// The days of a deal's term that are over, and what they come to.
    fn term(&mut self, step: &TermStep) -> Holds {
        let deal = self.beside.source.deals[step.deal];
        let closed = deal.closed.unwrap_or(step.term.from());
        let own = deal.term_start.zip(deal.term_end).unwrap_or((closed, closed));
        same("a term", &(step.term.from(), step.term.until()), &own)?;
        let known = self.span.map_or(step.served_until, |span| span.until());
        let cancelled = deal.cancelled_on.filter(|day| *day <= known);
        let last = cancelled.and_then(|day| day.pred_opt()).unwrap_or(known);
        let none = own.0.pred_opt().unwrap_or(own.0);
        let last = last.min(known).min(own.1).max(none);
        let days = (last - own.0).num_days() + 1;
        same("the days of a term", &(step.served_until, step.days), &(last, days))?;
        let gives = self.deals.get(&step.deal).cloned().unwrap_or_else(zero);
        same("what a deal gives", &money(step.gives), &gives)?;
        let over = gives * ratio(days.into(), step.term.days().into());
        let minor = minor_units(step.earned.currency());
        let earned = rounded_to(&over, minor, self.of.rounding) - money(step.before);
        same("what a term has earned", &money(step.earned), &earned)?;
        self.deals.insert(step.deal, earned);
        self.open = None;
        Ok(())
    }

    fn reduced(&mut self, step: &ReducedStep) -> Holds {
        let (before, after) = (stated(step.before), stated(step.after));
        let by_line = self.beside.incentive.period == Accumulation::Line;
        let known = match by_line {
            true => self.inputs.lines.contains(&before),
            false => self.inputs.may_be_paid_on().contains(&before),
        };
        holds(known, || format!("{before} is not what was measured"))?;
        let takes = zero() <= after && after <= before && !step.by.is_empty();
        holds(takes, || "earlier results add to what is paid on".to_owned())?;
        self.inputs.reduced = Some((before, after));
        Ok(())
    }

    /// The schedule, read again for the Q and V that were measured.
    fn schedule(&mut self, step: &'a ScheduleStep) -> Holds {
        let value = stated_quantity(step.value);
        let shared = self.beside.incentive.shares.is_some() && step.deal.is_some();
        self.inputs.paid_on(step, &value, shared)?;
        self.inputs.qualifies(step, &value, shared)?;
        let reading = Reading {
            terms: &step.terms,
            picks: picks(step),
            counts: step.value.currency.is_none(),
            most_value: step.most_value.map(quantity),
            base: self.inputs.slices_of(step),
            parts: self.parts(step, &value)?,
            value: value.clone(),
        };
        let redone = reading.redo()?;
        if redone.result != zero() && self.beside.incentive.shares.is_none() {
            self.level_is_held()?;
        }
        if let Some(best) = &self.inputs.bases.best {
            same("what the best baseline gives", best, &redone.result)?;
        }
        stated_as_redone(step, &reading, &redone)?;
        match step.deal {
            None => self.period = Some(redone.result),
            Some(deal) if self.beside.incentive.shares.is_some() => {
                // A pool of nothing is not made.
                let (reward, roundings) = (redone.result, Vec::new());
                self.waiting =
                    (reward != zero()).then_some(Waiting { deal, value, reward, roundings });
            }
            Some(_) if redone.result == zero() => self.open = None,
            Some(deal) => {
                let before = self.deals.remove(&deal);
                holds(before.is_none() || step.line.is_some(), || {
                    "a deal is read twice".to_owned()
                })?;
                self.line = step.line.map(|_| redone.result.clone());
                self.deals.insert(deal, before.unwrap_or_else(zero) + redone.result);
                self.open = Some(deal);
            }
        }
        let grows = self.inputs.own.is_none();
        self.read = Some(Read { step, parts: reading.parts, base: reading.base, grows });
        self.inputs.in_columns.clear();
        self.inputs.levels.clear();
        self.inputs.sold_for.clear();
        if step.line.is_some() {
            self.inputs.reduced = None;
        }
        Ok(())
    }

    /// The parts of V by column.
    fn parts(&self, step: &ScheduleStep, value: &Number) -> Result<Vec<Part>, Refusal> {
        let columns = step.terms.columns.as_ref();
        let sold = |at: usize| self.inputs.sold_for.get(at).cloned().unwrap_or_else(zero);
        if self.inputs.in_columns.is_empty() {
            let column = match columns {
                None => 0,
                Some(Columns::Level(by)) => {
                    let level = self.tier.map(|tier| &tier.level);
                    let found = by.levels.iter().position(|one| Some(one) == level);
                    found.map_or_else(|| refuse("the level has no column"), Ok)?
                }
                Some(Columns::Field(by)) => {
                    let partner = self.beside.source.partners[self.of.partner];
                    let asked = Asked { partner: Some(partner), ..Asked::default() };
                    let own = value_of(by.field, asked)?;
                    let Some(found) = by.values.iter().position(|one| *one == own) else {
                        return Ok(Vec::new());
                    };
                    found
                }
                Some(Columns::Role(_)) => return refuse("no role was measured"),
            };
            let all = self.inputs.paid_on.as_ref().filter(|_| step.line.is_none());
            let units = all.map_or_else(|| value.clone(), |(all, _)| all.clone());
            return Ok(vec![Part { column, value: value.clone(), units, sold_for: sold(0) }]);
        }
        if let Some(Columns::Level(by)) = columns {
            let column = |level: &Option<String>| {
                by.levels.iter().position(|one| Some(one) == level.as_ref())
            };
            let found = self.inputs.levels.iter().zip(&self.inputs.in_columns);
            let parts = found.filter_map(|(level, value)| {
                let (value, units) = (value.clone(), value.clone());
                Some(Part { column: column(level)?, value, units, sold_for: zero() })
            });
            return Ok(self.after_reduction(parts.collect()));
        }
        let found = self.inputs.in_columns.iter().enumerate();
        let parts = found.map(|(column, value)| Part {
            column,
            value: value.clone(),
            units: value.clone(),
            sold_for: sold(column),
        });
        Ok(self.after_reduction(parts.collect()))
    }

    /// Parts in proportion to what earlier results left, by largest remainder.
    fn after_reduction(&self, parts: Vec<Part>) -> Vec<Part> {
        let Some((before, after)) = &self.inputs.reduced else { return parts };
        let mut weights: Vec<Number> =
            parts.iter().map(|part| most(zero(), part.value.clone())).collect();
        let inside = weights.iter().fold(zero(), |sum, one| sum + one);
        weights.push(most(zero(), before - inside));
        let shares = largest_remainder(after, &weights, 10_000);
        parts.into_iter().zip(shares).map(|(part, value)| Part { value, ..part }).collect()
    }

    /// A pool: its reward is that of the schedule before it.
    fn pool(&mut self, step: &PoolStep) -> Holds {
        pools::pool(step, self.beside.source, self.of.rounding)?;
        let mine = step.shares.iter().find(|share| share.partner == self.of.partner);
        let Some(mine) = mine else { return refuse("the partner has no part in the pool") };
        if !self.asks_each_deal() {
            self.level_is_held()?;
        }
        let waiting = self.waiting.take().filter(|one| one.deal == step.deal);
        let measured = match step.measure.value {
            Amount::Exact(value) => quantity(value),
            Amount::Fraction(_) | Amount::Ratio { .. } | Amount::Average { .. } => {
                return refuse("a pool of a fraction, a ratio or an average");
            }
        };
        let (reward, roundings) = match &waiting {
            Some(one) => {
                same("what a pool is paid on", &one.value, &measured)?;
                (one.reward.clone(), one.roundings.as_slice())
            }
            None => (zero(), &[][..]),
        };
        let (exact, comes_to) = match step.pool {
            Some(pool) => (reward, money(pool)),
            None => {
                let own = mine.own.map_or_else(zero, stated);
                same("what the deal would earn", &own, &reward)?;
                (own * fraction(mine.weight) / fraction(step.whole), money(mine.amount))
            }
        };
        let minor = minor_units(mine.amount.currency());
        same("a rounded pool", &comes_to, &rounded_to(&exact, minor, self.of.rounding))?;
        for rounding in roundings {
            same("what is rounded", &stated(rounding.exact), &exact)?;
            same("what is rounded to", &money(rounding.rounded), &comes_to)?;
        }
        let twice = self.deals.insert(step.deal, money(mine.amount)).is_some();
        holds(!twice, || "a deal has two pools".to_owned())
    }

    /// What the line comes to so far, before it is rounded.
    fn total(&self) -> Number {
        match (&self.whole, &self.period) {
            (Some(whole), _) => whole.clone(),
            (None, Some(period)) => period.clone(),
            (None, None) => self.deals.values().fold(zero(), |sum, one| sum + one),
        }
    }

    fn limit(&mut self, step: &LimitStep) -> Holds {
        let before = stated(step.before);
        let left = most(zero(), money(step.at_most) - money(step.used));
        let after = least(before.clone(), left);
        same("what a cap leaves", &stated(step.after), &after)?;
        match (step.per, &step.shared) {
            (LimitPer::Deal, None) => {
                let open = match (&mut self.waiting, self.open) {
                    (Some(waiting), _) => &mut waiting.reward,
                    (None, Some(deal)) => self.deals.get_mut(&deal).expect("a deal"),
                    (None, None) => return refuse("no deal to cap"),
                };
                same("what a cap is held against", &before, open)?;
                *open = after;
            }
            (LimitPer::Deal, Some(shared)) => self.shared_cap(shared, &before, after)?,
            (LimitPer::PartnerPeriod | LimitPer::PartnerYear, _) => {
                same("what a cap is held against", &before, &self.total())?;
                self.whole = Some(after);
            }
            (LimitPer::Value | LimitPer::Total, _) => return refuse("a cap that is no step"),
        }
        Ok(())
    }

    /// A shared cap, which every deal is held against in order.
    fn shared_cap(&mut self, shared: &str, before: &Number, after: Number) -> Holds {
        let at = self.capped.entry(shared.to_owned()).or_default();
        let Some(gives) = self.deals.values_mut().nth(*at) else {
            return refuse("a shared cap without a deal");
        };
        *at += 1;
        same("what a shared cap is held against", before, gives)?;
        *gives = after;
        Ok(())
    }

    fn stacking(&mut self, step: &StackingStep) -> Holds {
        let results = || step.contenders.iter().map(|one| stated(one.result));
        let ordered = step.contenders.windows(2).all(|pair| pair[0].incentive < pair[1].incentive);
        holds(ordered, || "the incentives of a group are out of order".to_owned())?;
        let pays = match step.best {
            true => results().max().and_then(|best| results().position(|one| one == best)),
            false => Some(results().position(|one| one > zero()).unwrap_or(0)),
        };
        let pays = pays.map(|at| step.contenders[at].incentive);
        same("which incentive pays", &Some(step.pays), &pays)?;
        let own = |one: &&Contender| one.incentive == self.of.incentive;
        let Some(own) = step.contenders.iter().find(own) else {
            return refuse("it is not in its own group");
        };
        let stands = match step.deal {
            Some(deal) => self.deals.get(&deal).cloned().unwrap_or_else(zero),
            None => self.total(),
        };
        same("what it gives itself", &stated(own.result), &stands)?;
        if step.pays != self.of.incentive {
            match step.deal {
                Some(deal) => drop(self.deals.remove(&deal)),
                None => self.whole = Some(zero()),
            }
        }
        Ok(())
    }

    fn rounding(&mut self, step: &RoundingStep, at: usize) -> Holds {
        let minor = minor_units(step.rounded.currency());
        let rounded = rounded_to(&stated(step.exact), minor, self.of.rounding);
        same("what is rounded to", &money(step.rounded), &rounded)?;
        if let Some(waiting) = &mut self.waiting {
            waiting.roundings.push(step.clone());
            return Ok(());
        }
        let goes_on = |step: &&&Step| {
            !matches!(step, Step::Settled(_) | Step::WhyNot(_) | Step::NextThreshold(_))
        };
        if let (Some(line), Some(deal), Rounded::DealLine) =
            (self.line.take(), self.open, self.beside.incentive.rounded)
        {
            same("what is rounded of a line", &stated(step.exact), &line)?;
            let gives = self.deals.get_mut(&deal).expect("a deal");
            *gives = &*gives - line + rounded;
            return Ok(());
        }
        if let Some(deal) =
            self.open.filter(|_| self.steps[at + 1..].iter().any(|step| goes_on(&step)))
        {
            let gives = self.deals.get_mut(&deal).expect("a deal");
            same("what is rounded", &stated(step.exact), gives)?;
            *gives = rounded;
            return Ok(());
        }
        same("what is rounded", &stated(step.exact), &self.total())?;
        self.rounded = Some(rounded);
        Ok(())
    }
}

fn value_of(field: tierwright_program::Field, of: Asked<'_>) -> Result<&str, Refusal> {
    let condition = tierwright_program::filter::Condition { field, one_of: Vec::new() };
    value(&condition, of)
}
