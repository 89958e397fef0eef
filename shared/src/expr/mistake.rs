//! Mistakes of types, and the one place that makes sentences of them.

use super::ast::{ArithOp, CompareOp};
use super::types::Type;
use super::unit::{Dimension, UnitId};
use crate::diag::Diagnostic;
use crate::span::Span;
use crate::words::Lang;

/// Why two types do not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeMistake {
    /// One side has a unit and the other none.
    BareNumber { expected: Dimension, bare: Side },
    /// Numbers of two dimensions are added, subtracted or compared.
    Dimensions { left: Dimension, right: Dimension },
    /// The operator does not take these two types.
    Operands { operator: Operator, left: Type, right: Type },
    /// A temperature is multiplied, turned around, or added to another.
    Temperature { op: ArithOp },
    /// `x ** 2 m`.
    ExponentWithUnit { exponent: Dimension },
    /// A number with a unit to a power that is not written as a whole number.
    PowerOfUnit { base: Dimension },
    /// A minus before what is no number.
    Negated { operand: Type },
    /// `<` between values without an order.
    Unordered { op: CompareOp, operand: Type },
    /// An exponent of a unit beyond 127.
    TooManyUnits,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Arith(ArithOp),
    Compare(CompareOp),
}

/// The operands of the expression in which a mistake was found. Of an operator with one operand, both are that one.
#[derive(Clone, Copy, Debug)]
pub struct Operands<'a> {
    pub whole: Span,
    pub left: Span,
    pub right: Span,
    /// As written.
    pub left_text: &'a str,
    pub right_text: &'a str,
}

impl Operator {
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Arith(op) => op.symbol(),
            Self::Compare(op) => op.symbol(),
        }
    }
}

impl TypeMistake {
    /// The mistake as an author reads it: where, what was expected and found, and what to write instead.
    pub fn diagnostic(&self, operands: &Operands) -> Diagnostic {
        match self {
            Self::BareNumber { expected, bare } => bare_number(*expected, *bare, operands),
            Self::Dimensions { left, right } => dimensions(*left, *right, operands),
            Self::Operands { operator, left, right } => other_operands(*operator, left, right, operands),
            Self::Temperature { op } => temperature(*op, operands),
            Self::ExponentWithUnit { exponent } => {
                let expected = Type::NUMBER;
                expected_found("type-mismatch", operands.right, &expected, &Type::Number(*exponent))
            }
            Self::PowerOfUnit { base } => Diagnostic::new(
                "type-mismatch",
                operands.right,
                format!("số mũ của {} phải là một số nguyên viết thẳng", base.name(Lang::Vi)),
                format!("the exponent of {} must be a whole number written out", base.name(Lang::En)),
            )
            .help("viết `x ** 2`", "write `x ** 2`"),
            Self::Negated { operand } => Diagnostic::new(
                "type-mismatch",
                operands.right,
                format!("sau dấu `-` chờ một số, gặp {}", operand.name(Lang::Vi)),
                format!("expected a number after `-`, found {}", operand.name(Lang::En)),
            ),
            Self::Unordered { op, operand } => {
                let diagnostic = Diagnostic::new(
                    "type-mismatch",
                    operands.whole,
                    format!(
                        "`{}` không dùng được cho {}, vốn không có thứ tự",
                        op.symbol(),
                        operand.name(Lang::Vi)
                    ),
                    format!(
                        "`{}` does not apply to {}, which has no order",
                        op.symbol(),
                        operand.name(Lang::En)
                    ),
                );
                diagnostic.help("chỉ dùng `=` và `!=`", "use `=` or `!=` only")
            }
            Self::TooManyUnits => Diagnostic::new(
                "type-mismatch",
                operands.whole,
                "số mũ của đơn vị vượt quá 127",
                "the exponent of a unit goes beyond 127",
            ),
        }
    }
}

/// `expected a length (m), found a bare number`.
pub fn expected_found(code: &'static str, span: Span, expected: &Type, found: &Type) -> Diagnostic {
    Diagnostic::new(
        code,
        span,
        format!("chờ {}, gặp {}", expected.name(Lang::Vi), found.name(Lang::Vi)),
        format!("expected {}, found {}", expected.name(Lang::En), found.name(Lang::En)),
    )
}

fn bare_number(expected: Dimension, bare: Side, operands: &Operands) -> Diagnostic {
    let (span, text) = match bare {
        Side::Left => (operands.left, operands.left_text),
        Side::Right => (operands.right, operands.right_text),
    };
    let diagnostic = expected_found("unit-mismatch", span, &Type::Number(expected), &Type::NUMBER);
    let Some(unit) = usual_unit(expected) else { return diagnostic };
    let symbol = unit.symbol();
    if text.parse::<super::number::Number>().is_ok() {
        let mended = format!("{text} {symbol}");
        return diagnostic
            .help(format!("có phải ý bạn là `{mended}`?"), format!("did you mean `{mended}`?"))
            .fix(span, mended);
    }
    diagnostic.help(
        format!("nhân với đơn vị: `{text} * 1 {symbol}`, hoặc đặt đơn vị ở nơi khai báo"),
        format!("multiply by the unit: `{text} * 1 {symbol}`, or give the unit where it is declared"),
    )
}

/// The unit an author most likely means for a number of this dimension.
pub fn usual_unit(dimension: Dimension) -> Option<UnitId> {
    let name = match dimension {
        Dimension::TEMPERATURE => "degC",
        Dimension::TIME => "h",
        Dimension::CONCENTRATION => "mg/m3",
        Dimension::SOUND => "dBA",
        _ => return UnitId::base_of(dimension),
    };
    UnitId::find(name)
}

