//! The files that were given, each matched to its role in the mapping.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use crate::{NamedFile, closest, failure::ImportFailure, failure::list, mapping::Mapping};

/// A file that was given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct GivenFile {
    /// Its name without folders, as messages and facts call it.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
}

/// Finds the role of every given file; the order in which they were given does not matter.
pub(crate) fn assign(
    mapping: &Mapping,
    files: &[NamedFile],
) -> Result<BTreeMap<String, GivenFile>, ImportFailure> {
    let mut given: BTreeMap<String, GivenFile> = BTreeMap::new();
    for file in files {
        let name = file_name(&file.path);
        let role = match &file.role {
            Some(role) => named_role(mapping, role, &name)?,
            None => matching_role(mapping, &name)?,
        };
        let taken = GivenFile { name: name.clone(), path: file.path.clone() };
        if let Some(other) = given.insert(role.clone(), taken) {
            return Err(ImportFailure::new(
                "role_twice",
                format!("Both {} and {name} were given as \"{role}\".", other.name),
                format!("Give one of them only, or name the role of each: --file {role}=PATH."),
            )
            .in_file(&name));
        }
    }
    match mapping.files.keys().find(|role| !is_here(mapping, &given, role)) {
        Some(role) => Err(not_given(mapping, role, format!("The mapping reads \"{role}\""))),
        None => Ok(given),
    }
}

fn is_here(mapping: &Mapping, given: &BTreeMap<String, GivenFile>, role: &str) -> bool {
    given.contains_key(role) || mapping.files.get(role).is_some_and(|form| form.optional)
}

/// The failure of a file that something reads and nobody gave.
pub(crate) fn not_given(mapping: &Mapping, role: &str, reads: String) -> ImportFailure {
    let pattern = mapping.files.get(role).map_or("", |form| form.name.as_str());
    ImportFailure::new(
        "file_not_given",
        format!("{reads} from {pattern}, and no such file was given."),
        format!("Give it with the others, or name it: --file {role}=PATH."),
    )
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn named_role(mapping: &Mapping, role: &str, name: &str) -> Result<String, ImportFailure> {
    if mapping.files.contains_key(role) {
        return Ok(role.to_owned());
    }
    let near = closest::name(role, mapping.files.keys().map(String::as_str));
    let roles: Vec<String> = mapping.files.keys().cloned().collect();
    Err(ImportFailure::new(
        "role_unknown",
        format!("{name} was given as \"{role}\", and the mapping has no such file."),
        near.map_or_else(
            || format!("The mapping has {}.", list(&roles)),
            |near| format!("Did you mean \"{near}\"?"),
        ),
    )
    .in_file(name))
}

fn matching_role(mapping: &Mapping, name: &str) -> Result<String, ImportFailure> {
    let matches = |pattern: &str| matches_pattern(&pattern.to_lowercase(), &name.to_lowercase());
    let roles: Vec<&String> = mapping
        .files
        .iter()
        .filter(|(_, form)| matches(&form.name))
        .map(|(role, _)| role)
        .collect();
    match roles.as_slice() {
        [role] => Ok((*role).clone()),
        [] => {
            let patterns: Vec<String> =
                mapping.files.values().map(|form| form.name.clone()).collect();
            Err(ImportFailure::new(
                "file_unmatched",
                format!("{name} is none of the files that the mapping reads: {}.", list(&patterns)),
                "Leave it out, or say what it is: --file ROLE=PATH.",
            )
            .in_file(name))
        }
        [first, second, ..] => Err(ImportFailure::new(
            "file_ambiguous",
            format!("{name} could be \"{first}\" or \"{second}\" of the mapping."),
            format!("Say which: --file {first}=PATH."),
        )
        .in_file(name)),
    }
}

/// Whether a name fits a pattern in which `*` stands for any text and `?` for one character.
pub(crate) fn matches_pattern(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), name.chars().collect());
    // The last star, and how much of the name it has swallowed, to go back to.
    let mut star: Option<(usize, usize)> = None;
    let (mut at, mut read) = (0, 0);
    while let Some(character) = name.get(read) {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, read));
                at += 1;
            }
            Some(wanted) if *wanted == '?' || wanted == character => {
                at += 1;
                read += 1;
            }
            _ => {
                let Some((star_at, swallowed)) = star else { return false };
                star = Some((star_at, swallowed + 1));
                at = star_at + 1;
                read = swallowed + 1;
            }
        }
    }
    pattern.iter().skip(at).all(|rest| *rest == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_whole_names() {
        let rows = [
            ("sales*.csv*", "sales_flat.csv.gz", true),
            ("sales*.csv*", "sales.csv", true),
            ("sales*.csv*", "resales.csv", false),
            ("*.csv", "a.csv.gz", false),
            ("*a*b", "xaxaxb", true),
            ("q?.csv", "q1.csv", true),
            ("q?.csv", "q12.csv", false),
            ("", "", true),
            ("*", "", true),
        ];
        for (pattern, name, expected) in rows {
            assert_eq!(matches_pattern(pattern, name), expected, "{pattern} {name}");
        }
    }
}
