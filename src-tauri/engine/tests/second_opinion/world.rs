//! The facts as the rules see them: sold lines and returns in the program's currency.

use std::{cell::RefCell, collections::BTreeMap};

use chrono::NaiveDate;
use tierwright_engine::rows::{
    AdjustmentRow, Attributes, CreditRow, DealRow, FactRows, PartnerRow, Stage,
};
use tierwright_program::{
    Currency, Filter, Money, Period, Program, Sales,
    credit::CreditsOf,
    document::ConversionDay,
    filter::{AttributeIs, Condition, Field},
    measure::{Scope, Weight},
};

use crate::{
    days::{self, Days},
    exact::{self, Exact},
};

/// A line of a won deal; a deal without lines is one line of its whole amount.
pub struct Sold<'a> {
    /// Its deal.
    pub deal: &'a DealRow,
    /// The day the deal closed.
    pub closed: NaiveDate,
    /// Its id, where the deal has lines.
    pub line: Option<&'a str>,
    /// Its product.
    pub product: &'a str,
    /// Its product family.
    pub family: &'a str,
    /// As it stands in its row.
    pub own: Money,
    /// In the program's currency.
    pub amount: Exact,
    /// How many.
    pub quantity: Exact,
}

/// A return on a won deal.
pub struct Returned<'a> {
    /// Its deal.
    pub deal: &'a DealRow,
    /// The day the deal closed.
    pub closed: NaiveDate,
    /// Its line, where known.
    pub line: Option<&'a str>,
    /// Its own date.
    pub date: NaiveDate,
    /// As it stands in its row.
    pub own: Money,
    /// In the program's currency.
    pub amount: Exact,
    /// How many.
    pub quantity: Exact,
}

/// A program and the facts it meets.
pub struct World<'a> {
    /// The program.
    pub program: &'a Program,
    /// The facts as they came.
    pub rows: &'a FactRows,
    /// Lines of won deals.
    pub sold: Vec<Sold<'a>>,
    /// Returns on won deals.
    pub returned: Vec<Returned<'a>>,
    /// The credits of each deal.
    pub credits_of: BTreeMap<&'a str, Vec<&'a CreditRow>>,
    /// How often something worth seeing happened.
    pub seen: RefCell<BTreeMap<&'static str, u64>>,
}

impl<'a> World<'a> {
    /// Converts the won deals.
    pub fn new(program: &'a Program, rows: &'a FactRows) -> Self {
        let (sold, returned, seen) = (Vec::new(), Vec::new(), RefCell::default());
        let mut credits_of: BTreeMap<&str, Vec<&CreditRow>> = BTreeMap::new();
        for credit in &rows.credits {
            credits_of.entry(&credit.deal).or_default().push(credit);
        }
        let mut world = Self { program, rows, sold, returned, credits_of, seen };
        for deal in &rows.deals {
            if let (Stage::Won, Some(closed)) = (deal.stage, deal.closed) {
                world.add_lines(deal, closed);
                world.add_returns(deal, closed);
            }
        }
        world
    }

    fn add_lines(&mut self, deal: &'a DealRow, closed: NaiveDate) {
        let mut any = false;
        for line in self.rows.lines.iter().filter(|line| line.deal == deal.id) {
            any = true;
            self.sold.push(Sold {
                deal,
                closed,
                line: Some(&line.id),
                product: &line.product,
                family: &line.family,
                own: line.amount,
                amount: self.converted(line.amount, closed),
                quantity: exact::number(line.quantity),
            });
        }
        if !any {
            // Left open by the rules: how many a deal without lines sold. Here it is one.
            self.sold.push(Sold {
                deal,
                closed,
                line: None,
                product: "",
                family: "",
                own: deal.amount,
                amount: self.converted(deal.amount, closed),
                quantity: exact::whole(1),
            });
        }
    }

    fn add_returns(&mut self, deal: &'a DealRow, closed: NaiveDate) {
        let of_deal = |row: &&'a AdjustmentRow| row.deal.as_ref() == Some(&deal.id);
        for row in self.rows.adjustments.iter().filter(of_deal) {
            self.returned.push(Returned {
                deal,
                closed,
                line: row.line.as_deref(),
                date: row.date,
                own: row.amount,
                amount: self.converted(row.amount, closed),
                quantity: exact::number(row.quantity),
            });
        }
    }

