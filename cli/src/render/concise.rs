//! One line each, for editors and for grep: `file:line:column: error[code]: message`. The word of the severity is
//! English in both languages, so that a problem matcher need not know the language.

use std::io::{self, Write};

use super::Page;
use super::style::inert;

pub(super) fn write(page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
    for notice in &page.notices {
        let at = notice.place();
        let (file, message) = (inert(at.file), inert(notice.message(page.lang)));
        let (line, column) = (at.start.line, at.start.column);
        let (severity, code) = (notice.severity.word(), notice.diagnostic.code);
        writeln!(out, "{file}:{line}:{column}: {severity}[{code}]: {message}")?;
    }
    Ok(())
}
