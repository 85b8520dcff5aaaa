//! Who may depend on whom, and what no tree may hold.

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

use crate::checkout::{hold, root};

/// The systems the window runs on.
const DESKTOPS: [&str; 3] =
    ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc", "aarch64-apple-darwin"];

/// Each room, and the rooms it may use outside its tests.
const ROOMS: &[(&str, &[&str])] = &[
    ("program", &[]),
    ("engine", &["program"]),
    ("study", &["engine", "program"]),
    ("import", &["engine", "program"]),
    ("store", &["engine", "program"]),
    ("export", &["cases", "engine", "program"]),
    ("sample", &["engine", "program"]),
    ("cases", &["engine", "program"]),
    ("api", &["cases", "engine", "export", "import", "program", "sample", "store", "study"]),
    ("cli", &["api"]),
    ("window", &["api"]),
    ("bench", &["engine", "program"]),
    ("xtask", &[]),
];

/// Each outside thing with one door: the rooms that may name it as a dependency.
const DOORS: &[(&str, &[&str], &str)] = &[
    (
        "rusqlite",
        &["store", "export", "import"],
        "our SQL is in one place; a bundle is proved in memory; import reads databases of others",
    ),
    ("tauri", &["window"], "only the shell knows the window"),
    ("tauri-plugin-dialog", &["window"], "only the shell knows the window"),
    ("gtk", &["window"], "only the shell knows the window"),
    ("webkit2gtk", &["window"], "only the shell knows the window"),
    ("tiny_http", &["cli"], "only `serve` listens, for browser tests"),
    ("clap", &["cli"], "one command line"),
    ("ts-rs", &["api"], "the page's types come from the operations"),
    ("rand", &["sample", "study"], "randomness has a seed and a reason"),
    ("csv", &["import", "export"], "text tables come in and go out there"),
    ("typst", &["export"], "it is large, and only bundles are set in print"),
    ("typst-layout", &["export"], "it is large, and only bundles are set in print"),
    ("typst-pdf", &["export"], "it is large, and only bundles are set in print"),
];

/// What a room must not even have in its tree, however deep.
const TREES: &[(&str, &[&str], &str)] = &[
    ("program", SQL_WINDOW_WIRE, "the program is types and sentences"),
    ("engine", SQL_WINDOW_WIRE, "the engine only calculates"),
    ("engine", &["rand", "rand_chacha"], "no draw decides a payout"),
    ("study", SQL_WINDOW_WIRE, "studies ask the engine, not the document"),
    ("import", WINDOW_WIRE, "import makes rows and writes none"),
    ("export", WINDOW_WIRE, "exports are made from values"),
    ("export", HTTP, "what sets a document in print fetches nothing"),
    ("sample", SQL_WINDOW_WIRE, "the sample is values from a seed"),
    ("cases", SQL_WINDOW_WIRE, "a case is a program, facts and what must come out"),
    ("bench", SQL_WINDOW_WIRE, "the bench asks the engine alone"),
    ("store", &["tauri", "tiny_http", "clap", "ts-rs"], "the document knows no wire"),
    ("api", &["tauri", "tiny_http", "clap"], "operations know no window, HTTP or terminal"),
    ("cli", &["tauri", "gtk"], "pipelines have no screen"),
    ("cli", &["tiny_http"], "no release build listens"),
    ("cli", HTTP, "nothing leaves the machine"),
    ("xtask", &["tauri", "tiny_http"], "setting up needs nothing set up"),
    ("window", HTTP, "nothing leaves the machine"),
    ("window", &["tiny_http"], "the window listens to nobody"),
];

const WINDOW_WIRE: &[&str] = &["tauri", "tiny_http", "clap", "ts-rs"];
const SQL_WINDOW_WIRE: &[&str] = &["rusqlite", "tauri", "tiny_http", "clap", "ts-rs"];

/// Clients of HTTP and what they encrypt with. Of tauri's own tree this holds on the desktops: its
/// reqwest is for telephones only.
const HTTP: &[&str] = &[
    "attohttpc",
    "curl",
    "hyper",
    "isahc",
    "minreq",
    "native-tls",
    "openssl",
    "reqwest",
    "rustls",
    "surf",
    "tungstenite",
    "ureq",
];

