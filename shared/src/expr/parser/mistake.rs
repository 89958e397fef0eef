//! The sentences of the parser's mistakes.

use super::{ExprKind, Kind, MAX_DEPTH, MAX_LENGTH, Node, Parsed, Parser};
use crate::diag::{Diagnostic, closest};
use crate::expr::calendar::CalendarMistake;
use crate::span::Span;

type Mistake = Box<Diagnostic>;

impl Parser<'_> {
    /// An operator or the end was expected.
    pub(super) fn expected_operator(&self) -> Mistake {
        let found = self.found();
        let range = self.token_range();
        let diagnostic = self.diagnostic(
            format!("chờ một phép toán như `and`, `=`, `+`, gặp {}", found.0),
            format!("expected an operator such as `and`, `=`, `+`, found {}", found.1),
        );
        Box::new(match self.peek() {
            Kind::Word(word) => {
                if matches!(*word, "is" | "equals") {
                    return Box::new(self.place.fix(suggestion(diagnostic, "="), range, "="));
                }
                let operators = ["and", "or", "in", "between", "then", "else", "satisfies", "return"];
                let folded = operators.into_iter().find(|known| known.eq_ignore_ascii_case(word));
                match folded.or_else(|| closest(word, operators)) {
                    Some(close) => self.place.fix(suggestion(diagnostic, close), range, close),
                    None if *word == "not" => diagnostic.help(
                        "viết `not(x in …)`, đặt `not` trước cả phép so sánh",
                        "write `not(x in …)`, with `not` before the whole comparison",
                    ),
                    None => diagnostic,
                }
            }
            Kind::Symbol(",") => match self.decimal_comma() {
                Some((span, number)) => self.place.fix(diagnostic, span, &number).help(
                    format!("dấu thập phân là `.`: `{number}`"),
                    format!("the decimal point is `.`: `{number}`"),
                ),
                None => diagnostic,
            },
            Kind::Symbol(")" | "]") => {
                diagnostic.help("dấu ngoặc này chưa được mở", "this bracket was never opened")
            }
            Kind::Symbol("..") => bracketed_range(diagnostic),
            _ => diagnostic,
        })
    }

    pub(super) fn expected_operand(&self) -> Mistake {
        if let (Kind::End, Some(before)) = (self.peek(), self.before()) {
            let diagnostic = Diagnostic::new(
                "unexpected-token",
                self.last_span(),
                format!("sau `{before}` còn thiếu một biểu thức"),
                format!("expected an expression after `{before}`, found the end"),
            );
            return Box::new(diagnostic);
        }
        if matches!(self.peek(), Kind::End) {
            return Box::new(Diagnostic::new(
                "unexpected-token",
                self.place.at,
                "biểu thức trống",
                "the expression is empty",
            ));
        }
        self.unexpected("chờ một giá trị, tên hoặc `(`", "expected a value, a name or `(`")
    }

    /// `vi` and `en` say what was expected.
    pub(super) fn unexpected(&self, vi: &str, en: &str) -> Mistake {
        let found = self.found();
        let mut diagnostic =
            self.diagnostic(format!("{vi}, gặp {}", found.0), format!("{en}, found {}", found.1));
        if matches!(self.peek(), Kind::End) {
            diagnostic.span = self.last_span();
        }
        Box::new(diagnostic)
    }

    /// Goes past `word`, which belongs to the construct that `opener` began.
    pub(super) fn keyword(&mut self, word: &'static str, opener: &'static str) -> Parsed<()> {
        if self.is_word(word) {
            self.advance();
            return Ok(());
        }
        let mut mistake = self.unexpected(
            &format!("phần bắt đầu bằng `{opener}` còn thiếu `{word}`"),
            &format!("expected `{word}` for the `{opener}` before"),
        );
        if let Kind::Word(found) = self.peek()
            && (found.eq_ignore_ascii_case(word) || closest(found, [word]).is_some())
        {
            *mistake = self.place.fix(suggestion(*mistake, word), self.token_range(), word);
        }
        Err(mistake)
    }

    /// Goes past the bracket that closes the one at `open`.
    pub(super) fn close(&mut self, open: Span, opened: &str, closing: &'static str) -> Parsed<Span> {
        if self.is_symbol(closing) {
            return Ok(self.advance());
        }
        match self.peek() {
            Kind::End | Kind::Symbol(")" | "]") => Err(self.unclosed(open, opened, closing, closing)),
            _ => Err(self.expected_operator()),
        }
    }

    pub(super) fn unclosed(&self, open: Span, opened: &str, vi: &str, en: &str) -> Mistake {
        let found = self.found();
        let mut diagnostic = Diagnostic::new(
            "unclosed-bracket",
            open,
            format!("`{opened}` chưa được đóng bằng `{vi}`"),
            format!("`{opened}` is not closed with `{en}`"),
        );
        if !matches!(self.peek(), Kind::End) {
            diagnostic = diagnostic.related(
                self.here(),
                format!("ở đây gặp {}", found.0),
                format!("found {} here", found.1),
            );
        }
        Box::new(diagnostic)
    }

    /// `[1..5]` where a value stands.
    pub(super) fn refuse_range(&self, open: Span) -> Parsed<()> {
        if !self.is_symbol("..") {
            return Ok(());
        }
        let span = open.to(self.here());
        let diagnostic = Diagnostic::new(
            "unexpected-token",
            span,
            "khoảng chỉ đứng sau `in`",
            "a range stands after `in` only",
        );
        Err(Box::new(diagnostic.help("viết `x in [1..5]`", "write `x in [1..5]`")))
    }

    /// `x in 1..5`.
    pub(super) fn refuse_bare_range(&self) -> Parsed<()> {
        if !self.is_symbol("..") {
            return Ok(());
        }
        let diagnostic = self.diagnostic("khoảng được đặt trong ngoặc", "a range stands in brackets");
        Err(Box::new(bracketed_range(diagnostic)))
    }

    /// `a < b < c`; `second` may begin with the operator that is one too many.
    pub(super) fn refuse_second_comparison(&self, first: &Node, operator: Span) -> Parsed<()> {
        self.refuse_bare_range()?;
        if !matches!(self.operator(), Some((_, super::Level::Compare))) {
            return Ok(());
        }
        let middle = match &first.expr.kind {
            ExprKind::Compare(_, _, right) => self.slice(right.span),
            ExprKind::In { subject, .. } => self.slice(subject.span),
            _ => "",
        };
        let sign = self.found().1;
        let diagnostic = self
            .diagnostic(
                format!("hai phép so sánh liền nhau: chờ `and` hoặc `or`, gặp {sign}"),
                format!("two comparisons in a row: expected `and` or `or`, found {sign}"),
            )
            .related(operator, "phép so sánh thứ nhất", "the first comparison");
        let diagnostic = if middle.is_empty() {
            diagnostic
        } else {
            let at = self.tokens.get(self.at).map_or(0, |token| token.start);
            let diagnostic = diagnostic.help(
                format!("viết `… and {middle} …`, hoặc dùng khoảng: `x in [1..5)`"),
                format!("write `… and {middle} …`, or use a range: `x in [1..5)`"),
            );
            self.place.fix(diagnostic, (at, at), &format!("and {middle} "))
        };
        Err(Box::new(diagnostic))
    }

    pub(super) fn null(&self) -> Mistake {
        let diagnostic = Diagnostic::new(
            "null-not-allowed",
            self.here(),
            "không có giá trị `null`: câu chưa trả lời thì kết quả là chưa trả lời",
            "there is no `null`: what is unanswered makes the result unanswered",
        );
        Box::new(diagnostic.help(
            "bỏ phép so sánh với `null`; cứ để câu hỏi chưa trả lời",
            "remove the comparison with `null`; leave the question unanswered",
        ))
    }

    pub(super) fn not_without_parentheses(not: Span) -> Mistake {
        let diagnostic = Diagnostic::new(
            "unexpected-token",
            not,
            "ở đây `not` cần dấu ngoặc",
            "`not` needs parentheses here",
        );
        Box::new(diagnostic.help("viết `not(x)`", "write `not(x)`"))
    }

    pub(super) fn too_deep(&self) -> Mistake {
        let diagnostic = Diagnostic::new(
            "too-deep",
            self.here(),
            format!("biểu thức lồng nhau quá {MAX_DEPTH} tầng"),
            format!("the expression is more than {MAX_DEPTH} levels deep"),
        );
        Box::new(diagnostic.help("tách thành các phần có tên trong `let`", "give its parts names in `let`"))
    }

    fn diagnostic(&self, vi: impl Into<String>, en: impl Into<String>) -> Diagnostic {
        Diagnostic::new("unexpected-token", self.here(), vi, en)
    }

    /// What stands here, for the end of a sentence.
    fn found(&self) -> (String, String) {
        let (start, end) = self.token_range();
        match (self.peek(), self.text.get(start..end)) {
            (Kind::End, _) | (_, None) => ("hết biểu thức".to_owned(), "the end".to_owned()),
            (_, Some(text)) => {
                let shown: String = text.chars().take(40).collect();
                let cut = if shown.len() < text.len() { "…" } else { "" };
                (format!("`{shown}{cut}`"), format!("`{shown}{cut}`"))
            }
        }
    }

    fn token_range(&self) -> (usize, usize) {
        self.tokens.get(self.at).map_or((0, 0), |token| (token.start, token.end))
    }

    /// The token before this one.
    fn before(&self) -> Option<&str> {
        let token = self.tokens.get(self.at.checked_sub(1)?)?;
        self.text.get(token.start..token.end)
    }

    fn slice(&self, span: Span) -> &str {
        let from = |byte: u32| byte.saturating_sub(self.place.at.start) as usize;
        let text = if self.place.contiguous { self.text.get(from(span.start)..from(span.end)) } else { None };
        text.unwrap_or("")
    }

    /// `1,5` around the comma here: its range and the number meant.
    fn decimal_comma(&self) -> Option<((usize, usize), String)> {
        let comma = self.tokens.get(self.at)?;
        let whole = self.tokens.get(self.at.checked_sub(1)?)?;
        let fraction = self.tokens.get(self.at + 1)?;
        let digits = |from: usize, to: usize| {
            let text = self.text.get(from..to)?;
            (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
        };
        let fraction_text = self.text.get(fraction.start..)?;
        let length = fraction_text.bytes().take_while(u8::is_ascii_digit).count();
        let end = fraction.start + length;
        if whole.end != comma.start || comma.end != fraction.start {
            return None;
        }
        let number = format!("{}.{}", digits(whole.start, whole.end)?, digits(fraction.start, end)?);
        Some(((whole.start, end), number))
    }
}

