//! What holds for the whole program, in words.

use super::{Sentence, spending};
use crate::{
    Money, Period, Program,
    calendar::{Months, WeekMonths, WeekPattern, WeekStart, YearBegins, YearName},
    document::ConversionDay,
    words,
};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A length of the fiscal calendar in words.
pub fn fiscal(length: Period) -> String {
    match length {
        Period::Day | Period::Week | Period::HalfMonth => length.to_string(),
        _ => format!("fiscal {length}"),
    }
}

/// Currency, calendar, conversion, rounding and payment.
pub fn sentences(program: &Program) -> Vec<Sentence> {
    [
        ("/currency", format!("Everything is calculated in {}.", program.currency)),
        ("/calendar", calendar(program)),
        ("/conversion", conversion(program)),
        ("/rounding", rounding(program)),
        ("/payment", spending::payment(program)),
    ]
    .map(|(place, text)| Sentence { place: place.to_owned(), text })
    .into()
}

fn calendar(program: &Program) -> String {
    let number = program.calendar.year_starts_in;
    let month = usize::from(number).checked_sub(1).and_then(|index| MONTHS.get(index));
    let month = month.map_or_else(|| format!("month {number}"), |month| (*month).to_owned());
    let named_by = match program.calendar.year_named_by {
        YearName::Start => "begins",
        YearName::End => "ends",
    };
    let weeks = match program.calendar.months {
        Months::Calendar => String::new(),
        Months::Weeks(weeks) => months_of_weeks(weeks, &month),
    };
    let week = match program.calendar.week_starts_on {
        WeekStart::Monday => "Monday",
        WeekStart::Saturday => "Saturday",
        WeekStart::Sunday => "Sunday",
    };
    format!(
        "The fiscal year begins in {month} and has the number of the calendar year it {named_by} \
         in.{weeks} Weeks begin on {week}."
    )
}

fn months_of_weeks(weeks: WeekMonths, month: &str) -> String {
    let pattern = match weeks.quarter {
        WeekPattern::FourFourFive => "four, four and five",
        WeekPattern::FourFiveFour => "four, five and four",
        WeekPattern::FiveFourFour => "five, four and four",
    };
    let day = match weeks.year_begins {
        YearBegins::OnOrBefore => "on or last before",
        YearBegins::Nearest => "nearest to",
        YearBegins::OnOrAfter => "on or first after",
    };
    format!(
        " Its months are {pattern} weeks of each quarter, from the week that begins {day} the first \
         of {month}."
    )
}

fn conversion(program: &Program) -> String {
    let day = match program.conversion.on {
        ConversionDay::Close => "on the day the deal closed",
        ConversionDay::QuarterEnd => "on the last day of the fiscal quarter the deal closed in",
    };
    format!(
        "Amounts in other currencies are converted at the rate of the table {} {day}, or at the last \
         one known before it.",
        words::said(&program.conversion.table)
    )
}

fn rounding(program: &Program) -> String {
    let minor = Money::from_units(program.currency.units_per_minor(), program.currency);
    format!(
        "Each payout, and the pool of each deal, is rounded once to {}, {}.",
        words::money(minor),
        program.rounding.words()
    )
}
