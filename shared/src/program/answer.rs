//! Recorded answers: from the text of a literal to a typed value and back.

use std::sync::Arc;

use crate::expr::number::Number;
use crate::expr::unit::UnitId;
use crate::expr::value::{Outcome, Value};
use crate::model::{Answer, AnswerType, NotApplicable, NumberAnswer};
use crate::words::Bilingual;
use jiff::civil;

/// Why a recorded answer does not fit its question, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadAnswer {
    pub message: Bilingual,
    pub help: Option<Bilingual>,
}

impl BadAnswer {
    fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { message: Bilingual::new(vi, en), help: None }
    }

    fn help(mut self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Bilingual::new(vi, en));
        self
    }
}

/// Finds a row of a data table by the text of its key: the table's index and the row's place.
pub(crate) type FindRow<'a> = &'a dyn Fn(&str, &str) -> Option<(u32, u32)>;

/// The value of an answer to a question of this type. Bounds are checked, because a number outside them is a slip.
pub fn parse_answer(
    answer: &Answer,
    ty: &AnswerType,
    not_applicable: NotApplicable,
    find_row: FindRow<'_>,
) -> Result<Outcome, BadAnswer> {
    match answer {
        Answer::Value(text) => parse_value(text.trim(), ty, find_row).map(Outcome::Known),
        Answer::NotApplicable(reason) => match not_applicable {
            NotApplicable::Refused => Err(BadAnswer::new(
                "câu hỏi này không nhận trả lời “không áp dụng”",
                "this question does not take \"not applicable\"",
            )),
            NotApplicable::WithReason if reason.trim().is_empty() => {
                Err(BadAnswer::new("“không áp dụng” cần có lý do", "\"not applicable\" needs a reason"))
            }
            NotApplicable::Allowed | NotApplicable::WithReason => Ok(Outcome::NotApplicable),
        },
    }
}

fn parse_value(text: &str, ty: &AnswerType, find_row: FindRow<'_>) -> Result<Value, BadAnswer> {
    match ty {
        AnswerType::YesNo => match text {
            "yes" | "true" | "có" => Ok(Value::Boolean(true)),
            "no" | "false" | "không" => Ok(Value::Boolean(false)),
            _ => Err(BadAnswer::new(
                format!("cần `yes` hoặc `no`, nhận được `{text}`"),
                format!("expected `yes` or `no`, found `{text}`"),
            )),
        },
        AnswerType::Number(number) => parse_number(text, number, false),
        AnswerType::Count(number) => parse_number(text, number, true),
        AnswerType::Money(number) => parse_money(text, number),
        AnswerType::Date { .. } => parse_date(text).map(Value::Date),
        AnswerType::Time => text.parse::<civil::Time>().map(Value::Time).map_err(|_| {
            BadAnswer::new(
                format!("cần giờ như `08:30`, nhận được `{text}`"),
                format!("expected a time such as `08:30`, found `{text}`"),
            )
        }),
        AnswerType::DateTime => text.parse::<civil::DateTime>().map(Value::DateTime).map_err(|_| {
            BadAnswer::new(
                format!("cần ngày giờ như `2026-03-01T08:30`, nhận được `{text}`"),
                format!("expected a date and time such as `2026-03-01T08:30`, found `{text}`"),
            )
        }),
        AnswerType::Choice(options) => {
            let known = options.iter().any(|option| option.id.value == text);
            if known { Ok(Value::Choice(Arc::from(text))) } else { Err(no_option(text, options)) }
        }
        AnswerType::Choices(options) => {
            let mut chosen = Vec::new();
            for id in text.split(',').map(str::trim).filter(|id| !id.is_empty()) {
                if !options.iter().any(|option| option.id.value == id) {
                    return Err(no_option(id, options));
                }
                let value = Outcome::Known(Value::Choice(Arc::from(id)));
                if !chosen.contains(&value) {
                    chosen.push(value);
                }
            }
            Ok(Value::List(chosen.into()))
        }
        AnswerType::Text { max, .. } => match max {
            Some(max) if text.chars().count() > *max as usize => {
                Err(BadAnswer::new(format!("dài quá {max} ký tự"), format!("longer than {max} characters")))
            }
            _ => Ok(Value::Text(Arc::from(text))),
        },
        AnswerType::Photo | AnswerType::Signature | AnswerType::Location | AnswerType::Barcode => {
            Ok(Value::Text(Arc::from(text)))
        }
        AnswerType::Lookup { table } => match find_row(&table.value, text) {
            Some((table, row)) => Ok(Value::TableRow(table, row)),
            None => Err(BadAnswer::new(
                format!("bảng `{}` không có dòng `{text}`", table.value),
                format!("table `{}` has no row `{text}`", table.value),
            )),
        },
    }
}

fn no_option(text: &str, options: &[crate::model::ChoiceOption]) -> BadAnswer {
    let known: Vec<&str> = options.iter().map(|option| option.id.value.as_str()).collect();
    let list = known.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    BadAnswer::new(
        format!("không có lựa chọn `{text}`; có: {list}"),
        format!("there is no option `{text}`; there are: {list}"),
    )
}

fn parse_date(text: &str) -> Result<civil::Date, BadAnswer> {
    let whole = text.len() == 10;
    text.parse::<civil::Date>().ok().filter(|_| whole).ok_or_else(|| {
        BadAnswer::new(
            format!("cần ngày như `2026-03-01`, nhận được `{text}`"),
            format!("expected a date such as `2026-03-01`, found `{text}`"),
        )
    })
}

