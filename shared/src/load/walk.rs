//! Typed readers over the tree: each takes what a node should be, and reports what it is instead. They return what
//! could be read and never stop the walk.

use super::keys::{self, Keys, Term, Words};
use super::reader::{Reader, quote};
use super::yaml::{Entry, Kind, Node, Scalar, Style};
use crate::diag::{Diagnostic, closest};
use crate::model::{Date, DateRange, ExprText, Name, TextTemplate};
use crate::span::{Span, Spanned};
use crate::words::Bilingual;

/// A mapping whose keys have been held against their table.
#[derive(Debug)]
pub(crate) struct Fields<'n, 's> {
    node: &'n Node<'s>,
    entries: &'n [Entry<'s>],
    table: &'static Keys,
}

impl<'n, 's> Fields<'n, 's> {
    /// The value of a key of the table, if it is written and not empty.
    pub(crate) fn get(&self, name: &'static str) -> Option<&'n Node<'s>> {
        debug_assert!(self.table.iter().any(|key| key.name == name), "`{name}` is not in the table");
        let value = &self.entries.iter().find(|entry| entry.key == name)?.value;
        (!matches!(value.kind, Kind::Nothing | Kind::Refused)).then_some(value)
    }

    /// The place of a key that is written.
    pub(crate) fn key_span(&self, name: &str) -> Option<Span> {
        self.entries.iter().find(|entry| entry.key == name).map(|entry| entry.key_span)
    }

    pub(crate) fn span(&self) -> Span {
        self.node.span
    }

    /// What to underline when the whole mapping is meant.
    pub(crate) fn head(&self) -> Span {
        let named = self.entries.iter().find(|entry| matches!(&*entry.key, "id" | "name"));
        match named {
            Some(entry) if entry.value.scalar().is_some() => entry.value.span,
            _ => self.node.head(),
        }
    }

