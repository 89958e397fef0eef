//! Fill: what must I look at next? Sections on the left, cards in the middle, what is wrong and missing on the right;
//! in portrait the way on is at the bottom edge.

use crate::components::aside::{Missing, StopWork, Tiles};
use crate::components::bar::{Bar, Saved};
use crate::components::card::{CardActions, ItemCard};
use crate::components::dialog::{AskText, Sheet, Toast};
use crate::components::icon::{Icon, Sign};
use crate::components::rail::{Rail, Tabs, Way};
use crate::present::card::{CardId, GroupView, Stop};
use crate::present::{Lang, words};
use crate::state::fill::{Access, FillStore, Filter, Hit};
use leptos::prelude::*;
use leptos_router::components::A;

/// What the page asks of the open inspection.
#[derive(Clone, Copy, Debug)]
pub struct FillActions {
    pub card: CardActions,
    pub go: Callback<Stop>,
    pub go_card: Callback<CardId>,
    pub next: Callback<()>,
    pub search: Callback<String>,
    pub add_row: Callback<Stop>,
    pub remove_row: Callback<Stop>,
    pub complete: Callback<bool>,
    pub undo: Callback<()>,
    pub retry: Callback<()>,
    pub take_over: Callback<()>,
    pub reopen: Callback<String>,
}

#[component]
pub fn FillView(
    store: FillStore,
    actions: FillActions,
    #[prop(into)] results: String,
    lang: Lang,
) -> impl IntoView {
    let locked = store.locked();
    let sheet_open = RwSignal::new(false);
    let go = Callback::new(move |stop| {
        sheet_open.set(false);
        actions.go.run(stop);
    });
    let go_card = Callback::new(move |card| {
        sheet_open.set(false);
        actions.go_card.run(card);
    });
    let tally = Callback::new(move |stop| Signal::from(store.tally(stop)));
    let way = Way { lines: store.rail.into(), current: store.current.into(), tally, on_go: go, lang };
    let results_link = results.clone();
    view! {
        <Bar back="/" back_label=words::back_to_list(lang) title=store.title sub=store.sub>
            <Saved saved=store.saved.into() lang on_retry=actions.retry />
            <button type="button" class="icon-button" title=words::undo(lang) aria-label=words::undo(lang) disabled=move || !store.can_undo.get() || locked.get() on:click=move |_| actions.undo.run(())>
                <Icon sign=Sign::Undo />
            </button>
            <A href=results attr:class="button primary">{words::see_result(lang)}</A>
        </Bar>
        <div class="fill">
            <nav class="rail" aria-label=words::sections(lang)>
                <SearchBox store actions lang />
                <Rail way />
            </nav>
            <main class="main" id="content" tabindex="-1">
                <Tabs way />
                <AccessNotice store actions lang />
                <Found store go_card lang />
                <Section store actions lang />
            </main>
            <aside class="aside" aria-label=words::so_far(lang)>
                <Tiles totals=store.totals.into() lang />
                <StopWork titles=store.stop_work.into() lang />
                <Missing missing=store.missing.into() on_go=go_card lang />
            </aside>
        </div>
        <Dock store actions results=results_link sheet_open lang />
        <Show when=move || sheet_open.get()>
            <Sheet title=words::sections(lang) on_close=Callback::new(move |()| sheet_open.set(false)) lang>
                <nav class="rail" aria-label=words::sections(lang)>
                    <SearchBox store actions lang />
                    <Rail way />
                </nav>
            </Sheet>
        </Show>
        <Toast toast=store.toast.into() on_undo=actions.undo lang />
        <p class="unseen" role="status">{move || store.announcement.get()}</p>
    }
}

/// The bottom edge in portrait: sections, the next question, the result.
#[component]
fn Dock(
    store: FillStore,
    actions: FillActions,
    results: String,
    sheet_open: RwSignal<bool>,
    lang: Lang,
) -> impl IntoView {
    let left = move || store.missing.read().len();
    let fails = move || store.totals.read().fail;
    view! {
        <nav class="dock" aria-label=words::next_steps(lang)>
            <button type="button" class="button" aria-label=words::sections(lang) on:click=move |_| sheet_open.set(true)>
                <Icon sign=Sign::List />
            </button>
            <button type="button" class="button next" on:click=move |_| actions.next.run(())>
                {move || words::next_question(lang, left())}
            </button>
            <A href=results attr:class="button primary">{move || words::result_with(lang, fails())}</A>
        </nav>
    }
}

#[component]
fn SearchBox(store: FillStore, actions: FillActions, lang: Lang) -> impl IntoView {
    view! {
        <div class="search">
            <Icon sign=Sign::Search />
            <input type="search" placeholder=words::find_question(lang) aria-label=words::find_question(lang) prop:value=move || store.query.get() on:input=move |event| actions.search.run(event_target_value(&event)) />
        </div>
    }
}

/// What the search found; nothing while nothing is searched for.
#[component]
fn Found(store: FillStore, go_card: Callback<CardId>, lang: Lang) -> impl IntoView {
    move || {
        let searching = !store.query.read().trim().is_empty();
        searching.then(|| {
            let hits = store.hits.get();
            view! {
                <section aria-label=words::search(lang)>
                    {hits.is_empty().then(|| view! { <p class="sub">{words::no_question_found(lang)}</p> })}
                    <ul class="list">
                        {hits.into_iter().map(|hit| view! { <FoundLine hit go_card /> }).collect_view()}
                    </ul>
                </section>
            }
        })
    }
}

