//! Functions of dates and times.

use crate::expr::calendar::{self, CalendarMistake};
use crate::expr::fields::{CalendarField, read};
use crate::expr::number::Number;
use crate::expr::value::{EvalError, Outcome, Value};

const BAD: Outcome = Outcome::Error(EvalError::BadArgument);

pub(super) fn date(arguments: &[Value]) -> Outcome {
    match arguments {
        [Value::Text(text)] => from_text(calendar::parse_date(text).map(Value::Date)),
        [Value::DateTime(moment)] => Outcome::Known(Value::Date(moment.date())),
        [Value::Number(year), Value::Number(month), Value::Number(day)] => {
            from_numbers([*year, *month, *day], |[y, m, d]| calendar::date_of(y, m, d).map(Value::Date))
        }
        _ => BAD,
    }
}

pub(super) fn date_and_time(arguments: &[Value]) -> Outcome {
    match arguments {
        [Value::Text(text)] => from_text(calendar::parse_date_time(text).map(Value::DateTime)),
        [Value::Date(date), Value::Time(time)] => Outcome::Known(Value::DateTime(date.to_datetime(*time))),
        _ => BAD,
    }
}

pub(super) fn time(arguments: &[Value]) -> Outcome {
    let numbers = match arguments {
        [Value::Text(text)] => return from_text(calendar::parse_time(text).map(Value::Time)),
        [Value::DateTime(moment)] => return Outcome::Known(Value::Time(moment.time())),
        [Value::Number(hour), Value::Number(minute)] => [*hour, *minute, Number::ZERO],
        [Value::Number(hour), Value::Number(minute), Value::Number(second)] => [*hour, *minute, *second],
        _ => return BAD,
    };
    from_numbers(numbers, |[h, m, s]| calendar::time_of(h, m, s).map(Value::Time))
}

fn from_text(value: Result<Value, CalendarMistake>) -> Outcome {
    value.map_or(Outcome::Error(EvalError::NoSuchDate), Outcome::Known)
}

fn from_numbers(numbers: [Number; 3], make: impl Fn([i16; 3]) -> Result<Value, CalendarMistake>) -> Outcome {
    if !numbers.iter().all(|number| number.is_whole()) {
        return Outcome::Error(EvalError::NotWhole);
    }
    // What does not fit is no part of any date.
    from_text(make(numbers.map(|number| i16::try_from(number.numerator()).unwrap_or(i16::MAX))))
}

pub(super) fn year(arguments: &[Value]) -> Outcome {
    field(arguments, CalendarField::Year)
}

pub(super) fn month(arguments: &[Value]) -> Outcome {
    field(arguments, CalendarField::Month)
}

pub(super) fn day(arguments: &[Value]) -> Outcome {
    field(arguments, CalendarField::Day)
}

pub(super) fn day_of_week(arguments: &[Value]) -> Outcome {
    field(arguments, CalendarField::Weekday)
}

fn field(arguments: &[Value], field: CalendarField) -> Outcome {
    match arguments {
        [value] => read(field, value).map_or(BAD, Outcome::Known),
        _ => BAD,
    }
}

pub(super) fn hour(arguments: &[Value]) -> Outcome {
    field(arguments, CalendarField::Hour)
}

pub(super) fn minute(arguments: &[Value]) -> Outcome {
    field(arguments, CalendarField::Minute)
}

pub(super) fn second(arguments: &[Value]) -> Outcome {
    field(arguments, CalendarField::Second)
}

pub(super) fn day_of_year(arguments: &[Value]) -> Outcome {
    let date = match arguments {
        [Value::Date(date)] => *date,
        [Value::DateTime(moment)] => moment.date(),
        _ => return BAD,
    };
    Outcome::Known(Value::Number(Number::whole(i64::from(date.day_of_year()))))
}

pub(super) fn days_between(arguments: &[Value]) -> Outcome {
    match arguments {
        [Value::Date(from), Value::Date(to)] => {
            Outcome::Known(Value::Number(calendar::days_between(*from, *to)))
        }
        _ => BAD,
    }
}

pub(super) fn months_between(arguments: &[Value]) -> Outcome {
    match arguments {
        [Value::Date(from), Value::Date(to)] => {
            Outcome::Known(Value::Number(Number::whole(calendar::months_between(*from, *to))))
        }
        _ => BAD,
    }
}

/// Holidays come with the law files, which only the engine has: without them no working day can be counted.
pub(super) fn add_working_days(_: &[Value]) -> Outcome {
    Outcome::Error(EvalError::NoHolidays)
}
