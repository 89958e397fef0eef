//! Inspections: where was I?

use crate::components::icon::{Icon, Logo, Sign};
use crate::present::entry::Summary;
use crate::present::status::{Promise, Update};
use crate::present::{Lang, date, words};
use jiff::civil::Date;
use leptos::prelude::*;
use leptos_router::components::A;

/// From how many inspections on searching is offered.
const SEARCH_FROM: usize = 5;

#[component]
pub fn HomeView(
    summaries: Signal<Option<Vec<Summary>>>,
    problem: Signal<Option<String>>,
    promise: Signal<Promise>,
    backed_up: Signal<Option<String>>,
    today: Date,
    update: Signal<Update>,
    on_update: Callback<()>,
    lang: Lang,
) -> impl IntoView {
    let query = RwSignal::new(String::new());
    view! {
        <header class="bar">
            <A href="/" attr:class="brand"><Logo />{words::app_name(lang)}</A>
            <span class="space"></span>
            <span class="saved quiet"><Icon sign=Sign::Tick /><span>{words::works_offline(lang)}</span></span>
            <A href="/settings" attr:class="icon-button" attr:aria-label=words::settings(lang) attr:title=words::settings(lang)>
                <Icon sign=Sign::Sliders />
            </A>
        </header>
        <main class="page" id="content" tabindex="-1">
            {move || problem.get().map(|text| view! { <div class="notice" role="alert"><Icon sign=Sign::Warning /><p>{text}</p></div> })}
            <UpdateNotice update on_update lang />
            {move || match summaries.get() {
                None => view! { <div class="busy"><p>{words::loading(lang)}</p></div> }.into_any(),
                Some(list) if list.is_empty() => view! { <First lang /> }.into_any(),
                Some(list) => view! { <Everything list query today lang /> }.into_any(),
            }}
            <Show when=move || summaries.read().as_ref().is_some_and(|list| !list.is_empty())>
                <Foot promise backed_up lang />
            </Show>
        </main>
        <div class="dock">
            <A href="/new" attr:class="button primary grow">{words::new_inspection(lang)}</A>
        </div>
    }
}

#[component]
fn UpdateNotice(update: Signal<Update>, on_update: Callback<()>, lang: Lang) -> impl IntoView {
    move || {
        let text = match update.get() {
            Update::None => return None,
            Update::Waiting => words::update_waiting(lang),
            Update::Refused => words::update_refused(lang),
        };
        Some(view! {
            <div class="notice plain" role="status">
                <Icon sign=Sign::Download />
                <p>{text}</p>
                <div class="row"><button type="button" class="button" on:click=move |_| on_update.run(())>{words::update_now(lang)}</button></div>
            </div>
        })
    }
}

#[component]
fn First(lang: Lang) -> impl IntoView {
    view! {
        <div class="empty">
            <h1 class="sum">{words::first_title(lang)}</h1>
            <p>{words::first_text(lang)}</p>
            <A href="/new" attr:class="button primary large">{words::first_action(lang)}</A>
        </div>
    }
}

#[component]
fn Everything(list: Vec<Summary>, query: RwSignal<String>, today: Date, lang: Lang) -> impl IntoView {
    let (open, done): (Vec<Summary>, Vec<Summary>) = list.into_iter().partition(Summary::in_progress);
    let mut open = open.into_iter();
    let hero = open.next();
    let others: Vec<Summary> = open.chain(done).collect();
    let searchable = others.len() >= SEARCH_FROM;
    let listed = StoredValue::new(others);
    let found = move || {
        let query = query.get();
        listed.with_value(|list| {
            list.iter().filter(|entry| entry.found_by(&query)).cloned().collect::<Vec<_>>()
        })
    };
    let rows = move || {
        let found = found();
        let nothing = found.is_empty() && !query.read().is_empty();
        view! {
            {nothing.then(|| view! { <p class="sub">{words::nothing_found(lang)}</p> })}
            {(!found.is_empty()).then(|| view! {
                <ul class="list">
                    {found.into_iter().map(|entry| view! { <Entry entry lang /> }).collect_view()}
                </ul>
            })}
        }
    };
    view! {
        {hero.map(|entry| view! { <Hero entry today lang /> })}
        <div class="head">
            <h1>{words::inspections(lang)}</h1>
            {searchable.then(|| view! {
                <div class="search">
                    <Icon sign=Sign::Search />
                    <input type="search" placeholder=words::find_inspection(lang) aria-label=words::find_inspection(lang) prop:value=move || query.get() on:input=move |event| query.set(event_target_value(&event)) />
                </div>
            })}
            <A href="/new" attr:class="button primary">{words::new_inspection(lang)}</A>
        </div>
        {rows}
    }
}

#[component]
fn Hero(entry: Summary, today: Date, lang: Lang) -> impl IntoView {
    let percent = entry.percent();
    view! {
        <section class="hero" aria-label=words::in_progress(lang)>
            <p class="when">{entry.when(today, lang)}</p>
            <h2>{entry.title(lang).to_owned()}</h2>
            <div class="track" role="progressbar" aria-label=words::so_far(lang) aria-valuenow=percent aria-valuemin="0" aria-valuemax="100">
                <i style:width=format!("{percent}%")></i>
            </div>
            <p>{entry.progress_line(lang)}</p>
            <A href=format!("/i/{}", entry.id) attr:class="button go">{words::continue_it(lang)}</A>
        </section>
    }
}

#[component]
fn Entry(entry: Summary, lang: Lang) -> impl IntoView {
    let badges = entry.badges(lang);
    view! {
        <li>
            <A href=format!("/i/{}", entry.id) attr:class="entry">
                <time class="day" datetime=entry.on.to_string() title=date::day(entry.on, lang)>
                    <b>{format!("{:02}", entry.on.day())}</b>
                    <span>{words::month_short(lang, entry.on.month())}</span>
                </time>
                <strong>{entry.title(lang).to_owned()}</strong>
                <p>{entry.what(lang)}</p>
                <span class="badges">
                    {badges.into_iter().map(|(mark, text)| view! { <span class=format!("badge {}", mark.class())>{text}</span> }).collect_view()}
                </span>
            </A>
        </li>
    }
}

#[component]
fn Foot(promise: Signal<Promise>, backed_up: Signal<Option<String>>, lang: Lang) -> impl IntoView {
    let kept = move || match promise.get() {
        Promise::Unknown => words::kept_here(lang),
        Promise::Given => words::kept_promised(lang),
        Promise::Refused => words::kept_not_promised(lang),
    };
    let last = move || match backed_up.get() {
        Some(day) => words::last_backup(lang, &date::literal(&day, lang)),
        None => words::never_backed_up(lang).to_owned(),
    };
    view! {
        <footer class="foot">
            <span><Icon sign=Sign::Tick />{move || format!("{} {}", kept(), last())}</span>
            <A href="/settings">{words::back_up_now(lang)}</A>
        </footer>
    }
}
