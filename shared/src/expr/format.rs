//! Values as people read them, in Vietnamese and English; and as literals of the language.
//!
//! | | vi | en |
//! |---|---|---|
//! | number | `1.234,5` | `1,234.5` |
//! | quantity | `11,5 m`, `20%` | `11.5 m`, `20%` |
//! | date | `01/03/2026` | `1 Mar 2026` |
//! | date with time | `01/03/2026 08:30` | `1 Mar 2026 08:30` |
//! | yes, no | `có`, `không` | `yes`, `no` |

use jiff::civil::{Date, DateTime, Time};

use super::ast::Literal;
use super::mistake::usual_unit;
use super::number::{Number, Rounding};
use super::types::Type;
use super::unit::{Dimension, UnitId};
use super::value::{EvalError, Outcome, Value};
use crate::words::Lang;

/// More decimals than these are not shown; the value behind stays exact.
const SHOWN_DECIMALS: i32 = 6;

pub fn number(number: Number, lang: Lang) -> String {
    let shown = number.round(SHOWN_DECIMALS, Rounding::HalfEven).unwrap_or(number).to_string();
    let (sign, digits) = shown.strip_prefix('-').map_or(("", shown.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (thousands, point) = match lang {
        Lang::Vi => ('.', ','),
        Lang::En => (',', '.'),
    };
    let mut text = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(thousands);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(point);
        text.push_str(fraction);
    }
    text
}

/// A number kept in base units, shown in `unit` or, without one, in the unit people would use.
pub fn quantity(base: Number, dimension: Dimension, unit: Option<UnitId>, lang: Lang) -> String {
    if dimension == Dimension::NONE {
        return number(base, lang);
    }
    let fits = |unit: &UnitId| unit.dimension() == dimension;
    let unit = unit.filter(fits).or_else(|| readable_unit(base, dimension));
    let Some((unit, shown)) = unit.and_then(|unit| Some((unit, unit.from_base(base).ok()?))) else {
        return format!("{} {}", number(base, lang), dimension.symbol(lang));
    };
    let label = label(unit, shown, lang);
    let space = if label.starts_with(['%', '‰']) || label == "°" { "" } else { " " };
    format!("{}{space}{label}", number(shown, lang))
}

/// The coarsest unit of time in which the number is whole; other dimensions have one usual unit.
fn readable_unit(base: Number, dimension: Dimension) -> Option<UnitId> {
    if dimension != Dimension::TIME {
        return usual_unit(dimension);
    }
    let whole = |unit: &UnitId| unit.from_base(base).is_ok_and(Number::is_whole);
    ["h", "min", "s"].into_iter().filter_map(UnitId::find).find(whole).or_else(|| usual_unit(dimension))
}

fn label(unit: UnitId, number: Number, lang: Lang) -> &'static str {
    let one = lang == Lang::En && number.abs() == Number::ONE;
    match (unit.symbol(), one) {
        ("days", true) => "day",
        ("weeks", true) => "week",
        ("months", true) => "month",
        ("years", true) => "year",
        ("people", true) => "person",
        _ => unit.label(lang),
    }
}

pub fn date(date: Date, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year()),
        Lang::En => {
            const MONTHS: [&str; 12] =
                ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
            let month = usize::try_from(date.month() - 1).ok().and_then(|at| MONTHS.get(at));
            format!("{} {} {}", date.day(), month.unwrap_or(&""), date.year())
        }
    }
}

pub fn time(time: Time) -> String {
    Literal::Time(time).to_string()
}

pub fn date_time(moment: DateTime, lang: Lang) -> String {
    format!("{} {}", date(moment.date(), lang), time(moment.time()))
}

pub fn boolean(value: bool, lang: Lang) -> &'static str {
    match (value, lang) {
        (true, Lang::Vi) => "có",
        (false, Lang::Vi) => "không",
        (true, Lang::En) => "yes",
        (false, Lang::En) => "no",
    }
}

/// A value of type `ty`; numbers in `unit` where one is given. An option is shown by its id and a row by its place: their
/// labels belong to the checklist.
pub fn value(value: &Value, ty: &Type, unit: Option<UnitId>, lang: Lang) -> String {
    match value {
        Value::Boolean(value) => boolean(*value, lang).to_owned(),
        Value::Number(base) => quantity(*base, dimension_of(ty), unit, lang),
        Value::Text(text) | Value::Choice(text) => text.to_string(),
        Value::Date(value) => date(*value, lang),
        Value::DateTime(moment) => date_time(*moment, lang),
        Value::Time(value) => time(*value),
        Value::GroupRow(_, row) | Value::TableRow(_, row) => format!("#{}", u64::from(*row) + 1),
        Value::List(list) => {
            let element = match ty {
                Type::List(element) => element,
                _ => ty,
            };
            list.iter().map(|item| outcome(item, element, unit, lang)).collect::<Vec<_>>().join("; ")
        }
    }
}

