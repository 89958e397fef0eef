//! The minutes on paper: who, where, when, what was found, and who signed.

use crate::components::bar::Bar;
use crate::components::icon::{Icon, Sign};
use crate::pages::findings::{Bars, Groups};
use crate::present::result::{HeadLine, PersonView, ResultView};
use crate::present::{Lang, words};
use leptos::prelude::*;

#[component]
pub fn PrintView(
    result: Signal<ResultView>,
    head: Signal<Vec<HeadLine>>,
    people: Signal<Vec<PersonView>>,
    media: Callback<String, Signal<Option<String>>>,
    on_print: Callback<()>,
    #[prop(into)] back: String,
    self_assessment: Signal<bool>,
    lang: Lang,
) -> impl IntoView {
    let title = move || if self_assessment.get() { words::minutes_self(lang) } else { words::minutes(lang) };
    let body = move || {
        let result = result.get();
        let (violations, stops) = result.violations();
        view! {
            <p><strong>{words::summary(lang, violations, stops)}</strong>" "{words::may_change(lang, result.open_questions)}</p>
            <Bars totals=result.totals lang />
            <Groups findings=result.findings media lang />
        }
    };
    view! {
        <Bar back=back back_label=words::hand_over(lang) title=Signal::derive(move || result.read().title.clone()) sub=Signal::derive(move || result.read().sub.clone())>
            <button type="button" class="button" on:click=move |_| on_print.run(())><Icon sign=Sign::Printer />{words::print(lang)}</button>
        </Bar>
        <main class="page narrow" id="content" tabindex="-1">
            <article class="paper">
                <h1>{title}</h1>
                <dl class="facts">
                    {move || head.get().into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }).collect_view()}
                </dl>
                {body}
                <p class="sub">{words::penalty_hint(lang)}</p>
                <div class="signs">
                    {move || people.get().into_iter().map(|person| view! { <SignCell person media lang /> }).collect_view()}
                </div>
            </article>
        </main>
    }
}

#[component]
fn SignCell(
    person: PersonView,
    media: Callback<String, Signal<Option<String>>>,
    lang: Lang,
) -> impl IntoView {
    let picture = person.signature.map(|signature| media.run(signature));
    view! {
        <div class="sign-cell">
            <strong>{person.label}</strong>
            <span class="sub">{person.title}</span>
            {picture.map(|url| view! { {move || url.get().map(|src| view! { <img src=src alt=words::signed(lang) /> })} })}
            <span>{person.name}</span>
        </div>
    }
}
