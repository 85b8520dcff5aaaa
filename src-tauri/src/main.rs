//! The Tierwright window: a web view, its menu, and one command that hands requests to the operations.
//!
//! This room does not know anything a rule says: it depends on `tierwright-api` alone, and
//! passes requests and answers through as JSON without looking inside.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod display;
mod editing;
mod menu;
mod operations;

use std::path::Path;
use std::process::ExitCode;

use arguments::{Asked, Opening};
use tauri::{AppHandle, Manager as _, RunEvent};
use tauri_plugin_window_state::StateFlags;

/// Wrong use of the command line.
const WRONG_USE: u8 = 2;
/// The window could not be shown.
const NO_WINDOW: u8 = 3;
/// What the configuration calls the window.
const MAIN: &str = "main";

fn main() -> ExitCode {
    match arguments::read(std::env::args_os().skip(1), Path::new("")) {
        Ok(Asked::Version) => {
            println!("tierwright-window {}", env!("CARGO_PKG_VERSION"));
            ExitCode::SUCCESS
        }
        Ok(Asked::Help) => {
            println!("{}", arguments::HELP);
            ExitCode::SUCCESS
        }
        Ok(Asked::Open(opening)) => show(opening),
        Err(sentence) => {
            eprintln!("{sentence}\n\n{}", arguments::HELP);
            ExitCode::from(WRONG_USE)
        }
    }
}

/// Opens the window and stays until it is closed.
fn show(opening: Opening) -> ExitCode {
    if let Err(sentence) = display::answers() {
        eprintln!("{sentence}");
        return ExitCode::from(NO_WINDOW);
    }
    let left_as = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    let built = tauri::Builder::default()
        // The first of all: a second start ends here, before it touches anything.
        .plugin(tauri_plugin_single_instance::init(started_again))
        .plugin(tauri_plugin_window_state::Builder::new().with_state_flags(left_as).build())
        .plugin(tauri_plugin_dialog::init())
        .manage(operations::desk())
        .manage(opening)
        .manage(menu::Listed::default())
        .menu(menu::build)
        .on_menu_event(menu::chosen)
        .invoke_handler(tauri::generate_handler![
            operations::call,
            operations::opening,
            operations::shown
        ])
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            app.run(|app, event| match event {
                RunEvent::Exit => operations::close(app),
                // A document that was double-clicked; other systems give it as an argument.
                #[cfg(target_os = "macos")]
                RunEvent::Opened { urls } => {
                    let path = urls.iter().find_map(|url| url.to_file_path().ok());
                    let path = path.and_then(|path| path.into_os_string().into_string().ok());
                    operations::open(app, Opening { sample: false, path });
                }
                _ => {}
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("The window could not be opened: {error}.");
            ExitCode::from(NO_WINDOW)
        }
    }
}

/// Somebody started the program again: this window comes to the front, with what they asked for.
fn started_again(app: &AppHandle, words: Vec<String>, folder: String) {
    let words = words.into_iter().skip(1).map(Into::into);
    // The other process has said what was wrong with its words before it ended.
    if let Ok(Asked::Open(opening)) = arguments::read(words, Path::new(&folder)) {
        operations::open(app, opening);
    }
    if let Some(window) = app.get_webview_window(MAIN) {
        // A desktop that brings no window to the front leaves it where it is.
        let _ = window.unminimize().and_then(|()| window.set_focus());
    }
}
