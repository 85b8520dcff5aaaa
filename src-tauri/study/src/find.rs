//! Find a setting: levers moved within limits until a target is met, or an honest no.

use tierwright_engine::Failure;
use tierwright_program::Change;

use crate::{
    Base, Lever,
    base::{each, paid_to_each},
};

const METHOD: &str = "Each lever is moved alone over its whole range in equal steps, then all of them together, \
    each in the direction that helps. Where the target is crossed between two steps, the place is narrowed down by \
    halving. Every step pays the whole history again, so that jumps and stretches where nothing changes are seen \
    as they are, not smoothed. The replay has no reaction in it: partners sell what they sold.";

/// Steps of a sweep from one end to the other.
const STEPS: usize = 20;

/// Halvings where a target is crossed.
const HALVINGS: usize = 7;

/// What is to be reached.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Target {
    /// The bill, in ten-thousandths: at most this, and as near to it as can be.
    Cost(i64),
    /// The part of partners who get more than now: at least this, at the least cost.
    Winners(f64),
    /// `(margin x revenue - cost) / cost`: at least `least`, and as near to it as can be.
    Return {
        /// The margin of a unit of revenue, in parts.
        margin: f64,
        /// The least return.
        least: f64,
    },
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct FindAsked {
    /// What is to be reached.
    pub target: Target,
    /// The levers, by name or place; all of the program where empty.
    pub levers: Vec<String>,
    /// The least factor that a lever may be moved by.
    pub least: f64,
    /// The greatest.
    pub most: f64,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// How it was found.
    pub method: &'static str,
    /// The levers that were moved.
    pub levers: Vec<Lever>,
    /// Up to three answers that differ; none where the target cannot be reached so.
    pub answers: Vec<Answer>,
    /// What each lever reaches.
    pub sweeps: Vec<Sweep>,
    /// The bill now.
    pub now: i64,
    /// The most that the bill may be, where the target is one of cost.
    pub at_most: Option<i64>,
}

/// What a lever reaches by itself, or all together.
#[derive(Clone, PartialEq, Debug)]
pub struct Sweep {
    /// Position of the lever; none for all together.
    pub lever: Option<usize>,
    /// The lowest and the highest bill.
    pub cost: (i64, i64),
    /// The highest part of partners who get more.
    pub winners: f64,
    /// Whether the target can be reached.
    pub reaches: bool,
    /// Steps next to each other that pay the same: stretches where moving the lever changes nothing.
    pub flat: usize,
}

/// A setting that reaches the target.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Why it is shown.
    pub why: Vec<Why>,
    /// The levers by position, each with its factor.
    pub moves: Vec<(usize, f64)>,
    /// The changes of the program.
    pub changes: Vec<Change>,
    /// The bill.
    pub cost: i64,
    /// The part of partners who get more than now.
    pub winners: f64,
    /// Partners who get less, the worst hit first, each with the change.
    pub payers: Vec<(usize, i64)>,
    /// How many get more.
    pub better: usize,
}

/// What an answer is best at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// The levers move least.
    LeastMoved,
    /// The fewest partners get less.
    FewestPay,
    /// The worst hit loses least.
    MildestLoss,
}

/// One setting, paid.
#[derive(Clone, Debug)]
struct Tried {
    /// How far along the way, from 0 to 1.
    along: f64,
    moves: Vec<(usize, f64)>,
    cost: i64,
    winners: f64,
    changes: Vec<i64>,
}

