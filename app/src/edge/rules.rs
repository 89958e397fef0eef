//! The rules that this version of the app carries: a list of files with their hashes, and their texts.

use js_sys::Promise;
use serde::Deserialize;
use soat::words::Bilingual;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// `rules/index.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct RulesIndex {
    pub files: Vec<RuleFile>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct RuleFile {
    /// Below `rules/`.
    pub path: String,
    pub sha256: String,
    /// What is known of the checklist in this file before it is loaded.
    pub checklist: Option<Introduction>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Introduction {
    pub id: String,
    pub sector_title: Option<Bilingual>,
    pub title: Bilingual,
    pub requirements: usize,
    /// The condition over the establishment's profile under which it concerns it, in the language of the rules.
    pub applies: Option<String>,
}

pub async fn index() -> Option<RulesIndex> {
    serde_json::from_str(&read(asked("/rules/index.json")?).await?).ok()
}

/// The texts of files, asked for all at once; nothing where one of them cannot be had.
pub async fn texts<'p>(paths: impl Iterator<Item = &'p str>) -> Option<Vec<String>> {
    let asked: Vec<Promise> = paths.map(|path| asked(&format!("/rules/{path}"))).collect::<Option<_>>()?;
    let mut texts = Vec::with_capacity(asked.len());
    for response in asked {
        texts.push(read(response).await?);
    }
    Some(texts)
}

fn asked(url: &str) -> Option<Promise> {
    Some(web_sys::window()?.fetch_with_str(url))
}

async fn read(response: Promise) -> Option<String> {
    let response: Response = JsFuture::from(response).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
