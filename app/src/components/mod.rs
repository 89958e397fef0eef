//! The pieces of every page: properties in, callbacks out. No context, no engine, no storage.

pub mod aside;
pub mod bar;
pub mod card;
pub mod dialog;
pub mod finding;
pub mod icon;
pub mod photo;
pub mod rail;
pub mod widget;