fn suggestion(diagnostic: Diagnostic, close: &str) -> Diagnostic {
    diagnostic.help(format!("có phải ý bạn là `{close}`?"), format!("did you mean `{close}`?"))
}

fn bracketed_range(diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.help(
        "viết `[1..5]` gồm cả hai đầu, `[1..5)` không gồm đầu trên",
        "write `[1..5]` with both ends, `[1..5)` without the upper one",
    )
}

pub(super) fn too_long(at: Span) -> Diagnostic {
    let limit = MAX_LENGTH / 1024;
    Diagnostic::new(
        "too-long",
        at,
        format!("biểu thức dài hơn {limit} KiB"),
        format!("the expression is longer than {limit} KiB"),
    )
}

pub(super) fn not_a_literal(span: Span) -> Diagnostic {
    Diagnostic::new(
        "not-a-literal",
        span,
        "chờ một giá trị viết thẳng như `2 m`, `yes`, `2026-03-01`, gặp một biểu thức",
        "expected a plain value such as `2 m`, `yes`, `2026-03-01`, found an expression",
    )
}

/// What is wrong with the date, time or duration at `span`.
pub(in crate::expr) fn bad_calendar(span: Span, mistake: CalendarMistake) -> Diagnostic {
    let say = |vi: &str, en: &str| Diagnostic::new("bad-date", span, vi, en);
    match mistake {
        CalendarMistake::Form => say("ngày giờ viết không đúng", "this is not how a date or time is written")
            .help(
                "viết năm-tháng-ngày `2026-03-01`, giờ `08:30`, không có múi giờ",
                "write year-month-day `2026-03-01`, time `08:30`, without a time zone",
            ),
        CalendarMistake::Month => say("không có tháng này", "there is no such month")
            .help("viết năm-tháng-ngày: `2026-03-01`", "write year-month-day: `2026-03-01`"),
        CalendarMistake::Day(last) => Diagnostic::new(
            "bad-date",
            span,
            format!("tháng này chỉ có {last} ngày"),
            format!("this month has only {last} days"),
        ),
        CalendarMistake::Year => say("năm từ 0001 đến 9999", "years go from 0001 to 9999"),
        CalendarMistake::Clock => say("giờ từ 00:00 đến 23:59", "times go from 00:00 to 23:59"),
        CalendarMistake::MixedDuration => say(
            "không trộn ngày, tháng và giờ trong một khoảng thời gian",
            "days, months and hours do not mix in one duration",
        )
        .help(
            "cộng lần lượt: `d + 1 month + 2 days`; ngày tính theo lịch, giờ tính theo đồng hồ",
            "add one after the other: `d + 1 month + 2 days`; days go by the calendar, hours by the clock",
        ),
        CalendarMistake::TooLarge => say("số quá lớn", "the number is too large"),
    }
}
