//! Levels: what each review finds, and from when to when it holds.

use tierwright_program::{
    Track,
    tier::{Downgrade, Grace, LevelIs, Upgrade},
};

use super::script::{Refused, Script};

/// Whether the SQL works out the levels of a track, where no level is granted in the facts.
pub(super) fn is_worked_out(track: &Track) -> bool {
    track.upgrade == Upgrade::AtReview
        && matches!(track.downgrade, Downgrade::AtReview | Downgrade::Never)
        && track.grace == Grace::None
        && track.minimums.is_empty()
}

impl Script<'_> {
    /// A table of the levels of a track: partner, `held_from`, `held_until`, level.
    pub fn levels(&mut self, track: &Track) -> Result<String, Refused> {
        if self.given.contains(&track.id) {
            let query = format!(
                "SELECT g.partner AS partner, g.held_from AS held_from, g.held_until AS held_until,\n  \
                 g.level AS level\nFROM given_level g WHERE g.track = {}",
                self.said(&track.id)
            );
            return Ok(self.step("level", &query));
        }
        let mark = self.mark();
        let made = self.reviewed(track);
        made.inspect_err(|_| self.back_to(mark)).map_err(|why| format!("has a ladder that {why}"))
    }

    fn reviewed(&mut self, track: &Track) -> Result<String, Refused> {
        let calendar = self.calendar();
        let mut review = calendar.period_of(self.first, track.review);
        let last = self.quarters.last().map_or(review, |last| *last);
        let (mut spans, mut holds) = (Vec::new(), Vec::new());
        while review.until() <= last.until() {
            let next = calendar.next(review, track.review);
            holds.push(vec![
                spans.len().to_string(),
                self.day(next.from()),
                self.day(next.until()),
            ]);
            spans.push(review);
            review = next;
        }
        if spans.is_empty() {
            return self.everybody_lowest(track);
        }
        let first_until = spans[0].until();
        let (until_last, held) = (holds.len() - 1, "'9999-12-31'".to_owned());
        holds[until_last][2] = held;
        let periods = self.periods(spans);
        let holds = self.constants("held", &["period", "h_from", "h_until"], &holds);
        let mut joins = Vec::new();
        let mut met = Vec::new();
        for level in &track.levels {
            met.push(match &level.requirement {
                None => "1 = 1".to_owned(),
                Some(asked) => self.met(asked, &periods, &mut joins)?,
            });
        }
        let found = found(track, &met);
        self.say(&format!("The level that each review of {} finds.", track.name));
        let query = format!(
            "SELECT b.partner AS partner, b.period AS period, {found} AS level\n\
             FROM (SELECT p.id AS partner, r.period AS period FROM tw_partner p CROSS JOIN {} r\n  \
             WHERE {}) b\n{}",
            periods.table,
            self.partners_filter(&track.who, "p")?,
            joins.join("\n")
        );
        let reviewed = self.step("review", &query);
        let level = match track.downgrade {
            Downgrade::Never => "max(r.level) OVER (PARTITION BY r.partner ORDER BY r.period)",
            _ => "r.level",
        };
        let query = format!(
            "SELECT r.partner AS partner, h.h_from AS held_from, h.h_until AS held_until,\n  \
             {level} AS level\nFROM {reviewed} r JOIN {holds} h ON h.period = r.period\n\
             UNION ALL\nSELECT p.id, '0001-01-01', {}, 0 FROM tw_partner p WHERE {}",
            self.day(first_until),
            self.partners_filter(&track.who, "p")?
        );
        Ok(self.step("level", &query))
    }

    /// Before the first review ends everybody holds the lowest level.
    fn everybody_lowest(&mut self, track: &Track) -> Result<String, Refused> {
        let query = format!(
            "SELECT p.id AS partner, '0001-01-01' AS held_from, '9999-12-31' AS held_until,\n  \
             0 AS level FROM tw_partner p WHERE {}",
            self.partners_filter(&track.who, "p")?
        );
        Ok(self.step("level", &query))
    }
}

/// The level as a number, given the condition of each.
fn found(track: &Track, met: &[String]) -> String {
    let mut whens = Vec::new();
    match track.level_is {
        LevelIs::HighestMet => {
            for (at, met) in met.iter().enumerate().rev() {
                whens.push(format!("WHEN {met} THEN {at}"));
            }
        }
        LevelIs::LastBeforeFirstMissed => {
            for (at, met) in met.iter().enumerate() {
                whens.push(format!("WHEN NOT ({met}) THEN {}", at.saturating_sub(1)));
            }
            whens.push(format!("WHEN 1 = 1 THEN {}", met.len().saturating_sub(1)));
        }
    }
    format!("CASE {} ELSE 0 END", whens.join("\n    "))
}
