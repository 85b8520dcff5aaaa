//! What each rule that the workbook says comes to, row by row: the results in its cells before
//! anything is recalculated, each held against the payout that was exported.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tierwright_program::{Fraction, Incentive, Program, RoundingMode, State, incentive::LimitPer};

use super::rule::{EXACT, Guards, Reading, Rule, limit, pow, refusal};
use crate::{
    BundleContent,
    sql::{DealMeasure, Measured, PayoutSql, Picked, RefusedRule, Settled},
};

/// The most deal lines of a rule that stand in the workbook; of a rule with more, what its deals earn
/// stands there by partner and period.
pub(crate) const MOST_DEALS: usize = 50_000;

/// The most payouts of a rule that stand in it.
const MOST_PAYOUTS: usize = 200_000;

/// The largest pool in minor units: remainders of larger quotients are errors in some programs.
const LARGEST_POOL: i64 = 100_000_000_000;

/// The largest whole number that a sheet multiplies exactly, 2 to the 53rd rounded down.
const LARGEST: i128 = 9_000_000_000_000_000;

/// Why a rule is refused whose payouts come out otherwise: no rule of the language should.
pub(crate) const OTHERWISE: &str = "gives payouts that do not follow from these measures alone";

const TOO_LONG: &str = "comes to numbers of more than the 15 digits that a sheet holds exactly";

/// A rule that the workbook says, with its rows.
pub(crate) struct Said<'a> {
    pub of: &'a Incentive,
    /// Its schedule and the later versions.
    pub versions: Vec<Rule<'a>>,
    pub payouts: Vec<Payout>,
    pub deals: Vec<Deal>,
    /// Whether a deal's reward is a pool that is divided.
    pub pools: bool,
    /// Whether these are more payouts than a workbook has room for.
    pub too_many: bool,
    /// Whether its deals are too many to stand there one by one.
    pub summed: bool,
}

/// Every rule that is not off.
#[derive(Default)]
pub(crate) struct Rules<'a> {
    /// Those that are said from their measures, with their rows.
    pub said: Vec<Said<'a>>,
    /// Those that are not, and why.
    pub refused: Vec<RefusedRule>,
}

/// A payout: what is measured, and each step to what is paid in minor units.
pub(crate) struct Payout {
    pub settled: Settled,
    /// What is measured of the period; nothing where deals are.
    pub reading: Option<Reading>,
    pub version: usize,
    /// Before rounding, in parts of `10 ^ EXACT` of a major unit.
    pub exact: i128,
    pub rounded: i64,
    /// Under the limit of the period.
    pub limited: i64,
    /// The same of earlier periods of the year.
    pub before: i64,
    pub payout: i64,
    /// What was exported.
    pub exported: i64,
}

/// A deal of a partner; of a pool also the part that nobody has.
pub(crate) struct Deal {
    pub deal: String,
    /// The position of its payout, and the day it closed.
    pub payout: Option<(usize, NaiveDate)>,
    pub reading: Reading,
    pub version: usize,
    pub exact: i128,
    pub share: Option<Share>,
    /// What it adds to the payout, in parts of `10 ^ EXACT` of a major unit.
    pub adds: i128,
}

/// A part of a pool, in minor units.
pub(crate) struct Share {
    /// The first row of the deal among all of the rule, and how many it has.
    pub first: usize,
    pub rows: usize,
    pub pool: i64,
    pub weight: i64,
    pub total: i64,
    pub part: i64,
    pub rest: i64,
    pub rank: i64,
    /// How many of the largest rests get one minor unit more.
    pub left: i64,
}

/// Every rule that is not off: said, or refused and why.
pub(crate) fn rules<'a>(
    content: &'a BundleContent,
    sql: &PayoutSql,
    measured: &[Measured],
) -> Rules<'a> {
    let (mut said, mut refused) = (Vec::new(), Vec::new());
    let exported = exported(content);
    let incentives = content.program.incentives.iter().enumerate();
    for (at, of) in incentives.filter(|(_, of)| of.state != State::Off) {
        let by_sql = sql.refused.iter().find(|rule| rule.incentive == of.id);
        let own = measured.iter().find(|measured| measured.incentive == at);
        let rule = match (by_sql, own) {
            (Some(rule), _) => Err(rule.why.clone()),
            // It is settled for no period, and pays nothing.
            (None, None) => {
                let nothing = Measured { incentive: at, periods: Vec::new(), deals: Vec::new() };
                said_of(&content.program, of, at, &nothing, &exported)
            }
            (None, Some(own)) => said_of(&content.program, of, at, own, &exported),
        };
        match rule {
            Ok(rule) => said.push(rule),
            Err(why) => {
                refused.push(RefusedRule { incentive: of.id.clone(), name: of.name.clone(), why })
            }
        }
    }
    Rules { said, refused }
}

