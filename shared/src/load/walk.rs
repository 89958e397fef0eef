//! Readers of mappings, lists, texts and expressions: each takes what a node should be, and reports what it is instead. They return what
//! could be read and never stop the walk.

use super::keys::{Key, Keys, Shape};
use super::reader::{Reader, quote};
use super::yaml::{Entry, Kind, Node, Scalar, Style};
use crate::diag::{Diagnostic, closest};
use crate::model::ExprText;
use crate::span::{Span, Spanned};

/// A mapping whose keys have been held against their table.
#[derive(Debug)]
pub(crate) struct Fields<'n, 's> {
    node: &'n Node<'s>,
    entries: &'n [Entry<'s>],
    table: &'static Keys,
    /// The absent key for which an unknown one was probably meant: not reported as missing too.
    pub(crate) mistaken: Option<&'static str>,
}

impl<'n, 's> Fields<'n, 's> {
    /// The value of a key of the table, if it is written and not empty.
    pub(crate) fn get(&self, name: &'static str) -> Option<&'n Node<'s>> {
        debug_assert!(self.table.iter().any(|key| key.name == name), "`{name}` is not in the table");
        let value = &self.entries.iter().find(|entry| entry.key == name)?.value;
        (!matches!(value.kind, Kind::Nothing | Kind::Refused)).then_some(value)
    }

    /// What may stand after a key of the table.
    pub(crate) fn shape(&self, name: &str) -> Option<Shape> {
        self.table.iter().find(|key| key.name == name).map(|key| key.shape)
    }

    /// The place of a key that is written.
    pub(crate) fn key_span(&self, name: &str) -> Option<Span> {
        self.entries.iter().find(|entry| entry.key == name).map(|entry| entry.key_span)
    }

    pub(crate) fn span(&self) -> Span {
        self.node.span
    }

    /// What to underline when the whole mapping is meant: its name, or its first key.
    pub(crate) fn head(&self) -> Span {
        let named = self.entries.iter().find(|entry| matches!(&*entry.key, "id" | "name"));
        match (named, self.entries.first()) {
            (Some(entry), _) if entry.value.scalar().is_some() => entry.value.span,
            (_, Some(first)) => first.key_span,
            _ => self.node.span,
        }
    }
}

/// What a node is, in both languages.
fn found(node: &Node<'_>) -> (&'static str, &'static str) {
    match &node.kind {
        Kind::Scalar(_) => ("một đoạn chữ", "text"),
        Kind::Sequence { .. } => ("một danh sách", "a list"),
        Kind::Mapping { .. } => ("một khối `khóa: giá trị`", "a mapping"),
        Kind::Nothing | Kind::Refused => ("chỗ trống", "nothing"),
    }
}

const A_MAPPING: (&str, &str) = ("một khối `khóa: giá trị`", "a mapping");
const A_LIST: (&str, &str) = ("một danh sách", "a list");
const A_TEXT: (&str, &str) = ("một đoạn chữ", "text");

impl<'s> Reader<'s> {
    /// What to underline when the node as a whole is meant: never a block of many lines.
    pub(crate) fn head(&self, node: &Node<'s>) -> Span {
        match &node.kind {
            Kind::Sequence { items, flow: false } => items.first().map_or(node.span, |item| self.head(item)),
            Kind::Mapping { entries, flow: false } => {
                entries.first().map_or(node.span, |entry| entry.key_span)
            }
            _ => {
                let line = self.slice(node.span).lines().next().unwrap_or("");
                Span { end: node.span.start + line.trim_end().len() as u32, ..node.span }
            }
        }
    }

    /// Reports that `node` is not what stands here; nothing for nodes that are reported already.
    pub(crate) fn wrong_kind(&mut self, node: &Node<'s>, expected: (&str, &str)) {
        if matches!(node.kind, Kind::Refused) {
            return;
        }
        let (vi, en) = found(node);
        let head = self.head(node);
        self.report(Diagnostic::new(
            "wrong-kind",
            head,
            format!("cần {}, gặp {vi}", expected.0),
            format!("expected {}, found {en}", expected.1),
        ));
    }

    pub(crate) fn empty(&mut self, key: Span) {
        let word = quote(self.slice(key));
        self.report(Diagnostic::new(
            "empty-value",
            key,
            format!("sau {word} chưa có gì"),
            format!("nothing stands after {word}"),
        ));
    }

