//! The menu bar. Each item either closes the window, edits text, or is told to the page by its id.

use tauri::menu::{Menu, MenuBuilder, MenuEvent, MenuItemBuilder, SubmenuBuilder};
use tauri::{AppHandle, Emitter as _, Manager as _, Wry};

/// The name of the event that carries a chosen item's id to the page.
const EVENT: &str = "menu";

/// One line of a menu: an item, or the line between two groups.
enum Line {
    /// Id, words, and keys if there are any.
    Item(&'static str, &'static str, Option<&'static str>),
    /// A separator.
    Rule,
    /// Cut, Copy, Paste and Select all, each system in its own way.
    Clipboard,
}

use Line::{Clipboard, Item, Rule};

/// On macOS the application's menu holds Quit, and the window's own item closes it.
#[cfg(target_os = "macos")]
const CLOSE: Line = Item("file.close", "Close window", Some("Cmd+W"));
#[cfg(not(target_os = "macos"))]
const CLOSE: Line = Item("file.close", "Quit", Some("Ctrl+Q"));

/// Every menu: its title and lines, in order.
const MENUS: &[(&str, &[Line])] = &[
    (
        "File",
        &[
            Item("file.sample", "New sample", None),
            Item("file.open", "Open…", Some("CmdOrCtrl+O")),
            Rule,
            Item("file.save_as", "Save as…", Some("CmdOrCtrl+Shift+S")),
            Item("file.export", "Export…", Some("CmdOrCtrl+Shift+E")),
            Rule,
            CLOSE,
        ],
    ),
    (
        "Edit",
        &[
            Item("edit.undo", "Undo", Some("CmdOrCtrl+Z")),
            Item("edit.redo", "Redo", Some("CmdOrCtrl+Shift+Z")),
            Rule,
            Clipboard,
        ],
    ),
    (
        "View",
        &[
            Item("view.zoom_in", "Zoom in", Some("CmdOrCtrl+=")),
            Item("view.zoom_out", "Zoom out", Some("CmdOrCtrl+-")),
            Item("view.zoom_reset", "Actual size", Some("CmdOrCtrl+0")),
            Rule,
            Item("view.theme", "Light or dark", None),
            Item("view.inspector", "Inspector", Some("CmdOrCtrl+.")),
        ],
    ),
    ("Help", &[Item("help.keys", "Keyboard shortcuts", Some("F1"))]),
];

/// Builds the menu bar.
pub fn build(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let mut bar = MenuBuilder::new(app);
    if cfg!(target_os = "macos") {
        let own = SubmenuBuilder::new(app, "Tierwright")
            .about(None)
            .separator()
            .hide()
            .hide_others()
            .show_all()
            .separator()
            .quit()
            .build()?;
        bar = bar.item(&own);
    }
    for (title, lines) in MENUS {
        let mut menu = SubmenuBuilder::new(app, *title);
        for line in *lines {
            menu = match line {
                Item(id, words, keys) => menu.item(&item(app, id, words, *keys)?),
                Rule => menu.separator(),
                Clipboard => clipboard(app, menu)?,
            };
        }
        bar = bar.item(&menu.build()?);
    }
    bar.build()
}

type MenuItem = tauri::menu::MenuItem<Wry>;

fn item(app: &AppHandle, id: &str, words: &str, keys: Option<&str>) -> tauri::Result<MenuItem> {
    let mut item = MenuItemBuilder::with_id(id, words);
    if let Some(keys) = keys {
        item = item.accelerator(keys);
    }
    item.build(app)
}

type Submenu<'a> = SubmenuBuilder<'a, Wry, AppHandle>;

#[cfg(target_os = "linux")]
fn clipboard<'a>(app: &AppHandle, menu: Submenu<'a>) -> tauri::Result<Submenu<'a>> {
    Ok(menu
        .item(&item(app, "edit.cut", "Cut", Some("Ctrl+X"))?)
        .item(&item(app, "edit.copy", "Copy", Some("Ctrl+C"))?)
        .item(&item(app, "edit.paste", "Paste", Some("Ctrl+V"))?)
        .item(&item(app, "edit.select_all", "Select all", Some("Ctrl+A"))?))
}

#[cfg(not(target_os = "linux"))]
fn clipboard<'a>(_app: &AppHandle, menu: Submenu<'a>) -> tauri::Result<Submenu<'a>> {
    Ok(menu.cut().copy().paste().select_all())
}

/// Carries out a chosen item.
pub fn chosen(app: &AppHandle, event: MenuEvent) {
    let id = event.id().as_ref();
    if crate::editing::carry_out(app, id) {
        return;
    }
    if id == "file.close" {
        for window in app.webview_windows().values() {
            // A window that is closing already cannot be closed again, which is as well.
            let _ = window.close();
        }
        return;
    }
    // Nobody may be listening yet while the page loads; the person chooses again then.
    let _ = app.emit(EVENT, id);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn items() -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
        let lines = MENUS.iter().flat_map(|(_, lines)| lines.iter());
        lines.filter_map(|line| match line {
            Item(id, _, keys) => Some((*id, *keys)),
            Rule | Clipboard => None,
        })
    }

    #[test]
    fn no_two_items_share_an_id_or_keys() {
        let mut ids = BTreeSet::new();
        let mut all_keys = BTreeSet::new();
        for (id, keys) in items() {
            assert!(ids.insert(id), "{id} twice");
            if let Some(keys) = keys {
                assert!(all_keys.insert(keys), "{keys} twice");
            }
        }
    }
}
