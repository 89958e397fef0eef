//! Soát's engine: `text -> load -> check -> Program -> evaluate -> Report`. Pure: no IO, clock, randomness or panic.

pub mod cases;
pub mod check;
pub mod codes;
pub mod diag;
pub mod eval;
pub mod expr;
pub mod journal;
pub mod load;
pub mod model;
#[cfg(feature = "package")]
pub mod package;
pub mod program;
pub mod report;
pub mod span;
pub mod words;