/// Looks for settings.
///
/// # Errors
/// As a calculation.
pub fn find(base: &Base, asked: &FindAsked) -> Result<Found, Failure> {
    let chosen = crate::lever::levers(base.program()).into_iter().filter(|lever| {
        asked.levers.is_empty()
            || asked.levers.iter().any(|one| *one == lever.name || *one == lever.place)
    });
    let levers: Vec<Lever> = chosen.collect();
    let search = Search { base, levers: &levers, asked, now: paid_to_each(&base.outcome) };
    let alone = each(levers.len(), base.threads, |at| {
        search.sweep(&|along| vec![(at, search.factor(along))])
    })?;
    let helpful: Vec<(usize, f64)> =
        alone.iter().enumerate().filter_map(|(at, sweep)| search.helps(at, sweep)).collect();
    let mut all: Vec<(Option<usize>, Vec<Tried>)> =
        alone.into_iter().enumerate().map(|(at, sweep)| (Some(at), sweep)).collect();
    if helpful.len() > 1 {
        let way =
            |along: f64| helpful.iter().map(|(at, end)| (*at, 1.0 + (end - 1.0) * along)).collect();
        all.push((None, search.sweep(&way)?));
    }
    let sweeps = all.iter().map(|(lever, sweep)| search.seen(*lever, sweep)).collect();
    let best = all.iter().filter_map(|(_, sweep)| search.best(sweep)).cloned().collect();
    Ok(Found {
        method: METHOD,
        answers: search.answers(best),
        sweeps,
        now: base.total(),
        at_most: search.at_most(),
        levers,
    })
}

struct Search<'a> {
    base: &'a Base,
    levers: &'a [Lever],
    asked: &'a FindAsked,
    /// What each partner gets now.
    now: Vec<i64>,
}