    /// A mapping with the keys of `table`: unknown, empty and missing keys are reported here.
    pub(crate) fn fields<'n>(&mut self, node: &'n Node<'s>, table: &'static Keys) -> Option<Fields<'n, 's>> {
        let Kind::Mapping { entries, .. } = &node.kind else {
            self.wrong_kind(node, A_MAPPING);
            return None;
        };
        let mut fields = Fields { node, entries, table, mistaken: None };
        let position = |entry: &Entry<'_>| table.iter().position(|key| key.name == entry.key);
        let written = entries.iter().filter_map(position).fold(0_u64, |keys, at| keys | 1 << at);
        let absent: Vec<&'static Key> =
            table.iter().enumerate().filter(|(at, _)| written & 1 << at == 0).map(|(_, key)| key).collect();
        for entry in entries {
            if position(entry).is_none() {
                fields.mistaken = self.unknown_key(entry, table, &absent).or(fields.mistaken);
            } else if matches!(entry.value.kind, Kind::Nothing) {
                self.empty(entry.key_span);
            }
        }
        for key in absent.into_iter().filter(|key| key.required && fields.mistaken != Some(key.name)) {
            self.missing_key(fields.head(), key.name, (key.vi, key.en), (table.vi, table.en));
        }
        Some(fields)
    }

    pub(crate) fn missing_key(&mut self, span: Span, name: &str, meaning: (&str, &str), of: (&str, &str)) {
        self.report(
            Diagnostic::new(
                "missing-key",
                span,
                format!("thiếu `{name}:` trong {}", of.0),
                format!("`{name}:` is missing in {}", of.1),
            )
            .help(format!("`{name}`: {}", meaning.0), format!("`{name}`: {}", meaning.1)),
        );
    }

    /// The absent key for which the unknown one was probably meant.
    fn unknown_key(
        &mut self,
        entry: &Entry<'s>,
        table: &'static Keys,
        absent: &[&'static Key],
    ) -> Option<&'static str> {
        if self.is_full() || self.cut_by_comma == Some(entry.key_span) {
            self.skip();
            return None;
        }
        let word = quote(&entry.key);
        let diagnostic = Diagnostic::new(
            "unknown-key",
            entry.key_span,
            format!("không có khóa {word} trong {}", table.vi),
            format!("there is no key {word} in {}", table.en),
        );
        let known = || table.iter().map(|key| key.name);
        let meant = closest(&entry.key, absent.iter().map(|key| key.name));
        let diagnostic = match meant {
            Some(meant) => diagnostic.suggest(&entry.key, [meant]),
            None => {
                let list = known().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                diagnostic
                    .help(format!("các khóa dùng được ở đây: {list}"), format!("the keys here are {list}"))
            }
        };
        self.report(diagnostic);
        meant
    }

    /// The items of a list; none when it is no list. Empty items are reported and left out.
    pub(crate) fn list<'n>(&mut self, node: &'n Node<'s>) -> Vec<&'n Node<'s>> {
        if matches!(node.kind, Kind::Sequence { .. }) {
            return self.one_or_many(node);
        }
        self.wrong_kind(node, A_LIST);
        Vec::new()
    }

    /// The items of a list, or the one node that stands for a list of one.
    pub(crate) fn one_or_many<'n>(&mut self, node: &'n Node<'s>) -> Vec<&'n Node<'s>> {
        let Kind::Sequence { items, .. } = &node.kind else { return vec![node] };
        for item in items.iter().filter(|item| matches!(item.kind, Kind::Nothing)) {
            self.report(Diagnostic::new(
                "empty-value",
                item.span,
                "phần tử này của danh sách để trống",
                "this item of the list is empty",
            ));
        }
        items.iter().filter(|item| !matches!(item.kind, Kind::Nothing | Kind::Refused)).collect()
    }

    /// The entries of a mapping from names chosen by the author. Empty ones are reported and left out.
    pub(crate) fn named<'n>(&mut self, node: &'n Node<'s>) -> Vec<&'n Entry<'s>> {
        let Kind::Mapping { entries, .. } = &node.kind else {
            self.wrong_kind(node, A_MAPPING);
            return Vec::new();
        };
        for entry in entries.iter().filter(|entry| matches!(entry.value.kind, Kind::Nothing)) {
            self.empty(entry.key_span);
        }
        entries.iter().filter(|entry| !matches!(entry.value.kind, Kind::Nothing | Kind::Refused)).collect()
    }

    pub(crate) fn scalar<'n>(&mut self, node: &'n Node<'s>) -> Option<&'n Scalar<'s>> {
        match &node.kind {
            Kind::Scalar(scalar) => Some(scalar),
            _ => {
                self.wrong_kind(node, A_TEXT);
                None
            }
        }
    }

    /// Any text, not blank.
    pub(crate) fn text(&mut self, node: &Node<'s>) -> Option<Spanned<String>> {
        let text = self.scalar(node)?.text.trim();
        if text.is_empty() {
            self.report(Diagnostic::new("empty-value", node.span, "đoạn chữ để trống", "the text is empty"));
            return None;
        }
        Some(Spanned::new(text.to_owned(), node.span))
    }

    pub(crate) fn plain_text(&mut self, node: &Node<'s>) -> String {
        self.text(node).map(|text| text.value).unwrap_or_default()
    }

    /// An expression: text, or a tree of `all`, `any` and `not`. Text over several lines is taken as it stands in the
    /// file, so that places in it are places of the file; only quoted text with escapes cannot be (its length then
    /// differs from its span's).
    pub(crate) fn expr(&mut self, node: &Node<'s>) -> Option<ExprText> {
        match &node.kind {
            Kind::Scalar(_) => self.code(node).map(ExprText::Text),
            Kind::Mapping { entries, .. } => self.tree(node, entries),
            _ => {
                self.wrong_kind(node, ("một biểu thức", "an expression"));
                None
            }
        }
    }

    /// The text of an expression or literal.
    pub(crate) fn code(&mut self, node: &Node<'s>) -> Option<Spanned<String>> {
        let raw = self.slice(node.span);
        let scalar = self.scalar(node)?;
        let as_written = scalar.contiguous
            || match scalar.style {
                Style::Plain | Style::Block => true,
                Style::Single => !raw.contains('\''),
                Style::Double => !raw.contains('\\'),
            };
        if !as_written || scalar.text.trim().is_empty() {
            return self.text(node);
        }
        let start = node.span.start + (raw.len() - raw.trim_start().len()) as u32;
        let raw = raw.trim();
        Some(Spanned::new(raw.to_owned(), Span { start, end: start + raw.len() as u32, ..node.span }))
    }

    fn tree(&mut self, node: &Node<'s>, entries: &[Entry<'s>]) -> Option<ExprText> {
        let [entry] = entries else {
            self.report(
                Diagnostic::new(
                    "wrong-kind",
                    self.head(node),
                    "cây điều kiện có đúng một khóa: `all`, `any` hoặc `not`",
                    "a tree of conditions has exactly one key: `all`, `any` or `not`",
                )
                .help(
                    "biểu thức có `{` hoặc `: ` phải đặt trong dấu nháy \"…\"",
                    "an expression with `{` or `: ` needs quotes \"…\"",
                ),
            );
            return None;
        };
        let span = entry.key_span;
        match &*entry.key {
            "all" | "any" => {
                let items = self.list(&entry.value);
                let parts: Vec<_> = items.iter().filter_map(|item| self.expr(item)).collect();
                if matches!(&entry.value.kind, Kind::Sequence { items, .. } if items.is_empty()) {
                    self.empty(span);
                }
                if parts.len() != items.len() || parts.is_empty() {
                    return None;
                }
                Some(if entry.key == "all" { ExprText::All(parts, span) } else { ExprText::Any(parts, span) })
            }
            "not" => self.expr(&entry.value).map(|part| ExprText::Not(Box::new(part), span)),
            other => {
                let word = quote(other);
                self.report(
                    Diagnostic::new(
                        "unknown-key",
                        span,
                        format!("cây điều kiện không có khóa {word}, cần `all`, `any` hoặc `not`"),
                        format!("a tree of conditions has no key {word}, expected `all`, `any` or `not`"),
                    )
                    .suggest(other, ["all", "any", "not"]),
                );
                None
            }
        }
    }
}
