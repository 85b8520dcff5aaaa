//! Bundles as others meet them: their bytes, what a change in them leads to, the folders they are
//! written into, and the engine's outcome as a bundle.

mod folders;
mod golden;
mod handed;
mod memo;
mod outcome;
mod partners;
mod pdf;
mod print;
mod sign_off;
mod small;
mod tampered;
