//! Diagnostics on their way out: places resolved to lines and columns, and the one table of formats.
//! A renderer decides nothing: what is shown, and how grave it is, was settled before.
//!
//! Lines and columns count from 1, columns in characters; an end column is the one just after the last character.

mod concise;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod sarif;
mod snippet;
mod style;
#[cfg(test)]
mod tests;
pub(crate) mod xml;

use std::io::{self, Write};

use soat::diag::{Diagnostic, Severity};
use soat::span::{Position, Sources, Span};
use soat::words::Lang;

pub(crate) use style::{Colour, Ink, Style, inert};

/// Writes a page in one format.
type Render = fn(&Page<'_>, &mut dyn Write) -> io::Result<()>;

/// Every format of `--format`, with the renderer behind it.
const FORMATS: &[(Format, Render)] = &[
    (Format::Human, human::write),
    (Format::Concise, concise::write),
    (Format::Json, json::write),
    (Format::Sarif, sarif::write),
    (Format::Junit, junit::write),
    (Format::Github, github::write),
    (Format::Gitlab, gitlab::write),
];

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people: the sentence, the line with the text underlined, what to do.
    #[default]
    Human,
    /// One line each: `file:line:column: error[code]: message`.
    Concise,
    /// An array of objects.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// `JUnit` XML, a test suite for each file.
    Junit,
    /// Workflow commands of GitHub Actions.
    Github,
    /// The code quality report of GitLab.
    Gitlab,
}

/// What one run shows.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    /// In the order they are shown.
    pub notices: Vec<Notice<'a>>,
    /// Every file that was looked at, those without a notice too, in the order they are shown.
    pub files: Vec<&'a str>,
    pub lang: Lang,
    pub style: Style,
}

/// A diagnostic, the texts its places are in, and how grave it is in this run (`--deny` may have raised it).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Notice<'a> {
    pub diagnostic: &'a Diagnostic,
    pub severity: Severity,
    pub sources: &'a Sources,
}

/// A span as people read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place<'a> {
    pub file: &'a str,
    pub start: Position,
    /// Just after the last character.
    pub end: Position,
}

impl Page<'_> {
    pub(crate) fn write(&self, format: Format, out: &mut dyn Write) -> io::Result<()> {
        let render = FORMATS.iter().find(|(known, _)| *known == format).map(|(_, render)| *render);
        render.unwrap_or(human::write)(self, out)
    }

    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.notices.iter().filter(|notice| notice.severity == severity).count()
    }
}

impl<'a> Notice<'a> {
    fn place(&self) -> Place<'a> {
        place(self.sources, self.diagnostic.span)
    }

    fn message(&self, lang: Lang) -> &'a str {
        self.diagnostic.message.get(lang)
    }

    fn help(&self, lang: Lang) -> Option<&'a str> {
        self.diagnostic.help.as_ref().map(|help| help.get(lang))
    }
}

/// The text at `span` underlined where it stands, below its place.
pub(crate) fn quoted(sources: &Sources, span: Span, style: Style) -> String {
    let at = place(sources, span);
    let Some(source) = sources.get(span.file) else { return String::new() };
    let gutter = at.end.line.to_string().len();
    let frame = snippet::Frame { gutter, ink: Ink::Note, mark: '^', style };
    format!("{}{}", human::shown_place(at, frame), snippet::draw(source, span, at, frame))
}

/// Where `span` begins and ends. A span that ends with a line break ends at the end of that line.
pub(crate) fn place(sources: &Sources, span: Span) -> Place<'_> {
    let Some(source) = sources.get(span.file) else {
        let origin = Position { line: 1, column: 1 };
        return Place { file: "", start: origin, end: origin };
    };
    let start = source.position(span.start);
    let text = source.slice(span);
    let tail = text.len() - text.trim_end_matches(['\n', '\r']).len();
    let end = source.position(span.end.saturating_sub(tail as u32).max(span.start));
    Place { file: &source.name, start, end }
}
