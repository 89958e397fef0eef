//! For people: the sentence, the line with its text underlined, what to do, and answers that show it.
//!
//! ```text
//! error[unknown-question]: no question named `exits_markd`
//!   --> rules/construction/camp.yaml:12:18
//!    |
//! 12 |         require: exits_markd = yes
//!    |                  ^^^^^^^^^^^
//!    |
//!    = help: did you mean `exits_marked`?
//! ```

use std::fmt::Write as _;
use std::io::{self, Write};

use soat::diag::{Severity, Witness};
use soat::words::Lang;

use super::snippet::{self, Frame};
use super::style::inert;
use super::{Ink, Notice, Page, Place, place};
use crate::words::{counted, pick};

pub(super) fn write(page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
    for notice in &page.notices {
        writeln!(out, "{}", drawn(page, notice))?;
    }
    writeln!(out, "{}", summary(page))
}

fn drawn(page: &Page<'_>, notice: &Notice<'_>) -> String {
    let Page { lang, style, .. } = *page;
    let mut drawn = String::new();
    let ink = ink(notice.severity);
    let head = format!("{}[{}]", word(notice.severity, lang), notice.diagnostic.code);
    let message = inert(notice.message(lang));
    // Writing to a string cannot fail.
    let _ =
        writeln!(drawn, "{}{}", style.paint(ink, &head), style.paint(Ink::Strong, &format!(": {message}")));

    let at = notice.place();
    let related = notice.diagnostic.related.iter();
    let related: Vec<_> = related.map(|related| (related, place(notice.sources, related.span))).collect();
    let last_line = related.iter().map(|(_, at)| at.end.line).fold(at.end.line, u32::max);
    let frame = Frame { gutter: last_line.to_string().len(), ink, mark: '^', style };
    drawn.push_str(&shown_place(at, frame));
    if let Some(source) = notice.sources.get(notice.diagnostic.span.file) {
        drawn.push_str(&snippet::draw(source, notice.diagnostic.span, at, frame));
    }

    let mut remarks = Vec::new();
    if let Some(help) = notice.help(lang) {
        remarks.push((pick(lang, "cách sửa", "help"), inert(help)));
    }
    if let Some(witness) = &notice.diagnostic.witness {
        remarks.push((pick(lang, "ví dụ", "witness"), inert(&told(witness, lang))));
    }
    if !remarks.is_empty() {
        let _ = writeln!(drawn, "{}", frame.bar());
    }
    for (label, text) in remarks {
        let edge = style.paint(Ink::Frame, &format!("{} =", " ".repeat(frame.gutter)));
        let _ = writeln!(drawn, "{edge} {}: {text}", style.paint(Ink::Strong, label));
    }
    for (related, at) in related {
        let label = style.paint(Ink::Note, pick(lang, "xem thêm", "note"));
        let _ = writeln!(drawn, "{label}: {}", inert(related.message.get(lang)));
        let frame = Frame { ink: Ink::Note, mark: '-', ..frame };
        drawn.push_str(&shown_place(at, frame));
        if let Some(source) = notice.sources.get(related.span.file) {
            drawn.push_str(&snippet::draw(source, related.span, at, frame));
        }
    }
    drawn
}

pub(super) fn shown_place(at: Place<'_>, frame: Frame) -> String {
    let arrow = frame.style.paint(Ink::Frame, &format!("{}-->", " ".repeat(frame.gutter)));
    format!("{arrow} {}:{}:{}\n", inert(at.file), at.start.line, at.start.column)
}

/// `depth = 3 m, shored = no`.
fn told(witness: &Witness, lang: Lang) -> String {
    if witness.answers.is_empty() {
        return pick(lang, "với mọi câu trả lời", "whatever is answered").to_owned();
    }
    let told = witness.answers.iter().map(|(name, literal)| format!("{name} = {literal}"));
    told.collect::<Vec<_>>().join(", ")
}

fn summary(page: &Page<'_>) -> String {
    let lang = page.lang;
    let files = counted(lang, page.files.len(), "tệp", "file", "files");
    let (errors, warnings) = (page.count(Severity::Error), page.count(Severity::Warning));
    let notes = page.count(Severity::Note);
    let mut parts = Vec::new();
    if errors > 0 {
        parts.push(page.style.paint(Ink::Error, &counted(lang, errors, "lỗi", "error", "errors")));
    }
    if warnings > 0 {
        parts.push(
            page.style.paint(Ink::Warning, &counted(lang, warnings, "cảnh báo", "warning", "warnings")),
        );
    }
    if notes > 0 {
        parts.push(page.style.paint(Ink::Note, &counted(lang, notes, "ghi chú", "note", "notes")));
    }
    if parts.is_empty() {
        let clean = pick(lang, "không có gì phải sửa", "nothing to mend");
        return format!("{files}: {}", page.style.paint(Ink::Good, clean));
    }
    format!("{files}: {}", parts.join(", "))
}

fn word(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => pick(lang, "lỗi", "error"),
        Severity::Warning => pick(lang, "cảnh báo", "warning"),
        Severity::Note => pick(lang, "ghi chú", "note"),
    }
}

fn ink(severity: Severity) -> Ink {
    match severity {
        Severity::Error => Ink::Error,
        Severity::Warning => Ink::Warning,
        Severity::Note => Ink::Note,
    }
}
