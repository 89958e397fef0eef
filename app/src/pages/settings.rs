//! Settings: language, theme, storage, backup.

use crate::components::bar::Bar;
use crate::components::icon::{Icon, Sign};
use crate::present::status::{Promise, Room};
use crate::present::{Lang, date, number, words};
use crate::state::settings::Theme;
use leptos::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct SettingsActions {
    pub lang: Callback<Lang>,
    pub theme: Callback<Theme>,
    pub who: Callback<String>,
    pub persist: Callback<()>,
    pub backup: Callback<()>,
    pub restore: Callback<web_sys::File>,
}

#[component]
pub fn SettingsView(
    theme: Signal<Theme>,
    who: Signal<String>,
    promise: Signal<Promise>,
    room: Signal<Option<Room>>,
    backed_up: Signal<Option<String>>,
    told: Signal<Option<String>>,
    actions: SettingsActions,
    lang: Lang,
) -> impl IntoView {
    let title = Signal::derive(move || words::settings(lang).to_owned());
    let nothing = Signal::derive(String::new);
    view! {
        <Bar back="/" back_label=words::back_to_list(lang) title sub=nothing />
        <main class="page narrow" id="content" tabindex="-1">
            <Languages actions lang />
            <Themes theme actions lang />
            <section class="panel">
                <div class="field">
                    <label for="who">{words::your_name(lang)}</label>
                    <span class="hint">{words::your_name_hint(lang)}</span>
                    <input class="input" id="who" type="text" maxlength="200" autocomplete="name" prop:value=move || who.get() on:change=move |event| actions.who.run(event_target_value(&event)) />
                </div>
            </section>
            <Storage promise room actions lang />
            <Backup backed_up told actions lang />
            <section class="panel">
                <h2>{words::about(lang)}</h2>
                <p class="sub">{words::about_text(lang)}" "{env!("CARGO_PKG_VERSION")}</p>
            </section>
        </main>
    }
}

#[component]
fn Languages(actions: SettingsActions, lang: Lang) -> impl IntoView {
    let option = move |own: Lang, text: &'static str| {
        view! {
            <label class="option">
                <input type="radio" name="language" prop:checked={own == lang} on:change=move |_| actions.lang.run(own) />
                <span class="tick"><Icon sign=Sign::Tick /></span>
                {text}
            </label>
        }
    };
    view! {
        <fieldset class="panel">
            <legend class="unseen">{words::language(lang)}</legend>
            <h2 aria-hidden="true">{words::language(lang)}</h2>
            <div class="choices">
                {option(Lang::Vi, words::vietnamese(lang))}
                {option(Lang::En, words::english(lang))}
            </div>
        </fieldset>
    }
}

#[component]
fn Themes(theme: Signal<Theme>, actions: SettingsActions, lang: Lang) -> impl IntoView {
    let option = move |own: Theme, text: &'static str| {
        view! {
            <label class="option">
                <input type="radio" name="theme" prop:checked=move || theme.get() == own on:change=move |_| actions.theme.run(own) />
                <span class="tick"><Icon sign=Sign::Tick /></span>
                {text}
            </label>
        }
    };
    view! {
        <fieldset class="panel">
            <legend class="unseen">{words::theme(lang)}</legend>
            <h2 aria-hidden="true">{words::theme(lang)}</h2>
            <div class="choices">
                {option(Theme::Auto, words::theme_auto(lang))}
                {option(Theme::Light, words::theme_light(lang))}
                {option(Theme::Dark, words::theme_dark(lang))}
                {option(Theme::Outdoor, words::theme_outdoor(lang))}
            </div>
            <p class="sub">{words::theme_outdoor_hint(lang)}</p>
        </fieldset>
    }
}

#[component]
fn Storage(
    promise: Signal<Promise>,
    room: Signal<Option<Room>>,
    actions: SettingsActions,
    lang: Lang,
) -> impl IntoView {
    let kept = move || match promise.get() {
        Promise::Given => words::storage_persisted(lang),
        Promise::Unknown | Promise::Refused => words::storage_best_effort(lang),
    };
    let meter = move || match room.get() {
        None => view! { <p class="sub">{words::storage_unknown(lang)}</p> }.into_any(),
        Some(room) => {
            let percent = room.percent();
            view! {
                <p>{words::storage_used(lang, &number::bytes(room.used, lang), &number::bytes(room.quota, lang))}</p>
                <div class="meter" aria-hidden="true"><i style:width=format!("{percent}%")></i></div>
                {room.is_low().then(|| view! { <p class="complaint"><Icon sign=Sign::Warning />{words::storage_low(lang)}</p> })}
            }
            .into_any()
        }
    };
    view! {
        <section class="panel">
            <h2>{words::storage(lang)}</h2>
            {meter}
            <p class="sub">{kept}</p>
            <Show when=move || promise.get() != Promise::Given>
                <div class="row-of"><button type="button" class="button" on:click=move |_| actions.persist.run(())>{words::storage_ask(lang)}</button></div>
            </Show>
        </section>
    }
}

#[component]
fn Backup(
    backed_up: Signal<Option<String>>,
    told: Signal<Option<String>>,
    actions: SettingsActions,
    lang: Lang,
) -> impl IntoView {
    let restore = move |event: leptos::ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            actions.restore.run(file);
        }
        input.set_value("");
    };
    let last = move || match backed_up.get() {
        Some(day) => words::last_backup(lang, &date::literal(&day, lang)),
        None => words::never_backed_up(lang).to_owned(),
    };
    view! {
        <section class="panel">
            <h2>{words::backup(lang)}</h2>
            <p class="sub">{words::backup_hint(lang)}" "{last}</p>
            <div class="row-of">
                <button type="button" class="button primary" on:click=move |_| actions.backup.run(())><Icon sign=Sign::Download />{words::backup_export(lang)}</button>
                <label class="button take">
                    {words::backup_import(lang)}
                    <input type="file" accept=".json,application/json" aria-label=words::backup_import(lang) on:change=restore />
                </label>
            </div>
            <p role="status">{move || told.get()}</p>
        </section>
    }
}
