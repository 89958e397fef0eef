//! What lies over a page: dialogs, the bottom sheet, the photo viewer, the toast. All are native `dialog` elements, so
//! that focus stays inside and Escape closes.

use super::icon::{Icon, Sign};
use crate::present::status::ToastView;
use crate::present::{Lang, words};
use leptos::html;
use leptos::prelude::*;

/// A modal dialog; it is opened as soon as it is in the page.
#[component]
pub fn Modal(
    class: &'static str,
    #[prop(into)] label: String,
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get()
            && !dialog.open()
        {
            // A dialog that cannot be modal is still shown.
            if dialog.show_modal().is_err() {
                dialog.set_open(true);
            }
        }
    });
    // A touch on the backdrop lands on the dialog itself.
    let outside = move |event: leptos::ev::MouseEvent| {
        let on_backdrop = node.get_untracked().is_some_and(|dialog| {
            event.target().is_some_and(|target| {
                let dialog: &web_sys::EventTarget = dialog.as_ref();
                *dialog == target
            })
        });
        if on_backdrop {
            on_close.run(());
        }
    };
    view! {
        <dialog class=class node_ref=node aria-label=label on:close=move |_| on_close.run(()) on:click=outside>
            {children()}
        </dialog>
    }
}

/// A sheet from the bottom edge, where the thumb is.
#[component]
pub fn Sheet(
    #[prop(into)] title: String,
    on_close: Callback<()>,
    lang: Lang,
    children: Children,
) -> impl IntoView {
    view! {
        <Modal class="sheet" label=title.clone() on_close>
            <header>
                <h2>{title}</h2>
                <button type="button" class="icon-button" aria-label=words::close(lang) on:click=move |_| on_close.run(())>
                    <Icon sign=Sign::Close />
                </button>
            </header>
            {children()}
        </Modal>
    }
}

#[component]
pub fn Viewer(
    url: Signal<Option<String>>,
    locked: Signal<bool>,
    lang: Lang,
    on_remove: Callback<()>,
    on_close: Callback<()>,
) -> impl IntoView {
    view! {
        <Modal class="viewer" label=words::photo(lang) on_close>
            {move || url.get().map(|src| view! { <img src=src alt=words::photo(lang) /> })}
            <div class="row-of">
                <button type="button" class="button" on:click=move |_| on_close.run(())>{words::close(lang)}</button>
                <Show when=move || !locked.get()>
                    <button type="button" class="button" on:click=move |_| on_remove.run(())>
                        <Icon sign=Sign::Bin />
                        {words::remove_photo(lang)}
                    </button>
                </Show>
            </div>
        </Modal>
    }
}

/// Asks for one line of text, for example why an inspection is reopened.
#[component]
pub fn AskText(
    #[prop(into)] title: String,
    #[prop(into)] action: String,
    lang: Lang,
    on_text: Callback<String>,
    on_close: Callback<()>,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let empty = move || text.read().trim().is_empty();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !empty() {
            on_text.run(text.get_untracked().trim().to_owned());
        }
    };
    view! {
        <Modal class="dialog" label=title.clone() on_close>
            <form on:submit=submit>
                <label class="field">
                    <h2>{title}</h2>
                    <textarea class="input" required maxlength="1000" prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event)) />
                </label>
                <div class="actions">
                    <button type="button" class="button quiet" on:click=move |_| on_close.run(())>{words::cancel(lang)}</button>
                    <button type="submit" class="button primary" disabled=empty>{action}</button>
                </div>
            </form>
        </Modal>
    }
}

#[component]
pub fn Toast(toast: Signal<Option<ToastView>>, on_undo: Callback<()>, lang: Lang) -> impl IntoView {
    view! {
        <div role="status">
            {move || toast.get().map(|toast| view! {
                <div class="toast">
                    <span>{toast.text}</span>
                    {toast.can_undo.then(|| view! {
                        <button type="button" class="link" on:click=move |_| on_undo.run(())>{words::undo(lang)}</button>
                    })}
                </div>
            })}
        </div>
    }
}
