//! Workflow commands of GitHub Actions: each becomes an annotation on the line of the pull request.

use std::io::{self, Write};

use soat::diag::Severity;

use super::Page;

pub(super) fn write(page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
    for notice in &page.notices {
        let at = notice.place();
        let message = notice.message(page.lang);
        let body = match notice.help(page.lang) {
            Some(help) => format!("{message}\n{help}"),
            None => message.to_owned(),
        };
        writeln!(
            out,
            "::{} file={},line={},col={},endLine={},endColumn={},title={}::{}",
            command(notice.severity),
            property(at.file),
            at.start.line,
            at.start.column,
            at.end.line,
            at.end.column,
            property(notice.diagnostic.code),
            data(&body),
        )?;
    }
    Ok(())
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}

/// The text after `::`: the percent sign is escaped first, line breaks become one line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, in which `:` and `,` would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