impl Search<'_> {
    fn factor(&self, along: f64) -> f64 {
        self.asked.least + (self.asked.most - self.asked.least) * along
    }

    /// The bill that must not be passed.
    fn at_most(&self) -> Option<i64> {
        match self.asked.target {
            Target::Cost(most) => Some(most),
            Target::Winners(_) => None,
            Target::Return { margin, least } => {
                let revenue = self.base.outcome.revenue(None, None).units() as f64;
                Some((margin * revenue / (1.0 + least)).floor() as i64)
            }
        }
    }

    fn reaches(&self, tried: &Tried) -> bool {
        match (self.asked.target, self.at_most()) {
            (Target::Winners(least), _) => tried.winners >= least,
            (_, Some(most)) => tried.cost <= most,
            (_, None) => false,
        }
    }

    fn pay(&self, along: f64, moves: Vec<(usize, f64)>) -> Result<Option<Tried>, Failure> {
        let Some(outcome) = self.base.with_changes(&self.changes(&moves))? else { return Ok(None) };
        let paid = paid_to_each(&outcome);
        let changes: Vec<i64> = paid.iter().zip(&self.now).map(|(new, old)| new - old).collect();
        let better = changes.iter().filter(|change| **change > 0).count();
        let winners = better as f64 / changes.len().max(1) as f64;
        Ok(Some(Tried { along, moves, cost: paid.iter().sum(), winners, changes }))
    }

    fn changes(&self, moves: &[(usize, f64)]) -> Vec<Change> {
        moves.iter().flat_map(|(at, factor)| self.levers[*at].moved(*factor)).collect()
    }

    /// Pays equal steps along a way, then narrows down each place where the target is crossed.
    fn sweep(&self, way: &dyn Fn(f64) -> Vec<(usize, f64)>) -> Result<Vec<Tried>, Failure> {
        let mut found: Vec<Tried> = Vec::new();
        for step in 0..=STEPS {
            let along = step as f64 / STEPS as f64;
            found.extend(self.pay(along, way(along))?);
        }
        let mut narrowed = Vec::new();
        for two in found.windows(2) {
            let (mut one, mut other) = (two[0].clone(), two[1].clone());
            for _ in 0..HALVINGS {
                if self.reaches(&one) == self.reaches(&other) {
                    break;
                }
                let along = f64::midpoint(one.along, other.along);
                let Some(middle) = self.pay(along, way(along))? else { break };
                narrowed.push(middle.clone());
                if self.reaches(&middle) == self.reaches(&one) {
                    one = middle
                } else {
                    other = middle
                }
            }
        }
        found.extend(narrowed);
        found.sort_by(|one, other| one.along.total_cmp(&other.along));
        Ok(found)
    }

    /// The end of a lever that brings the target nearer, if one does.
    fn helps(&self, at: usize, sweep: &[Tried]) -> Option<(usize, f64)> {
        let (first, last) = (sweep.first()?, sweep.last()?);
        let miss = |cost: i64| (cost - self.at_most().unwrap_or(0)).abs();
        let gains = |tried: &Tried| match self.asked.target {
            Target::Winners(_) => (tried.winners * 1e6) as i64,
            _ if self.reaches(tried) || self.base.total() > self.at_most().unwrap_or(0) => {
                -tried.cost
            }
            _ => -miss(tried.cost),
        };
        let now = match self.asked.target {
            Target::Winners(_) => 0,
            _ => -self.base.total(),
        };
        let best = if gains(first) >= gains(last) { first } else { last };
        (gains(best) > now).then(|| (at, best.moves[0].1))
    }

    fn seen(&self, lever: Option<usize>, sweep: &[Tried]) -> Sweep {
        let costs = sweep.iter().map(|tried| tried.cost);
        Sweep {
            lever,
            cost: (costs.clone().min().unwrap_or(0), costs.max().unwrap_or(0)),
            winners: sweep.iter().map(|tried| tried.winners).fold(0.0, f64::max),
            reaches: sweep.iter().any(|tried| self.reaches(tried)),
            flat: sweep.windows(2).filter(|two| two[0].changes == two[1].changes).count(),
        }
    }

    /// The setting of a sweep that meets the target best: nearest to the bill, or cheapest; of equals
    /// the one that moves least.
    fn best<'s>(&self, sweep: &'s [Tried]) -> Option<&'s Tried> {
        let reach = sweep.iter().filter(|tried| self.reaches(tried));
        let moved = |tried: &Tried| moved(&tried.moves);
        reach.min_by(|one, other| {
            let by_cost = match self.asked.target {
                Target::Winners(_) => one.cost.cmp(&other.cost),
                _ => other.cost.cmp(&one.cost),
            };
            by_cost.then(moved(one).total_cmp(&moved(other)))
        })
    }

    fn answers(&self, mut best: Vec<Tried>) -> Vec<Answer> {
        best.sort_by(|one, other| moved(&one.moves).total_cmp(&moved(&other.moves)));
        let mut seen: Vec<Vec<i64>> = Vec::new();
        best.retain(|tried| {
            let new = !seen.contains(&tried.changes);
            seen.push(tried.changes.clone());
            new
        });
        let losers = |tried: &Tried| tried.changes.iter().filter(|change| **change < 0).count();
        let worst = |tried: &Tried| tried.changes.iter().copied().min().unwrap_or(0).min(0);
        let picks = [
            (Why::LeastMoved, (0..best.len()).min()),
            (Why::FewestPay, (0..best.len()).min_by_key(|at| losers(&best[*at]))),
            (Why::MildestLoss, (0..best.len()).min_by_key(|at| -worst(&best[*at]))),
        ];
        let mut answers: Vec<(usize, Answer)> = Vec::new();
        for (why, at) in picks {
            let Some(at) = at else { continue };
            match answers.iter_mut().find(|(other, _)| *other == at) {
                Some((_, answer)) => answer.why.push(why),
                None => answers.push((at, self.answer(&best[at], why))),
            }
        }
        // Places that no reason filled go to the next ones that move least.
        for (at, tried) in best.iter().enumerate() {
            if answers.len() < 3 && answers.iter().all(|(other, _)| *other != at) {
                let mut answer = self.answer(tried, Why::LeastMoved);
                answer.why.clear();
                answers.push((at, answer));
            }
        }
        answers.into_iter().map(|(_, answer)| answer).collect()
    }

    fn answer(&self, tried: &Tried, why: Why) -> Answer {
        let mut payers: Vec<(usize, i64)> =
            tried.changes.iter().copied().enumerate().filter(|(_, change)| *change < 0).collect();
        payers.sort_by_key(|(partner, change)| (*change, *partner));
        Answer {
            why: vec![why],
            moves: tried.moves.clone(),
            changes: self.changes(&tried.moves),
            cost: tried.cost,
            winners: tried.winners,
            payers,
            better: tried.changes.iter().filter(|change| **change > 0).count(),
        }
    }
}

/// How far levers move in all: the sum of the parts they are changed by.
fn moved(moves: &[(usize, f64)]) -> f64 {
    moves.iter().map(|(_, factor)| (factor - 1.0).abs()).sum()
}
