//! What a case expects of the liability and of accrual estimates.

use serde::Deserialize;
use tierwright_engine::{
    Outcome,
    liability::{LiabilityCell, Movement},
};
use tierwright_program::{Currency, Money};

use crate::{
    document::Expected,
    run::{CaseFault, Difference, missing, partner},
};

/// A cell of the liability; amounts that are left out are not looked at.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedLiability {
    /// The quarter's label, such as `Q1 FY25`.
    pub period: String,
    /// The pay currency; the program's where left out.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// Owed before it.
    #[serde(default)]
    pub opening: Option<Money>,
    /// Earned in it, or given to funds.
    #[serde(default)]
    pub accrued: Option<Money>,
    /// Paid, or claimed from funds.
    #[serde(default)]
    pub paid: Option<Money>,
    /// Expired in funds, or not carried over.
    #[serde(default)]
    pub expired: Option<Money>,
    /// Taken back.
    #[serde(default)]
    pub clawed_back: Option<Money>,
    /// By how much exchange rates moved it.
    #[serde(default)]
    pub exchange_difference: Option<Money>,
    /// Owed at its end.
    #[serde(default)]
    pub closing: Option<Money>,
    /// Held at its end.
    #[serde(default)]
    pub held: Option<Money>,
    /// Held back at its end.
    #[serde(default)]
    pub held_back: Option<Money>,
    /// Below the minimum at its end.
    #[serde(default)]
    pub below_minimum: Option<Money>,
    /// Taken away by limits and budgets.
    #[serde(default)]
    pub capped_away: Option<Money>,
}

/// What an open period has accrued; nothing where there is no estimate.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedEstimate {
    /// From its first day on.
    pub accrued: Money,
    /// Before.
    pub before: Money,
    /// Anew.
    pub amount: Money,
}

/// What came out otherwise of the liability or of an estimate.
pub fn differences(outcome: &Outcome, expected: &Expected) -> Result<Vec<Difference>, CaseFault> {
    let mut found = Vec::new();
    if let Some(wanted) = &expected.liability {
        let cells = outcome.liability()?.cells;
        for one in wanted {
            found.extend(cell_differences(outcome, &cells, one)?);
        }
    }
    if let Some(wanted) = &expected.estimate {
        found.extend(estimate_difference(outcome, expected, wanted)?);
    }
    Ok(found)
}

fn cell_differences(
    outcome: &Outcome,
    cells: &[LiabilityCell],
    wanted: &ExpectedLiability,
) -> Result<Vec<Difference>, CaseFault> {
    let program = outcome.plan().program();
    let currency = wanted.currency.unwrap_or(program.currency);
    let label = |cell: &LiabilityCell| {
        let quarter = tierwright_program::Period::Quarter;
        program.calendar.label(program.calendar.period_of(cell.period.from(), quarter))
    };
    let cell = cells.iter().find(|cell| cell.currency == currency && label(cell) == wanted.period);
    let cell = cell.ok_or_else(|| missing("liability of", &wanted.period))?;
    let rows = [
        ("opening", wanted.opening, cell.opening),
        ("accrued", wanted.accrued, cell.sum(Movement::Accrued)),
        ("paid", wanted.paid, cell.sum(Movement::Paid)),
        ("expired", wanted.expired, cell.sum(Movement::Expired)),
        ("clawed back", wanted.clawed_back, cell.sum(Movement::ClawedBack)),
        ("exchange difference", wanted.exchange_difference, cell.sum(Movement::ExchangeDifference)),
        ("closing", wanted.closing, cell.closing),
        ("held", wanted.held, cell.sum(Movement::Held)),
        ("held back", wanted.held_back, cell.sum(Movement::HeldBack)),
        ("below minimum", wanted.below_minimum, cell.sum(Movement::BelowMinimum)),
        ("capped away", wanted.capped_away, cell.sum(Movement::CappedAway)),
    ];
    let difference = |(what, wanted, got): (&str, Option<Money>, Money)| {
        let wanted = wanted.filter(|wanted| *wanted != got)?;
        Some(Difference {
            place: format!(
                "liability in {} at the end of {}, {what}",
                currency,
                cell.period.until()
            ),
            expected: wanted.to_string(),
            got: got.to_string(),
            because: String::new(),
        })
    };
    Ok(rows.into_iter().filter_map(difference).collect())
}

fn estimate_difference(
    outcome: &Outcome,
    expected: &Expected,
    wanted: &ExpectedEstimate,
) -> Result<Option<Difference>, CaseFault> {
    let program = outcome.plan().program();
    let id = expected.incentive.clone().unwrap_or_default();
    let incentive = program.incentive(&id).ok_or_else(|| missing("incentive", &id))?;
    let partner = partner(outcome, expected)?;
    let all = outcome.estimates()?;
    let found = all.iter().find(|one| one.partner == partner && one.incentive == incentive);
    let zero = Money::zero(program.currency);
    let none = ExpectedEstimate { accrued: zero, before: zero, amount: zero };
    let got = found.map_or(none, |one| ExpectedEstimate {
        accrued: one.accrued,
        before: one.before,
        amount: one.amount,
    });
    let said = |of: &ExpectedEstimate| {
        format!("{} accrued, {} before, {} anew", of.accrued, of.before, of.amount)
    };
    Ok((got != *wanted).then(|| Difference {
        place: format!("{} of {}, estimate", id, expected.partner),
        expected: said(wanted),
        got: said(&got),
        because: String::new(),
    }))
}
