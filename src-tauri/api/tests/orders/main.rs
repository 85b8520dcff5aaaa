//! Operations on a document of three orders, from files to the sign-off.

mod conversion;
mod import;
mod place;
mod reconcile;
mod sign_off;
