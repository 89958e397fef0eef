//! A checklist: sections, groups, items, definitions and bracket tables.

use super::answer::Seen;
use super::keys::{self, CONSEQUENCES, NOT_APPLICABLE};
use super::reader::Reader;
use super::requirement::Condition;
use super::walk::Fields;
use super::yaml::{Entry, Kind, Node};
use crate::diag::Diagnostic;
use crate::model::{
    AnswerType, Bracket, Checklist, Definition, ExprText, Group, Item, ItemKind, LookupTable, Name,
    Requirement, Section, TextTemplate,
};
use crate::span::Spanned;
use crate::words::Bilingual;

impl<'s> Reader<'s> {
    /// A checklist file, or the establishment's profile.
    pub(crate) fn checklist(&mut self, root: &Node<'s>) -> Option<Checklist> {
        let fields = self.fields(root, &keys::CHECKLIST)?;
        let id = fields.get("checklist").and_then(|node| self.checklist_id(node));
        let version = fields.get("version").and_then(|node| self.text(node));
        let title = fields.get("title").map(|node| self.bilingual(node)).unwrap_or_default();
        let about = fields.get("about").map(|node| self.bilingual(node)).unwrap_or_default();
        let applies = fields.get("applies").and_then(|node| self.expr(node));
        let definitions = self.each_named(&fields, "let", |reader, entry| {
            let name = reader.key_name(entry);
            let expr = reader.expr(&entry.value);
            Some(Definition { name: name?, expr: expr? })
        });
        let tables = self.each_named(&fields, "tables", Self::bracket_table);
        let sections = fields.get("sections").map(|node| self.sections(node)).unwrap_or_default();
        let groups = fields.get("groups").map(|node| self.groups(node)).unwrap_or_default();
        let requirements = self.requirements(&fields);
        Some(Checklist {
            file: self.file,
            id: id?,
            version: version.unwrap_or_default(),
            title,
            about,
            applies,
            definitions,
            tables,
            sections,
            groups,
            requirements,
        })
    }

