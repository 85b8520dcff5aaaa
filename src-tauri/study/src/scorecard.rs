//! Scorecard: how the channel does, what comes before it, who is like the best, and who is at risk.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde_json::json;
use tierwright_engine::{Failure, Outcome, Replay, Selection, rows::Stage};
use tierwright_program::{Period, Program, RoleClass, check, money::UNITS_PER_MAJOR, words::count};

use crate::{
    Base,
    base::paid_to_each,
    customers::{Cohort, customers},
};

const METHOD: &str = "Each measure is counted from the rows named beside it over the replay; where there is no \
    value the reason stands in its place. Lagging measures say what happened, leading ones what tends to come before. Velocity \
    is open joint deals times the part of joint deals that are won times their mean worth, by the days that won ones \
    took. A customer is brought by a partner where one has a sourcing role on its first won deal, and direct else. \
    Its lifetime value is the margin of what a customer buys in a window as long as the replay, times the number \
    of such windows that customers stay at the rate at which those of the window before left; returns and deals \
    in other currencies are left out. What winning one costs is what incentives pay on the first deals of customers \
    won in the replay and, of direct ones, what direct selling is said to cost besides, by customer won. Scores are plain sums of parts between 0 and 1, each shown: a part is the partner's place among all \
    partners, or a yes or no. They are no forecast; nobody has measured yet whether partners with such scores leave.";

/// Days in which certificates that end are said to end soon, and without a win or an activity a
/// partner is said to be quiet.
const QUIET_DAYS: i64 = 90;

/// How the channel does.
#[derive(Clone, PartialEq, Debug)]
pub struct Scorecard {
    /// How it was found.
    pub method: &'static str,
    /// Every measure.
    pub measures: Vec<ScoreMeasure>,
    /// Traits of the best quarter of partners: trait, value, its part among them and among all.
    pub profile: Vec<(&'static str, String, f64, f64)>,
    /// Partners like the best, the highest first, with the parts of the score.
    pub best: Vec<Scored>,
    /// Partners at risk, the highest first, with the parts of the score.
    pub at_risk: Vec<Scored>,
}

/// A measure of the channel.
#[derive(Clone, PartialEq, Debug)]
pub struct ScoreMeasure {
    /// What it is.
    pub name: &'static str,
    /// Whether it says what comes rather than what was.
    pub leading: bool,
    /// Its value, or why there is none.
    pub value: Result<MeasureValue, &'static str>,
    /// What it was counted from.
    pub from: String,
}

/// The value of a measure.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum MeasureValue {
    /// Ten-thousandths of the program's currency.
    Money(i64),
    /// A part of a whole.
    Part(f64),
    /// A number, such as days.
    Number(f64),
}

/// A partner's score and its parts, in the order of the names.
#[derive(Clone, PartialEq, Debug)]
pub struct Scored {
    /// Position of the partner.
    pub partner: usize,
    /// The sum of the parts.
    pub score: f64,
    /// The parts.
    pub parts: Vec<f64>,
}

/// What the parts of the best score are.
pub const BEST_PARTS: [&str; 4] = ["revenue", "growth", "certificates", "joint deals"];

/// What the parts of the risk score are.
pub const RISK_PARTS: [&str; 4] =
    ["revenue fell", "no win for 90 days", "certificates end soon", "no activity for 90 days"];

/// What is known of each partner.
struct Known {
    revenue: Vec<f64>,
    before: Vec<f64>,
    certificates: Vec<f64>,
    ending: Vec<f64>,
    joint: Vec<f64>,
    last_win: Vec<Option<NaiveDate>>,
    last_activity: Vec<Option<NaiveDate>>,
    from: NaiveDate,
    until: NaiveDate,
}

impl Known {
    fn replayed(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.until
    }
}

/// Why a measure has no value where the facts have no rows for it.
const NOT_IN_FACTS: &str = "not in the facts";