type Exported<'a> = BTreeMap<(&'a str, &'a str, NaiveDate), i64>;

/// What was exported, by incentive, partner and last day, all accounts together; in minor units.
fn exported(content: &BundleContent) -> Exported<'_> {
    let per_minor = content.program.currency.units_per_minor();
    let mut all = Exported::new();
    for line in &content.lines {
        let key = (line.incentive_id.as_str(), line.partner_id.as_str(), line.until);
        *all.entry(key).or_default() += line.amount.units() / per_minor;
    }
    all
}

fn said_of<'a>(
    program: &'a Program,
    of: &'a Incentive,
    at: usize,
    measured: &Measured,
    exported: &Exported<'_>,
) -> Result<Said<'a>, String> {
    if let Some(why) = refusal(of) {
        return Err(why.to_owned());
    }
    let mut said = Said { versions: versions(of, at), ..Said::unmeasured(of) };
    said.read(measured);
    said.guard()?;
    said.work_out(program)?;
    said.settle(program, exported)?;
    said.summed = measured.deals.len() > MOST_DEALS;
    said.too_many = said.payouts.len() > MOST_PAYOUTS;
    said.payouts.retain(Payout::is_told);
    Ok(said)
}

/// The schedule and the later versions, each with its name.
fn versions(of: &Incentive, at: usize) -> Vec<Rule<'_>> {
    let letters = of.id.chars().map(|one| if one.is_ascii_alphanumeric() { one } else { '_' });
    let id: String = letters.take(40).collect();
    let guards = Guards { amount: 0, ratio: 0 };
    let rule = |(version, schedule)| {
        let later = if version == 0 { String::new() } else { format!("_v{}", version + 1) };
        Rule { incentive: of, schedule, name: format!("p{}_{id}{later}", at + 1), guards }
    };
    of.schedules().enumerate().map(rule).collect()
}

impl<'a> Said<'a> {
    /// A rule of which nothing is measured.
    pub fn unmeasured(of: &'a Incentive) -> Self {
        let pools = of.shares.is_some();
        let (payouts, deals) = (Vec::new(), Vec::new());
        let (too_many, summed) = (false, false);
        Self { of, versions: versions(of, 0), payouts, deals, pools, too_many, summed }
    }
}

