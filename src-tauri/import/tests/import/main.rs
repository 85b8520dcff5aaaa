//! Import, from files to facts.

mod adventureworks;
mod common;
mod mapping;
mod refused;
mod schema;
mod set_aside;
mod shape;
mod text;