#[component]
fn FoundLine(hit: Hit, go_card: Callback<CardId>) -> impl IntoView {
    view! {
        <li>
            <button type="button" class="hit" on:click=move |_| go_card.run(hit.card)>
                <span>{hit.ask}</span>
                <small>{hit.within}</small>
            </button>
        </li>
    }
}

/// Why nothing can be changed here, with the way to change that.
#[component]
fn AccessNotice(store: FillStore, actions: FillActions, lang: Lang) -> impl IntoView {
    let asking = RwSignal::new(false);
    let notice = move |text: &'static str, button: Option<AnyView>| {
        view! {
            <div class="notice plain" role="status">
                <Icon sign=Sign::Lock />
                <p>{text}</p>
                <div class="row">{button}</div>
            </div>
        }
    };
    let take_over = move || {
        view! { <button type="button" class="button" on:click=move |_| actions.take_over.run(())>{words::take_over(lang)}</button> }
            .into_any()
    };
    let reopen = move || {
        view! { <button type="button" class="button" on:click=move |_| asking.set(true)>{words::reopen(lang)}</button> }.into_any()
    };
    let reason = Callback::new(move |reason| {
        asking.set(false);
        actions.reopen.run(reason);
    });
    view! {
        {move || match store.access.get() {
            Access::Writing => ().into_any(),
            Access::OtherTab => notice(words::other_tab(lang), Some(take_over())).into_any(),
            Access::TakenOver => notice(words::taken_over(lang), Some(take_over())).into_any(),
            Access::Finished => notice(words::finished_notice(lang), Some(reopen())).into_any(),
            Access::Broken => notice(words::record_broken(lang), None).into_any(),
        }}
        <Show when=move || asking.get()>
            <AskText title=words::reopen_reason(lang) action=words::reopen(lang) lang on_text=reason on_close=Callback::new(move |()| asking.set(false)) />
        </Show>
    }
}

#[component]
fn Section(store: FillStore, actions: FillActions, lang: Lang) -> impl IntoView {
    let locked = store.locked();
    let listed = move || store.cards.read().iter().take(store.drawn.get()).copied().collect::<Vec<_>>();
    let more = move || store.cards.read().len().saturating_sub(store.drawn.get());
    let filtered_away = move || store.cards.read().is_empty() && store.filter.get() != Filter::All;
    view! {
        <header>
            <h2 id="section-title" tabindex="-1">{move || store.heading.get()}</h2>
            <Filters store lang />
        </header>
        <For each=listed key=|card| *card let:card>
            <Card store card actions=actions.card locked lang />
        </For>
        <Show when=move || { more() > 0 }>
            <button type="button" class="button wide" on:click=move |_| store.draw_more()>{move || words::others_missing(lang, more())}</button>
        </Show>
        <Show when=filtered_away><p class="sub">{words::filter_empty(lang)}</p></Show>
        <GroupEnd store actions lang />
    }
}

/// Hands a card its own row, so that it wakes alone.
#[component]
fn Card(
    store: FillStore,
    card: CardId,
    actions: CardActions,
    locked: Signal<bool>,
    lang: Lang,
) -> impl IntoView {
    store.face(card).map(|face| view! { <ItemCard face row=store.row(card) actions locked lang /> })
}

#[component]
fn Filters(store: FillStore, lang: Lang) -> impl IntoView {
    let counts = Memo::new(move |_| store.section_counts());
    let chip = move |filter: Filter, text: Signal<String>| {
        view! {
            <button type="button" class="chip" aria-pressed=move || (store.filter.get() == filter).to_string() on:click=move |_| store.set_filter(filter)>
                {move || text.get()}
            </button>
        }
    };
    view! {
        <div class="filters">
            {chip(Filter::All, Signal::derive(move || words::all(lang).to_owned()))}
            {chip(Filter::Open, Signal::derive(move || words::filter_open(lang, counts.get().0)))}
            {chip(Filter::Fail, Signal::derive(move || words::filter_fail(lang, counts.get().1)))}
        </div>
    }
}

/// Under a group's rows: add another, say that the list is complete, remove the row on screen.
#[component]
fn GroupEnd(store: FillStore, actions: FillActions, lang: Lang) -> impl IntoView {
    let view = move |group: GroupView| {
        let stop = store.current.get();
        let is_row = matches!(stop, Some(Stop::Row { .. }));
        let title = group.title.clone();
        let heading = store.heading.get();
        let empty = group.rows == 0 && !group.complete;
        let add = move |_| {
            if let Some(stop) = store.current.get_untracked() {
                actions.add_row.run(stop);
            }
        };
        let remove = move |_| {
            if let Some(stop) = store.current.get_untracked() {
                actions.remove_row.run(stop);
            }
        };
        view! {
            <div class="group-end" id="group-end" tabindex="-1">
                {empty.then(|| view! { <p class="sub">{words::group_empty(lang)}</p> })}
                <div class="row">
                    <button type="button" class="button" on:click=add><Icon sign=Sign::Plus />{words::add_row(lang, &title)}</button>
                    {is_row.then(|| view! {
                        <button type="button" class="button quiet" on:click=remove><Icon sign=Sign::Bin />{words::remove_row(lang, &heading)}</button>
                    })}
                </div>
                <label class="switch">
                    <input type="checkbox" role="switch" prop:checked=group.complete on:change=move |event| actions.complete.run(event_target_checked(&event)) />
                    <strong>{words::list_complete(lang)}</strong>
                    <span class="hint">{words::list_complete_hint(lang)}</span>
                </label>
            </div>
        }
    };
    move || store.group.get().filter(|_| !store.locked().get()).map(view)
}