impl Said<'_> {
    /// The deals that stand in the workbook one by one.
    pub fn deals_told(&self) -> &[Deal] {
        if self.summed { &[] } else { &self.deals }
    }

    /// Which version of the schedule is in force on a day.
    fn version_on(&self, day: NaiveDate) -> usize {
        self.of.later_schedules.iter().filter(|later| later.from <= day).count()
    }

    fn read(&mut self, measured: &Measured) {
        for one in &measured.periods {
            let reading = Reading {
                value: one.value,
                baseline: one.baseline,
                target: one.target,
                picked: one.picked,
                open: one.open,
                column: one.column,
            };
            let version = self.version_on(one.settled.from);
            self.payouts.push(Payout::of(one.settled.clone(), Some(reading), version));
        }
        let settled = measured.deals.iter().filter_map(|one| Some(&one.settled.as_ref()?.0));
        let mut places: BTreeMap<&Settled, usize> = settled.map(|one| (one, 0)).collect();
        for (place, (settled, at)) in places.iter_mut().enumerate() {
            *at = place;
            self.payouts.push(Payout::of((*settled).clone(), None, 0));
        }
        for one in &measured.deals {
            let version = one.settled.as_ref().map_or(0, |(_, closed)| self.version_on(*closed));
            self.deals.push(deal_of(one, version, &places));
        }
        if self.pools {
            self.lay_out_pools(measured);
        }
    }

    /// The rows of each deal stand together.
    fn lay_out_pools(&mut self, measured: &Measured) {
        let mut first = 0;
        for rows in measured.deals.chunk_by(|one, next| one.deal == next.deal) {
            let common = rows.iter().fold(0, |common, row| divisor(common, row.weight)).max(1);
            let total = rows.iter().map(|row| row.weight / common).sum();
            for (row, deal) in rows.iter().zip(&mut self.deals[first..]) {
                let weight = row.weight / common;
                deal.share = Some(Share {
                    first,
                    rows: rows.len(),
                    pool: 0,
                    weight,
                    total,
                    part: 0,
                    rest: 0,
                    rank: 0,
                    left: 0,
                });
            }
            first += rows.len();
        }
    }

    fn guard(&mut self) -> Result<(), String> {
        for at in 0..self.versions.len() {
            let periods = self.payouts.iter().filter(|one| one.version == at);
            let deals = self.deals.iter().filter(|one| one.version == at);
            let readings: Vec<Reading> =
                periods.filter_map(|one| one.reading).chain(deals.map(|one| one.reading)).collect();
            let guards = self.versions[at].guards(&readings);
            self.versions[at].guards = guards.ok_or(TOO_LONG)?;
        }
        Ok(())
    }

    fn work_out(&mut self, program: &Program) -> Result<(), String> {
        let decimals = program.currency.decimals();
        for one in &mut self.payouts {
            if let Some(reading) = &one.reading {
                let exact = self.versions[one.version].earned(reading);
                one.exact = exact.ok_or(TOO_LONG)?;
            }
        }
        for one in &mut self.deals {
            one.exact = self.versions[one.version].earned(&one.reading).ok_or(TOO_LONG)?;
        }
        if self.pools {
            self.divide(program)?;
        } else {
            let rounds = self.versions[0].rounds_deals();
            for one in &mut self.deals {
                one.adds = match rounds {
                    true => i128::from(nearest(one.exact, program)?) * pow(EXACT - decimals),
                    false => one.exact,
                };
            }
        }
        for one in &self.deals {
            if let Some((at, _)) = one.payout {
                self.payouts[at].exact += one.adds;
            }
        }
        let guard = self.versions.iter().map(|rule| rule.guards.amount).max().unwrap_or(0);
        let too_long = |one: &Payout| one.exact / pow(EXACT - guard) >= 1_000_000_000_000_000;
        if self.payouts.iter().any(too_long) {
            return Err(TOO_LONG.to_owned());
        }
        Ok(())
    }

    /// Each pool by largest remainder; ties by place, nobody last.
    fn divide(&mut self, program: &Program) -> Result<(), String> {
        let decimals = program.currency.decimals();
        for rows in self.deals.chunk_by_mut(|one, next| one.deal == next.deal) {
            let mut pool = 0;
            for row in rows.iter() {
                pool = pool.max(nearest(row.exact, program)?);
            }
            let mut rests = Vec::new();
            let mut given = 0;
            for (at, row) in rows.iter_mut().enumerate() {
                let Some(share) = &mut row.share else { continue };
                let product = i128::from(pool) * i128::from(share.weight);
                if share.weight < 0 || share.total <= 0 {
                    return Err("divides declared shares of more than 100%".to_owned());
                }
                if product >= LARGEST || pool >= LARGEST_POOL {
                    return Err(TOO_LONG.to_owned());
                }
                let total = i128::from(share.total);
                share.pool = pool;
                share.part = i64::try_from(product / total).map_err(|_| TOO_LONG)?;
                share.rest = i64::try_from(product % total).map_err(|_| TOO_LONG)?;
                given += share.part;
                rests.push((-share.rest, at));
            }
            rests.sort_unstable();
            for (rank, (_, at)) in rests.into_iter().enumerate() {
                let row = &mut rows[at];
                let open = row.reading.open;
                let Some(share) = &mut row.share else { continue };
                share.rank = i64::try_from(rank).map_err(|_| TOO_LONG)? + 1;
                share.left = pool - given;
                share.part += i64::from(share.rank <= share.left);
                if open {
                    row.adds = i128::from(share.part) * pow(EXACT - decimals);
                }
            }
        }
        Ok(())
    }

    /// Rounding and limits, and the payout that was exported.
    fn settle(&mut self, program: &Program, exported: &Exported<'_>) -> Result<(), String> {
        let mut before: Option<(i64, i64, i64)> = None;
        let mut found = 0;
        for one in &mut self.payouts {
            one.rounded = nearest(one.exact, program)?;
            let of = (one.settled.place, one.settled.year);
            one.before = match before {
                Some((place, year, sum)) if (place, year) == of => sum,
                _ => 0,
            };
            (one.limited, one.payout) = under_limits(self.of, program, one.rounded, one.before);
            before = Some((of.0, of.1, one.before + one.limited));
            let key = (self.of.id.as_str(), one.settled.partner.as_str(), one.settled.until);
            let own = exported.get(&key);
            found += usize::from(own.is_some());
            one.exported = own.copied().unwrap_or(0);
        }
        let all = exported.keys().filter(|key| key.0 == self.of.id).count();
        if found != all || self.payouts.iter().any(|one| one.payout != one.exported) {
            return Err(OTHERWISE.to_owned());
        }
        Ok(())
    }
}

