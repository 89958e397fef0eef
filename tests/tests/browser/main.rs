//! The app in a real browser, as it is deployed. One file for each thing that a user counts on.

mod inspection;
mod offline;
mod shell;
mod update;
