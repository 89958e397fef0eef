//! The rules that this version of the app carries: a list of files with their hashes, and their texts.

use serde::Deserialize;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// `rules/index.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct RulesIndex {
    pub files: Vec<RuleFile>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct RuleFile {
    /// Below `rules/`.
    pub path: String,
    pub sha256: String,
}

pub async fn index() -> Option<RulesIndex> {
    serde_json::from_str(&fetch_text("/rules/index.json").await?).ok()
}

pub async fn text(path: &str) -> Option<String> {
    fetch_text(&format!("/rules/{path}")).await
}

async fn fetch_text(url: &str) -> Option<String> {
    let window = web_sys::window()?;
    let response: Response = JsFuture::from(window.fetch_with_str(url)).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
