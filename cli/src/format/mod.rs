//! One way to lay out the YAML of rules: two spaces a level, list marks inside their key, one space where one is
//! enough, at most one empty line, expressions as the language prints them. Comments, quotes, order and line breaks stay the author's.
//!
//! INVARIANT (same meaning): the text that comes out reads, event for event, like the text that went in. It is read
//! again to be sure, and where that does not hold the text is left alone.

mod expression;
mod flow;
mod layout;
#[cfg(test)]
mod tests;
mod tree;

use granit_parser::{Event, Options, Parser, ScalarStyle};

/// A larger text is no file of rules: the loader refuses it too.
const MOST_BYTES: usize = 8 << 20;

/// Why a text was left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unformatted {
    /// It is not YAML; `soat check` says why.
    NotYaml { line: u32, column: u32 },
    /// It is not UTF-8.
    NotText,
    /// It is larger than what is read as rules.
    TooLarge,
    /// It uses YAML that rules do not use, such as anchors or several documents.
    NotRules,
}

pub(crate) fn formatted(text: &str) -> Result<String, Unformatted> {
    if text.len() > MOST_BYTES {
        return Err(Unformatted::TooLarge);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let Some(root) = tree::read(&text)? else { return Ok(text) };
    let formatted = layout::lay_out(&text, &root);
    if same_meaning(&text, &formatted) { Ok(formatted) } else { Err(Unformatted::NotRules) }
}

fn options() -> Options {
    granit_parser::options! { emit_comments: true, max_buffered_comment_events: 100_000 }
}

/// Whether a reader sees the same in both: events without their places; comments without the space at their ends; plain
/// texts without space, since that of expressions may change.
fn same_meaning(a: &str, b: &str) -> bool {
    let mut a = Parser::new_from_str_with_options(a, options());
    let mut b = Parser::new_from_str_with_options(b, options());
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(Ok((a, _))), Some(Ok((b, _)))) if same(&a, &b) => {}
            _ => return false,
        }
    }
}

fn same(a: &Event<'_>, b: &Event<'_>) -> bool {
    match (a, b) {
        (Event::Comment(a, _), Event::Comment(b, _)) => a.trim_end() == b.trim_end(),
        (Event::Scalar(a, ScalarStyle::Plain, ..), Event::Scalar(b, ScalarStyle::Plain, ..)) => {
            let bare = |letter: &char| !letter.is_whitespace();
            a.chars().filter(bare).eq(b.chars().filter(bare))
        }
        (a, b) => a == b,
    }
}
