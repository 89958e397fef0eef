//! A number with its unit: typed with a comma or a point, or stepped with two large buttons.

use super::Control;
use crate::components::icon::{Icon, Sign};
use crate::present::card::Recorded;
use crate::present::{number, words};
use leptos::prelude::*;

#[component]
pub fn Number(
    control: Control,
    unit: String,
    decimals: u8,
    min: Option<String>,
    max: Option<String>,
) -> impl IntoView {
    let lang = control.lang;
    let unit = StoredValue::new(unit);
    let bounds = StoredValue::new((min, max));
    let shown = move || {
        let value = control.value();
        let (digits, _) = number::split_literal(&value);
        number::shown(digits, lang, decimals == 0)
    };
    let put = move |digits: &str| {
        let literal = unit.with_value(|unit| format!("{digits} {unit}"));
        control.put(Recorded::Value(literal.trim_end().to_owned()));
    };
    let typed = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        if text.trim().is_empty() {
            control.put(Recorded::Nothing);
            return;
        }
        let digits = number::typed(&text, decimals);
        let input: web_sys::HtmlInputElement = event_target(&event);
        input.set_value(&number::shown(&digits, lang, decimals == 0));
        put(&digits);
    };
    let step = move |up: bool| {
        let value = control.recorded.get_untracked().value().map(str::to_owned);
        let digits = value.as_deref().map(|value| number::split_literal(value).0);
        let next = bounds
            .with_value(|(min, max)| number::stepped(digits, up, decimals, min.as_deref(), max.as_deref()));
        if let Some(next) = next {
            put(&next);
        }
    };
    let has_unit = unit.with_value(|unit| !unit.is_empty());
    view! {
        <div class="stepper">
            <button type="button" aria-label=words::decrease(lang) disabled=move || control.locked.get() on:click=move |_| step(false)><Icon sign=Sign::Minus /></button>
            <input type="text" inputmode="decimal" autocomplete="off" placeholder="–" aria-labelledby=control.ask_id() disabled=move || control.locked.get() prop:value=shown on:change=typed />
            {has_unit.then(|| view! { <span class="unit">{unit.get_value()}</span> })}
            <button type="button" aria-label=words::increase(lang) disabled=move || control.locked.get() on:click=move |_| step(true)><Icon sign=Sign::Plus /></button>
        </div>
    }
}
