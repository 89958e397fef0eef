//! A row of a data table, found by typing part of its key or name.

use super::Control;
use crate::components::icon::{Icon, Sign};
use crate::present::card::{OptionFace, Recorded};
use crate::present::{fold, words};
use leptos::prelude::*;

/// How many rows are offered at once.
const OFFERED: usize = 8;

#[component]
pub fn Lookup(control: Control, options: Vec<OptionFace>) -> impl IntoView {
    let lang = control.lang;
    let query = RwSignal::new(String::new());
    let folded: Vec<(String, OptionFace)> = options
        .into_iter()
        .map(|option| (fold::fold(&format!("{} {}", option.id, option.label)), option))
        .collect();
    let table = StoredValue::new(folded);
    let chosen = move || {
        let value = control.value();
        table.with_value(|table| {
            table
                .iter()
                .find(|(_, option)| option.id == value)
                .map(|(_, option)| option.label.clone())
                .unwrap_or(value)
        })
    };
    let found = move || {
        let query = query.get();
        if query.trim().is_empty() {
            return Vec::new();
        }
        table.with_value(|table| {
            table
                .iter()
                .filter(|(text, _)| fold::matches(text, &query))
                .take(OFFERED)
                .map(|(_, option)| option.clone())
                .collect::<Vec<_>>()
        })
    };
    let choose = move |id: String| {
        query.set(String::new());
        control.put(Recorded::Value(id));
    };
    let offers = move || {
        let found = found();
        (!found.is_empty()).then(|| {
            view! {
                <ul class="list">
                    {found.into_iter().map(|OptionFace { id, label }| view! {
                        <li><button type="button" class="hit" on:click=move |_| choose(id.clone())>{label}</button></li>
                    }).collect_view()}
                </ul>
            }
        })
    };
    view! {
        <div class="field">
            <output class="shown">{chosen}</output>
            <div class="search">
                <Icon sign=Sign::Search />
                <input type="search" placeholder=words::search(lang) aria-labelledby=control.ask_id() disabled=move || control.locked.get() prop:value=move || query.get() on:input=move |event| query.set(event_target_value(&event)) />
            </div>
            {offers}
        </div>
    }
}
