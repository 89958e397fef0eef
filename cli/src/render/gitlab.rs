//! The code quality report of GitLab. A fingerprint follows the text of the line and not its number, so that a finding
//! is the same finding after lines above it have come or gone.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};
use soat::diag::Severity;

use super::{Notice, Page};

pub(super) fn write(page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut seen = BTreeMap::new();
    let rows: Vec<_> = page
        .notices
        .iter()
        .map(|notice| {
            let at = notice.place();
            let message = notice.message(page.lang);
            Row {
                description: match notice.help(page.lang) {
                    Some(help) => format!("{message}: {help}"),
                    None => message.to_owned(),
                },
                check_name: notice.diagnostic.code,
                fingerprint: fingerprint(notice, &mut seen),
                severity: severity(notice.severity),
                location: Location { path: at.file, lines: Lines { begin: at.start.line, end: at.end.line } },
            }
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &rows)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Row<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "minor",
        Severity::Note => "info",
    }
}

/// SHA-256 of the code, the file, the text of the line, and how many equal ones came before.
pub(super) fn fingerprint(notice: &Notice<'_>, seen: &mut BTreeMap<String, u32>) -> String {
    let at = notice.place();
    let source = notice.sources.get(notice.diagnostic.span.file);
    let line = source.map_or("", |source| source.line(at.start.line)).trim();
    let key = [notice.diagnostic.code, at.file, line].join("\0");
    let earlier = seen.entry(key.clone()).or_default();
    let digest = Sha256::digest(format!("{key}\0{earlier}"));
    *earlier += 1;
    let mut text = String::with_capacity(64);
    for byte in digest {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
