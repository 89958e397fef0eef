//! Arithmetic and comparison: which types go together, and what comes out.
//!
//! Types are decided first, by [`plan`] and [`compare_type`]; what [`plan`] returns says exactly what to compute, so that
//! [`arith`] never looks at types again.
//!
//! | left | `+` `-` right | gives |
//! |---|---|---|
//! | number of a dimension | the same dimension | that dimension |
//! | date | days, months | date (`+` also the other way round) |
//! | date with time | days, months, time span | date with time |
//! | time of day | time span | time of day, around the clock |
//! | date `-` | date | days |
//! | date with time `-` | date with time | time span |
//! | time of day `-` | time of day | time span |
//! | temperature | temperature difference | temperature |
//! | temperature `-` | temperature | temperature difference |
//! | text `+` | text | both, one after the other |
//!
//! `*` and `/` multiply and divide dimensions; `**` takes a whole exponent, and one written in the expression where the
//! base has a unit. Temperatures, being points of a scale, are neither multiplied nor turned around. Nothing mixes days,
//! months and time spans: a month has no fixed number of days, and a calendar day is not always 24 hours.

use std::cmp::Ordering;
use std::sync::Arc;

use super::ast::{ArithOp, CompareOp};
use super::calendar;
use super::mistake::{Operator, Side, TypeMistake};
use super::number::Number;
use super::types::Type;
use super::unit::Dimension;
use super::value::{EvalError, Outcome, Value};

/// What an arithmetic operator computes, once the types of its operands are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArithPlan {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    DatePlusDays,
    DaysPlusDate,
    DateMinusDays,
    DatePlusMonths,
    MonthsPlusDate,
    DateMinusMonths,
    /// In days.
    DateMinusDate,
    DateTimePlusDays,
    DaysPlusDateTime,
    DateTimeMinusDays,
    DateTimePlusMonths,
    MonthsPlusDateTime,
    DateTimeMinusMonths,
    DateTimePlusTime,
    TimePlusDateTime,
    DateTimeMinusTime,
    /// In seconds.
    DateTimeMinusDateTime,
    ClockPlusTime,
    TimePlusClock,
    ClockMinusTime,
    /// In seconds.
    ClockMinusClock,
    JoinText,
}

/// Longest text, in bytes, and longest list that an operation makes.
pub const MAX_ITEMS: usize = 1 << 20;

/// What `left op right` computes, and the type of its result. For a power of a number with a unit use [`power_type`].
pub fn plan(op: ArithOp, left: &Type, right: &Type) -> Result<(ArithPlan, Type), TypeMistake> {
    use ArithPlan as P;
    use Type::{Date, DateTime, Text, Time};
    const DAY: Type = Type::Number(Dimension::DAY);
    const MONTH: Type = Type::Number(Dimension::MONTH);
    const SPAN: Type = Type::Number(Dimension::TIME);
    if let (Type::Number(left), Type::Number(right)) = (left, right) {
        let (plan, dimension) = plan_numbers(op, *left, *right)?;
        return Ok((plan, Type::Number(dimension)));
    }
    Ok(match (op, left, right) {
        (ArithOp::Add, Date, right) if *right == DAY => (P::DatePlusDays, Date),
        (ArithOp::Add, left, Date) if *left == DAY => (P::DaysPlusDate, Date),
        (ArithOp::Subtract, Date, right) if *right == DAY => (P::DateMinusDays, Date),
        (ArithOp::Add, Date, right) if *right == MONTH => (P::DatePlusMonths, Date),
        (ArithOp::Add, left, Date) if *left == MONTH => (P::MonthsPlusDate, Date),
        (ArithOp::Subtract, Date, right) if *right == MONTH => (P::DateMinusMonths, Date),
        (ArithOp::Subtract, Date, Date) => (P::DateMinusDate, DAY),
        (ArithOp::Add, DateTime, right) if *right == DAY => (P::DateTimePlusDays, DateTime),
        (ArithOp::Add, left, DateTime) if *left == DAY => (P::DaysPlusDateTime, DateTime),
        (ArithOp::Subtract, DateTime, right) if *right == DAY => (P::DateTimeMinusDays, DateTime),
        (ArithOp::Add, DateTime, right) if *right == MONTH => (P::DateTimePlusMonths, DateTime),
        (ArithOp::Add, left, DateTime) if *left == MONTH => (P::MonthsPlusDateTime, DateTime),
        (ArithOp::Subtract, DateTime, right) if *right == MONTH => (P::DateTimeMinusMonths, DateTime),
        (ArithOp::Add, DateTime, right) if *right == SPAN => (P::DateTimePlusTime, DateTime),
        (ArithOp::Add, left, DateTime) if *left == SPAN => (P::TimePlusDateTime, DateTime),
        (ArithOp::Subtract, DateTime, right) if *right == SPAN => (P::DateTimeMinusTime, DateTime),
        (ArithOp::Subtract, DateTime, DateTime) => (P::DateTimeMinusDateTime, SPAN),
        (ArithOp::Add, Time, right) if *right == SPAN => (P::ClockPlusTime, Time),
        (ArithOp::Add, left, Time) if *left == SPAN => (P::TimePlusClock, Time),
        (ArithOp::Subtract, Time, right) if *right == SPAN => (P::ClockMinusTime, Time),
        (ArithOp::Subtract, Time, Time) => (P::ClockMinusClock, SPAN),
        (ArithOp::Add, Text, Text) => (P::JoinText, Text),
        _ => {
            let (left, right) = (left.clone(), right.clone());
            return Err(TypeMistake::Operands { operator: Operator::Arith(op), left, right });
        }
    })
}

