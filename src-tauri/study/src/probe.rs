//! Probes: one more deal of a partner, like one that it has won.

use chrono::NaiveDate;
use tierwright_engine::rows::{CreditRow, DealRow, FactRows, LineRow, Stage};
use tierwright_program::{Money, Rate};

use crate::Base;

/// A deal that a partner could have won besides.
#[derive(Clone, Debug)]
pub(crate) struct Probe {
    /// Position of the partner in the facts.
    pub partner: usize,
    /// Position of the deal it is like: the same kind, region, product and role.
    pub like: usize,
    /// The line of that deal it is like; the largest where left out.
    pub line: Option<String>,
    /// Roles of which the partner has one; any of its own where there are none.
    pub roles: Vec<String>,
    /// The day it closes.
    pub on: NaiveDate,
    /// What it is worth, in ten-thousandths of the program's currency. All of it is the partner's.
    pub worth: i64,
}

/// The facts with further deals. A probe of nothing adds nothing.
pub(crate) fn with_probes(base: &Base, probes: &[Probe]) -> FactRows {
    let mut rows = base.rows.as_ref().clone();
    for (number, probe) in probes.iter().enumerate().filter(|(_, probe)| probe.worth > 0) {
        add(base, &mut rows, number, probe);
    }
    rows
}

fn add(base: &Base, rows: &mut FactRows, number: usize, probe: &Probe) {
    let facts = base.facts();
    let id = free_id(base, number);
    let (like, partner) = (&facts.deals.ids[probe.like], &facts.partners.ids[probe.partner]);
    let worth = Money::from_units(probe.worth, base.program().currency);
    let of_deal = rows.deals.iter().find(|deal| deal.id == *like).cloned();
    let line = rows.lines.iter().filter(|line| line.deal == *like).max_by_key(|line| {
        // The largest line stands for the deal; of equal ones the first by id.
        let wanted = probe.line.as_ref() == Some(&line.id);
        (wanted, line.amount.units(), std::cmp::Reverse(line.id.clone()))
    });
    let credits = rows.credits.iter().filter(|one| one.deal == *like && one.partner == *partner);
    let credit = credits.max_by_key(|one| (probe.roles.contains(&one.role), &one.role));
    let (Some(deal), Some(credit)) = (of_deal, credit.cloned()) else { return };
    let line = line.cloned();
    rows.deals.push(DealRow {
        id: id.clone(),
        stage: Stage::Won,
        opened: deal.opened.filter(|day| *day <= probe.on),
        closed: Some(probe.on),
        amount: worth,
        tax: None,
        list_amount: Some(worth),
        cost: None,
        recurring: None,
        term_start: None,
        term_end: None,
        cancelled_on: None,
        ..deal
    });
    rows.lines.extend(line.map(|line| LineRow {
        deal: id.clone(),
        amount: worth,
        list_amount: Some(worth),
        cost: None,
        ..line
    }));
    let share = Some(Rate::whole(1));
    rows.credits.push(CreditRow { id: format!("{id}-credit"), deal: id, share, ..credit });
}

/// An id that no deal has. Ids come from files, so that any text may be taken.
fn free_id(base: &Base, number: usize) -> String {
    let mut id = format!("probe-{number}");
    while base.facts().deals.position(&id).is_some() {
        id.push('+');
    }
    id
}
