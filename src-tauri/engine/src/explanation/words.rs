//! An explanation in words: one sentence, the formula with its numbers put in, and each step.

mod compared;
mod requirements;
mod settling;

use tierwright_program::{
    Fraction, Money, Quantity, State, budget::WhenOut, credit::CreditCondition,
    incentive::LimitPer, measure::Absent, shares::ShareBy, words,
};

use super::{
    Amount, Exact, Explanation, LimitStep, MeasureStep, NextThreshold, PoolStep, Slice,
    SpendingStep, Step, TierStep, Use, WhyNot, schedule_words,
};
use crate::{Plan, moves::MoveReason};

/// One step in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StepWords {
    /// The kind of step, for programs: `settlement`, `tier`, `measure`, `compared`, `requirement`, `schedule`, `pool`,
    /// `limit`, `term`, `reduced`, `stacking`, `rounding`, `settled`, `spending`, `why_not`, `next_threshold`.
    pub kind: &'static str,
    /// What it is.
    pub label: String,
    /// What went into it; may be empty.
    pub detail: String,
    /// What came out; may be empty.
    pub value: String,
}

/// Why the line is what it is, in one or two sentences.
#[must_use]
pub fn sentence(of: &Explanation, plan: &Plan) -> String {
    let mut text = match why_not(of) {
        Some(why) if of.amount.units() == 0 => why_not_sentence(why, of, plan),
        _ => earns_sentence(of, plan),
    };
    for step in &of.steps {
        if let Step::Limit(limit) = step
            && limit.before != limit.after
        {
            text.push_str(&format!(
                " The {}cap of {} {} took away {}.",
                if limit.shared.is_some() { "shared " } else { "" },
                words::money(limit.at_most),
                limit_words(limit.per),
                taken_away(limit)
            ));
        }
        if let Step::Settled(settled) = step {
            text.push_str(&settling::said(settled, plan));
        }
    }
    if plan.program().incentives[of.incentive].state == State::Shadow {
        text.push_str(" It is a shadow: shown, and not paid.");
    }
    text
}

/// The first condition that failed; none where the line pays.
#[must_use]
pub fn why_not(of: &Explanation) -> Option<&WhyNot> {
    of.steps.iter().find_map(|step| match step {
        Step::WhyNot(why) => Some(why),
        _ => None,
    })
}

/// The calculation line by line, with the numbers put in: `498,210.00 x 0.06 = 29,892.60`.
#[must_use]
pub fn formula(of: &Explanation) -> Vec<String> {
    of.steps.iter().flat_map(|step| step_formula(step, of)).collect()
}

/// What a band pays on what: `4.5% of 100,000 USD`.
#[must_use]
pub fn slice(slice: &Slice) -> String {
    schedule_words::slice(slice)
}

/// One step in words.
#[must_use]
pub fn step_words(step: &Step, of: &Explanation, plan: &Plan) -> StepWords {
    let (kind, label, detail, value) = match step {
        Step::Settlement(settlement) => (
            "settlement",
            plan.program().calendar.label(settlement.period),
            String::new(),
            full(settlement.amount),
        ),
        Step::Tier(tier) => tier_words(tier, plan),
        Step::Measure(measure) => measure_words(measure, plan),
        Step::Compared(with) => compared::step(with, plan),
        Step::Requirement(part) => requirements::words_of(part, plan),
        Step::Schedule(schedule) => schedule_words::step(schedule, plan),
        Step::Pool(pool) => pool_words(pool, of, plan),
        Step::Limit(limit) => limit_step_words(limit),
        Step::Term(term) => settling::term(term, plan),
        Step::Reduced(reduced) => settling::reduced(reduced, plan),
        Step::Stacking(stacking) => settling::stacking(stacking, plan),
        Step::Settled(settled) => settling::settled(settled, plan),
        Step::Rounding(rounding) => (
            "rounding",
            "Rounding".to_owned(),
            format!("{}, {}", exact_text(rounding.exact), plan.program().rounding.words()),
            full(rounding.rounded),
        ),
        Step::Spending(spending) => spending_words(spending),
        Step::WhyNot(why) => {
            ("why_not", "Why nothing".to_owned(), why_not_sentence(why, of, plan), String::new())
        }
        Step::NextThreshold(next) => next_words(next, plan),
    };
    StepWords { kind, label, detail, value }
}

