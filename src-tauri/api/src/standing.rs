//! The level a partner holds at the end of the replay.

use tierwright_engine::Outcome;

/// Where a partner stands: positions of the track and of the level in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Standing {
    pub track: usize,
    pub level: usize,
}

impl Standing {
    /// On the first track that the partner is on; none when it is on no track.
    pub(crate) fn of(outcome: &Outcome, partner: usize) -> Option<Self> {
        let last = outcome.quarters().len().checked_sub(1)?;
        (0..outcome.plan().program().tracks.len())
            .find_map(|track| Some(Self { track, level: outcome.level(track, partner, last)? }))
    }

    /// Every place to stand, in the order of the program.
    pub(crate) fn all(outcome: &Outcome) -> Vec<Self> {
        let tracks = outcome.plan().program().tracks.iter().enumerate();
        tracks
            .flat_map(|(track, of)| (0..of.levels.len()).map(move |level| Self { track, level }))
            .collect()
    }

    /// The level's name; with several tracks, after the track's.
    pub(crate) fn name(self, outcome: &Outcome) -> String {
        let tracks = &outcome.plan().program().tracks;
        let track = &tracks[self.track];
        let level = &track.levels[self.level].name;
        if tracks.len() == 1 { level.clone() } else { format!("{}, {level}", track.name) }
    }

    /// The ids of the track and the level.
    pub(crate) fn ids(self, outcome: &Outcome) -> (String, String) {
        let track = &outcome.plan().program().tracks[self.track];
        (track.id.clone(), track.levels[self.level].id.clone())
    }
}
