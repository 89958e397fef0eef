//! The stores: signals that views read, and the named methods that alone may write them.

pub mod answering;
pub mod desk;
pub mod fill;
pub mod handing_over;
pub mod media;
pub mod rules;
pub mod saver;
pub mod settings;
pub mod shelf;
pub mod starting;
pub mod window;
pub mod work;
