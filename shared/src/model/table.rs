//! Bracket tables inside a checklist, and data tables in files of their own.

use super::{Confidence, ExprText, Name};
use crate::span::{FileId, Span, Spanned};
use crate::words::Bilingual;

/// `tables:` of a checklist: the value of the first row whose brackets hold all keys.
#[derive(Clone, Debug, PartialEq)]
pub struct LookupTable {
    pub name: Name,
    /// One or two expressions.
    pub by: Vec<ExprText>,
    pub rows: Vec<Bracket>,
    pub span: Span,
}

/// `in` holds one text per key: `[1..50)`, `>= 1000`, a literal, an option's id, or `-` for any.
#[derive(Clone, Debug, PartialEq)]
pub struct Bracket {
    pub within: Vec<Spanned<String>>,
    /// A literal or an expression.
    pub is: Spanned<String>,
}

/// `rules/data/<name>.yaml`: rows of facts, each with its source.
#[derive(Clone, Debug, PartialEq)]
pub struct DataTable {
    pub file: FileId,
    pub name: Name,
    pub title: Bilingual,
    /// The column that finds a row.
    pub key: Name,
    pub columns: Vec<Column>,
    pub rows: Vec<DataRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub name: Name,
    pub title: Bilingual,
    pub kind: ColumnType,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ColumnType {
    Text,
    YesNo,
    Date,
    /// A number, with its unit if it has one.
    Number(Option<Spanned<String>>),
}

/// Cells in the order of the columns; an empty cell is `None` (not known, which is not zero).
#[derive(Clone, Debug, PartialEq)]
pub struct DataRow {
    pub span: Span,
    pub cells: Vec<Option<Spanned<String>>>,
    pub source: String,
    pub confidence: Option<Spanned<Confidence>>,
}
