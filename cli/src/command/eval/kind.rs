//! What an unanswered name can become, as written on the command line: `boolean`, `number`, `number(m)`, `integer`,
//! `money`, `date`, `text`, `choice(a,b)`; all but boolean, text and choice with an optional domain.
//!
//! | written | means |
//! |---|---|
//! | `number(m)[0..80]` | from 0 m to 80 m, both included |
//! | `number(0..80)` | between 0 and 80, both left out |
//! | `integer[1..)` | 1 or more; an end not written is open |
//! | `date[2026-01-01..as_of]` | from that day to the day whose law applies |

use soat::expr::number::Number;
use soat::expr::unit::{self, UnitId};
use soat::model::{AnswerType, ChoiceOption, Date, ExprText, NumberAnswer};
use soat::span::{Span, Spanned};
use soat::words::Bilingual;

/// A type that is not one, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BadType {
    pub(super) message: Bilingual,
}

impl BadType {
    fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { message: Bilingual::new(vi, en) }
    }
}

const KNOWN: &str = "`boolean`, `number`, `number(m)`, `integer`, `money`, `date`, `text`, `choice(a,b)`";

pub(super) fn parse(written: &str) -> Result<AnswerType, BadType> {
    let written = written.trim();
    let end = written
        .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
        .unwrap_or(written.len());
    let (word, rest) = written.split_at_checked(end).unwrap_or((written, ""));
    let rest = rest.trim();
    let (argument, rest) = argument(rest);
    let domain = domain(rest)?;
    let kind = match (word, argument) {
        ("boolean", None) => AnswerType::YesNo,
        ("number", unit) => AnswerType::Number(number(unit, None, domain.as_ref())?),
        ("integer", None) => AnswerType::Number(number(None, Some(0), domain.as_ref())?),
        ("money", None) => AnswerType::Money(number(None, Some(0), domain.as_ref())?),
        ("date", None) => dates(domain.as_ref())?,
        ("text", None) => AnswerType::Text { max: None, lines: true },
        ("choice", Some(options)) => choice(options)?,
        ("choice", None) => {
            return Err(BadType::new(
                "`choice` phải nêu các lựa chọn, ví dụ `choice(a,b)`",
                "`choice` must name its options, for example `choice(a,b)`",
            ));
        }
        ("boolean" | "integer" | "money" | "date" | "text", Some(argument)) => {
            return Err(BadType::new(
                format!("`{word}` không có đơn vị hay lựa chọn: `({argument})`"),
                format!("`{word}` has neither unit nor options: `({argument})`"),
            ));
        }
        _ => {
            return Err(BadType::new(
                format!("không có kiểu `{word}`; có: {KNOWN}"),
                format!("there is no type `{word}`; there are: {KNOWN}"),
            ));
        }
    };
    match (&domain, &kind) {
        (Some(_), AnswerType::YesNo | AnswerType::Text { .. } | AnswerType::Choice(_)) => Err(BadType::new(
            format!("`{word}` không có khoảng giá trị: `{rest}`"),
            format!("`{word}` takes no domain: `{rest}`"),
        )),
        _ => Ok(kind),
    }
}

/// `(m)` at the beginning; `(0..80)` is a domain and no argument.
fn argument(rest: &str) -> (Option<&str>, &str) {
    let inner = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    match inner {
        Some((argument, after)) if !argument.contains("..") => (Some(argument.trim()), after.trim()),
        _ => (None, rest),
    }
}

/// `[lo..hi]`, where `(` and `)` leave the end out; an end not written is open.
struct DomainText<'a> {
    lo: Option<&'a str>,
    hi: Option<&'a str>,
    lo_excluded: bool,
    hi_excluded: bool,
}

fn domain(rest: &str) -> Result<Option<DomainText<'_>>, BadType> {
    if rest.is_empty() {
        return Ok(None);
    }
    let wrong = || {
        BadType::new(
            format!("không hiểu khoảng giá trị `{rest}`: viết như `[0..80]` hoặc `(0..80)`"),
            format!("the domain `{rest}` cannot be read: write it like `[0..80]` or `(0..80)`"),
        )
    };
    let lo_excluded = rest.starts_with('(');
    let hi_excluded = rest.ends_with(')');
    let inner =
        rest.strip_prefix(['[', '(']).and_then(|rest| rest.strip_suffix([']', ')'])).ok_or_else(wrong)?;
    let (lo, hi) = inner.split_once("..").ok_or_else(wrong)?;
    let end = |text: &'_ str| -> Option<usize> { Some(text.trim().len()).filter(|length| *length > 0) };
    let (lo, hi) = (end(lo).map(|_| lo.trim()), end(hi).map(|_| hi.trim()));
    Ok(Some(DomainText { lo, hi, lo_excluded, hi_excluded }))
}