pub(super) type Parts = (&'static str, String, String, String);

fn tier_words(tier: &TierStep, plan: &Plan) -> Parts {
    let reviewed = since_words(tier);
    let track = plan.program().track(&tier.track).map_or(tier.track.clone(), |t| t.name.clone());
    let label = format!("{track} on {}", words::day(tier.on));
    ("tier", label, reviewed, tier.name.clone())
}

/// Since when a level holds and why, and when it was last looked at.
fn since_words(tier: &TierStep) -> String {
    let looked = tier.reviewed.map(|day| format!("last looked at on {}", words::day(day)));
    match (tier.moved, looked) {
        (Some(moved), looked) => {
            let since = format!("since {}: {}", words::day(moved.on), moved_words(moved.why));
            looked.map_or(since.clone(), |looked| format!("{since}; {looked}"))
        }
        (None, Some(looked)) => format!("from the start, {looked}"),
        (None, None) => "before the first review".to_owned(),
    }
}

/// Why a level changed, in words.
fn moved_words(why: MoveReason) -> &'static str {
    match why {
        MoveReason::EarnedAtReview => "earned at the review of the day before",
        MoveReason::EarnedAtOnce => "reached on the day before",
        MoveReason::MissedAtReview => "the review of the day before missed the level above",
        MoveReason::GraceEnded => {
            "the review of the day before missed the level above, and its grace was over"
        }
        MoveReason::Granted => "held or granted in the data",
        MoveReason::GrantEnded => "the level granted in the data ended",
        MoveReason::Minimum => "the least level that the program gives",
        MoveReason::MinimumEnded => "the least level that the program gave ended",
    }
}

pub(super) fn measure_words(measure: &MeasureStep, plan: &Plan) -> Parts {
    let used = match measure.used_as {
        Use::PaidOn => "Paid on",
        Use::Baseline => "Compared with",
        Use::Qualifier => "Qualifies by",
        Use::InColumn => "Of which in a column",
        Use::SoldFor => "Sold for",
        Use::Compared => "Measured",
    };
    let span = format!("{} to {}", words::day(measure.from), words::day(measure.until));
    let mut rows = match measure.counted.len() {
        _ if !measure.behind.is_empty() => compared::behind(&measure.behind, plan),
        0 => words::count(deal_count(measure), "deal"),
        rows => words::count(rows as u64, "row"),
    };
    let lack = measure.contributions.iter().filter(|row| row.absent.is_some()).count();
    if lack > 0 {
        let counts = match measure.contributions.iter().find_map(|row| row.absent) {
            Some(Absent::ByAmount) => "by their amount",
            _ => "for nothing",
        };
        let lines = words::count(lack as u64, "line");
        rows = format!("{rows}, {lines} without the figure counted {counts}");
    }
    let detail = format!("{rows}, {span}");
    ("measure", format!("{used} {}", measure.measure), detail, amount_text(measure.value))
}

fn deal_count(measure: &MeasureStep) -> u64 {
    let mut deals: Vec<usize> = measure.contributions.iter().map(|row| row.deal).collect();
    deals.sort_unstable();
    deals.dedup();
    deals.len() as u64
}

fn pool_words(pool: &PoolStep, of: &Explanation, plan: &Plan) -> Parts {
    let mine = pool.shares.iter().find(|share| share.partner == of.partner);
    let whole = pool.pool.map_or_else(String::new, |pool| format!("pool of {}, ", full(pool)));
    let detail = match mine {
        Some(share) => format!(
            "{whole}{} partners, as {} with weight {} of {}",
            pool.shares.len(),
            words::list(&share.roles, "and"),
            number_text(share.weight),
            number_text(pool.whole),
        ),
        None => format!("{whole}without this partner"),
    };
    let value = mine.map_or_else(|| "0".to_owned(), |share| full(share.amount));
    ("pool", format!("Deal {}", &plan.facts().deals.ids[pool.deal]), detail, value)
}

/// An exact number: a decimal where it has one of at most eight places, else a fraction.
fn number_text(number: Fraction) -> String {
    let units = number.numerator.checked_mul(i128::from(tierwright_program::rate::RATE_ONE));
    let units = units.filter(|units| units % number.denominator == 0);
    match units.and_then(|units| i64::try_from(units / number.denominator).ok()) {
        Some(units) => words::number(tierwright_program::Rate::from_units(units)),
        None => format!("{} / {}", number.numerator, number.denominator),
    }
}

