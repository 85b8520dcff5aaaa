//! The level that a partner must hold.

use super::{At, Code, Findings};
use crate::{
    incentive::{AtLevel, TierAt},
    words,
};

/// The level that an incentive asks of partners.
pub fn level(at: &At<'_>, found: &mut Findings) {
    let Some(of) = &at.incentive.at_level else { return };
    let place = at.below("at_level");
    if of.levels.is_empty() {
        found.add(
            Code::FilterMatchesNothing,
            format!("{place}/levels"),
            format!("{} asks for a level and names none.", at.name()),
            "Name at least one level, or take the condition out.",
        );
    }
    if of.tier_at == TierAt::Close && at.incentive.period.length().is_some() {
        found.add(
            Code::LevelNeedsDeals,
            format!("{place}/tier_at"),
            format!(
                "{} adds up a period, so the partner has no one level on the day deals close.",
                at.name()
            ),
            "Read the level on the first or last day of the period, or pay deal by deal.",
        );
    }
    known(at, of, &place, found);
}

fn known(at: &At<'_>, of: &AtLevel, place: &str, found: &mut Findings) {
    let Some(track) = at.program.track(&of.track) else {
        found.add(
            Code::TrackUnknown,
            format!("{place}/track"),
            format!("There is no track with the id {}.", words::said(&of.track)),
            "Choose one of the program's tracks.",
        );
        return;
    };
    for (index, id) in of.levels.iter().enumerate() {
        if track.levels.iter().all(|level| level.id != *id) {
            found.add(
                Code::LevelUnknown,
                format!("{place}/levels/{index}"),
                format!(
                    "{} has no level with the id {}.",
                    words::name_of(&track.name, &track.id),
                    words::said(id)
                ),
                "Choose one of its levels.",
            );
        }
    }
}
