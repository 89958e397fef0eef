//! The expression language: exact numbers with units, calendar dates, and the tree of what an author wrote.
//! Knows values and types, but no checklist: names are resolved in `check`.

pub mod ast;
pub mod builtins;
pub mod calendar;
#[cfg(test)]
mod closed;
pub mod fields;
pub mod format;
pub mod lexer;
pub mod mistake;
pub mod number;
pub mod ops;
pub mod parser;
pub mod printer;
pub mod reference;
pub mod types;
pub mod unit;
pub mod value;
