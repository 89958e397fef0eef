//! The bar at the top of every page: where one is, whether it is saved, what comes next.

use super::icon::{Icon, Sign};
use crate::present::status::SavedView;
use crate::present::{Lang, words};
use leptos::prelude::*;
use leptos_router::components::A;

#[component]
pub fn Saved(saved: Signal<SavedView>, lang: Lang, on_retry: Callback<()>) -> impl IntoView {
    view! {
        <div role="status">
            {move || match saved.get() {
                SavedView::Saved => view! { <span class="saved"><Icon sign=Sign::Tick /><span>{words::saved(lang)}</span></span> }.into_any(),
                SavedView::Saving => view! { <span class="saved pending"><span>{words::saving(lang)}</span></span> }.into_any(),
                SavedView::ReadOnly => view! { <span class="saved quiet"><Icon sign=Sign::Lock /><span>{words::reading_only(lang)}</span></span> }.into_any(),
                SavedView::Failed(sentence) => view! {
                    <span class="saved failed">
                        <Icon sign=Sign::Warning />
                        {sentence}
                        <button type="button" class="button" on:click=move |_| on_retry.run(())>{words::retry(lang)}</button>
                    </span>
                }
                .into_any(),
            }}
        </div>
    }
}

#[component]
pub fn Bar(
    #[prop(into)] back: String,
    back_label: &'static str,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] sub: Signal<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="bar">
            <A href=back attr:class="icon-button" attr:aria-label=back_label attr:title=back_label>
                <Icon sign=Sign::Back />
            </A>
            <div class="who">
                <h1 tabindex="-1" id="page-title">{move || title.get()}</h1>
                <span>{move || sub.get()}</span>
            </div>
            {children.map(|children| children())}
        </header>
    }
}
