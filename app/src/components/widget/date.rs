//! Dates, times of day, and dates with a time: the device's own picker, and the value in the reader's spelling.

use super::Control;
use crate::present::{Lang, date, words};
use leptos::prelude::*;

/// `kind` is the input type: `date`, `time` or `datetime-local`; its value is already the language's literal.
#[component]
pub fn Moment(control: Control, kind: &'static str) -> impl IntoView {
    let lang = control.lang;
    let written = move || {
        let value = control.value();
        if kind == "date" { date::literal(&value, lang) } else { date::moment(&value, lang) }
    };
    view! {
        <DateField kind value=Signal::derive(move || control.value()) written=Signal::derive(written) locked=control.locked labelled_by=control.ask_id() on_change=Callback::new(move |text: String| control.put_text(&text)) lang />
    }
}

/// A date input that shows its value in the reader's spelling, whatever the browser's own language is; while it has
/// the focus, the browser's field is there to type in.
#[component]
pub fn DateField(
    kind: &'static str,
    value: Signal<String>,
    written: Signal<String>,
    locked: Signal<bool>,
    #[prop(into)] labelled_by: String,
    on_change: Callback<String>,
    lang: Lang,
) -> impl IntoView {
    let plain = kind == "time";
    let empty = move || value.read().is_empty();
    let placeholder = if kind == "date" { words::date_pattern(lang) } else { words::moment_pattern(lang) };
    let shown = move || if empty() { placeholder.to_owned() } else { written.get() };
    view! {
        <span class:dated=!plain>
            <input class="input" type=kind aria-labelledby=labelled_by disabled=move || locked.get() prop:value=move || value.get() on:change=move |event| on_change.run(event_target_value(&event)) />
            {(!plain).then(|| view! { <span class="written" class:none=empty aria-hidden="true">{shown}</span> })}
        </span>
    }
}