    /// Notes that something happened.
    pub fn saw(&self, what: &'static str) {
        *self.seen.borrow_mut().entry(what).or_default() += 1;
    }

    /// An amount of a deal in the program's currency, rounded to four decimals.
    fn converted(&self, amount: Money, closed: NaiveDate) -> Exact {
        self.converted_at(exact::money(amount), amount.currency(), closed)
    }

    /// The same of an amount that counts from a day.
    pub fn converted_at(&self, amount: Exact, from: Currency, counts_on: NaiveDate) -> Exact {
        let day = match self.program.conversion.on {
            ConversionDay::Close => counts_on,
            ConversionDay::QuarterEnd => {
                days::period_of(&self.program.calendar, counts_on, Period::Quarter).until
            }
        };
        self.at_rate_of(amount, from, day)
    }

    /// An amount in the program's currency by the rate of a day, rounded to four decimals.
    pub fn in_own_currency(&self, amount: Money, day: NaiveDate) -> Exact {
        self.at_rate_of(exact::money(amount), amount.currency(), day)
    }

    fn at_rate_of(&self, value: Exact, from: Currency, day: NaiveDate) -> Exact {
        let to = self.program.currency;
        if from == to {
            return value;
        }
        let rate = self.rate(from, to, day).or_else(|| self.rate_through(from, to, day));
        let rate = rate.unwrap_or_else(|| panic!("no rate from {from} to {to} on {day}"));
        exact::to_four(&(value * rate), self.program.rounding)
    }

    /// What one unit of a currency was worth in another on a day, by the last known quote of the
    /// pair, whichever of the two it prices.
    fn rate(&self, from: Currency, to: Currency, day: NaiveDate) -> Option<Exact> {
        let mut last: Option<(NaiveDate, Exact)> = None;
        for row in &self.rows.rates {
            if row.table != self.program.conversion.table || row.date > day {
                continue;
            }
            let quoted = exact::number(row.rate);
            let worth = if row.inverse { quoted.recip() } else { quoted };
            let worth = if (row.currency, row.base) == (from, to) {
                worth
            } else if (row.currency, row.base) == (to, from) {
                worth.recip()
            } else {
                continue;
            };
            if last.as_ref().is_none_or(|(date, _)| *date < row.date) {
                last = Some((row.date, worth));
            }
        }
        last.map(|(_, worth)| worth)
    }

    fn rate_through(&self, from: Currency, to: Currency, day: NaiveDate) -> Option<Exact> {
        let ends = self.rows.rates.iter().flat_map(|row| [row.currency, row.base]);
        for between in ends.filter(|between| *between != from && *between != to) {
            let legs = (self.rate(from, between, day), self.rate(between, to, day));
            if let (Some(first), Some(second)) = legs {
                self.saw("converted through a third currency");
                return Some(first * second);
            }
        }
        None
    }

    /// The fiscal quarter a day lies in.
    pub fn quarter(&self, day: NaiveDate) -> Days {
        days::period_of(&self.program.calendar, day, Period::Quarter)
    }

