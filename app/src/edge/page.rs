//! The page itself: title, theme, focus, scrolling, printing, being hidden.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

pub fn set_language(code: &str) {
    set_root_attribute("lang", code);
}

pub fn set_theme(name: &str) {
    set_root_attribute("data-theme", name);
}

fn set_root_attribute(name: &str, value: &str) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(root) = root {
        // Plain attribute names are never refused.
        let _ = root.set_attribute(name, value);
    }
}

pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

pub fn prefers_dark() -> bool {
    web_sys::window()
        .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten())
        .is_some_and(|query| query.matches())
}

/// Brings an element into view and gives it the focus, once the page has been drawn.
pub fn reveal(id: String) {
    next_frame(move || {
        let element = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.get_element_by_id(&id))
            .and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let Some(element) = element {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Start);
            element.scroll_into_view_with_scroll_into_view_options(&options);
            // Focus without a second scroll; an element that takes none is still in view.
            let quiet = super::js::object(&[("preventScroll", true.into())]);
            let _ = super::js::call(&element, "focus", &[quiet]);
        }
    });
}

/// The card that holds the focus.
pub fn focused_card() -> Option<String> {
    let focused = web_sys::window()?.document()?.active_element()?;
    let card = focused.closest("section.item").ok()??;
    Some(card.id())
}

/// Whether the focus is where text is typed.
pub fn is_typing() -> bool {
    let focused =
        web_sys::window().and_then(|window| window.document()).and_then(|document| document.active_element());
    focused.is_some_and(|focused| {
        let kind = focused.get_attribute("type").unwrap_or_default();
        focused.tag_name() == "TEXTAREA"
            || (focused.tag_name() == "INPUT" && kind != "radio" && kind != "checkbox")
    })
}

/// Whether the service worker said before we listened that a new version waits.
pub fn update_waits() -> bool {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    root.is_some_and(|root| root.get_attribute("data-update").is_some())
}

pub fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// After the changes made now are on the screen.
pub fn next_frame(act: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let act = Closure::once_into_js(act);
    // A hidden page gets its frame when it is shown again.
    let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), 0);
}

pub fn after(milliseconds: i32, act: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let act = Closure::once_into_js(act);
    let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), milliseconds);
}

pub fn print() {
    if let Some(window) = web_sys::window() {
        // A browser that cannot print says so itself.
        let _ = window.print();
    }
}

/// An entry being typed is recorded when the page is hidden: leaving its field is what records it.
pub fn leave_field_when_hidden() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let watched = document.clone();
    let hidden = Closure::<dyn FnMut()>::new(move || {
        if watched.visibility_state() == web_sys::VisibilityState::Hidden
            && let Some(field) =
                watched.active_element().and_then(|field| field.dyn_into::<HtmlElement>().ok())
        {
            // An element that cannot lose the focus has nothing to record.
            let _ = field.blur();
        }
    });
    // The listener lives as long as the page.
    let _ = document.add_event_listener_with_callback("visibilitychange", hidden.as_ref().unchecked_ref());
    hidden.forget();
}

/// Calls back when the page becomes visible again.
pub fn on_shown(act: impl Fn() + 'static) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let watched = document.clone();
    let shown = Closure::<dyn FnMut()>::new(move || {
        if watched.visibility_state() == web_sys::VisibilityState::Visible {
            act();
        }
    });
    let _ = document.add_event_listener_with_callback("visibilitychange", shown.as_ref().unchecked_ref());
    shown.forget();
}

/// Listens for an event of the window that carries no data, such as the service worker's "a new version waits".
pub fn on_window(name: &str, act: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let listener = Closure::<dyn FnMut()>::new(act);
    let _ = window.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
    listener.forget();
}

pub fn dispatch(name: &str) {
    if let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new(name)) {
        let _ = window.dispatch_event(&event);
    }
}
