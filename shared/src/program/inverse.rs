//! Arithmetic backwards: which operand gives a wanted result when the other one is known.

use crate::expr::number::Number;
use crate::expr::ops::{self, ArithPlan};
use crate::expr::value::Value;
use jiff::civil::Date;

/// The left operands `x` for which `x op right` is `target`, or nothing when they are not followed.
///
/// Adding months is not one-to-one at the ends of months, so every day from which the target is reached, and those
/// next to them, are given.
pub(super) fn left(plan: ArithPlan, target: &Value, right: &Value) -> Option<Vec<Value>> {
    use ArithPlan as P;
    let one =
        |plan: P, left: &Value, right: &Value| ops::arith(plan, left, right).ok().map(|value| vec![value]);
    match plan {
        P::Add => one(P::Subtract, target, right),
        P::Subtract => one(P::Add, target, right),
        P::Multiply => one(P::Divide, target, right),
        P::Divide => one(P::Multiply, target, right),
        P::DatePlusDays => one(P::DateMinusDays, target, right),
        P::DateMinusDays => one(P::DatePlusDays, target, right),
        P::DatePlusMonths => around(&ops::arith(P::DateMinusMonths, target, right).ok()?),
        P::DateMinusMonths => around(&ops::arith(P::DatePlusMonths, target, right).ok()?),
        P::DateMinusDate => match (target, right) {
            (Value::Number(_), Value::Date(_)) => one(P::DatePlusDays, right, target),
            _ => None,
        },
        P::DaysPlusDate => match (target, right) {
            (Value::Date(_), Value::Date(_)) => one(P::DateMinusDate, target, right),
            _ => None,
        },
        _ => None,
    }
}

/// The right operands `x` for which `left op x` is `target`.
pub(super) fn right(plan: ArithPlan, target: &Value, left: &Value) -> Option<Vec<Value>> {
    use ArithPlan as P;
    let one =
        |plan: P, left: &Value, right: &Value| ops::arith(plan, left, right).ok().map(|value| vec![value]);
    match plan {
        P::Add => one(P::Subtract, target, left),
        P::Subtract => one(P::Subtract, left, target),
        P::Multiply => one(P::Divide, target, left),
        P::Divide => match target {
            // The result jumps at zero, where there is none.
            Value::Number(number) if number.is_zero() => Some(vec![Value::Number(Number::ZERO)]),
            _ => one(P::Divide, left, target).map(|mut values| {
                values.push(Value::Number(Number::ZERO));
                values
            }),
        },
        P::DaysPlusDate => one(P::DateMinusDays, target, left),
        P::MonthsPlusDate => around(&ops::arith(P::DateMinusMonths, target, left).ok()?),
        P::DateMinusDate => match (target, left) {
            (Value::Number(_), Value::Date(_)) => one(P::DateMinusDays, left, target),
            _ => None,
        },
        P::DatePlusDays => match (target, left) {
            (Value::Date(_), Value::Date(_)) => one(P::DateMinusDate, target, left),
            _ => None,
        },
        P::DateMinusDays => match (target, left) {
            (Value::Date(_), Value::Date(_)) => one(P::DateMinusDate, left, target),
            _ => None,
        },
        _ => None,
    }
}

/// A day and its neighbours: the months' ends fold up to three days into one.
fn around(value: &Value) -> Option<Vec<Value>> {
    let Value::Date(date) = value else { return None };
    let near = |offset: i64| -> Option<Date> { date.checked_add(jiff::Span::new().days(offset)).ok() };
    Some((-3..=3).filter_map(near).map(Value::Date).collect())
}
