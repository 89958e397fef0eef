//! What is wrong with an author's text: a code, a place, a sentence in both languages, and a way out.
//! A diagnostic is never about the inspected site; that is a finding.

use crate::span::Span;
use crate::words::{Bilingual, Lang};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

impl Severity {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A replacement of the text at `span` that would mend the mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub span: Span,
    pub replacement: String,
}

/// Another place that explains the mistake, with what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    pub span: Span,
    pub message: Bilingual,
}

/// Answers (question name, literal) under which the thing that is claimed can be seen to happen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Witness {
    pub answers: Vec<(String, String)>,
}

/// One mistake of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable id such as `unknown-question`: a row of the code table [`crate::codes::CODES`].
    pub code: &'static str,
    pub severity: Severity,
    pub span: Span,
    /// Lower-case, no final period, one line; the user's words in backticks.
    pub message: Bilingual,
    pub help: Option<Bilingual>,
    pub fix: Option<Fix>,
    pub witness: Option<Witness>,
    pub related: Vec<Related>,
}

impl Diagnostic {
    /// `code` must be a row of [`crate::codes::CODES`], from which the severity is taken (a test holds it).
    pub fn new(code: &'static str, span: Span, vi: impl Into<String>, en: impl Into<String>) -> Self {
        let severity = crate::codes::find(code).map_or(Severity::Error, |code| code.severity);
        let message = Bilingual::new(vi, en);
        Self { code, severity, span, message, help: None, fix: None, witness: None, related: Vec::new() }
    }

    #[must_use]
    pub fn help(mut self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Bilingual::new(vi, en));
        self
    }

    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }

    #[must_use]
    pub fn witness(mut self, witness: Witness) -> Self {
        self.witness = Some(witness);
        self
    }

    #[must_use]
    pub fn related(mut self, span: Span, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.related.push(Related { span, message: Bilingual::new(vi, en) });
        self
    }

    /// Says "did you mean `x`?" and offers the replacement, when something close enough exists.
    #[must_use]
    pub fn suggest<'a>(self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let Some(close) = closest(written, known) else { return self };
        let span = self.span;
        self.help(format!("có phải ý bạn là `{close}`?"), format!("did you mean `{close}`?")).fix(span, close)
    }

    pub fn sentence(&self, lang: Lang) -> &str {
        self.message.get(lang)
    }
}

/// All mistakes of one load or check, sorted by place before they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    pub fn extend(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }

    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// By file, place and code, each mistake once.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.list.sort_by(|a, b| (a.span, a.code).cmp(&(b.span, b.code)));
        self.list.dedup();
        self
    }
}

impl<'d> IntoIterator for &'d Diagnostics {
    type Item = &'d Diagnostic;
    type IntoIter = std::slice::Iter<'d, Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Self { list: iter.into_iter().collect() }
    }
}

/// The known name that differs from `written` in few enough letters to be a slip of the hand.
pub fn closest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = written.chars().count();
    let limit = (length / 3).clamp(1, 3);
    known
        .into_iter()
        // A difference in length is a distance already; this also keeps enormous words cheap.
        .filter(|name| name.chars().count().abs_diff(length) <= limit)
        .map(|name| (distance(written, name), name))
        .filter(|(distance, name)| *distance <= limit && *name != written)
        .min()
        .map(|(_, name)| name)
}

/// Levenshtein distance with a swap of neighbours counted once.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let width = b.len() + 1;
    let mut two_ago: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1; width];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
            let mut best =
                (at(&last, j) + usize::from(x != y)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(&two_ago, j - 1) + 1);
            }
            if let Some(cell) = row.get_mut(j + 1) {
                *cell = best;
            }
        }
        two_ago = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_suggested_and_a_stranger_is_not() {
        let known = ["exits_marked", "exit_count", "workers"];
        assert_eq!(closest("exits_markd", known), Some("exits_marked"));
        assert_eq!(closest("wrokers", known), Some("workers"));
        assert_eq!(closest("ladders", known), None);
    }
}
