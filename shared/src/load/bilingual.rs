//! Readers of text in both languages.

use super::keys;
use super::reader::Reader;
use super::walk::Fields;
use super::yaml::{Kind, Node, Style};
use crate::diag::Diagnostic;
use crate::model::TextTemplate;
use crate::span::Span;
use crate::words::Bilingual;

impl<'s> Reader<'s> {
    /// `{ vi: …, en: … }`; one text alone counts as Vietnamese, with a warning.
    pub(crate) fn bilingual(&mut self, node: &Node<'s>) -> Bilingual {
        let template = self.template(node).unwrap_or_default();
        Bilingual::new(template.vi.value, template.en.map(|en| en.value).unwrap_or_default())
    }

    pub(crate) fn template(&mut self, node: &Node<'s>) -> Option<TextTemplate> {
        if node.scalar().is_some() {
            let vi = self.text(node)?;
            self.report(
                missing_english(node.span).help("viết `{ vi: …, en: … }`", "write `{ vi: …, en: … }`"),
            );
            return Some(TextTemplate { vi, en: None });
        }
        self.split_by_comma(node);
        let fields = self.fields(node, &keys::BILINGUAL)?;
        self.both(&fields)
    }

    /// `vi` and `en` of a mapping that may hold more.
    pub(crate) fn both(&mut self, fields: &Fields<'_, 's>) -> Option<TextTemplate> {
        let vi = fields.get("vi").and_then(|node| self.text(node));
        let en = fields.get("en").and_then(|node| self.text(node));
        if fields.key_span("en").is_none()
            && let Some(key) = fields.key_span("vi")
        {
            self.report(missing_english(key));
        }
        Some(TextTemplate { vi: vi?, en })
    }

    pub(crate) fn both_plain(&mut self, fields: &Fields<'_, 's>) -> Bilingual {
        let template = self.both(fields).unwrap_or_default();
        Bilingual::new(template.vi.value, template.en.map(|en| en.value).unwrap_or_default())
    }

    /// `{ vi: một, hai, en: … }`: the comma ends the text, and `hai` has become a key of nothing.
    fn split_by_comma(&mut self, node: &Node<'s>) {
        let Kind::Mapping { entries, flow: true } = &node.kind else { return };
        for (entry, next) in entries.iter().zip(entries.iter().skip(1)) {
            let plain = entry.value.scalar().is_some_and(|scalar| scalar.style == Style::Plain);
            if plain && matches!(next.value.kind, Kind::Nothing) && !matches!(&*next.key, "vi" | "en") {
                let written = entry.value.span.to(next.key_span);
                let words = self.slice(written);
                let quotes = if words.contains('"') { '\'' } else { '"' };
                self.cut_by_comma = Some(next.key_span);
                self.report(
                    Diagnostic::new(
                        "yaml-syntax",
                        written,
                        "đoạn chữ có dấu phẩy bên trong `{ }` phải đặt trong dấu nháy",
                        "text with a comma inside `{ }` needs quotes",
                    )
                    .fix(written, format!("{quotes}{words}{quotes}")),
                );
            }
        }
    }
}

pub(crate) fn missing_english(span: Span) -> Diagnostic {
    Diagnostic::new("missing-english", span, "chưa có tiếng Anh (`en`)", "the English (`en`) is missing")
}
