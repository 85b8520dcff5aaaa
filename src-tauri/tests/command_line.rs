//! The window's program as a shell sees it, where it opens no window.

use std::process::{Command, Output};

fn started(words: &[&str], display: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tierwright-window"));
    command.args(words).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    if let Some(display) = display {
        command.env("DISPLAY", display);
    }
    command.output().expect("the program starts")
}

#[test]
fn the_version_is_printed_without_a_display() {
    let ended = started(&["--version"], None);
    let printed = String::from_utf8_lossy(&ended.stdout);
    assert_eq!(printed, format!("tierwright-window {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!(ended.status.code(), Some(0));
}

#[test]
fn wrong_use_is_said_with_the_right_one() {
    let ended = started(&["--smaple"], None);
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(said.contains("no option --smaple") && said.contains("Usage:"), "{said}");
    assert_eq!(ended.status.code(), Some(2));
}

#[cfg(target_os = "linux")]
#[test]
fn a_missing_display_is_said_in_a_sentence() {
    for (display, part) in [(None, "neither DISPLAY nor"), (Some(":7654"), "does not answer")] {
        let ended = started(&["--sample"], display);
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(said.contains(part) && !said.contains("panicked"), "{display:?}: {said}");
        assert_eq!(ended.status.code(), Some(3), "{display:?}");
    }
}
