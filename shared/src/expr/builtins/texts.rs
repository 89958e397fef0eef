//! Functions of text. Characters are Unicode code points.

use std::sync::Arc;

use crate::expr::number::Number;
use crate::expr::ops::MAX_ITEMS;
use crate::expr::value::{EvalError, Outcome, Value};

pub(super) fn string_length(arguments: &[Value]) -> Outcome {
    match arguments {
        [Value::Text(text)] => {
            let count = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
            Outcome::Known(Value::Number(Number::whole(count)))
        }
        _ => Outcome::Error(EvalError::BadArgument),
    }
}

pub(super) fn upper_case(arguments: &[Value]) -> Outcome {
    match arguments {
        [Value::Text(text)] => made(text.to_uppercase()),
        _ => Outcome::Error(EvalError::BadArgument),
    }
}

pub(super) fn lower_case(arguments: &[Value]) -> Outcome {
    match arguments {
        [Value::Text(text)] => made(text.to_lowercase()),
        _ => Outcome::Error(EvalError::BadArgument),
    }
}

pub(super) fn contains(arguments: &[Value]) -> Outcome {
    of_two(arguments, |text, part| Outcome::from(text.contains(part)))
}

pub(super) fn starts_with(arguments: &[Value]) -> Outcome {
    of_two(arguments, |text, part| Outcome::from(text.starts_with(part)))
}

pub(super) fn ends_with(arguments: &[Value]) -> Outcome {
    of_two(arguments, |text, part| Outcome::from(text.ends_with(part)))
}

pub(super) fn substring_before(arguments: &[Value]) -> Outcome {
    of_two(arguments, |text, part| copied(text.split_once(part).map_or("", |(before, _)| before)))
}

pub(super) fn substring_after(arguments: &[Value]) -> Outcome {
    of_two(arguments, |text, part| copied(text.split_once(part).map_or("", |(_, after)| after)))
}

fn of_two(arguments: &[Value], combine: impl Fn(&str, &str) -> Outcome) -> Outcome {
    match arguments {
        [Value::Text(text), Value::Text(part)] => combine(text, part),
        _ => Outcome::Error(EvalError::BadArgument),
    }
}

/// A start before the first character begins there; one after the last gives an empty text.
pub(super) fn substring(arguments: &[Value]) -> Outcome {
    let (text, start, length) = match arguments {
        [Value::Text(text), Value::Number(start)] => (text, start, None),
        [Value::Text(text), Value::Number(start), Value::Number(length)] => (text, start, Some(length)),
        _ => return Outcome::Error(EvalError::BadArgument),
    };
    if !start.is_whole() || length.is_some_and(|length| !length.is_whole()) {
        return Outcome::Error(EvalError::NotWhole);
    }
    if start.is_zero() || length.is_some_and(|length| *length < Number::ONE) {
        return Outcome::Error(EvalError::BadArgument);
    }
    let distance = usize::try_from(start.numerator().unsigned_abs()).unwrap_or(usize::MAX);
    let skipped =
        if start.is_negative() { text.chars().count().saturating_sub(distance) } else { distance - 1 };
    let most = length.map_or(usize::MAX, |length| usize::try_from(length.numerator()).unwrap_or(usize::MAX));
    made(text.chars().skip(skipped).take(most).collect())
}

fn copied(text: &str) -> Outcome {
    Outcome::Known(Value::Text(Arc::from(text)))
}

fn made(text: String) -> Outcome {
    if text.len() > MAX_ITEMS {
        Outcome::Error(EvalError::TooLong)
    } else {
        Outcome::Known(Value::Text(Arc::from(text)))
    }
}
