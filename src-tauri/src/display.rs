//! Whether there is a screen to draw on, asked before the toolkit would panic over it.

/// Fine when a window can be shown, otherwise a sentence for the person.
#[cfg(target_os = "linux")]
pub fn answers() -> Result<(), String> {
    const HINT: &str =
        "Start it from a desktop, or use the command `tierwright`, which needs no display.";
    let named = |variable| std::env::var_os(variable).is_some_and(|value| !value.is_empty());
    if !named("DISPLAY") && !named("WAYLAND_DISPLAY") {
        return Err(format!(
            "There is no display to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set. {HINT}"
        ));
    }
    gtk::init().map_err(|_| {
        format!("The display named by DISPLAY or WAYLAND_DISPLAY does not answer. {HINT}")
    })
}

/// Always fine: these systems have a display wherever a program with a window can be started.
#[cfg(not(target_os = "linux"))]
pub fn answers() -> Result<(), String> {
    Ok(())
}
