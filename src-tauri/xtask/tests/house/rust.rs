//! What the source of a room must not say.

use crate::checkout::{files, hold, text};

/// Words that a room's source must not hold outside comments and texts, and why.
const WORDS: &[(&str, &[&str], &str)] = &[
    ("program", FLOATS, "money is exact"),
    ("engine", FLOATS, "money is exact"),
    ("store", FLOATS, "money is exact"),
    ("export", FLOATS, "money is exact"),
    ("cases", FLOATS, "money is exact"),
    ("program", FILES, "a program knows no files"),
    ("engine", FILES, "the engine knows no files"),
    ("study", FILES, "studies know no files"),
    ("program", CLOCK, "a program knows no clock"),
    ("engine", CLOCK, "the same facts give the same bytes on any day"),
    ("study", CLOCK, "a study asked twice answers alike"),
    ("import", CLOCK, "only the operations ask the clock"),
    ("store", CLOCK, "only the operations ask the clock"),
    ("export", CLOCK, "only the operations ask the clock"),
    ("cases", CLOCK, "a case comes out the same on any day"),
    ("cli", CLOCK, "only the operations ask the clock"),
    ("sample", CLOCK, "a seed gives the same bytes on any day"),
    ("program", &["std::thread", "rayon"], "a program is only data"),
    ("study", CHANCE, "every draw has a seed"),
    ("sample", CHANCE, "every draw has a seed"),
    ("store", &["RoundingStrategy", "round_dp"], "one file rounds, and it is not here"),
    ("api", &["println!", "eprintln!", "std::net"], "operations know no terminal and no network"),
    ("program", NETWORK, "nothing leaves the machine"),
    ("engine", NETWORK, "nothing leaves the machine"),
    ("import", NETWORK, "nothing leaves the machine"),
    ("store", NETWORK, "nothing leaves the machine"),
    ("export", NETWORK, "nothing leaves the machine"),
];

const FLOATS: &[&str] = &["f32", "f64"];
const FILES: &[&str] = &["std::fs", "File::", "std::process"];
const CLOCK: &[&str] = &["SystemTime", "Instant", "Utc::now", "Local::now"];
const CHANCE: &[&str] = &["thread_rng", "rand::rng(", "from_os_rng", "from_entropy", "OsRng"];
const NETWORK: &[&str] = &["std::net", "TcpStream", "TcpListener", "UdpSocket"];

/// Endings of a type's name that say nothing.
const EMPTY_NAMES: [&str; 6] = ["Manager", "Service", "Helper", "Util", "Utils", "Handler"];

/// Rust without its comments and texts, so that only what the compiler acts on is judged.
fn code(source: &str) -> String {
    let mut code = String::new();
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        let skipped = comment(rest).or_else(|| quoted(rest, &code));
        match skipped {
            Some(length) => {
                code.push(' ');
                rest = &rest[length..];
            }
            None => {
                code.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
    }
    code
}

/// The length of a comment that starts here.
fn comment(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if !rest.starts_with("/*") {
        return None;
    }
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return Some(at);
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    Some(rest.len())
}

/// The length of a text or a character that starts here, given the code before it.
fn quoted(rest: &str, before: &str) -> Option<usize> {
    let in_word = before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
    let hashes = rest[1..].chars().take_while(|letter| *letter == '#').count();
    if rest.starts_with('r') && rest[1 + hashes..].starts_with('"') && !in_raw_word(before) {
        let closing = format!("\"{}", "#".repeat(hashes));
        let from = hashes + 2;
        return Some(
            rest[from..].find(&closing).map_or(rest.len(), |end| from + end + closing.len()),
        );
    }
    if let Some(text) = rest.strip_prefix('"') {
        return Some(1 + closing(text, '"'));
    }
    let character = rest.starts_with('\'')
        && !in_word
        && (rest[1..].starts_with('\\') || rest[1..].chars().nth(1) == Some('\''));
    character.then(|| 1 + closing(&rest[1..], '\''))
}

/// `br"` starts a text too; any other word that ends before an `r` is a name.
fn in_raw_word(before: &str) -> bool {
    let before = before.strip_suffix('b').unwrap_or(before);
    before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_')
}

/// The length up to and with the mark that closes a text, past escaped ones.
fn closing(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        if escaped {
            escaped = false;
        } else if letter == '\\' {
            escaped = true;
        } else if letter == mark {
            return at + mark.len_utf8();
        }
    }
    text.len()
}

