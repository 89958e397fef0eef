//! Photographs: taking one, and the strip of those taken.

use super::card::CardActions;
use super::dialog::Viewer;
use super::icon::{Icon, Sign};
use crate::present::card::{CardId, Row};
use crate::present::{Lang, words};
use leptos::ev;
use leptos::prelude::*;

/// A button that opens the camera, or the gallery where there is none.
#[component]
pub fn TakePhoto(
    locked: Signal<bool>,
    label: &'static str,
    on_file: impl Fn(web_sys::File) + Copy + 'static,
) -> impl IntoView {
    view! {
        <label class="icon-button tall take" title=label>
            <Icon sign=Sign::Camera />
            <input type="file" accept="image/*" capture="environment" aria-label=label disabled=move || locked.get() on:change=move |event| picked(&event, on_file) />
        </label>
    }
}

#[component]
pub fn PhotoStrip(
    card: CardId,
    row: Memo<Row>,
    actions: CardActions,
    locked: Signal<bool>,
    lang: Lang,
) -> impl IntoView {
    let photos = Memo::new(move |_| row.read().photos.clone());
    let wanted = Memo::new(move |_| row.read().photo_wanted && row.read().photos.is_empty());
    view! {
        <div class="thumbs">
            <For each=move || photos.get() key=Clone::clone let:photo>
                <Thumb card photo actions locked lang />
            </For>
            <Show when=move || !locked.get()>
                <label class="thumb add">
                    <Icon sign=Sign::Camera />
                    <input type="file" accept="image/*" capture="environment" aria-label=words::take_photo(lang) on:change=move |event| picked(&event, |file| actions.add_photo.run((card, file))) />
                </label>
            </Show>
        </div>
        <Show when=move || wanted.get()>
            <p class="complaint"><Icon sign=Sign::Camera />{words::photo_required(lang)}</p>
        </Show>
    }
}

#[component]
fn Thumb(
    card: CardId,
    photo: String,
    actions: CardActions,
    locked: Signal<bool>,
    lang: Lang,
) -> impl IntoView {
    let url = actions.media.run(photo.clone());
    let open = RwSignal::new(false);
    let remove = Callback::new(move |()| {
        open.set(false);
        actions.remove_photo.run((card, photo.clone()));
    });
    view! {
        <button type="button" class="thumb" aria-label=words::photo_large(lang) on:click=move |_| open.set(true)>
            {move || url.get().map(|src| view! { <img src=src alt=words::photo(lang) /> })}
        </button>
        <Show when=move || open.get()>
            <Viewer url locked lang on_remove=remove on_close=Callback::new(move |()| open.set(false)) />
        </Show>
    }
}

/// Hands on the chosen file and empties the input, so that the same file can be chosen again.
fn picked(event: &ev::Event, on_file: impl Fn(web_sys::File)) {
    let input: web_sys::HtmlInputElement = event_target(event);
    if let Some(file) = input.files().and_then(|files| files.get(0)) {
        on_file(file);
    }
    input.set_value("");
}
