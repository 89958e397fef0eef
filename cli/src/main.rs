//! The binary `soat`: reads files, hands their text to the engine, and writes what it found.
//! Exit codes: 0 clean, 1 findings, 2 wrong usage or a file that cannot be read or written.

mod render;
mod words;

fn main() {}