fn number(
    unit: Option<&str>,
    decimals: Option<u8>,
    domain: Option<&DomainText<'_>>,
) -> Result<NumberAnswer, BadType> {
    if let Some(unit) = unit
        && UnitId::find(unit).is_none()
    {
        let close = soat::diag::closest(unit, unit::names());
        let vi = close.map(|close| format!("; có phải ý bạn là `{close}`?")).unwrap_or_default();
        let en = close.map(|close| format!("; did you mean `{close}`?")).unwrap_or_default();
        return Err(BadType::new(
            format!("không có đơn vị `{unit}`{vi}"),
            format!("there is no unit `{unit}`{en}"),
        ));
    }
    let (lo, hi) = domain.map_or((None, None), |domain| (domain.lo, domain.hi));
    let (min, max) =
        (lo.map(|lo| decimal(lo, unit)).transpose()?, hi.map(|hi| decimal(hi, unit)).transpose()?);
    if let (Some((min, _)), Some((max, _))) = (&min, &max)
        && min > max
    {
        return Err(empty_domain());
    }
    let spanned = |text: String| Spanned::new(text, Span::default());
    Ok(NumberAnswer {
        unit: unit.map(|unit| spanned(unit.to_owned())),
        min: min.map(|(_, text)| spanned(text)),
        max: max.map(|(_, text)| spanned(text)),
        min_excluded: domain.is_some_and(|domain| domain.lo.is_some() && domain.lo_excluded),
        max_excluded: domain.is_some_and(|domain| domain.hi.is_some() && domain.hi_excluded),
        decimals,
    })
}

/// A bound, which may repeat the unit.
fn decimal(written: &str, unit: Option<&str>) -> Result<(Number, String), BadType> {
    let bare = unit.and_then(|unit| written.strip_suffix(unit)).unwrap_or(written).trim();
    let number = bare.parse::<Number>().map_err(|_| {
        BadType::new(format!("`{written}` không phải một số"), format!("`{written}` is not a number"))
    })?;
    Ok((number, bare.to_owned()))
}

fn empty_domain() -> BadType {
    BadType::new("khoảng giá trị rỗng: đầu lớn hơn cuối", "the domain is empty: it begins above its end")
}

fn dates(domain: Option<&DomainText<'_>>) -> Result<AnswerType, BadType> {
    let Some(domain) = domain else { return Ok(AnswerType::Date { min: None, max: None }) };
    let min = domain.lo.map(|lo| day(lo, domain.lo_excluded, Date::tomorrow)).transpose()?;
    let max = domain.hi.map(|hi| day(hi, domain.hi_excluded, Date::yesterday)).transpose()?;
    if let (Some(min), Some(max)) = (&min, &max)
        && let (Ok(first), Ok(last)) = (min.parse::<Date>(), max.parse::<Date>())
        && first > last
    {
        return Err(empty_domain());
    }
    let text = |day: String| ExprText::Text(Spanned::new(day, Span::default()));
    Ok(AnswerType::Date { min: min.map(text), max: max.map(text) })
}

/// An end of a domain of dates; one left out is the next day on.
fn day<E>(written: &str, excluded: bool, next: fn(Date) -> Result<Date, E>) -> Result<String, BadType> {
    if written == "as_of" {
        return if excluded {
            Err(BadType::new("`as_of` chỉ đứng cùng `[` hoặc `]`", "`as_of` stands with `[` or `]` only"))
        } else {
            Ok(written.to_owned())
        };
    }
    let day =
        crate::console::date(written).ok().and_then(|day| if excluded { next(day).ok() } else { Some(day) });
    day.map(|day| day.to_string()).ok_or_else(|| {
        BadType::new(format!("`{written}` không phải một ngày"), format!("`{written}` is not a date"))
    })
}

