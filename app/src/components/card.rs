//! One question with its live verdict: what is asked, why, the answer, and the finding if it fails.

use super::finding::FindingBox;
use super::icon::{Icon, MarkIcon, Sign};
use super::photo::{PhotoStrip, TakePhoto};
use super::widget::AnswerWidget;
use crate::present::card::{CardId, Face, Recorded, Row};
use crate::present::{Lang, words};
use leptos::prelude::*;

/// What a card can ask its page to do.
#[derive(Clone, Copy, Debug)]
pub struct CardActions {
    pub answer: Callback<(CardId, Recorded)>,
    pub note: Callback<(CardId, String)>,
    pub add_photo: Callback<(CardId, web_sys::File)>,
    pub remove_photo: Callback<(CardId, String)>,
    pub sign: Callback<(CardId, web_sys::Blob)>,
    pub locate: Callback<CardId>,
    /// Sentences that explain the verdict, asked for only when the reader opens them.
    pub explain: Callback<CardId, Vec<String>>,
    /// A page-local address of a stored picture, once it is read.
    pub media: Callback<String, Signal<Option<String>>>,
}

#[component]
pub fn ItemCard(
    face: Face,
    row: Memo<Row>,
    actions: CardActions,
    locked: Signal<bool>,
    lang: Lang,
) -> impl IntoView {
    let shown = Memo::new(move |_| row.read().shown);
    let face = StoredValue::new(face);
    move || shown.get().then(|| face.with_value(|face| card(face, row, actions, locked, lang)))
}

fn card(face: &Face, row: Memo<Row>, actions: CardActions, locked: Signal<bool>, lang: Lang) -> AnyView {
    let id = face.card;
    let anchor = id.anchor();
    let mark = Memo::new(move |_| row.read().mark);
    let unsaved = Memo::new(move |_| row.read().unsaved);
    let finding = Memo::new(move |_| row.read().finding.clone());
    let warnings = Memo::new(move |_| row.read().warnings.clone());
    let class = move || format!("item {}{}", mark.get().class(), if unsaved.get() { " unsaved" } else { "" });
    let explaining = RwSignal::new(false);
    let asked = face.ask.clone();
    let answer = (!matches!(face.widget, crate::present::card::Widget::Verdict)).then(|| {
        view! { <Answering face=face.clone() row actions locked lang /> }
    });
    view! {
        <section class=class id=anchor.clone() tabindex="-1" aria-labelledby=format!("{anchor}-ask")>
            {move || view! { <MarkIcon mark=mark.get() /> }}
            <h3 class="ask" id=format!("{anchor}-ask")>{asked}</h3>
            {move || view! { <span class=format!("word {}", mark.get().class())>{mark.get().word(lang)}</span> }}
            <Under face=face.clone() row actions locked explaining lang />
            {move || explaining.get().then(|| view! { <Explanation sentences=actions.explain.run(id) lang /> })}
            {answer}
            <For each=move || warnings.get() key=Clone::clone let:warning>
                <p class="warn"><Icon sign=Sign::Warning />{warning}</p>
            </For>
            <Remarks card=id row actions locked lang />
            {move || {
                finding.get().map(|finding| view! {
                    <div class="box">
                        <FindingBox finding lang>
                            <PhotoStrip card=id row actions locked lang />
                        </FindingBox>
                    </div>
                })
            }}
        </section>
    }
    .into_any()
}

/// The line under the question: article, why it is asked, "why?", taking the answer back; then how to look.
#[component]
fn Under(
    face: Face,
    row: Memo<Row>,
    actions: CardActions,
    locked: Signal<bool>,
    explaining: RwSignal<bool>,
    lang: Lang,
) -> impl IntoView {
    let id = face.card;
    let asked_because = Memo::new(move |_| row.read().asked_because.clone());
    let question = face.widget.is_question();
    let judged = !face.basis.is_empty() || !question;
    let clearable = Memo::new(move |_| question && !locked.get() && !row.read().recorded.is_nothing());
    let basis = face.basis.join("; ");
    let weak = face.unverified && judged;
    view! {
        <div class="under">
            {(!basis.is_empty()).then(|| view! { <span>{basis}</span> })}
            {weak.then(|| view! { <span class="tag" title=words::unverified_hint(lang)>{words::unverified(lang)}</span> })}
            {move || asked_because.get().map(|because| view! { <span class="because" title=because.clone()>{because.clone()}</span> })}
            {judged.then(|| view! {
                <button type="button" class="link" aria-expanded=move || explaining.get().to_string() on:click=move |_| explaining.update(|open| *open = !*open)>
                    {move || if explaining.get() { words::why_hide(lang) } else { words::why(lang) }}
                </button>
            })}
            <Show when=move || clearable.get()>
                <button type="button" class="link" on:click=move |_| actions.answer.run((id, Recorded::Nothing))>{words::clear_answer(lang)}</button>
            </Show>
            {(!face.hint.is_empty()).then(|| view! { <span class="hint">{face.hint.clone()}</span> })}
        </div>
    }
}

