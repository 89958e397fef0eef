//! The root: settings first, then the pages under their addresses. Changing the language draws everything anew.

use crate::present::words;
use crate::state::settings::provide_settings;
use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

#[component]
pub fn App() -> impl IntoView {
    let settings = provide_settings();
    move || {
        let lang = settings.lang();
        view! {
            <Router>
                <a class="skip" href="#content">{words::skip_to_content(lang)}</a>
                <Routes fallback=move || words::not_found(lang)>
                    <Route path=path!("/sample") view=crate::sample::Sample />
                    <Route path=path!("/") view=crate::sample::SampleHome />
                    <Route path=path!("/findings") view=crate::sample::SampleFindings />
                    <Route path=path!("/new") view=crate::sample::SampleNew />
                    <Route path=path!("/settings") view=crate::sample::SampleSettings />
                    <Route path=path!("/handover") view=crate::sample::SampleHandover />
                    <Route path=path!("/print") view=crate::sample::SamplePrint />
                </Routes>
            </Router>
        }
    }
}
