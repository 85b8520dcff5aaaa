//! Embeds the window's configuration, its icon and what its page may ask for.

fn main() {
    tauri_build::build();
}
