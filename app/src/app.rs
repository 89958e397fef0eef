//! The root: settings first, then the stores, then the pages under their addresses. Changing the language draws
//! everything anew.

use crate::pages::routes::{
    FillPage, FindingsPage, HandoverPage, HomePage, InspectionShell, NewPage, PrintPage, SettingsPage,
};
use crate::present::words;
use crate::state::desk::provide_desk;
use crate::state::settings::provide_settings;
use crate::state::shelf::provide_shelf;
use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::path;

#[component]
pub fn App() -> impl IntoView {
    let settings = provide_settings();
    provide_desk();
    provide_shelf();
    let lang = Memo::new(move |_| settings.lang());
    move || {
        let lang = lang.get();
        view! {
            <Router>
                <a class="skip" href="#content">{words::skip_to_content(lang)}</a>
                <Routes fallback=move || words::not_found(lang)>
                    <Route path=path!("/") view=HomePage />
                    <Route path=path!("/new") view=NewPage />
                    <Route path=path!("/settings") view=SettingsPage />
                    <ParentRoute path=path!("/i/:id") view=InspectionShell>
                        <Route path=path!("") view=FillPage />
                        <Route path=path!("findings") view=FindingsPage />
                        <Route path=path!("handover") view=HandoverPage />
                        <Route path=path!("print") view=PrintPage />
                    </ParentRoute>
                </Routes>
            </Router>
        }
    }
}
