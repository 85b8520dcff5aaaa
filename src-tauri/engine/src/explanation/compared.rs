//! How the number that V is compared with came about.

use chrono::NaiveDate;
use tierwright_program::{
    Quantity, Rate,
    baseline::{BaselineOf, RestatedBy},
};

use super::{Exact, ExactQuantity};

/// A baseline or target, and how it came about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ComparedStep {
    /// Which of the two.
    pub with: ComparedWith,
    /// How it came about.
    pub how: Compared,
    /// What it is now.
    pub value: ExactQuantity,
}

/// What V is compared with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ComparedWith {
    /// B.
    Baseline,
    /// T.
    Target,
}

/// How a baseline or target came about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Compared {
    /// The mean of what was sold in the periods before, which are measures before this step.
    Mean {
        /// How many periods.
        periods: u16,
        /// What they come to together.
        sum: Quantity,
    },
    /// The number stored in the program.
    Fixed,
    /// Target rows added up, by id; none where nothing was agreed.
    Agreed(Vec<String>),
    /// `B x (1 + g)`.
    Grown {
        /// B.
        over: ExactQuantity,
        /// g.
        by: Rate,
    },
    /// A price rise or acquisition: `before + of x by x months / all months`, or
    /// `before + by x months / all months` for an amount.
    Restated {
        /// What it was, with the changes before this one.
        before: ExactQuantity,
        /// What it was before all changes.
        of: ExactQuantity,
        /// The change of a whole period.
        by: RestatedBy,
        /// The whole months that it concerns.
        months: u32,
        /// How many the period has.
        all_months: u32,
    },
    /// The target of a partner who joined in its period: `before x months / all months`.
    Joiner {
        /// What it was.
        before: ExactQuantity,
        /// The day the partner joined.
        joined: NaiveDate,
        /// Whether the month in which it joined counts.
        begun: bool,
        /// The months that it was there.
        months: u32,
        /// How many the period has.
        all_months: u32,
    },
    /// The stored minimum in place of what was zero or less.
    Minimum {
        /// What it was.
        before: ExactQuantity,
    },
    /// The median of peers in place of what was zero or less.
    Median {
        /// What it was.
        before: ExactQuantity,
        /// The peers by position in the facts, and their baselines above zero.
        peers: Vec<(usize, ExactQuantity)>,
    },
    /// Of several baselines, where nothing is paid by each of them: the lowest above zero, over which
    /// growth is largest; zero where none is.
    Lowest(Vec<(BaselineOf, ExactQuantity)>),
    /// Of several baselines, which one pays most; the value is its result.
    Best {
        /// Those that are above zero and what each gives, in their order.
        gives: Vec<(BaselineOf, Exact)>,
        /// The one that is taken.
        taken: BaselineOf,
    },
}