#[component]
fn Explanation(sentences: Vec<String>, lang: Lang) -> impl IntoView {
    view! {
        <ul class="why-list side-box" aria-label=words::why(lang)>
            {sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view()}
        </ul>
    }
}

/// The answer's control with its tools, and the complaint if the last entry was refused.
#[component]
fn Answering(
    face: Face,
    row: Memo<Row>,
    actions: CardActions,
    locked: Signal<bool>,
    lang: Lang,
) -> impl IntoView {
    let id = face.card;
    let complaint = Memo::new(move |_| row.read().complaint.clone());
    let recorded = Memo::new(move |_| row.read().recorded.clone());
    let anchor = id.anchor();
    let note_open = RwSignal::new(false);
    let has_note = Memo::new(move |_| !row.read().note.is_empty());
    view! {
        <div class="answer">
            <div class="control"><AnswerWidget face row recorded actions locked lang /></div>
            <span class="tools">
                <TakePhoto locked label=words::take_photo(lang) on_file=move |file| actions.add_photo.run((id, file)) />
                <button
                    type="button"
                    class="icon-button tall"
                    class:has=move || has_note.get()
                    title=words::note(lang)
                    aria-label=move || if has_note.get() { words::edit_note(lang) } else { words::add_note(lang) }
                    aria-expanded=move || note_open.get().to_string()
                    on:click=move |_| note_open.update(|open| *open = !*open)
                >
                    <Icon sign=Sign::Note />
                </button>
            </span>
        </div>
        {move || complaint.get().map(|text| view! {
            <p class="complaint side-box" role="alert" id=format!("{anchor}-complaint")><Icon sign=Sign::Warning />{text}</p>
        })}
        <Show when=move || note_open.get()>
            <NoteEditor id row actions locked lang on_done=move || note_open.set(false) />
        </Show>
    }
}

#[component]
fn NoteEditor(
    id: CardId,
    row: Memo<Row>,
    actions: CardActions,
    locked: Signal<bool>,
    lang: Lang,
    on_done: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let input = NodeRef::<leptos::html::Textarea>::new();
    let anchor = id.anchor();
    let save = move || {
        if let Some(area) = input.get_untracked() {
            actions.note.run((id, area.value().trim().to_owned()));
        }
    };
    view! {
        <div class="side-box field">
            <label for=format!("{anchor}-note")>{words::note(lang)}</label>
            <textarea
                class="input"
                id=format!("{anchor}-note")
                node_ref=input
                maxlength="4000"
                placeholder=words::note_hint(lang)
                prop:value=move || row.read().note.clone()
                disabled=move || locked.get()
                on:change=move |_| save()
            />
            <div class="row-of">
                <button type="button" class="button" on:click=move |_| on_done()>{words::save_note(lang)}</button>
            </div>
        </div>
    }
}

/// What is kept beside the answer when there is no finding to hold it: the note, the photographs.
#[component]
fn Remarks(
    card: CardId,
    row: Memo<Row>,
    actions: CardActions,
    locked: Signal<bool>,
    lang: Lang,
) -> impl IntoView {
    let note = Memo::new(move |_| row.read().note.clone());
    let loose_photos = Memo::new(move |_| {
        let row = row.read();
        row.finding.is_none() && (!row.photos.is_empty() || row.photo_wanted)
    });
    view! {
        {move || (!note.read().is_empty()).then(|| view! { <p class="side-box note-text">{note.get()}</p> })}
        <Show when=move || loose_photos.get()>
            <div class="side-box"><PhotoStrip card row actions locked lang /></div>
        </Show>
    }
}
