//! Functions of lists. Elements may be unanswered, not applicable or errors.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::expr::number::Number;
use crate::expr::ops::{MAX_ITEMS, equals, total_cmp};
use crate::expr::value::{EvalError, Outcome, Value};

const BAD: Outcome = Outcome::Error(EvalError::BadArgument);

pub(super) fn count(arguments: &[Value]) -> Outcome {
    match arguments {
        [Value::List(list)] => number(list.len()),
        _ => BAD,
    }
}

pub(super) fn sum(arguments: &[Value]) -> Outcome {
    let total = fold(arguments, Number::ZERO, |total, value| match value {
        Value::Number(number) => total.add(*number),
        _ => Err(EvalError::BadArgument),
    });
    match total {
        Ok(total) => Outcome::Known(Value::Number(total)),
        Err(outcome) => outcome,
    }
}

pub(super) fn mean(arguments: &[Value]) -> Outcome {
    let total = fold(arguments, (Number::ZERO, 0_i64), |(total, count), value| match value {
        Value::Number(number) => Ok((total.add(*number)?, count + 1)),
        _ => Err(EvalError::BadArgument),
    });
    match total {
        Ok((_, 0)) => Outcome::NotApplicable,
        Ok((total, count)) => match total.div(Number::whole(count)) {
            Ok(mean) => Outcome::Known(Value::Number(mean)),
            Err(error) => Outcome::Error(error),
        },
        Err(outcome) => outcome,
    }
}

pub(super) fn min(arguments: &[Value]) -> Outcome {
    extreme(arguments, Ordering::Less)
}

pub(super) fn max(arguments: &[Value]) -> Outcome {
    extreme(arguments, Ordering::Greater)
}

/// The first of the elements that lie furthest to one side.
fn extreme(arguments: &[Value], side: Ordering) -> Outcome {
    let best = fold(arguments, None, |best: Option<Value>, value| {
        Ok(match best {
            Some(best) if total_cmp(value, &best) != side => Some(best),
            _ => Some(value.clone()),
        })
    });
    match best {
        Ok(Some(best)) => Outcome::Known(best),
        Ok(None) => Outcome::NotApplicable,
        Err(outcome) => outcome,
    }
}

pub(super) fn all(arguments: &[Value]) -> Outcome {
    decided_by(arguments, false)
}

pub(super) fn any(arguments: &[Value]) -> Outcome {
    decided_by(arguments, true)
}

/// `deciding` when one element is; otherwise as undecided as the elements are; otherwise its opposite.
fn decided_by(arguments: &[Value], deciding: bool) -> Outcome {
    let test = |value: &Value| match value {
        Value::Boolean(value) => Outcome::from(*value == deciding),
        _ => BAD,
    };
    match exists(arguments, test) {
        Outcome::Known(Value::Boolean(found)) => Outcome::from(found == deciding),
        undecided => undecided,
    }
}

pub(super) fn list_contains(arguments: &[Value]) -> Outcome {
    match arguments {
        [list @ Value::List(_), wanted] => exists(std::slice::from_ref(list), |value| equals(value, wanted)),
        _ => BAD,
    }
}

/// Whether some element passes: one that does decides; while one is unanswered, so is the answer; an error comes next.
fn exists(arguments: &[Value], test: impl Fn(&Value) -> Outcome) -> Outcome {
    let mut result = Outcome::FALSE;
    for item in items(arguments) {
        let found = match item {
            Item::Known(value) => test(value),
            Item::Open => Outcome::Unanswered,
            Item::Error(error) => Outcome::Error(error),
            Item::Hidden => continue,
        };
        match (found, &result) {
            (Outcome::Known(Value::Boolean(true)), _) => return Outcome::TRUE,
            (Outcome::Unanswered, _) => result = Outcome::Unanswered,
            (Outcome::Error(error), Outcome::Known(_)) => result = Outcome::Error(error),
            _ => {}
        }
    }
    result
}

