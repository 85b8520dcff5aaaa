//! Who gains and who loses, sorted, filtered and cut into pages.

use std::cmp::Ordering;

use tierwright_engine::{Facts, Outcome};
use tierwright_program::Money;
use tierwright_study::{PartnerChange, compare};

use crate::{
    breakdown::partner_group,
    context::Context,
    describe::whole,
    economics::{Economics, added},
    page::page,
    standing::Standing,
    wire::{
        Column, Dimension, Direction, Failure, Partner, PartnerGroup, PartnerPage, PartnerTotals,
        Partners, Sort, Within,
    },
    words,
};

/// Answers a page of partners.
pub(crate) fn partners(context: &mut Context, request: &Partners) -> Result<PartnerPage, Failure> {
    let (opened, effort) = context.opened()?;
    let own = opened.with_changes(&request.changes, effort)?;
    let (baseline, scenario) = (opened.beside(&own)?.outcome, own.outcome);
    let compared = compare(&baseline, &scenario)?;
    let mut figures: Vec<Figures> = compared
        .partners
        .into_iter()
        .map(|change| Figures::of(change, &baseline, &scenario))
        .filter(|figures| figures.has_words(&request.filter, &scenario))
        .filter(|figures| figures.is_within(request.within.as_ref(), &scenario))
        .collect();
    let sort = request.sort.unwrap_or(Sort { by: Column::Payout, descending: true });
    if request.economics || is_spent(sort.by) {
        for figures in &mut figures {
            figures.economics = Some(Economics::of(&scenario, figures.change.partner)?);
        }
    }
    let facts = scenario.facts();
    figures.sort_by(|one, other| one.order(other, sort, facts));
    let groups = request.group.map(|by| grouped(&mut figures, by, &scenario)).transpose()?;
    let shown = page(&figures, request.offset, request.limit);
    Ok(PartnerPage {
        groups: groups.unwrap_or_default(),
        rows: shown.iter().map(|figures| figures.row(&baseline, &scenario)).collect(),
        total_rows: whole(figures.len()),
        totals: totals(&figures, &scenario)?,
        currency: scenario.plan().program().currency.to_string(),
    })
}

/// Whether a column is of what is spent on a partner by kind of reward.
const fn is_spent(column: Column) -> bool {
    match column {
        Column::Name
        | Column::Kind
        | Column::Region
        | Column::Tier
        | Column::Revenue
        | Column::Baseline
        | Column::Payout
        | Column::Change
        | Column::Rate => false,
        Column::FrontEnd
        | Column::BackEnd
        | Column::CoSell
        | Column::Mdf
        | Column::Benefits
        | Column::Whole
        | Column::Share => true,
    }
}

/// Puts partners of one group beside each other, each group in the order they had, and says where the
/// groups are.
fn grouped(
    figures: &mut [Figures],
    by: Dimension,
    scenario: &Outcome,
) -> Result<Vec<PartnerGroup>, Failure> {
    figures.sort_by_cached_key(|of| partner_group(scenario, of.change.partner, by).0);
    let of = |figures: &Figures| partner_group(scenario, figures.change.partner, by);
    let mut groups: Vec<PartnerGroup> = Vec::new();
    let mut first = 0;
    for chunk in figures.chunk_by(|one, other| of(one).0 == of(other).0) {
        let Some((key, name)) = chunk.first().map(of) else { continue };
        groups.push(PartnerGroup {
            id: key.id,
            name,
            first: whole(first),
            rows: whole(chunk.len()),
            totals: totals(chunk, scenario)?,
        });
        first += chunk.len();
    }
    Ok(groups)
}

/// One partner's figures before they are written out.
struct Figures {
    change: PartnerChange,
    revenue: Money,
    from: Option<Standing>,
    to: Option<Standing>,
    /// All that is spent on it, where that is asked.
    economics: Option<Economics>,
}

impl Figures {
    fn of(change: PartnerChange, baseline: &Outcome, scenario: &Outcome) -> Self {
        Self {
            revenue: scenario.revenue(Some(change.partner), None),
            from: Standing::of(baseline, change.partner),
            to: Standing::of(scenario, change.partner),
            economics: None,
            change,
        }
    }

    /// Whether all words are found in what tells a partner from others.
    fn has_words(&self, filter: &str, scenario: &Outcome) -> bool {
        let (partners, at) = (&scenario.facts().partners, self.change.partner);
        let level = self.to.map(|to| to.name(scenario)).unwrap_or_default();
        let texts = [
            &partners.names[at],
            &partners.ids[at],
            &partners.kinds[at],
            &partners.regions[at],
            &level,
        ]
        .map(|text| text.to_lowercase());
        let words = filter.to_lowercase();
        words.split_whitespace().all(|word| texts.iter().any(|text| text.contains(word)))
    }

