//! Values as the reference describes them: exact fractions, days of the calendar, options. Nothing here is shared with
//! the engine, not even its dates.

use std::cmp::Ordering;

/// An exact number in base units, in lowest terms with a positive denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Fraction {
    pub(crate) above: i128,
    pub(crate) below: i128,
}

impl Fraction {
    pub(crate) fn new(above: i128, below: i128) -> Self {
        let divisor = gcd(above, below).max(1) * below.signum();
        Self { above: above / divisor, below: below / divisor }
    }

    pub(crate) fn whole(number: i64) -> Self {
        Self { above: i128::from(number), below: 1 }
    }

    pub(crate) fn add(self, other: Self) -> Self {
        Self::new(self.above * other.below + other.above * self.below, self.below * other.below)
    }

    pub(crate) fn minus(self) -> Self {
        Self { above: -self.above, ..self }
    }

    pub(crate) fn mul(self, other: Self) -> Self {
        Self::new(self.above * other.above, self.below * other.below)
    }

    /// Nothing when divided by zero.
    pub(crate) fn div(self, other: Self) -> Option<Self> {
        (other.above != 0).then(|| Self::new(self.above * other.below, self.below * other.above))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.above * other.below).cmp(&(other.above * self.below))
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn gcd(left: i128, right: i128) -> i128 {
    if right == 0 { left.abs() } else { gcd(right, left % right) }
}

/// A date as the number of days since 1970-01-01 (Gregorian).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Day(pub(crate) i64);

impl Day {
    pub(crate) fn of(year: i64, month: i64, day: i64) -> Self {
        let years = (1970..year).map(year_length).sum::<i64>();
        let months = (1..month).map(|month| month_length(year, month)).sum::<i64>();
        Self(years + months + day - 1)
    }

    /// Year, month, day. Years before 1970 do not occur here.
    pub(crate) fn parts(self) -> (i64, i64, i64) {
        let (mut year, mut month, mut rest) = (1970, 1, self.0);
        while rest >= year_length(year) {
            rest -= year_length(year);
            year += 1;
        }
        while rest >= month_length(year, month) {
            rest -= month_length(year, month);
            month += 1;
        }
        (year, month, rest + 1)
    }

    pub(crate) fn plus_days(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// The month-end rule: the same day of the month, or the last of a shorter month.
    pub(crate) fn plus_months(self, months: i64) -> Self {
        let (year, month, day) = self.parts();
        let count = year * 12 + month - 1 + months;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
        Self::of(year, month, day.min(month_length(year, month)))
    }

    pub(crate) fn text(self) -> String {
        let (year, month, day) = self.parts();
        format!("{year:04}-{month:02}-{day:02}")
    }
}

fn leaps(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn year_length(year: i64) -> i64 {
    365 + i64::from(leaps(year))
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(leaps(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// What a number counts. Numbers of different units never meet in a checklist that passes `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Unit {
    One,
    Metre,
    Days,
    Months,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Value {
    Truth(bool),
    Number(Fraction, Unit),
    Day(Day),
    /// The option's place among the question's options.
    Option(u8),
    /// The options chosen, as bits.
    Options(u8),
}

/// Why there is no value though everything was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Fault {
    DivisionByZero,
    NoRow,
    NoParameter,
}

/// The four states of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum State {
    Known(Value),
    Unanswered,
    NotApplicable,
    Error(Fault),
}

impl State {
    pub(crate) const TRUE: Self = Self::Known(Value::Truth(true));
    pub(crate) const FALSE: Self = Self::Known(Value::Truth(false));
}

impl From<bool> for State {
    fn from(truth: bool) -> Self {
        Self::Known(Value::Truth(truth))
    }
}
