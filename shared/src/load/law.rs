//! `rules/law/`: instruments, parameters and holidays.

use std::collections::BTreeMap;

use super::keys::{self, CONFIDENCE, SECOND_READING};
use super::reader::{Reader, quote};
use super::yaml::{Entry, Kind, Node};
use crate::diag::Diagnostic;
use crate::model::{Confidence, Date, Instrument, Parameter, ParameterValue, PenaltyRules};
use crate::span::Spanned;

impl<'s> Reader<'s> {
    pub(crate) fn instruments(&mut self, root: &Node<'s>) -> Vec<Instrument> {
        let Some(fields) = self.fields(root, &keys::INSTRUMENTS) else { return Vec::new() };
        self.each_named(&fields, "instruments", Self::instrument)
    }

    fn instrument(&mut self, entry: &Entry<'s>) -> Option<Instrument> {
        let id = self.check_law_id(Spanned::new(entry.key.to_string(), entry.key_span));
        let fields = self.fields(&entry.value, &keys::INSTRUMENT)?;
        let instrument = Instrument {
            id: id.clone().unwrap_or_default(),
            number: fields.get("number").map(|node| self.plain_text(node)).unwrap_or_default(),
            title: fields.get("title").map(|node| self.bilingual(node)).unwrap_or_default(),
            issuer: fields.get("issuer").map(|node| self.bilingual(node)).unwrap_or_default(),
            issued: fields.get("issued").and_then(|node| self.date(node)).map(|date| date.value),
            range: self.range(&fields),
            replaced_by: self.each(&fields, "replaced_by", Self::law_id),
            confidence: self.confidence(fields.get("confidence"), entry),
            note: fields.get("note").map(|node| self.bilingual(node)).unwrap_or_default(),
            penalty: fields.get("penalty").and_then(|node| self.penalty_rules(node)),
        };
        id.map(|_| instrument)
    }

    /// A missing one is reported as a missing key; what is not known is trusted least.
    fn confidence(&mut self, node: Option<&Node<'s>>, entry: &Entry<'s>) -> Spanned<Confidence> {
        let word = node.and_then(|node| self.word(node, &CONFIDENCE));
        word.unwrap_or(Spanned::new(Confidence::NameOnly, entry.key_span))
    }

    fn penalty_rules(&mut self, node: &Node<'s>) -> Option<PenaltyRules> {
        let fields = self.fields(node, &keys::PENALTY_RULES)?;
        let factor = self.whole_field(&fields, "organisation_factor");
        Some(PenaltyRules {
            organisation_factor: factor?.value as u32,
            already_organisation: self.each(&fields, "already_organisation", |reader, node| {
                reader.text(node).map(|text| text.value)
            }),
            note: fields.get("note").map(|node| self.bilingual(node)).unwrap_or_default(),
        })
    }

    pub(crate) fn parameters(&mut self, root: &Node<'s>) -> Vec<Parameter> {
        let Some(fields) = self.fields(root, &keys::PARAMETERS) else { return Vec::new() };
        self.each_named(&fields, "parameters", |reader, entry| {
            let name = reader.key_name(entry);
            let fields = reader.fields(&entry.value, &keys::PARAMETER)?;
            let title = fields.get("title").map(|node| reader.bilingual(node)).unwrap_or_default();
            let values = reader.each(&fields, "values", |reader, node| reader.parameter_value(node, entry));
            if values.is_empty()
                && let Some(node) = fields.get("values")
                && matches!(&node.kind, Kind::Sequence { items, .. } if items.is_empty())
            {
                let head = reader.head(node);
                reader.report(Diagnostic::new(
                    "empty-value",
                    head,
                    "tham số chưa có giá trị nào",
                    "the parameter has no value",
                ));
            }
            Some(Parameter { name: name?, title, values })
        })
    }

    fn parameter_value(&mut self, node: &Node<'s>, entry: &Entry<'s>) -> Option<ParameterValue> {
        let fields = self.fields(node, &keys::PARAMETER_VALUE)?;
        let range = self.range(&fields);
        let is = fields.get("is").and_then(|node| self.code(node));
        let law = fields.get("law").and_then(|node| self.law_id(node));
        let at = fields.get("at").and_then(|node| self.text(node));
        let confidence = self.confidence(fields.get("confidence"), entry);
        let second_reading = fields.get("second_reading").and_then(|node| self.word(node, &SECOND_READING));
        let note = fields.get("note").map(|node| self.bilingual(node)).unwrap_or_default();
        Some(ParameterValue {
            span: fields.span(),
            range,
            is: is?,
            law,
            at,
            confidence,
            second_reading,
            note,
        })
    }

    pub(crate) fn holidays(&mut self, root: &Node<'s>) -> BTreeMap<i16, Vec<Date>> {
        let mut holidays = BTreeMap::new();
        let Some(fields) = self.fields(root, &keys::HOLIDAYS) else { return holidays };
        let entries = fields.get("holidays").map(|node| self.named(node)).unwrap_or_default();
        for entry in entries {
            let Some(year) = year(&entry.key) else {
                let word = quote(&entry.key);
                self.report(Diagnostic::new(
                    "bad-date",
                    entry.key_span,
                    format!("cần một năm, gặp {word}"),
                    format!("expected a year, found {word}"),
                ));
                continue;
            };
            let mut days = Vec::new();
            for node in self.list(&entry.value) {
                let Some(day) = self.date(node) else { continue };
                if day.value.year() != year {
                    self.report(Diagnostic::new(
                        "bad-date",
                        day.span,
                        format!("ngày {} không thuộc năm {year}", day.value),
                        format!("{} is not a day of {year}", day.value),
                    ));
                }
                days.push(day.value);
            }
            days.sort_unstable();
            days.dedup();
            holidays.insert(year, days);
        }
        holidays
    }
}

/// A year of four digits.
fn year(text: &str) -> Option<i16> {
    let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|year| digits && *year >= 1900)
}