impl Payout {
    /// Whether there is something to tell: a measure or an amount. Rows of deals always stand.
    fn is_told(&self) -> bool {
        let amounts = self.exact != 0 || self.payout != 0 || self.before != 0;
        amounts
            || self.reading.is_none_or(|of| {
                let picked = match of.picked {
                    Picked::None => 0,
                    Picked::Value(value) | Picked::Ratio(value, _) => value,
                };
                of.value != 0 || of.baseline != 0 || of.target != 0 || picked != 0
            })
    }

    fn of(settled: Settled, reading: Option<Reading>, version: usize) -> Self {
        Self {
            settled,
            reading,
            version,
            exact: 0,
            rounded: 0,
            limited: 0,
            before: 0,
            payout: 0,
            exported: 0,
        }
    }
}

fn deal_of(one: &DealMeasure, version: usize, places: &BTreeMap<&Settled, usize>) -> Deal {
    Deal {
        deal: one.deal.clone(),
        payout: one
            .settled
            .as_ref()
            .and_then(|(settled, closed)| Some((*places.get(settled)?, *closed))),
        reading: Reading {
            value: one.value,
            baseline: 0,
            target: 0,
            picked: Picked::None,
            open: one.open,
            column: one.column,
        },
        version,
        exact: 0,
        share: None,
        adds: 0,
    }
}

/// What is left of a rounded amount under the limit of a period and of a year, of which so much went
/// before; all in minor units.
pub(crate) fn under_limits(
    of: &Incentive,
    program: &Program,
    rounded: i64,
    before: i64,
) -> (i64, i64) {
    let per_minor = program.currency.units_per_minor();
    let most = |per| limit(of, per).map(|most| most.units() / per_minor);
    let limited = most(LimitPer::PartnerPeriod).map_or(rounded, |most| rounded.min(most));
    let payout = match most(LimitPer::PartnerYear) {
        Some(most) => (before + limited).min(most) - before.min(most),
        None => limited,
    };
    (limited, payout)
}

/// The nearest minor unit, as the program rounds.
pub(crate) fn nearest(exact: i128, program: &Program) -> Result<i64, String> {
    let minor = Fraction::new(exact, pow(EXACT - program.currency.decimals()));
    let rounded = minor.round(program.rounding).and_then(|minor| i64::try_from(minor).ok());
    rounded.ok_or_else(|| TOO_LONG.to_owned())
}

/// A formula that rounds an amount to the minor unit, as the program does. Amounts are not below
/// zero, so half up is half away from zero; they are exact at so many decimals, at which a tie of
/// half even is told from what only comes near one.
pub(crate) fn rounding_formula(amount: &str, exact: u32, program: &Program) -> String {
    let decimals = program.currency.decimals();
    match program.rounding {
        RoundingMode::HalfAwayFromZero | RoundingMode::HalfUp => {
            format!("ROUND({amount},{decimals})")
        }
        RoundingMode::HalfEven => {
            let exact = exact.saturating_sub(decimals);
            let minor = format!("ROUND({amount}*{},{exact})", pow(decimals));
            format!(
                "IF(ROUND({minor}-INT({minor})-0.5,{exact})=0,2*ROUND({minor}/2,0),ROUND({minor},0))/{}",
                pow(decimals)
            )
        }
    }
}

fn divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { divisor(b, a % b) }
}
