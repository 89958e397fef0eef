//! The page of file formats, from the schemas, which are made from the tables that the loader reads by.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value};
use soat::load::{SchemaKind, schema};
use soat::words::Lang;

use super::cell;
use crate::words::pick;

pub(super) fn page(lang: Lang) -> String {
    let title = pick(lang, "Các tệp quy tắc", "The files of rules");
    let intro = pick(
        lang,
        "Mọi tệp là YAML. Khóa không có dưới đây là lỗi. Dấu • là bắt buộc.",
        "Every file is YAML. A key that is not below is an error. A • means required.",
    );
    let mut page = format!("# {title}\n\n{intro}\n");
    let mut shared: BTreeMap<String, Value> = BTreeMap::new();
    for kind in SchemaKind::ALL {
        let schema = schema(kind);
        let title = schema.get("title").and_then(Value::as_str).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(page, "\n## {} (`{}.schema.json`)\n", one(title, lang), kind.name());
        keys(&mut page, &schema, lang);
        if let Some(Value::Object(definitions)) = schema.get("definitions") {
            for (name, definition) in definitions {
                shared.entry(name.clone()).or_insert_with(|| definition.clone());
            }
        }
    }
    let _ = writeln!(page, "\n## {}", pick(lang, "Phần dùng chung", "Shared parts"));
    for (name, definition) in shared.iter().filter(|(_, definition)| definition.get("properties").is_some()) {
        let said = definition.get("description").and_then(Value::as_str).unwrap_or_default();
        let _ = writeln!(page, "\n### {name}\n\n{}\n", one(said, lang));
        keys(&mut page, definition, lang);
    }
    page
}

fn keys(page: &mut String, schema: &Value, lang: Lang) {
    let Some(Value::Object(properties)) = schema.get("properties") else { return };
    let required: Vec<&str> = match schema.get("required") {
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let _ = writeln!(
        page,
        "| {} | | {} |\n|---|---|---|",
        pick(lang, "khóa", "key"),
        pick(lang, "nghĩa", "meaning")
    );
    for (name, property) in properties {
        let mark = if required.contains(&name.as_str()) { "•" } else { "" };
        let said = property.get("description").and_then(Value::as_str).unwrap_or_default();
        let words = words(property).map(|words| format!(": {words}")).unwrap_or_default();
        let parts = parts(property).map(|parts| format!(" → {parts}")).unwrap_or_default();
        let _ = writeln!(page, "| `{name}` | {mark} | {}{words}{parts} |", cell(one(said, lang)));
    }
}

/// The words of a closed list.
fn words(property: &Value) -> Option<String> {
    let Some(Value::Array(words)) = property.get("enum") else { return None };
    let words = words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`"));
    Some(words.collect::<Vec<_>>().join(", "))
}

/// Links to the shared parts that stand below a key.
fn parts(property: &Value) -> Option<String> {
    let mut names = Vec::new();
    references(property, &mut names);
    names.dedup();
    let links = names.iter().map(|name| format!("[{name}](#{name})"));
    Some(links.collect::<Vec<_>>().join(", ")).filter(|links| !links.is_empty())
}

fn references(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            names.extend(reference(map));
            map.values().for_each(|value| references(value, names));
        }
        Value::Array(list) => list.iter().for_each(|value| references(value, names)),
        _ => {}
    }
}

fn reference(map: &Map<String, Value>) -> Option<String> {
    let target = map.get("$ref")?.as_str()?;
    target.strip_prefix("#/definitions/").map(str::to_owned)
}

/// A schema says everything in both languages, Vietnamese first.
fn one(both: &str, lang: Lang) -> &str {
    let (vi, en) = both.split_once("\n\n").unwrap_or((both, both));
    pick(lang, vi, en)
}
