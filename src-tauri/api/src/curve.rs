//! Pay curves, for the screen.

use tierwright_engine::curve::{
    Along, ColumnCurve, CurvePoint as CurvePointOf, Jump, PayCurve, pay_curve,
};
use tierwright_program::{
    Incentive, Money, Program, Quantity, Rate,
    incentive::{LimitPer, Paid, Qualifier},
    money::decimal_text,
    words,
};

use crate::{
    axis::Scale,
    check::checked,
    context::Context,
    trial,
    wire::{
        Curve, CurveExample, CurveJump, CurveLine, CurvePoint, CurveThreshold, Failure, GetCurve,
        Tick, Unit,
    },
};

/// The pay curve of an incentive with some values changed.
pub(crate) fn curve(context: &mut Context, request: &GetCurve) -> Result<Curve, Failure> {
    let (opened, _) = context.opened()?;
    let program = trial::changed(&opened.program, &request.changes)?;
    let unknown = || {
        Failure::wrong_use(
            "incentive_unknown",
            format!("There is no incentive \"{}\".", request.incentive),
            "Look at the program for the incentive that was meant.",
        )
    };
    let at = program.incentive(&request.incentive).ok_or_else(unknown)?;
    let example = request.example.as_deref().map(|text| example_units(&program, at, text));
    let until = request.until.as_deref().and_then(|text| place_units(&program, text));
    let found = drawn(&program, at, example.transpose()?, until)?;
    found.map(|(curve, _)| curve).ok_or_else(|| {
        Failure::wrong_use(
            "no_curve",
            "What this pays depends on more than its measure, so there is no one curve to draw."
                .to_owned(),
            "Look at the payouts of single partners under Simulate.",
        )
    })
}

/// The curve of one incentive of a program, and what it pays at one place worked out; none where
/// there is none to draw.
pub(crate) fn drawn(
    program: &Program,
    incentive: usize,
    example: Option<i64>,
    until: Option<i64>,
) -> Result<Option<(Curve, Option<String>)>, Failure> {
    let checked = checked(program)?;
    let curve = pay_curve(&checked, incentive, example, until);
    let of = &program.incentives[incentive];
    Ok(curve.map(|curve| {
        let seen = Seen { program, of, until: units(curve.until), curve };
        (seen.on_screen(), seen.worked())
    }))
}

/// The units of a place along the bottom, as an earlier curve named its end.
fn place_units(program: &Program, text: &str) -> Option<i64> {
    let money = text.strip_suffix(program.currency.code()).map(str::trim);
    match money {
        Some(amount) => Money::parse(amount, program.currency).ok().map(|money| money.units()),
        None => text.parse::<Rate>().ok().map(|rate| rate.units()),
    }
}

fn example_units(program: &Program, at: usize, text: &str) -> Result<i64, Failure> {
    let counts = program.incentives[at].earns_on.measure.counts();
    let read = if counts {
        text.parse::<Rate>().ok().map(|rate| rate.units())
    } else {
        Money::parse(text, program.currency).ok().map(|money| money.units())
    };
    read.ok_or_else(|| {
        Failure::wrong_use(
            "example_not_understood",
            format!("\"{text}\" is not a value to take for an example."),
            "Give a number such as 250000.",
        )
    })
}

/// A curve with the incentive it is of.
struct Seen<'a> {
    program: &'a Program,
    of: &'a Incentive,
    curve: PayCurve,
    until: i64,
}

