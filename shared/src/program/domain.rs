//! The answers a question can take, as far as they matter to what is decided.

use crate::expr::number::Number;
use crate::expr::unit::UnitId;
use crate::model::{AnswerType, Date, ExprText, NumberAnswer};

/// Smallest and largest value in base units, and the step between values where there is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    pub min: Option<Number>,
    pub max: Option<Number>,
    pub min_excluded: bool,
    pub max_excluded: bool,
    pub step: Option<Number>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Domain {
    YesNo,
    Number(Bounds),
    Date {
        min: Option<DateBound>,
        max: Option<DateBound>,
    },
    DateTime,
    Time,
    Choice(Vec<String>),
    Choices(Vec<String>),
    Text,
    /// Rows of a data table, by name.
    Lookup(String),
}

impl Domain {
    pub fn of(answer: &AnswerType) -> Self {
        match answer {
            AnswerType::YesNo => Self::YesNo,
            AnswerType::Number(number) => Self::Number(bounds(number, None)),
            AnswerType::Count(number) => {
                let mut bounds = bounds(number, Some(0));
                bounds.min = bounds.min.or(Some(Number::ZERO));
                Self::Number(bounds)
            }
            AnswerType::Money(number) => {
                let mut bounds = bounds(number, Some(0));
                bounds.min = bounds.min.or(Some(Number::ZERO));
                Self::Number(bounds)
            }
            AnswerType::Date { min, max } => {
                Self::Date { min: date_bound(min.as_ref()), max: date_bound(max.as_ref()) }
            }
            AnswerType::Time => Self::Time,
            AnswerType::DateTime => Self::DateTime,
            AnswerType::Choice(options) => {
                Self::Choice(options.iter().map(|option| option.id.value.clone()).collect())
            }
            AnswerType::Choices(options) => {
                Self::Choices(options.iter().map(|option| option.id.value.clone()).collect())
            }
            AnswerType::Text { .. }
            | AnswerType::Photo
            | AnswerType::Signature
            | AnswerType::Location
            | AnswerType::Barcode => Self::Text,
            AnswerType::Lookup { table } => Self::Lookup(table.value.clone()),
        }
    }
}

fn bounds(answer: &NumberAnswer, decimals: Option<u8>) -> Bounds {
    let unit = answer.unit.as_ref().and_then(|unit| UnitId::find(&unit.value));
    let base = |number: Number| match unit {
        Some(unit) => unit.to_base(number).ok(),
        None => Some(number),
    };
    let bound = |text: &Option<crate::span::Spanned<String>>| {
        text.as_ref().and_then(|text| text.value.parse::<Number>().ok()).and_then(base)
    };
    let step = answer.decimals.or(decimals).and_then(|decimals| {
        let ten = 10_i128.checked_pow(u32::from(decimals))?;
        // A step is a difference: the offset of a temperature scale must not be counted.
        base(Number::new(1, ten).ok()?)?.sub(base(Number::ZERO)?).ok()
    });
    Bounds {
        min: bound(&answer.min),
        max: bound(&answer.max),
        min_excluded: answer.min_excluded,
        max_excluded: answer.max_excluded,
        step,
    }
}

impl Bounds {
    pub fn contain(&self, number: Number) -> bool {
        let above = self.min.is_none_or(|min| min < number || (min == number && !self.min_excluded));
        let below = self.max.is_none_or(|max| number < max || (max == number && !self.max_excluded));
        above && below
    }
}

/// An end of a question's dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateBound {
    On(Date),
    AsOf,
}

impl DateBound {
    pub fn day(self, as_of: Date) -> Date {
        match self {
            Self::On(date) => date,
            Self::AsOf => as_of,
        }
    }
}

/// Bounds of dates are literals or `as_of`; anything else was refused when the checklist was checked.
fn date_bound(text: Option<&ExprText>) -> Option<DateBound> {
    let Some(ExprText::Text(text)) = text else { return None };
    match text.value.trim() {
        "as_of" => Some(DateBound::AsOf),
        day => day.parse().ok().map(DateBound::On),
    }
}
