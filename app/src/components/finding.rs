//! A finding: inside a failing card, and as an entry of the findings page.

use super::icon::MarkIcon;
use crate::present::finding::{BasisView, FindingView, PenaltyView, Severity};
use crate::present::mark::Mark;
use crate::present::{Lang, words};
use leptos::prelude::*;

/// The box under a failing question.
#[component]
pub fn FindingBox(finding: FindingView, lang: Lang, children: Children) -> impl IntoView {
    view! {
        <div class="finding">
            <h4>{finding.title.clone()}</h4>
            <Because because=finding.because.clone() lang />
            <Facts finding with_basis=false lang />
            {children()}
        </div>
    }
}

/// One finding of the findings page and of the minutes.
#[component]
pub fn FindingCase(
    finding: FindingView,
    media: Callback<String, Signal<Option<String>>>,
    lang: Lang,
    #[prop(optional)] on_open: Option<Callback<crate::present::card::CardId>>,
) -> impl IntoView {
    let card = finding.card;
    let class = if finding.stop_work { "case stopping" } else { "case" };
    let photos = (!finding.photos.is_empty()).then(|| {
        let images: Vec<_> = finding.photos.iter().map(|photo| media.run(photo.clone())).collect();
        view! {
            <div class="photos">
                {images.into_iter().map(|url| view! { <Picture url lang /> }).collect_view()}
            </div>
        }
    });
    let severity = match finding.severity {
        Severity::Critical => words::critical(lang),
        Severity::Major => words::major(lang),
        Severity::Minor => words::minor(lang),
    };
    let within = finding.within.clone();
    let remark = (!finding.remark.is_empty()).then(|| view! { <p class="sub">{finding.remark.clone()}</p> });
    view! {
        <article class=class>
            <div class="body">
                <h3>{finding.title.clone()}</h3>
                <div class="meta">
                    {(!finding.advice).then(|| view! { <span class="badge">{severity}</span> })}
                    {(!within.is_empty()).then(|| view! { <span class="badge">{within}</span> })}
                    {(!finding.unverified.is_empty()).then(|| view! { <span class="badge open" title=words::unverified_hint(lang)>{words::partly_unverified(lang)}</span> })}
                </div>
                <Because because=finding.because.clone() lang />
                <Facts finding with_basis=true lang />
                {remark}
                {on_open.map(|open| view! {
                    <button type="button" class="link no-print" on:click=move |_| open.run(card)>{words::see_question(lang)}</button>
                })}
            </div>
            {photos}
        </article>
    }
}

#[component]
fn Picture(url: Signal<Option<String>>, lang: Lang) -> impl IntoView {
    move || url.get().map(|src| view! { <img src=src alt=words::photo(lang) /> })
}

#[component]
fn Because(because: Vec<String>, lang: Lang) -> impl IntoView {
    let text = because.join("; ");
    (!text.is_empty()).then(|| view! { <p class="why">{format!("{}: {text}", words::because(lang))}</p> })
}

#[component]
fn Facts(finding: FindingView, with_basis: bool, lang: Lang) -> impl IntoView {
    let basis = with_basis.then(|| finding.basis.clone()).filter(|basis| !basis.is_empty());
    view! {
        <dl class="facts">
            {basis.map(|basis| view! {
                <dt>{words::basis(lang)}</dt>
                <dd>{basis.into_iter().map(|line| view! { <Basis line lang /> }).collect_view()}</dd>
            })}
            {finding.holder.map(|holder| view! { <dt>{words::holder(lang)}</dt><dd>{holder}</dd> })}
            {finding.remedy.map(|remedy| view! { <dt>{words::remedy(lang)}</dt><dd>{remedy}</dd> })}
            {finding.penalty.map(|penalty| view! { <Penalty penalty lang /> })}
        </dl>
    }
}

#[component]
fn Basis(line: BasisView, lang: Lang) -> impl IntoView {
    view! {
        <div>
            {line.text}
            {line.unverified.then(|| view! { " " <span class="tag">{words::unverified(lang)}</span> })}
        </div>
    }
}

#[component]
fn Penalty(penalty: PenaltyView, lang: Lang) -> impl IntoView {
    let note = (!penalty.note.is_empty()).then(|| view! { <small>{penalty.note.clone()}</small> });
    view! {
        <dt title=words::penalty_hint(lang)>{words::penalty(lang)}</dt>
        <dd>
            {format!("{} ({})", penalty.text, penalty.article)}
            {penalty.unverified.then(|| view! { " " <span class="tag">{words::unverified(lang)}</span> })}
            {note}
        </dd>
    }
}

/// A heading of the findings page.
#[component]
pub fn GroupTitle(stopping: bool, text: &'static str) -> impl IntoView {
    view! {
        <h2 class="group-title">
            {stopping.then(|| view! { <MarkIcon mark=Mark::Fail /> })}
            {text}
        </h2>
    }
}
