//! The program as files to load into Salesforce Rebate Management and its marketing budgets, each of
//! one object and in the order in which they refer to each other.
//!
//! Objects and fields are those of the Rebate Management developer guide and the object reference.
//! Nothing was tried in an org, and the first file says so. What the objects do not say is refused by
//! the rule's name.

use csv::{Terminator, WriterBuilder};
use tierwright_program::{
    Filter, Fund, Incentive, Money, Period, Program, Quantity, Span, State,
    fund::FundMoney,
    incentive::{
        Accumulation, EarlierResults, Method, Paid, Part, Qualifier, Returns, Schedule, Threshold,
    },
};

use crate::{BundleContent, ExportFailure, cell::guarded, manifest::TargetEntry, sql::RefusedRule};

/// What the loads are called among the targets.
pub const SALESFORCE: &str = "Salesforce loads";

/// The first file, for people.
pub(crate) const READ_FIRST: &str = "00-read-first.txt";

/// The files to load, in their order.
pub(crate) const LOADS: [Load; 7] = [
    Load {
        object: "RebateProgram",
        fields: &["Name", "Description", "StartDate", "EndDate", "Frequency"],
    },
    Load {
        object: "ProgramRebateType",
        fields: &[
            "Name",
            "RebateProgram.Name",
            "CalculationBasis",
            "CalculationMethod",
            "CalculationType",
        ],
    },
    Load {
        object: "ProgramRebateTypeBenefit",
        fields: &[
            "Name",
            "ProgramRebateType.Name",
            "MinimumQualifyingValue",
            "MaximumQualifyingValue",
            "BenefitValue",
            "EffectiveStartDate",
            "EffectiveEndDate",
        ],
    },
    Load { object: "RebateProgramMember", fields: &["RebateProgram.Name", "AccountId"] },
    Load {
        object: "RebateProgramPayoutPeriod",
        fields: &[
            "Name",
            "RebateProgram.Name",
            "StartDate",
            "EndDate",
            "PayoutCalculationDate",
            "TransactionGracePeriodDate",
        ],
    },
    Load {
        object: "PartnerMarketingBudget",
        fields: &["Title", "Description", "Amount", "StartDate", "EndDate"],
    },
    Load {
        object: "PartnerFundAllocation",
        fields: &["Title", "Description", "Amount", "Budget.Title", "ChannelPartnerId"],
    },
];

/// A file to load.
#[derive(Clone, Copy)]
pub(crate) struct Load {
    /// The object that its rows are of.
    pub object: &'static str,
    fields: &'static [&'static str],
}

impl Load {
    /// The name of its file, which is the place among all.
    pub fn file(&self) -> String {
        let place = LOADS.iter().position(|one| one.object == self.object).unwrap_or(0) + 1;
        format!("{place:02}-{}.csv", self.object)
    }
}

type Row = Vec<String>;

/// The loads of a content: each file's name and text, and what they say and refuse.
pub(crate) struct Loads {
    pub files: Vec<(String, String)>,
    pub target: TargetEntry,
}

/// Writes the loads for the four quarters after the replay.
///
/// # Errors
/// Rows that cannot be written.
pub(crate) fn loads(content: &BundleContent) -> Result<Loads, ExportFailure> {
    let program = &content.program;
    let target = said(program);
    let mut rows: [Vec<Row>; LOADS.len()] = Default::default();
    let coming = coming(content);
    if let Some((first, last)) = coming.first().zip(coming.last()) {
        let term = (first.from().to_string(), last.until().to_string());
        for of in program.incentives.iter().filter(|of| target.exact.contains(&of.id)) {
            let length = of.period.length().unwrap_or(Period::Quarter);
            let name = program_name(program, length);
            if !rows[0].iter().any(|row| row[0] == name) {
                rows[0].push(vec![
                    name.clone(),
                    guarded(&program.name),
                    term.0.clone(),
                    term.1.clone(),
                    "CustomPeriods".to_owned(),
                ]);
                rows[3].extend(members(content).into_iter().map(|id| vec![name.clone(), id]));
                rows[4].extend(periods(program, &coming, length).into_iter().map(|span| {
                    vec![
                        guarded(&program.calendar.label(span)),
                        name.clone(),
                        span.from().to_string(),
                        span.until().to_string(),
                        program.payment.payable(span.until()).to_string(),
                        span.until().to_string(),
                    ]
                }));
            }
            let method = match of.schedule.method {
                Method::EachBand => "Stepped",
                _ => "Retrospective",
            };
            let words = ["Payout", method, "AggregateBased"].map(str::to_owned);
            rows[1].push([guarded(&of.name), name].into_iter().chain(words).collect());
            rows[2].extend(benefits(of, &term.0, &term.1));
        }
        for fund in &program.funds {
            fund_rows(content, fund, &coming, &mut rows);
        }
    }
    let mut files = vec![(READ_FIRST.to_owned(), read_first(&target))];
    for (load, rows) in LOADS.iter().zip(&rows) {
        files.push((load.file(), csv_of(load, rows)?));
    }
    Ok(Loads { files, target })
}

