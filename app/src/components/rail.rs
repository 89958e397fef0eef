//! The way through an inspection: sections, groups and their rows, each with how far it is.

use super::icon::{Icon, Ring, Sign};
use crate::present::card::{RailLine, Stop};
use crate::present::mark::Tally;
use crate::present::{Lang, words};
use leptos::prelude::*;

/// What the rail and the tabs share.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    pub lines: Signal<Vec<RailLine>>,
    pub current: Signal<Option<Stop>>,
    /// Each stop's progress wakes that stop's line alone.
    pub tally: Callback<Stop, Signal<Tally>>,
    pub on_go: Callback<Stop>,
    pub lang: Lang,
}

#[component]
pub fn Rail(way: Way) -> impl IntoView {
    view! {
        <For each=move || way.lines.get() key=Clone::clone let:line>
            {match line {
                RailLine::Heading(title) => view! { <h2>{title}</h2> }.into_any(),
                RailLine::Stop { stop, title } => view! { <StopButton stop title way /> }.into_any(),
            }}
        </For>
    }
}

#[component]
fn StopButton(stop: Stop, title: String, way: Way) -> impl IntoView {
    let tally = way.tally.run(stop);
    let class = match stop {
        Stop::Row { .. } => "stop row",
        _ => "stop",
    };
    let head = match stop {
        Stop::Group { .. } => view! { <span class="list-sign"><Icon sign=Sign::List /></span> }.into_any(),
        _ => view! { <Ring percent=Signal::derive(move || tally.read().percent()) /> }.into_any(),
    };
    let count = (!matches!(stop, Stop::Group { .. }))
        .then(|| view! { <span class="count"><Count tally lang=way.lang /></span> });
    view! {
        <button
            type="button"
            class=class
            aria-current=move || (way.current.get() == Some(stop)).then_some("true")
            on:click=move |_| way.on_go.run(stop)
        >
            {head}
            <span class="name">{title}</span>
            {count}
        </button>
    }
}

#[component]
fn Count(tally: Signal<Tally>, lang: Lang) -> impl IntoView {
    move || {
        let tally = tally.get();
        view! {
            {(tally.fails > 0).then(|| view! { <span class="bad">{words::n_faults(lang, tally.fails)}</span> " · " })}
            {format!("{}/{}", tally.answered, tally.shown)}
        }
    }
}

/// The same as chips in a row, for portrait.
#[component]
pub fn Tabs(way: Way) -> impl IntoView {
    let stops = move || {
        let stops = way.lines.get().into_iter().filter_map(|line| match line {
            RailLine::Stop { stop, title } => Some((stop, title)),
            RailLine::Heading(_) => None,
        });
        stops.collect::<Vec<_>>()
    };
    view! {
        <div class="tabs">
            <For each=stops key=Clone::clone let:stop>
                <Tab stop=stop.0 title=stop.1 way />
            </For>
        </div>
    }
}

#[component]
fn Tab(stop: Stop, title: String, way: Way) -> impl IntoView {
    let tally = way.tally.run(stop);
    let count =
        (!matches!(stop, Stop::Group { .. })).then(|| view! { <span><Count tally lang=way.lang /></span> });
    view! {
        <button type="button" class="chip" aria-current=move || (way.current.get() == Some(stop)).then_some("true") on:click=move |_| way.on_go.run(stop)>
            <span>{title}</span>
            {count}
        </button>
    }
}
