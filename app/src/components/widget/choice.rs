//! One option of several, or any number of them.

use super::{Control, NaReason, choose_na};
use crate::components::icon::{Icon, Sign};
use crate::present::card::{NaOffer, OptionFace, Recorded, toggled};
use crate::present::words;
use leptos::prelude::*;

#[component]
pub fn Choice(control: Control, options: Vec<OptionFace>, na: NaOffer) -> impl IntoView {
    let asking = RwSignal::new(false);
    let tall = is_tall(&options);
    let choose = move |id: String| {
        asking.set(false);
        control.put(Recorded::Value(id));
    };
    let radio = move |OptionFace { id, label }: OptionFace| {
        let own = id.clone();
        let checked = move || !asking.get() && control.recorded.read().value() == Some(own.as_str());
        view! {
            <label class="option">
                <input type="radio" name=control.card.anchor() disabled=move || control.locked.get() prop:checked=checked on:change=move |_| choose(id.clone()) />
                <span class="tick"><Icon sign=Sign::Tick /></span>
                {label}
            </label>
        }
    };
    let not_applicable = (na != NaOffer::No).then(|| {
        view! {
            <label class="option na">
                <input type="radio" name=control.card.anchor() disabled=move || control.locked.get() prop:checked=move || asking.get() || control.recorded.read().is_na() on:change=move |_| choose_na(control, na, asking) />
                {words::not_applicable(control.lang)}
            </label>
        }
    });
    view! {
        <div class="choices" class:tall=tall role="radiogroup" aria-labelledby=control.ask_id()>
            {options.into_iter().map(radio).collect_view()}
            {not_applicable}
        </div>
        <NaReason control asking />
    }
}

#[component]
pub fn Choices(control: Control, options: Vec<OptionFace>) -> impl IntoView {
    let tall = is_tall(&options);
    let all = StoredValue::new(options.clone());
    let toggle = move |id: &str, on: bool| {
        let current = control.recorded.get_untracked();
        control.put(all.with_value(|all| toggled(current.value(), all, id, on)));
    };
    let tick = move |OptionFace { id, label }: OptionFace| {
        let own = id.clone();
        let checked = move || {
            control.recorded.read().value().is_some_and(|text| text.split(", ").any(|chosen| chosen == own))
        };
        view! {
            <label class="option">
                <input type="checkbox" disabled=move || control.locked.get() prop:checked=checked on:change=move |event| toggle(&id, event_target_checked(&event)) />
                <span class="tick"><Icon sign=Sign::Tick /></span>
                {label}
            </label>
        }
    };
    view! {
        <div class="choices" class:tall=tall role="group" aria-labelledby=control.ask_id()>
            {options.into_iter().map(tick).collect_view()}
        </div>
    }
}

/// Long labels stand one under the other, short ones side by side.
fn is_tall(options: &[OptionFace]) -> bool {
    options.iter().any(|option| option.label.chars().count() > 24)
}
