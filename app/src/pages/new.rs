//! New inspection: what will be checked here?

use crate::components::bar::Bar;
use crate::components::card::CardActions;
use crate::components::icon::{Icon, Sign};
use crate::components::widget::AnswerWidget;
use crate::present::card::{Face, Row};
use crate::present::{Lang, date, words};
use leptos::prelude::*;
use reactive_stores::Field;

/// A checklist on offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub id: String,
    pub title: String,
    pub sector: String,
    pub requirements: usize,
    /// The establishment's profile says that it concerns it.
    pub suits: bool,
}

/// A question of the establishment's profile.
#[derive(Clone, Debug)]
pub struct ProfileField {
    pub face: Face,
    pub row: Field<Row>,
    /// Asked at once; the others are behind "more".
    pub essential: bool,
}

#[derive(Clone, Copy, Debug)]
pub struct NewActions {
    pub card: CardActions,
    pub start: Callback<()>,
    pub choose: Callback<(String, bool)>,
}

/// What the page edits besides the profile.
#[derive(Clone, Copy, Debug)]
pub struct NewForm {
    pub self_assessment: RwSignal<bool>,
    /// `2026-11-22`
    pub on: RwSignal<String>,
    /// Chosen checklists.
    pub chosen: RwSignal<Vec<String>>,
    /// Why it cannot start yet.
    pub complaint: RwSignal<Option<String>>,
    pub busy: RwSignal<bool>,
}

#[component]
pub fn NewView(
    form: NewForm,
    profile: Signal<Vec<ProfileField>, LocalStorage>,
    offers: Signal<Option<Vec<Offer>>>,
    problem: Signal<Option<String>>,
    actions: NewActions,
    lang: Lang,
) -> impl IntoView {
    let title = Signal::derive(move || words::new_inspection(lang).to_owned());
    let nothing = Signal::derive(String::new);
    view! {
        <Bar back="/" back_label=words::back_to_list(lang) title sub=nothing />
        <main class="page narrow" id="content" tabindex="-1">
            <form class="steps" on:submit=move |event| { event.prevent_default(); actions.start.run(()) }>
                {move || problem.get().map(|text| view! { <div class="notice" role="alert"><Icon sign=Sign::Warning /><p>{text}</p></div> })}
                <Kind form lang />
                <Establishment profile actions lang />
                <Day form lang />
                <Checklists form offers actions lang />
                <div class="actions docked">
                    <p class="say" role="alert">{move || form.complaint.get()}</p>
                    <button type="submit" class="button primary large" disabled=move || form.busy.get()>
                        {move || if form.busy.get() { words::loading(lang) } else { words::start(lang) }}
                    </button>
                </div>
            </form>
        </main>
    }
}

#[component]
fn Kind(form: NewForm, lang: Lang) -> impl IntoView {
    let option = move |own: bool, title: &'static str, hint: &'static str| {
        view! {
            <label class="kind">
                <input type="radio" name="kind" prop:checked=move || form.self_assessment.get() == own on:change=move |_| form.self_assessment.set(own) />
                <strong>{title}</strong>
                <small>{hint}</small>
            </label>
        }
    };
    view! {
        <fieldset>
            <legend class="unseen">{words::kind(lang)}</legend>
            <div class="kinds">
                {option(false, words::kind_inspection(lang), words::kind_inspection_hint(lang))}
                {option(true, words::kind_self(lang), words::kind_self_hint(lang))}
            </div>
        </fieldset>
    }
}

#[component]
fn Establishment(
    profile: Signal<Vec<ProfileField>, LocalStorage>,
    actions: NewActions,
    lang: Lang,
) -> impl IntoView {
    let fields = move |essential: bool| {
        let fields = profile.get().into_iter().filter(move |field| field.essential == essential);
        fields.map(|field| view! { <ProfileQuestion field actions lang /> }).collect_view()
    };
    let has_more = move || profile.with(|profile| profile.iter().any(|field| !field.essential));
    view! {
        <section class="panel">
            <h2>{words::establishment(lang)}</h2>
            <div class="fields">{move || fields(true)}</div>
            {move || has_more().then(|| view! {
                <details>
                    <summary class="button quiet">{words::establishment_more(lang)}</summary>
                    <div class="fields">{move || fields(false)}</div>
                </details>
            })}
        </section>
    }
}