    pub(crate) fn entries(&self) -> &'n [Entry<'s>] {
        self.entries
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
    /// Reports that `node` is not what stands here; nothing for nodes that are reported already.
    pub(crate) fn wrong_kind(&mut self, node: &Node<'s>, expected: (&str, &str)) {
        if matches!(node.kind, Kind::Refused) {
            return;
        }
        let (vi, en) = found(node);
        self.report(Diagnostic::new(
            "wrong-kind",
            node.head(),
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
        for entry in entries {
            if !table.iter().any(|key| key.name == entry.key) {
                self.unknown_key(entry, table);
            } else if matches!(entry.value.kind, Kind::Nothing) {
                self.empty(entry.key_span);
            }
        }
        let fields = Fields { node, entries, table };
        for key in table.iter().filter(|key| key.required) {
            if fields.key_span(key.name).is_none() {
                self.missing_key(fields.head(), key.name, (key.vi, key.en), (table.vi, table.en));
            }
        }
        Some(fields)
    }

    pub(crate) fn missing_key(&mut self, span: Span, name: &str, meaning: (&str, &str), of: (&str, &str)) {
        self.report(
            Diagnostic::new(
                "missing-key",
                span,
                format!("{} này thiếu `{name}:`", of.0),
                format!("{} needs `{name}:`", of.1),
            )
            .help(format!("`{name}`: {}", meaning.0), format!("`{name}`: {}", meaning.1)),
        );
    }

    fn unknown_key(&mut self, entry: &Entry<'s>, table: &'static Keys) {
        if self.is_full() {
            return;
        }
        let word = quote(&entry.key);
        let diagnostic = Diagnostic::new(
            "unknown-key",
            entry.key_span,
            format!("{} không có khóa {word}", table.vi),
            format!("{} has no key {word}", table.en),
        );
        let known = || table.iter().map(|key| key.name);
        let diagnostic = if closest(&entry.key, known()).is_some() {
            diagnostic.suggest(&entry.key, known())
        } else {
            let list = known().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            diagnostic.help(format!("các khóa dùng được ở đây: {list}"), format!("the keys here are {list}"))
        };
        self.report(diagnostic);
    }

    /// The items of a list; an empty slice when it is none.
    pub(crate) fn list<'n>(&mut self, node: &'n Node<'s>) -> &'n [Node<'s>] {
        let Kind::Sequence { items, .. } = &node.kind else {
            self.wrong_kind(node, A_LIST);
            return &[];
        };
        for item in items.iter().filter(|item| matches!(item.kind, Kind::Nothing)) {
            self.report(Diagnostic::new(
                "empty-value",
                item.span,
                "phần tử này của danh sách để trống",
                "this item of the list is empty",
            ));
        }
        items
    }

    /// The items of a list, or the one node that stands for a list of one.
    #[expect(clippy::unused_self, reason = "reads like its neighbours")]
    pub(crate) fn one_or_many<'n>(&mut self, node: &'n Node<'s>) -> &'n [Node<'s>] {
        match &node.kind {
            Kind::Sequence { items, .. } => items,
            _ => std::slice::from_ref(node),
        }
    }

    /// The entries of a mapping from names chosen by the author.
    pub(crate) fn named<'n>(&mut self, node: &'n Node<'s>) -> &'n [Entry<'s>] {
        let Kind::Mapping { entries, .. } = &node.kind else {
            self.wrong_kind(node, A_MAPPING);
            return &[];
        };
        for entry in entries.iter().filter(|entry| matches!(entry.value.kind, Kind::Nothing)) {
            self.empty(entry.key_span);
        }
        entries
    }

    pub(crate) fn scalar<'n>(&mut self, node: &'n Node<'s>) -> Option<&'n Scalar<'s>> {
        match &node.kind {
            Kind::Scalar(scalar) => Some(scalar),
            Kind::Nothing => None,
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
        let as_written = match scalar.style {
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
                    node.head(),
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
                if items.is_empty() && matches!(entry.value.kind, Kind::Sequence { .. }) {
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

    pub(crate) fn name(&mut self, node: &Node<'s>) -> Option<Name> {
        let text = self.text(node)?;
        self.check_name(text)
    }

    /// A key of the author's own choosing, as a name.
    pub(crate) fn key_name(&mut self, entry: &Entry<'s>) -> Option<Name> {
        self.check_name(Spanned::new(entry.key.to_string(), entry.key_span))
    }

    fn check_name(&mut self, name: Name) -> Option<Name> {
        if is_name(&name.value) {
            return Some(name);
        }
        let word = quote(&name.value);
        let mut diagnostic = Diagnostic::new(
            "bad-name",
            name.span,
            format!("{word} không phải là một tên hợp lệ"),
            format!("{word} is not a valid name"),
        )
        .help(
            "tên gồm chữ thường không dấu a-z, chữ số và `_`, bắt đầu bằng chữ, dài nhất 64 ký tự",
            "a name has lower-case letters a-z, digits and `_`, begins with a letter, and is at most 64 long",
        );
        let better = as_name(&name.value);
        if is_name(&better) {
            diagnostic = diagnostic.fix(name.span, better);
        }
        self.report(diagnostic);
        None
    }

    /// The id of an instrument or sector: a name in which `-` may stand, as `nd283-2026`.
    pub(crate) fn law_id(&mut self, node: &Node<'s>) -> Option<Name> {
        let text = self.text(node)?;
        self.check_law_id(text)
    }

    pub(crate) fn check_law_id(&mut self, id: Name) -> Option<Name> {
        if is_law_id(&id.value) {
            return Some(id);
        }
        let word = quote(&id.value);
        self.report(
            Diagnostic::new(
                "bad-name",
                id.span,
                format!("{word} không phải là một mã hợp lệ"),
                format!("{word} is not a valid id"),
            )
            .help(
                "mã gồm chữ thường không dấu a-z, chữ số, `-` và `_`, bắt đầu bằng chữ, ví dụ `nd283-2026`",
                "an id has lower-case letters a-z, digits, `-` and `_`, and begins with a letter, as `nd283-2026`",
            ),
        );
        None
    }

    /// `sector/name`, or a single name.
    pub(crate) fn checklist_id(&mut self, node: &Node<'s>) -> Option<Name> {
        let id = self.text(node)?;
        if id.value.len() <= 128 && id.value.split('/').count() <= 3 && id.value.split('/').all(is_law_id) {
            return Some(id);
        }
        let word = quote(&id.value);
        self.report(
            Diagnostic::new(
                "bad-name",
                id.span,
                format!("{word} không phải là mã của một bảng kiểm"),
                format!("{word} is not the id of a checklist"),
            )
            .help(
                "mã bảng kiểm là `lĩnh_vực/tên_tệp`, ví dụ `construction/basement`",
                "it is `sector/file_name`, as `construction/basement`",
            ),
        );
        None
    }

    pub(crate) fn date(&mut self, node: &Node<'s>) -> Option<Spanned<Date>> {
        let text = self.text(node)?;
        match parse_date(&text.value) {
            Ok(date) => return Some(Spanned::new(date, text.span)),
            Err(BadDate::NotADay) => {
                let word = quote(&text.value);
                self.report(Diagnostic::new(
                    "bad-date",
                    text.span,
                    format!("lịch không có ngày {word}"),
                    format!("the calendar has no day {word}"),
                ));
            }
            Err(BadDate::NotADate(better)) => {
                let word = quote(&text.value);
                let mut diagnostic = Diagnostic::new(
                    "bad-date",
                    text.span,
                    format!("cần một ngày, gặp {word}"),
                    format!("expected a date, found {word}"),
                )
                .help(
                    "viết năm-tháng-ngày, ví dụ 2026-03-01",
                    "write year-month-day, for example 2026-03-01",
                );
                if let Some(better) = better {
                    diagnostic = diagnostic.fix(text.span, better.to_string());
                }
                self.report(diagnostic);
            }
        }
        None
    }

    /// `from` and `until` of a dated fact.
    pub(crate) fn range(&mut self, fields: &Fields<'_, 's>) -> DateRange {
        let from = fields.get("from").and_then(|node| self.date(node));
        let until = fields.get("until").and_then(|node| self.date(node));
        if let (Some(from), Some(until)) = (&from, &until)
            && from.value >= until.value
        {
            self.report(
                Diagnostic::new(
                    "bad-range",
                    until.span,
                    format!("ngày hết hiệu lực {} không sau ngày bắt đầu {}", until.value, from.value),
                    format!("the end {} is not after the beginning {}", until.value, from.value),
                )
                .related(from.span, "bắt đầu ở đây", "begins here"),
            );
        }
        DateRange { from: from.map(|date| date.value), until: until.map(|date| date.value) }
    }

    /// Digits without sign or separators, at most `most`.
    pub(crate) fn whole(&mut self, node: &Node<'s>, most: i64) -> Option<Spanned<i64>> {
        let text = self.text(node)?;
        let digits = !text.value.is_empty() && text.value.bytes().all(|byte| byte.is_ascii_digit());
        match text.value.parse::<i64>() {
            Ok(number) if digits && number <= most => Some(Spanned::new(number, text.span)),
            Ok(number) if digits => {
                self.report(Diagnostic::new(
                    "bad-number",
                    text.span,
                    format!("{number} quá lớn, nhiều nhất là {most}"),
                    format!("{number} is too large, at most {most}"),
                ));
                None
            }
            _ => {
                self.not_a_number(&text, ("một số nguyên không âm", "a whole number"));
                None
            }
        }
    }

    /// `-12.5`, kept as written.
    pub(crate) fn decimal(&mut self, node: &Node<'s>) -> Option<Spanned<String>> {
        let text = self.text(node)?;
        if is_decimal(&text.value) {
            return Some(text);
        }
        self.not_a_number(&text, ("một số", "a number"));
        None
    }

    fn not_a_number(&mut self, text: &Spanned<String>, expected: (&str, &str)) {
        let word = quote(&text.value);
        let mut diagnostic = Diagnostic::new(
            "bad-number",
            text.span,
            format!("cần {}, gặp {word}", expected.0),
            format!("expected {}, found {word}", expected.1),
        );
        let grouped = |separator: char| {
            let groups: Vec<_> = text.value.split(separator).collect();
            groups.len() > 1 && groups.iter().skip(1).all(|group| group.len() == 3)
        };
        let separator = ['.', ',', '_', ' '].into_iter().find(|separator| grouped(*separator));
        let better = match separator {
            Some(separator) => text.value.replace(separator, ""),
            None => text.value.replace(',', "."),
        };
        if better != text.value && is_decimal(&better) {
            diagnostic = diagnostic
                .help(
                    "viết số không có dấu ngăn cách hàng nghìn, dấu thập phân là `.`",
                    "write no thousands separator; the decimal sign is `.`",
                )
                .fix(text.span, better);
        }
        self.report(diagnostic);
    }

    /// `[minimum, maximum]` in đồng.
    pub(crate) fn money_range(&mut self, node: &Node<'s>) -> Option<Spanned<[i64; 2]>> {
        let Kind::Sequence { items, .. } = &node.kind else {
            self.wrong_kind(node, ("một khoảng `[thấp nhất, cao nhất]`", "a range `[minimum, maximum]`"));
            return None;
        };
        let [least, most] = items.as_slice() else {
            self.report(Diagnostic::new(
                "wrong-kind",
                node.head(),
                format!("cần `[thấp nhất, cao nhất]`, gặp {} giá trị", items.len()),
                format!("expected `[minimum, maximum]`, found {} values", items.len()),
            ));
            return None;
        };
        let (least, most) = (self.whole(least, i64::MAX), self.whole(most, i64::MAX));
        let (least, most) = (least?, most?);
        if least.value > most.value {
            self.report(Diagnostic::new(
                "bad-range",
                least.span.to(most.span),
                "mức thấp nhất lớn hơn mức cao nhất",
                "the minimum is above the maximum",
            ));
            return None;
        }
        Some(Spanned::new([least.value, most.value], node.span))
    }

    /// One word of a closed list.
    pub(crate) fn word<T: Copy>(&mut self, node: &Node<'s>, words: &Words<T>) -> Option<Spanned<T>> {
        let text = self.text(node)?;
        if let Some(value) = words.find(&text.value) {
            return Some(Spanned::new(value, text.span));
        }
        self.unknown_word(&text, words.terms);
        None
    }

    pub(crate) fn unknown_word(&mut self, text: &Spanned<String>, terms: &'static [Term]) {
        if self.is_full() {
            return;
        }
        let word = quote(&text.value);
        let known = || terms.iter().map(|term| term.word);
        let list = known().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let mut diagnostic = Diagnostic::new(
            "unknown-word",
            text.span,
            format!("cần một trong các từ {list}, gặp {word}"),
            format!("expected one of {list}, found {word}"),
        );
        let spelled = text.value.to_lowercase().replace([' ', '-'], "_");
        if let Some(same) = known().find(|word| word.replace('-', "_") == spelled) {
            diagnostic = diagnostic
                .help(format!("có phải ý bạn là `{same}`?"), format!("did you mean `{same}`?"))
                .fix(text.span, same);
        } else {
            diagnostic = diagnostic.suggest(&text.value, known());
        }
        self.report(diagnostic);
    }

    pub(crate) fn truth(&mut self, node: &Node<'s>) -> Option<Spanned<bool>> {
        self.word(node, &keys::TRUTH)
    }

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
    Diagnostic::new("missing-english", span, "chưa có tiếng Anh (`en`)", "English (`en`) is missing")
}

pub(crate) fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_lowercase())
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && text.len() <= 64
}

pub(crate) fn is_law_id(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_lowercase())
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-'))
        && text.len() <= 64
}

pub(crate) fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) =
        digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && fraction.is_none_or(all)
}

