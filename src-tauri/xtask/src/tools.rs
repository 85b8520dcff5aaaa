//! Rust, Node and npm: which version is there, which is wanted, and how to get it.

use std::fmt;
use std::process::Command;

use crate::Stopped;
use crate::house::{House, printed};

/// Major and minor number of a tool's version.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Version(u32, u32);

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

/// Finds the version in what a tool prints: the first word that is numbers with a dot between,
/// with a `v` before it or not.
pub fn version_in(text: &str) -> Option<Version> {
    text.split_whitespace().find_map(|word| {
        let mut numbers = word.trim_start_matches('v').split('.');
        let major = numbers.next()?.parse().ok()?;
        let minor = numbers.next()?.parse().ok()?;
        Some(Version(major, minor))
    })
}

/// A tool that we cannot install for a person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tool {
    /// The compiler, with cargo.
    Rust,
    /// `cargo fmt`.
    Rustfmt,
    /// `cargo clippy`.
    Clippy,
    /// JavaScript outside a browser.
    Node,
    /// Node's package client.
    Npm,
}

impl Tool {
    fn wanted(self) -> Version {
        match self {
            Tool::Rust => Version(1, 90),
            Tool::Node => Version(20, 0),
            Tool::Rustfmt | Tool::Clippy => Version(0, 0),
            Tool::Npm => Version(9, 0),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Tool::Rust => "Rust",
            Tool::Rustfmt => "cargo fmt",
            Tool::Clippy => "cargo clippy",
            Tool::Node => "Node",
            Tool::Npm => "npm",
        }
    }

    fn how_to_get(self) -> &'static str {
        match self {
            Tool::Rust => {
                "Get it from https://rustup.rs, or with `rustup update stable` where rustup is there already."
            }
            Tool::Rustfmt => "Get it with `rustup component add rustfmt`.",
            Tool::Clippy => "Get it with `rustup component add clippy`.",
            Tool::Node => "Get it from https://nodejs.org (npm comes with it).",
            Tool::Npm => {
                "It comes with Node from https://nodejs.org; Debian and Ubuntu keep it in a package of its own, npm."
            }
        }
    }

    fn found(self, house: &House) -> Option<Version> {
        let text = match self {
            Tool::Rust => {
                let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
                printed(Command::new(compiler).arg("--version"))
            }
            Tool::Rustfmt => printed(house.cargo().args(["fmt", "--version"])),
            Tool::Clippy => printed(house.cargo().args(["clippy", "--version"])),
            Tool::Node => printed(Command::new("node").arg("--version")),
            Tool::Npm => printed(house.npm("npm").arg("--version")),
        }?;
        version_in(&text)
    }
}

/// Says which of these tools are missing or too old, each with how to get it.
pub fn check(house: &House, tools: &[Tool]) -> Result<(), Stopped> {
    let said: Vec<String> =
        tools.iter().filter_map(|tool| complaint(*tool, tool.found(house))).collect();
    if said.is_empty() { Ok(()) } else { Err(said.join("\n")) }
}

fn complaint(tool: Tool, found: Option<Version>) -> Option<String> {
    let (name, wanted, get) = (tool.name(), tool.wanted(), tool.how_to_get());
    let or_newer =
        if wanted > Version(0, 0) { format!(" {wanted} or newer") } else { String::new() };
    match found {
        None => Some(format!("{name}{or_newer} is needed and was not found. {get}")),
        Some(version) if version < wanted => {
            Some(format!("{name}{or_newer} is needed; this is {version}. {get}"))
        }
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_as_the_tools_print_them() {
        for (text, version) in [
            ("rustc 1.95.0 (59807616e 2026-04-14)", Some(Version(1, 95))),
            ("rustc 1.97.0-nightly (abc 2026-05-01)", Some(Version(1, 97))),
            ("v20.20.2\n", Some(Version(20, 20))),
            ("11.19.1", Some(Version(11, 19))),
            ("clippy 0.1.95 (59807616e1 2026-04-14)", Some(Version(0, 1))),
            ("command not found", None),
            ("", None),
        ] {
            assert_eq!(version_in(text), version, "{text:?}");
        }
    }

    #[test]
    fn a_tool_is_complained_of_just_below_the_version_wanted() {
        for (tool, found, complained) in [
            (Tool::Rust, Some(Version(1, 89)), true),
            (Tool::Rust, Some(Version(1, 90)), false),
            (Tool::Rust, Some(Version(2, 0)), false),
            (Tool::Node, Some(Version(19, 9)), true),
            (Tool::Node, Some(Version(20, 0)), false),
            (Tool::Clippy, Some(Version(0, 1)), false),
            (Tool::Npm, None, true),
        ] {
            let said = complaint(tool, found);
            assert_eq!(said.is_some(), complained, "{tool:?} {found:?}: {said:?}");
        }
    }

    #[test]
    fn a_complaint_says_what_is_there_and_how_to_get_better() {
        let said = complaint(Tool::Node, Some(Version(18, 19))).unwrap_or_default();
        assert!(said.contains("20.0 or newer"), "{said}");
        assert!(said.contains("this is 18.19"), "{said}");
        assert!(said.contains("https://nodejs.org"), "{said}");
    }
}
