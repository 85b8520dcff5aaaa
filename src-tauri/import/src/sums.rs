//! Figures that are summed over the rows of one key, and columns that should not differ there.

use tierwright_engine::rows::{DealRow, LineRow};
use tierwright_program::{Money, MoneyError, Rate};

use crate::{fact::FactRef, fault::Fault};

/// The figures of a deal or line that a mapping may sum.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Sums {
    amount: Money,
    list_amount: Option<Money>,
    cost: Option<Money>,
    tax: Option<Money>,
    recurring: Option<Money>,
    quantity: Rate,
}

impl Sums {
    pub(crate) fn of_deal(row: &DealRow) -> Self {
        let DealRow { amount, list_amount, cost, tax, recurring, .. } = *row;
        Self { amount, list_amount, cost, tax, recurring, quantity: Rate::default() }
    }

    pub(crate) const fn of_line(row: &LineRow) -> Self {
        let LineRow { amount, list_amount, cost, quantity, .. } = *row;
        Self { amount, list_amount, cost, tax: None, recurring: None, quantity }
    }

    /// The sums with another row's figures added where they are summed. A figure that one row lacks
    /// is not known for the whole.
    pub(crate) fn plus(
        self,
        more: Self,
        name: &str,
        is_sum: impl Fn(&str) -> bool,
    ) -> Result<Self, Fault> {
        let optional = |first: Option<Money>, more: Option<Money>| match (first, more) {
            (Some(first), Some(more)) => money_sum(name, first, more).map(Some),
            _ => Ok(None),
        };
        let mut sums = self;
        if is_sum("amount") {
            sums.amount = money_sum(name, self.amount, more.amount)?;
        }
        if is_sum("list_amount") {
            sums.list_amount = optional(self.list_amount, more.list_amount)?;
        }
        if is_sum("cost") {
            sums.cost = optional(self.cost, more.cost)?;
        }
        if is_sum("tax") {
            sums.tax = optional(self.tax, more.tax)?;
        }
        if is_sum("recurring") {
            sums.recurring = optional(self.recurring, more.recurring)?;
        }
        if is_sum("quantity") {
            let units = self.quantity.units().checked_add(more.quantity.units());
            sums.quantity = units.map(Rate::from_units).ok_or_else(|| too_large(name))?;
        }
        Ok(sums)
    }

    pub(crate) fn put_in_deal(self, row: &mut DealRow) {
        (row.amount, row.list_amount, row.cost) = (self.amount, self.list_amount, self.cost);
        (row.tax, row.recurring) = (self.tax, self.recurring);
    }

    pub(crate) fn put_in_line(self, row: &mut LineRow) {
        (row.amount, row.list_amount, row.cost) = (self.amount, self.list_amount, self.cost);
        row.quantity = self.quantity;
    }
}

fn money_sum(name: &str, first: Money, more: Money) -> Result<Money, Fault> {
    first.plus(more).map_err(|error| match error {
        MoneyError::Mixed(one, other) => {
            let clause = format!("{name} is in {one} in an earlier row and in {other} here");
            Fault::new("currency_differs", clause)
        }
        _ => too_large(name),
    })
}

fn too_large(name: &str) -> Fault {
    let clause = format!("with it, {name} is larger than can be added exactly");
    Fault::new("amount_too_large", clause)
}

/// Names the columns in which two rows of a table differ.
macro_rules! differing {
    ($first:ident, $other:ident: $($column:ident),*) => {{
        let mut names = Vec::new();
        $(if $first.$column != $other.$column { names.push(stringify!($column)); })*
        names
    }};
}

/// The columns in which another row of the same key differs from the first, sums included.
pub(crate) fn differing(first: FactRef<'_>, other: FactRef<'_>) -> Vec<&'static str> {
    match (first, other) {
        (FactRef::Partner(a), FactRef::Partner(b)) => {
            differing!(a, b: name, kind, region, country, segment, joined, left_on, group,
                parent, currency, attributes)
        }
        (FactRef::Deal(a), FactRef::Deal(b)) => {
            differing!(a, b: name, customer, stage, opened, closed,
            amount, list_amount, cost, kind, region, segment, origin, tax, recurring, term_start,
            term_end, cancelled_on, marketplace, offer, attributes)
        }
        (FactRef::Line(a), FactRef::Line(b)) => {
            differing!(a, b: product, family, quantity, amount, list_amount, cost)
        }
        (FactRef::Credit(a), FactRef::Credit(b)) => {
            differing!(a, b: deal, partner, role, share, evidence)
        }
        (FactRef::Adjustment(a), FactRef::Adjustment(b)) => {
            differing!(a, b: deal, line, date, amount, quantity)
        }
        (FactRef::Activity(a), FactRef::Activity(b)) => {
            differing!(a, b: partner, kind, date, valid_until, person, quantity, value, deal,
                evidence)
        }
        (FactRef::FundEvent(a), FactRef::FundEvent(b)) => {
            differing!(a, b: partner, request, step, activity, date, amount, fund, cost, deals)
        }
        (FactRef::Rate(a), FactRef::Rate(b)) => differing!(a, b: rate, inverse),
        (FactRef::Paid(a), FactRef::Paid(b)) => {
            differing!(a, b: partner, period_from, period_until, label, amount)
        }
        (FactRef::Status(a), FactRef::Status(b)) => differing!(a, b: partner, kind, from, until),
        (FactRef::Level(a), FactRef::Level(b)) => {
            differing!(a, b: partner, track, level, from, until, reason)
        }
        (FactRef::Touch(a), FactRef::Touch(b)) => {
            differing!(a, b: deal, partner, at, kind, milestones)
        }
        (FactRef::Registration(a), FactRef::Registration(b)) => {
            differing!(a, b: deal, partner, role,
            registered_on, approved_on, refused_on, protected_until)
        }
        (FactRef::Overlap(a), FactRef::Overlap(b)) => {
            differing!(a, b: partner, account, mapped_on, origin, deal)
        }
        (FactRef::Settlement(a), FactRef::Settlement(b)) => {
            differing!(a, b: deal, line, kind, date, gross, fee, tax, net)
        }
        (FactRef::Score(a), FactRef::Score(b)) => differing!(a, b: of, name, date, value),
        (FactRef::Target(a), FactRef::Target(b)) => {
            differing!(a, b: of, name, measure, period_from, period_until, value)
        }
        _ => Vec::new(),
    }
}
