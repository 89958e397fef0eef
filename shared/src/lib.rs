//! Soát's engine: `text -> load -> check -> Program -> evaluate -> Report`. Pure: no IO, clock, randomness or panic.

pub mod codes;
pub mod check;
pub mod diag;
pub mod eval;
pub mod expr;
pub mod load;
pub mod model;
pub mod program;
pub mod span;
pub mod words;
