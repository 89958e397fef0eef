//! What begins with a digit: numbers with their units, bare dates and times.

use super::{Kind, Lexer, Literal, is_keyword, is_word, leading_word};
use crate::diag::Diagnostic;
use crate::expr::calendar::{self, CalendarMistake};
use crate::expr::number::{Number, NumberTextError};
use crate::expr::parser::bad_calendar;
use crate::expr::unit::{self, UnitId};

impl Lexer<'_, '_> {
    pub(super) fn number(&mut self) {
        let rest = self.rest();
        if let Some(parts) = date_like(rest) {
            return self.date(&parts);
        }
        if let Some(length) = time_like(rest) {
            return self.time(length);
        }
        let (start, length) = (self.at, number_length(rest));
        let end = start + length;
        let written = rest.get(..length).unwrap_or("");
        let after = rest.get(length..).unwrap_or("");
        if let Some(diagnostic) = self.bad_number(written, after, start) {
            return self.fail(diagnostic, start + length + number_tail(after));
        }
        match written.parse::<Number>() {
            Ok(number) => self.quantity(number, start, end),
            Err(error) => self.fail(self.not_a_number(error, start, end), end),
        }
    }

    fn not_a_number(&self, error: NumberTextError, start: usize, end: usize) -> Diagnostic {
        let span = self.place.span(start, end);
        match error {
            NumberTextError::TooLarge => Diagnostic::new(
                "bad-number",
                span,
                "số có nhiều hơn 38 chữ số",
                "the number has more than 38 digits",
            ),
            NumberTextError::NotANumber => {
                Diagnostic::new("bad-number", span, "số viết không đúng", "this is not a number")
            }
        }
    }

    /// Spellings that look like a number to people: `1.000.000`, `1_000`, `1e6`.
    fn bad_number(&self, written: &str, after: &str, start: usize) -> Option<Diagnostic> {
        let tail_length = number_tail(after);
        let tail = after.get(..tail_length).filter(|tail| !tail.is_empty())?;
        let whole = format!("{written}{tail}");
        let end = start + whole.len();
        let diagnostic = Diagnostic::new(
            "bad-number",
            self.place.span(start, end),
            format!("số viết không đúng: `{whole}`"),
            format!("this is not how a number is written: `{whole}`"),
        )
        .help(
            "chỉ dùng chữ số và một dấu `.` thập phân, không phân cách hàng nghìn, không số mũ",
            "digits and one decimal point `.` only, no thousands separator, no exponent",
        );
        Some(match plain_number(&whole) {
            Some(plain) => self.place.fix(diagnostic, (start, end), &plain),
            None => diagnostic,
        })
    }

    /// The number at `start..end` with the unit that follows it, directly or after spaces.
    fn quantity(&mut self, number: Number, start: usize, end: usize) {
        let after = self.text.get(end..).unwrap_or("");
        let unit_text = after.trim_start();
        let unit_start = end + after.len() - unit_text.len();
        self.warn_of_thousands(start, end);
        let begins_unit = |c: char| c.is_alphabetic() || matches!(c, '%' | '‰' | '°' | '℃');
        let word = leading_word(unit_text);
        if !unit_text.starts_with(begins_unit) || is_keyword(word) {
            return self.push(Kind::Literal(Literal::Number(number)), start, end);
        }
        let Some((unit, length)) = UnitId::longest_prefix(unit_text) else {
            return self.unknown_unit((start, end), unit_start, unit_text);
        };
        let unit_end = unit_start + length;
        let beyond = self.text.get(unit_end..).unwrap_or("");
        let written = unit_text.get(..length).unwrap_or("");
        if let Some((compound, replacement)) = compound(written, beyond) {
            let (end, replacement) = (unit_start + compound.len(), replacement.as_str());
            let span = self.place.span(unit_start, end);
            let diagnostic = no_unit(span, &compound)
                .help(format!("viết `{replacement}`"), format!("write `{replacement}`"));
            return self.fail(self.place.fix(diagnostic, (unit_start, end), replacement), end);
        }
        self.push(Kind::Literal(Literal::Quantity(number, unit)), start, unit_end);
    }

