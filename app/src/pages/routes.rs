//! The pages under their addresses: each reads its store and hands it to its view.

use crate::components::card::CardActions;
use crate::components::icon::{Icon, Sign};
use crate::pages::actions::{card_actions, fill_actions, handover_actions};
use crate::pages::fill::FillView;
use crate::pages::findings::FindingsView;
use crate::pages::handover::HandoverView;
use crate::pages::home::HomeView;
use crate::pages::new::{NewActions, NewView};
use crate::pages::print::PrintView;
use crate::pages::settings::{SettingsActions, SettingsView};
use crate::present::card::CardId;
use crate::present::words;
use crate::state::desk::{Phase, use_desk};
use crate::state::fill::Access;
use crate::state::settings::use_settings;
use crate::state::shelf::use_shelf;
use crate::state::starting::StartStore;
use crate::state::window;
use leptos::prelude::*;
use leptos_router::components::{A, Outlet};
use leptos_router::hooks::{use_navigate, use_params_map};

#[component]
pub fn HomePage() -> impl IntoView {
    let (shelf, settings) = (use_shelf(), use_settings());
    let lang = settings.lang_untracked();
    window::set_title(words::app_name(lang));
    shelf.refresh();
    view! {
        <HomeView
            summaries=shelf.summaries.into()
            problem=shelf.problem.into()
            promise=shelf.promise.into()
            backed_up=Signal::derive(move || settings.backed_up())
            today=window::today()
            update=shelf.update.into()
            on_update=Callback::new(move |()| shelf.use_update())
            lang
        />
    }
}

#[component]
pub fn NewPage() -> impl IntoView {
    let store = StartStore::new();
    let lang = use_settings().lang_untracked();
    window::set_title(words::new_inspection(lang));
    let navigate = use_navigate();
    // Going to another address is for the outside world.
    Effect::new(move |_| {
        if let Some(id) = store.started.get() {
            navigate(
                &format!("/i/{id}"),
                leptos_router::NavigateOptions { replace: true, ..Default::default() },
            );
        }
    });
    view! {
        <NewView
            form=store.form
            profile=store.profile.into()
            offers=store.offers.into()
            problem=store.problem.into()
            actions=new_actions(&store)
            lang
        />
    }
}

fn new_actions(store: &StartStore) -> NewActions {
    let store = *store;
    NewActions {
        card: CardActions {
            answer: Callback::new(move |(card, recorded)| store.answer(card, &recorded)),
            locate: Callback::new(move |card| store.locate(card)),
            ..card_actions(use_desk())
        },
        row: Callback::new(move |card| store.row(card)),
        start: Callback::new(move |()| store.start()),
        choose: Callback::new(move |(id, on)| store.choose(id, on)),
    }
}

#[component]
pub fn SettingsPage() -> impl IntoView {
    let (shelf, settings) = (use_shelf(), use_settings());
    let lang = settings.lang_untracked();
    window::set_title(words::settings(lang));
    shelf.told.set(None);
    shelf.refresh();
    let actions = SettingsActions {
        lang: Callback::new(move |lang| settings.set_lang(lang)),
        theme: Callback::new(move |theme| settings.set_theme(theme)),
        who: Callback::new(move |who: String| settings.set_who(who.trim().to_owned())),
        persist: Callback::new(move |()| shelf.ask_to_keep()),
        backup: Callback::new(move |()| shelf.back_up()),
        restore: Callback::new(move |file| shelf.restore(file)),
    };
    view! {
        <SettingsView
            theme=Signal::derive(move || settings.theme())
            who=Signal::derive(move || settings.who())
            promise=shelf.promise.into()
            room=shelf.room.into()
            backed_up=Signal::derive(move || settings.backed_up())
            told=shelf.told.into()
            actions
            lang
        />
    }
}

