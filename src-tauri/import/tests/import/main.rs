//! Import, from files to facts.

mod adventureworks;
mod common;
mod families;
mod linked;
mod mapping;
mod optional;
mod real_files;
mod refused;
mod repairs;
mod schema;
mod set_aside;
mod shape;
mod sources;
mod text;
mod traps;
