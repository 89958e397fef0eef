mod failure;
mod format;
mod files;
mod render;
mod words;
mod console;
fn main() {}
