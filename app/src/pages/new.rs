//! New inspection: what will be checked here?

use crate::components::bar::Bar;
use crate::components::card::CardActions;
use crate::components::icon::{Icon, Sign};
use crate::components::widget::{AnswerWidget, DateField};
use crate::present::card::{CardId, Row, Widget};
use crate::present::offer::{Offer, ProfileField};
use crate::present::{Lang, date, words};
use crate::state::starting::NewForm;
use leptos::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct NewActions {
    pub card: CardActions,
    /// The changing part of a profile question.
    pub row: Callback<CardId, Memo<Row>>,
    pub start: Callback<()>,
    pub choose: Callback<(String, bool)>,
}

#[component]
pub fn NewView(
    form: NewForm,
    profile: Signal<Vec<ProfileField>>,
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
fn Establishment(profile: Signal<Vec<ProfileField>>, actions: NewActions, lang: Lang) -> impl IntoView {
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
    let face = field.face;
    let row = actions.row.run(face.card);
    let shown = Memo::new(move |_| row.read().shown);
    let face = StoredValue::new(face);
    let question = move || {
        let face = face.get_value();
        let anchor = face.card.anchor();
        let recorded = Memo::new(move |_| row.read().recorded.clone());
        let complaint = Memo::new(move |_| row.read().complaint.clone());
        let locked = Signal::stored(false);
        let wide = matches!(face.widget, Widget::Text { .. } | Widget::Choice(_));
        view! {
            <div class="field" class:full=wide id=anchor.clone()>
                <span class="label" id=format!("{anchor}-ask")>{face.ask.clone()}</span>
                {(!face.hint.is_empty()).then(|| view! { <span class="hint">{face.hint.clone()}</span> })}
                <div class="control"><AnswerWidget face row recorded actions=actions.card locked lang /></div>
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
                <span class="label" id="inspection-date">{words::inspection_date(lang)}</span>
                <span class="hint">{words::inspection_date_hint(lang)}</span>
                <div class="control">
                    <DateField kind="date" value=form.on.into() written=Signal::derive(move || date::literal(&form.on.read(), lang)) locked=Signal::stored(false) labelled_by="inspection-date" on_change=Callback::new(move |day| form.on.set(day)) lang />
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
