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
    if meaning(&text) == meaning(&formatted) { Ok(formatted) } else { Err(Unformatted::NotRules) }
}

fn options() -> Options {
    granit_parser::options! { emit_comments: true, max_buffered_comment_events: 100_000 }
}

/// What a reader sees: events without their places; comments without the space at their ends; plain texts without
/// space, since that of expressions may change.
fn meaning(text: &str) -> Option<Vec<String>> {
    let events = Parser::new_from_str_with_options(text, options());
    events
        .map(|event| match event.ok()?.0 {
            Event::Comment(text, _) => Some(format!("# {}", text.trim_end())),
            Event::Scalar(text, ScalarStyle::Plain, ..) => Some(text.split_whitespace().collect()),
            event => Some(format!("{event:?}")),
        })
        .collect()
}
