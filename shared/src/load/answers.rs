//! Recorded answers, in worked cases and in files of answers (YAML or JSON).

use super::keys::{self, TRUTH};
use super::reader::Reader;
use super::walk::Fields;
use super::yaml::{Entry, Kind, Node};
use crate::diag::Diagnostic;
use crate::model::{
    Answer, AnswerType, Answers, Checklist, Date, GroupAnswers, ItemKind, Name, RowAnswers, RowId,
};
use crate::span::{FileId, Span, Spanned};

/// A file of answers for `soat run`: the body of a case without what is expected.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnswerFile {
    pub file: FileId,
    pub checklist: Option<Name>,
    /// The day whose law applies; the caller's when absent.
    pub as_of: Option<Spanned<Date>>,
    pub answers: Answers,
}

/// One value of an answer list, before it is known whether the list is rows or options.
enum Written {
    One(Answer),
    Rows(GroupAnswers),
}

impl<'s> Reader<'s> {
    pub(crate) fn answer_file(&mut self, root: &Node<'s>) -> Option<AnswerFile> {
        let fields = self.fields(root, &keys::ANSWER_FILE)?;
        let checklist = fields.get("checklist").and_then(|node| self.checklist_id(node));
        let as_of = fields.get("as_of").and_then(|node| self.date(node));
        let answers = self.answered(&fields);
        Some(AnswerFile { file: self.file, checklist, as_of, answers })
    }

    /// `site:` and `answers:` of a case or file.
    pub(crate) fn answered(&mut self, fields: &Fields<'_, 's>) -> Answers {
        let mut answers = Answers::default();
        for entry in fields.get("site").map(|node| self.answer_entries(node)).unwrap_or_default() {
            if let Some(name) = self.key_name(entry) {
                let path = format!("site.{}", name.value);
                if let Some(answer) = self.single_answer(entry) {
                    answers.site.insert(name.value, answer);
                }
                note_places(&mut answers, path, self.head(&entry.value), entry);
            }
        }
        for entry in fields.get("answers").map(|node| self.answer_entries(node)).unwrap_or_default() {
            let Some(name) = self.key_name(entry) else { continue };
            note_places(&mut answers, name.value.clone(), self.head(&entry.value), entry);
            match self.written(&name.value, entry, &mut answers) {
                Some(Written::One(answer)) => {
                    answers.answers.insert(name.value, answer);
                }
                Some(Written::Rows(rows)) => {
                    answers.groups.insert(name.value, rows);
                }
                None => {}
            }
        }
        answers
    }

    /// Entries of a mapping of answers, in which an empty one is simply unanswered.
    fn answer_entries<'n>(&mut self, node: &'n Node<'s>) -> &'n [Entry<'s>] {
        if let Kind::Mapping { entries, .. } = &node.kind {
            return entries;
        }
        self.wrong_kind(node, ("các câu trả lời `tên: giá trị`", "answers `name: value`"));
        &[]
    }

    /// An answer of the whole checklist: a value, or the rows of a group. Of an empty list it is not known here
    /// which; see [`settle_empty_lists`].
    fn written(&mut self, group: &str, entry: &Entry<'s>, answers: &mut Answers) -> Option<Written> {
        match &entry.value.kind {
            Kind::Sequence { items, .. } => {
                let rows = items.iter().all(|item| matches!(item.kind, Kind::Mapping { .. }));
                if !rows {
                    return self.single_answer(entry).map(Written::One);
                }
                let rows = self.rows(group, items.iter(), answers);
                Some(Written::Rows(GroupAnswers { rows, complete: true }))
            }
            Kind::Mapping { entries, .. }
                if entries.iter().any(|entry| matches!(&*entry.key, "rows" | "complete")) =>
            {
                let fields = self.fields(&entry.value, &keys::OPEN_ROWS)?;
                let items = fields.get("rows").map(|node| self.list(node)).unwrap_or_default();
                let complete = fields.get("complete").and_then(|node| self.truth(node));
                let rows = self.rows(group, items.into_iter(), answers);
                Some(Written::Rows(GroupAnswers { rows, complete: complete.is_none_or(|word| word.value) }))
            }
            _ => self.single_answer(entry).map(Written::One),
        }
    }