pub(super) fn index_of(arguments: &[Value]) -> Outcome {
    let [list @ Value::List(_), wanted] = arguments else { return BAD };
    let mut place = 0;
    let mut places = Vec::new();
    for item in items(std::slice::from_ref(list)) {
        place += 1;
        match item {
            Item::Known(value) => match equals(value, wanted) {
                Outcome::Known(Value::Boolean(true)) => places.push(number(place)),
                Outcome::Known(_) => {}
                undecided => return undecided,
            },
            Item::Hidden => {}
            Item::Open | Item::Error(_) => return worst(list),
        }
    }
    Outcome::Known(Value::List(Arc::from(places)))
}

pub(super) fn concatenate(arguments: &[Value]) -> Outcome {
    let mut all = Vec::new();
    for argument in arguments {
        let Value::List(list) = argument else { return BAD };
        if all.len() + list.len() > MAX_ITEMS {
            return Outcome::Error(EvalError::TooLong);
        }
        all.extend(list.iter().cloned());
    }
    Outcome::Known(Value::List(Arc::from(all)))
}

pub(super) fn distinct_values(arguments: &[Value]) -> Outcome {
    let mut seen = BTreeSet::new();
    let mut distinct = Vec::new();
    for item in items(arguments) {
        match item {
            Item::Known(value) => {
                if seen.insert(ByTotalOrder(value)) {
                    distinct.push(Outcome::Known(value.clone()));
                }
            }
            Item::Hidden => {}
            Item::Open | Item::Error(_) => return arguments.first().map_or(BAD, worst),
        }
    }
    Outcome::Known(Value::List(Arc::from(distinct)))
}

/// The first error of a list, or that something in it is unanswered.
fn worst(list: &Value) -> Outcome {
    items(std::slice::from_ref(list))
        .find_map(|item| match item {
            Item::Error(error) => Some(Outcome::Error(error)),
            _ => None,
        })
        .unwrap_or(Outcome::Unanswered)
}

struct ByTotalOrder<'a>(&'a Value);

impl Ord for ByTotalOrder<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        total_cmp(self.0, other.0)
    }
}

impl PartialOrd for ByTotalOrder<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for ByTotalOrder<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for ByTotalOrder<'_> {}

/// An element of a list, or an argument standing for one.
enum Item<'a> {
    Known(&'a Value),
    Open,
    Hidden,
    Error(EvalError),
}

/// The elements of the one list given, or the arguments themselves.
fn items(arguments: &[Value]) -> impl Iterator<Item = Item<'_>> {
    let (list, values): (&[Outcome], &[Value]) = match arguments {
        [Value::List(list)] => (list, &[]),
        values => (&[], values),
    };
    let of_list = list.iter().map(|outcome| match outcome {
        Outcome::Known(value) => Item::Known(value),
        Outcome::Unanswered => Item::Open,
        Outcome::NotApplicable => Item::Hidden,
        Outcome::Error(error) => Item::Error(*error),
    });
    of_list.chain(values.iter().map(Item::Known))
}

/// Goes through all elements that apply. Errors come before unanswered ones: no answer would mend them.
fn fold<T>(
    arguments: &[Value],
    start: T,
    step: impl Fn(T, &Value) -> Result<T, EvalError>,
) -> Result<T, Outcome> {
    let mut state = Some(start);
    for item in items(arguments) {
        match item {
            Item::Known(value) => {
                state = match state {
                    Some(state) => Some(step(state, value).map_err(Outcome::Error)?),
                    None => None,
                };
            }
            Item::Error(error) => return Err(Outcome::Error(error)),
            Item::Open => state = None,
            Item::Hidden => {}
        }
    }
    state.ok_or(Outcome::Unanswered)
}

fn number(count: usize) -> Outcome {
    Outcome::Known(Value::Number(Number::whole(i64::try_from(count).unwrap_or(i64::MAX))))
}
