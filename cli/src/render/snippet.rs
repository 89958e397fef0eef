//! The lines of a text that a span touches, with the span underlined, as wide as the letters are on the screen.

use std::fmt::Write as _;

use soat::span::{Source, Span};
use unicode_width::UnicodeWidthStr;

use super::style::inert;
use super::{Ink, Place, Style};

/// A line longer than this many columns is cut to what surrounds the underlined text.
const WIDEST: usize = 140;
/// A span over more lines than this is shown by its first and last lines.
const TALLEST: u32 = 6;

/// How a snippet is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// Columns of the widest line number of the notice.
    pub gutter: usize,
    pub ink: Ink,
    pub mark: char,
    pub style: Style,
}

impl Frame {
    /// An empty line beside the bar.
    pub(super) fn bar(&self) -> String {
        self.style.paint(Ink::Frame, &format!("{} |", " ".repeat(self.gutter)))
    }

    fn numbered(&self, line: u32) -> String {
        self.style.paint(Ink::Frame, &format!("{line:>width$} |", width = self.gutter))
    }

    fn marks(&self, text: &str) -> String {
        self.style.paint(self.ink, text)
    }
}

/// The snippet, each line ended by a line break, without the ` --> place` above it.
pub(super) fn draw(source: &Source, span: Span, place: Place<'_>, frame: Frame) -> String {
    let mut drawn = format!("{}\n", frame.bar());
    if place.start.line == place.end.line {
        one_line(&mut drawn, source, span, place, frame);
    } else {
        many_lines(&mut drawn, source, place, frame);
    }
    drawn
}

fn one_line(drawn: &mut String, source: &Source, span: Span, place: Place<'_>, frame: Frame) {
    let text = source.line(place.start.line);
    let from = bytes_of(text, place.start.column);
    let to = bytes_of(text, place.end.column).max(from);
    let at_line_end = span.start == span.end && from == text.len();
    let cut = Cut::around(text, from, to);
    let marks = frame.mark.to_string().repeat(cut.underline.max(1));
    let marks = if at_line_end { "^".to_owned() } else { marks };
    // Writing to a string cannot fail.
    let _ = writeln!(drawn, "{}", format!("{} {}", frame.numbered(place.start.line), cut.text).trim_end());
    let _ = writeln!(drawn, "{} {}{}", frame.bar(), " ".repeat(cut.before), frame.marks(&marks));
}

fn many_lines(drawn: &mut String, source: &Source, place: Place<'_>, frame: Frame) {
    let (first, last) = (place.start.line, place.end.line);
    let shown = |line: u32| last - first < TALLEST || line < first + 3 || line + 2 > last;
    let mut skipping = false;
    for line in first..=last {
        if !shown(line) {
            if !skipping {
                let _ = writeln!(drawn, "{}", frame.style.paint(Ink::Frame, "..."));
            }
            skipping = true;
            continue;
        }
        let side = frame.marks(if line == first { "/" } else { "|" });
        let text = Cut::around(source.line(line), 0, 0).text;
        let _ = writeln!(drawn, "{}", format!("{} {side} {text}", frame.numbered(line)).trim_end());
    }
    let text = source.line(last);
    let to = bytes_of(text, place.end.column);
    let cut = Cut::around(text, 0, to);
    let line = "_".repeat(cut.underline.max(1));
    let _ = writeln!(drawn, "{} {}", frame.bar(), frame.marks(&format!("|{line}{}", frame.mark)));
}

/// The byte at which the character in `column` (from 1) begins.
fn bytes_of(text: &str, column: u32) -> usize {
    text.char_indices().nth(column.saturating_sub(1) as usize).map_or(text.len(), |(at, _)| at)
}

/// A line as shown: made inert, and cut where it is too long.
struct Cut {
    text: String,
    /// Columns before the underline.
    before: usize,
    /// Columns of the underline.
    underline: usize,
}

impl Cut {
    fn around(text: &str, from: usize, to: usize) -> Self {
        let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or("");
        if text.chars().nth(WIDEST).is_none() {
            let before = inert(part(0..from)).width();
            let underline = inert(part(from..to)).width();
            return Self { text: inert(text), before, underline };
        }
        let (lead, head) = last_columns(part(0..from), WIDEST / 3);
        let (marked, cut) = first_columns(part(from..to), WIDEST / 2);
        let (rest, tail) = if cut.is_empty() {
            first_columns(part(to..text.len()), WIDEST.saturating_sub(lead.width() + marked.width()))
        } else {
            (String::new(), cut)
        };
        Self {
            before: head.width() + lead.width(),
            underline: marked.width(),
            text: format!("{head}{lead}{marked}{rest}{tail}"),
        }
    }
}

/// As much of the beginning of `text` as fits, and `…` when something was left out.
fn first_columns(text: &str, columns: usize) -> (String, &'static str) {
    let mut shown = String::new();
    let mut used = 0;
    for letter in text.chars() {
        let letter = inert(letter.encode_utf8(&mut [0; 4]));
        used += letter.width();
        if used > columns {
            return (shown, "…");
        }
        shown.push_str(&letter);
    }
    (shown, "")
}

/// As much of the end of `text` as fits, and `…` when something was left out.
fn last_columns(text: &str, columns: usize) -> (String, &'static str) {
    let mut shown = Vec::new();
    let mut used = 0;
    let mut head = "";
    for letter in text.chars().rev() {
        let letter = inert(letter.encode_utf8(&mut [0; 4]));
        used += letter.width();
        if used > columns {
            head = "…";
            break;
        }
        shown.push(letter);
    }
    shown.reverse();
    (shown.concat(), head)
}
