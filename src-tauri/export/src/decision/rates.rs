//! The table of a schedule, and the formulas from it to what is earned and paid.
//!
//! Of slices a row has where its band begins, what the bands below it pay in full, and its rate; of
//! ratios both count for each unit of what is divided by. Then every slice is
//! `below * base + rate * (V - from * base)`, as a tax table is read.

use tierwright_program::{
    Incentive, Program, Quantity,
    incentive::{LimitPer, Method, Part, Pays, Qualifier, Threshold, WhenNoBaseline},
};

use super::words::{Language, digits, literal};
use crate::book::{
    rows::Said,
    rule::{Rule, limit},
};

/// The most digits of a number in a table; more than that is not exact in every engine.
const MOST_DIGITS: usize = 27;

/// A decision table: the first row whose tests all pass gives the outputs.
pub(crate) struct Table {
    /// What is tested: a name for people, and the expression.
    pub inputs: Vec<(String, String)>,
    /// What is given.
    pub outputs: Vec<&'static str>,
    /// For each row its tests, then what it gives.
    pub rows: Vec<(Vec<String>, Vec<String>)>,
}

/// What the rows of a schedule give.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gives {
    /// Where the band begins, what is below it, and its rate.
    Slice,
    /// A rate of the whole.
    Rate,
    /// A fixed amount.
    Amount,
}

/// Whether a ratio picks the band.
pub(super) fn is_ratio(of: &Qualifier) -> bool {
    match of {
        Qualifier::GrowthRatio | Qualifier::Attainment => true,
        Qualifier::Measure(own) => own.measure.is_ratio(),
        Qualifier::PaidOn | Qualifier::GrowthAmount | Qualifier::Tier => false,
    }
}

/// The inputs that a rule reads besides `open` and `column`.
pub(super) fn measures(of: &Incentive) -> Vec<&'static str> {
    let mut names = vec!["value"];
    let growth = matches!(of.qualifier, Qualifier::GrowthAmount | Qualifier::GrowthRatio);
    if growth || of.earns_on.part.baseline().is_some() {
        names.push("baseline");
    }
    match &of.qualifier {
        Qualifier::Attainment => names.push("target"),
        Qualifier::Measure(own) if own.measure.is_ratio() => names.extend(["part", "whole"]),
        Qualifier::Measure(_) => names.push("picked"),
        _ => {}
    }
    names
}

/// Whether a column of the schedule is looked up.
pub(super) fn has_columns(of: &Incentive) -> bool {
    of.schedules().any(|schedule| schedule.columns.is_some())
}

/// What a ratio is divided by, or growth taken from.
const fn base(of: &Qualifier) -> Option<&'static str> {
    match of {
        Qualifier::GrowthRatio | Qualifier::GrowthAmount => Some("baseline"),
        Qualifier::Attainment => Some("target"),
        Qualifier::Measure(_) => Some("whole"),
        Qualifier::PaidOn | Qualifier::Tier => None,
    }
}

/// A quantity in digits.
pub(super) fn quantity(of: Quantity) -> String {
    match of {
        Quantity::Money(money) => digits(i128::from(money.units()), 4),
        Quantity::Number(number) => digits(i128::from(number.units()), 8),
    }
}

fn gives(rule: &Rule<'_>) -> Gives {
    let counts = rule.incentive.earns_on.measure.counts();
    if rule.schedule.method.pays(counts) == Pays::FixedAmounts {
        Gives::Amount
    } else if rule.has_steps() {
        Gives::Slice
    } else {
        Gives::Rate
    }
}

/// What is paid on: V or its increment, under the end of the top band and the cap on V.
pub(super) fn paid_on(rule: &Rule<'_>, words: Language) -> String {
    let mut paid = match rule.incentive.earns_on.part {
        Part::IncrementOver(_) => words.greatest("0", &grown(words)),
        Part::Whole | Part::WholeComparedWith(_) => "value".to_owned(),
    };
    let cap = limit(rule.incentive, LimitPer::Value);
    for most in rule.schedule.ends_at.into_iter().chain(cap) {
        paid = words.least(&paid, &quantity(most));
    }
    paid
}

fn grown(words: Language) -> String {
    format!("value - {}", words.greatest("baseline", "0"))
}

