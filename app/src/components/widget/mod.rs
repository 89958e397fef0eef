//! One control per answer type. A new answer type is a new file here and an arm below, where the compiler points.

pub mod choice;
pub mod date;
pub mod location;
pub mod lookup;
pub mod number;
pub mod signature;
pub mod text;
pub mod yes_no;

pub use date::DateField;
pub use signature::SignaturePad;

use super::card::CardActions;
use crate::present::card::{CardId, Face, NaOffer, Recorded, Row, Widget};
use crate::present::{Lang, words};
use leptos::prelude::*;

/// What every control gets: whose answer, what is recorded, where to put a new answer.
#[derive(Clone, Copy, Debug)]
pub struct Control {
    pub(super) card: CardId,
    pub(super) recorded: Memo<Recorded>,
    pub(super) actions: CardActions,
    pub(super) locked: Signal<bool>,
    pub(super) lang: Lang,
}

impl Control {
    pub(super) fn put(self, recorded: Recorded) {
        self.actions.answer.run((self.card, recorded));
    }

    /// Records text, or clears the answer where it is empty.
    pub(super) fn put_text(self, text: &str) {
        let text = text.trim();
        self.put(if text.is_empty() { Recorded::Nothing } else { Recorded::Value(text.to_owned()) });
    }

    pub(super) fn value(self) -> String {
        self.recorded.read().value().unwrap_or_default().to_owned()
    }

    pub(super) fn ask_id(self) -> String {
        format!("{}-ask", self.card.anchor())
    }
}

#[component]
pub fn AnswerWidget(
    face: Face,
    row: Memo<Row>,
    recorded: Memo<Recorded>,
    actions: CardActions,
    locked: Signal<bool>,
    lang: Lang,
) -> impl IntoView {
    let control = Control { card: face.card, recorded, actions, locked, lang };
    let na = face.na;
    match face.widget {
        Widget::YesNo => view! { <yes_no::YesNo control na /> }.into_any(),
        Widget::Number { unit, decimals, min, max } => {
            view! { <number::Number control unit decimals min max /> <NaToggle control na /> }.into_any()
        }
        Widget::Date => view! { <date::Moment control kind="date" /> <NaToggle control na /> }.into_any(),
        Widget::Time => view! { <date::Moment control kind="time" /> <NaToggle control na /> }.into_any(),
        Widget::DateTime => {
            view! { <date::Moment control kind="datetime-local" /> <NaToggle control na /> }.into_any()
        }
        Widget::Choice(options) => view! { <choice::Choice control options na /> }.into_any(),
        Widget::Choices(options) => {
            view! { <choice::Choices control options /> <NaToggle control na /> }.into_any()
        }
        Widget::Text { lines, max } => {
            view! { <text::Text control lines max /> <NaToggle control na /> }.into_any()
        }
        Widget::Barcode => {
            view! { <text::Text control lines=false max=Some(200) /> <NaToggle control na /> }.into_any()
        }
        Widget::Location => view! { <location::Location control /> <NaToggle control na /> }.into_any(),
        Widget::Lookup(options) => {
            view! { <lookup::Lookup control options /> <NaToggle control na /> }.into_any()
        }
        Widget::Signature => view! { <signature::Signature control /> <NaToggle control na /> }.into_any(),
        // Photographs are taken with the card's camera and shown in its strip.
        Widget::Photo => view! { <NaToggle control na /> }.into_any(),
        Widget::Computed => {
            let computed = Memo::new(move |_| row.read().computed.clone().unwrap_or_else(|| "–".to_owned()));
            view! { <output class="shown">{move || computed.get()}</output> }.into_any()
        }
        Widget::Verdict => ().into_any(),
    }
}

/// "Not applicable" beside a control, with a reason where the rule wants one.
#[component]
pub fn NaToggle(control: Control, na: NaOffer) -> impl IntoView {
    let asking = RwSignal::new(false);
    let on_change = move |event: leptos::ev::Event| {
        if event_target_checked(&event) {
            choose_na(control, na, asking);
        } else {
            asking.set(false);
            control.put(Recorded::Nothing);
        }
    };
    (na != NaOffer::No).then(|| {
        view! {
            <label class="option na">
                <input type="checkbox" disabled=move || control.locked.get() prop:checked=move || asking.get() || control.recorded.read().is_na() on:change=on_change />
                {words::not_applicable(control.lang)}
            </label>
            <NaReason control asking />
        }
    })
}

/// Records "not applicable", or first asks why.
pub(super) fn choose_na(control: Control, na: NaOffer, asking: RwSignal<bool>) {
    match na {
        NaOffer::WithReason => asking.set(true),
        NaOffer::Yes | NaOffer::No => control.put(Recorded::NotApplicable(String::new())),
    }
}

/// The reason for "not applicable": asked for when chosen, shown afterwards.
#[component]
pub fn NaReason(control: Control, asking: RwSignal<bool>) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let lang = control.lang;
    let id = format!("{}-na", control.card.anchor());
    let recorded_reason = move || match &*control.recorded.read() {
        Recorded::NotApplicable(reason) if !reason.is_empty() => Some(reason.clone()),
        _ => None,
    };
    let keep = move || {
        let text = reason.get_untracked().trim().to_owned();
        if !text.is_empty() {
            asking.set(false);
            control.put(Recorded::NotApplicable(text));
        }
    };
    let form = move || {
        let id = id.clone();
        view! {
            <div class="field">
                <label for=id.clone()>{words::reason_na(lang)}</label>
                <div class="row-of">
                    <input class="input" id=id type="text" maxlength="500" prop:value=move || reason.get() on:input=move |event| reason.set(event_target_value(&event)) on:change=move |_| keep() />
                    <button type="button" class="button" on:click=move |_| keep()>{words::save_note(lang)}</button>
                    <button type="button" class="button quiet" on:click=move |_| asking.set(false)>{words::cancel(lang)}</button>
                </div>
            </div>
        }
    };
    view! {
        {move || asking.get().then(&form)}
        {move || recorded_reason().map(|reason| view! { <span class="sub">{reason}</span> })}
    }
}