    fn unknown_unit(&mut self, (start, end): (usize, usize), unit_start: usize, unit_text: &str) {
        let word = leading_word(unit_text);
        let length = word.len().max(unit_text.chars().next().map_or(0, char::len_utf8));
        let word = unit_text.get(..length).unwrap_or("");
        let unit_end = unit_start + length;
        let span = self.place.span(unit_start, unit_end);
        let folded = unit::names().find(|name| name.eq_ignore_ascii_case(word));
        let Some(close) = folded.or_else(|| crate::diag::closest(word, unit::names())) else {
            let number = self.text.get(start..end).unwrap_or("");
            let diagnostic = no_unit(span, word).help(
                format!("sau số `{number}` là một đơn vị như `m`, `days`, `%`, hoặc một phép toán"),
                format!("after the number `{number}` comes a unit such as `m`, `days`, `%`, or an operator"),
            );
            return self.fail(diagnostic, unit_end);
        };
        let diagnostic = no_unit(span, word)
            .help(format!("có phải ý bạn là `{close}`?"), format!("did you mean `{close}`?"));
        self.fail(self.place.fix(diagnostic, (unit_start, unit_end), close), unit_end);
    }

    /// `50.000` is fifty here, and fifty thousand to most who write it so.
    fn warn_of_thousands(&mut self, start: usize, end: usize) {
        let Some((whole, fraction)) = self.text.get(start..end).and_then(|text| text.split_once('.')) else {
            return;
        };
        let looks = (1..=3).contains(&whole.len()) && !whole.starts_with('0');
        if !(looks && fraction.len() == 3 && fraction.ends_with('0')) {
            return;
        }
        let value = fraction.trim_end_matches('0');
        let value = if value.is_empty() { whole.to_owned() } else { format!("{whole}.{value}") };
        let diagnostic = Diagnostic::new(
            "looks-like-thousands",
            self.place.span(start, end),
            format!("dấu `.` là dấu thập phân, nên đây là `{value}`"),
            format!("the point is the decimal point, so this is `{value}`"),
        )
        .help(
            format!("viết `{value}`, hoặc `{whole}{fraction}` nếu muốn nói hàng nghìn"),
            format!("write `{value}`, or `{whole}{fraction}` if thousands are meant"),
        );
        self.report(diagnostic);
    }

    fn date(&mut self, parts: &DateParts) {
        let start = self.at;
        let rest = self.rest();
        let mut end = start + parts.length;
        let after = rest.get(parts.length..).unwrap_or("");
        let clock = after.strip_prefix('T').filter(|clock| clock.starts_with(|c: char| c.is_ascii_digit()));
        if let Some(clock) = clock {
            let length = clock.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(clock.len());
            end += 1 + length;
        }
        let beyond = self.text.get(end..).unwrap_or("");
        let fraction =
            beyond.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let zone = clock.is_some() && beyond.starts_with('+');
        if beyond.starts_with(is_word) || (clock.is_some() && fraction) || zone {
            let tail =
                beyond.find(|c: char| !is_word(c) && !matches!(c, '.' | '+' | ':')).unwrap_or(beyond.len());
            let span = self.place.span(start, end + tail);
            return self.fail(bad_calendar(span, CalendarMistake::Form), end + tail);
        }
        let span = self.place.span(start, end);
        let written = self.text.get(start..end).unwrap_or("");
        let literal = if clock.is_some() {
            calendar::parse_date_time(written).map(Literal::DateTime)
        } else {
            calendar::parse_date(written).map(Literal::Date)
        };
        match literal {
            Ok(literal) => self.push(Kind::Literal(literal), start, end),
            Err(mistake) => {
                let diagnostic = bad_calendar(span, mistake);
                let iso = calendar::date_of(parts.year, parts.month, parts.day).ok();
                let diagnostic = match iso.filter(|_| clock.is_none() && mistake == CalendarMistake::Form) {
                    Some(iso) => self.place.fix(diagnostic, (start, end), &iso.to_string()),
                    None => diagnostic,
                };
                self.fail(diagnostic, end);
            }
        }
    }

    fn time(&mut self, length: usize) {
        let (start, end) = (self.at, self.at + length);
        let written = self.text.get(start..end).unwrap_or("");
        match calendar::parse_time(written) {
            Ok(time) => self.push(Kind::Literal(Literal::Time(time)), start, end),
            Err(mistake) => {
                let diagnostic = bad_calendar(self.place.span(start, end), mistake);
                let padded = format!("0{written}");
                let fixed = calendar::parse_time(&padded).is_ok();
                let diagnostic =
                    if fixed { self.place.fix(diagnostic, (start, end), &padded) } else { diagnostic };
                self.fail(diagnostic, end);
            }
        }
    }
}

fn no_unit(span: crate::span::Span, word: &str) -> Diagnostic {
    Diagnostic::new(
        "unknown-unit",
        span,
        format!("không có đơn vị nào tên `{word}`"),
        format!("no unit named `{word}`"),
    )
}

