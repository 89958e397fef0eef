//! Calendar dates, times of day and durations: their text, and the arithmetic on them.
//!
//! The month-end rule, called *last day*: adding months keeps the day of the month, or takes the last day of a month
//! that is too short. `2026-01-31 + 1 month` is `2026-02-28`, and `2028-02-29 + 1 year` is `2029-02-28`. So adding is not
//! undone by subtracting: `2026-03-31 - 1 month + 1 month` is `2026-03-28`.

use jiff::civil::{Date, DateTime, Time};

use super::number::Number;
use super::unit::UnitId;
use super::value::EvalError;

/// Why a text is no date, time or duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarMistake {
    /// Not written like one at all.
    Form,
    /// No such month.
    Month,
    /// The month has only this many days.
    Day(i8),
    /// Year 0.
    Year,
    /// No such hour, minute or second.
    Clock,
    /// `P1DT2H`, or months beside days: different types here.
    MixedDuration,
    /// More than 38 digits.
    TooLarge,
}

/// `2026-03-01`.
pub fn parse_date(text: &str) -> Result<Date, CalendarMistake> {
    let mut parts = text.split('-');
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(CalendarMistake::Form);
    };
    date_of(digits(year, 4)?, digits(month, 2)?, digits(day, 2)?)
}

/// The date of these numbers, if the calendar has it.
pub fn date_of(year: i16, month: i16, day: i16) -> Result<Date, CalendarMistake> {
    if !(1..=9999).contains(&year) {
        return Err(CalendarMistake::Year);
    }
    let month = i8::try_from(month).map_err(|_| CalendarMistake::Month)?;
    let first = Date::new(year, month, 1).map_err(|_| CalendarMistake::Month)?;
    let last = CalendarMistake::Day(first.days_in_month());
    Date::new(year, month, i8::try_from(day).map_err(|_| last)?).map_err(|_| last)
}

/// `08:30` or `08:30:15`.
pub fn parse_time(text: &str) -> Result<Time, CalendarMistake> {
    let mut parts = text.split(':');
    let (Some(hour), Some(minute), second, None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(CalendarMistake::Form);
    };
    time_of(digits(hour, 2)?, digits(minute, 2)?, second.map_or(Ok(0), |second| digits(second, 2))?)
}

pub fn time_of(hour: i16, minute: i16, second: i16) -> Result<Time, CalendarMistake> {
    let part = |value: i16| i8::try_from(value).map_err(|_| CalendarMistake::Clock);
    Time::new(part(hour)?, part(minute)?, part(second)?, 0).map_err(|_| CalendarMistake::Clock)
}

/// `2026-03-01T08:30`, with seconds if wanted; no time zone.
pub fn parse_date_time(text: &str) -> Result<DateTime, CalendarMistake> {
    let (date, time) = text.split_once('T').ok_or(CalendarMistake::Form)?;
    Ok(parse_date(date)?.to_datetime(parse_time(time)?))
}

/// An ISO duration of one kind: `P1Y6M` is 18 months, `P7D` and `P2W` are days, `PT1H30M` is 90 minutes.
pub fn parse_duration(text: &str) -> Result<(Number, UnitId), CalendarMistake> {
    let (negative, body) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let body = body.strip_prefix('P').ok_or(CalendarMistake::Form)?;
    let (days, clock) = body.split_once('T').map_or((body, None), |(days, clock)| (days, Some(clock)));
    let days = components(days, &["Y", "M", "W", "D"])?;
    let clock = match clock {
        Some(clock) => Some(components(clock, &["H", "M", "S"])?).filter(|parts| !parts.is_empty()),
        None => Some(Vec::new()),
    };
    let parts: Vec<(Number, &str)> = match (days, clock.ok_or(CalendarMistake::Form)?) {
        (days, clock) if clock.is_empty() => days.iter().map(|(n, unit)| (*n, date_unit(unit))).collect(),
        (days, clock) if days.is_empty() => clock.iter().map(|(n, unit)| (*n, clock_unit(unit))).collect(),
        _ => return Err(CalendarMistake::MixedDuration),
    };
    let (number, unit) = sum(&parts)?;
    Ok((if negative { -number } else { number }, unit))
}