/// Splits `11.5 m` into its number and its unit.
fn split_unit(text: &str) -> (&str, &str) {
    let end =
        text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end).unwrap_or((text, ""));
    (number, unit.trim())
}

fn parse_number(text: &str, question: &NumberAnswer, whole: bool) -> Result<Value, BadAnswer> {
    let (digits, unit_text) = split_unit(text);
    let number: Number = digits.parse().map_err(|_| {
        BadAnswer::new(
            format!("cần một số, nhận được `{text}`"),
            format!("expected a number, found `{text}`"),
        )
    })?;
    let too_large = || BadAnswer::new("số quá lớn", "the number is too large");
    let wanted = question.unit.as_ref();
    let base = match wanted {
        None if unit_text.is_empty() => number,
        None => {
            return Err(BadAnswer::new(
                format!("câu hỏi này là số không có đơn vị, nhận được `{text}`"),
                format!("this question takes a number without a unit, found `{text}`"),
            ));
        }
        Some(wanted) => {
            if unit_text.is_empty() {
                return Err(BadAnswer::new(
                    format!("thiếu đơn vị: cần `{}`", wanted.value),
                    format!("the unit is missing: expected `{}`", wanted.value),
                )
                .help(
                    format!("viết `{digits} {}`", wanted.value),
                    format!("write `{digits} {}`", wanted.value),
                ));
            }
            let given = UnitId::find(unit_text);
            match (UnitId::find(&wanted.value), given) {
                (Some(own), Some(given)) if own.dimension() == given.dimension() => {
                    given.to_base(number).map_err(|_| too_large())?
                }
                _ => {
                    return Err(BadAnswer::new(
                        format!("cần đơn vị `{}`, nhận được `{unit_text}`", wanted.value),
                        format!("expected the unit `{}`, found `{unit_text}`", wanted.value),
                    ));
                }
            }
        }
    };
    if whole && !number.is_whole() {
        return Err(BadAnswer::new(
            format!("cần số nguyên, nhận được `{text}`"),
            format!("expected a whole number, found `{text}`"),
        ));
    }
    within_bounds(base, question, whole, text)?;
    Ok(Value::Number(base))
}

fn parse_money(text: &str, question: &NumberAnswer) -> Result<Value, BadAnswer> {
    let (digits, unit_text) = split_unit(text);
    let number: Number = digits.parse().map_err(|_| {
        BadAnswer::new(
            format!("cần số tiền, nhận được `{text}`"),
            format!("expected an amount, found `{text}`"),
        )
    })?;
    let vnd = UnitId::find("VND");
    let given = if unit_text.is_empty() { vnd } else { UnitId::find(unit_text) };
    let base = match (vnd, given) {
        (Some(vnd), Some(given)) if vnd.dimension() == given.dimension() => given.to_base(number).ok(),
        _ => None,
    };
    let Some(base) = base else {
        return Err(BadAnswer::new(
            format!("cần số tiền bằng `VND`, nhận được `{text}`"),
            format!("expected an amount in `VND`, found `{text}`"),
        ));
    };
    within_bounds(base, question, true, text)?;
    Ok(Value::Number(base))
}

fn within_bounds(
    base: Number,
    question: &NumberAnswer,
    from_zero: bool,
    text: &str,
) -> Result<(), BadAnswer> {
    let unit = question.unit.as_ref().and_then(|unit| UnitId::find(&unit.value));
    let bound = |bound: &Option<crate::span::Spanned<String>>| {
        let number: Number = bound.as_ref()?.value.parse().ok()?;
        match unit {
            Some(unit) => unit.to_base(number).ok(),
            None => Some(number),
        }
    };
    let least = bound(&question.min).or(if from_zero { Some(Number::ZERO) } else { None });
    if least.is_some_and(|least| base < least) {
        let least = question.min.as_ref().map_or("0", |min| min.value.as_str());
        return Err(BadAnswer::new(
            format!("`{text}` nhỏ hơn mức nhỏ nhất {least}"),
            format!("`{text}` is below the least value {least}"),
        ));
    }
    if bound(&question.max).is_some_and(|most| base > most) {
        let most = question.max.as_ref().map_or("", |max| max.value.as_str());
        return Err(BadAnswer::new(
            format!("`{text}` lớn hơn mức lớn nhất {most}"),
            format!("`{text}` is above the greatest value {most}"),
        ));
    }
    Ok(())
}

/// The literal of a value as an answer to this question would be written; the inverse of [`parse_answer`].
pub fn answer_literal(value: &Value, ty: &AnswerType) -> Option<String> {
    Some(match (value, ty) {
        (Value::Boolean(true), _) => "yes".to_owned(),
        (Value::Boolean(false), _) => "no".to_owned(),
        (Value::Number(number), AnswerType::Number(question)) => match question.unit.as_ref() {
            Some(unit) => {
                let id = UnitId::find(&unit.value)?;
                format!("{} {}", id.from_base(*number).ok()?, unit.value)
            }
            None => number.to_string(),
        },
        (Value::Number(number), _) => number.to_string(),
        (Value::Text(text), _) => text.to_string(),
        (Value::Choice(id), _) => id.to_string(),
        (Value::Date(date), _) => date.to_string(),
        (Value::DateTime(both), _) => both.to_string(),
        (Value::Time(time), _) => time.to_string(),
        (Value::List(list), _) => {
            let texts: Option<Vec<String>> = list
                .iter()
                .map(|outcome| match outcome {
                    Outcome::Known(value) => answer_literal(value, &AnswerType::Time),
                    _ => None,
                })
                .collect();
            texts?.join(", ")
        }
        (Value::GroupRow(..) | Value::TableRow(..), _) => return None,
    })
}
