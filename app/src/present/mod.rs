//! From the engine's values to rows, labels and classes: pure functions with ordinary unit tests. No signal, no
//! storage, no browser.

pub mod card;
pub mod date;
pub mod entry;
pub mod face;
pub mod finding;
pub mod fold;
pub mod mark;
pub mod number;
pub mod offer;
pub mod result;
pub mod row;
pub mod status;
pub mod words;

pub use soat::words::Lang;