fn limit_step_words(limit: &LimitStep) -> Parts {
    let used = match limit.used.units() {
        0 => String::new(),
        _ => format!(", {} of it used before", full(limit.used)),
    };
    let taken = match limit.before == limit.after {
        true => "not reached".to_owned(),
        false => format!("takes away {}", taken_away(limit)),
    };
    let label = match &limit.shared {
        None => format!("Cap {}", limit_words(limit.per)),
        Some(id) => format!("Shared cap {id} {}", limit_words(limit.per)),
    };
    ("limit", label, format!("{}{used}", words::money(limit.at_most)), taken)
}

fn spending_words(spending: &SpendingStep) -> Parts {
    let SpendingStep { purse, left, asked, before, after, .. } = spending;
    let served = match spending.when_out {
        WhenOut::FirstCome(_) => "the earliest are served first",
        WhenOut::ProRata => "all are cut in proportion",
        WhenOut::StackingOrder => "incentives are served in their order",
    };
    let detail = format!(
        "{} was left and {} was asked for: {served}; {} became {}",
        full(*left),
        full(*asked),
        full(*before),
        full(*after)
    );
    ("spending", format!("What {purse} had left"), detail, full(*after))
}

fn next_words(next: &NextThreshold, plan: &Plan) -> Parts {
    let (distance, earned) = (words::quantity(next.distance), exact_text(next.would_pay));
    let detail = format!("{distance} more would earn {earned} {}", plan.program().currency);
    ("next_threshold", "Next threshold".to_owned(), detail, words::quantity(next.at))
}

fn limit_words(per: LimitPer) -> &'static str {
    match per {
        LimitPer::Value => "on the value paid on",
        LimitPer::Deal => "per deal",
        LimitPer::PartnerPeriod => "per partner and period",
        LimitPer::PartnerYear => "per partner and year",
        LimitPer::Total => "for all partners",
    }
}

fn taken_away(limit: &LimitStep) -> String {
    difference(limit.before, limit.after)
}

/// How much less an amount became.
fn difference(before: Exact, after: Exact) -> String {
    let numerator = before
        .numerator
        .checked_mul(after.denominator)
        .zip(after.numerator.checked_mul(before.denominator))
        .map(|(before, after)| before - after);
    match numerator.zip(before.denominator.checked_mul(after.denominator)) {
        Some((numerator, denominator)) => exact_text(Exact { numerator, denominator }),
        None => "the rest".to_owned(),
    }
}

fn earns_sentence(of: &Explanation, plan: &Plan) -> String {
    let (partner, quarter) = (&plan.facts().partners.names[of.partner], quarter_words(of, plan));
    let tier = of.steps.iter().find_map(|step| match step {
        Step::Tier(tier) => Some(format!(" as {}", tier.name)),
        _ => None,
    });
    let tier = tier.unwrap_or_default();
    let pools = of.steps.iter().filter(|step| matches!(step, Step::Pool(_))).count() as u64;
    let mut schedules = of.steps.iter().filter_map(|step| match step {
        Step::Schedule(schedule) => Some(schedule),
        _ => None,
    });
    if pools > 0 {
        let deals = words::count(pools, "deal");
        return format!(
            "{partner} gets {} from the pools of {deals} in {quarter}.",
            full(of.amount)
        );
    }
    match (schedules.next(), schedules.count() as u64) {
        (Some(one), 0) => {
            let (earns, over) =
                (schedule_words::earns(one, of, plan), schedule_words::over_bands(one));
            format!("{partner} {earns} in {quarter}{tier}{over}.")
        }
        (Some(_), more) => {
            let deals = words::count(more + 1, "deal");
            format!("{partner} earns {} on {deals} in {quarter}{tier}.", full(of.amount))
        }
        (None, _) => format!("{partner} is due {} for {quarter}.", full(of.amount)),
    }
}

fn growth(of: &Explanation) -> bool {
    of.steps
        .iter()
        .any(|step| matches!(step, Step::Measure(measure) if measure.used_as == Use::Baseline))
}

