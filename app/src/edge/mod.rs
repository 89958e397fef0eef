//! The only places that touch the outside world: storage, files, camera, locks, clock. Nothing here knows what an
//! inspection means.

pub mod clock;
pub mod db;
pub mod files;
pub mod js;
pub mod locks;
pub mod page;
pub mod picture;
pub mod place;
pub mod rules;
pub mod settings;
pub mod storage;
