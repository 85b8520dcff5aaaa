//! A reading of a schedule in words and as a formula.

use tierwright_program::{
    Quantity, Rate,
    incentive::{Interpolated, Method, Paid, Part},
    words,
};

use super::{
    BandPays, Exact, ExactQuantity, Explanation, SchedulePart, ScheduleStep, Slice, SliceOf,
    words::{Parts, exact_text, full, grouped_money, quantity_digits},
};
use crate::Plan;

/// The step: how bands pay, and what they pay.
pub(super) fn step(schedule: &ScheduleStep, plan: &Plan) -> Parts {
    let facts = plan.facts();
    let line = schedule.line.and_then(|line| facts.lines.ids[line].as_ref());
    let label = match (schedule.deal, line) {
        (Some(deal), None) => format!("Deal {}", &facts.deals.ids[deal]),
        (Some(deal), Some(line)) => format!("Deal {}, line {line}", &facts.deals.ids[deal]),
        (None, _) => "Rate".to_owned(),
    };
    let columns: Vec<String> =
        schedule.parts.iter().filter_map(|part| part.column.clone()).collect();
    let column = match columns.as_slice() {
        [] => String::new(),
        [one] => format!(", column {one}"),
        several => format!(", columns {}", words::list(several, "and")),
    };
    let slices = schedule.parts.iter().flat_map(|part| &part.slices);
    let paid: Vec<String> = slices.map(|slice| band_pays(slice.pays)).collect();
    let value = if paid.is_empty() { exact_text(schedule.result) } else { paid.join(" + ") };
    ("schedule", label, format!("{}{column}", method(schedule.method)), value)
}

/// How bands pay.
fn method(method: Method) -> String {
    match method {
        Method::EachBand => "each band at its own rate".to_owned(),
        Method::WholeAmount => "whole amount at the rate reached".to_owned(),
        Method::EveryBandToItsTop => "every band reached up to its top".to_owned(),
        Method::WholeAmountEveryBand => "whole amount for every band reached".to_owned(),
        Method::BandByBand => "whole amount and slices, band by band".to_owned(),
        Method::HighestAmount => "amount of the highest band reached".to_owned(),
        Method::EveryAmount => "amounts of every band reached".to_owned(),
        Method::PerBlock(block) => format!("for each full {}", words::quantity(block)),
        Method::Interpolated(Interpolated::Rate) => "rate between two points".to_owned(),
        Method::Interpolated(Interpolated::Amount) => "amount between two points".to_owned(),
        Method::Interpolated(Interpolated::ShareOf(sum)) => {
            format!("share of {} between two points", words::money(sum))
        }
        Method::FreeGoods(free) => {
            format!("free units for each full {} units", words::number(free.for_every))
        }
    }
}

/// What a band pays: `4.5%`, `2 free`, `500 USD`.
pub(super) fn band_pays(pays: BandPays) -> String {
    match pays {
        BandPays::Rate(rate) => words::percent(rate),
        BandPays::Units(units) => format!("{} free", words::number(units)),
        BandPays::Amount(amount) => words::money(amount),
    }
}

/// What a band pays on what: `4.5% of 100,000 USD`, `2 blocks at 50 USD`.
pub(super) fn slice(slice: &Slice) -> String {
    let pays = band_pays(slice.pays);
    match &slice.on {
        SliceOf::Value(amount) | SliceOf::Slice { slice: amount, .. } => {
            format!("{pays} of {}", amount_words(*amount))
        }
        SliceOf::Fixed => pays,
        SliceOf::Blocks { block, blocks, .. } => {
            format!("{pays} for each of {blocks} full {}", words::quantity(*block))
        }
        SliceOf::Line { .. } => term(slice),
    }
}

/// An exact quantity with its currency and all its decimals: `498,210.00 USD`.
fn with_currency(amount: ExactQuantity) -> String {
    let text = quantity_text(amount);
    amount.currency.map_or(text.clone(), |currency| format!("{text} {currency}"))
}