/// The type of `left op right`.
pub fn arith_type(op: ArithOp, left: &Type, right: &Type) -> Result<Type, TypeMistake> {
    plan(op, left, right).map(|(_, result)| result)
}

fn plan_numbers(
    op: ArithOp,
    left: Dimension,
    right: Dimension,
) -> Result<(ArithPlan, Dimension), TypeMistake> {
    const POINT: Dimension = Dimension::TEMPERATURE;
    const DIFFERENCE: Dimension = Dimension::TEMPERATURE_DIFFERENCE;
    let affine = left.is_affine() || right.is_affine();
    let fits = |dimension: Option<Dimension>| dimension.ok_or(TypeMistake::TooManyUnits);
    Ok(match op {
        ArithOp::Add | ArithOp::Subtract if affine => match (op, left, right) {
            (ArithOp::Subtract, POINT, POINT) => (ArithPlan::Subtract, DIFFERENCE),
            (ArithOp::Subtract, POINT, DIFFERENCE) => (ArithPlan::Subtract, POINT),
            (ArithOp::Add, POINT, DIFFERENCE) | (ArithOp::Add, DIFFERENCE, POINT) => (ArithPlan::Add, POINT),
            _ if left == right => return Err(TypeMistake::Temperature { op }),
            _ => return Err(mismatch(left, right)),
        },
        ArithOp::Multiply | ArithOp::Divide | ArithOp::Power if affine => {
            return Err(TypeMistake::Temperature { op });
        }
        ArithOp::Add | ArithOp::Subtract if left != right => return Err(mismatch(left, right)),
        ArithOp::Add => (ArithPlan::Add, left),
        ArithOp::Subtract => (ArithPlan::Subtract, left),
        ArithOp::Multiply => (ArithPlan::Multiply, fits(left.multiply(right))?),
        ArithOp::Divide => (ArithPlan::Divide, fits(left.divide(right))?),
        ArithOp::Power if right != Dimension::NONE => {
            return Err(TypeMistake::ExponentWithUnit { exponent: right });
        }
        ArithOp::Power if left != Dimension::NONE => return Err(TypeMistake::PowerOfUnit { base: left }),
        ArithOp::Power => (ArithPlan::Power, Dimension::NONE),
    })
}

/// The type of `base ** exponent` for an exponent written in the expression, which a unit needs.
pub fn power_type(base: &Type, exponent: Number) -> Result<Type, TypeMistake> {
    match base {
        Type::Number(dimension) if dimension.is_affine() => {
            Err(TypeMistake::Temperature { op: ArithOp::Power })
        }
        Type::Number(dimension) if *dimension == Dimension::NONE => Ok(Type::NUMBER),
        Type::Number(dimension) => {
            let exponent = exponent.to_i64().ok_or(TypeMistake::PowerOfUnit { base: *dimension })?;
            dimension.pow(exponent).map(Type::Number).ok_or(TypeMistake::TooManyUnits)
        }
        other => {
            let operator = Operator::Arith(ArithOp::Power);
            Err(TypeMistake::Operands { operator, left: other.clone(), right: Type::NUMBER })
        }
    }
}

fn mismatch(left: Dimension, right: Dimension) -> TypeMistake {
    match (left, right) {
        (Dimension::NONE, expected) => TypeMistake::BareNumber { expected, bare: Side::Left },
        (expected, Dimension::NONE) => TypeMistake::BareNumber { expected, bare: Side::Right },
        (left, right) => TypeMistake::Dimensions { left, right },
    }
}

