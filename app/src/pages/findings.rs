//! Findings: what do I tell them? Stop-work first, then by severity.

use crate::components::bar::{Bar, Saved};
use crate::components::finding::{FindingCase, GroupTitle};
use crate::components::icon::{Icon, MarkIcon, Sign};
use crate::present::card::CardId;
use crate::present::finding::{FindingView, Heading, grouped};
use crate::present::mark::Totals;
use crate::present::result::ResultView;
use crate::present::status::SavedView;
use crate::present::{Lang, words};
use leptos::prelude::*;
use leptos_router::components::A;

#[component]
pub fn FindingsView(
    result: Signal<ResultView>,
    saved: Signal<SavedView>,
    media: Callback<String, Signal<Option<String>>>,
    on_open: Callback<CardId>,
    on_retry: Callback<()>,
    #[prop(into)] fill: String,
    #[prop(into)] handover: String,
    lang: Lang,
) -> impl IntoView {
    let back = fill.clone();
    let over = handover.clone();
    view! {
        <Bar back=fill back_label=words::back_to_fill(lang) title=Signal::derive(move || result.read().title.clone()) sub=Signal::derive(move || result.read().sub.clone())>
            <Saved saved lang on_retry />
        </Bar>
        <main class="page" id="content" tabindex="-1">
            <div class="two">
                <div>{move || view! { <Told result=result.get() media on_open lang /> }}</div>
                <aside class="panel">
                    <h2>{words::hand_over(lang)}</h2>
                    <p class="sub">{move || words::missing_is(lang, &result.read().missing)}</p>
                    <A href=over attr:class="button primary">{words::hand_over(lang)}</A>
                </aside>
            </div>
        </main>
        <div class="dock">
            <A href=back attr:class="button"><Icon sign=Sign::Back />{words::continue_it(lang)}</A>
            <A href=handover attr:class="button primary grow">{words::hand_over(lang)}</A>
        </div>
    }
}

#[component]
fn Told(
    result: ResultView,
    media: Callback<String, Signal<Option<String>>>,
    on_open: Callback<CardId>,
    lang: Lang,
) -> impl IntoView {
    let (violations, stops) = result.violations();
    view! {
        <h1 class="sum">{words::summary(lang, violations, stops)}</h1>
        <p class="sub">{words::may_change(lang, result.open_questions)}</p>
        <Bars totals=result.totals lang />
        <Groups findings=result.findings media on_open lang />
        <Sentences title=words::warnings(lang) lines=result.warnings />
        <Sentences title=words::rule_errors(lang) lines=result.errors />
    }
}

/// All verdicts as one bar with its legend.
#[component]
pub fn Bars(totals: Totals, lang: Lang) -> impl IntoView {
    let sum = totals.sum().max(1);
    let parts = totals.parts(lang);
    let bar = parts.iter().filter(|(_, count, _)| *count > 0).map(|(mark, count, _)| {
        let share =
            format!("{:.3}", f64::from(u32::try_from(*count * 100_000 / sum).unwrap_or_default()) / 1000.0);
        view! { <i class=mark.class() style:flex-grow=share></i> }
    });
    let bar = bar.collect_view();
    let legend = parts.iter().map(|(mark, count, word)| {
        view! { <li><MarkIcon mark=*mark size="small" /><span><b>{*count}</b>" "{*word}</span></li> }
    });
    let legend = legend.collect_view();
    view! {
        <div class="stack" aria-hidden="true">{bar}</div>
        <ul class="legend">{legend}</ul>
    }
}

#[component]
pub fn Groups(
    findings: Vec<FindingView>,
    media: Callback<String, Signal<Option<String>>>,
    #[prop(optional)] on_open: Option<Callback<CardId>>,
    lang: Lang,
) -> impl IntoView {
    grouped(findings)
        .into_iter()
        .map(|(heading, members)| {
            let text = match heading {
                Heading::StopWork => words::stop_work_now(lang),
                Heading::WithDeadline => words::with_deadline(lang),
                Heading::Other => words::other_findings(lang),
                Heading::Advice => words::advice(lang),
            };
            let cases = members.into_iter().map(|finding| match on_open {
                Some(on_open) => view! { <FindingCase finding media lang on_open /> }.into_any(),
                None => view! { <FindingCase finding media lang /> }.into_any(),
            });
            view! {
                <section>
                    <GroupTitle stopping={heading == Heading::StopWork} text />
                    {cases.collect_view()}
                </section>
            }
        })
        .collect_view()
}

#[component]
fn Sentences(title: &'static str, lines: Vec<String>) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        view! {
            <section>
                <GroupTitle stopping=false text=title />
                <ul class="list">
                    {lines.into_iter().map(|line| view! { <li class="hit">{line}</li> }).collect_view()}
                </ul>
            </section>
        }
    })
}