impl Seen<'_> {
    fn on_screen(&self) -> Curve {
        let pays = self.curve.columns.iter().flat_map(|line| &line.points);
        let pays: Vec<i64> = pays.map(|point| point.pays.units()).collect();
        let lowest = pays.iter().copied().min().unwrap_or(0);
        let scale = Scale::over(lowest, pays.iter().copied().max().unwrap_or(0));
        let zero = Money::zero(self.program.currency);
        let axis = scale.axis(zero);
        let lines = self.curve.columns.iter().enumerate();
        Curve {
            finding: self.finding(),
            along: capital(&self.along()),
            unit: self.unit(),
            currency: self.program.currency.to_string(),
            example: self.example(),
            places: self.places(),
            until: self.curve.until.to_string(),
            least: text(self.place(0)),
            most: text(self.curve.until),
            step: text(self.place(self.step())),
            lines: lines.map(|(column, line)| self.line(column, line, &scale, axis.zero)).collect(),
            axis,
            thresholds: self.thresholds(),
            limits: self.limits(),
        }
    }

    fn along(&self) -> String {
        let paid_on = self.of.earns_on.measure.words();
        match (&self.of.qualifier, self.curve.along) {
            (Qualifier::Measure(own), _) => own.measure.words(),
            (Qualifier::Attainment, _) => format!("{paid_on} against its target"),
            (_, Along::Ratio) => format!("{paid_on} against its baseline"),
            (_, Along::Difference) => format!("{paid_on} above its baseline"),
            _ => paid_on,
        }
    }

    fn unit(&self) -> Unit {
        match (&self.of.qualifier, self.curve.along, self.curve.until) {
            (_, Along::Ratio, _) => Unit::Percent,
            (Qualifier::Measure(own), ..) if own.measure.is_ratio() => Unit::Percent,
            (_, _, Quantity::Money(_)) => Unit::Money,
            (_, _, Quantity::Number(_)) => Unit::Count,
        }
    }

    fn example(&self) -> Option<CurveExample> {
        let value = self.curve.example?;
        let paid_on = &self.of.earns_on.measure;
        let name = match (self.curve.along, &self.of.qualifier) {
            (Along::Own, _) if *paid_on == Paid::Nothing => return None,
            (Along::Own, _) => format!("{} paid on", paid_on.words()),
            (Along::Ratio, Qualifier::Attainment) => "target".to_owned(),
            (Along::Ratio | Along::Difference, _) => "baseline".to_owned(),
            (Along::PaidOn, _) => return None,
        };
        Some(CurveExample { name: capital(&name), value: text(value), unit: unit_of(value) })
    }

    /// What it pays at its last threshold, or where it ends.
    fn worked(&self) -> Option<String> {
        let line = self.curve.columns.first()?;
        let last = self.of.schedule.bands.last().map_or(0, |band| units(band.from));
        let by_threshold = last > 0 && !matches!(self.of.qualifier, Qualifier::Tier);
        let reached = |point: &&CurvePointOf| by_threshold && units(point.at) >= last;
        let point = line.points.iter().find(reached).or(line.points.last())?;
        let whom = match self.column_name(0) {
            name if name.is_empty() => name,
            name => format!(" at {name}"),
        };
        let (place, pays) = (self.worked_at(point.at), words::money(point.pays));
        Some(format!("At {place} it pays {pays}{whom}."))
    }

    /// A place of the curve in words, with what is taken for an example there.
    fn worked_at(&self, at: Quantity) -> String {
        let paid_on = self.of.earns_on.measure.words();
        let place = match self.unit() {
            Unit::Percent => words::ratio(at),
            _ => words::quantity(at),
        };
        if let Qualifier::Measure(own) = &self.of.qualifier {
            let place = match self.unit() {
                Unit::Percent => format!("{} of {place}", own.measure.words()),
                _ => amount_of(at, &own.measure.words()),
            };
            let on = self.example().and(self.curve.example);
            return place
                + &on.map_or(String::new(), |on| format!(", on {},", amount_of(on, &paid_on)));
        }
        match self.example().and_then(|one| Some((one.name.to_lowercase(), self.curve.example?))) {
            Some((name, value)) => {
                let above = if self.curve.along == Along::Difference { "above" } else { "of" };
                format!("{paid_on} of {place} {above} a {name} of {}", words::quantity(value))
            }
            None => amount_of(at, &paid_on),
        }
    }

    /// Round values along the bottom.
    fn places(&self) -> Vec<Tick> {
        let to_money = match self.curve.until {
            Quantity::Money(_) => 1,
            Quantity::Number(_) => 10_000,
        };
        let scale = Scale::over(0, self.until / to_money);
        let ticks = scale.ticks().map(|units| units.saturating_mul(to_money));
        ticks
            .take_while(|units| *units <= self.until)
            .map(|units| Tick { at: self.x(units), amount: text(self.place(units)) })
            .collect()
    }

    /// A round step, of which there are some hundred in all.
    fn step(&self) -> i64 {
        let smallest = match self.curve.until {
            Quantity::Money(money) => money.currency().units_per_minor(),
            Quantity::Number(_) if self.unit() == Unit::Percent => 100_000,
            Quantity::Number(_) => 100_000_000,
        };
        let powers = std::iter::successors(Some(smallest), |power| power.checked_mul(10));
        let steps =
            powers.flat_map(|power| [1, 2, 5].map(|digit: i64| power.saturating_mul(digit)));
        steps.take_while(|step| *step <= self.until / 100).last().unwrap_or(smallest)
    }

    fn place(&self, units: i64) -> Quantity {
        match self.curve.until {
            Quantity::Money(money) => Quantity::Money(Money::from_units(units, money.currency())),
            Quantity::Number(_) => Quantity::Number(Rate::from_units(units)),
        }
    }

    fn line(&self, column: usize, line: &ColumnCurve, scale: &Scale, zero: f64) -> CurveLine {
        let y = |pays: Money| zero + scale.size(pays.units());
        let point = |point: &CurvePointOf| CurvePoint {
            x: self.x(units(point.at)),
            y: y(point.pays),
            at: text(point.at),
            pays: point.pays.amount_text(),
        };
        let jump = |jump: &Jump| {
            let at = self.of.schedule.bands[jump.band].from;
            let amount = jump.reached.units().saturating_sub(jump.below.units());
            CurveJump {
                x: self.x(units(at)),
                from: y(jump.below),
                to: y(jump.reached),
                at: text(at),
                amount: Money::from_units(amount, self.program.currency).amount_text(),
            }
        };
        CurveLine {
            name: self.column_name(column),
            points: line.points.iter().map(point).collect(),
            jumps: line.jumps.iter().filter(|one| is_jump(one)).map(jump).collect(),
        }
    }

    fn column_name(&self, column: usize) -> String {
        let Some(columns) = &self.of.schedule.columns else { return String::new() };
        let name = columns.names().get(column).cloned().unwrap_or_default();
        let track = columns.by_level().and_then(|by| self.program.track(&by.track));
        let level = track.and_then(|track| track.levels.iter().find(|level| level.id == name));
        level.map_or(name, |level| level.name.clone())
    }

    fn thresholds(&self) -> Vec<CurveThreshold> {
        if matches!(self.of.qualifier, Qualifier::Tier) {
            return Vec::new();
        }
        let bands = self.of.schedule.bands.iter().enumerate();
        bands
            .map(|(band, of)| CurveThreshold {
                place: format!("/incentives/{}/schedule/bands/{band}/from", self.of.id),
                x: self.x(units(of.from)),
                value: text(of.from),
            })
            .collect()
    }

    fn limits(&self) -> Vec<String> {
        let of = |per| match per {
            LimitPer::Value => None,
            LimitPer::Deal => Some("deal"),
            LimitPer::PartnerPeriod => Some("partner and payment period"),
            LimitPer::PartnerYear => Some("partner and fiscal year"),
            LimitPer::Total => None,
        };
        let limits = self.of.limits.iter();
        limits
            .filter_map(|limit| {
                Some(format!("At most {} per {}", words::money(limit.money()?), of(limit.per)?))
            })
            .collect()
    }

    /// The largest jump, or that there is none.
    fn finding(&self) -> String {
        let jumps = self.curve.columns.iter().flat_map(|line| &line.jumps);
        let size = |jump: &Jump| jump.reached.units().saturating_sub(jump.below.units());
        let largest = jumps.filter(|jump| is_jump(jump)).max_by_key(|jump| size(jump).abs());
        let Some(jump) = largest else {
            return "Payout grows without a jump".to_owned();
        };
        let from = self.of.schedule.bands[jump.band].from;
        let at =
            if self.unit() == Unit::Percent { words::ratio(from) } else { words::quantity(from) };
        let by = Money::from_units(size(jump).abs(), self.program.currency);
        let way = if size(jump) > 0 { "adds" } else { "takes" };
        format!("Reaching {at} {way} {} at once", words::money(by))
    }

    #[allow(clippy::cast_precision_loss, reason = "a position on screen, never an amount again")]
    fn x(&self, units: i64) -> f64 {
        units as f64 / self.until.max(1) as f64
    }
}

/// More than what a unit more of the measure earns anyway.
fn is_jump(jump: &Jump) -> bool {
    let minor = jump.reached.currency().units_per_minor();
    jump.reached.units().saturating_sub(jump.below.units()).abs() > minor
}

/// So much of a measure: `250,000 USD of revenue`, `5 new customers`.
fn amount_of(value: Quantity, measure: &str) -> String {
    let of = if matches!(value, Quantity::Money(_)) { " of" } else { "" };
    format!("{}{of} {measure}", words::quantity(value))
}

const fn units(of: Quantity) -> i64 {
    of.units()
}

fn text(of: Quantity) -> String {
    match of {
        Quantity::Money(money) => money.amount_text(),
        Quantity::Number(number) => decimal_text(number.units(), 8, 0),
    }
}

const fn unit_of(of: Quantity) -> Unit {
    match of {
        Quantity::Money(_) => Unit::Money,
        Quantity::Number(_) => Unit::Count,
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}
