//! Text of one line or several.

use super::Control;
use leptos::prelude::*;

/// What the journal takes at most where the rule sets no bound.
const LONGEST: u32 = 4000;

#[component]
pub fn Text(control: Control, lines: bool, max: Option<u32>) -> impl IntoView {
    let max = max.unwrap_or(LONGEST).min(LONGEST).to_string();
    let put = move |event: leptos::ev::Event| control.put_text(&event_target_value(&event));
    if lines {
        view! {
            <textarea class="input" maxlength=max aria-labelledby=control.ask_id() disabled=move || control.locked.get() prop:value=move || control.value() on:change=put />
        }
        .into_any()
    } else {
        view! {
            <input class="input long" type="text" maxlength=max autocomplete="off" aria-labelledby=control.ask_id() disabled=move || control.locked.get() prop:value=move || control.value() on:change=put />
        }
        .into_any()
    }
}
