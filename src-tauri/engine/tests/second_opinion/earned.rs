//! What one reading of an incentive's schedule comes to, before limits and rounding.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tierwright_engine::rows::{CreditRow, PartnerRow};
use tierwright_program::{
    Field, Incentive,
    filter::FieldOf,
    incentive::{
        Accumulation, Columns, LimitPer, Paid, Part, Qualifier, Returns, Schedule, TierAt,
        WhenNoBaseline,
    },
    measure::Basis,
    target::TargetOf,
};

use crate::{
    credits,
    days::Days,
    exact::{self, Exact},
    ladder::{self, History},
    measured::{self, Value},
    money,
    reading::{Parts, Picks, Reading},
    world::{self, Returned, Sold, World},
};

/// The sales that an incentive pays on, for one partner.
pub struct Earning<'a> {
    /// The facts.
    pub world: &'a World<'a>,
    /// The incentive.
    pub incentive: &'a Incentive,
    /// The partner.
    pub partner: &'a PartnerRow,
    /// The partner's level on each track.
    pub histories: &'a [History],
    /// What earlier results of the partner take off V, by deal.
    pub taken_off: BTreeMap<&'a str, Exact>,
}

/// What a settlement looks at.
pub struct Seen {
    /// The days that count.
    pub days: Days,
    /// The day up to which returns are known.
    pub known: NaiveDate,
    /// The day whose level counts, where it is not the one that the columns name.
    pub level_on: Option<NaiveDate>,
}

