//! Cubes: a sales measure summed by partner and days. They hold sums and never a formula.

mod fill;
mod grid;

use std::{
    collections::BTreeMap,
    ops::Range,
    sync::{Arc, OnceLock},
};

use chrono::NaiveDate;
use tierwright_program::{
    Filter, Fraction, Rate, Sales, Span, Weight,
    credit::{CreditCondition, CreditsOf, MarketplaceStep},
    incentive::Dates,
    measure::{Absent, Basis, PointsRule, Tax, ValueBasis},
    rate::RATE_ONE,
};

use crate::{
    Failure,
    billed::{self, BilledPart},
    credited,
    day_sums::DaySums,
    explanation::Contribution,
    given::Given,
    passing::Passing,
    points,
    priced::{self, Figure},
};

use fill::Filled;
pub(crate) use fill::ToFill;
pub(crate) use grid::Grid;

/// What a cube sums.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Summed {
    /// Ten-thousandths of the program's currency.
    Revenue,
    /// Revenue and the tax on it, in the same.
    WithTax,
    /// What sales would list for, cost, or what recurs of them, in the same.
    Figure(Figure),
    /// Revenue less cost, in the same.
    Margin,
    /// Quantities, in hundred-millionths.
    Units,
    /// Deals, in hundred-millionths.
    Deals,
    /// Points, in hundred-millionths.
    Points,
}

impl Summed {
    /// Whether it is money.
    pub const fn is_money(self) -> bool {
        matches!(self, Self::Revenue | Self::WithTax | Self::Figure(_) | Self::Margin)
    }

    /// What it is called.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Revenue | Self::WithTax => "revenue",
            Self::Figure(Figure::List) => "list revenue",
            Self::Figure(Figure::Cost) => "cost",
            Self::Figure(Figure::Recurring) => "recurring revenue",
            Self::Figure(Figure::Tax) => "tax",
            Self::Margin => "margin",
            Self::Units => "units",
            Self::Deals => "deals",
            Self::Points => "points",
        }
    }

    /// The figure that a line may lack.
    pub const fn figure(self) -> Option<Figure> {
        match self {
            Self::Figure(figure) => Some(figure),
            Self::Margin => Some(Figure::Cost),
            Self::Revenue | Self::WithTax | Self::Units | Self::Deals | Self::Points => None,
        }
    }

    /// Revenue, with tax or without.
    pub const fn revenue(value: ValueBasis) -> Self {
        match value.tax {
            Tax::LeftOut => Self::Revenue,
            Tax::Included => Self::WithTax,
        }
    }

    /// Whether it is revenue, with tax or without.
    pub const fn is_revenue(self) -> bool {
        matches!(self, Self::Revenue | Self::WithTax)
    }
}

/// What tells one cube from another.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct CubeKey {
    pub summed: Summed,
    pub sales: Sales,
    /// What a line counts that lacks the figure that is summed.
    pub absent: Absent,
    /// How many points are given, where points are summed.
    pub points: Option<PointsRule>,
    pub dates: Dates,
    /// Whether it is paid on; what is only measured counts no overlay.
    pub rewards: bool,
    /// The deal whose credits count.
    pub credits: CreditsOf,
    /// What a credit must have besides its role; nothing for what is only measured.
    pub conditions: Vec<CreditCondition>,
    /// What marketplaces take or add; nothing for what is only measured.
    pub marketplace: Vec<MarketplaceStep>,
}

impl CubeKey {
    /// What is only measured: whenever it closed, and whatever a reward asks of credits.
    pub fn measured(summed: Summed, sales: Sales) -> Self {
        let (conditions, marketplace) = (Vec::new(), Vec::new());
        let (absent, dates) = (Absent::default(), Dates::default());
        let (points, rewards, credits) = (None, false, CreditsOf::Deal);
        Self { summed, sales, absent, points, dates, rewards, credits, conditions, marketplace }
    }

    /// What is summed, in words.
    pub fn words(&self) -> String {
        match self.summed.is_revenue() {
            true => self.sales.value.words(),
            false => self.summed.words().to_owned(),
        }
    }