/// Opens the inspection of the address, for the pages below.
#[component]
pub fn InspectionShell() -> impl IntoView {
    let desk = use_desk();
    let lang = desk.settings.lang_untracked();
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    Effect::new(move |_| desk.open(id.get()));
    on_cleanup(move || desk.close());
    let title = Memo::new(move |_| desk.fill.title.get());
    Effect::new(move |_| window::set_title(&title.read()));
    let ready = Memo::new(move |_| desk.phase.get() == Phase::Open(id.get()));
    let failed = Memo::new(move |_| match desk.phase.get() {
        Phase::Failed(sentence) => Some(sentence),
        _ => None,
    });
    move || {
        if ready.get() {
            view! { <Outlet /> }.into_any()
        } else if let Some(sentence) = failed.get() {
            view! {
                <main class="page narrow" id="content" tabindex="-1">
                    <div class="notice" role="alert"><Icon sign=Sign::Warning /><p>{sentence}</p></div>
                    <p class="foot"><A href="/">{words::back_to_list(lang)}</A></p>
                </main>
            }
            .into_any()
        } else {
            view! { <main class="busy" id="content"><p>{words::loading(lang)}</p></main> }.into_any()
        }
    }
}

#[component]
pub fn FillPage() -> impl IntoView {
    let desk = use_desk();
    let lang = desk.settings.lang_untracked();
    let base = base(&desk.phase.get_untracked());
    let results = format!("{base}/findings");
    let (navigate, target) = (use_navigate(), results.clone());
    let next = Callback::new(move |()| {
        if !desk.go_next() {
            navigate(&target, leptos_router::NavigateOptions::default());
        }
    });
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        let undo = (event.ctrl_key() || event.meta_key()) && !event.shift_key() && event.key() == "z";
        // A field being typed in has its own undo.
        if undo && !window::is_typing() && desk.fill.can_undo.get_untracked() {
            event.prevent_default();
            desk.undo();
        }
    });
    on_cleanup(move || keys.remove());
    let actions = fill_actions(desk, next);
    view! { <FillView store=desk.fill actions results lang /> }
}

#[component]
pub fn FindingsPage() -> impl IntoView {
    let desk = use_desk();
    let lang = desk.settings.lang_untracked();
    let base = base(&desk.phase.get_untracked());
    let result = Memo::new(move |_| desk.result());
    let (navigate, fill) = (use_navigate(), base.clone());
    let on_open = Callback::new(move |card: CardId| {
        navigate(&fill, leptos_router::NavigateOptions::default());
        window::next_frame(move || desk.go_card(card));
    });
    view! {
        <FindingsView
            result=result.into()
            saved=desk.fill.saved.into()
            media=card_actions(desk).media
            on_open
            on_retry=Callback::new(move |()| desk.retry())
            handover=format!("{base}/handover")
            fill=base
            lang
        />
    }
}

#[component]
pub fn HandoverPage() -> impl IntoView {
    let desk = use_desk();
    let lang = desk.settings.lang_untracked();
    let base = base(&desk.phase.get_untracked());
    let result = Memo::new(move |_| desk.result());
    let people = Memo::new(move |_| desk.people());
    view! {
        <HandoverView
            result=result.into()
            people=people.into()
            saved=desk.fill.saved.into()
            locked=Signal::derive(move || desk.fill.access.get() != Access::Writing)
            told=desk.told.into()
            can_share=window::can_share()
            actions=handover_actions(desk)
            findings=format!("{base}/findings")
            print=format!("{base}/print")
            lang
        />
    }
}

#[component]
pub fn PrintPage() -> impl IntoView {
    let desk = use_desk();
    let lang = desk.settings.lang_untracked();
    let base = base(&desk.phase.get_untracked());
    let result = Memo::new(move |_| desk.result());
    let people = Memo::new(move |_| desk.people());
    let head = Memo::new(move |_| desk.minutes_head());
    view! {
        <PrintView
            result=result.into()
            head=head.into()
            people=people.into()
            media=card_actions(desk).media
            on_print=Callback::new(|()| window::print())
            back=format!("{base}/handover")
            self_assessment=Signal::derive(move || desk.is_self_assessment())
            lang
        />
    }
}

fn base(phase: &Phase) -> String {
    match phase {
        Phase::Open(id) => format!("/i/{id}"),
        _ => "/".to_owned(),
    }
}
