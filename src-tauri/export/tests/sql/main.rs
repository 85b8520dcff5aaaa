//! The program as SQL: SQLite pays what the engine pays, or the rule is refused by its name.

mod cases;
mod sample;
