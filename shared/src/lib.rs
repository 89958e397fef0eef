//! Soát's engine: `text -> load -> check -> Program -> evaluate -> Report`. Pure: no IO, clock, randomness or panic.

pub mod codes;
pub mod diag;
pub mod expr;
pub mod journal;
pub mod model;
#[cfg(feature = "package")]
pub mod package;
pub mod span;
pub mod words;
