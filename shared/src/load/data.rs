//! `rules/data/<name>.yaml`: tables of facts.

use super::answer::Seen;
use super::keys::{self, COLUMN_KIND, CONFIDENCE, ColumnWord, ROW_FACTS};
use super::reader::{Reader, quote};
use super::yaml::{Entry, Kind, Node};
use crate::diag::Diagnostic;
use crate::model::{Column, ColumnType, DataRow, DataTable};
use crate::span::Spanned;

impl<'s> Reader<'s> {
    pub(crate) fn data_table(&mut self, root: &Node<'s>) -> Option<DataTable> {
        let fields = self.fields(root, &keys::DATA)?;
        let name = fields.get("table").and_then(|node| self.name(node));
        let title = fields.get("title").map(|node| self.bilingual(node)).unwrap_or_default();
        let key = fields.get("key").and_then(|node| self.name(node));
        let columns = self.each_named(&fields, "columns", Self::column);
        let written = fields.get("columns").map(|node| entries_of(node)).unwrap_or_default();
        if let Some(key) = &key
            && !written.is_empty()
            && !written.iter().any(|entry| entry.key == key.value)
        {
            self.report(
                Diagnostic::new(
                    "unknown-column",
                    key.span,
                    format!("bảng không có cột `{}`", key.value),
                    format!("the table has no column `{}`", key.value),
                )
                .suggest(&key.value, written.iter().map(|entry| &*entry.key)),
            );
        }
        let key_name = key.as_ref().map(|key| key.value.as_str()).unwrap_or_default();
        let nodes = fields.get("rows").map(|node| self.list(node)).unwrap_or_default();
        let mut rows = Vec::with_capacity(nodes.len());
        let mut seen = Seen::default();
        for node in nodes {
            rows.extend(self.data_row(node, &columns, written, key_name, &mut seen));
        }
        Some(DataTable { file: self.file, name: name?, title, key: key?, columns, rows })
    }

    fn column(&mut self, entry: &Entry<'s>) -> Option<Column> {
        let name = self.key_name(entry);
        if ROW_FACTS.iter().any(|key| key.name == entry.key) {
            let word = quote(&entry.key);
            self.report(Diagnostic::new(
                "duplicate-id",
                entry.key_span,
                format!("{word} đã là khóa của mọi dòng dữ liệu, không đặt tên cột được"),
                format!("{word} is a key of every data row and cannot name a column"),
            ));
            return None;
        }
        let fields = self.fields(&entry.value, &keys::COLUMN)?;
        let title = fields.get("title").map(|node| self.bilingual(node)).unwrap_or_default();
        let kind = fields.get("kind").and_then(|node| self.word(node, &COLUMN_KIND));
        let unit = fields.get("unit").and_then(|node| self.text(node));
        let kind = kind?.value;
        if let (Some(span), true) = (fields.key_span("unit"), kind != ColumnWord::Number) {
            self.report(Diagnostic::new(
                "unused-key",
                span,
                "chỉ cột số mới có đơn vị",
                "only a column of numbers has a unit",
            ));
        }
        let kind = match kind {
            ColumnWord::Text => ColumnType::Text,
            ColumnWord::YesNo => ColumnType::YesNo,
            ColumnWord::Date => ColumnType::Date,
            ColumnWord::Number => ColumnType::Number(unit),
        };
        Some(Column { name: name?, title, kind })
    }

    fn data_row(
        &mut self,
        node: &Node<'s>,
        columns: &[Column],
        written: &[Entry<'s>],
        key: &str,
        seen: &mut Seen,
    ) -> Option<DataRow> {
        let Kind::Mapping { entries, .. } = &node.kind else {
            self.wrong_kind(node, ("một dòng `{ cột: giá trị }`", "a row `{ column: value }`"));
            return None;
        };
        let mut row = DataRow {
            span: node.span,
            cells: vec![None; columns.len()],
            source: String::new(),
            confidence: None,
        };
        for entry in entries {
            match entry.value.kind {
                Kind::Refused => continue,
                Kind::Nothing if ROW_FACTS.iter().any(|key| key.name == entry.key) => {
                    self.empty(entry.key_span);
                    continue;
                }
                // An empty cell is a fact that is not known.
                Kind::Nothing if columns.iter().any(|column| column.name.value == entry.key) => continue,
                _ => {}
            }
            match &*entry.key {
                "source" => row.source = self.plain_text(&entry.value),
                "confidence" => row.confidence = self.word(&entry.value, &CONFIDENCE),
                name => {
                    let column = columns.iter().enumerate().find(|(_, column)| column.name.value == name);
                    let Some((at, column)) = column else {
                        self.unknown_column(entry, written);
                        continue;
                    };
                    let cell = self.cell(&entry.value, &column.kind);
                    if let (Some(cell), true) = (&cell, name == key) {
                        self.once(seen, cell);
                    }
                    if let Some(slot) = row.cells.get_mut(at) {
                        *slot = cell;
                    }
                }
            }
        }
        let keyed =
            entries.iter().any(|entry| entry.key == key && !matches!(entry.value.kind, Kind::Nothing));
        if !keyed && !key.is_empty() {
            self.report(Diagnostic::new(
                "missing-key",
                self.head(node),
                format!("dòng này thiếu `{key}:`, cột dùng để tìm dòng"),
                format!("this row needs `{key}:`, the column that finds it"),
            ));
        }
        Some(row)
    }

    fn cell(&mut self, node: &Node<'s>, kind: &ColumnType) -> Option<Spanned<String>> {
        match kind {
            ColumnType::Text => self.text(node),
            ColumnType::YesNo => {
                let text = self.text(node)?;
                self.truth(node).map(|_| text)
            }
            ColumnType::Date => {
                let text = self.text(node)?;
                self.date(node).map(|_| text)
            }
            ColumnType::Number(_) => self.decimal(node),
        }
    }

    /// A column that is written and could not be read is reported there and not again in each row.
    fn unknown_column(&mut self, entry: &Entry<'s>, written: &[Entry<'s>]) {
        if self.is_full() || written.is_empty() || written.iter().any(|column| column.key == entry.key) {
            return;
        }
        let word = quote(&entry.key);
        let facts = ROW_FACTS.iter().map(|key| key.name);
        let known = written.iter().map(|column| &*column.key).chain(facts);
        self.report(
            Diagnostic::new(
                "unknown-column",
                entry.key_span,
                format!("bảng không có cột {word}"),
                format!("the table has no column {word}"),
            )
            .suggest(&entry.key, known),
        );
    }
}

fn entries_of<'n, 's>(node: &'n Node<'s>) -> &'n [Entry<'s>] {
    match &node.kind {
        Kind::Mapping { entries, .. } => entries,
        _ => &[],
    }
}