fn date_unit(letter: &str) -> &'static str {
    match letter {
        "Y" => "years",
        "M" => "months",
        "W" => "weeks",
        _ => "days",
    }
}

fn clock_unit(letter: &str) -> &'static str {
    match letter {
        "H" => "h",
        "M" => "min",
        _ => "s",
    }
}

/// `1Y6M` as numbers with their letters, which must come in the order of `letters`, each at most once.
fn components<'a>(
    text: &'a str,
    letters: &[&'static str],
) -> Result<Vec<(Number, &'a str)>, CalendarMistake> {
    let mut parts = Vec::new();
    let mut rest = text;
    let mut letters = letters.iter();
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').ok_or(CalendarMistake::Form)?;
        let (number, after) = rest.split_at_checked(end).ok_or(CalendarMistake::Form)?;
        let (letter, after) = after.split_at_checked(1).ok_or(CalendarMistake::Form)?;
        letters.find(|known| **known == letter).ok_or(CalendarMistake::Form)?;
        let number: Number = number.parse().map_err(|_| CalendarMistake::Form)?;
        if !number.is_whole() && letter != "S" {
            return Err(CalendarMistake::Form);
        }
        parts.push((number, letter));
        rest = after;
    }
    Ok(parts)
}

/// All in the smallest of their units.
fn sum(parts: &[(Number, &'static str)]) -> Result<(Number, UnitId), CalendarMistake> {
    let (_, last) = parts.last().ok_or(CalendarMistake::Form)?;
    let unit = UnitId::find(last).ok_or(CalendarMistake::Form)?;
    let mut total = Number::ZERO;
    for (number, name) in parts {
        let part = UnitId::find(name).ok_or(CalendarMistake::Form)?;
        if part.dimension() != unit.dimension() {
            return Err(CalendarMistake::MixedDuration);
        }
        let number = part.to_base(*number).and_then(|base| total.add(base));
        total = number.map_err(|_| CalendarMistake::TooLarge)?;
    }
    let number = unit.from_base(total).map_err(|_| CalendarMistake::TooLarge)?;
    Ok((number, unit))
}

fn digits(text: &str, count: usize) -> Result<i16, CalendarMistake> {
    if text.len() != count || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(CalendarMistake::Form);
    }
    text.parse().map_err(|_| CalendarMistake::Form)
}

/// The day `days` later; whole days only.
pub fn add_days(date: Date, days: Number) -> Result<Date, EvalError> {
    let days = whole(days)?;
    let span = jiff::Span::new().try_days(days).map_err(|_| EvalError::NoSuchDate)?;
    in_range(date.checked_add(span).map_err(|_| EvalError::NoSuchDate)?)
}

/// The same day of the month `months` later, by the month-end rule; whole months only.
pub fn add_months(date: Date, months: Number) -> Result<Date, EvalError> {
    let months = whole(months)?;
    let from_zero = i64::from(date.year()) * 12 + i64::from(date.month()) - 1;
    let target = from_zero.checked_add(months).ok_or(EvalError::NoSuchDate)?;
    let year = i16::try_from(target.div_euclid(12)).map_err(|_| EvalError::NoSuchDate)?;
    let month = i8::try_from(target.rem_euclid(12) + 1).map_err(|_| EvalError::NoSuchDate)?;
    let first = Date::new(year, month, 1).map_err(|_| EvalError::NoSuchDate)?;
    let day = date.day().min(first.days_in_month());
    in_range(Date::new(year, month, day).map_err(|_| EvalError::NoSuchDate)?)
}

/// Days from `from` to `to`, negative when `to` is earlier.
pub fn days_between(from: Date, to: Date) -> Number {
    Number::whole(epoch_day(to) - epoch_day(from))
}

/// Whole months from `from` to `to`: the most that can be added to the earlier date without passing the later, by the
/// month-end rule; negative when `to` is earlier.
pub fn months_between(from: Date, to: Date) -> i64 {
    if to < from {
        return -months_between(to, from);
    }
    let months = (i64::from(to.year()) - i64::from(from.year())) * 12 + i64::from(to.month())
        - i64::from(from.month());
    let passes = add_months(from, Number::whole(months)).is_ok_and(|reached| reached > to);
    months - i64::from(passes)
}

/// The moment `seconds` later, to the nanosecond.
pub fn add_seconds(moment: DateTime, seconds: Number) -> Result<DateTime, EvalError> {
    let nanos = seconds.mul(Number::whole(NANOS))?;
    let nanos = if nanos.is_whole() { nanos.numerator() } else { return Err(EvalError::NotWhole) };
    let at = nanos.checked_add(nanos_of_day(moment.time())).ok_or(EvalError::NoSuchDate)?;
    let days = i64::try_from(at.div_euclid(DAY_NANOS)).map_err(|_| EvalError::NoSuchDate)?;
    let date = add_days(moment.date(), Number::whole(days))?;
    Ok(date.to_datetime(time_at(at.rem_euclid(DAY_NANOS))?))
}

/// The time of day `seconds` later, around the clock.
pub fn turn_clock(time: Time, seconds: Number) -> Result<Time, EvalError> {
    let nanos = seconds.mul(Number::whole(NANOS))?;
    if !nanos.is_whole() {
        return Err(EvalError::NotWhole);
    }
    time_at((nanos.numerator().rem_euclid(DAY_NANOS) + nanos_of_day(time)).rem_euclid(DAY_NANOS))
}

/// Seconds from `from` to `to`.
pub fn seconds_between(from: DateTime, to: DateTime) -> Result<Number, EvalError> {
    let days = i128::from(epoch_day(to.date()) - epoch_day(from.date()));
    let nanos = days * DAY_NANOS + nanos_of_day(to.time()) - nanos_of_day(from.time());
    Number::new(nanos, i128::from(NANOS))
}

/// Seconds from one time of day to another of the same day.
pub fn clock_seconds_between(from: Time, to: Time) -> Result<Number, EvalError> {
    Number::new(nanos_of_day(to) - nanos_of_day(from), i128::from(NANOS))
}

const NANOS: i64 = 1_000_000_000;
const DAY_NANOS: i128 = 86_400 * NANOS as i128;

fn nanos_of_day(time: Time) -> i128 {
    let seconds = i128::from(time.hour()) * 3600 + i128::from(time.minute()) * 60 + i128::from(time.second());
    seconds * i128::from(NANOS) + i128::from(time.subsec_nanosecond())
}

fn time_at(nanos: i128) -> Result<Time, EvalError> {
    let seconds = nanos / i128::from(NANOS);
    let part = |value: i128| i8::try_from(value).map_err(|_| EvalError::NoSuchDate);
    let rest = i32::try_from(nanos % i128::from(NANOS)).map_err(|_| EvalError::NoSuchDate)?;
    Time::new(part(seconds / 3600)?, part(seconds / 60 % 60)?, part(seconds % 60)?, rest)
        .map_err(|_| EvalError::NoSuchDate)
}

/// Days since 1970-01-01.
fn epoch_day(date: Date) -> i64 {
    // Years are counted from March, so that the leap day is the last of its year.
    let march_based = i64::from(date.month()) > 2;
    let year = i64::from(date.year()) - i64::from(!march_based);
    let month = i64::from(date.month()) + if march_based { -3 } else { 9 };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * month + 2) / 5 + i64::from(date.day()) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn whole(number: Number) -> Result<i64, EvalError> {
    if !number.is_whole() {
        return Err(EvalError::NotWhole);
    }
    number.to_i64().ok_or(EvalError::NoSuchDate)
}

fn in_range(date: Date) -> Result<Date, EvalError> {
    if (1..=9999).contains(&date.year()) { Ok(date) } else { Err(EvalError::NoSuchDate) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn n(value: i64) -> Number {
        Number::whole(value)
    }

    fn d(text: &str) -> Date {
        parse_date(text).unwrap()
    }

    #[test]
    fn month_end_rule() {
        for (from, months, expected) in [
            ("2026-01-31", 1, "2026-02-28"),
            ("2028-01-31", 1, "2028-02-29"),
            ("2026-03-31", -1, "2026-02-28"),
            ("2028-02-29", 12, "2029-02-28"),
            ("2026-02-28", 1, "2026-03-28"),
            ("2026-11-30", 3, "2027-02-28"),
            ("2026-05-15", 24, "2028-05-15"),
        ] {
            assert_eq!(add_months(d(from), n(months)), Ok(d(expected)), "{from} + {months}");
        }
        assert_eq!(add_months(d("9999-12-01"), n(1)), Err(EvalError::NoSuchDate));
        assert_eq!(add_months(d("0001-01-01"), n(-1)), Err(EvalError::NoSuchDate));
        assert_eq!(add_months(d("2026-01-01"), n(i64::MAX)), Err(EvalError::NoSuchDate));
        assert_eq!(add_days(d("2026-01-01"), n(i64::MIN)), Err(EvalError::NoSuchDate));
        assert_eq!(add_days(d("2026-01-01"), "0.5".parse().unwrap()), Err(EvalError::NotWhole));
    }

    #[test]
    fn whole_months_between() {
        for (from, to, months) in [
            ("2026-01-31", "2026-02-27", 0),
            ("2026-01-31", "2026-02-28", 1),
            ("2026-01-15", "2026-03-14", 1),
            ("2026-01-15", "2026-03-15", 2),
            ("2026-03-15", "2026-01-15", -2),
            ("2026-02-28", "2026-01-31", -1),
            ("2024-02-29", "2025-02-28", 12),
        ] {
            assert_eq!(months_between(d(from), d(to)), months, "{from} {to}");
        }
    }

    #[test]
    fn durations_are_of_one_kind() {
        for (text, number, unit) in [
            ("P3M", "3", "months"),
            ("P1Y6M", "18", "months"),
            ("P2Y", "2", "years"),
            ("P7D", "7", "days"),
            ("P1W1D", "8", "days"),
            ("PT5H", "5", "h"),
            ("PT1H30M", "90", "min"),
            ("PT0.5S", "0.5", "s"),
            ("-P3M", "-3", "months"),
        ] {
            let expected = (number.parse().unwrap(), UnitId::find(unit).unwrap());
            assert_eq!(parse_duration(text), Ok(expected), "{text}");
        }
        for text in ["", "P", "PT", "P3", "3M", "PT3D", "P1M1Y", "P1.5D", "P-3M", "P3Mx", "P3MT"] {
            assert_eq!(parse_duration(text), Err(CalendarMistake::Form), "{text}");
        }
        assert_eq!(parse_duration("P1DT2H"), Err(CalendarMistake::MixedDuration));
        assert_eq!(parse_duration("P1M2D"), Err(CalendarMistake::MixedDuration));
    }

    #[test]
    fn what_the_calendar_lacks_is_named() {
        assert_eq!(parse_date("2026-02-30"), Err(CalendarMistake::Day(28)));
        assert_eq!(parse_date("2026-13-01"), Err(CalendarMistake::Month));
        assert_eq!(parse_date("0000-01-01"), Err(CalendarMistake::Year));
        assert_eq!(parse_date("2026-3-1"), Err(CalendarMistake::Form));
        assert_eq!(parse_time("24:00"), Err(CalendarMistake::Clock));
        assert_eq!(parse_time("8:00"), Err(CalendarMistake::Form));
        assert_eq!(parse_date_time("2026-03-01T08:30Z"), Err(CalendarMistake::Form));
    }

    proptest! {
        #[test]
        fn day_count_agrees_with_the_library(from in 1_i16..=9999, a in 1_i16..=12, to in 1_i16..=9999, b in 1_i16..=28) {
            let (from, to) = (date_of(from, a, b).unwrap(), date_of(to, a, 1).unwrap());
            let days = from.until(to).unwrap().get_days();
            prop_assert_eq!(days_between(from, to), n(i64::from(days)));
            prop_assert_eq!(add_days(from, n(i64::from(days))), Ok(to));
            let months = months_between(from, to);
            let reached = add_months(from, n(months)).unwrap();
            if from <= to { prop_assert!(reached <= to) } else { prop_assert!(reached >= to || add_months(to, n(-months)).unwrap() <= from) }
        }

        #[test]
        fn seconds_come_back(day in 1_i16..=28, hour in 0_i16..24, minute in 0_i16..60, seconds in -10_000_000_i64..10_000_000) {
            let moment = date_of(2026, 3, day).unwrap().to_datetime(time_of(hour, minute, 0).unwrap());
            let later = add_seconds(moment, n(seconds)).unwrap();
            prop_assert_eq!(seconds_between(moment, later), Ok(n(seconds)));
            prop_assert_eq!(turn_clock(moment.time(), n(seconds)), Ok(later.time()));
        }
    }
}
