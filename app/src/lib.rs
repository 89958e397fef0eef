//! Soát on the tablet. `pages` read `state` and place `components`; `present` turns the engine's values into what is
//! shown; `edge` alone touches the browser's storage, files and clock.

pub mod app;
pub mod components;
pub mod edge;
pub mod pages;
pub mod present;
pub mod state;