fn quarter_words(of: &Explanation, plan: &Plan) -> String {
    let (program, quarter) = (plan.program(), plan.replay().quarters()[of.quarter]);
    let length = program.incentives[of.incentive].settled_every(program.payment.every);
    let settled = plan.settlements(of.incentive).iter();
    let several = settled.filter(|one| one.quarter == of.quarter).count() > 1;
    let period = program.calendar.period_of(quarter.until(), length);
    program.calendar.label(if several { quarter } else { period })
}

fn why_not_sentence(why: &WhyNot, of: &Explanation, plan: &Plan) -> String {
    let incentive = &plan.program().incentives[of.incentive];
    let (partner, name) = (&plan.facts().partners.names[of.partner], &incentive.name);
    let quarter = quarter_words(of, plan);
    match why {
        WhyNot::Off => format!("{name} is switched off."),
        WhyNot::NotEligible => format!("{partner} is not among the partners that {name} is for."),
        WhyNot::LevelNotHeld { level } => requirements::level_sentence(level.as_ref(), of, plan),
        WhyNot::SettledLater(day) => {
            format!("{name} is settled when its period ends, on {}.", words::day(*day))
        }
        WhyNot::NothingSold => {
            format!("{partner} has no revenue in {quarter} that counts for {name}.")
        }
        WhyNot::NothingInTerm => format!(
            "No deal of {partner} has a part of its term in {quarter} that {name} still pays for."
        ),
        WhyNot::CreditWithout { deal, condition } => {
            let deal = &plan.facts().deals.ids[*deal];
            match condition {
                CreditCondition::Registered(_) => format!(
                    "{partner} has no registration of deal {deal} that was approved by its close \
                     and protects it, which {name} asks for."
                ),
                CreditCondition::EvidenceOnFile => format!(
                    "{partner} has no evidence on file of its credit on deal {deal}, which {name} \
                     asks for."
                ),
                other => format!(
                    "Deal {deal} earns {partner} nothing, as {name} counts a credit only where {}.",
                    other.words()
                ),
            }
        }
        WhyNot::GateNotMet => requirements::gate_sentence(of, partner, name),
        WhyNot::NoBaseline => {
            format!("{partner} has no baseline above zero in {quarter} for {name} to grow from.")
        }
        WhyNot::NoTarget => {
            format!("{partner} has no target above zero in {quarter}, which {name} measures by.")
        }
        WhyNot::NoGrowth => {
            format!("{partner} did not exceed its baseline in {quarter}.")
        }
        WhyNot::BelowFirstBand { first } => {
            let first = if growth(of) { words::ratio(*first) } else { words::quantity(*first) };
            format!("{partner} stays below {first}, where {name} begins to pay.")
        }
        WhyNot::NoColumn { level } => format!("{name} has no rate for the level {level}."),
        WhyNot::NotOnTrack => {
            let columns = incentive.schedules().find_map(|schedule| schedule.columns.as_ref());
            let track = columns.and_then(|columns| Some(columns.by_level()?.track.as_str()));
            let track =
                track.and_then(|id| plan.program().track(id)).map(|track| track.name.clone());
            format!("{partner} is not on the track {}.", track.unwrap_or_default())
        }
        WhyNot::NothingInColumns => {
            format!("Nothing that counts for {partner} in {quarter} has a rate in {name}.")
        }
        WhyNot::NoFullBlock { block } => format!(
            "{partner} does not fill one block of {} in {quarter}, which {name} pays for.",
            words::quantity(*block)
        ),
        WhyNot::RateIsZero => format!("The rate that {partner} reaches in {name} is 0%."),
        WhyNot::TooFewPartners { needed } => format!(
            "{name} needs at least {} with a part above zero, and the deal has fewer.",
            words::count(*needed, "partner")
        ),
        WhyNot::NoWeight => match incentive.shares.as_ref().map(|shares| &shares.by) {
            Some(ShareBy::RoleWeights(_)) => {
                format!("{partner} holds no role that {name} shares with.")
            }
            _ => format!("{partner} has no part in the deals that {name} shares."),
        },
        WhyNot::LimitReached => format!("{partner} has already reached the cap of {name}."),
        WhyNot::RoundsToZero => {
            format!("What {partner} earns is less than half of the smallest coin.")
        }
        WhyNot::SpentBefore { purse } => {
            format!("{partner} earns from {name} in {quarter}, but nothing was left of {purse}.")
        }
        WhyNot::Beaten { by } => {
            let winner = &plan.program().incentives[*by].name;
            format!("{winner} pays {partner} instead of {name}.")
        }
        WhyNot::ReducedToNothing => format!(
            "Earlier incentives on the same deals leave nothing that {name} could pay {partner} on."
        ),
        WhyNot::AlreadySettled => {
            format!("What {partner} has earned so far was settled before.")
        }
        WhyNot::CoveredByGuarantee => {
            format!("The guarantee that {partner} was paid before covers what it earned since.")
        }
        WhyNot::TakenBack => format!("Returns take back all that {partner} earned."),
        WhyNot::PaidLater => format!("What {partner} earns is paid later."),
    }
}

