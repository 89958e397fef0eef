//! What is wrong so far, what must stop, what is missing to conclude.

use super::icon::MarkIcon;
use crate::present::card::{CardId, MissingView};
use crate::present::mark::{Mark, Totals};
use crate::present::{Lang, words};
use leptos::prelude::*;

/// How many missing questions are listed before "and n more".
const LISTED: usize = 6;

#[component]
pub fn Tiles(totals: Signal<Totals>, lang: Lang) -> impl IntoView {
    view! {
        <h2>{words::so_far(lang)}</h2>
        <div class="tiles">
            {move || {
                totals
                    .get()
                    .parts(lang)
                    .into_iter()
                    .map(|(mark, count, word)| view! {
                        <div class=format!("tile {}", mark.class())>
                            <b><MarkIcon mark size="small" />{count}</b>
                            <span>{word}</span>
                        </div>
                    })
                    .collect_view()
            }}
        </div>
    }
}

/// The findings that call for stopping work; nothing where there are none.
#[component]
pub fn StopWork(titles: Signal<Vec<String>>, lang: Lang) -> impl IntoView {
    move || {
        let titles = titles.get();
        (!titles.is_empty()).then(|| {
            view! {
                <div class="stop-work" role="status">
                    <MarkIcon mark=Mark::Fail />
                    <b>{words::stop_work_now(lang)}</b>
                    <ul>{titles.into_iter().map(|title| view! { <li>{title}</li> }).collect_view()}</ul>
                </div>
            }
        })
    }
}

#[component]
pub fn Missing(missing: Signal<Vec<MissingView>>, on_go: Callback<CardId>, lang: Lang) -> impl IntoView {
    let all = RwSignal::new(false);
    let lines = move || {
        let missing = missing.get();
        let rest = if all.get() { 0 } else { missing.len().saturating_sub(LISTED) };
        let listed: Vec<_> = missing.into_iter().take(if rest > 0 { LISTED } else { usize::MAX }).collect();
        view! {
            {listed.is_empty().then(|| view! { <p class="sub">{words::nothing_missing(lang)}</p> })}
            <ul class="missing">
                {listed.into_iter().map(|line| view! { <MissingLine line on_go /> }).collect_view()}
                {(rest > 0).then(|| view! {
                    <li><button type="button" on:click=move |_| all.set(true)>{words::others_missing(lang, rest)}</button></li>
                })}
            </ul>
        }
    };
    view! {
        <h2>{words::still_missing(lang)}</h2>
        {lines}
    }
}

#[component]
fn MissingLine(line: MissingView, on_go: Callback<CardId>) -> impl IntoView {
    let card = line.card;
    view! {
        <li>
            <button type="button" on:click=move |_| on_go.run(card)>
                {line.ask}
                {(!line.within.is_empty()).then(|| view! { <small>{line.within.clone()}</small> })}
            </button>
        </li>
    }
}