    /// Whether another one differs from it in nothing but its filter.
    pub fn is_like(&self, other: &Self) -> bool {
        self != other && self.with_filter(&other.sales.of) == *other
    }

    /// The same with another filter.
    pub fn with_filter(&self, of: &Filter) -> Self {
        Self { sales: Sales { of: of.clone(), ..self.sales.clone() }, ..self.clone() }
    }
}

/// Sums by partner and bucket, each with those before it, so that a span costs one subtraction.
#[derive(Debug)]
pub(crate) struct Cube {
    grid: Arc<Grid>,
    /// Cubes of one plan are filled together, before anything is read.
    filled: OnceLock<Filled>,
    /// Sums by day, made when a span is first asked for that is not made of buckets.
    by_day: OnceLock<DaySums>,
}

impl Cube {
    /// The sum of a partner over a span. One that does not begin and end where buckets do is added
    /// up from sums by day.
    ///
    /// # Errors
    /// A sum that does not fit, for a span that is not made of buckets.
    pub fn sum(&self, rows: &SalesRows<'_>, partner: usize, span: Span) -> Result<i64, Failure> {
        if self.grid.starts.is_empty() {
            return Ok(0);
        }
        match self.edges(span) {
            Some(edges) => Ok(self.between(partner, &edges)),
            None => Ok(self.by_day(rows)?.sum(partner, span)),
        }
    }

    /// The edges that a span begins and ends at; none where it is not made of buckets.
    pub fn edges(&self, span: Span) -> Option<Range<usize>> {
        self.grid.edges(span)
    }

    /// The sum of a partner between two edges.
    #[inline]
    pub fn between(&self, partner: usize, edges: &Range<usize>) -> i64 {
        let (row, before) = (partner * self.grid.starts.len(), self.before());
        before[row + edges.end] - before[row + edges.start]
    }

    /// The sums by day, made once.
    fn by_day(&self, rows: &SalesRows<'_>) -> Result<&DaySums, Failure> {
        if let Some(made) = self.by_day.get() {
            return Ok(made);
        }
        let made = DaySums::new(rows)?;
        Ok(self.by_day.get_or_init(|| made))
    }

    /// Nothing when the sums of all partners do not add up within what money holds.
    pub fn all_fit(&self) -> Option<()> {
        let buckets = self.before().chunks(self.grid.starts.len().max(1));
        let mut sizes = buckets.flat_map(|row| row.windows(2)).map(|pair| pair[1] - pair[0]);
        sizes.try_fold(0_i64, |sum, one| sum.checked_add(one.checked_abs()?)).map(|_| ())
    }

    fn before(&self) -> &[i64] {
        self.filled.get().map_or(&[], |filled| filled.before.as_slice())
    }

    /// A cube that is yet to be filled.
    pub fn unfilled(grid: &Arc<Grid>) -> Self {
        Self { grid: Arc::clone(grid), filled: OnceLock::new(), by_day: OnceLock::new() }
    }
}

/// The rows a sales measure counts, found by one scan for cubes, pools and explanations alike.
pub(crate) struct SalesRows<'a> {
    pub given: Given<'a>,
    pub key: &'a CubeKey,
    /// Made when first asked for: many rows are never looked at.
    counting: OnceLock<Counting>,
}

/// Which credits and lines count, by the values that the facts have.
struct Counting {
    roles: Vec<bool>,
    lines: Passing,
}

/// One row's part in a measure for one partner.
pub(crate) struct SalesRow {
    pub partner: usize,
    pub on: NaiveDate,
    pub counted: i64,
    /// The line, or the adjustment, or neither for a count of deals.
    pub origin: Origin,
    pub share: Option<Rate>,
}

/// The fact behind a [`SalesRow`].
#[derive(Clone, Copy)]
pub(crate) enum Origin {
    Deal,
    Line(usize),
    Adjustment(usize),
    Billed(BilledPart),
}

impl<'a> SalesRows<'a> {
    pub fn new(given: Given<'a>, key: &'a CubeKey) -> Self {
        Self { given, key, counting: OnceLock::new() }
    }

