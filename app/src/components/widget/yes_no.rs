//! Yes, no, and "not applicable" where it is offered.

use super::{Control, NaReason, choose_na};
use crate::components::icon::{Icon, Sign};
use crate::present::card::{NaOffer, Recorded};
use crate::present::words;
use leptos::prelude::*;

#[component]
pub fn YesNo(control: Control, na: NaOffer) -> impl IntoView {
    let asking = RwSignal::new(false);
    let lang = control.lang;
    let name = control.card.anchor();
    let is = move |literal: &str| !asking.get() && control.recorded.read().value() == Some(literal);
    let choose = move |literal: &'static str| {
        asking.set(false);
        control.put(Recorded::Value(literal.to_owned()));
    };
    let radio = move |label: &'static str, literal: &'static str| {
        view! {
            <label class="option">
                <input type="radio" name=control.card.anchor() value=literal disabled=move || control.locked.get() prop:checked=move || is(literal) on:change=move |_| choose(literal) />
                <span class="tick"><Icon sign=Sign::Tick /></span>
                {label}
            </label>
        }
    };
    let not_applicable = (na != NaOffer::No).then(|| {
        view! {
            <label class="option na">
                <input type="radio" name=name value="na" disabled=move || control.locked.get() prop:checked=move || asking.get() || control.recorded.read().is_na() on:change=move |_| choose_na(control, na, asking) />
                {words::not_applicable(lang)}
            </label>
        }
    });
    view! {
        <div class="choices" role="radiogroup" aria-labelledby=control.ask_id()>
            {radio(words::yes(lang), "yes")}
            {radio(words::no(lang), "no")}
            {not_applicable}
        </div>
        <NaReason control asking />
    }
}
