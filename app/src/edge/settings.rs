//! Settings in local storage. Never an answer: browsers write it late.

use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};
use soat::words::Lang;

const KEY: &str = "soat.settings";

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub lang: Lang,
    pub theme: Theme,
    /// Who uses this device: the name put on every event.
    pub who: String,
    /// `2026-11-22`, when a backup was last downloaded.
    pub backed_up: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
    Outdoor,
}

/// What was set before, or the defaults where storage is refused or empty.
pub fn read() -> Settings {
    LocalStorage::get(KEY).unwrap_or_default()
}

/// Where storage is refused, settings last as long as the page.
pub fn write(settings: &Settings) {
    let _ = LocalStorage::set(KEY, settings);
}
