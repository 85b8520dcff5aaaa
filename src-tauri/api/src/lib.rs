//! Every operation of the product, once: the window, the browser and the terminal all come through here.
//!
//! This room does not know tauri, HTTP or the terminal. It is the one place outside `xtask` that
//! asks the clock, and the one that decides which room does what; rules, SQL and file formats
//! belong to the rooms it calls.

pub mod wire;