fn csv_of(load: &Load, rows: &[Row]) -> Result<String, ExportFailure> {
    let failure = |error: String| {
        let sentence =
            format!("{} cannot be written as CSV, so nothing was exported: {error}.", load.file());
        ExportFailure::new(
            "not_csv",
            sentence,
            "Report this with the document; it should not happen.",
        )
    };
    let mut writer =
        WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(load.fields).map_err(|error| failure(error.to_string()))?;
    for row in rows {
        writer.write_record(row).map_err(|error| failure(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| failure(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| failure(error.to_string()))
}

/// The four fiscal quarters after the replay: what is handed over is for what comes.
fn coming(content: &BundleContent) -> Vec<Span> {
    let calendar = &content.program.calendar;
    let last = content.quarters.last().copied();
    let after = std::iter::successors(last, |span| Some(calendar.next(*span, Period::Quarter)));
    after.skip(1).take(4).collect()
}

/// Every period of a length that lies whole in some quarters.
fn periods(program: &Program, coming: &[Span], length: Period) -> Vec<Span> {
    let (Some(first), Some(last)) = (coming.first(), coming.last()) else { return Vec::new() };
    let calendar = &program.calendar;
    let all = std::iter::successors(Some(calendar.period_of(first.from(), length)), |span| {
        Some(calendar.next(*span, length))
    });
    let within = all.take_while(|span| span.until() <= last.until());
    within.filter(|span| span.from() >= first.from()).collect()
}

fn program_name(program: &Program, length: Period) -> String {
    let every = match length {
        Period::Day => "by day",
        Period::Week => "by week",
        Period::HalfMonth => "by half month",
        Period::Month => "by month",
        Period::Quarter => "by quarter",
        Period::Half => "by half year",
        Period::Year => "by year",
    };
    guarded(&format!("{}, {every}", program.name))
}

/// The ids of partners with a payout, each once.
fn members(content: &BundleContent) -> Vec<String> {
    let mut ids: Vec<String> = content.lines.iter().map(|line| guarded(&line.partner_id)).collect();
    ids.dedup();
    ids
}

/// The bands of a rule and of its later versions, each for the days that it holds.
fn benefits(of: &Incentive, from: &str, until: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    for (version, schedule) in of.schedules().enumerate() {
        let begins = version.checked_sub(1).map(|at| of.later_schedules[at].from);
        let ends = of.later_schedules.get(version).and_then(|later| later.from.pred_opt());
        let begins = begins.map_or(from.to_owned(), |day| day.to_string().max(from.to_owned()));
        let ends = ends.map_or(until.to_owned(), |day| day.to_string().min(until.to_owned()));
        if begins > ends {
            continue;
        }
        let next = schedule.bands.iter().skip(1).map(|band| plain(band.from));
        let tops = next.map(Some).chain([None]);
        for (at, (band, top)) in schedule.bands.iter().zip(tops).enumerate() {
            rows.push(vec![
                guarded(&format!("{}, band {}", of.name, at + 1)),
                guarded(&of.name),
                plain(band.from),
                top.unwrap_or_default(),
                benefit(band),
                begins.clone(),
                ends.clone(),
            ]);
        }
    }
    rows
}

/// What a band pays: a percentage, or an amount.
fn benefit(band: &tierwright_program::incentive::Band) -> String {
    match (band.rates.first(), band.amounts.first()) {
        (Some(rate), _) => decimal(i128::from(rate.units()), 6),
        (None, Some(amount)) => decimal(i128::from(amount.units()), 4),
        (None, None) => String::new(),
    }
}

fn plain(of: Quantity) -> String {
    match of {
        Quantity::Money(money) => decimal(i128::from(money.units()), 4),
        Quantity::Number(number) => decimal(i128::from(number.units()), 8),
    }
}

fn decimal(units: i128, scale: u32) -> String {
    crate::decision::digits(units, scale)
}

/// The budgets of a fund, one for each period, and the parts of it that are known beforehand.
fn fund_rows(
    content: &BundleContent,
    fund: &Fund,
    coming: &[Span],
    rows: &mut [Vec<Row>; LOADS.len()],
) {
    let program = &content.program;
    let (amount, every) = match &fund.money {
        FundMoney::Pool(of) | FundMoney::Fixed(of) => (of.amount, of.every),
        FundMoney::Allocated(of) => (of.amount, of.every),
        FundMoney::Accrued(_) => return,
    };
    let each = matches!(fund.money, FundMoney::Fixed(_));
    let members = members(content);
    for span in periods(program, coming, every) {
        let title = guarded(&format!("{}, {}", fund.name, program.calendar.label(span)));
        let of_all = if each { times(amount, members.len()) } else { Some(amount) };
        let Some(of_all) = of_all else { continue };
        rows[5].push(vec![
            title.clone(),
            guarded(&program.name),
            of_all.amount_text(),
            span.from().to_string(),
            span.until().to_string(),
        ]);
        if each {
            rows[6].extend(members.iter().map(|id| {
                let text = amount.amount_text();
                vec![title.clone(), guarded(&program.name), text, title.clone(), id.clone()]
            }));
        }
    }
}

fn times(amount: Money, count: usize) -> Option<Money> {
    let units = amount.units().checked_mul(i64::try_from(count).ok()?)?;
    Some(Money::from_units(units, amount.currency()))
}

/// Which rules and funds the objects say.
fn said(program: &Program) -> TargetEntry {
    let (mut exact, mut refused) = (Vec::new(), Vec::new());
    for of in program.incentives.iter().filter(|of| of.state != State::Off) {
        match refusal(program, of) {
            None => exact.push(of.id.clone()),
            Some(why) => refused.push(rule(&of.id, &of.name, why)),
        }
    }
    for fund in &program.funds {
        let why = match &fund.money {
            FundMoney::Accrued(_) => {
                Some("is a fund that accrues, so its amounts are not known before")
            }
            FundMoney::Fixed(_) if fund.who != Filter::default() => {
                Some("is a fund for some of the partners")
            }
            _ => None,
        };
        refused.extend(why.map(|why| rule(&fund.id, &fund.name, why)));
    }
    TargetEntry { target: SALESFORCE.to_owned(), exact, refused }
}

/// What the loads say, before they are written.
pub(crate) fn outlined(program: &Program) -> TargetEntry {
    said(program)
}

fn rule(id: &str, name: &str, why: &str) -> RefusedRule {
    RefusedRule { incentive: id.to_owned(), name: name.to_owned(), why: why.to_owned() }
}

/// Why the objects do not say a rule, as the rest of a sentence.
fn refusal(program: &Program, of: &Incentive) -> Option<&'static str> {
    let groups = program.stacking_groups.iter().any(|group| group.incentives.contains(&of.id));
    let shared = program.shared_limits.iter().any(|limit| limit.incentives.contains(&of.id));
    let pools = program.budget.iter().flat_map(|budget| &budget.pools);
    let drawn = pools.into_iter().any(|pool| pool.incentives.contains(&of.id));
    let by_deal = matches!(of.period, Accumulation::Line | Accumulation::Deal | Accumulation::Term);
    let whole = of.earns_on.part == Part::Whole && of.qualifier == Qualifier::PaidOn;
    let held = of.guarantee.is_some() || of.spread_over.is_some() || of.holdback.is_some();
    let picky = of.who != Filter::default() || of.what != Filter::default();
    let credit = !of.roles.is_empty() || !of.conditions.is_empty() || !of.marketplace.is_empty();
    let reasons = [
        (of.state == State::Shadow, "is only shown, not paid"),
        (by_deal, "pays deal by deal"),
        (of.shares.is_some(), "divides a deal's reward"),
        (!whole, "is not paid on the value that picks its band"),
        (
            !matches!(of.earns_on.measure, Paid::Revenue | Paid::Units),
            "is paid on something else than revenue or units",
        ),
        (!of.earns_on.value.is_plain(), "is paid on what is billed, collected or with tax"),
        (!of.credits.is_own(), "goes by the credits of a customer's first deal"),
        (picky, "is for some partners or some sales"),
        (credit, "reads roles, conditions or fees"),
        (of.gate.is_some(), "has a gate"),
        (of.dates.from.is_some() || of.dates.until.is_some(), "runs for some days only"),
        (!of.limits.is_empty(), "has a limit"),
        (of.settle.is_some(), "is settled more often than it accumulates"),
        (held, "guarantees, spreads or holds back"),
        (
            of.stacking.earlier_results == EarlierResults::ReduceIt || groups || shared,
            "is compared or limited with others",
        ),
        (of.returns != Returns::OwnPeriod, "settles again what was returned"),
        (drawn, "draws on a budget"),
    ];
    let found = reasons.iter().find(|(is, _)| *is).map(|(_, why)| *why);
    found.or_else(|| of.schedules().find_map(|schedule| schedule_refusal(of, schedule)))
}

fn schedule_refusal(of: &Incentive, schedule: &Schedule) -> Option<&'static str> {
    // 18 digits, 2 of them decimals, for what qualifies, and 4 for a benefit.
    let fine = |units: i64, scale: u32, kept: u32| units % 10_i64.pow(scale - kept) != 0;
    let from = schedule.bands.iter().any(|band| match band.from {
        Quantity::Money(money) => fine(money.units(), 4, 2),
        Quantity::Number(number) => fine(number.units(), 8, 2),
    });
    let rates = schedule.bands.iter().flat_map(|band| &band.rates);
    let rate = rates.into_iter().any(|rate| fine(rate.units(), 6, 4));
    let stepped = matches!(schedule.method, Method::WholeAmount | Method::EachBand);
    let other = schedule.method != of.schedule.method;
    let reasons = [
        (!stepped || other, "pays bands in another way than retrospective or stepped"),
        (schedule.columns.is_some(), "has columns of rates"),
        (schedule.threshold == Threshold::Passed, "has thresholds that must be passed"),
        (
            schedule.ends_at.is_some() || schedule.floor.is_some(),
            "ends its top band or has a floor",
        ),
        (from || rate, "has more decimals than the fields keep"),
    ];
    reasons.iter().find(|(is, _)| *is).map(|(_, why)| *why)
}

fn read_first(target: &TargetEntry) -> String {
    let mut text = "These files were written by Tierwright from the program and checked against the documented \
        fields of\nRebate Management and of partner marketing budgets. They were not tried in a live org: load them \
        into a\nsandbox first, and compare what it pays with internal/payouts.csv.\n\nLoad them in the order of their \
        numbers; a later file refers to an earlier one by name. Where the org asks\nfor ids, put in the ids of the rows \
        that were loaded, and for AccountId and ChannelPartnerId those of the\naccounts of the partners, whose own ids \
        stand there. A list may choose values for required fields of its own\n(a budget's Type, the aggregation object, \
        a status), which no file sets. A transaction's\namount is what of a deal counts for the partner: its declared share where the rule says so. The dates are those of the\nprogram's fiscal calendar for the four quarters after \
        the history, and members are the partners with a payout in it.\n\nMinimumQualifyingValue belongs to its band. \
        The documentation does not say whether MaximumQualifyingValue\ndoes: here it is where the next band begins. A \
        percentage is written as 5 for 5%.\n\nTexts that a spreadsheet could take for a formula begin with an \
        apostrophe, which is to be taken away\nbefore they are loaded.\n"
        .to_owned();
    let (said, refused) = (target.exact.len(), target.refused.len());
    text += &format!(
        "\nRules in these files: {said}. Rules and funds that are not, and why: {refused}.\n"
    );
    for rule in &target.refused {
        let name: String =
            rule.name.chars().map(|one| if one.is_control() { ' ' } else { one }).collect();
        text += &format!("- {name}: {}.\n", rule.why);
    }
    text
}