/// What picks the band; nothing where nothing does.
pub(super) fn picks(rule: &Rule<'_>, words: Language) -> Option<String> {
    let divided = |part: &str, whole: &str| {
        Some(words.either(&format!("{whole} > 0"), &format!("{part} / {whole}"), "0"))
    };
    let increment = matches!(rule.incentive.earns_on.part, Part::IncrementOver(_));
    match &rule.incentive.qualifier {
        Qualifier::Tier => None,
        Qualifier::GrowthRatio => divided("value", "baseline"),
        Qualifier::Attainment => divided("value", "target"),
        Qualifier::GrowthAmount => Some(grown(words)),
        Qualifier::PaidOn if increment => Some(grown(words)),
        Qualifier::PaidOn => Some(match rule.schedule.ends_at {
            Some(end) => words.least("value", &quantity(end)),
            None => "value".to_owned(),
        }),
        Qualifier::Measure(own) if own.measure.is_ratio() => divided("part", "whole"),
        Qualifier::Measure(_) => Some("picked".to_owned()),
    }
}

/// The table of a schedule; nothing where its numbers have too many digits.
pub(super) fn table(rule: &Rule<'_>, words: Language) -> Option<Table> {
    let qualifier = &rule.incentive.qualifier;
    let columns = rule.schedule.columns.as_ref().map_or(&[] as &[String], |of| of.names());
    let growth = matches!(qualifier, Qualifier::GrowthRatio | Qualifier::GrowthAmount);
    let base = base(qualifier).filter(|_| growth || is_ratio(qualifier));
    let picks = match words {
        Language::Jdm => picks(rule, words).map(|_| "picks".to_owned()),
        Language::Dmn => picks(rule, words),
    };
    let mut inputs = Vec::new();
    if !columns.is_empty() {
        inputs.push(("Column".to_owned(), "column".to_owned()));
    }
    inputs.extend(base.map(|base| (capital(base), base.to_owned())));
    let picks_band = picks.is_some();
    inputs.extend(picks.map(|picks| (label(qualifier).to_owned(), picks)));
    if inputs.is_empty() {
        // A table has a column at least.
        inputs.push(("Value".to_owned(), "value".to_owned()));
    }
    let mut outputs: Vec<&str> = match gives(rule) {
        Gives::Slice => vec!["from", "below", "rate"],
        Gives::Rate => vec!["rate"],
        Gives::Amount => vec!["amount"],
    };
    outputs.extend(rule.schedule.floor.map(|_| "least"));
    let any = words.any();
    let tests = |column: Option<usize>, of_base: &str, of_picks: &str| {
        let mut tests = Vec::new();
        if let Some(name) = columns.first() {
            let name = column.and_then(|at| columns.get(at)).unwrap_or(name);
            tests.push(match column {
                Some(_) => literal(name)?,
                None => any.to_owned(),
            });
        }
        tests.extend(base.map(|_| of_base.to_owned()));
        tests.extend(picks_band.then(|| of_picks.to_owned()));
        if tests.is_empty() {
            tests.push(any.to_owned());
        }
        Some(tests)
    };
    let (all, sign) = (rule.schedule.bands.len(), sign(rule));
    let width = rule.schedule.width();
    let mut rows = Vec::new();
    if growth || !picks_band {
        for column in 0..width {
            let tests = tests(Some(column), if growth { "<= 0" } else { any }, any)?;
            rows.push((tests, outcome(rule, all, column, growth)?));
        }
    }
    let above = if is_ratio(qualifier) { "> 0" } else { any };
    for reached in (1..=all).rev().filter(|_| picks_band) {
        let from = quantity(rule.schedule.bands[reached - 1].from);
        for column in 0..width {
            let tests = tests(Some(column), above, &format!("{sign} {from}"))?;
            rows.push((tests, outcome(rule, reached, column, false)?));
        }
    }
    if let Some(floor) = rule.schedule.floor {
        for column in 0..width {
            let mut gives = vec!["0".to_owned(); outputs.len()];
            gives[outputs.len() - 1] = quantity(Quantity::Money(floor));
            rows.push((tests(Some(column), any, any)?, gives));
        }
    }
    rows.push((tests(None, any, any)?, vec!["0".to_owned(); outputs.len()]));
    let short = |text: &String| text.bytes().filter(u8::is_ascii_digit).count() <= MOST_DIGITS;
    let fits = rows.iter().all(|(_, gives)| gives.iter().all(short));
    fits.then_some(Table { inputs, outputs, rows })
}