/// Which sales and returns are taken together.
#[derive(Clone, Copy)]
pub enum Of<'a> {
    /// Deals that closed on some days, less returns.
    Period(&'a Seen),
    /// Deals of the baseline: the days that the incentive runs do not matter.
    Baseline(&'a Seen),
    /// One deal, with the returns dated up to a day. Those dated later lower nothing: the deal is
    /// settled, and a deal is a period of its own.
    Deal(&'a str, NaiveDate),
}

/// What V is compared with.
#[derive(Default)]
struct To {
    /// B, zero where all is growth.
    base: Option<Exact>,
    /// T, zero where there is none.
    target: Option<Exact>,
}

/// The column of what is sold.
#[derive(Clone, Copy)]
enum Column {
    /// All of it has one.
    One(usize),
    /// Each part has its own, or none.
    ByPart,
    /// None: nothing is earned.
    Missing,
}

impl<'a> Earning<'a> {
    /// Whether the incentive runs on a closing date.
    pub fn runs_on(&self, closed: NaiveDate) -> bool {
        let dates = self.incentive.dates;
        dates.from.is_none_or(|from| from <= closed)
            && dates.until.is_none_or(|last| closed <= last)
    }

    /// Whether the gate is open, seen from a period.
    pub fn gate_open(&self, period: Days) -> bool {
        let Some(gate) = &self.incentive.gate else { return true };
        let open = measured::meets(self.world, gate, &self.partner.id, period);
        self.world.saw(if open { "gate open" } else { "gate closed" });
        open
    }

    /// Whether the partner holds a level that is asked for: of a period, or of a deal that closed.
    pub fn at_level(&self, seen: &Seen, closed: Option<NaiveDate>) -> bool {
        let Some(asked) = &self.incentive.at_level else { return true };
        let tracks = &self.world.program.tracks;
        let track = tracks.iter().position(|track| track.id == asked.track).expect("a track");
        let day = seen.level_on.unwrap_or(match asked.tier_at {
            TierAt::PeriodStart => seen.days.from,
            TierAt::PeriodEnd => seen.days.until,
            TierAt::Close => closed.expect("a deal"),
        });
        let level = ladder::level_on(&self.histories[track], day);
        let holds =
            level.is_some_and(|level| asked.levels.contains(&tracks[track].levels[level].id));
        self.world.saw(if holds { "at a level that is asked for" } else { "at another level" });
        holds
    }

    /// What a period earns.
    pub fn in_period(&self, seen: &Seen) -> Exact {
        if !self.at_level(seen, None) || !self.gate_open(seen.days) {
            return exact::zero();
        }
        let schedule = self.version(seen.days.from);
        let column = self.column(schedule, seen.days, seen.level_on);
        let parts = self.parts(Of::Period(seen), schedule, column);
        let target = self.incentive.target.as_ref().map(|target| self.target(target, seen));
        let read = |base, parts| {
            let to = To { base, target: target.clone() };
            self.read(schedule, column, parts, &to, seen.days)
        };
        let Some(baseline) = self.incentive.earns_on.part.baseline() else {
            return read(None, parts);
        };
        let bases = self.bases(baseline, seen).into_iter();
        bases.map(|base| read(Some(base), parts.clone())).max().unwrap_or_else(exact::zero)
    }

    /// What one deal earns, for whoever it belongs to.
    pub fn of_deal(&self, deal: &'a str, closed: NaiveDate, seen: &Seen) -> Exact {
        // In a pool it is asked who takes part, and the pool is anyone's.
        if self.incentive.shares.is_none() && !self.at_level(seen, Some(closed)) {
            return exact::zero();
        }
        let schedule = self.version(closed);
        let by_level = schedule.columns.as_ref().and_then(Columns::by_level);
        let at_close = by_level.is_some_and(|columns| columns.tier_at == TierAt::Close);
        let day = seen.level_on.or(at_close.then_some(closed));
        if at_close {
            self.world.saw("tier on the day of the deal");
        }
        let column = self.column(schedule, seen.days, day);
        let parts = self.parts(Of::Deal(deal, seen.known), schedule, column);
        self.read(schedule, column, parts, &To::default(), seen.days)
    }

    /// V of each deal of a period.
    pub fn value_by_deal(&self, seen: &Seen) -> BTreeMap<&'a str, Exact> {
        self.parts(Of::Period(seen), &self.incentive.schedule, Column::One(0)).by_deal
    }

    /// Whether the partner has a credit that counts on a deal of which something counts.
    pub fn has_deal(&self, deal: &str) -> bool {
        let Incentive { what, roles, .. } = self.incentive;
        self.part(deal, roles).is_some()
            && self.world.sold_of(deal).any(|sold| self.world.line_passes(what, sold))
    }

    /// Whether a return lowers what the incentive pays the partner on.
    pub fn counts_return(&self, back: &Returned<'_>) -> bool {
        let Incentive { what, roles, .. } = self.incentive;
        self.runs_on(back.closed)
            && self.part(&back.deal.id, roles).is_some()
            && self.world.return_passes(what, back)
    }

    /// How much of a deal is the partner's, by its credits in some roles that meet the conditions.
    fn part(&self, deal: &str, roles: &[String]) -> Option<Exact> {
        let by = self.incentive.earns_on.weight;
        let meets = |credit: &CreditRow| credits::meets(self.world, self.incentive, credit, deal);
        let of = self.world.credited(deal, self.incentive.credits);
        self.world.part_of(of, &self.partner.id, roles, by, &meets)
    }

    /// An amount of a deal after what marketplaces take and add, rounded to four decimals.
    fn after_marketplace(&self, deal: &str, amount: &Exact) -> Exact {
        let steps = &self.incentive.marketplace;
        if steps.is_empty() {
            return amount.clone();
        }
        let factor = credits::factor(self.world, steps, deal);
        exact::to_four(&(amount * factor), self.world.program.rounding)
    }

    /// The version of the schedule that is in force on a day.
    fn version(&self, day: NaiveDate) -> &'a Schedule {
        let later = self.incentive.later_schedules.iter().rev().find(|later| later.from <= day);
        if later.is_some() {
            self.world.saw("later version of a schedule");
        }
        later.map_or(&self.incentive.schedule, |later| &later.schedule)
    }

    fn read(
        &self,
        schedule: &'a Schedule,
        column: Column,
        mut parts: Parts<'a>,
        to: &To,
        period: Days,
    ) -> Exact {
        let single = match column {
            Column::One(at) => at,
            Column::ByPart => 0,
            Column::Missing => {
                self.world.saw("no column");
                return exact::zero();
            }
        };
        let value = parts.whole.clone();
        let part = &self.incentive.earns_on.part;
        if let (Part::IncrementOver(_), Some(base)) = (part, &to.base) {
            parts.whole = exact::not_below_zero(&value - base);
            parts.value = [(single, parts.whole.clone())].into();
        }
        let off = parts.by_deal.iter().filter_map(|(deal, value)| {
            let off = self.taken_off.get(deal)?.clone();
            Some(exact::not_below_zero(exact::least(off, value.clone())))
        });
        let off = off.fold(exact::zero(), |sum, one| sum + one);
        if off > exact::zero() {
            self.world.saw("value reduced by earlier results");
            let left = exact::not_below_zero(&parts.whole - off);
            parts.at_most(&left);
        }
        let picks = self.picks(&value, to, period);
        let end = schedule.ends_at.map(exact::quantity);
        let value_at_end = end.map(|end| self.value_at(&end, to));
        let cap = self.incentive.limits.iter().find(|limit| limit.per == LimitPer::Value);
        let reading = Reading {
            world: self.world,
            schedule,
            counts: self.incentive.earns_on.measure.counts(),
            picks,
            base: match self.incentive.qualifier {
                Qualifier::GrowthRatio => to.base.clone(),
                Qualifier::Attainment => to.target.clone(),
                _ => None,
            },
            value_at_end,
            cap: cap.map(|limit| exact::quantity(limit.at_most)),
            column: single,
            parts,
        };
        reading.amount()
    }

    /// What V is where Q is at the end of the top band.
    fn value_at(&self, end: &Exact, to: &To) -> Exact {
        let increment = matches!(self.incentive.earns_on.part, Part::IncrementOver(_));
        if let (Qualifier::Attainment, Some(target)) = (&self.incentive.qualifier, &to.target) {
            let base = to.base.clone().filter(|_| increment).unwrap_or_else(exact::zero);
            return exact::not_below_zero(end * target - base);
        }
        match (&self.incentive.qualifier, &to.base) {
            (Qualifier::GrowthRatio, Some(base)) if increment => {
                exact::not_below_zero((end - exact::whole(1)) * base)
            }
            (Qualifier::GrowthRatio, Some(base)) => end * base,
            (Qualifier::GrowthAmount, Some(base)) if !increment => base + end,
            _ => end.clone(),
        }
    }

    /// Q. Left open by the rules: where there is nothing to grow from, bands of another Q than
    /// growth are picked by that Q as always; and an increment below zero, of which nothing is
    /// paid, is below zero as Q.
    fn picks(&self, value: &Exact, to: &To, period: Days) -> Picks {
        match (&self.incentive.qualifier, &to.base) {
            (Qualifier::PaidOn, Some(base))
                if matches!(self.incentive.earns_on.part, Part::IncrementOver(_)) =>
            {
                Picks::Is(value - base)
            }
            (Qualifier::PaidOn, _) => Picks::Is(value.clone()),
            (Qualifier::Tier, _) => Picks::Nothing,
            (Qualifier::Measure(of), _) => {
                let partner = &self.partner.id;
                match measured::seen_from(self.world, &of.measure, of.window, partner, period) {
                    Value::Is(value) => Picks::Is(value),
                    Value::Undefined => Picks::Undefined,
                }
            }
            (Qualifier::Attainment, _) => self.attained(value, to),
            (_, Some(base)) if *base == exact::zero() => Picks::AllIsGrowth,
            (Qualifier::GrowthRatio, Some(base)) => Picks::Is(value / base),
            (Qualifier::GrowthAmount, Some(base)) => Picks::Is(value - base),
            (_, None) => panic!("growth needs a baseline"),
        }
    }

    /// V in parts of T. Without T nothing is reached, unless all is growth over no baseline.
    fn attained(&self, value: &Exact, to: &To) -> Picks {
        let all_is_growth = self.incentive.target.as_ref().is_some_and(|target| match &target.of {
            TargetOf::Growth(growth) => growth.over.when_none == WhenNoBaseline::AllIsGrowth,
            _ => false,
        });
        match &to.target {
            Some(target) if *target > exact::zero() => {
                self.world.saw("attainment of a target");
                Picks::Is(value / target)
            }
            _ if all_is_growth => Picks::AllIsGrowth,
            _ => Picks::Undefined,
        }
    }

    /// The column of all that is sold, or that each part has its own.
    fn column(&self, schedule: &Schedule, period: Days, on: Option<NaiveDate>) -> Column {
        let named = |names: &[String], name: &str| {
            let found = names.iter().position(|one| one == name);
            found.map_or(Column::Missing, Column::One)
        };
        match &schedule.columns {
            None => Column::One(0),
            Some(Columns::Field(by)) if by.field.of() == FieldOf::Partner => {
                named(&by.values, world::partner_value(self.partner, by.field))
            }
            Some(Columns::Field(_) | Columns::Role(_)) => Column::ByPart,
            Some(Columns::Level(by)) => {
                let tracks = &self.world.program.tracks;
                let track = tracks.iter().position(|track| track.id == by.track);
                let track = track.expect("a track");
                let day = match by.tier_at {
                    TierAt::PeriodStart => period.from,
                    TierAt::PeriodEnd | TierAt::Close => period.until,
                };
                let level = ladder::level_on(&self.histories[track], on.unwrap_or(day));
                level.map_or(Column::Missing, |level| {
                    named(&by.levels, &tracks[track].levels[level].id)
                })
            }
        }
    }

    /// V, without parts.
    pub fn value(&self, of: Of<'_>) -> Exact {
        self.parts(of, &self.incentive.schedule, Column::One(0)).whole
    }

    /// V in the parts that have columns.
    fn parts(&self, of: Of<'_>, schedule: &Schedule, column: Column) -> Parts<'a> {
        let mut parts = Parts { whole: exact::zero(), ..Parts::default() };
        let runs = |closed| match of {
            Of::Period(_) => self.runs_on(closed),
            Of::Baseline(_) | Of::Deal(..) => true,
        };
        let value = self.incentive.earns_on.value;
        for sold in &self.world.sold {
            let in_it = |day: NaiveDate| match of {
                Of::Period(seen) | Of::Baseline(seen) => seen.days.has(day),
                Of::Deal(deal, _) => sold.deal.id == deal,
            };
            let mut counted = money::counted(self.world, sold, value);
            counted.retain(|(day, _)| in_it(*day));
            for (_, amount) in counted {
                if runs(sold.closed) && self.world.line_passes(&self.incentive.what, sold) {
                    self.add_sold(&mut parts, (schedule, column), sold, &amount);
                }
            }
        }
        if self.incentive.earns_on.basis == Basis::Gross {
            return parts;
        }
        let by_deal = matches!(self.incentive.returns, Returns::DealPeriod(_));
        for back in &self.world.returned {
            let in_it = match of {
                Of::Period(seen) | Of::Baseline(seen) if by_deal => {
                    seen.days.has(back.closed) && back.date <= seen.known
                }
                Of::Period(seen) | Of::Baseline(seen) => seen.days.has(back.date),
                Of::Deal(deal, _) if back.deal.id != deal => false,
                Of::Deal(_, known) => {
                    if back.date > known {
                        self.world.saw("return after the quarter of its deal");
                    }
                    back.date <= known
                }
            };
            let in_it = in_it && money::in_first_months(back.closed, back.date, value);
            if in_it && runs(back.closed) && self.world.return_passes(&self.incentive.what, back) {
                self.add_returned(&mut parts, schedule, column, back);
            }
        }
        parts
    }

    fn add_sold(
        &self,
        to: &mut Parts<'a>,
        read: (&Schedule, Column),
        sold: &Sold<'a>,
        amount: &Exact,
    ) {
        let field = |field: Field| Some(world::line_value(sold, field).to_owned());
        let of = (amount, &sold.quantity);
        self.add(to, read, &sold.deal.id, of, &field, &exact::whole(1));
    }

    /// Left open by the rules: the column of a return whose line is not known, where the lines of
    /// its deal have several. Here it has none.
    fn add_returned(
        &self,
        to: &mut Parts<'a>,
        schedule: &Schedule,
        column: Column,
        back: &Returned<'a>,
    ) {
        self.world.saw("return in what is paid on");
        let field = |field: Field| {
            let lines = self.world.sold_of(&back.deal.id);
            let mut could_be = lines.filter(|sold| back.line.is_none() || sold.line == back.line);
            let first = world::line_value(could_be.next()?, field);
            could_be.all(|sold| world::line_value(sold, field) == first).then(|| first.to_owned())
        };
        let amount = money::taken_back(self.world, back, self.incentive.earns_on.value);
        let of = (&amount, &back.quantity);
        self.add(to, (schedule, column), &back.deal.id, of, &field, &exact::whole(-1));
    }

    /// Adds what is the partner's of an amount and a quantity, in the column it has.
    fn add(
        &self,
        to: &mut Parts<'a>,
        (schedule, column): (&Schedule, Column),
        deal: &'a str,
        (amount, quantity): (&Exact, &Exact),
        field: &dyn Fn(Field) -> Option<String>,
        sign: &Exact,
    ) {
        let by = self.incentive.earns_on.weight;
        let roles = &self.incentive.roles;
        let part = |roles: &[String]| self.part(deal, roles);
        let Some(all) = part(roles) else { return };
        let (amount, quantity) = (&self.after_marketplace(deal, amount), quantity);
        let money = |part: &Exact| self.world.weighted(amount, part, by) * sign;
        let units = |part: &Exact| self.world.weighted_units(quantity, part, by) * sign;
        let value = |part: &Exact| match self.incentive.earns_on.measure {
            Paid::Revenue => money(part),
            Paid::Units => units(part),
            Paid::Nothing => exact::zero(),
            ref other => unreachable!("{other:?} is not drawn"),
        };
        to.whole += value(&all);
        *to.by_deal.entry(deal).or_insert_with(exact::zero) += value(&all);
        let mut put = |at: usize, part: &Exact| {
            *to.value.entry(at).or_insert_with(exact::zero) += value(part);
            *to.money.entry(at).or_insert_with(exact::zero) += money(part);
            *to.units.entry(at).or_insert_with(exact::zero) += units(part);
        };
        match (column, &schedule.columns) {
            (Column::One(at), _) => put(at, &all),
            (Column::ByPart, Some(Columns::Role(names))) => {
                for (at, name) in names.iter().enumerate() {
                    if world::role_counts(name, roles)
                        && let Some(part) = part(std::slice::from_ref(name))
                    {
                        put(at, &part);
                    }
                }
            }
            (Column::ByPart, Some(Columns::Field(by))) => {
                let found = field(by.field);
                let at = by.values.iter().position(|one| Some(one) == found.as_ref());
                at.into_iter().for_each(|at| put(at, &all));
            }
            _ => {}
        }
    }
}

/// Whether an incentive's periods, and the days its levels are read on, are ones that there is an
/// opinion on.
pub fn has_opinion(incentive: &Incentive) -> bool {
    let by_deal = incentive.period == Accumulation::Deal;
    let at_close = |schedule: &Schedule| {
        let columns = schedule.columns.as_ref().and_then(Columns::by_level);
        columns.is_some_and(|columns| columns.tier_at == TierAt::Close)
    };
    !matches!(
        incentive.period,
        Accumulation::Day
            | Accumulation::Week
            | Accumulation::HalfMonth
            | Accumulation::Line
            | Accumulation::Term
    ) && (by_deal || !incentive.schedules().any(at_close))
}
