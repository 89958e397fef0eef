//! The expression language: exact numbers with units, calendar dates, and the tree of what an author wrote.
//! Knows values and types, but no checklist: names are resolved in `check`.

pub mod ast;
pub mod number;
pub mod types;
pub mod unit;
pub mod value;
