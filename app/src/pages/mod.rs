//! Pages read stores, place components and pass callbacks.

pub mod actions;
pub mod fill;
pub mod findings;
pub mod handover;
pub mod home;
pub mod new;
pub mod print;
pub mod routes;
pub mod settings;