    fn is_within(&self, within: Option<&Within>, scenario: &Outcome) -> bool {
        within.is_none_or(|within| {
            partner_group(scenario, self.change.partner, within.by).0.id == within.id
        })
    }

    /// Equal rows are ordered by id, which is the order of positions, whichever way is asked for.
    fn order(&self, other: &Self, sort: Sort, facts: &Facts) -> Ordering {
        let ordered = self.order_by(other, sort.by, facts);
        let ordered = if sort.descending { ordered.reverse() } else { ordered };
        ordered.then(self.change.partner.cmp(&other.change.partner))
    }

    fn order_by(&self, other: &Self, by: Column, facts: &Facts) -> Ordering {
        let text = |column: &[String]| {
            let key = |of: &Self| column[of.change.partner].to_lowercase();
            key(self).cmp(&key(other))
        };
        match by {
            Column::Name => text(&facts.partners.names),
            Column::Kind => text(&facts.partners.kinds),
            Column::Region => text(&facts.partners.regions),
            Column::Tier => self.to.cmp(&other.to),
            Column::Revenue => self.revenue.units().cmp(&other.revenue.units()),
            Column::Baseline => self.change.baseline.units().cmp(&other.change.baseline.units()),
            Column::Payout => self.change.scenario.units().cmp(&other.change.scenario.units()),
            Column::Change => self.change.change.units().cmp(&other.change.change.units()),
            Column::Rate => self.order_by_rate(other, |of| of.change.scenario.units()),
            Column::Share => self.order_by_rate(other, |of| of.spent(Column::Whole)),
            spent => self.spent(spent).cmp(&other.spent(spent)),
        }
    }

    /// `a / b` against `c / d` as `a d` against `c b`; a partner without revenue has no rate and
    /// comes before all others.
    fn order_by_rate(&self, other: &Self, part: impl Fn(&Self) -> i64) -> Ordering {
        let (one, two) = (self.revenue.units(), other.revenue.units());
        match (one > 0, two > 0) {
            (true, true) => {
                let left = i128::from(part(self)) * i128::from(two);
                left.cmp(&(i128::from(part(other)) * i128::from(one)))
            }
            (one, two) => one.cmp(&two),
        }
    }

    /// One of the sums of what is spent on it.
    fn spent(&self, column: Column) -> i64 {
        self.economics.map_or(0, |economics| economics.column(column))
    }

    fn row(&self, baseline: &Outcome, scenario: &Outcome) -> Partner {
        let (partners, at) = (&scenario.facts().partners, self.change.partner);
        Partner {
            id: partners.ids[at].clone(),
            name: partners.names[at].clone(),
            kind: partners.kinds[at].clone(),
            region: partners.regions[at].clone(),
            tier_from: self.from.map(|from| from.name(baseline)),
            tier_to: self.to.map(|to| to.name(scenario)),
            revenue: self.revenue.amount_text(),
            baseline: self.change.baseline.amount_text(),
            payout: self.change.scenario.amount_text(),
            change: self.change.change.amount_text(),
            direction: match self.change.direction() {
                Ordering::Greater => Direction::Better,
                Ordering::Less => Direction::Worse,
                Ordering::Equal => Direction::Same,
            },
            rate: words::rate(self.change.scenario.units(), self.revenue.units()),
            economics: self.economics.map(|economics| {
                economics.answered(self.revenue, scenario.plan().program().currency)
            }),
        }
    }
}

fn totals(figures: &[Figures], scenario: &Outcome) -> Result<PartnerTotals, Failure> {
    let currency = scenario.plan().program().currency;
    let sum = |of: fn(&Figures) -> Money| {
        figures.iter().try_fold(0, |sum, row| added(sum, of(row).units()))
    };
    let text = |units| Money::from_units(units, currency).amount_text();
    let (revenue, payout) = (sum(|row| row.revenue)?, sum(|row| row.change.scenario)?);
    // Asked of all of them or of none.
    let spent = figures.iter().filter_map(|row| row.economics);
    let economics = spent.map(Ok).reduce(|all, one| all?.plus(one?)).transpose()?;
    Ok(PartnerTotals {
        revenue: text(revenue),
        baseline: text(sum(|row| row.change.baseline)?),
        payout: text(payout),
        change: text(sum(|row| row.change.change)?),
        rate: words::rate(payout, revenue),
        economics: economics
            .map(|all| all.answered(Money::from_units(revenue, currency), currency)),
    })
}
