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

use std::process::ExitCode;

use arguments::{Asked, Opening};
use tauri::RunEvent;

/// Wrong use of the command line.
const WRONG_USE: u8 = 2;
/// The window could not be shown.
const NO_WINDOW: u8 = 3;

fn main() -> ExitCode {
    match arguments::read(std::env::args_os().skip(1)) {
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
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(operations::desk())
        .manage(opening)
        .menu(menu::build)
        .on_menu_event(menu::chosen)
        .invoke_handler(tauri::generate_handler![operations::call, operations::opening])
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            app.run(|app, event| {
                if matches!(event, RunEvent::Exit) {
                    operations::close(app);
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("The window could not be opened: {error}.");
            ExitCode::from(NO_WINDOW)
        }
    }
}