    pub(crate) fn each_named<T>(
        &mut self,
        fields: &Fields<'_, 's>,
        key: &'static str,
        read: impl Fn(&mut Self, &Entry<'s>) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = fields.get(key) else { return Vec::new() };
        let entries = self.named(node);
        entries.into_iter().filter_map(|entry| read(self, entry)).collect()
    }

    fn bracket_table(&mut self, entry: &Entry<'s>) -> Option<LookupTable> {
        let name = self.key_name(entry);
        let fields = self.fields(&entry.value, &keys::TABLE)?;
        let by = self.each(&fields, "by", Self::expr);
        if let Some(node) = fields.get("by")
            && let Kind::Sequence { items, .. } = &node.kind
            && !(1..=2).contains(&items.len())
        {
            self.report(Diagnostic::new(
                "wrong-kind",
                self.head(node),
                format!("bảng tra có một hoặc hai giá trị để tra, gặp {}", items.len()),
                format!("a table is looked up by one or two values, found {}", items.len()),
            ));
        }
        let mut rows = Vec::new();
        for node in fields.get("rows").map(|node| self.list(node)).unwrap_or_default() {
            rows.extend(self.bracket(node, by.len()));
        }
        Some(LookupTable { name: name?, by, rows, span: entry.key_span })
    }

    fn bracket(&mut self, node: &Node<'s>, keys: usize) -> Option<Bracket> {
        let fields = self.fields(node, &keys::BRACKET)?;
        let within = self.each(&fields, "in", Self::code);
        let is = fields.get("is").and_then(|node| self.code(node));
        if let Some(node) = fields.get("in")
            && keys > 0
        {
            let found = self.one_or_many(node).len();
            if found != keys {
                self.report(
                    Diagnostic::new(
                        "bracket-count",
                        self.head(node),
                        format!("mỗi giá trị của `by:` cần một khoảng, tức là {keys}, gặp {found}"),
                        format!("expected one range for each value of `by:`, that is {keys}, found {found}"),
                    )
                    .help(
                        "khoảng như \"[1..50)\" đặt trong dấu nháy; hai khóa viết in: [\"[1..50)\", high]",
                        "a range such as \"[1..50)\" needs quotes; with two keys write in: [\"[1..50)\", high]",
                    ),
                );
                return None;
            }
        }
        Some(Bracket { within, is: is? })
    }

    fn sections(&mut self, node: &Node<'s>) -> Vec<Section> {
        let mut sections = Vec::new();
        let (mut ids, mut item_ids) = (Seen::default(), Seen::default());
        for node in self.list(node) {
            let Some(fields) = self.fields(node, &keys::SECTION) else { continue };
            let id = fields.get("id").and_then(|node| self.name(node));
            if let Some(id) = &id {
                self.once(&mut ids, id);
            }
            let title = fields.get("title").map(|node| self.bilingual(node)).unwrap_or_default();
            let when = fields.get("when").and_then(|node| self.expr(node));
            let items = self.items(&fields, &mut item_ids);
            sections.push(Section { id: id.unwrap_or_default(), title, when, items });
        }
        sections
    }

    fn groups(&mut self, node: &Node<'s>) -> Vec<Group> {
        let mut groups = Vec::new();
        let mut ids = Seen::default();
        for node in self.list(node) {
            let Some(fields) = self.fields(node, &keys::GROUP) else { continue };
            let id = fields.get("id").and_then(|node| self.name(node));
            if let Some(id) = &id {
                self.once(&mut ids, id);
            }
            let title = fields.get("title").map(|node| self.bilingual(node)).unwrap_or_default();
            let label = fields.get("label").and_then(|node| self.label(node));
            let after = fields.get("after").and_then(|node| self.name(node));
            let when = fields.get("when").and_then(|node| self.expr(node));
            let items = self.items(&fields, &mut Seen::default());
            let requirements = self.requirements(&fields);
            groups.push(Group { id: id.unwrap_or_default(), title, label, after, when, items, requirements });
        }
        groups
    }

    /// A template that may be one text for both languages: `"{serial}"`.
    fn label(&mut self, node: &Node<'s>) -> Option<TextTemplate> {
        if node.scalar().is_some() {
            return self.text(node).map(|vi| TextTemplate { vi, en: None });
        }
        self.template(node)
    }

    fn requirements(&mut self, fields: &Fields<'_, 's>) -> Vec<Requirement> {
        let mut requirements = Vec::new();
        let mut ids = Seen::default();
        for node in fields.get("requirements").map(|node| self.list(node)).unwrap_or_default() {
            if let Some(requirement) = self.requirement(node) {
                self.once(&mut ids, &requirement.id);
                requirements.push(requirement);
            }
        }
        requirements
    }

    fn items(&mut self, fields: &Fields<'_, 's>, ids: &mut Seen) -> Vec<Item> {
        let nodes = fields.get("items").map(|node| self.list(node)).unwrap_or_default();
        let mut items = Vec::with_capacity(nodes.len());
        for node in nodes {
            if let Some(item) = self.item(node) {
                self.once(ids, &item.id);
                items.push(item);
            }
        }
        items
    }

    fn item(&mut self, node: &Node<'s>) -> Option<Item> {
        let fields = self.fields(node, &keys::ITEM)?;
        let id = fields.get("id").and_then(|node| self.name(node));
        let when = fields.get("when").and_then(|node| self.expr(node));
        let title = fields.get("title").map(|node| self.bilingual(node)).unwrap_or_default();
        let kind = self.item_kind(&fields, &title);
        let requirement = self.item_requirement(&fields, id.as_ref(), title, kind.as_ref());
        Some(Item { id: id?, span: fields.span(), when, kind: kind?, requirement })
    }

    /// | `compute` | `ask`, `answer` | is |
    /// |---|---|---|
    /// | no | both | a question |
    /// | yes | none | a computed value, which needs a title |
    /// | otherwise | | a mistake |
    fn item_kind(&mut self, fields: &Fields<'_, 's>, title: &Bilingual) -> Option<ItemKind> {
        let Some(compute) = fields.key_span("compute") else {
            for (key, vi, en) in
                [("ask", "câu hỏi", "the question"), ("answer", "kiểu câu trả lời", "type of the answer")]
            {
                if fields.key_span(key).is_none() {
                    self.missing_key(fields.head(), key, (vi, en), ("câu hỏi", "an item"));
                }
            }
            let ask = fields.get("ask").map(|node| self.bilingual(node)).unwrap_or_default();
            let hint = fields.get("hint").map(|node| self.bilingual(node)).unwrap_or_default();
            let answer = fields.get("answer").and_then(|node| self.answer_type(node));
            let not_applicable =
                fields.get("not_applicable").and_then(|node| self.word(node, &NOT_APPLICABLE));
            let not_applicable = not_applicable.map(|word| word.value).unwrap_or_default();
            return Some(ItemKind::Question { ask, hint, answer: answer?, not_applicable });
        };
        for key in ["ask", "answer", "hint", "not_applicable"] {
            if let Some(span) = fields.key_span(key) {
                self.report(
                    Diagnostic::new(
                        "conflicting-keys",
                        span,
                        format!("`{key}` không đi cùng `compute`: giá trị tính được thì không hỏi"),
                        format!("`{key}` does not go with `compute`: a computed value is never asked"),
                    )
                    .related(compute, "`compute` ở đây", "`compute` is here"),
                );
            }
        }
        if fields.key_span("title").is_none() && fields.mistaken != Some("title") {
            let meaning = ("tên của giá trị tính được", "name of the computed value");
            self.missing_key(fields.head(), "title", meaning, ("giá trị tính được", "a computed item"));
        }
        let expr = fields.get("compute").and_then(|node| self.expr(node));
        Some(ItemKind::Computed { title: title.clone(), expr: expr? })
    }

    /// | `require` | answer | other keys of a requirement | gives |
    /// |---|---|---|---|
    /// | an expression | any | any | that requirement |
    /// | `none` | any | none | no requirement; with other keys they are reported as unused |
    /// | absent | `yes_no` | with `cite` | the requirement `= yes` |
    /// | absent | any | none | no requirement |
    /// | absent | otherwise | | a mistake: what must hold is missing |
    fn item_requirement(
        &mut self,
        fields: &Fields<'_, 's>,
        id: Option<&Name>,
        title: Bilingual,
        kind: Option<&ItemKind>,
    ) -> Option<Requirement> {
        let require = fields.get("require");
        let refused = require.and_then(|node| node.scalar()).is_some_and(|scalar| scalar.text == "none");
        if refused {
            self.unused_consequences(fields);
            return None;
        }
        let written = require.map(|node| self.expr(node));
        let yes_no =
            matches!(kind, Some(ItemKind::Question { answer: Spanned { value: AnswerType::YesNo, .. }, .. }));
        let cited = fields.key_span("cite");
        let consequence = CONSEQUENCES.iter().filter_map(|key| fields.key_span(key.name)).min();
        let head = fields.head();
        let id = id.cloned().unwrap_or_else(|| Spanned::new(String::new(), head));
        let (require, implied) = match (written, cited) {
            (Some(written), _) => (written, false),
            (None, Some(_)) if yes_no || kind.is_none() => {
                (Some(ExprText::Text(Spanned::new(format!("{} = yes", id.value), id.span))), true)
            }
            (None, _) => {
                let place = cited.or(consequence)?;
                if fields.key_span("require").is_none() && kind.is_some() {
                    self.report(
                        Diagnostic::new(
                            "missing-require",
                            place,
                            "có hậu quả mà chưa nói điều gì phải đúng: thiếu `require:`",
                            "it has consequences and does not say what must hold: `require:` is missing",
                        )
                        .help(
                            "viết `require: biểu thức`; chỉ câu hỏi có/không kèm `cite` mới mặc định là `= yes`",
                            "write `require: expression`; only a yes/no question with `cite` requires `yes` by itself",
                        ),
                    );
                }
                (None, false)
            }
        };
        let readable = require.is_some() && !id.value.is_empty();
        let require = require.unwrap_or_else(|| ExprText::Text(Spanned::new(String::new(), head)));
        let when = None;
        let requirement = self.consequences(fields, Condition { id, title, when, require, implied });
        readable.then_some(requirement)
    }

    fn unused_consequences(&mut self, fields: &Fields<'_, 's>) {
        for key in CONSEQUENCES {
            if let Some(span) = fields.key_span(key.name) {
                self.report(
                    Diagnostic::new(
                        "unused-key",
                        span,
                        format!("`{}` không có tác dụng vì `require: none`", key.name),
                        format!("`{}` has no effect because of `require: none`", key.name),
                    )
                    .help("xóa khóa này, hoặc viết điều phải đúng", "delete it, or write what must hold"),
                );
            }
        }
    }
}
