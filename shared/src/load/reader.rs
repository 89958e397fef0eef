//! What every reader of one text shares: the text, and the list of mistakes found so far.

use crate::diag::{Diagnostic, Diagnostics};
use crate::span::{FileId, Span};

/// Mistakes of one text beyond this many are counted only.
const MAX_DIAGNOSTICS: usize = 500;
/// Longer words of the author are shortened when quoted in a sentence.
const MAX_QUOTE: usize = 48;

#[derive(Debug)]
pub(crate) struct Reader<'s> {
    pub(crate) file: FileId,
    pub(crate) text: &'s str,
    /// A piece of text that a comma has made a key, which is reported already.
    pub(crate) cut_by_comma: Option<Span>,
    found: Diagnostics,
    count: usize,
}

impl<'s> Reader<'s> {
    pub(crate) fn new(file: FileId, text: &'s str) -> Self {
        Self { file, text, cut_by_comma: None, found: Diagnostics::default(), count: 0 }
    }

    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.count += 1;
        if self.count <= MAX_DIAGNOSTICS {
            self.found.push(diagnostic);
        } else if self.count == MAX_DIAGNOSTICS + 1 {
            self.found.push(Diagnostic::new(
                "too-many-mistakes",
                diagnostic.span,
                format!("đã thấy {MAX_DIAGNOSTICS} lỗi trong tệp này, các lỗi sau không được liệt kê"),
                format!("{MAX_DIAGNOSTICS} mistakes found in this file, further ones are not listed"),
            ));
        }
    }

    /// Whether further mistakes are only counted, so that their sentences need not be made.
    pub(crate) fn is_full(&self) -> bool {
        self.count > MAX_DIAGNOSTICS
    }

    /// Counts a mistake whose sentence is not made.
    pub(crate) fn skip(&mut self) {
        self.count += 1;
    }

    pub(crate) fn finish(self) -> Diagnostics {
        self.found
    }

    pub(crate) fn slice(&self, span: Span) -> &'s str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }
}

/// The author's words as they stand in a sentence: one line, not long, in backticks.
pub(crate) fn quote(words: &str) -> String {
    let mut line: String =
        words.chars().take(MAX_QUOTE + 1).map(|c| if c.is_control() || c == '`' { ' ' } else { c }).collect();
    if line.chars().count() > MAX_QUOTE {
        line = line.chars().take(MAX_QUOTE).chain(['…']).collect();
    }
    format!("`{line}`")
}
