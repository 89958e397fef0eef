//! Reads the text corpus: cases with their files and what must be reported about them.
//!
//! ```text
//! === name of the case [wrapper] @ path/of/file.yaml
//! key: valeu
//!      ^^^^^ code: the English sentence -> replacement that mends it
//! @@ another/file.yaml
//! …
//! ```
//!
//! A line of carets speaks of the line above it and is no part of the file. Without a path the file is `a/b.yaml`;
//! a wrapper puts the text inside the smallest file that can hold it. `·` stands for a tab, `␍` for a carriage return.

use std::fmt::Write as _;

use soat::diag::Diagnostic;
use soat::span::{Source, Sources};

pub(crate) struct Case {
    pub(crate) suite: String,
    pub(crate) name: String,
    pub(crate) wrapper: Option<String>,
    pub(crate) files: Vec<File>,
}

pub(crate) struct File {
    pub(crate) path: String,
    /// As in the suite, without expectations.
    lines: Vec<String>,
    /// The line (from 0) above each expectation, and the expectation.
    pub(crate) expected: Vec<(usize, String)>,
}

const HEAD: &str = "checklist: a/b\nversion: 1.0.0\ntitle: { vi: a, en: a }\n";
const SECTION: &str = "sections:\n  - id: s\n    title: { vi: a, en: a }\n    items:\n";

/// What stands before the text, and how far the text is moved in.
fn wrapping(wrapper: Option<&str>) -> (String, usize) {
    match wrapper {
        None => (String::new(), 0),
        Some("checklist") => (HEAD.to_owned(), 0),
        Some("item") => (format!("{HEAD}{SECTION}"), 6),
        Some("answer") => {
            let item = "      - id: q\n        ask: { vi: a, en: a }\n        answer:\n";
            (format!("{HEAD}{SECTION}{item}"), 10)
        }
        Some("requirement") => {
            let item = "  - id: r\n    title: { vi: a, en: a }\n    require: q\n";
            (format!("{HEAD}requirements:\n{item}"), 4)
        }
        Some("case") => ("checklist: a/b\ncases:\n".to_owned(), 2),
        Some("expect") => {
            ("checklist: a/b\ncases:\n  - name: c\n    as_of: 2026-11-22\n    expect:\n".to_owned(), 6)
        }
        Some("law") => {
            let law = "instruments:\n  a1:\n    number: 1\n    title: { vi: a, en: a }\n";
            (format!("{law}    issuer: {{ vi: a, en: a }}\n    confidence: text-seen\n"), 4)
        }
        Some("parameter") => ("parameters:\n  p:\n    title: { vi: a, en: a }\n    values:\n".to_owned(), 6),
        Some("rows") => {
            let columns = "columns: { id: { kind: text }, mass: { kind: number, unit: kg }, on: { kind: date }, ok: { kind: yes_no } }";
            (format!("table: t\ntitle: {{ vi: a, en: a }}\nkey: id\n{columns}\nrows:\n"), 2)
        }
        Some(other) => panic!("no wrapper named {other}"),
    }
}

/// The path of a file whose case names none.
fn usual_path(wrapper: Option<&str>) -> &'static str {
    match wrapper {
        Some("case" | "expect") => "a/b.cases.yaml",
        Some("law") => "law/instruments.yaml",
        Some("parameter") => "law/parameters.yaml",
        Some("rows") => "data/t.yaml",
        _ => "a/b.yaml",
    }
}

impl File {
    /// The text as it is loaded.
    pub(crate) fn text(&self, wrapper: Option<&str>) -> String {
        let (mut text, indent) = wrapping(wrapper);
        for line in &self.lines {
            if !line.is_empty() {
                text.extend(std::iter::repeat_n(' ', indent));
            }
            text.push_str(&line.replace('·', "\t").replace('␍', "\r"));
            text.push('\n');
        }
        text
    }
}

fn is_expectation(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '#']);
    let carets = line.trim_start_matches('^');
    line.starts_with('^') && (carets.is_empty() || carets.starts_with(' '))
}