/// What is asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct ScorecardAsked {
    /// The margin of a unit of revenue, in parts; no return and no lifetime value without it.
    pub margin: Option<f64>,
    /// What winning customers directly cost in the replay besides payouts, in ten-thousandths.
    pub direct_cost: Option<i64>,
}

/// Why a measure has no value where no credit has a role of its kind.
const NO_SUCH_ROLE: &str = "the facts have no such role";

/// Makes a scorecard.
///
/// # Errors
/// As a calculation.
pub fn scorecard(base: &Base, asked: &ScorecardAsked) -> Result<Scorecard, Failure> {
    let Some(known) = known(base)? else {
        let (measures, profile, best, at_risk) = Default::default();
        return Ok(Scorecard { method: METHOD, measures, profile, best, at_risk });
    };
    let best = best(&known);
    Ok(Scorecard {
        method: METHOD,
        measures: measures(base, &known, asked)?,
        profile: profile(base, &best),
        at_risk: at_risk(&known),
        best,
    })
}

fn known(base: &Base) -> Result<Option<Known>, Failure> {
    let (facts, quarters) = (base.facts(), base.replay().quarters());
    let (Some(first), Some(last)) = (quarters.first(), quarters.last()) else { return Ok(None) };
    let calendar = &base.program().calendar;
    let mut earlier = *first;
    for _ in quarters {
        earlier = calendar.previous(earlier, Period::Quarter);
    }
    let day_before = first.from().pred_opt().unwrap_or(first.from());
    let before = Replay::between(calendar, earlier.from(), day_before);
    let before = base.with_replay(base.program(), &before)?;
    let partners = 0..facts.partners.len();
    let (from, until) = (first.from(), last.until());
    let replayed = |day: NaiveDate| from <= day && day <= until;
    let wins =
        |partner: usize| facts.partner_deals(partner).filter_map(|one| facts.deals.won_on(one));
    let certificates = |partner: usize, soon: bool| {
        let own = facts.partner_activities(partner).filter(|at| {
            let ends = facts.activities.valid_until[*at];
            let held = facts.activities.dates[*at] <= until && ends.is_some_and(|day| day > until);
            let ends_soon = ends.is_some_and(|day| (day - until).num_days() <= QUIET_DAYS);
            held && (!soon || ends_soon)
        });
        own.count() as f64
    };
    let joint = |partner: usize| {
        let own = facts.partner_deals(partner).filter(|deal| {
            facts.deals.won_on(*deal).is_some_and(replayed) && together(base, *deal)
        });
        own.count() as f64
    };
    let activity = |partner: usize| {
        facts
            .partner_activities(partner)
            .map(|at| facts.activities.dates[at])
            .filter(|day| *day <= until)
            .max()
    };
    let sum = |of: &Outcome, at: usize| {
        of.revenue(Some(at), None).units() as f64 / UNITS_PER_MAJOR as f64
    };
    Ok(Some(Known {
        revenue: partners.clone().map(|at| sum(&base.outcome, at)).collect(),
        before: partners.clone().map(|at| sum(&before, at)).collect(),
        certificates: partners.clone().map(|at| certificates(at, false)).collect(),
        ending: partners.clone().map(|at| certificates(at, true)).collect(),
        joint: partners.clone().map(joint).collect(),
        last_win: partners.clone().map(|at| wins(at).filter(|day| *day <= until).max()).collect(),
        last_activity: partners.map(activity).collect(),
        from,
        until,
    }))
}

/// Whether several partners are on a deal.
fn together(base: &Base, deal: usize) -> bool {
    let credits = base.facts().deal_credits(deal);
    let partners: BTreeSet<usize> = credits.map(|one| base.facts().credits.partner(one)).collect();
    partners.len() > 1
}

/// Each value's place among all, from 0 for the lowest to 1 for the highest; equals share a place.
fn places(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let most = (sorted.len().max(2) - 1) as f64;
    let place = |value: &f64| {
        let below = sorted.partition_point(|one| one < value);
        let up_to = sorted.partition_point(|one| one <= value);
        (below + up_to - 1) as f64 / 2.0 / most
    };
    values.iter().map(place).collect()
}

