//! Risk in words and rows.

use tierwright_study::{Base, Risk, RiskAsked, Spread};

use super::report::{amount, incentive, name, part, quarter, report, rounded, row, table, units};
use crate::{
    axis::Scale,
    wire::{
        Failure, StudyDot, StudyOf, StudyPicture, StudyPoint, StudyReport, StudyTable,
        StudyUnit::{Money, Rate, Text},
    },
    words::money,
};

/// Years that are drawn where no number is given.
const DRAWS: u32 = 2_000;

/// Replays that they are drawn from.
const REPLAYS: u32 = 60;

/// The seed.
const SEED: u32 = 7;

/// Columns that dots stand in, at most.
const COLUMNS: i64 = 12;

/// Answers how the bill could come out.
pub(super) fn risk(base: &Base, of: &StudyOf) -> Result<StudyReport, Failure> {
    let StudyOf::Risk { budget, seed, draws, replays, same_partners } = of else {
        return Err(Failure::internal());
    };
    let number = |given: Option<u32>, otherwise: u32| {
        usize::try_from(given.unwrap_or(otherwise).clamp(2, 100_000)).unwrap_or(2)
    };
    let asked = RiskAsked {
        draws: number(*draws, DRAWS),
        replays: number(*replays, REPLAYS),
        seed: u64::from(seed.unwrap_or(SEED)),
        budget: budget.as_ref().map(|text| units(text, "budget", base)).transpose()?,
        same_partners: *same_partners,
    };
    let found = tierwright_study::risk(base, &asked)?;
    Ok(report("risk", "Risk", found.method, base)
        .found(finding(base, &found))
        .drawn_from(found.seed)
        .figure("Paid in the replay", amount(base, found.now), Money)
        .figure("Expected", rounded(base, found.bill.mean), Money)
        .figure("P50", rounded(base, found.bill.p50), Money)
        .figure("P90", rounded(base, found.bill.p90), Money)
        .figure("Chance over budget", found.over.map(part).unwrap_or_default(), Rate)
        .pictured(Some(picture(base, &found)))
        .table(bill(base, &found))
        .table(rules(base, &found))
        .table(quarters(base, &found))
        .table(tiers(base, &found)))
}

fn finding(base: &Base, found: &Risk) -> String {
    let driver = found.rules.first().filter(|rule| rule.tail > 0);
    let driven = driver.map_or_else(String::new, |rule| {
        format!(" {} drives the dearest years most.", incentive(base, rule.incentive))
    });
    match (found.budget, found.over) {
        (Some(budget), Some(over)) => format!(
            "{} of simulated years go over the budget of {}.{driven}",
            about(over),
            money(base.money(budget))
        ),
        _ => format!(
            "Nine in ten simulated years stay between about {} and {}.{driven}",
            money(whole(base, found.bill.p5)),
            money(whole(base, found.bill.p95))
        ),
    }
}

/// Rounded to a thousand of the currency, as an estimate is said.
fn whole(base: &Base, units: i64) -> tierwright_program::Money {
    let thousand = 1_000 * tierwright_program::money::UNITS_PER_MAJOR;
    base.money((units + thousand / 2) / thousand * thousand)
}

/// A part of the years as an estimate is said; none and all are said only where they are.
pub(crate) fn about(part: f64) -> String {
    match (part * 100.0).round() {
        _ if part <= 0.0 => "None".to_owned(),
        _ if part >= 1.0 => "All".to_owned(),
        rounded if rounded < 1.0 => "Less than 1%".to_owned(),
        rounded if rounded > 99.0 => "More than 99%".to_owned(),
        rounded => format!("About {rounded}%"),
    }
}

fn cells(base: &Base, of: &Spread) -> [String; 4] {
    [of.mean, of.p50, of.p90, of.p95].map(|units| rounded(base, units))
}

fn bill(base: &Base, found: &Risk) -> StudyTable {
    let columns = [("What", Text), ("Value", Text)];
    let amount = |units: i64| money(whole(base, units));
    let mut rows = vec![
        ("Years drawn", found.draws.to_string()),
        ("Replays they are drawn from", found.replays.to_string()),
        (
            "What is drawn",
            if found.same_partners {
                "the deals of the same partners"
            } else {
                "partners, each with its deals"
            }
            .to_owned(),
        ),
        ("One in twenty years is below", amount(found.bill.p5)),
        ("One in twenty years is above", amount(found.bill.p95)),
        ("Accrual, expected value", amount(found.bill.mean)),
    ];
    rows.extend(
        found.most_likely.map(|one| ("Accrual at each partner's most likely tier", amount(one))),
    );
    rows.push(("Figures move with another seed by about", amount(found.error)));
    let rows = rows.into_iter().map(|(what, value)| row([what.to_owned(), value]));
    table("bill", "The bill of a year", "", &columns).rows(rows)
}

