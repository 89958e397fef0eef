//! Dates, times of day, and dates with a time: the device's own picker, and the value in the reader's spelling.

use super::Control;
use crate::present::date;
use leptos::prelude::*;

/// `kind` is the input type: `date`, `time` or `datetime-local`; its value is already the language's literal.
#[component]
pub fn Moment(control: Control, kind: &'static str) -> impl IntoView {
    let lang = control.lang;
    let written = move || {
        let value = control.value();
        if kind == "date" { date::literal(&value, lang) } else { date::moment(&value, lang) }
    };
    let spelled = kind != "time";
    view! {
        <input class="input" type=kind aria-labelledby=control.ask_id() disabled=move || control.locked.get() prop:value=move || control.value() on:change=move |event| control.put_text(&event_target_value(&event)) />
        {spelled.then(|| view! { <span class="shown">{written}</span> })}
    }
}
