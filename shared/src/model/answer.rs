//! The kinds of answer a question can take. Each maps onto an existing value type of the language.

use super::{ExprText, Name};
use crate::span::Spanned;
use crate::words::Bilingual;

/// Whether "not applicable" may be answered, and whether a reason must be written with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NotApplicable {
    #[default]
    Refused,
    Allowed,
    WithReason,
}

/// What a question records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerType {
    /// `yes` or `no`.
    YesNo,
    /// An exact decimal, with a unit where the question has one.
    Number(NumberAnswer),
    /// A whole number of things or people, never negative unless `min` says so.
    Count(NumberAnswer),
    /// Đồng, whole.
    Money(NumberAnswer),
    /// A calendar date; bounds are date literals or `as_of`.
    Date { min: Option<ExprText>, max: Option<ExprText> },
    /// A time of day.
    Time,
    /// A date with a time of day.
    DateTime,
    /// Exactly one of the options.
    Choice(Vec<ChoiceOption>),
    /// Any number of the options, each once.
    Choices(Vec<ChoiceOption>),
    /// Text of at most `max` characters.
    Text { max: Option<u32>, lines: bool },
    /// One or more photographs: the value is text, the reference of the first.
    Photo,
    /// A signature drawn on the screen: the value is text, its reference.
    Signature,
    /// Latitude and longitude as text `10.762622,106.660172`.
    Location,
    /// The text of a bar code or QR code.
    Barcode,
    /// A row of a data table, found by its key.
    Lookup { table: Name },
}

/// Bounds of a numeric answer; `min` and `max` are literals in the question's unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberAnswer {
    pub unit: Option<Spanned<String>>,
    /// Decimal text such as `0` or `80.5`, in `unit`.
    pub min: Option<Spanned<String>>,
    pub max: Option<Spanned<String>>,
    /// The end itself is not allowed; checklists include both ends, queries may not.
    pub min_excluded: bool,
    pub max_excluded: bool,
    /// Digits after the decimal point that may be entered.
    pub decimals: Option<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceOption {
    pub id: Name,
    pub label: Bilingual,
}
