//! The program document seen from outside: findings, sentences, schema, reading and changing.

mod base;
mod changing;
mod check;
mod differences;
mod fuzzed;
mod golden;
mod reading;
mod schema;
mod sentences;
mod sizes;
mod templates;
mod variants;
