//! Bands that nobody is paid by, and who sits just below a jump.

use tierwright_program::{Quantity, Severity, incentive::Method, words};

use super::{HistoryFinding, Look, partners};
use crate::threshold_words;

pub fn bands(look: &Look<'_>, found: &mut Vec<HistoryFinding>) {
    let (incentive, lines) = (look.incentive(), look.lines());
    // Which version of a schedule a line took is not asked here.
    if !incentive.later_schedules.is_empty() || lines.paid.is_empty() {
        return;
    }
    let schedule = &incentive.schedule;
    let each = schedule.bands.iter().enumerate();
    for (at, band) in each.filter(|_| schedule.bands.len() > 1) {
        let place = look.place(&format!("/schedule/bands/{at}"));
        let pays = !matches!(schedule.method, Method::Interpolated(_));
        let nothing = band.rates.iter().all(|rate| rate.units() == 0)
            && band.amounts.iter().all(|amount| amount.units() == 0);
        if pays && !nothing && !lines.bands.contains(&band.from.units()) {
            let most = lines.most.map_or_else(String::new, |most| {
                format!(" The highest value was {}.", words::quantity(most))
            });
            found.push(HistoryFinding {
                severity: Severity::Note,
                code: "band_pays_nobody",
                place: place.clone(),
                sentence: format!(
                    "{}: the band from {} pays nobody on this history.{most}",
                    look.name(),
                    threshold_words(incentive, band.from),
                ),
                hint: "Move its threshold to where partners are, or keep it as something to aim at.",
                partners: 0,
                amount: look.money(0),
                of: "",
            });
        }
        if schedule.method == Method::WholeAmount {
            found.extend(near(look, band.from, place));
        }
    }
}

/// Who finished a quarter within 5% below a threshold where the whole amount takes another rate.
fn near(look: &Look<'_>, from: Quantity, place: String) -> Option<HistoryFinding> {
    let near = look.lines().near.get(&from.units()).filter(|near| near.units > 0)?;
    let amount = look.money(near.units);
    Some(HistoryFinding {
        severity: Severity::Warning,
        code: "cliff_within_reach",
        place,
        sentence: format!(
            "{}: {} finished a quarter within 5% below {}, and would have earned {} more at it.",
            look.name(),
            partners(near.partners.len()),
            threshold_words(look.incentive(), from),
            words::money(amount),
        ),
        hint: "Expect deals to be moved across it; pay each band at its own rate to have no jump.",
        partners: near.partners.len(),
        amount,
        of: "more at the threshold",
    })
}
