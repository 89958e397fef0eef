//! Hand-over: is it complete, and where does it go?

use crate::components::bar::{Bar, Saved};
use crate::components::dialog::Modal;
use crate::components::icon::{Icon, MarkIcon, Sign};
use crate::components::widget::SignaturePad;
use crate::present::mark::Mark;
use crate::present::result::{PersonView, ResultView};
use crate::present::status::SavedView;
use crate::present::{Lang, words};
use leptos::prelude::*;
use leptos_router::components::A;

#[derive(Clone, Copy, Debug)]
pub struct HandoverActions {
    /// Role, name, title.
    pub name: Callback<(String, String, String)>,
    pub sign: Callback<(String, web_sys::Blob)>,
    pub report: Callback<()>,
    pub journal: Callback<()>,
    pub share: Callback<()>,
    pub finish: Callback<()>,
    pub retry: Callback<()>,
    pub media: Callback<String, Signal<Option<String>>>,
}

#[component]
pub fn HandoverView(
    result: Signal<ResultView>,
    people: Signal<Vec<PersonView>>,
    saved: Signal<SavedView>,
    locked: Signal<bool>,
    told: Signal<Option<String>>,
    can_share: bool,
    actions: HandoverActions,
    #[prop(into)] findings: String,
    #[prop(into)] print: String,
    lang: Lang,
) -> impl IntoView {
    let signing = RwSignal::new(None::<String>);
    view! {
        <Bar back=findings back_label=words::see_result(lang) title=Signal::derive(move || result.read().title.clone()) sub=Signal::derive(move || result.read().sub.clone())>
            <Saved saved lang on_retry=actions.retry />
        </Bar>
        <main class="page narrow" id="content" tabindex="-1">
            <Complete result lang />
            <section class="panel">
                <h2>{words::people(lang)}</h2>
                {move || people.get().into_iter().map(|person| view! { <PersonRow person signing actions locked lang /> }).collect_view()}
            </section>
            <section class="panel">
                <h2>{words::papers(lang)}</h2>
                <div class="row-of">
                    <A href=print attr:class="button"><Icon sign=Sign::Printer />{words::print_view(lang)}</A>
                    <button type="button" class="button" on:click=move |_| actions.report.run(())><Icon sign=Sign::Download />{words::export_report(lang)}</button>
                    <button type="button" class="button" on:click=move |_| actions.journal.run(())><Icon sign=Sign::Download />{words::export_journal(lang)}</button>
                    {can_share.then(|| view! {
                        <button type="button" class="button" on:click=move |_| actions.share.run(())><Icon sign=Sign::Share />{words::share(lang)}</button>
                    })}
                </div>
                <p class="sub" role="status">{move || told.get()}</p>
            </section>
            <Show when=move || !locked.get()>
                <div class="actions docked">
                    <p class="say">{words::finish_hint(lang)}</p>
                    <button type="button" class="button primary large" on:click=move |_| actions.finish.run(())>
                        {move || if result.read().missing.is_empty() { words::finish(lang) } else { words::finish_anyway(lang) }}
                    </button>
                </div>
            </Show>
        </main>
        <SignDialog signing actions lang />
    }
}

/// What is missing, one line each; or that nothing is.
#[component]
fn Complete(result: Signal<ResultView>, lang: Lang) -> impl IntoView {
    let lines = move || {
        let missing = result.read().missing.clone();
        let done = missing
            .is_empty()
            .then(|| view! { <li><MarkIcon mark=Mark::Pass /><span>{words::ready(lang)}</span></li> });
        let open = missing
            .into_iter()
            .map(|line| view! { <li><MarkIcon mark=Mark::Open /><span>{line}</span></li> });
        view! { <ul class="checks">{done}{open.collect_view()}</ul> }
    };
    view! {
        <section class="panel">
            <h2>{words::complete_question(lang)}</h2>
            {lines}
        </section>
    }
}

#[component]
fn PersonRow(
    person: PersonView,
    signing: RwSignal<Option<String>>,
    actions: HandoverActions,
    locked: Signal<bool>,
    lang: Lang,
) -> impl IntoView {
    let PersonView { role, label, name, title, signature } = person;
    let name_input = NodeRef::<leptos::html::Input>::new();
    let title_input = NodeRef::<leptos::html::Input>::new();
    let named = !name.is_empty();
    let own = role.clone();
    let save = move || {
        if let (Some(name), Some(title)) = (name_input.get_untracked(), title_input.get_untracked()) {
            actions.name.run((own.clone(), name.value().trim().to_owned(), title.value().trim().to_owned()));
        }
    };
    let save_title = save.clone();
    let sign_role = role.clone();
    let picture = signature.map(|signature| actions.media.run(signature));
    let is_signed = picture.is_some();
    view! {
        <fieldset class="field">
            <legend>{label}</legend>
            <div class="fields">
                <label class="field">
                    <span class="hint">{words::person_name(lang)}</span>
                    <input node_ref=name_input class="input" id=format!("person-{role}") type="text" autocomplete="off" maxlength="200" prop:value=name disabled=move || locked.get() on:change=move |_| save() />
                </label>
                <label class="field">
                    <span class="hint">{words::person_role(lang)}</span>
                    <input node_ref=title_input class="input" type="text" autocomplete="off" maxlength="200" prop:value=title disabled=move || locked.get() on:change=move |_| save_title() />
                </label>
            </div>
            {picture.map(|url| view! { {move || url.get().map(|src| view! { <img class="signature-image" src=src alt=words::signed(lang) /> })} })}
            <div class="row-of">
                <span class=if is_signed { "badge pass" } else { "badge open" }>{if is_signed { words::signed(lang) } else { words::not_signed(lang) }}</span>
                <button type="button" class="button" disabled=move || locked.get() || !named on:click=move |_| signing.set(Some(sign_role.clone()))>
                    <Icon sign=Sign::Pen />
                    {if is_signed { words::sign_clear(lang) } else { words::sign(lang) }}
                </button>
            </div>
        </fieldset>
    }
}

#[component]
fn SignDialog(signing: RwSignal<Option<String>>, actions: HandoverActions, lang: Lang) -> impl IntoView {
    let close = Callback::new(move |()| signing.set(None));
    move || {
        signing.get().map(|role| {
            let done = Callback::new(move |blob: web_sys::Blob| {
                signing.set(None);
                actions.sign.run((role.clone(), blob));
            });
            view! {
                <Modal class="dialog" label=words::sign_here(lang) on_close=close>
                    <div>
                        <SignaturePad on_done=done locked=Signal::stored(false) lang />
                        <button type="button" class="button quiet" on:click=move |_| close.run(())>{words::cancel(lang)}</button>
                    </div>
                </Modal>
            }
        })
    }
}
