//! What pages need of the window they stand in: its title, its day, its printer.

pub use crate::edge::clock::today;
pub use crate::edge::files::can_share;
pub use crate::edge::page::{is_typing, next_frame, print, set_title};