    fn counting(&self) -> &Counting {
        self.counting.get_or_init(|| {
            let (facts, sales) = (self.given.facts, &self.key.sales);
            let classes = self.given.program.role_classes.as_ref();
            let classes = classes.filter(|_| !self.key.rewards);
            let counts = |role: &String| {
                (sales.roles.is_empty() || sales.roles.contains(role))
                    && classes.is_none_or(|classes| !classes.overlay.contains(role))
            };
            let roles = facts.credits.roles.values().iter().map(counts).collect();
            Counting { roles, lines: Passing::new(self.given, &sales.of) }
        })
    }

    /// Whether a role counts, by its position in the facts.
    pub fn counts_role(&self, role: usize) -> bool {
        self.counting().roles[role]
    }

    /// Whether a credit's role counts.
    pub fn role_counts(&self, credit: usize) -> bool {
        self.counting().roles[self.given.facts.credits.roles.codes().get(credit)]
    }

    /// Whether a credit of a deal counts: by its role, and the conditions of a reward.
    pub fn credit_counts(&self, deal: usize, credit: usize) -> bool {
        self.role_counts(credit) && self.unmet(deal, credit).is_none()
    }

    /// The first condition of a reward that a credit of a deal does not meet.
    pub fn unmet(&self, deal: usize, credit: usize) -> Option<&'a CreditCondition> {
        if self.key.conditions.is_empty() {
            return None;
        }
        let closed = self.given.facts.deals.won_on(deal)?;
        let given = (self.given.facts, &self.given.program.calendar);
        credited::unmet(&self.key.conditions, given, (deal, closed), credit)
    }

    /// What the amounts of a deal are multiplied by before they count; nothing where they count as
    /// they are. The outer nothing means that it does not fit.
    pub fn factor(&self, deal: usize) -> Option<Option<Fraction>> {
        if self.key.marketplace.is_empty() || !self.key.summed.is_revenue() {
            return Some(None);
        }
        credited::marketplace_factor(&self.key.marketplace, self.given.facts, deal).map(Some)
    }

    /// An amount after a marketplace, rounded to four decimals as one that was weighted.
    pub fn after_marketplace(&self, value: i64, factor: Option<Fraction>) -> Option<i64> {
        let Some(Fraction { numerator, denominator }) = factor else { return Some(value) };
        let product = i128::from(value).checked_mul(numerator)?;
        let rounded = Fraction::new(product, denominator).round(self.given.program.rounding)?;
        i64::try_from(rounded).ok()
    }

    /// The day a deal counts from; none when it is not won or closed outside the dates.
    pub fn counts_on(&self, deal: usize) -> Option<NaiveDate> {
        let day = self.given.facts.deals.won_on(deal).filter(|day| self.given.known(*day))?;
        self.counts_from(day).then_some(day)
    }

    /// Whether what closed on a day lies within the dates.
    pub fn counts_from(&self, day: NaiveDate) -> bool {
        let Dates { from, until } = self.key.dates;
        from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
    }

    /// Whether what is dated a day lies in the first months of a deal that closed on another, where
    /// only those count.
    fn in_first_months(&self, closed: NaiveDate, on: NaiveDate) -> bool {
        let months = self.key.sales.value.first_months;
        months.is_none_or(|months| on < self.given.program.calendar.months_later(closed, months))
    }

    /// Whether a line passes the filter.
    pub fn passes(&self, deal: usize, line: usize) -> bool {
        self.counting().lines.passes(self.given, deal, line)
    }

    /// Emits the rows of a deal for each partner credited on it. `emit` answers nothing when a sum
    /// does not fit.
    pub fn deal(
        &self,
        deal: usize,
        emit: &mut (impl FnMut(SalesRow) -> Option<()> + ?Sized),
    ) -> Result<(), Failure> {
        let Some(day) = self.counts_on(deal) else { return Ok(()) };
        // Without a line that passes, no adjustment does.
        if !self.given.facts.deal_lines(deal).any(|line| self.passes(deal, line)) {
            return Ok(());
        }
        let mut scopes: BTreeMap<usize, i64> = BTreeMap::new();
        let alone = self.key.sales.scope.is_partner();
        self.each_credited(deal, &mut |partner, share| {
            if alone {
                return self.partner_rows(deal, day, partner, share, emit);
            }
            for owner in self.whose(partner) {
                let sum = scopes.entry(owner).or_default();
                *sum = sum.checked_add(share)?;
            }
            Some(())
        })?;
        for (owner, share) in scopes {
            let rows = self.partner_rows(deal, day, owner, share, emit);
            rows.ok_or_else(|| self.overflow(deal))?;
        }
        Ok(())
    }

    /// Each partner with a credit of a deal that counts, in order, and its declared share.
    fn each_credited(
        &self,
        deal: usize,
        look: &mut impl FnMut(usize, i64) -> Option<()>,
    ) -> Result<(), Failure> {
        let credits = self.given.facts.deal_credits(self.credited_on(deal));
        let role_counts = &self.counting().roles;
        let roles = self.given.facts.credits.roles.codes();
        let mut credit = credits.start;
        while credit < credits.end {
            let partner = self.given.facts.credits.partner(credit);
            let mut held = false;
            let mut share = Some(0_i64);
            while credit < credits.end && self.given.facts.credits.partner(credit) == partner {
                if role_counts[roles.get(credit)] && self.unmet(deal, credit).is_none() {
                    held = true;
                    let declared =
                        self.given.facts.credits.share(credit).map_or(0, |share| share.units());
                    share = share.and_then(|sum| sum.checked_add(declared));
                }
                credit += 1;
            }
            if held {
                share.and_then(|share| look(partner, share)).ok_or_else(|| self.overflow(deal))?;
            }
        }
        Ok(())
    }

    fn overflow(&self, deal: usize) -> Failure {
        Failure::overflow(&format!(
            "A sum that deal {} belongs to",
            &self.given.facts.deals.ids[deal]
        ))
    }

    /// Emits a deal's rows for one partner with a declared share.
    fn partner_rows(
        &self,
        deal: usize,
        day: NaiveDate,
        partner: usize,
        share: i64,
        emit: &mut (impl FnMut(SalesRow) -> Option<()> + ?Sized),
    ) -> Option<()> {
        let share =
            (self.key.sales.weight == Weight::DeclaredShare).then(|| Rate::from_units(share));
        let factor = self.factor(deal)?;
        let counts = |value: i64| {
            let value = self.after_marketplace(value, factor)?;
            match share {
                Some(share) => self.weighted(value, share),
                None => Some(value),
            }
        };
        let mut row = |on, counted, origin| emit(SalesRow { partner, on, counted, origin, share });
        if self.key.summed == Summed::Deals {
            return row(day, counts(RATE_ONE)?, Origin::Deal);
        }
        let value = self.key.sales.value;
        let lines = self.given.facts.deal_lines(deal);
        // One of them passes, so a single one does.
        let passes = |line| lines.len() == 1 || self.passes(deal, line);
        match billed::parts_of_deal(self.given, (deal, day), value)? {
            None => {
                for line in lines.clone().filter(|line| passes(*line)) {
                    row(day, counts(self.line_value(deal, line)?)?, Origin::Line(line))?;
                }
            }
            Some(parts) => {
                for part in parts {
                    if passes(part.line) && self.in_first_months(day, part.on) {
                        row(part.on, counts(part.units)?, Origin::Billed(part))?;
                    }
                }
            }
        }
        if self.key.sales.basis == Basis::Net {
            for adjustment in self.given.facts.deal_adjustments(deal) {
                let on = self.given.facts.adjustments.dates[adjustment];
                if self.given.known(on)
                    && self.in_first_months(day, on)
                    && self.adjustment_passes(deal, adjustment)
                {
                    // Rounded as what was counted and then taken away, so that a full return leaves
                    // nothing in any rounding mode.
                    let taken = counts(-self.adjustment_value(deal, adjustment)?)?;
                    row(on, taken.checked_neg()?, Origin::Adjustment(adjustment))?;
                }
            }
        }
        Some(())
    }

    /// `value x share`, rounded to the unit of the value (`RULES` section 7, "Rounding": an amount
    /// just weighted is rounded to four decimals).
    fn weighted(&self, value: i64, share: Rate) -> Option<i64> {
        if share.units() == RATE_ONE {
            return Some(value);
        }
        let mode = self.given.program.rounding;
        if let Some(product) = value.checked_mul(share.units()) {
            return Some(mode.quotient(product, RATE_ONE));
        }
        let product = i128::from(value) * i128::from(share.units());
        let rounded = Fraction::new(product, i128::from(RATE_ONE)).round(mode)?;
        i64::try_from(rounded).ok()
    }

    /// What a line counts: its amount in the program's currency, another figure of it, its quantity
    /// or its points. Nothing where it does not fit.
    pub fn line_value(&self, deal: usize, line: usize) -> Option<i64> {
        match &self.key.points {
            Some(rule) => points::of_line(self.given, rule, deal, line),
            None => value_of_line(self.given, self.key.summed, self.key.absent, line),
        }
    }

    /// What an adjustment of a deal adds, below zero. Nothing where it does not fit.
    pub fn adjustment_value(&self, deal: usize, adjustment: usize) -> Option<i64> {
        let taken = match &self.key.points {
            Some(rule) => points::taken_back(self.given, rule, deal, adjustment)?,
            None => {
                value_taken_back(self.given, self.key.summed, self.key.absent, (deal, adjustment))?
            }
        };
        taken.checked_neg()
    }

    /// An adjustment passes with its line; one without a line when all lines of the deal pass.
    pub fn adjustment_passes(&self, deal: usize, adjustment: usize) -> bool {
        match self.given.facts.adjustments.lines[adjustment] {
            Some(line) => self.passes(deal, line),
            None => self.given.facts.deal_lines(deal).all(|line| self.passes(deal, line)),
        }
    }

    /// The rows of one partner in a span, for an explanation.
    pub fn contributions(&self, partner: usize, span: Span) -> Result<Vec<Contribution>, Failure> {
        let mut found = Vec::new();
        for deal in self.deals_of(partner) {
            self.deal(deal, &mut |row| {
                if row.partner == partner && span.contains(row.on) {
                    found.push(self.contribution(deal, &row));
                }
                Some(())
            })?;
        }
        found.sort_by_key(|row| (row.on, row.deal));
        Ok(found)
    }

    /// Emits the rows of a partner's deals that closed in a span, as known on a day: returns dated
    /// up to it, on whatever date, lower the span of their deal.
    pub fn known(
        &self,
        partner: usize,
        span: Span,
        known: NaiveDate,
        emit: &mut dyn FnMut(usize, SalesRow) -> Option<()>,
    ) -> Result<(), Failure> {
        for deal in self.deals_of(partner) {
            if self.counts_on(deal).is_some_and(|day| span.contains(day)) {
                self.deal(deal, &mut |row| match row.partner == partner && row.on <= known {
                    true => emit(deal, row),
                    false => Some(()),
                })?;
            }
        }
        Ok(())
    }
}

