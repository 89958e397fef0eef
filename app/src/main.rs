//! The app's entry point.

use leptos::prelude::*;

fn main() {
    mount_to_body(|| view! { <main><h1>"Soát"</h1></main> });
}
