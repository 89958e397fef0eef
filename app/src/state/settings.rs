//! Language, theme and who uses the device: kept on this device, applied to the page at once.

use crate::edge::{page, settings};
use crate::present::Lang;
use leptos::prelude::*;

pub use crate::edge::settings::{Settings, Theme};

#[derive(Clone, Copy, Debug)]
pub struct SettingsStore {
    settings: RwSignal<Settings>,
}

pub fn provide_settings() -> SettingsStore {
    let store = SettingsStore { settings: RwSignal::new(settings::read()) };
    store.apply();
    provide_context(store);
    store
}

pub fn use_settings() -> SettingsStore {
    use_context().unwrap_or_else(provide_settings)
}

impl SettingsStore {
    pub fn lang(self) -> Lang {
        self.settings.read().lang
    }

    pub fn lang_untracked(self) -> Lang {
        self.settings.read_untracked().lang
    }

    pub fn theme(self) -> Theme {
        self.settings.read().theme
    }

    pub fn who(self) -> String {
        self.settings.read().who.clone()
    }

    pub fn who_untracked(self) -> String {
        self.settings.read_untracked().who.clone()
    }

    pub fn backed_up(self) -> Option<String> {
        self.settings.read().backed_up.clone()
    }

    pub fn set_lang(self, lang: Lang) {
        self.change(|settings| settings.lang = lang);
    }

    pub fn set_theme(self, theme: Theme) {
        self.change(|settings| settings.theme = theme);
    }

    pub fn set_who(self, who: String) {
        self.change(|settings| settings.who = who);
    }

    pub fn set_backed_up(self, day: String) {
        self.change(|settings| settings.backed_up = Some(day));
    }

    fn change(self, act: impl FnOnce(&mut Settings)) {
        self.settings.update(act);
        settings::write(&self.settings.read_untracked());
        self.apply();
    }

    fn apply(self) {
        let settings = self.settings.read_untracked();
        page::set_language(match settings.lang {
            Lang::Vi => "vi",
            Lang::En => "en",
        });
        page::set_theme(match settings.theme {
            Theme::Outdoor => "outdoor",
            Theme::Dark => "dark",
            Theme::Auto if page::prefers_dark() => "dark",
            Theme::Auto | Theme::Light => "light",
        });
    }
}
