//! Text in double quotes, and `@"…"`.

use super::{Kind, Lexer, Literal};
use crate::diag::Diagnostic;
use crate::expr::parser::quoted_literal;

impl Lexer<'_, '_> {
    pub(super) fn text(&mut self) {
        let start = self.at;
        if let Some((value, end)) = self.quoted(start) {
            self.push(Kind::Literal(Literal::Text(value)), start, end);
        }
    }

    /// `@"2026-03-01"`: a date, time, date with time or duration, as in FEEL.
    pub(super) fn at_literal(&mut self) {
        let start = self.at;
        if !self.rest().starts_with("@\"") {
            let span = self.place.span(start, start + 1);
            return self.fail(super::mistake::stray(span, '@'), start + 1);
        }
        let Some((value, end)) = self.quoted(start + 1) else { return };
        match quoted_literal("@", &value, self.place.span(start, end)) {
            Ok(literal) => self.push(Kind::Literal(literal), start, end),
            Err(diagnostic) => self.fail(*diagnostic, end),
        }
    }

    /// The text whose opening quote is at byte `open`, and the byte after its closing quote.
    fn quoted(&mut self, open: usize) -> Option<(String, usize)> {
        let mut value = String::new();
        let mut chars = self.text.get(open..)?.char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => return Some((value, open + at + 1)),
                '\\' => {
                    let Some(decoded) = escape(&mut chars) else {
                        let from = open + at;
                        let shown = self.text.get(from..).unwrap_or("").chars().nth(1);
                        let end = from + 1 + shown.map_or(0, char::len_utf8);
                        let shown = self.text.get(from..end).unwrap_or("\\").to_owned();
                        self.fail(bad_escape(self.place.span(from, end), &shown), self.text.len());
                        return None;
                    };
                    value.push(decoded);
                }
                c => value.push(c),
            }
        }
        let unclosed = Diagnostic::new(
            "bad-text",
            self.place.span(open, open + 1),
            "lời văn không có dấu `\"` đóng",
            "the text has no closing `\"`",
        );
        self.fail(unclosed, self.text.len());
        None
    }

    /// `'abc'` or typographic quotes: offers the same in double quotes.
    pub(super) fn wrong_quote(&mut self, first: char) {
        let (start, rest) = (self.at, self.rest());
        let inside = rest.get(first.len_utf8()..).unwrap_or("");
        let is_close = |c: char| matches!(c, '“' | '”' | '\'' | '‘' | '’' | '»' | '"');
        let close = inside.char_indices().find(|(_, c)| is_close(*c));
        let (length, end) = match close {
            Some((at, c)) => (at, start + first.len_utf8() + at + c.len_utf8()),
            None => (0, start + first.len_utf8()),
        };
        let diagnostic = Diagnostic::new(
            "bad-text",
            self.place.span(start, end),
            "lời văn đặt trong dấu ngoặc kép thẳng `\"`",
            "text stands in straight double quotes `\"`",
        );
        let replacement = format!("\"{}\"", inside.get(..length).unwrap_or(""));
        let diagnostic =
            if close.is_some() { self.place.fix(diagnostic, (start, end), &replacement) } else { diagnostic };
        self.fail(diagnostic, end);
    }
}

fn bad_escape(span: crate::span::Span, shown: &str) -> Diagnostic {
    Diagnostic::new(
        "bad-text",
        span,
        format!("không có ký hiệu `{shown}` trong lời văn"),
        format!("there is no escape `{shown}` in a text"),
    )
    .help(
        r#"có thể dùng `\"`, `\\`, `\n`, `\t`, `\r` và `\u0041`"#,
        r#"known are `\"`, `\\`, `\n`, `\t`, `\r` and `\u0041`"#,
    )
}

/// The character of an escape whose backslash has been read.
fn escape(chars: &mut impl Iterator<Item = (usize, char)>) -> Option<char> {
    match chars.next()?.1 {
        c @ ('"' | '\\' | '/' | '\'') => Some(c),
        'n' => Some('\n'),
        't' => Some('\t'),
        'r' => Some('\r'),
        'U' => char::from_u32(hex(chars, 6)?),
        'u' => {
            let first = hex(chars, 4)?;
            if !(0xd800..0xdc00).contains(&first) {
                return char::from_u32(first);
            }
            // The first half of a surrogate pair, as JSON and FEEL write characters beyond the first plane.
            let marks = (chars.next()?.1, chars.next()?.1);
            let second = hex(chars, 4).filter(|_| marks == ('\\', 'u'))?;
            let low = second.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
            char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + low)
        }
        _ => None,
    }
}

fn hex(chars: &mut impl Iterator<Item = (usize, char)>, digits: u32) -> Option<u32> {
    (0..digits).try_fold(0, |value, _| Some(value * 16 + chars.next()?.1.to_digit(16)?))
}
