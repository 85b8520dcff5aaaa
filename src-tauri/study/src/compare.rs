//! Two outcomes of the same facts, partner by partner.

use std::cmp::Ordering;

use tierwright_engine::{Failure, Outcome, Selection};
use tierwright_program::Money;

/// How a scenario differs from its baseline. The changes of the partners add up to the change of
/// the total.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comparison {
    /// What the baseline pays in all.
    pub baseline: Money,
    /// What the scenario pays in all.
    pub scenario: Money,
    /// `scenario - baseline`.
    pub change: Money,
    /// Every partner, by position in the facts.
    pub partners: Vec<PartnerChange>,
    /// Partners who get more.
    pub better: usize,
    /// Partners who get less.
    pub worse: usize,
    /// Partners who get the same.
    pub unchanged: usize,
    /// Partners whose level at the end of the replay differs, by track, then partner.
    pub moves: Vec<TierMove>,
}

/// What a partner gets over the whole replay.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PartnerChange {
    /// Position in the facts.
    pub partner: usize,
    /// With the baseline.
    pub baseline: Money,
    /// With the scenario.
    pub scenario: Money,
    /// `scenario - baseline`.
    pub change: Money,
}

/// A partner whose level at the end of the replay differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TierMove {
    /// Position of the partner in the facts.
    pub partner: usize,
    /// The track's id.
    pub track: String,
    /// The level's id with the baseline; none when the partner is not on the track then.
    pub from: Option<String>,
    /// The level's id with the scenario.
    pub to: Option<String>,
}

impl PartnerChange {
    /// Whether the partner gets more (`Greater`), less or the same.
    #[must_use]
    pub fn direction(&self) -> Ordering {
        self.change.units().cmp(&0)
    }
}

/// Compares a scenario with its baseline.
///
/// # Errors
/// Outcomes of different facts or in different currencies, which do not compare.
pub fn compare(baseline: &Outcome, scenario: &Outcome) -> Result<Comparison, Failure> {
    if !std::sync::Arc::ptr_eq(baseline.facts(), scenario.facts()) {
        return Err(Failure {
            code: "facts_differ",
            sentence: "The two results come from different facts, so they do not compare."
                .to_owned(),
            hint: "Calculate both on the same facts.".to_owned(),
        });
    }
    let partners = (0..baseline.facts().partners.len())
        .map(|partner| partner_change(baseline, scenario, partner))
        .collect::<Result<Vec<_>, Failure>>()?;
    let count = |direction| partners.iter().filter(|row| row.direction() == direction).count();
    let all = Selection::default();
    let (before, after) = (baseline.total(all), scenario.total(all));
    Ok(Comparison {
        baseline: before,
        scenario: after,
        change: difference(before, after)?,
        better: count(Ordering::Greater),
        worse: count(Ordering::Less),
        unchanged: count(Ordering::Equal),
        partners,
        moves: tier_moves(baseline, scenario),
    })
}

fn partner_change(
    baseline: &Outcome,
    scenario: &Outcome,
    partner: usize,
) -> Result<PartnerChange, Failure> {
    let of = Selection { partner: Some(partner), ..Selection::default() };
    let (baseline, scenario) = (baseline.total(of), scenario.total(of));
    Ok(PartnerChange { partner, baseline, scenario, change: difference(baseline, scenario)? })
}

/// `to - from`.
fn difference(from: Money, to: Money) -> Result<Money, Failure> {
    from.negated().and_then(|from| to.plus(from)).map_err(|error| Failure {
        code: "amounts_do_not_compare",
        sentence: format!("The two results do not compare: {error}."),
        hint: "Keep the program's currency the same in both.".to_owned(),
    })
}

/// Tracks are matched by id, so that a track the other program lacks has everybody come or go.
fn tier_moves(baseline: &Outcome, scenario: &Outcome) -> Vec<TierMove> {
    let tracks =
        |of: &Outcome| of.plan().program().tracks.iter().map(|track| track.id.clone()).collect();
    let mut ids: Vec<String> = tracks(baseline);
    let added: Vec<String> = tracks(scenario);
    ids.extend(added.into_iter().filter(|id| baseline.plan().program().track(id).is_none()));
    let mut moves = Vec::new();
    for track in ids {
        for partner in 0..baseline.facts().partners.len() {
            let from = level_at_end(baseline, &track, partner);
            let to = level_at_end(scenario, &track, partner);
            if from != to {
                let [from, to] = [from, to].map(|id| id.map(str::to_owned));
                moves.push(TierMove { partner, track: track.clone(), from, to });
            }
        }
    }
    moves
}

fn level_at_end<'a>(of: &'a Outcome, track: &str, partner: usize) -> Option<&'a str> {
    let program = of.plan().program();
    let at = program.tracks.iter().position(|candidate| candidate.id == track)?;
    let level = of.level(at, partner, of.quarters().len().checked_sub(1)?)?;
    Some(&program.tracks[at].levels[level].id)
}
