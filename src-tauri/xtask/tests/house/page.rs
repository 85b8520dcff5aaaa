//! What the page's sources may import, and what the window lets the page do.

use std::path::{Component, Path, PathBuf};

use serde_json::Value;

use crate::checkout::{files, hold, text};

/// Folders of the page, what they may not import, and why. Paths are below `ui/src`.
const IMPORTS: &[(&str, &str, &str)] = &[
    ("components", "features", "parts know no screen"),
    ("charts", "features", "parts know no screen"),
    ("money", "features", "parts know no screen"),
    ("styles", "features", "parts know no screen"),
    ("components", "host", "parts get values, they ask for none"),
    ("charts", "host", "parts get values, they ask for none"),
    ("host", "features", "the door knows no screen"),
    ("host", "components", "the door knows no screen"),
];

/// Everything the page may ask of the window; a word more is a decision.
const PERMISSIONS: &[&str] = &[
    "operations",
    "core:event:allow-listen",
    "core:event:allow-unlisten",
    "core:window:allow-set-title",
    "core:webview:allow-set-webview-zoom",
    "dialog:allow-open",
    "dialog:allow-save",
];

struct Import {
    path: String,
    from: String,
}

/// Every import in the page's sources: the file, and what it names.
fn imports() -> Vec<Import> {
    let mut imports = Vec::new();
    for path in files() {
        let script = path.ends_with(".ts") || path.ends_with(".tsx");
        if !script || !path.starts_with("ui/src/") {
            continue;
        }
        for from in named(&text(&path).unwrap_or_default()) {
            let path = path.clone();
            imports.push(Import { path, from });
        }
    }
    imports
}

/// The texts after `from`, `import` and `import(` in a script.
fn named(script: &str) -> Vec<String> {
    let mut named = Vec::new();
    for quote in ['"', '\''] {
        for start in ["from ", "import ", "import("] {
            let start = format!("{start}{quote}");
            for (at, _) in script.match_indices(&start) {
                let rest = &script[at + start.len()..];
                named.extend(rest.split(quote).next().map(str::to_owned));
            }
        }
    }
    named
}

/// Where an import leads, below `ui/src`; nothing when it leads to a package.
fn target(import: &Import) -> Option<PathBuf> {
    if !import.from.starts_with('.') {
        return None;
    }
    let mut target = Path::new(&import.path).parent()?.to_path_buf();
    for part in Path::new(&import.from).components() {
        match part {
            Component::ParentDir => {
                target.pop();
            }
            Component::Normal(name) => target.push(name),
            _ => {}
        }
    }
    target.strip_prefix("ui/src").map(Path::to_path_buf).ok()
}

/// The feature a path below `ui/src` belongs to.
fn feature(path: &Path) -> Option<String> {
    let rest = path.strip_prefix("features").ok()?;
    let name = rest.components().next()?.as_os_str();
    Some(name.to_string_lossy().into_owned())
}

#[test]
fn one_door_leads_to_the_window() {
    let strangers = imports().into_iter().filter(|import| {
        import.from.starts_with("@tauri-apps/") && !import.path.starts_with("ui/src/host/")
    });
    hold(
        strangers
            .map(|import| format!("{} imports {}: only ui/src/host may", import.path, import.from))
            .collect(),
    );
}

#[test]
fn features_do_not_know_each_other() {
    let mut breaches = Vec::new();
    for import in imports() {
        let own = Path::new(&import.path).strip_prefix("ui/src").ok().and_then(feature);
        let other = target(&import).as_deref().and_then(feature);
        if let (Some(own), Some(other)) = (own, other) {
            if own != other {
                breaches.push(format!("{} imports {}", import.path, import.from));
            }
        }
    }
    hold(breaches);
}

#[test]
fn parts_do_not_know_who_uses_them() {
    let mut breaches = Vec::new();
    for import in imports() {
        let Some(target) = target(&import) else { continue };
        for (folder, never, why) in IMPORTS {
            let bound = import.path.starts_with(&format!("ui/src/{folder}/"));
            if bound && target.starts_with(never) {
                breaches.push(format!("{} imports {}: {why}", import.path, import.from));
            }
        }
    }
    hold(breaches);
}

#[test]
fn imports_are_found_as_scripts_write_them() {
    let script = "import { a } from \"./a.ts\";\nimport './b.css';\nconst c = await import(\"../c.ts\");\nexport * from '@tauri-apps/api';";
    let mut found = named(script);
    found.sort();
    assert_eq!(found, ["../c.ts", "./a.ts", "./b.css", "@tauri-apps/api"]);
    let import = Import {
        path: "ui/src/features/tiers/view.tsx".to_owned(),
        from: "../data/rows.ts".to_owned(),
    };
    let target = target(&import);
    assert_eq!(target, Some(PathBuf::from("features/data/rows.ts")));
    assert_eq!(target.as_deref().and_then(feature), Some("data".to_owned()));
}

fn settings(path: &str) -> Value {
    let text = text(path).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_page_may_ask_for_what_it_uses_and_no_more() {
    let capability = settings("src-tauri/capabilities/main.json");
    let granted = capability["permissions"].as_array().expect("permissions");
    let strangers = granted
        .iter()
        .filter(|permission| !permission.as_str().is_some_and(|name| PERMISSIONS.contains(&name)));
    hold(strangers.map(|name| format!("the page may {name}")).collect());
}

#[test]
fn the_content_policy_lets_nothing_in_or_out() {
    let settings = settings("src-tauri/tauri.conf.json");
    let policy = settings["app"]["security"]["csp"].as_object().expect("a policy");
    assert_eq!(policy.get("default-src"), Some(&Value::from("'none'")));
    let mut breaches = Vec::new();
    for (rule, sources) in policy {
        for source in sources.as_str().unwrap_or("unreadable").split(' ') {
            let own = ["'none'", "'self'", "data:", "ipc:", "http://ipc.localhost"];
            if !own.contains(&source) {
                breaches.push(format!("{rule} allows {source}"));
            }
        }
    }
    hold(breaches);
    assert!(settings["build"].get("devUrl").is_none(), "a release would look for it");
}