fn rules(base: &Base, found: &Risk) -> StudyTable {
    let columns = [
        ("Incentive", Text),
        ("Replay", Money),
        ("Expected", Money),
        ("P50", Money),
        ("P90", Money),
        ("P95", Money),
        ("More in the dearest tenth", Money),
    ];
    let rows = found.rules.iter().map(|rule| {
        let [mean, p50, p90, p95] = cells(base, &rule.spread);
        let (now, tail) = (amount(base, rule.now), rounded(base, rule.tail));
        row([incentive(base, rule.incentive), now, mean, p50, p90, p95, tail])
            .at(&format!("/incentives/{}", base.program().incentives[rule.incentive].id))
    });
    let note =
        "The last column adds up to what the dearest tenth of years costs more than on average.";
    table("rules", "Which incentives drive the tail", note, &columns).rows(rows)
}

fn quarters(base: &Base, found: &Risk) -> StudyTable {
    let columns = [
        ("Quarter", Text),
        ("Replay", Money),
        ("Expected", Money),
        ("P50", Money),
        ("P90", Money),
        ("P95", Money),
    ];
    let rows = found.quarters.iter().enumerate().map(|(at, (now, spread))| {
        let [mean, p50, p90, p95] = cells(base, spread);
        row([quarter(base, at), amount(base, *now), mean, p50, p90, p95])
    });
    table("quarters", "Accrual by quarter", "", &columns).rows(rows)
}

fn tiers(base: &Base, found: &Risk) -> StudyTable {
    let columns = [("Partner", Text), ("Ends most often at", Text), ("In part of replays", Rate)];
    let rows = found.tiers.iter().map(|one| {
        let level = base.program().tracks[0].levels[one.level].name.clone();
        row([name(base, one.partner), level, part(one.chance)]).of_partner(base, one.partner)
    });
    let note = "Partners who end at one level in fewer than nine of ten replays.";
    table("tiers", "Levels that are not sure", note, &columns).rows(rows)
}

/// Dots in columns; an edge between columns lies on the budget, so that no dot straddles it.
fn picture(base: &Base, found: &Risk) -> StudyPicture {
    let highest = found.dots.iter().copied().chain(found.budget).max().unwrap_or(0);
    let lowest = found.dots.iter().copied().chain(found.budget).min().unwrap_or(0);
    let spread = (found.dots.last().unwrap_or(&0) - found.dots.first().unwrap_or(&0)).max(1);
    let step = (spread / COLUMNS).max(1);
    let edge = found.budget.unwrap_or(lowest);
    let scale = Scale::over(lowest.min(0), highest + step);
    let zero = scale.axis(base.money(0)).zero;
    let mut levels: std::collections::BTreeMap<i64, u32> = std::collections::BTreeMap::new();
    let dots = found.dots.iter().map(|bill| {
        // A bill on the budget does not pass it, so that columns hold their upper edge.
        let column = (bill - edge - 1).div_euclid(step);
        let level = levels.entry(column).or_default();
        *level += 1;
        StudyDot {
            right: zero + scale.size(edge + column * step + step / 2),
            level: *level - 1,
            over: found.budget.is_some_and(|budget| *bill > budget),
            amount: rounded(base, *bill),
        }
    });
    let dots = dots.collect();
    StudyPicture::Dots {
        of: "Each dot is one year in twenty; the bill of a simulated year".to_owned(),
        axis: scale.axis(base.money(0)),
        budget: found.budget.map(|budget| StudyPoint {
            right: zero + scale.size(budget),
            up: 0.0,
            label: format!("Budget {}", money(base.money(budget))),
        }),
        dots,
    }
}

#[cfg(test)]
mod tests {
    use super::about;

    #[test]
    fn a_chance_is_never_said_to_be_none_or_all_where_it_is_not() {
        let said = [0.0, 0.0004, 0.0049, 0.005, 0.0949, 0.994, 0.996, 1.0].map(about);
        let expected = [
            "None",
            "Less than 1%",
            "Less than 1%",
            "About 1%",
            "About 9%",
            "About 99%",
            "More than 99%",
            "All",
        ];
        assert_eq!(said, expected);
    }
}
