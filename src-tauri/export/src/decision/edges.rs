//! Test cases of the model in the form of the DMN TCK: every threshold and a minor unit either side,
//! midpoints of rounding, and caps.

use std::{collections::BTreeSet, fmt::Write as _};

use tierwright_program::{
    Program, Quantity,
    incentive::{LimitPer, Qualifier},
    rate::RATE_ONE,
};

use super::{
    Tables,
    given::{Asked, Given, Input, from_earned},
    levels, rates,
    words::digits,
};
use crate::{
    book::{
        rows::{Said, nearest, under_limits},
        rule::{EXACT, Reading, Rule, limit, pow},
    },
    markup::escaped,
    sql::Picked,
};

/// What ratios are divided by in the cases, in ten-thousandths: 10,000.00.
const BASE: i64 = 100_000_000;

/// How many minor units above a threshold a midpoint is looked for in.
const LOOKED_AT: i64 = 4_000;

/// The cases of a program, in the form of the TCK.
pub(crate) fn test_cases(tables: &Tables<'_>) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testCases xmlns=\"http://www.omg.org/spec/DMN/20160719/testcase\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">\n  <modelName>program.dmn</modelName>\n"
        .to_owned();
    let mut number = 0;
    for said in &tables.rules {
        for case in cases(said, tables.program) {
            number += 1;
            write_case(&mut text, number, &said.of.name, &case);
        }
    }
    for (at, ladder) in tables.ladders.iter().enumerate() {
        for case in levels::cases(ladder, at + 1) {
            number += 1;
            write_case(&mut text, number, &ladder.track.name, &case);
        }
    }
    text + "</testCases>\n"
}

fn write_case(text: &mut String, number: usize, name: &str, case: &Given) {
    let value = |kind: &str, value: &str| {
        format!("<value xsi:type=\"xsd:{kind}\">{}</value>", escaped(value))
    };
    let _ = write!(
        text,
        "  <testCase id=\"{number:05}\">\n    <description>{}</description>\n",
        escaped(name)
    );
    // A model has decisions where a GoRules decision has a switch.
    for (name, input) in
        case.inputs.iter().filter(|(name, _)| *name != "incentive" && *name != "step")
    {
        let value = match input {
            Input::Number(digits) => value("decimal", digits),
            Input::Text(text) => value("string", text),
            Input::Day(day) => value("date", day),
            Input::Flag(flag) => value("boolean", &flag.to_string()),
        };
        let _ = writeln!(text, "    <inputNode name=\"{name}\">{value}</inputNode>");
    }
    let _ = write!(
        text,
        "    <resultNode name=\"{}\" type=\"decision\">\n      <expected>{}</expected>\n    </resultNode>\n  </testCase>\n",
        case.decision,
        value(if case.answer == "level" { "string" } else { "decimal" }, &case.is)
    );
}

/// The cases of a rule.
pub(super) fn cases(said: &Said<'_>, program: &Program) -> Vec<Given> {
    let mut found = Vec::new();
    for (version, rule) in said.versions.iter().enumerate() {
        let day = match version.checked_sub(1) {
            Some(later) => said.of.later_schedules[later].from.to_string(),
            None => match said.of.later_schedules.first().and_then(|later| later.from.pred_opt()) {
                Some(day) => day.to_string(),
                None => "2000-01-01".to_owned(),
            },
        };
        let edges = Edges { said, rule, version, day, program };
        for reading in edges.readings() {
            found.extend(edges.case(&reading, 0));
        }
        found.extend(edges.of_the_year());
    }
    let mut seen = BTreeSet::new();
    found.retain(|case| seen.insert(case.clone()));
    found
}

struct Edges<'a, 'b> {
    said: &'a Said<'b>,
    rule: &'a Rule<'b>,
    version: usize,
    day: String,
    program: &'a Program,
}

impl Edges<'_, '_> {
    fn by_deal(&self) -> bool {
        self.said.of.period.adds_up_deals()
    }

    /// The least that a value moves by: a minor unit, or one of what is counted.
    fn step(&self) -> i64 {
        if self.said.of.earns_on.measure.counts() {
            RATE_ONE
        } else {
            self.program.currency.units_per_minor()
        }
    }

    fn plain(&self, value: i64, column: usize) -> Reading {
        let base = if self.said.of.earns_on.part.baseline().is_some() { BASE } else { 0 };
        Reading {
            value,
            baseline: base,
            target: 0,
            picked: Picked::None,
            open: true,
            column: Some(column),
        }
    }

    /// A reading whose band is picked at a threshold and so much beside it.
    fn at(&self, from: i64, by: i64, column: usize) -> Option<Reading> {
        let part = |base: i64| {
            let product = i128::from(from).checked_mul(i128::from(base))? / i128::from(RATE_ONE);
            i64::try_from(product).ok()?.checked_add(by)
        };
        let minor = self.program.currency.units_per_minor();
        let value = 123_456 * minor;
        let reading = self.plain(value, column);
        Some(match &self.said.of.qualifier {
            Qualifier::GrowthRatio => Reading { value: part(BASE)?, baseline: BASE, ..reading },
            Qualifier::Attainment => Reading { value: part(BASE)?, target: BASE, ..reading },
            Qualifier::GrowthAmount => Reading {
                value: from.checked_add(BASE)?.checked_add(by)?,
                baseline: BASE,
                ..reading
            },
            Qualifier::Measure(own) if own.measure.is_ratio() => {
                Reading { picked: Picked::Ratio(part(BASE)?, BASE), ..reading }
            }
            Qualifier::Measure(_) => {
                Reading { picked: Picked::Value(from.checked_add(by)?), ..reading }
            }
            Qualifier::PaidOn | Qualifier::Tier => {
                let base = match self.said.of.earns_on.part {
                    tierwright_program::incentive::Part::IncrementOver(_) => BASE,
                    _ => 0,
                };
                Reading { value: from.checked_add(base)?.checked_add(by)?, ..reading }
            }
        })
    }