/// The type of `-operand`.
pub fn negate_type(operand: &Type) -> Result<Type, TypeMistake> {
    match operand {
        Type::Number(dimension) if dimension.is_affine() => {
            Err(TypeMistake::Temperature { op: ArithOp::Subtract })
        }
        Type::Number(_) => Ok(operand.clone()),
        other => Err(TypeMistake::Negated { operand: other.clone() }),
    }
}

/// Whether `left op right` makes sense: `=` and `!=` for two of one type, the others where values have an order:
/// numbers, dates, times and text (by its letters' code points).
pub fn compare_type(op: CompareOp, left: &Type, right: &Type) -> Result<(), TypeMistake> {
    if let (Type::Number(left), Type::Number(right)) = (left, right) {
        return if left == right { Ok(()) } else { Err(mismatch(*left, *right)) };
    }
    if !left.accepts(right) {
        let (left, right) = (left.clone(), right.clone());
        return Err(TypeMistake::Operands { operator: Operator::Compare(op), left, right });
    }
    let ordered = |ty: &Type| {
        matches!(ty, Type::Number(_) | Type::Text | Type::Date | Type::DateTime | Type::Time | Type::Nothing)
    };
    match op {
        CompareOp::Equal | CompareOp::NotEqual => Ok(()),
        _ if ordered(left) && ordered(right) => Ok(()),
        _ => Err(TypeMistake::Unordered { op, operand: left.clone() }),
    }
}

/// Computes what was planned. Values of other types than were planned for are a bad argument.
#[inline]
pub fn arith(plan: ArithPlan, left: &Value, right: &Value) -> Result<Value, EvalError> {
    if let (Value::Number(left), Value::Number(right)) = (left, right) {
        return arith_numbers(plan, *left, *right).map(Value::Number);
    }
    arith_calendar(plan, left, right)
}

#[inline]
fn arith_numbers(plan: ArithPlan, left: Number, right: Number) -> Result<Number, EvalError> {
    match plan {
        ArithPlan::Add => left.add(right),
        ArithPlan::Subtract => left.sub(right),
        ArithPlan::Multiply => left.mul(right),
        ArithPlan::Divide => left.div(right),
        ArithPlan::Power => left.pow(right),
        _ => Err(EvalError::BadArgument),
    }
}

fn arith_calendar(plan: ArithPlan, left: &Value, right: &Value) -> Result<Value, EvalError> {
    use ArithPlan as P;
    use Value::{Date, DateTime, Text, Time};
    Ok(match (plan, left, right) {
        (P::DatePlusDays, Date(date), Value::Number(days))
        | (P::DaysPlusDate, Value::Number(days), Date(date)) => Date(calendar::add_days(*date, *days)?),
        (P::DateMinusDays, Date(date), Value::Number(days)) => Date(calendar::add_days(*date, -*days)?),
        (P::DatePlusMonths, Date(date), Value::Number(months))
        | (P::MonthsPlusDate, Value::Number(months), Date(date)) => {
            Date(calendar::add_months(*date, *months)?)
        }
        (P::DateMinusMonths, Date(date), Value::Number(months)) => {
            Date(calendar::add_months(*date, -*months)?)
        }
        (P::DateMinusDate, Date(left), Date(right)) => Value::Number(calendar::days_between(*right, *left)),
        (P::DateTimePlusDays, DateTime(moment), Value::Number(days))
        | (P::DaysPlusDateTime, Value::Number(days), DateTime(moment)) => {
            DateTime(calendar::add_days(moment.date(), *days)?.to_datetime(moment.time()))
        }
        (P::DateTimeMinusDays, DateTime(moment), Value::Number(days)) => {
            DateTime(calendar::add_days(moment.date(), -*days)?.to_datetime(moment.time()))
        }
        (P::DateTimePlusMonths, DateTime(moment), Value::Number(months))
        | (P::MonthsPlusDateTime, Value::Number(months), DateTime(moment)) => {
            DateTime(calendar::add_months(moment.date(), *months)?.to_datetime(moment.time()))
        }
        (P::DateTimeMinusMonths, DateTime(moment), Value::Number(months)) => {
            DateTime(calendar::add_months(moment.date(), -*months)?.to_datetime(moment.time()))
        }
        (P::DateTimePlusTime, DateTime(moment), Value::Number(span))
        | (P::TimePlusDateTime, Value::Number(span), DateTime(moment)) => {
            DateTime(calendar::add_seconds(*moment, *span)?)
        }
        (P::DateTimeMinusTime, DateTime(moment), Value::Number(span)) => {
            DateTime(calendar::add_seconds(*moment, -*span)?)
        }
        (P::DateTimeMinusDateTime, DateTime(left), DateTime(right)) => {
            Value::Number(calendar::seconds_between(*right, *left)?)
        }
        (P::ClockPlusTime, Time(time), Value::Number(span))
        | (P::TimePlusClock, Value::Number(span), Time(time)) => Time(calendar::turn_clock(*time, *span)?),
        (P::ClockMinusTime, Time(time), Value::Number(span)) => Time(calendar::turn_clock(*time, -*span)?),
        (P::ClockMinusClock, Time(left), Time(right)) => {
            Value::Number(calendar::clock_seconds_between(*right, *left)?)
        }
        (P::JoinText, Text(left), Text(right)) => {
            if left.len() + right.len() > MAX_ITEMS {
                return Err(EvalError::TooLong);
            }
            Text(Arc::from(format!("{left}{right}")))
        }
        _ => return Err(EvalError::BadArgument),
    })
}

