//! Values of the language, and the four states an expression can be in.

use std::sync::Arc;

use super::number::Number;
use crate::words::{Bilingual, Lang};
use jiff::civil;

/// A known value. Numbers are kept in the base unit of their dimension.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Boolean(bool),
    Number(Number),
    Text(Arc<str>),
    /// The option's id.
    Choice(Arc<str>),
    Date(civil::Date),
    DateTime(civil::DateTime),
    Time(civil::Time),
    /// A row of a group: the group's index in the program, and the row's place among the group's rows.
    GroupRow(u32, u32),
    /// A row of a data table: the table's index in the program, and the row's place in it.
    TableRow(u32, u32),
    List(Arc<[Outcome]>),
}

/// Not applicable, unanswered, false and error are four things.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Known(Value),
    /// At least one question it depends on has no answer yet.
    Unanswered,
    /// It asks about something hidden, or answered as not applicable.
    NotApplicable,
    Error(EvalError),
}

/// Why a value could not be computed, though everything needed was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EvalError {
    DivisionByZero,
    /// A result beyond 38 digits above or below the fraction line.
    NumberTooLarge,
    /// A power, a count of days or months, or an index that must be whole and is not.
    NotWhole,
    /// A calendar date outside the years 1 to 9999, or one that does not exist.
    NoSuchDate,
    /// No row of a bracket table or data table holds the key.
    NoRow,
    /// The parameter has no value on the day whose law applies.
    NoParameter,
    /// The data table's cell is empty: the fact is not known.
    NoFact,
    /// An argument outside what the function accepts.
    BadArgument,
    /// Working days are counted in years whose holidays are listed only.
    NoHolidays,
    /// The answer on record is not one the question takes.
    BadAnswer,
    /// A text or list that would be too long.
    TooLong,
    /// An index past the end of a list.
    NoItem,
    /// A comprehension over too many combinations.
    TooManySteps,
}

impl EvalError {
    /// A stable code, as diagnostics have.
    pub const fn code(self) -> &'static str {
        match self {
            Self::DivisionByZero => "division-by-zero",
            Self::NumberTooLarge => "number-too-large",
            Self::NotWhole => "not-whole",
            Self::NoSuchDate => "no-such-date",
            Self::NoRow => "no-row",
            Self::NoParameter => "no-parameter",
            Self::NoFact => "no-fact",
            Self::BadArgument => "bad-argument",
            Self::NoHolidays => "no-holidays",
            Self::BadAnswer => "bad-answer",
            Self::TooLong => "too-long",
            Self::NoItem => "no-item",
            Self::TooManySteps => "too-many-steps",
        }
    }

    /// What happened, for people, in both languages.
    pub fn words(self) -> Bilingual {
        Bilingual::new(self.sentence(Lang::Vi), self.sentence(Lang::En))
    }
}

impl Outcome {
    pub const TRUE: Self = Self::Known(Value::Boolean(true));
    pub const FALSE: Self = Self::Known(Value::Boolean(false));

    pub fn boolean(&self) -> Option<bool> {
        match self {
            Self::Known(Value::Boolean(value)) => Some(*value),
            _ => None,
        }
    }

    pub fn is_unanswered(&self) -> bool {
        matches!(self, Self::Unanswered)
    }
}

impl From<bool> for Outcome {
    fn from(value: bool) -> Self {
        Self::Known(Value::Boolean(value))
    }
}
