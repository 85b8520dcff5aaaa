//! Which rows of a history a figure may need: those of some partners and of the deals they are on.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use tierwright_engine::rows::{FactRows, RateRow, ScoreSubject, Stage, TargetSubject};
use tierwright_program::{Currency, Period, Program, Quantity, Span};

/// How far around a partner facts are looked for, from the nearest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// The partner and the deals it is on.
    Partner,
    /// Its parent, its children and its group as well.
    Family,
    /// All deals of the customers on these deals as well.
    Customers,
    /// All deals of the partners on these deals as well.
    Sharing,
}

impl Reach {
    /// From the nearest to the farthest.
    pub const ALL: [Self; 4] = [Self::Partner, Self::Family, Self::Customers, Self::Sharing];
}

/// The rows within reach of a partner, closed up to a day.
pub fn around(rows: &FactRows, partner: &str, reach: Reach, last: NaiveDate) -> FactRows {
    let mut of = BTreeSet::from([partner]);
    if reach != Reach::Partner {
        add_family(rows, partner, &mut of);
    }
    let mut deals = deals_of(rows, &of, last);
    if matches!(reach, Reach::Customers | Reach::Sharing) {
        let customers: BTreeSet<&str> = rows
            .deals
            .iter()
            .filter(|deal| deals.contains(deal.id.as_str()) && !deal.customer.is_empty())
            .map(|deal| deal.customer.as_str())
            .collect();
        let theirs = rows.deals.iter().filter(|deal| customers.contains(deal.customer.as_str()));
        deals.extend(
            theirs.filter(|deal| counts(deal.stage, deal.closed, last)).map(|deal| &*deal.id),
        );
    }
    if reach == Reach::Sharing {
        let on = rows.credits.iter().filter(|credit| deals.contains(credit.deal.as_str()));
        of.extend(on.map(|credit| credit.partner.as_str()));
        deals.extend(deals_of(rows, &of, last));
    }
    only(rows, &of, &deals)
}

fn add_family<'a>(rows: &'a FactRows, partner: &'a str, of: &mut BTreeSet<&'a str>) {
    let Some(own) = rows.partners.iter().find(|one| one.id == partner) else { return };
    let kin = rows.partners.iter().filter(|one| {
        let child = one.parent.as_deref() == Some(partner);
        let parent = own.parent.as_deref() == Some(one.id.as_str());
        let group = !own.group.is_empty() && one.group == own.group;
        child || parent || group
    });
    of.extend(kin.map(|one| one.id.as_str()));
}

/// A deal that a measure may count.
fn counts(stage: Stage, closed: Option<NaiveDate>, last: NaiveDate) -> bool {
    stage == Stage::Won && closed.is_some_and(|day| day <= last)
}

fn deals_of<'a>(rows: &'a FactRows, of: &BTreeSet<&'a str>, last: NaiveDate) -> BTreeSet<&'a str> {
    let credited = rows.credits.iter().filter(|credit| of.contains(credit.partner.as_str()));
    let credited: BTreeSet<&str> = credited.map(|credit| credit.deal.as_str()).collect();
    let deals = rows.deals.iter().filter(|deal| credited.contains(deal.id.as_str()));
    deals.filter(|deal| counts(deal.stage, deal.closed, last)).map(|deal| &*deal.id).collect()
}

/// The rows of some deals and of some partners; of everybody else on those deals only who they are,
/// their statuses and the levels they were given.
pub fn only(rows: &FactRows, of: &BTreeSet<&str>, deals: &BTreeSet<&str>) -> FactRows {
    let has = |deal: &str| deals.contains(deal);
    let may = |deal: &Option<String>| deal.as_deref().is_none_or(has);
    let is = |partner: &str| of.contains(partner);
    let mut kept = FactRows {
        files: Vec::new(),
        deals: some(&rows.deals, |one| has(&one.id)),
        lines: some(&rows.lines, |one| has(&one.deal)),
        credits: some(&rows.credits, |one| has(&one.deal)),
        adjustments: some(&rows.adjustments, |one| match (&one.deal, &one.partner) {
            (Some(deal), _) => has(deal),
            (None, partner) => partner.as_deref().is_some_and(is),
        }),
        activities: some(&rows.activities, |one| is(&one.partner) && may(&one.deal)),
        fund_events: some(&rows.fund_events, |one| {
            is(&one.partner) && one.deals.iter().all(|deal| has(deal))
        }),
        paid: some(&rows.paid, |one| is(&one.partner)),
        touches: some(&rows.touches, |one| has(&one.deal)),
        registrations: some(&rows.registrations, |one| has(&one.deal)),
        overlaps: some(&rows.overlaps, |one| is(&one.partner) && may(&one.deal)),
        settlements: some(&rows.settlements, |one| has(&one.deal)),
        rates: rows.rates.clone(),
        ..FactRows::default()
    };
    let customers: BTreeSet<&str> = kept.deals.iter().map(|deal| deal.customer.as_str()).collect();
    kept.scores = some(&rows.scores, |one| match &one.of {
        ScoreSubject::Partner(id) => is(id),
        ScoreSubject::Customer(name) => customers.contains(name.as_str()),
    });
    let groups: BTreeSet<&str> = rows
        .partners
        .iter()
        .filter(|one| is(&one.id) && !one.group.is_empty())
        .map(|one| one.group.as_str())
        .collect();
    kept.targets = some(&rows.targets, |one| match &one.of {
        TargetSubject::Partner(id) => is(id),
        TargetSubject::Group(name) => groups.contains(name.as_str()),
    });
    let named = named(rows, of, &kept);
    let is_named = |partner: &str| named.contains(partner);
    let partners = some(&rows.partners, |one| is_named(&one.id));
    let statuses = some(&rows.statuses, |one| is_named(&one.partner));
    let levels = some(&rows.levels, |one| is_named(&one.partner));
    FactRows { partners, statuses, levels, ..kept }
}