/// An exact quantity with its currency: money without idle decimals.
pub(super) fn amount_words(amount: ExactQuantity) -> String {
    match amount.currency {
        None => quantity_text(amount),
        Some(currency) => {
            let text = exact_text(amount.exact);
            format!("{} {currency}", text.strip_suffix(".00").unwrap_or(&text))
        }
    }
}

/// What a partner earns, as it follows the partner's name: `earns 4% on 500.00 USD of revenue`.
pub(super) fn earns(schedule: &ScheduleStep, of: &Explanation, plan: &Plan) -> String {
    let on = value_words(schedule, of, plan);
    let on = if on.is_empty() { on } else { format!(" on {on}") };
    let by_rate = match schedule.parts.as_slice() {
        [part] if schedule.floored.is_none() => rates(schedule.method, part),
        _ => None,
    };
    match by_rate {
        Some(Rates::One(rate)) => format!("earns {}{on}", words::percent(rate)),
        Some(Rates::Several) => format!("earns each band at its own rate{on}"),
        None => format!("earns {}{on}", full(of.amount)),
    }
}

/// How many bands add up, where each pays at its own rate: `, over 3 bands`.
pub(super) fn over_bands(schedule: &ScheduleStep) -> String {
    match schedule.parts.as_slice() {
        [part]
            if schedule.floored.is_none()
                && matches!(rates(schedule.method, part), Some(Rates::Several)) =>
        {
            format!(", over {}", words::count(part.slices.len() as u64, "band"))
        }
        _ => String::new(),
    }
}

/// The rates of a part.
enum Rates {
    One(Rate),
    Several,
}

/// One rate on V, or each band's own; none for other methods.
fn rates(method: Method, part: &SchedulePart) -> Option<Rates> {
    match (method, part.slices.as_slice()) {
        (Method::WholeAmount | Method::EachBand, [Slice { pays: BandPays::Rate(rate), .. }]) => {
            Some(Rates::One(*rate))
        }
        (Method::EachBand, [_, ..]) => Some(Rates::Several),
        _ => None,
    }
}

/// V in words.
fn value_words(schedule: &ScheduleStep, of: &Explanation, plan: &Plan) -> String {
    let earns_on = &plan.program().incentives[of.incentive].earns_on;
    let noun = earns_on.measure.words();
    let value = with_currency(schedule.value);
    match (&earns_on.measure, &earns_on.part) {
        (Paid::Nothing, _) => String::new(),
        (_, Part::IncrementOver(_)) if schedule.value.exact.numerator <= 0 => {
            format!("{noun} that repeats the earlier one")
        }
        (_, Part::IncrementOver(_)) => format!("the {value} that {noun} grew by"),
        (counted, _) if counted.counts() => format!("{value} {noun}"),
        (_, _) => format!("{value} of {noun}"),
    }
}

/// The formula with numbers put in: what cut V, each part, the sum of several, and the floor.
pub(super) fn formula(schedule: &ScheduleStep) -> Vec<String> {
    let mut lines = Vec::new();
    let cuts = [("end of the top band", schedule.ended), ("cap", schedule.capped)];
    let mut value = quantity_text(schedule.value);
    for (name, cut) in cuts.into_iter().filter_map(|(name, cut)| Some((name, cut?))) {
        let after = quantity_text(cut.after);
        lines.push(format!("{value} up to the {name} of {} = {after}", words::quantity(cut.at)));
        value = after;
    }
    for part in &schedule.parts {
        let column = match (&part.column, schedule.parts.len()) {
            (Some(column), 2..) => format!("{column}: "),
            _ => String::new(),
        };
        lines.push(format!("{column}{} = {}", sum_of(part), exact_text(part.earns)));
    }
    if schedule.parts.len() > 1 {
        let parts: Vec<_> = schedule.parts.iter().map(|part| exact_text(part.earns)).collect();
        let sum = schedule.floored.map_or(schedule.result, |floored| floored.before);
        lines.push(format!("{} = {}", parts.join(" + "), exact_text(sum)));
    }
    if let Some(floored) = schedule.floored {
        let least = grouped_money(floored.at_least);
        lines.push(format!("at least {least}, not {} = {least}", exact_text(floored.before)));
    }
    lines
}