/// What a room may not name itself, though something below it does.
const NOT_NAMED: &[(&str, &[&str], &str)] =
    &[("engine", &["serde", "serde_json"], "the engine knows no file format")];

/// The crates of this workspace, as their manifests describe them.
fn members() -> &'static [Value] {
    static MEMBERS: OnceLock<Vec<Value>> = OnceLock::new();
    MEMBERS.get_or_init(|| {
        let told = cargo(&["metadata", "--format-version=1", "--no-deps"]);
        let told: Value = serde_json::from_str(&told).expect("JSON");
        told["packages"].as_array().expect("packages").clone()
    })
}

fn member(room: &str) -> &'static Value {
    let name = format!("tierwright-{room}");
    let found = members().iter().find(|package| package["name"] == *name);
    found.unwrap_or_else(|| panic!("there is no crate {name}"))
}

/// The names of everything that ends up in the room's program or library on a system. What only
/// runs while compiling (build scripts, procedural macros) is left out.
fn all_below(room: &str, system: &str) -> BTreeSet<String> {
    let package = format!("tierwright-{room}");
    let tree = cargo(&[
        "tree",
        "--quiet",
        "--package",
        &package,
        "--target",
        system,
        "--edges=normal,no-proc-macro",
        "--prefix=none",
        "--format={p}",
    ]);
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

fn cargo(words: &[&str]) -> String {
    let program = std::env::var_os("CARGO").expect("cargo runs this");
    let ended = Command::new(program).args(words).current_dir(root()).output();
    let ended = ended.expect("cargo starts");
    assert!(ended.status.success(), "cargo {words:?}: {ended:?}");
    String::from_utf8(ended.stdout).expect("names are text")
}

fn word(value: &Value) -> String {
    value.as_str().expect("a word").to_owned()
}

/// The dependencies a crate names outside its tests, whether it always has them or not.
fn named(package: &Value) -> Vec<String> {
    let deps = package["dependencies"].as_array().expect("dependencies");
    let kept = deps.iter().filter(|dep| dep["kind"].is_null());
    kept.map(|dep| word(&dep["name"])).collect()
}

#[test]
fn every_crate_is_a_room_in_the_table() {
    let known: BTreeSet<String> =
        ROOMS.iter().map(|(room, _)| format!("tierwright-{room}")).collect();
    let ours = members().iter().map(|package| word(&package["name"]));
    assert_eq!(ours.collect::<BTreeSet<_>>(), known);
}

#[test]
fn rooms_use_only_the_rooms_in_their_row() {
    let mut breaches = Vec::new();
    for (room, may_use) in ROOMS {
        for name in named(member(room)) {
            let Some(other) = name.strip_prefix("tierwright-") else {
                continue;
            };
            if !may_use.contains(&other) {
                breaches.push(format!("{room} uses {other}, which is not in its row"));
            }
        }
    }
    hold(breaches);
}

#[test]
fn outside_things_have_one_door() {
    let mut breaches = Vec::new();
    for (thing, doors, why) in DOORS {
        for (room, _) in ROOMS {
            let names_it = named(member(room)).iter().any(|name| name == thing);
            if names_it && !doors.contains(room) {
                breaches.push(format!("{room} names {thing}: {why}"));
            }
        }
    }
    for (room, things, why) in NOT_NAMED {
        for name in named(member(room)) {
            if things.contains(&name.as_str()) {
                breaches.push(format!("{room} names {name}: {why}"));
            }
        }
    }
    hold(breaches);
}

#[test]
fn trees_hold_nothing_forbidden_on_any_desktop() {
    let mut breaches = Vec::new();
    for (room, _) in ROOMS {
        let rows: Vec<_> = TREES.iter().filter(|(bound, _, _)| bound == room).collect();
        for system in DESKTOPS {
            let below = all_below(room, system);
            for (_, never, why) in &rows {
                for thing in never.iter().filter(|thing| below.contains(**thing)) {
                    breaches.push(format!("{room} has {thing} in its tree on {system}: {why}"));
                }
            }
        }
    }
    hold(breaches);
}

#[test]
fn browser_tests_server_is_switched_on_by_hand_only() {
    let features = &member("cli")["features"];
    let default = features["default"].as_array().cloned().unwrap_or_default();
    assert_eq!(default, Vec::<Value>::new(), "cli's default features");
}