    /// The credits of a partner on a deal in roles that count.
    pub fn credits(&self, deal: &str, partner: &str, roles: &[String]) -> Vec<&'a CreditRow> {
        let counts =
            |credit: &&CreditRow| credit.partner == partner && role_counts(&credit.role, roles);
        self.credits_of.get(deal).into_iter().flatten().copied().filter(counts).collect()
    }

    /// How much of one unit of a deal a measure counts for a partner; nothing without a credit that
    /// counts. Overlay credit counts in no measure. A deal counts once in a scope.
    pub fn part(&self, deal: &str, partner: &str, sales: &Sales) -> Option<Exact> {
        let classes = self.program.role_classes.as_ref();
        let overlay = |role: &String| classes.is_some_and(|classes| classes.overlay.contains(role));
        let of = |member: &PartnerRow| {
            let meets = |credit: &CreditRow| !overlay(&credit.role);
            let part = self.part_of(deal, &member.id, &sales.roles, sales.weight, &meets);
            if part.is_some() && member.id != partner {
                self.saw("sale of another in the scope");
            }
            part
        };
        let mut members = self.rows.partners.iter().filter(|one| self.belongs(one, partner, sales));
        match sales.weight {
            Weight::WholeDeal => members.find_map(of),
            Weight::DeclaredShare => members.filter_map(of).reduce(|sum, part| sum + part),
        }
    }

    /// Whether what somebody sells counts as a partner's.
    fn belongs(&self, member: &PartnerRow, partner: &str, sales: &Sales) -> bool {
        let named = |id: &str| self.rows.partners.iter().find(|one| one.id == id).expect("one");
        match sales.scope {
            Scope::Partner => member.id == partner,
            Scope::WithChildren => {
                let mut above = Some(member);
                while let Some(one) = above.filter(|one| one.id != partner) {
                    above = one.parent.as_deref().map(named);
                }
                above.is_some()
            }
            Scope::Group => {
                let group = &named(partner).group;
                member.id == partner || !group.is_empty() && member.group == *group
            }
        }
    }

    /// The deal whose credits count for a deal: itself, or the first of its customer.
    pub fn credited<'w>(&'w self, deal: &'w str, of: CreditsOf) -> &'w str {
        let Some(own) = self.sold_of(deal).next() else { return deal };
        if of == CreditsOf::Deal || own.deal.customer.is_empty() {
            return deal;
        }
        let all = self.sold.iter().filter(|sold| sold.deal.customer == own.deal.customer);
        let first = all.min_by_key(|sold| (sold.closed, &sold.deal.id)).expect("itself at least");
        if first.deal.id != own.deal.id {
            self.saw("credits of the first deal of a customer");
        }
        &first.deal.id
    }

    /// The same by the credits that meet something.
    pub fn part_of(
        &self,
        deal: &str,
        partner: &str,
        roles: &[String],
        by: Weight,
        meets: &dyn Fn(&CreditRow) -> bool,
    ) -> Option<Exact> {
        let mut credits = self.credits(deal, partner, roles);
        credits.retain(|credit| meets(credit));
        if credits.is_empty() {
            return None;
        }
        let declared = credits.iter().filter_map(|credit| credit.share).map(exact::number);
        Some(match by {
            Weight::WholeDeal => exact::whole(1),
            Weight::DeclaredShare => declared.fold(exact::zero(), |sum, share| sum + share),
        })
    }

    /// A value of one line or return, as far as it is the partner's.
    pub fn weighted(&self, value: &Exact, part: &Exact, by: Weight) -> Exact {
        match by {
            Weight::WholeDeal => value.clone(),
            Weight::DeclaredShare => exact::to_four(&(value * part), self.program.rounding),
        }
    }

    /// The lines of a won deal.
    pub fn sold_of<'w>(&'w self, deal: &'w str) -> impl Iterator<Item = &'w Sold<'a>> {
        self.sold.iter().filter(move |sold| sold.deal.id == deal)
    }

    /// A number of units of one line or return, as far as it is the partner's. The rules round
    /// money to four decimals; left open for quantities, which here keep their eight.
    pub fn weighted_units(&self, value: &Exact, part: &Exact, by: Weight) -> Exact {
        match by {
            Weight::WholeDeal => value.clone(),
            Weight::DeclaredShare => exact::to_eight(&(value * part), self.program.rounding),
        }
    }

    /// Whether a line passes.
    pub fn line_passes(&self, filter: &Filter, sold: &Sold<'_>) -> bool {
        passes(filter, &|leaf| match leaf {
            Filter::Is(condition) => has(condition, line_value(sold, condition.field)),
            Filter::Amount(bounds) => {
                let lines = self.sold_of(&sold.deal.id);
                let amount = lines.fold(exact::zero(), |sum, one| sum + &one.amount);
                let least = bounds.at_least.is_none_or(|least| exact::money(least) <= amount);
                let below = bounds.below.is_none_or(|below| amount < exact::money(below));
                self.saw(if least && below { "amount within bounds" } else { "amount outside" });
                least && below
            }
            Filter::Registered(asked) => {
                let mut claims =
                    self.rows.registrations.iter().filter(|claim| claim.deal == sold.deal.id);
                let protects = claims.any(|claim| {
                    let Some(day) = claim.approved_on else { return false };
                    let last = day + chrono::Days::new(asked.protects_days.into());
                    day <= sold.closed && sold.closed <= claim.protected_until.unwrap_or(last)
                });
                self.saw(if protects { "registered by somebody" } else { "by nobody" });
                protects
            }
            Filter::FirstMonths(first) => {
                let customer = &sold.deal.customer;
                let others = self.sold.iter().filter(|one| one.deal.customer == *customer);
                let began = others.map(|one| one.closed).min().filter(|_| !customer.is_empty());
                let is_in = began.is_some_and(|day| {
                    sold.closed < day + chrono::Months::new(first.months.into())
                });
                self.saw(if is_in { "first months of a customer" } else { "later months" });
                is_in
            }
            Filter::Attribute(asked) => {
                let is = attribute_is(&sold.deal.attributes, asked);
                self.saw(if is { "attribute of a deal" } else { "another attribute" });
                is
            }
            other => panic!("{other:?} is no leaf"),
        })
    }

    /// Whether a return passes: by its line, or where unknown, by every line of its deal.
    pub fn return_passes(&self, filter: &Filter, returned: &Returned<'_>) -> bool {
        let lines = self.sold.iter().filter(|sold| sold.deal.id == returned.deal.id);
        let mut could_be =
            lines.filter(|sold| returned.line.is_none() || sold.line == returned.line);
        could_be.all(|sold| self.line_passes(filter, sold))
    }
}

