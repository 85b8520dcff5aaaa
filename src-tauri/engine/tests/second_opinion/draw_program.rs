//! Random programs over every choice of the document, most of them without errors.

use tierwright_program::{
    Program, RoundingMode, calendar::YearName, document::ConversionDay, incentive::Returns,
    measure::Basis, shares::ShareBy,
};

use crate::{
    dice::Dice,
    draw_facts::{self as facts, currency},
    draw_incentive::{MODELS, incentive, model},
    draw_sales::what,
    draw_ties as ties,
    draw_tracks::track,
    tally::{SELDOM, makes},
};

const ROUNDINGS: [RoundingMode; 3] =
    [RoundingMode::HalfAwayFromZero, RoundingMode::HalfEven, RoundingMode::HalfUp];
const CONVERSION_DAYS: [ConversionDay; 2] = [ConversionDay::Close, ConversionDay::QuarterEnd];
const TRACKS: [&str; 2] = ["partner", "services"];

/// How many programs are drawn for a choice that is seldom made, before one without it will do.
const TRIES: usize = 100;

/// A program over every choice of the document, one that makes a choice which is seldom made.
pub fn program(dice: &mut Dice) -> Program {
    let wished = dice.one(SELDOM);
    let mut drawn = any(dice);
    for _ in 1..TRIES {
        if makes(&drawn, wished) {
            break;
        }
        drawn = any(dice);
    }
    drawn
}

fn any(dice: &mut Dice) -> Program {
    let mut program = Program::empty("Second opinion", currency("USD"));
    program.calendar.year_starts_in = u8::try_from(1 + dice.below(12)).expect("a month");
    program.calendar.year_named_by = dice.one(&[YearName::Start, YearName::End]);
    program.conversion.table = dice.weighted(&[(4, "market"), (1, "plan")]).to_owned();
    program.conversion.on = dice.one(&CONVERSION_DAYS);
    program.rounding = dice.one(&ROUNDINGS);
    let tracks = dice.below(3);
    program.tracks = TRACKS[..tracks].iter().map(|id| track(dice, id)).collect();
    let incentives = 1 + dice.below(3);
    program.incentives = (0..incentives).map(|at| incentive(dice, at, &program.tracks)).collect();
    let used = |id: &&str| {
        program
            .incentives
            .iter()
            .filter_map(|one| one.shares.as_ref())
            .any(|shares| matches!(&shares.by, ShareBy::Attribution(of) if of == id))
    };
    let used: Vec<&str> = MODELS.iter().copied().filter(used).collect();
    program.attribution = used.into_iter().map(|id| model(dice, id)).collect();
    ties::tie(dice, &mut program);
    let code = if dice.chance(60) { "USD" } else { dice.one(&facts::PROGRAM_CURRENCIES) };
    in_currency(&program, code)
}

/// The program as a person had it before some changes, half of the time.
pub fn before_changes(dice: &mut Dice, program: &Program) -> Option<Program> {
    if dice.chance(50) {
        return None;
    }
    let mut program = program.clone();
    program.rounding = dice.one(&ROUNDINGS);
    program.conversion.on = dice.one(&CONVERSION_DAYS);
    if dice.chance(20) {
        program.calendar.year_starts_in = u8::try_from(1 + dice.below(12)).expect("a month");
    }
    if dice.chance(50) {
        program.incentives.remove(0);
        program.stacking_groups.clear();
        program.shared_limits.clear();
        program.budget = None;
    }
    let (gross, plainer) = (dice.chance(50), dice.chance(50));
    for incentive in &mut program.incentives {
        if gross {
            incentive.earns_on.basis = Basis::Gross;
            incentive.returns = Returns::OwnPeriod;
        }
        if plainer {
            incentive.schedule.bands.truncate(1);
            incentive.limits.clear();
        }
    }
    Some(program)
}

/// The program as it was before somebody changed what earns, and nothing else.
pub fn other_filters(dice: &mut Dice, program: &Program) -> Program {
    let mut program = program.clone();
    for incentive in &mut program.incentives {
        if dice.chance(70) {
            incentive.what = what(dice);
        }
    }
    program
}

/// The program with every amount in its own currency.
fn in_currency(program: &Program, code: &str) -> Program {
    let text = program.to_json().replace(" USD\"", &format!(" {code}\""));
    let mut program = Program::from_json(&text).unwrap_or_else(|e| panic!("{e}: {text}"));
    program.currency = currency(code);
    program
}