fn best(known: &Known) -> Vec<Scored> {
    let growth: Vec<f64> =
        known.revenue.iter().zip(&known.before).map(|(now, before)| now - before).collect();
    let parts = [
        places(&known.revenue),
        places(&growth),
        places(&known.certificates),
        places(&known.joint),
    ];
    let sells = |at: &usize| known.revenue[*at] > 0.0;
    ranked((0..known.revenue.len()).filter(sells), |at| parts.iter().map(|one| one[at]).collect())
}

fn at_risk(known: &Known) -> Vec<Scored> {
    let quiet = |last: Option<NaiveDate>| {
        let long = last.is_none_or(|day| (known.until - day).num_days() > QUIET_DAYS);
        f64::from(u8::from(long))
    };
    let parts = |at: usize| {
        let (now, before) = (known.revenue[at], known.before[at]);
        let fell = if before > 0.0 { ((before - now) / before).clamp(0.0, 1.0) } else { 0.0 };
        let held = known.certificates[at];
        let ending = if held > 0.0 { known.ending[at] / held } else { 0.0 };
        vec![fell, quiet(known.last_win[at]), ending, quiet(known.last_activity[at])]
    };
    // Only who has sold can be lost.
    let sold = |at: &usize| known.before[*at] > 0.0 || known.revenue[*at] > 0.0;
    ranked((0..known.revenue.len()).filter(sold), parts)
}

fn ranked(of: impl Iterator<Item = usize>, parts: impl Fn(usize) -> Vec<f64>) -> Vec<Scored> {
    let mut scored: Vec<Scored> = of
        .map(|partner| {
            let parts = parts(partner);
            Scored { partner, score: parts.iter().sum(), parts }
        })
        .collect();
    scored.sort_by(|one, other| {
        other.score.total_cmp(&one.score).then(one.partner.cmp(&other.partner))
    });
    scored
}