/// Whether a role is one of those that count; any is where none is named.
pub fn role_counts(role: &str, roles: &[String]) -> bool {
    roles.is_empty() || roles.iter().any(|counts| counts == role)
}

/// Whether a partner passes.
pub fn partner_passes(filter: &Filter, partner: &PartnerRow) -> bool {
    passes(filter, &|leaf| match leaf {
        Filter::Is(condition) => has(condition, partner_value(partner, condition.field)),
        Filter::Attribute(asked) => attribute_is(&partner.attributes, asked),
        Filter::Joined(days) => {
            let Some(day) = partner.joined else { return false };
            days.from.is_none_or(|from| day >= from) && days.until.is_none_or(|until| day <= until)
        }
        other => panic!("{other:?} is asked of no partner"),
    })
}

fn passes(filter: &Filter, met: &dyn Fn(&Filter) -> bool) -> bool {
    match filter {
        Filter::All(parts) => parts.iter().all(|part| passes(part, met)),
        Filter::Any(parts) => parts.iter().any(|part| passes(part, met)),
        Filter::None(parts) => parts.iter().all(|part| !passes(part, met)),
        leaf => met(leaf),
    }
}

/// Whether an attribute has one of some values; without it, it is an empty text.
fn attribute_is(attributes: &Attributes, asked: &AttributeIs) -> bool {
    let value = attributes.get(&asked.name).map_or("", |value| value);
    asked.one_of.iter().any(|one| one == value)
}

fn has(condition: &Condition, value: &str) -> bool {
    condition.one_of.iter().any(|one| one == value)
}

/// What a partner has in a column.
pub fn partner_value(partner: &PartnerRow, field: Field) -> &str {
    match field {
        Field::Partner => &partner.id,
        Field::PartnerType => &partner.kind,
        Field::PartnerRegion => &partner.region,
        Field::PartnerCountry => &partner.country,
        Field::PartnerSegment => &partner.segment,
        other => panic!("{} is no column of a partner", other.words()),
    }
}

/// What a line has in a column.
pub fn line_value<'a>(sold: &Sold<'a>, field: Field) -> &'a str {
    match field {
        Field::DealType => &sold.deal.kind,
        Field::DealRegion => &sold.deal.region,
        Field::DealSegment => &sold.deal.segment,
        Field::DealSource => &sold.deal.origin,
        Field::Customer => &sold.deal.customer,
        Field::Product => sold.product,
        Field::Family => sold.family,
        other => panic!("{} is no column of a sale", other.words()),
    }
}