fn step_formula(step: &Step, of: &Explanation) -> Vec<String> {
    match step {
        Step::Schedule(schedule) => schedule_words::formula(schedule),
        Step::Pool(pool) => pool_formula(pool, of).into_iter().collect(),
        Step::Limit(limit) if limit.before != limit.after => {
            let left = exact_text(limit.after);
            vec![format!("at most {left} of {} = {left}", exact_text(limit.before))]
        }
        Step::Rounding(rounding) if rounding.exact.numerator != 0 => {
            let (exact, rounded) = (exact_text(rounding.exact), grouped_money(rounding.rounded));
            match exact == rounded {
                true => Vec::new(),
                false => vec![format!("{exact} rounded = {rounded}")],
            }
        }
        Step::Term(term) => vec![settling::term_formula(term)],
        Step::Reduced(reduced) => vec![settling::reduced_formula(reduced)],
        Step::Settled(settled) => settling::formula(settled).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn pool_formula(pool: &PoolStep, of: &Explanation) -> Option<String> {
    let mine = pool.shares.iter().find(|share| share.partner == of.partner)?;
    let whole = pool.pool.map(grouped_money).or_else(|| mine.own.map(exact_text))?;
    let (weight, parts) = (bracketed(mine.weight), bracketed(pool.whole));
    Some(format!("{weight} / {parts} x {whole} = {}", grouped_money(mine.amount)))
}

/// A number that can be divided by: in brackets where it is a fraction.
fn bracketed(number: Fraction) -> String {
    let text = number_text(number);
    if text.contains('/') { format!("({text})") } else { text }
}

/// An exact amount as text: a decimal where it has one of at most twelve places, else a fraction.
#[must_use]
pub fn exact_text(exact: Exact) -> String {
    let mut scale = 1_i128;
    for places in 0..=12_u32 {
        if let Some(scaled) = exact.numerator.checked_mul(scale)
            && scaled % exact.denominator == 0
        {
            return words::grouped(&decimal(scaled / exact.denominator, places));
        }
        scale *= 10;
    }
    format!("{} / {}", exact.numerator, exact.denominator)
}

/// An integer of some decimals as text, with at least two.
fn decimal(units: i128, places: u32) -> String {
    let (sign, digits) = (if units < 0 { "-" } else { "" }, units.unsigned_abs().to_string());
    let places = places as usize;
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, rest) = padded.split_at(padded.len() - places);
    format!("{sign}{whole}.{rest:0<2}")
}

/// An amount as it stands in a formula.
#[must_use]
pub fn amount_text(amount: Amount) -> String {
    match amount {
        Amount::Exact(Quantity::Money(money)) => full(money),
        Amount::Exact(Quantity::Number(number)) => words::number(number),
        Amount::Average { count: 0, .. } => "none".to_owned(),
        Amount::Average { sum, count: 1 } => quantity_digits(sum),
        Amount::Average { sum, count } => format!("{} / {count}", quantity_digits(sum)),
        Amount::Fraction(exact) => schedule_words::amount_words(exact),
        Amount::Ratio { part, whole } => {
            format!("{} / {}", quantity_digits(part), schedule_words::quantity_text(whole))
        }
    }
}

/// Money with all its decimals and its currency: `498,210.00 USD`.
pub(super) fn full(money: Money) -> String {
    format!("{} {}", grouped_money(money), money.currency())
}

pub(super) fn grouped_money(money: Money) -> String {
    words::grouped(&money.amount_text())
}

pub(super) fn quantity_digits(quantity: Quantity) -> String {
    match quantity {
        Quantity::Money(money) => grouped_money(money),
        Quantity::Number(number) => words::number(number),
    }
}
