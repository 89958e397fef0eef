//! `<checklist>.cases.yaml`: worked cases with the verdicts that must follow.

use super::answer::Seen;
use super::keys::{self, NONE, VERDICT, WEIGHT};
use super::reader::Reader;
use super::yaml::{Kind, Node};
use crate::model::{Case, CaseFile, Expectation, Expected, ExpectedPenalty, RowExpectation};
use crate::span::Spanned;

impl<'s> Reader<'s> {
    pub(crate) fn case_file(&mut self, root: &Node<'s>) -> Option<CaseFile> {
        let fields = self.fields(root, &keys::CASES)?;
        let checklist = fields.get("checklist").and_then(|node| self.checklist_id(node));
        let mut cases = Vec::new();
        let mut names = Seen::default();
        for node in fields.get("cases").map(|node| self.list(node)).unwrap_or_default() {
            if let Some(case) = self.case(node) {
                self.once(&mut names, &case.name);
                cases.push(case);
            }
        }
        Some(CaseFile { file: self.file, checklist: checklist?, cases })
    }

    fn case(&mut self, node: &Node<'s>) -> Option<Case> {
        let fields = self.fields(node, &keys::CASE)?;
        let name = fields.get("name").and_then(|node| self.text(node));
        let as_of = fields.get("as_of").and_then(|node| self.date(node));
        let answers = self.answered(&fields);
        let mut expect = Vec::new();
        for entry in fields.get("expect").map(|node| self.named(node)).unwrap_or_default() {
            let requirement = self.key_name(entry);
            let rows = match &entry.value.kind {
                Kind::Sequence { items, .. } => {
                    Some(RowExpectation::Rows(items.iter().filter_map(|item| self.expected(item)).collect()))
                }
                _ => self.expected(&entry.value).map(RowExpectation::One),
            };
            if let (Some(requirement), Some(rows)) = (requirement, rows) {
                expect.push(Expectation { requirement, rows });
            }
        }
        let others = fields.get("others").and_then(|node| self.word(node, &VERDICT));
        Some(Case { name: name?, span: fields.head(), as_of: as_of?, answers, expect, others })
    }

    /// A verdict alone, or with further facts.
    fn expected(&mut self, node: &Node<'s>) -> Option<Spanned<Expected>> {
        if !matches!(node.kind, Kind::Mapping { .. }) {
            let verdict = self.word(node, &VERDICT)?;
            return Some(verdict.map(Expected::only));
        }
        let fields = self.fields(node, &keys::EXPECTED)?;
        let verdict = fields.get("verdict").and_then(|node| self.word(node, &VERDICT));
        let severity = fields.get("severity").and_then(|node| self.word(node, &WEIGHT));
        let stop_work = fields.get("stop_work").and_then(|node| self.truth(node));
        let penalty = fields.get("penalty").and_then(|node| self.expected_penalty(node));
        let deadline = fields.get("deadline").and_then(|node| self.date(node));
        let needs = fields.get("needs").map(|node| {
            let names = self.one_or_many(node);
            names.iter().filter_map(|name| self.text(name)).map(|name| name.value).collect()
        });
        let warnings = self.whole_field(&fields, "warnings");
        let verdict = verdict?;
        let expected = Expected {
            severity: severity.map(|word| word.value),
            stop_work: stop_work.map(|word| word.value),
            penalty,
            deadline: deadline.map(|date| date.value),
            needs,
            warnings: warnings.map(|number| number.value as u32),
            ..Expected::only(verdict.value)
        };
        Some(Spanned::new(expected, verdict.span))
    }

    fn expected_penalty(&mut self, node: &Node<'s>) -> Option<ExpectedPenalty> {
        if !matches!(node.kind, Kind::Mapping { .. }) {
            return self.word(node, &NONE).map(|_| ExpectedPenalty::None);
        }
        let fields = self.fields(node, &keys::EXPECTED_PENALTY)?;
        let law = fields.get("law").and_then(|node| self.law_id(node));
        let at = fields.get("at").and_then(|node| self.text(node));
        let amount = fields.get("amount").and_then(|node| self.money_range(node));
        Some(ExpectedPenalty::Entry {
            law: law?.value,
            at: at.map(|at| at.value),
            amount: amount.map(|amount| amount.value),
        })
    }
}