fn choice(options: &str) -> Result<AnswerType, BadType> {
    let ids: Vec<&str> = options.split(',').map(str::trim).collect();
    for (at, id) in ids.iter().enumerate() {
        if !super::query::is_name(id) {
            return Err(BadType::new(
                format!("`{id}` không phải tên một lựa chọn"),
                format!("`{id}` is not the name of an option"),
            ));
        }
        if ids.iter().take(at).any(|earlier| earlier == id) {
            return Err(BadType::new(
                format!("lựa chọn `{id}` được nêu hai lần"),
                format!("the option `{id}` is named twice"),
            ));
        }
    }
    let option = |id: &str| ChoiceOption {
        id: Spanned::new(id.to_owned(), Span::default()),
        label: Bilingual::new(id, id),
    };
    Ok(AnswerType::Choice(ids.into_iter().map(option).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(written: &str) -> String {
        match parse(written) {
            Err(bad) => format!("! {}", bad.message.en),
            Ok(AnswerType::Number(number)) => format!("number {}", bounds(&number)),
            Ok(AnswerType::Money(number)) => format!("money {}", bounds(&number)),
            Ok(AnswerType::Date { min, max }) => {
                let text = |end: Option<ExprText>| match end {
                    Some(ExprText::Text(text)) => text.value,
                    _ => String::new(),
                };
                format!("date {}..{}", text(min), text(max))
            }
            Ok(AnswerType::Choice(options)) => {
                options.iter().map(|option| option.id.value.as_str()).collect::<Vec<_>>().join("|")
            }
            Ok(other) => format!("{other:?}"),
        }
    }

    fn bounds(number: &NumberAnswer) -> String {
        let text = |bound: &Option<Spanned<String>>| {
            bound.as_ref().map(|bound| bound.value.clone()).unwrap_or_default()
        };
        let unit = text(&number.unit);
        let (open, close) = (["[", "("], ["]", ")"]);
        let decimals = number.decimals.map(|decimals| format!(" /{decimals}")).unwrap_or_default();
        format!(
            "{unit}{}{}..{}{}{decimals}",
            open[usize::from(number.min_excluded)],
            text(&number.min),
            text(&number.max),
            close[usize::from(number.max_excluded)],
        )
    }

    #[test]
    fn types_are_read_as_written() {
        let cases = [
            ("boolean", "YesNo"),
            ("number", "number [..]"),
            ("number(m)", "number m[..]"),
            ("number(m)[0..80]", "number m[0..80]"),
            ("number (m) [0 m .. 80 m)", "number m[0..80)"),
            ("number(0..80]", "number (0..80]"),
            ("number(mg/m3)(0..1.5)", "number mg/m3(0..1.5)"),
            ("integer", "number [..] /0"),
            ("integer[1..)", "number [1..] /0"),
            ("integer[-5..-1]", "number [-5..-1] /0"),
            ("money[0..1000000]", "money [0..1000000] /0"),
            ("date", "date .."),
            ("date[2026-01-01..as_of]", "date 2026-01-01..as_of"),
            ("date(2026-01-01..2026-03-01)", "date 2026-01-02..2026-02-28"),
            ("text", "Text { max: None, lines: true }"),
            ("choice(a, b_2)", "a|b_2"),
            ("numbr", &format!("! there is no type `numbr`; there are: {KNOWN}")),
            ("", &format!("! there is no type ``; there are: {KNOWN}")),
            ("number(metr)", "! there is no unit `metr`; did you mean `metre`?"),
            ("number[0-80]", "! the domain `[0-80]` cannot be read: write it like `[0..80]` or `(0..80)`"),
            ("number[0..x]", "! `x` is not a number"),
            ("number[5..1]", "! the domain is empty: it begins above its end"),
            ("date[2026-02-30..]", "! `2026-02-30` is not a date"),
            ("date[2026-03-01..2026-01-01]", "! the domain is empty: it begins above its end"),
            ("date(as_of..]", "! `as_of` stands with `[` or `]` only"),
            ("boolean[0..1]", "! `boolean` takes no domain: `[0..1]`"),
            ("integer(m)", "! `integer` has neither unit nor options: `(m)`"),
            ("choice", "! `choice` must name its options, for example `choice(a,b)`"),
            ("choice()", "! `` is not the name of an option"),
            ("choice(a,a)", "! the option `a` is named twice"),
            ("choice(a,b)[1..2]", "! `choice` takes no domain: `[1..2]`"),
        ];
        for (written, expected) in cases {
            assert_eq!(told(written), expected, "{written}");
        }
    }
}
