//! Made-up company names, each used once.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    draw::Draw,
    geography::{Country, Tongue},
    words::{FIRST_NAMES, LAST_NAMES, stems_of},
};

/// Hands out company names.
#[derive(Default)]
pub(crate) struct NameBook {
    stems: BTreeMap<&'static str, Vec<String>>,
    used: BTreeSet<String>,
}

impl NameBook {
    /// A new company in a country whose trade is one of `words`.
    ///
    /// There are more stems times words than companies in any size, so the search ends.
    pub(crate) fn company(
        &mut self,
        draw: &mut Draw,
        country: &Country,
        words: &[&'static str],
    ) -> String {
        loop {
            let stem = self.next_stem(draw, country.tongue);
            let name = format!("{stem} {}", draw.one_of(words));
            if self.used.insert(name.clone()) {
                return if draw.chance(55) {
                    name
                } else {
                    format!("{name} {}", draw.one_of(country.forms))
                };
            }
        }
    }

    /// The next stem of a tongue; all of them are used before one comes again.
    fn next_stem(&mut self, draw: &mut Draw, tongue: Tongue) -> String {
        let (heads, tails) = stems_of(tongue);
        let left = self.stems.entry(heads[0]).or_default();
        left.pop().unwrap_or_else(|| {
            *left = coined(heads, tails);
            draw.shuffle(left);
            left.pop().unwrap_or_default()
        })
    }
}

/// Every stem of a head and a tail that does not stumble over its own letters.
fn coined(heads: &[&str], tails: &[&str]) -> Vec<String> {
    let stumbles = |head: &str, tail: &str| {
        head.to_lowercase().starts_with(&tail[..2]) || head.chars().last() == tail.chars().next()
    };
    heads
        .iter()
        .flat_map(|head| tails.iter().map(move |tail| (head, tail)))
        .filter(|(head, tail)| !stumbles(head, tail))
        .map(|(head, tail)| format!("{head}{tail}"))
        .collect()
}

/// A made-up person.
pub(crate) fn person(draw: &mut Draw) -> String {
    format!("{} {}", draw.one_of(&FIRST_NAMES), draw.one_of(&LAST_NAMES))
}
