//! Which of the keys of a look something counts for.

use tierwright_program::filter::Field;

use super::AT_ONCE;
use crate::{
    cube::SalesRows,
    given::Given,
    passing::{Passing, Place},
};

/// A set of keys, a bit each by position.
pub(super) type Keys = u32;

/// For each set of keys, all bits of those in it and none of the others: what is added to one is
/// added to all, cut down by these.
pub(super) const MASKS: [[i64; AT_ONCE]; 1 << AT_ONCE] = {
    let mut masks = [[0; AT_ONCE]; 1 << AT_ONCE];
    let mut set = 0;
    while set < masks.len() {
        let mut key = 0;
        while key < AT_ONCE {
            if set & (1 << key) != 0 {
                masks[set][key] = -1;
            }
            key += 1;
        }
        set += 1;
    }
    masks
};

/// The keys that something holds for.
pub(super) fn where_each(rows: &[SalesRows<'_>], holds: impl Fn(&SalesRows<'_>) -> bool) -> Keys {
    rows.iter().enumerate().fold(0, |keys, (at, rows)| keys | Keys::from(holds(rows)) << at)
}

/// The keys whose filters each line passes.
pub(super) struct LineKeys {
    /// The columns that decide.
    pub place: Place,
    /// The keys by place.
    keys: Vec<Keys>,
    /// Filter by filter, where their columns have too many values together.
    each: Vec<Passing>,
}

impl LineKeys {
    pub fn new(given: Given<'_>, rows: &[SalesRows<'_>]) -> Self {
        let facts = given.facts;
        let passing = |rows: &SalesRows<'_>| Passing::new(given, &rows.key.sales.of);
        let each: Vec<Passing> = rows.iter().map(passing).collect();
        let fields: Option<Vec<&[(Field, usize)]>> = each.iter().map(Passing::columns).collect();
        let fields = fields.map(|fields| fields.concat().into_iter().map(|(field, _)| field));
        let Some(place) = fields.and_then(|fields| Place::of(facts, fields)) else {
            return Self { place: Place::default(), keys: Vec::new(), each };
        };
        let keys = place.table(facts, |value| {
            each.iter().enumerate().fold(0, |keys, (at, passing)| {
                keys | Keys::from(passing.passes_values(value)) << at
            })
        });
        Self { place, keys, each: Vec::new() }
    }

    /// Of each two keys that follow each other, leaves only the lines that one of the two lets pass;
    /// says whether it could.
    pub fn keep_differing(&mut self) -> bool {
        let first: Keys = (0..AT_ONCE).step_by(2).map(|at| 1 << at).sum();
        for keys in &mut self.keys {
            let differing = (*keys ^ (*keys >> 1)) & first;
            *keys &= differing | differing << 1;
        }
        !self.keys.is_empty()
    }

    /// The keys whose filters a line of a deal passes; `at` is its place.
    #[inline]
    pub fn of(&self, given: Given<'_>, deal: usize, line: usize, at: usize) -> Keys {
        match self.keys.get(at) {
            Some(keys) => *keys,
            None => self.each.iter().enumerate().fold(0, |keys, (at, passing)| {
                keys | Keys::from(passing.passes(given, deal, line)) << at
            }),
        }
    }
}
