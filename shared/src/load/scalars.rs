//! Readers of single words: names, ids, dates, numbers, amounts, words of closed lists.

use super::keys::{self, Shape, Terms, Words};
use super::reader::{Reader, quote};
use super::walk::Fields;
use super::yaml::{Entry, Kind, Node};
use crate::diag::{Diagnostic, closest};
use crate::model::{Date, DateRange, Name};
use crate::span::Spanned;

impl<'s> Reader<'s> {
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

    /// A whole number within the bounds that the table of keys gives.
    pub(crate) fn whole_field(
        &mut self,
        fields: &Fields<'_, 's>,
        name: &'static str,
    ) -> Option<Spanned<i64>> {
        let node = fields.get(name)?;
        let (least, most) = match fields.shape(name) {
            Some(Shape::Whole(least, most)) => (least, most),
            _ => (0, i64::MAX),
        };
        self.whole(node, least, most)
    }

    /// Đồng.
    pub(crate) fn money(&mut self, node: &Node<'s>) -> Option<Spanned<i64>> {
        self.whole(node, 0, i64::MAX)
    }

    /// Digits without sign or separators, from `least` to `most`.
    fn whole(&mut self, node: &Node<'s>, least: i64, most: i64) -> Option<Spanned<i64>> {
        let text = self.text(node)?;
        let digits = text.value.bytes().all(|byte| byte.is_ascii_digit());
        match text.value.parse::<i64>() {
            Ok(number) if digits && (least..=most).contains(&number) => Some(Spanned::new(number, text.span)),
            Ok(number) if digits => {
                self.report(Diagnostic::new(
                    "bad-number",
                    text.span,
                    format!("cần một số từ {least} đến {most}, gặp {number}"),
                    format!("expected a number from {least} to {most}, found {number}"),
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
                self.head(node),
                format!("cần `[thấp nhất, cao nhất]`, gặp {} giá trị", items.len()),
                format!("expected `[minimum, maximum]`, found {} values", items.len()),
            ));
            return None;
        };
        let (least, most) = (self.money(least), self.money(most));
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
    pub(crate) fn word<T: Copy>(&mut self, node: &Node<'s>, words: &'static Words<T>) -> Option<Spanned<T>> {
        let text = self.text(node)?;
        if let Some(value) = words.find(&text.value) {
            return Some(Spanned::new(value, text.span));
        }
        self.unknown_word(&text, &words.terms);
        None
    }

    pub(crate) fn unknown_word(&mut self, text: &Spanned<String>, terms: &'static Terms) {
        if self.is_full() {
            return;
        }
        let word = quote(&text.value);
        let known = || terms.list.iter().map(|term| term.word);
        let list = known().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let diagnostic = Diagnostic::new(
            "unknown-word",
            text.span,
            format!("cần {}, gặp {word}", terms.vi),
            format!("expected {}, found {word}", terms.en),
        );
        let spelled = text.value.to_lowercase().replace([' ', '-'], "_");
        let meant =
            known().find(|word| word.replace('-', "_") == spelled).or_else(|| closest(&text.value, known()));
        self.report(match meant {
            Some(meant) => diagnostic
                .help(format!("có phải ý bạn là `{meant}`?"), format!("did you mean `{meant}`?"))
                .fix(text.span, meant),
            None => diagnostic.help(format!("một trong các từ {list}"), format!("one of {list}")),
        });
    }

    pub(crate) fn truth(&mut self, node: &Node<'s>) -> Option<Spanned<bool>> {
        self.word(node, &keys::TRUTH)
    }
}

pub(crate) fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_lowercase())
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && text.len() <= 64
        && !is_truth(text)
}

/// Words that YAML itself takes for values, so that tools would not see a name.
fn is_truth(text: &str) -> bool {
    matches!(text, "true" | "false" | "null")
}

pub(crate) fn is_law_id(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_lowercase())
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-'))
        && text.len() <= 64
        && !is_truth(text)
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
