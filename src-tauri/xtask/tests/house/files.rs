//! What lies where, how long it is, and what no file may hold.

use crate::checkout::{files, hold, text, top};

/// Everything that may stand at the top.
const TOP: &[&str] = &[
    ".cargo",
    ".ci",
    ".gitattributes",
    ".gitignore",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "deny.toml",
    "fixtures",
    ".rustfmt.toml",
    "src-tauri",
    "ui",
];

/// Endings of files that people write.
const SOURCES: &[&str] = &[".rs", ".ts", ".tsx", ".mjs", ".css", ".html"];

/// A source longer than this holds more than one concept.
const MOST_LINES: usize = 600;

/// Files that programs write, which may be as long as they need.
const GENERATED: &[&str] = &["ui/src/host/generated/"];

/// File names that say nothing.
const EMPTY_NAMES: &[&str] =
    &["helper", "helpers", "manager", "managers", "service", "services", "util", "utils"];

/// Where machines keep their own things; the first letter is apart so that this file obeys itself.
const MACHINE_PATHS: &[(&str, &str)] = &[
    ("/", "work/"),
    ("/", "root/"),
    ("/", "home/"),
    ("/", "Users/"),
    ("/", "private/tmp/"),
    ("C:", "\\Users\\"),
];

#[test]
fn the_top_holds_only_what_the_readme_names() {
    let strangers = top().into_iter().filter(|name| !TOP.contains(&name.as_str()));
    hold(strangers.map(|name| format!("{name} stands at the top")).collect());
}

#[test]
fn sources_are_short() {
    let mut breaches = Vec::new();
    for path in files() {
        let written = SOURCES.iter().any(|ending| path.ends_with(ending));
        if !written || GENERATED.iter().any(|folder| path.starts_with(folder)) {
            continue;
        }
        let lines = text(&path).unwrap_or_default().lines().count();
        if lines > MOST_LINES {
            breaches.push(format!("{path} has {lines} lines, more than {MOST_LINES}"));
        }
    }
    hold(breaches);
}

#[test]
fn files_are_named_after_a_concept() {
    let mut breaches = Vec::new();
    for path in files() {
        let stems = path.split('/').filter_map(|part| part.split('.').next());
        for stem in stems.filter(|stem| EMPTY_NAMES.contains(stem)) {
            breaches.push(format!("{path}: {stem} is a name that says nothing"));
        }
    }
    hold(breaches);
}

#[test]
fn no_file_tells_of_one_machine() {
    let mut breaches = Vec::new();
    for path in files() {
        let Some(text) = text(&path) else { continue };
        for (first, rest) in MACHINE_PATHS {
            let machine = format!("{first}{rest}");
            let starts_path = |before: &str| {
                !before.ends_with(|letter: char| {
                    letter.is_alphanumeric() || "./_-~$}".contains(letter)
                })
            };
            let told = text.match_indices(&machine).any(|(at, _)| starts_path(&text[..at]));
            if told {
                breaches.push(format!("{path} holds the path {machine}"));
            }
        }
    }
    hold(breaches);
}

#[test]
fn the_ui_lock_file_names_no_mirror() {
    let lock = text("ui/package-lock.json").unwrap_or_default();
    let addresses = lock.lines().filter(|line| line.contains("\"resolved\": \"http"));
    let mirrors = addresses.filter(|line| !line.contains("://registry.npmjs.org/"));
    assert_eq!(mirrors.count(), 0, "packages come from the registry npm is set up with");
}