/// What a line has of what is summed. Nothing where it does not fit.
pub(crate) fn value_of_line(
    given: Given<'_>,
    summed: Summed,
    absent: Absent,
    line: usize,
) -> Option<i64> {
    match summed {
        Summed::Units => Some(given.facts.lines.quantity(line).units()),
        Summed::Figure(figure) => priced::line_value(given, figure, (false, absent), line),
        Summed::Margin => priced::line_value(given, Figure::Cost, (true, absent), line),
        Summed::WithTax => priced::with_tax(given, line),
        Summed::Revenue | Summed::Deals | Summed::Points => Some(given.converted.lines[line]),
    }
}

/// What an adjustment of a deal takes back of what is summed. Nothing where it does not fit.
pub(crate) fn value_taken_back(
    given: Given<'_>,
    summed: Summed,
    absent: Absent,
    (deal, adjustment): (usize, usize),
) -> Option<i64> {
    match summed {
        Summed::Units => Some(given.facts.adjustments.quantities[adjustment].units()),
        Summed::Figure(_) | Summed::Margin | Summed::WithTax => {
            let value = |line| value_of_line(given, summed, absent, line);
            priced::taken_back(given, deal, adjustment, value)
        }
        Summed::Revenue | Summed::Deals | Summed::Points => {
            Some(given.converted.adjustments[adjustment])
        }
    }
}
