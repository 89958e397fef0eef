//! The type of a question's answer.

use std::collections::BTreeMap;

use super::keys::{self, ANSWER, AnswerWord};
use super::reader::Reader;
use super::yaml::{Kind, Node};
use crate::diag::Diagnostic;
use crate::model::{AnswerType, ChoiceOption, Name, NumberAnswer};
use crate::span::{Span, Spanned};

impl<'s> Reader<'s> {
    pub(crate) fn answer_type(&mut self, node: &Node<'s>) -> Option<Spanned<AnswerType>> {
        let Kind::Mapping { entries, .. } = &node.kind else {
            let word = self.word(node, &ANSWER)?;
            let answer = self.bare(word.value, word.span)?;
            return Some(Spanned::new(answer, word.span));
        };
        let [entry] = entries.as_slice() else {
            self.report(
                Diagnostic::new(
                    "wrong-kind",
                    self.head(node),
                    "kiểu câu trả lời có đúng một khóa",
                    "an answer type has exactly one key",
                )
                .help(
                    "ví dụ `answer: { number: { unit: m } }`",
                    "for example `answer: { number: { unit: m } }`",
                ),
            );
            return None;
        };
        let Some(word) = ANSWER.find(&entry.key) else {
            self.unknown_word(&Spanned::new(entry.key.to_string(), entry.key_span), &ANSWER.terms);
            return None;
        };
        if matches!(entry.value.kind, Kind::Nothing) {
            let answer = self.bare(word, entry.key_span)?;
            return Some(Spanned::new(answer, entry.key_span));
        }
        let answer = self.with_details(word, entry.key_span, &entry.value)?;
        Some(Spanned::new(answer, entry.key_span))
    }

    fn bare(&mut self, word: AnswerWord, span: Span) -> Option<AnswerType> {
        Some(match word {
            AnswerWord::YesNo => AnswerType::YesNo,
            AnswerWord::Number => AnswerType::Number(NumberAnswer::default()),
            AnswerWord::Count => AnswerType::Count(NumberAnswer::default()),
            AnswerWord::Money => AnswerType::Money(NumberAnswer::default()),
            AnswerWord::Date => AnswerType::Date { min: None, max: None },
            AnswerWord::Time => AnswerType::Time,
            AnswerWord::DateTime => AnswerType::DateTime,
            AnswerWord::Text => AnswerType::Text { max: None, lines: false },
            AnswerWord::Photo => AnswerType::Photo,
            AnswerWord::Signature => AnswerType::Signature,
            AnswerWord::Location => AnswerType::Location,
            AnswerWord::Barcode => AnswerType::Barcode,
            AnswerWord::Choice | AnswerWord::Choices => {
                self.report(
                    Diagnostic::new("missing-key", span, "chưa có các lựa chọn", "the options are missing")
                        .help(
                            "ví dụ `answer: { choice: [ { id: safe, vi: An toàn, en: Safe } ] }`",
                            "for example `answer: { choice: [ { id: safe, vi: An toàn, en: Safe } ] }`",
                        ),
                );
                return None;
            }
            AnswerWord::Lookup => {
                self.report(
                    Diagnostic::new(
                        "missing-key",
                        span,
                        "chưa có tên bảng dữ liệu",
                        "the data table is missing",
                    )
                    .help(
                        "ví dụ `answer: { lookup: hazardous_chemicals }`",
                        "for example `answer: { lookup: hazardous_chemicals }`",
                    ),
                );
                return None;
            }
        })
    }

