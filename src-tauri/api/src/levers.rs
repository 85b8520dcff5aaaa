//! Levers: the values of a program that a person pinned, or else those most worth trying out.

use tierwright_program::{
    Incentive, Level, Money, Program, Quantity, Rate, State, Track,
    measure::Measure,
    money::{UNITS_PER_MAJOR, decimal_text},
    place,
    rate::RATE_ONE,
};

use crate::{
    context::Context,
    describe::describe,
    names::{is_rate, place_words},
    opened::Opened,
    wire::{Document, Failure, Lever, PinLevers, Unit},
};

/// So many levers fit beside the figures.
const MOST: usize = 8;

/// The levers of a document. A pinned place that the program no longer has is passed over.
pub(crate) fn levers(opened: &Opened) -> Result<Vec<Lever>, Failure> {
    let pinned = opened.document.pinned_levers()?;
    let suggested = suggested(&opened.program);
    if pinned.is_empty() {
        return Ok(suggested);
    }
    let known = |place: &String| suggested.iter().find(|lever| lever.place == *place).cloned();
    let at = |place: &String| known(place).or_else(|| lever_at(&opened.program, place));
    Ok(pinned.iter().filter_map(at).collect())
}

/// Pins values, in place of those that were pinned.
pub(crate) fn pin(context: &mut Context, request: &PinLevers) -> Result<Document, Failure> {
    let (opened, _) = context.opened()?;
    if request.places.len() > MOST {
        return Err(Failure::wrong_use(
            "too_many_levers",
            format!("{} values are pinned, and {MOST} fit.", request.places.len()),
            "Take one away before you pin another.",
        ));
    }
    let mut places: Vec<String> = Vec::with_capacity(request.places.len());
    for place in &request.places {
        if lever_at(&opened.program, place).is_none() {
            return Err(Failure::wrong_use(
                "not_a_lever",
                format!("At {place} the program has no number that could be moved."),
                "Pin a rate, an amount or a threshold.",
            ));
        }
        if !places.contains(place) {
            places.push(place.clone());
        }
    }
    opened.document.pin_levers(&places)?;
    describe(opened)
}

/// The lever of any number of the program; none where another thing or nothing stands there.
fn lever_at(program: &Program, place: &str) -> Option<Lever> {
    let tree = serde_json::to_value(program).ok()?;
    let text = place::at(&tree, place)?.as_str()?;
    let name = place_words(&tree, place);
    match text.parse::<Quantity>().ok()? {
        Quantity::Money(money) => money_lever(place.to_owned(), name, money),
        Quantity::Number(number) => {
            let (smallest, high, unit) = match is_rate(place) {
                true => (1, RATE_ONE / 10, Unit::Percent),
                false => (RATE_ONE, 10 * RATE_ONE, Unit::Count),
            };
            let range = Range::around_or(number.units(), smallest, high);
            let text = |units| Rate::from_units(units).to_string();
            Some(Lever {
                place: place.to_owned(),
                name,
                value: number.to_string(),
                min: text(range.min),
                max: text(range.max),
                step: text(range.step),
                unit,
                currency: None,
            })
        }
    }
}

/// The revenue that the third and the second level ask for, the top rate of the first incentive,
/// and the rate of the first pool.
fn suggested(program: &Program) -> Vec<Lever> {
    let mut levers = Vec::new();
    if let Some(track) = program.tracks.first() {
        let levels = [2, 1].into_iter().filter_map(|at| track.levels.get(at));
        levers.extend(levels.filter_map(|level| threshold(track, level)));
    }
    let mut on = program.incentives.iter().filter(|incentive| incentive.state == State::On);
    let first = on.clone().find(|incentive| incentive.shares.is_none());
    levers.extend(first.and_then(|incentive| top_rate(incentive, "top rate")));
    let pool = on.find(|incentive| incentive.shares.is_some());
    levers.extend(pool.and_then(|incentive| top_rate(incentive, "pool rate")));
    levers
}

/// The first threshold of revenue in what a level asks for.
fn threshold(track: &Track, level: &Level) -> Option<Lever> {
    let place = format!("/tracks/{}/levels/{}/requirement", track.id, level.id);
    let mut leaves = Vec::new();
    level.requirement.as_ref()?.leaves(&place, &mut leaves);
    leaves.into_iter().find_map(|(place, leaf)| match (&leaf.measure, leaf.at_least) {
        (Measure::Revenue(_), Quantity::Money(at_least)) => {
            let name = format!("{} threshold", level.name);
            money_lever(format!("{place}/at_least"), name, at_least)
        }
        _ => None,
    })
}

