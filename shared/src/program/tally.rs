//! What was seen of the rows of a group, so that one row more or less costs one row.

use super::FoldKind;
use super::machine::known;
use crate::expr::number::Number;
use crate::expr::value::{EvalError, Outcome, Value};
use crate::model::Date;

/// What was seen of the rows so far; order does not matter, so rows may be added and taken out again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) yes: u32,
    pub(crate) no: u32,
    unanswered: u32,
    errors: std::collections::BTreeMap<EvalError, u32>,
    /// Numbers by value, and dates by their place in the calendar; enough for sum, min and max.
    numbers: std::collections::BTreeMap<Number, u32>,
    others: std::collections::BTreeMap<(i8, i64), (Value, u32)>,
    sum: Option<Number>,
    started: bool,
    overflowed: bool,
}

impl Tally {
    pub(crate) fn add(&mut self, outcome: &Outcome) {
        self.change(outcome, true);
    }

    pub(crate) fn remove(&mut self, outcome: &Outcome) {
        self.change(outcome, false);
    }

    fn change(&mut self, outcome: &Outcome, more: bool) {
        let step = |count: &mut u32| *count = if more { *count + 1 } else { count.saturating_sub(1) };
        match outcome {
            Outcome::Known(Value::Boolean(true)) => step(&mut self.yes),
            Outcome::Known(Value::Boolean(false)) => step(&mut self.no),
            Outcome::Known(Value::Number(number)) => {
                let count = self.numbers.entry(*number).or_insert(0);
                step(count);
                if *count == 0 {
                    self.numbers.remove(number);
                }
                let sum = if self.started { self.sum } else { Some(Number::ZERO) };
                self.started = true;
                let term = if more { *number } else { -*number };
                self.sum = sum.and_then(|sum| sum.add(term).ok());
                self.overflowed |= self.sum.is_none();
            }
            Outcome::Known(value) => {
                if let Some(key) = calendar_key(value) {
                    let (_, count) = self.others.entry(key).or_insert_with(|| (value.clone(), 0));
                    step(count);
                    if *count == 0 {
                        self.others.remove(&key);
                    }
                }
            }
            Outcome::Unanswered => step(&mut self.unanswered),
            Outcome::NotApplicable => {}
            Outcome::Error(error) => {
                let count = self.errors.entry(*error).or_insert(0);
                step(count);
                if *count == 0 {
                    self.errors.remove(error);
                }
            }
        }
    }

    /// `complete` says that no further row can come.
    pub(crate) fn result(&self, kind: FoldKind, complete: bool) -> Outcome {
        let open = !complete || self.unanswered > 0;
        let undecided = |otherwise: Outcome| match self.errors.keys().next() {
            _ if open => Outcome::Unanswered,
            Some(error) => Outcome::Error(*error),
            None => otherwise,
        };
        match kind {
            FoldKind::Every if self.no > 0 => Outcome::FALSE,
            FoldKind::Every => undecided(Outcome::TRUE),
            FoldKind::Some if self.yes > 0 => Outcome::TRUE,
            FoldKind::Some => undecided(Outcome::FALSE),
            FoldKind::CountTrue => {
                undecided(Outcome::Known(Value::Number(Number::whole(i64::from(self.yes)))))
            }
            FoldKind::Sum => undecided(match (self.started, self.sum) {
                (false, _) => Outcome::Known(Value::Number(Number::ZERO)),
                (true, Some(sum)) if !self.overflowed => Outcome::Known(Value::Number(sum)),
                (true, _) => self.sum_anew(),
            }),
            FoldKind::Min => undecided(self.extreme(true)),
            FoldKind::Max => undecided(self.extreme(false)),
        }
    }

    /// After an overflow the running sum is of no use: the numbers themselves still are.
    fn sum_anew(&self) -> Outcome {
        let sum = self.numbers.iter().try_fold(Number::ZERO, |sum, (number, count)| {
            sum.add(number.mul(Number::whole(i64::from(*count)))?)
        });
        known(sum.map(Value::Number))
    }

    fn extreme(&self, least: bool) -> Outcome {
        let number = if least { self.numbers.keys().next() } else { self.numbers.keys().next_back() };
        if let Some(number) = number {
            return Outcome::Known(Value::Number(*number));
        }
        let other = if least { self.others.values().next() } else { self.others.values().next_back() };
        other.map_or(Outcome::NotApplicable, |(value, _)| Outcome::Known(value.clone()))
    }
}

/// Dates and times in their natural order.
fn calendar_key(value: &Value) -> Option<(i8, i64)> {
    let days =
        |date: &Date| i64::from(date.year()) * 512 + i64::from(date.month()) * 40 + i64::from(date.day());
    let seconds = |time: &jiff::civil::Time| {
        i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second())
    };
    match value {
        Value::Date(date) => Some((0, days(date))),
        Value::Time(time) => Some((1, seconds(time))),
        Value::DateTime(both) => Some((2, days(&both.date()) * 100_000 + seconds(&both.time()))),
        _ => None,
    }
}