/// Every partner that a kept row names, with the parents above them.
fn named<'a>(rows: &'a FactRows, of: &BTreeSet<&'a str>, kept: &'a FactRows) -> BTreeSet<&'a str> {
    let mut named: BTreeSet<&str> = of.clone();
    named.extend(kept.credits.iter().map(|one| one.partner.as_str()));
    named.extend(kept.touches.iter().filter_map(|one| one.partner.as_deref()));
    named.extend(kept.registrations.iter().map(|one| one.partner.as_str()));
    named.extend(kept.adjustments.iter().filter_map(|one| one.partner.as_deref()));
    let parents: BTreeMap<&str, &str> = rows
        .partners
        .iter()
        .filter_map(|one| Some((one.id.as_str(), one.parent.as_deref()?)))
        .collect();
    for mut one in named.clone() {
        while let Some(parent) = parents.get(one) {
            if !named.insert(parent) {
                break;
            }
            one = parent;
        }
    }
    named
}

fn some<T: Clone>(rows: &[T], keep: impl Fn(&T) -> bool) -> Vec<T> {
    rows.iter().filter(|row| keep(row)).cloned().collect()
}

/// The exchange rates that conversions of these rows can look up: of each pair of currencies in
/// use, the last known on each day that something happened or a period ended.
pub fn rates(rows: &FactRows, program: &Program, quarters: &[Span]) -> Vec<RateRow> {
    let mut used: BTreeSet<Currency> = rows.deals.iter().map(|one| one.amount.currency()).collect();
    used.extend(rows.partners.iter().filter_map(|one| one.currency));
    used.extend(rows.adjustments.iter().map(|one| one.amount.currency()));
    used.extend(rows.activities.iter().filter_map(|one| one.value.map(|value| value.currency())));
    used.extend(rows.fund_events.iter().map(|one| one.amount.currency()));
    used.extend(rows.targets.iter().filter_map(|one| match one.value {
        Quantity::Money(amount) => Some(amount.currency()),
        Quantity::Number(_) => None,
    }));
    used.remove(&program.currency);
    if used.is_empty() {
        return Vec::new();
    }
    used.insert(program.currency);
    let days = days(rows, program, quarters);
    let mut tables: BTreeMap<(&str, Currency, Currency), Vec<&RateRow>> = BTreeMap::new();
    for one in &rows.rates {
        if used.contains(&one.currency) || used.contains(&one.base) {
            tables.entry((&one.table, one.currency, one.base)).or_default().push(one);
        }
    }
    let mut kept = Vec::new();
    for mut known in tables.into_values() {
        known.sort_by_key(|one| one.date);
        let wanted: BTreeSet<usize> = days
            .iter()
            .filter_map(|day| known.partition_point(|one| one.date <= *day).checked_sub(1))
            .collect();
        kept.extend(wanted.into_iter().map(|at| known[at].clone()));
    }
    kept
}

fn days(rows: &FactRows, program: &Program, quarters: &[Span]) -> BTreeSet<NaiveDate> {
    let mut days: BTreeSet<NaiveDate> = rows.deals.iter().filter_map(|one| one.closed).collect();
    days.extend(rows.adjustments.iter().map(|one| one.date));
    days.extend(rows.settlements.iter().map(|one| one.date));
    days.extend(rows.activities.iter().map(|one| one.date));
    days.extend(rows.fund_events.iter().map(|one| one.date));
    days.extend(rows.targets.iter().map(|one| one.period_until));
    let ends: Vec<NaiveDate> = days
        .iter()
        .map(|day| program.calendar.period_of(*day, Period::Quarter).until())
        .chain(quarters.iter().map(Span::until))
        .chain(cut_offs(program, quarters))
        .collect();
    days.extend(ends.iter().map(|day| program.payment.payable(*day)));
    days.extend(ends);
    days
}

/// The days that incentives are settled on in some quarters, and the last one before: a target of
/// the whole year is converted by the rate known then.
fn cut_offs(program: &Program, quarters: &[Span]) -> BTreeSet<NaiveDate> {
    let mut days = BTreeSet::new();
    let (Some(first), Some(last)) = (quarters.first(), quarters.last()) else { return days };
    for incentive in &program.incentives {
        let length = incentive.settled_every(program.payment.every);
        let mut day = first.from().pred_opt().unwrap_or(first.from());
        while day <= last.until() {
            days.insert(day);
            let Some(next) = day.succ_opt() else { break };
            day = program.calendar.period_of(next, length).until();
        }
    }
    days
}