    fn rows<'n>(
        &mut self,
        group: &str,
        items: impl Iterator<Item = &'n Node<'s>>,
        answers: &mut Answers,
    ) -> Vec<RowAnswers>
    where
        's: 'n,
    {
        let mut rows = Vec::new();
        for (at, item) in items.enumerate() {
            let mut row = RowAnswers { id: RowId(at as u32), ..RowAnswers::default() };
            for entry in self.answer_entries(item) {
                let Some(name) = self.key_name(entry) else { continue };
                note_places(answers, format!("{group}[{at}].{}", name.value), self.head(&entry.value), entry);
                if let Some(answer) = self.single_answer(entry) {
                    row.answers.insert(name.value, answer);
                }
            }
            rows.push(row);
        }
        rows
    }

    /// A literal, a list of options, or `{ not_applicable: reason }`; nothing where it is unanswered.
    fn single_answer(&mut self, entry: &Entry<'s>) -> Option<Answer> {
        match &entry.value.kind {
            Kind::Nothing | Kind::Refused => None,
            Kind::Scalar(scalar) => {
                let text = scalar.text.trim();
                (!text.is_empty()).then(|| Answer::Value(text.to_owned()))
            }
            Kind::Sequence { items, .. } => {
                let mut parts = Vec::with_capacity(items.len());
                for item in items {
                    parts.push(self.text(item)?.value);
                }
                Some(Answer::Value(parts.join(", ")))
            }
            Kind::Mapping { entries, .. } => {
                if let [only] = entries.as_slice()
                    && only.key == "not_applicable"
                {
                    return self.refused_answer(only);
                }
                self.report(
                    Diagnostic::new(
                        "wrong-kind",
                        self.head(&entry.value),
                        "cần một câu trả lời, gặp một khối `khóa: giá trị`",
                        "expected an answer, found a mapping",
                    )
                    .help(
                        "không áp dụng viết `{ not_applicable: lý do }`; nhóm lặp viết `[ {…}, {…} ]` hoặc `{ rows: […], complete: no }`",
                        "write `{ not_applicable: reason }` for not applicable, `[ {…}, {…} ]` or `{ rows: […], complete: no }` for a group",
                    ),
                );
                None
            }
        }
    }

    /// The reason may be left out where none is asked.
    fn refused_answer(&mut self, entry: &Entry<'s>) -> Option<Answer> {
        if matches!(entry.value.kind, Kind::Nothing) {
            return Some(Answer::NotApplicable(String::new()));
        }
        let text = self.scalar(&entry.value)?.text.trim();
        let reason = if TRUTH.find(text) == Some(true) { "" } else { text };
        Some(Answer::NotApplicable(reason.to_owned()))
    }
}

fn note_places(answers: &mut Answers, path: String, place: Span, entry: &Entry<'_>) {
    answers.places.insert(path.clone(), place);
    answers.names.insert(path, entry.key_span);
}

/// `x: []` is read as a group without rows. Where `x` is a question that takes any number of options, it is the
/// answer that none was chosen.
pub fn settle_empty_lists(answers: &mut Answers, checklist: &Checklist) {
    for item in checklist.items() {
        let ItemKind::Question { answer: Spanned { value: AnswerType::Choices(_), .. }, .. } = &item.kind
        else {
            continue;
        };
        let name = &item.id.value;
        if answers.groups.get(name).is_some_and(|group| group.rows.is_empty() && group.complete) {
            answers.groups.remove(name);
            answers.answers.insert(name.clone(), Answer::Value(String::new()));
        }
    }
}