/// Traits that the best quarter has more often than all.
fn profile(base: &Base, best: &[Scored]) -> Vec<(&'static str, String, f64, f64)> {
    let partners = &base.facts().partners;
    let top: Vec<usize> = best.iter().take(best.len().div_ceil(4)).map(|one| one.partner).collect();
    let all: Vec<usize> = best.iter().map(|one| one.partner).collect();
    let traits: [(&'static str, &Vec<String>); 3] =
        [("type", &partners.kinds), ("region", &partners.regions), ("segment", &partners.segments)];
    let mut found = Vec::new();
    for (name, values) in traits {
        let mut counts: BTreeMap<&String, (f64, f64)> = BTreeMap::new();
        all.iter().for_each(|at| counts.entry(&values[*at]).or_default().1 += 1.0);
        top.iter().for_each(|at| counts.entry(&values[*at]).or_default().0 += 1.0);
        for (value, (in_top, in_all)) in counts {
            let parts = (in_top / top.len().max(1) as f64, in_all / all.len().max(1) as f64);
            if parts.0 > parts.1 {
                found.push((name, value.clone(), parts.0, parts.1));
            }
        }
    }
    found.sort_by(|one, other| (other.2 - other.3).total_cmp(&(one.2 - one.3)));
    found
}

fn measures(
    base: &Base,
    known: &Known,
    asked: &ScorecardAsked,
) -> Result<Vec<ScoreMeasure>, Failure> {
    let (facts, revenue) = (base.facts(), base.outcome.revenue(None, None).units());
    let paid: i64 = paid_to_each(&base.outcome).iter().sum();
    let kept = known.before.iter().zip(&known.revenue).filter(|(before, _)| **before > 0.0);
    let (kept, had): (Vec<bool>, usize) = {
        let sold: Vec<bool> = kept.map(|(_, now)| *now > 0.0).collect();
        let had = sold.len();
        (sold, had)
    };
    let stayed = kept.iter().filter(|one| **one).count();
    let part = |part: usize, whole: usize| {
        let value = || MeasureValue::Part(part as f64 / whole as f64);
        (whole > 0).then(value).ok_or(NOT_IN_FACTS)
    };
    let lags: Vec<f64> = base
        .outcome
        .lines()
        .filter(|line| line.amount.units() > 0 && !line.shadow)
        .map(|line| (line.payable - line.period.until()).num_days() as f64)
        .collect();
    let firsts = first_wins(base, known);
    let overlaps: Vec<usize> = (0..facts.overlaps.ids.len())
        .filter(|at| known.replayed(facts.overlaps.mapped_on[*at]))
        .collect();
    let became = overlaps.iter().filter(|at| facts.overlaps.deals[**at].is_some()).count();
    let registered: BTreeSet<usize> = (0..facts.registrations.ids.len())
        .filter(|at| known.replayed(facts.registrations.registered_on[*at]))
        .map(|at| facts.registrations.deals[at])
        .collect();
    let converted = registered.iter().filter(|deal| facts.deals.won_on(**deal).is_some()).count();
    let of_partner = |at: usize| facts.scores.partners[at].is_some();
    let satisfaction = scores(base, known, |at, name| of_partner(at) && name.contains("sat"));
    let adoption = scores(base, known, |_, name| name.contains("adoption"));
    let customers = customers(base)?;
    let held = known.certificates.iter().sum::<f64>() / known.certificates.len().max(1) as f64;
    let (sourced, influenced) =
        (class(base, RoleClass::Sourced)?, class(base, RoleClass::Influenced)?);
    let measure = |name, leading, value, from: String| ScoreMeasure { name, leading, value, from };
    let lagging = |name, value, from| measure(name, false, value, from);
    let leading = |name, value, from| measure(name, true, value, from);
    let lifetime = |of: &Cohort| match (customers.told, asked.margin) {
        (false, _) => Err(NO_SUCH_ROLE),
        (_, None) => Err("needs a margin"),
        (_, Some(margin)) => of.lifetime_value(margin).map(MeasureValue::Money),
    };
    let stayed_of =
        |of: &Cohort| format!("{} of {} stayed", of.stayed, count(of.before as u64, "customer"));
    let costs = |of: &Cohort, besides: Option<i64>| match (customers.told, besides) {
        (false, _) => Err(NO_SUCH_ROLE),
        (_, None) => Err("needs what direct selling cost"),
        (_, Some(besides)) => of.acquisition_cost(besides).map(MeasureValue::Money),
    };
    let won_of = |of: &Cohort| format!("{} won in the replay", count(of.won as u64, "customer"));
    let (velocity, open) = velocity(base, known);
    let returned = match asked.margin {
        None => Err("needs a margin"),
        Some(_) if paid <= 0 => Err("nothing is paid"),
        Some(margin) => {
            Ok(MeasureValue::Number((margin * revenue as f64 - paid as f64) / paid as f64))
        }
    };
    Ok(vec![
        lagging(
            "Revenue of partners",
            Ok(MeasureValue::Money(revenue)),
            "won deals by declared share".into(),
        ),
        lagging(
            "Revenue of deals that a partner sourced",
            sourced.map(MeasureValue::Money).ok_or("the program has no such role"),
            "credits in sourcing roles".into(),
        ),
        lagging(
            "Revenue of deals that a partner influenced",
            influenced.map(MeasureValue::Money).ok_or("the program has no such role"),
            "credits in influencing roles".into(),
        ),
        lagging(
            "Return on the program",
            returned,
            "margin of revenue less payouts, by payouts".into(),
        ),
        lagging(
            "Lifetime value of a customer whom a partner brought",
            lifetime(&customers.sourced),
            stayed_of(&customers.sourced),
        ),
        lagging(
            "Lifetime value of a direct customer",
            lifetime(&customers.direct),
            stayed_of(&customers.direct),
        ),
        lagging(
            "Cost of winning a customer through a partner",
            costs(&customers.sourced, Some(0)),
            won_of(&customers.sourced),
        ),
        lagging(
            "Cost of winning a customer directly",
            costs(&customers.direct, asked.direct_cost),
            won_of(&customers.direct),
        ),
        lagging(
            "Partners who sold before and still do",
            part(stayed, had),
            format!("{} who sold in the window before", count(had as u64, "partner")),
        ),
        lagging(
            "Days from the end of a period to its payment",
            mean(&lags).map_err(|_| "nothing is paid"),
            count(lags.len() as u64, "payout line"),
        ),
        lagging(
            "Satisfaction of partners",
            mean(&satisfaction),
            format!("{} of satisfaction", count(satisfaction.len() as u64, "score")),
        ),
        lagging(
            "Customers who bought from several partners together",
            part(customers.joint.0, customers.joint.1),
            format!("{} who bought in the replay", count(customers.joint.1 as u64, "customer")),
        ),
        lagging(
            "Adoption score",
            mean(&adoption),
            format!("{} of adoption", count(adoption.len() as u64, "score")),
        ),
        leading(
            "Days from joining to the first won deal",
            median(&firsts),
            format!("{} with both days", count(firsts.len() as u64, "partner")),
        ),
        leading(
            "Velocity of joint deals by day",
            velocity,
            format!("{} in the program's currency", count(open as u64, "open joint deal")),
        ),
        leading(
            "Registered deals that were won",
            part(converted, registered.len()),
            count(registered.len() as u64, "registered deal"),
        ),
        leading(
            "Accounts in common that became deals",
            part(became, overlaps.len()),
            format!("{} in common", count(overlaps.len() as u64, "account")),
        ),
        leading(
            "Valid certificates of a partner",
            Ok(MeasureValue::Number(held)),
            "activities with a last valid day".into(),
        ),
    ])
}

/// Revenue by declared share in roles of a class. None where there are no such roles.
fn class(base: &Base, class: RoleClass) -> Result<Option<i64>, Failure> {
    let revenue = revenue_of(base, &roles_of(base, class))?;
    Ok(revenue.map(|outcome| outcome.total(Selection::default()).units()))
}

/// The roles of a class, as the program classes them, or else the one named so.
pub(crate) fn roles_of(base: &Base, class: RoleClass) -> Vec<String> {
    let named = match class {
        RoleClass::Sourced => "sourced",
        RoleClass::Influenced => "influenced",
        RoleClass::Direct => "direct",
    };
    match &base.program().role_classes {
        Some(classes) => classes.of(class).to_vec(),
        None => vec![named.to_owned()],
    }
}

/// Revenue by declared share in some roles: what a rule would pay that pays all of it. None where
/// there are no such roles.
pub(crate) fn revenue_of(base: &Base, roles: &[String]) -> Result<Option<Outcome>, Failure> {
    let from = base.money(0).to_string();
    let whole = json!({
        "id": "whole", "name": "Whole", "state": "on", "roles": roles,
        "earns_on": {"measure": "revenue", "weight": "declared_share", "basis": "net", "part": "whole"},
        "qualifier": "paid_on",
        "schedule": {"method": "whole_amount", "threshold": "reached",
            "bands": [{"from": from, "rates": ["1"]}]},
        "period": "quarter", "moment": "after_sale", "end": "back_end", "pays_into": "cash"
    });
    let Ok(whole) = serde_json::from_value(whole) else { return Ok(None) };
    let own = base.program();
    let mut program = Program::empty("Revenue", own.currency);
    (program.calendar, program.conversion) = (own.calendar, own.conversion.clone());
    program.role_classes.clone_from(&own.role_classes);
    program.incentives.push(whole);
    if roles.is_empty() || check(&program).0.is_none() {
        return Ok(None);
    }
    base.with_program(&program).map(Some)
}

/// Days from joining to the first win, of partners whose first win is in the replay.
fn first_wins(base: &Base, known: &Known) -> Vec<f64> {
    let facts = base.facts();
    let days = (0..facts.partners.len()).filter_map(|partner| {
        let joined = facts.partners.joined[partner]?;
        let first = facts.partner_deals(partner).filter_map(|one| facts.deals.won_on(one)).min()?;
        let first_fact = facts.first_fact_day()?;
        // Who joined before the facts begin may have won before.
        let told = joined >= first_fact && first >= joined && known.replayed(first);
        told.then(|| (first - joined).num_days() as f64)
    });
    days.collect()
}

/// Joint deals won and lost in the replay, and those opened up to its end that are open.
fn velocity(base: &Base, known: &Known) -> (Result<MeasureValue, &'static str>, usize) {
    let facts = base.facts();
    let joint: Vec<usize> = (0..facts.deals.len())
        .filter(|deal| together(base, *deal))
        .filter(|deal| facts.deals.amount(*deal).currency() == base.program().currency)
        .filter(|deal| match facts.deals.stages[*deal] {
            Stage::Open => facts.deals.opened[*deal].is_none_or(|day| day <= known.until),
            _ => facts.deals.closed[*deal].is_some_and(|day| known.replayed(day)),
        })
        .collect();
    let of =
        |stage: Stage| joint.iter().copied().filter(move |deal| facts.deals.stages[*deal] == stage);
    let (open, won, lost) =
        (of(Stage::Open).count(), of(Stage::Won).count(), of(Stage::Lost).count());
    let took: Vec<f64> = of(Stage::Won)
        .filter_map(|deal| Some((facts.deals.closed[deal]? - facts.deals.opened[deal]?).num_days()))
        .map(|days| days as f64)
        .collect();
    let days = took.iter().sum::<f64>() / took.len().max(1) as f64;
    if joint.is_empty() || took.is_empty() && won > 0 {
        return (Err(NOT_IN_FACTS), open);
    }
    if won == 0 || days <= 0.0 {
        return (Err("no joint deal was won over days"), open);
    }
    let worth = of(Stage::Open).map(|deal| facts.deals.amount(deal).units() as f64).sum::<f64>();
    let chance = won as f64 / (won + lost) as f64;
    (Ok(MeasureValue::Money((worth * chance / days).round() as i64)), open)
}

/// Scores of a kind in the replay, told by their place and their name in small letters.
fn scores(base: &Base, known: &Known, is: impl Fn(usize, &str) -> bool) -> Vec<f64> {
    let scores = &base.facts().scores;
    (0..scores.ids.len())
        .filter(|at| {
            is(*at, &scores.names[*at].to_lowercase()) && known.replayed(scores.dates[*at])
        })
        .map(|at| scores.values[at].units() as f64 / 1e8)
        .collect()
}

fn mean(values: &[f64]) -> Result<MeasureValue, &'static str> {
    let sum: f64 = values.iter().sum();
    let value = || MeasureValue::Number(sum / values.len() as f64);
    (!values.is_empty()).then(value).ok_or(NOT_IN_FACTS)
}

fn median(values: &[f64]) -> Result<MeasureValue, &'static str> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let value = match (sorted.len() % 2, sorted.as_slice()) {
        (_, []) => return Err(NOT_IN_FACTS),
        (0, sorted) => f64::midpoint(sorted[middle - 1], sorted[middle]),
        (_, sorted) => sorted[middle],
    };
    Ok(MeasureValue::Number(value))
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn places_run_from_nought_to_one_and_equals_share() {
        assert_eq!(places(&[30.0, 10.0, 20.0]), [1.0, 0.0, 0.5]);
        assert_eq!(places(&[5.0, 5.0, 9.0]), [0.25, 0.25, 1.0]);
        assert_eq!(places(&[7.0]), [0.0]);
    }
}