    /// What a threshold that is not of V moves by.
    fn threshold_step(&self) -> i64 {
        match (&self.said.of.qualifier, self.rule.schedule.bands.first().map(|band| band.from)) {
            (Qualifier::Measure(own), Some(Quantity::Number(_))) if !own.measure.is_ratio() => {
                RATE_ONE
            }
            _ => self.step(),
        }
    }

    fn readings(&self) -> Vec<Reading> {
        let mut found = Vec::new();
        let step = self.threshold_step();
        let width = self.rule.schedule.width();
        let thresholds = self.rule.schedule.bands.iter().map(|band| band.from.units());
        for from in thresholds {
            for column in 0..width {
                let sides = [-step, 0, step].into_iter();
                found.extend(sides.filter_map(|by| self.at(from, by, column)));
            }
        }
        let ends =
            self.rule.schedule.ends_at.into_iter().chain(limit(self.said.of, LimitPer::Value));
        for end in ends {
            let sides = [-self.step(), 0, self.step()].into_iter();
            found.extend(sides.map(|by| self.plain(end.units().saturating_add(by), 0)));
        }
        let midpoints: Vec<Reading> =
            (0..width).filter_map(|column| self.midpoint(column)).collect();
        for reading in midpoints {
            let moved = |by: i64| Reading { value: reading.value.saturating_add(by), ..reading };
            found.extend([-self.step(), 0, self.step()].map(moved));
        }
        for per in [LimitPer::Deal, LimitPer::PartnerPeriod] {
            let most = limit(self.said.of, per).map(|most| most.units());
            found.extend(most.into_iter().flat_map(|most| self.around_cap(most)));
        }
        let some = self.plain(123_456 * self.step(), 0);
        found.push(Reading { open: false, ..some });
        found.push(Reading { column: None, ..some });
        found.push(Reading { baseline: 0, target: 0, ..some });
        found.push(Reading { baseline: -self.step(), ..some });
        found.push(Reading { value: 0, ..some });
        found.push(Reading { value: -self.step(), ..some });
        if !rates::has_columns(self.said.of) {
            found.retain(|reading| reading.column.is_some());
        }
        found
    }

    /// A reading that earns exactly half a minor unit beside a whole one.
    fn midpoint(&self, column: usize) -> Option<Reading> {
        let from = self.rule.schedule.bands.iter().map(|band| band.from.units()).max()?;
        let one = pow(EXACT - self.program.currency.decimals());
        (0..LOOKED_AT).find_map(|by| {
            let reading = self.at(from, self.step().checked_mul(by)?, column)?;
            (self.rule.earned(&reading)? % one * 2 == one).then_some(reading)
        })
    }

    /// Readings on both sides of where an amount is first reached, in ten-thousandths.
    fn around_cap(&self, most: i64) -> Vec<Reading> {
        let goal = i128::from(most) * pow(EXACT - 4);
        let step = self.step();
        let (mut low, mut high) = (0_i64, 1_i64);
        let gives = |steps: i64| {
            let reading = self.plain(step.checked_mul(steps)?, 0);
            self.rule.earned(&reading)
        };
        while gives(high).is_some_and(|earned| earned < goal) && high < 1 << 40 {
            (low, high) = (high, high * 2);
        }
        if gives(high).is_none_or(|earned| earned < goal) {
            return Vec::new();
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if gives(middle).is_some_and(|earned| earned < goal) {
                low = middle
            } else {
                high = middle
            }
        }
        [high - 1, high, high + 1].map(|steps| self.plain(steps * step, 0)).into()
    }

    /// The year's cap, with so much paid before.
    fn of_the_year(&self) -> Vec<Given> {
        let Some(most) = limit(self.said.of, LimitPer::PartnerYear) else { return Vec::new() };
        let most = most.units() / self.program.currency.units_per_minor();
        let Some(from) = self.rule.schedule.bands.last() else { return Vec::new() };
        let Some(reading) = self.at(from.from.units(), self.threshold_step(), 0) else {
            return Vec::new();
        };
        let before = [0, most / 2, most - 1, most, most + 1].into_iter();
        before.flat_map(|before| self.case(&reading, before)).collect()
    }

    /// The cases of a reading; none where its numbers have more digits than every engine holds.
    fn case(&self, reading: &Reading, before: i64) -> Vec<Given> {
        let Some(exact) = self.rule.earned(reading) else { return Vec::new() };
        let (said, program) = (self.said, self.program);
        let asked =
            Asked { said, version: self.version, day: self.day.clone(), deal: self.by_deal() };
        let Ok(rounded) = nearest(exact, program) else { return Vec::new() };
        let (_, payout) = under_limits(said.of, program, rounded, before);
        let decimals = program.currency.decimals();
        if !self.by_deal() {
            let is = digits(i128::from(payout), decimals);
            return vec![asked.given(reading, before, program, "payout", is)];
        }
        let adds = match self.rule.rounds_deals() {
            true => i128::from(rounded) * pow(EXACT - decimals),
            false => exact,
        };
        let deal = asked.given(reading, 0, program, "earned", digits(adds, EXACT));
        vec![deal, from_earned(said, program, adds, before, payout)]
    }
}
