//! The commands of the page. Operations run on threads of their own, never on the window's.

use std::sync::Arc;

use serde_json::Value;
use tauri::ipc::Response;
use tauri::{AppHandle, Emitter as _, Manager as _, State};
use tierwright_api::Desk;
use tierwright_api::wire::{Failure, FailureKind, GetRecents};

use crate::arguments::Opening;
use crate::menu;

/// The name of the event that tells the page what to open.
const OPEN: &str = "open";

/// The one desk of this process; documents and running calculations are its business.
pub fn desk() -> Arc<Desk> {
    Arc::new(Desk::remembering())
}

/// Carries out one operation. The request and the answer are the api's JSON, passed on as they are;
/// a failure arrives in the page as the api's failure.
#[tauri::command]
pub async fn call(desk: State<'_, Arc<Desk>>, request: Value) -> Result<Response, Failure> {
    let desk = Arc::clone(&desk);
    let request = request.to_string();
    let ended = tauri::async_runtime::spawn_blocking(move || desk.call_json(&request)).await;
    match ended {
        Ok(Ok(answer)) => Ok(Response::new(answer)),
        Ok(Err(failure)) => Err(serde_json::from_str(&failure).unwrap_or_else(|_| broken_off())),
        Err(_) => Err(broken_off()),
    }
}

/// Closes the document when the window is gone. Whatever still calculates is stopped, since nobody
/// waits for it any more.
pub fn close(app: &AppHandle) {
    let desk = app.state::<Arc<Desk>>();
    desk.stop();
    desk.close();
}

/// What the window was started with.
#[tauri::command]
pub fn opening(opening: State<'_, Opening>) -> Opening {
    opening.inner().clone()
}

/// The page shows another document, or none: the menu lists other ones as opened lately, and lets
/// those of its items be chosen that the page can carry out now.
#[tauri::command]
pub async fn shown(app: AppHandle, possible: Vec<String>) {
    menu::allow(&app, &possible);
    let desk = Arc::clone(&app.state::<Arc<Desk>>());
    let listed = tauri::async_runtime::spawn_blocking(move || desk.ask(GetRecents {})).await;
    if let Ok(Ok(recents)) = listed {
        menu::list(&app, recents.documents);
    }
}

/// Tells the page to open something. Where it still loads, it asks for what it was started with.
pub fn open(app: &AppHandle, opening: Opening) {
    if opening != Opening::default() {
        let _ = app.emit(OPEN, opening);
    }
}

/// The failure of an operation that ended without an answer of its own.
fn broken_off() -> Failure {
    Failure {
        code: "internal".to_owned(),
        kind: FailureKind::Internal,
        sentence: "Tierwright made a mistake of its own and stopped this step. Your document is as it was before."
            .to_owned(),
        hint: "Try again; if it happens again, close the window and open the document anew."
            .to_owned(),
    }
}