/// `kg/ha` and `m^2`, of which only the first part is a unit of the table, with what to write instead.
fn compound(written: &str, beyond: &str) -> Option<(String, String)> {
    if let Some(power) = ["^2", "^3", "**2", "**3"].iter().find(|power| beyond.starts_with(**power)) {
        let name = format!("{written}{}", power.trim_start_matches(['^', '*']));
        UnitId::find(&name)?;
        return Some((format!("{written}{power}"), name));
    }
    let (_, length) = UnitId::longest_prefix(beyond.strip_prefix('/')?)?;
    let divisor = beyond.get(1..=length)?;
    Some((format!("{written}/{divisor}"), format!("{written} / 1 {divisor}")))
}

/// How long the number at the start of `text` is: digits, and a fraction unless the point begins `..`.
fn number_length(text: &str) -> usize {
    let whole = digits(text);
    let after = text.get(whole..).unwrap_or("");
    match after.strip_prefix('.').map(digits) {
        Some(fraction) if fraction > 0 => whole + 1 + fraction,
        _ => whole,
    }
}

/// How far what follows a number still belongs to it in the eyes of people.
fn number_tail(after: &str) -> usize {
    let group = |mark: char, after: &str| {
        after.strip_prefix(mark).map(digits).filter(|count| *count > 0).map_or(0, |count| count + 1)
    };
    let mut length = 0;
    loop {
        let rest = after.get(length..).unwrap_or("");
        let step = group('.', rest).max(group('_', rest));
        if step == 0 {
            break;
        }
        length += step;
    }
    if length > 0 {
        return length;
    }
    let Some(power) = after.strip_prefix(['e', 'E']) else { return 0 };
    let sign = usize::from(power.starts_with(['+', '-']));
    let count = digits(power.get(sign..).unwrap_or(""));
    let ends = !after.get(1 + sign + count..).unwrap_or("").starts_with(is_word);
    if count > 0 && ends { 1 + sign + count } else { 0 }
}

/// What `1.000.000`, `1_000` or `1e6` most likely means.
fn plain_number(written: &str) -> Option<String> {
    if let Some((number, power)) = written.split_once(['e', 'E']) {
        let power = power.parse::<i64>().ok().filter(|power| power.abs() <= 30)?;
        let factor = Number::whole(10).pow(Number::whole(power)).ok()?;
        return Some(number.parse::<Number>().ok()?.mul(factor).ok()?.to_string());
    }
    if written.contains('_') {
        return Some(written.replace('_', "")).filter(|plain| plain.parse::<Number>().is_ok());
    }
    let in_threes = written.split('.').skip(1).all(|group| group.len() == 3);
    in_threes.then(|| written.replace('.', ""))
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Three numbers written together as a date, in whatever order.
struct DateParts {
    length: usize,
    year: i16,
    month: i16,
    day: i16,
}

/// `2026-03-01`, and what is meant as a date: `2026-3-1`, `2026/03/01`, `01/03/2026`, `01-03-2026`.
fn date_like(text: &str) -> Option<DateParts> {
    let first = digits(text);
    let rest = text.get(first..)?;
    let mark = rest.chars().next().filter(|mark| matches!(mark, '-' | '/'))?;
    let rest = rest.get(1..)?;
    let second = digits(rest);
    let rest = rest.get(second..)?.strip_prefix(mark)?;
    let third = digits(rest);
    let length = first + second + third + 2;
    let part = |from: usize, count: usize| text.get(from..from + count)?.parse::<i16>().ok();
    let (a, b, c) = (part(0, first)?, part(first + 1, second)?, part(first + second + 2, third)?);
    match (first, second, third) {
        (4, 1..=2, 1..=2) => Some(DateParts { length, year: a, month: b, day: c }),
        (1..=2, 1..=2, 4) => Some(DateParts { length, year: c, month: b, day: a }),
        _ => None,
    }
}

/// The length of `08:30`, `8:30` or `08:30:15`.
fn time_like(text: &str) -> Option<usize> {
    let hour = digits(text);
    let minute = digits(text.get(hour..)?.strip_prefix(':')?);
    if !(1..=2).contains(&hour) || minute == 0 {
        return None;
    }
    let length = hour + 1 + minute;
    let second = text.get(length..)?.strip_prefix(':').map(digits).filter(|count| *count > 0);
    Some(length + second.map_or(0, |count| count + 1))
}