fn money_lever(place: String, name: String, value: Money) -> Option<Lever> {
    let currency = value.currency();
    let high = 100_000 * UNITS_PER_MAJOR;
    let range = Range::around_or(value.units(), currency.units_per_minor(), high);
    let text = |units| Money::from_units(units, currency).amount_text();
    Some(Lever {
        place,
        name,
        value: text(value.units()),
        min: text(range.min),
        max: text(range.max),
        step: text(range.step),
        unit: Unit::Money,
        currency: Some(currency.to_string()),
    })
}

/// The highest rate of the highest band.
fn top_rate(incentive: &Incentive, what: &str) -> Option<Lever> {
    let band = incentive.schedule.bands.len().checked_sub(1)?;
    let rates = &incentive.schedule.bands[band].rates;
    let column = (0..rates.len()).max_by_key(|column| rates[*column])?;
    let range = Range::around(rates[column].units(), 1)?;
    let text = |units| Rate::from_units(units).to_string();
    Some(Lever {
        place: format!("/incentives/{}/schedule/bands/{band}/rates/{column}", incentive.id),
        name: format!("{}, {what}", incentive.name),
        value: text(rates[column].units()),
        min: decimal_text(0, 8, 0),
        max: text(range.max),
        step: text(range.step),
        unit: Unit::Percent,
        currency: None,
    })
}

/// How far a value can be moved, all in the value's own units.
#[derive(PartialEq, Eq, Debug)]
struct Range {
    min: i64,
    max: i64,
    step: i64,
}

/// Numbers that read well as an end of a scale; ten times each come next.
const ROUND: [i64; 9] = [10, 15, 20, 25, 30, 40, 50, 60, 80];

impl Range {
    /// Around a value; from zero to some value on where it is not above zero.
    fn around_or(value: i64, smallest_step: i64, high: i64) -> Self {
        let step = (high / 100).max(smallest_step);
        Self::around(value, smallest_step).unwrap_or(Self { min: value.min(0), max: high, step })
    }

    /// From about half the value to about one and a half of it, in about a hundred steps that hit
    /// the value. Ends are round numbers, so that they stay where they are while the value moves a
    /// little. None for a value that is not above zero.
    fn around(value: i64, smallest_step: i64) -> Option<Self> {
        let max =
            round_numbers(smallest_step).find(|round| *round >= value.saturating_mul(3) / 2)?;
        let min = round_numbers(smallest_step).take_while(|round| *round <= value / 2).last();
        let fine = |step: &i64| *step <= (max / 60).max(smallest_step) && value % step == 0;
        let steps = steps(smallest_step).take_while(|step| *step <= max).filter(fine);
        (value > 0).then_some(())?;
        Some(Self { min: min.unwrap_or(0), max, step: steps.last().unwrap_or(smallest_step) })
    }
}

/// 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 and 10 of each power of ten, upward.
fn round_numbers(unit: i64) -> impl Iterator<Item = i64> {
    powers_of_ten(unit)
        .flat_map(|power| ROUND.iter().filter_map(move |digits| digits.checked_mul(power)))
}

/// 1, 2 and 5 of each power of ten, upward.
fn steps(unit: i64) -> impl Iterator<Item = i64> {
    powers_of_ten(unit)
        .flat_map(|power| [1, 2, 5].iter().filter_map(move |digit| power.checked_mul(*digit)))
}

fn powers_of_ten(unit: i64) -> impl Iterator<Item = i64> {
    std::iter::successors(Some(unit), |power| power.checked_mul(10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_round_and_hit_the_value() {
        for (value, min, max, step) in [
            (150_000, 60_000, 250_000, 2_000),
            (155_000, 60_000, 250_000, 1_000),
            (400_000, 200_000, 600_000, 10_000),
            (12_345, 6_000, 20_000, 5),
            (7, 0, 10, 1),
            (6_000_000, 3_000_000, 10_000_000, 100_000),
        ] {
            let found = Range::around(value, 1);
            assert_eq!(found, Some(Range { min, max, step }), "{value}");
        }
        assert_eq!(Range::around(0, 1), None);
        assert_eq!(Range::around(-5, 1), None);
    }
}
