//! SARIF 2.1.0 (OASIS): one run of the tool `soat`, a rule for each code that occurs, regions in Unicode code points.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};
use soat::codes;
use soat::diag::{Fix, Severity};
use soat::span::{Sources, Span};
use soat::words::Lang;

use super::gitlab::fingerprint;
use super::{Notice, Page, place};
use crate::words::pick;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn write(page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut ids: Vec<&str> = page.notices.iter().map(|notice| notice.diagnostic.code).collect();
    ids.sort_unstable();
    ids.dedup();
    let rules: Vec<Value> = ids.iter().map(|id| rule(id, page.lang)).collect();
    let mut seen = BTreeMap::new();
    let results = page.notices.iter().map(|notice| {
        let index = ids.iter().position(|id| *id == notice.diagnostic.code);
        result(notice, index.unwrap_or(0), &fingerprint(notice, &mut seen), page.lang)
    });
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "soat",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": pick(page.lang, "vi", "en"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn rule(id: &str, lang: Lang) -> Value {
    let code = codes::find(id);
    let text = code.map_or(id, |code| pick(lang, code.vi, code.en));
    let level = code.map_or(Severity::Error, |code| code.severity);
    json!({
        "id": id,
        "shortDescription": { "text": text },
        "help": { "text": text },
        "defaultConfiguration": { "level": level_word(level) },
    })
}

fn result(notice: &Notice<'_>, index: usize, fingerprint: &str, lang: Lang) -> Value {
    let diagnostic = notice.diagnostic;
    let message = match notice.help(lang) {
        Some(help) => format!("{}\n{help}", notice.message(lang)),
        None => notice.message(lang).to_owned(),
    };
    let mut result = json!({
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": level_word(notice.severity),
        "message": { "text": message },
        "locations": [location(notice.sources, diagnostic.span)],
        "partialFingerprints": { "soat/v1": fingerprint },
    });
    let Some(fields) = result.as_object_mut() else { return result };
    if !diagnostic.related.is_empty() {
        let related = diagnostic.related.iter().map(|related| {
            let mut place = location(notice.sources, related.span);
            if let Some(fields) = place.as_object_mut() {
                fields.insert("message".to_owned(), json!({ "text": related.message.get(lang) }));
            }
            place
        });
        fields.insert("relatedLocations".to_owned(), related.collect());
    }
    if let Some(mend) = &diagnostic.fix {
        fields.insert("fixes".to_owned(), json!([fix(notice.sources, mend, notice.help(lang))]));
    }
    if let Some(witness) = &diagnostic.witness {
        let answers: BTreeMap<_, _> = witness.answers.iter().cloned().collect();
        fields.insert("properties".to_owned(), json!({ "witness": answers }));
    }
    result
}

fn location(sources: &Sources, span: Span) -> Value {
    let file = place(sources, span).file;
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri(file) }, "region": region(sources, span) } })
}

fn region(sources: &Sources, span: Span) -> Value {
    let at = place(sources, span);
    json!({
        "startLine": at.start.line,
        "startColumn": at.start.column,
        "endLine": at.end.line,
        "endColumn": at.end.column,
    })
}

fn fix(sources: &Sources, fix: &Fix, help: Option<&str>) -> Value {
    json!({
        "description": { "text": help.unwrap_or(&fix.replacement) },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri(place(sources, fix.span).file) },
            "replacements": [{
                "deletedRegion": region(sources, fix.span),
                "insertedContent": { "text": fix.replacement },
            }],
        }],
    })
}

const fn level_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A path as a relative URI reference: everything but unreserved characters and `/` is percent-encoded.
fn uri(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
