//! What the window needs of the system before it can be built and shown.

use crate::Stopped;
use crate::house::printed;
use crate::packages;
use std::process::Command;

/// Linux: the packages, installed where that may be done.
pub fn set_up() -> Result<(), Stopped> {
    if cfg!(target_os = "macos") {
        return command_line_tools();
    }
    if cfg!(windows) {
        return web_view_2();
    }
    let wanted = [packages::COMPILER, packages::WEB_VIEW].concat();
    packages::install(&wanted)
}

fn command_line_tools() -> Result<(), Stopped> {
    match printed(Command::new("xcode-select").arg("-p")) {
        Some(_) => Ok(()),
        None => Err(
            "Apple's command line tools are needed and were not found. Get them with `xcode-select --install`."
                .to_owned(),
        ),
    }
}

/// Rust for Windows brings its linker from Microsoft's C++ build tools, without which this program
/// would not have been built; what may still be missing is the web view, on Windows 10.
fn web_view_2() -> Result<(), Stopped> {
    const CLIENT: &str =
        r"SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    const OWN_CLIENT: &str =
        r"Software\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    let keys = [format!(r"HKLM\{CLIENT}"), format!(r"HKCU\{OWN_CLIENT}")];
    let found = keys
        .iter()
        .any(|key| printed(Command::new("reg").args(["query", key, "/v", "pv"])).is_some());
    if found {
        return Ok(());
    }
    Err("The WebView2 runtime is needed and was not found. Get the evergreen installer from \
         https://developer.microsoft.com/microsoft-edge/webview2."
        .to_owned())
}