#[component]
fn ProfileQuestion(field: ProfileField, actions: NewActions, lang: Lang) -> impl IntoView {
    let ProfileField { face, row, .. } = field;
    let shown = Memo::new(move |_| row.read().shown);
    let face = StoredValue::new(face);
    let question = move || {
        let face = face.get_value();
        let anchor = face.card.anchor();
        let recorded = Memo::new(move |_| row.read().recorded.clone());
        let complaint = Memo::new(move |_| row.read().complaint.clone());
        let locked = Signal::stored(false);
        let wide = matches!(face.widget, crate::present::card::Widget::Text { .. });
        view! {
            <div class="field" class:full=wide id=anchor.clone()>
                <span class="label" id=format!("{anchor}-ask")>{face.ask.clone()}</span>
                {(!face.hint.is_empty()).then(|| view! { <span class="hint">{face.hint.clone()}</span> })}
                <div class="answer"><AnswerWidget face row recorded actions=actions.card locked lang /></div>
                {move || complaint.get().map(|text| view! { <p class="complaint" role="alert"><Icon sign=Sign::Warning />{text}</p> })}
            </div>
        }
    };
    move || shown.get().then(question)
}

#[component]
fn Day(form: NewForm, lang: Lang) -> impl IntoView {
    view! {
        <section class="panel">
            <div class="field">
                <label for="inspection-date">{words::inspection_date(lang)}</label>
                <span class="hint">{words::inspection_date_hint(lang)}</span>
                <div class="answer">
                    <input class="input" id="inspection-date" type="date" required prop:value=move || form.on.get() on:change=move |event| form.on.set(event_target_value(&event)) />
                    <span class="shown">{move || date::literal(&form.on.read(), lang)}</span>
                </div>
            </div>
        </section>
    }
}

#[component]
fn Checklists(
    form: NewForm,
    offers: Signal<Option<Vec<Offer>>>,
    actions: NewActions,
    lang: Lang,
) -> impl IntoView {
    let rows = move || match offers.get() {
        None => view! { <div class="busy"><p>{words::loading(lang)}</p></div> }.into_any(),
        Some(offers) => {
            let mut sector = String::new();
            let lines = offers.into_iter().map(|offer| {
                let heading = (offer.sector != sector).then(|| offer.sector.clone());
                sector.clone_from(&offer.sector);
                view! {
                    {heading.map(|heading| view! { <h3 class="sector">{heading}</h3> })}
                    <OfferLine offer form actions lang />
                }
            });
            lines.collect::<Vec<_>>().into_any()
        }
    };
    view! {
        <section class="panel">
            <h2>{words::checklists(lang)}</h2>
            <p class="sub">{words::checklists_hint(lang)}</p>
            <div class="pick">{rows}</div>
        </section>
    }
}

#[component]
fn OfferLine(offer: Offer, form: NewForm, actions: NewActions, lang: Lang) -> impl IntoView {
    let id = offer.id.clone();
    let own = offer.id.clone();
    let checked = move || form.chosen.read().contains(&own);
    view! {
        <label class="pick-row">
            <input type="checkbox" prop:checked=checked on:change=move |event| actions.choose.run((id.clone(), event_target_checked(&event))) />
            <span class="what">
                {offer.title.clone()}
                {offer.suits.then(|| view! { " " <span class="badge pass">{words::suggested(lang)}</span> })}
            </span>
            <span class="count">{(offer.requirements > 0).then(|| words::requirements_count(lang, offer.requirements))}</span>
        </label>
    }
}
