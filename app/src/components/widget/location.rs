//! A place: asked of the device, or typed as latitude and longitude.

use super::Control;
use crate::components::icon::{Icon, Sign};
use crate::present::words;
use leptos::prelude::*;

#[component]
pub fn Location(control: Control) -> impl IntoView {
    let lang = control.lang;
    view! {
        <button type="button" class="button" disabled=move || control.locked.get() on:click=move |_| control.actions.locate.run(control.card)>
            <Icon sign=Sign::Pin />
            {words::use_location(lang)}
        </button>
        <input class="input" type="text" inputmode="text" placeholder="10.762622,106.660172" aria-labelledby=control.ask_id() disabled=move || control.locked.get() prop:value=move || control.value() on:change=move |event| control.put_text(&event_target_value(&event)) />
    }
}