fn sign(rule: &Rule<'_>) -> &'static str {
    match rule.schedule.threshold {
        Threshold::Reached => ">=",
        Threshold::Passed => ">",
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

const fn label(of: &Qualifier) -> &'static str {
    match of {
        Qualifier::GrowthRatio => "Value / baseline",
        Qualifier::Attainment => "Value / target",
        Qualifier::GrowthAmount => "Value - baseline",
        Qualifier::PaidOn | Qualifier::Tier => "Value that picks the band",
        Qualifier::Measure(_) => "Qualifier",
    }
}

/// What a row gives where so many bands are reached; `alone` where the top band takes all of V.
fn outcome(rule: &Rule<'_>, reached: usize, column: usize, alone: bool) -> Option<Vec<String>> {
    let pays = |band: usize| i128::from(rule.pays(band, column));
    let scale = if rule.pays_amounts() { 4 } else { 8 };
    let last = reached.checked_sub(1)?;
    let mut given = match (gives(rule), rule.schedule.method) {
        (Gives::Slice, _) if alone => {
            vec!["0".to_owned(), "0".to_owned(), digits(pays(last), scale)]
        }
        (Gives::Slice, _) => {
            let bands = &rule.schedule.bands;
            let from_scale = match bands[0].from {
                Quantity::Money(_) => 4,
                Quantity::Number(_) => 8,
            };
            let mut below = 0_i128;
            for (at, pair) in bands[..reached].windows(2).enumerate() {
                let slice = i128::from(pair[1].from.units()) - i128::from(pair[0].from.units());
                below = below.checked_add(slice.checked_mul(pays(at))?)?;
            }
            vec![
                quantity(bands[last].from),
                digits(below, from_scale + scale),
                digits(pays(last), scale),
            ]
        }
        (_, Method::WholeAmountEveryBand | Method::EveryAmount) => {
            vec![digits((0..reached).map(pays).sum(), scale)]
        }
        _ => vec![digits(pays(last), scale)],
    };
    given.extend(rule.schedule.floor.map(|floor| quantity(Quantity::Money(floor))));
    Some(given)
}

/// What one reading earns, from the outputs of the table, which `of` writes by their names, and from
/// what is paid on.
pub(super) fn earned(
    rule: &Rule<'_>,
    words: Language,
    of: impl Fn(&str) -> String,
    paid_on: &str,
) -> String {
    let body = match (gives(rule), base(&rule.incentive.qualifier)) {
        (Gives::Rate, _) => format!("{} * {paid_on}", of("rate")),
        (Gives::Amount, _) => of("amount"),
        (Gives::Slice, Some(base)) if is_ratio(&rule.incentive.qualifier) => words.either(
            "value > 0",
            &format!(
                "{} * {base} + {} * (value - {} * {base})",
                of("below"),
                of("rate"),
                of("from")
            ),
            "0",
        ),
        (Gives::Slice, _) => words.either(
            &format!("{paid_on} > 0"),
            &format!("{} + {} * ({paid_on} - {})", of("below"), of("rate"), of("from")),
            "0",
        ),
    };
    let least = match rule.schedule.floor {
        Some(_) => of("least"),
        None => "0".to_owned(),
    };
    let mut earned = words.greatest(&least, &body);
    if let Some(most) = limit(rule.incentive, LimitPer::Deal) {
        earned = words.least(&earned, &quantity(most));
    }
    let skips = rule.incentive.earns_on.part.baseline();
    let skips = skips.is_some_and(|of| of.when_none == WhenNoBaseline::Skip);
    words.either(if skips { "open and baseline > 0" } else { "open" }, &earned, "0")
}

/// What a deal adds to its payout.
pub(super) fn added(of: &Said<'_>, program: &Program, words: Language, earned: &str) -> String {
    if of.versions.iter().any(Rule::rounds_deals) {
        words.rounded(earned, program.currency.decimals(), program.rounding)
    } else {
        earned.to_owned()
    }
}

/// What is paid: each step to it, a name and the expression, the last one being the payout. `own` is
/// what stands before the name of an earlier step.
pub(super) fn paid(
    of: &Incentive,
    program: &Program,
    words: Language,
    earned: &str,
    own: &str,
) -> Vec<(&'static str, String)> {
    let rounded = words.rounded(earned, program.currency.decimals(), program.rounding);
    let mut steps = vec![("rounded", rounded)];
    let rounded = format!("{own}rounded");
    let limited = match limit(of, LimitPer::PartnerPeriod) {
        Some(most) => words.least(&rounded, &quantity(most)),
        None => rounded,
    };
    steps.push(("limited", limited));
    let limited = format!("{own}limited");
    let payout = match limit(of, LimitPer::PartnerYear) {
        Some(most) => {
            let most = quantity(most);
            let so_far = words.least(&format!("paid_before + {limited}"), &most);
            format!("{so_far} - {}", words.least("paid_before", &most))
        }
        None => limited,
    };
    steps.push(("payout", payout));
    steps
}

/// Whether a payout reads what earlier periods of the year came to.
pub(super) fn reads_before(of: &Incentive) -> bool {
    limit(of, LimitPer::PartnerYear).is_some()
}
