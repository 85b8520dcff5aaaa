//! The menu bar. Each item either closes the window, edits text, opens a document that was opened
//! lately, or is told to the page by its id.

use std::sync::{Mutex, PoisonError};

use tauri::menu::{Menu, MenuBuilder, MenuEvent, MenuItemBuilder, MenuItemKind, SubmenuBuilder};
use tauri::{AppHandle, Emitter as _, Manager as _, Wry};
use tierwright_api::wire::Recent;

use crate::arguments::Opening;
use crate::operations;

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
    /// The documents that were opened lately.
    Lately,
    /// What ends the program. On macOS that stands in the application's own menu.
    Quit,
}

use Line::{Clipboard, Item, Lately, Quit, Rule};

/// The id of the item that ends the program.
const QUIT: &str = "file.quit";
/// The id of the menu with the documents that were opened lately, and what those of its items begin with.
const LATELY: &str = "file.lately";

/// Every menu: its title and lines, in order.
const MENUS: &[(&str, &[Line])] = &[
    (
        "File",
        &[
            Item("file.new", "Start page", Some("CmdOrCtrl+N")),
            Item("file.sample", "New sample", None),
            Item("file.open", "Open…", Some("CmdOrCtrl+O")),
            Lately,
            Item("file.import", "Import files…", Some("CmdOrCtrl+I")),
            Rule,
            Item("file.save", "Save", Some("CmdOrCtrl+S")),
            Item("file.save_as", "Save as…", Some("CmdOrCtrl+Shift+S")),
            Item("file.duplicate", "Duplicate", Some("CmdOrCtrl+Shift+D")),
            Item("file.revert", "Revert to…", None),
            Rule,
            Item("file.export", "Export…", Some("CmdOrCtrl+Shift+E")),
            Item("file.check_bundle", "Check a bundle…", Some("CmdOrCtrl+Shift+B")),
            Item("file.print", "Print…", Some("CmdOrCtrl+P")),
            Rule,
            Item("file.close", "Close document", Some("CmdOrCtrl+W")),
            Quit,
        ],
    ),
    (
        "Edit",
        &[
            Item("edit.undo", "Undo", Some("CmdOrCtrl+Z")),
            Item("edit.redo", "Redo", Some("CmdOrCtrl+Shift+Z")),
            Rule,
            Clipboard,
            Rule,
            // Its key fills down in a sheet, so it is left to the page.
            Item("scenario.duplicate", "Duplicate as a scenario", None),
            Item("program.add", "Add an incentive…", Some("CmdOrCtrl+Shift+N")),
            Rule,
            Item("view.settings", "Settings…", Some("CmdOrCtrl+,")),
        ],
    ),
    (
        "View",
        &[
            Item("go.data", "Data", Some("CmdOrCtrl+1")),
            Item("go.program", "Program", Some("CmdOrCtrl+2")),
            Item("go.simulate", "Simulate", Some("CmdOrCtrl+3")),
            Item("go.scenarios", "Scenarios", Some("CmdOrCtrl+4")),
            Item("go.studies", "Studies", Some("CmdOrCtrl+5")),
            Item("go.budget", "Budget and MDF", Some("CmdOrCtrl+6")),
            Item("go.tests", "Tests", Some("CmdOrCtrl+7")),
            Item("go.export", "Export", Some("CmdOrCtrl+8")),
            Item("go.history", "History", Some("CmdOrCtrl+9")),
            Rule,
            Item("go.palette", "Search or run a command", Some("CmdOrCtrl+K")),
            Item("go.filter", "Filter partners", Some("CmdOrCtrl+F")),
            Item("view.inspector", "Inspector", Some("CmdOrCtrl+.")),
            Rule,
            Item("view.zoom_in", "Zoom in", Some("CmdOrCtrl+=")),
            Item("view.zoom_out", "Zoom out", Some("CmdOrCtrl+-")),
            Item("view.zoom_reset", "Actual size", Some("CmdOrCtrl+0")),
            Item("view.theme", "Light or dark", Some("CmdOrCtrl+Shift+L")),
        ],
    ),
    ("Help", &[Item("help.keys", "Keyboard shortcuts", Some("F1"))]),
];

