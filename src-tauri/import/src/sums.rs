//! Figures that are summed over the rows of one key, and columns that should not differ there.

use tierwright_engine::rows::{DealRow, LineRow};
use tierwright_program::{Money, MoneyError, Rate};

use crate::{fact::Fact, fault::Fault};

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
pub(crate) fn differing(first: &Fact, other: &Fact) -> Vec<&'static str> {
    match (first, other) {
        (Fact::Partner(a), Fact::Partner(b)) => {
            differing!(a, b: name, kind, region, country, segment, joined, left_on, group,
                parent, currency, attributes)
        }
        (Fact::Deal(a), Fact::Deal(b)) => differing!(a, b: name, customer, stage, opened, closed,
            amount, list_amount, cost, kind, region, segment, origin, tax, recurring, term_start,
            term_end, cancelled_on, marketplace, offer, attributes),
        (Fact::Line(a), Fact::Line(b)) => {
            differing!(a, b: product, family, quantity, amount, list_amount, cost)
        }
        (Fact::Credit(a), Fact::Credit(b)) => {
            differing!(a, b: deal, partner, role, share, evidence)
        }
        (Fact::Adjustment(a), Fact::Adjustment(b)) => {
            differing!(a, b: deal, line, date, amount, quantity)
        }
        (Fact::Activity(a), Fact::Activity(b)) => {
            differing!(a, b: partner, kind, date, valid_until, person, quantity, value, deal,
                evidence)
        }
        (Fact::FundEvent(a), Fact::FundEvent(b)) => {
            differing!(a, b: partner, request, step, activity, date, amount, fund, cost, deals)
        }
        (Fact::Rate(a), Fact::Rate(b)) => differing!(a, b: rate, inverse),
        (Fact::Paid(a), Fact::Paid(b)) => {
            differing!(a, b: partner, period_from, period_until, label, amount)
        }
        (Fact::Status(a), Fact::Status(b)) => differing!(a, b: partner, kind, from, until),
        (Fact::Level(a), Fact::Level(b)) => {
            differing!(a, b: partner, track, level, from, until, reason)
        }
        (Fact::Touch(a), Fact::Touch(b)) => differing!(a, b: deal, partner, at, kind, milestones),
        (Fact::Registration(a), Fact::Registration(b)) => differing!(a, b: deal, partner, role,
            registered_on, approved_on, refused_on, protected_until),
        (Fact::Overlap(a), Fact::Overlap(b)) => {
            differing!(a, b: partner, account, mapped_on, origin, deal)
        }
        (Fact::Settlement(a), Fact::Settlement(b)) => {
            differing!(a, b: deal, line, kind, date, gross, fee, tax, net)
        }
        (Fact::Score(a), Fact::Score(b)) => differing!(a, b: of, name, date, value),
        (Fact::Target(a), Fact::Target(b)) => {
            differing!(a, b: of, name, measure, period_from, period_until, value)
        }
        _ => Vec::new(),
    }
}
