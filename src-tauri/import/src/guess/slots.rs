//! Partners that stand in columns of a deal: Partner 1, Partner 2, Reseller, Influencer ...

use super::headers::{Headers, SHARE};
use crate::inspect::{ColumnReading, Reads};

/// One partner's columns in a row of a deal.
pub(super) struct Slot<'a> {
    /// The column with its id, or its name where there is no id.
    pub(super) id: &'a ColumnReading,
    /// The column with its name.
    pub(super) name: &'a ColumnReading,
    /// The column with its role.
    pub(super) role: Option<&'a ColumnReading>,
    /// The role that the name of the column says, where no column has it.
    pub(super) says: &'static str,
    /// Whether the name of the column says nothing about the role.
    pub(super) unsaid: bool,
    /// The column with its share.
    pub(super) share: Option<&'a ColumnReading>,
}

/// Words for a partner in a column's name, with the role they say; without one they say none.
const WORDS: &[(&str, &str)] = &[
    ("partner", ""),
    ("partneraccount", ""),
    ("channelpartner", "resold"),
    ("primarypartner", "sourced"),
    ("secondarypartner", "co-sold"),
    ("sourcingpartner", "sourced"),
    ("sourcepartner", "sourced"),
    ("reseller", "resold"),
    ("resellingpartner", "resold"),
    ("resellerpartner", "resold"),
    ("var", "resold"),
    ("dealer", "resold"),
    ("distributor", "distributed"),
    ("distributionpartner", "distributed"),
    ("influencer", "influenced"),
    ("influencingpartner", "influenced"),
    ("referrer", "referred"),
    ("referralpartner", "referred"),
    ("cosellpartner", "co-sold"),
    ("technologypartner", "co-sold"),
    ("deliverypartner", "implemented"),
    ("implementationpartner", "implemented"),
    ("servicespartner", "implemented"),
    ("systemintegrator", "implemented"),
    ("händler", "resold"),
];

/// What a column says about its partner.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Id,
    Name,
    Role,
    Share,
}

const SUFFIXES: &[(&str, About)] = &[
    ("accountid", About::Id),
    ("accountname", About::Name),
    ("companyname", About::Name),
    ("sharepercent", About::Share),
    ("splitpercentage", About::Share),
    ("percentage", About::Share),
    ("percent", About::Share),
    ("share", About::Share),
    ("split", About::Share),
    ("anteil", About::Share),
    ("role", About::Role),
    ("rolle", About::Role),
    ("name", About::Name),
    // Two partners can have one name, so that a key beside it says more.
    ("accountnumber", About::Id),
    ("alternatekey", About::Id),
    ("number", About::Id),
    ("code", About::Id),
    ("key", About::Id),
    ("id", About::Id),
    ("", About::Name),
];

/// A column taken apart: the word, its number and what it is about.
fn parse(key: &str) -> Option<(&'static str, &'static str, String, About)> {
    SUFFIXES
        .iter()
        .find_map(|(suffix, about)| {
            let rest = key.strip_suffix(suffix)?;
            let word = rest.trim_end_matches(|c: char| c.is_ascii_digit());
            let number = rest.get(word.len()..).unwrap_or_default();
            // A number may stand behind all of it: Partner Share 2.
            let (word, says) = WORDS.iter().find(|(known, _)| *known == word)?;
            Some((*word, *says, number.to_owned(), *about))
        })
        .or_else(|| {
            let word = key.trim_end_matches(|c: char| c.is_ascii_digit());
            let number = key.get(word.len()..).filter(|number| !number.is_empty())?;
            let (word, says, _, about) = parse(word)?;
            Some((word, says, number.to_owned(), about))
        })
}

/// What the columns of one partner say of it.
type Said<'a> = Vec<(About, &'a ColumnReading)>;

/// The partners' columns of a file of deals, in the order of their first column.
pub(super) fn slots<'a>(headers: &Headers<'a>) -> Vec<Slot<'a>> {
    let mut found: Vec<(&str, &str, String, Said<'a>)> = Vec::new();
    for (column, key) in headers.all() {
        let Some((word, says, number, about)) = parse(key) else { continue };
        match found.iter_mut().find(|(other, _, count, _)| *other == word && *count == number) {
            Some((.., columns)) => columns.push((about, column)),
            None => found.push((word, says, number, vec![(about, column)])),
        }
    }
    let mut slots: Vec<Slot<'a>> = Vec::new();
    for (_, says, _, columns) in found {
        let about = |wanted: About| {
            columns.iter().find(|(about, _)| *about == wanted).map(|(_, column)| *column)
        };
        let Some(id) = about(About::Id).or_else(|| about(About::Name)) else { continue };
        if id.reads == Reads::Empty || id.reads == Reads::Dates {
            continue;
        }
        let first = slots.iter().all(|slot| !slot.unsaid);
        let unsaid = says.is_empty();
        let says = match (unsaid, first) {
            (false, _) => says,
            (true, true) => "sourced",
            (true, false) => "co-sold",
        };
        slots.push(Slot {
            id,
            name: about(About::Name).unwrap_or(id),
            role: about(About::Role),
            says,
            unsaid,
            share: about(About::Share).filter(|column| column.reads == Reads::Numbers),
        });
    }
    if let [only] = slots.as_mut_slice() {
        only.share = only.share.or_else(|| headers.number(SHARE));
    }
    slots
}