/// An expectation written as a comment means the same.
fn uncommented(line: &str) -> String {
    if line.trim_start().starts_with('#') { line.replacen('#', " ", 1) } else { line.to_owned() }
}

pub(crate) fn parse(suite: &str, text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("=== ") {
            let (title, path) =
                title.split_once(" @ ").map_or((title, None), |(title, path)| (title, Some(path)));
            let (name, wrapper) =
                match title.trim().strip_suffix(']').and_then(|title| title.rsplit_once(" [")) {
                    Some((name, wrapper)) => (name, Some(wrapper)),
                    None => (title.trim(), None),
                };
            let path = path.unwrap_or(usual_path(wrapper)).trim().to_owned();
            let file = File { path, lines: Vec::new(), expected: Vec::new() };
            cases.push(Case {
                suite: suite.to_owned(),
                name: name.to_owned(),
                wrapper: wrapper.map(str::to_owned),
                files: vec![file],
            });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if let Some(path) = line.strip_prefix("@@ ") {
            case.files.push(File { path: path.to_owned(), lines: Vec::new(), expected: Vec::new() });
            continue;
        }
        let file = case.files.last_mut().unwrap();
        if is_expectation(line) {
            file.expected.push((file.lines.len().saturating_sub(1), uncommented(line)));
        } else {
            file.lines.push(line.to_owned());
        }
    }
    for file in cases.iter_mut().flat_map(|case| &mut case.files) {
        while file.lines.last().is_some_and(String::is_empty) {
            file.lines.pop();
        }
    }
    cases
}

/// The line and text of the expectation that this diagnostic would satisfy.
pub(crate) fn describe(diagnostic: &Diagnostic, source: &Source, wrapper: Option<&str>) -> (usize, String) {
    let (head, indent) = wrapping(wrapper);
    let start = source.position(diagnostic.span.start);
    let end = source.position(diagnostic.span.end);
    let line = source.line(start.line);
    let last = if end.line == start.line { end.column } else { line.chars().count() as u32 + 1 };
    let carets = last.saturating_sub(start.column).max(1);
    let column = (start.column as usize - 1).saturating_sub(indent);
    let mut text = format!("{}{} ", " ".repeat(column), "^".repeat(carets as usize));
    write!(text, "{}: {}", diagnostic.code, diagnostic.message.en).unwrap();
    if let Some(fix) = &diagnostic.fix {
        write!(text, " -> {}", fix.replacement).unwrap();
    }
    ((start.line as usize - 1).saturating_sub(head.lines().count()), text)
}

/// The suite written out again with what is reported now.
pub(crate) fn print(cases: &[(Case, Sources, Vec<Diagnostic>)], preamble: &str) -> String {
    let mut text = preamble.to_owned();
    for (case, sources, diagnostics) in cases {
        text.push_str("=== ");
        text.push_str(&case.name);
        if let Some(wrapper) = &case.wrapper {
            write!(text, " [{wrapper}]").unwrap();
        }
        for (at, file) in case.files.iter().enumerate() {
            match at {
                0 if file.path == usual_path(case.wrapper.as_deref()) => text.push('\n'),
                0 => writeln!(text, " @ {}", file.path).unwrap(),
                _ => writeln!(text, "@@ {}", file.path).unwrap(),
            }
            let mut expected: Vec<(usize, String)> = diagnostics
                .iter()
                .filter_map(|diagnostic| Some((diagnostic, sources.get(diagnostic.span.file)?)))
                .filter(|(_, source)| source.name == file.path)
                .map(|(diagnostic, source)| describe(diagnostic, source, case.wrapper.as_deref()))
                .collect();
            expected.sort_by_key(|(line, _)| *line);
            let mut expected = expected.into_iter().peekable();
            for (number, line) in file.lines.iter().enumerate() {
                text.push_str(line);
                text.push('\n');
                while let Some((_, words)) = expected.next_if(|(line, _)| *line <= number) {
                    text.push_str(&words);
                    text.push('\n');
                }
            }
            for (_, words) in expected {
                text.push_str(&words);
                text.push('\n');
            }
        }
        text.push('\n');
    }
    text
}
