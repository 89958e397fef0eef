//! The contract for programs: an array of `{code, severity, message, help, file, line, column, end_line, end_column,
//! witness?, related?}`. `help` is `null` where there is none; `witness` is an object of literals by question name;
//! `related` is an array of `{message, file, line, column, end_line, end_column}`.

use std::io::{self, Write};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use soat::diag::Witness;
use soat::words::Lang;

use super::{Notice, Page, Place, place};

pub(super) fn write(page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<_> = page.notices.iter().map(|notice| row(notice, page.lang)).collect();
    serde_json::to_writer_pretty(&mut *out, &rows)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Row<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    #[serde(flatten)]
    at: At<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    witness: Option<Answers<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<RelatedRow<'a>>,
}

#[derive(Serialize)]
struct RelatedRow<'a> {
    message: &'a str,
    #[serde(flatten)]
    at: At<'a>,
}

#[derive(Serialize)]
struct At<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

/// In the order in which the witness names them.
struct Answers<'a>(&'a Witness);

impl Serialize for Answers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.answers.len()))?;
        for (name, literal) in &self.0.answers {
            map.serialize_entry(name, literal)?;
        }
        map.end()
    }
}

fn row<'a>(notice: &Notice<'a>, lang: Lang) -> Row<'a> {
    let related = notice.diagnostic.related.iter();
    Row {
        code: notice.diagnostic.code,
        severity: notice.severity.word(),
        message: notice.message(lang),
        help: notice.help(lang),
        at: notice.place().into(),
        witness: notice.diagnostic.witness.as_ref().map(Answers),
        related: related
            .map(|related| RelatedRow {
                message: related.message.get(lang),
                at: place(notice.sources, related.span).into(),
            })
            .collect(),
    }
}

impl<'a> From<Place<'a>> for At<'a> {
    fn from(place: Place<'a>) -> Self {
        Self {
            file: place.file,
            line: place.start.line,
            column: place.start.column,
            end_line: place.end.line,
            end_column: place.end.column,
        }
    }
}
