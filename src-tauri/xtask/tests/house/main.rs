//! The rules of the house, held by test. Each rule is a row of a table: whom it binds, what it
//! forbids or allows, and why. Change a row on purpose, in the commit that changes the house.

mod checkout;
mod files;
mod page;
mod rust;
mod trees;
