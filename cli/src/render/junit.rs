//! `JUnit` XML: a test suite for each file that was looked at. An error is a failed test; a warning or a note is a test
//! that passed with something to say; a file without either is one passed test, so that the report is never empty.

use std::io::{self, Write};

use soat::diag::Severity;

use super::{Notice, Page};

pub(super) fn write(page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
    let failures = page.count(Severity::Error);
    let suites: Vec<(&str, Vec<&Notice<'_>>)> = page
        .files
        .iter()
        .map(|file| (*file, page.notices.iter().filter(|notice| notice.place().file == *file).collect()))
        .collect();
    let tests: usize = suites.iter().map(|(_, notices)| notices.len().max(1)).sum();
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<testsuites name="soat check" tests="{tests}" failures="{failures}" errors="0">"#)?;
    for (file, notices) in &suites {
        suite(page, file, notices, out)?;
    }
    writeln!(out, "</testsuites>")
}

fn suite(page: &Page<'_>, file: &str, notices: &[&Notice<'_>], out: &mut dyn Write) -> io::Result<()> {
    let failures = notices.iter().filter(|notice| notice.severity == Severity::Error).count();
    let (name, tests) = (escaped(file), notices.len().max(1));
    writeln!(out, r#"  <testsuite name="{name}" tests="{tests}" failures="{failures}" errors="0">"#)?;
    if notices.is_empty() {
        writeln!(out, r#"    <testcase name="soat check" classname="{name}"/>"#)?;
    }
    for notice in notices {
        let at = notice.place();
        let (line, column) = (at.start.line, at.start.column);
        let code = notice.diagnostic.code;
        let message = escaped(notice.message(page.lang));
        let help = notice.help(page.lang).map(|help| format!("\n{}", escaped(help))).unwrap_or_default();
        let told = format!("{name}:{line}:{column}: {}[{code}]: {message}{help}", notice.severity.word());
        writeln!(
            out,
            r#"    <testcase name="{code} {line}:{column}" classname="{name}" file="{name}" line="{line}">"#
        )?;
        if notice.severity == Severity::Error {
            writeln!(out, r#"      <failure type="{code}" message="{message}">{told}</failure>"#)?;
        } else {
            writeln!(out, "      <system-out>{told}</system-out>")?;
        }
        writeln!(out, "    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")
}

/// Text for XML 1.0, in an element or in an attribute; characters that XML cannot hold become `�`.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(letter),
        }
    }
    escaped
}
