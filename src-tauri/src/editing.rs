//! Cut, Copy, Paste and Select all from the menu.
//!
//! macOS and Windows have menu items of their own for these. On Linux the menu library types the
//! keys through an X11 library instead, which a Wayland session lacks, so the web view is told.

/// The menu's items, with the web view's name of each command.
#[cfg(target_os = "linux")]
pub const COMMANDS: [(&str, &str); 4] = [
    ("edit.cut", "Cut"),
    ("edit.copy", "Copy"),
    ("edit.paste", "Paste"),
    ("edit.select_all", "SelectAll"),
];

/// Carries out the item if it is one of these; says whether it was.
#[cfg(target_os = "linux")]
pub fn carry_out(app: &tauri::AppHandle, id: &str) -> bool {
    use tauri::Manager as _;
    use webkit2gtk::WebViewExt as _;

    let Some((_, command)) = COMMANDS.iter().find(|(item, _)| *item == id) else {
        return false;
    };
    for window in app.webview_windows().values() {
        // The web view may be gone already while the window closes; there is nobody to tell then.
        let _ = window.with_webview(move |view| view.inner().execute_editing_command(command));
    }
    true
}

/// Nothing to do: the system's own items carry themselves out.
#[cfg(not(target_os = "linux"))]
pub fn carry_out(_app: &tauri::AppHandle, _id: &str) -> bool {
    false
}
