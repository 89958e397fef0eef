//! What the cross-cutting tests share: a stage with a web server and a real browser, and the protocol between them.

pub mod stage;
pub mod webdriver;
