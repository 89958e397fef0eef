//! Functions of numbers.

use crate::expr::number::{Number, Rounding};
use crate::expr::value::{EvalError, Outcome, Value};

pub(super) fn abs(arguments: &[Value]) -> Outcome {
    match arguments {
        [Value::Number(number)] => Outcome::Known(Value::Number(number.abs())),
        _ => Outcome::Error(EvalError::BadArgument),
    }
}

pub(super) fn modulo(arguments: &[Value]) -> Outcome {
    match arguments {
        [Value::Number(number), Value::Number(divisor)] => outcome(number.modulo(*divisor)),
        _ => Outcome::Error(EvalError::BadArgument),
    }
}

pub(super) fn floor(arguments: &[Value]) -> Outcome {
    rounded(arguments, Rounding::Floor)
}

pub(super) fn ceiling(arguments: &[Value]) -> Outcome {
    rounded(arguments, Rounding::Ceiling)
}

pub(super) fn round(arguments: &[Value]) -> Outcome {
    rounded(arguments, Rounding::HalfEven)
}

pub(super) fn round_half_up(arguments: &[Value]) -> Outcome {
    rounded(arguments, Rounding::HalfUp)
}

pub(super) fn round_half_down(arguments: &[Value]) -> Outcome {
    rounded(arguments, Rounding::HalfDown)
}

pub(super) fn round_up(arguments: &[Value]) -> Outcome {
    rounded(arguments, Rounding::Up)
}

pub(super) fn round_down(arguments: &[Value]) -> Outcome {
    rounded(arguments, Rounding::Down)
}

fn rounded(arguments: &[Value], rounding: Rounding) -> Outcome {
    let (number, scale) = match arguments {
        [Value::Number(number)] => (number, Number::ZERO),
        [Value::Number(number), Value::Number(scale)] => (number, *scale),
        _ => return Outcome::Error(EvalError::BadArgument),
    };
    if !scale.is_whole() {
        return Outcome::Error(EvalError::NotWhole);
    }
    // Beyond these bounds nothing can change.
    let scale = scale.to_i64().map_or(i32::MAX, |scale| scale.clamp(-1_000, 1_000) as i32);
    outcome(number.round(scale, rounding))
}

pub(super) fn even(arguments: &[Value]) -> Outcome {
    divides_by_two(arguments, true)
}

pub(super) fn odd(arguments: &[Value]) -> Outcome {
    divides_by_two(arguments, false)
}

fn divides_by_two(arguments: &[Value], wanted: bool) -> Outcome {
    match arguments {
        [Value::Number(number)] if number.is_whole() => {
            Outcome::from((number.numerator() % 2 == 0) == wanted)
        }
        [Value::Number(_)] => Outcome::Error(EvalError::NotWhole),
        _ => Outcome::Error(EvalError::BadArgument),
    }
}

fn outcome(result: Result<Number, EvalError>) -> Outcome {
    match result {
        Ok(number) => Outcome::Known(Value::Number(number)),
        Err(error) => Outcome::Error(error),
    }
}
