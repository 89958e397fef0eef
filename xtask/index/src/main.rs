//! `soat-index FOLDER FILE`: writes `rules/index.json`, by which the app finds its rules and names the checklists before
//! it opens them. A program of its own, so that `cargo xtask` still runs when the engine does not compile.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use soat::load::load_pack;
use soat::model::{Checklist, ExprText, Pack};
use soat::words::Lang;
use xtask::workspace;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().context("expected the folder of the rules")?;
    let file = arguments.next().context("expected the file to write")?;
    workspace::write(Path::new(&file), index(Path::new(&folder))?.to_string())
}

fn index(folder: &Path) -> Result<Value> {
    let mut texts = Vec::new();
    for path in workspace::files_below(folder)?.into_iter().filter(|path| is_carried(path)) {
        let text = std::fs::read(folder.join(&path)).with_context(|| format!("cannot read {path}"))?;
        texts.push((path, text));
    }
    let (pack, diagnostics) = load_pack(texts.clone());
    if diagnostics.has_errors() {
        let first = diagnostics.iter().next().map(|first| first.sentence(Lang::En)).unwrap_or_default();
        bail!("the rules have mistakes, and `soat check` says where; the first one: {first}");
    }
    let files: Vec<Value> = texts.iter().map(|(path, text)| listed(&pack, path, text)).collect();
    let files = Value::Array(files);
    Ok(json!({ "version": hash(files.to_string().as_bytes()), "files": files }))
}

/// Cases stay at the author's desk; schemas are for editors.
fn is_carried(path: &str) -> bool {
    workspace::ending(path) == "yaml" && !path.ends_with(".cases.yaml") && !path.starts_with("schema/")
}

fn listed(pack: &Pack, path: &str, text: &[u8]) -> Value {
    let sha256 = hash(text);
    let is_of_file =
        |checklist: &&Checklist| pack.sources.get(checklist.file).is_some_and(|file| file.name == path);
    match pack.checklists.values().find(is_of_file) {
        Some(checklist) => {
            json!({ "path": path, "sha256": sha256, "checklist": introduction(pack, checklist) })
        }
        None => json!({ "path": path, "sha256": sha256 }),
    }
}

/// What is shown of a checklist before it is opened.
fn introduction(pack: &Pack, checklist: &Checklist) -> Value {
    let sector = checklist.id.value.split('/').next().unwrap_or_default();
    let of_items = checklist.items().chain(checklist.groups.iter().flat_map(|group| &group.items));
    let of_groups = checklist.groups.iter().map(|group| group.requirements.len()).sum::<usize>();
    let requirements = of_items.filter_map(|item| item.requirement.as_ref()).count()
        + of_groups
        + checklist.requirements.len();
    json!({
        "id": checklist.id.value,
        "sector": sector,
        "sector_title": pack.sectors.get(sector).map(|sector| &sector.title),
        "title": checklist.title,
        "version": checklist.version.value,
        "requirements": requirements,
        "applies": checklist.applies.as_ref().map(expression),
    })
}

/// A condition in one line.
fn expression(condition: &ExprText) -> String {
    let list = |parts: &[ExprText], word: &str| {
        let parts: Vec<String> = parts.iter().map(|part| format!("({})", expression(part))).collect();
        parts.join(word)
    };
    match condition {
        ExprText::Text(text) => text.value.clone(),
        ExprText::All(parts, _) => list(parts, " and "),
        ExprText::Any(parts, _) => list(parts, " or "),
        ExprText::Not(inner, _) => format!("not ({})", expression(inner)),
    }
}

fn hash(content: &[u8]) -> String {
    workspace::hex(&Sha256::digest(content))
}
