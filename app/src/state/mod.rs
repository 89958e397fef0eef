//! The stores: signals that views read, and the named methods that alone may write them.

pub mod fill;
pub mod settings;
