//! The way through an inspection: sections, groups and their rows, each with how far it is.

use super::icon::{Icon, Ring, Sign};
use crate::present::card::{RailLine, Stop};
use crate::present::mark::Tally;
use crate::present::{Lang, words};
use leptos::prelude::*;

#[component]
pub fn Rail(
    lines: Signal<Vec<RailLine>>, current: Signal<Option<Stop>>, on_go: Callback<Stop>, on_add: Callback<Stop>,
    locked: Signal<bool>, lang: Lang,
) -> impl IntoView {
    view! {
        {move || {
            lines
                .get()
                .into_iter()
                .map(|line| match line {
                    RailLine::Heading(title) => view! { <h2>{title}</h2> }.into_any(),
                    RailLine::Stop { stop, title, tally } => {
                        view! { <StopButton stop title tally current on_go lang /> }.into_any()
                    }
                    RailLine::Add { stop, title } => (!locked.get())
                        .then(|| view! {
                            <button type="button" class="stop add" on:click=move |_| on_add.run(stop)>
                                <Icon sign=Sign::Plus />
                                {words::add_row(lang, &title)}
                            </button>
                        })
                        .into_any(),
                })
                .collect_view()
        }}
    }
}

#[component]
fn StopButton(
    stop: Stop, title: String, tally: Tally, current: Signal<Option<Stop>>, on_go: Callback<Stop>, lang: Lang,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="stop"
            aria-current=move || (current.get() == Some(stop)).then_some("true")
            on:click=move |_| on_go.run(stop)
        >
            <Ring percent=tally.percent() />
            <span class="name">{title}</span>
            <span class="count"><Count tally lang /></span>
        </button>
    }
}

#[component]
fn Count(tally: Tally, lang: Lang) -> impl IntoView {
    view! {
        {(tally.fails > 0).then(|| view! { <span class="bad">{words::n_faults(lang, tally.fails)}</span> " · " })}
        {format!("{}/{}", tally.answered, tally.shown)}
    }
}

/// The same as chips in a row, for portrait.
#[component]
pub fn Tabs(
    lines: Signal<Vec<RailLine>>, current: Signal<Option<Stop>>, on_go: Callback<Stop>, lang: Lang,
) -> impl IntoView {
    view! {
        <div class="tabs">
            {move || {
                lines
                    .get()
                    .into_iter()
                    .filter_map(|line| match line {
                        RailLine::Stop { stop, title, tally } => Some(view! {
                            <button
                                type="button"
                                class="chip"
                                aria-current=move || (current.get() == Some(stop)).then_some("true")
                                on:click=move |_| on_go.run(stop)
                            >
                                <span>{title}</span>
                                <span><Count tally lang /></span>
                            </button>
                        }),
                        RailLine::Heading(_) | RailLine::Add { .. } => None,
                    })
                    .collect_view()
            }}
        </div>
    }
}