pub fn outcome(outcome: &Outcome, ty: &Type, unit: Option<UnitId>, lang: Lang) -> String {
    match (outcome, lang) {
        (Outcome::Known(known), _) => value(known, ty, unit, lang),
        (Outcome::Unanswered, Lang::Vi) => "chưa trả lời".to_owned(),
        (Outcome::Unanswered, Lang::En) => "unanswered".to_owned(),
        (Outcome::NotApplicable, Lang::Vi) => "không áp dụng".to_owned(),
        (Outcome::NotApplicable, Lang::En) => "not applicable".to_owned(),
        (Outcome::Error(error), Lang::Vi) => format!("lỗi: {}", error.sentence(lang)),
        (Outcome::Error(error), Lang::En) => format!("error: {}", error.sentence(lang)),
    }
}

/// The value as the language writes it: `11.5 m`, `2026-03-01`, `"text"`, an option's id. A number without a decimal text
/// is written as a fraction.
pub fn literal(value: &Value, ty: &Type) -> String {
    match value {
        Value::Boolean(value) => Literal::Boolean(*value).to_string(),
        Value::Number(base) => number_literal(*base, dimension_of(ty)),
        Value::Text(text) => Literal::Text(text.to_string()).to_string(),
        Value::Choice(id) => id.to_string(),
        Value::Date(date) => Literal::Date(*date).to_string(),
        Value::DateTime(moment) => Literal::DateTime(*moment).to_string(),
        Value::Time(time) => Literal::Time(*time).to_string(),
        Value::GroupRow(_, row) | Value::TableRow(_, row) => format!("#{}", u64::from(*row) + 1),
        Value::List(list) => {
            let element = match ty {
                Type::List(element) => element,
                _ => ty,
            };
            let items = list.iter().map(|item| match item {
                Outcome::Known(known) => literal(known, element),
                other => outcome(other, element, None, Lang::En),
            });
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
    }
}

fn number_literal(base: Number, dimension: Dimension) -> String {
    // The base unit of temperature, kelvin, is nobody's first choice.
    let unit = UnitId::base_of(dimension).or_else(|| usual_unit(dimension));
    let unit = if dimension == Dimension::TEMPERATURE { usual_unit(dimension) } else { unit };
    let in_unit = unit.and_then(|unit| Some((unit.from_base(base).ok()?, unit)));
    let (number, unit) = in_unit.map_or((base, None), |(number, unit)| (number, Some(unit)));
    let fraction = !number.has_decimal_text();
    let text = if fraction { format!("{number:?}").replace('/', " / ") } else { number.to_string() };
    match unit {
        Some(unit) if fraction => format!("{text} * 1 {}", unit.symbol()),
        Some(unit) => format!("{text} {}", unit.symbol()),
        None => text,
    }
}

fn dimension_of(ty: &Type) -> Dimension {
    match ty {
        Type::Number(dimension) => *dimension,
        Type::List(element) => dimension_of(element),
        _ => Dimension::NONE,
    }
}

impl EvalError {
    /// What happened, for the end of a sentence.
    pub const fn sentence(self, lang: Lang) -> &'static str {
        let (vi, en) = match self {
            Self::DivisionByZero => ("chia cho 0", "division by zero"),
            Self::NumberTooLarge => ("số vượt quá 38 chữ số", "the number needs more than 38 digits"),
            Self::NotWhole => ("phải là số nguyên", "the number must be whole"),
            Self::NoSuchDate => ("không có ngày giờ này", "no such date"),
            Self::NoRow => {
                ("không có dòng nào trong bảng ứng với giá trị này", "no row of the table holds this value")
            }
            Self::NoParameter => {
                ("tham số chưa có giá trị vào ngày này", "the parameter has no value on this day")
            }
            Self::NoFact => ("bảng dữ liệu không có số liệu này", "the data table does not have this fact"),
            Self::BadArgument => ("đối số hàm không nhận", "an argument the function does not accept"),
            Self::NoHolidays => {
                ("chưa có lịch nghỉ lễ của năm này", "the holidays of this year are not listed")
            }
            Self::BadAnswer => ("câu trả lời đã ghi không hợp lệ", "the recorded answer is not valid"),
            Self::TooLong => ("lời văn hoặc danh sách quá dài", "a text or list that is too long"),
            Self::NoItem => ("danh sách không có phần tử này", "the list has no such element"),
            Self::TooManySteps => ("phải xét quá nhiều trường hợp", "too many combinations to look at"),
        };
        match lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }
}

#[cfg(test)]
mod tests;