/// A likely name for what somebody wrote: `Hố đào-sâu` becomes `ho_dao_sau`.
fn as_name(text: &str) -> String {
    text.chars()
        .take(65)
        .map(|c| match c {
            ' ' | '-' | '.' | '/' => '_',
            'đ' | 'Đ' => 'd',
            'à'..='å' | 'ă' | 'À'..='Å' | 'Ă' | 'ạ'..='ặ' | 'Ạ'..='Ặ' => 'a',
            'è'..='ê' | 'È'..='Ê' | 'ẹ'..='ệ' | 'Ẹ'..='Ệ' => 'e',
            'ì' | 'í' | 'ĩ' | 'Ì' | 'Í' | 'Ĩ' | 'ỉ'..='ị' | 'Ỉ'..='Ị' => 'i',
            'ò'..='õ' | 'Ò'..='Õ' | 'ơ' | 'Ơ' | 'ọ'..='ợ' | 'Ọ'..='Ợ' => 'o',
            'ù' | 'ú' | 'ũ' | 'Ù' | 'Ú' | 'Ũ' | 'ư' | 'Ư' | 'ụ'..='ự' | 'Ụ'..='Ự' => 'u',
            'ý' | 'Ý' | 'ỳ'..='ỹ' | 'Ỳ'..='Ỹ' => 'y',
            other => other.to_ascii_lowercase(),
        })
        .collect()
}

enum BadDate {
    /// Of the right shape, and not in the calendar.
    NotADay,
    /// With what was perhaps meant.
    NotADate(Option<Date>),
}

fn parse_date(text: &str) -> Result<Date, BadDate> {
    let parts: Vec<&str> = text.split('-').collect();
    if let [year, month, day] = parts.as_slice()
        && (year.len(), month.len(), day.len()) == (4, 2, 2)
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    {
        return civil(year, month, day).ok_or(BadDate::NotADay);
    }
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    Err(BadDate::NotADate(match parts.as_slice() {
        [day, month, year] if year.len() == 4 => civil(year, month, day),
        [year, month, day] if year.len() == 4 => civil(year, month, day),
        _ => None,
    }))
}

fn civil(year: &str, month: &str, day: &str) -> Option<Date> {
    let year = year.parse::<i16>().ok().filter(|year| *year >= 1)?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}