/// Whether the code says a word. A word of letters must stand alone, or end a name: `to_f64`
/// says `f64`.
fn says(code: &str, word: &str) -> bool {
    let is_name = |letter: char| letter.is_alphanumeric();
    code.match_indices(word).any(|(at, _)| {
        let after = &code[at + word.len()..];
        let within = word.ends_with(is_name) && after.starts_with(|c| is_name(c) || c == '_');
        !within && !code[..at].ends_with(is_name)
    })
}

fn sources(folder: &str) -> Vec<(String, String)> {
    let paths = files().into_iter();
    let rust = paths.filter(|path| path.starts_with(folder) && path.ends_with(".rs"));
    rust.filter_map(|path| text(&path).map(|source| (path, source))).collect()
}

#[test]
fn rooms_do_not_say_what_they_must_not_know() {
    let mut breaches = Vec::new();
    for (room, words, why) in WORDS {
        for (path, source) in sources(&format!("src-tauri/{room}/src/")) {
            let code = code(&source);
            for word in words.iter().filter(|word| says(&code, word)) {
                breaches.push(format!("{path} says {word}: {why}"));
            }
        }
    }
    hold(breaches);
}

#[test]
fn every_room_states_what_it_does_not_know() {
    let fronts = files().into_iter().filter(|path| {
        let own = path == "src-tauri/src/main.rs";
        own || path.starts_with("src-tauri/")
            && path.split('/').count() == 4
            && (path.ends_with("/src/lib.rs") || path.ends_with("/src/main.rs"))
    });
    let mut breaches = Vec::new();
    for path in fronts {
        let source = text(&path).unwrap_or_default();
        let head = source.lines().take_while(|line| line.starts_with("//!"));
        let head: Vec<&str> = head.map(|line| line.trim_start_matches("//!").trim()).collect();
        let head = head.join(" ");
        if !head.contains("does not know") && !head.contains("nothing else") {
            breaches.push(format!("{path} does not say what its room does not know"));
        }
    }
    hold(breaches);
}

#[test]
fn every_crate_keeps_the_lints_of_the_workspace() {
    let manifests = files()
        .into_iter()
        .filter(|path| path.starts_with("src-tauri/") && path.ends_with("/Cargo.toml"));
    for path in manifests {
        let manifest = text(&path).unwrap_or_default();
        assert!(manifest.contains("[lints]\nworkspace = true"), "{path}");
    }
}

#[test]
fn types_are_named_after_what_they_are() {
    let mut breaches = Vec::new();
    for (path, source) in sources("src-tauri/") {
        let code = code(&source);
        let words: Vec<&str> = code.split_whitespace().collect();
        for pair in words.windows(2) {
            let name: String = pair[1].chars().take_while(|c| c.is_alphanumeric()).collect();
            let defines = ["struct", "enum", "trait", "type"].contains(&pair[0]);
            if defines && EMPTY_NAMES.iter().any(|ending| name.ends_with(ending)) {
                breaches.push(format!("{path} has {name}, a name that says nothing"));
            }
        }
    }
    hold(breaches);
}

#[test]
fn code_is_told_from_comments_and_texts() {
    for (source, word, said) in [
        ("let x: f64 = y;", "f64", true),
        ("x.to_f64()", "f64", true),
        ("let f64x = 1;", "f64", false),
        ("// f64\nlet x = 1;", "f64", false),
        ("/* a /* f64 */ b */ let x = 1;", "f64", false),
        ("let x = \"f64 \\\" f64\"; y", "f64", false),
        ("let x = \"https://a\"; f64", "f64", true),
        ("let x = r#\"f64 \" f64\"#; y", "f64", false),
        ("let x = b\"f64\"; y", "f64", false),
        ("let q = '\"'; let x: f64;", "f64", true),
        ("fn a<'a>(x: &'a str) { f64 }", "f64", true),
        ("let q = '\\''; let x: f64;", "f64", true),
        ("use std::fs;", "std::fs", true),
        ("use std::fsync;", "std::fs", false),
        ("chrono::Utc::now()", "Utc::now", true),
        ("File::open(path)", "File::", true),
        ("NoFile::open(path)", "File::", false),
        ("println!(\"\")", "println!", true),
        ("eprintln!(\"\")", "println!", false),
        ("InstantPayout", "Instant", false),
    ] {
        assert_eq!(says(&code(source), word), said, "{source}");
    }
}