/// The slices of a part, added up; those of one `V / Q` in brackets after it.
fn sum_of(part: &SchedulePart) -> String {
    let mut terms: Vec<String> = Vec::new();
    let mut scaled: Vec<String> = Vec::new();
    let mut factor = None;
    for slice in &part.slices {
        match (&slice.on, slice.pays) {
            (SliceOf::Slice { slice: amount, of, over }, pays) if of != over => {
                factor = Some((*of, *over));
                scaled.push(product(*amount, pays));
            }
            (_, _) => terms.push(term(slice)),
        }
    }
    if let Some((of, over)) = factor {
        let factor = format!("{} / {}", quantity_text(of), quantity_text(over));
        terms.push(format!("{factor} x ({})", scaled.join(" + ")));
    }
    if terms.is_empty() { "0".to_owned() } else { terms.join(" + ") }
}

fn term(slice: &Slice) -> String {
    match &slice.on {
        SliceOf::Value(amount) | SliceOf::Slice { slice: amount, .. } => {
            product(*amount, slice.pays)
        }
        SliceOf::Fixed => digits(slice.pays),
        SliceOf::Blocks { value, block, price, .. } => {
            let blocks = format!("floor({} / {})", quantity_text(*value), digits_of(*block));
            let price = price.map(|(sold_for, units)| {
                format!(" x {} / {}", grouped_money(sold_for), quantity_text(units))
            });
            format!("{blocks} x {}{}", digits(slice.pays), price.unwrap_or_default())
        }
        SliceOf::Line { next, reads, times } => line(slice, next.as_ref(), *reads, *times),
    }
}

/// A point, or what the line between two reads, and what it multiplies.
fn line(
    slice: &Slice,
    next: Option<&(Quantity, BandPays)>,
    reads: Exact,
    times: Option<ExactQuantity>,
) -> String {
    let read = match next {
        None => digits(slice.pays),
        Some((at, pays)) => format!(
            "{} between {} at {} and {} at {}",
            reading(slice.pays, reads),
            digits(slice.pays),
            words::quantity(slice.from),
            digits(*pays),
            words::quantity(*at)
        ),
    };
    match (times, next) {
        (None, _) => read,
        (Some(times), None) => format!("{} x {read}", quantity_text(times)),
        (Some(times), Some(_)) => format!("{} x ({read})", quantity_text(times)),
    }
}

/// What a line reads: a rate with its own decimals, or an amount.
fn reading(pays: BandPays, reads: Exact) -> String {
    match pays {
        BandPays::Amount(_) => exact_text(reads),
        BandPays::Rate(_) | BandPays::Units(_) => plain(reads).unwrap_or_else(|| exact_text(reads)),
    }
}

fn product(amount: ExactQuantity, pays: BandPays) -> String {
    format!("{} x {}", quantity_text(amount), digits(pays))
}

/// What a band pays as digits: `0.045`, `500.00`.
fn digits(pays: BandPays) -> String {
    match pays {
        BandPays::Rate(rate) | BandPays::Units(rate) => rate.to_string(),
        BandPays::Amount(amount) => grouped_money(amount),
    }
}

fn digits_of(quantity: Quantity) -> String {
    quantity_digits(quantity)
}

/// An exact quantity: a plain number without idle zeros, money with its decimals.
pub(super) fn quantity_text(of: ExactQuantity) -> String {
    let number = if of.currency.is_none() { plain(of.exact) } else { None };
    number.unwrap_or_else(|| exact_text(of.exact))
}

/// A number of at most eight decimals.
fn plain(exact: Exact) -> Option<String> {
    let scaled = exact.numerator.checked_mul(i128::from(tierwright_program::rate::RATE_ONE))?;
    let whole = (scaled % exact.denominator == 0).then(|| scaled / exact.denominator)?;
    Some(words::number(Rate::from_units(i64::try_from(whole).ok()?)))
}