    fn with_details(&mut self, word: AnswerWord, span: Span, node: &Node<'s>) -> Option<AnswerType> {
        Some(match word {
            AnswerWord::Number => {
                let fields = self.fields(node, &keys::NUMBER)?;
                let unit = fields.get("unit").and_then(|node| self.text(node));
                let decimals = self.whole_field(&fields, "decimals");
                let (min, max) = self.bounds(fields.get("min"), fields.get("max"));
                AnswerType::Number(NumberAnswer {
                    unit,
                    min,
                    max,
                    decimals: decimals.map(|number| number.value as u8),
                    ..NumberAnswer::default()
                })
            }
            AnswerWord::Count | AnswerWord::Money => {
                let fields = self.fields(node, &keys::COUNT)?;
                let (min, max) = self.bounds(fields.get("min"), fields.get("max"));
                let number = NumberAnswer { min, max, ..NumberAnswer::default() };
                if word == AnswerWord::Count { AnswerType::Count(number) } else { AnswerType::Money(number) }
            }
            AnswerWord::Date => {
                let fields = self.fields(node, &keys::DATE)?;
                let min = fields.get("min").and_then(|node| self.expr(node));
                let max = fields.get("max").and_then(|node| self.expr(node));
                AnswerType::Date { min, max }
            }
            AnswerWord::Text => {
                let fields = self.fields(node, &keys::TEXT)?;
                let max = self.whole_field(&fields, "max");
                let lines = fields.get("lines").and_then(|node| self.truth(node));
                AnswerType::Text {
                    max: max.map(|max| max.value as u32),
                    lines: lines.is_some_and(|lines| lines.value),
                }
            }
            AnswerWord::Choice => AnswerType::Choice(self.options(node)),
            AnswerWord::Choices => AnswerType::Choices(self.options(node)),
            AnswerWord::Lookup => AnswerType::Lookup { table: self.name(node)? },
            _ => {
                let word = self.slice(span);
                self.report(
                    Diagnostic::new(
                        "wrong-kind",
                        self.head(node),
                        format!("kiểu `{word}` không có chi tiết"),
                        format!("the type `{word}` takes no details"),
                    )
                    .help(format!("viết `answer: {word}`"), format!("write `answer: {word}`")),
                );
                return self.bare_silently(word);
            }
        })
    }

    fn bare_silently(&mut self, word: &str) -> Option<AnswerType> {
        ANSWER.find(word).and_then(|word| self.bare(word, Span::default()))
    }

    fn bounds(
        &mut self,
        min: Option<&Node<'s>>,
        max: Option<&Node<'s>>,
    ) -> (Option<Spanned<String>>, Option<Spanned<String>>) {
        (min.and_then(|node| self.decimal(node)), max.and_then(|node| self.decimal(node)))
    }

    fn options(&mut self, node: &Node<'s>) -> Vec<ChoiceOption> {
        let items = self.list(node);
        if items.is_empty() && matches!(node.kind, Kind::Sequence { .. }) {
            self.report(Diagnostic::new(
                "empty-value",
                self.head(node),
                "danh sách lựa chọn để trống",
                "the list of options is empty",
            ));
        }
        let mut options = Vec::with_capacity(items.len());
        let mut seen = Seen::default();
        for item in items {
            let Some(fields) = self.fields(item, &keys::OPTION) else { continue };
            let id = fields.get("id").and_then(|node| self.name(node));
            let label = self.both_plain(&fields);
            let Some(id) = id else { continue };
            self.once(&mut seen, &id);
            options.push(ChoiceOption { id, label });
        }
        options
    }

    /// Reports an id that another of its list has.
    pub(crate) fn once(&mut self, seen: &mut Seen, id: &Name) {
        match seen.0.get(&id.value) {
            Some(first) => self.report(duplicate_id(id, *first)),
            None => {
                seen.0.insert(id.value.clone(), id.span);
            }
        }
    }
}

/// The ids of one list, with the place of each.
#[derive(Debug, Default)]
pub(crate) struct Seen(BTreeMap<String, Span>);

pub(crate) fn duplicate_id(id: &Name, first: Span) -> Diagnostic {
    let name = &id.value;
    Diagnostic::new(
        "duplicate-id",
        id.span,
        format!("tên `{name}` đã được dùng"),
        format!("the name `{name}` is already taken"),
    )
    .related(first, "lần đầu ở đây", "first used here")
    .help("đặt một tên khác", "choose another name")
}