fn dimensions(left: Dimension, right: Dimension, operands: &Operands) -> Diagnostic {
    let diagnostic =
        expected_found("unit-mismatch", operands.right, &Type::Number(left), &Type::Number(right));
    let calendar = |dimension| matches!(dimension, Dimension::DAY | Dimension::MONTH | Dimension::TIME);
    if calendar(left) && calendar(right) {
        return diagnostic.help(
            "`1 month`, `30 days` và `720 hours` khác nhau: dùng cùng một loại, ví dụ `3 months` hoặc `90 days`",
            "`1 month`, `30 days` and `720 hours` differ: use one of them, as in `3 months` or `90 days`",
        );
    }
    let temperatures = (Dimension::TEMPERATURE, Dimension::TEMPERATURE_DIFFERENCE);
    if (left, right) == temperatures || (right, left) == temperatures {
        return diagnostic.help(
            "chênh lệch nhiệt độ viết `5 delta_K`, nhiệt độ viết `5 degC`",
            "a temperature difference is written `5 delta_K`, a temperature `5 degC`",
        );
    }
    diagnostic
}

fn other_operands(operator: Operator, left: &Type, right: &Type, operands: &Operands) -> Diagnostic {
    let symbol = operator.symbol();
    let diagnostic = match operator {
        Operator::Compare(_) => expected_found("type-mismatch", operands.right, left, right),
        Operator::Arith(_) => Diagnostic::new(
            "type-mismatch",
            operands.whole,
            format!("không có phép `{symbol}` giữa {} và {}", left.name(Lang::Vi), right.name(Lang::Vi)),
            format!("there is no `{symbol}` between {} and {}", left.name(Lang::En), right.name(Lang::En)),
        ),
    };
    match (left, right) {
        (Type::Date, Type::DateTime) => {
            let text = operands.right_text;
            diagnostic.help(format!("lấy phần ngày: `{text}.date`"), format!("take its date: `{text}.date`"))
        }
        (Type::DateTime, Type::Date) => {
            let text = operands.left_text;
            diagnostic.help(format!("lấy phần ngày: `{text}.date`"), format!("take its date: `{text}.date`"))
        }
        (Type::Date | Type::DateTime, Type::Number(Dimension::NONE))
            if matches!(operator, Operator::Arith(_)) =>
        {
            let text = operands.right_text;
            diagnostic.help(
                format!("thêm đơn vị: `{text} days` hoặc `{text} months`"),
                format!("add the unit: `{text} days` or `{text} months`"),
            )
        }
        (Type::Date, Type::Number(Dimension::TIME)) if matches!(operator, Operator::Arith(_)) => diagnostic
            .help(
                "ngày không có giờ: dùng `days`, hoặc một ngày có giờ",
                "a date has no hours: use `days`, or a date with time",
            ),
        (list @ Type::List(element), other) | (other, list @ Type::List(element))
            if matches!(operator, Operator::Compare(_)) && element.accepts(other) =>
        {
            let (item, list) = if list == right {
                (operands.left_text, operands.right_text)
            } else {
                (operands.right_text, operands.left_text)
            };
            diagnostic.help(format!("viết `{item} in {list}`"), format!("write `{item} in {list}`"))
        }
        _ => diagnostic,
    }
}

fn temperature(op: ArithOp, operands: &Operands) -> Diagnostic {
    let symbol = op.symbol();
    Diagnostic::new(
        "type-mismatch",
        operands.whole,
        format!("phép `{symbol}` không dùng cho nhiệt độ, vốn là một điểm trên thang đo"),
        format!("`{symbol}` does not apply to temperatures, which are points of a scale"),
    )
    .help(
        "so sánh hai nhiệt độ, trừ nhau để lấy chênh lệch, hoặc cộng một chênh lệch như `5 delta_K`",
        "compare two temperatures, subtract them, or add a difference such as `5 delta_K`",
    )
}

impl Type {
    /// What a message calls a value of this type: `a date`, `một ngày`.
    pub fn name(&self, lang: Lang) -> String {
        let (vi, en) = match self {
            Self::Number(dimension) => return dimension.name(lang),
            Self::Boolean => ("có hoặc không", "yes or no"),
            Self::Text => ("lời văn", "a text"),
            Self::Choice(_) => ("một lựa chọn", "a choice"),
            Self::Date => ("ngày", "a date"),
            Self::DateTime => ("ngày có giờ", "a date with time"),
            Self::Time => ("giờ trong ngày", "a time of day"),
            Self::Nothing => ("danh sách trống", "nothing"),
            Self::GroupRow(name) => {
                return match lang {
                    Lang::Vi => format!("một dòng của nhóm `{name}`"),
                    Lang::En => format!("a row of the group `{name}`"),
                };
            }
            Self::TableRow(name) => {
                return match lang {
                    Lang::Vi => format!("một dòng của bảng `{name}`"),
                    Lang::En => format!("a row of the table `{name}`"),
                };
            }
            Self::List(element) if **element == Self::Nothing => ("danh sách trống", "an empty list"),
            Self::List(element) => {
                return match lang {
                    Lang::Vi => format!("danh sách, mỗi phần tử là {}", element.name(lang)),
                    Lang::En => format!("a list, each element {}", element.name(lang)),
                };
            }
        };
        match lang {
            Lang::Vi => vi.to_owned(),
            Lang::En => en.to_owned(),
        }
    }
}