pub fn negate(operand: &Value) -> Result<Value, EvalError> {
    match operand {
        Value::Number(number) => Ok(Value::Number(-*number)),
        _ => Err(EvalError::BadArgument),
    }
}

/// How two values of one type compare; for what has no order, only whether it is equal means anything. Lists, whose
/// elements may be unanswered, are compared by [`equals`].
#[inline]
pub fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    Some(match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.cmp(right),
        (Value::Boolean(left), Value::Boolean(right)) => left.cmp(right),
        (Value::Date(left), Value::Date(right)) => left.cmp(right),
        (Value::Choice(left), Value::Choice(right)) | (Value::Text(left), Value::Text(right)) => {
            left.cmp(right)
        }
        (Value::DateTime(left), Value::DateTime(right)) => left.cmp(right),
        (Value::Time(left), Value::Time(right)) => left.cmp(right),
        (Value::GroupRow(a, b), Value::GroupRow(c, d)) | (Value::TableRow(a, b), Value::TableRow(c, d)) => {
            (a, b).cmp(&(c, d))
        }
        _ => return None,
    })
}

/// Whether two values are equal. Of lists: no, when lengths or any two known elements differ; otherwise as undecided as
/// their elements are.
///
/// | elements of a pair | known, known | unanswered with any | error with any but unanswered | not applicable with known or itself |
/// |---|---|---|---|---|
/// | makes the lists | equal so far, or different | unanswered | error | not applicable |
pub fn equals(left: &Value, right: &Value) -> Outcome {
    let (Value::List(left), Value::List(right)) = (left, right) else {
        return match compare(left, right) {
            Some(ordering) => Outcome::from(ordering.is_eq()),
            None => Outcome::FALSE,
        };
    };
    if left.len() != right.len() {
        return Outcome::FALSE;
    }
    let mut result = Outcome::TRUE;
    for (left, right) in left.iter().zip(right.iter()) {
        let pair = match (left, right) {
            (Outcome::Known(left), Outcome::Known(right)) => equals(left, right),
            (Outcome::Unanswered, _) | (_, Outcome::Unanswered) => Outcome::Unanswered,
            (Outcome::Error(error), _) | (_, Outcome::Error(error)) => Outcome::Error(*error),
            _ => Outcome::NotApplicable,
        };
        if pair == Outcome::FALSE {
            return pair;
        }
        if undecidedness(&pair) > undecidedness(&result) {
            result = pair;
        }
    }
    result
}

/// An order of all values, by which sets and maps can be kept: that of [`compare`] where it has one, otherwise by kind.
pub fn total_cmp(left: &Value, right: &Value) -> Ordering {
    let (Value::List(a), Value::List(b)) = (left, right) else {
        return compare(left, right).unwrap_or_else(|| kind(left).cmp(&kind(right)));
    };
    let elements = a.iter().zip(b.iter()).map(|pair| match pair {
        (Outcome::Known(left), Outcome::Known(right)) => total_cmp(left, right),
        (Outcome::Error(left), Outcome::Error(right)) => left.cmp(right),
        (left, right) => undecidedness(left).cmp(&undecidedness(right)),
    });
    elements.fold(Ordering::Equal, Ordering::then).then(a.len().cmp(&b.len()))
}

fn kind(value: &Value) -> u8 {
    match value {
        Value::Boolean(_) => 0,
        Value::Number(_) => 1,
        Value::Text(_) => 2,
        Value::Choice(_) => 3,
        Value::Date(_) => 4,
        Value::DateTime(_) => 5,
        Value::Time(_) => 6,
        Value::GroupRow(..) => 7,
        Value::TableRow(..) => 8,
        Value::List(_) => 9,
    }
}

/// Which outcome of several pairs stands for all of them, the greatest, as long as none decides.
fn undecidedness(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::Known(_) => 0,
        Outcome::NotApplicable => 1,
        Outcome::Error(_) => 2,
        Outcome::Unanswered => 3,
    }
}

#[cfg(test)]
mod tests;