/// The paths that the menu lists, in its order.
#[derive(Default)]
pub struct Listed(Mutex<Vec<String>>);

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
                Lately => menu.item(&lately(app)?),
                Quit if cfg!(target_os = "macos") => menu,
                Quit => menu.item(&item(app, QUIT, "Quit", Some("Ctrl+Q"))?),
            };
        }
        bar = bar.item(&menu.build()?);
    }
    bar.build()
}

/// The menu that fills when documents are known.
fn lately(app: &AppHandle) -> tauri::Result<tauri::menu::Submenu<Wry>> {
    SubmenuBuilder::with_id(app, LATELY, "Open recent").enabled(false).build()
}

/// The items that the page is told of, with their keys.
fn told() -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
    MENUS.iter().flat_map(|(_, lines)| lines.iter()).filter_map(|line| match line {
        Item(id, _, keys) => Some((*id, *keys)),
        Rule | Clipboard | Lately | Quit => None,
    })
}

/// Lets those items be chosen that the page can carry out now, by their ids.
pub fn allow(app: &AppHandle, possible: &[String]) {
    for (id, _) in told() {
        let found = submenus(app).into_iter().find_map(|menu| menu.get(id));
        if let Some(item) = found.as_ref().and_then(MenuItemKind::as_menuitem) {
            // An item that stays as it was asks the page for nothing it cannot refuse.
            let _ = item.set_enabled(possible.iter().any(|one| one == id));
        }
    }
}

fn submenus(app: &AppHandle) -> Vec<tauri::menu::Submenu<Wry>> {
    let items = app.menu().and_then(|bar| bar.items().ok()).unwrap_or_default();
    items.iter().filter_map(|item| item.as_submenu().cloned()).collect()
}

/// Lists the documents that were opened lately, those whose files are still there.
pub fn list(app: &AppHandle, documents: Vec<Recent>) {
    let there: Vec<Recent> = documents.into_iter().filter(|one| one.bytes.is_some()).collect();
    // A menu that cannot be filled stays as it is; Home lists the same documents.
    if fill(app, &there).is_ok() {
        let listed = app.state::<Listed>();
        let paths = there.into_iter().map(|one| one.path).collect();
        *listed.0.lock().unwrap_or_else(PoisonError::into_inner) = paths;
    }
}

fn fill(app: &AppHandle, documents: &[Recent]) -> tauri::Result<()> {
    let found = submenus(app).into_iter().find_map(|menu| menu.get(LATELY));
    let Some(menu) = found.as_ref().and_then(MenuItemKind::as_submenu) else { return Ok(()) };
    while menu.remove_at(0)?.is_some() {}
    for (at, one) in documents.iter().enumerate() {
        let words = format!("{} ({})", one.name, one.folder);
        menu.append(&item(app, &format!("{LATELY}.{at}"), &words, None)?)?;
    }
    menu.set_enabled(!documents.is_empty())
}

/// The path behind a chosen item, if it is one of the documents.
fn listed(app: &AppHandle, id: &str) -> Option<String> {
    let at: usize = id.strip_prefix(LATELY)?.strip_prefix('.')?.parse().ok()?;
    let listed = app.state::<Listed>();
    let paths = listed.0.lock().unwrap_or_else(PoisonError::into_inner);
    paths.get(at).cloned()
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
    if let Some(path) = listed(app, id) {
        operations::open(app, Opening { sample: false, path: Some(path) });
        return;
    }
    if id == QUIT {
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

    #[test]
    fn no_two_items_share_an_id_or_keys() {
        let mut ids = BTreeSet::new();
        let mut all_keys = BTreeSet::new();
        for (id, keys) in told() {
            assert!(ids.insert(id), "{id} twice");
            if let Some(keys) = keys {
                assert!(all_keys.insert(keys), "{keys} twice");
            }
        }
    }
}
